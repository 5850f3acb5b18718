"""Whoever writes in another language than the screen's is offered it once, in its own words."""

from dataclasses import replace

import pytest

from bot.domain.language import GO_ON_IN, Language
from bot.domain.meaning import Intent
from bot.domain.told import Told
from bot.flows.screens import SPEAK
from tests.flows.talk import Talk, words_of
from tests.meanings import HALF, HARDLY, in_language, meaning, typed

K, R, E = Language.KAZAKH, Language.RUSSIAN, Language.ENGLISH
QUESTION = typed(meaning(Intent.EVIDENCE))


def offers(talk: Talk) -> list[str]:
    """Return the languages that she is offered."""
    return [each.removeprefix(SPEAK) for each in talk.offered if each.startswith(SPEAK)]


@pytest.mark.parametrize("screen", Language)
@pytest.mark.parametrize("hers", Language)
def test_another_language_is_offered_first_and_in_its_own_words(
    talk: Talk, screen: Language, hers: Language
) -> None:
    talk.begins("home", Told(language=screen))

    talk.happens(in_language(QUESTION, hers))

    assert offers(talk) == ([] if hers is screen else [hers.value])
    if hers is not screen:
        assert talk.offered[0] == f"{SPEAK}{hers}"
        assert words_of(talk.screen.options[0].label, screen) == GO_ON_IN[hers]
    assert talk.screen.name == "rights.Reading"


def test_the_language_is_taken_and_the_place_is_kept(talk: Talk) -> None:
    talk.begins("home")
    talk.happens(in_language(QUESTION, K))
    before = talk.offered

    talk.picks(f"{SPEAK}{K}")

    assert talk.state.told.language is K
    assert talk.offered == before[1:]


def test_it_is_offered_once_and_another_one_once_more(talk: Talk) -> None:
    talk.begins("home")

    heard = []
    for hers in (K, K, E, K, E):
        talk.happens(in_language(QUESTION, hers))
        heard += [offers(talk)]

    assert heard == [["kk"], [], ["en"], [], []]


def test_the_offer_stands_on_one_screen_only(talk: Talk) -> None:
    talk.begins("home")
    talk.happens(in_language(QUESTION, K))

    talk.picks("go.home")

    assert offers(talk) == []


def test_a_language_that_is_not_sure_is_not_offered(talk: Talk) -> None:
    talk.begins("home")
    understood = in_language(QUESTION, K).meant
    assert understood is not None

    talk.happens(replace(QUESTION, meant=replace(understood, is_sure_of_language=False)))

    assert offers(talk) == []


def test_the_name_of_a_place_uses_up_no_offer(talk: Talk) -> None:
    talk.begins("centres")

    talk.happens(in_language(typed(meaning(Intent.FIND_CENTRE), "Қостанай"), K))
    assert offers(talk) == []
    talk.happens(in_language(QUESTION, K))

    assert offers(talk) == ["kk"]


@pytest.mark.parametrize("sure", [HARDLY, HALF])
def test_it_is_offered_with_choices_and_where_words_are_not_understood(
    talk: Talk, sure: float
) -> None:
    talk.begins("settings")

    talk.happens(in_language(typed(meaning(Intent.EVIDENCE, sure=sure)), K))

    assert offers(talk) == ["kk"]


def test_before_a_language_is_chosen_none_is_offered(talk: Talk) -> None:
    talk.happens(in_language(QUESTION, K))

    assert offers(talk) == []


def test_danger_comes_first_and_in_her_language_by_one_tap(talk: Talk) -> None:
    talk.begins("home")

    talk.happens(in_language(typed(meaning(Intent.DANGER_NOW, heard="danger")), K))

    assert talk.heard(R).startswith("102")
    talk.picks(f"{SPEAK}{K}")
    assert talk.screen.name == "danger.Emergency"
    assert talk.state.told.language is K
