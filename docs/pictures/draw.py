"""Draws the README's pictures: the demo's digest as Slack and Discord would show it, from the very payloads we post, and
two of the web pages as they are served.

    python docs/pictures/draw.py [--web]        (needs the development environment and a Chromium)

A browser renders them close to each platform's look; nothing is left out and nothing is added, but for mentions of
three months before the demo's news, which is three days long: all of it is invented.
"""

from __future__ import annotations

import asyncio
import html
import random
import re
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))

import sqlalchemy as sa  # noqa: E402
from playwright.async_api import Browser, async_playwright  # noqa: E402

from bot.adapters import discord_view, slack_view  # noqa: E402
from bot.adapters.web.server import WebServer  # noqa: E402
from bot.app import App, open_app, outside  # noqa: E402
from bot.demo.server import demo_server  # noqa: E402
from bot.demo.show import throw_away  # noqa: E402
from bot.digests.shelf import compose  # noqa: E402
from bot.fronts import add_web_pages  # noqa: E402
from bot.news.message import Message, digest_message  # noqa: E402
from bot.settings import load  # noqa: E402
from bot.store.schema import mention_days  # noqa: E402

Json = dict[str, Any]

# --- Slack ------------------------------------------------------------------------------------------------------------

SLACK_STYLE = """
body { background: #fff; color: #1d1c1d; font: 15px/1.46 Lato, "Helvetica Neue", Arial, "Noto Sans CJK SC", sans-serif }
.post { display: flex; gap: 8px; padding: 12px 16px; width: 680px }
.face { width: 36px; height: 36px; border-radius: 8px; background: #2b4c7e; color: #fff; font-weight: 700;
        display: grid; place-items: center; flex: none }
.who { font-weight: 900 } .app { background: #e8e8e8; color: #616061; font-size: 10px; padding: 1px 3px; border-radius: 2px }
.when { color: #616061; font-size: 12px }
h1 { font-size: 18px; margin: 4px 0 2px; font-weight: 900 } a { color: #1264a3; text-decoration: none }
.section { display: flex; justify-content: space-between; gap: 12px; margin: 6px 0 2px }
.context { color: #616061; font-size: 13px } hr { border: 0; border-top: 1px solid #ddd; margin: 10px 0 }
.menu { border: 1px solid #bbb; border-radius: 4px; width: 28px; height: 28px; text-align: center; flex: none }
.actions { display: flex; gap: 8px; margin: 4px 0 8px }
.button { border: 1px solid #bbb; border-radius: 4px; padding: 3px 12px; font-weight: 700; font-size: 14px }
"""


def mrkdwn(text: str) -> str:
    """Slack's marks as HTML; the text is escaped for &, < and > by the view already."""
    text = re.sub(r"<(https?://[^|>]+)\|([^>]*)>", r'<a href="\1">\2</a>', text)
    text = re.sub(r"(?<![\w*])\*([^*\n]+)\*(?![\w*])", r"<b>\1</b>", text)
    return text.replace("\n", "<br>")


def slack_text(text: Json) -> str:
    return html.escape(text["text"]) if text["type"] == "plain_text" else mrkdwn(text["text"])


def slack_block(block: Json) -> str:
    kind = block["type"]
    if kind == "header":
        return f"<h1>{slack_text(block['text'])}</h1>"
    if kind == "divider":
        return "<hr>"
    if kind == "context":
        return f'<div class="context">{" ".join(slack_text(one) for one in block["elements"])}</div>'
    if kind == "actions":
        buttons = "".join(f'<span class="button">{slack_text(one["text"])}</span>' for one in block["elements"])
        return f'<div class="actions">{buttons}</div>'
    menu = '<span class="menu">⋯</span>' if block.get("accessory") else ""
    return f'<div class="section"><div>{slack_text(block["text"])}</div>{menu}</div>'


def slack_page(payloads: list[Json]) -> str:
    blocks = "".join(slack_block(block) for payload in payloads for block in payload["blocks"])
    head = '<span class="who">Newsdesk</span> <span class="app">APP</span> <span class="when">08:30</span>'
    post = f'<div class="post"><div class="face">N</div><div>{head}{blocks}</div></div>'
    return f"<meta charset=utf-8><style>{SLACK_STYLE}</style>{post}"


# --- Discord ----------------------------------------------------------------------------------------------------------

DISCORD_STYLE = """
body { background: #313338; color: #dbdee1; font: 16px/1.375 "gg sans", "Noto Sans", Arial, "Noto Sans CJK SC", sans-serif }
.post { display: flex; gap: 16px; padding: 12px 16px; width: 700px }
.face { width: 40px; height: 40px; border-radius: 50%; background: #2b4c7e; color: #fff; font-weight: 700;
        display: grid; place-items: center; flex: none }
.who { font-weight: 600; color: #f2f3f5 } .app { background: #5865f2; color: #fff; font-size: 10px; padding: 1px 4px; border-radius: 4px }
.when { color: #949ba4; font-size: 12px } a { color: #00a8fc; text-decoration: none }
h2 { font-size: 20px; margin: 6px 0 2px; color: #f2f3f5 } h3 { font-size: 17px; margin: 6px 0 2px; color: #f2f3f5 }
small { color: #949ba4; font-size: 13px; display: block } hr { border: 0; border-top: 1px solid #46484f; margin: 10px 0 }
.section { display: flex; justify-content: space-between; gap: 16px; margin: 6px 0 }
.row { display: flex; gap: 8px; margin: 8px 0 }
.button { background: #4e5058; color: #fff; border-radius: 8px; padding: 5px 14px; font-size: 14px; height: fit-content; flex: none }
"""
_LINK = re.compile(r"\[((?:\\.|[^\]\\])*)\]\((https?://[^)\s]+)\)")


