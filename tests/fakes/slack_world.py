"""What the fake Slack keeps: teams, people, channels, messages, views, and a journal of everything that happened.

No network here. Time comes from one clock that an order may shift; `ts` are unique and increase.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from itertools import count
from typing import Any, Literal

from tests.fakes.slack_blocks import Json, elements_of, initial_state, pings, with_ids

DEFAULT_SCOPES = (
    "chat:write commands channels:history groups:history im:history channels:read groups:read im:read im:write "
    "users:read channels:join files:write app_mentions:read"
)
RESPONSE_USES = 5
RESPONSE_SECONDS = 30 * 60
TRIGGER_SECONDS = 3.0
WAKE_SECONDS = 0.01

Kind = Literal["public", "private", "im"]


class Refused(Exception):
    """ok:false, with this word and these further fields."""

    def __init__(self, error: str, **more: Any) -> None:
        super().__init__(error)
        self.error = error
        self.more = more


@dataclass(slots=True)
class Team:
    id: str
    name: str
    domain: str
    bot_token: str
    bot_user: str
    bot_id: str
    scopes: set[str]
    refusal: str = ""
    """What every call with this token gets: "token_revoked", "account_inactive", "invalid_auth"; empty: it works."""


@dataclass(slots=True)
class Person:
    id: str
    team: str
    name: str
    real_name: str
    tz: str = "Europe/Berlin"
    tz_offset: int = 3600
    locale: str = "en-GB"
    is_admin: bool = False
    is_owner: bool = False
    is_bot: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    deleted: bool = False

    def shown(self) -> Json:
        return {
            **{name: value for name, value in asdict(self).items() if name != "team"},
            "team_id": self.team,
            "is_primary_owner": False,
            "is_app_user": False,
            "tz_label": self.tz,
            "profile": {"real_name": self.real_name, "display_name": self.name, "team": self.team},
        }


@dataclass(slots=True)
class Message:
    ts: str
    channel: str
    team: str
    text: str
    user: str
    bot_id: str | None = None
    blocks: list[Json] | None = None
    metadata: Json | None = None
    thread_ts: str | None = None
    broadcast: bool = False
    files: list[Json] = field(default_factory=list)
    edited: str | None = None
    deleted: bool = False
    ephemeral_to: str | None = None
    via: str = "chat.postMessage"
    call: int = 0
    unfurl_links: bool | None = None
    unfurl_media: bool | None = None
    pings: list[str] = field(default_factory=list)
    edits: list[Json] = field(default_factory=list)

    def shown(self, *, all_metadata: bool = False) -> Json:
        """As the Web API and the payloads give it."""
        shown: Json = {"type": "message", "ts": self.ts, "user": self.user, "team": self.team, "text": self.text}
        for name in ("bot_id", "blocks", "thread_ts", "files"):
            if getattr(self, name):
                shown[name] = getattr(self, name)
        if self.bot_id:
            shown["app_id"] = APP_ID
        if self.metadata and all_metadata:
            shown["metadata"] = self.metadata
        elif self.metadata:
            shown["metadata"] = {"event_type": self.metadata.get("event_type")}
        if self.edited:
            shown["edited"] = {"user": self.user, "ts": self.edited}
        return shown

    def seen(self) -> Json:
        """As the journal and `Seen` have it."""
        return self.shown(all_metadata=True) | {"channel": self.channel, "via": self.via, "pings": self.pings}

    def edit(self, text: str, blocks: list[Json] | None, metadata: Json | None, at: str) -> None:
        self.edits.append({"text": self.text, "blocks": self.blocks, "metadata": self.metadata, "until": at})
        self.text, self.blocks, self.edited = text, blocks, at
        self.metadata = metadata if metadata is not None else self.metadata
        self.pings = list(dict.fromkeys([*self.pings, *pings(text, blocks)]))


@dataclass(slots=True)
class Channel:
    id: str
    team: str
    name: str
    kind: Kind = "public"
    creator: str = ""
    is_archived: bool = False
    is_gone: bool = False
    with_person: str = ""
    members: set[str] = field(default_factory=set)
    messages: list[Message] = field(default_factory=list)

    def shown(self, bot_user: str) -> Json:
        if self.kind == "im":
            return {"id": self.id, "is_im": True, "user": self.with_person, "is_archived": self.is_archived}
        return {
            "id": self.id,
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": self.kind == "public",
            "is_group": self.kind == "private",
            "is_private": self.kind == "private",
            "is_im": False,
            "is_mpim": False,
            "is_archived": self.is_archived,
            "is_member": bot_user in self.members,
            "is_ext_shared": False,
            "is_shared": False,
            "creator": self.creator,
            "num_members": len(self.members),
            "context_team_id": self.team,
        }

    def letter(self) -> str:
        return {"public": "C", "private": "G", "im": "D"}[self.kind]

    def type_name(self) -> str:
        return {"public": "channel", "private": "group", "im": "im"}[self.kind]


@dataclass(slots=True)
class View:
    id: str
    team: str
    user: str
    body: Json
    hash: str
    root: str
    previous: str | None = None
    open: bool = True
    values: dict[str, dict[str, Json]] = field(default_factory=dict)
    hashes: int = 0

    def shown(self, team: Team) -> Json:
        return {
            "id": self.id,
            "team_id": self.team,
            "app_id": APP_ID,
            "app_installed_team_id": self.team,
            "bot_id": team.bot_id,
            "private_metadata": "",
            "callback_id": "",
            "external_id": "",
            "title": None,
            "submit": None,
            "close": None,
            "clear_on_close": False,
            "notify_on_close": False,
            **self.body,
            "state": {"values": self.values},
            "hash": self.hash,
            "root_view_id": self.root,
            "previous_view_id": self.previous,
        }


@dataclass(slots=True)
class Trigger:
    """An interaction's trigger_id and response_url, and what came of them."""

    id: str
    team: str
    user: str
    at: float
    channel: str = ""
    message: Message | None = None
    view: str = ""
    exchanged: bool = False
    uses: int = 0


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the journal. `cause`: the interaction (trigger) that it answers, where that is known."""

    seq: int
    at: float
    kind: str
    team: str
    channel: str = ""
    user: str = ""
    cause: str = ""
    data: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the Web API. outcome: "ok", an error's word, or what misbehaviour did to it."""

    seq: int
    at: float
    method: str
    team: str
    args: Json
    outcome: str


