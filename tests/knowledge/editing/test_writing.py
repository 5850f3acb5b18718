"""Several files are written as one, whatever happens meanwhile."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import pytest

from bot.knowledge.editing.writing import DECIDED, NotWrittenError, settle, write_all

OLD: Final = {"a.yaml": "old a\n", "sub/b.yaml": "old b\r\n", "gone.yaml": "old c\n"}
NEW: Final[dict[str, str | None]] = {
    "a.yaml": "new a\n",
    "sub/b.yaml": "new b\r\n",
    "gone.yaml": None,
    "new/d.yaml": "new d\n",
}
PUBLISHED: Final = {name: text for name, text in NEW.items() if text is not None}
# More steps than a publishing has.
ENOUGH: Final = 60
STEPS: Final = ((Path, "open"), (Path, "replace"), (Path, "unlink"), (os, "fsync"))


class KilledError(BaseException):
    """The program ends here, and nothing tidies up."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return refilled(tmp_path / "knowledge")


def refilled(folder: Path) -> Path:
    """Put a folder back to how it was at first."""
    for file in sorted(folder.rglob("*"), reverse=True):
        file.unlink() if file.is_file() else file.rmdir()
    for name, text in OLD.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())
    return folder


def everything_in(folder: Path) -> dict[str, str]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {str(file.relative_to(folder)): file.read_bytes().decode() for file in files}


@contextmanager
def failing_at(step: int, error: BaseException) -> Iterator[list[int]]:
    """Fail at this step of all that touch the disk; tell how many came."""
    taken = [0]

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def do(*given: Any, **named: Any) -> Any:
            taken[0] += 1
            if taken[0] == step:
                raise error
            return real(*given, **named)

        return do

    with pytest.MonkeyPatch.context() as patch:
        for owner, name in STEPS:
            patch.setattr(owner, name, counted(getattr(owner, name)))
        yield taken


def test_all_files_are_written_and_nothing_is_left_beside_them(
    folder: Path, tmp_path: Path
) -> None:
    (folder / "a.yaml").chmod(0o640)

    write_all(folder, tmp_path, NEW)

    assert everything_in(folder) == PUBLISHED
    assert (folder / "a.yaml").stat().st_mode & 0o777 == 0o640
    assert not (tmp_path / DECIDED).exists()


def test_a_kill_at_any_step_leaves_all_files_old_or_all_new(folder: Path, tmp_path: Path) -> None:
    seen: set[bool] = set()
    for step in range(1, ENOUGH):
        refilled(folder)
        with suppress(KilledError), failing_at(step, KilledError()) as taken:
            write_all(folder, tmp_path, NEW)
        settle(folder, tmp_path)

        assert everything_in(folder) in (OLD, PUBLISHED), step
        assert not (tmp_path / DECIDED).exists()
        seen.add(everything_in(folder) == PUBLISHED)
        if taken[0] < step:
            break
    else:
        pytest.fail("there are more steps")
    assert seen == {False, True}


def test_a_failure_at_any_step_changes_nothing_or_does_no_harm(
    folder: Path, tmp_path: Path
) -> None:
    refused = 0
    for step in range(1, ENOUGH):
        refilled(folder)
        try:
            with failing_at(step, OSError("no space left")) as taken:
                write_all(folder, tmp_path, NEW)
        except NotWrittenError:
            refused += 1
            settle(folder, tmp_path)
            assert everything_in(folder) == OLD, step
        else:
            settle(folder, tmp_path)
            assert everything_in(folder) == PUBLISHED, step
        if taken[0] < step:
            break
    assert refused > len(NEW)


def test_what_was_changed_by_hand_after_a_kill_is_left_alone(folder: Path, tmp_path: Path) -> None:
    with suppress(KilledError), pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.knowledge.editing.writing._replace", killed)
        write_all(folder, tmp_path, NEW)
    (folder / "a.yaml").write_text("by hand\n", "utf-8")

    settle(folder, tmp_path)

    assert everything_in(folder) == PUBLISHED | {"a.yaml": "by hand\n"}


def killed(*_: object) -> None:
    raise KilledError


def test_half_a_decision_is_none(folder: Path, tmp_path: Path) -> None:
    for half in ("", '{"before"', "{}", "[]"):
        (tmp_path / DECIDED).write_text(half, "utf-8")
        assert settle(folder, tmp_path)
        assert everything_in(folder) == OLD


def test_whoever_may_not_write_leaves_it_to_the_others(folder: Path, tmp_path: Path) -> None:
    with suppress(KilledError), pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.knowledge.editing.writing._replace", killed)
        write_all(folder, tmp_path, NEW)
    with failing_at(2, PermissionError()):
        assert not settle(folder, tmp_path)

    assert settle(folder, tmp_path)
    assert everything_in(folder) == PUBLISHED


def test_a_mark_at_the_beginning_of_a_file_stays(folder: Path, tmp_path: Path) -> None:
    (folder / "a.yaml").write_bytes(b"\xef\xbb\xbfold")

    write_all(folder, tmp_path, {"a.yaml": "new"})

    assert (folder / "a.yaml").read_bytes() == b"\xef\xbb\xbfnew"
