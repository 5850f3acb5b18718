"""Waiting for a person: an honest word about how long, the place kept, and the way out of it."""

from dataclasses import dataclass
from typing import Final

from bot.domain.case import Case, Status
from bot.domain.commands import CancelCase
from bot.domain.conversation import (
    Event,
    Flow,
    Option,
    Picked,
    Reply,
    Rows,
    State,
    Turn,
    Typed,
    in_pairs,
)
from bot.domain.danger import Band
from bot.domain.guide import DeskNow, Guide
from bot.domain.text import Text, _, sentences
from bot.domain.told import About
from bot.flows import return_code, settings, talk, words


@dataclass(frozen=True, slots=True)
class Waiting(State):
    """She is in the line; how it stands is in `Guide.case` and `Guide.desk`."""


STOP: Final = Option("stop", _("Stop waiting"))
IN_LINE: Final = _("You are in the line.")
# Translators: minutes, a range and never a promise; "min." so that no plural is needed.
USUALLY: Final = _("Usually this takes {low}–{high} min.")
UNKNOWN: Final = _("We do not know how long it takes.")
IF_WORSE: Final = _("If it gets worse: 102.")
# Translators: to somebody who may be in danger now.
IF_NOW: Final = _("Do not wait for us in danger: 102.")
# Translators: nobody is at the desk, or nobody came in time; never "please wait" alone.
NOBODY: Final = _(
    "Nobody is free yet. Do not wait for us: in danger call 102, to talk call 111, free, day and "
    "night. You are still in the line, and with a code your place stays after Exit too."
)
LONGER_HIGH: Final = _(
    "It takes longer than we want, and you are still in the line. The plan can help with the next "
    "hours meanwhile. If it gets worse: 102."
)
# Translators: the same on the paths that have no plan.
LONGER_WITHOUT_PLAN: Final = _(
    "It takes longer than we want, and you are still in the line. You can also call 111, free, day "
    "and night. If it gets worse: 102."
)
LONGER: Final = _(
    "It takes longer than we want, and you are still in the line. You need not stay here: with a "
    "code you can come back later. If it gets worse: 102."
)
VERY_LONG: Final = _(
    "Nobody is free yet, and we do not know when somebody will be. Calling 111 may be quicker, "
    "free, day and night; a code keeps your place for later. If it gets worse: 102."
)
READING: Final = _("An operator is reading your card.")
# Translators: said after words that were typed while nobody reads yet. At most 100 characters.
NOBODY_READS: Final = _("Nobody reads this yet. When an operator is here, you can write.")


def begun(state: State, band: Band | None, guide: Guide) -> Turn:
    """Return the first page of somebody whose card is just being sent."""
    text = _in_line(band or Band.UNCLEAR, 0, guide.desk, plans=_plans(state))
    waiting = state.then(Waiting())
    return Turn(waiting, (Reply(text, _rows(waiting, band, has_code=False)),))


def usual_range(band: Band | None, desk: DeskNow) -> tuple[int, int] | None:
    """Return how many minutes it usually takes, from and to, or None where we do not know."""
    low, high = desk.usual.get(band or Band.UNCLEAR, (0, 0))
    if not 0 <= low <= high or high == 0:
        return None
    # One number alone would sound like a promise.
    return low, max(high, low + 1)


def _begin(state: State) -> State:
    return state.then(Waiting())


def _step(state: State, event: Event, guide: Guide) -> Turn:
    match event:
        case Picked(option=return_code.TAKE.id):
            return return_code.taken(state, guide)
        case Picked(option=settings.SIGN_OF_LIFE.id):
            return Turn(state.then(settings.ChoosingSign(state)), ())
        case Picked(option=STOP.id):
            return talk.ended(state, "cancelled", guide, CancelCase())
        case Typed():
            return Turn(state, (Reply(NOBODY_READS), _shown(state, guide)))
        case _:
            return Turn(state, (_shown(state, guide),))


def _shown(state: State, guide: Guide) -> Reply:
    case = guide.case
    if case is None:
        # The engine leads her on before this is seen; it is true all the same.
        return Reply(sentences(IN_LINE, UNKNOWN, IF_WORSE), _rows(state, None, has_code=True))
    return Reply(_text(state, case, guide.desk), _rows(state, case.band, has_code=case.has_code))


def _text(state: State, case: Case, desk: DeskNow) -> Text:
    if case.status is Status.OFFERED:
        return sentences(READING, IF_WORSE)
    return _in_line(case.band, case.told, desk, plans=_plans(state))


def _in_line(band: Band, told: int, desk: DeskNow, *, plans: bool) -> Text:
    """Say how the line stands; `told` is the limit of waiting that was passed last, 0 to 2."""
    urgent = band is Band.IMMEDIATE
    match told:
        case _ if desk.on_shift <= 0 or (urgent and told):
            return NOBODY
        case 0:
            return sentences(IN_LINE, _how_long(band, desk), IF_NOW if urgent else IF_WORSE)
        case 1 if band is Band.HIGH:
            return LONGER_HIGH if plans else LONGER_WITHOUT_PLAN
        case 1:
            return LONGER
        case _:
            return VERY_LONG


def _how_long(band: Band, desk: DeskNow) -> Text:
    usual = usual_range(band, desk)
    return USUALLY.given(low=usual[0], high=usual[1]) if usual else UNKNOWN


def _rows(state: State, band: Band | None, *, has_code: bool) -> Rows:
    first: Rows = ((words.EMERGENCY,),) if band is Band.IMMEDIATE else ()
    code = () if has_code else (return_code.TAKE,)
    plan = (words.PLAN,) if _plans(state) else ()
    return (*first, *in_pairs((*code, *plan, settings.SIGN_OF_LIFE, STOP)))


def _plans(state: State) -> bool:
    """Tell whether a plan is offered: it is for the one who is hurt."""
    return state.told.about is About.SELF


FLOW: Final = Flow("waiting", (Waiting,), _begin, _step, reads=(Waiting,))
