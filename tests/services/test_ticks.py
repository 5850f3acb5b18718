"""What she ticks in a plan is in her chat and nowhere else."""

import json

import pytest

from bot.domain.visitor import Pseudonym
from bot.flows.plan import OPEN, TICKED, Ticking
from bot.storage.embedded import SqlStore
from bot.storage.sealed import DELIVERY, WORDS
from bot.storage.tables import conversations, deliveries
from tests.services.helpline import HER, PSEUDONYMS, Helpline

PLAN = "living_together"


def ticked(helpline: Helpline) -> set[int]:
    """Return the numbers that stand ticked on her page, in its text and on its buttons alike."""
    page = helpline.chat.living[1]
    in_text = {line.split()[1] for line in page.text.split("\n") if line.startswith(TICKED)}
    on_buttons = {
        f"{button.label.split()[1]}." for button in page.buttons if button.label.startswith(TICKED)
    }
    assert in_text == on_buttons
    return {int(number.rstrip(".")) for number in in_text}


@pytest.fixture
async def plan(home: Helpline) -> Helpline:
    await home.picks("go.plan", PLAN)
    return home


async def unsealed(store: SqlStore) -> list[bytes]:
    """Return everything that can be read in the store with every key."""
    found = []
    async with store.words.connect() as connection:
        for table, purpose in ((conversations, WORDS), (deliveries, DELIVERY)):
            for row in await connection.execute(table.select()):
                key = await store.ring.find(row.key)
                assert key is not None
                found.append(key.unseal(row.sealed, purpose))
    return found


async def test_ticks_are_shown_and_never_stored(embedded_helpline: Helpline) -> None:
    store = embedded_helpline.store
    assert isinstance(store, SqlStore)
    await embedded_helpline.starts()
    await embedded_helpline.picks("ru", "yes", "go.plan", PLAN)
    before = await unsealed(store)
    await embedded_helpline.picks("tick.0", "tick.2")

    assert ticked(embedded_helpline) == {1, 3}
    after = await unsealed(store)
    assert len(after) == 2
    assert not [
        words for words in after if TICKED in json.dumps(json.loads(words), ensure_ascii=False)
    ]
    assert sorted(before) == sorted(after)


async def test_a_tick_is_taken_back_by_a_second_tap(plan: Helpline) -> None:
    await plan.picks("tick.0", "tick.1", "untick.0")
    assert ticked(plan) == {2}
    await plan.picks("untick.1")
    assert ticked(plan) == set()
    assert OPEN in plan.chat.living[1].text


async def test_ticks_survive_turning_pages(plan: Helpline) -> None:
    await plan.picks("tick.0", "next")
    first = min(
        int(button.id.removeprefix("tick."))
        for button in plan.chat.living[1].buttons
        if button.id.startswith("tick.")
    )
    await plan.picks(f"tick.{first}")
    assert ticked(plan) == {first + 1}
    await plan.picks("earlier")
    assert ticked(plan) == {1}


async def test_ticks_survive_102_and_back(plan: Helpline) -> None:
    await plan.picks("tick.0", "go.danger", "say", "silent", "back")

    assert ticked(plan) == {1}


async def test_ticks_survive_another_language(plan: Helpline) -> None:
    await plan.picks("tick.1", "go.language", "kk")
    assert ticked(plan) == {2}
    await plan.types("English")
    assert ticked(plan) == {2}


async def test_ticks_survive_words_that_mean_nothing_here(plan: Helpline) -> None:
    await plan.picks("tick.1")
    await plan.types("шлюпка")

    assert ticked(plan) == {2}


async def test_the_number_of_a_button_ticks_too(plan: Helpline) -> None:
    await plan.picks("tick.0")
    await plan.types("2")

    assert ticked(plan) == {1, 2}


async def test_a_tap_on_an_older_page_loses_no_tick(plan: Helpline) -> None:
    old = plan.pressing("next")
    await plan.picks("next", "tick.4", "earlier", "tick.0")
    await plan.does(old)

    assert ticked(plan) == {1}


async def test_ticks_tapped_faster_than_they_are_shown_all_count(plan: Helpline) -> None:
    taps = [plan.pressing(f"tick.{number}") for number in range(3)]
    for tap in taps:
        await plan.converse(tap)
    await plan.courier.settle()

    assert ticked(plan) == {1, 2, 3}


async def test_a_tick_tapped_while_the_one_before_is_being_shown_counts_too(
    plan: Helpline,
) -> None:
    taps = [plan.pressing("tick.1"), plan.pressing("tick.0")]
    edit = plan.chat.edit

    async def slow(*given: object) -> None:
        if taps:
            await plan.converse(taps.pop())
        await edit(*given)  # type: ignore[arg-type]

    await plan.converse(taps.pop())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(plan.chat), "edit", lambda _, *given: slow(*given))
        await plan.courier.settle()

    assert ticked(plan) == {1, 2}


async def test_ticks_outlive_a_restart_in_the_buttons_of_the_chat(plan: Helpline) -> None:
    await plan.picks("tick.0")
    plan.restarts()
    await plan.repairs()
    assert ticked(plan) == {1}
    await plan.picks("tick.1")

    assert ticked(plan) == {1, 2}


async def test_ticks_outlive_a_restart_while_she_reads_the_numbers(plan: Helpline) -> None:
    await plan.picks("tick.0", "go.danger")
    plan.restarts()
    await plan.picks("back")

    assert ticked(plan) == {1}


async def test_leaving_forgets_the_ticks(plan: Helpline) -> None:
    await plan.picks("tick.0", "exit")
    assert all(TICKED not in page.text for page in plan.chat.pages)
    visitor: Pseudonym = PSEUDONYMS.of(HER, plan.clock())[0]
    assert plan.chats.keepsake(visitor) == ""
    await plan.starts()
    await plan.picks("ru", "yes", "go.plan", PLAN)

    assert ticked(plan) == set()


async def test_another_list_begins_without_ticks(plan: Helpline) -> None:
    await plan.picks("tick.0", "other", "children")
    assert isinstance((await plan.conversation()).state, Ticking)

    assert ticked(plan) == set()
