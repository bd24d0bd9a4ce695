"""Pages of the meter, of collection tasks and of work groups."""
