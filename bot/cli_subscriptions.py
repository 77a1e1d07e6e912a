"""Standing orders, from the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli_shared import PLAIN, Json, Now, bytes_of, echo_json, fail, names_filter, with_app

if TYPE_CHECKING:
    from bot.app import App

subscriptions_cli = typer.Typer(help="Standing orders for digests.", **PLAIN)


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
        names = await names_filter(app, company, model)
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

        added, known = await import_all(app.store, bytes_of(file), app.clock())
        typer.echo(f"{added} subscriptions added, {known} known already.")

    with_app(None, do)
