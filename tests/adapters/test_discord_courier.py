"""Posting on a Discord of our own over real sockets: once, whatever happens to the answer, and found again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest

from bot.adapters.discord_courier import DiscordCourier
from bot.adapters.discord_invite import discord_invite
from bot.news.message import Line, Message, Section, Text, digest_message
from bot.outbox_ports import CannotLook, Channel, ChannelClosed, Json, PartRefused, TokenRefused, Unsure
from bot.ports import GiveUp, NewsdeskError, TryLater
from tests.adapters.strange_texts import big_digest
from tests.fakes import discord_rules as rules
from tests.fakes.discord_server import FakeDiscord, fake_discord
from tests.fakes.discord_world import (
    ANNOUNCEMENTS_ID,
    APPLICATION_ID,
    FORUM_ID,
    GENERAL_ID,
    GUILD_ID,
    MEMBER_ID,
    NEWS_ID,
    READERS_ROLE_ID,
)
from tests.news.invented import monday

MARK = "q1w2e3r4t5y6u7i8"
POSTS = "POST /channels/*/messages"


def channel(number: int | str = NEWS_ID) -> Channel:
    return Channel(1, "discord", 1, str(GUILD_ID), str(number), "news", "active", None)


def person(number: int = MEMBER_ID) -> Channel:
    return Channel(2, "discord", 1, "", f"@{number}", None, "active", None)


def note(text: str = "The purchase is approved.") -> Message:
    return Message("", (), (Section("note", (Line((Text(text),)),)),), text)


@asynccontextmanager
async def at_discord(seconds: float = 15.0) -> AsyncIterator[tuple[FakeDiscord, DiscordCourier]]:
    async with fake_discord() as fake:
        courier = DiscordCourier(fake.token, api_base=fake.api, seconds=seconds)
        try:
            yield fake, courier
        finally:
            await courier.close()


def a_moment_ago() -> datetime:
    return datetime.now(UTC) - timedelta(seconds=5)


def digest_part(courier: DiscordCourier, mention: str | None = None, mark: str = MARK) -> Json:
    (payload,) = courier.draw(digest_message(monday()), mark=mark, mention=mention)
    return payload


async def posted(courier: DiscordCourier, where: Channel | None = None, mark: str = MARK) -> str:
    return await courier.post(where or channel(), digest_part(courier, mark=mark), marker=f"{mark}.1")


async def test_a_digest_is_posted_with_its_one_mention_and_found_again() -> None:
    async with at_discord() as (fake, courier):
        payload = digest_part(courier, mention=str(READERS_ROLE_ID))
        ref = await courier.post(channel(), payload, marker=f"{MARK}.1")
        (stored,) = fake.stored(NEWS_ID)
        assert ref == f"{NEWS_ID}/{stored['id']}" and stored["nonce"] == f"{MARK}.1"
        assert stored["pings"] == {"everyone": False, "roles": [str(READERS_ROLE_ID)], "users": []}
        assert await courier.find(channel(), f"{MARK}.1", since=a_moment_ago()) == ref
        assert await courier.find(channel(), f"{MARK}.2", since=a_moment_ago()) is None
        assert courier.parts_with_stories([payload]) == {1: 1, 2: 1, 3: 1, 4: 1, 5: 1}
        assert fake.violations() == []


async def test_a_digest_of_several_messages_is_posted_whole_and_each_part_is_found() -> None:
    async with at_discord() as (fake, courier):
        payloads = courier.draw(digest_message(big_digest(40, 12)), mark=MARK)
        assert len(payloads) > 1
        refs = [await courier.post(channel(), one, marker=f"{MARK}.{n}") for n, one in enumerate(payloads, 1)]
        found = [await courier.find(channel(), f"{MARK}.{n + 1}", since=a_moment_ago()) for n in range(len(refs))]
        assert found == refs and fake.violations() == []


async def test_a_part_without_buttons_is_found_again() -> None:
    async with at_discord() as (fake, courier):
        (payload,) = courier.draw(note(), mark=MARK)
        ref = await courier.post(channel(), payload, marker=f"{MARK}.1")
        assert await courier.find(channel(), f"{MARK}.1", since=a_moment_ago()) == ref
        assert fake.violations() == []


async def test_a_part_is_found_among_hundreds_of_other_messages_and_whatever_our_clock_says() -> None:
    async with at_discord() as (fake, courier):
        ref = await posted(courier)
        for number in range(230):
            await fake.people.say(f"Message {number}", channel=NEWS_ID)
        assert await courier.find(channel(), f"{MARK}.1", since=a_moment_ago()) == ref
        ref = await posted(courier, mark="second")
        ahead = datetime.now(UTC) + timedelta(hours=3)
        assert await courier.find(channel(), "second.1", since=ahead) == ref


@pytest.mark.parametrize("kind", ["reset", "close"])
async def test_a_stored_message_whose_answer_is_lost_is_unsure_and_posted_once(kind: str) -> None:
    async with at_discord() as (fake, courier):
        await fake.orders.fault(POSTS, kind=kind, after=True)
        with pytest.raises(Unsure):
            await posted(courier)
        ref = await courier.find(channel(), f"{MARK}.1", since=a_moment_ago())
        (stored,) = fake.stored(NEWS_ID)
        assert ref == f"{NEWS_ID}/{stored['id']}"
        assert await posted(courier) == ref
        assert len(fake.stored(NEWS_ID)) == 1 and fake.duplicates() == []


async def test_an_answer_that_does_not_come_is_unsure_after_the_time_that_was_set() -> None:
    async with at_discord(seconds=0.3) as (fake, courier):
        await courier.check()
        await fake.orders.fault(POSTS, kind="hang", after=True, seconds=1.0)
        with pytest.raises(Unsure):
            await posted(courier)
        assert await courier.find(channel(), f"{MARK}.1", since=a_moment_ago())


async def test_a_503_after_storing_is_unsure_and_a_500_is_asked_again_with_the_same_nonce() -> None:
    async with at_discord() as (fake, courier):
        await fake.orders.fault(POSTS, status=503, after=True)
        with pytest.raises(Unsure):
            await posted(courier)
        await fake.orders.fault(POSTS, status=500, after=True)
        await posted(courier, mark="second")
        assert len(fake.stored(NEWS_ID)) == 2 and fake.duplicates() == []


async def test_an_unreachable_discord_is_to_be_tried_later() -> None:
    async with at_discord() as (fake, courier):
        await courier.check()
        root = fake.root
    courier = DiscordCourier("t", api_base=f"{root}/api/v10")
    with pytest.raises(TryLater):
        await courier.check()


async def test_a_message_that_was_posted_and_deleted_is_not_posted_again() -> None:
    async with at_discord() as (fake, courier):
        ref = await posted(courier)
        await fake.orders.delete_message(ref.split("/")[1])
        assert (await posted(courier)).startswith(f"{NEWS_ID}/")
        assert len([one for one in fake.stored(NEWS_ID) if not one["deleted"]]) == 0


async def test_a_long_limit_is_told_with_its_time_and_nothing_is_posted() -> None:
    async with at_discord() as (fake, courier):
        for via in (True, False):
            await fake.orders.fault(POSTS, kind="429", retry_after=40.0, via=via)
            with pytest.raises(TryLater) as told:
                await posted(courier)
            assert told.value.retry_after == pytest.approx(40, abs=2)
        assert fake.stored(NEWS_ID) == []


async def test_a_short_limit_is_waited_for() -> None:
    async with at_discord() as (fake, courier):
        await fake.orders.fault(POSTS, kind="429", retry_after=0.2)
        await posted(courier)
        assert len(fake.stored(NEWS_ID)) == 1


async def test_a_hundred_channels_are_served_at_once_at_the_pace_that_discord_takes() -> None:
    async with at_discord() as (fake, courier):
        numbers = [await fake.orders.new_channel(f"news-{n}") for n in range(100)]
        await asyncio.gather(*(posted(courier, channel(number), mark=f"mark-{number}"[-16:]) for number in numbers))
        assert all(len(fake.stored(number)) == 1 for number in numbers)
        assert fake.violations("rate_limited") == []
        assert fake.limits.most_a_second > 40, "as many as Discord allows, or nearly"
        assert fake.duplicates() == []


async def test_what_the_library_repeats_and_what_is_answered_late_count_too() -> None:
    async with at_discord() as (fake, courier):
        await fake.orders.fault(POSTS, kind="status", status=502, times=None, fraction=0.2, seed=1)
        await fake.orders.fault(POSTS, kind="hang", seconds=0.4, times=None, fraction=0.3, seed=2)
        numbers = [await fake.orders.new_channel(f"news-{n}") for n in range(100)]
        await asyncio.gather(*(posted(courier, channel(number), mark=f"mark-{number}"[-16:]) for number in numbers))
        assert fake.violations("rate_limited") == []
        assert all(len(fake.stored(number)) == 1 for number in numbers)


async def test_while_discord_refuses_all_it_is_asked_nothing_more() -> None:
    async with at_discord() as (fake, courier):
        await courier.check()
        await fake.orders.fault(POSTS, kind="429", retry_after=40.0, everywhere=True)
        for number in (NEWS_ID, GENERAL_ID):
            with pytest.raises(TryLater) as told:
                await posted(courier, channel(number))
            assert told.value.retry_after == pytest.approx(40, abs=2)
        assert len(fake.requests("POST /channels")) == 1


async def test_a_limit_that_names_no_time_is_no_unclear_answer() -> None:
    async with at_discord() as (fake, courier):
        await fake.orders.fault(POSTS, kind="status", status=429)
        with pytest.raises(TryLater):
            await posted(courier)
        assert fake.stored(NEWS_ID) == []


async def test_two_processes_with_one_token_lose_nothing_and_double_nothing() -> None:
    async with at_discord() as (fake, one):
        other = DiscordCourier(fake.token, api_base=fake.api)
        numbers = [await fake.orders.new_channel(f"news-{n}") for n in range(120)]
        work = [posted_at_last(each, channel(number)) for each, number in zip([one, other] * 60, numbers, strict=True)]
        await asyncio.gather(*work)
        await other.close()
        assert all(len(fake.stored(number)) == 1 for number in numbers)
        assert fake.limits.most_a_second <= 50


async def posted_at_last(courier: DiscordCourier, there: Channel) -> str:
    """As the outbox does it: what surely wasn't posted is tried again."""
    while True:
        try:
            return await posted(courier, there, mark=f"mark-{there.external_id}"[-16:])
        except TryLater as error:
            await asyncio.sleep(error.retry_after or 1)


