"""Service: requests, their dispatch and matching, pairs, events, ratings."""
