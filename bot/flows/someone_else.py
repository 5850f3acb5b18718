"""A neighbour, friend, teacher or relative: how to help without adding danger; no questionnaire."""

from dataclasses import dataclass, replace
from typing import Final

from bot.domain.conversation import Event, Flow, Option, Picked, Reply, State, Turn
from bot.domain.guide import Guide
from bot.domain.text import Text, _
from bot.domain.told import About
from bot.flows import words


@dataclass(frozen=True, slots=True)
class AskingWhetherNow(State):
    """Is it happening at this moment?"""


@dataclass(frozen=True, slots=True)
class CallingNow(State):
    """It is happening now: police first."""


@dataclass(frozen=True, slots=True)
class Advised(State):
    """One page of advice for the time after."""

    page: int = 0


HAPPENING: Final = _("Thank you for caring. Is it happening right now?")
CALL_NOW: Final = _(
    "102: call the police now. You may say that you hear violence; give the address and say "
    "whether children are there. Stay where you are out of danger and do not go in alone."
)
ADVICE: Final[tuple[Text, ...]] = (
    _(
        "Do not confront the person who hurts, and do not warn them. Ask the one who is hurt when "
        "you are alone together: “I worry about you. How can I help?”"
    ),
    _(
        "Offer something concrete: a bed for a night, keeping papers, a ride, minding the "
        "children. Let them decide, and stay in touch also if they go back."
    ),
    _(
        "Keep what you see and hear: date, time, sounds, injuries, who else was there. Your words "
        "as a neighbour or witness can count later."
    ),
    _(
        "If a child is hurt or a life is in danger, do not wait: 102. For advice call 111: free, "
        "day and night, also without your name."
    ),
)
NOW: Final = Option("now", _("Yes, now"))
NOT_NOW: Final = Option("later", _("No, not now"))
IS_OVER: Final = Option("later", _("What I can do later"))


def _begin(state: State) -> State:
    return state.telling(replace(state.told, about=About.OTHER)).then(AskingWhetherNow())


def _step(state: State, event: Event, guide: Guide) -> Turn:
    match state, event:
        case AskingWhetherNow(), Picked(option="now"):
            return _call(state.then(CallingNow()))
        case ((AskingWhetherNow() | CallingNow()), Picked(option="later")):
            return _advise(state.then(Advised()))
        case Advised(page=page), Picked(option="next"):
            return _advise(state.then(Advised((page + 1) % len(ADVICE))))
        case _, Picked(option=words.BACK.id):
            return _ask(state.then(AskingWhetherNow()))
        case CallingNow(), _:
            return _call(state)
        case Advised(), _:
            return _advise(state)
        case _:
            return _ask(state)


def _ask(state: State) -> Turn:
    return Turn(state, (Reply(HAPPENING, ((NOW, NOT_NOW),)),))


def _call(state: State) -> Turn:
    return Turn(state, (Reply(CALL_NOW, ((words.EMERGENCY,), (IS_OVER, words.BACK))),))


def _advise(state: State) -> Turn:
    page = state.page if isinstance(state, Advised) else 0
    rows = ((words.NEXT, words.BACK), (words.CENTRES, words.RIGHTS))
    return Turn(state, (Reply(ADVICE[page % len(ADVICE)], rows),))


FLOW: Final = Flow("someone_else", (AskingWhetherNow, CallingNow, Advised), _begin, _step)
