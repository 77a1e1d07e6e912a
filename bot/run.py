"""`newsdesk run`: the bot as one process. It starts the fronts and rings the arrows; what they do stands elsewhere.

Four loops: the newsroom reads what is new; the writing room has it worded by a model, if there is a key; the composing
room composes what is due, and the post room delivers it; both are woken by a press of *Post here*. A round that fails is
logged and the next one comes all the same.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.adapters.disk import free_bytes
from bot.adapters.feeds import find_feed_links
from bot.adapters.timer import Timer
from bot.adapters.web.server import WebServer
from bot.app import App, Outside, outside
from bot.commands.asked_again import asked_again
from bot.commands.chat import Chat
from bot.commands.gone_channels import forget_gone_channels
from bot.commands.subscriptions import PRESETS, expanded, order, planned
from bot.digests.occasion import ComposePolicy
from bot.fronts import Front, add_routes, add_web_pages, half_set, make_fronts, many_workspaces
from bot.logs import logger
from bot.news.message import Message
from bot.news.model import StoryFilter
from bot.outbox_ports import Channel, Couriers
from bot.pipeline.alerts import Watched, look, tell_adders, tell_operators, tell_reporters
from bot.pipeline.amend import amend
from bot.pipeline.compose import compose_due
from bot.pipeline.deliver import DeliverPolicy, deliver
from bot.pipeline.reopen import reopen_channels
from bot.pipeline.watch import watch
from bot.ports import NewsdeskError

log = logger(__name__)
Echo = Callable[[str], None]
READ_SECONDS = 60.0
TEND_SECONDS = 60.0
STOP_SECONDS = 8.0
THREADS = 128
"""Names of a hundred hosts may be looked up at a time, each in a thread; nobody's answer must wait behind them."""
KEPT = timedelta(days=30)
"""How long private answers, and what is kept of a workspace that removed the bot, stay. docs/privacy.md says so."""


