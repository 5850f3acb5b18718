"""Every store adds up alike what tells nothing of anybody."""

from bot.domain.meaning import Features
from tests.contracts.conftest import Store

ONE, ANOTHER = "+77292605535", "+77785596463"
YESTERDAY, TODAY = "2026-11-22", "2026-11-23"


async def test_unanswered_calls_are_added_up_by_phone_and_day(store: Store) -> None:
    async with store.transaction() as work:
        for phone, day in ((ONE, YESTERDAY), (ANOTHER, TODAY), (ONE, TODAY)):
            await work.counts.unanswered(phone, day)
    async with store.transaction() as work:
        await work.counts.unanswered(ONE, TODAY)
        assert list(await work.counts.unanswered_since(YESTERDAY)) == [
            (ONE, YESTERDAY, 1),
            (ONE, TODAY, 2),
            (ANOTHER, TODAY, 1),
        ]
        assert list(await work.counts.unanswered_since("2026-11-24")) == []


async def test_unanswered_calls_of_long_ago_are_forgotten(store: Store) -> None:
    async with store.transaction() as work:
        await work.counts.unanswered(ONE, YESTERDAY)
        await work.counts.unanswered(ONE, TODAY)
        await work.counts.forget_before(TODAY)
    async with store.transaction() as work:
        assert list(await work.counts.unanswered_since("2020-01-01")) == [(ONE, TODAY, 1)]


async def test_words_not_understood_are_added_up_by_what_they_look_like(store: Store) -> None:
    short = Features("ru", "cyrillic", "to_3", "menu")
    long = Features("kk", "mixed", "over_30", "choices")
    async with store.transaction() as work:
        for features, day in ((short, YESTERDAY), (long, TODAY), (short, TODAY)):
            await work.counts.not_understood(features, day)
    async with store.transaction() as work:
        assert list(await work.counts.not_understood_since(YESTERDAY)) == [(short, 2), (long, 1)]
        await work.counts.forget_before(TODAY)
        assert dict(await work.counts.not_understood_since("2020-01-01")) == {short: 1, long: 1}
