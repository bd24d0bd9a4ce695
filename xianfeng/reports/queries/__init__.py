"""Reading figures for a unit and a span of days."""
