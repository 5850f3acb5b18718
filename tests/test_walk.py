"""Every reachable screen in every language keeps its promises."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.channels.telegram.button_data import LONGEST, read, written
from bot.channels.web.session import CHANNEL as WEB
from bot.channels.web.wording import ON_A_PAGE
from bot.domain.conversation import SHORT, Option, Picked
from bot.domain.guide import Guide
from bot.domain.language import Language
from bot.flows import engine, welcome, words
from bot.flows.engine import FLOW_OF, FOOTER
from bot.flows.rights import LAW_CHANGED
from bot.knowledge import models
from bot.knowledge.phrases import forbidden_in
from bot.knowledge.reader import read_folder
from bot.translation.catalogs import catalog_sources
from bot.translation.translator import Translator
from tests.conftest import KNOWLEDGE
from tests.walk import Visited, Walk

# Beside what a screen says itself, a notice may stand above it.
NOTICE = 100
# Its words are hers and the operator's: no limit of ours but its own length holds there.
TALK = "talk.Talking"
LONGEST_EVER = 4096
LONGEST_LABEL = 32
LATE_REVISION = 0xFFFFFF
SENTENCES = 3
# A full stop inside a number, an address of a setting or a list of numbers ends no sentence.
SENTENCE_END = re.compile(r"[.!?…](?:\s|$)")

Proof = Callable[[Visited], bool]
# The first proof of a language walks it: on a busy machine that takes minutes.
pytestmark = pytest.mark.timeout(1200)


@pytest.fixture(
    scope="module",
    # All proofs of one language stay with one worker, so that the walk is walked once.
    params=[
        pytest.param(each, marks=pytest.mark.xdist_group(f"walk in {each}")) for each in Language
    ],
    ids=list(Language),
)
def walk(request: pytest.FixtureRequest, guide: Guide, translator: Translator) -> Walk:
    language: Language = request.param
    walked = Walk(guide, translator, language)
    print(f"\n{language}: {len(walked.seen)} screens seen")
    return walked


def failing(walk: Walk, proof: Proof) -> list[str]:
    """Return the screens for which the proof does not hold, the first few."""
    return [
        f"{visited.screen.name}: {visited.page.text[:80]!r}"
        for visited in walk.seen.values()
        if not proof(visited)
    ][:5]


def is_neutral(visited: Visited) -> bool:
    return visited.screen.name == "neutral"


def own_text(walk: Walk, visited: Visited) -> str:
    return walk.translator.say(visited.screen.text, visited.state.told.language)


def test_every_state_of_every_flow_is_reached(walk: Walk) -> None:
    assert set(FLOW_OF) - walk.states == set()


def test_every_text_of_the_flows_is_shown_somewhere(walk: Walk) -> None:
    ours = {source for source, place in catalog_sources() if _is_of_a_flow(place)}
    only_when_old_or_elsewhere = {
        source for source in ours - walk.said if source in SHOWN_BY_ANOTHER_GUIDE
    }
    assert ours - walk.said == only_when_old_or_elsewhere


# Shown only with knowledge that is old or lacks something; tests/flows/ inject such guides. The
# sign of an answer is no screen: it is a line of its own, which tests/services/ prove.
SHOWN_BY_ANOTHER_GUIDE = {
    "There is something new here.",
    "Checked {date}, may have changed since: ask 111.",
    LAW_CHANGED.source,
    "We have not checked this for too long to state it. Please ask 111: free, 24/7.",
    "Not checked for a while: if nobody answers, call 111, free, 24/7.",
    "Our entry for this centre is too old. Please call 111: free, 24/7.",
    "We know no centre in this region. This is the nearest one we know.",
    "Hours: {hours}",
}


def test_every_card_question_plan_and_centre_is_shown(walk: Walk, guide: Guide) -> None:
    named = [right.title for right in guide.rights.values()]
    named += [item.text for item in guide.questionnaire.items]
    named += [point for plan in guide.plans.values() for page in plan.pages for point in page]
    named += [centre.name for centre in guide.centres]
    assert [text for text in named if text not in walk.counsel] == []


def test_102_and_exit_are_the_last_row_of_every_screen(walk: Walk) -> None:
    assert not failing(
        walk, lambda visited: is_neutral(visited) or visited.screen.rows[-1] == FOOTER
    )


def test_102_and_the_way_back_work_on_every_screen(walk: Walk) -> None:
    def holds(visited: Visited) -> bool:
        if is_neutral(visited) or visited.screen.name.startswith("danger."):
            return True
        keepsake, guide = visited.screen.keepsake, visited.guide
        alarmed = engine.step(visited.state, Picked(words.EMERGENCY.id, keepsake=keepsake), guide)
        page = walk.translator.page(engine.screen_of(alarmed), alarmed.state.told.language)
        calls = all(number in page.text for number in ("102", "103", "112", "111"))
        back = engine.step(alarmed.state, Picked(words.BACK.id, keepsake=keepsake), guide)
        again = engine.screen_of(back)
        # Another language is offered on one screen only.
        before = visited.state.telling(replace(visited.state.told, offering=None))
        return calls and again == engine.screen_of(engine.look(before, guide, keepsake))

    assert not failing(walk, holds)


def test_exit_leaves_only_the_neutral_page_from_every_screen(walk: Walk) -> None:
    def holds(visited: Visited) -> bool:
        left = engine.step(visited.state, Picked(words.EXIT.id), visited.guide)
        return engine.screen_of(left).rows == () and left.state == welcome.STRANGER

    assert not failing(walk, holds)


def test_something_leads_on_from_every_screen(walk: Walk) -> None:
    assert not failing(
        walk, lambda visited: is_neutral(visited) or len(visited.screen.options) > len(FOOTER)
    )


def test_every_text_fits_its_limit(walk: Walk) -> None:
    def holds(visited: Visited) -> bool:
        text = own_text(walk, visited)
        limit = visited.screen.limit + (NOTICE if visited.is_notice else 0)
        return len(text) <= limit and len(visited.page.text) <= LONGEST_EVER

    assert not failing(walk, holds)


def test_a_screen_says_at_most_three_sentences_unless_it_is_a_card_or_a_list(walk: Walk) -> None:
    def holds(visited: Visited) -> bool:
        if (
            visited.is_notice
            or visited.screen.limit > SHORT
            or visited.screen.name == "plan.Ticking"
        ):
            return True
        return len(SENTENCE_END.findall(own_text(walk, visited))) <= SENTENCES

    assert not failing(walk, holds)


def test_every_screen_asks_at_most_one_question(walk: Walk) -> None:
    assert not failing(
        walk,
        lambda visited: visited.screen.name == TALK or own_text(walk, visited).count("?") <= 1,
    )


def test_no_forbidden_phrase_stands_on_any_screen(walk: Walk) -> None:
    phrases = read_folder(KNOWLEDGE).one("forbidden_phrases.yaml", models.ForbiddenFile)

    def holds(visited: Visited) -> bool:
        said = [visited.page.text, *(button.label for button in visited.page.buttons)]
        spoken = visited.state.told.language
        languages = [spoken] if spoken else list(Language)
        return not any(
            list(forbidden_in(text, language, phrases)) for text in said for language in languages
        )

    assert not failing(walk, holds)


def test_every_label_is_there_short_and_unlike_the_others(walk: Walk) -> None:
    def holds(visited: Visited) -> bool:
        labels = [button.label for button in visited.page.buttons]
        fit = all(label.strip() and len(label) <= LONGEST_LABEL for label in labels)
        # 102 may stand twice: large on the screen of immediate danger, and in the last row.
        unlike = [label for label in labels if label != "102"]
        return visited.state.told.language is None or (fit and len(set(unlike)) == len(unlike))

    assert not failing(walk, holds)


def test_a_page_says_the_same_within_the_same_limits_and_nothing_of_a_messenger(
    walk: Walk,
) -> None:
    speaker = replace(walk.translator, wordings={WEB: ON_A_PAGE}).in_channel(WEB)

    def holds(visited: Visited) -> bool:
        said = speaker.say(visited.screen.text, visited.state.told.language)
        limit = visited.screen.limit + (NOTICE if visited.is_notice else 0)
        # A plan for the telephone names Telegram where it is one of the things to look at.
        is_advice = visited.screen.name == "plan.Ticking"
        return len(said) <= limit and ("Telegram" not in said or is_advice)

    assert not failing(walk, holds)


def test_every_option_has_an_id_of_its_own(walk: Walk) -> None:
    def holds(visited: Visited) -> bool:
        ids = [option.id for option in visited.screen.options if option != words.EMERGENCY]
        return len(set(ids)) == len(ids)

    assert not failing(walk, holds)


def test_no_gap_is_left_open_and_nothing_is_empty(walk: Walk) -> None:
    assert not failing(
        walk, lambda visited: "{" not in visited.page.text and bool(visited.page.text.strip())
    )


def test_every_button_fits_into_telegrams_64_bytes(walk: Walk) -> None:
    def holds(visited: Visited) -> bool:
        for button in visited.page.buttons:
            data = written(LATE_REVISION, visited.page.keepsake, button.id)
            picked = Picked(button.id, keepsake=visited.page.keepsake)
            if len(data.encode()) > LONGEST or read(data) != (LATE_REVISION, picked):
                return False
        return True

    assert not failing(walk, holds)


def test_at_most_two_options_stand_in_a_row(walk: Walk) -> None:
    assert not failing(walk, lambda visited: all(len(row) <= 2 for row in visited.screen.rows))


def test_the_same_screens_exist_in_every_language(guide: Guide, translator: Translator) -> None:
    names = [
        sorted(
            (visited.screen.name, tuple(map(_anywhere, visited.screen.options)))
            for visited in Walk(guide, translator, language).seen.values()
        )
        for language in (Language.KAZAKH, Language.ENGLISH)
    ]
    assert names[0] == names[1]


def _anywhere(option: Option) -> str:
    """Return the id of an option; which other language is offered differs with the screen's."""
    return "speak" if option.id.startswith("speak.") else option.id


def _is_of_a_flow(place: str) -> bool:
    """Tell whether visitors read a text; editors read what their previews are called."""
    return place.startswith("bot/flows/") and not place.startswith("bot/flows/previews.py")
