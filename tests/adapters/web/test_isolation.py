"""What is one workspace's own shows on no page but those under its own link."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
import sqlalchemy as sa

from bot.adapters.web.access import Gate
from bot.news.message import note_message
from bot.news.message_json import message_to_json
from bot.store.schema import deliveries
from bot.store.store import Store
from tests.adapters.web.room import Room, room
from tests.store.samples import NOW
from tests.store.test_forgetting import _live, _shared_news

THEIRS = re.compile(r"(?<![A-Za-z0-9_])T1(?![A-Za-z0-9_])")
QUERIES = ("gale", "t1", "gale t1", "labs of t1")


async def lived_in(store: Store) -> tuple[int, int]:
    story = await _shared_news(store)
    both = await _live(store, "T1", story), await _live(store, "T2", story)
    async with store._db.write() as connection:
        for row in (await connection.execute(sa.select(deliveries))).all():
            drawn = message_to_json(note_message(f"What {row.id} said", f"Digest {row.id}"))
            await connection.execute(sa.update(deliveries).where(deliveries.c.id == row.id).values(message=drawn))
    return both


def tries(base: str) -> Iterable[str]:
    """Every page with every number and name that could be theirs."""
    plain = ("", "archive", "archive/2026-11", "day/2026-11-24", "stories", "names", "sources", "sources.opml", "search",
             "atom.xml", "stories.json", "compare", "digests")  # fmt: skip
    yield from (f"{base}/{path}" for path in plain)
    yield from (f"{base}/story/{number}" for number in range(1, 9))
    yield from (f"{base}/digests/{key}-{team}" for key in "dw" for team in ("T1", "T2"))
    for name in ("Labs%20of%20T1", "labs%20of%20t1"):
        yield from (f"{base}/company/{name}", f"{base}/stories?company={name}", f"{base}/atom.xml?company={name}")
        yield from (f"{base}/profile.json?company={name}", f"{base}/compare?a={name}&b=Zephyr+Labs")
    yield from (
        f"{base}/model/Gale%20T1",
        f"{base}/model/Gale",
        f"{base}/company/Zephyr%20Labs",
        f"{base}/stories?model=Gale",
    )
    for query in QUERIES:
        yield from (f"{base}/{page}?q={query}" for page in ("search", "atom.xml", "stories.json"))


async def leaks(running: Room, base: str, *, password: str | None = None) -> list[str]:
    """Where something of theirs shows that wasn't typed in the address."""
    found = []
    for path in tries(base):
        got = await running.get(path, password=password)
        text = re.sub(
            r"(?i)[^\"<>]*labs(?:%20|\+| )of(?:%20|\+| )t1[^\"<>]*|gale(?:%20| )t1|\bd-T1\b|\bw-T1\b", "", got.text
        )
        if THEIRS.search(text) or "own-T1" in got.text or "s3cret" in got.text:
            found.append(f"{path}: {got.text[:3000]}")
        assert got.status < 500, path
    return found


@pytest.mark.parametrize("public", [True, False])
async def test_nothing_of_a_workspace_shows_to_everyone_or_under_anothers_link(store: Store, public: bool) -> None:
    one, two = await lived_in(store)
    gate = Gate(public=public, password="of the test")
    async with room(store, gate) as running:
        assert await leaks(running, "") == []
        assert await leaks(running, f"/w/{gate.link_of(two, NOW)}") == []
        mine = f"/w/{gate.link_of(one, NOW)}"
        assert (await running.get(f"{mine}/company/Labs%20of%20T1")).status == 200
        assert (await running.get("/company/Labs%20of%20T1")).status == 404
        assert (await running.get(f"/w/{gate.link_of(two, NOW)}/company/Labs%20of%20T1")).status == 404
        own = (await running.get(f"{mine}/stories")).page
        assert "It is of T1" in own.words and "This workspace’s own" in own.words
        assert "T1" not in (await running.get("/stories")).text


async def test_a_workspace_reads_its_channels_digests_under_its_link_and_nobodys_direct_messages(store: Store) -> None:
    one, _ = await lived_in(store)
    gate = Gate(public=True, password="of the test")
    async with room(store, gate) as running:
        mine = f"/w/{gate.link_of(one, NOW)}"
        links = [link for link in (await running.get(f"{mine}/digests")).page.here if "/digests/" in link]
        assert links == [f"{mine}/digests/d-T1"]
        assert "Digest d-T1 What d-T1 said" in (await running.get(links[0])).page.words
        assert (await running.get(f"{mine}/digests/w-T1")).status == 404
        assert (await running.get(f"{mine}/digests/d-T2")).status == 404


async def test_the_measures_name_no_workspace_feed_or_channel(store: Store) -> None:
    await lived_in(store)
    async with room(store) as running:
        await running.get("/company/Labs%20of%20T1")
        text = (await running.get("/metrics")).text
        assert not THEIRS.search(text) and "Labs" not in text
        assert 'newsdesk_feeds{state="active"} 3.0' in text and "newsdesk_web_answers_total" in text
