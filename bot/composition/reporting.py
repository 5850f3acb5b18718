"""`pana understand --report`: what the editors of the phrases can mend, said in their language."""

import asyncio
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import URL
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import create_async_engine

from bot.composition.application import now
from bot.composition.understanding import POLITENESS
from bot.domain.language import OWN_NAMES, Language
from bot.domain.meaning import WITHIN, Features, Phrases
from bot.domain.text import Joined, Text, Verbatim, _
from bot.flows.meant import SURE
from bot.knowledge.examples import FILES, lines_on, too_few
from bot.knowledge.reader import read_files
from bot.knowledge.typed_words import read_phrases
from bot.settings import Settings
from bot.storage.counts import CountsInSql
from bot.storage.embedded import WORDS_FILE
from bot.translation.catalogs import translations
from bot.translation.translator import Translator
from bot.understanding.report import (
    Accuracy,
    Judged,
    Near,
    Said,
    accuracy_of,
    by_success,
    confusions,
    judged,
    mistakes,
    near_duplicates,
    said_in,
)

MOST_CONFUSED: Final = 10
MOST_PHRASES: Final = 20
WEAKEST: Final = 5
COUNTED_DAYS: Final = 30
# What was counted once or twice tells more of one person than of our phrases.
GROUP_AT_LEAST: Final = 3
UNITS: Final = 100

TITLE: Final = _(
    "How well the phrases are understood. Each was read by a model that had not learned from it."
)
ACCURACY: Final = _(
    "Phrases: {count}. Understood: {right} %. Right within the first three guesses: {near} %."
)
SURE_ONES: Final = _("Sure enough to be acted on: {sure} %. Right among these: {right} %.")
CONFUSED: Final = _("Intents most often confused, as number × intent → taken for:")
SUREST: Final = _(
    "Phrases most surely misunderstood, as intent → taken for, and how surely. Please look whether "
    "each stands under the right intent, and write more phrases like it:"
)
UNDERSTOOD_LEAST: Final = _("Intents understood least, with the number of their phrases:")
FEW: Final = _("Too few phrases:")
NEARLY_SAME: Final = _(
    "Nearly the same words under different intents. Please keep one of each pair, or reword it:"
)
MORE: Final = _("More of these: {count}")
NONE: Final = _("None.")
NOT_UNDERSTOOD: Final = _(
    "Messages of the last {days} days that were not understood. Their words are not kept; what was "
    "counted fewer than {least} times is left out:"
)
NO_STORE: Final = _("There is no store in {folder}, so no messages were counted.")
UNREADABLE: Final = _("The counts in {folder} cannot be read: try `pana database upgrade`.")

# Translators: the alphabet of messages, in a list of counts for editors.
SCRIPTS: Final[Mapping[str, Text]] = {
    "cyrillic": _("in Cyrillic letters"),
    "latin": _("in Latin letters"),
    "mixed": _("in mixed letters"),
    "none": _("without letters"),
}
# Translators: the length of messages, in a list of counts for editors.
LENGTHS: Final[Mapping[str, Text]] = {
    "to_1": _("one word"),
    "to_3": _("2 or 3 words"),
    "to_10": _("4 to 10 words"),
    "to_30": _("11 to 30 words"),
    "over_30": _("more than 30 words"),
}
# Translators: how we answered messages, in a list of counts for editors.
ANSWERS: Final[Mapping[str, Text]] = {
    "choices": _("choices were offered"),
    "menu": _("the menu was offered"),
}


def report(settings: Settings, language: Language, say: Callable[[str], None]) -> None:
    """Say everything about the phrases that editors can mend, line by line."""
    # Reading all phrases takes a while, and must not slow down those who are writing.
    os.nice(POLITENESS)
    phrases = read_phrases(settings.knowledge)
    translator = Translator(translations())
    for line in _lines(phrases, _Places.of(settings.knowledge)):
        say(translator.say(line, language))
    for line in not_understood(settings):
        say(translator.say(line, language))


def not_understood(settings: Settings) -> Iterator[Text]:
    """Return what was counted of messages that were not understood, where there is a store."""
    yield Verbatim("")
    if not (settings.var / WORDS_FILE).is_file():
        yield NO_STORE.given(folder=str(settings.var))
        return
    try:
        counted = asyncio.run(_counted((settings.var / WORDS_FILE).resolve().as_uri()))
    except SQLAlchemyError:
        yield UNREADABLE.given(folder=str(settings.var))
        return
    title = NOT_UNDERSTOOD.given(days=COUNTED_DAYS, least=GROUP_AT_LEAST)
    rows = [_group(features, times) for features, times in counted if times >= GROUP_AT_LEAST]
    yield from _titled(title, rows, len(rows))


