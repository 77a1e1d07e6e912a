"""The people in the fake Slack: they type commands, press, choose, submit, invite; each act returns what they then see.

An act sends the payload that Slack would send, waits for the ack, then until an answer is there and all is quiet.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any, TypedDict, Unpack
from urllib.parse import parse_qs, parse_qsl, urlencode, urljoin, urlsplit

import aiohttp

from tests.fakes.slack_api import WebApi, joined, said
from tests.fakes.slack_blocks import VALUE_KEYS, Json, block_problems, elements_of, options_of, view_problems
from tests.fakes.slack_manifest import AppSettings
from tests.fakes.slack_transport import Ack, Payload, SignedHttp, Sockets
from tests.fakes.slack_world import APP_ID, Channel, Happening, Message, Refused, Trigger, View, World

TEAM, ADA, BEN, GIL, SAM = "T0WORKS", "U0ADA", "U0BEN", "U0GIL", "U0SAM"
NEWS, RANDOM, PRIVATE = "C0NEWS", "C0RANDOM", "G0PRIVATE"
EVENT_RETRIES = (0.0, 60.0, 300.0)
VERIFICATION = "verification-token"
MOST_OPTIONS = 100
BOT_EVENTS = (
    "app_uninstalled tokens_revoked channel_archive channel_unarchive channel_deleted channel_rename channel_left "
    "group_archive group_unarchive group_deleted group_rename group_left member_joined_channel member_left_channel "
    "app_home_opened app_mention message.im"
)
AUTHORIZE_LINK = re.compile(r'href="([^"]*/oauth/v2/authorize[^"]*)"')
SEEN_IN_CHANNEL = frozenset({"message", "message_changed", "message_deleted"})
ANSWERS = SEEN_IN_CHANNEL | {"ephemeral", "home", "view_opened", "view_pushed", "view_updated"}


class Waiting(TypedDict, total=False):
    """until: words that must be seen. patience: seconds at most. quiet: seconds without anything that end the wait."""

    until: str
    patience: float
    quiet: float


@dataclass(frozen=True, slots=True)
class Seen:
    """What a person sees of an act. milliseconds: until the ack (None: none in time). error: what Slack would show.

    `ephemeral`: what only they see, answers to commands included; `posted`, `changed`, `deleted`: in the channel and
    in their direct messages; `views`: each state of a modal; `view`: the modal on top in the end; `errors`: a form's,
    by block_id; `options`: a select's.
    """

    milliseconds: int | None = None
    error: str = ""
    status: int | None = None
    body: str = ""
    ack: Json | None = None
    ephemeral: list[Json] = field(default_factory=list)
    posted: list[Json] = field(default_factory=list)
    changed: list[Json] = field(default_factory=list)
    deleted: list[Json] = field(default_factory=list)
    views: list[Json] = field(default_factory=list)
    view: Json | None = None
    home: Json | None = None
    errors: dict[str, str] = field(default_factory=dict)
    options: list[Json] = field(default_factory=list)

    @property
    def words(self) -> str:
        """Every text in what was seen."""
        parts = [*self.ephemeral, *self.posted, *self.changed, *self.views, *self.options, *self.errors.values()]
        return "\n".join(texts_in([*parts, self.home]))


def texts_in(part: object) -> Iterable[str]:
    """The texts that a person can read in a message or view, in order."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, list):
        for inner in part:
            yield from texts_in(inner)
    elif isinstance(part, dict):
        for name in ("title", "text", "label", "hint", "description", "fields", "elements", "accessory", "element"):
            yield from texts_in(part.get(name)) if part.get(name) else ()
        for name in ("placeholder", "options", "blocks", "alt_text", "initial_value"):
            yield from texts_in(part.get(name)) if part.get(name) else ()


