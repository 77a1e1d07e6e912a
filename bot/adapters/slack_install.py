"""Slack's installations in many workspaces: slack_sdk's own stores on our database, with every token encrypted at rest.

The key comes of NEWSDESK_SECRET_KEY; without it a copy of the database gives nobody access to a workspace.
"""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from copy import copy
from datetime import UTC, datetime
from time import time
from typing import Any, TypeVar

import sqlalchemy as sa
from cryptography.fernet import Fernet, InvalidToken
from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.sqlalchemy import AsyncSQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import AsyncSQLAlchemyOAuthStateStore
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.adapters.slack_clients import Installed, library_log
from bot.ports import NewsdeskError

SHORTEST_SECRET = 16
STATE_SECONDS = 600
_SEALED = "fernet:"
_SECRETS = ("bot_token", "bot_refresh_token", "user_token", "user_refresh_token", "incoming_webhook_url")
_SALT = b"newsdesk: slack tokens at rest, 1"

Kept = TypeVar("Kept", Bot, Installation)


def fernet_from(secret_key: str | None) -> Fernet:
    """The key for tokens at rest. scrypt, since the operator's secret may be a phrase. Raises NewsdeskError."""
    if not secret_key or len(secret_key) < SHORTEST_SECRET:
        raise NewsdeskError(
            f"Slack in many workspaces needs NEWSDESK_SECRET_KEY, of at least {SHORTEST_SECRET} characters: "
            "it encrypts their tokens. `openssl rand -hex 32` makes one."
        )
    key = hashlib.scrypt(secret_key.encode(), salt=_SALT, n=2**14, r=8, p=1, dklen=32)
    return Fernet(urlsafe_b64encode(key))


class Installations(AsyncSQLAlchemyInstallationStore):
    """slack_sdk's installation store. Every token in the database begins with "fernet:", what it gives out is plain.

    Reads begin like writes do (BEGIN IMMEDIATE on SQLite), since its saving reads first; tokens are read once a process.
    """

    def __init__(self, client_id: str, engine: AsyncEngine, fernet: Fernet) -> None:
        super().__init__(client_id, engine.execution_options(write=True), logger=library_log)
        self._reading = engine
        self._fernet = fernet

    async def installed(self, workspace: str) -> Installed | None:
        """The newest installation in a workspace, of an Enterprise organisation or not."""
        c = self.bots.c
        newest = (
            sa.select(c.bot_token, c.team_name, c.bot_user_id, c.bot_id)
            .where(c.client_id == self.client_id, c.team_id == workspace, c.bot_token.is_not(None))
            .order_by(c.installed_at.desc(), c.id.desc())
            .limit(1)
        )
        async with self._reading.connect() as connection:
            row = (await connection.execute(newest)).first()
        if row is None:
            return None
        return Installed(self._open(row.bot_token), workspace, row.team_name, row.bot_user_id, row.bot_id)

    async def forget(self, workspace: str) -> None:
        """Every token of the workspace goes, at once."""
        async with self.engine.begin() as connection:
            for table in (self.bots, self.installations):
                await connection.execute(
                    table.delete().where(table.c.client_id == self.client_id, table.c.team_id == workspace)
                )

    async def async_save(self, installation: Installation) -> None:
        await super().async_save(self._sealed(installation))

    async def async_save_bot(self, bot: Bot) -> None:
        await super().async_save_bot(self._sealed(bot))

    async def async_find_bot(
        self, *, enterprise_id: str | None, team_id: str | None, is_enterprise_install: bool | None = False
    ) -> Bot | None:
        found = await super().async_find_bot(
            enterprise_id=enterprise_id, team_id=team_id, is_enterprise_install=is_enterprise_install
        )
        return self._opened(found) if found else None

    async def async_find_installation(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None = None,
        is_enterprise_install: bool | None = False,
    ) -> Installation | None:
        found = await super().async_find_installation(
            enterprise_id=enterprise_id, team_id=team_id, user_id=user_id, is_enterprise_install=is_enterprise_install
        )
        return self._opened(found) if found else None

    def _sealed(self, kept: Kept) -> Kept:
        """Sealing what is sealed changes nothing: slack_sdk saves a bot out of an installation."""
        sealed = copy(kept)
        for name in _SECRETS:
            value = getattr(kept, name, None)
            if value and not value.startswith(_SEALED):
                setattr(sealed, name, _SEALED + self._fernet.encrypt(value.encode()).decode())
        return sealed

    def _opened(self, kept: Kept) -> Kept:
        opened = copy(kept)
        for name in _SECRETS:
            if value := getattr(kept, name, None):
                setattr(opened, name, self._open(value))
        return opened

    def _open(self, value: str) -> str:
        if not value.startswith(_SEALED):
            return value
        try:
            return self._fernet.decrypt(value.removeprefix(_SEALED)).decode()
        except InvalidToken:
            raise NewsdeskError(
                "NEWSDESK_SECRET_KEY isn't the one with which Slack's tokens were stored; "
                "set that one again, or install the app anew in each workspace."
            ) from None


class _States(AsyncSQLAlchemyOAuthStateStore):
    """slack_sdk's; what expired goes with each new one, since anybody may open the install page any number of times."""

    async def async_issue(self, *args: Any, **kwargs: Any) -> str:
        async with self.engine.begin() as connection:
            now = datetime.fromtimestamp(time(), tz=UTC).replace(tzinfo=None)
            await connection.execute(self.oauth_states.delete().where(self.oauth_states.c.expire_at < now))
        return await super().async_issue(*args, **kwargs)


def oauth_states(engine: AsyncEngine) -> AsyncSQLAlchemyOAuthStateStore:
    """A state is used once, within ten minutes."""
    return _States(STATE_SECONDS, engine.execution_options(write=True), logger=library_log)
