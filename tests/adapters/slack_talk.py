"""A command layer that answers what the test tells it to, and a front beside a fake Slack: for Slack's adapters.

`Talk` obeys the same protocol as `bot.commands.chat.Chat`; it keeps who asked for what.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from bot.adapters.slack_front import SlackFront, SlackTokens
from bot.commands.conversation import (
    Asker,
    Command,
    Completions,
    Outcome,
    Place,
    Pressed,
    Reply,
    Submitted,
    Values,
)
from bot.news.message import Button, Buttons, Line, Message, Section, Text
from bot.store.store import Store
from tests.fakes.slack_server import APP_TOKEN, BOT_TOKEN, SlackServer

WORDS: tuple[str, str] = ("/news", "/newsdesk")


def wall_clock() -> datetime:
    return datetime.now(UTC)


def said(text: str, *buttons: Button, replaces: bool = False, title: str = "") -> Reply:
    rows = (Buttons(buttons),) if buttons else ()
    return Reply(Message(title, (), (Section("note", (Line((Text(text),)),)), *rows), text), replaces)


@dataclass
class Talk:
    """`outcomes`: a command's name, "press ACTION", "submit ID" → the answer. Each takes `seconds`."""

    outcomes: dict[str, Outcome | Submitted] = field(default_factory=dict)
    seconds: float = 0.0
    heard: list[tuple[str, Asker, object]] = field(default_factory=list)
    gone: list[Place | tuple[str, str]] = field(default_factory=list)
    back: list[tuple[str, str]] = field(default_factory=list)
    completions: Completions = ()

    async def _answer(self, name: str, asker: Asker, what: object) -> Outcome | Submitted:
        self.heard.append((name, asker, what))
        await asyncio.sleep(self.seconds)
        return self.outcomes.get(name) or said(f"answer to {name}: {_shown(what)}")

    async def run(self, asker: Asker, command: Command, values: Values) -> Outcome:
        outcome = await self._answer(command.name, asker, values)
        assert not isinstance(outcome, Mapping)
        return outcome  # type: ignore[return-value]

    async def press(self, asker: Asker, pressed: Pressed) -> Outcome:
        return await self._answer(f"press {pressed.action}", asker, pressed)  # type: ignore[return-value]

    async def submit(self, asker: Asker, form_id: str, values: Values) -> Submitted:
        return await self._answer(f"submit {form_id}", asker, values)  # type: ignore[return-value]

    async def complete(self, asker: Asker, kind: str, typed: str) -> Completions:
        self.heard.append((f"complete {kind}", asker, typed))
        return self.completions

    async def home(self, asker: Asker) -> Message:
        self.heard.append(("home", asker, None))
        return said(f"home, seen {self.count('home')} times", Button("Edit", "edit", "12"), title="Newsdesk").message

    async def said(self, asker: Asker, text: str) -> Reply:
        return await self._answer("said", asker, text)  # type: ignore[return-value]

    async def arrived(self, asker: Asker) -> Reply | None:
        return await self._answer("arrived", asker, asker.place)  # type: ignore[return-value]

    async def left(self, place: Place, *, archived: bool = False) -> None:
        self.gone.append(replace(place, name="archived") if archived else place)

    async def returned(self, place: Place) -> None:
        self.heard.append(("returned", Asker(place, "", "", ""), place.channel))

    async def uninstalled(self, platform: str, workspace: str) -> None:
        self.gone.append((platform, workspace))

    async def installed(self, platform: str, workspace: str) -> None:
        self.back.append((platform, workspace))

    def count(self, name: str) -> int:
        return sum(heard == name for heard, _, _ in self.heard)

    def last(self, name: str) -> tuple[Asker, object]:
        return next((asker, what) for heard, asker, what in reversed(self.heard) if heard == name)


def _shown(what: object) -> str:
    return ", ".join(map(str, what.values())) if isinstance(what, Mapping) else str(what)


async def eventually(true: Callable[[], object], seconds: float = 8.0) -> None:
    """Waits until it is so: what a person sees a moment later, by whatever way."""
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110, nothing tells of every kind of change
            await asyncio.sleep(0.02)


@asynccontextmanager
async def running(
    slack: SlackServer,
    folder: Path,
    talk: Talk,
    *,
    words: tuple[str, str] = WORDS,
    owner: str = "one",
    clock: Callable[[], datetime] = wall_clock,
) -> AsyncIterator[SlackFront]:
    """A front in Socket Mode, connected."""
    tokens = SlackTokens(bot=BOT_TOKEN, app=APP_TOKEN)
    async with await Store.open(f"sqlite:///{folder / 'news.db'}") as store:
        front = SlackFront(tokens, api_base=slack.api_url, commands=words, store=store, clock=clock, owner=owner)
        await front.start(talk)
        try:
            yield front
        finally:
            await front.stop()
