"""A safety plan by situation: suggestions to tick, and the ticks live only in the chat."""

from dataclasses import dataclass
from typing import Final

from bot.domain.conversation import (
    Event,
    Flow,
    Option,
    Picked,
    Reply,
    State,
    Turn,
    in_pairs,
    one_a_row,
)
from bot.domain.guide import Guide, Plan
from bot.domain.text import Joined, Text, Verbatim, _, lines, paragraphs, sentences
from bot.flows import words
from bot.flows.freshness import ONLY_ASK, is_stated, limit_of, with_warning


@dataclass(frozen=True, slots=True)
class AskingSituation(State):
    """She chooses the situation she plans for."""


@dataclass(frozen=True, slots=True)
class Warned(State):
    """She reads the warning that comes before a list."""

    plan: str


@dataclass(frozen=True, slots=True)
class Ticking(State):
    """She looks at one page of a list. What she ticks is in the chat, not here."""

    plan: str
    page: int = 0


WHICH: Final = _(
    "A plan for which situation? All points are only suggestions. Your ticks stay in this "
    "message; we do not keep them."
)
READ_ON: Final = Option("on", _("Read on"))
OTHER: Final = Option("other", _("Other list"))
EARLIER: Final = Option("earlier", _("Earlier"))
WAYS: Final = (OTHER, words.PERSON)
TICKED: Final = "☑"
OPEN: Final = "☐"
# Ticking twice ticks once, so that a double tap does not take back what it did.
TICK: Final = "tick."
UNTICK: Final = "untick."


def _begin(state: State) -> State:
    return state.then(AskingSituation())


def _step(state: State, event: Event, guide: Guide) -> Turn:
    match state, event:
        case AskingSituation(), Picked(option=option) if option in guide.plans:
            warned = guide.plans[option].warning is not None
            return _show(state.then(Warned(option) if warned else Ticking(option)), "", guide)
        case Warned(plan=plan), Picked(option="on"):
            return _show(state.then(Ticking(plan)), "", guide)
        case Ticking(plan=plan, page=page), Picked(option="next"):
            return _show(state.then(Ticking(plan, page + 1)), event.keepsake, guide)
        case Ticking(plan=plan, page=page), Picked(option="earlier"):
            return _show(state.then(Ticking(plan, page - 1)), event.keepsake, guide)
        case Ticking(), Picked(option=option) if option.startswith((TICK, UNTICK)):
            return _show(state, _with(event.keepsake, option), guide)
        case _, Picked(option="other" | "back"):
            return _ask(state.then(AskingSituation()), guide)
        case _:
            return _show(state, event.keepsake, guide)


def _show(state: State, ticks: str, guide: Guide) -> Turn:
    match state:
        case Warned(plan=plan) | Ticking(plan=plan) if _is_expired(plan, guide):
            text = paragraphs(guide.plans[plan].title, ONLY_ASK)
            return Turn(state.then(Ticking(plan)), (Reply(text, (WAYS,)),))
        case Warned(plan=plan) if plan in guide.plans:
            return _warn(state, guide.plans[plan], guide)
        case Ticking(plan=plan, page=page) if plan in guide.plans:
            return _page(
                state, guide.plans[plan], page % len(guide.plans[plan].pages), ticks, guide
            )
        case _:
            return _ask(state.then(AskingSituation()), guide)


def _ask(state: State, guide: Guide) -> Turn:
    options = (Option(plan.id, plan.button) for plan in guide.plans.values())
    return Turn(state, (Reply(WHICH, (*one_a_row(options), (words.PERSON,))),))


def _is_expired(plan_id: str, guide: Guide) -> bool:
    plan = guide.plans.get(plan_id)
    return plan is not None and not is_stated(plan.review, guide.ages.rest, guide)


def _warn(state: State, plan: Plan, guide: Guide) -> Turn:
    age = guide.ages.rest
    warning = with_warning(plan.warning or plan.title, plan.review, age, guide)
    limit = limit_of(plan.review, age, guide)
    return Turn(state, (Reply(warning, ((READ_ON, words.BACK),), limit),))


def _page(state: State, plan: Plan, page: int, ticks: str, guide: Guide) -> Turn:
    first = sum(len(before) for before in plan.pages[:page])
    numbers = range(first, first + len(plan.pages[page]))
    ticked = _ticked(ticks)
    items = zip(numbers, plan.pages[page], strict=True)
    listed = lines(*(_item(number, item, number in ticked) for number, item in items))
    title: Text = plan.title
    if len(plan.pages) > 1:
        title = sentences(title, Verbatim(f"{page + 1}/{len(plan.pages)}"))
    rows = in_pairs(_button(number, number in ticked) for number in numbers)
    earlier = (EARLIER,) if page else ()
    onward = (words.NEXT,) if page + 1 < len(plan.pages) else ()
    moving = ((*earlier, *onward),) if earlier or onward else ()
    text = with_warning(paragraphs(title, listed), plan.review, guide.ages.rest, guide)
    limit = limit_of(plan.review, guide.ages.rest, guide)
    reply = Reply(text, (*rows, *moving, WAYS), limit)
    return Turn(state.then(Ticking(plan.id, page)), (reply,), keepsake=ticks)


def _item(number: int, item: Text, is_ticked: bool) -> Text:
    box = TICKED if is_ticked else OPEN
    return Joined((Verbatim(f"{box} {number + 1}."), item), " ")


def _button(number: int, is_ticked: bool) -> Option:
    return Option(
        f"{UNTICK if is_ticked else TICK}{number}",
        Verbatim(f"{TICKED if is_ticked else OPEN} {number + 1}"),
    )


def _ticked(ticks: str) -> frozenset[int]:
    """Read ticks from the chat's own writing: a hexadecimal number, one bit an item."""
    bits = int(ticks, 16) if ticks and all(digit in "0123456789abcdef" for digit in ticks) else 0
    return frozenset(number for number in range(bits.bit_length()) if bits >> number & 1)


def _with(ticks: str, option: str) -> str:
    """Return the chat's writing with one tick set or taken off."""
    way, _, number = option.partition(".")
    if not (number.isascii() and number.isdecimal()):
        return ticks
    ticked = _ticked(ticks) - {int(number)} | ({int(number)} if f"{way}." == TICK else set())
    bits = sum(1 << number for number in ticked)
    return f"{bits:x}" if bits else ""


FLOW: Final = Flow("plan", (AskingSituation, Warned, Ticking), _begin, _step)
