"""The stand-in keeps Telegram's word, as two client libraries understand it."""

import asyncio
from datetime import timedelta
from time import monotonic

import pytest

from tests.standin import Person, StandIn
from tests.standin.clients import Client, in_seconds
from tests.standin.fixtures import BUTTONS, HER, client, edit, her, send, server, started, updates

__all__ = ["client", "her", "server", "started"]


async def test_a_bot_learns_who_it_is(client: Client, server: StandIn) -> None:
    me = await client.bot.get_me()

    assert (me.id, me.is_bot) == (int(server.token.partition(":")[0]), True)
    assert me.username.endswith("bot")


async def test_an_update_comes_again_until_it_is_confirmed(client: Client, her: Person) -> None:
    her.types("first")
    her.types("second")

    one, two = await updates(client)
    again = await updates(client)
    rest = await updates(client, offset=one.update_id + 1)
    nothing = await updates(client, offset=two.update_id + 1, timeout=0)

    assert [each.update_id for each in again] == [one.update_id, two.update_id]
    assert [each.message.text for each in rest] == ["second"]
    assert (nothing, two.update_id) == ([], one.update_id + 1)
    assert one.message.from_user.language_code == "kk"
    assert one.message.chat.type == "private"


async def test_a_long_poll_wakes_at_once(client: Client, her: Person) -> None:
    polling = asyncio.create_task(updates(client, timeout=10))
    await asyncio.sleep(0.1)
    typed_at = monotonic()
    her.types("Сәлем")

    (update,) = await polling

    assert update.message.text == "Сәлем"
    assert monotonic() - typed_at < 0.5


async def test_of_two_pollers_the_older_one_is_told_to_stop(client: Client, her: Person) -> None:
    older = asyncio.create_task(updates(client, timeout=10))
    await asyncio.sleep(0.1)
    newer = asyncio.create_task(updates(client, timeout=10))

    with pytest.raises(client.conflict, match="terminated by other getUpdates request"):
        await older
    her.types("hello")
    assert len(await newer) == 1


async def test_only_wanted_kinds_of_update_come(client: Client, her: Person) -> None:
    await client.bot.get_updates(timeout=0, allowed_updates=["callback_query"])
    her.types("not wanted")
    her.presses_data(77, "wanted")

    (update,) = await updates(client)
    assert update.callback_query.data == "wanted"
    gone = update.callback_query.message
    assert (gone.message_id, getattr(gone.date, "year", 1970)) == (77, 1970)


async def test_she_sees_what_is_sent_and_its_edits(client: Client, started: Person) -> None:
    message_id = await send(client, reply_markup=client.keyboard(*BUTTONS))
    await edit(client, message_id, "Bye")

    assert [seen.text for seen in started.sees] == ["/start", "Bye"]
    assert started.screen is not None
    assert (started.screen.edited, started.screen.rows) == (True, ())
    assert [each.text for each in started.notifications] == ["Hello"]
    assert [each.method for each in started.history] == ["types", "sendMessage", "editMessageText"]


async def test_a_silent_message_does_not_ring(client: Client, started: Person) -> None:
    await send(client, disable_notification=True, protect_content=True)

    assert started.notifications == ()
    assert [seen.protected for seen in started.sees] == [False, True]


async def test_message_ids_go_on_through_all_chats(
    client: Client, server: StandIn, started: Person
) -> None:
    other = server.person(1002, "Dana")

    assert [other.types("hi"), await send(client), other.types("hi")] == [2, 3, 4]


async def test_edits_that_cannot_be_are_refused(client: Client, started: Person) -> None:
    message_id = await send(client, reply_markup=client.keyboard(*BUTTONS))

    with pytest.raises(client.refused, match=r"(?i)message is not modified: specified new"):
        await edit(client, message_id, "Hello", reply_markup=client.keyboard(*BUTTONS))
    with pytest.raises(client.refused, match=r"(?i)message to edit not found"):
        await edit(client, 999, "Hello")
    with pytest.raises(client.refused, match=r"(?i)message can't be edited"):
        await edit(client, started.sees[0].id, "Hello")
    with pytest.raises(client.refused, match=r"(?i)chat not found"):
        await client.bot.send_message(chat_id=77, text="Hello")
    await client.bot.edit_message_reply_markup(chat_id=HER, message_id=message_id)
    assert started.labels == ()


async def test_messages_of_both_can_be_deleted(client: Client, started: Person) -> None:
    mine = [await send(client) for _ in range(3)]
    theirs = started.sees[0].id

    assert await client.bot.delete_message(chat_id=HER, message_id=theirs)
    with pytest.raises(client.refused, match=r"(?i)message to delete not found"):
        await client.bot.delete_message(chat_id=HER, message_id=theirs)
    assert await client.bot.delete_messages(chat_id=HER, message_ids=[*mine, theirs, 999])
    with pytest.raises(client.refused, match=r"(?i)too many message"):
        await client.bot.delete_messages(chat_id=HER, message_ids=list(range(1, 102)))
    assert started.sees == ()


async def test_after_48_hours_nothing_is_deleted_but_edited_still(
    client: Client, server: StandIn, started: Person
) -> None:
    old = await send(client)
    server.passes(timedelta(hours=48, seconds=1))
    young = await send(client)

    with pytest.raises(client.refused, match=r"(?i)message can't be deleted for everyone"):
        await client.bot.delete_message(chat_id=HER, message_id=old)
    with pytest.raises(client.refused):
        await client.bot.delete_messages(chat_id=HER, message_ids=[young, old])
    await edit(client, old, "neutral")
    assert [seen.text for seen in started.sees] == ["/start", "neutral", "Hello"]


