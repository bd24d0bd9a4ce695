"""Ratings of units by the people they serve: one voice each, without an account."""
