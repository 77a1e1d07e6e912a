"""The outbox: an occasion is planned once, sent by one process at a time, and each part counts as posted once."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from bot.outbox_ports import Channel, Delivery, Part, ToldStory
from bot.store.outbox import RESENT_FOR
from bot.store.schema import digest_stories, digests
from bot.store.store import Store
from bot.store.tables import Row, rows_of
from tests.store.posting import HOUR, add_channel, add_digest, delivery, order, take
from tests.store.samples import NOW, add_briefed, add_feeds, article

LATER = NOW + timedelta(minutes=5)


async def _story(store: Store, url: str = "a") -> int:
    (feed,) = await add_feeds(store, 1)
    return await add_briefed(store, feed, [article(url)])


async def _found(store: Store, name: str = "d1") -> Delivery:
    found = await store.delivery(name)
    assert found is not None
    return found


async def _served_until(store: Store, number: int) -> datetime | None:
    kept = await store.subscription(number)
    assert kept is not None
    return kept.last_digest_until


async def _reached(store: Store, channel: Channel) -> dict[int, int]:
    return {story: had.version for story, had in (await store.reached_in(channel.id)).items()}


async def _rows(store: Store, table: sa.Table) -> list[Row]:
    async with store._db.read() as connection:
        return list(await rows_of(connection, sa.select(table)))


# --- Planning ---------------------------------------------------------------------------------------------------------


async def test_a_delivery_is_kept_as_it_was_planned(store: Store) -> None:
    channel = await add_channel(store)
    planned = delivery(
        channel, parts=2, thread="17.1", open_thread=True, mention="R1", since=NOW - HOUR, until=NOW,
        expires_at=NOW + HOUR, told=(ToldStory(4, 2, 1, part=2, score=0.5, why=("new", "two outlets")),),
    )  # fmt: skip
    assert await store.plan(planned, NOW)
    assert await _found(store) == planned
    assert await store.delivery_of_marker("d1") == planned == await store.delivery_of_marker("d1.2")
    assert await store.delivery_of_marker("d2") is None


async def test_an_occasion_is_planned_once_by_however_many(store: Store) -> None:
    channel = await add_channel(store)
    added = await store.add_subscription(order(channel), NOW)
    digest = delivery(channel, kind="digest", subscription_id=added.id, until=NOW)
    due = NOW + 24 * HOUR
    said = await asyncio.gather(*(store.plan(digest, NOW, next_due_at=due + n * HOUR) for n in range(4)))
    assert sorted(said) == [False, False, False, True]
    kept = await store.subscription(added.id)
    assert kept is not None and kept.next_due_at == due + said.index(True) * HOUR
    assert len(await _rows(store, digests)) == 1


async def test_a_digest_says_which_stories_it_told_and_why(store: Store) -> None:
    story = await _story(store)
    await add_digest(store, await add_channel(store), story=story)
    (digest,) = await _rows(store, digests)
    (told,) = await _rows(store, digest_stories)
    assert (digest["until"], digest["content"]) == (NOW, {"title": "d1"})
    assert (told["story_id"], told["version"], told["why"]) == (story, 1, ["it is new"])


async def test_a_due_time_that_a_person_set_meanwhile_is_obeyed(store: Store) -> None:
    channel = await add_channel(store)
    added = await store.add_subscription(order(channel), NOW)
    await store.change_subscription(replace(added, next_due_at=NOW + HOUR))
    assert await store.plan(delivery(channel, subscription_id=added.id), NOW, next_due_at=NOW + 24 * HOUR)
    kept = await store.subscription(added.id)
    assert kept is not None and kept.next_due_at == NOW + HOUR


async def test_nothing_is_planned_for_what_was_deleted_meanwhile(store: Store) -> None:
    channel = await add_channel(store)
    number = await add_digest(store, channel)
    await store.delete_workspace(channel.workspace_id)
    assert not await store.plan(delivery(channel, "d2"), NOW)
    other = await add_channel(store, "C2", "T2")
    assert not await store.plan(delivery(other, "d3", subscription_id=number), NOW)
    assert await store.deliveries() == []


async def test_what_another_took_over_is_opened_and_ended_by_that_one_only(store: Store) -> None:
    await add_digest(store, await add_channel(store))
    for owner, at in (("slow", NOW), ("quick", NOW + HOUR)):
        await store.claim_deliveries(at, owner=owner, limit=9, platforms=["slack"])
        assert await store.part_sending("d1", 1, at, owner=owner) == (owner == "slow")
        await store.part_open("d1", 1, "sending", None, at, owner=owner)
    assert not await store.part_open("d1", 1, "planned", "surely not posted", NOW + HOUR, owner="slow")
    assert not await store.finish_delivery("d1", "expired", "its time was over", NOW + HOUR, owner="slow")
    found = await _found(store)
    assert (found.state, found.parts[0].state) == ("sending", "sending")
    assert await store.part_open("d1", 1, "planned", "not found", NOW + HOUR, owner="quick")


async def test_what_wasnt_tried_can_be_drawn_anew_and_what_was_tried_cant(store: Store) -> None:
    story = await _story(store)
    channel = await add_channel(store)
    await add_digest(store, channel, parts=2)
    late = Part(1, "d1.1", {"text": "late"})
    assert await store.redraw("d1", {"title": "late"}, [late], [ToldStory(story, 3, 1)], NOW)
    drawn = await _found(store)
    assert (drawn.parts, drawn.message, drawn.told) == ((late,), {"title": "late"}, (ToldStory(story, 3, 1),))
    assert [row["version"] for row in await _rows(store, digest_stories)] == [3]
    await take(store)
    assert await store.part_sending("d1", 1, NOW, owner="me")
    assert not await store.redraw("d1", {}, [late], None, NOW)
    await store.part_open("d1", 1, "planned", "rate limited", NOW)
    assert await store.redraw("d1", {"title": "later"}, [late], None, NOW)
    assert (await _found(store)).told == drawn.told
    await store.part_sending("d1", 1, NOW, owner="me")
    await store.part_sent("d1", 1, "17.1", NOW)
    assert not await store.redraw("d1", {}, [late], None, NOW)
    assert not await store.redraw("unknown", {}, [late], None, NOW)


# --- Taking -----------------------------------------------------------------------------------------------------------


async def test_a_channel_gets_one_delivery_at_a_time_the_longest_due_first(store: Store) -> None:
    one, two = await add_channel(store, "C1"), await add_channel(store, "C2")
    await store.plan(delivery(one, "second", due_at=NOW - HOUR), NOW)
    await store.plan(delivery(one, "first", due_at=NOW - 2 * HOUR), NOW)
    await store.plan(delivery(two, "other", due_at=NOW), NOW)
    await store.plan(delivery(two, "not yet", due_at=LATER), NOW)
    assert await take(store, "a") == ["first", "other"]
    assert await take(store, "b") == []
    await store.part_sending("first", 1, NOW, owner="a")
    await store.part_sent("first", 1, "17.1", NOW)
    assert await take(store, "b") == ["second"]


async def test_many_processes_take_each_delivery_once(store: Store) -> None:
    channels = [await add_channel(store, f"C{n}") for n in range(6)]
    for channel in channels:
        for n in range(2):
            await store.plan(delivery(channel, f"{channel.external_id}-{n}", due_at=NOW - n * HOUR), NOW)
    taken = await asyncio.gather(*(take(store, f"p{n}", limit=2) for n in range(6)))
    every = [name for some in taken for name in some]
    assert len(every) == len(set(every)) == len({name.partition("-")[0] for name in every})
    assert every and all(name.endswith("-1") for name in every)


async def test_only_active_channels_of_standing_workspaces_and_given_platforms_are_served(store: Store) -> None:
    closed, gone = await add_channel(store, "C1"), await add_channel(store, "C2", "T2")
    discord = await store.keep_channel("discord:7", NOW, workspace="G1")
    for channel in (closed, gone, discord):
        await store.plan(delivery(channel, channel.external_id), NOW)
    await store.set_channel_state(closed.id, "closed", "archived", NOW)
    await store.remove_workspace(gone.workspace_id, NOW)
    assert await take(store, platforms=["slack"]) == []
    await store.set_channel_state(closed.id, "active", None, NOW)
    assert await take(store, platforms=["slack"]) == ["C1"]
    assert await take(store, platforms=["discord"]) == ["7"]


async def test_a_dead_processs_delivery_is_taken_up_with_its_parts_as_they_were(store: Store) -> None:
    await store.plan(delivery(await add_channel(store), parts=3), NOW)
    await take(store, "dead")
    await store.part_sending("d1", 1, NOW, owner="dead")
    await store.part_sent("d1", 1, "17.1", NOW)
    await store.part_sending("d1", 2, NOW, owner="dead")
    assert await take(store, "heir", now=NOW + timedelta(seconds=59)) == []
    (heir,) = await store.claim_deliveries(LATER, owner="heir", limit=9, platforms=["slack"])
    assert [(part.state, part.message_ref, part.attempts) for part in heir.parts] == [
        ("sent", "17.1", 1), ("sending", None, 1), ("planned", None, 0),
    ]  # fmt: skip


async def test_whoever_lost_the_lease_may_send_nothing(store: Store) -> None:
    await store.plan(delivery(await add_channel(store), parts=2), NOW)
    await take(store, "slow", seconds=30)
    assert not await store.part_sending("d1", 1, NOW + timedelta(seconds=30), owner="slow")
    assert await take(store, "quick", now=NOW + timedelta(seconds=30)) == ["d1"]
    assert not await store.part_sending("d1", 1, LATER - HOUR, owner="slow")
    assert await store.part_sending("d1", 1, NOW + timedelta(seconds=31), owner="quick")
    assert not await store.part_sending("d1", 1, NOW + timedelta(seconds=31), owner="quick")
    assert not await store.part_sending("d1", 9, NOW + timedelta(seconds=31), owner="quick")
    assert not await store.part_sending("unknown", 1, NOW, owner="quick")


async def test_a_part_in_the_air_holds_its_lease_until_an_answer_can_be_there(store: Store) -> None:
    await store.plan(delivery(await add_channel(store), parts=2), NOW)
    await take(store, "me", seconds=120)
    sent_at = NOW + timedelta(seconds=110)
    assert await store.part_sending("d1", 1, sent_at, owner="me")
    assert await take(store, "other", now=sent_at + timedelta(seconds=50)) == []


async def test_a_delivery_that_is_given_back_waits_and_counts_the_try(store: Store) -> None:
    await store.plan(delivery(await add_channel(store)), NOW)
    await take(store, "me")
    await store.release_delivery("d1", owner="other", due_at=NOW, reason="not mine")
    assert await take(store, "other") == []
    await store.release_delivery("d1", owner="me", due_at=LATER, reason="rate limited")
    given = await _found(store)
    assert (given.attempts, given.due_at, given.reason, given.state) == (1, LATER, "rate limited", "planned")
    assert await take(store, "other") == []
    assert await take(store, "other", now=LATER) == ["d1"]


# --- What became of parts ---------------------------------------------------------------------------------------------


async def test_the_first_posted_part_counts_for_the_order_and_each_for_its_own_stories(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    one, two = [await add_briefed(store, feed, [article(url)]) for url in "ab"]
    channel = await add_channel(store)
    number = await add_digest(store, channel, parts=2, told=(ToldStory(one, 1, 1), ToldStory(two, 1, 2, part=2)))
    assert await _served_until(store, number) is None
    await take(store)
    await store.part_sending("d1", 1, NOW, owner="me")
    await store.part_sent("d1", 1, "17.1", LATER)
    assert await _served_until(store, number) == NOW
    assert await _reached(store, channel) == {one: 1}
    assert (await _found(store)).state == "sending"
    await store.part_sending("d1", 2, LATER, owner="me")
    await store.part_sent("d1", 2, "17.2", LATER)
    reached = await store.reached_in(channel.id)
    assert {story: (had.message_ref, had.delivery_id, had.at) for story, had in reached.items()} == {
        one: ("17.1", "d1", LATER), two: ("17.2", "d1", LATER),
    }  # fmt: skip
    done = await _found(store)
    assert (done.state, done.finished_at) == ("sent", LATER)
    assert await take(store, now=LATER + HOUR) == []


async def test_a_part_told_twice_as_posted_keeps_its_first_place(store: Store) -> None:
    story = await _story(store)
    channel = await add_channel(store)
    await add_digest(store, channel, story=story)
    await take(store)
    await store.part_sending("d1", 1, NOW, owner="me")
    await store.part_sent("d1", 1, "17.1", NOW)
    await store.part_sent("d1", 1, "17.9", LATER)
    await store.part_open("d1", 1, "unsure", "too late", LATER)
    await store.part_sent("unknown", 1, "17.9", LATER)
    done = await _found(store)
    assert (done.state, done.parts[0].state, done.parts[0].message_ref) == ("sent", "sent", "17.1")
    assert (await store.reached_in(channel.id))[story].message_ref == "17.1"


async def test_a_late_older_telling_doesnt_take_a_newer_ones_place(store: Store) -> None:
    story = await _story(store)
    channel = await add_channel(store)
    for name, version in (("new", 2), ("old", 1), ("again", 2)):
        await store.plan(delivery(channel, name, told=(ToldStory(story, version, 1),)), NOW)
        await store.part_sent(name, 1, f"at {name}", NOW)
        had = (await store.reached_in(channel.id))[story]
        assert (had.version, had.message_ref) == (2, "at again" if name == "again" else "at new")


async def test_a_late_older_digest_doesnt_turn_the_order_back(store: Store) -> None:
    channel = await add_channel(store)
    number = await add_digest(store, channel)
    old = delivery(channel, "old", kind="digest", subscription_id=number, until=NOW - 24 * HOUR)
    assert await store.plan(old, NOW)
    for name in ("d1", "old"):
        await store.part_sent(name, 1, name, NOW)
        assert await _served_until(store, number) == NOW


async def test_a_part_can_be_opened_again_with_its_reason(store: Store) -> None:
    await store.plan(delivery(await add_channel(store), parts=2), NOW)
    await take(store)
    await store.part_sending("d1", 1, NOW, owner="me")
    for state, whole in (("unsure", "unsure"), ("planned", "planned"), ("failed", "planned")):
        await store.part_open("d1", 1, state, f"is {state}", NOW)  # type: ignore[arg-type]
        found = await _found(store)
        assert (found.parts[0].state, found.parts[0].reason, found.state) == (state, f"is {state}", whole)


async def test_an_ended_delivery_frees_its_channel_and_leaves_no_part_waiting(store: Store) -> None:
    channel = await add_channel(store)
    for name, state, left in (("d1", "expired", "cancelled"), ("d2", "failed", "failed"), ("d3", "unknown", "failed")):
        await store.plan(delivery(channel, name, parts=2), NOW)
        assert await take(store) == [name]
        await store.part_sending(name, 1, NOW, owner="me")
        await store.part_open(name, 1, "unknown", "can't look", NOW)
        await store.finish_delivery(name, state, "over", LATER)  # type: ignore[arg-type]
        found = await _found(store, name)
        assert (found.state, found.reason, found.finished_at) == (state, "over", LATER)
        assert [part.state for part in found.parts] == ["unknown", left]
        assert not await store.part_sending(name, 2, NOW, owner="me")


async def test_a_digest_that_may_be_posted_isnt_cancelled_but_looked_after(store: Store) -> None:
    channel = await add_channel(store)
    await add_digest(store, channel)
    await take(store)
    await store.part_sending("d1", 1, NOW, owner="me")
    await store.finish_delivery("d1", "cancelled", "the next digest covers it", NOW)
    assert (await _found(store)).state == "sending"
    await store.part_open("d1", 1, "planned", "surely not posted", NOW)
    await store.finish_delivery("d1", "cancelled", "the next digest covers it", NOW)
    assert (await _found(store)).state == "cancelled"


async def test_an_operator_has_it_sent_again_or_counts_it_as_sent(store: Store) -> None:
    story = await _story(store)
    channel = await add_channel(store)
    number = await add_digest(store, channel, parts=2, told=(ToldStory(story, 1, 1),), expires_at=NOW)
    assert not await store.resend("d1", NOW) and not await store.mark_sent("d1", NOW)
    await take(store)
    await store.part_sending("d1", 1, NOW, owner="me")
    await store.part_open("d1", 1, "unknown", "can't look", NOW)
    await store.finish_delivery("d1", "unknown", "can't look", NOW)
    assert await store.resend("d1", LATER)
    again = await _found(store)
    assert [part.state for part in again.parts] == ["planned", "planned"]
    assert (again.state, again.due_at, again.expires_at, again.finished_at) == (
        "planned",
        LATER,
        LATER + RESENT_FOR,
        None,
    )
    assert await take(store, now=LATER) == ["d1"]
    await store.finish_delivery("d1", "failed", "no permission", LATER)
    assert await store.mark_sent("d1", LATER)
    done = await _found(store)
    assert (done.state, {part.state for part in done.parts}) == ("sent", {"sent"})
    assert await _served_until(store, number) == NOW
    assert await _reached(store, channel) == {story: 1}
    assert not await store.resend("unknown", NOW) and not await store.mark_sent("unknown", NOW)


async def test_an_edited_part_is_kept_as_it_now_stands(store: Store) -> None:
    await store.plan(delivery(await add_channel(store), parts=2), NOW)
    await store.edited("d1", {"title": "corrected"}, 2, {"text": "right"}, NOW)
    found = await _found(store)
    assert (found.message, [part.payload["text"] for part in found.parts]) == (
        {"title": "corrected"},
        ["part 1", "right"],
    )


async def test_deliveries_are_listed_newest_first_by_what_is_asked(store: Store) -> None:
    one, two = await add_channel(store, "C1"), await add_channel(store, "C2")
    number = await add_digest(store, one, "digest", created_at=NOW - HOUR)
    await store.plan(delivery(two, "post"), NOW)
    await store.finish_delivery("post", "failed", "no", NOW)

    async def names(**asked: object) -> list[str]:
        return [found.id for found in await store.deliveries(**asked)]  # type: ignore[arg-type]

    assert await names() == ["post", "digest"]
    assert await names(limit=1) == await names(state=["failed"]) == await names(channel_id=two.id) == ["post"]
    assert await names(since=NOW) == ["post"]
    assert await names(kind="digest") == await names(subscription_id=number) == ["digest"]


async def test_an_ended_orders_digest_isnt_posted_any_more(store: Store) -> None:
    channel = await add_channel(store)
    number = await add_digest(store, channel)
    assert await store.remove_subscription(number, NOW)
    assert await take(store) == []
    found = await _found(store)
    assert (found.state, [part.state for part in found.parts]) == ("cancelled", ["cancelled"])


async def test_what_waits_for_a_removed_workspace_is_cancelled_and_never_posted_twice(store: Store) -> None:
    await store.plan(delivery(channel := await add_channel(store), parts=2), NOW)
    await take(store)
    await store.part_sending("d1", 1, NOW, owner="me")
    await store.remove_workspace(channel.workspace_id, NOW)
    found = await _found(store)
    assert (found.state, [part.state for part in found.parts]) == ("cancelled", ["unknown", "cancelled"])
    assert not await store.part_sending("d1", 2, NOW, owner="me")


# --- Together ---------------------------------------------------------------------------------------------------------


async def test_parts_that_go_out_at_the_same_time_are_each_answered_for_themselves(store: Store) -> None:
    places = [await add_channel(store, f"C{n}") for n in range(6)]
    for n, channel in enumerate(places):
        assert await store.plan(delivery(channel, f"d{n}"), NOW)
    assert len(await take(store)) == 6
    await store.finish_delivery("d4", "cancelled", "not wanted", NOW)
    may = await asyncio.gather(*(store.part_sending(f"d{n}", 1, NOW, owner="me") for n in range(6)))
    others = await store.part_sending("d5", 1, NOW, owner="another")
    assert (may, others) == ([True, True, True, True, False, True], False)
    await asyncio.gather(*(store.part_sent(f"d{n}", 1, f"ref{n}", LATER) for n in (0, 1, 2)))
    found = [await _found(store, f"d{n}") for n in range(6)]
    assert [one.state for one in found] == ["sent", "sent", "sent", "sending", "cancelled", "sending"]
    assert [one.parts[0].message_ref for one in found] == ["ref0", "ref1", "ref2", None, None, None]


async def test_one_part_is_begun_by_one_of_those_who_ask_at_the_same_time(store: Store) -> None:
    await store.plan(delivery(await add_channel(store)), NOW)
    await take(store)
    may = await asyncio.gather(*(store.part_sending("d1", 1, NOW, owner="me") for _ in range(5)))
    assert sum(may) == 1
    assert (await _found(store)).parts[0].attempts == 1


async def test_what_one_can_not_write_keeps_nobody_elses_from_being_written(store: Store) -> None:
    for n in range(3):
        assert await store.plan(delivery(await add_channel(store, f"C{n}"), f"d{n}"), NOW)
    await take(store)
    await asyncio.gather(*(store.part_sending(f"d{n}", 1, NOW, owner="me") for n in range(3)))
    unwritable: object = object()
    refs = ["ref0", unwritable, "ref2"]
    answers = await asyncio.gather(
        *(store.part_sent(f"d{n}", 1, ref, LATER) for n, ref in enumerate(refs)),  # type: ignore[arg-type]
        return_exceptions=True,
    )
    assert [isinstance(answer, Exception) for answer in answers] == [False, True, False]
    assert [(await _found(store, f"d{n}")).state for n in range(3)] == ["sent", "sending", "sent"]


async def test_who_is_cancelled_while_waiting_takes_nobody_along(store: Store) -> None:
    for n in range(3):
        assert await store.plan(delivery(await add_channel(store, f"C{n}"), f"d{n}"), NOW)
    await take(store)
    asking = [asyncio.create_task(store.part_sending(f"d{n}", 1, NOW, owner="me")) for n in range(3)]
    await asyncio.sleep(0)
    asking[0].cancel()
    answers = await asyncio.gather(*asking, return_exceptions=True)
    assert isinstance(answers[0], asyncio.CancelledError)
    assert answers[1:] == [True, True]


async def test_of_deliveries_that_are_planned_together_those_that_stood_already_stay_as_they_are(store: Store) -> None:
    first, second = await add_channel(store, "C1"), await add_channel(store, "C2")
    assert await store.plan(delivery(first, "d1"), NOW)
    again, fresh = delivery(first, "d1", message={"title": "other"}), delivery(second, "d2", parts=2)
    assert await store.plan_all([(again, None), (fresh, None)], NOW) == [False, True]
    assert (await _found(store, "d1")).message == {"title": "d1"}
    assert await _found(store, "d2") == fresh
    assert await store.plan_all([], NOW) == []


async def test_deliveries_are_planned_together_or_not_at_all(store: Store) -> None:
    first, second = await add_channel(store, "C1"), await add_channel(store, "C2")
    same_marker = delivery(second, "d2", parts=0, message={}, kind="post")
    broken = replace(same_marker, parts=(Part(1, "d1.1", {}),))
    with pytest.raises(IntegrityError):
        await store.plan_all([(delivery(first, "d1"), None), (broken, None)], NOW)
    assert await store.delivery("d1") is None
