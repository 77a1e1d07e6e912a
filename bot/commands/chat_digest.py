"""A channel's digest as of now, for one person's eyes, and how those who manage post it. How it is made: `bot.digests`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.commands.chat_ask import keep, kept_here
from bot.commands.chat_stories import story_sections
from bot.commands.conversation import Reply, Values
from bot.commands.newsroom import Visit, clock_words
from bot.commands.order_values import fresh_order, order_words
from bot.commands.permissions import is_personal, must_be_present, must_manage
from bot.commands.posting import post
from bot.commands.replies import bold, instead, listed, note, rows, small, titled
from bot.commands.subscriptions import expanded
from bot.commands.taste import own_less
from bot.commands.values import number
from bot.digests.channel import Expand
from bot.digests.occasion import ComposePolicy, first_since
from bot.digests.preview import Preview, preview
from bot.news.message import Block, Button, Buttons, Divider, Line, Message, note_section
from bot.news.message_json import message_from_json
from bot.news.model import StoryFilter
from bot.news.ranking import rank
from bot.outbox_ports import Channel, Kept, ToldStory
from bot.ports import Subscription

MOST_OTHERS = 3


async def digest(visit: Visit, values: Values) -> Reply:
    """This channel's; of several subscriptions the first, the others by button."""
    channel = await visit.known_channel()
    orders = await visit.store.subscriptions(channel_id=channel.id) if channel else []
    chosen = number(values, "number")
    order = next((one for one in orders if chosen in (None, one.id)), None) or _usual(visit)
    others = [one for one in orders if one.id != order.id][:MOST_OTHERS]
    shown = await _preview(visit, order, channel)
    buttons = [*await _post_button(visit, order, shown), Button("Ask", "ask")]
    buttons += [Button(f"Subscription {one.id}", "digest", str(one.id)) for one in others]
    blocks = [*await _blocks(visit, shown), *_hint(visit, order), *rows(buttons)]
    return Reply(replace(shown.message, blocks=tuple(blocks)))


def _usual(visit: Visit) -> Subscription:
    """What a channel without a subscription is shown: everything."""
    return fresh_order(visit.place.address, visit.zone, visit.room.most, visit.asker.person, visit.now)


def _hint(visit: Visit, order: Subscription) -> list[Block]:
    if order.id:
        return [listed([small(f"Subscription {order.id}: {order_words(order)}")])]
    command = visit.command("news subscribe" if visit.place.direct else "newsdesk subscribe")
    return [note_section(f"This channel has no subscription; this is everything. {command} brings it daily.")]


async def with_preview(visit: Visit, order: Subscription, confirmed: str, buttons: Sequence[Button]) -> Reply:
    """What was done, and today's digest below it, so that one sees what to expect."""
    channel = await visit.store.channel(order.channel_id)
    shown = await _preview(visit, order, channel)
    posting = [] if is_personal(order) else await _post_button(visit, order, shown)
    begun = f"{confirmed} Today's is below, so that you see what to expect."
    below: list[Line] = [bold(shown.message.title), *(small(line) for line in shown.message.subtitle)]
    first: list[Block] = [note_section(begun), *rows([*posting, *buttons]), Divider(), listed(below)]
    return Reply(titled("", [*first, *await _blocks(visit, shown)], notification=begun))


async def _preview(visit: Visit, order: Subscription, channel: Channel | None, *, only_new: bool = False) -> Preview:
    place = channel or visit.unkept_channel()
    own = await own_less(visit, place) if not only_new else []
    workspace_id = await visit.workspace_id()
    tuned = replace(
        place,
        workspace_id=place.workspace_id or workspace_id or 0,
        settings={**place.settings, "less": [*place.settings.get("less", ()), *own]},
    )
    return await preview(
        visit.store, order, tuned, now=visit.now, expand=_expand(visit), only_new=only_new,
        policy=ComposePolicy(web_url=visit.room.web_url),
    )  # fmt: skip


