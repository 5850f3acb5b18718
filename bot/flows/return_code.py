"""A return code: shown once, held by nobody but her, and typed when she comes back."""

from dataclasses import dataclass, replace
from typing import Final

from bot.domain.case import Status
from bot.domain.commands import TakeReturnCode
from bot.domain.conversation import (
    CodeRead,
    CodeReading,
    Event,
    Flow,
    Option,
    Picked,
    Reply,
    State,
    Turn,
    Typed,
)
from bot.domain.guide import Guide
from bot.domain.retention import CODES_KEPT
from bot.domain.text import Text, _, paragraphs
from bot.flows import welcome, words


@dataclass(frozen=True, slots=True)
class ShowingCode(State):
    """She sees her return code, which only the chat holds."""

    behind: State | None = None


@dataclass(frozen=True, slots=True)
class TypingCode(State):
    """She types a return code; `reading` tells what became of the last one."""

    behind: State | None = None
    reading: str = ""


DIGITS: Final = 16
TOGETHER: Final = 4
UNLIKE: Final = "unlike"
DAYS: Final = CODES_KEPT.days

TAKE: Final = Option("code", _("Keep my place"))
TO_THE_TALK: Final = Option("back", _("To the talk"))
YOUR_CODE: Final = _("Your code: {code}")
CODE_MEANS: Final = _(
    "With it your place and your card stay after Exit, for {days} days. Note it where only you "
    "look: it is shown only once. To come back: “Talk to a person”, then “I have a code”."
).given(days=DAYS)
CODE_IN_TALK: Final = _(
    "With it your card stays after Exit, for {days} days; the words of this talk do not. Note it "
    "where only you look: it is shown only once. To come back: “Talk to a person”, then “I have a "
    "code”."
).given(days=DAYS)
SHOWN_ONCE: Final = _(
    "The code was shown once, and this chat does not keep it. If you noted it, it opens your place "
    "again for {days} days after you took it."
).given(days=DAYS)
TYPE_CODE: Final = _("Type your code: 16 digits, with or without spaces.")
NOT_FOUND: Final = _(
    "No place was found with this code. Please compare the digits and type it once more; a code "
    "is valid for {days} days."
).given(days=DAYS)
TOO_OFTEN: Final = _(
    "That was many tries: please try again later. In danger call 102; to talk call 111, free, "
    "day and night."
)
NO_CODE: Final = _("A code has 16 digits. Please type all of them, with or without spaces.")
AFTER_TYPING: Final = {
    CodeReading.WRONG.value: NOT_FOUND,
    CodeReading.TOO_OFTEN.value: TOO_OFTEN,
    UNLIKE: NO_CODE,
}


def is_code(keepsake: str) -> bool:
    """Tell whether what the chat remembers is a return code."""
    return len(keepsake) == DIGITS and keepsake.isascii() and keepsake.isdecimal()


def _begin(state: State) -> State:
    return state.then(TypingCode(state))


def _step(state: State, event: Event, guide: Guide) -> Turn:
    behind: State | None = getattr(state, "behind", None)
    match state, event:
        case _, Picked(option=words.BACK.id):
            return Turn(state.then(behind) if behind else welcome.home(state), ())
        case TypingCode(), CodeRead(reading=reading):
            # Where it was found, `Guide.case` is her case again, and the engine leads her there.
            return _show(state.then(TypingCode(behind, reading.value)), guide)
        case TypingCode(), Typed():
            return _show(state.then(TypingCode(behind, UNLIKE)), guide)
        case _:
            return _show(state, guide, event.keepsake)


def taken(state: State, guide: Guide) -> Turn:
    """Order a code and lead to the page that shows it; `state` is where the way back leads."""
    return replace(_show(state.then(ShowingCode(state)), guide), commands=(TakeReturnCode(),))


def _show(state: State, guide: Guide, keepsake: str = "") -> Turn:
    match state:
        case TypingCode(reading=reading):
            text: Text = AFTER_TYPING.get(reading, TYPE_CODE)
            return Turn(state, (Reply(text, ((words.BACK,),)),))
        case _ if is_code(keepsake):
            return Turn(state, (_code(keepsake, guide),), keepsake=keepsake)
        case _:
            return Turn(state, (Reply(SHOWN_ONCE, ((_way_back(guide),),)),))


def _code(digits: str, guide: Guide) -> Reply:
    grouped = " ".join(digits[start : start + TOGETHER] for start in range(0, DIGITS, TOGETHER))
    code = YOUR_CODE.given(code=grouped)
    means = CODE_IN_TALK if _talks(guide) else CODE_MEANS
    return Reply(paragraphs(code, means), ((_way_back(guide),),))


def _way_back(guide: Guide) -> Option:
    return TO_THE_TALK if _talks(guide) else words.BACK


def _talks(guide: Guide) -> bool:
    return guide.case is not None and guide.case.status is Status.TALKING


FLOW: Final = Flow("code", (ShowingCode, TypingCode), _begin, _step, reads=(TypingCode,))
