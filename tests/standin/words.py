"""What is left of a text after Telegram has read it."""

from html.parser import HTMLParser
from typing import Final

from tests.standin.refusals import bad

_TAGS: Final = frozenset(
    {
        "a",
        "b",
        "blockquote",
        "code",
        "del",
        "em",
        "i",
        "ins",
        "pre",
        "s",
        "span",
        "strike",
        "strong",
        "tg-emoji",
        "tg-spoiler",
        "u",
    }
)


def plain(text: str, parse_mode: str) -> str:
    """Return the text as it is shown: without tags, without space around it."""
    if parse_mode.lower() == "html":
        text = _Reader.read(text)
    return text.strip()


class _Reader(HTMLParser):
    """Keeps the words and refuses tags that Telegram refuses."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._words: list[str] = []
        self._open: list[str] = []

    @classmethod
    def read(cls, text: str) -> str:
        reader = cls()
        reader.feed(text)
        reader.close()
        if reader._open:
            tag = reader._open[-1]
            raise bad(f"can't parse entities: Can't find end tag corresponding to start tag {tag}")
        return "".join(reader._words)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS:
            where = self.getpos()[1]
            raise bad(
                f'can\'t parse entities: Unsupported start tag "{tag}" at byte offset {where}'
            )
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            where = self.getpos()[1]
            raise bad(f"can't parse entities: Unexpected end tag at byte offset {where}")

    def handle_data(self, data: str) -> None:
        self._words.append(data)
