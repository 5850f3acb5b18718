"""The parameters of one request, however a client library chose to send them."""

import json
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web

from tests.standin.refusals import CHAT_EMPTY, CHAT_NOT_FOUND, NO_MESSAGE_ID, bad


@dataclass(frozen=True, slots=True)
class Params:
    """Values by name; forms carry text where JSON carries numbers and objects."""

    values: dict[str, Any] = field(default_factory=dict)

    @classmethod
    async def of(cls, request: web.Request) -> Self:
        """Read the address line, and a JSON, form or multipart body."""
        values: dict[str, Any] = dict(request.query)
        if request.content_type == "application/json":
            values |= _object(await request.text())
        else:
            values |= dict(await request.post())
        return cls(values)

    def text(self, name: str) -> str:
        """The value as text, empty when it is absent."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    def number(self, name: str, otherwise: int = 0) -> int:
        """The value as a whole number."""
        try:
            return int(self.text(name) or otherwise)
        except ValueError:
            raise bad(f'parameter "{name}" must be a number') from None

    def decimal(self, name: str) -> float:
        """The value as a number with a fraction."""
        try:
            return float(self.text(name))
        except ValueError:
            raise bad(f'parameter "{name}" must be a number') from None

    def flag(self, name: str) -> bool:
        """The value as yes or no."""
        return self.text(name).lower() in {"true", "1", "yes"}

    def thing(self, name: str) -> Any:
        """The value as a JSON object or list, or None when it is absent."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise bad(f"can't parse {name.replace('_', ' ')} JSON object") from None

    def chat_id(self, name: str = "chat_id") -> int:
        """The chat meant; names such as @somebody are not known here."""
        value = self.text(name)
        if not value:
            raise bad(CHAT_EMPTY)
        try:
            return int(value)
        except ValueError:
            raise bad(CHAT_NOT_FOUND) from None

    def message_id(self) -> int:
        """The message meant."""
        if not self.text("message_id"):
            raise bad(NO_MESSAGE_ID)
        return self.number("message_id")


def _object(body: str) -> dict[str, Any]:
    try:
        values = json.loads(body or "{}")
    except ValueError:
        raise bad("can't parse JSON object") from None
    if not isinstance(values, dict):
        raise bad("object expected as the request body")
    return values
