"""What the files of kept rehearsals must look like."""

from datetime import date
from typing import Annotated, Final

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from bot.domain.language import Language
from bot.domain.rehearsal import LONGEST_WORDS, MOST_STEPS, Does, Rehearsal, Step
from bot.knowledge.models import Line, Model, Words

BELOW: Final = "journeys"


def _meaning(meant: str) -> str:
    # Whoever only understands words reads no rehearsal, and does without the flows.
    from bot.flows import replay

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
