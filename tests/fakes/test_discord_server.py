"""The fake Discord against the real discord.py, and each rule it enforces at both sides of its edge."""

from __future__ import annotations

import asyncio
import io
import json
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any

import aiohttp
import discord
import pytest
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.fakes import discord_rules as rules
from tests.fakes.discord_rules import Json
from tests.fakes.discord_server import Control, FakeDiscord, Impossible, PlainControl, fake_discord
from tests.fakes.discord_world import (
    ANNOUNCEMENTS_ID,
    APPLICATION_ID,
    BOT_ID,
    FORUM_ID,
    GENERAL_ID,
    GUILD_ID,
    MANAGER_ID,
    MANAGERS_ROLE_ID,
    MEMBER_ID,
    NEWS_ID,
    OWNER_ID,
    READERS_ROLE_ID,
)

V2 = rules.IS_COMPONENTS_V2
MESSAGES = f"/channels/{NEWS_ID}/messages"
POST = "POST /channels/*/messages"


# --- A small bot ------------------------------------------------------------------------------------------------------


class SubscribeForm(discord.ui.Modal, title="Subscribe"):
    topic: discord.ui.TextInput[SubscribeForm] = discord.ui.TextInput(label="Topic", custom_id="topic", max_length=20)

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        await interaction.response.send_message(f"Subscribed to {self.topic.value}", ephemeral=True)


class MoreButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"more:(?P<story>\d+)\|(?P<mark>.+)"):
    def __init__(self, story: str, mark: str) -> None:
        super().__init__(discord.ui.Button(label="More", custom_id=f"more:{story}|{mark}"))
        self.story = story

    @classmethod
    async def from_custom_id(cls, interaction: discord.Interaction[Any], item: Any, match: Any, /) -> MoreButton:
        return cls(match["story"], match["mark"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await interaction.response.send_message(f"Story {self.story}", ephemeral=True)


class Bot(discord.Client):
    def __init__(self) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            guild_ready_timeout=0.1,
        )
        self.tree = app_commands.CommandTree(self)
        self.heard: list[str] = []
        self.readies = 0
        _furnish(self.tree)

    async def setup_hook(self) -> None:
        self.add_dynamic_items(MoreButton)
        await self.tree.sync()

    async def on_ready(self) -> None:
        self.readies += 1

    async def on_guild_join(self, guild: discord.Guild) -> None:
        self.heard.append(f"join {guild.name}")

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        self.heard.append(f"remove {guild.name}")

    async def on_guild_unavailable(self, guild: discord.Guild) -> None:
        self.heard.append(f"unavailable {guild.name}")

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        self.heard.append(f"channel {channel.name}")

    async def on_guild_channel_update(self, _: object, after: discord.abc.GuildChannel) -> None:
        self.heard.append(f"sends {after.permissions_for(after.guild.me).send_messages}")


def _furnish(tree: app_commands.CommandTree[Bot]) -> None:
    news = app_commands.Group(
        name="news",
        description="News",
        allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True),
    )

    @news.command(name="latest", description="At once")
    async def latest(interaction: discord.Interaction[Bot]) -> None:
        await interaction.response.send_message("The latest", ephemeral=True)

    @news.command(name="ask", description="Deferred")
    async def ask(interaction: discord.Interaction[Bot], question: str) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        view = discord.ui.LayoutView()
        view.add_item(discord.ui.TextDisplay(f"About {question}"))
        await interaction.edit_original_response(view=view)

    @news.command(name="digest", description="With a button")
    async def digest(interaction: discord.Interaction[Bot]) -> None:
        view = discord.ui.LayoutView(timeout=None)
        section: discord.ui.Section[Any] = discord.ui.Section("A story", accessory=MoreButton("7", "abc.1").item)
        view.add_item(section)
        await interaction.response.send_message(view=view)

    @news.command(name="company", description="Completes")
    async def company(interaction: discord.Interaction[Bot], name: str) -> None:
        await interaction.response.send_message(name)

    @company.autocomplete("name")
    async def names(_: discord.Interaction[Bot], typed: str) -> list[app_commands.Choice[str]]:
        every = ("Meta", "Mistral", "Google")
        return [app_commands.Choice(name=one, value=one) for one in every if one.lower().startswith(typed.lower())]

    @news.command(name="silent", description="Never answers")
    async def silent(interaction: discord.Interaction[Bot]) -> None:
        pass

    @news.command(name="chatty", description="Many follow-ups")
    async def chatty(interaction: discord.Interaction[Bot]) -> None:
        await interaction.response.send_message("0", ephemeral=True)
        try:
            for number in range(1, 7):
                await interaction.followup.send(str(number), ephemeral=True)
        except discord.HTTPException as error:
            await interaction.edit_original_response(content=f"stopped by {error.code}")

    @app_commands.default_permissions(manage_channels=True)
    class Desk(app_commands.Group):
        @app_commands.command(name="subscribe", description="A form")
        async def subscribe(self, interaction: discord.Interaction[Bot]) -> None:
            await interaction.response.send_modal(SubscribeForm())

        @app_commands.command(name="import", description="A file")
        async def load(self, interaction: discord.Interaction[Bot], data: discord.Attachment) -> None:
            text = (await data.read()).decode()
            manages = interaction.permissions.manage_channels
            await interaction.response.send_message(f"{data.filename}: {text}, manages {manages}", ephemeral=True)

    tree.add_command(news)
    tree.add_command(Desk(name="newsdesk", description="Desk"))


@asynccontextmanager
async def running(fake: FakeDiscord) -> AsyncIterator[Bot]:
    bot = Bot()
    task = asyncio.create_task(bot.start(fake.token))
    try:
        assert await fake.orders.wait_ready()
        await asyncio.wait_for(bot.wait_until_ready(), 10)
        yield bot
    finally:
        await bot.close()
        await asyncio.gather(task, return_exceptions=True)


def point(monkeypatch: pytest.MonkeyPatch, fake: FakeDiscord) -> None:
    """Both are class attributes, for the whole process: monkeypatch puts them back."""
    monkeypatch.setattr(Route, "BASE", fake.api)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(fake.rest.gateway_url()))


@pytest.fixture
async def fake(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeDiscord]:
    async with fake_discord(limits=False) as server:
        point(monkeypatch, server)
        yield server


@pytest.fixture
async def bot(fake: FakeDiscord) -> AsyncIterator[Bot]:
    async with running(fake) as client:
        yield client


Call = Callable[..., Coroutine[Any, Any, tuple[int, Any]]]


@pytest.fixture
async def call(fake: FakeDiscord) -> AsyncIterator[Call]:
    """A call without discord.py, which would refuse some payloads itself."""
    async with aiohttp.ClientSession(headers={"Authorization": f"Bot {fake.token}"}) as session:

        async def send(method: str, path: str, body: Any = None, **more: Any) -> tuple[int, Any]:
            async with session.request(method, fake.api + path, json=body, **more) as response:
                text = await response.text()
                return response.status, json.loads(text) if text.startswith(("{", "[")) else text

        yield send


async def channel_of(bot: Bot, number: int = NEWS_ID) -> discord.TextChannel:
    found = bot.get_channel(number)
    assert isinstance(found, discord.TextChannel)
    return found


async def soon(met: Callable[[], bool], seconds: float = 5.0) -> None:
    async with asyncio.timeout(seconds):
        while not met():  # noqa: ASYNC110 - discord.py gives no event for it
            await asyncio.sleep(0.01)


# --- discord.py feels at home -----------------------------------------------------------------------------------------


async def test_a_bot_logs_in_syncs_its_commands_and_sees_its_servers(fake: FakeDiscord, bot: Bot) -> None:
    assert [guild.name for guild in bot.guilds] == ["Readers"]
    assert {channel.name for channel in bot.guilds[0].channels} == {"general", "news", "announcements", "forum"}
    assert {one["name"] for one in await fake.orders.commands()} == {"news", "newsdesk"}
    assert bot.guilds[0].me.guild_permissions.send_messages
    counts = await fake.orders.counts()
    assert (counts["identifies"], counts["syncs"], counts["connected"]) == (1, 1, 1)
    assert fake.gateway.compressions == ["zlib-stream"]
    assert fake.violations() == []


async def test_a_wrong_token_is_refused_at_login(fake: FakeDiscord) -> None:
    async with Bot() as client:
        with pytest.raises(discord.LoginFailure):
            await client.login("wrong")
    assert [one["kind"] for one in fake.violations()] == ["unauthorized"]


async def test_a_slash_command_is_answered_at_once(fake: FakeDiscord, bot: Bot) -> None:
    seen = await fake.people.slash("news latest", channel=NEWS_ID)
    assert (seen.ack, seen.ephemeral, seen.text, seen.problem) == ("message", True, "The latest", None)
    assert seen.ack_ms is not None and seen.ack_ms < 1000
    assert fake.stored(NEWS_ID) == []
    assert len(fake.stored(NEWS_ID, private=True)) == 1


async def test_a_deferred_answer_is_seen_once_it_is_edited_in(fake: FakeDiscord, bot: Bot) -> None:
    seen = await fake.people.slash("news ask", {"question": "Qwen"}, channel=NEWS_ID)
    assert (seen.ack, seen.ephemeral, seen.loading, seen.text) == ("defer", True, False, "About Qwen")
    assert fake.violations() == []


async def test_a_button_is_pressed_on_a_message_from_before_a_restart(fake: FakeDiscord, bot: Bot) -> None:
    posted = await fake.people.slash("news digest", channel=NEWS_ID)
    await bot.close()
    async with running(fake):
        assert posted.message
        seen = await fake.people.press(posted.message["id"], "More")
    assert seen.text == "Story 7"


async def test_names_complete_as_one_types(fake: FakeDiscord, bot: Bot) -> None:
    seen = await fake.people.autocomplete("news company", "name", "M", channel=NEWS_ID)
    assert seen.choices is not None
    assert [one["name"] for one in seen.choices] == ["Meta", "Mistral"]


async def test_a_form_opens_and_its_values_come_back(fake: FakeDiscord, bot: Bot) -> None:
    opened = await fake.people.slash("newsdesk subscribe", user=MANAGER_ID, channel=NEWS_ID)
    assert opened.modal and opened.modal["title"] == "Subscribe"
    seen = await fake.people.submit_modal(opened.interaction_id, {"topic": "chips"})
    assert seen.text == "Subscribed to chips"


