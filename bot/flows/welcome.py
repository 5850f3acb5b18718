"""The first screens: numbers, a language, "is it all right to read this now?", the menu."""

from dataclasses import dataclass, replace
from typing import Final

from bot.domain.commands import Leave
from bot.domain.conversation import (
    Event,
    Flow,
    Option,
    Picked,
    Reply,
    State,
    Turn,
    in_pairs,
    one_a_row,
    to,
)
from bot.domain.guide import Guide
from bot.domain.language import OWN_NAMES, Language
from bot.domain.text import Text, Verbatim, _, lines, paragraphs
from bot.domain.told import About, Told
from bot.flows import words


@dataclass(frozen=True, slots=True)
class Greeting(State):
    """She has just opened the chat; a stranger may be holding the phone."""


@dataclass(frozen=True, slots=True)
class AskingWhetherToRead(State):
    """She is asked whether this is a good moment; `behind` is where she goes on then."""

    behind: State | None = None


@dataclass(frozen=True, slots=True)
class Home(State):
    """She sees everything that Pana can do."""


STRANGER: Final = Greeting()
# A preview on a lock screen shows about sixty characters: the numbers stand behind them.
HELLO: Final = lines(
    Verbatim("Сәлеметсіз бе! · Здравствуйте! · Hello!"),
    Verbatim("Тілді таңдаңыз · Выберите язык · Choose a language"),
)
# In all languages at once, before any is chosen: one line that a phone shows without scrolling.
NUMBERS: Final = lines(
    Verbatim("102 полиция · police"),
    Verbatim("103 жедел жәрдем · скорая · ambulance"),
    Verbatim("112 құтқару қызметі · спасатели · rescue"),
    Verbatim("111 көмек желісі, тегін, 24/7 · линия помощи, бесплатно · free help line"),
)
NOT_NOW: Final = Option("not_now", _("Not now"))
NEED_HELP_NOW: Final = to("danger", _("I need help right now"))
WHAT_IS_THIS: Final = to("privacy", _("What is this?"))
# They lead back to the whole menu when the path was not the right one.
ADULT: Final = Option("all", _("I am 18 or older"))
ABOUT_ME: Final = Option("all", _("I am being hurt"))
# Translators: nothing about violence here; somebody else may be reading.
MAY_READ: Final = _("Is this a good moment to read, with nobody looking at your screen?")
# Translators: the menu's first words, warm and short.
MENU: Final = _(
    "Thank you for writing. Choose what would help you now. You can stop at any moment."
)
MENU_HARM: Final = _("It is good that you came back to this. Choose what would help now.")
# Translators: said once, after the question whether this is a good moment. At most 200 characters.
LEFT_OVER: Final = _(
    "Some older messages of this chat could not be removed. “Privacy” shows how to clear the chat."
)
LATER: Final = Verbatim("/start")


def home(state: State) -> State:
    """Return the menu."""
    return state.then(Home()) if state.told.language else state.then(Greeting())


def begun_anew(state: State) -> State:
    """Return a stranger's beginning: only how she wants to be treated goes with her.

    What she told is not shown to whoever types /start next; a band never falls all the same.
    """
    told = state.told
    return Greeting(told=Told(band=told.band, wishes=told.wishes, left_over=told.left_over))


def asked_again(state: State) -> State:
    """Return the question whether this is a good moment, with the way back to where she is."""
    alone = state.told.language is None or isinstance(state, AskingWhetherToRead)
    return state if alone else state.then(AskingWhetherToRead(state))


def _begin(state: State) -> State:
    return state.then(Greeting())


def _step(state: State, event: Event, guide: Guide) -> Turn:
    match state, event:
        case Greeting(), Picked(option=code) if code in set(Language):
            chosen = state.told.speaking(Language(code))
            return _ask_whether_to_read(AskingWhetherToRead(told=chosen))
        case AskingWhetherToRead(), Picked(option=words.YES.id):
            behind = state.behind if isinstance(state, AskingWhetherToRead) else None
            return Turn(state.then(behind), ()) if behind else _open_home(state)
        case AskingWhetherToRead(), Picked(option=NOT_NOW.id):
            return Turn(STRANGER, (Reply(LATER),), (Leave(),))
        case AskingWhetherToRead(), _:
            return _ask_whether_to_read(state)
        case Home(), Picked(option="all"):
            told = replace(state.told, about=About.SELF)
            return _show_home(state.telling(told))
        case Home(), _:
            return _show_home(state)
        case _:
            return _greet(state)


def _greet(state: State) -> Turn:
    languages = (Option(code.value, Verbatim(OWN_NAMES[code])) for code in Language)
    return Turn(state, (Reply(paragraphs(HELLO, NUMBERS), one_a_row(languages)),))


def _ask_whether_to_read(state: State) -> Turn:
    rows = ((words.YES, NOT_NOW), (NEED_HELP_NOW,), (WHAT_IS_THIS, words.LANGUAGE))
    return Turn(state, (Reply(MAY_READ, rows),))


def _open_home(state: State) -> Turn:
    """Show the menu; whoever came back is told now, not earlier, what could not be removed."""
    told = replace(state.told, left_over=False)
    turn = _show_home(Home(told=told))
    notice = (Reply(LEFT_OVER),) if state.told.left_over else ()
    return replace(turn, replies=(*notice, *turn.replies))


def _show_home(state: State) -> Turn:
    rows = in_pairs(_menu(state.told.about))
    return Turn(state, (Reply(_menu_text(state.told.about), rows),))


def _menu_text(about: About) -> Text:
    return MENU_HARM if about is About.HARM else MENU


def _menu(about: About) -> tuple[Option, ...]:
    someone_else = to("someone_else", _("I worry for someone"))
    under_18 = to("under_18", _("I am under 18"))
    quiet = (to("privacy", _("Privacy")), to("settings", _("Settings")), words.LANGUAGE)
    match about:
        case About.CHILD:
            return (under_18, words.PERSON, ADULT, *quiet)
        case About.OTHER:
            return (someone_else, words.RIGHTS, words.CENTRES, words.PERSON, ABOUT_ME, *quiet)
        case About.HARM:
            return (to("harm", _("I hurt someone")), words.PERSON, ABOUT_ME, *quiet)
        case _:
            ways = (words.QUESTIONS, words.PERSON, words.CENTRES, words.RIGHTS, words.PLAN)
            man, harm = to("man", _("I am a man")), to("harm", _("I hurt someone"))
            return (*ways, someone_else, under_18, man, harm, *quiet)


FLOW: Final = Flow(
    "welcome",
    (Greeting, AskingWhetherToRead, Home),
    _begin,
    _step,
    bare=(Greeting, AskingWhetherToRead, Home),
)
