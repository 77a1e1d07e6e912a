"""`company`, `model`, `compare`: what the store knows of a name, and what is said of one that nobody knows."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.commands.answers_json import profile_json
from bot.commands.profile import UnknownName, compare, every_day, profile
from bot.news.names import Registry
from bot.store.store import Store
from tests.store.samples import NOW, add_briefed, add_feeds, article, company, model

REGISTRY = Registry.from_toml(
    {
        "companies": {
            "Zephyr Labs": {"country": "NO", "kind": "lab", "aliases": ["Zephyr"]},
            "Quillmark": {"kind": "lab"},
        },
        "families": {"Gale": {"company": "Zephyr Labs"}},
    }
)
MONTH = timedelta(days=30)


async def filled(store: Store) -> int:
    (feed,) = await add_feeds(store, 1)
    said = company("Zephyr Labs"), model("Gale 2", "Gale")
    return await add_briefed(store, feed, [article("a"), article("b")], said)


async def test_a_profile_has_stories_mentions_and_models(store: Store) -> None:
    story_id = await filled(store)
    found = await profile(store, REGISTRY, "zephyr", "company", now=NOW + timedelta(hours=1))
    assert (found.name, found.country) == ("Zephyr Labs", "Norway")
    assert [s.id for s in found.latest] == [story_id]
    assert found.mentions == 2
    assert len(found.per_day) == 31
    assert found.first_seen is not None
    shown = profile_json(found)
    assert {"name", "latest", "models", "relations", "mentions_per_day"} <= set(shown)


async def test_a_model_can_be_asked_by_family_and_by_version(store: Store) -> None:
    await filled(store)
    for name in ("Gale", "gale 2"):
        found = await profile(store, REGISTRY, name, "model", now=NOW + timedelta(hours=1))
        assert found.mentions == 2
        assert found.owner == "Zephyr Labs"


async def test_a_wrong_name_gets_what_is_near(store: Store) -> None:
    with pytest.raises(UnknownName, match="Did you mean Quillmark"):
        await profile(store, REGISTRY, "Quilmark", "company", now=NOW)
    with pytest.raises(UnknownName, match="a model: `newsdesk model"):
        await profile(store, REGISTRY, "Gale", "company", now=NOW)


async def test_two_names_stand_side_by_side_though_one_is_a_model(store: Store) -> None:
    await filled(store)
    one, two = await compare(store, REGISTRY, ("Quillmark", "Gale"), now=NOW + timedelta(hours=1), since=MONTH)
    assert (one.type, one.mentions, two.type, two.mentions) == ("company", 0, "model", 2)


def test_every_day_of_the_span_is_there() -> None:
    days = every_day({date(2026, 3, 2): 4}, date(2026, 3, 1), date(2026, 3, 3))
    assert [count for _, count in days] == [0, 4, 0]
    assert datetime(2026, 3, 1, tzinfo=UTC).date() == days[0][0]
