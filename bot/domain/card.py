"""The card which an operator would get: all of it, and nothing else."""

from dataclasses import dataclass
from typing import Final

from bot.domain.danger import Band, Choice, Questionnaire, assess
from bot.domain.language import Language
from bot.domain.told import About, Details, Told

# A card names the weightiest signs; an operator reads it in a few seconds.
SIGNS_AT_MOST: Final = 4


@dataclass(frozen=True, slots=True)
class Card:
    """What a visitor agrees to send. Points only order the queue and are not shown."""

    language: Language
    about: About
    band: Band | None
    points: int
    signs: tuple[Choice, ...]
    psychologist: bool
    details: Details


def card_of(told: Told, questionnaire: Questionnaire) -> Card:
    """Return exactly the card of what she told."""
    assessed = assess(told.answers, questionnaire)
    asked = told.about is About.SELF and bool(told.answers) and not told.details.hides_answers
    weightiest = sorted(assessed.signs, key=lambda sign: (-(sign.band or 0), -sign.points))
    return Card(
        language=told.language or Language.KAZAKH,
        about=told.about,
        band=told.band if asked else None,
        points=assessed.points if asked else 0,
        signs=tuple(weightiest[:SIGNS_AT_MOST]) if asked else (),
        psychologist=assessed.psychologist and asked,
        details=told.details,
    )
