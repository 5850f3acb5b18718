"""Messages that nobody trained with are understood, in every way of writing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import pytest

from bot.domain.meaning import Intent
from bot.domain.spelling import fold
from bot.knowledge.typed_words import read_phrases
from bot.understanding.understander import Understander
from tests.conftest import KNOWLEDGE
from tests.understanding.messages import HELD_OUT, STYLES, TUNING, Message

ALL: Final = "all"
THREE: Final = 3
LEAST: Final = 400
LEAST_IN_A_STYLE: Final = 100
FIRST: Final = 0.95
AMONG_THREE: Final = 0.99
# Of one style there are few messages: one of them alone is most of a percent.
FIRST_IN_A_STYLE: Final = 0.92
AMONG_THREE_IN_A_STYLE: Final = 0.97


@dataclass(frozen=True, slots=True)
class Score:
    """How many messages there were, were understood at once, and among three guesses."""

    count: int
    first: int
    among_three: int


@pytest.fixture(scope="module")
def scores(understander: Understander) -> dict[str, Score]:
    """Return the score of each style, and of all messages."""
    places = {message: place_of(understander, message) for message in HELD_OUT}
    by_style = {
        style: [place for message, place in places.items() if message.style == style]
        for style in STYLES
    }
    return {
        style: Score(len(found), found.count(0), sum(place < THREE for place in found))
        for style, found in {**by_style, ALL: list(places.values())}.items()
    }


def place_of(understander: Understander, message: Message) -> int:
    """Return how many guesses stand before the right one."""
    guesses = understander.understand(message.text).guesses
    intents = [guess.intent for guess in guesses]
    return intents.index(message.intent) if message.intent in intents else len(intents)


def spelling(text: str) -> str:
    """Return what makes two messages the same one."""
    return fold(text) or text


def places_of(messages: Iterable[Message]) -> list[str]:
    """Return where messages stand; their words are for no output."""
    return [str(message) for message in messages]


def test_there_are_messages_enough_of_every_style_and_intent() -> None:
    assert len(HELD_OUT) >= LEAST
    for style in STYLES:
        in_style = [message.intent for message in HELD_OUT if message.style == style]
        assert len(in_style) >= LEAST_IN_A_STYLE
        assert set(in_style) == set(Intent)


def test_no_message_stands_among_the_phrases() -> None:
    phrases = {
        spelling(phrase)
        for by_label in read_phrases(KNOWLEDGE).values()
        for said in by_label.values()
        for phrase in said
    }

    same = [each for each in (*HELD_OUT, *TUNING) if spelling(each.text) in phrases]

    assert places_of(same) == []


def test_no_message_that_tests_was_tuned_with_or_stands_twice() -> None:
    known = {spelling(message.text) for message in TUNING}
    twice = []
    for message in HELD_OUT:
        if spelling(message.text) in known:
            twice.append(message)
        known.add(spelling(message.text))

    assert places_of(twice) == []


def test_nearly_every_message_is_understood(scores: dict[str, Score]) -> None:
    everywhere = scores[ALL]

    assert everywhere.first / everywhere.count >= FIRST
    assert everywhere.among_three / everywhere.count >= AMONG_THREE


@pytest.mark.parametrize("style", STYLES)
def test_no_way_of_writing_is_left_behind(scores: dict[str, Score], style: str) -> None:
    in_style = scores[style]

    assert in_style.first / in_style.count >= FIRST_IN_A_STYLE
    assert in_style.among_three / in_style.count >= AMONG_THREE_IN_A_STYLE
