"""What a visitor reads on a page is true of a page, in every language."""

import re
from collections.abc import Iterator
from string import Formatter
from typing import Final

import pytest

from bot.channels.web.session import CHANNEL as WEB
from bot.channels.web.wording import ON_A_PAGE, OTHERWISE
from bot.domain.conversation import CARD, SHORT
from bot.domain.language import Language
from bot.domain.text import Text, paragraphs
from bot.flows import engine, handover, privacy, talk, welcome
from bot.knowledge import models
from bot.knowledge.phrases import forbidden_in
from bot.knowledge.reader import read_folder
from bot.translation.catalogs import catalog_sources, translations
from bot.translation.translator import Translator
from tests.conftest import KNOWLEDGE

# What stands on cards or above other screens has limits of its own.
CONSENTS: Final = (handover.CONSENT, handover.CONSENT_CHILD)
SHORTER: Final = {engine.PLACE_REFUSED.source: 100, welcome.LEFT_OVER.source: 200}
SENTENCES: Final = 3
SENTENCE_END: Final = re.compile(r"[.!?…](?:\s|$)")
# A wait longer than any is told of, so that every other one fits as well.
LONGEST_WAIT: Final = {"low": 120, "high": 180}
WAITS: Final[tuple[Text, ...]] = (
    handover.NOBODY_CONNECTED,
    handover.NOBODY_ON_SHIFT,
    handover.USUAL_WAIT.given(**LONGEST_WAIT),
    handover.UNKNOWN_WAIT,
)
OF_A_MESSENGER: Final = re.compile(
    r"telegram|/start|\bmessages?\b|notification|chat list|this chat left|chat's place"
    r"|out of the chat|swipe|location you send",
    re.IGNORECASE,
)
IN_OTHER_LANGUAGES: Final = re.compile(
    r"telegram|телеграм|/start|\bчат|хабарландыру|уведомлен|сообщени", re.IGNORECASE
)


@pytest.fixture(params=list(Language), ids=str)
def language(request: pytest.FixtureRequest) -> Language:
    found: Language = request.param
    return found


@pytest.fixture
def page() -> Translator:
    return Translator(translations(), {WEB: ON_A_PAGE}).in_channel(WEB)


def of_the_flows() -> set[str]:
    """Return the source of every sentence that a flow says."""
    return {source for source, place in catalog_sources() if place.startswith("bot/flows/")}


def gaps(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


def said_in(language: Language) -> Iterator[tuple[str, str]]:
    """Return every sentence that has other words on a page, and those words in a language."""
    catalog = translations()[language]
    for source, otherwise in ON_A_PAGE.items():
        yield source, catalog.gettext(otherwise)


def test_only_sentences_of_the_flows_have_other_words_and_each_has_them_once() -> None:
    assert set(ON_A_PAGE) <= of_the_flows()
    assert len(ON_A_PAGE) == len(OTHERWISE)
    assert len(set(ON_A_PAGE.values())) == len(OTHERWISE)


def test_other_words_are_other_and_are_said_by_no_flow() -> None:
    assert not set(ON_A_PAGE.values()) & of_the_flows()


def test_no_sentence_of_the_flows_that_speaks_of_a_messenger_is_forgotten() -> None:
    # A form carries words and a place only: what is said of pictures and voices is never said.
    never = {notice.source for notice in engine.REFUSED.values()}
    speaking = {source for source in of_the_flows() if OF_A_MESSENGER.search(source)}
    assert speaking - never - set(ON_A_PAGE) == set()
    assert handover.CONSENT.source in speaking
    assert talk.WRITE_HERE.source in speaking


def test_other_words_speak_of_no_messenger(language: Language) -> None:
    assert [words for _, words in said_in(language) if IN_OTHER_LANGUAGES.search(words)] == []


def test_other_words_are_translated(language: Language) -> None:
    same = [words for source, words in said_in(language) if words == ON_A_PAGE[source]]
    assert same == ([] if language is not Language.ENGLISH else list(ON_A_PAGE.values()))


def test_other_words_keep_the_gaps_of_the_sentence(language: Language) -> None:
    for source, words in said_in(language):
        assert gaps(words) == gaps(source), source


def test_other_words_are_as_short_as_any_screen(language: Language, page: Translator) -> None:
    for said, _ in OTHERWISE:
        if said in CONSENTS:
            continue
        words = page.say(said, language)
        assert len(words) <= SHORT, words
        assert len(SENTENCE_END.findall(words)) <= SENTENCES, words
        assert words.count("?") <= 1, words


def test_a_notice_on_a_page_is_as_short_as_in_a_messenger(language: Language) -> None:
    for source, words in said_in(language):
        assert len(words) <= SHORTER.get(source, CARD), words


@pytest.mark.parametrize("consent", CONSENTS, ids=("adult", "child"))
@pytest.mark.parametrize("wait", WAITS, ids=("unconnected", "nobody", "usual", "unknown"))
def test_the_consent_fits_its_card_whatever_is_said_of_the_wait(
    language: Language, page: Translator, wait: Text, consent: Text
) -> None:
    assert len(page.say(paragraphs(wait, consent), language)) <= CARD


def test_the_page_says_how_long_answers_are_kept(language: Language, page: Translator) -> None:
    kept = page.say(privacy.PAGES["kept"], language)
    assert str(privacy.HOURS) in kept
    assert "{" not in kept
    assert "cookie" in kept
    assert "IP" in kept


def test_another_channel_keeps_its_own_words(language: Language, page: Translator) -> None:
    elsewhere = page.in_channel("telegram:1")
    assert "/start" in elsewhere.say(privacy.PAGES["limits"], language)
    assert "/start" not in page.say(privacy.PAGES["limits"], language)


def test_no_forbidden_phrase_stands_in_other_words(language: Language) -> None:
    phrases = read_folder(KNOWLEDGE).one("forbidden_phrases.yaml", models.ForbiddenFile)
    assert [
        phrase
        for _, words in said_in(language)
        for phrase in forbidden_in(words, language, phrases)
    ] == []
