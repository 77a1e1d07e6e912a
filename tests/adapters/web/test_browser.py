"""The pages in a real Chromium: what they show, run and ask for, by keyboard, on a phone, in the dark, to a screen reader."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

import pytest
from playwright.async_api import Browser, ConsoleMessage, Page, Request, async_playwright

from bot.adapters.web.access import Gate
from bot.news.message import digest_message
from bot.news.message_json import message_to_json
from bot.news.model import BriefSentence, Cite, Digest, RankedStory
from bot.outbox_ports import Channel
from bot.store.store import Store
from tests.adapters.web.room import HOUR, Room, add_news, first_brief, room
from tests.adapters.web.test_escaping import BAD_URLS, TEXT, hostile
from tests.store.posting import add_channel, add_digest
from tests.store.samples import NOW, add_briefed, add_feeds, article, poll

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1100, "height": 900}

if CHROMIUM is None and os.environ.get("CI") != "true":
    pytest.skip("no Chromium here: apt install chromium runs the tests of the pages", allow_module_level=True)


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    assert CHROMIUM, "apt install chromium"
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        await opened.close()


@pytest.fixture
async def busy(news_store: Store) -> AsyncIterator[Room]:
    """A store that has something for every page: versions, corrections, hostile and endless texts, digests, trouble."""
    story = await add_news(news_store)
    found = await news_store.story(story)
    assert found
    later = first_brief(
        list(found.brief.article_ids), version=2, whats_new="the model has 32 billion parameters",
        sentences=(BriefSentence("The model has 32 billion parameters.", (Cite(0, 1),)),),
    )  # fmt: skip
    await news_store.save_briefs([(story, later)], NOW)
    await hostile(news_store, 0, BAD_URLS[0])
    good, bad = await add_feeds(news_store, 2)
    await add_briefed(news_store, good, [article("long", title="x" * 400)], headline="x" * 300)
    await add_briefed(
        news_store, good, [article("zh", title="微风发布", language="zh")], headline="微风二号发布，采用三百亿参数"
    )
    await news_store.save_polls([poll(bad, failures=2, last_error="answers 404", failing_since=NOW)], NOW)
    channel: Channel = await add_channel(news_store, name="ai-news", workspace_name="House")
    ranked = RankedStory(found, 1.0, ("it is new",))
    drawn = digest_message(Digest("AI news, Tuesday 24 November", NOW - 24 * HOUR, NOW, (ranked,)))
    await add_digest(news_store, channel, story=story, message=message_to_json(drawn))
    async with room(news_store) as running:
        yield running


def paths_of(running: Room) -> list[str]:
    link = running.site.gate.link_of(1, NOW)
    return [
        "/", "/day/2026-11-24", "/archive", "/stories", "/stories?company=Zephyr%20Labs", "/story/1", "/story/2", "/story/3",
        "/names", "/company/Zephyr%20Labs", "/company/Mistelbach", "/model/Gale", "/compare", "/search", "/sources",
        "/compare?a=Zephyr+Labs&b=Corrigan", "/search?q=needle", "/search?q=Zefyr", "/company/Zefyr", "/nowhere",
        "/digests", "/digests/d1", "/status", "/workspaces", f"/w/{link}/", f"/w/{link}/digests",
    ]  # fmt: skip


@dataclass
class Watched:
    """A page that remembers what it said, asked for and tried."""

    page: Page
    base: str
    amiss: list[str] = field(default_factory=list)

    def listen(self) -> None:
        self.page.on("console", self._console)
        self.page.on("request", self._request)
        self.page.on("pageerror", lambda error: self.amiss.append(f"{self.page.url}: {error}"))
        self.page.on("dialog", lambda dialog: self.amiss.append(f"{self.page.url}: dialog {dialog.message}"))

    def _console(self, message: ConsoleMessage) -> None:
        expected = "Failed to load resource" in message.text and ("404" in message.text)
        if message.type in ("error", "warning") and not expected:
            self.amiss.append(f"{self.page.url}: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith(self.base + "/"):
            self.amiss.append(f"{self.page.url} asks for {request.url}")

    async def open(self, path: str) -> None:
        await self.page.goto(self.base + path)


async def watched(browser: Browser, running: Room, **settings: Any) -> Watched:
    context = await browser.new_context(**settings)
    made = Watched(await context.new_page(), running.url)
    made.listen()
    return made


async def open_all(page: Page) -> None:
    """Everything that is folded away, by its own means."""
    for one in await page.locator("summary").all():
        if await one.is_visible():
            await one.click()


async def test_no_page_runs_anything_complains_or_asks_another_host_for_anything(browser: Browser, busy: Room) -> None:
    shown = await watched(browser, busy, viewport=DESK)
    for path in paths_of(busy):
        await shown.open(path)
        await open_all(shown.page)
        assert await shown.page.locator("h1").count() == 1, path
    assert shown.amiss == []
    await shown.open("/story/2")
    assert TEXT in (await shown.page.locator("h1").inner_text())


@pytest.mark.parametrize(("scheme", "size"), [("light", DESK), ("dark", PHONE)])
async def test_a_screen_reader_finds_no_fault_in_any_page(
    browser: Browser, busy: Room, scheme: Any, size: dict[str, int]
) -> None:
    """axe-core's rules, all of them, contrast too."""
    axe = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
    shown = await watched(browser, busy, viewport=size, color_scheme=scheme)
    faults = []
    for path in paths_of(busy):
        await shown.open(path)
        await open_all(shown.page)
        await shown.page.evaluate(axe)
        found = await shown.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        faults += [
            f"{path}: {one['id']}: {one['help']}: {[node['html'][:160] for node in one['nodes'][:3]]}"
            for one in found["violations"]
        ]
    assert faults == []


