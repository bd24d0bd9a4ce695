"""Duty lists of posts (责任清单): issued for a year, signed, measured by facts."""
