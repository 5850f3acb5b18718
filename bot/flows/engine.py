"""Finds the flow for an event; leaving, 102, language and the menu work everywhere."""

from dataclasses import replace
from typing import Final

from bot.domain.conversation import (
    Event,
    Flow,
    Leave,
    Located,
    Looked,
    Moved,
    Picked,
    Reply,
    Returned,
    Retyped,
    Rows,
    Screen,
    Sent,
    Started,
    State,
    Step,
    Turn,
    Typed,
    Unwelcome,
    text_of,
)
from bot.domain.guide import Guide
from bot.domain.text import Phrase, _
from bot.flows import FLOWS, her_case, settings, talk, welcome, words
from bot.flows.danger import SUICIDE
from bot.flows.her_case import holds_case
from bot.flows.neutral import neutral_page
from bot.flows.return_code import TypingCode
from bot.flows.understood import Emergency, Meaning, NotUnderstood, Speaking, Young, understood

FLOW_NAMED: Final = {flow.name: flow for flow in FLOWS}
FLOW_OF: Final = {state: flow for flow in FLOWS for state in flow.states}
FOOTER: Final = (words.EMERGENCY, words.EXIT)
# These may be chosen from any screen, also from one that has changed since.
ALWAYS: Final = {option.id for option in (*FOOTER, words.HOME, words.LANGUAGE)}
# Where an option "go.…" leads: to the beginning of a flow, or to one of two places inside.
ENTRANCES: Final = {flow.name: flow.begin for flow in FLOWS} | {
    "home": welcome.home,
    "language": settings.choosing_language,
}
__all__ = ["holds_case", "look", "reads_code", "screen_of", "shows_newest_lines", "step"]
# States deeper than this forget the way back and lead to the menu.
DEEPEST: Final = 4

# Translators: said after words that no flow was waiting for. At most 100 characters.
NOT_UNDERSTOOD: Final = _("I did not understand that. Please press a button or type its number.")
# Translators: said after a photo, a file, a contact or a voice message. At most 100 characters.
REFUSED: Final = {
    Unwelcome.PICTURE: _("I deleted the picture: this chat keeps none. It could be found here."),
    Unwelcome.FILE: _("I deleted the file: this chat keeps none. It could be found here."),
    Unwelcome.CONTACT: _("I deleted the contact: this chat never needs names or numbers."),
    Unwelcome.VOICE: _("I deleted the voice message: nobody listens to it here."),
    Unwelcome.OTHER: _("I deleted what you sent: this chat reads only words and buttons."),
}
# Translators: the same to somebody who has not chosen a language; said in all three at once.
ALL_REFUSED: Final = _("Deleted: nothing like that is kept here.")
PLACE_REFUSED: Final = _("I deleted the location. To use it, first choose “Help nearby”.")


def step(state: State, event: Event, guide: Guide) -> Turn:
    """Lead the visitor from where she is through what happened; there is always an answer."""
    turn = _step(state, event, guide)
    if not turn.replies:
        # A flow that only names the next state wants it shown as it begins.
        turn = replace(look(turn.state, guide, event.keepsake), commands=turn.commands)
    return _carrying(replace(turn, state=_to_depth(turn.state, DEEPEST)), event.keepsake)


def _step(state: State, event: Event, guide: Guide) -> Turn:
    # A place that is no longer there leads to the nearest one that is, before anything is done.
    here = look(state, guide, event.keepsake)
    state, options = here.state, screen_of(here).options
    talks = her_case.is_talked_in(state, guide)
    meaning = understood(state, event, guide, options, reads=_reads(state), talks=talks)
    led_to = _led_to(state, meaning, guide, event.keepsake)
    if led_to is not None:
        return look(led_to, guide, event.keepsake)
    if talks and isinstance(event, Typed | Retyped) and not isinstance(meaning, Leave | Picked):
        return _said_in_talk(state, meaning, event, guide)
    match meaning:
        case Leave():
            return Turn(welcome.STRANGER, (neutral_page(guide),), (Leave(),))
        case Emergency(kind):
            flow = FLOW_NAMED["danger"]
            return flow.step(flow.begin(state), Picked(kind), guide)
        case NotUnderstood() | Sent() as unheard:
            notice = REFUSED[unheard.kind] if isinstance(unheard, Sent) else NOT_UNDERSTOOD
            return _with_notice(notice, state, guide, event)
        case Picked(option) as picked:
            known = option in ALWAYS or option in {offered.id for offered in options}
            return _picked(state, picked, guide) if known else look(state, guide, event.keepsake)
        case Located() if type(state) not in FLOW_OF[type(state)].locates:
            return _with_notice(PLACE_REFUSED, state, guide, event)
        case Event() as other:
            return _step_of(state)(state, other, guide)
        case _:
            return look(state, guide, event.keepsake)


