"""Party members: the person, membership spells, posts."""
