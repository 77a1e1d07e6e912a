"""A workspace's settings; all that is kept of it, exported or deleted; and its subscriptions as a file, both ways."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from bot.commands.chat_orders import must_have_room, orders_here, orders_of_workspace
from bot.commands.conversation import Field, Form, Mistakes, Reply, Submitted, Values
from bot.commands.newsroom import Visit, is_zone
from bot.commands.order_values import sentence
from bot.commands.permissions import is_personal, must_be_admin, must_be_postable, must_be_present, must_manage
from bot.commands.replies import bold, count, instead, listed, note, plain, rows, small, titled
from bot.commands.subscriptions import BadOrder, new_among, read_export, role_of, subscription_json
from bot.commands.taste import own_less, wishes_of
from bot.commands.values import one
from bot.commands.zones import zone_of
from bot.news.message import Block, Button, Line
from bot.outbox_ports import Channel, Workspace
from bot.ports import NewsdeskError, Subscription

MOST_IMPORTED = 200
MOST_BYTES = 200_000
CONFIRM = "DELETE"
_MOST_UNDONE = 8
_MANAGERS = (("members", "Any full member of a channel"), ("admins", "Admins of the workspace only"))
_MANAGED_BY = {"members": "any full member of a channel", "admins": "admins of the workspace"}


# --- Settings ---------------------------------------------------------------------------------------------------------


async def settings(visit: Visit, values: Values) -> Reply:
    """What holds here: for those who manage the channel, and, of what concerns one person only, for everyone."""
    channel = await visit.known_channel()
    own = await own_less(visit, channel) if channel else []
    blocks = _less_blocks("Less of, in your own answers here", own)
    if not visit.manages:
        told = small("Only those who manage this channel can change its settings.")
        return Reply(
            titled("Settings", [*(blocks or [listed([plain("Nothing is set for you here.")])]), listed([told])])
        )
    workspace = await visit.workspace()
    shared = wishes_of(channel) if channel else []
    blocks = [
        *_workspace_blocks(visit, workspace),
        *_channel_blocks(channel),
        *_less_blocks("Less of, in this channel", shared),
        *blocks,
    ]
    return Reply(titled("Settings", [*blocks, *rows(_buttons(visit))]))


def _workspace_blocks(visit: Visit, workspace: Workspace | None) -> list[Block]:
    if not visit.place.workspace:
        return []
    zone = _zone(workspace) or f"{visit.room.zone} (the bot's)"
    lines = [bold("This workspace"), plain(f"Usual time zone: {zone}.")]
    if visit.place.platform == "slack":
        lines.append(plain(f"Who manages a channel's digest: {_MANAGED_BY[_managers(workspace)]}."))
    else:
        lines.append(plain("Who manages a channel's digest: those with Manage Channels."))
    return [listed(lines)]


def _zone(workspace: Workspace | None) -> str:
    chosen = workspace.settings.get("zone") if workspace else None
    return chosen if isinstance(chosen, str) and is_zone(chosen) else ""


def _managers(workspace: Workspace | None) -> str:
    chosen = workspace.settings.get("managers") if workspace else None
    return chosen if chosen in _MANAGED_BY else "members"


def _channel_blocks(channel: Channel | None) -> list[Block]:
    muted = [str(name) for name in channel.settings.get("muted_outlets", ())] if channel else []
    lines = [bold("This channel"), plain(f"Muted outlets: {', '.join(muted) or 'none'}.")]
    buttons = [Button(f"Unmute {name}", "unmute", name) for name in muted[:5] if len(name) <= 60]
    return [listed(lines), *rows(buttons)]


def _less_blocks(head: str, wishes: Sequence[dict[str, object]]) -> list[Block]:
    """Each line with its undo."""
    if not wishes:
        return []
    lines = [plain(f"• {wish['what']}") for wish in wishes]
    buttons = [Button(f"Undo: {wish['what']}", "undo_less", str(wish["story"])) for wish in wishes[:_MOST_UNDONE]]
    return [listed([bold(head), *lines]), *rows(buttons)]


def _buttons(visit: Visit) -> list[Button]:
    if not visit.asker.admin or not visit.place.workspace:
        return []
    return [
        Button("Change", "change_settings"), Button("Export everything", "export_all"),
        Button("Delete everything …", "delete_all"),
    ]  # fmt: skip


async def settings_form(visit: Visit) -> Form:
    must_be_admin(visit, "change its settings")
    workspace = await visit.workspace()
    zone = Field(
        "zone", "Usual time zone", "zone", _zone(workspace) or visit.room.zone, hint="Type a city, such as Berlin"
    )
    managers = Field("managers", "Who manages a channel's digest", "choice", _managers(workspace), _MANAGERS)
    fields = (managers, zone) if visit.place.platform == "slack" else (zone,)
    return Form("settings", "Workspace settings", "Save", fields)


async def submit_settings(visit: Visit, rest: str, values: Values) -> Submitted:
    must_be_admin(visit, "change its settings")
    changed: dict[str, str] = {}
    mistakes: dict[str, str] = {}
    if one(values, "zone"):
        try:
            changed["zone"] = zone_of(one(values, "zone"))
        except BadOrder as wrong:
            mistakes["zone"] = sentence(str(wrong))
    if one(values, "managers"):
        changed["managers"] = one(values, "managers")
        if changed["managers"] not in _MANAGED_BY:
            mistakes["managers"] = "Choose members or admins."
    if mistakes:
        return Mistakes(mistakes)
    await visit.channel()  # a workspace that was never met is made with its first channel
    workspace = await visit.workspace()
    if workspace:
        await visit.store.set_workspace_settings(workspace.id, {**workspace.settings, **changed})
    return note(f"Saved. {' '.join(line.words for line in _lines_of(visit, await visit.workspace()))}")


def _lines_of(visit: Visit, workspace: Workspace | None) -> list[Line]:
    return [line for block in _workspace_blocks(visit, workspace) for line in block.lines[1:]]  # type: ignore[union-attr]


# --- All that is kept -------------------------------------------------------------------------------------------------


async def export_all(visit: Visit) -> Reply:
    must_be_admin(visit, "export what is kept of it")
    workspace = await visit.workspace()
    if workspace is None:
        return note("Nothing is kept of this workspace.")
    found = await visit.store.export_workspace(workspace.id)
    content = json.dumps(found, ensure_ascii=False, indent=1, default=str).encode()
    return replace(
        note("Everything that is kept of this workspace; tokens are left out."),
        attachment=("newsdesk-workspace.json", content),
    )


async def delete_form(visit: Visit) -> Form:
    must_be_admin(visit, "delete what is kept of it")
    word = Field("word", f"Type {CONFIRM}", "text", required=True, longest=20,
                 hint="Subscriptions, private sources, settings, feedback: all go at once, for good.")  # fmt: skip
    return Form("delete", "Delete everything", "Delete", (word,))


async def submit_delete(visit: Visit, rest: str, values: Values) -> Submitted:
    must_be_admin(visit, "delete what is kept of it")
    if one(values, "word") != CONFIRM:
        return Mistakes({"word": f"Type {CONFIRM} in capitals; until then nothing is deleted."})
    workspace = await visit.workspace()
    if workspace is None:
        return note("Nothing is kept of this workspace.")
    gone = await visit.store.delete_workspace(workspace.id)
    told = f" ({count(sum(gone.values()), 'record')})" if gone else ""
    return note(
        f"Deleted: nothing is kept of this workspace any more{told}. Backups keep it until they expire; when that is, the operator decides."
    )


# --- Subscriptions as a file ------------------------------------------------------------------------------------------


async def export_orders(visit: Visit, values: Values) -> Reply:
    must_manage(visit, "export its subscriptions")
    orders = await orders_here(visit)
    if not orders:
        return note("No subscription here yet, so there is nothing to export.")
    content = json.dumps([subscription_json(order) for order in orders], ensure_ascii=False, indent=1).encode()
    said = f"{count(len(orders), 'subscription')}. {visit.command('newsdesk import')} takes the file's text."
    return replace(note(said), attachment=("newsdesk-subscriptions.json", content))


async def import_orders(visit: Visit, values: Values) -> Reply:
    """All of the file or nothing; only into channels of this workspace that this person may manage."""
    must_manage(visit, "import subscriptions")
    must_be_present(visit)
    orders = await _read_import(visit, one(values, "data"))
    placed = [await _placed(visit, order) for order in orders]
    fresh = new_among(placed, await orders_of_workspace(visit))
    for channel_id in dict.fromkeys(order.channel_id for order in fresh):
        await _must_take(visit, channel_id, [order for order in fresh if order.channel_id == channel_id])
    for order in fresh:
        await visit.store.add_subscription(order, visit.now)
    known = len(orders) - len(fresh)
    if not orders:
        return note("The file has no subscription; nothing is imported.")
    if not fresh:
        return note("All subscriptions of the file stand already; nothing is changed.")
    there = f" {known} stood already." if known else ""
    return note(f"{count(len(fresh), 'subscription')} added.{there} {visit.command('newsdesk list')} shows them.")


async def _read_import(visit: Visit, data: str) -> list[Subscription]:
    if not data:
        raise instead(f"Give the text of the file that {visit.command('newsdesk export')} makes.")
    if len(data) > MOST_BYTES:
        raise instead("That file is too long; an export is much shorter.")
    try:
        orders = read_export(data.strip("`\n ").encode(), visit.now)
    except NewsdeskError as error:
        raise instead(f"{sentence(str(error))} Nothing is imported.") from error
    if len(orders) > MOST_IMPORTED:
        raise instead(f"At most {MOST_IMPORTED} subscriptions at once; the file has {len(orders)}.")
    return orders


async def _placed(visit: Visit, order: Subscription) -> Subscription:
    """The order in its channel. Another channel must be one of this workspace, and the person an admin."""
    if is_personal(order):
        if order.channel != visit.asker.direct_address:
            raise instead("The file has somebody else's personal digest; nothing is imported.")
        return replace(order, channel_id=(await visit.direct_channel()).id, created_by=visit.asker.person)
    if order.channel == visit.place.address:
        return replace(order, channel_id=(await visit.channel()).id, created_by=visit.asker.person)
    named = order.channel[:60]
    here = f"To have it here, write {visit.place.address} in its place. Nothing is imported."
    if not visit.asker.admin:
        raise instead(
            f"The file has a subscription for another channel, {named}; only an admin can import that. {here}"
        )
    channel = await visit.store.channel_at(order.channel, workspace=visit.place.workspace)
    if channel is None or channel.workspace != visit.place.workspace:
        raise instead(f"I know no channel {named} here. {here}")
    return replace(order, channel_id=channel.id, created_by=visit.asker.person)


async def _must_take(visit: Visit, channel_id: int, orders: Sequence[Subscription]) -> None:
    """The channel must be able to have all of them, as if each were subscribed by hand. Raises Instead."""
    channel = await visit.store.channel(channel_id)
    assert channel is not None
    await must_have_room(visit, channel, len(orders))
    await must_be_postable(visit, elsewhere=channel if channel.address != visit.place.address else None)
    try:
        for role in {order.role for order in orders if order.role}:
            role_of(channel.address, role, visit.place.workspace)
    except BadOrder as wrong:
        raise instead(f"{sentence(str(wrong))} Nothing is imported.") from wrong
