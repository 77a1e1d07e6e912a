"""The arrow from a story that grew, was wrong or was taken back to the places where it was posted, or is about to be.

An update is a line in the thread of the message that had it, never a post of its own; a correction also stands under
the wrong line. What waits to be posted is put right before anybody sees it. What the next digest says of it is compose's.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from bot.logs import logger
from bot.news.amendments import (
    TAKEN_BACK,
    amended_note,
    correction_message,
    update_message,
    with_note,
    without_story,
)
from bot.news.message import Message
from bot.news.message_json import message_from_json, message_to_json
from bot.news.model import Story
from bot.outbox import Wish, delivery_for, delivery_id, drawn, occasion_of_story, placed
from bot.outbox_ports import (
    Channel,
    Courier,
    Couriers,
    Delivery,
    DeliveryKind,
    DeliveryState,
    OrderStore,
    OutboxStore,
    Overtaken,
    ReachedStore,
    ToldStory,
)
from bot.ports import BriefVersion, GiveUp, NewsdeskError, NewsReader

log = logger(__name__)

REMEMBERED = timedelta(days=30)
"""What was posted longer ago is neither updated nor corrected where it stands."""
LIFETIME = timedelta(days=1)
CALL_SECONDS = 30.0
_MOST_NEWS = 2
_MOST_WAITING = 1000
_MOST_POSTED = 500
_PLANNED: tuple[DeliveryState, ...] = ("planned",)
_SENT: tuple[DeliveryState, ...] = ("sent",)


class AmendStore(NewsReader, OutboxStore, OrderStore, ReachedStore, Protocol):
    """What amending reads and writes."""


@dataclass(slots=True)
class AmendReport:
    updates: int = 0
    corrections: int = 0
    edited: int = 0
    silent: int = 0
    put_right: int = 0
    failed: list[tuple[int, str]] = field(default_factory=list)


async def amend(store: AmendStore, couriers: Couriers, *, now: datetime, limit: int = 500) -> AmendReport:
    """Plans a line for each story that a channel had and that says something new since, and puts right what waits to be
    posted. Run it before composing."""
    report = AmendReport()
    await _put_right_waiting(store, couriers, now, report)
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
            await self._silent("it isn't known where it was posted", self.one.version)
            return
        versions = await self.store.history(story.id)
        untold = await self._untold(versions)
        corrections = [one for one in untold if one.brief.correction and one.brief.whats_new]
        others = [one for one in untold if one not in corrections]
        if others and others[-1] is not untold[-1]:  # in the order in which they came: the newest ends it
            await self._update(story, versions, others, thread)
        for one in corrections:
            await self._correct(story, versions, one, thread)
        if others and others[-1] is untold[-1]:
            await self._update(story, versions, others, thread)

    async def _update(
        self, story: Story, versions: Sequence[BriefVersion], untold: Sequence[BriefVersion], thread: str
    ) -> None:
        before = _as_of(versions, self.one.reached.version)
        news = [text for one in untold if (text := (one.brief.whats_new or "").strip())]
        version = untold[-1].version
        if before is None or not news:
            await self._silent("it says nothing new", version)
            return
        newest = max(story.sources, key=lambda source: source.published, default=None)
        told = list(dict.fromkeys(news))[-_MOST_NEWS:]
        zone = await self._zone()
        message = update_message(untold[-1].brief, told, before.brief, self.one.reached.at, newest, self.now, zone)
        self.report.updates += await self._plan(message, "update", thread, version)

    async def _untold(self, versions: Sequence[BriefVersion]) -> list[BriefVersion]:
        """Versions since the one that the channel had of which it heard nothing yet."""
        newer = [one for one in versions if one.version > self.one.reached.version]
        return [one for one in newer if not await self._stands(one.version)]

    async def _stands(self, version: int) -> bool:
        occasion = occasion_of_story(self.one.reached.story_id, version)
        return await self.store.delivery(delivery_id(self.channel.id, None, occasion)) is not None

    async def _correct(
        self, story: Story, versions: Sequence[BriefVersion], correction: BriefVersion, thread: str
    ) -> None:
        """First each line, then the thread: with the thread planned the correction is told here."""
        note = _note(correction, await self._zone())
        for posted in await self._posted(story):
            for told in await _told_as(self.store, posted, story):
                known = versions if told == story.id else await self.store.history(told)
                self.report.edited += await self._edit(posted, told, _headlines(known), note)
        message = correction_message(correction.brief, note)
        self.report.corrections += await self._plan(message, "correction", thread, correction.version)

    async def _posted(self, story: Story) -> list[Delivery]:
        """All that told it in the channel: the digest, and what somebody shared since; the newest told last."""
        number = self.one.reached.delivery_id
        newest = await self.store.delivery(number) if number else None
        sent = await self.store.deliveries(
            channel_id=self.channel.id, state=_SENT, since=self.now - REMEMBERED, limit=_MOST_POSTED
        )
        others = [d for d in sent if d.id != number and any(one.story_id == story.id for one in d.told)]
        return [*others, *([newest] if newest else [])]

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

    async def _plan(self, message: Message, kind: DeliveryKind, thread: str, version: int) -> bool:
        occasion = occasion_of_story(self.one.reached.story_id, version)
        wish = Wish(kind, occasion, expires_at=self.now + LIFETIME, thread=thread)
        return await self.store.plan(delivery_for(self.courier, self.channel, message, wish, self.now), self.now)

    async def _silent(self, reason: str, version: int) -> None:
        """Nothing is posted, and nobody asks again."""
        occasion = occasion_of_story(self.one.reached.story_id, version)
        nothing = Delivery(
            delivery_id(self.channel.id, None, occasion), self.channel, None, occasion, "update", (), self.now, self.now,
            message_to_json(Message("", (), (), "")), state="cancelled", reason=reason, finished_at=self.now,
        )  # fmt: skip
        self.report.silent += await self.store.plan(nothing, self.now)

    async def _zone(self) -> str:
        return await zone_of(self.store, self.channel)


async def zone_of(store: OrderStore, channel: Channel) -> str:
    orders = await store.subscriptions(channel_id=channel.id)
    return orders[0].zone if orders else "UTC"


def thread_of(posted: Delivery | None, message_ref: str | None) -> str | None:
    """The message whose thread is the delivery's: one thread a digest, at its first part."""
    if posted is not None and posted.thread:
        return posted.thread
    first = posted.parts[0].message_ref if posted is not None and posted.parts else None
    return first or message_ref


