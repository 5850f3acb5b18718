"""What Pana is, what it keeps and for how long, what Exit cannot do, how to clear the chat."""

from collections.abc import Mapping
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
)
from bot.domain.guide import Guide
from bot.domain.retention import LONGEST
from bot.domain.text import Phrase, Text, _
from bot.flows import welcome, words


@dataclass(frozen=True, slots=True)
class Asking(State):
    """She chooses what she wants to know; `behind` is where she came from."""

    behind: State | None = None


@dataclass(frozen=True, slots=True)
class Reading(State):
    """She reads one page."""

    page: str
    behind: State | None = None


HOURS: Final = LONGEST.days * 24 + LONGEST.seconds // 3600
WHAT_THIS_IS: Final = _(
    "Pana is an automatic helper with ready-made texts. A person answers only after you agree. It "
    "cannot call the police, see who holds this phone, or know what will happen."
)
TITLES: Final[Mapping[str, Phrase]] = {
    "kept": _("What is kept"),
    "limits": _("What Exit cannot do"),
    "ios": _("Clear on iPhone"),
    "android": _("Clear on Android"),
    "desktop": _("Clear on a computer"),
    "shared": _("Someone opens my phone"),
    "spied": _("My phone is watched"),
    "fake": _("Is this the real one?"),
}
PAGES: Final[Mapping[str, Text]] = {
    "kept": _(
        "Your answers are kept encrypted, only to lead you on: until Exit, until you are silent "
        "for the time you chose, or {hours} hours at the latest. Then the key is destroyed. Plan "
        "ticks, locations and pictures are never kept."
    ).given(hours=HOURS),
    "limits": _(
        "Exit clears this chat and our store. It cannot clear: screenshots, another device with "
        "your Telegram open, messages older than two days, your phone's notification history, the "
        "chat's place in the list. To come back, type /start."
    ),
    "ios": _(
        "iPhone: in the chat list swipe this chat left, then Delete. In Search clear Recent. In "
        "Settings > Devices see who else is signed in."
    ),
    "android": _(
        "Android: in the chat list hold this chat, tap the bin, tick “also delete for the bot”. "
        "In Search clear the recent list. In Settings > Devices see who else is signed in."
    ),
    "desktop": _(
        "Computer: right-click this chat, then Delete chat. In the search field clear the recent "
        "list. In Settings > Devices (Active sessions) see who else is signed in."
    ),
    "shared": _(
        "If someone else can open your Telegram, a call to 111 or another phone leaves less here. "
        "Settings > Devices shows other sessions. Ending one may be noticed; a new sign-in cannot "
        "end others for 24 hours."
    ),
    "spied": _(
        "A chat cannot see spyware or screenshots. If you fear them, use a phone this person has "
        "never held. Do not remove a tracker before you have a plan: it may warn them."
    ),
    "fake": _(
        "The real Pana never asks for a code, money, your name, your IIN or a picture. If a chat "
        "does, leave it. You can ask 111 which address is the real one."
    ),
}


def _begin(state: State) -> State:
    behind = state.behind if isinstance(state, Asking | Reading) else state
    return state.then(Asking(behind))


def _step(state: State, event: Event, guide: Guide) -> Turn:
    behind: State | None = getattr(state, "behind", None)
    match state, event:
        case Asking(), Picked(option=option) if option in PAGES:
            return _read(state.then(Reading(option, behind)))
        case Reading(), Picked(option=words.BACK.id):
            return _ask(state.then(Asking(behind)))
        case Asking(), Picked(option=words.BACK.id):
            return Turn(state.then(behind) if behind else welcome.home(state), ())
        case Reading(page=page), _ if page in PAGES:
            return _read(state)
        case _:
            return _ask(state.then(Asking(behind)))


def _ask(state: State) -> Turn:
    options = (Option(page, title) for page, title in TITLES.items())
    return Turn(state, (Reply(WHAT_THIS_IS, (*in_pairs(options), (words.BACK,))),))


def _read(state: State) -> Turn:
    assert isinstance(state, Reading)
    return Turn(state, (Reply(PAGES[state.page], ((words.BACK,),)),))


FLOW: Final = Flow("privacy", (Asking, Reading), _begin, _step)
