"""A typed place is a place, and what is no place is answered as what it is."""

import pytest

from bot.domain.meaning import DANGER, Intent, Shade
from bot.flows import centres, meant
from tests.flows.led import LED, means, place
from tests.flows.talk import Talk
from tests.meanings import HALF, HARDLY, STORY, meaning


@pytest.mark.parametrize("intent", [Intent.DIVORCE_CHILDREN, Intent.OUT_OF_SCOPE, Shade.INSULT])
@pytest.mark.parametrize("words", ["Семей", "taldyqorgan", "живу в Семее", "Павлодар облысы"])
def test_the_name_of_a_place_is_a_place_whatever_else_it_may_mean(
    talk: Talk, intent: Intent | Shade, words: str
) -> None:
    talk.begins("centres")

    means(talk, meaning(intent), words)

    assert talk.screen.name in {"centres.ShowingCentre", "centres.AskingPlace"}


@pytest.mark.parametrize("begins", ["centres", "home", "rights"])
def test_a_place_is_no_danger_because_a_model_does_not_know_it(talk: Talk, begins: str) -> None:
    talk.begins(begins)

    means(talk, meaning(Intent.DANGER_NOW, heard=DANGER), "Талғар")

    assert talk.screen.name == "centres.ShowingCentre"


@pytest.mark.parametrize("begins", ["centres", "home"])
@pytest.mark.parametrize("words", ["он убивает меня, Талгар", "Талгар помогите он ломает дверь"])
def test_a_place_beside_words_of_danger_is_danger(talk: Talk, begins: str, words: str) -> None:
    talk.begins(begins)

    means(talk, meaning(Intent.DANGER_NOW, heard=DANGER), words)

    assert talk.heard().startswith("102")


def test_a_question_that_names_a_place_is_answered_as_a_question(talk: Talk) -> None:
    talk.begins("centres")

    means(talk, meaning(Intent.PROTECTIVE_ORDER), "как получить защитное предписание в Семее")

    assert place(talk) == LED[Intent.PROTECTIVE_ORDER]


def test_a_request_for_help_that_names_a_place_finds_it_from_anywhere(talk: Talk) -> None:
    for begins in ("home", "centres"):
        talk.begins(begins)
        means(talk, meaning(Intent.FIND_CENTRE), "скажите есть ли у вас кризисный центр в Семее")
        assert talk.screen.name == "centres.ShowingCentre"


@pytest.mark.parametrize("intent", [Intent.THANKS_BYE, Intent.EVIDENCE, Shade.INSULT])
def test_what_surely_is_no_place_is_answered_where_a_place_is_waited_for(
    talk: Talk, intent: Intent | Shade
) -> None:
    talk.begins("centres")

    means(talk, meaning(intent))

    assert place(talk) == LED[intent]


def test_a_story_is_thanked_for_where_a_place_is_waited_for(talk: Talk) -> None:
    talk.begins("centres")

    means(talk, meaning(Intent.OUT_OF_SCOPE, sure=HARDLY), STORY)

    assert talk.sees(meant.AFTER_STORY)


@pytest.mark.parametrize("sure", [HARDLY, HALF, 0.99])
def test_a_name_we_do_not_know_may_be_typed_again(talk: Talk, sure: float) -> None:
    talk.begins("centres")

    means(talk, meaning(Intent.OUT_OF_SCOPE, sure=sure), "Ыыыкөл")

    assert talk.sees(centres.NOT_FOUND)
