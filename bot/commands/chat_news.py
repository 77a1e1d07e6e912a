"""The short answers of `/news`: the latest, full text, how the bot stands here, and help."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.commands.catalogue import MANAGE, NEWS
from bot.commands.chat_orders import channel_words, orders_here, when_words
from bot.commands.chat_stories import story_sections
from bot.commands.conversation import Command, Reply, Values
from bot.commands.newsroom import Visit, clock_words, date_words
from bot.commands.permissions import NOT_PRESENT
from bot.commands.replies import bold, count, instead, listed, note, plain, rows, small, titled
from bot.commands.taste import lowered, own_less, wishes_of
from bot.commands.values import one
from bot.news.message import Block, Button, Line, Text
from bot.news.model import Story, StoryFilter
from bot.news.ranking import rank
from bot.news.text import search_tokens
from bot.news.timetable import zone_named
from bot.outbox_ports import Channel
from bot.ports import ArticleHit, Feed, ReadingHealth

LATEST = 8
LATEST_SPAN = timedelta(days=14)
MOST_HITS = 8
MOST_FAILING = 5
_DAY = timedelta(days=1)


# --- Latest -----------------------------------------------------------------------------------------------------------


async def latest(visit: Visit, values: Values) -> Reply:
    """The newest day first, and of a day what matters most; what this person wants less of comes last, what is muted here
    not at all."""
    channel = await visit.known_channel()
    wanted = _unmuted(channel)
    found = await visit.store.stories(
        visit.now - LATEST_SPAN, visit.now, wanted, workspace_id=await visit.workspace_id(), limit=LATEST * 3
    )
    wishes = [*wishes_of(channel), *await own_less(visit, channel)] if channel else []
    shown = lowered(_by_day(found, visit), wishes)[:LATEST]
    if not shown:
        return note(f"No story in the last {LATEST_SPAN.days} days. {await _upto(visit)}", Button("Status", "status"))
    blocks: list[Block] = [*story_sections(shown), listed([small(await _upto(visit))]), *rows([Button("Ask", "ask")])]
    return Reply(titled("Latest", blocks, notification=f"Latest: {shown[0].brief.headline}"))


def _by_day(stories: Sequence[Story], visit: Visit) -> list[Story]:
    zone = zone_named(visit.zone)
    ranked = [one.story for one in rank(stories, now=visit.now)]
    return sorted(ranked, key=lambda story: story.last_at.astimezone(zone).date(), reverse=True)


def _unmuted(channel: Channel | None) -> StoryFilter:
    muted = channel.settings.get("muted_outlets", ()) if channel else ()
    return StoryFilter(outlets_out=frozenset(str(name) for name in muted))


async def _upto(visit: Visit) -> str:
    reaches = await visit.store.reaches()
    return (
        f"Stories up to {clock_words(min(reaches[1], visit.now), visit.zone)}." if reaches else "Nothing is stored yet."
    )


# --- Search -----------------------------------------------------------------------------------------------------------


async def search(visit: Visit, values: Values) -> Reply:
    words = one(values, "words")
    tokens = search_tokens(words)
    if not tokens:
        raise instead(f"What shall I look for? Such as {visit.command('news search')} open weights licence.")
    workspace_id = await visit.workspace_id()
    hits = await visit.store.search(tokens, until=visit.now, workspace_id=workspace_id, limit=MOST_HITS)
    if not hits:
        near = await visit.store.search(
            tokens, any_of=True, until=visit.now, workspace_id=workspace_id, limit=MOST_HITS // 2
        )
        return _none_has_all(words, near, await _upto(visit))
    lines = [*(_hit_line(hit) for hit in hits), small(await _upto(visit))]
    return Reply(titled(f"Search: {words}", [listed(lines)], notification=f"{count(len(hits), 'article')} on {words}"))


def _none_has_all(words: str, near: list[ArticleHit], upto: str) -> Reply:
    text = f"Nothing stored has all of: {words}. Fewer words find more."
    lines = [
        plain(text),
        *([bold("With some of them"), *(_hit_line(hit) for hit in near)] if near else []),
        small(upto),
    ]
    return Reply(titled("", [listed(lines)], notification=text))


def _hit_line(hit: ArticleHit) -> Line:
    article = hit.article
    rest = f" · {article.outlet}, {date_words(article.published)}{' · paywall' if article.paywall else ''}"
    rest += f" · corrected since: {article.corrected}" if article.corrected else ""
    return Line((Text("• "), Text(article.title.rstrip("."), article.url), Text(rest)))


# --- Status -----------------------------------------------------------------------------------------------------------


async def status(visit: Visit, values: Values) -> Reply:
    """What was read, what fails of what this workspace sees, and what the bot does here."""
    workspace_id = await visit.workspace_id()
    feeds = await visit.store.feeds(workspace_id=workspace_id)
    health = await visit.store.reading_health(visit.now - _DAY, workspace_id=workspace_id)
    lines = [plain(f"{reading_words(health)} {await _upto(visit)}"), *failing_lines(visit, feeds)]
    blocks = [listed([bold("Reading"), *lines]), listed([bold("Here"), *await _here_lines(visit)])]
    return Reply(titled("Status", blocks, notification=reading_words(health)))


def reading_words(health: ReadingHealth) -> str:
    """ "61 of 64 sources read in the last day, 380 items."."""
    read = f"{health.feeds_read} of {count(health.feeds_total, 'source')} read"
    return f"{read} in the last day, {count(health.items, 'item')}."


def failing_lines(visit: Visit, feeds: list[Feed]) -> list[Line]:
    failing = [feed for feed in feeds if feed.status == "active" and feed.health.failures and feed.health.failing_since]
    failing.sort(key=lambda feed: feed.health.failing_since or visit.now)
    told = [
        plain(f"{feed.spec.name} hasn't been readable since {clock_words(feed.health.failing_since, visit.zone)}.")
        for feed in failing[:MOST_FAILING]
        if feed.health.failing_since
    ]
    rest = len(failing) - MOST_FAILING
    return [*told, plain(f"And {rest} more.")] if rest > 0 else told


async def _here_lines(visit: Visit) -> list[Line]:
    if not visit.asker.present and not visit.place.direct:
        return [plain(NOT_PRESENT)]
    channel = await visit.known_channel()
    orders = await orders_here(visit)
    own = [order for order in orders if channel and order.channel_id == channel.id]
    lines = [plain(f"Subscription {one_.id} ({channel_words(one_)}): {when_words(one_, visit.now)}") for one_ in own]
    if not lines:
        command = "news subscribe" if visit.place.direct else "newsdesk subscribe"
        lines.append(plain(f"No subscription here. {visit.command(command)} makes one."))
    if channel and channel.state != "active":
        lines.append(plain(f"I can't post here: {channel.reason or channel.state}."))
    direct = await visit.known_direct()
    if direct and direct.state != "active" and (channel is None or channel.id != direct.id):
        lines.append(plain(f"I can't write to you directly: {direct.reason or direct.state}."))
    return [*lines, *await _delivery_lines(visit, channel), *await _watch_lines(visit, channel)]


async def _delivery_lines(visit: Visit, channel: Channel | None) -> list[Line]:
    """What became of the last ones, where something is amiss."""
    if channel is None:
        return []
    bad = await visit.store.deliveries(
        state=("unknown", "failed"), channel_id=channel.id, since=visit.now - 7 * _DAY, limit=3
    )
    return [
        plain(
            f"The {one_.kind} of {clock_words(one_.due_at, visit.zone)} {_BECAME[one_.state]}{f': {one_.reason}' if one_.reason else ''}."
        )
        for one_ in bad
    ]


_BECAME = {"unknown": "may or may not have arrived, and isn't posted twice", "failed": "could not be posted"}


async def _watch_lines(visit: Visit, channel: Channel | None) -> list[Line]:
    watches = await visit.store.watches(channel_id=channel.id) if channel else []
    names = ", ".join(watch.name for watch in watches[:10])
    return [plain(f"Watched here: {names}.")] if names else []


# --- Help -------------------------------------------------------------------------------------------------------------


async def news_help(visit: Visit, values: Values) -> Reply:
    lines = [_help_line(visit, command) for command in NEWS]
    more = [small(f"{visit.command('newsdesk help')} is for those who manage a channel's digest.")]
    first = [plain("What the AI industry's sources say, with a link for each sentence.")] if visit.place.direct else []
    return Reply(titled("What can be asked", [listed([*first, *lines]), listed(more)]))


async def manage_help(visit: Visit, values: Values) -> Reply:
    lines = [_help_line(visit, command) for command in MANAGE]
    return Reply(titled("What those who manage can do", [listed(lines)]))


def _help_line(visit: Visit, command: Command) -> Line:
    typed = f"{visit.command(command.root)} {command.example}"
    return Line((Text(typed, style="bold"), Text(f" · {command.description}")))
