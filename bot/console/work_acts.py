"""What an operator does by a form of the page: each reads its fields and calls one use case."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from bot.console.access import WORDS_FIELD, Visit
from bot.console.refusals import FormRefusedError
from bot.console.work_texts import NOBODY_WAITS
from bot.domain.case import CaseId
from bot.domain.danger import Band
from bot.domain.errors import LineRefusedError
from bot.domain.operator import OperatorId, Presence
from bot.domain.text import Text

ANYBODY: Final = "anybody"
# Numbers of accounts are short; a longer one was not chosen from the list.
DIGITS_AT_MOST: Final = 9


@dataclass(frozen=True, slots=True)
class Done:
    """Which case is open afterwards, and what is to be said."""

    case: CaseId | None
    notice: Text | None = None


Act = Callable[[Visit, CaseId | None], Awaitable[Done]]


async def take_next(visit: Visit, case_id: CaseId | None) -> Done:
    """Be offered the most urgent case."""
    found = await visit.desk.take_next(visit.me.id)
    if found is not None:
        return Done(found.id)
    shown = visit.given("case")
    return Done(CaseId(shown) if shown else None, NOBODY_WAITS)


async def set_presence(visit: Visit, case_id: CaseId | None) -> Done:
    """Go on shift, on pause or off."""
    asked = visit.given("presence")
    if asked not in set(Presence):
        raise FormRefusedError
    await visit.desk.set_presence(visit.me.id, Presence(asked))
    return Done(case_id)


async def begin(visit: Visit, case_id: CaseId | None) -> Done:
    """Begin the talk with the fixed first line."""
    await visit.desk.begin_talk(visit.me.id, named(case_id))
    return Done(case_id)


async def give_back(visit: Visit, case_id: CaseId | None) -> Done:
    """Let an offered case wait again."""
    await visit.desk.give_back(visit.me.id, named(case_id))
    return Done(None)


async def say(visit: Visit, case_id: CaseId | None) -> Done:
    """Write a line; browsers send line ends as two characters, which count as one."""
    words = visit.given(WORDS_FIELD).replace("\r\n", "\n")
    await visit.desk.answer_visitor(visit.me.id, named(case_id), words)
    return Done(case_id)


async def nothing(visit: Visit, case_id: CaseId | None) -> Done:
    """Do nothing: the same form has been carried out already."""
    return Done(case_id)


async def send_card(visit: Visit, case_id: CaseId | None) -> Done:
    """Send a quick card in the visitor's language."""
    card = visit.given("card")
    if not card:
        raise LineRefusedError
    await visit.desk.answer_visitor(visit.me.id, named(case_id), "", card)
    return Done(case_id)


async def change_band(visit: Visit, case_id: CaseId | None) -> Done:
    """Raise the band, or lower it with a reason."""
    asked = visit.given("band")
    if asked not in {str(int(band)) for band in Band}:
        raise FormRefusedError
    reason = visit.given("reason")
    await visit.desk.change_band(visit.me.id, named(case_id), Band(int(asked)), reason)
    return Done(case_id)


async def ask_transfer(visit: Visit, case_id: CaseId | None) -> Done:
    """Ask her whether a colleague, or anybody, may read and go on."""
    asked = visit.given("to")
    if asked != ANYBODY and not (asked.isdecimal() and len(asked) <= DIGITS_AT_MOST):
        raise FormRefusedError
    to = None if asked == ANYBODY else OperatorId(int(asked))
    await visit.desk.ask_transfer(visit.me.id, named(case_id), to)
    return Done(case_id)


async def shield(visit: Visit, case_id: CaseId | None) -> Done:
    """Cover her lines, or uncover them."""
    await visit.desk.shield(visit.me.id, named(case_id), visit.given("on") == "yes")
    return Done(case_id)


async def end(visit: Visit, case_id: CaseId | None) -> Done:
    """End the talk with a closing line; because of abuse only after the warning."""
    is_abuse = visit.given("abuse") == "yes"
    closing = visit.given("closing")
    await visit.desk.end_case(visit.me.id, named(case_id), closing, abuse=is_abuse)
    return Done(case_id)


def named(case_id: CaseId | None) -> CaseId:
    """Return the case of an act; its address always names one."""
    assert case_id is not None
    return case_id
