"""Views of the desk, the board and search."""