async def test_what_a_person_cannot_do_is_impossible(fake: FakeDiscord, bot: Bot) -> None:
    opened = await fake.people.slash("newsdesk subscribe", user=MANAGER_ID, channel=NEWS_ID)
    for command, options in (
        ("newsdesk subscribe", {}),  # without Manage Channels it isn't shown
        ("news nothing", {}),
        ("news ask", {}),  # a required option is missing
        ("news ask", {"question": "x", "more": "y"}),
    ):
        with pytest.raises(Impossible):
            await fake.people.slash(command, options, channel=NEWS_ID)
    for values in ({"topic": "x" * 21}, {"topic": ""}, {"other": "x"}):
        with pytest.raises(Impossible):
            await fake.people.submit_modal(opened.interaction_id, values)
    with pytest.raises(Impossible):
        await fake.people.autocomplete("news ask", "question", "x", channel=NEWS_ID)


async def test_rights_can_be_given_for_one_interaction(fake: FakeDiscord, bot: Bot) -> None:
    data = {"data": {"filename": "list.json", "content": "[1]"}}
    seen = await fake.people.slash(
        "newsdesk import", data, channel=NEWS_ID, user=MEMBER_ID, permissions=rules.MANAGE_CHANNELS
    )
    assert seen.text == "list.json: [1], manages True"


async def test_an_answer_that_never_comes_is_what_the_person_sees(fake: FakeDiscord, bot: Bot) -> None:
    await fake.orders.tune(ack_seconds=0.2)
    seen = await fake.people.slash("news silent", channel=NEWS_ID)
    assert seen.problem == "The application did not respond"
    assert [one["kind"] for one in fake.violations()] == ["no_ack"]


async def test_in_direct_messages_and_where_only_a_person_installed_it(fake: FakeDiscord, bot: Bot) -> None:
    assert (await fake.people.slash("news latest", direct=True)).text == "The latest"
    elsewhere = await fake.orders.foreign_guild(user=MEMBER_ID)
    with pytest.raises(Impossible, match="isn't installed"):
        await fake.people.slash("news latest", channel=elsewhere["channel"])
    await fake.orders.install(MEMBER_ID)
    seen = await fake.people.slash("news latest", channel=elsewhere["channel"])
    assert seen.text == "The latest"
    with pytest.raises(discord.Forbidden) as refused:
        await bot.fetch_channel(int(elsewhere["channel"]))
    assert refused.value.code == 50001


async def test_five_follow_ups_at_most_where_only_a_person_installed_it(fake: FakeDiscord, bot: Bot) -> None:
    elsewhere = await fake.orders.foreign_guild(user=MEMBER_ID)
    await fake.orders.install(MEMBER_ID)
    started = await fake.people.slash("news chatty", channel=elsewhere["channel"])
    await soon(lambda: "stopped" in fake.interactions.seen(fake.interactions.by_id[int(started.interaction_id)]).text)
    seen = await fake.people.seen(started.interaction_id)
    assert len(seen.followups) == 5 and "stopped by 40094" in seen.text
    free = await fake.people.slash("news chatty", channel=NEWS_ID)
    made = fake.interactions.by_id[int(free.interaction_id)]
    await soon(lambda: len(made.followups) == 6)


async def test_a_person_writes_directly_and_mentions_the_bot(fake: FakeDiscord) -> None:
    heard: list[str] = []
    client = discord.Client(intents=discord.Intents(guilds=True, dm_messages=True, guild_messages=True))

    @client.event
    async def on_message(message: discord.Message) -> None:
        if not message.author.bot:
            heard.append(message.content)
            await message.channel.send("Hello")

    task = asyncio.create_task(client.start(fake.token))
    await fake.orders.wait_ready()
    await asyncio.wait_for(client.wait_until_ready(), 10)
    await fake.people.direct_message("help")
    await fake.people.say("{bot} help", channel=NEWS_ID)
    await fake.people.say("among ourselves", channel=NEWS_ID)
    await soon(lambda: len(heard) == 3)
    assert heard == ["help", f"<@{BOT_ID}> help", ""], "without the content intent only what concerns the bot is read"
    await soon(lambda: len(fake.stored(NEWS_ID)) == 2)
    assert [one["text"] for one in fake.stored(fake.direct_channel(MEMBER_ID))] == ["Hello"]
    await client.close()
    await task


async def test_servers_and_channels_come_and_go(fake: FakeDiscord, bot: Bot) -> None:
    joined = await fake.orders.join_guild("Second")
    await fake.orders.guild_available(False, joined["guild"])
    await fake.orders.guild_available(True, joined["guild"])
    await fake.orders.permit(NEWS_ID, deny=rules.SEND_MESSAGES)
    await fake.orders.delete_channel(joined["channels"]["general"])
    await fake.orders.leave_guild(joined["guild"])
    told = ["join Second", "unavailable Second", "sends False", "channel general", "remove Second"]
    await soon(lambda: len(bot.heard) == len(told))
    assert bot.heard == told


# --- Messages: nonces, history, threads -------------------------------------------------------------------------------


async def test_the_same_nonce_within_the_window_is_one_message(fake: FakeDiscord, bot: Bot) -> None:
    channel = await channel_of(bot)
    first = await channel.send("Digest", nonce="n1")
    again = await channel.send("Digest", nonce="n1")
    assert first.id == again.id and len(fake.stored(NEWS_ID)) == 1 and fake.duplicates() == []
    await fake.orders.clock(offset=fake.rest.nonce_seconds + 1)
    late = await channel.send("Digest", nonce="n1")
    assert late.id != first.id
    assert fake.duplicates() == [{"by": "nonce", "value": "n1", "channels": [str(NEWS_ID)] * 2}]


async def test_a_nonce_of_a_deleted_message_is_an_unknown_message(fake: FakeDiscord, bot: Bot) -> None:
    channel = await channel_of(bot)
    await (await channel.send("Digest", nonce="n1")).delete()
    with pytest.raises(discord.NotFound) as refused:
        await channel.send("Digest", nonce="n1")
    assert refused.value.code == 10008


async def test_a_nonce_alone_is_not_enforced(fake: FakeDiscord, call: Call) -> None:
    for _ in range(2):
        assert (await call("POST", MESSAGES, {"content": "x", "nonce": "n"}))[0] == 200
    assert len(fake.stored(NEWS_ID)) == 2


async def test_the_same_mark_in_two_messages_is_a_duplicate(fake: FakeDiscord, call: Call) -> None:
    marked = v1(row(button(custom_id="more:1|abc.1")))
    for channel in (NEWS_ID, GENERAL_ID):
        await call("POST", f"/channels/{channel}/messages", marked)
    assert [one["value"] for one in fake.duplicates()] == ["abc.1"]


async def test_history_is_paged_and_shows_no_nonce(fake: FakeDiscord, bot: Bot, call: Call) -> None:
    channel = await channel_of(bot)
    sent = [await channel.send(str(number), nonce=str(number)) for number in range(5)]
    assert [one.content async for one in channel.history(limit=None)] == ["4", "3", "2", "1", "0"]
    assert [one.content async for one in channel.history(after=sent[1], oldest_first=True)] == ["2", "3", "4"]
    assert [one.content async for one in channel.history(before=sent[2])] == ["1", "0"]
    assert [one.content async for one in channel.history(around=sent[2], limit=3)] == ["3", "2", "1"]
    _, raw = await call("GET", f"{MESSAGES}?limit=2")
    assert len(raw) == 2 and "nonce" not in raw[0]
    assert (await call("GET", f"{MESSAGES}?limit=101"))[1]["code"] == 50035
    assert (await call("GET", f"{MESSAGES}/{sent[0].id}"))[1]["content"] == "0"


async def test_without_the_right_to_read_the_history_it_is_empty(fake: FakeDiscord, bot: Bot, call: Call) -> None:
    channel = await channel_of(bot)
    sent = await channel.send("x")
    await fake.orders.permit(NEWS_ID, deny=rules.READ_MESSAGE_HISTORY)
    assert [one async for one in channel.history()] == []
    assert (await call("GET", f"{MESSAGES}/{sent.id}"))[1]["code"] == 50013


async def test_history_after_a_moment_follows_the_moved_clock(fake: FakeDiscord, bot: Bot) -> None:
    await fake.orders.clock(now="2027-03-01T08:30:00+00:00")
    channel = await channel_of(bot)
    await channel.send("x")
    moment = discord.Object(discord.utils.time_snowflake(discord.utils.parse_time("2027-03-01T08:29:00+00:00")))
    assert [one.content async for one in channel.history(after=moment)] == ["x"]


async def test_a_message_has_one_thread(fake: FakeDiscord, bot: Bot) -> None:
    sent = await (await channel_of(bot)).send("Digest")
    thread = await sent.create_thread(name="Updates")
    assert thread.id == sent.id
    await thread.send("Update")
    kinds = [(one.type, one.content) async for one in thread.history()]
    assert kinds == [(discord.MessageType.default, "Update"), (discord.MessageType.thread_starter_message, "")]
    with pytest.raises(discord.HTTPException) as refused:
        await sent.create_thread(name="Again")
    assert refused.value.code == 160004
    assert [one["text"] for one in fake.stored(thread.id)] == ["Update"]
    assert fake.stored(NEWS_ID)[0]["thread_id"] == str(thread.id)


async def test_a_locked_thread_takes_nothing_and_an_archived_one_wakes(fake: FakeDiscord, bot: Bot) -> None:
    thread = await (await (await channel_of(bot)).send("Digest")).create_thread(name="Updates")
    await fake.orders.archive_thread(thread.id)
    await thread.send("Update")
    assert not fake.world.channels[thread.id].archived
    await fake.orders.archive_thread(thread.id, locked=True)
    with pytest.raises(discord.HTTPException) as refused:
        await thread.send("Update")
    assert refused.value.code == 50083


async def test_a_forum_takes_posts_but_no_messages(fake: FakeDiscord, bot: Bot, call: Call) -> None:
    forum = bot.get_channel(FORUM_ID)
    assert isinstance(forum, discord.ForumChannel)
    made = await forum.create_thread(name="Digest", content="Stories")
    assert made.thread.id == made.message.id
    assert [one["text"] for one in fake.stored(made.thread.id)] == ["Stories"]
    assert (await call("POST", f"/channels/{FORUM_ID}/messages", {"content": "x"}))[1]["code"] == 50008
    assert [one.name for one in await bot.guilds[0].active_threads()] == ["Digest"]
    strict = await fake.orders.new_channel("strict", kind=rules.FORUM, needs_tag=True)
    told = await call("POST", f"/channels/{strict}/threads", {"name": "x", "message": {"content": "x"}})
    assert told[1]["code"] == 40067


async def test_an_announcement_is_published_once(fake: FakeDiscord, bot: Bot) -> None:
    sent = await (await channel_of(bot, ANNOUNCEMENTS_ID)).send("News")
    await sent.publish()
    with pytest.raises(discord.HTTPException) as refused:
        await sent.publish()
    assert refused.value.code == 40033


