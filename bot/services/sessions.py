"""Signing in and out of the desk, slowed down after wrong tries."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.errors import SignInError, TooManyTriesError
from bot.domain.language import Language
from bot.domain.operator import Operator, OperatorId, Presence
from bot.services.accounts import (
    PASSWORD_AT_MOST,
    Passwords,
    SecondFactor,
    SignedIn,
    hash_of,
    must_lead,
    new_session,
)
from bot.services.desk_ports import Act, Noted, Session
from bot.services.ports import Clock, Transaction, Work

UNSEEN_AT_MOST: Final = timedelta(hours=12)
SIGNED_IN_AT_MOST: Final = timedelta(hours=16)
# A page that is looked at is noted once a minute, not at every look.
NOTED_EVERY: Final = timedelta(minutes=1)
ENTRIES_ON_A_PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class SlowDown:
    """How many tries are free, how long the first wait is, and the longest."""

    free: int
    first: timedelta
    longest: timedelta

    def wait(self, wrong: int, last: datetime | None, now: datetime) -> timedelta:
        """Return how long is still to be waited after so many wrong tries."""
        if last is None or wrong < self.free:
            return timedelta()
        doubled: timedelta = self.first * (1 << min(wrong - self.free, 20))
        return max(last + min(doubled, self.longest) - now, timedelta())


# Of one name: three tries, then 5 s, 10 s … 5 min. Of all names within a quarter of an hour: short,
# so that whoever guesses without end cannot keep everybody out.
OF_ONE: Final = SlowDown(3, timedelta(seconds=5), timedelta(minutes=5))
OF_ALL: Final = SlowDown(40, timedelta(seconds=1), timedelta(seconds=10))
WINDOW: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class SignIn:
    """Let somebody in who knows name, password and code."""

    transaction: Transaction
    passwords: Passwords
    factor: SecondFactor
    clock: Clock
    allows_demonstration: bool = False

    async def __call__(self, name: str, password: str, code: str) -> SignedIn:
        """Return the browser signed in; raises SignInError, or TooManyTriesError before any look.

        A try counts as wrong until it has proved right, so that tries side by side are slowed too.
        """
        known = await self._begun(name)
        hashed = known.password if known else ""
        fits = await self.passwords.fits(hashed, password[:PASSWORD_AT_MOST])
        now = self.clock()
        async with self.transaction() as work:
            operator = await work.operators.find(known.id) if known else None
            # Between the looks the account may have been closed or set up anew.
            is_same = operator is not None and operator.password == hashed
            if operator and fits and is_same and await self._second(work, operator, code, now):
                await work.tries.right(_one(name))
                await work.audit.note(Noted(now, Act.SIGNED_IN, operator.id))
                return await new_session(work, operator, now)
            await work.tries.wrong(_all(now), now)
            whose = operator.id if operator else None
            await work.audit.note(Noted(now, Act.SIGN_IN_FAILED, whose))
        raise SignInError

    async def _begun(self, name: str) -> Operator | None:
        now = self.clock()
        async with self.transaction() as work:
            waits = (
                OF_ONE.wait(*await work.tries.count(_one(name), now), now),
                OF_ALL.wait(*await work.tries.count(_all(now), now), now),
            )
            if max(waits):
                raise TooManyTriesError(max(waits).total_seconds())
            await work.tries.wrong(_one(name), now)
            operator = await work.operators.named(" ".join(name.split()))
        return operator if operator and self._may_enter(operator) else None

    def _may_enter(self, operator: Operator) -> bool:
        return operator.is_set_up and (self.allows_demonstration or not operator.is_demonstration)

    async def _second(self, work: Work, operator: Operator, code: str, now: datetime) -> bool:
        """Tell whether the code is right and new; a demonstration account has none."""
        if not self._may_enter(operator):
            return False
        if operator.is_demonstration:
            return True
        step = self.factor.step(operator.totp, code, now)
        return step is not None and await work.sessions.take_totp(operator.id, step)


@dataclass(frozen=True, slots=True)
class WhoIs:
    """Tell whose browser it is."""

    transaction: Transaction
    clock: Clock
    allows_demonstration: bool = False

    async def __call__(self, token: str, *, looks: bool = True) -> tuple[Operator, Session] | None:
        """Return account and session, or None; `looks` is False where nobody touched the page."""
        if not token:
            return None
        now = self.clock()
        async with self.transaction() as work:
            session = await work.sessions.find(hash_of(token))
            if session is None:
                return None
            operator = await work.operators.find(session.operator)
            if operator is None or not self._may_stay(operator, session, now):
                await work.sessions.forget(session.hashed)
                return None
            if looks and now - session.seen_at >= NOTED_EVERY:
                session = replace(session, seen_at=now)
                await work.sessions.save(session)
        return operator, session

    def _may_stay(self, operator: Operator, session: Session, now: datetime) -> bool:
        return (
            operator.is_set_up
            and (self.allows_demonstration or not operator.is_demonstration)
            and now - session.seen_at < UNSEEN_AT_MOST
            and now - session.began_at < SIGNED_IN_AT_MOST
        )


@dataclass(frozen=True, slots=True)
class SignOut:
    """End a session, or all of an account; whoever signs out is no longer on shift."""

    transaction: Transaction
    clock: Clock

    async def __call__(self, operator: OperatorId, session: Session) -> None:
        """End this session."""
        async with self.transaction() as work:
            await work.sessions.forget(session.hashed)
            await self._left(work, operator)

    async def everywhere(self, operator: OperatorId) -> None:
        """End every session of this account."""
        async with self.transaction() as work:
            await work.sessions.forget_all_of(operator)
            await self._left(work, operator)

    async def _left(self, work: Work, operator: OperatorId) -> None:
        found = await work.operators.find(operator)
        if found is not None and found.presence is not Presence.AWAY:
            await work.operators.save(replace(found, presence=Presence.AWAY))
        await work.audit.note(Noted(self.clock(), Act.SIGNED_OUT, operator))


@dataclass(frozen=True, slots=True)
class ChooseInterface:
    """Change the language in which somebody reads the desk."""

    transaction: Transaction

    async def __call__(self, operator: OperatorId, language: Language) -> None:
        """Keep the language with the account."""
        async with self.transaction() as work:
            found = await work.operators.find(operator)
            if found is not None:
                await work.operators.save(replace(found, interface=language))


@dataclass(frozen=True, slots=True)
class ReadAccounts:
    """Read who has an account."""

    transaction: Transaction

    async def __call__(self, lead: OperatorId) -> Sequence[Operator]:
        """Return all accounts; raises NotAllowedError for anybody but a lead."""
        async with self.transaction() as work:
            await must_lead(work, lead)
            return await work.operators.all()

    async def are_there(self) -> bool:
        """Tell whether there is any account at all."""
        async with self.transaction() as work:
            return bool(await work.operators.all())


@dataclass(frozen=True, slots=True)
class ReadAudit:
    """Read who looked at what and did what, newest first."""

    transaction: Transaction

    async def __call__(
        self, lead: OperatorId, before: datetime | None = None
    ) -> tuple[Sequence[Noted], Sequence[Operator]]:
        """Return one page of entries and the accounts they name; only a lead may."""
        async with self.transaction() as work:
            await must_lead(work, lead)
            return await work.audit.latest(ENTRIES_ON_A_PAGE, before), await work.operators.all()


def _one(name: str) -> str:
    folded = " ".join(name.split()).casefold()
    return "sign-in " + hashlib.sha256(folded.encode("utf-8", "replace")).hexdigest()


def _all(now: datetime) -> str:
    return f"sign-ins {int(now.timestamp() // WINDOW.total_seconds())}"
