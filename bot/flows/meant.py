"""What follows from typed words: a place, some choices, or the menu and a person.

How sure we are decides. Nothing is ever guessed: where two or three meanings are likely she
chooses among them, and where none is we say so kindly.
"""

from dataclasses import dataclass, replace
from typing import Final

from bot.domain.commands import NoteNotUnderstood
from bot.domain.conversation import (
    Event,
    Flow,
    Picked,
    Reply,
    State,
    Turn,
    Typed,
    in_pairs,
    one_a_row,
)
from bot.domain.guide import Guide
from bot.domain.meaning import Intent, Shade, Understanding, features_of
from bot.domain.text import _
from bot.flows import centres, topics, welcome, words
from bot.flows.ways import OFFER, OWN_PATHS, is_open, option_for, place_for


@dataclass(frozen=True, slots=True)
class Choosing(State):
    """She chooses what she means; after a long story she is thanked first."""

    intents: tuple[str, ...] = ()
    is_story: bool = False
    behind: State | None = None


@dataclass(frozen=True, slots=True)
class Puzzled(State):
    """Her words were not understood: the menu and a person are offered."""

    behind: State | None = None


# From the first on a meaning is acted on, from the second on it is offered beside others. Both
# were chosen by cross-validation: docs/decisions/0013-understanding.md.
SURE: Final = 0.6
LIKELY: Final = 0.12
# A wrong way is mended by "Back", a wrong leaving is not.
SURE_TO_LEAVE: Final = 0.85
FEWEST_CHOICES: Final = 2
CHOICES: Final = 3
# A story is long in words, or in letters: Kazakh says with few words what others say with many.
STORY_WORDS: Final = 30
STORY_LETTERS: Final = 180
INSULTS_ANSWERED: Final = 2
ON_FROM_A_STORY: Final = (words.PERSON, words.QUESTIONS, words.RIGHTS, words.CENTRES, words.PLAN)

# Translators: above two or three choices, when her words were half understood.
WHICH: Final = _("I want to understand you correctly. Is it one of these?")
# Translators: when her words were not understood at all; kind, no reproach, a person is offered.
NOT_CLEAR: Final = _(
    "I am a program with ready-made texts and did not understand this; it is not because of you. "
    "You can say it in other words, choose from the menu or talk to a person. In danger: 102."
)
# Translators: the first answer to a long story. Warm, and no question about details.
AFTER_STORY: Final = _(
    "Thank you for telling me; writing this takes strength. What was done to you is not your "
    "fault. What would help you most now?"
)
# Whoever tells these is led at once: what was done to somebody is not what they write about.
NO_STORY: Final = {
    Intent.CHILD_CALLER,
    Intent.HELPING_OTHER,
    Intent.PERPETRATOR,
    Intent.OUT_OF_SCOPE,
}
# These say nothing of what she came for.
SMALL_TALK: Final = {
    Intent.GREETING,
    Intent.THANKS_BYE,
    Intent.OUT_OF_SCOPE,
    Intent.QUICK_EXIT,
    Intent.CHANGE_LANGUAGE,
}


def is_leaving(meant: Understanding) -> bool:
    """Tell whether words ask to leave, so clearly that it may be done."""
    return meant.intent is Intent.QUICK_EXIT and meant.confidence >= SURE_TO_LEAVE


def asks_for_help(meant: Understanding) -> bool:
    """Tell whether words surely ask for something else than small talk."""
    return meant.confidence >= SURE and meant.intent not in SMALL_TALK


def is_story(said: str) -> bool:
    """Tell whether words are so many that they are to be answered with warmth first."""
    return len(said.split()) >= STORY_WORDS or len(said) >= STORY_LETTERS


