"""Who may do what, judged anew for each command, press and form, and what one is told who may not.

The platform vouches for a person (`Asker.manages`, `Asker.admin`); which subscription belongs where, the store knows.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress

from bot.commands.conversation import Values
from bot.commands.newsroom import Visit
from bot.commands.replies import instead
from bot.commands.values import one
from bot.news.message import Button, and_list
from bot.outbox_ports import Channel, ChannelClosed
from bot.ports import NewsdeskError, Subscription

NOT_PRESENT = (
    "Newsdesk isn't a member of this server, so it can't post here. "
    "Whoever runs the server can add it: open Newsdesk's profile and choose Add App."
)


def must_manage(visit: Visit, to_do: str) -> None:
    if not visit.manages:
        raise instead(f"Only those who manage this channel can {to_do}.")


def must_manage_workspace(visit: Visit, to_do: str) -> None:
    """For what all of a workspace gets: being alone with the bot doesn't make one its manager."""
    if not visit.asker.manages and not visit.asker.admin:
        raise instead(f"Only those who manage a channel of this workspace can {to_do}.")


def must_be_admin(visit: Visit, to_do: str) -> None:
    if not visit.place.workspace:
        raise instead(f"Use this in a channel of your server or workspace: its admins can {to_do} there.")
    if not visit.asker.admin:
        raise instead(f"Only admins of this workspace can {to_do}.")


def must_be_present(visit: Visit) -> None:
    if not visit.asker.present and not visit.place.direct:
        raise instead(NOT_PRESENT)


def must_not_hurry(visit: Visit) -> None:
    place = visit.place
    if not visit.room.pace.allows(place.platform, place.workspace, visit.asker.person, visit.now):
        raise instead("That is more than I can answer in so short a time. Ask again in ten minutes.")


def must_be_this_channel(visit: Visit, values: Values) -> None:
    """A channel that was chosen is the place that the adapter vouches for, or nothing is done."""
    chosen = one(values, "channel")
    if chosen and chosen != visit.place.channel:
        raise instead(f"I couldn't make sure that you manage that channel. Use {visit.command('newsdesk')} there.")


async def order_here(visit: Visit, number: int) -> Subscription:
    """The subscription of this number, if this workspace (or these direct messages) has it. Raises Instead."""
    found = await visit.store.subscription(number)
    if found is None or not await _is_here(visit, found):
        raise instead(f"There is no subscription {number} here. {_see_list(visit)}")
    return found


def _see_list(visit: Visit) -> str:
    command = "news status" if visit.place.direct else "newsdesk list"
    return f"{visit.command(command)} shows those that are."


async def _is_here(visit: Visit, order: Subscription) -> bool:
    if is_personal(order):
        own = await visit.known_direct()
        return own is not None and own.id == order.channel_id
    workspace_id = await visit.workspace_id()
    return workspace_id is not None and order.workspace_id == workspace_id


def is_personal(order: Subscription) -> bool:
    return order.channel.partition(":")[2].startswith("@")


async def changeable(visit: Visit, number: int, to_do: str) -> Subscription:
    """The subscription, if this person may change it from here. Raises Instead."""
    order = await order_here(visit, number)
    if await may_change(visit, order):
        return order
    if order.channel != visit.place.address:
        named = order.channel_name and await may_see(visit, order)
        where = f"#{order.channel_name}" if named else "another channel"
        raise instead(f"Subscription {number} belongs to {where}; those who manage that channel can {to_do} there.")
    raise instead(f"Only those who manage this channel can {to_do}.")


async def may_change(visit: Visit, order: Subscription) -> bool:
    """One of this workspace's: here by those who manage, in App Home by whoever made it and still is in its channel,
    anywhere by admins. Raises NewsdeskError when the platform doesn't say."""
    if is_personal(order) or visit.asker.admin:
        return True
    if order.channel == visit.place.address or not visit.asker.manages:
        return visit.asker.manages
    at_home = visit.place.channel == f"@{visit.asker.person}" and order.created_by == visit.asker.person
    return at_home and await _is_member(visit, order)


