"""What every context stands on: clock, viewer, facts, figures, audit, crypto. No domain nouns."""
