"""A name as somebody typed it, made the registry's own; an unknown one is answered with "did you mean"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process

from bot.commands.conversation import Reply
from bot.commands.newsroom import Instead, Visit
from bot.commands.replies import fits, instead, note
from bot.news.message import Button, or_list
from bot.news.model import NameType
from bot.news.names import Registry
from bot.news.registry import fold

LONGEST_NAME = 60
MOST_SEEN = 3000
_LOOKS_ALIKE = 75

Seen = Mapping[str, tuple[NameType, str]]
"""Names of the news, by how they are typed: those that the registry doesn't have among them."""


async def known_name(
    visit: Visit, typed: str, prefer: NameType = "company", *, action: str | None = None
) -> tuple[NameType, str]:
    """Type and canonical name, also of names that only the store knows. Raises Instead with what may have been meant.

    `action` is the button's that goes on with the name that was meant; its value is the name.
    """
    written = " ".join(typed.split())
    found = visit.room.registry().canonical(written, prefer=prefer)
    if found:
        return found
    workspace_id = await visit.workspace_id()
    for type_ in (prefer, other_type(prefer)):
        if written and (seen := await visit.store.name_seen_as(type_, written, workspace_id=workspace_id)):
            return type_, seen
    near = suggested(visit.room.registry(), await seen_names(visit), written)
    raise unknown(written, near, action)


async def seen_names(visit: Visit) -> Seen:
    """The names that this workspace's news mentions most."""
    found = await visit.store.most_seen_names(MOST_SEEN, workspace_id=await visit.workspace_id())
    return {fold(name): (type_, name) for type_, name in reversed(found)}


def suggested(registry: Registry, seen: Seen, typed: str) -> list[str]:
    """What may have been meant, nearest first: the registry's names and those of the news."""
    if not typed:
        return []
    alike = process.extract(fold(typed), list(seen), scorer=fuzz.ratio, limit=3, score_cutoff=_LOOKS_ALIKE)
    near = [seen[key][1] for key, _, _ in alike]
    return list(dict.fromkeys([*near, *registry.suggest(typed)]))[:3]


def other_type(type_: NameType) -> NameType:
    return "model" if type_ == "company" else "company"


def unknown(typed: str, near: list[str], action: str | None) -> Instead:
    """ "I don't know "Quilmark". Did you mean Quillmark? [ Yes ] [ Suggest it to the operator ]"."""
    buttons = _yes(near, action) if action else ()
    suggest = (Button("Suggest it to the operator", "suggest_name", typed),) if typed and fits(typed) else ()
    asked = f" Did you mean {or_list(near)}?" if near else ""
    return instead(f"I don't know “{typed[:LONGEST_NAME]}”.{asked}", *buttons, *suggest)


def _yes(near: list[str], action: str | None) -> tuple[Button, ...]:
    chosen = [name for name in near if fits(name)]
    labels = ["Yes"] if len(chosen) == 1 else chosen
    return tuple(Button(label, action or "", name) for label, name in zip(labels, chosen, strict=True))


def canonical_names(
    registry: Registry, typed: Iterable[str], seen: Seen
) -> tuple[frozenset[str], frozenset[str], list[str]]:
    """Companies and models of what was typed, and those that nobody knows. A name of both counts as both."""
    companies, models, wrong = set(), set(), []
    for name in typed:
        found = {registry.canonical(name), registry.canonical(name, prefer="model")} - {None} or {
            seen.get(fold(name.strip()))
        } - {None}
        companies |= {known[1] for known in found if known and known[0] == "company"}
        models |= {known[1] for known in found if known and known[0] == "model"}
        wrong += [] if found else [name]
    return frozenset(companies), frozenset(models), wrong


async def suggest_to_operator(visit: Visit, typed: str) -> Reply:
    """Keeps the wish where the operator's desk shows it, once for each name."""
    name = " ".join(typed.split())[:LONGEST_NAME]
    key = f"name wanted: {name.casefold()}"
    text = f"Somebody asked for “{name}”, which config/names.toml doesn't have."
    fresh = bool(name) and await visit.store.open_notice(key, text, visit.now)
    return note(
        f"“{name}” is suggested to the operator." if fresh else f"“{name}” was suggested already.", replaces=True
    )
