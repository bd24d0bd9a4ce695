"""Check-in (双报到): units and members at communities, assignments, deployments."""
