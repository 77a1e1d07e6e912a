"""A Discord of our own, over real sockets: REST version 10 and the gateway, with its limits and, on order, its faults.

In a test:

    async with fake_discord() as fake:                     # a FakeDiscord
        client of discord.py: Route.BASE = fake.api; token = fake.token
        seen = await fake.people.slash("news latest", channel=NEWS_ID)
        assert fake.stored(NEWS_ID)[0]["text"] …; assert fake.duplicates() == [] and fake.violations() == []

As a process: `python -m tests.fakes.discord_server [--port N] [--no-limits] [--token T]` prints its API base (and keeps
running); `async with Control(base)` or `PlainControl(base)` gives it orders. The environment of a bot under test:
NEWSDESK_DISCORD__API_BASE = the printed base, its token = `TOKEN` of discord_world (or --token).

**Control**: POST {root}/control/ORDER with a JSON object of the arguments, JSON comes back; 400 {"error": …} for what a
person couldn't do (`Impossible`) or a wrong argument. `ORDER`s are the public coroutines of `People` and `Orders`:

- people: slash, autocomplete, context_menu, press, select, submit_modal, seen, say, direct_message → see `People`
- log: everything; stored(channel), duplicates, violations, requests(route), counts, commands; wait_ready,
  wait_stored(channel, messages), wait_requests(route, times): to act at an exact moment, say to kill the bot
- servers: join_guild, leave_guild, guild_available, new_channel, delete_channel, archive_thread, delete_message,
  new_user, member_roles, permit (rights of a member, a role or "bot" in a channel), take_messages, install
- faults: fault (see `discord_faults.Fault`), clear_faults, down, gateway_down, close_gateway, cut_gateway, reconnect,
  expire_sessions
- tune: `limits`, `ack_seconds`, `token_seconds`, `nonce_seconds`, `old_edits`, `heartbeat`, …; clock(offset=…) or
  clock(now="2026-11-25T08:30:00+00:00"): messages' ids and times follow it, acknowledgements are always real time

A person's rights come from roles; `permissions=` overrides them for one interaction. Furniture: see `discord_world`
(GUILD_ID with GENERAL_ID, NEWS_ID, ANNOUNCEMENTS_ID, FORUM_ID; OWNER_ID, MANAGER_ID with Manage Channels, MEMBER_ID).

What it knows not: voice, reactions, pins, webhooks of channels, etf, zstd.
"""

from __future__ import annotations

import argparse
import asyncio
import inspect
import json
import re
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, is_dataclass
from datetime import datetime
from typing import Any

import aiohttp
from aiohttp import web

from tests.fakes import discord_rules as rules
from tests.fakes.discord_faults import VIA, Fault, Limits, Outage, answer, break_off, strike, too_many
from tests.fakes.discord_gateway import Gateway
from tests.fakes.discord_people import Impossible, Interactions, People, Seen
from tests.fakes.discord_rest import Handler, Rest
from tests.fakes.discord_rules import Json, Refused
from tests.fakes.discord_world import BOT_ID, BOT_ROLE_ID, GUILD_ID, NAMES, THREAD_STARTER, TOKEN, User, World

__all__ = ["Control", "FakeDiscord", "Impossible", "PlainControl", "Seen", "fake_discord"]

LOOPBACK = "127.0.0.1"
API = "/api/v10"
_NO_TOKEN = re.compile(r"/(gateway$|interactions/|webhooks/)")
_UNLIMITED = re.compile(r"/(interactions|webhooks)/")


