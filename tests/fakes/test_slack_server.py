"""The fake Slack keeps Slack's rules: shown with the real slack_sdk and slack_bolt, not with our adapters."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
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
    assert answer["provided"] == "chat:write,commands"
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
