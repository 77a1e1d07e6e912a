"""First words and last ones: invited to a channel, spoken to, removed from one, uninstalled."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.commands import chat_ask
from bot.commands.catalogue import NEWS
from bot.commands.conversation import Form, Outcome, Place, Reply, Values
from bot.commands.gone_channels import channel_back, channel_gone
from bot.commands.newsroom import Newsroom, Visit, is_zone
from bot.commands.replies import note
from bot.news.message import Button
from bot.outbox_ports import ChannelClosed
from bot.pipeline.deliver import close_channel
from bot.pipeline.reopen import reopen_at_once

REMOVED = "Newsdesk was removed from it"
ARCHIVED = "the channel is archived"
_BY_WORD = {command.sub: command for command in NEWS}
_OPTION: Mapping[str, str] = {
    "company": "name", "model": "name", "search": "words", "watch": "name", "unwatch": "name", "ask": "question",
}  # fmt: skip
_GREETINGS = frozenset(("", "hi", "hello", "hey", "hi there", "good morning", "good afternoon", "good evening", "thanks",
                        "thank you", "test"))  # fmt: skip
Runner = Callable[[Visit, str, Values], Awaitable[Outcome]]


async def arrived(visit: Visit) -> Reply | None:
    """ "Daily AI news here? [ Weekdays 08:30, Berlin time ] [ Choose … ]". On Discord nothing is said on joining.

    A channel that had the bot before goes on where it stopped.
    """
    channel = await visit.known_channel()
    if channel:
        await channel_back(visit.store, channel, visit.now)
    if visit.place.platform != "slack":
        return None
    orders = await visit.store.subscriptions(channel_id=channel.id) if channel else []
    if orders:
        return note(f"I'm back: subscription {orders[0].id} goes on.", Button("Change", "edit", str(orders[0].id)))
    city = visit.zone.rpartition("/")[2].replace("_", " ")
    zone = f"{city} time" if is_zone(visit.asker.zone) else visit.zone
    return note(
        "Daily AI news here?", Button(f"Weekdays 08:30, {zone}", "subscribe"), Button("Choose …", "subscribe", "choose")
    )


async def left(room: Newsroom, place: Place, *, archived: bool = False) -> None:
    """Its subscriptions stand, and aren't due, until the bot is invited again or a month has passed; whoever subscribed
    is told. One that is archived goes on when it no longer is."""
    channel = await room.store.channel_at(place.address, workspace=place.workspace)
    now = room.clock()
    if channel and archived:
        await close_channel(room.store, room.couriers, channel, ChannelClosed(ARCHIVED), now, now)
    elif channel:
        await channel_gone(room.store, room.couriers, channel, REMOVED, now)
    room.wake()


async def returned(room: Newsroom, place: Place) -> None:
    """Something changed there: if it is closed, it is asked at once whether it goes on."""
    channel = await room.store.channel_at(place.address, workspace=place.workspace)
    if channel and await reopen_at_once(room.store, room.couriers, channel, room.clock()):
        room.wake()


async def uninstalled(room: Newsroom, platform: str, workspace: str) -> None:
    found = await room.store.workspace(platform, workspace) if workspace else None
    if found:
        await room.store.remove_workspace(found.id, room.clock())


async def installed(room: Newsroom, platform: str, workspace: str) -> None:
    """One that was removed within the last month goes on where it stopped."""
    found = await room.store.workspace(platform, workspace) if workspace else None
    if found and found.removed_at:
        await room.store.restore_workspace(found.id)
        room.wake()


async def said(visit: Visit, text: str, run: Runner) -> Reply:
    words = " ".join(text.split())
    first, _, rest = words.partition(" ")
    command = _BY_WORD.get(first.lower().lstrip("/"))
    if words.lower().strip("!.,? ") in _GREETINGS:
        return await _reply(visit, run(visit, "news help", {}), "news help")
    if command and (bool(rest) == (command.sub in _OPTION)):
        return await _reply(visit, run(visit, command.name, {_OPTION[command.sub]: rest} if rest else {}), command.name)
    return await chat_ask.answer_reply(visit, words)


async def _reply(visit: Visit, outcome: Awaitable[Outcome], name: str) -> Reply:
    """Nothing can be filled in in a message: a form's command is named instead."""
    answered = await outcome
    if isinstance(answered, Form):
        return note(f"That opens a form, which a message can't. Type {visit.command(name)} instead.")
    return answered
