"""Mentions a day as small pictures one above the other, on one scale: places and paths of an SVG that a template writes.

Bars, not lines: a day without a mention is nothing, and no day lies between two days. Everything is in the SVG's own
units; two widths are drawn, so that letters are as large on a phone as on a desk.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from bot.commands.profile import Profile
from bot.news.message import and_list

WIDE, NARROW = 680, 340
_LEFT = 34
_PLOT = 56
_LABEL = 20
_GAP = 12
_AXIS = 22
_GAPS = 0.25
"""The part of a day's width that stays free beside its bar."""
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Series:
    """One name with its articles a day, oldest first, every day of the span."""

    name: str
    per_day: tuple[tuple[date, int], ...]

    @property
    def total(self) -> int:
        return sum(count for _, count in self.per_day)

    @property
    def peak(self) -> tuple[date, int]:
        """The latest of the days with most."""
        return max(self.per_day, key=lambda pair: (pair[1], pair[0]))


def series_of(profile: Profile) -> Series:
    return Series(profile.name, profile.per_day)


@dataclass(frozen=True, slots=True)
class Panel:
    """One name's bars. `top` is where the scale's highest line lies, `floor` where its lowest."""

    series: Series
    label_at: int
    top: int
    floor: int
    bars: str


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """`most` is the number at each panel's highest line."""

    width: int
    height: int
    left: int
    panels: tuple[Panel, ...]
    ticks: tuple[Tick, ...]
    most: int


@dataclass(frozen=True, slots=True)
class Chart:
    """The same in two widths, in words, and as a table by week."""

    drawings: tuple[Drawing, ...]
    title: str
    words: str
    names: tuple[str, ...]
    weeks: tuple[tuple[date, tuple[int, ...]], ...]


def chart(series: Sequence[Series]) -> Chart | None:
    """None where nobody was mentioned: an empty picture says nothing."""
    if not any(one.total for one in series):
        return None
    days = len(series[0].per_day)
    return Chart(
        (_drawing(series, WIDE), _drawing(series, NARROW)),
        f"Articles a day that mention {and_list([one.name for one in series])}, {days - 1} days",
        " ".join(_in_words(one) for one in series),
        tuple(one.name for one in series),
        tuple(_weeks(series)),
    )


def _drawing(series: Sequence[Series], width: int) -> Drawing:
    most = _round_up(max(one.peak[1] for one in series))
    panels = []
    for n, one in enumerate(series):
        top = n * (_LABEL + _PLOT + _GAP) + _LABEL
        panels.append(Panel(one, top - 7, top, top + _PLOT, _bars(one, width, top + _PLOT, most)))
    height = len(series) * (_LABEL + _PLOT + _GAP) - _GAP + _AXIS
    return Drawing(width, height, _LEFT, tuple(panels), tuple(_ticks(series[0], width)), most)


def _bars(one: Series, width: int, floor: int, most: int) -> str:
    """A path of closed boxes from the floor up."""
    step = _step(one, width)
    wide = step * (1 - _GAPS)
    boxes = (
        f"M{_LEFT + n * step:.1f} {floor}v-{count * _PLOT / most:.1f}h{wide:.1f}V{floor}z"
        for n, (_, count) in enumerate(one.per_day)
        if count
    )
    return "".join(boxes)


def _step(one: Series, width: int) -> float:
    return (width - _LEFT) / len(one.per_day)


def _ticks(one: Series, width: int) -> Iterator[Tick]:
    """The first day of each month; not where its letters would stand over the edge."""
    step = _step(one, width)
    for n, (day, _) in enumerate(one.per_day):
        if day.day == 1 and width - _LEFT - n * step > 36:
            yield Tick(round(_LEFT + n * step, 1), f"{day:%-d %b}")


def _round_up(most: int) -> int:
    """The next number that reads well at an axis: up to five itself, then by fives to 50, by fifties to 500, and on."""
    if most <= 5:
        return most
    step = 5
    while most > 10 * step:
        step *= 10
    return ceil(most / step) * step


def _in_words(one: Series) -> str:
    if not one.total:
        return f"{one.name}: no article."
    day, count = one.peak
    articles = "article" if one.total == 1 else "articles"
    return f"{one.name}: {one.total} {articles}, at most {count} a day, on {day:%-d %B}."


def _weeks(series: Sequence[Series]) -> Iterator[tuple[date, tuple[int, ...]]]:
    """Sums of seven days, newest first; the span's first days, less than seven, are left out."""
    counted = [dict(one.per_day) for one in series]
    first, last = series[0].per_day[0][0], series[0].per_day[-1][0]
    start = last - _WEEK + timedelta(days=1)
    while start >= first:
        days = [start + timedelta(days=n) for n in range(7)]
        yield start, tuple(sum(one.get(day, 0) for day in days) for one in counted)
        start -= _WEEK
