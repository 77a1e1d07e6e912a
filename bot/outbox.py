"""How a message gets into the outbox: its delivery's id and marks, its parts as a platform draws them, its intent.

The way in for everything that is posted visibly, whoever wants it posted. It posts nothing itself: `deliver` does.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from bot.news.message import Message
from bot.news.message_json import message_to_json
from bot.outbox_ports import (
    OPEN,
    Channel,
    ChannelStore,
    Courier,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Json,
    Notice,
    NoticeStore,
    OutboxStore,
    Part,
    ToldStory,
)

_MARK_BYTES = 12  # 16 characters of base64: with ".", and a part's number, under Discord's 25 for a nonce
_LONGEST_OCCASION = 60
_READABLE = re.compile(r"[A-Za-z0-9 .:+-]+")


def delivery_id(channel_id: int, subscription_id: int | None, occasion: str) -> str:
    """ "c12-s3-2026-12-15T07:30Z", or "c12-story_5_v2" without a subscription. The same words give the same id.

    An occasion that is long, or isn't made of plain letters and digits, is told by its beginning and a hash.
    """
    whose = f"c{channel_id}" if subscription_id is None else f"c{channel_id}-s{subscription_id}"
    return f"{whose}-{_short(occasion)}"


def _short(occasion: str) -> str:
    if len(occasion) <= _LONGEST_OCCASION and _READABLE.fullmatch(occasion):
        return occasion.replace(" ", "_")
    beginning = re.sub(r"[^A-Za-z0-9.:+-]+", "_", occasion)[:24]
    return f"{beginning}~{hashlib.blake2b(occasion.encode(), digest_size=8).hexdigest()}"


def occasion_of(moment: datetime) -> str:
    """A due time as an occasion: "2026-12-15T07:30Z", and to its last digit where it isn't a whole minute (a digest that
    is composed anew because its channel is open again must not pass for the one that was taken back)."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ" if moment.second or moment.microsecond else "%Y-%m-%dT%H:%MZ")


def occasion_of_story(story_id: int, version: int) -> str:
    """A new version of a story as an occasion, as `ReachedStore.overtaken` words it."""
    return f"story {story_id} v{version}"


def story_of_occasion(occasion: str) -> tuple[int, int] | None:
    """The story and its version of such an occasion; None for occasions of another kind."""
    found = re.fullmatch(r"story (\d+) v(\d+)", occasion)
    return (int(found[1]), int(found[2])) if found else None


def occasion_time(occasion: str) -> datetime | None:
    """The due time of such an occasion; None for occasions of another kind. Older databases have whole seconds."""
    for form in ("%Y-%m-%dT%H:%MZ", "%Y-%m-%dT%H:%M:%S.%fZ", "%Y-%m-%dT%H:%M:%SZ"):
        with suppress(ValueError):
            return datetime.strptime(occasion, form).replace(tzinfo=UTC)
    return None


def mark_of(delivery_id: str) -> str:
    """16 characters of A-Z a-z 0-9 _ - that are posted with every part, and tell nobody anything but us."""
    digest = hashlib.blake2b(delivery_id.encode(), digest_size=_MARK_BYTES, person=b"newsdesk").digest()
    return base64.urlsafe_b64encode(digest).decode()


def drawn(courier: Courier, message: Message, delivery_id: str, mention: str | None = None) -> tuple[Part, ...]:
    """The message's parts as they will be posted, each with the marker that finds it again."""
    mark = mark_of(delivery_id)
    payloads = courier.draw(message, mark=mark, mention=mention)
    return tuple(Part(n, f"{mark}.{n}", payload) for n, payload in enumerate(payloads, 1))


