"""The catalogs, as the tools of translators see them."""
