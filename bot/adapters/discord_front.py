"""Discord's side of the bot: the connection to the gateway, and what comes through it. Nothing is posted from here.

One for a process. Interactions go to the `DiscordDesk`; a server or channel that is gone is told to the command layer;
direct messages and mentions are answered by direct message. `on_ready` does nothing: it comes again after each
reconnection.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from datetime import datetime
from typing import Any, Protocol

import aiohttp
import discord
import structlog
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.adapters.discord_courier import DiscordCourier
from bot.adapters.discord_desk import DiscordDesk
from bot.adapters.discord_errors import TOKEN_REFUSED, told_plainly
from bot.adapters.discord_tree import command_tree, tree_hash
from bot.commands.conversation import Asker, CommandLayer, Place
from bot.outbox_ports import Channel, ClaimStore, TokenRefused
from bot.ports import NewsdeskError

log = structlog.get_logger(__name__)

discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # the bot never speaks: no word about it at start

INTENTS = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
"""None of them privileged: a message's text is told only where it mentions the bot or is sent to it."""
_SECONDS = 15.0
_CONNECTING = 30.0
_DRAIN = 5.0
_AGAIN = 30.0
_REGISTER_AGAIN = 300.0
_CLAIM_SECONDS = 3600.0
_AUTHENTICATION_FAILED = 4004
_MENTION = re.compile(r"<@!?\d+>")


class FrontStore(ClaimStore, Protocol):
    """Claims, and a place to remember what was registered."""

    async def meta_value(self, key: str) -> str | None: ...

    async def set_meta(self, key: str, value: str) -> None: ...


