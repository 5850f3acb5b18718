"""Carries out one request, with whatever goes wrong on the way."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, Final

from tests.standin.accounts import Account
from tests.standin.faults import Fault, Faults
from tests.standin.methods import MESSAGE_METHODS, Method
from tests.standin.params import Params
from tests.standin.profile import PROFILE_METHODS
from tests.standin.refusals import OTHER_POLLER, WEBHOOK_ACTIVE, RefusalError, bad
from tests.standin.values import Happening
from tests.standin.world import World

METHODS: Final[Mapping[str, tuple[str, Method]]] = {
    name.lower(): (name, method) for name, method in {**MESSAGE_METHODS, **PROFILE_METHODS}.items()
}
GET_UPDATES: Final = "getUpdates"
LONGEST_POLL: Final = 50


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back to the client; `lost` when nothing does."""

    status: int
    body: Any = None
    lost: bool = False
    garbage: bool = False


@dataclass(slots=True)
class Api:
    """The Bot API over one world."""

    world: World
    faults: Faults = field(default_factory=Faults)
    paused: bool = False
    closing: bool = False

    async def answer(self, account: Account, method: str, params: Params) -> Answer:
        """Answer a request, or let it go wrong as planned."""
        arrived = monotonic()
        name = METHODS[method.lower()][0] if method.lower() in METHODS else method
        name = GET_UPDATES if name.lower() == GET_UPDATES.lower() else name
        await self.world.bell.until(lambda: self.closing or not self.paused, None)
        chat = self.world.touched(account, name, params)
        fault = self.faults.strike(name, chat.id if chat else None)
        if fault is None:
            return await self._carry_out(account, name, params, arrived)
        if fault.delay:
            await asyncio.sleep(fault.delay)
        if not fault.takes_effect:
            return self._refuse(account, name, params, arrived, fault)
        answer = await self._carry_out(account, name, params, arrived)
        return _spoiled(fault) if fault.breaks else answer

    async def _carry_out(
        self, account: Account, name: str, params: Params, arrived: float
    ) -> Answer:
        try:
            if name == GET_UPDATES:
                result: Any = await self._get_updates(account, params)
            else:
                result = self._now(account, name, params, arrived)
        except RefusalError as refusal:
            return Answer(refusal.status, refusal.as_json())
        return Answer(200, {"ok": True, "result": result})

    def _now(self, account: Account, name: str, params: Params, arrived: float) -> Any:
        with self.world.bell.changing():
            status = 200
            try:
                return _call(self.world, account, name, params)
            except RefusalError as refusal:
                status = refusal.status
                raise
            finally:
                effect = status == 200
                self._remember(account, name, params, arrived, status=status, effect=effect)

    def _refuse(
        self, account: Account, name: str, params: Params, arrived: float, fault: Fault
    ) -> Answer:
        with self.world.bell.changing():
            self._remember(account, name, params, arrived, status=fault.status or 0, effect=False)
        return _spoiled(fault)

    def _remember(
        self,
        account: Account,
        name: str,
        params: Params,
        arrived: float,
        *,
        status: int,
        effect: bool,
    ) -> None:
        if name == GET_UPDATES:
            return
        happening = Happening(
            "bot", name, monotonic(), arrived, status, effect, dict(params.values)
        )
        self.world.calls.append(happening)
        chat = self.world.touched(account, name, params)
        if chat is not None:
            chat.history.append(happening)

    async def _get_updates(self, account: Account, params: Params) -> list[Any]:
        offset, limit = params.number("offset"), params.number("limit", 100)
        wait = min(params.number("timeout"), LONGEST_POLL)
        with self.world.bell.changing():
            _refuse_beside_webhook(account)
            account.poll += 1
            mine = account.poll
            account.allow(params.thing("allowed_updates"))
            account.confirm(offset)
            account.expire(self.world.now(), self.world.limits.keep_updates)

        def over() -> bool:
            news = account.pending or account.again
            return bool(news) or self.closing or account.poll != mine

        if wait > 0:
            await self._until(over, wait)
        with self.world.bell.still():
            _refuse_beside_webhook(account)
            if account.poll != mine:
                raise RefusalError(409, OTHER_POLLER)
            return [update.as_json() for update in account.take(limit)]

    async def _until(self, look: Callable[[], bool], wait: float) -> None:
        try:
            await self.world.bell.until(look, wait)
        except TimeoutError:
            return


def _call(world: World, account: Account, name: str, params: Params) -> Any:
    if name.lower() not in METHODS:
        raise RefusalError(404)
    try:
        return METHODS[name.lower()][1](world, account, params)
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        raise bad(f"can't parse request: {type(error).__name__}") from error


def _refuse_beside_webhook(account: Account) -> None:
    if account.webhook is not None:
        raise RefusalError(409, WEBHOOK_ACTIVE)


def _spoiled(fault: Fault) -> Answer:
    if fault.drop is not None:
        return Answer(0, lost=True)
    if fault.garbage:
        return Answer(fault.status or 200, garbage=True)
    refusal = RefusalError(fault.status or 500, fault.words, fault.retry_after)
    return Answer(refusal.status, refusal.as_json())
