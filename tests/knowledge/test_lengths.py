"""What is counted for the sentences around a text is enough in every language."""

from typing import Final

import pytest

from bot.domain.language import Language
from bot.domain.text import Text, Verbatim
from bot.flows import centre_card, danger, freshness
from bot.knowledge.checks import lengths
from bot.translation.translator import Translator

NOTHING: Final = Verbatim("")
LONG_AGO: Final = freshness.MAY_HAVE_CHANGED.given(date="2026-11-21")
# What may stand above one card, one after the other.
WARNINGS: Final = (
    (centre_card.MAY_HAVE_CHANGED,),
    (LONG_AGO, centre_card.CALL_111_FIRST),
    (LONG_AGO, centre_card.ASK_111),
)
HOURS: Final = (centre_card.HOURS.given(hours=NOTHING), centre_card.HOURS_UNKNOWN)


@pytest.mark.parametrize("language", list(Language))
def test_the_card_of_a_centre_has_room_for_what_stands_around(
    translator: Translator, language: Language
) -> None:
    around = (
        freshness.CHECKED.given(date="2026-11-21", reviewer=NOTHING),
        centre_card.WHERE.given(place=NOTHING, region=NOTHING),
    )
    warnings = max(counted(each, translator, language) for each in WARNINGS)
    hours = max(counted((each,), translator, language) for each in HOURS)
    between = len("\n\n") * 4 + len("\n") * 3

    whole = counted(around, translator, language) + warnings + hours + between

    assert whole <= lengths.AROUND_A_CENTRE
    hotline = centre_card.HOTLINE.given(number=NOTHING)
    assert counted((hotline,), translator, language) <= lengths.AROUND_A_HOTLINE


@pytest.mark.parametrize("language", list(Language))
def test_the_silent_way_has_room_for_its_heading_and_what_stands_below(
    translator: Translator, language: Language
) -> None:
    around = (danger.WITHOUT_VOICE, danger.SILENT_FALLBACK)

    whole = counted(around, translator, language) + len("\n\n") * 2

    assert whole <= lengths.AROUND_SILENCE


def counted(texts: tuple[Text, ...], translator: Translator, language: Language) -> int:
    """Return how long sentences are together."""
    return sum(len(translator.say(text, language)) for text in texts)
