"""New files get plain names, and no name leads out of the folder."""

from pathlib import Path

import pytest

from bot.domain.editing import Kind
from bot.domain.errors import FileNameRefusedError, PaperUnknownError
from bot.domain.operator import Role
from bot.knowledge.editing.names import file_named
from bot.knowledge.editing.papers import PapersOnDisk
from bot.knowledge.files import read_text

CENTRE = "centres/astana-umit.yaml"


@pytest.mark.parametrize(
    ("kind", "typed", "file"),
    [
        (Kind.CENTRE, "Astana: Umit", "centres/astana-umit.yaml"),
        (Kind.CENTRE, "  Өскемен «Үміт» орталығы ", "centres/oskemen-umit-ortalygy.yaml"),
        (
            Kind.CENTRE,
            "Щучинск, приют для женщин",
            "centres/shchuchinsk-priyut-dlya-zhenshchin.yaml",
        ),
        (Kind.CENTRE, "../../etc/passwd", "centres/etc-passwd.yaml"),
        (Kind.CENTRE, "a.yaml", "centres/a.yaml"),
        (Kind.RIGHT, "Право на жильё", "rights/pravo_na_zhilyo.yaml"),
        (Kind.PLAN, "With pets", "plans/with_pets.yaml"),
    ],
)
def test_a_file_is_named_after_what_was_typed(kind: Kind, typed: str, file: str) -> None:
    assert file_named(kind, typed, ()) == file


def test_a_long_name_is_cut_between_its_letters() -> None:
    assert file_named(Kind.CENTRE, "a " * 60, ()) == f"centres/{'a-' * 19}a.yaml"


@pytest.mark.parametrize("typed", ["", "  ", "«»", "..", "CON", "nul.yaml", "lpt1", "😀", "\0"])
def test_a_name_that_says_nothing_is_refused(typed: str) -> None:
    with pytest.raises(FileNameRefusedError):
        file_named(Kind.CENTRE, typed, ())


@pytest.mark.parametrize("kind", [Kind.NUMBERS, Kind.JOURNEY, Kind.OTHER, Kind.CHOOSER])
def test_only_some_kinds_have_new_files(kind: Kind) -> None:
    with pytest.raises(FileNameRefusedError):
        file_named(kind, "a new one", ())


def test_a_name_that_is_taken_is_refused(ours: PapersOnDisk) -> None:
    for kind, name in ((Kind.CENTRE, "Astana Umit"), (Kind.RIGHT, "Chooser")):
        with pytest.raises(FileNameRefusedError):
            ours.begun(kind, name, {})
    with pytest.raises(FileNameRefusedError):
        ours.begun(Kind.PLAN, "With pets", {"plans/with_pets.yaml": "id: with_pets\n"})


@pytest.mark.parametrize(
    "file",
    [
        *("../README.md", "README.md", "/etc/passwd", "centres/../regions.yaml", "..", ""),
        *("centres/..\\x.yaml", "centres/a\0.yaml", "centres/con.yaml", "centres/a:b.yaml"),
        *("centres/a/b.yaml", "centres//a.yaml", "centres/.yaml", "centres/.a.yaml"),
        *("centres/a.yml", "Centres/a.yaml", "places_overlay.yaml", "centres/a..b.yaml"),
        *("./regions.yaml", "centres/a .yaml", "rights/a.yaml\n", "centres/NUL.x.yaml"),
    ],
)
def test_no_other_file_is_touched(ours: PapersOnDisk, file: str) -> None:
    asked = (
        lambda: ours.text(file),
        lambda: ours.form(file, ""),
        lambda: ours.filled(file, "", {}),
        lambda: ours.grown(file, "", ()),
        lambda: ours.shrunk(file, "", ()),
        lambda: ours.reading({file: ""}),
        lambda: ours.write({file: ""}, {file: None}, Role.EDITOR, ""),
    )
    for ask in asked:
        with pytest.raises(PaperUnknownError):
            ask()


def test_a_link_out_of_the_folder_is_not_followed(papers: PapersOnDisk, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text("id: a\n", "utf-8")
    (papers.knowledge.folder / "centres" / "linked.yaml").symlink_to(outside)

    with pytest.raises(PaperUnknownError):
        papers.text("centres/linked.yaml")
    assert "centres/linked.yaml" not in {paper.name for paper in papers.all({})}


def test_a_new_centre_is_given_the_next_id_of_its_region(ours: PapersOnDisk) -> None:
    file, text = ours.begun(Kind.CENTRE, "Семей «Үміт»", {})
    assert read_text(file, text).values["names"] == {"kk": "Семей «Үміт»", "ru": "", "en": ""}
    assert read_text(file, text).values["id"] is None

    chosen = ours.filled(file, text, {"region": "ABA"})
    assert read_text(file, chosen).values["id"] == "ABA-03"
    other = ours.filled(file, chosen, {"region": "AST"})
    assert read_text(file, other).values["id"] == "AST-02"
    own = ours.filled(file, other, {"id": "AST-X7"})
    assert read_text(file, ours.filled(file, own, {"region": "ABA"})).values["id"] == "AST-X7"


def test_a_published_centre_keeps_its_id_in_another_region(ours: PapersOnDisk) -> None:
    text = ours.filled(CENTRE, ours.text(CENTRE) or "", {"region": "ABA", "place": ""})

    assert read_text(CENTRE, text).values["id"] == "AST-01"


@pytest.mark.parametrize("kind", [Kind.CENTRE, Kind.RIGHT, Kind.PLAN])
def test_a_new_file_has_a_form_and_only_wants_to_be_filled_in(
    ours: PapersOnDisk, kind: Kind
) -> None:
    file, text = ours.begun(kind, "A new one", {})

    assert ours.form(file, text)
    reading = ours.reading({file: text})
    assert reading.guide is None
    assert {complaint.file for complaint in reading.refusals} == {file}
    assert all(complaint.place for complaint in reading.refusals)
