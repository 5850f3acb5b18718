"""Handing over: the exact card first, and nothing is sent before she says so."""

import pytest

from bot.domain.card import card_of
from bot.domain.danger import Band
from bot.domain.language import Language
from bot.domain.told import About, Told
from bot.flows import case_card, handover
from tests.flows.talk import Talk, words_of

ANSWERS = {
    None: (),
    Band.UNCLEAR: (("q_now", ("no",)),),
    Band.ELEVATED: (("q_escal", ("yes",)),),
    Band.HIGH: (("q_held", ("before",)),),
    Band.IMMEDIATE: (("q_now", ("here",)),),
}


@pytest.mark.parametrize("band", ANSWERS)
def test_f01_the_exact_card_is_shown_and_nothing_is_sent_before_send(
    talk: Talk, band: Band | None
) -> None:
    told = Told(language=Language.RUSSIAN, answers=ANSWERS[band], band=band)
    talk.begins("handover", told)
    assert "send" not in talk.offered

    talk.picks("card")

    card = case_card.card_text(card_of(told, talk.guide.questionnaire), talk.guide)
    assert talk.sees(handover.NOT_SENT_YET)
    assert talk.sees(card)
    assert {"send", "change", "keep"} <= set(talk.offered)
    if band is not None:
        assert talk.sees(case_card.BANDS[band])
    assert talk.commands == []


def test_f01_not_sending_sends_nothing(talk: Talk) -> None:
    talk.begins("handover")

    talk.picks("card", "keep")

    assert talk.sees(handover.NOTHING_SENT)
    assert talk.commands == []


def test_with_nobody_connected_she_is_not_left_waiting(talk: Talk) -> None:
    talk.begins("handover")

    talk.picks("card", "send")

    for language in Language:
        assert "102" in talk.heard(language)
        assert "111" in talk.heard(language)
    assert talk.commands == []


@pytest.mark.parametrize("field", [name for name in case_card.FIELDS if name != "code_word"])
def test_every_field_shows_exactly_what_was_chosen(talk: Talk, field: str) -> None:
    for option in case_card.field_options(field, talk.guide):
        talk.begins("handover")
        talk.picks("card", "change", field, option.id)

        assert getattr(talk.state.told.details, field) == option.id
        assert talk.screen.name == "handover.ShowingCard"
        talk.picks("change", field, "skip")
        assert getattr(talk.state.told.details, field) == ""


def test_a_code_word_is_on_the_card_only_as_a_fact(talk: Talk) -> None:
    talk.begins("handover")
    talk.picks("card", "change", "code_word")

    talk.types("қарлығаш")

    assert talk.state.told.details.code_word == "қарлығаш"
    assert talk.sees(case_card.CODE_WORD_SET)
    assert "қарлығаш" not in talk.heard(Language.KAZAKH)


def test_answers_may_be_left_out_of_the_card(talk: Talk) -> None:
    told = Told(language=Language.RUSSIAN, answers=ANSWERS[Band.HIGH], band=Band.HIGH)
    talk.begins("handover", told)
    talk.picks("card", "change", "answers")

    assert not talk.sees(case_card.BANDS[Band.HIGH])
    talk.picks("change", "answers")
    assert talk.sees(case_card.BANDS[Band.HIGH])


def test_a_child_reads_who_may_step_in_before_the_card(talk: Talk) -> None:
    talk.begins("handover", Told(language=Language.RUSSIAN, about=About.CHILD))

    assert talk.sees(handover.CONSENT_CHILD)
    assert "111" in words_of(handover.CONSENT_CHILD, Language.RUSSIAN)
