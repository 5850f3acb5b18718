"""Every kind of screen of the visitor's page, one after another."""

from collections.abc import AsyncIterator
from typing import Any, Final

from playwright.async_api import Page, expect

from bot.domain.language import Language
from tests.browser.busy import TALK
from tests.browser.evening import Evening
from tests.browser.meeting import takes_next
from tests.browser.phone import OnPage, at_the_page
from tests.browser.seat import Seat

# Where she goes from the menu, and what the picture of it is called.
WALK: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("menu", ()),
    ("question", ("go.questions",)),
    ("regions", ("go.home", "go.centres")),
    ("towns", ("ABA",)),
    ("centre", ("semey",)),
    ("rights", ("go.home", "go.rights", "all")),
    ("card-of-rights", ("protective_order",)),
    ("danger", ("go.danger",)),
    ("what-to-say", ("say",)),
    ("settings", ("go.home", "go.settings")),
    ("consent", ("go.home", "go.handover")),
)


async def screens_of(
    evening: Evening, language: Language, **look: Any
) -> AsyncIterator[tuple[str, Page]]:
    """Go through the conversation in one language, each screen with its name."""
    desk = await evening.on_shift()
    her = await at_the_page(evening, language, **look)
    yield "first", her.page
    await her.picks(language.value)
    yield "good-moment", her.page
    await her.picks("yes")
    for name, options in WALK:
        await her.picks(*options)
        yield name, her.page
        if name == "regions" and her.seat.has_scripts:
            await her.page.locator("#ask-place").click()
            yield "place", her.page
    async for name, page in _of_a_talk(her, desk, language):
        yield name, page
    async for name, page in _of_trouble(evening, language, **look):
        yield name, page


async def _of_a_talk(
    her: OnPage, desk: Seat, language: Language
) -> AsyncIterator[tuple[str, Page]]:
    await her.picks("go.home")
    await her.asks_for_a_person()
    yield "waiting", her.page
    await takes_next(desk)
    await desk.page.locator("#begin").click()
    await her.sees_option("end")
    for number, line in enumerate(TALK[language]):
        await (desk.says(line) if number % 2 else her.types(line))
        await expect(desk.lines).to_have_count(number + 2)
    if not her.seat.has_scripts:
        await her.looks_for_new()
    await expect(her.text).to_contain_text(TALK[language][-1])
    yield "talk", her.page
    await her.picks("end", "end_now")
    yield "talk-over", her.page
    await her.option("clear").click()
    await her.is_away()
    yield "word", her.page


async def _of_trouble(
    evening: Evening, language: Language, **look: Any
) -> AsyncIterator[tuple[str, Page]]:
    her = await at_the_page(evening, language, **look)
    await her.opens("/no-such-page")
    yield "not-found", her.page
    if her.seat.has_scripts:
        await her.opens()
        await her.begins(language)
        await her.seat.context.set_offline(True)
        await her.words.fill(TALK[language][0])
        await her.page.locator("#send").click()
        await expect(her.notice).to_be_visible()
        yield "no-connection", her.page
        await her.seat.context.set_offline(False)
