"""Accounts of the desk: who is invited, how an account is set up, what a lead may change."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Protocol

from bot.domain.errors import HelplineError, NotAllowedError, SetUpError
from bot.domain.language import Language
from bot.domain.operator import Operator, OperatorId, Presence, Role
from bot.services.desk_ports import Act, Invitation, Noted, Session
from bot.services.ports import Clock, Transaction, Work

TOKEN_BYTES: Final = 32
INVITED_FOR: Final = timedelta(hours=72)
NAME_AT_MOST: Final = 40
PASSWORD_AT_LEAST: Final = 12
PASSWORD_AT_MOST: Final = 200
# What people choose first when twelve characters are asked for; compared without case.
COMMONEST: Final = frozenset(
    """
    123456789012 1234567890123 012345678910 123123123123 121212121212 123456789123 987654321098
    qwertyuiop12 qwertyuiop123 qwerty123456 123456qwerty 1q2w3e4r5t6y 1qaz2wsx3edc qazwsxedcrfv
    password1234 password12345 passwordpassword passw0rd1234 iloveyou1234 administrator
    йцукенгшщзхъ йцукен123456 парольпароль пароль123456 қазақстан123 kazakhstan12 kazakhstan123
    kazakhstan2026 qazaqstan123 operator1234 operator12345 administrator1 welcome12345 changeme1234
    """.split()  # noqa: SIM905 - read as a list of words
)


class NameTakenError(HelplineError):
    """An account of that name exists."""


class NameRefusedError(HelplineError):
    """A name is empty or too long, or no language is chosen."""


class PasswordRefusedError(HelplineError):
    """A password is too short, too long, too common, or says the name."""


class CodeRefusedError(HelplineError):
    """The code of the second factor is not the one of now."""


class LastLeadError(HelplineError):
    """Without this account nobody could lead the desk."""


class Passwords(Protocol):
    """Hashes passwords slowly, without holding up anybody else."""

    async def hashed(self, password: str) -> str:
        """Return what is to be kept of a password."""

    async def fits(self, hashed: str, password: str) -> bool:
        """Tell whether it is the password; an empty hash takes as long and fits nothing."""


class SecondFactor(Protocol):
    """Codes of six digits which change every thirty seconds."""

    def new(self) -> str:
        """Return a new secret."""

    def uri(self, secret: str, name: str) -> str:
        """Return what a telephone reads from the picture."""

    def step(self, secret: str, code: str, now: datetime) -> int | None:
        """Return the time step whose code it is, the ones beside now included; None if none."""


@dataclass(frozen=True, slots=True)
class Link:
    """A set-up link, shown once to whoever invites."""

    operator: Operator
    token: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A browser that has just signed in; its token is known only to its cookie."""

    operator: Operator
    session: Session
    token: str


@dataclass(frozen=True, slots=True)
class ToSetUp:
    """What the page of a set-up link shows: whose it is and the secret of the second factor."""

    operator: Operator
    secret: str
    uri: str


@dataclass(frozen=True, slots=True)
class InviteOperator:
    """Make an account and its set-up link; `by` is None for the command of the terminal."""

    transaction: Transaction
    factor: SecondFactor
    clock: Clock

    async def __call__(
        self,
        by: OperatorId | None,
        name: str,
        role: Role,
        languages: Sequence[Language],
        *,
        trained: bool = False,
    ) -> Link:
        """Return the link; raises NameTakenError, NameRefusedError or NotAllowedError."""
        clean = " ".join(name.split())
        if not clean or len(clean) > NAME_AT_MOST or not clean.isprintable() or not languages:
            raise NameRefusedError
        now = self.clock()
        async with self.transaction() as work:
            if by is not None:
                await must_lead(work, by)
            if await work.operators.named(clean) is not None:
                raise NameTakenError
            spoken = tuple(each for each in Language if each in languages)
            made = replace(await work.operators.add(clean, role, spoken), trained=trained)
            await work.operators.save(made)
            await work.audit.note(Noted(now, Act.INVITED, by, detail=str(made.id)))
            return await new_link(work, made, self.factor, now)


@dataclass(frozen=True, slots=True)
class SetUpAccount:
    """Set an account up by its link: a password, a second factor, and signed in at once."""

    transaction: Transaction
    passwords: Passwords
    factor: SecondFactor
    clock: Clock

    async def look(self, token: str) -> ToSetUp:
        """Return what the link's page shows; raises SetUpError where the link is not good."""
        async with self.transaction() as work:
            invitation, operator = await self._invited(work, token)
        uri = self.factor.uri(invitation.totp, operator.name)
        return ToSetUp(operator, invitation.totp, uri)

    async def __call__(self, token: str, password: str, code: str) -> SignedIn:
        """Return the browser signed in; whatever is refused, the link stays good."""
        shown = await self.look(token)
        must_be_fit(password, shown.operator.name)
        if self.factor.step(shown.secret, code, self.clock()) is None:
            raise CodeRefusedError
        hashed = await self.passwords.hashed(password)
        now = self.clock()
        async with self.transaction() as work:
            invitation, operator = await self._invited(work, token)
            step = self.factor.step(invitation.totp, code, now)
            if step is None or not await work.sessions.take_totp(operator.id, step):
                raise CodeRefusedError
            ready = replace(operator, password=hashed, totp=invitation.totp)
            await work.operators.save(ready)
            await work.sessions.forget_invitations_of(operator.id)
            await work.sessions.forget_all_of(operator.id)
            await work.audit.note(Noted(now, Act.SET_UP, operator.id))
            return await new_session(work, ready, now)

    async def _invited(self, work: Work, token: str) -> tuple[Invitation, Operator]:
        invitation = await work.sessions.invitation(hash_of(token))
        if invitation is None or invitation.expires_at <= self.clock():
            raise SetUpError
        operator = await work.operators.find(invitation.operator)
        if operator is None or operator.is_disabled:
            raise SetUpError
        return invitation, operator


