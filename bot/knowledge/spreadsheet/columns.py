"""The columns of the sheet: one for each field of a centre, and one for each of its languages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.language import OWN_NAMES, Language
from bot.domain.text import Joined, Text, Verbatim, _

# The fields that are said in every language; the last three may be empty in all of them.
IN_LANGUAGES: Final = ("names", "hours", "offers", "who_may_come")
REQUIRED: Final = frozenset(
    (
        "region",
        "kind",
        "status",
        "source",
        "checked_on",
        "checked_by",
        *(f"names.{language}" for language in Language),
    )
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `key` is for the program, heading and note are for people."""

    key: str
    heading: Text
    note: Text
    width: int

    @property
    def is_date(self) -> bool:
        """Tell whether its cells are days; all others are text."""
        return self.key == "checked_on"


def _in_languages(field: str, heading: Text, note: Text, width: int) -> Iterator[Column]:
    for language in Language:
        own = Verbatim(OWN_NAMES[language])
        said = Joined((heading, own), ", ")
        yield Column(f"{field}.{language}", said, note, width)


COLUMNS: Final[tuple[Column, ...]] = (
    Column(
        "id",
        _("Id"),
        _("The name of the centre for the program. For a new centre leave it empty: it is made."),
        10,
    ),
    Column(
        "file",
        _("File"),
        _("The file in which the centre stands. For a new centre leave it empty: it is made."),
        30,
    ),
    Column("region", _("Region"), _("Choose from the list:"), 9),
    Column(
        "place",
        _("Town"),
        _("Choose from the list, or write the town's name. Empty: the town is not known."),
        16,
    ),
    Column("kind", _("Kind"), _("Choose from the list:"), 21),
    Column("status", _("Status"), _("Choose from the list:"), 12),
    *_in_languages(
        "names",
        _("Name of the centre"),
        _("The name as the centre itself writes it. All three languages are needed."),
        38,
    ),
    Column(
        "phones",
        _("Phones"),
        _(
            "With +7 and ten digits; several with a semicolon between them. Behind a hotline write "
            "(hotline). Empty: no number is known. Call before you change a number."
        ),
        32,
    ),
    *_in_languages(
        "hours", _("Hours"), _("When somebody answers. All three languages, or none."), 22
    ),
    *_in_languages(
        "offers",
        _("What it offers"),
        _("All three languages, or none: then what its kind usually offers is said."),
        38,
    ),
    *_in_languages(
        "who_may_come",
        _("Who may come"),
        _("All three languages, or none: then what is usual for its kind is said."),
        38,
    ),
    Column("note", _("Note"), _("For editors only; visitors never see it. No addresses."), 50),
    Column("source", _("Source"), _("Where all this is known from."), 38),
    Column(
        "checked_on",
        _("Checked on"),
        _("The day on which it was last checked, as 2026-11-21. Renew it only after a check."),
        13,
    ),
    Column("checked_by", _("Checked by"), _("Who checked it. Choose from the list:"), 16),
)
KEYS: Final = tuple(column.key for column in COLUMNS)
BY_KEY: Final[Mapping[str, Column]] = {column.key: column for column in COLUMNS}


def key_of(place: tuple[str | int, ...]) -> str | None:
    """Return the column in which the value at this place of a file stands."""
    ways = (".".join(map(str, place[:2])), str(place[0])) if place else ()
    known = next((way for way in ways if way in BY_KEY), None)
    # A complaint about a field as a whole stands at its first language.
    return known or next((f"{way}.kk" for way in ways if f"{way}.kk" in BY_KEY), None)
