"""Posting on Discord: parts by the HTTP API with a nonce, and finding them again by the marker that stands in them.

Works without the gateway: its own login, its own connections. It decides nothing about deliveries. A ref is
"CHANNEL/MESSAGE", both Discord's ids; a thread that begins at a message has the message's id.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta

import aiohttp
import discord

from bot.adapters.discord_api import DiscordApi
from bot.adapters.discord_errors import (
    MISSING_ACCESS,
    MISSING_PERMISSIONS,
    NOT_A_TEXT_CHANNEL,
    THREAD_EXISTS,
    UNKNOWN_CHANNEL,
    UNKNOWN_MESSAGE,
    WRONG_CHANNEL_TYPE,
    code_of,
)
from bot.adapters.discord_permissions import is_thread, may_read_history, missing_to_post, permissions
from bot.adapters.discord_view import has_marker, roles_of, stories_in, to_payloads, without_everyone
from bot.news.message import Message, shorten
from bot.outbox_ports import CannotLook, Channel, ChannelClosed, Json, PartRefused
from bot.ports import GiveUp, NewsdeskError, TryLater

_SECONDS = 15.0
_SKEW = timedelta(seconds=60)
_PAGE, _MOST_PAGES = 100, 50
_OLD_EDIT_LIMIT = 300.0
"""Seconds: only edits of messages older than an hour are put off for longer."""
_FORUMS = (15, 16)
_REQUIRES_TAG = 1 << 4
_LONGEST_NAME = 100
_THREAD_NAME = "Updates"
_ZERO_WIDTH = "\u200b"


class DiscordCourier:
    """See `bot.outbox_ports.Courier`. One for a token; `close` at the end."""

    platform = "discord"

    def __init__(self, token: str, *, api_base: str | None = None, seconds: float = _SECONDS) -> None:
        self._api = DiscordApi(token, api_base, seconds)
        self._direct: dict[str, str] = {}
        self._forums: set[str] = set()
        self._posts: dict[str, str] = {}

    async def close(self) -> None:
        await self._api.close()

    def trace(self) -> aiohttp.TraceConfig:
        """For another client with the same token: Discord counts what both ask together."""
        return self._api.pace.trace(gives_up=False)

    async def check(self) -> None:
        """Raises TokenRefused or TryLater."""
        await self._api.me()

    # --- Drawing ------------------------------------------------------------------------------------------------------

    def draw(self, message: Message, *, mark: str, mention: str | None = None) -> list[Json]:
        return to_payloads(message, mark=mark, mention_role=int(mention) if mention else None)

    def parts_with_stories(self, payloads: Sequence[Json]) -> dict[int, int]:
        return {story: n for n, payload in enumerate(payloads, 1) for story in stories_in(payload)}

    # --- Posting ------------------------------------------------------------------------------------------------------

    async def post(self, channel: Channel, payload: Json, *, marker: str, thread: str | None = None) -> str:
        if roles_of(payload):
            payload = without_everyone(payload, await self._server_of(channel))
        if thread is not None:
            return await self._post_under(channel, thread, payload, marker)
        if channel.external_id in self._forums:
            return await self._post_in_forum(channel, payload, marker)
        try:
            return await self._create(await self._place(channel), payload, marker)
        except ChannelClosed as error:
            if code_of(error) not in (NOT_A_TEXT_CHANNEL, WRONG_CHANNEL_TYPE):
                raise
        return await self._post_in_forum(channel, payload, marker)

    async def _server_of(self, channel: Channel) -> str:
        """ "" for direct messages."""
        if channel.workspace or _is_direct(channel):
            return channel.workspace
        return str((await self._known(channel.external_id)).get("guild_id") or "")

    async def _create(self, place: str, payload: Json, marker: str, answers: str | None = None) -> str:
        """Safe to repeat for some minutes: Discord answers a nonce that it knows with the message that has it."""
        body = {**payload, "nonce": marker, "enforce_nonce": True}
        if answers:
            body["message_reference"] = {"message_id": answers, "fail_if_not_exists": False}
        try:
            made = await self._api.call("POST", "/channels/{channel_id}/messages", body, stored=True, channel_id=place)
        except GiveUp as error:
            if code_of(error) != UNKNOWN_MESSAGE:
                raise
            return f"{place}/0"  # It was posted with this nonce, and was deleted since.
        return f"{place}/{made['id']}"

    async def _post_under(self, channel: Channel, thread: str, payload: Json, marker: str) -> str:
        place, message = thread.split("/")
        if _is_direct(channel):
            return await self._create(place, payload, marker, answers=message)
        for opened in (False, True):
            try:
                return await self._create(_thread_of(channel, thread), payload, marker)
            except ChannelClosed as error:
                if opened or code_of(error) != UNKNOWN_CHANNEL:
                    raise _about_thread(error) from error
            if not await self._open_thread(thread, _THREAD_NAME):
                return await self._create(place, payload, marker, answers=message)
        raise AssertionError("the second try returns or raises")

    async def start_thread(self, channel: Channel, message_ref: str, name: str) -> None:
        if not _is_direct(channel) and message_ref.startswith(f"{channel.external_id}/"):
            await self._open_thread(message_ref, name)

    async def _open_thread(self, message_ref: str, name: str) -> bool:
        """False where no thread can begin: in a thread."""
        place, message = message_ref.split("/")
        path = "/channels/{channel_id}/messages/{message_id}/threads"
        body = {"name": shorten(name, _LONGEST_NAME)}
        try:
            await self._api.call("POST", path, body, channel_id=place, message_id=message)
        except NewsdeskError as error:
            if code_of(error) == WRONG_CHANNEL_TYPE:
                return False
            if code_of(error) != THREAD_EXISTS:
                raise _about_thread(error, "Create Public Threads") from error
        return True

    # --- Forums: a post is a thread with the digest's title -----------------------------------------------------------

    async def _post_in_forum(self, channel: Channel, payload: Json, marker: str) -> str:
        forum = await self._known(channel.external_id)
        if forum["type"] not in _FORUMS:
            raise ChannelClosed("messages can't be posted in this kind of channel")
        self._forums.add(channel.external_id)
        mark, _, number = marker.rpartition(".")
        if number != "1" and (post := self._posts.get(mark) or await self._post_with(forum, f"{mark}.1")):
            return await self._create(post, payload, marker)
        body: Json = {"name": _title_of(payload), "message": payload}
        if forum.get("flags", 0) & _REQUIRES_TAG and forum.get("available_tags"):
            body["applied_tags"] = [forum["available_tags"][0]["id"]]
        made = await self._api.call_once("/channels/{channel_id}/threads", body, channel_id=channel.external_id)
        self._posts[mark] = made["id"]
        return f"{made['id']}/{made['id']}"

    async def _post_with(self, forum: Json, marker: str, since: datetime | None = None) -> str | None:
        """The forum's post whose first message has the marker."""
        answer = await self._api.call("GET", "/guilds/{guild_id}/threads/active", guild_id=forum["guild_id"])
        earliest = discord.utils.time_snowflake(since - _SKEW) if since else 0
        posts = [one for one in answer["threads"] if str(one["parent_id"]) == str(forum["id"])]
        me = await self._api.me()
        own = [one for one in posts if str(one["owner_id"]) == me and int(one["id"]) > earliest]
        for post in sorted(own, key=lambda one: -int(one["id"])):
            message = await self._first_message(str(post["id"]))
            if message and has_marker(message, marker):
                return str(post["id"])
        return None

    async def _first_message(self, post: str) -> Json | None:
        path = "/channels/{channel_id}/messages/{message_id}"
        try:
            return dict(await self._api.call("GET", path, channel_id=post, message_id=post))
        except GiveUp as error:
            if code_of(error) == UNKNOWN_MESSAGE:
                return None
            raise

    # --- Finding again ------------------------------------------------------------------------------------------------

    async def find(self, channel: Channel, marker: str, *, since: datetime, thread: str | None = None) -> str | None:
        try:
            return await self._found(channel, marker, since, thread)
        except ChannelClosed as error:
            if error.gone:
                raise
            raise CannotLook(f"the channel's history can't be read: {error.reason}") from error

    async def _found(self, channel: Channel, marker: str, since: datetime, thread: str | None) -> str | None:
        if _is_direct(channel):
            return await self._look(await self._place(channel), marker, since, None)
        known = await self._known(channel.external_id)
        if thread is not None and not is_thread(known):
            return await self._found_under(_thread_of(channel, thread), known, marker, since)
        if known["type"] in _FORUMS:
            return await self._found_in_forum(known, marker, since)
        return await self._look(channel.external_id, marker, since, known)

    async def _found_under(self, thread: str, parent: Json, marker: str, since: datetime) -> str | None:
        try:
            return await self._look(thread, marker, since, parent)
        except ChannelClosed as error:
            if code_of(error) == UNKNOWN_CHANNEL:
                return None  # The thread was never opened.
            raise

    async def _found_in_forum(self, forum: Json, marker: str, since: datetime) -> str | None:
        await self._demand_history(forum)
        mark, _, number = marker.rpartition(".")
        if number == "1":
            post = await self._post_with(forum, marker, since)
            return f"{post}/{post}" if post else None
        first = self._posts.get(mark) or await self._post_with(forum, f"{mark}.1")
        return await self._look(first, marker, since, forum) if first else None

    async def _look(self, place: str, marker: str, since: datetime, known: Json | None) -> str | None:
        """None is told only of a history that could be read: one with messages in it, or with the permission for it."""
        me, seen = await self._api.me(), False
        async for message in self._history(place, since):
            seen = True
            if str(message["author"]["id"]) == me and has_marker(message, marker):
                return f"{place}/{message['id']}"
        if not seen and known is not None:
            await self._demand_history(known)
        return None

    async def _history(self, place: str, since: datetime) -> AsyncIterator[Json]:
        """Newest first, back to `since`, and the newest page whatever its age: our clock needn't be Discord's."""
        earliest = discord.utils.time_snowflake(since - _SKEW)
        query = {"limit": str(_PAGE)}
        for _ in range(_MOST_PAGES):
            page = await self._api.call("GET", "/channels/{channel_id}/messages", query=query, channel_id=place)
            for message in page:
                yield message
            oldest = min((int(message["id"]) for message in page), default=0)
            if len(page) < _PAGE or oldest < earliest:
                return
            query = {**query, "before": str(oldest)}
        raise CannotLook(f"more than {_PAGE * _MOST_PAGES} messages were written since")

    async def _demand_history(self, known: Json) -> None:
        bits = await self._permissions(known)
        if bits is None or not may_read_history(bits):
            raise CannotLook("“Read Message History” is missing, so an empty history proves nothing")

    # --- Editing, permissions -----------------------------------------------------------------------------------------

    async def edit(self, channel: Channel, message_ref: str, payload: Json) -> None:
        place, message = message_ref.split("/")
        path = "/channels/{channel_id}/messages/{message_id}"
        try:
            await self._api.call("PATCH", path, payload, channel_id=place, message_id=message)
        except TryLater as error:
            if (error.retry_after or 0) > _OLD_EDIT_LIMIT:
                raise GiveUp("Discord allows no more edits of messages older than an hour there for now") from error
            raise

    async def missing(self, channel: Channel) -> list[str]:
        if _is_direct(channel):
            return []
        try:
            known = await self._known(channel.external_id)
        except ChannelClosed as error:
            if error.gone:
                raise
            return ["View Channel"]
        bits = await self._permissions(known)
        return [] if bits is None else missing_to_post(bits, in_thread=is_thread(known))

    async def _permissions(self, known: Json) -> int | None:
        """The bot's bits in a channel; None when Discord doesn't tell."""
        parent = await self._known(str(known["parent_id"])) if is_thread(known) else known
        guild_id = known["guild_id"]
        me = await self._api.me()
        try:
            guild = await self._api.call("GET", "/guilds/{guild_id}", guild_id=guild_id)
            path = "/guilds/{guild_id}/members/{member_id}"
            member = await self._api.call("GET", path, guild_id=guild_id, member_id=me)
        except GiveUp as error:
            if code_of(error):
                raise
            return None
        return permissions(guild, member["roles"], me, parent.get("permission_overwrites", ()))

    async def _known(self, channel_id: str) -> Json:
        return dict(await self._api.call("GET", "/channels/{channel_id}", channel_id=channel_id))

    async def _place(self, channel: Channel) -> str:
        """The id to post to; of a person: the direct channel, opened where it wasn't."""
        if not _is_direct(channel):
            return channel.external_id
        person = channel.external_id[1:]
        if person not in self._direct:
            made = await self._api.call("POST", "/users/@me/channels", {"recipient_id": person})
            self._direct[person] = str(made["id"])
        return self._direct[person]


