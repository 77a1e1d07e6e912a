"""A web server on the loopback that behaves, and misbehaves on request, as servers of feeds and pages do.

Handlers of aiohttp serve what is proper; `raw_server` sends bytes as they are, for answers that no library would send.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from aiohttp import web

LOOPBACK = "127.0.0.1"


@dataclass(slots=True)
class Page:
    """What a path answers. With an etag or last_modified, conditional requests get 304."""

    body: bytes = b""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    etag: str | None = None
    last_modified: str | None = None

    def answer(self, request: web.Request) -> web.Response:
        headers = {"Content-Type": self.content_type, **self.headers}
        if self.etag:
            headers["ETag"] = self.etag
        if self.last_modified:
            headers["Last-Modified"] = self.last_modified
        if self._unchanged(request):
            return web.Response(status=304, headers=headers)
        return web.Response(status=self.status, body=self.body, headers=headers)

    def _unchanged(self, request: web.Request) -> bool:
        asked = request.headers
        if self.etag and "If-None-Match" in asked:
            return asked["If-None-Match"] == self.etag
        return bool(self.last_modified) and asked.get("If-Modified-Since") == self.last_modified


class WebServer:
    """`pages` maps paths to what they answer; unknown ones are 404. `seen` keeps every request's path and headers."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.seen: list[tuple[str, dict[str, str]]] = []
        self.at_once = 0
        self.most_at_once = 0
        self.hold: asyncio.Event | None = None
        self.port = 0
        self._more = asyncio.Condition()

    def url(self, path: str = "/", host: str = LOOPBACK) -> str:
        return f"http://{host}:{self.port}{path}"

    def put(self, path: str, body: bytes | str = b"", **page: object) -> str:
        """Serves the body at the path; returns its address."""
        data = body.encode() if isinstance(body, str) else body
        self.pages[path] = Page(data, **page)  # type: ignore[arg-type]
        return self.url(path)

    def redirect(self, path: str, target: str, status: int = 302) -> str:
        return self.put(path, status=status, headers={"Location": target})

    def asked(self, path: str) -> list[dict[str, str]]:
        return [headers for seen, headers in self.seen if seen == path]

    async def busy(self, requests: int) -> None:
        """Returns when so many requests are being answered at once."""
        async with self._more:
            await self._more.wait_for(lambda: self.at_once >= requests)

    async def _handle(self, request: web.Request) -> web.Response:
        self.seen.append((request.path_qs, dict(request.headers)))
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        async with self._more:
            self._more.notify_all()
        try:
            if self.hold is not None:
                await self.hold.wait()
            page = self.pages.get(request.path_qs) or self.pages.get(request.path)
            return page.answer(request) if page else web.Response(status=404, text="nothing here")
        finally:
            self.at_once -= 1


@asynccontextmanager
async def web_server() -> AsyncIterator[WebServer]:
    server = WebServer()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", server._handle)
    runner = web.AppRunner(app, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, LOOPBACK, 0).start()
    server.port = runner.addresses[0][1]
    try:
        yield server
    finally:
        if server.hold is not None:
            server.hold.set()
        await runner.cleanup()


@asynccontextmanager
async def raw_server(answer: bytes, *, keep_open: bool = False) -> AsyncIterator[str]:
    """Answers each request with these bytes, then closes (or, `keep_open`, says nothing more); gives its address."""
    ended = asyncio.Event()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(answer)
            await writer.drain()
            if keep_open:
                await ended.wait()
        writer.close()

    server = await asyncio.start_server(handle, LOOPBACK, 0)
    try:
        yield f"http://{LOOPBACK}:{server.sockets[0].getsockname()[1]}/"
    finally:
        ended.set()
        server.close()


def http_answer(body: bytes, *headers: str, length: int | None = None) -> bytes:
    """An HTTP/1.1 answer as bytes; `length`: what Content-Length claims."""
    lines = ["HTTP/1.1 200 OK", "Content-Type: text/xml", f"Content-Length: {len(body) if length is None else length}"]
    return "\r\n".join([*lines, *headers, "", ""]).encode() + body
