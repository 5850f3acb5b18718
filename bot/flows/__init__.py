"""What a visitor meets, in the order of the menu."""

from typing import Final

from bot.flows import (
    centres,
    danger,
    handover,
    harm,
    man,
    plan,
    privacy,
    questions,
    rights,
    settings,
    someone_else,
    under_18,
    welcome,
)

FLOWS: Final = (
    welcome.FLOW,
    danger.FLOW,
    questions.FLOW,
    rights.FLOW,
    centres.FLOW,
    plan.FLOW,
    handover.FLOW,
    someone_else.FLOW,
    under_18.FLOW,
    man.FLOW,
    harm.FLOW,
    privacy.FLOW,
    settings.FLOW,
)
