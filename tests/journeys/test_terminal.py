"""The whole way through the running program, as an operator walks it: real processes, a real server, real files."""

from __future__ import annotations

import asyncio
import json
import signal
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio

from bot.adapters.opml import write_opml
from bot.demo.server import DemoSite, demo_server
from tests.journeys.terminal import Ended, Terminal, terminal

SHARED = Path(__file__).parents[3] / "shared"
KINDS = {
    "release",
    "funding",
    "deal",
    "policy",
    "research",
    "product",
    "people",
    "legal",
    "incident",
    "opinion",
    "other",
}
CERTAINTIES = {"confirmed", "stated", "reported", "rumoured", "denied"}


@pytest_asyncio.fixture
async def site() -> AsyncIterator[DemoSite]:
    async with demo_server(datetime.now(UTC)) as running:
        yield running


@pytest.fixture
def home(tmp_path: Path, site: DemoSite) -> Terminal:
    """A terminal whose configuration has the demo's names, no feeds, and loopback allowed."""
    (tmp_path / "feeds.toml").write_text("", encoding="utf-8")
    (tmp_path / "feeds.opml").write_text(write_opml(site.feeds, "Samples"), encoding="utf-8")
    return terminal(
        tmp_path, NEWSDESK_FILES__FEEDS=str(tmp_path / "feeds.toml"), NEWSDESK_FETCH__ALLOW_PRIVATE="127.0.0.1/32"
    )


async def ok(home: Terminal, *arguments: str, stdin: str = "") -> Ended:
    ended = await home.run(*arguments, stdin=stdin)
    assert ended.code == 0, ended.err
    return ended


async def test_from_feeds_to_a_digest_and_an_answer(home: Terminal, site: DemoSite) -> None:
    polled = (await ok(home, "poll", "--feeds", str(home.home / "feeds.opml"), "--json")).json
    assert (polled["feeds"], polled["unchanged"]) == (len(site.feeds), 0)
    assert polled["failed"] == len(polled["failures"]) == 3
    assert polled["new_items"] >= 80
    assert {r for url, r in site.requests if url.startswith("/feeds/private")} == set()

    processed = (await ok(home, "process", "--json")).json
    assert set(processed) == {"articles", "stories", "briefs", "failed", "seconds"}
    assert processed["failed"] == 0
    assert 80 <= processed["articles"] <= polled["new_items"]
    assert processed["briefs"] < processed["articles"]

    digest = (await ok(home, "digest", "--format", "json", "--max", "20")).json
    _check_digest(digest)
    again = (await ok(home, "poll", "--all", "--json")).json
    assert (again["new_items"], again["changed"]) == (0, 0)
    assert again["unchanged"] == len(site.feeds) - 3

    site.next_edition()
    later = (await ok(home, "poll", "--all", "--json")).json
    assert 0 < later["new_items"] < 15
    await ok(home, "process")

    for form in ("terminal", "html", "markdown", "slack", "discord"):
        shown = await ok(home, "digest", "--format", form)
        assert "Torvane" in shown.out
    company = (await ok(home, "company", "OpenAI", "--json")).json
    assert company["name"] == "OpenAI"
    assert len(company["mentions_per_day"]) == 31


def _check_digest(digest: dict) -> None:  # type: ignore[type-arg]
    assert set(digest) == {"title", "from", "to", "stories"}
    assert len(digest["stories"]) >= 8
    for story in digest["stories"]:
        assert story["kind"] in KINDS
        assert story["certainty"] in CERTAINTIES
        assert len(story["headline"]) <= 90
        numbers = [source["n"] for source in story["sources"]]
        assert numbers == list(range(1, len(numbers) + 1))
        cited = [*story["headline_cites"], *(n for s in story["sentences"] for n in s["cites"])]
        assert cited
        assert set(cited) <= set(numbers)
        assert all(sentence["cites"] for sentence in story["sentences"])
    outlets = [len({s["outlet"] for s in story["sources"]}) for story in digest["stories"]]
    assert max(outlets) >= 4


