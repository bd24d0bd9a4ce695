"""Pages of duty lists."""
