"""The conversation in a terminal; nothing of it is kept."""
