"""The desk in a real browser: the real program behind it, and Telegram on the other side."""
