"""Hours of service: who gave how long, on which day, for what; once, where it was finished."""
