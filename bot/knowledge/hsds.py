"""The directory for other services, in HSDS 3.0: the open standard for lists of services.

One file is one language. No address is ever in it, and no place nearer than a town.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import NAMESPACE_DNS, uuid5

from bot.domain.language import Language
from bot.domain.text import Counsel
from bot.knowledge import models
from bot.knowledge.shelf import Shelf

# Every id follows from one of ours: the same in all languages, and again tomorrow.
OURS: Final = uuid5(NAMESPACE_DNS, "centres.pana")
# A service that shows only what is active shows only what we could confirm. The standard has no
# word for a doubt, so that the alert says it.
STATUSES: Final = {"active": "active", "unverified": "inactive"}
UNCONFIRMED: Final = Counsel(
    "Алдымен 111-ге қоңырау шалыңыз, тегін, тәулік бойы: бұл деректі растай алмадық.",
    "Сначала позвоните 111, бесплатно, 24/7: эти сведения пока не подтверждены.",
    "Call 111 first, free, 24/7: we could not confirm this entry.",
)
HOTLINE: Final = Counsel("жедел желі", "горячая линия", "hotline")

Fields = dict[str, Any]


def write_hsds(shelf: Shelf, file: Path, language: Language | None) -> None:
    """Write the directory in one language, or without one a file for each: `name.kk.json`.

    Raises KeyError where a list it refers to could not be read; nothing is written then.
    """
    named = {language: file} if language else files_of(file)
    exported = {path: as_hsds(shelf, spoken) for spoken, path in named.items()}
    for path, page in exported.items():
        written = json.dumps(page, ensure_ascii=False, indent=2)
        path.write_text(written + "\n", encoding="utf-8")


def files_of(file: Path) -> dict[Language, Path]:
    """Return the name of each language's file beside a name that stands for all."""
    return {
        language: file.with_name(f"{file.stem}.{language.value}{file.suffix}")
        for language in Language
    }


def as_hsds(shelf: Shelf, language: Language) -> Fields:
    """Return the directory as one page of services; what is hidden is not in it."""
    shown = [each for each in shelf.all("centres", models.CentreFile).values() if _is_shown(each)]
    about = About.of(shelf, language)
    services = [about.service(centre) for centre in sorted(shown, key=lambda each: each.id)]
    return {
        "total_items": len(services),
        "total_pages": 1,
        "page_number": 1,
        "size": len(services),
        "first_page": True,
        "last_page": True,
        "empty": not services,
        "contents": services,
    }


def _is_shown(centre: models.CentreFile) -> bool:
    return centre.status in STATUSES


@dataclass(frozen=True, slots=True)
class About:
    """What the entries of the directory refer to, in one language."""

    language: Language
    kinds: dict[str, models.KindEntry]
    regions: dict[str, models.Words]
    towns: dict[str, models.Words]
    reviewers: dict[str, models.Words]

    @classmethod
    def of(cls, shelf: Shelf, language: Language) -> "About":
        """Gather it from a shelf."""
        kinds = shelf.one("centre_kinds.yaml", models.KindsFile).kinds
        regions = shelf.one("regions.yaml", models.RegionsFile).regions
        towns = shelf.one("places.yaml", models.PlacesFile).places
        reviewers = shelf.one("reviewers.yaml", models.ReviewersFile).reviewers
        return cls(
            language,
            {each.id: each for each in kinds},
            {each.id: each.name for each in regions},
            {each.id: each.name for each in towns},
            {each.id: each.says for each in reviewers},
        )

    def service(self, centre: models.CentreFile) -> Fields:
        """Return a centre as a service, with all that belongs to it inside."""
        kind = self.kinds[centre.kind]
        return {
            "id": _id("service", centre.id),
            "organization_id": _id("organization", centre.id),
            "name": self._say(centre.names),
            "description": self._say(centre.offers or kind.offers),
            "status": STATUSES[centre.status],
            "eligibility_description": self._say(centre.who_may_come or kind.who_may_come),
            "assured_date": centre.checked_on.isoformat(),
            **self._alert(centre),
            "phones": [self._phone(centre, phone) for phone in centre.phones],
            "schedules": self._schedules(centre),
            "service_areas": [self._area(centre)],
            "service_at_locations": [self._at_location(centre)],
            "organization": self._organization(centre),
            "attributes": [
                self._attribute(centre, "source", centre.source),
                self._attribute(centre, "checked_by", self._say(self.reviewers[centre.checked_by])),
            ],
        }

    def _alert(self, centre: models.CentreFile) -> Fields:
        if centre.status == "active":
            return {}
        return {"alert": UNCONFIRMED.words(self.language)}

    def _organization(self, centre: models.CentreFile) -> Fields:
        offers = centre.offers or self.kinds[centre.kind].offers
        return {
            "id": _id("organization", centre.id),
            "name": self._say(centre.names),
            "description": self._say(offers),
        }

    def _phone(self, centre: models.CentreFile, phone: models.PhoneEntry) -> Fields:
        # In which languages a centre answers nobody has told us, so that none is stated.
        hotline = {"description": HOTLINE.words(self.language)} if phone.label else {}
        return {
            "id": _id("phone", f"{centre.id}/{phone.number}"),
            "service_id": _id("service", centre.id),
            "number": phone.number,
            "type": "voice",
            **hotline,
        }

    def _schedules(self, centre: models.CentreFile) -> list[Fields]:
        if centre.hours is None:
            return []
        service = _id("service", centre.id)
        hours = self._say(centre.hours)
        return [{"id": _id("schedule", centre.id), "service_id": service, "description": hours}]

    def _area(self, centre: models.CentreFile) -> Fields:
        return {
            "id": _id("area", centre.id),
            "service_id": _id("service", centre.id),
            "name": self._say(self.regions[centre.region]),
        }

    def _at_location(self, centre: models.CentreFile) -> Fields:
        town = self.towns[centre.place] if centre.place else self.regions[centre.region]
        location = {
            "id": _id("location", centre.id),
            # Where a centre is, its own people tell those who come: here it is nowhere.
            "location_type": "virtual",
            "organization_id": _id("organization", centre.id),
            "name": self._say(town),
        }
        return {
            "id": _id("at", centre.id),
            "service_id": _id("service", centre.id),
            "location_id": location["id"],
            "location": location,
        }

    def _attribute(self, centre: models.CentreFile, which: str, value: str) -> Fields:
        return {
            "id": _id(which, centre.id),
            "link_id": _id("service", centre.id),
            "link_type": which,
            "link_entity": "service",
            "value": value,
        }

    def _say(self, words: models.Words) -> str:
        return Counsel(words.kk, words.ru, words.en).words(self.language)


def _id(kind: str, ours: str) -> str:
    return str(uuid5(OURS, f"{kind}/{ours}"))
