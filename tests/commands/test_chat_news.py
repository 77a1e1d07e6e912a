"""What everyone can ask: profiles, comparisons, questions, full text, status, help, watches, and what is merely said."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from time import monotonic
from typing import Any

from bot.commands.catalogue import COMMANDS
from bot.commands.chat import PRESSES, RUNS, SUBMITS
from bot.news.model import NameType, Relation
from bot.news.registry import Registry
from bot.store.store import Store
from tests.commands.chat_room import ADA, BEN, EVE, Room, at, buttons, direct, form, labels, message_of, words


async def test_every_command_of_the_catalogue_is_answered_on_an_empty_store(room: Room) -> None:
    assert set(RUNS) == {command.name for command in COMMANDS}
    for command in COMMANDS:
        if not command.opens_form:
            assert words(await room.run(ADA, command.name))


async def test_every_button_and_form_fits_discords_ids(room: Room) -> None:
    assert max(len(name) for name in PRESSES) + 60 + len("|0123456789abcdef.99") + 1 <= 100
    assert max(len(name) for name in SUBMITS) <= 20
    await room.searchable()
    shown = [await room.run(ADA, "news company", name="Zephyr Labs"), await room.run(ADA, "news digest")]
    assert all(len(button.value) <= 60 for answer in shown for button in buttons(answer))


# --- Profiles ---------------------------------------------------------------------------------------------------------


async def test_a_companys_profile_reads_as_sketched(room: Room) -> None:
    said_of = Relation("Torvane", "uses", "Quillmark", "reported", "Bellwether", "training Fjord")
    await room.news.story(
        "Torvane is said to use Quillmark",
        room.clock() - timedelta(hours=3),
        certainty="reported",
        relations=(said_of,),
    )
    shown = await room.run(BEN, "news company", name="torvane")
    said = words(shown)
    assert said.startswith(
        "Torvane · company, Netherlands\nLatest\n15 Dec · Torvane is said to use Quillmark · reported"
    )
    assert "uses Quillmark, for training Fjord · reported by Bellwether, via Harbour Wire, 15 Dec [1]" in said
    assert "[1] Torvane is said to use Quillmark, Harbour Wire, 15 Dec 2025." in said
    assert "Mentions in 30 days: ▁" in said
    assert "Stories up to 15 Dec 05:30 CET." in said
    assert labels(shown) == ["Watch", "Compare"]
    other = words(await room.run(BEN, "news company", name="Quillmark"))
    assert "used by Torvane, for training Fjord" in other


async def test_a_model_asked_for_as_a_company_is_shown_as_what_it_is(room: Room) -> None:
    assert words(await room.run(BEN, "news company", name="Fjord")).startswith(
        "Fjord · model, Netherlands · made by Torvane"
    )
    assert words(await room.run(BEN, "news model", name="Torvane")).startswith("Torvane · company")


async def test_a_name_that_only_the_news_has_completes_is_meant_and_can_be_followed(room: Room) -> None:
    await room.searchable()
    assert await room.chat.complete(BEN, "company", "zeph") == [("Zephyr Labs", "Zephyr Labs")]
    assert await room.chat.complete(BEN, "model", "zeph") == []
    assert await room.chat.complete(BEN, "names", "Torvane, zeph") == [("Torvane, Zephyr Labs", "Torvane, Zephyr Labs")]
    shown = await room.run(BEN, "news company", name="Zefyr Labs")
    assert words(shown) == "I don't know “Zefyr Labs”. Did you mean Zephyr Labs?"
    ordered = words(await room.run(ADA, "newsdesk subscribe", preset="only these names", names="zephyr labs, Fjord"))
    assert "Subscribed" in ordered
    (order,) = await room.store.subscriptions()
    assert order.wanted.companies == {"Zephyr Labs"} and order.wanted.models == {"Fjord"}
    assert "Zephyr Labs" in words(await room.run(ADA, "news digest")), "and its stories come"
    refused = await room.run(ADA, "newsdesk edit", number="1", names="Zefyr Labs")
    assert "Did you mean Zephyr Labs?" in words(refused)


class Slow(Store):
    """A database that takes its time over names."""

    answers: asyncio.Event

    async def most_seen_names(self, limit: int, **more: Any) -> list[tuple[NameType, str]]:
        await self.answers.wait()
        return await super().most_seen_names(limit, **more)


async def test_whoever_types_isnt_kept_waiting_for_the_database(room: Room) -> None:
    await room.searchable()
    store = Slow(room.store._db)
    store.answers = asyncio.Event()
    slow = Room(store)
    begun = monotonic()
    assert await slow.chat.complete(BEN, "company", "tor") == [("Torvane", "Torvane")]
    assert monotonic() - begun < 1
    store.answers.set()
    assert await slow.chat.complete(BEN, "company", "zeph") == [("Zephyr Labs", "Zephyr Labs")]


async def test_an_unknown_name_offers_what_was_meant_and_a_wish_to_the_operator(room: Room) -> None:
    shown = await room.run(BEN, "news company", name="Torvann")
    assert words(shown) == "I don't know “Torvann”. Did you mean Torvane?"
    assert labels(shown) == ["Yes", "Suggest it to the operator"]
    assert words(await room.press_button(BEN, shown, "Yes")).startswith("Torvane · company")
    assert "is suggested to the operator" in words(await room.press_button(BEN, shown, "Suggest it to the operator"))
    assert "was suggested already" in words(await room.press_button(EVE, shown, "Suggest it to the operator"))
    (notice,) = await room.store.notices(prefix="name wanted")
    assert "Torvann" in notice.text


async def test_a_name_that_only_another_workspaces_private_source_knows_is_unknown(room: Room) -> None:
    channel = await room.store.keep_channel("slack:C1", room.clock(), workspace="T1")
    await room.news.feed("Inner Wire", workspace_id=channel.workspace_id)
    feed = await room.news.feed("Inner Wire", workspace_id=channel.workspace_id)
    await room.news.story("Torvane buys Sandmere", room.clock() - timedelta(hours=2), feed_id=feed)
    assert "Torvane buys Sandmere" in words(await room.run(BEN, "news company", name="Torvane"))
    assert "Torvane buys" not in words(await room.run(EVE, "news company", name="Torvane"))
    assert "Torvane buys" not in words(await room.run(EVE, "news compare", a="Torvane", b="Quillmark"))


async def test_two_names_stand_side_by_side(room: Room) -> None:
    await room.news.story("Torvane opens a site", room.clock() - timedelta(hours=3))
    shown = await room.run(BEN, "news compare", a="Torvane", b="quillmark ai")
    said = words(shown)
    assert said.startswith(
        "Torvane and Quillmark\nWhat: Torvane company, Netherlands | Quillmark company, United States"
    )
    assert "Latest on Torvane\n15 Dec · Torvane opens a site" in said
    assert "Latest on Quillmark\nNo story since" in said
    assert "Both are Torvane." in words(await room.run(BEN, "news compare", a="Torvane", b="torvane"))
    profile = await room.run(BEN, "news company", name="Torvane")
    rivals = await room.press_button(BEN, profile, "Compare")
    assert labels(rivals) == ["Quillmark"]
    assert words(await room.press_button(BEN, rivals, "Quillmark")).startswith("Torvane and Quillmark")


# --- Ask --------------------------------------------------------------------------------------------------------------


async def test_an_answer_has_its_sources_and_how_far_they_reach(room: Room) -> None:
    await room.searchable()
    shown = await room.run(BEN, "news ask", question="What's new with Zephyr Labs?")
    said = words(shown)
    assert said.startswith(
        "What's new with Zephyr Labs?\nZephyr Labs released Gale 2. [1]\n[1] Zephyr Labs releases Gale 2,"
    )
    assert said.endswith("1 source, stories up to 24 Nov 09:30 CET.")
    assert labels(shown) == ["Ask a follow-up", "Share here", "Something is wrong"]
    assert "Share here" not in labels(await room.run(direct(BEN), "news ask", question="What's new with Zephyr Labs?"))


async def test_a_follow_up_keeps_the_name_of_the_first_question(room: Room) -> None:
    await room.searchable()
    first = await room.run(BEN, "news ask", question="What's new with Zephyr Labs?")
    asked = form(await room.press_button(BEN, first, "Ask a follow-up"))
    assert (
        message_of(await room.submit(BEN, asked.id, question="What did it release?")).title
        == "What did Zephyr Labs release?"
    )
    assert message_of(await room.submit(EVE, asked.id, question="What did it release?")).title == "What did it release?"


async def test_a_refusal_says_what_is_not_in_the_sources_and_tells_when_that_changes(room: Room) -> None:
    await room.searchable()
    shown = await room.run(BEN, "news ask", question="How much did Zephyr Labs pay Quillmark?")
    assert "Our sources say nothing about" in words(shown)
    assert "tories up to" in words(shown)
    told = await room.press_button(BEN, shown, "Tell me if that changes")
    assert "by direct message when the sources answer" in words(told)
    (watch,) = await room.store.watches()
    assert (watch.type, watch.channel.address) == ("question", "slack:@U2")


async def test_asking_without_a_question_opens_the_form(room: Room) -> None:
    assert [one.name for one in form(await room.run(BEN, "news ask")).fields] == ["question"]
    assert form(await room.press(BEN, "ask")).id == "ask"
    assert "at most 500 characters" in words(await room.run(BEN, "news ask", question="x" * 501))


async def test_in_a_server_without_the_bot_all_that_reads_works(room: Room) -> None:
    await room.searchable()
    away = replace(BEN, present=False)
    assert "Zephyr Labs released Gale 2" in words(
        await room.run(away, "news ask", question="What's new with Zephyr Labs?")
    )
    assert "Zephyr Labs releases Gale 2" in words(await room.run(away, "news latest"))
    assert "Zephyr Labs releases Gale 2" in words(await room.run(away, "news digest"))
    assert await room.store.channels() == []


# --- Search, status, help, said ---------------------------------------------------------------------------------------


async def test_full_text_finds_and_says_what_finds_more(room: Room) -> None:
    await room.searchable()
    assert "• Zephyr Labs releases Gale 2 · Harbour Post, 24 Nov 2026" in words(
        await room.run(BEN, "news search", words="gale")
    )
    said = words(await room.run(BEN, "news search", words="gale licence"))
    assert "Nothing stored has all of: gale licence. Fewer words find more." in said
    assert "With some of them\n• Zephyr Labs releases Gale 2" in said
    assert "What shall I look for?" in words(await room.run(BEN, "news search", words="…"))


async def test_status_says_what_is_read_and_what_is_done_here(room: Room) -> None:
    await room.searchable()
    await room.run(ADA, "newsdesk subscribe", time="08:30")
    said = words(await room.run(BEN, "news status"))
    assert "of 1 source read in the last day" in said
    assert "Subscription 1 (#ai-news): Next Wed 25 Nov 08:30" in said
    assert "No subscription here." in words(await room.run(EVE, "news status"))


async def test_help_shows_what_to_type_by_this_installations_names(room: Room) -> None:
    named = Room(room.store, more={"commands": ("/ainews", "/aidesk")})
    assert "/ainews company Meta · A company" in words(await named.run(BEN, "news help"))
    assert "/aidesk pause 3" in words(await named.run(ADA, "newsdesk help"))


async def test_status_tells_whoever_takes_no_direct_messages_that_theirs_cant_come(room: Room) -> None:
    await room.run(BEN, "news subscribe", time="08:30")
    assert "write to you directly" not in words(await room.run(BEN, "news status"))
    (own,) = await room.store.channels()
    await room.store.set_channel_state(own.id, "closed", "direct messages aren't accepted", room.clock())
    said = words(await room.run(BEN, "news status"))
    assert "I can't write to you directly: direct messages aren't accepted." in said
    assert "write to you" not in words(await room.run(ADA, "news status")), "only they see it"


async def test_what_is_said_to_the_bot_is_a_command_or_a_question(room: Room) -> None:
    await room.searchable()
    for greeting in ("", "hello", "Hi!", "Good morning", "thanks"):
        assert "What can be asked" in words(await room.chat.said(direct(BEN), greeting)), greeting
    assert "Latest" in words(await room.chat.said(direct(BEN), "latest"))
    assert words(await room.chat.said(direct(BEN), "company Zephyr Labs")).startswith("Zephyr Labs · company")
    assert "released Gale 2" in words(await room.chat.said(direct(BEN), "What's new with Zephyr Labs?"))
    manager = replace(ADA, apart=True)
    for asked in ("What's new with Zephyr Labs?", "digest"):
        assert {"Share here", "Post here"} & {*labels(await room.chat.said(ADA, asked))}
        assert not {"Share here", "Post here"} & {*labels(await room.chat.said(manager, asked))}
    assert "Type /news subscribe instead" in words(await room.chat.said(direct(BEN), "subscribe"))


# --- Watches ----------------------------------------------------------------------------------------------------------


async def test_a_watch_is_the_channels_for_those_who_manage_else_ones_own(room: Room) -> None:
    assert "You'll hear of Torvane in this channel" in words(await room.run(ADA, "news watch", name="torvane"))
    own = await room.run(BEN, "news watch", name="Torvane")
    assert "by direct message" in words(own)
    assert "is watched by direct message already" in words(await room.run(BEN, "news watch", name="Torvane"))
    assert [watch.channel.address for watch in await room.store.watches()] == ["slack:C1", "slack:@U2"]
    await room.press_button(BEN, own, "Stop watching")
    assert [watch.channel.address for watch in await room.store.watches()] == ["slack:C1"]
    assert "isn't watched here" in words(await room.run(BEN, "news unwatch", name="Torvane"))
    assert "Nothing is watched." in words(await room.run(EVE, "news unwatch", name="Torvane"))
    await room.run(ADA, "news unwatch", name="Torvane")
    assert await room.store.watches() == []


async def test_a_watch_of_an_unknown_name_goes_on_with_the_one_that_was_meant(room: Room) -> None:
    shown = await room.run(BEN, "news watch", name="Torvann")
    await room.press_button(BEN, shown, "Yes")
    assert [watch.name for watch in await room.store.watches()] == ["Torvane"]


async def test_missing_permissions_are_named_before_a_watch_is_kept(room: Room) -> None:
    room.platform.lacking = ["Send Messages"]
    assert "“Send Messages” is missing" in words(await room.run(ADA, "news watch", name="Torvane"))
    assert await room.store.watches() == []


# --- Completing -------------------------------------------------------------------------------------------------------


async def test_names_and_zones_complete_from_memory(room: Room) -> None:
    assert await room.chat.complete(BEN, "company", "tor") == [("Torvane", "Torvane")]
    assert [value for value, _ in await room.chat.complete(BEN, "name", "qui")] == ["Quill", "Quillmark"]
    assert await room.chat.complete(BEN, "names", "Torvane, fj") == [("Torvane, Fjord", "Torvane, Fjord")]
    assert ("Europe/Berlin", "Berlin (UTC+1 now), Europe/Berlin") in await room.chat.complete(BEN, "zone", "berl")
    assert ("America/Los_Angeles", "San Francisco (UTC-8 now), America/Los_Angeles") in await room.chat.complete(
        BEN, "zone", "san fr"
    )
    assert len(await room.chat.complete(BEN, "zone", "")) <= 25
    assert await room.chat.complete(BEN, "preset", "mod") == [("model releases", "Model releases")]


async def test_own_subscriptions_and_watches_complete_and_nobody_elses(room: Room) -> None:
    await room.run(ADA, "newsdesk subscribe", time="08:30")
    await room.run(BEN, "news watch", name="Torvane")
    (offered,) = await room.chat.complete(ADA, "subscription", "")
    assert offered[0] == "1"
    assert offered[1].startswith("1 · #ai-news · Everything")
    assert await room.chat.complete(EVE, "subscription", "") == []
    assert await room.chat.complete(BEN, "watch", "t") == [("Torvane", "Torvane")]
    assert await room.chat.complete(ADA, "watch", "t") == []


# --- Home -------------------------------------------------------------------------------------------------------------


async def test_the_home_page_says_how_to_begin_and_then_what_there_is(room: Room) -> None:
    at_home = at(ADA, "@U1")
    assert "How to begin" in words(await room.chat.home(at_home))
    number = await room.news.story("Torvane opens a site", room.clock() - timedelta(hours=3))
    await room.run(ADA, "newsdesk subscribe", time="08:30")
    await room.submit(ADA, f"wrong:{number}", text="It is two sites.")
    shown = await room.chat.home(at_home)
    assert "1 · #ai-news" in words(shown)
    assert "Torvane opens a site" in words(shown)
    assert "read in the last day" in words(shown)
    assert "What you reported\n15 Dec · It is two sites. · open" in words(shown)
    assert "Change 1" in labels(shown)
    assert "How to begin" in words(await room.chat.home(EVE))


async def test_latest_begins_with_news_of_the_newest_day_and_not_with_its_trifles(room: Room) -> None:
    now = room.clock()
    await room.news.story("Torvane raises $300 million", now - timedelta(hours=3))
    await room.news.story("How to write better prompts: a guide", now - timedelta(hours=1))
    await room.news.story("Quillmark releases Quill 2", now - timedelta(days=2))
    said = words(await room.run(BEN, "news latest"))
    places = [said.index(part) for part in ("Torvane raises", "How to write", "Quillmark releases")]
    assert places == sorted(places)


async def test_a_name_that_only_articles_know_is_found_however_its_case_is_typed(room: Room) -> None:
    await room.searchable()
    room.registry = Registry.from_toml({"companies": {}, "families": {}})
    assert "Zephyr Labs" in words(await room.run(BEN, "news company", name="zephyr LABS"))
    assert "I don't know" in words(await room.run(BEN, "news company", name="zephyr"))
