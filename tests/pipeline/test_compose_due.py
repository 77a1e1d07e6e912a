"""A subscription's digest: planned once, all since the last one, and honest on empty, unread and late days."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.digests.preview import preview
from bot.news.message import Message
from bot.news.message_json import message_from_json
from bot.news.model import StoryFilter
from bot.outbox import Wish, delivery_for, delivery_id, mark_of, occasion_of
from bot.outbox_ports import OPEN, Delivery
from bot.pipeline.compose import ComposeReport, compose_due
from bot.pipeline.deliver import deliver
from bot.store.engine import Database
from bot.store.store import Store
from tests.pipeline.platform import MONDAY, Clock, News, Platform, order, unchanged

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


class Desk:
    """A store with news, a platform, and a clock; `round` is what the bot does every few seconds."""

    def __init__(self, store: Store) -> None:
        self.store, self.news, self.platform, self.clock = store, News(store), Platform(), Clock()

    async def compose(self) -> ComposeReport:
        return await compose_due(self.store, {"slack": self.platform}, now=self.clock(), expand=unchanged)

    async def round(self) -> ComposeReport:
        report = await self.compose()
        assert not report.failed
        await deliver(self.store, {"slack": self.platform}, now=self.clock, owner="me")
        return report

    async def subscribe(self, channel: str = "slack:C1", **more: object) -> int:
        await self.store.keep_channel(channel, MONDAY, workspace="T1", name="ai-news")
        return (await self.store.add_subscription(order(channel, **more), MONDAY)).id

    async def open(self) -> list[Delivery]:
        return await self.store.deliveries(state=OPEN)

    def posted(self, channel: str = "slack:C1") -> list[str]:
        return self.platform.words(channel)


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    async with await Store.open(sqlite_url) as store:
        yield Desk(store)


async def test_what_is_due_is_posted_once_and_is_due_next_the_day_after(desk: Desk) -> None:
    await desk.news.story("Veltmar opens a test site", MONDAY - HOUR)
    number = await desk.subscribe()
    for _ in range(3):
        await desk.round()
        desk.clock.on(seconds=20)
    (digest,) = desk.posted()
    assert digest.startswith("AI news, Monday 15 December\n1 story from 1 source since Friday 08:30 · 1 minute")
    assert "Veltmar opens a test site" in digest
    kept = await desk.store.subscription(number)
    assert kept and kept.last_digest_until == MONDAY and kept.next_due_at == MONDAY + DAY


async def test_two_processes_that_compose_at_the_same_time_plan_one_digest(desk: Desk) -> None:
    await desk.news.story("Veltmar opens a test site", MONDAY - HOUR)
    await desk.subscribe()
    one, other = await desk.compose(), await desk.compose()
    assert (one.planned, other.planned) == (1, 0)
    assert len(await desk.open()) == 1


class Slow(Store):
    """A process that is held between seeing what is due and looking at what is on its way."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.holds, self.goes_on = asyncio.Event(), asyncio.Event()

    async def deliveries(self, **asked: Any) -> list[Delivery]:
        if asked.get("channel_ids"):
            self.holds.set()
            await self.goes_on.wait()
        return await super().deliveries(**asked)


@pytest.mark.parametrize("days", [0, 1])
async def test_a_process_that_is_slow_to_compose_takes_nothing_back_that_another_planned(
    desk: Desk, sqlite_url: str, days: int
) -> None:
    await desk.news.story("Veltmar opens a test site", MONDAY - HOUR)
    await desk.subscribe()
    async with await Slow.open(sqlite_url) as slow:
        late = asyncio.create_task(compose_due(slow, {"slack": desk.platform}, now=desk.clock(), expand=unchanged))
        await slow.holds.wait()
        if days:
            await desk.round()
            await desk.news.story("Lumora adds 12 languages", desk.clock.on(days=days) - HOUR)
        await desk.compose()
        slow.goes_on.set()
        assert not (await late).failed
    await deliver(desk.store, {"slack": desk.platform}, now=desk.clock, owner="me")
    assert len(desk.posted()) == 1 + days


async def test_a_digest_covers_all_since_the_last_one_that_was_posted(desk: Desk) -> None:
    await desk.news.story("Veltmar opens a test site", MONDAY - HOUR)
    await desk.subscribe()
    await desk.round()
    await desk.news.story("Lumora adds 12 languages", MONDAY + HOUR)
    desk.clock.on(days=1)
    await desk.round()
    assert "since Monday 08:30" in desk.posted()[1]
    assert "Lumora" in desk.posted()[1] and "Veltmar" not in desk.posted()[1]


