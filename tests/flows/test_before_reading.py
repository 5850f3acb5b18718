"""Words typed before she may read, and those that nothing classifies."""

from dataclasses import replace

import pytest

from bot.domain.conversation import Returned, Typed
from bot.domain.language import Language
from bot.domain.meaning import DANGER, Intent, Shade, Understanding
from bot.domain.privacy import Confidential
from bot.domain.told import Told
from bot.flows import engine, welcome
from tests import scenes
from tests.flows.led import LED, means, place
from tests.flows.talk import Talk
from tests.meanings import HALF, meaning


def test_before_she_may_read_only_what_she_asks_is_kept(talk: Talk) -> None:
    first = talk.screen

    means(talk, meaning(Intent.PROTECTIVE_ORDER))
    assert talk.screen == first
    talk.picks("ru")
    assert talk.sees(welcome.MAY_READ)
    talk.picks("yes")

    assert place(talk) == LED[Intent.PROTECTIVE_ORDER]
    assert talk.state.told.asked is None


def test_a_place_typed_on_the_first_screen_leads_to_the_search(talk: Talk) -> None:
    means(talk, meaning(Intent.DANGER_NOW, heard=DANGER), "Талғар")
    talk.picks("ru", "yes")

    assert talk.screen.name == "centres.AskingRegion"


@pytest.mark.parametrize(
    "understood",
    [meaning(Intent.GREETING), meaning(Intent.EVIDENCE, sure=HALF), meaning(Shade.INSULT)],
)
def test_small_talk_before_she_may_read_leads_to_the_menu(
    talk: Talk, understood: Understanding
) -> None:
    means(talk, understood)
    talk.picks("ru", "yes")

    assert talk.screen.name == "welcome.Home"


def test_what_could_not_be_removed_is_told_before_anything_is_answered(talk: Talk) -> None:
    told = Told(language=Language.RUSSIAN, left_over=True)
    talk.state = welcome.AskingWhetherToRead(told=told)
    talk.turn = engine.look(talk.state, talk.guide)

    means(talk, meaning(Intent.PROTECTIVE_ORDER))
    talk.picks("yes")

    assert talk.sees(welcome.LEFT_OVER)
    assert talk.state.told.asked is None


def test_words_typed_on_coming_back_are_answered_once_she_may_read(talk: Talk) -> None:
    talk.begins("plan")
    talk.happens(Returned())

    means(talk, meaning(Intent.PROTECTIVE_ORDER))
    assert talk.sees(welcome.MAY_READ)
    talk.picks("yes")

    assert place(talk) == LED[Intent.PROTECTIVE_ORDER]


def test_the_words_with_which_she_comes_back_are_answered_too(talk: Talk) -> None:
    talk.begins("plan")

    typed = Typed(Confidential("…"), meant=meaning(Intent.PROTECTIVE_ORDER))
    talk.happens(Returned(typed))
    assert talk.sees(welcome.MAY_READ)
    talk.picks("yes")

    assert place(talk) == LED[Intent.PROTECTIVE_ORDER]


def test_words_typed_on_coming_back_do_not_lead_away_from_the_line(talk: Talk) -> None:
    talk.guide = replace(talk.guide, desk=scenes.USUAL, case=scenes.waiting())
    talk.begins("handover")
    talk.happens(Returned())

    means(talk, meaning(Intent.PROTECTIVE_ORDER))
    talk.picks("yes")

    assert talk.screen.name == "waiting.Waiting"


def test_whoever_wants_a_person_and_waits_for_one_is_led_to_the_line(talk: Talk) -> None:
    talk.guide = replace(talk.guide, desk=scenes.USUAL, case=scenes.waiting())
    talk.begins("rights")

    means(talk, meaning(Intent.TALK_TO_OPERATOR))

    assert talk.screen.name == "waiting.Waiting"


def test_words_for_an_operator_a_code_or_an_own_word_are_not_classified(talk: Talk) -> None:
    talk.begins("settings")
    assert engine.wants_meaning(talk.state, talk.guide)
    talk.picks("word")
    assert not engine.wants_meaning(talk.state, talk.guide)
    talk.begins("centres")
    assert engine.wants_meaning(talk.state, talk.guide)

    talk.guide = replace(talk.guide, desk=scenes.USUAL, case=scenes.talking())
    talk.begins("handover")
    assert not engine.wants_meaning(talk.state, talk.guide)


def test_beside_the_numbers_nothing_is_said_in_three_languages_at_once(talk: Talk) -> None:
    talk.picks("go.danger")
    numbers = talk.screen

    talk.types("абракадабра")
    assert talk.screen == numbers
    means(talk, meaning(Intent.PROTECTIVE_ORDER))
    assert talk.screen == numbers
    talk.picks("back", "ru", "yes")

    assert place(talk) == LED[Intent.PROTECTIVE_ORDER]