def answer(state: State, event: Typed, guide: Guide) -> Turn | None:
    """Return what follows from words; None where they were not understood."""
    meant, said = event.meant, event.words.reveal()
    # Signs and pictures alone may mean anything: a prayer is not sent away.
    if meant is None or not any(letter.isalpha() for letter in said):
        return None
    is_sure = meant.confidence >= SURE
    if is_story(said) and not (is_sure and meant.intent in NO_STORY):
        return _thanked(state, meant, guide)
    if is_sure:
        return _led(state, meant, event, guide)
    likely = _likely(meant, state, guide, FEWEST_CHOICES)
    if not likely:
        return None
    note = NoteNotUnderstood(features_of(said, meant.language, "choices"))
    shown = _choose(Choosing(likely, False, _behind(state), told=state.told), guide)
    return replace(shown, commands=(note,))


def _thanked(state: State, meant: Understanding, guide: Guide) -> Turn:
    """Thank for a story; whoever has a path of their own goes on there."""
    if own := OWN_PATHS.get(state.told.about):
        return Turn(own(state), ())
    likely = _likely(meant, state, guide, 1)
    return _choose(Choosing(likely, True, _behind(state), told=state.told), guide)


def _led(state: State, meant: Understanding, event: Typed, guide: Guide) -> Turn:
    if meant.shade is Shade.INSULT:
        return Turn(_unmoved(state), ())
    names_place = centres.names_place(event.words.reveal(), guide)
    if meant.intent is Intent.FIND_CENTRE and names_place and is_open(meant.intent, state):
        return centres.FLOW.step(centres.FLOW.begin(state), event, guide)
    return Turn(place_for(meant.shade or meant.intent, state, _behind(state), guide), ())


def _unmoved(state: State) -> State:
    """Return the answer to an insult: twice an open door, then only the menu and the numbers."""
    told = replace(state.told, insults=state.told.insults + 1)
    topic = "open_door" if told.insults <= INSULTS_ANSWERED else "limits"
    return topics.Answering(topic, _behind(state), told=told)


def _likely(meant: Understanding, state: State, guide: Guide, fewest: int) -> tuple[str, ...]:
    """Return the ids of the likely meanings that a button can offer; where any, some at least."""
    offered = [
        guess
        for guess in meant.guesses
        if option_for(guess.intent, guide) and is_open(guess.intent, state)
    ]
    likely = sum(guess.confidence >= LIKELY for guess in offered)
    most = min(max(likely, fewest), CHOICES) if likely else 0
    return tuple(guess.intent.value for guess in offered[:most])


def _behind(state: State) -> State | None:
    return state.behind if isinstance(state, Choosing | Puzzled) else topics.place_behind(state)


def _begin(state: State) -> State:
    return state.then(Puzzled(_behind(state)))


def _step(state: State, event: Event, guide: Guide) -> Turn:
    match event:
        case Picked(option=words.BACK.id):
            behind = _behind(state)
            return Turn(state.then(behind) if behind else welcome.home(state), ())
        case Picked(option=option) if option.startswith(OFFER):
            chosen = Intent(option.removeprefix(OFFER))
            return Turn(place_for(chosen, state, _behind(state), guide), ())
        case _:
            return _choose(state, guide) if isinstance(state, Choosing) else _puzzle(state)


def _choose(state: Choosing, guide: Guide) -> Turn:
    known = (Intent(intent) for intent in state.intents if intent in set(Intent))
    offered = tuple(option for intent in known if (option := option_for(intent, guide)))
    if state.is_story:
        others = (each for each in topics.fitting(ON_FROM_A_STORY, state) if each not in offered)
        rows = (*one_a_row(offered), *in_pairs((*others, words.BACK)))
        return Turn(state, (Reply(AFTER_STORY, rows),))
    return Turn(state, (Reply(WHICH, (*one_a_row(offered), (words.PERSON, words.BACK))),))


def _puzzle(state: State) -> Turn:
    return Turn(state, (Reply(NOT_CLEAR, ((words.PERSON, words.BACK),)),))


FLOW: Final = Flow("meant", (Choosing, Puzzled), _begin, _step)
