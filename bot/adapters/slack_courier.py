"""Posts to Slack, and finds again what it posted: `bot.outbox_ports.Courier` over the Web API.

A message is posted by one request that is never sent again by itself. It carries its marker as metadata, by which
`conversations.history` shows whether it arrived when the answer was lost.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack_clients import Clients
from bot.adapters.slack_errors import Errors, code_of, posting_error, reading_error
from bot.adapters.slack_threads import GONE as THREAD_GONE
from bot.adapters.slack_threads import Threads, is_astray, take_back
from bot.adapters.slack_view import METADATA_EVENT, USER_GROUP, marker_of_block, stories_in, to_payloads
from bot.news.message import Message
from bot.outbox_ports import CannotLook, Channel, ChannelClosed, Json, PartRefused, TokenRefused, Unsure
from bot.ports import GiveUp, TryLater

SECONDS_A_MESSAGE = 1.0  # chat.postMessage: about one a second a channel (docs.slack.dev/apis/web-api/rate-limits)
LONGEST_WAIT = 3.0
_CLOCK_SKEW = 60.0  # Slack's clock and ours may differ; the marker decides, this only says where to end
_PAGE = 15  # what apps outside the Marketplace may ask for at once
_MOST_PAGES = 40
_MOST_CHANNELS = 10_000
_CANT_LOOK = frozenset(
    {
        "missing_scope",
        "not_in_channel",
        "channel_not_found",
        "message_not_found",
        "invalid_ts_oldest",
    }
)

Asked = Callable[..., Awaitable[Any]]
Pause = Callable[[float], Awaitable[None]]


class SlackCourier:
    """`pause` waits the given seconds."""

    platform = "slack"

    def __init__(
        self,
        clients: Clients,
        directs: DirectChannels | None = None,
        *,
        pause: Pause = asyncio.sleep,
        seconds_a_message: float = SECONDS_A_MESSAGE,
    ) -> None:
        self._clients = clients
        self._directs = directs or DirectChannels(clients)
        self._pause = pause
        self._pace = Pace(seconds_a_message)
        self._threads = Threads()
        self._looked_to: dict[tuple[str, str | None, str], Json] = {}

    # --- Drawing ------------------------------------------------------------------------------------------------------

    def draw(self, message: Message, *, mark: str, mention: str | None = None) -> list[Json]:
        group = mention if mention and USER_GROUP.fullmatch(mention) else None
        return to_payloads(message, mark=mark, group=group)

    def parts_with_stories(self, payloads: Sequence[Json]) -> dict[int, int]:
        return {story: n for n, payload in enumerate(payloads, 1) for story in stories_in(payload)}

    # --- Posting ------------------------------------------------------------------------------------------------------

    async def post(self, channel: Channel, payload: Json, *, marker: str, thread: str | None = None) -> str:
        with self._token_of(channel):
            return await self._post(channel, payload, marker, thread)

    async def _post(self, channel: Channel, payload: Json, marker: str, thread: str | None) -> str:
        client, where = await self._place(channel)
        await self._wait_its_turn(where)
        body = {**payload, "metadata": {"event_type": METADATA_EVENT, "event_payload": {"id": marker}}}
        if thread:
            await self._threads.check(client, where, thread)
            body["thread_ts"] = thread
        try:
            return await self._posted(client, where, body)
        except TryLater as error:
            await self._bear(where, error)
        return await self._posted(client, where, body)

    async def _posted(self, client: AsyncWebClient, where: str, body: Json) -> str:
        try:
            answer = await client.chat_postMessage(channel=where, **body)
        except Errors as error:
            raise posting_error(error) from error
        ts = answer.get("ts")
        if not isinstance(ts, str):
            raise Unsure("Slack's answer names no message")
        self._clients.accept()
        if is_astray(body, answer) and await take_back(client, where, ts):
            raise PartRefused(THREAD_GONE)
        self._threads.stands(where, str(body.get("thread_ts") or ts))
        return ts

    async def _wait_its_turn(self, where: str) -> None:
        wait = self._pace.turn(where, asyncio.get_running_loop().time())
        if wait > 0:
            await self._pause(wait)

    async def _bear(self, where: str, error: TryLater) -> None:
        """A short limit is waited for (nothing was posted); a longer one, or any other trouble, is the caller's."""
        if error.retry_after is None:
            raise error
        self._pace.hold(where, asyncio.get_running_loop().time() + error.retry_after)
        if error.retry_after > LONGEST_WAIT:
            raise error
        await self._pause(error.retry_after)

    async def edit(self, channel: Channel, message_ref: str, payload: Json) -> None:
        with self._token_of(channel):
            await self._edit(channel, message_ref, payload)

    async def _edit(self, channel: Channel, message_ref: str, payload: Json) -> None:
        client, where = await self._place(channel)
        kept = {key: value for key, value in payload.items() if key in ("text", "blocks", "metadata")}
        try:
            await client.chat_update(channel=where, ts=message_ref, **kept)
        except Errors as error:
            if code_of(error) in ("message_not_found", "cant_update_message", "edit_window_closed", "update_failed"):
                raise GiveUp(f"the message can't be edited any more ({code_of(error)})") from error
            raise reading_error(error) from error

    async def start_thread(self, channel: Channel, message_ref: str, name: str) -> None:
        """Nothing to do: every message of Slack's may have replies."""

    # --- Looking ------------------------------------------------------------------------------------------------------

    async def find(self, channel: Channel, marker: str, *, since: datetime, thread: str | None = None) -> str | None:
        """Newest first, back to `since`, and the newest page whatever its age: our clock needn't be Slack's. Where a
        limit ends it, the next call goes on with the page that it ended at."""
        with self._token_of(channel):
            return await self._find(channel, marker, since, thread)

    async def _find(self, channel: Channel, marker: str, since: datetime, thread: str | None) -> str | None:
        client, where = await self._place(channel)
        try:
            return await self._looked_through(client, where, marker, since, thread)
        except _ThreadGone:
            astray = await self._looked_through(client, where, marker, since, None)
        if astray is not None and not await take_back(client, where, astray):
            return astray
        raise PartRefused(THREAD_GONE)

    async def _looked_through(
        self, client: AsyncWebClient, where: str, marker: str, since: datetime, thread: str | None
    ) -> str | None:
        asked: Json = {"channel": where, "limit": _PAGE, "include_all_metadata": True}
        method: Asked = client.conversations_history
        if thread:
            method, asked = client.conversations_replies, {**asked, "ts": thread}
        look = (where, thread, marker)
        at = self._looked_to.pop(look, {})
        for _ in range(_MOST_PAGES):
            try:
                page = await self._page(method, {**asked, **at})
            except TryLater as error:
                if error.retry_after:
                    self._looked_to[look] = at
                raise
            if found := _with_marker(page.get("messages") or [], marker):
                return found
            if not thread and _reaches_back(page, since):  # A thread is told from its beginning on.
                return None
            at = {"cursor": (page.get("response_metadata") or {}).get("next_cursor")}
            if not at["cursor"]:
                _check_whole(page)
                return None
        raise CannotLook("the channel has too many messages since then to look through")

    async def _page(self, method: Asked, asked: Json) -> Any:
        for last in (False, True):
            try:
                return await method(**asked)
            except Errors as error:
                if code_of(error) == "thread_not_found":
                    raise _ThreadGone from error
                if code_of(error) in _CANT_LOOK:
                    raise CannotLook(_why_not(error)) from error
                await self._bear_or_raise(reading_error(error), last)
        raise TryLater("Slack's limit is reached")

    async def _bear_or_raise(self, meant: Exception, last: bool) -> None:
        if isinstance(meant, PartRefused):
            raise CannotLook(str(meant))
        if last or not isinstance(meant, TryLater) or not 0 < (meant.retry_after or 0) <= LONGEST_WAIT:
            raise meant
        await self._pause(meant.retry_after or 0)

    async def missing(self, channel: Channel) -> list[str]:
        with self._token_of(channel):
            return await self._missing(channel)

    async def _missing(self, channel: Channel) -> list[str]:
        client, where = await self._place(channel)
        if channel.external_id.startswith("@"):
            return []
        try:
            answer = await client.conversations_info(channel=where)
        except Errors as error:
            if code_of(error) == "missing_scope":
                return _scopes_missing(error)
            raise reading_error(error) from error
        about = answer.get("channel") or {}
        if about.get("is_archived"):
            raise ChannelClosed("the channel is archived")
        return [*_lacking_scopes(answer), *([] if about.get("is_member") else ["an invitation (/invite @Newsdesk)"])]

    # --- Whose ---------------------------------------------------------------------------------------------------------

    @contextmanager
    def _token_of(self, channel: Channel) -> Iterator[None]:
        """A refused token ends all of Slack where it is the only one; where each workspace has its own, only that one's
        channels are closed."""
        try:
            yield
        except TokenRefused as error:
            self._clients.refuse(channel.workspace, str(error))
            if self._clients.only:
                raise
            raise ChannelClosed(
                "Slack no longer takes Newsdesk's token for this workspace; install it again"
            ) from error

    # --- Where --------------------------------------------------------------------------------------------------------

    async def _place(self, channel: Channel) -> tuple[AsyncWebClient, str]:
        """The workspace's client and Slack's id."""
        client = await self._clients.of(channel.workspace)
        if not channel.external_id.startswith("@"):
            return client, channel.external_id
        return client, await self._directs.of(channel.workspace, channel.external_id[1:])


