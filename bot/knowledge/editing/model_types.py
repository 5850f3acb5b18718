"""Reads the annotations of models: what a value is, and what an empty one looks like."""

from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from annotated_types import MinLen
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from bot.domain.editing import Way
from bot.knowledge.editing.pieces import Value
from bot.knowledge.models import Words


def bare(kind: Any, *, is_line: bool = False) -> tuple[Any, bool]:
    """Return a type without its conditions, and whether nothing may stand in its place.

    Where words in all languages or one line for all of them may stand, `is_line` decides.
    """
    if get_origin(kind) is Annotated:
        return bare(get_args(kind)[0], is_line=is_line)
    if get_origin(kind) not in (UnionType, Union):
        return kind, False
    members = [bare(each)[0] for each in get_args(kind)]
    others = [each for each in members if each is not NoneType]
    lines = [each for each in others if each is not Words]
    fitting = lines[0] if lines and (is_line or Words not in others) else Words
    return fitting, NoneType in members


def owner(model: type[BaseModel], way: Way) -> Any:
    """Return the type in which the value at a place stands."""
    kind: Any = model
    for step in way[:-1]:
        kind = _inner(kind, step)
    return kind


def info_of(model: type[BaseModel], way: Way) -> FieldInfo | None:
    """Return what a model says of the field at a place; None for an item of a list."""
    kind = owner(model, way)
    return kind.model_fields.get(str(way[-1])) if _is_model(kind) else None


def order_at(model: type[BaseModel], way: Way) -> tuple[str, ...]:
    """Return the keys that may stand beside the one at a place, in their order."""
    kind = owner(model, way)
    return tuple(kind.model_fields) if _is_model(kind) else ()


def empty_item(model: type[BaseModel], way: Way) -> Value:
    """Return a new item of the list at a place."""
    return _empty(_inner(owner(model, way), way[-1], is_item=True))


def empty_file(model: type[BaseModel]) -> dict[str, Value]:
    """Return a new file."""
    made = _empty(model)
    assert isinstance(made, dict)
    return made


def _empty(kind: Any, info: FieldInfo | None = None) -> Value:
    kind, is_optional = bare(kind)
    if is_optional:
        return None
    if get_origin(kind) is list:
        least = (
            [each.min_length for each in info.metadata if isinstance(each, MinLen)] if info else []
        )
        return [_empty(get_args(kind)[0])] if any(least) else []
    if not _is_model(kind):
        return ""
    # What has a default is left out, as our files leave it out.
    return {
        name: _empty(field.annotation, field)
        for name, field in kind.model_fields.items()
        if field.is_required()
    }


def _inner(kind: Any, step: str | int, *, is_item: bool = False) -> Any:
    """Return the type of the value at a step, or of the items of the list that stands there."""
    kind = bare(kind)[0]
    if isinstance(step, int):
        return get_args(kind)[0] if get_origin(kind) is list else None
    found = kind.model_fields[step].annotation if _is_model(kind) else None
    return get_args(bare(found)[0])[0] if is_item else found


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)
