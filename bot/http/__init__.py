"""What every page that we serve stands on."""
