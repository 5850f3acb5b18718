"""The rehearsal: an editor plays a conversation on the drafts, step by step."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.console import knowledge_texts as texts
from bot.console.access import WORDS_FIELD, Visit
from bot.console.guard import POLICY
from bot.console.knowledge_form import UNREADABLE
from bot.console.knowledge_list import common
from bot.console.knowledge_preview import Look, document, language_in, look_in, styles_of
from bot.console.refusals import refusal_of
from bot.domain.errors import FileNameRefusedError, LockedError, RefusedError
from bot.domain.language import Language
from bot.domain.rehearsal import Does, Step
from bot.domain.text import Phrase, Text, _
from bot.services.rehearsing import Played, RehearsalBrokenError

# One more than is played, so that it can be said that no more is.
STEPS_AT_MOST: Final = 100
WORDS_AT_MOST: Final = 4000
PARTS_OF_A_STEP: Final = 3
DOES: Final[Mapping[Does, Phrase]] = {
    Does.PICKS: _("pressed"),
    Does.TYPES: _("typed"),
    Does.SPEAKS: _("language"),
    Does.LOCATES: _("place"),
}


@dataclass(frozen=True, slots=True)
class Stage:
    """How a rehearsal stands; it travels in its page and is kept nowhere."""

    language: Language
    steps: tuple[Step, ...]
    look: Look

    @property
    def written(self) -> str:
        """Return the steps as the form carries them."""
        rows = [[step.does.value, step.what, step.meant] for step in self.steps]
        return json.dumps(rows, ensure_ascii=False)


async def show(visit: Visit) -> Response:
    """Begin a rehearsal in the language of the desk."""
    asked = visit.request.query_params
    language = language_in(asked.get("begins", ""), visit.language)
    return await _play(visit, Stage(language, (), look_in(asked)))


async def act(visit: Visit) -> Response:
    """Take one step further, or back, or keep what was played."""
    stage = stage_in(visit)
    verb, _, what = visit.given("do").partition(":")
    if verb == "keep":
        return await _keep(visit, stage)
    return await _play(visit, after(stage, verb, what, visit.given(WORDS_FIELD)))


def stage_in(visit: Visit) -> Stage:
    """Read how the rehearsal stands from its form."""
    begins = language_in(visit.given("begins"), visit.language)
    return Stage(begins, steps_in(visit.given("steps")), look_in(visit.form))


def steps_in(words: str) -> tuple[Step, ...]:
    """Read the steps that a form carries; raises HTTPException for what no page of ours sent."""
    try:
        rows = json.loads(words or "[]")
    except (ValueError, RecursionError):
        raise HTTPException(UNREADABLE) from None
    if not isinstance(rows, list) or len(rows) > STEPS_AT_MOST:
        raise HTTPException(UNREADABLE)
    return tuple(_step_in(row) for row in rows)


def _step_in(row: Any) -> Step:
    is_row = isinstance(row, list) and len(row) == PARTS_OF_A_STEP
    if not is_row or not all(isinstance(part, str) for part in row):
        raise HTTPException(UNREADABLE)
    does, what, meant = row
    if does not in set(Does) or len(what) > WORDS_AT_MOST or len(meant) > WORDS_AT_MOST:
        raise HTTPException(UNREADABLE)
    return Step(Does(does), what, meant)


def after(stage: Stage, verb: str, what: str, words: str) -> Stage:
    """Return how the rehearsal stands after a button was pressed."""
    match verb:
        case "pick":
            return _with(stage, Step(Does.PICKS, what))
        case "speak":
            return _with(stage, Step(Does.SPEAKS, what))
        case "type" if words.strip():
            return _with(stage, Step(Does.TYPES, words.strip()[:WORDS_AT_MOST]))
        case "locate" if words.strip():
            return _with(stage, Step(Does.LOCATES, words.strip()[:WORDS_AT_MOST]))
        case "back":
            return replace(stage, steps=stage.steps[:-1])
        case "again":
            return replace(stage, steps=())
        case _:
            return stage


def _with(stage: Stage, step: Step) -> Stage:
    return replace(stage, steps=(*stage.steps, step))


async def _keep(visit: Visit, stage: Stage) -> Response:
    keep, name = visit.desk.editors.keep_rehearsal, visit.given("name")
    try:
        change = await keep(visit.me.id, name, stage.language, stage.steps)
    except (FileNameRefusedError, LockedError, RehearsalBrokenError) as error:
        status, sentence = refusal_of(error)
        return await _play(visit, stage, status, sentence)
    except RefusedError as error:
        return _refused(visit, stage, error)
    return await _play(visit, stage, done=texts.DONE["kept" if change else "kept_draft"])


async def _play(
    visit: Visit,
    stage: Stage,
    status: int = 200,
    sentence: Text | None = None,
    done: Text | None = None,
) -> Response:
    look = stage.look
    try:
        played = await visit.desk.editors.rehearse(
            visit.me.id, stage.language, stage.steps, channel=look.channel, on=look.on
        )
    except RefusedError as error:
        return _refused(visit, stage, error)
    if not played.was_possible:
        sentence = sentence or texts.NOT_OFFERED
        played = replace(played, steps=played.steps[: len(stage.steps) - 1])
    return _shown(visit, replace(stage, steps=played.steps), played, status, sentence, done)


def _shown(
    visit: Visit,
    stage: Stage,
    played: Played,
    status: int,
    sentence: Text | None,
    done: Text | None,
) -> Response:
    picture = document(visit, played.page, stage.look.sees)
    response = visit.page(
        "knowledge/rehearsal.html",
        status,
        stage=stage,
        played=played,
        picture=picture,
        does=DOES,
        sentence=sentence,
        done=done,
        name=visit.given("name"),
        complaints=(),
        **common(),
    )
    # The picture stands in this page itself and brings its style along.
    response.headers["Content-Security-Policy"] = POLICY.replace(
        "style-src 'self'", f"style-src 'self' {styles_of(picture)}"
    )
    return response


def _refused(visit: Visit, stage: Stage, error: RefusedError) -> Response:
    return visit.page(
        "knowledge/rehearsal.html",
        422,
        stage=stage,
        played=None,
        sentence=texts.FOR_MENDING,
        complaints=error.complaints,
        done=None,
        **common(),
    )
