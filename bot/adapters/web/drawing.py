"""From a view to an answer: templates that escape all they are given, one stylesheet, and the headers of every page.

The templates take views (see `views.py`) and say where what stands; strangers' text reaches them as text only.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from functools import cache
from importlib.resources import files
from typing import Any

from aiohttp import web
from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.adapters.web.site import Visit
from bot.news.message import one_line, safe_url

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""No script of anybody runs, nothing is loaded from elsewhere, no page stands in another's frame, no link tells whence."""
_FOREVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"
_NOBODY_KEEPS = "private, no-store"
_SMALL = 1000
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*")


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)


# --- Templates --------------------------------------------------------------------------------------------------------


@cache
def templates() -> Environment:
    made = Environment(
        loader=PackageLoader("bot.adapters.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {"line": one_line, "outside": safe_url, "iso": _iso, "figure": _figure, "lang": _lang}
    return made


def _lang(language: str) -> str:
    """What a screen reader may be told: a feed's own idea of a language may be anything."""
    return language if _LANGUAGE.fullmatch(language) else "und"


def _iso(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _figure(number: float) -> str:
    """ "12,345", with a space that doesn't break in place of the comma's ambiguity."""
    return f"{number:,}".replace(",", "\u202f")


def _clock(at: datetime, place: tzinfo) -> str:
    return f"{at.astimezone(place):%H:%M}"


def _date(at: datetime, place: tzinfo) -> str:
    return f"{at.astimezone(place):%-d %B %Y}"


def _short(at: datetime, place: tzinfo, now: datetime) -> str:
    """ "14 Dec", of another year "14 Dec 2024"."""
    local = at.astimezone(place)
    return f"{local:%-d %b}" if local.year == now.astimezone(place).year else f"{local:%-d %b %Y}"


# --- Answers ----------------------------------------------------------------------------------------------------------


def page(visit: Visit, template: str, *, status: int = 200, private: bool = False, **view: Any) -> web.Response:
    """The page of a view. `private`: nobody between us and the reader may keep it."""
    place, now = visit.site.place, visit.now
    shared = {
        "visit": visit, "path": visit.path, "here": visit.request.path_qs, "style": style_path(), "template": template,
        "clock": lambda at: _clock(at, place), "date": lambda at: _date(at, place),
        "short": lambda at: _short(at, place, now), "zone": visit.site.zone,
    }  # fmt: skip
    drawn = templates().get_template(template).render(**shared, **view)
    return answer(visit, drawn, "text/html", status=status, private=private)


def answer(
    visit: Visit, text: str | bytes, content_type: str, *, status: int = 200, private: bool = False
) -> web.Response:
    """The text, compressed; 304 where the reader has it already. What came by a workspace's link stays its own."""
    body = text.encode() if isinstance(text, str) else text
    etag = hashlib.sha256(body).hexdigest()[:20]
    asked = visit.request.if_none_match
    if status == 200 and asked and any(one.value == etag for one in asked):
        made = web.Response(status=304)
    else:
        made = web.Response(body=body, content_type=content_type, charset="utf-8", status=status)
        if len(body) > _SMALL:
            made.enable_compression()
    if status == 200:
        made.etag = etag
    made.headers["Cache-Control"] = _NOBODY_KEEPS if private or visit.workspace else _ASK_AGAIN
    if visit.workspace:
        made.headers["X-Robots-Tag"] = "noindex, nofollow"
    return made


def json_answer(visit: Visit, value: Mapping[str, Any], *, status: int = 200, private: bool = False) -> web.Response:
    text = json.dumps(value, ensure_ascii=False)
    return answer(visit, text, "application/json", status=status, private=private)


# --- The stylesheet and the icon --------------------------------------------------------------------------------------


@cache
def _file(name: str) -> bytes:
    return (files("bot.adapters.web") / "templates" / name).read_bytes()


@cache
def style_path() -> str:
    """With its own hash: a browser keeps it until it changes."""
    return f"/style-{hashlib.sha256(_file('style.css')).hexdigest()[:12]}.css"


async def style(request: web.Request) -> web.Response:
    return _kept("style.css", "text/css")


async def icon(request: web.Request) -> web.Response:
    return _kept("icon.svg", "image/svg+xml")


def _kept(name: str, content_type: str) -> web.Response:
    made = web.Response(body=_file(name), content_type=content_type, charset="utf-8")
    made.enable_compression()
    made.headers["Cache-Control"] = _FOREVER
    return made