async def test_what_isnt_in_the_store_is_refused(home: Terminal) -> None:
    await ok(home, "poll", "--feeds", str(home.home / "feeds.opml"))
    await ok(home, "process")
    answered = (await ok(home, "ask", "How many tokens was Fjord 2 trained on?", "--json")).json
    assert answered["refused"] is False
    assert "9" in answered["answer"]
    assert answered["sources"][0]["url"].startswith("http://127.0.0.1")
    refused = (await ok(home, "ask", "How much did Quillmark pay Nimbra?", "--json")).json
    assert (refused["refused"], refused["answer"], refused["sentences"]) == (True, None, [])
    assert refused["reason"]


async def test_a_page_finds_its_feed_and_a_feed_can_be_removed_and_brought_back(home: Terminal, site: DemoSite) -> None:
    page = site.feeds[0].url
    added = (await ok(home, "feeds", "add", page, "--json")).json
    assert added["new"] is True
    assert (await ok(home, "feeds", "add", page, "--json")).json["new"] is False
    number = str(added["id"])
    assert "Undo" in (await ok(home, "feeds", "remove", number)).out
    assert (await ok(home, "feeds", "list", "--json")).json == []
    await ok(home, "feeds", "resume", number)
    assert len((await ok(home, "feeds", "list", "--json")).json) == 1


async def test_opml_keeps_names_and_folders(home: Terminal, site: DemoSite) -> None:
    imported = await ok(home, "feeds", "import", str(home.home / "feeds.opml"), "--json")
    assert imported.json == {"feeds": len(site.feeds), "new": len(site.feeds)}
    exported = (await ok(home, "feeds", "export")).out
    for feed in site.feeds:
        assert feed.url in exported
    shown = {f["name"]: f["folder"] for f in (await ok(home, "feeds", "list", "--json")).json}
    assert shown == {feed.name: feed.folder for feed in site.feeds}


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("digest", "--since", "yesterday"), 2, "24h, 7d or 2w"),
        (("digest", "--format", "pdf"), 2, "choose one of"),
        (("digest", "--now", "noon"), 2, "ISO 8601"),
        (("feeds", "add", "ftp://example.org/x"), 2, "isn't a web address"),
        (("feeds", "import", "nowhere.opml"), 2, "nowhere.opml can't be read"),
        (("feeds", "remove", "Nobody's feed"), 1, "feeds list"),
        (("tag", "nowhere.txt"), 2, "nowhere.txt can't be read"),
        (("story", "999999"), 1, "newsdesk latest"),
        (("story", "99999999999999999999999"), 2, "less than"),
        (("company", "Opnai"), 1, "Did you mean OpenAI"),
        (("subscriptions", "add", "--zone", "Europe/Berln"), 2, "did you mean Europe/Berlin?"),
        (("subscriptions", "add", "--at", "8 o'clock"), 2, "such as 08:30"),
        (("--config", "/nowhere", "status"), 1, "/nowhere doesn't exist"),
        (("worker",), 1, "Past one machine"),
        (("deliveries", "show", "nothing"), 1, "there is no delivery"),
        (("digest", "--bogus"), 2, "--bogus"),
    ],
)
async def test_bad_input_gets_one_sentence_and_its_exit_code(
    home: Terminal, arguments: tuple[str, ...], code: int, told: str
) -> None:
    ended = await home.run(*arguments)
    assert ended.code == code, ended.err
    assert told in ended.err
    assert "Traceback" not in ended.err
    assert ended.out == ""


@pytest.mark.parametrize(
    ("environ", "told"),
    [
        ({"NEWSDESK_FETCH__TOTAL_SECOND": "3"}, "did you mean NEWSDESK_FETCH__TOTAL_SECONDS?"),
        ({"NEWSDESK_DIGEST__ZONE": "Berlin"}, "no such time zone"),
        ({"DATABASE_URL": "sqlite:////proc/nowhere/x.db"}, "/proc/nowhere"),
        ({"DATABASE_URL": "mysql://x"}, "mysql"),
    ],
)
async def test_a_wrong_setting_ends_in_one_sentence(tmp_path: Path, environ: dict[str, str], told: str) -> None:
    ended = await terminal(tmp_path, **environ).run("status")
    assert ended.code == 1
    assert told in ended.err
    assert "Traceback" not in ended.err