def _is_direct(channel: Channel) -> bool:
    return channel.external_id.startswith("@")


def _thread_of(channel: Channel, message_ref: str) -> str:
    """The thread that begins at a message, or in which it stands."""
    place, message = message_ref.split("/")
    return message if place == channel.external_id else place


def _about_thread(error: NewsdeskError, permission: str = "Send Messages in Threads") -> NewsdeskError:
    """A thread that can't be used closes no channel: only this message can't be posted."""
    if not isinstance(error, ChannelClosed) or code_of(error) == MISSING_ACCESS:
        return error
    if error.gone:
        return PartRefused("its thread was deleted")
    return PartRefused(f"“{permission}” is missing" if code_of(error) == MISSING_PERMISSIONS else error.reason)


def _title_of(payload: Json) -> str:
    texts = [one["content"] for one in payload["components"] if "content" in one]
    lines = [line for text in texts for line in text.splitlines() if not line.startswith("<@&")]
    first = next((line for line in lines if line.startswith("## ")), lines[0] if lines else _THREAD_NAME)
    plain = re.sub(r"^(#+|-#) |\\(?=[^\w\s])|\*\*", "", first).replace(_ZERO_WIDTH, "")
    return shorten(plain.strip() or _THREAD_NAME, _LONGEST_NAME)
