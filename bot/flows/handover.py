"""Handing over to a person: consent, the exact card, and her word whether it is sent."""

from dataclasses import dataclass, replace
from typing import Final

from bot.domain.card import card_of
from bot.domain.commands import RequestCase
from bot.domain.conversation import (
    CARD,
    Event,
    Flow,
    Option,
    Picked,
    Reply,
    State,
    Turn,
    Typed,
    in_pairs,
)
from bot.domain.guide import Guide
from bot.domain.text import Text, _, paragraphs
from bot.domain.told import About
from bot.flows import waiting, words
from bot.flows.case_card import FIELDS, HIDDEN, card_text, field_options, with_field
from bot.flows.return_code import TypingCode


@dataclass(frozen=True, slots=True)
class Consenting(State):
    """She reads who would read her words and what 111 may pass on."""


@dataclass(frozen=True, slots=True)
class ShowingCard(State):
    """She sees the exact card; nothing is sent yet."""


@dataclass(frozen=True, slots=True)
class Changing(State):
    """She chooses what to change on the card."""


@dataclass(frozen=True, slots=True)
class Filling(State):
    """She chooses one field of the card."""

    field: str


@dataclass(frozen=True, slots=True)
class Unsent(State):
    """Nothing was sent, because she did not want it or because nobody is there."""

    wanted: bool


SHOW_CARD: Final = Option("card", _("Show the card"))
SEND: Final = Option("send", _("Send"))
CHANGE: Final = Option("change", _("Change"))
DO_NOT_SEND: Final = Option("keep", _("Do not send"))
SKIP: Final = Option("skip", _("Leave out"))
HAVE_CODE: Final = Option("have_code", _("I have a code"))

NOBODY_CONNECTED: Final = _(
    "No operator is connected to this chat yet. Please call 111: free, day and night. In danger: "
    "102."
)
# Translators: stands above the consent; an honest word, never a promise.
NOBODY_ON_SHIFT: Final = _(
    "Nobody is free at the moment. Do not wait for us: in danger call 102, to talk call 111, free, "
    "day and night."
)
USUAL_WAIT: Final = _("Waiting for a person usually takes {low}–{high} min.")
UNKNOWN_WAIT: Final = _("We do not know how long waiting for a person takes.")
# Translators: who reads, what may be passed on, where words lie, that she may stop.
CONSENT: Final = _(
    "The card goes to the staff of contact centre 111, so that they can help you. 111 accepts "
    "calls without a name, but passes information to police, guardianship and other bodies when "
    "needed. This chat runs through Telegram, whose servers are abroad. What you write here is "
    "deleted when you leave, after 40 hours at the latest. You may stop at any moment."
)
CONSENT_CHILD: Final = _(
    "You did nothing wrong. If you want, a card goes to the people of 111. If you or another "
    "child are in danger, adults may have to step in: police or guardianship. Telegram's servers "
    "are abroad. What you write here is deleted when you leave, after 40 hours at the latest. "
    "You may stop at any moment."
)
NOT_SENT_YET: Final = _("This is the whole card. Nothing is sent yet.")
WHAT_TO_CHANGE: Final = _("What would you like to change? Everything may be left out.")
CHOOSE: Final = _("Choose what the operator may know, or leave it out.")
TYPE_CODE_WORD: Final = _(
    "Type a word that only you and the operator will know. It shows the operator that it is you."
)
NOTHING_SENT: Final = _("All right: nothing was sent. You can come back to this at any moment.")
NOBODY_TO_SEND_TO: Final = _(
    "Nothing was sent: no operator is connected to this chat yet. Do not wait for us: call 111, "
    "free, day and night; you may read the card out. In danger call 102."
)
LONGEST_WORD: Final = 30


def _begin(state: State) -> State:
    return state.then(Consenting())


def _step(state: State, event: Event, guide: Guide) -> Turn:
    match state, event:
        case Consenting(), Picked(option=SHOW_CARD.id):
            return _show_card(state.then(ShowingCard()), guide)
        case ShowingCard(), Picked(option=CHANGE.id):
            return _change(state.then(Changing()))
        case Consenting(), Picked(option=HAVE_CODE.id):
            return Turn(state.then(TypingCode(state)), ())
        case ShowingCard(), Picked(option=SEND.id):
            return _send(state, guide)
        case _, Picked(option=DO_NOT_SEND.id):
            return _unsent(state.then(Unsent(wanted=False)))
        case ((Changing() | Unsent()), Picked(option=words.BACK.id)):
            return _show_card(state.then(ShowingCard()), guide)
        case Changing(), Picked(option=option):
            return _on_change(state, option, guide)
        case Filling(field=field), _ if field in FIELDS:
            return _on_field(state, field, event, guide)
        case _:
            return _show(state, guide)


