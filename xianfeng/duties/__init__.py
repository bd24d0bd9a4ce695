"""The rule book and the engine that turns rules and facts into duties."""
