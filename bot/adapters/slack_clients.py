"""slack_sdk's client for each workspace: the one of SLACK_BOT_TOKEN, or by the token that the installation store keeps.

No client retries by itself: slack_sdk's default handler posts again after a reset, and so posts twice. Each call has a
connection of its own: a kept one that Slack has closed would look like an unclear outcome.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from urllib.parse import urlsplit

from slack_sdk.web.async_client import AsyncWebClient

from bot.outbox_ports import TokenRefused

API = "https://slack.com/api/"
SECONDS = 15
# slack_bolt and slack_sdk warn with whole payloads in the text: people's words don't belong in a log.
library_log = logging.getLogger("slack_bolt")
library_log.setLevel(logging.CRITICAL)

TokenOf = Callable[[str], Awaitable[str | None]]


def web_client(token: str | None, api_base: str | None) -> AsyncWebClient:
    client = AsyncWebClient(
        token, base_url=api_base or API, timeout=SECONDS, retry_handlers=[], logger=library_log, headers={}
    )
    if on_this_machine(client.base_url):
        client.proxy = None
    return client


def on_this_machine(url: str) -> bool:
    """Such an address is never asked for through the environment's proxy."""
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


class Clients:
    """Workspace (Slack's team id) → client. `token_of` looks a workspace's token up where there are many."""

    def __init__(self, api_base: str | None, token: str | None = None, token_of: TokenOf | None = None) -> None:
        self.api_base = api_base
        self._only = web_client(token, api_base) if token else None
        self._token_of = token_of
        self._known: dict[str, AsyncWebClient] = {}

    async def of(self, workspace: str) -> AsyncWebClient:
        """Raises TokenRefused where the app isn't installed (any more)."""
        if self._only:
            return self._only
        known = self._known.get(workspace)
        return known or await self._looked_up(workspace)

    def forget(self, workspace: str) -> None:
        """After an installation or its end: the token is looked up anew."""
        self._known.pop(workspace, None)

    async def _looked_up(self, workspace: str) -> AsyncWebClient:
        token = await self._token_of(workspace) if self._token_of else None
        if not token:
            raise TokenRefused("Newsdesk isn't installed in that Slack workspace; install it again")
        self._known[workspace] = web_client(token, self.api_base)
        return self._known[workspace]