def placed(courier: Courier, parts: Sequence[Part], told: Sequence[ToldStory]) -> tuple[ToldStory, ...]:
    """The stories with the part that has each. One without a menu of its own (told briefly) stands in the last part."""
    where = courier.parts_with_stories([part.payload for part in parts])
    return tuple(replace(story, part=where.get(story.story_id, len(parts))) for story in told)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a delivery shall be, besides its message; each as in `Delivery`. `due_at` None: at once."""

    kind: DeliveryKind
    occasion: str
    told: tuple[ToldStory, ...] = ()
    subscription_id: int | None = None
    due_at: datetime | None = None
    expires_at: datetime | None = None
    since: datetime | None = None
    until: datetime | None = None
    thread: str | None = None
    open_thread: bool = False
    mention: str | None = None


def delivery_for(courier: Courier, channel: Channel, message: Message, wish: Wish, now: datetime) -> Delivery:
    """The delivery as it is planned, all its parts drawn."""
    number = delivery_id(channel.id, wish.subscription_id, wish.occasion)
    parts = drawn(courier, message, number, wish.mention)
    return _delivery(number, channel, wish, now, parts, message_to_json(message), placed(courier, parts, wish.told))


def _delivery(
    number: str,
    channel: Channel,
    wish: Wish,
    now: datetime,
    parts: tuple[Part, ...],
    message: Json,
    told: tuple[ToldStory, ...],
) -> Delivery:
    return Delivery(
        id=number,
        channel=channel,
        subscription_id=wish.subscription_id,
        occasion=wish.occasion,
        kind=wish.kind,
        parts=parts,
        created_at=now,
        due_at=wish.due_at or now,
        message=message,
        told=told,
        since=wish.since,
        until=wish.until,
        expires_at=wish.expires_at,
        thread=wish.thread,
        open_thread=wish.open_thread,
        mention=wish.mention,
    )


@dataclass
class Drawings:
    """Deliveries of one round: a message that goes to many channels is drawn for the first two of them only.

    For the others the first one's parts are taken, with their own mark where its mark stands. The second one shows
    whether that is all in which two drawings differ; where it isn't, each is drawn.
    """

    _kept: dict[tuple[str, int, str | None], _Drawing] = field(default_factory=dict)

    def delivery_for(self, courier: Courier, channel: Channel, message: Message, wish: Wish, now: datetime) -> Delivery:
        kept = self._kept.get((courier.platform, id(message), wish.mention))
        if kept is None:
            delivery = delivery_for(courier, channel, message, wish, now)
            kept = _Drawing(message, mark_of(delivery.id), _to_text(delivery.parts), delivery)
            self._kept[courier.platform, id(message), wish.mention] = kept
            return delivery
        if kept.is_alike is False:
            return delivery_for(courier, channel, message, wish, now)
        made = kept.for_another(channel, wish, now)
        if kept.is_alike is None:
            drawn_anew = delivery_for(courier, channel, message, wish, now)
            kept.is_alike = made == drawn_anew
            return drawn_anew
        return made


@dataclass
class _Drawing:
    """The first delivery of a message. `message` is held, so that no other can have its identity meanwhile."""

    message: Message
    mark: str
    parts: str
    first: Delivery
    is_alike: bool | None = None

    def for_another(self, channel: Channel, wish: Wish, now: datetime) -> Delivery:
        number = delivery_id(channel.id, wish.subscription_id, wish.occasion)
        mark = mark_of(number)
        payloads = json.loads(self.parts.replace(self.mark, mark))
        parts = tuple(Part(n, f"{mark}.{n}", payload) for n, payload in enumerate(payloads, 1))
        where = {one.story_id: one.part for one in self.first.told}
        told = tuple(replace(one, part=where.get(one.story_id, len(parts))) for one in wish.told)
        return _delivery(number, channel, wish, now, parts, self.first.message, told)


def _to_text(parts: Sequence[Part]) -> str:
    return json.dumps([part.payload for part in parts], ensure_ascii=False)


# --- What the arrows tell each other ----------------------------------------------------------------------------------

SHUT, TOKEN, MISSED = "shut ", "token ", "missed "
"""How notices begin: that a channel was closed, that a platform refuses our token, that a digest was not posted."""


def shut_key(channel: Channel) -> str:
    """The notice that a channel was closed, until something is posted there again."""
    return f"{SHUT}{channel.id}"


async def shut_notice(store: NoticeStore, channel: Channel) -> Notice | None:
    """That notice, while it is open."""
    key = shut_key(channel)
    return next((one for one in await store.notices(prefix=key) if one.key == key), None)


def missed_prefix(subscription_id: int) -> str:
    return f"{MISSED}{subscription_id} "


async def note_missed(
    store: NoticeStore,
    subscription_id: int,
    address: str,
    channel_id: int,
    due: datetime,
    now: datetime,
    *,
    what: str = "came too late and was not posted",
) -> None:
    """Notes that a digest was not posted, as "missed 3 2026-12-15T07:30Z": the next one covers it, and says so."""
    text = f"A digest of {address} {what}; the next one covers it."
    await store.open_notice(f"{missed_prefix(subscription_id)}{occasion_of(due)}", text, now, channel_id=channel_id)


def missed_due(notice: Notice) -> datetime | None:
    """When a digest was due that was not posted."""
    return occasion_time(notice.key.rpartition(" ")[2])


async def unsettled(store: OutboxStore, channel_ids: Collection[int], now: datetime) -> list[Delivery]:
    """What is on its way to the channels, or may have been posted there."""
    states: tuple[DeliveryState, ...] = (*OPEN, "unknown")
    week_ago, most = now - timedelta(days=7), 200 * len(channel_ids)
    return await store.deliveries(state=states, channel_ids=channel_ids, since=week_ago, limit=most)


async def direct_channel(
    store: ChannelStore, platform: str, workspace: str, person: str, now: datetime, *, workspace_name: str | None = None
) -> Channel:
    """A person's direct messages. On Discord they belong to no server, whatever the server where one met."""
    address = f"{platform}:@{person}"
    if platform == "discord":
        return await store.keep_channel(address, now)
    return await store.keep_channel(address, now, workspace=workspace, workspace_name=workspace_name)


# --- Planning a message -----------------------------------------------------------------------------------------------


async def plan_message(
    store: OutboxStore,
    courier: Courier,
    channel: Channel,
    message: Message,
    *,
    kind: DeliveryKind,
    occasion: str,
    now: datetime,
    told: Sequence[ToldStory] = (),
    thread: str | None = None,
    subscription_id: int | None = None,
    expires_at: datetime | None = None,
) -> str | None:
    """Puts a message into the outbox; the delivery's id, or None when one for this occasion stood already."""
    wish = Wish(kind, occasion, tuple(told), subscription_id, expires_at=expires_at, thread=thread)
    delivery = delivery_for(courier, channel, message, wish, now)
    return delivery.id if await store.plan(delivery, now) else None
