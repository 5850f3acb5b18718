"""Channels, spoken to as their visitors speak to them."""