def _headlines(versions: Sequence[BriefVersion]) -> list[str]:
    """All under which the story may stand in a digest, whoever worded it, in whatever language."""
    return [headline for one in versions for headline in one.brief.headlines]


def _note(correction: BriefVersion, zone: str) -> str:
    text = correction.brief.whats_new or ""
    return amended_note("Retracted" if text.startswith(TAKEN_BACK) else "Corrected", text, correction.at, zone)


async def _told_as(store: NewsReader, delivery: Delivery, story: Story) -> list[int]:
    """The numbers under which a delivery told the story: its own, or those of stories that went into it since."""
    told = [one.story_id for one in delivery.told]
    if story.id in told:
        return [story.id]
    workspace_id = delivery.channel.workspace_id
    became = {number: await store.story(number, workspace_id=workspace_id) for number in told}
    return [number for number, now in became.items() if now is not None and now.id == story.id] or [story.id]


def _as_of(versions: Sequence[BriefVersion], version: int) -> BriefVersion | None:
    return max((one for one in versions if one.version <= version), key=lambda one: one.version, default=None)


# --- What waits to be posted ------------------------------------------------------------------------------------------


async def _put_right_waiting(store: AmendStore, couriers: Couriers, now: datetime, report: AmendReport) -> None:
    """What is planned with a story that was corrected, taken back or blocked since. What goes out at this very moment
    is left alone: it is put right where it stands, as all that is posted."""
    known: dict[tuple[int, int], Story | None] = {}
    for delivery in await store.deliveries(state=_PLANNED, since=now - REMEMBERED, limit=_MOST_WAITING):
        courier = couriers.get(delivery.channel.platform)
        waits = delivery.due_at > now or delivery.channel.state != "active"
        if courier is None or not waits or any(part.state != "planned" for part in delivery.parts):
            continue
        try:
            report.put_right += await _Waiting(store, courier, delivery, now, known).put_right()
        except Exception as error:  # one delivery stops no other
            report.failed.append((0, type(error).__name__))
            log.exception("what waits to be posted could not be put right", delivery=delivery.id)


@dataclass
class _Waiting:
    """A delivery of which nothing is posted yet. `known`: stories that were looked up in this round."""

    store: AmendStore
    courier: Courier
    delivery: Delivery
    now: datetime
    known: dict[tuple[int, int], Story | None]

    async def put_right(self) -> bool:
        if not self.delivery.message:
            return False
        was = message, told = message_from_json(self.delivery.message), list(self.delivery.told)
        for one in self.delivery.told:
            story = await self._story(one.story_id)
            if story is not None and story.withdrawn:
                told = [other for other in told if other.story_id != one.story_id]
                message = without_story(message, one.story_id, await self._headlines(one), len(told))
            elif story is not None and story.brief.version > one.version:
                message, told = await self._corrected(message, told, one, story)
        if (message, told) == was:
            return False
        if not told:
            await self.store.finish_delivery(
                self.delivery.id, "cancelled", "its stories aren't told any more", self.now
            )
            return True
        parts = drawn(self.courier, message, self.delivery.id, self.delivery.mention)
        return await self.store.redraw(
            self.delivery.id, message_to_json(message), parts, placed(self.courier, parts, told), self.now
        )

    async def _corrected(
        self, message: Message, told: list[ToldStory], one: ToldStory, story: Story
    ) -> tuple[Message, list[ToldStory]]:
        """With the corrections that came since; what else came is told as an update when it is posted."""
        newer = [v for v in await self.store.history(story.id) if v.version > one.version]
        version, zone = one.version, await self._zone()
        for each in newer:
            if not each.brief.correction or not each.brief.whats_new:
                break
            noted = with_note(message, one.story_id, await self._headlines(one), _note(each, zone))
            message, version = noted or message, each.version if noted else version
        return message, [replace(o, version=version) if o.story_id == one.story_id else o for o in told]

    async def _story(self, number: int) -> Story | None:
        key = (number, self.delivery.channel.workspace_id)
        if key not in self.known:
            self.known[key] = await self.store.story(number, workspace_id=key[1])
        return self.known[key]

    async def _headlines(self, one: ToldStory) -> list[str]:
        return _headlines(await self.store.history(one.story_id))

    async def _zone(self) -> str:
        return await zone_of(self.store, self.delivery.channel)
