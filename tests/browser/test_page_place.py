"""The browser's location: asked for clearly, rounded, used once, kept nowhere."""

from pathlib import Path
from typing import Final
from urllib.parse import parse_qs

import pytest
from playwright.async_api import Request, expect

from bot.domain.language import Language
from bot.translation.translator import Translator
from tests.browser.evening import Evening, knowledge
from tests.browser.kept import bytes_of
from tests.browser.phone import OnPage, at_the_page, requests_of

SEMEY: Final = {"latitude": 50.412_345, "longitude": 80.226_789, "accuracy": 12.0}
ROUNDED: Final = {"latitude": ["50.41"], "longitude": ["80.23"]}


async def looks_for_help(evening: Evening, **granted: float) -> OnPage:
    """Return somebody who is asked where she looks, in a browser that may know it."""
    her = await at_the_page(evening)
    if granted:
        await her.seat.context.grant_permissions(["geolocation"], origin=evening.address)
        await her.seat.context.set_geolocation(granted)  # type: ignore[arg-type]
    await her.begins()
    await her.picks("go.centres")
    return her


def forms(asked: list[Request]) -> list[dict[str, list[str]]]:
    """Return the forms among what was asked for."""
    return [parse_qs(each.post_data or "") for each in asked if each.method == "POST"]


async def test_a_location_is_sent_roughly_after_a_clear_question_and_kept_nowhere(
    evening: Evening, translator: Translator, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    her = await looks_for_help(evening, **SEMEY)
    asked = requests_of(her.page)

    await expect(her.page.locator("#use-place")).to_be_hidden()
    await her.page.locator("#ask-place").click()
    await expect(her.page.locator("#place")).to_contain_text("used once")
    assert forms(asked) == []
    await her.page.locator("#use-place").click()

    near = [each for each in knowledge().centres if each.place == "semey"]
    names = [translator.say(each.name, Language.ENGLISH) for each in near]
    await expect(her.text.locator("a[href^=tel]").first).to_be_visible()
    shown = await her.text.inner_text()
    assert any(name in shown for name in names)
    (form,) = forms(asked)
    assert {name: form[name] for name in ROUNDED} == ROUNDED
    kept = bytes_of(tmp_path)
    for trace in ("50.41", "80.23", "50.412", "80.226"):
        assert trace.encode() not in kept
        assert trace not in caplog.text


async def test_whoever_says_no_sends_nothing(evening: Evening) -> None:
    her = await looks_for_help(evening, **SEMEY)
    asked = requests_of(her.page)

    await her.page.locator("#ask-place").click()
    await her.page.locator("#keep-place").click()

    await expect(her.page.locator("#use-place")).to_be_hidden()
    await expect(her.page.locator("#ask-place")).to_be_focused()
    assert forms(asked) == []


async def test_a_refused_location_is_answered_calmly(evening: Evening) -> None:
    her = await looks_for_help(evening)
    await her.seat.context.clear_permissions()
    asked = requests_of(her.page)

    await her.page.locator("#ask-place").click()
    await her.page.locator("#use-place").click()

    await expect(her.notice).to_contain_text("Your location could not be found.")
    assert forms(asked) == []
    await her.picks("ABA")
    await expect(her.notice).to_have_count(0)


async def test_a_location_far_away_is_said_to_be_unknown(evening: Evening) -> None:
    her = await looks_for_help(evening, latitude=-33.87, longitude=151.21)

    await her.page.locator("#ask-place").click()
    await her.page.locator("#use-place").click()

    await expect(her.text).to_contain_text("not near any place I know")


async def test_without_scripts_no_location_is_offered(evening: Evening) -> None:
    her = await at_the_page(evening, scripts=False)
    await her.begins()

    await her.picks("go.centres")

    await expect(her.page.locator("#ask-place")).to_be_hidden()
