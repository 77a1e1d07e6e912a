"""Slack in HTTP mode: signed requests, the installation by OAuth, many workspaces with a token each."""

from __future__ import annotations

import hashlib
import hmac
import html
import re
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import aiohttp
import pytest
from aiohttp import web

from bot.adapters.slack_front import SlackFront, SlackTokens
from bot.adapters.slack_install import fernet_from
from bot.outbox_ports import Channel, ChannelClosed
from bot.ports import NewsdeskError
from bot.store.engine import open_engine
from bot.store.store import Store
from tests.adapters.slack_talk import WORDS, Talk, eventually, wall_clock
from tests.fakes.slack_server import (
    ADA,
    BOT_TOKEN,
    CLIENT_ID,
    CLIENT_SECRET,
    NEWS,
    SIGNING_SECRET,
    TEAM,
    SlackServer,
    slack_server,
)

MANY = SlackTokens(signing_secret=SIGNING_SECRET, client_id=CLIENT_ID, client_secret=CLIENT_SECRET)
ONE = SlackTokens(bot=BOT_TOKEN, signing_secret=SIGNING_SECRET)
# slack_sdk 3.47 sends the client's secret by aiohttp's BasicAuth.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")
SECRET = "an invented secret of some length"


@pytest.fixture
async def slack() -> AsyncIterator[SlackServer]:
    async with slack_server() as server:
        yield server


@dataclass
class Served:
    front: SlackFront
    url: str


