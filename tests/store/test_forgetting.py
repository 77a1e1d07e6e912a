"""A workspace that goes leaves nothing of itself, whatever table it stood in, and takes nothing of its neighbour along."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta

import sqlalchemy as sa

from bot.news.model import Relation, Tag
from bot.outbox_ports import ToldStory
from bot.ports import Placement, StoryText
from bot.store.forgetting import _of
from bot.store.schema import metadata
from bot.store.store import Store
from bot.store.tables import Row, rows_of
from tests.store.posting import add_channel, add_digest, delivery, order
from tests.store.samples import NOW, add_articles, add_briefed, add_feeds, article, brief, company, model, spec

SHARED = ("claims", "leases", "meta", "name_candidates", "slack_oauth_states")
"""Tables that hold nothing of any one workspace."""

Everything = dict[str, list[str]]


async def _everything(store: Store) -> Everything:
    """All rows of all tables, full text included, as text."""
    found = {}
    async with store._db.read() as connection:
        for table in metadata.sorted_tables:
            found[table.name] = sorted(_text(row) for row in await rows_of(connection, sa.select(table)))
        search = "rowid" if store._db.sqlite else "article_id"
        query = sa.text(f"SELECT {search} AS id, CAST(tokens AS text) AS tokens FROM article_search")
        found["article_search"] = sorted(_text(row) for row in await rows_of(connection, query))
    return found


def _text(row: Mapping[object, object]) -> str:
    return json.dumps({str(name): str(value) for name, value in row.items()}, sort_keys=True)


async def _live(store: Store, team: str, story: int) -> int:
    """A workspace that has something in every table that can hold something of it; returns its number."""
    channel = await add_channel(store, f"C-{team}", team, name=f"news of {team}", workspace_name=f"House {team}")
    direct = await add_channel(store, f"@U-{team}", team)
    (feed,) = await add_feeds(store, 1, workspace_id=channel.workspace_id, url=f"https://own.example/{team}?key=s3cret")
    said = company(f"Labs of {team}", confidence=0.5), model(f"Gale {team}", "Gale")
    told = Relation(f"Labs of {team}", "makes", f"Gale {team}", "stated")
    tags = (Tag("company", f"Labs of {team}", "subject"),)
    own = await add_briefed(store, feed, [article(f"own-{team}")], said, relations=(told,), tags=tags)
    await add_articles(store, feed, [article(f"found-{team}")], said, search_tokens=("gale", team.lower()))
    (found,) = await store.ungrouped(9)
    await store.save_placements([Placement(found.article.id, None)], NOW)
    await store.stories_to_brief(9)
    stories = (ToldStory(story, 1, 1), ToldStory(own, 1, 2))
    await add_digest(store, channel, f"d-{team}", parts=2, told=stories)
    for n in (1, 2):
        await store.part_sent(f"d-{team}", n, f"17.{n}", NOW)
    await store.plan(delivery(direct, f"w-{team}", kind="watch"), NOW)
    for place in (own, story):
        await store.give_feedback(channel.id, place, f"U-{team}", "useful", NOW)
        await store.add_report(place, 1, channel.id, f"U-{team}", f"Wrong, says {team}", NOW)
    await store.correct_story(own, f"It is of {team}", NOW)
    await store.add_watch(direct.id, "company", f"Labs of {team}", f"U-{team}", NOW)
    await store.keep(direct.id, f"U-{team}", "ask", f"What of {team}?", {"title": team}, NOW)
    await store.open_notice(f"closed {team}", f"{team} is closed", NOW, channel_id=channel.id)
    for key in (f"alert feed {feed.id}", f"alert delivery d-{team}", f"channel:{channel.id}"):
        await store.open_notice(key, f"Trouble at {team}", NOW)
    await _spend(store, channel.workspace_id, own)
    await _install(store, team)
    return channel.workspace_id


async def _spend(store: Store, workspace_id: int, story: int) -> None:
    text = StoryText(f"text of {workspace_id}", story, 1, ("en",), 7, workspace_id)
    await store.claim_texts([text], NOW.date(), NOW)


async def _install(store: Store, team: str) -> None:
    same = {"client_id": "1.2", "app_id": "A1", "team_id": team, "bot_token": f"token of {team}",
            "is_enterprise_install": False, "installed_at": NOW.replace(tzinfo=None)}  # fmt: skip
    async with store._db.write() as connection:
        await connection.execute(sa.insert(metadata.tables["slack_bots"]).values(same))
        await connection.execute(sa.insert(metadata.tables["slack_installations"]).values(**same, user_id=f"U-{team}"))


async def _shared_news(store: Store) -> int:
    (feed,) = await add_feeds(store, 1)
    story = await add_briefed(store, feed, [article("shared")], [company("Zephyr Labs", confidence=0.5)])
    await store.claim("i-1", owner="p1", now=NOW, seconds=60)
    await store.open_notice("alert polling", "Feeds aren't polled", NOW)
    return story


async def test_a_deleted_workspace_leaves_nothing_and_its_neighbour_is_untouched(store: Store) -> None:
    story = await _shared_news(store)
    two = await _live(store, "T2", story)
    before = await _everything(store)
    one = await _live(store, "T1", story)
    with_both = await _everything(store)
    for name in set(with_both) - set(SHARED):
        assert len(with_both[name]) > len(before[name]), f"the test puts nothing into {name}"
    gone = await store.delete_workspace(one)
    after = await _everything(store)
    assert after == before
    assert "T1" not in json.dumps(after)
    assert gone == {
        name: len(rows) - len(before[name])
        for name, rows in with_both.items()
        if name not in SHARED and name != "article_search"
    }
    assert await store.delete_workspace(one) == {}
    assert (await store.workspaces(platform="slack"))[0].id == two


async def test_no_other_workspace_sees_what_is_ones_own_before_it_goes(store: Store) -> None:
    story = await _shared_news(store)
    one, two = await _live(store, "T1", story), await _live(store, "T2", story)
    async with store._db.read() as connection:
        for table in metadata.sorted_tables:
            mine = set(await _keys(connection, table, one))
            assert not mine & set(await _keys(connection, table, two)), table.name


async def _keys(connection: object, table: sa.Table, workspace_id: int) -> list[str]:
    query = sa.select(*table.primary_key.columns).where(_of(table, workspace_id))
    rows: list[Row] = list(await rows_of(connection, query))  # type: ignore[arg-type]
    return [_text(row) for row in rows]


async def test_an_export_has_all_that_is_kept_of_a_workspace_but_its_tokens(store: Store) -> None:
    story = await _shared_news(store)
    one = await _live(store, "T1", story)
    await _live(store, "T2", story)
    exported = await store.export_workspace(one)
    text = json.dumps(exported)
    assert "token of" not in text and "T2" not in text
    assert "https://own.example/T1?key=s3cret" in text
    kept = {"channels", "subscriptions", "deliveries", "delivery_parts", "feedback", "reports", "watches", "kept", "feeds",
            "articles", "stories", "briefs", "reached", "digests", "slack_installations"}  # fmt: skip
    assert kept <= exported.keys()
    assert [row["name"] for row in exported["workspaces"]] == ["House T1"]
    assert sorted(row["person"] for row in exported["reports"]) == ["U-T1", "U-T1"]
    assert await store.export_workspace(one + 99) == {}


async def test_tokens_of_a_removed_workspace_go_at_once_and_all_else_stays(store: Store) -> None:
    story = await _shared_news(store)
    one = await _live(store, "T1", story)
    await _live(store, "T2", story)
    before = await _everything(store)
    await store.remove_workspace(one, NOW)
    await store.remove_workspace(one, NOW + timedelta(days=3))
    await store.remove_workspace(one + 99, NOW)
    after = await _everything(store)
    changed = {name for name, rows in after.items() if rows != before[name]}
    assert changed == {"slack_bots", "slack_installations", "workspaces", "deliveries", "delivery_parts"}
    assert "token of T1" not in json.dumps(after) and "token of T2" in json.dumps(after)
    assert [w.id for w in await store.forgotten_workspaces(NOW + timedelta(days=1))] == [one]


async def test_private_feeds_news_stays_with_the_workspace_that_added_them(store: Store) -> None:
    """The same address in both workspaces and in the shared list: three feeds, and three articles of one page."""
    one, two = await add_channel(store, workspace="T1"), await add_channel(store, workspace="T2")
    feeds = [
        (await store.add_feed(spec(1, workspace_id=whose), "command", NOW))[0]
        for whose in (None, one.workspace_id, two.workspace_id)
    ]
    assert len({feed.id for feed in feeds}) == 3
    for feed in feeds:
        assert (
            await add_articles(store, feed, [article("same")], [company("Zephyr Labs")], search_tokens=("gale",)) == 1
        )
    waiting = await store.ungrouped(9)
    assert [one.article.workspace_id for one in waiting] == [None, one.workspace_id, two.workspace_id]
    await store.save_placements([Placement(each.article.id, None, group=1) for each in waiting], NOW)
    due = await store.stories_to_brief(9)
    assert len(due) == 3
    await store.save_briefs([(work.story_id, brief([work.articles[0].article.id])) for work in due], NOW)
    since, until = NOW - timedelta(days=1), NOW + timedelta(days=1)
    for whose, count in ((None, 1), (one.workspace_id, 2), (two.workspace_id, 2)):
        told = await store.stories(since, until, workspace_id=whose)
        assert {story.workspace_id for story in told} == ({None} if whose is None else {None, whose})
        assert len(told) == count == len(await store.search(["gale"], workspace_id=whose))
        assert len(await store.feeds(workspace_id=whose)) == count
        days = await store.mentions_per_day("company", "Zephyr Labs", since, until, workspace_id=whose)
        assert sum(days.values()) == count
    private = next(work.story_id for work in due if work.articles[0].article.workspace_id == one.workspace_id)
    assert await store.story(private, workspace_id=two.workspace_id) is None
    assert await store.story(private, workspace_id=one.workspace_id) is not None


async def test_an_order_of_another_workspace_isnt_among_ones_own(store: Store) -> None:
    one, two = await add_channel(store, workspace="T1"), await add_channel(store, workspace="T2")
    for channel in (one, two):
        await store.add_subscription(order(channel), NOW)
    assert [s.channel_id for s in await store.subscriptions(workspace_id=one.workspace_id)] == [one.id]
