"""The fake Slack keeps Slack's rules: shown with the real slack_sdk and slack_bolt, not with our adapters."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack_blocks import Json
from tests.fakes.slack_server import (
    ADA,
    APP_TOKEN,
    BOT_TOKEN,
    NEWS,
    TEAM,
    SlackControl,
    SlackServer,
    slack_server,
)

logging.getLogger("slack_bolt").setLevel(logging.CRITICAL)
logging.getLogger("slack_sdk").setLevel(logging.CRITICAL)


@pytest.fixture
async def slack() -> AsyncIterator[SlackServer]:
    async with slack_server() as server:
        yield server


@pytest.fixture
def client(slack: SlackServer) -> AsyncWebClient:
    return web_client(slack)


def web_client(slack: SlackServer | SlackControl, token: str = BOT_TOKEN, **more: Any) -> AsyncWebClient:
    return AsyncWebClient(token=token, base_url=slack.api_url, retry_handlers=more.pop("retry_handlers", []), **more)


async def refusal(call: Awaitable[object]) -> str:
    """The word with which Slack refuses the call."""
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


def section(text: str, **more: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(action_id: str, text: str = "More", **more: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": {"type": "plain_text", "text": text}, **more}


def option(text: str, value: str) -> Json:
    return {"text": {"type": "plain_text", "text": text}, "value": value}


def modal(*blocks: Json, **more: Any) -> Json:
    return {
        "type": "modal",
        "callback_id": "form",
        "title": {"type": "plain_text", "text": "A form"},
        "submit": {"type": "plain_text", "text": "Send"},
        "blocks": list(blocks) or [section("…")],
        **more,
    }


def text_field(block_id: str, **more: Any) -> Json:
    element = {"type": "plain_text_input", "action_id": f"{block_id}_typed", **more.pop("element", {})}
    label = {"type": "plain_text", "text": "Name"}
    return {"type": "input", "block_id": block_id, "label": label, "element": element, **more}


@asynccontextmanager
async def bolt(slack: SlackServer | SlackControl, *, connections: int = 1) -> AsyncIterator[AsyncApp]:
    """A bolt app on Socket Mode, connected when the block is left for the first time by `connect`."""
    app = AsyncApp(client=web_client(slack), ignoring_self_events_enabled=True)
    handlers = [AsyncSocketModeHandler(app, APP_TOKEN, ping_interval=1) for _ in range(connections)]
    for handler in handlers:
        await handler.connect_async()
    assert await slack.connected(connections)
    try:
        yield app
    finally:
        for handler in handlers:
            await handler.close_async()


# The Web API


async def test_a_message_is_stored_with_a_ts_of_its_own_that_increases(
    slack: SlackServer, client: AsyncWebClient
) -> None:
    sent = [await client.chat_postMessage(channel=NEWS, text=f"number {n}") for n in range(3)]
    stamps = [answer["ts"] for answer in sent]
    assert stamps == sorted(set(stamps))
    assert [message["text"] for message in slack.messages(NEWS)] == ["number 0", "number 1", "number 2"]


async def test_auth_test_names_the_team_and_the_bot(slack: SlackServer, client: AsyncWebClient) -> None:
    answer = await client.auth_test()
    assert (answer["team_id"], answer["user_id"]) == (TEAM, slack.world.teams[TEAM].bot_user)
    assert answer["bot_id"]


async def test_an_unknown_method_is_refused(client: AsyncWebClient) -> None:
    assert await refusal(client.api_call("news.read")) == "unknown_method"


async def test_a_slash_command_is_acknowledged_and_answered_over_socket_mode(slack: SlackServer) -> None:
    async with bolt(slack) as app:

        @app.command("/news")
        async def news(ack: Any, respond: Any, command: Json) -> None:
            await ack()
            await respond(f"you asked for {command['text']}")

        seen = await slack.people.slash("/news", "latest", user=ADA, channel=NEWS)
    assert seen.error == ""
    assert seen.milliseconds is not None
    assert [answer["text"] for answer in seen.ephemeral] == ["you asked for latest"]


async def test_a_press_opens_a_modal_and_its_submission_is_answered(slack: SlackServer, client: AsyncWebClient) -> None:
    async with bolt(slack) as app:

        @app.action("open")
        async def opened(ack: Any, body: Json, client: AsyncWebClient) -> None:
            await ack()
            await client.views_open(trigger_id=body["trigger_id"], view=modal(text_field("name")))

        @app.view("form")
        async def sent(ack: Any, view: Json, client: AsyncWebClient, body: Json) -> None:
            await ack()
            name = view["state"]["values"]["name"]["name_typed"]["value"]
            await client.chat_postEphemeral(channel=NEWS, user=body["user"]["id"], text=f"hello {name}")

        row = {"type": "actions", "elements": [button("open")]}
        post = await client.chat_postMessage(channel=NEWS, text="press", blocks=[row])
        pressed = await slack.people.press("open", ts=post["ts"])
        assert pressed.view is not None
        submitted = await slack.people.submit({"name": "Torvane"})
    assert "hello Torvane" in submitted.words
    assert submitted.view is None
