"""A return code opens its card, and nothing else does."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from bot.domain.card import Card, card_of
from bot.domain.case import CaseId
from bot.domain.danger import Band
from bot.domain.errors import StoreError
from bot.domain.guide import Guide
from bot.domain.language import Language
from bot.domain.told import Details, Told
from bot.services.desk_ports import ReturnCode
from bot.storage.codes import RandomCodes
from bot.storage.embedded import WORDS_FILE, SqlStore
from bot.storage.secrecy import MasterKey
from tests.conftest import NOW
from tests.storage.conftest import bytes_in

CODES: Final = RandomCodes(MasterKey(b"m" * 32))
HERS: Final = "4821900355716420"
WORD: Final = "қолшатыр"


@pytest.fixture
def card(guide: Guide) -> Card:
    """Return a card with the weightiest signs of the real questions."""
    answers = tuple(
        (item.id, tuple(choice.id for choice in item.choices)) for item in guide.questionnaire.items
    )
    told = Told(Language.KAZAKH, answers=answers, band=Band.IMMEDIATE)
    card = card_of(replace(told, details=Details(code_word=WORD)), guide.questionnaire)
    assert len(card.signs) > 1
    return card


def test_a_code_opens_its_card(card: Card) -> None:
    assert CODES.unseal(HERS, CODES.seal(HERS, card)) == card


@pytest.mark.parametrize("wrong", ["4821900355716421", "", "482190035571642", HERS + "0"])
def test_no_other_code_opens_it(card: Card, wrong: str) -> None:
    sealed = CODES.seal(HERS, card)
    with pytest.raises(StoreError) as refused:
        CODES.unseal(wrong, sealed)

    assert refused.value.__context__ is None or refused.value.__suppress_context__
    assert HERS not in str(refused.value)


def test_the_code_alone_opens_nothing_without_the_master_key(card: Card) -> None:
    with pytest.raises(StoreError):
        RandomCodes(MasterKey(b"n" * 32)).unseal(HERS, CODES.seal(HERS, card))


@pytest.mark.parametrize("sealed", [b"", b"short", b"x" * 200])
def test_what_was_never_sealed_is_refused(sealed: bytes) -> None:
    with pytest.raises(StoreError):
        CODES.unseal(HERS, sealed)


def test_a_hash_knows_its_code_only_under_one_master_key() -> None:
    assert CODES.hashed(HERS) == CODES.hashed(HERS)
    assert CODES.hashed(HERS) != CODES.hashed("4821900355716421")
    assert CODES.hashed(HERS) != RandomCodes(MasterKey(b"n" * 32)).hashed(HERS)


def test_codes_are_sixteen_digits_and_never_the_same() -> None:
    codes = {CODES.new() for _ in range(1000)}

    assert len(codes) == 1000
    assert all(len(code) == 16 and code.isascii() and code.isdecimal() for code in codes)
    assert {digit for code in codes for digit in code} == set("0123456789")


async def test_what_is_kept_of_a_code_betrays_neither_code_nor_card(
    store: SqlStore, tmp_path: Path, card: Card
) -> None:
    sealed = CODES.seal(HERS, card)
    kept = ReturnCode(CODES.hashed(HERS), CaseId("c1"), sealed, timedelta(), NOW)
    async with store.transaction() as work:
        await work.return_codes.save(kept)
    with closing(sqlite3.connect(tmp_path / WORDS_FILE)) as connection:
        row = connection.execute("select * from return_codes").fetchone()
    files = bytes_in(tmp_path)

    assert sealed in row
    assert sealed in files
    assert HERS.encode() not in files
    assert WORD.encode() not in files
