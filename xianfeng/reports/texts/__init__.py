"""The work report's text as data, and its blanks filled in."""
