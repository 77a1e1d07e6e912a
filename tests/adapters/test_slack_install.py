"""Slack's tokens in the database: encrypted there, plain to us, gone at once when the app is removed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from time import time

import pytest
import sqlalchemy as sa
from slack_sdk.oauth.installation_store import Installation
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.adapters.slack_install import Installations, fernet_from, oauth_states
from bot.ports import NewsdeskError
from bot.store.engine import open_engine
from bot.store.store import Store

SECRET = "an invented secret of some length"


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    url = f"sqlite:///{tmp_path / 'news.db'}"
    async with await Store.open(url):
        pass
    opened = open_engine(url)
    yield opened
    await opened.dispose()


def installation(team: str = "T1", token: str = "xoxb-invented-1", **more: object) -> Installation:
    return Installation(
        app_id="A1", enterprise_id=more.get("enterprise_id"), team_id=team, team_name="Harbour", bot_token=token,  # type: ignore[arg-type]
        bot_id="B1", bot_user_id="UBOT", user_id="U1", user_token="xoxp-invented-2", installed_at=time(),
    )  # fmt: skip


async def all_text(engine: AsyncEngine) -> str:
    async with engine.connect() as connection:
        rows = [
            *(await connection.execute(sa.text("SELECT * FROM slack_installations"))).all(),
            *(await connection.execute(sa.text("SELECT * FROM slack_bots"))).all(),
        ]
    return repr(rows)


async def test_no_token_stands_in_the_database_as_slack_gave_it(engine: AsyncEngine) -> None:
    store = Installations("client", engine, fernet_from(SECRET))
    await store.async_save(installation())
    written = await all_text(engine)
    assert "xox" not in written and written.count("fernet:") == 3
    found = await store.async_find_installation(enterprise_id=None, team_id="T1", user_id="U1")
    assert found and (found.bot_token, found.user_token) == ("xoxb-invented-1", "xoxp-invented-2")
    bot = await store.async_find_bot(enterprise_id=None, team_id="T1")
    assert bot and bot.bot_token == "xoxb-invented-1"


async def test_a_workspaces_token_is_found_by_its_team_in_an_organisation_too(engine: AsyncEngine) -> None:
    store = Installations("client", engine, fernet_from(SECRET))
    await store.async_save(installation("T2", enterprise_id="E1"))
    await store.async_save(installation("T2", "xoxb-newer", enterprise_id="E1"))
    found = await store.installed("T2")
    assert found and (found.token, found.name, found.bot_user) == ("xoxb-newer", "Harbour", "UBOT")
    assert "xoxb" not in repr(found)
    assert await store.installed("T1") is None


async def test_when_the_app_is_removed_nothing_of_its_tokens_is_left(engine: AsyncEngine) -> None:
    store = Installations("client", engine, fernet_from(SECRET))
    await store.async_save(installation("T1"))
    await store.async_save(installation("T2"))
    await store.forget("T1")
    assert await store.installed("T1") is None
    assert await store.installed("T2")
    assert "'T1'" not in await all_text(engine)


async def test_another_key_is_told_in_a_sentence(engine: AsyncEngine) -> None:
    await Installations("client", engine, fernet_from(SECRET)).async_save(installation())
    with pytest.raises(NewsdeskError, match="NEWSDESK_SECRET_KEY isn't the one"):
        await Installations("client", engine, fernet_from("another secret of some length")).installed("T1")


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(NewsdeskError, match="at least 16 characters"):
        fernet_from("short")


async def test_a_state_is_good_once(engine: AsyncEngine) -> None:
    states = oauth_states(engine)
    state = await states.async_issue()
    assert not await states.async_consume("another")
    assert await states.async_consume(state)
    assert not await states.async_consume(state)


async def test_states_that_nobody_used_dont_pile_up(engine: AsyncEngine) -> None:
    states = oauth_states(engine)
    for _ in range(3):
        await states.async_issue()
    async with engine.execution_options(write=True).begin() as connection:
        await connection.execute(sa.text("UPDATE slack_oauth_states SET expire_at = '2020-01-01 00:00:00.000000'"))
    fresh = await states.async_issue()
    async with engine.connect() as connection:
        left = (await connection.execute(sa.text("SELECT state FROM slack_oauth_states"))).scalars().all()
    assert left == [fresh]
