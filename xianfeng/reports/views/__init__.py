"""Pages of figures and of the work report."""
