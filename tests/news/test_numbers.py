"""Numbers, dates and cues as news writes them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.news.dates import agreement, dates, placed
from bot.news.hedges import cues
from bot.news.numbers import agrees, numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$3bn", [(3e9, "USD")]),
        ("US$3 billion", [(3e9, "USD")]),
        ("three billion dollars", [(3e9, "USD")]),
        ("30亿美元", [(3e9, "USD")]),
        ("两亿元", [(2e8, "CNY")]),
        ("$3-4 billion", [(3e9, "USD"), (4e9, "USD")]),
        ("up 1,000 and 135 per cent", [(1000, "%"), (135, "%")]),
        ("15.8%", [(15.8, "%")]),
        ("百分之二十", [(20, "%")]),
        ("约三成", [(30, "%")]),
        ("half of users", [(50, "%")]),
        ("sales doubled", [(2, "x")]),
        ("twenty-five people", [(25, None)]),
        ("a dozen firms", [(12, None)]),
        ("one billion users", [(1e9, None)]),
        ("70B parameters", [(70e9, None)]),
        ("10 percentage points", [(10, "pp")]),
        ("超过1000家公司", [(1000, None)]),
        ("GPT-5.1, Llama 4 and Qwen3-235B-A22B", []),
        ("in 2023, on 3 May and December 14, 2025", []),
        ("one of the firms in the first half", []),
        ("一家公司在2026年3月5日", []),
    ],
)
def test_values_and_units_are_read(text: str, expected: list[tuple[float, str | None]]) -> None:
    assert [(n.value, n.unit) for n in numbers(text)] == expected


@pytest.mark.parametrize(
    ("claim", "source", "agree"),
    [
        ("$3bn", "30亿美元", True),
        ("16 per cent", "15.8 per cent", True),
        ("about 60 people", "62 people", True),
        ("more than 3 billion", "3.2 billion", True),
        ("nearly 1,000 per cent", "almost 1,000%", True),
        ("140 per cent", "135 per cent", False),
        ("$3bn", "€3bn", False),
        ("$3bn", "$3m", False),
        ("over 1,000 per cent", "nearly 1,000 per cent", False),
        ("at least 20%", "up to 20%", False),
        ("about 9,630 tokens", "about 9,600 tokens", False),
        ("5 percentage points", "5 per cent", False),
    ],
)
def test_a_number_is_borne_out_by_the_same_or_a_fairly_rounded_one(claim: str, source: str, agree: bool) -> None:
    assert (agrees(numbers(claim)[0], numbers(source)[0]) > 0.8) is agree


def test_the_same_number_agrees_fully_and_a_rounded_one_less() -> None:
    (exact,), (rounded,) = numbers("15.8 per cent"), numbers("16 per cent")
    assert agrees(exact, exact) == 1.0
    assert 0.9 < agrees(rounded, exact) < 1.0


_PUBLISHED = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("claim", "source", "agree"),
    [
        ("in May", "on 4 May 2026", 1),
        ("on 4 May", "on 5 May", -1),
        ("on 18 November", "on Wednesday", 1),
        ("on Thursday", "on Wednesday", -1),
        ("in 2025", "last year", 1),
        ("去年", "in 2025", 1),
        ("in October 2026", "last month", 1),
        ("in the third quarter", "in Q3", 1),
        ("in the first quarter", "in Q3", -1),
        ("on 4 May", "in May", 0),
    ],
)
def test_dates_agree_by_what_they_fix(claim: str, source: str, agree: int) -> None:
    ours, theirs = dates(claim)[0], dates(source)[0]
    assert agreement(placed(ours, _PUBLISHED), placed(theirs, _PUBLISHED)) == agree


def test_figures_that_are_no_years_are_no_dates() -> None:
    assert dates("with 2,000 people and 2000 users") == ()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Norvane is reportedly not for sale", {"hearsay", "negation"}),
        ("Norvane may buy it, people familiar with the matter said", {"possibility", "hearsay", "attribution"}),
        ("Norvane declined to comment", {"negation"}),
        ("Norvane plans to open a lab", {"plan"}),
        ("Norvane confirmed the sale on May 3", {"assurance"}),
        ("not only Norvane", set()),
        ("据知情人士透露，诺凡可能不会出售", {"hearsay", "attribution", "possibility", "negation"}),
    ],
)
def test_cues_that_turn_or_soften_are_found(text: str, kinds: set[str]) -> None:
    assert {c.kind for c in cues(text)} == kinds
