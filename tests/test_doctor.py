"""`newsdesk doctor` against servers that behave as Slack and Discord do: each line is right, or says what to type."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.commands.health import Check
from bot.commands.subscriptions import order, planned
from bot.doctor import examine
from bot.logs import configure
from bot.settings import load
from bot.store.store import Store
from tests.fakes.discord_server import FakeDiscord, fake_discord
from tests.fakes.discord_world import NEWS_ID, TOKEN
from tests.fakes.slack_server import APP_TOKEN, BOT_TOKEN, NEWS, RANDOM, TEAM, SlackServer, slack_server

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """The doctor sets logging up; the other tests want it as it was."""
    yield
    configure("critical")


async def checked(home: Path, test: str | None = None, **environ: str) -> dict[str, Check]:
    """The checks by name, in a data folder of its own; what the terminal's courier prints is dropped."""
    with pytest.MonkeyPatch.context() as environment:
        for name, value in {"NEWSDESK_DATA__DIR": str(home), **environ}.items():
            environment.setenv(name, value)
        return {check.name: check for check in await examine(lambda: load(None), test)}


def slack_settings(slack: SlackServer, **more: str) -> dict[str, str]:
    tokens = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN}
    return {**tokens, "NEWSDESK_SLACK__API_BASE": slack.api_url, **more}


def discord_settings(discord: FakeDiscord, **more: str) -> dict[str, str]:
    return {"DISCORD_TOKEN": TOKEN, "NEWSDESK_DISCORD__API_BASE": discord.api, **more}


async def subscribe(home: Path, *addresses: str) -> None:
    store = await Store.open(f"sqlite:///{home / 'newsdesk.db'}")
    for address in addresses:
        wanted = order(channel=address, at="08:30", days="daily", zone="UTC", preset="everything", most=8)
        await store.add_subscription(planned(wanted, None, NOW), NOW)
    await store.close()


async def test_without_a_token_the_terminal_is_enough(tmp_path: Path) -> None:
    checks = await checked(tmp_path)
    assert all(check.ok for check in checks.values())
    assert checks["chat"].detail == "no token set: `newsdesk run` uses the terminal"


async def test_slacks_tokens_and_scopes_are_right(tmp_path: Path) -> None:
    async with slack_server() as slack:
        checks = await checked(tmp_path, **slack_settings(slack))
    assert checks["Slack bot token"].ok and "Invented Works" in checks["Slack bot token"].detail
    assert checks["Slack scopes"].ok and checks["Slack app token"].ok


async def test_a_wrong_token_is_one_clear_line(tmp_path: Path) -> None:
    await subscribe(tmp_path, f"slack:{NEWS}", f"slack:{RANDOM}")
    async with slack_server() as slack, fake_discord() as discord:
        wrong = {
            **slack_settings(slack),
            **discord_settings(discord),
            "SLACK_BOT_TOKEN": "xoxb-no",
            "DISCORD_TOKEN": "no",
        }
        checks = await checked(tmp_path, **wrong)
    failed = {name: check for name, check in checks.items() if not check.ok}
    assert set(failed) == {"Slack bot token", "Discord token"}
    assert failed["Slack bot token"].detail == "Slack refuses SLACK_BOT_TOKEN (invalid_auth)"
    assert "OAuth & Permissions" in failed["Slack bot token"].mend
    assert failed["Discord token"].detail == "Discord refuses DISCORD_TOKEN"
    assert "discord.com/developers" in failed["Discord token"].mend


async def test_swapped_slack_tokens_are_both_told(tmp_path: Path) -> None:
    async with slack_server() as slack:
        swapped = {**slack_settings(slack), "SLACK_BOT_TOKEN": APP_TOKEN, "SLACK_APP_TOKEN": BOT_TOKEN}
        checks = await checked(tmp_path, **swapped)
    assert not checks["Slack bot token"].ok and not checks["Slack app token"].ok
    assert "SLACK_APP_TOKEN" in checks["Slack app token"].mend


async def test_a_missing_scope_is_named(tmp_path: Path) -> None:
    async with slack_server() as slack:
        slack.world.teams[TEAM].scopes.discard("groups:history")
        checks = await checked(tmp_path, **slack_settings(slack))
    assert checks["Slack scopes"].detail == "missing: groups:history"
    assert "reinstall" in checks["Slack scopes"].mend


async def test_a_platform_that_is_out_of_reach_is_no_wrong_token(tmp_path: Path) -> None:
    nowhere = {"DISCORD_TOKEN": TOKEN, "NEWSDESK_DISCORD__API_BASE": "http://127.0.0.1:9/api/v10"}
    check = (await checked(tmp_path, **nowhere))["Discord token"]
    assert not check.ok and check.detail.startswith("Discord can't be asked")


async def test_each_channel_where_the_bot_cant_post_is_named_with_what_is_missing(tmp_path: Path) -> None:
    await subscribe(tmp_path, f"slack:{NEWS}", f"slack:{RANDOM}", f"discord:{NEWS_ID}")
    async with slack_server() as slack, fake_discord() as discord:
        checks = await checked(tmp_path, **slack_settings(slack), **discord_settings(discord))
    assert checks["channels"].detail == "2 can be posted in"
    assert checks[f"slack:{RANDOM}"].detail == "missing: an invitation (/invite @Newsdesk)"


async def test_the_operators_channel_is_checked_too(tmp_path: Path) -> None:
    async with slack_server() as slack:
        settings = slack_settings(slack)
        good = await checked(tmp_path, **settings, NEWSDESK_OPERATORS__CHANNEL=f"slack:{NEWS}")
        typo = await checked(tmp_path, **settings, NEWSDESK_OPERATORS__CHANNEL="#ops")
    assert good["operators' channel"].ok
    assert typo["operators' channel"].detail == "'#ops' is no channel's address"


async def test_a_test_message_is_sent_and_followed_until_it_is_posted(tmp_path: Path) -> None:
    async with slack_server() as slack, fake_discord() as discord:
        settings = {**slack_settings(slack), **discord_settings(discord)}
        on_slack = await checked(tmp_path, f"slack:{NEWS}", **settings)
        on_discord = await checked(tmp_path, f"discord:{NEWS_ID}", **settings)
        said = [slack.messages(NEWS), discord.stored(NEWS_ID)]
    assert on_slack["test message"].ok, on_slack["test message"]
    assert on_discord["test message"].ok, on_discord["test message"]
    assert [len(messages) for messages in said] == [1, 1]
    assert all("digests can be posted here" in str(messages[0]) for messages in said)


async def test_a_test_message_to_a_channel_that_the_bot_isnt_in_says_so_and_posts_nothing(tmp_path: Path) -> None:
    async with slack_server() as slack:
        checks = await checked(tmp_path, f"slack:{RANDOM}", **slack_settings(slack))
        assert slack.messages(RANDOM) == []
    assert "test message" not in checks
    assert checks[f"slack:{RANDOM}"].detail == "missing: an invitation (/invite @Newsdesk)"
