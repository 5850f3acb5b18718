"""What a visitor meets, in the order of the menu."""

from typing import Final

from bot.flows import (
    centres,
    danger,
    handover,
    harm,
    man,
    meant,
    plan,
    privacy,
    questions,
    return_code,
    rights,
    settings,
    someone_else,
    talk,
    topics,
    under_18,
    waiting,
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
    waiting.FLOW,
    return_code.FLOW,
    talk.FLOW,
    someone_else.FLOW,
    under_18.FLOW,
    man.FLOW,
    harm.FLOW,
    privacy.FLOW,
    settings.FLOW,
    topics.FLOW,
    meant.FLOW,
)
