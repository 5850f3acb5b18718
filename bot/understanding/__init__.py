"""Understands what people really type: Kazakh, Russian, English, mixed, in any letters."""
