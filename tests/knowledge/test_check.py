"""Every damage to knowledge/ is found, with its file and line."""

import shutil
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from bot.domain.errors import KnowledgeError
from bot.domain.language import Language
from bot.domain.text import Phrase, Text
from bot.knowledge import checks, reader
from bot.knowledge.files import Source, read_file
from bot.knowledge.keeper import guide_to_serve, read_guide
from tests.conftest import KNOWLEDGE, NOW

TODAY: Final = NOW.date()
TOMORROW: Final = (TODAY + timedelta(days=1)).isoformat()
CENTRE: Final = "centres/astana-umit.yaml"
NEIGHBOUR: Final = "centres/astana-korgau.yaml"
RIGHT: Final = "rights/threats.yaml"
PLAN: Final = "plans/children.yaml"
CARDS: Final = "quick_cards.yaml"
RESCUE: Final = '    label:\n      kk: "112: құтқару қызметі"'
SOURCE_54: Final = """    source:
      kk: "ӘҚБтК 54-бабы"
      ru: "КоАП, ст. 54"
      en: "Code of Administrative Offences, art. 54"
"""


@dataclass(frozen=True, slots=True)
class Damage:
    """What is written in the place of what, what is advised, and the words of the line named."""

    file: str
    old: str
    new: str
    advice: Text
    line: str


def forbidden(file: str, before: str, phrase: str) -> Damage:
    """Return the damage of a forbidden phrase behind some words of a text."""
    advice = checks.FORBIDDEN.given(phrase=phrase)
    return Damage(file, before, f"{before} {phrase}", advice, phrase)


def address(name: str, street: str) -> Damage:
    """Return the damage of a street in the name of a centre."""
    return Damage(CENTRE, name, f"{name}, {street}", checks.ADDRESS_FOUND, street)


