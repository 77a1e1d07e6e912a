"""Numbers, times and dates in reworded claims: what follows from a source passes, what contradicts it is named."""

from __future__ import annotations

import pytest

from bot.news.faithful import Verdict, check
from bot.news.measures import clocks, duration, measured, per, stretches
from bot.news.numbers import agrees, numbers

_SEARCH = (
    "Norvane's search engine Pilk covers 52 languages, up from 31 in the first edition. It runs in three towns: Ulm, "
    "Brest and Oulu. Each query costs $0.40 per minute, and the index weighs 9 tonnes. At 10:05 the engine stopped; at "
    "10:37 it was back. No more than two people may share a seat. Its founder, Ada Brunn, 44, works without a salary."
)


def _found(claim: str, source: str = _SEARCH) -> set[str]:
    """The kinds that are told of, what's only worked out or told elsewhere aside."""
    problems = check([source], claim).problems
    told = {str(p.kind) for p in problems if not p.what.endswith(("is worked out", "isn't told there"))}
    return told & {"number", "date"}


@pytest.mark.parametrize(
    ("claim", "wrong"),
    [
        ("Pilk handles 21 more languages than it used to.", "Pilk handles 27 more languages than it used to."),
        ("Pilk is running in three towns, Ulm, Brest and Oulu.", "Pilk is running in five towns, Ulm, Brest and Oulu."),
        ("A minute of the engine is sold at 40 cents.", "The engine is sold at 40 cents an hour."),
        ("The index of Pilk has a weight of 9,000 kg.", "The index of Pilk has a weight of 9 kg."),
        ("The engine was down for a little more than half an hour.", "The engine was down for more than four hours."),
        ("Pilk returned at 10.37 am.", "Pilk returned at 10.57 am."),
        (
            "You can't share a seat between more than two people.",
            "You can't share a seat between more than six people.",
        ),
        ("The 44-year-old founder takes no pay.", "The 34-year-old founder takes no pay."),
        ("More than 50 languages are covered by Pilk.", "More than 60 languages are covered by Pilk."),
    ],
)
def test_what_is_counted_up_converted_or_rounded_passes_and_another_value_is_named(claim: str, wrong: str) -> None:
    assert not _found(claim)
    assert _found(wrong)


@pytest.mark.parametrize(
    ("source", "claim", "wrong"),
    [
        (
            "The siblings are in court over £7.4million left by their aunt.",
            "The siblings are fighting a case about the £7.4million of an aunt.",
            "The siblings are fighting a case about the £4.7million of an aunt.",
        ),
        (
            "The tunnel was broken through in March, 120 days later than planned, at a depth of 90 metres.",
            "It took four months longer than planned to break through.",
            "It took seven months longer than planned to break through.",
        ),
        (
            "新机售价4999元,上一代售价5399元。公司在10月8日发布了它。",
            "新机比上一代便宜400元。",
            "新机比上一代便宜700元。",
        ),
        (
            "倒计时3分40秒时,指挥员下令中止发射。",
            "The launch was stopped a little less than four minutes before lift-off.",
            "The launch was stopped nine minutes before lift-off.",
        ),
        (
            "Rain fell on 2 May. The dam of Orrin, built in 1911, held on 9 June.",
            "The dam of Orrin did not break on 9 June.",
            "The dam of Orrin did not break on 9 July.",
        ),
    ],
)
def test_a_reworded_figure_is_compared_with_what_its_source_tells(source: str, claim: str, wrong: str) -> None:
    assert not _found(claim, source)
    assert _found(wrong, source)


def test_two_numbers_that_have_changed_places_are_named() -> None:
    source = "Quillon raised $5bn at a valuation of $80bn, while its rival Tolvik shed 300 jobs."
    assert "number" in _found("Quillon took in $80bn; its valuation is put at $5bn.", source)


def test_a_share_is_no_count_and_a_sum_of_money_no_number_of_people() -> None:
    source = "A fault hit 2% of chats. It cost the firm 3,000 euros."
    assert _found("A fault hit chats of 3,000 people.", source)
    assert _found("The fault cost the firm 3,000 francs.", source)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("half an hour", 1 / 48),
        ("a quarter of an hour", 1 / 96),
        ("18 months", 547.875),
        ("5个月", 152.1875),
        ("two years and a half", 2.5 * 365.25),
        ("half of the staff", None),
        ("2019年", None),
    ],
)
def test_how_long_a_number_lasts(text: str, days: float | None) -> None:
    found = [d for n in numbers(text) if (d := duration(n, text)) is not None]
    assert found == ([] if days is None else [pytest.approx(days)])


