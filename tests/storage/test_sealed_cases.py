"""What is sealed of a case reads the same, whatever becomes of the program."""

import json
from dataclasses import replace
from typing import Any, Final

import pytest

from bot.domain.card import Card
from bot.domain.case import Case, CaseId
from bot.domain.danger import Band, Choice
from bot.domain.language import Language
from bot.domain.text import (
    Counsel,
    InEveryLanguage,
    Text,
    Verbatim,
    _,
    _n,
    lines,
)
from bot.domain.told import About, Details
from bot.domain.visitor import Pseudonym
from bot.storage import texts
from bot.storage.sealed_cases import CASE, seal_case, unseal_case
from bot.storage.secrecy import Key, SealBrokenError
from tests.conftest import NOW

HER: Final = Pseudonym(b"h" * 32)
KEY: Final = Key(b"k" * 32)
TEXTS: Final[tuple[Text, ...]] = (
    _("Exit"),
    _("{what} of {of}, {number}").given(what=_("Exit"), of="<b>", number=3),
    _n("{count} hour", "{count} hours", 5),
    Counsel("Қылғындыру", "Удушение", "Choking"),
    Verbatim("102 😀"),
    lines(Verbatim("1"), lines(_("Exit"), Counsel("a", "b", "c"))),
    InEveryLanguage(lines(Verbatim("1")), " / "),
)
CARD: Final = Card(Language.RUSSIAN, About.OTHER, None, 0, (), False, Details())
WAITING: Final = Case(CaseId("c1"), "K-17", HER, "telegram", CARD, Band.UNCLEAR, NOW)


class Sung(Text):
    """A kind of text that nobody taught the store."""


def with_sign(text: Text) -> Case:
    sign = Choice("q_x", text, band=Band.HIGH, card=text)
    return replace(WAITING, card=replace(CARD, signs=(sign,)))


def test_every_kind_of_text_is_tried() -> None:
    # By name: a class with slots leaves its slotless twin among the subclasses.
    kinds = {kind.__name__ for kind in Text.__subclasses__()}

    assert kinds == {type(text).__name__ for text in TEXTS} | {Sung.__name__}


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: type(text).__name__)
def test_a_sign_is_read_back_in_the_words_in_which_it_was_sent(text: Text) -> None:
    case = with_sign(text)

    assert unseal_case(KEY, seal_case(KEY, case), HER) == case


def test_a_text_of_another_kind_is_refused_before_it_is_kept() -> None:
    with pytest.raises(TypeError):
        texts.written(Sung())


@pytest.mark.parametrize(
    "kept", [None, 7, "words", [], {}, {"words": 1}, {"kk": "a", "ru": "b"}, {"parts": [1]}]
)
def test_what_is_no_text_is_refused(kept: Any) -> None:
    with pytest.raises(ValueError, match="no text"):
        texts.read(json.loads(json.dumps({"parts": [kept], "between": ""})))


@pytest.mark.parametrize(
    "kept", [b"", b"[]", b"null", b"{}", '{"id": "c1", "words": "алма"}'.encode()]
)
def test_what_is_sealed_but_no_case_counts_as_broken(kept: bytes) -> None:
    with pytest.raises(SealBrokenError) as refused:
        unseal_case(KEY, KEY.seal(kept, CASE), HER)

    assert refused.value.__suppress_context__


def test_a_case_of_an_older_program_is_read_with_what_was_unknown_to_it() -> None:
    kept = json.loads(KEY.unseal(seal_case(KEY, WAITING), CASE))
    older = {name: kept[name] for name in kept if name not in ("closing", "told", "is_shielded")}
    newer = {**older, "learned_later": 1}

    sealed = KEY.seal(json.dumps(newer).encode(), CASE)
    assert unseal_case(KEY, sealed, HER) == WAITING


def test_the_pseudonym_is_not_sealed_but_given() -> None:
    kept = json.loads(KEY.unseal(seal_case(KEY, WAITING), CASE))

    assert "visitor" not in kept
    another = Pseudonym(b"a" * 32)
    assert unseal_case(KEY, seal_case(KEY, WAITING), another) == replace(WAITING, visitor=another)
