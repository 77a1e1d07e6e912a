"""What completes as one types: names and zones from memory, a person's own subscriptions, watches and sources from what
was read within the last minute."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.commands.catalogue import DAY_CHOICES, FORM_CHOICES, KIND_CHOICES, LANGUAGE_CHOICES, PRESET_CHOICES
from bot.commands.chat_names import seen_names
from bot.commands.chat_orders import channel_words, orders_here
from bot.commands.chat_watches import own_watches
from bot.commands.conversation import Completions
from bot.commands.newsroom import Visit
from bot.commands.order_values import order_words
from bot.commands.zones import complete_zones
from bot.logs import logger
from bot.news.registry import Registry, fold

log = logger(__name__)
MOST = 25
LONGEST = 100
"""Discord's limits: choices, and characters of each."""
KEPT_FOR = timedelta(minutes=1)
MOST_KEPT = 5000
_OF_THE_NEWS = 10
_PATIENCE = 0.05

Choices = list[tuple[str, str]]
Source = Callable[[Visit], Awaitable[Choices]]


@dataclass(slots=True)
class Completer:
    """Its memory is by person and place; the oldest goes when it is full."""

    _kept: dict[tuple[str, ...], tuple[datetime, Choices]] = field(default_factory=dict)
    _reading: dict[tuple[str, ...], asyncio.Task[Choices]] = field(default_factory=dict)

    async def complete(self, visit: Visit, kind: str, typed: str) -> Completions:
        registry = visit.room.registry()
        if kind in ("company", "model", "name"):
            return _fitting(_names(registry, await self._seen(visit), typed, kind))
        if kind == "names":
            return _fitting(_several(registry, await self._seen(visit), typed))
        if kind == "zone":
            return complete_zones(typed, visit.now, MOST)
        if kind in _OWN:
            return _fitting(_matching(await self._own(visit, kind), typed))
        return _fitting(_matching(_FIXED.get(kind, []), typed))

    async def _own(self, visit: Visit, kind: str) -> Choices:
        place = visit.place
        key = (kind, place.workspace, place.address, visit.asker.person, str(visit.manages))
        return await self._remembered(key, _OWN[kind], visit)

    async def _seen(self, visit: Visit) -> Choices:
        """The names of the workspace's news with their types, most mentioned first. Who types isn't kept waiting for
        the database: what was known before has to do, and the next letter has all."""
        key = ("seen", visit.place.platform, visit.place.workspace, "")
        reading = self._reading.get(key)
        if reading is None:
            reading = asyncio.create_task(self._remembered(key, _seen_names, visit))
            self._reading[key] = reading
            reading.add_done_callback(lambda task: self._read(key, task))
        await asyncio.wait({reading}, timeout=_PATIENCE)
        return self._kept.get(key, (None, []))[1]

    def _read(self, key: tuple[str, ...], task: asyncio.Task[Choices]) -> None:
        """One that failed is tried again with the next letter."""
        del self._reading[key]
        if not task.cancelled() and (error := task.exception()):
            log.warning("the names of the news can't be read for completion", reason=str(error))

    async def _remembered(self, key: tuple[str, ...], source: Source, visit: Visit) -> Choices:
        kept = self._kept.get(key)
        if kept and timedelta(0) <= visit.now - kept[0] < KEPT_FOR:
            return kept[1]
        found = await source(visit)
        self._kept.pop(key, None)
        self._kept[key] = (visit.now, found)
        while len(self._kept) > MOST_KEPT:
            self._kept.pop(next(iter(self._kept)))
        return found

    def forget(self, person: str) -> None:
        """What this person may just have changed is read anew."""
        for key in [key for key in self._kept if key[3] == person]:
            del self._kept[key]


def _fitting(choices: Choices) -> Choices:
    """Values are never cut: what is too long isn't offered."""
    return [(value, label[:LONGEST]) for value, label in choices if 0 < len(value) <= LONGEST][:MOST]


def _matching(choices: Choices, typed: str) -> Choices:
    wanted = fold(typed.strip().lstrip("#"))
    begins = [one for one in choices if fold(one[1]).startswith(wanted) or fold(one[0]).startswith(wanted)]
    inside = [one for one in choices if one not in begins and wanted in fold(one[1])]
    return [*begins, *inside]


# --- Names --------------------------------------------------------------------------------------------------------------


async def _seen_names(visit: Visit) -> Choices:
    return [(name, type_) for type_, name in (await seen_names(visit)).values()]


def _names(registry: Registry, seen: Choices, typed: str, kind: str) -> Choices:
    pools = {"company": registry.companies, "model": registry.families}
    pool = pools.get(kind)
    found = [name for name in registry.complete(typed, MOST * 4) if pool is None or name in pool]
    wanted = fold(typed.strip())
    news = [name for name, type_ in seen if kind in (type_, "name") and wanted and fold(name).startswith(wanted)]
    found = list(dict.fromkeys([*news[:_OF_THE_NEWS], *found]))
    if not found and len(typed.strip()) > 2:
        found = [name for name in registry.suggest(typed, 5) if pool is None or name in pool]
    known = registry.canonical(typed) if typed.strip() else None
    if known and known[1] not in found and kind != "company" and known[0] == "model":
        found.insert(0, known[1])
    return [(name, name) for name in found]


def _several(registry: Registry, seen: Choices, typed: str) -> Choices:
    """The last of "Meta, Qw" is completed, those before it are kept."""
    before, comma, last = typed.rpartition(",")
    kept = f"{before.strip()}, " if comma else ""
    return [(f"{kept}{name}", f"{kept}{name}") for name, _ in _names(registry, seen, last, "name")]


# --- One's own ----------------------------------------------------------------------------------------------------------


async def _subscriptions(visit: Visit) -> Choices:
    orders = await orders_here(visit)
    here = sorted(orders, key=lambda order: order.channel != visit.place.address)
    return [(str(order.id), f"{order.id} · {channel_words(order)} · {order_words(order)}") for order in here]


async def _watches(visit: Visit) -> Choices:
    return [(watch.name, watch.name) for watch in await own_watches(visit)]


async def _feeds(visit: Visit) -> Choices:
    feeds = await visit.store.feeds(workspace_id=await visit.workspace_id())
    names = sorted({feed.spec.name for feed in feeds}, key=str.casefold)
    return [(name, name) for name in names]


_OWN: dict[str, Source] = {"subscription": _subscriptions, "watch": _watches, "feed": _feeds}
_FIXED: dict[str, Choices] = {
    "preset": list(PRESET_CHOICES), "days": list(DAY_CHOICES), "form": list(FORM_CHOICES),
    "kinds": list(KIND_CHOICES), "languages": list(LANGUAGE_CHOICES), "language": list(LANGUAGE_CHOICES),
}  # fmt: skip
