"""Waiting for a person: honest words, a place that is kept, and nobody who is left waiting."""

from dataclasses import replace

import pytest

from bot.domain.card import card_of
from bot.domain.case import Case, Ending
from bot.domain.commands import CancelCase, RequestCase, TakeReturnCode
from bot.domain.conversation import CodeRead, CodeReading, Moved
from bot.domain.danger import Band
from bot.domain.guide import DeskNow
from bot.domain.language import Language
from bot.domain.told import Told
from bot.flows import engine, handover, return_code, waiting, welcome
from bot.flows.talk import OVER
from tests import scenes
from tests.conftest import NOW
from tests.flows.talk import Talk

CODE = "1234567890123456"
HIGH = Told(language=Language.RUSSIAN, answers=(("q_held", ("before",)),), band=Band.HIGH)


def before(talk: Talk, desk: DeskNow, case: Case | None = None) -> None:
    """Let what is true at the desk change; her screen follows with the next event."""
    talk.guide = replace(talk.guide, desk=desk, case=case)


def waits(talk: Talk, case: Case, desk: DeskNow = scenes.USUAL) -> None:
    """Lead her to the line with this case."""
    before(talk, desk, case)
    talk.begins("handover", HIGH)


def test_send_puts_exactly_the_card_she_saw_into_the_line(talk: Talk) -> None:
    before(talk, scenes.USUAL)
    talk.begins("handover", HIGH)

    talk.picks("card", "send")

    assert talk.commands == [RequestCase(card_of(HIGH, talk.guide.questionnaire))]
    assert isinstance(talk.state, waiting.Waiting)
    assert "5–15" in talk.heard()
    assert "102" in talk.heard()


def test_without_a_desk_nothing_is_sent(talk: Talk) -> None:
    talk.begins("handover", HIGH)
    assert "have_code" not in talk.offered

    talk.picks("card", "send")

    assert talk.commands == []
    assert talk.sees(handover.NOBODY_TO_SEND_TO)


def test_consent_tells_how_long_it_usually_takes_or_that_nobody_is_there(talk: Talk) -> None:
    before(talk, scenes.USUAL)
    talk.begins("handover", HIGH)
    assert "5–15" in talk.heard()

    before(talk, scenes.UNKNOWN)
    talk.begins("handover", HIGH)
    assert talk.sees(handover.UNKNOWN_WAIT)

    before(talk, scenes.NOBODY)
    talk.begins("handover", HIGH)
    assert talk.sees(handover.NOBODY_ON_SHIFT)


@pytest.mark.parametrize("band", Band)
def test_nobody_on_shift_is_said_at_once_with_other_ways_and_a_code(talk: Talk, band: Band) -> None:
    waits(talk, scenes.waiting(band), scenes.NOBODY)

    assert talk.sees(waiting.NOBODY)
    assert "code" in talk.offered
    for language in Language:
        assert "102" in talk.heard(language)
        assert "111" in talk.heard(language)


def test_f05_at_the_first_limit_immediate_danger_reads_that_nobody_is_free(talk: Talk) -> None:
    for told in (1, 2):
        waits(talk, scenes.waiting(Band.IMMEDIATE, told))

        assert talk.sees(waiting.NOBODY)
        assert talk.offered[0] == "go.danger"


def test_f06_at_the_first_limit_serious_danger_reads_an_honest_update_with_the_plan(
    talk: Talk,
) -> None:
    waits(talk, scenes.waiting(Band.HIGH, 1))

    assert talk.sees(waiting.LONGER_HIGH)
    assert "go.plan" in talk.offered


@pytest.mark.parametrize("band", [Band.ELEVATED, Band.UNCLEAR])
def test_at_the_first_limit_the_others_may_come_back_later(talk: Talk, band: Band) -> None:
    waits(talk, scenes.waiting(band, 1))

    assert talk.sees(waiting.LONGER)
    assert "code" in talk.offered


@pytest.mark.parametrize("band", [Band.HIGH, Band.ELEVATED, Band.UNCLEAR])
def test_at_the_second_limit_a_call_to_111_and_a_code_are_offered(talk: Talk, band: Band) -> None:
    waits(talk, scenes.waiting(band, 2))

    assert "111" in talk.heard()
    assert "code" in talk.offered


@pytest.mark.parametrize("usual", [(0, 0), (9, 3), (-1, 4)])
def test_a_wait_that_cannot_be_known_is_called_unknown(talk: Talk, usual: tuple[int, int]) -> None:
    desk = replace(scenes.UNKNOWN, usual=dict.fromkeys(Band, usual))

    waits(talk, scenes.waiting(), desk)

    assert talk.sees(waiting.UNKNOWN)


def test_one_number_of_minutes_is_still_said_as_a_range(talk: Talk) -> None:
    waits(talk, scenes.waiting(), replace(scenes.UNKNOWN, usual={Band.HIGH: (4, 4)}))

    assert "4–5" in talk.heard()


def test_she_reads_that_an_operator_reads_her_card(talk: Talk) -> None:
    waits(talk, scenes.waiting())
    before(talk, scenes.USUAL, scenes.offered())

    talk.happens(Moved())

    assert talk.sees(waiting.READING)


def test_while_she_waits_she_may_go_anywhere_and_a_person_leads_back(talk: Talk) -> None:
    waits(talk, scenes.waiting())

    talk.picks("go.plan", "go.home", "go.handover")

    assert isinstance(talk.state, waiting.Waiting)


