"""A workspace's settings and sources: who may change them, what is exported, what is gone when it is deleted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

import pytest

from bot.commands.conversation import Mistakes, Outcome, Place, Reply
from bot.news.model import Entry, ParsedFeed
from bot.ports import Fetched, NotAFeed, TryLater
from bot.store.store import Store
from tests.commands.chat_room import ADA, BEN, EVE, ROOT, Room, at, direct, form, labels, mistakes, words
from tests.pipeline.platform import MONDAY, Platform
from tests.store.samples import add_feeds

FEED = "https://lab.example/feed.xml"
SECRET = "https://lab.example/feed.xml?token=hunter2hunter2"


class Web:
    """A site with one feed, and a page that is none."""

    async def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        if "down" in url:
            raise TryLater(f"{url} doesn't answer")
        return Fetched(200, url, b"feed" if url.startswith(FEED) else b"<html>page</html>")

    async def parse(self, body: bytes, url: str, content_type: str | None) -> ParsedFeed:
        if body != b"feed":
            raise NotAFeed("is a web page, not a feed")
        return ParsedFeed("The Lab", None, "en", (Entry("1", None, "A", published=MONDAY),))


@dataclass
class Outside:
    fetcher: Web
    parser: Web


def with_web(room: Room) -> Room:
    return Room(room.store, clock=room.clock, outside=Outside(Web(), Web()))


def attachment(outcome: Outcome) -> bytes:
    assert isinstance(outcome, Reply)
    assert outcome.attachment is not None
    return outcome.attachment[1]


# --- Settings ---------------------------------------------------------------------------------------------------------


async def test_settings_are_seen_by_those_who_manage_and_changed_by_admins(room: Room) -> None:
    shown = await room.run(ADA, "newsdesk settings")
    assert "Usual time zone: UTC (the bot's)." in words(shown)
    assert "Who manages a channel's digest: any full member of a channel." in words(shown)
    assert labels(shown) == []
    assert labels(await room.run(ROOT, "newsdesk settings")) == ["Change", "Export everything", "Delete everything …"]
    for action in ("change_settings", "export_all", "delete_all"):
        assert "Only admins of this workspace" in words(await room.press(ADA, action))
        assert "Use this in a channel of your server" in words(
            await room.press(replace(direct(ROOT), place=replace(direct(ROOT).place, workspace="")), action)
        )
    assert "Only admins" in words(await room.submit(ADA, "settings", zone="Asia/Tokyo"))
    asked = form(await room.press(ROOT, "change_settings"))
    assert list(mistakes(await room.submit(ROOT, asked.id, zone="Nowhereville", managers="owners"))) == [
        "zone",
        "managers",
    ]
    assert "admins of the workspace" in words(await room.submit(ROOT, asked.id, zone="tokyo", managers="admins"))
    workspace = await room.store.workspace("slack", "T1")
    assert workspace is not None
    assert (workspace.settings["zone"], workspace.settings["managers"]) == ("Asia/Tokyo", "admins")


async def test_deleting_asks_for_the_word_and_leaves_nothing(room: Room) -> None:
    await room.run(ADA, "newsdesk subscribe", time="08:30")
    await room.run(EVE, "newsdesk subscribe", time="08:30")
    assert "Only admins" in words(await room.submit(ADA, "delete", word="DELETE"))
    asked = form(await room.press(ROOT, "delete_all"))
    assert list(mistakes(await room.submit(ROOT, asked.id, word="delete"))) == ["word"]
    assert "nothing is kept of this workspace any more" in words(await room.submit(ROOT, asked.id, word="DELETE"))
    assert await room.store.workspace("slack", "T1") is None
    assert [order.channel for order in await room.store.subscriptions()] == ["slack:C9"]
    assert "Nothing is kept" in words(await room.submit(ROOT, asked.id, word="DELETE"))
    assert "Nothing is kept" in words(await room.press(ROOT, "export_all"))


async def test_an_admin_gets_all_that_is_kept_of_this_workspace_alone(room: Room) -> None:
    await room.run(ADA, "newsdesk subscribe", time="08:30")
    await room.run(EVE, "newsdesk subscribe", time="09:30")
    found = json.loads(attachment(await room.press(ROOT, "export_all")))
    assert [row["time"] for row in found["subscriptions"]] == ["08:30"]
    assert "Eve" not in json.dumps(found)


# --- Subscriptions as a file ------------------------------------------------------------------------------------------


async def test_what_is_exported_comes_back_whole(room: Room) -> None:
    await room.run(
        ADA, "newsdesk subscribe", time="08:30", days="mon", names="Quillmark", words="licence", form="compact",
        language="zh", role="S0123ABCD", thread="yes", kinds="release, deal",
    )  # fmt: skip
    await room.run(ADA, "newsdesk pause", skip="2025-12-22")
    await room.run(BEN, "news subscribe", time="07:00")
    (before,) = [order for order in await room.store.subscriptions() if order.channel == "slack:C1"]
    data = attachment(await room.run(ADA, "newsdesk export")).decode()
    assert "slack:@U2" not in data
    assert "stand already" in words(await room.run(ADA, "newsdesk import", data=data))
    await room.run(ADA, "newsdesk unsubscribe")
    assert "1 subscription added." in words(await room.run(ADA, "newsdesk import", data=f"```{data}```"))
    (after,) = [order for order in await room.store.subscriptions() if order.channel == "slack:C1"]
    assert replace(after, id=before.id, created_at=before.created_at) == before


async def test_a_file_brings_nothing_into_other_peoples_channels(room: Room) -> None:
    await room.run(EVE, "newsdesk subscribe", time="08:30")
    theirs = attachment(await room.run(EVE, "newsdesk export")).decode()
    for asker in (ADA, ROOT, at(ROOT, "C2")):
        assert "Nothing is imported" in words(await room.run(asker, "newsdesk import", data=theirs))
    both = json.dumps([{**json.loads(theirs)[0], "channel": "slack:C1"}, *json.loads(theirs)])
    assert "Nothing is imported" in words(await room.run(ADA, "newsdesk import", data=both))
    personal = json.dumps([{**json.loads(theirs)[0], "channel": "slack:@U2"}])
    assert "somebody else's" in words(await room.run(ROOT, "newsdesk import", data=personal))
    assert len(await room.store.subscriptions()) == 1


async def test_a_broken_file_is_told_in_a_sentence(room: Room) -> None:
    for data in ("{", "[1]", '[{"channel": "slack:C1"}]', "x" * 300_000):
        assert words(await room.run(ADA, "newsdesk import", data=data))
    assert await room.store.subscriptions() == []


# --- Sources ----------------------------------------------------------------------------------------------------------


async def test_a_source_is_shared_where_nobody_else_uses_the_bot(room: Room) -> None:
    web = with_web(room)
    done = await web.run(ROOT, "newsdesk sources", action="add", source=FEED)
    assert "Added The Lab, https://lab.example/feed.xml: 1 entry. All who use this bot have it." in words(done)
    assert "is among the sources already" in words(await web.run(ADA, "newsdesk sources", source=FEED))
    assert "Shared: 1\nThe Lab" in words(await web.run(ADA, "newsdesk sources"))
    assert "The Lab is removed" in words(await web.press_button(ROOT, done, "Undo"))


async def test_with_other_workspaces_a_source_is_ones_own(room: Room) -> None:
    web = with_web(room)
    await web.run(EVE, "newsdesk subscribe", time="08:30")
    said = words(await web.run(ADA, "newsdesk sources", action="add", source="lab.example/feed.xml"))
    assert "Only this workspace sees it and its stories, since others can use this bot too." in said
    assert "Only here: 1\nThe Lab" in words(await web.run(ADA, "newsdesk sources", action="list"))
    assert "No source yet" in words(await web.run(EVE, "newsdesk sources"))
    (feed,) = await web.store.feeds(workspace_id=(await _workspace(web)))
    for which in (str(feed.id), "The Lab", FEED):
        assert (
            "no feed is called" in words(await web.run(EVE, "newsdesk sources", action="remove", source=which)).lower()
        )
    assert "There is no such source here" in words(await web.press(EVE, "restore_source", str(feed.id)))
    removed = await web.run(ADA, "newsdesk sources", action="remove", source="the lab")
    assert "is read again" in words(await web.press_button(ADA, removed, "Undo"))


async def _workspace(room: Room) -> int:
    found = await room.store.workspace("slack", "T1")
    assert found is not None
    return found.id


async def test_an_address_with_a_secret_is_never_shared_nor_shown(room: Room) -> None:
    web = with_web(room)
    said = words(await web.run(ROOT, "newsdesk sources", action="add", source=SECRET))
    assert "since its address holds a secret" in said
    assert "hunter2" not in said
    assert "hunter2" not in words(await web.run(ROOT, "newsdesk sources"))


async def test_what_all_share_is_muted_not_removed(room: Room) -> None:
    await room.news.feed("Circuit Daily")
    refused = await room.run(ADA, "newsdesk sources", action="remove", source="circuit daily")
    assert "only its operator removes it" in words(refused)
    assert "Circuit Daily is muted here" in words(await room.press_button(ADA, refused, "Mute it here"))
    assert "Muted in this channel\nCircuit Daily" in words(await room.run(ADA, "newsdesk sources"))
    assert "heard here again" in words(await room.run(ADA, "newsdesk sources", action="unmute", source="circuit daily"))
    wrong = words(await room.run(ADA, "newsdesk sources", action="mute", source="Circuit Dayly"))
    assert wrong == "There is no source “Circuit Dayly”. Did you mean Circuit Daily?"


async def test_what_cant_be_added_is_told_and_nothing_is_kept(room: Room) -> None:
    web = with_web(room)
    for source in ("https://lab.example/down", "https://lab.example/page", "not an address"):
        said = words(await web.run(ROOT, "newsdesk sources", action="add", source=source))
        assert said.endswith("Nothing is added.")
    assert await web.store.feeds() == []
    assert "can't be added now" in words(await room.run(ROOT, "newsdesk sources", action="add", source=FEED))
    assert "not in direct messages" in words(
        await web.run(
            replace(direct(ADA), place=replace(direct(ADA).place, workspace="")), "newsdesk sources", source=FEED
        )
    )


async def test_sources_are_for_those_who_manage(room: Room) -> None:
    for action in ("list", "add", "remove", "mute"):
        assert "Only those who manage" in words(await room.run(BEN, "newsdesk sources", action=action, source="x"))
    for action in ("mute_outlet", "unmute", "remove_source", "restore_source"):
        assert "Only those who manage" in words(await room.press(BEN, action, "1"))


async def test_being_alone_with_the_bot_makes_nobody_a_manager_of_the_workspaces_sources(room: Room) -> None:
    web = with_web(room)
    await web.run(ADA, "newsdesk sources", action="add", source=FEED, private="yes")
    for action, source in (("add", f"{FEED}?n=2"), ("remove", "The Lab")):
        said = words(await web.run(direct(BEN), "newsdesk sources", action=action, source=source))
        assert said.startswith("Only those who manage a channel of this workspace")
    assert "Only those who manage a channel" in words(await web.press(direct(BEN), "restore_source", "1"))
    assert len(await web.store.feeds(workspace_id=await _workspace(web))) == 1


async def test_a_hostile_file_is_refused_in_a_sentence_and_nothing_of_it_is_kept(room: Room) -> None:
    good = {"channel": "slack:C1", "preset": "everything", "time": "08:30", "days": "daily", "zone": "UTC", "size": 5}
    good |= {"companies": [], "models": []}
    wrong = (
        {"size": -1},
        {"size": 10**30},
        {"role": "@everyone"},
        {"words_in": ["\ud800"]},
        {"paused_until": "9999-12-31"},
    )
    files = ["[" * 100_000, *(json.dumps([{**good, **each}]) for each in wrong)]
    files.append(json.dumps([{**good, "channel": "discord:5", "role": "S0TEAM"}]))
    for data in files:
        assert "the file" in words(await room.run(ADA, "newsdesk import", data=data)).lower(), data[:40]
    assert await room.store.subscriptions() == []


async def test_who_imports_is_who_subscribed_whatever_the_file_says(room: Room) -> None:
    good = {"channel": "slack:C1", "preset": "everything", "time": "08:30", "days": "daily", "zone": "UTC", "size": 5}
    data = json.dumps([{**good, "companies": [], "models": [], "created_by": "U2"}])
    assert "1 subscription added" in words(await room.run(ADA, "newsdesk import", data=data))
    assert [order.created_by for order in await room.store.subscriptions()] == [ADA.person]


def _file(*orders: Mapping[str, object]) -> str:
    plain = {"preset": "everything", "time": "08:30", "days": "daily", "zone": "UTC", "size": 5}
    return json.dumps([{"channel": "slack:C1", **plain, "companies": [], "models": [], **order} for order in orders])


async def test_a_file_for_another_channel_says_how_to_have_it_here(room: Room) -> None:
    other = _file({"channel": "slack:C77"})
    said = words(await room.run(replace(ADA, admin=False), "newsdesk import", data=other))
    assert "another channel, slack:C77; only an admin can import that." in said
    assert "To have it here, write slack:C1 in its place. Nothing is imported." in said
    by_admin = words(await room.run(replace(ADA, admin=True), "newsdesk import", data=other))
    assert (
        by_admin
        == "I know no channel slack:C77 here. To have it here, write slack:C1 in its place. Nothing is imported."
    )
    assert "1 subscription added" in words(await room.run(ADA, "newsdesk import", data=other.replace("C77", "C1")))


async def test_a_file_brings_no_more_subscriptions_than_a_channel_may_have(room: Room) -> None:
    many = [{"time": f"{n:02}:00"} for n in range(21)]
    assert "at most" in words(await room.run(ADA, "newsdesk import", data=_file(*many)))
    assert await room.store.subscriptions() == []
    assert "20 subscriptions added" in words(await room.run(ADA, "newsdesk import", data=_file(*many[:20])))
    assert "Nothing is imported" in words(await room.run(ADA, "newsdesk import", data=_file(many[20])))
    assert "stand already" in words(await room.run(ADA, "newsdesk import", data=_file(*many[:20])))


async def test_a_file_is_taken_only_where_the_bot_can_post(room: Room) -> None:
    room.platform.lacking = ["Send Messages"]
    said = words(await room.run(ADA, "newsdesk import", data=_file({})))
    assert "I can't post here yet: “Send Messages” is missing." in said
    await room.store.keep_channel("slack:C7", room.clock(), workspace="T1", name="club")
    said = words(await room.run(ROOT, "newsdesk import", data=_file({"channel": "slack:C7"})))
    assert "I can't post in #club yet: “Send Messages” is missing." in said
    assert await room.store.subscriptions() == []


async def test_everyone_is_no_role_that_a_subscription_may_mention(room: Room) -> None:
    server = Place("discord", "4711", "815", name="news")
    there = Room(room.store, platform=Platform(platform="discord"))
    moderator = replace(ADA, place=server, person="1")
    for said in (
        await there.run(moderator, "newsdesk subscribe", time="08:30", role="4711"),
        await there.submit(moderator, "subscribe", time="08:30", role="4711"),
        await there.run(moderator, "newsdesk import", data=_file({"channel": "discord:815", "role": "4711"})),
    ):
        told = str(mistakes(said)) if isinstance(said, Mistakes) else words(said)
        assert "@everyone can't be mentioned" in told
    assert await room.store.subscriptions() == []
    assert "Subscribed" in words(await there.run(moderator, "newsdesk subscribe", time="08:30", role="4712"))


async def test_only_an_admin_of_the_only_possible_workspace_adds_a_source_for_all(room: Room) -> None:
    web = with_web(room)
    done = words(await web.run(ADA, "newsdesk sources", action="add", source=FEED))
    assert "Only this workspace sees it and its stories." in done
    assert "is among the sources already" in words(await web.run(ROOT, "newsdesk sources", source=FEED))
    many = Room(room.store, clock=room.clock, outside=Outside(Web(), Web()), more={"many": True})
    done = words(await many.run(ROOT, "newsdesk sources", action="add", source=f"{FEED}?n=2"))
    assert "Only this workspace sees it and its stories, since others can use this bot too." in done
    assert await room.store.feeds() == []


async def test_what_is_shared_already_is_not_added_as_ones_own(room: Room) -> None:
    web = with_web(room)
    await web.run(ROOT, "newsdesk sources", action="add", source=FEED)
    await web.run(EVE, "newsdesk subscribe", time="08:30")
    for asker in (ADA, EVE):
        said = words(await web.run(asker, "newsdesk sources", action="add", source=FEED, private="yes"))
        assert "The Lab is among the sources already." in said
    assert len(await web.store.feeds(workspace_id=1)) == 1


async def test_a_shared_source_that_the_operator_removed_is_restored_by_no_workspace_among_several(room: Room) -> None:
    web = with_web(room)
    await web.run(ROOT, "newsdesk sources", action="add", source=FEED)
    await web.run(EVE, "newsdesk subscribe", time="08:30")
    (feed,) = await web.store.feeds()
    await web.store.set_status(feed.id, "removed", room.clock())
    for asker in (ADA, ROOT, EVE):
        assert "There is no such source here" in words(await web.press(asker, "restore_source", str(feed.id)))
    assert await web.store.feeds() == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("nonsense", "The file isn't an exported list of subscriptions: it is no JSON. Nothing is imported."),
        ('{"a": 1}', "The file isn't an exported list of subscriptions: it is other JSON. Nothing is imported."),
        ('[{"channel": "slack:C1"}]', "Subscription 1 of the file has no “time”. Nothing is imported."),
        ("[]", "The file has no subscription; nothing is imported."),
    ],
)
async def test_a_file_that_cant_be_imported_says_which_part_and_that_nothing_was(
    room: Room, data: str, said: str
) -> None:
    assert words(await room.run(ADA, "newsdesk import", data=data)).strip() == said


# --- A source that broke ----------------------------------------------------------------------------------------------


async def broken(room: Room) -> str:
    """Ada's own source, which can't be read; its number."""
    await room.run(ADA, "newsdesk sources", action="add", source="https://lab.example/old.xml", private="yes")
    (feed,) = await room.store.feeds(workspace_id=1)
    return str(feed.id)


class Moved(Web):
    async def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        return Fetched(200, url, b"feed" if url.endswith(".xml") else b"<html>page</html>")


async def test_a_broken_sources_new_address_is_found_and_used_by_whoever_added_it(store: Store) -> None:
    room = Room(store, outside=Outside(Moved(), Moved()), more={"links": lambda html, url: [FEED]})
    number = await broken(room)
    assert "Only whoever added" in words(await room.press(direct(BEN), "find_address", number))
    found = await room.press(direct(ADA), "find_address", number)
    assert f"lab.example names another feed: {FEED}, 1 entry." in words(found)
    done = await room.press_button(direct(ADA), found, "Use it")
    assert f"is read at {FEED} from now on" in words(done)
    assert [feed.spec.url for feed in await store.feeds(workspace_id=1)] == [FEED]


async def test_a_broken_source_can_be_removed_or_recalled_from_its_notice(store: Store) -> None:
    room = Room(store, outside=Outside(Moved(), Moved()))
    number = await broken(room)
    assert "again in a week" in words(await room.press(direct(ADA), "remind_feed", number))
    assert "is removed" in words(await room.press(direct(ADA), "remove_broken", number))
    assert await store.feeds(workspace_id=1) == []


async def test_a_long_list_of_sources_has_them_all_in_a_file(room: Room) -> None:
    await add_feeds(room.store, 45)
    shown = await room.run(ROOT, "newsdesk sources")
    assert "and 5 more: the file has them all" in words(shown)
    assert attachment(shown).decode().count("\n") == 45
