"""What is published is live at once, is kept with who and when, and can be taken back."""

import asyncio
from dataclasses import replace

import pytest

from bot.domain.editing import Alteration, Change, Deed
from bot.domain.errors import (
    ChangedMeanwhileError,
    LockedError,
    PaperUnknownError,
    RefusedError,
)
from bot.services.desk_ports import Act
from bot.services.history import CHANGES_ON_A_PAGE, LEFT_OUT, Publish, differences
from tests.services.editors import NEW_PHONE, OLD_PHONE, ORDER, UMIT, Editors

OTHER_PHONE = "+77172555002"


async def test_what_is_published_is_read_by_visitors_at_once(editors: Editors) -> None:
    before = editors.text()
    change = await editors.published(editors.dina)

    assert editors.phones()[0] == NEW_PHONE
    assert change == Change(
        1,
        editors.clock(),
        editors.dina,
        Deed.PUBLISHED,
        (Alteration(UMIT, before, editors.text()),),
    )
    assert await editors.history(editors.saule) == (change,)
    assert await editors.history(editors.saule, file=ORDER) == ()


async def test_after_publishing_draft_and_lock_are_gone(editors: Editors) -> None:
    await editors.published(editors.dina)
    opened = await editors.open(editors.saule, UMIT)

    assert opened.is_mine
    assert (await editors.list(editors.dina)).drafts == ()


async def test_the_audit_names_files_and_no_word_of_them(editors: Editors) -> None:
    await editors.published(editors.dina)
    change = await editors.published(editors.dina, OTHER_PHONE)
    await editors.undo(editors.lead, change.number)
    _, published, undone = await editors.noted()

    assert (published.act, published.operator) == (Act.PUBLISHED, editors.dina)
    assert (undone.act, undone.operator) == (Act.UNDONE, editors.lead)
    assert {published.detail, undone.detail} == {UMIT}


async def test_wrong_drafts_are_refused_together_and_nothing_is_changed(editors: Editors) -> None:
    before = editors.text()
    await editors.rings(editors.dina)
    await editors.open(editors.dina, ORDER)
    await editors.save(editors.dina, ORDER, text=editors.text(ORDER).replace("  ru:", "  rru:"))
    with pytest.raises(RefusedError) as refused:
        await editors.publish(editors.dina, [UMIT, ORDER])

    assert {complaint.file for complaint in refused.value.complaints} == {ORDER}
    assert editors.text() == before
    assert len((await editors.list(editors.dina)).drafts) == 2
    assert await editors.history(editors.dina) == ()
    assert await editors.noted() == []


async def test_only_what_was_asked_for_is_published(editors: Editors) -> None:
    await editors.rings(editors.dina)
    await editors.save(editors.dina, ORDER, text="nothing of this can be read: [")
    await editors.publish(editors.dina, [UMIT])

    assert [draft.file for draft in (await editors.list(editors.dina)).drafts] == [ORDER]
    assert editors.phones()[0] == NEW_PHONE


async def test_without_a_draft_there_is_nothing_to_publish(editors: Editors) -> None:
    await editors.open(editors.dina, UMIT)
    for files in ([UMIT], [], ["../README.md"]):
        with pytest.raises(PaperUnknownError):
            await editors.publish(editors.dina, files)


async def test_publishing_twice_at_once_publishes_once(editors: Editors) -> None:
    await editors.rings(editors.dina)
    published = await asyncio.gather(
        editors.publish(editors.dina, [UMIT]),
        editors.publish(editors.dina, [UMIT]),
        return_exceptions=True,
    )

    assert sum(isinstance(each, Change) for each in published) == 1
    assert len(await editors.history(editors.dina)) == 1


async def test_a_change_can_be_undone_and_the_undo_too(editors: Editors) -> None:
    before = editors.text()
    change = await editors.published(editors.dina)
    undone = await editors.undo(editors.lead, change.number)
    assert (editors.text(), editors.phones()[0]) == (before, OLD_PHONE)
    again = await editors.undo(editors.dina, undone.number)

    assert editors.phones()[0] == NEW_PHONE
    assert (undone.deed, undone.undoes) == (Deed.UNDONE, change.number)
    assert (again.deed, again.undoes) == (Deed.UNDONE, undone.number)
    assert await editors.history(editors.dina) == (again, undone, change)


