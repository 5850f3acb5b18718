"""Rasa ranks the intents of typed words; danger, language and shade stay with us."""

import logging
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.domain.errors import SettingsError
from bot.domain.language import Language
from bot.domain.meaning import DANGER, SUICIDE, Guess, Intent, Shade
from bot.understanding.rasa import LONGEST, RasaUnderstander, open_rasa
from bot.understanding.understander import ALARMING, GUESSES
from tests.understanding.rasa_of_tests import (
    DANGEROUS,
    OWN,
    RasaOfTests,
    built_in,
    ranking,
    says,
    serving,
)

# The machine that runs the tests may be busy; what is not about time has all of it.
LONG: float = 20.0


@pytest.fixture
async def rasa() -> AsyncIterator[RasaOfTests]:
    async with serving(RasaOfTests()) as server:
        yield server


@pytest.fixture
async def understand(rasa: RasaOfTests) -> AsyncIterator[RasaUnderstander]:
    async with open_rasa(rasa.url, built_in, patience=LONG) as understander:
        yield understander


async def test_rasa_ranks_the_intents(rasa: RasaOfTests, understand: RasaUnderstander) -> None:
    understood = await understand("где найти доказательства")

    assert understood.guesses == (
        Guess(Intent.EVIDENCE, 0.75),
        Guess(Intent.LEGAL_AID, 0.125),
        Guess(Intent.PRIVACY, 0.0625),
    )
    assert rasa.texts == ["где найти доказательства"]
    assert rasa.asked[0].address == "/model/parse"
    # What is packed could be a thousand times as large as it looks.
    assert rasa.asked[0].headers["Accept-Encoding"] == "identity"


async def test_the_language_is_the_built_in_models(understand: RasaUnderstander) -> None:
    understood = await understand("photos")

    assert (understood.language, understood.is_sure_of_language) == (Language.RUSSIAN, True)
    assert not understood.danger


async def test_what_a_shade_weighs_belongs_to_its_intent(
    rasa: RasaOfTests, understand: RasaUnderstander
) -> None:
    rasa.answer = says(
        ranking(("evidence", 0.375), ("safety_plan/still_love", 0.25), ("safety_plan", 0.25))
    )
    understood = await understand("words")

    assert understood.guesses[0] == Guess(Intent.SAFETY_PLAN, 0.5)


async def test_a_name_that_comes_twice_is_never_more_than_certain(
    rasa: RasaOfTests, understand: RasaUnderstander
) -> None:
    rasa.answer = says(ranking(("evidence", 0.75), ("evidence", 0.75)))

    assert (await understand("words")).confidence == 1.0


@pytest.mark.parametrize(("best", "shade"), [("greeting", Shade.WHAT_IS_THIS), ("evidence", None)])
async def test_our_shade_stays_only_where_rasa_means_its_intent(
    rasa: RasaOfTests, understand: RasaUnderstander, best: str, shade: Shade | None
) -> None:
    rasa.answer = says(ranking((best, 0.75), ("privacy", 0.25)))

    assert (await understand("words")).shade is shade


async def test_no_more_guesses_than_the_built_in_model_has(
    rasa: RasaOfTests, understand: RasaUnderstander
) -> None:
    rasa.answer = says(ranking(*((intent.value, 0.03125) for intent in Intent)))

    assert len((await understand("words")).guesses) == GUESSES


async def test_rasa_is_not_asked_where_danger_was_heard(
    rasa: RasaOfTests, understand: RasaUnderstander
) -> None:
    assert await understand("danger is here") == DANGEROUS
    assert rasa.asked == []


@pytest.mark.parametrize(
    ("danger", "suicide", "heard"),
    [
        (ALARMING, 0.0, DANGER),
        (ALARMING / 2, ALARMING / 2, DANGER),
        (0.0, ALARMING, SUICIDE),
        (ALARMING / 2, ALARMING / 2 - 0.01, ""),
        (0.0, 0.0, ""),
    ],
)
async def test_rasa_can_add_danger(
    rasa: RasaOfTests, understand: RasaUnderstander, danger: float, suicide: float, heard: str
) -> None:
    rasa.answer = says(ranking(("evidence", 0.5), ("danger_now", danger), ("self_harm", suicide)))

    assert (await understand("words")).heard == heard


@pytest.mark.parametrize("words", ["", "   ", "7", "!!!", "😀", "/", "/ 1", "я" * (LONGEST + 1)])
async def test_rasa_is_not_asked_about_stories_or_where_nothing_is_to_be_read(
    rasa: RasaOfTests, understand: RasaUnderstander, words: str
) -> None:
    assert await understand(words) == OWN
    assert rasa.asked == []


async def test_the_longest_words_are_still_asked(
    rasa: RasaOfTests, understand: RasaUnderstander
) -> None:
    assert await understand("я" * LONGEST) != OWN
    assert rasa.texts == ["я" * LONGEST]


async def test_nobody_can_name_an_intent_by_a_slash(
    rasa: RasaOfTests, understand: RasaUnderstander
) -> None:
    await understand(" /greeting")
    await understand("//self_harm{}")

    assert rasa.texts == ["greeting", "self_harm{}"]


async def test_letters_that_no_file_could_hold_are_asked_too(
    rasa: RasaOfTests, understand: RasaUnderstander
) -> None:
    assert await understand("help \ud800") != OWN
    assert rasa.texts == ["help \ud800"]


async def test_credentials_reach_rasa_and_nobody_else(
    rasa: RasaOfTests, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    address = (
        rasa.url.replace("//", "//planted-user:planted%2Fpass@") + "/base/?token=planted-token"
    )
    async with open_rasa(address, built_in, patience=LONG) as understand:
        assert await understand("planted-words") != OWN
        assert "planted" not in repr(understand)

    assert rasa.asked[0].address == "/base/model/parse?token=planted-token"
    # planted-user:planted/pass
    assert rasa.asked[0].headers["Authorization"] == "Basic cGxhbnRlZC11c2VyOnBsYW50ZWQvcGFzcw=="
    assert {record.name.partition(".")[0] for record in caplog.records} >= {"httpx", "httpcore"}
    assert "planted" not in caplog.text


async def test_words_go_through_no_proxy(
    rasa: RasaOfTests, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving(RasaOfTests()) as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        async with open_rasa(rasa.url, built_in, patience=LONG) as understand:
            assert await understand("words") != OWN

        assert proxy.asked == []
    assert rasa.texts == ["words"]


@pytest.mark.parametrize("url", ["planted", "ftp://planted:5005", "http://", "http://planted:x"])
async def test_a_wrong_address_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(SettingsError, match="PANA_RASA_URL") as refused:
        async with open_rasa(url, built_in):
            pass

    assert "planted" not in str(refused.value)


async def test_the_connections_are_closed_with_the_program(rasa: RasaOfTests) -> None:
    async with open_rasa(rasa.url, built_in, patience=LONG) as understand:
        await understand("words")
        assert not understand.client.is_closed

    assert understand.client.is_closed


async def test_a_model_that_is_swapped_in_is_asked(rasa: RasaOfTests) -> None:
    newer = replace(OWN, language=Language.ENGLISH)
    answers = iter([OWN, newer])
    async with open_rasa(rasa.url, lambda _: next(answers), patience=LONG) as understand:
        first, second = await understand("one"), await understand("two")

    assert (first.language, second.language) == (Language.RUSSIAN, Language.ENGLISH)
