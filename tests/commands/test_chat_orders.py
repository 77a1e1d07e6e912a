"""Subscribing, changing, pausing and ending in chat, as the people do it who manage a channel."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.commands.conversation import Outcome, Place, Reply
from bot.commands.gone_channels import forget_gone_channels
from bot.outbox_ports import ChannelClosed
from bot.ports import TryLater
from tests.commands.chat_room import (
    ADA,
    BEN,
    CLEO,
    EVE,
    ROOT,
    Room,
    at,
    buttons,
    direct,
    filled,
    form,
    labels,
    mistakes,
    words,
)

# --- Subscribing ------------------------------------------------------------------------------------------------------


async def test_one_press_subscribes_tells_the_next_three_times_and_shows_todays_digest(room: Room) -> None:
    await room.news.story("Torvane releases Fjord 2", room.clock() - timedelta(hours=3))
    welcome = await room.chat.arrived(ADA)
    assert labels(welcome) == ["Weekdays 08:30, Berlin time", "Choose …"]
    done = await room.press_button(ADA, welcome, "Weekdays 08:30, Berlin time")
    said = words(done)
    assert "Subscribed. Next: Tue 16 Dec 08:30, Wed 17 Dec 08:30, Thu 18 Dec 08:30 (Europe/Berlin)." in said
    assert "Torvane releases Fjord 2" in said
    assert {"Post here", "Change", "Undo"} <= set(labels(done))
    (order,) = await room.store.subscriptions()
    assert (order.channel, order.created_by, order.preset) == ("slack:C1", "U1", "everything")


async def test_the_form_asks_four_things_and_the_zone_only_where_it_isnt_known(room: Room) -> None:
    asked = form(await room.run(ADA, "newsdesk subscribe"))
    assert [one.name for one in asked.fields] == ["preset", "time", "days", "size"]
    unknown = form(await room.run(replace(ADA, zone=None), "newsdesk subscribe"))
    assert [one.name for one in unknown.fields] == ["preset", "time", "days", "size", "zone"]
    assert asked.fields[1].hint == "By the clock of Europe/Berlin; another is under More options"
    assert unknown.fields[1].hint == "Such as 08:30", "the zone stands beside it"
    (language,) = [one for one in asked.more if one.name == "language"]
    assert "needs a model's key" in language.hint
    assert {
        "names",
        "kinds",
        "languages",
        "words",
        "words_out",
        "outlets_out",
        "form",
        "language",
        "role",
        "thread",
    } <= {one.name for one in asked.more}
    assert not any(one.required for one in asked.more)
    assert max(len(asked.title), len(asked.submit)) <= 24


async def test_all_that_a_form_can_say_is_kept_and_stands_there_again_when_it_is_edited(room: Room) -> None:
    await room.news.feed("Circuit Daily", outlet="Circuit Daily")
    asked = form(await room.run(ADA, "newsdesk subscribe"))
    given = filled(
        asked, preset="model releases", time="9:05", days="mon,wed,fri", size="5", names=("Quillmark", "fjord 2"),
        languages=("en", "zh"), words="open weights, licence", words_out="webinar", outlets_out="circuit daily",
        form="compact", language="de", role="S0123ABCD", thread="yes", zone="Asia/Tokyo",
    )  # fmt: skip
    assert "Subscribed." in words(await room.submit(ADA, asked.id, **given))
    (order,) = await room.store.subscriptions()
    assert f"{order.at:%H:%M} {order.zone} {order.days} {order.size}" == "09:05 Asia/Tokyo (0, 2, 4) 5"
    wanted = order.wanted
    assert (*wanted.companies, *wanted.models) == ("Quillmark", "Fjord 2")
    assert (*wanted.kinds, *sorted(wanted.languages), *wanted.outlets_out) == ("release", "en", "zh", "Circuit Daily")
    assert (wanted.words_in, wanted.words_out) == (("open weights", "licence"), ("webinar",))
    assert (order.compact, order.language, order.role, order.thread) == (True, "de", "S0123ABCD", True)
    again = form(await room.run(ADA, "newsdesk edit"))
    standing = filled(again)
    assert standing["names"] == ("Fjord 2", "Quillmark")
    assert standing["outlets_out"] == "Circuit Daily"
    assert (standing["form"], standing["thread"], standing["days"]) == ("compact", "yes", "mon,wed,fri")
    assert "stays as it is" in words(await room.submit(ADA, again.id, **standing))


async def test_each_wrong_value_gets_a_sentence_by_its_field_and_nothing_is_stored(room: Room) -> None:
    wrong = mistakes(
        await room.submit(
            ADA,
            "subscribe",
            preset="sports",
            time="25:00",
            days="someday",
            size="99",
            zone="Berlinn",
            names="Quilmark",
            kinds="gossip",
            languages="klingon",
            outlets_out="Nobody",
            form="long",
            language="xx",
        )
    )
    assert set(wrong) == {
        "preset", "time", "days", "size", "zone", "names", "kinds", "languages", "outlets_out", "form", "language",
    }  # fmt: skip
    assert wrong["names"].startswith("I don't know “Quilmark”. Did you mean Quillmark")
    assert "Europe/Berlin" in wrong["zone"]
    assert all(text.endswith((".", "?")) for text in wrong.values())
    assert await room.store.subscriptions() == []


async def test_a_command_with_wrong_values_says_all_of_them_in_one_answer(room: Room) -> None:
    said = words(await room.run(ADA, "newsdesk subscribe", time="25:00", size="0"))
    assert "“25:00” isn't a time such as 08:30." in said
    assert "1 to 20" in said
    assert "Nothing is subscribed yet." in said
    assert await room.store.subscriptions() == []


@pytest.mark.parametrize("typed", ["8:05", "08.05", "8h05", "8:05am"])
async def test_times_and_cities_are_read_as_people_type_them(room: Room, typed: str) -> None:
    await room.run(ADA, "newsdesk subscribe", time=typed, zone="munich")
    (order,) = await room.store.subscriptions()
    assert (f"{order.at:%H:%M}", order.zone) == ("08:05", "Europe/Berlin")


async def test_only_these_names_needs_names(room: Room) -> None:
    wrong = mistakes(await room.submit(ADA, "subscribe", preset="only these names", time="08:30"))
    assert list(wrong) == ["names"]


async def test_what_the_bot_lacks_is_named_before_anything_is_stored(room: Room) -> None:
    room.platform.lacking = ["Send Messages", "Embed Links"]
    said = words(await room.run(ADA, "newsdesk subscribe", time="08:30"))
    assert "“Send Messages” and “Embed Links” are missing" in said
    assert await room.store.channels() == []


async def test_what_the_bot_lacks_is_named_before_a_form_is_filled_in(room: Room) -> None:
    room.platform.lacking = ["the scope chat:write"]
    assert "“the scope chat:write” is missing" in words(await room.run(ADA, "newsdesk subscribe"))
    room.platform.lacking = []
    assert form(await room.run(ADA, "newsdesk subscribe"))


async def test_a_platform_that_doesnt_say_in_time_what_is_missing_keeps_no_form_closed(room: Room) -> None:
    async def never(step: str) -> None:
        raise TimeoutError

    room.platform.trouble = never
    assert form(await room.run(ADA, "newsdesk subscribe"))


ON_DISCORD = replace(ADA, place=Place("discord", "G1", "7", name="news"), zone=None)


async def test_what_discord_says_is_missing_is_named_first_and_what_is_lost_without_it(room: Room) -> None:
    stopped = await room.run(replace(ON_DISCORD, lacks=("Send Messages", "Read Message History")), "newsdesk subscribe")
    assert "I can't post here yet: “Send Messages” is missing." in words(stopped) and labels(stopped) == []
    beside = replace(ON_DISCORD, lacks=("Read Message History", "Create Public Threads"))
    told = await room.run(beside, "newsdesk subscribe")
    assert "“Read Message History” and “Create Public Threads” are missing here: I can't look for" in words(told)
    assert "updates can't go into a thread" in words(told)
    assert form(await room.press_button(beside, told, "Go on without"))


async def test_a_zone_that_nobody_chose_is_asked_for_and_never_filled_in(room: Room) -> None:
    def shown(outcome: Outcome) -> object:
        return next(one.value for one in form(outcome).fields if one.name == "zone")

    assert shown(await room.run(ON_DISCORD, "newsdesk subscribe")) == ""
    german = replace(ON_DISCORD, likely_zone="Europe/Berlin")
    assert shown(await room.run(german, "newsdesk subscribe")) == "Europe/Berlin"
    await room.run(replace(ADA, zone=None), "newsdesk subscribe", time="08:30", zone="Tokyo")
    assert shown(await room.run(replace(ADA, zone=None), "newsdesk subscribe")) == "Asia/Tokyo"


async def test_a_closed_channel_says_why_and_an_unreachable_platform_hinders_nobody(room: Room) -> None:
    async def closed(step: str) -> None:
        raise ChannelClosed("it is archived")

    async def down(step: str) -> None:
        raise TryLater("Slack doesn't answer")

    room.platform.trouble = closed
    assert "it is archived" in words(await room.run(ADA, "newsdesk subscribe", time="08:30"))
    room.platform.trouble = down
    assert "Subscribed." in words(await room.run(ADA, "newsdesk subscribe", time="08:30"))


async def test_the_same_order_twice_is_said_and_stands_once(room: Room) -> None:
    await room.run(ADA, "newsdesk subscribe", time="08:30")
    again = await room.run(ADA, "newsdesk subscribe", time="8:30")
    assert "This channel has that already: subscription 1" in words(again)
    assert labels(again) == ["Change it"]
    assert len(await room.store.subscriptions()) == 1


async def test_the_zone_is_the_askers_else_the_workspaces_else_the_bots(room: Room) -> None:
    unknown = replace(ADA, zone=None)
    await room.run(unknown, "newsdesk subscribe", time="08:30")
    await room.submit(ROOT, "settings", zone="Asia/Tokyo")
    await room.run(unknown, "newsdesk subscribe", time="09:30")
    await room.run(ADA, "newsdesk subscribe", time="10:30")
    assert [order.zone for order in await room.store.subscriptions()] == ["UTC", "Asia/Tokyo", "Europe/Berlin"]


async def test_those_who_dont_manage_can_neither_subscribe_nor_press_old_buttons(room: Room) -> None:
    await room.run(ADA, "newsdesk subscribe", time="08:30")
    for outcome in (
        await room.run(BEN, "newsdesk subscribe", time="09:30"),
        await room.submit(BEN, "subscribe", time="09:30"),
        await room.press(BEN, "subscribe"),
        await room.press(BEN, "subscribe", "choose"),
        await room.press(BEN, "edit", "1"),
        await room.submit(BEN, "edit:1", time="10:00"),
        await room.press(BEN, "pause", "1"),
        await room.press(BEN, "unsubscribe", "1"),
        await room.run(BEN, "newsdesk pause"),
        await room.run(BEN, "newsdesk list"),
    ):
        assert words(outcome).startswith("Only those who manage this channel can ")
    (order,) = await room.store.subscriptions()
    assert (order.state, f"{order.at:%H:%M}") == ("active", "08:30")


async def test_another_channel_is_only_subscribed_where_the_platform_vouches_for_it(room: Room) -> None:
    assert "make sure that you manage that channel" in words(
        await room.run(ADA, "newsdesk subscribe", time="08:30", channel="C2")
    )
    assert "Subscribed." in words(await room.run(at(ADA, "C2"), "newsdesk subscribe", time="08:30", channel="C2"))
    assert [order.channel for order in await room.store.subscriptions()] == ["slack:C2"]
    asked = form(await room.run(at(ADA, "C3"), "newsdesk subscribe", channel="C3"))
    assert filled(asked)["channel"] == "C3"


async def test_where_the_bot_isnt_a_member_it_says_so_and_how_to_invite_it(room: Room) -> None:
    away = replace(ADA, present=False)
    assert "isn't a member of this server" in words(await room.run(away, "newsdesk subscribe", time="08:30"))
    assert "Add App" in words(await room.press(away, "share", "1"))
    assert "isn't a member" in words(await room.run(away, "news status"))


# --- Personal ---------------------------------------------------------------------------------------------------------


async def test_a_personal_digest_comes_by_direct_message_to_anybody(room: Room) -> None:
    asked = form(await room.run(BEN, "news subscribe"))
    assert "role" not in {one.name for one in asked.more}
    assert "Subscribed." in words(await room.submit(BEN, asked.id, **filled(asked)))
    (order,) = await room.store.subscriptions()
    assert (order.channel, order.created_by) == ("slack:@U2", "U2")
    assert "Subscription 1 is paused" in words(await room.press(BEN, "pause", "1"))
    assert "There is no subscription 1 here" in words(await room.press(CLEO, "resume", "1"))
    assert "There is no subscription 1 here" in words(await room.press(ROOT, "resume", "1"))
    assert "direct message to you" in words(await room.run(direct(BEN), "newsdesk list"))
    assert "No subscription here yet" in words(await room.run(ADA, "newsdesk list"))


async def test_a_personal_digest_on_discord_belongs_to_no_server(room: Room) -> None:
    place = replace(ADA.place, platform="discord", workspace="77", channel="5")
    dora = replace(BEN, place=place, person="123", zone=None)
    room.chat._room.couriers["discord"] = replace(room.platform, platform="discord")  # type: ignore[index]
    assert "Subscribed." in words(await room.run(dora, "news subscribe", time="08:30", zone="Paris"))
    (order,) = await room.store.subscriptions()
    assert order.channel == "discord:@123"
    found = await room.store.channel(order.channel_id)
    assert found is not None
    assert found.workspace == ""


# --- Changing ---------------------------------------------------------------------------------------------------------


async def test_an_edit_by_option_changes_that_alone(room: Room) -> None:
    await room.run(ADA, "newsdesk subscribe", time="08:30", names="Quillmark", words="licence")
    said = words(await room.run(ADA, "newsdesk edit", number="1", size="5"))
    assert "Subscription 1 is changed" in said
    (order,) = await room.store.subscriptions()
    assert (order.size, *order.wanted.companies, *order.wanted.words_in) == (5, "Quillmark", "licence")


async def test_a_form_that_showed_its_further_fields_empties_what_was_emptied(room: Room) -> None:
    await room.run(ADA, "newsdesk subscribe", time="08:30", names="Quillmark", words="licence", thread="yes")
    shown = form(await room.press(ADA, "edit", "1"))
    await room.submit(ADA, shown.id, preset="everything", time="08:30", days="daily", size="8")
    assert (await room.store.subscriptions())[0].wanted.words_in == ("licence",)
    await room.submit(ADA, shown.id, **filled(shown, words="", names="", thread=""))
    (order,) = await room.store.subscriptions()
    assert (order.wanted.words_in, order.wanted.companies, order.thread) == ((), frozenset(), False)


async def test_a_new_preset_takes_its_own_kinds_along(room: Room) -> None:
    await room.run(ADA, "newsdesk subscribe", preset="money and deals", time="08:30")
    await room.run(ADA, "newsdesk edit", preset="research")
    (order,) = await room.store.subscriptions()
    assert order.wanted.kinds == {"research"}


async def test_pausing_until_a_date_goes_on_by_itself(room: Room) -> None:
    await room.run(ADA, "newsdesk subscribe", time="08:30", days="daily")
    said = words(await room.run(ADA, "newsdesk pause", until="2026-01-06"))
    assert "paused until Tue 6 January 2026. Next: Tue 6 Jan 08:30" in said
    (order,) = await room.store.subscriptions()
    assert order.next_due_at is not None
    assert order.next_due_at.date() == date(2026, 1, 6)
    assert "Paused until Tue 6 Jan" in words(await room.run(ADA, "newsdesk list"))
    assert "goes on. Next: Tue 16 Dec 08:30" in words(await room.run(ADA, "newsdesk resume"))


async def test_dates_can_be_left_out_and_taken_in_again(room: Room) -> None:
    await room.run(ADA, "newsdesk subscribe", time="08:30", days="daily")
    done = await room.run(ADA, "newsdesk pause", skip="2025-12-24, 2025-12-25")
    assert "leaves out Wed 24 Dec and Thu 25 Dec" in words(done)
    (order,) = await room.store.subscriptions()
    assert order.state == "active"
    assert "leaves no date out" in words(await room.press_button(ADA, done, "Undo: leave out no date"))


@pytest.mark.parametrize("until", ["yesterday", "2025-12-01", "2025-12-15", "2031-01-01"])
async def test_a_date_that_cant_be_says_what_would_be_right(room: Room, until: str) -> None:
    await room.run(ADA, "newsdesk subscribe", time="08:30")
    assert "Nothing is changed." in words(await room.run(ADA, "newsdesk pause", until=until))
    assert (await room.store.subscriptions())[0].paused_until is None


async def test_paused_by_hand_it_isnt_due_until_it_is_resumed(room: Room) -> None:
    await room.run(ADA, "newsdesk subscribe", time="08:30")
    done = await room.press(ADA, "pause", "1")
    (order,) = await room.store.subscriptions()
    assert (order.state, order.next_due_at) == ("paused", None)
    await room.press_button(ADA, done, "Resume")
    (order,) = await room.store.subscriptions()
    assert order.state == "active"
    assert order.next_due_at is not None


async def test_ending_can_be_undone(room: Room) -> None:
    await room.run(ADA, "newsdesk subscribe", time="08:30")
    ended = await room.run(ADA, "newsdesk unsubscribe")
    assert await room.store.subscriptions() == []
    assert "has ended" in words(await room.press(ADA, "pause", "1"))
    assert "stands again. Next: Tue 16 Dec 08:30" in words(await room.press_button(ADA, ended, "Undo"))
    (order,) = await room.store.subscriptions()
    assert (order.id, order.state) == (1, "active")


async def test_of_several_subscriptions_one_is_chosen_by_button(room: Room) -> None:
    await room.run(ADA, "newsdesk subscribe", time="08:30")
    await room.run(ADA, "newsdesk subscribe", time="17:00", preset="research")
    which = await room.run(ADA, "newsdesk unsubscribe")
    assert [(button.action, button.value) for button in buttons(which)] == [("unsubscribe", "1"), ("unsubscribe", "2")]
    assert len(await room.store.subscriptions()) == 2


async def test_a_channel_without_one_says_how_to_get_one(room: Room) -> None:
    for command in ("edit", "pause", "resume", "unsubscribe", "list"):
        assert "/newsdesk subscribe makes one." in words(await room.run(ADA, f"newsdesk {command}"))


async def test_the_list_says_who_subscribed_and_when_it_is_due(room: Room) -> None:
    await room.run(ADA, "newsdesk subscribe", time="08:30")
    said = words(await room.run(replace(ROOT, place=replace(ROOT.place, channel="C2")), "newsdesk list"))
    assert "1 · #ai-news" in said
    assert "Everything, 8 stories, weekdays 08:30 (Europe/Berlin)" in said
    assert "Next Tue 16 Dec 08:30 · by Ada" in said


async def test_the_list_says_whom_a_digest_mentions_and_why_it_cant_be_posted(room: Room) -> None:
    await room.run(ADA, "newsdesk subscribe", time="08:30", role="S0123ABCD", thread="yes", language="de")
    said = words(await room.run(ADA, "newsdesk list"))
    assert "Everything, 8 stories, in German, mentions a user group, opens a thread, weekdays 08:30" in said
    assert "can't post" not in said
    (channel,) = await room.store.channels()
    await room.store.set_channel_state(channel.id, "closed", "“Send Messages” is missing", room.clock())
    listed = words(await room.run(ADA, "newsdesk list"))
    assert "Next Tue 16 Dec 08:30 · by you\nI can't post in #ai-news: “Send Messages” is missing." in listed


# --- Whose they are ---------------------------------------------------------------------------------------------------


async def test_another_workspaces_subscription_isnt_there(room: Room) -> None:
    await room.run(ADA, "newsdesk subscribe", time="08:30")
    for outcome in (
        await room.run(EVE, "newsdesk pause", number="1"),
        await room.run(EVE, "newsdesk edit", number="1"),
        await room.submit(EVE, "edit:1", time="10:00"),
        await room.press(EVE, "unsubscribe", "1"),
        await room.press(EVE, "undo_unsubscribe", "1"),
    ):
        assert words(outcome).startswith("There is no subscription 1 here.")
    assert "No subscription here yet" in words(await room.run(EVE, "newsdesk list"))
    (order,) = await room.store.subscriptions()
    assert (order.state, f"{order.at:%H:%M}") == ("active", "08:30")


async def test_another_channels_is_changed_there_or_by_an_admin(room: Room) -> None:
    await room.run(ADA, "newsdesk subscribe", time="08:30")
    elsewhere = at(replace(ADA, person="U7"), "C2")
    assert "belongs to #ai-news" in words(await room.press(elsewhere, "pause", "1"))
    assert "is paused" in words(await room.press(at(ROOT, "C2"), "pause", "1"))
    assert "goes on" in words(await room.press(direct(ADA), "resume", "1"))


# --- Empty days, leaving ----------------------------------------------------------------------------------------------


async def test_empty_days_are_no_longer_told_on_request_of_those_who_manage(room: Room) -> None:
    await room.run(ADA, "newsdesk subscribe", time="08:30")
    assert "Only those who manage" in words(await room.press(BEN, "no_empty_days", "1"))
    done = await room.press(ADA, "no_empty_days", "1")
    assert not (await room.store.subscriptions())[0].tell_quiet
    await room.press_button(ADA, done, "Undo")
    assert (await room.store.subscriptions())[0].tell_quiet


async def test_a_removed_bot_keeps_the_subscription_and_goes_on_when_it_is_invited_again(room: Room) -> None:
    await room.run(ADA, "newsdesk subscribe", time="08:30", days="daily")
    await room.chat.left(ADA.place)
    later = room.clock.on(days=2)
    assert await room.store.due_subscriptions(later, platforms=("slack",), limit=9) == []
    back = await room.chat.arrived(replace(ADA, event="again"))
    assert "I'm back: subscription 1 goes on." in words(back)
    assert [order.id for order in await room.store.due_subscriptions(later, platforms=("slack",), limit=9)] == [1]


async def test_whoever_subscribed_is_told_that_the_channel_was_archived_and_it_goes_on_when_it_no_longer_is(
    room: Room,
) -> None:
    await room.run(ADA, "newsdesk subscribe", time="08:30", days="daily")
    await room.chat.left(ADA.place, archived=True)
    (told,) = await room.store.deliveries(kind="notice")
    assert told.channel.external_id == f"@{ADA.person}" and "the channel is archived" in str(told.message)
    later = room.clock.on(days=1)
    assert await room.store.due_subscriptions(later, platforms=("slack",), limit=9) == []
    await room.chat.returned(ADA.place)
    assert [order.id for order in await room.store.due_subscriptions(later, platforms=("slack",), limit=9)] == [1]


async def test_a_month_after_it_was_removed_the_subscription_ends(room: Room) -> None:
    await room.run(ADA, "newsdesk subscribe", time="08:30")
    await room.run(ADA, "news watch", name="Torvane")
    await room.chat.left(ADA.place)
    assert await forget_gone_channels(room.store, room.clock.on(days=29)) == []
    assert len(await room.store.subscriptions()) == 1
    assert [channel.external_id for channel in await forget_gone_channels(room.store, room.clock.on(days=2))] == ["C1"]
    assert await room.store.subscriptions() == []
    assert await room.store.watches() == []


async def test_a_channel_that_came_back_is_not_counted_as_gone(room: Room) -> None:
    await room.run(ADA, "newsdesk subscribe", time="08:30")
    await room.chat.left(ADA.place)
    room.clock.on(days=20)
    await room.chat.arrived(ADA)
    channel = await room.store.channel_at("slack:C1")
    assert channel is not None
    await room.store.set_channel_state(channel.id, "gone", "deleted", room.clock())
    assert await forget_gone_channels(room.store, room.clock.on(days=20)) == []
    assert await forget_gone_channels(room.store, room.clock.on(days=29)) == []
    assert len(await forget_gone_channels(room.store, room.clock.on(days=2))) == 1


async def test_uninstalling_stops_what_is_due_and_keeps_it_for_a_month(room: Room) -> None:
    await room.run(ADA, "newsdesk subscribe", time="08:30", days="daily")
    await room.chat.uninstalled("slack", "T1")
    later = room.clock.on(days=2)
    assert await room.store.due_subscriptions(later, platforms=("slack",), limit=9) == []
    assert [one.external_id for one in await room.store.forgotten_workspaces(later)] == ["T1"]


async def test_a_workspace_that_installs_again_goes_on_where_it_stopped(room: Room) -> None:
    await room.run(ADA, "newsdesk subscribe", time="08:30", days="daily")
    await room.chat.installed("slack", "T1")
    await room.chat.uninstalled("slack", "T1")
    await room.chat.installed("slack", "T1")
    await room.chat.installed("slack", "T-never-seen")
    later = room.clock.on(days=2)
    assert [one.channel for one in await room.store.due_subscriptions(later, platforms=("slack",), limit=9)] == [
        ADA.place.address
    ]
    assert "08:30" in words(await room.run(ADA, "newsdesk list"))
    assert await room.store.forgotten_workspaces(later) == [], "nor is it deleted after a month"


async def test_on_discord_nothing_is_said_on_joining(room: Room) -> None:
    place = replace(ADA.place, platform="discord", workspace="77", channel="5")
    assert await room.chat.arrived(replace(ADA, place=place)) is None


async def test_one_id_in_two_workspaces_is_two_people(room: Room) -> None:
    """Slack's ids of people are unique in a workspace only."""
    await room.run(ADA, "news subscribe", time="07:00", names="Quillmark")
    await room.run(ADA, "news watch", name="Torvane")
    double = replace(EVE, person=ADA.person)
    assert "No subscription here" in words(await room.run(direct(double), "newsdesk list"))
    assert "There is no subscription 1 here" in words(await room.press(direct(double), "edit", "1"))
    assert "Nothing is watched" in words(await room.run(double, "news unwatch", name="Torvane"))
    assert "Torvane" not in words(await room.run(direct(double), "news status"))
    assert not await room.chat.complete(direct(double), "subscription", "")


