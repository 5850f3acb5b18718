"""A form is ours when the browser says so, in whichever way it can."""

import pytest
from starlette.requests import Request

from bot.http.origin import is_from_here


def form(**headers: str) -> Request:
    """Return a form sent to help.test."""
    sent = {"host": "help.test", **headers}
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in sent.items()]
    return Request({"type": "http", "method": "POST", "path": "/", "headers": raw})


@pytest.mark.parametrize(
    "headers",
    [
        {"sec_fetch_site": "same-origin"},
        {"sec_fetch_site": "same-origin", "origin": "null"},
        {"sec_fetch_site": "same-origin", "origin": "https://help.test"},
        {"origin": "http://help.test"},
    ],
)
def test_a_form_of_ours_is_known(headers: dict[str, str]) -> None:
    assert is_from_here(form(**headers))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "https://help.test:8443"},
        {"origin": "http://["},
        {"origin": "https://help.test.elsewhere.example"},
        {"sec_fetch_site": "none"},
        {"sec_fetch_site": ""},
        {"sec_fetch_site": "same-site", "origin": "null"},
        {"sec_fetch_site": "cross-site", "origin": "https://help.test"},
        {"sec_fetch_site": "same-origin", "origin": "https://elsewhere.example"},
    ],
)
def test_a_form_from_elsewhere_or_from_nowhere_is_not_ours(headers: dict[str, str]) -> None:
    assert not is_from_here(form(**headers))
