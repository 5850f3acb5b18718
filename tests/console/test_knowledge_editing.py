"""An editor changes a file: draft, advice beside the field, publishing, two at one table."""

from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest

from bot.domain.calendar import day_of
from bot.domain.operator import Role
from tests.console.desk_of_tests import Browser, DeskOfTests, words_of
from tests.console.papers_of_tests import AKTAU, LAW, OnDisk
from tests.console.table_of_tests import Table

NEW = "+77292605536"
OLD = "+77292605535"
# In its region there are others.
ANOTHER = "centres/aktobe-malika.yaml"


@pytest.fixture
def file(tmp_path: Path, editor: Browser) -> OnDisk:
    assert editor
    return OnDisk(tmp_path / "knowledge" / AKTAU)


def today(desk: DeskOfTests) -> str:
    return day_of(desk.clock()).isoformat()


async def test_what_a_script_saves_is_a_draft_with_advice_by_field(
    editor: Browser, file: OnDisk
) -> None:
    table, before = await Table.of(editor, AKTAU), file.text
    changed = {"f__phones__0__number": "12", "f__names__kk": "", "f__note": "ул. Абая, дом 5"}
    answer = await table.does("save", script=True, **changed)
    said = answer.json()
    assert answer.status_code == 200
    assert said["is_draft"]
    assert "+7 and ten digits" in said["fields"]["phones.0.number"][0]["advice"]
    assert "write some words" in said["fields"]["names.kk"][0]["advice"]
    assert "address" in said["fields"]["note"][0]["advice"]
    assert file.text == before


async def test_without_a_script_advice_stands_beside_its_field(editor: Browser) -> None:
    table = await Table.of(editor, AKTAU)
    assert (await table.does("save", f__phones__0__number="12")).status_code == 303
    page = (await Table.of(editor, AKTAU)).page
    beside = page.split('data-said="phones.0.number"')[1].split("</ul>")[0]
    assert "+7 and ten digits" in unescape(beside)
    control = page.split('id="f-phones.0.number"')[1].split(">")[0]
    assert 'aria-invalid="true"' in control
    assert "said-phones.0.number" in control


async def test_what_is_published_is_live_and_the_draft_is_gone(
    desk: DeskOfTests, editor: Browser, file: OnDisk
) -> None:
    table = await Table.of(editor, AKTAU)
    answer = await table.does("publish", f__phones__0__number=NEW, f__checked_on=today(desk))
    assert answer.headers["location"].startswith("/desk/knowledge/edit?file=")
    assert "It is live now" in words_of(await editor.opens(answer.headers["location"]))
    assert NEW in file.text
    reading, _ = desk.papers.served()
    assert reading.guide is not None
    assert any(NEW in repr(centre.phones) for centre in reading.guide.centres)
    assert 'id="drafts"' not in await editor.opens("/desk/knowledge")


async def test_an_untouched_form_changes_nothing_and_publishes_nothing(
    editor: Browser, file: OnDisk
) -> None:
    before = file.text
    table = await Table.of(editor, AKTAU)
    assert (await table.does("save")).status_code == 303
    answer = await table.does("publish")
    assert answer.status_code == 422
    assert "nothing to publish" in words_of(answer.text)
    assert file.text == before


async def test_what_is_wrong_is_not_published_and_stays_a_draft(
    editor: Browser, file: OnDisk
) -> None:
    table, before = await Table.of(editor, AKTAU), file.text
    answer = await table.does("publish", f__phones__0__number="12")
    assert answer.status_code == 422
    assert "Nothing was published yet" in words_of(answer.text)
    assert 'value="12"' in answer.text
    assert file.text == before
    assert 'data-sign="draft"' in await editor.opens("/desk/knowledge?q=aktau")


async def test_items_come_and_go(editor: Browser) -> None:
    table = await Table.of(editor, AKTAU)
    answer = await table.does('grow:["phones"]')
    assert answer.headers["location"].endswith("#f-phones")
    table = await Table.of(editor, AKTAU)
    assert "f.phones.2.number" in table.fields
    await table.does('shrink:["phones", 0]')
    table = await Table.of(editor, AKTAU)
    assert table.fields["f.phones.0.number"] == "+77785596463"
    assert "f.phones.2.number" not in table.fields


@pytest.mark.parametrize("way", ["", "{}", "[]", "[1.5]", "[[1]]", "[null]", "[" * 3000, '"x"'])
async def test_a_forged_place_is_refused(editor: Browser, way: str) -> None:
    table = await Table.of(editor, AKTAU)
    assert (await table.does(f"grow:{way}")).status_code == 400


async def test_a_draft_is_thrown_away(editor: Browser, file: OnDisk) -> None:
    table = await Table.of(editor, AKTAU)
    await table.does("save", f__phones__0__number=NEW)
    assert (await table.does("drop")).headers["location"] == "/desk/knowledge?done=dropped"
    assert (await Table.of(editor, AKTAU)).fields["f.phones.0.number"] == OLD


