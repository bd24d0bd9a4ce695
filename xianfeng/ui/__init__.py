"""Strict components, base templates and their gallery."""
