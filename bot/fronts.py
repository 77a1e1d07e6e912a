"""Which fronts `newsdesk run` starts, and how each is made of the settings: Discord, Slack, the terminal, the web.

Only wiring: what a front does stands in its adapter.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from bot.outbox_ports import Courier
from bot.ports import NewsdeskError
from bot.settings import Secrets

if TYPE_CHECKING:
    from aiohttp import web

    from bot.adapters.web.server import WebServer
    from bot.adapters.web.site import Site
    from bot.app import App
    from bot.commands.chat import Chat

NAMES = ("discord", "slack", "terminal", "web")


class Front(Protocol):
    """A platform's way in and out. `start` returns when it is connected, and raises NewsdeskError when it can't be."""

    @property
    def courier(self) -> Courier: ...

    async def start(self, chat: Chat) -> None: ...

    async def stop(self) -> None: ...

    def trouble(self) -> str | None: ...


def chosen_fronts(text: str | None, secrets: Secrets) -> tuple[str, ...]:
    """The fronts that are named ("discord,slack"), else those that have tokens, else the terminal. Raises NewsdeskError.

    A platform of which only some secrets are set ends it, unless the fronts are named: nobody meant to run without it.
    """
    if text is None:
        if halves := half_set(secrets):
            raise NewsdeskError(f"{'. '.join(halves)}. Set it too, or unset the rest; `newsdesk doctor` checks it.")
        with_tokens = tuple(name for name in ("discord", "slack") if not lacking(name, secrets))
        return with_tokens or ("terminal",)
    names = tuple(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    wrong = [name for name in names if name not in NAMES]
    if wrong or not names:
        raise NewsdeskError(f"--front {text!r}: choose among {', '.join(NAMES)}, separated by commas")
    for name in names:
        if missing := lacking(name, secrets):
            raise NewsdeskError(f"--front {name} needs {missing}; `newsdesk doctor` checks it")
    return names


def lacking(name: str, secrets: Secrets) -> str | None:
    """What a front's secrets lack, in words; None when nothing."""
    if name == "discord":
        return None if secrets.discord_token else "DISCORD_TOKEN"
    if name != "slack":
        return None
    if secrets.slack_bot_token and secrets.slack_app_token:
        return None
    if secrets.slack_signing_secret and (secrets.slack_bot_token or _oauth(secrets)):
        return None
    if secrets.slack_signing_secret:
        return "SLACK_BOT_TOKEN, or SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and NEWSDESK_SECRET_KEY"
    if secrets.slack_bot_token:
        return "SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP mode)"
    return (
        "SLACK_BOT_TOKEN and SLACK_APP_TOKEN (Socket Mode), or SLACK_SIGNING_SECRET and the OAuth secrets (HTTP mode)"
    )


def _oauth(secrets: Secrets) -> bool:
    return bool(secrets.slack_client_id and secrets.slack_client_secret and secrets.newsdesk_secret_key)


def many_workspaces(names: Collection[str], secrets: Secrets) -> bool:
    """Whether more than one workspace can use the bot: Discord servers come by an invitation, Slack's by OAuth."""
    return "discord" in names or ("slack" in names and not secrets.slack_bot_token)


def half_set(secrets: Secrets) -> list[str]:
    """A sentence for each platform of which some secrets are set, but not enough: nobody meant that."""
    given = {
        "SLACK_BOT_TOKEN": secrets.slack_bot_token,
        "SLACK_APP_TOKEN": secrets.slack_app_token,
        "SLACK_SIGNING_SECRET": secrets.slack_signing_secret,
    }
    known = [name for name, value in given.items() if value]
    needs = _besides(secrets)
    if not known or needs is None:
        return []
    return [f"Slack is only half set up: beside {' and '.join(known)} it needs {needs}"]


def _besides(secrets: Secrets) -> str | None:
    """What Slack lacks beside what is set."""
    if secrets.slack_app_token and not secrets.slack_bot_token:
        return "SLACK_BOT_TOKEN (xoxb-…)"
    return lacking("slack", secrets)


@dataclass(frozen=True, slots=True)
class TerminalFront:
    """The terminal takes no commands while it runs: it only prints digests."""

    courier: Courier

    async def start(self, chat: Chat) -> None: ...

    async def stop(self) -> None: ...

    def trouble(self) -> str | None:
        return None


