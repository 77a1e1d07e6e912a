"""What the chart of mentions draws and says."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.adapters.web.chart import NARROW, WIDE, Chart, Series, chart

LAST = date(2026, 11, 24)
FIRST = LAST - timedelta(days=90)


def series(name: str, **counts: int) -> Series:
    """Counts by days before the last one: `d0=3`."""
    given = {LAST - timedelta(days=int(key[1:])): count for key, count in counts.items()}
    days = [FIRST + timedelta(days=n) for n in range(91)]
    return Series(name, tuple((day, given.get(day, 0)) for day in days))


def drawn(*some: Series) -> Chart:
    made = chart(some)
    assert made
    return made


def test_each_day_with_a_mention_is_one_bar_and_a_day_without_is_none() -> None:
    made = drawn(series("Zephyr Labs", d0=1, d5=2), series("Corrigan"))
    for one in made.drawings:
        assert [panel.bars.count("M") for panel in one.panels] == [2, 0]


def test_all_names_stand_on_one_scale() -> None:
    """The same count is drawn as high for one as for the other."""
    first, second = drawn(series("Zephyr Labs", d0=10), series("Corrigan", d0=10)).drawings[0].panels
    assert first.bars.partition("v")[2].partition("h")[0] == second.bars.partition("v")[2].partition("h")[0]


@pytest.mark.parametrize(
    ("most", "scale"), [(1, 1), (3, 3), (5, 5), (6, 10), (11, 15), (50, 50), (51, 100), (120, 150), (1200, 1500)]
)
def test_the_scale_ends_at_a_number_that_reads_well(most: int, scale: int) -> None:
    assert drawn(series("Zephyr Labs", d3=most)).drawings[0].most == scale


def test_the_axis_names_each_month_and_no_letter_stands_over_the_edge() -> None:
    wide, narrow = drawn(series("Zephyr Labs", d3=1)).drawings
    assert (wide.width, narrow.width) == (WIDE, NARROW)
    for one in (wide, narrow):
        assert [tick.label for tick in one.ticks] == ["1 Sep", "1 Oct", "1 Nov"]
        assert all(tick.x < one.width - 36 for tick in one.ticks)


def test_it_is_told_in_words_and_in_sums_of_weeks_for_who_doesnt_see_it() -> None:
    made = drawn(series("Zephyr Labs", d0=1, d6=3, d7=4), series("Corrigan"))
    assert made.title == "Articles a day that mention Zephyr Labs and Corrigan, 90 days"
    assert made.words == "Zephyr Labs: 8 articles, at most 4 a day, on 17 November. Corrigan: no article."
    assert made.weeks[:2] == ((LAST - timedelta(days=6), (4, 0)), (LAST - timedelta(days=13), (4, 0)))
    assert len(made.weeks) == 13


def test_where_nobody_is_mentioned_there_is_no_picture() -> None:
    assert chart([series("Zephyr Labs"), series("Corrigan")]) is None
