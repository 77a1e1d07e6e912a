"""Standing orders: what a person may order, when it is due, and why a story is in one or not. Once for all fronts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import Any, Protocol

from bot.commands.answers_json import time_json
from bot.news.model import Story, StoryFilter
from bot.news.names import Registry
from bot.news.ranking import rank
from bot.news.timetable import next_due, zone_named
from bot.ports import NewsdeskError, NewsReader, Subscription, SubscriptionStore

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_SETS = {"daily": tuple(range(7)), "weekdays": tuple(range(5)), "weekends": (5, 6)}
PRESETS: Mapping[str, StoryFilter] = {
    "everything": StoryFilter(),
    "model releases": StoryFilter(kinds=frozenset({"release"})),
    "money and deals": StoryFilter(kinds=frozenset({"funding", "deal"})),
    "research": StoryFilter(kinds=frozenset({"research"})),
    "china": StoryFilter(countries=frozenset({"CN"})),
    "policy and courts": StoryFilter(kinds=frozenset({"policy", "legal"})),
    "only these names": StoryFilter(),
}


class ReaderWithOrders(NewsReader, SubscriptionStore, Protocol):
    """A store that knows stories and standing orders."""


class BadOrder(ValueError):
    """An order that can't stand; the sentence says what is wrong and what would be right."""


@dataclass(frozen=True, slots=True)
class Order:
    channel: str
    at: time
    days: tuple[int, ...]
    zone: str
    preset: str
    most: int


def order(*, channel: str, at: str, days: str, zone: str, preset: str, most: int) -> Order:
    """Checks what was typed. Raises BadOrder."""
    if channel.partition(":")[0] != "terminal":
        raise BadOrder(
            f"{channel!r}: only `terminal` can be subscribed in this version; chat channels come with theirs"
        )
    return Order(channel, _clock(at), parse_days(days), _zone(zone), _preset(preset), most)


def _clock(text: str) -> time:
    try:
        return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007  (a wall-clock time has no zone of its own)
    except ValueError:
        raise BadOrder(f"{text!r} isn't a time such as 08:30") from None


def parse_days(text: str) -> tuple[int, ...]:
    """Weekdays from 0 (Monday) of "daily", "weekdays", "weekends" or "mon,wed". Raises BadOrder."""
    low = text.strip().lower()
    if low in DAY_SETS:
        return DAY_SETS[low]
    names = [part.strip()[:3] for part in low.split(",") if part.strip()]
    if not names or any(name not in DAYS for name in names):
        raise BadOrder(f"{text!r} isn't daily, weekdays, weekends or a list such as mon,wed,fri")
    return tuple(sorted({DAYS.index(name) for name in names}))


def _zone(name: str) -> str:
    from bot.settings import known_zone

    try:
        zone_named(known_zone(name))
    except ValueError as error:
        raise BadOrder(str(error)) from None
    return name


def _preset(text: str) -> str:
    low = text.strip().lower()
    found = [name for name in PRESETS if name == low] or [name for name in PRESETS if low and name.startswith(low)]
    if len(found) != 1:
        raise BadOrder(f"there is no preset {text!r}; choose one of: {', '.join(PRESETS)}")
    return found[0]


def planned(wanted: Order, names: StoryFilter | None, now: datetime) -> Subscription:
    """The subscription of an order: the preset's filter with the names put in, due next after `now`."""
    base = PRESETS[wanted.preset]
    merged = replace(base, companies=names.companies, models=names.models) if names else base
    due = next_due(wanted.at, wanted.days, wanted.zone, now)
    return Subscription(
        0, wanted.channel, wanted.preset, merged, wanted.at, wanted.days, wanted.zone, wanted.most, now, due
    )


def next_times(order: Subscription, now: datetime, count: int = 3) -> list[datetime]:
    """The next due times (UTC)."""
    times: list[datetime] = []
    for _ in range(count):
        times.append(next_due(order.at, order.days, order.zone, times[-1] if times else now))
    return times


def days_words(days: tuple[int, ...]) -> str:
    named = {value: name for name, value in DAY_SETS.items()}
    return named.get(days) or ",".join(DAYS[day] for day in days)


