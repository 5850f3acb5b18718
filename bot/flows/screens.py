"""Makes the one screen of a turn: its passages, its options, and the way out on every one."""

from typing import Final

from bot.domain.commands import Leave
from bot.domain.conversation import Flow, Option, Rows, Screen, State, Turn, text_of
from bot.domain.language import GO_ON_IN, Language
from bot.domain.text import Verbatim
from bot.flows import FLOWS, words

FLOW_OF: Final = {state: flow for flow in FLOWS for state in flow.states}
FOOTER: Final = (words.EMERGENCY, words.EXIT)
SPEAK: Final = "speak."


def screen_of(turn: Turn) -> Screen:
    """Return the screen that a turn wants shown."""
    if any(isinstance(command, Leave) for command in turn.commands):
        return Screen("neutral", text_of(turn.replies), ())
    flow = FLOW_OF[type(turn.state)]
    own: Rows = tuple(row for reply in turn.replies for row in reply.rows)
    return Screen(
        name=f"{flow.name}.{type(turn.state).__name__}",
        text=text_of(turn.replies),
        rows=(*_other_language(turn.state), *own, *_ways_on(turn.state, flow), FOOTER),
        limit=max(reply.limit for reply in turn.replies),
        keepsake=turn.keepsake,
        locates=type(turn.state) in flow.locates,
    )


def language_offered_by(option: str) -> Language | None:
    """Return the language which an option offers to go on in."""
    code = option.removeprefix(SPEAK)
    return Language(code) if option.startswith(SPEAK) and code in set(Language) else None


def _other_language(state: State) -> Rows:
    """Offer the language she writes in, in its own words, so that she finds it at once."""
    offering = state.told.offering
    return ((Option(f"{SPEAK}{offering}", Verbatim(GO_ON_IN[offering])),),) if offering else ()


def _ways_on(state: State, flow: Flow) -> Rows:
    return () if type(state) in flow.bare else ((words.HOME, words.LANGUAGE),)
