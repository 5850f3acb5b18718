"""Plays a story through the real services and writes down what she does and sees."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bot.domain.conversation import Located, Picked, Retyped, Sent, Started, Typed
from bot.domain.guide import Guide
from bot.domain.language import Language
from bot.domain.page import Page
from bot.domain.privacy import Confidential
from bot.domain.text import Text
from bot.flows import engine, memory
from bot.flows.screens import SPEAK
from tests.journeys.steps import (
    AtDesk,
    Outlives,
    Picks,
    Seen,
    Sees,
    SeesNothing,
    SeesTheFirstScreen,
    Sends,
    Shares,
    Speaks,
    Starts,
    Step,
    Story,
    Types,
    Waits,
)
from tests.journeys.stories import STORIES
from tests.journeys.visit import Visit, todays_guide

HERE: Final = Path(__file__).parent
RULE: Final = "─" * 60
LAST_ROW: Final = ("go.danger", "exit")
# A notice may stand above a screen: "I did not understand that" and the like.
LONGEST_NOTICE: Final = 202
LONGEST_MESSAGE: Final = 4096


@dataclass(slots=True)
class Transcript:
    """A story as it went; `met` are the names and options of its screens, in order."""

    story: Story
    language: Language
    visit: Visit = field(default_factory=Visit)
    lines: list[str] = field(default_factory=list)
    met: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    first: Page | None = None
    earlier: int = 0

    async def played(self) -> str:
        """Play the whole story and return what is to be kept."""
        for step in self.story.steps:
            if isinstance(step, Sees | SeesNothing | SeesTheFirstScreen):
                self._look(step)
            else:
                await self._do(step)
        return "\n".join((f"{self.story.name} · {self.language.value}", *self.lines, ""))

    async def _do(self, step: Step) -> None:
        before = self.visit.shown.revision if self.visit.chat.ours else 0
        self.lines += ["", f"> {self._title(step)}"]
        await self._carry_out(step)
        if not self.visit.chat.ours:
            return
        self.earlier = before
        self.first = self.first or self.visit.page
        check(self.visit, await self.visit.guide_of_hers())
        self.lines += ["", RULE, *drawn(self.visit.page), RULE]
        options = tuple(button.id for button in self.visit.page.buttons)
        self.met.append((type(self.visit.state).__name__, options))

    async def _carry_out(self, step: Step) -> None:
        visit = self.visit
        match step:
            case Starts():
                await visit.writes(Started())
            case Speaks():
                await self._pick(self._way_of(step))
            case Picks(option, late=False):
                await self._pick(option)
            case Picks(option, late=True):
                await visit.taps(Picked(option), self.earlier)
            case Types(words, changed):
                said = Confidential(words[self.language])
                await visit.writes(Retyped(said) if changed else Typed(said))
            case Shares(latitude, longitude):
                await visit.writes(Located(latitude, longitude))
            case Sends(kind):
                await visit.writes(Sent(kind))
            case Waits(time):
                await visit.waits(time)
            case Outlives(place):
                await self._outlive(place)
            case _:
                await self._happen(step)

    async def _pick(self, option: str) -> None:
        self._button(option)
        await self.visit.taps(Picked(option, keepsake=self.visit.page.keepsake))

    def _way_of(self, step: Speaks) -> str:
        """Return the option that leads to the language of this telling, or to another one."""
        other = Language.RUSSIAN if self.language is Language.KAZAKH else Language.KAZAKH
        language = other if step.another else self.language
        return f"{SPEAK}{language}" if step.offered else language.value

    async def _outlive(self, place: str) -> None:
        """Let the stored place be one that the program does not know any more."""
        assert self.visit.state is not None
        flow, _, name = place.partition(".")
        kept = {**json.loads(memory.written(self.visit.state)), "flow": flow, "state": name}
        await self.visit.outlives(memory.read(json.dumps(kept)))

    def _title(self, step: Step) -> str:
        match step:
            case Starts():
                return "opens the chat: /start"
            case Speaks():
                return f"presses «{self._button(self._way_of(step))}»"
            case Picks(option, late=False):
                return f"presses «{self._button(option)}»"
            case Picks(option, late=True):
                return f"presses a button of the screen before: {option}"
            case Types(words, changed):
                return f"{'changes her words to' if changed else 'types'}: {words[self.language]}"
            case Shares(latitude, longitude):
                return f"shares a location: {latitude}, {longitude}"
            case Sends(kind):
                return f"sends: {kind.value}"
            case Waits(time):
                return f"does nothing for {time.seconds // 60} minutes"
            case _:
                return self._happening(step)

    async def _happen(self, step: Step) -> None:
        assert isinstance(step, AtDesk), step
        await self.visit.desk(step.act, step.detail, step.words.get(self.language, ""))

    def _happening(self, step: Step) -> str:
        match step:
            case AtDesk("is looked after"):
                return "(time passes in the line)"
            case AtDesk(act, detail, words):
                said = words.get(self.language) or detail
                return f"(an operator {act}{': ' if said else ''}{said})"
            case _:
                return "(the program is renewed meanwhile)"

    def _button(self, option: str) -> str:
        labels = {button.id: button.label for button in self.visit.page.buttons}
        assert option in labels, f"{self.story.name}: {option} is not among {sorted(labels)}"
        return labels[option]

    def _look(self, step: Step) -> None:
        page = self.visit.page
        match step:
            case Sees(texts, options, without):
                offered = {button.id for button in page.buttons}
                for text in texts:
                    assert self._said(text) in page.text, f"{self.story.name}: not seen: {text}"
                assert offered.issuperset(options), f"{self.story.name}: {options}, {offered}"
                assert offered.isdisjoint(without), f"{self.story.name}: {without}, {offered}"
            case SeesNothing():
                assert not page.rows
                assert self.visit.state is None
            case _:
                assert page == self.first, f"{self.story.name}: not a stranger's screen"

    def _said(self, text: Seen) -> str:
        if isinstance(text, str):
            return text
        text = text if isinstance(text, Text) else text(todays_guide())
        spoken = self.visit.translator.in_channel(self.visit.address.channel)
        return spoken.say(text, self.visit.language)


def check(visit: Visit, guide: Guide) -> None:
    """Prove what holds on every screen of every story."""
    page, state = visit.page, visit.state
    assert not visit.chat.hers, "words of hers are still in the chat"
    alive = [shown for shown in visit.chat.ours.values() if shown.page.rows]
    if state is None:
        assert not alive
        return
    assert alive == [visit.shown], "there is more than one living message"
    assert tuple(button.id for button in page.rows[-1]) == LAST_ROW
    assert page.rows[-1][0].label == "102"
    # 102 may stand above as well; nothing else stands twice.
    ids = [button.id for button in page.buttons if button.id != LAST_ROW[0]]
    assert len(ids) == len(set(ids)), "two options of one id"
    limit = engine.screen_of(engine.look(state, guide, page.keepsake)).limit
    room = LONGEST_MESSAGE if state.told.wishes.numbered else limit + LONGEST_NOTICE
    assert 0 < len(page.text) <= room


def drawn(page: Page) -> Iterator[str]:
    """Draw a page with its options numbered, as a terminal does."""
    yield page.text
    if page.rows:
        yield ""
    number = 0
    for row in page.rows:
        numbered = []
        for button in row:
            number += 1
            numbered.append(f"[{number}] {button.label}")
        yield "   ".join(numbered)


def kept_at(story: Story, language: Language) -> Path:
    """Return where the transcript of a story is kept."""
    name = story.name.replace("'", "").replace(",", "").lower().replace(" ", "-")
    return HERE / language.value / f"{STORIES.index(story) + 1:02}-{name}.txt"
