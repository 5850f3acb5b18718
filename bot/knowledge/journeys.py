"""Kept rehearsals: conversations that editors played, and that must still lead where they led."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Final

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from bot.domain.guide import Ages, Guide
from bot.domain.language import Language
from bot.domain.rehearsal import Does, Rehearsal, Step
from bot.domain.text import Text, Verbatim, _
from bot.flows import replay
from bot.flows.replay import LONGEST_WORDS, MOST_STEPS, Scene
from bot.knowledge.build import build
from bot.knowledge.models import Line, Model, Words
from bot.knowledge.shelf import Shelf

if TYPE_CHECKING:
    from bot.knowledge.checks import Circumstances

BELOW: Final = "journeys"
# A rehearsal must not begin to fail by the mere passing of time: nothing in it grows old.
FOREVER: Final = Ages(*[timedelta(days=365_000)] * 4)

# Translators: advice to an editor; a rehearsal is a conversation played at the desk and kept.
NOT_POSSIBLE: Final = _(
    "This step is no longer possible here. Please play the rehearsal again at the desk and keep it "
    "under the same name, or remove this file."
)
ENDS_OTHERWISE: Final = _(
    "The rehearsal now ends with “{line}”. If this is right, please keep the rehearsal again."
)


def _meaning(meant: str) -> str:
    if not replay.is_meaning(meant):
        raise ValueError("the label of an intent")
    return meant


Said = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_WORDS)]


class StepEntry(Model):
    """One step: an option picked, words typed, a language spoken from here on, or a location."""

    picks: Said | None = None
    types: Said | None = None
    speaks: Language | None = None
    locates: Said | None = None
    meant: Annotated[str, AfterValidator(_meaning)] = ""

    @model_validator(mode="after")
    def _does_one_thing(self) -> "StepEntry":
        if sum(getattr(self, does.value) is not None for does in Does) != 1:
            raise ValueError("one of picks, types, speaks, locates")
        return self

    @property
    def step(self) -> Step:
        """Return the step as a rehearsal knows it."""
        does = next(does for does in Does if getattr(self, does.value) is not None)
        return Step(does, getattr(self, does.value), self.meant)


class JourneyFile(Model):
    """One file of journeys/: how a rehearsal begins, its steps, and how its last screen begins.

    It is played as on the day `played_on`, so that a law that changes by its date changes nothing.
    """

    name: Line
    language: Language
    played_on: date
    steps: Annotated[list[StepEntry], Field(max_length=MOST_STEPS)]
    ends: Words

    @property
    def rehearsal(self) -> Rehearsal:
        """Return the file as a rehearsal."""
        ends = (self.ends.kk, self.ends.ru, self.ends.en)
        steps = tuple(entry.step for entry in self.steps)
        return Rehearsal(self.name, self.language, steps, ends)


def journeys(shelf: Shelf, _circumstances: "Circumstances") -> None:
    """Play every kept rehearsal again, where nothing else refuses the files."""
    files = shelf.all(BELOW, JourneyFile)
    if not files or not shelf.is_good:
        return
    guides: dict[date, Guide] = {}
    for name, file in files.items():
        if file.played_on not in guides:
            guides[file.played_on] = build(shelf, file.played_on, FOREVER)
        for place, advice in _complaints(file.rehearsal, guides[file.played_on]):
            shelf.complain(name, place, advice)


def _complaints(kept: Rehearsal, guide: Guide) -> Iterator[tuple[tuple[str | int, ...], Text]]:
    scene = replay.opening(kept.language, guide)
    for number, step in enumerate(kept.steps):
        following = replay.after(scene, step, guide)
        if following is None:
            yield ("steps", number), NOT_POSSIBLE
            return
        scene = following
    yield from _at_the_end(kept, scene)


def _at_the_end(kept: Rehearsal, last: Scene) -> Iterator[tuple[tuple[str | int, ...], Text]]:
    text = last.screen.text
    for language, line in zip(Language, kept.ends, strict=True):
        now = replay.first_line(text, language)
        if now is not None and now.strip() != line:
            yield ("ends", language.value), ENDS_OTHERWISE.given(line=Verbatim(now))
