"""Standing orders as they are typed, and why a story is in one or not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.commands.subscriptions import BadOrder, expanded, next_times, order, parse_days, planned, why_in
from bot.news.model import StoryFilter, Tag
from bot.news.names import Registry
from bot.store.store import Store
from tests.store.samples import NOW, add_briefed, add_feeds, article

GOOD = {
    "channel": "terminal",
    "at": "08:30",
    "days": "weekdays",
    "zone": "Europe/Berlin",
    "preset": "everything",
    "most": 7,
}


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"at": "8.30"}, "such as 08:30"),
        ({"days": "mondays-ish,x"}, "mon,wed,fri"),
        ({"zone": "Berlin"}, "no such time zone"),
        ({"preset": "sports"}, "choose one of: everything"),
        ({"channel": "#ai-news"}, "slack:C0123ABCD"),
        ({"channel": "discord:general"}, "isn't a channel"),
    ],
)
def test_a_wrong_order_says_what_would_be_right(wrong: dict[str, str], told: str) -> None:
    with pytest.raises(BadOrder) as caught:
        order(**(GOOD | wrong))  # type: ignore[arg-type]
    assert told in str(caught.value)


@pytest.mark.parametrize(("text", "days"), [("daily", tuple(range(7))), ("Mon, fri", (0, 4)), ("weekends", (5, 6))])
def test_days_are_read_as_people_write_them(text: str, days: tuple[int, ...]) -> None:
    assert parse_days(text) == days


def test_the_next_three_times_are_local_and_skip_the_weekend() -> None:
    planned_order = planned(order(**GOOD), None, NOW)  # type: ignore[arg-type]
    times = next_times(planned_order, NOW)
    assert times == sorted(set(times))
    assert all(moment.weekday() < 5 for moment in times)
    assert planned_order.next_due_at == times[0]


def test_the_china_preset_becomes_its_companies() -> None:
    registry = Registry.from_toml(
        {"companies": {"云砚": {"country": "CN"}, "Zephyr Labs": {"country": "NO"}}, "families": {}}
    )
    preset = planned(order(**(GOOD | {"preset": "china"})), None, NOW).wanted  # type: ignore[arg-type]
    assert expanded(preset, registry) == StoryFilter(companies=frozenset({"云砚"}))


async def test_why_a_story_is_in_or_out_is_told(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    story_id = await add_briefed(store, feed, [article("a")], tags=(Tag("company", "Zephyr Labs", "subject"),))
    story = await store.story(story_id)
    assert story is not None
    later = NOW + timedelta(hours=2)
    all_news = await store.add_subscription(planned(order(**GOOD), None, NOW), NOW)  # type: ignore[arg-type]
    told = await why_in(store, story, all_news.id, later)
    assert (told["in"], told["place"]) == (True, 1)
    other = planned(order(**GOOD), StoryFilter(companies=frozenset({"Quillmark"})), NOW)  # type: ignore[arg-type]
    kept_out = await why_in(store, story, (await store.add_subscription(other, NOW)).id, later)
    assert (kept_out["in"], kept_out["why"]) == (False, ["none of Quillmark is in it"])
