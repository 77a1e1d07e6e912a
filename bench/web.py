"""How long the web pages take over a million items, at the server, over a real socket.

    python bench/web.py [--items 1000000] [--rounds 100]

The database is that of bench/ask.py: made once, kept in /tmp. Names are drawn from the most written about to the rarest.
The time is from a request's last byte to its answer's last one on this machine; beside it, how much of it the processor
worked, which other programs don't change.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import aiohttp  # noqa: E402

from bench.ask import KEPT, Asked, ready, registry  # noqa: E402
from bench.many_items import NOW  # noqa: E402
from bot.adapters.web.access import Gate  # noqa: E402
from bot.adapters.web.routes import add_pages  # noqa: E402
from bot.adapters.web.server import WebServer  # noqa: E402
from bot.adapters.web.site import Site  # noqa: E402
from bot.store.store import Store  # noqa: E402

GOAL = 100
WARM = 3


def pages(asked: Asked, stories: int) -> dict[str, Callable[[int], str]]:
    """A path for each round."""

    def company(n: int) -> str:
        return quote(asked.company(n), safe="")

    def day(n: int) -> str:
        return f"{NOW - timedelta(days=1 + 7 * n % 300):%Y-%m-%d}"

    return {
        "today": lambda n: "/",
        "a day": lambda n: f"/day/{day(n)}",
        "a month": lambda n: f"/archive/{day(5 * n)[:7]}",
        "all stories": lambda n: "/stories",
        "stories on a company": lambda n: f"/stories?company={company(n)}",
        "a story": lambda n: f"/story/{1 + n * 7919 % stories}",
        "a company": lambda n: f"/company/{company(n)}",
        "a model": lambda n: f"/model/{quote(asked.families[n % len(asked.families)], safe='')}",
        "two compared": lambda n: f"/compare?a={company(n)}&b={company(n + 1)}",
        "names": lambda n: "/names",
        "a search": lambda n: f"/search?q={company(n)}+{('raised', 'released', 'sued', 'users')[n % 4]}",
        "sources": lambda n: "/sources",
        "Atom, all": lambda n: "/atom.xml",
        "Atom, a company": lambda n: f"/atom.xml?company={company(n)}",
        "status": lambda n: "/status",
    }


async def timed(session: aiohttp.ClientSession, base: str, what: str, rounds: int, path: Callable[[int], str]) -> None:
    walls, burnt, odd = [], [], 0
    for n in range(rounds + WARM):
        wall, cpu = time.perf_counter(), time.process_time()
        async with session.get(base + path(n)) as answered:
            await answered.read()
        if n >= WARM:
            walls.append(1000 * (time.perf_counter() - wall))
            burnt.append(1000 * (time.process_time() - cpu))
        odd += answered.status not in (200, 301, 404)
    print(
        f"{what:24} median {statistics.median(walls):7.1f}  p99 {_p99(walls):8.1f} ms (goal {GOAL})  "
        f"most {max(walls):8.1f}  processor p99 {_p99(burnt):7.1f}" + (f"  {odd} FAILED" if odd else ""),
        flush=True,
    )


def _p99(times: Sequence[float]) -> float:
    return sorted(times)[max(0, round(0.99 * len(times)) - 1)]


async def measure(url: str, rounds: int, items: int) -> None:
    names = registry()
    async with await Store.open(url) as store:
        server = WebServer("127.0.0.1:0", list)
        add_pages(server.app, Site(store, lambda: names, lambda: NOW, "UTC", Gate(), {}))
        await server.start()
        async with aiohttp.ClientSession() as session:
            for what, path in pages(Asked(names), items // 3).items():
                await timed(session, server.address, what, rounds, path)
        await server.stop()
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--items", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=100)
    options = parser.parse_args()
    url = f"sqlite:///{KEPT / f'newsdesk-bench-{options.items}.db'}"
    ready(url, options.items, KEPT / f"newsdesk-bench-sqlite-{options.items}.made")
    asyncio.run(measure(url, options.rounds, options.items))


if __name__ == "__main__":
    main()
