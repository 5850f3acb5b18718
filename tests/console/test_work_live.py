"""The stream of the operator's page: what changes is sent, and only that."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from sse_starlette import ServerSentEvent
from starlette.requests import Request

from bot.console.access import COOKIE, Visit
from bot.console.live import Streams
from bot.console.pages import open_pages
from bot.console.work_looks import Looks
from bot.domain.case import Case, CaseId, Ending
from bot.domain.danger import Band
from bot.domain.errors import StoreError
from bot.domain.language import Language
from bot.domain.operator import Operator, Presence
from bot.http import streams
from bot.services.accounts import new_session
from bot.services.desk import ViewDesk
from bot.services.desk_ports import Act
from bot.services.ports import Work
from tests.console.desk_of_tests import DeskOfTests, words_of
from tests.console.work_cases import as_kept, kept, noted, she_writes, talking, waiting

# Far longer than any answer takes; who waits so long waits for ever.
PATIENCE = 20


@pytest.fixture
async def me(desk: DeskOfTests) -> Operator:
    return await desk.operator(presence=Presence.ON_SHIFT)


@dataclass(slots=True)
class Listener:
    """A page that listens."""

    events: AsyncIterator[ServerSentEvent]
    regions: dict[str, str] = field(default_factory=dict)

    async def hears(self) -> Mapping[str, str]:
        """Return the pieces that the next event brings."""
        event = await self.event()
        assert event.event == "regions"
        fresh: dict[str, str] = json.loads(str(event.data))
        self.regions |= fresh
        return fresh

    async def event(self) -> ServerSentEvent:
        """Return the next event."""
        return await asyncio.wait_for(anext(self.events), PATIENCE)

    def reads(self) -> str:
        """Return what stands on the page."""
        return words_of(" ".join(self.regions.values()))


async def visit_of(desk: DeskOfTests, operator: Operator) -> Visit:
    async with desk.store.transaction() as work:
        signed_in = await new_session(work, operator, desk.clock())
    cookie = (b"cookie", f"{COOKIE}={signed_in.token}".encode())
    scope = {"type": "http", "method": "GET", "path": "/live", "headers": [cookie]}
    return Visit(
        Request({**scope, "query_string": b""}),
        desk.services(),
        open_pages(desk.translator),
        Language.ENGLISH,
        operator=operator,
        session=signed_in.session,
    )


@asynccontextmanager
async def listening(
    visit: Visit, case: Case | None = None, looks: Looks | None = None
) -> AsyncIterator[Listener]:
    events = Streams(looks or Looks()).events(visit, case.id if case else None)
    try:
        yield Listener(events)
    finally:
        await events.aclose()  # type: ignore[attr-defined]


async def test_a_line_of_hers_comes_to_the_page_and_nothing_else_is_sent(
    desk: DeskOfTests, me: Operator
) -> None:
    case = await talking(desk, me)
    async with listening(await visit_of(desk, me), case) as page:
        await page.hears()
        await she_writes(desk, case, "<script>тағы</script>")
        fresh = await page.hears()
    assert "&lt;script&gt;тағы&lt;/script&gt;" in fresh["talk"]
    assert not {"tools", "write", "head"} & set(fresh)


async def test_the_list_of_talks_marks_new_lines_of_another_talk(
    desk: DeskOfTests, me: Operator
) -> None:
    one, other = await talking(desk, me, "1"), await talking(desk, me, "2")
    async with listening(await visit_of(desk, me), one) as page:
        await page.hears()
        await she_writes(desk, other, "екінші")
        fresh = await page.hears()
        assert "2 new lines" in words_of(fresh["desk"])
        assert "екінші" not in page.reads()


async def test_whoever_begins_to_wait_is_counted_and_class_one_is_told_apart(
    desk: DeskOfTests, me: Operator
) -> None:
    async with listening(await visit_of(desk, me)) as page:
        assert 'data-urgent="0"' in (await page.hears())["alarms"]
        await waiting(desk, "9", band=Band.IMMEDIATE, minutes=3)
        desk.live.changed()
        fresh = await page.hears()
    assert 'data-urgent="1"' in fresh["alarms"]
    assert "waits 3 minutes" in words_of(fresh["alarms"])


async def test_when_she_leaves_the_words_are_gone_and_the_field_is_closed(
    desk: DeskOfTests, me: Operator
) -> None:
    case = await talking(desk, me)
    async with listening(await visit_of(desk, me), case) as page:
        await page.hears()
        await kept(desk, case.over(Ending.LEFT_SUDDENLY, desk.clock()))
        desk.live.changed(case.id)
        await page.hears()
        assert "Left suddenly" in page.reads()
        assert "сындырып" not in page.reads()
        assert "readonly" in page.regions["write"]


async def test_a_case_that_goes_to_another_leaves_the_page(desk: DeskOfTests, me: Operator) -> None:
    other = await desk.operator("Bota", presence=Presence.ON_SHIFT)
    case = await talking(desk, me)
    async with listening(await visit_of(desk, me), case) as page:
        await page.hears()
        asked = (await as_kept(desk, case)).asking_transfer(other.id)
        await kept(desk, asked.transferred(desk.clock()))
        desk.live.changed(case.id)
        await page.hears()
        assert "This case is not with you" in page.reads()
        assert "сындырып" not in page.reads()


async def test_the_stream_keeps_the_operator_on_shift(
    desk: DeskOfTests, me: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "LOOK_AGAIN", timedelta())
    async with listening(await visit_of(desk, me)) as page:
        await page.hears()
        for _ in range(3):
            desk.clock.goes(timedelta(minutes=2))
            await waiting(desk, str(desk.clock()))
            await page.hears()
        view = await desk.services().view_desk(me.id)
    assert [each.id for each in view.here] == [me.id]


async def test_a_session_that_ended_ends_the_stream(
    desk: DeskOfTests, me: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "LOOK_AGAIN", timedelta())
    async with listening(await visit_of(desk, me)) as page:
        await page.hears()
        async with desk.store.transaction() as work:
            await work.sessions.forget_all_of(me.id)
        # At the very next look, not only when somebody asks who is still here.
        assert (await page.event()).event == "signed-out"
        with pytest.raises(StopAsyncIteration):
            await page.event()


async def test_a_store_that_does_not_answer_is_said_and_the_page_recovers(
    desk: DeskOfTests, me: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "LOOK_AGAIN", timedelta())
    falters = [True, False]

    def faltering() -> AbstractAsyncContextManager[Work]:
        if falters.pop(0):
            raise StoreError
        return desk.store.transaction()

    visit = await visit_of(desk, me)
    view_desk = ViewDesk(faltering, desk.clock)
    visit = replace(visit, desk=replace(visit.desk, view_desk=view_desk))
    async with listening(visit) as page:
        assert (await page.event()).event == "trouble"
        assert "My shift" in words_of((await page.hears())["desk"])


async def test_a_stream_is_a_look_unless_its_page_was_one(desk: DeskOfTests, me: Operator) -> None:
    case = await talking(desk, me)
    visit, looks = await visit_of(desk, me), Looks()
    await looks.note(visit, case.code)
    async with listening(visit, case, looks) as page:
        await page.hears()
    assert await looks_at(desk) == 1

    desk.clock.goes(timedelta(minutes=2))
    async with listening(visit, case, looks) as page:
        await page.hears()
    assert await looks_at(desk) == 2


async def test_a_stream_of_another_operators_case_brings_no_word_and_is_no_look(
    desk: DeskOfTests, me: Operator
) -> None:
    case = await talking(desk, me)
    other = await desk.operator("Bota", presence=Presence.ON_SHIFT)
    async with listening(await visit_of(desk, other), case) as page:
        await page.hears()
        assert "not with you" in page.reads()
        assert "сындырып" not in page.reads()
    assert await looks_at(desk) == 0


async def test_a_stream_of_a_case_that_never_was_brings_the_desk(
    desk: DeskOfTests, me: Operator
) -> None:
    events = Streams(Looks()).events(await visit_of(desk, me), CaseId("'; --"))
    page = Listener(events)
    await page.hears()
    assert "My shift" in page.reads()
    await events.aclose()  # type: ignore[attr-defined]


async def looks_at(desk: DeskOfTests) -> int:
    return sum(each.act is Act.LOOKED for each in await noted(desk))