class FakeDiscord:
    """All parts of one fake Discord. `api` is its API base, `root` the server's address."""

    def __init__(self, token: str = TOKEN) -> None:
        self.token = token
        self.root = ""
        self.world = World()
        self.gateway = Gateway(self.world, token)
        self.interactions = Interactions(self.world, self.gateway, self.violate)
        self.rest = Rest(self.world, self.gateway, self.interactions)
        self.people = People(self.world, self.gateway, self.interactions)
        self.limits = Limits()
        self.outage = Outage()
        self.faults: list[Fault] = []
        self.seen_violations: list[Json] = []
        self.seen_requests: list[Json] = []
        self.orders = Orders(self)
        self.gateway.refuses = lambda: self.outage.gateway

    @property
    def api(self) -> str:
        return f"{self.root}{API}"

    def settle_at(self, port: int) -> None:
        """Once the port is known."""
        self.root = f"http://{LOOPBACK}:{port}"
        socket = f"ws://{LOOPBACK}:{port}"
        self.rest.gateway_url = lambda: socket
        self.gateway.resume_url = lambda: f"{socket}/resume"
        self.world.files_at = f"{self.root}/attachments"

    # --- The log ------------------------------------------------------------------------------------------------------

    def violate(self, kind: str, **about: Any) -> None:
        self.seen_violations.append({"kind": kind, "at": self.world.now(), **about})

    def violations(self, *kinds: str) -> list[Json]:
        """What Discord would have refused or not forgiven; of these kinds, or all."""
        return [one for one in self.seen_violations if not kinds or one["kind"] in kinds]

    def duplicates(self) -> list[Json]:
        return self.world.duplicates()

    def stored(self, channel: int | str | None = None, *, mine: bool = True, private: bool = False) -> list[Json]:
        """Messages, oldest first, the deleted ones too; `mine`: the bot's only; `private`: the ephemeral ones too."""
        return [
            one.told()
            for one in self.world.all_messages()
            if (channel is None or one.channel_id == int(channel))
            and (not mine or one.author_id == BOT_ID)
            and (private or one.seen_by is None)
            and one.kind != THREAD_STARTER
        ]

    def requests(self, route: str = "") -> list[Json]:
        """Calls, by the start of "METHOD /path/with/{names}"; one that is still being served has the status None."""
        return [one for one in self.seen_requests if one["route"].startswith(route)]

    def direct_channel(self, user: int | str) -> int:
        return self.world.direct_channel(int(user)).id

    # --- A call, from socket to socket --------------------------------------------------------------------------------

    def application(self) -> web.Application:
        app = web.Application(client_max_size=32 * 2**20)
        for method, path, handler in self.rest.routes():
            app.router.add_route(method, API + path, self._guarded(method, path, handler))
        app.router.add_get("/", self.gateway.serve)
        app.router.add_get("/resume", self.gateway.serve)
        app.router.add_get("/resume/", self.gateway.serve)
        app.router.add_get("/attachments/{number}/{name}", self._file)
        app.router.add_post("/control/{order}", self._order)
        app.router.add_route("*", API + "/{rest:.*}", self._unknown)
        return app

    async def _unknown(self, request: web.Request) -> web.Response:
        self.violate("unknown_route", route=f"{request.method} {request.path}")
        return answer({"message": "404: Not Found", "code": 0}, 404)

    async def _file(self, request: web.Request) -> web.Response:
        content = self.world.files.get(f"{request.match_info['number']}/{request.match_info['name']}")
        return web.Response(status=404) if content is None else web.Response(body=content)

    def _guarded(self, method: str, path: str, handler: Handler) -> Handler:
        async def serve(request: web.Request) -> web.Response:
            if self.outage.on:
                break_off(request, reset=True)
                return web.Response(status=500)
            told = self._arrived(request, f"{method} {path}")
            response = await self._faulty(request, f"{method} {path}", handler)
            self._served(told, response.status)
            if response.content_type == "application/json":
                response.headers.setdefault("Via", VIA)
            return response

        return serve

    def _arrived(self, request: web.Request, route: str) -> Json:
        told: Json = {"route": route, "path": request.path.removeprefix(API), "status": None, "at": time.time()}
        self.seen_requests.append(told)
        self.world.changes.tell()
        return told

    def _served(self, told: Json, status: int) -> None:
        told |= {"status": status, "ms": round((time.time() - told["at"]) * 1000, 1)}
        if status in (401, 403, 429):
            self.limits.invalid.append(time.monotonic())
        self.world.changes.tell()

    async def _faulty(self, request: web.Request, route: str, handler: Handler) -> web.Response:
        path = f"{request.method} {request.path.removeprefix(API)}"
        fault = next((one for one in self.faults if one.strikes(path)), None)
        if fault and fault.kind != "hang" and not fault.after:
            return strike(fault, request)
        if fault and fault.kind == "hang" and not fault.after:
            await asyncio.sleep(fault.seconds)
        response = await self._limited(request, route, handler)
        if fault is None or not fault.after:
            return response
        if response.status >= 300:
            fault.hits -= 1
            return response
        if fault.kind != "hang":
            return strike(fault, request)
        await asyncio.sleep(fault.seconds)
        return response

    async def _limited(self, request: web.Request, route: str, handler: Handler) -> web.Response:
        if self.limits.banned():
            self.violate("banned", route=route)
            return too_many(60.0, via=False)
        if not _NO_TOKEN.search(request.path) and request.headers.get("Authorization") != f"Bot {self.token}":
            self.violate("unauthorized", route=route)
            return answer({"message": "401: Unauthorized", "code": 0}, 401)
        wait = 0.0 if _UNLIMITED.search(request.path) else self.limits.over_all()
        if wait:
            self.violate("rate_limited", route=route, everywhere=True)
            return too_many(wait, everywhere=True)
        headers: dict[str, str] = {}
        if self.limits.on and "channel" in request.match_info:
            wait, headers = self.limits.take(route, request.match_info["channel"])
        if wait:
            self.violate("rate_limited", route=route, path=request.path)
            return too_many(wait, headers=headers)
        response = await self._answered(request, route, handler)
        response.headers.update(headers)
        return response

    async def _answered(self, request: web.Request, route: str, handler: Handler) -> web.Response:
        try:
            return await handler(request)
        except Refused as refused:
            if refused.code not in (10062, 40060, 50027):  # those are told where they arise
                about = {"code": refused.code, "message": refused.message, "errors": refused.errors}
                self.violate("refused", route=route, path=request.path.removeprefix(API), **about)
            return answer(refused.body(), refused.status)

    # --- Orders over HTTP ---------------------------------------------------------------------------------------------

    async def _order(self, request: web.Request) -> web.Response:
        name = request.match_info["order"]
        order = getattr(self.people, name, None) or getattr(self.orders, name, None)
        if name.startswith("_") or not inspect.iscoroutinefunction(order):
            return answer({"error": f"There is no order {name!r}"}, 404)
        try:
            result = await order(**(await request.json() if request.can_read_body else {}))
        except (Impossible, TypeError, ValueError, KeyError, Refused) as error:
            return answer({"error": f"{type(error).__name__}: {error}"}, 400)
        told = asdict(result) if is_dataclass(result) and not isinstance(result, type) else result
        return answer({"result": told})


