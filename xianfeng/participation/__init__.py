"""Participation: what units and members did for communities, with the community's word."""
