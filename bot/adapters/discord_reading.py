"""What Discord tells of an interaction, read into the command layer's words: who asks, where, what with. Pure.

Permissions are those that Discord computed for this very interaction; nothing is remembered from an earlier one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import discord

from bot.adapters.discord_tree import MANAGE_CHANNELS
from bot.commands.catalogue import BY_NAME
from bot.commands.conversation import Asker, Command, Option, Place

Json: TypeAlias = dict[str, Any]
Typed: TypeAlias = dict[str, str | tuple[str, ...]]

_IN_ROW, _LABEL, _INPUT = 1, 18, 4


@dataclass(frozen=True, slots=True)
class Asked:
    """A command with its options' values. `files`: an option's name → the attached file's address."""

    command: Command
    values: Typed
    files: Mapping[str, str]
    chosen: tuple[str, ...]
    """The channels that were chosen by options."""


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
    files = {name: attachments[str(value)]["url"] for name, value in known.items() if kinds[name] == "file"}
    values: Typed = {name: _text(value) for name, value in known.items() if name not in files}
    chosen = tuple(_text(value) for name, value in known.items() if kinds[name] == "channel")
    return Asked(command, values, files, chosen)


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


def filled_in(data: Mapping[str, Any]) -> tuple[Typed, tuple[str, ...]]:
    """A modal's values by field, empty ones left out; and the channels that were chosen in it."""
    values: Typed = {}
    for one in _inputs(data.get("components", ())):
        if one["type"] == _INPUT:
            if text := str(one.get("value") or "").strip():
                values[one["custom_id"]] = text
        elif one.get("values"):
            values[one["custom_id"]] = tuple(map(str, one["values"]))
    channels = data.get("resolved", {}).get("channels", {})
    return values, tuple(map(str, channels))


def _inputs(components: Any) -> Iterator[Json]:
    for one in components:
        if one["type"] == _LABEL:
            yield one["component"]
        elif one["type"] == _IN_ROW:
            yield from one["components"]


def asker_of(interaction: discord.Interaction, chosen: tuple[str, ...] = ()) -> Asker:
    """Who asks. `chosen`: the channels that it is about, if not this one: then their permissions count."""
    permissions = interaction.permissions
    return Asker(
        place=_place(interaction),
        person=str(interaction.user.id),
        name=interaction.user.display_name,
        event=str(interaction.id),
        manages=_manages_all(interaction, chosen) if chosen else permissions.manage_channels,
        admin=permissions.manage_guild,
        language=interaction.locale.value.partition("-")[0],
        present=_present(interaction),
    )


def _manages_all(interaction: discord.Interaction, chosen: tuple[str, ...]) -> bool:
    resolved = _resolved(interaction).get("channels", {})
    return all(int(resolved.get(one, {}).get("permissions", 0)) & MANAGE_CHANNELS for one in chosen)


def _resolved(interaction: discord.Interaction) -> Json:
    data: Mapping[str, Any] = interaction.data or {}
    return dict(data.get("resolved", {}))


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
