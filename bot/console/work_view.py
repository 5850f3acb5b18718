"""What the operator's page shows, put together from the views of the services."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.console.access import Visit
from bot.console.work_texts import BROUGHT, CHANNELS, ENDINGS, GROUPS, OTHER_CARDS, PRESENCES
from bot.domain.case import Case, CaseId, Status, Transfer
from bot.domain.danger import Band
from bot.domain.errors import CaseUnknownError
from bot.domain.guide import QuickCard
from bot.domain.line import By, Line
from bot.domain.operator import Presence
from bot.domain.text import Text
from bot.services.answering import FIRST_LINE, LONGEST_LINE
from bot.services.desk import Brought, CaseView, DeskView, name_of

# Pieces of the page which are redrawn alone, each a template of its own.
REGIONS: Final = ("alarms", "desk", "head", "talk", "write", "tools")
KEYS: Final = 9
CLOSING: Final = "closing"
OTHER: Final = ""


@dataclass(frozen=True, slots=True)
class KeyedCard:
    """A quick card with the digit that sends it; 0 means none."""

    card: QuickCard
    key: int


@dataclass(frozen=True, slots=True)
class CardGroup:
    """Quick cards of one kind under their heading."""

    title: Text
    cards: tuple[KeyedCard, ...]


@dataclass(frozen=True, slots=True)
class MyTalk:
    """One of the operator's cases in the list; `unanswered` counts lines since the last answer."""

    case: Case
    unanswered: int
    lasts: timedelta


@dataclass(frozen=True, slots=True)
class Work:
    """The whole page at one moment; `view` is None where no case is open or it is not one's own."""

    desk: DeskView
    view: CaseView | None
    wanted: CaseId | None

    @property
    def case(self) -> Case | None:
        """Return the case that is open on the page."""
        return self.view.case if self.view else None

    @property
    def channel(self) -> Text | None:
        """Return how the person of the open case writes; never where to."""
        return CHANNELS.get(self.case.channel.partition(":")[0]) if self.case else None

    @property
    def is_talking(self) -> bool:
        """Tell whether something may be written."""
        return self.case is not None and self.case.status is Status.TALKING

    @property
    def talks(self) -> tuple[MyTalk, ...]:
        """Return the operator's cases, the most urgent first."""
        mine = sorted(self.desk.mine, key=lambda case: (-case.band, case.opened_at))
        return tuple(
            MyTalk(case, unanswered(case.lines), self.desk.now - (case.began_at or case.opened_at))
            for case in mine
        )

    @property
    def urgent(self) -> int:
        """Return how many of class I wait; only they are heard."""
        return sum(one.count for one in self.desk.waiting if one.band is Band.IMMEDIATE)

    @property
    def others(self) -> int:
        """Return what the title counts: who else waits, and talks with unanswered lines."""
        return self.desk.waits - self.urgent + sum(bool(talk.unanswered) for talk in self.talks)

    @property
    def groups(self) -> tuple[CardGroup, ...]:
        """Return the quick cards by kind; the first nine have a key."""
        cards = [c for c in self._cards if c.group != CLOSING and c.id != FIRST_LINE]
        kinds = [*GROUPS, OTHER]
        cards.sort(key=lambda card: kinds.index(kind_of(card)))
        keyed = [KeyedCard(c, n if n <= KEYS else 0) for n, c in enumerate(cards, 1)]
        groups = (
            CardGroup(
                GROUPS.get(kind, OTHER_CARDS), tuple(k for k in keyed if kind_of(k.card) == kind)
            )
            for kind in kinds
        )
        return tuple(group for group in groups if group.cards)

    @property
    def closings(self) -> tuple[QuickCard, ...]:
        """Return the lines with which a talk may end."""
        return tuple(card for card in self._cards if card.group == CLOSING)

    @property
    def first_line(self) -> Text | None:
        """Return the line with which every talk begins."""
        return next((card.text for card in self._cards if card.id == FIRST_LINE), None)

    @property
    def _cards(self) -> tuple[QuickCard, ...]:
        return self.view.quick_cards if self.view else ()


async def look(visit: Visit, case_id: CaseId | None) -> Work:
    """Return the page as it is now; a case that is not one's own is as if it were not there."""
    desk = await visit.desk.view_desk(visit.me.id)
    try:
        view = await visit.desk.view_case(visit.me.id, case_id) if case_id else None
    except CaseUnknownError:
        view = None
    return Work(desk, view, case_id)


def values(work: Work, **more: object) -> dict[str, object]:
    """Return what the templates of the page need."""
    return {
        "work": work,
        "By": By,
        "Status": Status,
        "Transfer": Transfer,
        "Presence": Presence,
        "Brought": Brought,
        "ENDINGS": ENDINGS,
        "BROUGHT": BROUGHT,
        "PRESENCES": PRESENCES,
        "LONGEST_LINE": LONGEST_LINE,
        "colleague": name_of,
        "minutes": minutes,
        "words": "",
        "once": "",
        "notice": None,
        "code_word": "",
        **more,
    }


def regions(visit: Visit, work: Work) -> Mapping[str, str]:
    """Return the pieces of the page by name."""
    shown = values(work)
    return {name: visit.fragment(f"work/{name}.html", **shown) for name in REGIONS}


def minutes(time: timedelta) -> int:
    """Return whole minutes."""
    return max(int(time.total_seconds() // 60), 0)


def unanswered(lines: tuple[Line, ...]) -> int:
    """Return how many lines of hers came since the operator's last one."""
    count = 0
    for line in reversed(lines):
        if line.by is By.OPERATOR:
            break
        count += line.by is By.VISITOR
    return count


def kind_of(card: QuickCard) -> str:
    """Return the group under which a card stands; one we do not know stands under others."""
    return card.group if card.group in GROUPS else OTHER