async def test_edits_of_old_messages_are_limited(fake: FakeDiscord, call: Call) -> None:
    _, sent = await call("POST", MESSAGES, {"content": "x"})
    path = f"{MESSAGES}/{sent['id']}"
    for number in range(fake.rest.old_edits + 1):
        assert (await call("PATCH", path, {"content": str(number)}))[0] == 200, "young messages are edited freely"
    await fake.orders.clock(offset=3700)
    answers = [await call("PATCH", path, {"content": str(number)}) for number in range(fake.rest.old_edits + 1)]
    assert [status for status, _ in answers] == [200] * fake.rest.old_edits + [429]
    assert answers[-1][1]["code"] == 30046
    assert len(fake.stored(NEWS_ID)[0]["edits"]) == 2 * fake.rest.old_edits + 1


async def test_only_own_messages_are_edited(fake: FakeDiscord, call: Call) -> None:
    other = await fake.people.say("mine", channel=NEWS_ID)
    assert (await call("PATCH", f"{MESSAGES}/{other}", {"content": "x"}))[1]["code"] == 50005
    assert (await call("DELETE", f"{MESSAGES}/{other}"))[1]["code"] == 50013


async def test_a_file_is_posted_and_can_be_read(fake: FakeDiscord, bot: Bot) -> None:
    sent = await (await channel_of(bot)).send("Export", file=discord.File(io.BytesIO(b"[]"), "export.json"))
    assert await sent.attachments[0].read() == b"[]"
    await fake.orders.permit(NEWS_ID, deny=rules.ATTACH_FILES)
    with pytest.raises(discord.Forbidden):
        await (await channel_of(bot)).send("Export", file=discord.File(io.BytesIO(b"[]"), "export.json"))


# --- Permissions and what isn't there ---------------------------------------------------------------------------------

EMBED = {"content": "x", "embeds": [{"title": "x"}]}


@pytest.mark.parametrize(
    ("denied", "body", "status", "code"),
    [
        (rules.VIEW_CHANNEL, {"content": "x"}, 403, 50001),
        (rules.SEND_MESSAGES, {"content": "x"}, 403, 50013),
        (rules.EMBED_LINKS, EMBED, 403, 50013),
        (0, EMBED, 200, None),
    ],
)
async def test_what_the_bot_may_not_do_is_refused(
    fake: FakeDiscord, call: Call, denied: int, body: Json, status: int, code: int | None
) -> None:
    await fake.orders.permit(NEWS_ID, deny=denied)
    told = await call("POST", MESSAGES, body)
    assert (told[0], told[1].get("code")) == (status, code)


async def test_threads_need_their_rights(fake: FakeDiscord, call: Call) -> None:
    _, sent = await call("POST", MESSAGES, {"content": "x"})
    await fake.orders.permit(NEWS_ID, deny=rules.CREATE_PUBLIC_THREADS)
    assert (await call("POST", f"{MESSAGES}/{sent['id']}/threads", {"name": "x"}))[1]["code"] == 50013
    await fake.orders.permit(NEWS_ID, deny=rules.SEND_MESSAGES_IN_THREADS)
    assert (await call("POST", f"{MESSAGES}/{sent['id']}/threads", {"name": "x" * 101}))[1]["code"] == 50035
    assert (await call("POST", f"{MESSAGES}/{sent['id']}/threads", {"name": "x" * 100}))[0] == 201
    assert (await call("POST", f"/channels/{sent['id']}/messages", {"content": "x"}))[1]["code"] == 50013


@pytest.mark.parametrize("wrong", [{"auto_archive_duration": 61}, {"applied_tags": ["1"] * 6}, {"name": ""}])
async def test_a_thread_that_is_wrong_is_refused(fake: FakeDiscord, call: Call, wrong: Json) -> None:
    body: Json = {"name": "x", "message": {"content": "x"}, "auto_archive_duration": 60, "applied_tags": ["1"] * 5}
    path = f"/channels/{FORUM_ID}/threads"
    assert (await call("POST", path, {**body, **wrong}))[1]["code"] == 50035
    assert (await call("POST", path, {**body, "message": {"content": "x" * 2001}}))[1]["code"] == 50035
    assert (await call("POST", path, body))[0] == 201
    await fake.orders.permit(FORUM_ID, deny=rules.SEND_MESSAGES)
    assert (await call("POST", path, body))[1]["code"] == 50013


async def test_what_a_channel_is_not_made_for_is_refused(fake: FakeDiscord, call: Call) -> None:
    _, sent = await call("POST", MESSAGES, {"content": "x"})
    assert (await call("POST", f"{MESSAGES}/{sent['id']}/crosspost"))[1]["code"] == 50068
    _, thread = await call("POST", f"{MESSAGES}/{sent['id']}/threads", {"name": "x"})
    inner = f"/channels/{thread['id']}/messages"
    _, update = await call("POST", inner, {"content": "x"})
    assert (await call("POST", f"{inner}/{update['id']}/threads", {"name": "x"}))[1]["code"] == 50024
    await fake.orders.archive_thread(thread["id"])
    assert (await call("PATCH", f"{inner}/{update['id']}", {"content": "y"}))[1]["code"] == 50083
    await fake.orders.permit(NEWS_ID, deny=rules.READ_MESSAGE_HISTORY | rules.CREATE_PUBLIC_THREADS)
    assert (await call("GET", f"/channels/{NEWS_ID}/threads/archived/public"))[1]["code"] == 50013
    assert (await call("POST", f"/channels/{NEWS_ID}/threads", {"name": "x"}))[1]["code"] == 50013


async def test_a_role_takes_a_right_and_a_role_gives_it_back(fake: FakeDiscord, call: Call) -> None:
    await fake.orders.permit(NEWS_ID, GUILD_ID, deny=rules.SEND_MESSAGES)
    assert (await call("POST", MESSAGES, {"content": "x"}))[1]["code"] == 50013
    await fake.orders.permit(NEWS_ID, "bot", allow=rules.SEND_MESSAGES)
    assert (await call("POST", MESSAGES, {"content": "x"}))[0] == 200


async def test_what_is_gone_is_unknown(fake: FakeDiscord, call: Call) -> None:
    assert (await call("GET", f"{MESSAGES}/1"))[1]["code"] == 10008
    await fake.orders.delete_channel(NEWS_ID)
    assert (await call("POST", MESSAGES, {"content": "x"}))[1]["code"] == 10003
    await fake.orders.leave_guild()
    assert (await call("POST", f"/channels/{GENERAL_ID}/messages", {"content": "x"}))[1]["code"] == 50001
    assert (await call("GET", f"/guilds/{GUILD_ID}"))[1]["code"] == 50001
    assert (await call("GET", "/guilds/1"))[1]["code"] == 10004
    assert (await call("GET", f"/guilds/{GUILD_ID}1/nothing"))[0] == 404


async def test_who_refuses_direct_messages_gets_none(fake: FakeDiscord, bot: Bot) -> None:
    user = await bot.fetch_user(OWNER_ID)
    await user.send("Hello")
    await fake.orders.take_messages(OWNER_ID, False)
    with pytest.raises(discord.Forbidden) as refused:
        await user.send("Hello")
    assert refused.value.code == 50007


async def test_members_and_roles_can_be_asked_for(fake: FakeDiscord, bot: Bot, call: Call) -> None:
    member = await bot.guilds[0].fetch_member(MANAGER_ID)
    assert member.guild_permissions.manage_channels
    assert (await call("GET", f"/guilds/{GUILD_ID}/members/1"))[1]["code"] == 10007
    _, roles = await call("GET", f"/guilds/{GUILD_ID}/roles")
    assert str(READERS_ROLE_ID) in [one["id"] for one in roles]
    assert len((await call("GET", f"/guilds/{GUILD_ID}/channels"))[1]) == 4


async def test_a_reply_needs_its_message_unless_it_says_otherwise(fake: FakeDiscord, bot: Bot, call: Call) -> None:
    channel = await channel_of(bot)
    first = await channel.send("Digest")
    reply = await first.reply("Update")
    assert reply.reference and reply.reference.message_id == first.id
    gone: Json = {"content": "x", "message_reference": {"message_id": "1"}}
    assert (await call("POST", MESSAGES, gone))[1]["errors"]["message_reference"]
    gone["message_reference"]["fail_if_not_exists"] = False
    assert (await call("POST", MESSAGES, gone))[0] == 200


async def test_own_threads_are_archived_and_found_again(fake: FakeDiscord, bot: Bot, call: Call) -> None:
    thread = await (await (await channel_of(bot)).send("Digest")).create_thread(name="Updates")
    await thread.edit(archived=True)
    found = [one.id async for one in (await channel_of(bot)).archived_threads()]
    assert found == [thread.id] and await bot.guilds[0].active_threads() == []
    assert (await call("PATCH", f"/channels/{NEWS_ID}", {"name": "mine"}))[1]["code"] == 50013
    alone = await (await channel_of(bot)).create_thread(name="Alone", type=discord.ChannelType.public_thread)
    assert alone.parent_id == NEWS_ID


async def test_the_rest_of_what_may_be_asked(fake: FakeDiscord, bot: Bot, call: Call) -> None:
    assert (await call("GET", "/gateway"))[1]["url"] == fake.rest.gateway_url()
    assert (await call("GET", "/gateway/bot"))[1]["session_start_limit"]["remaining"] == 999
    assert [one["name"] for one in (await call("GET", "/users/@me/guilds"))[1]] == ["Readers"]
    assert (await call("GET", "/applications/@me"))[1]["id"] == str(APPLICATION_ID)
    assert (await call("GET", "/users/1"))[1]["code"] == 10013
    assert (await call("POST", "/users/@me/channels", {"recipient_id": "1"}))[1]["code"] == 50033
    direct = [(await call("POST", "/users/@me/channels", {"recipient_id": str(OWNER_ID)}))[1]["id"] for _ in range(2)]
    assert direct[0] == direct[1]
    assert (await call("POST", f"/channels/{NEWS_ID}/typing"))[0] == 204
    assert (await call("GET", f"/channels/{NEWS_ID}"))[1]["name"] == "news"
    assert (await call("GET", "/channels/news"))[1]["code"] == 50035
    assert (await call("POST", MESSAGES, data="{"))[1]["code"] == 50109
    assert (await call("POST", MESSAGES + "/x/y"))[0] == 404 and fake.violations("unknown_route")
    members = await bot.guilds[0].query_members(user_ids=[OWNER_ID, 1])
    assert [one.id for one in members] == [OWNER_ID]


async def test_a_server_may_have_commands_of_its_own(fake: FakeDiscord, call: Call) -> None:
    path = f"/applications/{APPLICATION_ID}/guilds/{GUILD_ID}/commands"
    await call("PUT", path, [command()])
    assert (await call("GET", path))[1][0]["guild_id"] == str(GUILD_ID)
    assert await fake.orders.commands() == []
    await fake.orders.tune(ack_seconds=0.0)
    assert (await fake.people.slash("news", channel=NEWS_ID)).problem


