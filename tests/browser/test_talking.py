"""A case passes from a chat to the desk: the card, the talk, its end."""

from playwright.async_api import expect

from bot.domain.language import Language
from bot.domain.operator import Presence
from bot.translation.translator import Translator
from tests.browser.evening import Evening, knowledge
from tests.browser.meeting import begins, meet, takes_next
from tests.browser.visitor import PATIENCE, data_of
from tests.standin import Fault

FIRST_LINE = "Is it all right to write now? You can stop at any time."


async def test_next_offers_the_card_exactly_as_she_saw_it(evening: Evening) -> None:
    seat, her = await evening.on_shift(), evening.visitor()
    await her.opens("ru")
    await her.looks_at_card()
    await her.picks("change", "want", "plan", "change", "relation", "ex", "change", "code_word")
    await her.reads("слово")
    await her.says("рябина")
    await her.person.waits_until(lambda she: data_of(she, "send"), PATIENCE)
    saw = her.text
    await her.sends_card()

    await takes_next(seat)

    shown = await seat.page.locator(".her-card > .card-words").text_content()
    assert shown
    assert saw.endswith(shown)
    assert saw.count("\n") - shown.count("\n") == 2, "only the sentence above the card is left out"
    assert "рябина" not in await seat.page.content()


async def test_both_write_and_each_line_is_said_to_be_shown(evening: Evening) -> None:
    seat = await evening.on_shift()
    her = await meet(evening, seat)
    assert FIRST_LINE in her.text
    await her.says("yes, he is asleep")

    await expect(seat.lines.nth(1).locator(".words")).to_have_text("yes, he is asleep")
    await seat.says("Good. Are the children with you?")
    await her.reads("Are the children with you?")

    await expect(seat.lines.nth(2).locator(".brought")).to_contain_text("shown")
    await expect(seat.lines.nth(0).locator(".brought")).to_contain_text("shown")
    await expect(seat.words).to_have_value("")
    assert f"Operator {seat.operator and seat.operator.id}" in her.text
    assert "Aigerim" not in her.text


async def test_a_line_on_its_way_is_sent_until_it_is_shown(evening: Evening) -> None:
    seat = await evening.on_shift()
    await meet(evening, seat)
    await expect(seat.lines.nth(0).locator(".brought-shown")).to_be_visible()

    evening.server.pause()
    await seat.says("I am here")
    await expect(seat.lines.nth(1).locator(".brought-sent")).to_be_visible()
    evening.server.resume()

    await expect(seat.lines.nth(1).locator(".brought-shown")).to_be_visible()


async def test_a_line_that_she_changes_is_changed_at_the_desk(evening: Evening) -> None:
    seat = await evening.on_shift()
    her = await meet(evening, seat)
    evening.server.faults.plan(Fault("deleteMessages", status=500), times=None)
    sent = her.person.types("hee is here")
    await expect(seat.lines.nth(1).locator(".words")).to_have_text("hee is here")

    her.person.edits(sent, "he is here")
    evening.server.faults.clear()

    await expect(seat.lines.nth(1).locator(".words")).to_have_text("he is here")
    await expect(seat.lines.nth(1).locator(".edited")).to_be_visible()
    await expect(seat.lines).to_have_count(2)


async def test_whoever_blocks_the_bot_is_said_to_have_done_so(evening: Evening) -> None:
    seat = await evening.on_shift()
    her = await meet(evening, seat)
    await seat.words.fill("I was just writing")

    her.person.blocks()

    notice = seat.page.locator("#over-notice")
    await expect(notice).to_contain_text("blocked the bot or left the chat")
    await expect(seat.words).to_have_value("I was just writing")
    await expect(seat.words).not_to_be_editable()
    await expect(seat.lines).to_have_count(0)


async def test_a_quick_card_is_sent_by_its_key_in_her_language(
    evening: Evening, translator: Translator
) -> None:
    seat = await evening.on_shift()
    her = await meet(evening, seat, "kk")
    first = next(card for card in knowledge().quick_cards if card.group == "numbers")
    await seat.page.keyboard.press("g")
    await seat.page.keyboard.press("1")

    await expect(seat.lines).to_have_count(2)
    words = await seat.lines.nth(1).locator(".words").inner_text()
    await her.reads(words)
    assert words == translator.say(first.text, Language.KAZAKH)
    await seat.words.focus()
    await seat.page.keyboard.type("g1")
    await expect(seat.words).to_have_value("g1")
    await expect(seat.lines).to_have_count(2)


async def test_a_talk_is_handed_on_only_with_her_consent(evening: Evening) -> None:
    first = await evening.on_shift()
    second = await evening.on_shift("Dana")
    her = await meet(evening, first)
    await her.says("only for one pair of eyes")
    await expect(first.lines).to_have_count(2)
    assert second.operator

    await first.unfolds("transfer")
    await first.page.locator("#to").select_option(str(second.operator.id))
    await first.button("Ask the person").click()
    await expect(first.page.locator("#transfer-notice")).to_contain_text("has been asked")
    await expect(second.page.locator("#mine .talk-link")).to_have_count(0)
    await her.picks("agree")

    await second.page.locator("#mine .talk-link").click()
    await expect(second.lines).to_have_count(0)
    await second.page.locator("#begin").click()
    await expect(second.lines.filter(has_text="only for one pair of eyes")).to_be_visible()
    await expect(first.page.locator("#gone-notice")).to_be_visible()
    await expect(first.lines).to_have_count(0)
    await her.reads(f"Operator {second.operator.id}")


async def test_whoever_says_no_stays_with_her_operator(evening: Evening) -> None:
    seat = await evening.on_shift()
    her = await meet(evening, seat)

    await seat.unfolds("transfer")
    await seat.button("Ask the person").click()
    await her.picks("refuse")

    await expect(seat.page.locator("#transfer-notice")).to_contain_text("stay with you")
    await seat.says("Of course. I am here.")
    await her.reads("Of course. I am here.")


async def test_a_talk_ends_with_the_closing_line_and_its_words_are_gone(evening: Evening) -> None:
    seat = await evening.on_shift()
    her = await meet(evening, seat)
    await her.says("I will call tomorrow")
    await expect(seat.lines).to_have_count(2)

    await seat.unfolds("end")
    await seat.page.locator("#closing-closing_call").check()
    await seat.page.locator("#end").click()

    await her.reads("You decided to call. That is a real step.")
    await expect(seat.page.locator("#over-notice")).to_contain_text("You ended the talk")
    await expect(seat.lines).to_have_count(0)
    await expect(seat.page.locator("[id^=over-] .talk-link")).to_be_visible()
    assert "I will call tomorrow" not in await seat.page.content()


async def test_an_offer_that_is_given_back_waits_for_the_next_one(evening: Evening) -> None:
    first, second = await evening.on_shift(), await evening.on_shift("Dana")
    her = evening.visitor()
    await her.asks_for_a_person()
    await takes_next(first)
    await second.page.locator("#next").click()
    await expect(second.page.locator("#notices")).to_contain_text("nobody at the moment")

    await first.page.locator("#give-back").click()
    await expect(first.page.locator(".her-card")).to_have_count(0)
    await takes_next(second)
    await begins(second, her)


async def test_nobody_is_offered_before_the_shift_begins(evening: Evening) -> None:
    seat = await evening.seat_of(await evening.operator(presence=Presence.AWAY))
    await evening.visitor().asks_for_a_person()
    await expect(seat.page.locator("#waiting .waiting-count")).to_have_text("1")
    await expect(seat.page.locator("#next")).to_have_count(0)

    await seat.button("On shift").click()
    await takes_next(seat)
