"""What the operator's page says of a talk: how it came, how it ended, what became of a line."""

from collections.abc import Mapping
from typing import Final

from bot.domain.case import Ending
from bot.domain.operator import Presence
from bot.domain.text import Text, Verbatim, _
from bot.services.desk import Brought

ENDINGS: Final[Mapping[Ending, Text]] = {
    Ending.ENDED_BY_OPERATOR: _("You ended the talk"),
    Ending.ENDED_BY_VISITOR: _("The person ended the talk"),
    Ending.ABUSE: _("Ended because of abuse, after the warning"),
    Ending.CANCELLED: _("The person no longer wants to talk"),
    Ending.LEFT_SUDDENLY: _("Left suddenly"),
    Ending.BLOCKED: _("The person blocked the bot or left the chat"),
    Ending.SILENT: _("Nothing was written for long; the talk is closed"),
}
# By the kind of channel; which bot of ours it is says nothing to an operator.
CHANNELS: Final[Mapping[str, Text]] = {
    "telegram": Verbatim("Telegram"),
    # Translators: after "How the person writes:".
    "web": _("Web page"),
    # Translators: after "How the person writes:"; the text screen of a computer.
    "terminal": _("Terminal"),
}
# A sign stands beside the words, so that neither colour nor a picture alone says it.
BROUGHT: Final[Mapping[Brought, tuple[str, Text]]] = {
    Brought.SENT: ("✓", _("sent")),
    Brought.SHOWN: ("✓✓", _("shown")),
    Brought.LOST: ("✕", _("could not be shown: the person blocked the bot or left")),
}
PRESENCES: Final[Mapping[Presence, Text]] = {
    Presence.ON_SHIFT: _("On shift"),
    Presence.PAUSE: _("Pause"),
    Presence.AWAY: _("Off"),
}
GROUPS: Final[Mapping[str, Text]] = {
    "numbers": _("Numbers to call"),
    "safety": _("Safety"),
    "orders": _("Protection by law"),
    "centres": _("Centres near the person's region"),
    "warning": _("Warning about tone"),
}
OTHER_CARDS: Final = _("Other cards")
NOBODY_WAITS: Final = _("There is nobody at the moment whom you would take next.")
NOT_YOURS: Final = _("This case is not with you, or nothing of it is kept any more.")