async def test_a_slow_channel_and_a_forbidden_one_delay_no_other() -> None:
    async with at_discord() as (fake, courier):
        await courier.check()
        await fake.orders.fault(f"POST /channels/{NEWS_ID}/messages", kind="hang", seconds=2.0)
        await fake.orders.permit(ANNOUNCEMENTS_ID, deny=rules.SEND_MESSAGES)
        slow = asyncio.create_task(posted(courier))
        with pytest.raises(ChannelClosed):
            await posted(courier, channel(ANNOUNCEMENTS_ID))
        await posted(courier, channel(GENERAL_ID), mark="general")
        assert not slow.done()
        await slow


async def test_a_subscribed_thread_gets_its_digests_and_updates_stand_in_it_as_replies() -> None:
    async with at_discord() as (fake, courier):
        first = await posted(courier)
        await courier.start_thread(channel(), first, "AI news")
        inside = channel(first.split("/")[1])
        assert await courier.missing(inside) == []
        digest = await posted(courier, inside, mark="inside")
        assert await courier.find(inside, "inside.1", since=a_moment_ago()) == digest
        await courier.start_thread(inside, digest, "AI news")
        (payload,) = courier.draw(note(), mark="update")
        told = await courier.post(inside, payload, marker="update.1", thread=digest)
        assert told.startswith(f"{inside.external_id}/") and len(fake.stored(inside.external_id)) == 2
        assert await courier.find(inside, "update.1", since=a_moment_ago(), thread=digest) == told


