"""Opens cases."""

import secrets
from datetime import datetime
from typing import Final
from uuid import uuid4

from bot.domain.card import Card
from bot.domain.case import Case, CaseId
from bot.domain.danger import Band
from bot.domain.visitor import Pseudonym

# No letters or digits that are taken for one another when they are read aloud.
LETTERS: Final = "ACDEFHJKLMNPRTUVWXY3479"
LENGTH: Final = 5


def new_case(card: Card, visitor: Pseudonym, channel: str, opened_at: datetime) -> Case:
    """Return a waiting case with a code for the desk that tells nothing about anybody."""
    return Case(
        id=CaseId(uuid4().hex),
        code="".join(secrets.choice(LETTERS) for _ in range(LENGTH)),
        visitor=visitor,
        channel=channel,
        card=card,
        # Whoever left her answers out, or was not asked, is as urgent as we can tell: unclear.
        band=card.band if card.band is not None else Band.UNCLEAR,
        opened_at=opened_at,
    )