class Orders:
    """What may be ordered besides what people do. All ids may be int or str."""

    def __init__(self, fake: FakeDiscord) -> None:
        self._fake = fake
        self._world = fake.world
        self._gateway = fake.gateway

    # --- The log ------------------------------------------------------------------------------------------------------

    async def log(self) -> Json:
        stored = self._fake.stored(mine=False, private=True)
        return {
            "messages": stored, "duplicates": self._fake.duplicates(), "violations": self._fake.violations(),
            "counts": await self.counts(), "commands": await self.commands(),
            "threads": [self._world.channel_json(one) for one in self._world.channels.values() if one.is_thread],
        }  # fmt: skip

    async def stored(self, channel: int | str | None = None, mine: bool = True, private: bool = False) -> list[Json]:
        return self._fake.stored(channel, mine=mine, private=private)

    async def duplicates(self) -> list[Json]:
        return self._fake.duplicates()

    async def violations(self, kinds: Sequence[str] = ()) -> list[Json]:
        return self._fake.violations(*kinds)

    async def requests(self, route: str = "") -> list[Json]:
        return self._fake.requests(route)

    async def commands(self) -> list[Json]:
        return list(self._world.commands.values())

    async def counts(self) -> Json:
        gateway = self._gateway
        told = {"identifies": gateway.identifies, "resumes": gateway.resumes, "heartbeats": gateway.heartbeats}
        told |= {"failed_resumes": gateway.failed_resumes, "connected": len(gateway.lines)}
        told |= {"ready": gateway.connected()}
        told |= {"syncs": self._fake.rest.syncs, "invalid": len(self._fake.limits.invalid)}
        told |= {"most_a_second": self._fake.limits.most_a_second}
        return {**told, "calls": Counter(one["route"] for one in self._fake.seen_requests)}

    async def direct_channel(self, user: int | str) -> str:
        return str(self._fake.direct_channel(user))

    async def wait_ready(self, clients: int = 1, seconds: float = 20.0) -> bool:
        """Waits until so many clients are identified (or resumed) at the gateway."""
        return await self._world.changes.until(lambda: self._gateway.connected() >= clients, seconds)

    async def wait_stored(self, channel: int | str, messages: int = 1, seconds: float = 20.0) -> list[Json]:
        """Waits until so many messages of the bot stand in the channel; returns what stands there then."""
        await self._world.changes.until(lambda: len(self._fake.stored(channel)) >= messages, seconds)
        return self._fake.stored(channel)

    async def wait_requests(self, route: str, times: int = 1, seconds: float = 20.0) -> list[Json]:
        """Waits until so many calls of the route (see `requests`) have arrived, answered or not; returns them."""
        await self._world.changes.until(lambda: len(self._fake.requests(route)) >= times, seconds)
        return self._fake.requests(route)

    # --- Servers, channels, people ------------------------------------------------------------------------------------

    async def join_guild(
        self, name: str = "Joined", *, guild: int | str | None = None, channels: Sequence[str] = ("general",)
    ) -> Json:
        """The bot is invited to a new server (or back to one): {"guild": id, "channels": {name: id}}."""
        number = int(guild or self._world.new_id())
        joined = self._world.guilds.get(number) or self._world.add_guild(number, name)
        joined.roles.setdefault(BOT_ROLE_ID, self._world.guilds[GUILD_ID].roles[BOT_ROLE_ID])
        joined.members.setdefault(BOT_ID, [BOT_ROLE_ID])
        own = {one.name: one for one in self._world.channels.values() if one.guild_id == number and not one.is_thread}
        made = own or {one: self._world.add_channel(number, one) for one in channels}
        told = self._world.guild_create_json(joined)
        del told["unavailable"]  # It is there only when an outage ends, and after READY.
        self._gateway.tell("GUILD_CREATE", told, number)
        return {"guild": str(number), "channels": {one: str(channel.id) for one, channel in made.items()}}

    async def foreign_guild(self, name: str = "Elsewhere", user: int | str | None = None) -> Json:
        """A server that the bot isn't in, with one channel; the person is a member."""
        number = self._world.new_id()
        guild = self._world.add_guild(number, name, with_bot=False)
        if user is not None:
            guild.members[int(user)] = []
        channel = self._world.add_channel(number, "general")
        return {"guild": str(number), "channel": str(channel.id)}

    async def leave_guild(self, guild: int | str = GUILD_ID) -> None:
        """The bot is removed."""
        self._world.guilds[int(guild)].members.pop(BOT_ID, None)
        self._gateway.tell("GUILD_DELETE", {"id": str(guild)}, int(guild))

    async def guild_available(self, available: bool, guild: int | str = GUILD_ID) -> None:
        """An outage of one server begins (False) or ends."""
        found = self._world.guilds[int(guild)]
        found.unavailable = not available
        if available:
            self._gateway.tell("GUILD_CREATE", self._world.guild_create_json(found), found.id)
        else:
            self._gateway.tell("GUILD_DELETE", {"id": str(found.id), "unavailable": True}, found.id)

    async def new_channel(
        self, name: str, *, kind: int = rules.TEXT, guild: int | str = GUILD_ID, needs_tag: bool = False
    ) -> str:
        channel = self._world.add_channel(int(guild), name, kind, needs_tag=needs_tag)
        self._gateway.tell("CHANNEL_CREATE", self._world.channel_json(channel), int(guild))
        return str(channel.id)

    async def delete_channel(self, channel: int | str) -> None:
        gone = self._world.channel(int(channel))
        told = self._world.channel_json(gone)
        self._world.drop_channel(gone)
        self._gateway.tell("THREAD_DELETE" if gone.is_thread else "CHANNEL_DELETE", told, gone.guild_id)

    async def archive_thread(self, thread: int | str, archived: bool = True, locked: bool = False) -> None:
        found = self._world.channel(int(thread))
        found.archived, found.locked = archived, locked
        self._gateway.tell("THREAD_UPDATE", self._world.channel_json(found), found.guild_id)

    async def delete_message(self, message: int | str) -> None:
        """A moderator deletes it."""
        found = self._world.find_message(int(message))
        if found is None:
            raise Impossible("There is no such message.")
        self._fake.rest.forget(self._world.channel(found.channel_id), found)

    async def permit(
        self,
        channel: int | str,
        who: int | str = "bot",
        *,
        allow: int = 0,
        deny: int = 0,
    ) -> None:
        """Sets the overwrite of a member, a role, or the bot in the channel (0 and 0 removes it)."""
        found = self._world.channel(int(channel))
        number = BOT_ID if who == "bot" else int(who)
        guild = self._world.guilds[found.guild_id or 0]
        found.overwrites.pop(number, None)
        if allow or deny:
            found.overwrites[number] = (0 if number in guild.roles else 1, allow, deny)
        self._gateway.tell("CHANNEL_UPDATE", self._world.channel_json(found), found.guild_id)

    async def new_user(self, name: str, *, guild: int | str | None = GUILD_ID, roles: Sequence[int | str] = ()) -> str:
        user = User(self._world.new_id(), name)
        self._world.users[user.id] = user
        if guild is not None:
            self._world.guilds[int(guild)].members[user.id] = [int(one) for one in roles]
        return str(user.id)

    async def member_roles(self, user: int | str, roles: Sequence[int | str], guild: int | str = GUILD_ID) -> None:
        self._world.guilds[int(guild)].members[int(user)] = [int(one) for one in roles]

    async def take_messages(self, user: int | str, takes: bool) -> None:
        """Whether the person takes direct messages from the bot."""
        self._world.users[int(user)].takes_messages = takes

    async def install(self, user: int | str, installed: bool = True) -> None:
        """The person installs the app for themself."""
        self._world.users[int(user)].installed = installed

    # --- Faults -------------------------------------------------------------------------------------------------------

    async def fault(self, route: str, **how: Any) -> None:
        """See `discord_faults.Fault`."""
        self._fake.faults.append(Fault(route, **how))

    async def clear_faults(self) -> None:
        self._fake.faults.clear()

    async def down(self, seconds: float) -> None:
        """REST and gateway break every connection for so long."""
        self._fake.outage.start(seconds)
        self._gateway.cut_all()

    async def gateway_down(self, seconds: float) -> None:
        """Cuts the gateway's sockets and takes no new ones for so long; sessions can be resumed afterwards."""
        self._fake.outage.start(seconds, gateway_only=True)
        self._gateway.cut_all()

    async def close_gateway(self, code: int = 4000) -> None:
        self._gateway.close_all(code)

    async def cut_gateway(self) -> None:
        self._gateway.cut_all()

    async def reconnect(self) -> None:
        self._gateway.reconnect_all()

    async def expire_sessions(self, resumable: bool = False) -> None:
        self._gateway.expire(resumable=resumable)

    # --- Rules and time -----------------------------------------------------------------------------------------------

    async def tune(
        self,
        *,
        limits: bool | None = None,
        calls: int | None = None,
        seconds: float | None = None,
        a_second: int | None = None,
        most_invalid: int | None = None,
        ack_seconds: float | None = None,
        token_seconds: float | None = None,
        nonce_seconds: float | None = None,
        old_edits: int | None = None,
        heartbeat: float | None = None,
        intents: Sequence[str] | None = None,
        token: str | None = None,
    ) -> None:
        """`calls` in `seconds` is each channel's bucket. `intents`: privileged ones that are approved, by name
        ("members", "presences", "message_content"). `token`: from now on the right one is this."""
        for holder, given in (
            (self._fake.limits, {"on": limits, "calls": calls, "seconds": seconds, "a_second": a_second}),
            (self._fake.limits, {"most_invalid": most_invalid}),
            (self._fake.interactions, {"ack_seconds": ack_seconds, "token_seconds": token_seconds}),
            (self._fake.rest, {"nonce_seconds": nonce_seconds, "old_edits": old_edits}),
            (self._gateway, {"heartbeat": heartbeat, "token": token}),
            (self._fake, {"token": token}),
        ):
            for name, value in given.items():
                if value is not None:
                    setattr(holder, name, value)
        if intents is not None:
            self._gateway.allowed_intents = sum(NAMES[one] for one in intents)

    async def clock(self, *, offset: float | None = None, now: str | None = None) -> float:
        """Moves the clock by which messages get their times and ids: seconds from real time, or to a moment."""
        if now is not None:
            offset = datetime.fromisoformat(now).timestamp() - time.time()
        if offset is not None:
            self._world.offset = offset
        return self._world.now()