async def test_in_a_closed_thread_nothing_can_be_posted() -> None:
    async with at_discord() as (fake, courier):
        first = await posted(courier)
        await courier.start_thread(channel(), first, "AI news")
        await fake.orders.archive_thread(first.split("/")[1], locked=True)
        (payload,) = courier.draw(note(), mark="update")
        with pytest.raises(PartRefused, match="the thread is closed"):
            await courier.post(channel(), payload, marker="update.1", thread=first)


async def test_a_missing_permission_is_named_before_and_after() -> None:
    async with at_discord() as (fake, courier):
        assert await courier.missing(channel()) == []
        await fake.orders.permit(NEWS_ID, deny=rules.SEND_MESSAGES)
        assert await courier.missing(channel()) == ["Send Messages"]
        with pytest.raises(ChannelClosed) as closed:
            await posted(courier)
        assert (closed.value.reason, closed.value.gone) == ("“Send Messages” is missing", False)
        await fake.orders.permit(NEWS_ID, deny=rules.VIEW_CHANNEL)
        assert await courier.missing(channel()) == ["View Channel"]
        with pytest.raises(ChannelClosed, match="“View Channel” is missing"):
            await posted(courier)
        await fake.orders.permit(NEWS_ID)
        assert await courier.missing(channel()) == []


