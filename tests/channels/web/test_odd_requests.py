"""Several hundred requests as nobody would send them: always an answer, always complete."""

import asyncio
from collections.abc import Iterator
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.guide import Guide
from tests.channels.web.asked import Answer, Headers
from tests.channels.web.page_of_tests import PageOfTests
from tests.conftest import SetClock
from tests.journeys.on_page import speaking_on_a_page

METHODS: Final = ("GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "X")
PATHS: Final = ("/", "/exit", "/word", "/live", "/new", "/robots.txt", "/exit/", "//", "/%2e%2e/")
NAMES: Final = ("option", "words", "language", "revision", "kept", "once", "latitude", "longitude")
OPTIONS: Final = ("go.danger", "go.rights", "go.plan", "go.language", "exit", "en", "yes", "look")
HEADERS: Final = ("accept", "origin", "sec-fetch-site", "user-agent", "host", "cookie", "x-any")
HELPFUL: Final = (
    "text/x-fragment",
    "same-origin",
    "null",
    "page.test",
    "http://page.test",
    "[",
    "",
)
KINDS: Final = (b"application/x-www-form-urlencoded", b"multipart/form-data; boundary=x", b"a/b")

signs = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
values = st.one_of(signs, st.sampled_from(OPTIONS), st.integers().map(str), st.floats().map(str))
# What a server lets through: no break of a line inside a header.
header_values = st.one_of(
    st.sampled_from(HELPFUL).map(str.encode),
    st.binary(max_size=60).map(lambda found: found.translate(None, b"\r\n\0")),
)
fields = st.lists(st.tuples(st.sampled_from(NAMES), values), max_size=6)


@st.composite
def bodies(draw: st.DrawFn) -> bytes:
    """Return a form, or anything at all."""
    if draw(st.booleans()):
        return draw(st.binary(max_size=200))
    return "&".join(f"{name}={value}" for name, value in draw(fields)).encode()


@st.composite
def headers(draw: st.DrawFn) -> Headers:
    """Return headers of any kind, most of them with the kind of a form."""
    kind = draw(st.sampled_from((KINDS[0], KINDS[0], KINDS[0], *KINDS)))
    any_of = st.tuples(st.sampled_from(HEADERS).map(str.encode), header_values)
    return ((b"content-type", kind), *draw(st.lists(any_of, max_size=4)))


@pytest.fixture(scope="module")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as opened:
        yield opened


@pytest.fixture(scope="module")
def served(guide: Guide) -> PageOfTests:
    """One page for all: nothing that anybody sends may change how others are answered."""
    return PageOfTests(guide, speaking_on_a_page(), SetClock())


@settings(max_examples=400, deadline=None, database=None)
@given(
    method=st.sampled_from(METHODS),
    path=st.one_of(st.sampled_from(PATHS), signs.map(lambda found: f"/{found}")),
    query=st.one_of(st.just(""), fields.map(lambda found: "&".join("=".join(x) for x in found))),
    given_headers=headers(),
    body=bodies(),
    is_hers=st.booleans(),
    breaks_off=st.booleans(),
)
def test_whatever_is_asked_is_answered_completely(
    served: PageOfTests,
    runner: asyncio.Runner,
    method: str,
    path: str,
    query: str,
    given_headers: Headers,
    body: bytes,
    is_hers: bool,
    breaks_off: bool,
) -> None:
    target = f"{path}?{query}" if query else path

    async def story() -> Answer:
        mine: Headers = ()
        if is_hers:
            her = served.browser()
            await her.sends(option="en")
            mine = ((b"cookie", f"s={her.token}".encode()),)
        given: Headers = (*mine, *given_headers)
        answer = await served.asked(method, target, body, headers=given, breaks_off=breaks_off)
        await served.courier.settle()
        return answer

    answer = runner.run(story())

    assert 200 <= answer.status < 500
    assert answer.is_complete
    assert len(answer.cookies) <= 1
    assert all(cookie.startswith("s=") for cookie in answer.cookies)
    if answer.status >= 400 and answer.body:
        assert "102" in answer.says
