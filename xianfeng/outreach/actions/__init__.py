"""Recording mass organisations, events, contact points and visits to them."""
