"""How pages and papers write hours."""
