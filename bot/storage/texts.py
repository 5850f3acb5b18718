"""Text ⇄ JSON, so that what is sealed reads the same whatever becomes of the knowledge files."""

from typing import Any

from bot.domain.text import Counsel, Counted, InEveryLanguage, Joined, Phrase, Text, Verbatim


def written(text: Text) -> dict[str, Any]:
    """Return a text as plain values."""
    match text:
        case Phrase(source, gaps):
            return {"phrase": source, "gaps": {name: _gap(gap) for name, gap in gaps.items()}}
        case Counted(one, many, count):
            return {"one": one, "many": many, "count": count}
        case Counsel(kk, ru, en):
            return {"kk": kk, "ru": ru, "en": en}
        case Verbatim(words):
            return {"words": words}
        case Joined(parts, between):
            return {"parts": [written(part) for part in parts], "between": between}
        case InEveryLanguage(inner, between):
            return {"everywhere": written(inner), "between": between}
        case _:
            raise TypeError(type(text).__name__)


def read(kept: Any) -> Text:
    """Return the text of plain values; raises ValueError where they mean none."""
    match kept:
        case Text():
            return kept
        case {"phrase": str(source), "gaps": dict(gaps)}:
            return Phrase(source, {str(name): _read_gap(gap) for name, gap in gaps.items()})
        case {"one": str(one), "many": str(many), "count": int(count)}:
            return Counted(one, many, count)
        case {"kk": str(kk), "ru": str(ru), "en": str(en)}:
            return Counsel(kk, ru, en)
        case {"words": str(words)}:
            return Verbatim(words)
        case {"parts": list(parts), "between": str(between)}:
            return Joined(tuple(read(part) for part in parts), between)
        case {"everywhere": inner, "between": str(between)}:
            return InEveryLanguage(read(inner), between)
        case _:
            raise ValueError("This is no text.")


def _gap(gap: Text | str | int) -> dict[str, Any] | str | int:
    return written(gap) if isinstance(gap, Text) else gap


def _read_gap(kept: Any) -> Text | str | int:
    return kept if isinstance(kept, str | int) else read(kept)
