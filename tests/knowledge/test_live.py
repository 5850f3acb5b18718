"""Files that change are served whole, or refused whole; the last good knowledge stays."""

import asyncio
import gc
import os
import re
import shutil
import weakref
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from bot.domain.calendar import day_of
from bot.domain.editing import Alteration
from bot.domain.errors import KnowledgeError
from bot.knowledge.files import LARGE_AND_KEPT, Source, read_text
from bot.knowledge.live import LiveKnowledge, open_knowledge
from bot.knowledge.models import PlacesFile
from bot.knowledge.reader import as_model
from tests.conftest import NOW, SetClock
from tests.knowing import KNOWLEDGE

CENTRE: Final = "centres/aktau-crisis-centre.yaml"
CARD: Final = "rights/battery.yaml"
PLACES: Final = "places.yaml"
PATIENCE: Final = 60.0
NEW_PHONE: Final = "+77292000111"
BROKEN: Final = "names: [\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copied = tmp_path / "knowledge"
    shutil.copytree(KNOWLEDGE, copied)
    return copied


@pytest.fixture
def live(folder: Path, tmp_path: Path, clock: SetClock) -> LiveKnowledge:
    return open_knowledge(folder, tmp_path / "var", clock)


def change_phone(folder: Path, number: str = NEW_PHONE) -> None:
    """Change the first phone of a centre and renew its date, as an editor does."""
    file = folder / CENTRE
    words = file.read_text(encoding="utf-8")
    words = re.sub(r"^checked_on: .*$", f"checked_on: {day_of(NOW)}", words, flags=re.MULTILINE)
    begin = words.index('"+7')
    file.write_text(words[:begin] + f'"{number}"' + words[begin + len(number) + 2 :], "utf-8")


def first_phone(live: LiveKnowledge) -> str:
    """Return the phone that visitors read."""
    centre = next(each for each in live.guide().centres if each.place == "aktau")
    return centre.phones[0].number


@asynccontextmanager
async def watched(live: LiveKnowledge) -> AsyncIterator[None]:
    """Watch the files meanwhile."""
    watching = asyncio.create_task(live.watch())
    try:
        yield
        assert not watching.done()
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching


async def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(PATIENCE):
        while not is_so():  # noqa: ASYNC110 (a file changes, no event of ours)
            await asyncio.sleep(0.02)


async def test_a_good_change_is_served_by_itself(live: LiveKnowledge, folder: Path) -> None:
    told: list[Alteration] = []

    async def listens(altered: tuple[Alteration, ...]) -> None:
        told.extend(altered)

    live.listeners.append(listens)
    before, words = live.reading.version, (folder / CENTRE).read_text("utf-8")
    async with watched(live):
        change_phone(folder)
        await until(lambda: bool(told))

    assert first_phone(live) == NEW_PHONE
    assert live.reading.version != before
    assert told == [Alteration(CENTRE, words, (folder / CENTRE).read_text("utf-8"))]


async def test_a_bad_change_is_refused_whole_until_it_is_mended(
    live: LiveKnowledge, folder: Path
) -> None:
    as_it_was, good = first_phone(live), (folder / CARD).read_text("utf-8")
    async with watched(live):
        (folder / CARD).write_text(BROKEN, "utf-8")
        await until(lambda: not live.is_served)
        change_phone(folder)
        await until(lambda: live.look() is False)
        assert first_phone(live) == as_it_was
        assert [each.file for each in live.reading.refusals] == [CARD]

        (folder / CARD).write_text(good, "utf-8")
        await until(lambda: live.is_served)

    assert first_phone(live) == NEW_PHONE


