"""Editors list, open and change files; two never change one file at the same time."""

import asyncio
from datetime import timedelta

import pytest

from bot.domain.editing import Alteration, Change, Deed, Draft, Kind
from bot.domain.errors import (
    ChangedMeanwhileError,
    FileNameRefusedError,
    LockedError,
    NotAllowedError,
    PaperUnknownError,
)
from bot.domain.operator import OperatorId
from bot.domain.retention import DRAFTS_KEPT, HISTORY_KEPT
from bot.services.editing_room import LOCKED_FOR
from tests.services.editors import NEW_PHONE, OLD_PHONE, ORDER, UMIT, Editors
from tests.services.helpline import Helpline

MOMENT = timedelta(milliseconds=1)


async def names_found(editors: Editors, search: str, kind: Kind | None = None) -> set[str]:
    overview = await editors.list(editors.dina, search, kind)
    return {row.paper.name for row in overview.rows}


@pytest.mark.parametrize("search", ["Үміт", "umit astana", "КРИЗИСНЫЙ умит", "497889"])
async def test_a_centre_is_found_in_any_spelling_and_by_part_of_its_phone(
    editors: Editors, search: str
) -> None:
    assert UMIT in await names_found(editors, search)


@pytest.mark.parametrize("search", ["8 7172 49 78 89", "+7 (7172) 49-78-89", OLD_PHONE])
async def test_a_phone_is_found_as_people_write_it(editors: Editors, search: str) -> None:
    assert await names_found(editors, search) == {UMIT}


async def test_a_letter_or_two_are_no_part_of_every_word(editors: Editors) -> None:
    assert await names_found(editors, "zzzz") == set()


async def test_the_list_can_be_narrowed_to_a_kind(editors: Editors) -> None:
    overview = await editors.list(editors.lead, kind=Kind.RIGHT)

    assert {row.paper.kind for row in overview.rows} == {Kind.RIGHT}
    assert overview.total > len(overview.rows) > 1
    assert overview.is_served
    assert await names_found(editors, "zzyzx qwrtpl") == set()


async def test_the_list_tells_who_edits_what_and_what_is_wrong_with_it(editors: Editors) -> None:
    await editors.rings(editors.dina, "12345")
    mine = {row.paper.name: row for row in (await editors.list(editors.dina)).rows}[UMIT]
    hers = {row.paper.name: row for row in (await editors.list(editors.saule)).rows}[UMIT]

    assert (mine.is_drafted, mine.locked_by) == (True, None)
    assert mine.complaints > 0
    assert (hers.is_drafted, hers.locked_by, hers.complaints) == (False, editors.dina, 0)


async def test_a_file_that_is_refused_is_told_in_the_list(editors: Editors) -> None:
    editors.write(editors.text().replace(OLD_PHONE, "12345"))
    overview = await editors.list(editors.dina)

    assert not overview.is_served
    assert {complaint.file for complaint in overview.refusals} == {UMIT}


async def test_only_editors_and_leads_may_edit(editors: Editors) -> None:
    for refused in (
        editors.list(editors.operator),
        editors.open(editors.operator, UMIT),
        editors.save(editors.operator, UMIT, text="id: X\n"),
        editors.begin(editors.operator, Kind.CENTRE, "new"),
        editors.drop(editors.operator, UMIT),
        editors.publish(editors.operator, [UMIT]),
        editors.undo(editors.operator, 1),
        editors.history(editors.operator),
    ):
        with pytest.raises(NotAllowedError):
            await refused


@pytest.mark.parametrize(
    "file", ["centres/none.yaml", "../pyproject.toml", "/etc/passwd", "centres/../README.md", ""]
)
async def test_no_other_file_can_be_opened(editors: Editors, file: str) -> None:
    with pytest.raises(PaperUnknownError):
        await editors.open(editors.dina, file)
    with pytest.raises(PaperUnknownError):
        await editors.save(editors.dina, file, text="id: X\n")


async def test_whoever_comes_first_edits_and_the_other_reads(editors: Editors) -> None:
    first = await editors.open(editors.dina, UMIT)
    second = await editors.open(editors.lead, UMIT)

    assert first.is_mine
    assert (second.is_mine, second.lock) == (False, first.lock)
    assert second.text == first.text == editors.text()
    with pytest.raises(LockedError):
        await editors.rings(editors.lead)


async def test_a_lock_is_renewed_by_saving_and_runs_out_by_itself(editors: Editors) -> None:
    await editors.open(editors.dina, UMIT)
    editors.clock.goes(LOCKED_FOR - MOMENT)
    await editors.rings(editors.dina)
    editors.clock.goes(LOCKED_FOR - MOMENT)
    assert not (await editors.open(editors.saule, UMIT)).is_mine
    editors.clock.goes(MOMENT)

    assert (await editors.open(editors.saule, UMIT)).is_mine
    with pytest.raises(LockedError):
        await editors.publish(editors.dina, [UMIT])
    assert OLD_PHONE in editors.phones()


