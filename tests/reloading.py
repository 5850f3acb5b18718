"""Publications, one after another, while visitors go on writing."""

import asyncio
import gc
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Final

from bot.composition.application import Application, now, open_application
from bot.domain.calendar import day_of
from bot.domain.conversation import Event, Picked, Started, Typed
from bot.domain.errors import StoreError
from bot.domain.page import Page
from bot.domain.privacy import Confidential
from bot.domain.visitor import Address
from bot.services.ports import Arrival
from bot.settings import Settings
from tests.journeys.chat import Chat

VISITORS: Final = 4
# So many publications differ; texts that were read before are kept, and must not pile up.
DIFFERENT: Final = 16
CENTRE: Final = "centres/aktau-crisis-centre.yaml"
CARD: Final = "rights/battery.yaml"
MARK: Final = re.compile(r"№ (\d+)")
WALK: Final[tuple[Event, ...]] = (
    Started(),
    Picked("kk"),
    Picked("yes"),
    Picked("go.centres"),
    Picked("MNG"),
    Picked("aktau"),
    Picked("next"),
    Picked("go.home"),
    Typed(Confidential("Ақтау орталық керек")),
    Picked("go.home"),
)


@dataclass(slots=True)
class Press:
    """An editor who publishes again and again; each publication bears its number twice."""

    folder: Path
    number: int = 0
    file: Path = field(init=False)
    words: str = field(init=False)

    def __post_init__(self) -> None:
        self.file = self.folder / CENTRE
        self.words = self.file.read_text("utf-8")

    def publishes(self) -> None:
        """Publish the centre with the next number in its name and in what it offers."""
        self.number += 1
        mark = f"№ {self.number % DIFFERENT}"
        marked = re.sub(r'(kk|ru|en): "', rf'\1: "{mark} ', self.words, count=3)
        offers = "".join(f'  {each}: "{mark} {words}"\n' for each, words in OFFERS.items())
        marked = re.sub(r"^offers: null\n", f"offers:\n{offers}", marked, flags=re.MULTILINE)
        assert marked.count(mark) == 6
        marked = re.sub(r"^checked_on: .*$", f"checked_on: {day_of(now())}", marked, flags=re.M)
        fresh = self.file.with_suffix(".new")
        fresh.write_text(marked, "utf-8")
        fresh.replace(self.file)


OFFERS: Final = {"kk": "Кеңес береді.", "ru": "Здесь консультируют.", "en": "Advice."}


@dataclass(slots=True)
class Crowd:
    """Visitors who go on writing, and every page that they were shown."""

    application: Application
    pages: list[Page] = field(default_factory=list)
    turns: int = 0

    async def visits(self, number: int) -> None:
        """Walk again and again."""
        address = Address("crowd", str(number))
        while True:
            for event in WALK:
                await self._writes(Arrival(address, event))
                self.turns += 1
                self.pages.append(await self._sees(address))

    async def _sees(self, address: Address) -> Page:
        """Return the page that she is to see; a store that is busy is asked again."""
        converse = self.application.converse
        while True:
            with suppress(StoreError):
                async with self.application.store.transaction() as work:
                    names = converse.pseudonyms.of(address, converse.clock())
                    kept = await work.conversations.find(names)
                assert kept is not None
                return kept.page

    async def _writes(self, arrival: Arrival) -> None:
        """Have a turn carried out; as in every channel, a store that is busy is asked again."""
        while True:
            with suppress(StoreError):
                await self.application.converse(arrival)
                return


@dataclass(slots=True)
class Reloads:
    """What came of it: seconds of each publication, turns meanwhile, objects alive twice."""

    seconds: list[float] = field(default_factory=list)
    turns: int = 0
    alive: list[int] = field(default_factory=list)


@asynccontextmanager
async def crowded(folder: Path, var: Path) -> AsyncIterator[Crowd]:
    """Let visitors write as long as the block; whatever fails there, fails here."""
    settings = Settings(_env_file=None, var=var, knowledge=folder)
    async with (
        open_application(settings, {"crowd": Chat()}) as application,
        asyncio.TaskGroup() as group,
    ):
        crowd = Crowd(application)
        walks = [group.create_task(crowd.visits(number)) for number in range(VISITORS)]
        try:
            yield crowd
        finally:
            for walk in walks:
                walk.cancel()


async def reload(count: int, settled: int, folder: Path, var: Path) -> Reloads:
    """Publish so often; objects are counted once everything that is to be kept is, and at the end.

    Raises AssertionError where a page was mixed of two publications, or one was not served.
    """
    press, found = Press(folder), Reloads()
    async with crowded(folder, var) as crowd:
        knowledge = crowd.application.knowledge
        for number in range(count):
            press.publishes()
            begun = perf_counter()
            assert await asyncio.to_thread(knowledge.look)
            found.seconds.append(perf_counter() - begun)
            assert knowledge.is_served, [each.where for each in knowledge.reading.refusals]
            must_not_be_mixed(crowd.pages)
            crowd.pages.clear()
            if number in (settled, count - 1):
                found.alive.append(_alive())
        found.turns = crowd.turns
    return found


def must_not_be_mixed(pages: list[Page]) -> None:
    """Raise AssertionError where one page bears the marks of two publications."""
    for page in pages:
        assert len(set(MARK.findall(page.text))) <= 1, page.text


def _alive() -> int:
    """Return how many objects there are; the bytes of a process depend on its allocator's mood."""
    gc.collect()
    return len(gc.get_objects())