async def test_a_change_that_was_changed_again_cannot_be_undone(editors: Editors) -> None:
    change = await editors.published(editors.dina)
    await editors.published(editors.saule, OTHER_PHONE)
    with pytest.raises(ChangedMeanwhileError):
        await editors.undo(editors.dina, change.number)

    assert editors.phones()[0] == OTHER_PHONE


async def test_nothing_is_undone_under_the_hands_of_somebody_else(editors: Editors) -> None:
    change = await editors.published(editors.dina)
    await editors.open(editors.saule, UMIT)
    with pytest.raises(LockedError):
        await editors.undo(editors.lead, change.number)
    with pytest.raises(PaperUnknownError):
        await editors.undo(editors.lead, 99)

    assert editors.phones()[0] == NEW_PHONE


async def test_a_removed_file_comes_back_by_undo(editors: Editors) -> None:
    file, centre = "centres/taldykorgan-women-support.yaml", "ZHT-02"
    before = editors.text(file)
    assert editors.live.guide().centre(centre) is not None
    opened = await editors.save(editors.dina, file, removes=True)
    assert opened.draft is not None
    assert opened.draft.text is None
    change = await editors.publish(editors.dina, [file])
    assert not (editors.folder / file).exists()
    assert editors.live.guide().centre(centre) is None
    await editors.undo(editors.dina, change.number)

    assert editors.text(file) == before


async def test_a_change_in_the_files_is_kept_once_though_many_notice(editors: Editors) -> None:
    before = editors.text()
    editors.write(editors.unverified())
    noticed = [Alteration(UMIT, before, editors.text()), Alteration(ORDER, "same", "same")]
    kept = await asyncio.gather(*(editors.note(noticed) for _ in range(3)))

    assert sum(each is not None for each in kept) == 1
    (entry,) = await editors.history(editors.dina)
    assert (entry.deed, entry.operator, entry.alterations) == (
        Deed.IN_FILES,
        None,
        (noticed[0],),
    )
    await editors.undo(editors.dina, entry.number)
    assert editors.text() == before


async def test_a_publish_that_others_notice_is_no_change_of_its_own(editors: Editors) -> None:
    change = await editors.published(editors.dina)

    assert await editors.note(change.alterations) is None
    assert await editors.history(editors.dina) == (change,)


async def test_a_publish_noticed_before_it_was_kept_is_one_change(editors: Editors) -> None:
    await editors.rings(editors.dina)
    (draft,) = (await editors.list(editors.dina)).drafts
    written = Alteration(UMIT, draft.base, draft.text)
    loop = asyncio.get_running_loop()

    class Noticed:
        """Papers beside which another process looks as soon as they are written."""

        def write(self, *given: object) -> object:
            """Write, and be noticed before the history knows."""
            reading = editors.room.papers.write(*given)  # type: ignore[arg-type]
            noted = asyncio.run_coroutine_threadsafe(editors.note([written]), loop)
            assert noted.result(10) is not None
            return reading

    room = replace(editors.room, papers=Noticed())  # type: ignore[arg-type]
    change = await Publish(room)(editors.dina, [UMIT])

    assert await editors.history(editors.dina) == (change,)


async def test_the_history_is_shown_page_by_page(editors: Editors) -> None:
    for number in range(CHANGES_ON_A_PAGE + 5):
        await editors.note([Alteration(UMIT, str(number), str(number + 1))])
    newest = await editors.history(editors.dina)
    older = await editors.history(editors.dina, before=newest[-1].number)

    assert [each.number for each in newest] == list(range(35, 5, -1))
    assert [each.number for each in older] == [5, 4, 3, 2, 1]


def test_differences_stand_with_three_lines_around_each() -> None:
    before = "\n".join(map(str, range(20)))
    after = before.replace("\n4\n", "\nfour\n").replace("\n15\n", "\n15\nnew\n")
    found = differences(before, after)

    assert found[:5] == ((" ", "1"), (" ", "2"), (" ", "3"), ("-", "4"), ("+", "four"))
    assert found.count(LEFT_OUT) == 1
    assert found[-4:] == (("+", "new"), (" ", "16"), (" ", "17"), (" ", "18"))


def test_a_new_file_is_all_new_and_a_removed_one_all_gone() -> None:
    assert differences(None, "a\nb\n") == (("+", "a"), ("+", "b"))
    assert differences("a\n", None) == (("-", "a"),)
    assert differences("a\n", "a\n") == ()
