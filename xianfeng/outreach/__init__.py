"""Mass organisations and contact points."""
