"""Trouble is told in one clear sentence, once, and once more when it is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.adapters.slack_clients import Clients
from bot.adapters.slack_courier import SlackCourier
from bot.news.message import Message
from bot.news.message_json import message_from_json
from bot.outbox import plan_message
from bot.outbox_ports import Channel, Delivery, Part, PartState
from bot.pipeline.alerts import (
    GREETING,
    LEAST_DISK,
    Alert,
    Watched,
    alerts_of,
    delivery_over_words,
    feed_over_words,
    keep_adder,
    look,
    message_of,
    remind_key,
    tell_adders,
    tell_operators,
    tell_reporters,
)
from bot.ports import Feed, FeedHealth, FeedSpec, PollOutcome, StoreStatus
from bot.store.schema import notices
from bot.store.store import Store
from tests.store.samples import add_briefed, add_feeds, article

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)  # a Tuesday
HOUR = timedelta(hours=1)
CHANNEL = Channel(5, "slack", 1, "T1", "C1", "ai-news", "active", None)


def feed(number: int = 1, *, failing_for: timedelta | None = None, **health: Any) -> Feed:
    known = FeedHealth(
        failures=3 if failing_for else 0,
        failing_since=NOW - failing_for if failing_for else None,
        last_error="answers 404 Not Found" if failing_for else None,
    )
    return Feed(
        number, FeedSpec(f"https://f.example/{number}", "Circuit Daily"), "command", "active", replace(known, **health)
    )


def delivery(
    state: PartState, *, due: datetime = NOW, channel: Channel = CHANNEL, reason: str | None = None
) -> Delivery:
    part = Part(1, "mark.1", {}, state=state)
    return Delivery("c5-s1-x", channel, 1, "x", "digest", (part,), due, due, {}, state=state, reason=reason)


def told(
    *,
    feeds: list[Feed] | None = None,
    deliveries: list[Delivery] | None = None,
    channels: list[Channel] | None = None,
    watched: Watched | None = None,
    active: int = 60,
    failing: int = 0,
) -> list[Alert]:
    status = StoreStatus({"active": active, "failing": failing}, {}, {}, {})
    return alerts_of(status, feeds or [], deliveries or [], channels or [], watched or Watched(), NOW)


def test_nothing_wrong_is_nothing_told() -> None:
    polled = feed(next_poll_at=NOW + HOUR)
    assert told(feeds=[polled], deliveries=[delivery("planned", due=NOW + HOUR)], watched=Watched({}, 10**10)) == []


def test_a_feed_is_told_of_after_a_day_with_since_when_and_why() -> None:
    (alert,) = told(feeds=[feed(7, failing_for=timedelta(hours=48, minutes=40))], failing=1)
    assert alert.key == "feed 7"
    assert alert.text == (
        "Circuit Daily has not been readable since Sunday 14:20 (answers 404 Not Found). We go on trying twice a day."
    )
    assert told(feeds=[feed(7, failing_for=timedelta(hours=23))], failing=1) == []


def test_times_are_the_operators_own() -> None:
    (alert,) = told(feeds=[feed(failing_for=timedelta(hours=48, minutes=40))], watched=Watched(zone="Asia/Shanghai"))
    assert "since Sunday 22:20" in alert.text


def test_a_feeds_secret_is_not_told() -> None:
    (alert,) = told(feeds=[feed(failing_for=2 * 24 * HOUR, last_error="moved to https://f.example/x?token=geheim")])
    assert "geheim" not in alert.text


def test_a_feed_that_is_gone_is_told_at_once() -> None:
    (alert,) = told(feeds=[replace(feed(failing_for=HOUR), status="gone")])
    assert alert.text.startswith("Circuit Daily is gone since 14:00")


def test_when_most_feeds_fail_it_is_one_alert() -> None:
    feeds = [feed(n, failing_for=30 * HOUR) for n in range(1, 10)]
    (alert,) = told(feeds=feeds, active=10, failing=9)
    assert alert == Alert("feeds", "Most feeds can't be read: is the network up? See `newsdesk feeds list`.")
    (same,) = told(feeds=feeds, active=10, failing=8)
    assert same == alert


def test_polling_that_stands_still_is_told() -> None:
    (alert,) = told(feeds=[feed(next_poll_at=NOW - 2 * HOUR)])
    assert alert == Alert("polling", "Feeds are due since 13:00 and aren't polled: is `newsdesk run` running?")


def test_an_unknown_delivery_is_told_with_both_ways_out() -> None:
    (alert,) = told(deliveries=[delivery("unknown", due=NOW - HOUR, reason="no permission to read the history")])
    assert alert.key == "delivery c5-s1-x"
    assert alert.text == (
        "The digest for #ai-news (slack:C1), due 14:00, may or may not have been posted (no permission to read the "
        "history). Look there: if it stands, `newsdesk deliveries mark-sent c5-s1-x`, else `newsdesk deliveries resend "
        "c5-s1-x`."
    )


def test_a_failed_delivery_is_told_with_its_reason() -> None:
    (alert,) = told(deliveries=[delivery("failed", reason="invalid_blocks")])
    assert "could not be posted (invalid_blocks)" in alert.text and "resend c5-s1-x" in alert.text


def test_deliveries_that_nobody_takes_are_told_but_not_those_of_a_closed_channel() -> None:
    late = delivery("planned", due=NOW - HOUR)
    (alert,) = told(deliveries=[late, late])
    assert alert.key == "queue" and alert.text.startswith("2 deliveries wait since 14:00")
    closed = replace(late, channel=replace(CHANNEL, state="closed"))
    assert told(deliveries=[closed]) == []


def test_a_closed_channel_is_told_with_what_is_missing() -> None:
    (alert,) = told(channels=[replace(CHANNEL, state="closed", reason="“Send Messages” is missing")])
    assert alert.key == "channel 5"
    assert alert.text == (
        "I can't post in #ai-news (slack:C1): “Send Messages” is missing. Its digests wait until that is mended."
    )


def test_a_lost_front_and_a_full_disk_come_first() -> None:
    watched = Watched({"slack": "Slack: it refuses SLACK_BOT_TOKEN"}, LEAST_DISK - 1)
    alerts = told(feeds=[feed(failing_for=30 * HOUR)], watched=watched)
    assert [alert.key for alert in alerts] == ["disk", "front slack", "feed 1"]
    assert alerts[1].text == "Slack isn't connected: it refuses SLACK_BOT_TOKEN."


def test_what_is_over_is_said_plainly() -> None:
    back = feed(last_new_at=NOW - timedelta(minutes=55))
    assert feed_over_words(back, NOW - HOUR, "UTC", NOW) == "Circuit Daily can be read again; new items came 14:05."
    assert feed_over_words(feed(), NOW, "UTC", NOW) == "Circuit Daily can be read again."
    paused = replace(feed(), status="paused")
    assert feed_over_words(paused, NOW, "UTC", NOW) == "Circuit Daily is paused: it isn't polled any more."
    assert delivery_over_words(delivery("planned")) == "The digest for #ai-news (slack:C1) is tried again."


def test_many_troubles_are_one_message_that_ends() -> None:
    message = message_of("Newsdesk needs somebody", [f"Feed {n} is broken." for n in range(40)])
    assert len(message.blocks) == 13
    assert message.notification == "Newsdesk needs somebody: Feed 0 is broken; 39 more"


# --- Told through the outbox ------------------------------------------------------------------------------------------

COURIER = SlackCourier(Clients(None, "xoxb-invented"))
COURIERS = {"slack": COURIER}
LOST = Watched({"slack": "the token was revoked"})
FULL = Watched(disk_free=1)
NEVER = Watched()


async def rounds(store: Store, *watched: Watched, start: int = 0) -> list[str]:
    """Rounds of looking and telling, a minute apart; returns what stands in the operators' channel by then."""
    channel = await store.keep_channel("slack:C9", NOW, workspace="T1")
    for n, each in enumerate(watched, start):
        at = NOW + n * timedelta(minutes=1)
        await tell_operators(store, COURIER, channel, await look(store, each, at), at, owner="test")
    return await said_in(store, "slack:C9")


