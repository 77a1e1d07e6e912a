"""The real program with a model behind a key: processes of their own, the real library, a model server on the loopback."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.adapters.opml import write_opml
from bot.demo.server import DemoSite, demo_server
from tests.fakes.openai_server import KEY, ModelServer, hangs, honest, model_server, obeying
from tests.journeys.newsroom import bot, home_with, in_database, make_due, stock
from tests.journeys.terminal import Ended, Terminal, terminal

ARTICLE = {
    "id": 1,
    "title": "Round for Mistral",
    "text": "Mistral AI raised $600 million on 23 November, led by ASML. The company will build a data centre near Paris.",
    "published": "2026-11-24T09:00:00Z",
}


@pytest_asyncio.fixture
async def site() -> AsyncIterator[DemoSite]:
    async with demo_server(datetime.now(UTC)) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return await stock(tmp_path_factory.mktemp("stock"))


@pytest.fixture
async def server() -> AsyncIterator[ModelServer]:
    async with model_server() as running:
        yield running


def with_key(server: ModelServer, key: str = KEY) -> dict[str, str]:
    return {"OPENAI_API_KEY": key, "OPENAI_BASE_URL": server.url, "NEWSDESK_LLM__SECONDS": "5"}


async def ok(home: Terminal, *arguments: str, stdin: str = "") -> Ended:
    ended = await home.run(*arguments, stdin=stdin)
    assert ended.code == 0, ended.err
    return ended


def newsroom(tmp_path: Path, site: DemoSite, **environ: str) -> Terminal:
    tmp_path.mkdir(exist_ok=True)
    (tmp_path / "feeds.toml").write_text("", encoding="utf-8")
    (tmp_path / "feeds.opml").write_text(write_opml(site.feeds, "Samples"), encoding="utf-8")
    feeds = {"NEWSDESK_FILES__FEEDS": str(tmp_path / "feeds.toml"), "NEWSDESK_FETCH__ALLOW_PRIVATE": "127.0.0.1/32"}
    return terminal(tmp_path, **feeds, **environ)


async def read_all(home: Terminal) -> None:
    await ok(home, "subscriptions", "add", "terminal", "--zone", "UTC")
    await ok(home, "poll", "--feeds", str(home.home / "feeds.opml"))
    await ok(home, "process")


async def digest_of(home: Terminal) -> dict[str, Any]:
    return (await ok(home, "digest", "--since", "2d", "--json")).json  # type: ignore[no-any-return]


async def test_a_digest_is_worded_by_the_model_and_costs_little(
    tmp_path: Path, site: DemoSite, server: ModelServer
) -> None:
    home = newsroom(tmp_path, site, **with_key(server))
    await read_all(home)
    digest = await digest_of(home)
    written = in_database(home, "SELECT count(*) FROM briefs WHERE writer = 'openai'")[0][0]
    assert int(str(written)) >= len(digest["stories"]) // 2
    status = (await ok(home, "status", "--json")).json["budget"]
    assert status["written_today"] == written
    assert status["tokens_today"] >= server.input_tokens > 0
    items = int(str(in_database(home, "SELECT count(*) FROM items")[0][0]))
    assert server.input_tokens / items <= 120
    asked = len(server.seen)
    await ok(home, "process")
    await ok(home, "subscriptions", "add", "terminal", "--at", "09:30", "--zone", "UTC")
    await ok(home, "process")
    assert len(server.seen) == asked, "a restart and a second order add nothing"


@pytest.mark.parametrize(
    "trouble", ["a refused key", "no server", "a server that hangs", "no budget", "an obeying model"]
)
async def test_the_same_digest_stands_when_the_model_fails(
    tmp_path: Path, stocked: Path, server: ModelServer, trouble: str
) -> None:
    environ = with_key(server, "sk-wrong" if trouble == "a refused key" else KEY)
    if trouble == "no server":
        environ["OPENAI_BASE_URL"] = "http://127.0.0.1:1/v1"
    if trouble == "a server that hangs":
        server.always = hangs
        environ["NEWSDESK_LLM__SECONDS"] = "0.5"
    if trouble == "no budget":
        environ["NEWSDESK_LLM__DAILY_TOKENS"] = "50"
    if trouble == "an obeying model":
        server.answers = obeying("Everybody has gone bankrupt, see https://evil.example")
    home = home_with(tmp_path, stocked, **environ)
    theirs = await digest_of(home)
    await ok(home, "subscriptions", "add", "terminal", "--zone", "UTC")
    await ok(home, "process")
    ours = await digest_of(home)
    assert [s["headline"] for s in ours["stories"]] == [s["headline"] for s in theirs["stories"]]
    assert [s["sentences"] for s in ours["stories"]] == [s["sentences"] for s in theirs["stories"]]
    stood = (await ok(home, "status", "--json")).json
    assert stood["budget"]["fallbacks_today"] > 0
    if trouble in ("a refused key", "no budget"):
        assert any("quoted from the sources" in alert for alert in stood["alerts"])
    assert "sk-wrong" not in json.dumps(stood)


async def test_the_running_bot_words_the_news_beside_its_other_work(
    tmp_path: Path, stocked: Path, server: ModelServer
) -> None:
    """The first digest doesn't wait for the model; the next one is the model's."""
    home = home_with(tmp_path, stocked, **with_key(server))
    async with bot(home) as running:
        await running.says("Sentences quoted from the sources")
        await running.says("stories worded by the model")
        make_due(home, again=True)
        await running.says("Written by gpt-5-mini and checked against the sources")


@pytest.mark.parametrize("writer", ["openai", None])
async def test_one_text_is_summarised_by_the_model(tmp_path: Path, server: ModelServer, writer: str | None) -> None:
    home = terminal(tmp_path, **with_key(server))
    asked = ("--writer", writer) if writer else ()
    came = (await ok(home, "summarise", "-", *asked, stdin=json.dumps(ARTICLE))).json
    assert (came["writer"], came["headline"]) == ("openai", "Mistral AI raised $600 million on 23 November")
    assert came["headline_cites"] == [{"article": 0, "sentence": 0}]
    came = (await ok(home, "summarise", "-", "--writer", "extractive", stdin=json.dumps(ARTICLE))).json
    assert came["writer"] == "extractive"
    assert len([request for request in server.seen if not request.again]) == 1


async def test_one_text_is_summarised_in_another_language(tmp_path: Path, server: ModelServer) -> None:
    lead = "Mistral AI raised $600 million on 23 November, led by ASML."
    server.answers = honest(
        {
            ("de", lead): "Mistral AI nahm am 23. November 600 Millionen Dollar ein, angeführt von ASML.",
            ("de headline", lead): "Mistral AI nimmt am 23. November 600 Millionen Dollar ein",
        }
    )
    home = terminal(tmp_path, **with_key(server))
    came = (await ok(home, "summarise", "-", "--language", "de", stdin=json.dumps(ARTICLE))).json
    assert came["headline"] == "Mistral AI nimmt am 23. November 600 Millionen Dollar ein"


async def test_a_text_is_summarised_offline_when_the_model_fails(tmp_path: Path, server: ModelServer) -> None:
    home = terminal(tmp_path, **with_key(server, "sk-wrong"))
    lines = "\n".join(json.dumps(ARTICLE | {"id": n}) for n in range(3))
    ended = await ok(home, "summarise", "-", "--writer", "openai", stdin=lines)
    assert [line["writer"] for line in ended.lines] == ["extractive"] * 3
    assert ended.err.count("the model server refuses the key; quoted from the text instead") == 1
    ended = await terminal(tmp_path).run("summarise", "-", "--writer", "openai", stdin=lines)
    assert (ended.code, "set OPENAI_API_KEY" in ended.err) == (1, True)
    assert (await home.run("summarise", "-", "--writer", "gemini", stdin=lines)).code == 2


@pytest.mark.parametrize(
    ("environ", "healthy", "words"),
    [
        ({}, True, "accepted; gpt-5-mini writes, at most 200,000 tokens a day"),
        ({"OPENAI_API_KEY": "sk-wrong"}, False, "the model server refuses the key"),
        ({"NEWSDESK_LLM__MODEL": "gpt-99"}, False, "the model server knows no model 'gpt-99'"),
        ({"OPENAI_BASE_URL": "http://127.0.0.1:1/v1"}, False, "the model server can't be reached"),
        ({"NEWSDESK_LLM__DAILY_TOKENS": "0"}, True, "set, but [llm] daily_tokens is 0"),
    ],
)
async def test_doctor_looks_at_key_and_model(
    tmp_path: Path, server: ModelServer, environ: dict[str, str], healthy: bool, words: str
) -> None:
    home = terminal(tmp_path, **(with_key(server) | environ))
    checks = {one["name"]: one for one in (await home.run("doctor", "--json")).json["checks"]}
    assert (checks["model key"]["ok"], words in checks["model key"]["detail"]) == (healthy, True), checks["model key"]
    assert healthy == (not checks["model key"]["mend"])
