"""An editor plays a conversation on drafts, and keeps it as a test of what is published later."""

import asyncio
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bot.domain.calendar import day_of
from bot.domain.editing import Change, Draft
from bot.domain.errors import FileNameRefusedError, HelplineError, PaperUnknownError, RefusedError
from bot.domain.guide import Guide
from bot.domain.language import Language
from bot.domain.operator import OperatorId
from bot.domain.page import Page
from bot.domain.rehearsal import MOST_STEPS, Does, Rehearsal, Step
from bot.domain.spelling import fold
from bot.flows import replay
from bot.flows.replay import Scene
from bot.services.editing import DropDraft
from bot.services.editing_room import EditingRoom, as_written, texts_of
from bot.services.history import Publish
from bot.services.ports import Pages, Understand

LONGEST_NAME: Final = 80
LONGEST_FILE: Final = 60
WORD: Final = re.compile(r"\w+")
BETWEEN: Final = re.compile(r"[^a-z0-9]+")
KEPT_IN: Final = "journeys/"
HEAD: Final = """\
# yaml-language-server: $schema=../schema/journeys.schema.json
# A rehearsed conversation. `pana check` plays it again: each step must still be possible, and the
# last screen must still begin so. To renew it, play it at the desk and keep it under this name.
"""


class RehearsalBrokenError(HelplineError):
    """A step of a rehearsal is not possible where it stands; `number` counts from 1."""

    def __init__(self, number: int) -> None:
        super().__init__(f"Step {number} is not possible.")
        self.number = number


@dataclass(frozen=True, slots=True)
class Played:
    """Where a rehearsal has come to: the page, and the steps that led there.

    Where `was_possible` is False, the step after them is not offered here and did nothing.
    """

    page: Page
    language: Language
    steps: tuple[Step, ...]
    place: str
    was_possible: bool


@dataclass(frozen=True, slots=True)
class Rehearse:
    """Play a conversation from its beginning on the drafts of an editor."""

    room: EditingRoom
    pages: Pages
    understand: Understand

    async def __call__(
        self,
        operator: OperatorId,
        language: Language,
        steps: Sequence[Step],
        *,
        channel: str = "web",
        on: date | None = None,
    ) -> Played:
        """Return where the steps lead; raises RefusedError where the drafts are refused.

        Nothing is carried out: no case is made, nothing is counted, and no desk is connected.
        """
        drafts = texts_of(await self.room.drafts_of(operator))
        guide = await guide_of(self.room, drafts, on)
        scene, done = replay.opening(language, guide), list[Step]()
        was_possible = True
        for each in steps:
            step = await self._understood(scene, each, guide, channel)
            following = replay.after(scene, step, guide) if len(done) < MOST_STEPS else None
            if following is None:
                was_possible = False
                break
            scene = following
            done.append(step)
        page = page_of(self.pages, scene, channel)
        return Played(page, scene.language, tuple(done), scene.screen.name, was_possible)

    async def _understood(self, scene: Scene, step: Step, guide: Guide, channel: str) -> Step:
        """Return a step with what its words mean; the words of a button choose it."""
        if step.does is not Does.TYPES:
            return step
        step = replace(step, what=as_written(step.what))
        buttons = page_of(self.pages, scene, channel).buttons
        said = fold(step.what)
        labelled = [each.id for each in buttons if said and fold(each.label) == said]
        if labelled and any(letter.isalpha() for letter in said):
            return Step(Does.PICKS, labelled[0])
        if not replay.wants_meaning(scene, step, guide):
            return replace(step, meant="")
        if step.meant and replay.is_meaning(step.meant):
            return step
        meant = await self.understand(step.what)
        return replace(step, meant=replay.written(meant, scene.language))


