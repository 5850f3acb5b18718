"""Hears words of danger, in any spelling."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.spelling import words_of
from bot.knowledge.models import DangerWordsFile

Run = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """Runs of word beginnings that mean danger together, unless another run stands there."""

    every: tuple[Run, ...]
    unless: tuple[Run, ...]
    card: str


class DangerWords:
    """Knows the stems of danger; a miss is worse than a false alarm."""

    def __init__(self, file: DangerWordsFile) -> None:
        """Fold all stems once."""
        self._signs = tuple(
            Sign(
                tuple(words_of(stem) for stem in entry.all),
                tuple(words_of(stem) for stem in entry.unless),
                entry.card,
            )
            for entry in file.stems
        )
        self._cries = {words_of(cry) for cry in file.alone.cries}
        self._around = {word for words in file.alone.around for word in words_of(words)}

    def hears(self, words: str) -> str:
        """Return "danger", "suicide", or "" for words that hold neither."""
        said = words_of(words)
        for sign in self._signs:
            if _fits(sign, said):
                return sign.card
        return "danger" if self._is_cry(said) else ""

    def _is_cry(self, said: Run) -> bool:
        cried = [word for word in said if (word,) in self._cries]
        return bool(cried) and all((word,) in self._cries or word in self._around for word in said)


def _fits(sign: Sign, said: Run) -> bool:
    if not all(_stands(run, said) for run in sign.every):
        return False
    return not any(_stands(run, said) for run in sign.unless)


def _stands(run: Sequence[str], said: Sequence[str]) -> bool:
    """Tell whether a run of words stands in what was said; its last word may go on."""
    *whole, last = run
    length = len(run)
    return any(
        said[start + length - 1].startswith(last)
        and all(said[start + place] == word for place, word in enumerate(whole))
        for start in range(len(said) - length + 1)
    )
