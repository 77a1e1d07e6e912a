"""What the modules of the command line share: how they open the app, print, fail, and read arguments. No command is here."""

from __future__ import annotations

import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from bot.app import App, Outside
    from bot.news.model import StoryFilter
    from bot.news.names import Registry
    from bot.settings import Configuration


PLAIN: dict[str, Any] = {
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
    "add_completion": False,
    "no_args_is_help": True,
    "context_settings": {"help_option_names": ["-h", "--help"]},
}

LARGEST_ID = 2**53

Json = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]
Now = Annotated[str | None, typer.Option("--now", metavar="TIME", help="Judge as of this time (ISO 8601, UTC).")]
Since = Annotated[str, typer.Option("--since", metavar="SPAN", help="How far back: 24h, 7d, 2w, or a time.")]

chosen: dict[str, Path | None] = {"config": None}
"""What `--config` named."""


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

    loaded = load(chosen["config"])
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


def bytes_of(file: Path) -> bytes:
    """A file that was named on the command line; one that can't be read is wrong usage."""
    try:
        return sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        fail(f"{file} can't be read: {error.strerror}", 2)


def registry() -> Registry:
    from bot.app import load_registry

    return load_registry(configuration())


async def names_filter(app: App, companies: list[str] | None, models: list[str] | None) -> StoryFilter | None:
    from bot.commands.profile import resolve
    from bot.news.model import StoryFilter

    if not companies and not models:
        return None
    return StoryFilter(
        companies=frozenset([await resolve(app.store, app.registry, name, "company") for name in companies or []]),
        models=frozenset([await resolve(app.store, app.registry, name, "model") for name in models or []]),
    )
