"""What people want less of: one person's word changes their own answers, two people's or a manager's the channel's.

`Channel.settings["less"]` has the channel's list; each person's own words stand in the feedback. Ranking stands in
`news.ranking`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.commands.newsroom import Visit
from bot.news.model import Story
from bot.outbox_ports import Channel

Wish = dict[str, Any]
MOST_LOOKED_AT = 40
"""Words of people that are looked at: the newest."""


def wish_of(story: Story, person: str | None) -> Wish:
    company = next((t.name for t in story.brief.tags if t.type == "company" and t.role == "subject"), None)
    what = f"{company}, {story.brief.kind}" if company else story.brief.kind
    return {"story": story.id, "company": company, "kind": story.brief.kind, "person": person, "what": what}


def alike(a: Wish, b: Wish) -> bool:
    return (a.get("company"), a.get("kind")) == (b.get("company"), b.get("kind"))


def wishes_of(channel: Channel) -> list[Wish]:
    return [dict(one) for one in channel.settings.get("less", ())]


async def decides_alone(visit: Visit, channel: Channel) -> bool:
    """Whether this person's word alone is the channel's: who manages it by a right, or subscribed it. In Slack every
    member manages; one of them is still one of two."""
    if visit.alone or not visit.asker.manages or visit.asker.by_right:
        return visit.manages
    orders = await visit.store.subscriptions(channel_id=channel.id)
    return any(order.created_by == visit.asker.person for order in orders)


async def own_less(visit: Visit, channel: Channel) -> list[Wish]:
    """What this person wants less of in this place."""
    if not channel.id:
        return []
    return await _wishes(visit, channel, visit.asker.person)


async def others_wish(visit: Visit, channel: Channel, wish: Wish) -> bool:
    """Whether another person said the same of such a story."""
    return any(one["person"] != visit.asker.person and alike(one, wish) for one in await _wishes(visit, channel, None))


async def _wishes(visit: Visit, channel: Channel, person: str | None) -> list[Wish]:
    given = await visit.store.feedback(channel.id, person=person)
    less = [one for one in given if one.verdict == "less"][:MOST_LOOKED_AT]
    stories = {one.story_id: await visit.store.story(one.story_id, workspace_id=channel.workspace_id) for one in less}
    return [wish_of(story, one.person) for one in less if (story := stories[one.story_id])]


async def set_wishes(visit: Visit, channel: Channel, wishes: Sequence[Wish]) -> None:
    await visit.store.set_channel_settings(channel.id, {**channel.settings, "less": list(wishes)})


def lowered(stories: Sequence[Story], wishes: Sequence[Wish]) -> list[Story]:
    """Those that aren't wanted less first, each part in its order."""
    return sorted(stories, key=lambda story: any(_fits(story, wish) for wish in wishes))


def _fits(story: Story, wish: Wish) -> bool:
    if story.brief.kind != wish.get("kind"):
        return False
    named = {tag.name for tag in story.brief.tags if tag.role == "subject"}
    return not wish.get("company") or wish["company"] in named
