"""Derives duties from rules and facts in set-based SQL, in full and in narrow slices."""
