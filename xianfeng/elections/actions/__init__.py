"""Writing elections: preparing one, the meeting and its ballots, the result, moved terms."""
