"""Return codes: a place that stays when she goes, without anything of ours that could name her."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.case import Case
from bot.domain.conversation import CodeReading
from bot.domain.retention import CODES_KEPT
from bot.domain.visitor import Pseudonym
from bot.services.desk_ports import CodeMaker, ReturnCode
from bot.services.new_case import new_case
from bot.services.ports import Work

DIGITS: Final = 16
TRIES_AT_ONCE: Final = 5
FIRST_PAUSE: Final = timedelta(minutes=10)
LONGEST_PAUSE: Final = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class ReturnCodesOffice:
    """Makes codes and reads them; five wrong ones are slowed down."""

    maker: CodeMaker

    async def new(self, work: Work, case: Case, now: datetime) -> tuple[Case, str]:
        """Return the case with a kept place, and the code, which is known to nobody else."""
        code = self.maker.new()
        kept = ReturnCode(
            hashed=self.maker.hashed(code),
            case=case.id,
            sealed=self.maker.seal(code, case.card),
            waited=case.waited(now),
            expires_at=now + CODES_KEPT,
        )
        await work.return_codes.save(kept)
        return replace(case, has_code=True), code

    async def read(
        self, work: Work, words: str, visitor: Pseudonym, channel: str, now: datetime
    ) -> tuple[CodeReading, Case | None, Pseudonym | None]:
        """Return what a typed code leads to: the case waiting again, or a refusal.

        Where somebody was still there under another pseudonym, it is the third.
        """
        name = "return code " + self.maker.hashed(visitor.hex()).hex()
        if await self._must_pause(work, name, now):
            return CodeReading.TOO_OFTEN, None, None
        code = digits_of(words)
        found = await work.return_codes.find(self.maker.hashed(code)) if code else None
        if found is None or found.expires_at <= now:
            await work.tries.wrong(name, now)
            return CodeReading.WRONG, None, None
        await work.tries.right(name)
        kept = await work.cases.find(found.case)
        case = await self._again(work, found, code, visitor, channel, now)
        await work.cases.save(case)
        return CodeReading.FOUND, case, kept.visitor if kept and _is_here(kept) else None

    async def _must_pause(self, work: Work, name: str, now: datetime) -> bool:
        wrong, last = await work.tries.count(name, now)
        if wrong < TRIES_AT_ONCE or last is None:
            return False
        times = 1 << min(wrong - TRIES_AT_ONCE, 10)
        return now - last < min(FIRST_PAUSE * times, LONGEST_PAUSE)

    async def _again(
        self,
        work: Work,
        found: ReturnCode,
        code: str,
        visitor: Pseudonym,
        channel: str,
        now: datetime,
    ) -> Case:
        kept = await work.cases.find(found.case)
        if kept is not None and kept.is_open:
            return kept.back(visitor, channel, now)
        card = self.maker.unseal(code, found.sealed)
        case = new_case(card, visitor, channel, now - found.waited)
        await work.return_codes.save(replace(found, case=case.id))
        return replace(case, has_code=True, back_at=now)


def _is_here(case: Case) -> bool:
    return case.is_open and not case.is_away


def digits_of(words: str) -> str:
    """Return the sixteen digits of a code as people type it, or nothing."""
    bare = "".join(sign for sign in words if not sign.isspace() and sign not in "-–—.")
    return bare if len(bare) == DIGITS and bare.isascii() and bare.isdecimal() else ""