async def test_a_deleted_channel_and_a_server_that_removed_the_bot_are_told() -> None:
    async with at_discord() as (fake, courier):
        await fake.orders.delete_channel(NEWS_ID)
        for call in (posted(courier), courier.missing(channel()), courier.find(channel(), "m.1", since=a_moment_ago())):
            with pytest.raises(ChannelClosed) as closed:
                await call
            assert closed.value.gone
        await fake.orders.leave_guild(GUILD_ID)
        with pytest.raises(ChannelClosed):
            await posted(courier, channel(GENERAL_ID))


async def test_an_empty_history_without_the_permission_to_read_it_proves_nothing() -> None:
    async with at_discord() as (fake, courier):
        assert await courier.find(channel(), f"{MARK}.1", since=a_moment_ago()) is None
        await posted(courier)
        await fake.orders.permit(NEWS_ID, deny=rules.READ_MESSAGE_HISTORY)
        with pytest.raises(CannotLook, match="Read Message History"):
            await courier.find(channel(), f"{MARK}.1", since=a_moment_ago())


async def test_somebody_elses_message_with_the_marker_is_not_ours() -> None:
    async with at_discord() as (fake, courier):
        fields = {"flags": 1 << 15, "components": digest_part(courier)["components"]}
        fake.world.store(fake.world.channels[NEWS_ID], MEMBER_ID, fields)
        assert await courier.find(channel(), f"{MARK}.1", since=a_moment_ago()) is None


async def test_a_part_that_discord_refuses_is_refused_for_good() -> None:
    async with at_discord() as (_, courier):
        with pytest.raises(PartRefused, match="50035"):
            await courier.post(channel(), {"flags": 1 << 15, "components": [{"type": 99}]}, marker=f"{MARK}.1")


async def test_a_wrong_token_is_one_clear_sentence() -> None:
    async with fake_discord() as fake:
        courier = DiscordCourier("wrong", api_base=fake.api)
        with pytest.raises(TokenRefused, match="Discord refuses the bot's token: reset it"):
            await courier.check()


async def test_a_token_revoked_while_running_is_told() -> None:
    async with at_discord() as (fake, courier):
        await posted(courier)
        await fake.orders.tune(token="another")
        with pytest.raises(TokenRefused):
            await posted(courier, mark="second")


async def test_a_correction_edits_what_was_posted() -> None:
    async with at_discord() as (fake, courier):
        ref = await posted(courier)
        (payload,) = courier.draw(note("Corrected: the round is $30 million."), mark=MARK)
        await courier.edit(channel(), ref, payload)
        (stored,) = fake.stored(NEWS_ID)
        assert stored["text"] == "Corrected: the round is $30 million."
        assert fake.violations() == []


