"""Due times by local clocks, through both clock changes, in every zone there is."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.news.timetable import (
    EVERY_DAY,
    WEEKDAYS,
    due_between,
    due_on,
    late_title,
    next_due,
    part_of_day,
    since_words,
    span_title,
)

ZONES = sorted(available_timezones())
zones = st.sampled_from(ZONES)
times = st.times().map(lambda t: t.replace(second=0, microsecond=0))
moments = st.integers(0, 60 * 365 * 24 * 60).map(
    lambda minutes: datetime(1975, 1, 1, tzinfo=UTC) + timedelta(0, minutes * 60)
)
dates = st.dates(date(1975, 1, 1), date(2035, 1, 1))


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]


def test_half_past_eight_in_berlin_stays_half_past_eight_on_the_days_the_clocks_change() -> None:
    found = due_between(time(8, 30), EVERY_DAY, "Europe/Berlin", utc(2026, 10, 23, 12), utc(2026, 10, 26, 12))
    assert found == [utc(2026, 10, 24, 6, 30), utc(2026, 10, 25, 7, 30), utc(2026, 10, 26, 7, 30)]
    found = due_between(time(8, 30), EVERY_DAY, "Europe/Berlin", utc(2026, 3, 27, 12), utc(2026, 3, 30, 12))
    assert found == [utc(2026, 3, 28, 7, 30), utc(2026, 3, 29, 6, 30), utc(2026, 3, 30, 6, 30)]


def test_a_time_that_the_clock_skips_is_the_first_moment_after_the_gap() -> None:
    assert due_on(date(2026, 3, 29), time(2, 30), "Europe/Berlin") == utc(2026, 3, 29, 1, 0)
    assert due_on(date(2026, 10, 4), time(2, 15), "Australia/Lord_Howe") == utc(2026, 10, 3, 15, 30)
    assert due_on(date(2026, 9, 6), time(0, 20), "America/Santiago") == utc(2026, 9, 6, 4, 0)


def test_a_time_that_the_clock_shows_twice_is_due_at_the_first_only() -> None:
    found = due_between(time(2, 30), EVERY_DAY, "Europe/Berlin", utc(2026, 10, 24, 12), utc(2026, 10, 25, 12))
    assert found == [utc(2026, 10, 25, 0, 30)]


def test_a_day_that_the_calendar_skipped_brings_one_moment_and_no_double() -> None:
    found = due_between(time(0, 0), EVERY_DAY, "Pacific/Apia", utc(2011, 12, 29, 11), utc(2012, 1, 1, 9))
    assert found == [utc(2011, 12, 30, 10, 0), utc(2011, 12, 31, 10, 0)]


def test_weekdays_are_those_of_the_zone_and_the_due_moment_itself_is_not_its_own_next() -> None:
    friday = utc(2026, 11, 27, 7, 30)
    assert next_due(time(8, 30), WEEKDAYS, "Europe/Berlin", friday) == utc(2026, 11, 30, 7, 30)
    assert next_due(time(8, 30), WEEKDAYS, "Europe/Berlin", friday - timedelta(seconds=1)) == friday
    assert next_due(time(8, 30), {0}, "Pacific/Kiritimati", utc(2026, 11, 29, 0)) == utc(2026, 11, 29, 18, 30)


def test_no_day_and_an_unknown_zone_are_refused_in_words() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        next_due(time(8, 30), (), "UTC", utc(2026, 1, 1))
    for name in ("Europe/Berlim", "", "../etc/passwd", "Europe"):
        with pytest.raises(ValueError, match="no time zone named"):
            next_due(time(8, 30), EVERY_DAY, name, utc(2026, 1, 1))


@settings(deadline=None, max_examples=200)
@given(zones, times, moments)
def test_the_next_due_is_later_within_the_week_and_shows_the_wanted_time_or_follows_a_gap(
    zone: str, at: time, after: datetime
) -> None:
    due = next_due(at, EVERY_DAY, zone, after)
    assert after < due <= after + timedelta(days=3)
    local = due.astimezone(ZoneInfo(zone))
    if (local.hour, local.minute) != (at.hour, at.minute):
        just_before = (due - timedelta(seconds=1)).astimezone(ZoneInfo(zone))
        assert just_before.utcoffset() != local.utcoffset()
        assert just_before.replace(tzinfo=None) < local.replace(tzinfo=None) - timedelta(seconds=1)


@settings(deadline=None, max_examples=60)
@given(zones, times, moments, st.sets(st.integers(0, 6), min_size=1))
def test_following_next_due_step_by_step_gives_each_due_moment_once_and_in_order(
    zone: str, at: time, start: datetime, days: set[int]
) -> None:
    end = start + timedelta(days=20)
    steps, current = [], start
    while (current := next_due(at, days, zone, current)) <= end:
        steps.append(current)
    assert steps == due_between(at, days, zone, start, end)
    assert len(set(steps)) == len(steps)


@settings(deadline=None, max_examples=200)
@given(zones, times, dates)
def test_each_calendar_day_has_exactly_one_due_moment_and_later_days_never_come_earlier(
    zone: str, at: time, day: date
) -> None:
    today, tomorrow = due_on(day, at, zone), due_on(day + timedelta(days=1), at, zone)
    assert today <= tomorrow <= today + timedelta(hours=50)


def test_in_every_zone_a_whole_year_of_mornings_has_one_due_moment_a_day() -> None:
    for zone in ZONES:
        if zone.startswith(("Etc/", "posix/", "right/")):
            continue
        mornings = [due_on(date(2026, 1, 1) + timedelta(days=n), time(2, 30), zone) for n in range(365)]
        gaps = {later - earlier for earlier, later in pairwise(mornings)}
        assert gaps <= {timedelta(hours=24) + timedelta(minutes=30 * n) for n in range(-4, 5)}, zone


def test_titles_and_spans_are_said_by_the_channels_calendar() -> None:
    monday = utc(2025, 12, 15, 7, 30)
    assert span_title(monday, "Europe/Berlin") == "AI news, Monday 15 December"
    assert span_title(utc(2025, 12, 14, 18), "Asia/Shanghai") == "AI news, Monday 15 December"
    assert since_words(utc(2025, 12, 12, 7, 30), monday, "Europe/Berlin") == "since Friday 08:30"
    assert since_words(utc(2025, 12, 15, 5), monday, "Europe/Berlin") == "since 06:00"
    assert since_words(utc(2025, 12, 8, 5), monday, "Europe/Berlin") == "since 8 December"
    assert since_words(utc(2024, 12, 8, 5), monday, "Europe/Berlin") == "since 8 December 2024"
    late = late_title(span_title(monday, "Europe/Berlin"), monday, utc(2025, 12, 15, 10, 12), "Europe/Berlin")
    assert late == "AI news, Monday 15 December (due 08:30, posted 11:12 after an outage)"
    later = late_title(late, monday, utc(2025, 12, 15, 10, 40), "Europe/Berlin")
    assert later == "AI news, Monday 15 December (due 08:30, posted 11:40 after an outage)"
    assert [part_of_day(utc(2025, 1, 1, h), "UTC") for h in (6, 12, 18)] == ["morning", "afternoon", "evening"]
