"""The day it is where visitors live."""

from datetime import date, datetime, timedelta, timezone
from typing import Final

# All of Kazakhstan keeps one time since 1 March 2024.
KAZAKHSTAN: Final = timezone(timedelta(hours=5))


def day_of(moment: datetime) -> date:
    """Return the day that calendars in Kazakhstan show; laws begin and facts age by it."""
    return moment.astimezone(KAZAKHSTAN).date()