MEANT: Final = reader.MEANT
DAMAGES: Final = {
    "a language is missing": Damage(RIGHT, '  kk: "Қорқыту"\n', "", reader.MISSING, '"Угрозы"'),
    "a language is empty": Damage(RIGHT, '"Threats"', '" "', reader.BAD_TEXT, 'en: " "'),
    "a language is no words": Damage(RIGHT, '"Threats"', "yes", reader.BAD_TEXT, "en: yes"),
    "a key with a slip": Damage(
        CENTRE, "hours: null", "huors: null", MEANT.given(key="hours"), "huors"
    ),
    "an address has no key": Damage(
        CENTRE, "hours:", "street: Abai 5\nhours:", reader.UNKNOWN_KEY, "street"
    ),
    "a phone with spaces": Damage(
        CENTRE, "+77172497889", "8 7172 497889", reader.BAD_PHONE, "8 7172"
    ),
    "a phone of another country": Damage(
        CENTRE, "+77172497889", "+441724978890", reader.BAD_PHONE, "+44"
    ),
    "a date as people write it": Damage(
        CENTRE, "2026-11-21", "21.11.2026", reader.BAD_DATE, "21.11.2026"
    ),
    "a date of tomorrow": Damage(CENTRE, "2026-11-21", TOMORROW, checks.IN_FUTURE, TOMORROW),
    "no such region": Damage(CENTRE, "AST\n", "XXX\n", checks.NO_REGION, "XXX"),
    "no such place": Damage(CENTRE, "place: astana", "place: oz", checks.NO_PLACE, "place: oz"),
    "a place in another region": Damage(
        CENTRE,
        "place: astana",
        "place: almaty",
        checks.OTHER_REGION.given(region="ALM"),
        "place: almaty",
    ),
    "no such kind": Damage(CENTRE, "crisis_centre", "castle", checks.NO_KIND, "castle"),
    "no such status": Damage(
        CENTRE,
        "status: active",
        "status: open",
        reader.BAD_VALUE.given(expected="Input should be 'active', 'unverified' or 'hidden'"),
        "status: open",
    ),
    "no such reviewer": Damage(CENTRE, "printed-list", "nobody", checks.NO_REVIEWER, "nobody"),
    "an id for two centres": Damage(NEIGHBOUR, "id: AST-X1", "id: AST-01", checks.TWICE, "id:"),
    "no such card": Damage(
        "rights/chooser.yaml", "[threats,", "[threads,", checks.NO_CARD, "[threads,"
    ),
    "a region around no place": Damage(
        "regions.yaml", "centre: almaty", "centre: atlantis", checks.NO_PLACE, "atlantis"
    ),
    "a place in no region": Damage(
        "places.yaml", "id: sairam, region: SHM", "id: sairam, region: XXX", checks.NO_REGION, "XXX"
    ),
    "a street in Kazakh": address("«Үміт» дағдарыс орталығы", "Абай көшесі"),
    "a street in Russian": address("Кризисный центр «Умит»", "улица Абая"),
    "a street in English": address("Umit crisis centre", "Abai street"),
    "a forbidden phrase in Kazakh": forbidden(RIGHT, "Өмірге қауіп төнсе,", "шыдаңыз"),
    "a forbidden phrase in Russian": forbidden(RIGHT, "Запишите слова,", "сами виноват"),
    "a forbidden phrase in English": forbidden(RIGHT, "Write down the words,", "calm down"),
    "a plan with a forbidden phrase": forbidden(PLAN, "Ask the school", "calm down"),
    "a button that is too long": Damage(
        RIGHT,
        '"Threats"',
        f'"{"t" * 31}"',
        checks.TOO_LONG.given(count=31, limit=checks.LONGEST_BUTTON),
        "t" * 31,
    ),
    "a quick card too long for a screen": Damage(
        CARDS,
        "You can stop at any time.",
        "You can stop at any time." + "a" * 250,
        checks.TOO_LONG.given(count=87 + 250, limit=300),
        "a" * 250,
    ),
    "a key of a quick card that is too long": Damage(
        CARDS,
        '"First words"',
        f'"{"t" * 31}"',
        checks.TOO_LONG.given(count=31, limit=checks.LONGEST_BUTTON),
        "t" * 31,
    ),
    "a quick card in two languages only": Damage(
        CARDS, '      en: "Warning"\n', "", reader.MISSING, 'kk: "Ескерту"'
    ),
    "two quick cards of one id": Damage(
        CARDS,
        "id: rescue",
        "id: ambulance",
        checks.CARD_TWICE,
        "ambulance\n    group: numbers\n" + RESCUE,
    ),
    "no first line": Damage(
        CARDS,
        "id: first_line",
        "id: first_word",
        checks.CARD_MISSING.given(card="first_line", group="fixed"),
        "- id: first_word",
    ),
    "the warning in another group": Damage(
        CARDS,
        "group: warning",
        "group: safety",
        checks.CARD_MISSING.given(card="warning", group="warning"),
        "- id: first_line",
    ),
    "no such group": Damage(
        CARDS,
        "group: fixed",
        "group: fixt",
        reader.BAD_VALUE.given(
            expected="Input should be 'fixed', 'numbers', 'orders', 'safety', 'closing' "
            "or 'warning'"
        ),
        "group: fixt",
    ),
    "law without a source": Damage(
        CARDS, SOURCE_54, "", checks.NO_SOURCE, "- id: special_requirements"
    ),
    "a quick card with a forbidden phrase": forbidden(CARDS, "I want to help you,", "calm down"),
    "quotes in the middle": Damage(CENTRE, '"Umit', '"Umit"', reader.UNREADABLE, '"Umit"'),
    "a bracket that does not end": Damage(
        CENTRE, "kind: crisis_centre", "kind: [crisis_centre", reader.UNREADABLE, "names:"
    ),
    "a worked case leads elsewhere": Damage(
        "worked_cases.yaml",
        "band: high, points: 8",
        "band: high, points: 3",
        checks.OTHER_BAND,
        "W06",
    ),
    "a worked case of no answer": Damage(
        "worked_cases.yaml", "{q_now: here}", "{q_now: moon}", checks.NO_ANSWER, "W01"
    ),
    "danger that is not heard": Damage(
        "danger_words.yaml", "  danger:\n", "  danger:\n    - алма\n", checks.NOT_HEARD, "- алма\n"
    ),
    "calm that is heard": Damage(
        "danger_words.yaml",
        "  calm:\n",
        "  calm:\n    - он меня убивает дома\n",
        checks.HEARD,
        "убивает дома",
    ),
}


