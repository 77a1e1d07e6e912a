"""What was put right or taken back is told so wherever a story is told: each command, each button, each list."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.commands.ask import ask
from bot.commands.desk import Decision, decide
from bot.news.message import Section
from bot.news.model import BriefSentence, Cite, Relation, Tag
from bot.news.text import search_tokens
from bot.ports import NewsdeskError, Placement
from bot.store.store import Store
from tests.commands.chat_room import ADA, BEN, REGISTRY, Room, at, direct, form, labels, message_of, words
from tests.store.samples import NOW, add_articles, add_feeds, article, brief, company

HEADLINE = "Zephyr Labs raises $300 million"
RIGHT = "the round is $30 million, not $300 million"
TOLD = f"{HEADLINE} (corrected: {RIGHT})"


async def told_wrong(store: Store) -> int:
    """A story with a wrong figure in its headline, its sentences and its source's title."""
    (feed,) = await add_feeds(store, 1)
    said = ("Zephyr Labs raised $300 million from Torvane in a funding round.", "The money goes into chips.")
    about = article("round", title=HEADLINE, sentences=said)
    tokens = tuple(search_tokens(" ".join((about.title, *about.sentences))))
    await add_articles(store, feed, [about], [company("Zephyr Labs"), company("Torvane")], search_tokens=tokens)
    (waiting,) = await store.ungrouped(9)
    await store.save_placements([Placement(waiting.article.id, None, group=1)], NOW)
    (work,) = await store.stories_to_brief(9)
    sentences = tuple(BriefSentence(text, (Cite(0, n),)) for n, text in enumerate(said))
    tags = (Tag("company", "Zephyr Labs", "subject"), Tag("company", "Torvane", "subject"))
    funds = (Relation("Torvane", "funds", "Zephyr Labs", "confirmed"),)
    made = brief(
        [waiting.article.id], headline=HEADLINE, kind="funding", sentences=sentences, tags=tags, relations=funds
    )
    await store.save_briefs([(work.story_id, made)], NOW)
    return work.story_id


@pytest.fixture
async def number(room: Room) -> str:
    room.clock.now = NOW + timedelta(hours=1)
    return str(await told_wrong(room.store))


async def correct(room: Room, number: str, text: str = RIGHT) -> None:
    await decide(room.store, int(number), Decision("correct", text=text), room.clock())


def is_right(said: str) -> bool:
    """Wherever the wrong figure is told, what is right stands beside it."""
    return all(RIGHT in line for line in said.splitlines() if "$300 million" in line)


# --- Corrected --------------------------------------------------------------------------------------------------------


async def test_every_list_of_stories_tells_a_corrected_one_with_what_was_put_right(room: Room, number: str) -> None:
    await correct(room, number)
    for command, values in (
        ("news latest", {}), ("news digest", {}), ("news company", {"name": "Zephyr Labs"}),
        ("news compare", {"a": "Zephyr Labs", "b": "Torvane"}), ("news search", {"words": "zephyr"}),
    ):  # fmt: skip
        shown = await room.run(BEN, command, **values)
        assert RIGHT in words(shown) and is_right(words(shown)), command
        assert is_right(message_of(shown).notification), command
    home = await room.chat.home(at(ADA, "@U1"))
    assert TOLD in words(home)


async def test_a_new_channels_preview_tells_it_corrected_in_its_notification_too(room: Room, number: str) -> None:
    await correct(room, number)
    shown = await room.run(ADA, "newsdesk subscribe", time="08:30")
    assert TOLD in words(shown) and is_right(words(shown))
    digest = await room.run(BEN, "news digest")
    assert message_of(digest).notification == f"AI news: {TOLD}"


async def test_a_corrected_storys_relations_are_no_longer_said_of_a_name(room: Room, number: str) -> None:
    assert "funded by Torvane" in words(await room.run(BEN, "news company", name="Zephyr Labs"))
    assert "Said of both" in words(await room.run(BEN, "news compare", a="Zephyr Labs", b="Torvane"))
    await correct(room, number)
    assert "funded by" not in words(await room.run(BEN, "news company", name="Zephyr Labs"))
    assert "Said of both" not in words(await room.run(BEN, "news compare", a="Zephyr Labs", b="Torvane"))


