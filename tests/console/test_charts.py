"""The lead's charts and tables: the same numbers as picture and words, nothing of few."""

import csv
import io
from xml.etree import ElementTree as ET

import pytest

from bot.console import app, board, charts
from bot.console.pages import BANDS
from bot.domain.danger import Band
from bot.domain.guide import Guide
from bot.domain.language import Language
from bot.domain.operator import Role
from bot.domain.statistics import ANSWERED, LEFT, LONGER, slot_of
from bot.services.desk_ports import Act, Count
from tests.console.desk_of_tests import Browser, DeskOfTests, words_of


@pytest.fixture(autouse=True)
def _with_the_board(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = [part for part in app.PARTS if part not in (board, charts)]
    monkeypatch.setattr(app, "PARTS", (*kept, board, charts))


@pytest.fixture
async def browser(desk: DeskOfTests) -> Browser:
    return await desk.signed_in(await desk.operator("Saltanat", Role.LEAD))


async def happened(
    desk: DeskOfTests, times: int, outcome: str = ANSWERED, bucket: int = 5, region: str = "",
    day: str = "",
) -> None:  # fmt: skip
    today, hour = slot_of(desk.clock())
    kind = (Band.HIGH, Language.RUSSIAN, region, outcome, bucket, times)
    async with desk.store.transaction() as work:
        await work.case_counts.add(Count(day or today, hour, *kind))


async def test_charts_stand_beside_the_same_numbers_in_a_table(
    desk: DeskOfTests, browser: Browser
) -> None:
    await happened(desk, 30, bucket=20)
    await happened(desk, 10, LEFT)
    page = await browser.opens("/desk/charts")
    said = words_of(page)

    assert page.count("<img") == page.count("<details>\n      <summary>") == 3
    assert f"{BANDS[Band.HIGH].source} 40 20 min 20 min" in said
    assert f"{BANDS[Band.IMMEDIATE].source} fewer than 10 – –" in said
    assert "01:00 40 30 75 %" in said
    assert "<script" not in page
    assert "style=" not in page


async def test_of_nine_cases_no_number_stands_anywhere(desk: DeskOfTests, browser: Browser) -> None:
    await happened(desk, 9)
    said = words_of(await browser.opens("/desk/charts?span=month"))

    assert "Cases fewer than 10" in said
    assert "%" not in said
    assert "nothing can be drawn" in said


@pytest.mark.parametrize("name", ["waits", "answered", "left"])
@pytest.mark.parametrize("span", ["day", "month"])
async def test_a_picture_has_no_script_and_asks_nobody_else(
    desk: DeskOfTests, browser: Browser, span: str, name: str
) -> None:
    await happened(desk, 30, bucket=LONGER)
    await happened(desk, 10, LEFT)
    answer = await browser.client.get(f"/desk/charts/{span}/{name}.svg?dark")
    drawn = ET.fromstring(answer.content)

    assert answer.headers["content-type"] == "image/svg+xml"
    policy = answer.headers["content-security-policy"]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"
    assert not [part for part in drawn.iter() if part.tag.endswith("script")]
    assert b"@import" not in answer.content
    assert b"url(" not in answer.content
    assert b"<a " not in answer.content


async def test_an_unknown_picture_is_not_found(browser: Browser) -> None:
    assert (await browser.client.get("/desk/charts/day/nothing.svg")).status_code == 404


async def test_a_table_goes_out_for_spreadsheets_and_is_noted(
    desk: DeskOfTests, browser: Browser, guide: Guide
) -> None:
    one, two = list(guide.regions)[:2]
    for region, times in ((one, 41), (two, 7)):
        await happened(desk, times, region=region, day="2026-02-03")
    answer = await browser.sends(
        "/desk/export", {"year": "2026", "rows": "region", "columns": "quarter"}
    )
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))

    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer.headers["content-disposition"].endswith('"pana-2026-region-quarter.csv"')
    assert rows[0] == ["Region · 2026", "Quarter 1", "Quarter 2", "Quarter 3", "All"]
    assert {tuple(row[1:]) for row in rows[1:22]} == {("…", "…", "…", "…")}
    assert rows[22] == ["All", "50", "…", "…", "…"]
    async with desk.store.transaction() as work:
        assert (await work.audit.latest(1))[0].act is Act.EXPORTED


@pytest.mark.parametrize(
    "fields",
    [
        {"year": "2026", "rows": "region", "columns": "region"},
        {"year": "2026", "rows": "name", "columns": ""},
        {"year": "", "rows": "region", "columns": ""},
        {"year": "٢٠٢٦", "rows": "region", "columns": ""},
        {"year": "-2026", "rows": "region", "columns": ""},
        {},
    ],
)
async def test_a_forged_form_gets_no_table(browser: Browser, fields: dict[str, str]) -> None:
    assert (await browser.sends("/desk/export", fields)).status_code == 403
