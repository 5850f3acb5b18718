"""Walks through every screen that a visitor can reach, in one language."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from bot.domain.commands import Leave
from bot.domain.conversation import (
    CodeRead,
    CodeReading,
    Event,
    Located,
    Moved,
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
from bot.domain.danger import Band, assess
from bot.domain.guide import Guide
from bot.domain.language import Language
from bot.domain.meaning import DANGER, SUICIDE, Intent, Shade
from bot.domain.page import Page
from bot.domain.privacy import Confidential
from bot.domain.text import Counsel, Counted, InEveryLanguage, Joined, Phrase, Text
from bot.domain.told import About, Details, Told, Wishes
from bot.flows import (
    engine,
    handover,
    her_case,
    meant,
    questions,
    return_code,
    settings,
    talk,
    waiting,
    ways,
    welcome,
)
from bot.flows.engine import FLOW_OF, screen_of
from bot.translation.translator import Translator
from tests.meanings import HALF, HARDLY, STORY, meaning, typed
from tests.scenes import scenes

WORDS = (
    "абракадабра",
    "Семей",
    "Ақсу",
    "Павлодар облысы",
    "он убивает меня",
    "хочу покончить с собой",
    "шлюпка",
    "42",
    "English",
    "1234 5678 9012 3456",
)
CODE = "1234567890123456"
# Before a desk only these are walked anew; the rest is the same as without one.
AT_THE_DESK = (handover.FLOW, waiting.FLOW, return_code.FLOW, talk.FLOW)
EVENTS: tuple[Event, ...] = (
    Started(),
    *(Typed(Confidential(words)) for words in WORDS),
    *(Sent(kind) for kind in Unwelcome),
    Located(50.4, 80.2),
    Located(0.0, 0.0),
    Moved(),
    *(CodeRead(reading) for reading in CodeReading),
    Retyped(Confidential("абракадабра")),
)
# What words may have been understood as: surely, half, hardly, as a story, as danger.
UNDERSTOOD: tuple[Typed, ...] = (
    *(typed(meaning(each)) for each in (*Intent, *Shade)),
    typed(meaning(Intent.EVIDENCE, Intent.DANGER_NOW, Intent.FIND_CENTRE, sure=HALF)),
    *(typed(meaning(each, sure=HALF)) for each in ways.LABELS),
    typed(meaning(Intent.OUT_OF_SCOPE, sure=HARDLY)),
    typed(meaning(Intent.HELPING_OTHER, heard=DANGER)),
    typed(meaning(Intent.SELF_HARM, heard=SUICIDE)),
    typed(meaning(Intent.IS_IT_ABUSE, Intent.ECONOMIC_ABUSE, sure=HALF), STORY),
    typed(meaning(Intent.OUT_OF_SCOPE, sure=HARDLY), STORY),
    typed(meaning(Intent.FIND_CENTRE), "приют в Семее"),
    *(typed(meaning(Intent.EVIDENCE, language=each)) for each in Language),
)
INSULT = typed(meaning(Shade.INSULT))


@dataclass(frozen=True, slots=True)
class Visited:
    """A screen that was reached, in words, and how."""

    screen: Screen
    page: Page
    state: State
    is_notice: bool
    guide: Guide


@dataclass(slots=True)
class Walk:
    """Every screen, each once; `said` are the sources of all texts that were shown."""

    guide: Guide
    translator: Translator
    language: Language
    seen: dict[tuple[str, str, str], Visited] = field(default_factory=dict)
    said: set[str] = field(default_factory=set)
    counsel: set[Counsel] = field(default_factory=set)
    states: set[type[State]] = field(default_factory=set)
    tried: set[tuple[object, ...]] = field(default_factory=set)
    at_the_desk: bool = False

    def __post_init__(self) -> None:
        self._walk(self._beginnings())
        without = self.guide
        self.at_the_desk = True
        for self.guide in scenes(without):
            self._walk(self._before_the_desk())
        self.guide = without

    def _walk(self, beginnings: Iterable[tuple[State, str]]) -> None:
        ahead = deque(beginnings)
        while ahead:
            ahead.extend(self._from(*ahead.popleft()))

    def _before_the_desk(self) -> Iterator[tuple[State, str]]:
        """Return where the walk goes on with the case and the desk of the guide."""
        for about in (About.SELF, About.CHILD):
            told = Told(language=self.language, about=about)
            yield handover.Consenting(told=told), ""
            yield her_case.place_of(State(told=told), self.guide), ""
        told = Told(language=self.language)
        place = her_case.place_of(State(told=told), self.guide)
        if self.guide.case is not None:
            yield return_code.ShowingCode(place, told=told), CODE
            yield return_code.ShowingCode(place, told=told), ""
            yield talk.AskingToEnd(told=told), ""
            yield engine.ENTRANCES["danger"](place), ""
        numbered = Told(language=self.language, wishes=Wishes(numbered=True))
        yield her_case.place_of(State(told=numbered), self.guide), ""

    def _beginnings(self) -> Iterator[tuple[State, str]]:
        """Return where the walk begins: a stranger, and what only many answers lead to."""
        yield welcome.STRANGER, ""
        told = Told(language=self.language)
        yield welcome.AskingWhetherToRead(told=replace(told, left_over=True)), ""
        unclear = replace(told, answers=(("q_now", ("no",)),)).at_least(Band.UNCLEAR)
        yield questions.Result(told=unclear), ""
        yield handover.ShowingCard(told=unclear), ""
        for answered in self._answered(told):
            yield questions.Result(told=answered), ""
            yield handover.ShowingCard(told=answered), ""
            yield handover.Changing(told=answered), ""
            hidden = replace(answered.details, hides_answers=True)
            yield handover.Changing(told=replace(answered, details=hidden)), ""
        numbered = replace(told, wishes=Wishes(panic_word="шлюпка", numbered=True))
        yield welcome.Home(told=numbered), ""
        yield settings.TypingPanicWord(told=told), ""
        insulted: State = welcome.Home(told=told)
        for _ in range(meant.INSULTS_ANSWERED + 1):
            insulted = engine.step(insulted, INSULT, self.guide).state
            yield insulted, ""

    def _answered(self, told: Told) -> Iterator[Told]:
        """Return every pair of telling answers, and all of the weightiest with a full card."""
        telling = [
            (item.id, choice.id)
            for item in self.guide.questionnaire.items
            for choice in item.choices
            if choice.points or choice.band
        ]
        for number, (item, choice) in enumerate(telling):
            for other_item, other in telling[number:]:
                answers = (
                    ((item, (choice,)),)
                    if item == other_item
                    else (
                        (item, (choice,)),
                        (other_item, (other,)),
                    )
                )
                yield self._weighed(replace(told, answers=answers))
        longest = {item: (choice,) for item, choice in reversed(telling)}
        details = Details("in_law", "NKZ", "shelter", "both", "deaf", "half_hour", "word")
        yield self._weighed(replace(told, answers=tuple(longest.items()), details=details))

    def _weighed(self, told: Told) -> Told:
        return told.at_least(assess(told.answers, self.guide.questionnaire).band)

    def _from(self, state: State, keepsake: str) -> Iterator[tuple[State, str]]:
        here = engine.look(state, self.guide, keepsake)
        if not self._note(here, is_notice=False):
            return
        if self.at_the_desk and FLOW_OF[type(here.state)] not in AT_THE_DESK:
            return
        for option in screen_of(here).options:
            turn = engine.step(state, Picked(option.id, keepsake=keepsake), self.guide)
            yield from self._reached(state, turn)
        for event in self._untried(state):
            turn = engine.step(state, replace(event, keepsake=keepsake), self.guide)
            yield from self._reached(state, turn)

    def _untried(self, state: State) -> Iterator[Event]:
        """Give what may be typed or sent, once in every kind of place, not on each of its pages.

        What words mean leads to the same from all places of a flow, but for those of the first
        screens and those that read words themselves.
        """
        case = self.guide.case
        told = (state.told.about, state.told.language, case and case.status)
        flow = FLOW_OF[type(state)]
        is_alike = flow is not welcome.FLOW and type(state) not in flow.reads
        for events, place in (
            (EVENTS, type(state)),
            (UNDERSTOOD, flow if is_alike else type(state)),
        ):
            kind = (events, place, *told)
            if kind not in self.tried:
                self.tried.add(kind)
                yield from events

    def _reached(self, before: State, turn: Turn) -> Iterator[tuple[State, str]]:
        shown = engine.look(turn.state, self.guide, turn.keepsake)
        if screen_of(turn) != screen_of(shown) or any(
            isinstance(command, Leave) for command in turn.commands
        ):
            self._note(turn, is_notice=True)
        told = turn.state.told
        if told.language in (None, self.language):
            # One tick is as good as any other: the walk does not try all of their mixtures.
            is_one = turn.keepsake.count("0") == len(turn.keepsake) - 1
            keepsake = turn.keepsake if is_one and told.about is About.SELF else ""
            yield turn.state, keepsake

    def _note(self, turn: Turn, *, is_notice: bool) -> bool:
        screen = screen_of(turn)
        told = turn.state.told
        page = self.translator.page(screen, told.language, numbered=told.wishes.numbered)
        behind = getattr(turn.state, "behind", None)
        key = (
            f"{screen.name} {told.about} {type(behind).__name__}",
            page.text + screen.keepsake,
            " ".join(button.label for button in page.buttons),
        )
        if key in self.seen:
            return False
        self.seen[key] = Visited(screen, page, turn.state, is_notice, self.guide)
        self.states.add(type(turn.state))
        self._hear(screen.text)
        for option in screen.options:
            self._hear(option.label)
        return True

    def _hear(self, text: Text) -> None:
        match text:
            case Phrase(source, gaps):
                self.said.add(source)
                for gap in gaps.values():
                    if isinstance(gap, Text):
                        self._hear(gap)
            case Counted(one):
                self.said.add(one)
            case Joined(parts):
                for part in parts:
                    self._hear(part)
            case InEveryLanguage(inner):
                self._hear(inner)
            case Counsel():
                self.counsel.add(text)


def all_of(walks: Iterable[Walk]) -> Iterator[tuple[Language, Visited]]:
    """Return every screen of several walks with its language."""
    for walk in walks:
        for visited in walk.seen.values():
            yield walk.language, visited
