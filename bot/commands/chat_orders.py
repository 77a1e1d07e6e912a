"""Standing orders in chat: subscribe, edit, list, pause, resume, unsubscribe and its undo."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.commands.chat_digest import with_preview
from bot.commands.chat_names import seen_names
from bot.commands.conversation import Form, Mistakes, Outcome, Reply, Submitted, Values
from bot.commands.gone_channels import channel_back
from bot.commands.newsroom import Visit, due_words, is_zone
from bot.commands.order_forms import edit_form, subscribe_form
from bot.commands.order_values import Readings, date_of, dates_of, fresh_order, order_words, read_order
from bot.commands.people import name_of, remember
from bot.commands.permissions import (
    beside_words,
    changeable,
    is_personal,
    may_change,
    may_see,
    must_be_postable,
    must_be_present,
    must_be_this_channel,
    must_manage,
    must_seem_postable,
)
from bot.commands.replies import bold, count, instead, listed, note, plain, rows, small, titled
from bot.commands.subscriptions import due_after, identity, next_times
from bot.commands.values import number, one
from bot.news.message import Block, Button, Line, and_list
from bot.news.timetable import zone_named
from bot.outbox_ports import Channel
from bot.ports import NewsdeskError, Subscription

MOST_HERE = 20
"""Subscriptions of one channel."""
MOST_ASKED_FOR = 60
"""Other channels' subscriptions of which a list asks the platform whether one may see them."""
MOST_LISTED = 8
"""Listed with buttons: Discord's 40 components hold no more."""
_NOT_VALUES = ("channel", "number")


# --- Subscribe --------------------------------------------------------------------------------------------------------


async def subscribe(visit: Visit, values: Values) -> Outcome:
    """A channel's digest. Without any value: the form."""
    must_be_present(visit)
    must_be_this_channel(visit, values)
    return await _subscribe(visit, values, personal=visit.place.direct)


async def subscribe_me(visit: Visit, values: Values) -> Outcome:
    """A personal digest by direct message. Without any value: the form."""
    return await _subscribe(visit, values, personal=True)


async def _subscribe(visit: Visit, values: Values, *, personal: bool) -> Outcome:
    if not any(name not in _NOT_VALUES for name in values):
        return await _fresh_form(visit, personal=personal)
    return _in_one_reply(await _subscribed(visit, values, personal=personal), "Nothing is subscribed yet.")


async def _fresh_form(visit: Visit, *, personal: bool, anyway: bool = False) -> Form:
    """Read from the store is only the usual zone, and only where the asker's own isn't known."""
    if not personal and visit.manages:
        await must_seem_postable(visit, anyway=anyway)
    zone = await known_zone(visit)
    fresh = fresh_order(visit.place.address, zone or visit.room.zone, visit.room.most, visit.asker.person, visit.now)
    asked = not is_zone(visit.asker.zone)
    return subscribe_form(
        fresh, ask_zone=asked, zone_known=zone is not None, personal=personal, channel=visit.place.channel
    )


def _in_one_reply(done: Submitted, nothing: str) -> Reply:
    if isinstance(done, Reply):
        return done
    return note(" ".join([*done.by_field.values(), nothing]))


async def submit_subscribe(visit: Visit, rest: str, values: Values) -> Submitted:
    must_be_present(visit)
    must_be_this_channel(visit, values)
    return await _subscribed(visit, values, personal=visit.place.direct)


async def submit_subscribe_me(visit: Visit, rest: str, values: Values) -> Submitted:
    return await _subscribed(visit, values, personal=True)


async def press_subscribe(visit: Visit, value: str) -> Outcome:
    """The welcome's one press: weekdays at 08:30; its other button opens the form."""
    must_be_present(visit)
    if value in ("choose", "anyway"):
        must_manage(visit, "subscribe it")
        return await _fresh_form(visit, personal=visit.place.direct, anyway=value == "anyway")
    return _in_one_reply(await _subscribed(visit, {}, personal=visit.place.direct), "Nothing is subscribed yet.")


