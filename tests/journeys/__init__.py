"""Whole conversations in each language, kept as transcripts that a person can read."""
