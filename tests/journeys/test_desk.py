"""The operator's desk as an operator walks it: real processes on one database, against servers that behave."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bench.kills import slack
from bot.adapters.opml import write_opml
from bot.demo.server import demo_server
from tests.fakes.slack_server import ADA, APP_TOKEN, BEN, BOT_TOKEN, NEWS, SlackServer, slack_server
from tests.journeys.newsroom import bot, home_with, make_due
from tests.journeys.terminal import Ended, Terminal, terminal
from tests.journeys.test_slack import nothing_was_wrong, posted, subscribed

FAILED = 1


def desk(home: Path, slack: SlackServer | None = None, **more: str) -> Terminal:
    """A terminal without feeds of its own, with Slack's tokens if there is a Slack."""
    feeds = home / "feeds.toml"
    feeds.write_text("", encoding="utf-8")
    tokens = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN} if slack else {}
    base = {"NEWSDESK_SLACK__API_BASE": slack.api_url} if slack else {}
    return terminal(home, **{"NEWSDESK_FILES__FEEDS": str(feeds), **tokens, **base, **more})


async def ok(home: Terminal, *arguments: str, stdin: str = "") -> Ended:
    ended = await home.run(*arguments, stdin=stdin)
    assert ended.code == 0, ended.err or ended.out
    return ended


async def test_a_test_message_whose_answer_is_lost_is_settled_by_the_operator(tmp_path: Path) -> None:
    async with slack_server() as slack:
        home = desk(tmp_path, slack)
        told = await ok(home, "doctor", "--send-test", f"slack:{NEWS}")
        assert "FAIL" not in told.out and f"posted in slack:{NEWS}" in told.out

        slack.fault("chat.postMessage", "reset_after")
        slack.fault("conversations.history", "error", error="missing_scope", times=None)
        lost = await home.run("doctor", "--send-test", f"slack:{NEWS}")
        assert lost.code == FAILED and f"it may stand in slack:{NEWS}" in lost.out

        (unknown,) = (await ok(home, "deliveries", "list", "--state", "unknown", "--json")).json
        assert f"deliveries mark-sent {unknown['id']}" in " ".join(lost.out.split())
        assert (unknown["kind"], unknown["channel"]) == ("test", f"slack:{NEWS}")
        status = (await ok(home, "status", "--json")).json
        assert f"`newsdesk deliveries resend {unknown['id']}`" in status["alerts"][0]

        settled = await ok(home, "deliveries", "mark-sent", unknown["id"])
        assert settled.out == f"Part 1 of {unknown['id']} counts as posted in slack:{NEWS}; nothing is posted.\n"
        assert (await ok(home, "status", "--json")).json["alerts"] == []
        assert len(slack.messages(NEWS)) == 2 and not slack.duplicates()


async def test_a_wrong_token_ends_in_one_clear_line(tmp_path: Path) -> None:
    async with slack_server() as slack:
        home = desk(tmp_path, slack, SLACK_BOT_TOKEN="xoxb-wrong")
        told = await home.run("doctor")
    assert told.code == FAILED and told.err == ""
    lines = told.out.splitlines()
    failed = [n for n, line in enumerate(lines) if line.startswith("FAIL")]
    assert [lines[n] for n in failed] == ["FAIL  Slack bot token: Slack refuses SLACK_BOT_TOKEN (invalid_auth)"]
    assert "→ copy the Bot User OAuth Token" in lines[failed[0] + 1]


async def test_a_story_is_corrected_and_taken_back_from_the_terminal(tmp_path: Path) -> None:
    home = desk(tmp_path, NEWSDESK_FETCH__ALLOW_PRIVATE="127.0.0.1/32")
    async with demo_server(datetime.now(UTC)) as site:
        (tmp_path / "feeds.opml").write_text(write_opml(site.feeds, "Samples"), encoding="utf-8")
        await ok(home, "poll", "--feeds", str(tmp_path / "feeds.opml"))
        await ok(home, "process")
    newest = (await ok(home, "latest", "--json", "--max", "1", "--since", "30d")).json[0]["id"]
    said = await ok(home, "story", str(newest), "--correct", "We gave the wrong sum; the source says 30 million.")
    assert said.out.startswith(f"Story {newest} is corrected: We gave the wrong sum")
    assert "the source says 30 million" in (await ok(home, "story", str(newest))).out
    assert "nobody needs to be told" in (await ok(home, "story", str(newest), "--retract")).out
    assert newest not in [story["id"] for story in (await ok(home, "latest", "--json", "--since", "30d")).json]


