"""What a meaning is learned from is the same however a word is typed, and never without bounds."""

from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding.features import ENOUGH_FOR_LANGUAGE, LONGEST, features_of, letters_of

QUICK: Final = settings(derandomize=True, deadline=None, max_examples=60)
# Features of one letter: parts, a word and a pair; four letters may come of one sign.
MOST_OF_A_LETTER: Final = 12
PIECES: Final = st.one_of(
    st.text(min_size=1, max_size=40),
    st.text("abcdefghijkmnoprstuvxyz ", min_size=1, max_size=2000),
    st.text("әғқңөұүһіщюяжч ", min_size=1, max_size=2000),
    st.sampled_from(["㎯", "ﷺ", "щ", "a ", "⒇", "ﬃ "]),
)


def test_words_their_parts_and_their_pairs_are_features() -> None:
    assert features_of("Ол кел") == {
        *(" ol", "ol ", " ol ", " ke", "kel", "el ", " kel", "kel ", " kel "),
        *("^ol", "^kel"),
        *("^_ol", "ol_kel", "kel_$"),
    }


@pytest.mark.parametrize("nothing", ["", "  ", "🆘", "…", "你好"])
def test_where_there_are_no_words_only_that_is_known(nothing: str) -> None:
    assert features_of(nothing) == {"^_$"}


@pytest.mark.parametrize(
    "spellings",
    [
        ("қорқып тұрмын", "коркып турмын", "qorqyp turmyn", "korkip turmin", "ҚОРҚЫП, ТҰРМЫН!!!"),
        ("что делать", "chto delat", "чтоо  делатть", "Что делать?"),
        ("he hits me", "HE  HITS ME", "he hitts me.", "he\nhits\tme"),
    ],
    ids=lambda spellings: spellings[0],
)
def test_all_spellings_have_the_same_features(spellings: tuple[str, ...]) -> None:
    assert len({features_of(spelling) for spelling in spellings}) == 1


def test_the_order_of_words_is_known_by_their_pairs_alone() -> None:
    apart = features_of("муж бьёт") ^ features_of("бьёт муж")

    assert apart
    assert all("_" in feature for feature in apart)


def test_a_language_is_learned_from_letters_as_they_were_typed() -> None:
    assert letters_of("Әже, ок") == letters_of("әже ОК!")
    assert letters_of("әже") != letters_of("аже")
    assert {"ә", "ж", " ә", "^әже"} <= letters_of("әже")
    assert letters_of("123 🆘 !") == frozenset()


@QUICK
@given(piece=PIECES, length=st.integers(1, 20_000))
def test_features_are_never_without_bounds(piece: str, length: int) -> None:
    text = (piece * length)[:length]

    assert len(features_of(text)) <= MOST_OF_A_LETTER * LONGEST
    assert features_of(text) == features_of(text[:LONGEST])
    assert len(letters_of(text)) <= MOST_OF_A_LETTER * ENOUGH_FOR_LANGUAGE
    assert letters_of(text) == letters_of(text[:ENOUGH_FOR_LANGUAGE])
