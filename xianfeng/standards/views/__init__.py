"""Pages of branch standardisation: standards, checks, plans, model branches, papers."""
