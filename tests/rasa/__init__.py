"""What we promise of Rasa, held against a real server: `make test-rasa`."""
