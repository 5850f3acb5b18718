"""How a visitor is reached and found again, without anybody reading who she is."""

from dataclasses import dataclass
from typing import NewType

# A keyed hash of an address; it changes every month and means nothing without the key.
Pseudonym = NewType("Pseudonym", bytes)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a channel delivers to; never printed, and stored only encrypted."""

    channel: str
    chat: str

    def __repr__(self) -> str:
        return "Address(…)"
