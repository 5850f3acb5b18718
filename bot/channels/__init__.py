"""Ways to reach a visitor."""
