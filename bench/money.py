"""What a model costs on a day of 1,000 items: `python -m bench.money [--items 1000]`.

A model server that counts, on the loopback, the real library, a real store. The items come in 24 hourly rounds; then a
second channel with the same wish, a restart, and the next day's first round. Peers that summarise each item send
1,000-1,500 input tokens for it.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

from bot.adapters.openai_writer import Access, OpenAIWriter, Prompts
from bot.news.model import StoryFilter
from bot.pipeline.brief import brief
from bot.pipeline.write import WritePolicy, write
from bot.ports import Budget, Feed, Placement, ReadOutcome, Subscription
from bot.settings import default_config_dir
from bot.store.store import Store
from tests.fakes.openai_server import KEY, ModelServer, model_server
from tests.store.samples import NOW, add_feeds, article, new_entry, poll

PER_ITEM = 120
"""Input tokens: the goal."""
FILLER = (
    "The company was founded in {year} and sells to {n} customers in Europe and Asia.",
    "Analysts at Ashgrove expect its sales to reach ${n} million by the end of the year.",
    "Its rivals have cut their prices twice since the spring, and more cuts are expected.",
    "A spokesperson for the company said that it would hire {n} engineers in Leeds and Lyon.",
    "Customers have asked for the change for months, according to a survey by Fellmark.",
    "The service will be offered in {n} countries, with support in twelve languages.",
    "It runs on chips of the newest kind, which the company rents from two providers.",
    "Last year the company lost ${n} million on sales of $90 million.",
)


def _texts(n: int) -> tuple[str, ...]:
    lead = f"Firm{n:04d} Labs raised ${n % 400 + 11} million on 23 November, led by Fund Number {n % 37}."
    return (lead, *(line.format(n=n % 83 + 17, year=2001 + n % 24) for line in FILLER))


def _hours(items: int) -> Iterator[range]:
    step = -(-items // 24)
    for start in range(0, items, step):
        yield range(start, min(items, start + step))


async def _add(store: Store, feed: Feed, numbers: Sequence[int], now: datetime) -> None:
    await store.save_polls([poll(feed, *(new_entry(f"b{n}") for n in numbers))], now)
    items = await store.claim_items(now, owner="bench", limit=len(numbers))
    told = [
        article(f"b{n}", title=f"Firm{n:04d} round {n}", sentences=_texts(n), published=now - timedelta(minutes=n % 60))
        for n in numbers
    ]
    await store.save_reads([ReadOutcome(item.id, one) for item, one in zip(items, told, strict=True)], now)


async def _round(store: Store, server: ModelServer, now: datetime) -> None:
    folder = default_config_dir() / "prompts"
    prompts = Prompts(*((folder / name).read_text(encoding="utf-8") for name in ("brief.md", "rewrite.md")))
    writer = OpenAIWriter(Access(KEY, server.url, "gpt-5-mini"), prompts, store)
    await write(
        store, writer, now=lambda: now, owner="bench", expand=lambda wanted: wanted, names=None,
        policy=WritePolicy(Budget(10_000_000)),
    )  # fmt: skip
    await writer.close()


async def _measure(items: int) -> list[tuple[str, int, int]]:
    """What, requests and input tokens in it."""
    found: list[tuple[str, int, int]] = []
    with tempfile.TemporaryDirectory() as folder:
        async with model_server() as server, await Store.open(f"sqlite:///{Path(folder) / 'news.db'}") as store:

            def note(what: str) -> None:
                before = [sum(column) for column in zip(*(row[1:] for row in found), strict=True)] or [0, 0]
                found.append((what, len(server.seen) - before[0], server.input_tokens - before[1]))

            day = NOW - timedelta(hours=24)
            order = Subscription(
                0, "slack:C1", "everything", StoryFilter(), time(8, 30), (0, 1, 2, 3, 4, 5, 6), "UTC", 8, day - timedelta(days=30),
                NOW + timedelta(hours=1), last_digest_until=day,
            )  # fmt: skip
            await store.add_subscription(order, NOW)
            (feed,) = await add_feeds(store, 1)
            for hour, numbers in enumerate(_hours(items), 1):
                now = day + timedelta(hours=hour)
                await _add(store, feed, list(numbers), now)
                waiting = await store.ungrouped(9999)
                await store.save_placements([Placement(one.article.id, None) for one in waiting], now)
                await brief(store, now=lambda now=now: now, owner="bench")  # type: ignore[misc]
                await _round(store, server, now)
            note(f"a day of {items} items, 24 rounds, one channel")
            await store.add_subscription(replace(order, channel="slack:C2"), NOW)
            await _round(store, server, NOW)
            note("a second channel")
            await _round(store, server, NOW)
            note("a restart")
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--items", type=int, default=1000)
    items = parser.parse_args().items
    for what, requests, tokens in asyncio.run(_measure(items)):
        print(
            f"{what:45} {requests:4} requests {tokens:8,} input tokens  {tokens / items:7.1f} an item (goal {PER_ITEM})"
        )


if __name__ == "__main__":
    main()