async def test_a_damaged_database_is_named_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    path.write_bytes(b"this is no database" * 100)
    ended = await terminal(tmp_path, DATABASE_URL=f"sqlite:///{path}").run("status")
    assert ended.code == 1
    assert str(path) in ended.err
    assert "Traceback" not in ended.err
    assert path.read_bytes() == b"this is no database" * 100


async def test_lines_come_out_in_order_and_a_bad_one_stops_no_other(home: Terminal) -> None:
    lines = [{"id": 1, "title": "OpenAI releases GPT-7", "text": ""}, "no JSON", {"id": 3, "title": "", "text": ""}]
    lines.append({"id": 4, "title": "Mistral AI raises 2 billion euros", "text": ""})
    stdin = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    ended = await home.run("tag", "-", "--json", stdin=stdin)
    assert ended.code == 1
    out = ended.lines
    assert [line["id"] for line in out] == [1, None, 3, 4]
    assert ["error" in line for line in out] == [False, True, True, False]
    assert out[0]["models"][0]["name"] == "GPT-7"
    assert out[3]["companies"][0]["name"] == "Mistral AI"


@pytest.mark.parametrize("step", ["tag", "summarise", "cluster", "check", "extract"])
async def test_whatever_a_line_holds_the_next_one_is_done(home: Terminal, step: str) -> None:
    good = {
        "id": 9,
        "title": "OpenAI releases GPT-7",
        "text": "OpenAI released GPT-7 on Monday.",
        "claim": "OpenAI released GPT-7.",
    }
    good |= {"source": good["text"], "html": f"<html><body><article><p>{good['text']}</p></article></body></html>"}
    bad = ['{"id": NaN, "title": "x"}', '{"id": 1e999, "title": "x"}', '{"id": "\\ud800", "title": "x"}', "[" * 100000]
    bad += ['{"id": 2, "title": 5, "text": 5, "source": 5, "html": 5}', '{"id": 3, "html": "<p>x</p>"}']
    ended = await home.run(step, "-", "--json", stdin="\n".join([*bad, json.dumps(good)]))
    assert ended.code == 1
    assert "Traceback" not in ended.err
    assert len(ended.lines) == len(bad) + 1
    assert all("error" in line for line in ended.lines[:-1])
    assert "error" not in ended.lines[-1]
    assert ended.lines[-1]["id"] == 9


async def test_cluster_puts_one_event_together(home: Terminal) -> None:
    titles = [
        "Torvane buys Sandmere for $2bn",
        "Sandmere is acquired by Torvane for $2 billion",
        "Nimbra opens an office in Oslo",
    ]
    stdin = "\n".join(
        json.dumps({"id": n, "title": t, "text": "", "published": "2026-11-20T08:00:00Z"}) for n, t in enumerate(titles)
    )
    stories = [line["story"] for line in (await ok(home, "cluster", "-", "--json", stdin=stdin)).lines]
    assert stories[0] == stories[1] != stories[2]


async def test_check_and_summarise_keep_their_shapes(home: Terminal) -> None:
    text = "Quillmark raised $30 million on Monday, the company said. The round was led by Oxbow Ventures."
    summed = (
        await ok(home, "summarise", "-", stdin=json.dumps({"id": 1, "title": "Quillmark raises money", "text": text}))
    ).json
    assert set(summed) == {
        "id", "headline", "headline_cites", "kind", "certainty", "sentences", "articles", "writer"
    }  # fmt: skip
    assert summed["articles"][0]["sentences"][summed["sentences"][0]["cites"][0]["sentence"]] in text
    record = {"id": 2, "source": text, "claim": "Quillmark raised $300 million."}
    checked = (await ok(home, "check", "-", stdin=json.dumps(record))).json
    assert checked["supported"] is False
    assert "number" in {p["kind"] for p in checked["problems"]}


