"""What a digest begins with, whatever came: what was corrected, and stories of a part that was refused.

And which corrections it must leave to their own threads. Said there they are by `amend`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from bot.digests.shelf import is_whole
from bot.news.amendments import TAKEN_BACK
from bot.news.model import Story
from bot.outbox import delivery_id, occasion_of_story, story_of_occasion
from bot.outbox_ports import Channel, Delivery, OutboxStore
from bot.ports import NewsReader, Subscription


def corrected_ids(corrections: Iterable[Delivery], since: datetime) -> dict[int, set[int]]:
    """Stories that were corrected where they had been posted since the last digest, with the versions that said so."""
    found: dict[int, set[int]] = {}
    for one in corrections:
        told = story_of_occasion(one.occasion)
        if told and one.created_at >= since:
            found.setdefault(told[0], set()).add(told[1])
    return found


async def corrected(
    reader: NewsReader, corrections: Iterable[Delivery], since: datetime, workspace_id: int
) -> list[Story]:
    """The digest begins with them, though no article may have come, or more than the correction."""
    found = []
    for number, versions in sorted(corrected_ids(corrections, since).items()):
        story = await reader.story(number, workspace_id=workspace_id)
        if story is not None and story.withdrawn != "blocked":
            found.append(await _as_correction(reader, story, versions))
    return found


async def _as_correction(reader: NewsReader, story: Story, versions: Collection[int]) -> Story:
    known = {one.version: one.brief for one in await reader.history(story.id)}
    said = [text for n in sorted(versions) if (text := known[n].whats_new if n in known else None)]
    back = [text for text in said if text.startswith(TAKEN_BACK)]  # what was put right before is beside the point
    words = "; ".join(text.rstrip(".。") for text in back or said)
    return replace(story, brief=replace(story.brief, correction=True, whats_new=words or story.brief.whats_new))


async def owed(
    reader: NewsReader, refused: Iterable[Delivery], reached: Mapping[int, int], order: Subscription
) -> list[Story]:
    """Stories of a part that the platform refused when another part of that digest was posted: what came since the
    last digest doesn't have them."""
    own = [delivery for delivery in refused if delivery.subscription_id == order.id]
    ids = {number for delivery in own for number in never_posted(delivery)} - reached.keys()
    found = [await reader.story(number, workspace_id=order.workspace_id) for number in sorted(ids)]
    return [story for story in found if story is not None and is_whole(story)]


def never_posted(delivery: Delivery) -> set[int]:
    """The stories of those parts that surely were not posted."""
    failed = {part.n for part in delivery.parts if part.state == "failed"}
    return {one.story_id for one in delivery.told if one.part in failed}


async def not_yet_amended(
    store: OutboxStore, channel: Channel, stories: Iterable[Story], reached: Mapping[int, int]
) -> dict[int, int]:
    """Corrections that aren't said yet where the wrong line stands: told first here, they would never be said there."""
    again = [s for s in stories if (s.brief.correction or s.corrections) and s.id in reached]
    waiting = {}
    for story in again if channel.platform != "terminal" else ():
        if story.brief.version <= reached[story.id]:
            continue
        occasion = occasion_of_story(story.id, story.brief.version)
        if await store.delivery(delivery_id(channel.id, None, occasion)) is None:
            waiting[story.id] = story.brief.version
    return waiting
