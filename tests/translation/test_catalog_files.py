"""The files of locales/ are such that Weblate, Poedit and gettext open them as they are."""

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Final

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from bot.domain.language import Language
from tools import texts

MSGFMT: Final = shutil.which("msgfmt")
GAP: Final = re.compile(r"\{\w+\}")
PLURALS: Final = {Language.KAZAKH: 2, Language.RUSSIAN: 3, Language.ENGLISH: 2}
# What Poedit and Weblate leave behind when they save a file.
LEFT_BEHIND: Final = (
    '"Last-Translator: Somebody <somebody@example.kz>\\n"\n'
    '"Language-Team: Kazakh <https://hosted.example.org/kk/>\\n"\n'
    '"PO-Revision-Date: 2026-11-22 20:15+0500\\n"\n'
    '"X-Generator: Weblate 5.8\\n"\n'
    '"X-Poedit-SourceCharset: UTF-8\\n"\n'
)


@pytest.fixture(scope="module")
def files() -> dict[Path, bytes]:
    """Return what `make texts` would write now."""
    return dict(texts.files())


def catalogs(files: dict[Path, bytes]) -> dict[Language, Catalog]:
    """Return the catalogs, read as a tool reads them that was told no language."""
    return {
        language: read_po(BytesIO(files[texts.path_of(language)]), abort_invalid=True)
        for language in Language
    }


def template(files: dict[Path, bytes]) -> Catalog:
    return read_po(BytesIO(files[texts.TEMPLATE]), abort_invalid=True)


def test_writing_twice_changes_nothing(
    files: dict[Path, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def moved(language: str) -> Path:
        return tmp_path / f"{language}.po"

    for language in Language:
        moved(language).write_bytes(files[texts.path_of(language)])
    monkeypatch.setattr(texts, "path_of", moved)

    again = dict(texts.files())

    assert list(again.values()) == list(files.values())


def test_what_tools_of_translators_leave_behind_is_taken_away_again(
    files: dict[Path, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = files[texts.path_of("kk")]
    saved = BytesIO()
    # Another width and another order of lines; and who saved it, when and with what.
    write_po(saved, read_po(BytesIO(written)), width=76, sort_output=True)
    name = b'"MIME-Version'
    spoilt = saved.getvalue().replace(name, LEFT_BEHIND.encode() + name, 1)
    (tmp_path / "kk.po").write_bytes(spoilt)
    monkeypatch.setattr(texts, "path_of", lambda language: tmp_path / f"{language}.po")

    assert texts.merged("kk", texts.extracted()) == written


def test_a_translation_of_somebody_is_kept(
    files: dict[Path, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = files[texts.path_of("kk")]
    changed = written.replace("Күн сайын үш тілде бір сөз.".encode(), "Күнде бір сөз.".encode())
    assert changed != written
    (tmp_path / "kk.po").write_bytes(changed)
    monkeypatch.setattr(texts, "path_of", lambda language: tmp_path / f"{language}.po")

    assert texts.merged("kk", texts.extracted()) == changed


@pytest.mark.parametrize("language", list(Language))
def test_the_head_says_language_plurals_and_letters_and_nobodys_name(
    files: dict[Path, bytes], language: Language
) -> None:
    catalog = catalogs(files)[language]
    head = files[texts.path_of(language)].decode().partition("\n\n")[0]

    assert str(catalog.locale) == language.value
    assert catalog.num_plurals == PLURALS[language]
    assert "Content-Type: text/plain; charset=utf-8" in head
    assert f"Language: {language.value}\\n" in head
    assert "@" not in head
    assert not re.search(r"X-|Generat|Date|Translator|FIRST|fuzzy", head)


def test_every_text_with_gaps_carries_the_flag_by_which_tools_check_them(
    files: dict[Path, bytes],
) -> None:
    for catalog in (template(files), *catalogs(files).values()):
        with_gaps = [one for one in catalog if one.id and GAP.search(str(one.id))]
        assert with_gaps
        assert [one.id for one in with_gaps if "python-brace-format" not in one.flags] == []


def test_a_text_names_the_files_it_is_in_without_lines_and_keeps_its_word_to_translators(
    files: dict[Path, bytes],
) -> None:
    for written in files.values():
        assert re.search(r"^#: bot/\S+\.py$", written.decode(), re.MULTILINE)
        assert not re.search(r"^#: .*:\d+", written.decode(), re.MULTILINE)
        assert re.search(r"^#\. .+", written.decode(), re.MULTILINE)


def test_the_template_holds_every_text_and_no_translation(files: dict[Path, bytes]) -> None:
    sources = {message.id for message in template(files)}

    for catalog in catalogs(files).values():
        assert {message.id for message in catalog} == sources
    assert not [one for one in template(files) if one.id and any(one.string or ())]


@pytest.mark.skipif(MSGFMT is None, reason="gettext is not installed; Babel has read the files")
@pytest.mark.parametrize("language", list(Language))
def test_gettext_compiles_the_catalogs_and_checks_their_gaps(
    files: dict[Path, bytes], tmp_path: Path, language: Language
) -> None:
    (tmp_path / "bot.po").write_bytes(files[texts.path_of(language)])

    done = subprocess.run(
        [MSGFMT or "", "-c", "-o", tmp_path / "bot.mo", tmp_path / "bot.po"],
        capture_output=True,
        check=False,
        text=True,
    )

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "bot.mo").stat().st_size
