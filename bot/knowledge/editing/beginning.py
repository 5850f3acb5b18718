"""Begins new files, and gives new centres their ids."""

import re
from collections.abc import Iterable
from typing import Final

from pydantic import BaseModel

from bot.domain.editing import Kind
from bot.knowledge import models
from bot.knowledge.editing.changing import put
from bot.knowledge.editing.model_types import empty_file
from bot.knowledge.editing.nodes import child, is_null, root_of
from bot.knowledge.editing.pieces import Value, document, quoted

MADE: Final = re.compile(r"[A-Z]{3}-\d{2,}")


def text_begun(model: type[BaseModel], kind: Kind, stem: str, title: str) -> str:
    """Return the text of a new file; what must be filled in is empty, so that the check says so."""
    values = quoted(empty_file(model))
    del values["checked_on"], values["checked_by"]
    checked = {"checked_on": None, "checked_by": None}
    if kind is Kind.CENTRE:
        values["names"] = {**values["names"], **_in_its_language(title)}
        # Whoever was never called is no help to count on.
        known = {"id": None, "region": None, "kind": None, "status": "unverified"}
        return document({**values, **known, **checked})
    values["title"] = {**values["title"], **_in_its_language(title)}
    del values["id"]
    return document({"id": stem, **checked, **values})


def with_id(file: str, text: str, old_region: str, known: Iterable[str]) -> str:
    """Return the text of a new centre with an id of its region, if it has none or an older one."""
    root = root_of(file, text)
    region, old = child(root, "region"), child(root, "id")
    if is_null(region) or not region.value:
        return text
    is_ours = is_null(old) or not old.value
    if not is_ours and old_region and region.value != old_region:
        is_ours = bool(MADE.fullmatch(old.value)) and old.value.startswith(f"{old_region}-")
    if not is_ours:
        return text
    order = tuple(models.CentreFile.model_fields)
    return put(file, text, ("id",), (_next_id(region.value, known),), order)


def _next_id(region: str, known: Iterable[str]) -> str:
    """Return the next number of a region."""
    numbered = re.compile(rf"{re.escape(region)}-(\d{{1,6}})")
    numbers = [int(found[1]) for one in known if (found := numbered.fullmatch(one))]
    return f"{region}-{max(numbers, default=0) + 1:02}"


def _in_its_language(title: str) -> dict[str, Value]:
    """Return the typed name as the one of the language that its letters tell."""
    language = "en"
    if re.search("[а-яё]", title.lower()):
        language = "kk" if re.search("[әғқңөұүһі]", title.lower()) else "ru"
    return {language: quoted(title)}
