"""When something is due by a channel's own clock, and how its times are said: "Monday 15 December", "since Friday 08:30".

It decides nothing about what is sent, asks no clock, and keeps nothing: every time comes in as an argument.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

EVERY_DAY = frozenset(range(7))
WEEKDAYS = frozenset(range(5))

_ONE_DAY = timedelta(days=1)
_ONE_SECOND = timedelta(seconds=1)
# A clock change can move a nominal day's due time by up to a day (Samoa skipped 30 December 2011).
_SLACK_DAYS = 2


def zone_named(name: str) -> ZoneInfo:
    """The time zone of an IANA name. Raises ValueError in one sentence for a name that isn't one."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f"There is no time zone named {name!r}. Give one such as Europe/Berlin or UTC.") from error


def due_on(day: date, at: time, zone: str) -> datetime:
    """The moment (UTC) when the zone's clock shows `at` on that day.

    A time that the clock skips is the first moment after the gap; one that it shows twice is the first of the two.
    """
    place = zone_named(zone)
    nominal = datetime.combine(day, at.replace(tzinfo=None, fold=0))
    moment = nominal.replace(tzinfo=place).astimezone(UTC)
    if moment.astimezone(place).replace(tzinfo=None) == nominal:
        return moment
    return _gap_end(nominal.replace(tzinfo=place, fold=1).astimezone(UTC), moment, place)


def next_due(at: time, days: Collection[int], zone: str, after: datetime) -> datetime:
    """The first due moment (UTC) strictly later than `after`. `days` are weekdays, Monday is 0; none is a ValueError."""
    if not any(day in EVERY_DAY for day in days):
        raise ValueError("A timetable needs at least one day of the week.")
    upcoming = due_between(at, days, zone, after, after + _ONE_DAY * (7 + _SLACK_DAYS))
    return upcoming[0]


def due_between(at: time, days: Collection[int], zone: str, start: datetime, end: datetime) -> list[datetime]:
    """All due moments (UTC) later than `start` and not later than `end`, in order, each once."""
    place = zone_named(zone)
    day = start.astimezone(place).date() - _ONE_DAY * _SLACK_DAYS
    last = end.astimezone(place).date() + _ONE_DAY
    found: set[datetime] = set()
    while day <= last:
        if day.weekday() in days and start < (moment := due_on(day, at, zone)) <= end:
            found.add(moment)
        day += _ONE_DAY
    return sorted(found)


def _gap_end(before: datetime, after: datetime, place: tzinfo) -> datetime:
    """The first whole second in (before, after] at which the zone's new offset holds."""
    new_offset = after.astimezone(place).utcoffset()
    low, high = 0, int((after - before) / _ONE_SECOND) + 1
    start = before.replace(microsecond=0)
    while high - low > 1:
        middle = (low + high) // 2
        if (start + middle * _ONE_SECOND).astimezone(place).utcoffset() == new_offset:
            high = middle
        else:
            low = middle
    return start + high * _ONE_SECOND


# --- Saying times -----------------------------------------------------------------------------------------------------


def span_title(at: datetime, zone: str, what: str = "AI news") -> str:
    """A digest's title by the channel's calendar: "AI news, Monday 15 December"."""
    return f"{what}, {day_words(at, zone, weekday=True)}"


def late_title(title: str, due: datetime, posted: datetime, zone: str) -> str:
    """ "AI news, Monday 15 December (due 08:30, posted 11:12 after an outage)"; what an earlier try said is replaced."""
    place = zone_named(zone)
    plain = title.partition(" (due ")[0]
    return f"{plain} (due {due.astimezone(place):%H:%M}, posted {posted.astimezone(place):%H:%M} after an outage)"


def day_words(at: datetime, zone: str, *, weekday: bool = False) -> str:
    """ "15 December", or with its weekday "Monday 15 December", by the zone's calendar."""
    local = at.astimezone(zone_named(zone))
    words = f"{local.day} {MONTH_NAMES[local.month - 1]}"
    return f"{DAY_NAMES[local.weekday()]} {words}" if weekday else words


def since_words(since: datetime, until: datetime, zone: str) -> str:
    """ "since 08:30" on the same day, "since Friday 08:30" within a week, else "since 3 December", with a past year."""
    place = zone_named(zone)
    begin, end = since.astimezone(place), until.astimezone(place)
    clock = f"{begin:%H:%M}"
    if begin.date() == end.date():
        return f"since {clock}"
    if (end.date() - begin.date()).days < 7:
        return f"since {DAY_NAMES[begin.weekday()]} {clock}"
    words = f"since {begin.day} {MONTH_NAMES[begin.month - 1]}"
    return words if begin.year == end.year else f"{words} {begin.year}"


def part_of_day(at: datetime, zone: str) -> str:
    """ "morning" before noon, "afternoon" before 18:00, then "evening", by the zone's clock."""
    hour = at.astimezone(zone_named(zone)).hour
    return "morning" if hour < 12 else "afternoon" if hour < 18 else "evening"
