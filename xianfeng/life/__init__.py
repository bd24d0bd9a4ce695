"""Organisational life: meetings, their versions and absences."""
