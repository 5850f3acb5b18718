"""States as they are stored, and what becomes of those that the program no longer knows."""

import json
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.commands import Leave
from bot.domain.conversation import Picked, State
from bot.domain.danger import Band
from bot.domain.language import Language
from bot.domain.told import About, Details, Told, Wishes
from bot.flows import FLOWS, engine, memory, plan, questions, rights, settings, welcome
from tests.flows.chance import by_chance
from tests.flows.talk import Talk, Visitors

EVERYTHING = Told(
    language=Language.KAZAKH,
    about=About.OTHER,
    answers=(("q_now", ("no",)), ("q_more", ("drinks", "job"))),
    band=Band.HIGH,
    wishes=Wishes(silence=5, panic_word="бауырсақ 🥟", sign_of_life=True, numbered=True),
    details=Details("in_law", "ULY", "shelter", "both", "deaf", "hour", "қарлығаш", True),
    left_over=True,
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)


def _name(value: Any) -> str:
    return str(getattr(value, "__name__", value))


STATES = [(flow.name, state) for flow in FLOWS for state in flow.states]
# What a state may hold after knowledge or program have changed: ids that mean nothing any more.
GONE: Mapping[object, object] = {
    str: "gone",
    int: 99,
    bool: True,
    tuple[str, ...]: ("gone", "gone", "gone", "gone"),
}


def test_everything_that_was_told_is_read_as_it_was_written() -> None:
    state = plan.Ticking("digital", 3, told=EVERYTHING)

    assert memory.read(memory.written(state)) == state


def test_the_way_back_is_read_as_it_was_written() -> None:
    inner = settings.Asking(
        questions.Asking("q_more", ("drinks",), told=EVERYTHING), told=EVERYTHING
    )
    state = settings.ChoosingLanguage(inner, told=EVERYTHING)

    assert memory.read(memory.written(state)) == state


def test_letters_stay_letters_in_what_is_written() -> None:
    assert "бауырсақ 🥟" in memory.written(welcome.Home(told=EVERYTHING))


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.name)
def test_a_state_we_no_longer_know_begins_its_flow_again(flow: Any) -> None:
    kept = {**json.loads(memory.written(welcome.Home(told=EVERYTHING))), "flow": flow.name}

    read = memory.read(json.dumps({**kept, "state": "OfLongAgo", "values": {"place": "x"}}))

    assert type(read) is type(flow.begin(State()))
    assert read.told.wishes == EVERYTHING.wishes


def test_a_flow_we_no_longer_know_leads_to_the_menu() -> None:
    kept = {**json.loads(memory.written(welcome.Home(told=EVERYTHING))), "flow": "weather"}

    assert memory.read(json.dumps(kept)) == welcome.Home(told=EVERYTHING)


def test_what_she_told_in_a_form_we_no_longer_know_makes_her_a_stranger() -> None:
    kept = json.loads(memory.written(welcome.Home(told=EVERYTHING)))

    read = memory.read(json.dumps({**kept, "told": {"language": "tlh"}}))

    assert read.told == Told()


def test_a_way_back_that_we_no_longer_know_leads_to_the_beginning_of_its_flow() -> None:
    kept = json.loads(memory.written(settings.Asking(rights.Listing(), told=EVERYTHING)))
    kept["behind"]["state"] = "OfLongAgo"

    read = memory.read(json.dumps(kept))

    assert read == settings.Asking(rights.Opening(told=EVERYTHING), told=EVERYTHING)


@by_chance
@given(st.text(max_size=30))
def test_words_that_are_no_state_make_a_stranger(words: str) -> None:
    assert memory.read(words) == welcome.STRANGER


@pytest.mark.parametrize("words", ["", "[]", "null", "{}", "7", '"x"', "[" * 5000, "{"])
def test_a_broken_state_makes_a_stranger(words: str) -> None:
    assert memory.read(words) == welcome.STRANGER


@by_chance
@given(st.dictionaries(st.sampled_from(("told", "flow", "state", "values", "behind")), JSON))
def test_any_json_is_read_as_some_state(visitor: Visitors, kept: dict[str, Any]) -> None:
    talk = visitor()

    talk.state = memory.read(json.dumps(kept))

    assert engine.screen_of(engine.look(talk.state, talk.guide)).options


@pytest.mark.parametrize(("flow", "state"), STATES, ids=_name)
def test_a_state_whose_knowledge_is_gone_still_leads_on(
    talk: Talk, flow: str, state: type[State]
) -> None:
    told = replace(
        EVERYTHING, about=About.SELF, answers=(("q_gone", ("gone",)), ("q_now", ("gone",)))
    )
    own = [field for field in fields(state) if field.name not in {"told", "behind"}]
    values = {field.name: GONE[field.type] for field in own}
    stale = state(**values, told=told)
    talk.state = memory.read(memory.written(stale))
    talk.turn = engine.look(talk.state, talk.guide)

    for option in talk.offered:
        turn = engine.step(talk.state, Picked(option), talk.guide)
        assert engine.screen_of(turn).options or any(
            isinstance(command, Leave) for command in turn.commands
        )
