"""What delivering, chat commands and the operator's desk need from outside: channels, the outbox, a platform's courier.

Like `bot.ports`: protocols and the values that pass through them; nothing here does anything.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any, Literal, Protocol, TypeAlias

from bot.news.message import Message
from bot.ports import GiveUp, NewsdeskError, Subscription, SubscriptionStore

Json: TypeAlias = dict[str, Any]

# --- Errors of posting ------------------------------------------------------------------------------------------------


class Unsure(NewsdeskError):
    """The request left and no clear answer came: it may have been posted. Look before posting again."""


class CannotLook(NewsdeskError):
    """Whether a part was posted can't be found out: no permission to read the history, or an answer that proves nothing."""


class ChannelClosed(GiveUp):
    """Nothing can be posted there now; `reason` is told to people ("“Send Messages” is missing", "archived").

    `gone`: the channel or the bot's place in it no longer exists (deleted, kicked); it may come back by an invitation.
    """

    def __init__(self, reason: str, *, gone: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.gone = gone


class PartRefused(GiveUp):
    """The platform refuses this very message, whatever is done about the channel: our defect, never retried."""


class TokenRefused(GiveUp):
    """The platform doesn't know our token (any more)."""


# --- Whom it is for ---------------------------------------------------------------------------------------------------

ChannelState = Literal["active", "closed", "gone"]


@dataclass(frozen=True, slots=True)
class Workspace:
    id: int
    platform: str
    external_id: str
    name: str | None
    settings: Mapping[str, Any]
    created_at: datetime
    removed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """`external_id` is the platform's, "@" and a person's id for direct messages, "" for the terminal. `settings`:
    {"muted_outlets": [str], "less": [{"story": id, "company": str|None, "kind": str, "person": str|None, "what": str}]}.
    """

    id: int
    platform: str
    workspace_id: int
    workspace: str
    external_id: str
    name: str | None
    state: ChannelState
    reason: str | None
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"{self.platform}:{self.external_id}".rstrip(":")


class ChannelStore(Protocol):
    async def channel(self, channel_id: int) -> Channel | None: ...

    async def channel_at(self, address: str, *, workspace: str = "") -> Channel | None:
        """By "slack:C…" or "discord:…"; of a platform's several workspaces the one whose channel it is. With a
        `workspace` only that one's: channels that two workspaces share, and people, have one address in both."""

    async def keep_channel(
        self,
        address: str,
        now: datetime,
        *,
        workspace: str = "",
        workspace_name: str | None = None,
        name: str | None = None,
    ) -> Channel:
        """Found or made, with its workspace. One that was made without knowing its workspace moves to the true one;
        a removed workspace stands again. Writes nothing where nothing changes."""

    async def channels(
        self, *, workspace_id: int | None = None, state: ChannelState | None = None, platform: str | None = None
    ) -> list[Channel]: ...

    async def set_channel_state(self, channel_id: int, state: ChannelState, reason: str | None, now: datetime) -> bool:
        """True when it changed by this call: the one process that changed it tells people."""

    async def set_channel_settings(self, channel_id: int, settings: Mapping[str, Any]) -> None: ...


class WorkspaceStore(Protocol):
    async def workspace(self, platform: str, external_id: str) -> Workspace | None: ...

    async def workspaces(self, *, platform: str | None = None, with_removed: bool = False) -> list[Workspace]: ...

    async def set_workspace_settings(self, workspace_id: int, settings: Mapping[str, Any]) -> None: ...

    async def remove_workspace(self, workspace_id: int, now: datetime) -> None:
        """The bot was removed: tokens go at once, subscriptions stop, all else is kept for a month."""

    async def restore_workspace(self, workspace_id: int) -> None:
        """The bot is there again: what stopped is due again."""

    async def delete_workspace(self, workspace_id: int) -> dict[str, int]:
        """Everything that is kept of it goes, at once and for good, its private feeds' articles and stories included;
        table → rows."""

    async def export_workspace(self, workspace_id: int) -> Json:
        """All that is kept of it, tokens left out."""

    async def forgotten_workspaces(self, removed_before: datetime) -> list[Workspace]: ...


# --- The outbox -------------------------------------------------------------------------------------------------------

DeliveryKind = Literal["digest", "post", "notice", "update", "correction", "watch", "test"]
DeliveryState = Literal["planned", "sending", "unsure", "sent", "unknown", "failed", "expired", "cancelled"]
PartState = Literal["planned", "sending", "unsure", "sent", "unknown", "failed", "cancelled"]
OPEN: tuple[DeliveryState, ...] = ("planned", "sending", "unsure")


@dataclass(frozen=True, slots=True)
class Part:
    """One message. `marker` (at most 25 characters of A-Z a-z 0-9 . _ -) is in the posted message and finds it again."""

    n: int
    marker: str
    payload: Json
    state: PartState = "planned"
    message_ref: str | None = None
    reason: str | None = None
    attempts: int = 0
    tried_at: datetime | None = None
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ToldStory:
    """A story of a digest or a post: which version, at which place, in which part, and why."""

    story_id: int
    version: int
    position: int
    part: int = 1
    score: float = 0.0
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message's (or a digest's) way to its channel. `id` comes of channel, subscription and occasion.

    `message` is what was drawn (`news.message_json`), kept for redrawing when it is late or corrected. `thread`: the
    ref of the message under which it goes. `told` is marked as reached with the part that has it. `since` and `until`:
    a digest's span; its subscription's `last_digest_until` becomes `until` when its first part is sent.
    """

    id: str
    channel: Channel
    subscription_id: int | None
    occasion: str
    kind: DeliveryKind
    parts: tuple[Part, ...]
    created_at: datetime
    due_at: datetime
    message: Json
    told: tuple[ToldStory, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    expires_at: datetime | None = None
    thread: str | None = None
    open_thread: bool = False
    mention: str | None = None
    state: DeliveryState = "planned"
    reason: str | None = None
    attempts: int = 0
    finished_at: datetime | None = None


class DeliveryReader(Protocol):
    """Deliveries as they stand."""

    async def delivery(self, delivery_id: str) -> Delivery | None: ...

    async def deliveries(
        self,
        *,
        state: Collection[DeliveryState] | None = None,
        channel_id: int | None = None,
        channel_ids: Collection[int] | None = None,
        subscription_id: int | None = None,
        kind: DeliveryKind | None = None,
        since: datetime | None = None,
        limit: int = 50,
    ) -> list[Delivery]:
        """Newest first."""


class OutboxStore(DeliveryReader, Protocol):
    """Every method is one transaction."""

    async def plan(self, delivery: Delivery, now: datetime, *, next_due_at: datetime | None = None) -> bool:
        """Writes the intent, with the digest, and moves the subscription's next due time. False, and nothing written,
        when a delivery of that id stands already (another process was quicker, or it is a repetition)."""

    async def plan_all(self, planned: Sequence[tuple[Delivery, datetime | None]], now: datetime) -> list[bool]:
        """`plan` for several, each with its subscription's next due time, in one transaction: all or none."""

    async def claim_deliveries(
        self, now: datetime, *, owner: str, limit: int, platforms: Collection[str], seconds: float = 120
    ) -> list[Delivery]:
        """Takes open ones that are due, in active channels, under a lease, oldest due first, one a channel."""

    async def release_delivery(self, delivery_id: str, *, owner: str, due_at: datetime, reason: str | None) -> None:
        """Gives the lease back: to be tried again from `due_at` on. `attempts` grows by one."""

    async def redraw(
        self, delivery_id: str, message: Json, parts: Sequence[Part], told: Sequence[ToldStory] | None, now: datetime
    ) -> bool:
        """Other parts for a delivery of which none was ever tried, or each try surely not posted. False: too late."""

    async def part_sending(self, delivery_id: str, n: int, now: datetime, *, owner: str) -> bool:
        """The intent, before the act. False when the lease was lost: then nothing may be sent."""

    async def part_sent(self, delivery_id: str, n: int, message_ref: str, now: datetime) -> None:
        """Known to be posted. With the first: the subscription's `last_digest_until`; with each: its stories are marked
        as reached. With the last the delivery is `sent`."""

    async def part_open(
        self, delivery_id: str, n: int, state: PartState, reason: str | None, now: datetime, *, owner: str | None = None
    ) -> bool:
        """To "planned" again (surely not posted), "unsure", "unknown" or "failed". `owner`: only while nobody else has
        taken the delivery over; False when somebody has."""

    async def finish_delivery(
        self, delivery_id: str, state: DeliveryState, reason: str | None, now: datetime, *, owner: str | None = None
    ) -> bool:
        """`owner`: as in `part_open`."""

    async def delivery_of_marker(self, marker: str) -> Delivery | None:
        """By a part's marker, or by what all its parts' markers begin with (before the dot)."""

    async def edited(self, delivery_id: str, message: Json, n: int, payload: Json, now: datetime) -> None:
        """Records that a posted part was edited (a correction), with the message as it now stands."""

    async def resend(self, delivery_id: str, now: datetime) -> bool:
        """The operator's decision: unknown and failed parts become planned again. False when there is none."""

    async def mark_sent(self, delivery_id: str, now: datetime) -> bool:
        """The operator's decision: unknown, unsure and failed parts count as sent; nothing is posted."""


