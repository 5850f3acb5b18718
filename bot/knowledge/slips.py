"""What to do about a value that does not have the shape of its file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.domain.language import Language
from bot.domain.text import Text, _
from bot.knowledge import models
from bot.knowledge.near import advised, nearest

MISSING: Final = _("Please add this.")
MISSING_LANGUAGE: Final = {
    Language.KAZAKH: _("The Kazakh text is missing: please add it."),
    Language.RUSSIAN: _("The Russian text is missing: please add it."),
    Language.ENGLISH: _("The English text is missing: please add it."),
}
UNKNOWN_KEY: Final = _("This key is not known: please remove it or look for a slip.")
MEANT: Final = _("This key is not known. Did you mean “{key}”?")
NO_ADDRESS: Final = _("A centre has no address here, and must have none: please remove it.")
BAD_PHONE: Final = _("Please write the phone as +7 and ten digits, without spaces.")
PHONE_FORM: Final = _("Please write this phone as {number}, in quotation marks.")
SHORT_NUMBER: Final = _("Please write a number of three digits here, in quotation marks.")
BAD_ID: Final = _("Please write only Latin letters, digits, - and _ here, at most 40 of them.")
BAD_DATE: Final = _("Please write the date as year-month-day, for example 2026-11-21.")
NO_SUCH_DAY: Final = _("There is no such day in the calendar: please look at it again.")
BAD_VALUE: Final = _("This value does not fit here. Fitting: {expected}")
ONE_OF: Final = _("Only one of these fits here: {known}.")
BAD_TEXT: Final = _("Please write some words here.")
QUOTES: Final = _("Please put this text between quotation marks.")
THREE_LANGUAGES: Final = _("Please write this text in three languages, below kk:, ru: and en:.")
MAPPING: Final = _("Please write keys with their values here, each on a line of its own.")
LIST: Final = _("Please write a list here: each entry on a line that begins with “- ”.")
EMPTY: Final = _("This file is empty: please write what it holds, or remove it.")
YES_OR_NO: Final = _("Please write true or false here.")
NUMBER: Final = _("Please write a number here, without quotation marks.")
AT_LEAST: Final = _("Please write a number that is at least {least}.")
AT_MOST: Final = _("Please write a number that is at most {most}.")
MORE_ENTRIES: Final = _("Here must be at least {least} entries; there are {count}.")
FEWER_ENTRIES: Final = _("Here may be at most {most} entries; there are {count}.")

ADDRESS_KEY: Final = re.compile(
    r"addr|street|house|flat|building|map|coord|lat|lon|location|post|адрес|улиц|дом|карт|мекен|көше|үй"
)
PHONE_OF_KAZAKHSTAN: Final = re.compile(r"\+7[67]\d{9}")

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Slip:
    """Something of a wrong shape; `at_key` where the key itself is meant, not its value."""

    place: Place
    advice: Text
    at_key: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """Where a fault is: the type around it, the type there, and what stands there."""

    place: Place
    around: Any
    here: Any
    value: Any


def slips(error: ValidationError, kind: type[BaseModel], values: Any) -> tuple[Slip, ...]:
    """Return advice about everything that does not fit its model."""
    found = tuple(_slips(error, kind, values))
    # A key with a slip is also missing: it is told once.
    meant = {(*slip.place[:-1], _meant(slip.advice)) for slip in found if slip.at_key}
    return tuple(slip for slip in found if slip.at_key or slip.place not in meant)


def phone_of(words: str) -> str | None:
    """Return a phone of Kazakhstan as a phone dials it, if the digits of some words are one."""
    digits = re.sub(r"\D", "", words)
    if len(digits) == len("87172497889") and digits[0] in "78":
        digits = digits[1:]
    elif "+" in words:
        # Something is missing: whatever is proposed would be somebody else's number.
        return None
    number = f"+7{digits}"
    return number if PHONE_OF_KAZAKHSTAN.fullmatch(number) else None


def _slips(error: ValidationError, kind: type[BaseModel], values: Any) -> Iterator[Slip]:
    for fault in error.errors(include_url=False):
        found = _found(kind, fault["loc"], values)
        if found is not None:
            unknown = fault["type"] == "extra_forbidden"
            advice = _of_key(found) if unknown else _of_value(fault, found)
            yield Slip(found.place, advice, at_key=unknown)


def _meant(advice: Text) -> str:
    return str(getattr(advice, "gaps", {}).get("key", ""))


def _found(kind: Any, loc: Place, value: Any) -> _Found | None:
    """Follow a fault through the types; None where it is about a form that is not meant here."""
    place: list[str | int] = []
    around: Any = None
    for step in loc:
        kind = _bare(kind)
        if get_origin(kind) in (Union, UnionType):
            # Pydantic names the member of a union here; it is no key of ours.
            meant = _member(kind, value)
            if not _is_named(meant, str(step)):
                return None
            kind = meant
            continue
        place.append(step)
        around, kind, value = kind, _below(kind, step), _value(value, step)
    return _Found(tuple(place), around, _bare(kind), value)


def _bare(kind: Any) -> Any:
    """Return a type without its constraints, and without None beside one other type."""
    if get_origin(kind) is Annotated:
        return _bare(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        members = [each for each in get_args(kind) if each is not type(None)]
        return _bare(members[0]) if len(members) == 1 else kind
    return kind


def _member(union: Any, value: Any) -> Any:
    """Return the member of a union that has the form of a value, else the first one."""
    members = [_bare(each) for each in get_args(union) if each is not type(None)]
    return next((each for each in members if _form(each) is _form_of(value)), members[0])


def _form(kind: Any) -> type:
    if get_origin(kind) in (list, dict):
        return list if get_origin(kind) is list else dict
    return dict if isinstance(kind, type) and issubclass(kind, BaseModel) else str


def _form_of(value: Any) -> type:
    return type(value) if isinstance(value, dict | list) else str


def _is_named(member: Any, name: str) -> bool:
    if _form(member) is dict:
        return name == getattr(member, "__name__", "")
    return name.startswith("list[") == (_form(member) is list) and not name[:1].isupper()


def _below(kind: Any, step: str | int) -> Any:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        field = kind.model_fields.get(str(step))
        # The constraints of a field stand beside its type.
        return field.annotation if field else None
    return get_args(kind)[-1] if get_origin(kind) in (list, dict) else None


def _value(value: Any, step: str | int) -> Any:
    try:
        return value[step]
    except (KeyError, IndexError, TypeError):
        return None


def _of_key(found: _Found) -> Text:
    key = str(found.place[-1])
    near = nearest(key, getattr(found.around, "model_fields", ()))
    if near:
        return MEANT.given(key=near)
    in_centre = found.around in (models.CentreFile, models.PhoneEntry)
    return NO_ADDRESS if in_centre and ADDRESS_KEY.search(key.casefold()) else UNKNOWN_KEY


def _of_value(fault: ErrorDetails, found: _Found) -> Text:
    match fault["type"]:
        case "missing":
            return _of_missing(str(found.place[-1]))
        case "literal_error" | "enum":
            return _of_choice(found)
        case "string_pattern_mismatch":
            return _of_pattern(str(fault["ctx"]["pattern"]), str(found.value))
        case "string_type" if isinstance(found.value, bool | int | float):
            return QUOTES
        case "string_too_short" | "string_type":
            return BAD_TEXT
        case "model_type" | "model_attributes_type" | "dict_type":
            return _of_mapping(found)
        case "list_type":
            return LIST
        case _:
            return _of_limit(fault) or _of_scalar(fault, found)


def _of_limit(fault: ErrorDetails) -> Text | None:
    limits = fault.get("ctx", {})
    match fault["type"]:
        case "too_short":
            return MORE_ENTRIES.given(least=limits["min_length"], count=limits["actual_length"])
        case "too_long":
            return FEWER_ENTRIES.given(most=limits["max_length"], count=limits["actual_length"])
        case "greater_than_equal":
            return AT_LEAST.given(least=str(limits["ge"]))
        case "less_than_equal":
            return AT_MOST.given(most=str(limits["le"]))
        case _:
            return None


def _of_scalar(fault: ErrorDetails, found: _Found) -> Text:
    name = fault["type"]
    if name.startswith("date"):
        written = re.fullmatch(r"\d{4}-\d\d-\d\d", str(found.value))
        return NO_SUCH_DAY if written else BAD_DATE
    if name.startswith("bool"):
        return YES_OR_NO
    if name.startswith(("int", "float")):
        return NUMBER
    return BAD_VALUE.given(expected=fault["msg"])


def _of_missing(key: str) -> Text:
    return MISSING_LANGUAGE[Language(key)] if key in set(Language) else MISSING


def _of_choice(found: _Found) -> Text:
    if get_origin(found.here) is Literal:
        known = get_args(found.here)
    else:
        known = tuple(each.value for each in found.here)
    return advised(ONE_OF.given(known=", ".join(map(str, known))), found.value, known)


def _of_pattern(pattern: str, value: str) -> Text:
    if pattern == models.PHONE:
        number = phone_of(value)
        return PHONE_FORM.given(number=number) if number else BAD_PHONE
    return SHORT_NUMBER if pattern == models.SHORT else BAD_ID


def _of_mapping(found: _Found) -> Text:
    if not found.place:
        return EMPTY if found.value is None else MAPPING
    return THREE_LANGUAGES if found.here is models.Words else MAPPING
