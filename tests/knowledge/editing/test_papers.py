"""An editor finds a file, changes it and publishes it; visitors read it at once."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from textwrap import dedent
from typing import Final

import pytest

from bot.domain.editing import Kind
from bot.domain.errors import ChangedMeanwhileError, HelplineError, PaperUnknownError, RefusedError
from bot.domain.operator import Role
from bot.domain.spelling import fold
from bot.knowledge.editing import papers as papers_module
from bot.knowledge.editing.papers import PapersOnDisk
from bot.knowledge.editing.writing import DECIDED
from bot.knowledge.live import open_knowledge
from tests.conftest import NOW

CENTRE: Final = "centres/astana-umit.yaml"
OTHER: Final = "centres/kostanay-shelter.yaml"
PHONE: Final = "+77172111222"
TODAY: Final = NOW.date().isoformat()


def changed(papers: PapersOnDisk, file: str, phone: str = PHONE) -> tuple[str, str]:
    """Return a file before and after an editor called a new phone today."""
    base = papers.text(file) or ""
    answers = {"phones.0.number": phone, "checked_on": TODAY}
    return base, papers.filled(file, base, answers)


def publish(papers: PapersOnDisk, file: str, base: str | None, text: str | None) -> None:
    papers.write({file: text}, {file: base}, Role.EDITOR, "knowledge: a phone")


def phones(papers: PapersOnDisk) -> set[str]:
    """Return the phones that visitors read."""
    return {phone.number for one in papers.knowledge.guide().centres for phone in one.phones}


def test_every_file_is_listed_with_its_name_and_dates(ours: PapersOnDisk) -> None:
    listed = {paper.name: paper for paper in ours.all({})}

    umit = listed[CENTRE]
    assert (umit.kind, umit.status) == (Kind.CENTRE, "active")
    assert umit.title.en == "Umit crisis centre"
    assert umit.checked_on is not None
    assert umit.due_on is not None
    assert (umit.due_on - umit.checked_on).days == 90
    assert fold("Үміт") in umit.words
    assert "87172497889" in umit.words
    assert listed["numbers.yaml"].title.ru == "Экстренные номера"
    assert (listed["rights/threats.yaml"].kind, listed["places.yaml"].kind) == (
        *(Kind.RIGHT, Kind.OTHER),
    )
    assert "README.md" not in listed
    assert {paper.kind for paper in listed.values()} == set(Kind)


def test_what_cannot_be_read_is_listed_by_the_name_of_its_file(ours: PapersOnDisk) -> None:
    drafts = {"centres/new.yaml": "names: [", CENTRE: None, OTHER: "names: {ru: Дом}\n"}

    listed = {paper.name: paper for paper in ours.all(drafts)}

    assert listed["centres/new.yaml"].title.kk == "centres/new.yaml"
    assert listed[OTHER].title.kk == "Дом"
    assert CENTRE not in listed


def test_a_draft_is_read_as_on_another_day(ours: PapersOnDisk) -> None:
    base, text = changed(ours, CENTRE)
    later = NOW.date() + timedelta(days=200)

    reading = ours.reading({CENTRE: text}, later)

    assert reading.guide is not None
    assert reading.guide.today == later
    assert PHONE in {phone.number for one in reading.guide.centres for phone in one.phones}
    assert PHONE not in phones(ours)
    assert ours.text(CENTRE) == base


def test_what_is_published_is_served_at_once(papers: PapersOnDisk) -> None:
    base, text = changed(papers, CENTRE)

    publish(papers, CENTRE, base, text)

    assert PHONE in phones(papers)
    assert papers.text(CENTRE) == text
    reading, since = papers.served()
    assert (reading.refusals, since) == ((), NOW)


def test_a_file_is_removed_and_comes_back(papers: PapersOnDisk) -> None:
    base = papers.text(OTHER)
    before = phones(papers)

    publish(papers, OTHER, base, None)
    assert phones(papers) < before
    assert papers.text(OTHER) is None

    publish(papers, OTHER, None, base)
    assert phones(papers) == before


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(papers: PapersOnDisk) -> None:
    base, text = changed(papers, CENTRE)
    by_hand = f"{base}# by hand\n"
    (papers.knowledge.folder / CENTRE).write_text(by_hand, "utf-8")

    for old in (base, None):
        with pytest.raises(ChangedMeanwhileError):
            publish(papers, CENTRE, old, text)

    assert papers.text(CENTRE) == by_hand


def test_a_wrong_change_is_refused_whole(papers: PapersOnDisk) -> None:
    good_base, good = changed(papers, OTHER)
    base, wrong = changed(papers, CENTRE, phone="8 7172")

    with pytest.raises(RefusedError) as refused:
        papers.write({OTHER: good, CENTRE: wrong}, {OTHER: good_base, CENTRE: base}, Role.LEAD, "")

    assert {complaint.file for complaint in refused.value.complaints} == {CENTRE}
    assert (papers.text(OTHER), papers.text(CENTRE)) == (good_base, base)
    assert PHONE not in phones(papers)


@pytest.mark.parametrize("step", ["replace", "open"])
def test_a_disk_that_takes_nothing_changes_nothing(
    papers: PapersOnDisk, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    base, text = changed(papers, CENTRE)
    real = getattr(Path, step)

    def full(path: Path, *given: object, **named: object) -> object:
        if step == "replace" or "xb" in given:
            raise OSError(28, "No space left on device")
        return real(path, *given, **named)

    monkeypatch.setattr(Path, step, full)
    with pytest.raises(HelplineError):
        publish(papers, CENTRE, base, text)
    monkeypatch.undo()

    assert papers.text(CENTRE) == base
    beside = {file.name for file in (papers.knowledge.folder / "centres").iterdir()}
    assert not {name for name in beside if name.startswith(".")}


def test_a_lock_that_cannot_be_taken_changes_nothing(
    papers: PapersOnDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    base, text = changed(papers, CENTRE)

    def refuse(_: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(papers_module, "alone", refuse)
    with pytest.raises(HelplineError):
        publish(papers, CENTRE, base, text)

    assert papers.text(CENTRE) == base


def test_bytes_that_are_no_text_are_not_overwritten(papers: PapersOnDisk) -> None:
    (papers.knowledge.folder / CENTRE).write_bytes("имя".encode("cp1251"))

    with pytest.raises(PaperUnknownError):
        papers.text(CENTRE)
    with pytest.raises(PaperUnknownError):
        publish(papers, CENTRE, None, "id: a\n")


KILLED: Final = """
    import os, sys
    from datetime import datetime
    from pathlib import Path
    from bot.domain.operator import Role
    from bot.knowledge.editing.papers import PapersOnDisk
    from bot.knowledge.live import open_knowledge

    folder, var, now, *files = sys.argv[1:]
    clock = lambda: datetime.fromisoformat(now)
    papers = PapersOnDisk(open_knowledge(Path(folder), Path(var), clock))
    bases = {file: papers.text(file) for file in files}
    texts = {
        file: papers.filled(
            file, bases[file], {"phones.0.number": f"+7717211122{n}", "checked_on": now[:10]}
        )
        for n, file in enumerate(files)
    }
    real = Path.replace
    def replace(path, target):
        real(path, target)
        if path.name.startswith(".") and path.suffix == ".new" and "centres" in str(path):
            os._exit(9)
    Path.replace = replace
    papers.write(texts, bases, Role.EDITOR, "")
