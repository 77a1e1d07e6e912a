"""Watching names: in this channel for those who manage it, else by direct message; and questions that wait for an answer."""

from __future__ import annotations

from bot.commands.chat_ask import kept_here
from bot.commands.chat_names import known_name
from bot.commands.conversation import Reply, Values
from bot.commands.newsroom import Visit
from bot.commands.permissions import must_be_postable
from bot.commands.replies import fits, instead, note
from bot.commands.values import one
from bot.news.message import Button, and_list
from bot.news.registry import fold
from bot.outbox_ports import Channel, Watch

MOST_WATCHES = 50


async def watch(visit: Visit, values: Values) -> Reply:
    typed = one(values, "name")
    if not typed:
        raise instead(f"Which name? Such as {visit.command('news watch')} DeepSeek.")
    type_, name = await known_name(visit, typed, action="watch")
    here = _in_channel(visit)
    await must_be_postable(visit, direct=not here)
    channel = await (visit.channel() if here else visit.direct_channel())
    await _must_have_room(visit, channel)
    added = await visit.store.add_watch(channel.id, type_, name, visit.asker.person, visit.now)
    where = "in this channel" if here and not visit.place.direct else "by direct message"
    stop = (Button("Stop watching", "unwatch", name),) if fits(name) else ()
    if not added:
        return note(f"{name} is watched {where} already.", *stop)
    return note(f"You'll hear of {name} {where} as it happens, grouped, a few times a day at most.", *stop)


def _in_channel(visit: Visit) -> bool:
    return visit.manages and visit.asker.present


async def _must_have_room(visit: Visit, channel: Channel) -> None:
    if len(await visit.store.watches(channel_id=channel.id)) >= MOST_WATCHES:
        raise instead(f"{MOST_WATCHES} names are watched already; {visit.command('news unwatch')} makes room.")


async def unwatch(visit: Visit, values: Values) -> Reply:
    """Here for those who manage, else one's own by direct message; whichever has it."""
    typed = one(values, "name")
    watches = await own_watches(visit)
    found = _named(watches, typed, visit)
    if found is None:
        names = sorted({watch.name for watch in watches})
        known = f" Watched: {and_list(names[:10])}." if names else " Nothing is watched."
        raise instead(
            f"“{typed[:60]}” isn't watched here or by direct message to you.{known}" if typed else known.strip()
        )
    await visit.store.remove_watch(found.channel.id, found.name)
    again = (Button("Undo", "watch", found.name),) if found.type != "question" and fits(found.name) else ()
    return note(f"{found.name} is no longer watched.", *again, replaces=False)


async def own_watches(visit: Visit) -> list[Watch]:
    """Those that this person may end from here."""
    direct = await visit.known_direct()
    here = await visit.known_channel() if visit.manages else None
    ids = list(dict.fromkeys(channel.id for channel in (here, direct) if channel))
    return [watch for channel_id in ids for watch in await visit.store.watches(channel_id=channel_id)]


def _named(watches: list[Watch], typed: str, visit: Visit) -> Watch | None:
    known = visit.room.registry().canonical(typed) if typed else None
    wanted = {fold(typed), fold(known[1])} if known else {fold(typed)}
    return next((one_ for one_ in watches if fold(one_.name) in wanted), None)


async def tell_me(visit: Visit, value: str) -> Reply:
    """A question that the sources don't answer yet: told by direct message when they do."""
    found = await kept_here(visit, value)
    if found is None or found.kind != "answer":
        raise instead("That question is no longer kept; ask it again.", Button("Ask", "ask"))
    await must_be_postable(visit, direct=True)
    channel = await visit.direct_channel()
    await _must_have_room(visit, channel)
    await visit.store.add_watch(channel.id, "question", found.text, visit.asker.person, visit.now)
    return note(f"You'll hear by direct message when the sources answer: {found.text}")
