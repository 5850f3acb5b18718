"""The screens in which visitors meet a file of knowledge, drawn by the flows themselves."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import Final

from bot.domain.card import card_of
from bot.domain.case import Case, CaseId, Status
from bot.domain.conversation import Picked, Screen, State
from bot.domain.danger import Answers, Band
from bot.domain.editing import Kind
from bot.domain.freshness import offered_cards
from bot.domain.guide import Centre, Guide, PlaceId, QuickCard, Right
from bot.domain.language import Language
from bot.domain.line import By, Line
from bot.domain.operator import OperatorId
from bot.domain.text import Text, Verbatim, _, sentences
from bot.domain.told import Told
from bot.domain.visitor import Pseudonym
from bot.flows import (
    centres,
    danger,
    engine,
    plan,
    questions,
    rights,
    talk,
    topics,
    welcome,
    words,
)

# Translators: headings above pictures of a visitor's screens, at the editors' desk.
CENTRE_CARD: Final = _("The card of the centre")
RIGHT_CARD: Final = _("The card")
PLAN_WARNING: Final = _("The warning before the list")
PLAN_PAGE: Final = _("Page {number}")
FIRST_SCREEN: Final = _("The first screen of the chat")
NUMBERS: Final = _("After a tap on 102")
WHAT_TO_SAY: Final = _("What to say on the phone")
SILENTLY: Final = _("Without speaking")
DOCTOR: Final = _("When to see a doctor")
QUESTION: Final = _("Question {number}")
AFTER_EXIT: Final = _("After Exit, on {date}")
IN_A_TALK: Final = _("In a talk with an operator")
AT_THE_END: Final = _("When the talk is over")

OPERATOR: Final = OperatorId(1)
CLOSING: Final = "closing"
DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Seen:
    """One screen and what it is."""

    title: Text
    screen: Screen


Say = Callable[[Text], str]


@dataclass(frozen=True, slots=True)
class Look:
    """Who looks at what: `about` is the id that stands in a file which is about one thing.

    `say` gives words in the visitor's language: what an operator sends is kept as words.
    """

    about: str
    told: Told
    guide: Guide
    say: Say

    def at(self, title: Text, state: State, guide: Guide | None = None) -> Seen:
        """Return the screen of a place."""
        there = state.telling(self.told if state.told == Told() else state.told)
        return Seen(title, engine.screen_of(engine.look(there, guide or self.guide)))


def screens_about(
    kind: Kind, about: str, guide: Guide, language: Language, say: Say
) -> tuple[Seen, ...]:
    """Return the screens on which a visitor meets a file; none for what is never shown."""
    looks = LOOKS.get(kind)
    return tuple(looks(Look(about, Told(language=language), guide, say))) if looks else ()


def _centre(look: Look) -> Iterator[Seen]:
    found = look.guide.centre(look.about)
    if found is not None:
        yield _card_of(found, look)


def _card_of(centre: Centre, look: Look) -> Seen:
    """Show a centre to somebody in its own town, however many others are named before it."""
    guide = look.guide
    town = centre.place or guide.regions[centre.region].centre
    near = guide.centres_near(guide.places[PlaceId(town)])
    return look.at(CENTRE_CARD, centres.ShowingCentre(town, near.index(centre)))


def _right(look: Look) -> Iterator[Seen]:
    if look.about in look.guide.rights:
        yield look.at(RIGHT_CARD, rights.Reading(look.about))


def _plan(look: Look) -> Iterator[Seen]:
    found = look.guide.plans.get(look.about)
    if found is None:
        return
    if found.warning is not None:
        yield look.at(PLAN_WARNING, plan.Warned(found.id))
    for number in range(len(found.pages)):
        yield look.at(PLAN_PAGE.given(number=number + 1), plan.Ticking(found.id, number))


def _numbers(look: Look) -> Iterator[Seen]:
    yield look.at(NUMBERS, danger.Emergency())
    yield look.at(WHAT_TO_SAY, danger.WhatToSay())
    yield look.at(SILENTLY, danger.Silently())
    yield Seen(FIRST_SCREEN, engine.screen_of(engine.look(welcome.STRANGER, look.guide)))


def _medical(look: Look) -> Iterator[Seen]:
    """Show each card to somebody whose answers lead to it, and where else it is read."""
    for kind in look.guide.medical:
        told = replace(look.told, answers=_answers_leading_to(kind, look.guide))
        if told.answers:
            yield look.at(DOCTOR, questions.Medical(told=told))
        for name, topic in topics.TOPICS.items():
            if topic.medical == kind:
                yield look.at(DOCTOR, topics.Answering(name))


def _answers_leading_to(medical: str, guide: Guide) -> Answers:
    return next(
        (
            ((item.id, (choice.id,)),)
            for item in guide.questionnaire.items
            for choice in item.choices
            if choice.medical == medical
        ),
        (),
    )


def _questions(look: Look) -> Iterator[Seen]:
    for number, item in enumerate(look.guide.questionnaire.items, 1):
        yield look.at(QUESTION.given(number=number), questions.Asking(item.id))


def _chooser(look: Look) -> Iterator[Seen]:
    for number in range(len(look.guide.chooser.questions)):
        skipped = (rights.SKIP.id,) * number
        yield look.at(QUESTION.given(number=number + 1), rights.Choosing(skipped))


def _words_of_the_day(look: Look) -> Iterator[Seen]:
    """Show what stays after Exit on each of the following days, until the words begin anew."""
    for number in range(len(look.guide.words_of_the_day)):
        then = replace(look.guide, today=look.guide.today + number * DAY)
        turn = engine.step(welcome.STRANGER, Picked(words.EXIT.id), then)
        yield Seen(AFTER_EXIT.given(date=str(then.today)), engine.screen_of(turn))


def _quick_cards(look: Look) -> Iterator[Seen]:
    for card in offered_cards(look.guide):
        title = sentences(card.label, Verbatim("·"), IN_A_TALK)
        yield look.at(title, talk.Talking(), replace(look.guide, case=_case_with(card, look)))
        if card.group == CLOSING:
            title = sentences(card.label, Verbatim("·"), AT_THE_END)
            yield look.at(title, talk.Ended(closing=card.id))


def _case_with(card: QuickCard, look: Look) -> Case:
    """Return a talk in which an operator has just sent a card; it is nobody's."""
    at = datetime.combine(look.guide.today, time(12), UTC)
    return Case(
        id=CaseId("preview"),
        code="",
        visitor=Pseudonym(b""),
        channel="",
        card=card_of(look.told, look.guide.questionnaire),
        band=Band.UNCLEAR,
        opened_at=at,
        status=Status.TALKING,
        operator=OPERATOR,
        lines=(Line(1, By.OPERATOR, look.say(card.text), at, card=card.id),),
    )


