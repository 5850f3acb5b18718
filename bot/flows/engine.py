"""Finds the flow for an event; leaving, 102, language and the menu work everywhere."""

from dataclasses import replace
from typing import Final

from bot.domain.commands import Leave
from bot.domain.conversation import (
    Event,
    Located,
    Looked,
    Moved,
    Picked,
    Returned,
    Retyped,
    Sent,
    Started,
    State,
    Turn,
    Typed,
    Unwelcome,
)
from bot.domain.guide import Guide
from bot.domain.meaning import SUICIDE
from bot.domain.text import Phrase, _
from bot.flows import FLOWS, her_case, settings, talk, welcome, words
from bot.flows.her_case import holds_case
from bot.flows.looking import carrying, is_answer, look, reads, step_of, with_notice
from bot.flows.neutral import neutral_page
from bot.flows.return_code import TypingCode
from bot.flows.screens import FLOW_OF, FOOTER, language_offered_by, screen_of
from bot.flows.typed import (
    BEFORE_READING,
    alarmed,
    answered,
    asked_before,
    kept_for_later,
    with_language,
)
from bot.flows.understood import (
    Emergency,
    FreeWords,
    Meaning,
    Speaking,
    Young,
    understood,
)

FLOW_NAMED: Final = {flow.name: flow for flow in FLOWS}
# These may be chosen from any screen, also from one that has changed since.
ALWAYS: Final = {option.id for option in (*FOOTER, words.HOME, words.LANGUAGE)}
# Where an option "go.…" leads: to the beginning of a flow, or to one of two places inside.
ENTRANCES: Final = {flow.name: flow.begin for flow in FLOWS} | {
    "home": welcome.home,
    "language": settings.choosing_language,
}
__all__ = [
    "FLOW_OF",
    "FOOTER",
    "holds_case",
    "look",
    "reads_code",
    "screen_of",
    "shows_newest_lines",
    "step",
    "wants_meaning",
]
# States deeper than this forget the way back and lead to the menu.
DEEPEST: Final = 4

# Translators: said after a photo, a file, a contact or a voice message. At most 100 characters.
REFUSED: Final = {
    Unwelcome.PICTURE: _("I deleted the picture: this chat keeps none. It could be found here."),
    Unwelcome.FILE: _("I deleted the file: this chat keeps none. It could be found here."),
    Unwelcome.CONTACT: _("I deleted the contact: this chat never needs names or numbers."),
    Unwelcome.VOICE: _("I deleted the voice message: nobody listens to it here."),
    Unwelcome.OTHER: _("I deleted what you sent: this chat reads only words and buttons."),
}
PLACE_REFUSED: Final = _("I deleted the location. To use it, first choose “Help nearby”.")


def step(state: State, event: Event, guide: Guide) -> Turn:
    """Lead the visitor from where she is through what happened; there is always an answer."""
    turn = with_language(_step(state, event, guide), event)
    if not turn.replies:
        # A flow that only names the next state wants it shown as it begins.
        turn = replace(look(turn.state, guide, event.keepsake), commands=turn.commands)
    return carrying(replace(turn, state=_to_depth(turn.state, DEEPEST)), event.keepsake)


