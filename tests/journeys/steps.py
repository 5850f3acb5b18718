"""The words in which a story is written: what a visitor does, and what she is to see."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from bot.domain.conversation import Unwelcome
from bot.domain.guide import Guide
from bot.domain.language import Language
from bot.domain.text import Text

K, R, E = Language.KAZAKH, Language.RUSSIAN, Language.ENGLISH


# Words that are the same in all languages, a text of the interface, or one of the guide.
Seen = str | Text | Callable[[Guide], Text]


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happens in a story, or something that is to be seen."""


@dataclass(frozen=True, slots=True)
class Starts(Step):
    """She opens the chat."""


@dataclass(frozen=True, slots=True)
class Speaks(Step):
    """She chooses the language of this telling of the story, or another one.

    It is `offered` where her words made us offer it.
    """

    another: bool = False
    offered: bool = False


@dataclass(frozen=True, slots=True)
class Picks(Step):
    """She presses a button that stands on the screen; a `late` one stood on the screen before."""

    option: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class Types(Step):
    """She types words, which may differ by language; `changed` words were written before."""

    words: Mapping[Language, str]
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Shares(Step):
    """She shares a location, in degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Sends(Step):
    """She sends something that is not words."""

    kind: Unwelcome


@dataclass(frozen=True, slots=True)
class Waits(Step):
    """She does nothing for a while."""

    time: timedelta


@dataclass(frozen=True, slots=True)
class Outlives(Step):
    """The program is renewed meanwhile and no longer knows the place where she was."""

    place: str


@dataclass(frozen=True, slots=True)
class AtDesk(Step):
    """An operator does something at the desk; `act` names it, `detail` is an id."""

    act: str
    detail: str = ""
    words: Mapping[Language, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sees(Step):
    """She sees these texts and may choose these options, and none of the others."""

    texts: tuple[Seen, ...]
    options: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeesNothing(Step):
    """She sees the word of the day and no button."""


@dataclass(frozen=True, slots=True)
class SeesTheFirstScreen(Step):
    """She sees exactly what a stranger sees."""


@dataclass(frozen=True, slots=True)
class Story:
    """One conversation, told alike in every language."""

    name: str
    steps: tuple[Step, ...]


def story(name: str, *steps: Step | tuple[Step, ...]) -> Story:
    """Return a story of steps and of rows of steps."""
    every = tuple(each for step in steps for each in (step if isinstance(step, tuple) else (step,)))
    return Story(name, every)


def starts() -> Step:
    return Starts()


def speaks() -> Step:
    return Speaks()


def speaks_another() -> Step:
    return Speaks(another=True)


def speaks_as_offered() -> Step:
    return Speaks(offered=True)


def at_home() -> tuple[Step, ...]:
    """She opens the chat, chooses her language, and it is a good moment to read."""
    return (Starts(), Speaks(), Picks("yes"))


def picks(*options: str) -> tuple[Step, ...]:
    return tuple(Picks(option) for option in options)


def picks_late(option: str) -> Step:
    return Picks(option, late=True)


def answers_no(times: int) -> tuple[Step, ...]:
    return picks(*["no"] * times)


def types(words: str = "", *, kk: str = "", ru: str = "", en: str = "") -> Step:
    return Types({K: kk or words, R: ru or words, E: en or words})


def changes_words(*, kk: str, ru: str, en: str) -> Step:
    return Types({K: kk, R: ru, E: en}, changed=True)


def shares_location(latitude: float, longitude: float) -> Step:
    return Shares(latitude, longitude)


def sends(kind: Unwelcome) -> Step:
    return Sends(kind)


def waits(minutes: int) -> Step:
    return Waits(timedelta(minutes=minutes))


def outlives(place: str) -> Step:
    return Outlives(place)


def operator(act: str, detail: str = "") -> Step:
    """Return what an operator does: goes on shift or off, takes the next, begins, ends …"""
    return AtDesk(act, detail)


def operator_writes(*, kk: str, ru: str, en: str) -> Step:
    return AtDesk("writes", words={K: kk, R: ru, E: en})


def sees(*texts: Seen, options: tuple[str, ...] = (), without: tuple[str, ...] = ()) -> Step:
    return Sees(texts, options, without)


def sees_nothing() -> Step:
    return SeesNothing()


def sees_the_first_screen() -> Step:
    return SeesTheFirstScreen()


def medical(kind: str) -> Callable[[Guide], Text]:
    """Return the medical card of a kind, wherever the guide has it from."""
    return lambda guide: guide.medical[kind].text
