"""`newsdesk doctor`: looks at each thing that must be right before the bot can work, and says how to mend it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.app import load_registry, prepare_data_dir, seed_feeds, start_logging
from bot.ports import NewsdeskError
from bot.settings import Configuration, Secrets, SettingsError

ZONES = ("Europe/Berlin", "America/New_York", "Asia/Shanghai")
KEY_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Check:
    """`mend` says what to type or change; empty when nothing is wrong."""

    name: str
    ok: bool
    detail: str
    mend: str = ""


async def examine(load: Callable[[], Configuration]) -> list[Check]:
    """All checks, in the order in which they are worth mending. A wrong configuration ends it."""
    try:
        configuration = load()
        start_logging(configuration)
    except SettingsError as error:
        return [Check("configuration", False, str(error), "mend it, then run `newsdesk doctor` again")]
    checks = [Check("configuration", True, str(configuration.directory)), _names(configuration), _zones()]
    checks += await _database(configuration)
    return [*checks, await _key(configuration), _chat(configuration.secrets)]


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


async def _database(configuration: Configuration) -> list[Check]:
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
    finally:
        await store.close()
    return [Check("database", True, f"{where}, at this version's schema"), _feeds(stood.feeds, len(stood.failing))]


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
    from openai import APIConnectionError, APIStatusError, AsyncOpenAI, AuthenticationError

    client = AsyncOpenAI(
        api_key=secrets.openai_api_key, base_url=secrets.openai_base_url, timeout=KEY_SECONDS, max_retries=0
    )
    try:
        async with client:
            await client.models.list()
    except AuthenticationError:
        return Check(
            "model key",
            False,
            "the server refuses it",
            "set a valid OPENAI_API_KEY, or unset it: the bot works without",
        )
    except (APIConnectionError, APIStatusError) as error:
        mend = "check OPENAI_BASE_URL and the network, or unset OPENAI_API_KEY: the bot works without"
        return Check("model key", False, f"the model server can't be asked ({type(error).__name__})", mend)
    return Check("model key", True, "accepted; this version still quotes sentences, the model writes with a later one")


def _chat(secrets: Secrets) -> Check:
    if secrets.discord_token or secrets.slack_bot_token:
        return Check("chat", True, "a token is set; the chat fronts come with a later version")
    return Check("chat", True, "no token set: `newsdesk run` uses the terminal")
