"""Accounts over the store: work that is the same for everybody, races, and what is kept."""

import asyncio
from datetime import timedelta

import pyotp
import pytest
from argon2 import PasswordHasher

from bot.domain.errors import SignInError, TooManyTriesError
from bot.domain.language import Language
from bot.domain.operator import Role
from bot.services.accounts import (
    InviteOperator,
    PasswordRefusedError,
    SetUpAccount,
    SignedIn,
    must_be_fit,
)
from bot.services.sessions import OF_ALL, OF_ONE, SignIn, SlowDown
from bot.storage.memory import MemoryStore
from bot.storage.passwords import ArgonPasswords
from bot.storage.second_factor import TotpFactor
from tests.conftest import NOW, SetClock

PASSWORD = "seven quiet mountains"
FACTOR = TotpFactor()


class CountingPasswords(ArgonPasswords):
    """Counts how often a password was compared."""

    compared = 0

    async def fits(self, hashed: str, password: str) -> bool:
        """Compare, and count."""
        self.compared += 1
        return await super().fits(hashed, password)


@pytest.fixture
def passwords() -> CountingPasswords:
    return CountingPasswords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


async def set_up(store: MemoryStore, passwords: ArgonPasswords, clock: SetClock) -> str:
    """Set an account up by its link and return the secret of its second factor."""
    link = await InviteOperator(store.transaction, FACTOR, clock)(
        None, "Aigerim", Role.OPERATOR, (Language.KAZAKH,)
    )
    use = SetUpAccount(store.transaction, passwords, FACTOR, clock)
    secret = (await use.look(link.token)).secret
    await use(link.token, PASSWORD, code(secret, clock))
    clock.goes(timedelta(seconds=90))
    return secret


def code(secret: str, clock: SetClock) -> str:
    """Return the code of now."""
    return pyotp.TOTP(secret).at(clock())


async def test_an_unknown_name_costs_the_same_work(
    store: MemoryStore, passwords: CountingPasswords, clock: SetClock
) -> None:
    sign_in = SignIn(store.transaction, passwords, FACTOR, clock)
    with pytest.raises(SignInError):
        await sign_in("nobody", PASSWORD, "000000")
    assert passwords.compared == 1


async def test_a_hash_of_nothing_fits_nothing(passwords: CountingPasswords) -> None:
    assert not await passwords.fits("", "")
    assert not await passwords.fits("", "nobody's password")
    assert not await passwords.fits("no hash at all", "")
    assert await passwords.fits(await passwords.hashed(PASSWORD), PASSWORD)


async def test_the_program_itself_hashes_with_argon2id() -> None:
    hashed = await ArgonPasswords().hashed(PASSWORD)
    assert hashed.startswith("$argon2id$v=19$m=65536,t=3,p=1$")


async def test_tries_side_by_side_are_slowed_like_tries_in_a_row(
    store: MemoryStore, passwords: CountingPasswords, clock: SetClock
) -> None:
    await set_up(store, passwords, clock)
    sign_in = SignIn(store.transaction, passwords, FACTOR, clock)
    answers = await asyncio.gather(
        *(sign_in("Aigerim", "wrong", "000000") for _try in range(20)), return_exceptions=True
    )
    kinds = [type(answer) for answer in answers]
    assert kinds.count(SignInError) == OF_ONE.free
    assert kinds.count(TooManyTriesError) == 20 - OF_ONE.free


async def test_one_code_lets_only_one_of_two_browsers_in(
    store: MemoryStore, passwords: CountingPasswords, clock: SetClock
) -> None:
    secret = await set_up(store, passwords, clock)
    sign_in = SignIn(store.transaction, passwords, FACTOR, clock)
    digits = code(secret, clock)
    answers = await asyncio.gather(
        *(sign_in("Aigerim", PASSWORD, digits) for _browser in range(2)), return_exceptions=True
    )
    assert sum(isinstance(answer, SignedIn) for answer in answers) == 1


async def test_a_link_opened_twice_at_once_sets_up_once(
    store: MemoryStore, passwords: CountingPasswords, clock: SetClock
) -> None:
    link = await InviteOperator(store.transaction, FACTOR, clock)(
        None, "Aigerim", Role.OPERATOR, (Language.KAZAKH,)
    )
    use = SetUpAccount(store.transaction, passwords, FACTOR, clock)
    digits = code((await use.look(link.token)).secret, clock)
    answers = await asyncio.gather(
        *(use(link.token, PASSWORD, digits) for _browser in range(3)), return_exceptions=True
    )
    assert sum(isinstance(answer, SignedIn) for answer in answers) == 1


def test_the_wait_doubles_up_to_five_minutes() -> None:
    waits = [OF_ONE.wait(wrong, NOW, NOW).total_seconds() for wrong in range(2, 11)]
    assert waits == [0, 5, 10, 20, 40, 80, 160, 300, 300]
    assert OF_ONE.wait(10**9, NOW, NOW) == timedelta(minutes=5)


def test_the_wait_of_all_stays_short() -> None:
    assert OF_ALL.wait(10**6, NOW, NOW) == timedelta(seconds=10)
    assert SlowDown(1, timedelta(1), timedelta(1)).wait(5, None, NOW) == timedelta()


@pytest.mark.parametrize(
    "password",
    [
        "",
        "eleven char",
        "x" * 201,
        "password1234",
        "ПарольПароль",
        "aaaaaaaaaaaaaa",
        "DanaDanaDana",
    ],
)
def test_passwords_guessed_early_are_refused(password: str) -> None:
    with pytest.raises(PasswordRefusedError):
        must_be_fit(password, "Dana")


@pytest.mark.parametrize("password", ["төрт сөз қатар тұр", "twelve chars", "correct horse 7"])
def test_no_rule_but_length_is_asked_of_others(password: str) -> None:
    must_be_fit(password, "Dana")


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "١٢٣٤٥٦", "abcdef", "0x1234"])
def test_what_is_no_code_fits_no_step(typed: str) -> None:
    assert FACTOR.step(FACTOR.new(), typed, NOW) is None
