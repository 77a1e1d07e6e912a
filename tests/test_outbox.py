"""A delivery's id and marks: readable, the same each time, and different for different occasions."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.discord_courier import DiscordCourier
from bot.adapters.slack_clients import Clients
from bot.adapters.slack_courier import DirectChannels, SlackCourier
from bot.news.message import Choice, Line, Menu, Message, Section, Text
from bot.outbox import Drawings, Wish, delivery_for, delivery_id, mark_of, occasion_of, occasion_time
from bot.outbox_ports import Channel, Courier, ToldStory

NOW = datetime(2026, 12, 15, 7, 30, tzinfo=UTC)


def test_a_digests_delivery_is_named_so_that_an_operator_can_read_it() -> None:
    assert delivery_id(12, 3, occasion_of(datetime(2026, 12, 15, 7, 30, tzinfo=UTC))) == "c12-s3-2026-12-15T07:30Z"
    assert delivery_id(12, None, "story 5 v2") == "c12-story_5_v2"


def test_a_digest_composed_anew_within_the_same_second_is_another_one() -> None:
    first, second = NOW + timedelta(microseconds=1), NOW + timedelta(microseconds=2)
    assert delivery_id(12, 3, occasion_of(first)) != delivery_id(12, 3, occasion_of(second))
    assert [occasion_time(occasion_of(each)) for each in (NOW, first, second)] == [NOW, first, second]
    assert occasion_time("2026-12-15T07:30:05Z") == NOW + timedelta(seconds=5)


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


# --- One message for many channels ------------------------------------------------------------------------------------


@pytest.mark.parametrize("platform", ["slack", "discord"])
@pytest.mark.parametrize("buttons", [True, False])
async def test_a_message_for_many_channels_is_for_each_as_if_it_were_drawn_for_it_alone(
    platform: str, buttons: bool
) -> None:
    courier = _courier(platform)
    message = _message(buttons)
    drawings, told = Drawings(), (ToldStory(5, 1, 1), ToldStory(6, 1, 2))
    for n in range(1, 5):
        channel = Channel(n, platform, 1, "T1", f"C{n}", None, "active", None)
        wish = Wish("digest", occasion_of(NOW), told, subscription_id=n)
        shared = drawings.delivery_for(courier, channel, message, wish, NOW)
        assert shared == delivery_for(courier, channel, message, wish, NOW)


def _courier(platform: str) -> Courier:
    if platform == "slack":
        clients = Clients("http://127.0.0.1:9/api/", "xoxb-x")
        return SlackCourier(clients, DirectChannels(clients))
    return DiscordCourier("x", api_base="http://127.0.0.1:9/api")


def _message(buttons: bool) -> Message:
    """Long enough for two parts; without buttons a platform keeps the mark in another form."""
    choices = (Choice("More", "more"), Choice("Why is this here?", "why"))
    told = Line((Text("Veltmar opens a test site. " * 30),))
    blocks = [Section("story", (told,), menu=Menu(n, choices) if buttons else None) for n in range(1, 60)]
    return Message("AI news, Monday 15 December", (), tuple(blocks), "AI news")
