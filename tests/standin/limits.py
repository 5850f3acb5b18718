"""Telegram's own limits, and who went past them."""

import math
import re
from collections import defaultdict, deque
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from tests.standin.refusals import RefusalError, bad
from tests.standin.values import Json

TEXT: Final = 4096
CALLBACK_DATA: Final = 64
BUTTONS: Final = 100
BUTTONS_IN_A_ROW: Final = 8
DELETED_AT_ONCE: Final = 100
TOAST: Final = 200
PROFILE: Final = {"name": 64, "description": 512, "short_description": 120}
COMMANDS: Final = 100
COMMAND_NAME: Final = re.compile(r"[a-z0-9_]{1,32}")
COMMAND_DESCRIPTION: Final = 256
LANGUAGE_CODE: Final = re.compile(r"([a-z]{2})?")
SECRET_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{0,256}")
URL_SCHEMES: Final = frozenset({"http", "https", "tg", "ton"})


@dataclass(frozen=True, slots=True)
class Violation:
    """A limit that a bot went past."""

    method: str
    chat_id: int | None
    what: str


@dataclass(frozen=True, slots=True)
class Rate:
    """How many messages may go out in a span of time."""

    per_chat: int = 1
    overall: int = 30
    seconds: float = 1.0


@dataclass(slots=True)
class Limits:
    """What this server allows; the rate is unlimited until it is set."""

    rate: Rate | None = None
    delete_within: timedelta = timedelta(hours=48)
    edit_within: timedelta | None = None
    answer_within: timedelta = timedelta(seconds=30)
    keep_updates: timedelta = timedelta(hours=24)
    violations: list[Violation] = field(default_factory=list)
    _sent: dict[Hashable, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def hold(self, method: str, chat_id: int | None, complaint: str | None) -> None:
        """Record a complaint and refuse the request, if there is one."""
        if complaint:
            self.violations.append(Violation(method, chat_id, complaint))
            raise bad(complaint)

    def pace(self, method: str, bot_id: int, chat_id: int, at: float) -> None:
        """Count a message, and refuse it when it is one too many."""
        if self.rate is None:
            return
        spans = {(bot_id, chat_id): self.rate.per_chat, (bot_id,): self.rate.overall}
        for span, most in spans.items():
            sent = self._sent[span]
            while sent and sent[0] <= at - self.rate.seconds:
                sent.popleft()
            if len(sent) >= most:
                wait = max(1, math.ceil(sent[0] + self.rate.seconds - at))
                self.violations.append(Violation(method, chat_id, "too many requests"))
                raise RefusalError(429, retry_after=wait)
        for span in spans:
            self._sent[span].append(at)


def text_complaint(text: str, *, editing: bool = False) -> str | None:
    """Say what is wrong with the text of a message."""
    if not text:
        return "message text is empty"
    if len(text) > TEXT:
        return "MESSAGE_TOO_LONG" if editing else "message is too long"
    return None


def markup_complaint(markup: Any) -> str | None:
    """Say what is wrong with the buttons of a message."""
    if markup is None or markup == {}:
        return None
    if not isinstance(markup, dict):
        return "object expected as reply markup"
    if "inline_keyboard" not in markup:
        return None
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        return 'field "inline_keyboard" must be of type Array'
    if sum(map(len, rows)) > BUTTONS:
        return "REPLY_MARKUP_TOO_LONG"
    if any(len(row) > BUTTONS_IN_A_ROW for row in rows):
        return "REPLY_MARKUP_TOO_LONG"
    return next(filter(None, (_button_complaint(button) for row in rows for button in row)), None)


def profile_complaint(kind: str, text: str, language: str) -> str | None:
    """Say what is wrong with a name or a description of a bot."""
    if not LANGUAGE_CODE.fullmatch(language):
        return "invalid language code specified"
    if len(text) > PROFILE[kind]:
        return f"bot {kind.replace('_', ' ')} is too long"
    return None


def commands_complaint(commands: Any, language: str) -> str | None:
    """Say what is wrong with a list of commands."""
    if not LANGUAGE_CODE.fullmatch(language):
        return "invalid language code specified"
    if not isinstance(commands, list):
        return "expected an Array of BotCommand"
    if len(commands) > COMMANDS:
        return "BOT_COMMANDS_TOO_MUCH"
    return next(filter(None, map(_command_complaint, commands)), None)


def _button_complaint(button: Json) -> str | None:
    if not button.get("text"):
        return "can't parse inline keyboard button: Text is empty"
    if "url" in button:
        return _url_complaint(button["url"])
    if "callback_data" not in button:
        others = {"web_app", "copy_text", "switch_inline_query", "login_url", "pay"} & set(button)
        return None if others else "text buttons are unallowed in the inline keyboard"
    if not 1 <= len(str(button["callback_data"]).encode()) <= CALLBACK_DATA:
        return "BUTTON_DATA_INVALID"
    return None


def _url_complaint(url: str) -> str | None:
    address = urlsplit(url if ":" in url else f"http://{url}")
    if address.scheme not in URL_SCHEMES:
        return f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol"
    if address.scheme.startswith("http") and "." not in (address.hostname or ""):
        return f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL"
    return None


def _command_complaint(command: Json) -> str | None:
    if not COMMAND_NAME.fullmatch(str(command.get("command", "")).removeprefix("/")):
        return "BOT_COMMAND_INVALID"
    if not 1 <= len(str(command.get("description", ""))) <= COMMAND_DESCRIPTION:
        return "BOT_COMMAND_DESCRIPTION_INVALID"
    return None