def test_words_typed_while_nobody_reads_are_answered_and_go_nowhere(talk: Talk) -> None:
    waits(talk, scenes.waiting())

    talk.types("сіз кімсіз?")

    assert talk.sees(waiting.NOBODY_READS)
    assert talk.commands == []


def test_a_sign_of_an_answer_is_chosen_here_and_leads_back_to_the_line(talk: Talk) -> None:
    waits(talk, scenes.waiting())

    talk.picks("sign", "yes")

    assert talk.state.told.wishes.sign_of_life
    assert isinstance(talk.state, waiting.Waiting)
    talk.picks("sign", "back", "sign", "no")
    assert not talk.state.told.wishes.sign_of_life


def test_she_may_stop_waiting_and_is_thanked_for_nothing(talk: Talk) -> None:
    waits(talk, scenes.waiting())

    talk.picks("stop")

    assert talk.commands == [CancelCase()]
    before(talk, scenes.USUAL, scenes.waiting().over(Ending.CANCELLED, NOW))
    talk.happens(Moved())
    assert talk.screen.name == "talk.Ended"
    talk.picks("not_now")
    assert isinstance(talk.state, welcome.Home)


def test_a_return_code_is_shown_in_groups_once_and_is_kept_only_by_the_chat(talk: Talk) -> None:
    waits(talk, scenes.waiting())

    talk.picks("code")
    assert talk.commands == [TakeReturnCode()]
    before(talk, scenes.USUAL, replace(scenes.waiting(), has_code=True))
    talk.turn = engine.step(talk.state, Moved(keepsake=CODE), talk.guide)

    assert "1234 5678 9012 3456" in talk.heard()
    assert talk.screen.keepsake == CODE
    kept = engine.screen_of(engine.look(talk.turn.state, talk.guide))
    assert CODE not in str(kept)
    assert "1234" not in str(kept)
    assert "1234" not in str(talk.turn.state)


def test_the_code_stays_on_her_screen_through_the_numbers_and_another_language(talk: Talk) -> None:
    waits(talk, replace(scenes.waiting(), has_code=True))
    talk.state = return_code.ShowingCode(talk.state, told=HIGH)
    talk.turn = engine.look(talk.state, talk.guide, CODE)

    talk.picks("go.danger", "back", "go.language", "kk")

    assert "1234 5678 9012 3456" in talk.heard(Language.KAZAKH)


def test_an_operator_who_comes_does_not_wipe_a_code_she_may_still_be_noting(talk: Talk) -> None:
    waits(talk, replace(scenes.waiting(), has_code=True))
    talk.state = return_code.ShowingCode(talk.state, told=HIGH)
    talk.turn = engine.look(talk.state, talk.guide, CODE)
    before(talk, scenes.USUAL, replace(scenes.talking(), has_code=True))

    talk.happens(Moved())

    assert "1234 5678 9012 3456" in talk.heard()
    talk.picks("back")
    assert talk.screen.name == "talk.Talking"


def test_a_code_that_the_chat_no_longer_holds_is_not_shown_again(talk: Talk) -> None:
    waits(talk, replace(scenes.waiting(), has_code=True))
    talk.state = return_code.ShowingCode(talk.state, told=HIGH)

    for keepsake in ("", "ff", "12345678901234567", "١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦"):
        talk.turn = engine.look(talk.state, talk.guide, keepsake)
        assert talk.sees(return_code.SHOWN_ONCE)
    assert "code" not in talk.offered


def test_a_code_leads_back_to_the_line(talk: Talk) -> None:
    before(talk, scenes.USUAL)
    talk.begins("handover")
    talk.picks("have_code")
    assert engine.reads_code(talk.state)
    before(talk, scenes.USUAL, scenes.waiting())

    talk.happens(CodeRead(CodeReading.FOUND))

    assert isinstance(talk.state, waiting.Waiting)


def test_a_wrong_code_is_told_kindly_and_too_many_tries_name_other_help(talk: Talk) -> None:
    before(talk, scenes.USUAL)
    talk.begins("handover")
    talk.picks("have_code")

    talk.happens(CodeRead(CodeReading.WRONG))
    assert talk.sees(return_code.NOT_FOUND)
    talk.happens(CodeRead(CodeReading.TOO_OFTEN))
    assert talk.sees(return_code.TOO_OFTEN)
    talk.types("1234 5678")
    assert talk.sees(return_code.NO_CODE)
    talk.picks("back")
    assert talk.screen.name == "handover.Consenting"


def test_a_place_kept_with_a_code_does_not_show_itself_without_it(talk: Talk) -> None:
    away = replace(scenes.waiting(), has_code=True).away(NOW)
    before(talk, scenes.USUAL, away)

    talk.begins("handover")

    assert talk.screen.name == "handover.Consenting"
    talk.starts()
    assert isinstance(talk.state, welcome.Greeting)


def test_start_while_she_waits_asks_first_and_keeps_place_and_language(talk: Talk) -> None:
    waits(talk, scenes.waiting())

    talk.starts()

    assert talk.screen.name == "welcome.AskingWhetherToRead"
    assert talk.state.told.language is Language.RUSSIAN
    talk.picks("yes")
    assert isinstance(talk.state, waiting.Waiting)


def test_a_case_that_is_gone_is_told_as_an_end_and_not_as_waiting(talk: Talk) -> None:
    waits(talk, scenes.waiting())
    before(talk, scenes.USUAL)

    talk.happens(Moved())

    assert talk.sees(OVER)
