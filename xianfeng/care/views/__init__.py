"""Pages of care, talks and honours."""
