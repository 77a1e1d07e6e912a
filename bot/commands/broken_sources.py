"""What whoever added a source can do when it breaks: have its new address found, remove it, be reminded in a week.

Reached by the buttons under the notice that it can't be read; whether it can be, and the notice, stand in `alerts`.
"""

from __future__ import annotations

from bot.commands.conversation import Reply
from bot.commands.newsroom import Visit
from bot.commands.order_values import sentence
from bot.commands.replies import count, instead, note
from bot.commands.sources import Found, add, find_feed
from bot.commands.values import id_of
from bot.news.message import Button
from bot.news.urls import canonical_url, host_of, redact_url, redact_words
from bot.pipeline.alerts import added_key, keep_adder, remind_key
from bot.ports import Feed, NewsdeskError


async def find_address(visit: Visit, value: str) -> Reply:
    """Looks where the feed was: its site's front page often names the new one."""
    feed = await _added_here(visit, value)
    found = await _elsewhere(visit, feed)
    entries = count(len(found.parsed.entries), "entry", "entries")
    use = Button("Use it", "use_address", str(feed.id))
    return note(f"{host_of(feed.spec.url)} names another feed: {redact_url(found.url)}, {entries}.", use)


async def use_address(visit: Visit, value: str) -> Reply:
    feed = await _added_here(visit, value)
    _must_be_own(feed)
    found = await _elsewhere(visit, feed)
    added, _ = await add(visit.store, found, now=visit.now, name=feed.spec.name, workspace_id=feed.spec.workspace_id)
    await keep_adder(visit.store, added, await visit.direct_channel(), visit.now)
    await visit.store.set_status(feed.id, "removed", visit.now)
    return note(f"{feed.spec.name} is read at {redact_url(found.url)} from now on.", replaces=True)


async def remove_broken(visit: Visit, value: str) -> Reply:
    feed = await _added_here(visit, value)
    _must_be_own(feed)
    await visit.store.set_status(feed.id, "removed", visit.now)
    return note(f"{feed.spec.name} is removed; what it told stays.")


async def remind(visit: Visit, value: str) -> Reply:
    feed = await _added_here(visit, value)
    direct = await visit.direct_channel()
    await visit.store.open_notice(remind_key(feed.id), feed.spec.name, visit.now, channel_id=direct.id)
    return note(f"You hear of {feed.spec.name} again in a week if it still can't be read.")


async def _added_here(visit: Visit, value: str) -> Feed:
    """The feed, if it is this person who added it. Raises Instead."""
    direct = await visit.known_direct()
    number = id_of(value)
    feed = await visit.store.feed_numbered(number) if number is not None else None
    notices = await visit.store.notices(prefix=added_key(value)) if feed else []
    mine = any(one.key == added_key(value) and direct and one.channel_id == direct.id for one in notices)
    if feed is None or not mine:
        raise instead("Only whoever added this source can do that.")
    if feed.status == "removed":
        raise instead(f"{feed.spec.name} is removed already.")
    return feed


def _must_be_own(feed: Feed) -> None:
    if feed.spec.workspace_id is None:
        raise instead(f"{feed.spec.name} is shared by all who use this bot: only its operator changes it.")


async def _elsewhere(visit: Visit, feed: Feed) -> Found:
    outside, host = visit.room.outside, host_of(feed.spec.url)
    if outside is None:
        raise instead("Nothing can be looked up now: this process reads no feeds. Try again later.")
    try:
        found = await find_feed(outside.fetcher, outside.parser, visit.room.links, f"https://{host}/")
    except NewsdeskError as error:
        told = sentence(redact_words(str(error)))
        raise instead(f"No other feed was found. {told} If you know its address, add that.") from error
    if canonical_url(found.url) == canonical_url(feed.spec.url):
        raise instead(f"{host} names no other address than this one. If you know one, add that.")
    return found
