"""The operator's desk: what became of deliveries, what people reported, and the decisions that only a person can take.

For the terminal; nothing here is reached from chat. What is decided is written to the store, and the running bot
carries it through to what is posted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal, Protocol, get_args

from bot.commands.answers_json import time_json
from bot.commands.health import status_json
from bot.commands.sources import pick
from bot.commands.subscriptions import BadOrder
from bot.commands.subscriptions import subscription_json as order_json
from bot.news.model import KINDS, Kind, StoryFilter
from bot.news.names import Registry
from bot.outbox_ports import (
    OPEN,
    Channel,
    ChannelStore,
    Delivery,
    DeliveryState,
    Notice,
    NoticeStore,
    OutboxStore,
    Part,
    ReachedStore,
    Report,
    ReportStore,
    WorkspaceStore,
)
from bot.pipeline.alerts import LookStore, Watched, channel_words, look_from_outside
from bot.pipeline.amend import REMEMBERED
from bot.ports import Feed, FeedDesk, NewsdeskError, NewsReader, Subscription

LONGEST_CORRECTION = 300
"""Characters: it stands in each headline of the story from then on."""
STATES: tuple[DeliveryState, ...] = get_args(DeliveryState)


class BadState(ValueError):
    """No delivery has such a state."""


class DeskStore(OutboxStore, ChannelStore, Protocol):
    """Deliveries with their channels."""


# --- Deliveries -------------------------------------------------------------------------------------------------------


def states_of(text: str | None) -> list[DeliveryState] | None:
    """ "unknown,failed" as states; "open" stands for all that aren't at their end. Raises BadState."""
    if not text:
        return None
    named = [part.strip().lower() for part in text.split(",") if part.strip()]
    wrong = [name for name in named if name != "open" and name not in STATES]
    if wrong:
        raise BadState(f"no delivery is ever {wrong[0]!r}; choose among open, {', '.join(STATES)}")
    return [state for state in STATES if state in named or ("open" in named and state in OPEN)]


async def deliveries(
    store: DeskStore, *, states: Sequence[DeliveryState] | None, address: str | None, most: int
) -> list[Delivery]:
    """Newest first. Raises NewsdeskError for a channel that nobody knows."""
    channel = await known_channel(store, address) if address else None
    return await store.deliveries(state=states, channel_id=channel.id if channel else None, limit=most)


async def known_channel(store: ChannelStore, address: str) -> Channel:
    """By its address, or by the name that it had when it was last seen. Raises NewsdeskError."""
    found = await store.channel_at(address) if ":" in address or address == "terminal" else None
    if found:
        return found
    wanted = address.lstrip("#").casefold()
    named = [c for c in await store.channels() if c.name and c.name.lstrip("#").casefold() == wanted]
    if len(named) == 1:
        return named[0]
    if named:
        raise NewsdeskError(f"several channels are called {address!r}: {', '.join(c.address for c in named)}")
    raise NewsdeskError(f"no channel {address!r} is known; `newsdesk subscriptions list` shows those that are")


async def delivery(store: OutboxStore, number: str) -> Delivery:
    """By its id, or by the marker in a posted message. Raises NewsdeskError."""
    found = await store.delivery(number) or await store.delivery_of_marker(number)
    if found is None:
        raise NewsdeskError(f"there is no delivery {number!r}; `newsdesk deliveries list` shows the newest")
    return found


async def resend(store: OutboxStore, number: str, now: datetime) -> tuple[Delivery, str]:
    """Unknown and failed parts are posted again by the running bot. Raises NewsdeskError when there is none."""
    found = await delivery(store, number)
    parts = _parts_in(found, "unknown", "failed")
    if not await store.resend(found.id, now):
        raise NewsdeskError(f"nothing of {found.id} is unknown or failed: it is {state_words(found)}")
    return found, (
        f"{_named(parts)} of {found.id} will be posted again in {channel_words(found.channel)} by the running bot, within a minute."
        + (" Where it was posted after all, it will stand twice." if _parts_in(found, "unknown") else "")
    )


