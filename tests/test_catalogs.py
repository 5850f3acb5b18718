"""Every text that is missing or garbled in locales/ is found, with its line."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from bot.domain.language import Language
from bot.domain.text import Text
from bot.translation import catalogs
from bot.translation.catalogs import LOCALES, faults
from tests.spoilt import damage, line_of


@pytest.fixture
def locales(tmp_path: Path) -> Path:
    return Path(shutil.copytree(LOCALES, tmp_path / "locales"))


Spoil = Callable[[str], str]
SPOILT: Final[dict[str, tuple[Text, Spoil]]] = {
    "translated by nothing": (catalogs.TRANSLATE, lambda _: 'msgstr ""'),
    "with a misspelt gap": (
        catalogs.GAPS.given(gaps="answer"),
        lambda words: words.replace("{answer}", "{anwser}"),
    ),
    "with a broken gap": (
        catalogs.GAPS.given(gaps="answer"),
        lambda words: words.replace("{answer}", "{answer"),
    ),
}
WANTS: Final = "Wants: {answer}"


@pytest.mark.parametrize("name", SPOILT)
@pytest.mark.parametrize("language", list(Language))
def test_a_text_spoilt_in_one_catalog_is_named_with_its_line(
    locales: Path, language: Language, name: str
) -> None:
    advice, spoil = SPOILT[name]
    file, line, words = _message(locales, language)
    damage(file, f'msgid "{WANTS}"\n{words}', f'msgid "{WANTS}"\n{spoil(words)}')

    (fault,) = faults(locales)

    assert (fault.file, fault.line, fault.source) == (file, line, WANTS)
    assert fault.advice == advice


def test_a_doubtful_translation_is_named(locales: Path) -> None:
    file, _line, _words = _message(locales, Language.KAZAKH)
    damage(file, f'msgid "{WANTS}"', f'#, fuzzy\nmsgid "{WANTS}"')

    (fault,) = faults(locales)

    assert (fault.file, fault.source, fault.advice) == (file, WANTS, catalogs.FUZZY)


def test_a_text_or_a_catalog_that_is_not_there_is_named(locales: Path) -> None:
    file, _line, words = _message(locales, Language.KAZAKH)
    damage(file, f'msgid "{WANTS}"\n{words}', "")
    russian, _line, _words = _message(locales, Language.RUSSIAN)
    russian.unlink()

    found = [(fault.file, fault.source, fault.advice) for fault in faults(locales)]

    assert found == [(file, WANTS, catalogs.MISSING), (russian, "", catalogs.ADD_CATALOG)]


def _message(locales: Path, language: Language) -> tuple[Path, int, str]:
    """Return the catalog of a language, and the line and the translation of one message."""
    file = locales / language.value / "LC_MESSAGES" / "bot.po"
    line = line_of(file, f'msgid "{WANTS}"')
    return file, line, file.read_text(encoding="utf-8").splitlines()[line]
