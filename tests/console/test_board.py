"""The lead's board: who waits, talks and is here; taking over; never a word of a talk."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest

from bot.console import app, board, charts
from bot.console.pages import BANDS
from bot.domain.card import Card
from bot.domain.case import Case, CaseId, Status
from bot.domain.danger import Band
from bot.domain.language import Language
from bot.domain.line import By, Line
from bot.domain.operator import Operator, Presence, Role
from bot.domain.told import About, Details
from bot.domain.visitor import Pseudonym
from tests.console.desk_of_tests import Browser, DeskOfTests, words_of

KAZAKH, RUSSIAN, ENGLISH = Language
PLANTED = "PLANTED-WORDS"


@pytest.fixture(autouse=True)
def _with_the_board(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = [part for part in app.PARTS if part not in (board, charts)]
    monkeypatch.setattr(app, "PARTS", (*kept, board, charts))


async def waits(desk: DeskOfTests, name: str, band: Band, minutes: float, **more: object) -> Case:
    """Keep an open case, with words that nobody but its operator may see."""
    details = Details(code_word=f"{PLANTED} code")
    now = desk.clock()
    case = Case(
        id=CaseId(f"id-{name}"),
        code=name,
        visitor=Pseudonym(f"{PLANTED}-{name}".encode()),
        channel="chat",
        card=Card(RUSSIAN, About.SELF, band, 3, (), False, details),
        band=band,
        opened_at=now - timedelta(minutes=minutes),
        lines=(Line(1, By.VISITOR, f"{PLANTED} line", now),),
    )
    kept = replace(case, **more)  # type: ignore[arg-type]
    async with desk.store.transaction() as work:
        await work.cases.save(kept)
    return kept


@pytest.fixture
async def lead(desk: DeskOfTests) -> Operator:
    return await desk.operator("Saltanat", Role.LEAD, presence=Presence.ON_SHIFT)


@pytest.fixture
async def browser(desk: DeskOfTests, lead: Operator) -> Browser:
    return await desk.signed_in(lead)


async def test_the_board_tells_who_waits_who_talks_and_who_is_here(
    desk: DeskOfTests, browser: Browser
) -> None:
    aigerim = await desk.operator("Aigerim", presence=Presence.ON_SHIFT)
    await desk.operator("Tom", presence=Presence.PAUSE)
    await waits(desk, "K-100", Band.HIGH, 12)
    await waits(desk, "K-200", Band.UNCLEAR, 3)
    talk = {"status": Status.TALKING, "operator": aigerim.id, "began_at": desk.clock()}
    await waits(desk, "K-300", Band.ELEVATED, 5, **talk)
    page = words_of(await browser.opens("/desk/board"))

    assert "1 alarm" in page
    assert "K-100 ru waits 12 minutes beyond the first limit" in page
    assert "K-200" not in page
    assert "longest 3 minutes" in page
    assert f"K-300 {BANDS[Band.ELEVATED].source} ru 01:15 2 Aigerim" in page
    assert "On a pause" in page
    assert "talks: 1 of 3" in page
    assert "2 on shift" in page


async def test_no_word_and_no_pseudonym_reaches_the_board(
    desk: DeskOfTests, browser: Browser, lead: Operator
) -> None:
    talk = {"operator": lead.id, "began_at": desk.clock(), "offered_at": desk.clock()}
    await waits(desk, "K-1", Band.IMMEDIATE, 9)
    await waits(desk, "K-2", Band.HIGH, 30, status=Status.TALKING, **talk)
    await waits(desk, "K-3", Band.HIGH, 30, status=Status.OFFERED, **talk)
    page = await browser.opens("/desk/board")

    assert all(code in page for code in ("K-1", "K-2", "K-3"))
    assert PLANTED not in page


async def test_a_lead_takes_a_waiting_case_over_and_comes_to_it(
    desk: DeskOfTests, browser: Browser, lead: Operator
) -> None:
    case = await waits(desk, "K-7", Band.IMMEDIATE, 6)
    answer = await browser.sends("/desk/board/take-over", {"case": case.id})
    async with desk.store.transaction() as work:
        taken = await work.cases.find(case.id)

    assert answer.status_code == 303
    assert answer.headers["location"] == f"/desk/work?case={case.id}"
    assert taken is not None
    assert taken.operator == lead.id


async def test_a_talk_goes_over_only_when_the_visitor_was_asked(
    desk: DeskOfTests, browser: Browser
) -> None:
    other = await desk.operator("Aigerim", presence=Presence.ON_SHIFT)
    talk = {"status": Status.TALKING, "operator": other.id, "began_at": desk.clock()}
    case = await waits(desk, "K-8", Band.HIGH, 6, **talk)
    answer = await browser.sends("/desk/board/take-over", {"case": case.id})
    async with desk.store.transaction() as work:
        kept = await work.cases.find(case.id)

    assert answer.headers["location"] == "/desk/board?asked"
    assert kept is not None
    assert kept.operator == other.id
    page = words_of(await browser.opens("/desk/board?asked"))
    assert "asked first" in page
    assert "The visitor is being asked." in page


async def test_a_case_that_is_not_there_is_refused(browser: Browser) -> None:
    for case in ("nothing", "", "../../x", "9" * 5000):
        answer = await browser.sends("/desk/board/take-over", {"case": case})
        assert answer.status_code == 404


async def test_somebody_whose_page_is_closed_is_not_counted_as_here(
    desk: DeskOfTests, browser: Browser, lead: Operator
) -> None:
    await desk.operator("Dana", presence=Presence.ON_SHIFT)
    desk.clock.goes(timedelta(minutes=4))
    page = words_of(await browser.opens("/desk/board"))

    assert "Dana kk ru On shift, but the page is closed" in page


@pytest.mark.parametrize(
    "path", ["/desk/board", "/desk/board/live", "/desk/charts", "/desk/export"]
)
async def test_only_leads_come_in(desk: DeskOfTests, path: str) -> None:
    operator = await desk.operator("Aigerim", presence=Presence.ON_SHIFT)
    colleague = await desk.signed_in(operator)
    editor = await desk.signed_in(await desk.operator("Marat", Role.EDITOR))

    for each in (colleague, editor):
        assert (await each.client.get(path)).status_code == 403
    assert (await desk.browser().client.get(path)).headers["location"] == "/desk/sign-in"


async def test_an_operator_cannot_take_over(desk: DeskOfTests) -> None:
    case = await waits(desk, "K-7", Band.IMMEDIATE, 6)
    colleague = await desk.signed_in(await desk.operator("Aigerim", presence=Presence.ON_SHIFT))
    answer = await colleague.sends("/desk/board/take-over", {"case": case.id})

    assert answer.status_code == 403


async def test_the_stream_tells_each_change_once_and_ends_with_the_session(
    desk: DeskOfTests, lead: Operator
) -> None:
    visit = visit_of(desk, lead)
    stream = board.events(visit)  # type: ignore[arg-type]
    first = await anext(stream)
    await waits(desk, "K-9", Band.IMMEDIATE, 6)
    desk.live.changed()
    second = await asyncio.wait_for(anext(stream), 20)
    visit.is_signed_in = False
    desk.clock.goes(timedelta(minutes=1))
    desk.live.changed()
    last = await asyncio.wait_for(anext(stream), 20)

    assert "K-9" not in str(first.data)
    assert "K-9" in str(second.data)
    assert '"people"' not in str(second.data)
    assert last.event == "signed-out"


def visit_of(desk: DeskOfTests, lead: Operator) -> SimpleNamespace:
    """Return a visit whose fragments are the values they are drawn from."""
    visit = SimpleNamespace(desk=desk.services(), me=lead, is_signed_in=True)

    async def goes_on() -> bool:
        return bool(visit.is_signed_in)

    def fragment(template: str, **values: object) -> str:
        shown = values["lead"]
        assert isinstance(shown, board.Lead)
        told = {"board/alarms.html": shown.board.alarms, "board/waiting.html": shown.line}
        return repr(told.get(template, template))

    visit.goes_on, visit.fragment = goes_on, fragment
    return visit
