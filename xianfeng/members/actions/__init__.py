"""Writing members: the record, the posts, the groups."""
