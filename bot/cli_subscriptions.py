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
    """All standing orders: where, who subscribed, how they stand, and when they are due next."""

    async def do(app: App) -> None:
        from bot.adapters.desk_text import subscriptions_text
        from bot.commands.desk import people, subscription_json, whereabouts

        channels = await whereabouts(app.store)
        found = await app.store.subscriptions()
        if json:
            echo_json([subscription_json(s, channels.get(s.channel_id)) for s in found])
        else:
            typer.echo(subscriptions_text(found, channels, await people(app.store)))

    with_app(None, do)


Many = list[str] | None


@subscriptions_cli.command("add")
def subscriptions_add(
    channel: Annotated[str, typer.Argument(help="terminal, slack:C0123ABCD or discord:81384788765712384")] = "terminal",
    channel_option: Annotated[str | None, typer.Option("--channel", help="The same, as an option.")] = None,
    at: Annotated[str, typer.Option("--at", metavar="HH:MM", help="Local time.")] = "08:30",
    days: Annotated[str, typer.Option("--days", help="daily, weekdays, weekends, or mon,wed,fri")] = "weekdays",
    zone: Annotated[str | None, typer.Option("--zone", help="Such as Europe/Berlin.")] = None,
    preset: Annotated[
        str, typer.Option("--preset", help="everything, model releases, money, research, china, policy")
    ] = "everything",
    company: Annotated[
        Many, typer.Option("--company", help="Only stories on it; may be repeated, as all of these.")
    ] = None,
    model: Annotated[Many, typer.Option("--model")] = None,
    kind: Annotated[Many, typer.Option("--kind", help="release, funding, deal, policy, research, …")] = None,
    source_language: Annotated[Many, typer.Option("--source-language", help="Only sources in it: en, zh, …")] = None,
    word: Annotated[Many, typer.Option("--word", help="Only stories with one of these.")] = None,
    without_word: Annotated[Many, typer.Option("--without-word")] = None,
    without_outlet: Annotated[Many, typer.Option("--without-outlet")] = None,
    language: Annotated[str, typer.Option("--language", help="The language of the digest.")] = "en",
    compact: Annotated[bool, typer.Option("--compact", help="Headlines only.")] = False,
    role: Annotated[str | None, typer.Option("--role", help="A role's id, mentioned with each digest.")] = None,
    thread: Annotated[bool, typer.Option("--thread", help="Open a thread under each digest.")] = False,
    most: Annotated[int, typer.Option("--max", min=1, max=50)] = 8,
    json: Json = False,
) -> None:
    """Adds a standing order; shows its next three due times."""
    from dataclasses import replace

    from bot.commands.desk import beside
    from bot.commands.subscriptions import BadOrder, order, planned
    from bot.commands.subscriptions import subscription_json as order_json
    from bot.news.model import StoryFilter

    try:
        wanted = order(
            channel=channel_option or channel, at=at, days=days, zone=zone or "UTC", preset=preset, most=most
        )
        chosen = beside(kind, source_language, word, without_word, without_outlet)
    except BadOrder as error:
        fail(str(error), 2)

    async def do(app: App) -> None:
        names = await names_filter(app, company, model) or StoryFilter()
        narrowed = replace(chosen, companies=names.companies, models=names.models)
        plan = planned(wanted, narrowed, app.clock())
        plan = replace(plan, language=language, compact=compact, role=role, thread=thread)
        added = await app.store.add_subscription(plan, app.clock())
        if json:
            echo_json(order_json(added))
            return
        from bot.adapters.desk_text import subscribed_text

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
        from bot.adapters.desk_text import subscriptions_text
        from bot.commands.desk import whereabouts
        from bot.commands.subscriptions import subscription_json

        at = app.clock()
        due = [s for s in await app.store.subscriptions() if s.next_due_at and s.next_due_at <= at]
        if json:
            echo_json([subscription_json(s) for s in due])
        else:
            typer.echo(subscriptions_text(due, await whereabouts(app.store)))

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
