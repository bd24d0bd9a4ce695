"""The 25 steps, their limits by edition, what a history amounts to, and what is wrong with it."""
