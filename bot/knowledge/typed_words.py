"""Reads only what is needed to understand typed words: phrases, and words of danger."""

from pathlib import Path
from typing import Final

from bot.domain.errors import KnowledgeError
from bot.domain.guide import Alarm
from bot.domain.meaning import LABELS, Phrases
from bot.knowledge.alarm import DangerWords
from bot.knowledge.examples import FILES, phrases_on
from bot.knowledge.models import DangerWordsFile
from bot.knowledge.reader import read_files

DANGER_WORDS: Final = "danger_words.yaml"


def read_phrases(folder: Path) -> Phrases:
    """Return the example phrases of a folder; raises KnowledgeError where they teach nothing."""
    shelf = read_files(folder, FILES.values())
    phrases = phrases_on(shelf) if not shelf.complaints else {}
    known = {label for by_label in phrases.values() for label in by_label}
    if not known or not known <= LABELS:
        raise KnowledgeError(
            f"The phrases in {folder} cannot be learned from. Please run `pana check`."
        )
    return phrases


def phrases_as_written(folder: Path) -> tuple[bytes, ...]:
    """Return the files of phrases as they are; raises KnowledgeError where one is missing."""
    try:
        return tuple((folder / name).read_bytes() for name in FILES.values())
    except OSError as error:
        raise KnowledgeError(f"The phrases in {folder} cannot be read.") from error


def read_alarm(folder: Path) -> Alarm:
    """Return the words of danger of a folder; raises KnowledgeError where they cannot be read."""
    shelf = read_files(folder, (DANGER_WORDS,))
    if shelf.complaints:
        raise KnowledgeError(f"The words of danger in {folder} cannot be used: `pana check`.")
    return DangerWords(shelf.one(DANGER_WORDS, DangerWordsFile))
