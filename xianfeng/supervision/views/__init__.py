"""Pages of supervision: plans, visits, records, draws, coverage, photos, notices."""
