"""What only her page remembers: it travels in the form, and the store never has it."""

import pickle
import re

import pytest

from tests.channels.web.page_of_tests import Browser, PageOfTests


@pytest.fixture
async def her(page: PageOfTests) -> Browser:
    """Somebody who has ticked two lines of a plan."""
    browser = page.browser()
    await browser.comes_to_the_menu()
    await browser.presses("go.plan")
    await browser.presses(browser.drawn.page.buttons[0].id)
    await browser.presses("tick.0", "tick.2")
    return browser


def in_store(page: PageOfTests) -> bytes:
    """Return everything that is kept, as bytes."""
    kept = (page.conversations(), page.deliveries(), page.store._cases.kept)
    return pickle.dumps((kept, page.store._return_codes))


async def test_ticks_stand_in_the_form_and_not_in_the_store(
    page: PageOfTests, her: Browser
) -> None:
    assert her.hidden("kept") == "5"
    assert {"untick.0", "tick.1", "untick.2"} <= her.options
    assert her.drawn.text.count("☑") + her.drawn.text.count("✅") == 2

    (kept,) = page.conversations().values()
    assert kept.page.keepsake == ""
    assert "☑" not in kept.page.text
    assert "✅" not in kept.page.text


async def test_ticks_survive_a_restart_because_the_form_brings_them(
    page: PageOfTests, her: Browser
) -> None:
    page.chats.forget(next(iter(page.conversations())))
    await her.presses("tick.1")

    assert her.hidden("kept") == "7"


async def test_the_language_switch_keeps_the_ticks(her: Browser) -> None:
    await her.fills(language="kk")

    assert her.drawn.language == "kk"
    assert her.hidden("kept") == "5"
    assert {"untick.0", "untick.2"} <= her.options


async def test_ticks_go_with_the_session(page: PageOfTests, her: Browser) -> None:
    await her.leaves()

    assert page.chats._pages == {}


async def test_a_return_code_is_shown_once_and_not_kept(page: PageOfTests) -> None:
    her = page.browser()
    await her.asks_for_a_person()
    await her.presses("code")
    digits = re.sub(r"\D", "", her.drawn.text.splitlines()[0])
    assert len(digits) == 16
    assert her.hidden("kept") == digits
    assert digits.encode() not in in_store(page)

    await her.opens()
    assert digits in re.sub(r"\D", "", her.drawn.text)
    await her.presses("back")
    await her.opens()
    assert digits not in re.sub(r"\D", "", her.answer.text.split("<script>")[0])
    assert her.hidden("kept") == ""
    assert digits.encode() not in in_store(page)