class DiscordFront:
    """`courier` works before `start`. One token, one application."""

    def __init__(
        self, token: str, *, api_base: str | None, store: FrontStore, clock: Callable[[], datetime], owner: str
    ) -> None:
        self.courier = DiscordCourier(token, api_base=api_base)
        self._token = token
        self._store = store
        self._clock = clock
        self._owner = owner
        self._client: _Gateway | None = None
        self._running: asyncio.Task[None] | None = None
        self._trouble: str | None = "Discord: not started"
        self._unregistered: str | None = None
        self._registering: asyncio.Task[None] | None = None

    async def start(self, chat: CommandLayer) -> None:
        """Logs in, registers the commands if they changed, connects. Raises NewsdeskError with what to do; then nothing
        is left open."""
        try:
            await self._start(chat)
        except BaseException:
            await self.stop()
            raise

    async def _start(self, chat: CommandLayer) -> None:
        await self.courier.check()
        client = _Gateway(self, chat, self._store, self._clock, self._owner)
        self._client = client
        try:
            async with told_plainly("logging in to Discord", seconds=_SECONDS):
                await client.login(self._token)
                answer = await client.http.request(Route("GET", "/gateway"))
        except discord.LoginFailure as error:
            raise TokenRefused(TOKEN_REFUSED) from error
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(answer["url"])
        await self._registered(client)
        self._trouble = "Discord: connecting"
        self._running = asyncio.create_task(self._run(client), name="discord gateway")
        await self._connected(client, self._running)

    async def stop(self) -> None:
        """Takes nothing new, lets what is in hand end (five seconds at most), and closes."""
        self._trouble = "Discord: stopped"
        if self._client:
            await self._client.drain(_DRAIN)
            await self._client.close()
        for task in (self._running, self._registering):
            if task:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
        await self.courier.close()

    def trouble(self) -> str | None:
        return self._trouble or self._unregistered

    def connected(self) -> None:
        self._trouble = None

    def cut(self) -> None:
        if self._trouble is None:
            self._trouble = f"Discord: the connection is cut since {self._clock():%H:%M} UTC; it is being restored"

    async def _registered(self, client: discord.Client) -> None:
        """Those of an earlier start go on working, so that what Discord doesn't take now is only tried again."""
        await self._try_to_register(client)
        if self._unregistered:
            self._registering = asyncio.create_task(self._register_later(client), name="discord commands")

    async def _register_later(self, client: discord.Client) -> None:
        while self._unregistered:
            await asyncio.sleep(_REGISTER_AGAIN)
            await self._try_to_register(client)

    async def _try_to_register(self, client: discord.Client) -> None:
        try:
            await self._register(client)
            self._unregistered = None
        except NewsdeskError as error:
            self._unregistered = f"Discord: the commands could not be registered, and are tried again ({error})"
            log.error("the commands could not be registered", reason=str(error))

    async def _register(self, client: discord.Client) -> None:
        """Each registration counts against a limit: only when the commands changed."""
        application = str(client.application_id)
        tree, key = command_tree(), f"discord.commands.{application}"
        wanted = tree_hash(tree, application)
        if await self._store.meta_value(key) == wanted:
            return
        route = Route("PUT", "/applications/{application_id}/commands", application_id=application)
        async with told_plainly("registering the commands on Discord", seconds=_SECONDS * 2):
            await client.http.request(route, json=tree)
        await self._store.set_meta(key, wanted)

    async def _connected(self, client: _Gateway, running: asyncio.Task[None]) -> None:
        """Until the gateway has taken the bot in, refused it, or kept it waiting: then it goes on by itself."""
        ready = asyncio.create_task(client.first_connection.wait())
        try:
            await asyncio.wait({ready, running}, timeout=_CONNECTING, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ready.cancel()
        if running.done():
            raise NewsdeskError(self._trouble or "Discord: the connection ended")

    async def _run(self, client: discord.Client) -> None:
        """discord.py reconnects by itself, unless Discord refuses the bot for good or a surprise ends it."""
        while not client.is_closed():
            try:
                await client.connect()
            except (discord.PrivilegedIntentsRequired, discord.ConnectionClosed) as error:
                self._trouble = _refusal(error)
                log.error("Discord refuses the bot", reason=self._trouble)
                return
            except Exception:
                log.exception("the connection to Discord ended by surprise")
                self.cut()
                await asyncio.sleep(_AGAIN)


def _refusal(error: discord.DiscordException) -> str:
    if isinstance(error, discord.PrivilegedIntentsRequired):
        return (
            "Discord refuses the bot's intents: it asks for no privileged one, so look at the application's settings."
        )
    if isinstance(error, discord.ConnectionClosed) and error.code == _AUTHENTICATION_FAILED:
        return TOKEN_REFUSED
    return f"Discord ended the connection for good ({error}): start the bot again once its application is in order."


class _Gateway(discord.Client):
    """discord.py's client, with what it hears handed on."""

    def __init__(
        self, front: DiscordFront, chat: CommandLayer, store: ClaimStore, clock: Callable[[], datetime], owner: str
    ) -> None:
        super().__init__(
            intents=INTENTS,
            allowed_mentions=discord.AllowedMentions.none(),
            max_ratelimit_timeout=30.0,
            http_trace=front.courier.trace(),
            max_messages=None,
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
        )
        self.first_connection = asyncio.Event()
        self._front = front
        self._chat = chat
        self._store = store
        self._clock = clock
        self._owner = owner
        self._desk = DiscordDesk(chat, store, clock=clock, owner=owner, fetch_file=self.http.get_from_cdn)
        self._work: set[asyncio.Task[None]] = set()
        self._draining = False

    async def drain(self, seconds: float) -> None:
        self._draining = True
        if self._work:
            await asyncio.wait(self._work, timeout=seconds)

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        if self._draining:
            work.close()
            return
        task = asyncio.create_task(work)
        self._work.add(task)
        task.add_done_callback(self._work.discard)

    # --- The connection -----------------------------------------------------------------------------------------------

    async def on_connect(self) -> None:
        self._front.connected()
        self.first_connection.set()

    async def on_resumed(self) -> None:
        self._front.connected()

    async def on_disconnect(self) -> None:
        self._front.cut()

    # --- What comes ---------------------------------------------------------------------------------------------------

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        self._begin(self._desk.handle(interaction))

    async def on_message(self, message: discord.Message) -> None:
        if message.author.bot or (message.guild and self.user not in message.mentions):
            return
        self._begin(self._logged(lambda: self._said(message), message=message.id))

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Only when the bot was removed: an outage comes as another event."""
        self._begin(self._logged(lambda: self._chat.uninstalled("discord", str(guild.id)), guild=guild.id))

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Also of each server at the start, and after an outage of one that wasn't known yet."""
        self._begin(self._logged(lambda: self._chat.installed("discord", str(guild.id)), guild=guild.id))

    on_guild_available = on_guild_join

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        place = Place("discord", str(channel.guild.id), str(channel.id), name=channel.name)
        self._begin(self._logged(lambda: self._chat.left(place), channel=channel.id))

    async def on_guild_channel_update(self, _: discord.abc.GuildChannel, now: discord.abc.GuildChannel) -> None:
        """Its permissions may have been given back."""
        place = Place("discord", str(now.guild.id), str(now.id), name=now.name)
        self._begin(self._logged(lambda: self._chat.returned(place), channel=now.id))

    async def on_raw_thread_delete(self, thread: discord.RawThreadDeleteEvent) -> None:
        place = Place("discord", str(thread.guild_id), str(thread.thread_id))
        self._begin(self._logged(lambda: self._chat.left(place), channel=thread.thread_id))

    async def _logged(self, work: Callable[[], Awaitable[None]], **about: object) -> None:
        try:
            await work()
        except NewsdeskError as error:
            log.warning("an event from Discord had no answer", reason=str(error), **about)
        except (discord.DiscordException, aiohttp.ClientError, OSError):
            log.exception("an event from Discord was not handled", **about)

    async def _said(self, message: discord.Message) -> None:
        """Answered by direct message, wherever it was said: only the asker sees answers."""
        key = f"discord:message:{message.id}"
        if not await self._store.claim(key, owner=self._owner, now=self._clock(), seconds=_CLAIM_SECONDS):
            return
        reply = await self._chat.said(_asker_of(message), _MENTION.sub("", message.content).strip())
        person = Channel(0, "discord", 0, "", f"@{message.author.id}", None, "active", None)
        mark = f"m{message.id}"
        for number, payload in enumerate(self._front.courier.draw(reply.message, mark=mark), 1):
            await self._front.courier.post(person, payload, marker=f"{mark}.{number}")


def _asker_of(message: discord.Message) -> Asker:
    author, guild = message.author, message.guild
    if guild is None or not isinstance(author, discord.Member):
        place = Place("discord", "", f"@{author.id}", direct=True)
        return Asker(place, str(author.id), author.display_name, str(message.id))
    permissions = message.channel.permissions_for(author)
    place = Place(
        "discord", str(guild.id), str(message.channel.id), name=getattr(message.channel, "name", None),
        workspace_name=guild.name,
    )  # fmt: skip
    return Asker(
        place,
        str(author.id),
        author.display_name,
        str(message.id),
        manages=permissions.manage_channels,
        admin=permissions.manage_guild,
        apart=True,
    )
