"""Writing units: the tree itself, and who holds a role on it."""
