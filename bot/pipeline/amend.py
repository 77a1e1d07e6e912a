"""The arrow from a story that grew, was wrong or was taken back to the places where it was posted.

An update is a line in the thread of the message that had it, never a post of its own; a correction also stands under
the wrong line. What the next digest says of it is compose's.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from bot.logs import logger
from bot.news.amendments import TAKEN_BACK, amended_note, correction_message, update_message, with_note
from bot.news.message import Message
from bot.news.message_json import message_from_json, message_to_json
from bot.news.model import Story
from bot.outbox import Wish, delivery_for, delivery_id, drawn, occasion_of_story
from bot.outbox_ports import (
    Channel,
    Courier,
    Couriers,
    Delivery,
    DeliveryKind,
    OrderStore,
    OutboxStore,
    Overtaken,
    ReachedStore,
)
from bot.ports import BriefVersion, GiveUp, NewsdeskError, NewsReader

log = logger(__name__)

REMEMBERED = timedelta(days=30)
"""What was posted longer ago is neither updated nor corrected where it stands."""
LIFETIME = timedelta(days=1)
CALL_SECONDS = 30.0
_MOST_NEWS = 2


class AmendStore(NewsReader, OutboxStore, OrderStore, ReachedStore, Protocol):
    """What amending reads and writes."""


@dataclass(slots=True)
class AmendReport:
    updates: int = 0
    corrections: int = 0
    edited: int = 0
    silent: int = 0
    failed: list[tuple[int, str]] = field(default_factory=list)


async def amend(store: AmendStore, couriers: Couriers, *, now: datetime, limit: int = 500) -> AmendReport:
    """Plans a line for each story that a channel had and that says something new since. Run it before composing."""
    report = AmendReport()
    for one in await store.overtaken(now - REMEMBERED, limit=limit):
        courier = couriers.get(one.channel.platform)
        if courier is None:
            continue
        try:
            await _Amending(store, courier, one, now, report).act()
        except NewsdeskError as error:  # tried again in the next round
            report.failed.append((one.reached.story_id, str(error)))
            log.warning("a posted story could not be amended", story=one.reached.story_id, reason=str(error))
        except Exception as error:  # one story stops no other
            report.failed.append((one.reached.story_id, type(error).__name__))
            log.exception("amending a posted story went wrong", story=one.reached.story_id)
    return report


@dataclass
class _Amending:
    """One story that one channel had in an older version."""

    store: AmendStore
    courier: Courier
    one: Overtaken
    now: datetime
    report: AmendReport

    @property
    def channel(self) -> Channel:
        return self.one.channel

    async def act(self) -> None:
        story = await self.store.story(self.one.reached.story_id, workspace_id=self.channel.workspace_id)
        posted = await self.store.delivery(self.one.reached.delivery_id) if self.one.reached.delivery_id else None
        thread = thread_of(posted, self.one.reached.message_ref)
        if story is None or thread is None:
            await self._silent("it isn't known where it was posted")
            return
        versions = await self.store.history(story.id)
        if story.brief.correction and story.brief.whats_new:
            await self._correct(story, versions, posted, thread)
        else:
            await self._update(story, versions, thread)

    async def _update(self, story: Story, versions: Sequence[BriefVersion], thread: str) -> None:
        before = _as_of(versions, self.one.reached.version)
        news = [text for one in await self._untold(versions) if (text := (one.brief.whats_new or "").strip())]
        if before is None or not news:
            await self._silent("it says nothing new")
            return
        newest = max(story.sources, key=lambda source: source.published, default=None)
        told = list(dict.fromkeys(news))[-_MOST_NEWS:]
        zone = await self._zone()
        message = update_message(story.brief, told, before.brief, self.one.reached.at, newest, self.now, zone)
        self.report.updates += await self._plan(message, "update", thread)

    async def _untold(self, versions: Sequence[BriefVersion]) -> list[BriefVersion]:
        """Versions since the one that the channel had of which it heard nothing yet."""
        newer = [one for one in versions if one.version > self.one.reached.version]
        return [one for one in newer if not await self._stands(one.version)]

    async def _stands(self, version: int) -> bool:
        occasion = occasion_of_story(self.one.reached.story_id, version)
        return await self.store.delivery(delivery_id(self.channel.id, None, occasion)) is not None

    async def _correct(
        self, story: Story, versions: Sequence[BriefVersion], posted: Delivery | None, thread: str
    ) -> None:
        """First the line, then the thread: with the thread planned the story is no longer overtaken here."""
        text = story.brief.whats_new or ""
        current = _as_of(versions, story.brief.version)
        verb = "Retracted" if text.startswith(TAKEN_BACK) else "Corrected"
        note = amended_note(verb, text, current.at if current else self.now, await self._zone())
        if posted is not None:
            headlines = [one.brief.headline for one in versions]
            self.report.edited += await self._edit(posted, story.id, headlines, note)
        self.report.corrections += await self._plan(correction_message(story.brief, note), "correction", thread)

    async def _edit(self, posted: Delivery, story_id: int, headlines: Sequence[str], note: str) -> bool:
        """The posted part with the note under its line; False where it can't be edited any more."""
        if not posted.message:
            return False
        message = with_note(message_from_json(posted.message), story_id, headlines, note)
        if message is None:
            return False
        parts = drawn(self.courier, message, posted.id, posted.mention)
        n = next((one.part for one in posted.told if one.story_id == story_id), 1)
        stands = next((part for part in posted.parts if part.n == n and part.state == "sent"), None)
        if stands is None or stands.message_ref is None or len(parts) != len(posted.parts):
            return False
        payload = parts[n - 1].payload
        try:
            async with asyncio.timeout(CALL_SECONDS):
                await self.courier.edit(self.channel, stands.message_ref, payload)
        except GiveUp as error:
            log.info("a posted line can't be edited any more", delivery=posted.id, reason=str(error))
            return False
        await self.store.edited(posted.id, message_to_json(message), n, payload, self.now)
        return True

    async def _plan(self, message: Message, kind: DeliveryKind, thread: str) -> bool:
        occasion = occasion_of_story(self.one.reached.story_id, self.one.version)
        wish = Wish(kind, occasion, expires_at=self.now + LIFETIME, thread=thread)
        return await self.store.plan(delivery_for(self.courier, self.channel, message, wish, self.now), self.now)

    async def _silent(self, reason: str) -> None:
        """Nothing is posted, and nobody asks again."""
        occasion = occasion_of_story(self.one.reached.story_id, self.one.version)
        nothing = Delivery(
            delivery_id(self.channel.id, None, occasion), self.channel, None, occasion, "update", (), self.now, self.now,
            message_to_json(Message("", (), (), "")), state="cancelled", reason=reason, finished_at=self.now,
        )  # fmt: skip
        self.report.silent += await self.store.plan(nothing, self.now)

    async def _zone(self) -> str:
        orders = await self.store.subscriptions(channel_id=self.channel.id)
        return orders[0].zone if orders else "UTC"


def thread_of(posted: Delivery | None, message_ref: str | None) -> str | None:
    """The message whose thread is the delivery's: one thread a digest, at its first part."""
    if posted is not None and posted.thread:
        return posted.thread
    first = posted.parts[0].message_ref if posted is not None and posted.parts else None
    return first or message_ref


def _as_of(versions: Sequence[BriefVersion], version: int) -> BriefVersion | None:
    return max((one for one in versions if one.version <= version), key=lambda one: one.version, default=None)