def _reviewed(look: Look) -> Iterator[Seen]:
    """Show for every reviewer a card that names them."""
    shown: set[Text] = set()
    cards: tuple[Centre | Right, ...] = (*look.guide.centres, *look.guide.rights.values())
    for card in cards:
        if card.review.says in shown:
            continue
        shown.add(card.review.says)
        if isinstance(card, Centre):
            yield _card_of(card, look)
        else:
            yield look.at(RIGHT_CARD, rights.Reading(card.id))


def _of_each_kind(look: Look) -> Iterator[Seen]:
    """Show for every text about a kind of centre one of those centres."""
    shown: set[tuple[Text, Text]] = set()
    for centre in look.guide.centres:
        if (centre.offers, centre.who_may_come) not in shown:
            shown.add((centre.offers, centre.who_may_come))
            yield _card_of(centre, look)


LOOKS: Final[Mapping[Kind, Callable[[Look], Iterator[Seen]]]] = {
    Kind.CENTRE: _centre,
    Kind.RIGHT: _right,
    Kind.PLAN: _plan,
    Kind.NUMBERS: _numbers,
    Kind.MEDICAL: _medical,
    Kind.QUESTIONS: _questions,
    Kind.CHOOSER: _chooser,
    Kind.WORDS_OF_THE_DAY: _words_of_the_day,
    Kind.QUICK_CARDS: _quick_cards,
    Kind.REVIEWERS: _reviewed,
    Kind.KINDS: _of_each_kind,
}
