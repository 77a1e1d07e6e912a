"""What the pages are made of: the store's reads, the names, the clock, and how the bot stands. It decides nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import Protocol
from urllib.parse import quote

from aiohttp import web

from bot.adapters.web.access import Gate
from bot.adapters.web.measures import Measures
from bot.news.model import Digest, NameType, Story
from bot.news.names import Registry
from bot.news.timetable import zone_named
from bot.outbox_ports import Channel, ChannelState, DeliveryReader, Workspace
from bot.ports import Feed, NewsReader, StatusStore

Span = tuple[datetime, datetime]


class PageStore(NewsReader, StatusStore, DeliveryReader, Protocol):
    """All that the pages read; they write nothing."""

    async def feeds(self, *, workspace_id: int | None = None, with_removed: bool = False) -> list[Feed]: ...

    async def name_seen_as(self, type: NameType, typed: str, *, workspace_id: int | None = None) -> str | None: ...

    async def most_seen_names(
        self, limit: int, *, workspace_id: int | None = None, at_least: int = 1
    ) -> list[tuple[NameType, str]]: ...

    async def stories_in(self, spans: Sequence[Span], *, workspace_id: int | None = None) -> list[int]:
        """How many stories can be told of each span."""

    async def stories_beside(
        self, span: Span, *, workspace_id: int | None = None
    ) -> tuple[datetime | None, datetime | None]:
        """When the last story before the span was told, and the first one after it."""

    async def stories_numbered(self, ids: Sequence[int], *, workspace_id: int | None = None) -> list[Story]:
        """Those of the stories that can be told, as they are now, in the order given."""

    async def told_since(self, type: NameType, name: str, most: int) -> datetime | None:
        """From when on at most about so many stories are on a name; None where there are no more than that."""

    async def mentions_of(
        self, type: NameType, names: Sequence[str], since: datetime, until: datetime, *, workspace_id: int | None = None
    ) -> dict[str, dict[date, int]]:
        """As `mentions_per_day`, of several names at once."""

    async def feeds_listed(self, first: int, most: int, *, workspace_id: int | None = None) -> list[Feed]:
        """From that place on at most so many, those that can't be read first, then by name."""

    async def feeds_counted(self, *, workspace_id: int | None = None) -> tuple[int, int]:
        """How many there are, and how many of them can't be read."""

    async def news_of_feeds(self, numbers: Sequence[int], since: datetime) -> dict[int, int]: ...

    async def workspaces(self, *, platform: str | None = None, with_removed: bool = False) -> list[Workspace]: ...

    async def workspace_numbered(self, number: int) -> Workspace | None: ...

    async def channels(
        self, *, workspace_id: int | None = None, state: ChannelState | None = None, platform: str | None = None
    ) -> list[Channel]: ...


@dataclass(frozen=True, slots=True)
class Site:
    """`versions` are shown on the status page: "Newsdesk" and what it runs on. `public_url`: where people reach it."""

    store: PageStore
    registry: Callable[[], Registry]
    clock: Callable[[], datetime]
    zone: str
    gate: Gate
    versions: Mapping[str, str]
    daily_tokens: int = 0
    public_url: str = ""
    troubles: Callable[[], Sequence[str]] = list
    measures: Measures = field(default_factory=Measures)
    fronts: dict[int | None, tuple[datetime, Digest]] = field(default_factory=dict)
    """The front page's ranking by workspace, with when it was made: it takes longer than all else. What its stories say
    is read anew each time."""
    ranking: dict[int | None, asyncio.Task[Digest]] = field(default_factory=dict)
    """A newer ranking that is being made, by workspace."""
    names: dict[int | None, tuple[datetime, list[tuple[NameType, str]]]] = field(default_factory=dict)
    """The most mentioned names by workspace, with when they were counted."""

    @property
    def place(self) -> tzinfo:
        return zone_named(self.zone)


@dataclass(frozen=True, slots=True)
class Visit:
    """One request. `workspace`: whose signed link it came by; then `base` is that link's path, under which it stays."""

    site: Site
    request: web.Request
    now: datetime
    workspace: Workspace | None = None
    base: str = ""

    @property
    def workspace_id(self) -> int | None:
        return self.workspace.id if self.workspace else None

    @property
    def origin(self) -> str:
        """The address that the reader came to, without a path: what links in a feed begin with."""
        return self.site.public_url.rstrip("/") or f"{self.request.scheme}://{self.request.host}"

    def path(self, *parts: object, **query: object) -> str:
        """A path on this site, under the visitor's own link: `path("company", "Meta")` is "/company/Meta"."""
        plain = "/".join(quote(str(part), safe="") for part in parts)
        asked = "&".join(f"{name}={quote(str(value), safe='')}" for name, value in query.items() if value is not None)
        return f"{self.base}/{plain}" + (f"?{asked}" if asked else "")

    def asked(self, name: str, longest: int = 200) -> str:
        """What was typed in a form's field, on one line."""
        return " ".join(self.request.query.get(name, "").split())[:longest]
