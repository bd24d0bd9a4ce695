"""The yearly review of members."""
