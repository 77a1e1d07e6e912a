"""What isn't for everyone: a workspace's digests under its signed link; status, all digests and the links themselves for
the operator.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from bot.adapters.web.access import LINK_DAYS
from bot.adapters.web.drawing import answer, page
from bot.adapters.web.pages import Missing
from bot.adapters.web.site import Visit
from bot.commands.health import status_json
from bot.news.message import Message, one_line
from bot.news.message_json import message_from_json
from bot.outbox_ports import Delivery, Workspace

MOST_DIGESTS = 60


@dataclass(frozen=True, slots=True)
class Posted:
    """A delivered digest in a list. `state` says in words how far it got."""

    id: str
    title: str
    place: str
    at: datetime
    state: str
    sent: bool


@dataclass(frozen=True, slots=True)
class WorkspaceLink:
    name: str
    platform: str
    path: str
    since: datetime


_STATES = {
    "planned": "waits", "sending": "is being posted", "sent": "posted", "failed": "not posted",
    "unknown": "unclear whether posted", "unsure": "looked for in the channel", "expired": "too late, not posted",
}  # fmt: skip


def posted(delivery: Delivery) -> Posted:
    title = one_line(str(delivery.message.get("title") or delivery.occasion))
    channel = delivery.channel
    return Posted(
        delivery.id, title, one_line(channel.name or channel.address), delivery.finished_at or delivery.created_at,
        _STATES.get(delivery.state, delivery.state), delivery.state == "sent",
    )  # fmt: skip


async def digests(visit: Visit) -> web.Response:
    found = await visit.site.store.deliveries(kind="digest", channel_ids=await _own_channels(visit), limit=MOST_DIGESTS)
    return page(visit, "digests.html", private=True, digests=[posted(one) for one in found], most=MOST_DIGESTS)


async def _own_channels(visit: Visit) -> list[int] | None:
    """A workspace's channels, without anybody's direct messages; None for the operator: all."""
    if visit.workspace is None:
        return None
    channels = await visit.site.store.channels(workspace_id=visit.workspace.id)
    return [channel.id for channel in channels if not channel.external_id.startswith("@")]


async def digest(visit: Visit) -> web.Response:
    """A digest as it was posted, with what was put right in it since."""
    found = await visit.site.store.delivery(visit.request.match_info["id"])
    mine = await _own_channels(visit)
    if (
        found is None
        or found.kind != "digest"
        or not found.message
        or (mine is not None and found.channel.id not in mine)
    ):
        raise Missing("There is no such digest here.", [("Digests", visit.path("digests"))])
    message: Message = message_from_json(found.message)
    return page(visit, "digest.html", private=True, message=message, posted=posted(found))


async def status(visit: Visit) -> web.Response:
    stood = await _status(visit)
    return page(
        visit, "status.html", private=True, stood=stood, versions=visit.site.versions,
        troubles=list(visit.site.troubles()),
    )  # fmt: skip


async def _status(visit: Visit) -> dict[str, Any]:
    return status_json(await visit.site.store.status(visit.now, visit.site.zone), visit.site.daily_tokens)


async def metrics(visit: Visit) -> web.Response:
    text = visit.site.measures.text(await _status(visit))
    made = answer(visit, text, "text/plain", private=True)
    made.headers["Content-Type"] = "text/plain; version=0.0.4; charset=utf-8"
    return made


async def workspaces(visit: Visit) -> web.Response:
    """Each workspace's link, to be handed to its people: it shows what is theirs alone."""
    found = [_link(visit, one) for one in await visit.site.store.workspaces() if one.platform != "terminal"]
    return page(visit, "workspaces.html", private=True, workspaces=found, days=LINK_DAYS, origin=visit.origin)


def _link(visit: Visit, workspace: Workspace) -> WorkspaceLink:
    path = f"/w/{visit.site.gate.link_of(workspace.id, visit.now)}/"
    name = one_line(workspace.name or workspace.external_id)
    return WorkspaceLink(name, workspace.platform.capitalize(), path, workspace.created_at.astimezone(UTC))