async def said_in(store: Store, address: str) -> list[str]:
    channel = await store.channel_at(address)
    found = await store.deliveries(channel_id=channel.id) if channel else []
    return [words(message_from_json(each.message)) for each in reversed(found)]


def words(message: Message) -> str:
    lines = [
        line.words for block in message.blocks if not isinstance(block, str) for line in getattr(block, "lines", ())
    ]
    return " | ".join(lines)


async def test_a_new_operators_channel_hears_that_trouble_is_told_there(store: Store) -> None:
    assert await rounds(store, NEVER, NEVER) == [GREETING]


async def test_trouble_is_told_once_and_once_more_when_it_is_over(store: Store) -> None:
    said = await rounds(store, NEVER, LOST, LOST, LOST, LOST, NEVER, NEVER)
    lost, back = "Slack isn't connected: the token was revoked.", "Slack is connected again."
    assert said == [GREETING, lost, back]
    assert await rounds(store, LOST, LOST, LOST, NEVER, start=10) == [GREETING, lost, back, lost, back]


async def test_a_connection_that_comes_back_by_itself_is_no_trouble(store: Store) -> None:
    assert await rounds(store, LOST, NEVER, LOST, LOST, NEVER) == [GREETING]


async def test_what_somebody_says_is_wrong_reaches_the_operators(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    story = await add_briefed(store, feed, [article("a")])
    number = await store.add_report(story, 1, None, "U7", "The sum\nis wrong.", NOW)
    assert (await rounds(store, NEVER))[1] == (
        f"Somebody says that story {story} is wrong: “The sum is wrong.” See “newsdesk story {story}”, then "
        f"“newsdesk reports close {number} --answer TEXT”."
    )
    await store.close_report(number, None, NOW)
    assert (await rounds(store, NEVER, start=1))[2] == f"Report {number} is closed."


async def test_what_comes_together_is_told_in_one_message(store: Store) -> None:
    await store.set_channel_state(
        (await store.keep_channel("slack:C1", NOW, name="ai-news")).id, "closed", "archived", NOW
    )
    await store.set_channel_state((await store.keep_channel("slack:C2", NOW)).id, "gone", "kicked", NOW)
    said = await rounds(store, NEVER)
    assert said[1:] == [
        "I can't post in #ai-news (slack:C1): archived. Its digests wait until that is mended. | "
        "slack:C2 is gone (kicked). Its subscriptions are kept for a month."
    ]


async def test_a_broken_feed_isnt_said_to_be_back_because_all_others_broke_too(store: Store) -> None:
    feeds = await add_feeds(store, 4)
    long = FeedHealth(failures=9, failing_since=NOW - timedelta(hours=30), last_error="answers 404 Not Found")
    await store.save_polls([PollOutcome(feeds[0].id, long)], NOW)
    assert len(await rounds(store, NEVER)) == 2
    short = FeedHealth(failures=1, failing_since=NOW, last_error="answers nothing")
    await store.save_polls([PollOutcome(feed.id, short) for feed in feeds[1:]], NOW)
    assert (await rounds(store, NEVER, start=1))[2:] == [
        "No feed can be read: is the network up? See “newsdesk feeds list”."
    ]
    await store.save_polls([PollOutcome(feed.id, FeedHealth()) for feed in feeds[1:]], NOW)
    assert (await rounds(store, NEVER, start=2))[3:] == ["Most feeds can be read again."]


async def test_a_process_that_dies_after_planning_tells_it_once(store: Store) -> None:
    channel = await store.keep_channel("slack:C9", NOW)
    alerts = [Alert("disk", "The disk is full.")]
    await tell_operators(store, COURIER, channel, alerts, NOW, owner="first")
    async with store._db.write() as connection:  # as if it had not come to that
        await connection.execute(sa.delete(notices).where(notices.c.key == "alert disk"))
    await tell_operators(store, COURIER, channel, alerts, NOW, owner="second")
    assert len(await said_in(store, "slack:C9")) == 2


async def test_while_one_process_tells_another_is_silent(store: Store) -> None:
    assert await store.take_lease("operators", owner="first", now=NOW, seconds=60)
    assert await rounds(store, LOST) == []


async def test_a_message_to_the_operators_that_fails_makes_no_other_message_to_them(store: Store) -> None:
    channel = await store.keep_channel("slack:C9", NOW)
    await rounds(store, FULL)
    for each in await store.deliveries(channel_id=channel.id):
        await store.finish_delivery(each.id, "failed", "invalid_blocks", NOW)
    assert len(await rounds(store, FULL, FULL, start=1)) == 2


async def test_an_unknown_delivery_is_settled_by_the_operator(store: Store) -> None:
    place = await store.keep_channel("slack:C1", NOW, name="ai-news")
    number = await plan_message(
        store, COURIER, place, message_of("News", ["Text."]), kind="digest", occasion="x", now=NOW
    )
    assert number
    await store.part_open(number, 1, "unknown", "no answer", NOW)
    await store.finish_delivery(number, "unknown", "no answer", NOW)
    assert "may or may not have been posted (no answer)" in (await rounds(store, NEVER))[1]
    assert await store.mark_sent(number, NOW)
    assert (await rounds(store, NEVER, start=1))[
        2
    ] == "The digest for #ai-news (slack:C1) is settled: it counts as posted."


async def test_whoever_added_a_feed_is_told_that_it_broke_and_that_it_is_back(store: Store) -> None:
    (one, _) = await add_feeds(store, 2)
    person = await store.keep_channel("slack:@U7", NOW, workspace="T1")
    await keep_adder(store, one, person, NOW)
    broken = FeedHealth(failures=9, failing_since=NOW - timedelta(hours=30), last_error="answers 404 Not Found")
    await store.save_polls([PollOutcome(one.id, broken)], NOW)
    for _ in range(2):
        await tell_adders(store, COURIERS, NOW)
    assert await said_in(store, "slack:@U7") == [
        "Feed 1 has not been readable since Monday 09:00 (answers 404 Not Found). We go on trying twice a day."
    ]
    await store.save_polls([PollOutcome(one.id, FeedHealth(last_ok_at=NOW))], NOW)
    for _ in range(2):
        await tell_adders(store, COURIERS, NOW)
    assert (await said_in(store, "slack:@U7"))[1:] == ["Feed 1 can be read again."]


async def test_whoever_added_a_workspaces_own_feed_is_told_too(store: Store) -> None:
    person = await store.keep_channel("slack:@U7", NOW, workspace="T1")
    spec = FeedSpec(url="https://own.example/feed.xml", name="Own", workspace_id=person.workspace_id)
    own, _ = await store.add_feed(spec, "command", NOW)
    await keep_adder(store, own, person, NOW)
    broken = FeedHealth(failures=9, failing_since=NOW - timedelta(hours=30), last_error="answers 404 Not Found")
    await store.save_polls([PollOutcome(own.id, broken)], NOW)
    await tell_adders(store, COURIERS, NOW)
    assert "Own has not been readable" in (await said_in(store, "slack:@U7"))[0]


async def test_a_week_after_it_was_asked_for_a_broken_feed_is_told_of_again_and_once(store: Store) -> None:
    (one,) = await add_feeds(store, 1)
    person = await store.keep_channel("slack:@U7", NOW, workspace="T1")
    await keep_adder(store, one, person, NOW)
    broken = FeedHealth(failures=9, failing_since=NOW - timedelta(hours=30), last_error="answers 404 Not Found")
    await store.save_polls([PollOutcome(one.id, broken)], NOW)
    await tell_adders(store, COURIERS, NOW)
    await store.open_notice(remind_key(one.id), "Feed 1", NOW, channel_id=person.id)
    for days in (1, 6, 7, 8):
        await tell_adders(store, COURIERS, NOW + timedelta(days=days))
    assert len([text for text in await said_in(store, "slack:@U7") if "has not been readable" in text]) == 2


async def test_whoever_reported_a_mistake_is_told_what_came_of_it(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    story = await add_briefed(store, feed, [article("a")])
    place = await store.keep_channel("slack:C1", NOW, workspace="T1")
    number = await store.add_report(story, 1, place.id, "U7", "The sum is wrong.", NOW)
    await store.close_report(number, "It is $30 million; the story says so now.", NOW)
    for _ in range(2):
        await tell_reporters(store, COURIERS, NOW)
    assert await said_in(store, "slack:@U7") == [
        "It is $30 million; the story says so now. | You wrote: The sum is wrong."
    ]


async def test_what_came_of_a_report_is_told_in_the_workspace_where_it_was_made(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    story = await add_briefed(store, feed, [article("a")])
    place = await store.keep_channel("slack:C1", NOW, workspace="T1")
    await store.keep_channel("slack:C1", NOW, workspace="T2")
    number = await store.add_report(story, 1, place.id, "U7", "The sum is wrong.", NOW)
    await store.close_report(number, "It is mended.", NOW)
    await tell_reporters(store, COURIERS, NOW)
    (told,) = [one for one in await store.deliveries() if one.channel.address == "slack:@U7"]
    assert told.channel.workspace == "T1"
