"""Trouble: what somebody should look at, told once where the operators are, and once more when it is over.

What is wrong is judged by plain functions over what the store and the running process know. Who subscribed to a closed
channel is told by `deliver`; here are the operators, whoever added a feed, and whoever reported a mistake.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from bot.logs import logger
from bot.news.message import Block, Button, Buttons, Message, note_section, one_line, shorten
from bot.news.timetable import since_words
from bot.news.urls import redact_words
from bot.outbox import SHUT, TOKEN, delivery_id, direct_channel, plan_message
from bot.outbox_ports import (
    OPEN,
    Channel,
    ChannelStore,
    Courier,
    Couriers,
    Delivery,
    Notice,
    NoticeStore,
    OutboxStore,
    Report,
    ReportStore,
)
from bot.ports import Feed, FeedDesk, LeaseStore, StatusStore, StoreStatus

log = logger(__name__)
FEED_PATIENCE = timedelta(hours=24)
"""A feed that can't be read is told of after a day: most come back by themselves."""
WAITING_PATIENCE = timedelta(minutes=20)
"""Deliveries are claimed every few seconds and tried again within minutes: one that waits longer stands still."""
POLL_PATIENCE = timedelta(hours=1)
MANY = 0.5
"""From this share of failing feeds on, the network or the machine is the likelier cause: one alert, not hundreds."""
LEAST_DISK = 200_000_000
"""Bytes. SQLite needs room for its log and for a copy of the largest table during an upgrade."""
LISTED = 12
LONGEST_QUOTE = 200
FRONT_PATIENCE = timedelta(minutes=2)
"""A connection that is cut comes back by itself in seconds: only one that stays away is told of."""
LEASE_SECONDS = 60.0
ANSWERED_LATELY = timedelta(days=7)
PREFIX = "alert "
MODEL = "model "
"""Begins the notices that `write` leaves of a model that can't write."""
SEEN = "seen "
OCCASION = "alerts"
MOST_LOOKED_AT = 1000
GREETING = "Newsdesk tells of trouble here: once when something needs you, and once more when it is over."


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing that is wrong: a key that stays the same as long as it lasts, and a sentence for people."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Watched:
    """What the running process itself knows: a front's trouble by its name, room on the disk in bytes, the operators'
    time zone."""

    fronts: Mapping[str, str] = field(default_factory=dict)
    disk_free: int | None = None
    zone: str = "UTC"


# --- What is wrong ----------------------------------------------------------------------------------------------------


def alerts_of(
    status: StoreStatus,
    feeds: Sequence[Feed],
    deliveries: Sequence[Delivery],
    channels: Sequence[Channel],
    watched: Watched,
    now: datetime,
) -> list[Alert]:
    """What somebody should look at, worst first. `deliveries`: the open, unknown and failed ones; `channels`: those
    that are closed or gone."""
    return [
        *_machine(watched),
        *_fronts(watched),
        *_waiting(deliveries, watched.zone, now),
        *_unfinished(deliveries, watched.zone, now),
        *_channels(channels),
        *_polling(feeds, watched.zone, now),
        *_feeds(status, feeds, watched.zone, now),
    ]


def _machine(watched: Watched) -> Iterator[Alert]:
    if watched.disk_free is not None and watched.disk_free < LEAST_DISK:
        left = f"{watched.disk_free // 1_000_000} MB"
        yield Alert("disk", f"The disk with the database has only {left} left; make room before it can't be written.")


def _fronts(watched: Watched) -> Iterator[Alert]:
    for name, reason in sorted(watched.fronts.items()):
        why = reason.removeprefix(f"{name.capitalize()}: ")
        yield Alert(f"front {name}", f"{name.capitalize()} isn't connected: {_ended(why)}")


def _waiting(deliveries: Sequence[Delivery], zone: str, now: datetime) -> Iterator[Alert]:
    late = [d for d in deliveries if d.state in OPEN and d.channel.state == "active"]
    late = [d for d in late if now - d.due_at > WAITING_PATIENCE]
    if late:
        since = since_words(min(d.due_at for d in late), now, zone)
        waits = f"{len(late)} deliveries wait" if len(late) > 1 else "A delivery waits"
        yield Alert(
            "queue",
            f"{waits} {since} and none goes out: is `newsdesk run` running? `newsdesk deliveries list` shows them.",
        )


