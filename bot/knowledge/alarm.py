"""Hears words of danger, in any spelling."""

import re
from bisect import bisect, bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from bot.domain.spelling import fold
from bot.knowledge.models import Calming, DangerWordsFile, Stem

Runs = frozenset[str]

# What belongs together stands within so many letters, about fifteen words.
NEAR: Final = 90
# A shorter word may not slip: with one letter changed it is too often another word.
LONG: Final = 7
# Marks that outlive folding and that nobody types: a sentence ends, a clause ends.
SENTENCE, CLAUSE = "0e0", "0a0"
ENDS: Final = re.compile(r"[.!?…\n]+")
PAUSES: Final = re.compile(r"[,;:()—–]+| (?:а|но|ал|бірақ|but)(?= )")


class DangerWords:
    """Knows the stems of danger; a miss is worse than a false alarm."""

    def __init__(self, file: DangerWordsFile) -> None:
        """Fold all stems once."""
        stems = [(one, [_folded(part.split("|")) for part in one.all]) for one in file.stems]
        self._signs = [(one, every, _folded(one.unless)) for one, every in stems]
        self._calming = [(one, _folded(one.words), _folded(one.unless)) for one in file.calming]
        self._now = _folded(file.now)
        self._cries = {fold(cry) for cry in file.alone.cries}
        self._around = set(fold(" ".join(file.alone.around)).split())
        loud = Runs().union(*(part for _, every in stems for part in every))
        calm = self._now.union(*(unless for *_, unless in self._signs))
        calm = calm.union(*(runs for _, *both in self._calming for runs in both))
        self._slips = Slips(_words_in(loud), _words_in(calm), _words_in(_folded(file.no_slips)))
        self._runs = {spelling: run for run in loud | calm for spelling in _spellings(run)}
        self._lengths: defaultdict[str, set[int]] = defaultdict(set)
        for run in self._runs:
            self._lengths[run[: LONG if len(run) >= LONG else 3]].add(len(run))
        self._signs_with: defaultdict[str, list[int]] = defaultdict(list)
        for number, (_, every, _) in enumerate(self._signs):
            for run in every[0]:
                self._signs_with[run].append(number)

    def hears(self, words: str, *, surely: bool = False) -> str:
        """Return "danger", "suicide", or "" for words that hold neither.

        What is heard `surely` is danger whatever else the words may mean.
        """
        said = self._read(words)
        touched = {number for run in said.places for number in self._signs_with.get(run, ())}
        for stem, (first, *others), unless in (self._signs[number] for number in sorted(touched)):
            for place in said.places_of(first):
                if surely and stem.unsure and not self._is_now(place, said):
                    continue
                around = (place - NEAR, place + NEAR)
                together = all(said.has(part, around) for part in others)
                if together and not said.has(unless, around) and self._is_meant(stem, place, said):
                    return stem.card
        return "danger" if self._is_cry(said.words) else ""

    def _read(self, words: str) -> "Said":
        """Fold words, mend their slips, and find all runs in them."""
        marked = fold(PAUSES.sub(f" {CLAUSE} ", ENDS.sub(f" {SENTENCE} ", words))).split()
        mended = {word: self._slips.mended(word) for word in set(marked)}
        said = Said([mended[word] for word in marked if word not in (SENTENCE, CLAUSE)])
        text, place = " ".join((*said.words, "")), 0
        for word in marked:
            if word in (SENTENCE, CLAUSE):
                said.clauses.append(place)
                said.sentences += [place] * (word == SENTENCE)
                continue
            for beginning in {text[place : place + 3], text[place : place + LONG]}:
                for size in self._lengths.get(beginning, ()):
                    if run := self._runs.get(text[place : place + size]):
                        said.places[run].append(place)
            place += len(mended[word]) + 1
        return said

    def _is_meant(self, stem: Stem, place: int, said: "Said") -> bool:
        if stem.when == "now" and not self._is_now(place, said):
            return False
        # A wish to die is never quietened.
        return stem.card == "suicide" or not any(
            self._calms(one, words, place, said)
            and not said.has(unless, (place - NEAR, place + NEAR))
            for one, words, unless in self._calming
            if stem.soft or one.calms_all
        )

    def _is_now(self, place: int, said: "Said") -> bool:
        return said.has(self._now, said.part(said.sentences, place))

    def _calms(self, one: Calming, words: Runs, place: int, said: "Said") -> bool:
        part = said.part(said.clauses if one.reach == "clause" else said.sentences, place)
        return said.has(words, part) and (one.calms_all or not said.has(self._now, part))

    def _is_cry(self, said: Sequence[str]) -> bool:
        cried = any(word in self._cries for word in said)
        return cried and all(word in self._cries or word in self._around for word in said)


