"""`pana check` on each language: what is missing, unknown to its dictionary, or hard to read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bot.domain.language import Language
from bot.domain.text import Text, _
from bot.languages.sentences import MOST_WORDS, sentences
from bot.languages.wordings import Wording, wordings
from bot.languages.words import PACKAGES, Vocabulary, is_there, list_of, vocabulary
from bot.settings import Settings
from bot.translation.catalogs import LOCALES
from bot.translation.translator import Translator

COUNTED: Final = _(
    "{language}: {texts} texts; missing: {missing}, fuzzy: {fuzzy}, same as in another language: "
    "{same}; unknown words: {unknown}; words in a sentence: {average} on average, {longest} at most"
)
NOT_LOOKED: Final = _("not looked for")
# Translators: packages are names of Debian packages, to be typed as they are.
NO_DICTIONARY: Final = _(
    "Spelling was not looked at everywhere: {folder} lacks dictionaries. On Debian: "
    "`apt-get install {packages}`."
)
UNKNOWN: Final = _(
    "“{word}” is not in the dictionary: please look for a slip, or add it to {list}."
)
SAME: Final = _("This is word for word as in another language: please translate it.")
LONG: Final = _("This sentence has {count} words, more than {limit}: please make two of it.")


@dataclass(frozen=True, slots=True)
class Remark:
    """A line to be said; a notice asks somebody to look, and refuses nothing."""

    words: str
    is_notice: bool


@dataclass(slots=True)
class Measures:
    """What was counted in one language, and what somebody should look at."""

    language: Language
    texts: int = 0
    missing: int = 0
    fuzzy: int = 0
    same: list[Wording] = field(default_factory=list)
    # Each unknown word with the text in which it stands first.
    unknown: dict[str, Wording] = field(default_factory=dict)
    # Each sentence: its words, its text, the number of words.
    long: list[tuple[str, Wording, int]] = field(default_factory=list)
    longest: int = 0
    sentences: int = 0
    words: int = 0

    @property
    def average(self) -> float:
        """Return how many words a sentence has on average."""
        return self.words / self.sentences if self.sentences else 0.0

    def add(self, wording: Wording, known: Vocabulary) -> None:
        """Count one text."""
        self.texts += 1
        self.missing += wording.is_missing
        self.fuzzy += wording.is_fuzzy
        for form in dict.fromkeys(wording.forms):
            strange = list(known.unknown(form))
            for word in strange:
                self.unknown.setdefault(word, wording)
            # A name or "SMS" may be the same everywhere: every word of it is known here.
            if strange and form in wording.elsewhere:
                self.same.append(wording)
            self._count_sentences(form, wording)

    def _count_sentences(self, form: str, wording: Wording) -> None:
        for sentence, count in sentences(form):
            self.sentences += 1
            self.words += count
            self.longest = max(self.longest, count)
            if count > MOST_WORDS[self.language]:
                self.long.append((sentence, wording, count))


def measured(language: Language, texts: Iterable[Wording], known: Vocabulary) -> Measures:
    """Return what is counted in the texts of one language."""
    found = Measures(language)
    for wording in texts:
        if wording.language is language:
            found.add(wording, known)
    return found


def language_measures(
    settings: Settings, language: Language, translator: Translator, locales: Path = LOCALES
) -> Iterator[Remark]:
    """Return a line of numbers for each language, and behind it what should be looked at."""
    texts = list(wordings(settings.knowledge, locales))
    folder = settings.dictionaries
    for spoken in Language:
        known = vocabulary(spoken, settings.knowledge, folder)
        found = measured(spoken, texts, known)
        yield Remark(translator.say(_numbers(found, known), language), is_notice=False)
        listed = list_of(spoken, settings.knowledge)
        for place, advice in _advice(found, known, listed):
            yield Remark(f"{place}: {translator.say(advice, language)}", is_notice=True)
    if lacking := [PACKAGES[each] for each in Language if not is_there(each, folder)]:
        advice = NO_DICTIONARY.given(folder=str(folder), packages=" ".join(lacking))
        yield Remark(translator.say(advice, language), is_notice=True)


def _numbers(found: Measures, known: Vocabulary) -> Text:
    return COUNTED.given(
        language=found.language.value,
        texts=found.texts,
        missing=found.missing,
        fuzzy=found.fuzzy,
        same=len(found.same),
        unknown=len(found.unknown) if known.has_dictionary else NOT_LOOKED,
        average=round(found.average),
        longest=found.longest,
    )


def _advice(found: Measures, known: Vocabulary, listed: Path) -> Iterator[tuple[str, Text]]:
    for wording in found.same:
        yield f"{wording.file}:{wording.line}", SAME
    if known.has_dictionary:
        for word, wording in found.unknown.items():
            place = f"{wording.file}:{wording.line_of(word)}"
            yield place, UNKNOWN.given(word=word, list=str(listed))
    for sentence, wording, count in found.long:
        place = f"{wording.file}:{wording.line_of(sentence.split()[0])}"
        yield place, LONG.given(count=count, limit=MOST_WORDS[found.language])