async def test_a_message_that_is_gone_or_too_old_is_not_edited() -> None:
    async with at_discord() as (fake, courier):
        ref = await posted(courier)
        await fake.orders.tune(old_edits=1)
        await fake.orders.clock(offset=7200)
        await courier.edit(channel(), ref, digest_part(courier))
        with pytest.raises(GiveUp, match="no more edits"):
            await courier.edit(channel(), ref, digest_part(courier))
        await fake.orders.delete_message(ref.split("/")[1])
        with pytest.raises(GiveUp, match="deleted"):
            await courier.edit(channel(), ref, digest_part(courier))


@pytest.mark.parametrize("where", [NEWS_ID, ANNOUNCEMENTS_ID])
async def test_an_update_stands_in_the_thread_of_its_digest_whether_or_not_it_was_opened(where: int) -> None:
    async with at_discord() as (fake, courier):
        first = await posted(courier, channel(where))
        await courier.start_thread(channel(where), first, "AI news, Monday 15 December")
        await courier.start_thread(channel(where), first, "AI news, Monday 15 December")
        second = await posted(courier, channel(where), mark="second")
        (payload,) = courier.draw(note(), mark="update")
        for ref in (first, second):
            marker = f"update{ref[-3:]}.1"
            told = await courier.post(channel(where), payload, marker=marker, thread=ref)
            thread = ref.split("/")[1]
            assert told.startswith(f"{thread}/") and len(fake.stored(thread)) == 1
        assert len(fake.stored(where)) == 2
        (payload,) = courier.draw(note(), mark="later")
        assert await courier.find(channel(where), "later.1", since=a_moment_ago(), thread=first) is None
        told = await courier.post(channel(where), payload, marker="later.1", thread=first)
        assert await courier.find(channel(where), "later.1", since=a_moment_ago(), thread=first) == told


async def test_a_thread_that_cannot_be_written_in_closes_no_channel() -> None:
    async with at_discord() as (fake, courier):
        first = await posted(courier)
        await fake.orders.permit(NEWS_ID, deny=rules.CREATE_PUBLIC_THREADS)
        (payload,) = courier.draw(note(), mark="update")
        with pytest.raises(PartRefused, match="Create Public Threads"):
            await courier.post(channel(), payload, marker="update.1", thread=first)
        await fake.orders.permit(NEWS_ID, deny=rules.SEND_MESSAGES_IN_THREADS)
        with pytest.raises(PartRefused, match="Send Messages in Threads"):
            await courier.post(channel(), payload, marker="update.1", thread=first)


async def test_in_a_forum_each_digest_is_a_post_with_its_title_and_all_its_parts() -> None:
    async with at_discord() as (fake, courier):
        await fake.orders.tune(limits=False)
        payloads = courier.draw(digest_message(big_digest(40, 12)), mark=MARK)
        first = await courier.post(channel(FORUM_ID), payloads[0], marker=f"{MARK}.1")
        post = first.split("/")[0]
        again = DiscordCourier(fake.token, api_base=fake.api)
        second = await again.post(channel(FORUM_ID), payloads[1], marker=f"{MARK}.2")
        assert second.startswith(f"{post}/") and len(fake.stored(post)) == 2
        assert fake.world.channels[int(post)].name == "AI news, Monday 15 December"
        for n, ref in ((1, first), (2, second)):
            assert await again.find(channel(FORUM_ID), f"{MARK}.{n}", since=a_moment_ago()) == ref
        assert await again.find(channel(FORUM_ID), f"{MARK}.3", since=a_moment_ago()) is None
        (payload,) = courier.draw(note(), mark="update")
        told = await courier.post(channel(FORUM_ID), payload, marker="update.1", thread=first)
        assert told.startswith(f"{post}/")
        await courier.edit(channel(FORUM_ID), second, payloads[1])
        await again.close()


