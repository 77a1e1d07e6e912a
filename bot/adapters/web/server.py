"""The one web server: health for whoever watches the bot, and what others add (Slack's HTTP mode, the pages)."""

from __future__ import annotations

from collections.abc import Callable

from aiohttp import web

from bot.adapters.web.access import is_loopback
from bot.adapters.web.drawing import add_headers
from bot.ports import NewsdeskError

Troubles = Callable[[], list[str]]
_SHUTDOWN_SECONDS = 3.0


class WebServer:
    """`/healthz` says that the process runs, `/readyz` whether it does its work: 503 with the reasons when it doesn't."""

    def __init__(self, bind: str, troubles: Troubles) -> None:
        self._host, self._port = address_of(bind)
        self._troubles = troubles
        self._runner: web.AppRunner | None = None
        self.app = web.Application(client_max_size=1_000_000)
        self.app.on_response_prepare.append(add_headers)
        self.app.router.add_get("/healthz", self._health)
        self.app.router.add_get("/readyz", self._ready)

    @property
    def only_here(self) -> bool:
        """Whether only this machine can reach it."""
        return is_loopback(self._host)

    @property
    def address(self) -> str:
        """Where it listens, once it does: of port 0 the one that it got."""
        assert self._runner
        host, port = self._runner.addresses[0][:2]
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    async def start(self) -> None:
        """Listens. Raises NewsdeskError when the address can't be had."""
        self._runner = web.AppRunner(self.app, shutdown_timeout=_SHUTDOWN_SECONDS, access_log=None)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host, self._port).start()
        except OSError as error:
            await self.stop()
            raise NewsdeskError(
                f"the web server can't listen on {self._host}:{self._port} ({error.strerror}); "
                "set NEWSDESK_WEB__BIND to another address, or to nothing to do without"
            ) from error

    async def stop(self) -> None:
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    async def _health(self, request: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def _ready(self, request: web.Request) -> web.Response:
        troubles = self._troubles()
        return web.json_response({"ready": not troubles, "troubles": troubles}, status=503 if troubles else 200)


def address_of(bind: str) -> tuple[str, int]:
    """("127.0.0.1", 8080) of "127.0.0.1:8080", "[::1]:8080" or ":8080". Raises NewsdeskError."""
    host, _, port = bind.rpartition(":")
    if not port.isdigit() or not 0 <= int(port) < 65536:
        raise NewsdeskError(f"web.bind (NEWSDESK_WEB__BIND) is {bind!r}; it must be an address such as 127.0.0.1:8080")
    return host.strip("[]") or "0.0.0.0", int(port)
