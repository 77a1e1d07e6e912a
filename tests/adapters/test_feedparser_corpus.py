"""feedparser's own test documents all go through our reader: read, or refused with a sentence.

NEWSDESK_FEEDPARSER_TESTS names the folder `tests` of its source distribution:
`pip download --no-deps --no-binary feedparser feedparser==6.0.14`, then unpack it.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from bot.adapters.feeds import parse_feed
from bot.adapters.workers import Workers
from bot.news.model import ParsedFeed
from bot.ports import NotAFeed

FOLDER = os.environ.get("NEWSDESK_FEEDPARSER_TESTS", "")
DOCUMENTS = {".xml", ".gz", ".z", ".json", ".html"}


def documents(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in DOCUMENTS)


@pytest.mark.skipif(not FOLDER, reason="set NEWSDESK_FEEDPARSER_TESTS to the tests folder of feedparser's source")
async def test_every_document_of_feedparsers_tests_is_read_or_refused_in_time() -> None:
    paths = documents(Path(FOLDER))
    assert len(paths) > 1000
    counts: Counter[str] = Counter()
    async with Workers() as workers:
        for path in paths:
            try:
                read = await workers.run(
                    20.0, parse_feed, path.read_bytes(), f"https://feeds.example/{path.name}", None
                )
            except NotAFeed as error:
                counts[str(error)] += 1
            else:
                assert isinstance(read, ParsedFeed)
                counts["read"] += 1
    assert counts["read"] > 0.9 * len(paths), counts
