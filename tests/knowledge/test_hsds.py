"""The directory for other services: valid by the published schema, and never an address."""

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from urllib.parse import urljoin

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from bot.domain.language import Language
from bot.flows.centre_card import CALL_111_FIRST
from bot.knowledge import models
from bot.knowledge.hsds import UNCONFIRMED, as_hsds, files_of, write_hsds
from bot.knowledge.reader import read_folder
from bot.knowledge.shelf import Shelf
from tests.conftest import KNOWLEDGE
from tests.flows.talk import words_of

PUBLISHED: Final = Path(__file__).parent / "hsds"
SCHEMAS: Final = {
    file.name: json.loads(file.read_text(encoding="utf-8")) for file in PUBLISHED.glob("*.json")
}
WHERE_SOMEBODY_IS: Final = {"addresses", "latitude", "longitude", "transportation", "url", "uri"}


def validator(name: str) -> Draft202012Validator:
    # The schemas refer to each other by the names of their files; no network is asked.
    resources = [
        (each, Resource.from_contents(schema, default_specification=DRAFT202012))
        for each, schema in SCHEMAS.items()
    ]
    registry: Registry[Any] = Registry().with_resources(resources)
    return Draft202012Validator(
        {"$ref": name}, registry=registry, format_checker=FormatChecker(["uuid", "email"])
    )


def faults(page: dict[str, Any]) -> list[str]:
    of_pages = validator("page.json").iter_errors(page)
    of_services = (
        fault
        for service in page["contents"]
        for fault in validator("service.json").iter_errors(service)
    )
    return [fault.json_path for fault in (*of_pages, *of_services)]


def fields_in(value: Any) -> Iterator[tuple[str, Any]]:
    """Return every field at every depth, by name."""
    if isinstance(value, list):
        for each in value:
            yield from fields_in(each)
    if isinstance(value, dict):
        yield from value.items()
        for each in value.values():
            yield from fields_in(each)


def ids_in(page: dict[str, Any]) -> list[str]:
    return [value for name, value in fields_in(page) if name == "id"]


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return read_folder(KNOWLEDGE)


@pytest.fixture(params=Language)
def language(request: pytest.FixtureRequest) -> Language:
    given: Language = request.param
    return given


def with_centre(shelf: Shelf, **changes: object) -> Shelf:
    """Return the shelf with other values in its first centre."""
    name, first = next(iter(shelf.all("centres", models.CentreFile).items()))
    return replace(shelf, read={**shelf.read, name: first.model_copy(update=changes)})


def service_of(page: dict[str, Any], shelf: Shelf) -> dict[str, Any]:
    """Return what became of the first centre."""
    first = next(iter(shelf.all("centres", models.CentreFile).values()))
    [found] = [
        each
        for each in page["contents"]
        if each["phones"] and each["phones"][0]["number"] == first.phones[0].number
    ]
    known: dict[str, Any] = found
    return known


def test_the_schema_is_the_published_one() -> None:
    assert len(SCHEMAS) == 21
    for name, schema in SCHEMAS.items():
        Draft202012Validator.check_schema(schema)
        for _, target in (each for each in fields_in(schema) if each[0] == "$ref"):
            assert urljoin(name, target) in SCHEMAS, name


def test_every_language_is_valid(shelf: Shelf, language: Language) -> None:
    page = as_hsds(shelf, language)

    assert faults(page) == []
    assert page["total_items"] == page["size"] == len(page["contents"])


@pytest.mark.parametrize(
    ("way", "value"),
    [
        (("status",), "unverified"),
        (("id",), "MNG-01"),
        (("name",), None),
        (("phones", 0, "number"), 77292605535),
        (("service_at_locations", 0, "location", "location_type"), "secret"),
        (("service_at_locations", 0, "location", "addresses"), [{"city": "Aktau"}]),
        (("organization", "description"), None),
        (("attributes", 0, "id"), "source"),
    ],
)
def test_a_damaged_export_is_found(shelf: Shelf, way: tuple[str | int, ...], value: object) -> None:
    page = deepcopy(as_hsds(shelf, Language.ENGLISH))
    place: Any = next(each for each in page["contents"] if each["phones"])
    for step in way[:-1]:
        place = place[step]
    place[way[-1]] = value

    assert faults(page)


