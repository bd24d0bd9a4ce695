"""Volunteering: teams, events, sign-up with places and a waiting list, hours given."""
