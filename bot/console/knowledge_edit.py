"""One file on the editor's table: its form, what is said about it, draft, publishing."""

from collections.abc import Sequence
from typing import Final

from starlette.responses import JSONResponse, Response

from bot.console import knowledge_texts as texts
from bot.console.access import WORDS_FIELD, Visit
from bot.console.knowledge_form import (
    answers_of,
    as_typed,
    form_of,
    heading,
    is_day,
    name_of,
    rows_of,
    way_in,
)
from bot.console.knowledge_list import LIST, common, edit_path
from bot.console.knowledge_preview import Look, look_in
from bot.console.refusals import refusal_of
from bot.domain.advice import Complaint
from bot.domain.editing import Shape, Way
from bot.domain.errors import ChangedMeanwhileError, LockedError, RefusedError
from bot.domain.text import Text
from bot.services.editing import Opened
from bot.services.history import differences

AS_TEXT: Final = "text"


async def show(visit: Visit) -> Response:
    """Put a file on the table; from now on nobody else edits it for a while."""
    file = visit.request.query_params.get("file", "")
    opened = await visit.desk.editors.open_paper(visit.me.id, file)
    return await _table(visit, opened)


async def act(visit: Visit) -> Response:
    """Do what a button of the table says; whatever it is, what was typed is kept first."""
    verb, _, way = visit.given("do").partition(":")
    match verb:
        case "publish":
            return await _publish(visit)
        case "drop":
            return await _drop(visit)
        case "rebase":
            await _save(visit, rebases=True)
            return _back(visit, "rebased")
        case "remove":
            await visit.desk.editors.save_draft(visit.me.id, visit.given("file"), removes=True)
            return _back(visit, "saved")
        case "grow":
            await _save(visit, grow=way_in(way))
            return _back(visit, "", way_in(way))
        case "shrink":
            await _save(visit, shrink=way_in(way))
            return _back(visit, "", way_in(way)[:-1])
        case "look":
            await _save(visit)
            return _back(visit, "", anchor="preview")
        case _:
            opened = await _save(visit)
            return _told(visit, opened) if visit.wants_json else _back(visit, "saved")


async def _save(
    visit: Visit, grow: Way | None = None, shrink: Way | None = None, *, rebases: bool = False
) -> Opened:
    save, me, file = visit.desk.editors.save_draft, visit.me.id, visit.given("file")
    seen = visit.given("made_of")
    if WORDS_FIELD in visit.form:
        text = as_typed(visit.given(WORDS_FIELD))
        return await save(me, file, text=text, seen=seen, rebases=rebases)
    answers = answers_of(visit)
    return await save(
        me, file, answers=answers, grow=grow, shrink=shrink, seen=seen, rebases=rebases
    )


async def _publish(visit: Visit) -> Response:
    file = visit.given("file")
    # A file that is to go shows its form no more: what the form would say is not its draft.
    is_going = bool(visit.given("is_going"))
    look = visit.desk.editors.open_paper
    opened = await look(visit.me.id, file) if is_going else await _save(visit)
    if opened.draft is None:
        return await _table(visit, opened, 422, texts.NOTHING_TO_PUBLISH)
    try:
        await visit.desk.editors.publish(visit.me.id, (file,))
    except RefusedError as error:
        return await _table(visit, opened, 422, texts.NOT_PUBLISHED, error.complaints)
    except (ChangedMeanwhileError, LockedError) as error:
        return await _table(visit, await look(visit.me.id, file), *refusal_of(error))
    if opened.draft.text is None:
        return visit.goes_to(f"{LIST}?done=published")
    return _back(visit, "published")


async def _drop(visit: Visit) -> Response:
    await visit.desk.editors.drop_draft(visit.me.id, visit.given("file"))
    return visit.goes_to(f"{LIST}?done=dropped")


def _back(visit: Visit, done: str, place: Way = (), anchor: str = "") -> Response:
    """Return to the table, and on it to the place that was worked at."""
    look = look_in(visit.form)
    path = edit_path(visit.given("file"), done=done, **look.asked, **{"as": visit.given("as")})
    anchor = anchor or (f"f-{name_of(place)}" if place else "")
    return visit.goes_to(f"{path}#{anchor}" if anchor else path)


def _told(visit: Visit, opened: Opened) -> Response:
    """Tell a script what is said about a draft that it has just saved."""
    form = form_of(opened.fields if WORDS_FIELD not in visit.form else (), opened.complaints)
    fields = {name: [_advice(visit, each) for each in said] for name, said in form.said.items()}
    others = [_advice(visit, each) for each in (*form.rest, *opened.elsewhere)]
    return JSONResponse(
        {
            "made_of": opened.seen,
            "is_draft": opened.draft is not None,
            "has_changed": opened.has_changed_meanwhile,
            "fields": fields,
            "others": others,
        }
    )


def _advice(visit: Visit, complaint: Complaint) -> dict[str, object]:
    where = f"{complaint.file}:{complaint.line}" if complaint.line else complaint.file
    return {
        "advice": visit.say(complaint.advice),
        "is_notice": complaint.is_notice,
        "where": where,
        "line": complaint.line,
        "link": edit_path(complaint.file),
        "file": complaint.file,
    }


async def _table(
    visit: Visit,
    opened: Opened,
    status: int = 200,
    sentence: Text | None = None,
    refused: Sequence[Complaint] = (),
) -> Response:
    asked = visit.form or visit.request.query_params
    file, look = opened.paper.name, look_in(asked)
    is_text = not opened.fields or asked.get("as") == AS_TEXT
    mine = tuple(each for each in refused if each.file == file) or opened.complaints
    elsewhere = tuple(each for each in refused if each.file != file) or opened.elsewhere
    form = form_of(() if is_text else opened.fields, mine)
    values: dict[str, object] = {
        "opened": opened,
        "file": file,
        "form": form,
        "others": (*form.rest, *elsewhere),
        "is_text": is_text,
        "look": look,
        "titles": await _titles(visit, file, look),
        "sentence": sentence,
        "done": texts.DONE.get(visit.request.query_params.get("done", "")),
        "meanwhile": _meanwhile(opened),
    }
    return visit.page("knowledge/edit.html", status, **values, **common(), **_tools())


async def _titles(visit: Visit, file: str, look: Look) -> tuple[Text, ...]:
    previews = await visit.desk.editors.preview_paper(
        visit.me.id, file, visit.language, channel=look.channel, on=look.on
    )
    return tuple(each.title for each in previews)


def _meanwhile(opened: Opened) -> tuple[tuple[str, str], ...]:
    """Return how the draft differs from what somebody published since it began."""
    return differences(opened.published, opened.text) if opened.has_changed_meanwhile else ()


def _tools() -> dict[str, object]:
    return {"Shape": Shape, "heading": heading, "rows_of": rows_of, "is_day": is_day}
