"""The arrow from the outbox to the channels: each part posted once, whatever is lost, limited, closed or killed.

What is to be done next is decided by plain functions over the rows; the rest only calls and writes, always the intent
before the act. What is posted was composed, planned and drawn elsewhere.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal, Protocol, TypeAlias, TypeVar

from bot.logs import logger
from bot.news.message import Message, note_message
from bot.news.message_json import message_from_json, message_to_json
from bot.news.timetable import late_title, since_words
from bot.outbox import (
    SHUT,
    TOKEN,
    direct_channel,
    drawn,
    note_missed,
    occasion_of,
    occasion_time,
    placed,
    plan_message,
    shut_key,
    shut_notice,
)
from bot.outbox_ports import (
    CannotLook,
    Channel,
    ChannelClosed,
    ChannelState,
    ChannelStore,
    ClaimStore,
    Courier,
    Couriers,
    Delivery,
    DeliveryState,
    NoticeStore,
    OrderStore,
    OutboxStore,
    Part,
    TokenRefused,
    Unsure,
)
from bot.ports import GiveUp, NewsdeskError, TryLater

log = logger(__name__)
Clock: TypeAlias = Callable[[], datetime]
T = TypeVar("T")

# --- Deciding ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DeliverPolicy:
    """`call_seconds`: how long any answer is waited for. `settle`: how long after an unclear answer the channel is
    looked at: the platform may still be storing it. `turn`: after so long a delivery gives its turn back, well before
    its lease of `lease_seconds` ends. `lifetime`: of a delivery that has no end of its own. `look_for`: so long a part is
    looked for before it counts as unknown. `stale`: an intent that is older isn't acted on, for the process stood still,
    and another one may have taken over."""

    call_seconds: float = 30
    settle: timedelta = timedelta(seconds=10)
    skew: timedelta = timedelta(seconds=5)
    late: timedelta = timedelta(minutes=10)
    turn: timedelta = timedelta(seconds=20)
    lease_seconds: float = 60
    lifetime: timedelta = timedelta(days=1)
    look_round: float = 0.5
    look_for: timedelta = timedelta(days=1)
    stale: timedelta = timedelta(seconds=10)


ORDINARY = DeliverPolicy()
_BACKOFF = (5.0, 15.0, 30.0, 60.0)
"""Seconds: however long a platform was down, its channels get their digest a minute after it is back."""
_STUMBLED = (60.0, 300.0, 900.0)
"""Seconds until something is tried again that fails by our own defect."""

Step = Literal["post", "look", "wait", "done", "expire", "end unknown", "end failed"]


@dataclass(frozen=True, slots=True)
class Next:
    """What is to be done with a delivery, and with which of its parts."""

    step: Step
    part: Part | None = None


def next_step(delivery: Delivery, now: datetime, policy: DeliverPolicy = ORDINARY) -> Next:
    """Parts in order. One that may be posted is looked for before anything else is posted; one of which it can't be
    known holds the others up no more than one that is sent."""
    for part in delivery.parts:
        if part.state in ("unsure", "sending"):
            settled = part.tried_at is None or now - part.tried_at >= policy.settle
            return Next("look" if settled else "wait", part)
        if part.state in ("failed", "cancelled"):
            return Next("end failed", part)
        if part.state == "planned":
            return Next("expire", part) if has_expired(delivery, now, policy) else Next("post", part)
    unknown = next((part for part in delivery.parts if part.state == "unknown"), None)
    return Next("end unknown", unknown) if unknown else Next("done")


def has_expired(delivery: Delivery, now: datetime, policy: DeliverPolicy = ORDINARY) -> bool:
    """Too late to begin with it: nothing of it was posted, and its time is over. What was begun is ended."""
    begun = any(part.state in ("sent", "unknown") for part in delivery.parts)
    return not begun and now > (delivery.expires_at or delivery.created_at + policy.lifetime)


def is_late(delivery: Delivery, now: datetime, policy: DeliverPolicy = ORDINARY) -> bool:
    """A digest of which nothing was posted, so long after its due time that its title must say so."""
    untouched = all(part.state == "planned" for part in delivery.parts)
    return delivery.kind == "digest" and untouched and now - due_of(delivery) > policy.late


def due_of(delivery: Delivery) -> datetime:
    """When a digest was due at first: its occasion. `due_at` moves with each new try."""
    return occasion_time(delivery.occasion) or delivery.created_at


def try_again_at(now: datetime, attempts: int, retry_after: float | None = None) -> datetime:
    """As long as the platform says, else longer from try to try, up to a minute."""
    wait = _longer(_BACKOFF, attempts) if retry_after is None else max(retry_after, 0.1)
    return now + timedelta(seconds=wait)


def _longer(waits: Sequence[float], attempts: int) -> float:
    return waits[min(attempts, len(waits) - 1)]


def in_thread(delivery: Delivery, part: Part) -> str | None:
    """The message under which a part goes: the delivery's own, or the digest's first part for the later ones."""
    if delivery.thread or not delivery.open_thread or part.n == 1:
        return delivery.thread
    return delivery.parts[0].message_ref


# --- Doing ------------------------------------------------------------------------------------------------------------


class DeliverStore(OutboxStore, ChannelStore, OrderStore, NoticeStore, ClaimStore, Protocol):
    """What delivering reads and writes."""


@dataclass(slots=True)
class DeliverReport:
    """What a round came to, by delivery."""

    sent: int = 0
    parts: int = 0
    again: int = 0
    unknown: int = 0
    failed: int = 0
    expired: int = 0
    closed: int = 0
    refused: dict[str, str] = field(default_factory=dict)


async def deliver(
    store: DeliverStore,
    couriers: Couriers,
    *,
    now: Clock,
    owner: str,
    policy: DeliverPolicy = ORDINARY,
    most_at_once: int = 50,
) -> DeliverReport:
    """Posts all that is due, one delivery a channel at a time and at most `most_at_once` together.

    Ends when nothing is due any more. A slow channel holds up no other: places that come free are filled meanwhile.
    """
    round_ = _Round(store, couriers, now, owner, policy)
    running: set[asyncio.Task[None]] = set()
    places = _Places(most_at_once, policy.look_round, asyncio.get_running_loop().time)
    try:
        while True:
            platforms = [name for name in couriers if name not in round_.report.refused]
            room = places.to_fill(len(running)) if platforms else 0
            taken = await round_.claim(room, platforms) if room else []
            running |= {asyncio.create_task(round_.deliver(delivery)) for delivery in taken}
            if not running:
                break
            running = await _some_done(running, policy.look_round)
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
    await round_.tell_tokens()
    return round_.report


@dataclass
class _Places:
    """How many of the places for deliveries are filled now: a quarter of them at a time, all that are free every
    `seconds`, and at once when nothing runs. Asking for each place alone would cost as much as delivering."""

    most: int
    seconds: float
    clock: Callable[[], float]
    asked_at: float = float("-inf")

    def to_fill(self, running: int) -> int:
        free, now = self.most - running, self.clock()
        if running and free < max(1, self.most // 4) and now - self.asked_at < self.seconds:
            return 0
        self.asked_at = now
        return free


async def _some_done(running: set[asyncio.Task[None]], seconds: float) -> set[asyncio.Task[None]]:
    """Those that are still at work after the first has ended, or after some time. Raises what ended one."""
    done, left = await asyncio.wait(running, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    for task in done:
        task.result()
    return left


@dataclass
class _Round:
    store: DeliverStore
    couriers: Couriers
    now: Clock
    owner: str
    policy: DeliverPolicy
    report: DeliverReport = field(default_factory=DeliverReport)
    posted_on: set[str] = field(default_factory=set)
    shut: set[str] = field(default_factory=set)

    async def claim(self, room: int, platforms: Sequence[str]) -> list[Delivery]:
        taken = await self.store.claim_deliveries(
            self.now(), owner=self.owner, limit=room, platforms=platforms, seconds=self.policy.lease_seconds
        )
        if taken:  # read under their leases: only a delivery to a channel opens or ends the notice that it is shut
            self.shut = {notice.key for notice in await self.store.notices(prefix=SHUT)}
        return taken

    async def deliver(self, delivery: Delivery) -> None:
        """One turn of one delivery. What a courier can't name as one of its errors must not stop the others."""
        try:
            await _Turn(self, delivery, self.couriers[delivery.channel.platform], self.now()).take()
        except Exception as error:
            log.exception("a delivery stumbled", delivery=delivery.id)
            later = self.now() + timedelta(seconds=_longer(_STUMBLED, delivery.attempts))
            await self.store.release_delivery(delivery.id, owner=self.owner, due_at=later, reason=type(error).__name__)

    async def tell_tokens(self) -> None:
        """A platform that refuses our token is told of once, and once more when it takes it again."""
        for platform, reason in self.report.refused.items():
            if await self.store.open_notice(f"{TOKEN}{platform}", reason, self.now()):
                log.error("the token was refused", platform=platform, reason=reason)
        for notice in await self.store.notices(prefix=TOKEN) if self.posted_on else ():
            if notice.key.removeprefix(TOKEN) in self.posted_on - set(self.report.refused):
                await self.store.end_notice(notice.key, self.now())


