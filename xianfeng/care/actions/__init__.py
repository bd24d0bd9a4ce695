"""Recording care: visits and needs, greetings, talks, honours."""
