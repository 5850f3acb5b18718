"""Puts the program together by hand; the only package that knows every concrete class."""