APP_ID = "A0NEWSDESK"


class World:
    def __init__(self) -> None:
        self.shift = 0.0
        self.frozen: float | None = None
        self.teams: dict[str, Team] = {}
        self.people: dict[str, Person] = {}
        self.channels: dict[str, Channel] = {}
        self.views: dict[str, View] = {}
        self.homes: dict[str, View] = {}
        self.triggers: dict[str, Trigger] = {}
        self.ephemeral: list[Message] = []
        self.journal: list[Happening] = []
        self.calls: list[Call] = []
        self.violations: list[Json] = []
        self.changed = asyncio.Event()
        self._numbers = count(1)
        self._last_ts = 0
        self._waking = False

    def now(self) -> float:
        return self.frozen if self.frozen is not None else time.time() + self.shift

    def new_ts(self) -> str:
        self._last_ts = max(self._last_ts + 1, int(self.now() * 1_000_000))
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def new_id(self, letter: str) -> str:
        return f"{letter}0{next(self._numbers):07d}"

    def tell(self, kind: str, team: str, **more: Any) -> None:
        self.journal.append(Happening(len(self.journal) + 1, self.now(), kind, team, **more))
        self._notify()

    def _notify(self) -> None:
        """Wakes those who wait for `changed`: soon, and all that happens till then wakes them once."""
        if not self._waking:
            self._waking = True
            asyncio.get_running_loop().call_later(WAKE_SECONDS, self._wake)

    def _wake(self) -> None:
        self._waking = False
        waiting, self.changed = self.changed, asyncio.Event()
        waiting.set()

    def record(self, method: str, team: str, args: Json, outcome: str) -> None:
        self.calls.append(Call(len(self.calls) + 1, self.now(), method, team, args, outcome))
        self._notify()

    def violate(self, rule: str, **more: Any) -> None:
        """What the app did against Slack's rules: kept, and shown by `violations`."""
        self.violations.append({"rule": rule, "at": self.now(), **more})

    def team_of_token(self, token: str) -> Team:
        for team in self.teams.values():
            if token and team.bot_token == token:
                if team.refusal:
                    raise Refused(team.refusal)
                return team
        raise Refused("invalid_auth" if token else "not_authed")

    def add_team(self, id: str, name: str, bot_token: str, scopes: str = DEFAULT_SCOPES) -> Team:
        bot = self.add_person(id, "newsdesk", real_name="Newsdesk", is_bot=True)
        team = Team(id, name, name.lower().replace(" ", "-"), bot_token, bot.id, self.new_id("B"), set(scopes.split()))
        self.teams[id] = team
        return team

    def add_person(self, team: str, name: str, *, id: str = "", real_name: str = "", **more: Any) -> Person:
        person = Person(id or self.new_id("U"), team, name, real_name or name.title(), **more)
        self.people[person.id] = person
        return person

    def add_channel(self, team: str, name: str, *, id: str = "", kind: Kind = "public", creator: str = "") -> Channel:
        channel = Channel(id or self.new_id("C"), team, name, kind, creator)
        self.channels[channel.id] = channel
        return channel

    def direct(self, team: str, user: str) -> Channel:
        """The direct channel between the bot and this person; made if there is none."""
        for channel in self.channels.values():
            if channel.kind == "im" and channel.with_person == user and channel.team == team:
                return channel
        channel = self.add_channel(team, "directmessage", id=self.new_id("D"), kind="im")
        channel.with_person = user
        channel.members |= {user, self.teams[team].bot_user}
        return channel

    def channel(self, team: Team, id: str) -> Channel:
        """By id or name, as the bot's token sees it."""
        named = id.removeprefix("#")
        for channel in self.channels.values():
            if channel.team == team.id and not channel.is_gone and (channel.id == id or channel.name == named):
                if channel.kind == "private" and team.bot_user not in channel.members:
                    break
                return channel
        raise Refused("channel_not_found")

    def find(self, channel: str, ts: str) -> Message | None:
        """A message or an ephemeral one that a person can still see."""
        every = [*(self.channels[channel].messages if channel in self.channels else []), *self.ephemeral]
        return next((m for m in every if m.ts == ts and m.channel == channel and not m.deleted), None)

    def find_anywhere(self, ts: str) -> Message | None:
        return next((m for m in self.stored(ephemeral=True) if m.ts == ts and not m.deleted), None)

    def stored(self, *, ephemeral: bool = False) -> Iterator[Message]:
        for channel in self.channels.values():
            yield from channel.messages
        if ephemeral:
            yield from self.ephemeral

    def store(self, message: Message, cause: str = "") -> Message:
        message.pings = pings(message.text, message.blocks)
        kind = "ephemeral" if message.ephemeral_to else "message"
        if message.ephemeral_to:
            self.ephemeral.append(message)
        else:
            self.channels[message.channel].messages.append(message)
        self.tell(
            kind,
            message.team,
            channel=message.channel,
            user=message.ephemeral_to or message.user,
            cause=cause,
            data=message.seen(),
        )
        return message

    def trigger(self, team: str, user: str, **more: Any) -> Trigger:
        number = next(self._numbers)
        trigger = Trigger(f"{number}.{team[1:]}.{number:032x}", team, user, self.now(), **more)
        self.triggers[trigger.id] = trigger
        return trigger

    def exchange(self, trigger_id: str) -> Trigger:
        """A trigger_id opens one view, within three seconds."""
        trigger = self.triggers.get(trigger_id)
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if trigger.exchanged:
            raise Refused("exchanged_trigger_id")
        if self.now() - trigger.at > TRIGGER_SECONDS:
            self.violate("expired_trigger_id", trigger=trigger_id)
            raise Refused("expired_trigger_id")
        trigger.exchanged = True
        return trigger

    def open_view(self, team: Team, user: str, body: Json, previous: View | None = None) -> View:
        external = body.get("external_id")
        if external and any(v.open and v.body.get("external_id") == external for v in self.views.values()):
            raise Refused("duplicate_external_id")
        id = self.new_id("V")
        view = View(id, team.id, user, _body(body), "", previous.root if previous else id)
        view.values = _states(view.body, {})
        view.previous = previous.id if previous else None
        self.rehash(view)
        self.views[id] = view
        return view

    def rewrite_view(self, view: View, body: Json) -> None:
        """A new body; what the person had typed stays where block_id and action_id stay."""
        view.body = _body(body)
        view.values = _states(view.body, view.values)
        self.rehash(view)

    def rehash(self, view: View) -> None:
        view.hashes += 1
        view.hash = f"{int(self.now())}.{view.id}{view.hashes}"

    def stack(self, user: str) -> list[View]:
        """The modals that stand open before this person, the last on top."""
        return [view for view in self.views.values() if view.user == user and view.open]

    def duplicates(self) -> dict[str, int]:
        """The metadata ids that were stored more than once, deleted ones included, with how often."""
        ids = Counter(delivery_id(message) for message in self.stored())
        return {id: times for id, times in ids.items() if id and times > 1}

    def deliveries(self) -> dict[str, int]:
        """How often each metadata id was stored."""
        return {id: times for id, times in Counter(delivery_id(m) for m in self.stored()).items() if id}


def delivery_id(message: Message) -> str:
    payload = (message.metadata or {}).get("event_payload") or {}
    return str(payload.get("id", ""))


def _body(body: Json) -> Json:
    return {**body, "blocks": with_ids(body.get("blocks"))}


def _states(body: Json, before: dict[str, dict[str, Json]]) -> dict[str, dict[str, Json]]:
    """What the elements hold; what a person put in stays where block_id, action_id and kind are the same."""
    states: dict[str, dict[str, Json]] = {}
    for block, element in elements_of(body["blocks"]):
        if element["type"] not in ("button", "overflow"):
            old = before.get(block["block_id"], {}).get(element["action_id"], {})
            state = old if old.get("type") == element["type"] else initial_state(element)
            states.setdefault(block["block_id"], {})[element["action_id"]] = state
    return states
