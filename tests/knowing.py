"""What is known on a day, read once."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from bot.domain.guide import Guide
from bot.knowledge.keeper import read_guide

KNOWLEDGE: Final = Path(__file__).parents[1] / "knowledge"


@cache
def guide_on(day: date) -> Guide:
    """Return the guide of a day; what would refuse it is named."""
    reading, _ = read_guide(KNOWLEDGE, day)
    assert reading.guide is not None, [(each.file, each.where) for each in reading.refusals]
    return reading.guide
