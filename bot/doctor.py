"""`newsdesk doctor`: looks at each thing that must be right before the bot can work, and says how to mend it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.app import App, load_registry, make_writer, owner_id, prepare_data_dir, seed_feeds, start_logging, wall_clock
from bot.commands.health import Check
from bot.fronts import Front, half_set, lacking, make_fronts
from bot.news.message import Message, note_message
from bot.outbox import plan_message
from bot.outbox_ports import OPEN, Channel, ChannelClosed, Courier, Couriers, Delivery
from bot.pipeline.alerts import channel_words
from bot.ports import ModelTrouble, NewsdeskError
from bot.settings import Configuration, SettingsError

if TYPE_CHECKING:
    from bot.store.store import Store

Echo = Callable[[str], None]
ADDRESS = re.compile(r"terminal|(slack|discord):@?\w{2,40}")
TEST_SECONDS = 60.0
CHANNELS_AT_ONCE = 5
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Shanghai")
KEY_SECONDS = 10.0


async def examine(
    load: Callable[[], Configuration], test: str | None = None, echo: Echo = lambda text: None
) -> list[Check]:
    """All checks, in the order in which they are worth mending. A wrong configuration ends it.

    `test` names a channel that gets a test message; the terminal's is given to `echo`.
    """
    try:
        configuration = load()
        start_logging(configuration)
    except SettingsError as error:
        return [Check("configuration", False, str(error), "mend it, then run `newsdesk doctor` again")]
    checks = [Check("configuration", True, str(configuration.directory)), _names(configuration), _zones()]
    chat = await _chat(configuration)
    refused = {check.name.partition(" ")[0].lower() for check in chat if "token" in check.name and not check.ok}
    stored = await _stored(configuration, refused)
    checks += [*stored[:2], await _key(configuration), *chat, *stored[2:]]
    sound = all(check.ok for check in checks if check.name in ("database", "names and feeds files"))
    return [*checks, *(await send_test(configuration, test, echo) if test and sound else [])]


def _names(configuration: Configuration) -> Check:
    try:
        registry = load_registry(configuration)
        feeds = seed_feeds(configuration)
    except SettingsError as error:
        return Check("names and feeds files", False, str(error), "mend the file; nothing was changed")
    known = f"{len(registry.companies)} companies, {len(registry.families)} model families, {len(feeds)} feeds to begin with"
    return Check("names and feeds files", True, known)


def _zones() -> Check:
    from zoneinfo import ZoneInfo, available_timezones

    try:
        offsets = {datetime(2026, 7, 1, tzinfo=ZoneInfo(zone)).utcoffset() for zone in ZONES}
    except KeyError as error:
        return Check("time zones", False, f"no data for {error}", "pip install tzdata")
    return Check("time zones", len(offsets) == len(ZONES), f"{len(available_timezones())} zones known")


async def _stored(configuration: Configuration, refused: Collection[str]) -> list[Check]:
    """The database, and what only it knows: the feeds' health, and the channels that are subscribed."""
    from bot.store.engine import describe_url
    from bot.store.store import Store

    where = describe_url(configuration.database_url)
    try:
        prepare_data_dir(configuration)
        store = await Store.open(configuration.database_url)
    except (NewsdeskError, SettingsError) as error:
        return [Check("database", False, str(error), "see above; `newsdesk db upgrade` makes or upgrades it")]
    try:
        stood = await store.status(datetime.now(UTC))
        feeds = _feeds(stood.feeds, len(stood.failing))
        channels = await _channels(configuration, store, refused)
    finally:
        await store.close()
    return [Check("database", True, f"{where}, at this version's schema"), feeds, *channels]


def _feeds(counts: dict[str, int], failing: int) -> Check:
    active = counts.get("active", 0)
    if not active:
        return Check("feeds", True, "none yet", "`newsdesk poll` adds those of config/feeds.toml and reads them")
    detail = f"{active} active, {failing} of them failing"
    return Check("feeds", failing * 2 < active, detail, "`newsdesk feeds list` says why each fails" if failing else "")


async def _key(configuration: Configuration) -> Check:
    secrets = configuration.secrets
    if not secrets.openai_api_key:
        return Check("model key", True, "none set: sentences are quoted from the sources, nothing needs a key")
    llm = configuration.settings.llm
    if not llm.daily_tokens:
        return Check("model key", True, "set, but [llm] daily_tokens is 0: sentences are quoted from the sources")
    writer = make_writer(configuration)
    assert writer is not None
    try:
        known = await writer.probe(KEY_SECONDS)
    except ModelTrouble as trouble:
        return Check("model key", False, str(trouble), _MEND_KEY.get(trouble.reason, _MEND_SERVER))
    finally:
        await writer.close()
    told = f"accepted; {llm.model} writes, at most {llm.daily_tokens:,} tokens a day"
    return Check("model key", True, told if known else f"{told} (the server doesn't say which models it has)")