class _GiveBack(Exception):
    """The turn ends here; the delivery is tried again at `due_at`, or (None) is no longer ours."""

    def __init__(self, due_at: datetime | None, reason: str | None = None) -> None:
        super().__init__(reason)
        self.due_at = due_at
        self.reason = reason


@dataclass
class _Turn:
    """One delivery under its lease, from its rows as they stand to where it must stop."""

    round: _Round
    delivery: Delivery
    courier: Courier
    begun: datetime

    @property
    def store(self) -> DeliverStore:
        return self.round.store

    @property
    def policy(self) -> DeliverPolicy:
        return self.round.policy

    def now(self) -> datetime:
        return self.round.now()

    async def take(self) -> None:
        try:
            await self._redraw_if_late()
            while await self._do(next_step(self.delivery, self.now(), self.policy)):
                if self.now() - self.begun > self.policy.turn:
                    raise _GiveBack(self.now())
        except _GiveBack as back:
            if back.due_at is not None:
                self.round.report.again += 1
                await self.store.release_delivery(
                    self.delivery.id, owner=self.round.owner, due_at=back.due_at, reason=back.reason
                )

    async def _do(self, next_: Next) -> bool:
        """False when the delivery has ended."""
        if next_.step in ("post", "look", "wait") and self.courier.platform in self.round.report.refused:
            raise _GiveBack(self.now() + timedelta(minutes=1), self.round.report.refused[self.courier.platform])
        if next_.part is not None and next_.step == "post":
            await self._post(next_.part)
        elif next_.part is not None and next_.step == "look":
            await self._look(next_.part)
        elif next_.part is not None and next_.step == "wait":
            tried = next_.part.tried_at or self.now()
            raise _GiveBack(tried + self.policy.settle, next_.part.reason)
        else:
            await self._end(next_)
            return False
        return True

    # --- Posting ------------------------------------------------------------------------------------------------------

    async def _post(self, part: Part) -> None:
        thread = await self._thread_for(part)
        now = self.now()
        if not await self.store.part_sending(self.delivery.id, part.n, now, owner=self.round.owner):
            raise _GiveBack(None)
        part = self._keep(replace(part, state="sending", tried_at=now, attempts=part.attempts + 1))
        if self.now() - now > self.policy.stale:
            raise _GiveBack(self.now(), "it was held up too long to be posted")
        try:
            posting = self.courier.post(self.delivery.channel, part.payload, marker=part.marker, thread=thread)
            ref = await _within(self.policy.call_seconds, posting)
        except Exception as error:
            await self._not_posted(part, error)
        else:
            await self._sent(part, ref)

    async def _not_posted(self, part: Part, error: Exception) -> None:
        """What an error means. One that nobody has named counts as unclear: it may have been posted."""
        if isinstance(error, TryLater):
            await self._part(part, "planned", str(error))
            raise _GiveBack(try_again_at(self.now(), self.delivery.attempts, error.retry_after), str(error))
        if isinstance(error, ChannelClosed):
            await self._part(part, "planned", error.reason)
            await self._close(error)
        if isinstance(error, TokenRefused):
            await self._part(part, "planned", str(error))
            await self._stop_platform(error)
        if isinstance(error, GiveUp):
            await self._refused(part, error)
            return
        if not isinstance(error, Unsure):
            log.error("posting went wrong", delivery=self.delivery.id, error=repr(error))
        await self._part(part, "unsure", str(error) or type(error).__name__)
        raise _GiveBack(max(self.now(), (part.tried_at or self.now()) + self.policy.settle), str(error))

    async def _refused(self, part: Part, error: GiveUp) -> None:
        """Nothing can be done about it. An update whose thread is gone has no place any more, and needs nobody."""
        if self.delivery.kind == "update" and self.delivery.thread:
            await self._finish("cancelled", str(error))
            raise _GiveBack(None)
        await self._part(part, "failed", str(error))

    async def _thread_for(self, part: Part) -> str | None:
        """Opens the digest's thread before a part goes into it; where it can't be opened, the part goes to the channel."""
        thread = in_thread(self.delivery, part)
        if thread is None or thread == self.delivery.thread:
            return thread
        return thread if await self._open_thread(thread) else None

    async def _open_thread(self, message_ref: str) -> bool:
        name = str(self.delivery.message.get("title") or "AI news")
        try:
            starting = self.courier.start_thread(self.delivery.channel, message_ref, name)
            await _within(self.policy.call_seconds, starting)
        except NewsdeskError as error:
            log.warning("a thread could not be opened", delivery=self.delivery.id, reason=str(error))
            return False
        return True

    async def _sent(self, part: Part, ref: str) -> None:
        await self.store.part_sent(self.delivery.id, part.n, ref, self.now())
        self._keep(replace(part, state="sent", message_ref=ref, sent_at=self.now()))
        self.round.report.parts += 1
        self.round.posted_on.add(self.courier.platform)
        if shut_key(self.delivery.channel) in self.round.shut:
            await self.store.end_notice(shut_key(self.delivery.channel), self.now())
        if self.delivery.open_thread and part.n == len(self.delivery.parts) == 1:
            await self._open_thread(ref)

    # --- Looking ------------------------------------------------------------------------------------------------------

    async def _look(self, part: Part) -> None:
        """Finds out what became of a part that may have been posted, by this process or by one that died."""
        try:
            ref = await self._found(part)
        except CannotLook as error:
            await self._part(part, "unknown", str(error))
        except ChannelClosed as error:
            await self._close(error)
        except TokenRefused as error:
            await self._stop_platform(error)
        except GiveUp as error:
            await self._refused(part, error)
        except Exception as error:
            await self._not_found_out(part, error)
        else:
            await (self._part(part, "planned", None) if ref is None else self._sent(part, ref))

    async def _not_found_out(self, part: Part, error: Exception) -> None:
        """It is looked for again, for a day."""
        if not isinstance(error, NewsdeskError):
            log.error("looking went wrong", delivery=self.delivery.id, error=repr(error))
        reason = str(error) or type(error).__name__
        if self.now() - (part.tried_at or self.delivery.created_at) > self.policy.look_for:
            await self._part(part, "unknown", f"it could not be looked for: {reason}")
            return
        after = error.retry_after if isinstance(error, TryLater) else None
        raise _GiveBack(try_again_at(self.now(), self.delivery.attempts, after), reason) from error

    async def _found(self, part: Part) -> str | None:
        since = (part.tried_at or self.delivery.created_at) - self.policy.skew
        thread = in_thread(self.delivery, part)
        places = [thread] if thread is None or thread == self.delivery.thread else [thread, None]
        for place in places:
            looking = self.courier.find(self.delivery.channel, part.marker, since=since, thread=place)
            if ref := await _within(self.policy.call_seconds, looking):
                return ref
        return None

    # --- Ends ---------------------------------------------------------------------------------------------------------

    async def _end(self, next_: Next) -> None:
        report, reason = self.round.report, next_.part.reason if next_.part else None
        if next_.step == "done":
            report.sent += 1
        elif next_.step == "expire":
            report.expired += 1
            if await self._finish("expired", "its time was over"):
                await self._note_missed()
        elif next_.step == "end unknown":
            report.unknown += 1
            await self._finish("unknown", reason)
        else:
            report.failed += 1
            await self._say_refused()
            await self._finish("failed", reason)

    async def _note_missed(self, **why: str) -> None:
        """The next digest covers it, and says so."""
        number, channel = self.delivery.subscription_id, self.delivery.channel
        if self.delivery.kind == "digest" and number is not None:
            due = due_of(self.delivery)
            await note_missed(self.store, number, channel.address, channel.id, due, self.now(), **why)

    async def _say_refused(self) -> None:
        """Told before it is recorded: a crash in between tells nobody twice."""
        begun = any(part.state in ("sent", "unknown") for part in self.delivery.parts)
        if not begun:
            await self._note_missed(what="was refused by the platform")
        await _tell_of_refusal(self.store, self.courier, self.delivery, self.now(), begun=begun)

    async def _close(self, error: ChannelClosed) -> None:
        self.round.report.closed += 1
        since = self.delivery.created_at
        await close_channel(self.store, self.round.couriers, self.delivery.channel, error, since, self.now())
        raise _GiveBack(self.now(), error.reason) from error

    async def _stop_platform(self, error: TokenRefused) -> None:
        self.round.report.refused[self.courier.platform] = str(error)
        raise _GiveBack(self.now() + timedelta(minutes=1), str(error)) from error

    async def _finish(self, state: DeliveryState, reason: str | None) -> bool:
        """False when it isn't ours any more: another process took it over."""
        return await self.store.finish_delivery(self.delivery.id, state, reason, self.now(), owner=self.round.owner)

    # --- Rows ---------------------------------------------------------------------------------------------------------

    async def _part(
        self, part: Part, state: Literal["planned", "unsure", "unknown", "failed"], why: str | None
    ) -> None:
        if not await self.store.part_open(self.delivery.id, part.n, state, why, self.now(), owner=self.round.owner):
            raise _GiveBack(None)
        self._keep(replace(part, state=state, reason=why))

    def _keep(self, part: Part) -> Part:
        parts = tuple(part if each.n == part.n else each for each in self.delivery.parts)
        self.delivery = replace(self.delivery, parts=parts)
        return part

    async def _redraw_if_late(self) -> None:
        """The title of a late digest says when it was due and when it comes."""
        delivery, now = self.delivery, self.now()
        if not is_late(delivery, now, self.policy) or has_expired(delivery, now, self.policy):
            return
        order = await self.store.subscription(delivery.subscription_id or 0)
        message = message_from_json(delivery.message)
        title = late_title(message.title, due_of(delivery), now, order.zone if order else "UTC")
        if title == message.title:
            return
        late = replace(message, title=title)
        parts = drawn(self.courier, late, delivery.id, delivery.mention)
        told = placed(self.courier, parts, delivery.told)
        kept = message_to_json(late)
        if await self.store.redraw(delivery.id, kept, parts, told, now):
            self.delivery = replace(delivery, parts=parts, message=kept, told=told)