async def test_a_story_that_had_no_brief_at_the_last_digest_is_in_the_next(desk: Desk) -> None:
    await desk.news.story("Veltmar opens a test site", MONDAY - HOUR)
    await desk.subscribe()
    desk.clock.on(seconds=1)
    await desk.round()
    late = await desk.news.story("Lumora adds 12 languages", MONDAY - timedelta(minutes=5))
    work = await desk.store.story(late)
    assert work
    await desk.store.save_briefs([(late, replace(work.brief, headline="Lumora adds 13 languages"))], MONDAY + HOUR)
    desk.clock.on(days=1)
    await desk.round()
    assert "Lumora adds 13 languages" in desk.posted()[1]


async def test_two_subscriptions_of_one_channel_tell_a_story_once(desk: Desk) -> None:
    await desk.news.story("Veltmar opens a test site", MONDAY - HOUR)
    await desk.news.story("Lumora adds 12 languages", MONDAY - HOUR)
    await desk.subscribe(wanted=StoryFilter(companies=frozenset({"Veltmar"})))
    await desk.subscribe()
    await desk.round()
    assert sum("Veltmar opens" in text for text in desk.posted()) == 1
    assert sum("Lumora adds" in text for text in desk.posted()) == 1


async def test_three_empty_days_are_told_then_silence_and_a_line_a_week(desk: Desk) -> None:
    feed = await desk.news.feed()
    await desk.subscribe()
    told = []
    for day in range(13):
        await desk.news.read(feed, desk.clock() - timedelta(minutes=5))
        before = len(desk.posted())
        await desk.round()
        told.append(len(desk.posted()) - before)
        desk.clock.on(days=1)
        assert day < 13
    assert told == [1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0]
    assert "No news for this channel today. 1 of 1 source read" in desk.posted()[1]
    assert "No news for this channel since 17 December" in desk.posted()[3]
    await desk.news.story("Veltmar opens a test site", desk.clock() - HOUR)
    await desk.round()
    assert "Veltmar opens" in desk.posted()[4] and "since Wednesday 08:30" in desk.posted()[4]


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (StoryFilter(kinds=frozenset({"funding", "deal"})), "none on deals or funding."),
        (StoryFilter(countries=frozenset({"CN"})), "none on China."),
        (StoryFilter(words_in=("licence",)), "none on “licence”."),
        (StoryFilter(companies=frozenset("ABCDEFG"), kinds=frozenset({"deal"})), "none on A, B, C, D or 3 others."),
    ],
)
async def test_an_empty_day_says_what_the_channel_follows(desk: Desk, wanted: StoryFilter, said: str) -> None:
    await desk.news.story("Torvane releases Fjord 2", MONDAY - timedelta(hours=2))
    channel = await desk.store.keep_channel("slack:C1", MONDAY)
    shown = await preview(
        desk.store, replace(order("slack:C1"), wanted=wanted), channel, now=MONDAY, expand=lambda _: _NOTHING
    )
    assert said in shown.message.notification


_NOTHING = StoryFilter(companies=frozenset({"Nobody"}))


async def test_who_wants_no_empty_days_hears_of_none(desk: Desk) -> None:
    await desk.news.read(await desk.news.feed(), MONDAY)
    await desk.subscribe(tell_quiet=False)
    assert (await desk.round()).quiet == 1
    assert desk.posted() == []


async def test_when_little_could_be_read_it_is_said_once_and_the_digest_follows_the_same_day(desk: Desk) -> None:
    feeds = [await desk.news.feed(f"Paper {n}") for n in range(5)]
    await desk.news.read(feeds[0], MONDAY)
    await desk.subscribe(last_digest_until=MONDAY - 3 * DAY)
    for _ in range(4):
        await desk.round()
        desk.clock.on(minutes=30)
    assert len(desk.posted()) == 1
    assert (
        "No digest this morning: we could read only 1 of 5 sources. We'll post when that is mended." in desk.posted()[0]
    )
    for feed in feeds:
        await desk.news.read(feed, desk.clock())
    await desk.news.story("Veltmar opens a test site", desk.clock(), feed_id=feeds[0])
    desk.clock.on(minutes=30)
    await desk.round()
    assert "since Friday 08:30" in desk.posted()[1] and "Veltmar opens" in desk.posted()[1]
    kept = (await desk.store.subscriptions())[0]
    assert kept.next_due_at == MONDAY + DAY


