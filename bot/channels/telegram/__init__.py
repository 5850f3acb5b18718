"""Telegram: updates in, screens out. Nothing else imports aiogram."""