def _led_to(state: State, meaning: Meaning, guide: Guide, keepsake: str) -> State | None:
    """Return the place to which something leads from anywhere, if it is that kind of thing."""
    match meaning:
        case Started():
            return her_case.begun_anew(state, guide)
        case Moved():
            return her_case.moved(state, guide, keepsake)
        case Returned():
            return welcome.asked_again(state)
        case Speaking(language):
            return state.telling(state.told.speaking(language))
        case Young():
            return FLOW_NAMED["under_18"].begin(state)
        case _:
            return None


def look(state: State, guide: Guide, keepsake: str = "") -> Turn:
    """Show again where the visitor is, as her case stands now."""
    state = her_case.agreeing(state, guide)
    return _carrying(_step_of(state)(state, Looked(keepsake=keepsake), guide), keepsake)


def _carrying(turn: Turn, keepsake: str) -> Turn:
    """Let a page that leads back hold what the chat remembers for the page behind it."""
    leads_back = getattr(turn.state, "behind", None) is not None
    return replace(turn, keepsake=keepsake) if leads_back and not turn.keepsake else turn


def screen_of(turn: Turn) -> Screen:
    """Make the one screen of a turn: its passages, its options, and the way out on every one."""
    if any(isinstance(command, Leave) for command in turn.commands):
        return Screen("neutral", text_of(turn.replies), ())
    flow = FLOW_OF[type(turn.state)]
    own: Rows = tuple(row for reply in turn.replies for row in reply.rows)
    return Screen(
        name=f"{flow.name}.{type(turn.state).__name__}",
        text=text_of(turn.replies),
        rows=(*own, *_ways_on(turn.state, flow), FOOTER),
        limit=max(reply.limit for reply in turn.replies),
        keepsake=turn.keepsake,
        locates=type(turn.state) in flow.locates,
    )


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
    elif _reads(state):
        return _step_of(state)(state, event, guide)
    else:
        shown = look(state, guide, event.keepsake)
    said = talk.said(event)
    return replace(shown, commands=(said,) if said else ())


def _reads(state: State) -> bool:
    return type(state) in FLOW_OF[type(state)].reads


def _step_of(state: State) -> Step:
    return FLOW_OF[type(state)].step


def _picked(state: State, event: Picked, guide: Guide) -> Turn:
    way, _, name = event.option.partition(".")
    if way != "go":
        return _step_of(state)(state, event, guide)
    if event.option == words.PERSON.id and her_case.open_case(guide):
        return look(her_case.place_of(state, guide), guide, event.keepsake)
    return look(ENTRANCES[name](state), guide, event.keepsake)


def _with_notice(notice: Phrase, state: State, guide: Guide, event: Event) -> Turn:
    shown = look(state, guide, event.keepsake)
    if state.told.language is None:
        # In three languages at once only few words fit; her words need no answer but the screen.
        notices = () if notice == NOT_UNDERSTOOD else (Reply(ALL_REFUSED),)
    else:
        notices = (Reply(notice),)
    return replace(shown, replies=(*notices, *shown.replies))


def _ways_on(state: State, flow: Flow) -> Rows:
    return () if type(state) in flow.bare else ((words.HOME, words.LANGUAGE),)


def _to_depth(state: State, depth: int) -> State:
    """Forget ways back that lie too deep, so that a state never grows."""
    behind: State | None = getattr(state, "behind", None)
    if behind is None:
        return state
    kept = _to_depth(behind, depth - 1) if depth else None
    return replace(state, behind=kept)  # type: ignore[call-arg]