async def test_when_it_is_not_mended_the_next_digest_covers_both_days_and_says_so(desk: Desk) -> None:
    feeds = [await desk.news.feed(f"Paper {n}") for n in range(3)]
    await desk.subscribe()
    for _ in range(15):
        await desk.round()
        desk.clock.on(minutes=30)
    assert len(desk.posted()) == 1
    for feed in feeds:
        await desk.news.read(feed, desk.clock())
    await desk.news.story("Veltmar opens a test site", desk.clock(), feed_id=feeds[0])
    desk.clock.now = MONDAY + DAY
    await desk.round()
    second_line = desk.posted()[1].splitlines()[1]
    assert second_line.endswith("covers two days: Monday's digest could not be posted")
    assert not await desk.store.notices(prefix="missed ")


async def test_more_than_six_hours_late_nothing_is_posted_and_the_next_one_says_that_it_covers_both(desk: Desk) -> None:
    await desk.subscribe(last_digest_until=MONDAY - DAY)
    await desk.news.story("Veltmar opens a test site", MONDAY - HOUR)
    desk.clock.on(hours=7)
    assert (await desk.round()).skipped == {"late": 1}
    assert desk.posted() == []
    desk.clock.now = MONDAY + DAY
    await desk.round()
    (digest,) = desk.posted()
    assert digest.splitlines()[:2] == [
        "AI news, Tuesday 16 December",
        "1 story from 1 source since Sunday 08:30 · 1 minute · covers two days: Monday's digest could not be posted",
    ]


async def test_an_older_digest_that_never_went_out_gives_way_to_the_next(desk: Desk) -> None:
    await desk.news.story("Veltmar opens a test site", MONDAY - HOUR)
    await desk.subscribe(last_digest_until=MONDAY - DAY)
    await desk.compose()
    desk.clock.on(days=1)
    await desk.compose()
    states = [one.state for one in await desk.store.deliveries()]
    assert states == ["planned", "cancelled"]
    await desk.round()
    assert "Veltmar opens" in desk.posted()[0] and "covers two days" in desk.posted()[0]


async def test_left_out_dates_and_a_pause_pass_silently_and_it_goes_on_by_itself(desk: Desk) -> None:
    await desk.subscribe(skip=(MONDAY.date(),))
    number = await desk.subscribe("slack:C2", paused=True, paused_until=(MONDAY + 2 * DAY).date())
    report = await desk.round()
    assert report.skipped == {"skipped": 1, "paused": 1}
    kept = await desk.store.subscription(number)
    assert kept and kept.next_due_at == MONDAY + 2 * DAY and kept.paused
    desk.clock.on(days=2)
    await desk.news.story("Veltmar opens a test site", desk.clock() - HOUR)
    await desk.round()
    kept = await desk.store.subscription(number)
    assert kept and not kept.paused and kept.paused_until is None
    assert len(desk.posted("slack:C2")) == 1


async def test_the_next_due_time_is_on_no_date_that_is_left_out(desk: Desk) -> None:
    await desk.news.story("Veltmar opens a test site", MONDAY - HOUR)
    number = await desk.subscribe(skip=((MONDAY + DAY).date(), (MONDAY + 2 * DAY).date()))
    await desk.round()
    kept = await desk.store.subscription(number)
    assert len(desk.posted()) == 1 and kept and kept.next_due_at == MONDAY + 3 * DAY


async def test_muted_outlets_less_wanted_and_a_compact_form_are_the_channels_own(desk: Desk) -> None:
    for name in ("Veltmar", "Lumora"):
        await desk.news.story(f"{name} opens a test site", MONDAY - HOUR)
    await desk.subscribe(compact=True)
    channel = await desk.store.channel_at("slack:C1")
    assert channel
    less = [{"story": 1, "company": "Lumora", "kind": "release", "person": None, "what": "Lumora, release"}]
    await desk.store.set_channel_settings(channel.id, {"less": less})
    await desk.compose()
    (delivery,) = await desk.open()
    assert "less like this was asked for here" in " ".join(delivery.told[1].why)
    drawn = "\n".join(delivery.parts[0].payload["blocks"][1]["lines"][0]["runs"][0]["text"])
    assert "March" not in drawn
    await desk.subscribe("slack:C2")
    muted = await desk.store.channel_at("slack:C2")
    assert muted
    await desk.store.set_channel_settings(muted.id, {"muted_outlets": ["Harbour Wire"]})
    await desk.round()
    assert "No news for this channel" in desk.posted("slack:C2")[0]