async def serve(app: App, names: tuple[str, ...], *, echo: Echo, colour: bool, web_asked: bool = False) -> None:
    """Runs until SIGTERM or Ctrl-C. Raises NewsdeskError when a front can't be started."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    loop.set_default_executor(ThreadPoolExecutor(THREADS, thread_name_prefix="newsdesk"))
    async with outside(app.settings) as out, AsyncExitStack() as stack:
        bot = Bot(app, out, make_fronts(app, names, echo, colour), echo)
        await bot.start(stack, web_asked)
        rooms = (bot.read_first, bot.post_room, bot.composing_room, bot.writing_room)
        running = [asyncio.create_task(task()) for task in rooms]
        try:
            await _until(stop, running)
        finally:
            await bot.leave(running)


class Bot:
    """The running process: its fronts by name, its couriers by platform, and the rounds."""

    def __init__(self, app: App, out: Outside, fronts: Mapping[str, Front], echo: Echo) -> None:
        self._app, self._out, self._fronts, self._echo = app, out, fronts, echo
        self._couriers: Couriers = {front.courier.platform: front.courier for front in fronts.values()}
        self._compose_bell, self._deliver_bell, self._write_bell = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self._leaving = False
        self._timer = Timer()
        chosen = app.settings
        writes = bool(app.configuration.secrets.openai_api_key and chosen.llm.daily_tokens)
        self._web_url = f"{chosen.web.public_url.rstrip('/')}/" if chosen.web.public and chosen.web.public_url else None
        self._compose = ComposePolicy(
            late=timedelta(hours=chosen.deliver.late_hours), model=chosen.llm.model if writes else None,
            web_url=self._web_url,
        )  # fmt: skip
        self._deliver = DeliverPolicy()

    # --- Starting and ending ------------------------------------------------------------------------------------------

    async def start(self, stack: AsyncExitStack, web_asked: bool) -> None:
        """Fronts are connected one after the other: the first that can't be ends it all with its sentence."""
        for sentence in half_set(self._app.configuration.secrets):
            self._echo(f"{sentence}.")
        chat = self._chat()
        await self._serve_web(stack, web_asked)
        for name, front in self._fronts.items():
            await front.start(chat)
            stack.push_async_callback(front.stop)
            self._echo(f"{name}: connected" if name != "terminal" else "No chat token is set: digests come here.")
        stack.callback(self._timer.stop)

    def _chat(self) -> Chat:
        app, slack = self._app, self._app.settings.slack
        app.registry  # noqa: B018  (read now, so that nobody's first question waits for it)
        return Chat(
            app.store, lambda: app.registry, clock=app.clock, couriers=self._couriers, outside=self._out,
            zone=app.settings.digest.zone, most=app.settings.digest.max_stories, wake=self._wake,
            commands=(slack.news_command, slack.manage_command), links=find_feed_links,
            many=many_workspaces(self._fronts, app.configuration.secrets), web_url=self._web_url,
        )  # fmt: skip

    async def _serve_web(self, stack: AsyncExitStack, asked: bool) -> None:
        """The web server. One that nobody asked for may fail to start: two bots on one machine need but one."""
        bind = self._app.settings.web.bind
        if not bind:
            return
        server = WebServer(bind, self.troubles)
        needed = add_routes(self._fronts, server.app)
        pages = add_web_pages(self._app, server, self.troubles, needed=needed, asked=asked)
        try:
            await server.start()
        except NewsdeskError as error:
            if asked or needed:
                raise
            log.warning("no web server", reason=str(error))
            return
        stack.push_async_callback(server.stop)
        if pages:
            self._echo(f"Pages: {self._app.settings.web.public_url or server.address}/")

    async def leave(self, running: list[asyncio.Task[None]]) -> None:
        """Work in hand may end, for some seconds; what is cut off then is looked up at the next start."""
        self._leaving = True
        self._timer.stop()
        self._wake()
        _, *rooms = running
        await asyncio.wait(rooms, timeout=STOP_SECONDS)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    def troubles(self) -> list[str]:
        """Why the bot isn't doing its work, as `/readyz` tells it."""
        return [told for front in self._fronts.values() if (told := front.trouble())]

    # --- The newsroom -------------------------------------------------------------------------------------------------

    async def read_first(self) -> None:
        """The first round, told at the terminal; after it the timer rings."""
        report = await self._app.poll(self._out)
        done = await self._app.process(self._out)
        self._echo(
            f"{report.feeds - report.failed} sources read, {report.new_items} items, {done.briefs} stories told; "
            "first digest possible now"
        )
        await amend(self._app.store, self._couriers, now=self._app.clock())
        if "terminal" in self._fronts:
            await self._subscribe_terminal()
        self._wake()
        await self._tend()
        self._timer.every(READ_SECONDS, self._read_news)
        self._timer.every(TEND_SECONDS, self._tend)
        self._timer.start()

    async def _read_news(self) -> None:
        await _round("reading", self._read)

    async def _read(self) -> None:
        app = self._app
        await app.poll(self._out)
        await app.process(self._out)
        await amend(app.store, self._couriers, now=app.clock())
        await watch(app.store, self._couriers, now=app.clock(), owner=app.owner, answer=self._answer)
        self._wake()

    async def _answer(self, question: str, workspace_id: int | None, now: datetime) -> Message | None:
        app = self._app
        return await asked_again(
            app.store, app.registry, question, workspace_id=workspace_id, now=now, zone=app.settings.digest.zone
        )

    async def _subscribe_terminal(self) -> None:
        """Who runs the bot without a token sees a digest at once, and then at the time that config/bot.toml names."""
        store, settings, now = self._app.store, self._app.settings, self._app.clock()
        standing = [s for s in await store.subscriptions() if s.channel == "terminal"]
        if not standing:
            wanted = order(
                channel="terminal", at=settings.run.digest_at, days="daily", zone=settings.digest.zone,
                preset=next(iter(PRESETS)), most=settings.digest.max_stories,
            )  # fmt: skip
            standing = [await store.add_subscription(planned(wanted, None, now), now)]
        for each in standing:
            if each.last_digest_until is None and each.state == "active":
                await store.change_subscription(replace(each, next_due_at=now))

    # --- The post room ------------------------------------------------------------------------------------------------

    async def composing_room(self) -> None:
        """Beside the post room: a channel that is slow to take its digest keeps no other's from being composed."""
        self._compose_bell.set()
        await self._room("composing", self._compose_due, self._compose_bell, self._app.settings.deliver.seconds)

    async def post_room(self) -> None:
        self._deliver_bell.set()
        await self._room("delivering", self._deliver_due, self._deliver_bell, self._app.settings.deliver.seconds)

    async def writing_room(self) -> None:
        """Beside the others: a model that is slow, or doesn't answer, keeps nothing from being read or posted."""
        await self._room("writing", self._app.write, self._write_bell)

    async def _room(
        self, what: str, do: Callable[[], Awaitable[object]], bell: asyncio.Event, seconds: float | None = None
    ) -> None:
        """A round whenever the bell rings, and every so many seconds, until the bot leaves."""
        while not self._leaving:
            with suppress(TimeoutError):
                await asyncio.wait_for(bell.wait(), seconds)
            bell.clear()
            if not self._leaving:
                await _round(what, do)

    def _wake(self) -> None:
        self._compose_bell.set()
        self._deliver_bell.set()
        self._write_bell.set()

    async def _compose_due(self) -> None:
        """The first digests are posted while others are still composed."""
        app = self._app
        await compose_due(
            app.store, self._couriers, now=app.clock(), expand=self._expand, policy=self._compose,
            planned=self._deliver_bell.set,
        )  # fmt: skip

    async def _deliver_due(self) -> None:
        app = self._app
        report = await deliver(
            app.store, self._couriers, now=app.clock, owner=app.owner, policy=self._deliver,
            most_at_once=app.settings.deliver.concurrency,
        )  # fmt: skip
        if report.sent and "terminal" in self._fronts:
            await self._tell_next()

    def _expand(self, wanted: StoryFilter) -> StoryFilter:
        return expanded(wanted, self._app.registry)

    async def _tell_next(self) -> None:
        due = [s.next_due_at for s in await self._app.store.subscriptions() if s.channel == "terminal"]
        known = [moment for moment in due if moment]
        if known:
            self._echo(f"Next: {min(known):%a %-d %b %H:%M} UTC. Ctrl-C ends.")

    # --- Tending ------------------------------------------------------------------------------------------------------

    async def _tend(self) -> None:
        await _round("tending", self._mend_and_tell)
        await _round("forgetting", self._forget)

    async def _mend_and_tell(self) -> None:
        app, couriers, now = self._app, self._couriers, self._app.clock()
        if await reopen_channels(app.store, couriers, now, owner=app.owner):
            self._wake()
        zone = app.settings.digest.zone
        channel = await self._operators(now)
        alerts = await look(app.store, self._watched(), now)
        courier = couriers.get(channel.platform) if channel else None
        if await tell_operators(app.store, courier, channel, alerts, now, owner=app.owner, zone=zone):
            self._wake()
        await tell_adders(app.store, couriers, now, zone=zone)
        await tell_reporters(app.store, couriers, now)

    async def _operators(self, now: datetime) -> Channel | None:
        address = self._app.settings.operators.channel
        return await self._app.store.keep_channel(address, now) if address else None

    def _watched(self) -> Watched:
        told = {name: front.trouble() for name, front in self._fronts.items()}
        return Watched(
            {name: words for name, words in told.items() if words},
            free_bytes(self._app.configuration.database_url),
            self._app.settings.digest.zone,
        )

    async def _forget(self) -> None:
        store, until = self._app.store, self._app.clock() - KEPT
        for workspace in await store.forgotten_workspaces(until):
            await store.delete_workspace(workspace.id)
            log.info("a workspace that removed the bot a month ago is forgotten", workspace=workspace.id)
        await store.drop_kept(until)
        await forget_gone_channels(store, self._app.clock())


async def _until(stop: asyncio.Event, running: Sequence[asyncio.Task[None]]) -> None:
    """Waits for the signal, or for a task that fails: then its error goes on up."""
    stopping = asyncio.create_task(stop.wait())
    waiting: set[asyncio.Task[Any]] = {stopping, *running}
    try:
        while stopping in waiting:
            done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
    finally:
        stopping.cancel()


async def _round(what: str, do: Callable[[], Awaitable[object]]) -> None:
    """One bad round must not end the bot: it is logged, and the next one comes."""
    try:
        await do()
    except NewsdeskError as error:
        log.error("a round failed", round=what, reason=str(error))
    except Exception:
        log.exception("a round failed", round=what)
