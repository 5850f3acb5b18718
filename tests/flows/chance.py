"""What a visitor may do by chance: sequences of events for property tests."""

from dataclasses import dataclass
from typing import Final

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from bot.domain.conversation import (
    Event,
    Located,
    Looked,
    Picked,
    Retyped,
    Sent,
    Started,
    Typed,
    Unwelcome,
)
from bot.domain.privacy import Confidential
from tests.flows.talk import Talk

# The same examples every time: a red test is red for everybody.
by_chance: Final = settings(
    max_examples=200,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@dataclass(frozen=True, slots=True)
class Writing:
    """Words that are typed, so many times over; `changed` ones were written before."""

    words: str
    times: int = 1
    changed: bool = False

    @property
    def event(self) -> Event:
        """Return it as the conversation meets it."""
        said = Confidential(self.words * self.times)
        return Retyped(words=said) if self.changed else Typed(words=said)


Happening = int | Event | Writing

STRANGE_WORDS: Final = (
    "",
    " ",
    "0",
    "00",
    "1",
    "7",
    "99",
    "١٢",
    "102",
    "/start",
    "/start x",
    "/menu@bot",
    "/exit",
    "/",
    "стоп",
    "Шығу!",
    "қазақша",
    "EN",
    "он убивает меня",
    "өлгім келеді",
    "Семей",
    "Абай",
    "Туркестанская область",
    "шлюпка",
    "👩‍👧‍👦🏳️‍🌈🙏🏽",
    "\u202e102\u202c שלום مرحبا",
    "\x00\x07\x1b[2J\r\n\t",
    "{count} %s {0} <b>&amp; «»",
    "Z̷̢̛͎a̴̛̼l̶̛͔g̸̛̣o̷̡̕",
)
LONG_WORDS: Final = ("ы", "😀", "a b ")
ANY_OPTION: Final = st.one_of(
    st.sampled_from(("exit", "back", "next", "on", "go.home", "go.nowhere", "go.", "tick.999")),
    st.text(max_size=12),
)
DEGREES: Final = st.floats(allow_nan=True, allow_infinity=True)
KEEPSAKES: Final = st.sampled_from(("", "0", "5", "ff", "zz", "f" * 40))
ANY_WORDS: Final = st.one_of(st.sampled_from(STRANGE_WORDS), st.text(max_size=60))
TYPED: Final = st.builds(Writing, ANY_WORDS, changed=st.booleans())
# Rare, because there is much to read in them.
TYPED_LONG: Final = st.builds(Writing, st.sampled_from(LONG_WORDS), st.just(1024))
EVENTS: Final[st.SearchStrategy[Event]] = st.one_of(
    st.builds(Picked, option=ANY_OPTION, keepsake=KEEPSAKES),
    st.builds(Located, latitude=DEGREES, longitude=DEGREES),
    st.builds(Sent, kind=st.sampled_from(Unwelcome)),
    st.sampled_from((Started(), Looked())),
)
# A number chooses one of the options on the screen: most of what happens are taps.
TAPS: Final = st.integers(0, 40)
HAPPENINGS: Final = st.lists(st.one_of(TAPS, TAPS, TAPS, TYPED, EVENTS), max_size=12)
# A language is chosen and it is a good moment: she is at the menu.
OPENING: Final = (0, 0)


def carry_out(talk: Talk, happening: Happening) -> None:
    """Let something happen in a talk; a visitor who has left may begin anew."""
    if isinstance(happening, Writing):
        talk.happens(happening.event)
    elif isinstance(happening, Event):
        talk.happens(happening)
    elif talk.offered:
        # The last option is Exit: by a tap it is chosen only when it was meant.
        talk.picks(talk.offered[happening % max(1, len(talk.offered) - 1)])
    else:
        talk.starts()
