"""Writes the values of a form into a text."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from unicodedata import category

from pydantic import BaseModel

from bot.domain.editing import Field, Shape, Way
from bot.knowledge.editing.changing import put
from bot.knowledge.editing.forms import LANGUAGES, TRUE, leaves
from bot.knowledge.editing.model_types import info_of, order_at
from bot.knowledge.editing.nodes import find, is_in_flow, is_null, root_of
from bot.knowledge.editing.pieces import Value, bare, quoted, styles

LINE_BREAK: Final = re.compile("\r\n?")
# Ids and weights stand without quotes; numbers of phones never do.
WITHOUT_QUOTES: Final = ("id", "points")


def filled(
    name: str,
    model: type[BaseModel],
    text: str,
    fields: tuple[Field, ...],
    answers: Mapping[str, str],
) -> str:
    """Return a text with these answers; an answer that says the same changes no sign."""
    for field in leaves(fields):
        if field.shape is Shape.WORDS:
            text = _with_words(name, model, text, field, answers)
        elif field.name in answers and not _is_fixed(field):
            answer = tidy(answers[field.name])
            if answer != field.values[0].strip():
                text = _with_value(name, model, text, field, answer)
    return text


def tidy(words: str) -> str:
    """Return typed words without the signs that nobody means to type."""
    known = LINE_BREAK.sub("\n", words)
    return "".join(
        sign for sign in known if sign in "\n\t" or category(sign) not in ("Cc", "Cs")
    ).strip()


def _with_words(
    name: str, model: type[BaseModel], text: str, field: Field, answers: Mapping[str, str]
) -> str:
    """Write the same words in three languages."""
    given = {
        language: tidy(answers.get(f"{field.name}.{language}", old))
        for language, old in zip(LANGUAGES, field.values, strict=True)
    }
    if list(given.values()) == [old.strip() for old in field.values]:
        return text
    node = find(root_of(name, text), field.way)
    if field.is_optional and not any(given.values()):
        return put(name, text, field.way, (None,), order_at(model, field.way))
    if is_null(node):
        return put(name, text, field.way, (quoted(given),), order_at(model, field.way))
    for (language, words), old in zip(given.items(), field.values, strict=True):
        if words != old.strip():
            text = _put_words(name, text, (*field.way, language), words, LANGUAGES)
    return text


def _with_value(name: str, model: type[BaseModel], text: str, field: Field, answer: str) -> str:
    order = order_at(model, field.way)
    if field.shape is Shape.FLAG:
        return put(name, text, field.way, (answer == TRUE,), order)
    if not answer and (field.is_optional or field.shape is Shape.CHOICE):
        info = info_of(model, field.way)
        usual = None if info is None or info.is_required() else info.default
        return put(name, text, field.way, (usual,), order)
    node = find(root_of(name, text), field.way)
    is_quoted = getattr(node, "style", None) in ("'", '"')
    is_bare = field.shape is Shape.CHOICE or field.way[-1] in WITHOUT_QUOTES
    if field.shape is Shape.DAY or (is_bare and not is_quoted):
        return put(name, text, field.way, (bare(answer), *_quoted(answer)), order)
    return _put_words(name, text, field.way, answer, order)


def _put_words(name: str, text: str, way: Way, words: str, order: Iterable[str]) -> str:
    root = root_of(name, text)
    old = getattr(find(root, way), "style", None)
    known = styles(words, old, in_flow=is_in_flow(root, way))
    return put(name, text, way, known, tuple(order))


def _quoted(words: str) -> Iterator[Value]:
    return styles(words, None, in_flow=True)


def _is_fixed(field: Field) -> bool:
    return field.shape is Shape.CHOICE and len(field.choices) == 1
