"""What every chat command works with: the store, the couriers, the clock, and who asks from where. It decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Protocol

from bot.commands.conversation import Asker, Place, Reply
from bot.commands.pace import Pace
from bot.commands.sources import FindLinks
from bot.news.model import NameType
from bot.news.names import Registry
from bot.news.timetable import zone_named
from bot.outbox import direct_channel
from bot.outbox_ports import (
    Channel,
    Courier,
    Couriers,
    Delivery,
    FeedbackStore,
    KeptStore,
    ReportStore,
    WatchStore,
    Workspace,
    WorkspaceStore,
)
from bot.pipeline.compose import ComposeStore
from bot.ports import Feed, FeedDesk, FeedParser, Fetcher, NewsdeskError


class ChatStore(ComposeStore, FeedDesk, WorkspaceStore, WatchStore, FeedbackStore, ReportStore, KeptStore, Protocol):
    """All that chat reads and writes."""

    async def name_seen_as(self, type: NameType, typed: str, *, workspace_id: int | None = None) -> str | None:
        """A name that articles mention, as they write it, however its letters' case was typed."""

    async def most_seen_names(
        self, limit: int, *, workspace_id: int | None = None, at_least: int = 1
    ) -> list[tuple[NameType, str]]:
        """Names that articles mention, most mentioned first."""

    async def feed_numbered(self, number: int) -> Feed | None:
        """Whosever it is."""


class Outside(Protocol):
    """What fetches and reads the sources that people add."""

    @property
    def fetcher(self) -> Fetcher: ...

    @property
    def parser(self) -> FeedParser: ...


class Instead(NewsdeskError):
    """Ends a command with another answer than its own: what is missing, or not allowed, with buttons that help on."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.message.notification)
        self.reply = reply


@dataclass(frozen=True, slots=True)
class Newsroom:
    """`zone` is the bot's own, `most` a digest's usual size, `commands` the names of `/news` and `/newsdesk` here, `many`
    whether more than one workspace can use the bot."""

    store: ChatStore
    registry: Callable[[], Registry]
    clock: Callable[[], datetime]
    couriers: Couriers
    outside: Outside | None
    links: FindLinks
    zone: str
    most: int
    wake: Callable[[], None]
    commands: tuple[str, str]
    web_url: str | None
    many: bool = False
    pace: Pace = field(default_factory=Pace)


@dataclass(frozen=True)
class Visit:
    """One command, press or form: who asks, and when. What it looks up stands in the store alone."""

    room: Newsroom
    asker: Asker

    @cached_property
    def now(self) -> datetime:
        return self.room.clock()

    @property
    def store(self) -> ChatStore:
        return self.room.store

    @property
    def place(self) -> Place:
        return self.asker.place

    @cached_property
    def zone(self) -> str:
        """The zone in which this person reads times."""
        return self.asker.zone if is_zone(self.asker.zone) else self.room.zone  # type: ignore[return-value]

    @property
    def courier(self) -> Courier | None:
        return self.room.couriers.get(self.place.platform)

    @property
    def alone(self) -> bool:
        """Only this person is concerned: in direct messages, and where the bot isn't a member."""
        return self.place.direct or not self.asker.present

    @property
    def manages(self) -> bool:
        """May manage this place now; one's own direct messages are one's own. What concerns the whole workspace asks
        `asker.manages` or `asker.admin`."""
        return self.alone or self.asker.manages

    def command(self, name: str) -> str:
        """A command as it is typed here: "/news watch", "/newsdesk list"."""
        root, _, rest = name.partition(" ")
        typed = self.room.commands[0] if root == "news" else self.room.commands[1]
        return f"{typed} {rest}".strip()

    async def workspace(self) -> Workspace | None:
        """The workspace where this is asked; None in a direct message that belongs to none, or before it is known."""
        if not self.place.workspace:
            return None
        return await self.store.workspace(self.place.platform, self.place.workspace)

    async def workspace_id(self) -> int | None:
        found = await self.workspace()
        return found.id if found and found.removed_at is None else None

    async def known_channel(self) -> Channel | None:
        """This place's channel if the store has it already: reading makes none."""
        return await (self.known_direct() if self.alone else self._known(self.place.address))

    async def known_direct(self) -> Channel | None:
        """The person's own direct messages, if the store has them already."""
        return await self._known(self.asker.direct_address)

    async def _known(self, address: str) -> Channel | None:
        """One address may stand in two workspaces: Slack's shared channels do, and people may."""
        found = await self.store.channel_at(address, workspace=self._home_of(address))
        return found if found and self._is_mine(found) else None

    def _home_of(self, address: str) -> str:
        """Discord's direct messages belong to no server."""
        return "" if address.startswith("discord:@") else self.place.workspace

    def _is_mine(self, channel: Channel) -> bool:
        return channel.workspace in ("", self.place.workspace)

    async def delivery_here(self, mark: str | None) -> Delivery | None:
        """What was posted with this mark, if it was posted in this place."""
        found = await self.store.delivery_of_marker(mark) if mark else None
        here = found and found.channel.address == self._address and self._is_mine(found.channel)
        return found if here else None

    async def channel(self) -> Channel:
        """This place's channel, made where it is new; one's own where the bot isn't a member."""
        if self.alone:
            return await self.direct_channel()
        return await self.store.keep_channel(
            self.place.address, self.now, workspace=self.place.workspace,
            workspace_name=self.place.workspace_name, name=self.place.name,
        )  # fmt: skip

    async def direct_channel(self) -> Channel:
        """The person's own direct messages."""
        named = self.place.workspace_name if self.place.workspace else None
        return await direct_channel(
            self.store, self.place.platform, self.place.workspace, self.asker.person, self.now, workspace_name=named
        )

    @property
    def _address(self) -> str:
        return self.asker.direct_address if self.alone else self.place.address

    def unkept_channel(self, *, direct: bool = False) -> Channel:
        """The place as a courier is asked about it before anything is stored."""
        external = f"@{self.asker.person}" if direct or self.place.direct else self.place.channel
        return Channel(0, self.place.platform, 0, self.place.workspace, external, self.place.name, "active", None)


def is_zone(name: str | None) -> bool:
    if not name:
        return False
    try:
        zone_named(name)
    except ValueError:
        return False
    return True


# --- Saying times -----------------------------------------------------------------------------------------------------


def clock_words(at: datetime, zone: str) -> str:
    """ "15 Dec 08:05 CET"."""
    local = at.astimezone(zone_named(zone))
    return f"{local:%-d %b %H:%M} {zone_short(local)}"


def zone_short(local: datetime) -> str:
    name = local.tzname() or "UTC"
    return f"UTC{name}" if name[:1] in "+-" else name


def due_words(at: datetime, zone: str) -> str:
    """ "Tue 16 Dec 08:30"."""
    return f"{at.astimezone(zone_named(zone)):%a %-d %b %H:%M}"


def date_words(at: datetime) -> str:
    return f"{at.astimezone(UTC):%-d %b %Y}"


def short_date(at: datetime) -> str:
    return f"{at.astimezone(UTC):%-d %b}"
