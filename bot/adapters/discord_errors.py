"""Discord's refusals and a connection's ends, told in the outbox's words. Codes: docs.discord.com, opcodes and status codes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import discord

from bot.outbox_ports import ChannelClosed, PartRefused, TokenRefused, Unsure
from bot.ports import GiveUp, NewsdeskError, TryLater

UNKNOWN_CHANNEL, UNKNOWN_GUILD, UNKNOWN_MESSAGE, UNKNOWN_PERSON = 10003, 10004, 10008, 10013
MISSING_ACCESS, MISSING_PERMISSIONS = 50001, 50013
NO_DIRECT_MESSAGES, NOT_A_TEXT_CHANNEL = 50007, 50008
THREAD_LOCKED = 50083
WRONG_CHANNEL_TYPE, THREAD_EXISTS, OLD_EDITS, DIRECT_TOO_FAST = 50024, 160004, 30046, 40003

_CLOSED = {
    MISSING_ACCESS: "“View Channel” is missing",
    MISSING_PERMISSIONS: "“Send Messages” is missing",
    THREAD_LOCKED: "the thread is closed",
    NO_DIRECT_MESSAGES: "direct messages from this bot are not allowed",
    NOT_A_TEXT_CHANNEL: "messages can't be posted in this kind of channel",
    WRONG_CHANNEL_TYPE: "messages can't be posted in this kind of channel",
}
_GONE = {
    UNKNOWN_CHANNEL: "the channel was deleted, or the bot can't see it any more",
    UNKNOWN_PERSON: "this person's account is gone",
    UNKNOWN_GUILD: "the bot is no longer in this server",
}
TOKEN_REFUSED = (
    "Discord refuses the bot's token: reset it on the Bot page of your application and set DISCORD_TOKEN anew."
)


@asynccontextmanager
async def told_plainly(what: str, *, seconds: float, stored: bool = False) -> AsyncIterator[None]:
    """Raises Discord's errors as ours, and at the latest after `seconds`.

    `stored`: the call makes something that a second call would make again; without a clear answer it is then Unsure,
    else TryLater.
    """
    try:
        async with asyncio.timeout(seconds):
            yield
    except discord.RateLimited as error:
        raise TryLater(f"{what}: Discord's rate limit", error.retry_after) from error
    except KeyError as error:  # discord.py looks into every 429 for the seconds to wait; Cloudflare's may have none
        raise TryLater(f"{what}: Discord's rate limit") from error
    except discord.HTTPException as error:
        raise _of_answer(what, error, stored) from error
    except aiohttp.ClientConnectorError as error:
        raise TryLater(f"{what}: Discord can't be reached") from error
    except (OSError, aiohttp.ClientError, TimeoutError) as error:
        raise _unclear(what, type(error).__name__, stored) from error


def _of_answer(what: str, error: discord.HTTPException, stored: bool) -> NewsdeskError:
    if error.code == OLD_EDITS:
        return GiveUp(f"{what}: Discord allows no more edits of messages older than an hour there")
    if error.status == 429:
        return TryLater(f"{what}: Discord's rate limit", _retry_after(error))
    if error.status >= 500:
        return _unclear(what, f"Discord answers {error.status}", stored)
    if error.status == 401:
        return TokenRefused(TOKEN_REFUSED)
    if error.code in _GONE:
        return ChannelClosed(_GONE[error.code], gone=True)
    if error.code in _CLOSED:
        return ChannelClosed(_CLOSED[error.code])
    if error.code == UNKNOWN_MESSAGE:
        return GiveUp(f"{what}: the message was deleted")
    if error.code == DIRECT_TOO_FAST:
        return TryLater(f"{what}: Discord opens no more direct messages just now", 600)
    if error.status == 403:
        return ChannelClosed(f"Discord forbids it ({error.text or error.code})")
    if error.status == 404:
        return ChannelClosed(_GONE[UNKNOWN_CHANNEL], gone=True)
    return PartRefused(f"{what}: Discord answers {error.status} {error.code}: {error.text}")


def _unclear(what: str, why: str, stored: bool) -> NewsdeskError:
    return Unsure(f"{what}: no clear answer ({why})") if stored else TryLater(f"{what}: {why}")


def _retry_after(error: discord.HTTPException) -> float | None:
    try:
        return float(error.response.headers["Retry-After"])
    except (KeyError, ValueError):
        return None


def code_of(error: BaseException) -> int:
    """Discord's own code of the answer behind one of our errors, 0 without."""
    return error.__cause__.code if isinstance(error.__cause__, discord.HTTPException) else 0
