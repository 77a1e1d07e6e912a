"""A subscription's occasion: whether its digest is composed now, since when it tells, when it is due next, and what is
said of digests that were missed and of quiet days.

Decisions over values; nothing is read or written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import takewhile

from bot.news.timetable import DAY_NAMES, due_between, due_on, next_due, zone_named
from bot.outbox_ports import Delivery
from bot.ports import Subscription


@dataclass(frozen=True, slots=True)
class ComposePolicy:
    """`late`: what is due longer ago isn't posted any more. `retry`: how often it is tried again while too little can
    be read. `model` and `web_url` stand in a digest's footer."""

    late: timedelta = timedelta(hours=6)
    retry: timedelta = timedelta(minutes=30)
    at_once: int = 500
    model: str | None = None
    web_url: str | None = None


ORDINARY = ComposePolicy()
_ON_TIME = timedelta(minutes=10)
LONGEST_SPAN = timedelta(days=31)
_QUIET_DAYS_TOLD = 3
_QUIET_WEEK = timedelta(days=6, hours=12)
_WEEKEND = timedelta(days=3)
Skip = str
"""Why an occasion passes without a digest, in one word: "paused", "skipped", "wrong day", "late"."""


def skipped(order: Subscription, now: datetime, policy: ComposePolicy = ORDINARY) -> Skip | None:
    """Why what is due isn't composed now, or None."""
    due = order.next_due_at or now
    day = due.astimezone(zone_named(order.zone)).date()
    if order.paused_until and day < order.paused_until:
        return "paused"
    if day in order.skip:
        return "skipped"
    if day.weekday() not in order.days:
        return "wrong day"
    return "late" if now - due > policy.late else None


def following_due(order: Subscription, now: datetime) -> datetime:
    """The next due moment after `now` on a date that isn't left out; of a paused one not before the day on which it
    goes on."""
    after = max(now, order.next_due_at or now)
    if order.paused_until:
        begin = due_on(order.paused_until, time(0), order.zone) - timedelta(seconds=1)
        after = max(after, begin)
    due = next_due(order.at, order.days, order.zone, after)
    while due.astimezone(zone_named(order.zone)).date() in order.skip:
        due = next_due(order.at, order.days, order.zone, due)
    return due


def span_of(order: Subscription, now: datetime) -> tuple[datetime, datetime]:
    """Since when and until when a digest tells: all since the last one; the first one a day (on Mondays the weekend), or
    all since it was subscribed.

    It ends at its due time when it is on time, so that channels that are due together are told the same.
    """
    due = order.next_due_at or now
    until = due if timedelta(0) <= now - due <= _ON_TIME else now
    since = order.last_digest_until or min(first_since(until, order.zone), order.created_at)
    return (since if since < until else first_since(until, order.zone)), until


def first_since(until: datetime, zone: str) -> datetime:
    is_monday = until.astimezone(zone_named(zone)).weekday() == 0
    return until - (_WEEKEND if is_monday else timedelta(days=1))


def covers_words(missed: Sequence[datetime], since: datetime, until: datetime, zone: str) -> str | None:
    """ "covers two days: Monday's digest could not be posted"; None when none was missed."""
    if not missed:
        return None
    place = zone_named(zone)
    days = (until.astimezone(place).date() - since.astimezone(place).date()).days
    names = [DAY_NAMES[due.astimezone(place).weekday()] for due in sorted(missed)]
    return f"covers {_days(max(days, len(missed) + 1))}: {_whose(list(dict.fromkeys(names)), len(missed))}"


_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def _number(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def _days(number: int) -> str:
    return f"{_number(number)} days"


def _whose(names: Sequence[str], missed: int) -> str:
    if missed == 1:
        return f"{names[0]}'s digest could not be posted"
    if missed == len(names) == 2:
        return f"{names[0]}'s and {names[1]}'s digests could not be posted"
    return f"{_number(missed)} digests could not be posted"


def is_told_quiet(order: Subscription, before: Sequence[Delivery], now: datetime) -> bool:
    """Whether an empty day is said: three in a row are, then one a week, none where nobody wants to hear of them.

    `before` are the subscription's digests, newest first.
    """
    if not order.tell_quiet:
        return False
    posted = [delivery for delivery in before if delivery.state not in ("cancelled", "expired", "failed")]
    quiet = [*takewhile(lambda delivery: not delivery.told, posted)]
    return len(quiet) < _QUIET_DAYS_TOLD or now - quiet[0].created_at >= _QUIET_WEEK


def try_again(order: Subscription, now: datetime, policy: ComposePolicy) -> datetime | None:
    """When to look again whether enough can be read; None once it would be too late for this day's digest."""
    due = order.next_due_at or now
    today = due_between(order.at, order.days, order.zone, now - timedelta(days=1), now)
    first = max((each for each in today if each <= due), default=due)
    again = now + policy.retry
    return again if again - first <= policy.late else None
