"""What a flow orders and a service carries out."""

from dataclasses import dataclass

from bot.domain.card import Card
from bot.domain.meaning import Features
from bot.domain.privacy import Confidential


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to be done, with all that is needed to do it."""


@dataclass(frozen=True, slots=True)
class Leave(Command):
    """Forget this visitor now and leave only the neutral page."""


@dataclass(frozen=True, slots=True)
class NoteUnanswered(Command):
    """Tell the editors that nobody answered at phones; nothing is noted about the visitor."""

    phones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoteNotUnderstood(Command):
    """Count words that were not understood, by features that tell nothing of them."""

    features: Features


@dataclass(frozen=True, slots=True)
class RequestCase(Command):
    """Put a case with exactly this card into the line."""

    card: Card


@dataclass(frozen=True, slots=True)
class CancelCase(Command):
    """She no longer waits: take her case out of the line."""


@dataclass(frozen=True, slots=True)
class TakeReturnCode(Command):
    """Make a return code; it is shown once, as the keepsake of the `Moved` that follows."""


@dataclass(frozen=True, slots=True)
class Say(Command):
    """Add a line of hers to the talk."""

    words: Confidential


@dataclass(frozen=True, slots=True)
class SayAgain(Command):
    """Change a line of hers which she changed in her chat."""

    words: Confidential


@dataclass(frozen=True, slots=True)
class EndTalk(Command):
    """She ends the talk."""


@dataclass(frozen=True, slots=True)
class AnswerTransfer(Command):
    """She agrees, or does not, that another operator reads and goes on."""

    agrees: bool
