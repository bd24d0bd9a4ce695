"""Reading events, mass organisations and contact points."""
