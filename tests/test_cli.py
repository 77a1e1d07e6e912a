"""What the command line itself decides: which words it takes, and what it prints of what the adapters give."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.adapters.disk import free_bytes
from bot.cli import cli
from bot.logs import configure

RUN = CliRunner()


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No token is set; logging is set back to what the other tests want."""
    for name in ("DISCORD_TOKEN", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    yield
    configure("critical")


def test_the_slack_manifest_has_the_commands_that_were_chosen() -> None:
    chosen = {"NEWSDESK_SLACK__NEWS_COMMAND": "/ai-news"}
    shown = RUN.invoke(cli, ["slack-manifest"], env=chosen)
    assert shown.exit_code == 0
    assert "command: /ai-news" in shown.stdout and "command: /newsdesk" in shown.stdout
    assert "socket_mode_enabled: true" in shown.stdout and "request_url" not in shown.stdout


def test_the_slack_manifest_for_http_mode_names_the_servers_address() -> None:
    shown = RUN.invoke(cli, ["slack-manifest", "--http", "https://news.example"])
    assert "https://news.example/slack/events" in shown.stdout
    refused = RUN.invoke(cli, ["slack-manifest", "--http", "http://news.example"])
    assert refused.exit_code == 1 and "https addresses only" in refused.stderr


def test_a_configuration_folder_without_a_manifest_uses_the_shipped_one(tmp_path: Path) -> None:
    assert RUN.invoke(cli, ["--config", str(tmp_path), "slack-manifest"]).exit_code == 0


def test_an_invitation_without_a_token_says_where_one_is_had() -> None:
    refused = RUN.invoke(cli, ["discord-invite"])
    assert refused.exit_code == 1
    assert refused.stderr.startswith("newsdesk: DISCORD_TOKEN isn't set; make an application on discord.com/developers")


def test_room_on_the_disk_is_told_of_a_database_file_alone(tmp_path: Path) -> None:
    assert (free_bytes(f"sqlite:///{tmp_path / 'news.db'}") or 0) > 0
    assert free_bytes("postgresql://db.example/news") is None
    assert free_bytes(f"sqlite:///{tmp_path / 'nowhere' / 'news.db'}") is None
