"""The terminal as a channel: a delivery's message is printed where `newsdesk run` runs."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.adapters.terminal_view import render
from bot.news.message import Message
from bot.news.message_json import message_from_json, message_to_json
from bot.outbox_ports import Channel, Json

Echo = Callable[[str], None]


class TerminalCourier:
    """A part that a killed process may have printed is printed again: its terminal is gone with it."""

    platform = "terminal"

    def __init__(self, echo: Echo, colour: bool) -> None:
        self._echo, self._colour = echo, colour

    def draw(self, message: Message, *, mark: str, mention: str | None = None) -> list[Json]:
        return [message_to_json(message)]

    def parts_with_stories(self, payloads: Sequence[Json]) -> dict[int, int]:
        return {}

    async def post(self, channel: Channel, payload: Json, *, marker: str, thread: str | None = None) -> str:
        width = min(shutil.get_terminal_size((88, 24)).columns, 100)
        self._echo(render(message_from_json(payload), width, self._colour))
        return marker

    async def find(self, channel: Channel, marker: str, *, since: datetime, thread: str | None = None) -> str | None:
        return None

    async def edit(self, channel: Channel, message_ref: str, payload: Json) -> None:
        """What is printed stays printed."""

    async def start_thread(self, channel: Channel, message_ref: str, name: str) -> None:
        """A terminal has no threads."""

    async def missing(self, channel: Channel) -> list[str]:
        return []
