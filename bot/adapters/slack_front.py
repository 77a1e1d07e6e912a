"""Slack's side of the bot: Socket Mode for one workspace, or signed HTTP with OAuth for many; and what comes through it.

slack_bolt takes what arrives apart and checks signatures; every listener acknowledges first and hands the work on to the
`SlackDesk`. Nothing is posted from here.
"""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections.abc import Awaitable, Callable
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aiohttp import ClientError, web
from cryptography.fernet import Fernet
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.adapters.slack_answers import Answers
from bot.adapters.slack_clients import API, Clients, Installed, library_log, on_this_machine, web_client
from bot.adapters.slack_courier import DirectChannels, SlackCourier
from bot.adapters.slack_desk import PATIENCE, SHORTCUT, Chat, DeskStore, SlackDesk
from bot.adapters.slack_errors import Errors, code_of, reading_error
from bot.adapters.slack_forms import CALLBACK, MORE_ACTION
from bot.adapters.slack_install import Installations, oauth_states
from bot.adapters.slack_manifest import SCOPES
from bot.adapters.slack_pages import callback_pages, install_page
from bot.adapters.slack_work import Work
from bot.logs import logger
from bot.outbox_ports import PartRefused, TokenRefused
from bot.ports import NewsdeskError, TryLater

log = logger(__name__)
# slack_sdk tells each failed reconnection with its traceback, every few seconds; `trouble` says it in a sentence.
_socket_log = logging.getLogger("slack_sdk.socket_mode")
_socket_log.setLevel(logging.CRITICAL)

EVENTS, INSTALL, REDIRECT = "/slack/events", "/slack/install", "/slack/oauth_redirect"
PING_SECONDS = 3.0
"""How soon a dead connection is noticed: until then commands are lost, and the library's ten seconds are long."""
_CONNECTING = 30.0
_DRAIN = 5.0
_CLOSING = 2.0
_TICKET_SECONDS = 20.0
_REFUSED_PAUSE = 15.0
_ANY = re.compile(r".*", re.DOTALL)

