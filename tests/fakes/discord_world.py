"""The fake Discord's world: people, servers, channels, roles, permissions, and everything that was ever stored.

No sockets: the REST side, the gateway and the simulated people all read and change this. Its clock can be moved, so
that a bot run at another time of day finds its own messages by their ids.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.fakes import discord_rules as rules
from tests.fakes.discord_rules import Json, Refused

APPLICATION_ID = 110000000000000001
BOT_ID = APPLICATION_ID
TOKEN = "MTEwMDAwMDAwMDAwMDAwMDAx.fake.of-the-fake-discord"
GUILD_ID = 220000000000000001
GENERAL_ID = 330000000000000001
NEWS_ID = 330000000000000002
ANNOUNCEMENTS_ID = 330000000000000003
FORUM_ID = 330000000000000004
OWNER_ID = 440000000000000001
MANAGER_ID = 440000000000000002
MEMBER_ID = 440000000000000003
BOT_ROLE_ID = 550000000000000001
READERS_ROLE_ID = 550000000000000002
MANAGERS_ROLE_ID = 550000000000000003

EVERYBODY = (
    rules.VIEW_CHANNEL | rules.SEND_MESSAGES | rules.READ_MESSAGE_HISTORY | rules.USE_APPLICATION_COMMANDS
    | rules.EMBED_LINKS | rules.ATTACH_FILES | rules.CREATE_PUBLIC_THREADS | rules.SEND_MESSAGES_IN_THREADS
    | rules.USE_EXTERNAL_APPS
)  # fmt: skip
BOTS = (
    rules.VIEW_CHANNEL | rules.SEND_MESSAGES | rules.READ_MESSAGE_HISTORY | rules.EMBED_LINKS | rules.ATTACH_FILES
    | rules.CREATE_PUBLIC_THREADS | rules.SEND_MESSAGES_IN_THREADS
)  # fmt: skip
ALL = (1 << 53) - 1
_EPOCH = 1420070400000
NAMES = {"members": 1 << 1, "presences": 1 << 8, "message_content": 1 << 15}
"""The privileged intents."""
THREAD_STARTER = 21
"""The kind of the system message that a thread on a message begins with."""
GUILDS, MESSAGES, DIRECT_MESSAGES, CONTENT = 1 << 0, 1 << 9, 1 << 12, 1 << 15


class Changes:
    """Wakes those who wait for something to be so."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def tell(self) -> None:
        self._event.set()
        self._event = asyncio.Event()

    async def until(self, met: Callable[[], bool], seconds: float) -> bool:
        """False when it isn't so after that many seconds."""
        try:
            async with asyncio.timeout(seconds):
                while not met():
                    await self._event.wait()
        except TimeoutError:
            return met()
        return True


@dataclass(slots=True)
class User:
    id: int
    name: str
    bot: bool = False
    takes_messages: bool = True
    installed: bool = False

    def json(self) -> Json:
        return {
            "id": str(self.id), "username": self.name, "discriminator": "0", "global_name": self.name.title(),
            "avatar": None, "bot": self.bot, "flags": 0, "public_flags": 0, "verified": True, "mfa_enabled": True,
        }  # fmt: skip


@dataclass(slots=True)
class Role:
    id: int
    name: str
    permissions: int = 0
    mentionable: bool = False
    position: int = 1

    def json(self) -> Json:
        return {
            "id": str(self.id), "name": self.name, "permissions": str(self.permissions), "color": 0, "hoist": False,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "mentionable": self.mentionable, "managed": False, "position": self.position, "flags": 0,
        }  # fmt: skip


