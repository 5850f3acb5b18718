"""What is sealed stays sealed, and nobody is recognised from one month to the next."""

import base64
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.errors import SettingsError
from bot.domain.visitor import Address
from bot.storage.secrecy import (
    Key,
    KeyedPseudonyms,
    MasterKey,
    SealBrokenError,
    master_key_in,
    read_master_key,
)

HER_ADDRESS = Address("telegram", "1001")
PSEUDONYMS = KeyedPseudonyms(MasterKey(b"m" * 32))
LAST_EVENING = datetime(2026, 11, 30, 23, 59, tzinfo=UTC)


def test_what_is_sealed_is_read_with_the_same_key_and_purpose() -> None:
    key = Key.new()
    sealed = key.seal("сөз".encode(), b"purpose")

    assert key.unseal(sealed, b"purpose").decode() == "сөз"
    assert "сөз".encode() not in sealed
    assert key.seal("сөз".encode(), b"purpose") != sealed


@pytest.mark.parametrize(
    "spoil",
    [
        lambda sealed: sealed[:-1] + bytes([sealed[-1] ^ 1]),
        lambda sealed: sealed[:5],
        lambda sealed: sealed[:12],
        lambda _: b"",
    ],
    ids=["changed", "cut short", "nonce alone", "nothing"],
)
def test_spoilt_bytes_are_refused(spoil: Callable[[bytes], bytes]) -> None:
    key = Key.new()

    with pytest.raises(SealBrokenError):
        key.unseal(spoil(key.seal(b"words", b"purpose")), b"purpose")


def test_another_key_or_another_purpose_opens_nothing() -> None:
    key = Key.new()
    sealed = key.seal(b"words", b"purpose")

    with pytest.raises(SealBrokenError):
        Key.new().unseal(sealed, b"purpose")
    with pytest.raises(SealBrokenError):
        key.unseal(sealed, b"another")


def test_a_key_is_never_printed() -> None:
    assert "secret" not in repr(Key(b"secret")) + repr(MasterKey(b"secret"))


def test_each_purpose_has_a_key_of_its_own() -> None:
    master = MasterKey(b"m" * 32)

    assert master.derived(b"one") == master.derived(b"one")
    assert master.derived(b"one") != master.derived(b"other")
    assert master.derived(b"one") != MasterKey(b"n" * 32).derived(b"one")


def test_a_master_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    file = tmp_path / "var" / "master.key"
    made, is_new = master_key_in(file)

    assert is_new
    assert file.stat().st_mode & 0o777 == 0o600
    assert master_key_in(file) == (made, False)
    assert list(file.parent.iterdir()) == [file]


def test_programs_that_start_at_once_agree_on_one_master_key(tmp_path: Path) -> None:
    file = tmp_path / "master.key"
    code = (
        "import sys, pathlib; from bot.storage.secrecy import master_key_in; sys.stdin.readline();"
        "key, is_new = master_key_in(pathlib.Path(sys.argv[1])); print(key.secret.hex(), is_new)"
    )
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(file)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    said = [program.communicate("now\n", timeout=30)[0].split() for program in programs]

    assert {key for key, _ in said} == {master_key_in(file)[0].secret.hex()}
    assert sorted(is_new for _, is_new in said) == ["False", "False", "True"]
    assert list(tmp_path.iterdir()) == [file]


BAD_KEYS = {
    "not base64": "no base64 at all!",
    "letters of ours": "қолшатыр",
    "too short": base64.b64encode(b"x" * 31).decode(),
    "too long": base64.b64encode(b"x" * 33).decode(),
    "nothing": "",
}


@pytest.mark.parametrize("words", BAD_KEYS.values(), ids=BAD_KEYS)
def test_a_bad_master_key_is_refused_by_name_and_not_repeated(words: str) -> None:
    with pytest.raises(SettingsError) as refusal:
        read_master_key(words)

    assert "PANA_MASTER_KEY" in str(refusal.value)
    assert not words or words not in str(refusal.value)


@pytest.mark.parametrize("content", [b"", b"cut", b"\xd2\x9b\xff"], ids=["empty", "cut", "binary"])
def test_a_spoilt_master_key_file_is_refused_and_left_as_it_is(
    tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "master.key"
    file.write_bytes(content)

    with pytest.raises(SettingsError):
        master_key_in(file)
    assert file.read_bytes() == content


def test_what_a_crash_left_behind_does_not_keep_a_master_key_from_being_made(
    tmp_path: Path,
) -> None:
    file = tmp_path / "master.key"
    (tmp_path / f"master.{os.getpid()}").write_text("half")

    assert master_key_in(file)[1]


def test_a_pseudonym_says_nothing_and_is_hers_alone() -> None:
    hers = PSEUDONYMS.of(HER_ADDRESS, LAST_EVENING)

    assert [len(name) for name in hers] == [32, 32]
    assert set(hers).isdisjoint(PSEUDONYMS.of(Address("telegram", "1002"), LAST_EVENING))
    assert set(hers).isdisjoint(PSEUDONYMS.of(Address("web", "1001"), LAST_EVENING))
    assert set(hers).isdisjoint(KeyedPseudonyms(MasterKey(b"n" * 32)).of(HER_ADDRESS, LAST_EVENING))


def test_a_new_month_gives_a_new_pseudonym_and_still_finds_last_evenings() -> None:
    this_month = PSEUDONYMS.of(HER_ADDRESS, LAST_EVENING)
    next_month = PSEUDONYMS.of(HER_ADDRESS, LAST_EVENING + timedelta(minutes=2))

    assert next_month[0] != this_month[0]
    assert this_month[0] in next_month


def test_after_another_month_nobody_is_recognised() -> None:
    then = PSEUDONYMS.of(HER_ADDRESS, LAST_EVENING)[0]

    assert then not in PSEUDONYMS.of(HER_ADDRESS, LAST_EVENING + timedelta(days=33))