_MEND_KEY = {
    "bad key": "set a valid OPENAI_API_KEY, or unset it: the bot works without",
    "unknown model": "set [llm] model in config/bot.toml (NEWSDESK_LLM__MODEL) to one that the server has",
}
_MEND_SERVER = "check OPENAI_BASE_URL and the network, or unset OPENAI_API_KEY: the bot works without"


# --- Discord and Slack ------------------------------------------------------------------------------------------------


async def _chat(configuration: Configuration) -> list[Check]:
    """The tokens, and what each platform says to them."""
    from bot.adapters.token_checks import check_discord, check_slack

    secrets, settings = configuration.secrets, configuration.settings
    halves = [Check("chat", False, half, "set what is missing, or unset the rest") for half in half_set(secrets)]
    found = await check_slack(secrets, settings.slack.api_base)
    if secrets.discord_token:
        found += await check_discord(secrets.discord_token, settings.discord.api_base)
    if not found and not halves and not secrets.slack_signing_secret:
        return [Check("chat", True, "no token set: `newsdesk run` uses the terminal")]
    return [*halves, *found, *_web_mode(configuration)]


def _web_mode(configuration: Configuration) -> list[Check]:
    """Slack's HTTP mode needs the web server, and for many workspaces the address by which it is reached."""
    secrets, web = configuration.secrets, configuration.settings.web
    if not secrets.slack_signing_secret or secrets.slack_app_token or lacking("slack", secrets):
        return []
    if not web.bind:
        return [
            Check("Slack HTTP mode", False, "the web server is off", "set NEWSDESK_WEB__BIND, such as 0.0.0.0:8080")
        ]
    if not secrets.slack_bot_token and not web.public_url.startswith("https://"):
        mend = "set NEWSDESK_WEB__PUBLIC_URL to the https address by which Slack reaches this server"
        return [Check("Slack HTTP mode", False, "installing in many workspaces needs a public https address", mend)]
    return [
        Check("Slack HTTP mode", True, f"listens on {web.bind}{f' for {web.public_url}' if web.public_url else ''}")
    ]


@asynccontextmanager
async def couriers_of(configuration: Configuration, store: Store, echo: Echo) -> AsyncIterator[dict[str, Courier]]:
    """A courier for each platform that is set up, and the terminal's; none is connected before it is used."""
    app = App(configuration, store, wall_clock, [], None)
    named = ("terminal", *(name for name in ("discord", "slack") if not lacking(name, configuration.secrets)))
    fronts: dict[str, Front] = {}
    for name in named:
        with suppress(NewsdeskError):  # what keeps a front from being made is a check of its own
            fronts |= make_fronts(app, [name], echo, False)
    try:
        yield {front.courier.platform: front.courier for front in fronts.values()}
    finally:
        for front in fronts.values():
            await front.stop()


async def _channels(configuration: Configuration, store: Store, refused: Collection[str]) -> list[Check]:
    """Each subscribed channel, and the operators': whether the bot can post there. Not where the token is refused."""
    numbers = {s.channel_id for s in await store.subscriptions() if s.state == "active"}
    operators = configuration.settings.operators.channel
    async with couriers_of(configuration, store, lambda text: None) as couriers:
        chosen = [c for c in await store.channels() if c.id in numbers and c.platform not in {"terminal", *refused}]
        checks = await _all_can_post(couriers, chosen)
        good = [check for check in checks if check.ok]
        told = [Check("channels", True, f"{len(good)} can be posted in")] if good else []
        told += [check for check in checks if not check.ok]
        asked = bool(operators) and operators.partition(":")[0] not in refused
        return [*told, *([await _operators(store, couriers, operators)] if asked else [])]


async def _all_can_post(couriers: Couriers, channels: Sequence[Channel]) -> list[Check]:
    slots = asyncio.Semaphore(CHANNELS_AT_ONCE)

    async def one(channel: Channel) -> Check:
        async with slots:
            return await _can_post(couriers, channel)

    return list(await asyncio.gather(*(one(channel) for channel in channels)))


