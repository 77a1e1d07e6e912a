"""The operator's desk: what became of deliveries, what people reported, and the decisions that only a person can take.

For the terminal; nothing here is reached from chat. What is decided is written to the store, and the running bot
carries it through to what is posted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol, get_args

from bot.commands.answers_json import time_json
from bot.commands.subscriptions import BadOrder
from bot.commands.subscriptions import subscription_json as order_json
from bot.news.model import KINDS, Kind, StoryFilter
from bot.outbox_ports import (
    OPEN,
    Channel,
    ChannelStore,
    Delivery,
    DeliveryState,
    OutboxStore,
    Part,
    Report,
    ReportStore,
)
from bot.pipeline.alerts import channel_words
from bot.ports import NewsdeskError, Subscription

STATES: tuple[DeliveryState, ...] = get_args(DeliveryState)


class BadState(ValueError):
    """No delivery has such a state."""


class DeskStore(OutboxStore, ChannelStore, Protocol):
    """Deliveries with their channels."""


# --- Deliveries -------------------------------------------------------------------------------------------------------


def states_of(text: str | None) -> list[DeliveryState] | None:
    """ "unknown,failed" as states; "open" stands for all that aren't at their end. Raises BadState."""
    if not text:
        return None
    named = [part.strip().lower() for part in text.split(",") if part.strip()]
    wrong = [name for name in named if name != "open" and name not in STATES]
    if wrong:
        raise BadState(f"no delivery is ever {wrong[0]!r}; choose among open, {', '.join(STATES)}")
    return [state for state in STATES if state in named or ("open" in named and state in OPEN)]


async def deliveries(
    store: DeskStore, *, states: Sequence[DeliveryState] | None, address: str | None, most: int
) -> list[Delivery]:
    """Newest first. Raises NewsdeskError for a channel that nobody knows."""
    channel = await known_channel(store, address) if address else None
    return await store.deliveries(state=states, channel_id=channel.id if channel else None, limit=most)


async def known_channel(store: ChannelStore, address: str) -> Channel:
    """By its address, or by the name that it had when it was last seen. Raises NewsdeskError."""
    found = await store.channel_at(address) if ":" in address or address == "terminal" else None
    if found:
        return found
    wanted = address.lstrip("#").casefold()
    named = [c for c in await store.channels() if c.name and c.name.lstrip("#").casefold() == wanted]
    if len(named) == 1:
        return named[0]
    if named:
        raise NewsdeskError(f"several channels are called {address!r}: {', '.join(c.address for c in named)}")
    raise NewsdeskError(f"no channel {address!r} is known; `newsdesk subscriptions list` shows those that are")


async def delivery(store: OutboxStore, number: str) -> Delivery:
    """By its id, or by the marker in a posted message. Raises NewsdeskError."""
    found = await store.delivery(number) or await store.delivery_of_marker(number)
    if found is None:
        raise NewsdeskError(f"there is no delivery {number!r}; `newsdesk deliveries list` shows the newest")
    return found


async def resend(store: OutboxStore, number: str, now: datetime) -> tuple[Delivery, str]:
    """Unknown and failed parts are posted again by the running bot. Raises NewsdeskError when there is none."""
    found = await delivery(store, number)
    parts = _parts_in(found, "unknown", "failed")
    if not await store.resend(found.id, now):
        raise NewsdeskError(f"nothing of {found.id} is unknown or failed: it is {state_words(found)}")
    return found, (
        f"{_named(parts)} of {found.id} will be posted again in {channel_words(found.channel)} by the running bot, within a minute."
        + (" Where it was posted after all, it will stand twice." if _parts_in(found, "unknown") else "")
    )


async def mark_sent(store: OutboxStore, number: str, now: datetime) -> tuple[Delivery, str]:
    """Unknown, unsure and failed parts count as posted. Raises NewsdeskError when there is none."""
    found = await delivery(store, number)
    parts = _parts_in(found, "unknown", "unsure", "failed")
    if not await store.mark_sent(found.id, now):
        raise NewsdeskError(f"nothing of {found.id} is unknown, unsure or failed: it is {state_words(found)}")
    counts = "counts" if len(parts) == 1 else "count"
    stories = " Its stories won't be told there again, but for updates." if found.told else ""
    return (
        found,
        f"{_named(parts)} of {found.id} {counts} as posted in {channel_words(found.channel)}; nothing is posted.{stories}",
    )


def _parts_in(found: Delivery, *states: str) -> list[Part]:
    return [part for part in found.parts if part.state in states]


