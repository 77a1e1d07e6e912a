"""Who somebody is in Slack at this moment: full member or guest, admin, time zone, language; and a member of which channel.

Slack has no permissions for commands: the rule is ours. Any full member of a channel may manage it; a workspace's
setting `managers: admins` leaves it to admins. Asked anew for each command, press and form, from at most a minute ago.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from bot.adapters.slack_clients import Clients
from bot.adapters.slack_errors import Errors, reading_error
from bot.commands.conversation import Asker, Place
from bot.logs import logger
from bot.outbox_ports import Json, WorkspaceStore
from bot.ports import NewsdeskError, TryLater

log = logger(__name__)
_FRESH = timedelta(minutes=1)
_JUST_NOW = timedelta(seconds=5)
_NAMES_FRESH = timedelta(minutes=10)
_MOST_REMEMBERED = 5000
_MOST_CHANNELS = 200
"""Whose members are remembered."""
_MOST_PAGES = 20
_UNNAMED = frozenset({"privategroup", "directmessage", "", None})

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Person:
    """`known`: Slack told. `full`: a member of this workspace, no guest, nobody from another organisation."""

    known: bool = False
    full: bool = False
    admin: bool = False
    name: str = ""
    zone: str | None = None
    language: str = "en"


NOBODY = Person()


class Remembered(Generic[T]):
    """Answers kept for a while; those who ask for the same thing at the same time share one question."""

    def __init__(self, clock: Callable[[], datetime], fresh: timedelta, most: int = _MOST_REMEMBERED) -> None:
        self._clock, self._fresh, self._most = clock, fresh, most
        self._kept: dict[tuple[str, ...], tuple[datetime, asyncio.Future[T]]] = {}

    async def get(self, key: tuple[str, ...], ask: Callable[[], Awaitable[T]], fresh: timedelta | None = None) -> T:
        """A question that fails is forgotten at once; those who share it see the same error."""
        now = self._clock()
        kept = self._kept.get(key)
        if kept is None or not timedelta(0) <= now - kept[0] < (fresh or self._fresh):
            if len(self._kept) >= self._most:
                self._kept.clear()
            kept = self._kept[key] = (now, asyncio.ensure_future(ask()))
        try:
            return await asyncio.shield(kept[1])
        except Exception:
            if self._kept.get(key) == kept:
                del self._kept[key]
            raise


class People:
    def __init__(self, clients: Clients, store: WorkspaceStore, clock: Callable[[], datetime]) -> None:
        self._clients, self._store = clients, store
        self._people: Remembered[Person] = Remembered(clock, _FRESH)
        self._members: Remembered[frozenset[str] | None] = Remembered(clock, _FRESH, _MOST_CHANNELS)
        self._channels: Remembered[str | None] = Remembered(clock, _NAMES_FRESH)
        self._clock = clock
        self._limited: dict[str, datetime] = {}

    async def asker(
        self, place: Place, person: str, name: str, event: str, *, vouched: bool = True, earlier: bool = False
    ) -> Asker:
        """`vouched`: Slack itself let them speak there, or did at an `earlier` moment. Whoever isn't vouched for must be
        a member of the channel to manage it; whoever was must not be known to have left it.

        Raises TryLater when Slack doesn't say now who they are.
        """
        who = await self.person(place.workspace, person)
        tight = await self._only_admins(place.workspace)
        manages = who.full and (who.admin or not tight)
        if manages and not place.direct and (earlier or not vouched):
            manages = await self._is_member(place.workspace, place.channel, person, otherwise=vouched)
        return Asker(
            await self._named(place), person, who.name or name, event, manages=manages, admin=who.admin, zone=who.zone,
            language=who.language, by_right=who.admin,
            member_of=lambda channel: self._is_member(place.workspace, channel, person, otherwise=False),
        )  # fmt: skip

    async def person(self, workspace: str, person: str) -> Person:
        return await self._people.get((workspace, person), lambda: self._ask(workspace, person))

    async def _ask(self, workspace: str, person: str) -> Person:
        client = await self._clients.of(workspace)
        if self._limited.get(workspace, self._clock()) > self._clock():
            raise TryLater("Slack's limit is reached")
        try:
            answer = await client.users_info(user=person, include_locale=True)
        except Errors as error:
            meant = reading_error(error)
            if isinstance(meant, TryLater):
                self._limited[workspace] = self._clock() + timedelta(seconds=meant.retry_after or 0)
                raise meant from error
            log.warning("Slack doesn't say who somebody is; nobody can manage", reason=str(meant))
            return NOBODY
        return read_person(answer.get("user") or {}, workspace)

    async def _only_admins(self, workspace: str) -> bool:
        kept = await self._store.workspace("slack", workspace)
        return kept is not None and kept.settings.get("managers") == "admins"

    async def _is_member(self, workspace: str, channel: str, person: str, *, otherwise: bool) -> bool:
        """`otherwise`: what counts where Slack doesn't tell who is in the channel. Whoever isn't among those of a minute
        ago may have joined since."""
        for fresh in (_FRESH, _JUST_NOW):
            members = await self._members.get(
                (workspace, channel), lambda: self._ask_members(workspace, channel), fresh
            )
            if members is None or person in members:
                return otherwise if members is None else True
        return False

    async def _ask_members(self, workspace: str, channel: str) -> frozenset[str] | None:
        """None where Slack doesn't tell, or tells of more than we read."""
        client = await self._clients.of(workspace)
        cursor, members = "", set[str]()
        for _ in range(_MOST_PAGES):
            try:
                page = await client.conversations_members(channel=channel, limit=1000, cursor=cursor or None)
            except Errors as error:
                meant = reading_error(error)
                if isinstance(meant, TryLater):
                    raise meant from error
                return None
            members.update(page.get("members") or ())
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return frozenset(members) or None
        return None

    async def _named(self, place: Place) -> Place:
        """With the channel's name; Slack's commands call every private one "privategroup"."""
        if place.direct or place.name not in _UNNAMED:
            return replace(place, name=None) if place.direct else place
        key = (place.workspace, place.channel)
        try:
            return replace(place, name=await self._channels.get(key, lambda: self._ask_name(place)))
        except NewsdeskError:
            return replace(place, name=None)

    async def _ask_name(self, place: Place) -> str | None:
        client = await self._clients.of(place.workspace)
        try:
            answer = await client.conversations_info(channel=place.channel)
        except Errors as error:
            raise reading_error(error) from error
        return (answer.get("channel") or {}).get("name") or None


def read_person(user: Json, workspace: str) -> Person:
    """A person of `users.info`, as this workspace sees them."""
    guest = any(user.get(key) for key in ("is_restricted", "is_ultra_restricted", "is_stranger", "is_bot", "deleted"))
    full = not guest and _belongs(user, workspace)
    profile: dict[str, Any] = user.get("profile") or {}
    name = profile.get("display_name") or user.get("real_name") or user.get("name") or ""
    return Person(
        known=True,
        full=full,
        admin=full and bool(user.get("is_admin") or user.get("is_owner")),
        name=str(name),
        zone=user.get("tz") or None,
        language=str(user.get("locale") or "en").partition("-")[0].lower() or "en",
    )


def _belongs(user: Json, workspace: str) -> bool:
    """To this workspace, or (in an Enterprise organisation) to this workspace among others."""
    enterprise = user.get("enterprise_user") or {}
    return workspace in (user.get("team_id"), enterprise.get("enterprise_id"), *(enterprise.get("teams") or ()))
