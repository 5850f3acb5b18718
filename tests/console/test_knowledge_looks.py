"""What an editor looks at: the picture of a screen, the history, a rehearsal."""

import json
import re
from html import unescape

import pytest

from bot.domain.calendar import day_of
from bot.domain.operator import Role
from tests.console.desk_of_tests import Browser, DeskOfTests, words_of
from tests.console.papers_of_tests import AKTAU, LAW
from tests.console.table_of_tests import Table

NEW = "+77292605536"
OLD = "+77292605535"
REHEARSAL = "/desk/knowledge/rehearsal"


async def published(desk: DeskOfTests, editor: Browser, number: str) -> None:
    """Let a phone be another."""
    table = await Table.of(editor, AKTAU)
    today = day_of(desk.clock()).isoformat()
    answer = await table.does("publish", f__phones__0__number=number, f__checked_on=today)
    assert answer.status_code == 303, words_of(answer.text)


def steps_on(page: str) -> str:
    """Return the steps as the page of a rehearsal carries them."""
    found = re.search(r'name="steps" value="([^"]*)"', page)
    assert found is not None
    return unescape(found[1])


async def plays(editor: Browser, steps: str, do: str, **more: str) -> str:
    """Press a button of the rehearsal and return the page."""
    fields = {"steps": steps, "begins": "en", "do": do, "words": "", **more}
    return (await editor.sends(REHEARSAL, fields)).text


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
async def test_a_draft_is_seen_as_a_visitor_will_see_it(editor: Browser, language: str) -> None:
    await (await Table.of(editor, AKTAU)).does("save", f__phones__0__number=NEW)
    path = f"/desk/knowledge/preview?file={AKTAU}&language={language}"
    assert "nothing to show" in words_of(await editor.opens(path))
    await (await Table.of(editor, AKTAU)).does("save", f__checked_on="2026-11-24")
    page = await editor.opens(path)
    assert f'<a href="tel:{NEW}">' in page
    assert f'<html lang="{language}"' in page
    assert OLD not in page


async def test_a_picture_does_nothing_and_stands_in_our_frames_only(editor: Browser) -> None:
    page = await editor.opens(f"/desk/knowledge/preview?file={LAW}&language=en")
    headers = editor.page.headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "form-action 'none'" in policy
    assert policy.endswith("sandbox")
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert "<script></script>" in page
    await editor.opens(f"/desk/knowledge/edit?file={LAW}")
    assert editor.page.headers["x-frame-options"] == "DENY"
    assert "frame-src 'self'" in editor.page.headers["content-security-policy"]


async def test_telegram_shows_the_same_words_and_keys(editor: Browser) -> None:
    page = await editor.opens(f"/desk/knowledge/preview?file={LAW}&language=en&sees=telegram")
    assert 'class="bubble"' in page
    assert "It forbids this person to hurt" in words_of(page)
    assert 'class="key">102<' in page


@pytest.mark.parametrize("asked", ["screen=99", "screen=x", "on=x", "language=xx", "sees=fax"])
async def test_a_strange_look_is_the_usual_one(editor: Browser, asked: str) -> None:
    page = await editor.opens(f"/desk/knowledge/preview?file={LAW}&{asked}")
    assert editor.page.status_code == 200
    assert "It forbids this person to hurt" in words_of(page)


async def test_the_history_tells_number_and_role_and_every_line(
    desk: DeskOfTests, editor: Browser
) -> None:
    await published(desk, editor, NEW)
    for path in ("/desk/knowledge/history", f"/desk/knowledge/history?file={AKTAU}"):
        page = await editor.opens(path)
        history = page.split("<main")[1]
        assert "Editor 1" in words_of(history)
        assert "Madina" not in history
        assert f"<del>  - number: &#34;{OLD}&#34;</del>" in history
        assert f"<ins>  - number: &#34;{NEW}&#34;</ins>" in history
    assert "Nothing has been changed yet" in words_of(
        await editor.opens(f"/desk/knowledge/history?file={LAW}")
    )


