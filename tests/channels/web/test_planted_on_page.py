"""Whatever she types or sends never reaches a log, however loud the log is."""

import logging
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote

import pytest

from bot.domain.conversation import Typed
from bot.services.ports import Arrival
from tests.channels.web.asked import FORM, Headers
from tests.channels.web.page_of_tests import Browser, PageOfTests

PLANTED: Final = "сепулькарий-окаянный"
# As it may stand in a log: as it is, as it travels, as it is escaped.
TRACES: Final = (
    PLANTED,
    "сепулькарий",
    quote(PLANTED),
    ascii(PLANTED).strip("'"),
    str(PLANTED.encode()).removeprefix("b").strip("'"),
)
LOGGERS: Final = (
    "",
    "bot",
    "asyncio",
    "limits",
    "multipart",
    "python_multipart",
    "sse_starlette",
    "sse_starlette.sse",
    "starlette",
    "uvicorn",
    "uvicorn.access",
    "uvicorn.error",
)
TOLD: Final = {"/": "the page failed", "/exit": "a session was not ended"}
FIELDS: Final = ("words", "option", "kept", "once", "revision", "language", "latitude", "unknown")


@pytest.fixture(autouse=True)
def loud(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Let every logger tell everything."""
    # The browser of the test itself is no part of the program.
    for name in ("httpx", "httpcore"):
        caplog.set_level(logging.CRITICAL, logger=name)
    for name in LOGGERS:
        caplog.set_level(logging.DEBUG, logger=name)
    yield
    assert traces_in(caplog) == []


def traces_in(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return where something planted was told, without saying what."""
    found = []
    for record in (*caplog.get_records("setup"), *caplog.get_records("call")):
        told = f"{record.getMessage()} {record.__dict__} {record.exc_text} {record.exc_info}"
        if any(trace.lower() in told.lower() for trace in TRACES):
            found.append(f"{record.name} {record.levelname} {record.pathname}:{record.lineno}")
    return found


def errors_in(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what was told of failures; none of it brings a traceback."""
    errors = [each for each in caplog.records if each.levelno >= logging.ERROR]
    assert all(each.exc_info is None for each in errors)
    return [each.getMessage() for each in errors]


@pytest.fixture
async def her(page: PageOfTests) -> Browser:
    """Somebody in a talk."""
    browser = page.browser()
    await browser.talks()
    return browser


@pytest.mark.parametrize("name", FIELDS)
async def test_no_field_of_a_form_is_told(her: Browser, name: str) -> None:
    fields = {"once": "1", "revision": her.hidden("revision"), name: PLANTED}
    assert (await her.sends(**fields)).status_code == 303
    await her.sends("/exit", **fields)


@pytest.mark.parametrize("path", ["/{}", "/?{}=1", "/?again={}", "/new?revision={}", "/live?{}"])
async def test_no_address_is_told(page: PageOfTests, path: str) -> None:
    await page.asked("GET", path.format(quote(PLANTED)))
    await page.asked("GET", path.format(PLANTED))


@pytest.mark.parametrize(
    "header",
    ["cookie", "user-agent", "referer", "accept", "origin", "x-forwarded-for", "content-type"],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_no_header_is_told(page: PageOfTests, header: str, method: str) -> None:
    planted = f"s={PLANTED}" if header == "cookie" else PLANTED
    headers: Headers = (FORM, (header.encode(), planted.encode()))
    await page.asked(method, "/", b"option=en", headers=headers)
    await page.asked("POST", "/exit", b"", headers=headers)


@pytest.mark.parametrize(
    "body",
    [
        f'--x\r\nContent-Disposition: form-data; name="{PLANTED}"\r\n\r\n{PLANTED}\r\n--x--',
        f"--x\r\nContent-Disposition: {PLANTED}\r\n{PLANTED}",
        f'{{"words": "{PLANTED}"',
        f"words={PLANTED}&{PLANTED}&=&;",
        f"words={PLANTED * 2000}",
    ],
)
async def test_no_broken_form_is_told(her: Browser, body: str) -> None:
    cookie = (b"cookie", f"s={her.token}".encode())
    for kind in (FORM[1], b"multipart/form-data; boundary=x", b"application/json"):
        headers = (cookie, (b"content-type", kind))
        await her.page.asked("POST", "/", body.encode(), headers=headers)
        await her.page.asked("POST", "/", body.encode(), headers=headers, breaks_off=True)


@pytest.mark.parametrize("path", ["/", "/exit"])
async def test_an_error_that_quotes_her_is_told_by_its_kind_only(
    her: Browser, path: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def fails(_: Any, arrival: Arrival) -> None:
        quoted = arrival.event.words.reveal() if isinstance(arrival.event, Typed) else PLANTED
        raise LookupError(quoted)

    monkeypatch.setattr("bot.services.conversations.Converse.__call__", fails)
    await her.client.post(path, data={"words": PLANTED, "once": "1"})

    assert errors_in(caplog) == [f"{TOLD[path]}: LookupError"]


async def test_what_is_drawn_is_not_told_where_drawing_fails(
    her: Browser, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await her.types(PLANTED)

    def fails(_: Any, view: Any) -> str:
        raise LookupError(view.page.text)

    monkeypatch.setattr("bot.channels.web.drawing.Drawing.whole", fails)
    answer = await her.page.asked("GET", "/", headers=((b"cookie", f"s={her.token}".encode()),))

    assert (answer.status, answer.text) == (500, "102 · 103 · 112 · 111\n")
    assert answer.is_complete
    assert errors_in(caplog) == ["the page failed: LookupError"]


async def test_what_a_stream_brings_is_not_told(her: Browser) -> None:
    await her.types(PLANTED)
    await her.page.operator_writes((await her.page.cases())[0], f"You wrote: {PLANTED}")
    cookie = (b"cookie", f"s={her.token}".encode())
    answer = await her.page.asked("GET", "/live?revision=0", headers=(cookie,), stays=True)

    assert ascii(PLANTED).strip("'") in answer.text
