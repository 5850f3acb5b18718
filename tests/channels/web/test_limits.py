"""Limits for a session and for all, without asking who somebody is; 102 keeps answering."""

import re
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Final

import pytest
from limits.aio.storage import MemoryStorage

from bot.channels.web import limits as numbers
from bot.channels.web.session import address_of
from tests.channels.web.asked import said_in
from tests.channels.web.page_of_tests import PIECE, Browser, PageOfTests

AT_EASE: Final = 30
ACTS: Final = 90


@dataclass(slots=True)
class Minutes:
    """The clock by which the limits count; it begins with a fresh minute."""

    now: float = 60.0 * 30_000_000

    def __call__(self) -> float:
        """Return the time in seconds."""
        return self.now


@pytest.fixture(autouse=True)
def minutes(monkeypatch: pytest.MonkeyPatch) -> Minutes:
    clock = Minutes()
    monkeypatch.setattr("limits.aio.storage.memory.time", SimpleNamespace(time=clock))
    monkeypatch.setattr("limits.aio.strategies.time", SimpleNamespace(time=clock))
    return clock


@pytest.fixture
async def quick(page: PageOfTests) -> Browser:
    """Somebody who has done as much within a minute as anybody may."""
    browser = page.browser()
    await browser.comes_to_the_menu()
    # The first answer began the session; the second was the first act of it.
    for _ in range(ACTS - 1):
        assert (await browser.sends(option="go.home", once="")).status_code == 303
    return browser


async def test_whoever_is_quick_waits_a_second_with_each_act_but_not_for_102(
    page: PageOfTests,
) -> None:
    browser = page.browser()
    await browser.comes_to_the_menu()
    for _ in range(AT_EASE - 1):
        await browser.sends(option="go.home", once="")
    assert page.rests == []

    assert (await browser.sends(option="go.danger", once="")).status_code == 303
    assert page.rests == []
    assert (await browser.sends(option="go.home", once="")).status_code == 303
    assert page.rests == [1.0]


async def test_the_next_act_is_refused_and_not_carried_out(
    page: PageOfTests, quick: Browser
) -> None:
    before = page.conversations()
    answer = await quick.sends(option="go.rights", revision="2", once="new")

    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert "cannot keep up with so many presses" in answer.text
    assert 'id="danger"' in answer.text
    assert page.conversations() == before


async def test_whoever_has_waited_is_let_in_again(quick: Browser, minutes: Minutes) -> None:
    assert (await quick.sends(option="go.rights", revision="2")).status_code == 429
    minutes.now += 90
    assert (await quick.sends(option="go.rights", revision="2")).status_code == 303
    await quick.opens()
    assert "fitting" in quick.options


async def test_a_script_is_told_the_same(page: PageOfTests, quick: Browser) -> None:
    answer = await quick.client.post("/", data={"words": "1", "once": "x"}, headers=PIECE)

    assert answer.status_code == 429
    assert "102" in answer.text


async def test_102_answers_whoever_presses_too_quickly(quick: Browser) -> None:
    for _ in range(40):
        answer = await quick.sends(option="go.danger", once="")
        assert answer.status_code == 200
        assert "полиция" in answer.text


@pytest.mark.parametrize("path", ["/exit", "/"])
async def test_exit_works_for_whoever_presses_too_quickly(
    page: PageOfTests, quick: Browser, path: str
) -> None:
    answer = await quick.sends(path, option="exit")

    assert answer.headers["location"] == "/word"
    assert page.conversations() == {}


async def test_nobody_else_is_slowed(page: PageOfTests, quick: Browser) -> None:
    assert (await quick.sends(option="go.rights")).status_code == 429
    other = page.browser()
    await other.comes_to_the_menu()
    await other.presses("go.rights")

    assert "fitting" in other.options


async def test_too_many_looks_are_slowed(page: PageOfTests) -> None:
    her = page.browser()
    await her.comes_to_the_menu()
    statuses = [(await her.client.get("/")).status_code for _ in range(160)]

    assert statuses[0] == 200
    assert statuses[-1] == 429
    assert sorted(statuses) == statuses
    # News that nobody has looked for is not announced.
    frame = await her.client.get(f"/new?revision={her.drawn.revision}")
    assert "There is something new" not in frame.text


async def test_of_too_many_beginnings_in_all_the_last_are_shown_the_numbers(
    page: PageOfTests, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(numbers, "BEGINNINGS", type(numbers.BEGINNINGS)(3))
    here = page.browser()
    await here.comes_to_the_menu()
    answers = [await page.browser().sends(option="en") for _ in range(4)]

    assert [answer.status_code for answer in answers] == [303, 303, 503, 503]
    refused = answers[-1]
    assert int(refused.headers["retry-after"]) > 0
    assert "Please call 111" in said_in(refused.text)
    assert "102" in refused.text
    assert "set-cookie" not in refused.headers
    assert len(page.conversations()) == 3
    # Whoever is here already notices nothing.
    await here.presses("go.rights")
    assert "fitting" in here.options


async def test_streams_are_counted_for_a_session_and_in_all(
    page: PageOfTests, monkeypatch: pytest.MonkeyPatch
) -> None:
    her = page.browser()
    await her.comes_to_the_menu()
    address = address_of(her.token)
    windows = [page.messenger.window(address) for _ in range(numbers.WINDOWS_OF_ONE)]
    for window in windows:
        window.__enter__()
    refused = await her.client.get("/live")
    assert refused.status_code == 503
    assert int(refused.headers["retry-after"]) > 0

    other = page.browser()
    await other.comes_to_the_menu()
    assert page.limits.may_open(address_of(other.token))
    monkeypatch.setattr(numbers, "WINDOWS_IN_ALL", len(windows))
    assert (await other.client.get("/live")).status_code == 503
    for window in windows:
        window.__exit__(None, None, None)
    assert page.limits.may_open(address)
    assert page.messenger.windows() == 0


async def test_limits_keep_no_address_of_anybodys_machine(
    page: PageOfTests, quick: Browser
) -> None:
    await quick.opens()
    storage = page.limits.limiter.storage
    assert isinstance(storage, MemoryStorage)
    kept = {str(key) for key in [*storage.events, *storage.expirations, *storage.storage]}

    assert kept
    for key in kept:
        assert re.fullmatch(
            r"LIMITER/(act|ease|look|begin)/([0-9a-f]{64}|everybody)/\d+/1/minute/\d+", key
        )
        assert quick.token not in key
