"""A closed case is gone: from the files, and from every copy of them with today's keys."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from shutil import copytree
from typing import Final

import pytest

from bot.domain.case import CaseId
from bot.domain.danger import Band
from bot.domain.guide import Guide
from bot.domain.operator import OperatorId
from bot.storage.embedded import KEYS_FILE, WORDS_FILE, open_embedded
from bot.storage.keys import WRAPPING
from bot.storage.sealed import DELIVERY, WORDS
from bot.storage.sealed_cases import CARD, CASE
from bot.storage.secrecy import Key, SealBrokenError
from bot.translation.translator import Translator
from tests.conftest import SetClock
from tests.services.desk_story import Story
from tests.services.visitors import MASTER, Visitor

SECRET: Final = "сепулькарий под ковром"
ANSWER: Final = "мюмзик за дверью"
CODE_WORD: Final = "брынцаловка"
REASON: Final = "соседка видела хливких шорьков"
DINA: Final = OperatorId(1)
PLANTED: Final = (SECRET, ANSWER, CODE_WORD, REASON)
SEALED: Final = ("conversations", "deliveries", "cases", "return_codes")
PURPOSES: Final = (WORDS, DELIVERY, CASE, CARD)


def keys_in(folder: Path) -> list[Key]:
    """Return every key that the master key opens, used by a row or not."""
    wrapping = MASTER.derived(WRAPPING)
    with closing(sqlite3.connect(folder / KEYS_FILE)) as opened:
        rows = opened.execute("select id, wrapped from keys").fetchall()
    return [Key(wrapping.unseal(wrapped, key_id)) for key_id, wrapped in rows]


def readable(words: Path, keys: Path) -> str:
    """Return all that can be decrypted of the rows of one folder with the keys of another."""
    found = []
    with closing(sqlite3.connect(words / WORDS_FILE)) as opened:
        for table in SEALED:
            for (sealed,) in opened.execute(f"select sealed from {table}").fetchall():
                found += list(_opened(sealed, keys_in(keys)))
    return "\n".join(found)


def _opened(sealed: bytes, keys: list[Key]) -> Iterator[str]:
    for key in keys:
        for purpose in PURPOSES:
            try:
                yield key.unseal(sealed, purpose).decode("unicode_escape", "replace")
                yield key.unseal(sealed, purpose).decode()
            except SealBrokenError:
                continue


def wrapped_keys(folder: Path) -> list[bytes]:
    """Return the keys of a folder as they stand in its file."""
    with closing(sqlite3.connect(folder / KEYS_FILE)) as opened:
        return [wrapped for (wrapped,) in opened.execute("select wrapped from keys").fetchall()]


def bytes_of(folder: Path, name: str) -> bytes:
    """Return the bytes of all files whose names begin so, journals and logs too."""
    return b"".join(file.read_bytes() for file in sorted(folder.glob(f"{name}*")))


async def talked(story: Story, *, with_code: bool) -> tuple[Visitor, CaseId]:
    """Have a talk in which everything planted was said."""
    dina, her = await story.operator(), story.visitor()
    await her.comes_to_the_menu()
    await her.picks("go.questions", "soon", "go.handover", "card", "change", "code_word")
    await her.types(CODE_WORD)
    await her.picks("send")
    case = await story.talks(dina)
    await her.types(SECRET)
    await story.writes(dina, case, ANSWER)
    await story.change_band(dina, case, Band.ELEVATED, REASON)
    if with_code:
        await her.takes_a_code()
    return her, case


async def ends(story: Story, her: Visitor, case: CaseId, how: str) -> None:
    """End the talk in one of the ways in which it may end."""
    if how == "closed":
        await story.ends(DINA, case)
    elif how == "her end":
        await her.picks("end", "end_now")
    elif how == "exit":
        await her.picks("exit")
    else:
        await her.blocks()


@pytest.mark.parametrize("how", ["closed", "her end", "exit", "blocked"])
async def test_a_day_after_its_end_nothing_of_a_case_can_be_decrypted(
    guide: Guide, translator: Translator, clock: SetClock, tmp_path: Path, how: str
) -> None:
    folder, copy = tmp_path / "var", tmp_path / "copy"
    async with open_embedded(folder, MASTER) as store:
        story = Story(store, guide, translator, clock)
        her, case = await talked(story, with_code=how == "closed")
        assert all(words in readable(folder, folder) for words in PLANTED)
        copytree(folder, copy)
        before = wrapped_keys(copy)
        await ends(story, her, case, how)
        # The talk itself is gone with its end, and not only a day later.
        assert not any(words in readable(copy, folder) for words in (SECRET, ANSWER, REASON))
        assert not any(words in readable(folder, folder) for words in (SECRET, ANSWER, REASON))

        clock.goes(timedelta(hours=24))
        await story.erases()
        await story.tends()
        assert not any(words in readable(folder, folder) for words in PLANTED)
        assert not any(words in readable(copy, folder) for words in PLANTED)
        assert await story.found(case) is None
        today = bytes_of(folder, KEYS_FILE)
        assert len(before) > 2
        assert not any(wrapped in today for wrapped in before)

    assert all(words in readable(copy, copy) for words in PLANTED)


async def test_a_place_kept_with_a_code_keeps_the_card_and_none_of_the_talk(
    guide: Guide, translator: Translator, clock: SetClock, tmp_path: Path
) -> None:
    folder, copy = tmp_path / "var", tmp_path / "copy"
    async with open_embedded(folder, MASTER) as store:
        story = Story(store, guide, translator, clock)
        her, case = await talked(story, with_code=True)
        await story.ask_transfer(DINA, case, None)
        await story.settles()
        await her.picks("agree")
        copytree(folder, copy)
        await her.picks("exit")
        kept = await story.kept_case(case)

        assert kept.is_away
        assert kept.lines == ()
        assert not any(words in readable(copy, folder) for words in PLANTED)
        assert not any(words in readable(folder, folder) for words in (SECRET, ANSWER))
        assert CODE_WORD in readable(folder, folder)
        # The time for a place is over: the card lies under the code alone.
        clock.goes(timedelta(hours=49))
        await story.tends()
        await story.erases()
        assert CODE_WORD not in readable(folder, folder)


async def test_no_word_of_a_case_stands_in_any_file_at_any_time(
    guide: Guide, translator: Translator, clock: SetClock, tmp_path: Path
) -> None:
    async with open_embedded(tmp_path, MASTER) as store:
        story = Story(store, guide, translator, clock)
        her, case = await talked(story, with_code=True)
        during = bytes_of(tmp_path, "")
        await ends(story, her, case, "closed")
        after = bytes_of(tmp_path, "")

    assert len(during) > 100_000
    for words in PLANTED:
        for coded in (words.encode(), words.encode("utf-16-le"), ascii(words)[1:-1].encode()):
            assert coded not in during
            assert coded not in after
