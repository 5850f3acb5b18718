"""Forms of other sites, foreign names and failures inside: refused, and 102 stays in sight."""

import logging
from typing import Final

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount

from bot.composition.serving import _at_our_names, _under
from bot.http.server import application
from bot.services.ports import Arrival
from bot.settings import Settings
from tests.channels.web.asked import FORM, Answer, Headers, ask, said_in
from tests.channels.web.page_of_tests import PIECE, Browser, PageOfTests

HERS: Final = "He knows the code of my telephone"
LEADS_TO_RIGHTS: Final = b"option=go.rights&revision=2&once=1"


@pytest.fixture
async def her(page: PageOfTests) -> Browser:
    """Somebody at the menu."""
    browser = page.browser()
    await browser.comes_to_the_menu()
    return browser


async def sent(her: Browser, *headers: tuple[bytes, bytes], path: str = "/") -> Answer:
    """Send a form of the menu with these headers."""
    given: Headers = (FORM, (b"cookie", f"s={her.token}".encode()), *headers)
    return await her.page.asked("POST", path, LEADS_TO_RIGHTS, headers=given)


@pytest.mark.parametrize("path", ["/", "/exit"])
@pytest.mark.parametrize(
    "header",
    [
        (b"sec-fetch-site", b"cross-site"),
        (b"sec-fetch-site", b"same-site"),
        (b"sec-fetch-site", b"something new"),
        (b"origin", b"https://evil.example"),
        (b"origin", b"http://page.test.evil.example"),
        (b"origin", b"http://page.test:8080"),
        (b"origin", b"http://[evil"),
        (b"origin", b"evil"),
        (b"origin", b""),
        (b"origin", b"\xff"),
    ],
)
async def test_a_form_of_another_site_changes_nothing(
    page: PageOfTests, her: Browser, path: str, header: tuple[bytes, bytes]
) -> None:
    before = page.conversations()
    answer = await sent(her, header, path=path)

    assert answer.status == 403
    assert "102" in answer.says
    assert "another site" in answer.text
    assert answer.cookies == []
    assert answer.is_complete
    assert page.conversations() == before


@pytest.mark.parametrize(
    "headers",
    [
        (),
        ((b"sec-fetch-site", b"same-origin"),),
        ((b"sec-fetch-site", b"none"),),
        ((b"origin", b"null"),),
        ((b"origin", b"http://page.test"),),
        ((b"sec-fetch-site", b"same-origin"), (b"origin", b"null")),
    ],
)
async def test_forms_of_our_pages_are_let_in_from_old_browsers_too(
    page: PageOfTests, her: Browser, headers: Headers
) -> None:
    assert (await sent(her, *headers)).status == 303
    await her.opens()
    assert "fitting" in her.options


async def test_a_form_sent_from_elsewhere_without_the_cookie_cannot_end_her_session(
    page: PageOfTests, her: Browser
) -> None:
    before = page.conversations()
    await page.asked("POST", "/exit", b"", headers=(FORM, (b"origin", b"null")))

    assert page.conversations() == before


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
@pytest.mark.parametrize("path", ["/", "/exit", "/live"])
async def test_other_methods_are_refused(page: PageOfTests, method: str, path: str) -> None:
    answer = await page.asked(method, path, b"option=en", headers=(FORM,))

    assert answer.status == 405
    assert "102" in answer.says
    assert answer.is_complete
    assert page.is_empty


async def test_exit_is_no_link_that_a_picture_could_call(page: PageOfTests, her: Browser) -> None:
    answer = await page.asked("GET", "/exit", headers=((b"cookie", f"s={her.token}".encode()),))

    assert answer.status == 405
    assert len(page.conversations()) == 1


@pytest.mark.parametrize("script", [True, False])
async def test_what_fails_inside_shows_the_numbers_and_tells_only_its_kind(
    page: PageOfTests,
    her: Browser,
    script: bool,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def fails(_: object, arrival: Arrival) -> None:
        raise ZeroDivisionError(f"{HERS} {arrival!r}")

    monkeypatch.setattr("bot.services.conversations.Converse.__call__", fails)
    with caplog.at_level(logging.DEBUG):
        headers = PIECE if script else {}
        answer = await her.client.post("/", data={"words": HERS, "once": "1"}, headers=headers)

    assert answer.status_code == 500
    assert "In danger call 102" in said_in(answer.text)
    assert 'id="danger"' in answer.text
    assert answer.text.lstrip().startswith('<div id="page"') is script
    told = [record.getMessage() for record in caplog.records if record.name.startswith("bot.")]
    assert told == ["the page failed: ZeroDivisionError"]
    assert HERS not in caplog.text


async def test_with_the_store_away_the_numbers_are_shown(page: PageOfTests, her: Browser) -> None:
    page.is_store_away = True
    for answer in (
        await her.client.get("/"),
        await her.client.get("/", headers=PIECE),
        await her.sends(option="go.danger", revision="2", once="1"),
        await her.client.post("/", data={"option": "go.danger"}, headers=PIECE),
    ):
        assert answer.status_code == 503
        assert "полиция" in answer.text
        assert 'id="exit"' in answer.text
    assert (await her.client.get("/word")).status_code == 200
    assert (await page.browser().opens()).status_code == 200


# Under which names


async def desk(_: Request) -> Response:
    """Stand where the desk stands."""
    return PlainTextResponse("the desk")


def served(page: PageOfTests, hosts: str) -> Starlette:
    """Return everything as the program mounts it, under these names."""
    settings = Settings(_env_file=None, allowed_hosts=hosts)

    async def ready() -> bool:
        return True

    stand_in = Starlette()
    stand_in.add_route("/", desk)
    routes = [
        *_under("/desk", stand_in, settings),
        Mount("/", _at_our_names(page.app, settings)),
    ]
    return application(ready, routes)


async def status(app: Starlette, path: str, host: str) -> int:
    """Return what somebody gets who asks under this name."""
    return (await ask(app, "GET", path, headers=((b"host", host.encode()),))).status


@pytest.mark.parametrize("path", ["/", "/word", "/desk", "/desk/"])
async def test_page_and_desk_answer_only_under_our_names(page: PageOfTests, path: str) -> None:
    app = served(page, "help.example.kz, *.example.org")

    for ours in ("help.example.kz", "HELP.example.kz:8000", "a.example.org", "a.b.example.org:1"):
        assert await status(app, path, ours) == (307 if path == "/desk" else 200), ours
    for foreign in ("evil.example", "example.org", "evilexample.org", "help.example.kz.evil", ""):
        assert await status(app, path, foreign) == 400, foreign


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
async def test_health_checks_answer_under_any_name(page: PageOfTests, path: str) -> None:
    assert await status(served(page, "help.example.kz"), path, "10.0.0.7") == 200


@pytest.mark.parametrize("host", ["localhost:8000", "[::1]:8000", "anything", "[", "a b", ""])
async def test_without_the_setting_every_name_is_answered(page: PageOfTests, host: str) -> None:
    app = served(page, "")

    assert await status(app, "/", host) == 200
    assert await status(app, "/desk/", host) == 200


async def test_the_desk_is_found_without_its_last_stroke(page: PageOfTests) -> None:
    answer = await ask(served(page, ""), "GET", "/desk")

    assert answer.status == 307
    assert answer.headers["location"] == "/desk/"
