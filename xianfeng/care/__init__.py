"""Care, talks and honours."""
