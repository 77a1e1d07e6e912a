"""A chat over a real store and a platform in memory, with people of two workspaces; what they are told, as plain words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count
from typing import Any

from bot.commands.chat import Chat
from bot.commands.conversation import Asker, Form, Mistakes, Outcome, Place, Pressed, Reply, Submitted, Values
from bot.news.message import Button, Buttons, Heading, Message, Section
from bot.news.registry import Registry
from bot.news.text import search_tokens
from bot.pipeline.deliver import deliver
from bot.ports import Placement
from bot.store.store import Store
from tests.pipeline.platform import Clock, News, Platform
from tests.store.samples import NOW, add_articles, add_feeds, article, brief, company

REGISTRY = Registry.from_toml(
    {
        "companies": {
            "Quillmark": {"country": "US", "kind": "lab", "aliases": ["Quillmark AI"]},
            "Torvane": {"country": "NL", "kind": "lab"},
            "Veltmar": {"country": "CN", "kind": "lab"},
            "Zephyr Labs": {"country": "NO", "kind": "lab"},
        },
        "families": {"Fjord": {"company": "Torvane"}, "Quill": {"company": "Quillmark"}},
    }
)
PLACE = Place("slack", "T1", "C1", name="ai-news", workspace_name="Halvorsen")
ELSEWHERE = Place("slack", "T2", "C9", name="general", workspace_name="Lumen")
_events = count(1)

ADA = Asker(PLACE, "U1", "Ada", "e0", manages=True, zone="Europe/Berlin")
BEN = Asker(PLACE, "U2", "Ben", "e0", zone="Europe/Berlin")
CLEO = replace(BEN, person="U3", name="Cleo")
ROOT = replace(ADA, person="U4", name="Root", admin=True)
EVE = Asker(ELSEWHERE, "U9", "Eve", "e0", manages=True, admin=True, zone="Europe/London")


def at(asker: Asker, channel: str, **more: Any) -> Asker:
    return replace(asker, place=replace(asker.place, channel=channel, name=None), **more)


def direct(asker: Asker) -> Asker:
    return replace(asker, place=replace(asker.place, channel=f"@{asker.person}", direct=True, name=None))


@dataclass
class Room:
    store: Store
    clock: Clock = field(default_factory=Clock)
    platform: Platform = field(default_factory=Platform)
    woken: list[bool] = field(default_factory=list)
    registry: Registry = REGISTRY
    outside: Any = None
    more: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.news = News(self.store)
        self.chat = Chat(
            self.store, lambda: self.registry, clock=self.clock, couriers={self.platform.platform: self.platform},
            outside=self.outside, zone="UTC", most=8, wake=lambda: self.woken.append(True), **self.more,
        )  # fmt: skip

    async def searchable(self) -> int:
        """A story of Zephyr Labs that full text finds; the clock goes to its hour."""
        self.clock.now = NOW + timedelta(hours=1)
        (feed,) = await add_feeds(self.store, 1)
        about = article("gale", title="Zephyr Labs releases Gale 2")
        tokens = tuple(search_tokens(" ".join((about.title, *about.sentences))))
        await add_articles(self.store, feed, [about], [company("Zephyr Labs")], search_tokens=tokens)
        (waiting,) = await self.store.ungrouped(9)
        await self.store.save_placements([Placement(waiting.article.id, None, group=1)], NOW)
        (work,) = await self.store.stories_to_brief(9)
        await self.store.save_briefs([(work.story_id, brief([waiting.article.id]))], NOW)
        return work.story_id

    async def run(self, asker: Asker, command: str, /, **values: str | tuple[str, ...]) -> Outcome:
        return await self.chat.run(_anew(asker), command, values)

    async def press(self, asker: Asker, action: str, value: str = "", mark: str | None = None) -> Outcome:
        return await self.chat.press(_anew(asker), Pressed(action, value, mark))

    async def press_button(self, asker: Asker, outcome: Outcome | Submitted | None, label: str) -> Outcome:
        """Presses the button of that label under an answer."""
        pressed = next(button for button in buttons(outcome) if button.label == label)
        return await self.press(asker, pressed.action, pressed.value)

    async def submit(self, asker: Asker, form_id: str, /, **values: str | tuple[str, ...]) -> Submitted:
        return await self.chat.submit(_anew(asker), form_id, values)

    async def deliver(self) -> None:
        await deliver(self.store, {"slack": self.platform}, now=self.clock, owner="me")

    def posted(self, address: str = "slack:C1") -> Sequence[str]:
        return self.platform.words(address)


def _anew(asker: Asker) -> Asker:
    """Each command is an interaction of its own, unless its number is given."""
    return replace(asker, event=f"e{next(_events)}") if asker.event == "e0" else asker


def message_of(outcome: Outcome | Submitted | Message | None) -> Message:
    if isinstance(outcome, Message):
        return outcome
    assert isinstance(outcome, Reply), outcome
    return outcome.message


def words(outcome: Outcome | Submitted | Message | None) -> str:
    """All that is read in an answer, line by line."""
    message = message_of(outcome)
    lines = [message.title, *message.subtitle]
    for block in message.blocks:
        lines += [line.words for line in block.lines] if isinstance(block, Section) else []
        lines += [block.text] if isinstance(block, Heading) else []
    return "\n".join(line for line in lines if line)


def buttons(outcome: Outcome | Submitted | Message | None) -> list[Button]:
    return [b for block in message_of(outcome).blocks if isinstance(block, Buttons) for b in block.buttons]


def labels(outcome: Outcome | Submitted | Message | None) -> list[str]:
    return [button.label for button in buttons(outcome)]


def form(outcome: Outcome) -> Form:
    assert isinstance(outcome, Form), outcome
    return outcome


def mistakes(submitted: Submitted) -> dict[str, str]:
    assert isinstance(submitted, Mistakes), submitted
    return dict(submitted.by_field)


def filled(shown: Form, /, **changed: str | tuple[str, ...]) -> Values:
    """A form's values as they come back when only some were changed."""
    standing = {one.name: one.value for one in (*shown.fields, *shown.more) if one.value}
    return {name: value for name, value in {**standing, **changed}.items() if value}