# --- Orders from another process --------------------------------------------------------------------------------------


def _root(api: str) -> str:
    return api.removesuffix("/").removesuffix(API)


def _result(status: int, body: Json) -> Any:
    if status != 200:
        raise Impossible(str(body.get("error")))
    return body["result"]


class Control:
    """Orders to a fake Discord in another process: `async with Control(base) as control`."""

    def __init__(self, api: str) -> None:
        self.root = _root(api)
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Control:
        self._session = aiohttp.ClientSession()
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._session:
            await self._session.close()

    async def do(self, order: str, **arguments: Any) -> Any:
        """Any order by its name. Raises `Impossible`."""
        assert self._session, "use `async with`"
        async with self._session.post(f"{self.root}/control/{order}", json=arguments) as response:
            return _result(response.status, await response.json())

    async def slash(self, command: str, options: Mapping[str, Any] | None = None, **more: Any) -> Seen:
        return Seen(**await self.do("slash", command=command, options=options, **more))

    async def autocomplete(self, command: str, option: str, typed: str, **more: Any) -> Seen:
        return Seen(**await self.do("autocomplete", command=command, option=option, typed=typed, **more))

    async def press(self, message: int | str, button: str, **more: Any) -> Seen:
        return Seen(**await self.do("press", message=str(message), button=button, **more))

    async def select(self, message: int | str, menu: str, values: Sequence[str], **more: Any) -> Seen:
        return Seen(**await self.do("select", message=str(message), menu=menu, values=list(values), **more))

    async def submit_modal(self, modal: int | str, values: Mapping[str, Any], **more: Any) -> Seen:
        return Seen(**await self.do("submit_modal", modal=str(modal), values=dict(values), **more))

    async def seen(self, interaction: int | str, **more: Any) -> Seen:
        return Seen(**await self.do("seen", interaction=str(interaction), **more))

    async def stored(self, channel: int | str | None = None, **more: Any) -> list[Json]:
        told: list[Json] = await self.do("stored", channel=channel, **more)
        return told

    async def log(self) -> Json:
        told: Json = await self.do("log")
        return told


