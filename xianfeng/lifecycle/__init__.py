"""Changes of units."""
