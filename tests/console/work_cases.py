"""Cases as operators find them, put straight into the store."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.domain.card import Card
from bot.domain.case import Case, CaseId, Status
from bot.domain.danger import Band
from bot.domain.language import Language
from bot.domain.line import By
from bot.domain.operator import Operator
from bot.domain.told import About, Details
from bot.domain.visitor import Address, Pseudonym
from bot.services.desk_ports import Noted
from bot.services.ports import Delivery, Trace
from tests.console.desk_of_tests import DeskOfTests

HER_WORDS: Final = "Ол есікті <b>сындырып</b> жатыр & мен қорқамын"
CODE_WORD: Final = "қарлығаш"


async def waiting(
    desk: DeskOfTests,
    name: str = "1",
    *,
    band: Band = Band.HIGH,
    language: Language = Language.KAZAKH,
    minutes: int = 6,
) -> Case:
    """Return a case that waits."""
    card = Card(
        language,
        About.SELF,
        band,
        20,
        (),
        psychologist=False,
        details=Details(want="shelter", region="ALM", code_word=CODE_WORD),
    )
    opened_at = desk.clock() - timedelta(minutes=minutes)
    case = Case(
        CaseId(f"case-{name}"), f"K-{name}", Pseudonym(name.encode()), "chat", card, band, opened_at
    )
    return await kept(desk, case)


async def offered(desk: DeskOfTests, operator: Operator, name: str = "1") -> Case:
    """Return a case that is offered to somebody."""
    case = await waiting(desk, name)
    return await kept(desk, case.offered_to(operator.id, desk.clock()))


async def talking(desk: DeskOfTests, operator: Operator, name: str = "1") -> Case:
    """Return a talk in which she has written one line."""
    case = (await offered(desk, operator, name)).begun_by(operator.id, desk.clock())
    case = case.with_line(By.OPERATOR, "Hello.", desk.clock(), revision=3)
    return await kept(desk, case.with_line(By.VISITOR, HER_WORDS, desk.clock(), message=7))


async def she_writes(desk: DeskOfTests, case: Case, words: str) -> Case:
    """Return the talk with one more line of hers; the pages of the desk are told."""
    case = await as_kept(desk, case)
    case = await kept(desk, case.with_line(By.VISITOR, words, desk.clock()))
    desk.live.changed(case.id)
    return case


async def shown(desk: DeskOfTests, case: Case, revision: int) -> None:
    """Let her chat show a revision of her page."""
    chat = Delivery(case.visitor, Address(case.channel, "1"), desk.clock(), Trace(1, desk.clock()))
    async with desk.store.transaction() as work:
        await work.deliveries.save(replace(chat, shown=revision))


async def kept(desk: DeskOfTests, case: Case) -> Case:
    """Put a case into the store and return it."""
    async with desk.store.transaction() as work:
        await work.cases.save(case)
    return case


async def as_kept(desk: DeskOfTests, case: Case) -> Case:
    """Return a case as the store has it now."""
    async with desk.store.transaction() as work:
        found = await work.cases.find(case.id)
    assert found is not None
    return found


async def noted(desk: DeskOfTests) -> list[Noted]:
    """Return the audit, the latest entry first."""
    async with desk.store.transaction() as work:
        return list(await work.audit.latest(50))


def is_offered(case: Case) -> bool:
    """Tell whether somebody has it on the page but has not begun."""
    return case.status is Status.OFFERED
