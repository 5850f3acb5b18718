"""102 first: numbers, what to say, the silent way; then back or a person."""

from dataclasses import dataclass
from typing import Final

from bot.domain.case import Status
from bot.domain.conversation import Event, Flow, Option, Picked, Reply, State, Turn
from bot.domain.danger import Choice
from bot.domain.guide import Guide
from bot.domain.meaning import SUICIDE
from bot.domain.text import Joined, Text, Verbatim, _, lines, paragraphs
from bot.domain.told import About
from bot.flows import questions, welcome, words
from bot.flows.freshness import limit_of, with_warning
from bot.flows.results import SUICIDE_CARD
from bot.flows.talk import AskingToEnd, Talking


@dataclass(frozen=True, slots=True)
class Emergency(State):
    """She sees the numbers; `heard` tells which words of hers brought her here, if any did."""

    behind: State | None = None
    heard: str = ""


@dataclass(frozen=True, slots=True)
class WhatToSay(State):
    """She sees what to say on the phone."""

    behind: State | None = None


@dataclass(frozen=True, slots=True)
class Silently(State):
    """She sees how to call police without speaking."""

    behind: State | None = None


WAYS: Final = (words.BACK, words.PERSON)
SAY: Final = Option("say", _("What to say"))
SILENT: Final = Option("silent", _("I cannot speak"))
# Translators: stands under the numbers 102, 103, 112, 111.
LEAVE: Final = _(
    "If you can leave, leave without things. This chat cannot call the police for you."
)
# Translators: the title of the page with what to say on the phone.
ON_THE_PHONE: Final = _("102: what to say on the phone")
# Translators: under the numbers, while a talk with an operator goes on behind them.
STILL_TALKING: Final = _("What you type goes to the operator.")
WITHOUT_VOICE: Final = _("102 without speaking")
SILENT_FALLBACK: Final = _("A neighbour or someone near you can also call 102 for you.")


def _begin(state: State) -> State:
    match state:
        case Emergency(behind=behind) | WhatToSay(behind=behind) | Silently(behind=behind):
            return state.then(Emergency(behind))
        case _:
            return state.then(Emergency(state))


def _step(state: State, event: Event, guide: Guide) -> Turn:
    behind: State | None = getattr(state, "behind", None)
    match event:
        case Picked(option="danger" | "suicide" as heard):
            return _show(state.then(Emergency(behind, heard)), guide)
        case Picked(option=words.BACK.id):
            return Turn(state.then(behind) if behind else welcome.home(state), ())
        case Picked(option=SAY.id):
            return _show(state.then(WhatToSay(behind)), guide)
        case Picked(option=SILENT.id):
            return _show(state.then(Silently(behind)), guide)
        case Picked(option=option) if choice := _about_now(option, guide):
            return questions.answer_now(state, choice, behind, guide)
        case _:
            return _show(state, guide)


def _show(state: State, guide: Guide) -> Turn:
    match state:
        case _ if state.told.language is None:
            # Before a language is chosen, only what can be said in all of them at once.
            return Turn(state, (Reply(welcome.NUMBERS, ((words.BACK,),)),))
        case WhatToSay():
            text: Text = paragraphs(ON_THE_PHONE, _as_checked(guide.numbers.what_to_say, guide))
            return Turn(state, (Reply(text, ((SILENT,), WAYS), _limit(guide)),))
        case Silently():
            silently = _as_checked(guide.numbers.silent, guide)
            text = paragraphs(WITHOUT_VOICE, silently, SILENT_FALLBACK)
            return Turn(state, (Reply(text, ((SAY,), WAYS), _limit(guide)),))
        case Emergency(heard=heard) if heard == SUICIDE:
            return Turn(state, (Reply(SUICIDE_CARD, (WAYS,)),))
        case Emergency(heard=heard) if heard and state.told.about is About.SELF:
            return Turn(state, (Reply(_numbers(guide)), _question_about_now(guide)))
        case _:
            rows = ((SAY, SILENT), WAYS)
            text = _with_talk(paragraphs(_numbers(guide), LEAVE), state, guide)
            return Turn(state, (Reply(text, rows),))


def _with_talk(text: Text, state: State, guide: Guide) -> Text:
    """Add where her words go, as long as an operator reads behind the numbers."""
    behind = getattr(state, "behind", None)
    talks = guide.case is not None and guide.case.status is Status.TALKING
    is_read = talks and isinstance(behind, Talking | AskingToEnd)
    return paragraphs(text, STILL_TALKING) if is_read else text


def _as_checked(advice: Text, guide: Guide) -> Text:
    return with_warning(advice, guide.numbers.review, guide.ages.numbers, guide)


def _limit(guide: Guide) -> int:
    return limit_of(guide.numbers.review, guide.ages.numbers, guide)


def _numbers(guide: Guide) -> Text:
    # The numbers themselves stand first at any age: nothing may keep anybody from calling 102.
    return lines(
        *(Joined((Verbatim(number), name), " ") for number, name in guide.numbers.names.items())
    )


def _question_about_now(guide: Guide) -> Reply:
    item = guide.questionnaire.items[0]
    rows = tuple((Option(f"now.{choice.id}", choice.label),) for choice in item.choices)
    return Reply(item.text, (*rows, WAYS))


def _about_now(option: str, guide: Guide) -> Choice | None:
    first = guide.questionnaire.items[0]
    return first.choice(option.removeprefix("now.")) if option.startswith("now.") else None


FLOW: Final = Flow("danger", (Emergency, WhatToSay, Silently), _begin, _step)
