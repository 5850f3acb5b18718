"""Text + language → words."""
