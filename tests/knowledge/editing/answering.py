"""Answers as a browser sends them."""

from bot.domain.editing import Field, Shape
from bot.knowledge.editing.forms import LANGUAGES, leaves


def answers_of(fields: tuple[Field, ...]) -> dict[str, str]:
    """Return what a form that nobody has touched sends."""
    answers: dict[str, str] = {}
    for field in leaves(fields):
        if field.shape is Shape.WORDS:
            named = (f"{field.name}.{language}" for language in LANGUAGES)
            answers |= dict(zip(named, field.values, strict=True))
        elif field.values:
            answers[field.name] = field.values[0]
    return answers


def field_of(fields: tuple[Field, ...], name: str) -> Field:
    """Return the field of this name, however deep it stands."""
    for field in fields:
        if field.name == name:
            return field
        if name.startswith(f"{field.name}."):
            return field_of(field.fields, name)
    raise AssertionError(name)
