"""A visitor finds her way on the page: in three languages, with scripts and without."""

from typing import Final

import pytest
from playwright.async_api import expect

from bot.domain.language import Language
from bot.flows import centres, danger, rights, welcome, words
from bot.translation.translator import Translator
from tests.browser.evening import Evening, knowledge
from tests.browser.phone import DESK_WIDE, at_the_page
from tests.browser.seat import NARROW

KK, RU, EN = Language
# Each language with scripts and without, each way at both widths.
WAYS: Final = (
    (KK, True, NARROW),
    (RU, True, DESK_WIDE),
    (EN, True, NARROW),
    (KK, False, DESK_WIDE),
    (RU, False, NARROW),
    (EN, False, DESK_WIDE),
)


@pytest.mark.parametrize(("language", "scripts", "size"), WAYS)
async def test_she_is_led_from_the_first_screen_to_help_and_out(
    evening: Evening,
    translator: Translator,
    language: Language,
    scripts: bool,
    size: tuple[int, int],
) -> None:
    guide = knowledge()
    her = await at_the_page(evening, language, scripts=scripts, size=size)

    await expect(her.text).to_contain_text("Сәлеметсіз бе! · Здравствуйте! · Hello!")
    await her.picks(language.value)
    await expect(her.page.locator("html")).to_have_attribute("lang", language.value)
    await expect(her.text).to_have_text(translator.say(welcome.MAY_READ, language))
    await her.picks("yes")
    await expect(her.text).to_have_text(translator.say(welcome.MENU, language))

    await her.picks("go.centres", "ABA")
    await expect(her.text).to_have_text(translator.say(centres.WHICH_TOWN, language))
    await her.picks("semey")
    semey = next(each for each in guide.centres if each.place == "semey" and each.phones)
    await expect(her.text).to_contain_text(translator.say(semey.name, language))
    await expect(her.text.locator(f"a[href='tel:{semey.phones[0].number}']")).to_be_visible()

    await her.picks("go.home", "go.rights", "all", "protective_order")
    title = translator.say(guide.rights["protective_order"].title, language)
    await expect(her.text).to_contain_text(title)
    await her.picks("go.danger")
    await expect(her.text).to_contain_text(translator.say(danger.LEAVE, language))
    await expect(her.text.locator("a[href='tel:102']")).to_be_visible()
    await her.picks("back")
    await expect(her.text).to_contain_text(title)
    await her.picks("back")
    await expect(her.text).to_contain_text(translator.say(rights.ALL_TOPICS, language))

    await her.leaves()


@pytest.mark.parametrize("scripts", [True, False])
async def test_the_language_changes_wherever_she_is(
    evening: Evening, translator: Translator, scripts: bool
) -> None:
    her = await at_the_page(evening, scripts=scripts)
    await her.begins(EN)
    await her.picks("go.centres")

    for language in (KK, RU, EN):
        await her.speaks(language)
        await expect(her.page.locator("html")).to_have_attribute("lang", language.value)
        pressed = her.page.locator("button[name=language][aria-pressed=true]")
        await expect(pressed).to_have_attribute("value", language.value)
        label = translator.say(words.HOME.label, language)
        await expect(her.option("go.home")).to_have_text(label)


@pytest.mark.parametrize("scripts", [True, False])
async def test_typed_words_lead_to_what_was_meant(evening: Evening, scripts: bool) -> None:
    her = await at_the_page(evening, scripts=scripts)
    await her.begins(EN)
    await her.picks("go.centres")

    await her.types("Семей")

    await expect(her.text.locator("a[href^='tel:+7']").first).to_be_visible()
    await expect(her.words).to_have_value("")