@dataclass(frozen=True, slots=True)
class ChangeAccount:
    """What a lead may do to an account; the last lead can be neither disabled nor renewed."""

    transaction: Transaction
    factor: SecondFactor
    clock: Clock

    async def disable(self, lead: OperatorId, operator: OperatorId) -> Operator:
        """Close an account: no sign-in, no session, no shift."""
        async with self.transaction() as work:
            found = await self._found(work, lead, operator)
            await must_not_be_last_lead(work, found)
            closed = replace(found, is_disabled=True, presence=Presence.AWAY)
            await work.operators.save(closed)
            await work.sessions.forget_all_of(operator)
            await work.sessions.forget_invitations_of(operator)
            await self._note(work, lead, operator)
        return closed

    async def enable(self, lead: OperatorId, operator: OperatorId) -> Operator:
        """Open an account again, as it was."""
        async with self.transaction() as work:
            found = await self._found(work, lead, operator)
            opened = replace(found, is_disabled=False)
            await work.operators.save(opened)
            await self._note(work, lead, operator)
        return opened

    async def renew(self, lead: OperatorId, operator: OperatorId) -> Link:
        """Return a new link; password and second factor of before are gone, so are sessions."""
        async with self.transaction() as work:
            found = await self._found(work, lead, operator)
            if found.is_disabled:
                raise NotAllowedError
            await must_not_be_last_lead(work, found)
            await self._note(work, lead, operator)
            return await renewed_link(work, found, self.factor, self.clock())

    async def sign_out(self, lead: OperatorId, operator: OperatorId) -> None:
        """End every session of an account."""
        async with self.transaction() as work:
            await self._found(work, lead, operator)
            await work.sessions.forget_all_of(operator)
            await self._note(work, lead, operator)

    async def _found(self, work: Work, lead: OperatorId, operator: OperatorId) -> Operator:
        await must_lead(work, lead)
        found = await work.operators.find(operator)
        if found is None:
            raise NotAllowedError
        return found

    async def _note(self, work: Work, lead: OperatorId, operator: OperatorId) -> None:
        entry = Noted(self.clock(), Act.ACCOUNT_CHANGED, lead, detail=str(operator))
        await work.audit.note(entry)


async def must_lead(work: Work, lead: OperatorId) -> None:
    """Raise NotAllowedError for anybody who is not a lead at this moment."""
    found = await work.operators.find(lead)
    if found is None or found.role is not Role.LEAD or not found.is_set_up:
        raise NotAllowedError


async def must_not_be_last_lead(work: Work, operator: Operator) -> None:
    """Raise LastLeadError where nobody else could lead the desk."""
    if operator.role is not Role.LEAD or not operator.is_set_up:
        return
    leads = [each for each in await work.operators.all() if each.role is Role.LEAD]
    others = [each for each in leads if each.id != operator.id and not each.is_demonstration]
    if not any(each.is_set_up for each in others):
        raise LastLeadError


def must_be_fit(password: str, name: str) -> None:
    """Raise PasswordRefusedError for a password that would be guessed early."""
    folded = password.casefold()
    if not PASSWORD_AT_LEAST <= len(password) <= PASSWORD_AT_MOST:
        raise PasswordRefusedError
    letters, of_name = "".join(folded.split()), "".join(name.casefold().split())
    if letters in COMMONEST or letters == of_name * (len(letters) // max(len(of_name), 1)):
        raise PasswordRefusedError
    if len(set(letters)) <= 2:  # noqa: PLR2004 - one or two characters repeated
        raise PasswordRefusedError


async def new_link(work: Work, operator: Operator, factor: SecondFactor, now: datetime) -> Link:
    """Invite and return the link; an older link of the same account is good no more."""
    token, expires_at = secrets.token_urlsafe(TOKEN_BYTES), now + INVITED_FOR
    invitation = Invitation(hash_of(token), operator.id, factor.new(), expires_at)
    await work.sessions.invite(invitation)
    return Link(operator, token, expires_at)


async def renewed_link(work: Work, operator: Operator, factor: SecondFactor, now: datetime) -> Link:
    """Return a new link of an account whose factors and sessions of before are gone."""
    bare = replace(operator, password="", totp="", presence=Presence.AWAY)
    await work.operators.save(bare)
    await work.sessions.forget_all_of(operator.id)
    return await new_link(work, bare, factor, now)


async def new_session(work: Work, operator: Operator, now: datetime) -> SignedIn:
    """Return a browser signed in under a token that nobody has seen before."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session = Session(hash_of(token), operator.id, secrets.token_urlsafe(TOKEN_BYTES), now, now)
    await work.sessions.save(session)
    return SignedIn(operator, session, token)


def hash_of(token: str) -> bytes:
    """Return what is kept of a token; it is random enough for a plain hash."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
