"""Any text has an answer; danger is never outvoted; how a word is typed changes no meaning."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.guide import Alarm
from bot.domain.meaning import DANGER, SUICIDE, Intent, Understanding
from bot.flows.meant import SURE
from bot.understanding.features import LONGEST
from bot.understanding.linear import Linear
from bot.understanding.live import LiveUnderstander
from bot.understanding.model import Model
from bot.understanding.understander import Understander
from tests.conftest import KNOWLEDGE
from tests.understanding import worked
from tests.understanding.worked import WORKED

LONGEST_TRIED: Final = 20_000
HIDDEN: Final = "\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\ufeff\u00ad"
PICTURES: Final = "🆘🙏😭🔥👶🏽👩‍👧❤️🇰🇿1️⃣"
FROM_THE_RIGHT: Final = "مرحبا שלום ۱۲۳ ﷺ"
KINDS: Final = (
    st.text(max_size=300),
    st.text(st.characters(categories=["Cc", "Cf", "Zl", "Zp", "Mn"]), max_size=100),
    st.text(PICTURES, max_size=60),
    st.text(FROM_THE_RIGHT, max_size=60),
    st.text("қғңәөұүіһкабм ё.,!\n" + HIDDEN, max_size=300),
    st.text("abcghnkz'- \t\r\n0123456789", max_size=300),
)
QUICK: Final = settings(derandomize=True, deadline=None, max_examples=200)
SLOW: Final = settings(derandomize=True, deadline=None, max_examples=15)
# Features of one letter: parts, a word and a pair; four letters may come of one sign.
MOST_OF_A_LETTER: Final = 12
CARDS: Final = {"danger": DANGER, "suicide": SUICIDE}
DANGER_WORDS: Final[dict[str, Any]] = yaml.safe_load(
    (KNOWLEDGE / "danger_words.yaml").read_text(encoding="utf-8")
)
WRONG_AND_CERTAIN: Final = Model(
    Linear(("greeting", "out_of_scope"), {}, (0.0, 1.0), 1000.0),
    Linear(("en", "kk", "ru"), {}, (1.0, 0.0, 0.0), 1000.0),
    "",
)


class Counting(Linear):
    """A classifier that counts what it is given."""

    given: Final[list[int]] = []

    def probabilities(self, features: frozenset[str]) -> list[float]:
        """Count, then answer."""
        self.given.append(len(features))
        return super().probabilities(features)


def assert_sound(understood: Understanding) -> None:
    """Check what holds for every answer."""
    chances = [guess.confidence for guess in understood.guesses]
    assert len({guess.intent for guess in understood.guesses}) == len(chances) >= 3
    assert chances == sorted(chances, reverse=True)
    assert all(0 <= chance <= 1 for chance in chances)
    assert sum(chances) <= 1 + 1e-9
    assert understood.confidence == chances[0]
    assert understood.heard in ("", DANGER, SUICIDE)


@QUICK
@given(text=st.one_of(KINDS))
@example(text="")
@example(text=" \n\t ")
@example(text="\x00\x07\x1b[31m\x7f")
@example(text="🆘")
@example(text="\u202eмен қорқамын")
@example(text=HIDDEN)
@example(text="7")
@example(text="%s %n {0} $(ls) <b> ' OR 1=1 --")
def test_any_text_has_a_sound_answer(understander: Understander, text: str) -> None:
    assert_sound(understander.understand(text))


@SLOW
@given(piece=st.one_of(KINDS).filter(bool), length=st.integers(LONGEST, LONGEST_TRIED))
@example(piece="ж", length=LONGEST_TRIED)
@example(piece="a ", length=LONGEST_TRIED)
@example(piece="㎯", length=LONGEST_TRIED)
@example(piece="ﷺ", length=LONGEST_TRIED)
def test_the_longest_text_has_a_sound_answer(
    understander: Understander, piece: str, length: int
) -> None:
    assert_sound(understander.understand((piece * length)[:length]))


@QUICK
@given(text=st.one_of(KINDS))
def test_the_same_text_has_the_same_answer(
    model: Model, alarm: Alarm, understander: Understander, text: str
) -> None:
    answer = understander.understand(text)

    assert understander.understand(text) == answer
    assert Understander(model, alarm).understand(text) == answer


@pytest.mark.parametrize("piece", ["мен қорқамын ", "a ", "㎯ ", "щ", "кет. "])
def test_the_work_grows_with_a_text_no_faster_than_the_text(
    model: Model, alarm: Alarm, piece: str
) -> None:
    meanings = model.meanings
    counting = Counting(meanings.labels, meanings.weights, meanings.bias, meanings.sharpness)
    understander = Understander(Model(counting, model.languages, ""), alarm)
    counting.given.clear()

    understander.understand((piece * LONGEST_TRIED)[:LONGEST_TRIED])

    # Pieces of a long text overlap by half: each word is looked at twice more.
    assert 0 < sum(counting.given) <= MOST_OF_A_LETTER * (LONGEST + 2 * LONGEST_TRIED)


@pytest.mark.parametrize("card", CARDS)
def test_words_of_danger_are_heard_whatever_the_model_says(alarm: Alarm, card: str) -> None:
    sure_of_nothing_bad = Understander(WRONG_AND_CERTAIN, alarm)
    said = DANGER_WORDS["examples"][card]

    answers = [sure_of_nothing_bad.understand(text) for text in said]

    assert said
    assert {(each.intent, each.confidence) for each in answers} == {(Intent.OUT_OF_SCOPE, 1.0)}
    unheard = [number for number, each in enumerate(answers, 1) if each.heard != CARDS[card]]
    assert unheard == []


@pytest.mark.parametrize("card", CARDS)
def test_words_of_danger_are_heard_by_the_real_model_and_without_any(
    understander: Understander, alarm: Alarm, card: str
) -> None:
    for understand in (understander.understand, LiveUnderstander(lambda: alarm).understand):
        for number, text in enumerate(DANGER_WORDS["examples"][card], 1):
            answer = understand(text)
            assert answer.danger, number
            assert answer.heard == CARDS[card], number


@pytest.mark.parametrize("place", ["first", "last"])
def test_words_of_danger_are_heard_in_the_longest_story(alarm: Alarm, place: str) -> None:
    story = "Мы живём в городе. Вчера был дождь. " * 400
    cry = "Он сейчас меня избивает. "
    understander = Understander(WRONG_AND_CERTAIN, alarm)

    assert not understander.understand(story).danger
    assert understander.understand(cry + story if place == "first" else story + cry).danger


def written_with(table: dict[str, str], text: str) -> str:
    """Return a text with other letters."""
    return "".join(table.get(letter, letter) for letter in text)


def simplified(text: str) -> Iterator[str]:
    """Return a text with Russian letters for Kazakh ones: each kind alone, and all of them."""
    for kazakh, russian in worked.RUSSIAN_FOR_KAZAKH.items():
        yield text.replace(kazakh, russian)
    yield written_with(worked.RUSSIAN_FOR_KAZAKH, text)


def doubled(text: str) -> Iterator[str]:
    """Return a text with each of its letters doubled once."""
    for place, letter in enumerate(text):
        if letter.isalpha():
            yield text[:place] + letter + text[place:]


def in_other_cases(text: str) -> Iterator[str]:
    """Return a text as it is shouted, headed, and typed with the wrong key down."""
    yield from (text.upper(), text.lower(), text.title(), text.capitalize(), text.swapcase())


def spaced(text: str) -> Iterator[str]:
    """Return a text with more space in it and around it."""
    for space in ("  ", "   ", " \n", "\t", "\u00a0"):
        yield text.replace(" ", space)
        yield f"{space}{text}{space}"


def punctuated(text: str) -> Iterator[str]:
    """Return a text with signs that people add."""
    for sign in ("!!!", "...", "…", "?", "???", ")))", "🙏", " 😭😭", "\n", ".", "?!"):
        yield text + sign
    for sign in (", ", "... ", " - ", " … "):
        yield text.replace(" ", sign)
    yield f"«{text}»"
    yield f'"{text}"'


def in_latin(tables: tuple[dict[str, str], ...], text: str) -> Iterator[str]:
    """Return a text in the Latin letters of each habit."""
    for table in tables:
        yield written_with(table, text.lower())


EVERYWHERE: Final = ("kk", "ru", "en")
CHANGES: Final[dict[str, tuple[tuple[str, ...], Callable[[str], Iterator[str]]]]] = {
    "Russian letters for Kazakh ones": (("kk",), simplified),
    "a letter doubled": (EVERYWHERE, doubled),
    "another case": (EVERYWHERE, in_other_cases),
    "more space": (EVERYWHERE, spaced),
    "punctuation": (EVERYWHERE, punctuated),
    "Kazakh in Latin": (("kk",), partial(in_latin, worked.KAZAKH_IN_LATIN)),
    "Russian in Latin": (("ru",), partial(in_latin, worked.RUSSIAN_IN_LATIN)),
}


@pytest.mark.parametrize("language", EVERYWHERE)
def test_the_worked_list_is_understood_with_confidence(
    understander: Understander, language: str
) -> None:
    for text, intent in WORKED[language].items():
        answer = understander.understand(text)
        assert answer.intent == intent, text
        assert answer.confidence >= SURE, text


@pytest.mark.parametrize("name", CHANGES)
def test_a_confident_meaning_survives(understander: Understander, name: str) -> None:
    languages, change = CHANGES[name]
    changed = [
        (variant, intent)
        for language in languages
        for text, intent in WORKED[language].items()
        for variant in change(text)
        if variant != text
    ]

    lost = [
        (variant, intent)
        for variant, intent in changed
        if understander.understand(variant).intent != intent
    ]

    assert changed
    assert lost == []


def test_danger_survives_every_change(understander: Understander) -> None:
    dangerous = {Intent.DANGER_NOW, Intent.SELF_HARM}
    for languages, change in CHANGES.values():
        for language in languages:
            for text, intent in WORKED[language].items():
                if intent in dangerous:
                    assert all(understander.understand(each).danger for each in change(text)), text
