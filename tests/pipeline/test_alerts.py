"""Trouble is told in one clear sentence, once, and once more when it is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.outbox_ports import Channel, Delivery, Part, PartState
from bot.pipeline.alerts import (
    LEAST_DISK,
    Alert,
    Watched,
    alerts_of,
    delivery_over_words,
    feed_over_words,
    message_of,
)
from bot.ports import Feed, FeedHealth, FeedSpec, StoreStatus

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
    assert alert == Alert("feeds", "Most feeds can't be read: is the network up? `newsdesk feeds list` says why.")
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
    watched = Watched({"slack": "Slack refuses SLACK_BOT_TOKEN"}, LEAST_DISK - 1)
    alerts = told(feeds=[feed(failing_for=30 * HOUR)], watched=watched)
    assert [alert.key for alert in alerts] == ["disk", "front slack", "feed 1"]
    assert alerts[1].text == "Slack isn't connected: Slack refuses SLACK_BOT_TOKEN."


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
