"""Secret ballots and paper totals."""
