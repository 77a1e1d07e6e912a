"""What people see of the bot in Slack: real slack_bolt and slack_sdk over real sockets, against a Slack of our own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.adapters.slack_answers import Answers
from bot.adapters.slack_clients import Clients
from bot.adapters.slack_courier import DirectChannels
from bot.adapters.slack_manifest import render_manifest
from bot.adapters.slack_reading import Contact
from bot.commands.conversation import Field, Form, Mistakes, Place, Pressed, Reply
from bot.news.message import Button, Line, Message, Section, Text, digest_message
from bot.outbox_ports import Channel
from bot.ports import NewsdeskError
from bot.store.store import Store
from tests.adapters.slack_talk import Talk, eventually, running, said, wall_clock
from tests.fakes.slack_server import ADA, BEN, BOT_TOKEN, GIL, NEWS, RANDOM, SAM, TEAM, SlackServer, slack_server
from tests.news.invented import monday

MANIFEST = Path(__file__).parents[2] / "config" / "slack-manifest.yaml"


def answers(slack: SlackServer) -> list[str]:
    return [one["text"] for one in slack.ephemeral(ADA)]


@pytest.fixture
async def slack() -> AsyncIterator[SlackServer]:
    """With the app as `newsdesk slack-manifest` describes it: its scopes and events, no more."""
    async with slack_server() as server:
        server.manifest(render_manifest(MANIFEST, commands=("/news", "/newsdesk")))
        yield server


async def test_a_command_is_acknowledged_at_once_and_answered_to_its_asker_alone(
    slack: SlackServer, tmp_path: Path
) -> None:
    talk = Talk()
    async with running(slack, tmp_path, talk) as front:
        assert front.trouble() is None
        seen = await slack.people.slash("/news", "company Lumora", until="Lumora")
    assert seen.error == "" and seen.milliseconds is not None and seen.milliseconds < 1000
    assert "answer to news company: Lumora" in seen.words and not seen.posted
    asker, _ = talk.last("news company")
    assert (asker.person, asker.place.workspace, asker.place.channel) == (ADA, TEAM, NEWS)
    assert asker.zone == "Europe/Berlin" and asker.language == "en"
    assert slack.violations() == []


# --- Commands ---------------------------------------------------------------------------------------------------------


async def test_two_hundred_questions_at_once_are_all_acknowledged_in_time_and_answered(
    slack: SlackServer, tmp_path: Path
) -> None:
    talk = Talk(seconds=0.05)
    people = [slack.add_person(TEAM, f"person{n}")["id"] for n in range(200)]
    slack.world.channels[NEWS].members |= set(people)
    async with running(slack, tmp_path, talk):
        asked = [
            slack.people.slash("/news", f"ask number {n} of many?", user=who, until=f"number {n} of", patience=50)
            for n, who in enumerate(people)
        ]
        seen = await asyncio.gather(*asked)
    assert [one.error for one in seen if one.error] == []
    assert max(one.milliseconds or 0 for one in seen) < 3000
    assert all(len(one.ephemeral) == 1 for one in seen)
    assert talk.count("news ask") == 200
    assert slack.violations() == []


async def test_a_slow_answer_is_still_acknowledged_at_once(slack: SlackServer, tmp_path: Path) -> None:
    async with running(slack, tmp_path, Talk(seconds=3.5)):
        seen = await slack.people.slash("/news", "latest", until="answer to", patience=6)
    assert seen.milliseconds is not None and seen.milliseconds < 1000
    assert "answer to news latest" in seen.words


async def test_what_cant_be_read_is_answered_with_what_was_meant(slack: SlackServer, tmp_path: Path) -> None:
    async with running(slack, tmp_path, Talk()):
        seen = await slack.people.slash("/news", "compny Lumora", until="Did you mean")
    assert "Did you mean /news company Lumora" in seen.words


async def test_commands_may_be_called_otherwise(slack: SlackServer, tmp_path: Path) -> None:
    talk = Talk()
    slack.manifest(render_manifest(MANIFEST, commands=("/ai", "/ai-desk")))
    async with running(slack, tmp_path, talk, words=("/ai", "/ai-desk")):
        await slack.people.slash("/ai-desk", "list", until="answer")
    assert talk.count("newsdesk list") == 1


async def test_an_answer_reaches_a_channel_where_the_bot_isnt(slack: SlackServer, tmp_path: Path) -> None:
    async with running(slack, tmp_path, Talk()):
        seen = await slack.people.slash("/news", "latest", channel=RANDOM, until="answer")
    assert len(seen.ephemeral) == 1 and slack.violations() == []


async def test_an_answer_whose_confirmation_is_lost_is_not_given_twice(slack: SlackServer, tmp_path: Path) -> None:
    slack.fault("response_url", "reset_after")
    async with running(slack, tmp_path, Talk()):
        await slack.people.slash("/news", "latest", until="answer")
    assert len(slack.ephemeral(ADA)) == 1


async def test_an_answer_that_the_first_way_refuses_goes_the_second(slack: SlackServer, tmp_path: Path) -> None:
    async with running(slack, tmp_path, Talk()):
        seen = await slack.people.slash("/news", "latest", until="answer")
        (answer,) = seen.ephemeral
        for trigger in slack.world.triggers.values():
            trigger.uses = 5
        contact = Contact(Place("slack", TEAM, NEWS), ADA, "Ada", "x", response_url=f"{slack.url}/commands/{TEAM}/gone")
        clients = Clients(slack.api_url, BOT_TOKEN)
        await Answers(clients, DirectChannels(clients)).say(contact, said("once more"))
        there = [one["text"] for one in slack.ephemeral(ADA)]
    assert there == [answer["text"], "once more"]


async def test_a_long_answer_comes_in_several_messages_and_loses_nothing(slack: SlackServer, tmp_path: Path) -> None:
    sections = tuple(Section("note", (Line((Text(f"Story {n}"),)), Line((Text("Wire"),), "small"))) for n in range(60))
    talk = Talk({"news latest": Reply(Message("Latest", (), sections, "Latest"))})
    async with running(slack, tmp_path, talk):
        seen = await slack.people.slash("/news", "latest", until="Story 59")
    assert len(seen.ephemeral) == 3 and all(f"Story {n}" in seen.words for n in range(60))


async def test_two_processes_answer_an_interaction_once(slack: SlackServer, tmp_path: Path) -> None:
    one, two = Talk(), Talk()
    async with running(slack, tmp_path, one), running(slack, tmp_path, two, owner="two"):
        for n in range(6):
            await slack.people.slash("/news", f"company Name{n}", until=f"Name{n}")
    assert one.count("news company") + two.count("news company") == 6
    assert len(slack.ephemeral(ADA)) == 6


async def test_an_event_that_comes_three_times_is_answered_once(slack: SlackServer, tmp_path: Path) -> None:
    talk = Talk()
    event = {"type": "app_mention", "user": ADA, "channel": NEWS, "text": "<@U0> news?", "ts": "1.000001"}
    async with running(slack, tmp_path, talk):
        await slack.people.event(event, times=3, until="answer")
    assert talk.count("said") == 1 and len(slack.ephemeral(ADA)) == 1


# --- Who may manage ---------------------------------------------------------------------------------------------------


async def test_full_members_manage_and_guests_and_strangers_dont(slack: SlackServer, tmp_path: Path) -> None:
    talk = Talk()
    async with running(slack, tmp_path, talk):
        managers = {}
        for who in (ADA, BEN, GIL, SAM):
            await slack.people.slash("/newsdesk", "list", user=who, until="answer")
            asker, _ = talk.last("newsdesk list")
            managers[who] = (asker.manages, asker.admin)
    assert managers == {ADA: (True, True), BEN: (True, False), GIL: (False, False), SAM: (False, False)}


async def test_admins_may_keep_it_to_themselves(slack: SlackServer, tmp_path: Path) -> None:
    talk = Talk()
    async with running(slack, tmp_path, talk), await Store.open(f"sqlite:///{tmp_path / 'news.db'}") as store:
        kept = await store.keep_channel(f"slack:{NEWS}", wall_clock(), workspace=TEAM)
        await store.set_workspace_settings(kept.workspace_id, {"managers": "admins"})
        for who, manages in ((ADA, True), (BEN, False)):
            await slack.people.slash("/newsdesk", "list", user=who, until="answer")
            assert talk.last("newsdesk list")[0].manages is manages


async def test_another_channel_is_managed_only_by_its_members(slack: SlackServer, tmp_path: Path) -> None:
    talk = Talk()
    club = slack.add_channel("club", kind="private", members=[ADA])
    async with running(slack, tmp_path, talk):
        for who, manages in ((ADA, True), (BEN, False)):
            await slack.people.slash("/newsdesk", "subscribe #club 08:30", user=who, until="answer")
            asker, _ = talk.last("newsdesk subscribe")
            assert asker.place.channel == club and asker.manages is manages


async def test_whoever_left_a_channel_before_sending_its_form_no_longer_manages_it(
    slack: SlackServer, tmp_path: Path
) -> None:
    club = slack.add_channel("club", kind="private", members=[ADA, BEN])
    talk = Talk({"newsdesk subscribe": Form("subscribe", "Daily AI news here", "Subscribe", (Field("a", "A"),))})
    passed = [timedelta(0)]
    async with running(slack, tmp_path, talk, clock=lambda: wall_clock() + sum(passed, timedelta(0))):
        for leaves in (False, True):
            await slack.people.slash("/newsdesk", "subscribe", user=BEN, channel=club)
            await eventually(lambda: (slack.view(BEN) or {}).get("submit"))
            assert talk.last("newsdesk subscribe")[0].manages
            if leaves:
                await slack.people.leave(club, user=BEN)
                passed.append(timedelta(minutes=2))
            await slack.people.submit({"field:a": "x"}, user=BEN, until="answer")
            assert talk.last("submit subscribe")[0].manages is not leaves


async def test_a_press_counts_for_whoever_is_in_the_channel_now(slack: SlackServer, tmp_path: Path) -> None:
    club = slack.add_channel("club", members=[ADA])
    talk, passed = Talk(), [timedelta(0)]
    async with running(slack, tmp_path, talk, clock=lambda: wall_clock() + sum(passed, timedelta(0))) as front:
        (payload,) = front.courier.draw(digest_message(monday()), mark="abcDEF0123_-xyz9")
        channel = Channel(1, "slack", 1, TEAM, club, None, "active", None)
        ts = await front.courier.post(channel, payload, marker="abcDEF0123_-xyz9.1")
        for joins in (False, True):
            slack.world.channels[club].members |= {BEN} if joins else set()
            passed.append(timedelta(seconds=10))
            await slack.people.press("settings", ts=ts, user=BEN, until="answer")
            asker, _ = talk.last("press settings")
            assert asker.manages is joins
            assert asker.member_of and await asker.member_of(club) is joins


async def test_who_cant_be_asked_about_changes_nothing(slack: SlackServer, tmp_path: Path) -> None:
    talk = Talk()
    async with running(slack, tmp_path, talk):
        slack.fault("users.info", "ratelimited", seconds=30, times=None)
        seen = await slack.people.slash("/newsdesk", "list", until="who you are")
        asked = await slack.people.slash("/news", "latest", until="answer")
    assert "nothing was done" in seen.words and talk.count("newsdesk list") == 0
    assert "answer to news latest" in asked.words


# --- Presses ----------------------------------------------------------------------------------------------------------


async def test_a_press_under_a_digest_tells_its_story_and_its_delivery(slack: SlackServer, tmp_path: Path) -> None:
    talk = Talk()
    async with running(slack, tmp_path, talk) as front:
        (payload,) = front.courier.draw(digest_message(monday()), mark="abcDEF0123_-xyz9")
        channel = Channel(1, "slack", 1, TEAM, NEWS, None, "active", None)
        ts = await front.courier.post(channel, payload, marker="abcDEF0123_-xyz9.1")
        await slack.people.press("story:2", ts=ts, option="more:2", user=BEN, until="answer")
        await slack.people.press("settings", ts=ts, user=BEN, until="answer")
    asker, pressed = talk.last("press more")
    assert pressed == Pressed("more", "2", "abcDEF0123_-xyz9") and asker.person == BEN
    assert talk.last("press settings")[1] == Pressed("settings", "", "abcDEF0123_-xyz9")
    assert slack.messages(NEWS)[0]["text"] == payload["text"], "a digest is replaced by nobody's press"


async def test_a_private_answer_is_replaced_by_the_next_where_it_says_so(slack: SlackServer, tmp_path: Path) -> None:
    talk = Talk(
        {
            "news latest": said("Undo?", Button("Undo", "undo_less", "7"), Button("Other", "undo_less", "8")),
            "press undo_less": said("Undone.", replaces=True),
        }
    )
    async with running(slack, tmp_path, talk):
        seen = await slack.people.slash("/news", "latest", until="Undo?")
        await slack.people.press(label="Other", ts=seen.ephemeral[0]["ts"], until="Undone")
    assert talk.last("press undo_less")[1] == Pressed("undo_less", "8")
    (left,) = slack.ephemeral(ADA)
    assert left["text"] == "Undone."


async def test_a_link_button_asks_for_nothing(slack: SlackServer, tmp_path: Path) -> None:
    talk = Talk({"news latest": said("Read", Button("On the web", "web", url="https://a.example"))})
    async with running(slack, tmp_path, talk):
        seen = await slack.people.slash("/news", "latest", until="Read")
        pressed = await slack.people.press("web", ts=seen.ephemeral[0]["ts"], patience=0.4)
    assert pressed.error == "" and talk.count("press web") == 0


# --- Forms ------------------------------------------------------------------------------------------------------------

FORM = Form(
    "subscribe", "Daily AI news", "Subscribe",
    (
        Field("preset", "What about", "choice", "all", (("all", "Everything"), ("china", "China")), required=True),
        Field("time", "When", "time", "08:30", required=True),
        Field("zone", "Time zone", "zone", "Europe/Berlin", required=True),
        Field("size", "How many", "number", "8"),
    ),
    (Field("words", "Words", "text", "weights"), Field("channel", "Channel", "channel", NEWS), Field("role", "Role", "role")),
)  # fmt: skip


async def test_a_form_opens_at_once_and_its_values_come_back(slack: SlackServer, tmp_path: Path) -> None:
    talk = Talk({"newsdesk subscribe": FORM}, completions=[("Asia/Tokyo", "Tokyo"), ("Asia/Tomsk", "Tomsk")])
    async with running(slack, tmp_path, talk):
        seen = await slack.people.slash("/newsdesk", "subscribe", until="More options")
        assert seen.views[0]["blocks"][0]["text"]["text"] == "One moment …"
        offered = await slack.people.suggest("zone:zone", "To")
        assert [option["value"] for option in offered.options] == ["Asia/Tokyo", "Asia/Tomsk"]
        values = {"zone:zone": "Asia/Tokyo", "time:time": "07:15", "choice:preset": "china"}
        done = await slack.people.submit(values, patience=0.1)
        await eventually(lambda: answers(slack) == ["answer to submit subscribe: china, 07:15, Asia/Tokyo, 8"])
    assert talk.last("complete zone")[1] == "To"
    assert talk.last("submit subscribe")[1] == {
        "preset": "china", "time": "07:15", "zone": "Asia/Tokyo", "size": "8",
    }  # fmt: skip
    assert done.view is None and slack.violations() == []


async def test_more_options_keeps_what_was_typed(slack: SlackServer, tmp_path: Path) -> None:
    talk = Talk({"newsdesk subscribe": FORM})
    async with running(slack, tmp_path, talk):
        await slack.people.slash("/newsdesk", "subscribe", until="More options")
        slack.people._fill(slack.people._modal(ADA, ""), "time:time", "06:00")
        seen = await slack.people.press("more_options", until="Words")
        assert "More options" not in str(seen.view)
        await slack.people.submit({"role:role": "S0123ABCD"}, patience=0.1)
        await eventually(lambda: answers(slack))
    values = talk.last("submit subscribe")[1]
    assert isinstance(values, dict)
    assert values["time"] == "06:00" and values["words"] == "weights" and values["role"] == "S0123ABCD"
    assert slack.violations() == []


async def test_mistakes_stay_in_the_form(slack: SlackServer, tmp_path: Path) -> None:
    talk = Talk({"newsdesk subscribe": FORM, "submit subscribe": Mistakes({"size": "At most 20."})})
    async with running(slack, tmp_path, talk):
        await slack.people.slash("/newsdesk", "subscribe", until="More options")
        seen = await slack.people.submit()
        assert seen.errors == {"field:size": "At most 20."}
        talk.outcomes["submit subscribe"] = said("Subscribed.")
        done = await slack.people.submit(patience=0.1)
        await eventually(lambda: answers(slack) == ["Subscribed."])
    assert done.view is None and talk.count("submit subscribe") == 2


async def test_a_form_that_is_checked_slowly_says_to_wait_and_is_then_answered(
    slack: SlackServer, tmp_path: Path
) -> None:
    talk = Talk({"newsdesk subscribe": FORM, "submit subscribe": Mistakes({"size": "At most 20."})})
    async with running(slack, tmp_path, talk):
        await slack.people.slash("/newsdesk", "subscribe", until="More options")
        talk.seconds = 2.5
        seen = await slack.people.submit(until="At most 20.", patience=6)
        assert seen.error == "" and "One moment" in seen.words
        assert seen.view and "More options" in str(seen.view)
        talk.outcomes["submit subscribe"] = said("Subscribed.")
        done = await slack.people.submit(until="Done.", patience=6)
        await eventually(lambda: answers(slack) == ["Subscribed."])
    assert "Done." in done.words


async def test_a_channel_chosen_in_the_form_is_the_place(slack: SlackServer, tmp_path: Path) -> None:
    talk = Talk({"newsdesk subscribe": FORM})
    other = slack.add_channel("other", members=[ADA])
    async with running(slack, tmp_path, talk):
        await slack.people.slash("/newsdesk", "subscribe", until="More options")
        await slack.people.press("more_options", until="Words")
        await slack.people.submit({"channel:channel": other}, patience=0.1)
        await eventually(lambda: answers(slack))
    asker, values = talk.last("submit subscribe")
    assert asker.place.channel == other and asker.manages and isinstance(values, dict) and values["channel"] == other


async def test_a_form_that_came_too_late_says_to_press_again(slack: SlackServer, tmp_path: Path) -> None:
    talk = Talk({"news latest": said("Answer", Button("Ask", "ask")), "press ask": FORM})
    async with running(slack, tmp_path, talk):
        seen = await slack.people.slash("/news", "latest", until="Answer")
        talk.seconds = 3.3
        late = await slack.people.press("ask", ts=seen.ephemeral[0]["ts"], until="press once more", patience=6)
    assert "Please press once more" in late.words


async def test_a_message_is_asked_about_by_its_shortcut(slack: SlackServer, tmp_path: Path) -> None:
    talk = Talk({"press ask": Form("ask", "Ask", "Ask", (Field("question", "Question", "long", required=True),))})
    async with running(slack, tmp_path, talk):
        await slack.people.say("Lumora &amp; Veltmar merge?", channel=NEWS, user=BEN, patience=0.3)
        (message,) = slack.messages(NEWS)
        seen = await slack.people.shortcut("ask_about_message", ts=message["ts"], until="Question")
        assert "Lumora & Veltmar merge?" in seen.words
        await slack.people.submit(patience=0.1)
        await eventually(lambda: answers(slack))
    asker, values = talk.last("submit ask")
    assert values == {"question": "Lumora & Veltmar merge?"} and asker.place.channel == NEWS


# --- App Home, direct messages, coming and going ----------------------------------------------------------------------


async def test_app_home_shows_what_is_and_changes_with_what_is_done_there(slack: SlackServer, tmp_path: Path) -> None:
    talk = Talk({"press edit": Form("edit:12", "Subscription 12", "Save", (Field("size", "How many", "number", "8"),))})
    async with running(slack, tmp_path, talk):
        seen = await slack.people.open_home(until="seen 1 times")
        assert seen.home and seen.home["type"] == "home"
        await slack.people.press("edit", home=True, until="How many")
        await slack.people.submit({"number:size": "5"}, patience=0.1)
        await eventually(lambda: "seen 3 times" in str(slack.home(ADA)))
    asker, values = talk.last("submit edit:12")
    assert values == {"size": "5"} and asker.place.address == f"slack:@{ADA}" and asker.place.workspace == TEAM
    assert slack.violations() == []


async def test_the_bot_is_spoken_to_directly_and_by_mention(slack: SlackServer, tmp_path: Path) -> None:
    talk = Talk()
    async with running(slack, tmp_path, talk):
        direct = await slack.people.say("who uses Lumora?", until="answer")
        assert [message["text"] for message in direct.posted] == ["answer to said: who uses Lumora?"]
        await slack.people.say("<@bot> and Veltmar?", channel=NEWS, user=BEN, patience=0.1)
        await eventually(lambda: slack.ephemeral(BEN))
    asker, text = talk.last("said")
    assert (asker.person, text, asker.place.channel) == (BEN, "and Veltmar?", NEWS)
    assert [one["text"] for one in slack.ephemeral(BEN)] == ["answer to said: and Veltmar?"]
    assert talk.count("said") == 2, "the bot's own words aren't answered"


async def test_whoever_invites_sees_alone_how_to_begin(slack: SlackServer, tmp_path: Path) -> None:
    talk = Talk({"arrived": said("Daily AI news here?", Button("Weekdays 08:30", "subscribe"))})
    async with running(slack, tmp_path, talk):
        await slack.people.invite(RANDOM, by=BEN, until="Daily")
        await slack.people.invite(NEWS, user=GIL, by=BEN, patience=0.3)
        await asyncio.sleep(0.2)
    assert [(one["channel"], one["text"]) for one in slack.ephemeral(BEN)] == [(RANDOM, "Daily AI news here?")]
    assert talk.count("arrived") == 1 and talk.last("arrived")[0].person == BEN
    assert slack.messages(RANDOM) == []


async def test_removal_archive_and_uninstalling_are_told(slack: SlackServer, tmp_path: Path) -> None:
    talk = Talk()
    async with running(slack, tmp_path, talk) as front:
        await slack.people.archive(RANDOM, patience=0.3)
        await slack.people.kick(NEWS, patience=0.3)
        gone = [(place.channel, place.name) for place in talk.gone if isinstance(place, Place)]
        assert gone == [(RANDOM, "archived"), (NEWS, None)]
        await slack.people.unarchive(RANDOM, patience=0.3)
        assert talk.last("returned")[1] == RANDOM
        await slack.people.uninstall(patience=0.5)
        assert ("slack", TEAM) in talk.gone
        assert "install it again" in (front.trouble() or "")


async def test_an_export_comes_as_text_when_short_and_as_a_file_when_long(slack: SlackServer, tmp_path: Path) -> None:
    short = Reply(said("Two subscriptions.").message, attachment=("subscriptions.json", b'[{"a": "<b>"}]'))
    long = Reply(said("All of it.").message, attachment=("workspace.json", b'{"a": 1}\n' * 3000))
    talk = Talk({"newsdesk export": short, "newsdesk settings": long})
    async with running(slack, tmp_path, talk):
        seen = await slack.people.slash("/newsdesk", "export", until="Two")
        assert "```[{&quot" not in seen.words and '```[{"a": "&lt;b&gt;"}]```' in seen.words
        told = await slack.people.slash("/newsdesk", "settings", until="workspace.json is in your direct")
        assert "in your direct messages" in told.words
        assert any(message.get("files") for message in slack.messages(slack.direct(ADA)))
        slack.scopes("chat:write commands users:read im:write channels:read")
        cut = await slack.people.slash("/newsdesk", "settings", until="workspace.json")
    assert cut.words.count('{"a": 1}') == 3000 or "files:write" in cut.words
    assert slack.violations() == []


# --- Connection -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda slack: slack.refuse(TEAM, "invalid_auth"), r"Slack refuses SLACK_BOT_TOKEN \(invalid_auth\)"),
        (lambda slack: slack.refuse_app_token("invalid_auth"), r"Slack refuses SLACK_APP_TOKEN \(invalid_auth\)"),
    ],
)
async def test_a_wrong_token_ends_in_one_sentence_that_says_what_to_do(
    slack: SlackServer, tmp_path: Path, spoil: Callable[[SlackServer], None], sentence: str
) -> None:
    spoil(slack)
    with pytest.raises(NewsdeskError, match=sentence):
        async with running(slack, tmp_path, Talk()):
            raise AssertionError("it started")


async def test_a_cut_connection_is_told_and_comes_back_by_itself(slack: SlackServer, tmp_path: Path) -> None:
    async with running(slack, tmp_path, Talk()) as front:
        slack.outage(1.0)
        await asyncio.sleep(0.3)
        assert "is cut since" in (front.trouble() or "")
        assert await slack.connected(1, patience=20)
        seen = await slack.people.slash("/news", "latest", until="answer", patience=8)
        assert "answer" in seen.words and front.trouble() is None


async def test_a_requested_reconnection_loses_nothing(slack: SlackServer, tmp_path: Path) -> None:
    talk = Talk()
    async with running(slack, tmp_path, talk):
        await slack.disconnect()
        await slack.connected(1)
        seen = await slack.people.slash("/news", "latest", until="answer")
    assert seen.error == "" and talk.count("news latest") == 1


async def test_at_the_end_what_is_in_hand_is_still_answered(slack: SlackServer, tmp_path: Path) -> None:
    talk = Talk(seconds=1.0)
    async with running(slack, tmp_path, talk):
        asked = asyncio.create_task(slack.people.slash("/news", "latest", until="answer"))
        await eventually(lambda: talk.heard)
    assert "answer" in (await asked).words


async def test_a_connection_that_dies_without_a_sign_is_noticed_and_replaced(
    slack: SlackServer, tmp_path: Path
) -> None:
    async with running(slack, tmp_path, Talk()) as front:
        slack.freeze_sockets()
        await eventually(lambda: slack.connections()["opened"] == 2, seconds=20)
        await eventually(lambda: front.trouble() is None)
        seen = await slack.people.slash("/news", "latest", until="answer")
    assert "answer" in seen.words


async def test_an_app_token_that_is_lost_on_the_way_is_told_in_status(slack: SlackServer, tmp_path: Path) -> None:
    async with running(slack, tmp_path, Talk()) as front:
        slack.refuse_app_token("invalid_auth")
        await slack.close_sockets()
        await eventually(lambda: "Slack refuses SLACK_APP_TOKEN (invalid_auth)" in (front.trouble() or ""), seconds=10)


async def test_a_bot_token_that_is_lost_on_the_way_is_told_in_status(slack: SlackServer, tmp_path: Path) -> None:
    async with running(slack, tmp_path, Talk()) as front:
        await slack.people.revoke(quietly=True)
        channel = Channel(1, "slack", 1, TEAM, NEWS, None, "active", None)
        with pytest.raises(NewsdeskError):
            await front.courier.post(channel, {"text": "digest"}, marker="m.1")
        assert "token_revoked" in (front.trouble() or "")
