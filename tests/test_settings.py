"""What is set from outside is typed, frozen, and never said aloud."""

from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.domain.errors import SettingsError
from bot.settings import Settings, read_settings

TOKEN = "123456:a-secret-of-this-bot"
KEY = "c2VjcmV0IHNlY3JldCBzZWNyZXQgc2VjcmV0IDEyMzQ="


@pytest.fixture(autouse=True)
def nothing_is_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Stand in a folder without .env, in a shell that sets nothing of ours."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"PANA_{name.upper()}", raising=False)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("300", timedelta(minutes=5)),
        ("0.5", timedelta(seconds=0.5)),
        ("PT5M", timedelta(minutes=5)),
        ("PT2H", timedelta(hours=2)),
        ("14400", timedelta(hours=4)),
    ],
)
def test_a_duration_is_written_in_seconds_or_as_iso_8601(
    monkeypatch: pytest.MonkeyPatch, written: str, meant: timedelta
) -> None:
    monkeypatch.setenv("PANA_WIPE_AFTER", written)

    assert read_settings().wipe_after == meant


@pytest.mark.parametrize("written", ["0", "-300", "14401", "P1D", "soon", "5 minutes", "²", "nan"])
def test_a_duration_that_keeps_nothing_or_too_long_is_refused(
    monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    monkeypatch.setenv("PANA_WIPE_AFTER", written)

    with pytest.raises(SettingsError, match="PANA_WIPE_AFTER"):
        read_settings()


@pytest.mark.parametrize("name", ["telegram_token", "telegram_api", "master_key"])
@pytest.mark.parametrize("written", ["", "  "])
def test_what_is_empty_is_not_set(monkeypatch: pytest.MonkeyPatch, name: str, written: str) -> None:
    monkeypatch.setenv(f"PANA_{name.upper()}", written)

    assert getattr(read_settings(), name) is None


def test_secrets_do_not_stand_in_what_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PANA_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("PANA_MASTER_KEY", KEY)

    settings = read_settings()

    for printed in (repr(settings), str(settings), settings.model_dump_json()):
        assert "secret" not in printed
        assert KEY not in printed
    assert settings.telegram_token is not None
    assert settings.telegram_token.get_secret_value() == TOKEN


def test_all_wrong_settings_are_named_at_once_and_none_is_repeated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PANA_PORT", "99999")
    monkeypatch.setenv("PANA_TELEGRAM_API", "a secret mistake")

    with pytest.raises(SettingsError) as refused:
        read_settings()

    said = str(refused.value)
    assert "PANA_PORT" in said
    assert "PANA_TELEGRAM_API" in said
    assert "secret" not in said
    assert "\n" not in said


def test_settings_are_read_once_and_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read_settings()
    monkeypatch.setenv("PANA_PORT", "1")

    assert settings.port == 8000
    with pytest.raises(ValidationError):
        settings.port = 1  # type: ignore[misc]


def test_a_file_sets_what_the_shell_does_not(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text(
        f"PANA_TELEGRAM_TOKEN={TOKEN}\nPANA_PORT=1\nOTHER=5\n", encoding="utf-8"
    )
    monkeypatch.setenv("PANA_PORT", "2")

    settings = read_settings()

    assert settings.telegram_token is not None
    assert settings.port == 2


def test_names_of_this_installation_stand_side_by_side(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PANA_ALLOWED_HOSTS", "help.example.kz, *.example.org help.example.kz")

    assert read_settings().hosts == ("help.example.kz", "*.example.org")


def test_without_names_pages_are_answered_under_any() -> None:
    assert read_settings().hosts == ("*",)


@pytest.mark.parametrize(
    "wrong", ["https://help.example.kz", "help.example.kz/", "*", "a..kz", "a_b"]
)
def test_a_name_that_is_none_stops_the_start(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setenv("PANA_ALLOWED_HOSTS", wrong)

    with pytest.raises(SettingsError, match="PANA_ALLOWED_HOSTS"):
        read_settings()


@pytest.mark.parametrize("wrong", ["weather", "ftp://example.kz", "javascript:alert(1)", "//x.kz"])
def test_exit_leads_only_to_a_site(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setenv("PANA_EXIT_TO", wrong)

    with pytest.raises(SettingsError, match="PANA_EXIT_TO"):
        read_settings()


def test_an_empty_exit_is_the_word_of_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PANA_EXIT_TO", " ")

    assert read_settings().exit_to is None
