"""SQL, keys and migrations."""
