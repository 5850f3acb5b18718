"""What is measured of each language."""
