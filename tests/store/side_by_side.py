"""One of several processes at one database: polls, reads, groups and briefs overlapping work as fast as it can.

    python -m tests.store.side_by_side URL OWNER ROUNDS

Each calls the store as the arrows do. Prints how many calls it made.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence

from bot.ports import Placement, ReadOutcome
from bot.store.store import Store
from tests.store.samples import NOW, article, brief, company, model, new_entry, poll, spec

FEEDS = 6
ENTRIES = 4


async def work(url: str, owner: str, rounds: int) -> int:
    calls = 0
    async with await Store.open(url) as store:
        for n in range(rounds):
            await store.seed([spec(feed) for feed in range(FEEDS)], NOW)
            await _poll(store, owner, n)
            await _read(store, owner)
            await _group(store, owner)
            await _brief(store, owner)
            calls += 12
    return calls


async def _poll(store: Store, owner: str, n: int) -> None:
    """Entries overlap from round to round, and every second time an entry has lost its first key."""
    claimed = await store.claim_due_feeds(NOW, owner=owner, limit=3)
    numbers = range(n, n + ENTRIES)
    keys = [((f"g:{i}", f"l:{i}") if n % 2 else (f"l:{i}", f"g:{i}")) for i in numbers]
    await store.save_polls([poll(feed, *(new_entry(*key, title=key[0][2:]) for key in keys)) for feed in claimed], NOW)


async def _read(store: Store, owner: str) -> None:
    """Items of all feeds share their addresses: many become one article."""
    items = await store.claim_items(NOW, owner=owner, limit=10)
    said = company("Zephyr Labs"), model("Gale 2", "Gale"), company("Quiet Harbour AI", confidence=0.5)
    told = [(item.id, item.entry.title) for item in items]
    await store.save_reads(
        [ReadOutcome(i, article(title), said, search_tokens=("gale", title)) for i, title in told], NOW
    )


async def _group(store: Store, owner: str) -> None:
    if await store.take_lease("group", owner=owner, now=NOW, seconds=60):
        waiting = await store.ungrouped(20)
        await store.save_placements([Placement(one.article.id, None) for one in waiting], NOW)
        await store.end_lease("group", owner=owner)


async def _brief(store: Store, owner: str) -> None:
    if await store.take_lease("brief", owner=owner, now=NOW, seconds=60):
        due = await store.stories_to_brief(20)
        written = [(work.story_id, brief([one.article.id for one in work.articles])) for work in due]
        await store.save_briefs(written, NOW)
        await store.end_lease("brief", owner=owner)


def main(arguments: Sequence[str]) -> None:
    url, owner, rounds = arguments
    sys.stdout.write(f"{asyncio.run(work(url, owner, int(rounds)))}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
