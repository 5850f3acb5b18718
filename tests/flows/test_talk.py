"""The talk with an operator: every word reaches them, and she may leave, end and look back."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.case import Case, Ending
from bot.domain.commands import AnswerTransfer, EndTalk, Leave, Say, SayAgain
from bot.domain.conversation import CodeRead, CodeReading, Moved, Returned, Unwelcome
from bot.domain.language import Language
from bot.domain.line import By, Line
from bot.domain.told import Told, Wishes
from bot.flows import engine, memory, talk_pages, words
from bot.flows import talk as flow
from bot.flows.danger import STILL_TALKING
from tests import scenes
from tests.conftest import NOW
from tests.flows.chance import HAPPENINGS, OPENING, Happening, by_chance, carry_out
from tests.flows.talk import Talk, Visitors, words_of

MOVES = st.lists(
    st.sampled_from(
        (Moved(), Moved(keepsake="1234567890123456"), *(CodeRead(each) for each in CodeReading))
    ),
    min_size=1,
    max_size=3,
)
TOLD = Told(language=Language.RUSSIAN)


def talks(talk: Talk, case: Case | None = None, told: Told = TOLD) -> None:
    """Lead her into a talk."""
    stands(talk, case or scenes.talking())
    talk.begins("handover", told)


def stands(talk: Talk, case: Case | None) -> None:
    """Let her case stand so from now on."""
    talk.guide = replace(talk.guide, desk=scenes.USUAL, case=case)


def said(talk: Talk) -> list[str]:
    """Return what was given to the operator, changed lines with a mark."""
    return [
        ("~" if isinstance(command, SayAgain) else "") + command.words.reveal()
        for command in talk.commands
        if isinstance(command, Say | SayAgain)
    ]


def test_when_an_operator_begins_she_is_in_the_talk_wherever_she_was(talk: Talk) -> None:
    stands(talk, scenes.waiting())
    talk.begins("plan", TOLD)
    stands(talk, scenes.talking())

    talk.happens(Moved())

    assert "Operator 7" in talk.heard()
    assert "Operator: Сәлеметсіз бе, мен 111 операторымын." in talk.heard()


def test_both_sides_are_marked_and_the_newest_line_stands_last(talk: Talk) -> None:
    talks(talk, scenes.talking((By.VISITOR, "да"), (By.OPERATOR, "Я здесь")).with_edited(1, "нет"))

    lines = talk.heard().splitlines()

    assert lines[-2:] == ["You (changed): нет", "Operator: Я здесь"]


@pytest.mark.parametrize(
    "words", ["2", "I am 13", "English", "қазақша", "Павлодар", "11", "да", "<b>нет</b> {words}"]
)
def test_in_a_talk_words_are_words(talk: Talk, words: str) -> None:
    talks(talk)

    talk.types(words)

    assert said(talk) == [words]
    assert talk.screen.name == "talk.Talking"


def test_h03_in_a_talk_an_option_is_chosen_by_its_number_behind_a_stroke(talk: Talk) -> None:
    talks(talk, told=replace(TOLD, wishes=Wishes(numbered=True)))
    assert talk.sees(flow.BY_NUMBER)
    number = talk.offered.index("end") + 1

    talk.types(f"/{number}")

    assert talk.screen.name == "talk.AskingToEnd"
    assert said(talk) == []


def test_empty_words_say_nothing(talk: Talk) -> None:
    talks(talk)

    talk.types("  \n")

    assert said(talk) == []


def test_a_line_she_changes_in_her_chat_is_said_again(talk: Talk) -> None:
    talks(talk, scenes.talking((By.VISITOR, "да")))

    talk.changes_words("нет")

    assert said(talk) == ["~нет"]


@pytest.mark.parametrize("cry", ["он убивает меня", "олтирип жатыр", "he is breaking the door"])
def test_words_of_danger_reach_the_operator_and_bring_the_numbers(talk: Talk, cry: str) -> None:
    talks(talk)

    talk.types(cry)

    assert said(talk) == [cry]
    assert talk.heard().startswith("102")
    assert talk.sees(STILL_TALKING)
    stands(talk, scenes.talking((By.VISITOR, cry), (By.OPERATOR, "Звоните 102")))
    talk.happens(Moved())
    assert talk.screen.name == "danger.Emergency"
    talk.picks("back")
    assert "Звоните 102" in talk.heard()


def test_what_she_types_before_the_numbers_is_said_too(talk: Talk) -> None:
    talks(talk)
    talk.types("он убивает меня")

    talk.types("он в коридоре")
    talk.types("он ломает дверь, he is breaking the door")

    assert said(talk)[1:] == ["он в коридоре", "он ломает дверь, he is breaking the door"]
    assert talk.screen.name == "danger.Emergency"
    assert engine.holds_case(talk.state)


@pytest.mark.parametrize("number", ["102", "103", "112", "111"])
def test_an_emergency_number_is_said_and_shown(talk: Talk, number: str) -> None:
    talks(talk)

    talk.types(number)

    assert said(talk) == [number]
    assert number in talk.heard()


def test_words_about_ending_ones_life_are_said_and_answered(talk: Talk) -> None:
    talks(talk)

    talk.types("хочу покончить с собой")

    assert said(talk) == ["хочу покончить с собой"]
    assert "111" in talk.heard()


@pytest.mark.parametrize("word", ["стоп", "шығу", "/exit", "x", "бауырсақ"])
@pytest.mark.parametrize("changed", [False, True])
def test_f08_leaving_works_in_a_talk_and_the_word_is_not_said(
    talk: Talk, word: str, *, changed: bool
) -> None:
    talks(talk, told=replace(TOLD, wishes=Wishes(panic_word="бауырсақ")))

    (talk.changes_words if changed else talk.types)(word)

    assert talk.has_left
    assert talk.commands == [Leave()]


def test_h06_another_language_keeps_her_place_in_the_talk(talk: Talk) -> None:
    talks(talk, scenes.long_talk())
    talk.picks("earlier", "go.language", "kk")

    assert talk.state == flow.Talking(1, told=replace(TOLD, language=Language.KAZAKH))
    assert "7 · 3/4" in talk.heard(Language.KAZAKH)


def test_every_page_of_a_long_talk_can_be_read_and_nothing_is_missing(talk: Talk) -> None:
    talks(talk, scenes.long_talk())
    pages = [talk.heard()]
    while "earlier" in talk.offered:
        talk.picks("earlier")
        pages.append(talk.heard())

    whole = "".join("".join(reversed(pages)).split())
    assert len(pages) > 2
    assert "Мен осындамын." in pages[0]
    assert "Иә, қазір болады" in pages[-1]
    assert whole.count("есік") == scenes.LONG_LINE.count("есік")
    while "later" in talk.offered:
        talk.picks("later")
    assert talk.heard() == pages[0]


def test_a_new_line_brings_her_back_to_the_newest_page(talk: Talk) -> None:
    talks(talk, scenes.long_talk())
    talk.picks("earlier")
    assert not engine.shows_newest_lines(talk.state)

    talk.happens(Moved())

    assert engine.shows_newest_lines(talk.state)


@by_chance
@given(st.text(max_size=400), st.integers(1, 60))
def test_a_line_is_cut_into_pieces_that_are_the_line_again(words: str, longest: int) -> None:
    pieces = list(talk_pages.cut(words, longest + 1))

    assert "".join(pieces) == words
    assert all(
        len(piece.encode("utf-16-le", "surrogatepass")) // 2 <= longest + 1 for piece in pieces
    )


@pytest.mark.parametrize("sign", ["ы", "😀", "👩‍👧‍👦", "a b ", "Z̷̢̛͎", "\n", "\u202eabc"])
def test_ten_thousand_signs_fit_on_pages_that_can_be_sent(talk: Talk, sign: str) -> None:
    words = sign * (10_000 // len(sign))
    talks(talk, scenes.talking((By.VISITOR, f"a{words}b")))

    shown = ""
    for page in range(len(talk_pages.pages_of(talk.guide.case.lines if talk.guide.case else ()))):
        talk.turn = engine.look(flow.Talking(page, told=TOLD), talk.guide)
        assert len(talk.heard().encode("utf-16-le")) // 2 <= flow.LONGEST_TALK
        assert "\u202e" not in talk.heard()
        shown = talk.heard() + shown
    visible = sign.strip("\n\u202e ")
    assert shown.count(visible[0]) >= words.count(visible[0]) if visible else True


def test_markup_and_braces_are_shown_as_they_were_written(talk: Talk) -> None:
    words = "<script>alert(1)</script> {words} *a* _b_ %s"
    talks(talk, scenes.talking((By.VISITOR, words), (By.OPERATOR, words)))

    assert talk.heard().count(words) == 2


def test_e06_a_picture_in_a_talk_is_refused_above_the_talk(talk: Talk) -> None:
    talks(talk)

    talk.sends(Unwelcome.PICTURE)

    assert talk.sees(engine.REFUSED[Unwelcome.PICTURE])
    assert "Operator 7" in talk.heard()
    assert said(talk) == []


def test_f10_she_is_asked_before_another_operator_reads(talk: Talk) -> None:
    for option, agrees in (("agree", True), ("refuse", False)):
        talk.commands.clear()
        talks(talk, scenes.talking().asking_transfer(None))
        assert talk.sees(flow.MAY_ANOTHER_READ)

        talk.picks(option)

        assert talk.commands == [AnswerTransfer(agrees)]
    stands(talk, scenes.talking().asking_transfer(None).transferred(NOW))
    talk.happens(Moved())
    assert talk.screen.name == "waiting.Waiting"


def test_a_refused_transfer_is_confirmed_and_not_asked_again(talk: Talk) -> None:
    talks(talk, scenes.talking().asking_transfer(None).refusing_transfer())

    assert talk.sees(flow.STAYED)
    assert "agree" not in talk.offered


def test_ending_is_asked_once_and_words_typed_then_still_reach_the_operator(talk: Talk) -> None:
    talks(talk)
    talk.picks("end", "go_on", "end")
    talk.types("подождите")
    assert said(talk) == ["подождите"]

    talk.picks("end_now")

    assert talk.commands[-1] == EndTalk()
    assert talk.sees(flow.OVER_BY_HER)


def test_the_operators_last_words_are_followed_by_one_question(talk: Talk) -> None:
    talks(talk)
    closing = next(card for card in talk.guide.quick_cards if card.group == "closing")
    stands(talk, scenes.talking().over(Ending.ENDED_BY_OPERATOR, NOW, closing.id))

    talk.happens(Moved())

    assert talk.sees(closing.text)
    assert talk.sees(flow.SHALL_I_CLEAR)
    # The case is soon forgotten, the last words are not.
    stands(talk, None)
    talk.happens(Moved())
    assert talk.sees(closing.text)
    talk.picks("clear")
    assert talk.has_left


def test_after_an_end_for_insults_the_numbers_stay(talk: Talk) -> None:
    talks(talk)
    stands(talk, scenes.talking().over(Ending.ABUSE, NOW))

    talk.happens(Moved())

    assert talk.sees(flow.OVER_BY_LIMITS)
    for language in Language:
        assert all(number in talk.heard(language) for number in ("102", "103", "112", "111"))


def test_an_end_while_she_looks_at_the_numbers_waits_behind_them(talk: Talk) -> None:
    talks(talk)
    talk.picks("go.danger")
    stands(talk, scenes.talking().over(Ending.ENDED_BY_OPERATOR, NOW))

    talk.happens(Moved())

    assert talk.screen.name == "danger.Emergency"
    talk.picks("back")
    assert talk.screen.name == "talk.Ended"


def test_start_in_a_talk_shows_nothing_of_it_before_she_says_yes(talk: Talk) -> None:
    talks(talk)
    talk.starts()
    assert talk.screen.name == "welcome.AskingWhetherToRead"

    talk.happens(Moved())

    assert "Operator" not in talk.heard()
    talk.picks("yes")
    assert "Operator 7" in talk.heard()


def test_whoever_comes_back_is_asked_first_and_finds_the_talk_again(talk: Talk) -> None:
    talks(talk)

    talk.happens(Returned())

    assert talk.screen.name == "welcome.AskingWhetherToRead"
    talk.picks("yes")
    assert talk.screen.name == "talk.Talking"


def test_nothing_of_a_talk_is_in_the_state(talk: Talk) -> None:
    talks(talk, scenes.talking((By.VISITOR, "қарлығаш")))
    talk.types("бауырсақ жақсы")

    assert "қарлығаш" not in str(talk.state)
    assert "бауырсақ" not in str(talk.state)


@by_chance
@given(st.lists(st.tuples(st.integers(0, 200), st.one_of(HAPPENINGS, MOVES)), max_size=8))
def test_whatever_becomes_of_her_case_there_is_an_answer_with_102_and_exit(
    visitor: Visitors, happenings: list[tuple[int, list[Happening]]]
) -> None:
    talk = visitor()
    guides = [talk.guide, *scenes.scenes(talk.guide)]
    for opening in OPENING:
        carry_out(talk, opening)
    for number, happened in happenings:
        talk.guide = guides[number % len(guides)]
        for happening in happened:
            carry_out(talk, happening)
            shown = engine.look(talk.state, talk.guide, talk.turn.keepsake)

            assert memory.written(talk.state) == memory.written(
                memory.read(memory.written(talk.state))
            )
            assert talk.has_left or talk.offered[-2:] == ("go.danger", "exit")
            assert engine.screen_of(shown).options[-2:] == (words.EMERGENCY, words.EXIT)


def test_a_talk_without_lines_has_one_page() -> None:
    assert talk_pages.pages_of(()) == ((),)
    line = Line(1, By.PROGRAM, "—", NOW)
    assert [words_of(each, None) for each in talk_pages.pages_of([line])[0]] == ["—"]