@dataclass(slots=True)
class Message:
    """A stored message. `fields` are content, embeds, components, flags, attachments, allowed_mentions as sent."""

    id: int
    channel_id: int
    author_id: int
    fields: Json
    created: float
    nonce: str | None = None
    edited: float | None = None
    edits: list[Json] = field(default_factory=list)
    deleted: bool = False
    thread_id: int | None = None
    interaction: Json | None = None
    seen_by: int | None = None
    kind: int = 0
    reference: Json | None = None

    @property
    def flags(self) -> int:
        return int(self.fields.get("flags") or 0)

    @property
    def marks(self) -> list[str]:
        """What stands after the last "|" of its components' custom ids, each once."""
        ids = [str(one.get("custom_id") or "") for one in rules.walk(self.fields.get("components") or [])]
        return sorted({one.rpartition("|")[2] for one in ids if "|" in one})

    def told(self) -> Json:
        """For the log: what is stored, whatever the API would show."""
        return {
            "id": str(self.id), "channel_id": str(self.channel_id), "author_id": str(self.author_id),
            "nonce": self.nonce, "created": _iso(self.created), "edits": self.edits, "deleted": self.deleted,
            "thread_id": str(self.thread_id) if self.thread_id else None, "marks": self.marks,
            "pings": rules.pings(self.fields), "ephemeral": self.seen_by is not None,
            "interaction": self.interaction, "text": shown_text(self.fields),
            **{key: self.fields.get(key) for key in ("content", "embeds", "components", "attachments", "flags")},
        }  # fmt: skip


@dataclass(slots=True)
class Channel:
    id: int
    kind: int
    name: str
    guild_id: int | None = None
    parent_id: int | None = None
    overwrites: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    """Role's or member's id → (0 for a role or 1 for a member, allowed, denied)."""
    people: tuple[int, ...] = ()
    messages: dict[int, Message] = field(default_factory=dict)
    tags: list[Json] = field(default_factory=list)
    needs_tag: bool = False
    archived: bool = False
    locked: bool = False
    owner_id: int = 0
    applied: list[str] = field(default_factory=list)
    created: float = 0.0
    archive_after: int = 1440

    @property
    def is_thread(self) -> bool:
        return self.kind in rules.THREADS

    def standing(self) -> list[Message]:
        """What history shows, oldest first."""
        return sorted(
            (one for one in self.messages.values() if not one.deleted and one.seen_by is None), key=lambda one: one.id
        )


@dataclass(slots=True)
class Guild:
    id: int
    name: str
    owner_id: int
    roles: dict[int, Role] = field(default_factory=dict)
    members: dict[int, list[int]] = field(default_factory=dict)
    unavailable: bool = False