@pytest.mark.parametrize("how", [{"kind": "reset"}, {"status": 500}, {"status": 502}])
async def test_a_forum_post_whose_answer_is_lost_is_not_made_twice(how: dict[str, object]) -> None:
    async with at_discord() as (fake, courier):
        await posted(courier, channel(FORUM_ID))
        payload = courier.draw(digest_message(monday()), mark="other")[0]
        await fake.orders.fault("POST /channels/*/threads", after=True, **how)
        with pytest.raises(Unsure):
            await courier.post(channel(FORUM_ID), payload, marker="other.1")
        assert await courier.find(channel(FORUM_ID), "other.1", since=a_moment_ago())
        assert len([one for one in fake.world.channels.values() if one.parent_id == FORUM_ID]) == 2


async def test_a_forum_that_demands_a_tag_gets_one() -> None:
    async with at_discord() as (fake, courier):
        forum = fake.world.channels[FORUM_ID]
        forum.needs_tag, forum.tags = True, [{"id": "77", "name": "News", "moderated": False}]
        await posted(courier, channel(FORUM_ID))
        (post,) = [one for one in fake.world.channels.values() if one.parent_id == FORUM_ID]
        assert post.applied == ["77"]


async def test_a_personal_digest_goes_by_direct_message_and_is_found_there() -> None:
    async with at_discord() as (fake, courier):
        ref = await posted(courier, person())
        direct = fake.direct_channel(MEMBER_ID)
        assert ref.startswith(f"{direct}/") and len(fake.stored(direct)) == 1
        assert await courier.find(person(), f"{MARK}.1", since=a_moment_ago()) == ref
        assert await courier.find(person(), f"{MARK}.2", since=a_moment_ago()) is None
        assert await courier.missing(person()) == []
        await courier.start_thread(person(), ref, "AI news")
        (payload,) = courier.draw(note(), mark="update")
        await courier.post(person(), payload, marker="update.1", thread=ref)
        assert len(fake.stored(direct)) == 2
        await fake.orders.take_messages(MEMBER_ID, False)
        with pytest.raises(ChannelClosed, match="direct messages from this bot are not allowed"):
            await posted(courier, person(), mark="second")


async def test_the_invitation_asks_for_little_and_names_the_application() -> None:
    async with fake_discord() as fake:
        asked = await discord_invite(fake.token, fake.api)
        assert asked == (
            f"https://discord.com/oauth2/authorize?client_id={APPLICATION_ID}"
            f"&scope=bot+applications.commands&permissions={1 << 10 | 1 << 11 | 1 << 16 | 1 << 35 | 1 << 38}"
        )
        with pytest.raises(NewsdeskError, match="Discord refuses DISCORD_TOKEN"):
            await discord_invite("wrong", fake.api)
        root, token = fake.root, fake.token
    assert await discord_invite(token, f"{root}/api/v10") == asked
    with pytest.raises(NewsdeskError, match="doesn't look like a bot's token"):
        await discord_invite("no token at all", f"{root}/api/v10")


async def test_everyone_is_never_pinged_even_where_an_old_order_asks_for_it() -> None:
    async with at_discord() as (fake, courier):
        unknown = Channel(1, "discord", 1, "", str(GENERAL_ID), None, "active", None)
        for n, there in enumerate((channel(), channel(FORUM_ID), unknown)):
            (payload,) = courier.draw(digest_message(monday()), mark=f"{n}{MARK[1:]}", mention=str(GUILD_ID))
            ref = await courier.post(there, payload, marker=f"{n}{MARK[1:]}.1")
            place, _, number = ref.partition("/")
            (posted,) = [one for one in fake.stored(int(place)) if str(one["id"]) == number]
            assert f"<@&{GUILD_ID}>" not in str(posted["components"])
            assert posted["components"][0]["content"].startswith("## AI news")
        (payload,) = courier.draw(note(), mark=MARK, mention=str(READERS_ROLE_ID))
        await courier.post(channel(), payload, marker=f"{MARK}.1")
        assert f"<@&{READERS_ROLE_ID}>" in str(fake.stored(NEWS_ID)[-1]["components"])
