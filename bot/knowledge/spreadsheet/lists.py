"""What may be chosen in the sheet: regions, towns, kinds, statuses, roles."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from bot.domain.text import Counsel, Text, _
from bot.knowledge import models
from bot.knowledge.shelf import Shelf

UNKNOWN: Final = _("“{value}” is not known here. Please choose from the list.")
MEANT: Final = _("“{value}” is not known here. Did you mean “{near}”?")
SEVERAL: Final = _("“{value}” may mean several: please choose one of {ids}.")

# Visitors see the first two; what each means stands in knowledge/README.md.
STATUSES: Final[Mapping[str, Text]] = {
    "active": _("we know who answers"),
    "unverified": _("a doubt remains: visitors see 111 first"),
    "hidden": _("visitors do not see it"),
}


@dataclass(frozen=True, slots=True)
class Choices:
    """What may stand in a column: ids and what they mean; other names lead to ids as well."""

    says: Mapping[str, Text]
    names: Mapping[str, tuple[str, ...]]

    def find(self, value: str) -> str | Text:
        """Return the id that is meant, or advice where none is."""
        if value in self.says:
            return value
        found = self.names.get(value.casefold(), ())
        if len(found) == 1:
            return found[0]
        if found:
            return SEVERAL.given(value=value, ids=", ".join(found))
        near = get_close_matches(value.casefold(), self.names, 1)
        if not near:
            return UNKNOWN.given(value=value)
        return MEANT.given(value=value, near=self.names[near[0]][0])


Lists = Mapping[str, Choices]


def lists_of(shelf: Shelf) -> Lists:
    """Return the lists of a folder; raises KeyError where a file of them could not be read."""
    regions = shelf.one("regions.yaml", models.RegionsFile).regions
    places = shelf.one("places.yaml", models.PlacesFile).places
    kinds = shelf.one("centre_kinds.yaml", models.KindsFile).kinds
    roles = shelf.one("reviewers.yaml", models.ReviewersFile).reviewers
    return {
        "region": _choices((one.id, one.name, (one.name, one.short)) for one in regions),
        "place": _choices((one.id, one.name, (one.name,)) for one in places),
        "kind": _choices((one.id, one.offers, ()) for one in kinds),
        "status": Choices(STATUSES, {status: (status,) for status in STATUSES}),
        "checked_by": _choices((one.id, one.says, (one.says,)) for one in roles),
    }


def _choices(
    entries: Iterable[tuple[str, models.Words, tuple[models.Words, ...]]],
) -> Choices:
    says: dict[str, Text] = {}
    names: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for one, meaning, known_as in entries:
        says[one] = Counsel(meaning.kk, meaning.ru, meaning.en)
        for name in (one, *(word for words in known_as for word in (words.kk, words.ru, words.en))):
            names[name.casefold()][one] = None
    return Choices(says, {name: tuple(ids) for name, ids in names.items()})
