"""The knowledge that is served: swapped whole when files change, else the last good one."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Final

from watchfiles import awatch

from bot.domain.calendar import day_of
from bot.domain.editing import Alteration
from bot.domain.errors import KnowledgeError
from bot.domain.guide import Ages, Guide
from bot.domain.reading import Reading
from bot.knowledge.build import build
from bot.knowledge.editing.writing import settle
from bot.knowledge.keeper import alone, keep, last_good, read_guide
from bot.knowledge.shelf import Shelf

log = logging.getLogger(__name__)

Listener = Callable[[tuple[Alteration, ...]], Awaitable[None]]

# Milliseconds without a change after which a change counts as whole.
SETTLED_AFTER: Final = 100
# Seconds between two looks at a folder that cannot be watched, or is not there for a moment.
LOOKS_EVERY: Final = 1.0
# Milliseconds after which it is asked whether the watched folder still stands there.
STANDS_EVERY: Final = 1000


@dataclass(slots=True)
class LiveKnowledge:
    """What is served now, and what a look at the files gave last."""

    folder: Path
    var: Path
    clock: Callable[[], datetime]
    ages: Ages
    # Of the files as they are; its complaints tell why they may not be what is served.
    reading: Reading
    good: Shelf
    _guide: Guide
    served_since: datetime
    # Told after each swap and each refusal, with what was changed in the files themselves.
    listeners: list[Listener] = field(default_factory=list)
    _altered: tuple[Alteration, ...] = ()
    _looking: Lock = field(default_factory=Lock)

    @property
    def is_served(self) -> bool:
        """Tell whether the files as they are, are what visitors read."""
        return self.reading.guide is not None

    def guide(self) -> Guide:
        """Return the guide of today: on another day laws may have changed by themselves."""
        today = day_of(self.clock())
        known, good = self._guide, self.good
        if known.today != today:
            known = build(good, today, self.ages)
            # What was swapped meanwhile, in a thread, is newer.
            if self.good is good:
                self._guide = known
        return known

    def look(self) -> bool:
        """Read the files; a good change is served whole, a bad one refused whole.

        Returns whether anything has changed since the last look.
        """
        # Two looks at once, the watcher's and a publisher's, must not swap in the older reading.
        with self._looking:
            with alone(self.var):
                settle(self.folder, self.var)
                reading, shelf = self.read()
            last = self.reading
            if (reading.version, reading.complaints) == (last.version, last.complaints):
                return False
            if reading.guide is not None:
                self._serve(shelf, reading.guide)
            self.reading = reading
            return True

    def _serve(self, shelf: Shelf, guide: Guide) -> None:
        self._altered = (*self._altered, *alterations(self.good, shelf))
        # The shelf first: whoever asks in between builds today's guide of the new one.
        self.good, self._guide = shelf, guide
        self.served_since = self.clock()
        try:
            keep(shelf, self.var)
        except OSError:
            log.warning("the last good knowledge could not be kept: is the disk full?")

    def read(self, drafts: "dict[str, str | None] | None" = None) -> tuple[Reading, Shelf]:
        """Read the files as they are, drafts in their place, and serve nothing of it."""
        today = day_of(self.clock())
        return read_guide(self.folder, today, drafts=drafts, before=self.good, ages=self.ages)

    async def watch(self) -> None:
        """Look whenever the files change, for as long as the program runs."""
        is_told = False
        while True:
            try:
                # What was changed before the watch began is seen by the first look.
                watched = self._identity()
                await self._look()
                async for changes in awatch(
                    self.folder,
                    step=SETTLED_AFTER,
                    recursive=True,
                    rust_timeout=STANDS_EVERY,
                    yield_on_timeout=True,
                ):
                    if changes:
                        await self._look()
                    if self._identity() != watched:
                        # Moved away, or replaced by another of its name, of which nothing is told.
                        break
                is_told = False
            except (OSError, RuntimeError):
                if not is_told:
                    log.warning("the folder of knowledge is away: the last good one is served")
                is_told = True
            except Exception as error:
                # Whatever a file does to the reader, visitors are answered.
                log.error("the knowledge could not be looked at: %s", type(error).__name__)  # noqa: TRY400
            await asyncio.sleep(LOOKS_EVERY)

    def _identity(self) -> tuple[int, int] | None:
        with suppress(OSError):
            found = self.folder.stat()
            return found.st_dev, found.st_ino
        return None

    async def _look(self) -> None:
        has_changed = await asyncio.to_thread(self.look)
        # A publisher's own look may have taken in what others changed in the files meanwhile.
        altered, self._altered = self._altered, ()
        if has_changed:
            self._tell()
        if has_changed or altered:
            for listener in self.listeners:
                await listener(altered)

    def _tell(self) -> None:
        if self.is_served:
            log.info("new knowledge is served: %s", self.reading.version)
        else:
            count = len(self.reading.refusals)
            log.warning("a change of the knowledge is refused: %s complaints; pana check", count)


def alterations(before: Shelf, after: Shelf) -> tuple[Alteration, ...]:
    """Return the files whose texts differ."""
    was = {name: source.text for name, source in before.sources.items()}
    is_ = {name: source.text for name, source in after.sources.items()}
    names = sorted(name for name in was | is_ if was.get(name) != is_.get(name))
    return tuple(Alteration(name, was.get(name), is_.get(name)) for name in names)


def open_knowledge(
    folder: Path, var: Path, clock: Callable[[], datetime], ages: Ages | None = None
) -> LiveKnowledge:
    """Return the knowledge of a folder, or the last good one; raises KnowledgeError without one."""
    ages, today = ages or Ages(), day_of(clock())
    with alone(var):
        settle(folder, var)
    kept = last_good(var)
    before, shelf_before = read_guide(kept, today, ages=ages) if kept else (None, None)
    reading, shelf = read_guide(folder, today, before=shelf_before, ages=ages)
    if reading.guide is not None:
        keep(shelf, var)
        return LiveKnowledge(folder, var, clock, ages, reading, shelf, reading.guide, clock())
    if before is None or before.guide is None or shelf_before is None:
        raise KnowledgeError(
            f"The knowledge in {folder} cannot be used: {len(reading.refusals)} complaints. "
            "Please run `pana check`."
        )
    return LiveKnowledge(folder, var, clock, ages, reading, shelf_before, before.guide, clock())