Ack = Callable[..., Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class SlackTokens:
    """As the environment names them. With `app`: Socket Mode; else HTTP, without `bot` for many workspaces."""

    bot: str | None = field(default=None, repr=False)
    app: str | None = field(default=None, repr=False)
    signing_secret: str | None = field(default=None, repr=False)
    client_id: str | None = None
    client_secret: str | None = field(default=None, repr=False)


class SlackFront:
    """`courier` works before `start`. `engine` and `fernet` keep the tokens of many workspaces, and are needed for them;
    `public_url` is where Slack and people reach this server from outside."""

    def __init__(
        self,
        tokens: SlackTokens,
        *,
        api_base: str | None,
        commands: tuple[str, str],
        store: DeskStore,
        clock: Callable[[], datetime],
        owner: str,
        engine: AsyncEngine | None = None,
        fernet: Fernet | None = None,
        public_url: str | None = None,
    ) -> None:
        self._tokens, self._api_base, self._commands = tokens, api_base, commands
        self._store, self._clock, self._owner = store, clock, owner
        self._public_url = (public_url or "").rstrip("/")
        self._installations = _installations(tokens, engine, fernet)
        self._engine = engine
        find = self._installations.installed if self._installations else None
        self._clients = Clients(api_base, None if find else tokens.bot, find)
        directs = DirectChannels(self._clients)
        self.courier = SlackCourier(self._clients, directs)
        self._answers = Answers(self._clients, directs)
        self._work = Work()
        self._desk: SlackDesk | None = None
        self._app: AsyncApp | None = None
        self._socket: _Socket | None = None
        self._stopping = False
        self._cut_since: datetime | None = None

    # --- Beginning and end --------------------------------------------------------------------------------------------

    async def start(self, chat: Chat) -> None:
        """Checks the tokens, then connects. Raises NewsdeskError with what to do."""
        if self._clients.only:
            here = await _identified(self._clients.only)
            self._clients.settle(here)
            await chat.installed("slack", here.team)
        self._desk = SlackDesk(
            chat, self._store, self._clients, self._answers, clock=self._clock, owner=self._owner,
            commands=self._commands, uninstalled=self._let_go,
        )  # fmt: skip
        self._app = self._listening_app(chat)
        if self._tokens.app:
            await self._connect(self._app, self._tokens.app)

    async def stop(self) -> None:
        """Takes nothing new, lets what is in hand end (five seconds at most), and closes."""
        self._stopping = True
        await self._work.drain(_DRAIN)
        if self._socket:
            await self._socket.end()

    def trouble(self) -> str | None:
        """Why it isn't connected now, or the bot's token no longer taken."""
        if self._app is None:
            return "Slack: not started"
        if self._socket and not self._socket.up:
            return self._cut()
        self._cut_since = None
        return self._clients.trouble

    def _cut(self) -> str:
        self._cut_since = self._cut_since or self._clock()
        if self._socket and self._socket.refused:
            return _app_token_refused(self._socket.refused)
        return f"Slack: the connection is cut since {self._cut_since:%H:%M} UTC; it is being restored"

    async def _connect(self, app: AsyncApp, token: str) -> None:
        ticket = await _socket_ticket(web_client(None, self._api_base), token)
        self._socket = _Socket(token, web_client(None, self._api_base), ticket)
        self._socket.socket_mode_request_listeners.append(self._heard(app))
        try:
            async with asyncio.timeout(_CONNECTING):
                await self._socket.connect()  # type: ignore[no-untyped-call]
        except TimeoutError:
            await self._socket.end()
            raise NewsdeskError(
                "Slack's Socket Mode can't be reached: its API answers, but no WebSocket opens. Is a proxy in the way?"
            ) from None

    def _heard(self, app: AsyncApp) -> Any:
        """What takes a Socket Mode envelope: acknowledged by slack_bolt's answer, or plainly if it has none."""

        async def heard(socket: SocketModeClient, request: SocketModeRequest) -> None:
            if self._stopping:
                return
            form = (
                request.payload.get("type") == "view_submission"
            )  # checked before its ack: others needn't wait for it
            try:
                with nullcontext() if form else self._work.arriving():
                    await _acknowledged(app, socket, request)
            except Exception:
                log.exception("something that came from Slack wasn't acknowledged", kind=request.type)

        return heard

    async def _let_go(self, workspace: str) -> None:
        """The app was removed: its tokens go at once."""
        if self._installations:
            await self._installations.forget(workspace)
        self._clients.forget(workspace)
        if self._clients.only:
            self._clients.refuse(workspace, "the app was removed from the workspace; install it again")

    # --- HTTP mode ----------------------------------------------------------------------------------------------------

    @property
    def needs_web(self) -> bool:
        """Whether Slack speaks to it over HTTP."""
        return not self._tokens.app

    def routes(self, app: web.Application) -> None:
        """Adds /slack/events, and where there are many workspaces /slack/install and /slack/oauth_redirect.

        They may be added before `start`; until then they answer 503, and Slack comes again.
        """
        if not self.needs_web:
            return
        app.router.add_post(EVENTS, self._over_http)
        if self._installations:
            app.router.add_get(INSTALL, self._install)
            app.router.add_get(REDIRECT, self._redirected)

    async def _over_http(self, request: web.Request) -> web.Response:
        if self._app is None or self._stopping:
            return web.Response(status=503, text="Not now")
        form = "view_submission" in await request.text()
        with nullcontext() if form else self._work.arriving():
            return await to_aiohttp_response(await self._app.async_dispatch(await to_bolt_request(request)))

    async def _install(self, request: web.Request) -> web.Response:
        return await self._with_oauth(request, AsyncOAuthFlow.handle_installation)

    async def _redirected(self, request: web.Request) -> web.Response:
        return await self._with_oauth(request, AsyncOAuthFlow.handle_callback)

    async def _with_oauth(
        self, request: web.Request, step: Callable[[AsyncOAuthFlow, AsyncBoltRequest], Awaitable[BoltResponse]]
    ) -> web.Response:
        flow = self._app.oauth_flow if self._app else None
        if flow is None:
            return web.Response(status=503, text="Not now")
        try:
            return await to_aiohttp_response(await step(flow, await to_bolt_request(request)))
        except (ClientError, TimeoutError, SlackApiError, NewsdeskError) as error:
            log.warning("an installation failed", reason=str(error))
            return web.Response(status=502, text="The installation failed: Slack can't be reached. Please try again.")

    # --- Listeners ----------------------------------------------------------------------------------------------------

    def _listening_app(self, chat: Chat) -> AsyncApp:
        authorize: Any = _Authorize(self._clients)
        app = AsyncApp(
            name="newsdesk", logger=library_log, client=web_client(None, self._api_base),
            signing_secret=self._tokens.signing_secret or "", authorize=authorize,
            oauth_flow=self._oauth_flow(chat), user_facing_authorize_error_message=self._not_installed(),
        )  # fmt: skip
        app.command(_ANY)(self._on_command)
        app.options(_ANY)(self._on_typing)
        app.action(MORE_ACTION)(self._on_more_options)
        app.action(_ANY)(self._on_press)
        app.view(re.compile(f"^{CALLBACK}", re.DOTALL))(self._on_submit)
        app.shortcut(SHORTCUT)(self._on_shortcut)
        app.event(_ANY)(self._on_event)
        return app

    async def _on_command(self, ack: Ack, body: dict[str, Any], context: AsyncBoltContext) -> None:
        await ack()
        desk, team = await self._ready(context)
        self._work.begin(lambda: desk.command(body, team), urgent=desk.opens_form(body))

    async def _on_press(self, ack: Ack, body: dict[str, Any], context: AsyncBoltContext) -> None:
        await ack()
        desk, team = await self._ready(context)
        self._work.begin(lambda: desk.press(body, team), urgent=True)

    async def _on_more_options(self, ack: Ack, body: dict[str, Any], context: AsyncBoltContext) -> None:
        await ack()
        desk, team = await self._ready(context)
        self._work.begin(lambda: desk.more_options(body, team), urgent=True)

    async def _on_shortcut(self, ack: Ack, body: dict[str, Any], context: AsyncBoltContext) -> None:
        await ack()
        desk, team = await self._ready(context)
        self._work.begin(lambda: desk.shortcut(body, team), urgent=True)

    async def _on_submit(self, ack: Ack, body: dict[str, Any], context: AsyncBoltContext) -> None:
        desk, team = await self._ready(context)
        self._work.begin(lambda: desk.submit(ack, body, team), urgent=True)

    async def _on_typing(self, ack: Ack, body: dict[str, Any], context: AsyncBoltContext) -> None:
        desk, team = await self._ready(context)
        found: list[dict[str, Any]] = []
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                found = await desk.suggestions(body, team)
        await ack(options=found)

    async def _on_event(self, body: dict[str, Any], context: AsyncBoltContext) -> None:
        """slack_bolt has acknowledged it before."""
        desk, team = await self._ready(context)
        self._work.begin(lambda: desk.event(body, team))

    async def _ready(self, context: AsyncBoltContext) -> tuple[SlackDesk, Installed]:
        """The desk, and the workspace where it happened. A removed one is known by its id alone."""
        assert self._desk
        workspace = context.team_id or context.enterprise_id or ""
        try:
            return self._desk, await self._clients.installed(workspace)
        except TokenRefused:
            return self._desk, Installed("", workspace)

    def _not_installed(self) -> str:
        where = f" at {self._public_url}{INSTALL}" if self._installations and self._public_url else ""
        return f"Newsdesk isn't installed in this workspace any more. An admin can install it again{where}."

    def _oauth_flow(self, chat: Chat) -> AsyncOAuthFlow | None:
        if self._installations is None or self._engine is None:
            return None
        settings = AsyncOAuthSettings(
            client_id=self._tokens.client_id, client_secret=self._tokens.client_secret, scopes=SCOPES, user_scopes=[],
            redirect_uri=f"{self._public_url}{REDIRECT}" if self._public_url else None,
            install_path=INSTALL, redirect_uri_path=REDIRECT, authorization_url=_authorize_url(self._api_base),
            installation_store=self._installations, state_store=oauth_states(self._engine), logger=library_log,
            callback_options=callback_pages(INSTALL),
        )  # fmt: skip
        return _OAuthFlow(chat, self._clients, settings, web_client(None, self._api_base))


class _OAuthFlow(AsyncOAuthFlow):
    """slack_bolt's; a workspace that installs again is known by its new token at once, and goes on where it stopped."""

    def __init__(self, chat: Chat, clients: Clients, settings: AsyncOAuthSettings, client: AsyncWebClient) -> None:
        super().__init__(client=client, logger=library_log, settings=settings)
        self._chat = chat
        self._clients = clients

    async def build_install_page_html(self, url: str, request: AsyncBoltRequest) -> str:
        return install_page(url)

    async def store_installation(self, request: AsyncBoltRequest, installation: Installation) -> None:
        await super().store_installation(request, installation)
        self._clients.forget(installation.team_id or "")
        await self._chat.installed("slack", installation.team_id or "")


class _Authorize(AsyncAuthorize):
    """Whose token an arriving request is handled with. slack_bolt's own asks auth.test each time, before the ack."""

    def __init__(self, clients: Clients) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._clients = clients

    async def __call__(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None, **_: object
    ) -> AuthorizeResult | None:
        try:
            found = await self._clients.installed(team_id or enterprise_id or "")
        except NewsdeskError as error:
            log.warning("something came from a workspace that can't be answered", reason=str(error))
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id, team_id=team_id, bot_user_id=found.bot_user, bot_id=found.bot_id,
            bot_token=found.token, user_id=user_id,
        )  # fmt: skip


