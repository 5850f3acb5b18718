"""What every answer of the desk carries, and which forms are read."""

import re

import pytest

from bot.console.access import COOKIE
from bot.domain.operator import Role
from bot.services.sessions import UNSEEN_AT_MOST, ReadAudit
from tests.console.desk_of_tests import ADDRESS, FROM_HERE, PASSWORD, DeskOfTests, words_of


async def test_every_answer_carries_the_headers(desk: DeskOfTests) -> None:
    lead = await desk.signed_in(await desk.operator(role=Role.LEAD))
    for path in ("/desk/accounts", "/desk/audit", "/desk/static/desk.css", "/desk/nothing"):
        await lead.opens(path)
        headers = lead.page.headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert "camera=()" in headers["permissions-policy"]


async def test_no_page_holds_a_script_or_a_style_of_its_own(desk: DeskOfTests) -> None:
    lead = await desk.signed_in(await desk.operator(role=Role.LEAD))
    for path in ("/desk/accounts", "/desk/audit", "/desk/welcome", "/desk/work", "/desk/board"):
        page = await lead.opens(path)
        assert lead.page.status_code == 200, path
        assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=", page), path
        assert not re.search(r"""(?:src|href|action)=["'](?:https?:)?//""", page), path


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"},
        {"Sec-Fetch-Site": "same-site", "Origin": "null"},
        {"Origin": "https://elsewhere.example"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "https://elsewhere.example"},
        {},
    ],
)
async def test_a_form_from_elsewhere_is_refused(desk: DeskOfTests, headers: dict[str, str]) -> None:
    operator = await desk.operator()
    browser = await desk.signed_in(operator)
    answer = await browser.client.post(
        "/desk/sign-out", data={"csrf": browser.csrf}, headers=headers
    )
    assert answer.status_code == 403
    fields = {"name": "Aigerim", "password": PASSWORD, "code": desk.code()}
    answer = await desk.browser().client.post("/desk/sign-in", data=fields, headers=headers)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert "First steps" in await browser.opens("/desk/welcome")


async def test_a_browser_that_names_our_origin_may_send_forms(desk: DeskOfTests) -> None:
    await desk.operator()
    fields = {"name": "Aigerim", "password": PASSWORD, "code": desk.code()}
    answer = await desk.browser().client.post(
        "/desk/sign-in", data=fields, headers={"Origin": ADDRESS}
    )
    assert answer.status_code == 303


@pytest.mark.parametrize("token", ["", "forged", "Ә" * 43])
async def test_a_form_without_the_token_of_the_session_is_refused(
    desk: DeskOfTests, token: str
) -> None:
    browser = await desk.signed_in(await desk.operator())
    answer = await browser.sends("/desk/sign-out", {"csrf": token})
    assert answer.status_code == 403
    assert "First steps" in await browser.opens("/desk/welcome")


async def test_the_token_of_another_session_is_refused(desk: DeskOfTests) -> None:
    operator = await desk.operator()
    mine, other = await desk.signed_in(operator), await desk.signed_in(operator)
    assert (await mine.sends("/desk/sign-out", {"csrf": other.csrf})).status_code == 403


async def test_every_form_of_a_page_carries_the_token(desk: DeskOfTests) -> None:
    lead = await desk.signed_in(await desk.operator(role=Role.LEAD))
    for path in ("/desk/accounts", "/desk/welcome", "/desk/work", "/desk/board"):
        for form in re.findall(r'<form[^>]*method="post".*?</form>', await lead.opens(path), re.S):
            assert f'name="csrf" value="{lead.csrf}"' in form, path


@pytest.mark.parametrize("path", ["/desk/accounts", "/desk/audit", "/desk/board", "/desk/charts"])
@pytest.mark.parametrize("role", [Role.OPERATOR, Role.EDITOR])
async def test_pages_of_a_lead_are_closed_to_others(
    desk: DeskOfTests, path: str, role: Role
) -> None:
    browser = await desk.signed_in(await desk.operator(role=role))
    await browser.opens(path)
    assert browser.page.status_code == 403
    assert "Your account may not do this." in words_of(browser.page.text)


async def test_a_script_is_told_in_json_that_the_session_is_over(desk: DeskOfTests) -> None:
    browser = desk.browser()
    answer = await browser.asks("/desk/language", {"language": "ru"})
    assert answer.status_code == 401
    assert answer.json() == {"refused": "You are signed out. Please sign in again."}


