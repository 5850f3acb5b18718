"""Draws pages as HTML: whole, or only the piece that a script puts in place."""

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.channels.web import page_texts as texts
from bot.channels.web.calls import pieces
from bot.channels.web.utterances import Says, is_talk, paragraphs_of, plain
from bot.channels.web.view import View
from bot.domain.language import OWN_NAMES, Language

HERE: Final = Path(__file__).parent
# The same on every page, whatever it shows: a history or a list of tabs shall not tell.
TITLE: Final = "Күн сөзі · Слово дня · Word of the day"
BETWEEN_LABELS: Final = " · "
BEGINNING_AGAIN: Final = "/?again=1"
# Around these signs no space means anything.
SIGNS: Final[Mapping[str, str]] = {".css": "{};,", ".js": "{};,=>?&|()+!"}
# A page in all languages has to name one: the language of the state stands first in its lines.
FIRST: Final = Language.KAZAKH


@dataclass(frozen=True, slots=True)
class Drawing:
    """Turns what a visitor is to see into HTML; whatever is put into it is escaped."""

    says: Says
    environment: Environment
    css: str
    script: str
    news_css: str

    def whole(self, view: View) -> str:
        """Return the whole document."""
        return self._render("whole.html", view.language, self._of(view))

    def piece(self, view: View) -> str:
        """Return only the part of the document that changes."""
        return self._render("page.html", view.language, self._of(view))

    def word(self, words: str) -> str:
        """Return the neutral page: the word of the day, and a quiet way back."""
        values = {"paragraphs": plain(words), "leads": BEGINNING_AGAIN}
        return self._render("word.html", None, values)

    def news(self, language: Language | None, *, is_there: bool) -> str:
        """Return the small window of a page without scripts: whether something is new."""
        values = {"is_there": is_there, "css": self.news_css}
        return self._render("news.html", language, values)

    def policy(self, exit_to: str) -> str:
        """Return what a browser may do with a page of ours: nothing that is not listed."""
        return (
            f"default-src 'none'; style-src {_hash(self.css)}; script-src {_hash(self.script)}; "
            f"connect-src 'self'; form-action {_targets(exit_to)}; frame-src 'self'; "
            "img-src data:; base-uri 'none'; frame-ancestors 'none'"
        )

    def news_policy(self) -> str:
        """Return the same for the small window, which only our page may frame."""
        return (
            f"default-src 'none'; style-src {_hash(self.news_css)}; form-action 'none'; "
            "base-uri 'none'; frame-ancestors 'self'"
        )

    def _of(self, view: View) -> dict[str, object]:
        offered = {button.id for row in view.rows for button in row}
        return {
            "view": view,
            "paragraphs": paragraphs_of(view, self.says),
            "talks": is_talk(view),
            # Where the languages are the answers, they need not be offered twice.
            "switches": bool(view.ways_out) and offered.isdisjoint(Language),
        }

    def _render(
        self, template: str, language: Language | None, values: Mapping[str, object]
    ) -> str:
        common = {
            "lang": (language or FIRST).value,
            "say": partial(self.says.say, language=language),
            "label": partial(self.says.say, language=language, between=BETWEEN_LABELS),
            "css": self.css,
            "script": self.script,
        }
        return self.environment.get_template(template).render({**common, **values})


def open_drawing(says: Says) -> Drawing:
    """Return the drawing with its templates, its style and its script."""
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        TITLE=TITLE, LANGUAGES=tuple(Language), OWN_NAMES=OWN_NAMES, texts=texts, called=_called
    )
    style, script, news = (_static(name) for name in ("page.css", "page.js", "news.css"))
    return Drawing(says, environment, style, script, news)


def _called(words: str) -> Markup:
    """Return words in which every number that can be called is a link."""
    link = Markup('<a href="tel:{}">{}</a>')
    return Markup("").join(
        link.format(piece.call, piece.words) if piece.call else piece.words
        for piece in pieces(words)
    )


def _static(name: str) -> str:
    """Return a style or a script as it travels: without comments, breaks and spare spaces."""
    file = HERE / "static" / name
    bare = re.sub(r"/\*[\s\S]*?\*/|^ *//.*$", "", file.read_text("utf-8"), flags=re.MULTILINE)
    spare = rf"""("[^"\n]*"|`[^`\n]*`)|\s*([{SIGNS[file.suffix]}])\s*|(?<=:)\s+|\s*(\n)\s*"""
    tight = re.sub(spare, lambda found: "".join(filter(None, found.groups())), bare)
    return re.sub(r"\((\w+)\)=>", r"\1=>", tight).replace(";}", "}").strip()


def _hash(inline: str) -> str:
    return f"'sha256-{b64encode(sha256(inline.encode()).digest()).decode()}'"


def _targets(exit_to: str) -> str:
    """Return where forms may lead: here, and to the place that Exit leads to."""
    parts = urlsplit(exit_to)
    # Chromium looks at every redirect of a form; without this it would stop her on her way out.
    return f"'self' {parts.scheme}://{parts.netloc}" if parts.netloc else "'self'"
