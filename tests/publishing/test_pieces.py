"""What is pasted or printed leads to the page, and to nobody else."""

import re
from html.parser import HTMLParser
from typing import Final
from xml.etree import ElementTree as ET

import pytest
import segno

from bot.domain.language import Language
from bot.http.qr import QUIET_ZONE
from bot.publishing.pieces import CALLED, code, snippet

PAGE: Final = "https://help.example.kz"
BOT: Final = "https://t.me/some_word_bot"
ADDRESSES: Final = (
    PAGE,
    f"{PAGE}/",
    "https://xn--e1ajbg87f.xn--80ao21a",
    "http://localhost:8000",
    BOT,
)
NUMBERS: Final = ["tel:102", "tel:103", "tel:112", "tel:111"]
ALONE: Final = {"rel": "noopener noreferrer nofollow", "referrerpolicy": "no-referrer"}
SVG: Final = "{http://www.w3.org/2000/svg}"
MODULE: Final = re.compile(r"M(\d+) (\d+)h1v1h-1z")
TARGET: Final = 48
LENGTH: Final = re.compile(r"(\d+)px")
# What would tell a person behind her, or a reader of the source, why somebody opens the page.
TELLING: Final = (
    *("violen", "abus", "crisis", "victim", "police", "women", "shelter", "refuge", "pana"),
    *("насил", "кризис", "жертв", "полици", "женщин", "приют", "убежищ", "пана"),
    *("зорлық", "дағдарыс", "жәбір", "құрбан", "әйел", "баспана", "қауіп"),
)


class Reader(HTMLParser):
    """Reads a snippet: its tags in order, the words in each language, its comments."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: dict[str | None, str] = {}
        self.comments: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            language = self.tags[-1][1].get("lang") if self.open[-1:] == ["span"] else None
            self.words[language] = self.words.get(language, "") + data.strip()

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    @property
    def links(self) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag == "a"]


def modules_of(svg: str) -> list[list[bool]]:
    """Return which modules a picture draws dark, its quiet zone among them."""
    root = ET.fromstring(svg)
    size = int(root.attrib["viewBox"].split()[-1])
    dark = {(int(x), int(y)) for x, y in MODULE.findall(root.findall(f"{SVG}path")[-1].attrib["d"])}
    return [[(x, y) in dark for x in range(size)] for y in range(size)]


@pytest.mark.parametrize("bot", [None, BOT])
def test_a_snippet_leads_to_the_page_the_bot_and_the_numbers_and_to_nothing_else(
    bot: str | None,
) -> None:
    read = Reader(snippet(PAGE, bot))

    outer = [PAGE] if bot is None else [PAGE, bot]
    assert read.open == []
    assert {tag for tag, _attributes in read.tags} == {"aside", "a", "span", "div"}
    assert [link["href"] for link in read.links] == outer + NUMBERS
    for link in read.links[: len(outer)]:
        assert ALONE.items() <= link.items()
    # A second window would stay open behind her; a handler would be a script.
    named = {name for _tag, attributes in read.tags for name in attributes}
    assert named <= {"aria-labelledby", "style", "id", "href", "lang", "translate", *ALONE}
    styles = [attributes.get("style") or "" for _tag, attributes in read.tags]
    assert not any("url(" in style or "@" in style for style in styles)
    assert set(re.findall(r"https?://[^\s\"<]+", snippet(PAGE, bot))) == set(outer)


def test_a_snippet_is_named_alike_in_every_language() -> None:
    read = Reader(snippet(PAGE, None))

    named = {language.value: words.words for language, words in CALLED.items()}
    assert set(named) == {language.value for language in Language}
    assert read.words.items() >= named.items()
    assert dict(read.tags)["aside"]["aria-labelledby"] == read.links[0]["id"]


def test_a_snippet_says_nothing_of_violence_and_not_who_we_are() -> None:
    written = snippet(PAGE, BOT).casefold()

    assert [word for word in TELLING if word in written] == []


def test_every_link_of_a_snippet_is_large_enough_for_a_thumb() -> None:
    for link in Reader(snippet(PAGE, BOT)).links:
        style = dict(part.split(":") for part in (link["style"] or "").split(";"))
        edges = (style["min-height"], style["padding"].split()[0], style.get("border", "0px"))
        inner, padding, border = (int(LENGTH.findall(edge)[0]) for edge in edges)
        assert style["box-sizing"] == "content-box"
        assert inner + 2 * (padding + border) >= TARGET


def test_a_snippet_tells_the_webmaster_in_every_language_what_not_to_do() -> None:
    (comment,) = Reader(snippet(PAGE, None)).comments

    assert comment.count("iframe") == len(Language)
    for asked in ("no analytics", "Не ставьте на ссылку аналитику", "аналитика қоспаңыз"):
        assert asked in comment


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_code_holds_exactly_the_address_and_keeps_its_quiet_zone(address: str) -> None:
    meant = segno.make(address, error="q", boost_error=False, micro=False)
    side = meant.symbol_size(border=QUIET_ZONE)[0]

    assert modules_of(code(address)) == [
        [bool(module) for module in row] for row in meant.matrix_iter(border=QUIET_ZONE)
    ]
    assert meant.default_border_size <= QUIET_ZONE
    assert len(modules_of(code(address))) == side


def test_a_code_is_a_picture_of_any_size_dark_on_white_and_nothing_else() -> None:
    root = ET.fromstring(code(PAGE))

    side = root.attrib["viewBox"].split()[-1]
    ground, dark = root
    assert set(root.attrib) == {"viewBox", "shape-rendering"}
    assert ground.attrib == {"fill": "#fff", "d": f"M0 0h{side}v{side}H0z"}
    assert (dark.tag, dark.attrib["fill"]) == (f"{SVG}path", "#000")
    assert MODULE.sub("", dark.attrib["d"]) == ""
    assert "".join(root.itertext()).strip() == ""
