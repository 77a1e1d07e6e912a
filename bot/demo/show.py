"""`newsdesk demo`: the bot's own poll, process, digest and ask over the sample feeds, in a throw-away database.

Only the feeds and the folder are the demo's; every step is the one that `newsdesk run` takes.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from ipaddress import ip_network
from pathlib import Path
from time import monotonic

from bot.adapters.digest_view import render
from bot.adapters.terminal_text import answer_text
from bot.adapters.web.server import WebServer
from bot.app import App, Outside, open_app, outside, start_logging
from bot.commands.ask import ask
from bot.demo.question import SAMPLE_QUESTION
from bot.demo.server import demo_server
from bot.digests.shelf import compose
from bot.fronts import add_web_pages
from bot.ports import NewsdeskError
from bot.settings import Configuration, Data, Fetch, Files, Log, Secrets, Settings, Web

Echo = Callable[[str], None]
MOST_STORIES = 8


async def show(
    loaded: Configuration, *, echo: Echo, colour: bool, width: int | None = None, pages: bool = False
) -> None:
    """Prints progress, the digest, and one question with its answer; then serves the `pages` until Ctrl-C."""
    started = datetime.now(UTC)
    with tempfile.TemporaryDirectory(prefix="newsdesk-demo-") as folder:
        configuration = throw_away(loaded, Path(folder))
        start_logging(configuration)
        names = Path(str(files("bot.demo") / "names.toml"))
        async with demo_server(started) as site, open_app(configuration, names=names, seed=False) as app:
            await app.store.add_feeds(site.feeds, "opml", app.clock())
            async with outside(app.settings) as out:
                await _gather_news(app, out, echo)
            await _tell(app, echo, colour, width)
            if pages and app.settings.web.bind:
                await _serve(app, echo)


def throw_away(loaded: Configuration, folder: Path) -> Configuration:
    """The same configuration, on a database of its own in `folder`, with only the demo's own address allowed."""
    settings = Settings.model_construct(
        **{
            **{name: getattr(loaded.settings, name) for name in Settings.model_fields},
            "data": Data(dir=folder),
            "fetch": Fetch(allow_private=(ip_network("127.0.0.1/32"),), total_seconds=10),
            "files": Files(names=loaded.settings.files.names),
            "log": Log(level="error"),
            "web": Web(bind=loaded.settings.web.bind),
        }
    )
    return replace(loaded, settings=settings, secrets=Secrets())


async def _gather_news(app: App, out: Outside, echo: Echo) -> None:
    start = monotonic()
    report = await app.poll(out)
    echo(f"Polled {report.feeds} sample feeds: {report.new_items} items, {report.failed} feeds can't be read:")
    known = {feed.spec.url: feed.spec.name for feed in await app.store.feeds()}
    for url, reason in sorted(report.failures):
        echo(f"  {known.get(url, url)}: {reason}")
    done = await app.process(out)
    echo(f"Read {done.articles} articles, {done.stories} stories, in {monotonic() - start:.1f} s. The digest:\n")


async def _tell(app: App, echo: Echo, colour: bool, width: int | None) -> None:
    now = app.clock()
    composed = await compose(app.store, now=now, since=now - timedelta(days=1), max_stories=MOST_STORIES)
    echo(render(composed, "terminal", colour=colour, width=width))
    echo(f'\n$ newsdesk ask "{SAMPLE_QUESTION}"\n')
    echo(answer_text(await ask(app.store, app.registry, SAMPLE_QUESTION, now=now)))
    echo("\nAll of this is invented sample news. Next: newsdesk doctor, then newsdesk run.")


async def _serve(app: App, echo: Echo) -> None:
    """The pages on this machine alone, at their usual place or, where that is taken, at a free one."""
    host = "127.0.0.1"
    server = await _started(app, app.settings.web.bind if app.settings.web.bind.startswith(host) else f"{host}:0")
    server = server or await _started(app, f"{host}:0")
    assert server
    echo(f"\nThe same as web pages: {server.address}/  Ctrl-C ends.")
    try:
        await asyncio.Event().wait()
    finally:
        await server.stop()


async def _started(app: App, bind: str) -> WebServer | None:
    server = WebServer(bind, list)
    add_web_pages(app, server, list)
    try:
        await server.start()
    except NewsdeskError:
        return None
    return server
