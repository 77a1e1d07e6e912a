"""Posting what somebody asked to have posted: through the outbox, once for each press, with its stories marked as told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.commands.chat_ask import kept_here
from bot.commands.chat_stories import story_here
from bot.commands.conversation import Reply
from bot.commands.newsroom import Visit, date_words
from bot.commands.permissions import must_be_postable, must_be_present
from bot.commands.replies import instead, listed, note, small, titled
from bot.commands.reported import still_holds
from bot.news.message import Message, Section, digest_message
from bot.news.message_json import message_from_json
from bot.news.model import Digest, RankedStory, Story
from bot.outbox import plan_message
from bot.outbox_ports import Channel, ToldStory

GONE = "That answer is no longer kept; ask again, then share it."


async def post(visit: Visit, channel: Channel, message: Message, told: Sequence[ToldStory] = ()) -> Reply:
    """Puts it into the outbox; a press that comes twice posts once."""
    await must_be_postable(visit)
    courier = visit.courier
    assert courier is not None
    occasion = f"interaction {visit.asker.event}"
    await plan_message(visit.store, courier, channel, message, kind="post", occasion=occasion, now=visit.now, told=told)
    visit.room.wake()
    return note("It will be here in a moment.")


async def share(visit: Visit, value: str) -> Reply:
    """ "kept.5": a private answer; "12": a story."""
    must_be_present(visit)
    if visit.place.direct:
        raise instead("Nobody else is here to share it with.")
    if value.startswith("kept."):
        return await _share_answer(visit, value.removeprefix("kept."))
    return await _share_story(visit, value)


async def _share_answer(visit: Visit, number: str) -> Reply:
    found = await kept_here(visit, number)
    if found is None:
        raise instead(GONE)
    shown = message_from_json(found.message)
    if not await still_holds(visit, shown):
        raise instead("What it cites was corrected or taken back since. Ask again, then share it.")
    by = listed([small(f"Asked and shared by {visit.asker.name}")])
    return await post(visit, await visit.channel(), replace(shown, blocks=(*shown.blocks, by)))


async def _share_story(visit: Visit, value: str) -> Reply:
    """Unless the channel has had it as it stands."""
    story = await story_here(visit, value)
    channel = await visit.channel()
    had = (await visit.store.reached_in(channel.id)).get(story.id)
    if had and had.version >= story.brief.version:
        return note(f"This channel has had it, on {date_words(had.at)}. It isn't posted twice.")
    if had and story.brief.correction:
        return note(f"This channel has had it, on {date_words(had.at)}; what was corrected is told there.")
    told = ToldStory(story.id, story.brief.version, 1)
    orders = await visit.store.subscriptions(channel_id=channel.id)
    language = orders[0].language if orders else "en"
    return await post(visit, channel, _story_message(visit, story, language), (told,))


def _story_message(visit: Visit, story: Story, language: str) -> Message:
    """The story as a digest's lead, with its menu, for the channel's readers."""
    digest = Digest("", visit.now, visit.now, (RankedStory(story, 1.0, ()),))
    drawn = digest_message(digest, language=language)
    lead = [block for block in drawn.blocks if isinstance(block, Section) and block.role != "footer"]
    writer = (
        "Sentences quoted from the sources" if story.brief.writer == "extractive" else "Checked against the sources"
    )
    return titled(
        "", [*lead, listed([small(f"Shared by {visit.asker.name} · {writer}")])], notification=story.brief.headline
    )