async def _within(seconds: float, calling: Awaitable[T]) -> T:
    """Unsure when no answer came in time."""
    try:
        async with asyncio.timeout(seconds):
            return await calling
    except TimeoutError as error:
        raise Unsure(f"no answer within {seconds:.0f} seconds") from error


# --- A channel that is closed -----------------------------------------------------------------------------------------


class TellStore(OutboxStore, ChannelStore, OrderStore, Protocol):
    """What telling the subscribers of a closed channel reads and writes."""


class CloseStore(TellStore, NoticeStore, Protocol):
    """What closing a channel reads and writes."""


async def close_channel(
    store: CloseStore, couriers: Couriers, channel: Channel, closed: ChannelClosed, since: datetime, now: datetime
) -> None:
    """Whoever subscribed is told, then the channel is closed: a crash in between tells nobody twice."""
    told = await shut_notice(store, channel)
    if told is None or told.text != closed.reason:  # else nothing could be posted there since it was told
        await _tell_subscribers(store, couriers, channel, closed, since, now)
        await store.end_notice(shut_key(channel), now)
        await store.open_notice(shut_key(channel), closed.reason, now, channel_id=channel.id)
    state: ChannelState = "gone" if closed.gone else "closed"
    if await store.set_channel_state(channel.id, state, closed.reason, now):
        log.warning("a channel is closed", channel=channel.address, reason=closed.reason)


