"""The directory as a sheet: written for editors, read back with advice."""
