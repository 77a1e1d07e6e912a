"""The application's commands as Discord wants them registered, made of `bot.commands.catalogue`. Nothing is sent here.

Limits: docs.discord.com, application commands. Install contexts and default permissions work on whole commands only.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, TypeAlias

from bot.commands.catalogue import MANAGE, NEWS
from bot.commands.conversation import Command, Option, OptionKind
from bot.news.message import shorten

Json: TypeAlias = dict[str, Any]

_CHAT_INPUT, _SUB_COMMAND = 1, 1
_STRING, _INTEGER, _BOOLEAN, _CHANNEL, _ROLE, _ATTACHMENT = 3, 4, 5, 7, 8, 11
_GUILD_INSTALL, _USER_INSTALL = 0, 1
_IN_GUILD, _IN_BOT_DM, _IN_PRIVATE_CHANNEL = 0, 1, 2
MANAGE_CHANNELS = 1 << 4
POSTABLE_CHANNELS = [0, 5, 11, 15]
"""Text, announcement, public thread, forum."""
_MOST_DESCRIPTION = 100

_TYPES: dict[OptionKind, int] = {
    "number": _INTEGER, "flag": _BOOLEAN, "channel": _CHANNEL, "role": _ROLE, "file": _ATTACHMENT,
}  # fmt: skip
COMPLETED: frozenset[OptionKind] = frozenset(
    {"company", "model", "name", "names", "zone", "subscription", "feed", "watch"}
)


def command_tree() -> list[Json]:
    """Both commands: /news for everyone and everywhere, /newsdesk in servers for those who may manage channels."""
    news = _root("news", "AI news: latest, companies, models, questions, a personal digest", NEWS)
    manage = _root("newsdesk", "Digests for this server's channels", MANAGE)
    return [
        {
            **news,
            "integration_types": [_GUILD_INSTALL, _USER_INSTALL],
            "contexts": [_IN_GUILD, _IN_BOT_DM, _IN_PRIVATE_CHANNEL],
        },
        {
            **manage,
            "integration_types": [_GUILD_INSTALL],
            "contexts": [_IN_GUILD],
            "default_member_permissions": str(MANAGE_CHANNELS),
        },
    ]


def tree_hash(tree: list[Json], application_id: str) -> str:
    """Changes with anything that Discord would be told: then, and only then, the commands are registered anew."""
    text = json.dumps([application_id, tree], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _root(name: str, description: str, commands: tuple[Command, ...]) -> Json:
    return {
        "type": _CHAT_INPUT,
        "name": name,
        "description": description,
        "options": [_sub_command(command) for command in commands],
    }


def _sub_command(command: Command) -> Json:
    required_first = sorted(command.options, key=lambda option: not _is_required(command, option))
    return {
        "type": _SUB_COMMAND,
        "name": command.sub,
        "description": shorten(command.description, _MOST_DESCRIPTION),
        "options": [_option(command, option) for option in required_first],
    }


def _is_required(command: Command, option: Option) -> bool:
    """A command that opens a form can be sent without any option: the form asks for what is missing."""
    return option.required and not command.opens_form


def _option(command: Command, option: Option) -> Json:
    drawn: Json = {
        "type": _TYPES.get(option.kind, _STRING),
        "name": option.name,
        "description": shorten(option.description, _MOST_DESCRIPTION),
        "required": _is_required(command, option),
    }
    if option.choices:
        drawn["choices"] = [{"name": label, "value": value} for value, label in option.choices]
    elif option.kind in COMPLETED:
        drawn["autocomplete"] = True
    if option.kind == "channel":
        drawn["channel_types"] = POSTABLE_CHANNELS
    return drawn
