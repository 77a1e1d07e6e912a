"""Watched names: told as it happens, together, at most five times a day; and questions that could not be answered."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from bot.news.message import Line, Message, Section, Text
from bot.outbox_ports import Channel
from bot.pipeline.amend import amend
from bot.pipeline.compose import compose_due
from bot.pipeline.deliver import deliver
from bot.pipeline.watch import WatchReport, watch
from bot.store.store import Store
from tests.pipeline.platform import MONDAY, Clock, News, Platform, order, unchanged

HOUR = timedelta(hours=1)


class Watching:
    def __init__(self, store: Store, channel: Channel) -> None:
        self.store, self.channel, self.news = store, channel, News(store)
        self.platform, self.clock = Platform(), Clock()
        self.couriers = {"slack": self.platform}
        self.answers: dict[str, str] = {}
        self.asked: list[str] = []

    async def answer(self, question: str, workspace_id: int | None, now: datetime) -> Message | None:
        self.asked.append(question)
        said = self.answers.get(question)
        return Message("", (), (Section("note", (Line((Text(said),)),)),), said) if said else None

    async def look(self) -> WatchReport:
        report = await watch(self.store, self.couriers, now=self.clock(), owner="me", answer=self.answer)
        assert not report.failed
        await deliver(self.store, self.couriers, now=self.clock, owner="me")
        return report

    async def news_of(self, *names: str) -> None:
        for name in names:
            await self.news.story(f"{name} opens a site number {self.clock():%H%M}", self.clock())

    def posted(self) -> list[str]:
        return self.platform.words("slack:C1")


@pytest.fixture
async def watching(sqlite_url: str) -> AsyncIterator[Watching]:
    async with await Store.open(sqlite_url) as store:
        channel = await store.keep_channel("slack:C1", MONDAY, workspace="T1", name="ai-news")
        for name in ("Veltmar", "Lumora"):
            await store.add_watch(channel.id, "company", name, "U1", MONDAY)
        yield Watching(store, channel)


async def test_what_came_on_watched_names_is_told_together_and_once(watching: Watching) -> None:
    watching.clock.on(minutes=5)
    await watching.news_of("Veltmar", "Lumora", "Quillpen")
    for _ in range(3):
        await watching.look()
        watching.clock.on(minutes=1)
    (message,) = watching.posted()
    assert message.startswith(("New on Lumora and Veltmar", "New on Veltmar and Lumora"))
    assert message.count("opens a site") == 2 and "Quillpen" not in message


async def test_a_digest_does_not_tell_again_what_a_watch_told(watching: Watching) -> None:
    watching.clock.on(hours=1)
    await watching.news_of("Veltmar", "Quillpen")
    await watching.look()
    watching.clock.now = MONDAY + timedelta(days=1)
    await watching.store.add_subscription(order(next_due_at=watching.clock()), MONDAY)
    await compose_due(watching.store, watching.couriers, now=watching.clock(), expand=unchanged)
    await deliver(watching.store, watching.couriers, now=watching.clock, owner="me")
    assert "Veltmar" in watching.posted()[0]
    assert "Quillpen" in watching.posted()[1] and "Veltmar" not in watching.posted()[1]


async def test_a_story_that_the_channel_has_had_is_not_told_by_the_watch(watching: Watching) -> None:
    watching.clock.on(hours=1)
    await watching.news_of("Veltmar")
    await watching.store.add_subscription(order(next_due_at=watching.clock()), MONDAY)
    await compose_due(watching.store, watching.couriers, now=watching.clock(), expand=unchanged)
    await watching.look()
    assert len(watching.posted()) == 1 and "AI news" in watching.posted()[0]


async def test_after_five_messages_the_rest_of_the_day_comes_in_one_the_next(watching: Watching) -> None:
    for _ in range(8):
        watching.clock.on(minutes=30)
        await watching.news_of("Veltmar")
        await watching.look()
    assert len(watching.posted()) == 5
    watching.clock.now = MONDAY + timedelta(days=1)
    await watching.look()
    assert len(watching.posted()) == 6
    assert watching.posted()[5].count("opens a site") == 3


async def test_a_flood_is_one_message_that_says_how_many_more_there_are(watching: Watching) -> None:
    watching.clock.on(minutes=5)
    for n in range(18):
        await watching.news.story(f"Veltmar opens site {n}", watching.clock())
    await watching.look()
    (message,) = watching.posted()
    assert message.count("Veltmar opens site") == 15 and message.endswith("And 3 more")


async def test_what_was_known_before_it_was_watched_is_not_news(watching: Watching) -> None:
    await watching.news.story("Veltmar opens an old site", MONDAY - HOUR)
    watching.clock.on(minutes=1)
    await watching.look()
    assert watching.posted() == []


async def test_a_question_is_asked_again_hourly_told_once_and_then_forgotten(watching: Watching) -> None:
    question = "Which Tarn version trains Pomelo?"
    await watching.store.add_watch(watching.channel.id, "question", question, "U1", MONDAY)
    for _ in range(4):
        watching.clock.on(minutes=30)
        await watching.look()
    assert watching.asked == [question] * 2
    watching.answers[question] = "Tarn 3, says the Harbour Wire."
    for _ in range(4):
        watching.clock.on(minutes=60)
        await watching.look()
    assert [text.strip() for text in watching.posted()] == ["Tarn 3, says the Harbour Wire."]
    assert [one.type for one in await watching.store.watches()] == ["company", "company"]


async def test_a_closed_channel_is_told_when_it_is_open_again(watching: Watching) -> None:
    await watching.store.set_channel_state(watching.channel.id, "closed", "archived", MONDAY)
    watching.clock.on(minutes=5)
    await watching.news_of("Veltmar")
    await watching.look()
    await watching.store.set_channel_state(watching.channel.id, "active", None, MONDAY)
    watching.clock.on(hours=1)
    await watching.look()
    assert len(watching.posted()) == 1


async def test_private_stories_stay_in_their_workspace(watching: Watching) -> None:
    other = await watching.store.keep_channel("slack:C2", MONDAY, workspace="T2")
    await watching.store.add_watch(other.id, "company", "Veltmar", "U1", MONDAY)
    feed = await watching.news.feed("Own Blog", workspace_id=watching.channel.workspace_id)
    watching.clock.on(minutes=5)
    await watching.news.story("Veltmar opens a secret site", watching.clock(), feed_id=feed)
    await watching.look()
    assert len(watching.posted()) == 1
    assert watching.platform.words("slack:C2") == []


# --- Put right --------------------------------------------------------------------------------------------------------


async def test_a_watch_tells_a_story_that_was_put_right_before_with_that(watching: Watching) -> None:
    watching.clock.on(minutes=5)
    story = await watching.news.story("Veltmar raises $300 million", watching.clock())
    await watching.store.correct_story(story, "it is $30 million", watching.clock())
    await watching.look()
    (message,) = watching.posted()
    told = "Veltmar raises $300 million (corrected: it is $30 million)"
    assert told in message
    (delivery,) = await watching.store.deliveries()
    assert delivery.message["notification"] == f"New on Veltmar: {told}"


async def test_what_a_watch_told_is_put_right_where_it_stands(watching: Watching) -> None:
    watching.clock.on(minutes=5)
    story = await watching.news.story("Veltmar raises $300 million", watching.clock())
    await watching.look()
    await watching.store.correct_story(story, "it is $30 million", watching.clock.on(hours=1))
    await amend(watching.store, watching.couriers, now=watching.clock())
    (message,) = watching.posted()
    assert "Corrected 15 Dec, 08:35: it is $30 million." in message


async def test_a_story_that_was_taken_back_or_blocked_is_told_by_no_watch(watching: Watching) -> None:
    watching.clock.on(minutes=5)
    await watching.news_of("Veltmar", "Lumora")
    first, second = await watching.store.stories(MONDAY, watching.clock())
    await watching.store.retract_story(first.id, watching.clock())
    await watching.store.block_story(second.id, True)
    await watching.look()
    assert watching.posted() == []
