"""What becomes of her case when a visitor goes away, however she goes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.case import Case, Ending, Status
from bot.domain.line import By, lines_of
from bot.domain.statistics import bucket_of, slot_of
from bot.domain.visitor import Pseudonym
from bot.services.desk_ports import Act, Count, Noted
from bot.services.ports import Work


async def leave_case(
    work: Work, names: Sequence[Pseudonym], ending: Ending, now: datetime
) -> Case | None:
    """Keep her place if she has a code, else end her case; return it as it is then."""
    case = await work.cases.of(names)
    if case is None:
        return None
    if case.has_code and ending is not Ending.BLOCKED and case.status is not Status.TALKING:
        away = case.away(now)
        await work.return_codes.waited(case.id, away.waited(now))
        await work.cases.save(away)
        await work.audit.note(Noted(now, Act.LEFT, case.operator, case.code, "place kept"))
        return away
    return await end_case(work, case, ending, now)


async def end_case(
    work: Work, case: Case, ending: Ending, now: datetime, closing: str = ""
) -> Case:
    """End a case, whoever ended it; its words are gone with the commit."""
    if not case.is_answered:
        await work.case_counts.add(count_of(case, "left", now))
    if case.has_code:
        await work.return_codes.waited(case.id, case.waited(now))
    unshown = await _unshown(work, case)
    over = replace(case.over(ending, now, closing), unshown=unshown)
    await work.cases.save(over)
    act = Act.LEFT if over.status is Status.LEFT else Act.ENDED
    await work.audit.note(Noted(now, act, case.operator, case.code, ending.value))
    return over


async def _unshown(work: Work, case: Case) -> int:
    """Count the lines of the operator's which her chat has never shown."""
    delivery = await work.deliveries.find((case.visitor,))
    shown = delivery.shown if delivery else -1
    return sum(not 0 <= line.revision <= shown for line in lines_of(case.lines, By.OPERATOR))


def count_of(case: Case, outcome: str, now: datetime) -> Count:
    """Return a case as a count: its kind and how long it waited, nothing else."""
    day, hour = slot_of(now)
    return Count(
        day=day,
        hour=hour,
        band=case.band,
        language=case.language,
        region=case.card.details.region,
        outcome=outcome,
        bucket=bucket_of(case.waited(now)),
    )
