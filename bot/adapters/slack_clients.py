"""slack_sdk's client for each workspace: the one of SLACK_BOT_TOKEN, or by the token that the installation store keeps.

No client retries by itself: slack_sdk's default handler posts again after a reset, and so posts twice. Each call has a
connection of its own: a kept one that Slack has closed would look like an unclear outcome.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit

from slack_sdk.web.async_client import AsyncWebClient

from bot.outbox_ports import TokenRefused

API = "https://slack.com/api/"
SECONDS = 15
# slack_bolt and slack_sdk warn with whole payloads in the text: people's words don't belong in a log.
library_log = logging.getLogger("slack_bolt")
library_log.setLevel(logging.ERROR)


@dataclass(frozen=True, slots=True)
class Installed:
    """The app in one workspace. `team` is Slack's team id."""

    token: str = field(repr=False)
    team: str
    name: str | None = None
    bot_user: str | None = None
    bot_id: str | None = None


FindInstalled = Callable[[str], Awaitable[Installed | None]]


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
    """Workspace (Slack's team id) → client. One token for all, or each workspace's own, which `find` looks up."""

    def __init__(self, api_base: str | None, token: str | None = None, find: FindInstalled | None = None) -> None:
        self.api_base = api_base
        self._only = web_client(token, api_base) if token else None
        self._only_installed: Installed | None = None
        self._find = find
        self._known: dict[str, tuple[Installed, AsyncWebClient]] = {}
        self._refused = ""

    @property
    def trouble(self) -> str | None:
        """That the one token is no longer taken."""
        return f"Slack: {self._refused}" if self._refused and self._only else None

    def refuse(self, workspace: str, why: str) -> None:
        """The workspace's token isn't taken any more: it is looked up anew."""
        self._refused = why
        self._known.pop(workspace, None)

    def accept(self) -> None:
        """The token was taken."""
        self._refused = ""

    @property
    def only(self) -> AsyncWebClient | None:
        """The client of SLACK_BOT_TOKEN, None where each workspace has its own."""
        return self._only

    def settle(self, installed: Installed) -> None:
        """What auth.test said of the one token."""
        self._only_installed = installed

    async def of(self, workspace: str) -> AsyncWebClient:
        """Raises TokenRefused where the app isn't installed (any more)."""
        return self._only or (await self._looked_up(workspace))[1]

    async def installed(self, workspace: str) -> Installed:
        """Raises TokenRefused where the app isn't installed (any more)."""
        return self._only_installed or (await self._looked_up(workspace))[0]

    def forget(self, workspace: str) -> None:
        """After an installation, its end, or a refused token: it is looked up anew."""
        self._known.pop(workspace, None)

    async def _looked_up(self, workspace: str) -> tuple[Installed, AsyncWebClient]:
        if known := self._known.get(workspace):
            return known
        found = await self._find(workspace) if self._find else None
        if found is None:
            raise TokenRefused("Newsdesk isn't installed in that Slack workspace; install it again")
        self._known[workspace] = (found, web_client(found.token, self.api_base))
        return self._known[workspace]
