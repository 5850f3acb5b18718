"""The visitor's page: the same conversation in a browser."""
