"""The fake Slack keeps Slack's rules: shown with the real slack_sdk and slack_bolt, not with our adapters."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncConnectionErrorRetryHandler
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.fakes.slack_blocks import Json, block_problems, pings, view_problems
from tests.fakes.slack_server import (
    ADA,
    APP_TOKEN,
    BEN,
    BOT_TOKEN,
    CLIENT_ID,
    CLIENT_SECRET,
    GIL,
    NEWS,
    PRIVATE,
    RANDOM,
    SIGNING_SECRET,
    TEAM,
    PlainSlackControl,
    SlackControl,
    SlackServer,
    slack_process,
    slack_server,
)
from tests.fakes.slack_transport import Signature

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
        await handler.connect_async()  # type: ignore[no-untyped-call]
    assert await slack.connected(connections)
    try:
        yield app
    finally:
        for handler in handlers:
            await handler.close_async()  # type: ignore[no-untyped-call]


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


# Who may what


async def test_a_wrong_token_is_refused_and_a_revoked_one_too(slack: SlackServer, client: AsyncWebClient) -> None:
    assert await refusal(web_client(slack, "xoxb-other").auth_test()) == "invalid_auth"
    assert await refusal(web_client(slack, "").auth_test()) == "not_authed"
    slack.refuse(error="token_revoked")
    assert await refusal(client.chat_postMessage(channel=NEWS, text="x")) == "token_revoked"
    assert slack.messages(NEWS) == []


async def test_app_and_bot_tokens_are_not_interchangeable(slack: SlackServer, client: AsyncWebClient) -> None:
    assert await refusal(client.apps_connections_open(app_token=BOT_TOKEN)) == "not_allowed_token_type"
    assert await refusal(client.apps_connections_open(app_token="xapp-other")) == "invalid_auth"
    assert await refusal(web_client(slack, APP_TOKEN).auth_test()) == "not_allowed_token_type"


async def test_a_missing_scope_is_named(slack: SlackServer, client: AsyncWebClient) -> None:
    slack.scopes("chat:write commands")
    with pytest.raises(SlackApiError) as caught:
        await client.conversations_history(channel=NEWS)
    answer = caught.value.response
    assert (answer["error"], answer["needed"]) == ("missing_scope", "channels:history")
    assert answer["provided"] == answer.headers["X-OAuth-Scopes"] == "chat:write,commands"
    assert await refusal(client.users_info(user=ADA)) == "missing_scope"
    assert await refusal(client.conversations_list(types="private_channel")) == "missing_scope"


async def test_where_the_bot_may_post(slack: SlackServer, client: AsyncWebClient) -> None:
    assert await refusal(client.chat_postMessage(channel=RANDOM, text="x")) == "not_in_channel"
    assert await refusal(client.chat_postMessage(channel=PRIVATE, text="x")) == "channel_not_found"
    assert await refusal(client.chat_postMessage(channel="C0NOWHERE", text="x")) == "channel_not_found"
    slack.scopes("chat:write chat:write.public")
    assert (await client.chat_postMessage(channel=RANDOM, text="x"))["ok"]
    await slack.people.archive(NEWS, quietly=True)
    assert await refusal(client.chat_postMessage(channel=NEWS, text="x")) == "is_archived"
    await slack.people.unarchive(NEWS, quietly=True)
    await slack.people.kick(NEWS, quietly=True)
    slack.scopes("chat:write")
    assert await refusal(client.chat_postMessage(channel=NEWS, text="x")) == "not_in_channel"
    await slack.people.delete_channel(NEWS, quietly=True)
    assert await refusal(client.chat_postMessage(channel=NEWS, text="x")) == "channel_not_found"


async def test_an_ephemeral_message_is_for_a_member_of_the_channel_alone(
    slack: SlackServer, client: AsyncWebClient
) -> None:
    await client.chat_postEphemeral(channel=NEWS, user=ADA, text="for you")
    assert slack.messages(NEWS) == []
    assert [(m["text"], m["ephemeral_to"]) for m in slack.ephemeral(ADA)] == [("for you", ADA)]
    assert await refusal(client.chat_postEphemeral(channel=NEWS, user="U0STRANGER", text="x")) == "user_not_in_channel"


async def test_a_message_to_a_person_goes_to_their_direct_channel(slack: SlackServer, client: AsyncWebClient) -> None:
    opened = await client.conversations_open(users=BEN)
    sent = await client.chat_postMessage(channel=BEN, text="hello")
    assert sent["channel"] == opened["channel"]["id"] == slack.direct(BEN)
    assert await refusal(client.conversations_open(users="U0NOBODY")) == "user_not_found"
    bot = slack.world.teams[TEAM].bot_user
    assert await refusal(client.conversations_open(users=bot)) == "cannot_dm_bot"
    slack.add_person(TEAM, "gone", id="U0GONE", deleted=True)
    assert await refusal(client.conversations_open(users="U0GONE")) == "user_disabled"


async def test_channels_and_people_are_shown_as_the_documents_say(slack: SlackServer, client: AsyncWebClient) -> None:
    info = (await client.conversations_info(channel=NEWS))["channel"]
    assert (info["name"], info["is_member"], info["is_archived"]) == ("ai-news", True, False)
    gil = (await client.users_info(user=GIL))["user"]
    assert (gil["is_restricted"], gil["tz"], gil["is_admin"]) == (True, "Europe/Berlin", False)
    listed = await client.conversations_list(types="public_channel,private_channel")
    assert {channel["id"] for channel in listed["channels"]} == {NEWS, RANDOM}
    assert ADA in (await client.conversations_members(channel=NEWS))["members"]
    assert await refusal(client.users_info(user="U0NOBODY")) == "user_not_found"


async def test_joining_makes_a_member(slack: SlackServer, client: AsyncWebClient) -> None:
    await client.conversations_join(channel=RANDOM)
    assert (await client.chat_postMessage(channel=RANDOM, text="x"))["ok"]
    await slack.people.archive(RANDOM, quietly=True)
    assert await refusal(client.conversations_join(channel=RANDOM)) == "is_archived"
    private = slack.add_channel("plans", kind="private")
    assert await refusal(client.conversations_join(channel=private)) == "method_not_supported_for_channel_type"


# What a message may be


async def test_a_message_needs_a_text_or_blocks(slack: SlackServer, client: AsyncWebClient) -> None:
    assert await refusal(client.api_call("chat.postMessage", json={"channel": NEWS})) == "no_text"
    assert await refusal(client.api_call("chat.postMessage", json={"text": "x"})) == "invalid_arguments"


async def test_blocks_without_text_are_noted(slack: SlackServer, client: AsyncWebClient) -> None:
    await client.api_call("chat.postMessage", json={"channel": NEWS, "blocks": [section("x")]})
    assert [v["rule"] for v in slack.violations()] == ["blocks_without_text"]


async def test_a_text_over_forty_thousand_characters_is_cut_with_a_warning(
    slack: SlackServer, client: AsyncWebClient
) -> None:
    answer = await client.chat_postMessage(channel=NEWS, text="x" * 40_001)
    assert answer["warning"] == "message_truncated"
    assert len(slack.messages(NEWS)[0]["text"]) == 40_000
    assert [v["rule"] for v in slack.violations()] == ["message_truncated"]


async def test_an_update_edits_only_own_messages_and_keeps_what_was(slack: SlackServer, client: AsyncWebClient) -> None:
    ts = (await client.chat_postMessage(channel=NEWS, text="wrong"))["ts"]
    await client.chat_update(channel=NEWS, ts=ts, text="right")
    message = slack.messages(NEWS)[0]
    assert (message["text"], message["edits"][0]["text"]) == ("right", "wrong")
    assert await refusal(client.chat_update(channel=NEWS, ts=ts, text="x" * 4_001)) == "msg_too_long"
    assert await refusal(client.chat_update(channel=NEWS, ts="1.000001", text="x")) == "message_not_found"
    await slack.people.say("mine", channel=NEWS, patience=0)
    foreign = slack.messages(NEWS)[1]["ts"]
    assert await refusal(client.chat_update(channel=NEWS, ts=foreign, text="x")) == "cant_update_message"
    assert await refusal(client.chat_delete(channel=NEWS, ts=foreign)) == "cant_delete_message"
    await client.chat_delete(channel=NEWS, ts=ts)
    assert await refusal(client.chat_delete(channel=NEWS, ts=ts)) == "message_not_found"
    last = (await client.chat_postMessage(channel=NEWS, text="last"))["ts"]
    assert await refusal(client.api_call("chat.update", json={"channel": NEWS, "ts": last})) == "no_text"
    await slack.people.archive(NEWS, quietly=True)
    assert await refusal(client.chat_update(channel=NEWS, ts=last, text="x")) == "is_archived"


async def test_form_encoded_and_json_calls_are_the_same(slack: SlackServer, client: AsyncWebClient) -> None:
    form = {"channel": NEWS, "text": "x", "blocks": '[{"type": "divider"}]'}
    await client.api_call("chat.postMessage", data=form)
    await client.api_call("chat.postMessage", json=form)
    assert [message["blocks"][0]["type"] for message in slack.messages(NEWS)] == ["divider", "divider"]
    broken = client.api_call("chat.postMessage", data=form | {"blocks": "[{"})
    assert await refusal(broken) == "invalid_blocks_format"


async def test_wrong_blocks_are_refused_with_pointers(slack: SlackServer, client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=NEWS, text="x", blocks=[section("x" * 3001)])
    answer = caught.value.response
    assert answer["error"] == "invalid_blocks"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    ]
    assert slack.messages(NEWS) == []
    assert [v["rule"] for v in slack.violations()] == ["invalid_blocks"]


PLAIN = {"type": "plain_text", "text": "x"}
OPTIONS = [option(f"Option {n}", str(n)) for n in range(101)]


def menu(kind: str, **more: Any) -> Json:
    return {"type": kind, "action_id": "menu", **more}


def plain(length: int) -> Json:
    return {"type": "plain_text", "text": "x" * length}


def actions(*elements: Json, **more: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **more}


RULES: list[tuple[str, list[Json], list[Json]]] = [
    ("blocks", [{"type": "divider"}] * 50, [{"type": "divider"}] * 51),
    ("section text", [section("x" * 3000)], [section("x" * 3001)]),
    ("empty section text", [section("x")], [section("")]),
    ("section without text", [section("x")], [{"type": "section"}]),
    ("fields", [{"type": "section", "fields": [PLAIN] * 10}], [{"type": "section", "fields": [PLAIN] * 11}]),
    ("field text", [{"type": "section", "fields": [plain(2000)]}], [{"type": "section", "fields": [plain(2001)]}]),
    ("header", [{"type": "header", "text": plain(150)}], [{"type": "header", "text": plain(151)}]),
    (
        "header is plain",
        [{"type": "header", "text": PLAIN}],
        [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}],
    ),
    ("context", [{"type": "context", "elements": [PLAIN] * 10}], [{"type": "context", "elements": [PLAIN] * 11}]),
    ("empty context", [{"type": "context", "elements": [PLAIN]}], [{"type": "context", "elements": []}]),
    ("actions", [actions(*[button(f"a{n}") for n in range(25)])], [actions(*[button(f"a{n}") for n in range(26)])]),
    ("button text", [actions(button("a", "x" * 75))], [actions(button("a", "x" * 76))]),
    ("button value", [actions(button("a", value="x" * 2000))], [actions(button("a", value="x" * 2001))]),
    ("button url", [actions(button("a", url="x" * 3000))], [actions(button("a", url="x" * 3001))]),
    ("button style", [actions(button("a", style="primary"))], [actions(button("a", style="red"))]),
    ("action_id", [actions(button("a" * 255))], [actions(button("a" * 256))]),
    ("action_ids of a block", [actions(button("a"), button("b"))], [actions(button("a"), button("a"))]),
    ("block_id", [section("x", block_id="b" * 255)], [section("x", block_id="b" * 256)]),
    (
        "block_ids of a message",
        [section("x", block_id="b"), section("x", block_id="c")],
        [section("x", block_id="b"), section("x", block_id="b")],
    ),
    ("overflow", [actions(menu("overflow", options=OPTIONS[:5]))], [actions(menu("overflow", options=OPTIONS[:6]))]),
    ("empty overflow", [actions(menu("overflow", options=OPTIONS[:1]))], [actions(menu("overflow", options=[]))]),
    (
        "option text",
        [actions(menu("overflow", options=[option("x" * 75, "v")]))],
        [actions(menu("overflow", options=[option("x" * 76, "v")]))],
    ),
    (
        "option value",
        [actions(menu("overflow", options=[option("x", "v" * 150)]))],
        [actions(menu("overflow", options=[option("x", "v" * 151)]))],
    ),
    (
        "select options",
        [actions(menu("static_select", options=OPTIONS[:100]))],
        [actions(menu("static_select", options=OPTIONS[:101]))],
    ),
    (
        "placeholder",
        [actions(menu("static_select", options=OPTIONS[:1], placeholder=plain(150)))],
        [actions(menu("static_select", options=OPTIONS[:1], placeholder=plain(151)))],
    ),
    (
        "initial option",
        [actions(menu("static_select", options=OPTIONS[:1], initial_option=OPTIONS[0]))],
        [actions(menu("static_select", options=OPTIONS[:1], initial_option=OPTIONS[1]))],
    ),
    (
        "multi-selects stand in no actions block",
        [section("x", accessory=menu("multi_static_select", options=OPTIONS[:1]))],
        [actions(menu("multi_static_select", options=OPTIONS[:1]))],
    ),
    (
        "choices",
        [actions(menu("checkboxes", options=OPTIONS[:10]))],
        [actions(menu("checkboxes", options=OPTIONS[:11]))],
    ),
    (
        "image alt",
        [{"type": "image", "image_url": "https://x.example/i.png", "alt_text": "x" * 2000}],
        [{"type": "image", "image_url": "https://x.example/i.png", "alt_text": "x" * 2001}],
    ),
    (
        "image without alt",
        [{"type": "image", "image_url": "https://x.example/i.png", "alt_text": "x"}],
        [{"type": "image", "image_url": "https://x.example/i.png"}],
    ),
    ("input label", [text_field("a")], [text_field("a", label=plain(2001))]),
    (
        "input length",
        [text_field("a", element={"max_length": 3000})],
        [text_field("a", element={"max_length": 3001})],
    ),
    (
        "markdown together",
        [{"type": "markdown", "text": "x" * 6000}] * 2,
        [{"type": "markdown", "text": "x" * 6001}] * 2,
    ),
    ("unknown block", [{"type": "divider"}], [{"type": "separator"}]),
    ("unknown element", [actions(button("a"))], [actions({"type": "slider", "action_id": "a"})]),
    ("unknown property", [section("x", expand=True)], [section("x", expanded=True)]),
    ("text is an object", [section("x")], [{"type": "section", "text": "x"}]),
    ("blocks are objects", [{"type": "divider"}], ["divider"]),  # type: ignore[list-item]
    (
        "an image has an address",
        [{"type": "image", "image_url": "https://x.example/i.png", "alt_text": "x"}],
        [{"type": "image", "alt_text": "x"}],
    ),
    (
        "options or groups",
        [actions(menu("static_select", option_groups=[{"label": PLAIN, "options": OPTIONS[:1]}]))],
        [actions(menu("static_select", options=[], option_groups=[{"label": PLAIN, "options": OPTIONS[:1]}]))],
    ),
    (
        "option groups",
        [actions(menu("static_select", option_groups=[{"label": PLAIN, "options": OPTIONS[:1]}] * 100))],
        [actions(menu("static_select", option_groups=[{"label": PLAIN, "options": OPTIONS[:1]}] * 101))],
    ),
    (
        "shortest input",
        [text_field("a", element={"min_length": 0})],
        [text_field("a", element={"min_length": -1})],
    ),
    (
        "initial value",
        [text_field("a", element={"initial_value": "x" * 9, "max_length": 9})],
        [text_field("a", element={"initial_value": "x" * 10, "max_length": 9})],
    ),
    (
        "options are objects",
        [actions(menu("overflow", options=OPTIONS[:1]))],
        [actions(menu("overflow", options=["Option 0"]))],
    ),
    ("confirm is an object", [actions(button("a"))], [actions(button("a", confirm="sure?"))]),
    ("value is a string", [actions(button("a", value="1"))], [actions(button("a", value=1))]),
    (
        "confirm",
        [actions(button("a", confirm={"title": plain(100), "text": PLAIN, "confirm": plain(30), "deny": PLAIN}))],
        [actions(button("a", confirm={"title": plain(101), "text": PLAIN, "confirm": plain(30), "deny": PLAIN}))],
    ),
]


@pytest.mark.parametrize(("rule", "right", "wrong"), RULES, ids=[rule for rule, _, _ in RULES])
async def test_a_rule_of_block_kit_holds_at_its_edge(rule: str, right: list[Json], wrong: list[Json]) -> None:
    assert block_problems(right) == []
    assert len(block_problems(wrong)) == 1


VIEW_RULES: list[tuple[str, Json, Json]] = [
    ("blocks", modal(*[{"type": "divider"}] * 100), modal(*[{"type": "divider"}] * 101)),
    ("title", modal(title=plain(24)), modal(title=plain(25))),
    ("submit", modal(submit=plain(24)), modal(submit=plain(25))),
    ("close", modal(close=plain(24)), modal(close=plain(25))),
    ("private_metadata", modal(private_metadata="x" * 3000), modal(private_metadata="x" * 3001)),
    ("callback_id", modal(callback_id="x" * 255), modal(callback_id="x" * 256)),
    ("inputs need submit", modal(text_field("a")), {k: v for k, v in modal(text_field("a")).items() if k != "submit"}),
    ("markdown is for messages", modal(section("x")), modal({"type": "markdown", "text": "x"})),
    (
        "external select",
        modal(section("x", accessory=menu("external_select", min_query_length=1))),
        modal(section("x", accessory=menu("external_select", options=OPTIONS[:1]))),
    ),
    ("type", modal(), modal(type="dialog")),
    ("blocks are a list", modal(), modal(blocks="[]")),
    ("size", modal(*[section("x" * 2400)] * 99), modal(*[section("x" * 2500)] * 100)),
    ("title is needed", modal(), {k: v for k, v in modal().items() if k != "title"}),
]


@pytest.mark.parametrize(("rule", "right", "wrong"), VIEW_RULES, ids=[rule for rule, _, _ in VIEW_RULES])
async def test_a_rule_for_modals_holds_at_its_edge(rule: str, right: Json, wrong: Json) -> None:
    assert view_problems(right) == []
    assert len(view_problems(wrong)) == 1


async def test_whom_a_message_pings_is_seen_in_text_and_blocks(slack: SlackServer, client: AsyncWebClient) -> None:
    blocks = [section("for <@U0ADA> and <!subteam^S0X|team>"), {"type": "header", "text": PLAIN}]
    await client.chat_postMessage(channel=NEWS, text="<!channel> look", blocks=blocks)
    await client.chat_postMessage(channel=NEWS, text="&lt;!here&gt; <https://x.example|no ping>")
    assert [entry["pings"] for entry in slack.pings()] == [["@channel", "@U0ADA", "@S0X"]]
    header = {"type": "header", "text": {"type": "plain_text", "text": "<!everyone>"}}
    assert pings("", [header]) == []
    rich = {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "broadcast", "range": "here"}]}],
    }
    assert pings("", [rich]) == ["@here"]


# Finding again what was posted


async def test_metadata_comes_back_only_when_asked_for(slack: SlackServer, client: AsyncWebClient) -> None:
    metadata = {"event_type": "newsdesk_delivery", "event_payload": {"id": "m1.1"}}
    await client.chat_postMessage(channel=NEWS, text="x", metadata=metadata)
    plainly = await client.conversations_history(channel=NEWS)
    assert "metadata" not in plainly["messages"][0]
    wholly = await client.conversations_history(channel=NEWS, include_all_metadata=True)
    assert wholly["messages"][0]["metadata"] == metadata
    assert slack.deliveries() == {"m1.1": 1}


async def test_metadata_that_slack_cannot_read_is_refused_or_ignored_with_a_warning(
    slack: SlackServer, client: AsyncWebClient
) -> None:
    wrong = {"event_type": "newsdesk.delivery", "event_payload": {"id": "m1"}}
    answer = await client.chat_postMessage(channel=NEWS, text="x", metadata=wrong)
    assert answer["warning"] == "invalid_metadata_schema"
    assert slack.messages(NEWS)[0]["metadata"] is None
    broken = client.chat_postMessage(channel=NEWS, text="x", metadata={"event_type": "a"})
    assert await refusal(broken) == "invalid_metadata_format"
    assert [v["rule"] for v in slack.violations()] == ["invalid_metadata_schema", "invalid_metadata_format"]
    large = {"event_type": "a", "event_payload": {"id": "x" * 8_000}}
    assert await refusal(client.chat_postMessage(channel=NEWS, text="x", metadata=large)) == "metadata_too_large"


async def test_history_goes_by_pages_newest_first(slack: SlackServer, client: AsyncWebClient) -> None:
    slack.limits(False)
    sent = [(await client.chat_postMessage(channel=NEWS, text=str(n)))["ts"] for n in range(5)]
    first = await client.conversations_history(channel=NEWS, limit=3)
    assert ([m["text"] for m in first["messages"]], first["has_more"]) == (["4", "3", "2"], True)
    cursor = first["response_metadata"]["next_cursor"]
    second = await client.conversations_history(channel=NEWS, limit=3, cursor=cursor)
    assert ([m["text"] for m in second["messages"]], second["has_more"]) == (["1", "0"], False)
    after = await client.conversations_history(channel=NEWS, oldest=sent[2])
    assert [m["text"] for m in after["messages"]] == ["4", "3"]
    edge = await client.conversations_history(channel=NEWS, oldest=sent[2], inclusive=True)
    assert [m["text"] for m in edge["messages"]] == ["4", "3", "2"]
    assert await refusal(client.conversations_history(channel=NEWS, cursor="elsewhere")) == "invalid_cursor"


async def test_history_is_for_members(slack: SlackServer, client: AsyncWebClient) -> None:
    assert await refusal(client.conversations_history(channel=RANDOM)) == "not_in_channel"
    assert await refusal(client.conversations_replies(channel=RANDOM, ts="1.1")) == "not_in_channel"


async def test_a_distributed_app_gets_fifteen_messages_a_page(slack: SlackServer, client: AsyncWebClient) -> None:
    slack.limits(False)
    for n in range(16):
        await client.chat_postMessage(channel=NEWS, text=str(n))
    slack.distributed(True)
    assert len((await client.conversations_history(channel=NEWS, limit=100))["messages"]) == 15


async def test_a_thread_has_its_replies_and_the_channel_has_not(slack: SlackServer, client: AsyncWebClient) -> None:
    ts = (await client.chat_postMessage(channel=NEWS, text="digest"))["ts"]
    reply = await client.chat_postMessage(channel=NEWS, text="update", thread_ts=ts)
    assert reply["message"]["thread_ts"] == ts
    history = await client.conversations_history(channel=NEWS)
    assert [(m["text"], m["reply_count"]) for m in history["messages"]] == [("digest", 1)]
    thread = await client.conversations_replies(channel=NEWS, ts=ts)
    assert [m["text"] for m in thread["messages"]] == ["digest", "update"]
    assert await refusal(client.conversations_replies(channel=NEWS, ts="1.000001")) == "thread_not_found"


async def test_a_reply_to_a_message_that_is_gone_lands_in_the_channel(
    slack: SlackServer, client: AsyncWebClient
) -> None:
    ts = (await client.chat_postMessage(channel=NEWS, text="digest"))["ts"]
    await client.chat_delete(channel=NEWS, ts=ts)
    reply = await client.chat_postMessage(channel=NEWS, text="update", thread_ts=ts)
    assert "thread_ts" not in reply["message"]
    assert [v["rule"] for v in slack.violations()] == ["unthreaded"]


async def test_a_second_post_of_the_same_delivery_is_counted(slack: SlackServer, client: AsyncWebClient) -> None:
    for id in ("m1", "m2", "m1"):
        metadata = {"event_type": "newsdesk_delivery", "event_payload": {"id": id}}
        ts = (await client.chat_postMessage(channel=NEWS, text=id, metadata=metadata))["ts"]
    await client.chat_delete(channel=NEWS, ts=ts)
    assert slack.duplicates() == {"m1": 2}


async def test_lists_go_by_pages(slack: SlackServer, client: AsyncWebClient) -> None:
    first = await client.users_list(limit=2)
    assert len(first["members"]) == 2
    rest = await client.users_list(limit=50, cursor=first["response_metadata"]["next_cursor"])
    assert rest["response_metadata"]["next_cursor"] == ""
    assert {m["id"] for m in [*first["members"], *rest["members"]]} >= {ADA, BEN, GIL}


async def test_a_file_is_uploaded_and_shared(slack: SlackServer, client: AsyncWebClient) -> None:
    await client.files_upload_v2(channel=NEWS, content="a,b\n", filename="export.csv", initial_comment="here")
    message = slack.messages(NEWS)[0]
    assert (message["text"], message["files"][0]["name"], message["files"][0]["size"]) == ("here", "export.csv", 4)
    url = (await client.files_getUploadURLExternal(filename="x", length=3))["upload_url"]
    async with aiohttp.ClientSession() as session, session.post(url, data=b"four") as answer:
        assert answer.status == 400
    unknown = client.files_completeUploadExternal(files=[{"id": "F0NONE"}])
    assert await refusal(unknown) == "file_not_found"


# Rate limits


async def test_posting_faster_than_one_a_second_is_limited_after_a_burst(
    slack: SlackServer, client: AsyncWebClient
) -> None:
    for _ in range(5):
        await client.chat_postMessage(channel=NEWS, text="x")
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=NEWS, text="x")
    assert (caught.value.response.status_code, caught.value.response["error"]) == (429, "ratelimited")
    assert caught.value.response.headers["Retry-After"] == "1"
    assert (await client.chat_postMessage(channel=slack.direct(ADA), text="another channel"))["ok"]
    slack.limits(False)
    assert (await client.chat_postMessage(channel=NEWS, text="x"))["ok"]


async def test_methods_are_limited_by_their_tier(slack: SlackServer, client: AsyncWebClient) -> None:
    answers = [await refused_or_ok(client.conversations_list()) for _ in range(21)]
    assert answers == ["ok"] * 20 + ["ratelimited"]


async def refused_or_ok(call: Awaitable[object]) -> str:
    try:
        await call
    except SlackApiError as error:
        return str(error.response["error"])
    return "ok"


async def test_calling_on_before_retry_after_is_over_is_noted(slack: SlackServer, client: AsyncWebClient) -> None:
    slack.fault("chat.postMessage", "ratelimited", seconds=30)
    assert await refusal(client.chat_postMessage(channel=NEWS, text="x")) == "ratelimited"
    await client.chat_postMessage(channel=NEWS, text="on its way already")
    assert slack.violations() == []
    await asyncio.sleep(0.25)
    await client.chat_postMessage(channel=NEWS, text="impatient")
    assert [v["rule"] for v in slack.violations()] == ["ratelimited_ignored"]


# Misbehaviour


@pytest.mark.parametrize(
    ("kind", "stored"),
    [
        ("reset_before", 0),
        ("reset_after", 1),
        ("close_before", 0),
        ("close_after", 1),
        ("status_before", 0),
        ("status_after", 1),
        ("error", 0),
        ("error_after", 1),
        ("ratelimited", 0),
    ],
)
async def test_a_fault_stores_or_does_not_and_the_caller_hears_of_trouble(
    slack: SlackServer, client: AsyncWebClient, kind: Any, stored: int
) -> None:
    slack.fault("chat.postMessage", kind, status=503)
    with pytest.raises((SlackApiError, aiohttp.ClientError, ConnectionError)):
        await client.chat_postMessage(channel=NEWS, text="x")
    assert len(slack.messages(NEWS)) == stored
    await client.chat_postMessage(channel=NEWS, text="again")
    assert len(slack.messages(NEWS)) == stored + 1


async def test_the_library_posts_twice_by_itself_after_a_reset_and_the_count_shows_it(slack: SlackServer) -> None:
    default = web_client(slack, retry_handlers=[AsyncConnectionErrorRetryHandler()])
    slack.fault("chat.postMessage", "reset_after")
    metadata = {"event_type": "newsdesk_delivery", "event_payload": {"id": "m1"}}
    await default.chat_postMessage(channel=NEWS, text="x", metadata=metadata)
    assert slack.duplicates() == {"m1": 2}


async def test_an_answer_can_hang_after_storing(slack: SlackServer) -> None:
    impatient = web_client(slack, timeout=1)
    slack.fault("chat.postMessage", "hang_after", seconds=5)
    with pytest.raises(TimeoutError):
        await impatient.chat_postMessage(channel=NEWS, text="x")
    assert len(slack.messages(NEWS)) == 1


async def test_faults_can_strike_a_fraction_a_channel_or_later(slack: SlackServer, client: AsyncWebClient) -> None:
    slack.limits(False)
    slack.fault("chat.postMessage", "error", times=None, fraction=0.5, seed=3, error="internal_error")
    struck = [await refused_or_ok(client.chat_postMessage(channel=NEWS, text="x")) for _ in range(40)]
    assert 10 < struck.count("internal_error") < 30
    slack.clear_faults()
    slack.fault("chat.postMessage", "error", channel=RANDOM, error="fatal_error")
    slack.fault("*", "error", skip=1, error="fatal_error")
    assert [await refused_or_ok(client.chat_postMessage(channel=NEWS, text="x")) for _ in range(3)] == [
        "ok",
        "fatal_error",
        "ok",
    ]


async def test_an_outage_cuts_everything_for_a_while(slack: SlackServer, client: AsyncWebClient) -> None:
    async with bolt(slack):
        assert slack.outage(0.5) == 1
        with pytest.raises((aiohttp.ClientError, ConnectionError)):
            await client.auth_test()
        assert await slack.connected(patience=8)
        assert (await client.auth_test())["ok"]


# Socket Mode


async def test_an_ack_after_the_window_is_a_timeout_for_the_person_and_counted(slack: SlackServer) -> None:
    slack.ack_seconds(0.2)
    async with bolt(slack) as app:

        @app.command("/news")
        async def news(ack: Any) -> None:
            await asyncio.sleep(0.4)
            await ack()

        seen = await slack.people.slash("/news", "latest")
        await asyncio.sleep(0.4)
    assert (seen.error, seen.milliseconds) == ("operation_timeout", None)
    assert [v["rule"] for v in slack.violations()] == ["operation_timeout", "late_ack"]


async def test_without_a_connection_a_command_fails(slack: SlackServer) -> None:
    assert (await slack.people.slash("/news")).error == "dispatch_failed"


async def test_an_event_that_is_not_acknowledged_comes_three_times_more_with_the_same_id(slack: SlackServer) -> None:
    slack.event_retries([0.0, 0.05, 0.05])
    slack.ack_seconds(0.1)
    heard: list[Json] = []
    async with socket_client(slack) as client:

        async def listen(_: Any, message: Json, __: str | None) -> None:
            if message["type"] == "events_api":
                heard.append(message)

        client.message_listeners.append(listen)
        await slack.people.invite(RANDOM)
        await until(lambda: [v["rule"] for v in slack.violations()].count("event_lost") == 1)
    assert len({message["payload"]["event_id"] for message in heard}) == 1
    assert [message["retry_attempt"] for message in heard] == [0, 1, 2, 3]


async def test_an_event_that_is_acknowledged_comes_once(slack: SlackServer) -> None:
    slack.event_retries([0.0, 0.0, 0.0])
    heard: list[str] = []
    async with bolt(slack) as app:

        @app.event("member_joined_channel")
        async def joined(event: Json) -> None:
            heard.append(event["inviter"])

        await slack.people.invite(RANDOM, by=BEN, patience=0.2)
        assert heard == [BEN]
        await slack.people.event({"type": "member_joined_channel", "inviter": "twice"}, times=2, patience=0.2)
    assert heard == [BEN, "twice", "twice"]


async def test_an_event_nobody_asked_for_is_not_sent(slack: SlackServer) -> None:
    slack.bot_events("app_mention")
    heard: list[str] = []
    async with bolt(slack) as app:

        @app.event("member_joined_channel")
        async def joined(event: Json) -> None:
            heard.append("joined")

        @app.event("app_mention")
        async def mentioned(event: Json) -> None:
            heard.append(event["text"])

        await slack.people.invite(RANDOM, patience=0.2)
        await slack.people.say("<@bot> hello", channel=NEWS, patience=0.2)
    assert heard == [f"<@{slack.world.teams[TEAM].bot_user}> hello"]


async def test_payloads_are_shared_among_the_connections(slack: SlackServer) -> None:
    async with bolt(slack, connections=3) as app:

        @app.command("/news")
        async def news(ack: Any) -> None:
            await ack("here")

        answers = [await slack.people.slash("/news") for _ in range(4)]
    assert [seen.words for seen in answers] == ["here"] * 4
    assert slack.connections()["opened"] == 3


async def test_the_eleventh_connection_is_sent_away(slack: SlackServer) -> None:
    async with bolt(slack, connections=10), aiohttp.ClientSession() as session:
        url = (await web_client(slack).apps_connections_open(app_token=APP_TOKEN))["url"]
        async with session.ws_connect(url) as one_more:
            assert (await one_more.receive_json())["reason"] == "too_many_websockets"


async def test_a_ticket_opens_one_connection(slack: SlackServer) -> None:
    url = (await web_client(slack).apps_connections_open(app_token=APP_TOKEN))["url"]
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(url) as socket:
            hello = await socket.receive_json()
            assert (hello["type"], hello["num_connections"]) == ("hello", 1)
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)


@pytest.mark.parametrize("cut", ["disconnect", "close_sockets", "drop_sockets"])
async def test_a_client_whose_connection_goes_comes_back(slack: SlackServer, cut: str) -> None:
    async with bolt(slack) as app:

        @app.command("/news")
        async def news(ack: Any) -> None:
            await ack("here")

        cut_off = getattr(slack, cut)()
        assert (cut_off if isinstance(cut_off, int) else await cut_off) == 1
        await until(lambda: slack.connections() == {"open": 1, "opened": 2}, patience=6)
        assert (await slack.people.slash("/news")).words == "here"


async def test_a_connection_that_dies_without_a_sign_is_noticed_by_the_client(slack: SlackServer) -> None:
    slack.ack_seconds(0.2)
    async with bolt(slack) as app:

        @app.command("/news")
        async def news(ack: Any) -> None:
            await ack("here")

        assert slack.freeze_sockets() == 1
        assert (await slack.people.slash("/news")).error == "operation_timeout"
        await until(lambda: slack.connections()["opened"] == 2, patience=8)
        slack.drop_sockets()
        await until(lambda: slack.connections()["opened"] == 3, patience=8)
        assert (await slack.people.slash("/news")).words == "here"


async def test_socket_mode_switched_off_gives_no_new_connection(slack: SlackServer) -> None:
    await slack.socket_mode(False)
    call = web_client(slack).apps_connections_open(app_token=APP_TOKEN)
    assert await refusal(call) == "forbidden_team"
    slack.refuse_app_token("invalid_auth")
    assert await refusal(web_client(slack).apps_connections_open(app_token=APP_TOKEN)) == "invalid_auth"


# Commands, presses, forms


async def test_a_response_url_works_five_times_within_half_an_hour(slack: SlackServer) -> None:
    urls: list[str] = []
    async with bolt(slack) as app:

        @app.command("/news")
        async def news(ack: Any, command: Json) -> None:
            await ack()
            urls.append(command["response_url"])

        await slack.people.slash("/news", patience=0)
        await slack.people.slash("/news", patience=0)
    hook = AsyncWebhookClient(urls[0])
    answers = [await hook.send(text=str(n)) for n in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [404]
    assert answers[5].body == "used_url"
    slack.clock(shift=30 * 60 + 1)
    assert (await AsyncWebhookClient(urls[1]).send(text="late")).body == "expired_url"
    assert [m["text"] for m in slack.ephemeral(ADA)] == list("01234")
    assert [v["rule"] for v in slack.violations()] == ["used_url", "expired_url"]


async def test_a_response_url_deletes_what_was_pressed_and_nothing_where_nothing_was(
    slack: SlackServer, client: AsyncWebClient
) -> None:
    urls: list[str] = []
    async with bolt(slack) as app:

        @app.action("gone")
        @app.command("/news")
        async def acted(ack: Any, body: Json) -> None:
            await ack()
            urls.append(body["response_url"])

        ts = (await client.chat_postMessage(channel=NEWS, text="x", blocks=[actions(button("gone"))]))["ts"]
        await slack.people.press("gone", ts=ts, patience=0)
        await slack.people.slash("/news", patience=0)
    sent = [await AsyncWebhookClient(url).send(delete_original=True) for url in urls]
    assert [(answer.status_code, answer.body) for answer in sent] == [(200, "ok"), (400, "message_not_found")]
    assert slack.messages(NEWS) == []


async def test_a_response_in_the_channel_needs_no_membership(slack: SlackServer) -> None:
    async with bolt(slack) as app:

        @app.command("/news")
        async def news(ack: Any, respond: Any) -> None:
            await ack()
            await respond(text="for all", response_type="in_channel")

        seen = await slack.people.slash("/news", channel=RANDOM)
    assert [m["text"] for m in seen.posted] == ["for all"]
    assert [m["text"] for m in slack.messages(RANDOM)] == ["for all"]


async def test_a_response_is_held_to_block_kit_too(slack: SlackServer) -> None:
    status: list[int] = []
    async with bolt(slack) as app:

        @app.command("/news")
        async def news(ack: Any, respond: Any) -> None:
            await ack()
            answer = await respond(text="x", blocks=[section("x" * 3001)])
            status.append(answer.status_code)

        seen = await slack.people.slash("/news", patience=0.5)
    assert (status, seen.ephemeral) == ([400], [])


async def test_a_press_tells_what_was_pressed_and_where(slack: SlackServer, client: AsyncWebClient) -> None:
    bodies: list[Json] = []
    async with bolt(slack) as app:

        @app.action("more")
        async def more(ack: Any, body: Json) -> None:
            await ack()
            bodies.append(body)

        block = actions(button("more", value="s1"), block_id="m1.1")
        ts = (await client.chat_postMessage(channel=NEWS, text="x", blocks=[block]))["ts"]
        await slack.people.press("more", ts=ts, user=BEN, patience=0.2)
    body = bodies[0]
    assert (body["user"]["id"], body["channel"]["id"], body["message"]["ts"]) == (BEN, NEWS, ts)
    action = body["actions"][0]
    assert (action["value"], action["block_id"], action["type"]) == ("s1", "m1.1", "button")
    assert body["container"] == {"type": "message", "message_ts": ts, "channel_id": NEWS, "is_ephemeral": False}


async def test_an_overflow_menu_sends_the_chosen_option(slack: SlackServer, client: AsyncWebClient) -> None:
    chosen: list[str] = []
    async with bolt(slack) as app:

        @app.action("menu")
        async def menu_pressed(ack: Any, action: Json) -> None:
            await ack()
            chosen.append(action["selected_option"]["value"])

        row = section("story", accessory=menu("overflow", options=OPTIONS[:3]))
        ts = (await client.chat_postMessage(channel=NEWS, text="x", blocks=[row]))["ts"]
        await slack.people.press("menu", ts=ts, option="Option 2", patience=0.2)
        with pytest.raises(ValueError, match="no option"):
            await slack.people.press("menu", ts=ts, option="Option 7")
        with pytest.raises(ValueError, match="0 elements fit"):
            await slack.people.press("other", ts=ts)
    assert chosen == ["2"]


async def test_an_ephemeral_message_is_pressed_by_its_reader_alone_and_can_be_replaced(
    slack: SlackServer, client: AsyncWebClient
) -> None:
    bodies: list[Json] = []
    async with bolt(slack) as app:

        @app.action("undo")
        async def undo(ack: Any, body: Json, respond: Any) -> None:
            await ack()
            bodies.append(body)
            await respond(text="undone", replace_original=True)

        block = actions(button("undo"))
        ts = (await client.chat_postEphemeral(channel=NEWS, user=ADA, text="x", blocks=[block]))["message_ts"]
        with pytest.raises(ValueError, match="can't see"):
            await slack.people.press("undo", ts=ts, user=BEN)
        seen = await slack.people.press("undo", ts=ts)
    assert [message["text"] for message in seen.changed] == ["undone"]
    assert [message["text"] for message in slack.ephemeral(ADA)] == ["undone"]
    assert "message" not in bodies[0]
    assert bodies[0]["container"]["is_ephemeral"]


async def test_a_trigger_opens_one_view_within_three_seconds(slack: SlackServer, client: AsyncWebClient) -> None:
    triggers: list[str] = []
    async with bolt(slack) as app:

        @app.command("/news")
        async def news(ack: Any, command: Json) -> None:
            await ack()
            triggers.append(command["trigger_id"])

        await slack.people.slash("/news", patience=0)
        await slack.people.slash("/news", patience=0)
    await client.views_open(trigger_id=triggers[0], view=modal())
    assert await refusal(client.views_open(trigger_id=triggers[0], view=modal())) == "exchanged_trigger_id"
    assert await refusal(client.views_open(trigger_id="1.2.3", view=modal())) == "invalid_trigger_id"
    slack.clock(shift=3.1)
    assert await refusal(client.views_open(trigger_id=triggers[1], view=modal())) == "expired_trigger_id"
    assert [v["rule"] for v in slack.violations()] == ["expired_trigger_id"]


async def test_a_view_of_ones_own_name_is_there_once(slack: SlackServer, client: AsyncWebClient) -> None:
    triggers = [slack.world.trigger(TEAM, ADA).id for _ in range(2)]
    await client.views_open(trigger_id=triggers[0], view=modal(external_id="settings"))
    again = client.views_open(trigger_id=triggers[1], view=modal(external_id="settings"))
    assert await refusal(again) == "duplicate_external_id"
    updated = await client.views_update(external_id="settings", view=modal(section("new")))
    assert updated["view"]["blocks"][0]["text"]["text"] == "new"


async def test_an_ack_for_an_envelope_that_was_never_sent_is_noted(slack: SlackServer) -> None:
    async with socket_client(slack) as client:
        await client.send_socket_mode_response({"envelope_id": "e-none"})
        await until(lambda: bool(slack.violations()))
    assert [v["rule"] for v in slack.violations()] == ["unknown_envelope"]


async def test_an_ack_lost_with_its_connection_is_told_apart_from_a_slow_one(slack: SlackServer) -> None:
    slack.ack_seconds(0.3)
    async with socket_client(slack):
        act = asyncio.create_task(slack.people.slash("/news"))
        await asyncio.sleep(0.1)
        slack.drop_sockets()
        assert (await act).error == "operation_timeout"
    assert [v["rule"] for v in slack.violations()] == ["lost_with_connection"]


@asynccontextmanager
async def form(
    slack: SlackServer, view: Json, answer: Callable[[Any, Json], Awaitable[None]]
) -> AsyncIterator[AsyncApp]:
    """An app whose /news opens the form and whose submission is answered so."""
    async with bolt(slack) as app:

        @app.command("/news")
        async def news(ack: Any, command: Json, client: AsyncWebClient) -> None:
            await ack()
            await client.views_open(trigger_id=command["trigger_id"], view=view)

        @app.view("form")
        async def sent(ack: Any, view: Json) -> None:
            await answer(ack, view)

        assert (await slack.people.slash("/news")).view is not None
        yield app


async def test_a_form_with_errors_stays_open_and_shows_them(slack: SlackServer) -> None:
    async def refuse(ack: Any, view: Json) -> None:
        await ack(response_action="errors", errors={"name": "I don't know that name."})

    async with form(slack, modal(text_field("name")), refuse):
        seen = await slack.people.submit({"name": "Quilmark"})
        assert seen.errors == {"name": "I don't know that name."}
        assert seen.view is not None
        assert seen.view["state"]["values"]["name"]["name_typed"]["value"] == "Quilmark"


async def test_errors_for_a_block_that_is_no_input_are_a_mistake(slack: SlackServer) -> None:
    async def refuse(ack: Any, view: Json) -> None:
        await ack(response_action="errors", errors={"elsewhere": "no"})

    async with form(slack, modal(text_field("name")), refuse):
        seen = await slack.people.submit({"name": "x"})
    assert seen.error == "invalid_errors"
    assert [v["rule"] for v in slack.violations()] == ["errors_for_unknown_blocks"]


async def test_slack_itself_asks_for_what_is_required_and_for_the_right_length(slack: SlackServer) -> None:
    async def take(ack: Any, view: Json) -> None:
        await ack()

    view = modal(text_field("name", element={"max_length": 5}), text_field("more", optional=True))
    async with form(slack, view, take):
        assert list((await slack.people.submit({})).errors) == ["name"]
        assert list((await slack.people.submit({"name": "far too long"})).errors) == ["name"]
        assert (await slack.people.submit({"name": "short"}, patience=0)).view is None


async def test_a_form_keeps_what_was_chosen_by_default(slack: SlackServer) -> None:
    states: list[Json] = []

    async def take(ack: Any, view: Json) -> None:
        await ack()
        states.append(view["state"]["values"])

    preset = menu("static_select", options=OPTIONS[:3], initial_option=OPTIONS[1])
    days = {**menu("checkboxes", options=OPTIONS[:3]), "action_id": "days"}
    blocks = [
        {"type": "input", "block_id": "preset", "label": PLAIN, "element": preset},
        {"type": "input", "block_id": "days", "label": PLAIN, "element": days},
    ]
    async with form(slack, modal(*blocks), take):
        assert list((await slack.people.submit({})).errors) == ["days"]
        await slack.people.submit({"days": ["0", "Option 2"]}, patience=0)
    assert states[0]["preset"]["menu"]["selected_option"]["value"] == "1"
    assert [o["value"] for o in states[0]["days"]["days"]["selected_options"]] == ["0", "2"]


async def test_a_submission_can_update_push_or_clear(slack: SlackServer) -> None:
    actions_to_do = ["update", "push", "clear"]

    async def next_step(ack: Any, view: Json) -> None:
        step = actions_to_do.pop(0)
        await ack(response_action=step, **({} if step == "clear" else {"view": modal(section(step))}))

    async with form(slack, modal(section("first")), next_step):
        updated = await slack.people.submit()
        assert "update" in updated.words
        pushed = await slack.people.submit()
        assert pushed.view is not None
        assert pushed.view["previous_view_id"] == updated.views[0]["id"]
        cleared = await slack.people.submit(patience=0)
    assert cleared.view is None
    assert slack.view(ADA) is None


async def test_a_view_is_updated_only_with_its_own_hash_and_while_it_is_open(
    slack: SlackServer, client: AsyncWebClient
) -> None:
    async def take(ack: Any, view: Json) -> None:
        await ack()

    async with form(slack, modal(text_field("name")), take):
        view = slack.view(ADA)
        assert view is not None
        id, hash = view["id"], view["hash"]
        await client.views_update(view_id=id, hash=hash, view=modal(section("done")))
        assert await refusal(client.views_update(view_id=id, hash=hash, view=modal())) == "hash_conflict"
        await slack.people.close(patience=0)
        assert await refusal(client.views_update(view_id=id, view=modal())) == "not_found"


async def test_modals_are_pushed_two_deep(slack: SlackServer) -> None:
    refusals: list[str] = []

    async def push(ack: Any, view: Json) -> None:
        await ack()

    view = modal(actions(button("push")))
    async with form(slack, view, push) as app:

        @app.action("push")
        async def pushed(ack: Any, body: Json, client: AsyncWebClient) -> None:
            await ack()
            refusals.append(await refused_or_ok(client.views_push(trigger_id=body["trigger_id"], view=view)))

        for _ in range(3):
            await slack.people.press("push", patience=0.3)
    assert refusals == ["ok", "ok", "push_limit_reached"]


async def test_a_closed_form_tells_the_app_if_it_asked(slack: SlackServer) -> None:
    closed: list[str] = []

    async def take(ack: Any, view: Json) -> None:
        await ack()

    async with form(slack, modal(notify_on_close=True), take) as app:

        @app.view_closed("form")
        async def gone(ack: Any, view: Json) -> None:
            await ack()
            closed.append(view["callback_id"])

        await slack.people.close(patience=0.1)
    assert closed == ["form"]


async def test_an_external_select_offers_what_the_app_answers_while_one_types(slack: SlackServer) -> None:
    chosen: list[str] = []

    async def take(ack: Any, view: Json) -> None:
        await ack()
        chosen.append(view["state"]["values"]["name"]["menu"]["selected_option"]["value"])

    element = menu("external_select", min_query_length=2)
    view = modal({"type": "input", "block_id": "name", "label": PLAIN, "element": element})
    async with form(slack, view, take) as app:

        @app.options("menu")
        async def names(ack: Any, body: Json) -> None:
            many = 101 if body["value"] == "too many" else 1
            await ack(options=[option(f"{body['value']} {n}", f"v{n}") for n in range(many)])

        assert (await slack.people.suggest("menu", "t")).milliseconds is None
        assert (await slack.people.suggest("menu", "too many")).options == []
        seen = await slack.people.suggest("menu", "tor")
        assert [o["text"]["text"] for o in seen.options] == ["tor 0"]
        with pytest.raises(ValueError, match="no option"):
            await slack.people.submit({"name": "never offered"})
        await slack.people.submit({"name": "tor 0"}, patience=0)
    assert chosen == ["v0"]
    assert [v["rule"] for v in slack.violations()] == ["invalid_options"]


async def test_shortcuts_come_with_their_message_or_without(slack: SlackServer, client: AsyncWebClient) -> None:
    async with bolt(slack) as app:

        @app.shortcut("ask_about")
        async def ask(ack: Any, shortcut: Json, client: AsyncWebClient) -> None:
            await ack()
            text = shortcut.get("message", {}).get("text", "nothing")
            await client.views_open(trigger_id=shortcut["trigger_id"], view=modal(section(f"about {text}")))

        ts = (await client.chat_postMessage(channel=NEWS, text="Fjord 2"))["ts"]
        assert "about Fjord 2" in (await slack.people.shortcut("ask_about", ts=ts)).words
        assert "about nothing" in (await slack.people.shortcut("ask_about")).words


async def test_the_home_is_published_for_one_person_and_pressed(slack: SlackServer) -> None:
    async with bolt(slack) as app:

        @app.event("app_home_opened")
        async def opened(event: Json, client: AsyncWebClient) -> None:
            blocks = [section("your channels"), actions(button("edit"))]
            await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

        @app.action("edit")
        async def edit(ack: Any, body: Json, client: AsyncWebClient) -> None:
            await ack()
            await client.views_open(trigger_id=body["trigger_id"], view=modal(section("edit it")))

        seen = await slack.people.open_home(user=BEN)
        assert "your channels" in seen.words
        assert "edit it" in (await slack.people.press("edit", home=True, user=BEN)).words
    assert slack.home(ADA) is None
    client, old = web_client(slack), {"type": "home", "blocks": [section("old")]}
    assert await refusal(client.views_publish(user_id=BEN, view=old, hash="0.stale")) == "hash_conflict"
    assert await refusal(client.views_publish(user_id="U0NOBODY", view=old)) == "user_not_found"
    assert await refusal(web_client(slack).views_publish(user_id=BEN, view=modal())) == "invalid_arguments"


async def test_a_direct_message_is_heard_and_answered(slack: SlackServer) -> None:
    async with bolt(slack) as app:

        @app.event("message")
        async def said(event: Json, say: Any) -> None:
            await say(f"you said {event['text']}")

        seen = await slack.people.say("good morning", user=BEN)
    assert [message["text"] for message in seen.posted] == ["you said good morning"]


async def test_what_becomes_of_a_channel_is_told_to_the_app(slack: SlackServer) -> None:
    heard: list[str] = []
    async with bolt(slack) as app:

        @app.event("tokens_revoked")
        async def revoked() -> None:
            pass

        for name in ("channel_archive", "channel_unarchive", "channel_left", "channel_deleted", "app_uninstalled"):

            @app.event(name)
            async def happened(event: Json) -> None:
                heard.append(event["type"])

        await slack.people.archive(NEWS, patience=0.1)
        await slack.people.unarchive(NEWS, patience=0.1)
        await slack.people.kick(NEWS, patience=0.1)
        await slack.people.delete_channel(NEWS, patience=0.1)
        await slack.people.uninstall(patience=0.1)
    names = ["channel_archive", "channel_unarchive", "channel_left", "channel_deleted", "app_uninstalled"]
    assert heard == names
    assert await refusal(web_client(slack).auth_test()) == "account_inactive"


async def test_the_act_waits_for_words_that_come_late(slack: SlackServer) -> None:
    async with bolt(slack) as app:

        @app.command("/news")
        async def news(ack: Any, respond: Any) -> None:
            await ack("one moment")
            await asyncio.sleep(0.4)
            await respond("the answer")

        seen = await slack.people.slash("/news", until="the answer")
    assert [m["text"] for m in seen.ephemeral] == ["one moment", "the answer"]


async def test_two_hundred_commands_at_once_are_each_answered_to_their_own_asker(slack: SlackServer) -> None:
    slack.ack_seconds(60)  # who gets which answer is what counts here, not how busy this machine is
    async with bolt(slack) as app:

        @app.command("/news")
        async def news(ack: Any, respond: Any, command: Json) -> None:
            await ack()
            await respond(f"answer {command['text']}")

        many = [slack.people.slash("/news", str(n), until=f"answer {n}", patience=60) for n in range(200)]
        seen = await asyncio.gather(*many)
    assert [[m["text"] for m in one.ephemeral] for one in seen] == [[f"answer {n}"] for n in range(200)]
    assert slack.violations() == []


# Signed HTTP and OAuth


@asynccontextmanager
async def bolt_over_http(slack: SlackServer, app: AsyncApp) -> AsyncIterator[str]:
    """Bolt's own web server for the app; gives its address."""
    server = app.web_app(path="/slack/events")
    runner = web.AppRunner(server, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    slack.http_mode(f"{url}/slack/events")
    try:
        yield url
    finally:
        await runner.cleanup()


async def test_signed_requests_are_taken_and_wrong_or_old_ones_refused(slack: SlackServer) -> None:
    app = AsyncApp(client=web_client(slack), signing_secret=SIGNING_SECRET)

    @app.command("/news")
    async def news(ack: Any, respond: Any) -> None:
        await ack("at once")
        await respond("later")

    async with bolt_over_http(slack, app):
        assert (await slack.people.verify_url()).error == ""
        seen = await slack.people.slash("/news", until="later")
        assert ({m["text"] for m in seen.ephemeral}, seen.status) == ({"at once", "later"}, 200)
        wrong_ones: tuple[Signature, ...] = ("wrong", "old", "missing")
        for signature in wrong_ones:
            slack.http_mode(slack.http.url, signature=signature)
            refused = await slack.people.slash("/news")
            assert (refused.error, refused.status) == ("http_client_error", 401)


async def test_http_acks_have_three_seconds_too_and_events_are_sent_again(slack: SlackServer) -> None:
    slack.ack_seconds(0.3)
    slack.event_retries([0.0, 0.0, 0.0])
    heard: list[Any] = []

    async def slow(request: web.Request) -> web.Response:
        body = await request.text()
        if "event_callback" in body:
            heard.append(request.headers.get("X-Slack-Retry-Num"))
            return web.Response(status=500)
        await asyncio.sleep(1)
        return web.Response()

    server = web.Application()
    server.router.add_post("/", slow)
    runner = web.AppRunner(server, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.http_mode(f"http://127.0.0.1:{runner.addresses[0][1]}/")
    assert (await slack.people.slash("/news")).error == "operation_timeout"
    await slack.people.invite(RANDOM)
    await until(lambda: len(heard) == 4)
    await runner.cleanup()
    assert heard == [None, "1", "2", "3"]
    slack.http_mode("")
    assert (await slack.people.slash("/news")).error == "dispatch_failed"


@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated")
async def test_an_installation_through_oauth_gives_the_teams_token(slack: SlackServer, tmp_path: Any) -> None:
    from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
    from slack_sdk.oauth.installation_store import FileInstallationStore
    from slack_sdk.oauth.state_store import FileOAuthStateStore

    slack.add_team("T0TWO", "Second Works", "xoxb-2-fake")
    store = FileInstallationStore(base_dir=str(tmp_path), client_id=CLIENT_ID)
    settings = AsyncOAuthSettings(
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
        scopes=["chat:write", "commands"],
        installation_store=store,
        state_store=FileOAuthStateStore(expiration_seconds=600, base_dir=str(tmp_path), client_id=CLIENT_ID),
    )
    app = AsyncApp(client=web_client(slack, ""), signing_secret=SIGNING_SECRET, oauth_settings=settings)
    async with bolt_over_http(slack, app) as url:
        seen = await slack.people.install(f"{url}/slack/install", team="T0TWO")
        assert (seen.error, seen.status) == ("", 200), (seen.body, slack.calls())
        found = await store.async_find_bot(enterprise_id=None, team_id="T0TWO")
        assert found is not None
        assert found.bot_token == "xoxb-2-fake"
        denied = await slack.people.install(f"{url}/slack/install", deny=True)
    assert "access_denied" in denied.body
    assert slack.world.teams["T0TWO"].scopes == {"chat:write", "commands"}


async def test_the_consent_page_wants_a_known_app_and_scopes(slack: SlackServer) -> None:
    async with aiohttp.ClientSession() as browser:
        for query, status, said in (
            ("client_id=9.9&scope=commands", 400, "invalid_client_id"),
            (f"client_id={CLIENT_ID}", 400, "invalid_scope_requested"),
            (f"client_id={CLIENT_ID}&scope=commands&redirect_uri=http://a/", 302, ""),
        ):
            page = await browser.get(f"{slack.url}/oauth/v2/authorize?{query}", allow_redirects=False)
            assert (page.status, await page.text()) == (status, said)


@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated")
async def test_a_code_is_exchanged_once_with_the_right_secret(slack: SlackServer) -> None:
    back = slack.people.authorize(
        {"client_id": CLIENT_ID, "scope": "commands", "redirect_uri": "http://a/", "state": "s"}
    )
    code = back.partition("code=")[2]
    assert "state=s" in back
    client = web_client(slack, "")
    wrong = client.oauth_v2_access(client_id=CLIENT_ID, client_secret="other", code=code)
    assert await refusal(wrong) == "bad_client_secret"
    right = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
    stranger = client.oauth_v2_access(client_id="9.9", client_secret=CLIENT_SECRET, code=code)
    assert await refusal(stranger) == "invalid_client_id"
    elsewhere = client.oauth_v2_access(**right, code=code, redirect_uri="http://b/")
    assert await refusal(elsewhere) == "bad_redirect_uri"
    assert (await client.oauth_v2_access(**right, code=code))["access_token"] == BOT_TOKEN
    assert await refusal(client.oauth_v2_access(**right, code=code)) == "code_already_used"
    assert await refusal(client.oauth_v2_access(**right, code="other")) == "invalid_code"


# The app as an admin makes it


MANIFEST = """
_metadata:
  major_version: 2
display_information:
  name: Newsdesk
  description: "Reads the industry's news: one digest a day"   # short
  long_description: >-
    A long description, of at least one hundred and seventy-five characters, which is what Slack asks for
    before it takes a manifest, and so it goes on for a while, though there is nothing else to say here at all.
features:
  app_home:
    home_tab_enabled: false
    messages_tab_enabled: false
  bot_user:
    display_name: newsdesk
  slash_commands:
    - command: /news
      description: The latest news
      should_escape: true
  shortcuts:
    - name: Ask Newsdesk
      type: message
      callback_id: ask_about
      description: Asks about this message
oauth_config:
  scopes:
    bot:
      - commands
      - chat:write
      - channels:read
settings:
  event_subscriptions:
    bot_events: [app_home_opened, member_joined_channel]
  interactivity:
    is_enabled: true
  socket_mode_enabled: true
"""


async def test_an_app_made_from_a_manifest_may_do_what_stands_in_it_and_nothing_else(
    slack: SlackServer, client: AsyncWebClient
) -> None:
    slack.manifest(MANIFEST)
    assert (await slack.people.slash("/newsdesk")).error == "invalid_command"
    assert (await slack.people.slash("/news")).error == "dispatch_failed"
    assert (await slack.people.shortcut("other")).error == "invalid_shortcut"
    assert await refusal(client.users_info(user=ADA)) == "missing_scope"
    assert await refusal(client.chat_postMessage(channel=ADA, text="x")) == "messages_tab_disabled"
    home = {"type": "home", "blocks": [section("x")]}
    assert await refusal(client.views_publish(user_id=ADA, view=home)) == "not_enabled"
    assert slack.people.bot_events == {"app_home_opened", "member_joined_channel"}


async def test_people_channels_and_links_in_an_escaped_command_arrive_as_markup(slack: SlackServer) -> None:
    slack.manifest(MANIFEST)
    async with bolt(slack) as app:
        heard: list[str] = []

        @app.command("/news")
        async def news(ack: Any, command: Json) -> None:
            await ack()
            heard.append(command["text"])

        await slack.people.slash("/news", "add https://x.example/feed?a=1&b=2 for @ben in #ai-news", patience=0)
    assert heard == ["add <https://x.example/feed?a=1&amp;b=2> for <@U0BEN|ben> in <#C0NEWS|ai-news>"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("name: Newsdesk", "name: " + "N" * 36, "display_information.name must have"),
        ("      - commands\n", "", "need the scope commands"),
        ("app_home_opened,", "app_mention,", "app_mention needs the scope app_mentions:read"),
        ("app_home_opened,", "app_home_visited,", "unknown event app_home_visited"),
        ("command: /news", "command: news", "needs a command with a slash"),
        ("socket_mode_enabled: true", "socket_mode_enabled: false", "events need a request_url"),
        ("name: Ask Newsdesk", "name: Ask Newsdesk about all of this", "shortcut name must have"),
        ("should_escape: true", "escape: true", "unknown key escape of /news"),
        ("home_tab_enabled: false", "home_tab: false", "unknown key features.app_home.home_tab"),
        ("before it takes a manifest, and so it goes on for a while,", "", "long_description must have"),
        ("display_name: newsdesk", "display_name: {a: b}", "can't read"),
        ("  bot_user:", "  bot_user", "can't read line"),
    ],
)
async def test_a_manifest_that_slack_would_refuse_is_refused(slack: SlackServer, old: str, new: str, said: str) -> None:
    assert old in MANIFEST
    with pytest.raises(ValueError, match=said):
        slack.manifest(MANIFEST.replace(old, new))


async def test_without_interactivity_no_press_arrives(slack: SlackServer, client: AsyncWebClient) -> None:
    slack.manifest(MANIFEST.replace("is_enabled: true", "is_enabled: false"))
    async with bolt(slack):
        ts = (await client.chat_postMessage(channel=NEWS, text="x", blocks=[actions(button("a"))]))["ts"]
        assert (await slack.people.press("a", ts=ts)).error == "interactivity_disabled"


async def test_one_workspace_sees_nothing_of_another(slack: SlackServer, client: AsyncWebClient) -> None:
    slack.add_team("T0TWO", "Second Works", "xoxb-2-fake")
    slack.add_person("T0TWO", "cleo", id="U0CLEO")
    slack.add_channel("news", id="C0TWO", team="T0TWO", members=["U0CLEO"])
    second = web_client(slack, "xoxb-2-fake")
    assert (await second.chat_postMessage(channel="C0TWO", text="x"))["ok"]
    assert await refusal(client.chat_postMessage(channel="C0TWO", text="x")) == "channel_not_found"
    assert await refusal(client.users_info(user="U0CLEO")) == "user_not_found"
    async with bolt(slack) as app:

        @app.command("/news")
        async def news(ack: Any, command: Json) -> None:
            await ack(command["team_id"])

        assert (await slack.people.slash("/news", user="U0CLEO", channel="C0TWO")).words == "T0TWO"


# As a process of its own


async def test_a_server_of_its_own_takes_the_same_orders(tmp_path: Any) -> None:
    async with slack_process() as slack, bolt(slack) as app:

        @app.command("/news")
        async def news(ack: Any, respond: Any) -> None:
            await ack()
            await respond(text="x", blocks=[section("the answer")])

        seen = await slack.slash("/news", "latest")
        assert "the answer" in seen.words
        metadata = {"event_type": "newsdesk_delivery", "event_payload": {"id": "m1"}}
        await slack.fault("chat.postMessage", "status_after", status=500)
        with pytest.raises(SlackApiError):
            await app.client.chat_postMessage(channel=NEWS, text="x", metadata=metadata)
        await app.client.chat_postMessage(channel=NEWS, text="x", metadata=metadata)
        assert await slack.duplicates() == {"m1": 2}
        assert [m["text"] for m in await slack.messages(NEWS)] == ["x", "x"]
        with pytest.raises(ValueError, match="no message"):
            await slack.press("more", ts="1.1")
        plain_control = PlainSlackControl(slack.url)
        assert await asyncio.to_thread(plain_control.do, lambda control: control.deliveries()) == {"m1": 2}


async def test_every_order_goes_over_the_wire(slack: SlackServer) -> None:
    control = SlackControl(slack.url)
    await slack.people.slash("/news")
    team = await control.add_team("T0TWO", "Second Works", "xoxb-2-fake", "commands chat:write")
    assert sorted(team["scopes"]) == ["chat:write", "commands"]
    assert (await control.add_person("T0TWO", "cleo", id="U0CLEO"))["id"] == "U0CLEO"
    assert await control.add_channel("plans", id="C0PLANS", members=[BEN], kind="private") == "C0PLANS"
    await control.bot_events("app_mention")
    acts = [control.invite("C0PLANS", user=ADA, patience=0), control.leave("C0PLANS", patience=0)]
    acts += [control.kick("C0PLANS", patience=0), control.delete_channel(NEWS, quietly=True)]
    acts += [control.archive(NEWS, patience=0), control.unarchive(NEWS, patience=0)]
    acts += [control.say("hello", patience=0), control.open_home(patience=0)]
    acts += [control.event({"type": "team_join"}, patience=0), control.revoke(patience=0)]
    assert [(await act).error for act in acts] == [""] * 10
    assert (await control.uninstall(team="T0TWO", patience=0)).error == ""
    assert (await control.slash("/news")).error == (await control.shortcut("ask")).error == "dispatch_failed"
    for useless in (control.press("a"), control.suggest("a", "b"), control.submit({}), control.close()):
        with pytest.raises(ValueError, match="no modal"):
            await useless
    orders = [control.fault("chat.postMessage", "error"), control.clear_faults(), control.limits(False)]
    orders += [control.distributed(True), control.socket_mode(True), control.refuse(), control.refuse_app_token()]
    orders += [control.ack_seconds(1), control.event_retries([0.0]), control.scopes("commands")]
    for order in orders:
        await order
    cut = [control.outage(0), control.disconnect(), control.close_sockets(), control.drop_sockets()]
    assert [await each for each in [*cut, control.freeze_sockets()]] == [0] * 5
    assert await control.clock(at=1_000.0) == 1_000.0
    assert [message["text"] for message in await control.messages()] == ["hello"]
    assert (await control.ephemeral(), await control.calls(), await control.pings()) == ([], [], [])
    assert (await control.duplicates(), await control.deliveries()) == ({}, {})
    assert (await control.view(), await control.home()) == (None, None)
    assert (await control.connections(), await control.connected(patience=0)) == ({"open": 0, "opened": 0}, False)
    assert await control.violations() == []
    assert [line["kind"] for line in await control.journal()] == ["message"]
    assert await control.direct(ADA) == slack.direct(ADA)
    with pytest.raises(ValueError, match="missing display_information"):
        await control.manifest("_metadata:\n  major_version: 2")
    await control.http_mode("http://127.0.0.1:9/")
    assert (await control.verify_url()).error == "dispatch_failed"
    with pytest.raises(ValueError, match="ClientConnectorError"):
        await control.install("http://127.0.0.1:9/slack/install")


async def test_every_order_of_the_client_is_known_to_the_server(slack: SlackServer) -> None:
    from tests.fakes import slack_server as module

    offered = {name for name in vars(SlackControl) if not name.startswith("_")} - {"order"}
    assert offered == module.PEOPLE_ORDERS | module.SERVER_ORDERS
    assert all(hasattr(slack.people, name) for name in module.PEOPLE_ORDERS)
    assert all(hasattr(slack, name) for name in module.SERVER_ORDERS)


async def until(true: Callable[[], bool], patience: float = 3.0) -> None:
    """Returns when it is true; fails when it doesn't become so."""
    async with asyncio.timeout(patience):
        while not true():  # noqa: ASYNC110  (what is waited for has no event)
            await asyncio.sleep(0.01)


@asynccontextmanager
async def socket_client(slack: SlackServer) -> AsyncIterator[SocketModeClient]:
    """slack_sdk's own client, that acknowledges nothing by itself."""
    client = SocketModeClient(APP_TOKEN, web_client=web_client(slack), ping_interval=1)
    await client.connect()  # type: ignore[no-untyped-call]
    assert await slack.connected()
    try:
        yield client
    finally:
        await client.close()  # type: ignore[no-untyped-call]
