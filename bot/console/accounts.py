"""Accounts: who may sit at the desk, for a lead."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Final

from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.console.access import Door, Visit
from bot.console.refusals import refusal_of
from bot.domain.errors import NotAllowedError
from bot.domain.language import Language
from bot.domain.operator import OperatorId, Role
from bot.domain.text import Text, _
from bot.services.accounts import Link, NameRefusedError, NameTakenError

DISABLED: Final = _("The account is closed, and its sessions have ended.")
ENABLED: Final = _("The account is open again.")
SIGNED_OUT: Final = _("All sessions of this account have ended.")
ID_DIGITS: Final = 9


def routes(door: Door) -> list[BaseRoute]:
    """Return the routes of this part."""
    lead = partial(door.guarded, method="POST")
    return [
        door.guarded("/accounts", show, Role.LEAD),
        lead("/accounts", invite, Role.LEAD),
        lead("/accounts/{operator}/disable", disable, Role.LEAD),
        lead("/accounts/{operator}/enable", enable, Role.LEAD),
        lead("/accounts/{operator}/link", renew, Role.LEAD),
        lead("/accounts/{operator}/sign-out", sign_out, Role.LEAD),
    ]


async def show(visit: Visit) -> Response:
    """Show who has an account."""
    return await _page(visit)


async def invite(visit: Visit) -> Response:
    """Make an account; its link is shown this once."""
    role, languages = visit.given("role"), visit.all_given("languages")
    if role not in set(Role) or not set(languages) <= set(Language):
        raise NameRefusedError
    try:
        link = await visit.desk.invite(
            visit.me.id,
            visit.given("name"),
            Role(role),
            tuple(Language(each) for each in languages),
            trained=bool(visit.given("trained")),
        )
    except (NameTakenError, NameRefusedError) as error:
        status, sentence = refusal_of(error)
        return await _page(visit, status=status, sentence=sentence)
    return await _page(visit, link=link)


async def disable(visit: Visit) -> Response:
    """Close an account."""
    return await _changed(visit, visit.desk.change_account.disable, DISABLED)


async def enable(visit: Visit) -> Response:
    """Open an account again."""
    return await _changed(visit, visit.desk.change_account.enable, ENABLED)


async def sign_out(visit: Visit) -> Response:
    """End every session of an account."""
    return await _changed(visit, visit.desk.change_account.sign_out, SIGNED_OUT)


async def renew(visit: Visit) -> Response:
    """Make a new link for an account; its password and second factor of before are gone."""
    link = await visit.desk.change_account.renew(visit.me.id, _whose(visit))
    return await _page(visit, link=link)


async def _changed(
    visit: Visit,
    change: Callable[[OperatorId, OperatorId], Awaitable[object]],
    done: Text,
) -> Response:
    await change(visit.me.id, _whose(visit))
    return await _page(visit, done=done)


def _whose(visit: Visit) -> OperatorId:
    given = visit.request.path_params["operator"]
    if not (given.isascii() and given.isdigit() and len(given) <= ID_DIGITS):
        raise NotAllowedError
    return OperatorId(int(given))


async def _page(
    visit: Visit,
    *,
    status: int = 200,
    sentence: Text | None = None,
    done: Text | None = None,
    link: Link | None = None,
) -> Response:
    return visit.page(
        "accounts.html",
        status,
        accounts=await visit.desk.read_accounts(visit.me.id),
        now=visit.desk.clock(),
        sentence=sentence,
        done=done,
        link=link,
        address=_address(visit, link) if link else "",
        name=visit.given("name") if sentence else "",
    )


def _address(visit: Visit, link: Link) -> str:
    url = visit.request.url
    scheme = "https" if visit.desk.is_secure else url.scheme
    return f"{scheme}://{url.netloc}/desk/set-up/{link.token}"
