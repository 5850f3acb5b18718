"""A centre as a row of the sheet, and a row as values of its file."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import PurePosixPath
from typing import Any, Final

from bot.domain.language import Language
from bot.knowledge.models import CentreFile, PhoneEntry
from bot.knowledge.spreadsheet.columns import IN_LANGUAGES, KEYS

# What a row holds, by column; empty where a centre says nothing.
Value = str | date
Row = Mapping[str, Value]

FOLDER: Final = "centres"
BETWEEN_PHONES: Final = "; "
HOTLINE: Final = " (hotline)"
PHONE_IN_A_CELL: Final = re.compile(r"(\+7\d{10})( \(hotline\))?")
PLAIN: Final = ("id", "region", "place", "kind", "status", "note", "source", "checked_by")


def as_row(name: str, centre: CentreFile) -> Row:
    """Return a centre as it stands in the sheet; `name` is its file below the knowledge."""
    row: dict[str, Value] = dict.fromkeys(KEYS, "")
    row["file"] = PurePosixPath(name).name
    row |= {key: getattr(centre, key) or "" for key in PLAIN}
    row["checked_on"] = centre.checked_on
    row["phones"] = phones_as_cell(centre.phones)
    for field in IN_LANGUAGES:
        words = getattr(centre, field)
        for language in Language:
            row[f"{field}.{language}"] = getattr(words, language) if words else ""
    return row


def phones_as_cell(phones: Iterable[PhoneEntry]) -> str:
    """Return all phones of a centre in one cell."""
    return BETWEEN_PHONES.join(phone.number + HOTLINE * bool(phone.label) for phone in phones)


def as_values(row: Row) -> dict[str, Any]:
    """Return what a centre's file says of a row, in the order of its fields."""
    return {
        "id": row["id"],
        "region": row["region"],
        "place": row["place"] or None,
        "kind": row["kind"],
        "names": _words(row, "names"),
        "phones": _phones(str(row["phones"])),
        "hours": _words(row, "hours"),
        "offers": _words(row, "offers"),
        "who_may_come": _words(row, "who_may_come"),
        "status": row["status"],
        "note": row["note"] or None,
        "source": row["source"],
        "checked_on": row["checked_on"],
        "checked_by": row["checked_by"],
    }


def differing(before: Row, after: Row) -> tuple[str, ...]:
    """Return the columns in which two rows differ."""
    return tuple(key for key in KEYS if before[key] != after[key])


def _words(row: Row, field: str) -> dict[str, Value] | None:
    said = {language.value: row[f"{field}.{language}"] for language in Language}
    return said if any(said.values()) else None


def _phones(cell: str) -> list[dict[str, str]]:
    return [
        {"number": number} | ({"label": "hotline"} if label else {})
        for number, label in PHONE_IN_A_CELL.findall(cell)
    ]