def subscription_json(order: Subscription) -> dict[str, Any]:
    wanted = order.wanted
    return {
        "id": order.id,
        "channel": order.channel,
        "preset": order.preset,
        "time": order.at.strftime("%H:%M"),
        "days": days_words(order.days),
        "zone": order.zone,
        "size": order.size,
        "companies": sorted(wanted.companies),
        "models": sorted(wanted.models),
        "paused": order.paused,
        "next_due": time_json(order.next_due_at),
        "last_digest_until": time_json(order.last_digest_until),
    }


async def import_all(store: SubscriptionStore, data: bytes, now: datetime) -> tuple[int, int]:
    """Adds what `export` printed; returns how many were added and how many were there. Nothing is added on bad input."""
    known = {_identity(s) for s in await store.subscriptions()}
    orders = [_imported(record, now) for record in _records(data)]
    fresh = list({_identity(s): s for s in orders if _identity(s) not in known}.values())
    for each in fresh:
        await store.add_subscription(each, now)
    return len(fresh), len(orders) - len(fresh)


def _records(data: bytes) -> list[dict[str, Any]]:
    try:
        records = json.loads(data)
    except ValueError:
        raise NewsdeskError("the file isn't what `newsdesk subscriptions export` prints: no JSON") from None
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise NewsdeskError("the file isn't what `newsdesk subscriptions export` prints: no list of subscriptions")
    return records


def _imported(record: dict[str, Any], now: datetime) -> Subscription:
    try:
        wanted = order(
            channel=record["channel"], at=record["time"], days=record["days"], zone=record["zone"],
            preset=record["preset"], most=int(record["size"]),
        )  # fmt: skip
        names = StoryFilter(companies=frozenset(record["companies"]), models=frozenset(record["models"]))
    except (KeyError, TypeError, ValueError) as error:
        raise NewsdeskError(f"a subscription in the file is wrong: {error}") from error
    return planned(wanted, names, now)


def _identity(order: Subscription) -> tuple[object, ...]:
    return order.channel, order.preset, order.at, order.days, order.zone, order.size, order.wanted


async def why_in(reader: ReaderWithOrders, story: Story, number: int, now: datetime) -> dict[str, Any]:
    """What brings a story into a subscription's next digest, or keeps it out. Raises NewsdeskError for no such number."""
    found = next((s for s in await reader.subscriptions() if s.id == number), None)
    if found is None:
        raise NewsdeskError(f"there is no subscription {number}; `newsdesk subscriptions list` shows them")
    since = found.last_digest_until or now - timedelta(days=1)
    stories = await reader.stories(since, now, found.wanted)
    ranked = rank(stories, now=now, wanted=found.wanted)
    for place, each in enumerate(ranked, 1):
        if each.story.id == story.id:
            inside = place <= found.size
            why = list(each.why) if inside else [f"it is number {place}, and the digest has {found.size}", *each.why]
            return {"subscription": number, "in": inside, "place": place, "why": why}
    return {"subscription": number, "in": False, "place": None, "why": [_kept_out(story, found.wanted, since)]}


def _kept_out(story: Story, wanted: StoryFilter, since: datetime) -> str:
    if story.last_at < since:
        return f"its newest article is of {story.last_at.astimezone(UTC):%-d %B, %H:%M} UTC, before the digest's span begins"
    if wanted.kinds and story.brief.kind not in wanted.kinds:
        return f"it is a story of kind {story.brief.kind}, and this asks for {', '.join(sorted(wanted.kinds))}"
    names = {tag.name for tag in story.brief.tags} | {tag.family for tag in story.brief.tags if tag.family}
    asked = wanted.companies | wanted.models
    if asked and not asked & names:
        return f"none of {', '.join(sorted(asked))} is in it"
    return "a filter of this subscription leaves it out"


def expanded(wanted: StoryFilter, registry: Registry) -> StoryFilter:
    """The filter with its countries turned into their companies, which the store knows."""
    if not wanted.countries:
        return wanted
    there = frozenset(name for name in registry.companies if registry.country_of(name) in wanted.countries)
    return replace(wanted, companies=wanted.companies | there, countries=frozenset())
