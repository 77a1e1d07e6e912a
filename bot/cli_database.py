"""The database: made, upgraded, copied, pruned."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli_shared import PLAIN, configuration, later, told_plainly

db_cli = typer.Typer(help="The database.", **PLAIN)


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