async def test_roles_decide_who_is_offered_a_command(fake: FakeDiscord, bot: Bot) -> None:
    user = await fake.orders.new_user("nina")
    with pytest.raises(Impossible):
        await fake.people.slash("newsdesk subscribe", user=user, channel=NEWS_ID)
    await fake.orders.member_roles(user, [MANAGERS_ROLE_ID])
    assert (await fake.people.slash("newsdesk subscribe", user=user, channel=NEWS_ID)).modal
    await fake.orders.permit(NEWS_ID, "bot", deny=rules.VIEW_CHANNEL)
    await fake.orders.permit(NEWS_ID, MEMBER_ID, deny=rules.VIEW_CHANNEL)
    with pytest.raises(Impossible, match="doesn't see"):
        await fake.people.slash("news latest", channel=NEWS_ID)


# --- Payloads: both sides of each edge --------------------------------------------------------------------------------


def text(content: str) -> Json:
    return {"type": 10, "content": content}


def button(**more: Any) -> Json:
    return {"type": 2, "style": 2, "label": "More", "custom_id": "more", **more}


def link(url: str) -> Json:
    return {"type": 2, "style": 5, "label": "Open", "url": url}


def row(*components: Json) -> Json:
    return {"type": 1, "components": list(components)}


def buttons(number: int) -> list[Json]:
    return [button(custom_id=str(one)) for one in range(number)]


def section(texts: int = 1, **more: Any) -> Json:
    return {"type": 9, "components": [text("x")] * texts, "accessory": button(), **more}


def menu(options: int = 1, **more: Any) -> Json:
    listed = [{"label": str(one), "value": str(one)} for one in range(options)]
    return {"type": 3, "custom_id": "menu", "options": listed, **more}


def option(**more: Any) -> Json:
    return menu(options=0) | {"options": [{"label": "x", "value": "x", **more}]}


def gallery(items: int, **more: Any) -> Json:
    return {"type": 12, "items": [{"media": {"url": "https://example.com/x.png"}, **more}] * items}


def thumbnail(description: str) -> Json:
    return {"type": 11, "media": {"url": "https://example.com/x.png"}, "description": description}


def v2(*components: Json, **more: Any) -> Json:
    return {"flags": V2, "components": list(components), **more}


def v1(*components: Json) -> Json:
    return {"content": "x", "components": list(components)}


def embed(**more: Any) -> Json:
    return {"embeds": [{"title": "x", **more}]}


def fields(number: int, name: int = 1, value: int = 1) -> Json:
    return embed(fields=[{"name": "n" * name, "value": "v" * value}] * number)


def mentions(**more: Any) -> Json:
    return {"content": "x", "allowed_mentions": more}


_URL = "https://example.com/"
EDGES: list[tuple[str, Json, Json, str]] = [
    # name, what is taken, what is refused, where the refusal points
    ("content", {"content": "x" * 2000}, {"content": "x" * 2001}, "content"),
    ("content counts UTF-16 units", {"content": "😀" * 1000}, {"content": "😀" * 1001}, "content"),
    ("nonce", {"content": "x", "nonce": "n" * 25}, {"content": "x", "nonce": "n" * 26}, "nonce"),
    ("flags", {"content": "x", "flags": 1 << 12}, {"content": "x", "flags": 64}, "flags"),
    ("embeds", {"embeds": [{"title": "x"}] * 10}, {"embeds": [{"title": "x"}] * 11}, "embeds"),
    ("embed title", embed(title="x" * 256), embed(title="x" * 257), "embeds.0.title"),
    ("embed text", embed(description="x" * 4096), embed(description="x" * 4097), "embeds.0.description"),
    ("embed footer", embed(footer={"text": "x" * 2048}), embed(footer={"text": "x" * 2049}), "embeds.0.footer.text"),
    ("embed author", embed(author={"name": "x" * 256}), embed(author={"name": "x" * 257}), "embeds.0.author.name"),
    ("embed url", embed(url=_URL), embed(url="javascript:x"), "embeds.0.url"),
    ("embed fields", fields(25), fields(26), "embeds.0.fields"),
    ("field name", fields(1, name=256), fields(1, name=257), "embeds.0.fields.0.name"),
    ("field value", fields(1, value=1024), fields(1, value=1025), "embeds.0.fields.0.value"),
    (
        "all embeds together",
        {"embeds": [{"description": "x" * 3000}] * 2},
        {"embeds": [{"description": "x" * 3000}, {"description": "x" * 3001}]},
        "embeds",
    ),
    ("v2 takes no content", v2(text("x")), v2(text("x"), content="x"), "content"),
    ("v2 takes no embeds", v2(text("x")), v2(text("x"), embeds=[{"title": "x"}]), "embeds"),
    ("v2 needs components", v2(text("x")), v2(), "components"),
    ("v2 components need the flag", v2(text("x")), {"components": [text("x")]}, "components.0.type"),
    ("40 components", v2(*[text("x")] * 40), v2(*[text("x")] * 41), "components"),
    (
        "nested ones are counted",
        v2(*[section(2, accessory=link(_URL))] * 10),
        v2(*[section(2, accessory=link(_URL))] * 10, text("x")),
        "components",
    ),
    ("text display", v2(text("x" * 4000)), v2(text("x" * 4001)), "components.0.content"),
    ("empty text display", v2(text("x")), v2(text(" ")), "components.0.content"),
    ("text of the message", v2(text("x" * 2000), text("x" * 2000)), v2(text("x" * 2000), text("x" * 2001)), "components"),
    ("section texts", v2(section(3)), v2(section(4)), "components.0.components"),
    ("section without text", v2(section(1)), v2(section(0)), "components.0.components"),
    ("section without accessory", v2(section()), v2(section(accessory=None)), "components.0.accessory"),
    ("section holds only text", v2(section()), v2(section(components=[row(button())])), "components.0.components.0.type"),
    ("section accessory", v2(section()), v2(section(accessory=text("x"))), "components.0.accessory.type"),
    ("row of buttons", v2(row(*buttons(5))), v2(row(*buttons(6))), "components.0.components"),
    ("empty row", v1(row(button())), v1(row()), "components.0.components"),
    ("five rows", v1(*[row(link(_URL))] * 5), v1(*[row(link(_URL))] * 6), "components"),
    ("no bare button", v1(row(button())), v1(button()), "components.0.type"),
    ("custom id", v1(row(button(custom_id="x" * 100))), v1(row(button(custom_id="x" * 101))), "components.0.components.0.custom_id"),
    ("custom id missing", v1(row(button())), v1(row(button(custom_id=""))), "components.0.components.0.custom_id"),
    (
        "custom id twice",
        v2(row(button(custom_id="a")), row(button(custom_id="b"))),
        v2(row(button(custom_id="a")), row(button(custom_id="a"))),
        "components.1.components.0.custom_id",
    ),
    ("button label", v1(row(button(label="x" * 80))), v1(row(button(label="x" * 81))), "components.0.components.0.label"),
    ("button without label", v1(row(button())), v1(row(button(label=""))), "components.0.components.0.label"),
    ("button style", v1(row(button(style=4))), v1(row(button(style=7))), "components.0.components.0.style"),
    ("link", v1(row(link(_URL + "x" * 492))), v1(row(link(_URL + "x" * 493))), "components.0.components.0.url"),
    ("link scheme", v1(row(link(_URL))), v1(row(link("ftp://example.com"))), "components.0.components.0.url"),
    ("link with id", v1(row(link(_URL))), v1(row(link(_URL) | {"custom_id": "x"})), "components.0.components.0.custom_id"),
    ("button with url", v1(row(button())), v1(row(button(url=_URL))), "components.0.components.0.url"),
    ("menu options", v1(row(menu(25))), v1(row(menu(26))), "components.0.components.0.options"),
    ("menu without options", v1(row(menu(1))), v1(row(menu(0))), "components.0.components.0.options"),
    ("menu alone in its row", v1(row(menu())), v1(row(menu(), button())), "components.0.components.1"),
    ("placeholder", v1(row(menu(placeholder="x" * 150))), v1(row(menu(placeholder="x" * 151))), "components.0.components.0.placeholder"),
    ("option label", v1(row(option(label="x" * 100))), v1(row(option(label="x" * 101))), "components.0.components.0.options.0.label"),
    ("option value", v1(row(option(value="x" * 100))), v1(row(option(value="x" * 101))), "components.0.components.0.options.0.value"),
    ("option text", v1(row(option(description="x" * 100))), v1(row(option(description="x" * 101))), "components.0.components.0.options.0.description"),
    (
        "option value twice",
        v1(row(menu(2))),
        v1(row(menu() | {"options": [{"label": "a", "value": "x"}, {"label": "b", "value": "x"}]})),
        "components.0.components.0.options.1.value",
    ),
    ("more than there is to choose", v1(row(menu(2, max_values=2))), v1(row(menu(2, max_values=3))), "components.0.components.0.max_values"),
    ("least above most", v1(row(menu(2, min_values=1))), v1(row(menu(2, min_values=2))), "components.0.components.0.min_values"),
    ("gallery", v2(gallery(10)), v2(gallery(11)), "components.0.items"),
    ("picture's text", v2(gallery(1, description="x" * 1024)), v2(gallery(1, description="x" * 1025)), "components.0.items.0.description"),
    ("picture's address", v2(gallery(1)), v2(gallery(1, media={"url": "data:x"})), "components.0.items.0.media.url"),
    ("container", v2({"type": 17, "components": [text("x")]}), v2({"type": 17, "components": [{"type": 17}]}), "components.0.components.0.type"),
    ("colour", v2({"type": 17, "accent_color": 0xFFFFFF, "components": [text("x")]}), v2({"type": 17, "accent_color": 1 << 24, "components": [text("x")]}), "components.0.accent_color"),
    ("separator", v2({"type": 14, "spacing": 2}), v2({"type": 14, "spacing": 3}), "components.0.spacing"),
    ("component id twice", v2(text("x") | {"id": 7}), v2(text("x") | {"id": 7}, text("x") | {"id": 7}), "components.1.id"),
    ("menu's custom id", v1(row(menu(custom_id="x" * 100))), v1(row(menu(custom_id=""))), "components.0.components.0.custom_id"),
    ("menu's least", v1(row(menu(25, min_values=25, max_values=25))), v1(row(menu(25, min_values=-1))), "components.0.components.0.min_values"),
    ("menu's most", v1(row(menu(25, max_values=25))), v1(row(menu(25, min_values=0, max_values=0))), "components.0.components.0.max_values"),
    ("a text is a text", v2(text("x")), v2({"type": 10, "content": 5}), "components.0.content"),
    ("a list is a list", v1(row(button())), {"content": "x", "components": {"type": 1}}, "components"),
    ("whole addresses", v1(row(link(_URL))), v1(row(link("https://"))), "components.0.components.0.url"),
    ("a picture's missing address", v2(gallery(1)), v2(gallery(1, media=None)), "components.0.items.0.media"),
    ("a file's address", v2({"type": 13, "file": {"url": "attachment://x.txt"}}), v2({"type": 13, "file": {"url": "x"}}), "components.0.file.url"),
    ("thumbnail's text", v2(section(accessory=thumbnail("x" * 1024))), v2(section(accessory=thumbnail("x" * 1025))), "components.0.accessory.description"),
    ("mention kinds", mentions(parse=["users"]), mentions(parse=["all"]), "allowed_mentions.parse.0"),
    ("mention lists", mentions(parse=[], roles=["1"]), mentions(parse=["roles"], roles=["1"]), "allowed_mentions"),
    ("a hundred mentions", mentions(users=["1"] * 100), mentions(users=["1"] * 101), "allowed_mentions.users"),
]  # fmt: skip