def _unfinished(deliveries: Sequence[Delivery], zone: str, now: datetime) -> Iterator[Alert]:
    for delivery in deliveries:
        if delivery.state in ("unknown", "failed"):
            yield Alert(f"delivery {delivery.id}", delivery_words(delivery, zone, now))


def delivery_words(delivery: Delivery, zone: str, now: datetime) -> str:
    """What became of an unknown or failed delivery, and the way out."""
    what = f"The {delivery.kind} for {channel_words(delivery.channel)}, due {_when(delivery.due_at, zone, now)},"
    why = f" ({_reason(delivery)})" if _reason(delivery) else ""
    if delivery.state == "unknown":
        return (
            f"{what} may or may not have been posted{why}. Look there: if it stands, `newsdesk deliveries mark-sent "
            f"{delivery.id}`, else `newsdesk deliveries resend {delivery.id}`."
        )
    return f"{what} could not be posted{why}. Again: `newsdesk deliveries resend {delivery.id}`."


def _reason(delivery: Delivery) -> str:
    said = [delivery.reason, *(part.reason for part in delivery.parts if part.state == delivery.state)]
    return next((reason.rstrip(".") for reason in said if reason), "")


def channel_words(channel: Channel) -> str:
    """#ai-news (slack:C1), or the address alone."""
    if channel.external_id.startswith("@"):
        return f"a direct message ({channel.address})"
    return f"#{channel.name.lstrip('#')} ({channel.address})" if channel.name else channel.address


def _channels(channels: Sequence[Channel]) -> Iterator[Alert]:
    for channel in channels:
        if channel.state == "closed":
            why = f": {_ended(channel.reason)}" if channel.reason else "."
            text = f"I can't post in {channel_words(channel)}{why} Its digests wait until that is mended."
        elif channel.state == "gone":
            why = f" ({channel.reason.rstrip('.')})" if channel.reason else ""
            text = f"{channel_words(channel)} is gone{why}. Its subscriptions are kept for a month."
        else:
            continue
        yield Alert(f"channel {channel.id}", text)


def _polling(feeds: Sequence[Feed], zone: str, now: datetime) -> Iterator[Alert]:
    due = [f.health.next_poll_at for f in feeds if f.status == "active" and f.health.next_poll_at]
    if due and now - min(due) > POLL_PATIENCE:
        since = since_words(min(due), now, zone)
        yield Alert("polling", f"Feeds are due {since} and aren't polled: is `newsdesk run` running?")


def _feeds(status: StoreStatus, feeds: Sequence[Feed], zone: str, now: datetime) -> Iterator[Alert]:
    active, failing = status.feeds.get("active", 0), status.feeds.get("failing", 0)
    if failing > 2 and failing / max(1, active) >= MANY:
        yield Alert("feeds", f"{_share(failing, active)}: is the network up? See `newsdesk feeds list`.")
        return
    for feed in feeds:
        if _long_unreadable(feed, now):
            yield Alert(f"feed {feed.id}", feed_words(feed, zone, now))


def _share(failing: int, active: int) -> str:
    """In words that stay the same while the count goes up and down."""
    if failing == active:
        return "No feed can be read"
    return f"{'Most' if failing / active >= 0.75 else 'More than half of the'} feeds can't be read"


def _long_unreadable(feed: Feed, now: datetime) -> bool:
    since = feed.health.failing_since
    if feed.status == "gone":
        return True
    return feed.status == "active" and bool(feed.health.failures) and since is not None and now - since >= FEED_PATIENCE


def feed_words(feed: Feed, zone: str, now: datetime) -> str:
    """ "Circuit Daily has not been readable since Sunday 14:20 (answers 404 not found). We go on trying twice a day." """
    since = f" {since_words(feed.health.failing_since, now, zone)}" if feed.health.failing_since else ""
    why = f" ({redact_words(feed.health.last_error).rstrip('.')})" if feed.health.last_error else ""
    if feed.status == "gone":
        return f"{feed.spec.name} is gone{since}{why}. It is no longer polled; remove it or give its new address."
    return f"{feed.spec.name} has not been readable{since}{why}. We go on trying twice a day."


