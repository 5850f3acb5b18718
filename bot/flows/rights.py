"""Which protection fits me: three questions, and every card of counsel."""

from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from bot.domain.conversation import (
    CARD,
    Event,
    Flow,
    Option,
    Picked,
    Reply,
    State,
    Turn,
    in_pairs,
    one_a_row,
)
from bot.domain.guide import Guide, Right
from bot.domain.text import Text, Verbatim, _, lines, paragraphs, sentences
from bot.flows import words
from bot.flows.freshness import ONLY_ASK, checked_text, is_stated, room_for_warning


@dataclass(frozen=True, slots=True)
class Opening(State):
    """She may be led by three questions or see all cards."""


@dataclass(frozen=True, slots=True)
class Choosing(State):
    """One of the three questions is before her; `chosen` are her answers so far."""

    chosen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing(State):
    """She sees the names of cards: the fitting ones, or all of them, page by page."""

    cards: tuple[str, ...] = ()
    page: int = 0


@dataclass(frozen=True, slots=True)
class Reading(State):
    """She reads one card."""

    card: str
    cards: tuple[str, ...] = ()
    page: int = 0


FITTING: Final = Option("fitting", _("What fits me"))
ALL: Final = Option("all", _("All topics"))
SKIP: Final = Option("skip", _("Skip"))
CARDS_A_PAGE: Final = 8
FITTING_AT_MOST: Final = 6

OPENING: Final = _(
    "The law protects you also without a registered marriage. Three short questions show what "
    "fits, or you can look at all topics."
)
THESE_FIT: Final = _("These topics may fit. Nothing here obliges you to anything.")
ALL_TOPICS: Final = _("All topics. Choose one to read.")
# Translators: in the place of a legal text that the law has overtaken.
LAW_CHANGED: Final = _(
    "The law on this has changed, and we have not yet written down what holds today. "
    "Please ask 111: free, 24/7."
)


def _begin(state: State) -> State:
    return state.then(Opening())


def _step(state: State, event: Event, guide: Guide) -> Turn:
    match state, event:
        case Opening(), Picked(option="fitting"):
            return _choose(state.then(Choosing()), guide)
        case Opening(), Picked(option="all"):
            return _list(state.then(Listing()), guide)
        case Choosing(chosen=chosen), Picked(option=option) if option != words.BACK.id:
            return _choose(state.then(Choosing((*chosen, option))), guide)
        case Listing(cards=cards), Picked(option=option) if option in guide.rights:
            page = state.page if isinstance(state, Listing) else 0
            return _read(state.then(Reading(option, cards, page)), guide)
        case Listing(cards=cards, page=page), Picked(option="next"):
            return _list(state.then(Listing(cards, page + 1)), guide)
        case Listing(cards=cards), Picked(option="all") if cards:
            return _list(state.then(Listing()), guide)
        case Reading(cards=cards, page=page), Picked(option="back"):
            return _list(state.then(Listing(cards, page)), guide)
        case ((Listing() | Choosing()), Picked(option="back")):
            return _open(state.then(Opening()))
        case _:
            return _show(state, guide)


def _show(state: State, guide: Guide) -> Turn:
    match state:
        case Choosing():
            return _choose(state, guide)
        case Listing():
            return _list(state, guide)
        case Reading(card=card) if card in guide.rights:
            return _read(state, guide)
        case Reading(cards=cards):
            return _list(state.then(Listing(cards)), guide)
        case _:
            return _open(state)


def _open(state: State) -> Turn:
    return Turn(state, (Reply(OPENING, ((FITTING, ALL), (words.PERSON,))),))


def _choose(state: State, guide: Guide) -> Turn:
    chosen = state.chosen if isinstance(state, Choosing) else ()
    questions = guide.chooser.questions
    if len(chosen) >= len(questions):
        return _list(state.then(Listing(_fitting(chosen, guide))), guide)
    question = questions[len(chosen)]
    options = (Option(option.id, option.label) for option in question.options)
    rows = (*one_a_row(options), (SKIP, words.BACK))
    return Turn(state, (Reply(question.text, rows),))


def _fitting(chosen: tuple[str, ...], guide: Guide) -> tuple[str, ...]:
    """Return the first card of each answer, then the second of each, what police did first."""
    answered = [
        option.cards
        for question, answer in zip(guide.chooser.questions, chosen, strict=False)
        for option in question.options
        if option.id == answer
    ]
    in_turns = [card for cards in zip_longest(*reversed(answered)) for card in cards if card]
    known = [card for card in dict.fromkeys(in_turns) if card in guide.rights]
    return tuple(dict.fromkeys((*known[:FITTING_AT_MOST], *guide.chooser.common)))


def _list(state: State, guide: Guide) -> Turn:
    chosen = state.cards if isinstance(state, Listing) else ()
    cards = tuple(card for card in chosen if card in guide.rights) or tuple(guide.rights)
    pages = range(0, len(cards), CARDS_A_PAGE)
    page = (state.page if isinstance(state, Listing) else 0) % len(pages)
    shown = cards[pages[page] : pages[page] + CARDS_A_PAGE]
    options = in_pairs(Option(card, guide.rights[card].button) for card in shown)
    onward = (words.NEXT, words.BACK) if len(pages) > 1 else (words.BACK,)
    other = (ALL, words.PERSON) if chosen else (words.PERSON,)
    text: Text = THESE_FIT if chosen else ALL_TOPICS
    if len(pages) > 1:
        text = sentences(text, Verbatim(f"{page + 1}/{len(pages)}"))
    return Turn(state.then(Listing(chosen, page)), (Reply(text, (*options, onward, other)),))


def _read(state: State, guide: Guide) -> Turn:
    assert isinstance(state, Reading)
    right = guide.rights[state.card]
    limit = CARD + room_for_warning((right.review,), guide.ages.legal, guide)
    text = card_text(right, guide)
    return Turn(state, (Reply(text, ((words.BACK, words.PERSON),), limit),))


def card_text(right: Right, guide: Guide) -> Text:
    """Return a card as far as its age allows: whole, with a warning first, or only a pointer."""
    if not right.is_in_force:
        return paragraphs(right.title, LAW_CHANGED)
    if not is_stated(right.review, guide.ages.legal, guide):
        return paragraphs(right.title, ONLY_ASK)
    body = paragraphs(right.title, lines(*right.parts), right.next)
    return checked_text(body, right.source, right.review, guide.ages.legal, guide)


FLOW: Final = Flow("rights", (Opening, Choosing, Listing, Reading), _begin, _step)
