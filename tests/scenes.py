"""Cases and desks as a visitor may meet them: in the line, in a talk, and after it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.domain.card import Card
from bot.domain.case import Case, CaseId, Ending, Transfer
from bot.domain.danger import Band
from bot.domain.guide import DeskNow, Guide
from bot.domain.language import Language
from bot.domain.line import By
from bot.domain.operator import OperatorId
from bot.domain.told import About, Details
from bot.domain.visitor import Pseudonym
from tests.conftest import NOW

UNKNOWN: Final = DeskNow(is_connected=True, on_shift=2)
USUAL: Final = replace(UNKNOWN, usual=dict.fromkeys(Band, (5, 15)))
NOBODY: Final = replace(USUAL, on_shift=0)
LONG_LINE: Final = "Мен үйдемін, есік жабық. " * 160
HER_NUMBER: Final = OperatorId(7)


def waiting(band: Band = Band.HIGH, told: int = 0, language: Language = Language.RUSSIAN) -> Case:
    """Return a case that waits, told of so many limits."""
    card = Card(language, About.SELF, band, 0, (), False, Details())
    name, code = CaseId("c1"), "ABCDE"
    return Case(name, code, Pseudonym(b"p"), "stand-in", card, band, NOW, told=told)


def offered(band: Band = Band.HIGH) -> Case:
    """Return a case that an operator is reading."""
    return waiting(band).offered_to(HER_NUMBER, NOW)


def talking(*lines: tuple[By, str], begin: str = "Сәлеметсіз бе, мен 111 операторымын.") -> Case:
    """Return a talk with the first line and these; lines of hers are messages 1, 2, 3 …."""
    case = offered().begun_by(HER_NUMBER, NOW).with_line(By.OPERATOR, begin, NOW)
    for number, (by, words) in enumerate(lines, 1):
        message = number if by is By.VISITOR else None
        at = NOW + timedelta(seconds=number)
        case = case.with_line(by, words, at, message=message)
    return case


def long_talk() -> Case:
    """Return a talk of many pages, with a line longer than a page and one that was changed."""
    some = [
        (By.VISITOR, "Иә, жазуға болады"),
        (By.OPERATOR, "Рақмет. Балалар нешеу?"),
        (By.VISITOR, "2"),
        (By.VISITOR, LONG_LINE),
        (By.PROGRAM, "—"),
        (By.OPERATOR, "Мен осындамын."),
    ]
    return talking(*some).with_edited(1, "Иә, қазір болады")


def scenes(guide: Guide) -> Iterator[Guide]:
    """Return the guide with every kind of case before every kind of desk."""
    for desk in (UNKNOWN, USUAL, NOBODY):
        yield replace(guide, desk=desk)
        for band in Band:
            for told in range(3):
                case = waiting(band, told)
                yield replace(guide, desk=desk, case=case)
    with_code = replace(waiting(), has_code=True)
    yield replace(guide, desk=USUAL, case=with_code)
    for case in (*_answered(), *_over(guide)):
        yield replace(guide, desk=USUAL, case=case)


def _answered() -> Iterator[Case]:
    yield from (offered(band) for band in Band)
    for case in (talking(), long_talk()):
        yield case
        yield replace(case, has_code=True)
        yield case.asking_transfer(None)
        yield replace(case.asking_transfer(None), transfer=Transfer.REFUSED)


def _over(guide: Guide) -> Iterator[Case]:
    closings = [card.id for card in guide.quick_cards if card.group == "closing"]
    for closing in ("", *closings):
        yield talking().over(Ending.ENDED_BY_OPERATOR, NOW, closing)
    for ending in Ending:
        yield talking().over(ending, NOW)
