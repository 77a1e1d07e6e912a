"""The operator's desk: each decision says what it did and what follows, and does it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.adapters.desk_text import deliveries_text, delivery_text, reports_text, subscribed_text, subscriptions_text
from bot.adapters.slack_clients import Clients
from bot.adapters.slack_courier import SlackCourier
from bot.adapters.terminal_text import candidates_text, status_text
from bot.commands.desk import (
    BadState,
    Decision,
    answers_reported,
    beside,
    close_report,
    closed_words,
    decide,
    deliveries,
    delivery,
    delivery_json,
    known_channel,
    link_only,
    mark_sent,
    names_wanted,
    people,
    report_json,
    resend,
    standing,
    states_of,
    subscription_json,
    what_next,
    whereabouts,
)
from bot.commands.subscriptions import BadOrder, order, planned
from bot.news.names import Registry
from bot.outbox import plan_message
from bot.outbox_ports import Channel, ToldStory
from bot.pipeline.alerts import Watched, message_of
from bot.ports import NewsdeskError
from bot.store.store import Store
from tests.store.samples import NOW, add_briefed, add_feeds, article

COURIER = SlackCourier(Clients(None, "xoxb-invented"))
SOON = NOW + timedelta(minutes=1)


async def channel(store: Store) -> Channel:
    return await store.keep_channel("slack:C1", NOW, workspace="T1", name="ai-news")


async def posted(store: Store, *, story: int | None = None, occasion: str = "x") -> str:
    """A delivery of one part, planned."""
    told = [ToldStory(story, 1, 1)] if story else []
    number = await plan_message(
        store, COURIER, await channel(store), message_of("News", ["Text."]), kind="digest", occasion=occasion, now=NOW,
        told=told,
    )  # fmt: skip
    assert number
    return number


async def unclear(store: Store, occasion: str = "x", state: str = "unknown") -> str:
    number = await posted(store, occasion=occasion)
    if state == "unknown":
        await store.part_open(number, 1, "unknown", "no permission to read the history", NOW)
        await store.finish_delivery(number, "unknown", "no permission to read the history", NOW)
    else:
        await store.part_open(number, 1, "failed", "invalid_blocks", NOW)
        await store.finish_delivery(number, "failed", "invalid_blocks", NOW)
    return number


# --- Deliveries -------------------------------------------------------------------------------------------------------


async def test_deliveries_are_found_by_state_and_by_the_channels_name(store: Store) -> None:
    waiting, lost = await posted(store, occasion="a"), await unclear(store, "b")
    everything = await deliveries(store, states=None, address="#AI-News", most=10)
    assert {d.id for d in everything} == {waiting, lost}
    assert [d.id for d in await deliveries(store, states=states_of("unknown,failed"), address=None, most=10)] == [lost]
    assert [d.id for d in await deliveries(store, states=states_of("open"), address="slack:C1", most=10)] == [waiting]
    with pytest.raises(NewsdeskError, match="no channel '#nope' is known"):
        await deliveries(store, states=None, address="#nope", most=10)
    with pytest.raises(BadState, match="no delivery is ever 'lost'; choose among open, planned"):
        states_of("lost")


async def test_a_delivery_shows_its_parts_its_reason_and_the_way_out(store: Store) -> None:
    number = await unclear(store)
    shown = delivery_text(await delivery(store, number))
    assert "Digest for #ai-news (slack:C1): unknown (no permission to read the history)" in shown
    assert f"newsdesk deliveries mark-sent {number}" in shown and f"newsdesk deliveries resend {number}" in shown
    listed = deliveries_text(await store.deliveries())
    assert "ai-news" in listed and "0 of 1" in listed
    as_json = delivery_json(await delivery(store, number))
    assert (as_json["state"], as_json["channel"], as_json["parts"][0]["state"]) == ("unknown", "slack:C1", "unknown")


async def test_a_delivery_is_found_by_the_marker_of_a_posted_message_too(store: Store) -> None:
    number = await posted(store)
    marker = (await delivery(store, number)).parts[0].marker
    assert (await delivery(store, marker)).id == number
    with pytest.raises(NewsdeskError, match="there is no delivery 'zzz'"):
        await delivery(store, "zzz")


async def test_resending_an_unknown_delivery_plans_it_again_and_warns_that_it_may_stand_twice(store: Store) -> None:
    number = await unclear(store)
    _, said = await resend(store, number, SOON)
    assert said == (
        f"Part 1 of {number} will be posted again in #ai-news (slack:C1) by the running bot, within a minute. "
        "Where it was posted after all, it will stand twice."
    )
    assert (await delivery(store, number)).state == "planned"
    with pytest.raises(NewsdeskError, match=r"nothing of .* is unknown or failed: it is planned"):
        await resend(store, number, SOON)


async def test_a_failed_delivery_is_resent_without_that_warning(store: Store) -> None:
    _, said = await resend(store, await unclear(store, state="failed"), SOON)
    assert "twice" not in said


async def test_marking_as_sent_posts_nothing(store: Store) -> None:
    number = await unclear(store)
    _, said = await mark_sent(store, number, SOON)
    assert said == f"Part 1 of {number} counts as posted in #ai-news (slack:C1); nothing is posted."
    assert (await delivery(store, number)).state == "sent"
    with pytest.raises(NewsdeskError, match="it is sent"):
        await mark_sent(store, number, SOON)


async def test_what_waits_for_a_closed_channel_says_so(store: Store) -> None:
    number = await posted(store)
    await store.set_channel_state((await channel(store)).id, "closed", "“Send Messages” is missing", NOW)
    assert what_next(await delivery(store, number)).startswith("It waits: “Send Messages” is missing.")


async def test_two_channels_of_one_name_are_told_apart_by_their_addresses(store: Store) -> None:
    await channel(store)
    await store.keep_channel("slack:C2", NOW, workspace="T2", name="ai-news")
    with pytest.raises(NewsdeskError, match="several channels are called 'ai-news': slack:C1, slack:C2"):
        await known_channel(store, "ai-news")


# --- Stories ----------------------------------------------------------------------------------------------------------


async def had_by_a_channel(store: Store) -> int:
    (feed,) = await add_feeds(store, 1)
    number = await add_briefed(store, feed, [article("a"), article("b")])
    delivery_id = await posted(store, story=number)
    assert await store.claim_deliveries(NOW, owner="test", limit=5, platforms=["slack"])
    assert await store.part_sending(delivery_id, 1, NOW, owner="test")
    await store.part_sent(delivery_id, 1, "1700000000.000100", NOW)
    return number


async def test_a_correction_says_who_will_hear_of_it(store: Store) -> None:
    number = await had_by_a_channel(store)
    said = await decide(store, number, Decision("correct", text="The round is $30 million, not $300 million."), SOON)
    assert said == (
        f"Story {number} is corrected: The round is $30 million, not $300 million. One channel has it. The running bot "
        "tells them: the line is edited where the platform still allows it, the thread says so, and the next digest "
        "begins with it."
    )
    found = await store.story(number)
    assert found and found.brief.correction and found.brief.version == 2


async def test_a_story_that_nobody_had_is_taken_back_without_telling_anybody(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    number = await add_briefed(store, feed, [article("a")])
    said = await decide(store, number, Decision("retract"), SOON)
    assert said == (
        f"Story {number} is taken back: it is shown nowhere any more. No channel had it, so nobody needs to be told."
    )
    with pytest.raises(NewsdeskError, match=f"there is no story {number}, or it is taken back already"):
        await decide(store, number, Decision("retract"), SOON)


async def test_an_article_is_split_off_and_merged_in_again(store: Store) -> None:
    number = await had_by_a_channel(store)
    last = (await store.story_articles(number))[-1].article.id
    said = await decide(store, number, Decision("split", other=last), SOON)
    new = int(said.removeprefix(f"Article {last} is story ").split(" ")[0])
    assert len(await store.story_articles(number)) == 1
    with pytest.raises(NewsdeskError, match=f"article {last} isn't in story {number}"):
        await decide(store, number, Decision("split", other=last), SOON)
    with pytest.raises(NewsdeskError, match="alone in its story"):
        await decide(store, new, Decision("split", other=last), SOON)
    merged = await decide(store, number, Decision("merge", other=new), SOON)
    assert merged.startswith(f"The articles of story {new} belong to story {number} now.")
    assert len(await store.story_articles(number)) == 2


async def test_a_story_is_pinned_and_blocked_and_let_go_again(store: Store) -> None:
    number = await had_by_a_channel(store)
    assert "comes first" in await decide(store, number, Decision("pin"), SOON)
    assert "ranked as all others" in await decide(store, number, Decision("unpin"), SOON)
    assert f"newsdesk story {number} --retract" in await decide(store, number, Decision("block"), SOON)
    assert await store.stories(NOW - timedelta(days=9), SOON) == []
    assert await decide(store, number, Decision("unblock"), SOON) == f"Story {number} is shown again."
    with pytest.raises(NewsdeskError, match="there is no story 999; `newsdesk latest`"):
        await decide(store, 999, Decision("pin"), SOON)


# --- Feeds, reports, subscriptions ------------------------------------------------------------------------------------


async def test_an_outlets_wish_is_done_for_all_its_feeds_with_one_command(store: Store) -> None:
    await add_feeds(store, 2, outlet="Harbour Post")
    changed = await link_only(store, "harbour post", True)
    assert len(changed) == 2
    assert [feed.spec.link_only for feed in await store.feeds()] == [True, True]
    await link_only(store, "Feed 1", False)
    assert [feed.spec.link_only for feed in await store.feeds()] == [False, True]


async def test_closing_a_report_says_who_is_told(store: Store) -> None:
    number = await had_by_a_channel(store)
    place = await channel(store)
    report = await store.add_report(number, 1, place.id, "U7", "The sum is wrong.", NOW)
    assert "The sum is wrong." in reports_text(await store.reports())
    closed = await close_report(store, report, "Mended.", SOON)
    assert closed_words(closed).endswith("Whoever reported it is told by the running bot, in a direct message.")
    assert report_json(closed)["answer"] == "Mended."
    assert reports_text(await store.reports()) == "No open reports."
    with pytest.raises(NewsdeskError, match="there is no open report"):
        await close_report(store, report, None, SOON)


async def test_a_list_of_subscriptions_names_channel_person_and_what_is_wrong(store: Store) -> None:
    place = await channel(store)
    wanted = order(channel="slack:C1", at="08:30", days="weekdays", zone="Europe/Berlin", preset="everything", most=8)
    await store.set_workspace_settings(place.workspace_id, {"people": {"U7": "Ada"}})
    plan = replace(planned(wanted, None, NOW), created_by="U7")
    added = await store.add_subscription(plan, NOW)
    assert "The bot must be a member of that channel" in subscribed_text(added, NOW)
    await store.set_channel_state(place.id, "closed", "archived", NOW)
    shown = subscriptions_text(await store.subscriptions(), await whereabouts(store), await people(store))
    assert "Ada" in shown and "U7" not in shown
    assert "#ai-news (slack:C1)" in shown and "channel closed: archived" in shown
    as_json = subscription_json(added, await store.channel(place.id))
    assert (as_json["channel_name"], as_json["channel_state"], as_json["reason"]) == ("ai-news", "closed", "archived")


def test_what_is_asked_for_beside_a_preset_is_checked() -> None:
    chosen = beside(["Release", "funding"], ["EN"], ["chips"], None, ["Circuit Daily"])
    assert chosen.kinds == {"release", "funding"} and chosen.languages == {"en"} and chosen.words_in == ("chips",)
    with pytest.raises(BadOrder, match="there is no kind 'gossip'"):
        beside(["gossip"], None, None, None, None)


async def test_status_shows_fronts_and_each_thing_that_is_wrong(store: Store) -> None:
    await unclear(store)
    await store.open_notice("token slack", "Slack refuses our token (token_revoked)", NOW)
    await store.open_notice("alert front discord", "Discord isn't connected: the gateway is away.", NOW)
    shown = await standing(store, Watched(), SOON, daily_tokens=100, set_up=["slack"])
    assert set(shown) == {"feeds", "queue", "deliveries", "budget", "alerts", "fronts"}
    slack = "Slack isn't connected: Slack refuses our token (token_revoked)."
    assert shown["fronts"]["slack"] == {"set_up": True, "trouble": slack}
    assert shown["alerts"][0] == slack and "may or may not have been posted" in shown["alerts"][1]
    assert shown["alerts"][2] == "Discord isn't connected: the gateway is away."
    assert shown["deliveries"]["unknown"] == 1
    text = status_text(shown)
    assert "discord in trouble, slack in trouble" in text and "! Slack isn't connected" in text


async def test_names_that_people_suggest_are_shown_until_the_registry_has_them(store: Store) -> None:
    for name in ("quilmark", "meta"):
        await store.open_notice(f"name wanted: {name}", "Somebody asked for it.", NOW)
    registry = Registry.from_toml({"companies": {"Meta": {}}})
    wanted = await names_wanted(store, registry)
    assert wanted == ["quilmark"]
    assert "add them to config/names.toml: quilmark" in candidates_text([], wanted)


async def test_an_answer_that_is_said_to_be_wrong_is_shown_for_a_month(store: Store) -> None:
    await store.open_notice("answer reported E1", "An answer is said to be wrong: it names the wrong year", NOW)
    found = await answers_reported(store, SOON)
    assert "names the wrong year" in reports_text([], found)
    assert await answers_reported(store, NOW + timedelta(days=31)) == []
