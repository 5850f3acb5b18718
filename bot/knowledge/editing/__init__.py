"""Changes files of knowledge field by field, and publishes them."""
