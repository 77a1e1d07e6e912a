"""The pages that everyone may see: stories, days, names, search, sources. Each is there once more under a workspace's
signed link, with what is that workspace's own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from aiohttp import web

from bot.adapters.opml import write_opml
from bot.adapters.web.chart import Series, chart, series_of
from bot.adapters.web.drawing import answer, page
from bot.adapters.web.site import Span, Visit
from bot.adapters.web.views import Name, found, said, source_line, story_line, story_page
from bot.commands.profile import Profile, UnknownName, every_day, profile
from bot.digests.shelf import compose
from bot.news.model import Digest, NameType, Story, StoryFilter
from bot.news.registry import Registry
from bot.news.text import search_tokens
from bot.news.urls import has_secret

A_DAY = timedelta(days=1)
PROFILE_SPAN = timedelta(days=90)
EVER = timedelta(days=3650)
FRONT_KEPT, FRONT_SHOWN = timedelta(seconds=60), timedelta(minutes=10)
"""How old the front page's ranking is before it is made anew, and how old it is shown meanwhile: ranking 500 stories takes
0.2 s."""
NAMES_KEPT = timedelta(minutes=10)
"""How old the list of the most mentioned names may be: it is a sum over all names."""
MOST_FRONT = 30
MOST_LISTED = 40
MOST_HITS = 30
MOST_SOURCES = 100
MOST_NAMES = 200
MOST_RIVALS_LOOKED_AT = 8
RIVALS = 2
YEARS = range(1990, 2200)
_MOMENT = timedelta(microseconds=1)


class Missing(Exception):
    """There is no such page: what to say, and where to go instead."""

    def __init__(self, words: str, near: Sequence[tuple[str, str]] = (), status: int = 404) -> None:
        super().__init__(words)
        self.words, self.near, self.status = words, tuple(near), status


# --- Stories ----------------------------------------------------------------------------------------------------------


async def today(visit: Visit) -> web.Response:
    """The last 24 hours, the most important first; of a store without any, the newest day that has some."""
    digest = await _front(visit)
    order = [one.story.id for one in digest.stories]
    stories = await visit.site.store.stories_numbered(order, workspace_id=visit.workspace_id) if order else []
    if stories:
        told = [story_line(one) for one in stories]
        return page(visit, "today.html", digest=digest, lead=told[0], rest=told[1:], newest=None)
    before, _ = await visit.site.store.stories_beside((visit.now, visit.now), workspace_id=visit.workspace_id)
    newest = _day_of(before, visit) if before else None
    return page(visit, "today.html", digest=digest, lead=None, rest=[], newest=newest)


async def _front(visit: Visit) -> Digest:
    """The ranking; one that is a minute old is made anew while it is shown once more."""
    site, whose = visit.site, visit.workspace_id
    kept = site.fronts.get(whose)
    if kept and kept[0] <= visit.now < kept[0] + FRONT_KEPT:
        return kept[1]
    task = site.ranking.get(whose)
    if task is None or task.done():
        task = site.ranking[whose] = asyncio.create_task(_ranked(visit))
        task.add_done_callback(lambda done: done.cancelled() or done.exception())
    if kept and kept[0] <= visit.now < kept[0] + FRONT_SHOWN:
        return kept[1]
    return await asyncio.shield(task)


async def _ranked(visit: Visit) -> Digest:
    made = await compose(
        visit.site.store, now=visit.now, since=visit.now - A_DAY, max_stories=MOST_FRONT, zone=visit.site.zone,
        workspace_id=visit.workspace_id,
    )  # fmt: skip
    visit.site.fronts[visit.workspace_id] = (visit.now, made)
    return made


async def day(visit: Visit) -> web.Response:
    wanted = _date(visit.request.match_info["day"])
    span = _span_of(wanted, visit)
    until = _before(visit, span[1])
    stories = await visit.site.store.stories(
        span[0] - _MOMENT, until, workspace_id=visit.workspace_id, limit=MOST_LISTED + 1
    )
    beside = await visit.site.store.stories_beside(span, workspace_id=visit.workspace_id)
    (count,) = await visit.site.store.stories_in([span], workspace_id=visit.workspace_id)
    earlier, later = [_day_of(at, visit) if at and at <= visit.now else None for at in beside]
    more = _more(stories)
    return page(
        visit, "day.html", day=wanted, stories=[story_line(s) for s in stories[:MOST_LISTED]], count=count,
        earlier=earlier, later=later, more=visit.path("day", wanted.isoformat(), before=more) if more else None,
    )  # fmt: skip


async def archive(visit: Visit) -> web.Response:
    """A month as a list of days, each with how many stories it has."""
    month = _month(visit.request.match_info.get("month") or f"{visit.now.astimezone(visit.site.place):%Y-%m}")
    following = (month + timedelta(days=32)).replace(day=1)
    days = [month + timedelta(days=n) for n in range((following - month).days)]
    spans = [_span_of(one, visit) for one in days]
    counts = await visit.site.store.stories_in(spans, workspace_id=visit.workspace_id)
    whole = (spans[0][0], spans[-1][1])
    beside = await visit.site.store.stories_beside(whole, workspace_id=visit.workspace_id)
    earlier, later = [_day_of(at, visit).replace(day=1) if at and at <= visit.now else None for at in beside]
    told = [(one, count) for one, count in zip(days, counts, strict=True) if count]
    return page(visit, "archive.html", month=month, days=told[::-1], earlier=earlier, later=later, most=max(counts))


async def stories(visit: Visit) -> web.Response:
    """All stories, or those on a name, newest first; one more is read than is listed, which tells whether there are more."""
    wanted = await _wanted_name(visit)
    listed = await newest(visit, _before(visit, visit.now + _MOMENT), wanted, MOST_LISTED + 1)
    more = _more(listed)
    asked = {wanted.type: wanted.name} if wanted else {}
    return page(
        visit, "stories.html", name=wanted, stories=[story_line(s) for s in listed[:MOST_LISTED]],
        more=visit.path("stories", **asked, before=more) if more else None,
    )  # fmt: skip


async def _wanted_name(visit: Visit) -> Name | None:
    kinds: tuple[NameType, ...] = ("company", "model")
    for type_ in kinds:
        if typed := visit.asked(type_):
            return Name(type_, await known_name(visit, type_, typed))
    return None


async def newest(visit: Visit, until: datetime, wanted: Name | None, most: int) -> list[Story]:
    """The newest stories; of a name that is often told, its years needn't be sorted."""
    store, since = visit.site.store, None
    if wanted and until >= visit.now - _MOMENT:
        since = await store.told_since(wanted.type, wanted.name, 2 * most)
    found: list[Story] = []
    for start in filter(None, (since, until - EVER)):
        found = await store.stories(start, until, filter_of(wanted), workspace_id=visit.workspace_id, limit=most)
        if len(found) == most:
            break
    return found


