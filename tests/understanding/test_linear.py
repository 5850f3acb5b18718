"""Many small numbers add up as one big one, and the scores of it are those of the textbook."""

from math import exp, log, sqrt
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding.features import LONGEST
from bot.understanding.linear import ROOM, STEPS, Linear, packed, unpacked
from bot.understanding.model import Model

QUICK: Final = settings(derandomize=True, deadline=None, max_examples=200)
COUNT: Final = 33
MOST: Final = 200
SIGNED: Final = st.integers(-ROOM, ROOM - 1)
SMALL: Final = st.integers(-ROOM // MOST, ROOM // MOST)
# Features of one letter: parts, a word and a pair; four letters may come of one sign.
MOST_OF_A_LETTER: Final = 12


@QUICK
@given(st.lists(SIGNED, min_size=1, max_size=40))
def test_what_is_packed_is_unpacked(numbers: list[int]) -> None:
    assert unpacked(packed(numbers), len(numbers)) == numbers


@pytest.mark.parametrize("number", [-ROOM, -1, 0, 1, ROOM - 1])
def test_the_smallest_and_the_largest_numbers_do_not_touch_their_neighbours(number: int) -> None:
    for place in range(COUNT):
        numbers = [0] * COUNT
        numbers[place] = number
        assert unpacked(packed(numbers), COUNT) == numbers
        assert unpacked(packed([number] * COUNT), COUNT) == [number] * COUNT


@QUICK
@given(st.lists(st.lists(SMALL, min_size=4, max_size=4), max_size=MOST))
def test_sums_of_packed_numbers_are_the_sums_of_the_numbers(rows: list[list[int]]) -> None:
    together = sum(packed(row) for row in rows)

    assert unpacked(together, 4) == [sum(row[place] for row in rows) for place in range(4)]


def test_scores_are_the_weights_divided_by_the_length_of_the_text() -> None:
    rarity = {"a": 3.0, "b": 4.0, "c": 1.0}
    weight = {"a": (1.5, -2.0), "b": (0.25, 1.0), "c": (9.0, 9.0)}
    linear = Linear(
        labels=("one", "other"),
        weights={
            name: packed(
                [
                    *(round(each * rarity[name] * STEPS) for each in weight[name]),
                    round(rarity[name] ** 2 * STEPS),
                ]
            )
            for name in rarity
        },
        bias=(0.5, -0.5),
        sharpness=2.0,
    )

    scores = linear.scores(frozenset({"a", "b", "unknown"}))

    # 3 and 4 make a text of the length 5.
    first, second = (1.5 * 3 + 0.25 * 4) / 5 + 0.5, (-2.0 * 3 + 1.0 * 4) / 5 - 0.5
    assert scores == pytest.approx([first, second])
    chance, other_chance = linear.probabilities(frozenset({"a", "b", "unknown"}))
    assert chance + other_chance == pytest.approx(1)
    assert log(chance / other_chance) == pytest.approx(2.0 * (first - second))


def test_a_text_of_unknown_features_has_the_probabilities_of_the_bias() -> None:
    linear = Linear(("one", "other"), {}, (1.0, 0.0), 3.0)

    for features in (frozenset[str](), frozenset({"unknown"})):
        assert linear.scores(features) == [1.0, 0.0]
        assert linear.probabilities(features)[0] == pytest.approx(1 / (1 + exp(-3.0)))


@pytest.mark.parametrize("far", [1e3, -1e3, 1e6])
def test_a_score_far_away_is_no_error(far: float) -> None:
    linear = Linear(("one", "other"), {}, (far, 0.0), 30.0)

    assert linear.probabilities(frozenset()) == ([1.0, 0.0] if far > 0 else [0.0, 1.0])


def test_no_text_is_so_long_that_the_sums_of_the_real_model_run_into_each_other(
    model: Model,
) -> None:
    for linear in (model.meanings, model.languages):
        count = len(linear.labels) + 1
        lanes = zip(*(unpacked(each, count) for each in linear.weights.values()), strict=True)
        for lane in lanes:
            heaviest = sorted(map(abs, lane))[-MOST_OF_A_LETTER * LONGEST :]
            assert sum(heaviest) < ROOM


def test_every_feature_of_the_real_model_has_a_length(model: Model) -> None:
    for linear in (model.meanings, model.languages):
        count = len(linear.labels) + 1
        squares = [unpacked(each, count)[-1] for each in linear.weights.values()]
        assert sqrt(min(squares) / STEPS) >= 1
