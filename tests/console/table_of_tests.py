"""The form of a file, as a browser fills it in and sends it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

import httpx

from bot.console.knowledge_list import edit_path
from tests.console.desk_of_tests import FROM_HERE, Browser


@dataclass(slots=True)
class Table:
    """A file on the table of somebody's browser."""

    browser: Browser
    page: str
    fields: dict[str, str]

    @classmethod
    async def of(cls, browser: Browser, file: str, *, as_text: bool = False) -> "Table":
        """Open a file."""
        page = await browser.opens(edit_path(file, **{"as": "text" if as_text else ""}))
        return cls(browser, page, fields_of(page))

    async def does(self, button: str, *, script: bool = False, **changed: str) -> httpx.Response:
        """Press a button after some fields were changed; two underscores stand for a point."""
        accept = {"Accept": "application/json"} if script else {}
        named = {name.replace("__", "."): words for name, words in changed.items()}
        form = {**self.fields, **named, "do": button}
        return await self.browser.client.post(
            "/desk/knowledge/edit", data=form, headers={**FROM_HERE, **accept}
        )


def fields_of(page: str) -> dict[str, str]:
    """Return the fields of the table as a browser would send them untouched."""
    reader = _Reader()
    reader.feed(page)
    return reader.fields


@dataclass
class _Reader(HTMLParser):
    fields: dict[str, str] = field(default_factory=dict)
    inside: str = ""
    is_at_the_table: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.is_at_the_table |= found.get("id") == "table"
        name = found.get("name", "")
        if not self.is_at_the_table:
            return
        if tag in ("textarea", "select") and name:
            self.inside = name
            self.fields[name] = ""
        elif tag == "option" and "selected" in found and self.inside:
            self.fields[self.inside] = found.get("value", "")
        elif tag == "input" and name:
            is_off = found.get("type") in ("checkbox", "radio") and "checked" not in found
            if not is_off:
                self.fields[name] = found.get("value", "")

    def handle_data(self, data: str) -> None:
        if self.inside and self.lasttag == "textarea":
            # A browser leaves out the first break of a line.
            self.fields[self.inside] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("textarea", "select"):
            self.inside = ""
        self.is_at_the_table &= tag != "form"
