"""`company`, `model` and `compare` as people see them: what the store knows about a name, with its sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.commands.chat_names import known_name
from bot.commands.conversation import Reply, Values
from bot.commands.newsroom import Visit, clock_words, date_words, short_date
from bot.commands.profile import Profile, profile, sparkline
from bot.commands.replies import (
    bold,
    count,
    fits,
    instead,
    listed,
    note,
    plain,
    rows,
    small,
    source_line,
    titled,
)
from bot.commands.values import one
from bot.news.message import Block, Button, Line, Text, and_list
from bot.news.model import NameType, Source, Story
from bot.news.names import Registry
from bot.ports import KnownRelation

SPAN = timedelta(days=30)
MOST_RELATIONS = 6
MOST_LATEST = 5
COMPARED_LATEST = 3
_VERBS = {
    "derived from": "is derived from", "partners": "partners with", "competes": "competes with", "other": "and",
}  # fmt: skip
_TURNED = {
    "uses": "used by", "makes": "made by", "releases": "released by", "funds": "funded by", "buys": "bought by",
    "owns": "owned by", "partners": "partners with", "sues": "sued by", "competes": "competes with",
    "derived from": "the origin of", "measures": "measured by", "other": "named with",
}  # fmt: skip


async def company(visit: Visit, values: Values) -> Reply:
    return await _about(visit, one(values, "name"), "company")


async def model(visit: Visit, values: Values) -> Reply:
    return await _about(visit, one(values, "name"), "model")


async def _about(visit: Visit, typed: str, prefer: NameType) -> Reply:
    if not typed:
        raise instead(
            f"Which {prefer}? Such as {visit.command(f'news {prefer}')} {'Meta' if prefer == 'company' else 'Qwen'}."
        )
    type_, name = await known_name(visit, typed, prefer, action=prefer)
    shown = await _profile(visit, type_, name)
    blocks = [*_profile_blocks(shown), listed(await as_of(visit, shown)), *rows(_buttons(shown))]
    return Reply(titled(_what_it_is(shown), blocks))


async def _profile(visit: Visit, type_: NameType, name: str) -> Profile:
    return await profile(
        visit.store, visit.room.registry(), name, type_, now=visit.now, since=SPAN,
        workspace_id=await visit.workspace_id(),
    )  # fmt: skip


def _what_it_is(shown: Profile) -> str:
    where = f", {shown.country}" if shown.country else ""
    parts = [shown.name, f"{shown.type}{where}"]
    if shown.owner:
        parts.append(f"{'made' if shown.type == 'model' else 'owned'} by {shown.owner}")
    if shown.aliases:
        parts.append(f"also written {', '.join(shown.aliases[:4])}")
    return " · ".join(parts)


def _profile_blocks(shown: Profile) -> list[Block]:
    blocks: list[Block] = [
        listed([bold("Latest"), *(_latest_lines(shown.latest[:MOST_LATEST]) or _nothing_since(shown))])
    ]
    if shown.models:
        names = " · ".join(f"{name} ({number})" for name, number in shown.models)
        blocks.append(listed([bold("Models in the sources"), plain(names)]))
    current = [known for known in shown.relations if known.current][:MOST_RELATIONS]
    if current:
        blocks += _relation_blocks(current, shown.name)
    counts = [number for _, number in shown.per_day]
    blocks.append(listed([plain(f"Mentions in {len(counts) - 1} days: {sparkline(counts)} {shown.mentions}")]))
    return blocks


def _latest_lines(stories: Sequence[Story]) -> list[Line]:
    return [story_line(story) for story in stories]


def story_line(story: Story) -> Line:
    """ "14 Dec · ‹Meta is reportedly using Qwen …› · reported"."""
    url = story.sources[0].url if story.sources else None
    hedge = story.brief.certainty
    doubt = [Text(f" · {hedge}")] if hedge not in ("confirmed", "stated") else []
    return Line((Text(f"{short_date(story.last_at)} · "), Text(story.brief.headline.rstrip(".。"), url), *doubt))


def _nothing_since(shown: Profile) -> list[Line]:
    return [plain(f"No story since {date_words(shown.since)}.")]


def _relation_blocks(relations: Sequence[KnownRelation], name: str) -> list[Block]:
    numbered = _numbered(relations)
    said = [_relation_line(known, name, numbered[known.source.url]) for known in relations]
    return [
        listed([bold("Said of it"), *said]),
        listed([source_line(source) for source in numbered.values()]),
    ]


def _numbered(relations: Sequence[KnownRelation]) -> dict[str, Source]:
    """The sources by address, numbered as they come."""
    first = {known.source.url: known.source for known in reversed(relations)}
    urls = list(dict.fromkeys(known.source.url for known in relations))
    return {url: replace(first[url], n=n) for n, url in enumerate(urls, 1)}


def _relation_line(known: KnownRelation, name: str, source: Source) -> Line:
    return Line((Text(f"{relation_words(known, name)} · {told_by(known)}"), Text(f" [{source.n}]", source.url)))


def relation_words(known: KnownRelation, name: str) -> str:
    """ "uses Qwen, for training Avocado" of the subject; of the object "used by Meta"."""
    relation = known.relation
    purpose = f", for {relation.purpose}" if relation.purpose else ""
    if relation.subject == name:
        return f"{_VERBS.get(relation.verb, relation.verb)} {relation.object}{purpose}"
    if relation.object == name:
        return f"{_TURNED[relation.verb]} {relation.subject}{purpose}"
    return f"{relation.subject} {_VERBS.get(relation.verb, relation.verb)} {relation.object}{purpose}"


def told_by(known: KnownRelation) -> str:
    teller, outlet = known.relation.according_to, known.source.outlet
    by = f" by {teller}" if teller else ""
    via = f", via {outlet}" if teller and teller != outlet else ""
    return f"{known.relation.certainty}{by}{via}, {short_date(known.at)}"


async def as_of(visit: Visit, *shown: Profile) -> list[Line]:
    reaches = await visit.store.reaches()
    named = {p.name: p.first_seen for p in shown if p.first_seen}
    since = [
        f"{f'{name} is in' if len(shown) > 1 else 'In'} our store since {date_words(at)}." for name, at in named.items()
    ]
    upto = [f"Stories up to {clock_words(min(reaches[1], visit.now), visit.zone)}."] if reaches else []
    return [small(" ".join([*since, *upto]) or "Nothing is stored yet.")]


def _buttons(shown: Profile) -> list[Button]:
    if not fits(shown.name):
        return []
    return [Button("Watch", "watch", shown.name), Button("Compare", "compare", shown.name)]


# --- Two side by side -------------------------------------------------------------------------------------------------


async def compare(visit: Visit, values: Values) -> Reply:
    typed = [one(values, "a"), one(values, "b")]
    if not all(typed):
        raise instead(f"Which two? Such as {visit.command('news compare')} Meta Google.")
    first, second = [await _profile(visit, *await known_name(visit, name, action="company")) for name in typed]
    if first.name == second.name:
        raise instead(f"Both are {first.name}. Name two that differ, such as Meta and Google.")
    return Reply(titled(f"{first.name} and {second.name}", await _side_by_side(visit, first, second)))


async def _side_by_side(visit: Visit, a: Profile, b: Profile) -> list[Block]:
    both = [known for known in a.relations if b.name in (known.relation.subject, known.relation.object)]
    shared = [known for known in both if known.current]
    blocks: list[Block] = [listed(_facts(a, b))]
    for shown in (a, b):
        lines = _latest_lines(shown.latest[:COMPARED_LATEST]) or _nothing_since(shown)
        blocks.append(listed([bold(f"Latest on {shown.name}"), *lines]))
    if shared:
        blocks += _between(shared[:MOST_RELATIONS])
    buttons = [Button(f"More on {p.name}", p.type, p.name) for p in (a, b) if fits(p.name)]
    return [*blocks, listed(await as_of(visit, a, b)), *rows(buttons)]


def _facts(a: Profile, b: Profile) -> list[Line]:
    pairs = [
        ("What", *(f"{p.type}{f', {p.country}' if p.country else ''}" for p in (a, b))),
        ("Mentions in 30 days", *(f"{p.mentions} {sparkline([n for _, n in p.per_day])}" for p in (a, b))),
        ("Last seen", *(date_words(p.last_seen) if p.last_seen else "never" for p in (a, b))),
        ("Models", *(and_list([name for name, _ in p.models[:4]]) if p.models else "none" for p in (a, b))),
    ]
    return [_fact(label, (a.name, one_), (b.name, other)) for label, one_, other in pairs]


def _fact(label: str, *sides: tuple[str, str]) -> Line:
    return Line((Text(f"{label}: ", style="bold"), Text(" | ".join(f"{name} {what}" for name, what in sides))))


def _between(shared: Sequence[KnownRelation]) -> list[Block]:
    numbered = _numbered(shared)
    said = [_relation_line(known, "", numbered[known.source.url]) for known in shared]
    head = f"Said of both ({count(len(numbered), 'source')})"
    return [listed([bold(head), *said]), listed([source_line(source) for source in numbered.values()])]


def compare_with(visit: Visit, name: str) -> Reply:
    """ "[ Compare ]" under a profile: with whom."""
    near = [other for other in _rivals(visit.room.registry(), name) if fits(f"{name}|{other}")][:4]
    text = f"Compare {name} with what? {visit.command('news compare')} takes any two names, such as Meta Google."
    return note(text, *(Button(other, "compare", f"{name}|{other}") for other in near))


def _rivals(registry: Registry, name: str) -> list[str]:
    """Others of the same sort: of a company those that make models too, those of its own kind first."""
    company = registry.companies.get(name)
    if company is None:
        return [other for other in registry.families if other != name]
    makers = dict.fromkeys(f.company for f in registry.families.values() if f.company not in (None, name))
    kinds = {other: registry.companies[other].kind for other in makers if other}
    return sorted(kinds, key=lambda other: kinds[other] != company.kind)
