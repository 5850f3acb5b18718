"""The audit: who looked at what and did what, in plain words, for a lead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.console.access import Door, Visit
from bot.domain.operator import Operator, OperatorId, Role
from bot.domain.text import Phrase, Text, _
from bot.services.desk_ports import Act, Noted
from bot.services.sessions import ENTRIES_ON_A_PAGE

ACTS: Final[Mapping[Act, Phrase]] = {
    Act.SIGNED_IN: _("Signed in"),
    Act.SIGN_IN_FAILED: _("A try to sign in failed"),
    Act.SIGNED_OUT: _("Signed out"),
    Act.SET_UP: _("Set the account up"),
    Act.INVITED: _("Made an account"),
    Act.ACCOUNT_CHANGED: _("Changed an account"),
    Act.ON_SHIFT: _("Began the shift"),
    Act.PAUSED: _("Took a break"),
    Act.OFF_SHIFT: _("Ended the shift"),
    Act.OFFERED: _("Was offered a case"),
    Act.CLAIM_RETURNED: _("The case went back into the line"),
    Act.LOOKED: _("Looked at a case"),
    Act.BEGAN: _("Began a talk"),
    Act.WROTE: _("Wrote to the visitor"),
    Act.SENT_CARD: _("Sent a quick card"),
    Act.BAND_RAISED: _("Raised the band"),
    Act.BAND_LOWERED: _("Lowered the band, with a reason"),
    Act.TRANSFER_ASKED: _("Asked the visitor about another operator"),
    Act.TRANSFER_AGREED: _("The visitor agreed to another operator"),
    Act.TRANSFER_REFUSED: _("The visitor wishes to stay with this operator"),
    Act.TOOK_OVER: _("Took the case over"),
    Act.SHIELDED: _("Changed the shield against abuse"),
    Act.WARNED: _("Warned the visitor about abuse"),
    Act.ENDED: _("Ended the talk"),
    Act.LEFT: _("The visitor left"),
    Act.EXPORTED: _("Exported figures"),
    Act.PUBLISHED: _("Published knowledge"),
    Act.UNDONE: _("Took a change of knowledge back"),
}
ABOUT_ACCOUNTS: Final = frozenset({Act.INVITED, Act.ACCOUNT_CHANGED})


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the audit: when, who, what, and which case or account."""

    at: datetime
    act: Text
    who: Operator | None
    case: str
    account: Operator | None


def routes(door: Door) -> list[BaseRoute]:
    """Return the routes of this part."""
    return [door.guarded("/audit", show, Role.LEAD)]


async def show(visit: Visit) -> Response:
    """Show one page of entries, newest first."""
    before = moment_of(visit.request.query_params.get("before", ""))
    found, operators = await visit.desk.read_audit(visit.me.id, before)
    entries, older = cut(found)
    by_id = {each.id: each for each in operators}
    return visit.page(
        "audit.html",
        entries=[entry_of(each, by_id) for each in entries],
        older=older,
        is_newest=before is None,
    )


def cut(found: Sequence[Noted]) -> tuple[Sequence[Noted], int | None]:
    """Return what fits on a page, and from which millisecond on older entries follow.

    Entries of the last moment all stand on the next page, so that none falls between two.
    """
    if len(found) < ENTRIES_ON_A_PAGE or found[0].at == found[-1].at:
        return found, None
    last = found[-1].at
    return [each for each in found if each.at > last], int(last.timestamp() * 1000) + 1


def entry_of(noted: Noted, operators: Mapping[OperatorId, Operator]) -> Entry:
    """Return an entry in words; `detail` is read only where it is the number of an account."""
    number = noted.detail if noted.act in ABOUT_ACCOUNTS and noted.detail.isdecimal() else ""
    return Entry(
        noted.at,
        ACTS[noted.act],
        operators.get(noted.operator) if noted.operator is not None else None,
        noted.case,
        operators.get(OperatorId(int(number))) if number else None,
    )


def moment_of(words: str) -> datetime | None:
    """Read a moment from an address; what is none means now."""
    try:
        return datetime.fromtimestamp(int(words) / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