async def may_see(visit: Visit, order: Subscription) -> bool:
    """One of this workspace's: a channel's name and what it wants are for those who are in it. Where the platform
    doesn't say, nobody is."""
    if is_personal(order) or visit.asker.admin or order.channel == visit.place.address:
        return True
    try:
        return await _is_member(visit, order)
    except NewsdeskError:
        return False


async def _is_member(visit: Visit, order: Subscription) -> bool:
    asked = visit.asker.member_of
    return asked is None or await asked(order.channel.partition(":")[2])


BESIDE = {
    "Read Message History": "I can't look for a digest that a broken connection left in doubt",
    "Create Public Threads": "updates can't go into a thread under their digest",
    "Send Messages in Threads": "updates can't go into a thread under their digest",
}
"""What a digest can be posted without, and what is lost."""
FIRST_LOOK = 1.0
"""Seconds that a form waits for what the platform says of permissions: it must be open three seconds after the press."""


async def must_seem_postable(visit: Visit, *, anyway: bool) -> None:
    """What the bot lacks in this channel is named before a form is filled in: Discord told it with the press, Slack is asked.
    `anyway`: what a digest can do without was named.

    Raises Instead.
    """
    stops = [what for what in visit.asker.lacks if what not in BESIDE]
    if stops:
        raise instead(_lacking(stops, "here"))
    if visit.place.platform == "slack":
        with suppress(TimeoutError):
            await asyncio.wait_for(must_be_postable(visit), FIRST_LOOK)
    if visit.asker.lacks and not anyway:
        raise instead(
            f"{beside_words(visit.asker.lacks)} Give {_it(visit.asker.lacks)} to Newsdesk first, or go on without.",
            Button("Go on without", "subscribe", "anyway"),
        )


def beside_words(lacks: Sequence[str]) -> str:
    """ "“Read Message History” is missing here: I can't look …"; nothing where nothing lacks."""
    lost = list(dict.fromkeys(BESIDE[what] for what in lacks if what in BESIDE))
    return f"{_quoted(lacks)} {'are' if len(lacks) > 1 else 'is'} missing here: {and_list(lost)}." if lost else ""


def _quoted(lacks: Sequence[str]) -> str:
    return and_list([f"“{what}”" for what in lacks])


def _it(lacks: Sequence[str]) -> str:
    return "them" if len(lacks) > 1 else "it"


def _lacking(lacks: Sequence[str], where: str) -> str:
    verb = "are" if len(lacks) > 1 else "is"
    given = f"Give {_it(lacks)} to Newsdesk and try again; nothing is changed."
    return f"I can't post {where} yet: {_quoted(lacks)} {verb} missing. {given}"


async def must_be_postable(visit: Visit, *, direct: bool = False, elsewhere: Channel | None = None) -> None:
    """Names what the bot lacks in the channel, before anything is stored. `elsewhere`: another than this one. Raises
    Instead."""
    courier, where = visit.courier, _where(direct, elsewhere)
    if courier is None:
        raise instead("Newsdesk isn't connected to this platform now. Nothing is changed; try again in a minute.")
    try:
        lacks = await courier.missing(elsewhere or visit.unkept_channel(direct=direct))
    except ChannelClosed as closed:
        raise instead(f"I can't post {where}: {closed.reason}. Nothing is changed.") from closed
    except NewsdeskError:
        return  # the platform doesn't say now: whatever lacks is told when the first digest is due
    if lacks:
        raise instead(_lacking(lacks, where))


def _where(direct: bool, elsewhere: Channel | None) -> str:
    if elsewhere:
        return f"in #{elsewhere.name}" if elsewhere.name else f"in {elsewhere.external_id}"
    return "to you" if direct else "here"