async def _tell_subscribers(
    store: TellStore, couriers: Couriers, channel: Channel, closed: ChannelClosed, since: datetime, now: datetime
) -> None:
    courier = couriers.get(channel.platform)
    if courier is None or _is_direct(channel):
        return
    orders = await store.subscriptions(channel_id=channel.id)
    by_person = {order.created_by: order for order in orders if order.created_by and order.state == "active"}
    for person, order in sorted(by_person.items()):
        message = closed_message(channel, closed, since, now, order.zone)
        await _tell(store, courier, channel, person, message, f"closed {channel.id} {occasion_of(since)}", now)


async def _tell_of_refusal(
    store: TellStore, courier: Courier, delivery: Delivery, now: datetime, *, begun: bool
) -> None:
    """To whoever subscribed: the platform refused a digest, or (`begun`) a part of it."""
    order = await store.subscription(delivery.subscription_id) if delivery.subscription_id is not None else None
    if delivery.kind == "digest" and order is not None and order.created_by:
        channel, message = delivery.channel, refused_message(delivery.channel, begun=begun)
        await _tell(store, courier, channel, order.created_by, message, f"refused {delivery.id}", now)


async def _tell(
    store: TellStore, courier: Courier, channel: Channel, person: str, message: Message, occasion: str, now: datetime
) -> None:
    """A direct message, once for its occasion."""
    direct = channel
    if not _is_direct(channel):
        direct = await direct_channel(store, channel.platform, channel.workspace, person, now)
    ends = now + timedelta(days=3)
    await plan_message(store, courier, direct, message, kind="notice", occasion=occasion, now=now, expires_at=ends)


