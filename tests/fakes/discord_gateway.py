"""The fake Discord's gateway: sessions that outlive their sockets, heartbeats, IDENTIFY, RESUME with replay.

JSON; `compress=zlib-stream` when the client asks for it (discord.py 2.7.1 does, unless zstandard is installed).
"""

from __future__ import annotations

import asyncio
import json
import secrets
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from tests.fakes.discord_rules import VIEW_CHANNEL, Json
from tests.fakes.discord_world import APPLICATION_ID, BOT_ID, CONTENT, GUILDS, NAMES, Channel, Guild, Message, World
from tests.fakes.discord_world import DIRECT_MESSAGES as DIRECT
from tests.fakes.discord_world import MESSAGES as IN_GUILDS

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME, RECONNECT, MEMBERS, INVALID, HELLO, ACK = (
    0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11,
)  # fmt: skip
_SENDS_A_MINUTE = 120
_ENDINGS = (1000, 1001, 4004, 4007, 4009, 4010, 4011, 4012, 4013, 4014)
"""Close codes after which a session can't be resumed (1000 and 1001 from the client)."""


@dataclass(slots=True)
class Session:
    """What a client identified as. It goes on, and keeps events, while its socket is gone."""

    id: str
    intents: int
    shard: int
    shards: int
    events: list[Json] = field(default_factory=list)
    seq: int = 0
    resumable: bool = True
    line: Line | None = None

    def gets(self, guild_id: int | None) -> bool:
        return self.shard == ((guild_id or 0) >> 22) % self.shards

    def dispatch(self, event: str, data: Json) -> None:
        self.seq += 1
        frame = {"op": DISPATCH, "t": event, "s": self.seq, "d": data}
        self.events.append(frame)
        if self.line:
            self.line.send(frame)


class Line:
    """A socket. Frames leave in the order in which they were given."""

    def __init__(self, socket: web.WebSocketResponse, request: web.Request) -> None:
        self.socket = socket
        self.request = request
        self.heard = time.monotonic()
        self.session: Session | None = None
        self.closed_here: int | None = None
        self._frames: asyncio.Queue[Json | int] = asyncio.Queue()
        self._squeeze = zlib.compressobj() if request.query.get("compress") == "zlib-stream" else None
        self._sent: list[float] = []

    def send(self, frame: Json) -> None:
        self._frames.put_nowait(frame)

    def close(self, code: int) -> None:
        self.closed_here = code
        self._frames.put_nowait(code)

    def cut(self) -> None:
        """The connection breaks, without a word."""
        if self.request.transport:
            self.request.transport.abort()

    def too_many(self) -> bool:
        now = time.monotonic()
        self._sent = [at for at in self._sent if now - at < 60] + [now]
        return len(self._sent) > _SENDS_A_MINUTE

    async def write(self) -> None:
        while True:
            frame = await self._frames.get()
            if isinstance(frame, int):
                await self.socket.close(code=frame)
                return
            text = json.dumps(frame)
            if self._squeeze:
                raw = self._squeeze.compress(text.encode()) + self._squeeze.flush(zlib.Z_SYNC_FLUSH)
                await self.socket.send_bytes(raw)
            else:
                await self.socket.send_str(text)


