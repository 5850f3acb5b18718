"""Danger is never missed, and seldom heard where there is none."""

from typing import Final

import pytest

from bot.understanding.understander import Understander
from tests.understanding.messages import HELD_OUT, STYLES, TUNING, Message

FALSE_ALARMS: Final = 0.03
SETS: Final = {"held out": HELD_OUT, "tuning": TUNING}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("messages", SETS.values(), ids=SETS)
def test_every_message_of_danger_is_heard(
    understander: Understander, messages: tuple[Message, ...], style: str
) -> None:
    dangerous = [each for each in messages if each.is_dangerous and each.style == style]

    missed = [str(each) for each in dangerous if not understander.understand(each.text).danger]

    assert dangerous
    assert missed == []


@pytest.mark.parametrize("messages", SETS.values(), ids=SETS)
def test_alarms_are_seldom_false(understander: Understander, messages: tuple[Message, ...]) -> None:
    calm = [each for each in messages if not each.is_dangerous]

    false = [str(each) for each in calm if understander.understand(each.text).danger]

    assert len(false) / len(calm) <= FALSE_ALARMS, f"{len(false)} of {len(calm)}: {false}"