async def test_the_whole_text_is_kept_to_the_letter(editor: Browser, file: OnDisk) -> None:
    table = await Table.of(editor, AKTAU, as_text=True)
    assert table.fields["words"] == file.text
    sent = table.fields["words"].replace("\n", "\r\n") + "# a comment\r\n"
    await table.does("save", words=sent)
    again = await Table.of(editor, AKTAU, as_text=True)
    assert again.fields["words"] == file.text + "# a comment\n"


async def test_two_do_not_edit_one_file(desk: DeskOfTests, editor: Browser) -> None:
    table = await Table.of(editor, AKTAU)
    other = await desk.signed_in(await desk.operator("Dana", Role.EDITOR))
    page = (await Table.of(other, AKTAU)).page
    assert "Number 1 edits this file until" in words_of(page)
    assert 'value="publish"' not in page
    typed = {**table.fields, "f.phones.0.number": NEW, "do": "save"}
    refused = await other.sends("/desk/knowledge/edit", {**typed, "csrf": other.csrf})
    assert refused.status_code == 409
    assert NEW in refused.text
    told = await other.asks("/desk/knowledge/edit", {**typed, "csrf": other.csrf})
    assert "Somebody else edits" in told.json()["refused"]
    desk.clock.goes(timedelta(minutes=11))
    assert 'value="publish"' in (await Table.of(other, AKTAU)).page


async def test_a_file_changed_meanwhile_shows_both_and_lets_choose(
    desk: DeskOfTests, editor: Browser, file: OnDisk
) -> None:
    table = await Table.of(editor, AKTAU)
    await table.does("save", f__phones__0__number=NEW, f__checked_on=today(desk))
    file.becomes(f"{file.text}# by another hand\n")
    table = await Table.of(editor, AKTAU)
    assert 'id="meanwhile"' in table.page
    assert "<del># by another hand</del>" in table.page
    answer = await table.does("publish")
    assert answer.status_code == 409
    assert NEW not in file.text
    assert (await table.does("rebase")).status_code == 303
    table = await Table.of(editor, AKTAU)
    assert 'id="meanwhile"' not in table.page
    assert (await table.does("publish")).status_code == 303
    assert NEW in file.text


async def test_a_new_centre_begins_as_a_draft(
    desk: DeskOfTests, editor: Browser, tmp_path: Path
) -> None:
    answer = await editor.sends("/desk/knowledge/new", {"kind": "centre", "name": "Aktau Umit"})
    assert answer.status_code == 303
    page = await editor.opens(answer.headers["location"])
    assert "draft: visitors do not see it yet" in words_of(page)
    assert not (tmp_path / "knowledge/centres/aktau-umit.yaml").exists()
    for name in ("Aktau crisis centre", "", "../x", "…"):
        again = await editor.sends("/desk/knowledge/new", {"kind": "centre", "name": name})
        assert (again.status_code == 422) == (name != "../x")


async def test_drafts_are_published_together_and_a_file_is_removed_with_them(
    desk: DeskOfTests, editor: Browser, tmp_path: Path
) -> None:
    await (await Table.of(editor, ANOTHER)).does("remove")
    page = await editor.opens("/desk/knowledge")
    assert "is to be removed" in words_of(page)
    table = await Table.of(editor, LAW)
    await table.does("save", f__checked_on=today(desk))
    answer = await editor.sends("/desk/knowledge/publish", {"file": [ANOTHER, LAW]})
    assert answer.headers.get("location") == "/desk/knowledge?done=published"
    assert not (tmp_path / "knowledge" / ANOTHER).exists()


async def test_a_file_that_is_to_go_can_be_kept_after_all_or_published(
    editor: Browser, tmp_path: Path
) -> None:
    await (await Table.of(editor, ANOTHER)).does("remove")
    table = await Table.of(editor, ANOTHER)
    assert "is to be removed" in words_of(table.page)
    assert 'value="save"' not in table.page
    await table.does("drop")
    assert 'value="save"' in (await Table.of(editor, ANOTHER)).page
    await (await Table.of(editor, ANOTHER)).does("remove")
    answer = await (await Table.of(editor, ANOTHER)).does("publish")
    assert answer.headers["location"] == "/desk/knowledge?done=published"
    assert not (tmp_path / "knowledge" / ANOTHER).exists()


async def test_what_was_typed_survives_the_end_of_a_session(
    desk: DeskOfTests, editor: Browser
) -> None:
    table = await Table.of(editor, AKTAU)
    desk.clock.goes(timedelta(days=2))
    answer = await table.does("save", f__note="nobody shall lose this")
    assert answer.status_code == 401
    assert "nobody shall lose this" in answer.text
    told = await table.does("save", script=True, f__note="nor this")
    assert told.status_code == 401


async def test_a_field_of_another_name_changes_nothing(editor: Browser, file: OnDisk) -> None:
    before = file.text
    table = await Table.of(editor, AKTAU)
    await table.does("save", f__nothing="x", f__phones__99__number=NEW)
    assert "f.nothing" not in (await Table.of(editor, AKTAU)).fields
    assert file.text == before
