"""What the services do with turns, chats and time."""
