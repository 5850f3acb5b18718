"""Every story that is told, in the order of the transcripts."""

from typing import Final

from tests.journeys import (
    stories_of_danger,
    stories_of_help,
    stories_of_people,
    stories_of_talk,
    stories_of_words,
)
from tests.journeys.steps import Story

STORIES: Final[tuple[Story, ...]] = (
    *stories_of_danger.STORIES,
    *stories_of_people.STORIES,
    *stories_of_help.STORIES,
    *stories_of_talk.STORIES,
    *stories_of_words.STORIES,
)
