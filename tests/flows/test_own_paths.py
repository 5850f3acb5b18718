"""Typed words lead nobody away from a path of their own, and ask nothing about others."""

import pytest

from bot.domain.language import Language
from bot.domain.meaning import DANGER, SUICIDE, Intent, Shade
from bot.domain.told import About, Told
from bot.flows import ways
from bot.flows.harm import IN_THIS_MINUTE
from bot.flows.someone_else import CALL_NOW, HAPPENING
from bot.flows.under_18 import DANGER_NOW
from tests.flows.led import LED, means, place
from tests.flows.talk import Talk
from tests.meanings import HALF, SOMETHING, STORY, meaning

# What leads away from the path of a child or of somebody who hurts.
CLOSED = [each for each in (*Intent, *Shade) if each not in ways.OPEN_TO_ALL | {Shade.INSULT}]
NOT_THERE = {"go.questions", "go.rights", "go.centres", "go.plan"}


def test_d08_a_neighbour_comes_to_the_path_of_third_persons(talk: Talk) -> None:
    talk.begins("home")

    means(talk, meaning(Intent.HELPING_OTHER))

    assert talk.sees(HAPPENING)
    assert talk.state.told.about is About.OTHER


def test_d08_a_neighbour_who_tells_of_danger_reads_at_once_to_call(talk: Talk) -> None:
    talk.begins("home")

    means(talk, meaning(Intent.HELPING_OTHER, heard=DANGER))

    assert talk.sees(CALL_NOW)
    assert "102" in talk.heard()


def test_a_thought_of_suicide_is_hers_whoever_she_writes_of(talk: Talk) -> None:
    talk.begins("home")

    means(talk, meaning(Intent.HELPING_OTHER, heard=SUICIDE))

    assert talk.screen.name == "danger.Emergency"


@pytest.mark.parametrize("about", [About.CHILD, About.HARM])
def test_danger_to_another_does_not_lead_away_from_an_own_path(talk: Talk, about: About) -> None:
    talk.begins("home", Told(language=Language.RUSSIAN, about=about))

    means(talk, meaning(Intent.HELPING_OTHER, heard=DANGER))

    assert talk.screen.name == "danger.Emergency"
    assert talk.state.told.about is about


def test_d09_who_hurts_reads_nothing_about_those_who_are_hurt(talk: Talk) -> None:
    talk.begins("home")

    means(talk, meaning(Intent.PERPETRATOR))

    assert talk.sees(IN_THIS_MINUTE)
    assert NOT_THERE.isdisjoint(talk.offered)


@pytest.mark.parametrize("intent", CLOSED)
@pytest.mark.parametrize(
    ("about", "text"), [(About.CHILD, DANGER_NOW), (About.HARM, IN_THIS_MINUTE)]
)
@pytest.mark.parametrize("words", [SOMETHING, STORY, "приют в Семее", "Семей"])
def test_d07_and_d09_whoever_has_a_path_of_their_own_stays_on_it(
    talk: Talk, intent: Intent | Shade, about: About, text: object, words: str
) -> None:
    talk.begins("home", Told(language=Language.RUSSIAN, about=about))

    means(talk, meaning(intent), words)

    assert talk.has_left == (intent is Intent.QUICK_EXIT)
    assert talk.has_left or talk.sees(text)  # type: ignore[arg-type]
    assert NOT_THERE.isdisjoint(talk.offered)


@pytest.mark.parametrize("about", [About.CHILD, About.HARM])
@pytest.mark.parametrize("words", [SOMETHING, STORY])
def test_choices_offer_only_what_is_open_on_an_own_path(
    talk: Talk, about: About, words: str
) -> None:
    talk.begins("home", Told(language=Language.RUSSIAN, about=about))

    means(talk, meaning(Intent.PRIVACY, Intent.FIND_CENTRE, Intent.EVIDENCE, sure=HALF), words)

    offered = set(talk.offered)
    assert NOT_THERE.isdisjoint(offered)
    assert {each for each in offered if each.startswith("mean.")} <= {"mean.privacy"}


@pytest.mark.parametrize("intent", [Intent.IS_IT_ABUSE, Intent.GREETING, Shade.STILL_LOVE])
def test_whoever_writes_of_another_is_asked_nothing_about_them(
    talk: Talk, intent: Intent | Shade
) -> None:
    talk.begins("home", Told(language=Language.RUSSIAN, about=About.OTHER))

    means(talk, meaning(intent))
    assert {"go.questions", "go.plan"}.isdisjoint(talk.offered)
    means(talk, meaning(Intent.EVIDENCE), STORY)
    assert {"go.questions", "go.plan"}.isdisjoint(talk.offered)


@pytest.mark.parametrize(
    "intent", [Intent.CHILD_CALLER, Intent.HELPING_OTHER, Intent.PERPETRATOR, Shade.INSULT]
)
def test_a_long_message_that_is_no_story_of_hers_is_led_at_once(
    talk: Talk, intent: Intent | Shade
) -> None:
    talk.begins("home")

    means(talk, meaning(intent), STORY)

    assert place(talk) == LED[intent]
