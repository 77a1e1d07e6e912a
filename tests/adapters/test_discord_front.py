"""The real discord.py against a Discord of our own: connecting, commands, presses, forms, and what is never done."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from bot.adapters.discord_front import DiscordFront
from bot.commands.conversation import (
    Asker,
    Command,
    Completions,
    Field,
    Form,
    Mistakes,
    Outcome,
    Place,
    Pressed,
    Reply,
    Submitted,
    Values,
)
from bot.news.message import Button, Buttons, Line, Message, Section, Text, digest_message
from bot.outbox_ports import Channel, TokenRefused
from bot.ports import NewsdeskError
from tests.fakes import discord_rules as rules
from tests.fakes.discord_people import Seen
from tests.fakes.discord_server import FakeDiscord, fake_discord
from tests.fakes.discord_world import BOT_ID, GENERAL_ID, GUILD_ID, MANAGER_ID, MEMBER_ID, NEWS_ID, READERS_ROLE_ID
from tests.news.invented import monday

MARK = "q1w2e3r4t5y6u7i8"
FORM = Form(
    "subscribe", "Daily AI news here", "Subscribe",
    (
        Field("preset", "What it is about", "choice", "everything", (("everything", "Everything"), ("china", "China"))),
        Field("time", "When", "time", "08:30", required=True),
        Field("days", "On which days", "choice", "weekdays", (("weekdays", "Weekdays"), ("daily", "Every day"))),
        Field("size", "At most how many stories", "number", "8", required=True),
        Field("zone", "Time zone", "zone", "UTC", required=True),
    ),
    (
        Field("names", "Only these companies or models", "names"),
        Field("channel", "Channel", "channel", str(NEWS_ID)),
        Field("role", "A role to mention", "role"),
        Field("thread", "Open a thread under each digest", "flag"),
    ),
)  # fmt: skip


def note(text: str, *buttons: Button, replaces: bool = False) -> Reply:
    rows = (Buttons(buttons),) if buttons else ()
    return Reply(Message("", (), (Section("note", (Line((Text(text),)),)), *rows), text), replaces)


@dataclass
class Memory:
    """Claims and what was registered, for one database and any number of processes."""

    claims: set[str] = field(default_factory=set)
    meta: dict[str, str] = field(default_factory=dict)

    async def claim(self, key: str, *, owner: str, now: datetime, seconds: float) -> bool:
        new = key not in self.claims
        self.claims.add(key)
        return new

    async def meta_value(self, key: str) -> str | None:
        return self.meta.get(key)

    async def set_meta(self, key: str, value: str) -> None:
        self.meta[key] = value


@dataclass
class Desk:
    """A command layer that says what it was told; `slow` seconds before each answer."""

    slow: float = 0.0
    told: list[tuple[str, Asker, object]] = field(default_factory=list)
    back: list[str] = field(default_factory=list)
    servers: list[str] = field(default_factory=list)

    async def run(self, asker: Asker, command: Command, values: Values) -> Outcome:
        self.told.append((command.name, asker, dict(values)))
        await asyncio.sleep(self.slow)
        if command.name in ("newsdesk subscribe", "news ask") and set(values) <= {"channel"}:
            return FORM
        if command.name == "news status":
            raise RuntimeError("a defect")
        if command.name == "newsdesk export":
            return Reply(note("Your subscriptions.").message, attachment=("newsdesk.json", b"[]"))
        text = f"{command.name}: {values}"
        buttons = (Button("Share here", "share", "7"), Button("Undo", "undo", "7"), Button("Ask", "ask", "7"))
        return note(text, *(buttons if command.name == "news digest" else ()))

    async def press(self, asker: Asker, pressed: Pressed) -> Outcome:
        self.told.append((pressed.action, asker, pressed))
        await asyncio.sleep(self.slow)
        if pressed.action in ("edit", "ask"):
            return FORM
        return note(f"pressed {pressed.action} {pressed.value}", replaces=pressed.action == "undo")

    async def submit(self, asker: Asker, form_id: str, values: Values) -> Submitted:
        self.told.append((f"submit {form_id}", asker, dict(values)))
        if values.get("time") == "25:00":
            return Mistakes({"time": "25:00 is no time: write it like 08:30."})
        return note(f"Subscribed. Next: Tue 16 Dec {values.get('time')}.")

    async def complete(self, asker: Asker, kind: str, typed: str) -> Completions:
        return [(f"{kind} {typed} {n}", f"{kind} {typed} {n}") for n in range(30)]

    async def said(self, asker: Asker, text: str) -> Reply:
        self.told.append(("said", asker, text))
        return note(f"You said: {text}")

    async def left(self, place: Place, *, archived: bool = False) -> None:
        self.told.append(("left", Asker(place, "", "", ""), None))

    async def returned(self, place: Place) -> None:
        self.back.append(place.channel)

    async def installed(self, platform: str, workspace: str) -> None:
        self.servers.append(workspace)

    async def uninstalled(self, platform: str, workspace: str) -> None:
        self.told.append(("uninstalled", Asker(Place("discord", workspace, ""), "", "", ""), platform))


def clock() -> datetime:
    return datetime.now(UTC)


def front_at(fake: FakeDiscord, store: Memory, *, token: str | None = None, owner: str = "a") -> DiscordFront:
    return DiscordFront(token or fake.token, api_base=fake.api, store=store, clock=clock, owner=owner)


@asynccontextmanager
async def running(desk: Desk | None = None) -> AsyncIterator[tuple[FakeDiscord, Desk, DiscordFront]]:
    desk = desk or Desk()
    async with fake_discord(limits=False) as fake:
        front = front_at(fake, Memory())
        await front.start(desk)
        try:
            yield fake, desk, front
        finally:
            await front.stop()


async def until(met: Callable[[], Awaitable[bool]] | Callable[[], bool], seconds: float = 10.0) -> None:
    async with asyncio.timeout(seconds):
        while True:
            found = met()
            if found if isinstance(found, bool) else await found:
                return
            await asyncio.sleep(0.02)


def message_id(seen: Seen) -> str:
    assert seen.message
    return str(seen.message["id"])


async def a_digest(front: DiscordFront, channel: int = NEWS_ID) -> str:
    where = Channel(1, "discord", 1, str(GUILD_ID), str(channel), "news", "active", None)
    (payload,) = front.courier.draw(digest_message(monday()), mark=MARK)
    return (await front.courier.post(where, payload, marker=f"{MARK}.1")).split("/")[1]


# --- Starting and staying ---------------------------------------------------------------------------------------------


async def test_on_start_the_commands_are_registered_once_and_nothing_is_posted() -> None:
    async with fake_discord() as fake:
        store = Memory()
        for _ in range(2):
            front = front_at(fake, store)
            await front.start(Desk())
            assert front.trouble() is None
            await front.stop()
            assert front.trouble() == "Discord: stopped"
        counts = await fake.orders.counts()
        assert counts["syncs"] == 1 and counts["identifies"] == 2
        assert [one["name"] for one in await fake.orders.commands()] == ["news", "newsdesk"]
        assert fake.stored(private=True) == [] and fake.violations() == []


async def test_changed_commands_are_registered_anew() -> None:
    async with fake_discord() as fake:
        store = Memory()
        for _ in range(2):
            front = front_at(fake, store)
            await front.start(Desk())
            await front.stop()
            store.meta = dict.fromkeys(store.meta, "of an older version")
        assert (await fake.orders.counts())["syncs"] == 2


async def test_commands_that_discord_does_not_take_now_are_told_as_trouble_and_the_bot_starts() -> None:
    async with fake_discord(limits=False) as fake:
        await fake.orders.fault("PUT /applications/*/commands", status=503)
        store = Memory()
        front = front_at(fake, store)
        await front.start(Desk())
        assert "the commands could not be registered" in (front.trouble() or "") and store.meta == {}
        await fake.people.direct_message("hello")
        await fake.orders.wait_stored(fake.direct_channel(MEMBER_ID))
        await front.stop()


async def test_a_discord_out_of_reach_ends_the_start_with_one_sentence() -> None:
    async with fake_discord() as fake:
        api, token = fake.api, fake.token
    front = DiscordFront(token, api_base=api, store=Memory(), clock=clock, owner="a")
    with pytest.raises(NewsdeskError, match="logging in to Discord: Discord can't be reached"):
        await front.start(Desk())


async def test_a_wrong_token_ends_the_start_with_one_clear_sentence() -> None:
    async with fake_discord() as fake:
        front = front_at(fake, Memory(), token="wrong")
        with pytest.raises(TokenRefused, match="Discord refuses the bot's token: reset it on the Bot page"):
            await front.start(Desk())
        await front.stop()
        assert (await fake.orders.counts())["identifies"] == 0


async def test_refused_intents_end_the_start_with_one_clear_sentence() -> None:
    async with fake_discord() as fake:
        front = front_at(fake, Memory())
        starting = asyncio.create_task(front.start(Desk()))
        fake.gateway._objection = lambda line, data: 4014  # type: ignore[method-assign]
        with pytest.raises(NewsdeskError, match="Discord refuses the bot's intents"):
            await starting
        await front.stop()


async def test_no_privileged_intent_is_asked_for() -> None:
    async with running() as (fake, _, _):
        (session,) = fake.gateway.alive()
        assert session.intents & (1 << 1 | 1 << 8 | 1 << 15) == 0


async def test_a_revoked_token_is_told_as_trouble_and_not_tried_for_ever() -> None:
    async with running() as (fake, _, front):
        await fake.orders.tune(token="another")
        await fake.orders.expire_sessions()
        await until(lambda: "refuses the bot's token" in (front.trouble() or ""), 20)
        assert (await fake.orders.counts())["identifies"] == 1


async def test_a_press_while_the_gateway_is_cut_is_answered_after_the_resume() -> None:
    async with running() as (fake, _, front):
        await fake.orders.tune(ack_seconds=30.0)
        digest = await a_digest(front)
        await fake.orders.gateway_down(1.0)
        pressing = asyncio.create_task(fake.people.press(digest, "more:1"))
        await until(lambda: "is cut since" in (front.trouble() or ""))
        seen = await pressing
        assert seen.text == "pressed more 1" and seen.ephemeral
        assert front.trouble() is None
        counts = await fake.orders.counts()
        assert counts["identifies"] == 1 and counts["resumes"] >= 1
        assert len(fake.stored()) == 1


async def test_a_new_session_posts_nothing_and_answers_go_on() -> None:
    async with running() as (fake, _, front):
        await fake.orders.expire_sessions()
        await until(lambda: fake.gateway.identifies == 2, 20)
        await until(lambda: front.trouble() is None)
        seen = await fake.people.slash("news latest", channel=NEWS_ID)
        assert seen.text == "news latest: {}" and fake.stored() == []


# --- Commands ---------------------------------------------------------------------------------------------------------


async def test_a_command_is_answered_for_the_asker_alone() -> None:
    async with running() as (fake, desk, _):
        seen = await fake.people.slash("news company", {"name": "Meta"}, channel=NEWS_ID, locale="de")
        assert seen.text == "news company: {'name': 'Meta'}" and seen.ephemeral and seen.followups == []
        assert seen.ack == "defer" and seen.ack_ms is not None and seen.ack_ms < 1000
        ((_, asker, _),) = desk.told
        assert asker.place == Place("discord", str(GUILD_ID), str(NEWS_ID), name="news", workspace_name="Readers")
        assert (asker.person, asker.language, asker.zone) == (str(MEMBER_ID), "de", None)
        assert asker.present and not asker.manages and not asker.admin
        assert fake.stored() == [] and fake.violations() == []


async def test_who_manages_is_judged_by_the_permissions_of_this_very_moment() -> None:
    async with running() as (fake, desk, _):
        await fake.people.slash("newsdesk list", channel=NEWS_ID, user=MANAGER_ID)
        await fake.people.slash("newsdesk list", channel=NEWS_ID, user=MANAGER_ID, permissions=rules.ADMINISTRATOR)
        await fake.orders.permit(NEWS_ID, MANAGER_ID, deny=rules.MANAGE_CHANNELS)
        await fake.people.slash("news latest", channel=NEWS_ID, user=MANAGER_ID)
        await fake.people.slash("news latest", channel=NEWS_ID, user=MANAGER_ID, permissions=1 << 53 - 1 | 1 << 5)
        assert [asker.manages for _, asker, _ in desk.told] == [True, True, False, False]
        assert [asker.admin for _, asker, _ in desk.told] == [False, True, False, True]


async def test_what_the_bot_lacks_in_a_channel_comes_with_the_command_itself() -> None:
    async with running() as (fake, desk, _):
        await fake.orders.permit(NEWS_ID, BOT_ID, deny=rules.READ_MESSAGE_HISTORY)
        await fake.people.slash("newsdesk list", channel=NEWS_ID, user=MANAGER_ID, locale="de")
        await fake.people.slash("newsdesk list", channel=GENERAL_ID, user=MANAGER_ID)
        lacks = [(asker.lacks, asker.likely_zone) for _, asker, _ in desk.told]
        assert lacks[0][0][:1] == ("Read Message History",) and lacks[0][1] == "Europe/Berlin"
        assert "Read Message History" not in lacks[1][0] and lacks[1][1] is None


async def test_for_another_channel_its_own_permissions_count() -> None:
    async with running() as (fake, desk, _):
        await fake.orders.permit(GENERAL_ID, MANAGER_ID, deny=rules.MANAGE_CHANNELS)
        for where in (NEWS_ID, GENERAL_ID):
            options = {"channel": where, "time": "08:30"}
            await fake.people.slash("newsdesk subscribe", options, channel=NEWS_ID, user=MANAGER_ID)
        assert [(asker.place.channel, asker.place.name, asker.manages) for _, asker, _ in desk.told] == [
            (str(NEWS_ID), "news", True),
            (str(GENERAL_ID), "general", False),
        ]


async def test_options_of_every_kind_arrive_as_the_command_layer_reads_them() -> None:
    async with running() as (fake, desk, _):
        options = {"time": "07:00", "size": 5, "days": "daily", "thread": True, "role": READERS_ROLE_ID}
        await fake.people.slash("newsdesk subscribe", options, channel=NEWS_ID, user=MANAGER_ID)
        (told,) = [values for _, _, values in desk.told]
        assert told == {
            "time": "07:00", "size": "5", "days": "daily", "thread": "yes", "role": str(READERS_ROLE_ID),
        }  # fmt: skip


async def test_in_direct_messages_the_place_is_the_person() -> None:
    async with running() as (fake, desk, _):
        seen = await fake.people.slash("news latest", direct=True)
        assert seen.text == "news latest: {}"
        ((_, asker, _),) = desk.told
        assert asker.place == Place("discord", "", f"@{MEMBER_ID}", direct=True) and asker.present


async def test_where_only_the_person_installed_it_the_bot_is_not_present() -> None:
    async with running() as (fake, desk, _):
        elsewhere = await fake.orders.foreign_guild(user=MEMBER_ID)
        await fake.orders.install(MEMBER_ID)
        seen = await fake.people.slash("news latest", channel=elsewhere["channel"])
        assert seen.text == "news latest: {}" and seen.ephemeral
        ((_, asker, _),) = desk.told
        assert not asker.present and not asker.place.direct


async def test_an_export_comes_as_a_file_and_an_import_is_read_from_one() -> None:
    async with running() as (fake, desk, _):
        seen = await fake.people.slash("newsdesk export", channel=NEWS_ID, user=MANAGER_ID)
        assert seen.message and [one["filename"] for one in seen.message["attachments"]] == ["newsdesk.json"]
        upload = {"filename": "subscriptions.json", "content": '[{"time": "08:30"}]'}
        await fake.people.slash("newsdesk import", {"data": upload}, channel=NEWS_ID, user=MANAGER_ID)
        assert desk.told[-1][2] == {"data": '[{"time": "08:30"}]'}
        assert fake.violations() == []
        large = {"filename": "large.json", "content": "x" * 1_000_001}
        seen = await fake.people.slash("newsdesk import", {"data": large}, channel=NEWS_ID, user=MANAGER_ID)
        assert seen.text.startswith("This file is larger than 1 MB") and len(desk.told) == 2


async def test_a_defect_is_told_in_one_sentence_and_stops_nothing() -> None:
    async with running() as (fake, _, _):
        seen = await fake.people.slash("news status", channel=NEWS_ID)
        assert seen.text == "Something went wrong on my side, and is logged. Please try again in a minute."
        assert (await fake.people.slash("news latest", channel=NEWS_ID)).text == "news latest: {}"


async def test_names_complete_as_one_types() -> None:
    async with running() as (fake, _, _):
        seen = await fake.people.autocomplete("news company", "name", "Me", channel=NEWS_ID)
        assert seen.choices and len(seen.choices) == 25
        assert seen.choices[0] == {"name": "company Me 0", "value": "company Me 0"}
        assert seen.ack_ms is not None and seen.ack_ms < 500


async def test_two_hundred_questions_at_once_are_all_acknowledged_in_time_and_answered() -> None:
    async with running(Desk(slow=4.0)) as (fake, _, _):
        asked = [
            fake.people.slash("news ask", {"question": f"Who uses Qwen? {n}"}, channel=NEWS_ID, wait=30)
            for n in range(200)
        ]
        seen = await asyncio.gather(*asked)
        assert all(one.problem is None and one.ack == "defer" for one in seen)
        assert max(one.ack_ms or 0 for one in seen) < 3000
        assert all(f"Qwen? {n}'" in one.text for n, one in enumerate(seen))
        assert fake.violations() == []


async def test_an_interaction_that_two_processes_get_is_acted_on_once_and_answered_once() -> None:
    async with fake_discord(limits=False) as fake:
        store, desk = Memory(), Desk()
        fronts = [front_at(fake, store, owner=owner) for owner in ("a", "b")]
        for front in fronts:
            await front.start(desk)
        seen = await fake.people.slash("news digest", channel=NEWS_ID)
        assert seen.text.startswith("news digest: {}") and seen.followups == []
        pressed = await fake.people.press(message_id(seen), "share")
        assert pressed.text == "pressed share 7"
        assert [what for what, _, _ in desk.told] == ["news digest", "share"]
        assert fake.violations() == []
        for front in fronts:
            await front.stop()


async def test_a_form_is_taken_by_the_process_that_opened_it_whoever_hears_first() -> None:
    async with fake_discord(limits=False) as fake:
        store, desk = Memory(), Desk()
        fronts = [front_at(fake, store, owner=owner) for owner in ("a", "b")]
        for front in fronts:
            await front.start(desk)
        for _ in range(3):
            opened = await fake.people.slash("newsdesk subscribe", channel=NEWS_ID, user=MANAGER_ID)
            panel = await fake.people.submit_modal(opened.interaction_id, {"time": "07:00", "further_pages": "yes"})
            done = await fake.people.press(message_id(panel), "Subscribe", user=MANAGER_ID)
            assert done.text == "Subscribed. Next: Tue 16 Dec 07:00."
        assert [what for what, _, _ in desk.told] == ["newsdesk subscribe", "submit subscribe"] * 3
        assert fake.violations() == []
        for front in fronts:
            await front.stop()


async def test_a_database_that_is_slow_to_claim_keeps_nobody_waiting() -> None:
    class SlowMemory(Memory):
        async def claim(self, key: str, *, owner: str, now: datetime, seconds: float) -> bool:
            await asyncio.sleep(4.0)
            return await super().claim(key, owner=owner, now=now, seconds=seconds)

    async with fake_discord(limits=False) as fake:
        front = front_at(fake, SlowMemory())
        await front.start(Desk())
        asked = (fake.people.slash("news latest", channel=NEWS_ID), fake.people.press(await a_digest(front), "more:1"))
        latest, pressed = await asyncio.gather(*asked)
        assert max(latest.ack_ms or 9999, pressed.ack_ms or 9999) < 2500
        assert (latest.text, pressed.text) == ("news latest: {}", "pressed more 1")
        await front.stop()


async def test_an_answer_whose_first_sending_got_a_500_stands_once() -> None:
    async with running() as (fake, _, _):
        await fake.orders.fault("PATCH /webhooks/*", status=500, after=True)
        seen = await fake.people.slash("news latest", channel=NEWS_ID)
        assert seen.text == "news latest: {}" and seen.followups == []
        assert len(fake.stored(private=True)) == 1


@pytest.mark.parametrize("route", ["POST /interactions/*", "PATCH /webhooks/*"])
async def test_an_acknowledgement_or_answer_whose_connection_broke_is_given_again_and_stands_once(route: str) -> None:
    async with running() as (fake, _, front):
        digest = await a_digest(front)
        for after in (True, False):
            await fake.orders.fault(route, kind="reset", after=after)
            seen = await fake.people.slash("news latest", channel=NEWS_ID)
            assert seen.text == "news latest: {}" and seen.followups == []
            await fake.orders.fault(route, kind="reset", after=after)
            assert (await fake.people.press(digest, "more:1")).text == "pressed more 1"


async def test_an_answer_that_discord_refuses_is_told_as_a_defect() -> None:
    async with running() as (fake, _, _):
        await fake.orders.fault("PATCH /webhooks/*", status=400, code=50035, message="Invalid Form Body")
        seen = await fake.people.slash("news latest", channel=NEWS_ID)
        assert seen.text.startswith("Something went wrong on my side")


async def test_stopping_lets_answers_in_hand_end() -> None:
    async with fake_discord(limits=False) as fake:
        front = front_at(fake, Memory())
        desk = Desk(slow=0.5)
        await front.start(desk)
        asking = asyncio.create_task(fake.people.slash("news latest", channel=NEWS_ID))
        await until(lambda: bool(desk.told))
        await front.stop()
        assert (await asking).text == "news latest: {}"


# --- Presses ----------------------------------------------------------------------------------------------------------


async def test_a_press_under_a_digest_is_answered_in_private_with_the_digests_mark() -> None:
    async with running() as (fake, desk, front):
        digest = await a_digest(front)
        seen = await fake.people.press(digest, "more:2")
        assert seen.text == "pressed more 2" and seen.ephemeral and seen.ack == "message"
        (_, asker, pressed) = desk.told[0]
        assert isinstance(pressed, Pressed) and (pressed.action, pressed.value, pressed.mark) == ("more", "2", MARK)
        assert asker.place.channel == str(NEWS_ID)
        assert len(fake.stored(NEWS_ID)) == 1 and fake.stored(NEWS_ID)[0]["edits"] == []


async def test_buttons_of_a_message_from_before_a_restart_still_work() -> None:
    async with fake_discord(limits=False) as fake:
        store = Memory()
        front = front_at(fake, store)
        await front.start(Desk())
        digest = await a_digest(front)
        await front.stop()
        again = front_at(fake, store)
        await again.start(Desk())
        assert (await fake.people.press(digest, "more:1")).text == "pressed more 1"
        await again.stop()


async def test_a_private_answer_replaces_the_one_that_was_pressed_on_or_stands_beside_it() -> None:
    async with running() as (fake, _, _):
        first = await fake.people.slash("news digest", channel=NEWS_ID)
        beside = await fake.people.press(message_id(first), "share")
        assert beside.text == "pressed share 7" and message_id(beside) != message_id(first) and beside.ephemeral
        instead = await fake.people.press(message_id(first), "undo")
        assert instead.text == "pressed undo 7" and message_id(instead) == message_id(first)
        assert fake.violations() == []


async def test_a_slow_press_is_acknowledged_and_answered_later() -> None:
    async with running(Desk(slow=3.5)) as (fake, _, front):
        seen = await fake.people.press(await a_digest(front), "more:1")
        assert seen.ack == "defer" and (seen.ack_ms or 0) < 2500
        assert seen.text == "pressed more 1" and seen.ephemeral


# --- Forms ------------------------------------------------------------------------------------------------------------


async def test_subscribe_opens_a_form_that_is_sent_off_at_once() -> None:
    async with running() as (fake, desk, _):
        seen = await fake.people.slash("newsdesk subscribe", channel=NEWS_ID, user=MANAGER_ID)
        assert seen.ack == "modal" and seen.modal and seen.modal["title"] == "Daily AI news here"
        labels = [one["label"] for one in seen.modal["components"]]
        assert labels == ["What it is about", "When", "On which days", "Time zone", "More options"]
        done = await fake.people.submit_modal(seen.interaction_id, {"time": "07:00", "zone": "Europe/Berlin"})
        assert done.text == "Subscribed. Next: Tue 16 Dec 07:00." and done.ephemeral
        what, asker, values = desk.told[-1]
        assert what == "submit subscribe" and asker.manages
        assert values == {
            "preset": "everything", "time": "07:00", "days": "weekdays", "size": "8", "zone": "Europe/Berlin",
            "channel": str(NEWS_ID),
        }  # fmt: skip
        assert fake.violations() == []


async def test_more_options_are_filled_in_page_by_page_and_sent_together() -> None:
    async with running() as (fake, desk, _):
        await fake.orders.permit(GENERAL_ID, MANAGER_ID, deny=rules.MANAGE_CHANNELS)
        opened = await fake.people.slash("newsdesk subscribe", channel=NEWS_ID, user=MANAGER_ID)
        panel = await fake.people.submit_modal(opened.interaction_id, {"time": "07:00", "further_pages": "yes"})
        assert "**When:** 07:00" in panel.text and panel.ephemeral
        more = await fake.people.press(message_id(panel), "form:", nth=1, user=MANAGER_ID)
        assert more.ack == "modal"
        filled = {"names": "Meta, Qwen", "channel": [str(GENERAL_ID)], "thread": "yes", "role": [str(READERS_ROLE_ID)]}
        again = await fake.people.submit_modal(more.interaction_id, filled)
        assert message_id(again) == message_id(panel) and "Meta, Qwen" in again.text
        done = await fake.people.press(message_id(panel), "Subscribe", user=MANAGER_ID)
        assert done.text == "Subscribed. Next: Tue 16 Dec 07:00." and message_id(done) == message_id(panel)
        _, asker, values = desk.told[-1]
        assert values == {
            "preset": "everything", "time": "07:00", "days": "weekdays", "size": "8", "zone": "UTC",
            "names": "Meta, Qwen", "channel": str(GENERAL_ID), "role": str(READERS_ROLE_ID), "thread": "yes",
        }  # fmt: skip
        assert asker.place.channel == str(GENERAL_ID) and not asker.manages
        assert fake.violations() == []


async def test_a_mistake_leaves_the_form_open_with_all_that_was_filled_in() -> None:
    async with running() as (fake, _, _):
        opened = await fake.people.slash("newsdesk subscribe", channel=NEWS_ID, user=MANAGER_ID)
        wrong = await fake.people.submit_modal(opened.interaction_id, {"time": "25:00", "zone": "Europe/Berlin"})
        assert "25:00 is no time: write it like 08:30." in wrong.text
        again = await fake.people.press(message_id(wrong), "Correct: When", user=MANAGER_ID)
        assert again.modal
        zone = next(one["component"] for one in again.modal["components"] if one["label"] == "Time zone")
        assert zone["value"] == "Europe/Berlin"
        done = await fake.people.submit_modal(again.interaction_id, {"time": "08:00"})
        assert done.text == "Subscribed. Next: Tue 16 Dec 08:00." and message_id(done) == message_id(wrong)


async def test_a_form_over_a_private_answer_leaves_that_answer_standing() -> None:
    async with running() as (fake, _, _):
        answer = await fake.people.slash("news digest", channel=NEWS_ID, user=MANAGER_ID)
        opened = await fake.people.press(message_id(answer), "Ask", user=MANAGER_ID)
        wrong = await fake.people.submit_modal(opened.interaction_id, {"time": "25:00", "zone": "Europe/Berlin"})
        assert message_id(wrong) != message_id(answer) and wrong.ephemeral
        again = await fake.people.press(message_id(wrong), "Correct: When", user=MANAGER_ID)
        done = await fake.people.submit_modal(again.interaction_id, {"time": "08:00"})
        assert done.text.startswith("Subscribed.") and message_id(done) == message_id(wrong)
        assert fake.violations() == []


async def test_a_form_that_was_open_during_a_restart_is_still_taken() -> None:
    async with fake_discord(limits=False) as fake:
        store, desk = Memory(), Desk()
        front = front_at(fake, store)
        await front.start(desk)
        opened = await fake.people.slash("newsdesk subscribe", channel=NEWS_ID, user=MANAGER_ID)
        await front.stop()
        again = front_at(fake, store)
        await again.start(desk)
        done = await fake.people.submit_modal(opened.interaction_id, {"time": "07:00"})
        assert done.text == "Subscribed. Next: Tue 16 Dec 07:00."
        await again.stop()


async def test_a_form_that_comes_too_slowly_is_offered_behind_a_button() -> None:
    async with running(Desk(slow=1.5)) as (fake, _, _):
        seen = await fake.people.slash("newsdesk subscribe", channel=NEWS_ID, user=MANAGER_ID)
        assert seen.ack == "defer" and "Daily AI news here" in seen.text
        opened = await fake.people.press(message_id(seen), "Fill in", user=MANAGER_ID)
        assert opened.ack == "modal"


# --- Messages, servers, channels --------------------------------------------------------------------------------------


async def test_a_direct_message_is_answered_there_once() -> None:
    async with running() as (fake, desk, _):
        await fake.people.direct_message("Who uses Qwen?")
        direct = fake.direct_channel(MEMBER_ID)
        (stored,) = await fake.orders.wait_stored(direct)
        assert stored["text"] == "You said: Who uses Qwen?"
        await asyncio.sleep(0.2)
        assert [what for what, _, _ in desk.told] == ["said"]


async def test_a_mention_in_a_channel_is_answered_in_private() -> None:
    async with running() as (fake, desk, _):
        await fake.people.say("nothing for the bot", channel=NEWS_ID)
        await fake.people.say("{bot} who uses Qwen?", channel=NEWS_ID, user=MANAGER_ID)
        (stored,) = await fake.orders.wait_stored(fake.direct_channel(MANAGER_ID))
        assert stored["text"] == "You said: who uses Qwen?" and fake.stored(NEWS_ID) == []
        ((_, asker, _),) = desk.told
        assert asker.place.channel == str(NEWS_ID) and asker.manages
        assert asker.apart, "answered elsewhere: nothing can be shared “here”"


async def test_joining_a_server_posts_nothing_and_an_outage_is_no_removal() -> None:
    async with running() as (fake, desk, _):
        await fake.orders.join_guild()
        await fake.orders.guild_available(False)
        await fake.orders.guild_available(True)
        await fake.orders.leave_guild(GUILD_ID)
        await until(lambda: bool(desk.told))
        assert [(what, asker.place.workspace) for what, asker, _ in desk.told] == [("uninstalled", str(GUILD_ID))]
        assert fake.stored(private=True) == []


async def test_a_server_that_the_bot_is_invited_to_again_is_told_and_one_it_was_in_at_the_start() -> None:
    async with running() as (fake, desk, _):
        await until(lambda: str(GUILD_ID) in desk.servers)
        await fake.orders.leave_guild(GUILD_ID)
        await until(lambda: bool(desk.told))
        desk.servers.clear()
        await fake.orders.join_guild(guild=GUILD_ID)
        await until(lambda: desk.servers == [str(GUILD_ID)])


async def test_a_deleted_channel_is_told() -> None:
    async with running() as (fake, desk, _):
        await fake.orders.delete_channel(NEWS_ID)
        await until(lambda: bool(desk.told))
        assert [(what, asker.place.address) for what, asker, _ in desk.told] == [("left", f"discord:{NEWS_ID}")]
