"""A day of the queue in a second: visitors, operators and two ways to decide who is next."""
