"""How our texts stand in each language, measured for translators and editors."""