class _Socket(SocketModeClient):
    """slack_sdk's client, with what it keeps to itself: whether it is connected, and why it can't be.

    It would also try an old ticket (the address of the WebSocket) again for ever; here each is good for some seconds.
    """

    def __init__(self, app_token: str, client: AsyncWebClient, ticket: str) -> None:
        self._ticket, self._ticket_at = "", 0.0
        super().__init__(app_token, logger=_socket_log, web_client=client, ping_interval=PING_SECONDS)
        if on_this_machine(client.base_url):
            self.proxy = None
        self.refused = ""
        self.wss_uri = ticket

    @property  # type: ignore[override]
    def wss_uri(self) -> str | None:
        return self._ticket if self._ticket and time.monotonic() - self._ticket_at < _TICKET_SECONDS else None

    @wss_uri.setter
    def wss_uri(self, ticket: str | None) -> None:
        self._ticket, self._ticket_at = ticket or "", time.monotonic()

    @property
    def up(self) -> bool:
        session = self.current_session
        return not self.closed and not self.stale and session is not None and not session.closed

    async def end(self) -> None:
        """Closes, in two seconds at most: a dead connection answers no goodbye."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_CLOSING):
                await self.close()  # type: ignore[no-untyped-call]
        for task in (self.message_processor, self.current_session_monitor, self.message_receiver):
            if task:
                task.cancel()
        await self.aiohttp_client_session.close()

    async def issue_new_wss_url(self) -> str:
        """A refused token isn't tried again at once: it won't be right in three seconds."""
        try:
            ticket = await super().issue_new_wss_url()
        except SlackApiError as error:
            self.refused = code_of(error)
            log.error("Slack gives no connection", reason=self.refused)
            await asyncio.sleep(_REFUSED_PAUSE)
            raise
        self.refused = ""
        return ticket


async def _acknowledged(app: AsyncApp, socket: SocketModeClient, request: SocketModeRequest) -> None:
    answer: BoltResponse = await run_async_bolt_app(app, request)
    known = answer if answer.status == 200 else BoltResponse(status=200)
    await send_async_response(socket, request, known, time.time())


def _installations(tokens: SlackTokens, engine: AsyncEngine | None, fernet: Fernet | None) -> Installations | None:
    many = not tokens.app and not tokens.bot and tokens.client_secret
    if not many or not tokens.client_id:
        return None
    if engine is None or fernet is None:
        raise NewsdeskError("Slack in many workspaces needs NEWSDESK_SECRET_KEY: it encrypts their tokens.")
    return Installations(tokens.client_id, engine, fernet)


async def _identified(client: AsyncWebClient) -> Installed:
    """Who the bot's token says that we are. Raises NewsdeskError with what to do."""
    try:
        answer = await client.auth_test()
    except Errors as error:
        meant = reading_error(error)
        if isinstance(meant, TryLater):
            raise NewsdeskError(f"Slack can't be asked about SLACK_BOT_TOKEN: {meant}. Try again.") from error
        raise NewsdeskError(
            f"Slack refuses SLACK_BOT_TOKEN ({code_of(error)}). Copy the Bot User OAuth Token (xoxb-…) from the app's "
            "page, OAuth & Permissions; install the app to the workspace if there is none."
        ) from error
    team, name = str(answer.get("team_id") or ""), str(answer.get("team") or "")
    return Installed(client.token or "", team, name or None, answer.get("user_id"), answer.get("bot_id"))


async def _socket_ticket(client: AsyncWebClient, app_token: str) -> str:
    try:
        answer = await client.apps_connections_open(app_token=app_token)
    except Errors as error:
        meant = reading_error(error)
        if isinstance(meant, TokenRefused | PartRefused) or code_of(error) == "missing_scope":
            raise NewsdeskError(_app_token_refused(code_of(error))) from error
        raise NewsdeskError(f"Slack gives no Socket Mode connection now: {meant}. Try again.") from error
    return str(answer["url"])


def _app_token_refused(code: str) -> str:
    return (
        f"Slack refuses SLACK_APP_TOKEN ({code}). Make an App-Level Token (xapp-…) with connections:write on the app's "
        "page, Basic Information, and see that Socket Mode is on there."
    )


def _authorize_url(api_base: str | None) -> str:
    """Slack's consent page; beside another API, that server's own."""
    base = (api_base or API).rstrip("/").removesuffix("/api")
    return f"{base}/oauth/v2/authorize"
