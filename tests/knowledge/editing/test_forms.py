"""A form says what may be filled in, in the order in which things change."""

import pytest

from bot.domain.editing import Shape
from bot.domain.text import Counsel, Phrase, Verbatim
from bot.knowledge.editing.forms import leaves
from bot.knowledge.editing.papers import PapersOnDisk
from bot.knowledge.files import read_text
from tests.knowledge.editing.answering import field_of

CENTRE = "centres/astana-umit.yaml"
CHOOSER = "rights/chooser.yaml"


def test_phones_come_first_and_the_date_last(ours: PapersOnDisk) -> None:
    names = [field.name for field in ours.form(CENTRE, ours.text(CENTRE) or "")]

    assert names[:3] == ["phones", "hours", "status"]
    assert names[-3:] == ["id", "checked_on", "checked_by"]


def test_every_field_is_called_something_in_words(ours: PapersOnDisk) -> None:
    for paper in ours.all({}):
        for field in leaves(ours.form(paper.name, ours.text(paper.name) or "")):
            assert isinstance(field.label, Phrase), field.name


def test_choices_are_called_by_their_names(ours: PapersOnDisk) -> None:
    fields = ours.form(CENTRE, ours.text(CENTRE) or "")

    regions = dict(field_of(fields, "region").choices)
    assert regions["AST"] == Counsel("Астана қаласы", "город Астана", "Astana city")
    towns = [one for one, _ in field_of(fields, "place").choices]
    assert towns[:2] == ["", "astana"]
    assert "semey" in towns
    assert {one for one, _ in field_of(fields, "status").choices} == {
        *("active", "unverified", "hidden")
    }
    cards = field_of(ours.form(CHOOSER, ours.text(CHOOSER) or ""), "common.0").choices
    assert ("battery", Counsel("Ұрып-соғу", "Побои", "Battery")) in cards


def test_what_is_published_keeps_its_id(ours: PapersOnDisk) -> None:
    text = ours.text("quick_cards.yaml") or ""
    fields = ours.form("quick_cards.yaml", text)

    assert field_of(fields, "cards.0.id").choices == (("first_line", Verbatim("first_line")),)
    assert ours.filled("quick_cards.yaml", text, {"cards.0.id": "other"}) == text
    grown = ours.grown("quick_cards.yaml", text, ("cards",))
    last = len(read_text("quick_cards.yaml", grown).values["cards"]) - 1
    assert field_of(ours.form("quick_cards.yaml", grown), f"cards.{last}.id").shape is Shape.LINE


def test_a_choice_that_is_not_offered_is_not_lost(ours: PapersOnDisk) -> None:
    text = (ours.text(CENTRE) or "").replace("region: AST", "region: OZ")

    region = field_of(ours.form(CENTRE, text), "region")

    assert region.values == ("OZ",)
    assert ("OZ", Verbatim("OZ")) in region.choices


@pytest.mark.parametrize(
    "text",
    [
        *("names: [", "names: words\n", "phones: 5\n", "id: [a]\n", "- a\n", ""),
        *("region: &a AST\n", "id: a\nid: b\n", "id: !x a\n", "phones:\n  - 5\n"),
        "a: b\n---\na: c\n",
    ],
)
def test_what_fits_no_form_is_edited_as_a_whole(ours: PapersOnDisk, text: str) -> None:
    assert ours.form(CENTRE, text) == ()
    assert ours.filled(CENTRE, text, {"names.kk": "x"}) == text


def test_what_is_missing_can_be_filled_in(ours: PapersOnDisk) -> None:
    text = "# only this\nid: AST-99\n"

    text = ours.filled(CENTRE, text, {"names.ru": "б", "place": "astana", "status": "active"})
    text = ours.grown(CENTRE, text, ("phones",))
    text = ours.filled(CENTRE, text, {"phones.0.number": "+77172000000"})

    assert read_text(CENTRE, text).values == {
        "id": "AST-99",
        "names": {"kk": "", "ru": "б", "en": ""},
        "place": "astana",
        "status": "active",
        "phones": [{"number": "+77172000000"}],
    }
    assert text.startswith("# only this\n")