class Gateway:
    """All sessions. `identifies` counts IDENTIFYs; `resumes` and `failed_resumes` RESUMEs."""

    def __init__(self, world: World, token: str) -> None:
        self.world = world
        self.token = token
        self.allowed_intents = 0
        self.heartbeat = 41.25
        self.sessions: dict[str, Session] = {}
        self.lines: set[Line] = set()
        self.identifies = 0
        self.resumes = 0
        self.failed_resumes = 0
        self.heartbeats = 0
        self.compressions: list[str | None] = []
        self.resume_url: Callable[[], str] = lambda: ""
        self.refuses: Callable[[], bool] = lambda: False

    # --- Sending ------------------------------------------------------------------------------------------------------

    def tell(self, event: str, data: Json, guild_id: int | None, intent: int = GUILDS) -> None:
        for session in self.sessions.values():
            if session.resumable and session.gets(guild_id) and (session.intents & intent or not intent):
                session.dispatch(event, data)

    def tell_message(self, event: str, message: Message, channel: Channel) -> None:
        """MESSAGE_CREATE and MESSAGE_UPDATE, with the content only for those who may read it."""
        intent = IN_GUILDS if channel.guild_id else DIRECT
        if not self.world.bot_rights(channel) & VIEW_CHANNEL:
            return
        data = self.world.message_json(message)
        if channel.guild_id:
            guild = self.world.guilds[channel.guild_id]
            data |= {"guild_id": str(guild.id), "member": self.world.member_json(guild, message.author_id)}
        mine = message.author_id == BOT_ID or str(BOT_ID) in [one["id"] for one in data["mentions"]]
        for session in self.sessions.values():
            if not session.resumable or not session.gets(channel.guild_id) or not session.intents & intent:
                continue
            readable = mine or not channel.guild_id or session.intents & CONTENT
            hidden = {"content": "", "embeds": [], "attachments": [], "components": []}
            session.dispatch(event, data if readable else {**data, **hidden})

    def alive(self) -> list[Session]:
        return [one for one in self.sessions.values() if one.resumable]

    # --- On order -----------------------------------------------------------------------------------------------------

    def close_all(self, code: int) -> None:
        for line in list(self.lines):
            line.close(code)

    def cut_all(self) -> None:
        for line in list(self.lines):
            line.cut()

    def connected(self) -> int:
        """Clients that are identified (or have resumed) and still there."""
        return sum(1 for one in self.sessions.values() if one.line)

    def reconnect_all(self) -> None:
        for line in list(self.lines):
            line.send({"op": RECONNECT, "d": None})

    def expire(self, *, resumable: bool = False) -> None:
        """Tells every session that it is over; with `resumable` that it may be resumed."""
        for session in self.sessions.values():
            session.resumable = session.resumable and resumable
            if session.line:
                session.line.send({"op": INVALID, "d": resumable})
        if not resumable:
            self.sessions = {}

    # --- One socket ---------------------------------------------------------------------------------------------------

    async def serve(self, request: web.Request) -> web.StreamResponse:
        if self.refuses():
            if request.transport:
                request.transport.abort()
            return web.Response(status=503)
        if request.query.get("compress") not in (None, "zlib-stream"):
            return web.Response(status=501, text="This fake gateway speaks JSON, plain or as zlib-stream.")
        socket = web.WebSocketResponse(max_msg_size=4096 * 4)
        await socket.prepare(request)
        line = Line(socket, request)
        self.lines.add(line)
        self.compressions.append(request.query.get("compress"))
        writer, watch = asyncio.create_task(line.write()), asyncio.create_task(self._watch(line))
        line.send({"op": HELLO, "d": {"heartbeat_interval": int(self.heartbeat * 1000)}})
        try:
            await self._listen(line)
        finally:
            self._hang_up(line)
            for task in (writer, watch):
                task.cancel()
            with suppress(ConnectionError):
                await asyncio.gather(writer, watch, return_exceptions=True)
        return socket

    async def _listen(self, line: Line) -> None:
        async for message in line.socket:
            if message.type is not WSMsgType.TEXT:
                line.close(4002)
                continue
            if line.too_many():
                line.close(4008)
                continue
            try:
                frame = json.loads(message.data)
                self._hear(line, int(frame["op"]), frame.get("d"))
            except (ValueError, KeyError, TypeError):
                line.close(4002)

    def _hang_up(self, line: Line) -> None:
        """A client that closes with 1000 or 1001 ends its session; after most other endings it may resume it."""
        self.lines.discard(line)
        session = line.session
        if session and session.line is line:
            session.line = None
            code = line.closed_here or line.socket.close_code
            if code in _ENDINGS and line.closed_here not in (1000, 1001):
                session.resumable = False

    async def _watch(self, line: Line) -> None:
        while True:
            await asyncio.sleep(self.heartbeat / 2)
            if time.monotonic() - line.heard > self.heartbeat * 2:
                line.close(4009)

    def _hear(self, line: Line, op: int, data: Any) -> None:
        if op == HEARTBEAT:
            line.heard = time.monotonic()
            self.heartbeats += 1
            line.send({"op": ACK, "d": None})
        elif op == IDENTIFY:
            self._identify(line, data)
        elif op == RESUME:
            self._resume(line, data)
        elif line.session is None:
            line.close(4003)
        elif op == MEMBERS:
            self._members(line.session, data)
        elif op not in (PRESENCE, VOICE):
            line.close(4001)

    def _identify(self, line: Line, data: Json) -> None:
        code = self._objection(line, data)
        if code:
            line.close(code)
            return
        self.identifies += 1
        shard, shards = data.get("shard") or (0, 1)
        session = Session(secrets.token_hex(16), int(data["intents"]), shard, shards)
        session.line, line.session = line, session
        self.sessions[session.id] = session
        self.world.changes.tell()
        guilds = self._guilds(session)
        session.dispatch("READY", self._ready(session, guilds))
        if not session.intents & GUILDS:
            return
        for guild in guilds:
            if not guild.unavailable:
                session.dispatch("GUILD_CREATE", self.world.guild_create_json(guild))

    def _objection(self, line: Line, data: Json) -> int:
        """The close code, 0 when all is well."""
        intents = data.get("intents")
        if line.session:
            return 4005
        if str(data.get("token")).removeprefix("Bot ") != self.token:
            return 4004
        if not isinstance(intents, int) or not 0 <= intents < 1 << 26:
            return 4013
        if intents & sum(NAMES.values()) & ~self.allowed_intents:
            return 4014
        shard = data.get("shard") or [0, 1]
        return 0 if len(shard) == 2 and 0 <= shard[0] < shard[1] else 4010

    def _guilds(self, session: Session) -> list[Guild]:
        return [one for one in self.world.guilds.values() if BOT_ID in one.members and session.gets(one.id)]

    def _ready(self, session: Session, guilds: list[Guild]) -> Json:
        return {
            "v": 10, "user": self.world.users[BOT_ID].json(), "session_id": session.id, "session_type": "normal",
            "guilds": [{"id": str(one.id), "unavailable": True} for one in guilds], "private_channels": [],
            "resume_gateway_url": self.resume_url(), "shard": [session.shard, session.shards],
            "application": {"id": str(APPLICATION_ID), "flags": 1 << 23}, "relationships": [], "presences": [],
        }  # fmt: skip

    def _resume(self, line: Line, data: Json) -> None:
        session = self.sessions.get(str(data.get("session_id")))
        right = str(data.get("token")).removeprefix("Bot ") == self.token
        if session is None or not session.resumable or not right:
            self.failed_resumes += 1
            line.send({"op": INVALID, "d": False})
        elif int(data["seq"] or 0) > session.seq:
            line.close(4007)
        else:
            self._take_over(session, line, int(data["seq"] or 0))

    def _take_over(self, session: Session, line: Line, seq: int) -> None:
        self.resumes += 1
        if session.line and session.line is not line:
            session.line.close(int(WSCloseCode.GOING_AWAY))
        session.line, line.session = None, session
        for frame in session.events:
            if frame["s"] > seq:
                line.send(frame)
        session.line = line
        self.world.changes.tell()
        session.dispatch("RESUMED", {"_trace": []})

    def _members(self, session: Session, data: Json) -> None:
        guild = self.world.guilds[int(data["guild_id"])]
        asked = data.get("user_ids") or []
        wanted = {int(one) for one in (asked if isinstance(asked, list) else [asked])}
        found = [one for one in guild.members if one in wanted or (not wanted and session.intents & NAMES["members"])]
        session.dispatch(
            "GUILD_MEMBERS_CHUNK",
            {
                "guild_id": str(guild.id), "members": [self.world.member_json(guild, one) for one in found],
                "chunk_index": 0, "chunk_count": 1, "nonce": data.get("nonce"),
                "not_found": [str(one) for one in wanted if one not in guild.members],
            },
        )  # fmt: skip
