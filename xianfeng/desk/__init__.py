"""Signed-in pages across contexts: the desk, the board, search."""
