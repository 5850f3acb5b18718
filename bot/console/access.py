"""Who may open a page of the desk: every route goes through here."""

import hmac
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.console.desk import DeskServices
from bot.console.pages import NAVIGATION, Pages, home_of
from bot.console.refusals import FormRefusedError, SignedOutError
from bot.domain.errors import NotAllowedError
from bot.domain.language import Language
from bot.domain.operator import Operator, Role
from bot.domain.text import Text
from bot.http.origin import is_from_here
from bot.services.accounts import SignedIn
from bot.services.desk_ports import Session

COOKIE: Final = "pana_desk"
COOKIE_PATH: Final = "/desk"
CSRF_FIELD: Final = "csrf"
CSRF_HEADER: Final = "x-csrf"
# What an operator was typing; it survives the end of a session on the page, never in a store.
WORDS_FIELD: Final = "words"
# Before the names of the fields of an editor's form, so that none is taken for one of the page.
FORM_FIELD: Final = "f."
FIELDS_AT_MOST: Final = 40
# The longest file of knowledge as a whole text, its Kazakh letters six characters each. How much
# a form may hold in all is decided before it is read.
FILE_AT_MOST: Final = 4 * 1024 * 1024
SIGN_IN_PATH: Final = "/desk/sign-in"


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who asks for a page, signed in or not."""

    request: Request
    desk: DeskServices
    pages: Pages
    language: Language
    form: FormData = field(default_factory=FormData)
    operator: Operator | None = None
    session: Session | None = None

    @property
    def wants_json(self) -> bool:
        """Tell whether a script asks, not a person."""
        return "application/json" in self.request.headers.get("accept", "")

    def given(self, name: str) -> str:
        """Return a field of the form; a missing one, or a file, is empty."""
        found = self.form.get(name, "")
        return found if isinstance(found, str) else ""

    def all_given(self, name: str) -> tuple[str, ...]:
        """Return all values of a field."""
        return tuple(each for each in self.form.getlist(name) if isinstance(each, str))

    @property
    def typed(self) -> str:
        """Return what somebody was writing, so that no refusal loses it."""
        if WORDS_FIELD in self.form:
            return self.given(WORDS_FIELD)
        return "\n".join(
            f"{name.removeprefix(FORM_FIELD)}: {words}"
            for name, words in self.form.multi_items()
            if name.startswith(FORM_FIELD) and words
        )

    def say(self, text: Text) -> str:
        """Return a text in the language of the page."""
        return self.desk.translator.say(text, self.language)

    def page(self, template: str, status: int = 200, **values: object) -> Response:
        """Return a page; the template knows who is signed in, where, and the session's token."""
        return HTMLResponse(
            self.pages.render(template, self.language, {**self._common(), **values}), status
        )

    def fragment(self, template: str, **values: object) -> str:
        """Return a piece of a page, for whoever redraws only that."""
        return self.pages.render(template, self.language, {**self._common(), **values})

    def refused(self, status: int, sentence: Text, headers: Mapping[str, str]) -> Response:
        """Return a refusal, as a page or for a script."""
        if self.wants_json:
            said = {"refused": self.say(sentence)}
            return JSONResponse(said, status, headers=dict(headers))
        response = self.page(
            "refusal.html", status, sentence=sentence, number=status, kept_words=self.typed
        )
        response.headers.update(headers)
        return response

    def goes_to(self, path: str) -> Response:
        """Return the answer to a form that was carried out: look at this page."""
        if self.wants_json:
            return JSONResponse({"go": path})
        return RedirectResponse(path, 303)

    def _common(self) -> dict[str, object]:
        me = self.operator
        places = [each for each in NAVIGATION if me is not None and me.role in each.roles]
        path, token = self.request.url.path, self.session.csrf if self.session else ""
        query = self.request.url.query
        return {
            "me": me,
            "csrf": token,
            # Under another name as well: among the macros, `csrf` is the one that writes the field.
            "form_token": token,
            "places": places,
            "path": path,
            # The whole place, so that another language shows the same talk.
            "here": f"{path}?{query}" if query else path,
            "home": home_of(me) if me else "/desk/",
        }


