"""State ⇄ JSON; a state we no longer know begins its flow again."""

import json
from dataclasses import fields, replace
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from bot.domain.conversation import State
from bot.domain.told import Told
from bot.flows import FLOWS, welcome

FLOW_NAMED: Final = {flow.name: flow for flow in FLOWS}
STATE_NAMED: Final = {(flow.name, state.__name__): state for flow in FLOWS for state in flow.states}
NAMES: Final = {state: names for names, state in STATE_NAMED.items()}
ADAPTERS: Final = {state: TypeAdapter[State](state) for state in NAMES}
TOLD: Final = TypeAdapter(Told)
BEHIND: Final = "behind"


def written(state: State) -> str:
    """Return a state as JSON."""
    told = TOLD.dump_python(state.told, mode="json")
    return json.dumps({"told": told, **_written_place(state)}, ensure_ascii=False)


def read(words: str) -> State:
    """Return the state which the JSON means, or the nearest one that still exists."""
    try:
        kept = json.loads(words)
    except (ValueError, RecursionError):
        return welcome.STRANGER
    if not isinstance(kept, dict):
        return welcome.STRANGER
    told = _read_told(kept.get("told"))
    return _read_place(kept, told) or welcome.home(State(told=told))


def _written_place(state: State) -> dict[str, Any]:
    flow, name = NAMES[type(state)]
    behind: State | None = getattr(state, BEHIND, None)
    values = {
        field.name: getattr(state, field.name)
        for field in fields(state)
        if field.name not in (BEHIND, "told")
    }
    place = {"flow": flow, "state": name, "values": values}
    return {**place, BEHIND: _written_place(behind)} if behind else place


def _read_told(kept: Any) -> Told:
    try:
        return TOLD.validate_python(kept)
    except ValidationError:
        return Told()


def _read_place(kept: Any, told: Told) -> State | None:
    if not isinstance(kept, dict):
        return None
    known = STATE_NAMED.get((str(kept.get("flow")), str(kept.get("state"))))
    flow = FLOW_NAMED.get(str(kept.get("flow")))
    if known is not None:
        found = kept.get("values")
        values: dict[str, Any] = found if isinstance(found, dict) else {}
        extra = {BEHIND: None} if any(field.name == BEHIND for field in fields(known)) else {}
        try:
            state = ADAPTERS[known].validate_python({**values, **extra, "told": told})
            return _with_behind(state, kept, told)
        except ValidationError:
            pass
    return flow.begin(State(told=told)) if flow else None


def _with_behind(state: State, kept: dict[str, Any], told: Told) -> State:
    behind = _read_place(kept.get(BEHIND), told) if BEHIND in kept else None
    return replace(state, behind=behind) if behind else state  # type: ignore[call-arg]
