"""The stand-in fails as Telegram fails, and stands in for everything around a chat."""

import asyncio
from typing import Any

import pytest
from aiohttp import ClientSession, FormData, web

from tests.standin import Fault, Person, Rate, StandIn, StandInThread
from tests.standin.clients import CLIENTS, Client, in_seconds
from tests.standin.fixtures import BUTTONS, HER, client, edit, her, send, server, started, updates

__all__ = ["client", "her", "server", "started"]
FAMILY = -1_001_234_567_890


async def test_confirmed_updates_can_be_repeated(
    client: Client, server: StandIn, her: Person
) -> None:
    her.types("once")
    (first,) = await updates(client)
    assert await updates(client, offset=first.update_id + 1, timeout=0) == []

    server.redelivers()

    (again,) = await updates(client, offset=first.update_id + 1)
    assert again.update_id == first.update_id


async def test_a_hurried_bot_is_told_how_long_to_wait(
    client: Client, server: StandIn, started: Person
) -> None:
    server.faults.next("sendMessage", status=429, retry_after=7, chat=HER)
    with pytest.raises(client.slow_down) as slow_down:
        await send(client)
    assert in_seconds(client.pause_of(slow_down.value)) == 7

    server.limits.rate = Rate(per_chat=1, overall=30, seconds=5)
    await send(client)
    with pytest.raises(client.slow_down):
        await send(client)
    assert [each.what for each in server.violations] == ["too many requests"]


async def test_a_blocked_bot_is_told_so(client: Client, started: Person) -> None:
    message_id = await send(client)
    started.blocks()

    with pytest.raises(client.forbidden, match=r"(?i)bot was blocked by the user"):
        await send(client)
    with pytest.raises(client.forbidden):
        await edit(client, message_id, "hidden")
    assert await client.bot.delete_message(chat_id=HER, message_id=message_id)
    started.unblocks()
    assert await send(client)
    kinds = [each.my_chat_member for each in await updates(client)]
    assert [each.new_chat_member.status for each in kinds if each] == ["kicked", "member"]


async def test_what_she_deletes_herself_is_gone(client: Client, started: Person) -> None:
    message_id, kept = await send(client), await send(client, "unseen")
    started.deletes(message_id)
    started.deletes(kept, for_both=False)

    with pytest.raises(client.refused, match=r"(?i)message to edit not found"):
        await edit(client, message_id, "Bye")
    await edit(client, kept, "still unseen")
    assert started.screen is None
    started.clears_history()
    assert started.sees == ()


async def test_a_bot_can_leave_a_group(client: Client, her: Person) -> None:
    her.adds_to_group(FAMILY)
    her.says_in_group(FAMILY, "who is this?")

    member, joined, said = await updates(client)
    assert member.my_chat_member.new_chat_member.status == "member"
    assert (joined.message.chat.type, said.message.text) == ("supergroup", "who is this?")
    assert (await client.bot.get_chat(FAMILY)).title == "Family"
    await client.bot.leave_chat(FAMILY)
    with pytest.raises(client.forbidden, match=r"(?i)not a member of the supergroup chat"):
        await client.bot.send_message(chat_id=FAMILY, text="late")


async def test_a_request_may_be_lost_on_either_side_of_its_effect(
    client: Client, server: StandIn, started: Person
) -> None:
    message_id = await send(client, "one")
    server.faults.next("editMessageText", drop="before", chat=HER)
    with pytest.raises(client.unreachable):
        await edit(client, message_id, "two")
    assert started.text == "one"

    server.faults.next("editMessageText", drop="after")
    with pytest.raises(client.unreachable):
        await edit(client, message_id, "three")
    assert started.text == "three"
    effects = [each.took_effect for each in started.did("editMessageText")]
    assert effects == [False, True]


async def test_the_server_may_answer_badly(
    client: Client, server: StandIn, started: Person
) -> None:
    for status in (500, 502):
        server.faults.next("sendMessage", status=status)
    server.faults.next("sendMessage", garbage=True, after_effect=True)
    server.faults.next("sendMessage", status=403)
    for expected in (client.broken, client.broken, client.broken, client.forbidden):
        with pytest.raises(expected):
            await send(client)
    assert [seen.text for seen in started.sees] == ["/start", "Hello"]

    server.faults.sometimes(Fault("sendMessage", delay=0.05), probability=0.5, seed=1)
    for _ in range(8):
        await send(client)
    assert 0 < len(server.faults.struck) - 4 < 8


