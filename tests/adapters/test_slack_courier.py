"""What stands in a Slack channel after each thing that can go wrong: once, never twice, or the reason why not."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack_clients import Clients, Installed
from bot.adapters.slack_courier import Pace, SlackCourier
from bot.news.message import digest_message
from bot.outbox_ports import CannotLook, Channel, ChannelClosed, PartRefused, TokenRefused, Unsure
from bot.ports import GiveUp, TryLater
from tests.fakes.slack_server import ADA, BOT_TOKEN, NEWS, PRIVATE, RANDOM, TEAM, SlackServer, slack_server
from tests.news.invented import monday

MARK = "abcDEF0123_-xyz9"
LOST_ANSWERS = ["reset_after", "close_after", "status_after"]


@pytest.fixture
async def slack() -> AsyncIterator[SlackServer]:
    async with slack_server() as server:
        yield server


@pytest.fixture
def courier(slack: SlackServer) -> SlackCourier:
    return SlackCourier(Clients(slack.api_url, BOT_TOKEN), seconds_a_message=0)


def channel(external_id: str = NEWS) -> Channel:
    return Channel(1, "slack", 1, TEAM, external_id, "ai-news", "active", None)


def drawn(courier: SlackCourier) -> dict[str, Any]:
    (payload,) = courier.draw(digest_message(monday()), mark=MARK)
    return payload


def just_now() -> datetime:
    return datetime.now(UTC) - timedelta(seconds=1)


async def test_a_digest_is_posted_with_a_marker_that_finds_it_again(slack: SlackServer, courier: SlackCourier) -> None:
    ref = await courier.post(channel(), drawn(courier), marker=f"{MARK}.1")
    assert await courier.find(channel(), f"{MARK}.1", since=just_now()) == ref
    assert await courier.find(channel(), f"{MARK}.2", since=just_now()) is None
    assert slack.violations() == [] and slack.pings() == []
    (posted,) = slack.messages(NEWS)
    assert "thread_ts" not in posted or posted["thread_ts"] is None


@pytest.mark.parametrize("kind", LOST_ANSWERS)
async def test_a_message_whose_answer_is_lost_is_looked_up_and_stands_once(
    slack: SlackServer, courier: SlackCourier, kind: Any
) -> None:
    slack.fault("chat.postMessage", kind)
    with pytest.raises(Unsure):
        await courier.post(channel(), drawn(courier), marker=f"{MARK}.1")
    (stored,) = slack.messages(NEWS)
    assert await courier.find(channel(), f"{MARK}.1", since=just_now()) == stored["ts"]


@pytest.mark.parametrize("kind", ["reset_before", "close_before", "status_before"])
async def test_a_message_that_never_arrived_is_surely_not_there(
    slack: SlackServer, courier: SlackCourier, kind: Any
) -> None:
    slack.fault("chat.postMessage", kind)
    with pytest.raises(Unsure):
        await courier.post(channel(), drawn(courier), marker=f"{MARK}.1")
    assert await courier.find(channel(), f"{MARK}.1", since=just_now()) is None
    assert len(slack.calls("chat.postMessage")) == 1


@pytest.mark.parametrize("code", ["internal_error", "fatal_error"])
async def test_slacks_own_failures_prove_nothing(slack: SlackServer, courier: SlackCourier, code: str) -> None:
    slack.fault("chat.postMessage", "error", error=code)
    with pytest.raises(Unsure):
        await courier.post(channel(), drawn(courier), marker=f"{MARK}.1")


async def test_where_nobody_listens_nothing_was_posted() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        base = f"http://127.0.0.1:{free.getsockname()[1]}/api/"
    courier = SlackCourier(Clients(base, BOT_TOKEN))
    with pytest.raises(TryLater):
        await courier.post(channel(), drawn(courier), marker=f"{MARK}.1")


async def test_a_short_limit_is_waited_for_and_a_long_one_is_handed_back(slack: SlackServer) -> None:
    waited: list[float] = []

    async def pause(seconds: float) -> None:
        waited.append(seconds)

    courier = SlackCourier(Clients(slack.api_url, BOT_TOKEN), pause=pause, seconds_a_message=0)
    slack.fault("chat.postMessage", "ratelimited", seconds=2)
    await courier.post(channel(), drawn(courier), marker=f"{MARK}.1")
    assert waited == [2.0] and len(slack.messages(NEWS)) == 1
    slack.fault("chat.postMessage", "ratelimited", seconds=30)
    other = channel(slack.add_channel("other"))
    with pytest.raises(TryLater) as limited:
        await courier.post(other, drawn(courier), marker=f"{MARK}.2")
    assert limited.value.retry_after == 30 and slack.messages(other.external_id) == []


async def test_after_a_long_limit_the_channel_isnt_asked_again_before_its_end(
    slack: SlackServer, courier: SlackCourier
) -> None:
    slack.fault("chat.postMessage", "ratelimited", seconds=30)
    for _ in range(2):
        with pytest.raises(TryLater):
            await courier.post(channel(), drawn(courier), marker=f"{MARK}.1")
    assert len(slack.calls("chat.postMessage")) == 1


def test_a_channel_gets_one_message_a_second_and_delays_no_other() -> None:
    pace = Pace(1.0)
    assert [pace.turn("C1", 100.0) for _ in range(4)] == [0, 1, 2, 3]
    with pytest.raises(TryLater) as later:
        pace.turn("C1", 100.0)
    assert later.value.retry_after == 4
    assert pace.turn("C2", 100.0) == 0
    assert pace.turn("C1", 104.5) == 0


async def test_closed_channels_say_why_in_words(slack: SlackServer, courier: SlackCourier) -> None:
    await slack.people.archive(NEWS, quietly=True)
    with pytest.raises(ChannelClosed, match="archived") as archived:
        await courier.post(channel(), drawn(courier), marker=f"{MARK}.1")
    assert not archived.value.gone
    with pytest.raises(ChannelClosed, match="/invite") as left:
        await courier.post(channel(RANDOM), drawn(courier), marker=f"{MARK}.1")
    assert left.value.gone
    with pytest.raises(ChannelClosed, match="gone") as hidden:
        await courier.post(channel(PRIVATE), drawn(courier), marker=f"{MARK}.1")
    assert hidden.value.gone


async def test_a_missing_scope_is_named(slack: SlackServer, courier: SlackCourier) -> None:
    slack.scopes("channels:read channels:history")
    with pytest.raises(ChannelClosed, match="chat:write"):
        await courier.post(channel(), drawn(courier), marker=f"{MARK}.1")
    assert await courier.missing(channel()) == ["the scope chat:write"]


async def test_a_dead_token_is_told_apart_from_a_closed_channel(slack: SlackServer, courier: SlackCourier) -> None:
    slack.refuse(TEAM, "token_revoked")
    with pytest.raises(TokenRefused, match="token_revoked"):
        await courier.post(channel(), drawn(courier), marker=f"{MARK}.1")


async def test_one_workspaces_revoked_token_closes_its_channels_and_not_slack(slack: SlackServer) -> None:
    async def installed(workspace: str) -> Installed | None:
        return Installed(BOT_TOKEN, workspace) if workspace == TEAM else None

    courier = SlackCourier(Clients(slack.api_url, find=installed), seconds_a_message=0)
    slack.refuse(TEAM, "token_revoked")
    for place in (channel(), replace(channel(), workspace="T-GONE")):
        with pytest.raises(ChannelClosed, match="install it again"):
            await courier.post(place, drawn(courier), marker=f"{MARK}.1")
        with pytest.raises(ChannelClosed, match="install it again"):
            await courier.find(place, f"{MARK}.1", since=just_now())


async def test_blocks_that_slack_refuses_are_our_defect(slack: SlackServer, courier: SlackCourier) -> None:
    with pytest.raises(PartRefused, match="invalid_blocks"):
        await courier.post(channel(), {"text": "x", "blocks": [{"type": "nonsense"}]}, marker=f"{MARK}.1")


async def test_without_the_scope_to_read_history_nothing_is_claimed(slack: SlackServer, courier: SlackCourier) -> None:
    await courier.post(channel(), drawn(courier), marker=f"{MARK}.1")
    slack.scopes("chat:write channels:read")
    with pytest.raises(CannotLook, match="channels:history"):
        await courier.find(channel(), f"{MARK}.1", since=just_now())


async def test_in_a_channel_that_was_left_nothing_can_be_looked_up(slack: SlackServer, courier: SlackCourier) -> None:
    with pytest.raises(CannotLook):
        await courier.find(channel(PRIVATE), f"{MARK}.1", since=just_now())


async def test_a_marker_is_found_behind_many_other_messages(slack: SlackServer, courier: SlackCourier) -> None:
    slack.limits(False)
    ref = await courier.post(channel(), drawn(courier), marker=f"{MARK}.1")
    for n in range(40):
        await courier.post(channel(), {"text": f"talk {n}"}, marker=f"other.{n}")
    assert await courier.find(channel(), f"{MARK}.1", since=just_now()) == ref


async def test_a_message_is_found_though_our_clock_runs_an_hour_ahead(
    slack: SlackServer, courier: SlackCourier
) -> None:
    ref = await courier.post(channel(), drawn(courier), marker=f"{MARK}.1")
    ahead = datetime.now(UTC) + timedelta(hours=1)
    assert await courier.find(channel(), f"{MARK}.1", since=ahead) == ref
    update = await courier.post(channel(), {"text": "Update"}, marker="update0000000000.1", thread=ref)
    assert await courier.find(channel(), "update0000000000.1", since=ahead, thread=ref) == update


async def test_only_what_was_written_since_is_looked_through(slack: SlackServer, courier: SlackCourier) -> None:
    slack.limits(False)
    for n in range(40):
        await courier.post(channel(), {"text": f"talk {n}"}, marker=f"other.{n}")
    much_later = datetime.now(UTC) + timedelta(minutes=5)
    assert await courier.find(channel(), f"{MARK}.1", since=much_later) is None
    assert len(slack.calls("conversations.history")) == 1


async def test_a_look_that_a_limit_cuts_off_goes_on_where_it_was(slack: SlackServer, courier: SlackCourier) -> None:
    """An app outside the Marketplace may ask once a minute for fifteen messages."""
    slack.limits(False)
    ref = await courier.post(channel(), drawn(courier), marker=f"{MARK}.1")
    for n in range(40):
        await courier.post(channel(), {"text": f"talk {n}"}, marker=f"other.{n}")
    found, since = None, just_now()
    for _ in range(6):
        slack.clear_faults()
        slack.fault("conversations.history", "ratelimited", skip=1, times=None, seconds=60)
        with suppress(TryLater):
            found = await courier.find(channel(), f"{MARK}.1", since=since)
    assert found == ref


async def test_updates_go_into_the_digests_thread_and_are_found_there(
    slack: SlackServer, courier: SlackCourier
) -> None:
    digest = await courier.post(channel(), drawn(courier), marker=f"{MARK}.1")
    ref = await courier.post(channel(), {"text": "Update"}, marker="update0000000000.1", thread=digest)
    assert await courier.find(channel(), "update0000000000.1", since=just_now(), thread=digest) == ref
    assert await courier.find(channel(), "nothing.1", since=just_now(), thread=digest) is None
    await courier.start_thread(channel(), digest, "AI news")
    assert [message["thread_ts"] for message in slack.messages(NEWS) if message["ts"] == ref] == [digest]


async def a_deleted_digest(slack: SlackServer, courier: SlackCourier) -> str:
    """As it was posted by an earlier start."""
    ref = await SlackCourier(Clients(slack.api_url, BOT_TOKEN)).post(channel(), drawn(courier), marker=f"{MARK}.1")
    await AsyncWebClient(BOT_TOKEN, base_url=slack.api_url).chat_delete(channel=NEWS, ts=ref)
    return ref


def standing(slack: SlackServer) -> list[str]:
    return [message["text"] for message in slack.messages(NEWS)]


async def test_an_update_whose_thread_is_gone_is_refused_and_never_stands_in_the_channel(
    slack: SlackServer, courier: SlackCourier
) -> None:
    digest = await a_deleted_digest(slack, courier)
    with pytest.raises(PartRefused, match="its thread was deleted"):
        await courier.post(channel(), {"text": "Update"}, marker="update0000000000.1", thread=digest)
    assert standing(slack) == [] and len(slack.calls("chat.postMessage")) == 1, "it wasn't even posted"


async def test_where_threads_can_not_be_asked_for_a_reply_that_went_astray_is_taken_back(
    slack: SlackServer, courier: SlackCourier
) -> None:
    digest = await a_deleted_digest(slack, courier)
    slack.fault("conversations.replies", "ratelimited", times=None, seconds=60)
    with pytest.raises(PartRefused, match="its thread was deleted"):
        await courier.post(channel(), {"text": "Update"}, marker="update0000000000.1", thread=digest)
    assert standing(slack) == []


async def test_a_reply_that_went_astray_and_whose_answer_was_lost_is_found_and_taken_back(
    slack: SlackServer, courier: SlackCourier
) -> None:
    digest = await a_deleted_digest(slack, courier)
    slack.fault("conversations.replies", "ratelimited", seconds=60)
    slack.fault("chat.postMessage", "reset_after")
    update = "update0000000000.1"
    with pytest.raises(Unsure):
        await courier.post(channel(), {"text": "Update"}, marker=update, thread=digest)
    assert standing(slack) == ["Update"]
    with pytest.raises(PartRefused, match="its thread was deleted"):
        await courier.find(channel(), update, since=just_now(), thread=digest)
    assert standing(slack) == []


async def test_direct_messages_open_their_channel_once(slack: SlackServer, courier: SlackCourier) -> None:
    ref = await courier.post(channel(f"@{ADA}"), drawn(courier), marker=f"{MARK}.1")
    await courier.post(channel(f"@{ADA}"), {"text": "more"}, marker=f"{MARK}.2")
    assert slack.messages(slack.direct(ADA))[0]["ts"] == ref
    assert len(slack.calls("conversations.open")) == 1
    assert await courier.find(channel(f"@{ADA}"), f"{MARK}.1", since=just_now()) == ref
    assert await courier.missing(channel(f"@{ADA}")) == []


async def test_without_the_scope_to_open_direct_channels_people_are_still_reached(
    slack: SlackServer, courier: SlackCourier
) -> None:
    slack.scopes("chat:write")
    await courier.post(channel(f"@{ADA}"), {"text": "digest"}, marker=f"{MARK}.1")
    assert [message["text"] for message in slack.messages(slack.direct(ADA))] == ["digest"]


async def test_a_corrected_message_keeps_its_marker(slack: SlackServer, courier: SlackCourier) -> None:
    payload = drawn(courier)
    ref = await courier.post(channel(), payload, marker=f"{MARK}.1")
    await courier.edit(channel(), ref, {**payload, "text": "Corrected"})
    assert slack.messages(NEWS)[0]["text"] == "Corrected"
    assert await courier.find(channel(), f"{MARK}.1", since=just_now()) == ref
    with pytest.raises(GiveUp):
        await courier.edit(channel(), "1.000001", payload)


async def test_what_is_missing_is_named_before_anything_is_posted(slack: SlackServer, courier: SlackCourier) -> None:
    assert await courier.missing(channel()) == []
    assert await courier.missing(channel(RANDOM)) == ["an invitation (/invite @Newsdesk)"]
    with pytest.raises(ChannelClosed):
        await courier.missing(channel(PRIVATE))


async def test_only_the_chosen_group_is_pinged(slack: SlackServer, courier: SlackCourier) -> None:
    (payload,) = courier.draw(digest_message(monday()), mark=MARK, mention="S0123ABCD")
    await courier.post(channel(), payload, marker=f"{MARK}.1")
    assert [ping["pings"] for ping in slack.pings()] == [["@S0123ABCD"]]
    assert courier.draw(digest_message(monday()), mark=MARK, mention="!channel") == [drawn(courier)]


def test_each_storys_part_is_known(courier: SlackCourier) -> None:
    assert courier.parts_with_stories([drawn(courier), {"text": "x"}]) == dict.fromkeys((1, 2, 3, 4, 5), 1)
