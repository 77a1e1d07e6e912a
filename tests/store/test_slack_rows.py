"""Slack's own stores for installations and sign-in states work on our database, tokens longer than Slack's too."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC

from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.installation_store.sqlalchemy import AsyncSQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import AsyncSQLAlchemyOAuthStateStore

from bot.store.schema import slack_bots, slack_installations, slack_oauth_states
from bot.store.store import Store
from tests.store.posting import add_channel
from tests.store.samples import NOW

LOG = logging.getLogger(__name__)
CIPHERTEXT = "gAAAAA" + "x" * 900


def _installation(team: str) -> Installation:
    return Installation(
        app_id="A1", team_id=team, team_name="Harbour", bot_token=CIPHERTEXT, bot_id="B1", bot_user_id="U0",
        bot_scopes=["chat:write"], user_id="U1", installed_at=NOW.astimezone(UTC).timestamp(),
    )  # fmt: skip


async def test_an_installation_is_kept_until_its_workspace_goes(store: Store) -> None:
    slack = AsyncSQLAlchemyInstallationStore(client_id="1.2", engine=store.engine, logger=LOG)
    await asyncio.gather(*(slack.async_save(_installation(team)) for team in ("T1", "T2")))
    bot = await slack.async_find_bot(enterprise_id=None, team_id="T1")
    assert bot is not None and bot.bot_token == CIPHERTEXT
    channel = await add_channel(store, workspace="T1")
    await store.remove_workspace(channel.workspace_id, NOW)
    assert await slack.async_find_bot(enterprise_id=None, team_id="T1") is None
    assert await slack.async_find_installation(enterprise_id=None, team_id="T1") is None
    other = await slack.async_find_installation(enterprise_id=None, team_id="T2")
    assert other is not None and other.bot_token == CIPHERTEXT


async def test_a_sign_in_state_counts_once(store: Store) -> None:
    states = AsyncSQLAlchemyOAuthStateStore(expiration_seconds=600, engine=store.engine, logger=LOG)
    state = await states.async_issue()
    assert await states.async_consume(state)
    assert not await states.async_consume(state)


def test_our_tables_have_slacks_columns() -> None:
    """A release of slack_sdk that wants another column fails here, not at an installation."""
    build = AsyncSQLAlchemyInstallationStore
    from sqlalchemy import MetaData

    theirs = (
        build.build_installations_table(MetaData(), "slack_installations"),
        build.build_bots_table(MetaData(), "slack_bots"),
        AsyncSQLAlchemyOAuthStateStore.build_oauth_states_table(MetaData(), "slack_oauth_states"),
    )
    for wanted, ours in zip(theirs, (slack_installations, slack_bots, slack_oauth_states), strict=True):
        assert wanted.name == ours.name
        assert [(c.name, c.nullable) for c in wanted.c] == [(c.name, c.nullable) for c in ours.c]
