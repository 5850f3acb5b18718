"""Bodies that are too long, broken off, or no form of ours: refused clearly, with the numbers."""

import pytest

from tests.channels.web.asked import Answer
from tests.channels.web.filled import hers, sent
from tests.channels.web.page_of_tests import Browser, PageOfTests


async def refused_with_the_numbers(page: PageOfTests, answer: Answer, status: int) -> None:
    """Hold an answer to refusing clearly, and the store to what it was at the menu."""
    assert answer.status == status
    assert "102" in answer.says
    assert 'id="danger"' in answer.text
    assert answer.is_complete
    (kept,) = page.conversations().values()
    assert kept.revision == 2


@pytest.mark.parametrize("sign", ["я", "ә", "a", "🙂", "\r\n"])
async def test_four_thousand_signs_are_taken_and_one_more_is_not(
    page: PageOfTests, sign: str
) -> None:
    her = page.browser()
    case = await her.talks()
    longest = "a" + sign * 3998 + "b"
    await her.types(longest)
    assert [len(each) for each in await hers(page, case)] == [4000]

    answer = await her.sends(words=f"{longest}c", revision="9", once="b")
    assert answer.status_code == 413
    assert "at most 4,000 characters" in answer.text
    assert 'id="danger"' in answer.text
    assert len(await hers(page, case)) == 1


@pytest.mark.parametrize(
    "chunks",
    [
        (b"words=" + b"a" * 49_200,),
        (b"words=", *(b"a" * 5000,) * 10),
        (b"a" * 1_000_000,),
    ],
)
async def test_a_body_of_more_than_48_kb_is_refused_unread(
    page: PageOfTests, her: Browser, chunks: tuple[bytes, ...]
) -> None:
    await refused_with_the_numbers(page, await sent(her, *chunks), 413)


async def test_a_body_in_pieces_without_a_length_is_read(page: PageOfTests, her: Browser) -> None:
    assert (await sent(her, b"revision=2&opt", b"ion=go.ri", b"", b"ghts&once=1")).status == 303
    await her.opens()
    assert "fitting" in her.options


async def test_half_a_form_is_no_form(page: PageOfTests, her: Browser) -> None:
    answer = await sent(her, b"revision=2&option=go.rights&words=half a li", breaks_off=True)
    await refused_with_the_numbers(page, answer, 413)


MULTIPART = (
    b'--x\r\nContent-Disposition: form-data; name="option"\r\n\r\ngo.rights\r\n'
    b'--x\r\nContent-Disposition: form-data; name="revision"\r\n\r\n2\r\n'
    b'--x\r\nContent-Disposition: form-data; name="words"; filename="a.jpg"\r\n\r\n\xff\xd8\r\n'
    b"--x--\r\n"
)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (b"multipart/form-data; boundary=x", MULTIPART),
        (b"multipart/form-data; boundary=x", MULTIPART[:70]),
        (b"multipart/form-data; boundary=y", MULTIPART),
        (b"multipart/form-data", MULTIPART),
        (b"multipart/form-data; boundary=x; charset=undefined", MULTIPART),
        (b"multipart/form-data; boundary=x; charset=unicode_escape", MULTIPART),
        (b"application/json", b'{"option": "go.rights", "revision": 2}'),
        (b"text/plain", b"option=go.rights&revision=2"),
        (b"", b"option=go.rights&revision=2"),
        (b"\xff\xfe", b"option=go.rights&revision=2"),
    ],
)
async def test_what_is_not_a_form_of_ours_is_refused(
    page: PageOfTests, her: Browser, kind: bytes, body: bytes
) -> None:
    await refused_with_the_numbers(page, await sent(her, body, kind=kind), 415)


async def test_ten_thousand_fields_are_refused(page: PageOfTests, her: Browser) -> None:
    body = b"option=go.rights&revision=2" + b"&a=" * 10_000
    await refused_with_the_numbers(page, await sent(her, body), 400)


@pytest.mark.parametrize(
    "body",
    [b"words=%ED%A0%80%ED%B0%80", b"once=%ED%A0%80&option=%FF%FE", b"words=%00%00%", b"%=%&=&;"],
)
async def test_odd_encodings_are_read_as_far_as_they_can_be(page: PageOfTests, body: bytes) -> None:
    her = page.browser()
    await her.talks()
    assert (await sent(her, body)).status == 303
    assert (await her.opens()).status_code == 200