async def test_a_change_is_undone_and_so_is_the_undoing(desk: DeskOfTests, editor: Browser) -> None:
    await published(desk, editor, NEW)
    answer = await editor.sends("/desk/knowledge/undo", {"number": "1"})
    assert answer.status_code == 303, words_of(answer.text)
    assert answer.headers["location"] == "/desk/knowledge/history?done=undone"
    assert (await Table.of(editor, AKTAU)).fields["f.phones.0.number"] == OLD
    page = await editor.opens("/desk/knowledge/history")
    assert "takes back change 1" in words_of(page)
    assert (await editor.sends("/desk/knowledge/undo", {"number": "1"})).status_code == 409
    await editor.sends("/desk/knowledge/undo", {"number": "2"})
    assert (await Table.of(editor, AKTAU)).fields["f.phones.0.number"] == NEW


@pytest.mark.parametrize("number", ["", "99", "x", "-1", "9" * 30, "١"])
async def test_a_change_that_is_not_there_is_not_undone(editor: Browser, number: str) -> None:
    answer = await editor.sends("/desk/knowledge/undo", {"number": number})
    assert answer.status_code == 404


async def test_a_conversation_is_played_step_by_step_in_any_language(editor: Browser) -> None:
    page = await editor.opens(REHEARSAL)
    page = await plays(editor, steps_on(page), "pick:yes")
    page = await plays(editor, steps_on(page), "pick:go.centres")
    assert "Where do you look for help?" in unescape(page)
    page = await plays(editor, steps_on(page), "speak:ru")
    assert '<html lang="ru"' in unescape(page)
    assert "centres.AskingRegion" in words_of(page)
    assert json.loads(steps_on(page))[-1] == ["speaks", "ru", ""]
    page = await plays(editor, steps_on(page), "back")
    assert len(json.loads(steps_on(page))) == 2
    page = await plays(editor, steps_on(page), "type", words="Aktau")
    assert "Several places have this name" in unescape(page)
    assert json.loads(steps_on(await plays(editor, steps_on(page), "again"))) == []


async def test_what_is_not_offered_does_nothing(editor: Browser) -> None:
    page = await plays(editor, "[]", "pick:go.nowhere")
    assert "not offered at this place" in words_of(page)
    assert json.loads(steps_on(page)) == []


async def test_a_rehearsal_of_drafts_that_are_refused_says_what_to_mend(editor: Browser) -> None:
    await (await Table.of(editor, AKTAU)).does("save", f__phones__0__number="12")
    page = await editor.opens(REHEARSAL)
    assert "mend what is said about your drafts" in words_of(page)
    assert "+7 and ten digits" in words_of(page)


async def test_a_rehearsal_is_kept_under_a_name(editor: Browser, desk: DeskOfTests) -> None:
    page = await plays(editor, "[]", "pick:yes")
    page = await plays(editor, steps_on(page), "pick:go.rights")
    kept = await plays(editor, steps_on(page), "keep", name="To the rights")
    assert "is kept" in words_of(kept)
    assert desk.papers.text("journeys/to-the-rights.yaml") is not None
    refused = await plays(editor, steps_on(page), "keep", name="…")
    assert "choose another" in words_of(refused)


@pytest.mark.parametrize(
    "steps", ["{", "{}", "[1]", '[["picks"]]', '[["flies","x",""]]', '[["types",1,""]]', "[" * 4000]
)
async def test_forged_steps_are_refused(editor: Browser, steps: str) -> None:
    answer = await editor.sends(REHEARSAL, {"steps": steps, "do": "back"})
    assert answer.status_code == 400


async def test_an_operator_never_plays(desk: DeskOfTests) -> None:
    browser = await desk.signed_in(await desk.operator("Aigerim", Role.OPERATOR))
    assert (await browser.sends(REHEARSAL, {"do": "again"})).status_code == 403
