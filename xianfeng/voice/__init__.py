"""Notices, opinions and discussion."""