def _iso(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat()


def snowflake_time(snowflake: int) -> float:
    return ((snowflake >> 22) + _EPOCH) / 1000


def shown_text(fields: Mapping[str, Any]) -> str:
    """All that a reader would read, line by line: content, text displays, labels of buttons and options."""
    lines = [str(fields.get("content") or "")]
    for one in rules.walk(fields.get("components") or []):
        lines += [str(one[key]) for key in ("content", "label") if one.get(key)]
        lines += [str(option["label"]) for option in one.get("options") or []]
    for embed in fields.get("embeds") or []:
        lines += [str(embed[key]) for key in ("title", "description") if embed.get(key)]
    return "\n".join(line for line in lines if line)


class World:
    """Everything, with a server named "Readers" that the bot is in: four channels, three people, two roles."""

    def __init__(self) -> None:
        self.offset = 0.0
        self.files_at = ""
        self.users: dict[int, User] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.commands: dict[int, Json] = {}
        self.guild_commands: dict[int, dict[int, Json]] = {}
        self.files: dict[str, bytes] = {}
        self.nonces: dict[tuple[int, str], Message] = {}
        self.thrown_away: list[Channel] = []
        self.changes = Changes()
        self._counter = 0
        self._furnish()

    def _furnish(self) -> None:
        for number, name in ((OWNER_ID, "olga"), (MANAGER_ID, "marco"), (MEMBER_ID, "mia")):
            self.users[number] = User(number, name)
        self.users[BOT_ID] = User(BOT_ID, "newsdesk", bot=True)
        self.add_guild(GUILD_ID, "Readers")
        roles = self.guilds[GUILD_ID].roles
        roles[READERS_ROLE_ID] = Role(READERS_ROLE_ID, "readers", mentionable=True)
        roles[MANAGERS_ROLE_ID] = Role(MANAGERS_ROLE_ID, "managers", rules.MANAGE_CHANNELS)
        self.guilds[GUILD_ID].members.update({MANAGER_ID: [MANAGERS_ROLE_ID], MEMBER_ID: [READERS_ROLE_ID]})
        for number, kind, name in (
            (GENERAL_ID, rules.TEXT, "general"),
            (NEWS_ID, rules.TEXT, "news"),
            (ANNOUNCEMENTS_ID, rules.ANNOUNCEMENT, "announcements"),
            (FORUM_ID, rules.FORUM, "forum"),
        ):
            self.channels[number] = Channel(number, kind, name, GUILD_ID)

    # --- Time and ids -------------------------------------------------------------------------------------------------

    def now(self) -> float:
        return time.time() + self.offset

    def new_id(self, at: float | None = None) -> int:
        self._counter = (self._counter + 1) % (1 << 22)
        return (int((self.now() if at is None else at) * 1000) - _EPOCH) << 22 | self._counter

    # --- Servers, people, channels ------------------------------------------------------------------------------------

    def add_guild(self, number: int, name: str, *, with_bot: bool = True) -> Guild:
        guild = Guild(number, name, OWNER_ID)
        guild.roles[number] = Role(number, "@everyone", EVERYBODY, position=0)
        guild.members = {OWNER_ID: []}
        if with_bot:
            guild.roles[BOT_ROLE_ID] = Role(BOT_ROLE_ID, "newsdesk", BOTS)
            guild.members[BOT_ID] = [BOT_ROLE_ID]
        self.guilds[number] = guild
        return guild

    def add_channel(self, guild_id: int, name: str, kind: int = rules.TEXT, **more: Any) -> Channel:
        channel = Channel(self.new_id(), kind, name, guild_id, created=self.now(), **more)
        self.channels[channel.id] = channel
        return channel

    def direct_channel(self, user_id: int) -> Channel:
        """The direct channel with the person; made when there is none."""
        for channel in self.channels.values():
            if channel.kind == rules.DIRECT and user_id in channel.people:
                return channel
        channel = Channel(self.new_id(), rules.DIRECT, "", people=(user_id,))
        self.channels[channel.id] = channel
        return channel

    def drop_channel(self, channel: Channel) -> None:
        self.channels.pop(channel.id, None)
        self.thrown_away.append(channel)

    def channel(self, number: int) -> Channel:
        try:
            return self.channels[number]
        except KeyError:
            raise Refused(404, 10003, "Unknown Channel") from None

    def seen_channel(self, number: int) -> Channel:
        """The channel, if the bot may see it. Raises `Refused`: 10003 or 50001."""
        channel = self.channel(number)
        if not self.bot_rights(channel) & rules.VIEW_CHANNEL:
            raise Refused(403, 50001, "Missing Access")
        return channel

    def threads(self, guild_id: int) -> Iterator[Channel]:
        return (one for one in self.channels.values() if one.guild_id == guild_id and one.is_thread)

    def has_bot(self, guild_id: int | None) -> bool:
        guild = self.guilds.get(guild_id or 0)
        return bool(guild and BOT_ID in guild.members)

    # --- Permissions --------------------------------------------------------------------------------------------------

    def bot_rights(self, channel: Channel) -> int:
        return self.rights(BOT_ID, channel)

    def rights(self, user_id: int, channel: Channel) -> int:
        """What the person may do there (docs, topics/permissions)."""
        if channel.guild_id is None:
            return EVERYBODY if user_id == BOT_ID or user_id in channel.people else 0
        guild = self.guilds.get(channel.guild_id)
        if guild is None or user_id not in guild.members:
            return 0
        base = self._base_rights(guild, user_id)
        if base & rules.ADMINISTRATOR:
            return ALL
        parent = self.channels.get(channel.parent_id or 0) if channel.is_thread else channel
        granted = self._overwritten(base, parent or channel, guild, user_id)
        if not granted & rules.VIEW_CHANNEL:
            return 0
        if not granted & rules.SEND_MESSAGES and not channel.is_thread:
            granted &= ~(rules.EMBED_LINKS | rules.ATTACH_FILES | rules.MENTION_EVERYONE)
        return granted

    def _base_rights(self, guild: Guild, user_id: int) -> int:
        if guild.owner_id == user_id:
            return ALL
        granted = guild.roles[guild.id].permissions
        for role_id in guild.members[user_id]:
            granted |= guild.roles[role_id].permissions
        return granted

    def _overwritten(self, granted: int, channel: Channel, guild: Guild, user_id: int) -> int:
        _, allow, deny = channel.overwrites.get(guild.id, (0, 0, 0))
        granted = granted & ~deny | allow
        mine = [channel.overwrites[one] for one in guild.members[user_id] if one in channel.overwrites]
        for _, _, deny in mine:
            granted &= ~deny
        for _, allow, _ in mine:
            granted |= allow
        _, allow, deny = channel.overwrites.get(user_id, (1, 0, 0))
        return granted & ~deny | allow

    # --- Messages -----------------------------------------------------------------------------------------------------

    def message(self, channel: Channel, number: int) -> Message:
        message = channel.messages.get(number)
        if message is None or message.deleted:
            raise Refused(404, 10008, "Unknown Message")
        return message

    def find_message(self, number: int) -> Message | None:
        everywhere = (one.messages.get(number) for one in (*self.channels.values(), *self.thrown_away))
        return next((one for one in everywhere if one), None)

    def store(self, channel: Channel, author_id: int, fields: Json, **more: Any) -> Message:
        message = Message(self.new_id(), channel.id, author_id, fields, self.now(), **more)
        channel.messages[message.id] = message
        self.changes.tell()
        return message

    def upload(self, filename: str, content: bytes) -> Json:
        """Keeps a file; returns it as an attachment."""
        number = str(self.new_id())
        self.files[f"{number}/{filename}"] = content
        url = f"{self.files_at}/{number}/{filename}"
        return {
            "id": number, "filename": filename, "size": len(content), "url": url, "proxy_url": url,
            "content_type": "application/octet-stream",
        }  # fmt: skip

    # --- JSON, as the API gives it ------------------------------------------------------------------------------------

    def channel_json(self, channel: Channel, *, partial_for: int | None = None) -> Json:
        last = max((one.id for one in channel.messages.values() if one.seen_by is None), default=None)
        told: Json = {"id": str(channel.id), "type": channel.kind, "last_message_id": str(last) if last else None}
        if channel.kind == rules.DIRECT:
            return {**told, "recipients": [self.users[one].json() for one in channel.people], "flags": 0}
        told |= {
            "guild_id": str(channel.guild_id), "name": channel.name, "position": 0, "nsfw": False, "topic": None,
            "parent_id": str(channel.parent_id) if channel.parent_id else None, "rate_limit_per_user": 0, "flags": 0,
            "permission_overwrites": [
                {"id": str(one), "type": kind, "allow": str(allow), "deny": str(deny)}
                for one, (kind, allow, deny) in channel.overwrites.items()
            ],
        }  # fmt: skip
        if channel.kind == rules.FORUM:
            told |= {"available_tags": channel.tags, "flags": 1 << 4 if channel.needs_tag else 0}
        if channel.is_thread:
            told |= self._thread_json(channel)
        if partial_for is not None:
            told["permissions"] = str(self.rights(partial_for, channel))
        return told

    def _thread_json(self, thread: Channel) -> Json:
        since = _iso(thread.created)
        count = sum(one.kind != THREAD_STARTER for one in thread.standing())
        return {
            "owner_id": str(thread.owner_id), "message_count": count, "member_count": 1, "total_message_sent": count,
            "applied_tags": thread.applied,
            "thread_metadata": {
                "archived": thread.archived, "auto_archive_duration": thread.archive_after, "archive_timestamp": since,
                "locked": thread.locked, "create_timestamp": since,
            },
        }  # fmt: skip

    def member_json(self, guild: Guild, user_id: int, *, channel: Channel | None = None) -> Json:
        rights = {"permissions": str(self.rights(user_id, channel))} if channel else {}
        return {
            "user": self.users[user_id].json(), "nick": None, "avatar": None, "flags": 0, "pending": False,
            "roles": [str(one) for one in guild.members.get(user_id, [])], "joined_at": "2026-01-05T09:00:00+00:00",
            "premium_since": None, "deaf": False, "mute": False, "communication_disabled_until": None, **rights,
        }  # fmt: skip

    def guild_json(self, guild: Guild) -> Json:
        """As GUILD_CREATE and GET /guilds/{id} tell it; channels, threads and members are only in the event."""
        return {
            "id": str(guild.id), "name": guild.name, "owner_id": str(guild.owner_id), "icon": None, "features": [],
            "roles": [role.json() for role in guild.roles.values()], "emojis": [], "stickers": [], "afk_timeout": 300,
            "verification_level": 0, "default_message_notifications": 1, "explicit_content_filter": 0, "mfa_level": 0,
            "premium_tier": 0, "preferred_locale": "en-US", "nsfw_level": 0, "system_channel_id": None,
            "system_channel_flags": 0, "rules_channel_id": None, "public_updates_channel_id": None,
            "premium_progress_bar_enabled": False, "description": None, "banner": None, "splash": None,
        }  # fmt: skip

    def guild_create_json(self, guild: Guild) -> Json:
        channels = [one for one in self.channels.values() if one.guild_id == guild.id]
        seen = [self.channel_json(one) for one in channels if one.is_thread and self.bot_rights(one)]
        return {
            **self.guild_json(guild), "member_count": len(guild.members), "large": False, "unavailable": False,
            "joined_at": "2026-01-05T09:00:00+00:00", "members": [self.member_json(guild, BOT_ID)],
            "channels": [self.channel_json(one) for one in channels if not one.is_thread], "threads": seen,
            "presences": [], "voice_states": [], "stage_instances": [], "guild_scheduled_events": [],
            "soundboard_sounds": [],
        }  # fmt: skip

    def message_json(self, message: Message, *, created: bool = False) -> Json:
        """`created`: the answer to its creation, the only one that has the nonce."""
        told = rules.pings(message.fields)
        by_bot = message.author_id == BOT_ID
        thread = self.channels.get(message.thread_id or 0)
        more: Json = {"nonce": message.nonce} if created and message.nonce else {}
        if message.interaction:
            more |= {"interaction_metadata": message.interaction, "webhook_id": str(APPLICATION_ID)}
        if message.reference:
            more["message_reference"] = message.reference
        if thread:
            more["thread"] = self.channel_json(thread)
        return {
            "id": str(message.id), "channel_id": str(message.channel_id), "type": message.kind,
            "author": self.users[message.author_id].json(), "content": str(message.fields.get("content") or ""),
            "timestamp": _iso(message.created), "edited_timestamp": _iso(message.edited) if message.edited else None,
            "tts": False, "mention_everyone": told["everyone"], "mention_roles": told["roles"],
            "mentions": [self.users[int(one)].json() for one in told["users"] if int(one) in self.users],
            "attachments": message.fields.get("attachments") or [], "embeds": message.fields.get("embeds") or [],
            "pinned": False, "flags": message.flags, "components": _numbered(message.fields.get("components") or []),
            **({"application_id": str(APPLICATION_ID)} if by_bot else {}), **more,
        }  # fmt: skip

    # --- The log ------------------------------------------------------------------------------------------------------

    def all_messages(self) -> list[Message]:
        every = [one for channel in (*self.channels.values(), *self.thrown_away) for one in channel.messages.values()]
        return sorted(every, key=lambda one: one.id)

    def duplicates(self) -> list[Json]:
        """Marks (after "|" in custom ids) and nonces that stand in more than one public message, wherever."""
        posted = [one for one in self.all_messages() if one.author_id == BOT_ID and one.seen_by is None]
        where: dict[tuple[str, str], list[str]] = {}
        for one in posted:
            for key in [("mark", mark) for mark in one.marks] + ([("nonce", one.nonce)] if one.nonce else []):
                where.setdefault(key, []).append(str(one.channel_id))
        return [{"by": by, "value": value, "channels": at} for (by, value), at in where.items() if len(at) > 1]


def _numbered(components: list[Json]) -> list[Json]:
    """With ids, as Discord fills them in: 1, 2, … in order, where none were given."""
    taken = {one["id"] for one in rules.walk(components) if one.get("id")}
    free = (number for number in range(1, 1000) if number not in taken)

    def fill(component: Json) -> Json:
        filled = {**component, "id": component.get("id") or next(free)}
        if component.get("components"):
            filled["components"] = [fill(one) for one in component["components"]]
        for key in ("accessory", "component"):
            if component.get(key):
                filled[key] = fill(component[key])
        return filled

    return [fill(one) for one in components]
