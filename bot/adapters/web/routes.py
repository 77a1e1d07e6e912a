"""Which address leads to which page, and what stands around each: who may see it, what a wrong one says, how long it took."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from time import perf_counter

from aiohttp import web

from bot.adapters.web import desk, pages, syndication
from bot.adapters.web.access import TRIES_IN
from bot.adapters.web.drawing import HEADERS, icon, json_answer, page, style, style_path
from bot.adapters.web.pages import Missing
from bot.adapters.web.site import Site, Visit
from bot.logs import logger

log = logger(__name__)
Handler = Callable[[Visit], Awaitable[web.Response]]

_DAY, _MONTH = r"{day:\d{4}-\d{2}-\d{2}}", r"{month:\d{4}-\d{2}}"
EVERYONES: dict[str, Handler] = {
    "/": pages.today,
    f"/day/{_DAY}": pages.day,
    "/archive": pages.archive,
    f"/archive/{_MONTH}": pages.archive,
    "/stories": pages.stories,
    r"/story/{number:\d+}": pages.story,
    "/names": pages.names,
    "/{type:company|model}/{name:.+}": pages.name,
    "/compare": pages.compare,
    "/search": pages.search,
    "/sources": pages.sources,
    "/sources.opml": pages.sources_opml,
    "/atom.xml": syndication.atom,
    "/stories.json": syndication.stories_json,
    "/profile.json": syndication.name_json,
}
DIGESTS: dict[str, Handler] = {"/digests": desk.digests, "/digests/{id}": desk.digest}
OPERATORS: dict[str, Handler] = {
    **DIGESTS,
    "/status": desk.status,
    "/workspaces": desk.workspaces,
    "/metrics": desk.metrics,
}
_LINK = r"/w/{link:[0-9.a-f]+}"


def add_pages(app: web.Application, site: Site) -> None:
    """Adds every page to the server; what others serve there keeps its addresses."""
    app.router.add_get(style_path(), style)
    app.router.add_get("/icon.svg", icon)
    for path, handler in EVERYONES.items():
        app.router.add_get(path, _Page(site, path, handler).serve)
    for path, handler in OPERATORS.items():
        app.router.add_get(path, _Page(site, path, handler, operators=True).serve)
    for path, handler in (EVERYONES | DIGESTS).items():
        app.router.add_get(_LINK + path, _Page(site, f"/w{path}", handler, linked=True).serve)
    app.router.add_get("/{path:.*}", _Page(site, "none", _nothing).serve)


async def _nothing(visit: Visit) -> web.Response:
    raise Missing("There is no such page.", [("Today's stories", visit.path()), ("Archive", visit.path("archive"))])


@dataclass(frozen=True)
class _Page:
    """A page as the server calls it. `name` stands in the metrics: the route, never what was asked for."""

    site: Site
    name: str
    handler: Handler
    operators: bool = False
    linked: bool = False

    async def serve(self, request: web.Request) -> web.StreamResponse:
        started, status = perf_counter(), 500
        try:
            response = await self._answer(request)
            status = response.status
        except web.HTTPException as answered:
            status = answered.status
            raise
        finally:
            self.site.measures.answered(self.name, status, perf_counter() - started)
        return response

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        visit = Visit(self.site, request, self.site.clock())
        try:
            if not self.site.gate.lets_in(request.host, request.headers):
                return _elsewhere()
            if self.operators and (shut := self._shut(visit)):
                return shut
            if self.linked:
                visit = await _by_link(visit)
            return await self.handler(visit)
        except Missing as missing:
            return _missing(visit, missing)
        except web.HTTPException:
            raise
        except Exception:
            log.exception("a page failed", page=self.name)
            words = "Something went wrong here. It is noted; try again in a minute."
            return _missing(visit, Missing(words, [("Today's stories", visit.path())], 500))

    def _shut(self, visit: Visit) -> web.Response | None:
        """None where the operator may go on."""
        request = visit.request
        verdict = self.site.gate.admits(request.headers.get("Authorization"), request.remote or "", visit.now)
        if verdict == "open":
            return None
        if verdict == "closed":
            words = "This page is the operator's. It needs a password: NEWSDESK_ADMIN_PASSWORD, which isn't set."
            return _missing(visit, Missing(words, [], 403))
        if verdict == "wait":
            minutes = int(TRIES_IN.total_seconds() // 60)
            made = _missing(visit, Missing(f"Too many wrong passwords. Wait {minutes} minutes.", [], 429))
            made.headers["Retry-After"] = str(int(TRIES_IN.total_seconds()))
            return made
        made = _missing(visit, Missing("This page is the operator's: it asks for a password.", [], 401))
        made.headers["WWW-Authenticate"] = 'Basic realm="Newsdesk, for its operator", charset="UTF-8"'
        return made


async def _by_link(visit: Visit) -> Visit:
    """The visit as the workspace's whose link it came by. Raises Missing."""
    link = visit.request.match_info["link"]
    number = visit.site.gate.workspace_of(link, visit.now)
    found = await visit.site.store.workspace_numbered(number) if number is not None else None
    if found is None:
        raise Missing("This link doesn't hold any more. Ask whoever runs the bot for a new one.", [], 403)
    return Visit(visit.site, visit.request, visit.now, found, f"/w/{link}")


def _missing(visit: Visit, missing: Missing) -> web.Response:
    """In the form that was asked for."""
    if visit.request.path.endswith(".json"):
        told = {"error": missing.words, "did_you_mean": [name for name, _ in missing.near]}
        return json_answer(visit, told, status=missing.status)
    return page(visit, "missing.html", status=missing.status, words=missing.words, near=missing.near)


def _elsewhere() -> web.Response:
    text = (
        "These pages are for the machine that the bot runs on: http://127.0.0.1 or http://localhost.\n"
        "NEWSDESK_WEB__PUBLIC=true opens them to others (docs/web.md).\n"
    )
    return web.Response(text=text, status=421, headers=HEADERS)
