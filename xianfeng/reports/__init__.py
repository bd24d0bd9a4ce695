"""Figures into work reports in the official-document format."""