def _when(moment: datetime, zone: str, now: datetime) -> str:
    return since_words(moment, now, zone).removeprefix("since ")


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


# --- What is over -----------------------------------------------------------------------------------------------------


_OVER = {
    "disk": "The disk with the database has room again.",
    "queue": "Deliveries go out again.",
    "polling": "Feeds are polled again.",
    "feeds": "Most feeds can be read again.",
}


def feed_over_words(feed: Feed, told_at: datetime, zone: str, now: datetime) -> str:
    """ "Circuit Daily can be read again; new items came 14:05." """
    if feed.status in ("removed", "paused"):
        return f"{feed.spec.name} is {feed.status}: it isn't polled any more."
    new = feed.health.last_new_at
    came = f"; new items came {_when(new, zone, now)}" if new and new >= told_at else ""
    return f"{feed.spec.name} can be read again{came}."


def delivery_over_words(delivery: Delivery) -> str:
    what = f"The {delivery.kind} for {channel_words(delivery.channel)}"
    if delivery.state == "sent":
        return f"{what} is settled: it counts as posted."
    return f"{what} is tried again." if delivery.state in OPEN else f"{what} is settled: {delivery.state}."


def channel_over_words(channel: Channel) -> str:
    return f"I can post in {channel_words(channel)} again."


# --- Looking, and telling the operators -------------------------------------------------------------------------------


class LookStore(StatusStore, FeedDesk, OutboxStore, ChannelStore, NoticeStore, ReportStore, Protocol):
    """What is looked at."""


class TellStore(LookStore, LeaseStore, Protocol):
    """What is looked at and told, by one process at a time."""

    async def feed_numbered(self, number: int) -> Feed | None:
        """Whosever it is: who added a workspace's own feed hears of it too."""


async def look(store: LookStore, watched: Watched, now: datetime) -> list[Alert]:
    """What is wrong at this moment."""
    waiting = await store.deliveries(state=OPEN, limit=MOST_LOOKED_AT)
    unfinished = await store.deliveries(state=("unknown", "failed"), limit=MOST_LOOKED_AT)
    channels = [*await store.channels(state="closed"), *await store.channels(state="gone")]
    channels += await _tried_again(store, waiting)
    reports = [Alert(f"report {report.id}", report_words(report)) for report in await store.reports()]
    tokens = {n.key.removeprefix(TOKEN): n.text for n in await store.notices(prefix=TOKEN)}
    model = [Alert(notice.key, notice.text) for notice in await store.notices(prefix=MODEL)]
    known = replace(watched, fronts={**tokens, **watched.fronts})
    status, feeds = await store.status(now), await store.feeds()
    return [*alerts_of(status, feeds, [*waiting, *unfinished], channels, known, now), *model, *reports]


async def _tried_again(store: LookStore, waiting: Sequence[Delivery]) -> list[Channel]:
    """Channels that were opened again and where nothing could be posted yet: whether the trouble is over isn't known."""
    shut = {notice.channel_id: notice.text for notice in await store.notices(prefix=SHUT)}
    tried = {one.channel.id: one.channel for one in waiting if one.channel.state == "active"}
    return [replace(channel, state="closed", reason=shut[n]) for n, channel in tried.items() if n in shut]


def report_words(report: Report) -> str:
    """What somebody says is wrong, and how to answer."""
    said = shorten(one_line(report.text), LONGEST_QUOTE)
    return (
        f"Somebody says that story {report.story_id} is wrong: “{said}” See `newsdesk story {report.story_id}`, then "
        f"`newsdesk reports close {report.id} --answer TEXT`."
    )


async def look_from_outside(store: LookStore, watched: Watched, now: datetime) -> list[Alert]:
    """What is wrong, for another process than the one that runs the bot: of its fronts only what it told is known."""
    found = await look(store, watched, now)
    seen = {alert.key for alert in found}
    told = [Alert(n.key.removeprefix(PREFIX), n.text) for n in await store.notices(prefix=f"{PREFIX}front ")]
    return [*found, *(alert for alert in told if alert.key not in seen)]