def test_every_centre_that_is_shown_is_there_once(shelf: Shelf) -> None:
    centres = shelf.all("centres", models.CentreFile).values()
    shown = [each for each in centres if each.status != "hidden"]
    page = as_hsds(shelf, Language.ENGLISH)

    numbers = sorted(phone.number for each in shown for phone in each.phones)
    exported = sorted(value for name, value in fields_in(page) if name == "number")
    assert page["total_items"] == len(shown)
    assert exported == numbers


def test_ids_are_the_same_in_every_language_and_no_two_are_alike(shelf: Shelf) -> None:
    kk, ru, en = (as_hsds(shelf, each) for each in Language)

    assert ids_in(kk) == ids_in(ru) == ids_in(en)
    # An organization is one thing with its service; each has its own id all the same.
    assert len(set(ids_in(en))) == len(ids_in(en))
    assert kk != ru != en


def test_ids_stay_what_they_are_when_words_change(shelf: Shelf) -> None:
    words = models.Words(kk="Басқа", ru="Другое", en="Another")
    changed = as_hsds(with_centre(shelf, names=words), Language.ENGLISH)

    assert ids_in(changed) == ids_in(as_hsds(shelf, Language.ENGLISH))
    assert service_of(changed, shelf)["name"] == "Another"


def test_no_field_says_where_anybody_is(shelf: Shelf, language: Language) -> None:
    page = as_hsds(shelf, language)
    fields = list(fields_in(page))

    assert not WHERE_SOMEBODY_IS & {name for name, _ in fields}
    assert {value for name, value in fields if name == "location_type"} == {"virtual"}


def test_a_note_between_editors_stays_between_them(shelf: Shelf, language: Language) -> None:
    noted = with_centre(shelf, note="Ask for Marzhan at the back door")

    assert "Marzhan" not in json.dumps(as_hsds(noted, language))


def test_a_doubt_is_told_in_the_words_that_visitors_read(shelf: Shelf, language: Language) -> None:
    doubtful = service_of(as_hsds(with_centre(shelf, status="unverified"), language), shelf)
    certain = service_of(as_hsds(with_centre(shelf, status="active"), language), shelf)

    assert doubtful["status"] == "inactive"
    assert doubtful["alert"] == words_of(CALL_111_FIRST, language) == UNCONFIRMED.words(language)
    assert (certain["status"], certain.get("alert")) == ("active", None)


def test_what_is_hidden_is_not_exported(shelf: Shelf) -> None:
    before = as_hsds(with_centre(shelf, status="active"), Language.ENGLISH)["total_items"]
    hidden = as_hsds(with_centre(shelf, status="hidden"), Language.ENGLISH)

    assert hidden["total_items"] == before - 1


def test_hours_a_check_and_its_source_are_told(shelf: Shelf) -> None:
    hours = models.Words(kk="9-18", ru="с 9 до 18", en="9 to 18")
    first = next(iter(shelf.all("centres", models.CentreFile).values()))
    found = service_of(as_hsds(with_centre(shelf, hours=hours), Language.RUSSIAN), shelf)

    assert [each["description"] for each in found["schedules"]] == ["с 9 до 18"]
    assert found["assured_date"] == first.checked_on.isoformat()
    values = {each["link_type"]: each["value"] for each in found["attributes"]}
    assert values["source"] == first.source
    assert values["checked_by"] != first.checked_by


def test_one_language_is_one_file_and_none_is_a_file_for_each(shelf: Shelf, tmp_path: Path) -> None:
    write_hsds(shelf, tmp_path / "list.json", Language.KAZAKH)
    write_hsds(shelf, tmp_path / "all.json", None)

    names = {"list.json", "all.kk.json", "all.ru.json", "all.en.json"}
    assert {file.name for file in tmp_path.iterdir()} == names
    written = files_of(tmp_path / "all.json")[Language.KAZAKH].read_text(encoding="utf-8")
    assert written == (tmp_path / "list.json").read_text(encoding="utf-8")
    assert json.loads(written) == as_hsds(shelf, Language.KAZAKH)


def test_where_a_list_cannot_be_read_nothing_is_written(shelf: Shelf, tmp_path: Path) -> None:
    rest = {name: model for name, model in shelf.read.items() if name != "regions.yaml"}
    with pytest.raises(KeyError):
        write_hsds(replace(shelf, read=rest), tmp_path / "all.json", None)

    assert list(tmp_path.iterdir()) == []