async def test_a_line_written_when_the_session_ended_stays_on_the_page(desk: DeskOfTests) -> None:
    operator = await desk.operator()
    browser = await desk.signed_in(operator)
    desk.clock.goes(UNSEEN_AT_MOST)
    line = "Are you <b>alone</b> & calm?"

    answer = await browser.sends("/desk/language", {"words": line})

    assert answer.status_code == 401
    assert "Are you &lt;b&gt;alone&lt;/b&gt; &amp; calm?" in answer.text
    again = await browser.signs_in("Aigerim", PASSWORD, desk.code(), words=line)
    assert again.status_code == 200
    assert "Are you &lt;b&gt;alone&lt;/b&gt; &amp; calm?" in again.text
    assert COOKIE in again.headers["set-cookie"]


async def test_a_form_that_is_too_large_is_refused_before_it_is_read(desk: DeskOfTests) -> None:
    browser = await desk.signed_in(await desk.operator())
    answer = await browser.sends("/desk/language", {"words": "x" * 200_000})
    assert answer.status_code == 413
    assert "This is too much at once." in words_of(answer.text)
    assert "First steps" in await browser.opens("/desk/welcome")


async def test_ten_thousand_letters_are_read(desk: DeskOfTests) -> None:
    browser = await desk.signed_in(await desk.operator())
    answer = await browser.sends("/desk/language", {"language": "en", "words": "ә" * 10_000})
    assert answer.status_code == 303


async def test_forged_fields_and_files_change_nothing(desk: DeskOfTests) -> None:
    operator = await desk.operator()
    browser = await desk.signed_in(operator)
    await browser.sends("/desk/language", {"language": ["<b>", "kk"], "role": "lead", "id": "1"})
    answer = await browser.client.post(
        "/desk/language",
        data={"csrf": browser.csrf},
        files={"language": ("a.txt", b"ru")},
        headers=dict(FROM_HERE),
    )
    assert answer.status_code == 400
    broken = await browser.client.post(
        "/desk/language",
        content=b"--x\r\nbroken",
        headers={**FROM_HERE, "Content-Type": "multipart/form-data; boundary=x"},
    )
    assert broken.status_code in {400, 403}
    async with desk.store.transaction() as work:
        kept = await work.operators.find(operator.id)
    assert kept is not None
    assert kept.role is Role.OPERATOR


async def test_the_language_is_kept_with_the_account_and_leads_nowhere_else(
    desk: DeskOfTests,
) -> None:
    browser = await desk.signed_in(await desk.operator())
    for back, goes in (
        ("/desk/welcome", "/desk/welcome"),
        ("//elsewhere.example/desk/", "/desk/work"),
        ("https://elsewhere.example/desk/", "/desk/work"),
        ("/desk/\\elsewhere", "/desk/work"),
    ):
        answer = await browser.sends("/desk/language", {"language": "ru", "back": back})
        assert answer.headers["location"] == goes
    assert '<html lang="ru">' in await browser.opens("/desk/welcome")


async def test_strangers_read_the_language_they_ask_for(desk: DeskOfTests) -> None:
    await desk.operator()
    assert '<html lang="kk">' in await desk.browser().opens("/desk/sign-in?lang=kk")
    russian = desk.browser(**{"Accept-Language": "de, ru-KZ;q=0.8"})
    assert '<html lang="ru">' in await russian.opens("/desk/sign-in")
    other = desk.browser(**{"Accept-Language": "de"})
    assert '<html lang="kk">' in await other.opens("/desk/sign-in?lang=<script>")


async def test_an_error_nobody_foresaw_shows_and_logs_no_detail(
    desk: DeskOfTests, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    browser = await desk.signed_in(await desk.operator(role=Role.LEAD))

    async def breaks(*_any: object) -> None:
        raise ValueError("words of a visitor")

    monkeypatch.setattr(ReadAudit, "__call__", breaks)
    await browser.opens("/desk/audit")
    assert browser.page.status_code == 500
    assert "Something went wrong here" in words_of(browser.page.text)
    assert "words of a visitor" not in browser.page.text + caplog.text
    assert "ValueError" in caplog.text
