"""Someone who hurts, or fears to: calm words, no shaming, nothing about those who are hurt."""

from dataclasses import dataclass, replace
from typing import Final

from bot.domain.conversation import Event, Flow, Option, Picked, Reply, State, Turn
from bot.domain.guide import Guide
from bot.domain.text import _
from bot.domain.told import About
from bot.flows import words


@dataclass(frozen=True, slots=True)
class Stopping(State):
    """What to do in this minute."""


@dataclass(frozen=True, slots=True)
class GoingOn(State):
    """What can help from now on."""


IN_THIS_MINUTE: Final = _(
    "It matters that you write. If you are afraid that you may hurt someone, go out of the room "
    "now and give the keys or a weapon to another person. Call 111 or 112."
)
FROM_NOW_ON: Final = _(
    "You can learn to stop before you hurt someone. Call 111: free, day and night; psychologists "
    "work there. Alcohol makes it worse: leave before it begins, and decide today whom you will "
    "call."
)
MORE: Final = Option("more", _("What can help me"))


def _begin(state: State) -> State:
    return state.telling(replace(state.told, about=About.HARM)).then(Stopping())


def _step(state: State, event: Event, guide: Guide) -> Turn:
    match state, event:
        case Stopping(), Picked(option="more"):
            return _go_on(state.then(GoingOn()))
        case GoingOn(), Picked(option=words.BACK.id):
            return _stop(state.then(Stopping()))
        case GoingOn(), _:
            return _go_on(state)
        case _:
            return _stop(state)


def _stop(state: State) -> Turn:
    return Turn(state, (Reply(IN_THIS_MINUTE, ((MORE, words.PERSON),)),))


def _go_on(state: State) -> Turn:
    return Turn(state, (Reply(FROM_NOW_ON, ((words.BACK, words.PERSON),)),))


FLOW: Final = Flow("harm", (Stopping, GoingOn), _begin, _step)
