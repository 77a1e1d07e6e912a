"""Discord's HTTP API for posting: one login, one pace, every error told in the outbox's words.

By discord.py's own HTTP client, without the gateway. What is asked for stands elsewhere.
"""

from __future__ import annotations

import asyncio
from typing import Any, TypeAlias

import discord
from discord.http import HTTPClient, Route

from bot.adapters.discord_errors import TOKEN_REFUSED, told_plainly
from bot.adapters.discord_pace import LONGEST_WAIT, Pace
from bot.outbox_ports import TokenRefused, Unsure

Json: TypeAlias = dict[str, Any]

API_BASE = "https://discord.com/api/v10"


def use_api(api_base: str | None) -> None:
    """Which server discord.py speaks to, in the whole process: it knows one only."""
    Route.BASE = (api_base or API_BASE).rstrip("/")


class DiscordApi:
    """One for a token. `seconds`: how long any answer is waited for."""

    def __init__(self, token: str, api_base: str | None, seconds: float) -> None:
        use_api(api_base)
        self._token = token
        self._seconds = seconds
        self._login = asyncio.Lock()
        self._client: HTTPClient | None = None
        self._me = ""
        self.pace = Pace()

    async def close(self) -> None:
        if self._client:
            await self._client.close()
            self._client = None

    async def me(self) -> str:
        """The bot's own id. Raises TokenRefused or TryLater."""
        await self._http()
        return self._me

    async def call(
        self,
        method: str,
        path: str,
        body: Json | None = None,
        *,
        query: dict[str, str] | None = None,
        stored: bool = False,
        **ids: str,
    ) -> Any:
        """discord.py waits for rate limits and repeats what a 500 or 502 answered: only for what may be repeated.

        `stored`: as in `told_plainly`.
        """
        http = await self._http()
        given: dict[str, Any] = {"json": body} if body is not None else {}
        async with told_plainly(f"{method} {path}", seconds=self._seconds, stored=stored):
            return await http.request(Route(method, path, **ids), params=query or {}, **given)

    async def call_once(self, path: str, body: Json, **ids: str) -> Any:
        """A POST that Discord would do again if it came again, so that it is sent once."""
        http = await self._http()
        async with told_plainly(f"POST {path}", seconds=self._seconds, stored=True):
            return await http.request(Route("POST", path, **ids), json=body, files=[_Once()])

    async def _http(self) -> HTTPClient:
        async with self._login:
            if self._client is None:
                self._client = await self._logged_in()
            return self._client

    async def _logged_in(self) -> HTTPClient:
        http = HTTPClient(asyncio.get_running_loop(), http_trace=self.pace.trace(gives_up=True))
        http.max_ratelimit_timeout = LONGEST_WAIT
        try:
            async with told_plainly("logging in to Discord", seconds=self._seconds):
                self._me = str((await http.static_login(self._token.strip()))["id"])
        except discord.LoginFailure as error:
            await http.close()
            raise TokenRefused(TOKEN_REFUSED) from error
        except BaseException:
            await http.close()
            raise
        return http


class _Once(discord.File):
    """Stands where discord.py rewinds files before each try, and lets it try once only."""

    def __init__(self) -> None:
        """No file: nothing of it is read."""

    def reset(self, *, seek: int | bool = True) -> None:
        if seek:
            raise Unsure("Discord gave no clear answer")