async def _operators(store: Store, couriers: Couriers, address: str) -> Check:
    name = "operators' channel"
    if not ADDRESS.fullmatch(address):
        mend = "set NEWSDESK_OPERATORS__CHANNEL to an address such as slack:C0123ABCD or discord:81384788765712384"
        return Check(name, False, f"{address!r} is no channel's address", mend)
    check = await _can_post(couriers, await _channel(store, address))
    return Check(name, check.ok, f"{address}: {check.detail}", check.mend)


async def _channel(store: Store, address: str) -> Channel:
    return await store.channel_at(address) or await store.keep_channel(address, datetime.now(UTC))


async def _can_post(couriers: Couriers, channel: Channel) -> Check:
    name = channel_words(channel)
    courier = couriers.get(channel.platform)
    if courier is None:
        mend = f"set {'DISCORD_TOKEN' if channel.platform == 'discord' else 'SLACK_BOT_TOKEN'}"
        return Check(name, False, f"no token for {channel.platform.capitalize()} is set", mend)
    try:
        lacking = await courier.missing(channel)
    except ChannelClosed as error:
        return Check(name, False, error.reason, "invite the bot there again, or end its subscriptions")
    except NewsdeskError as error:
        return Check(name, False, str(error), "see above; then run `newsdesk doctor` again")
    if lacking:
        return Check(
            name, False, f"missing: {', '.join(lacking)}", "give the bot that in the channel; nothing else to do"
        )
    return Check(name, True, "can be posted in")


# --- A test message ---------------------------------------------------------------------------------------------------


async def send_test(configuration: Configuration, address: str, echo: Echo) -> list[Check]:
    """Sends one message through the outbox and follows it until it is posted, or says what stands in the way."""
    from bot.store.store import Store

    if not ADDRESS.fullmatch(address):
        mend = "give one such as slack:C0123ABCD, discord:81384788765712384, or terminal"
        return [Check("test message", False, f"{address!r} is no channel's address", mend)]
    store = await Store.open(configuration.database_url)
    try:
        async with couriers_of(configuration, store, echo) as couriers:
            channel = await _channel(store, address)
            ready = await _can_post(couriers, channel)
            return [ready, await _tested(store, couriers, channel)] if ready.ok else [ready]
    finally:
        await store.close()


async def _tested(store: Store, couriers: Couriers, channel: Channel) -> Check:
    now = datetime.now(UTC)
    if channel.state != "active":
        await store.set_channel_state(channel.id, "active", None, now)
    number = await plan_message(
        store, couriers[channel.platform], channel, message_to_test(now), kind="test", occasion=f"test {now:%Y-%m-%dT%H:%M:%S.%f}",
        now=now, expires_at=now + timedelta(seconds=TEST_SECONDS),
    )  # fmt: skip
    if number is None:
        return Check("test message", False, "it could not be planned", "run it again")
    return await _followed(store, couriers, number)


async def _followed(store: Store, couriers: Couriers, number: str) -> Check:
    """Posts what is due on that platform, as the running bot would, until this one is posted or can't be."""
    from bot.pipeline.deliver import deliver

    found = await store.delivery(number)
    assert found is not None
    only = {found.channel.platform: couriers[found.channel.platform]}
    until = datetime.now(UTC) + timedelta(seconds=TEST_SECONDS)
    while found.state in OPEN and datetime.now(UTC) < until:
        await deliver(store, only, now=lambda: datetime.now(UTC), owner=owner_id())
        found = await store.delivery(number) or found
        if found.state in OPEN:
            await asyncio.sleep(1)
    return _outcome(found)


def _outcome(found: Delivery) -> Check:
    name, where = "test message", channel_words(found.channel)
    why = next((part.reason for part in found.parts if part.reason), found.reason) or "no answer"
    if found.state == "sent":
        return Check(name, True, f"posted in {where} (message {found.parts[0].message_ref})")
    if found.state == "unknown":
        return Check(
            name,
            False,
            f"it may stand in {where} ({why})",
            f"look there; then newsdesk deliveries mark-sent {found.id}",
        )
    if found.state in OPEN:
        return Check(name, False, f"not posted in {TEST_SECONDS:.0f} s ({why})", f"newsdesk deliveries show {found.id}")
    return Check(name, False, f"{found.state} ({why})", f"newsdesk deliveries show {found.id}")


def message_to_test(now: datetime) -> Message:
    said = (
        f"If you can read this, digests can be posted here. Sent by “newsdesk doctor --send-test” at {now:%H:%M} UTC."
    )
    return note_message(said, "Newsdesk: a test")