async def test_on_a_phone_no_page_is_wider_than_the_screen_and_what_is_pressed_is_tall_enough(
    browser: Browser, busy: Room
) -> None:
    shown = await watched(browser, busy, viewport=PHONE, has_touch=True)
    wide = []
    for path in paths_of(busy):
        await shown.open(path)
        await open_all(shown.page)
        width = await shown.page.evaluate("document.documentElement.scrollWidth")
        wide += [f"{path}: {width}"] if width > PHONE["width"] else []
    assert wide == []
    await shown.open("/")
    for one in await shown.page.locator("nav a, button, input").all():
        box = await one.bounding_box()
        assert box and box["height"] >= 32, await one.inner_text()


async def test_by_keyboard_alone_one_reads_a_sentences_source_and_searches(browser: Browser, busy: Room) -> None:
    shown = await watched(browser, busy, viewport=DESK)
    keys = shown.page.keyboard
    await shown.open("/")
    await keys.press("Tab")
    assert await focused(shown.page) == "To the content"
    await keys.press("Enter")
    await keys.press("Tab")
    await keys.press("Enter")
    await shown.page.wait_for_url("**/story/*")
    await shown.open("/story/1")
    await reach(shown.page, "32 billion")
    assert not await shown.page.locator("blockquote").first.is_visible()
    await keys.press("Enter")
    assert await shown.page.locator("blockquote").first.is_visible()
    await shown.open("/")
    await reach(shown.page, "", "find")
    outline = await shown.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    await keys.type("gale")
    await keys.press("Enter")
    await shown.page.wait_for_url("**/search?q=gale")


async def focused(page: Page) -> str:
    words: str = await page.evaluate("document.activeElement.innerText || ''")
    return words.strip()


async def reach(page: Page, words: str, id: str = "") -> None:
    """Tabs on until something with the words, or that id, has the focus."""
    for _ in range(60):
        await page.keyboard.press("Tab")
        if id and await page.evaluate("document.activeElement.id") == id:
            return
        if words and words in await focused(page):
            return
    raise AssertionError(f"the keyboard never comes to {words or id!r}")


async def test_the_pages_follow_the_readers_light_or_dark_and_work_without_scripts(
    browser: Browser, busy: Room
) -> None:
    grounds = {}
    for scheme in ("light", "dark"):
        chosen: Any = scheme
        shown = await watched(browser, busy, color_scheme=chosen)
        await shown.open("/")
        grounds[scheme] = await shown.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert grounds["light"] == "rgb(255, 255, 255)" and grounds["dark"] != grounds["light"]
    plain = await watched(browser, busy, java_script_enabled=False)
    await plain.open("/story/1")
    await plain.page.locator("summary").first.click()
    assert await plain.page.locator("blockquote").first.is_visible()


async def test_a_page_prints_as_its_text_alone(browser: Browser, busy: Room) -> None:
    shown = await watched(browser, busy)
    await shown.open("/story/1")
    await shown.page.emulate_media(media="print")
    assert await shown.page.locator("h1").is_visible() and not await shown.page.locator("nav").first.is_visible()
    assert len(await shown.page.pdf(format="A4")) > 5000


async def test_the_chart_has_letters_as_large_on_a_phone_as_on_a_desk(browser: Browser, busy: Room) -> None:
    heights = []
    for size in (PHONE, DESK):
        shown = await watched(browser, busy, viewport=size)
        await shown.open("/company/Zephyr%20Labs")
        charts = [one for one in await shown.page.locator("svg").all() if await one.is_visible()]
        assert len(charts) == 1
        box = await charts[0].locator("text").first.bounding_box()
        assert box
        heights.append(box["height"])
    assert abs(heights[0] - heights[1]) < 3 and min(heights) > 11


async def test_the_operators_password_opens_status_in_a_browser(browser: Browser, news_store: Store) -> None:
    async with room(news_store, Gate(public=True, password="of the test")) as running:
        context = await browser.new_context(http_credentials={"username": "operator", "password": "of the test"})
        page = await context.new_page()
        await page.goto(running.url + "/status")
        assert await page.locator("h1").inner_text() == "Status"
