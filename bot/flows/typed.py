"""What follows from typed words, from wherever they are typed."""

from dataclasses import replace
from typing import Final

from bot.domain.commands import NoteNotUnderstood
from bot.domain.conversation import Event, Picked, State, Turn, Typed
from bot.domain.guide import Guide
from bot.domain.meaning import DANGER, Intent, features_of
from bot.domain.spelling import words_of
from bot.flows import centres, danger, meant, someone_else, welcome, words
from bot.flows.her_case import holds_case
from bot.flows.looking import (
    FEW_WORDS,
    NOT_UNDERSTOOD,
    look,
    reads,
    step_of,
    with_notice,
)
from bot.flows.screens import screen_of
from bot.flows.ways import OWN_PATHS, place_for

# Before these she has not said that this is a good moment to read.
BEFORE_READING: Final = (welcome.Greeting, welcome.AskingWhetherToRead)


def alarmed(state: State, kind: str, event: Event, guide: Guide) -> Turn:
    """Show the numbers; to whoever surely writes of somebody else, with what they can do."""
    understood = event.meant if isinstance(event, Typed) else None
    if isinstance(event, Typed) and understood is not None:
        # A model that has never read the name of a village may take it for anything.
        if not guide.alarm.hears(event.words.reveal()) and _is_place(state, event, guide):
            return answered(state, event, guide)
        is_of_another = understood.intent is Intent.HELPING_OTHER
        is_of_another = is_of_another and understood.confidence >= meant.SURE
        has_own_path = state.told.language is None or state.told.about in OWN_PATHS
        if kind == DANGER and is_of_another and not has_own_path:
            flow = someone_else.FLOW
            return flow.step(flow.begin(state), Picked(someone_else.NOW.id), guide)
    return danger.FLOW.step(danger.FLOW.begin(state), Picked(kind), guide)


def answered(state: State, typed: Typed, guide: Guide) -> Turn:
    """Lead on by what was understood; before she may read, only its intent is kept."""
    understood = typed.meant
    if understood is None:
        return _not_understood(state, typed, guide)
    if not _may_read(state):
        return look(kept_for_later(state, typed, guide), guide, typed.keepsake)
    is_place = _is_place(state, typed, guide)
    if reads(state):
        is_place = is_place or not _asks_for_more(typed)
        return step_of(state)(state, typed, guide) if is_place else _meant(state, typed, guide)
    if is_place and state.told.about not in OWN_PATHS:
        return centres.FLOW.step(centres.FLOW.begin(state), typed, guide)
    return _meant(state, typed, guide)


def kept_for_later(state: State, typed: Typed, guide: Guide) -> State:
    """Keep what words ask for until she may read; of the words themselves nothing is kept."""
    understood = typed.meant
    if understood is None:
        return state
    is_place = _is_place(state, typed, guide)
    intent = Intent.FIND_CENTRE if is_place else understood.intent
    is_kept = is_place or meant.asks_for_help(understood)
    return _keeping(state, intent, guide) if is_kept else state


def with_language(turn: Turn, event: Event) -> Turn:
    """Offer the language of her words, where it is surely another one than the screen's."""
    understood = event.meant if isinstance(event, Typed) else None
    # The name of a place is the same in many languages.
    if understood is None or not understood.is_sure_of_language or reads(turn.state):
        return turn
    return replace(turn, state=turn.state.telling(turn.state.told.hearing(understood.language)))


def asked_before(turn: Turn, guide: Guide) -> Turn:
    """Lead to what she typed about before she could read, instead of the menu."""
    told = turn.state.told
    must_be_told = any(reply.text == welcome.LEFT_OVER for reply in turn.replies)
    menu = turn.state.telling(replace(told, asked=None))
    if told.asked is None or must_be_told:
        return replace(turn, state=menu)
    return look(place_for(told.asked, menu, menu, guide), guide)


def _may_read(state: State) -> bool:
    """Tell whether she has said that she may; beside the numbers no language may be known yet."""
    return state.told.language is not None and not isinstance(state, BEFORE_READING)


def _keeping(state: State, intent: Intent, guide: Guide) -> State:
    """Keep what she asks until she may read; where she was away, it is where she goes on then."""
    behind = state.behind if isinstance(state, welcome.AskingWhetherToRead) else None
    if behind is None:
        return state.telling(replace(state.told, asked=intent))
    if holds_case(behind):
        return state
    return state.then(welcome.AskingWhetherToRead(place_for(intent, behind, behind, guide)))


def _is_place(state: State, typed: Typed, guide: Guide) -> bool:
    """Tell whether words only name a place; where one is waited for, it need not be exact."""
    said = typed.words.reveal()
    if reads(state):
        return len(said.split()) <= FEW_WORDS and centres.names_place(said, guide)
    exactly = words_of(said)
    found = guide.gazetteer.find(said)
    names = (name for place in found for name in (place.name.kk, place.name.ru, place.name.en))
    return any(words_of(name) == exactly for name in names)


def _asks_for_more(typed: Typed) -> bool:
    """Tell whether words typed where a place is waited for surely are none."""
    understood, said = typed.meant, typed.words.reveal()
    if understood is None or understood.intent is Intent.FIND_CENTRE:
        return False
    # Many a name of a village looks like nothing at all: that alone is no sign.
    is_something = understood.intent is not Intent.OUT_OF_SCOPE or understood.shade is not None
    is_sure = understood.confidence >= meant.SURE and is_something
    return is_sure or meant.is_story(said)


def _meant(state: State, typed: Typed, guide: Guide) -> Turn:
    return meant.answer(state, typed, guide) or _not_understood(state, typed, guide)


def _not_understood(state: State, event: Typed, guide: Guide) -> Turn:
    """Say so kindly, and offer the menu and a person where the screen does not do so already."""
    if reads(state):
        return step_of(state)(state, event, guide)
    spoken = event.meant.language if event.meant else state.told.language
    features = features_of(event.words.reveal(), spoken, "menu")
    offers_person = words.PERSON in screen_of(look(state, guide, event.keepsake)).options
    if offers_person or not _may_read(state):
        shown = with_notice(NOT_UNDERSTOOD, state, guide, event.keepsake)
    else:
        shown = look(meant.FLOW.begin(state), guide)
    return replace(shown, commands=(NoteNotUnderstood(features),))