async def tell_operators(
    store: TellStore,
    courier: Courier | None,
    channel: Channel | None,
    alerts: Sequence[Alert],
    now: datetime,
    *,
    owner: str,
    zone: str = "UTC",
) -> list[str]:
    """Tells what is newly wrong and what is over, in one message a round; returns the sentences.

    Without a channel it is only recorded and logged, which `status` shows. One process at a time does it: another one
    that comes meanwhile does nothing.
    """
    if not await store.take_lease("operators", owner=owner, now=now, seconds=LEASE_SECONDS):
        return []
    try:
        return await _tell(store, courier, channel, alerts, now, zone)
    finally:
        await store.end_lease("operators", owner=owner)


async def _tell(
    store: TellStore,
    courier: Courier | None,
    channel: Channel | None,
    alerts: Sequence[Alert],
    now: datetime,
    zone: str,
) -> list[str]:
    every = {notice.key: notice for notice in await store.notices(prefix=PREFIX, open_only=False)}
    open_ = {key: notice for key, notice in every.items() if notice.over_at is None}
    alerts = [alert for alert in alerts if not (channel and _about_itself(alert, channel))]
    fresh = await _lasting(store, [alert for alert in alerts if PREFIX + alert.key not in open_], now)
    standing = {PREFIX + alert.key for alert in alerts}
    ended = [notice for key, notice in open_.items() if key not in standing and not _hidden(key, standing)]
    over = [await _over(store, notice, zone, now) for notice in ended]
    if courier and channel:
        await _greet(store, courier, channel, now)
        title = "Newsdesk needs somebody" if fresh else "Newsdesk: it is over"
        changes = [*_begun(fresh, every), *(f"-{notice.key} {notice.told_at}" for notice in ended)]
        await _post(store, courier, channel, title, [*(alert.text for alert in fresh), *over], changes, now)
    for alert in fresh:
        log.warning("trouble", what=alert.text)
        await store.open_notice(PREFIX + alert.key, alert.text, now, channel_id=channel.id if channel else None)
    for notice, words in zip(ended, over, strict=True):
        log.info("trouble is over", what=words)
        await store.end_notice(notice.key, now)
    return [*(alert.text for alert in fresh), *over]


def _hidden(key: str, standing: Collection[str]) -> bool:
    """While most feeds can't be read a single one isn't told of: that doesn't mean that it is back."""
    return key.startswith(f"{PREFIX}feed ") and f"{PREFIX}feeds" in standing


async def _lasting(store: TellStore, fresh: Sequence[Alert], now: datetime) -> list[Alert]:
    """Without fronts that were lost only just now: those are noted, and told of when they stay away."""
    seen = {notice.key: notice.told_at for notice in await store.notices(prefix=SEEN)}
    lost = {SEEN + alert.key: alert for alert in fresh if alert.key.startswith("front ")}
    for key in seen.keys() - lost.keys():
        await store.end_notice(key, now)
    for key in lost.keys() - seen.keys():
        await store.open_notice(key, lost[key].text, now)
    early = {alert.key for key, alert in lost.items() if now - seen.get(key, now) < FRONT_PATIENCE}
    return [alert for alert in fresh if alert.key not in early]


def _about_itself(alert: Alert, channel: Channel) -> bool:
    """A message to the operators that can't be delivered makes no further message to them."""
    return alert.key.startswith(f"delivery {delivery_id(channel.id, None, OCCASION)}")


async def _over(store: TellStore, notice: Notice, zone: str, now: datetime) -> str:
    kind, _, which = notice.key.removeprefix(PREFIX).partition(" ")
    if kind == "report":
        return f"Report {which} is closed."
    if kind == "model":
        return "The model's budget is open again." if which == "budget" else "The model writes again."
    if kind == "front":
        return f"{which.capitalize()} is connected again."
    if kind == "feed":
        feed = next((f for f in await store.feeds(with_removed=True) if str(f.id) == which), None)
        return feed_over_words(feed, notice.told_at, zone, now) if feed else _settled(notice)
    if kind == "delivery":
        delivery = await store.delivery(which)
        return delivery_over_words(delivery) if delivery else _settled(notice)
    if kind == "channel":
        channel = await store.channel(int(which))
        return channel_over_words(channel) if channel else _settled(notice)
    return _OVER.get(kind) or _settled(notice)


