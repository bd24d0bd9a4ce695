"""Reading care: people, visits and needs, birthdays, talks, honours."""
