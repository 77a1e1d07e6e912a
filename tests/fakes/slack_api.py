"""The Web API of the fake Slack: what each method checks, stores and answers.

Arguments come as text (form, query) or as JSON; answers are ok:true, or `Refused` with Slack's word for it.
Assumed, since the documents are silent: chat.update over 4,000 characters is msg_too_long; views.publish
without a Home tab is not_enabled; an app whose Socket Mode is off gets `forbidden_team` from apps.connections.open.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.fakes.slack_blocks import Json, block_problems, view_problems, with_ids
from tests.fakes.slack_transport import Sockets
from tests.fakes.slack_world import (
    APP_ID,
    RESPONSE_SECONDS,
    RESPONSE_USES,
    Channel,
    Message,
    Refused,
    Team,
    Trigger,
    View,
    World,
)

CUT_AT = 40_000
MOST_UPDATED = 4_000
MOST_METADATA = 8_000
MOST_VIEWS = 3
MOST_HISTORY = 1000
OUTSIDE_HISTORY = 15
"""A commercially distributed app outside the Marketplace gets 15 messages a call."""
HISTORY_SCOPE = {"public": "channels:history", "private": "groups:history", "im": "im:history"}
READ_SCOPE = {"public": "channels:read", "private": "groups:read", "im": "im:read"}
LIST_SCOPE = {"public_channel": "public", "private_channel": "private", "im": "im", "mpim": "im"}
EVENT_TYPE = re.compile(r"[A-Za-z0-9_-]+")
JSON_ARGUMENTS = frozenset({"blocks", "metadata", "view", "attachments", "files"})


@dataclass(frozen=True, slots=True)
class Method:
    act: Callable[[Team, Json], Json]
    tier: int = 0
    scope: str = ""
    needs: tuple[str, ...] = ()


def read_argument(name: str, value: Any) -> Any:
    """Blocks and the like may come as JSON text."""
    if name in JSON_ARGUMENTS and isinstance(value, str):
        try:
            return json.loads(value)
        except json.JSONDecodeError as error:
            raise Refused("invalid_blocks_format" if name == "blocks" else "invalid_arguments") from error
    return value


def truth(value: object) -> bool:
    return value in (True, 1, "1", "true", "True")


class WebApi:
    def __init__(self, world: World, sockets: Sockets, app_token: str) -> None:
        self.world = world
        self.sockets = sockets
        self.app_token = app_token
        self.app_token_refusal = ""
        self.client_id = "111.222"
        self.client_secret = "client-secret"
        self.codes: dict[str, Json] = {}
        self.uploads: dict[str, Json] = {}
        self.base_url = ""
        self.history_limited = False
        self.home_tab = self.messages_tab = True
        self.call = 0
        self.on_event: Callable[[str, Json], None] = lambda team, event: None
        self.methods: Mapping[str, Method] = self._methods()

    def _methods(self) -> Mapping[str, Method]:
        return {
            "api.test": Method(lambda team, args: {"args": args}, 4),
            "auth.test": Method(self.auth_test),
            "chat.postMessage": Method(self.post, 5, "chat:write", ("channel",)),
            "chat.postEphemeral": Method(self.post_ephemeral, 4, "chat:write", ("channel", "user")),
            "chat.update": Method(self.update, 3, "chat:write", ("channel", "ts")),
            "chat.delete": Method(self.delete, 3, "chat:write", ("channel", "ts")),
            "conversations.history": Method(self.history, 3, "", ("channel",)),
            "conversations.replies": Method(self.replies, 3, "", ("channel", "ts")),
            "conversations.info": Method(self.info, 3, "", ("channel",)),
            "conversations.list": Method(self.listed, 2),
            "conversations.open": Method(self.open_direct, 3, "im:write"),
            "conversations.join": Method(self.join, 3, "channels:join", ("channel",)),
            "conversations.members": Method(self.members, 4, "", ("channel",)),
            "users.info": Method(self.user, 4, "users:read", ("user",)),
            "users.list": Method(self.users, 2, "users:read"),
            "views.open": Method(self.views_open, 4, "", ("view",)),
            "views.push": Method(self.views_push, 4, "", ("view",)),
            "views.update": Method(self.views_update, 4, "", ("view",)),
            "views.publish": Method(self.views_publish, 4, "", ("user_id", "view")),
            "files.getUploadURLExternal": Method(self.upload_url, 4, "files:write", ("filename", "length")),
            "files.completeUploadExternal": Method(self.complete_upload, 4, "files:write", ("files",)),
        }

    def answer(self, name: str, token: str, args: Json, basic: tuple[str, str]) -> Json:
        """Raises Refused."""
        if name == "apps.connections.open":
            return self.connections_open(token)
        if name == "oauth.v2.access":
            return self.oauth_access(args, basic)
        method = self.methods.get(name)
        if method is None:
            raise Refused("unknown_method", req_method=name)
        if name == "api.test":
            return self.api_test(args)
        if token == self.app_token:
            raise Refused("not_allowed_token_type")
        team = self.world.team_of_token(token)
        if method.scope:
            self.need(team, method.scope)
        self._need_arguments(method, args)
        return method.act(team, {key: read_argument(key, value) for key, value in args.items()})

    def _need_arguments(self, method: Method, args: Json) -> None:
        missing = [name for name in method.needs if args.get(name) in (None, "")]
        if missing:
            messages = [f"[ERROR] missing required field: {name}" for name in missing]
            raise Refused("invalid_arguments", response_metadata={"messages": messages})

    def need(self, team: Team, scope: str) -> None:
        if scope not in team.scopes:
            raise Refused("missing_scope", needed=scope, provided=",".join(sorted(team.scopes)))

    def api_test(self, args: Json) -> Json:
        if args.get("error"):
            raise Refused(str(args["error"]), args=args)
        return {"args": args}

    def auth_test(self, team: Team, args: Json) -> Json:
        return {
            "url": f"{self.base_url}/",
            "team": team.name,
            "user": self.world.people[team.bot_user].name,
            "team_id": team.id,
            "user_id": team.bot_user,
            "bot_id": team.bot_id,
            "is_enterprise_install": False,
        }

    def connections_open(self, token: str) -> Json:
        if token != self.app_token:
            known = any(team.bot_token == token for team in self.world.teams.values())
            raise Refused("not_allowed_token_type" if known else "invalid_auth" if token else "not_authed")
        if self.app_token_refusal:
            raise Refused(self.app_token_refusal)
        if not self.sockets.enabled:
            raise Refused("forbidden_team")
        return {"url": f"{self.base_url.replace('http', 'ws', 1)}/link/?ticket={self.sockets.ticket()}"}

    def oauth_access(self, args: Json, basic: tuple[str, str]) -> Json:
        id, secret = basic if basic[0] else (args.get("client_id", ""), args.get("client_secret", ""))
        if id != self.client_id:
            raise Refused("invalid_client_id")
        if secret != self.client_secret:
            raise Refused("bad_client_secret")
        grant = self.codes.get(str(args.get("code", "")))
        if grant is None:
            raise Refused("invalid_code")
        if grant["used"]:
            raise Refused("code_already_used")
        if args.get("redirect_uri") not in (None, grant["redirect_uri"]):
            raise Refused("bad_redirect_uri")
        grant["used"] = True
        team = self.world.teams[grant["team"]]
        team.scopes, team.refusal = set(grant["scope"].split(",")), ""
        return {
            "access_token": team.bot_token,
            "token_type": "bot",
            "scope": grant["scope"],
            "bot_user_id": team.bot_user,
            "app_id": APP_ID,
            "team": {"id": team.id, "name": team.name},
            "enterprise": None,
            "is_enterprise_install": False,
            "authed_user": {"id": grant["user"]},
        }

    def post(self, team: Team, args: Json) -> Json:
        channel = self.writable(team, str(args["channel"]))
        text, warning = self.written(args)
        message = Message(
            self.world.new_ts(), channel.id, team.id, text, team.bot_user, team.bot_id, _named(args.get("blocks"))
        )
        message.metadata, unread = self.metadata(args)
        message.thread_ts = self.thread(channel, args)
        message.broadcast = truth(args.get("reply_broadcast"))
        message.unfurl_links, message.unfurl_media = _flag(args, "unfurl_links"), _flag(args, "unfurl_media")
        message.call = self.call
        self.world.store(message)
        self.on_event(team.id, said(channel, message))
        return {
            "channel": channel.id,
            "ts": message.ts,
            "message": message.shown(all_metadata=True),
            **warning,
            **unread,
        }

    def post_ephemeral(self, team: Team, args: Json) -> Json:
        channel = self.writable(team, str(args["channel"]))
        text, warning = self.written(args)
        user = str(args["user"])
        if user not in channel.members:
            raise Refused("user_not_in_channel")
        message = Message(
            self.world.new_ts(), channel.id, team.id, text, team.bot_user, team.bot_id, _named(args.get("blocks"))
        )
        message.ephemeral_to, message.via, message.call = user, "chat.postEphemeral", self.call
        message.thread_ts = args.get("thread_ts")
        self.world.store(message)
        return {"message_ts": message.ts, **warning}

    def writable(self, team: Team, id: str) -> Channel:
        person = self.world.people.get(id)
        if person is not None and person.team == team.id and not person.is_bot:
            id = self.world.direct(team.id, id).id
        channel = self.world.channel(team, id)
        if channel.kind == "im" and not self.messages_tab:
            raise Refused("messages_tab_disabled")
        if channel.is_archived:
            raise Refused("is_archived")
        if team.bot_user not in channel.members and not (
            channel.kind == "public" and "chat:write.public" in team.scopes
        ):
            raise Refused("not_in_channel")
        return channel

    def written(self, args: Json) -> tuple[str, Json]:
        """The text as it is kept, and the warning that it was cut. Raises Refused for nothing or for wrong blocks."""
        text, blocks = str(args.get("text") or ""), args.get("blocks")
        if not text.strip() and not blocks and not args.get("attachments"):
            raise Refused("no_text")
        if blocks is not None:
            self.valid(block_problems(blocks), "invalid_blocks")
            if not text.strip():
                self.world.violate("blocks_without_text", blocks=len(blocks))
        if len(text) > CUT_AT:
            self.world.violate("message_truncated", characters=len(text))
            return text[:CUT_AT], _warned("message_truncated")
        return text, {}

    def valid(self, problems: list[str], error: str) -> None:
        if problems:
            self.world.violate(error, problems=problems)
            raise Refused(
                error, errors=[p.removeprefix("[ERROR] ") for p in problems], response_metadata={"messages": problems}
            )

    def metadata(self, args: Json) -> tuple[Json | None, Json]:
        """The metadata as it is kept, and the warning for an event_type that Slack can't read: that one is ignored."""
        metadata = args.get("metadata")
        if not metadata:
            return None, {}
        if not isinstance(metadata, dict) or not isinstance(metadata.get("event_payload"), dict):
            self.world.violate("invalid_metadata_format", metadata=metadata)
            raise Refused("invalid_metadata_format")
        if len(json.dumps(metadata)) > MOST_METADATA:
            raise Refused("metadata_too_large")
        if not EVENT_TYPE.fullmatch(str(metadata.get("event_type", ""))):
            self.world.violate("invalid_metadata_schema", metadata=metadata)
            return None, _warned("invalid_metadata_schema")
        return metadata, {}

    def thread(self, channel: Channel, args: Json) -> str | None:
        """The thread that stands; a parent that is gone un-threads the message without an error, as Slack does.

        Seen by others: slack-go issue 1571, caipe-io/ai-platform-engineering pull request 1034."""
        ts = str(args.get("thread_ts") or "")
        stands = [m for m in channel.messages if not m.deleted and (m.ts == ts or m.thread_ts == ts)]
        if not ts:
            return None
        if not stands:
            self.world.violate("unthreaded", channel=channel.id, thread_ts=ts)
            return None
        return stands[0].thread_ts or ts

    def own(self, team: Team, args: Json, refusal: str) -> Message:
        channel = self.world.channel(team, str(args["channel"]))
        if channel.is_archived:
            raise Refused("is_archived")
        message = next((m for m in channel.messages if m.ts == str(args["ts"]) and not m.deleted), None)
        if message is None:
            raise Refused("message_not_found")
        if message.user != team.bot_user:
            raise Refused(refusal)
        return message

    def update(self, team: Team, args: Json) -> Json:
        message = self.own(team, args, "cant_update_message")
        if args.get("text") is None and args.get("blocks") is None:
            raise Refused("no_text")
        text, blocks = str(args.get("text") or ""), args.get("blocks")
        if len(text) > MOST_UPDATED:
            raise Refused("msg_too_long")
        if blocks:
            self.valid(block_problems(blocks), "invalid_blocks")
        kept = message.blocks if blocks is None and args.get("text") is None else _named(blocks)
        metadata, unread = self.metadata(args)
        message.edit(text, kept, metadata, self.world.new_ts())
        self._changed(message)
        return {"channel": message.channel, "ts": message.ts, "text": text, "message": message.shown(), **unread}

    def delete(self, team: Team, args: Json) -> Json:
        message = self.own(team, args, "cant_delete_message")
        message.deleted = True
        self.world.tell("message_deleted", team.id, channel=message.channel, user=message.user, data={"ts": message.ts})
        return {"channel": message.channel, "ts": message.ts}

    def _changed(self, message: Message, cause: str = "") -> None:
        user = message.ephemeral_to or message.user
        self.world.tell(
            "message_changed", message.team, channel=message.channel, user=user, cause=cause, data=message.seen()
        )

    def readable(self, team: Team, id: str, scopes: Mapping[str, str]) -> Channel:
        channel = self.world.channel(team, id)
        self.need(team, scopes[channel.kind])
        return channel

    def history(self, team: Team, args: Json) -> Json:
        channel = self.readable(team, str(args["channel"]), HISTORY_SCOPE)
        if team.bot_user not in channel.members:
            raise Refused("not_in_channel")
        shown = [
            m for m in channel.messages if not m.deleted and (not m.thread_ts or m.broadcast or m.thread_ts == m.ts)
        ]
        return self.page_of_messages(_between(shown, args), args, newest_first=True)

    def replies(self, team: Team, args: Json) -> Json:
        channel = self.readable(team, str(args["channel"]), HISTORY_SCOPE)
        if team.bot_user not in channel.members:
            raise Refused("not_in_channel")
        asked = next((m for m in channel.messages if m.ts == str(args["ts"]) and not m.deleted), None)
        if asked is None:
            raise Refused("thread_not_found")
        root = asked.thread_ts or asked.ts
        parent = [m for m in channel.messages if m.ts == root and not m.deleted]
        below = [m for m in channel.messages if m.thread_ts == root and m.ts != root and not m.deleted]
        return self.page_of_messages(parent + _between(below, args), args, newest_first=False)

    def page_of_messages(self, messages: list[Message], args: Json, *, newest_first: bool) -> Json:
        most = OUTSIDE_HISTORY if self.history_limited else MOST_HISTORY
        limit = min(int(args.get("limit") or (100 if newest_first else 1000)), most)
        ordered = sorted(messages, key=lambda m: m.ts, reverse=newest_first)
        start = _cursor(args)
        page, more = ordered[start : start + limit], len(ordered) > start + limit
        every = truth(args.get("include_all_metadata"))
        return {
            "messages": [self._shown_in_history(m, every) for m in page],
            "has_more": more,
            "pin_count": 0,
            "response_metadata": {"next_cursor": f"next:{start + limit}" if more else ""},
        }

    def _shown_in_history(self, message: Message, every: bool) -> Json:
        shown = message.shown(all_metadata=every)
        if not every:
            shown.pop("metadata", None)
        replies = [
            m for m in self.world.channels[message.channel].messages if m.thread_ts == message.ts and not m.deleted
        ]
        if replies:
            shown |= {"reply_count": len(replies), "latest_reply": replies[-1].ts, "thread_ts": message.ts}
        return shown

    def info(self, team: Team, args: Json) -> Json:
        return {"channel": self.readable(team, str(args["channel"]), READ_SCOPE).shown(team.bot_user)}

    def listed(self, team: Team, args: Json) -> Json:
        asked = [
            LIST_SCOPE[kind] for kind in str(args.get("types") or "public_channel").split(",") if kind in LIST_SCOPE
        ]
        for kind in asked:
            self.need(team, READ_SCOPE[kind])
        found = [
            channel.shown(team.bot_user)
            for channel in self.world.channels.values()
            if channel.team == team.id
            and channel.kind in asked
            and not channel.is_gone
            and not (channel.is_archived and truth(args.get("exclude_archived")))
            and not (channel.kind == "private" and team.bot_user not in channel.members)
        ]
        return _page("channels", found, args)

    def open_direct(self, team: Team, args: Json) -> Json:
        user = str(args.get("users") or "")
        person = self.world.people.get(user)
        if person is None or person.team != team.id:
            raise Refused("user_not_found")
        if person.is_bot:
            raise Refused("cannot_dm_bot")
        if person.deleted:
            raise Refused("user_disabled")
        return {"channel": {"id": self.world.direct(team.id, user).id}}

    def join(self, team: Team, args: Json) -> Json:
        channel = self.world.channel(team, str(args["channel"]))
        if channel.kind != "public":
            raise Refused("method_not_supported_for_channel_type")
        if channel.is_archived:
            raise Refused("is_archived")
        if team.bot_user not in channel.members:
            channel.members.add(team.bot_user)
            self.on_event(team.id, joined(channel, team.bot_user))
        return {"channel": channel.shown(team.bot_user)}

    def members(self, team: Team, args: Json) -> Json:
        channel = self.readable(team, str(args["channel"]), READ_SCOPE)
        return _page("members", sorted(channel.members), args)

    def user(self, team: Team, args: Json) -> Json:
        person = self.world.people.get(str(args["user"]))
        if person is None or (person.team != team.id and not person.is_stranger):
            raise Refused("user_not_found")
        return {"user": person.shown()}

    def users(self, team: Team, args: Json) -> Json:
        return _page("members", [p.shown() for p in self.world.people.values() if p.team == team.id], args)

    def checked_view(self, args: Json, kinds: tuple[str, ...] = ("modal",)) -> Json:
        view: Json = args["view"]
        self.valid(view_problems(view), "invalid_arguments")
        if view["type"] not in kinds:
            raise Refused("invalid_arguments", response_metadata={"messages": ["[ERROR] invalid view type"]})
        return view

    def views_open(self, team: Team, args: Json) -> Json:
        body = self.checked_view(args)
        trigger = self.world.exchange(str(args.get("trigger_id") or ""))
        return self.show_view("view_opened", team, self.world.open_view(team, trigger.user, body), trigger.id)

    def views_push(self, team: Team, args: Json) -> Json:
        body = self.checked_view(args)
        trigger = self.world.exchange(str(args.get("trigger_id") or ""))
        stack = self.world.stack(trigger.user)
        if len(stack) >= MOST_VIEWS:
            raise Refused("push_limit_reached")
        view = self.world.open_view(team, trigger.user, body, stack[-1] if stack else None)
        return self.show_view("view_pushed", team, view, trigger.id)

    def views_update(self, team: Team, args: Json) -> Json:
        body = self.checked_view(args)
        view = self._view_named(args)
        if args.get("hash") and args["hash"] != view.hash:
            raise Refused("hash_conflict")
        self.world.rewrite_view(view, body)
        return self.show_view("view_updated", team, view, "")

    def _view_named(self, args: Json) -> View:
        for view in self.world.views.values():
            external = view.body.get("external_id")
            if view.open and (view.id == args.get("view_id") or (external and external == args.get("external_id"))):
                return view
        raise Refused("not_found")

    def views_publish(self, team: Team, args: Json) -> Json:
        if not self.home_tab:
            raise Refused("not_enabled")
        body = self.checked_view(args, ("home",))
        user = str(args["user_id"])
        if user not in self.world.people:
            raise Refused("user_not_found")
        home = self.world.homes.get(user)
        if home is None:
            id = self.world.new_id("V")
            home = self.world.homes[user] = View(id, team.id, user, body, "", id, open=False)
        elif args.get("hash") and args["hash"] != home.hash:
            raise Refused("hash_conflict")
        self.world.rewrite_view(home, body)
        return self.show_view("home", team, home, "")

    def show_view(self, kind: str, team: Team, view: View, cause: str) -> Json:
        shown = view.shown(team)
        self.world.tell(kind, team.id, user=view.user, cause=cause, data=shown)
        return {"view": shown}

    def upload_url(self, team: Team, args: Json) -> Json:
        id = self.world.new_id("F")
        self.uploads[id] = {
            "id": id,
            "name": args["filename"],
            "length": int(args["length"]),
            "alt": args.get("alt_txt"),
        }
        return {"upload_url": f"{self.base_url}/upload/v1/{id}", "file_id": id}

    def uploaded(self, id: str, data: bytes) -> str:
        """What the upload URL answers; raises Refused for an unknown file or a wrong length."""
        upload = self.uploads.get(id)
        if upload is None or len(data) != upload["length"]:
            raise Refused("file_not_found" if upload is None else "length_mismatch")
        upload["data"] = len(data)
        return f"OK - {len(data)}"

    def complete_upload(self, team: Team, args: Json) -> Json:
        files = [self._completed(entry) for entry in args["files"]]
        if args.get("channel_id"):
            channel = self.writable(team, str(args["channel_id"]))
            comment = str(args.get("initial_comment") or "")
            message = Message(self.world.new_ts(), channel.id, team.id, comment, team.bot_user, team.bot_id)
            message.files, message.via, message.call = files, "files.completeUploadExternal", self.call
            message.thread_ts = self.thread(channel, args)
            self.world.store(message)
        return {"files": files}

    def _completed(self, entry: Json) -> Json:
        upload = self.uploads.get(str(entry.get("id")))
        if upload is None or "data" not in upload:
            raise Refused("file_not_found")
        return {
            "id": upload["id"],
            "name": upload["name"],
            "title": entry.get("title") or upload["name"],
            "size": upload["data"],
        }

    def respond(self, trigger: Trigger, body: Json) -> None:
        """A post to a response_url. Raises Refused: used_url, expired_url, or what is wrong with the message."""
        if trigger.uses >= RESPONSE_USES:
            self.world.violate("used_url", trigger=trigger.id)
            raise Refused("used_url")
        if self.world.now() - trigger.at > RESPONSE_SECONDS:
            self.world.violate("expired_url", trigger=trigger.id)
            raise Refused("expired_url")
        trigger.uses += 1
        if truth(body.get("delete_original")):
            self._delete_original(trigger)
        else:
            self.respond_with(trigger, body, "response_url")

    def respond_with(self, trigger: Trigger, body: Json, via: str) -> None:
        """An ack's text or a response_url's: replaces the message that was pressed, or says something new.

        A press on an ephemeral message that says nothing of replace_original replaces it [assumed]."""
        text, _ = self.written(body)
        original = trigger.message
        replaces = body.get("replace_original")
        if replaces is None:
            replaces = original is not None and bool(original.ephemeral_to)
        if truth(replaces) and original is not None and not original.deleted:
            original.edit(text, _named(body.get("blocks")), body.get("metadata"), self.world.new_ts())
            self._changed(original, trigger.id)
            return
        team = self.world.teams[trigger.team]
        message = Message(
            self.world.new_ts(), trigger.channel, team.id, text, team.bot_user, team.bot_id, _named(body.get("blocks"))
        )
        message.via, message.thread_ts = via, body.get("thread_ts")
        message.metadata = body.get("metadata")
        if body.get("response_type") != "in_channel":
            message.ephemeral_to = trigger.user
        self.world.store(message, trigger.id)

    def _delete_original(self, trigger: Trigger) -> None:
        if trigger.message is None:
            raise Refused("message_not_found")
        trigger.message.deleted = True
        data = {"ts": trigger.message.ts}
        self.world.tell(
            "message_deleted", trigger.team, channel=trigger.channel, user=trigger.user, cause=trigger.id, data=data
        )


