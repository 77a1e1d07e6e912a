"""`newsdesk run` on the terminal: polls and processes what is due, and prints each digest at its time."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.adapters.digest_view import render
from bot.adapters.timer import Timer
from bot.app import App, Outside, outside
from bot.commands.subscriptions import PRESETS, Order, expanded, order, planned
from bot.logs import logger
from bot.news.timetable import next_due
from bot.pipeline.compose import compose
from bot.ports import NewsdeskError, Subscription

log = logger(__name__)
Echo = Callable[[str], None]
POLL_SECONDS = 60.0
DUE_SECONDS = 20.0
LATE = timedelta(hours=6)


async def serve(app: App, *, echo: Echo, colour: bool) -> None:
    """Runs until SIGTERM or Ctrl-C. The first digest is printed as soon as the feeds have been read."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    timer = Timer()
    async with outside(app.settings) as out:
        front = TerminalFront(app, out, echo, colour)
        first = asyncio.create_task(front.begin(timer))
        try:
            waiting = asyncio.create_task(stop.wait())
            await asyncio.wait({first, waiting}, return_when=asyncio.FIRST_COMPLETED)
            if first.done():
                first.result()
            await waiting
        finally:
            timer.stop()
            for task in (first, waiting):
                task.cancel()
            await asyncio.gather(first, waiting, return_exceptions=True)


class TerminalFront:
    """The terminal as a channel: its subscriptions, else one at the time that config/bot.toml names."""

    def __init__(self, app: App, out: Outside, echo: Echo, colour: bool) -> None:
        self._app, self._out, self._echo, self._colour = app, out, echo, colour

    async def begin(self, timer: Timer) -> None:
        await self._subscribe_when_nobody_did()
        report = await self._app.poll(self._out)
        done = await self._app.process(self._out)
        self._echo(
            f"{report.feeds - report.failed} sources read, {report.new_items} new items, {done.briefs} stories told."
        )
        await self._print_due(first=True)
        timer.every(POLL_SECONDS, self.read_news)
        timer.every(DUE_SECONDS, self._print_due)
        timer.start()

    async def read_news(self) -> None:
        try:
            await self._app.poll(self._out)
            await self._app.process(self._out)
        except NewsdeskError as error:
            log.error("a round failed", reason=str(error))

    async def _subscribe_when_nobody_did(self) -> None:
        store, settings = self._app.store, self._app.settings
        if any(s.channel == "terminal" for s in await store.subscriptions()):
            return
        wanted: Order = order(
            channel="terminal", at=settings.run.digest_at, days="daily", zone=settings.digest.zone,
            preset=next(iter(PRESETS)), most=settings.digest.max_stories,
        )  # fmt: skip
        now = self._app.clock()
        await store.add_subscription(planned(wanted, None, now), now)

    async def _print_due(self, *, first: bool = False) -> None:
        now = self._app.clock()
        for each in await self._app.store.subscriptions():
            due = each.next_due_at is not None and each.next_due_at <= now
            never = first and each.last_digest_until is None
            if each.channel == "terminal" and not each.paused and (due or never):
                await self._print(each, now)

    async def _print(self, each: Subscription, now: datetime) -> None:
        following = next_due(each.at, each.days, each.zone, now)
        late = each.next_due_at is not None and now - each.next_due_at > LATE
        if late and each.last_digest_until is not None:
            log.warning("digest is too late; the next one covers it", subscription=each.id)
            await self._app.store.postpone(each.id, following)
            return
        since = each.last_digest_until or now - timedelta(days=1)
        composed = await compose(
            self._app.store, now=now, since=since, wanted=expanded(each.wanted, self._app.registry),
            max_stories=each.size, zone=each.zone, reached=await self._app.store.reached(each.id), arrived=True,
        )  # fmt: skip
        told = {ranked.story.id: ranked.story.brief.version for ranked in composed.stories}
        if await self._app.store.digest_done(each.id, now, following, told):
            self._echo(render(composed, "terminal", colour=self._colour))
            self._echo(f"\nNext: {following:%a %-d %b %H:%M} UTC. Ctrl-C ends.")