async def _subscribed(visit: Visit, values: Values, *, personal: bool) -> Submitted:
    if not personal:
        must_manage(visit, "subscribe it")
    address = visit.asker.direct_address if personal else visit.place.address
    fresh = fresh_order(address, await usual_zone(visit), visit.room.most, visit.asker.person, visit.now)
    order, mistakes = await _read(visit, fresh, values)
    if mistakes:
        return Mistakes(mistakes)
    await must_be_postable(visit, direct=personal)
    channel = await (visit.direct_channel() if personal else visit.channel())
    standing = await visit.store.subscriptions(channel_id=channel.id)
    _must_be_new(visit, order, standing, personal)
    await channel_back(visit.store, channel, visit.now)
    added = await visit.store.add_subscription(replace(order, channel_id=channel.id), visit.now)
    await remember(visit)
    return await with_preview(visit, added, _confirmed(visit, added), _buttons_of_new(added))


async def _read(visit: Visit, standing: Subscription, values: Values) -> tuple[Subscription, dict[str, str]]:
    outlets = await outlets_here(visit) if one(values, "outlets_out") else ()
    registry, server = visit.room.registry(), visit.place.workspace
    seen = await seen_names(visit) if one(values, "names") else {}
    return read_order(standing, values, registry, outlets, visit.now, seen=seen, server=server)


async def outlets_here(visit: Visit) -> list[str]:
    """The outlets whose feeds this workspace sees."""
    feeds = await visit.store.feeds(workspace_id=await visit.workspace_id())
    return list(dict.fromkeys(feed.spec.outlet or feed.spec.name for feed in feeds))


async def usual_zone(visit: Visit) -> str:
    return await known_zone(visit) or visit.room.zone


async def known_zone(visit: Visit) -> str | None:
    """The asker's own, else the workspace's, else that of what is subscribed in it, else the one of the language that is
    spoken here, else the one that the operator set. None: the bot's own UTC is nobody's choice."""
    if is_zone(visit.asker.zone):
        return visit.zone
    workspace = await visit.workspace()
    chosen = workspace.settings.get("zone") if workspace else None
    if isinstance(chosen, str) and is_zone(chosen):
        return chosen
    orders = await visit.store.subscriptions(workspace_id=workspace.id) if workspace else []
    if ordered := next((order.zone for order in reversed(orders) if order.zone != "UTC"), None):
        return ordered
    if is_zone(visit.asker.likely_zone):
        return visit.asker.likely_zone
    return visit.room.zone if visit.room.zone != "UTC" else None


def _must_be_new(visit: Visit, order: Subscription, standing: Sequence[Subscription], personal: bool) -> None:
    same = next((one_ for one_ in standing if identity(one_) == identity(order)), None)
    whose = "You have" if personal else "This channel has"
    if same:
        buttons = (Button("Change it", "edit", str(same.id)), *_resume_button(same, visit))
        raise instead(f"{whose} that already: subscription {same.id}, {order_words(same)}.", *buttons)
    if len(standing) >= MOST_HERE:
        raise instead(f"{whose} {MOST_HERE} subscriptions already; end one of them first.")


async def must_have_room(visit: Visit, channel: Channel, more: int) -> None:
    """For so many more. Raises Instead."""
    standing = await visit.store.subscriptions(channel_id=channel.id)
    if len(standing) + more > MOST_HERE:
        raise instead(
            f"A channel has {MOST_HERE} subscriptions at most: {channel.address} has {len(standing)}, and the file has "
            f"{more} more for it. Nothing is imported."
        )


def _resume_button(order: Subscription, visit: Visit) -> tuple[Button, ...]:
    return (Button("Resume it", "resume", str(order.id)),) if is_paused(order, visit.now) else ()


def is_paused(order: Subscription, now: datetime) -> bool:
    """By hand, or until a day that is still to come there."""
    if order.state == "paused":
        return True
    return order.paused_until is not None and order.paused_until > now.astimezone(zone_named(order.zone)).date()


def _confirmed(visit: Visit, order: Subscription) -> str:
    """ "Subscribed. Next: Tue 16 Dec 08:30, Wed …, Thu … (Europe/Berlin)."."""
    lacks = "" if is_personal(order) else beside_words(visit.asker.lacks)
    return f"Subscribed. Next: {times_words(order, visit)}. {lacks}".rstrip()


def times_words(order: Subscription, visit: Visit) -> str:
    times = [due_words(due, order.zone) for due in next_times(order, visit.now)]
    return f"{', '.join(times)} ({order.zone})"


