"""An update becomes a turn once, in its order, and the chat follows."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from bot.domain.calendar import day_of
from bot.domain.conversation import Started
from bot.domain.guide import Guide, PlaceId
from bot.domain.language import Language
from bot.domain.page import Page
from bot.domain.told import Told
from bot.domain.visitor import Address
from bot.flows.centres import AskingRegion, ShowingCentre
from bot.flows.rights import Opening
from bot.flows.welcome import Greeting, Home
from bot.services.ports import Arrival, Work
from tests.services.helpline import Helpline


async def test_one_living_message_is_changed_and_what_she_writes_is_deleted(
    helpline: Helpline,
) -> None:
    await helpline.starts()
    await helpline.picks("kk", "yes", "go.centres")
    await helpline.types("Павлодар")

    await helpline.assert_settled()
    assert helpline.chat.did.count("send") == 1


async def test_the_embedded_store_is_told_the_same_story(embedded_helpline: Helpline) -> None:
    await embedded_helpline.starts()
    await embedded_helpline.picks("kk", "yes", "go.centres")
    await embedded_helpline.types("Павлодар")

    await embedded_helpline.assert_settled()
    await embedded_helpline.picks("exit")
    await embedded_helpline.assert_gone()


async def test_a_repeated_update_changes_nothing(home: Helpline) -> None:
    arrival = home.pressing("go.questions")
    await home.does(arrival)
    kept, did = await home.kept(), list(home.chat.did)
    await home.does(arrival)
    home.restarts()
    await home.does(arrival)

    assert await home.kept() == kept
    assert home.chat.did == did


async def test_a_repeated_exit_does_not_touch_what_she_has_begun_since(home: Helpline) -> None:
    leaving = home.pressing("exit")
    await home.does(leaving)
    await home.starts()
    kept = await home.kept()
    await home.does(leaving)

    assert await home.kept() == kept


async def test_a_tap_on_an_older_page_shows_the_page_of_today(home: Helpline) -> None:
    old = home.pressing("go.questions")
    await home.picks("go.centres")
    before = await home.conversation()
    await home.does(old)

    assert type((await home.conversation()).state) is AskingRegion
    assert (await home.conversation()).revision == before.revision
    await home.assert_settled()


async def test_the_ways_out_work_from_an_older_page_too(home: Helpline) -> None:
    old = home.pressing("exit")
    await home.picks("go.centres")
    await home.does(old)

    await home.assert_gone()


async def test_a_second_tap_on_the_same_button_is_no_second_step(home: Helpline) -> None:
    await home.picks("go.questions")
    choice = home.chat.living[1].buttons[0].id
    taps = [home.pressing(choice), home.pressing(choice)]
    for tap in taps:
        await home.converse(tap)
    await home.courier.settle()

    assert len((await home.conversation()).state.told.answers) == 1
    await home.assert_settled()


async def test_a_stranger_who_taps_an_old_button_sees_the_first_screen(home: Helpline) -> None:
    old = home.pressing("go.questions")
    await home.picks("exit")
    await home.does(old)

    assert type((await home.conversation()).state) is Greeting
    await home.assert_settled()


async def test_start_writes_a_new_message_and_removes_the_old_one(home: Helpline) -> None:
    before = home.chat.living[0]
    await home.starts()

    assert home.chat.living[0] > before
    await home.assert_settled()


async def test_a_living_message_that_she_deleted_is_written_anew(home: Helpline) -> None:
    tap = home.pressing("go.centres")
    home.chat.ours.clear()
    await home.does(tap)

    await home.assert_settled()


async def test_changed_words_that_are_urgent_are_heard_and_others_are_deleted(
    home: Helpline,
) -> None:
    await home.picks("go.centres")
    message = home.chat.receives("Тараз")
    await home.does(home.retyping(message, "Тараз"))
    assert type((await home.conversation()).state) is AskingRegion
    await home.assert_settled()

    message = home.chat.receives("exit")
    await home.does(home.retyping(message, "exit"))
    await home.assert_gone()


async def test_the_label_of_a_button_may_be_typed(home: Helpline) -> None:
    label = await _label_of("go.rights", home)

    await home.types(label.upper())

    assert isinstance((await home.conversation()).state, Opening)


async def test_an_own_word_leaves_also_where_a_button_bears_it(home: Helpline) -> None:
    label = await _label_of("go.rights", home)
    await home.picks("go.settings", "word")
    await home.types(label)
    await home.picks("go.home")

    await home.types(label)

    await home.assert_gone()


async def _label_of(option: str, helpline: Helpline) -> str:
    page = (await helpline.conversation()).page
    return next(button.label for button in page.buttons if button.id == option)


async def test_an_unanswered_call_is_counted_once(home: Helpline, guide: Guide) -> None:
    await home.picks("go.centres")
    await home.types("Павлодар")
    state = (await home.conversation()).state
    assert isinstance(state, ShowingCentre)
    nearest = guide.centres_near(guide.places[PlaceId(state.place)])[0]
    tap = home.pressing("unanswered")
    await home.does(tap)
    await home.does(tap)
    home.restarts()
    await home.does(tap)

    today = day_of(home.clock()).isoformat()
    assert sorted(await home.calls_unanswered()) == sorted(
        (phone.number, today, 1) for phone in nearest.phones
    )


async def test_everything_is_forgotten_when_she_has_blocked_us(home: Helpline) -> None:
    home.chat.is_blocked = True
    await home.picks("go.centres")

    assert await home.kept() == (None, None)


async def test_everything_is_forgotten_when_telegram_tells_that_she_has_left(
    home: Helpline,
) -> None:
    await home.forgets()
    await home.forgets()

    assert await home.kept() == (None, None)
    home.restarts()
    await home.starts()
    assert (await home.conversation()).state.told.language is None


async def test_a_new_start_shows_nothing_of_what_was_told(home: Helpline) -> None:
    before = (await home.conversation()).state.told
    await home.starts()
    told = (await home.conversation()).state.told

    assert before.language is Language.RUSSIAN
    assert told == Told(band=before.band, wishes=before.wishes)


async def test_two_turns_of_one_visitor_never_overlap(home: Helpline) -> None:
    async def turns(chat: str) -> None:
        address = Address("chat", chat)
        await asyncio.gather(*(counting(Arrival(address, Started())) for _ in range(5)))

    inside = most = 0

    @asynccontextmanager
    async def slow() -> AsyncIterator[Work]:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        try:
            for _ in range(3):
                await asyncio.sleep(0)
            async with home.store.transaction() as work:
                yield work
        finally:
            inside -= 1

    counting = replace(home.converse, transaction=slow)
    await turns("1")
    assert most == 1

    await asyncio.gather(turns("1"), turns("2"), turns("3"))
    assert most == 3


async def test_fifty_words_at_once_are_taken_in_one_by_one(home: Helpline) -> None:
    await home.picks("go.centres")
    await asyncio.gather(*(home.converse(home.typing("Павлодар")) for _ in range(50)))
    await home.courier.settle()

    await home.assert_settled()
    assert not isinstance((await home.conversation()).state, Home)


async def test_a_tap_that_comes_before_we_know_the_new_message_does_not_remove_it(
    helpline: Helpline,
) -> None:
    send = helpline.chat.send

    async def send_and_see_her_tap(address: Address, page: Page, revision: int) -> int:
        sent = await send(address, page, revision)
        await helpline.converse(helpline.pressing("kk"))
        return sent

    helpline.chat.send = send_and_see_her_tap  # type: ignore[method-assign]
    await helpline.starts()

    assert type((await helpline.conversation()).state) is not Greeting
    await helpline.assert_settled()
