"""`company`, `model` and `compare`: what the store knows about one name. Only reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.news.countries import country_name
from bot.news.model import NameType, Story, StoryFilter
from bot.news.names import Registry
from bot.ports import KnownRelation, NewsdeskError, NewsReader

LATEST = 5
RELATIONS = 12


class UnknownName(NewsdeskError):
    """Neither in the registry nor in the store. `suggestions` are near names, best first."""

    def __init__(self, name: str, suggestions: list[str]) -> None:
        near = f" Did you mean {' or '.join(suggestions)}?" if suggestions else ""
        super().__init__(f"I don't know {name!r}.{near or ' `newsdesk names list` shows who is known.'}")
        self.suggestions = suggestions


@dataclass(frozen=True, slots=True)
class Profile:
    """`per_day` has every day of the span, oldest first. `since` is the span's start."""

    type: NameType
    name: str
    country: str | None
    owner: str | None
    aliases: tuple[str, ...]
    latest: tuple[Story, ...]
    models: tuple[tuple[str, int], ...]
    relations: tuple[KnownRelation, ...]
    per_day: tuple[tuple[date, int], ...]
    first_seen: datetime | None
    last_seen: datetime | None
    since: datetime

    @property
    def mentions(self) -> int:
        return sum(count for _, count in self.per_day)


async def resolve(
    reader: NewsReader, registry: Registry, name: str, wanted: NameType, *, workspace_id: int | None = None
) -> str:
    """The canonical name. A model may be a family or a version; a name that only the store knows counts too."""
    name = name.strip()
    known = registry.canonical(name, prefer=wanted)
    if known and known[0] == wanted:
        return known[1]
    if wanted == "model" and name in registry.families:
        return name
    if wanted == "company" and name in registry.companies:
        return name
    if name and await reader.first_seen(wanted, name, workspace_id=workspace_id):
        return name
    raise UnknownName(name, _suggestions(registry, name, wanted, known))


def _suggestions(registry: Registry, name: str, wanted: NameType, known: tuple[NameType, str] | None) -> list[str]:
    if known:
        other = "model" if wanted == "company" else "company"
        return [f'{known[1]} (a {other}: `newsdesk {other} "{known[1]}"`)']
    pool = registry.companies if wanted == "company" else registry.families
    near = [found for found in registry.suggest(name, 8) if found in pool]
    return near[:3]


async def profile(
    reader: NewsReader,
    registry: Registry,
    name: str,
    wanted: NameType,
    *,
    now: datetime,
    since: timedelta = timedelta(days=30),
    workspace_id: int | None = None,
) -> Profile:
    """Everything about a company or a model, as of `now`. Raises UnknownName."""
    canonical = await resolve(reader, registry, name, wanted, workspace_id=workspace_id)
    start = now - since
    stories = await reader.stories(start, now, _about(wanted, canonical), workspace_id=workspace_id, limit=LATEST)
    relations = await reader.relations_of(canonical, until=now, workspace_id=workspace_id, limit=RELATIONS)
    counted = await reader.mentions_per_day(wanted, canonical, start, now, workspace_id=workspace_id)
    seen = await reader.first_seen(wanted, canonical, workspace_id=workspace_id)
    models = await reader.models_of(canonical, workspace_id=workspace_id) if wanted == "company" else []
    company = registry.companies.get(canonical)
    family = registry.families.get(canonical)
    return Profile(
        type=wanted,
        name=canonical,
        country=country_name(registry.country_of(canonical)),
        owner=family.company if family and wanted == "model" else registry.owner_of(canonical),
        aliases=tuple((company if wanted == "company" else family or company).aliases) if company or family else (),  # type: ignore[union-attr]
        latest=tuple(stories),
        models=tuple(models[:12]),
        relations=tuple(relations),
        per_day=every_day(counted, start.date(), now.date()),
        first_seen=seen[0] if seen else None,
        last_seen=seen[1] if seen else None,
        since=start,
    )


def _about(wanted: NameType, name: str) -> StoryFilter:
    names = frozenset({name})
    return StoryFilter(companies=names) if wanted == "company" else StoryFilter(models=names)


def every_day(counted: dict[date, int], first: date, last: date) -> tuple[tuple[date, int], ...]:
    days = (last - first).days + 1
    return tuple((day, counted.get(day, 0)) for day in (first + timedelta(days=n) for n in range(days)))


async def compare(
    reader: NewsReader,
    registry: Registry,
    names: tuple[str, str],
    *,
    now: datetime,
    since: timedelta,
    workspace_id: int | None = None,
) -> tuple[Profile, Profile]:
    """Two profiles side by side. A name that is a company and a model family is taken as a company."""
    about = _Span(now, since, workspace_id)
    first, second = [await _either(reader, registry, name, about) for name in names]
    return first, second


@dataclass(frozen=True, slots=True)
class _Span:
    now: datetime
    since: timedelta
    workspace_id: int | None


async def _either(reader: NewsReader, registry: Registry, name: str, span: _Span) -> Profile:
    try:
        return await _profile_of(reader, registry, name, "company", span)
    except UnknownName as unknown:
        try:
            return await _profile_of(reader, registry, name, "model", span)
        except UnknownName:
            raise UnknownName(name, registry.suggest(name, 3)) from unknown


async def _profile_of(reader: NewsReader, registry: Registry, name: str, wanted: NameType, span: _Span) -> Profile:
    return await profile(reader, registry, name, wanted, now=span.now, since=span.since, workspace_id=span.workspace_id)


BARS = "▁▂▃▄▅▆▇█"


def sparkline(counts: Sequence[int]) -> str:
    most = max(counts, default=0)
    return "".join(BARS[min(7, count * 7 // most)] if most else BARS[0] for count in counts)