async def test_more_begins_with_what_was_put_right_and_tells_the_rest_as_said_before(room: Room, number: str) -> None:
    await correct(room, number)
    room.clock.on(hours=1)
    await correct(room, number, "the money came from Veltmar.")
    lines = words(await room.press(BEN, "more", number)).splitlines()
    assert lines[:5] == [
        HEADLINE,
        "Corrected 24 Nov 11:30 CET: the money came from Veltmar.",
        f"Corrected 24 Nov 10:30 CET: {RIGHT}.",
        "Said before that, some of it may be wrong:",
        "• Zephyr Labs raised $300 million from Torvane in a funding round. [1]",
    ]
    assert "How sure: corrected. What was said before that isn't told as sure any more." in lines
    assert not [line for line in lines if line.startswith("Said here")]
    assert f"corrected: {RIGHT}" in next(line for line in lines if line.startswith("Time line"))


async def test_an_answer_says_what_was_put_right_before_it_quotes(room: Room, number: str) -> None:
    asked = "How much did Zephyr Labs raise?"
    before = await room.run(BEN, "news ask", question=asked)
    assert "\nZephyr Labs raised $300 million from Torvane in a funding round. [1]\n" in words(before)
    await correct(room, number)
    said = words(await room.run(BEN, "news ask", question=asked))
    assert said.splitlines()[1].startswith(f"Corrected since: {RIGHT}. [1] The source had said: “Zephyr Labs raised")
    assert "corrected or taken back since" in words(await room.press_button(BEN, before, "Share here"))
    again = await room.run(BEN, "news ask", question=asked)
    assert "in a moment" in words(await room.press_button(BEN, again, "Share here"))


async def test_the_latest_and_a_refusal_tell_a_corrected_story_as_such(room: Room, number: str) -> None:
    await correct(room, number)
    latest = words(await room.run(BEN, "news ask", question="What's new with Zephyr Labs?"))
    assert latest.splitlines()[1] == f"{TOLD} [1]"
    for question in ("Who leads Zephyr Labs?", "How much did Zephyr Labs pay Quillmark?"):
        assert is_right(words(await room.run(BEN, "news ask", question=question)))
    assert RIGHT in words(await room.run(BEN, "news ask", question="What changed with Zephyr Labs?"))


async def test_an_answer_in_chinese_says_it_in_chinese(room: Room, number: str) -> None:
    await correct(room, number)
    answer = await ask(room.store, REGISTRY, "Zephyr Labs融资多少？", now=room.clock())
    assert answer.sentences[0][0] == f"此后更正：{RIGHT}。"


async def test_a_corrected_story_is_shared_with_what_was_put_right(room: Room, number: str) -> None:
    await correct(room, number)
    await room.press(BEN, "share", number)
    await room.deliver()
    (posted,) = room.posted()
    assert TOLD in posted and is_right(posted)
    (delivery,) = await room.store.deliveries()
    assert delivery.message["notification"] == TOLD


async def test_where_it_was_posted_a_corrected_story_is_not_shared_as_new(room: Room, number: str) -> None:
    await room.press(BEN, "share", number)
    await room.deliver()
    await correct(room, number)
    assert words(await room.press(BEN, "share", number)).endswith("; what was corrected is told there.")
    await room.deliver()
    assert len(room.posted()) == 1


async def test_a_preview_is_not_posted_as_it_was_when_a_story_in_it_was_put_right(room: Room, number: str) -> None:
    preview = await room.run(ADA, "news digest")
    await correct(room, number)
    await room.press_button(ADA, preview, "Post here")
    await room.deliver()
    (posted,) = room.posted()
    assert TOLD in posted and is_right(posted)


async def test_a_story_in_a_digest_without_its_sentences_keeps_its_menu(room: Room, number: str) -> None:
    await correct(room, number)
    shown = message_of(await room.run(BEN, "news digest"))
    menus = [block.menu.story_id for block in shown.blocks if isinstance(block, Section) and block.menu]
    assert menus == [int(number)]


# --- Taken back, blocked ----------------------------------------------------------------------------------------------


async def test_behind_an_old_more_a_story_that_was_taken_back_says_so_and_can_not_be_shared(
    room: Room, number: str
) -> None:
    before = await room.run(BEN, "news ask", question="How much did Zephyr Labs raise?")
    await decide(room.store, int(number), Decision("retract"), room.clock())
    for action in ("more", "share", "why", "useful", "less", "mute"):
        shown = await room.press(ADA, action, number)
        assert words(shown) == (
            f"We took this story back on 24 Nov 2026: “{HEADLINE}”. It should not have been posted, and isn't told any more."
        )
        assert labels(shown) == ["Latest"]
    assert "corrected or taken back since" in words(await room.press_button(BEN, before, "Share here"))
    await room.deliver()
    assert room.posted() == []