RIGHT = "the round is $30 million, not $300 million"
ROUND = "Torvane raises $300 million"


def is_right(said: str) -> bool:
    """No line tells the wrong sum of the round without what is right, but as said before."""
    wrong = [line for line in said.splitlines() if ROUND in line and not line.startswith("[")]
    return all(RIGHT in line for line in wrong)


async def test_what_was_posted_is_put_right_and_taken_back_on_every_way(tmp_path: Path, stocked: Path) -> None:
    """Corrected while the bot is away: it carries it through when it is back; and the same for taking it back."""
    async with slack() as platform:
        control, home = platform.control, home_with(tmp_path, stocked, **platform.environ)
        async with bot(home):
            await subscribed(platform)
            make_due(home)
            (digest,) = await posted(platform)
            asked = await control.slash("/news", "ask How much did Torvane raise?", user=BEN, until="$300 million")
            kept = asked.ephemeral[0]["ts"]
        stories = (await ok(home, "latest", "--json", "--since", "30d", "--max", "100")).json
        number = next(str(story["id"]) for story in stories if story["headline"].startswith(ROUND))
        said = await ok(home, "story", number, "--correct", RIGHT)
        assert said.out.startswith(f"Story {number} is corrected: {RIGHT}. One channel has it.")

        async with bot(home):
            digest, thread = await posted(platform, messages=2)
            assert f": {RIGHT}." in json.dumps(digest["blocks"], ensure_ascii=False).replace("\u200b", "")
            assert thread["thread_ts"] == digest["ts"] and RIGHT in thread["text"] + json.dumps(thread["blocks"])
            more = await control.press(
                f"story:{number}", ts=digest["ts"], option=f"more:{number}", user=BEN, until="How sure"
            )
            assert RIGHT in more.words and "How sure: corrected." in more.words
            for text in ("digest", "company Torvane", "search Torvane series", "ask What is new with Torvane?"):
                told = await control.slash("/news", text, user=BEN, until="tories up to")
                assert is_right(told.words.partition("\n")[2]), (text, told.words)
            answer = await control.slash("/news", "ask How much did Torvane raise?", user=BEN, until="tories up to")
            assert answer.words.index(RIGHT) < answer.words.index("$300 million at a post-money")
            shared = await control.press(label="Share here", ts=kept, user=BEN, until="Ask again")
            assert "corrected or taken back since" in shared.words
            assert RIGHT in (await control.open_home(user=ADA, until="Subscriptions")).words

        assert "is taken back" in (await ok(home, "story", number, "--retract")).out
        async with bot(home):
            digest, _, thread = await posted(platform, messages=3)
            assert "We take this story back" in json.dumps(digest["blocks"])
            assert "We take this story back" in thread["text"] + json.dumps(thread["blocks"])
            more = await control.press(
                f"story:{number}", ts=digest["ts"], option=f"more:{number}", user=BEN, until="took this story back"
            )
            assert "Share here" not in more.words
            make_due(home)
            tomorrow = (await posted(platform, messages=4))[-1]
            assert "We take this story back" in tomorrow["text"] and RIGHT not in json.dumps(tomorrow["blocks"])
        await nothing_was_wrong(platform)


@pytest.mark.parametrize("wrong", [("deliveries", "list", "--state", "lost"), ("story", "3", "--pin", "--block")])
async def test_wrong_usage_of_the_desk_is_told_and_does_nothing(tmp_path: Path, wrong: tuple[str, ...]) -> None:
    ended = await desk(tmp_path).run(*wrong)
    assert ended.code == 2 and ended.out == "" and ended.err.count("\n") == 1
