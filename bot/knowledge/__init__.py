"""Reads `knowledge/` into a Guide and advises its editors."""
