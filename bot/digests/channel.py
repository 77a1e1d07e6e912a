"""A channel's digest: what the channel asks for, what it has had, and how its digest is drawn and told to the outbox."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot.digests.occasion import ORDINARY, ComposePolicy
from bot.news.message import Message, digest_message
from bot.news.model import Digest, StoryFilter
from bot.news.ranking import Less
from bot.outbox_ports import Channel, Delivery, ToldStory
from bot.ports import Subscription

Expand = Callable[[StoryFilter], StoryFilter]


def wanted_of(order: Subscription, channel: Channel, expand: Expand) -> StoryFilter:
    """The order's filter, without the outlets that are muted in the channel."""
    wanted = expand(order.wanted)
    muted = frozenset(map(str, channel.settings.get("muted_outlets") or ()))
    return replace(wanted, outlets_out=wanted.outlets_out | muted) if muted else wanted


def less_of(channel: Channel) -> frozenset[Less]:
    """What the channel asked less of."""
    return frozenset(
        Less(str(one.get("company") or ""), str(one.get("kind") or ""))
        for one in channel.settings.get("less") or ()
        if one.get("kind")
    )


def reached_by(versions: Mapping[int, int], pending: Sequence[Delivery]) -> dict[int, int]:
    """Which version of which story the channel has, or will have by what is on its way."""
    had = dict(versions)
    for delivery in pending:
        for one in delivery.told:
            had[one.story_id] = max(one.version, had.get(one.story_id, 0))
    return had


def told_of(digest: Digest) -> tuple[ToldStory, ...]:
    """A digest's stories as the outbox keeps them; the part that has each is found when it is drawn."""
    return tuple(
        ToldStory(one.story.id, one.story.brief.version, position, score=one.score, why=one.why)
        for position, one in enumerate(digest.stories, 1)
    )


def drawn_digest(digest: Digest, order: Subscription, policy: ComposePolicy = ORDINARY) -> Message:
    return digest_message(
        digest, model=policy.model, web_url=policy.web_url, language=order.language, compact=order.compact
    )
