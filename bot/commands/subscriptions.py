"""Standing orders: what a person may order, when it is due, and why a story is in one or not. Once for all fronts."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal, Protocol

from bot.commands.answers_json import time_json
from bot.news.model import KINDS, Story, StoryFilter
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


_ADDRESS = re.compile(r"terminal|slack:@?[A-Z0-9]{2,40}|discord:@?\d{1,25}")
MOST_STORIES = 20
MOST_PARTS, LONGEST_PART = 400, 120
"""Of a list in a file: what is filled in has less, what the operator orders may have more."""


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
    if not _ADDRESS.fullmatch(channel):
        raise BadOrder(f"{channel!r} isn't a channel; give terminal, slack:C0123ABCD or discord:81384788765712384")
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
    found = preset_named(text)
    if found is None:
        raise BadOrder(f"there is no preset {text!r}; choose one of: {', '.join(PRESETS)}")
    return found


def preset_named(text: str) -> str | None:
    """The preset of that name, or the one whose name begins so."""
    low = text.strip().lower()
    found = [name for name in PRESETS if name == low] or [name for name in PRESETS if low and name.startswith(low)]
    return found[0] if len(found) == 1 else None


def planned(wanted: Order, names: StoryFilter | None, now: datetime) -> Subscription:
    """The subscription of an order: the preset's filter with the names put in, due next after `now`."""
    merged = narrowed(wanted.preset, names) if names else PRESETS[wanted.preset]
    due = next_due(wanted.at, wanted.days, wanted.zone, now)
    return Subscription(
        0, wanted.channel, wanted.preset, merged, wanted.at, wanted.days, wanted.zone, wanted.most, now, due
    )


# --- What a preset is narrowed to -------------------------------------------------------------------------------------


def narrowed(preset: str, chosen: StoryFilter) -> StoryFilter:
    """The preset's filter, with what was chosen beside it in place of the preset's own."""
    return replace(PRESETS[preset], **{name: value for name, value in _fields(chosen).items() if value})


def chosen_beside(order: Subscription) -> StoryFilter:
    """What was chosen beside the preset: `narrowed` puts it together again."""
    base = _fields(PRESETS.get(order.preset, StoryFilter()))
    own = {name: value for name, value in _fields(order.wanted).items() if value != base[name]}
    return StoryFilter(**own)


def _fields(wanted: StoryFilter) -> dict[str, Any]:
    return {field.name: getattr(wanted, field.name) for field in fields(wanted)}


# --- When ---------------------------------------------------------------------------------------------------------------


def due_after(order: Subscription, after: datetime) -> datetime:
    """The first due time (UTC) after `after` that is on no date left out, nor before the pause's end."""
    return next_times(order, after, 1)[0]


def next_times(order: Subscription, now: datetime, count: int = 3) -> list[datetime]:
    """The next due times (UTC)."""
    times: list[datetime] = []
    at = max(now, _pause_end(order)) if order.paused_until else now
    while len(times) < count:
        at = next_due(order.at, order.days, order.zone, at)
        if not _left_out(order, at):
            times.append(at)
    return times


def _pause_end(order: Subscription) -> datetime:
    """A little before the day on which it goes on by itself, whatever the zone."""
    day = order.paused_until or date.min
    return datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(days=2)


def _left_out(order: Subscription, due: datetime) -> bool:
    day = due.astimezone(zone_named(order.zone)).date()
    return day in order.skip or (order.paused_until is not None and day < order.paused_until)


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
        **_beside_json(chosen_beside(order)),
        "compact": order.compact,
        "language": order.language,
        "role": order.role,
        "thread": order.thread,
        "skip": [day.isoformat() for day in order.skip],
        "paused_until": order.paused_until.isoformat() if order.paused_until else None,
        "tell_quiet": order.tell_quiet,
        "created_by": order.created_by,
    }


_LISTS = ("kinds", "languages", "words_in", "words_out", "outlets_out")


def _beside_json(chosen: StoryFilter) -> dict[str, list[str]]:
    """Words stay as they were typed, the rest is in order."""
    every = _fields(chosen)
    return {name: list(every[name]) if name.startswith("words") else sorted(every[name]) for name in _LISTS}


# --- Import -----------------------------------------------------------------------------------------------------------


async def import_all(store: SubscriptionStore, data: bytes, now: datetime) -> tuple[int, int]:
    """Adds what `export` printed; returns how many were added and how many were there. Nothing is added on bad input."""
    orders = read_export(data, now)
    fresh = new_among(orders, await store.subscriptions())
    for each in fresh:
        await store.add_subscription(each, now)
    return len(fresh), len(orders) - len(fresh)


