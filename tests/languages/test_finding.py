"""Where the dictionaries come from by which our texts are spelled."""

from pathlib import Path

import pytest

from bot.domain.language import Language
from bot.languages.words import DICTIONARIES, PACKAGES
from tools import find_dictionaries
from tools.find_dictionaries import VARIABLE, NoDictionariesError, find, main


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder in which the files of all dictionaries lie."""
    for name in DICTIONARIES.values():
        (tmp_path / f"{name}.aff").touch()
        (tmp_path / f"{name}.dic").touch()
    return tmp_path


def test_the_folder_that_is_named_comes_before_the_usual_one(folder: Path) -> None:
    assert find({VARIABLE: f" {folder} "}, usual=Path("/nowhere")) == folder
    assert find({}, usual=folder) == folder


@pytest.mark.parametrize("language", list(DICTIONARIES))
def test_where_one_is_missing_one_sentence_names_its_package(
    folder: Path, language: Language
) -> None:
    (folder / f"{DICTIONARIES[language]}.aff").unlink()

    with pytest.raises(NoDictionariesError) as refused:
        find({}, usual=folder)

    said = str(refused.value)
    assert f"apt-get install {PACKAGES[language]})" in said
    assert VARIABLE in said
    assert "\n" not in said


def test_a_folder_that_somebody_named_is_not_filled_by_us(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(find_dictionaries, "install", lambda *given: asked.append(given))
    monkeypatch.setenv(VARIABLE, str(tmp_path))

    assert main(["--install"]) == 1
    assert str(tmp_path) in capsys.readouterr().err
    assert asked == []


def test_what_is_missing_in_the_usual_folder_is_installed_and_nothing_else(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[list[str]] = []
    lacking = folder / "kk_KZ.dic"
    lacking.unlink()
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr(find_dictionaries, "USUAL", folder)

    def install(packages: list[str], _reason: str) -> bool:
        asked.append(packages)
        lacking.touch()
        return True

    monkeypatch.setattr(find_dictionaries, "install", install)

    assert main([]) == 1
    assert main(["--install"]) == 0
    assert asked == [["hunspell-kk"]]
    assert capsys.readouterr().out.strip() == str(folder)


def test_the_build_server_installs_the_same_packages_and_the_readme_names_them() -> None:
    root = Path(find_dictionaries.__file__).parents[1]
    runs = (root / ".ci" / "run").read_text(encoding="utf-8")
    readme = (root / "README.md").read_text(encoding="utf-8")

    for language, package in PACKAGES.items():
        assert f"{DICTIONARIES[language]}:{package}" in runs
        assert f"`{package}`" in readme
