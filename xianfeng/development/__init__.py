"""The development of members."""
