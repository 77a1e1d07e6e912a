"""Feeds: listed, added, removed, imported, exported, checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli_shared import PLAIN, Json, bytes_of, echo_json, fail, progress, with_app, with_outside

if TYPE_CHECKING:
    from bot.app import App, Outside

feeds_cli = typer.Typer(help="List, add, remove, import, export, check feeds.", **PLAIN)


@feeds_cli.command("list")
def feeds_list(
    json: Json = False,
    removed: Annotated[bool, typer.Option("--removed", help="Removed ones too.")] = False,
) -> None:
    """All feeds with where they come from and how they do."""
    from bot.adapters.terminal_text import feeds_text
    from bot.commands.answers_json import feed_json

    async def do(app: App) -> None:
        feeds = await app.store.feeds(with_removed=removed)
        echo_json([feed_json(f) for f in feeds]) if json else typer.echo(feeds_text(feeds, app.clock()))

    with_app(None, do)


@feeds_cli.command("add")
def feeds_add(
    url: Annotated[str, typer.Argument(help="A feed's address, or a page's: its feed is found.")],
    name: Annotated[str | None, typer.Option("--name")] = None,
    folder: Annotated[str | None, typer.Option("--folder")] = None,
    json: Json = False,
) -> None:
    """Adds the feed at URL, or the one behind the page at URL."""
    from bot.adapters.feeds import find_feed_links
    from bot.commands.answers_json import feed_json
    from bot.commands.sources import BadAddress, add, checked_address, find_feed
    from bot.news.urls import redact_url

    try:
        checked_address(url)
    except BadAddress as error:
        fail(str(error), 2)

    async def do(app: App, out: Outside) -> None:
        found = await find_feed(out.fetcher, out.parser, find_feed_links, url)
        feed, new = await add(app.store, found, now=app.clock(), name=name, folder=folder)
        if json:
            echo_json(feed_json(feed) | {"new": new})
            return
        entries = len(found.parsed.entries)
        done = "Added" if new else "Already there:"
        typer.echo(f"{done} {feed.spec.name} (feed {feed.id}), {redact_url(feed.spec.url)}, {entries} entries.")
        typer.echo(f"Undo: newsdesk feeds remove {feed.id}")

    with_outside(None, do)


def _set_feed(which: str, to: Any, said: str, undo: str) -> None:
    from bot.commands.sources import pick

    async def do(app: App) -> None:
        feed = await pick(app.store, which)
        await app.store.set_status(feed.id, to, app.clock())
        typer.echo(f"{said} {feed.spec.name} (feed {feed.id}). Undo: newsdesk feeds {undo} {feed.id}")

    with_app(None, do)


Which = Annotated[str, typer.Argument(help="A feed's number, name or address.")]


@feeds_cli.command("remove")
def feeds_remove(which: Which) -> None:
    """Removes a feed; its stories stay, and config/feeds.toml doesn't bring it back."""
    _set_feed(which, "removed", "Removed", "resume")


@feeds_cli.command("pause")
def feeds_pause(which: Which) -> None:
    """Stops polling a feed until it is resumed."""
    _set_feed(which, "paused", "Paused", "resume")


@feeds_cli.command("resume")
def feeds_resume(which: Which) -> None:
    """Polls a paused, gone or removed feed again."""
    from bot.commands.sources import NoSuchFeed, pick

    async def do(app: App) -> None:
        feeds = {str(f.id): f for f in await app.store.feeds(with_removed=True)}
        feed = feeds[which] if which in feeds else await pick(app.store, which)
        if feed.status == "active":
            raise NoSuchFeed(f"{feed.spec.name} (feed {feed.id}) is polled already")
        await app.store.set_status(feed.id, "active", app.clock())
        typer.echo(f"Resumed {feed.spec.name} (feed {feed.id}). Undo: newsdesk feeds pause {feed.id}")

    with_app(None, do)


@feeds_cli.command("link-only")
def feeds_link_only(
    which: Annotated[str, typer.Argument(help="A feed's number, name or address; or an outlet, for all its feeds.")],
    off: Annotated[bool, typer.Option("--off", help="Show its sentences again.")] = False,
) -> None:
    """Shows only headlines and links of a feed or an outlet, none of its sentences; also of what is stored."""
    from bot.commands.desk import link_only

    async def do(app: App) -> None:
        changed = await link_only(app.store, which, not off)
        named = ", ".join(f"{feed.spec.name} (feed {feed.id})" for feed in changed)
        shown = "sentences are shown again" if off else "only headlines and links are shown, of what is stored too"
        undo = f'newsdesk feeds link-only "{which}"{"" if off else " --off"}'
        typer.echo(f"{named}: {shown}. What is posted stays. Undo: {undo}")

    with_app(None, do)


@feeds_cli.command("import")
def feeds_import(file: Path, json: Json = False) -> None:
    """Adds the feeds of an OPML file, with their names and folders."""
    from bot.adapters.opml import read_opml

    async def do(app: App) -> None:
        feeds = read_opml(bytes_of(file))
        new = await app.store.add_feeds(feeds, "opml", app.clock())
        known = len(feeds) - new
        echo_json({"feeds": len(feeds), "new": new}) if json else typer.echo(
            f"{new} feeds added, {known} known already."
        )

    with_app(None, do)


@feeds_cli.command("export")
def feeds_export() -> None:
    """Prints all feeds as OPML."""
    from bot.adapters.opml import write_opml

    async def do(app: App) -> None:
        typer.echo(write_opml([f.spec for f in await app.store.feeds()], "Newsdesk feeds"))

    with_app(None, do)


@feeds_cli.command("check")
def feeds_check(
    url: Annotated[str | None, typer.Argument(help="One address; all feeds when left away.")] = None, json: Json = False
) -> None:
    """Fetches and reads feeds without storing anything; says what is wrong with which."""
    from bot.adapters.terminal_text import checked_text
    from bot.commands.answers_json import checked_json
    from bot.commands.sources import checked_address
    from bot.ports import FeedSpec

    async def do(app: App, out: Outside) -> None:
        one = [FeedSpec(checked_address(url), checked_address(url))] if url else None
        specs = one or [f.spec for f in await app.store.feeds() if f.status == "active"]
        checked = await _check_all(out, specs)
        if json:
            for each in checked:
                echo_json(checked_json(each))
        else:
            typer.echo(checked_text(checked))
        if any(each.reason for each in checked):
            raise typer.Exit(1)

    with_outside(None, do)


async def _check_all(out: Outside, specs: list[Any]) -> list[Any]:
    import asyncio

    from bot.commands.sources import check

    slots, done = asyncio.Semaphore(32), 0
    with progress("checking feeds", len(specs)) as show:

        async def one(spec: Any) -> Any:
            nonlocal done
            async with slots:
                checked = await check(out.fetcher, out.parser, spec)
            done += 1
            show(done)
            return checked

        return list(await asyncio.gather(*(one(spec) for spec in specs)))
