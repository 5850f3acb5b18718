"""Paths of their own: what a child, a neighbour and somebody who hurts never meet."""

from collections.abc import Iterator

import pytest

from bot.domain.conversation import Picked, Screen, State, Typed
from bot.domain.guide import Guide
from bot.domain.language import Language
from bot.domain.privacy import Confidential
from bot.domain.told import Told
from bot.flows import engine, someone_else, under_18, welcome
from tests.flows.talk import Talk, words_of

# These lead out of a path, because it was not hers.
OTHER_PATHS = {"all", "exit"}
CRIES = ("он убивает меня", "өлгім келеді")


@pytest.mark.parametrize("path", ["under_18", "someone_else", "harm"])
def test_d07_d08_no_questionnaire_is_offered_anywhere_on_the_path(guide: Guide, path: str) -> None:
    for screen in _screens_of(path, guide):
        offered = {option.id for option in screen.options}
        assert "go.questions" not in offered, screen.name
        assert not any(option.startswith("now.") for option in offered), screen.name
        assert not screen.name.startswith("questions."), screen.name


def test_d07_a_child_reads_111_first(talk: Talk) -> None:
    talk.begins("under_18")

    assert talk.sees(under_18.DANGER_NOW)
    for language in Language:
        assert "111" in talk.heard(language).split("?")[0]


def test_d07_nothing_of_sex_stands_on_a_childs_path(guide: Guide) -> None:
    for screen in _screens_of("under_18", guide):
        assert words_of(guide.medical["sex"].text, Language.RUSSIAN) not in words_of(
            screen.text, Language.RUSSIAN
        )
        assert not {"medical", "days"} & {option.id for option in screen.options}


def test_d08_a_neighbour_reads_102_first(talk: Talk) -> None:
    talk.begins("someone_else")

    talk.picks("now")

    assert talk.sees(someone_else.CALL_NOW)
    for language in Language:
        assert talk.heard(language).startswith("102")


def test_d09_somebody_who_hurts_sees_nothing_for_those_who_are_hurt(guide: Guide) -> None:
    for screen in _screens_of("harm", guide):
        leads = {option.id for option in screen.options}
        assert not leads & {"go.centres", "go.rights", "go.plan", "go.someone_else"}, screen.name
        assert screen.name.partition(".")[0] not in {"centres", "rights", "plan"}, screen.name


def test_d05_a_man_is_offered_the_same_help(talk: Talk) -> None:
    talk.begins("man")

    same = {"go.questions", "go.handover", "go.centres", "go.rights", "go.plan"}
    assert same <= set(talk.offered)


@pytest.mark.parametrize("path", ["under_18", "someone_else", "harm"])
def test_a_path_taken_by_mistake_leads_back_to_the_whole_menu(talk: Talk, path: str) -> None:
    talk.begins(path)

    talk.picks("go.home", "all")

    assert "go.questions" in talk.offered


def _screens_of(path: str, guide: Guide) -> Iterator[Screen]:
    """Visit every kind of screen that can be reached on a path without leaving it."""
    talk = Talk(guide)
    talk.begins(path, Told(language=Language.KAZAKH))
    ahead: list[State] = [talk.state]
    met: set[object] = set()
    while ahead:
        state = ahead.pop()
        here = engine.screen_of(engine.look(state, guide))
        if _key(here) in met:
            continue
        met.add(_key(here))
        yield here
        events = [Picked(each.id) for each in here.options if each.id not in OTHER_PATHS]
        typed = [Typed(words=Confidential(cry)) for cry in CRIES]
        for event in (*events, *typed):
            turn = engine.step(state, event, guide)
            if not isinstance(turn.state, welcome.Greeting):
                ahead.append(turn.state)


def _key(screen: Screen) -> object:
    return screen.name, repr(screen.text), tuple(option.id for option in screen.options)
