"""Guesses which name was meant where one is not known."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from bot.domain.text import Text, _, sentences

DID_YOU_MEAN: Final = _("Did you mean “{name}”?")


def nearest(word: object, known: Iterable[object]) -> str | None:
    """Return the known name that is most like a word, if one is alike at all."""
    names = {str(name).casefold(): str(name) for name in known}
    found = get_close_matches(str(word).casefold(), names, 1)
    return names[found[0]] if found else None


def advised(advice: Text, word: object, known: Iterable[object]) -> Text:
    """Return advice about an unknown word, with the name it was probably meant to be."""
    near = nearest(word, known)
    return sentences(advice, DID_YOU_MEAN.given(name=near)) if near else advice