def _expand(visit: Visit) -> Expand:
    def expand(wanted: StoryFilter) -> StoryFilter:
        return expanded(wanted, visit.room.registry())

    return expand


async def _blocks(visit: Visit, shown: Preview) -> list[Block]:
    """The digest's, without the buttons of a posted one, with how far the stories reach."""
    blocks = [block for block in shown.message.blocks if not isinstance(block, Buttons)]
    reaches = await visit.store.reaches()
    upto = (
        f"Stories up to {clock_words(min(reaches[1], visit.now), visit.zone)}." if reaches else "Nothing is stored yet."
    )
    return [*blocks, listed([small(upto)])]


async def _post_button(visit: Visit, order: Subscription, shown: Preview) -> list[Button]:
    if not shown.told or not visit.asker.manages or visit.place.direct or visit.asker.apart or not visit.asker.present:
        return []
    told = [[one.story_id, one.version, one.position, one.score, list(one.why)] for one in shown.told]
    kept = await keep(visit, "digest", str(order.id), shown.message, told=told)
    return [Button("Post here", "share_digest", kept)] if kept else []


# --- Post here ----------------------------------------------------------------------------------------------------------


async def post_here(visit: Visit, value: str) -> Reply:
    """What was shown; if the channel has had some of it meanwhile, only what is new."""
    must_manage(visit, "post it")
    must_be_present(visit)
    found = await kept_here(visit, value)
    if found is None or found.kind != "digest":
        raise instead(f"That preview is no longer kept. {visit.command('news digest')} makes a new one.")
    channel = await visit.channel()
    message, told = _kept_digest(found)
    reached = await visit.store.reached_in(channel.id)
    had = any(one.story_id in reached and reached[one.story_id].version >= one.version for one in told)
    if had or await _is_wrong(visit, told):
        shown = await _preview(visit, await _order_of(visit, found), channel, only_new=True)
        message, told = shown.message, shown.told
        if not told:
            return note("All of it was posted here already.")
    return await post(visit, channel, message, told)


async def _is_wrong(visit: Visit, told: Sequence[ToldStory]) -> bool:
    """Whether one of the stories was put right or isn't told any more since it was shown."""
    workspace_id = await visit.workspace_id()
    for one in told:
        story = await visit.store.story(one.story_id, workspace_id=workspace_id)
        if story is None or story.withdrawn or (story.corrections and story.brief.version > one.version):
            return True
    return False


def _kept_digest(found: Kept) -> tuple[Message, tuple[ToldStory, ...]]:
    told = tuple(
        ToldStory(story, version, place, score=score, why=tuple(why))
        for story, version, place, score, why in found.message["told"]
    )
    return message_from_json(found.message), told


async def _order_of(visit: Visit, found: Kept) -> Subscription:
    order = await visit.store.subscription(int(found.text)) if found.text.isdecimal() and found.text != "0" else None
    return order or _usual(visit)


# --- More stories -------------------------------------------------------------------------------------------------------


async def more_stories(visit: Visit, mark: str | None) -> Reply:
    """What a posted digest had no place for, for one person's eyes."""
    delivery = await visit.delivery_here(mark)
    if delivery is None:
        raise instead(f"{visit.command('news latest')} shows the newest stories.", Button("Latest", "latest"))
    order = await visit.store.subscription(delivery.subscription_id) if delivery.subscription_id else None
    wanted = expanded(order.wanted, visit.room.registry()) if order else None
    told = {one.story_id for one in delivery.told}
    until = delivery.until or delivery.created_at
    found = await visit.store.stories(
        delivery.since or first_since(until, visit.zone),
        until,
        wanted,
        workspace_id=await visit.workspace_id(),
        limit=100,
    )
    fresh = [story for story in found if story.id not in told]
    rest = [one.story for one in rank(fresh, now=visit.now, wanted=wanted)][:8]
    if not rest:
        return note("There are no more: the digest had them all.")
    return Reply(titled("More stories", story_sections(rest), subtitle=("Not in the digest for want of space",)))
