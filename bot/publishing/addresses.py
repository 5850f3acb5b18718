"""Which addresses may be published."""

import re
from pathlib import Path
from typing import Final

from bot.domain.errors import HelplineError
from bot.domain.text import Text, _

BOTS: Final = "https://t.me/"

UNREADABLE: Final = _(
    "Please give the page's address: https:// and the name of the site, with nothing after it."
)
OPEN_TO_ALL: Final = _(
    "Please give an address with https://: what goes over http:// can be read on the way."
)
SHORTENED: Final = _(
    "Please give the page's own address: a link shortener learns who opens it, "
    "and may lead elsewhere tomorrow."
)
NOT_A_BOT: Final = _(
    "--bot: please give the bot's username, 5 to 32 Latin letters, digits and underscores, "
    "with “bot” at the end."
)

# Services that shorten links or redirect codes; each one counts and keeps who came by.
SHORTENERS: Final = frozenset(
    (Path(__file__).parent / "shorteners.txt").read_text(encoding="ascii").split()
)
# These never leave the machine, so that nothing of them can be read on the way.
FOR_TRYING: Final = frozenset({"localhost", "127.0.0.1"})

WRITTEN: Final = re.compile(
    r"(?P<scheme>https?)://(?P<host>[^\s/\\?#@:]+)(?P<port>:[1-9]\d{0,4})?(?P<end>/?)",
    re.ASCII | re.IGNORECASE,
)
LABEL: Final = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
HOST: Final = re.compile(rf"(?:{LABEL}\.)+(?=[a-z]){LABEL}")
USERNAME: Final = re.compile(
    r"(?:@|https://t\.me/)?(?P<name>[a-z][a-z0-9_]{1,28}bot)", re.ASCII | re.IGNORECASE
)
LAST_PORT: Final = 65535
LONGEST_HOST: Final = 253


class AddressRefusedError(HelplineError):
    """This address must not be published; `advice` says what to give instead."""

    def __init__(self, advice: Text) -> None:
        super().__init__("The address cannot be published.")
        self.advice = advice


def parse_address(written: str) -> str:
    """Return the address of a page as every browser and camera reads it."""
    found = WRITTEN.fullmatch(written)
    if found is None or int((found["port"] or ":0")[1:]) > LAST_PORT:
        raise AddressRefusedError(UNREADABLE)
    scheme, host = found["scheme"].lower(), _parse_host(found["host"])
    if any(f".{host}".endswith(f".{name}") for name in SHORTENERS):
        raise AddressRefusedError(SHORTENED)
    if scheme != "https" and host not in FOR_TRYING:
        raise AddressRefusedError(OPEN_TO_ALL)
    return f"{scheme}://{host}{found['port'] or ''}{found['end']}"


def parse_bot(written: str) -> str:
    """Return the address at which a bot is opened."""
    if found := USERNAME.fullmatch(written):
        return BOTS + found["name"]
    raise AddressRefusedError(NOT_A_BOT)


def is_for_trying(address: str) -> bool:
    """Tell whether an address leads no further than this machine."""
    found = WRITTEN.fullmatch(address)
    return found is not None and found["host"] in FOR_TRYING


def _parse_host(written: str) -> str:
    try:
        # Names in Kazakh letters, as under .қаз, are carried by paper and by HTML in ASCII.
        host = written.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise AddressRefusedError(UNREADABLE) from None
    if host in FOR_TRYING or (len(host) <= LONGEST_HOST and HOST.fullmatch(host)):
        return host
    raise AddressRefusedError(UNREADABLE)
