"""What holds whatever a visitor does."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.commands import Leave
from bot.domain.conversation import Located, Picked
from bot.domain.language import Language
from bot.flows import engine, looking, memory, welcome
from bot.flows.neutral import neutral_page
from bot.translation.translator import Translator
from tests.flows.chance import HAPPENINGS, OPENING, TYPED_LONG, Happening, by_chance, carry_out
from tests.flows.talk import Talk, Visitors

Happenings = list[Happening]
LONGEST_MESSAGE = 4096
LARGEST_STATE = 20_000
LANGUAGES = st.sampled_from(Language)


def test_a_talk_begins_with_a_stranger(talk: Talk) -> None:
    assert talk.state == welcome.STRANGER


@by_chance
@given(HAPPENINGS, LANGUAGES)
def test_every_answer_offers_102_and_exit(
    visitor: Visitors, translator: Translator, happenings: Happenings, language: Language
) -> None:
    talk = visitor()
    for happening in (*OPENING, *happenings):
        carry_out(talk, happening)

        page = translator.page(talk.screen, language, numbered=True)
        assert page.text.strip()
        assert len(page.text) <= LONGEST_MESSAGE
        assert all(button.label.strip() for button in page.buttons)
        if not talk.has_left:
            assert [option.id for option in talk.screen.rows[-1]] == ["go.danger", "exit"]


@by_chance
@given(HAPPENINGS)
def test_no_option_stands_twice_with_two_meanings(
    visitor: Visitors, happenings: Happenings
) -> None:
    talk = visitor()
    for happening in (*OPENING, *happenings):
        carry_out(talk, happening)

        # Only 102 may stand above the last row as well.
        others = [option for option in talk.offered if option != "go.danger"]
        assert len(others) == len(set(others))


@by_chance
@given(HAPPENINGS)
def test_a_band_never_falls(visitor: Visitors, happenings: Happenings) -> None:
    talk = visitor()
    before = talk.state.told.band
    for happening in (*OPENING, *happenings):
        carry_out(talk, happening)

        now = talk.state.told.band
        if not talk.has_left:
            assert before is None or (now is not None and now >= before)
        before = now


@by_chance
@given(HAPPENINGS, st.sampled_from(("exit", "/exit", "x", "стоп", "шығу", "X", " ШЫҒУ ")))
def test_exit_always_leaves_a_strangers_state(
    visitor: Visitors, happenings: Happenings, way_out: str
) -> None:
    talk = visitor()
    for happening in (*OPENING, *happenings):
        carry_out(talk, happening)
    if talk.has_left:
        talk.starts()

    if way_out == "exit":
        talk.picks("exit")
    else:
        talk.types(way_out)

    assert talk.state == welcome.STRANGER
    assert talk.turn.replies == (neutral_page(talk.guide),)
    assert talk.screen.rows == ()
    assert talk.turn.commands == (Leave(),)


@by_chance
@given(HAPPENINGS)
def test_a_state_survives_being_written_and_read(visitor: Visitors, happenings: Happenings) -> None:
    talk = visitor()
    for happening in (*OPENING, *happenings):
        carry_out(talk, happening)

        written = memory.written(talk.turn.state)
        read = memory.read(written)
        assert type(read) is type(talk.turn.state)
        assert read.told == talk.turn.state.told
        assert memory.written(read) == written
        assert memory.read(memory.written(read)) == read
        shown = engine.look(talk.turn.state, talk.guide)
        assert engine.screen_of(engine.look(read, talk.guide)) == engine.screen_of(shown)
        assert len(written.encode()) <= LARGEST_STATE


@settings(by_chance, max_examples=20)
@given(HAPPENINGS, TYPED_LONG)
def test_words_as_long_as_a_message_may_be_are_answered(
    visitor: Visitors, happenings: Happenings, words: Happening
) -> None:
    talk = visitor()
    for happening in (*OPENING, *happenings):
        carry_out(talk, happening)

    carry_out(talk, words)

    assert talk.has_left or talk.offered[-1] == "exit"
    assert len(memory.written(talk.state).encode()) <= LARGEST_STATE


@by_chance
@given(HAPPENINGS, LANGUAGES)
def test_another_language_keeps_the_place(
    visitor: Visitors, happenings: Happenings, language: Language
) -> None:
    talk = visitor()
    for happening in (*OPENING, *happenings):
        carry_out(talk, happening)
    if "go.language" not in talk.offered or talk.screen.name == "settings.ChoosingLanguage":
        return
    if talk.state.told.language is None:
        # Before a language is chosen, less can be shown.
        return
    before = engine.screen_of(engine.look(talk.state, talk.guide))

    talk.picks("go.language", language.value)

    assert talk.state.told.language is language
    assert talk.screen.name == before.name
    assert talk.offered == tuple(option.id for option in before.options)


@by_chance
@given(HAPPENINGS, st.sampled_from(("он убивает меня", "олтирип жатыр", "he is breaking the door")))
def test_words_of_danger_bring_102_from_anywhere(
    visitor: Visitors, happenings: Happenings, cry: str
) -> None:
    talk = visitor()
    for happening in (*OPENING, *happenings):
        carry_out(talk, happening)
    if talk.has_left:
        talk.starts()

    talk.types(cry)

    assert talk.screen.name == "danger.Emergency"
    assert talk.heard().startswith("102")


@by_chance
@given(HAPPENINGS)
def test_a_location_outside_help_nearby_is_refused_with_a_reason(
    visitor: Visitors, happenings: Happenings
) -> None:
    talk = visitor()
    for happening in (*OPENING, *happenings):
        carry_out(talk, happening)
    if talk.has_left or talk.screen.name.startswith("centres."):
        return

    talk.happens(Located(43.2, 76.9))

    assert talk.sees(engine.PLACE_REFUSED) or talk.sees(looking.ALL_REFUSED)


@by_chance
@given(HAPPENINGS, st.text(max_size=12))
def test_an_option_that_is_not_offered_changes_nothing(
    visitor: Visitors, happenings: Happenings, option: str
) -> None:
    talk = visitor()
    for happening in (*OPENING, *happenings):
        carry_out(talk, happening)
    before = engine.look(talk.state, talk.guide)
    if talk.has_left or option in engine.ALWAYS | {o.id for o in engine.screen_of(before).options}:
        return

    talk.happens(Picked(option))

    assert memory.written(talk.turn.state) == memory.written(before.state)
