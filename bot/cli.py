"""The command line: parses, calls, prints. What a command does stands in the modules that it imports inside."""

from __future__ import annotations

import sys
from collections.abc import Callable, Coroutine, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from bot.app import App, Outside
    from bot.commands.profile import Profile
    from bot.news.model import NameType, StoryFilter
    from bot.ports import FeedSpec
    from bot.settings import Configuration

PLAIN: dict[str, Any] = {
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
    "add_completion": False,
    "no_args_is_help": True,
    "context_settings": {"help_option_names": ["-h", "--help"]},
}
cli = typer.Typer(name="newsdesk", help="The AI industry's news, as one calm, cited digest of stories.", **PLAIN)
feeds_cli = typer.Typer(help="List, add, remove, import, export, check feeds.", **PLAIN)
names_cli = typer.Typer(help="The registry of companies and models.", **PLAIN)
db_cli = typer.Typer(help="The database.", **PLAIN)
subscriptions_cli = typer.Typer(help="Standing orders for digests.", **PLAIN)
deliveries_cli = typer.Typer(help="What became of each delivery.", **PLAIN)
reports_cli = typer.Typer(help="What people reported as wrong.", **PLAIN)
cli.add_typer(feeds_cli, name="feeds")
cli.add_typer(names_cli, name="names")
cli.add_typer(db_cli, name="db")
cli.add_typer(subscriptions_cli, name="subscriptions")
cli.add_typer(deliveries_cli, name="deliveries")
cli.add_typer(reports_cli, name="reports")

LARGEST_ID = 2**53

Json = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]
Now = Annotated[str | None, typer.Option("--now", metavar="TIME", help="Judge as of this time (ISO 8601, UTC).")]
Since = Annotated[str, typer.Option("--since", metavar="SPAN", help="How far back: 24h, 7d, 2w, or a time.")]
Inputs = Annotated[list[str] | None, typer.Argument(metavar="[-|FILE…]", help="- reads JSON lines; else files.")]

_config: dict[str, Path | None] = {"dir": None}


