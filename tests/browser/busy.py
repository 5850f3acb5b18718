"""A busy evening: people in the line, talks under way, alarms, and a month of counts."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from playwright.async_api import expect

from bot.composition.application import now
from bot.domain.card import Card
from bot.domain.case import Case, CaseId
from bot.domain.danger import Band
from bot.domain.language import Language
from bot.domain.operator import Operator, Presence, Role
from bot.domain.statistics import BUCKETS, slot_of
from bot.domain.told import About, Details
from bot.domain.visitor import Pseudonym
from bot.services.desk_ports import Count
from tests.browser.evening import Evening, knowledge
from tests.browser.meeting import begins, takes_next
from tests.browser.seat import Seat
from tests.browser.visitor import Visitor

KK, RU, EN = Language
# Who stands in the line: band, language, minutes waited, the limit told of.
LINE: Final = (
    (Band.IMMEDIATE, RU, 6, 2),
    (Band.HIGH, KK, 12, 1),
    (Band.HIGH, RU, 3, 0),
    (Band.ELEVATED, EN, 14, 0),
    (Band.UNCLEAR, RU, 21, 0),
    (Band.UNCLEAR, KK, 8, 0),
)
# Hers and the operator's in turn.
TALK: Final[Mapping[Language, tuple[str, ...]]] = {
    KK: (
        "Иә, қазір жазуға болады. Ол көршінің үйінде.",
        "Жазғаныңызға рақмет. Балалар қасыңызда ма?",
        "Екеуі де ұйықтап жатыр. Кеше телефонымды сындырды, ескісімен жазып отырмын.",
        "Бұл үшін Сіз кінәлі емессіз. Бүгін түнде үйде қалуға қорқып отырсыз ба?",
    ),
    RU: (
        "Да, сейчас можно. Он ушёл к соседу.",
        "Спасибо, что написали. Дети с Вами?",
        "Оба спят. Вчера разбил мой телефон, пишу со старого.",
        "Это не Ваша вина. Страшно ли Вам оставаться дома этой ночью?",
    ),
    EN: (
        "Yes, it is all right now. He went to the neighbour.",
        "Thank you for writing. Are the children with you?",
        "Both are asleep. He broke my phone yesterday, I write from the old one.",
        "This is not your fault. Are you afraid to stay at home tonight?",
    ),
}
COLLEAGUES: Final = (
    ("Айгерім Сейітқызы", (KK, RU, EN), Presence.ON_SHIFT),
    ("Әсел Нұрмұхамбетова", (KK,), Presence.PAUSE),
    ("Дана", (KK, RU, EN), Presence.ON_SHIFT),
)
DAYS: Final = 31


@dataclass(frozen=True, slots=True)
class Busy:
    """Browsers of that evening; `talking` has a talk open, `offered` a card."""

    lead: Seat
    talking: Seat
    offered: Seat
    case: Case
    offer: Case


async def busy(evening: Evening, language: Language, **look: Any) -> Busy:
    """Let an evening be busy; everybody reads the desk in one language."""
    # With three on shift one would be kept free for danger that may be now.
    away = _reading(language, Presence.AWAY)
    lead = await evening.operator("Салтанат", Role.LEAD, **away)
    people = [
        await evening.operator(name, languages=spoken, **_reading(language, presence))
        for name, spoken, presence in COLLEAGUES
    ]
    talking = await evening.seat_of(people[0], **look)
    case = await _talks(evening, talking, evening.visitor(), language)
    offered = await evening.seat_of(people[2], **look)
    her = evening.visitor(1)
    await her.asks_for_a_person(language.value)
    await takes_next(offered)
    offer = await evening.case()
    await _fill_line(evening)
    await _fill_counts(evening)
    seat = await evening.seat_of(lead, "/desk/board", **look)
    return Busy(seat, talking, offered, case, offer)


async def _talks(evening: Evening, seat: Seat, her: Visitor, language: Language) -> Case:
    await her.opens(language.value)
    await her.looks_at_card()
    await her.picks("change", "want", "plan", "change", "relation", "ex", "change", "children")
    await her.picks("small")
    await her.sends_card()
    await takes_next(seat)
    await begins(seat, her)
    for count, line in enumerate(TALK[language], 2):
        await (seat.says(line) if count % 2 else her.says(line))
        await expect(seat.lines).to_have_count(count)
    await expect(seat.page.locator(".brought-shown")).to_have_count(3)
    return await evening.case()


def _reading(language: Language, presence: Presence = Presence.ON_SHIFT) -> dict[str, Any]:
    return {"interface": language, "presence": presence}


async def _fill_line(evening: Evening) -> None:
    async with evening.store.transaction() as work:
        for number, (band, language, minutes, told) in enumerate(LINE):
            card = Card(language, About.SELF, band, 3, (), False, Details())
            name, code = CaseId(f"line{number}"), f"K{number}7{number}4"
            since = now() - timedelta(minutes=minutes)
            visitor = Pseudonym(f"nobody {number}".encode())
            waits = Case(name, code, visitor, "telegram", card, band, since, told=told)
            await work.cases.save(waits)


async def _fill_counts(evening: Evening) -> None:
    async with evening.store.transaction() as work:
        for count in counts(now()):
            await work.case_counts.add(count)


def counts(until: datetime) -> Iterator[Count]:
    """Return what a month, and the quarters before it, may have left; always the same."""
    dice, regions = random.Random(4), tuple(knowledge().regions)
    for hours in (*range(24), *range(24, 24 * DAYS, 24)):
        day, hour = slot_of(until - timedelta(hours=hours))
        for band, bucket in zip(Band, BUCKETS[4::-1], strict=False):
            outcome = "answered" if dice.random() < 0.85 else "left"
            place, times = dice.choice(regions), dice.randint(6, 24)
            yield Count(day, hour, band, dice.choice((KK, RU, RU)), place, outcome, bucket, times)
    for month in (2, 5, 8):
        day = f"{until.year}-{month:02}-11"
        for band in Band:
            for number, place in enumerate(regions):
                # Some regions are so small that their cells must be hidden.
                times = dice.randint(20, 90) if number % 4 else dice.randint(1, 3)
                yield Count(day, 9, band, dice.choice((KK, RU)), place, "answered", 5, times)


def is_of(seat: Seat) -> Operator:
    """Return whose browser it is."""
    assert seat.operator
    return seat.operator
