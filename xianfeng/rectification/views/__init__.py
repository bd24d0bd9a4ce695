"""Pages of problems and orders."""
