"""Pages of duties, of cards, and of what units ask about them."""
