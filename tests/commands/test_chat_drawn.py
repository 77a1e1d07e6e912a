"""Every answer of chat, drawn for both platforms by the real views: each is one that the platform would take."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.adapters import discord_view, slack_view
from bot.commands.catalogue import COMMANDS
from bot.commands.conversation import Reply
from bot.news.message import Message
from tests.commands.chat_room import ROOT, Room, message_of

STRANGE = "Torvane <!channel> @everyone [click](https://evil.example) *bold* `code` " + "x" * 200


def _inner(component: Any) -> list[Any]:
    if isinstance(component, dict):
        return [component, *(found for value in component.values() for found in _inner(value))]
    return [found for one in component for found in _inner(one)] if isinstance(component, list) else []


def check_slack(message: Message) -> None:
    for payload in slack_view.to_payloads(message):
        assert len(payload["blocks"]) <= 50
        assert payload["text"].strip()
        for one in _inner(payload["blocks"]):
            assert len(one.get("action_id", "")) <= 255
            assert one.get("type") != "mrkdwn" or 1 <= len(one["text"]) <= 3000
            assert one.get("type") != "actions" or 1 <= len(one["elements"]) <= 25


def check_discord(message: Message) -> None:
    payload, _ = discord_view.to_private(message, None)
    found = [one for one in _inner(payload["components"]) if "type" in one]
    assert 1 <= len(found) <= 40
    assert sum(len(one.get("content", "")) for one in found) <= 4000
    ids = [one["custom_id"] for one in found if "custom_id" in one]
    assert len(ids) == len(set(ids))
    assert all(1 <= len(one) <= 100 for one in ids)


async def test_every_command_is_drawn_within_both_platforms_limits(room: Room) -> None:
    for n in range(12):
        at = room.clock() - timedelta(hours=1, minutes=n)
        await room.news.story(f"{STRANGE} {n}", at, kind="funding" if n % 2 else "release")
    for n in range(10):
        await room.run(ROOT, "newsdesk subscribe", time=f"{8 + n}:30", names="Torvane, Fjord", words="licence, weights")
    given = {
        "news company": {"name": "Torvane"}, "news model": {"name": "Fjord"},
        "news compare": {"a": "Torvane", "b": "Quillmark"}, "news ask": {"question": "What's new with Torvane?"},
        "news search": {"words": "gale"}, "news watch": {"name": "Torvane"}, "news unwatch": {"name": "Torvane"},
        "news subscribe": {"time": "07:30", "size": "20"}, "newsdesk subscribe": {"time": "20:30", "size": "20"},
    }  # fmt: skip
    for command in COMMANDS:
        shown = await room.run(ROOT, command.name, **given.get(command.name, {}))
        if isinstance(shown, Reply):
            check_slack(shown.message)
            check_discord(shown.message)
    for action in ("more", "why", "useful", "less", "mute", "share", "settings", "edit", "pause"):
        pressed = await room.press(ROOT, action, "1")
        if isinstance(pressed, Reply):
            check_slack(pressed.message)
            check_discord(pressed.message)
    home = await room.chat.home(ROOT)
    assert sum(len(payload["blocks"]) for payload in slack_view.to_payloads(home)) <= 100
    assert message_of(home).title == "Newsdesk"
