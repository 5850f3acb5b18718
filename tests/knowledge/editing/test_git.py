"""What is published is committed, and nothing else."""

import subprocess
from pathlib import Path

import pytest

from bot.domain.operator import Role
from bot.knowledge.editing.git import commit, is_checkout


@pytest.fixture(autouse=True)
def _nobodys_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # No name, no address and no settings of whoever runs the tests.
    for name in ("HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    (tmp_path / "home").mkdir()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of a checkout in which two files stand."""
    folder = tmp_path / "checkout" / "knowledge"
    folder.mkdir(parents=True)
    git(folder.parent, "init", "--quiet")
    for name in ("a.yaml", "b.yaml", "gone.yaml"):
        (folder / name).write_text("old\n", "utf-8")
    git(folder, "add", ".")
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    git(folder, *identity, "commit", "--quiet", "--message=first")
    return folder


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout


def committed(folder: Path, *files: str, summary: str = "knowledge: a change") -> bool:
    return commit(folder, files, Role.EDITOR, summary, folder.parents[1] / "commits.lock")


def last(folder: Path) -> str:
    shown = git(folder, "show", "--name-status", "--format=%an <%ae> %cn %s%n%b")
    return "\n".join(line for line in shown.splitlines() if line)


def test_exactly_the_published_files_are_committed_by_the_role(folder: Path) -> None:
    (folder / "a.yaml").write_text("new\n", "utf-8")
    (folder / "gone.yaml").unlink()
    (folder / "new.yaml").write_text("new\n", "utf-8")
    (folder / "b.yaml").write_text("staged by a colleague\n", "utf-8")
    git(folder, "add", "b.yaml")
    (folder / "b.yaml").write_text("and changed again\n", "utf-8")
    (folder / "stranger.txt").write_text("unknown to git\n", "utf-8")

    assert committed(folder, "a.yaml", "gone.yaml", "new.yaml")

    assert last(folder) == (
        "Editor <editor@pana.invalid> Editor knowledge: a change\n"
        "M\tknowledge/a.yaml\nD\tknowledge/gone.yaml\nA\tknowledge/new.yaml"
    )
    left = "MM knowledge/b.yaml\n?? knowledge/stranger.txt\n"
    assert git(folder.parent, "status", "--porcelain") == left


def test_nothing_is_committed_where_nothing_differs(folder: Path) -> None:
    assert committed(folder, "a.yaml", "never_was.yaml")

    assert "first" in last(folder)


def test_a_change_without_a_summary_has_one_all_the_same(folder: Path) -> None:
    (folder / "a.yaml").write_text("new\n", "utf-8")

    assert committed(folder, "a.yaml", summary=" \n")

    assert "knowledge: Change what visitors read" in last(folder)


def test_a_detached_head_is_committed_to(folder: Path) -> None:
    git(folder, "checkout", "--quiet", "--detach")
    (folder / "a.yaml").write_text("new\n", "utf-8")

    assert committed(folder, "a.yaml")

    assert "M\tknowledge/a.yaml" in last(folder)


def test_the_first_commit_of_all_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "fresh" / "knowledge"
    folder.mkdir(parents=True)
    git(folder.parent, "init", "--quiet")
    (folder / "a.yaml").write_text("new\n", "utf-8")

    assert committed(folder, "a.yaml")

    assert "A\tknowledge/a.yaml" in last(folder)


def test_the_surroundings_of_another_repository_do_not_matter(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "other"))
    (folder / "a.yaml").write_text("new\n", "utf-8")

    assert committed(folder, "a.yaml")

    monkeypatch.delenv("GIT_INDEX_FILE")
    assert "M\tknowledge/a.yaml" in last(folder)


def test_a_hook_that_refuses_is_told(folder: Path) -> None:
    hook = folder.parent / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    hook.chmod(0o755)
    (folder / "a.yaml").write_text("new\n", "utf-8")

    assert not committed(folder, "a.yaml")

    assert (folder / "a.yaml").read_text("utf-8") == "new\n"
    assert "first" in last(folder)


def test_a_hook_that_never_ends_is_not_waited_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.knowledge.editing.git.PATIENCE", 0.5)
    hook = folder.parent / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexec sleep 3 >/dev/null 2>&1\n", "utf-8")
    hook.chmod(0o755)
    (folder / "a.yaml").write_text("new\n", "utf-8")

    assert not committed(folder, "a.yaml")


def test_a_locked_index_is_told(folder: Path) -> None:
    (folder.parent / ".git" / "index.lock").write_text("", "utf-8")
    (folder / "a.yaml").write_text("new\n", "utf-8")

    assert not committed(folder, "a.yaml")


def test_a_machine_without_git_is_told(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.yaml").write_text("new\n", "utf-8")
    monkeypatch.setenv("PATH", str(tmp_path))

    assert not committed(folder, "a.yaml")


def test_a_folder_that_git_ignores_is_told(folder: Path) -> None:
    (folder.parent / ".gitignore").write_text("knowledge/new.yaml\n", "utf-8")
    (folder / "new.yaml").write_text("new\n", "utf-8")

    assert not committed(folder, "new.yaml")


def test_a_checkout_is_known_by_its_own_folder(folder: Path, tmp_path: Path) -> None:
    assert is_checkout(folder)
    assert not is_checkout(tmp_path)