def _buttons_of_new(order: Subscription) -> list[Button]:
    return [Button("Change", "edit", str(order.id)), Button("Undo", "unsubscribe", str(order.id))]


# --- Edit -------------------------------------------------------------------------------------------------------------


async def edit(visit: Visit, values: Values) -> Outcome:
    """With values: changes them. With a number alone, or where there is one only: its form."""
    order = await _chosen(visit, values, "edit", "change it")
    if any(name not in _NOT_VALUES for name in values):
        return _in_one_reply(await _changed(visit, order, values), "Nothing is changed.")
    return edit_form(order, personal=is_personal(order))


async def press_edit(visit: Visit, value: str) -> Outcome:
    return await edit(visit, {"number": value})


async def submit_edit(visit: Visit, rest: str, values: Values) -> Submitted:
    order = await changeable(visit, _number(rest), "change it")
    _must_stand(order)
    return await _changed(visit, order, values)


async def _changed(visit: Visit, order: Subscription, values: Values) -> Submitted:
    changed, mistakes = await _read(visit, order, values)
    if mistakes:
        return Mistakes(mistakes)
    if changed == replace(order, next_due_at=changed.next_due_at):
        return note(f"Subscription {order.id} stays as it is: {order_words(order)}.")
    await visit.store.change_subscription(changed)
    nexts = f" Next: {times_words(changed, visit)}." if changed.state == "active" else " It is still paused."
    return note(f"Subscription {order.id} is changed: {order_words(changed)}.{nexts}", *_resume_button(changed, visit))


# --- Which one --------------------------------------------------------------------------------------------------------


def _number(text: str) -> int:
    found = number({"": text}, "")
    if found is None:
        raise instead(f"“{text[:20]}” isn't a subscription's number.")
    return found


async def _chosen(visit: Visit, values: Values, action: str, to_do: str) -> Subscription:
    """The subscription of the number, else the only one here; of several, buttons to choose by."""
    given = one(values, "number")
    if given:
        order = await changeable(visit, _number(given.lstrip("#")), to_do)
        _must_stand(order)
        return order
    must_manage(visit, to_do)
    channel = await visit.known_channel()
    orders = await visit.store.subscriptions(channel_id=channel.id) if channel else []
    if len(orders) == 1:
        return orders[0]
    if not orders:
        raise instead(
            f"This channel has no subscription. {_how_to_subscribe(visit)}", Button("Subscribe", "subscribe", "choose")
        )
    buttons = [Button(f"{order.id}: {order_words(order)}"[:75], action, str(order.id)) for order in orders[:5]]
    raise instead("Which one?", *buttons)


def _how_to_subscribe(visit: Visit) -> str:
    command = "news subscribe" if visit.place.direct else "newsdesk subscribe"
    return f"{visit.command(command)} makes one."


def _how_to_list(visit: Visit) -> str:
    return f"{visit.command('newsdesk list')} shows them."


def _must_stand(order: Subscription) -> None:
    if order.state == "removed":
        raise instead(
            f"Subscription {order.id} has ended.", Button("Take it up again", "undo_unsubscribe", str(order.id))
        )


# --- Pause, resume, unsubscribe ---------------------------------------------------------------------------------------


async def pause(visit: Visit, values: Values) -> Reply:
    order = await _chosen(visit, values, "pause", "pause it")
    today = visit.now.astimezone(zone_named(order.zone)).date()
    readings = Readings(values)
    until = readings.read("until", lambda text: date_of(text, today), None)
    no_dates: tuple[date, ...] = ()
    skip = readings.read("skip", lambda text: dates_of(text, today), no_dates)
    if readings.mistakes:
        return note(" ".join([*readings.mistakes.values(), "Nothing is changed."]))
    if skip and until is None:
        return await _skipping(visit, order, skip, today)
    return await _paused(visit, order, until, skip)


async def press_pause(visit: Visit, value: str) -> Reply:
    return await pause(visit, {"number": value})


async def _skipping(visit: Visit, order: Subscription, skip: tuple[date, ...], today: date) -> Reply:
    dates = tuple(sorted({*skip, *(day for day in order.skip if day >= today)}))
    changed = replace(order, skip=dates)
    if changed.state == "active":
        changed = replace(changed, next_due_at=due_after(changed, visit.now))
    await visit.store.change_subscription(changed)
    named = and_list([f"{day:%a %-d %b}" for day in dates])
    button = Button("Undo: leave out no date", "no_skips", str(order.id))
    return note(f"Subscription {order.id} leaves out {named}. Next: {times_words(changed, visit)}.", button)


