"""A body is read whole or not at all."""

import pytest
from starlette.types import Message, Receive

from bot.http.bodies import read_body, replayed

AT_MOST = 10


def sent(*parts: bytes, ends: bool = True) -> Receive:
    """Return what a browser sends piece by piece; it breaks off where it does not end."""
    last = len(parts) - 1
    messages: list[Message] = [
        {"type": "http.request", "body": part, "more_body": place < last or not ends}
        for place, part in enumerate(parts)
    ]
    messages.append({"type": "http.disconnect"})

    async def receive() -> Message:
        return messages.pop(0)

    return receive


async def read(receive: Receive, method: str = "POST", declared: bytes | None = None) -> object:
    headers = [] if declared is None else [(b"content-length", declared)]
    return await read_body({"method": method, "headers": headers}, receive, AT_MOST)


async def test_a_body_in_pieces_is_read_whole() -> None:
    assert await read(sent(b"words", b"=", b"abcd"), declared=b"10") == b"words=abcd"


async def test_half_a_form_is_no_form() -> None:
    assert await read(sent(b"words=Do", ends=False)) is None


@pytest.mark.parametrize("declared", [None, b"3", b"a lot"])
async def test_a_body_longer_than_it_may_be_is_not_read_whatever_it_declares(
    declared: bytes | None,
) -> None:
    receive = sent(b"words", b"=abcde", b"never asked for")
    assert await read(receive, declared=declared) is None
    assert (await receive())["body"] == b"never asked for"


async def test_a_body_that_declares_too_much_is_refused_before_it_is_read() -> None:
    receive = sent(b"short")
    assert await read(receive, declared=b"11") is None
    assert (await receive())["body"] == b"short"


@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_a_page_that_is_only_looked_at_has_no_body(method: str) -> None:
    assert await read(sent(b"words=Do not"), method) == b""


async def test_what_was_read_is_given_once_and_then_what_the_server_says() -> None:
    receive = replayed(b"words=abcd", sent())
    assert await receive() == {"type": "http.request", "body": b"words=abcd", "more_body": False}
    assert await receive() == {"type": "http.disconnect"}
