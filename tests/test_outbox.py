"""A delivery's id and marks: readable, the same each time, and different for different occasions."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.outbox import delivery_id, mark_of, occasion_of


def test_a_digests_delivery_is_named_so_that_an_operator_can_read_it() -> None:
    assert delivery_id(12, 3, occasion_of(datetime(2026, 12, 15, 7, 30, tzinfo=UTC))) == "c12-s3-2026-12-15T07:30Z"
    assert delivery_id(12, None, "story 5 v2") == "c12-story_5_v2"


def test_a_long_occasion_gives_a_short_id() -> None:
    first, second = (delivery_id(1, None, "interaction " + "x" * 300 + end) for end in "ab")
    assert first != second
    assert len(first) < 60


@given(st.text(max_size=80), st.text(max_size=80))
def test_different_occasions_are_different_deliveries(one: str, other: str) -> None:
    assert (delivery_id(1, 2, one) == delivery_id(1, 2, other)) == (one == other)


@given(st.text(max_size=40).map(lambda occasion: delivery_id(7, None, occasion)))
def test_a_mark_fits_into_every_place_that_a_platform_has_for_it(delivery: str) -> None:
    mark = mark_of(delivery)
    assert re.fullmatch(r"[A-Za-z0-9_-]{16}", mark)
    assert mark == mark_of(delivery)
    assert re.fullmatch(r"c7-[A-Za-z0-9_.:+~-]*", delivery)
