"""What Discord tells of an interaction, read into the command layer's words: who asks, where, what with. Pure.

Permissions are those that Discord computed for this very interaction; nothing is remembered from an earlier one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import discord

from bot.adapters.discord_invite import PERMISSIONS
from bot.adapters.discord_permissions import missing_of_all
from bot.adapters.discord_tree import MANAGE_CHANNELS
from bot.commands.catalogue import BY_NAME
from bot.commands.conversation import Asker, Command, Option, Place
from bot.commands.zones import zone_of_locale

Json: TypeAlias = dict[str, Any]
Typed: TypeAlias = dict[str, str | tuple[str, ...]]

_IN_ROW, _LABEL, _INPUT = 1, 18, 4
MANAGE_GUILD = 1 << 5


@dataclass(frozen=True, slots=True)
class Attached:
    url: str
    size: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A command with its options' values. `files`: an option's name → the attached file."""

    command: Command
    values: Typed
    files: Mapping[str, Attached]
    channel: str | None
    """The channel that was chosen by an option."""


@dataclass(frozen=True, slots=True)
class Typing:
    option: Option
    text: str


def asked(data: Mapping[str, Any]) -> Asked | None:
    """None for a command that this version doesn't have (registered by an older one)."""
    command, given = _command(data)
    if command is None:
        return None
    kinds = {option.name: option.kind for option in command.options}
    attachments = data.get("resolved", {}).get("attachments", {})
    known = {name: value for name, value in given.items() if name in kinds}
    files = {name: _attached(attachments[str(value)]) for name, value in known.items() if kinds[name] == "file"}
    values: Typed = {name: _text(value) for name, value in known.items() if name not in files}
    channel = next((_text(value) for name, value in known.items() if kinds[name] == "channel"), None)
    return Asked(command, values, files, channel)


def _attached(told: Json) -> Attached:
    return Attached(told["url"], int(told.get("size", 0)))


def typing(data: Mapping[str, Any]) -> Typing | None:
    """The option that is being typed."""
    command, _ = _command(data)
    focused = next((one for one in _options(data) if one.get("focused")), None)
    if command is None or focused is None:
        return None
    option = next((one for one in command.options if one.name == focused["name"]), None)
    return Typing(option, str(focused.get("value", ""))) if option else None


def _command(data: Mapping[str, Any]) -> tuple[Command | None, dict[str, Any]]:
    sub = next(iter(data.get("options", ())), {"name": ""})
    given = {one["name"]: one["value"] for one in _options(data) if one.get("value") not in (None, "")}
    return BY_NAME.get(f"{data['name']} {sub['name']}"), given


def _options(data: Mapping[str, Any]) -> list[Json]:
    sub = next(iter(data.get("options", ())), None)
    return list(sub.get("options", ())) if sub else []


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def filled_in(data: Mapping[str, Any]) -> Typed:
    """A modal's values by field, empty ones left out."""
    values: Typed = {}
    for one in _inputs(data.get("components", ())):
        if one["type"] == _INPUT:
            if text := str(one.get("value") or "").strip():
                values[one["custom_id"]] = text
        elif one.get("values"):
            values[one["custom_id"]] = tuple(map(str, one["values"]))
    return values


def _inputs(components: Any) -> Iterator[Json]:
    for one in components:
        if one["type"] == _LABEL:
            yield one["component"]
        elif one["type"] == _IN_ROW:
            yield from one["components"]


def asker_of(interaction: discord.Interaction, channel: str | None = None) -> Asker:
    """Who asks, and where. `channel`: the one that it is about, if another was chosen: it is then the place."""
    elsewhere = channel if channel and interaction.guild_id and channel != str(interaction.channel_id) else None
    return Asker(
        place=_chosen_place(interaction, elsewhere) if elsewhere else _place(interaction),
        person=str(interaction.user.id),
        name=interaction.user.display_name,
        event=str(interaction.id),
        manages=_manages(interaction, elsewhere) if elsewhere else _has(interaction.permissions, MANAGE_CHANNELS),
        admin=_has(interaction.permissions, MANAGE_GUILD),
        language=interaction.locale.value.partition("-")[0],
        present=_present(interaction),
        lacks=() if elsewhere else _lacks(interaction),
        likely_zone=_likely_zone(interaction),
        member_of=lambda other: _sees(interaction, other),
    )


def _lacks(interaction: discord.Interaction) -> tuple[str, ...]:
    """Discord tells with each interaction what the bot may do where it was used."""
    if not interaction.guild_id or not _present(interaction):
        return ()
    in_thread = isinstance(interaction.channel, discord.Thread)
    return missing_of_all(interaction.app_permissions.value, PERMISSIONS, in_thread=in_thread)


def _likely_zone(interaction: discord.Interaction) -> str | None:
    """Discord tells no zones, but languages: the person's, else the server's."""
    told = (interaction.locale, interaction.guild_locale)
    return next((zone for one in told if one and (zone := zone_of_locale(one.value))), None)


def _has(permissions: discord.Permissions, bit: int) -> bool:
    return permissions.administrator or bool(permissions.value & bit)


def _manages(interaction: discord.Interaction, channel: str) -> bool:
    """Whether the asker manages another channel of this server: as Discord tells with the choice, else (the choice was
    made in an earlier step) by the server's roles and the channel's overwrites as they are known now."""
    if told := _resolved(interaction, channel).get("permissions"):
        return _has(discord.Permissions(int(told)), MANAGE_CHANNELS)
    known = interaction.guild.get_channel_or_thread(int(channel)) if interaction.guild else None
    if known is None or not isinstance(interaction.user, discord.Member):
        return False
    return known.permissions_for(interaction.user).manage_channels


async def _sees(interaction: discord.Interaction, channel: str) -> bool:
    """Whether the asker sees another channel of this server, by its roles and the channel's overwrites as known now."""
    known = interaction.guild.get_channel_or_thread(int(channel)) if interaction.guild else None
    if known is None or not isinstance(interaction.user, discord.Member):
        return False
    return known.permissions_for(interaction.user).view_channel


def _resolved(interaction: discord.Interaction, channel: str) -> Json:
    data: Mapping[str, Any] = interaction.data or {}
    return dict(data.get("resolved", {}).get("channels", {}).get(channel, {}))


def _chosen_place(interaction: discord.Interaction, channel: str) -> Place:
    known = interaction.guild.get_channel_or_thread(int(channel)) if interaction.guild else None
    name = _resolved(interaction, channel).get("name") or getattr(known, "name", None)
    return replace(_place(interaction), channel=channel, name=name)


def _place(interaction: discord.Interaction) -> Place:
    if is_direct(interaction):
        return Place("discord", "", f"@{interaction.user.id}", direct=True)
    return Place(
        "discord",
        str(interaction.guild_id or ""),
        str(interaction.channel_id or ""),
        name=getattr(interaction.channel, "name", None),
        workspace_name=getattr(interaction.guild, "name", None) or None,
    )


def is_direct(interaction: discord.Interaction) -> bool:
    """In the person's direct messages with the bot; not in a group's, or in those of two people."""
    return interaction.guild_id is None and not interaction.context.private_channel


def _present(interaction: discord.Interaction) -> bool:
    """Whether the bot is a member where this is asked; False where only the person installed it."""
    if interaction.guild_id is None:
        return is_direct(interaction)
    cached = interaction.client.get_guild(interaction.guild_id)
    return interaction.is_guild_integration() or (cached is not None and not cached.unavailable)
