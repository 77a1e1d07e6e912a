"""The registry of companies and models."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from bot.cli_shared import PLAIN, Json, echo_json, registry, told_plainly, with_app

if TYPE_CHECKING:
    from bot.app import App

names_cli = typer.Typer(help="The registry of companies and models.", **PLAIN)


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
        from bot.commands.desk import names_wanted

        found = await app.store.candidates()
        if json:
            echo_json([candidate_json(c) for c in found])
        else:
            typer.echo(candidates_text(found, await names_wanted(app.store, app.registry)))

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
        found = tag_record({"text": text}, registry())
    if json:
        echo_json(found)
        return
    from bot.adapters.terminal_text import tags_text

    typer.echo(tags_text(found))