def _is_direct(channel: Channel) -> bool:
    return channel.external_id.startswith("@")


def refused_message(channel: Channel, *, begun: bool) -> Message:
    """ "A part of today's digest could not be posted in #ai-news: Slack refused the message. Its stories come ..." """
    what = "A part of today's digest" if begun else "Today's digest"
    where = "here" if _is_direct(channel) else f"in {_called(channel)}"
    said = f"{what} could not be posted {where}: {channel.platform.capitalize()} refused the message."
    return note_message(f"{said} Its stories come with the next one. Nothing to do for you.")


def _called(channel: Channel) -> str:
    return f"#{channel.name.lstrip('#')}" if channel.name else channel.address


def closed_message(channel: Channel, closed: ChannelClosed, since: datetime, now: datetime, zone: str) -> Message:
    """ "I can't post in #ai-news since 08:30: “Send Messages” is missing. Give it back and today's digest follows." """
    reason = closed.reason.rstrip(".")
    said = f"I can't post in {_called(channel)} {since_words(since, now, zone)}: {reason}. {_way_out(closed)}"
    return note_message(said)


def _way_out(closed: ChannelClosed) -> str:
    if closed.gone:
        return "Its subscriptions are kept for a month: invite me again and they go on, or choose another channel."
    if "archived" in closed.reason:
        return "Unarchive it and today's digest follows. Nothing else to do."
    if "missing" in closed.reason:
        return "Give it back and today's digest follows. Nothing else to do."
    return "When that is mended, today's digest follows. Nothing else to do."