async def test_a_name_that_is_no_text_is_told_and_ends_nothing(
    live: LiveKnowledge, folder: Path
) -> None:
    # As an archive of an older system leaves it: bytes that are no UTF-8.
    odd = os.fsencode(folder / "centres") + b"/\xc0\xea.yaml"
    try:
        shutil.copy(os.fsencode(folder / CENTRE), odd)
    except OSError:
        pytest.skip("this file system keeps only names that are text")
    async with watched(live):
        await until(lambda: not live.is_served)
        assert [each.file for each in live.reading.refusals] == ["centres/??.yaml"]

        os.unlink(odd)  # noqa: PTH108 (a name in bytes)
        await until(lambda: live.is_served)


async def test_whatever_fails_after_a_look_the_files_are_watched_on(
    live: LiveKnowledge, folder: Path
) -> None:
    told: list[str] = []

    async def fails(_altered: tuple[Alteration, ...]) -> None:
        told.append(live.reading.version)
        raise ValueError

    live.listeners.append(fails)
    async with watched(live):
        change_phone(folder)
        await until(lambda: len(told) == 1)
        change_phone(folder, "+77292000112")
        await until(lambda: len(told) == 2)

    assert first_phone(live) == "+77292000112"


async def test_a_folder_that_is_away_for_a_moment_is_watched_again(
    live: LiveKnowledge, folder: Path
) -> None:
    async with watched(live):
        shutil.move(folder, folder.with_name("elsewhere"))
        await until(lambda: not live.is_served)
        assert first_phone(live)

        shutil.copytree(folder.with_name("elsewhere"), folder)
        change_phone(folder)
        await until(lambda: first_phone(live) == NEW_PHONE)


def test_what_is_typed_in_a_large_file_is_not_kept_for_ever(folder: Path) -> None:
    words = (folder / PLACES).read_text("utf-8")

    def source_of(draft: int) -> weakref.ref[Source]:
        source = read_text(PLACES, f"{words}# {draft}\n")
        as_model(source, PlacesFile)
        return weakref.ref(source)

    sources = [source_of(draft) for draft in range(LARGE_AND_KEPT + 1)]
    gc.collect()

    assert sources[0]() is None
    assert sources[-1]() is not None


def test_every_process_serves_what_the_files_say(
    live: LiveKnowledge, folder: Path, tmp_path: Path, clock: SetClock
) -> None:
    other = open_knowledge(folder, tmp_path / "var", clock)
    change_phone(folder)

    assert live.look()
    assert other.look()
    assert not live.look()
    assert first_phone(live) == first_phone(other) == NEW_PHONE


def test_after_a_bad_edit_even_a_restart_serves_the_last_good(
    live: LiveKnowledge, folder: Path, tmp_path: Path, clock: SetClock
) -> None:
    change_phone(folder)
    live.look()
    (folder / CARD).write_text(BROKEN, "utf-8")

    again = open_knowledge(folder, tmp_path / "var", clock)

    assert not again.is_served
    assert first_phone(again) == NEW_PHONE
    assert [each.file for each in again.reading.refusals] == [CARD]


def test_nothing_is_served_where_nothing_was_ever_good(
    folder: Path, tmp_path: Path, clock: SetClock
) -> None:
    (folder / CARD).unlink()
    (folder / CENTRE).write_text(BROKEN, "utf-8")

    with pytest.raises(KnowledgeError, match="pana check"):
        open_knowledge(folder, tmp_path / "var", clock)


def test_the_last_good_knowledge_is_kept_once(
    live: LiveKnowledge, folder: Path, tmp_path: Path
) -> None:
    for number in ("+77292000112", "+77292000113", "+77292000114"):
        change_phone(folder, number)
        assert live.look()

    kept = [each for each in (tmp_path / "var" / "knowledge-last-good").iterdir() if each.is_dir()]
    assert len(kept) == 1
    assert "+77292000114" in (kept[0] / CENTRE).read_text("utf-8")


def test_facts_age_by_the_day_in_kazakhstan(live: LiveKnowledge, clock: SetClock) -> None:
    today = live.guide().today
    # 20:15 in Greenwich is past midnight in Kazakhstan already.
    assert today.isoformat() == "2026-11-24"

    clock.goes(timedelta(days=1))

    assert (live.guide().today - today).days == 1
