"""What every answer carries: it is kept nowhere, found by nobody and framed by nobody."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import Message

COMMON: Final[Mapping[str, str]] = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": (
        "camera=(), microphone=(), geolocation=(), display-capture=(), clipboard-read=(), "
        "payment=(), usb=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}
HSTS: Final = "max-age=31536000"
NOTHING_ELSE: Final[Mapping[str, str]] = MappingProxyType({})


def dress(
    message: Message, policy: str, extra: Mapping[str, str] = NOTHING_ELSE, *, is_secure: bool
) -> None:
    """Put our headers on the beginning of an answer; `extra` wins over what is common."""
    headers = MutableHeaders(scope=message)
    # A picture of ours brings a policy of its own.
    headers.setdefault("Content-Security-Policy", policy)
    for name, value in {**COMMON, **extra}.items():
        headers[name] = value
    if is_secure:
        headers["Strict-Transport-Security"] = HSTS
