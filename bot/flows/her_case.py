"""Where a visitor is according to her case: what is true now is shown, whatever was kept."""

from dataclasses import replace

from bot.domain.case import Case, Status
from bot.domain.conversation import State
from bot.domain.guide import Guide
from bot.flows import danger, handover, welcome
from bot.flows.return_code import ShowingCode, TypingCode, is_code
from bot.flows.talk import AskingToEnd, Ended, Talking
from bot.flows.waiting import Waiting

DANGER = danger.Emergency | danger.WhatToSay | danger.Silently


def open_case(guide: Guide) -> Case | None:
    """Return her case where it may still be answered; a place kept with a code opens by it only."""
    case = guide.case
    return case if case is not None and case.is_open and not case.is_away else None


def place_of(state: State, guide: Guide) -> State:
    """Return the place to which her case belongs: the line, the talk, or the end of both."""
    case = guide.case
    if case is None or case.is_away:
        return state.then(Ended())
    match case.status:
        case Status.TALKING:
            return state.then(Talking())
        case Status.WAITING | Status.OFFERED:
            return state.then(Waiting())
        case _:
            return state.then(Ended(case.ending.value if case.ending else "", case.closing))


def agreeing(state: State, guide: Guide) -> State:
    """Return the same place, or the one that her case has come to in the meantime."""
    case = open_case(guide)
    talks = case is not None and case.status is Status.TALKING
    match state:
        case Talking() | AskingToEnd():
            return state if talks else place_of(state, guide)
        case Waiting():
            return state if case and not talks else place_of(state, guide)
        case ShowingCode():
            return state if case else place_of(state, guide)
        case Ended() | TypingCode():
            return place_of(state, guide) if case else state
        case welcome.AskingWhetherToRead(behind=None) if case:
            return replace(state, behind=place_of(state, guide))
        case _ if type(state) in handover.FLOW.states:
            return place_of(state, guide) if case else state
        case _:
            return state


def moved(state: State, guide: Guide, keepsake: str) -> State:
    """Return where she is after her case moved: with the operator, unless that would harm."""
    case = guide.case
    waits = case is not None and case.status in (Status.WAITING, Status.OFFERED)
    if case is None or waits or state.told.language is None:
        return state
    place = place_of(state, guide)
    match state:
        # The numbers stay in sight, and nobody but her is shown what an operator writes.
        case danger.Emergency() | danger.WhatToSay() | danger.Silently():
            return replace(state, behind=place)
        case welcome.AskingWhetherToRead():
            return replace(state, behind=place)
        case ShowingCode() if case.is_open and is_code(keepsake):
            return replace(state, behind=place)
        case _:
            return place


def begun_anew(state: State, guide: Guide) -> State:
    """Return the beginning after /start: with an open case she is asked first and keeps it."""
    if open_case(guide) and state.told.language is not None:
        return state.then(welcome.AskingWhetherToRead(place_of(state, guide)))
    return welcome.begun_anew(state)


def is_talked_in(state: State, guide: Guide) -> bool:
    """Tell whether what she types goes to the operator: in the talk, and before the numbers."""
    case = open_case(guide)
    talks = case is not None and case.status is Status.TALKING
    return talks and isinstance(_place_behind_numbers(state), Talking | AskingToEnd)


def holds_case(state: State) -> bool:
    """Tell whether this is a place in the line or in a talk."""
    here = _place_behind_numbers(state)
    return isinstance(here, Waiting | Talking | AskingToEnd | ShowingCode)


def _place_behind_numbers(state: State) -> State | None:
    return state.behind if isinstance(state, DANGER) else state
