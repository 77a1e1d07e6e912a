"""The sources in chat: listed, added for all or for this workspace alone, removed, muted in a channel.

A workspace sees shared sources and its own. What is added is its own; only where the bot can have no other workspace an
admin adds for all. What all share is removed by nobody but the operator, unless there is only one workspace.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands.chat_orders import outlets_here
from bot.commands.chat_stories import mute_outlet, unmute_outlet
from bot.commands.conversation import Reply, Values
from bot.commands.newsroom import Visit
from bot.commands.order_values import outlet_of, sentence
from bot.commands.permissions import must_manage, must_manage_workspace
from bot.commands.replies import bold, count, fits, instead, listed, note, plain, titled
from bot.commands.sources import Found, add, find_feed, pick_among
from bot.commands.subscriptions import BadOrder
from bot.commands.values import flag, one
from bot.news.message import Button, Line
from bot.news.urls import canonical_url, has_secret, redact_url, redact_words
from bot.pipeline.alerts import keep_adder
from bot.ports import Feed, NewsdeskError

MOST_LISTED = 40
MOST_OWN = 100
"""Sources of one workspace alone."""
_ACTIONS = ("list", "add", "remove", "mute", "unmute")


async def sources(visit: Visit, values: Values) -> Reply:
    action = one(values, "action").lower() or ("add" if "://" in one(values, "source") else "list")
    source = one(values, "source")
    if action not in _ACTIONS:
        raise instead(f"“{action[:20]}” isn't one of: {', '.join(_ACTIONS)}.")
    if action == "list":
        return await list_sources(visit)
    if not source:
        raise instead(f"Which source? Such as {visit.command('newsdesk sources')} {action} {_example(action)}.")
    if action == "add":
        return await add_source(visit, source, private=flag(values, "private"))
    return await {"remove": remove_source, "mute": mute_source, "unmute": unmute_source}[action](visit, source)


def _example(action: str) -> str:
    return "https://example.com/feed.xml" if action == "add" else "Circuit Daily"


# --- List -------------------------------------------------------------------------------------------------------------


async def list_sources(visit: Visit) -> Reply:
    feeds = await visit.store.feeds(workspace_id=await visit.workspace_id())
    own = [feed for feed in feeds if feed.spec.workspace_id is not None]
    shared = [feed for feed in feeds if feed.spec.workspace_id is None]
    muted = await _muted_here(visit)
    if not feeds:
        return note(f"No source yet. {visit.command('newsdesk sources')} add and a page's address adds one.")
    lines = [*_feed_lines("Only here", own), *_feed_lines("Shared", shared)]
    quiet = [bold("Muted in this channel"), plain(", ".join(muted))] if muted else []
    shown = titled(f"{count(len(feeds), 'source')}", [listed([*lines, *quiet])])
    hidden = max(len(own), len(shared)) > MOST_LISTED
    return Reply(shown, attachment=("newsdesk-sources.txt", _all_of(feeds)) if hidden else None)


def _all_of(feeds: Sequence[Feed]) -> bytes:
    """All of them for reading elsewhere, where a message has no room for all."""
    in_order = sorted(feeds, key=lambda feed: feed.spec.name.casefold())
    lines = (f"{feed.spec.name}\t{redact_url(feed.spec.url)}\t{_state(feed) or 'read'}\n" for feed in in_order)
    return "".join(lines).encode()


def _feed_lines(head: str, feeds: list[Feed]) -> list[Line]:
    if not feeds:
        return []
    in_order = sorted(feeds, key=lambda feed: feed.spec.name.casefold())
    bad = [plain(f"• {feed.spec.name}: {_state(feed)}") for feed in in_order if _state(feed)]
    good = [feed.spec.name for feed in in_order if not _state(feed)]
    shown = " · ".join(good[:MOST_LISTED]) + (
        f" · and {len(good) - MOST_LISTED} more: the file has them all" if len(good) > MOST_LISTED else ""
    )
    return [bold(f"{head}: {len(feeds)}"), *(plain(part) for part in _wrapped(shown)), *bad[:10]]


def _wrapped(text: str, width: int = 400) -> list[str]:
    """In lines that a message shows whole, broken between names."""
    lines: list[str] = []
    for part in text.split(" · ") if text else []:
        if lines and len(lines[-1]) + len(part) < width:
            lines[-1] += f" · {part}"
        else:
            lines.append(part)
    return lines


def _state(feed: Feed) -> str:
    if feed.status != "active":
        return feed.status
    return "can't be read now" if feed.health.failures else ""


async def _muted_here(visit: Visit) -> list[str]:
    channel = await visit.known_channel()
    return [str(name) for name in channel.settings.get("muted_outlets", ())] if channel else []


# --- Add --------------------------------------------------------------------------------------------------------------


async def add_source(visit: Visit, address: str, *, private: bool) -> Reply:
    must_manage_workspace(visit, "add sources")
    outside = visit.room.outside
    if outside is None:
        raise instead("Sources can't be added now: this process reads no feeds. The operator can add it.")
    if not visit.place.workspace:
        raise instead("Add sources in a server or workspace, not in direct messages.")
    found = await _found(visit, address)
    own, reason = await _is_own(visit, found.url, private)
    channel = await visit.channel()
    _must_be_new(await visit.store.feeds(workspace_id=channel.workspace_id), found)
    feed, _ = await add(visit.store, found, now=visit.now, workspace_id=channel.workspace_id if own else None)
    entries = count(len(found.parsed.entries), "entry", "entries")
    await keep_adder(visit.store, feed, await visit.direct_channel(), visit.now)
    undo = Button("Undo", "remove_source", str(feed.id))
    whose = f"Only this workspace sees it and its stories{reason}." if own else "All who use this bot have it."
    return note(f"Added {feed.spec.name}, {redact_url(feed.spec.url)}: {entries}. {whose}", undo)


def _must_be_new(standing: Sequence[Feed], found: Found) -> None:
    """Among what this workspace sees. One that is paused or gone may be added again."""
    address = canonical_url(found.url)
    same = next((f for f in standing if canonical_url(f.spec.url) == address and f.status == "active"), None)
    if same:
        raise instead(f"{same.spec.name} is among the sources already.")
    if sum(feed.spec.workspace_id is not None for feed in standing) >= MOST_OWN:
        raise instead(f"This workspace has {MOST_OWN} sources of its own already; remove one of them first.")


async def _found(visit: Visit, address: str) -> Found:
    assert visit.room.outside is not None
    try:
        return await find_feed(visit.room.outside.fetcher, visit.room.outside.parser, visit.room.links, address)
    except NewsdeskError as error:
        raise instead(f"{sentence(redact_words(str(error)))} Nothing is added.") from error


async def _is_own(visit: Visit, url: str, private: bool) -> tuple[bool, str]:
    """Whether it is this workspace's alone, and why where nobody asked for it."""
    if private:
        return True, ""
    if has_secret(url):
        return True, ", since its address holds a secret"
    if visit.room.many or await _other_workspaces(visit):
        return True, ", since others can use this bot too"
    return not visit.asker.admin, ""


