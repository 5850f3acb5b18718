"""A conversation played step by step, as an editor rehearses it: nothing is kept or carried out."""

import re
from dataclasses import dataclass
from typing import Final

from bot.domain.commands import Leave
from bot.domain.conversation import Event, Located, Picked, Screen, Started, State, Turn, Typed
from bot.domain.guide import Guide
from bot.domain.language import Language
from bot.domain.meaning import (
    DANGER,
    LABELS,
    SUICIDE,
    WITHIN,
    Guess,
    Intent,
    Shade,
    Understanding,
)
from bot.domain.privacy import Confidential
from bot.domain.rehearsal import LONGEST_WORDS, Does, Step
from bot.domain.text import Counsel, Counted, Joined, Phrase, Text, Verbatim
from bot.flows import engine, welcome, words
from bot.flows.meant import SURE_TO_LEAVE

# Degrees.
HIGHEST: Final = 90.0
FARTHEST: Final = 180.0
HEARD: Final = "!"
# "protective_order 0.45, evidence 0.20@ru!": what words may mean, a language to offer, danger.
MEANT: Final = re.compile(r"(?P<guesses>[a-z_/0-9., ]*)(?:@(?P<language>[a-z]{2}))?(?P<heard>!?)")
GUESS: Final = re.compile(r"(?P<label>[a-z_/]+)(?: (?P<confidence>[01]\.\d\d))?")
# Stands for what only a catalog knows to say.
UNKNOWN: Final = "\0"


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a rehearsal has come to; `language` is the last one that was spoken."""

    turn: Turn
    language: Language

    @property
    def state(self) -> State:
        """Return where the visitor is."""
        return self.turn.state

    @property
    def screen(self) -> Screen:
        """Return what the visitor sees."""
        return engine.screen_of(self.turn)

    @property
    def has_left(self) -> bool:
        """Tell whether the visitor has left; nothing follows then."""
        return any(isinstance(command, Leave) for command in self.turn.commands)


def opening(language: Language, guide: Guide) -> Scene:
    """Return what a stranger sees who has just chosen a language on the first screen."""
    greeted = engine.step(welcome.STRANGER, Started(), guide)
    return Scene(engine.step(greeted.state, Picked(language.value), guide), language)


def after(scene: Scene, step: Step, guide: Guide) -> Scene | None:
    """Return what follows a step, or None where it is not possible here."""
    if scene.has_left:
        return None
    turn: Turn | None = None
    if step.does is Does.SPEAKS:
        turn = _spoken(scene, step.what, guide)
    elif event := _event(scene, step, guide):
        turn = engine.step(scene.state, event, guide)
    return Scene(turn, turn.state.told.language or scene.language) if turn else None


def wants_meaning(scene: Scene, step: Step, guide: Guide) -> bool:
    """Tell whether it must be asked what the words of a step mean."""
    is_asked = step.does is Does.TYPES and not scene.has_left
    return is_asked and engine.wants_meaning(scene.state, guide)


def _event(scene: Scene, step: Step, guide: Guide) -> Event | None:
    keepsake = scene.screen.keepsake
    match step.does:
        case Does.PICKS if step.what in {option.id for option in scene.screen.options}:
            return Picked(step.what, keepsake=keepsake)
        case Does.TYPES if step.what.strip() and len(step.what) <= LONGEST_WORDS:
            meant = None
            if wants_meaning(scene, step, guide):
                meant = meaning_of(step, scene.language, guide)
            return Typed(Confidential(step.what), meant, keepsake=keepsake)
        case Does.LOCATES if point := point_of(step.what):
            return Located(*point, keepsake=keepsake)
        case _:
            return None


def _spoken(scene: Scene, code: str, guide: Guide) -> Turn | None:
    """Choose a language where it is offered, or by the way that leads there from anywhere."""
    if code not in set(Language):
        return None
    turn, keepsake = scene.turn, scene.screen.keepsake
    if code not in {option.id for option in scene.screen.options}:
        turn = engine.step(turn.state, Picked(words.LANGUAGE.id, keepsake=keepsake), guide)
    return engine.step(turn.state, Picked(code, keepsake=keepsake), guide)


def point_of(what: str) -> tuple[float, float] | None:
    """Read "latitude longitude" in degrees."""
    try:
        latitude, longitude = map(float, what.replace(",", " ").split())
    except ValueError:
        return None
    is_on_earth = abs(latitude) <= HIGHEST and abs(longitude) <= FARTHEST
    return (latitude, longitude) if is_on_earth else None


# What typed words were understood to mean


def written(meant: Understanding, language: Language) -> str:
    """Return what words mean as a step keeps it; how sure that is stands only beside a doubt."""
    guesses = ", ".join(_written_guess(guess, meant) for guess in meant.guesses)
    if meant.confidence >= SURE_TO_LEAVE:
        guesses = _label(meant.guesses[0], meant)
    other = meant.is_sure_of_language and meant.language is not language
    return f"{guesses}{f'@{meant.language}' if other else ''}{HEARD if meant.heard else ''}"


def meaning_of(step: Step, language: Language, guide: Guide) -> Understanding | None:
    """Return what typed words of a step mean, or None where that was not written down."""
    found = MEANT.fullmatch(step.meant)
    guesses = _guesses(found["guesses"]) if found else ()
    if found is None or not guesses or (found["language"] or language) not in set(Language):
        return None
    first = found["guesses"].split(",")[0].split(" ")[0].partition(WITHIN)[2]
    heard = ""
    if found["heard"]:
        is_own = guesses[0].intent is Intent.SELF_HARM
        heard = guide.alarm.hears(step.what) or (SUICIDE if is_own else DANGER)
    return Understanding(
        guesses=guesses,
        language=Language(found["language"] or language),
        heard=heard,
        shade=Shade(first) if first else None,
        is_sure_of_language=bool(found["language"]),
    )


def is_meaning(meant: str) -> bool:
    """Tell whether this is what typed words may mean."""
    found = MEANT.fullmatch(meant)
    return not meant or (found is not None and bool(_guesses(found["guesses"])))


def _written_guess(guess: Guess, meant: Understanding) -> str:
    return f"{_label(guess, meant)} {guess.confidence:.2f}"


def _label(guess: Guess, meant: Understanding) -> str:
    has_shade = meant.shade is not None and guess is meant.guesses[0]
    return f"{guess.intent}{WITHIN}{meant.shade}" if has_shade else guess.intent.value


def _guesses(said: str) -> tuple[Guess, ...]:
    """Read guesses; none where any of them is no guess."""
    found = [GUESS.fullmatch(part) for part in said.split(", ")]
    known = [each for each in found if each and each["label"] in LABELS]
    if len(known) < len(found):
        return ()
    return tuple(
        Guess(Intent(each["label"].partition(WITHIN)[0]), float(each["confidence"] or 1))
        for each in known
    )


# How a screen begins


def first_line(text: Text, language: Language) -> str | None:
    """Return the first line of a text, or None where only a catalog knows it."""
    line = _said(text, language).strip("\n").partition("\n")[0].strip()
    return None if UNKNOWN in line else line


def _said(text: Text, language: Language) -> str:
    """Say a text without catalogs: the interface is known by its English source only."""
    match text:
        case Counsel():
            return text.words(language)
        case Verbatim(said):
            return said
        case Joined(parts, between):
            return between.join(_said(part, language) for part in parts)
        case Phrase(source, gaps) if language is Language.ENGLISH:
            filled = {
                name: _said(gap, language) if isinstance(gap, Text) else gap
                for name, gap in gaps.items()
            }
            return source.format(**filled) if filled else source
        case Counted(one, many, count) if language is Language.ENGLISH:
            return (one if count == 1 else many).format(count=count)
        case _:
            return UNKNOWN
