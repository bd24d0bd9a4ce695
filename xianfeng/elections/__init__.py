"""Re-elections."""
