"""Brings updates to webhooks, one after another within a chat."""

import asyncio
from typing import Any, Final

from aiohttp import ClientError, ClientSession, ClientTimeout

from tests.standin.accounts import Account, Webhook
from tests.standin.api import Api
from tests.standin.params import Params
from tests.standin.values import Update

SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"
FIRST_PAUSE: Final = 0.05
LONGEST_PAUSE: Final = 1.0
PATIENCE: Final = ClientTimeout(total=60)

Parcel = tuple[Account, Webhook, Update]


class Courier:
    """Delivers until it is cancelled; an update not taken is brought again."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._world = api.world
        self._pauses: dict[str, float] = {}

    async def work(self) -> None:
        """Deliver whatever is due, and wait for more."""
        self._forget_flights()
        async with ClientSession(timeout=PATIENCE) as session, asyncio.TaskGroup() as tasks:
            while True:
                account, hook, update = await self._world.bell.until(self._next, None)
                tasks.create_task(self._deliver(session, account, hook, update))

    def _next(self) -> Parcel | None:
        for account in self._world.accounts.values():
            update = account.due()
            if update is not None and account.webhook is not None:
                account.webhook.in_flight.add(update.chat_id)
                return account, account.webhook, update
        return None

    async def _deliver(
        self, session: ClientSession, account: Account, hook: Webhook, update: Update
    ) -> None:
        trouble = await self._post(session, account, hook, update)
        if trouble:
            pause = self._pauses.get(hook.url, FIRST_PAUSE)
            self._pauses[hook.url] = min(pause * 2, LONGEST_PAUSE)
            await asyncio.sleep(pause)
        with self._world.bell.changing():
            hook.in_flight.discard(update.chat_id)
            if trouble:
                hook.last_error, hook.last_error_at = trouble, self._world.now()
            else:
                self._pauses.pop(hook.url, None)
                account.done(update)

    async def _post(
        self, session: ClientSession, account: Account, hook: Webhook, update: Update
    ) -> str:
        headers = {SECRET_HEADER: hook.secret} if hook.secret else {}
        try:
            async with session.post(hook.url, json=update.as_json(), headers=headers) as response:
                if response.status // 100 != 2:
                    return f"Wrong response from the webhook: {response.status} {response.reason}"
                reply = await self._read(response)
        except (ClientError, TimeoutError, OSError) as error:
            return f"Connection failed: {type(error).__name__}"
        if isinstance(reply, dict) and "method" in reply:
            await self._api.answer(account, str(reply.pop("method")), Params(reply))
        return ""

    def _forget_flights(self) -> None:
        with self._world.bell.still():
            for account in self._world.accounts.values():
                if account.webhook is not None:
                    account.webhook.in_flight.clear()

    @staticmethod
    async def _read(response: Any) -> Any:
        try:
            return await response.json(content_type=None)
        except ValueError:
            return None
