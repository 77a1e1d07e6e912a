"""The news that every journey starts with, read once."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.journeys.newsroom import stock


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the demo's stories. Copy it, don't change it."""
    return asyncio.run(stock(tmp_path_factory.mktemp("stocked")))
