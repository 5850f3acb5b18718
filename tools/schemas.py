"""Writes the JSON Schemas by which editors' tools help with knowledge/; `--check` only compares."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel

from bot.knowledge.reader import MANY, SINGLE

ROOT: Final = Path(__file__).parents[1]
KNOWLEDGE: Final = ROOT / "knowledge"
FOLDER: Final = "schema"
DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
# What an editor's tool shows beside a key; the words of README.md, in short.
TOLD: Final = {
    "also": "other names under which people may type this",
    "button": "the words of the button, at most 30 characters",
    "centre": "the id of its main town in places.yaml",
    "checked_by": "the id of the role that checked it, from reviewers.yaml",
    "checked_on": "the day of its last check, year-month-day; never renewed without one",
    "en": "English",
    "hours": "for example Mon–Fri 09:00–18:00; null where nobody knows",
    "id": "Latin letters, digits, - and _; nobody else may have it",
    "kind": "for centres an id from centre_kinds.yaml",
    "kk": "Kazakh",
    "label": "the words of the button, at most 30 characters; for a phone: hotline",
    "names": "what the centre calls itself; never an address",
    "nobody_serves": "true where no centre is known: visitors are told so and given the nearest",
    "note": "for editors only; never an address, a person's name or anything about a visitor",
    "number": "+7 and ten digits, in quotation marks; short numbers as they are dialled",
    "offers": "null: what its kind offers is shown",
    "phones": "[] where no number is known; call each one before you write it",
    "place": "the id of its town in places.yaml; null where the town is not known",
    "region": "the id of its region in regions.yaml",
    "ru": "Russian",
    "source": "where the facts were read",
    "status": "active: we know who answers; unverified: visitors see 111 first; hidden: not shown",
    "valid_from": "the first day on which this version holds",
    "valid_to": "the last day on which this version holds",
    "who_may_come": "null: who may come to its kind is shown",
}


def schemas() -> dict[str, dict[str, Any]]:
    """Return the schema of every kind of file by the schema's name."""
    kinds: dict[str, type[BaseModel]] = {schema_of(name): kind for name, kind in SINGLE.items()}
    kinds |= {schema_of(f"{below}/one.yaml"): kind for below, kind in MANY.items()}
    return {name: _schema(name, kind) for name, kind in sorted(kinds.items())}


def schema_of(name: str) -> str:
    """Return the name of the schema for a file of knowledge."""
    below, _, file = name.rpartition("/")
    is_one_of_many = name not in SINGLE and below in MANY
    stem = below if is_one_of_many or below == "phrases" else Path(file).stem
    return f"{stem}.schema.json"


def head_of(name: str) -> str:
    """Return the line by which editors' tools find the schema of a file."""
    up = "../" * name.count("/")
    return f"# yaml-language-server: $schema={up}{FOLDER}/{schema_of(name)}\n"


def written(schema: dict[str, Any]) -> str:
    """Return a schema as it stands in its file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def out_of_date(folder: Path) -> list[str]:
    """Return the names of schemas that are missing, not current, or nobody's."""
    now = {name: written(schema) for name, schema in schemas().items()}
    there = {path.name: path.read_text("utf-8") for path in folder.glob("*")}
    return sorted(name for name in now.keys() | there.keys() if now.get(name) != there.get(name))


def write(folder: Path) -> None:
    """Write all schemas, and leave no others."""
    folder.mkdir(exist_ok=True)
    now = schemas()
    for name, schema in now.items():
        (folder / name).write_text(written(schema), "utf-8")
    for path in folder.glob("*"):
        if path.name not in now:
            path.unlink()


def main() -> int:
    """Write the schemas, or with `--check` say which of them are not current."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only compare")
    folder = KNOWLEDGE / FOLDER
    if not parser.parse_args().check:
        write(folder)
        return 0
    late = out_of_date(folder)
    for name in late:
        print(f"knowledge/{FOLDER}/{name} is not current: python tools/schemas.py")
    return 1 if late else 0


def _schema(name: str, kind: type[BaseModel]) -> dict[str, Any]:
    made = kind.model_json_schema()
    _tell(made)
    return {"$schema": DRAFT, "$id": name, **made}


def _tell(schema: Any) -> None:
    """Put the words for editors beside the keys."""
    if isinstance(schema, list):
        for each in schema:
            _tell(each)
    if not isinstance(schema, dict):
        return
    for key, value in schema.get("properties", {}).items():
        if key in TOLD:
            value.setdefault("description", TOLD[key])
    for value in schema.values():
        _tell(value)


if __name__ == "__main__":
    sys.exit(main())