async def mark_sent(store: OutboxStore, number: str, now: datetime) -> tuple[Delivery, str]:
    """Unknown, unsure and failed parts count as posted. Raises NewsdeskError when there is none."""
    found = await delivery(store, number)
    parts = _parts_in(found, "unknown", "unsure", "failed")
    if not await store.mark_sent(found.id, now):
        raise NewsdeskError(f"nothing of {found.id} is unknown, unsure or failed: it is {state_words(found)}")
    counts = "counts" if len(parts) == 1 else "count"
    stories = " Its stories won't be told there again, but for updates." if found.told else ""
    return (
        found,
        f"{_named(parts)} of {found.id} {counts} as posted in {channel_words(found.channel)}; nothing is posted.{stories}",
    )


def _parts_in(found: Delivery, *states: str) -> list[Part]:
    return [part for part in found.parts if part.state in states]


def _named(parts: Sequence[Part]) -> str:
    if len(parts) == 1:
        return f"Part {parts[0].n}"
    return f"Parts {', '.join(str(part.n) for part in parts[:-1])} and {parts[-1].n}" if parts else "What is open"


def state_words(found: Delivery) -> str:
    return f"{found.state} ({found.reason.rstrip('.')})" if found.reason else found.state


def what_next(found: Delivery) -> str:
    """One sentence on what happens to it now, or what to type."""
    return {
        "planned": "The running bot posts it when it is due."
        if found.channel.state == "active"
        else f"It waits: {found.channel.reason or found.channel.state}. It goes out by itself when that is mended.",
        "sending": "It is being posted; if the process died meanwhile, the next one looks in the channel first.",
        "unsure": "Whether it was posted is being looked up in the channel.",
        "sent": "Nothing: it is posted.",
        "unknown": f"Look in the channel. If it stands there: newsdesk deliveries mark-sent {found.id}; "
        f"else: newsdesk deliveries resend {found.id}",
        "failed": f"Nothing by itself. Again: newsdesk deliveries resend {found.id}",
        "expired": "Nothing: it came too late to be of use; the next digest covers it.",
        "cancelled": "Nothing: it was called off.",
    }[found.state]


def delivery_json(found: Delivery) -> dict[str, Any]:
    return {
        "id": found.id,
        "channel": found.channel.address,
        "channel_name": found.channel.name,
        "subscription": found.subscription_id,
        "kind": found.kind,
        "occasion": found.occasion,
        "state": found.state,
        "reason": found.reason,
        "attempts": found.attempts,
        "created": time_json(found.created_at),
        "due": time_json(found.due_at),
        "finished": time_json(found.finished_at),
        "parts": [_part_json(part) for part in found.parts],
        "stories": [{"id": told.story_id, "version": told.version, "part": told.part} for told in found.told],
    }


def _part_json(part: Part) -> dict[str, Any]:
    return {
        "n": part.n,
        "state": part.state,
        "marker": part.marker,
        "message": part.message_ref,
        "reason": part.reason,
        "attempts": part.attempts,
        "tried": time_json(part.tried_at),
        "sent": time_json(part.sent_at),
    }


# --- Stories ----------------------------------------------------------------------------------------------------------

DecisionKind = Literal["retract", "correct", "merge", "split", "pin", "unpin", "block", "unblock"]
_CARRIED = (
    "The running bot tells them: the line is edited where the platform still allows it, the thread says so, and the next "
    "digest begins with it."
)
_AGAIN = "Their briefs are written anew by the running bot, or at once by `newsdesk process`."


@dataclass(frozen=True, slots=True)
class Decision:
    """`text` is what a correction says; `other` the story that is merged in, or the article that is split off."""

    kind: DecisionKind
    text: str = ""
    other: int = 0


class StoryDesk(NewsReader, ReachedStore, Protocol):
    """What an operator may do to a story."""

    async def retract_story(self, story_id: int, now: datetime) -> bool: ...

    async def correct_story(self, story_id: int, text: str, now: datetime) -> bool: ...

    async def merge_stories(self, into: int, other: int, now: datetime) -> bool: ...

    async def split_article(self, article_id: int, now: datetime) -> int | None: ...

    async def pin_story(self, story_id: int, flag: bool) -> bool: ...

    async def block_story(self, story_id: int, flag: bool) -> bool: ...


