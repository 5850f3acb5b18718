"""Shows a place as it is now: a flow's own screen, and what is said above it."""

from dataclasses import replace
from typing import Final

from bot.domain.conversation import Event, Looked, Reply, State, Step, Turn, Typed
from bot.domain.guide import Guide
from bot.domain.meaning import Intent
from bot.domain.text import Phrase, _
from bot.flows import her_case, meant
from bot.flows.screens import FLOW_OF

# So many words may all be an answer: "a village near Semey".
FEW_WORDS: Final = 4

# Translators: said after words that were not understood; kind. At most 100 characters.
NOT_UNDERSTOOD: Final = _(
    "I am a program and did not understand that. Please choose below or say it in other words."
)
# Translators: after a photo or a file, before a language is chosen; said in all three at once.
ALL_REFUSED: Final = _("Deleted: nothing like that is kept here.")


def look(state: State, guide: Guide, keepsake: str = "") -> Turn:
    """Show again where the visitor is, as her case stands now."""
    state = her_case.agreeing(state, guide)
    return carrying(step_of(state)(state, Looked(keepsake=keepsake), guide), keepsake)


def with_notice(notice: Phrase, state: State, guide: Guide, keepsake: str) -> Turn:
    """Show the place with a notice above it."""
    shown = look(state, guide, keepsake)
    if state.told.language is None:
        # In three languages at once only few words fit; her words need no answer but the screen.
        notices = () if notice == NOT_UNDERSTOOD else (Reply(ALL_REFUSED),)
    else:
        notices = (Reply(notice),)
    return replace(shown, replies=(*notices, *shown.replies))


def step_of(state: State) -> Step:
    """Return how the flow of a place goes on."""
    return FLOW_OF[type(state)].step


def reads(state: State) -> bool:
    """Tell whether typed words may be an answer here."""
    return type(state) in FLOW_OF[type(state)].reads


def is_answer(state: State, event: Event, guide: Guide) -> bool:
    """Tell whether what was typed is an answer here, and not something to be understood first."""
    hears = FLOW_OF[type(state)].hears
    if hears is None or not isinstance(event, Typed) or event.meant is None:
        return reads(state)
    said = event.words.reveal()
    # "How do I get an order in Semey" holds an answer, and asks for something else.
    asks_more = len(said.split()) > FEW_WORDS and meant.asks_for_help(event.meant)
    is_about_it = event.meant.intent is Intent.FIND_CENTRE or not asks_more
    return reads(state) and is_about_it and hears(said, guide)


def carrying(turn: Turn, keepsake: str) -> Turn:
    """Let a page that leads back hold what the chat remembers for the page behind it."""
    leads_back = getattr(turn.state, "behind", None) is not None
    return replace(turn, keepsake=keepsake) if leads_back and not turn.keepsake else turn
