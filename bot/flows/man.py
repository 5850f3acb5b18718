"""A man writes: the same questions, the same help, no doubt."""

from dataclasses import dataclass
from typing import Final

from bot.domain.conversation import Event, Flow, Reply, State, Turn
from bot.domain.guide import Guide
from bot.domain.text import _
from bot.flows import words


@dataclass(frozen=True, slots=True)
class Welcomed(State):
    """He reads that he is believed."""


WELCOME: Final = _(
    "Thank you for writing. This happens to men too, and asking for help is no shame. Questions, "
    "rights and help are the same for everyone, and nobody here asks your name."
)


def _begin(state: State) -> State:
    return state.then(Welcomed())


def _step(state: State, event: Event, guide: Guide) -> Turn:
    rows = (
        (words.QUESTIONS, words.PERSON),
        (words.CENTRES, words.RIGHTS),
        (words.PLAN,),
    )
    return Turn(state, (Reply(WELCOME, rows),))


FLOW: Final = Flow("man", (Welcomed,), _begin, _step)
