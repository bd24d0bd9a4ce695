"""Reading problems and orders."""
