"""Leaving is fast, complete and silent; whoever comes back is a stranger."""

import pytest

from bot.domain.errors import UnreachableError
from bot.flows.welcome import LEFT_OVER, AskingWhetherToRead, Greeting
from bot.services.delivery import PATIENCE_WITH_AN_EDIT
from tests.services.helpline import Helpline


def told_of_left_overs(helpline: Helpline) -> bool:
    said = helpline.translator.say(LEFT_OVER, None).split("\n")
    return any(line in page.text for page in helpline.chat.pages for line in said)


async def test_exit_makes_the_page_harmless_before_it_deletes_anything(home: Helpline) -> None:
    await home.converse(home.typing("Семей"))
    tap = home.pressing("exit")
    home.chat.did.clear()
    await home.does(tap)

    assert home.chat.did == ["edit", "delete"]
    await home.assert_gone()


@pytest.mark.parametrize("words", ["/exit", "x", "СТОП", "шығу", "Stop!"])
async def test_a_word_leaves_as_well_and_is_deleted(home: Helpline, words: str) -> None:
    await home.picks("go.centres")
    await home.types(words)

    await home.assert_gone()


async def test_her_own_word_leaves(home: Helpline) -> None:
    await home.picks("go.settings", "word")
    await home.types("қолшатыр")
    await home.types("Қолшатыр")

    await home.assert_gone()


async def test_not_now_leaves(helpline: Helpline) -> None:
    await helpline.starts()
    await helpline.picks("kk", "not_now")

    await helpline.assert_gone()


async def test_leaving_makes_no_sound(home: Helpline) -> None:
    sent = home.chat.did.count("send")
    await home.picks("exit")

    assert home.chat.did.count("send") == sent


async def test_the_page_that_stays_says_the_same_to_everyone(home: Helpline) -> None:
    await home.picks("exit")
    in_russian = home.chat.pages[0]
    await home.starts()
    await home.picks("kk", "exit")

    assert home.chat.pages[-1] == in_russian


async def test_whoever_starts_again_is_a_stranger(helpline: Helpline) -> None:
    await helpline.starts()
    first = helpline.chat.living[1]
    await helpline.picks("ru", "yes", "go.questions", "exit")
    await helpline.starts()

    assert helpline.chat.living[1] == first
    assert (await helpline.conversation()).state == Greeting()


async def test_start_at_once_after_exit_shows_the_first_screen_and_removes_the_rest(
    home: Helpline,
) -> None:
    # Both come in before the chat could be repaired.
    await home.converse(home.pressing("exit"))
    await home.converse(home.starting())
    await home.courier.settle()

    assert type((await home.conversation()).state) is Greeting
    await home.assert_settled()


async def test_start_while_the_farewell_is_being_shown_is_not_lost(home: Helpline) -> None:
    arrivals = [home.starting()]
    exit_tap = home.pressing("exit")

    async def starts_meanwhile() -> None:
        while arrivals:
            await home.converse(arrivals.pop())

    await home.converse(exit_tap)
    edit = home.chat.edit

    async def slow(*given: object) -> None:
        await edit(*given)  # type: ignore[arg-type]
        await starts_meanwhile()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(home.chat), "edit", lambda _, *given: slow(*given))
        await home.courier.settle()

    assert type((await home.conversation()).state) is Greeting
    await home.assert_settled()


async def test_exit_from_a_stranger_begins_nothing(helpline: Helpline) -> None:
    await helpline.types("стоп")

    assert helpline.chat.ours == {}
    assert helpline.chat.hers == {}
    assert await helpline.kept() == (None, None)


@pytest.mark.parametrize("wait", [PATIENCE_WITH_AN_EDIT + 0.1, 30.0])
async def test_where_editing_must_wait_the_page_is_deleted_instead(
    home: Helpline, wait: float
) -> None:
    tap = home.pressing("exit")

    async def refuses(*given: object) -> None:
        raise UnreachableError(wait)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(home.chat), "edit", refuses)
        await home.does(tap)

    assert home.chat.ours == {}
    assert await home.kept() == (None, None)


async def test_what_cannot_be_deleted_of_ours_is_overwritten(home: Helpline) -> None:
    old, menu, _ = home.chat.living
    home.chat.stuck.add(old)
    await home.starts()
    assert home.chat.ours[old][0].text != menu.text
    await home.picks("exit")

    assert [page.rows for page in home.chat.pages] == [(), ()]


async def test_what_is_left_of_hers_is_told_only_at_a_good_moment(home: Helpline) -> None:
    tap = home.typing("стоп")
    home.chat.stuck.update(tap.hers)
    await home.does(tap)
    assert (await home.kept())[0] is None

    await home.starts()
    assert not told_of_left_overs(home)
    await home.picks("ru")
    assert type((await home.conversation()).state) is AskingWhetherToRead
    assert not told_of_left_overs(home)
    await home.picks("yes")
    assert told_of_left_overs(home)
    await home.picks("go.plan", "go.home")
    assert not told_of_left_overs(home)


async def test_what_was_left_before_she_left_is_told_as_well(home: Helpline) -> None:
    words = home.typing("Семей")
    home.chat.stuck.update(words.hers)
    await home.does(words)
    await home.picks("exit")
    await home.starts()
    await home.picks("ru", "yes")

    assert told_of_left_overs(home)


async def test_what_was_left_is_not_forgotten_by_leaving_before_it_was_told(
    home: Helpline,
) -> None:
    tap = home.typing("стоп")
    home.chat.stuck.update(tap.hers)
    await home.does(tap)
    await home.starts()
    await home.picks("exit")
    await home.types("exit")
    await home.starts()
    await home.picks("ru", "yes")

    assert told_of_left_overs(home)


async def test_two_hundred_messages_are_gone_with_one_exit(home: Helpline) -> None:
    for number in range(200):
        await home.converse(home.typing(f"слово {number}"))
    await home.picks("exit")

    await home.assert_gone()
