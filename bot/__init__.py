"""Pana: a refuge to write to."""