class Said:
    """Folded words, where sentences and clauses begin, and where each run stands."""

    def __init__(self, words: Sequence[str]) -> None:
        """Begin the first sentence; places are added in their order."""
        self.words, self.sentences, self.clauses = words, [0], [0]
        self.places: defaultdict[str, list[int]] = defaultdict(list)

    def places_of(self, runs: Runs) -> list[int]:
        """Return where these runs stand."""
        return [place for run, places in self.places.items() if run in runs for place in places]

    def has(self, runs: Runs, within: tuple[int, int]) -> bool:
        """Tell whether one of these runs begins between two places."""
        first, last = within
        return any(
            run in runs and places[-1] >= first and places[bisect_left(places, first)] <= last
            for run, places in self.places.items()
        )

    def part(self, starts: Sequence[int], place: int) -> tuple[int, int]:
        """Return what is near a place within its sentence or clause."""
        after = bisect(starts, place)
        end = starts[after] - 1 if after < len(starts) else place + NEAR
        return max(starts[after - 1], place - NEAR), min(end, place + NEAR)


class Slips:
    """Mends one slip of the finger inside a long word: a letter changed, lost, added or swapped."""

    def __init__(self, loud: Runs, calm: Runs, right: Runs) -> None:
        """Sort the loud words by their start and by their middle: a slip leaves one of both."""
        self._right = right | {word for word in loud | calm if len(word) >= LONG - 1}
        self._near: defaultdict[str, list[str]] = defaultdict(list)
        for word in sorted(word for word in loud if len(word) >= LONG):
            self._near[word[:4]].append(word)
            self._near[word[0] + word[5:7]].append(word)

    def mended(self, word: str) -> str:
        """Return a word with a known one in the place of its slip, or as it is."""
        if len(word) < LONG - 1:
            return word
        first = word[0]
        for key in (word[:4], first + word[5:7], first + word[4:6], first + word[6:8]):
            for known in self._near.get(key, ()):
                rest = _after_slip(known, word)
                if rest is not None:
                    is_right = any(word[:size] in self._right for size in range(4, 20))
                    return word if is_right else known + rest
        return word


def _after_slip(known: str, word: str) -> str | None:
    """Return what follows a known word with one slip; its last letter changes with grammar."""
    same = next((at for at, (a, b) in enumerate(zip(known, word, strict=False)) if a != b), 0)
    if not 0 < same < len(known) - 1:
        return None
    left, rest = known[same:], known[same + 1 :]
    for at, tail in ((0, rest[0] + left[0] + rest[1:]), (1, rest), (0, rest), (1, left)):
        if word.startswith(tail, same + at):
            return word[same + at + len(tail) :]
    return None


def _folded(runs: Iterable[str]) -> Runs:
    """Fold runs of words; a run with a full stop behind it is said to its end."""
    return frozenset(fold(run) + " " * run.strip().endswith(".") for run in runs)


def _words_in(runs: Runs) -> Runs:
    return frozenset(word for run in runs for word in run.split())


def _spellings(run: str) -> Iterator[str]:
    """Return a run as it is, and with two of its words glued together."""
    words = run.split(" ")
    yield run
    for at, (one, other) in enumerate(pairwise(words)):
        if other and len(one + other) >= LONG:
            yield " ".join((*words[:at], one + other, *words[at + 2 :]))