def _settled(notice: Notice) -> str:
    return f"No longer so: {_ended(notice.text.partition('. ')[0])}"


async def _greet(store: TellStore, courier: Courier, channel: Channel, now: datetime) -> None:
    """Said once in a channel that is made the operators': that trouble is told here."""
    key = f"operators {channel.address}"
    if await store.notices(prefix=key):
        return
    await plan_message(
        store,
        courier,
        channel,
        message_of("Operators' channel", [GREETING]),
        kind="notice",
        occasion=f"{OCCASION} hello",
        now=now,
    )
    await store.open_notice(key, GREETING, now, channel_id=channel.id)


def _begun(fresh: Sequence[Alert], every: Mapping[str, Notice]) -> Iterator[str]:
    """Each with when it was over the last time: the next time is another occasion."""
    for alert in fresh:
        before = every.get(PREFIX + alert.key)
        yield f"+{alert.key} {before.over_at if before else 'first'}"


async def _post(
    store: TellStore,
    courier: Courier,
    channel: Channel,
    title: str,
    sentences: Sequence[str],
    changes: Sequence[str],
    now: datetime,
) -> None:
    """The same changes are the same occasion: a process that died after planning doesn't make the next one repeat it."""
    if sentences:
        occasion = f"{OCCASION} {hashlib.blake2b(repr(changes).encode(), digest_size=12).hexdigest()}"
        message = message_of(title, sentences)
        await plan_message(store, courier, channel, message, kind="notice", occasion=occasion, now=now)


def message_of(title: str, sentences: Sequence[str], buttons: Sequence[Button] = ()) -> Message:
    """One message of a sentence each; of many the first, and how to see the rest. Commands stand in quotation marks:
    the views make other characters of backticks, which markup would obey."""
    sentences = [re.sub("`([^`]*)`", r"“\1”", sentence) for sentence in sentences]
    shown = list(sentences[:LISTED])
    if len(sentences) > LISTED:
        shown.append(f"And {len(sentences) - LISTED} more: “newsdesk status”.")
    blocks: list[Block] = [note_section(sentence) for sentence in shown]
    blocks += [Buttons(tuple(buttons))] if buttons else []
    first, others = sentences[0].rstrip("."), len(sentences) - 1
    return Message(
        title, (), tuple(blocks), f"{title}: {first}; {others} more" if others else f"{title}: {sentences[0]}"
    )


# --- Telling whoever added a feed, or reported a mistake --------------------------------------------------------------


async def tell_adders(store: TellStore, couriers: Couriers, now: datetime, *, zone: str = "UTC") -> None:
    """Tells whoever added a feed, by a direct message, that it can't be read, and once more when it can again.

    Who added it stands in the notice "added feed ID", whose channel is that person's (`added_key`).
    """
    added = await store.notices(prefix=added_key(""))
    if not added:
        return
    told = {notice.key: notice for notice in await store.notices(prefix="told feed ")}
    await _remind(store, couriers, zone, now)
    for by in added:
        feed = await _feed_of(store, by, added_key(""))
        if feed and by.channel_id is not None:
            await _tell_adder(store, couriers, feed, by.channel_id, told.get(f"told feed {feed.id}"), zone, now)


async def _feed_of(store: TellStore, notice: Notice, prefix: str) -> Feed | None:
    number = notice.key.removeprefix(prefix)
    return await store.feed_numbered(int(number)) if number.isdecimal() else None


REMINDED_AFTER = timedelta(days=7)


def remind_key(feed_id: int | str) -> str:
    """The notice that keeps who wants to be reminded of a broken feed, and since when."""
    return f"remind feed {feed_id}"


