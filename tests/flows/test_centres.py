"""Help nearby: what a card shows, and that it never tells where a door is."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.commands import NoteUnanswered
from bot.domain.guide import Centre, Guide, Phone
from bot.domain.language import Language
from bot.flows import centres, engine
from bot.flows.centre_card import (
    ASK_111,
    CALL_111_FIRST,
    EXPIRED,
    HOURS_UNKNOWN,
    MAY_HAVE_CHANGED,
    card,
)
from bot.knowledge.checks import ADDRESS
from tests.flows.talk import Talk, words_of

# Numbers that a card may hold: phones, 111 and 102, 24/7, years, dates, ages and months.
KNOWN_NUMBERS = re.compile(r"\+7\d{10}|\b(?:111|102|103|112)\b|24/7|20\d\d-\d\d-\d\d|\b20\d\d\b")
HOUSE_NUMBER = re.compile(
    r"(?:,|д\.|үй|house|кв\.)\s*\d+|\b\d{1,3}\s?[/-]\s?\d{1,3}\b|\b\d{2,}[а-яa-z]\b"
)


def test_e03_no_card_tells_a_street_or_a_house(guide: Guide) -> None:
    for centre, language, words in _cards(guide):
        assert not ADDRESS.search(words), (centre.id, language)
        others = KNOWN_NUMBERS.sub("", words)
        assert not HOUSE_NUMBER.search(others), (centre.id, language)


def test_e03_a_card_tells_town_phones_hours_and_when_it_was_checked(guide: Guide) -> None:
    for centre, language, words in _cards(guide):
        assert centre.name.words(language) in words
        assert str(centre.review.checked_on) in words, centre.id
        assert all(phone.number in words for phone in centre.phones), centre.id
        assert guide.regions[centre.region].name.words(language) in words, centre.id
        if centre.phones:
            hours = centre.hours or HOURS_UNKNOWN
            assert words_of(hours, language) in words, centre.id


def test_a_card_that_cannot_be_relied_on_begins_with_111(guide: Guide) -> None:
    for centre, language, words in _cards(guide):
        first = words.split("\n\n")[0]
        if not centre.phones:
            assert words_of(ASK_111, language) == first, centre.id
        elif not centre.verified:
            assert words_of(CALL_111_FIRST, language) == first, centre.id


def test_e04_an_old_entry_says_so_first_and_later_states_nothing(guide: Guide) -> None:
    for centre in guide.centres:
        checked = centre.review.checked_on
        old = _card(centre, replace(guide, today=checked + timedelta(days=91)))
        expired = _card(centre, replace(guide, today=checked + timedelta(days=91 + 365)))

        warning = old.split("\n\n")[0]
        assert "111" in warning, centre.id
        if centre.phones and centre.verified:
            assert warning == words_of(MAY_HAVE_CHANGED, Language.ENGLISH)
        assert words_of(EXPIRED, Language.ENGLISH) in expired
        assert not any(phone.number in expired for phone in centre.phones), centre.id


@pytest.mark.parametrize("words", ["Талдықорған", "Талдыкорган", "taldyqorgan", "талдыкурган"])
def test_a_place_is_found_in_any_spelling(talk: Talk, words: str) -> None:
    talk.begins("centres")

    talk.types(words)

    assert isinstance(talk.state, centres.ShowingCentre)
    assert (talk.state.place, talk.state.turn) == ("taldykorgan", 0)


def test_a_location_is_used_once_and_not_kept(talk: Talk) -> None:
    talk.begins("centres")

    talk.shares(42.8712345, 73.1712345)

    assert talk.screen.name == "centres.ShowingCentre"
    assert "42.87" not in repr(talk.state)
    assert "73.17" not in repr(talk.state)


@pytest.mark.parametrize("point", [(48.8, 2.3), (91.0, 500.0), (float("nan"), float("inf"))])
def test_a_location_abroad_or_nowhere_asks_again(talk: Talk, point: tuple[float, float]) -> None:
    talk.begins("centres")

    talk.shares(*point)

    assert talk.screen.name == "centres.AskingRegion"
    assert talk.sees(centres.TOO_FAR)


@pytest.mark.parametrize("language", Language)
def test_every_region_is_found_by_its_own_name(talk: Talk, language: Language) -> None:
    for region in talk.guide.regions.values():
        found = talk.guide.region_named(region.name.words(language))
        assert found is not None, region.id
        assert found.id == region.id


def test_nobody_answered_shows_another_centre_and_tells_the_editors(talk: Talk) -> None:
    talk.begins("centres")
    talk.picks("MNG", "aktau")
    first = talk.heard()
    shown = tuple(re.findall(r"\+7\d{10}", first))

    talk.picks("unanswered")

    assert talk.heard() != first
    assert talk.sees(centres.CALL_THE_NEXT)
    assert len(shown) > 1
    assert talk.commands == [NoteUnanswered(shown)]


def test_what_is_published_meanwhile_is_not_counted_against_anybody(talk: Talk) -> None:
    talk.begins("centres")
    talk.picks("MNG", "aktau")
    shown = tuple(re.findall(r"\+7\d{10}", talk.heard()))
    others = tuple(replace(each, phones=(Phone("+77010000001"),)) for each in talk.guide.centres)
    talk.guide = replace(talk.guide, centres=others[::-1])

    talk.picks("unanswered")

    assert talk.commands == [NoteUnanswered(shown)]


def test_an_entry_too_old_to_be_shown_has_no_phone_to_complain_of(talk: Talk) -> None:
    talk.guide = replace(talk.guide, today=talk.guide.today + timedelta(days=500))
    talk.begins("centres")
    talk.picks("MNG", "aktau")

    assert not re.search(r"\+7\d{10}", talk.heard())
    assert "unanswered" not in talk.offered


def test_from_every_region_some_phone_is_near(talk: Talk) -> None:
    for region in talk.guide.regions.values():
        talk.begins("centres")
        talk.picks(region.id, "region")

        assert re.search(r"\+7\d{10}|111", talk.heard()), region.id
        assert engine.screen_of(talk.turn).name == "centres.ShowingCentre"


def _cards(guide: Guide) -> Iterator[tuple[Centre, Language, str]]:
    for centre in guide.centres:
        for language in Language:
            yield centre, language, _card(centre, guide, language)


def _card(centre: Centre, guide: Guide, language: Language = Language.ENGLISH) -> str:
    place = guide.places[centre.place or guide.regions[centre.region].centre]
    return words_of(card(centre, place, guide, ()).text, language)
