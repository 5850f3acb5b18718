"""The schemas by which editors' tools help say what our models say."""

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from jsonschema import Draft202012Validator, ValidationError

from bot.knowledge.files import read_file
from bot.knowledge.reader import read_folder
from tests.conftest import KNOWLEDGE
from tools.schemas import FOLDER, head_of, out_of_date, schema_of, write

NAMES: Final = tuple(read_folder(KNOWLEDGE).sources)


@cache
def schema(name: str) -> Draft202012Validator:
    """Return the schema of a file as it stands beside it."""
    made = json.loads((KNOWLEDGE / FOLDER / schema_of(name)).read_text("utf-8"))
    Draft202012Validator.check_schema(made)
    return Draft202012Validator(made)


def values(name: str) -> Any:
    """Return what a file of ours says."""
    return read_file(KNOWLEDGE, name).values


def test_the_schemas_are_current() -> None:
    assert out_of_date(KNOWLEDGE / FOLDER) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_file_fits_its_schema_and_names_it(name: str) -> None:
    schema(name).validate(values(name))

    # The desk writes journeys anew whenever one is kept.
    written = (KNOWLEDGE / name).read_text("utf-8")
    assert written.startswith(head_of(name)) or name.startswith("journeys/")
    named = head_of(name).partition("=")[2].strip()
    assert ((KNOWLEDGE / name).parent / named).resolve().is_file()


@pytest.mark.parametrize("name", NAMES)
def test_a_key_nobody_knows_does_not_fit(name: str) -> None:
    with pytest.raises(ValidationError, match="colour"):
        schema(name).validate({**values(name), "colour": "red"})


@pytest.mark.parametrize(
    "damage",
    [
        {"status": "activ"},
        {"phones": "yes"},
        {"phones": [{"number": "8 7172 497889"}]},
        {"names": {"kk": "a", "ru": "b"}},
        {"id": "AST 01"},
    ],
)
def test_a_damaged_centre_does_not_fit(damage: dict[str, Any]) -> None:
    name = "centres/astana-umit.yaml"

    with pytest.raises(ValidationError):
        schema(name).validate({**values(name), **damage})


def test_editors_are_told_what_a_key_means() -> None:
    made = json.loads((KNOWLEDGE / FOLDER / "centres.schema.json").read_text("utf-8"))

    assert "quotation marks" in made["$defs"]["PhoneEntry"]["properties"]["number"]["description"]
    assert "null" in made["properties"]["hours"]["description"]


def test_a_schema_that_is_old_or_nobodys_is_told_and_mended(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "numbers.schema.json").write_text("{}", "utf-8")
    (tmp_path / "castles.schema.json").write_text("{}", "utf-8")

    assert out_of_date(tmp_path) == ["castles.schema.json", "numbers.schema.json"]
    write(tmp_path)
    assert out_of_date(tmp_path) == []