@pytest.mark.parametrize(("taken", "refused", "where"), [edge[1:] for edge in EDGES], ids=[edge[0] for edge in EDGES])
async def test_a_message_is_taken_up_to_the_edge_and_refused_beyond(
    fake: FakeDiscord, call: Call, taken: Json, refused: Json, where: str
) -> None:
    status, told = await call("POST", MESSAGES, taken)
    assert status == 200, told
    status, told = await call("POST", MESSAGES, refused)
    assert (status, told["code"], told["message"]) == (400, 50035, "Invalid Form Body")
    node = told["errors"]
    for step in where.split("."):
        node = node[step]
    assert node["_errors"][0]["code"] and node["_errors"][0]["message"]
    assert len(fake.stored(NEWS_ID)) == 1
    assert fake.violations("refused")[0]["errors"] == told["errors"]


async def test_an_empty_message_is_refused(fake: FakeDiscord, call: Call) -> None:
    bodies: list[Json] = [{}, {"content": "  "}, {"content": None, "embeds": []}]
    for empty in bodies:
        assert (await call("POST", MESSAGES, empty))[1]["code"] == 50006


async def test_text_that_grows_too_large_inside_is_a_server_error(fake: FakeDiscord, call: Call) -> None:
    """Not documented: discord-api-docs issue 8554."""
    assert (await call("POST", MESSAGES, v2(text("汉" * 3386))))[0] == 200
    assert (await call("POST", MESSAGES, v2(text("汉" * 3387))))[0] == 500
    assert len(fake.stored(NEWS_ID)) == 1


async def test_an_edit_is_checked_as_the_message_it_makes(fake: FakeDiscord, call: Call) -> None:
    _, plain = await call("POST", MESSAGES, {"content": "x"})
    assert (await call("PATCH", f"{MESSAGES}/{plain['id']}", v2(text("x"))))[1]["errors"]["content"]
    assert (await call("PATCH", f"{MESSAGES}/{plain['id']}", {"content": "x" * 2001}))[1]["code"] == 50035
    assert (await call("PATCH", f"{MESSAGES}/{plain['id']}", v2(text("y"), content=None)))[0] == 200
    status, told = await call("PATCH", f"{MESSAGES}/{plain['id']}", {"flags": 4, "components": [text("z")]})
    assert status == 200 and told["flags"] & V2, "the flag can't be taken off again"
    assert (await call("PATCH", f"{MESSAGES}/{plain['id']}", {"content": "back"}))[1]["code"] == 50035
    assert fake.stored(NEWS_ID)[0]["text"] == "z"


@pytest.mark.parametrize(
    ("body", "everyone", "roles", "users"),
    [
        ({"content": "@everyone <@&5> <@6>"}, True, ["5"], ["6"]),
        (v2(text("@here <@&5> <@!6>")), True, ["5"], ["6"]),
        ({"content": "@everyone <@&5> <@6>", "allowed_mentions": {"parse": []}}, False, [], []),
        ({"content": "@everyone <@&5> <@&7>", "allowed_mentions": {"parse": [], "roles": ["5"]}}, False, ["5"], []),
        ({"content": "<@6>", "allowed_mentions": {"parse": ["users"]}}, False, [], ["6"]),
        ({"content": "@\u200beveryone", "embeds": [{"title": "@everyone <@6>"}]}, False, [], []),
    ],
)
async def test_it_tells_whom_a_message_pings(
    fake: FakeDiscord, call: Call, body: Json, everyone: bool, roles: list[str], users: list[str]
) -> None:
    await call("POST", MESSAGES, body)
    assert fake.stored(NEWS_ID)[0]["pings"] == {"everyone": everyone, "roles": roles, "users": users}


# --- Interactions: the rules ------------------------------------------------------------------------------------------


async def raw_interaction(fake: FakeDiscord, call: Call, kind: int = 2) -> tuple[str, str]:
    """An interaction that no client answers: its callback's path and its webhook's."""
    channel = fake.world.channels[NEWS_ID]
    source = None
    if kind == 3:
        _, sent = await call("POST", MESSAGES, v1(row(button())))
        source = fake.world.find_message(int(sent["id"]))
    made = fake.interactions.send(kind, {}, MEMBER_ID, channel, {"0": str(GUILD_ID)}, source=source)
    return f"/interactions/{made.id}/{made.token}/callback", f"/webhooks/{APPLICATION_ID}/{made.token}"


DEFER: Json = {"type": 5, "data": {"flags": 64}}


async def test_the_first_answer_has_three_seconds(fake: FakeDiscord, call: Call) -> None:
    assert fake.interactions.ack_seconds == 3.0
    await fake.orders.tune(ack_seconds=0.15)
    late, hook = await raw_interaction(fake, call)
    await asyncio.sleep(0.2)
    assert (await call("POST", late, DEFER)) == (404, {"message": "Unknown interaction", "code": 10062})
    assert (await call("PATCH", f"{hook}/messages/@original", {"content": "x"}))[1]["code"] == 10015
    assert fake.violations("late_ack")


async def test_a_second_acknowledgement_is_refused(fake: FakeDiscord, call: Call) -> None:
    callback, _ = await raw_interaction(fake, call)
    assert (await call("POST", callback, DEFER))[0] == 204
    assert (await call("POST", callback, DEFER))[1]["code"] == 40060
    assert fake.violations("double_ack")
    assert (await call("POST", callback.replace("interactions/", "interactions/1"), DEFER))[1]["code"] == 10062


async def test_the_callback_tells_of_its_message_when_asked(fake: FakeDiscord, call: Call) -> None:
    callback, _ = await raw_interaction(fake, call)
    status, told = await call("POST", f"{callback}?with_response=1", {"type": 4, "data": {"content": "x"}})
    assert status == 200 and told["resource"]["message"]["content"] == "x"
    assert told["interaction"]["response_message_id"] == told["resource"]["message"]["id"]


async def test_a_token_lives_for_fifteen_minutes(fake: FakeDiscord, call: Call) -> None:
    assert fake.interactions.token_seconds == 900.0
    callback, hook = await raw_interaction(fake, call)
    await call("POST", callback, DEFER)
    assert (await call("PATCH", f"{hook}/messages/@original", {"content": "x"}))[0] == 200
    await fake.orders.tune(token_seconds=0.0)
    assert (await call("PATCH", f"{hook}/messages/@original", {"content": "x"}))[1]["code"] == 50027
    assert fake.violations("expired_token")


async def test_the_answer_is_read_edited_and_deleted(fake: FakeDiscord, call: Call) -> None:
    callback, hook = await raw_interaction(fake, call)
    assert (await call("GET", f"{hook}/messages/@original"))[1]["code"] == 10015, "nothing before the first answer"
    await call("POST", callback, DEFER)
    assert (await call("GET", f"{hook}/messages/@original"))[1]["flags"] == rules.LOADING | rules.EPHEMERAL
    assert (await call("PATCH", f"{hook}/messages/@original", {"content": "x" * 2001}))[1]["code"] == 50035
    _, told = await call("PATCH", f"{hook}/messages/@original", v2(text("x"), flags=V2))
    assert told["flags"] == V2 | rules.EPHEMERAL, "an answer stays as private as it was deferred"
    assert (await call("DELETE", f"{hook}/messages/@original"))[0] == 204
    assert (await call("GET", f"{hook}/messages/@original"))[1]["code"] == 10008


async def test_the_first_follow_up_fills_the_deferred_answer(fake: FakeDiscord, call: Call) -> None:
    callback, hook = await raw_interaction(fake, call)
    await call("POST", callback, DEFER)
    await call("POST", hook, {"content": "first"})
    await call("POST", hook, {"content": "second"})
    assert (await call("GET", f"{hook}/messages/@original"))[1]["content"] == "first"
    private = [(one["text"], one["ephemeral"]) for one in fake.stored(NEWS_ID, private=True)]
    assert private == [("first", True), ("second", False)]


async def test_a_follow_up_repeated_is_a_second_message(fake: FakeDiscord, call: Call) -> None:
    """Webhooks have no nonce."""
    callback, hook = await raw_interaction(fake, call)
    await call("POST", callback, {"type": 4, "data": {"content": "x"}})
    for _ in range(2):
        await call("POST", hook, {"content": "again", "nonce": "n", "enforce_nonce": True})
    assert [one["text"] for one in fake.stored(NEWS_ID)] == ["x", "again", "again"]


@pytest.mark.parametrize(
    ("kind", "answered", "code"),
    [
        (2, {"type": 6}, 50035),
        (2, {"type": 7, "data": {"content": "x"}}, 50035),
        (2, {"type": 8, "data": {"choices": []}}, 50035),
        (2, {"type": 4, "data": {}}, 50006),
        (2, {"type": 4, "data": {"content": "x" * 2001}}, 50035),
        (4, {"type": 4, "data": {"content": "x"}}, 50035),
        (4, {"type": 8, "data": {"choices": [{"name": "x", "value": "x"}] * 26}}, 50035),
        (4, {"type": 8, "data": {"choices": [{"name": "x" * 101, "value": "x"}]}}, 50035),
        (4, {"type": 8, "data": {"choices": [{"name": "x", "value": "x" * 101}]}}, 50035),
        (5, {"type": 9, "data": {}}, 50035),
    ],
)
async def test_an_answer_that_does_not_fit_is_refused(
    fake: FakeDiscord, call: Call, kind: int, answered: Json, code: int
) -> None:
    callback, _ = await raw_interaction(fake, call, kind)
    status, told = await call("POST", callback, answered)
    assert (status, told["code"]) == (400, code)


