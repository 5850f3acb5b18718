"""The dictionaries, and a copy of our texts that may be spoilt."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from bot.domain.language import Language
from bot.languages.measures import Measures, measured
from bot.languages.wordings import wordings
from bot.languages.words import Vocabulary, vocabulary
from bot.translation.catalogs import LOCALES
from tests.conftest import KNOWLEDGE
from tools.find_dictionaries import find


@cache
def words_of_ours(language: Language) -> Vocabulary:
    """Return the words of a language; a missing dictionary fails with advice."""
    return vocabulary(language, KNOWLEDGE, find())


@pytest.fixture(scope="session")
def known() -> Callable[[Language], Vocabulary]:
    return words_of_ours


@dataclass(frozen=True, slots=True)
class Copy:
    """Our texts in another place."""

    knowledge: Path
    locales: Path

    def measured(self, language: Language) -> Measures:
        """Count one language of the copy."""
        texts = wordings(self.knowledge, self.locales)
        return measured(language, texts, words_of_ours(language))

    def catalog(self, language: Language) -> Path:
        """Return the catalog of a language."""
        return self.locales / language.value / "LC_MESSAGES" / "bot.po"


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """Copy a few files of knowledge, and all catalogs."""
    knowledge = tmp_path / "knowledge"
    (knowledge / "rights").mkdir(parents=True)
    for name in ("numbers.yaml", "rights/threats.yaml"):
        shutil.copy(KNOWLEDGE / name, knowledge / name)
    return Copy(knowledge, Path(shutil.copytree(LOCALES, tmp_path / "locales")))
