"""What Pana does, one use case a class."""