async def test_twenty_five_choices_are_taken(fake: FakeDiscord, call: Call) -> None:
    callback, _ = await raw_interaction(fake, call, 4)
    choices = [{"name": "x" * 100, "value": "x" * 100}] * 25
    assert (await call("POST", callback, {"type": 8, "data": {"choices": choices}}))[0] == 204


async def test_a_press_may_change_its_message(fake: FakeDiscord, call: Call) -> None:
    callback, hook = await raw_interaction(fake, call, 3)
    assert (await call("POST", callback, {"type": 7, "data": {"content": "changed"}}))[0] == 204
    assert [one["text"] for one in fake.stored(NEWS_ID)] == ["changed\nMore"]
    callback, hook = await raw_interaction(fake, call, 3)
    assert (await call("POST", callback, {"type": 6}))[0] == 204
    assert (await call("PATCH", f"{hook}/messages/@original", {"content": "later"}))[0] == 200
    assert fake.stored(NEWS_ID)[-1]["content"] == "later"


def modal(components: list[Json] | None = None, **more: Any) -> Json:
    return {"title": "x", "custom_id": "x", "components": components or [label()], **more}


def label(component: Json | None = None, **more: Any) -> Json:
    return {"type": 18, "label": "x", "component": component or typed(), **more}


def typed(**more: Any) -> Json:
    return {"type": 4, "style": 1, "custom_id": "i", **more}


def labels(number: int) -> list[Json]:
    return [label(typed(custom_id=str(one))) for one in range(number)]


def choice_of(kind: int, number: int) -> Json:
    return menu(number) | {"type": kind}


def upload(**more: Any) -> Json:
    return {"type": 19, "custom_id": "f", **more}


MODAL_EDGES: list[tuple[str, Json, Json]] = [
    ("title", modal(title="x" * 45), modal(title="x" * 46)),
    ("title missing", modal(), modal(title="")),
    ("custom id", modal(custom_id="x" * 100), modal(custom_id="x" * 101)),
    ("five fields", modal(labels(5)), modal(labels(6))),
    ("field ids differ", modal(labels(2)), modal([label(), label()])),
    ("label", modal([label(label="x" * 45)]), modal([label(label="x" * 46)])),
    ("hint", modal([label(description="x" * 100)]), modal([label(description="x" * 101)])),
    ("placeholder", modal([label(typed(placeholder="x" * 100))]), modal([label(typed(placeholder="x" * 101))])),
    ("value", modal([label(typed(value="x" * 4000))]), modal([label(typed(value="x" * 4001))])),
    ("value above its own length", modal([label(typed(value="xx", max_length=2))]), modal([label(typed(value="xxx", max_length=2))])),
    ("length", modal([label(typed(max_length=4000))]), modal([label(typed(max_length=4001))])),
    ("least length", modal([label(typed(min_length=0))]), modal([label(typed(min_length=-1))])),
    ("file's id", modal([label(upload())]), modal([label(upload(custom_id=""))])),
    ("one's id", modal([label(choice_of(21, 2))]), modal([label(choice_of(21, 2) | {"custom_id": ""})])),
    ("several's id", modal([label(choice_of(22, 2))]), modal([label(choice_of(22, 2) | {"custom_id": ""})])),
    ("style", modal([label(typed(style=2))]), modal([label(typed(style=3))])),
    ("old rows", modal([row(typed(label="x" * 45))]), modal([row(typed(label="x" * 46))])),
    ("menus", modal([label(menu(25))]), modal([label(menu(26))])),
    ("one of several", modal([label(choice_of(21, 10))]), modal([label(choice_of(21, 11))])),
    ("one of two at least", modal([label(choice_of(21, 2))]), modal([label(choice_of(21, 1))])),
    ("some of several", modal([label(choice_of(22, 10))]), modal([label(choice_of(22, 11))])),
    ("files", modal([label(upload(max_values=10))]), modal([label(upload(max_values=11))])),
    ("no files", modal([label(upload(min_values=0))]), modal([label(upload(min_values=11))])),
    ("a tick", modal([label({"type": 23, "custom_id": "c"})]), modal([label({"type": 23})])),
    ("no buttons", modal([text("x")]), modal([row(button())])),
]  # fmt: skip


@pytest.mark.parametrize(
    ("taken", "refused"), [edge[1:] for edge in MODAL_EDGES], ids=[edge[0] for edge in MODAL_EDGES]
)
async def test_a_form_is_taken_up_to_the_edge_and_refused_beyond(
    fake: FakeDiscord, call: Call, taken: Json, refused: Json
) -> None:
    callback, _ = await raw_interaction(fake, call)
    status, told = await call("POST", callback, {"type": 9, "data": refused})
    assert (status, told["code"]) == (400, 50035)
    assert (await call("POST", callback, {"type": 9, "data": taken}))[0] == 204


# --- People: menus, forms with menus, message commands ----------------------------------------------------------------


async def pressed_data(fake: FakeDiscord, act: Awaitable[Any]) -> Json:
    """What the client sent for this act; nobody answers it."""
    await fake.orders.tune(ack_seconds=0.0)
    await act
    return list(fake.interactions.by_id.values())[-1].data


async def test_people_choose_in_menus(fake: FakeDiscord, call: Call) -> None:
    roles = {"type": 6, "custom_id": "role"}
    channels = {"type": 8, "custom_id": "channel"}
    users = {"type": 5, "custom_id": "user"}
    _, sent = await call("POST", MESSAGES, v1(row(menu(3, max_values=2)), row(roles), row(channels), row(users)))
    people, message = fake.people, sent["id"]
    assert (await pressed_data(fake, people.select(message, "menu", ["0", "2"])))["values"] == ["0", "2"]
    for values in (["0", "1", "2"], [], ["9"]):
        with pytest.raises(Impossible):
            await people.select(message, "menu", values)
    for menu_id, kind, value in (
        ("role", "roles", READERS_ROLE_ID),
        ("channel", "channels", GENERAL_ID),
        ("user", "members", MANAGER_ID),
    ):
        data = await pressed_data(fake, people.select(message, menu_id, [str(value)]))
        assert str(value) in data["resolved"][kind]


async def test_a_form_with_every_kind_of_field_is_filled_in(fake: FakeDiscord, call: Call) -> None:
    callback, _ = await raw_interaction(fake, call)
    form = [
        label(menu(2, max_values=2, custom_id="menu")),
        label(choice_of(21, 2) | {"custom_id": "one"}),
        label({"type": 23, "custom_id": "tick", "default": True}),
        label({"type": 8, "custom_id": "channel", "required": False}),
        label(upload()),
    ]
    assert (await call("POST", callback, {"type": 9, "data": modal(form)}))[0] == 204
    file = {"filename": "a.json", "content": "[]"}
    values = {"menu": ["0", "1"], "one": "1", "f": [file]}
    data = await pressed_data(fake, fake.people.submit_modal("x", values))
    filled = [one["component"] for one in data["components"]]
    assert [one.get("values", one.get("value")) for one in filled[:4]] == [["0", "1"], "1", True, []]
    assert data["resolved"]["attachments"][filled[4]["values"][0]]["filename"] == "a.json"
    with pytest.raises(Impossible):
        await fake.people.submit_modal("x", {"menu": ["0"], "f": []})  # nothing of "one" is chosen


async def test_what_stands_in_a_form_stays_unless_it_is_changed(fake: FakeDiscord, call: Call) -> None:
    callback, _ = await raw_interaction(fake, call)
    chosen = menu(0) | {"options": [{"label": "a", "value": "a"}, {"label": "b", "value": "b", "default": True}]}
    await call("POST", callback, {"type": 9, "data": modal([label(typed(value="08:30")), label(chosen)])})
    data = await pressed_data(fake, fake.people.submit_modal("x", {}))
    assert data["components"][0]["component"]["value"] == "08:30"
    assert data["components"][1]["component"]["values"] == ["b"]


async def test_a_message_command_is_given_its_message(fake: FakeDiscord, call: Call) -> None:
    await call("PUT", f"/applications/{APPLICATION_ID}/commands", [{"name": "Ask about this", "type": 3}])
    told = await fake.people.say("Qwen 4 is out", channel=NEWS_ID)
    data = await pressed_data(fake, fake.people.context_menu("Ask about this", told))
    assert data["resolved"]["messages"][data["target_id"]]["author"]["id"] == str(MEMBER_ID)


async def test_nobody_presses_what_is_gone_disabled_or_private_to_another(fake: FakeDiscord, call: Call) -> None:
    _, sent = await call("POST", MESSAGES, v1(row(button(disabled=True))))
    with pytest.raises(Impossible, match="disabled"):
        await fake.people.press(sent["id"], "more")
    await fake.orders.delete_message(sent["id"])
    with pytest.raises(Impossible, match="there any more"):
        await fake.people.press(sent["id"], "more")
    callback, _ = await raw_interaction(fake, call)
    await call("POST", callback, {"type": 4, "data": {**v1(row(button())), "flags": 64}})
    private = fake.stored(NEWS_ID, private=True)[-1]
    with pytest.raises(Impossible, match="private"):
        await fake.people.press(private["id"], "more", user=MANAGER_ID)
    assert (await call("GET", f"{MESSAGES}/{private['id']}"))[1]["code"] == 10008, "the bot can't fetch it either"


async def test_where_the_apps_of_people_are_not_wanted_answers_stay_private(fake: FakeDiscord, call: Call) -> None:
    elsewhere = await fake.orders.foreign_guild(user=MEMBER_ID)
    channel = fake.world.channels[int(elsewhere["channel"])]
    everyone = fake.world.guilds[int(elsewhere["guild"])].roles[int(elsewhere["guild"])]
    everyone.permissions &= ~rules.USE_EXTERNAL_APPS
    made = fake.interactions.send(2, {}, MEMBER_ID, channel, {"1": str(MEMBER_ID)})
    await call("POST", f"/interactions/{made.id}/{made.token}/callback", {"type": 4, "data": {"content": "x"}})
    assert fake.stored(channel.id) == [] and len(fake.stored(channel.id, private=True)) == 1


# --- Commands ---------------------------------------------------------------------------------------------------------


def command(**more: Any) -> Json:
    return {"name": "news", "description": "x", **more}


def given(number: int = 1, **more: Any) -> Json:
    return command(options=[{"type": 3, "name": f"o{one}", "description": "x", **more} for one in range(number)])


def choices(number: int, **more: Any) -> Json:
    return given(choices=[{"name": str(one), "value": str(one), **more} for one in range(number)])


