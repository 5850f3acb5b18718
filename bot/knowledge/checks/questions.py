"""Questions, worked cases and words of danger: they must still lead where they should."""

from collections.abc import Iterator
from typing import Final

from bot.domain.danger import NOT_SURE, SKIP, Answers, assess
from bot.domain.text import Text, _
from bot.knowledge import models, question_models
from bot.knowledge.build import ALARM, questionnaire
from bot.knowledge.checks.base import Circumstances, Finding, Place
from bot.knowledge.near import advised
from bot.knowledge.once import Remembered
from bot.knowledge.question_models import ItemEntry, QuestionsFile, WorkedCase
from bot.knowledge.shelf import Shelf

NO_QUESTION: Final = _("There is no such question in questions.yaml.")
NO_ANSWER: Final = _("There is no such question or answer in questions.yaml.")
OTHER_BAND: Final = _("This worked case now leads to another band or other points.")
NOT_HEARD: Final = _("This message must be heard as danger and is not.")
HEARD: Final = _("This message must not be heard as danger and is.")

QUESTIONS: Final = "questions.yaml"
WORKED: Final = "worked_cases.yaml"
# Every other question may be left open, or doubted.
ALWAYS: Final = (NOT_SURE, SKIP)

Known = dict[str, set[str]]


def questions(shelf: Shelf, _: Circumstances) -> None:
    """Complain of questions and answers that the list of questions names and does not have."""
    for place, advice in _unknown_names(shelf.one(QUESTIONS, QuestionsFile)):
        shelf.complain(QUESTIONS, place, advice)


def worked_cases(shelf: Shelf, _: Circumstances) -> None:
    """Complain of examples of answers that no longer lead to the band they should."""
    file = shelf.one(QUESTIONS, QuestionsFile)
    if any(_unknown_names(file)):
        return
    known = _known(file)
    for number, case in enumerate(shelf.one(WORKED, question_models.WorkedCasesFile).cases):
        unknown = [
            ((key, at) if key != "skipped" else (key,), advice)
            for key, at, advice in _unknown_in(case, known)
        ]
        for place, advice in unknown:
            shelf.complain(WORKED, ("cases", number, *place), advice)
        if not unknown and not _leads_there(case, file):
            shelf.complain(WORKED, ("cases", number), OTHER_BAND)


def answers_of(case: WorkedCase, file: QuestionsFile) -> Answers:
    """Return a worked case as answers: unlisted questions were answered "no", unless left open."""
    given: dict[str, tuple[str, ...]] = {}
    for item in file.items:
        if case.skipped == "all" or item.id in case.skipped:
            given[item.id] = (SKIP,)
        elif item.id in case.answers:
            chosen = case.answers[item.id]
            given[item.id] = (chosen,) if isinstance(chosen, str) else tuple(chosen)
        elif case.rest == "no":
            given[item.id] = ("none",) if item.several else ("no",)
    return tuple(given.items())


def danger_words(shelf: Shelf, _: Circumstances) -> None:
    """Complain of examples that the words of danger hear, or do not hear, as they should."""
    name = "danger_words.yaml"
    for place, advice, is_notice in HEARINGS(shelf.one(name, models.DangerWordsFile)):
        shelf.complain(name, place, advice, is_notice=is_notice)


def _unknown_names(file: QuestionsFile) -> Iterator[tuple[Place, Text]]:
    known = _known(file)
    for number, core in enumerate(file.core):
        if core not in known:
            yield ("core", number), advised(NO_QUESTION, core, known)
    if file.pause_after not in known:
        yield ("pause_after",), advised(NO_QUESTION, file.pause_after, known)
    for number, extra in enumerate(file.together):
        for item, option in extra.answers.items():
            if (found := _unknown(item, option, known)) is not None:
                yield ("together", number, "answers", item), found
    if (found := _unknown(file.soon.question, file.soon.answer, known)) is not None:
        yield ("soon",), found


def _known(file: QuestionsFile) -> Known:
    return {item.id: _options(item) for item in file.items}


def _options(item: ItemEntry) -> set[str]:
    return {option.id for option in item.options}


def _unknown(item: str, option: str, known: Known) -> Text | None:
    """Return advice where there is no such question, or no such answer to it."""
    if item not in known:
        return advised(NO_ANSWER, item, known)
    answers = (*known[item], *ALWAYS)
    return None if option in answers else advised(NO_ANSWER, option, answers)


def _unknown_in(case: WorkedCase, known: Known) -> list[tuple[str, str, Text]]:
    found: list[tuple[str, str, Text]] = []
    for item, chosen in case.answers.items():
        for option in (chosen,) if isinstance(chosen, str) else chosen:
            advice = _unknown(item, option, known)
            if advice is not None:
                found.append(("answers", item, advice))
    if case.skipped != "all":
        left_out = (each for each in case.skipped if each not in known)
        found += [("skipped", each, advised(NO_QUESTION, each, known)) for each in left_out]
    return found


def _leads_there(case: WorkedCase, file: QuestionsFile) -> bool:
    assessed = assess(answers_of(case, file), questionnaire(file))
    same = assessed.band.name.lower() == case.band and case.points in (None, assessed.points)
    flags = (bool(assessed.medical), assessed.psychologist)
    return same and flags == (case.medical, case.psychologist)


def _hearings(file: models.DangerWordsFile) -> tuple[Finding, ...]:
    alarm = ALARM(file)
    found: list[Finding] = []
    for kind in ("danger", "suicide", "unsure", "calm"):
        surely = kind in ("danger", "suicide")
        for number, words in enumerate(getattr(file.examples, kind)):
            heard = bool(alarm.hears(words, surely=surely))
            if heard != (kind != "calm"):
                advice = HEARD if heard else NOT_HEARD
                found.append((("examples", kind, number), advice, False))
    return tuple(found)


# Hundreds of messages are tried: once for as long as the file stays the same.
HEARINGS: Final = Remembered(_hearings)
