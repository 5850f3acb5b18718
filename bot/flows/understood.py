"""What typed words mean anywhere: leaving, danger, a language, the number of an option."""

from dataclasses import dataclass
from typing import Final

from bot.domain.commands import Leave
from bot.domain.conversation import Event, Option, Picked, Retyped, Started, State, Typed
from bot.domain.guide import Guide
from bot.domain.language import Language
from bot.domain.meaning import Intent, Understanding
from bot.domain.spelling import fold
from bot.flows import words
from bot.flows.age import is_under_18
from bot.flows.meant import SURE, is_leaving
from bot.flows.tongue import language_asked_for, language_of_name

EXIT_WORDS: Final = frozenset(
    fold(word)
    for word in (
        *("exit", "x", "х", "stop", "стоп", "выход", "выйти", "закрыть"),
        *("шығу", "shygu", "тоқта", "жабу"),
    )
)
EMERGENCY_NUMBERS: Final = frozenset({"102", "103", "111", "112"})
COMMANDS: Final = {
    "/exit": words.EXIT.id,
    "/stop": words.EXIT.id,
    "/language": words.LANGUAGE.id,
    "/menu": words.HOME.id,
    "/help": words.EMERGENCY.id,
}
LONGEST_NUMBER: Final = 2


@dataclass(frozen=True, slots=True)
class Emergency:
    """Words of danger; `kind` is "danger" or "suicide"."""

    kind: str


@dataclass(frozen=True, slots=True)
class Speaking:
    """The name of a language."""

    language: Language


@dataclass(frozen=True, slots=True)
class Young:
    """Words that tell of somebody under 18."""


@dataclass(frozen=True, slots=True)
class FreeWords:
    """Words that are no answer here; what they may mean lies beside them."""

    typed: Typed


Meaning = Event | Leave | Emergency | Speaking | Young | FreeWords


def understood(
    state: State,
    event: Event,
    guide: Guide,
    options: tuple[Option, ...],
    *,
    reads: bool,
    talks: bool = False,
) -> Meaning:
    """Return what an event means before any flow sees it.

    `options` are those on the screen, so that a number may choose one; `reads` tells whether the
    flow waits for words, `talks` whether an operator reads them.
    """
    match event:
        case Picked(option=words.EXIT.id):
            return Leave()
        case Typed(words=said) if talks:
            return _in_talk(state, event, said.reveal(), guide, options, reads=reads) or event
        case Retyped(words=said) if talks:
            return _urgent(state, said.reveal(), guide) or event
        case Typed(words=said):
            meaning = _meaning(state, event, said.reveal(), guide, options)
            return meaning or (event if reads else _free(event))
        case Retyped(words=said):
            # Words she changed afterwards count only where they are urgent.
            meaning = _urgent(state, said.reveal(), guide)
            return meaning or Picked("", keepsake=event.keepsake)
        case _:
            return event


def is_exit(said: str, panic_word: str = "") -> bool:
    """Tell whether words ask to leave: the common ones, or a word of her own."""
    # "стоп стоп" is as clear as "стоп".
    folded, own = " ".join(dict.fromkeys(fold(said).split())), fold(panic_word)
    command = said.strip().split("@")[0].lower()
    return (
        folded in EXIT_WORDS
        or bool(own and own in (folded, fold(said)))
        or COMMANDS.get(command) == words.EXIT.id
    )


def is_urgent(state: State, said: str, guide: Guide) -> bool:
    """Tell whether words ask for help, to leave, or to begin anew: they never wait."""
    command = said.strip().split("@")[0].split(" ")[0].lower()
    is_number = said.strip() in EMERGENCY_NUMBERS
    return command.startswith("/") or is_number or _urgent(state, said, guide) is not None


def _free(typed: Typed) -> Meaning:
    """Return what free words mean, as far as it is not left to how sure we are."""
    meant = typed.meant
    if meant is not None and is_leaving(meant):
        return Leave()
    language = _asked_for(typed)
    return Speaking(language) if language else FreeWords(typed)


def _asked_for(typed: Typed) -> Language | None:
    """Return the language that free words surely ask for."""
    meant = typed.meant
    if meant is None or meant.intent is not Intent.CHANGE_LANGUAGE or meant.confidence < SURE:
        return None
    return language_asked_for(typed.words.reveal())


def _meaning(
    state: State, event: Typed, said: str, guide: Guide, options: tuple[Option, ...]
) -> Meaning | None:
    command = said.strip().split("@")[0].split(" ")[0].lower()
    if command == "/start":
        return Started()
    if command in COMMANDS:
        return _chosen(COMMANDS[command], event)
    number = _number(said.strip(), options)
    if number:
        return _chosen(number, event)
    if urgent := _urgent(state, said, guide, event.meant):
        return urgent
    if state.told.language is not None and is_under_18(said):
        return Young()
    language = language_of_name(said)
    return Speaking(language) if language else None


def _in_talk(
    state: State,
    event: Event,
    said: str,
    guide: Guide,
    options: tuple[Option, ...],
    *,
    reads: bool,
) -> Meaning | None:
    """Return what words mean beside what they tell the operator: only what is urgent, or "/".

    "2" may answer how many children there are: where the talk itself is on the screen, an option
    is chosen by "/2".
    """
    bare = said.strip()
    command = bare.split("@")[0].split(" ")[0].lower()
    if command == "/start":
        return Started()
    if command in COMMANDS:
        return _chosen(COMMANDS[command], event)
    if bare in EMERGENCY_NUMBERS:
        return Emergency("danger")
    is_choice = bare.startswith("/") or not reads
    number = _number(bare.removeprefix("/"), options) if is_choice else ""
    return _chosen(number, event) if number else _urgent(state, said, guide)


def _chosen(option: str, event: Event) -> Meaning:
    return Leave() if option == words.EXIT.id else Picked(option, keepsake=event.keepsake)


def _urgent(
    state: State, said: str, guide: Guide, meant: Understanding | None = None
) -> Meaning | None:
    if is_exit(said, state.told.wishes.panic_word):
        return Leave()
    # Where nothing else was understood, every word of danger counts.
    kind = meant.heard if meant else guide.alarm.hears(said)
    return Emergency(kind) if kind else None


def _number(said: str, options: tuple[Option, ...]) -> str:
    if said in EMERGENCY_NUMBERS:
        return words.EMERGENCY.id
    is_short = said.isascii() and said.isdecimal() and len(said) <= LONGEST_NUMBER
    position = int(said) if is_short else 0
    return options[position - 1].id if 1 <= position <= len(options) else ""
