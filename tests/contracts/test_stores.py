"""Every store keeps, finds and forgets alike."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.conversation import State
from bot.domain.danger import Band
from bot.domain.errors import HelplineError
from bot.domain.language import Language
from bot.domain.meaning import Features
from bot.domain.page import Button, Page
from bot.domain.told import About, Details, Told, Wishes
from bot.domain.visitor import Address, Pseudonym
from bot.flows.centres import ShowingCentre
from bot.flows.plan import Ticking
from bot.flows.settings import ChoosingLanguage
from bot.flows.welcome import Home
from bot.services.ports import Conversation, Delivery, Trace
from tests.contracts.conftest import Store

NOW = datetime(2026, 11, 23, 20, 15, 0, 123000, tzinfo=UTC)
HER, LAST_MONTH, ANOTHER = (Pseudonym(bytes([number]) * 32) for number in (1, 2, 3))
PAGE = Page("Сөз · слово", ((Button("yes", "Иә"), Button("exit", "Шығу")),))
TOLD = Told(
    language=Language.KAZAKH,
    about=About.CHILD,
    answers=(("q_now", ("no",)), ("q_more", ("q_kill", "q_neck"))),
    band=Band.HIGH,
    wishes=Wishes(silence=5, panic_word="қолшатыр", numbered=True),
    details=Details(region="AST", code_word="алма"),
    left_over=True,
)
STATES: tuple[State, ...] = (
    Home(),
    Home(told=TOLD),
    Ticking("digital", 2, told=TOLD),
    ChoosingLanguage(ShowingCentre("astana", 3, told=TOLD), told=TOLD),
)


class ChangedMyMindError(HelplineError):
    """Breaks a transaction off."""


def conversation(visitor: Pseudonym = HER, revision: int = 0) -> Conversation:
    return Conversation(visitor, Home(told=TOLD), PAGE, revision, NOW, NOW + timedelta(minutes=30))


def delivery(visitor: Pseudonym = HER) -> Delivery:
    return Delivery(visitor, Address("telegram", "1001"), NOW)


async def keep(store: Store, *values: Conversation | Delivery) -> None:
    async with store.transaction() as work:
        for value in values:
            if isinstance(value, Conversation):
                await work.conversations.save(value)
            else:
                await work.deliveries.save(value)


async def kept(store: Store, *names: Pseudonym) -> tuple[Conversation | None, Delivery | None]:
    async with store.transaction() as work:
        return await work.conversations.find(names), await work.deliveries.find(names)


async def unfinished(store: Store) -> set[Pseudonym]:
    async with store.transaction() as work:
        return set(await work.deliveries.unfinished())


async def test_nothing_is_known_of_a_stranger(store: Store) -> None:
    assert await kept(store, HER, LAST_MONTH) == (None, None)
    async with store.transaction() as work:
        await work.conversations.forget(HER)
        await work.deliveries.forget(HER)
        assert await work.conversations.next_due() is None


@pytest.mark.parametrize("state", STATES, ids=lambda state: type(state).__name__)
async def test_where_she_is_and_what_she_sees_are_read_back_exactly(
    store: Store, state: State
) -> None:
    written = replace(conversation(revision=7), state=state)
    await keep(store, written)

    assert (await kept(store, HER))[0] == written


async def test_what_is_in_a_chat_is_read_back_exactly(store: Store) -> None:
    written = replace(
        delivery(),
        living=Trace(5, NOW),
        shown=3,
        going=(Trace(4, NOW - timedelta(hours=1)), Trace(6, NOW)),
        sending_after=4,
        farewell=PAGE,
        left_over=True,
        sign_wanted=True,
        sign=Trace(7, NOW),
        sign_at=NOW - timedelta(minutes=10),
    )
    await keep(store, written)

    assert (await kept(store, HER))[1] == written


async def test_what_is_saved_again_takes_the_place_of_what_was(store: Store) -> None:
    await keep(store, conversation(), delivery())
    later = replace(conversation(revision=1), wipe_at=NOW + timedelta(hours=1), state=Home())
    anew = replace(delivery(), written_at=NOW + timedelta(hours=1), shown=1)
    await keep(store, later, anew)

    assert await kept(store, HER) == (later, anew)


async def test_what_is_kept_under_a_new_key_is_read_back_alike(store: Store) -> None:
    await keep(store, conversation())
    later = replace(conversation(revision=1), page=Page("empty"))
    async with store.transaction() as work:
        await work.conversations.save(later, under_new_key=True)
        assert await work.conversations.find((HER,)) == later
    await keep(store, replace(later, revision=2))

    assert (await kept(store, HER))[0] == replace(later, revision=2)


async def test_a_visitor_is_found_under_any_of_her_pseudonyms(store: Store) -> None:
    await keep(store, conversation(LAST_MONTH), delivery(LAST_MONTH), conversation(ANOTHER))

    assert await kept(store, HER, LAST_MONTH) == (conversation(LAST_MONTH), delivery(LAST_MONTH))
    assert await kept(store, HER) == (None, None)


async def test_forgetting_one_visitor_leaves_the_others(store: Store) -> None:
    await keep(store, conversation(), delivery(), conversation(ANOTHER), delivery(ANOTHER))
    async with store.transaction() as work:
        await work.conversations.forget(HER)
        await work.deliveries.forget(HER)
        assert await work.conversations.find((HER,)) is None

    assert await kept(store, HER) == (None, None)
    assert await kept(store, ANOTHER) == (conversation(ANOTHER), delivery(ANOTHER))


async def test_conversations_are_due_from_the_moment_they_name(store: Store) -> None:
    soon = replace(conversation(), wipe_at=NOW + timedelta(minutes=5))
    await keep(store, soon, conversation(ANOTHER))
    async with store.transaction() as work:
        assert await work.conversations.next_due() == soon.wipe_at
        assert await work.conversations.due(soon.wipe_at - timedelta(milliseconds=1)) == []
        assert await work.conversations.due(soon.wipe_at) == [HER]
        assert set(await work.conversations.due(NOW + timedelta(hours=1))) == {HER, ANOTHER}


LEFT_OPEN = {
    "a farewell is to be said": {"farewell": PAGE, "living": Trace(5, NOW)},
    "messages are to go": {"going": (Trace(4, NOW),), "living": Trace(5, NOW)},
    "a message is on its way": {"sending_after": 0, "living": None},
    "it shows an older page": {"shown": 1, "living": Trace(5, NOW)},
    "a sign of life is to be given": {"sign_wanted": True, "living": Trace(5, NOW)},
    "it shows nothing yet": {"shown": -1, "living": None},
}


@pytest.mark.parametrize("why", LEFT_OPEN)
async def test_a_chat_is_unfinished_when(store: Store, why: str) -> None:
    right = replace(delivery(), living=Trace(5, NOW), shown=2)
    await keep(store, conversation(revision=2), right)
    assert await unfinished(store) == set()

    await keep(store, replace(right, **LEFT_OPEN[why]))  # type: ignore[arg-type]

    assert await unfinished(store) == {HER}


async def test_a_sign_of_life_that_is_there_leaves_nothing_to_do(store: Store) -> None:
    shown = replace(delivery(), living=Trace(5, NOW), shown=2)
    await keep(store, conversation(revision=2))
    await keep(store, replace(shown, sign_wanted=True, sign=Trace(6, NOW), sign_at=NOW))

    assert await unfinished(store) == set()


async def test_a_living_message_without_a_conversation_is_unfinished(store: Store) -> None:
    await keep(store, replace(delivery(), living=Trace(5, NOW)))
    await keep(store, replace(delivery(ANOTHER), left_over=True))

    assert await unfinished(store) == {HER}


async def test_old_chats_are_found_by_when_they_were_begun(store: Store) -> None:
    await keep(store, delivery(), replace(delivery(ANOTHER), written_at=NOW + timedelta(hours=1)))
    async with store.transaction() as work:
        assert await work.deliveries.older_than(NOW) == []
        assert await work.deliveries.older_than(NOW + timedelta(milliseconds=1)) == [HER]


async def test_an_update_is_handled_once_in_each_channel(store: Store) -> None:
    async with store.transaction() as work:
        assert await work.handled.first_time("telegram", 2**40, NOW)
        assert not await work.handled.first_time("telegram", 2**40, NOW)
    async with store.transaction() as work:
        assert not await work.handled.first_time("telegram", 2**40, NOW + timedelta(hours=1))
        assert await work.handled.first_time("web", 2**40, NOW)


async def test_numbers_of_updates_are_forgotten_in_time(store: Store) -> None:
    async with store.transaction() as work:
        await work.handled.first_time("telegram", 1, NOW - timedelta(milliseconds=1))
        await work.handled.first_time("telegram", 2, NOW)
        await work.handled.forget_before(NOW)
        assert await work.handled.first_time("telegram", 1, NOW)
        assert not await work.handled.first_time("telegram", 2, NOW)


async def change_everything_and_fail(store: Store) -> None:
    async with store.transaction() as work:
        await work.conversations.save(conversation())
        await work.deliveries.save(delivery())
        await work.conversations.forget(ANOTHER)
        await work.deliveries.forget(ANOTHER)
        await work.handled.first_time("telegram", 1, NOW)
        await work.counts.unanswered("A", "2026-11-23")
        await work.counts.not_understood(Features("", "none", "to_1", "menu"), "2026-11-23")
        raise ChangedMyMindError


async def test_nothing_of_a_transaction_that_fails_is_there(store: Store) -> None:
    await keep(store, conversation(ANOTHER), delivery(ANOTHER))
    with pytest.raises(ChangedMyMindError):
        await change_everything_and_fail(store)

    assert await kept(store, HER) == (None, None)
    assert await kept(store, ANOTHER) == (conversation(ANOTHER), delivery(ANOTHER))
    async with store.transaction() as work:
        assert await work.handled.first_time("telegram", 1, NOW)
        assert list(await work.counts.unanswered_since("2026-11-23")) == []
        assert list(await work.counts.not_understood_since("2026-11-23")) == []


async def test_a_transaction_that_is_broken_off_lets_the_next_one_in(store: Store) -> None:
    async def hangs() -> None:
        async with store.transaction() as work:
            await work.conversations.save(conversation())
            begun.set()
            await asyncio.Event().wait()

    begun = asyncio.Event()
    task = asyncio.create_task(hangs())
    async with asyncio.timeout(5):
        await begun.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    assert await kept(store, HER) == (None, None)


async def test_fifty_transactions_at_once_keep_each_others_changes(store: Store) -> None:
    async def adds(number: int) -> None:
        async with store.transaction() as work:
            found = await work.deliveries.find((HER,))
            assert found is not None
            await asyncio.sleep(0)
            going = (*found.going, Trace(number, NOW))
            await work.deliveries.save(replace(found, going=going))

    await keep(store, delivery())
    await asyncio.gather(*(adds(number) for number in range(50)))

    found = (await kept(store, HER))[1]
    assert found is not None
    assert sorted(trace.message for trace in found.going) == list(range(50))
