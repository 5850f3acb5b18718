"""Carries out what a flow orders; one place for all commands, and it leaves none out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from bot.domain.case import Case, Ending, Status, Transfer
from bot.domain.commands import (
    AnswerTransfer,
    CancelCase,
    Command,
    EndTalk,
    Leave,
    NoteNotUnderstood,
    NoteUnanswered,
    RequestCase,
    Say,
    SayAgain,
    TakeReturnCode,
)
from bot.domain.line import By
from bot.domain.visitor import Pseudonym
from bot.services.desk_ports import Act, Noted
from bot.services.leaving import end_case
from bot.services.new_case import new_case
from bot.services.ports import Arrival, Work
from bot.services.return_codes import ReturnCodesOffice
from bot.services.unanswered import count_unanswered


@dataclass(frozen=True, slots=True)
class Orders:
    """What a visitor's turn does to her case."""

    codes: ReturnCodesOffice

    async def __call__(
        self,
        work: Work,
        commands: Sequence[Command],
        case: Case | None,
        visitor: Pseudonym,
        arrival: Arrival,
        now: datetime,
    ) -> tuple[Case | None, str]:
        """Carry out the commands; return her case as it is then, and what only her chat keeps."""
        keepsake = ""
        for command in commands:
            match command:
                case NoteUnanswered(phones):
                    await count_unanswered(work, phones, now)
                case NoteNotUnderstood(features):
                    await work.counts.not_understood(features, now.date().isoformat())
                case Leave():
                    pass  # carried out with the whole turn, where the chat is emptied
                case RequestCase(card):
                    if case is None or not case.is_open:
                        case = new_case(card, visitor, arrival.address.channel, now)
                case TakeReturnCode():
                    if case is not None and not case.has_code:
                        case, keepsake = await self.codes.new(work, case, now)
                case _:
                    case = await self._of_talk(work, command, case, arrival, now)
        return case, keepsake

    async def _of_talk(
        self, work: Work, command: Command, case: Case | None, arrival: Arrival, now: datetime
    ) -> Case | None:
        if case is None or not case.is_open:
            return case
        match command:
            case CancelCase():
                return await end_case(work, case, Ending.CANCELLED, now)
            case EndTalk():
                return await end_case(work, case, Ending.ENDED_BY_VISITOR, now)
            case Say(words):
                return _with_her_line(case, words.reveal(), arrival, now)
            case SayAgain(words):
                return _with_her_line_again(case, words.reveal(), arrival)
            case AnswerTransfer(agrees):
                return await _transfer_answered(work, case, agrees, now)
            case _:
                assert_never(command)  # type: ignore[arg-type]


def _with_her_line(case: Case, words: str, arrival: Arrival, now: datetime) -> Case:
    if case.status is not Status.TALKING:
        return case
    message = arrival.hers[0] if arrival.hers else None
    return case.with_line(By.VISITOR, words, now, message=message)


def _with_her_line_again(case: Case, words: str, arrival: Arrival) -> Case:
    # What she wrote before the talk is no line of it: a change of that changes nothing here.
    known = [message for message in arrival.hers if case.knows_message(message)]
    return case.with_edited(known[0], words) if known else case


async def _transfer_answered(work: Work, case: Case, agrees: bool, now: datetime) -> Case:
    if case.transfer is not Transfer.ASKED:
        return case
    act = Act.TRANSFER_AGREED if agrees else Act.TRANSFER_REFUSED
    await work.audit.note(Noted(now, act, case.operator, case.code))
    return case.transferred(now) if agrees else case.refusing_transfer()
