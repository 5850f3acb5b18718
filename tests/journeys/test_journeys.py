"""Every story, in every language, goes as its kept transcript says."""

import asyncio
from difflib import unified_diff

import pytest

from bot.domain.language import Language
from bot.flows import FLOWS
from bot.flows.screens import SPEAK
from tests.journeys.steps import Story
from tests.journeys.stories import STORIES
from tests.journeys.transcript import HERE, Transcript, kept_at

REWRITE = "If this is meant, run `make journeys` and read the difference."


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
async def test_a_story_goes_as_its_transcript_says(story: Story, language: Language) -> None:
    kept = kept_at(story, language)
    before = kept.read_text(encoding="utf-8") if kept.is_file() else ""

    now = await Transcript(story, language).played()

    difference = unified_diff(before.splitlines(), now.splitlines(), "kept", "now", lineterm="")
    assert now == before, "\n".join((*difference, REWRITE))


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
async def test_a_story_meets_the_same_screens_in_every_language(story: Story) -> None:
    tellings = [Transcript(story, language) for language in Language]
    await asyncio.gather(*(telling.played() for telling in tellings))

    own, *others = ([_unspoken(met) for met in telling.met] for telling in tellings)
    assert all(other == own for other in others)


def test_every_transcript_belongs_to_a_story() -> None:
    told = {kept_at(story, language) for story in STORIES for language in Language}

    assert set(HERE.glob("*/*.txt")) == told, REWRITE


def test_no_two_stories_bear_one_name() -> None:
    assert len({story.name for story in STORIES}) == len(STORIES)


async def test_the_stories_lead_through_every_flow() -> None:
    tellings = [Transcript(story, Language.RUSSIAN) for story in STORIES]
    for telling in tellings:
        await telling.played()

    met = {name for telling in tellings for name, _ in telling.met}
    assert {state.__name__ for flow in FLOWS for state in flow.states} <= met


def _unspoken(met: tuple[str, tuple[str, ...]]) -> tuple[str, tuple[str, ...]]:
    """Return a screen without what differs by language.

    The order of places may follow from how a name is typed, and it is another language that is
    offered.
    """
    name, options = met
    if name == "AskingWhich":
        return name, ()
    return name, tuple(SPEAK if each.startswith(SPEAK) else each for each in options)