# --- Subscriptions, as chat and deliver know them ---------------------------------------------------------------------


class OrderStore(SubscriptionStore, Protocol):
    async def subscriptions(
        self, *, workspace_id: int | None = None, channel_id: int | None = None, with_removed: bool = False
    ) -> list[Subscription]: ...

    async def subscription(self, number: int) -> Subscription | None:
        """Also a removed one (state "removed")."""

    async def change_subscription(self, order: Subscription) -> bool:
        """Writes all that a person may change, its next due time, state and reason. False: there is none."""

    async def due_subscriptions(self, now: datetime, *, platforms: Collection[str], limit: int) -> list[Subscription]:
        """Active ones in active channels whose time has come, longest due first."""

    async def reached_in(self, channel_id: int) -> dict[int, Reached]: ...

    async def versions_in(self, channel_ids: Collection[int], story_ids: Collection[int]) -> dict[int, dict[int, int]]:
        """Which version of which of these stories each of these channels has had; a channel that had none isn't there."""


@dataclass(frozen=True, slots=True)
class Reached:
    """What a channel has had of a story: the version, and where it was posted."""

    story_id: int
    version: int
    message_ref: str | None
    delivery_id: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Overtaken:
    """A story that a channel has had in an older version than the one that stands."""

    channel: Channel
    reached: Reached
    version: int


