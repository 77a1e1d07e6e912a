"""The operator's desk: what became of deliveries, what people reported, and what is to be done about a story."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from bot.cli_shared import PLAIN, Json, echo_json, later, with_app

if TYPE_CHECKING:
    from bot.app import App

desk_cli = typer.Typer(**PLAIN)
deliveries_cli = typer.Typer(help="What became of each delivery.", **PLAIN)
reports_cli = typer.Typer(help="What people reported as wrong.", **PLAIN)

LARGEST_ID = 2**53


@desk_cli.command()
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