class People:
    def __init__(self, world: World, api: WebApi, sockets: Sockets, http: SignedHttp) -> None:
        self.world = world
        self.api = api
        self.sockets = sockets
        self.http = http
        self.base_url = ""
        self.settings = AppSettings()
        self.bot_events = set(BOT_EVENTS.split())
        self.event_retries: tuple[float, ...] = EVENT_RETRIES
        self.suggested: dict[tuple[str, str], list[Json]] = {}
        self._numbers = count(1)
        self._tasks: set[asyncio.Task[Any]] = set()
        api.on_event = lambda team, event: self.spawn(self.send_event(team, event))

    # What people do

    async def slash(
        self, command: str, text: str = "", *, user: str = ADA, channel: str = NEWS, **wait: Unpack[Waiting]
    ) -> Seen:
        if self.settings.commands is not None and command not in self.settings.commands:
            return Seen(error="invalid_command")
        trigger = self.world.trigger(self._team(user), user, channel=channel)
        payload = {
            "token": VERIFICATION,
            "command": command,
            "text": self._escaped(text) if command in self.settings.escaped else text,
            **self._flat(user, channel),
            "api_app_id": APP_ID,
            "is_enterprise_install": "false",
            "response_url": self._response_url(trigger, "commands"),
            "trigger_id": trigger.id,
        }
        return await self._act(trigger, "slash_commands", payload, self._say_ack, wait)

    async def press(
        self,
        action_id: str = "",
        *,
        ts: str = "",
        view: str = "",
        home: bool = False,
        label: str = "",
        block_id: str = "",
        option: str = "",
        user: str = ADA,
        **wait: Unpack[Waiting],
    ) -> Seen:
        """Presses a button, or chooses `option` (an option's value, or its text) of a menu.

        Where: a message (`ts`), the modal on top or `view`, or the App Home. Which: by action_id, block_id, label.
        """
        place = self._place(user, ts=ts, view=view, home=home)
        block, element = _find(place.blocks, action_id, block_id, label)
        chosen = self._state(place.key, block, element, option) if element["type"] != "button" else {}
        if isinstance(place.view, View) and chosen and element["type"] != "overflow":
            place.view.values.setdefault(block["block_id"], {})[element["action_id"]] = chosen
        channel = place.message.channel if place.message else ""
        trigger = self.world.trigger(self._team(user), user, channel=channel, message=place.message)
        payload = (
            self._interaction("block_actions", user, trigger)
            | place.parts
            | {"actions": [_action(block, element, chosen)]}
        )
        if place.message:
            payload |= {"response_url": self._response_url(trigger, "actions"), "state": {"values": {}}}
        return await self._act(trigger, "interactive", payload, _nothing, wait)

    async def suggest(
        self, action_id: str, typed: str, *, view: str = "", ts: str = "", block_id: str = "", user: str = ADA
    ) -> Seen:
        """Types into an external select; `options` is what the menu then offers."""
        place = self._place(user, ts=ts, view=view, home=False)
        block, element = _find(place.blocks, action_id, block_id, "")
        if len(typed) < element.get("min_query_length", 3):
            return Seen()
        trigger = self.world.trigger(self._team(user), user)
        payload = self._interaction("block_suggestion", user, trigger) | place.parts
        payload |= {"action_id": element["action_id"], "block_id": block["block_id"], "value": typed}
        payload.pop("trigger_id")
        ack = await self._send("interactive", payload)
        options = _offered(ack.payload)
        self._check_options(options, typed)
        self.suggested[place.key, element["action_id"]] = options
        return Seen(ack.milliseconds, ack.error, ack.status, ack.body, ack.payload, options=options)

    async def submit(
        self, values: Mapping[str, Any] | None = None, *, view: str = "", user: str = ADA, **wait: Unpack[Waiting]
    ) -> Seen:
        """Fills in the modal on top (or `view`) and submits. `values`: action_id or block_id to what is typed or chosen.

        As Slack's client does, it refuses an empty required input or a text too long or short: `errors`, nothing sent.
        """
        modal = self._modal(user, view)
        for name, value in (values or {}).items():
            self._fill(modal, name, value)
        errors = _left_out(modal)
        if errors:
            return Seen(errors=errors, view=modal.shown(self.world.teams[modal.team]))
        trigger = self.world.trigger(modal.team, user, view=modal.id)
        payload = self._interaction("view_submission", user, trigger)
        payload |= {"view": modal.shown(self.world.teams[modal.team]), "response_urls": []}
        return await self._act(trigger, "interactive", payload, self._take_submission, wait)

    async def close(self, *, view: str = "", user: str = ADA, **wait: Unpack[Waiting]) -> Seen:
        """Closes the modal on top by its cross or Close."""
        modal = self._modal(user, view)
        modal.open = False
        trigger = self.world.trigger(modal.team, user, view=modal.id)
        if not modal.body.get("notify_on_close"):
            return self._seen(trigger, Ack(), len(self.world.journal))
        payload = self._interaction("view_closed", user, trigger)
        payload |= {"view": modal.shown(self.world.teams[modal.team]), "is_cleared": False}
        return await self._act(trigger, "interactive", payload, _nothing, wait)

    async def shortcut(self, callback_id: str, *, ts: str = "", user: str = ADA, **wait: Unpack[Waiting]) -> Seen:
        """A message shortcut on the message `ts`; without one, a global shortcut."""
        if self.settings.shortcuts is not None and callback_id not in self.settings.shortcuts:
            return Seen(error="invalid_shortcut")
        message = self._message(ts) if ts else None
        trigger = self.world.trigger(
            self._team(user), user, channel=message.channel if message else "", message=message
        )
        payload = self._interaction("message_action" if message else "shortcut", user, trigger)
        payload |= {"callback_id": callback_id, "action_ts": self.world.new_ts()}
        if message:
            payload |= {
                "message": message.shown(),
                "message_ts": message.ts,
                "channel": self._channel_part(message.channel),
            }
            payload["response_url"] = self._response_url(trigger, "app")
        return await self._act(trigger, "interactive", payload, _nothing, wait)

    async def say(
        self, text: str, *, channel: str = "", user: str = ADA, thread_ts: str = "", **wait: Unpack[Waiting]
    ) -> Seen:
        """Says it in the channel, or, without one, to the bot directly. `<@bot>` is written for the bot's mention."""
        team = self.world.teams[self._team(user)]
        where = self.world.channels[channel] if channel else self.world.direct(team.id, user)
        written = text.replace("<@bot>", f"<@{team.bot_user}>")
        message = Message(self.world.new_ts(), where.id, team.id, written, user, via="person")
        message.thread_ts = thread_ts or None
        start = len(self.world.journal)
        self.world.store(message)
        event = said(where, message)
        if f"<@{team.bot_user}>" in written and where.kind != "im":
            self.spawn(self.send_event(team.id, event))
            event = {k: v for k, v in event.items() if k != "channel_type"} | {"type": "app_mention"}
        return await self._event(team.id, event, user, where.id, wait, start)

    async def open_home(self, *, user: str = ADA, tab: str = "home", **wait: Unpack[Waiting]) -> Seen:
        team = self.world.teams[self._team(user)]
        event: Json = {
            "type": "app_home_opened",
            "user": user,
            "channel": self.world.direct(team.id, user).id,
            "tab": tab,
        }
        if user in self.world.homes and tab == "home":
            event["view"] = self.world.homes[user].shown(team)
        return await self._event(team.id, event, user, "", wait)

    async def event(
        self, event: Json, *, user: str = ADA, team: str = TEAM, times: int = 1, **wait: Unpack[Waiting]
    ) -> Seen:
        """Any event, as it stands; `times`: sent so often with the same event_id."""
        return await self._event(team, event, user, str(event.get("channel") or ""), wait, times=times)

    # What becomes of channels

    async def invite(self, channel: str, *, by: str = ADA, user: str = "", **wait: Unpack[Waiting]) -> Seen:
        """Invites the bot (or `user`) into the channel."""
        where = self.world.channels[channel]
        who = user or self.world.teams[where.team].bot_user
        where.members.add(who)
        return await self._event(where.team, joined(where, who, by), by, channel, wait)

    async def kick(self, channel: str, *, by: str = ADA, quietly: bool = False, **wait: Unpack[Waiting]) -> Seen:
        """Removes the bot; `quietly`: the event is lost."""
        where = self.world.channels[channel]
        where.members.discard(self.world.teams[where.team].bot_user)
        kind = "group_left" if where.kind == "private" else "channel_left"
        return await self._channel_event(where, kind, by, quietly, wait, actor_id=by)

    async def leave(self, channel: str, *, user: str = BEN, **wait: Unpack[Waiting]) -> Seen:
        where = self.world.channels[channel]
        where.members.discard(user)
        event = {"type": "member_left_channel", "user": user, "channel": channel, "channel_type": where.letter()}
        return await self._event(where.team, event | {"team": where.team}, user, channel, wait)

    async def archive(self, channel: str, *, by: str = ADA, quietly: bool = False, **wait: Unpack[Waiting]) -> Seen:
        self.world.channels[channel].is_archived = True
        return await self._channel_event(
            self.world.channels[channel], "archive", by, quietly, wait, user=by, is_moved=0
        )

    async def unarchive(self, channel: str, *, by: str = ADA, quietly: bool = False, **wait: Unpack[Waiting]) -> Seen:
        self.world.channels[channel].is_archived = False
        return await self._channel_event(self.world.channels[channel], "unarchive", by, quietly, wait, user=by)

    async def delete_channel(
        self, channel: str, *, by: str = ADA, quietly: bool = False, **wait: Unpack[Waiting]
    ) -> Seen:
        self.world.channels[channel].is_gone = True
        return await self._channel_event(self.world.channels[channel], "deleted", by, quietly, wait, actor_id=by)

    async def uninstall(self, *, team: str = TEAM, **wait: Unpack[Waiting]) -> Seen:
        """The app is removed: its token is dead, and both events come."""
        self.world.teams[team].refusal = "account_inactive"
        self.spawn(self.send_event(team, self._revoked(team)))
        return await self._event(team, {"type": "app_uninstalled"}, ADA, "", wait)

    async def revoke(self, *, team: str = TEAM, quietly: bool = False, **wait: Unpack[Waiting]) -> Seen:
        """The bot's token is revoked."""
        self.world.teams[team].refusal = "token_revoked"
        if quietly:
            return Seen()
        return await self._event(team, self._revoked(team), ADA, "", wait)

    def _revoked(self, team: str) -> Json:
        return {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [self.world.teams[team].bot_user]}}

    async def _channel_event(
        self, where: Channel, kind: str, by: str, quietly: bool, wait: Waiting, **more: Any
    ) -> Seen:
        if quietly:
            return Seen()
        name = kind if "_" in kind else f"{'group' if where.kind == 'private' else 'channel'}_{kind}"
        return await self._event(where.team, {"type": name, "channel": where.id, **more}, by, where.id, wait)

    # Signed HTTP and OAuth

    async def verify_url(self) -> Seen:
        """Slack's url_verification; the body must be the challenge."""
        payload = {"token": VERIFICATION, "challenge": f"challenge-{next(self._numbers)}", "type": "url_verification"}
        ack = await self.http.send("events_api", payload)
        right = payload["challenge"] in ack.body
        return Seen(
            ack.milliseconds, ack.error or ("" if right else "challenge_failed"), ack.status, ack.body, ack.payload
        )

    async def install(self, start_url: str, *, team: str = TEAM, user: str = ADA, deny: bool = False) -> Seen:
        """Opens the app's install page, follows its link to Slack, agrees (or not), and is sent back with code and state.

        Without a redirect_uri in the link: to /slack/oauth_redirect there, as if the app's settings said so.
        The cookie is kept though it is Secure, as browsers do on the loopback. status and body: the redirect page's.
        """
        async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as browser:
            async with browser.get(start_url, allow_redirects=False) as page:
                link = page.headers.get("Location") or _authorize_link(await page.text())
                cookies = {name: cookie.value for name, cookie in page.cookies.items()}
            if not link:
                return Seen(error="no link to Slack", status=page.status, body=await page.text())
            try:
                back = self.authorize(
                    {**dict(parse_qsl(urlsplit(link).query)), **_visitor(start_url, team, user, deny)}
                )
            except Refused as refused:
                return Seen(error=refused.error)
            async with browser.get(urljoin(start_url, back), cookies=cookies) as page:
                return Seen(status=page.status, body=await page.text())

    def authorize(self, query: Mapping[str, str]) -> str:
        """Slack's consent page, at once agreed to: the address to go back to. Raises Refused."""
        back = query.get("redirect_uri") or query.get("fake_back", "")
        if query.get("client_id") != self.api.client_id:
            raise Refused("invalid_client_id")
        if not query.get("scope"):
            raise Refused("invalid_scope_requested")
        state = {"state": query.get("state", "")}
        if query.get("fake_deny"):
            return f"{back}?{urlencode(state | {'error': 'access_denied'})}"
        code = f"code-{next(self._numbers)}"
        self.api.codes[code] = {
            "used": False,
            "redirect_uri": back,
            "scope": query["scope"],
            "team": query.get("fake_team", TEAM),
            "user": query.get("fake_user", ADA),
        }
        joint = "&" if parse_qs(urlsplit(back).query) else "?"
        return f"{back}{joint}{urlencode(state | {'code': code})}"

    # How it is sent, and what is seen

    async def _act(
        self,
        trigger: Trigger,
        kind: Payload,
        payload: Json,
        take: Callable[[Trigger, Json], str | dict[str, str]],
        wait: Waiting,
    ) -> Seen:
        start = len(self.world.journal)
        ack = await self._send(kind, payload)
        taken = take(trigger, ack.payload or {}) if not ack.error else ""
        if isinstance(taken, str) and taken:
            ack = Ack(ack.milliseconds, ack.payload, taken, ack.status, ack.body)
        if not ack.error and not isinstance(taken, dict):
            await self._settle(trigger, start, wait)
        return self._seen(trigger, ack, start, taken if isinstance(taken, dict) else {})

    async def _send(self, kind: Payload, payload: Json, retry: tuple[int, str] | None = None) -> Ack:
        if kind == "interactive" and not self.settings.interactive:
            return Ack(error="interactivity_disabled")
        if self.http.url:
            return await self.http.send(kind, payload, retry=retry)
        return await self.sockets.send(kind, payload, retry=retry)

    async def send_event(self, team: str, event: Json, *, times: int = 1) -> Ack:
        """Sends an event that the app listens to; one that is not acknowledged comes up to three times more."""
        if self.subscription(event) not in self.bot_events:
            return Ack(0)
        envelope = {
            "token": VERIFICATION,
            "team_id": team,
            "api_app_id": APP_ID,
            "type": "event_callback",
            "event": {"event_ts": self.world.new_ts(), **event},
            "event_id": f"Ev0{next(self._numbers):07d}",
            "event_time": int(self.world.now()),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": team,
                    "user_id": self.world.teams[team].bot_user,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": False,
        }
        acks = [await self._send("events_api", envelope) for _ in range(times)]
        if acks[-1].error:
            self.spawn(self._send_again(envelope, acks[-1]))
        return acks[-1]

    async def _send_again(self, envelope: Json, ack: Ack) -> None:
        for number, delay in enumerate(self.event_retries, start=1):
            await asyncio.sleep(delay)
            reason = "http_timeout" if ack.error == "operation_timeout" else "http_error"
            ack = await self._send("events_api", envelope, retry=(number, reason))
            if not ack.error:
                return
        if ack.error != "dispatch_failed":
            self.world.violate("event_lost", event=envelope["event"]["type"], event_id=envelope["event_id"])

    def subscription(self, event: Json) -> str:
        if event["type"] != "message":
            return str(event["type"])
        kinds = {"im": "message.im", "channel": "message.channels", "group": "message.groups"}
        return kinds.get(str(event.get("channel_type")), "message")

    async def _event(
        self, team: str, event: Json, user: str, channel: str, wait: Waiting, start: int | None = None, times: int = 1
    ) -> Seen:
        start = len(self.world.journal) if start is None else start
        trigger = self.world.trigger(team, user, channel=channel)
        ack = await self.send_event(team, event, times=times)
        if not ack.error:
            await self._settle(trigger, start, wait)
        return self._seen(trigger, ack, start)

    async def _settle(self, trigger: Trigger, start: int, wait: Waiting) -> None:
        """Waits for an answer (or for `until`), at most `patience` seconds; then until all is quiet."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + wait.get("patience", 3.0)
        while not self._answered(trigger, start, wait.get("until", "")) and loop.time() < deadline:
            start = len(self.world.journal)
            await self._change(deadline - loop.time())
        while loop.time() < deadline and await self._change(min(wait.get("quiet", 0.15), deadline - loop.time())):
            pass

    def _answered(self, trigger: Trigger, start: int, until: str) -> bool:
        """Whether what is waited for happened since `start`."""
        news = [h for h in self.world.journal[start:] if h.kind in ANSWERS and self._sees(trigger, h)]
        if until:
            return any(until in "\n".join(texts_in(happening.data)) for happening in news)
        return any(happening.data.get("via") != "person" for happening in news)

    async def _change(self, seconds: float) -> bool:
        try:
            await asyncio.wait_for(self.world.changed.wait(), max(0.0, seconds))
        except TimeoutError:
            return False
        return True

    def _seen(self, trigger: Trigger, ack: Ack, start: int, errors: dict[str, str] | None = None) -> Seen:
        news = [h for h in self.world.journal[start:] if self._sees(trigger, h)]

        def of(*kinds: str) -> list[Json]:
            return [h.data for h in news if h.kind in kinds]

        stack, homes = self.world.stack(trigger.user), of("home")
        return Seen(
            ack.milliseconds,
            ack.error,
            ack.status,
            ack.body,
            ack.payload,
            of("ephemeral"),
            [data for data in of("message") if data.get("via") != "person"],
            of("message_changed"),
            of("message_deleted"),
            of("view_opened", "view_pushed", "view_updated"),
            stack[-1].shown(self.world.teams[trigger.team]) if stack else None,
            homes[-1] if homes else None,
            errors or {},
        )

    def _sees(self, trigger: Trigger, happening: Happening) -> bool:
        if happening.cause:
            return happening.cause == trigger.id or (
                happening.kind in SEEN_IN_CHANNEL and happening.channel == trigger.channel
            )
        if happening.kind in SEEN_IN_CHANNEL:
            direct = self.world.channels.get(happening.channel)
            return happening.channel == trigger.channel or (direct is not None and direct.with_person == trigger.user)
        return happening.user == trigger.user and happening.team == trigger.team

    def _say_ack(self, trigger: Trigger, payload: Json) -> str:
        if not payload.get("text") and not payload.get("blocks"):
            return ""
        try:
            self.api.respond_with(trigger, payload, "ack")
        except Refused:
            return "invalid_command_response"
        return ""

    def _take_submission(self, trigger: Trigger, payload: Json) -> str | dict[str, str]:
        """What the answer to a submission does to the modals."""
        modal, team = self.world.views[trigger.view], self.world.teams[trigger.team]
        action = payload.get("response_action")
        if action == "errors":
            return self._form_errors(modal, payload.get("errors") or {})
        if action in ("update", "push"):
            problems = view_problems(payload.get("view"))
            if problems:
                self.world.violate("invalid_arguments", problems=problems)
                return "invalid_view"
            if action == "update":
                self.world.rewrite_view(modal, payload["view"])
                self.api.show_view("view_updated", team, modal, trigger.id)
                return ""
            pushed = self.world.open_view(team, trigger.user, payload["view"], modal)
            self.api.show_view("view_pushed", team, pushed, trigger.id)
            return ""
        for view in self.world.stack(trigger.user) if action == "clear" else [modal]:
            view.open = False
        self.world.tell("view_closed", team.id, user=trigger.user, cause=trigger.id, data={"id": modal.id})
        return ""

    def _form_errors(self, modal: View, errors: dict[str, str]) -> str | dict[str, str]:
        inputs = {block["block_id"] for block in modal.body["blocks"] if block["type"] == "input"}
        if not errors or errors.keys() - inputs:
            self.world.violate("errors_for_unknown_blocks", blocks=sorted(errors.keys() - inputs))
            return "invalid_errors"
        return errors

    def _check_options(self, options: list[Json], typed: str) -> None:
        element = {"type": "static_select", "action_id": "menu", "options": options}
        problems = block_problems([{"type": "actions", "elements": [element]}]) if options else []
        if len(options) > MOST_OPTIONS or problems:
            self.world.violate("invalid_options", typed=typed, problems=problems)
            options.clear()

    # Where things stand

    def _place(self, user: str, *, ts: str, view: str, home: bool) -> _Place:
        if ts:
            message = self._message(ts)
            if message.ephemeral_to not in (None, user):
                raise ValueError(f"{user} can't see the message {ts}")
            return _Place(message.blocks or [], ts, self._message_parts(message), message=message)
        if home and user not in self.world.homes:
            raise ValueError(f"{user} has no App Home yet")
        shown = self.world.homes[user] if home else self._modal(user, view)
        parts = {
            "container": {"type": "view", "view_id": shown.id},
            "view": shown.shown(self.world.teams[shown.team]),
        }
        return _Place(shown.body["blocks"], shown.id, parts, view=shown)

    def _message(self, ts: str) -> Message:
        message = self.world.find_anywhere(ts)
        if message is None:
            raise ValueError(f"no message {ts}")
        return message

    def _message_parts(self, message: Message) -> Json:
        container: Json = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": message.channel,
            "is_ephemeral": bool(message.ephemeral_to),
        }
        if message.thread_ts:
            container["thread_ts"] = message.thread_ts
        parts = {"container": container, "channel": self._channel_part(message.channel)}
        return parts if message.ephemeral_to else parts | {"message": message.shown()}

    def _modal(self, user: str, view: str) -> View:
        stack = [v for v in self.world.stack(user) if not view or v.id == view]
        if not stack:
            raise ValueError(f"no modal stands open before {user}")
        return stack[-1]

    def _fill(self, modal: View, name: str, value: Any) -> None:
        block, element = next(
            ((b, e) for b, e in elements_of(modal.body["blocks"]) if name in (e["action_id"], b["block_id"])),
            (None, None),
        )
        if block is None or element is None:
            raise ValueError(f"no field {name} in {[e['action_id'] for _, e in elements_of(modal.body['blocks'])]}")
        state = self._state(modal.id, block, element, value)
        modal.values.setdefault(block["block_id"], {})[element["action_id"]] = state

    def _state(self, place: str, block: Json, element: Json, value: Any) -> Json:
        """What an element holds after this was typed or chosen; a menu takes only what it offers."""
        kind = element["type"]
        if kind in VALUE_KEYS:
            return {"type": kind, VALUE_KEYS[kind]: value}
        offered = [*options_of(element), *self.suggested.get((place, element["action_id"]), [])]
        many = kind == "checkboxes" or kind.startswith("multi_")
        wanted = value if isinstance(value, list) else [value] if value not in (None, "") else []
        chosen = [_option(offered, one) for one in wanted]
        if many:
            return {"type": kind, "selected_options": chosen}
        return {"type": kind, "selected_option": chosen[0] if chosen else None}

    def _interaction(self, kind: str, user: str, trigger: Trigger) -> Json:
        person, team = self.world.people[user], self.world.teams[trigger.team]
        return {
            "type": kind,
            "user": {"id": user, "username": person.name, "name": person.name, "team_id": person.team},
            "api_app_id": APP_ID,
            "token": VERIFICATION,
            "trigger_id": trigger.id,
            "team": {"id": team.id, "domain": team.domain},
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def _escaped(self, text: str) -> str:
        """What should_escape makes of a command's text: people, channels and links are written as Slack's markup."""
        people = {person.name: f"<@{person.id}|{person.name}>" for person in self.world.people.values()}
        places = {where.name: f"<#{where.id}|{where.name}>" for where in self.world.channels.values()}
        safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        safe = re.sub(r"@([\w.-]+)", lambda found: people.get(found[1], found[0]), safe)
        safe = re.sub(r"#([\w-]+)", lambda found: places.get(found[1], found[0]), safe)
        return re.sub(r"https?://[^\s<>|]+", lambda found: f"<{found[0]}>", safe)

    def _flat(self, user: str, channel: str) -> Json:
        """Person and place as a slash command has them."""
        person, team = self.world.people[user], self.world.teams[self._team(user)]
        place = self._channel_part(channel)
        return {
            "team_id": team.id,
            "team_domain": team.domain,
            "channel_id": place["id"],
            "channel_name": place["name"],
            "user_id": user,
            "user_name": person.name,
        }

    def _channel_part(self, channel: str) -> Json:
        where = self.world.channels[channel]
        return {"id": channel, "name": {"im": "directmessage", "private": "privategroup"}.get(where.kind, where.name)}

    def _team(self, user: str) -> str:
        """The team where the bot meets this person: a stranger is met in ours."""
        person = self.world.people[user]
        return TEAM if person.is_stranger else person.team

    def _response_url(self, trigger: Trigger, kind: str) -> str:
        return f"{self.base_url}/{kind}/{trigger.team}/{trigger.id}"

    def spawn(self, work: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def aclose(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


@dataclass(frozen=True, slots=True)
class _Place:
    blocks: list[Json]
    key: str
    parts: Json
    message: Message | None = None
    view: View | None = None


def _nothing(trigger: Trigger, payload: Json) -> str:
    return ""


def _find(blocks: list[Json], action_id: str, block_id: str, label: str) -> tuple[Json, Json]:
    """The one element that fits all that is asked for."""
    fits = [
        (block, element)
        for block, element in elements_of(blocks)
        if action_id in ("", element["action_id"])
        and block_id in ("", block["block_id"])
        and label in ("", (element.get("text") or {}).get("text"))
    ]
    if len(fits) != 1:
        known = [(b["block_id"], e["action_id"], (e.get("text") or {}).get("text", "")) for b, e in elements_of(blocks)]
        raise ValueError(f"{len(fits)} elements fit {action_id!r} {block_id!r} {label!r} among {known}")
    return fits[0]


def _action(block: Json, element: Json, chosen: Json) -> Json:
    action = {"type": element["type"], "action_id": element["action_id"], "block_id": block["block_id"]}
    action |= {name: element[name] for name in ("text", "value", "url", "style", "placeholder") if name in element}
    return action | {k: v for k, v in chosen.items() if k != "type"} | {"action_ts": "1.000001"}


def _option(offered: list[Json], wanted: Any) -> Json:
    for option in offered:
        if wanted in (option.get("value"), option["text"]["text"]):
            return {name: option[name] for name in ("text", "value", "description", "url") if name in option}
    raise ValueError(f"no option {wanted!r} in {[option.get('value') for option in offered]}")


def _offered(payload: Json | None) -> list[Json]:
    groups = (payload or {}).get("option_groups") or []
    return [*((payload or {}).get("options") or []), *(option for group in groups for option in group["options"])]


def _left_out(modal: View) -> dict[str, str]:
    """What the client says before anything is sent."""
    errors = {}
    for block in modal.body["blocks"]:
        if block["type"] == "input" and not block.get("optional"):
            value = _held(modal, block)
            if value in (None, "", []):
                errors[block["block_id"]] = "Please complete this required field."
        if block["type"] == "input" and block["element"]["type"] == "plain_text_input":
            errors |= _wrong_length(block, _held(modal, block) or "")
    return errors


def _wrong_length(block: Json, text: str) -> dict[str, str]:
    least, most = block["element"].get("min_length", 0), block["element"].get("max_length", 3000)
    if text and not least <= len(text) <= most:
        return {block["block_id"]: f"Between {least} and {most} characters, please."}
    return {}


def _held(modal: View, block: Json) -> Any:
    states = modal.values.get(block["block_id"], {})
    return next((v for state in states.values() for k, v in state.items() if k != "type"), None)


def _visitor(start_url: str, team: str, user: str, deny: bool) -> dict[str, str]:
    """Who agrees, for which team, and where Slack sends them when the link doesn't say."""
    who = {"fake_team": team, "fake_user": user, "fake_back": urljoin(start_url, "/slack/oauth_redirect")}
    return who | ({"fake_deny": "1"} if deny else {})


def _authorize_link(page: str) -> str:
    found = AUTHORIZE_LINK.search(page)
    return found.group(1).replace("&amp;", "&") if found else ""
