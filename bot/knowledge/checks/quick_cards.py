"""What the desk needs of its quick cards."""

from typing import Final

from bot.domain.text import _
from bot.knowledge import models
from bot.knowledge.checks.base import Circumstances
from bot.knowledge.shelf import Shelf

CARD_MISSING: Final = _("The desk needs a card “{card}” of the group “{group}”.")
NO_SOURCE: Final = _("This card states law: please add its source.")

# The cards without which no talk can begin, be warned in, or end.
NEEDED: Final = (("first_line", "fixed"), ("warning", "warning"))
NAME: Final = "quick_cards.yaml"


def quick_cards(shelf: Shelf, _: Circumstances) -> None:
    """Complain of law without a source, and of cards that the desk misses."""
    cards = shelf.one(NAME, models.QuickCardsFile).cards
    for number, card in enumerate(cards):
        if card.group == "orders" and card.source is None:
            shelf.complain(NAME, ("cards", number), NO_SOURCE)
    there = {(card.id, card.group) for card in cards}
    missing = [needed for needed in NEEDED if needed not in there]
    if "closing" not in {card.group for card in cards}:
        missing.append(("closing_…", "closing"))
    for needed, group in missing:
        shelf.complain(NAME, ("cards",), CARD_MISSING.given(card=needed, group=group))