@asynccontextmanager
async def served(slack: SlackServer, folder: Path, talk: Talk, tokens: SlackTokens = MANY) -> AsyncIterator[Served]:
    """The front behind a web server of the test's; Slack is told where it is."""
    database = f"sqlite:///{folder / 'news.db'}"
    engine = open_engine(database)
    app = web.Application()
    runner = web.AppRunner(app, shutdown_timeout=0.2)
    async with await Store.open(database) as store:
        port = _free_port()
        front = SlackFront(
            tokens, api_base=slack.api_url, commands=WORDS, store=store, clock=wall_clock, owner="one",
            engine=engine, fernet=fernet_from(SECRET), public_url=f"http://127.0.0.1:{port}",
        )  # fmt: skip
        front.routes(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        await front.start(talk)
        slack.http_mode(f"http://127.0.0.1:{port}/slack/events")
        try:
            yield Served(front, f"http://127.0.0.1:{port}")
        finally:
            await front.stop()
            await runner.cleanup()
            await engine.dispose()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


async def test_one_workspace_works_over_signed_http_with_its_own_token(slack: SlackServer, tmp_path: Path) -> None:
    talk = Talk()
    async with served(slack, tmp_path, talk, ONE):
        assert (await slack.people.verify_url()).error == ""
        seen = await slack.people.slash("/news", "company Lumora", until="Lumora")
    assert "answer to news company: Lumora" in seen.words and slack.violations() == []


@pytest.mark.parametrize("signature", ["wrong", "missing", "old"])
async def test_what_slack_didnt_sign_is_refused(slack: SlackServer, tmp_path: Path, signature: str) -> None:
    talk = Talk()
    async with served(slack, tmp_path, talk, ONE) as here:
        slack.http_mode(f"{here.url}/slack/events", signature=signature)  # type: ignore[arg-type]
        seen = await slack.people.slash("/news", "latest", patience=0.3)
    assert seen.status == 401 and talk.heard == []


async def test_a_workspace_installs_and_is_answered_with_its_own_token(slack: SlackServer, tmp_path: Path) -> None:
    talk = Talk()
    slack.add_team("T0OTHER", "Other Works", "xoxb-other-invented")
    eve = slack.add_person("T0OTHER", "eve")["id"]
    room = slack.add_channel("room", team="T0OTHER", members=[eve])
    async with served(slack, tmp_path, talk) as here:
        installed = await slack.people.install(f"{here.url}/slack/install", team="T0OTHER", user=eve)
        assert installed.status == 200, installed.body
        assert "Newsdesk is installed in Other Works" in installed.body and "/invite @Newsdesk" in installed.body
        seen = await slack.people.slash("/news", "latest", user=eve, channel=room, until="answer")
        assert "answer to news latest" in seen.words
        place = talk.last("news latest")[0].place
        assert (place.workspace, place.workspace_name) == ("T0OTHER", "Other Works")
        channel = Channel(1, "slack", 1, "T0OTHER", room, None, "active", None)
        await here.front.courier.post(channel, {"text": "digest"}, marker="m.1")
        assert [message["text"] for message in slack.messages(room)] == ["digest"]
        with pytest.raises(ChannelClosed, match="install it again"):
            await here.front.courier.post(
                Channel(2, "slack", 2, TEAM, NEWS, None, "active", None), {"text": "x"}, marker="m.2"
            )
    assert b"xoxb-other-invented" not in (tmp_path / "news.db").read_bytes()


async def test_a_state_that_we_didnt_give_installs_nothing(slack: SlackServer, tmp_path: Path) -> None:
    async with (
        served(slack, tmp_path, Talk()) as here,
        aiohttp.ClientSession() as browser,
        browser.get(f"{here.url}/slack/oauth_redirect?code=x&state=forged") as page,
    ):
        assert page.status == 400
    assert slack.calls("oauth.v2.access") == []


async def test_a_refused_consent_installs_nothing(slack: SlackServer, tmp_path: Path) -> None:
    async with served(slack, tmp_path, Talk()) as here:
        seen = await slack.people.install(f"{here.url}/slack/install", deny=True)
    assert seen.status == 200 and slack.calls("oauth.v2.access") == []
    assert "It was cancelled on Slack's page. Nothing is stored." in seen.body
    assert 'href="/slack/install">Try again' in seen.body


async def test_a_workspace_without_the_bot_is_told_where_it_is_installed(slack: SlackServer, tmp_path: Path) -> None:
    async with served(slack, tmp_path, Talk()) as here:
        seen = await slack.people.slash("/news", "latest", until="installed")
    assert "Newsdesk isn't installed in this workspace any more. An admin can install it again" in seen.words
    assert f"{here.url}/slack/install" in seen.words


async def test_uninstalling_lets_the_token_go_at_once_and_installing_again_brings_it_back(
    slack: SlackServer, tmp_path: Path
) -> None:
    talk = Talk()
    channel = Channel(1, "slack", 1, TEAM, NEWS, None, "active", None)
    async with served(slack, tmp_path, talk) as here:
        assert (await slack.people.install(f"{here.url}/slack/install")).status == 200
        await here.front.courier.post(channel, {"text": "digest"}, marker="m.1")
        await slack.people.uninstall(patience=0.2)
        await eventually(lambda: ("slack", TEAM) in talk.gone)
        with pytest.raises(ChannelClosed, match="install it again"):
            await here.front.courier.post(channel, {"text": "digest"}, marker="m.2")
        assert here.front.trouble() is None, "one workspace's leaving is no trouble of the bot's"
        slack.refuse(TEAM, "")
        assert (await slack.people.install(f"{here.url}/slack/install")).status == 200
        await here.front.courier.post(channel, {"text": "digest"}, marker="m.3")
        assert talk.back == [("slack", TEAM), ("slack", TEAM)], "what was ordered there goes on"
    assert [message["text"] for message in slack.messages(NEWS)] == ["digest", "digest"]


async def test_forms_work_over_http_too(slack: SlackServer, tmp_path: Path) -> None:
    talk = Talk(completions=[("Lumora", "Lumora")])
    async with served(slack, tmp_path, talk, ONE):
        seen = await slack.people.slash("/news", "ask", until="answer to news ask")
        assert seen.views and slack.violations() == []


def test_many_workspaces_need_a_key_for_their_tokens() -> None:
    with pytest.raises(NewsdeskError, match="NEWSDESK_SECRET_KEY"):
        SlackFront(MANY, api_base=None, commands=WORDS, store=None, clock=wall_clock, owner="x")  # type: ignore[arg-type]


def test_no_token_is_shown_when_the_front_is_printed() -> None:
    assert "xoxb" not in repr(SlackTokens(bot="xoxb-secret", app="xapp-secret", client_secret="s3cret"))
    assert ADA


async def _asked(slack: SlackServer, browser: aiohttp.ClientSession, url: str) -> tuple[str, dict[str, str]]:
    """Where Slack sends somebody back who agreed, and the cookie of their browser."""
    async with browser.get(f"{url}/slack/install", allow_redirects=False) as page:
        link = page.headers.get("Location") or _link_in(await page.text())
        cookies = {name: cookie.value for name, cookie in page.cookies.items()}
    return slack.people.authorize(dict(parse_qsl(urlsplit(link).query))), cookies


def _link_in(page: str) -> str:
    found = re.search(r'href="([^"]*/oauth/v2/authorize[^"]*)"', page)
    assert found, page
    return html.unescape(found[1])


async def test_a_link_of_somebody_elses_browser_installs_nothing_and_each_link_works_once(
    slack: SlackServer, tmp_path: Path
) -> None:
    async with (
        served(slack, tmp_path, Talk()) as here,
        aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as browser,
    ):
        back, cookies = await _asked(slack, browser, here.url)
        _, others = await _asked(slack, browser, here.url)
        for theirs in ({}, others, dict.fromkeys(cookies, "forged")):
            async with browser.get(back, cookies=theirs) as page:
                assert page.status == 400
        assert slack.calls("oauth.v2.access") == []
        back, cookies = await _asked(slack, browser, here.url)
        statuses = []
        for _ in range(2):
            async with browser.get(back, cookies=cookies) as page:
                statuses.append(page.status)
        assert statuses == [200, 401]
        assert len(slack.calls("oauth.v2.access")) == 1


async def test_a_signed_request_that_comes_again_acts_once(slack: SlackServer, tmp_path: Path) -> None:
    talk = Talk()
    body = urlencode(
        {"command": "/news", "text": "latest", "team_id": TEAM, "channel_id": NEWS, "channel_name": "news",
         "user_id": ADA, "user_name": "ada", "trigger_id": "13.7.abc", "response_url": ""}
    )  # fmt: skip
    at = str(int(time.time()))
    digest = hmac.new(SIGNING_SECRET.encode(), f"v0:{at}:{body}".encode(), hashlib.sha256).hexdigest()
    headers = {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": f"v0={digest}",
               "Content-Type": "application/x-www-form-urlencoded"}  # fmt: skip
    async with served(slack, tmp_path, talk, ONE) as here, aiohttp.ClientSession() as attacker:
        for _ in range(3):
            async with attacker.post(f"{here.url}/slack/events", data=body, headers=headers) as answer:
                assert answer.status == 200
        await eventually(lambda: talk.count("news latest"))
        changed = {**headers, "X-Slack-Request-Timestamp": str(int(at) + 1)}
        async with attacker.post(f"{here.url}/slack/events", data=body, headers=changed) as answer:
            assert answer.status == 401
    assert talk.count("news latest") == 1
