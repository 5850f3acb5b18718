"""One guide for a whole turn: knowledge that changes meanwhile is met by the next turn."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from bot.domain.guide import Guide


def _unheld() -> ContextVar[Guide | None]:
    return ContextVar("guide_of_the_turn", default=None)


@dataclass(frozen=True, slots=True)
class OneGuide:
    """The guide of now, or the one that is held while a turn goes on."""

    latest: Callable[[], Guide]
    _of_the_turn: ContextVar[Guide | None] = field(default_factory=_unheld)

    def __call__(self) -> Guide:
        """Return the guide."""
        return self._of_the_turn.get() or self.latest()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Answer with the same guide as long as the block, whatever is published meanwhile."""
        token = self._of_the_turn.set(self())
        try:
            yield
        finally:
            self._of_the_turn.reset(token)