def filter_of(wanted: Name | None) -> StoryFilter | None:
    if wanted is None:
        return None
    names = frozenset({wanted.name})
    return StoryFilter(companies=names) if wanted.type == "company" else StoryFilter(models=names)


def _more(listed: Sequence[Story]) -> str | None:
    """From when the next page goes back; stories of one very moment stay together with the first of them."""
    return f"{listed[MOST_LISTED].last_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}" if len(listed) > MOST_LISTED else None


def _before(visit: Visit, latest: datetime) -> datetime:
    """The moment up to which is listed: what `before` names, and nothing from the future."""
    asked = visit.asked("before")
    last = min(latest - _MOMENT, visit.now)
    if not asked:
        return last
    try:
        return min(datetime.fromisoformat(asked).astimezone(UTC), last)
    except (ValueError, OverflowError):
        raise Missing("That address names no moment to go back from.", _to_front(visit)) from None


async def story(visit: Visit) -> web.Response:
    number = int(visit.request.match_info["number"])
    known = await visit.site.store.story(number, workspace_id=visit.workspace_id) if number < 1 << 62 else None
    if known is None:
        raise Missing("There is no such story here.", _to_front(visit))
    if known.withdrawn:
        raise Missing(await _withdrawn_words(visit, known), _to_front(visit), 410)
    if known.id != number:
        raise web.HTTPMovedPermanently(visit.path("story", known.id))
    articles = await visit.site.store.story_articles(known.id)
    history = await visit.site.store.history(known.id)
    return page(visit, "story.html", story=story_page(known, articles, history))


async def _withdrawn_words(visit: Visit, known: Story) -> str:
    if known.withdrawn == "blocked":
        return "That story isn't shown any more."
    named = (known.headline_before or known.brief.headline).rstrip(".。")
    return f"We took this story back: “{named}”. It should not have been posted, and isn't told any more."


# --- Names ------------------------------------------------------------------------------------------------------------


