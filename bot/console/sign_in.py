"""Signing in and out, setting an account up, and the language of the desk."""

from typing import Final
from urllib.parse import urlsplit

from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from bot.console.access import (
    SIGN_IN_PATH,
    WORDS_FIELD,
    Caller,
    Door,
    Visit,
    is_secure,
    with_cookie,
    without_cookie,
)
from bot.console.pages import home_of
from bot.console.refusals import refusal_of
from bot.domain.errors import HelplineError, SignInError, TooManyTriesError
from bot.domain.language import Language
from bot.domain.text import Text, _
from bot.http.qr import path_of_code
from bot.services.accounts import (
    PASSWORD_AT_LEAST,
    CodeRefusedError,
    PasswordRefusedError,
    SignedIn,
)

NOT_ALIKE: Final = _("The two passwords differ.")


def routes(door: Door) -> list[BaseRoute]:
    """Return the routes of this part."""
    return [
        door.open("/", begin),
        door.open("/sign-in", show_sign_in),
        door.open("/sign-in", sign_in, method="POST"),
        door.open("/set-up/{token}", show_set_up),
        door.open("/set-up/{token}", set_up, method="POST"),
        door.guarded("/sign-out", sign_out, method="POST"),
        door.guarded("/sign-out-everywhere", sign_out_everywhere, method="POST"),
        door.guarded("/language", choose_language, method="POST"),
    ]


async def begin(caller: Caller) -> Response:
    """Lead to the page with which this person begins."""
    if caller.operator is not None:
        return RedirectResponse(home_of(caller.operator), 303)
    if not await caller.desk.read_accounts.are_there():
        return RedirectResponse("/desk/welcome", 303)
    return RedirectResponse(SIGN_IN_PATH, 303)


async def show_sign_in(caller: Caller) -> Response:
    """Show the page with name, password and code."""
    if caller.operator is not None:
        return RedirectResponse(home_of(caller.operator), 303)
    return caller.page("sign_in.html", kept_words="", sentence=None)


async def sign_in(caller: Caller) -> Response:
    """Sign in; a line that was being written when the session ended is shown once more."""
    words = caller.given(WORDS_FIELD)
    try:
        signed_in = await caller.desk.sign_in(
            caller.given("name"), caller.given("password"), caller.given("code")
        )
    except (SignInError, TooManyTriesError) as error:
        return _again(caller, error, words)
    return _let_in(caller, signed_in, words)


async def show_set_up(caller: Caller) -> Response:
    """Show the page of a set-up link."""
    return await _set_up_page(caller, None)


async def set_up(caller: Caller) -> Response:
    """Set the account up and sign in; the link is spent only then."""
    password = caller.given("password")
    try:
        if password != caller.given("again"):
            return await _set_up_page(caller, NOT_ALIKE, 422)
        token = caller.request.path_params["token"]
        signed_in = await caller.desk.set_up(token, password, caller.given("code"))
    except (PasswordRefusedError, CodeRefusedError) as error:
        status, sentence = refusal_of(error)
        return await _set_up_page(caller, sentence, status)
    await caller.desk.choose_interface(signed_in.operator.id, caller.language)
    welcome = RedirectResponse("/desk/welcome", 303)
    return with_cookie(welcome, signed_in, secure=is_secure(caller))


async def sign_out(visit: Visit) -> Response:
    """Sign out in this browser."""
    assert visit.session is not None
    await visit.desk.sign_out(visit.me.id, visit.session)
    return without_cookie(visit.goes_to(SIGN_IN_PATH))


async def sign_out_everywhere(visit: Visit) -> Response:
    """Sign out in every browser of this account."""
    await visit.desk.sign_out.everywhere(visit.me.id)
    return without_cookie(visit.goes_to(SIGN_IN_PATH))


async def choose_language(visit: Visit) -> Response:
    """Change the language of the desk for this account, and stay where one was."""
    chosen = visit.given("language")
    if chosen in set(Language):
        await visit.desk.choose_interface(visit.me.id, Language(chosen))
    return visit.goes_to(own_path(visit.given("back")) or home_of(visit.me))


def own_path(path: str) -> str:
    """Return a path of the desk as it is, and nothing for any other address."""
    parts = urlsplit(path)
    is_ours = path.startswith("/desk/") and path.isprintable() and "\\" not in path
    return path if is_ours and not (parts.scheme or parts.netloc) else ""


def _again(caller: Caller, error: HelplineError, words: str) -> Response:
    status, sentence = refusal_of(error)
    wait = {}
    if isinstance(error, TooManyTriesError):
        wait["Retry-After"] = str(max(round(error.wait), 1))
    if caller.wants_json:
        return caller.refused(status, sentence, wait)
    page = caller.page("sign_in.html", status, kept_words=words, sentence=sentence)
    page.headers.update(wait)
    return page


def _let_in(caller: Caller, signed_in: SignedIn, words: str) -> Response:
    home = home_of(signed_in.operator)
    response: Response = RedirectResponse(home, 303)
    if words.strip():
        response = caller.page("kept.html", kept_words=words, home=home)
    return with_cookie(response, signed_in, secure=is_secure(caller))


async def _set_up_page(caller: Caller, sentence: Text | None, status: int = 200) -> Response:
    shown = await caller.desk.set_up.look(caller.request.path_params["token"])
    size, path = path_of_code(shown.uri, "m")
    return caller.page(
        "set_up.html",
        status,
        name=shown.operator.name,
        number=shown.operator.id,
        secret=" ".join(shown.secret[at : at + 4] for at in range(0, len(shown.secret), 4)),
        uri=shown.uri,
        at_least=PASSWORD_AT_LEAST,
        size=size,
        path_of_code=path,
        sentence=sentence,
    )