async def take_back_skips(visit: Visit, value: str) -> Reply:
    order = await changeable(visit, _number(value), "change it")
    _must_stand(order)
    changed = replace(order, skip=())
    if changed.state == "active":
        changed = replace(changed, next_due_at=due_after(changed, visit.now))
    await visit.store.change_subscription(changed)
    return note(f"Subscription {order.id} leaves no date out. Next: {times_words(changed, visit)}.", replaces=True)


async def _paused(visit: Visit, order: Subscription, until: date | None, skip: tuple[date, ...]) -> Reply:
    """With a date it stays active and isn't due before: it goes on by itself, whatever happens to us meanwhile."""
    both = replace(order, skip=tuple(sorted({*order.skip, *skip})), paused_until=until)
    if until is None:
        await visit.store.change_subscription(replace(both, state="paused", paused=True, next_due_at=None, reason=None))
        said = f"Subscription {order.id} is paused. Resume it when you like."
    else:
        active = replace(both, state="active", paused=False, reason=None)
        active = replace(active, next_due_at=due_after(active, visit.now))
        await visit.store.change_subscription(active)
        said = f"Subscription {order.id} is paused until {until:%a %-d %B %Y}. Next: {times_words(active, visit)}."
    return note(said, Button("Resume", "resume", str(order.id)))


async def resume(visit: Visit, values: Values) -> Reply:
    order = await _chosen(visit, values, "resume", "resume it")
    if not is_paused(order, visit.now):
        return note(f"Subscription {order.id} isn't paused. Next: {times_words(order, visit)}.")
    active = await _take_up(visit, order)
    return note(f"Subscription {order.id} goes on. Next: {times_words(active, visit)}.")


async def press_resume(visit: Visit, value: str) -> Reply:
    return await resume(visit, {"number": value})


async def _take_up(visit: Visit, order: Subscription) -> Subscription:
    active = replace(order, state="active", paused=False, paused_until=None, reason=None)
    active = replace(active, next_due_at=due_after(active, visit.now))
    await visit.store.change_subscription(active)
    return active


async def unsubscribe(visit: Visit, values: Values) -> Reply:
    order = await _chosen(visit, values, "unsubscribe", "end it")
    await visit.store.remove_subscription(order.id, visit.now)
    undo = Button("Undo", "undo_unsubscribe", str(order.id))
    return note(f"Subscription {order.id} has ended: {order_words(order)}.", undo)


async def press_unsubscribe(visit: Visit, value: str) -> Reply:
    return await unsubscribe(visit, {"number": value})


async def undo_unsubscribe(visit: Visit, value: str) -> Reply:
    order = await changeable(visit, _number(value), "take it up again")
    if order.state != "removed":
        return note(f"Subscription {order.id} stands. Next: {times_words(order, visit)}.")
    standing = await visit.store.subscriptions(channel_id=order.channel_id)
    _must_be_new(visit, order, standing, is_personal(order))
    active = await _take_up(visit, order)
    return note(f"Subscription {order.id} stands again. Next: {times_words(active, visit)}.", replaces=True)


# --- List -------------------------------------------------------------------------------------------------------------


async def list_orders(visit: Visit, values: Values) -> Reply:
    every = await orders_of_workspace(visit)
    orders = await _seen_among(visit, every)
    if not orders:
        return note(f"No subscription here yet. {_how_to_subscribe(visit)}", Button("Subscribe", "subscribe", "choose"))
    blocks = await order_blocks(visit, orders)
    hidden = len(every) - len(orders)
    if hidden > 0:
        blocks.append(listed([small(f"{count(hidden, 'more subscription')} in channels where you aren't.")]))
    return Reply(titled("Subscriptions here", blocks, notification=f"{count(len(orders), 'subscription')} here"))


async def orders_here(visit: Visit) -> list[Subscription]:
    """Those of the workspace's that this person may see."""
    return await _seen_among(visit, await orders_of_workspace(visit))


