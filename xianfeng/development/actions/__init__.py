"""Writing development: people, their steps, their papers, and quotas."""
