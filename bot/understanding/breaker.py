"""Leaves a service alone that does not answer, and tries it again after a while.

The library `circuitbreaker` would not do: after the rest it lets everybody through at once, takes a
call that was broken off for a good one, keeps the last error (and with it what was asked), and
reads its own clock.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

FAILURES: Final = 3
# Seconds for which a service is left alone.
REST: Final = 30.0


@dataclass(slots=True)
class Breaker:
    """Counts failures in a row; `clock` gives seconds and never goes back."""

    clock: Callable[[], float]
    failures: int = 0
    rests_until: float | None = None

    def lets_through(self) -> bool:
        """Tell whether the service may be asked now; whoever is told so has to ask it."""
        if self.rests_until is None:
            return True
        if self.clock() < self.rests_until:
            return False
        # This one call tries for all: until it has an answer, the others see a service at rest.
        self.rests_until = self.clock() + REST
        return True

    def succeeded(self) -> bool:
        """Note an answer; return whether it ended a rest."""
        is_back = self.rests_until is not None
        self.failures, self.rests_until = 0, None
        return is_back

    def failed(self) -> bool:
        """Note that there was no answer; return whether a rest begins with it."""
        self.failures += 1
        if self.rests_until is not None or self.failures < FAILURES:
            return False
        self.rests_until = self.clock() + REST
        return True
