"""Rights: the chooser, the cards, and how far a card may still be stated."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from bot.domain.guide import SILENT_AFTER, Guide, Right
from bot.domain.language import Language
from bot.flows import rights
from bot.flows.freshness import MAY_HAVE_CHANGED, ONLY_ASK
from bot.flows.rights import CARDS_A_PAGE, card_text
from tests.flows.talk import Talk, words_of

NAMED_AS_EVIDENCE = {
    Language.KAZAKH: ("куә", "көрші", "камера", "бейнетіркегіш", "дәрігер", "сараптама", "таппа"),
    Language.RUSSIAN: (
        "свидетел",
        "сосед",
        "камер",
        "видеорегистратор",
        "врач",
        "экспертиз",
        "не найд",
    ),
    Language.ENGLISH: (
        "witness",
        "neighbour",
        "cctv",
        "dash-cam",
        "doctor",
        "forensic",
        "cannot find",
    ),
}


def test_e04_a_card_is_stated_whole_for_ninety_days(guide: Guide) -> None:
    for right in guide.rights.values():
        text = _after(right, guide, guide.ages.legal)
        assert text.startswith(words_of(right.title, Language.RUSSIAN)), right.id


def test_e04_after_ninety_one_days_the_warning_comes_first(guide: Guide) -> None:
    for right in guide.rights.values():
        text = _after(right, guide, guide.ages.legal + timedelta(days=1))
        warning = MAY_HAVE_CHANGED.given(date=str(right.review.checked_on))
        assert text.startswith(words_of(warning, Language.RUSSIAN)), right.id
        assert "111" in text.split("\n\n")[0]
        assert words_of(right.next, Language.RUSSIAN) in text


def test_e04_a_year_past_its_age_only_111_is_left(guide: Guide) -> None:
    for right in guide.rights.values():
        text = _after(right, guide, guide.ages.legal + SILENT_AFTER + timedelta(days=1))
        title, *rest = text.split("\n\n")
        assert title == words_of(right.title, Language.RUSSIAN), right.id
        assert rest == [words_of(ONLY_ASK, Language.RUSSIAN)], right.id
        assert "111" in text


@pytest.mark.parametrize("language", Language)
def test_e05_the_evidence_card_names_what_may_prove(guide: Guide, language: Language) -> None:
    text = words_of(card_text(guide.rights["evidence"], guide), language).lower()

    assert [stem for stem in NAMED_AS_EVIDENCE[language] if stem not in text] == []


def test_every_topic_can_be_read_and_left_again(talk: Talk) -> None:
    talk.begins("rights")
    talk.picks("all")

    read: set[str] = set()
    while not talk.guide.rights.keys() <= read:
        for option in [each for each in talk.offered if each in talk.guide.rights]:
            talk.picks(option)
            assert talk.sees(talk.guide.rights[option].title)
            talk.picks("back")
            read.add(option)
        talk.picks("next")


def test_what_the_police_did_decides_the_first_page(talk: Talk) -> None:
    happened, wanted, police = (
        [option.id for option in question.options] for question in talk.guide.chooser.questions
    )
    for first, second, third in product(happened, wanted, police):
        talk.begins("rights")
        talk.picks("fitting", first, second, third)
        offered = set(talk.offered)
        last = next(o for o in talk.guide.chooser.questions[2].options if o.id == third)
        assert last.cards[0] in offered, (first, second, third)


def test_the_chooser_may_be_skipped_whole(talk: Talk) -> None:
    talk.begins("rights")

    talk.picks("fitting", "skip", "skip", "skip")

    assert talk.sees(rights.THESE_FIT)
    assert 0 < len([each for each in talk.offered if each in talk.guide.rights]) <= CARDS_A_PAGE


def _after(right: Right, guide: Guide, time: timedelta) -> str:
    then = replace(guide, today=right.review.checked_on + time)
    return words_of(card_text(right, then), Language.RUSSIAN)
