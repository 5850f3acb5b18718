"""Conversations and deliveries as sealed bytes, and back."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from bot.domain.conversation import State
from bot.domain.page import Page
from bot.flows import memory
from bot.services.ports import Delivery
from bot.storage.secrecy import Key, SealBrokenError

WORDS: Final = b"conversation"
DELIVERY: Final = b"delivery"
PAGE: Final = TypeAdapter(Page)
DELIVERIES: Final = TypeAdapter(Delivery)


def seal_words(key: Key, state: State, page: Page, channel: str) -> bytes:
    """Seal where a visitor is, what she is to see, and through which channel."""
    shown = PAGE.dump_python(page, mode="json")
    kept = {"state": memory.written(state), "page": shown, "channel": channel}
    return key.seal(json.dumps(kept, ensure_ascii=False).encode(), WORDS)


def unseal_words(key: Key, sealed: bytes) -> tuple[State, Page, str]:
    """Read all three again; raises SealBrokenError where they cannot be read."""
    kept = json.loads(key.unseal(sealed, WORDS))
    try:
        page, channel = PAGE.validate_python(kept["page"]), str(kept.get("channel", ""))
        return memory.read(kept["state"]), page, channel
    except (ValidationError, KeyError) as error:
        raise SealBrokenError from error


def seal_delivery(key: Key, delivery: Delivery) -> bytes:
    """Seal everything about a chat but the pseudonym."""
    kept: dict[str, Any] = asdict(delivery)
    kept["visitor"] = ""
    return key.seal(json.dumps(kept, default=_moment, ensure_ascii=False).encode(), DELIVERY)


def unseal_delivery(key: Key, sealed: bytes, visitor: bytes) -> Delivery:
    """Read it again; raises SealBrokenError where it cannot be read."""
    kept = json.loads(key.unseal(sealed, DELIVERY))
    try:
        return DELIVERIES.validate_python({**kept, "visitor": visitor})
    except ValidationError as error:
        raise SealBrokenError from error


def milliseconds_of(moment: datetime) -> int:
    """Return a moment as milliseconds since 1970, as it stands in the tables."""
    return round(moment.timestamp() * 1000)


def moment(milliseconds: int) -> datetime:
    """Return the moment of a table's milliseconds."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def _moment(value: object) -> str:
    assert isinstance(value, datetime)
    return value.isoformat()
