"""The talk with an operator inside the living message, and its end."""

from dataclasses import dataclass
from typing import Final

from bot.domain.case import Case, Ending, Transfer
from bot.domain.commands import AnswerTransfer, Command, EndTalk, Leave, Say, SayAgain
from bot.domain.conversation import (
    CARD,
    Event,
    Flow,
    Option,
    Picked,
    Reply,
    Retyped,
    Rows,
    State,
    Turn,
    Typed,
)
from bot.domain.guide import Guide
from bot.domain.line import By
from bot.domain.text import Joined, Text, Verbatim, _, paragraphs
from bot.flows import return_code, welcome
from bot.flows.neutral import neutral_page
from bot.flows.talk_pages import pages_of


@dataclass(frozen=True, slots=True)
class Talking(State):
    """She talks with an operator; `page` counts back from the newest lines."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class AskingToEnd(State):
    """She is asked once whether the talk is to end."""


@dataclass(frozen=True, slots=True)
class Ended(State):
    """The talk or the waiting is over; `closing` names the last words of the operator."""

    ending: str = ""
    closing: str = ""


# A page of lines is longer than our own texts may be, and far shorter than a message.
LONGEST_TALK: Final = 2800
# Translators: the header of a talk; the operator is known by a number only.
OPERATOR: Final = _("Operator {number}")
WRITE_HERE: Final = _("Write here. What you type goes to the operator and out of the chat.")
# Translators: to somebody who has the options read aloud as a numbered list.
BY_NUMBER: Final = _("In a talk numbers are words: to choose, type / before one, as in /2.")
MAY_ANOTHER_READ: Final = _(
    "The operator's shift ends. May another operator read this talk and go on? If not, you stay "
    "here, or a code keeps your place."
)
STAYED: Final = _("As you wish: nobody else reads this talk.")
AGREE: Final = Option("agree", _("Yes, another may"))
REFUSE: Final = Option("refuse", _("No, nobody else"))
EARLIER: Final = Option("earlier", _("Earlier"))
LATER: Final = Option("later", _("Later"))
END: Final = Option("end", _("End the talk"))
WHETHER_TO_END: Final = _("End the talk? What was written goes with it.")
END_NOW: Final = Option("end_now", _("Yes, end it"))
GO_ON: Final = Option("go_on", _("No, go on"))

# Translators: the last screen of a talk; nobody is pressed to anything.
OVER: Final = _("This talk is over. You can come back any hour, also if nothing changed.")
OVER_BY_HER: Final = _(
    "You ended the talk. Thank you for writing; you can come back any hour, also if nothing "
    "changed."
)
# Translators: after a talk that ended because of insults; no reproach.
OVER_BY_LIMITS: Final = _(
    "The operator has ended this talk. Help stays open to you: 102, 103, 112, and 111, day and "
    "night."
)
STOPPED: Final = _(
    "All right: you are no longer in the line. You can come back any hour, also if nothing "
    "changed. In danger: 102."
)
SHALL_I_CLEAR: Final = _("Shall I clear this conversation now?")
CLEAR: Final = Option("clear", _("Clear now"))
AFTER: Final = {
    Ending.ENDED_BY_VISITOR.value: OVER_BY_HER,
    Ending.ABUSE.value: OVER_BY_LIMITS,
    Ending.CANCELLED.value: STOPPED,
}


def ended(state: State, ending: str, guide: Guide, *commands: Command) -> Turn:
    """Return the last screen, ordering what brings it about."""
    over = state.then(Ended(ending))
    return Turn(over, (_end(ending, "", guide),), commands)


def said(event: Event) -> Command | None:
    """Return the command that gives her words to the operator; empty ones say nothing."""
    match event:
        case Typed(words=words) if words.reveal().strip():
            return Say(words)
        case Retyped(words=words) if words.reveal().strip():
            return SayAgain(words)
        case _:
            return None


def _begin(state: State) -> State:
    return state.then(Talking())


def _step(state: State, event: Event, guide: Guide) -> Turn:
    match state, event:
        case ((Ended() as over), _):
            return _on_end(over, event, guide)
        case AskingToEnd(), Picked(option=END_NOW.id):
            return ended(state, Ending.ENDED_BY_VISITOR.value, guide, EndTalk())
        case AskingToEnd(), Picked(option=GO_ON.id):
            return _show(state.then(Talking()), guide)
        case _, (Typed() | Retyped()):
            command = said(event)
            return _show(state.then(Talking()), guide, *((command,) if command else ()))
        case _, Picked(option=END.id):
            return _show(state.then(AskingToEnd()), guide)
        case _, Picked(option=return_code.TAKE.id):
            return return_code.taken(state, guide)
        case _, Picked(option=AGREE.id | REFUSE.id as answer):
            command = AnswerTransfer(answer == AGREE.id)
            return _show(state.then(Talking()), guide, command)
        case Talking(page=page), Picked(option=EARLIER.id | LATER.id as way):
            turned = page + 1 if way == EARLIER.id else page - 1
            return _show(state.then(Talking(turned)), guide)
        case _:
            return _show(state, guide)


def _on_end(over: Ended, event: Event, guide: Guide) -> Turn:
    match event:
        case Picked(option=CLEAR.id):
            return Turn(welcome.STRANGER, (neutral_page(guide),), (Leave(),))
        case Picked(option=welcome.NOT_NOW.id):
            return Turn(welcome.home(over), ())
        case _:
            return Turn(over, (_end(over.ending, over.closing, guide),))


def _end(ending: str, closing: str, guide: Guide) -> Reply:
    last = next((card.text for card in guide.quick_cards if card.id == closing), None)
    text = paragraphs(last or AFTER.get(ending, OVER), SHALL_I_CLEAR)
    return Reply(text, ((CLEAR, welcome.NOT_NOW),), CARD)


def _show(state: State, guide: Guide, *commands: Command) -> Turn:
    match state, guide.case:
        case AskingToEnd(), _:
            return Turn(state, (Reply(WHETHER_TO_END, ((END_NOW, GO_ON),)),), commands)
        case Talking(page=page), Case() as case:
            pages = pages_of(case.lines)
            shown = state.then(Talking(min(max(page, 0), len(pages) - 1)))
            assert isinstance(shown, Talking)
            text = _page(shown, case, pages)
            rows = _rows(shown.page, len(pages), case)
            return Turn(shown, (Reply(text, rows, LONGEST_TALK),), commands)
        case _:
            return ended(state, "", guide)


def _page(state: Talking, case: Case, pages: tuple[tuple[Text, ...], ...]) -> Text:
    header: Text = OPERATOR.given(number=case.operator or 0)
    if len(pages) > 1:
        place = Verbatim(f" · {len(pages) - state.page}/{len(pages)}")
        header = Joined((header, place), "")
    asked = {Transfer.ASKED: MAY_ANOTHER_READ, Transfer.REFUSED: STAYED}.get(case.transfer)
    below = [asked] if asked else []
    if not any(line.by is By.VISITOR for line in case.lines):
        below.append(WRITE_HERE)
    if state.told.wishes.numbered:
        below.append(BY_NUMBER)
    lines = Joined(pages[state.page], "\n")
    return paragraphs(header, *([lines] if lines.parts else []), *below)


def _rows(page: int, pages: int, case: Case) -> Rows:
    answers = ((AGREE, REFUSE),) if case.transfer is Transfer.ASKED else ()
    earlier = (EARLIER,) if page + 1 < pages else ()
    later = (LATER,) if page else ()
    turning = ((*earlier, *later),) if earlier or later else ()
    code = () if case.has_code else (return_code.TAKE,)
    return (*answers, *turning, (*code, END))


FLOW: Final = Flow(
    "talk", (Talking, AskingToEnd, Ended), _begin, _step, reads=(Talking,), bare=(Ended,)
)
