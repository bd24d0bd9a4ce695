"""A believable fictitious city, made from a seed."""