async def test_a_private_story_is_told_in_its_own_workspace_only(desk: Desk) -> None:
    mine = await desk.store.keep_channel("slack:C1", MONDAY, workspace="T1")
    await desk.store.keep_channel("slack:C2", MONDAY, workspace="T2")
    private = await desk.news.feed("Own Blog", workspace_id=mine.workspace_id)
    await desk.news.story("Veltmar opens a test site", MONDAY - HOUR, feed_id=private)
    await desk.news.story("Lumora adds 12 languages", MONDAY - HOUR)
    for channel in ("slack:C1", "slack:C2"):
        await desk.store.add_subscription(order(channel), MONDAY)
    await desk.round()
    assert "Veltmar" in desk.posted("slack:C1")[0]
    assert "Veltmar" not in desk.posted("slack:C2")[0]


async def test_a_preview_shows_todays_digest_and_records_nothing(desk: Desk) -> None:
    await desk.news.story("Veltmar opens a test site", MONDAY - HOUR)
    number = await desk.subscribe()
    await desk.round()
    kept = await desk.store.subscription(number)
    channel = await desk.store.channel_at("slack:C1")
    assert kept and channel
    desk.clock.on(minutes=5)
    shown = await preview(desk.store, kept, channel, now=desk.clock(), expand=unchanged)
    assert [one.version for one in shown.told] == [1]
    fresh = await preview(desk.store, kept, channel, now=desk.clock(), expand=unchanged, only_new=True)
    assert fresh.told == ()
    assert len(await desk.store.deliveries()) == 1


async def test_a_role_is_mentioned_with_news_and_not_with_an_empty_day(desk: Desk) -> None:
    await desk.news.read(await desk.news.feed(), MONDAY)
    await desk.subscribe(role="R1", thread=True)
    await desk.round()
    await desk.news.story("Veltmar opens a test site", MONDAY + HOUR)
    desk.clock.on(days=1)
    await desk.round()
    posted = desk.platform.channels["slack:C1"]
    assert [one.payload["mention"] for one in posted] == [None, "R1"]
    assert desk.platform.threads == {posted[1].ref: "AI news, Tuesday 16 December"}
    kept = (await desk.store.deliveries(limit=1))[0]
    assert message_from_json(kept.message).title == "AI news, Tuesday 16 December"


async def test_one_digest_that_can_not_be_planned_keeps_no_other_channel_from_its_own(desk: Desk) -> None:
    await desk.news.story("Veltmar opens a test site", MONDAY - HOUR)
    numbers = [await desk.subscribe(f"slack:C{n}") for n in range(3)]
    channel = await desk.store.channel_at("slack:C0")
    assert channel
    mark = mark_of(delivery_id(channel.id, numbers[0], occasion_of(MONDAY)))
    taken = delivery_for(desk.platform, channel, Message("x", (), (), "x"), Wish("post", "other"), MONDAY)
    await desk.store.plan(replace(taken, parts=(replace(taken.parts[0], marker=f"{mark}.1"),)), MONDAY)
    report = await desk.compose()
    assert (report.planned, [number for number, _ in report.failed]) == (2, [numbers[0]])
    await deliver(desk.store, {"slack": desk.platform}, now=desk.clock, owner="me")
    assert [len(desk.posted(f"slack:C{n}")) for n in (1, 2)] == [1, 1]


async def test_the_first_channels_need_not_wait_until_the_last_is_composed(desk: Desk) -> None:
    await desk.news.story("Veltmar opens a test site", MONDAY - HOUR)
    for n in range(99):
        await desk.subscribe(f"slack:C{n}")
    looked: list[asyncio.Task[list[Delivery]]] = []
    report = await compose_due(
        desk.store, {"slack": desk.platform}, now=desk.clock(), expand=unchanged,
        planned=lambda: looked.append(asyncio.create_task(desk.store.deliveries(state=OPEN, limit=200))),
    )  # fmt: skip
    first, *_, last = [len(found) for found in await asyncio.gather(*looked)]
    assert 0 < first < last == report.planned == 99
