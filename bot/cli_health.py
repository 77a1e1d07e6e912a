"""How the bot stands, whether it is set up right, and what installs it on the platforms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli_shared import PLAIN, Json, chosen, configuration, echo_json, tell, told_plainly, with_app

if TYPE_CHECKING:
    from bot.app import App

health_cli = typer.Typer(**PLAIN)
MANIFEST = "slack-manifest.yaml"


@health_cli.command()
def status(json: Json = False) -> None:
    """How the bot stands, and what needs somebody.

    Feeds, queue, deliveries, budget, chat fronts, and an alert for each thing that is wrong.
    """

    async def do(app: App) -> None:
        from bot.adapters.disk import free_bytes
        from bot.adapters.terminal_text import status_text
        from bot.commands.desk import standing
        from bot.fronts import lacking
        from bot.pipeline.alerts import Watched

        secrets = app.configuration.secrets
        stood = await standing(
            app.store, Watched({}, free_bytes(app.configuration.database_url), app.settings.digest.zone), app.clock(),
            daily_tokens=app.settings.llm.daily_tokens,
            set_up=[name for name in ("discord", "slack") if not lacking(name, secrets)],
        )  # fmt: skip
        echo_json(stood) if json else typer.echo(status_text(stood))

    with_app(None, do)


@health_cli.command()
def doctor(
    json: Json = False,
    send_test: Annotated[
        str | None, typer.Option("--send-test", metavar="CHANNEL", help="Send a test message.")
    ] = None,
) -> None:
    """Check the whole set-up, and say how to mend it.

    Configuration, names, time zones, database, feeds, key, tokens with their scopes, permissions in each channel.
    """
    import asyncio

    from bot.adapters.terminal_text import doctor_text
    from bot.doctor import examine
    from bot.settings import load

    with told_plainly():
        checks = asyncio.run(examine(lambda: load(chosen["config"]), send_test, tell))
    healthy = all(check.ok for check in checks)
    if json:
        shown = [{"name": c.name, "ok": c.ok, "detail": c.detail, "mend": c.mend} for c in checks]
        echo_json({"ok": healthy, "checks": shown})
    else:
        typer.echo(doctor_text(checks))
    raise typer.Exit(0 if healthy else 1)


@health_cli.command("slack-manifest")
def slack_manifest(
    http: Annotated[
        str | None, typer.Option("--http", metavar="URL", help="For HTTP mode: this server's public https address.")
    ] = None,
) -> None:
    """What to paste to install the bot in Slack.

    For Socket Mode, which needs no address of its own, unless --http says otherwise.
    """
    from bot.adapters.slack_manifest import render_manifest
    from bot.settings import default_config_dir

    with told_plainly():
        loaded = configuration()
        own = loaded.directory / MANIFEST
        path = own if own.exists() else default_config_dir() / MANIFEST
        slack = loaded.settings.slack
        commands = (slack.news_command, slack.manage_command)
        typer.echo(render_manifest(path, commands=commands, url=http), nl=False)


@health_cli.command("discord-invite")
def discord_invite() -> None:
    """The link that invites the bot to a Discord server."""
    import asyncio

    from bot.adapters.discord_invite import discord_invite as invitation
    from bot.ports import NewsdeskError

    with told_plainly():
        loaded = configuration()
        if not loaded.secrets.discord_token:
            raise NewsdeskError(
                "DISCORD_TOKEN isn't set; make an application on discord.com/developers and copy its Bot page's token"
            )
        base = loaded.settings.discord.api_base or None
        typer.echo(asyncio.run(invitation(loaded.secrets.discord_token, base)))
