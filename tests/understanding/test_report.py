"""The report names what editors can mend, and every place where they can mend it."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import combinations, product
from pathlib import Path
from typing import Final

import pytest
from rapidfuzz.fuzz import ratio

from bot.composition import reporting
from bot.domain.language import OWN_NAMES, Language
from bot.domain.meaning import Features, Guess, Intent, Phrases
from bot.domain.spelling import fold
from bot.domain.text import Text
from bot.knowledge.examples import TOO_FEW
from bot.settings import Settings
from bot.storage.embedded import WORDS_FILE, open_embedded
from bot.storage.secrecy import read_master_key
from bot.translation.translator import Translator
from bot.understanding.report import (
    NEARLY,
    Judged,
    Said,
    accuracy_of,
    by_success,
    confusions,
    judged,
    mistakes,
    near_duplicates,
)
from tests.programs import run

# Whole worlds apart, so that only what is planted can be confused.
WORLDS: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "evidence": (("camera", "photo", "witness", "bruise"), ("prove", "show"), tuple("12345")),
    "privacy": (("husband", "anybody", "boss", "police"), ("learn", "see"), tuple("12345")),
    "greeting": (("hello", "morning", "evening", "dear"), ("there", "friend"), tuple("12345")),
    "greeting/what_is_this": (
        ("robot", "program", "line", "chat"),
        ("what", "who"),
        tuple("12345"),
    ),
}
MISPLACED: Final = "photo witness bruise prove show"
ALMOST: Final = {
    "privacy": "bir eki ush tort bes alty jeti",
    "greeting": "bir eki üsh tört bes alti jety",
}
KAZAKH, RUSSIAN, ENGLISH = (f"phrases/{language.value}.yml" for language in Language)
MASTER: Final = read_master_key("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")
LONELY: Final = Features("kk", "latin", "to_3", "menu")
COMMON: Final = Features("ru", "cyrillic", "over_30", "choices")
OLD: Final = Features("en", "mixed", "to_10", "menu")


def said(text: str, label: str, number: int = 0) -> Said:
    """Return a phrase of the English file."""
    return Said(Language.ENGLISH, label, number, text)


def taken(label: str, confidence: float, intent: Intent, *others: Intent) -> Judged:
    """Return a phrase with what it was taken for."""
    rest = tuple(Guess(other, (1 - confidence) / 2) for other in others)
    return Judged(said("words", label), (Guess(intent, confidence), *rest))


def of_worlds(tail: str) -> dict[str, list[str]]:
    """Return forty phrases of each world."""
    return {
        label: [" ".join((*words, tail)) for words in product(*world)]
        for label, world in WORLDS.items()
    }


def write(file: Path, phrases: Mapping[str, list[str]]) -> None:
    """Write a file of phrases."""
    entries = "".join(
        f"- intent: {label}\n  examples: |\n" + "".join(f"    - {text}\n" for text in texts)
        for label, texts in phrases.items()
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f'version: "3.1"\nnlu:\n{entries}', encoding="utf-8")


def place(file: Path, text: str) -> str:
    """Return the file and line on which a phrase stands."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return f"{file}:{lines.index(f'    - {text}') + 1}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three small files with a confusion, a near-duplicate and a lack planted in them."""
    kazakh, russian, english = of_worlds("bir"), of_worlds("raz"), of_worlds("one")
    english["privacy"].insert(7, MISPLACED)
    kazakh["privacy"].append(ALMOST["privacy"])
    russian["greeting"].append(ALMOST["greeting"])
    del russian["evidence"][12:]
    for name, phrases in ((KAZAKH, kazakh), (RUSSIAN, russian), (ENGLISH, english)):
        write(tmp_path / "knowledge" / name, phrases)
    return tmp_path / "knowledge"


async def count(var: Path) -> None:
    """Count messages that were not understood, as the program does."""
    today = datetime.now(UTC).date()
    before = today - timedelta(days=reporting.COUNTED_DAYS + 1)
    async with open_embedded(var, MASTER) as store:
        for features, day, times in ((LONELY, today, 2), (COMMON, today, 3), (OLD, before, 9)):
            for _time in range(times):
                async with store.transaction() as work:
                    await work.counts.not_understood(features, day.isoformat())


@pytest.mark.parametrize("language", [Language.ENGLISH, Language.RUSSIAN])
def test_the_report_names_what_was_planted_with_its_place(
    folder: Path, tmp_path: Path, translator: Translator, language: Language
) -> None:
    var = tmp_path / "var"
    done = run(
        var, "understand", "--report", "--language", language.value, PANA_KNOWLEDGE=str(folder)
    )

    def told(text: Text) -> str:
        return translator.say(text, language)

    assert (done.returncode, done.stderr) == (0, "")
    lines = [line.strip() for line in done.stdout.splitlines()]
    english = lines[lines.index(f"{OWN_NAMES[Language.ENGLISH]}: {folder / ENGLISH}") :]
    assert lines[0] == told(reporting.TITLE)
    assert told(reporting.ACCURACY.given(count=161, right=99, near=100)) in english
    assert english[english.index(told(reporting.CONFUSED)) + 1] == "1 × privacy → evidence"
    (mistake,) = [line for line in english if line.startswith(place(folder / ENGLISH, MISPLACED))]
    assert ": privacy → evidence " in mistake
    assert mistake.endswith(f"%: {MISPLACED}")
    assert told(TOO_FEW.given(intent="evidence", count=12, least=40)) in lines
    near = lines.index(told(reporting.NEARLY_SAME))
    assert lines[near + 1 : near + 3] == [
        f"{place(folder / KAZAKH, ALMOST['privacy'])}: privacy: {ALMOST['privacy']}",
        f"≈ {place(folder / RUSSIAN, ALMOST['greeting'])}: greeting: {ALMOST['greeting']}",
    ]
    assert lines[near + 3] == ""
    assert lines[-1] == told(reporting.NO_STORE.given(folder=str(var)))
    # Whoever asks for a report makes no store.
    assert not var.exists()


def test_the_report_tells_what_kind_of_messages_was_often_not_understood(
    folder: Path, tmp_path: Path
) -> None:
    var = tmp_path / "var # 100%"
    asyncio.run(count(var))
    before = (var / WORDS_FILE).read_bytes()

    done = run(var, "understand", "--report", "--language", "en", PANA_KNOWLEDGE=str(folder))

    assert (done.returncode, done.stderr) == (0, "")
    title, *groups = done.stdout.splitlines()[-2:]
    assert title == reporting.NOT_UNDERSTOOD.source.format(days=30, least=3)
    assert groups == [
        "  3 × Русский, in Cyrillic letters, more than 30 words, choices were offered"
    ]
    assert (var / WORDS_FILE).read_bytes() == before
    assert not (var / "master.key").exists()


def test_a_store_that_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / WORDS_FILE).write_bytes(b"no database at all, but long enough for one" * 20)

    *_, sentence = reporting.not_understood(Settings(_env_file=None, var=tmp_path))

    assert sentence == reporting.UNREADABLE.given(folder=str(tmp_path))


def test_phrases_that_teach_nothing_are_one_sentence(tmp_path: Path) -> None:
    done = run(tmp_path, "understand", "--report", PANA_KNOWLEDGE=str(tmp_path))

    (sentence,) = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (1, "")
    assert "pana check" in sentence


def test_a_label_with_one_phrase_is_left_out_of_the_judgement_and_stops_nothing() -> None:
    worlds: Phrases = {
        Language.ENGLISH: {
            **{label: tuple(texts) for label, texts in of_worlds("one").items()},
            "legal_aid": ("my only phrase about a lawyer",),
        }
    }

    asked = judged(worlds)

    assert {each.said.label for each in asked} == set(WORLDS)
    assert all(each.is_right for each in asked)


def test_two_labels_are_too_few_to_be_confused() -> None:
    worlds = of_worlds("one")
    two: Phrases = {
        Language.ENGLISH: {label: tuple(worlds[label]) for label in ("evidence", "privacy")}
    }

    assert judged(two) == []


def test_a_shade_taken_for_its_own_intent_is_no_confusion() -> None:
    shade = taken("greeting/what_is_this", 0.9, Intent.GREETING)

    assert confusions([shade]) == []
    assert mistakes([shade]) == []
    assert by_success([shade]) == [(Intent.GREETING, 1, 1)]


def test_mistakes_are_counted_and_the_surest_comes_first() -> None:
    asked = [
        taken("privacy", 0.9, Intent.PRIVACY),
        taken("privacy", 0.5, Intent.EVIDENCE, Intent.PRIVACY),
        taken("privacy", 0.8, Intent.EVIDENCE, Intent.GREETING),
        taken("evidence", 0.7, Intent.PRIVACY, Intent.EVIDENCE),
        taken("greeting", 0.4, Intent.GREETING),
    ]

    found = accuracy_of(asked, sure=0.6)

    assert (found.count, found.right, found.near) == (5, 2, 4)
    assert (found.sure, found.right_of_sure) == (3, 1)
    assert confusions(asked) == [
        (Intent.PRIVACY, Intent.EVIDENCE, 2),
        (Intent.EVIDENCE, Intent.PRIVACY, 1),
    ]
    assert [each.taken.confidence for each in mistakes(asked)] == [0.8, 0.7, 0.5]
    assert by_success(asked)[:2] == [(Intent.EVIDENCE, 1, 0), (Intent.PRIVACY, 3, 1)]


def test_near_duplicates_are_exactly_those_of_a_comparison_of_all_with_all() -> None:
    letters = "abegiklmnorstu"
    texts = [
        " ".join(
            letters[(seed * step + step) % 14] * 2 + letters[seed % 11] + letters[step]
            for step in range(1, 2 + seed % 9)
        )
        for seed in range(300)
    ]
    everyone = [said(text, "privacy", number) for number, text in enumerate(texts)]
    everyone += [said(text[:-1] + "o", "evidence", number) for number, text in enumerate(texts)]
    everyone += [said("…!", "evidence", 300), said("?", "privacy", 300)]

    found = near_duplicates(everyone)

    folded = [(each, words) for each in everyone if (words := fold(each.text))]
    expected = {
        frozenset((one, other))
        for (one, these), (other, those) in combinations(folded, 2)
        if one.label != other.label and ratio(these, those) >= NEARLY
    }
    assert len(expected) > 100
    assert {frozenset((near.one, near.other)) for near in found} == expected
    assert len(found) == len(expected)
    assert [near.likeness for near in found] == sorted((n.likeness for n in found), reverse=True)