class ReachedStore(Protocol):
    async def overtaken(self, since: datetime, *, limit: int = 500) -> list[Overtaken]:
        """What reached an active channel after `since` (posts, not digests to the terminal) and has a newer version by
        now, for which no delivery with the occasion "story ID vN" to that channel is planned yet."""


# --- Watches, feedback, reports, notices ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Watch:
    """`type` is "company", "model" or "question" (then `name` is the question, told when it can be answered)."""

    id: int
    channel: Channel
    type: str
    name: str
    created_by: str | None
    created_at: datetime
    last_at: datetime | None


class WatchStore(Protocol):
    async def watches(self, *, channel_id: int | None = None, workspace_id: int | None = None) -> list[Watch]: ...

    async def add_watch(self, channel_id: int, type: str, name: str, created_by: str, now: datetime) -> bool:
        """False when it stands already."""

    async def remove_watch(self, channel_id: int, name: str) -> bool: ...

    async def watched(self, watch_ids: Sequence[int], at: datetime) -> None:
        """Records up to when they were looked after."""


Verdict = Literal["useful", "less"]


@dataclass(frozen=True, slots=True)
class Feedback:
    channel_id: int
    story_id: int
    person: str
    verdict: Verdict
    at: datetime


class FeedbackStore(Protocol):
    async def give_feedback(self, channel_id: int, story_id: int, person: str, verdict: Verdict, now: datetime) -> None:
        """One word a person, channel and story: the last one counts."""

    async def take_feedback_back(self, channel_id: int, story_id: int, person: str | None = None) -> int:
        """`person` None: everybody's. Returns how many."""

    async def feedback(self, channel_id: int, *, person: str | None = None) -> list[Feedback]: ...


