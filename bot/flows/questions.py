"""The fourteen questions, one at a time, and what Pana says after them."""

from dataclasses import dataclass, replace
from typing import Final

from bot.domain.conversation import (
    CARD,
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
from bot.domain.danger import (
    NOT_SURE,
    SKIP,
    Answers,
    Assessment,
    Band,
    Choice,
    Item,
    assess,
)
from bot.domain.guide import Guide
from bot.domain.text import NOTHING, Joined, Text, Verbatim, _, lines, paragraphs
from bot.flows import words
from bot.flows.freshness import checked_text, is_stated
from bot.flows.results import WITHOUT_CARD, result


@dataclass(frozen=True, slots=True)
class Asking(State):
    """One question is before her; `marked` are the choices of a question with several."""

    item: str
    marked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pausing(State):
    """The core is answered; she may stop here or go on with the item named."""

    following: str


@dataclass(frozen=True, slots=True)
class Result(State):
    """She sees what her answers say; `following` is where she may go on."""

    following: str = ""


@dataclass(frozen=True, slots=True)
class Medical(State):
    """She sees when a doctor is needed."""

    following: str = ""


SKIP_IT: Final = Option(SKIP, _("Skip"))
NOT_SURE_OF_IT: Final = Option(NOT_SURE, _("Not sure"))
STOP_HERE: Final = Option("stop", _("Stop here"))
GO_ON: Final = Option("on", _("I can go on"))
MEDICAL: Final = Option("medical", _("When to see a doctor"))
AGAIN: Final = Option("again", _("Answer again"))
# Translators: after the seventh question.
SEVEN_MORE: Final = _("Thank you. Seven more short questions help the operator. Go on?")
FIRST_WORDS: Final = _("Short questions, one at a time. You may skip any of them.")
MARK: Final = Verbatim("✓ ")


def answer_now(state: State, choice: Choice, behind: State | None, guide: Guide) -> Turn:
    """Take the answer to the first question from wherever it was asked."""
    first = guide.questionnaire.items[0]
    turn = _answer(state.then(Asking(first.id)), first, (choice.id,), guide)
    if isinstance(behind, Asking) and isinstance(turn.state, Result):
        # She was in the middle of the questions and may go on where she was.
        return Turn(turn.state.then(Result(behind.item)), ())
    if behind is not None and isinstance(turn.state, Asking):
        return Turn(turn.state.then(behind), ())
    return turn


def _begin(state: State) -> State:
    return state.then(Asking(""))


def _step(state: State, event: Event, guide: Guide) -> Turn:
    match state, event:
        case Asking(item=item_id), _:
            item = guide.questionnaire.item(item_id) or guide.questionnaire.items[0]
            return _on_question(state, item, event, guide)
        case Pausing(following=item), Picked(option="on"):
            return _ask(state.then(Asking(item)), guide)
        case Pausing(following=item), Picked(option="stop"):
            return _show_result(state.then(Result(item)), guide)
        case Pausing(), _:
            return Turn(state, (Reply(SEVEN_MORE, ((GO_ON, STOP_HERE), (words.PERSON,))),))
        case Result(following=item), Picked(option="on") if item:
            return _ask(state.then(Asking(item)), guide)
        case Result(following=item), Picked(option="medical"):
            return _show_medical(state.then(Medical(item)), guide)
        case Result(), Picked(option="again"):
            return _ask(state.then(Asking(guide.questionnaire.items[0].id)), guide)
        case Medical(following=item), Picked(option=words.BACK.id):
            return _show_result(state.then(Result(item)), guide)
        case Medical(), _:
            return _show_medical(state, guide)
        case _:
            return _show_result(state, guide)


def _on_question(state: State, item: Item, event: Event, guide: Guide) -> Turn:
    marked = state.marked if isinstance(state, Asking) else ()
    match event:
        case Picked(option="skip" | "not_sure" as way):
            return _answer(state, item, (way,), guide)
        case Picked(option=words.DONE.id) if marked:
            return _answer(state, item, marked, guide)
        case Picked(option=option) if item.several and (choice := item.choice(option)):
            return _mark(state, item, choice, marked, guide)
        case Picked(option=option) if item.choice(option):
            return _answer(state, item, (option,), guide)
        case _:
            return _ask(state, guide)


def _mark(state: State, item: Item, choice: Choice, marked: tuple[str, ...], guide: Guide) -> Turn:
    if not choice.points and not choice.band:
        # "None of these" is an answer of its own.
        return _answer(state, item, (choice.id,), guide)
    others = tuple(mark for mark in marked if mark != choice.id)
    now = others if choice.id in marked else (*marked, choice.id)
    return _ask(state.then(Asking(item.id, now)), guide)


def _answer(state: State, item: Item, given: tuple[str, ...], guide: Guide) -> Turn:
    answers = _with(state.told.answers, item.id, given)
    assessed = assess(answers, guide.questionnaire)
    told = replace(state.told, answers=answers).at_least(assessed.band)
    following = guide.questionnaire.after(item.id)
    after: State = Result()
    if following:
        before = assess(state.told.answers, guide.questionnaire)
        stops = _stops(item, given, before, assessed)
        after = Result(following.id) if stops else Asking(following.id)
    if isinstance(after, Asking) and item.id == guide.questionnaire.pause_after:
        after = Pausing(after.item)
    return _step(replace(after, told=told), Event(), guide)


def _stops(item: Item, given: tuple[str, ...], before: Assessment, now: Assessment) -> bool:
    """Tell whether this very answer means immediate danger, so that no question follows."""
    immediate = any(choice.band is Band.IMMEDIATE for choice in item.choices if choice.id in given)
    return immediate or before.band < now.band is Band.IMMEDIATE


def _with(answers: Answers, item: str, given: tuple[str, ...]) -> Answers:
    return (*(pair for pair in answers if pair[0] != item), (item, given))


def _ask(state: State, guide: Guide) -> Turn:
    assert isinstance(state, Asking)
    item = guide.questionnaire.item(state.item) or guide.questionnaire.items[0]
    is_first = item is guide.questionnaire.items[0]
    opening = FIRST_WORDS if is_first else item.lead_in
    text: Text = lines(opening, item.text) if opening else item.text
    choices = tuple(_option(choice, state.marked) for choice in item.choices)
    rows = in_pairs(choices) if item.several else one_a_row(choices)
    done = ((words.DONE,),) if state.marked else ()
    ways = ((SKIP_IT, NOT_SURE_OF_IT), (words.PERSON,))
    return Turn(state, (Reply(text, (*rows, *done, *ways)),))


def _option(choice: Choice, marked: tuple[str, ...]) -> Option:
    label = Joined((MARK, choice.label), "") if choice.id in marked else choice.label
    return Option(choice.id, label)


def _show_result(state: State, guide: Guide) -> Turn:
    following = state.following if isinstance(state, Result) else ""
    assessed = assess(state.told.answers, guide.questionnaire)
    band = state.told.band if state.told.band is not None else assessed.band
    replies = result(replace(assessed, band=band), guide)
    more = ((MEDICAL,),) if assessed.medical else ()
    on = ((GO_ON,),) if following else ((AGAIN,),)
    return Turn(state, (*replies, Reply(NOTHING, (*more, *on))))


def _show_medical(state: State, guide: Guide) -> Turn:
    assessed = assess(state.told.answers, guide.questionnaire)
    kinds = assessed.medical or ("neck",)
    texts = (_medical_card(kind, guide) for kind in kinds)
    # Both cards together are rare and read by someone who asked for them: they may be long.
    limit = CARD * len(kinds)
    return Turn(state, (Reply(paragraphs(*texts), ((words.BACK, words.PERSON),), limit),))


def _medical_card(kind: str, guide: Guide) -> Text:
    card, age = guide.medical[kind], guide.ages.legal
    if not is_stated(card.review, age, guide):
        return WITHOUT_CARD[kind]
    return checked_text(card.text, card.source, card.review, age, guide)


FLOW: Final = Flow("questions", (Asking, Pausing, Result, Medical), _begin, _step)