async def test_a_press_goes_there_and_back(client: Client, started: Person) -> None:
    (start,) = await updates(client)
    message_id = await send(client, reply_markup=client.keyboard(*BUTTONS))
    first, second = started.taps_twice("Exit")

    presses = [each.callback_query for each in await updates(client, start.update_id + 1)]
    await client.bot.answer_callback_query(first, text="bye")

    assert [(each.id, each.data) for each in presses] == [(first, "exit"), (second, "exit")]
    assert presses[0].message.message_id == message_id
    assert started.waiting_presses == (second,)
    assert [each.text for each in started.toasts] == ["bye"]
    with pytest.raises(AssertionError, match=r"\[102\], \[Exit\]"):
        started.presses("Help")


async def test_a_press_is_answered_in_time_or_not_at_all(
    client: Client, server: StandIn, started: Person
) -> None:
    press = started.presses_data(1, "forged")
    server.passes(timedelta(minutes=5))

    for query_id in (press, "1"):
        with pytest.raises(client.refused, match=r"(?i)query is too old and response timeout"):
            await client.bot.answer_callback_query(query_id)


async def test_limits_are_held_and_written_down(
    client: Client, server: StandIn, started: Person
) -> None:
    await send(client, "ә" * 4096, reply_markup=client.keyboard({"ok": "x" * 64}))

    with pytest.raises(client.refused, match=r"(?i)BUTTON_DATA_INVALID"):
        await send(client, reply_markup=client.keyboard({"long": "ә" * 33}))
    with pytest.raises(client.refused, match=r"(?i)message is too long"):
        await send(client, "x" * 4097)
    with pytest.raises(client.refused, match=r"(?i)message text is empty"):
        await send(client, " \n ")
    with pytest.raises(client.refused, match=r"(?i)too_long"):
        await send(client, reply_markup=client.keyboard(*[{"b": "d"}] * 101))
    link = client.types.InlineKeyboardButton(text="102", url="tel:102")
    dialling = client.types.InlineKeyboardMarkup(inline_keyboard=[[link]])
    with pytest.raises(client.refused, match=r"(?i)unsupported URL protocol"):
        await send(client, reply_markup=dialling)
    assert [each.method for each in server.violations] == ["sendMessage"] * 5


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
async def test_a_profile_has_its_words_in_every_language(client: Client, language: str) -> None:
    bot, words = client.bot, f"Pana {language}"
    command = client.types.BotCommand(command="exit", description=words)
    await bot.set_my_name(name=words, language_code=language)
    await bot.set_my_description(description=words, language_code=language)
    await bot.set_my_short_description(short_description=words, language_code=language)
    await bot.set_my_commands([command], language_code=language)

    assert (await bot.get_my_name(language_code=language)).name == words
    assert (await bot.get_my_name()).name == "Stand-in"
    assert (await bot.get_my_description(language_code=language)).description == words
    short = await bot.get_my_short_description(language_code=language)
    assert short.short_description == words
    assert [each.description for each in await bot.get_my_commands(language_code=language)] == [
        words
    ]
    assert list(await bot.get_my_commands()) == []
    await bot.delete_my_commands(language_code=language)
    for wrong in ({"command": "Exit!", "description": "x"}, {"command": "x", "description": ""}):
        with pytest.raises(client.broken):
            await bot.set_my_commands([client.types.BotCommand(**wrong)])
    with pytest.raises(client.refused):
        await bot.set_my_name(name="x" * 65)


async def test_everything_she_may_send_can_be_read(client: Client, her: Person) -> None:
    live = her.sends_live_location(43.2, 76.9)
    her.sends_location(51.1, 71.4)
    her.sends_contact("+77010000000")
    for send_file in (her.sends_photo, her.sends_document, her.sends_voice, her.sends_sticker):
        send_file()
    typed = her.types("helo")
    her.edits(typed, "hello")
    her.moves(live, 43.3, 77.0)

    came = await updates(client)
    messages = [each.message for each in came[:-2]]
    assert in_seconds(messages[0].location.live_period) == 900
    assert (messages[1].location.latitude, messages[1].location.longitude) == (51.1, 71.4)
    assert messages[2].contact.phone_number == "+77010000000"
    assert all((messages[3].photo, messages[4].document, messages[5].voice, messages[6].sticker))
    assert came[-2].edited_message.text == "hello"
    assert came[-1].edited_message.location.latitude == 43.3
    assert (await client.bot.get_file(messages[5].voice.file_id)).file_path


async def test_the_rest_of_the_methods_answers(client: Client, started: Person) -> None:
    await client.bot.send_chat_action(chat_id=HER, action="typing")
    place = await client.bot.send_location(chat_id=HER, latitude=51.1, longitude=71.4)
    copy = await client.bot.copy_message(chat_id=HER, from_chat_id=HER, message_id=place.message_id)
    assert (await client.bot.get_chat(HER)).first_name == "Aigerim"
    assert [seen.kind for seen in started.sees] == ["text", "location", "location"]
    assert copy.message_id == started.sees[-1].id
