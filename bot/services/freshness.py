"""How fresh what we say is, for leads and editors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Protocol

from bot.domain.errors import NotAllowedError
from bot.domain.freshness import Ageing, Condition, Due, Freshnesses, by_kind
from bot.domain.operator import OperatorId, Role
from bot.domain.text import Phrase, Text, _
from bot.services.ports import Transaction

SOON: Final = timedelta(days=30)
WHO_LOOKS: Final = (Role.LEAD, Role.EDITOR)
# Translators: how a list names the state of a text that is to be checked again.
CHECK_BY: Final = _("check by {day}")
WAS_DUE: Final = _("was due on {day}")
TOLD: Final[Mapping[Condition, Phrase]] = {
    Condition.OLD: _("was due on {day}: visitors are warned"),
    Condition.EXPIRED: _("was due on {day}: visitors are only sent to 111"),
}
# Translators: the law itself ends on that day, and no later version is written.
ENDS: Final = _("holds until {day}: please write the next version")
ENDED: Final = _("held until {day}: visitors are only sent to 111")
KINDS: Final[Mapping[Ageing, Text]] = {
    Ageing.NUMBERS: _("numbers"),
    Ageing.CENTRES: _("centres"),
    Ageing.LEGAL: _("legal and medical texts"),
    Ageing.REST: _("the rest"),
}


class Dates(Protocol):
    """What is served, file by file."""

    def __call__(self, within: timedelta) -> Sequence[Due]:
        """Return every file with a date, what is due first on top; `within` counts as due."""


@dataclass(frozen=True, slots=True)
class FreshnessView:
    """How fresh each kind is, and what is to be checked."""

    kinds: tuple[Freshnesses, ...]
    due: tuple[Due, ...]


@dataclass(frozen=True, slots=True)
class ViewFreshness:
    """Look at how fresh what we say is."""

    transaction: Transaction
    dates: Dates

    async def __call__(self, operator: OperatorId) -> FreshnessView:
        """Return the view; raises NotAllowedError for anybody but a lead or an editor."""
        async with self.transaction() as work:
            found = await work.operators.find(operator)
        if found is None or found.is_disabled or found.role not in WHO_LOOKS:
            raise NotAllowedError
        known = self.dates(SOON)
        due = tuple(each for each in known if each.condition is not Condition.FRESH)
        return FreshnessView(by_kind(known), due)


def state_of(each: Due) -> Text:
    """Return what is to be done about something that is due."""
    is_past = each.condition in TOLD
    if each.ends:
        said = ENDED if is_past else ENDS
    elif each.told:
        said = TOLD.get(each.condition, CHECK_BY)
    else:
        said = WAS_DUE if is_past else CHECK_BY
    return said.given(day=str(each.due_on))
