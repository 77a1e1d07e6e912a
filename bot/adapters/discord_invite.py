"""What `newsdesk discord-invite` prints: the address that adds the bot to a server, with the least that it needs."""

from __future__ import annotations

import base64
import binascii
from urllib.parse import urlencode

import aiohttp

from bot.ports import NewsdeskError

PERMISSIONS = {
    "View Channel": 1 << 10,
    "Send Messages": 1 << 11,
    "Read Message History": 1 << 16,
    "Create Public Threads": 1 << 35,
    "Send Messages in Threads": 1 << 38,
}
"""Posting, finding again what was posted before a crash, and updates in a digest's thread. Nothing else."""
SCOPES = "bot applications.commands"
API_BASE = "https://discord.com/api/v10"
_SECONDS = 10


def invite_url(application_id: str) -> str:
    """Works for an administrator of the server; no privileged intent stands behind it."""
    permissions = sum(PERMISSIONS.values())
    query = urlencode({"client_id": application_id, "scope": SCOPES, "permissions": permissions})
    return f"https://discord.com/oauth2/authorize?{query}"


async def discord_invite(token: str, api_base: str | None = None) -> str:
    """The address for this token's application: asked of Discord, or read from the token when Discord is out of reach.

    Raises NewsdeskError when the token is refused, or tells nothing.
    """
    application_id = await _asked(token, api_base or API_BASE) or _from_token(token)
    if not application_id:
        raise NewsdeskError(
            "DISCORD_TOKEN doesn't look like a bot's token: copy it from the Bot page of your application."
        )
    return invite_url(application_id)


async def _asked(token: str, api_base: str) -> str | None:
    timeout = aiohttp.ClientTimeout(total=_SECONDS)
    headers = {"Authorization": f"Bot {token.strip()}"}
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.get(f"{api_base.rstrip('/')}/oauth2/applications/@me", headers=headers) as answer,
        ):
            if answer.status == 401:
                raise NewsdeskError(
                    "Discord refuses DISCORD_TOKEN: reset it on the Bot page of your application and set the new one."
                )
            return str((await answer.json())["id"]) if answer.status == 200 else None
    except (aiohttp.ClientError, TimeoutError, ValueError, KeyError):
        return None


def _from_token(token: str) -> str | None:
    """A bot's token begins with its user's id in base64, which is the application's for all made since 2016."""
    first = token.strip().partition(".")[0]
    try:
        decoded = base64.urlsafe_b64decode(first + "=" * (-len(first) % 4)).decode("ascii")
    except (binascii.Error, ValueError):
        return None
    return decoded if decoded.isdecimal() else None
