"""What was posted and grew, was wrong, or is taken back: said where it stands, once, and first in the next digest."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.adapters.discord_view import to_payloads as for_discord
from bot.adapters.slack_view import to_payloads as for_slack
from bot.news.message import Line, Message, Section, Text, story_menu
from bot.news.message_json import message_from_json
from bot.news.model import Cite, Translation
from bot.outbox import mark_of, plan_message
from bot.outbox_ports import ToldStory
from bot.pipeline.amend import AmendReport, amend
from bot.pipeline.compose import compose_due
from bot.pipeline.deliver import deliver
from bot.ports import GiveUp, TryLater
from bot.store.store import Store
from tests.pipeline.platform import MONDAY, Clock, News, Platform, order, said, unchanged
from tests.pipeline.test_deliver import once

HOUR = timedelta(hours=1)
HEADLINE = "Bayquay offers to buy Sandholm"


class Morning:
    """A channel that has had its digest with one story."""

    def __init__(self, store: Store) -> None:
        self.store, self.news, self.platform, self.clock = store, News(store), Platform(), Clock()
        self.couriers = {"slack": self.platform}
        self.story = 0

    async def begin(self) -> None:
        await self.store.keep_channel("slack:C1", MONDAY, workspace="T1", name="ai-news")
        await self.store.add_subscription(order(), MONDAY)
        self.story = await self.news.story(HEADLINE, MONDAY - HOUR)
        await self.news.story("Lumora adds 12 languages", MONDAY - HOUR)
        await self.post()

    async def post(self) -> None:
        assert not (await compose_due(self.store, self.couriers, now=self.clock(), expand=unchanged)).failed
        await deliver(self.store, self.couriers, now=self.clock, owner="me")

    async def amend(self) -> AmendReport:
        report = await amend(self.store, self.couriers, now=self.clock())
        await deliver(self.store, self.couriers, now=self.clock, owner="me")
        return report

    async def grows(self, headline: str, whats_new: str | None) -> None:
        await self.news.story(headline, self.clock(), join=self.story, whats_new=whats_new)

    @property
    def digest(self) -> str:
        return said(self.platform.channels["slack:C1"][0])

    def in_thread(self) -> list[str]:
        return [text.strip() for text in self.platform.words("slack:C1", self.platform.channels["slack:C1"][0].ref)]

    def in_channel(self) -> list[str]:
        return self.platform.words("slack:C1")


@pytest.fixture
async def morning(sqlite_url: str) -> AsyncIterator[Morning]:
    async with await Store.open(sqlite_url) as store:
        made = Morning(store)
        await made.begin()
        yield made


async def test_an_update_is_a_line_in_the_thread_and_one_line_of_the_next_digest(morning: Morning) -> None:
    morning.clock.on(hours=5, minutes=35)
    await morning.grows("Regulator clears Bayquay's purchase of Sandholm", "the purchase is approved")
    for _ in range(3):
        await morning.amend()
    assert morning.in_thread() == [
        'Update on "Regulator clears Bayquay\'s purchase of Sandholm": the purchase is approved (Harbour Wire, 14:05). '
        "Before: Bayquay offers to buy Sandholm, 15 December."
    ]
    assert len(morning.in_channel()) == 1
    morning.clock.now = MONDAY + timedelta(days=1)
    await morning.post()
    assert "Update: Regulator clears" in morning.in_channel()[1]
    assert (
        "New: the purchase is approved. Before: Bayquay offers to buy Sandholm, 15 December." in morning.in_channel()[1]
    )
    await morning.amend()
    assert len(morning.in_thread()) == 1


async def test_two_versions_that_came_together_are_told_in_one_line(morning: Morning) -> None:
    morning.clock.on(hours=1)
    await morning.grows("Regulator clears Bayquay's purchase", "the approval")
    await morning.grows("Bayquay has bought Sandholm", "a price of $40 million")
    await morning.amend()
    (line,) = morning.in_thread()
    assert 'Update on "Bayquay has bought Sandholm": the approval; a price of $40 million (' in line


async def test_a_version_that_says_nothing_new_is_silence_for_good(morning: Morning) -> None:
    morning.clock.on(hours=1)
    await morning.grows(HEADLINE, None)
    assert (await morning.amend()).silent == 1
    assert (await morning.amend()).silent == 0
    assert morning.in_thread() == []


async def test_a_correction_stands_under_the_wrong_line_in_the_thread_and_first_in_the_next_digest(
    morning: Morning,
) -> None:
    morning.clock.on(hours=2, minutes=50)
    await morning.store.correct_story(morning.story, "the price is $30 million, not $300 million", morning.clock())
    report = await morning.amend()
    assert (report.edited, report.corrections) == (1, 1)
    note = "Corrected 15 Dec, 11:20: the price is $30 million, not $300 million."
    assert note in morning.digest and HEADLINE in morning.digest
    assert morning.in_thread() == [f'On "{HEADLINE}": {note}']
    assert (await morning.amend()).corrections == 0
    morning.clock.now = MONDAY + timedelta(days=1)
    await morning.news.story("Veltmar opens a test site", morning.clock() - HOUR)
    await morning.post()
    (_, tomorrow) = morning.in_channel()
    first_line = tomorrow.splitlines()[2]
    assert first_line == "Correction: the price is $30 million, not $300 million."
    await morning.post()
    morning.clock.now = MONDAY + timedelta(days=2)
    await morning.post()
    assert "Correction" not in morning.in_channel()[2]


async def test_a_correction_just_before_a_digest_is_in_its_thread_too(morning: Morning) -> None:
    morning.clock.now = MONDAY + timedelta(days=1)
    await morning.store.correct_story(morning.story, "the price is $30 million", morning.clock())
    await morning.post()
    await morning.amend()
    assert len(morning.in_thread()) == 1


async def test_a_story_that_is_taken_back_is_called_so_and_never_simply_gone(morning: Morning) -> None:
    morning.clock.on(hours=2, minutes=50)
    await morning.store.retract_story(morning.story, morning.clock())
    await morning.amend()
    assert "Retracted 15 Dec, 11:20: We take this story back: it should not have been posted." in morning.digest
    assert HEADLINE in morning.digest
    morning.clock.now = MONDAY + timedelta(days=1)
    await morning.post()
    assert "We take this story back" in morning.in_channel()[1]


async def test_a_story_that_was_corrected_and_then_taken_back_begins_the_next_digest_as_taken_back(
    morning: Morning,
) -> None:
    await morning.store.correct_story(morning.story, "the price is $30 million", morning.clock.on(hours=1))
    await morning.amend()
    await morning.store.retract_story(morning.story, morning.clock.on(hours=1))
    await morning.amend()
    assert [text.partition(": ")[2][:9] for text in morning.in_thread()] == ["Corrected", "Retracted"]
    morning.clock.now = MONDAY + timedelta(days=1)
    await morning.post()
    tomorrow = morning.in_channel()[1].splitlines()
    assert tomorrow[2] == "Correction: We take this story back: it should not have been posted."


async def test_what_a_phone_reads_out_of_a_posted_digest_is_put_right_too(morning: Morning) -> None:
    await morning.store.correct_story(morning.story, "the price is $30 million", morning.clock.on(hours=1))
    other = next(s for s in await morning.store.stories(MONDAY - 2 * HOUR, MONDAY) if s.id != morning.story)
    await morning.store.correct_story(other.id, "it adds 13 languages", morning.clock())
    await morning.amend()
    (delivery,) = await morning.store.deliveries(kind="digest")
    assert "Corrected 15 Dec, 09:30: " in delivery.message["notification"]


async def test_where_the_line_can_no_longer_be_edited_the_thread_says_it_all_the_same(morning: Morning) -> None:
    morning.clock.on(hours=1)
    await morning.store.correct_story(morning.story, "the price is $30 million", morning.clock())
    morning.platform.trouble = once("edit", GiveUp("too old"))
    report = await morning.amend()
    assert (report.edited, report.corrections) == (0, 1)
    assert len(morning.in_thread()) == 1


async def test_an_edit_that_got_no_answer_is_made_again_and_the_note_stands_once(morning: Morning) -> None:
    morning.clock.on(hours=1)
    await morning.store.correct_story(morning.story, "the price is $30 million", morning.clock())
    morning.platform.trouble = once("edit", TryLater("503"))
    assert (await morning.amend()).failed == [(morning.story, "503")]
    assert morning.in_thread() == []
    await morning.amend()
    await morning.store.correct_story(morning.story, "the price is $31 million", morning.clock.on(minutes=5))
    await morning.amend()
    assert morning.digest.count("the price is $30 million.") == 1
    assert morning.digest.count("the price is $31 million.") == 1
    (delivery,) = await morning.store.deliveries(kind="digest")
    notes = [line.words for block in message_from_json(delivery.message).blocks for line in getattr(block, "lines", ())]
    assert sum(words.startswith("Corrected") for words in notes) == 2


async def test_what_was_told_briefly_is_corrected_in_its_line(morning: Morning) -> None:
    for n in range(9):
        await morning.news.story(f"Veltmar {n} opens a test site", MONDAY + HOUR)
    morning.clock.now = MONDAY + timedelta(days=1)
    await morning.post()
    (delivery, _) = await morning.store.deliveries(kind="digest")
    message = message_from_json(delivery.message)
    briefly = next(block for block in message.blocks if getattr(block, "role", "") == "briefly")
    headline = briefly.lines[0].words  # type: ignore[union-attr]
    found = await morning.store.stories(MONDAY, morning.clock())
    number = next(story.id for story in found if story.brief.headline == headline)
    await morning.store.correct_story(number, "it is in Oslo", morning.clock.on(hours=1))
    await morning.amend()
    assert f"{headline} (Corrected 16 Dec, 09:30: it is in Oslo)" in morning.in_channel()[1]


async def test_both_platforms_draw_the_lines_with_their_marks(morning: Morning) -> None:
    morning.clock.on(hours=1)
    await morning.grows("Regulator clears Bayquay's purchase of Sandholm", "the purchase is approved")
    await morning.amend()
    (update,) = await morning.store.deliveries(kind="update")
    message = message_from_json(update.message)
    for draw in (for_slack, for_discord):
        (payload,) = draw(message, mark=mark_of(update.id))
        assert "the purchase is approved" in str(payload)


async def test_a_digest_in_parts_has_one_thread_at_its_first(morning: Morning) -> None:
    morning.platform.blocks_a_part = 1
    morning.clock.now = MONDAY + timedelta(days=1)
    for n in range(3):
        morning.story = await morning.news.story(f"Veltmar {n} opens a test site", morning.clock() - HOUR)
    await morning.post()
    parts = [one for one in morning.platform.channels["slack:C1"] if one.thread is None][1:]
    morning.clock.on(hours=1)
    await morning.grows("Veltmar closes a test site", "it closes")
    await morning.amend()
    update = morning.platform.channels["slack:C1"][-1]
    assert update.thread == parts[0].ref


async def test_a_correction_is_told_though_the_story_has_grown_before_anybody_looked(morning: Morning) -> None:
    morning.clock.on(hours=2, minutes=50)
    await morning.store.correct_story(morning.story, "the price is $30 million, not $300 million", morning.clock())
    morning.clock.on(minutes=5)
    await morning.grows("Bayquay has bought Sandholm for $300 million", "the approval")
    report = await morning.amend()
    assert (report.corrections, report.updates, report.edited) == (1, 1, 1)
    note = "Corrected 15 Dec, 11:20: the price is $30 million, not $300 million."
    first, second = morning.in_thread()
    assert note in morning.digest and first == f'On "{HEADLINE}": {note}'
    assert second.startswith('Update on "Bayquay has bought Sandholm for $300 million": the approval (')
    report = await morning.amend()
    assert (report.corrections, report.updates, report.edited) == (0, 0, 0)
    morning.clock.now = MONDAY + timedelta(days=1)
    await morning.post()
    tomorrow = morning.in_channel()[1].splitlines()
    assert tomorrow[2] == "Correction: the price is $30 million, not $300 million."


async def test_two_corrections_that_nobody_looked_at_are_both_told_and_begin_the_next_digest(morning: Morning) -> None:
    for minutes, price in ((5, 30), (10, 31)):
        morning.clock.on(minutes=minutes)
        await morning.store.correct_story(morning.story, f"the price is ${price} million", morning.clock())
    assert (await morning.amend()).corrections == 2
    assert [text.partition(": ")[2] for text in morning.in_thread()] == [
        "Corrected 15 Dec, 08:35: the price is $30 million.",
        "Corrected 15 Dec, 08:45: the price is $31 million.",
    ]  # fmt: skip
    morning.clock.now = MONDAY + timedelta(days=1)
    await morning.post()
    assert "Correction: the price is $30 million; the price is $31 million." in morning.in_channel()[1]


async def test_who_never_had_a_corrected_story_gets_it_with_what_was_put_right(morning: Morning) -> None:
    await morning.store.correct_story(morning.story, "the price is $30 million", morning.clock())
    await morning.store.keep_channel("slack:C2", MONDAY, workspace="T1", name="late")
    await morning.store.add_subscription(order("slack:C2"), MONDAY)
    await morning.post()
    (digest,) = morning.platform.words("slack:C2")
    assert f"{HEADLINE} (corrected: the price is $30 million)" in digest
    (late, *_) = [d for d in await morning.store.deliveries() if d.channel.address == "slack:C2"]
    assert "It opens in" not in digest.split("Lumora")[0] and late.message["notification"]


async def test_a_line_that_was_posted_corrected_is_corrected_again(morning: Morning) -> None:
    await morning.store.correct_story(morning.story, "the price is $30 million", morning.clock())
    for n in range(9):
        await morning.news.story(f"Veltmar {n} opens a test site", MONDAY - HOUR)
    await morning.store.keep_channel("slack:C2", MONDAY, workspace="T1", name="late")
    await morning.store.add_subscription(order("slack:C2", size=20), MONDAY)
    await morning.post()
    morning.clock.on(hours=1)
    await morning.store.correct_story(morning.story, "the price is $31 million", morning.clock())
    await morning.amend()
    digest = said(morning.platform.channels["slack:C2"][0])
    assert "Corrected 15 Dec, 09:30: the price is $31 million" in digest


async def test_a_line_that_was_told_briefly_in_another_language_is_corrected(morning: Morning) -> None:
    chinese = Translation("zh", "贝湾提出收购桑霍姆", (Cite(0, 0),), ())
    story = await morning.news.story("Veltmar opens a test site", MONDAY + HOUR, translations=(chinese,))
    line = Section("briefly", (Line((Text("贝湾提出收购桑霍姆"),)),))
    channel = await morning.store.channel_at("slack:C1")
    assert channel is not None
    told, message = [ToldStory(story, 1, 1)], Message("AI 新闻", (), (line,), "AI 新闻：贝湾提出收购桑霍姆")
    await plan_message(
        morning.store, morning.platform, channel, message, kind="digest", occasion="zh", now=morning.clock(), told=told
    )
    await deliver(morning.store, morning.couriers, now=morning.clock, owner="me")
    await morning.store.correct_story(story, "它收购了别的公司", morning.clock.on(hours=2))
    await morning.amend()
    note = "(Corrected 15 Dec, 10:30: 它收购了别的公司)"
    assert f"贝湾提出收购桑霍姆 {note}" in said(morning.platform.channels["slack:C1"][1])


async def test_a_story_that_was_shared_again_is_put_right_in_both_places(morning: Morning) -> None:
    await morning.grows(f"{HEADLINE} for $300 million", "the price")
    channel = await morning.store.channel_at("slack:C1")
    assert channel is not None
    line = Section("story", (Line((Text(HEADLINE),)),), story_menu(morning.story))
    told, message = [ToldStory(morning.story, 2, 1)], Message("", (), (line,), HEADLINE)
    await plan_message(
        morning.store, morning.platform, channel, message, kind="post", occasion="i1", now=morning.clock(), told=told
    )
    await deliver(morning.store, morning.couriers, now=morning.clock, owner="me")
    await morning.store.retract_story(morning.story, morning.clock.on(hours=2))
    assert (await morning.amend()).edited == 2
    assert [text.count("We take this story back") for text in morning.in_channel()] == [1, 1]


async def test_a_merged_storys_old_line_is_corrected_too(morning: Morning) -> None:
    other = await morning.news.story("Bayquay makes an offer", MONDAY - 2 * HOUR)
    assert await morning.store.merge_stories(other, morning.story, morning.clock())
    morning.clock.on(hours=1)
    await morning.store.correct_story(other, "the price is $30 million", morning.clock())
    assert (await morning.amend()).edited == 1
    assert "Corrected 15 Dec, 09:30: the price is $30 million." in morning.digest


# --- Before it is posted ----------------------------------------------------------------------------------------------


async def waiting(morning: Morning) -> None:
    """A second channel is closed while its digest is planned."""
    await morning.store.keep_channel("slack:C2", MONDAY, workspace="T1", name="shut")
    await morning.store.add_subscription(order("slack:C2"), MONDAY)
    await compose_due(morning.store, morning.couriers, now=morning.clock(), expand=unchanged)
    channel = await morning.store.channel_at("slack:C2")
    assert channel is not None
    await morning.store.set_channel_state(channel.id, "closed", "no permission", MONDAY)


async def opens(morning: Morning) -> str:
    channel = await morning.store.channel_at("slack:C2")
    assert channel is not None
    await morning.store.set_channel_state(channel.id, "active", None, morning.clock())
    await deliver(morning.store, morning.couriers, now=morning.clock, owner="me")
    (digest,) = morning.platform.words("slack:C2")
    return digest


async def test_a_digest_that_waits_is_posted_with_what_was_put_right_meanwhile(morning: Morning) -> None:
    await waiting(morning)
    morning.clock.on(minutes=30)
    await morning.store.correct_story(morning.story, "the price is $30 million", morning.clock())
    assert [(await morning.amend()).put_right for _ in range(2)] == [1, 0]
    note = "Corrected 15 Dec, 09:00: the price is $30 million"
    digest = await opens(morning)
    assert digest.count(note) == 1
    (late,) = [d for d in await morning.store.deliveries(kind="digest") if d.channel.address == "slack:C2"]
    assert (HEADLINE in late.message["notification"]) == (note in late.message["notification"])
    assert (await morning.amend()).corrections == 0
    assert [one.version for one in late.told if one.story_id == morning.story] == [2]


@pytest.mark.parametrize("how", ["retract", "block"])
async def test_a_digest_that_waits_is_posted_without_what_is_told_no_more(morning: Morning, how: str) -> None:
    await waiting(morning)
    morning.clock.on(minutes=30)
    if how == "retract":
        await morning.store.retract_story(morning.story, morning.clock())
    else:
        await morning.store.block_story(morning.story, True)
    assert (await morning.amend()).put_right == 1
    digest = await opens(morning)
    assert HEADLINE not in digest and "Lumora adds 12 languages" in digest and "1 story" in digest
    (late,) = [d for d in await morning.store.deliveries(kind="digest") if d.channel.address == "slack:C2"]
    assert late.message["notification"] == "AI news, Monday 15 December: Lumora adds 12 languages"


async def test_a_digest_of_which_nothing_is_left_is_not_posted(morning: Morning) -> None:
    await waiting(morning)
    for story in await morning.store.stories(MONDAY - timedelta(days=1), morning.clock()):
        await morning.store.retract_story(story.id, morning.clock())
    await morning.amend()
    (late,) = [d for d in await morning.store.deliveries(kind="digest") if d.channel.address == "slack:C2"]
    assert (late.state, late.reason) == ("cancelled", "its stories aren't told any more")
