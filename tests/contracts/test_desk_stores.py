"""Every store keeps accounts, sessions, audit and tries of the desk alike."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.errors import NotAllowedError, StoreError
from bot.domain.language import Language
from bot.domain.operator import Operator, OperatorId, Presence, Role
from bot.domain.retention import TRIES_KEPT
from bot.services.desk_ports import Act, Invitation, Noted, Session
from tests.contracts.conftest import Store

NOW = datetime(2026, 11, 23, 20, 15, 0, 123000, tzinfo=UTC)
MOMENT = timedelta(milliseconds=1)
BOTH = (Language.RUSSIAN, Language.KAZAKH)
DINA, SAULE = OperatorId(1), OperatorId(2)
SESSION = Session(b"s" * 32, DINA, "csrf", NOW, NOW)
INVITATION = Invitation(b"i" * 32, DINA, "JBSWY3DP", NOW + timedelta(days=1))


async def added(store: Store, name: str, role: Role = Role.OPERATOR) -> Operator:
    async with store.transaction() as work:
        return await work.operators.add(name, role, BOTH)


async def named(store: Store, name: str) -> Operator | None:
    async with store.transaction() as work:
        return await work.operators.named(name)


async def save(store: Store, operator: Operator) -> None:
    async with store.transaction() as work:
        await work.operators.save(operator)


async def test_a_new_account_has_the_next_number_and_is_yet_to_be_set_up(store: Store) -> None:
    dina, saule = await added(store, "Дина"), await added(store, "Saule", Role.LEAD)

    assert dina == Operator(DINA, "Дина", Role.OPERATOR, BOTH)
    assert saule == Operator(SAULE, "Saule", Role.LEAD, BOTH)
    async with store.transaction() as work:
        assert list(await work.operators.all()) == [dina, saule]
        assert await work.operators.find(SAULE) == saule
        assert await work.operators.find(OperatorId(3)) is None


async def test_an_account_is_read_back_exactly(store: Store) -> None:
    await added(store, "Дина")
    changed = Operator(
        DINA,
        "Dina T.",
        Role.EDITOR,
        (),
        Presence.PAUSE,
        NOW,
        password="$argon2id$…",
        totp="JBSWY3DPEHPK3PXP",
        is_disabled=True,
        is_demonstration=True,
        trained=True,
        interface=Language.ENGLISH,
    )
    await save(store, changed)

    assert await named(store, "Dina T.") == changed
    assert await named(store, "Дина") is None


@pytest.mark.parametrize("written", ["Әсел Қуат", "әсел қуат", "ӘСЕЛ ҚУАТ", " Әсел Қуат "])
async def test_an_account_is_found_in_whatever_case_its_name_is_written(
    store: Store, written: str
) -> None:
    account = await added(store, "Әсел Қуат")

    assert await named(store, written) == account
    with pytest.raises(StoreError):
        await added(store, written)
    async with store.transaction() as work:
        assert len(await work.operators.all()) == 1


async def test_an_account_cannot_take_the_name_of_another(store: Store) -> None:
    await added(store, "Dina")
    saule = await added(store, "Saule")
    with pytest.raises(StoreError):
        await save(store, replace(saule, name="DINA"))
    await save(store, replace(saule, name="SAULE"))

    assert await named(store, "saule") == replace(saule, name="SAULE")


async def test_an_account_that_was_never_added_is_not_made_by_saving(store: Store) -> None:
    await save(store, Operator(OperatorId(7), "Dina", Role.LEAD, BOTH))

    assert await named(store, "Dina") is None


async def test_a_session_is_kept_until_it_is_signed_out(store: Store) -> None:
    seen = replace(SESSION, seen_at=NOW + timedelta(minutes=1))
    async with store.transaction() as work:
        await work.sessions.save(SESSION)
        await work.sessions.save(seen)
    async with store.transaction() as work:
        assert await work.sessions.find(SESSION.hashed) == seen
        await work.sessions.forget(SESSION.hashed)
        assert await work.sessions.find(SESSION.hashed) is None


async def test_signing_out_everywhere_spares_other_operators(store: Store) -> None:
    other = replace(SESSION, hashed=b"o" * 32, operator=SAULE)
    async with store.transaction() as work:
        for session in (SESSION, replace(SESSION, hashed=b"t" * 32), other):
            await work.sessions.save(session)
        await work.sessions.forget_all_of(DINA)
        assert await work.sessions.find(SESSION.hashed) is None
        assert await work.sessions.find(b"t" * 32) is None
        assert await work.sessions.find(other.hashed) == other


async def test_sessions_that_nobody_used_are_forgotten(store: Store) -> None:
    async with store.transaction() as work:
        await work.sessions.save(SESSION)
        await work.sessions.forget_unseen_since(NOW)
        assert await work.sessions.find(SESSION.hashed) == SESSION
        await work.sessions.forget_unseen_since(NOW + MOMENT)
        assert await work.sessions.find(SESSION.hashed) is None


async def test_a_newer_invitation_takes_the_place_of_the_older(store: Store) -> None:
    newer, hers = replace(INVITATION, hashed=b"n" * 32), Invitation(b"h" * 32, SAULE, "", NOW)
    async with store.transaction() as work:
        for invitation in (INVITATION, hers, newer):
            await work.sessions.invite(invitation)
    async with store.transaction() as work:
        assert await work.sessions.invitation(INVITATION.hashed) is None
        assert await work.sessions.invitation(newer.hashed) == newer
        await work.sessions.forget_invitations_of(DINA)
        assert await work.sessions.invitation(newer.hashed) is None
        assert await work.sessions.invitation(hers.hashed) == hers


async def test_a_second_factor_is_good_once_for_each_operator(store: Store) -> None:
    async with store.transaction() as work:
        assert await work.sessions.take_totp(DINA, 58_000_000)
        assert not await work.sessions.take_totp(DINA, 58_000_000)
        assert await work.sessions.take_totp(SAULE, 58_000_000)
    async with store.transaction() as work:
        assert await work.sessions.take_totp(DINA, 58_000_001)
        assert not await work.sessions.take_totp(DINA, 58_000_000)


async def test_the_audit_shows_the_newest_first_page_by_page(store: Store) -> None:
    entries = [
        Noted(NOW, Act.SIGNED_IN, DINA),
        Noted(NOW + MOMENT, Act.LOOKED, DINA, "K-17"),
        Noted(NOW + 2 * MOMENT, Act.SENT_CARD, DINA, "K-17", "centre:astana"),
        Noted(NOW + 2 * MOMENT, Act.SIGN_IN_FAILED),
    ]
    async with store.transaction() as work:
        for entry in entries:
            await work.audit.note(entry)
    async with store.transaction() as work:
        assert list(await work.audit.latest(10)) == entries[::-1]
        assert list(await work.audit.latest(1)) == [entries[3]]
        assert list(await work.audit.latest(10, NOW + 2 * MOMENT)) == entries[1::-1]
        await work.audit.forget_before(NOW + MOMENT)
        assert list(await work.audit.latest(10)) == entries[:0:-1]


async def test_wrong_tries_are_counted_by_name(store: Store) -> None:
    later = NOW + timedelta(minutes=1)
    async with store.transaction() as work:
        assert await work.tries.count("a", NOW) == (0, None)
        assert await work.tries.wrong("a", NOW) == 1
        assert await work.tries.wrong("b", NOW) == 1
    async with store.transaction() as work:
        assert await work.tries.wrong("a", later) == 2
        assert await work.tries.count("a", later) == (2, later)
        await work.tries.right("a")
        assert await work.tries.count("a", later) == (0, None)
        assert await work.tries.count("b", later) == (1, NOW)


async def test_wrong_tries_are_remembered_for_a_day(store: Store) -> None:
    async with store.transaction() as work:
        await work.tries.wrong("a", NOW)
        await work.tries.wrong("a", NOW)
        assert (await work.tries.count("a", NOW + TRIES_KEPT - MOMENT))[0] == 2
        assert await work.tries.count("a", NOW + TRIES_KEPT) == (0, None)
        assert await work.tries.wrong("a", NOW + TRIES_KEPT) == 1


async def test_old_tries_are_forgotten(store: Store) -> None:
    async with store.transaction() as work:
        await work.tries.wrong("a", NOW)
        await work.tries.wrong("b", NOW + MOMENT)
        await work.tries.forget_before(NOW + MOMENT)
        assert await work.tries.count("a", NOW) == (0, None)
        assert await work.tries.count("b", NOW) == (1, NOW + MOMENT)


async def change_everything_and_fail(store: Store) -> None:
    async with store.transaction() as work:
        await work.operators.save(Operator(DINA, "Dina", Role.LEAD, ()))
        await work.operators.add("Saule", Role.LEAD, BOTH)
        await work.sessions.save(SESSION)
        await work.sessions.invite(INVITATION)
        await work.sessions.take_totp(DINA, 5)
        await work.audit.note(Noted(NOW, Act.EXPORTED, DINA))
        await work.tries.wrong("a", NOW)
        raise NotAllowedError


async def test_nothing_of_a_transaction_that_fails_is_there(store: Store) -> None:
    dina = await added(store, "Dina")
    with pytest.raises(NotAllowedError):
        await change_everything_and_fail(store)

    async with store.transaction() as work:
        assert list(await work.operators.all()) == [dina]
        assert await work.sessions.find(SESSION.hashed) is None
        assert await work.sessions.invitation(INVITATION.hashed) is None
        assert await work.sessions.take_totp(DINA, 5)
        assert list(await work.audit.latest(10)) == []
        assert await work.tries.count("a", NOW) == (0, None)