def markdown(text: str) -> str:
    return "".join(discord_line(line) for line in text.split("\n"))


def discord_line(line: str) -> str:
    for mark, name in (("-# ", "small"), ("### ", "h3"), ("## ", "h2")):
        if line.startswith(mark):
            return f"<{name}>{inline(line[len(mark) :])}</{name}>"
    return f"<div>{inline(line)}</div>"


def inline(text: str) -> str:
    text = _LINK.sub(lambda m: f"\0{m[2]}\1{m[1]}\2", text)
    text = re.sub(r"(?<!\\)\*\*(.+?)(?<!\\)\*\*", "\3\\1\4", text)
    text = html.escape(re.sub(r"\\([^\w\s])", r"\1", text))
    text = re.sub("\0([^\1]*)\1([^\2]*)\2", r'<a href="\1">\2</a>', text)
    return text.replace("\3", "<b>").replace("\4", "</b>")


def discord_part(part: Json) -> str:
    kind = part["type"]
    if kind == 14:
        return "<hr>"
    if kind == 10:
        return markdown(part["content"])
    if kind == 1:
        buttons = "".join(f'<span class="button">{html.escape(one["label"])}</span>' for one in part["components"])
        return f'<div class="row">{buttons}</div>'
    if kind == 17:
        return "".join(discord_part(one) for one in part["components"])
    texts = "".join(discord_part(one) for one in part["components"])
    label = html.escape(part["accessory"].get("label", ""))
    return f'<div class="section"><div>{texts}</div><span class="button">{label}</span></div>'


def discord_page(payloads: list[Json]) -> str:
    parts = "".join(discord_part(part) for payload in payloads for part in payload["components"])
    head = '<span class="who">Newsdesk</span> <span class="app">APP</span> <span class="when">Today at 08:30</span>'
    post = f'<div class="post"><div class="face">N</div><div>{head}{parts}</div></div>'
    return f"<meta charset=utf-8><style>{DISCORD_STYLE}</style>{post}"


# --- Pictures ---------------------------------------------------------------------------------------------------------


async def demo_news(app: App) -> Message:
    """Reads the demo's news into the store; the digest of it."""
    async with demo_server(datetime.now(UTC)) as site:
        await app.store.add_feeds(site.feeds, "opml", app.clock())
        async with outside(app.settings) as out:
            await app.poll(out)
            await app.process(out)
    now = app.clock()
    return digest_message(await compose(app.store, now=now, since=now - timedelta(days=1), max_stories=8))


async def earlier_mentions(app: App) -> None:
    chance, today = random.Random(7), app.clock().date()
    rows = [
        {
            "scope": 0,
            "type": "company",
            "name": name,
            "day": today - timedelta(days=n),
            "workspace_id": None,
            "articles": a,
        }
        for name, often in (("Halvorsen Labs", 0.5), ("Quillmark", 0.35), ("讯澜", 0.25))
        for n in range(4, 91)
        if (a := sum(chance.random() < often for _ in range(4 if n % 7 not in (2, 3) else 1)))
    ]
    async with app.store.engine.begin() as connection:
        await connection.execute(sa.insert(mention_days), rows)


@asynccontextmanager
async def served(app: App) -> AsyncIterator[str]:
    server = WebServer("127.0.0.1:0", list)
    add_web_pages(app, server, list)
    await server.start()
    try:
        yield server.address
    finally:
        await server.stop()


async def photograph_web(app: App) -> None:
    """The lead story with its first sentence opened, and the page of its company."""
    async with served(app) as address, browsing() as browser:
        shown = await browser.new_page(viewport={"width": 800, "height": 1000}, device_scale_factor=1.5)
        await shown.goto(address)
        await shown.locator(".lead h2 a").click()
        await shown.locator("summary").first.click()
        await shown.mouse.move(0, 0)
        await shown.screenshot(path=HERE / "web-story.png")
        await shown.goto(f"{address}/company/Halvorsen%20Labs")
        await shown.set_viewport_size({"width": 800, "height": 1120})
        await shown.screenshot(path=HERE / "web-company.png")


@asynccontextmanager
async def browsing() -> AsyncIterator[Browser]:
    flags = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage"]
    async with async_playwright() as browsers:
        browser = await browsers.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        yield browser
        await browser.close()


async def photograph(pages: dict[str, str]) -> None:
    async with browsing() as browser:
        for name, page in pages.items():
            shown = await browser.new_page(viewport={"width": 760, "height": 400}, device_scale_factor=1.5)
            await shown.set_content(page)
            await shown.locator(".post").screenshot(path=HERE / name)


async def main() -> None:
    names = Path(str(files("bot.demo") / "names.toml"))
    with tempfile.TemporaryDirectory(prefix="newsdesk-pictures-") as folder:
        async with open_app(throw_away(load(None), Path(folder)), names=names, seed=False) as app:
            message = await demo_news(app)
            await earlier_mentions(app)
            await photograph_web(app)
    if "--web" in sys.argv:
        return
    pages = {
        "slack.png": slack_page(slack_view.to_payloads(message)),
        "discord.png": discord_page(discord_view.to_payloads(message)),
    }
    await photograph(pages)


if __name__ == "__main__":
    asyncio.run(main())
