"""SQL and keys behind the ports."""
