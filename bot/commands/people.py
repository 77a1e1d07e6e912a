"""Who made what: the names of those who subscribed or added something, kept with their workspace and gone with it."""

from __future__ import annotations

from collections.abc import Callable

from bot.commands.newsroom import Visit

MOST_KEPT = 200
LONGEST_NAME = 80


async def remember(visit: Visit) -> None:
    """Keeps the asker's name, so that a list can say who subscribed; written only when it is new or changed."""
    workspace = await visit.workspace()
    if workspace is None or not visit.asker.name:
        return
    known = dict(workspace.settings.get("people", {}))
    name = visit.asker.name[:LONGEST_NAME]
    if known.get(visit.asker.person) == name:
        return
    known[visit.asker.person] = name
    kept = dict(list(known.items())[-MOST_KEPT:])
    await visit.store.set_workspace_settings(workspace.id, {**workspace.settings, "people": kept})


async def name_of(visit: Visit) -> Callable[[str | None], str]:
    """Tells a person's id as a name: "you", the kept name, or the id where none is kept."""
    workspace = await visit.workspace()
    known = workspace.settings.get("people", {}) if workspace else {}
    return lambda person: "you" if person == visit.asker.person else str(known.get(person, person or ""))
