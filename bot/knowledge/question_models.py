"""What the files of questions must look like."""

from typing import Annotated, Literal

from pydantic import Field

from bot.knowledge.models import Checked, Identifier, Model, Words


class OptionEntry(Model):
    """An answer and what it weighs."""

    id: Identifier
    label: Words
    band: Literal["immediate", "high"] | None = None
    points: Annotated[int, Field(ge=0, le=20)] = 0
    first: Literal["police", "ambulance", "suicide"] | None = None
    medical: Literal["neck", "sex"] | None = None
    psychologist: bool = False
    card: Words | None = None


class ItemEntry(Model):
    """A question about danger."""

    id: Identifier
    text: Words
    lead_in: Words | None = None
    several: bool = False
    options: list[OptionEntry]


class Scale(Model):
    """The numbers by which answers are weighed."""

    high_from: int
    not_sure: int
    unknown_core: int


class TogetherEntry(Model):
    """Answers that weigh more together."""

    answers: dict[str, str]
    points: int


class SoonEntry(Model):
    """The answer that turns immediate beside any other high one."""

    question: Identifier
    answer: Identifier


class QuestionsFile(Checked):
    """questions.yaml."""

    scale: Scale
    core: list[Identifier]
    pause_after: Identifier
    together: list[TogetherEntry]
    soon: SoonEntry
    items: Annotated[list[ItemEntry], Field(min_length=1)]


class WorkedCase(Model):
    """Answers and the band they must lead to."""

    id: Identifier
    answers: dict[str, str | list[str]]
    skipped: list[Identifier] | Literal["all"]
    rest: Literal["no", "unanswered"]
    band: Literal["immediate", "high", "elevated", "unclear"]
    points: int | None
    medical: bool
    psychologist: bool


class WorkedCasesFile(Checked):
    """worked_cases.yaml."""

    cases: Annotated[list[WorkedCase], Field(min_length=1)]
