"""A talk with the conversation alone; what is kept is written and read between turns."""

from dataclasses import dataclass, field, replace

from bot.domain.commands import Command, Leave
from bot.domain.conversation import (
    Event,
    Located,
    Option,
    Picked,
    Retyped,
    Screen,
    Sent,
    Started,
    State,
    Turn,
    Typed,
    Unwelcome,
)
from bot.domain.guide import Guide
from bot.domain.language import Language
from bot.domain.privacy import Confidential
from bot.domain.text import Text
from bot.domain.told import Told
from bot.flows import engine, memory, welcome
from bot.translation.catalogs import translations
from bot.translation.translator import Translator


def words_of(text: Text, language: Language | None) -> str:
    """Return a text in words."""
    return Translator(translations()).say(text, language)


@dataclass(slots=True)
class Talk:
    """A visitor before the conversation; `commands` are all that were ordered so far."""

    guide: Guide = field(repr=False)
    state: State = welcome.STRANGER
    commands: list[Command] = field(default_factory=list)
    turn: Turn = field(init=False)

    def __post_init__(self) -> None:
        self.turn = engine.look(self.state, self.guide)

    @property
    def screen(self) -> Screen:
        """Return what she sees."""
        return engine.screen_of(self.turn)

    @property
    def offered(self) -> tuple[str, ...]:
        """Return the ids of the options that she sees."""
        return tuple(option.id for option in self.screen.options)

    @property
    def has_left(self) -> bool:
        """Tell whether the last turn was a leaving."""
        return any(isinstance(command, Leave) for command in self.turn.commands)

    def heard(self, language: Language | None = Language.ENGLISH) -> str:
        """Return what she reads, in one language."""
        return words_of(self.screen.text, language)

    def sees(self, text: Text, language: Language = Language.ENGLISH) -> bool:
        """Tell whether a text stands on her screen."""
        return words_of(text, language) in self.heard(language)

    def option(self, option: str) -> Option:
        """Return an option that she sees."""
        return next(each for each in self.screen.options if each.id == option)

    def happens(self, event: Event) -> None:
        """Let an event happen; what is kept then is what can be written and read again."""
        event = replace(event, keepsake=self.screen.keepsake)
        self.turn = engine.step(self.state, event, self.guide)
        self.commands += self.turn.commands
        self.state = memory.read(memory.written(self.turn.state))

    def begins(self, flow: str, told: Told = Told(language=Language.RUSSIAN)) -> None:
        """Lead her into a flow by way of the menu."""
        self.state = welcome.Home(told=told)
        self.turn = engine.look(self.state, self.guide)
        if flow != "home":
            self.picks(f"go.{flow}")

    def picks(self, *options: str) -> None:
        """Choose options one after another; each must be offered."""
        for option in options:
            assert option in self.offered, f"{option} is not among {self.offered}"
            self.happens(Picked(option))

    def types(self, words: str) -> None:
        self.happens(Typed(Confidential(words)))

    def changes_words(self, words: str) -> None:
        self.happens(Retyped(Confidential(words)))

    def shares(self, latitude: float, longitude: float) -> None:
        self.happens(Located(latitude, longitude))

    def sends(self, kind: Unwelcome) -> None:
        self.happens(Sent(kind))

    def starts(self) -> None:
        self.happens(Started())


class Visitors:
    """Brings one visitor after another, each before the same guide."""

    def __init__(self, guide: Guide) -> None:
        self._guide = guide

    def __call__(self) -> Talk:
        """Return the talk of a visitor who has never been here."""
        return Talk(self._guide)