async def _seen_among(visit: Visit, every: Sequence[Subscription]) -> list[Subscription]:
    others = [order for order in every if order.channel != visit.place.address][:MOST_ASKED_FOR]
    seen = await asyncio.gather(*(may_see(visit, order) for order in others))
    allowed = {order.id for order, sees in zip(others, seen, strict=True) if sees}
    return [order for order in every if order.channel == visit.place.address or order.id in allowed]


async def orders_of_workspace(visit: Visit) -> list[Subscription]:
    """All, with one's own personal ones and without those of others; in direct messages one's own."""
    if visit.place.direct or not visit.place.workspace:
        channel = await visit.known_direct()
        return await visit.store.subscriptions(channel_id=channel.id) if channel else []
    workspace_id = await visit.workspace_id()
    every = await visit.store.subscriptions(workspace_id=workspace_id) if workspace_id is not None else []
    return [order for order in every if not is_personal(order) or order.channel == visit.asker.direct_address]


async def order_blocks(visit: Visit, orders: Sequence[Subscription]) -> list[Block]:
    """Each with its buttons; of many, the first ones."""
    names = await name_of(visit)
    closed = await _closed(visit)
    blocks: list[Block] = []
    for order in orders[:MOST_LISTED]:
        by = names(order.created_by)
        buttons = _list_buttons(order, visit) if await _may_change_now(visit, order) else []
        lines = [*order_lines(visit, order, by), *closed.get(order.channel_id, ())]
        blocks += [listed(lines), *rows(buttons)]
    rest = [plain(f"{order.id} · {channel_words(order)} · {order_words(order)}") for order in orders[MOST_LISTED:]]
    return [*blocks, listed(rest)] if rest else blocks


async def _closed(visit: Visit) -> dict[int, list[Line]]:
    """Of each channel of the workspace that can't be posted in, why."""
    found = await visit.store.channels(workspace_id=await visit.workspace_id())
    shut = [channel for channel in found if channel.state != "active"]
    return {
        each.id: [plain(f"I can't post in #{each.name or each.external_id}: {each.reason or each.state}.")]
        for each in shut
    }


async def _may_change_now(visit: Visit, order: Subscription) -> bool:
    """Where the platform doesn't say, nobody may."""
    try:
        return await may_change(visit, order)
    except NewsdeskError:
        return False


def order_lines(visit: Visit, order: Subscription, by: str) -> list[Line]:
    made = f" · by {by}" if by else ""
    return [
        bold(f"{order.id} · {channel_words(order)}"),
        plain(order_words(order)),
        small(f"{when_words(order, visit.now)}{made}"),
    ]


def channel_words(order: Subscription) -> str:
    if is_personal(order):
        return "direct message to you"
    return f"#{order.channel_name}" if order.channel_name else order.channel.partition(":")[2]


def when_words(order: Subscription, now: datetime) -> str:
    if order.paused_until and order.next_due_at and is_paused(order, now):
        return f"Paused until {order.paused_until:%a %-d %b}, next {due_words(order.next_due_at, order.zone)}"
    if order.state == "paused":
        return f"Paused{f': {order.reason}' if order.reason else ''}"
    left_out = f" · leaves out {and_list([f'{day:%-d %b}' for day in order.skip])}" if order.skip else ""
    due = due_words(order.next_due_at, order.zone) if order.next_due_at else "when its channel is back"
    return f"Next {due}{left_out}"


def _list_buttons(order: Subscription, visit: Visit) -> list[Button]:
    value = str(order.id)
    turn = (
        Button(f"Resume {value}", "resume", value)
        if is_paused(order, visit.now)
        else Button(f"Pause {value}", "pause", value)
    )
    return [Button(f"Change {value}", "edit", value), turn]


# --- Empty days -------------------------------------------------------------------------------------------------------


async def tell_empty_days(visit: Visit, mark: str | None, value: str, *, tell: bool) -> Reply:
    """Whether days without news are told: of the subscription of the message, or of the number."""
    must_manage(visit, "change that")
    delivery = await visit.delivery_here(mark)
    found = delivery.subscription_id if delivery else number({"": value}, "")
    if found is None:
        raise instead(f"I can't tell which subscription that was. {_how_to_list(visit)}")
    order = await changeable(visit, found, "change that")
    await visit.store.change_subscription(replace(order, tell_quiet=tell))
    if tell:
        return note("Days without news are told again.", replaces=True)
    return note("Days without news are no longer told here.", Button("Undo", "empty_days", str(order.id)))