def _named(parts: Sequence[Part]) -> str:
    if len(parts) == 1:
        return f"Part {parts[0].n}"
    return f"Parts {', '.join(str(part.n) for part in parts[:-1])} and {parts[-1].n}" if parts else "What is open"


def state_words(found: Delivery) -> str:
    return f"{found.state} ({found.reason.rstrip('.')})" if found.reason else found.state


def what_next(found: Delivery) -> str:
    """One sentence on what happens to it now, or what to type."""
    return {
        "planned": "The running bot posts it when it is due."
        if found.channel.state == "active"
        else f"It waits: {found.channel.reason or found.channel.state}. It goes out by itself when that is mended.",
        "sending": "It is being posted; if the process died meanwhile, the next one looks in the channel first.",
        "unsure": "Whether it was posted is being looked up in the channel.",
        "sent": "Nothing: it is posted.",
        "unknown": f"Look in the channel. If it stands there: newsdesk deliveries mark-sent {found.id}; "
        f"else: newsdesk deliveries resend {found.id}",
        "failed": f"Nothing by itself. Again: newsdesk deliveries resend {found.id}",
        "expired": "Nothing: it came too late to be of use; the next digest covers it.",
        "cancelled": "Nothing: it was called off.",
    }[found.state]


def delivery_json(found: Delivery) -> dict[str, Any]:
    return {
        "id": found.id,
        "channel": found.channel.address,
        "channel_name": found.channel.name,
        "subscription": found.subscription_id,
        "kind": found.kind,
        "occasion": found.occasion,
        "state": found.state,
        "reason": found.reason,
        "attempts": found.attempts,
        "created": time_json(found.created_at),
        "due": time_json(found.due_at),
        "finished": time_json(found.finished_at),
        "parts": [_part_json(part) for part in found.parts],
        "stories": [{"id": told.story_id, "version": told.version, "part": told.part} for told in found.told],
    }


def _part_json(part: Part) -> dict[str, Any]:
    return {
        "n": part.n,
        "state": part.state,
        "marker": part.marker,
        "message": part.message_ref,
        "reason": part.reason,
        "attempts": part.attempts,
        "tried": time_json(part.tried_at),
        "sent": time_json(part.sent_at),
    }


# --- Reports ----------------------------------------------------------------------------------------------------------


async def close_report(store: ReportStore, number: int, answer: str | None, now: datetime) -> Report:
    """Raises NewsdeskError when there is no such open report."""
    closed = await store.close_report(number, answer, now)
    if closed is None:
        raise NewsdeskError(f"there is no open report {number}; `newsdesk reports list` shows them")
    return closed


def closed_words(closed: Report) -> str:
    """What was done, and who hears of it."""
    told = "Whoever reported it is told by the running bot, in a direct message."
    if closed.person is None or closed.channel is None:
        told = "Nobody is told: it isn't known who reported it."
    return f"Report {closed.id} on story {closed.story_id} is closed. {told}"


def report_json(report: Report) -> dict[str, Any]:
    return {
        "id": report.id,
        "story": report.story_id,
        "version": report.version,
        "channel": report.channel,
        "person": report.person,
        "text": report.text,
        "state": report.state,
        "answer": report.answer,
        "created": time_json(report.created_at),
        "closed": time_json(report.closed_at),
    }


# --- Subscriptions ----------------------------------------------------------------------------------------------------


def beside(
    kinds: Iterable[str] | None,
    languages: Iterable[str] | None,
    words: Iterable[str] | None,
    without_words: Iterable[str] | None,
    without_outlets: Iterable[str] | None,
) -> StoryFilter:
    """What is asked for beside a preset and names. Raises BadOrder."""
    return StoryFilter(
        kinds=frozenset(_kind(name) for name in kinds or ()),
        languages=frozenset(name.strip().lower() for name in languages or ()),
        words_in=tuple(words or ()),
        words_out=tuple(without_words or ()),
        outlets_out=frozenset(without_outlets or ()),
    )


def _kind(name: str) -> Kind:
    for kind in KINDS:
        if kind == name.strip().lower():
            return kind
    raise BadOrder(f"there is no kind {name!r}; choose among {', '.join(KINDS)}")


async def whereabouts(store: ChannelStore) -> dict[int, Channel]:
    """All channels by number."""
    return {channel.id: channel for channel in await store.channels()}


def subscription_json(order: Subscription, channel: Channel | None) -> dict[str, Any]:
    """An order with its channel, as `subscriptions list --json` has it."""
    return order_json(order) | {
        "channel_name": channel.name if channel else None,
        "channel_state": channel.state if channel else None,
        "created_by": order.created_by,
        "state": order.state,
        "reason": (channel.reason if channel and channel.state != "active" else None) or order.reason,
    }