async def decide(store: StoryDesk, number: int, decision: Decision, now: datetime) -> str:
    """Does it, and says what it was and what follows. Raises NewsdeskError when it can't be done."""
    match decision.kind:
        case "retract":
            done = await store.retract_story(number, now)
            said = (
                f"Story {number} is taken back: it is shown nowhere any more. {await _who_had_it(store, number, now)}"
            )
        case "correct":
            if len(decision.text) > LONGEST_CORRECTION:
                raise NewsdeskError(
                    f"a correction has at most {LONGEST_CORRECTION} characters, this has {len(decision.text)}: it stands "
                    "beside each headline of the story"
                )
            done = await store.correct_story(number, decision.text, now)
            said = f"Story {number} is corrected: {decision.text.rstrip('.')}. {await _who_had_it(store, number, now)}"
        case "merge":
            done = await store.merge_stories(number, decision.other, now)
            said = (
                f"The articles of story {decision.other} belong to story {number} now. {_AGAIN} Channels that had either "
                "won't get it as new."
            )
        case "split":
            return await _split(store, number, decision.other, now)
        case "pin" | "unpin":
            done = await store.pin_story(number, decision.kind == "pin")
            first = (
                "comes first in each digest that it fits" if decision.kind == "pin" else "is ranked as all others again"
            )
            said = f"Story {number} {first}. What is posted stays as it is."
        case "block" | "unblock":
            done = await store.block_story(number, decision.kind == "block")
            where = "is shown nowhere any more" if decision.kind == "block" else "is shown again"
            said = f"Story {number} {where}. What is posted stays; to take that back too: newsdesk story {number} --retract"
            said = said if decision.kind == "block" else f"Story {number} {where}."
    if not done:
        raise NewsdeskError(_not_done(number, decision))
    return said


def _not_done(number: int, decision: Decision) -> str:
    why = {
        "retract": "or it is taken back already",
        "correct": "or it has no brief yet, is taken back, or was corrected so last",
        "merge": f"or no story {decision.other}, or they are one already",
    }.get(decision.kind)
    return (
        f"there is no story {number}{f', {why}' if why else ''}; `newsdesk latest` shows the newest with their numbers"
    )


async def _split(store: StoryDesk, number: int, article: int, now: datetime) -> str:
    inside = [tagged.article.id for tagged in await store.story_articles(await _became(store, number))]
    if article not in inside:
        raise NewsdeskError(
            f"article {article} isn't in story {number}; `newsdesk story {number}` shows those that are"
        )
    new = await store.split_article(article, now)
    if new is None:
        raise NewsdeskError(f"article {article} is alone in its story: there is nothing to split")
    return f"Article {article} is story {new} now, by itself. {_AGAIN}"


async def _became(store: NewsReader, number: int) -> int:
    """The number of the story that it went into, if it was merged."""
    story = await store.story(number)
    return story.id if story else number


async def _who_had_it(store: StoryDesk, number: int, now: datetime) -> str:
    """After the new version is written: how many channels had an older one."""
    became = await _became(store, number)
    had = [each for each in await store.overtaken(now - REMEMBERED) if each.reached.story_id == became]
    if not had:
        return "No channel had it, so nobody needs to be told."
    channels = "One channel has it." if len(had) == 1 else f"{len(had)} channels have it."
    return f"{channels} {_CARRIED}"


# --- Feeds ------------------------------------------------------------------------------------------------------------


class LinkOnlyStore(FeedDesk, Protocol):
    """Feeds, and whether their sentences may be shown."""

    async def set_link_only(self, feed_id: int, flag: bool) -> bool: ...


async def link_only(store: LinkOnlyStore, which: str, flag: bool) -> list[Feed]:
    """By a feed's number, name or address, or by an outlet's name: then all of its feeds. Raises NewsdeskError."""
    outlet = [f for f in await store.feeds() if (f.spec.outlet or "").casefold() == which.strip().casefold()]
    wanted = outlet or [await pick(store, which)]
    for feed in wanted:
        await store.set_link_only(feed.id, flag)
    return wanted


# --- Reports ----------------------------------------------------------------------------------------------------------


async def close_report(store: ReportStore, number: int, answer: str | None, now: datetime) -> Report:
    """Raises NewsdeskError when there is no such open report."""
    closed = await store.close_report(number, answer, now)
    if closed is None:
        raise NewsdeskError(f"there is no open report {number}; `newsdesk reports list` shows them")
    return closed