@dataclass(frozen=True, slots=True)
class Visit(Caller):
    """Somebody who is signed in and may be here; the form's token has been checked."""

    @property
    def me(self) -> Operator:
        """Return whose account it is."""
        assert self.operator is not None
        return self.operator

    async def goes_on(self) -> bool:
        """Tell whether the session still stands; for streams, which nobody touches."""
        token = self.request.cookies.get(COOKIE, "")
        return await self.desk.who_is(token, looks=False) is not None


@dataclass(frozen=True, slots=True)
class Door:
    """Makes routes of the desk, each behind its check."""

    desk: DeskServices
    pages: Pages

    def guarded(
        self,
        path: str,
        answer: Callable[[Visit], Awaitable[Response]],
        *roles: Role,
        method: str = "GET",
        fields: int = FIELDS_AT_MOST,
    ) -> Route:
        """Return a route for those signed in under one of the roles; a form has so many fields."""

        async def endpoint(request: Request) -> Response:
            caller = await self._known(request, fields)
            if caller.operator is None or caller.session is None:
                raise SignedOutError
            visit = Visit(
                request, self.desk, self.pages, caller.language, caller.form,
                caller.operator, caller.session,
            )  # fmt: skip
            if request.method == "POST":
                must_come_from(caller.session, visit)
            require(visit, *roles)
            return await answer(visit)

        return Route(path, endpoint, methods=[method])

    def open(
        self, path: str, answer: Callable[[Caller], Awaitable[Response]], *, method: str = "GET"
    ) -> Route:
        """Return a route for everybody; whoever happens to be signed in is known."""

        async def endpoint(request: Request) -> Response:
            return await answer(await self._known(request))

        return Route(path, endpoint, methods=[method])

    async def _known(self, request: Request, fields: int = FIELDS_AT_MOST) -> Caller:
        """Return who asks; a form that comes from another site is refused before it is read."""
        stranger = self.stranger(request)
        request.state.caller = stranger
        form = FormData()
        if request.method == "POST":
            must_be_from_here(request)
            form = await request.form(max_files=0, max_fields=fields, max_part_size=FILE_AT_MOST)
        known = await self.desk.who_is(request.cookies.get(COOKIE, ""))
        operator, session = known or (None, None)
        language = operator.interface if operator else stranger.language
        caller = Caller(request, self.desk, self.pages, language, form, operator, session)
        request.state.caller = caller
        return caller

    def stranger(self, request: Request) -> Caller:
        """Return somebody of whom nothing is known but what the browser says."""
        return Caller(request, self.desk, self.pages, asked_language(request))


def require(visit: Visit, *roles: Role) -> None:
    """Raise NotAllowedError unless the account has one of the roles."""
    if roles and visit.me.role not in roles:
        raise NotAllowedError


def must_be_from_here(request: Request) -> None:
    """Raise FormRefusedError unless the browser says that a page of ours sent the form."""
    if not is_from_here(request):
        raise FormRefusedError


def must_come_from(session: Session, caller: Caller) -> None:
    """Raise FormRefusedError unless the form carries the token of the session."""
    given = caller.given(CSRF_FIELD) or caller.request.headers.get(CSRF_HEADER, "")
    if not hmac.compare_digest(given.encode("utf-8", "replace"), session.csrf.encode()):
        raise FormRefusedError


def asked_language(request: Request) -> Language:
    """Return the language of the address or of the browser; Kazakh where neither is ours."""
    asked = request.query_params.get("lang", "")
    accepted = request.headers.get("accept-language", "").split(",")
    for each in (asked, *(part.split(";")[0].strip()[:2].lower() for part in accepted)):
        if each in set(Language):
            return Language(each)
    return Language.KAZAKH


def with_cookie(response: Response, signed_in: SignedIn, *, secure: bool) -> Response:
    """Return the response with the session's cookie, which ends with the browser."""
    response.set_cookie(
        COOKIE, signed_in.token, path=COOKIE_PATH, secure=secure, httponly=True, samesite="strict"
    )
    return response


def without_cookie(response: Response) -> Response:
    """Return the response that takes the cookie away."""
    response.delete_cookie(COOKIE, path=COOKIE_PATH, httponly=True, samesite="strict")
    return response


def is_secure(caller: Caller) -> bool:
    """Tell whether the browser came through TLS."""
    return caller.desk.is_secure or caller.request.url.scheme == "https"
