"""What every channel, every store and every stand-in promises."""