def _on_change(state: State, option: str, guide: Guide) -> Turn:
    if option in FIELDS:
        return _fill(state.then(Filling(option)), guide)
    return _show_card(_hiding(state).then(ShowingCard()), guide)


def _on_field(state: State, field: str, event: Event, guide: Guide) -> Turn:
    match event:
        case Picked(option=words.BACK.id):
            return _change(state.then(Changing()))
        case Picked(option=option):
            return _filled(state, field, "" if option == SKIP.id else option, guide)
        case Typed(words=said) if field == "code_word":
            return _filled(state, field, " ".join(said.reveal().split())[:LONGEST_WORD], guide)
        case Typed(words=said) if region := _region_typed(field, said.reveal(), guide):
            return _filled(state, field, region, guide)
        case _:
            return _show(state, guide)


def _filled(state: State, field: str, value: str, guide: Guide) -> Turn:
    told = with_field(state.told, field, value)
    return _show_card(state.telling(told).then(ShowingCard()), guide)


def _region_typed(field: str, said: str, guide: Guide) -> str:
    if field != "region":
        return ""
    named = guide.region_named(said)
    if named is not None:
        return named.id
    regions = {place.region for place in guide.gazetteer.find(said)}
    return regions.pop() if len(regions) == 1 else ""


def _show(state: State, guide: Guide) -> Turn:
    match state:
        case ShowingCard():
            return _show_card(state, guide)
        case Changing():
            return _change(state)
        case Filling(field=field) if field in FIELDS:
            return _fill(state, guide)
        case Unsent():
            return _unsent(state)
        case _:
            return _consent(state.then(Consenting()), guide)


def _consent(state: State, guide: Guide) -> Turn:
    consent = CONSENT_CHILD if state.told.about is About.CHILD else CONSENT
    code = ((HAVE_CODE,),) if guide.desk.is_connected else ()
    text = paragraphs(_wait(state, guide), consent)
    return Turn(state, (Reply(text, ((SHOW_CARD, DO_NOT_SEND), *code), CARD),))


def _wait(state: State, guide: Guide) -> Text:
    """Say before anything is sent whether somebody is there, and how long it usually takes."""
    if not guide.desk.is_connected:
        return NOBODY_CONNECTED
    if guide.desk.on_shift <= 0:
        return NOBODY_ON_SHIFT
    band = card_of(state.told, guide.questionnaire).band
    usual = waiting.usual_range(band, guide.desk)
    return USUAL_WAIT.given(low=usual[0], high=usual[1]) if usual else UNKNOWN_WAIT


def _send(state: State, guide: Guide) -> Turn:
    """Put exactly the card she has seen into the line, where there is one."""
    if not guide.desk.is_connected:
        return _unsent(state.then(Unsent(wanted=True)))
    card = card_of(state.told, guide.questionnaire)
    begun = waiting.begun(state, card.band, guide)
    return replace(begun, commands=(RequestCase(card),))


def _show_card(state: State, guide: Guide) -> Turn:
    card = card_of(state.told, guide.questionnaire)
    text = paragraphs(NOT_SENT_YET, card_text(card, guide))
    return Turn(state, (Reply(text, ((SEND, CHANGE), (DO_NOT_SEND,)), CARD),))


def _change(state: State) -> Turn:
    options = (Option(field, label) for field, label in FIELDS.items())
    answers = ((HIDDEN[state.told.details.hides_answers],),) if state.told.answers else ()
    rows = (*in_pairs(options), *answers, (words.BACK,))
    return Turn(state, (Reply(WHAT_TO_CHANGE, rows),))


def _hiding(state: State) -> State:
    details = state.told.details
    hidden = replace(details, hides_answers=not details.hides_answers)
    return state.telling(replace(state.told, details=hidden))


def _fill(state: State, guide: Guide) -> Turn:
    assert isinstance(state, Filling)
    text = TYPE_CODE_WORD if state.field == "code_word" else CHOOSE
    rows = (*in_pairs(field_options(state.field, guide)), (SKIP, words.BACK))
    return Turn(state, (Reply(text, rows),))


def _unsent(state: State) -> Turn:
    wanted = isinstance(state, Unsent) and state.wanted
    text = NOBODY_TO_SEND_TO if wanted else NOTHING_SENT
    # A plan and centres are for the one who is hurt; the other paths have their own pages.
    ways = ((words.PLAN, words.CENTRES),) if state.told.about is About.SELF else ()
    return Turn(state, (Reply(text, (*ways, (words.BACK,))),))


FLOW: Final = Flow(
    "handover",
    (Consenting, ShowingCard, Changing, Filling, Unsent),
    _begin,
    _step,
    reads=(Filling,),
)