def weighing(characters: int) -> Json:
    """A command whose names, descriptions and values have so many characters together."""
    options = [{"type": 3, "name": f"o{one}", "description": "x", "choices": []} for one in range(4)]
    missing = characters - 5 - 4 * 3
    for one in options:
        one["choices"] = [{"name": "n" * 80, "value": f"{number:02}" + "v" * 18} for number in range(19)]
        missing -= 19 * 100
    options.append({"type": 3, "name": "z", "description": "x" * 20, "choices": []})
    missing -= 21
    options[-1]["choices"] = [
        {"name": "n" * 90, "value": "v" * (missing // 3 - 90 + (missing % 3 if not one else 0))} for one in range(3)
    ]
    return command(options=options)


COMMAND_EDGES: list[tuple[str, Json, Json]] = [
    ("name", command(name="x" * 32), command(name="x" * 33)),
    ("lower case", command(name="news-desk_1"), command(name="News")),
    ("no spaces", command(name="新闻"), command(name="a b")),
    ("description", command(description="x" * 100), command(description="x" * 101)),
    ("description missing", command(), command(description="")),
    ("options", given(25), given(26)),
    ("option's description", given(description="x" * 100), given(description="x" * 101)),
    ("option's name", given(name="x"), given(name="X")),
    ("option names differ", given(2), given(2, name="same")),
    ("choices", choices(25), choices(26)),
    ("choice's name", choices(1, name="x" * 100), choices(1, name="x" * 101)),
    ("choice's value", choices(1, value="x" * 100), choices(1, value="x" * 101)),
    ("choices or completion", given(autocomplete=True), choices(1) | given(autocomplete=True, choices=[{"name": "x", "value": "x"}])),
    ("completion of texts and numbers", given(autocomplete=True), given(autocomplete=True, type=7)),
    (
        "required ones first",
        command(options=[{"type": 3, "name": "a", "description": "x", "required": True}, {"type": 3, "name": "b", "description": "x"}]),
        command(options=[{"type": 3, "name": "b", "description": "x"}, {"type": 3, "name": "a", "description": "x", "required": True}]),
    ),
    (
        "sub-commands or options",
        command(options=[{"type": 1, "name": "a", "description": "x"}]),
        command(options=[{"type": 1, "name": "a", "description": "x"}, {"type": 3, "name": "b", "description": "x"}]),
    ),
    (
        "sub-commands stand in a group at most",
        command(options=[{"type": 2, "name": "g", "description": "x", "options": [{"type": 1, "name": "a", "description": "x"}]}]),
        command(options=[{"type": 1, "name": "g", "description": "x", "options": [{"type": 1, "name": "a", "description": "x"}]}]),
    ),
    ("contexts", command(contexts=[0, 1, 2]), command(contexts=[3])),
    ("installs", command(integration_types=[0, 1]), command(integration_types=[2])),
    ("no installs", command(integration_types=[0]), command(integration_types=[])),
    ("permissions", command(default_member_permissions="16"), command(default_member_permissions="manage")),
    ("menu command", {"name": "Ask about It", "type": 3}, {"name": "x" * 33, "type": 3}),
    ("menu command without text", {"name": "x", "type": 3}, {"name": "x", "type": 3, "description": "x"}),
    ("size", weighing(8000), weighing(8001)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("taken", "refused"), [edge[1:] for edge in COMMAND_EDGES], ids=[edge[0] for edge in COMMAND_EDGES]
)
async def test_a_command_is_taken_up_to_the_edge_and_refused_beyond(call: Call, taken: Json, refused: Json) -> None:
    path = f"/applications/{APPLICATION_ID}/commands"
    status, told = await call("PUT", path, [taken])
    assert status == 200, told
    status, told = await call("PUT", path, [refused])
    assert (status, told["code"]) == (400, 50035)
    assert len((await call("GET", path))[1]) == 1


async def test_commands_are_made_changed_and_removed(fake: FakeDiscord, call: Call) -> None:
    path = f"/applications/{APPLICATION_ID}/commands"
    status, made = await call("POST", path, command())
    assert status == 201 and made["id"]
    assert (await call("POST", path, command(description="y")))[0] == 200, "the same name is the same command"
    assert (await call("PATCH", f"{path}/{made['id']}", {"description": "z"}))[1]["description"] == "z"
    assert (await call("PATCH", f"{path}/{made['id']}", {"description": "z" * 101}))[1]["code"] == 50035
    _, overwritten = await call("PUT", path, [command()])
    assert overwritten[0]["id"] == made["id"]
    assert (await call("PUT", path, [command(), command()]))[1]["code"] == 50035, "names are unique"
    assert (await call("PUT", path, [command(name=f"c{one}") for one in range(101)]))[1]["code"] == 30032
    assert (await call("DELETE", f"{path}/{made['id']}"))[0] == 204
    assert (await call("DELETE", f"{path}/{made['id']}"))[1]["code"] == 10063
    fake.rest.creates_a_day = fake.rest.created_commands
    assert (await call("POST", path, command()))[1]["code"] == 30034
    assert (await call("GET", "/applications/1/commands"))[0] == 403


# --- Rate limits ------------------------------------------------------------------------------------------------------


async def test_a_channel_takes_five_messages_in_five_seconds(fake: FakeDiscord, call: Call) -> None:
    assert (fake.limits.calls, fake.limits.seconds) == (5, 5.0)
    await fake.orders.tune(limits=True, seconds=0.3)
    answers = [await call("POST", MESSAGES, {"content": "x"}) for _ in range(6)]
    assert [status for status, _ in answers] == [200] * 5 + [429]
    assert 0 < answers[-1][1]["retry_after"] <= 0.3 and answers[-1][1]["global"] is False
    assert (await call("POST", f"/channels/{GENERAL_ID}/messages", {"content": "x"}))[0] == 200, "another channel"
    await asyncio.sleep(0.35)
    assert (await call("POST", MESSAGES, {"content": "x"}))[0] == 200
    assert fake.violations("rate_limited")


async def test_the_headers_tell_what_is_left(fake: FakeDiscord) -> None:
    await fake.orders.tune(limits=True)
    auth = {"Authorization": f"Bot {fake.token}"}
    async with aiohttp.ClientSession(headers=auth) as session:
        for left in ("4", "3"):
            async with session.post(fake.api + MESSAGES, json={"content": "x"}) as response:
                assert response.headers["X-RateLimit-Remaining"] == left
                assert response.headers["X-RateLimit-Limit"] == "5"
                assert 0 < float(response.headers["X-RateLimit-Reset-After"]) <= 5
                assert response.headers["X-RateLimit-Bucket"] and response.headers["Via"]


async def test_discord_py_waits_for_the_bucket_and_is_never_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with fake_discord() as fake:
        point(monkeypatch, fake)
        await fake.orders.tune(seconds=0.3)
        async with running(fake) as bot:
            channel = await channel_of(bot)
            await asyncio.gather(*[channel.send(str(number)) for number in range(12)])
        assert len(fake.stored(NEWS_ID)) == 12
        assert fake.violations() == []


async def test_fifty_calls_a_second_are_the_most_but_for_interactions(fake: FakeDiscord, call: Call) -> None:
    assert fake.limits.a_second == 50
    await fake.orders.tune(limits=True, a_second=3)
    answers = [await call("GET", "/users/@me") for _ in range(4)]
    assert [status for status, _ in answers] == [200, 200, 200, 429]
    assert answers[-1][1]["global"] is True
    fake.interactions.send(2, {}, MEMBER_ID, fake.world.channels[NEWS_ID], {"0": str(GUILD_ID)})
    made = list(fake.interactions.by_id.values())[-1]
    assert (await call("POST", f"/interactions/{made.id}/{made.token}/callback", DEFER))[0] == 204


async def test_too_many_invalid_requests_end_in_a_ban(fake: FakeDiscord, call: Call) -> None:
    assert fake.limits.most_invalid == 10000
    await fake.orders.tune(most_invalid=3)
    await fake.orders.permit(NEWS_ID, deny=rules.SEND_MESSAGES)
    answers = [await call("POST", MESSAGES, {"content": "x"}) for _ in range(4)]
    assert [status for status, _ in answers] == [403, 403, 403, 429]
    assert isinstance(answers[-1][1], str), "Cloudflare's answer is no JSON"
    assert fake.violations("banned")


# --- Faults on order --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("after", [False, True])
async def test_a_call_fails_before_or_after_it_is_stored(fake: FakeDiscord, call: Call, after: bool) -> None:
    await fake.orders.fault(POST, kind="status", status=503, after=after, times=2)
    for stored in (1, 2):
        assert (await call("POST", MESSAGES, {"content": "x"}))[0] == 503
        assert len(fake.stored(NEWS_ID)) == (stored if after else 0)
    assert (await call("POST", MESSAGES, {"content": "x"}))[0] == 200


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize(("kind", "error"), [("reset", OSError), ("close", aiohttp.ServerDisconnectedError)])
async def test_a_connection_breaks_before_or_after_it_is_stored(
    fake: FakeDiscord, call: Call, kind: str, error: type[Exception], after: bool
) -> None:
    await fake.orders.fault(POST, kind=kind, after=after)
    with pytest.raises(error):
        await call("POST", MESSAGES, {"content": "x"})
    assert len(fake.stored(NEWS_ID)) == int(after)


async def test_a_call_hangs_after_it_is_stored(fake: FakeDiscord, call: Call) -> None:
    await fake.orders.fault(POST, kind="hang", after=True, seconds=0.3)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(call("POST", MESSAGES, {"content": "x"}), 0.1)
    assert len(fake.stored(NEWS_ID)) == 1


async def test_a_call_is_known_of_while_it_hangs_before_it_is_stored(fake: FakeDiscord, call: Call) -> None:
    await fake.orders.fault(POST, kind="hang", seconds=0.2)
    sending = asyncio.create_task(call("POST", MESSAGES, {"content": "x"}))
    arrived = await fake.orders.wait_requests("POST /channels/{channel}/messages")
    assert [one["status"] for one in arrived] == [None] and fake.stored(NEWS_ID) == []
    assert len(await fake.orders.wait_stored(NEWS_ID)) == 1
    assert (await sending)[0] == 200


async def test_a_refused_call_uses_up_no_fault(fake: FakeDiscord, call: Call) -> None:
    await fake.orders.fault(POST, kind="status", status=503, after=True)
    assert (await call("POST", MESSAGES, {}))[0] == 400
    assert (await call("POST", MESSAGES, {"content": "x"}))[0] == 503


async def test_a_fault_may_skip_some_and_strike_a_fraction(fake: FakeDiscord, call: Call) -> None:
    await fake.orders.fault(POST, skip=2, kind="status", status=404, code=10003, message="Unknown Channel")
    answers = [await call("POST", MESSAGES, {"content": "x"}) for _ in range(4)]
    assert [status for status, _ in answers] == [200, 200, 404, 200]
    assert answers[2][1]["code"] == 10003

    async def drawn() -> list[int]:
        await fake.orders.clear_faults()
        await fake.orders.fault(POST, times=None, fraction=0.5, seed=1)
        return [(await call("POST", MESSAGES, {"content": "x"}))[0] for _ in range(20)]

    first = await drawn()
    assert {200, 500} == set(first) and first == await drawn()


async def test_a_429_on_order_has_its_wait_and_may_be_cloudflares(fake: FakeDiscord, call: Call) -> None:
    await fake.orders.fault(POST, kind="429", retry_after=0.25, everywhere=True)
    status, told = await call("POST", MESSAGES, {"content": "x"})
    assert (status, told["retry_after"], told["global"]) == (429, 0.25, True)
    await fake.orders.fault(POST, kind="429", via=False)
    assert isinstance((await call("POST", MESSAGES, {"content": "x"}))[1], str)
    with pytest.raises(ValueError, match="no kind"):
        await fake.orders.fault(POST, kind="nonsense")


async def test_discord_py_reposts_after_a_500_and_the_nonce_makes_it_one(fake: FakeDiscord, bot: Bot) -> None:
    await fake.orders.fault(POST, kind="status", status=500, after=True)
    await (await channel_of(bot)).send("Digest", nonce="n1")
    assert len(fake.stored(NEWS_ID)) == 1
    assert len(fake.requests("POST /channels/{channel}/messages")) == 2


async def test_a_new_token_is_the_only_right_one(fake: FakeDiscord, call: Call) -> None:
    await fake.orders.tune(token="another")
    assert (await call("GET", "/users/@me"))[0] == 401
    async with socket(fake) as ws:
        await ws.send_json(identify(fake, token="another"))
        assert (await ws.receive_json())["t"] == "READY"


async def test_everything_is_down_for_a_while(fake: FakeDiscord, call: Call) -> None:
    await fake.orders.down(0.3)
    with pytest.raises(OSError):
        await call("POST", MESSAGES, {"content": "x"})
    await asyncio.sleep(0.35)
    assert (await call("POST", MESSAGES, {"content": "x"}))[0] == 200


# --- The gateway ------------------------------------------------------------------------------------------------------


async def test_an_interaction_while_cut_off_is_answered_after_the_resume(fake: FakeDiscord, bot: Bot) -> None:
    await fake.orders.gateway_down(0.5)
    await soon(lambda: fake.gateway.connected() == 0)
    seen = await fake.people.slash("news latest", channel=NEWS_ID)
    assert seen.text == "The latest"
    counts = await fake.orders.counts()
    assert (counts["identifies"], counts["resumes"]) == (1, 1)
    assert fake.violations() == []


@pytest.mark.parametrize("order", ["reconnect", "cut_gateway", "close_gateway"])
async def test_a_session_is_resumed(fake: FakeDiscord, bot: Bot, order: str) -> None:
    await getattr(fake.orders, order)()
    await soon(lambda: fake.gateway.resumes == 1)
    assert (await fake.people.slash("news latest", channel=NEWS_ID)).text == "The latest"
    assert fake.gateway.identifies == 1


async def test_an_expired_session_is_begun_anew(fake: FakeDiscord, bot: Bot) -> None:
    await fake.orders.expire_sessions()
    await soon(lambda: fake.gateway.identifies == 2 and bot.readies == 2, 15)
    assert (await fake.people.slash("news latest", channel=NEWS_ID)).text == "The latest"


async def test_two_processes_with_one_token_both_hear(fake: FakeDiscord, bot: Bot) -> None:
    async with running(fake):
        assert (await fake.orders.counts())["ready"] == 2
        seen = await fake.people.slash("news latest", channel=NEWS_ID)
        await soon(lambda: bool(fake.violations("double_ack")))
    assert seen.text == "The latest"


@asynccontextmanager
async def socket(fake: FakeDiscord, query: str = "") -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    async with aiohttp.ClientSession() as session, session.ws_connect(f"{fake.rest.gateway_url()}/?v=10{query}") as ws:
        assert (await ws.receive_json())["op"] == 10
        yield ws


def identify(fake: FakeDiscord, **more: Any) -> Json:
    return {"op": 2, "d": {"token": fake.token, "intents": 1, "properties": {}, **more}}


async def closed_with(ws: aiohttp.ClientWebSocketResponse) -> int | None:
    with suppress(asyncio.TimeoutError):
        async with asyncio.timeout(3):
            async for _ in ws:
                pass
    return ws.close_code


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"token": "wrong"}, 4004),
        ({"intents": 1 << 15}, 4014),
        ({"intents": -1}, 4013),
        ({"shard": [1, 1]}, 4010),
    ],
)
async def test_an_identify_that_is_wrong_closes_the_socket(fake: FakeDiscord, change: Json, code: int) -> None:
    async with socket(fake) as ws:
        await ws.send_json(identify(fake, **change))
        assert await closed_with(ws) == code
    assert fake.gateway.identifies == 0


