"""The conversation in this terminal, over the same store as everything else."""

import asyncio
import contextlib
import secrets
from typing import Final

from bot.channels.terminal.talk import CHANNEL, TerminalMessenger, talk
from bot.composition.application import Application, now, open_application
from bot.domain.conversation import Picked
from bot.domain.errors import StoreError
from bot.domain.language import Language
from bot.domain.visitor import Address
from bot.flows.words import EXIT
from bot.services.couriers import AtOnce
from bot.services.ports import Arrival
from bot.settings import Settings

# Seconds between two looks whether an operator, in another process, has written.
LOOKS_EVERY: Final = 0.2


async def talk_in_terminal(settings: Settings, language: Language | None) -> None:
    """Play the conversation; what is kept of it is forgotten when it ends."""
    messenger = TerminalMessenger()
    address = Address(CHANNEL, secrets.token_hex(8))
    one_at_a_time = asyncio.Lock()
    async with open_application(settings, {CHANNEL: messenger}, in_step=True) as application:

        async def turn(arrival: Arrival) -> None:
            async with one_at_a_time:
                await _look_at_shift(application)
                await application.converse(arrival)
                await _settled(application)

        following = asyncio.create_task(_follow(application, address, one_at_a_time))
        try:
            await talk(messenger, turn, address, (Picked(language.value),) if language else ())
        finally:
            following.cancel()
            await asyncio.wait([following])
            # However the terminal was closed, nothing of the talk stays.
            with contextlib.suppress(StoreError):
                await turn(Arrival(address, Picked(EXIT.id)))


async def _follow(application: Application, address: Address, one_at_a_time: asyncio.Lock) -> None:
    """Draw what has changed without her: an operator's lines, the line itself."""
    seen = -1
    while True:
        with contextlib.suppress(StoreError):
            version = await application.store.data_version()
            if version != seen:
                seen = version
                async with one_at_a_time:
                    # At the end of a month she is still known under the name of the old one.
                    for name in application.converse.pseudonyms.of(address, now()):
                        application.courier.poke(name)
                    await _settled(application)
        await asyncio.sleep(LOOKS_EVERY)


async def _look_at_shift(application: Application) -> None:
    async with application.store.transaction() as work:
        await application.shift.looked_at(work, now())


async def _settled(application: Application) -> None:
    assert isinstance(application.courier, AtOnce)
    await application.courier.settle()
