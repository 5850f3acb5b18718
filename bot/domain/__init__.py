"""What is true of a helpline; standard library only."""
