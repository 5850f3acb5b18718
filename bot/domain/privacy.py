"""Words of a visitor, kept from being printed by accident."""

from typing import Any


class Confidential:
    """Words of a visitor. Only `reveal` gives them back."""

    __slots__ = ("_words",)

    def __init__(self, words: str) -> None:
        self._words = words

    def reveal(self) -> str:
        """Return the words; whoever calls this answers for where they go."""
        return self._words

    def __repr__(self) -> str:
        return "Confidential(…)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Confidential) and self._words == other._words

    def __hash__(self) -> int:
        return hash(self._words)

    def __reduce__(self) -> Any:
        raise TypeError("Words of a visitor are not to be pickled.")