async def test_a_channel_that_two_workspaces_share_has_two_orders_and_each_sees_its_own(room: Room) -> None:
    shared = replace(EVE, place=replace(EVE.place, channel="C1"))
    await room.run(ADA, "newsdesk subscribe", time="07:00", names="Quillmark")
    await room.run(shared, "newsdesk subscribe", time="09:00", names="Torvane")
    assert "Quillmark" not in words(await room.run(shared, "newsdesk list"))
    assert "Torvane" not in words(await room.run(ADA, "newsdesk list"))
    await room.chat.left(shared.place)
    found = [one for one in await room.store.channels(platform="slack") if one.external_id == "C1"]
    assert {one.workspace: one.state for one in found} == {"T1": "active", "T2": "gone"}


def among(*channels: str) -> Callable[[str], Awaitable[bool]]:
    """Somebody who is in these channels."""

    async def asked(channel: str) -> bool:
        return channel in channels

    return asked


async def test_whoever_left_a_channel_neither_sees_nor_changes_its_order_from_app_home(room: Room) -> None:
    club = at(BEN, "C5", manages=True)
    club = replace(club, place=replace(club.place, name="takeover-talks"))
    await room.run(club, "newsdesk subscribe", time="08:30", names="Quillmark")
    home = replace(direct(club), member_of=among("C5"))
    shown = await room.chat.home(home)
    assert "takeover-talks" in words(shown) and "Change 1" in labels(shown)
    assert "is paused" in words(await room.press(home, "pause", "1"))
    gone = replace(home, member_of=among())
    shown = await room.chat.home(gone)
    assert "takeover-talks" not in words(shown) and "Quillmark" not in words(shown) and "Change 1" not in labels(shown)
    for action in ("edit", "pause", "resume", "unsubscribe", "undo_unsubscribe", "no_skips", "empty_days"):
        told = words(await room.press(gone, action, "1"))
        assert "belongs to another channel" in told and "takeover" not in told, action
    assert "belongs to another channel" in words(await room.submit(gone, "edit:1", size="3"))


async def test_a_list_names_only_channels_where_one_is(room: Room) -> None:
    club = at(BEN, "C5", manages=True)
    club = replace(club, place=replace(club.place, name="takeover-talks"))
    await room.run(club, "newsdesk subscribe", time="08:30", names="Quillmark")
    await room.run(ADA, "newsdesk subscribe", time="09:00")
    ada = replace(ADA, member_of=among("C1"))
    for shown in (await room.run(ada, "newsdesk list"), await room.run(ada, "newsdesk pause", number="1")):
        assert "takeover-talks" not in words(shown) and "Quillmark" not in words(shown)
    assert "1 more subscription in channels where you aren't." in words(await room.run(ada, "newsdesk list"))
    exported = await room.run(ada, "newsdesk export")
    assert isinstance(exported, Reply) and exported.attachment and b"Quillmark" not in exported.attachment[1]
    assert "takeover-talks" in words(await room.run(replace(ada, admin=True), "newsdesk list"))
