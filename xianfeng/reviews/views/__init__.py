"""Pages of the yearly review: the list, one review and its steps, one member, papers."""