async def test_of_two_that_save_at_once_exactly_one_is_refused(editors: Editors) -> None:
    text = editors.text().replace(OLD_PHONE, NEW_PHONE)
    saved = await asyncio.gather(
        editors.save(editors.dina, UMIT, text=text),
        editors.save(editors.saule, UMIT, text=text),
        return_exceptions=True,
    )

    assert sum(isinstance(each, LockedError) for each in saved) == 1
    assert sum(not isinstance(each, BaseException) for each in saved) == 1


async def test_a_draft_is_kept_and_nothing_of_it_is_read(editors: Editors) -> None:
    await editors.rings(editors.dina)
    again = await editors.open(editors.dina, UMIT)

    assert again.draft is not None
    assert NEW_PHONE in again.text
    assert again.published == editors.text()
    assert editors.phones()[0] == OLD_PHONE


async def test_a_draft_that_equals_the_file_is_forgotten(editors: Editors) -> None:
    await editors.rings(editors.dina)
    back = await editors.saves(
        editors.dina, {"phones.0.number": OLD_PHONE, "checked_on": "2026-11-21"}
    )

    assert back.draft is None
    assert (await editors.list(editors.dina)).drafts == ()


async def test_line_ends_of_a_browser_are_no_change(editors: Editors) -> None:
    text = editors.text().replace("\n", "\r\n")

    assert (await editors.save(editors.dina, UMIT, text=text)).draft is None


async def test_complaints_stand_beside_the_file_or_under_elsewhere(editors: Editors) -> None:
    opened = await editors.rings(editors.dina, "12345")
    other = await editors.open(editors.dina, ORDER)

    assert ("phones", 0, "number") in {complaint.place for complaint in opened.complaints}
    assert UMIT in {complaint.file for complaint in other.elsewhere}
    assert all(complaint.file == ORDER for complaint in other.complaints)


async def test_a_list_grows_and_shrinks_after_the_form_is_filled_in(editors: Editors) -> None:
    answers = {"phones.0.number": NEW_PHONE}
    grown = await editors.save(editors.dina, UMIT, answers=answers, grow=("phones",))
    shrunk = await editors.save(editors.dina, UMIT, shrink=("phones", 2))

    assert grown.text.count("number:") == 3
    assert NEW_PHONE in grown.text
    assert shrunk.text == editors.text().replace(OLD_PHONE, NEW_PHONE)


async def test_dropping_a_draft_gives_the_lock_back(editors: Editors) -> None:
    await editors.rings(editors.dina)
    await editors.drop(editors.dina, UMIT)

    assert (await editors.open(editors.saule, UMIT)).is_mine
    assert (await editors.list(editors.dina)).drafts == ()


async def test_a_file_edited_outside_is_told_and_nothing_of_it_is_lost(editors: Editors) -> None:
    await editors.rings(editors.dina)
    editors.write(editors.unverified())
    opened = await editors.open(editors.dina, UMIT)
    with pytest.raises(ChangedMeanwhileError):
        await editors.publish(editors.dina, [UMIT])
    kept = await editors.save(editors.dina, UMIT, text=opened.text, rebases=True)

    assert opened.has_changed_meanwhile
    assert not kept.has_changed_meanwhile
    assert "status: unverified" in editors.text()
    await editors.publish(editors.dina, [UMIT])
    assert editors.phones()[0] == NEW_PHONE


async def test_a_form_of_an_older_file_changes_nothing(editors: Editors) -> None:
    opened = await editors.open(editors.dina, UMIT)
    editors.write(editors.unverified())
    with pytest.raises(ChangedMeanwhileError):
        await editors.save(editors.dina, UMIT, answers={"status": "active"}, seen=opened.seen)

    assert (await editors.list(editors.dina)).drafts == ()


async def test_a_new_centre_is_a_draft_until_it_is_published(editors: Editors) -> None:
    begun = await editors.begin(editors.dina, Kind.CENTRE, "Test Centre")
    with pytest.raises(FileNameRefusedError):
        await editors.begin(editors.dina, Kind.CENTRE, "Test Centre")
    with pytest.raises(LockedError):
        await editors.begin(editors.saule, Kind.CENTRE, "Test Centre")

    assert (begun.published, begun.is_mine) == (None, True)
    assert begun.paper.name in await names_found(editors, "test centre")
    assert not (editors.folder / begun.paper.name).exists()
    await editors.drop(editors.dina, begun.paper.name)
    with pytest.raises(PaperUnknownError):
        await editors.open(editors.dina, begun.paper.name)


async def test_drafts_and_history_are_forgotten_in_time(helpline: Helpline) -> None:
    draft = Draft(OperatorId(1), UMIT, "a", "b", helpline.clock())
    change = Change(0, helpline.clock(), None, Deed.IN_FILES, (Alteration(UMIT, "a", "b"),))
    async with helpline.store.transaction() as work:
        await work.drafts.save(draft)
        await work.history.add(change)
    helpline.clock.goes(DRAFTS_KEPT + MOMENT)
    await helpline.erases()
    async with helpline.store.transaction() as work:
        assert list(await work.drafts.of(OperatorId(1))) == []
        assert len(await work.history.latest(10)) == 1
    helpline.clock.goes(HISTORY_KEPT - DRAFTS_KEPT)
    await helpline.erases()
    async with helpline.store.transaction() as work:
        assert list(await work.history.latest(10)) == []