def _step(state: State, event: Event, guide: Guide) -> Turn:
    # A place that is no longer there leads to the nearest one that is, before anything is done.
    here = look(state, guide, event.keepsake)
    options = screen_of(here).options
    # Another language stands offered on one screen only.
    state = here.state.telling(replace(here.state.told, offering=None))
    talks = her_case.is_talked_in(state, guide)
    answers = is_answer(state, event, guide)
    meaning = understood(state, event, guide, options, reads=answers, talks=talks)
    led_to = _led_to(state, meaning, guide, event.keepsake)
    if led_to is not None:
        return look(led_to, guide, event.keepsake)
    if talks and isinstance(event, Typed | Retyped) and not isinstance(meaning, Leave | Picked):
        return _said_in_talk(state, meaning, event, guide)
    match meaning:
        case Leave():
            return Turn(welcome.STRANGER, (neutral_page(guide),), (Leave(),))
        case Emergency(kind):
            return alarmed(state, kind, event, guide)
        case FreeWords(typed):
            return answered(state, typed, guide)
        case Sent() | Located() if notice := _refusal(state, meaning):
            return with_notice(notice, state, guide, event.keepsake)
        case Picked(option) as picked:
            known = option in ALWAYS or option in {offered.id for offered in options}
            turn = _picked(state, picked, guide) if known else look(state, guide, event.keepsake)
            is_let_in = isinstance(state, BEFORE_READING) and isinstance(turn.state, welcome.Home)
            return asked_before(turn, guide) if is_let_in else turn
        case Event() as other:
            return step_of(state)(state, other, guide)
        case _:
            return look(state, guide, event.keepsake)


def _led_to(state: State, meaning: Meaning, guide: Guide, keepsake: str) -> State | None:
    """Return the place to which something leads from anywhere, if it is that kind of thing."""
    match meaning:
        case Started():
            return her_case.begun_anew(state, guide)
        case Moved():
            return her_case.moved(state, guide, keepsake)
        case Returned(typed=typed):
            again = welcome.asked_again(state)
            return kept_for_later(again, typed, guide) if typed else again
        case Speaking(language):
            return state.telling(state.told.speaking(language))
        case Young():
            return FLOW_NAMED["under_18"].begin(state)
        case _:
            return None


def _refusal(state: State, sent: Meaning) -> Phrase | None:
    """Return why something is not taken in here, if it is not."""
    if isinstance(sent, Sent):
        return REFUSED[sent.kind]
    return None if type(state) in FLOW_OF[type(state)].locates else PLACE_REFUSED


def shows_newest_lines(state: State) -> bool:
    """Tell whether what an operator writes is in sight at once."""
    return state == state.then(talk.Talking())


def reads_code(state: State) -> bool:
    """Tell whether sixteen digits are looked up here."""
    return isinstance(state, TypingCode)


def _said_in_talk(state: State, meaning: Meaning, event: Event, guide: Guide) -> Turn:
    """Give her words to the operator, and show the numbers beside where they are of danger.

    During a talk the page of the numbers asks nothing: the operator does.
    """
    if isinstance(meaning, Emergency):
        flow = FLOW_NAMED["danger"]
        heard = Picked(meaning.kind) if meaning.kind == SUICIDE else Looked()
        shown = flow.step(flow.begin(state), heard, guide)
    elif reads(state):
        return step_of(state)(state, event, guide)
    else:
        shown = look(state, guide, event.keepsake)
    said = talk.said(event)
    return replace(shown, commands=(said,) if said else ())


def wants_meaning(state: State, guide: Guide) -> bool:
    """Tell whether words typed here are to be understood: not what is written to an operator.

    A word of her own, a code or a talk is nobody else's business.
    """
    flow = FLOW_OF[type(state)]
    only_reads = type(state) in flow.reads and flow.hears is None
    return not (only_reads or her_case.is_talked_in(state, guide))


def _picked(state: State, event: Picked, guide: Guide) -> Turn:
    if language := language_offered_by(event.option):
        return look(state.telling(state.told.speaking(language)), guide, event.keepsake)
    way, _, name = event.option.partition(".")
    if way != "go":
        return step_of(state)(state, event, guide)
    if event.option == words.PERSON.id and her_case.open_case(guide):
        return look(her_case.place_of(state, guide), guide, event.keepsake)
    return look(ENTRANCES[name](state), guide, event.keepsake)


def _to_depth(state: State, depth: int) -> State:
    """Forget ways back that lie too deep, so that a state never grows."""
    behind: State | None = getattr(state, "behind", None)
    if behind is None:
        return state
    kept = _to_depth(behind, depth - 1) if depth else None
    return replace(state, behind=kept)  # type: ignore[call-arg]