async def test_standing_orders_are_due_at_local_time_and_survive_export(home: Terminal) -> None:
    added = await ok(
        home, "subscriptions", "add", "--at", "08:30", "--zone", "Europe/Berlin", "--days", "daily", "--json"
    )
    assert added.json["next_due"].endswith((":30:00Z",))
    due = (await ok(home, "subscriptions", "due", "--now", "2099-01-01", "--json")).json
    assert [s["id"] for s in due] == [added.json["id"]]
    exported = await ok(home, "subscriptions", "export")
    (home.home / "orders.json").write_text(exported.out, encoding="utf-8")
    assert (
        "0 subscriptions added, 1 known"
        in (await ok(home, "subscriptions", "import", str(home.home / "orders.json"))).out
    )
    await ok(home, "subscriptions", "remove", str(added.json["id"]))
    assert "1 subscriptions added" in (await ok(home, "subscriptions", "import", str(home.home / "orders.json"))).out


async def test_run_reads_tells_and_ends_on_sigterm(home: Terminal) -> None:
    await ok(home, "feeds", "import", str(home.home / "feeds.opml"))
    process = await home.start("run")
    assert process.stdout is not None
    seen = b""
    while b"Ctrl-C ends." not in seen:
        line = await asyncio.wait_for(process.stdout.readline(), 60)
        assert line, seen.decode()
        seen += line
    process.send_signal(signal.SIGTERM)
    await asyncio.wait_for(process.communicate(), 20)
    assert process.returncode == 0
    assert b"sources read" in seen
    assert b"AI news," in seen


async def test_doctor_and_status_say_how_things_stand(home: Terminal) -> None:
    checks = (await ok(home, "doctor", "--json")).json
    assert checks["ok"] is True
    assert {"configuration", "time zones", "database", "feeds", "model key"} <= {c["name"] for c in checks["checks"]}
    stood = (await ok(home, "status", "--json")).json
    assert set(stood) == {"feeds", "queue", "deliveries", "budget", "alerts", "fronts"}


async def test_the_demo_tells_a_digest_and_an_answer(tmp_path: Path) -> None:
    ended = await terminal(tmp_path).run("demo", "--once")
    assert ended.code == 0, ended.err
    assert "AI news," in ended.out
    assert "outlets" in ended.out
    assert "$ newsdesk ask" in ended.out
    assert "[1]" in ended.out
    assert not (tmp_path / "data").exists()


async def test_the_real_example_is_read_as_a_careful_reader_would(home: Terminal) -> None:
    example = SHARED / "examples" / "meta-adopts-qwen.txt"
    if not example.exists():
        pytest.skip(f"the example article is absent: {example}")
    expected = json.loads(example.with_suffix(".expected.json").read_text(encoding="utf-8"))
    text = (await ok(home, "extract", str(example))).out
    assert not [part for part in expected["not_part_of_the_article"] if part in text]
    tagged = (await ok(home, "tag", str(example), "--json")).json
    roles = {c["name"]: c["role"] for c in tagged["companies"]}
    for role in ("subject", "mentioned", "source"):
        assert {n: roles.get(n) for n in expected["companies"][role]} == dict.fromkeys(
            expected["companies"][role], role
        )
    assert set(expected["models"]) <= {m["name"] for m in tagged["models"]}
    found = [{k: r[k] for k in want} for want in expected["relations"] for r in tagged["relations"]]
    assert all(want in found for want in expected["relations"])
    summed = (await ok(home, "summarise", str(example), "--json")).json
    assert summed["certainty"] == "reported"
    first = summed["sentences"][0]["text"]
    assert all(word in first for word in ("Meta", "Qwen", "Avocado", "Bloomberg", "unnamed"))
