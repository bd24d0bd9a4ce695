"""Plans, their aspects and tasks, with nodes and due dates."""
