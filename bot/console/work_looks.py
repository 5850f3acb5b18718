"""Notes every opening of a case, once for the page and the stream that belongs to it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from bot.console.access import Visit
from bot.domain.operator import OperatorId

SAME_OPENING: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Looks:
    """When each operator was last seen to open a case, for as long as it is the same opening."""

    latest: dict[tuple[OperatorId, str], datetime] = field(default_factory=dict)

    async def note(self, visit: Visit, case_code: str, *, again: bool = True) -> None:
        """Note that a case is opened; a stream notes only what its page has not."""
        now, key = visit.desk.clock(), (visit.me.id, case_code)
        last = self.latest.get(key)
        if not again and last is not None and now - last <= SAME_OPENING:
            return
        await visit.desk.note_look(visit.me.id, case_code)
        for old in [one for one, at in self.latest.items() if now - at > SAME_OPENING]:
            del self.latest[old]
        self.latest[key] = now
