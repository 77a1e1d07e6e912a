"""Measures story grouping on labelled headlines, beside a baseline of title words, and how long placing takes.

    python bench/stories.py [--data ../shared/data/real/headlines.jsonl] [--speed 100000]

Each story of bench/gold/stories.jsonl belongs to one of two halves: `tune`, on which thresholds were chosen, and
`test`. All headlines are clustered, the labelled ones of a half are scored.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import statistics
import sys
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bot.adapters.gold_sets import half_of, json_lines  # noqa: E402
from bot.news.features import Features, features  # noqa: E402
from bot.news.model import Mention  # noqa: E402
from bot.news.scores import b_cubed, f1, pairs_right  # noqa: E402
from bot.news.story_window import StoryWindow  # noqa: E402

GOLD = ROOT / "bench" / "gold" / "stories.jsonl"
DATA = ROOT.parent / "shared" / "data" / "real" / "headlines.jsonl"
Grouping = Mapping[str, object]
Find = Callable[[str], tuple[Mention, ...]]


# --- Ways to group ----------------------------------------------------------------------------------------------------


def grouped(articles: Mapping[str, Features], order: Sequence[str], batch: int | None) -> Grouping:
    """Placed in that order and settled after each batch, as the arrow does; None: all at once."""
    window = StoryWindow()
    for start in range(0, len(order), batch or len(order)):
        for key in order[start : start + (batch or len(order))]:
            window.place(key, articles[key])
        window.settle()
    return {key: window.story_of(key) for key in order}


def by_title_words(rows: Sequence[dict[str, str]]) -> Grouping:
    """The baseline: single link over titles of which half the words (Chinese: characters) are the same."""
    words = {row["id"]: set(re.findall(r"[a-z0-9]+|[\u4e00-\u9fff]", row["title"].lower())) for row in rows}
    story = {key: key for key in words}
    for one, other in combinations(words, 2):
        shared = len(words[one] & words[other])
        if shared and shared / len(words[one] | words[other]) >= 0.5 and story[one] != story[other]:
            old, new = story[other], story[one]
            story = {key: new if value == old else value for key, value in story.items()}
    return story


def find_names() -> Find:
    """The registry's mentions in a title; none while config/names.toml is absent."""
    path = ROOT / "config" / "names.toml"
    if not path.exists():
        return lambda title: ()
    from bot.news.names import find_mentions
    from bot.news.registry import Registry

    registry = Registry.from_toml(tomllib.loads(path.read_text("utf-8")))
    return lambda title: tuple(find_mentions(registry, title, ()))


def table(rows: Sequence[dict[str, str]], gold: Grouping, ways: Mapping[str, Sequence[Grouping]]) -> None:
    chinese = {row["id"] for row in rows if re.search(r"[\u4e00-\u9fff]", row["title"])}
    print(f"{'':28}" + "".join(f"{name:>24}" for name in ("English", "Chinese", "both")))
    print(f"{'':28}" + f"{'pair F1 (P/R)   B3':>24}" * 3)
    for half in ("tune", "test"):
        ids = [row["id"] for row in rows if row["id"] in gold and half_of(str(gold[row["id"]])) == half]
        parts = [[key for key in ids if key not in chinese], [key for key in ids if key in chinese], ids]
        for way, runs in ways.items():
            line = ""
            for part in parts:
                pairs = [pairs_right(gold, run, part) for run in runs]
                told = [(f1(*pair), *pair) for pair in pairs]
                pair = [statistics.fmean(each[k] for each in told) for k in range(3)]
                cubed = statistics.fmean(b_cubed(gold, run, part) for run in runs)
                line += f"   {pair[0]:.3f} ({pair[1]:.2f}/{pair[2]:.2f}) {cubed:.3f}"
            print(f"{half} {way:23}{line}")


PLACED = 1000


def made_up(count: int) -> Iterator[Features]:
    """Headlines and first sentences of seven days in words of an invented language, common and rare as in news."""
    chance = random.Random(7)
    vocabulary = [
        "".join(chance.choices("bcdfghklmnprstvz", k=3)) + "aeiou"[i % 5] + "kmnrt"[i % 7 % 5] for i in range(20000)
    ]
    names = [word.title() for word in vocabulary[:400]]
    start = datetime(2026, 7, 1, tzinfo=UTC)
    for number in range(count):
        rare = [vocabulary[min(19999, int(chance.paretovariate(0.6)))] for _ in range(7)]
        title = f"{chance.choice(names)} launches {' '.join(rare)} AI model for ${chance.randint(1, 90)} million"
        body = " ".join(chance.choice(vocabulary) for _ in range(25))
        yield features(title, (body,), (), start + timedelta(days=7 * number / count), outlet="Sample")


SETTLED = 20
"""Articles that arrive together, as a round of polling brings them: placed one by one, then settled."""


def speed(count: int) -> None:
    """Fills a window with so many articles, then brings a thousand more, the oldest leaving; in processor time."""
    window, placing, settling = StoryWindow(), [], []
    articles = made_up(count + PLACED)
    for number, article in enumerate(islice(articles, count)):
        window.add(number, article, number + 1)
    for number, article in enumerate(articles, count):
        began = time.process_time()
        window.place(number, article)
        placing.append(1000 * (time.process_time() - began))
        if (number + 1) % SETTLED == 0:
            began = time.process_time()
            window.settle()
            window.forget(range(number + 1 - SETTLED - count, number + 1 - count))
            settling.append(1000 * (time.process_time() - began) / SETTLED)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    whole = statistics.fmean(placing) + statistics.fmean(settling)
    print(
        f"{count} articles: {whole:.2f} ms for one article, of which placing {statistics.fmean(placing):.2f} ms (95 of 100 "
        f"within {statistics.quantiles(placing, n=20)[-1]:.2f} ms) and settling {statistics.fmean(settling):.2f} ms; {memory:.0f} MB"
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--speed", type=int, default=0)
    parser.add_argument("--orders", type=int, default=10)
    options = parser.parse_args()
    if options.speed:
        speed(options.speed)
        return
    rows, gold = json_lines(options.data), {row["id"]: row["story"] for row in json_lines(GOLD)}
    find = find_names()
    articles = {
        row["id"]: features(
            row["title"], (), find(row["title"]), datetime.fromisoformat(row["published"]), outlet=row["outlet"]
        )
        for row in rows
    }
    keys = list(articles)
    orders = [random.Random(seed).sample(keys, len(keys)) for seed in range(options.orders)]
    table(
        rows,
        gold,
        {
            "title words": [by_title_words(rows)],
            "all at once": [grouped(articles, keys, None)],
            "all at once, any order": [grouped(articles, order, None) for order in orders],
            "as published, by 20": [grouped(articles, keys, 20)],
            "as published, one by one": [grouped(articles, keys, 1)],
            "any order, one by one": [grouped(articles, order, 1) for order in orders],
        },
    )


if __name__ == "__main__":
    main()
