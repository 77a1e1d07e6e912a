"""Slack's App Home, one page a person: this workspace's subscriptions, how the sources do, what is known today, reports;
and where to begin when there is nothing yet."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.commands.chat_news import failing_lines, reading_words
from bot.commands.chat_orders import order_blocks, orders_of_workspace
from bot.commands.chat_stories import story_sections
from bot.commands.newsroom import Visit, clock_words, short_date
from bot.commands.permissions import may_see
from bot.commands.replies import bold, count, listed, plain, rows, small, titled
from bot.news.message import Block, Button, Divider, Message
from bot.news.ranking import rank
from bot.outbox_ports import Report

LATEST = 5
LOOKED_AT = 200
MOST_REPORTS = 5
_DAY = timedelta(days=1)


async def home(visit: Visit) -> Message:
    blocks = [
        *await _orders(visit), Divider(), *await _today(visit), Divider(), *await _health(visit), *await _reports(visit),
    ]  # fmt: skip
    return titled("Newsdesk", blocks, notification="Newsdesk: subscriptions, today's stories, sources")


async def _orders(visit: Visit) -> list[Block]:
    """One's own in channels where one is, to admins all: the page has no channel, and a private one's name is for its
    members."""
    every = await orders_of_workspace(visit)
    own = [order for order in every if visit.asker.admin or order.created_by == visit.asker.person]
    orders = [order for order in own if await may_see(visit, order)]
    others = (
        [small(f"{count(len(every) - len(orders), 'more subscription')} elsewhere.")]
        if len(every) > len(orders)
        else []
    )
    if not every:
        begin = f"Nothing is subscribed yet. Invite Newsdesk to a channel and type {visit.command('newsdesk subscribe')} there."
        return [
            listed([bold("How to begin"), plain(begin)]),
            *rows([Button("A digest for me, by direct message", "subscribe_me"), Button("Ask", "ask")]),
        ]
    head = listed([bold("Subscriptions"), *others])
    return [head, *await order_blocks(visit, orders), *rows([Button("Ask", "ask")])]


async def _today(visit: Visit) -> list[Block]:
    """The day's best, as a digest would choose them."""
    found = await visit.store.stories(
        visit.now - _DAY, visit.now, workspace_id=await visit.workspace_id(), limit=LOOKED_AT
    )
    if not found:
        return [listed([bold("Today"), plain("No story in the last day.")])]
    ranked = await asyncio.to_thread(rank, found, now=visit.now)
    return [listed([bold("Today")]), *story_sections([one.story for one in ranked[:LATEST]])]


async def _health(visit: Visit) -> list[Block]:
    workspace_id = await visit.workspace_id()
    health = await visit.store.reading_health(visit.now - _DAY, workspace_id=workspace_id)
    feeds = await visit.store.feeds(workspace_id=workspace_id)
    upto = small(f"As of {clock_words(visit.now, visit.zone)}.")
    return [listed([bold("Sources"), plain(reading_words(health)), *failing_lines(visit, feeds), upto])]


async def _reports(visit: Visit) -> list[Block]:
    """This person's own: what came of them. Another workspace may have a person of the same id."""
    workspace_id = await visit.workspace_id()
    if workspace_id is None:
        return []
    own = await visit.store.reports(state=None, workspace_id=workspace_id, person=visit.asker.person, limit=500)
    if not own:
        return []
    return [listed([bold("What you reported"), *(plain(_report_words(one)) for one in own[-MOST_REPORTS:])])]


def _report_words(report: Report) -> str:
    became = f"closed: {report.answer}" if report.answer else "closed" if report.state == "closed" else "open"
    return f"{short_date(report.created_at)} · {report.text[:200]} · {became}"
