"""Forms sent by somebody at the menu, byte by byte, and what an operator reads of them."""

from bot.domain.case import Case
from bot.domain.line import By, lines_of
from tests.channels.web.asked import FORM, Answer
from tests.channels.web.page_of_tests import Browser, PageOfTests


async def sent(her: Browser, *chunks: bytes, kind: bytes = FORM[1], **more: bool) -> Answer:
    """Return the answer to a body, whatever stands in it."""
    headers = ((b"cookie", f"s={her.token}".encode()), (b"content-type", kind))
    return await her.page.asked("POST", "/", *chunks, headers=headers, **more)


async def hers(page: PageOfTests, case: Case) -> list[str]:
    """Return the lines of hers which the operator reads."""
    kept = next(each for each in await page.cases() if each.id == case.id)
    return [line.words for line in lines_of(kept.lines, By.VISITOR)]