@cli.callback(invoke_without_command=True)
def _start(
    context: typer.Context,
    config: Annotated[
        Path | None, typer.Option("--config", metavar="DIR", help="The configuration's folder (or NEWSDESK_CONFIG).")
    ] = None,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    _config["dir"] = config
    if version:
        from importlib.metadata import version as installed

        typer.echo(f"newsdesk {installed('newsdesk')}")
        raise typer.Exit


def main() -> None:
    """The entry point of `newsdesk`: runs the command line, with a closed pipe and Ctrl-C ending it quietly."""
    try:
        cli()
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None


# --- Shared by the commands -------------------------------------------------------------------------------------------


def fail(message: str, code: int = 1) -> NoReturn:
    """One clear sentence on stderr, and the exit code: 1 failed, 2 wrong usage."""
    typer.echo(f"newsdesk: {message}", err=True)
    raise typer.Exit(code)


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turns errors that are meant for people into one sentence and exit 1."""
    from bot.ports import NewsdeskError
    from bot.settings import SettingsError

    try:
        yield
    except (NewsdeskError, SettingsError) as error:
        from bot.logs import Redactor

        fail(Redactor().text(str(error)))
    except ExceptionGroup as group:
        known = group.subgroup((NewsdeskError, SettingsError))
        if known is None:
            raise
        fail(str(next(iter(_leaves(known)))))


def _leaves(group: BaseExceptionGroup[Any]) -> Iterator[BaseException]:
    for error in group.exceptions:
        if isinstance(error, BaseExceptionGroup):
            yield from _leaves(error)
        else:
            yield error


def configuration() -> Configuration:
    from bot.app import start_logging
    from bot.settings import load

    loaded = load(_config["dir"])
    start_logging(loaded)
    return loaded


def moment(text: str | None) -> datetime | None:
    """--now as a time. A wrong one is wrong usage."""
    if text is None:
        return None
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        fail(f"--now {text!r} isn't an ISO 8601 time such as 2026-08-20 or 2026-08-20T08:30:00Z", 2)
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def span_start(text: str, now: datetime) -> datetime:
    """--since as a time: a number with h, d, w or m(inutes) back from now, or an ISO time."""
    units = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
    number, unit = text[:-1], text[-1:]
    try:
        if unit in units and number.replace(".", "", 1).isdigit():
            return now - timedelta(**{units[unit]: float(number)})
        read = datetime.fromisoformat(text)
    except OverflowError:
        fail(f"--since {text!r} reaches back before the year 1", 2)
    except ValueError:
        fail(f"--since {text!r} isn't a span such as 24h, 7d or 2w, nor a time", 2)
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def with_app(now: str | None, do: Callable[[App], Coroutine[Any, Any, None]], *, seed: bool = True) -> None:
    """Opens the app, runs `do` in a loop, closes; errors for people end in one sentence."""
    import asyncio
    import gc

    import bot.store.store  # noqa: F401  (imported before the loop runs: an import would block it)
    from bot.app import clock_at, open_app

    clock = clock_at(moment(now))
    with told_plainly():
        loaded = configuration()

        async def run() -> None:
            async with open_app(loaded, clock=clock, seed=seed) as app:
                await do(app)

        gc.freeze()  # what the imports left stays: walking through it again and again would hold the loop up
        asyncio.run(run())


def with_outside(
    now: str | None, do: Callable[[App, Outside], Coroutine[Any, Any, None]], *, seed: bool = True
) -> None:
    import bot.adapters.feeds
    import bot.adapters.fetch
    import bot.pipeline.poll  # noqa: F401  (all before the loop runs, as above)
    from bot.app import outside

    async def run(app: App) -> None:
        async with outside(app.settings) as out:
            await do(app, out)

    with_app(now, run, seed=seed)


def echo_json(value: object) -> None:
    import json

    typer.echo(json.dumps(value, ensure_ascii=False, allow_nan=False))


def tell(text: str) -> None:
    """A remark for the person at the terminal: stderr, so that stdout stays what was asked for."""
    typer.echo(text, err=True)


@contextmanager
def progress(what: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """A progress bar on stderr when it is a terminal; else nothing."""
    if not sys.stderr.isatty():
        yield lambda done: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done: bar.update(task, completed=done)


def later(what: str, issue: str) -> NoReturn:
    fail(f"{what} comes with “{issue}”; this version doesn't have it yet")


# --- The bot ----------------------------------------------------------------------------------------------------------


@cli.command()
def demo(
    once: Annotated[bool, typer.Option("--once", help="End after the answer.")] = False,
    width: Annotated[int | None, typer.Option("--width", hidden=True)] = None,
) -> None:
    """Show it all on sample news: a digest and an answer.

    The whole pipeline over sample feeds from a local server, in a throw-away database. No key, no network.
    """
    import asyncio

    from bot.demo.show import show
    from bot.settings import load

    with told_plainly():
        asyncio.run(show(load(_config["dir"]), echo=typer.echo, colour=sys.stdout.isatty(), width=width))


@cli.command()
def run(
    front: Annotated[str | None, typer.Option("--front", help="discord,slack,web: which fronts to start.")] = None,
) -> None:
    """The bot: poll, read, and tell each digest at its time.

    With no token set, on the terminal. Ends on Ctrl-C or SIGTERM.
    """
    import asyncio

    from bot.app import open_app
    from bot.run import serve

    async def start() -> None:
        loaded = configuration()
        tokens = loaded.secrets
        if front or tokens.discord_token or tokens.slack_bot_token:
            tell("newsdesk: the chat fronts and the web pages come with their own issues; running on the terminal.")
        async with open_app(loaded) as app:
            await serve(app, echo=typer.echo, colour=sys.stdout.isatty())

    with told_plainly():
        asyncio.run(start())


@cli.command()
def worker(roles: Annotated[str | None, typer.Option("--roles", help="poll,read,brief,deliver")] = None) -> None:
    """One of many machines (PostgreSQL)."""
    later("`newsdesk worker`", "Past one machine")


@cli.command()
def status(json: Json = False) -> None:
    """How the bot stands, and what needs somebody.

    Feeds, queue, deliveries, budget, and an alert for each thing that is wrong.
    """
    from bot.adapters.terminal_text import status_text
    from bot.commands.health import status_json

    async def do(app: App) -> None:
        stood = status_json(await app.store.status(app.clock()), app.settings.llm.daily_tokens)
        echo_json(stood) if json else typer.echo(status_text(stood))

    with_app(None, do)


@cli.command()
def doctor(
    json: Json = False,
    send_test: Annotated[
        str | None, typer.Option("--send-test", metavar="CHANNEL", help="Send a test message.")
    ] = None,
) -> None:
    """Check the whole set-up, and say how to mend it.

    Configuration, names, time zones, database, feeds, key.
    """
    import asyncio

    from bot.adapters.terminal_text import doctor_text
    from bot.doctor import examine
    from bot.settings import load

    if send_test:
        later("`doctor --send-test`", "A channel subscribes, asks, and gets its digest")
    with told_plainly():
        checks = asyncio.run(examine(lambda: load(_config["dir"])))
    healthy = all(check.ok for check in checks)
    if json:
        shown = [{"name": c.name, "ok": c.ok, "detail": c.detail, "mend": c.mend} for c in checks]
        echo_json({"ok": healthy, "checks": shown})
    else:
        typer.echo(doctor_text(checks))
    raise typer.Exit(0 if healthy else 1)


@db_cli.command("upgrade")
def db_upgrade() -> None:
    """Brings the database to this version's schema; makes it when there is none."""
    import asyncio

    from bot.app import prepare_data_dir
    from bot.store.engine import describe_url, open_engine
    from bot.store.upgrade import upgrade

    async def do() -> None:
        loaded = configuration()
        prepare_data_dir(loaded)
        engine = open_engine(loaded.database_url)
        try:
            await upgrade(engine)
        finally:
            await engine.dispose()
        typer.echo(f"{describe_url(loaded.database_url)} is at this version's schema")

    with told_plainly():
        asyncio.run(do())


@db_cli.command("backup")
def db_backup(file: Path) -> None:
    """Copies the database to FILE while the bot runs."""
    later("`db backup`", "Nothing lost, no one let in")


@db_cli.command("restore")
def db_restore(file: Path) -> None:
    """Puts a backup back."""
    later("`db restore`", "Nothing lost, no one let in")


@db_cli.command("prune")
def db_prune(keep: Annotated[str, typer.Option("--keep")] = "90d") -> None:
    """Drops what is older."""
    later("`db prune`", "Nothing lost, no one let in")


@db_cli.command("copy")
def db_copy(url: str) -> None:
    """Moves an SQLite database to PostgreSQL."""
    later("`db copy`", "Past one machine")


@cli.command("slack-manifest")
def slack_manifest() -> None:
    """What to paste to install the bot in Slack."""
    later("`slack-manifest`", "A channel subscribes, asks, and gets its digest")


@cli.command("discord-invite")
def discord_invite() -> None:
    """The link that invites the bot to a Discord server."""
    later("`discord-invite`", "A channel subscribes, asks, and gets its digest")


# --- Feeds ------------------------------------------------------------------------------------------------------------


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


@feeds_cli.command("import")
def feeds_import(file: Path, json: Json = False) -> None:
    """Adds the feeds of an OPML file, with their names and folders."""
    from bot.adapters.opml import read_opml

    async def do(app: App) -> None:
        feeds = read_opml(_bytes_of(file))
        new = await app.store.add_feeds(feeds, "opml", app.clock())
        known = len(feeds) - new
        echo_json({"feeds": len(feeds), "new": new}) if json else typer.echo(
            f"{new} feeds added, {known} known already."
        )

    with_app(None, do)


def _bytes_of(file: Path) -> bytes:
    """A file that was named on the command line; one that can't be read is wrong usage."""
    try:
        return sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        fail(f"{file} can't be read: {error.strerror}", 2)


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


# --- The news ---------------------------------------------------------------------------------------------------------


@cli.command()
def poll(
    feeds: Annotated[Path | None, typer.Option("--feeds", metavar="FILE.opml", help="Only this file's feeds.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every feed, whatever its interval or back-off.")] = False,
    now: Now = None,
    json: Json = False,
) -> None:
    """Poll what is due once, through to stored items."""
    from time import monotonic

    from bot.news.urls import redact_url

    specs = _specs_of(feeds) if feeds else None

    async def do(app: App, out: Outside) -> None:
        urls = None
        if specs is not None:
            await app.store.add_feeds(specs, "opml", app.clock())
            urls = {spec.url for spec in specs}
        started = monotonic()
        with progress("polling feeds", len(urls) if urls else None) as show:
            report = await app.poll(out, everything=everything, urls=urls, progress=show)
        came = {
            "feeds": report.feeds,
            "unchanged": report.unchanged,
            "changed": report.changed,
            "failed": report.failed,
            "new_items": report.new_items,
            "seconds": round(monotonic() - started, 3),
            "failures": [{"url": redact_url(url), "reason": reason} for url, reason in sorted(report.failures)],
        }
        if json:
            echo_json(came)
            return
        from bot.adapters.terminal_text import poll_text

        typer.echo(poll_text(came))

    with_outside(now, do, seed=feeds is None)


def _specs_of(opml: Path) -> list[FeedSpec]:
    from bot.adapters.opml import read_opml

    with told_plainly():
        return read_opml(_bytes_of(opml))


@cli.command()
def process(now: Now = None, json: Json = False) -> None:
    """Read stored items, group them, write the briefs."""
    from time import monotonic

    import bot.adapters.pages  # noqa: F401  (before the loop runs)

    async def do(app: App, out: Outside) -> None:
        started = monotonic()
        with progress("processing") as show:
            came = await app.process(out, lambda step, done: show(done))
        seconds = round(monotonic() - started, 3)
        counts = {"articles": came.articles, "stories": came.stories, "briefs": came.briefs, "failed": came.failed}
        if json:
            echo_json(counts | {"seconds": seconds})
            return
        typer.echo(
            f"{came.articles} articles read, {came.stories} stories touched, {came.briefs} briefs written, "
            f"{came.failed} failed, in {seconds:.1f} s."
        )

    with_outside(now, do)


FORMATS = ("terminal", "json", "html", "markdown", "slack", "discord")


@cli.command()
def digest(
    since: Since = "24h",
    company: Annotated[list[str] | None, typer.Option("--company", help="Only stories on this company.")] = None,
    model: Annotated[list[str] | None, typer.Option("--model", help="Only stories on this model.")] = None,
    most: Annotated[int | None, typer.Option("--max", min=1, max=50, help="At most so many stories.")] = None,
    form: Annotated[str, typer.Option("--format", help=" / ".join(FORMATS))] = "terminal",
    now: Now = None,
    json: Json = False,
) -> None:
    """Compose a digest and print it; post nothing."""
    if form not in FORMATS:
        fail(f"--format {form!r} isn't known; choose one of {', '.join(FORMATS)}", 2)

    async def do(app: App) -> None:
        from bot.adapters.digest_view import render
        from bot.pipeline.compose import compose

        wanted = await _wanted(app, company, model)
        until = app.clock()
        composed = await compose(
            app.store, now=until, since=span_start(since, until), until=until, wanted=wanted,
            max_stories=most or app.settings.digest.max_stories, zone=app.settings.digest.zone,
        )  # fmt: skip
        typer.echo(render(composed, "json" if json else form, colour=sys.stdout.isatty()))

    with_app(now, do)


async def _wanted(app: App, companies: list[str] | None, models: list[str] | None) -> StoryFilter | None:
    from bot.commands.profile import resolve
    from bot.news.model import StoryFilter

    if not companies and not models:
        return None
    return StoryFilter(
        companies=frozenset([await resolve(app.store, app.registry, name, "company") for name in companies or []]),
        models=frozenset([await resolve(app.store, app.registry, name, "model") for name in models or []]),
    )


def _profile(name: str, wanted: NameType, since: str, now: str | None, json: bool) -> None:
    from bot.adapters.terminal_text import profile_text
    from bot.commands.answers_json import profile_json
    from bot.commands.profile import profile

    async def do(app: App) -> None:
        at = app.clock()
        found = await profile(app.store, app.registry, name, wanted, now=at, since=at - span_start(since, at))
        echo_json(profile_json(found)) if json else typer.echo(profile_text(found))

    with_app(now, do)


@cli.command()
def company(name: str, since: Since = "30d", now: Now = None, json: Json = False) -> None:
    """What the sources say of a company.

    Latest stories, models, relations, mentions per day.
    """
    _profile(name, "company", since, now, json)


@cli.command()
def model(name: str, since: Since = "30d", now: Now = None, json: Json = False) -> None:
    """What the sources say of a model or a model family."""
    _profile(name, "model", since, now, json)


@cli.command()
def compare(a: str, b: str, since: Since = "30d", now: Now = None, json: Json = False) -> None:
    """Two names side by side."""
    from bot.adapters.terminal_text import compare_text
    from bot.commands.answers_json import profile_json
    from bot.commands.profile import compare as both

    async def do(app: App) -> None:
        at = app.clock()
        pair: tuple[Profile, Profile] = await both(
            app.store, app.registry, (a, b), now=at, since=at - span_start(since, at)
        )
        echo_json([profile_json(p) for p in pair]) if json else typer.echo(compare_text(*pair))

    with_app(now, do)


@cli.command()
def ask(question: str, now: Now = None, json: Json = False) -> None:
    """Answer from the stored articles, cited, or refuse."""
    if not question.strip():
        fail('ask something, such as: newsdesk ask "who uses Qwen?"', 2)

    async def do(app: App) -> None:
        from bot.adapters.terminal_text import answer_text
        from bot.commands.answers_json import answer_json
        from bot.commands.ask import ask as answer

        found = await answer(app.store, app.registry, question, now=app.clock())
        echo_json(answer_json(found)) if json else typer.echo(answer_text(found))

    with_app(now, do)


@cli.command()
def search(
    words: Annotated[list[str], typer.Argument(help="All of them must stand in the article.")],
    most: Annotated[int, typer.Option("--max", min=1, max=200)] = 20,
    json: Json = False,
) -> None:
    """Full text over all that is stored, best first."""

    async def do(app: App) -> None:
        from bot.adapters.terminal_text import hits_text
        from bot.commands.answers_json import hit_json
        from bot.news.text import search_tokens

        tokens = search_tokens(" ".join(words))
        hits = await app.store.search(tokens, limit=most) if tokens else []
        echo_json([hit_json(h) for h in hits]) if json else typer.echo(hits_text(hits, " ".join(words)))

    with_app(None, do)


@cli.command()
def latest(
    most: Annotated[int, typer.Option("--max", min=1, max=200)] = 20,
    since: Since = "7d",
    now: Now = None,
    json: Json = False,
) -> None:
    """The newest stories."""

    async def do(app: App) -> None:
        from bot.adapters.terminal_text import latest_text
        from bot.commands.answers_json import story_line_json

        at = app.clock()
        stories = await app.store.stories(span_start(since, at), at, limit=most)
        echo_json([story_line_json(s) for s in stories]) if json else typer.echo(latest_text(stories, since))

    with_app(now, do)


@cli.command()
def story(
    number: Annotated[int, typer.Argument(metavar="ID", min=1, max=LARGEST_ID)],
    subscription: Annotated[
        int | None, typer.Option("--for", metavar="SUBSCRIPTION", help="Why it is in, or not.")
    ] = None,
    retract: Annotated[bool, typer.Option("--retract", help="(operator's desk)")] = False,
    correct: Annotated[str | None, typer.Option("--correct", help="(operator's desk)")] = None,
    merge: Annotated[int | None, typer.Option("--merge", help="(operator's desk)")] = None,
    split: Annotated[int | None, typer.Option("--split", help="(operator's desk)")] = None,
    pin: Annotated[bool, typer.Option("--pin", help="(operator's desk)")] = False,
    block: Annotated[bool, typer.Option("--block", help="(operator's desk)")] = False,
    json: Json = False,
) -> None:
    """One story with all its articles and its history."""
    if retract or correct or merge or split or pin or block:
        later("the operator's desk", "A channel subscribes, asks, and gets its digest")

    async def do(app: App) -> None:
        from bot.adapters.terminal_text import story_text
        from bot.commands.answers_json import whole_story_json
        from bot.commands.subscriptions import why_in
        from bot.ports import NewsdeskError

        found = await app.store.story(number)
        if found is None:
            raise NewsdeskError(f"there is no story {number}; `newsdesk latest` shows the newest with their numbers")
        articles, history = await app.store.story_articles(number), await app.store.history(number)
        why = await why_in(app.store, found, subscription, app.clock()) if subscription else None
        if json:
            echo_json(whole_story_json(found, articles, history) | ({"for": why} if why else {}))
        else:
            typer.echo(story_text(found, articles, history, why))

    with_app(None, do)


# --- Subscriptions and the operator's desk ----------------------------------------------------------------------------


@subscriptions_cli.command("list")
def subscriptions_list(json: Json = False) -> None:
    """All standing orders with their next due time."""

    async def do(app: App) -> None:
        from bot.adapters.terminal_text import subscriptions_text
        from bot.commands.subscriptions import subscription_json

        found = await app.store.subscriptions()
        echo_json([subscription_json(s) for s in found]) if json else typer.echo(subscriptions_text(found))

    with_app(None, do)


@subscriptions_cli.command("add")
def subscriptions_add(
    channel: Annotated[str, typer.Argument(help="terminal (chat channels come with the chat issue)")] = "terminal",
    at: Annotated[str, typer.Option("--at", metavar="HH:MM", help="Local time.")] = "08:30",
    days: Annotated[str, typer.Option("--days", help="daily, weekdays, weekends, or mon,wed,fri")] = "weekdays",
    zone: Annotated[str | None, typer.Option("--zone", help="Such as Europe/Berlin.")] = None,
    preset: Annotated[
        str, typer.Option("--preset", help="everything, model releases, money, research, china, policy")
    ] = "everything",
    company: Annotated[list[str] | None, typer.Option("--company")] = None,
    model: Annotated[list[str] | None, typer.Option("--model")] = None,
    most: Annotated[int, typer.Option("--max", min=1, max=50)] = 8,
    json: Json = False,
) -> None:
    """Adds a standing order; shows its next three due times."""
    from bot.commands.subscriptions import BadOrder, order, planned, subscription_json

    try:
        wanted = order(channel=channel, at=at, days=days, zone=zone or "UTC", preset=preset, most=most)
    except BadOrder as error:
        fail(str(error), 2)

    async def do(app: App) -> None:
        names = await _wanted(app, company, model)
        added = await app.store.add_subscription(planned(wanted, names, app.clock()), app.clock())
        if json:
            echo_json(subscription_json(added))
            return
        from bot.adapters.terminal_text import subscribed_text

        typer.echo(subscribed_text(added, app.clock()))

    with_app(None, do)


@subscriptions_cli.command("remove")
def subscriptions_remove(number: Annotated[int, typer.Argument(metavar="ID")]) -> None:
    """Ends a standing order."""

    async def do(app: App) -> None:
        from bot.ports import NewsdeskError

        if not await app.store.remove_subscription(number, app.clock()):
            raise NewsdeskError(f"there is no subscription {number}; `newsdesk subscriptions list` shows them")
        typer.echo(f"Subscription {number} is removed.")

    with_app(None, do)


@subscriptions_cli.command("due")
def subscriptions_due(now: Now = None, json: Json = False) -> None:
    """Which standing orders are due."""

    async def do(app: App) -> None:
        from bot.adapters.terminal_text import subscriptions_text
        from bot.commands.subscriptions import subscription_json

        at = app.clock()
        due = [s for s in await app.store.subscriptions() if s.next_due_at and s.next_due_at <= at]
        echo_json([subscription_json(s) for s in due]) if json else typer.echo(subscriptions_text(due))

    with_app(now, do)


@subscriptions_cli.command("export")
def subscriptions_export() -> None:
    """Prints all standing orders as JSON, for `import`."""

    async def do(app: App) -> None:
        from bot.commands.subscriptions import subscription_json

        echo_json([subscription_json(s) for s in await app.store.subscriptions()])

    with_app(None, do)


@subscriptions_cli.command("import")
def subscriptions_import(file: Path) -> None:
    """Adds what `export` printed; one that is there already is left alone."""

    async def do(app: App) -> None:
        from bot.commands.subscriptions import import_all

        added, known = await import_all(app.store, _bytes_of(file), app.clock())
        typer.echo(f"{added} subscriptions added, {known} known already.")

    with_app(None, do)


def _desk(what: str) -> NoReturn:
    later(what, "A channel subscribes, asks, and gets its digest")


@deliveries_cli.command("list")
def deliveries_list(json: Json = False) -> None:
    """All deliveries."""
    _desk("`deliveries list`")


@deliveries_cli.command("show")
def deliveries_show(number: str) -> None:
    """One delivery, part by part."""
    _desk("`deliveries show`")


@deliveries_cli.command("resend")
def deliveries_resend(number: str) -> None:
    """Posts a failed or unknown delivery again."""
    _desk("`deliveries resend`")


@deliveries_cli.command("mark-sent")
def deliveries_mark_sent(number: str) -> None:
    """Marks an unknown delivery as sent."""
    _desk("`deliveries mark-sent`")


@reports_cli.command("list")
def reports_list(json: Json = False) -> None:
    """What people reported as wrong."""
    _desk("`reports list`")


@reports_cli.command("close")
def reports_close(number: int) -> None:
    """Closes a report."""
    _desk("`reports close`")


# --- The registry -----------------------------------------------------------------------------------------------------


@names_cli.command("list")
def names_list(json: Json = False) -> None:
    """All companies and model families of the registry."""

    async def do(app: App) -> None:
        from bot.adapters.terminal_text import names_text
        from bot.commands.names import names_json

        echo_json(names_json(app.registry)) if json else typer.echo(names_text(app.registry))

    with_app(None, do)


@names_cli.command("show")
def names_show(name: str, json: Json = False) -> None:
    """One name: aliases, country, owner, families."""

    async def do(app: App) -> None:
        from bot.adapters.terminal_text import name_text
        from bot.commands.names import show_name

        shown = show_name(app.registry, name)
        echo_json(shown) if json else typer.echo(name_text(shown))

    with_app(None, do)


@names_cli.command("candidates")
def names_candidates(json: Json = False) -> None:
    """Names that keep turning up without being in the registry."""

    async def do(app: App) -> None:
        from bot.adapters.terminal_text import candidates_text
        from bot.commands.answers_json import candidate_json

        found = await app.store.candidates()
        echo_json([candidate_json(c) for c in found]) if json else typer.echo(candidates_text(found))

    with_app(None, do)


@names_cli.command("accept")
def names_accept(name: str) -> None:
    """Takes a candidate into the registry."""

    async def do(app: App) -> None:
        from bot.ports import NewsdeskError

        if not await app.store.accept_candidate(name, app.clock()):
            raise NewsdeskError(f"{name!r} is no candidate; `newsdesk names candidates` shows them")
        typer.echo(f"{name} is a known name from now on.")

    with_app(None, do)


@names_cli.command("check")
def names_check(text: str, json: Json = False) -> None:
    """Which names are found in TEXT."""
    from bot.commands.steps import tag_record

    with told_plainly():
        found = tag_record({"text": text}, _registry())
    if json:
        echo_json(found)
        return
    from bot.adapters.terminal_text import tags_text

    typer.echo(tags_text(found))


# --- Each thinking step alone -----------------------------------------------------------------------------------------


def _registry() -> Any:
    from bot.app import load_registry

    return load_registry(configuration())


def _records(inputs: list[str] | None) -> Iterator[tuple[Any, str | None]]:
    """Records of the inputs: (record, None), or (id, what is wrong with the line)."""
    from bot.adapters.inputs import file_record, json_lines

    for name in inputs or ["-"]:
        if name == "-":
            yield from json_lines(sys.stdin.buffer)
        elif name.endswith((".jsonl", ".ndjson")):
            yield from json_lines(_bytes_of(Path(name)).splitlines())
        else:
            yield file_record(_bytes_of(Path(name)), name), None


def _each(
    records: Iterable[tuple[Any, str | None]], step: Callable[[Any], Any], show: Callable[[Any], str] | None
) -> None:
    """Applies a step line by line; a bad line gets an error line, and the exit is 1."""
    from bot.commands.steps import BadRecord
    from bot.ports import GiveUp

    failed = False
    for record, wrong in records:
        number = record.get("id") if isinstance(record, dict) else record
        try:
            if wrong:
                raise BadRecord(wrong)
            came = step(record)
            typer.echo(show(came)) if show else echo_json(came)
        except (BadRecord, GiveUp) as error:
            failed = True
            echo_json({"id": number, "error": str(error)}) if not show else tell(f"newsdesk: {error}")
    if failed:
        raise typer.Exit(1)


@cli.command()
def extract(inputs: Inputs = None, json: Json = False) -> None:
    """Clean text of a page, a file, or JSON lines.

    JSON lines are {"id","html","url"}; an address is fetched, robots.txt obeyed.
    """
    import asyncio

    from bot.adapters.inputs import extract_record, extracted_text, page_record
    from bot.app import read_page

    names = inputs or ["-"]
    addresses = [name for name in names if "://" in name]
    show = None if json or _is_lines(inputs) else extracted_text
    with told_plainly():
        for url in addresses:
            page = asyncio.run(read_page(configuration().settings, url))
            _each([(page_record(page, url), None)], lambda record: record, show)
        files = [name for name in names if name not in addresses]
        if files:
            _each(_records(files), extract_record, show)


def _step(inputs: list[str] | None, json: bool, step: Callable[[Any, Any], Any], show: Callable[[Any], str]) -> None:
    with told_plainly():
        registry = _registry()
        _each(_records(inputs), lambda record: step(record, registry), None if json or _is_lines(inputs) else show)


def _is_lines(inputs: list[str] | None) -> bool:
    return any(name == "-" or name.endswith((".jsonl", ".ndjson")) for name in inputs or ["-"])


@cli.command()
def tag(inputs: Inputs = None, json: Json = False) -> None:
    """Find companies, models and relations in texts.

    JSON lines are {"id","title","text"}; a text or HTML file works too.
    """
    from bot.adapters.terminal_text import tags_text
    from bot.commands.steps import tag_record

    _step(inputs, json, tag_record, tags_text)


@cli.command()
def summarise(inputs: Inputs = None, json: Json = False) -> None:
    """Condense texts to a few cited sentences.

    JSON lines are {"id","title","text"} or {"id","articles":[{"title","text","outlet","published"}]}.
    """
    from bot.adapters.terminal_text import summary_text
    from bot.commands.steps import summarise_record

    _step(inputs, json, summarise_record, summary_text)


@cli.command()
def check(inputs: Inputs = None, json: Json = False) -> None:
    """Say whether a source supports a claim.

    JSON lines are {"id","source","claim"}.
    """
    from bot.adapters.terminal_text import verdict_text
    from bot.commands.steps import check_record

    _step(inputs, json, check_record, verdict_text)


@cli.command()
def cluster(inputs: Inputs = None, json: Json = False) -> None:
    """Group texts into stories.

    JSON lines are {"id","title","text","published"}; the text may be empty.
    """
    from bot.adapters.inputs import cluster_lines

    with told_plainly():
        registry = _registry()
        lines, failed = cluster_lines(list(_records(inputs)), registry)
    for line in lines:
        echo_json(line)
    if failed:
        raise typer.Exit(1)


@cli.command("eval")
def evaluate(
    chosen: Annotated[str | None, typer.Option("--set", help="tagging,stories,faithfulness,questions")] = None,
    json: Json = False,
) -> None:
    """Score the project's own gold sets (in a checkout)."""
    from bot.adapters.gold import evaluate_sets, gold_folder, scores_text

    with told_plainly():
        scores = evaluate_sets(gold_folder(), _registry(), chosen.split(",") if chosen else None)
    if json:
        for score in scores:
            echo_json(score)
    else:
        typer.echo(scores_text(scores))