def read_export(data: bytes, now: datetime) -> list[Subscription]:
    """The subscriptions that `export` wrote. Raises NewsdeskError for anything else."""
    return [_imported(number, record, now) for number, record in enumerate(_records(data), 1)]


def new_among(orders: Sequence[Subscription], standing: Sequence[Subscription]) -> list[Subscription]:
    """Those that don't stand yet, each once."""
    known = {identity(order) for order in standing}
    return list({identity(order): order for order in orders if identity(order) not in known}.values())


def _records(data: bytes) -> list[dict[str, Any]]:
    try:
        records = json.loads(data)
        json.dumps(records, ensure_ascii=False).encode()  # half a character can't be stored
    except (ValueError, RecursionError):
        raise NewsdeskError("the file isn't an exported list of subscriptions: it is no JSON") from None
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise NewsdeskError("the file isn't an exported list of subscriptions: it is other JSON")
    return records


def _imported(number: int, record: dict[str, Any], now: datetime) -> Subscription:
    try:
        wanted = order(
            channel=record["channel"], at=record["time"], days=record["days"], zone=record["zone"],
            preset=record["preset"], most=_size(record["size"]),
        )  # fmt: skip
        return _with_details(planned(wanted, _chosen(record), now), record, now)
    except KeyError as error:
        raise NewsdeskError(f"subscription {number} of the file has no “{error.args[0]}”") from error
    except BadOrder as error:
        raise NewsdeskError(f"subscription {number} of the file is wrong: {error}") from error
    except (TypeError, ValueError, AttributeError, OverflowError) as error:
        raise NewsdeskError(f"subscription {number} of the file has a value of the wrong sort") from error


def _size(value: object) -> int:
    size = int(str(value))
    if not 1 <= size <= MOST_STORIES:
        raise BadOrder(f"a digest has 1 to {MOST_STORIES} stories, not {size}")
    return size


def role_of(channel: str, text: str, server: str = "") -> str:
    """A role's id: of Discord a number; anything else could never be drawn there. The role that has its server's own id
    is @everyone, whom nobody mentions through us. Raises BadOrder."""
    if not re.fullmatch(r"\d{1,20}" if channel.startswith("discord:") else r"[A-Z0-9]{1,25}", text, re.ASCII):
        raise BadOrder(f"“{text[:20]}” isn't a role; choose one of this server, the one mention that is ever made")
    if channel.startswith("discord:") and text == server:
        raise BadOrder("@everyone can't be mentioned; choose another role")
    return text


def _role(channel: str, value: object) -> str | None:
    role = _text_or_none(value)
    return role_of(channel, role) if role else None


def _chosen(record: dict[str, Any]) -> StoryFilter:
    """What stands beside the preset; older files have names only."""
    names = {name: frozenset(_texts(record[name])) for name in ("companies", "models")}
    more: dict[str, Any] = {name: _texts(record.get(name, [])) for name in _LISTS}
    words = {name: tuple(more.pop(name)) for name in ("words_in", "words_out")}
    if wrong := set(more["kinds"]) - set(KINDS):
        raise BadOrder(f"{sorted(wrong)[0]!r} is no kind of story")
    chosen: dict[str, Any] = {**names, **words, **{name: frozenset(values) for name, values in more.items()}}
    return StoryFilter(**chosen)


def _texts(values: object) -> list[str]:
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise BadOrder(f"{str(values)[:40]} isn't a list of texts")
    if len(values) > MOST_PARTS or any(len(value) > LONGEST_PART for value in values):
        raise BadOrder(f"a list has at most {MOST_PARTS} parts of at most {LONGEST_PART} characters")
    return values


def _with_details(plain: Subscription, record: dict[str, Any], now: datetime) -> Subscription:
    until = record.get("paused_until")
    detailed = replace(
        plain, compact=bool(record.get("compact", False)), language=str(record.get("language", "en")),
        role=_role(plain.channel, record.get("role")), thread=bool(record.get("thread", False)),
        skip=tuple(date.fromisoformat(day) for day in _texts(record.get("skip", []))),
        paused_until=date.fromisoformat(until) if until else None,
        tell_quiet=bool(record.get("tell_quiet", True)), created_by=_text_or_none(record.get("created_by")),
    )  # fmt: skip
    paused = bool(record.get("paused", False))
    state: Literal["active", "paused"] = "paused" if paused else "active"
    return replace(detailed, paused=paused, state=state, next_due_at=None if paused else due_after(detailed, now))


def _text_or_none(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def identity(order: Subscription) -> tuple[object, ...]:
    """What makes two orders the same one."""
    when = (order.at, order.days, order.zone)
    return order.channel, order.preset, *when, order.size, order.wanted, order.compact, order.language


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
