"""The command line: its root, and what runs the bot. Other commands stand in the `cli_*` modules, by subject."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.cli_database import db_cli
from bot.cli_desk import deliveries_cli, desk_cli, reports_cli
from bot.cli_feeds import feeds_cli
from bot.cli_health import health_cli
from bot.cli_names import names_cli
from bot.cli_news import news_cli
from bot.cli_shared import PLAIN, chosen, configuration, later, told_plainly
from bot.cli_steps import steps_cli
from bot.cli_subscriptions import subscriptions_cli

cli = typer.Typer(name="newsdesk", help="The AI industry's news, as one calm, cited digest of stories.", **PLAIN)
for commands in (health_cli, news_cli, desk_cli, steps_cli):
    cli.add_typer(commands)
cli.add_typer(feeds_cli, name="feeds")
cli.add_typer(names_cli, name="names")
cli.add_typer(db_cli, name="db")
cli.add_typer(subscriptions_cli, name="subscriptions")
cli.add_typer(deliveries_cli, name="deliveries")
cli.add_typer(reports_cli, name="reports")


@cli.callback(invoke_without_command=True)
def _start(
    context: typer.Context,
    config: Annotated[
        Path | None, typer.Option("--config", metavar="DIR", help="The configuration's folder (or NEWSDESK_CONFIG).")
    ] = None,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    chosen["config"] = config
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


@cli.command()
def demo(
    once: Annotated[bool, typer.Option("--once", help="End after the answer.")] = False,
    width: Annotated[int | None, typer.Option("--width", hidden=True)] = None,
) -> None:
    """Show it all on sample news: a digest, an answer, and the web pages until Ctrl-C.

    The whole pipeline over sample feeds from a local server, in a throw-away database. No key, no network.
    """
    import asyncio

    from bot.demo.show import show
    from bot.settings import load

    with told_plainly():
        asyncio.run(
            show(load(chosen["config"]), echo=typer.echo, colour=sys.stdout.isatty(), width=width, pages=not once)
        )


@cli.command()
def run(
    front: Annotated[
        str | None, typer.Option("--front", help="discord,slack,terminal,web: which to start; else as tokens are set.")
    ] = None,
) -> None:
    """The bot: read the news, post each digest at its time, answer questions.

    On Discord and Slack as tokens are set; with none, on the terminal. Ends on Ctrl-C or SIGTERM.
    """
    import asyncio

    import bot.run  # noqa: F401  (all before the loop runs: an import would block it)
    from bot.app import open_app
    from bot.fronts import chosen_fronts
    from bot.run import serve

    async def start() -> None:
        loaded = configuration()
        names = chosen_fronts(front, loaded.secrets)
        async with open_app(loaded) as app:
            await serve(
                app, names, echo=typer.echo, colour=sys.stdout.isatty(), web_asked=front is not None and "web" in names
            )

    with told_plainly():
        asyncio.run(start())


@cli.command()
def worker(roles: Annotated[str | None, typer.Option("--roles", help="poll,read,brief,deliver")] = None) -> None:
    """One of many machines (PostgreSQL)."""
    later("`newsdesk worker`", "Past one machine")