async def test_a_story_that_was_taken_back_or_blocked_is_told_nowhere(room: Room, number: str) -> None:
    preview = await room.run(ADA, "news digest")
    await decide(room.store, int(number), Decision("block"), room.clock())
    assert words(await room.press(BEN, "more", number)) == "That story isn't shown any more."
    for command, values in (
        ("news latest", {}), ("news digest", {}), ("news company", {"name": "Zephyr Labs"}),
        ("news search", {"words": "zephyr"}), ("news ask", {"question": "How much did Zephyr Labs raise?"}),
    ):  # fmt: skip
        assert "$300 million" not in words(await room.run(BEN, command, **values)), command
    assert "$300 million" not in words(await room.chat.home(at(ADA, "@U1")))
    await room.press_button(ADA, preview, "Post here")
    await room.deliver()
    assert "$300 million" not in "".join(room.posted())
    await decide(room.store, int(number), Decision("unblock"), room.clock())
    assert words(await room.press(BEN, "more", number)).startswith(HEADLINE)


async def test_a_pinned_story_comes_first_until_it_is_unpinned(room: Room, number: str) -> None:
    for n in range(2):
        await room.news.story(f"Veltmar {n} opens a site", room.clock() - timedelta(minutes=1))
    first = words(await room.run(BEN, "news digest")).splitlines()[2]
    for decision, leads in (("pin", True), ("unpin", first == HEADLINE)):
        await decide(room.store, int(number), Decision(decision), room.clock())  # type: ignore[arg-type]
        shown = message_of(await room.run(BEN, "news digest"))
        lead = next(block for block in shown.blocks if isinstance(block, Section))
        assert (lead.lines[0].words == HEADLINE) == leads


# --- Merged -----------------------------------------------------------------------------------------------------------


async def test_the_old_number_of_a_merged_story_leads_to_what_it_went_into(room: Room, number: str) -> None:
    into = await room.news.story("Zephyr Labs has new money", room.clock() - timedelta(minutes=1))
    await decide(room.store, into, Decision("merge", other=int(number)), room.clock())
    assert words(await room.press(BEN, "more", number)).startswith("Zephyr Labs has new money")
    said = await decide(room.store, int(number), Decision("correct", text=RIGHT), room.clock())
    assert "No channel had it" in said
    assert words(await room.press(BEN, "more", number)).splitlines()[1] == f"Corrected 24 Nov 10:30 CET: {RIGHT}."
    inside = await room.store.story_articles(into)
    split = await decide(room.store, int(number), Decision("split", other=inside[0].article.id), room.clock())
    assert split.startswith(f"Article {inside[0].article.id} is story ")


async def test_a_correction_that_would_not_fit_beside_a_headline_is_refused(room: Room, number: str) -> None:
    with pytest.raises(NewsdeskError, match="at most 300 characters, this has 301"):
        await correct(room, number, "x" * 301)
    await correct(room, number)
    with pytest.raises(NewsdeskError, match="corrected so last"):
        await correct(room, number)


async def test_what_is_wrong_with_a_corrected_answer_is_reported_on_its_story(room: Room, number: str) -> None:
    await correct(room, number)
    answer = await room.run(direct(BEN), "news ask", question="How much did Zephyr Labs raise?")
    asked = form(await room.press_button(direct(BEN), answer, "Something is wrong"))
    await room.submit(direct(BEN), asked.id, text="It is $3 million.")
    assert [str(report.story_id) for report in await room.store.reports()] == [number]


async def test_another_storys_sentence_that_repeats_what_was_put_right_is_not_told_without_it(
    room: Room, number: str
) -> None:
    """A round-up that stands in a story of its own."""
    await correct(room, number)
    (feed, *_) = await room.store.feeds()
    again = article(
        "week", title="Zephyr Labs and others", published=NOW + timedelta(minutes=5), outlet="Evening Bits",
        sentences=("Zephyr Labs raised $300 million from Torvane in a funding round this week.",),
    )  # fmt: skip
    tokens = tuple(search_tokens(" ".join((again.title, *again.sentences))))
    names = [company("Zephyr Labs"), company("Torvane")]
    await add_articles(room.store, feed, [again], names, search_tokens=tokens)
    room.clock.on(hours=1)
    said = words(await room.run(BEN, "news ask", question="How much did Zephyr Labs raise?"))
    assert said.splitlines()[1].startswith(f"Corrected since: {RIGHT}.")
