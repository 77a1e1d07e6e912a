"""The pages over a store with news; on SQLite, where one engine is enough."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.store.store import Store
from tests.adapters.web.room import Room, add_news, room


@pytest.fixture
async def news_store(sqlite_url: str) -> AsyncIterator[Store]:
    async with await Store.open(sqlite_url) as store:
        yield store


@pytest.fixture
async def news(news_store: Store) -> AsyncIterator[tuple[Room, int]]:
    """The pages, and the number of the story that they tell."""
    story = await add_news(news_store)
    async with room(news_store) as running:
        yield running, story
