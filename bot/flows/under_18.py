"""A person under 18: shorter words, 111 first, three gentle questions, no questionnaire."""

from dataclasses import dataclass, replace
from typing import Final

from bot.domain.conversation import Event, Flow, Option, Picked, Reply, State, Turn
from bot.domain.guide import Guide
from bot.domain.text import _
from bot.domain.told import About
from bot.flows import words


@dataclass(frozen=True, slots=True)
class AskingWhetherAlone(State):
    """Can anybody hurt them right now?"""


@dataclass(frozen=True, slots=True)
class InDanger(State):
    """Somebody may hurt them now."""


@dataclass(frozen=True, slots=True)
class AskingForAdult(State):
    """Is there an adult near whom they trust?"""


@dataclass(frozen=True, slots=True)
class WithAdult(State):
    """There is one: how to tell."""


@dataclass(frozen=True, slots=True)
class WithoutAdult(State):
    """There is none: 111 is there."""


@dataclass(frozen=True, slots=True)
class Explained(State):
    """What they can do for themselves."""


DANGER_NOW: Final = _(
    "Call 111: it is free and for you too, day and night. You did nothing wrong. Can someone hurt "
    "you right now?"
)
GO_NOW: Final = _(
    "Call 102 now and go where other people are: a neighbour, a shop, a school. If you are hurt: "
    "103. You did nothing wrong."
)
ADULT_NEAR: Final = _("Is there an adult near you whom you trust?")
TELL_ADULT: Final = _(
    "Go to that adult. You can say: “I am hurt at home. Please help me and stay with me.” Or "
    "show this and call 111 together."
)
TELL_111: Final = _(
    "Then 111 can be that adult. Call, it is free, and you need not say your name. You can also "
    "tell a teacher, a doctor or a school psychologist."
)
REMEMBER: Final = _(
    "What happens is not your fault. Do not step between adults who fight: go to another place "
    "and call 102. You can tell more than one adult, until someone helps."
)
RIGHT_NOW: Final = Option("now", _("Yes, now"))
NOT_NOW: Final = Option("later", _("No, not now"))
MORE: Final = Option("more", _("What else?"))


def _begin(state: State) -> State:
    told = replace(state.told, about=About.CHILD)
    return state.telling(told).then(AskingWhetherAlone())


def _step(state: State, event: Event, guide: Guide) -> Turn:
    match state, event:
        case AskingWhetherAlone(), Picked(option="now"):
            return _show(state.then(InDanger()))
        case AskingWhetherAlone(), Picked(option="later"):
            return _show(state.then(AskingForAdult()))
        case InDanger(), Picked(option="more"):
            return _show(state.then(AskingForAdult()))
        case AskingForAdult(), Picked(option=words.YES.id):
            return _show(state.then(WithAdult()))
        case AskingForAdult(), Picked(option=words.NO.id):
            return _show(state.then(WithoutAdult()))
        case ((WithAdult() | WithoutAdult()), Picked(option="more")):
            return _show(state.then(Explained()))
        case _, Picked(option=words.BACK.id):
            return _show(state.then(AskingWhetherAlone()))
        case _:
            return _show(state)


def _show(state: State) -> Turn:
    match state:
        case InDanger():
            reply = Reply(GO_NOW, ((words.EMERGENCY,), (MORE, words.PERSON), (words.BACK,)))
        case AskingForAdult():
            reply = Reply(ADULT_NEAR, ((words.YES, words.NO), (words.PERSON, words.BACK)))
        case WithAdult():
            reply = Reply(TELL_ADULT, ((MORE, words.PERSON), (words.BACK,)))
        case WithoutAdult():
            reply = Reply(TELL_111, ((words.PERSON,), (MORE, words.BACK)))
        case Explained():
            reply = Reply(REMEMBER, ((words.PERSON, words.BACK),))
        case _:
            reply = Reply(DANGER_NOW, ((RIGHT_NOW, NOT_NOW), (words.PERSON,)))
    return Turn(state, (reply,))


FLOW: Final = Flow(
    "under_18",
    (AskingWhetherAlone, InDanger, AskingForAdult, WithAdult, WithoutAdult, Explained),
    _begin,
    _step,
)