async def known_name(visit: Visit, type_: NameType, typed: str) -> str:
    """The canonical name of what was typed. Raises Missing with near ones."""
    registry, store = visit.site.registry(), visit.site.store
    known = registry.canonical(typed, prefer=type_)
    if known and known[0] == type_:
        return known[1]
    if seen := await store.name_seen_as(type_, typed, workspace_id=visit.workspace_id):
        return seen
    if known:
        near = [(known[1], visit.path(known[0], known[1]))]
        raise Missing(f"“{typed}” is a {known[0]}.", near)
    raise Missing(f"I don't know “{typed}”.", near_names(visit, typed, type_))


def near_names(visit: Visit, typed: str, prefer: NameType = "company") -> list[tuple[str, str]]:
    registry = visit.site.registry()
    known = (registry.canonical(name, prefer=prefer) for name in registry.suggest(typed, 4))
    return [(name, visit.path(type_, name)) for type_, name in filter(None, known)]


async def name(visit: Visit) -> web.Response:
    type_: NameType = "company" if visit.request.match_info["type"] == "company" else "model"
    typed = visit.request.match_info["name"]
    canonical = await known_name(visit, type_, typed)
    if canonical != typed:
        raise web.HTTPMovedPermanently(visit.path(type_, canonical))
    shown = await profile_of(visit, type_, canonical)
    others = await _rivals(visit, type_, canonical)
    drawn = chart([series_of(shown), *others]) if shown.mentions else None
    standing = [said(one, canonical) for one in shown.relations if one.current]
    gone = [said(one, canonical) for one in shown.relations if not one.current]
    return page(
        visit, "name.html", shown=shown, stories=[story_line(one) for one in shown.latest], chart=drawn,
        said=standing, withdrawn=gone, rivals=[one.name for one in others],
        families=_families(visit, shown),
    )  # fmt: skip


def _families(visit: Visit, shown: Profile) -> list[str]:
    """A company's families that the registry knows and no article has named yet."""
    known = visit.site.registry().families_of(shown.name) if shown.type == "company" else ()
    seen = {one for one, _ in shown.models}
    return [one for one in known if one not in seen][:8]


async def profile_of(visit: Visit, type_: NameType, canonical: str) -> Profile:
    """Raises Missing where neither the registry nor any article knows it."""
    try:
        return await profile(
            visit.site.store, visit.site.registry(), canonical, type_, now=visit.now, since=PROFILE_SPAN,
            workspace_id=visit.workspace_id,
        )  # fmt: skip
    except UnknownName:
        raise Missing(f"I don't know “{canonical}”.", near_names(visit, canonical, type_)) from None


async def _rivals(visit: Visit, type_: NameType, canonical: str) -> list[Series]:
    """Of the most mentioned of its sort, the two that were mentioned most in the span."""
    start, registry = visit.now - PROFILE_SPAN, visit.site.registry()
    near = [name for kind, name in await _most_seen(visit) if kind == type_ and are_rivals(registry, name, canonical)]
    counted = await visit.site.store.mentions_of(
        type_, near[:MOST_RIVALS_LOOKED_AT], start, visit.now, workspace_id=visit.workspace_id
    )
    days = start.date(), visit.now.date()
    every = [Series(other, every_day(per_day, *days)) for other, per_day in counted.items()]
    return sorted((one for one in every if one.total), key=lambda one: -one.total)[:RIVALS]


def are_rivals(registry: Registry, one: str, other: str) -> bool:
    """Companies of one kind of which both or none make models, and neither owns the other; families of two makers."""
    companies, families = registry.companies, registry.families
    if one in companies and other in companies and one != other:
        kinds = companies[one].kind == companies[other].kind
        owned = registry.owner_of(one) == other or registry.owner_of(other) == one
        return kinds and not owned and bool(registry.families_of(one)) == bool(registry.families_of(other))
    return one in families and other in families and families[one].company != families[other].company


async def _most_seen(visit: Visit) -> list[tuple[NameType, str]]:
    kept = visit.site.names.get(visit.workspace_id)
    if kept is None or not kept[0] <= visit.now < kept[0] + NAMES_KEPT:
        seen = await visit.site.store.most_seen_names(MOST_NAMES, workspace_id=visit.workspace_id)
        kept = visit.site.names[visit.workspace_id] = (visit.now, seen)
    return kept[1]


async def names(visit: Visit) -> web.Response:
    """Whom the articles mention, most mentioned first."""
    seen = await _most_seen(visit)
    return page(
        visit, "names.html",
        companies=[one for type_, one in seen if type_ == "company"],
        models=[one for type_, one in seen if type_ == "model"],
    )  # fmt: skip