def make_fronts(app: App, names: Sequence[str], echo: Callable[[str], None], colour: bool) -> dict[str, Front]:
    """The fronts by name, made and not yet started."""
    makers: dict[str, Callable[[], Front]] = {
        "discord": lambda: _discord(app),
        "slack": lambda: _slack(app),
        "terminal": lambda: _terminal(echo, colour),
    }
    return {name: makers[name]() for name in names if name in makers}


def add_routes(fronts: Mapping[str, Front], app: web.Application) -> bool:
    """Adds what a front needs to the web server; True when one can't do without it."""
    if "slack" not in fronts:
        return False
    from bot.adapters.slack_front import SlackFront

    served = [front for front in fronts.values() if isinstance(front, SlackFront) and front.needs_web]
    for front in served:
        front.routes(app)
    return bool(served)


def add_web_pages(
    app: App, server: WebServer, troubles: Callable[[], list[str]], *, needed: bool = False, asked: bool = False
) -> bool:
    """Adds the pages; False where others can reach the server and nobody said that they may read them.

    `needed`: Slack reaches it, whatever it is bound to. Raises NewsdeskError where the pages are all that it would serve.
    """
    from bot.adapters.web.routes import add_pages

    web = app.settings.web
    reached = needed or not server.only_here or not _is_here(web.public_url)
    if reached and not web.public:
        if asked or not needed:
            raise NewsdeskError(_NOT_ON_PURPOSE)
        return False
    add_pages(server.app, web_site(app, troubles))
    return True


_NOT_ON_PURPOSE = (
    "other machines can reach the web pages (web.bind, web.public_url): set NEWSDESK_WEB__PUBLIC=true if they are meant "
    "to, else bind to 127.0.0.1:8080 and leave NEWSDESK_WEB__PUBLIC_URL empty"
)


def _is_here(url: str) -> bool:
    from bot.adapters.web.access import is_loopback

    return not url or is_loopback(urlsplit(url).hostname or "")


def web_site(app: App, troubles: Callable[[], list[str]]) -> Site:
    """What the pages are drawn from."""
    import platform

    from bot.adapters.web.access import Gate
    from bot.adapters.web.site import Site
    from bot.app import version

    secrets, settings = app.configuration.secrets, app.settings
    password, key = secrets.newsdesk_admin_password, secrets.newsdesk_secret_key
    gate = Gate(settings.web.public, password=password)
    return Site(
        app.store,
        lambda: app.registry,
        app.clock,
        settings.digest.zone,
        replace(gate, secret=key.encode()) if key else gate,
        {"Newsdesk": version(), "Python": platform.python_version(), "database": app.store.engine.dialect.name},
        daily_tokens=settings.llm.daily_tokens,
        public_url=settings.web.public_url,
        troubles=troubles,
    )


def _discord(app: App) -> Front:
    from bot.adapters.discord_front import DiscordFront

    token = app.configuration.secrets.discord_token
    assert token
    base = app.settings.discord.api_base or None
    return DiscordFront(token, api_base=base, store=app.store, clock=app.clock, owner=app.owner)


def _slack(app: App) -> Front:
    from bot.adapters.slack_front import SlackFront, SlackTokens
    from bot.adapters.slack_install import fernet_from

    secrets, settings = app.configuration.secrets, app.settings
    socket = bool(secrets.slack_bot_token and secrets.slack_app_token)
    many = not socket and _oauth(secrets) and not secrets.slack_bot_token
    if not socket and not settings.web.bind:
        raise NewsdeskError("Slack in HTTP mode needs the web server: set NEWSDESK_WEB__BIND, e.g. to 127.0.0.1:8080")
    if many and not settings.web.public_url:
        raise NewsdeskError("Slack in many workspaces needs NEWSDESK_WEB__PUBLIC_URL, the address that Slack reaches")
    tokens = SlackTokens(
        bot=None if many else secrets.slack_bot_token,
        app=secrets.slack_app_token if socket else None,
        signing_secret=secrets.slack_signing_secret,
        client_id=secrets.slack_client_id if many else None,
        client_secret=secrets.slack_client_secret if many else None,
    )
    return SlackFront(
        tokens,
        api_base=settings.slack.api_base or None,
        commands=(settings.slack.news_command, settings.slack.manage_command),
        store=app.store,
        clock=app.clock,
        owner=app.owner,
        engine=app.store.engine if many else None,
        fernet=fernet_from(secrets.newsdesk_secret_key) if many else None,
        public_url=settings.web.public_url or None,
    )


def _terminal(echo: Callable[[str], None], colour: bool) -> Front:
    from bot.adapters.terminal_courier import TerminalCourier

    return TerminalFront(TerminalCourier(echo, colour))
