"""Addresses in files of centres: whoever hurts must not find the door, not even in a note."""

import re
from collections.abc import Iterator
from typing import Final

from bot.domain.advice import Complaint
from bot.domain.text import Phrase, _
from bot.knowledge.checks.base import Circumstances, Finding, strings
from bot.knowledge.files import Source
from bot.knowledge.once import Remembered
from bot.knowledge.shelf import Shelf

ADDRESS_FOUND: Final = _("This looks like an address. Addresses are never shown: please remove it.")
MAP_FOUND: Final = _("This leads to a place on a map: please remove it.")
EMAIL_FOUND: Final = _("This is an e-mail, and letters leave traces: please remove it.")

_KAZAKH: Final = (
    r"\bкөше(?:сі\w*|де|дегі|нің)?\b|\bдаңғыл\w*|\bшағын ?аудан\w*|\bмөлтек ?аудан\w*|"
    r"\bтұйық көше\w*|\bбульвары\b|\bтас жол\w*|"
    r"(?<!\d)\d+\s?[а-я]?-?\s?(?:үй|пәтер|кабинет|қабат)\b|"
    r"\b(?:үй|пәтер|кабинет|қабат)\s?(?:№ ?)?\d"
)
_RUSSIAN: Final = (
    r"\bулиц\w*|\bул\.|\bпросп(?:ект\w*|\.)|\bпр-т\b|\bпр-кт\b|\bпереул\w*|\bпер\.\s|"
    r"\bмикрорайон\w*|\bмкр(?:-?н)?\b|\bбульвар\w*|\bб-р\b|\bшоссе\b|\bнабережн\w*|"
    r"\bдом\s?(?:№ ?)?\d|\bд\.\s?\d|\bкорпус\s?\d|\bкорп\.\s?\d|\bкв(?:\.|артира)\s?\d|"
    r"\b(?:офис|каб\.|кабинет|подъезд|этаж)\s?(?:№ ?)?\d|\b\d+-?[йи]?\s?этаж|\bориентир\b|"
    r"\bнапротив (?=\w)|\bостановк\w* (?:автобус|«)"
)
# Kazakh and Russian are written in Latin letters too.
_ENGLISH: Final = (
    r"\bstreets?\b|\bavenue\b|\bave\.|\bboulevard\b|\bblvd\b|\bmicrodistrict\w*|"
    r"\bbuilding\s?(?:no\.? ?)?\d|\bbldg\b|\bhouse\s?(?:no\.? ?)?\d|"
    r"\b(?:apartment|apt\.?|flat|office|room)\s?\d|"
    r"\b\d+(?:st|nd|rd|th) floor\b|\bbus stop\b|\bopposite the\b|\bulits\w*|\bul\.|\bprospekt\w*|"
    r"\bkoshe\w*|\bkóshe\w*|\bdangyl\w*|\bmkr\b"
)
_NAME: Final = r"\b[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][\w’'-]{2,40}"
# Names followed by what only a house has: Абая 25/1, Сатпаева 12а; and Abai Road 5.
_HOUSES: Final = (
    rf"{_NAME},? (?!24/7)\d{{1,3}}(?:/\d{{1,3}}\w?|[а-яa-z])(?![\w])|"
    rf"\b[Bb]uilding [A-Z]\b|{_NAME} (?:Road|Lane|Drive|Square|St\.?)\b|"
    rf"\b\d{{1,3}}[a-z]? {_NAME[2:]} (?:Rd|St)\b"
)
ADDRESS: Final = re.compile(rf"(?i:{_KAZAKH}|{_RUSSIAN}|{_ENGLISH})|{_HOUSES}")
# Six digits, or the eight signs of the new postal codes.
POSTAL: Final = re.compile(r"(?<![\w+/=.-])(?:\d{6}|[A-Z]\d{2}[A-Z]\d[A-Z]\d)(?![\w-]|\.\d)")
# A name and a bare number: only where visitors read, for notes speak of tables and of days.
NUMBERED: Final = re.compile(
    r"\b[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]{2,}(?:[аяыі]|ого|его),? (?!10[1-4]|11[0-2]|150)\d{1,3}"
    r"(?=\s*(?:$|[.,;)]))"
)
MAP: Final = re.compile(
    r"2gis|google\.\w+/maps|maps\.google|goo\.gl|maps\.app|yandex\.\w+/(?:maps|navi)|maps\.me|"
    r"openstreetmap|osm\.org|what3words|w3w\.co|\b[45]\d[.,]\d{3,}\D{1,4}[4-8]\d[.,]\d{3,}|\d°",
    re.IGNORECASE,
)
# Looked for from the beginning of a word only: a pasted picture would else hold everybody up.
EMAIL: Final = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.\w+")
READ_BY_VISITORS: Final = ("names", "hours", "offers", "who_may_come")


def addresses(shelf: Shelf, _: Circumstances) -> None:
    """Complain of whatever leads to a centre's door, in any field and any comment."""
    for name, source in shelf.sources.items():
        if name.startswith("centres/"):
            for place, advice, _notice in LOOKS(source):
                shelf.complain(name, place, advice)
            for line, column, advice in _comments(source.text):
                shelf.complaints.append(Complaint(name, line, column, (), advice))


def _look(source: Source) -> tuple[Finding, ...]:
    found: list[Finding] = []
    for place, words in strings(source.values):
        is_read = place[:1] and place[0] in READ_BY_VISITORS
        advice = _leads_there(words) or (is_read and NUMBERED.search(words) and ADDRESS_FOUND)
        if advice:
            found.append((place, advice, False))
    return tuple(found)


# Files that have not changed are not looked at again.
LOOKS: Final = Remembered(_look, kept=512)


def _leads_there(words: str) -> Phrase | None:
    """Return what is to be said of words that lead to a door or leave a trace."""
    if EMAIL.search(words):
        return EMAIL_FOUND
    if MAP.search(words):
        return MAP_FOUND
    return ADDRESS_FOUND if ADDRESS.search(words) or POSTAL.search(words) else None


def _comments(text: str) -> Iterator[tuple[int, int, Phrase]]:
    """Return line and column of the comments that lead to a door."""
    for number, line in enumerate(text.splitlines(), 1):
        before, sign, comment = line.partition("#")
        if sign and (advice := _leads_there(comment)):
            yield number, len(before) + 1, advice
