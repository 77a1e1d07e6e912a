"""What people say and ask for: feedback, reports, watches, kept answers; and what is told or done once."""

from __future__ import annotations

import asyncio

from bot.store.store import Store
from tests.store.posting import HOUR, add_channel
from tests.store.samples import NOW, add_briefed, add_feeds, article

LATER = NOW + HOUR


async def _story(store: Store) -> int:
    (feed,) = await add_feeds(store, 1)
    return await add_briefed(store, feed, [article("a")])


# --- Feedback ---------------------------------------------------------------------------------------------------------


async def test_a_persons_last_word_on_a_story_counts(store: Store) -> None:
    story, channel = await _story(store), await add_channel(store)
    await store.give_feedback(channel.id, story, "U1", "useful", NOW)
    await store.give_feedback(channel.id, story, "U2", "less", NOW)
    await store.give_feedback(channel.id, story, "U1", "less", LATER)
    said = await store.feedback(channel.id)
    assert [(one.person, one.verdict, one.at) for one in said] == [("U1", "less", LATER), ("U2", "less", NOW)]
    assert [one.story_id for one in await store.feedback(channel.id, person="U2")] == [story]


async def test_a_word_is_taken_back_by_one_or_for_all(store: Store) -> None:
    story, channel = await _story(store), await add_channel(store)
    for person in ("U1", "U2", "U3"):
        await store.give_feedback(channel.id, story, person, "less", NOW)
    assert await store.take_feedback_back(channel.id, story, "U1") == 1
    assert await store.take_feedback_back(channel.id, story, "U1") == 0
    assert await store.take_feedback_back(channel.id, story) == 2
    assert await store.feedback(channel.id) == []


# --- Reports ----------------------------------------------------------------------------------------------------------


async def test_a_report_waits_for_an_answer_and_gets_one(store: Store) -> None:
    story, channel = await _story(store), await add_channel(store)
    number = await store.add_report(story, 1, channel.id, "U1", "The sum is wrong", NOW)
    second = await store.add_report(story, 1, None, None, "So is the name", LATER)
    waiting = await store.reports()
    assert [(one.id, one.channel, one.text) for one in waiting] == [
        (number, "slack:C1", "The sum is wrong"), (second, None, "So is the name"),
    ]  # fmt: skip
    closed = await store.close_report(number, "Corrected", LATER)
    assert closed is not None and (closed.state, closed.answer, closed.closed_at) == ("closed", "Corrected", LATER)
    assert await store.close_report(number, "Again", LATER) is None
    assert [one.id for one in await store.reports()] == [second]
    assert [one.id for one in await store.reports(state=None, limit=1)] == [number]


# --- Watches ----------------------------------------------------------------------------------------------------------


async def test_a_watch_stands_once_in_a_channel_until_it_is_removed(store: Store) -> None:
    one, two = await add_channel(store, "C1"), await add_channel(store, "@U1", "T2")
    assert await store.add_watch(one.id, "company", "Zephyr Labs", "U1", NOW)
    assert not await store.add_watch(one.id, "company", "Zephyr Labs", "U2", NOW)
    assert await store.add_watch(two.id, "model", "Gale 2", "U1", NOW)
    found = await store.watches()
    assert [(w.channel.address, w.type, w.name, w.created_by, w.last_at) for w in found] == [
        ("slack:C1", "company", "Zephyr Labs", "U1", None), ("slack:@U1", "model", "Gale 2", "U1", None),
    ]  # fmt: skip
    assert [w.name for w in await store.watches(workspace_id=two.workspace_id)] == ["Gale 2"]
    assert await store.remove_watch(one.id, "Zephyr Labs")
    assert not await store.remove_watch(one.id, "Zephyr Labs")
    assert await store.watches(channel_id=one.id) == []
    await store.remove_workspace(two.workspace_id, NOW)
    assert await store.watches() == []


async def test_a_watch_remembers_up_to_when_it_was_looked_after(store: Store) -> None:
    channel = await add_channel(store)
    await store.add_watch(channel.id, "company", "Zephyr Labs", "U1", NOW)
    (watch,) = await store.watches()
    for at in (LATER, NOW):
        await store.watched([watch.id], at)
        assert [w.last_at for w in await store.watches()] == [LATER]


# --- Once -------------------------------------------------------------------------------------------------------------


async def test_trouble_is_told_by_one_and_its_end_too(store: Store) -> None:
    said = await asyncio.gather(*(store.open_notice("feed 12 failing", "It fails", NOW) for _ in range(4)))
    assert sorted(said) == [False, False, False, True]
    assert [(one.key, one.text, one.told_at) for one in await store.notices(prefix="feed 12")] == [
        ("feed 12 failing", "It fails", NOW)
    ]
    assert await store.notices(prefix="feed 1_") == []
    ended = await asyncio.gather(*(store.end_notice("feed 12 failing", LATER) for _ in range(4)))
    (notice,) = [one for one in ended if one is not None]
    assert (notice.text, notice.over_at) == ("It fails", LATER)
    assert await store.notices() == []
    assert len(await store.notices(open_only=False)) == 1
    channel = await add_channel(store)
    assert await store.open_notice("feed 12 failing", "Again", LATER, channel_id=channel.id)
    (again,) = await store.notices()
    assert (again.text, again.channel_id, again.over_at) == ("Again", channel.id, None)
    assert await store.end_notice("unknown", LATER) is None


async def test_an_event_that_comes_to_many_is_claimed_by_one_until_it_expires(store: Store) -> None:
    claims = await asyncio.gather(*(store.claim("i-1", owner=f"p{n}", now=NOW, seconds=60) for n in range(4)))
    assert sorted(claims) == [False, False, False, True]
    assert not await store.claim("i-1", owner="p9", now=NOW, seconds=60)
    assert await store.claim("i-2", owner="p9", now=NOW, seconds=60)
    assert await store.claim("i-1", owner="p9", now=LATER, seconds=60)
    assert not await store.claim("i-1", owner="p8", now=LATER, seconds=60)


async def test_a_private_answer_is_kept_for_sharing_until_its_time_is_over(store: Store) -> None:
    channel = await add_channel(store)
    number = await store.keep(channel.id, "U1", "ask", "Who makes Gale?", {"title": "Zephyr Labs"}, NOW)
    answer = await store.kept(number)
    assert answer is not None
    assert (answer.channel_id, answer.person, answer.kind, answer.text, answer.message, answer.at) == (
        channel.id, "U1", "ask", "Who makes Gale?", {"title": "Zephyr Labs"}, NOW,
    )  # fmt: skip
    assert await store.drop_kept(NOW) == 0
    assert await store.drop_kept(LATER) == 1
    assert await store.kept(number) is None
