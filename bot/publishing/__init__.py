"""`pana publish`: what a site or a sheet of paper needs to lead to the page safely."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bot.domain.errors import SettingsError
from bot.domain.language import Language
from bot.domain.text import Phrase, Text, _
from bot.publishing.addresses import (
    AddressRefusedError,
    is_for_trying,
    parse_address,
    parse_bot,
)
from bot.publishing.pieces import code, snippet
from bot.translation.catalogs import translations
from bot.translation.translator import Translator

SNIPPET: Final = "snippet.html"
CODE_OF_PAGE: Final = "qr-page.svg"
CODE_OF_BOT: Final = "qr-bot.svg"

PASTE: Final = _("{file}: paste it into a page of your site, as it stands.")
PRINT: Final = _("{file}: print it. It leads to {address}")
ONLY_HERE: Final = _(
    "This address works on this machine only: it is for trying, not for publishing."
)
NEXT: Final = _(
    "Before you print, please scan every code with a phone. More is in docs/publishing.md."
)
UNWRITABLE: Final = _("Nothing can be written into {folder}: please choose another with --into.")


def publish(
    address: str, bot: str | None, folder: Path, language: Language, say: Callable[[str], None]
) -> None:
    """Write the files and say what to do with them; raises SettingsError with one sentence."""
    translator = Translator(translations())

    def refusal(text: Text) -> SettingsError:
        return SettingsError(translator.say(text, language))

    try:
        page = parse_address(address)
        chat = parse_bot(bot) if bot is not None else None
    except AddressRefusedError as error:
        raise refusal(error.advice) from None
    leads = {CODE_OF_PAGE: page} | ({CODE_OF_BOT: chat} if chat else {})
    contents = {SNIPPET: snippet(page, chat)} | {name: code(to) for name, to in leads.items()}
    try:
        _write(folder, contents)
    except OSError:
        raise refusal(UNWRITABLE.given(folder=str(folder))) from None
    for text in _told(folder, leads):
        say(translator.say(text, language))


def _write(folder: Path, contents: Mapping[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    # A site may be reading the folder: no file of it is ever there by half.
    with TemporaryDirectory(dir=folder, prefix=".") as beside:
        for name, words in contents.items():
            (Path(beside) / name).write_text(words, encoding="utf-8")
        for name in contents:
            (Path(beside) / name).replace(folder / name)


def _told(folder: Path, leads: Mapping[str, str]) -> Iterator[Phrase]:
    yield PASTE.given(file=str(folder / SNIPPET))
    for name, address in leads.items():
        yield PRINT.given(file=str(folder / name), address=address)
    yield ONLY_HERE if is_for_trying(leads[CODE_OF_PAGE]) else NEXT
