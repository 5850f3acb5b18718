"""Only the page itself and the bot itself are published."""

from pathlib import Path
from typing import Final

import pytest

from bot.domain.errors import SettingsError
from bot.domain.language import Language
from bot.domain.text import Text
from bot.publishing import publish
from bot.publishing.addresses import (
    NOT_A_BOT,
    OPEN_TO_ALL,
    SHORTENED,
    SHORTENERS,
    UNREADABLE,
    AddressRefusedError,
    parse_address,
    parse_bot,
)
from bot.translation.translator import Translator

PAGE: Final = "https://help.example.kz"
BOT: Final = "https://t.me/some_word_bot"
GOOD: Final = {
    PAGE: PAGE,
    f"{PAGE}/": f"{PAGE}/",
    "HTTPS://Help.Example.KZ": PAGE,
    "https://help.example.kz:8443/": "https://help.example.kz:8443/",
    "https://көмек.қаз": "https://xn--e1ajbg87f.xn--80ao21a",
    "http://localhost:8000": "http://localhost:8000",
    "http://127.0.0.1:8000/": "http://127.0.0.1:8000/",
    "https://localhost": "https://localhost",
    # Only the name itself and what stands under it belong to a shortener.
    "https://habit.ly.example.kz": "https://habit.ly.example.kz",
    "https://rabbit.ly": "https://rabbit.ly",
}
BAD: Final[dict[str, Text]] = {
    "": UNREADABLE,
    "help.example.kz": UNREADABLE,
    "//help.example.kz": UNREADABLE,
    "ftp://help.example.kz": UNREADABLE,
    "javascript:alert(1)": UNREADABLE,
    "https://": UNREADABLE,
    "https://kz": UNREADABLE,
    "https://help..kz": UNREADABLE,
    "https://help.example.kz.": UNREADABLE,
    "https://-help.example.kz": UNREADABLE,
    "https://help_us.example.kz": UNREADABLE,
    'https://help.example.kz"onclick="': UNREADABLE,
    "https://10.0.0.7": UNREADABLE,
    "https://[::1]": UNREADABLE,
    f"https://{'a.' * 130}kz": UNREADABLE,
    "https://user@help.example.kz": UNREADABLE,
    "https://user:word@help.example.kz": UNREADABLE,
    "https://help.example.kz\\@elsewhere.example": UNREADABLE,
    f"{PAGE}/page": UNREADABLE,
    f"{PAGE}//": UNREADABLE,
    f"{PAGE}/?": UNREADABLE,
    f"{PAGE}/?from=poster": UNREADABLE,
    f"{PAGE}/#top": UNREADABLE,
    f"{PAGE}:0": UNREADABLE,
    f"{PAGE}:65536": UNREADABLE,
    f"{PAGE}:x": UNREADABLE,
    f" {PAGE}": UNREADABLE,
    f"{PAGE}\n": UNREADABLE,
    "https://help.exa\tmple.kz": UNREADABLE,
    "https://help\u200b.example.kz\udcff": UNREADABLE,
    "http://help.example.kz": OPEN_TO_ALL,
    "http://127.0.0.1.example.kz": OPEN_TO_ALL,
    "http://localhost.example.kz": OPEN_TO_ALL,
    "https://BIT.LY": SHORTENED,
    "https://www.bit.ly/": SHORTENED,
    "https://bit。ly": SHORTENED,
    "http://clck.ru": SHORTENED,
}
GOOD_BOTS: Final = {
    "some_word_bot": BOT,
    "@some_word_bot": BOT,
    BOT: BOT,
    "SomeWordBot": "https://t.me/SomeWordBot",
    "a1bot": "https://t.me/a1bot",
    f"{'a' * 29}bot": f"https://t.me/{'a' * 29}bot",
}
BAD_BOTS: Final = (
    "",
    "bot",
    "abot",
    f"{'a' * 30}bot",
    "some_word",
    "1word_bot",
    "_word_bot",
    "some-word-bot",
    "сөз_bot",
    "@@some_word_bot",
    "some_word_bot ",
    "some_word_bot\n",
    "http://t.me/some_word_bot",
    "https://t.me/some_word_bot?start=poster",
    "https://elsewhere.example/some_word_bot",
)


@pytest.mark.parametrize("written", GOOD)
def test_an_address_is_published_as_every_browser_and_camera_reads_it(written: str) -> None:
    assert parse_address(written) == GOOD[written]


@pytest.mark.parametrize("written", GOOD_BOTS)
def test_a_bot_may_be_named_in_three_ways(written: str) -> None:
    assert parse_bot(written) == GOOD_BOTS[written]


@pytest.mark.parametrize("name", sorted(SHORTENERS))
def test_no_link_shortener_is_published(name: str) -> None:
    with pytest.raises(AddressRefusedError) as refused:
        parse_address(f"https://{name}/")

    assert refused.value.advice == SHORTENED


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(
    ("address", "bot", "advice"),
    [(address, "some_word_bot", advice) for address, advice in BAD.items()]
    + [(PAGE, bot, NOT_A_BOT) for bot in BAD_BOTS],
)
def test_what_is_wrong_is_refused_in_one_sentence_and_nothing_is_written(
    tmp_path: Path,
    translator: Translator,
    language: Language,
    address: str,
    bot: str,
    advice: Text,
) -> None:
    said: list[str] = []

    with pytest.raises(SettingsError) as refused:
        publish(address, bot, tmp_path / "into", language, said.append)

    assert str(refused.value) == translator.say(advice, language)
    assert (said, list(tmp_path.iterdir())) == ([], [])
