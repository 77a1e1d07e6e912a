"""How the fake Slack reaches the app: envelopes over Socket Mode, or signed requests over HTTP; and the app's ack.

An ack counts within three seconds of the sending. In Socket Mode a payload goes to any one of the open connections.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from typing import Literal
from urllib.parse import urlencode

import aiohttp
from aiohttp import WSCloseCode, WSMsgType, web

from tests.fakes.slack_blocks import Json
from tests.fakes.slack_world import APP_ID, World

MOST_CONNECTIONS = 10
ACK_SECONDS = 3.0
Signature = Literal["right", "wrong", "old", "missing"]
Payload = Literal["slash_commands", "interactive", "events_api"]


@dataclass(frozen=True, slots=True)
class Ack:
    """What came back. error: what Slack would tell the person; empty: acknowledged in time."""

    milliseconds: int | None = None
    payload: Json | None = None
    error: str = ""
    status: int | None = None
    body: str = ""


class Sockets:
    """Socket Mode: tickets, connections, envelopes."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.ack_seconds = ACK_SECONDS
        self.enabled = True
        self.frozen: list[web.WebSocketResponse] = []
        self.tickets: set[str] = set()
        self.open: list[web.WebSocketResponse] = []
        self.opened = 0
        self._waiting: dict[str, tuple[float, asyncio.Future[tuple[int, Json | None]]]] = {}
        self._late: dict[str, tuple[float, str]] = {}
        self._numbers = count(1)
        self._turn = 0

    def ticket(self) -> str:
        ticket = f"t-{next(self._numbers)}-{int(time.time() * 1000)}"
        self.tickets.add(ticket)
        return ticket

    async def serve(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self.tickets:
            return web.Response(status=401, text="invalid ticket")
        self.tickets.discard(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if len(self.open) >= MOST_CONNECTIONS:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return socket
        await self._talk(socket)
        return socket

    async def _talk(self, socket: web.WebSocketResponse) -> None:
        self.open.append(socket)
        self.opened += 1
        try:
            await socket.send_json(self._hello())
            self.world.tell("socket_open", "", data={"open": len(self.open)})
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._heard(json.loads(message.data))
        except ConnectionError:
            pass
        finally:
            if socket in self.open:
                self.open.remove(socket)
            self.world.tell("socket_closed", "", data={"open": len(self.open)})

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "connection_info": {"app_id": APP_ID},
            "num_connections": len(self.open),
            "debug_info": {"host": "applink-fake", "build_number": 1, "approximate_connection_time": 18060},
        }

    def _heard(self, answer: Json) -> None:
        envelope = str(answer.get("envelope_id", ""))
        if envelope in self._waiting:
            sent, future = self._waiting.pop(envelope)
            if not future.done():
                future.set_result((_since(sent), answer.get("payload")))
        elif envelope in self._late:
            sent, what = self._late.pop(envelope)
            self.world.violate("late_ack", milliseconds=_since(sent), payload=what)
        else:
            self.world.violate("unknown_envelope", envelope=envelope)

    async def send(self, kind: Payload, payload: Json, *, retry: tuple[int, str] | None = None) -> Ack:
        envelope = f"e-{next(self._numbers)}"
        message: Json = {
            "envelope_id": envelope,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            message |= {"retry_attempt": retry[0] if retry else 0, "retry_reason": retry[1] if retry else ""}
        future: asyncio.Future[tuple[int, Json | None]] = asyncio.get_running_loop().create_future()
        sent = time.monotonic()
        self._waiting[envelope] = (sent, future)
        socket = await self._write(message)
        if socket is None:
            self._waiting.pop(envelope, None)
            return Ack(error="dispatch_failed")
        return await self._await_ack(envelope, sent, future, socket, what=_named(payload))

    async def _await_ack(
        self,
        envelope: str,
        sent: float,
        future: asyncio.Future[tuple[int, Json | None]],
        socket: web.WebSocketResponse,
        what: str,
    ) -> Ack:
        try:
            milliseconds, payload = await asyncio.wait_for(future, self.ack_seconds)
        except TimeoutError:
            self._waiting.pop(envelope, None)
            self._late[envelope] = (sent, what)
            self.world.violate("operation_timeout" if socket in self.open else "lost_with_connection", payload=what)
            return Ack(error="operation_timeout")
        return Ack(milliseconds, payload)

    async def _write(self, message: Json) -> web.WebSocketResponse | None:
        for _ in range(len(self.open)):
            self._turn += 1
            socket = self.open[self._turn % len(self.open)]
            if socket in self.frozen:
                return socket
            with suppress(ConnectionError):
                await socket.send_json(message)
                return socket
            self.open.remove(socket)
        return None

    async def disconnect(self, reason: str) -> int:
        """Tells each connection to go ("warning", "refresh_requested", "link_disabled"); how many were told."""
        told = list(self.open)
        for socket in told:
            with suppress(ConnectionError):
                await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-fake"}})
        return len(told)

    async def close(self, how_many: int | None = None) -> int:
        """Closes connections as a proper server does; how many."""
        closed = self.open[:how_many]
        for socket in closed:
            self.open.remove(socket)
            with suppress(ConnectionError, TimeoutError):
                await asyncio.wait_for(socket.close(code=WSCloseCode.GOING_AWAY), 0.5)
        return len(closed)

    def freeze(self) -> int:
        """From now on nothing is read from the open connections and nothing is sent; how many."""
        for socket in self.open:
            transport = _transport(socket)
            if transport is not None:
                transport.pause_reading()
        self.frozen += self.open
        return len(self.open)

    def drop(self) -> int:
        """Cuts every connection without a word; how many."""
        cut = list(self.open)
        self.open.clear()
        for socket in cut:
            transport = _transport(socket)
            if transport is not None:
                transport.abort()
        return len(cut)


class SignedHttp:
    """HTTP mode: what Slack posts to the app's request URL, signed."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.ack_seconds = ACK_SECONDS
        self.url = ""
        self.secret = ""
        self.signature: Signature = "right"
        self._session: aiohttp.ClientSession | None = None

    async def send(self, kind: Payload, payload: Json, *, retry: tuple[int, str] | None = None) -> Ack:
        headers = {"X-Slack-Retry-Num": str(retry[0]), "X-Slack-Retry-Reason": retry[1]} if retry else {}
        if kind == "events_api":
            return await self.post(json.dumps(payload), "application/json", headers, _named(payload))
        form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
        return await self.post(urlencode(form), "application/x-www-form-urlencoded", headers, _named(payload))

    async def post(self, body: str, content_type: str, headers: Mapping[str, str], what: str) -> Ack:
        sent = time.monotonic()
        every = {**headers, **self._signed(body), "Content-Type": content_type, "User-Agent": "Slackbot 1.0"}
        timeout = aiohttp.ClientTimeout(total=self.ack_seconds)
        try:
            async with self._client().post(self.url, data=body.encode(), headers=every, timeout=timeout) as answer:
                return _http_ack(_since(sent), answer.status, answer.content_type, await answer.text())
        except TimeoutError:
            self.world.violate("operation_timeout", payload=what)
            return Ack(error="operation_timeout")
        except aiohttp.ClientError as error:
            return Ack(error="dispatch_failed", body=str(error))

    def _client(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession()
        return self._session

    def _signed(self, body: str) -> dict[str, str]:
        if self.signature == "missing":
            return {}
        at = str(int(time.time()) - (301 if self.signature == "old" else 0))
        key = (self.secret if self.signature != "wrong" else self.secret + "x").encode()
        digest = hmac.new(key, f"v0:{at}:{body}".encode(), hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": f"v0={digest}"}

    async def aclose(self) -> None:
        if self._session is not None:
            await self._session.close()


def _transport(socket: web.WebSocketResponse) -> asyncio.Transport | None:
    transport = socket._req.transport if socket._req is not None else None
    return transport if isinstance(transport, asyncio.Transport) else None


def _http_ack(milliseconds: int, status: int, content_type: str, body: str) -> Ack:
    if status >= 400:
        error = "http_client_error" if status < 500 else "http_service_error"
        return Ack(milliseconds, None, error, status, body)
    payload: Json | None = None
    if body and content_type == "application/json":
        payload = json.loads(body)
    elif body:
        payload = {"text": body}
    return Ack(milliseconds, payload, "", status, body)


def _since(sent: float) -> int:
    return round((time.monotonic() - sent) * 1000)


def _named(payload: Json) -> str:
    """A word on what was sent, for the list of violations."""
    if "command" in payload:
        return f"{payload['command']} {payload.get('text', '')}".strip()
    event = payload.get("event")
    actions = payload.get("actions") or [{}]
    detail = event.get("type") if isinstance(event, dict) else actions[0].get("action_id")
    return f"{payload.get('type', '')} {detail or payload.get('callback_id') or payload.get('action_id') or ''}".strip()