def test_stretches_are_told_in_parts_and_between_clock_times() -> None:
    minutes = [round(s.days * 1440) for s in stretches("From 09:40 to 10:15; 1小时35分 in all")]
    assert 35 in minutes
    assert 95 in minutes


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("at 13:17 UTC", [797]),
        ("at 5.40 am and 8 p.m.", [340, 1200]),
        ("下午3时20分", [920]),
        ("at noon, half past six", [720, 390]),
        ("4小时10分, 下跌20点, 1:0", []),
    ],
)
def test_clock_times_are_read(text: str, minutes: list[int]) -> None:
    assert [c.minute for c in clocks(text)] == minutes


def test_measures_and_rates_are_read() -> None:
    (tonnes,), (pay,), (each,) = (numbers(t) for t in ("9 tonnes", "£310,000 a year", "每月8元"))
    told = measured(tonnes, "9 tonnes")
    assert told is not None
    assert (told.kind, told.value) == ("mass", 9000)
    assert per(pay, "£310,000 a year") == "year"
    assert per(each, "每月8元") == "month"


def test_at_most_and_no_more_than_include_the_number_itself() -> None:
    (most,), (exact,), (over,) = (numbers(t) for t in ("as many as 50 seats", "50 seats", "more than 50 seats"))
    assert agrees(most, exact) > 0.9
    assert agrees(over, exact) == 0


def test_a_verdict_on_a_clock_time_tells_it() -> None:
    verdict = check([_SEARCH], "The engine stopped at 11:05.")
    assert isinstance(verdict, Verdict)
    assert any("11:05" in p.what for p in verdict.problems)


@pytest.mark.parametrize(
    ("source", "claim", "wrong"),
    [
        (
            "Shared shelves can hold up to 60 books (was 25). The list of samples was shortened from 70 to 15.",
            "A shared shelf now has room for as many as 60 books.",
            "A shared shelf now has room for as many as 25 books.",
        ),
        (
            "The list of samples was shortened from 70 to 15 in March. Readers complained at once.",
            "Somebody cut the list of samples to 15.",
            "Somebody cut the list of samples to 70.",
        ),
    ],
)
def test_the_former_figure_is_not_told_as_the_new_one(source: str, claim: str, wrong: str) -> None:
    assert not _found(claim, source)
    assert _found(wrong, source) == {"number"}


def test_a_date_of_something_else_is_named() -> None:
    source = (
        "The minister cited a complaint filed by the crew about the ship's radar in March. Its owner rejected this: the "
        "vessel had passed an inspection on 2 September."
    )
    assert not _found("The vessel passed its inspection on 2 September, the owner says.", source)
    assert _found("It was on 2 September that the crew filed a complaint about the ship's radar.", source) == {"date"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("half a million people", [(5e5, None)]),
        ("a quarter of a billion dollars", [(2.5e8, "USD")]),
        ("two and a half million", [(2.5e6, None)]),
        ("three-fifths of them", [(60, "%")]),
        ("a third-generation chip of a third party", []),
        ("burnt in a quarter", []),
    ],
)
def test_halves_and_shares_in_words_are_read(text: str, expected: list[tuple[float, str | None]]) -> None:
    assert [(n.value, n.unit) for n in numbers(text)] == expected


@pytest.mark.parametrize(
    ("claim", "source", "agree"),
    [
        ("five metres", "4.8 metres", True),
        ("12 million", "11.7 million", True),
        ("a third", "34 per cent", True),
        ("a third", "30 per cent", False),
        ("six metres", "4.8 metres", False),
        ("14 people", "15 people", False),
    ],
)
def test_decimals_and_shares_are_rounded_as_writers_do(claim: str, source: str, agree: bool) -> None:
    assert (agrees(numbers(claim)[0], numbers(source)[0]) > 0.8) is agree


def test_the_years_between_two_dates_are_worked_out() -> None:
    source = "Orvane was founded in 1998 in a shed by two cousins. It was sold to Pilk in 2011 for a small sum."
    assert not _found("The cousins had kept Orvane for 13 years when Pilk took it over.", source)
    assert _found("The cousins had kept Orvane for 23 years when Pilk took it over.", source)


def test_a_version_that_no_source_has_is_named() -> None:
    assert _found("Version 1.4.7 mends the fault.", "Version 1.4.9 mends the fault of scrolling.") == {"number"}
