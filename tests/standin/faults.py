"""Bad evenings on demand: errors, lost connections, delays, nonsense."""

import random
import threading
from dataclasses import dataclass, field
from typing import Final, Literal

from tests.standin.refusals import BLOCKED

Drop = Literal["before", "after"]
EVERY_METHOD: Final = "*"


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong with a request.

    `status` answers with that error; `drop` cuts the connection before or after the request
    is carried out; `garbage` answers with something that is not JSON; `delay` comes first and
    may stand alone. `after_effect` carries the request out before a `status` or `garbage`.
    """

    method: str = EVERY_METHOD
    status: int | None = None
    retry_after: int | None = None
    description: str = ""
    drop: Drop | None = None
    garbage: bool = False
    delay: float = 0.0
    after_effect: bool = False
    chat: int | None = None

    @property
    def breaks(self) -> bool:
        """Whether the client sees an error and not merely a slow answer."""
        return self.status is not None or self.drop is not None or self.garbage

    @property
    def takes_effect(self) -> bool:
        """Whether the request is carried out all the same."""
        return not self.breaks or self.after_effect or self.drop == "after"

    @property
    def words(self) -> str:
        """The description of the error, Telegram's own one for a 403."""
        return self.description or (BLOCKED if self.status == 403 else "")

    def meets(self, method: str, chat: int | None) -> bool:
        """Whether this request is one of those meant."""
        right_method = self.method in (EVERY_METHOD, method)
        return right_method and self.chat in (None, chat)


@dataclass(slots=True)
class _Planned:
    fault: Fault
    left: int | None = None
    chance: float = 1.0
    dice: random.Random = field(default_factory=random.Random)

    def comes(self) -> bool:
        if self.chance < 1.0 and self.dice.random() >= self.chance:
            return False
        if self.left is not None:
            self.left -= 1
        return True


class Faults:
    """The faults that are waiting for their request, in the order they were planned."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._planned: list[_Planned] = []
        self._struck: list[tuple[str, int | None, Fault]] = []

    def next(
        self,
        method: str = EVERY_METHOD,
        *,
        times: int = 1,
        status: int | None = None,
        retry_after: int | None = None,
        description: str = "",
        drop: Drop | None = None,
        garbage: bool = False,
        delay: float = 0.0,
        after_effect: bool = False,
        chat: int | None = None,
    ) -> None:
        """Let the next request (or the next `times`) of a method go wrong."""
        fault = Fault(
            method, status, retry_after, description, drop, garbage, delay, after_effect, chat
        )
        self.plan(fault, times=times)

    def plan(self, fault: Fault, *, times: int | None = 1) -> None:
        """Let a fault happen so many times, or always when `times` is None."""
        with self._lock:
            self._planned.append(_Planned(fault, left=times))

    def sometimes(self, fault: Fault, *, probability: float, seed: int = 0) -> None:
        """Let a fault happen by chance, the same way for the same seed, until `clear`."""
        with self._lock:
            dice = random.Random(seed)
            self._planned.append(_Planned(fault, chance=probability, dice=dice))

    def clear(self) -> None:
        """Let everything go well again."""
        with self._lock:
            self._planned.clear()

    @property
    def struck(self) -> tuple[tuple[str, int | None, Fault], ...]:
        """The faults that happened: method, chat, fault."""
        with self._lock:
            return tuple(self._struck)

    @property
    def waiting(self) -> int:
        """How many planned faults have not run out."""
        with self._lock:
            return len(self._planned)

    def strike(self, method: str, chat: int | None) -> Fault | None:
        """Return what goes wrong with this request, if anything."""
        with self._lock:
            for planned in self._planned:
                if planned.fault.meets(method, chat) and planned.comes():
                    self._planned = [each for each in self._planned if each.left != 0]
                    self._struck.append((method, chat, planned.fault))
                    return planned.fault
            return None
