"""What a browser makes of the page's HTML: its words, its options and its forms."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from html.parser import HTMLParser
from typing import Final

from bot.domain.page import Button, Page
from bot.flows.words import EXIT

WITHOUT_END: Final = ("meta", "link", "input", "br")


@dataclass(slots=True)
class Element:
    """A part of the page; `parts` are all that stand inside, in the order of the page."""

    tag: str
    given: dict[str, str] = field(default_factory=dict)
    inside: "list[Element | str]" = field(default_factory=list)
    parts: "list[Element]" = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.given.get(name, "")

    def all(self, *tags: str) -> "list[Element]":
        """Return every part of some kinds."""
        return [part for part in self.parts if part.tag in tags]

    def find(self, name: str) -> "Element | None":
        """Return the part of an id."""
        return next((part for part in self.parts if part["id"] == name), None)

    @property
    def text(self) -> str:
        """Return its words as they are written."""
        return "".join(part if isinstance(part, str) else part.text for part in self.inside)


class Reading(HTMLParser):
    """Reads a page; what is opened has to be closed, and no two parts have one id."""

    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("")]
        self.named: dict[str, Element] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a part."""
        part = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(part)
        for around in self.open:
            around.parts.append(part)
        if name := part["id"]:
            assert name not in self.named, f"two parts are called {name}"
            self.named[name] = part
        if tag not in WITHOUT_END:
            self.open.append(part)

    def handle_endtag(self, tag: str) -> None:
        """End a part."""
        assert self.open.pop().tag == tag, f"{tag} is closed before it is opened"

    def handle_data(self, data: str) -> None:
        """Take in words."""
        self.open[-1].inside.append(data)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page as it stands in a browser."""

    whole: Element
    named: Mapping[str, Element]

    def find(self, name: str) -> Element | None:
        """Return the part of an id."""
        return self.named.get(name)

    @property
    def here(self) -> Element | None:
        """Return the part that is of the conversation; the neutral page has none."""
        return self.find("page")

    @property
    def text(self) -> str:
        """Return what is said to her."""
        text = self.find("text")
        assert text is not None, "there is no text"
        return "\n\n".join(paragraph.text for paragraph in text.all("p"))

    @property
    def notice(self) -> str:
        """Return what the page says by itself, above everything."""
        notice = self.find("notice")
        return notice.text if notice else ""

    @property
    def language(self) -> str:
        """Return the language in which a browser reads the page aloud."""
        return (self.here or self.whole.all("html")[0])["lang"]

    @property
    def revision(self) -> int:
        """Return which page of the conversation it is."""
        return int(self.here["data-revision"]) if self.here else -1

    @property
    def kept(self) -> str:
        """Return what only this page remembers."""
        kept = {each["value"] for each in self.whole.all("input") if each["name"] == "kept"}
        assert len(kept) < 2, "the forms of one page remember different things"
        return "".join(kept)

    @property
    def rows(self) -> tuple[tuple[Button, ...], ...]:
        """Return the options row by row, with the ways out as the last one."""
        choices = self.find("choices")
        rows = [_options(row) for row in choices.all("div")] if choices else []
        return (*rows, *(_options(ways_out) for ways_out in self.whole.all("footer")))

    @property
    def page(self) -> Page:
        """Return it as a channel was handed it; in which language is not told."""
        return Page(self.text, self.rows, self.kept, locates=self.find("place") is not None)

    @property
    def refresh(self) -> tuple[timedelta, str] | None:
        """Return when a browser without scripts leads her elsewhere by itself, and where."""
        for meta in self.whole.all("meta"):
            if meta["http-equiv"] == "refresh":
                seconds, _, leads = meta["content"].partition(";url=")
                return timedelta(seconds=int(seconds)), leads
        return None

    def button(self, option: str) -> tuple[Element, Element]:
        """Return the button of an option, after the form that it sends."""
        for form in self.whole.all("form"):
            for button in form.all("button"):
                if _option(form, button) == option:
                    return form, button
        raise AssertionError(f"{option} is not on the page")


def read_page(html: str) -> Drawn:
    """Return what a browser makes of HTML."""
    reading = Reading()
    reading.feed(html)
    reading.close()
    (whole,) = reading.open
    return Drawn(whole, reading.named)


def revision_in(html: str) -> int:
    """Return which page of the conversation a piece is, without reading all of it."""
    found = re.search(r'data-revision="(-?\d+)"', html)
    assert found is not None
    return int(found[1])


def fields_of(form: Element) -> dict[str, str]:
    """Return what a form sends beside the button that was pressed."""
    named = [each for each in form.all("input", "textarea") if each["name"]]
    return {each["name"]: each["value"] if each.tag == "input" else each.text for each in named}


def _options(row: Element) -> tuple[Button, ...]:
    forms = row.all("form") or [row]
    return tuple(
        Button(_option(form, button), button.text)
        for form in forms
        for button in form.all("button")
    )


def _option(form: Element, button: Element) -> str:
    """Return the option that a button stands for; Exit is a form of its own."""
    if form["action"] == "/exit":
        return EXIT.id
    return button["value"] if button["name"] == "option" else ""
