"""An app manifest as Slack takes it: read from YAML or JSON, held to Slack's schema, turned into an app's settings.

The YAML is a subset, enough for manifests: nested mappings and lists by indentation, plain and quoted scalars,
folded and literal blocks, comments. Anything else is an error, never a guess. Limits: slackapi/manifest-schema 2.0.0;
which event needs which scope: Slack's pages of the events.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.fakes.slack_blocks import Json

SCOPES_OF_EVENTS: Mapping[str, tuple[str, ...]] = {
    "app_home_opened": (),
    "app_mention": ("app_mentions:read",),
    "app_uninstalled": (),
    "channel_archive": ("channels:read",),
    "channel_created": ("channels:read",),
    "channel_deleted": ("channels:read",),
    "channel_left": ("channels:read",),
    "channel_rename": ("channels:read",),
    "channel_unarchive": ("channels:read",),
    "group_archive": ("groups:read",),
    "group_deleted": ("groups:read",),
    "group_left": ("groups:read",),
    "group_rename": ("groups:read",),
    "group_unarchive": ("groups:read",),
    "member_joined_channel": ("channels:read", "groups:read"),
    "member_left_channel": ("channels:read", "groups:read"),
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "message.im": ("im:history",),
    "tokens_revoked": (),
    "user_change": ("users:read",),
}
"""One of the scopes is needed."""
LENGTHS: Mapping[str, tuple[int, int]] = {
    "display_information.name": (1, 35),
    "display_information.description": (1, 140),
    "display_information.long_description": (175, 4000),
    "features.bot_user.display_name": (1, 80),
    "command": (2, 32),
    "command.description": (1, 2000),
    "command.usage_hint": (1, 1000),
    "shortcut.name": (1, 24),
    "shortcut.description": (1, 150),
    "shortcut.callback_id": (1, 255),
}
KNOWN: Mapping[str, frozenset[str]] = {
    "": frozenset({"_metadata", "display_information", "features", "oauth_config", "settings"}),
    "display_information": frozenset({"name", "description", "long_description", "background_color"}),
    "features": frozenset({"app_home", "bot_user", "shortcuts", "slash_commands", "unfurl_domains"}),
    "features.app_home": frozenset({"home_tab_enabled", "messages_tab_enabled", "messages_tab_read_only_enabled"}),
    "features.bot_user": frozenset({"display_name", "always_online"}),
    "oauth_config": frozenset({"redirect_urls", "scopes", "pkce_enabled"}),
    "settings": frozenset(
        {
            "allowed_ip_address_ranges",
            "event_subscriptions",
            "interactivity",
            "org_deploy_enabled",
            "socket_mode_enabled",
            "token_rotation_enabled",
            "is_hosted",
            "is_mcp_enabled",
        }
    ),
}
COMMAND_KEYS = frozenset({"command", "url", "description", "usage_hint", "should_escape"})
SHORTCUT_KEYS = frozenset({"name", "type", "callback_id", "description"})
KEY = re.compile(r"^(?P<key>[A-Za-z_$][\w$.-]*):(?:\s+(?P<value>.*))?$")


@dataclass(frozen=True, slots=True)
class AppSettings:
    """What an app may do. None: anything (as long as no manifest was given)."""

    commands: frozenset[str] | None = None
    escaped: frozenset[str] = frozenset()
    shortcuts: frozenset[str] | None = None
    interactive: bool = True
    home_tab: bool = True
    messages_tab: bool = True
    scopes: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    socket_mode: bool = True


def settings_of(manifest: Json) -> AppSettings:
    """Raises ValueError with all that Slack would have against the manifest."""
    problems = list(manifest_problems(manifest))
    if problems:
        raise ValueError("; ".join(problems))
    features, settings = manifest.get("features", {}), manifest.get("settings", {})
    home = features.get("app_home", {})
    return AppSettings(
        frozenset(command["command"] for command in features.get("slash_commands", [])),
        frozenset(c["command"] for c in features.get("slash_commands", []) if c.get("should_escape")),
        frozenset(shortcut["callback_id"] for shortcut in features.get("shortcuts", [])),
        settings.get("interactivity", {}).get("is_enabled", False),
        home.get("home_tab_enabled", False),
        home.get("messages_tab_enabled", True),
        frozenset(_at(manifest, "oauth_config.scopes.bot") or []),
        frozenset(_at(manifest, "settings.event_subscriptions.bot_events") or []),
        settings.get("socket_mode_enabled", False),
    )


def manifest_problems(manifest: Json) -> Iterator[str]:
    for place, known in KNOWN.items():
        part = _at(manifest, place) if place else manifest
        yield from (f"unknown key {place}.{key}" for key in sorted((part or {}).keys() - known))
    for place, (least, most) in LENGTHS.items():
        if "." in place and place.split(".")[0] in KNOWN:
            yield from _length(place, _at(manifest, place), least, most)
    if not _at(manifest, "display_information.name"):
        yield "missing display_information.name"
    yield from _commands(manifest)
    yield from _shortcuts(manifest)
    yield from _scopes(manifest)
    yield from _addresses(manifest)


def _commands(manifest: Json) -> Iterator[str]:
    commands = _at(manifest, "features.slash_commands") or []
    if len(commands) > 50:
        yield "more than 50 slash commands"
    for command in commands:
        name = str(command.get("command", ""))
        yield from (f"unknown key {key} of {name}" for key in sorted(command.keys() - COMMAND_KEYS))
        if not name.startswith("/") or not command.get("description"):
            yield f"a slash command needs a command with a slash and a description: {name}"
        yield from _length("command", name, *LENGTHS["command"])
        for part in ("description", "usage_hint"):
            yield from _length(f"{name}.{part}", command.get(part), *LENGTHS[f"command.{part}"])


def _shortcuts(manifest: Json) -> Iterator[str]:
    shortcuts = _at(manifest, "features.shortcuts") or []
    if len(shortcuts) > 10:
        yield "more than 10 shortcuts"
    for shortcut in shortcuts:
        missing = SHORTCUT_KEYS - shortcut.keys()
        yield from (f"a shortcut needs {part}" for part in sorted(missing))
        if shortcut.get("type") not in ("message", "global"):
            yield "a shortcut's type is message or global"
        for part in ("name", "description", "callback_id"):
            yield from _length(f"shortcut {part}", shortcut.get(part), *LENGTHS[f"shortcut.{part}"])


def _scopes(manifest: Json) -> Iterator[str]:
    """Commands, shortcuts and events need their scopes."""
    scopes = set(_at(manifest, "oauth_config.scopes.bot") or [])
    features = manifest.get("features", {})
    if (features.get("slash_commands") or features.get("shortcuts")) and "commands" not in scopes:
        yield "slash commands and shortcuts need the scope commands"
    for event in _at(manifest, "settings.event_subscriptions.bot_events") or []:
        needed = SCOPES_OF_EVENTS.get(event)
        if needed is None:
            yield f"unknown event {event}"
        elif needed and not scopes & set(needed):
            yield f"the event {event} needs the scope {' or '.join(needed)}"


def _addresses(manifest: Json) -> Iterator[str]:
    """Without Socket Mode each way in needs an address."""
    if _at(manifest, "settings.socket_mode_enabled"):
        return
    if _at(manifest, "settings.interactivity.is_enabled") and not _at(manifest, "settings.interactivity.request_url"):
        yield "interactivity needs a request_url"
    events = _at(manifest, "settings.event_subscriptions") or {}
    if events.get("bot_events") and not events.get("request_url"):
        yield "events need a request_url"
    for command in _at(manifest, "features.slash_commands") or []:
        if not command.get("url"):
            yield f"{command.get('command')} needs a url"


def _length(what: str, text: Any, least: int, most: int) -> Iterator[str]:
    if text is not None and not least <= len(str(text)) <= most:
        yield f"{what} must have {least} to {most} characters, has {len(str(text))}"


def _at(part: Any, place: str) -> Any:
    for name in place.split("."):
        part = part.get(name) if isinstance(part, dict) else None
    return part


def read_manifest(text: str) -> Json:
    """YAML (the subset above) or JSON."""
    if text.lstrip().startswith("{"):
        return dict(json.loads(text))
    lines = [line.rstrip() for line in text.splitlines()]
    read = _Reader([line for line in lines if line.strip() != "---"])
    manifest = read.block(0)
    if not isinstance(manifest, dict) or read.at < len(read.lines):
        raise ValueError(f"can't read line {read.at + 1} of the manifest")
    return manifest


class _Reader:
    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.at = 0

    def skip(self) -> None:
        while self.at < len(self.lines) and (not self.lines[self.at].strip() or self.lines[self.at].lstrip()[0] == "#"):
            self.at += 1

    def indent(self) -> int:
        """Of the next line that says something; -1 at the end."""
        self.skip()
        if self.at >= len(self.lines):
            return -1
        line = self.lines[self.at]
        return len(line) - len(line.lstrip(" "))

    def block(self, indent: int) -> Any:
        self.skip()
        return self.listed(indent) if self.lines[self.at].lstrip().startswith("- ") else self.mapping(indent)

    def listed(self, indent: int) -> list[Any]:
        entries: list[Any] = []
        while self.indent() == indent and self.lines[self.at].lstrip().startswith("- "):
            entry = self.lines[self.at].lstrip()[2:].lstrip()
            if KEY.match(entry):
                inner = len(self.lines[self.at]) - len(entry)
                self.lines[self.at] = " " * inner + entry
                entries.append(self.mapping(inner))
            else:
                self.at += 1
                entries.append(_scalar(entry))
        return entries

    def mapping(self, indent: int) -> Json:
        found: Json = {}
        while self.indent() == indent:
            match = KEY.match(self.lines[self.at].strip())
            if match is None:
                raise ValueError(f"can't read line {self.at + 1} of the manifest: {self.lines[self.at]}")
            if match["key"] in found:
                raise ValueError(f"{match['key']} stands twice")
            self.at += 1
            found[match["key"]] = self.value((match["value"] or "").strip(), indent)
        return found

    def value(self, text: str, indent: int) -> Any:
        if text in (">", ">-", "|", "|-"):
            return self.folded(indent, " " if text[0] == ">" else "\n")
        if text and not text.startswith("#"):
            return _scalar(text)
        inner = self.indent()
        if inner > indent or (inner == indent and self.lines[self.at].lstrip().startswith("- ")):
            return self.block(inner)
        return None

    def folded(self, indent: int, joint: str) -> str:
        parts = []
        while self.indent() > indent:
            parts.append(self.lines[self.at].strip())
            self.at += 1
        return joint.join(parts)


def _scalar(text: str) -> Any:
    if text[0] in "\"'":
        end = text.rindex(text[0])
        rest = text[end + 1 :].strip()
        if end == 0 or (rest and not rest.startswith("#")):
            raise ValueError(f"can't read {text}")
        return json.loads(text[: end + 1]) if text[0] == '"' else text[1:end].replace("''", "'")
    plain = re.split(r"\s+#", text, maxsplit=1)[0].strip()
    if plain[0] in "[{&*!%@`" or ": " in plain:
        return _flow(plain)
    if plain in ("true", "false", "null"):
        return json.loads(plain)
    return int(plain) if re.fullmatch(r"-?\d+", plain) else plain


def _flow(text: str) -> list[Any]:
    """[a, b]; nothing else in flow style."""
    if not (text.startswith("[") and text.endswith("]")):
        raise ValueError(f"can't read {text}")
    return [_scalar(part.strip()) for part in text[1:-1].split(",") if part.strip()]
