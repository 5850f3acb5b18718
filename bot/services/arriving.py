"""What an event means by the time it arrives: screens change, people go away and come back."""

from dataclasses import dataclass, replace

from bot.domain.case import Case
from bot.domain.conversation import (
    CodeRead,
    Event,
    Looked,
    Picked,
    Returned,
    Retyped,
    Sent,
    Started,
    Typed,
)
from bot.domain.spelling import fold
from bot.flows import engine
from bot.flows.engine import ALWAYS
from bot.flows.understood import is_exit, is_urgent
from bot.services.chat_memory import ChatMemory
from bot.services.ports import Arrival, Conversation
from bot.services.turns import KeepTurn


@dataclass(frozen=True, slots=True)
class Arriving:
    """Tells what an event of a known visitor means now."""

    keep: KeepTurn
    chats: ChatMemory

    def event(self, arrival: Arrival, conversation: Conversation, case: Case | None) -> Event:
        """Return the event as it is to be carried out."""
        event = self._of_today(arrival, conversation, case)
        holds_case = engine.holds_case(conversation.state)
        was_away = self.keep.was_away(conversation, case) and not holds_case
        if was_away and self._may_wait(conversation, event):
            typed = event if isinstance(event, Typed) else None
            return Returned(typed, keepsake=event.keepsake)
        return event

    def _of_today(self, arrival: Arrival, conversation: Conversation, case: Case | None) -> Event:
        """Return what an event means now: a tap on an older page only shows the page of today."""
        event = arrival.event
        if self.chats.knows(conversation.visitor):
            # Newer than what the button carries when she taps faster than we can draw.
            event = replace(event, keepsake=self.chats.keepsake(conversation.visitor))
        # While others write, her page is often newer than the one she taps: what it offers
        # still means the same.
        means_the_same = engine.holds_case(conversation.state)
        event = event if means_the_same else _by_label(event, conversation)
        if isinstance(event, Picked) and event.option not in ALWAYS:
            is_old = arrival.revision is not None and arrival.revision != conversation.revision
            if (is_old and not means_the_same) or self._is_replaced(conversation, case):
                return Looked(keepsake=event.keepsake)
        return event

    def _is_replaced(self, conversation: Conversation, case: Case | None) -> bool:
        """Tell whether a newer program or newer knowledge shows other options by now."""
        today = engine.screen_of(engine.look(conversation.state, self.keep.guide(case)))
        shown = [button.id for button in conversation.page.buttons]
        return shown != [option.id for option in today.options]

    def _may_wait(self, conversation: Conversation, event: Event) -> bool:
        """Tell whether an event may wait for the question whether this is a good moment."""
        match event:
            case Picked(option=option):
                return option not in ALWAYS
            case Typed(words=said) | Retyped(words=said):
                return not is_urgent(conversation.state, said.reveal(), self.keep.guides())
            case Started() | Sent() | CodeRead():
                return False
            case _:
                return True


def of_a_stranger(event: Event) -> Event:
    """Return what an event of somebody means of whom nothing is kept."""
    # Where a stranger's chat still has an old keyboard, only the ways that are always open mean
    # what they say.
    is_unknown = isinstance(event, Picked) and event.option not in ALWAYS
    return Looked() if is_unknown else event


def _by_label(event: Event, conversation: Conversation) -> Event:
    """Return the choice of a button whose label was typed; everything else as it is."""
    own_word = conversation.state.told.wishes.panic_word
    if not isinstance(event, Typed) or is_exit(event.words.reveal(), own_word):
        return event
    typed = fold(event.words.reveal())
    labelled = [button.id for button in conversation.page.buttons if fold(button.label) == typed]
    is_word = any(letter.isalpha() for letter in typed)
    return Picked(labelled[0], keepsake=event.keepsake) if is_word and labelled else event
