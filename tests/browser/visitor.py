"""A visitor with a phone on the other side of the desk, whose account is known and must not be."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tests.standin import Person, Seen, StandIn

HER_ID: Final = 583_920_174_655
FIRST_NAME: Final = "Жұпаргүлмира"
LAST_NAME: Final = "Тасбұлақова"
USERNAME: Final = "zhupar_planted_77"
PHONE: Final = "+77012345098"
# What must never be seen at the desk, in whatever spelling.
PLANTED: Final = (str(HER_ID), FIRST_NAME, LAST_NAME, USERNAME, PHONE, PHONE.removeprefix("+"))
PATIENCE: Final = 20.0


def traces() -> Iterator[bytes]:
    """Every way in which the account may stand in what the desk sends."""
    for words in PLANTED:
        for spelt in {words, words.lower(), words.upper()}:
            yield spelt.encode()
            # As a script reads it in an event or in an answer.
            yield spelt.encode("ascii", "backslashreplace")


def visitor(server: StandIn, number: int = 0) -> "Visitor":
    """Return somebody whose account carries the planted values; numbers tell people apart."""
    surname = LAST_NAME if not number else f"{LAST_NAME}{number}"
    username = USERNAME if not number else f"{USERNAME}{number}"
    return Visitor(server.person(HER_ID + number, FIRST_NAME, username, "kk", surname))


@dataclass(frozen=True, slots=True)
class Visitor:
    """What she does in her chat, each step as soon as the screen offers it."""

    person: Person

    @property
    def text(self) -> str:
        """Return the living message."""
        return self.person.text

    async def picks(self, *options: str) -> None:
        """Press buttons by what they mean, one after another."""
        for option in options:
            await self._presses(option)

    async def _presses(self, option: str) -> None:
        data = await self.person.waits_until(lambda she: data_of(she, option), PATIENCE)
        assert self.person.screen
        self.person.presses_data(self.person.screen.id, data)

    async def opens(self, language: str = "en") -> None:
        """Begin, up to the menu."""
        self.person.types("/start")
        await self.picks(language, "yes")

    async def looks_at_card(self) -> None:
        """Go to the card that would be sent, as soon as it is known that there is a desk."""
        await self.picks("go.handover")
        async with asyncio.timeout(PATIENCE):
            while not await self._is_offered_a_desk():
                await self.picks("go.home", "go.handover")
        await self.picks("card")
        await self.person.waits_until(lambda she: data_of(she, "send"), PATIENCE)

    async def asks_for_a_person(self, language: str = "en") -> None:
        """Send the card as it is, and wait until it is in the line."""
        await self.opens(language)
        await self.looks_at_card()
        await self.sends_card()

    async def _is_offered_a_desk(self) -> bool:
        await self.person.waits_until(lambda she: data_of(she, "card"), PATIENCE)
        return data_of(self.person, "have_code") is not None

    async def sends_card(self) -> None:
        """Send the card that she sees, and wait until it is in the line."""
        await self.picks("send")
        await self.person.waits_until(lambda she: data_of(she, "stop"), PATIENCE)

    async def reads(self, words: str) -> Seen:
        """Wait until something stands on her screen."""
        return await self.person.waits_for(words, PATIENCE)

    async def says(self, words: str) -> int:
        """Type a line and wait until it has been taken out of the chat."""
        sent = self.person.types(words)
        await self.person.waits_until(lambda she: all(s.id != sent for s in she.sees), PATIENCE)
        return sent


def data_of(person: Person, option: str) -> str | None:
    """Return the data of the button on the screen which means an option."""
    buttons = person.screen.each_button() if person.screen else ()
    found = (button.data for button in buttons if button.data)
    return next((data for data in found if data.rpartition(":")[2] == option), None)