def test_each_kind_of_value_is_written_as_our_files_write_it(ours: PapersOnDisk) -> None:
    text = ours.text(CENTRE) or ""

    text = ours.filled(
        CENTRE,
        text,
        {
            "status": "hidden",
            "checked_on": "2026-12-01",
            "names.en": "Umit: a centre",
            "source": "",
            "place": "",
            "region": "",
            "what is this": "nothing",
        },
    )

    for line in ("status: hidden", "checked_on: 2026-12-01", '  en: "Umit: a centre"'):
        assert f"{line}\n" in text
    for line in ('source: ""', "place: null", "region: null"):
        assert f"{line}\n" in text
    assert "nothing" not in text


def test_a_day_typed_wrongly_and_mended_is_written_as_before(ours: PapersOnDisk) -> None:
    text = ours.text(CENTRE) or ""

    wrong = ours.filled(CENTRE, text, {"checked_on": "21.11.2026"})
    day = field_of(ours.form(CENTRE, text), "checked_on").values[0]

    assert 'checked_on: "21.11.2026"\n' in wrong
    assert field_of(ours.form(CENTRE, wrong), "checked_on").values == ("21.11.2026",)
    assert ours.filled(CENTRE, wrong, {"checked_on": day}) == text


def test_a_folded_note_stays_folded_and_no_wider_than_before(ours: PapersOnDisk) -> None:
    file = "centres/kostanay-shelter.yaml"
    text = ours.text(file) or ""
    note = read_text(file, text).values["note"] + " Telephoned: nobody answered, tried again." * 9

    after = ours.filled(file, text, {"note": note})

    assert read_text(file, after).values["note"] == note
    head, _, rest = after.partition("note: >-\n")
    folded, _, tail = rest.partition("source:")
    assert text.startswith(head)
    assert text.endswith(tail)
    assert max(map(len, folded.splitlines())) <= 100
    assert folded.count("\n") > 10


def test_flags_points_and_cards_are_written_without_quotes(ours: PapersOnDisk) -> None:
    file = "questions.yaml"
    answers = {"items.0.several": "true", "items.0.options.0.points": "3"}
    text = ours.filled(file, ours.text(file) or "", answers)
    item = read_text(file, text).values["items"][0]

    assert (item["several"], item["options"][0]["points"]) == (True, 3)
    emptied = ours.filled(file, text, {"items.0.options.0.points": "", "items.0.several": ""})
    item = read_text(file, emptied).values["items"][0]
    assert (item["several"], item["options"][0]["points"]) == (False, 0)
    chosen = ours.filled(CHOOSER, ours.text(CHOOSER) or "", {"common.0": "battery"})
    assert read_text(CHOOSER, chosen).values["common"][0] == "battery"


def test_lists_that_the_program_knows_by_name_do_not_grow(ours: PapersOnDisk) -> None:
    text = ours.text("medical.yaml") or ""

    assert field_of(ours.form("medical.yaml", text), "cards").shape is Shape.GROUP
    assert ours.grown("medical.yaml", text, ("cards",)) == text
    assert ours.shrunk("medical.yaml", text, ("cards", 0)) == text


def test_every_list_grows_and_shrinks_back(ours: PapersOnDisk) -> None:
    for paper in ours.all({}):
        text = ours.text(paper.name) or ""
        for way in sorted(ours._lists(paper.name, text), key=str):
            grown = ours.grown(paper.name, text, way)
            values = read_text(paper.name, grown).values
            for step in way:
                values = values[step]
            assert grown != text
            shrunk = ours.shrunk(paper.name, grown, (*way, len(values) - 1))
            assert shrunk == text, (paper.name, way)
            again = field_of(ours.form(paper.name, grown), ".".join(map(str, way)))
            assert len(again.fields) == len(values)