async def _remind(store: TellStore, couriers: Couriers, zone: str, now: datetime) -> None:
    """Once, a week after it was asked for, where the feed still can't be read."""
    due = [n for n in await store.notices(prefix=remind_key("")) if now - n.told_at >= REMINDED_AFTER]
    for notice in due:
        feed = await _feed_of(store, notice, remind_key(""))
        if feed is not None and notice.channel_id is not None and _long_unreadable(feed, now):
            message = message_of(feed.spec.name, [feed_words(feed, zone, now)], _feed_buttons(feed))
            occasion = f"{notice.key} {notice.told_at:%Y-%m-%dT%H:%M}"
            if not await _tell_person(store, couriers, notice.channel_id, message, occasion, now):
                continue
        await store.end_notice(notice.key, now)


def _feed_buttons(feed: Feed) -> tuple[Button, ...]:
    number = str(feed.id)
    return (
        Button("Find its new address", "find_address", number),
        Button("Remove", "remove_broken", number),
        Button("Remind me in a week", "remind_feed", number),
    )


async def keep_adder(store: NoticeStore, feed: Feed, channel: Channel, now: datetime) -> None:
    """Remembers who added a feed, by that person's direct channel; the last one who did counts."""
    await store.end_notice(added_key(feed.id), now)
    await store.open_notice(added_key(feed.id), feed.spec.name, now, channel_id=channel.id)


def added_key(feed_id: int | str) -> str:
    """The notice that keeps who added a feed."""
    return f"added feed {feed_id}"


async def _tell_adder(
    store: TellStore, couriers: Couriers, feed: Feed, to: int, told: Notice | None, zone: str, now: datetime
) -> None:
    unreadable = _long_unreadable(feed, now)
    if unreadable == bool(told):
        return
    words = feed_words(feed, zone, now) if told is None else feed_over_words(feed, told.told_at, zone, now)
    since = feed.health.failing_since if told is None else told.told_at
    occasion = f"feed {feed.id} {'back' if told else 'broken'} {since:%Y-%m-%dT%H:%M}" if since else f"feed {feed.id}"
    buttons = () if told else _feed_buttons(feed)
    if not await _tell_person(store, couriers, to, message_of(feed.spec.name, [words], buttons), occasion, now):
        return
    if told:
        await store.end_notice(told.key, now)
    else:
        await store.open_notice(f"told feed {feed.id}", words, now, channel_id=to)


async def _tell_person(
    store: TellStore, couriers: Couriers, channel_id: int, message: Message, occasion: str, now: datetime
) -> bool:
    """False when there is no way to that person in this process."""
    channel = await store.channel(channel_id)
    courier = couriers.get(channel.platform) if channel else None
    if channel is None or courier is None:
        return False
    await plan_message(store, courier, channel, message, kind="notice", occasion=occasion, now=now)
    return True


async def tell_reporters(store: TellStore, couriers: Couriers, now: datetime) -> None:
    """Tells each person whose report was closed in the last days what came of it, once, by a direct message."""
    closed = [r for r in await store.reports(state="closed") if r.closed_at and now - r.closed_at < ANSWERED_LATELY]
    if not closed:
        return
    told = {notice.key for notice in await store.notices(prefix="told report ", open_only=False)}
    for report in closed:
        if f"told report {report.id}" not in told:
            await _tell_reporter(store, couriers, report, now)


async def _tell_reporter(store: TellStore, couriers: Couriers, report: Report, now: datetime) -> None:
    where = await store.channel(report.channel_id) if report.channel_id else None
    if where is None or report.person is None:
        return
    person = report.person.removeprefix("@")
    direct = await direct_channel(store, where.platform, where.workspace, person, now)
    message = answer_message(report)
    if await _tell_person(store, couriers, direct.id, message, f"report {report.id} closed", now):
        await store.open_notice(f"told report {report.id}", report.answer or "", now, channel_id=direct.id)


def answer_message(report: Report) -> Message:
    """What the operators answer to somebody who said that something is wrong."""
    said = report.answer or "We looked at it and closed your report. Thank you for telling us."
    return message_of("Your report", [said, f"You wrote: {report.text}"] if report.text else [said])