def joined(channel: Channel, user: str, inviter: str = "") -> Json:
    """The event member_joined_channel."""
    event = {"type": "member_joined_channel", "user": user, "channel": channel.id, "team": channel.team}
    return event | {"channel_type": channel.letter()} | ({"inviter": inviter} if inviter else {})


def said(channel: Channel, message: Message) -> Json:
    """The event message: sent for the bot's own messages too, where the app listens to such channels."""
    return message.shown() | {"channel": channel.id, "channel_type": channel.type_name(), "event_ts": message.ts}


def _named(blocks: list[Json] | None) -> list[Json] | None:
    return with_ids(blocks) or None


def _warned(warning: str) -> Json:
    return {"warning": warning, "response_metadata": {"warnings": [warning]}}


def _flag(args: Json, name: str) -> bool | None:
    return truth(args[name]) if args.get(name) is not None else None


def _between(messages: list[Message], args: Json) -> list[Message]:
    oldest, latest = float(args.get("oldest") or 0), float(args.get("latest") or "inf")
    edges = truth(args.get("inclusive"))
    return [m for m in messages if oldest < float(m.ts) < latest or (edges and float(m.ts) in (oldest, latest))]


def _cursor(args: Json) -> int:
    cursor = str(args.get("cursor") or "")
    if not cursor:
        return 0
    number = cursor.removeprefix("next:")
    if not cursor.startswith("next:") or not number.isdigit():
        raise Refused("invalid_cursor")
    return int(number)


def _page(name: str, entries: list[Any], args: Json) -> Json:
    limit, start = min(int(args.get("limit") or 100), 1000), _cursor(args)
    more = len(entries) > start + limit
    cursor = f"next:{start + limit}" if more else ""
    return {name: entries[start : start + limit], "response_metadata": {"next_cursor": cursor}}