class _ThreadGone(Exception):
    """There is no such thread any more: a reply to it stands in the channel, or nowhere."""


class DirectChannels:
    """The id of the direct channel with each person, opened once."""

    def __init__(self, clients: Clients) -> None:
        self._clients = clients
        self._known: dict[tuple[str, str], str] = {}

    async def of(self, workspace: str, person: str) -> str:
        """Raises ChannelClosed, TryLater, TokenRefused."""
        key = (workspace, person)
        if key not in self._known:
            self._known[key] = await self._opened(await self._clients.of(workspace), person)
        return self._known[key]

    async def _opened(self, client: AsyncWebClient, person: str) -> str:
        try:
            answer = await client.conversations_open(users=person)
        except Errors as error:
            if code_of(error) == "missing_scope":
                return person  # chat.postMessage finds the way itself; only looking back isn't possible then
            meant = reading_error(error)
            refused = isinstance(meant, PartRefused)
            raise (ChannelClosed("a direct message isn't possible") if refused else meant) from error
        return str((answer.get("channel") or {}).get("id") or person)


class Pace:
    """When each channel's next message may go: at most one in so many seconds."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._free_at: dict[str, float] = {}

    def turn(self, where: str, now: float) -> float:
        """Takes the next turn; seconds until it comes. Raises TryLater, and takes none, if that is long."""
        at = max(now, self._free_at.get(where, now))
        if at - now > LONGEST_WAIT:
            raise TryLater("the channel has had its messages for now", at - now)
        self._free_at[where] = at + self._seconds
        self._forget_old()
        return at - now

    def hold(self, where: str, until: float) -> None:
        """Nothing goes there before `until`."""
        self._free_at[where] = max(until, self._free_at.get(where, until))

    def _forget_old(self) -> None:
        if len(self._free_at) > _MOST_CHANNELS:
            self._free_at = dict(sorted(self._free_at.items(), key=lambda item: item[1])[-_MOST_CHANNELS // 2 :])


def _with_marker(messages: Sequence[Json], marker: str) -> str | None:
    return next((str(message["ts"]) for message in messages if marker in _markers(message)), None)


def _markers(message: Json) -> set[str]:
    """By metadata; and by the ids of its blocks, should the metadata have been taken off."""
    payload = (message.get("metadata") or {}).get("event_payload") or {}
    return {str(payload.get("id"))} | {marker_of_block(str(b.get("block_id", ""))) for b in message.get("blocks") or []}


def _reaches_back(page: Any, since: datetime) -> bool:
    """Whether a page of a channel's history, newest first, has something older than `since`."""
    earliest = since.timestamp() - _CLOCK_SKEW
    return any(float(message.get("ts") or earliest) < earliest for message in page.get("messages") or [])


def _check_whole(page: Any) -> None:
    """Raises CannotLook when Slack says that there is more, and doesn't say how to get it."""
    if page.get("has_more"):
        raise CannotLook("Slack shows only a part of the channel's history")


def _why_not(error: Exception) -> str:
    if isinstance(error, SlackApiError) and code_of(error) == "missing_scope":
        return f"the channel's history can't be read: {', '.join(_scopes_missing(error))}"
    return f"the channel's history can't be read ({code_of(error)})"


def _scopes_missing(error: Exception) -> list[str]:
    response: Any = getattr(error, "response", None)
    needed = str((response.get("needed") if response is not None else "") or "channels:read")
    return [f"the scope {needed}"]


def _lacking_scopes(answer: Any) -> list[str]:
    """Slack tells a token's scopes in a header of each answer; where it does, chat:write must be among them."""
    headers = {str(key).lower(): value for key, value in (answer.headers or {}).items()}
    scopes = str(headers.get("x-oauth-scopes", ""))
    return ["the scope chat:write"] if scopes and "chat:write" not in re.split(r"[,\s]+", scopes) else []