@cache
def read_well(name: str) -> Source:
    """Return a file as it is kept, read once for all tests."""
    return read_file(KNOWLEDGE, name)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not read again what no test has damaged."""

    def read(folder: Path, name: str) -> Source:
        path, kept = folder / name, KNOWLEDGE / name
        same = path.is_file() and path.read_bytes() == kept.read_bytes()
        return replace(read_well(name), path=path) if same else read_file(folder, name)

    monkeypatch.setattr(reader, "read_file", read)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(KNOWLEDGE, tmp_path / "knowledge"))


def damage(file: Path, old: str, new: str) -> None:
    """Write something else into a file, once."""
    words = file.read_text(encoding="utf-8")
    assert old in words
    file.write_text(words.replace(old, new, 1), encoding="utf-8")


def line_of(file: Path, words: str) -> int:
    """Return the 1-based line on which words stand first."""
    whole = file.read_text(encoding="utf-8")
    return whole[: whole.index(words)].count("\n") + 1


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damage_is_found_on_its_line_together_with_that_of_another_file(
    folder: Path, name: str
) -> None:
    done = DAMAGES[name]
    damage(folder / done.file, done.old, done.new)
    damage(folder / "plans/digital.yaml", "2026-11-21", TOMORROW)

    guide, complaints = read_guide(folder, TODAY)

    found = [(one.file, one.line, one.advice) for one in complaints]
    other = folder / "plans/digital.yaml"
    assert guide is None
    assert (done.file, line_of(folder / done.file, done.line), done.advice) in found
    assert (
        "plans/digital.yaml",
        line_of(other, TOMORROW),
        checks.IN_FUTURE,
    ) in found
    # Nobody is sent to a file that is well, except to the other bearer of an id.
    assert {one.file for one in complaints} <= {done.file, "plans/digital.yaml", CENTRE}


@pytest.mark.parametrize("language", list(Language))
def test_a_card_too_long_for_a_screen_is_found_in_each_language(
    folder: Path, language: Language
) -> None:
    file = folder / RIGHT
    before, after = file.read_text(encoding="utf-8").split("\nwhat:\n")
    longer = after.replace(f'  {language.value}: "', f'  {language.value}: "{"a" * 600}', 1)
    file.write_text(f"{before}\nwhat:\n{longer}", encoding="utf-8")

    _guide, (complaint,) = read_guide(folder, TODAY)

    assert (complaint.file, complaint.place) == (RIGHT, f"what.{language.value}")
    assert complaint.line == line_of(file, "a" * 600)
    assert isinstance(complaint.advice, Phrase)
    assert complaint.advice.source == checks.TOO_LONG.source


def test_without_any_last_words_the_desk_could_end_no_talk(folder: Path) -> None:
    file = folder / CARDS
    before, _, _closings = file.read_text(encoding="utf-8").partition("  - id: closing_")
    file.write_text(before, encoding="utf-8")

    guide, (complaint,) = read_guide(folder, TODAY)

    assert guide is None
    assert complaint.advice == checks.CARD_MISSING.given(card="closing_…", group="closing")


def test_quick_cards_are_read_in_the_order_of_their_file() -> None:
    guide, _none = read_guide(KNOWLEDGE, TODAY)

    assert guide is not None
    assert [card.id for card in guide.quick_cards][:2] == ["first_line", "police"]
    assert {card.group for card in guide.quick_cards} == {
        "fixed",
        "numbers",
        "orders",
        "safety",
        "warning",
        "closing",
    }


@pytest.mark.parametrize(
    "name", ["medical.yaml", "rights/chooser.yaml", "regions.yaml", "quick_cards.yaml"]
)
def test_a_file_that_is_missing_is_asked_for(folder: Path, name: str) -> None:
    (folder / name).unlink()

    guide, complaints = read_guide(folder, TODAY)

    assert guide is None
    assert [(one.file, one.line, one.advice) for one in complaints] == [
        (name, 0, reader.MISSING_FILE)
    ]


@pytest.mark.parametrize("rubbish", [b"", b"\xff\xfe\x00", b"- a\n- b\n", b"just words", b"{a: [}"])
def test_a_file_of_rubbish_is_a_complaint_and_no_accident(folder: Path, rubbish: bytes) -> None:
    (folder / CENTRE).write_bytes(rubbish)

    guide, complaints = read_guide(folder, TODAY)

    assert guide is None
    assert {one.file for one in complaints} == {CENTRE}


def test_after_a_bad_edit_the_last_good_knowledge_is_served_even_after_a_restart(
    folder: Path, tmp_path: Path
) -> None:
    good, none = guide_to_serve(folder, tmp_path, TODAY)
    damage(folder / CENTRE, "+77172497889", "ring us")

    for _restart in range(2):
        served, complaints = guide_to_serve(folder, tmp_path, TODAY)
        assert served.centres == good.centres
        assert [one.file for one in complaints] == [CENTRE]
    assert none == []


def test_a_good_edit_after_a_bad_one_is_served(folder: Path, tmp_path: Path) -> None:
    guide_to_serve(folder, tmp_path, TODAY)
    damage(folder / CENTRE, "+77172497889", "ring us")
    guide_to_serve(folder, tmp_path, TODAY)
    damage(folder / CENTRE, "ring us", "+77172000000")

    served, complaints = guide_to_serve(folder, tmp_path, TODAY)

    phones = [phone.number for each in served.centres for phone in each.phones]
    assert "+77172000000" in phones
    assert complaints == []


def test_without_any_good_knowledge_the_program_does_not_start(
    folder: Path, tmp_path: Path
) -> None:
    damage(folder / CENTRE, "+77172497889", "ring us")

    with pytest.raises(KnowledgeError, match="pana check"):
        guide_to_serve(folder, tmp_path, TODAY)