"""


def test_a_kill_between_two_files_serves_both_or_none(papers: PapersOnDisk) -> None:
    folder, var = papers.knowledge.folder, papers.knowledge.var
    bases = {file: papers.text(file) for file in (CENTRE, OTHER)}
    arguments = [str(folder), str(var), NOW.isoformat(), CENTRE, OTHER]
    done = subprocess.run(
        [sys.executable, "-c", dedent(KILLED), *arguments], check=False, env={**os.environ}
    )
    assert done.returncode == 9
    assert (papers.text(CENTRE) != bases[CENTRE], papers.text(OTHER)) == (True, bases[OTHER])
    assert (var / DECIDED).exists()

    # Whoever looks next, in this process or after a new start, finds both.
    papers.knowledge.look()
    assert {"+77172111220", "+77172111221"} <= phones(papers)
    again = PapersOnDisk(open_knowledge(folder, var, lambda: NOW))
    assert phones(again) == phones(papers)
    assert not (var / DECIDED).exists()


def test_in_a_checkout_each_publishing_is_a_commit(
    papers: PapersOnDisk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = papers.knowledge.folder
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    base, text = changed(papers, CENTRE)

    publish(papers, CENTRE, base, text)

    shown = ["git", "show", "--name-only", "--format=%an: %s"]
    done = subprocess.run(shown, cwd=folder, check=True, capture_output=True, text=True)
    assert done.stdout.split("\n")[0] == "Editor: knowledge: a phone"
    assert done.stdout.strip().endswith(CENTRE)


def test_what_cannot_be_committed_is_published_all_the_same(papers: PapersOnDisk) -> None:
    (papers.knowledge.folder / ".git").mkdir()
    base, text = changed(papers, CENTRE)

    reading = papers.write({CENTRE: text}, {CENTRE: base}, Role.EDITOR, "")

    assert PHONE in phones(papers)
    told = [each for each in reading.complaints if each.advice == papers_module.NOT_COMMITTED]
    assert [(each.file, each.is_notice) for each in told] == [(CENTRE, True)]
    assert reading.refusals == ()
