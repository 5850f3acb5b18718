"""What every answer carries, and what a page may say otherwise."""

import pytest
from starlette.datastructures import Headers
from starlette.types import Message

from bot.http.headers import COMMON, HSTS, dress

POLICY = "default-src 'none'"


def answer(**headers: str) -> Message:
    """Return the beginning of an answer."""
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {"type": "http.response.start", "status": 200, "headers": raw}


def test_an_answer_carries_what_is_common_and_its_policy() -> None:
    message = answer()
    dress(message, POLICY, is_secure=False)
    headers = Headers(scope=message)
    assert {name: headers[name] for name in COMMON} == dict(COMMON)
    assert headers["content-security-policy"] == POLICY


def test_what_an_answer_says_of_its_keeping_is_overruled_and_said_once() -> None:
    message = answer(cache_control="public", referrer_policy="origin")
    dress(message, POLICY, is_secure=False)
    headers = Headers(scope=message)
    assert headers.getlist("cache-control") == ["no-store"]
    assert headers.getlist("referrer-policy") == ["no-referrer"]


def test_a_page_may_ask_for_the_place_and_everything_else_stays_closed() -> None:
    message, hers = answer(), "camera=(), microphone=(), geolocation=(self)"
    dress(message, POLICY, {"Permissions-Policy": hers}, is_secure=False)
    headers = Headers(scope=message)
    assert headers.getlist("permissions-policy") == [hers]
    assert headers["x-frame-options"] == COMMON["X-Frame-Options"]
    assert "geolocation=()" in COMMON["Permissions-Policy"]


def test_an_answer_that_brings_a_policy_keeps_it() -> None:
    message = answer(content_security_policy="sandbox")
    dress(message, POLICY, is_secure=False)
    assert Headers(scope=message).getlist("content-security-policy") == ["sandbox"]


@pytest.mark.parametrize(("is_secure", "said"), [(True, [HSTS]), (False, [])])
def test_only_a_browser_that_came_through_tls_is_told_to_stay_there(
    is_secure: bool, said: list[str]
) -> None:
    message = answer()
    dress(message, POLICY, is_secure=is_secure)
    assert Headers(scope=message).getlist("strict-transport-security") == said
