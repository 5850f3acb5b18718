"""What is kept, for how long, and why."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

# Telegram lets a bot delete messages for 48 hours; ours are gone well before.
LONGEST: Final = timedelta(hours=40)
# What could not be deleted by then cannot be deleted by us at all.
GIVE_UP_AFTER: Final = timedelta(hours=47)
# A key outlives what it opens by little; without it nothing can be read, whatever went wrong.
KEYS_KEPT: Final = timedelta(hours=48)
# Telegram offers an update again for 24 hours at most.
UPDATES_REMEMBERED: Final = timedelta(hours=48)
COUNTS_KEPT: Final = timedelta(days=5 * 365)
# A case that is over holds nothing that was told; an operator still sees how it ended.
OVER_KEPT: Final = timedelta(hours=1)
# Whoever noted a return code finds the card again for so long.
CODES_KEPT: Final = timedelta(days=7)
AUDIT_KEPT: Final = timedelta(days=365)
# Nothing may be stated longer than its age and a year past it (DESIGN 1, promise 8): as long as a
# text may have been read, it can be said who wrote it and what stood there before.
HISTORY_KEPT: Final = timedelta(days=2 * 365)
# What an editor has not touched for a month is nobody's work any more.
DRAFTS_KEPT: Final = timedelta(days=30)
TRIES_KEPT: Final = timedelta(hours=24)
# A browser of the desk that was not seen for so long must sign in again.
SESSIONS_KEPT: Final = timedelta(hours=12)
# Whoever comes back after so long is asked first whether this is a good moment.
ASKS_AGAIN_AFTER: Final = timedelta(minutes=10)
# Whoever waits in the line or talks is made to wait by others: less silence would wipe her place.
SILENCE_IN_LINE: Final = timedelta(hours=2)
# How long silence may last before everything is wiped, in minutes; a visitor may choose.
SILENCES: Final = (5, 30, 120)


@dataclass(frozen=True, slots=True)
class Keep:
    """Something kept, its longest life and its reason."""

    what: str
    longest: timedelta
    reason: str


KEPT: Final = (
    Keep("conversation", LONGEST, "so that the next answer follows from the one before"),
    Keep("delivery", GIVE_UP_AFTER, "so that messages can be changed and deleted"),
    Keep("handled updates", UPDATES_REMEMBERED, "so that a repeated update changes nothing"),
    Keep("open case", KEYS_KEPT, "so that an operator answers; its lines end with the talk"),
    Keep("ended case", OVER_KEPT, "so that the operator sees how it ended; nothing that was told"),
    Keep("return code", CODES_KEPT, "so that she need not tell again; only her code opens it"),
    Keep("case counts", COUNTS_KEPT, "so that leads plan shifts; counts, no person"),
    Keep("audit", AUDIT_KEPT, "so that looks at cases can be accounted for; acts, no words"),
    Keep("wrong tries", TRIES_KEPT, "so that guessing is slowed down"),
    Keep("history of knowledge", HISTORY_KEPT, "so that a change can be explained and taken back"),
    Keep("draft of knowledge", DRAFTS_KEPT, "so that an editor goes on where she left off"),
    Keep("desk session", SESSIONS_KEPT, "so that an operator stays signed in for a shift"),
    Keep("unanswered calls", COUNTS_KEPT, "so that editors check a phone; counts, no person"),
    Keep("not understood", COUNTS_KEPT, "so that editors add phrases; counts, no words"),
)
