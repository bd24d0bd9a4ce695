"""Branch standardisation."""
