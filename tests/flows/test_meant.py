"""What follows from typed words: a place, some choices, or the menu and a person."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.commands import NoteNotUnderstood
from bot.domain.language import Language
from bot.domain.meaning import DANGER, SUICIDE, Features, Guess, Intent, Shade, Understanding
from bot.domain.told import Told
from bot.flows import engine, looking, meant, memory, topics, ways
from bot.flows.privacy import WHAT_THIS_IS
from tests.flows.chance import HAPPENINGS, OPENING, Happening, by_chance, carry_out
from tests.flows.led import LED, means, place
from tests.flows.talk import Talk, Visitors
from tests.meanings import HALF, HARDLY, SOMETHING, STORY, meaning

ANY_MEANING = st.builds(
    meaning,
    st.sampled_from((*Intent, *Shade)),
    sure=st.sampled_from((HARDLY, HALF, 0.7, 0.99)),
    heard=st.sampled_from(("", "", "", DANGER, SUICIDE)),
    language=st.sampled_from((None, *Language)),
)


@pytest.mark.parametrize(("intent", "leads"), LED.items())
def test_what_is_surely_meant_leads_to_its_place(
    talk: Talk, intent: Intent | Shade, leads: str
) -> None:
    talk.begins("home")

    means(talk, meaning(intent))

    assert place(talk) == leads


def test_every_intent_and_every_shade_has_a_place() -> None:
    assert set(LED) == {*Intent, *Shade}


@pytest.mark.parametrize("leads", sorted(set(LED.values()) - {"neutral", "danger.Emergency"}))
def test_every_place_leads_back_or_to_the_menu(talk: Talk, leads: str) -> None:
    talk.begins("settings")
    means(talk, meaning(next(each for each in LED if LED[each] == leads)))

    assert {"back", "go.home"} & set(talk.offered)


def test_d03_whoever_still_loves_is_not_judged_and_offered_a_plan(talk: Talk) -> None:
    talk.begins("home")

    means(talk, meaning(Shade.STILL_LOVE))

    assert talk.sees(topics.STILL_LOVE)
    talk.picks("go.plan")


def test_d04_whether_to_report_has_two_sides_and_is_her_choice(talk: Talk) -> None:
    talk.begins("home")

    means(talk, meaning(Intent.REPORT_POLICE))

    assert talk.sees(topics.BOTH_SIDES)
    talk.picks("right.protective_order")


def test_d10_after_three_insults_only_the_menu_and_the_numbers_stay(talk: Talk) -> None:
    talk.begins("plan")

    for answer in (topics.OPEN_DOOR, topics.OPEN_DOOR, topics.LIMITS, topics.LIMITS):
        means(talk, meaning(Shade.INSULT))
        assert talk.sees(answer)

    assert set(talk.offered) == {"back", "go.home", "go.language", "go.danger", "exit"}
    assert all(number in talk.heard() for number in ("102", "103", "112", "111"))
    talk.picks("back")
    assert talk.screen.name == "plan.AskingSituation"


def test_a08_what_is_this_is_answered(talk: Talk) -> None:
    talk.begins("home")

    means(talk, meaning(Shade.WHAT_IS_THIS))

    assert talk.sees(WHAT_THIS_IS)


def test_half_understood_words_bring_choices_and_a_person(talk: Talk) -> None:
    talk.begins("rights")

    means(talk, meaning(Intent.EVIDENCE, Intent.PRIVACY, Intent.FIND_CENTRE, sure=HALF))

    assert talk.sees(meant.WHICH)
    assert talk.offered[:4] == ("mean.evidence", "mean.privacy", "go.centres", "go.handover")
    talk.picks("mean.privacy")
    assert talk.sees(WHAT_THIS_IS)


def test_one_likely_meaning_is_never_offered_alone(talk: Talk) -> None:
    talk.begins("rights")

    means(talk, meaning(Intent.EVIDENCE, Intent.PRIVACY, sure=HALF, other=0.02))

    assert talk.offered[:3] == ("mean.evidence", "mean.privacy", "go.handover")


def test_at_most_three_meanings_are_offered(talk: Talk) -> None:
    talk.begins("rights")
    others = (Intent.PRIVACY, Intent.LEGAL_AID, Intent.REPORT_POLICE, Intent.FORCED_MARRIAGE)

    means(talk, meaning(Intent.EVIDENCE, *others, sure=0.3, other=0.15))

    assert len([each for each in talk.offered if each.startswith("mean.")]) == meant.CHOICES


@pytest.mark.parametrize("intent", [each for each in Intent if each is not Intent.OUT_OF_SCOPE])
def test_every_choice_that_is_offered_leads_where_surely_meant_words_lead(
    talk: Talk, intent: Intent
) -> None:
    talk.begins("home")
    means(talk, meaning(intent, Intent.OUT_OF_SCOPE, sure=HALF))
    option = ways.option_for(intent, talk.guide)
    if option is None:
        assert talk.screen.name != "meant.Choosing" or f"mean.{intent}" not in talk.offered
        return

    talk.picks(option.id)

    assert place(talk) == LED[intent]


def test_words_that_are_not_understood_bring_the_menu_and_a_person(talk: Talk) -> None:
    talk.begins("settings")

    means(talk, meaning(Intent.OUT_OF_SCOPE, sure=HARDLY))

    assert talk.sees(meant.NOT_CLEAR)
    assert {"go.home", "go.handover", "back"} <= set(talk.offered)
    talk.picks("back")
    assert talk.screen.name == "settings.Asking"


def test_where_a_person_is_offered_already_the_place_stays(talk: Talk) -> None:
    talk.begins("home")
    before = talk.offered

    means(talk, meaning(Intent.OUT_OF_SCOPE, sure=HARDLY))

    assert talk.sees(looking.NOT_UNDERSTOOD)
    assert talk.offered == before


def test_signs_without_a_letter_are_not_sent_away(talk: Talk) -> None:
    talk.begins("home")

    means(talk, meaning(Intent.OUT_OF_SCOPE), "🙏🙏")

    assert talk.sees(looking.NOT_UNDERSTOOD)


def test_what_is_not_understood_is_counted_by_features_only(talk: Talk) -> None:
    talk.begins("settings")

    means(talk, meaning(Intent.OUT_OF_SCOPE, sure=HARDLY), "qaida qalai білмеймін")
    means(talk, meaning(Intent.EVIDENCE, sure=HALF), "про бумаги")

    noted = [each.features for each in talk.commands if isinstance(each, NoteNotUnderstood)]
    assert noted == [
        Features("en", "mixed", "to_3", "menu"),
        Features("en", "cyrillic", "to_3", "choices"),
    ]


@pytest.mark.parametrize("intent", [Intent.EVIDENCE, Intent.GREETING, Shade.STILL_LOVE])
@pytest.mark.parametrize("words", [STORY, "өтінемін" * 25])
def test_a_long_story_is_thanked_for_before_anything(
    talk: Talk, intent: Intent | Shade, words: str
) -> None:
    talk.begins("home")

    means(talk, meaning(intent), words)

    assert talk.sees(meant.AFTER_STORY)
    ways_on = {"go.handover", "go.questions", "go.rights", "go.centres", "go.plan", "back"}
    assert ways_on <= set(talk.offered)


def test_a_story_is_told_again_without_losing_the_way_back(talk: Talk) -> None:
    talk.begins("rights")

    for _ in range(3):
        means(talk, meaning(Intent.EVIDENCE), STORY)
    talk.picks("back")

    assert talk.screen.name == "rights.Opening"


def test_danger_in_a_story_comes_before_warmth(talk: Talk) -> None:
    talk.begins("home")

    means(talk, meaning(Intent.IS_IT_ABUSE, heard=DANGER), STORY)

    assert talk.heard().startswith("102")


@pytest.mark.parametrize(("sure", "leaves"), [(0.99, True), (0.7, False), (HALF, False)])
def test_only_words_that_ask_very_clearly_to_leave_do_it(
    talk: Talk, sure: float, leaves: bool
) -> None:
    talk.begins("rights")

    means(talk, meaning(Intent.QUICK_EXIT, sure=sure))

    assert talk.has_left is leaves


def test_a_meaning_we_no_longer_know_is_no_choice(talk: Talk) -> None:
    told = Told(language=Language.RUSSIAN)
    talk.state = meant.Choosing(("gone", "evidence"), told=told)
    talk.turn = engine.look(talk.state, talk.guide)

    assert talk.offered[:2] == ("mean.evidence", "go.handover")


@by_chance
@given(HAPPENINGS, ANY_MEANING, st.sampled_from((SOMETHING, STORY, "Семей", "🙏", "")))
def test_whatever_words_mean_there_is_an_answer_with_the_ways_out(
    visitor: Visitors, happenings: list[Happening], understood: Understanding, words: str
) -> None:
    talk = visitor()
    for happening in (*OPENING, *happenings):
        carry_out(talk, happening)
    if talk.has_left:
        talk.starts()

    means(talk, understood, words)

    assert talk.has_left or talk.offered[-2:] == ("go.danger", "exit")
    assert memory.written(talk.state) == memory.written(talk.turn.state)


@by_chance
@given(st.floats(0, 1), st.sampled_from((*Intent, *Shade)))
def test_what_is_not_sure_is_never_acted_on(
    visitor: Visitors, sure: float, intent: Intent | Shade
) -> None:
    talk = visitor()
    talk.begins("rights")

    means(talk, replace(meaning(intent, sure=sure), guesses=_guesses(intent, sure)))

    acted = talk.has_left or talk.screen.name not in {"meant.Choosing", "rights.Opening"}
    assert not acted or sure >= meant.SURE


def _guesses(intent: Intent | Shade, sure: float) -> tuple[Guess, ...]:
    return (Guess(meaning(intent).intent, sure), Guess(Intent.LEGAL_AID, 1 - sure))
