"""One cookie, which ends with the browser and says nothing to anybody but us."""

import hashlib
import secrets
from datetime import timedelta
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from bot.domain.visitor import Address

CHANNEL: Final = "web"
COOKIE: Final = "s"
# What the cookie holds after Exit: for so long Back and the address show the neutral page.
LEFT: Final = "left"
LEFT_FOR: Final = timedelta(minutes=2)
TOKEN_BYTES: Final = 32
TOKEN_LENGTH: Final = 43


def new_token() -> str:
    """Return a token that nobody can guess."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_of(request: Request) -> str:
    """Return the token that the browser brings, or nothing where it is none of ours."""
    found = request.cookies.get(COOKIE, "")
    return found if len(found) == TOKEN_LENGTH and found.isascii() else ""


def has_just_left(request: Request) -> bool:
    """Tell whether somebody left in this browser a moment ago."""
    return request.cookies.get(COOKIE) == LEFT


def address_of(token: str) -> Address:
    """Return where a browser is reached; the token itself is kept nowhere."""
    return Address(CHANNEL, hashlib.sha256(token.encode()).hexdigest())


def with_token(response: Response, token: str, *, secure: bool) -> Response:
    """Return the response with the cookie of a session."""
    response.set_cookie(COOKIE, token, secure=secure, httponly=True, samesite="lax")
    return response


def with_farewell(response: Response, *, secure: bool) -> Response:
    """Return the response after which the address shows the neutral page for a while."""
    seconds = round(LEFT_FOR.total_seconds())
    response.set_cookie(COOKIE, LEFT, max_age=seconds, secure=secure, httponly=True, samesite="lax")
    return response


def without_token(response: Response, *, secure: bool) -> Response:
    """Return the response that takes the cookie away."""
    response.delete_cookie(COOKIE, secure=secure, httponly=True, samesite="lax")
    return response