async def _other_workspaces(visit: Visit) -> bool:
    every = await visit.store.workspaces()
    here = (visit.place.platform, visit.place.workspace)
    return any(w.external_id and w.platform != "terminal" and (w.platform, w.external_id) != here for w in every)


# --- Remove, mute -----------------------------------------------------------------------------------------------------


async def remove_source(visit: Visit, which: str) -> Reply:
    must_manage_workspace(visit, "remove sources")
    workspace_id = await visit.workspace_id()
    feed = pick_among(await visit.store.feeds(workspace_id=workspace_id), which, visit.command("newsdesk sources"))
    if not await _may_remove(visit, feed):
        outlet = feed.spec.outlet or feed.spec.name
        buttons = (Button("Mute it here", "mute_outlet", outlet),) if fits(outlet) else ()
        raise instead(f"{feed.spec.name} is shared by all who use this bot: only its operator removes it.", *buttons)
    await visit.store.set_status(feed.id, "removed", visit.now)
    return note(f"{feed.spec.name} is removed; what it told stays.", Button("Undo", "restore_source", str(feed.id)))


async def _may_remove(visit: Visit, feed: Feed) -> bool:
    """One's own; of what all share only the only workspace's admins."""
    return feed.spec.workspace_id is not None or (visit.asker.admin and not await _other_workspaces(visit))


async def restore_source(visit: Visit, value: str) -> Reply:
    must_manage_workspace(visit, "add sources")
    every = await visit.store.feeds(workspace_id=await visit.workspace_id(), with_removed=True)
    feed = next((one_ for one_ in every if str(one_.id) == value), None)
    if feed is None or feed.status != "removed" or not await _may_remove(visit, feed):
        raise instead("There is no such source here.")
    await visit.store.set_status(feed.id, "active", visit.now)
    return note(f"{feed.spec.name} is read again.", replaces=True)


async def mute_source(visit: Visit, which: str) -> Reply:
    must_manage(visit, "mute an outlet")
    try:
        return await mute_outlet(visit, outlet_of(which, await outlets_here(visit)))
    except BadOrder as wrong:
        raise instead(sentence(str(wrong))) from wrong


async def unmute_source(visit: Visit, which: str) -> Reply:
    must_manage(visit, "unmute an outlet")
    try:
        return await unmute_outlet(visit, outlet_of(which, await _muted_here(visit)))
    except BadOrder:
        return note(f"{which[:60]} isn't muted here.")
