"""What stands behind a story's menu: all of it with its sources, why it is here, a person's say, sharing, muting."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.news.message import Menu, Section
from bot.news.model import Relation
from tests.commands.chat_room import ADA, BEN, CLEO, EVE, Room, direct, form, labels, message_of, mistakes, words


async def one_story(room: Room, headline: str = "Torvane releases Fjord 2", **more: Any) -> str:
    return str(await room.news.story(headline, room.clock() - timedelta(hours=3), **more))


# --- More, why --------------------------------------------------------------------------------------------------------


async def test_more_has_sentences_with_numbered_sources_and_how_sure_in_words(room: Room) -> None:
    said_of = Relation("Torvane", "releases", "Fjord 2", "reported", according_to="Bellwether")
    number = await one_story(
        room, "Torvane is said to release Fjord 2", certainty="reported", relations=(said_of,),
        disclosure="Harbour Wire is owned by Torvane.",
    )  # fmt: skip
    shown = await room.press(BEN, "more", number)
    said = words(shown)
    assert said.startswith("Torvane is said to release Fjord 2\n• It opens in")
    assert "first. [1]" in said
    assert (
        "How sure: reported, not confirmed. We have not read Bellwether's report; we know it through Harbour Wire."
        in said
    )
    assert "Said here: Torvane releases Fjord 2 (reported, Bellwether)" in said
    assert "Time line: 15 Dec Harbour Wire. Nothing newer." in said
    assert "[1] Torvane is said to release Fjord 2, Harbour Wire, 15 Dec 2025." in said
    assert "Harbour Wire is owned by Torvane." in said
    assert "As of 15 Dec 08:30 CET" in said
    assert labels(shown) == ["Why is this here?", "Useful", "Less like this", "Something is wrong", "Share here"]
    assert labels(await room.press(ADA, "more", number))[-1] == "Mute this outlet here"
    assert "Share here" not in labels(await room.press(direct(BEN), "more", number))


async def test_why_is_told_in_words_from_the_digest_that_had_it(room: Room) -> None:
    number = await one_story(room)
    preview = await room.run(ADA, "news digest")
    await room.press_button(ADA, preview, "Post here")
    await room.deliver()
    (delivery,) = await room.store.deliveries()
    mark = delivery.parts[0].marker
    said = words(await room.press(BEN, "why", number, mark))
    assert said.startswith("First today because ")
    assert "it is 3 hours old" in said
    assert "Held back by: one outlet" in said
    assert words(await room.press(BEN, "why", number)).startswith("It is here because ")


async def test_a_private_story_of_another_workspace_isnt_there(room: Room) -> None:
    channel = await room.store.keep_channel("slack:C1", room.clock(), workspace="T1")
    feed = await room.news.feed("Inner Wire", workspace_id=channel.workspace_id)
    number = await one_story(room, feed_id=feed)
    assert "Torvane releases" in words(await room.press(BEN, "more", number))
    for action in ("more", "why", "useful", "less", "share", "mute"):
        assert "no longer in our store" in words(await room.press(EVE, action, number))
    assert "no longer in our store" in words(await room.submit(EVE, f"wrong:{number}", text="It is wrong."))
    assert "Torvane" not in words(await room.run(EVE, "news latest"))
    assert "Torvane" in words(await room.run(BEN, "news latest"))


async def test_a_button_that_nobody_knows_is_answered(room: Room) -> None:
    assert "older Newsdesk" in words(await room.press(BEN, "juggle", "1"))
    assert "older Newsdesk" in words(await room.submit(BEN, "juggle:1"))
    assert "There is no command" in words(await room.run(BEN, "news juggle"))
    for value in ("", "x", "9" * 30, "-1", "99"):
        assert "no longer in our store" in words(await room.press(BEN, "more", value))


# --- Useful, less like this -------------------------------------------------------------------------------------------


async def test_one_persons_less_changes_their_own_answers_only(room: Room) -> None:
    number = await one_story(room)
    await one_story(room, "Quillmark cuts its prices", kind="product")
    before = words(await room.run(BEN, "news latest"))
    done = await room.press(BEN, "less", number)
    assert "Less like this (Torvane, release) in your own answers here." in words(done)
    assert words(await room.run(CLEO, "news latest")) == before
    own = words(await room.run(BEN, "news latest"))
    assert own.index("Quillmark") < own.index("Torvane")
    channel = await room.store.channel_at("slack:C1")
    assert channel is not None
    assert not channel.settings.get("less")
    assert "as before in your own answers" in words(await room.press_button(BEN, done, "Undo"))
    assert words(await room.run(BEN, "news latest")) == before


async def test_two_persons_less_changes_the_channels(room: Room) -> None:
    first, second = await one_story(room), await one_story(room, "Torvane ships Fjord 3")
    await room.press(BEN, "less", first)
    assert "you are the second who says so" in words(await room.press(CLEO, "less", second))
    channel = await room.store.channel_at("slack:C1")
    assert channel is not None
    assert [one["what"] for one in channel.settings["less"]] == ["Torvane, release"]
    shown = await room.run(ADA, "newsdesk settings")
    assert "Less of, in this channel\n• Torvane, release" in words(shown)
    await room.press_button(ADA, shown, "Undo: Torvane, release")
    channel = await room.store.channel_at("slack:C1")
    assert channel is not None
    assert channel.settings["less"] == []


async def test_a_managers_less_changes_the_channels_at_once_and_only_they_undo_it(room: Room) -> None:
    number = await one_story(room)
    assert "for this channel, since you manage it" in words(await room.press(ADA, "less", number))
    assert "Only those who manage" in words(await room.press(BEN, "undo_less", number))
    assert "counts as before in this channel" in words(await room.press(ADA, "undo_less", number))


async def test_where_the_bot_isnt_a_member_a_word_is_ones_own_and_makes_no_workspace(room: Room) -> None:
    number = await one_story(room)
    away = replace(ADA, present=False)
    assert "Less like this (Torvane, release) for you." in words(await room.press(away, "less", number))
    assert "isn't a member" in words(await room.press(away, "mute", number))
    assert "Mute this outlet here" not in labels(await room.press(away, "more", number))
    assert [channel.address for channel in await room.store.channels()] == ["slack:@U1"]


async def test_everybody_sees_and_undoes_their_own_list(room: Room) -> None:
    number = await one_story(room)
    await room.press(BEN, "less", number)
    shown = await room.press(BEN, "settings")
    assert "Less of, in your own answers here\n• Torvane, release" in words(shown)
    assert "Only those who manage this channel can change its settings." in words(shown)
    assert labels(shown) == ["Undo: Torvane, release"]
    assert "Nothing is set for you here." in words(await room.press(CLEO, "settings"))


async def test_useful_takes_back_an_earlier_less(room: Room) -> None:
    number = await one_story(room)
    await room.press(BEN, "less", number)
    assert "Thanks" in words(await room.press(BEN, "useful", number))
    assert "Nothing is set for you here." in words(await room.press(BEN, "settings"))


# --- Mute -------------------------------------------------------------------------------------------------------------


async def test_muting_an_outlet_is_for_those_who_manage_and_can_be_undone(room: Room) -> None:
    number = await one_story(room)
    assert "Only those who manage this channel can mute" in words(await room.press(BEN, "mute", number))
    done = await room.press(ADA, "mute", number)
    assert "Harbour Wire is muted here" in words(done)
    assert "Torvane" not in words(await room.run(BEN, "news latest"))
    assert "Torvane" not in words(await room.run(BEN, "news digest"))
    assert "Torvane" in words(await room.run(EVE, "news latest"))
    await room.press_button(ADA, done, "Undo")
    assert "Torvane" in words(await room.run(BEN, "news latest"))


# --- Something is wrong -----------------------------------------------------------------------------------------------


async def test_what_is_reported_goes_to_the_operators_queue(room: Room) -> None:
    number = await one_story(room)
    asked = form(await room.press(BEN, "wrong", number))
    assert list(mistakes(await room.submit(BEN, asked.id))) == ["text"]
    assert "report 1" in words(await room.submit(BEN, asked.id, text="It is Fjord 3."))
    (report,) = await room.store.reports()
    assert (report.story_id, report.person, report.channel) == (int(number), "U2", "slack:C1")
    assert report.text == "It is Fjord 3."


async def test_a_wrong_answer_is_reported_on_the_story_it_cited(room: Room) -> None:
    number = await room.searchable()
    answer = await room.run(BEN, "news ask", question="What's new with Zephyr Labs?")
    pressed = await room.press_button(BEN, answer, "Something is wrong")
    await room.submit(BEN, form(pressed).id, text="No.")
    assert [report.story_id for report in await room.store.reports()] == [number]


# --- Share, Post here -------------------------------------------------------------------------------------------------


async def test_a_shared_story_is_posted_once_and_is_told_as_reached(room: Room) -> None:
    number = await one_story(room)
    ben = replace(BEN, event="press-1")
    assert "in a moment" in words(await room.press(ben, "share", number))
    await room.press(ben, "share", number)
    await room.deliver()
    assert len(room.posted()) == 1
    assert "Torvane releases Fjord 2" in room.posted()[0]
    assert "Shared by Ben" in room.posted()[0]
    assert room.woken
    assert "isn't posted twice" in words(await room.press(CLEO, "share", number))
    channel = await room.store.channel_at("slack:C1")
    assert channel is not None
    assert int(number) in await room.store.reached_in(channel.id)


async def test_post_here_posts_what_was_shown_and_later_only_what_is_new(room: Room) -> None:
    await one_story(room)
    preview = await room.run(ADA, "news digest")
    assert "Post here" not in labels(await room.run(BEN, "news digest"))
    await room.press_button(ADA, preview, "Post here")
    await room.deliver()
    assert len(room.posted()) == 1
    assert "All of it was posted here already." in words(await room.press_button(ADA, preview, "Post here"))
    await one_story(room, "Quillmark cuts its prices")
    await room.press_button(ADA, preview, "Post here")
    await room.deliver()
    assert "Quillmark cuts its prices" in room.posted()[1]
    assert "Torvane" not in room.posted()[1]


async def test_post_here_is_checked_at_the_press(room: Room) -> None:
    await one_story(room)
    preview = await room.run(ADA, "news digest")
    lowered = replace(ADA, manages=False)
    assert "Only those who manage" in words(await room.press_button(lowered, preview, "Post here"))
    room.platform.lacking = ["Send Messages"]
    assert "“Send Messages” is missing" in words(await room.press_button(ADA, preview, "Post here"))
    assert await room.store.deliveries() == []


async def test_a_shared_answer_is_what_was_shown_and_only_its_asker_shares_it(room: Room) -> None:
    await one_story(room)
    answer = await room.run(BEN, "news ask", question="What's new with Torvane?")
    for stranger in (CLEO, EVE, replace(BEN, place=EVE.place)):
        assert "no longer kept" in words(await room.press_button(stranger, answer, "Share here"))
    await room.press_button(BEN, answer, "Share here")
    await room.deliver()
    (posted,) = room.posted()
    assert posted.startswith("What's new with Torvane?")
    assert posted.endswith("Asked and shared by Ben")


async def test_more_stories_shows_what_a_digest_had_no_place_for(room: Room) -> None:
    for n in range(3):
        await one_story(room, f"Torvane{n} opens a site")
    await room.run(ADA, "newsdesk subscribe", time="08:30", size="1")
    await room.press_button(ADA, await room.run(ADA, "news digest"), "Post here")
    await room.deliver()
    (delivery,) = await room.store.deliveries()
    told = delivery.told[0].story_id
    shown = message_of(await room.press(BEN, "more_stories", mark=delivery.parts[0].marker))
    menus = [b.menu for b in shown.blocks if isinstance(b, Section) and isinstance(b.menu, Menu)]
    assert len(menus) == 2
    assert told not in {menu.story_id for menu in menus}


async def test_in_slack_where_every_member_manages_one_member_doesnt_turn_the_channel(room: Room) -> None:
    number = await one_story(room)
    ben, cleo = replace(BEN, manages=True, by_right=False), replace(CLEO, manages=True, by_right=False)
    assert "in your own answers here" in words(await room.press(ben, "less", number))
    channel = await room.store.channel_at("slack:C1")
    assert channel and not channel.settings.get("less")
    assert "you are the second who says so" in words(await room.press(cleo, "less", number))


async def test_whoever_subscribed_a_channel_says_alone_what_it_wants_less_of(room: Room) -> None:
    ben = replace(BEN, manages=True, by_right=False)
    await room.run(ben, "newsdesk subscribe", time="08:30")
    number = await one_story(room)
    assert "for this channel, since you manage it" in words(await room.press(ben, "less", number))