class PlainControl:
    """The same without asyncio."""

    def __init__(self, api: str) -> None:
        self.root = _root(api)

    def do(self, order: str, **arguments: Any) -> Any:
        """Any order by its name. Raises `Impossible`."""
        body = json.dumps(arguments).encode()
        request = urllib.request.Request(f"{self.root}/control/{order}", body, {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=120) as response:
                return _result(response.status, json.load(response))
        except urllib.error.HTTPError as error:
            with error:
                return _result(error.code, json.load(error))

    def slash(self, command: str, options: Mapping[str, Any] | None = None, **more: Any) -> Seen:
        return Seen(**self.do("slash", command=command, options=options, **more))

    def autocomplete(self, command: str, option: str, typed: str, **more: Any) -> Seen:
        return Seen(**self.do("autocomplete", command=command, option=option, typed=typed, **more))

    def press(self, message: int | str, button: str, **more: Any) -> Seen:
        return Seen(**self.do("press", message=str(message), button=button, **more))

    def select(self, message: int | str, menu: str, values: Sequence[str], **more: Any) -> Seen:
        return Seen(**self.do("select", message=str(message), menu=menu, values=list(values), **more))

    def submit_modal(self, modal: int | str, values: Mapping[str, Any], **more: Any) -> Seen:
        return Seen(**self.do("submit_modal", modal=str(modal), values=dict(values), **more))

    def seen(self, interaction: int | str, **more: Any) -> Seen:
        return Seen(**self.do("seen", interaction=str(interaction), **more))

    def stored(self, channel: int | str | None = None, **more: Any) -> list[Json]:
        told: list[Json] = self.do("stored", channel=channel, **more)
        return told

    def log(self) -> Json:
        told: Json = self.do("log")
        return told


# --- Running ----------------------------------------------------------------------------------------------------------


@asynccontextmanager
async def fake_discord(*, token: str = TOKEN, port: int = 0, limits: bool = True) -> AsyncIterator[FakeDiscord]:
    fake = FakeDiscord(token)
    fake.limits.on = limits
    runner = web.AppRunner(fake.application(), shutdown_timeout=0.2, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, LOOPBACK, port).start()
        fake.settle_at(runner.addresses[0][1])
        yield fake
    finally:
        fake.gateway.cut_all()
        await runner.cleanup()


async def _serve(port: int, token: str, limits: bool) -> None:
    async with fake_discord(port=port, token=token, limits=limits) as fake:
        print(fake.api, flush=True)  # noqa: T201
        await asyncio.Event().wait()


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.fakes.discord_server", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--port", type=int, default=0, help="0: any free one")
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--no-limits", action="store_true", help="no rate limits a channel or a second")
    asked = parser.parse_args()
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(asked.port, asked.token, not asked.no_limits))


if __name__ == "__main__":
    main()