@dataclass(frozen=True, slots=True)
class _Places:
    """Where each phrase stands."""

    folder: Path
    lines: Mapping[Language, Mapping[str, Sequence[int]]]

    @classmethod
    def of(cls, folder: Path) -> "_Places":
        return cls(folder, lines_on(read_files(folder, FILES.values())))

    def __call__(self, said: Said) -> str:
        line = self.lines[said.language][said.label][said.number]
        return f"{self.folder / FILES[said.language]}:{line}"


def _lines(phrases: Phrases, places: _Places) -> Iterator[Text]:
    yield TITLE
    asked = judged(phrases)
    for language in Language:
        yield Verbatim(f"\n{OWN_NAMES[language]}: {places.folder / FILES[language]}")
        yield from _of_language([each for each in asked if each.said.language is language], places)
        yield from _titled(FEW, too_few(_counts(phrases[language])))
    yield Verbatim("")
    near = [_pair(each, places) for each in near_duplicates(said_in(phrases))]
    yield from _titled(NEARLY_SAME, near, MOST_PHRASES)


def _of_language(asked: Sequence[Judged], places: _Places) -> Iterator[Text]:
    yield from _accuracy(accuracy_of(asked, SURE))
    pairs = [Verbatim(f"{times} × {meant} → {taken}") for meant, taken, times in confusions(asked)]
    yield from _titled(CONFUSED, pairs[:MOST_CONFUSED])
    yield from _titled(SUREST, [_mistake(each, places) for each in mistakes(asked)[:MOST_PHRASES]])
    worst = [
        Verbatim(f"{intent}: {_share(right, count)} % ({count})")
        for intent, count, right in by_success(asked)
    ]
    yield from _titled(UNDERSTOOD_LEAST, worst[:WEAKEST])


def _accuracy(found: Accuracy) -> Iterator[Text]:
    yield ACCURACY.given(
        count=found.count,
        right=_share(found.right, found.count),
        near=_share(found.near, found.count),
    )
    yield SURE_ONES.given(
        sure=_share(found.sure, found.count), right=_share(found.right_of_sure, found.sure)
    )


def _mistake(each: Judged, places: _Places) -> Text:
    taken = f"{each.taken.intent} {round(UNITS * each.taken.confidence)} %"
    return Verbatim(f"{places(each.said)}: {each.said.intent} → {taken}: {each.said.text}")


def _pair(near: Near, places: _Places) -> Text:
    return Joined(
        tuple(
            Verbatim(f"{places(each)}: {each.label}: {each.text}")
            for each in (near.one, near.other)
        ),
        "\n    ≈ ",
    )


def _titled(title: Text, rows: Sequence[Text], most: int = MOST_PHRASES) -> Iterator[Text]:
    """Return a title with its rows below it, and how many more there are."""
    yield title
    more = (MORE.given(count=len(rows) - most),) if len(rows) > most else ()
    for row in (*rows[:most], *more) or (NONE,):
        yield Joined((Verbatim("  "), row), "")


def _share(some: int, every: int) -> int:
    return round(UNITS * some / every) if every else 0


def _counts(by_label: Mapping[str, Sequence[str]]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for label, texts in by_label.items():
        counts[label.partition(WITHIN)[0]] += len(texts)
    return counts


async def _counted(file: str) -> Sequence[tuple[Features, int]]:
    """Read the counts without a key and without changing anything."""
    place = URL.create("sqlite+aiosqlite", database=file)
    engine = create_async_engine(place.set(query={"mode": "ro", "uri": "true"}))
    since = (now() - timedelta(days=COUNTED_DAYS)).date().isoformat()
    try:
        async with engine.connect() as connection:
            return await CountsInSql(connection).not_understood_since(since)
    finally:
        await engine.dispose()


def _group(features: Features, times: int) -> Text:
    spoken = {language.value: Verbatim(name) for language, name in OWN_NAMES.items()}
    values = (
        (spoken, features.language),
        (SCRIPTS, features.script),
        (LENGTHS, features.length),
        (ANSWERS, features.answer),
    )
    told = tuple(known.get(value, Verbatim(value)) for known, value in values if value)
    return Joined((Verbatim(f"{times} ×"), Joined(told, ", ")), " ")
