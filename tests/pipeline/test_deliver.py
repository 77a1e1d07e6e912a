"""What is posted is posted once: lost answers, limits, closed channels, refused tokens, and dying at every step."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.news.message import Line, Message, Section, Text
from bot.outbox import Wish, delivery_for, occasion_of
from bot.outbox_ports import (
    CannotLook,
    Channel,
    ChannelClosed,
    Delivery,
    Part,
    PartRefused,
    TokenRefused,
    Unsure,
)
from bot.pipeline.compose import compose_due
from bot.pipeline.deliver import (
    DeliverPolicy,
    DeliverReport,
    deliver,
    is_late,
    next_step,
    try_again_at,
)
from bot.pipeline.reopen import reopen_channels
from bot.ports import TryLater
from bot.store.store import Store
from tests.pipeline.platform import MONDAY, Clock, News, Platform, order, unchanged

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


class Post:
    """The outbox of one store with channels on one platform."""

    def __init__(self, store: Store) -> None:
        self.store, self.platform, self.clock = store, Platform(blocks_a_part=1), Clock()

    async def channel(self, name: str = "slack:C1") -> Channel:
        return await self.store.keep_channel(name, MONDAY, workspace="T1", name="ai-news")

    async def plan(self, name: str = "slack:C1", *, parts: int = 1, kind: str = "post", **wish: Any) -> Delivery:
        channel = await self.channel(name)
        blocks = tuple(Section("story", (Line((Text(f"Part {n}"),)),)) for n in range(1, parts + 1))
        message = Message("AI news, Monday 15 December", (), blocks, "AI news")
        wanted = Wish(kind, wish.pop("occasion", occasion_of(self.clock())), **wish)  # type: ignore[arg-type]
        delivery = delivery_for(self.platform, channel, message, wanted, self.clock())
        assert await self.store.plan(delivery, self.clock())
        return delivery

    async def round(self, **more: Any) -> DeliverReport:
        return await deliver(self.store, {"slack": self.platform}, now=self.clock, **{"owner": "me", **more})

    async def state(self, delivery: Delivery) -> str:
        found = await self.store.delivery(delivery.id)
        assert found
        return found.state

    def posted(self, name: str = "slack:C1") -> list[str]:
        return [text.partition("\n")[2] for text in self.platform.words(name)]


@pytest.fixture
async def post(sqlite_url: str) -> AsyncIterator[Post]:
    async with await Store.open(sqlite_url) as store:
        yield Post(store)


def once(step: str, *errors: Exception) -> Callable[[str], Awaitable[None]]:
    """Raises these errors, one each time that the step is reached."""
    left = list(errors)

    async def trouble(at: str) -> None:
        if at == step and left:
            raise left.pop(0)

    return trouble


def nth(step: str, n: int, error: Exception) -> Callable[[str], Awaitable[None]]:
    """Raises the error when the step is reached for the n-th time."""
    seen: Counter[str] = Counter()

    async def trouble(at: str) -> None:
        seen[at] += 1
        if at == step and seen[at] == n:
            raise error

    return trouble


# --- Deciding ---------------------------------------------------------------------------------------------------------

CHANNEL = Channel(1, "slack", 1, "T1", "C1", "ai-news", "active", None)


def with_parts(*states: str, tried: timedelta = -HOUR, **more: Any) -> Delivery:
    parts = tuple(Part(n, f"m.{n}", {}, state, tried_at=MONDAY + tried) for n, state in enumerate(states, 1))  # type: ignore[arg-type]
    made = Delivery("d", CHANNEL, None, "x", "post", parts, MONDAY, MONDAY, {})
    return replace(made, **more)


@pytest.mark.parametrize(
    ("states", "step", "part"),
    [
        (["planned", "planned"], "post", 1),
        (["sent", "planned"], "post", 2),
        (["sent", "sent"], "done", None),
        (["unsure", "planned"], "look", 1),
        (["sending"], "look", 1),
        (["unknown", "planned"], "post", 2),
        (["sent", "unknown"], "end unknown", 2),
        (["failed", "planned"], "end failed", 1),
        (["unknown", "unsure"], "look", 2),
    ],
)
def test_what_is_next_follows_from_the_parts(states: list[str], step: str, part: int | None) -> None:
    next_ = next_step(with_parts(*states), MONDAY)
    assert (next_.step, next_.part.n if next_.part else None) == (step, part)


def test_the_channel_is_looked_at_only_when_the_platform_had_time_to_store() -> None:
    assert next_step(with_parts("unsure", tried=-3 * SECOND), MONDAY).step == "wait"
    assert next_step(with_parts("unsure", tried=-10 * SECOND), MONDAY).step == "look"


def test_what_was_begun_never_expires_and_what_was_not_does() -> None:
    over: dict[str, Any] = {"expires_at": MONDAY - SECOND}
    assert next_step(with_parts("planned", **over), MONDAY).step == "expire"
    assert next_step(with_parts("sent", "planned", **over), MONDAY).step == "post"
    assert next_step(with_parts("unsure", "planned", **over), MONDAY).step == "look"
    assert next_step(with_parts("planned"), MONDAY + timedelta(days=2)).step == "expire"


def test_tries_come_rarer_and_as_late_as_the_platform_says() -> None:
    waits = [(try_again_at(MONDAY, n) - MONDAY).total_seconds() for n in range(7)]
    assert waits == [5, 15, 30, 60, 60, 60, 60]
    assert try_again_at(MONDAY, 0, 40) == MONDAY + 40 * SECOND


def test_only_a_digest_of_which_nothing_was_posted_is_called_late() -> None:
    digest: dict[str, Any] = {"kind": "digest", "occasion": occasion_of(MONDAY - HOUR)}
    assert is_late(with_parts("planned", **digest), MONDAY)
    assert not is_late(with_parts("sent", "planned", **digest), MONDAY)
    assert not is_late(with_parts("planned", **{**digest, "occasion": occasion_of(MONDAY - MINUTE)}), MONDAY)
    assert not is_late(with_parts("planned", kind="notice", occasion="x"), MONDAY + HOUR)


# --- One channel ------------------------------------------------------------------------------------------------------


async def test_parts_are_posted_in_order_and_once(post: Post) -> None:
    delivery = await post.plan(parts=3)
    for _ in range(3):
        await post.round()
        post.clock.on(minutes=3)
    assert post.posted() == ["Part 1", "Part 2", "Part 3"]
    assert await post.state(delivery) == "sent"


async def test_a_message_whose_answer_was_lost_is_found_and_not_posted_again(post: Post) -> None:
    delivery = await post.plan(parts=2)
    post.platform.trouble = once("stored", Unsure("the connection was reset"))
    await post.round()
    assert await post.state(delivery) == "unsure"
    assert post.platform.calls.count("post") == 1
    post.clock.on(seconds=11)
    await post.round()
    assert post.posted() == ["Part 1", "Part 2"]
    assert await post.state(delivery) == "sent"


async def test_a_message_that_never_arrived_is_posted_after_looking(post: Post) -> None:
    await post.plan()
    post.platform.trouble = once("post", Unsure("no answer"))
    await post.round()
    post.clock.on(seconds=11)
    await post.round()
    assert post.platform.calls == ["post", "find", "found", "post", "stored"]
    assert post.posted() == ["Part 1"]


async def test_a_call_that_hangs_counts_as_unclear_and_holds_up_no_other_channel(post: Post) -> None:
    async def hang(step: str) -> None:
        if step == "stored" and "slack:C1" in post.platform.channels:
            await asyncio.sleep(9)

    await post.plan("slack:C2", occasion="first")
    await post.plan("slack:C1")
    post.platform.trouble = hang
    report = await post.round(policy=DeliverPolicy(call_seconds=0.2, look_round=0.05))
    assert post.posted("slack:C1") == ["Part 1"]
    assert report.parts + report.again >= 1
    post.platform.trouble = once("none")
    post.clock.on(seconds=11)
    await post.round()
    assert post.posted("slack:C1") == post.posted("slack:C2") == ["Part 1"]


async def test_where_nobody_can_look_the_part_stays_unknown_and_the_rest_is_posted(post: Post) -> None:
    delivery = await post.plan(parts=2)
    post.platform.trouble = once("stored", Unsure("reset"))
    await post.round()
    post.platform.trouble = once("find", CannotLook("“Read Message History” is missing"))
    post.clock.on(seconds=11)
    report = await post.round()
    assert (report.unknown, await post.state(delivery)) == (1, "unknown")
    post.platform.trouble = once("none")
    for _ in range(3):
        post.clock.on(hours=1)
        await post.round()
    assert post.posted() == ["Part 1", "Part 2"]
    assert await post.store.mark_sent(delivery.id, post.clock())
    assert await post.state(delivery) == "sent"


async def test_a_limit_is_waited_for_as_long_as_the_platform_says(post: Post) -> None:
    await post.plan()
    post.platform.trouble = once("post", TryLater("too many", 30))
    await post.round()
    post.clock.on(seconds=29)
    await post.round()
    assert post.posted() == []
    post.clock.on(seconds=2)
    await post.round()
    assert post.posted() == ["Part 1"]
    assert "find" not in post.platform.calls


async def test_what_the_platform_refuses_is_kept_with_its_reason_and_never_tried_again(post: Post) -> None:
    delivery = await post.plan(parts=2)
    post.platform.trouble = once("post", PartRefused("invalid_blocks"))
    assert (await post.round()).failed == 1
    post.clock.on(hours=1)
    await post.round()
    kept = await post.store.delivery(delivery.id)
    assert kept and (kept.state, kept.reason) == ("failed", "invalid_blocks")
    assert post.platform.calls == ["post"]


async def test_stories_of_a_part_that_was_refused_come_with_the_next_digest_and_whoever_subscribed_is_told(
    post: Post,
) -> None:
    post.platform.blocks_a_part = 3
    headlines = ["Lumora adds 12 languages", "Torvane raises money", "Quill hires"]
    await post.channel()
    await post.store.add_subscription(order(), MONDAY)
    news = News(post.store)
    for headline in headlines:
        await news.story(headline, MONDAY - HOUR)
    await composed(post)
    (delivery,) = await post.store.deliveries()
    assert len(delivery.parts) > 1
    post.platform.trouble = nth("post", 2, PartRefused("invalid_blocks"))
    assert (await post.round()).failed == 1
    await post.round()
    assert post.posted("slack:@U1") == [
        "A part of today's digest could not be posted in #ai-news: Slack refused the message. Its stories come with the "
        "next one. Nothing to do for you."
    ]
    post.clock.on(days=1)
    post.platform.blocks_a_part = 100
    await composed(post)
    await post.round()
    texts = "\n".join(post.platform.words("slack:C1"))
    assert [texts.count(headline) for headline in headlines] == [1] * 3
    post.clock.on(days=1)
    await composed(post)
    await post.round()
    texts = "\n".join(post.platform.words("slack:C1"))
    assert [texts.count(headline) for headline in headlines] == [1] * 3


async def test_a_digest_that_was_refused_whole_is_covered_by_the_next_which_says_so(post: Post) -> None:
    await subscribed(post)
    await composed(post)
    post.platform.trouble = once("post", PartRefused("invalid_blocks"))
    assert (await post.round()).failed == 1
    await post.round()
    assert post.posted("slack:@U1")[0].startswith("Today's digest could not be posted in #ai-news: Slack refused")
    post.clock.on(days=1)
    await composed(post)
    await post.round()
    text = "\n".join(post.platform.words("slack:C1"))
    assert (
        text.count("Veltmar opens a test site") == 1 and "covers two days: Monday's digest could not be posted" in text
    )


@pytest.mark.parametrize("error", [TryLater("Slack is in trouble"), KeyError("messages")])
async def test_what_can_not_be_looked_for_within_a_day_is_unknown_and_no_longer_tried(
    post: Post, error: Exception
) -> None:
    delivery = await post.plan()
    post.platform.trouble = once("stored", Unsure("reset"))
    await post.round()
    post.platform.trouble = once("find", *[error] * 999)
    for _ in range(24):
        post.clock.on(hours=1)
        await post.round()
    assert await post.state(delivery) == "unsure"
    post.clock.on(minutes=1)
    await post.round()
    kept = await post.store.delivery(delivery.id)
    assert kept and kept.state == "unknown" and "could not be looked for" in str(kept.reason)
    assert len(post.posted()) == 1


class Held(Store):
    """A process that stands still once, between writing an intent and acting on it, while others go on."""

    meanwhile: Callable[[], Awaitable[Any]] | None = None

    async def part_sending(self, *asked: Any, **more: Any) -> bool:
        may = await super().part_sending(*asked, **more)
        if self.meanwhile:
            meanwhile, self.meanwhile = self.meanwhile, None
            await meanwhile()
        return may


@pytest.mark.parametrize("others_fate", ["posts", "is refused", "dies"])
async def test_who_stood_still_between_intent_and_request_posts_nothing_that_another_took_over(
    post: Post, sqlite_url: str, others_fate: str
) -> None:
    delivery = await post.plan(parts=2)

    async def meanwhile() -> None:
        post.clock.on(seconds=90)
        if others_fate == "is refused":
            post.platform.trouble = once("post", TryLater("too many", 5))
        if others_fate != "dies":
            await post.round(owner="other")
        post.platform.trouble = once("none")

    async with await Held.open(sqlite_url) as held:
        held.meanwhile = meanwhile
        await deliver(held, {"slack": post.platform}, now=post.clock, owner="me")
    for _ in range(4):
        post.clock.on(minutes=2)
        await post.round(owner="third")
    assert post.posted() == ["Part 1", "Part 2"]
    assert await post.state(delivery) == "sent"


async def test_an_error_that_nobody_has_named_counts_as_unclear(post: Post) -> None:
    await post.plan()
    post.platform.trouble = once("stored", KeyError("ts"))
    await post.round()
    post.clock.on(seconds=11)
    await post.round()
    assert post.posted() == ["Part 1"]


async def test_a_refused_token_stops_its_platform_and_is_told_once(post: Post) -> None:
    for n in range(5):
        await post.plan(f"slack:C{n}")
    post.platform.trouble = once("post", *[TokenRefused("Slack doesn't know the token") for _ in range(5)])
    report = await post.round(most_at_once=1)
    assert report.refused == {"slack": "Slack doesn't know the token"}
    assert post.platform.calls == ["post"]
    (notice,) = await post.store.notices(prefix="token ")
    assert notice.text == "Slack doesn't know the token"
    post.platform.trouble = once("none")
    post.clock.on(minutes=2)
    assert (await post.round()).sent == 5
    assert not await post.store.notices(prefix="token ")


async def test_the_later_parts_of_a_long_digest_go_into_its_thread(post: Post) -> None:
    await post.plan(parts=3, open_thread=True)
    await post.round()
    first = post.platform.channels["slack:C1"][0].ref
    assert [one.thread for one in post.platform.channels["slack:C1"]] == [None, first, first]
    assert post.platform.threads == {first: "AI news, Monday 15 December"}


async def test_where_no_thread_can_be_opened_the_rest_comes_in_the_channel(post: Post) -> None:
    await post.plan(parts=2, open_thread=True)
    post.platform.trouble = once("thread", PartRefused("“Create Public Threads” is missing"))
    await post.round()
    assert [one.thread for one in post.platform.channels["slack:C1"]] == [None, None]


# --- Late, expired ----------------------------------------------------------------------------------------------------


async def subscribed(post: Post, channel: str = "slack:C1", **more: Any) -> int:
    await post.channel(channel)
    number = (await post.store.add_subscription(order(channel, **more), MONDAY)).id
    await News(post.store).story("Veltmar opens a test site", MONDAY - HOUR)
    return number


async def composed(post: Post) -> None:
    report = await compose_due(post.store, {"slack": post.platform}, now=post.clock(), expand=unchanged)
    assert not report.failed


async def test_a_digest_that_comes_late_says_so_in_its_title_only(post: Post) -> None:
    await subscribed(post)
    await composed(post)
    post.clock.now = MONDAY + timedelta(hours=2, minutes=42)
    await post.round()
    titles = [text.partition("\n")[0] for text in post.platform.words("slack:C1")]
    assert set(titles) == {"AI news, Monday 15 December (due 08:30, posted 11:12 after an outage)"}


async def test_a_digest_that_is_too_late_is_not_posted_and_its_span_stays_open(post: Post) -> None:
    number = await subscribed(post)
    await composed(post)
    post.clock.on(hours=6, minutes=1)
    assert (await post.round()).expired == 1
    kept = await post.store.subscription(number)
    assert kept and kept.last_digest_until is None
    assert [one.key for one in await post.store.notices(prefix="missed ")] == [f"missed {number} 2025-12-15T07:30Z"]
    assert post.posted() == []


# --- Closed channels --------------------------------------------------------------------------------------------------

CLOSED = ChannelClosed("“Send Messages” is missing")


async def test_whoever_subscribed_is_told_once_and_todays_digest_follows_when_the_cause_is_gone(post: Post) -> None:
    number = await subscribed(post)
    await composed(post)
    post.platform.trouble = once("post", CLOSED)
    assert (await post.round()).closed == 1
    channel = await post.store.channel_at("slack:C1")
    assert channel and (channel.state, channel.reason) == ("closed", "“Send Messages” is missing")
    for _ in range(3):
        await post.round()
        post.clock.on(minutes=20)
    (told,) = post.posted("slack:@U1")
    assert told == (
        "I can't post in #ai-news since 08:30: “Send Messages” is missing. "
        "Give it back and today's digest follows. Nothing else to do."
    )
    post.platform.lacking = ["Send Messages"]
    post.clock.now = MONDAY + timedelta(hours=8)
    couriers = {"slack": post.platform}
    assert await reopen_channels(post.store, couriers, post.clock()) == []
    post.platform.lacking = []
    assert await reopen_channels(post.store, couriers, post.clock()) == []  # asked every five minutes at most
    post.clock.on(minutes=6)
    assert [one.address for one in await reopen_channels(post.store, couriers, post.clock())] == ["slack:C1"]
    await composed(post)
    await post.round()
    await post.round()
    text = "\n".join(post.platform.words("slack:C1"))
    assert text.count("Veltmar opens a test site") == 1
    assert "after an outage" not in text and "covers" not in text
    kept = await post.store.subscription(number)
    assert kept and kept.last_digest_until == post.clock()


RESTRICTED = ChannelClosed("an admin has restricted who may post there")


class Restricted:
    """A channel where the platform sees nothing in the way, and takes no message."""

    def __init__(self, post: Post) -> None:
        self.post, self.tries, self.over = post, 0, False
        self._posting = post.platform.post
        post.platform.post = self  # type: ignore[method-assign]

    async def __call__(self, channel: Channel, payload: Any, **more: Any) -> str:
        if channel.external_id == "C1" and not self.over:
            self.tries += 1
            raise RESTRICTED
        return await self._posting(channel, payload, **more)


async def minutes_pass(post: Post, minutes: int) -> None:
    for _ in range(0, minutes, 2):
        await composed(post)
        await post.round()
        post.clock.on(minutes=2)
        await reopen_channels(post.store, {"slack": post.platform}, post.clock())


async def test_a_channel_that_only_seems_open_is_told_of_once_and_goes_on_when_it_is(post: Post) -> None:
    await subscribed(post)
    place = Restricted(post)
    await minutes_pass(post, 150)
    assert len(post.posted("slack:@U1")) == 1
    assert place.tries == 4  # at once, when it first seems open, and once an hour
    place.over = True
    await minutes_pass(post, 70)
    assert "\n".join(post.platform.words("slack:C1")).count("Veltmar opens a test site") == 1
    place.over = False
    await post.plan("slack:C1", occasion="more")
    await minutes_pass(post, 10)
    assert len(post.posted("slack:@U1")) == 2


async def test_a_channel_that_vanished_and_came_back_goes_on_though_nobody_tells_of_it(post: Post) -> None:
    await subscribed(post)
    await composed(post)
    post.platform.trouble = once("post", ChannelClosed("Newsdesk isn't in the channel", gone=True))
    await post.round()
    channel = await post.store.channel_at("slack:C1")
    assert channel and channel.state == "gone"
    post.clock.on(minutes=1)
    await minutes_pass(post, 10)
    assert "\n".join(post.platform.words("slack:C1")).count("Veltmar opens a test site") == 1


async def test_a_digest_that_was_begun_goes_on_where_it_stopped_when_the_channel_opens(post: Post) -> None:
    delivery = await post.plan(parts=2)
    post.platform.trouble = once("stored", Unsure("reset"))
    await post.round()
    post.platform.trouble = once("post", CLOSED)
    post.clock.on(seconds=11)
    await post.round()
    assert post.posted() == ["Part 1"]
    post.clock.on(minutes=6)
    await reopen_channels(post.store, {"slack": post.platform}, post.clock())
    await post.round()
    assert post.posted() == ["Part 1", "Part 2"]
    assert await post.state(delivery) == "sent"


async def test_one_forbidden_channel_holds_up_no_other(post: Post) -> None:
    for n in range(12):
        await post.plan(f"slack:C{n}")
    post.platform.trouble = once("post", CLOSED)
    report = await post.round(most_at_once=3)
    assert (report.sent, report.closed) == (11, 1)


# --- Dying at every step ----------------------------------------------------------------------------------------------


class Killed(BaseException):
    """kill -9: nothing that follows runs."""


class Fate:
    """Kills at the n-th step from now on, or lets each step pass."""

    def __init__(self, after: int | None) -> None:
        self.left = after

    async def step(self, name: str = "") -> None:
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                raise Killed


class Mortal:
    """A store whose process may die before or after each of its calls; a transaction is done wholly or not at all."""

    def __init__(self, store: Store, fate: Fate) -> None:
        self._store, self._fate = store, fate

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._store, name)

        async def call(*args: Any, **more: Any) -> Any:
            await self._fate.step()
            transaction = asyncio.ensure_future(method(*args, **more))
            try:
                answer = await asyncio.shield(transaction)
            except asyncio.CancelledError:
                await asyncio.wait([transaction])
                raise
            await self._fate.step()
            return answer

        return call


class Weather:
    """What a platform does to a call, by chance: loses the answer, refuses for now, or nothing; and the process's fate."""

    def __init__(self, chance: random.Random, share: float, fate: Fate) -> None:
        self.chance, self.share, self.fate = chance, share, fate

    async def __call__(self, step: str) -> None:
        await self.fate.step()
        if self.chance.random() >= self.share:
            return
        if step == "post":
            raise self.chance.choice([TryLater("too many", 3), Unsure("reset before it was stored"), TryLater("503")])
        if step == "stored":
            raise self.chance.choice([Unsure("the answer was lost"), Unsure("no answer")])
        if step in ("find", "found", "thread"):
            raise TryLater("the history can't be read just now")


