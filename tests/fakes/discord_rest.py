"""The fake Discord's REST routes, version 10: what is asked, checked, stored and answered. Limits stand elsewhere."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from aiohttp import BodyPartReader, web

from tests.fakes import discord_rules as rules
from tests.fakes.discord_faults import answer
from tests.fakes.discord_gateway import Gateway
from tests.fakes.discord_people import Interactions, change, fields_of
from tests.fakes.discord_rules import Json, Refused
from tests.fakes.discord_world import APPLICATION_ID, BOT_ID, OWNER_ID, THREAD_STARTER, Channel, Guild, Message, World

Handler: TypeAlias = Callable[[web.Request], Awaitable[web.Response]]
_SPEAKABLE = (rules.TEXT, rules.ANNOUNCEMENT, rules.DIRECT, rules.VOICE, *rules.THREADS)


class Rest:
    """`nonce_seconds`: Discord says only "the past few minutes". `old_edits`: edits an hour of messages over an hour old."""

    def __init__(self, world: World, gateway: Gateway, interactions: Interactions) -> None:
        self.world = world
        self.gateway = gateway
        self.interactions = interactions
        self.nonce_seconds = 180.0
        self.old_seconds = 3600.0
        self.old_edits = 5
        self.creates_a_day = 200
        self.created_commands = 0
        self.syncs = 0
        self.gateway_url: Callable[[], str] = lambda: ""
        self._old_edits: dict[int, list[float]] = {}

    def routes(self) -> list[tuple[str, str, Handler]]:
        """Method, path below the API base, handler."""
        app, hook = "/applications/{application}", "/webhooks/{application}/{token}"
        channel, message = "/channels/{channel}", "/channels/{channel}/messages/{message}"
        guild = "/guilds/{guild}"
        return [
            ("GET", "/gateway", self.get_gateway),
            ("GET", "/gateway/bot", self.get_gateway_bot),
            ("GET", "/users/@me", self.get_me),
            ("GET", "/users/@me/guilds", self.get_my_guilds),
            ("POST", "/users/@me/channels", self.open_direct),
            ("GET", "/users/{user}", self.get_user),
            ("GET", "/oauth2/applications/@me", self.get_application),
            ("GET", "/applications/@me", self.get_application),
            ("GET", f"{app}/commands", self.get_commands),
            ("PUT", f"{app}/commands", self.put_commands),
            ("POST", f"{app}/commands", self.post_command),
            ("GET", f"{app}/commands/{{command}}", self.get_command),
            ("PATCH", f"{app}/commands/{{command}}", self.patch_command),
            ("DELETE", f"{app}/commands/{{command}}", self.delete_command),
            ("GET", f"{app}/guilds/{{guild}}/commands", self.get_commands),
            ("PUT", f"{app}/guilds/{{guild}}/commands", self.put_commands),
            ("POST", f"{app}/guilds/{{guild}}/commands", self.post_command),
            ("GET", channel, self.get_channel),
            ("PATCH", channel, self.patch_channel),
            ("POST", f"{channel}/typing", self.typing),
            ("GET", f"{channel}/messages", self.get_messages),
            ("POST", f"{channel}/messages", self.post_message),
            ("GET", message, self.get_message),
            ("PATCH", message, self.patch_message),
            ("DELETE", message, self.delete_message),
            ("POST", f"{message}/crosspost", self.crosspost),
            ("POST", f"{message}/threads", self.thread_on_message),
            ("POST", f"{channel}/threads", self.new_thread),
            ("GET", f"{channel}/threads/archived/public", self.archived_threads),
            ("GET", guild, self.get_guild),
            ("GET", f"{guild}/channels", self.get_guild_channels),
            ("GET", f"{guild}/threads/active", self.active_threads),
            ("GET", f"{guild}/roles", self.get_roles),
            ("GET", f"{guild}/members/{{user}}", self.get_member),
            ("POST", "/interactions/{interaction}/{token}/callback", self.callback),
            ("POST", hook, self.follow_up),
            ("GET", f"{hook}/messages/{{message}}", self.get_answer),
            ("PATCH", f"{hook}/messages/{{message}}", self.patch_answer),
            ("DELETE", f"{hook}/messages/{{message}}", self.delete_answer),
        ]

    # --- The application ----------------------------------------------------------------------------------------------

    async def get_gateway(self, _: web.Request) -> web.Response:
        return answer({"url": self.gateway_url()})

    async def get_gateway_bot(self, _: web.Request) -> web.Response:
        left = max(0, 1000 - self.gateway.identifies)
        limit = {"total": 1000, "remaining": left, "reset_after": 86400000, "max_concurrency": 1}
        return answer({"url": self.gateway_url(), "shards": 1, "session_start_limit": limit})

    async def get_me(self, _: web.Request) -> web.Response:
        return answer({**self.world.users[BOT_ID].json(), "locale": "en-US", "bio": ""})

    async def get_user(self, request: web.Request) -> web.Response:
        user = self.world.users.get(_number(request, "user"))
        if user is None:
            raise Refused(404, 10013, "Unknown User")
        return answer(user.json())

    async def get_my_guilds(self, _: web.Request) -> web.Response:
        mine = [one for one in self.world.guilds.values() if BOT_ID in one.members]
        return answer([{"id": str(one.id), "name": one.name, "icon": None, "features": []} for one in mine])

    async def get_application(self, _: web.Request) -> web.Response:
        return answer({
            "id": str(APPLICATION_ID), "name": "Newsdesk", "icon": None, "description": "", "summary": "",
            "bot_public": True, "bot_require_code_grant": False, "verify_key": "0" * 64, "flags": 1 << 23,
            "owner": self.world.users[OWNER_ID].json(), "team": None, "interactions_endpoint_url": None,
            "integration_types_config": {"0": {}, "1": {}}, "approximate_guild_count": len(self.world.guilds),
        })  # fmt: skip

    # --- Commands -----------------------------------------------------------------------------------------------------

    def _commands(self, request: web.Request) -> dict[int, Json]:
        _own_application(request)
        if "guild" not in request.match_info:
            return self.world.commands
        guild = self._guild(request)
        return self.world.guild_commands.setdefault(guild.id, {})

    async def get_commands(self, request: web.Request) -> web.Response:
        return answer(list(self._commands(request).values()))

    async def put_commands(self, request: web.Request) -> web.Response:
        """Replaces all. A command whose name and type stay keeps its id."""
        standing = self._commands(request)
        body, _ = await read_body(request)
        if not isinstance(body, list):
            raise Refused(400, 50035, "Invalid Form Body", {"_errors": [{"code": "LIST_TYPE_CONVERT", "message": ""}]})
        rules.check_commands(body)
        self.syncs += 1
        known = {(one["type"], one["name"]): one["id"] for one in standing.values()}
        self._count_creates(sum((one.get("type", 1), one["name"]) not in known for one in body))
        made = [self._registered(one, known.get((one.get("type", 1), one["name"])), request) for one in body]
        standing.clear()
        standing.update({int(one["id"]): one for one in made})
        return answer(made)

    async def post_command(self, request: web.Request) -> web.Response:
        standing = self._commands(request)
        body, _ = await read_body(request)
        rules.check_commands([body])
        same = [
            one["id"] for one in standing.values() if (one["type"], one["name"]) == (body.get("type", 1), body["name"])
        ]
        self._count_creates(int(not same))
        made = self._registered(body, same[0] if same else None, request)
        standing[int(made["id"])] = made
        return answer(made, 200 if same else 201)

    def _command(self, request: web.Request) -> Json:
        command = self._commands(request).get(_number(request, "command"))
        if command is None:
            raise Refused(404, 10063, "Unknown application command")
        return command

    async def get_command(self, request: web.Request) -> web.Response:
        return answer(self._command(request))

    async def patch_command(self, request: web.Request) -> web.Response:
        command = self._command(request)
        body, _ = await read_body(request)
        rules.check_command({**command, **body})
        command |= {**body, "version": str(self.world.new_id())}
        return answer(command)

    async def delete_command(self, request: web.Request) -> web.Response:
        self._commands(request).pop(int(self._command(request)["id"]))
        return answer(None)

    def _count_creates(self, many: int) -> None:
        if self.created_commands + many > self.creates_a_day:
            text = f"Max number of daily application command creates has been reached ({self.creates_a_day})"
            raise Refused(400, 30034, text, retry_after=86400.0)
        self.created_commands += many

    def _registered(self, body: Json, number: str | None, request: web.Request) -> Json:
        guild = {"guild_id": request.match_info["guild"]} if "guild" in request.match_info else {}
        return {
            "description": "", "default_member_permissions": None, "nsfw": False, "integration_types": [0],
            "contexts": None, "options": [], **{key: value for key, value in body.items() if value is not None},
            "type": body.get("type", 1), "id": number or str(self.world.new_id()),
            "application_id": str(APPLICATION_ID), "version": str(self.world.new_id()), **guild,
        }  # fmt: skip

    # --- Channels -----------------------------------------------------------------------------------------------------

    def _channel(self, request: web.Request) -> Channel:
        return self.world.seen_channel(_number(request, "channel"))

    async def get_channel(self, request: web.Request) -> web.Response:
        return answer(self.world.channel_json(self._channel(request)))

    async def patch_channel(self, request: web.Request) -> web.Response:
        """Threads only: the bot archives or renames its own."""
        channel = self._channel(request)
        body, _ = await read_body(request)
        own = channel.is_thread and channel.owner_id == BOT_ID
        if not own and not self.world.bot_rights(channel) & (rules.MANAGE_CHANNELS | rules.MANAGE_THREADS):
            raise Refused(403, 50013, "Missing Permissions")
        if "name" in body:
            rules.check_thread(body)
            channel.name = body["name"]
        channel.archived = bool(body.get("archived", channel.archived))
        told = self.world.channel_json(channel)
        self.gateway.tell("THREAD_UPDATE" if channel.is_thread else "CHANNEL_UPDATE", told, channel.guild_id)
        return answer(told)

    async def open_direct(self, request: web.Request) -> web.Response:
        body, _ = await read_body(request)
        user = self.world.users.get(int(body.get("recipient_id") or 0))
        if user is None or user.bot:
            raise Refused(400, 50033, "Invalid Recipient(s)")
        return answer(self.world.channel_json(self.world.direct_channel(user.id)))

    async def typing(self, request: web.Request) -> web.Response:
        self._may_send(self._channel(request))
        return answer(None)

    def _may_send(self, channel: Channel) -> int:
        """The bot's rights there. Raises `Refused` when it can't speak."""
        if channel.kind not in _SPEAKABLE:
            raise Refused(400, 50008, "Cannot send messages in a non-text channel")
        if channel.kind == rules.DIRECT:
            if not all(self.world.users[one].takes_messages for one in channel.people):
                raise Refused(403, 50007, "Cannot send messages to this user")
            return self.world.bot_rights(channel)
        rights = self.world.bot_rights(channel)
        needed = rules.SEND_MESSAGES_IN_THREADS if channel.is_thread else rules.SEND_MESSAGES
        if not rights & needed:
            raise Refused(403, 50013, "Missing Permissions")
        if channel.locked:
            raise Refused(400, 50083, "Thread is archived")
        return rights

    # --- Messages -----------------------------------------------------------------------------------------------------

    async def get_messages(self, request: web.Request) -> web.Response:
        """Newest first. Without the right to read the history: an empty list, no error."""
        channel = self._channel(request)
        limit = _limit(request)
        if not self.world.bot_rights(channel) & rules.READ_MESSAGE_HISTORY:
            return answer([])
        standing = channel.standing()
        asked = {key: int(request.query[key]) for key in ("before", "after", "around") if key in request.query}
        return answer([self.world.message_json(one) for one in reversed(_page(standing, asked, limit))])

    async def post_message(self, request: web.Request) -> web.Response:
        channel = self._channel(request)
        rights = self._may_send(channel)
        body, files = await read_body(request)
        return answer(self.world.message_json(self._posted(channel, rights, body, files), created=True))

    def _posted(self, channel: Channel, rights: int, body: Json, files: list[tuple[str, bytes]]) -> Message:
        rules.check_message(body, files=len(files))
        _check_rights(rights, body, files)
        nonce = str(body["nonce"]) if body.get("nonce") is not None else None
        before = self._same_nonce(nonce) if body.get("enforce_nonce") and nonce else None
        if before:
            return before
        reference = self._reference(channel, rights, body)
        fields = fields_of(body, [self.world.upload(*one) for one in files])
        kind = 19 if reference else 0
        message = self.world.store(channel, BOT_ID, fields, nonce=nonce, reference=reference, kind=kind)
        channel.archived = False
        if nonce:
            self.world.nonces[(BOT_ID, nonce)] = message
        self.gateway.tell_message("MESSAGE_CREATE", message, channel)
        return message

    def _same_nonce(self, nonce: str) -> Message | None:
        before = self.world.nonces.get((BOT_ID, nonce))
        if before is None or self.world.now() - before.created > self.nonce_seconds:
            return None
        if before.deleted:
            raise Refused(404, 10008, "Unknown Message")
        return before

    def _reference(self, channel: Channel, rights: int, body: Json) -> Json | None:
        asked = body.get("message_reference")
        if not asked:
            return None
        told = channel.messages.get(int(asked["message_id"]))
        if told and not told.deleted and rights & rules.READ_MESSAGE_HISTORY:
            return {"type": 0, "message_id": str(told.id), "channel_id": str(channel.id)}
        if asked.get("fail_if_not_exists") is False:
            return None
        form = rules.Form()
        form.refuse(("message_reference",), "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
        form.done()
        return None

    def _message(self, request: web.Request) -> tuple[Channel, Message]:
        """A public message: what only one person sees isn't found here."""
        channel = self._channel(request)
        message = self.world.message(channel, _number(request, "message"))
        if message.seen_by is not None:
            raise Refused(404, 10008, "Unknown Message")
        return channel, message

    async def get_message(self, request: web.Request) -> web.Response:
        channel = self._channel(request)
        if not self.world.bot_rights(channel) & rules.READ_MESSAGE_HISTORY:
            raise Refused(403, 50013, "Missing Permissions")
        return answer(self.world.message_json(self._message(request)[1]))

    async def patch_message(self, request: web.Request) -> web.Response:
        channel, message = self._message(request)
        body, files = await read_body(request)
        if message.author_id != BOT_ID:
            raise Refused(403, 50005, "Cannot edit a message authored by another user")
        if channel.archived or channel.locked:
            raise Refused(400, 50083, "Thread is archived")
        attachments = [self.world.upload(*one) for one in files]
        self._count_old_edit(message)
        change(self.world, message, body, attachments, flags=_EDITED_FLAGS)
        self.gateway.tell_message("MESSAGE_UPDATE", message, channel)
        return answer(self.world.message_json(message))

    def _count_old_edit(self, message: Message) -> None:
        now = self.world.now()
        if now - message.created <= self.old_seconds:
            return
        recent = [at for at in self._old_edits.get(message.channel_id, []) if 0 <= now - at < 3600]
        if len(recent) >= self.old_edits:
            text = "Maximum number of edits to messages older than 1 hour reached. Try again later."
            raise Refused(429, 30046, text, retry_after=3600.0 - (now - recent[0]))
        self._old_edits[message.channel_id] = [*recent, now]

    async def delete_message(self, request: web.Request) -> web.Response:
        channel, message = self._message(request)
        if message.author_id != BOT_ID and not self.world.bot_rights(channel) & rules.MANAGE_MESSAGES:
            raise Refused(403, 50013, "Missing Permissions")
        self.forget(channel, message)
        return answer(None)

    def forget(self, channel: Channel, message: Message) -> None:
        message.deleted = True
        told: Json = {"id": str(message.id), "channel_id": str(channel.id)}
        if channel.guild_id:
            told["guild_id"] = str(channel.guild_id)
        self.gateway.tell("MESSAGE_DELETE", told, channel.guild_id, (1 << 9) if channel.guild_id else (1 << 12))

    async def crosspost(self, request: web.Request) -> web.Response:
        channel, message = self._message(request)
        if channel.kind != rules.ANNOUNCEMENT:
            raise Refused(400, 50068, "Invalid message type")
        if message.flags & rules.CROSSPOSTED:
            raise Refused(400, 40033, "This message has already been crossposted.")
        message.fields["flags"] = message.flags | rules.CROSSPOSTED
        return answer(self.world.message_json(message))

    # --- Threads ------------------------------------------------------------------------------------------------------

    async def thread_on_message(self, request: web.Request) -> web.Response:
        """The thread's id is the message's."""
        channel, message = self._message(request)
        body, _ = await read_body(request)
        if channel.kind not in (rules.TEXT, rules.ANNOUNCEMENT):
            raise Refused(400, 50024, "Cannot execute action on this channel type")
        self._may_thread(channel)
        rules.check_thread(body)
        if message.thread_id:
            raise Refused(400, 160004, "A thread has already been created for this message")
        kind = rules.NEWS_THREAD if channel.kind == rules.ANNOUNCEMENT else rules.PUBLIC_THREAD
        thread = self._open_thread(channel, body, message.id, kind)
        about = {"type": 0, "message_id": str(message.id), "channel_id": str(channel.id)}
        self.world.store(thread, message.author_id, {}, kind=THREAD_STARTER, reference=about)
        message.thread_id = thread.id
        message.fields["flags"] = message.flags | rules.HAS_THREAD
        return answer(self.world.channel_json(thread), 201)

    async def new_thread(self, request: web.Request) -> web.Response:
        """A post in a forum (with its first message), or a thread of its own in a text channel."""
        channel = self._channel(request)
        body, files = await read_body(request)
        if channel.kind != rules.FORUM:
            self._may_thread(channel)
            rules.check_thread(body)
            thread = self._open_thread(channel, body, self.world.new_id(), rules.PUBLIC_THREAD)
            return answer(self.world.channel_json(thread), 201)
        rights = self.world.bot_rights(channel)
        if not rights & rules.SEND_MESSAGES:
            raise Refused(403, 50013, "Missing Permissions")
        rules.check_thread(body, tagged=not channel.needs_tag)
        opening = body.get("message") or {}
        rules.check_message(opening, files=len(files))
        _check_rights(rights, opening, files)
        thread, message = self._forum_post(channel, body, files)
        told = {**self.world.channel_json(thread), "message": self.world.message_json(message, created=True)}
        return answer(told, 201)

    def _may_thread(self, channel: Channel) -> None:
        if not self.world.bot_rights(channel) & rules.CREATE_PUBLIC_THREADS:
            raise Refused(403, 50013, "Missing Permissions")

    def _open_thread(self, parent: Channel, body: Json, number: int, kind: int) -> Channel:
        thread = Channel(
            number, kind, str(body["name"]).strip(), parent.guild_id, parent.id, owner_id=BOT_ID,
            created=self.world.now(), archive_after=int(body.get("auto_archive_duration") or 1440),
            applied=[str(one) for one in body.get("applied_tags") or []],
        )  # fmt: skip
        self.world.channels[number] = thread
        told = {**self.world.channel_json(thread), "newly_created": True}
        self.gateway.tell("THREAD_CREATE", told, parent.guild_id)
        return thread

    def _forum_post(self, forum: Channel, body: Json, files: list[tuple[str, bytes]]) -> tuple[Channel, Message]:
        number = self.world.new_id()
        thread = self._open_thread(forum, body, number, rules.PUBLIC_THREAD)
        fields = fields_of(body["message"], [self.world.upload(*one) for one in files])
        message = Message(number, number, BOT_ID, fields, self.world.now())
        thread.messages[number] = message
        return thread, message

    async def active_threads(self, request: web.Request) -> web.Response:
        threads = [one for one in self.world.threads(self._guild(request).id) if not one.archived]
        return answer({"threads": [self.world.channel_json(one) for one in threads], "members": []})

    async def archived_threads(self, request: web.Request) -> web.Response:
        channel = self._channel(request)
        if not self.world.bot_rights(channel) & rules.READ_MESSAGE_HISTORY:
            raise Refused(403, 50013, "Missing Permissions")
        own = [one for one in self.world.threads(channel.guild_id or 0) if one.parent_id == channel.id and one.archived]
        own.sort(key=lambda one: one.created, reverse=True)
        shown = [self.world.channel_json(one) for one in own[: _limit(request)]]
        return answer({"threads": shown, "members": [], "has_more": len(own) > len(shown)})

    # --- Servers ------------------------------------------------------------------------------------------------------

    def _guild(self, request: web.Request) -> Guild:
        guild = self.world.guilds.get(_number(request, "guild"))
        if guild is None:
            raise Refused(404, 10004, "Unknown Guild")
        if BOT_ID not in guild.members:
            raise Refused(403, 50001, "Missing Access")
        return guild

    async def get_guild(self, request: web.Request) -> web.Response:
        return answer(self.world.guild_json(self._guild(request)))

    async def get_guild_channels(self, request: web.Request) -> web.Response:
        guild = self._guild(request)
        own = [one for one in self.world.channels.values() if one.guild_id == guild.id and not one.is_thread]
        return answer([self.world.channel_json(one) for one in own])

    async def get_roles(self, request: web.Request) -> web.Response:
        return answer([role.json() for role in self._guild(request).roles.values()])

    async def get_member(self, request: web.Request) -> web.Response:
        guild = self._guild(request)
        number = _number(request, "user")
        if number not in guild.members:
            raise Refused(404, 10007, "Unknown Member")
        return answer(self.world.member_json(guild, number))

    # --- Interactions -------------------------------------------------------------------------------------------------

    async def callback(self, request: web.Request) -> web.Response:
        body, files = await read_body(request)
        attachments = [self.world.upload(*one) for one in files]
        number = _number(request, "interaction")
        told = self.interactions.answer(number, request.match_info["token"], body, attachments)
        wanted = request.query.get("with_response") in ("1", "true")
        return answer(told if wanted else None)

    async def follow_up(self, request: web.Request) -> web.Response:
        made = self.interactions.by_webhook(request.match_info["token"])
        body, files = await read_body(request)
        message = self.interactions.follow_up(made, body, [self.world.upload(*one) for one in files])
        return answer(self.world.message_json(message))

    async def get_answer(self, request: web.Request) -> web.Response:
        made = self.interactions.by_webhook(request.match_info["token"])
        return answer(self.world.message_json(self.interactions.its_message(made, request.match_info["message"])))

    async def patch_answer(self, request: web.Request) -> web.Response:
        made = self.interactions.by_webhook(request.match_info["token"])
        message = self.interactions.its_message(made, request.match_info["message"])
        body, files = await read_body(request)
        self.interactions.edit(made, message, body, [self.world.upload(*one) for one in files])
        return answer(self.world.message_json(message))

    async def delete_answer(self, request: web.Request) -> web.Response:
        made = self.interactions.by_webhook(request.match_info["token"])
        message = self.interactions.its_message(made, request.match_info["message"])
        message.deleted = True
        made.loading = False if message is made.original else made.loading
        made.changes.tell()
        return answer(None)


