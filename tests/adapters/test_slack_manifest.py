"""What `newsdesk slack-manifest` prints is what Slack takes, and asks for no more than what is used."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.adapters.slack_desk import SHORTCUT
from bot.adapters.slack_manifest import SCOPES, render_manifest
from bot.ports import NewsdeskError
from tests.fakes.slack_manifest import manifest_problems, read_manifest, settings_of

PATH = Path(__file__).parents[2] / "config" / "slack-manifest.yaml"


def test_for_socket_mode_no_address_is_needed() -> None:
    text = render_manifest(PATH, commands=("/news", "/newsdesk"))
    manifest = read_manifest(text)
    assert list(manifest_problems(manifest)) == []
    assert "$" not in text and "url" not in text
    assert manifest["settings"]["socket_mode_enabled"] is True
    app = settings_of(manifest)
    assert app.commands == frozenset({"/news", "/newsdesk"}) and app.shortcuts == frozenset({SHORTCUT})
    assert app.scopes == set(SCOPES)


def test_for_http_mode_all_addresses_are_filled_in() -> None:
    manifest = read_manifest(render_manifest(PATH, commands=("/ai", "/ai-desk"), url="https://news.example/"))
    assert list(manifest_problems(manifest)) == []
    assert settings_of(manifest).commands == frozenset({"/ai", "/ai-desk"})
    assert manifest["settings"]["socket_mode_enabled"] is False
    assert manifest["settings"]["interactivity"]["request_url"] == "https://news.example/slack/events"
    assert manifest["settings"]["event_subscriptions"]["request_url"] == "https://news.example/slack/events"
    assert manifest["oauth_config"]["redirect_urls"] == ["https://news.example/slack/oauth_redirect"]
    assert {command["url"] for command in manifest["features"]["slash_commands"]} == {
        "https://news.example/slack/events"
    }


def test_slack_calls_https_only() -> None:
    with pytest.raises(NewsdeskError, match="https"):
        render_manifest(PATH, commands=("/news", "/newsdesk"), url="http://news.example")
