"""One person in front of the real bot: what she does, and what is kept of her meanwhile."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any, Final

from pydantic import AnyHttpUrl, SecretStr

from bot.channels.telegram.channel import TelegramChannel, open_telegram
from bot.composition.application import Application, open_application
from bot.domain.conversation import State
from bot.domain.page import Page
from bot.domain.visitor import Address
from bot.flows.neutral import neutral_page
from bot.services.ports import Conversation
from bot.settings import Settings
from bot.storage.embedded import WORDS_FILE
from tests.standin import Person, Seen, StandIn

PATIENCE: Final = 10.0
A_MOMENT: Final = 0.005


@dataclass(slots=True)
class RunningBot:
    """The program as it serves, without its own process."""

    application: Application
    telegram: TelegramChannel
    serving: asyncio.Task[None]

    async def is_quiet(self) -> bool:
        """Tell whether nothing is left to be shown or removed in any chat."""
        if self.serving.done():
            self.serving.result()
        if self.application.converse.courier._tasks:  # type: ignore[attr-defined]
            return False
        async with self.application.store.transaction() as work:
            return not await work.deliveries.unfinished()


def settings_for(server: StandIn, var: Path, **more: Any) -> Settings:
    chosen: dict[str, Any] = {
        "telegram_token": SecretStr(server.token),
        "telegram_api": AnyHttpUrl(server.url),
        "var": var,
        "port": 0,
        **more,
    }
    return Settings(_env_file=None, **chosen)


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[RunningBot]:
    """Serve Telegram until the block ends."""
    token, api = settings.telegram_token, settings.telegram_api
    assert token
    async with (
        open_telegram(token.get_secret_value(), str(api)) as telegram,
        open_application(settings, {telegram.name: telegram.messenger}) as application,
    ):
        serving = asyncio.create_task(_serve(application, telegram))
        try:
            yield RunningBot(application, telegram, serving)
        finally:
            serving.cancel()
            await asyncio.wait([serving])


async def _serve(application: Application, telegram: TelegramChannel) -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(application.upkeep())
        group.create_task(
            telegram.listen(
                application.converse,
                application.forget,
                application.emergency,
                application.neutral,
                application.translator.say,
            )
        )


@dataclass(slots=True)
class Story:
    """What one person does in a chat with a bot that may be restarted meanwhile."""

    server: StandIn
    her: Person
    bots: list[RunningBot]
    var: Path
    began: float = field(default_factory=monotonic)

    @property
    def bot(self) -> RunningBot:
        """The bot as it runs now."""
        return self.bots[-1]

    @property
    def screen(self) -> Seen:
        """The living message."""
        found = self.her.screen
        assert found is not None, "no message of the bot"
        return found

    @property
    def options(self) -> tuple[str, ...]:
        """What the buttons mean, in the order of reading."""
        data = (button.data or "" for button in self.screen.each_button())
        return tuple(each.rpartition(":")[2] for each in data)

    @property
    def neutral(self) -> str:
        """The page that stays when everything is gone."""
        guide = self.bot.application.guides()
        return self.bot.application.translator.say(neutral_page(guide).text, None)

    def data_of(self, option: str) -> str:
        """Return the data of the button that means an option."""
        for button in self.screen.each_button():
            if button.data and button.data.rpartition(":")[2] == option:
                return button.data
        raise AssertionError(f"no option {option} among {self.options}")

    def presses(self, option: str) -> None:
        """Press a button without waiting for what follows."""
        self.her.presses_data(self.screen.id, self.data_of(option))

    async def picks(self, *options: str) -> None:
        """Press buttons one after another, each on the page that the one before led to."""
        for option in options:
            self.presses(option)
            await self.settles()

    async def types(self, words: str) -> None:
        """Send words and wait until the bot is done with them."""
        self.her.types(words)
        await self.settles()

    async def opens(self, language: str = "ru") -> None:
        """Begin, up to the menu."""
        await self.types("/start")
        await self.picks(language, "yes")

    async def settles(self) -> None:
        """Wait until every update is carried out and every chat is repaired."""
        await self.waits(self._is_settled)

    async def waits(self, predicate: Callable[[], Any], patience: float = PATIENCE) -> None:
        """Wait until something holds; the predicate may be a coroutine function."""
        async with asyncio.timeout(patience):
            while True:
                found = predicate()
                if await found if asyncio.iscoroutine(found) else found:
                    return
                await asyncio.sleep(A_MOMENT)

    async def _is_settled(self) -> bool:
        with self.server.world.bell.still():
            pending = self.server.bot().pending or self.server.bot().again
        if pending or self.her.waiting_presses:
            return False
        return await self.bot.is_quiet()

    async def kept(self) -> Conversation | None:
        """Return what is kept of her conversation."""
        application = self.bot.application
        address = Address(self.bot.telegram.name, str(self.her.id))
        names = application.converse.pseudonyms.of(address, application.converse.clock())
        async with application.store.transaction() as work:
            return await work.conversations.find(names)

    async def state(self) -> State:
        """Return where she is."""
        conversation = await self.kept()
        assert conversation is not None, "nothing is kept of her"
        return conversation.state

    async def wanted(self) -> Page:
        """Return the page she is to see."""
        conversation = await self.kept()
        assert conversation is not None, "nothing is kept of her"
        return conversation.page

    def rows(self, *tables: str) -> int:
        """Count the rows of tables."""
        return self.rows_of(WORDS_FILE, *tables)

    def rows_of(self, file: str, *tables: str) -> int:
        """Count the rows of tables of one of the two files."""
        with closing(sqlite3.connect(self.var / file)) as opened:
            counts = (opened.execute(f"select count(*) from {table}") for table in tables)
            return sum(found.fetchone()[0] for found in counts)

    def rename(self, table: str, name: str) -> None:
        """Take a table away, or give it back: so a store goes away and returns."""
        with closing(sqlite3.connect(self.var / WORDS_FILE, isolation_level=None)) as opened:
            opened.execute(f"alter table {table} rename to {name}")

    def only_the_living_message(self) -> bool:
        """Tell whether nothing of hers is there, and one message of ours.

        A neutral page of an earlier exit may stand above it: its id was forgotten with the rest.
        """
        *above, last = self.her.sees or (None,)
        left_behind = all(seen and seen.text == self.neutral for seen in above)
        return left_behind and last is not None and last.from_bot

    def is_neutral(self) -> bool:
        """Tell whether the chat holds the neutral page alone."""
        sees = self.her.sees
        return len(sees) == 1 and sees[0].text == self.neutral and not sees[0].buttons
