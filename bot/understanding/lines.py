"""Answers a stream of JSON lines: one message in, one understanding out."""

import json
from collections.abc import Awaitable, Callable
from typing import Any, Final

from bot.domain.meaning import Understanding

DIGITS: Final = 4
WRONG_LINE: Final = 'Line {number}: please write one JSON object with a text, like {{"text": "…"}}.'
TEXT: Final = "text"


async def answered(
    line: str, number: int, understand: Callable[[str], Awaitable[Understanding]], ranking: int = 0
) -> tuple[str, bool]:
    """Return the answer to a line, and whether the line could be read.

    `ranking` asks for so many of the best intents beside the likeliest.
    """
    text = _text_of(line)
    if text is None:
        return json.dumps({"error": WRONG_LINE.format(number=number)}, ensure_ascii=False), False
    return json.dumps(_values(await understand(text), ranking)), True


def _text_of(line: str) -> str | None:
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError):
        return None
    text = asked.get(TEXT) if isinstance(asked, dict) else None
    return text if isinstance(text, str) else None


def _values(understood: Understanding, ranking: int) -> dict[str, Any]:
    values: dict[str, Any] = {
        "intent": understood.intent.value,
        "confidence": round(understood.confidence, DIGITS),
        "language": understood.language.value,
        "danger": understood.danger,
    }
    if ranking:
        values["ranking"] = [
            {"intent": guess.intent.value, "confidence": round(guess.confidence, DIGITS)}
            for guess in understood.guesses[:ranking]
        ]
    return values
