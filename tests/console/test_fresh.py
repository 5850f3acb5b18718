"""How fresh we are, for leads and editors; and quick cards that are past their age."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.console.fresh import bar
from bot.console.pages import NAVIGATION
from bot.domain.freshness import IN_QUICK_CARDS, Ageing, Condition, Freshnesses, age_of
from bot.domain.guide import SILENT_AFTER, Guide, QuickCard
from bot.domain.language import Language
from bot.domain.operator import Presence, Role
from bot.services.answering import FIRST_LINE
from tests.conftest import KNOWLEDGE
from tests.console.desk_of_tests import DeskOfTests, words_of
from tests.console.work_cases import as_kept, talking

A_DAY = timedelta(days=1)


async def test_a_lead_sees_how_fresh_each_kind_is(desk: DeskOfTests) -> None:
    browser = await desk.signed_in(await desk.operator("Saltanat", Role.LEAD))
    page = await browser.opens("/desk/fresh")
    said = words_of(page)

    assert browser.page.status_code == 200
    for kind in ("numbers", "centres", "legal and medical texts", "the rest"):
        assert kind in said
    assert "Fresh Due soon Past its age Only 111" in said
    assert page.count('<svg class="fresh-bar"') == len(Ageing)
    assert "style=" not in page
    assert "/desk/knowledge/edit" not in page


async def test_what_is_due_leads_an_editor_to_its_form(desk: DeskOfTests) -> None:
    desk.clock.goes(timedelta(days=40))
    browser = await desk.signed_in(await desk.operator("Dana", Role.EDITOR))
    page = await browser.opens("/desk/fresh")

    assert 'href="/desk/knowledge/edit?file=numbers.yaml"' in page
    assert "visitors are warned" in words_of(page)
    assert 'href="/desk/fresh"' in page


async def test_what_is_no_longer_stated_stands_first(desk: DeskOfTests) -> None:
    desk.clock.goes(timedelta(days=450))
    browser = await desk.signed_in(await desk.operator("Dana", Role.EDITOR))
    page = await browser.opens("/desk/fresh")
    rows = page.split('<li class="fresh-row">')[1:]
    days = [row.split('datetime="')[1].split('"')[0] for row in rows]

    assert "numbers.yaml" in rows[0] or "quick_cards.yaml" in rows[0]
    assert "only sent to 111" in next(row for row in rows if "file=numbers.yaml" in row)
    assert "visitors" not in next(row for row in rows if "file=quick_cards.yaml" in row)
    assert days == sorted(days)
    assert len(rows) > len(list((KNOWLEDGE / "centres").glob("*.yaml"))) / 2


async def test_an_operator_does_not_look_at_it(desk: DeskOfTests) -> None:
    browser = await desk.signed_in(await desk.operator())
    await browser.opens("/desk/fresh")

    assert browser.page.status_code == 403
    (place,) = (each for each in NAVIGATION if each.path == "/desk/fresh")
    assert set(place.roles) == {Role.LEAD, Role.EDITOR}


def test_a_bar_is_filled_from_fresh_to_no_longer_stated() -> None:
    counts = {Condition.FRESH: 1, Condition.DUE: 0, Condition.OLD: 2, Condition.EXPIRED: 1}
    pieces = bar(Freshnesses(Ageing.CENTRES, counts, None))
    nothing = bar(Freshnesses(Ageing.REST, dict.fromkeys(Condition, 0), None))

    assert [(each.condition, each.begins, each.length) for each in pieces] == [
        (Condition.FRESH, 0, 25),
        (Condition.OLD, 25, 50),
        (Condition.EXPIRED, 75, 25),
    ]
    assert nothing == ()


def later(guide: Guide, card: QuickCard, by: timedelta) -> Guide:
    """Return the guide so long past the age of a quick card."""
    assert card.review is not None
    age = age_of(IN_QUICK_CARDS[card.group], guide.ages)
    return replace(guide, today=card.review.checked_on + age + by)


@pytest.mark.parametrize("group", IN_QUICK_CARDS)
async def test_a_quick_card_past_its_age_is_marked_and_a_year_later_not_offered(
    desk: DeskOfTests, guide: Guide, group: str
) -> None:
    me = await desk.operator(presence=Presence.ON_SHIFT)
    browser, case = await desk.signed_in(me), await talking(desk, me)
    card = next(each for each in guide.quick_cards if each.group == group)
    pages = []
    for by in (timedelta(0), A_DAY, SILENT_AFTER, SILENT_AFTER + A_DAY):
        desk.guide = later(guide, card, by)
        browser = await desk.signed_in(me)
        page = await browser.opens(f"/desk/work?case={case.id}")
        head, _, row = page.partition(f'id="quick-{card.id}"')
        pages.append(
            "gone" if not row else "old" if "Last checked" in row.split("</li>")[0] else ""
        )
        assert f'value="{card.id}"' not in head

    assert pages == ["", "old", "old", "gone"]


async def test_a_card_that_is_no_longer_offered_cannot_be_sent(
    desk: DeskOfTests, guide: Guide
) -> None:
    me = await desk.operator(presence=Presence.ON_SHIFT)
    case = await talking(desk, me)
    card = next(each for each in guide.quick_cards if each.group == "orders")
    desk.guide = later(guide, card, SILENT_AFTER + A_DAY)
    browser = await desk.signed_in(me)
    answer = await browser.asks(f"/desk/work/{case.id}/card", {"card": card.id})

    assert answer.status_code >= 400
    assert len((await as_kept(desk, case)).lines) == len(case.lines)


async def test_words_of_courtesy_do_not_age(desk: DeskOfTests, guide: Guide) -> None:
    card = next(each for each in guide.quick_cards if each.group == "numbers")
    me = await desk.operator(presence=Presence.ON_SHIFT)
    case = await talking(desk, me)
    desk.guide = later(guide, card, timedelta(days=4000))
    browser = await desk.signed_in(me)
    page = await browser.opens(f"/desk/work?case={case.id}")
    kept = [each for each in guide.quick_cards if each.group not in IN_QUICK_CARDS]

    assert FIRST_LINE in {each.id for each in kept}
    for each in kept:
        assert each.id == FIRST_LINE or f'value="{each.id}"' in page, each.id
    assert desk.translator.say(card.label, Language.ENGLISH) not in words_of(page)
