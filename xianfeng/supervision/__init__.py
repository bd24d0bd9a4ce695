"""Supervision: yearly plans, teams, visits, and what they find."""