async def test_an_approved_intent_is_taken(fake: FakeDiscord) -> None:
    await fake.orders.tune(intents=["message_content"])
    async with socket(fake) as ws:
        await ws.send_json(identify(fake, intents=1 << 15))
        assert (await ws.receive_json())["t"] == "READY"


@pytest.mark.parametrize(
    ("frame", "code"),
    [("{", 4002), ('{"op": 8, "d": {}}', 4003), ('{"op": 6, "d": {"seq": 9}}', None)],
)
async def test_wrong_frames_close_the_socket(fake: FakeDiscord, frame: str, code: int | None) -> None:
    async with socket(fake) as ws:
        await ws.send_str(frame)
        if code:
            assert await closed_with(ws) == code
        else:
            assert await ws.receive_json() == {"op": 9, "d": False}


async def test_a_second_identify_and_a_flood_close_the_socket(fake: FakeDiscord) -> None:
    async with socket(fake) as ws:
        await ws.send_json(identify(fake))
        await ws.send_json(identify(fake))
        assert await closed_with(ws) == 4005
    async with socket(fake) as ws:
        for _ in range(121):
            await ws.send_json({"op": 1, "d": None})
        assert await closed_with(ws) == 4008


async def test_who_stops_beating_is_closed_and_who_beats_is_acknowledged(fake: FakeDiscord) -> None:
    await fake.orders.tune(heartbeat=0.1)
    async with socket(fake) as ws:
        await ws.send_json({"op": 1, "d": None})
        assert (await ws.receive_json())["op"] == 11
        assert await closed_with(ws) == 4009


async def test_guilds_are_unavailable_first_then_told_and_only_with_the_intent(fake: FakeDiscord) -> None:
    async with socket(fake) as ws:
        await ws.send_json(identify(fake))
        ready = await ws.receive_json()
        assert ready["d"]["guilds"] == [{"id": str(GUILD_ID), "unavailable": True}]
        assert ready["d"]["resume_gateway_url"].startswith("ws://")
        assert (await ws.receive_json())["t"] == "GUILD_CREATE"
    async with socket(fake) as ws:
        await ws.send_json(identify(fake, intents=0))
        assert (await ws.receive_json())["t"] == "READY"
        fake.interactions.send(2, {}, MEMBER_ID, fake.world.channels[NEWS_ID], {"0": str(GUILD_ID)})
        assert (await ws.receive_json())["t"] == "INTERACTION_CREATE", "interactions need no intent"


async def test_shards_share_the_servers(fake: FakeDiscord) -> None:
    shard = (GUILD_ID >> 22) % 2
    async with socket(fake) as ws:
        await ws.send_json(identify(fake, shard=[1 - shard, 2]))
        assert (await ws.receive_json())["d"]["guilds"] == []


async def test_a_resume_replays_what_was_missed_unless_the_client_said_goodbye(fake: FakeDiscord) -> None:
    async with socket(fake) as ws:
        await ws.send_json(identify(fake))
        ready = await ws.receive_json()
        await ws.close(code=4000)
    await soon(lambda: fake.gateway.connected() == 0)
    await fake.orders.new_channel("later")
    known: Json = {"token": fake.token, "session_id": ready["d"]["session_id"], "seq": 2}
    resume = {"op": 6, "d": known}
    async with socket(fake) as ws:
        await ws.send_json(resume)
        assert [(await ws.receive_json())["t"] for _ in range(2)] == ["CHANNEL_CREATE", "RESUMED"]
        await ws.send_json({"op": 99, "d": None})
        assert await closed_with(ws) == 4001
    async with socket(fake) as ws:
        await ws.send_json({"op": 6, "d": {**known, "seq": 99}})
        assert await closed_with(ws) == 4007
    async with socket(fake) as ws:
        await ws.send_json(resume)
        await ws.receive_json()
        await ws.close(code=1000)
    await soon(lambda: fake.gateway.connected() == 0)
    async with socket(fake) as ws:
        await ws.send_json(resume)
        assert await ws.receive_json() == {"op": 9, "d": False}


# --- As a process of its own ------------------------------------------------------------------------------------------


async def test_as_a_process_it_takes_orders_over_http(monkeypatch: pytest.MonkeyPatch) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.fakes.discord_server", "--no-limits", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    base = (await asyncio.wait_for(process.stdout.readline(), 20)).decode().strip()
    try:
        monkeypatch.setattr(Route, "BASE", base)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(base.replace("http", "ws")[:-8]))
        await _orders_over_http(base)
    finally:
        process.kill()
        await process.wait()


async def _orders_over_http(base: str) -> None:
    bot = Bot()
    async with Control(base) as control:
        task = asyncio.create_task(bot.start(FakeDiscord().token))
        assert await control.do("wait_ready")
        await asyncio.wait_for(bot.wait_until_ready(), 10)
        seen = await control.slash("news digest", channel=str(NEWS_ID))
        assert seen.message
        assert (await control.press(seen.message["id"], "More")).text == "Story 7"
        with pytest.raises(Impossible, match="no 'Less'"):
            await control.press(seen.message["id"], "Less")
        with pytest.raises(Impossible, match="no order"):
            await control.do("nothing")
        opened = await control.slash("newsdesk subscribe", channel=str(NEWS_ID), user=str(MANAGER_ID))
        assert (await control.submit_modal(opened.interaction_id, {"topic": "x"})).text == "Subscribed to x"
        plain = PlainControl(base)
        stored = await asyncio.to_thread(plain.stored, NEWS_ID)
        log = await control.log()
        assert [one["marks"] for one in stored] == [["abc.1"]]
        assert log["duplicates"] == [] and log["violations"] == [] and log["counts"]["identifies"] == 1
        assert (await asyncio.to_thread(plain.autocomplete, "news company", "name", "g", channel=NEWS_ID)).choices
        with pytest.raises(Impossible):
            await asyncio.to_thread(plain.slash, "newsdesk subscribe", channel=NEWS_ID)
        await bot.close()
        await task
