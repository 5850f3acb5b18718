"""Kept rehearsals: conversations that editors played, and that must still lead where they led."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from bot.domain.guide import Ages, Guide
from bot.domain.language import Language
from bot.domain.rehearsal import Rehearsal
from bot.domain.text import Text, Verbatim, _
from bot.flows import replay
from bot.flows.replay import Scene
from bot.knowledge.build import build
from bot.knowledge.journey_models import BELOW, JourneyFile
from bot.knowledge.shelf import Shelf

if TYPE_CHECKING:
    from bot.knowledge.checks import Circumstances

# A rehearsal must not begin to fail by the mere passing of time: nothing in it grows old.
FOREVER: Final = Ages(*[timedelta(days=365_000)] * 4)

# Translators: advice to an editor; a rehearsal is a conversation played at the desk and kept.
NOT_POSSIBLE: Final = _(
    "This step is no longer possible here. Please play the rehearsal again at the desk and keep it "
    "under the same name, or remove this file."
)
ENDS_OTHERWISE: Final = _(
    "The rehearsal now ends with “{line}”. If this is right, please keep the rehearsal again."
)


def journeys(shelf: Shelf, _circumstances: "Circumstances") -> None:
    """Play every kept rehearsal again, where nothing else refuses the files."""
    files = shelf.all(BELOW, JourneyFile)
    if not files or not shelf.is_good:
        return
    guides: dict[date, Guide] = {}
    for name, file in files.items():
        if file.played_on not in guides:
            guides[file.played_on] = build(shelf, file.played_on, FOREVER)
        for place, advice in _complaints(file.rehearsal, guides[file.played_on]):
            shelf.complain(name, place, advice)


def _complaints(kept: Rehearsal, guide: Guide) -> Iterator[tuple[tuple[str | int, ...], Text]]:
    scene = replay.opening(kept.language, guide)
    for number, step in enumerate(kept.steps):
        following = replay.after(scene, step, guide)
        if following is None:
            yield ("steps", number), NOT_POSSIBLE
            return
        scene = following
    yield from _at_the_end(kept, scene)


def _at_the_end(kept: Rehearsal, last: Scene) -> Iterator[tuple[tuple[str | int, ...], Text]]:
    text = last.screen.text
    for language, line in zip(Language, kept.ends, strict=True):
        now = replay.first_line(text, language)
        if now is not None and now.strip() != line:
            yield ("ends", language.value), ENDS_OTHERWISE.given(line=Verbatim(now))
