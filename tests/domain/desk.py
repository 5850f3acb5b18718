"""Cases and operators from which the tests of the queue are told."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from bot.domain.card import Card
from bot.domain.case import Case, CaseId
from bot.domain.danger import Band
from bot.domain.language import Language
from bot.domain.operator import Operator, OperatorId, Presence, Role
from bot.domain.queue_policy import next_for
from bot.domain.told import About, Details
from bot.domain.visitor import Pseudonym

NOW = datetime(2026, 11, 22, 23, 0, tzinfo=UTC)
KK, RU, EN = Language.KAZAKH, Language.RUSSIAN, Language.ENGLISH


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def a_case(
    name: str,
    band: Band = Band.HIGH,
    *,
    waited: float = 0,
    language: Language = RU,
    points: int = 0,
    psychologist: bool = False,
    about: About = About.SELF,
) -> Case:
    return Case(
        id=CaseId(name),
        code=name,
        visitor=Pseudonym(name.encode()),
        channel="stand-in",
        card=Card(language, about, band, points, (), psychologist, Details()),
        band=band,
        opened_at=NOW - minutes(waited),
    )


def an_operator(
    number: int, *languages: Language, trained: bool = False, presence: Presence = Presence.ON_SHIFT
) -> Operator:
    return Operator(
        id=OperatorId(number),
        name=f"operator {number}",
        role=Role.OPERATOR,
        languages=languages or (KK, RU),
        presence=presence,
        seen_at=NOW,
        trained=trained,
    )


def talking(case: Case, operator: Operator) -> Case:
    begun = case.opened_at
    return case.offered_to(operator.id, begun).begun_by(operator.id, begun)


def talks_of(operator: Operator, count: int, band: Band = Band.ELEVATED) -> list[Case]:
    return [
        talking(a_case(f"talk {operator.id}.{number}", band, waited=5), operator)
        for number in range(count)
    ]


def offered(operator: Operator, cases: Sequence[Case], *others: Operator) -> str | None:
    case = next_for(operator, cases, (operator, *others), NOW)
    return case.id if case else None


bands = st.sampled_from(Band)
waiting_cases = st.lists(
    st.builds(
        a_case,
        name=st.uuids().map(str),
        band=bands,
        waited=st.floats(0, 300),
        language=st.sampled_from(Language),
        points=st.integers(0, 40),
        psychologist=st.booleans(),
        about=st.sampled_from(About),
    ),
    max_size=12,
    unique_by=lambda case: case.id,
)
desks = st.lists(
    st.tuples(st.sets(st.sampled_from(Language), min_size=1), st.booleans(), st.integers(0, 3)),
    min_size=1,
    max_size=7,
)


def seated(
    desk: Sequence[tuple[set[Language], bool, int]],
) -> tuple[list[Operator], list[Case]]:
    operators = [
        an_operator(number, *sorted(languages), trained=trained)
        for number, (languages, trained, _) in enumerate(desk, start=1)
    ]
    talks = [
        talk
        for operator, (_, _, count) in zip(operators, desk, strict=True)
        for talk in talks_of(operator, count)
    ]
    return operators, talks
