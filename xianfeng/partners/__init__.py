"""Partners: what a unit and a community, grid or other side do for each other."""