_EDITED_FLAGS = rules.SUPPRESS_EMBEDS | rules.IS_COMPONENTS_V2 | rules.SUPPRESS_NOTIFICATIONS | rules.IS_VOICE_MESSAGE


def _own_application(request: web.Request) -> None:
    if request.match_info["application"] != str(APPLICATION_ID):
        raise Refused(403, 20012, "You are not authorized to perform this action on this application")


def _number(request: web.Request, key: str) -> int:
    raw = request.match_info[key]
    if not raw.isdigit() or len(raw) > 20:
        form = rules.Form()
        form.refuse((f"{key}_id",), "NUMBER_TYPE_COERCE", f'Value "{raw}" is not snowflake.')
        form.done()
    return int(raw)


def _limit(request: web.Request) -> int:
    raw = request.query.get("limit", "50")
    if not raw.isdigit() or not 1 <= int(raw) <= 100:
        form = rules.Form()
        form.refuse(("limit",), "NUMBER_TYPE_MAX", "int value should be between 1 and 100.")
        form.done()
    return int(raw)


def _page(standing: list[Message], asked: dict[str, int], limit: int) -> list[Message]:
    if "after" in asked:
        return [one for one in standing if one.id > asked["after"]][:limit]
    if "around" in asked:
        older = [one for one in standing if one.id < asked["around"]][-(limit // 2) :]
        return (older + [one for one in standing if one.id >= asked["around"]])[:limit]
    return [one for one in standing if one.id < asked.get("before", 1 << 63)][-limit:]


def _check_rights(rights: int, body: Json, files: list[tuple[str, bytes]]) -> None:
    if (body.get("embeds") and not rights & rules.EMBED_LINKS) or (files and not rights & rules.ATTACH_FILES):
        raise Refused(403, 50013, "Missing Permissions")


async def read_body(request: web.Request) -> tuple[Any, list[tuple[str, bytes]]]:
    """JSON, or multipart with `payload_json` and files."""
    if request.content_type == "multipart/form-data":
        return await _read_parts(request)
    raw = await request.read()
    if not raw:
        return {}, []
    try:
        return json.loads(raw), []
    except ValueError:
        raise Refused(400, 50109, "The request body contains invalid JSON.") from None


async def _read_parts(request: web.Request) -> tuple[Any, list[tuple[str, bytes]]]:
    body: Any = {}
    files: list[tuple[str, bytes]] = []
    reader = await request.multipart()
    while (part := await reader.next()) is not None:
        if not isinstance(part, BodyPartReader):
            continue
        content = bytes(await part.read())
        if part.name == "payload_json":
            body = json.loads(content)
        else:
            files.append((part.filename or part.name or "file", content))
    return body, files
