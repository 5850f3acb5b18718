"""The conversation itself, without any channel."""
