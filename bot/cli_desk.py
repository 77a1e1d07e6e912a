"""The operator's desk: what became of deliveries, what people reported, and what is to be done about a story."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli_shared import LARGEST_ID, PLAIN, Json, echo_json, fail, with_app

if TYPE_CHECKING:
    from bot.app import App
    from bot.commands.desk import Decision
    from bot.outbox_ports import Delivery

desk_cli = typer.Typer(**PLAIN)
deliveries_cli = typer.Typer(help="What became of each delivery.", **PLAIN)
reports_cli = typer.Typer(help="What people reported as wrong.", **PLAIN)


# --- Stories ----------------------------------------------------------------------------------------------------------


@desk_cli.command()
def story(
    number: Annotated[int, typer.Argument(metavar="ID", min=1, max=LARGEST_ID)],
    subscription: Annotated[
        int | None, typer.Option("--for", metavar="SUBSCRIPTION", help="Why it is in, or not.")
    ] = None,
    retract: Annotated[bool, typer.Option("--retract", help="Take it back, also where it is posted.")] = False,
    correct: Annotated[
        str | None, typer.Option("--correct", metavar="TEXT", help="What was wrong, what is right.")
    ] = None,
    merge: Annotated[int | None, typer.Option("--merge", metavar="ID", help="Take that story into this one.")] = None,
    split: Annotated[int | None, typer.Option("--split", metavar="ARTICLE", help="Make it a story of its own.")] = None,
    pin: Annotated[bool | None, typer.Option("--pin/--unpin", help="First in each digest that it fits.")] = None,
    block: Annotated[bool | None, typer.Option("--block/--unblock", help="Show it nowhere any more.")] = None,
    json: Json = False,
) -> None:
    """One story with its articles and history; or a decision on it."""
    from bot.commands.desk import Decision

    chosen: list[Decision] = []
    chosen += [Decision("retract")] if retract else []
    chosen += [Decision("correct", text=correct.strip())] if correct is not None else []
    chosen += [Decision("merge", other=merge)] if merge is not None else []
    chosen += [Decision("split", other=split)] if split is not None else []
    chosen += [Decision("pin" if pin else "unpin")] if pin is not None else []
    chosen += [Decision("block" if block else "unblock")] if block is not None else []
    if len(chosen) > 1:
        fail(f"one decision at a time: {' or '.join(f'--{each.kind}' for each in chosen)}", 2)
    if chosen and chosen[0].kind == "correct" and not chosen[0].text:
        fail("--correct needs a sentence: what we said, and what is right", 2)
    if chosen:
        _decide(number, chosen[0], json)
    else:
        _show(number, subscription, json)


def _decide(number: int, decision: Decision, json: bool) -> None:
    async def do(app: App) -> None:
        from bot.commands.desk import decide

        said = await decide(app.store, number, decision, app.clock())
        echo_json({"story": number, "done": decision.kind, "said": said}) if json else typer.echo(said)

    with_app(None, do)


def _show(number: int, subscription: int | None, json: bool) -> None:
    async def do(app: App) -> None:
        from bot.adapters.terminal_text import story_text
        from bot.commands.answers_json import whole_story_json
        from bot.commands.subscriptions import why_in
        from bot.ports import NewsdeskError

        found = await app.store.story(number)
        if found is None:
            raise NewsdeskError(f"there is no story {number}; `newsdesk latest` shows the newest with their numbers")
        articles, history = await app.store.story_articles(found.id), await app.store.history(found.id)
        why = await why_in(app.store, found, subscription, app.clock()) if subscription else None
        if json:
            echo_json(whole_story_json(found, articles, history) | ({"for": why} if why else {}))
        else:
            typer.echo(story_text(found, articles, history, why))

    with_app(None, do)


# --- Deliveries -------------------------------------------------------------------------------------------------------

Number = Annotated[str, typer.Argument(metavar="ID", help="As `deliveries list` shows it.")]


@deliveries_cli.command("list")
def deliveries_list(
    state: Annotated[
        str | None, typer.Option("--state", metavar="STATES", help="Such as unknown,failed; `open` for all unfinished.")
    ] = None,
    channel: Annotated[str | None, typer.Option("--channel", help="Its address (slack:C…, discord:…) or name.")] = None,
    most: Annotated[int, typer.Option("--max", min=1, max=1000)] = 50,
    json: Json = False,
) -> None:
    """What became of each delivery, newest first."""
    from bot.adapters.desk_text import deliveries_text
    from bot.commands.desk import BadState, deliveries, delivery_json, states_of

    try:
        states = states_of(state)
    except BadState as error:
        fail(str(error), 2)

    async def do(app: App) -> None:
        found = await deliveries(app.store, states=states, address=channel, most=most)
        echo_json([delivery_json(d) for d in found]) if json else typer.echo(deliveries_text(found))

    with_app(None, do)


@deliveries_cli.command("show")
def deliveries_show(number: Number, json: Json = False) -> None:
    """One delivery, part by part, and what happens next."""

    async def do(app: App) -> None:
        from bot.adapters.desk_text import delivery_text
        from bot.commands.desk import delivery, delivery_json

        found = await delivery(app.store, number)
        echo_json(delivery_json(found)) if json else typer.echo(delivery_text(found))

    with_app(None, do)


@deliveries_cli.command("resend")
def deliveries_resend(number: Number, json: Json = False) -> None:
    """Posts the unknown and failed parts of a delivery again."""

    async def do(app: App) -> None:
        from bot.commands.desk import resend

        await _decided(app, await resend(app.store, number, app.clock()), json)

    with_app(None, do)


@deliveries_cli.command("mark-sent")
def deliveries_mark_sent(number: Number, json: Json = False) -> None:
    """Takes the unknown and failed parts of a delivery as posted; posts nothing."""

    async def do(app: App) -> None:
        from bot.commands.desk import mark_sent

        await _decided(app, await mark_sent(app.store, number, app.clock()), json)

    with_app(None, do)


async def _decided(app: App, done: tuple[Delivery, str], json: bool) -> None:
    from bot.commands.desk import delivery, delivery_json

    found, said = done
    echo_json(delivery_json(await delivery(app.store, found.id))) if json else typer.echo(said)


# --- Reports ----------------------------------------------------------------------------------------------------------


@reports_cli.command("list")
def reports_list(
    closed: Annotated[bool, typer.Option("--closed", help="Closed ones too.")] = False, json: Json = False
) -> None:
    """What people reported as wrong."""

    async def do(app: App) -> None:
        from bot.adapters.desk_text import reports_text
        from bot.commands.desk import answers_reported, report_json

        found = await app.store.reports(state=None if closed else "open")
        if json:
            echo_json([report_json(r) for r in found])
        else:
            typer.echo(reports_text(found, await answers_reported(app.store, app.clock())))

    with_app(None, do)


@reports_cli.command("close")
def reports_close(
    number: Annotated[int, typer.Argument(metavar="ID", min=1, max=LARGEST_ID)],
    answer: Annotated[
        str | None, typer.Option("--answer", metavar="TEXT", help="What whoever reported is told.")
    ] = None,
    json: Json = False,
) -> None:
    """Closes a report; whoever reported is told by a direct message."""

    async def do(app: App) -> None:
        from bot.commands.desk import close_report, closed_words, report_json

        closed = await close_report(app.store, number, answer, app.clock())
        echo_json(report_json(closed)) if json else typer.echo(closed_words(closed))

    with_app(None, do)
