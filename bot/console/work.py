"""The operator's page: look at it, and do what it offers."""

import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote

from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.console import work_acts
from bot.console.access import WORDS_FIELD, Door, Visit
from bot.console.live import Streams
from bot.console.refusals import FormRefusedError, refusal_of
from bot.console.work_looks import Looks
from bot.console.work_onces import Onces
from bot.console.work_texts import NOT_YOURS
from bot.console.work_view import Work, look, regions, values
from bot.domain.case import CaseId
from bot.domain.errors import HelplineError
from bot.domain.operator import Role
from bot.domain.text import Text

PATH: Final = "/work"
ACTS: Final = {
    "begin": work_acts.begin,
    "give-back": work_acts.give_back,
    "card": work_acts.send_card,
    "band": work_acts.change_band,
    "transfer": work_acts.ask_transfer,
    "shield": work_acts.shield,
    "end": work_acts.end,
}
ONCE_AT_MOST: Final = 64


def routes(door: Door) -> list[BaseRoute]:
    """Return every route of the operator's page."""
    return [*WorkPage(door).routes()]


@dataclass(frozen=True, slots=True)
class WorkPage:
    """The page and everything it offers, for operators and leads."""

    door: Door
    looks: Looks = field(default_factory=Looks)
    onces: Onces = field(default_factory=Onces)

    def routes(self) -> Sequence[Route]:
        """Return every route of the page."""
        streams = Streams(self.looks)
        acts = [self._act(name, act) for name, act in ACTS.items()]
        return (
            self._get(PATH, self.show),
            self._get("/live", streams.open),
            self._get("/token", token),
            self._post("/next", self.next),
            self._post("/presence", self.presence),
            self._post(f"{PATH}/{{case}}/say", self.say),
            self._post(f"{PATH}/{{case}}/code-word", self.code_word),
            *acts,
        )

    async def show(self, visit: Visit) -> Response:
        """Show the desk and, where one is asked for, the case; opening it is noted."""
        await visit.desk.seen(visit.me.id)
        asked = visit.request.query_params.get("case", "")
        work = await look(visit, CaseId(asked) if asked else None)
        if work.case is not None:
            await self.looks.note(visit, work.case.code)
        if asked and work.case is None:
            return _answer(visit, work, 404, notice=NOT_YOURS)
        return _answer(visit, work)

    async def next(self, visit: Visit) -> Response:
        """Take the most urgent case; nobody browses who waits."""
        return await self._carried_out(visit, None, work_acts.take_next)

    async def presence(self, visit: Visit) -> Response:
        """Go on shift, on pause or off; the case on the page stays open."""
        asked = visit.given("case")
        return await self._carried_out(
            visit, CaseId(asked) if asked else None, work_acts.set_presence
        )

    async def say(self, visit: Visit) -> Response:
        """Write a line, once; whatever is refused stays in the field."""
        once = visit.given("once")[:ONCE_AT_MOST]
        async with self.onces.only(visit.me.id, once) as is_first:
            act = work_acts.say if is_first else work_acts.nothing
            return await self._carried_out(visit, case_of(visit), act)

    async def code_word(self, visit: Visit) -> Response:
        """Show the code word of the case; the look is noted by itself."""
        work = await look(visit, case_of(visit))
        if work.view is None:
            return _answer(visit, work, 404, notice=NOT_YOURS)
        await visit.desk.note_look(visit.me.id, work.view.case.code, "code_word")
        return _answer(visit, work, code_word=work.view.code_word)

    async def _carried_out(
        self, visit: Visit, case_id: CaseId | None, act: work_acts.Act
    ) -> Response:
        try:
            await visit.desk.seen(visit.me.id)
            done = await act(visit, case_id)
        except HelplineError as error:
            return await _refused(visit, case_id, error)
        if not visit.wants_json and done.notice is None:
            return visit.goes_to(path_of(done.case))
        return _answer(visit, await look(visit, done.case), notice=done.notice)

    def _act(self, name: str, act: work_acts.Act) -> Route:
        async def answer(visit: Visit) -> Response:
            return await self._carried_out(visit, case_of(visit), act)

        return self._post(f"{PATH}/{{case}}/{name}", answer)

    def _get(self, path: str, answer: Callable[[Visit], Awaitable[Response]]) -> Route:
        return self.door.guarded(path, answer, Role.OPERATOR, Role.LEAD)

    def _post(self, path: str, answer: Callable[[Visit], Awaitable[Response]]) -> Route:
        return self.door.guarded(path, answer, Role.OPERATOR, Role.LEAD, method="POST")


async def token(visit: Visit) -> Response:
    """Return the session's token and whose it is, for a page which is older than the session."""
    assert visit.session is not None
    return JSONResponse({"csrf": visit.session.csrf, "operator": visit.me.id})


def case_of(visit: Visit) -> CaseId:
    """Return the case which the address names."""
    return CaseId(visit.request.path_params["case"])


def path_of(case_id: CaseId | None) -> str:
    """Return the address of the page with a case open."""
    return f"/desk{PATH}" + (f"?case={quote(case_id, safe='')}" if case_id else "")


def _answer(
    visit: Visit, work: Work, status: int = 200, *, notice: Text | None = None, **more: str
) -> Response:
    if visit.wants_json:
        said = {
            "case": work.case.id if work.case else "",
            "notice": visit.say(notice) if notice else "",
            "regions": dict(regions(visit, work)),
            **more,
        }
        return JSONResponse(said, status)
    shown = values(work, notice=notice, once=secrets.token_urlsafe(12), **more)
    return visit.page("work/page.html", status, **shown)


async def _refused(visit: Visit, case_id: CaseId | None, error: HelplineError) -> Response:
    """Say why something was not done, on the same page and with the words still in their field."""
    if visit.wants_json or isinstance(error, FormRefusedError):
        raise error
    status, sentence = refusal_of(error)
    work = await look(visit, case_id)
    return _answer(visit, work, status, notice=sentence, words=visit.given(WORDS_FIELD))
