"""A file is shown on the very screens on which a visitor meets it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.editing import Kind
from bot.domain.guide import Guide
from bot.domain.language import Language
from bot.domain.text import Text
from bot.flows.previews import Seen, screens_about
from tests.flows.talk import words_of

RUSSIAN, ENGLISH = Language.RUSSIAN, Language.ENGLISH


def screens(
    kind: Kind, guide: Guide, about: str = "", language: Language = ENGLISH
) -> tuple[Seen, ...]:
    return screens_about(kind, about, guide, language, lambda text: words_of(text, language))


def texts(kind: Kind, guide: Guide, about: str = "", language: Language = ENGLISH) -> list[str]:
    found = screens(kind, guide, about, language)
    return [words_of(each.screen.text, language) for each in found]


def said(text: Text) -> str:
    return words_of(text, ENGLISH)


def test_every_centre_is_shown_as_from_its_own_town(guide: Guide) -> None:
    for centre in guide.centres:
        (text,) = texts(Kind.CENTRE, guide, centre.id)
        assert said(centre.name) in text
        assert all(phone.number in text for phone in centre.phones)


def test_a_hidden_or_unknown_centre_is_nowhere(guide: Guide) -> None:
    assert screens(Kind.CENTRE, guide, "AST-X1") == ()
    assert screens(Kind.RIGHT, guide, "nothing") == ()
    assert screens(Kind.PLAN, guide, "nothing") == ()
    assert screens(Kind.OTHER, guide, "") == ()


def test_a_card_of_law_is_shown_whole_in_the_language_asked_for(guide: Guide) -> None:
    right = guide.rights["protective_order"]
    (text,) = texts(Kind.RIGHT, guide, right.id, RUSSIAN)

    for part in (right.title, *right.parts, right.next, right.source):
        assert words_of(part, RUSSIAN) in text


def test_an_old_card_is_shown_as_visitors_read_it_then(guide: Guide) -> None:
    later = replace(guide, today=guide.today + timedelta(days=120))
    (text,) = texts(Kind.RIGHT, later, "protective_order")

    assert text.startswith("Checked 2026-11-21, may have changed since")


def test_every_page_of_a_plan_is_shown_and_its_warning_first(guide: Guide) -> None:
    for plan in guide.plans.values():
        found = texts(Kind.PLAN, guide, plan.id)
        pages = found[1:] if plan.warning else found
        assert len(pages) == len(plan.pages)
        if plan.warning:
            assert said(plan.warning) in found[0]
        for text, items in zip(pages, plan.pages, strict=True):
            assert all(said(item) in text for item in items)


def test_the_numbers_are_shown_where_they_are_read_and_on_the_first_screen(guide: Guide) -> None:
    found = texts(Kind.NUMBERS, guide)

    assert all(f"{number} {said(name)}" in found[0] for number, name in guide.numbers.names.items())
    assert said(guide.numbers.what_to_say) in found[1]
    assert said(guide.numbers.silent) in found[2]
    assert "112" in found[3]
    assert len(found) == 4


def test_every_card_about_doctors_is_shown(guide: Guide) -> None:
    found = texts(Kind.MEDICAL, guide)

    for card in guide.medical.values():
        assert any(said(card.text) in text for text in found)


def test_every_question_is_shown_once_with_its_answers(guide: Guide) -> None:
    found = screens(Kind.QUESTIONS, guide)
    for item, seen in zip(guide.questionnaire.items, found, strict=True):
        offered = {option.id for option in seen.screen.options}
        assert said(item.text) in words_of(seen.screen.text, ENGLISH)
        assert {choice.id for choice in item.choices} <= offered


def test_every_question_of_the_chooser_is_shown(guide: Guide) -> None:
    found = texts(Kind.CHOOSER, guide)

    assert found == [said(question.text) for question in guide.chooser.questions]


def test_every_word_of_the_day_is_shown_as_it_stays_after_exit(guide: Guide) -> None:
    found = screens(Kind.WORDS_OF_THE_DAY, guide)
    shown = "\n".join(words_of(each.screen.text, ENGLISH) for each in found)

    assert {each.screen.name for each in found} == {"neutral"}
    assert all(word.kk in shown for word in guide.words_of_the_day)
    assert len(found) == len(guide.words_of_the_day)


@pytest.mark.parametrize("language", Language)
def test_every_quick_card_is_shown_as_an_operators_words(guide: Guide, language: Language) -> None:
    found = texts(Kind.QUICK_CARDS, guide, language=language)
    for card in guide.quick_cards:
        assert any(words_of(card.text, language) in text for text in found)
    closing = [card for card in guide.quick_cards if card.group == "closing"]

    assert len(found) == len(guide.quick_cards) + len(closing)


def test_every_reviewer_who_is_named_is_shown_where_it_is_read(guide: Guide) -> None:
    found = texts(Kind.REVIEWERS, guide)
    said_of = {card.review.says for card in guide.centres}
    said_of |= {card.review.says for card in guide.rights.values()}

    for says in said_of:
        assert sum(f": {said(says)}." in text for text in found) == 1


def test_every_text_about_a_kind_of_centre_is_shown(guide: Guide) -> None:
    found = texts(Kind.KINDS, guide)

    for centre in guide.centres:
        assert any(said(centre.offers) in text for text in found)