@dataclass(frozen=True, slots=True)
class KeepRehearsal:
    """Keep a rehearsal as a file that is played again at every check."""

    room: EditingRoom
    pages: Pages

    async def __call__(
        self, operator: OperatorId, name: str, language: Language, steps: Sequence[Step]
    ) -> Change | None:
        """Return the change, or None where it became a draft beside those it was played on.

        A rehearsal that shows what is not published yet cannot be published before it. Raises
        FileNameRefusedError, RehearsalBrokenError, RefusedError and whatever publishing raises.
        """
        name, file = " ".join(name.split()), file_of(name)
        drafts = texts_of(await self.room.drafts_of(operator))
        base = await _text_of(self.room, file, name)
        guide = await guide_of(self.room, {**drafts, file: None}, None)
        played = tuple(steps)[:MOST_STEPS]
        last = _last_scene(language, played, guide)
        kept = Rehearsal(name, language, played, self._ends(last))
        text = written(kept, day_of(self.room.clock()))
        async with self.room.transaction() as work:
            await self.room.locked(work, operator, file)
            draft = Draft(operator, file, base, text, self.room.clock())
            await work.drafts.save(draft)
        return await self._published(operator, file, is_alone=set(drafts) <= {file})

    async def _published(self, operator: OperatorId, file: str, *, is_alone: bool) -> Change | None:
        try:
            return await Publish(self.room)(operator, [file])
        except RefusedError:
            if is_alone:
                await DropDraft(self.room)(operator, file)
                raise
            return None

    def _ends(self, last: Scene) -> tuple[str, str, str]:
        text = last.screen.text
        kk, ru, en = (
            replay.first_line(text, each) or first_line_of(self.pages.say(text, each))
            for each in Language
        )
        return kk, ru, en


async def guide_of(room: EditingRoom, drafts: dict[str, str | None], on: date | None) -> Guide:
    """Return the guide that drafts make, on a day; raises RefusedError where they are refused."""
    reading = await asyncio.to_thread(room.papers.reading, drafts, on)
    broken = {each.file for each in reading.refusals if each.file.startswith(KEPT_IN)}
    if broken and reading.guide is None:
        # A rehearsal that no longer fits must not keep anybody from playing it anew.
        without = {**drafts, **dict.fromkeys(broken)}
        reading = await asyncio.to_thread(room.papers.reading, without, on)
    if reading.guide is None:
        raise RefusedError(reading.refusals)
    return reading.guide


def page_of(pages: Pages, scene: Scene, channel: str) -> Page:
    """Return the screen of a rehearsal in words."""
    told = scene.state.told
    numbered = told.wishes.numbered
    return pages.page(scene.screen, told.language, numbered=numbered, channel=channel)


def first_line_of(words: str) -> str:
    """Return how words begin."""
    return words.strip("\n").partition("\n")[0].strip()


def file_of(name: str) -> str:
    """Return the file of a rehearsal; raises FileNameRefusedError for a name without letters."""
    words = (each if each.isascii() else fold(each) for each in WORD.findall(name.lower()))
    stem = "-".join(BETWEEN.sub("-", word) for word in words).strip("-")[:LONGEST_FILE].strip("-")
    if not stem or len(name) > LONGEST_NAME:
        raise FileNameRefusedError
    return f"{KEPT_IN}{stem}.yaml"


async def _text_of(room: EditingRoom, file: str, name: str) -> str | None:
    """Return the rehearsal that stands there; raises FileNameRefusedError for another one."""
    try:
        text = await asyncio.to_thread(room.papers.text, file)
    except PaperUnknownError:
        raise FileNameRefusedError from None
    if text is not None and f"name: {_quoted(name)}\n" not in text:
        raise FileNameRefusedError
    return text


def written(kept: Rehearsal, played_on: date) -> str:
    """Return a rehearsal as the text of its file."""
    return HEAD + "".join(f"{line}\n" for line in _lines(kept, played_on))


def _lines(kept: Rehearsal, played_on: date) -> Iterator[str]:
    yield f"name: {_quoted(kept.name)}"
    yield f"language: {kept.language}"
    yield f"played_on: {played_on}"
    yield "steps:"
    for step in kept.steps:
        yield f"  - {step.does}: {_quoted(step.what)}"
        if step.meant:
            yield f"    meant: {_quoted(step.meant)}"
    yield "ends:"
    for language, line in zip(Language, kept.ends, strict=True):
        yield f"  {language}: {_quoted(line)}"


def _quoted(words: str) -> str:
    """Return words between quotation marks, as both JSON and YAML read them."""
    return json.dumps(words, ensure_ascii=False)


def _last_scene(language: Language, steps: Sequence[Step], guide: Guide) -> Scene:
    scene = replay.opening(language, guide)
    for number, step in enumerate(steps, 1):
        following = replay.after(scene, step, guide)
        if following is None:
            raise RehearsalBrokenError(number)
        scene = following
    return scene
