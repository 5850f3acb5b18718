"""What may still be said on a later day: all of it, with a warning first, or only who to ask."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.conversation import Event, Screen
from bot.domain.guide import SILENT_AFTER, Guide, Review
from bot.domain.language import Language
from bot.domain.told import Told
from bot.flows import engine, rights, topics
from bot.flows.centre_card import card
from bot.flows.freshness import MAY_HAVE_CHANGED, ONLY_ASK
from bot.flows.results import AMBULANCE_FIRST, WITHIN_DAYS
from tests.flows.talk import Talk, words_of

A_DAY = timedelta(days=1)
ENGLISH = Language.ENGLISH
NUMBERS = ("102", "103", "112", "111")


def on(guide: Guide, day: date) -> Guide:
    return replace(guide, today=day)


def old(guide: Guide, review: Review, age: timedelta) -> Guide:
    return on(guide, review.checked_on + age + A_DAY)


def expired(guide: Guide, review: Review, age: timedelta) -> Guide:
    return on(guide, review.checked_on + age + SILENT_AFTER + A_DAY)


def warning_of(review: Review) -> str:
    return words_of(MAY_HAVE_CHANGED.given(date=str(review.checked_on)), ENGLISH)


def fits(screen: Screen) -> bool:
    return all(len(words_of(screen.text, language)) <= screen.limit for language in Language)


def later_days(guide: Guide) -> Iterator[Guide]:
    """Return the guide on the days on which something of it begins to age, or to be silent."""
    checked = guide.numbers.review.checked_on
    for age in (guide.ages.numbers, guide.ages.legal, guide.ages.rest):
        yield on(guide, checked + age + A_DAY)
        yield on(guide, checked + age + SILENT_AFTER + A_DAY)


def emergency(guide: Guide, *options: str) -> Talk:
    talk = Talk(guide)
    talk.begins("danger")
    talk.picks(*options)
    return talk


@pytest.mark.parametrize("page", ["say", "silent"])
def test_advice_on_calling_says_how_old_it_is_and_then_only_names_111(
    guide: Guide, page: str
) -> None:
    numbers, age = guide.numbers, guide.ages.numbers
    advice = words_of({"say": numbers.what_to_say, "silent": numbers.silent}[page], ENGLISH)
    fresh = emergency(on(guide, numbers.review.checked_on + age), page).heard()
    later = emergency(old(guide, numbers.review, age), page).heard()
    last = emergency(expired(guide, numbers.review, age), page).heard()

    assert advice in fresh
    assert "may have changed" not in fresh
    assert later.index(warning_of(numbers.review)) < later.index(advice)
    assert advice not in last
    assert words_of(ONLY_ASK, ENGLISH) in last


def test_the_numbers_themselves_stand_at_any_age(guide: Guide) -> None:
    for later in later_days(guide):
        heard = emergency(later).heard()
        assert all(number in heard for number in NUMBERS)
        assert words_of(ONLY_ASK, ENGLISH) not in heard


def test_every_page_of_the_numbers_fits_its_limit_on_any_day(guide: Guide) -> None:
    for later in later_days(guide):
        for page in ((), ("say",), ("silent",)):
            assert fits(emergency(later, *page).screen), (later.today, page)


def medical_results(guide: Guide, neck: str, sex: str) -> Talk:
    """Return what somebody reads who was choked, or forced, or neither; nothing else is so."""
    talk = Talk(guide)
    talk.begins("questions")
    given = {"q_neck": neck, "q_sex": sex}
    while talk.screen.name.endswith(("Asking", "Pausing")):
        item = getattr(talk.state, "item", "")
        talk.picks("on" if not item and "on" in talk.offered else given.get(item, "skip"))
    return talk


def answers_to(guide: Guide, item: str) -> list[str]:
    found = guide.questionnaire.item(item)
    assert found is not None
    return [choice.id for choice in found.choices if choice.medical]


def test_whoever_was_choked_reads_103_however_old_the_card_is(guide: Guide) -> None:
    neck = guide.medical["neck"]
    (answer, *_) = answers_to(guide, "q_neck")
    later = medical_results(old(guide, neck.review, guide.ages.legal), answer, "skip").heard()
    last = medical_results(expired(guide, neck.review, guide.ages.legal), answer, "skip").heard()

    assert later.index(warning_of(neck.review)) < later.index(words_of(neck.text, ENGLISH))
    assert words_of(neck.text, ENGLISH) not in last
    assert words_of(AMBULANCE_FIRST, ENGLISH) in last


def test_the_page_about_doctors_still_names_where_to_go_however_old_it_is(guide: Guide) -> None:
    review, age = guide.medical["neck"].review, guide.ages.legal
    # Hands on the neck in these days would end the questions before the other is asked.
    neck, sex = answers_to(guide, "q_neck")[-1], answers_to(guide, "q_sex")[0]
    talk = medical_results(expired(guide, review, age), neck, sex)
    talk.picks("medical")

    assert talk.heard().split("\n\n") == [
        words_of(text, ENGLISH) for text in (AMBULANCE_FIRST, WITHIN_DAYS)
    ]


def test_help_that_is_bound_to_days_is_named_however_old_the_card_is(guide: Guide) -> None:
    sex = guide.medical["sex"]
    (answer, *_) = answers_to(guide, "q_sex")
    last = medical_results(expired(guide, sex.review, guide.ages.legal), "skip", answer).heard()

    assert words_of(sex.text, ENGLISH) not in last
    assert words_of(WITHIN_DAYS, ENGLISH) in last


def test_the_results_fit_their_limits_on_any_day(guide: Guide) -> None:
    for later in later_days(guide):
        for neck in (*answers_to(guide, "q_neck"), "skip"):
            for sex in (*answers_to(guide, "q_sex"), "skip"):
                talk = medical_results(later, neck, sex)
                assert fits(talk.screen), (later.today, neck, sex)
                if "medical" in talk.offered:
                    talk.picks("medical")
                    assert fits(talk.screen), (later.today, neck, sex)


def test_the_short_answer_with_a_medical_card_ages_like_the_card(guide: Guide) -> None:
    sex = guide.medical["sex"]
    for later, is_told in (
        (on(guide, sex.review.checked_on + guide.ages.legal), True),
        (old(guide, sex.review, guide.ages.legal), True),
        (expired(guide, sex.review, guide.ages.legal), False),
    ):
        turn = topics.FLOW.step(topics.Answering("sexual"), Event(), later)
        said = turn.replies[0]
        heard = words_of(said.text, ENGLISH)
        assert (words_of(sex.text, ENGLISH) in heard) is is_told
        assert (words_of(WITHIN_DAYS, ENGLISH) in heard) is not is_told
        assert all(len(words_of(said.text, each)) <= said.limit for each in Language)


def test_an_old_plan_warns_before_anything_and_later_offers_nothing_to_tick(guide: Guide) -> None:
    for name, plan in guide.plans.items():
        talk = Talk(old(guide, plan.review, guide.ages.rest))
        talk.begins("plan")
        talk.picks(name)
        assert warning_of(plan.review) in talk.heard(), name
        assert fits(talk.screen), name
        assert {"on", "tick.0"} & set(talk.offered), name

        talk = Talk(expired(guide, plan.review, guide.ages.rest))
        talk.begins("plan")
        talk.picks(name)
        assert talk.heard().split("\n\n") == [
            words_of(plan.title, ENGLISH),
            words_of(ONLY_ASK, ENGLISH),
        ], name
        assert not [each for each in talk.offered if each.startswith("tick.") or each == "on"]
        talk.picks("other")
        assert name in talk.offered


def test_a_plan_that_expires_while_it_is_read_stops_at_the_next_tap(guide: Guide) -> None:
    plan = guide.plans["living_together"]
    talk = Talk(guide)
    talk.begins("plan")
    talk.picks("living_together", "tick.0")

    talk.guide = expired(guide, plan.review, guide.ages.rest)
    talk.picks("tick.1")

    assert words_of(ONLY_ASK, ENGLISH) in talk.heard()
    assert not talk.screen.keepsake


def test_a_doubtful_centre_says_first_how_old_its_entry_is(guide: Guide) -> None:
    doubtful = [each for each in guide.centres if not (each.phones and each.verified)]
    assert doubtful
    for centre in doubtful:
        later = old(guide, centre.review, guide.ages.centres)
        place = later.places[centre.place or later.regions[centre.region].centre]
        said = words_of(card(centre, place, later, ()).text, ENGLISH)
        assert warning_of(centre.review) == said.split("\n\n")[0], centre.id


def test_every_right_fits_its_card_on_any_day(guide: Guide) -> None:
    for later in later_days(guide):
        for right in later.rights:
            reading = rights.Reading(right, told=Told(language=ENGLISH))
            screen = engine.screen_of(engine.look(reading, later))
            assert screen.name == "rights.Reading"
            assert fits(screen), (later.today, right)


def test_every_centre_fits_its_card_on_any_day(guide: Guide) -> None:
    for later in later_days(guide):
        for centre in later.centres:
            place = later.places[centre.place or later.regions[centre.region].centre]
            reply = card(centre, place, later, ())
            for language in Language:
                assert len(words_of(reply.text, language)) <= reply.limit, (centre.id, language)