async def compare(visit: Visit) -> web.Response:
    typed = visit.asked("a"), visit.asked("b")
    if not all(typed):
        return page(visit, "compare.html", typed=typed, pair=(), chart=None, said=[], latest=[])
    pair = [await _either(visit, one) for one in typed]
    both = {one.name for one in pair}
    if len(both) == 1:
        raise Missing(f"Both are {pair[0].name}. Name two that differ.", [("Compare", visit.path("compare"))])
    shared = [one for one in pair[0].relations if one.current and {one.relation.subject, one.relation.object} == both]
    return page(
        visit, "compare.html", typed=(pair[0].name, pair[1].name), pair=pair,
        chart=chart([series_of(one) for one in pair]), said=[said(one, "") for one in shared],
        latest=[[story_line(one) for one in shown.latest[:3]] for shown in pair],
    )  # fmt: skip


async def _either(visit: Visit, typed: str) -> Profile:
    """A name that is a company and a model family is taken as a company."""
    known = visit.site.registry().canonical(typed)
    if known is None and await visit.site.store.name_seen_as("model", typed, workspace_id=visit.workspace_id):
        known = ("model", typed)
    type_: NameType = known[0] if known else "company"
    return await profile_of(visit, type_, await known_name(visit, type_, typed))


# --- Search, and the sources ------------------------------------------------------------------------------------------


async def search(visit: Visit) -> web.Response:
    typed = visit.asked("q")
    tokens = search_tokens(typed)
    hits = (
        await visit.site.store.search(tokens, workspace_id=visit.workspace_id, limit=MOST_HITS, until=visit.now)
        if tokens
        else []
    )
    known = visit.site.registry().canonical(typed) if typed else None
    near = near_names(visit, typed) if typed and not hits and not known else []
    return page(
        visit, "search.html", typed=typed, hits=[found(hit, tokens) for hit in hits], most=MOST_HITS,
        name=Name(*known) if known else None, near=near,
    )  # fmt: skip


async def sources(visit: Visit) -> web.Response:
    """A hundred at a time, those in trouble first."""
    store, first = visit.site.store, _first(visit)
    feeds = await store.feeds_listed(first, MOST_SOURCES, workspace_id=visit.workspace_id)
    week = await store.news_of_feeds([feed.id for feed in feeds], visit.now - timedelta(days=7))
    count, failing = await store.feeds_counted(workspace_id=visit.workspace_id)
    more = visit.path("sources", first=first + MOST_SOURCES) if count > first + MOST_SOURCES else None
    return page(
        visit, "sources.html", sources=[source_line(feed, week.get(feed.id, 0), visit.now) for feed in feeds],
        count=count, failing=failing, more=more,
    )  # fmt: skip


def _first(visit: Visit) -> int:
    asked = visit.asked("first", 9)
    return int(asked) if asked.isascii() and asked.isdigit() else 0


async def sources_opml(visit: Visit) -> web.Response:
    """For another reader; without addresses that hold somebody's key."""
    feeds = await visit.site.store.feeds(workspace_id=visit.workspace_id)
    shown = [feed.spec for feed in feeds if feed.status != "gone" and not has_secret(feed.spec.url)]
    made = answer(visit, write_opml(shown, "Newsdesk's sources"), "text/x-opml")
    made.headers["Content-Disposition"] = 'attachment; filename="newsdesk.opml"'
    return made


# --- Days -------------------------------------------------------------------------------------------------------------


def _to_front(visit: Visit) -> list[tuple[str, str]]:
    return [("Today's stories", visit.path()), ("Archive", visit.path("archive"))]


def _date(text: str) -> date:
    try:
        wanted = date.fromisoformat(text)
    except ValueError:
        raise Missing("There is no such day.") from None
    if wanted.year not in YEARS:
        raise Missing("There is no news of that year here.")
    return wanted


def _month(text: str) -> date:
    return _date(f"{text}-01")


def _span_of(wanted: date, visit: Visit) -> Span:
    """The day by the bot's own clock, from its first moment to the next day's."""
    start, end = (datetime.combine(one, time(), tzinfo=visit.site.place) for one in (wanted, wanted + A_DAY))
    return start.astimezone(UTC), end.astimezone(UTC)


def _day_of(at: datetime, visit: Visit) -> date:
    return at.astimezone(visit.site.place).date()
