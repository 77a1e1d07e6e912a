"""A chat room for each test, over SQLite; the store itself is tested on both engines."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.store.store import Store
from tests.commands.chat_room import Room


@pytest.fixture
async def room(sqlite_url: str) -> AsyncIterator[Room]:
    async with await Store.open(sqlite_url) as store:
        yield Room(store)
