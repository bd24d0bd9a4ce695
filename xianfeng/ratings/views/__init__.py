"""Pages of ratings: rounds and their slips; those without an account are in ``public``."""
