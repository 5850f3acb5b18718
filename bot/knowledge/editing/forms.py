"""Makes the form of a text by walking its model beside its values."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, Literal, get_args, get_origin

import yaml
from pydantic import BaseModel

from bot.domain.editing import Field, Shape, Way
from bot.domain.text import Verbatim, _
from bot.knowledge.editing import choices, labels, layout
from bot.knowledge.editing.model_types import bare
from bot.knowledge.editing.nodes import child, is_null, root_of
from bot.knowledge.models import Words
from bot.knowledge.shelf import Shelf

LANGUAGES: Final = ("kk", "ru", "en")
TRUE: Final = "true"
FIXED: Final = _("What is published keeps its id.")


class MisfitError(Exception):
    """What stands in the file has another shape than a form could show."""


@dataclass(frozen=True, slots=True)
class Around:
    """What a form needs beside the text: what may be chosen, and which ids are published."""

    shelf: Shelf
    published: frozenset[tuple[Way, str]]
    region: str = ""


def form_of(
    name: str, model: type[BaseModel], text: str, shelf: Shelf, published: str | None
) -> tuple[Field, ...]:
    """Return the fields of a text; none where it can only be edited as a whole."""
    root = root_of(name, text)
    if model in layout.AS_A_WHOLE or root is None:
        return ()
    old = root_of(name, published) if published is not None else None
    try:
        region = _value(child(root, "region"))
        around = Around(shelf, frozenset(_ids(old, ())), region)
        return tuple(_fields(model, root, (), around))
    except MisfitError:
        return ()


def leaves(fields: tuple[Field, ...]) -> Iterator[Field]:
    """Return the fields that hold values, of groups and lists too."""
    for field in fields:
        if field.fields or field.shape in (Shape.GROUP, Shape.LIST):
            yield from leaves(field.fields)
        else:
            yield field


def _fields(model: type[BaseModel], node: Any, way: Way, around: Around) -> Iterator[Field]:
    for name in layout.ordered(model):
        info = model.model_fields[name]
        full = f"{model.__name__}.{name}"
        field = _field(info.annotation, child(node, name), (*way, name), full, around)
        if field is not None:
            yield field if info.is_required() else replace(field, is_optional=True)


def _field(kind: Any, node: Any, way: Way, full: str, around: Around) -> Field | None:
    """Return the field of one value, or None for what no form shows."""
    is_line = isinstance(node, yaml.ScalarNode) and not is_null(node)
    kind, is_optional = bare(kind, is_line=is_line)
    name = full.partition(".")[2]
    label = labels.LABELS.get(full) or labels.LABELS.get(name) or Verbatim(name)
    hint = labels.HINTS.get(full) or labels.HINTS.get(name)
    blank = Field(way, Shape.LINE, label, hint, is_optional=is_optional)
    if kind is Words:
        return replace(blank, shape=Shape.WORDS, values=_words(node))
    if get_origin(kind) is list:
        return _list(get_args(kind)[0], node, blank, full, around)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        _must_be(node, yaml.MappingNode)
        return replace(blank, shape=Shape.GROUP, fields=tuple(_fields(kind, node, way, around)))
    return _leaf(kind, node, blank, name, around)


def _list(kind: Any, node: Any, blank: Field, full: str, around: Around) -> Field:
    _must_be(node, yaml.SequenceNode)
    name = full.partition(".")[2]
    nth = labels.NTH.get(full) or labels.NTH.get(name) or labels.ENTRY
    fields = []
    for number, each in enumerate(() if is_null(node) else node.value):
        field = _field(kind, each, (*blank.way, number), full, around)
        if field is None:
            raise MisfitError
        # The hint of a list stands above it once.
        fields.append(replace(field, label=nth.given(number=number + 1), hint=None))
    shape = Shape.GROUP if full in layout.FIXED_LISTS else Shape.LIST
    return replace(blank, shape=shape, fields=tuple(fields))


def _leaf(kind: Any, node: Any, blank: Field, name: str, around: Around) -> Field | None:
    """Return the field of a single value."""
    value = _value(node)
    offered = _offered(kind, value, blank, name, around)
    if name == "id" and offered:
        blank = replace(blank, hint=FIXED)
    if offered is not None:
        return replace(blank, shape=Shape.CHOICE, values=(value,), choices=offered)
    if kind is bool:
        is_set = value.lower() in (TRUE, "yes", "on")
        return replace(blank, shape=Shape.FLAG, values=(TRUE if is_set else "",))
    if kind is date:
        return replace(blank, shape=Shape.DAY, values=(value,))
    if kind not in (str, int, float):
        return None
    shape = Shape.LONG if name in layout.LONG else Shape.LINE
    return replace(blank, shape=shape, values=(value,))


def _offered(
    kind: Any, value: str, blank: Field, name: str, around: Around
) -> choices.Choices | None:
    """Return what may be chosen for a value; an id that is published has no other choice."""
    is_optional = blank.is_optional
    if name == "id" and (_above(blank.way), value) in around.published:
        return ((value, Verbatim(value)),)
    if get_origin(kind) is Literal:
        offered = choices.literal(name, get_args(kind), is_optional=is_optional)
    elif name in choices.OF_FIELD:
        offered = choices.known(around.shelf, name, around.region)
    else:
        return None
    empty = choices.NOT_KNOWN if is_optional else choices.PLEASE_CHOOSE
    return choices.with_value(offered, value, is_optional=is_optional, empty=empty)


def _words(node: Any) -> tuple[str, ...]:
    _must_be(node, yaml.MappingNode)
    return tuple(_value(child(node, language)) for language in LANGUAGES)


def _value(node: Any) -> str:
    _must_be(node, yaml.ScalarNode)
    return "" if is_null(node) else str(node.value)


def _must_be(node: Any, kind: type) -> None:
    if not is_null(node) and not isinstance(node, kind):
        raise MisfitError


def _above(way: Way) -> Way:
    """Return the lists in which an id stands, whatever the number of its entry."""
    return tuple(step for step in way if isinstance(step, str))


def _ids(node: Any, way: Way) -> Iterator[tuple[Way, str]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == "id" and isinstance(value, yaml.ScalarNode):
                yield (*way, "id"), value.value
            yield from _ids(value, (*way, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for each in node.value:
            yield from _ids(each, way)