async def live(post: Post, seed: int) -> tuple[int, list[Delivery]]:
    """One run: some deliveries, several lives of the bot, each ended at a step by chance; the last lives on."""
    chance = random.Random(seed)
    post.clock.on(hours=1)
    planned = [
        await post.plan(f"slack:R{seed}x{n}", parts=chance.randint(1, 3), open_thread=chance.random() < 0.3)
        for n in range(chance.choice([1, 1, 1, 2]))
    ]
    deaths = 0
    for life in range(60):
        fate = Fate(chance.randint(0, 14) if life < chance.randint(1, 4) else None)
        post.platform.trouble = Weather(chance, 0.15 if life < 25 else 0, fate)
        mortal: Any = Mortal(post.store, fate)
        try:
            await deliver(mortal, {"slack": post.platform}, now=post.clock, owner=f"life {seed} {life}")
        except Killed:
            deaths += 1
        post.clock.on(seconds=chance.choice([1, 12, 70, 130]))
        if fate.left is None and await _all_sent(post, planned):
            break
    return deaths, planned


async def _all_sent(post: Post, planned: list[Delivery]) -> bool:
    return {await post.state(one) for one in planned} == {"sent"}


async def test_whatever_dies_and_whenever_nothing_is_lost_and_nothing_comes_twice(post: Post) -> None:
    deaths = 0
    for seed in range(300):
        died, planned = await live(post, seed)
        deaths += died
        for delivery in planned:
            there = post.platform.channels[delivery.channel.address]
            wanted = [part.marker for part in delivery.parts]
            assert [one.marker for one in there] == wanted, (seed, Counter(one.marker for one in there))
            assert await post.state(delivery) == "sent", seed
    assert deaths > 250


async def test_two_processes_on_one_outbox_post_each_part_once(post: Post) -> None:
    planned = [await post.plan(f"slack:C{n}", parts=2) for n in range(20)]

    async def slowly(step: str) -> None:
        await asyncio.sleep(0.001)

    post.platform.trouble = slowly
    await asyncio.gather(*(post.round(owner=f"process {n}", most_at_once=4) for n in range(3)))
    assert all(post.posted(f"slack:C{n}") == ["Part 1", "Part 2"] for n in range(20))
    assert {await post.state(one) for one in planned} == {"sent"}