@dataclass(frozen=True, slots=True)
class Report:
    id: int
    story_id: int
    version: int
    channel: str | None
    channel_id: int | None
    person: str | None
    text: str
    state: Literal["open", "closed"]
    answer: str | None
    created_at: datetime
    closed_at: datetime | None


class ReportStore(Protocol):
    async def add_report(
        self, story_id: int, version: int, channel_id: int | None, person: str | None, text: str, now: datetime
    ) -> int: ...

    async def reports(
        self,
        *,
        state: str | None = "open",
        workspace_id: int | None = None,
        person: str | None = None,
        limit: int = 100,
    ) -> list[Report]:
        """Oldest first. With a workspace or a person: theirs."""

    async def close_report(self, number: int, answer: str | None, now: datetime) -> Report | None: ...


@dataclass(frozen=True, slots=True)
class Notice:
    key: str
    channel_id: int | None
    text: str
    told_at: datetime
    over_at: datetime | None


class NoticeStore(Protocol):
    async def open_notice(self, key: str, text: str, now: datetime, *, channel_id: int | None = None) -> bool:
        """True when it wasn't open: then it is to be told, by this process."""

    async def end_notice(self, key: str, now: datetime) -> Notice | None:
        """The notice when it was open, and is over by this call."""

    async def notices(self, *, prefix: str = "", open_only: bool = True) -> list[Notice]: ...


class ClaimStore(Protocol):
    async def claim(self, key: str, *, owner: str, now: datetime, seconds: float) -> bool:
        """True for the first who claims the key until it expires: an interaction or event acts once."""


# --- Private answers that can be shared -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Kept:
    """A private answer: what was asked and what was shown, so that *Share here* shows the same. Kept for a month."""

    id: int
    channel_id: int
    person: str
    kind: str
    text: str
    message: Json
    at: datetime


class KeptStore(Protocol):
    async def keep(self, channel_id: int, person: str, kind: str, text: str, message: Json, now: datetime) -> int: ...

    async def kept(self, number: int) -> Kept | None: ...

    async def drop_kept(self, before: datetime) -> int: ...


# --- A platform's courier ---------------------------------------------------------------------------------------------


class Courier(Protocol):
    """One platform's posting. Draws messages, posts single parts, finds them again. It retries nothing that could post
    twice, and waits for no limit longer than a few seconds: then it raises TryLater with `retry_after`.

    Errors: Unsure, TryLater (surely not posted), ChannelClosed, PartRefused, TokenRefused; `find` also CannotLook.
    """

    platform: str

    def draw(self, message: Message, *, mark: str, mention: str | None = None) -> list[Json]:
        """Payloads of the parts in order; part n carries the marker f"{mark}.{n}" (n from 1) so that it is found again."""

    def parts_with_stories(self, payloads: Sequence[Json]) -> dict[int, int]:
        """Story id → number of the part (from 1) that has its menu or button."""

    async def post(self, channel: Channel, payload: Json, *, marker: str, thread: str | None = None) -> str:
        """Posts one part, under the message `thread` if given; returns the message's ref."""

    async def find(self, channel: Channel, marker: str, *, since: datetime, thread: str | None = None) -> str | None:
        """The ref of the part with this marker posted after `since`; None only if it surely isn't there."""

    async def edit(self, channel: Channel, message_ref: str, payload: Json) -> None:
        """Other content for a posted message. GiveUp where the platform no longer allows it."""

    async def start_thread(self, channel: Channel, message_ref: str, name: str) -> None:
        """Opens a thread under a posted message where the platform has no threads of itself; done again, it does nothing."""

    async def missing(self, channel: Channel) -> list[str]:
        """What the bot lacks there, by the platform's own words ("Send Messages"); empty: it can post. ChannelClosed."""


Couriers: TypeAlias = Mapping[str, Courier]
NO_COURIERS: Couriers = MappingProxyType({})
