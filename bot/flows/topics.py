"""Short fixed answers to what people type about; each is believing first, then some choices."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bot.domain.commands import Leave
from bot.domain.conversation import (
    CARD,
    SHORT,
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
from bot.domain.text import Text, _, paragraphs
from bot.domain.told import About
from bot.flows import plan, rights, welcome, words
from bot.flows.freshness import medical_text
from bot.flows.neutral import neutral_page
from bot.flows.results import WITHOUT_CARD
from bot.flows.talk import CLEAR


@dataclass(frozen=True, slots=True)
class Answering(State):
    """She reads a short answer to what she typed about; `behind` is where she was."""

    topic: str
    behind: State | None = None


# Translators: asked whether to report to the police. Both sides, no advice; the choice is hers.
BOTH_SIDES: Final = _(
    "Whether to report is your choice. A report can lead to a protective order and put on record "
    "what happened; it can also make this person angrier, and it takes time and strength. You can "
    "talk it over with 111 first, without giving your name."
)
# Translators: to somebody who asks whether what happens to them is violence.
IT_COUNTS: Final = _(
    "Thank you for telling me. Violence is not only hitting: humiliation, control, threats, forced "
    "sex and taking your money count too. It is not your fault."
)
# Translators: to somebody who was forced to have sex; stands above a card about doctors.
NOT_YOUR_FAULT: Final = _(
    "Thank you for telling me. It is not your fault. Nobody may force you, not even in marriage."
)
MONEY: Final = _(
    "Thank you for telling me; it is not your fault. Taking your money, forbidding you to work or "
    "making debts in your name is violence too: economic violence. Below is what you can look at "
    "whenever you like."
)
# Translators: to somebody who is followed or watched; the warning about the phone matters most.
WATCHED: Final = _(
    "Being followed or watched is frightening, and it is not your fault. Please remove nothing "
    "from the phone before you have a plan: it can warn this person. If you can, read on from a "
    "phone they have never held."
)
# Translators: to "I still love him", "I went back". No judgement, no pressure.
STILL_LOVE: Final = _(
    "Thank you for telling me. You can love somebody and be hurt by them; staying or going back is "
    "no failure. If you like, let us make a plan for when it gets hard."
)
SUPPORT: Final = _(
    "It is good that you ask: money, housing and papers are part of getting through this. 111 and "
    "family support centres can tell you, free of charge, which support there is. A crisis centre "
    "can help to restore lost papers."
)
GREETING: Final = _(
    "Hello, it is good that you wrote. I am a program; if you would like a person, choose that "
    "below. You can also say in your own words what would help you."
)
THANKS: Final = _("Thank you for writing. You can come back any hour, also if nothing changed.")
ELSEWHERE: Final = _(
    "I cannot help with that: I only know about violence at home and where to find help. If "
    "something worries you at home, you can write about it here."
)
# Translators: to insults or a prank; no reproach, somebody may be trying out whether it is safe.
OPEN_DOOR: Final = _(
    "That is all right. If something worries you at home, you can tell me here, in any words."
)
# Translators: after the third insult; still no reproach.
LIMITS: Final = _(
    "Let us stay with the menu and the numbers now. Help stays open to you: 102, 103, 112, and "
    "111, day and night."
)


@dataclass(frozen=True, slots=True)
class Topic:
    """A fixed answer: its text, the rights and plans it points to, and other ways on.

    `medical` names a card about doctors that follows the text.
    """

    text: Text
    rights: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    ways: tuple[Option, ...] = (words.PERSON,)
    medical: str = ""


TOPICS: Final = {
    "both_sides": Topic(BOTH_SIDES, rights=("protective_order", "police_inaction", "evidence")),
    "it_counts": Topic(IT_COUNTS, ways=(words.QUESTIONS, words.PERSON, words.RIGHTS, words.PLAN)),
    "sexual": Topic(
        NOT_YOUR_FAULT, rights=("evidence",), ways=(words.PERSON, words.CENTRES), medical="sex"
    ),
    "money": Topic(MONEY, rights=("legal_help",), plans=("preparing",)),
    "watched": Topic(WATCHED, rights=("stalking", "protective_order"), plans=("digital",)),
    "still_love": Topic(STILL_LOVE, ways=(words.PLAN, words.QUESTIONS, words.PERSON)),
    "support": Topic(SUPPORT, rights=("work_leave",), ways=(words.CENTRES, words.PERSON)),
    "greeting": Topic(
        GREETING, ways=(words.QUESTIONS, words.PERSON, words.CENTRES, words.RIGHTS, words.PLAN)
    ),
    "thanks": Topic(THANKS, ways=(CLEAR, words.PERSON)),
    "elsewhere": Topic(ELSEWHERE),
    "open_door": Topic(OPEN_DOOR),
    "limits": Topic(LIMITS, ways=()),
}
# Whoever writes of somebody else is asked nothing about them, and makes no plan for them.
NOT_FOR_ANOTHER: Final = (words.QUESTIONS, words.PLAN)
RIGHT: Final = "right."
PLAN: Final = "plan."


def place_behind(state: State) -> State | None:
    """Return where "Back" leads from a page that follows this one: never to a page of this flow."""
    return state.behind if isinstance(state, Answering) else state


def fitting(options: Iterable[Option], state: State) -> tuple[Option, ...]:
    """Return the ways on that fit whose story it is."""
    is_anothers = state.told.about is About.OTHER
    return tuple(each for each in options if not (is_anothers and each in NOT_FOR_ANOTHER))


def _begin(state: State) -> State:
    return state.then(Answering("greeting", place_behind(state)))


def _step(state: State, event: Event, guide: Guide) -> Turn:
    assert isinstance(state, Answering)
    match event:
        case Picked(option=words.BACK.id):
            return Turn(state.then(state.behind) if state.behind else welcome.home(state), ())
        case Picked(option=CLEAR.id):
            return Turn(welcome.STRANGER, (neutral_page(guide),), (Leave(),))
        case Picked(option=option) if option.startswith(RIGHT):
            return Turn(state.then(rights.Reading(option.removeprefix(RIGHT))), ())
        case Picked(option=option) if option.startswith(PLAN):
            chosen = Picked(option.removeprefix(PLAN))
            return plan.FLOW.step(plan.FLOW.begin(state), chosen, guide)
        case _:
            return _show(state, guide)


def _show(state: Answering, guide: Guide) -> Turn:
    topic = TOPICS.get(state.topic, TOPICS["greeting"])
    text, limit = topic.text, SHORT
    if medical := guide.medical.get(topic.medical):
        advice = medical_text(medical, guide, WITHOUT_CARD[topic.medical])
        text, limit = paragraphs(topic.text, advice), CARD
    known = [right for right in topic.rights if right in guide.rights]
    plans = [plan for plan in topic.plans if plan in guide.plans]
    options = (
        *(Option(f"{RIGHT}{right}", guide.rights[right].button) for right in known),
        *(Option(f"{PLAN}{plan}", guide.plans[plan].button) for plan in plans),
        *fitting(topic.ways, state),
        words.BACK,
    )
    return Turn(state, (Reply(text, in_pairs(options), limit),))


FLOW: Final = Flow("topics", (Answering,), _begin, _step)