async def test_a_restart_forgets_nothing(client: Client, server: StandIn, her: Person) -> None:
    message_id = her.types("kept")
    await server.goes_away()
    with pytest.raises(client.unreachable):
        await updates(client, timeout=0)
    await server.comes_back()
    server.pause()
    waiting = asyncio.create_task(updates(client))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    server.resume()

    (update,) = await waiting
    assert update.message.message_id == message_id


async def test_a_webhook_is_called_with_its_secret_until_it_agrees(
    client: Client, server: StandIn, her: Person
) -> None:
    came: asyncio.Queue[tuple[str | None, Any]] = asyncio.Queue()
    answers = iter([500, 200, 200])

    async def take(request: web.Request) -> web.Response:
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        await came.put((secret, (await request.json())["message"]["text"]))
        return web.Response(status=next(answers))

    app = web.Application()
    app.router.add_post("/hook", take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await client.bot.set_webhook(url=url, secret_token="open-sesame")
    her.types("one")
    her.types("two")

    async with asyncio.timeout(3):
        got = [await came.get() for _ in range(3)]
    assert got == [("open-sesame", text) for text in ("one", "one", "two")]
    assert (await client.bot.get_webhook_info()).url == url
    with pytest.raises(client.conflict, match=r"(?i)webhook is active"):
        await updates(client)
    await client.bot.delete_webhook()
    await runner.cleanup()


async def test_several_bots_do_not_know_of_each_other(
    client: Client, server: StandIn, her: Person
) -> None:
    her.types("to the first", bot=server.token)
    async with CLIENTS["aiogram"](server.url, "99:second") as second:
        her.types("to the second", bot="99:second")
        (update,) = await updates(second)
        await second.bot.send_message(chat_id=HER, text="from the second")
    assert update.message.text == "to the second"
    assert [each.message.text for each in await updates(client)] == ["to the first"]
    assert her.facing("99:second").text == "from the second"
    assert her.text == ""
    server.revoke()
    with pytest.raises(client.unauthorized):
        await client.bot.get_me()


async def test_she_waits_for_what_she_wants_to_see(client: Client, started: Person) -> None:
    waiting = asyncio.create_task(started.waits_for("there"))
    await send(client, "Are you there?", reply_markup=client.keyboard(*BUTTONS))

    assert (await waiting).rows == (("102", "Exit"),)
    with pytest.raises(AssertionError, match=r"Are you there\?\n    \[102\] \[Exit\]"):
        await started.waits_until(lambda she: she.shows("never"), timeout=0.05)


async def test_odd_updates_can_be_delivered(server: StandIn, her: Person) -> None:
    server.delivers_raw({"message": {"nonsense": True}})
    async with ClientSession() as http:
        answer = await http.get(f"{server.url}/bot{server.token}/getUpdates")
        (update,) = (await answer.json())["result"]
    assert update["message"] == {"nonsense": True}


async def test_every_way_of_asking_is_understood(server: StandIn, her: Person) -> None:
    her.types("/start")
    url = f"{server.url}/bot{server.token}/sendMessage"
    asked = {"chat_id": str(HER), "text": "hi", "reply_markup": '{"inline_keyboard": []}'}
    multipart = FormData(asked, default_to_multipart=True)
    async with ClientSession() as http:
        for way in ({"json": asked}, {"data": asked}, {"data": multipart}, {"params": asked}):
            async with http.request("POST", url, **way) as answer:
                assert (await answer.json())["ok"] is True
        async with http.get(url.replace("sendMessage", "sendNothing")) as answer:
            assert await answer.json() == {
                "ok": False,
                "error_code": 404,
                "description": "Not Found",
            }
        async with http.get(f"{server.url}/botnonsense/getMe") as answer:
            assert (answer.status, (await answer.json())["description"]) == (401, "Unauthorized")
    assert len(her.sees) == 5


def test_it_also_runs_in_a_thread() -> None:
    async def talk(url: str, token: str) -> None:
        async with CLIENTS["aiogram"](url, token) as client:
            (update,) = await updates(client)
            await send(client, update.message.text, reply_markup=client.keyboard(*BUTTONS))

    with StandInThread() as server:
        her = server.person(HER)
        her.types("ping")
        asyncio.run(talk(server.url, server.token))
        assert her.waits(lambda she: she.shows("ping")).labels == ("102", "Exit")
        server.restart_now()
        her.presses("Exit")
        assert her.did("presses")
