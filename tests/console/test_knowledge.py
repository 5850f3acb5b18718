"""The editors' desk: who gets in, what is listed, and what is refused at the door."""

from pathlib import Path

import pytest

from bot.domain.operator import Role
from bot.knowledge.editing.papers import PapersOnDisk
from tests.console.desk_of_tests import FROM_HERE, Browser, DeskOfTests, words_of
from tests.console.papers_of_tests import AKTAU, OnDisk
from tests.console.table_of_tests import Table

EDIT = f"/desk/knowledge/edit?file={AKTAU}"
PAGES = (
    "/desk/knowledge",
    EDIT,
    f"/desk/knowledge/preview?file={AKTAU}",
    "/desk/knowledge/history",
    "/desk/knowledge/rehearsal",
    "/desk/knowledge/new",
)
POSTS = ("edit", "publish", "undo", "rehearsal", "new")
OUTSIDE = ("../numbers.yaml", "/etc/passwd", "centres/../../README.md", "C:\\x.yaml", "", "\0")


@pytest.mark.parametrize("path", PAGES)
async def test_an_editor_and_a_lead_get_in_and_nobody_else(desk: DeskOfTests, path: str) -> None:
    for role, status in ((Role.EDITOR, 200), (Role.LEAD, 200), (Role.OPERATOR, 403)):
        browser = await desk.signed_in(await desk.operator(role.value, role))
        await browser.opens(path)
        assert browser.page.status_code == status
    assert "Sign in to the desk" in await desk.browser().opens(path)


@pytest.mark.parametrize("name", POSTS)
async def test_a_form_needs_the_role_the_token_and_our_own_page(
    desk: DeskOfTests, editor: Browser, name: str
) -> None:
    path = f"/desk/knowledge/{name}"
    operator = await desk.signed_in(await desk.operator())
    assert (await operator.sends(path, {"file": AKTAU})).status_code == 403
    without = await editor.client.post(path, data={"file": AKTAU}, headers=FROM_HERE)
    assert without.status_code == 403
    elsewhere = {"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.test"}
    assert (await editor.sends(path, {"file": AKTAU}, **elsewhere)).status_code == 403
    async with desk.store.transaction() as work:
        assert not await work.history.latest(1)


async def test_an_editor_begins_at_the_list_and_sees_no_case(editor: Browser) -> None:
    page = await editor.opens("/desk")
    assert editor.page.url.path == "/desk/knowledge"
    assert "Malika crisis centre" in words_of(page)
    assert "/desk/work" not in page
    for path in ("/desk/work", "/desk/board", "/desk/charts"):
        assert (await editor.client.get(path)).status_code == 403


@pytest.mark.parametrize("search", ["Ақтау", "актау", "aktau", "+7 7292 60-55-35", "605535"])
async def test_a_town_or_the_end_of_a_phone_finds_a_centre(editor: Browser, search: str) -> None:
    page = await editor.client.get("/desk/knowledge", params={"q": search, "kind": "centre"})
    assert f'data-file="{AKTAU}"' in page.text
    assert "1 of " in words_of(page.text)


@pytest.mark.parametrize("asked", ["kind=nothing", "q=%00", "kind=centre&q=" + "x" * 5000])
async def test_a_strange_search_finds_what_it_can(editor: Browser, asked: str) -> None:
    await editor.opens(f"/desk/knowledge?{asked}")
    assert editor.page.status_code == 200


@pytest.mark.parametrize("file", OUTSIDE)
async def test_nothing_outside_the_folder_is_ever_opened(editor: Browser, file: str) -> None:
    for path in ("edit", "preview"):
        answer = await editor.client.get(f"/desk/knowledge/{path}", params={"file": file})
        assert answer.status_code == 404
    sent = {"file": file, "do": "save", "words": "x: 1\n"}
    assert (await editor.sends("/desk/knowledge/edit", sent)).status_code == 404
    assert (await editor.sends("/desk/knowledge/publish", {"file": file})).status_code == 404


async def test_markup_in_a_draft_is_shown_as_text(editor: Browser) -> None:
    wrong = "id: <script>alert(1)</script>\n</textarea><img src=x>\n"
    table = await Table.of(editor, AKTAU, as_text=True)
    assert (await table.does("save", words=wrong)).status_code == 303
    page = await editor.opens(EDIT)
    assert "<img src=x>" not in page
    assert "<script>alert" not in page
    assert "&lt;/textarea&gt;&lt;img src=x&gt;" in page


async def test_a_large_form_is_taken_and_a_huge_one_refused(editor: Browser) -> None:
    table = await Table.of(editor, AKTAU, as_text=True)
    assert (await table.does("save", words=f"# {'ә' * 200_000}\n")).status_code == 303
    answer = await table.does("save", words="ә" * 1_000_000)
    assert answer.status_code == 413
    assert "too much at once" in words_of(answer.text)


async def test_files_that_are_refused_are_told_of_with_place_and_advice(
    desk: DeskOfTests, editor: Browser, tmp_path: Path
) -> None:
    file = OnDisk(tmp_path / "knowledge" / AKTAU)
    file.becomes(file.text.replace("+77292605535", "12"))
    papers_of(desk).knowledge.look()
    page = await editor.opens("/desk/knowledge")
    assert 'id="refused"' in page
    assert "line 11, column 13" in words_of(page)
    assert "It has been live since 24.11.2026" in words_of(page)
    assert 'data-sign="complaints"' in page


def papers_of(desk: DeskOfTests) -> PapersOnDisk:
    """Return the files of a test, on disk."""
    assert isinstance(desk.papers, PapersOnDisk)
    return desk.papers


async def test_numbers_at_which_nobody_answers_are_named_to_an_editor(
    desk: DeskOfTests, editor: Browser
) -> None:
    assert 'id="to-check"' not in await editor.opens("/desk/knowledge")
    for name in ("Aigerim", "Dana", "Saule"):
        operator = await desk.operator(name)
        await desk.services().report_unanswered(operator.id, "+77292605535")
    page = await editor.opens("/desk/knowledge")
    assert 'id="to-check"' in page
    assert "nobody answered 3 times" in words_of(page)
    assert "q=%2B77292605535" in page
