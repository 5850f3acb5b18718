"""Safety plans: every situation its own list, and ticks that live only in the chat."""

from bot.domain.language import Language
from bot.flows import memory
from bot.flows.plan import OPEN, TICKED
from tests.flows.talk import Talk, words_of


def test_e01_every_situation_has_a_list_of_its_own(talk: Talk) -> None:
    lists = set()
    for name, plan in talk.guide.plans.items():
        talk.begins("plan")
        talk.picks(name)
        if plan.warning is not None:
            talk.picks("on")
        assert talk.sees(plan.title)
        assert talk.sees(plan.pages[0][0])
        lists.add(talk.heard())

    assert len(lists) == len(talk.guide.plans) == 5


def test_e02_the_digital_list_warns_before_it_instructs(talk: Talk) -> None:
    warning = talk.guide.plans["digital"].warning
    assert warning is not None
    talk.begins("plan")

    talk.picks("digital")

    assert talk.heard() == words_of(warning, Language.ENGLISH)
    assert not any(option.startswith("tick.") for option in talk.offered)
    talk.picks("on")
    assert "tick.0" in talk.offered


def test_e07_ticks_are_in_the_chat_and_not_in_what_is_kept(talk: Talk) -> None:
    talk.begins("plan")
    talk.picks("living_together")
    before = memory.written(talk.state)

    talk.picks("tick.0", "tick.2")

    assert talk.heard().count(TICKED) == 2
    assert talk.screen.keepsake == "5"
    assert memory.written(talk.state) == before


def test_ticks_survive_page_turns_and_words_that_are_not_understood(talk: Talk) -> None:
    talk.begins("plan")
    talk.picks("living_together", "tick.0", "next", "tick.4", "earlier")
    talk.types("абракадабра")

    assert talk.heard().count(TICKED) == 1
    talk.picks("untick.0")
    assert TICKED not in talk.heard()
    assert talk.heard().count(OPEN) == len(talk.guide.plans["living_together"].pages[0])


def test_a_page_may_be_turned_as_often_as_there_are_pages(talk: Talk) -> None:
    for name, plan in talk.guide.plans.items():
        talk.begins("plan")
        talk.picks(name, *(["on"] if plan.warning else []))

        talk.picks(*["next"] * (len(plan.pages) - 1))

        assert "next" not in talk.offered
        talk.picks(*["earlier"] * (len(plan.pages) - 1))
        assert "earlier" not in talk.offered


def test_ticks_outlive_a_look_at_102(talk: Talk) -> None:
    talk.begins("plan")
    talk.picks("living_together", "tick.0", "tick.2")

    talk.picks("go.danger", "say", "back")
    if talk.screen.name.startswith("danger."):
        talk.picks("back")

    assert talk.screen.name == "plan.Ticking"
    assert talk.heard().count(TICKED) == 2
