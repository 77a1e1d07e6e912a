"""What the bot may do in a channel, computed from what Discord's API tells of the server, the bot and the channel.

The documented algorithm (docs.discord.com, permissions): roles first, then the channel's overwrites. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

VIEW_CHANNEL, SEND_MESSAGES, READ_HISTORY, SEND_IN_THREADS = 1 << 10, 1 << 11, 1 << 16, 1 << 38
_ADMINISTRATOR = 1 << 3
_ALL = (1 << 60) - 1
_ROLE, _MEMBER = 0, 1
_THREADS = (10, 11, 12)


def is_thread(channel: Mapping[str, Any]) -> bool:
    return channel["type"] in _THREADS


def permissions(
    guild: Mapping[str, Any], role_ids: Sequence[str], person: str, overwrites: Sequence[Mapping[str, Any]]
) -> int:
    """The bits of a member with these roles; `overwrites` are the channel's (of a thread: its parent's)."""
    everyone = str(guild["id"])
    mine = {everyone, *map(str, role_ids)}
    base = 0
    for role in guild["roles"]:
        if str(role["id"]) in mine:
            base |= int(role["permissions"])
    if base & _ADMINISTRATOR or str(guild.get("owner_id")) == person:
        return _ALL
    for step in (
        [one for one in overwrites if str(one["id"]) == everyone],
        [one for one in overwrites if _kind(one) == _ROLE and str(one["id"]) in mine - {everyone}],
        [one for one in overwrites if _kind(one) == _MEMBER and str(one["id"]) == person],
    ):
        base = _overwritten(base, step)
    return base


def _overwritten(base: int, overwrites: Sequence[Mapping[str, Any]]) -> int:
    denied = allowed = 0
    for one in overwrites:
        denied |= int(one.get("deny", 0))
        allowed |= int(one.get("allow", 0))
    return base & ~denied | allowed


def _kind(overwrite: Mapping[str, Any]) -> int:
    return int(overwrite["type"])


def missing_to_post(bits: int, *, in_thread: bool) -> list[str]:
    """By the names that Discord shows to who manages the server."""
    needed = {"View Channel": VIEW_CHANNEL}
    needed |= {"Send Messages in Threads": SEND_IN_THREADS} if in_thread else {"Send Messages": SEND_MESSAGES}
    return [name for name, bit in needed.items() if not bits & bit]


def missing_of_all(bits: int, wanted: Mapping[str, int], *, in_thread: bool) -> tuple[str, ...]:
    """Of all that the invitation asks for, what isn't there; in a thread none is opened, and posting is another right."""
    elsewhere = ("Send Messages", "Create Public Threads") if in_thread else ()
    return tuple(name for name, bit in wanted.items() if not bits & bit and name not in elsewhere)


def may_read_history(bits: int) -> bool:
    return bool(bits & READ_HISTORY) and bool(bits & VIEW_CHANNEL)
