"""A Slack on the loopback: Web API, Socket Mode, signed HTTP, OAuth; it enforces Slack's rules and misbehaves on order.

In a test:

    async with slack_server() as slack:
        client = AsyncWebClient(token=BOT_TOKEN, base_url=slack.api_url)
        …
        seen = await slack.people.slash("/news", "latest", user=ADA, channel=NEWS)
        assert "AI news" in seen.words

As a process of its own, so that a program can be killed and the server asked afterwards:

    python -m tests.fakes.slack_server [--port N] [--no-limits]     prints its base URL, one line

    async with slack_process() as slack:             # a SlackControl
        seen = await slack.slash("/news", "latest")
    PlainSlackControl(url).do(lambda slack: slack.duplicates())      # where nothing is async

Addresses: the Web API is BASE/api/METHOD (give `BASE/api/` as NEWSDESK_SLACK__API_BASE), the consent page
BASE/oauth/v2/authorize. Orders are POST BASE/control/ORDER with a JSON object of arguments; the answer is
{"result": …}, or status 400 with {"error": …} when the order makes no sense (no such button, no such channel).
SlackControl has one typed method for each order, of the same name and arguments.

Who and what is there at the beginning: team T0WORKS "Invented Works" (BOT_TOKEN, APP_TOKEN, SIGNING_SECRET,
CLIENT_ID, CLIENT_SECRET), people ADA (owner and admin), BEN (member), GIL (guest), SAM (of another organisation);
channels NEWS (public; the bot, ADA, BEN, GIL, SAM in it), RANDOM (public; the bot not in it), PRIVATE (the bot not
in it).

Orders for people (all give `Seen`; all take until=WORDS, patience=SECONDS, quiet=SECONDS):
  slash(command, text, user, channel) · press(action_id, ts | view | home, label, block_id, option, user) (buttons,
  overflow and select menus) · suggest(action_id, typed) (external select) · submit(values, view, user) · close(view) ·
  shortcut(callback_id, ts) · say(text, channel or none for a direct message) · open_home(user) · event(event, times)
Orders for channels and installations: invite, kick, leave, archive, unarchive, delete_channel, uninstall, revoke
  (`quietly`: without the event) · verify_url · install(start_url, team, user, deny)
Orders for misbehaviour: fault(method, kind, times, fraction, seed, seconds, status, error, channel, skip), clear_faults ·
  outage(seconds) · disconnect(reason) · close_sockets(how_many) · drop_sockets · freeze_sockets (dead without a sign) · socket_mode(on) ·
  refuse(team, error), refuse_app_token(error) · limits(on) · distributed(on) (history: 15 messages a call)
Orders for the surroundings: http_mode(url, secret, signature) (empty url: Socket Mode again) · ack_seconds(seconds) ·
  event_retries(delays) · clock(at | shift) · manifest(text) (what
  an admin pastes: from then on only its commands, shortcuts, scopes, events, tabs) · scopes(team, scopes) · bot_events(names) · add_team, add_person,
  add_channel
Questions: messages(channel, deleted), ephemeral(user), calls(method), journal(since), duplicates(), deliveries(),
  violations(), pings(), view(user), home(user), direct(user), connections(), connected(how_many, patience)
A `violation` is what the app did against the rules: late_ack, operation_timeout, event_lost, lost_with_connection (no
ack, and the connection is gone: killed), invalid_blocks,
invalid_arguments (a view), invalid_options, errors_for_unknown_blocks, blocks_without_text, message_truncated,
invalid_metadata_schema, unthreaded (a reply to a message that is gone: Slack posts it to the channel),
expired_trigger_id, used_url, expired_url, ratelimited_ignored, unknown_envelope.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import json
import signal
import socket as sockets_of_the_system
import struct
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, fields, is_dataclass
from typing import Any, TypeVar, Unpack

import aiohttp
from aiohttp import web

from tests.fakes.slack_api import WebApi
from tests.fakes.slack_blocks import Json
from tests.fakes.slack_faults import Fault, FaultKind, Faults, RateLimits
from tests.fakes.slack_manifest import read_manifest, settings_of
from tests.fakes.slack_people import ADA, BEN, GIL, NEWS, PRIVATE, RANDOM, SAM, TEAM, People, Seen, Waiting
from tests.fakes.slack_transport import Signature, SignedHttp, Sockets
from tests.fakes.slack_world import DEFAULT_SCOPES, Kind, Message, Refused, World

__all__ = [
    "ADA",
    "APP_TOKEN",
    "BEN",
    "BOT_TOKEN",
    "CLIENT_ID",
    "CLIENT_SECRET",
    "GIL",
    "NEWS",
    "PRIVATE",
    "RANDOM",
    "SAM",
    "SIGNING_SECRET",
    "TEAM",
    "PlainSlackControl",
    "Seen",
    "SlackControl",
    "SlackServer",
    "slack_process",
    "slack_server",
]

LOOPBACK = "127.0.0.1"
BOT_TOKEN = "xoxb-1-fake"
APP_TOKEN = "xapp-1-fake"
SIGNING_SECRET = "signing-secret"
CLIENT_ID = "111.222"
CLIENT_SECRET = "client-secret"
STATUS_OF_RESPONSE = {"used_url": 404, "expired_url": 404, "no_text": 400, "invalid_blocks": 400}
ON_THE_WAY, ROUNDING = 0.2, 0.05
"""Seconds: what was sent before the 429 arrived is forgiven; and clocks are not compared to the millisecond."""
Result = TypeVar("Result")


class SlackServer:
    """`people` act; `world` is what is stored; the rest are orders and questions."""

    def __init__(self, *, limits: bool = True) -> None:
        self.world = World()
        self.sockets = Sockets(self.world)
        self.http = SignedHttp(self.world)
        self.api = WebApi(self.world, self.sockets, APP_TOKEN)
        self.people = People(self.world, self.api, self.sockets, self.http)
        self.faults = Faults()
        self.rates = RateLimits()
        self.rates.on = limits
        self.url = ""
        self._dark_until = 0.0
        self._refused: dict[tuple[str, str], tuple[float, float]] = {}
        _populate(self.world)

    @property
    def api_url(self) -> str:
        return f"{self.url}/api/"

    def application(self) -> web.Application:
        app = web.Application(client_max_size=64 * 1024**2)
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_get("/link/", self._link)
        app.router.add_post("/upload/v1/{file}", self._upload)
        app.router.add_get("/oauth/v2/authorize", self._authorize)
        app.router.add_post("/control/{order}", self._control)
        for kind in ("commands", "actions", "app"):
            app.router.add_post(f"/{kind}/{{team}}/{{trigger}}", self._respond)
        app.on_shutdown.append(self._shutdown)
        return app

    def at(self, url: str) -> None:
        self.url = self.api.base_url = self.people.base_url = url

    async def _shutdown(self, app: web.Application) -> None:
        await self.people.aclose()
        await self.sockets.close()
        await self.http.aclose()

    # The Web API

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        args = await _arguments(request)
        if self._dark(request):
            return self._lost(request, method, args, "outage")
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or str(args.pop("token", ""))
        fault = self.faults.take(method, args)
        if fault is not None and not fault.kind.endswith("_after"):
            refused = await self._before(fault, request, method, args)
            if refused is not None:
                return refused
        limited = self._limited(method, token, args)
        if limited is not None:
            return limited
        answer = self._answer(method, token, args, _basic(request))
        if fault is not None and fault.kind.endswith("_after"):
            return await self._after(fault, request, answer)
        return self._with_scopes(_json(answer), token)

    def _with_scopes(self, response: web.Response, token: str) -> web.Response:
        """Slack tells the scopes of a token that it knows in a header of each answer."""
        team = self.world.teams.get(self._team_of(token))
        if team is not None:
            response.headers["x-oauth-scopes"] = ",".join(sorted(team.scopes))
        return response

    def _answer(self, method: str, token: str, args: Json, basic: tuple[str, str]) -> Json:
        self.api.call = len(self.world.calls) + 1
        try:
            answer: Json = {"ok": True, **self.api.answer(method, token, args, basic)}
        except Refused as refused:
            answer = {"ok": False, "error": refused.error, **refused.more}
        self.world.record(method, self._team_of(token), args, str(answer.get("error", "ok")))
        return answer

    def _team_of(self, token: str) -> str:
        return next((team.id for team in self.world.teams.values() if team.bot_token == token), "")

    def _limited(self, method: str, token: str, args: Json) -> web.Response | None:
        known = self.api.methods.get(method)
        tier = 1 if method == "apps.connections.open" else known.tier if known else 0
        self._count_impatience(method, args)
        seconds = self.rates.wait(self._team_of(token), method, tier, str(args.get("channel", "")))
        return self._too_many(method, args, seconds) if seconds else None

    def _count_impatience(self, method: str, args: Json) -> None:
        """A call before Retry-After is over is the app's mistake; calls that were on their way are not."""
        since, until = self._refused.get(_pace(method, args), (0.0, 0.0))
        if since + ON_THE_WAY < time.monotonic() < until - ROUNDING:
            self.world.violate("ratelimited_ignored", method=method, channel=args.get("channel"))

    def _too_many(self, method: str, args: Json, seconds: int) -> web.Response:
        self._refused[_pace(method, args)] = (time.monotonic(), time.monotonic() + seconds)
        self.world.record(method, "", args, "ratelimited")
        return _json({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": str(seconds)})

    async def _before(self, fault: Fault, request: web.Request, method: str, args: Json) -> web.StreamResponse | None:
        """What happens instead of the call; None: only a delay."""
        if fault.kind == "hang_before":
            await asyncio.sleep(fault.seconds)
            return None
        if fault.kind == "ratelimited":
            return self._too_many(method, args, int(fault.seconds))
        if fault.kind == "error":
            self.world.record(method, "", args, fault.error)
            return _json({"ok": False, "error": fault.error})
        if fault.kind == "status_before":
            self.world.record(method, "", args, f"status {fault.status}")
            return web.Response(status=fault.status, text="upstream trouble")
        return self._lost(request, method, args, fault.kind)

    async def _after(self, fault: Fault, request: web.Request, answer: Json) -> web.StreamResponse:
        """The call is done; its answer is lost, or late."""
        if fault.kind == "hang_after":
            await asyncio.sleep(fault.seconds)
            return _json(answer)
        if fault.kind == "error_after":
            return _json({"ok": False, "error": fault.error})
        if fault.kind == "status_after":
            return web.Response(status=fault.status, text="upstream trouble")
        return _cut(request, reset=fault.kind == "reset_after")

    def _lost(self, request: web.Request, method: str, args: Json, why: str) -> web.StreamResponse:
        self.world.record(method, "", args, why)
        return _cut(request, reset=why != "close_before")

    def _dark(self, request: web.Request) -> bool:
        return time.monotonic() < self._dark_until

    async def _link(self, request: web.Request) -> web.StreamResponse:
        if self._dark(request):
            return _cut(request, reset=True)
        return await self.sockets.serve(request)

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        try:
            return web.Response(text=self.api.uploaded(request.match_info["file"], await request.read()))
        except Refused as refused:
            return web.Response(status=400, text=refused.error)

    async def _authorize(self, request: web.Request) -> web.StreamResponse:
        try:
            return web.Response(status=302, headers={"Location": self.people.authorize(request.query)})
        except Refused as refused:
            return web.Response(status=400, text=refused.error)

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        fault = self.faults.take("response_url", body)
        if self._dark(request) or (fault is not None and fault.kind.endswith("_before")):
            return self._lost(request, "response_url", body, "outage" if fault is None else fault.kind)
        trigger = self.world.triggers.get(request.match_info["trigger"])
        try:
            if trigger is None:
                raise Refused("used_url")
            self.api.respond(trigger, body)
        except Refused as refused:
            self.world.record("response_url", "", body, refused.error)
            return web.Response(status=STATUS_OF_RESPONSE.get(refused.error, 400), text=refused.error)
        self.world.record("response_url", trigger.team, body, "ok")
        return web.Response(text="ok") if fault is None else await self._after(fault, request, {"ok": True})

    # Orders over HTTP

    async def _control(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["order"]
        order = getattr(self.people, name, None) if name in PEOPLE_ORDERS else None
        order = order or (getattr(self, name) if name in SERVER_ORDERS else None)
        if order is None:
            return _json({"error": f"no order {name}"}, 404)
        try:
            result = order(**(await request.json() if request.can_read_body else {}))
            if isinstance(result, Awaitable):
                result = await result
        except (ValueError, TypeError, KeyError, Refused, aiohttp.ClientError) as error:
            return _json({"error": f"{type(error).__name__}: {error}"}, 400)
        return _json({"result": _plain(result)})

    # Misbehaviour

    def fault(
        self,
        method: str,
        kind: FaultKind,
        *,
        times: int | None = 1,
        fraction: float | None = None,
        seed: int = 0,
        seconds: float = 1.0,
        status: int = 500,
        error: str = "internal_error",
        channel: str | None = None,
        skip: int = 0,
    ) -> None:
        """For the next `times` calls of the method ("*": any; "response_url" too) after `skip`; None: until cleared."""
        self.faults.standing.append(Fault(method, kind, times, fraction, seed, seconds, status, error, channel, skip))

    def clear_faults(self) -> None:
        self.faults.standing.clear()
        self._dark_until = 0.0

    def outage(self, seconds: float) -> int:
        """Every connection is cut, and each new one for so many seconds."""
        self._dark_until = time.monotonic() + seconds
        return self.sockets.drop()

    async def disconnect(self, reason: str = "refresh_requested") -> int:
        return await self.sockets.disconnect(reason)

    async def close_sockets(self, how_many: int | None = None) -> int:
        return await self.sockets.close(how_many)

    def drop_sockets(self) -> int:
        return self.sockets.drop()

    async def socket_mode(self, on: bool) -> None:
        """Off: the connections hear "link_disabled" and no new one is given."""
        self.sockets.enabled = on
        if not on:
            await self.sockets.disconnect("link_disabled")

    def refuse(self, team: str = TEAM, error: str = "invalid_auth") -> None:
        """Each call with the team's token gets this; empty: it works again."""
        self.world.teams[team].refusal = error

    def refuse_app_token(self, error: str = "invalid_auth") -> None:
        self.api.app_token_refusal = error

    def limits(self, on: bool) -> None:
        self.rates.on = on

    def distributed(self, on: bool) -> None:
        self.api.history_limited = on

    # Surroundings

    def http_mode(self, url: str, secret: str = SIGNING_SECRET, signature: Signature = "right") -> None:
        self.http.url, self.http.secret, self.http.signature = url, secret, signature

    def ack_seconds(self, seconds: float) -> None:
        self.sockets.ack_seconds = self.http.ack_seconds = seconds

    def event_retries(self, delays: Sequence[float]) -> None:
        self.people.event_retries = tuple(delays)

    def clock(self, at: float | None = None, shift: float = 0.0) -> float:
        """Stands still `at` that time (seconds since 1970), or goes on, shifted; gives Slack's time."""
        self.world.frozen, self.world.shift = at, shift
        return self.world.now()

    def scopes(self, scopes: str, team: str = TEAM) -> None:
        self.world.teams[team].scopes = set(scopes.replace(",", " ").split())

    def manifest(self, text: str, team: str = TEAM) -> None:
        """The app is made from this manifest (YAML or JSON), as an admin would paste it, and installed in the team.

        From now on only its commands, shortcuts, scopes, events and tabs are there. ValueError: Slack would refuse it."""
        settings = settings_of(read_manifest(text))
        self.people.settings = settings
        self.people.bot_events = set(settings.events)
        self.world.teams[team].scopes = set(settings.scopes)
        self.api.home_tab, self.api.messages_tab = settings.home_tab, settings.messages_tab
        self.sockets.enabled = settings.socket_mode

    def freeze_sockets(self) -> int:
        """The connections that stand open die without a sign: nothing comes and nothing goes on them any more."""
        return self.sockets.freeze()

    def bot_events(self, names: str) -> None:
        self.people.bot_events = set(names.replace(",", " ").split())

    def add_team(self, id: str, name: str, bot_token: str, scopes: str = DEFAULT_SCOPES) -> Json:
        return asdict(self.world.add_team(id, name, bot_token, scopes))

    def add_person(self, team: str, name: str, id: str = "", **more: Any) -> Json:
        return self.world.add_person(team, name, id=id, **more).shown()

    def add_channel(
        self,
        name: str,
        id: str = "",
        team: str = TEAM,
        kind: Kind = "public",
        members: Sequence[str] = (),
        bot: bool = True,
    ) -> str:
        """Gives its id."""
        channel = self.world.add_channel(team, name, id=id, kind=kind, creator=ADA)
        channel.members |= {*members, *([self.world.teams[team].bot_user] if bot else [])}
        return channel.id

    # Questions

    def messages(self, channel: str = "", *, deleted: bool = False) -> list[Json]:
        """What stands in the channel (or, without one, everywhere), oldest first, all of each."""
        kept = [m for m in self.world.stored() if channel in ("", m.channel) and (deleted or not m.deleted)]
        return [_whole(message) for message in sorted(kept, key=lambda m: m.ts)]

    def ephemeral(self, user: str = "") -> list[Json]:
        return [_whole(m) for m in self.world.ephemeral if user in ("", m.ephemeral_to) and not m.deleted]

    def direct(self, user: str = ADA, team: str = TEAM) -> str:
        """The id of the bot's direct channel with the person."""
        return self.world.direct(team, user).id

    def calls(self, method: str = "") -> list[Json]:
        return [asdict(call) for call in self.world.calls if method in ("", call.method)]

    def journal(self, since: int = 0) -> list[Json]:
        return [asdict(happening) for happening in self.world.journal[since:]]

    def duplicates(self) -> dict[str, int]:
        return self.world.duplicates()

    def deliveries(self) -> dict[str, int]:
        return self.world.deliveries()

    def violations(self) -> list[Json]:
        return self.world.violations

    def pings(self) -> list[Json]:
        """Every stored text that notified someone: channel, ts, whom."""
        every = self.world.stored(ephemeral=True)
        return [{"channel": m.channel, "ts": m.ts, "pings": m.pings} for m in every if m.pings and m.via != "person"]

    def view(self, user: str = ADA) -> Json | None:
        """The modal on top before the person."""
        stack = self.world.stack(user)
        return stack[-1].shown(self.world.teams[stack[-1].team]) if stack else None

    def home(self, user: str = ADA) -> Json | None:
        home = self.world.homes.get(user)
        return home.shown(self.world.teams[home.team]) if home else None

    def connections(self) -> Json:
        return {"open": len(self.sockets.open), "opened": self.sockets.opened}

    async def connected(self, how_many: int = 1, patience: float = 10.0) -> bool:
        """Waits until so many Socket Mode connections stand open."""
        deadline = time.monotonic() + patience
        while len(self.sockets.open) < how_many and time.monotonic() < deadline:
            with suppress(TimeoutError):
                await asyncio.wait_for(self.world.changed.wait(), max(0.0, deadline - time.monotonic()))
        return len(self.sockets.open) >= how_many


PEOPLE = (
    "slash press suggest submit close shortcut say open_home event invite kick leave archive unarchive delete_channel "
    "uninstall revoke verify_url install"
)
SERVER = (
    "fault clear_faults outage disconnect close_sockets drop_sockets socket_mode refuse refuse_app_token limits "
    "manifest freeze_sockets distributed http_mode ack_seconds event_retries clock scopes bot_events add_team add_person add_channel messages "
    "ephemeral direct calls journal duplicates deliveries violations pings view home connections connected"
)
PEOPLE_ORDERS, SERVER_ORDERS = frozenset(PEOPLE.split()), frozenset(SERVER.split())


class SlackControl:
    """The orders to a server that runs elsewhere, over HTTP; each as the method of the same name there."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self.api_url = f"{self.url}/api/"

    async def order(self, name: str, /, **arguments: Any) -> Any:
        """Raises ValueError when the server says that the order makes no sense."""
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{self.url}/control/{name}", json=arguments) as answer,
        ):
            body = await answer.json()
        if "error" in body:
            raise ValueError(body["error"])
        return body["result"]

    async def _seen(self, name: str, /, **arguments: Any) -> Seen:
        result = await self.order(name, **arguments)
        return Seen(**{field.name: result[field.name] for field in fields(Seen)})

    async def slash(
        self, command: str, text: str = "", *, user: str = ADA, channel: str = NEWS, **wait: Unpack[Waiting]
    ) -> Seen:
        return await self._seen("slash", command=command, text=text, user=user, channel=channel, **wait)

    async def press(
        self,
        action_id: str = "",
        *,
        ts: str = "",
        view: str = "",
        home: bool = False,
        label: str = "",
        block_id: str = "",
        option: str = "",
        user: str = ADA,
        **wait: Unpack[Waiting],
    ) -> Seen:
        where: Json = {"ts": ts, "view": view, "home": home, "user": user}
        which: Json = {"action_id": action_id, "label": label, "block_id": block_id, "option": option}
        return await self._seen("press", **where, **which, **wait)

    async def suggest(
        self, action_id: str, typed: str, *, view: str = "", ts: str = "", block_id: str = "", user: str = ADA
    ) -> Seen:
        return await self._seen(
            "suggest", action_id=action_id, typed=typed, view=view, ts=ts, block_id=block_id, user=user
        )

    async def submit(
        self, values: Mapping[str, Any] | None = None, *, view: str = "", user: str = ADA, **wait: Unpack[Waiting]
    ) -> Seen:
        return await self._seen("submit", values=dict(values or {}), view=view, user=user, **wait)

    async def close(self, *, view: str = "", user: str = ADA, **wait: Unpack[Waiting]) -> Seen:
        return await self._seen("close", view=view, user=user, **wait)

    async def shortcut(self, callback_id: str, *, ts: str = "", user: str = ADA, **wait: Unpack[Waiting]) -> Seen:
        return await self._seen("shortcut", callback_id=callback_id, ts=ts, user=user, **wait)

    async def say(self, text: str, *, channel: str = "", user: str = ADA, **wait: Unpack[Waiting]) -> Seen:
        return await self._seen("say", text=text, channel=channel, user=user, **wait)

    async def open_home(self, *, user: str = ADA, tab: str = "home", **wait: Unpack[Waiting]) -> Seen:
        return await self._seen("open_home", user=user, tab=tab, **wait)

    async def event(self, event: Json, *, user: str = ADA, times: int = 1, **wait: Unpack[Waiting]) -> Seen:
        return await self._seen("event", event=event, user=user, times=times, **wait)

    async def invite(self, channel: str, *, by: str = ADA, user: str = "", **wait: Unpack[Waiting]) -> Seen:
        return await self._seen("invite", channel=channel, by=by, user=user, **wait)

    async def kick(self, channel: str, *, by: str = ADA, quietly: bool = False, **wait: Unpack[Waiting]) -> Seen:
        return await self._seen("kick", channel=channel, by=by, quietly=quietly, **wait)

    async def leave(self, channel: str, *, user: str = BEN, **wait: Unpack[Waiting]) -> Seen:
        return await self._seen("leave", channel=channel, user=user, **wait)

    async def archive(self, channel: str, *, by: str = ADA, quietly: bool = False, **wait: Unpack[Waiting]) -> Seen:
        return await self._seen("archive", channel=channel, by=by, quietly=quietly, **wait)

    async def unarchive(self, channel: str, *, by: str = ADA, quietly: bool = False, **wait: Unpack[Waiting]) -> Seen:
        return await self._seen("unarchive", channel=channel, by=by, quietly=quietly, **wait)

    async def delete_channel(
        self, channel: str, *, by: str = ADA, quietly: bool = False, **wait: Unpack[Waiting]
    ) -> Seen:
        return await self._seen("delete_channel", channel=channel, by=by, quietly=quietly, **wait)

    async def uninstall(self, *, team: str = TEAM, **wait: Unpack[Waiting]) -> Seen:
        return await self._seen("uninstall", team=team, **wait)

    async def revoke(self, *, team: str = TEAM, quietly: bool = False, **wait: Unpack[Waiting]) -> Seen:
        return await self._seen("revoke", team=team, quietly=quietly, **wait)

    async def verify_url(self) -> Seen:
        return await self._seen("verify_url")

    async def install(self, start_url: str, *, team: str = TEAM, user: str = ADA, deny: bool = False) -> Seen:
        return await self._seen("install", start_url=start_url, team=team, user=user, deny=deny)

    async def fault(self, method: str, kind: FaultKind, **more: Any) -> None:
        await self.order("fault", method=method, kind=kind, **more)

    async def clear_faults(self) -> None:
        await self.order("clear_faults")

    async def outage(self, seconds: float) -> int:
        return int(await self.order("outage", seconds=seconds))

    async def disconnect(self, reason: str = "refresh_requested") -> int:
        return int(await self.order("disconnect", reason=reason))

    async def close_sockets(self, how_many: int | None = None) -> int:
        return int(await self.order("close_sockets", how_many=how_many))

    async def drop_sockets(self) -> int:
        return int(await self.order("drop_sockets"))

    async def socket_mode(self, on: bool) -> None:
        await self.order("socket_mode", on=on)

    async def refuse(self, team: str = TEAM, error: str = "invalid_auth") -> None:
        await self.order("refuse", team=team, error=error)

    async def refuse_app_token(self, error: str = "invalid_auth") -> None:
        await self.order("refuse_app_token", error=error)

    async def limits(self, on: bool) -> None:
        await self.order("limits", on=on)

    async def distributed(self, on: bool) -> None:
        await self.order("distributed", on=on)

    async def http_mode(self, url: str, secret: str = SIGNING_SECRET, signature: Signature = "right") -> None:
        await self.order("http_mode", url=url, secret=secret, signature=signature)

    async def ack_seconds(self, seconds: float) -> None:
        await self.order("ack_seconds", seconds=seconds)

    async def event_retries(self, delays: Sequence[float]) -> None:
        await self.order("event_retries", delays=list(delays))

    async def clock(self, at: float | None = None, shift: float = 0.0) -> float:
        return float(await self.order("clock", at=at, shift=shift))

    async def scopes(self, scopes: str, team: str = TEAM) -> None:
        await self.order("scopes", scopes=scopes, team=team)

    async def manifest(self, text: str, team: str = TEAM) -> None:
        await self.order("manifest", text=text, team=team)

    async def freeze_sockets(self) -> int:
        return int(await self.order("freeze_sockets"))

    async def bot_events(self, names: str) -> None:
        await self.order("bot_events", names=names)

    async def add_team(self, id: str, name: str, bot_token: str, scopes: str = DEFAULT_SCOPES) -> Json:
        return dict(await self.order("add_team", id=id, name=name, bot_token=bot_token, scopes=scopes))

    async def add_person(self, team: str, name: str, id: str = "", **more: Any) -> Json:
        return dict(await self.order("add_person", team=team, name=name, id=id, **more))

    async def add_channel(
        self,
        name: str,
        id: str = "",
        team: str = TEAM,
        kind: Kind = "public",
        members: Sequence[str] = (),
        bot: bool = True,
    ) -> str:
        arguments = {"name": name, "id": id, "team": team, "kind": kind, "members": list(members), "bot": bot}
        return str(await self.order("add_channel", **arguments))

    async def messages(self, channel: str = "", *, deleted: bool = False) -> list[Json]:
        return list(await self.order("messages", channel=channel, deleted=deleted))

    async def ephemeral(self, user: str = "") -> list[Json]:
        return list(await self.order("ephemeral", user=user))

    async def direct(self, user: str = ADA, team: str = TEAM) -> str:
        return str(await self.order("direct", user=user, team=team))

    async def calls(self, method: str = "") -> list[Json]:
        return list(await self.order("calls", method=method))

    async def journal(self, since: int = 0) -> list[Json]:
        return list(await self.order("journal", since=since))

    async def duplicates(self) -> dict[str, int]:
        return dict(await self.order("duplicates"))

    async def deliveries(self) -> dict[str, int]:
        return dict(await self.order("deliveries"))

    async def violations(self) -> list[Json]:
        return list(await self.order("violations"))

    async def pings(self) -> list[Json]:
        return list(await self.order("pings"))

    async def view(self, user: str = ADA) -> Json | None:
        found: Json | None = await self.order("view", user=user)
        return found

    async def home(self, user: str = ADA) -> Json | None:
        found: Json | None = await self.order("home", user=user)
        return found

    async def connections(self) -> Json:
        return dict(await self.order("connections"))

    async def connected(self, how_many: int = 1, patience: float = 10.0) -> bool:
        return bool(await self.order("connected", how_many=how_many, patience=patience))


class PlainSlackControl:
    """The same orders where nothing is async: `slack.do(lambda slack: slack.messages())`."""

    def __init__(self, url: str) -> None:
        self.control = SlackControl(url)

    def do(self, order: Callable[[SlackControl], Awaitable[Result]]) -> Result:
        async def ordered() -> Result:
            return await order(self.control)

        return asyncio.run(ordered())


@asynccontextmanager
async def slack_server(*, port: int = 0, limits: bool = True) -> AsyncIterator[SlackServer]:
    server = SlackServer(limits=limits)
    runner = web.AppRunner(server.application(), shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, LOOPBACK, port).start()
    server.at(f"http://{LOOPBACK}:{runner.addresses[0][1]}")
    try:
        yield server
    finally:
        await runner.cleanup()


@asynccontextmanager
async def slack_process(*, port: int = 0, limits: bool = True) -> AsyncIterator[SlackControl]:
    """Starts the server as a process of its own; it ends with the block."""
    arguments = ["-m", "tests.fakes.slack_server", "--port", str(port), *([] if limits else ["--no-limits"])]
    process = await asyncio.create_subprocess_exec(sys.executable, *arguments, stdout=asyncio.subprocess.PIPE)
    try:
        assert process.stdout is not None
        line = await asyncio.wait_for(process.stdout.readline(), 20)
        yield SlackControl(line.decode().strip())
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


def _populate(world: World) -> None:
    team = world.add_team(TEAM, "Invented Works", BOT_TOKEN)
    world.add_person(TEAM, "ada", id=ADA, real_name="Ada Norland", is_admin=True, is_owner=True)
    world.add_person(TEAM, "ben", id=BEN, real_name="Ben Okafor")
    world.add_person(TEAM, "gil", id=GIL, real_name="Gil Marsh", is_restricted=True)
    world.add_person("T0OTHER", "sam", id=SAM, real_name="Sam Verne", is_stranger=True)
    news = world.add_channel(TEAM, "ai-news", id=NEWS, creator=ADA)
    news.members |= {team.bot_user, ADA, BEN, GIL, SAM}
    world.add_channel(TEAM, "random", id=RANDOM, creator=BEN).members |= {ADA, BEN}
    world.add_channel(TEAM, "board", id=PRIVATE, kind="private", creator=ADA).members |= {ADA}


async def _arguments(request: web.Request) -> Json:
    """Query, form, JSON and multipart alike; a body wins over the query."""
    args: Json = dict(request.query)
    if request.content_type == "application/json":
        body = await request.text()
        args |= json.loads(body) if body else {}
    elif request.can_read_body:
        args |= dict(await request.post())
    return {name: value for name, value in args.items() if value is not None}


def _pace(method: str, args: Json) -> tuple[str, str]:
    """What a 429 holds back: the posts to one channel, or a method."""
    return method, str(args.get("channel", "")) if method == "chat.postMessage" else ""


def _basic(request: web.Request) -> tuple[str, str]:
    """Client id and secret, as oauth.v2.access gets them."""
    header = request.headers.get("Authorization", "")
    if not header.startswith("Basic "):
        return "", ""
    id, _, secret = base64.b64decode(header.removeprefix("Basic ")).decode().partition(":")
    return id, secret


def _cut(request: web.Request, *, reset: bool) -> web.StreamResponse:
    """Ends the connection without an answer: with a reset, or as if the other side had simply gone."""
    transport = request.transport
    if transport is not None:
        if reset:
            linger = struct.pack("ii", 1, 0)
            transport.get_extra_info("socket").setsockopt(
                sockets_of_the_system.SOL_SOCKET, sockets_of_the_system.SO_LINGER, linger
            )
        transport.abort()
    return web.Response(status=503)


def _json(body: object, status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
    return web.json_response(body, status=status, headers=headers)


def _plain(result: Any) -> Any:
    """As JSON takes it."""
    plain = asdict(result) if is_dataclass(result) and not isinstance(result, type) else result
    return json.loads(json.dumps(plain, default=sorted))


def _whole(message: Message) -> Json:
    return asdict(message)


async def _serve(port: int, limits: bool) -> None:
    stop = asyncio.Event()
    for end in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(end, stop.set)
    async with slack_server(port=port, limits=limits) as server:
        sys.stdout.write(f"{server.url}\n")
        sys.stdout.flush()
        await stop.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description="A Slack on the loopback, for tests.")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--no-limits", action="store_true", help="no rate limits")
    chosen = parser.parse_args()
    asyncio.run(_serve(chosen.port, not chosen.no_limits))


if __name__ == "__main__":
    main()
