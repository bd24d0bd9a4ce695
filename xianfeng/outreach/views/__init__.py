"""Pages of mass organisations, events and contact points."""
