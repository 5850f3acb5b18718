"""How she wants to be treated: language, silence, own panic word, sign of life, numbers."""

from dataclasses import dataclass, replace
from typing import Final

from bot.domain.conversation import (
    Event,
    Flow,
    Option,
    Picked,
    Reply,
    State,
    Turn,
    Typed,
    in_pairs,
    one_a_row,
)
from bot.domain.guide import Guide
from bot.domain.language import OWN_NAMES, Language
from bot.domain.retention import SILENCES
from bot.domain.spelling import fold
from bot.domain.text import Verbatim, _, _n
from bot.flows import welcome, words


@dataclass(frozen=True, slots=True)
class Asking(State):
    """She sees what can be set; `behind` is where she came from."""

    behind: State | None = None


@dataclass(frozen=True, slots=True)
class ChoosingLanguage(State):
    """She chooses a language and goes back to her place."""

    behind: State | None = None


@dataclass(frozen=True, slots=True)
class ChoosingSilence(State):
    """She chooses after how long a silence everything is wiped."""

    behind: State | None = None


@dataclass(frozen=True, slots=True)
class TypingPanicWord(State):
    """She types a word of her own that works like Exit."""

    behind: State | None = None
    refused: bool = False


@dataclass(frozen=True, slots=True)
class ChoosingSign(State):
    """She chooses whether a waiting answer may show itself."""

    behind: State | None = None


@dataclass(frozen=True, slots=True)
class ChoosingNumbers(State):
    """She chooses whether options stand numbered in the text."""

    behind: State | None = None


WHAT_TO_SET: Final = _(
    "What would you like to set? It holds until Exit or until the chat is wiped."
)
# Translators: "it" is this chat; silence means that no button is pressed.
WHEN_SILENT: Final = _("After how long a silence should everything here be wiped?")
OWN_WORD: Final = _("Type a word of your own. Whenever you type it, it works like Exit.")
WORD_REFUSED: Final = _("Please type a word of 2 to 30 letters that is no number and no command.")
SIGN: Final = _(
    "When an operator has answered: may one silent neutral line appear here, at most every ten "
    "minutes? It says nothing about the subject."
)
NUMBERED: Final = _("Show the options as a numbered list in the text, for reading aloud?")
SILENCE: Final = Option("silence", _("Wipe after silence"))
WORD: Final = Option("word", _("My panic word"))
SIGN_OF_LIFE: Final = Option("sign", _("Sign of an answer"))
NUMBERS: Final = Option("numbers", _("Numbered options"))
SHORTEST_WORD: Final = 2
LONGEST_WORD: Final = 30


def choosing_language(state: State) -> State:
    """Return the choice of a language, with the way back to where she is."""
    if isinstance(state, ChoosingLanguage):
        return state
    return state.then(ChoosingLanguage(state))


def _begin(state: State) -> State:
    behind: State | None = state.behind if isinstance(state, Asking) else state
    return state.then(Asking(behind))


def _step(state: State, event: Event, guide: Guide) -> Turn:
    behind: State | None = getattr(state, "behind", None)
    back = state.then(behind) if behind else welcome.home(state)
    match state, event:
        case ChoosingLanguage(), Picked(option=code) if code in set(Language):
            return Turn(back.telling(state.told.speaking(Language(code))), ())
        case _, Picked(option=words.BACK.id):
            return Turn(back, ())
        case Asking(), Picked(option=option) if option in PAGES:
            return _show(state.then(PAGES[option](state)))
        case ChoosingSilence(), Picked(option=minutes) if minutes in map(str, SILENCES):
            return _wish(state, back, silence=int(minutes))
        case TypingPanicWord(), Typed(words=said):
            return _take_word(state, back, said.reveal())
        case TypingPanicWord(), Picked(option="none"):
            return _wish(state, back, panic_word="")
        case ChoosingSign(), Picked(option="yes" | "no" as answer):
            return _wish(state, back, sign_of_life=answer == "yes")
        case ChoosingNumbers(), Picked(option="yes" | "no" as answer):
            return _wish(state, back, numbered=answer == "yes")
        case _:
            return _show(state)


def _wish(state: State, back: State, **changed: object) -> Turn:
    wishes = replace(state.told.wishes, **changed)  # type: ignore[arg-type]
    return Turn(back.telling(replace(state.told, wishes=wishes)), ())


def _take_word(state: State, back: State, said: str) -> Turn:
    word = " ".join(said.split())
    usable = SHORTEST_WORD <= len(word) <= LONGEST_WORD and len(fold(word)) >= SHORTEST_WORD
    if not usable or any(letter.isdecimal() for letter in word) or word.startswith("/"):
        assert isinstance(state, TypingPanicWord)
        return _show(state.then(TypingPanicWord(state.behind, refused=True)))
    return _wish(state, back, panic_word=word)


def _show(state: State) -> Turn:
    match state:
        case ChoosingLanguage():
            options = (Option(code.value, Verbatim(OWN_NAMES[code])) for code in Language)
            names = Verbatim(" · ".join(OWN_NAMES.values()))
            return Turn(state, (Reply(names, (*one_a_row(options), (words.BACK,))),))
        case ChoosingSilence():
            times = tuple(
                Option(str(time), _n("{count} minute", "{count} minutes", time))
                for time in SILENCES
            )
            return Turn(state, (Reply(WHEN_SILENT, (*in_pairs(times), (words.BACK,))),))
        case TypingPanicWord(refused=refused):
            text = WORD_REFUSED if refused else OWN_WORD
            none = Option("none", _("No own word"))
            return Turn(state, (Reply(text, ((none, words.BACK),)),))
        case ChoosingSign():
            return Turn(state, (Reply(SIGN, ((words.YES, words.NO), (words.BACK,))),))
        case ChoosingNumbers():
            return Turn(state, (Reply(NUMBERED, ((words.YES, words.NO), (words.BACK,))),))
        case _:
            rows = ((SILENCE, WORD), (SIGN_OF_LIFE, NUMBERS), (words.BACK,))
            return Turn(state, (Reply(WHAT_TO_SET, rows),))


PAGES: Final = {
    SILENCE.id: ChoosingSilence,
    WORD.id: TypingPanicWord,
    SIGN_OF_LIFE.id: ChoosingSign,
    NUMBERS.id: ChoosingNumbers,
}
FLOW: Final = Flow(
    "settings",
    (Asking, ChoosingLanguage, ChoosingSilence, TypingPanicWord, ChoosingSign, ChoosingNumbers),
    _begin,
    _step,
    reads=(TypingPanicWord,),
)