def closed_words(closed: Report) -> str:
    """What was done, and who hears of it."""
    told = "Whoever reported it is told by the running bot, in a direct message."
    if closed.person is None or closed.channel is None:
        told = "Nobody is told: it isn't known who reported it."
    return f"Report {closed.id} on story {closed.story_id} is closed. {told}"


def report_json(report: Report) -> dict[str, Any]:
    return {
        "id": report.id,
        "story": report.story_id,
        "version": report.version,
        "channel": report.channel,
        "person": report.person,
        "text": report.text,
        "state": report.state,
        "answer": report.answer,
        "created": time_json(report.created_at),
        "closed": time_json(report.closed_at),
    }


# --- What else people asked for ---------------------------------------------------------------------------------------

_WANTED, _ANSWER = "name wanted: ", "answer reported "
ANSWERS_SHOWN = timedelta(days=30)


async def names_wanted(store: NoticeStore, registry: Registry) -> list[str]:
    """Names that people suggested in chat and that the registry doesn't have yet."""
    names = [notice.key.removeprefix(_WANTED) for notice in await store.notices(prefix=_WANTED)]
    return [name for name in names if registry.canonical(name) is None]


async def answers_reported(store: NoticeStore, now: datetime) -> list[Notice]:
    """Answers of the last month that somebody said are wrong and that belong to no story: only to be read."""
    return [n for n in await store.notices(prefix=_ANSWER) if now - n.told_at < ANSWERS_SHOWN]


# --- Subscriptions ----------------------------------------------------------------------------------------------------


def beside(
    kinds: Iterable[str] | None,
    languages: Iterable[str] | None,
    words: Iterable[str] | None,
    without_words: Iterable[str] | None,
    without_outlets: Iterable[str] | None,
) -> StoryFilter:
    """What is asked for beside a preset and names. Raises BadOrder."""
    return StoryFilter(
        kinds=frozenset(_kind(name) for name in kinds or ()),
        languages=frozenset(name.strip().lower() for name in languages or ()),
        words_in=tuple(words or ()),
        words_out=tuple(without_words or ()),
        outlets_out=frozenset(without_outlets or ()),
    )


def _kind(name: str) -> Kind:
    for kind in KINDS:
        if kind == name.strip().lower():
            return kind
    raise BadOrder(f"there is no kind {name!r}; choose among {', '.join(KINDS)}")


async def whereabouts(store: ChannelStore) -> dict[int, Channel]:
    """All channels by number."""
    return {channel.id: channel for channel in await store.channels()}


async def people(store: WorkspaceStore) -> dict[tuple[int, str], str]:
    """Names of those who subscribed, by workspace and person, as far as chat told them."""
    return {
        (workspace.id, person): str(name)
        for workspace in await store.workspaces()
        for person, name in workspace.settings.get("people", {}).items()
    }


def subscription_json(order: Subscription, channel: Channel | None) -> dict[str, Any]:
    """An order with its channel, as `subscriptions list --json` has it."""
    return order_json(order) | {
        "channel_name": channel.name if channel else None,
        "channel_state": channel.state if channel else None,
        "created_by": order.created_by,
        "state": order.state,
        "reason": (channel.reason if channel and channel.state != "active" else None) or order.reason,
    }


# --- Status -----------------------------------------------------------------------------------------------------------


async def standing(
    store: LookStore, watched: Watched, now: datetime, *, daily_tokens: int, set_up: Collection[str]
) -> dict[str, Any]:
    """The JSON of `newsdesk status`: counts, the fronts, and an alert for each thing that somebody should look at.

    Each feed that fails now is among them; the operators' channel hears of it only after a day.
    """
    stood = await store.status(now, watched.zone)
    alerts = await look_from_outside(store, watched, now)
    troubles = {alert.key.removeprefix("front "): alert.text for alert in alerts if alert.key.startswith("front ")}
    failing = status_json(replace(stood, deliveries={}), daily_tokens)["alerts"]
    others = [alert.text for alert in alerts if alert.key.partition(" ")[0] not in ("feed", "feeds")]
    return status_json(stood, daily_tokens) | {
        "fronts": {name: _front_json(name in set_up, troubles.get(name)) for name in ("discord", "slack")},
        "alerts": [*others, *failing],
    }


def _front_json(set_up: bool, trouble: str | None) -> dict[str, Any]:
    return {"set_up": set_up, "trouble": trouble}
