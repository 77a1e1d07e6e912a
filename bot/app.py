"""The one place where parts are wired together: what a command of the terminal needs, opened once and closed in order."""

from __future__ import annotations

import os
import socket
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.logs import configure, logger
from bot.ports import FeedSpec
from bot.settings import Configuration, Settings, SettingsError, read_toml

if TYPE_CHECKING:
    from bot.adapters.feeds import ProcessFeedParser
    from bot.adapters.fetch import HttpFetcher
    from bot.adapters.openai_writer import Memory, OpenAIWriter
    from bot.adapters.pages import PageExtractor
    from bot.adapters.workers import Workers
    from bot.news.model import NameType, PageText
    from bot.news.names import Registry
    from bot.pipeline.group import Windows
    from bot.pipeline.poll import PollReport
    from bot.pipeline.write import WriteReport
    from bot.store.store import Store

log = logger(__name__)
Clock = Callable[[], datetime]
Progress = Callable[[int], None]


def version() -> str:
    """The installed version of Newsdesk."""
    from importlib.metadata import version as installed

    return installed("newsdesk")


def wall_clock() -> datetime:
    return datetime.now(UTC)


def clock_at(moment: datetime | None) -> Clock:
    """A clock that stands still at `moment`, or the wall clock."""
    return wall_clock if moment is None else lambda: moment


def start_logging(configuration: Configuration) -> None:
    secrets = configuration.secrets
    known = tuple(str(getattr(secrets, name)) for name in secrets.__slots__ if getattr(secrets, name))
    shown = configuration.settings.log
    configure(shown.level, json_lines=shown.json_lines, secrets=tuple(s for s in known if "://" not in s))


def load_registry(
    configuration: Configuration, accepted: Sequence[tuple[str, Any]] = (), extra: Path | None = None
) -> Registry:
    """config/names.toml, with the operator's accepted names and `extra` (the demo's) on top. Raises SettingsError."""
    from bot.news.names import Registry

    data = read_toml(configuration.names_file)
    if extra:
        for key, rows in read_toml(extra).items():
            data[key] = {**data.get(key, {}), **rows} if isinstance(rows, dict) else [*data.get(key, []), *rows]
    try:
        return Registry.from_toml(data, accepted)
    except ValueError as error:
        raise SettingsError(f"{configuration.names_file}: {error}") from error


def seed_feeds(configuration: Configuration) -> list[FeedSpec]:
    """The feeds of config/feeds.toml. Raises SettingsError."""
    from bot.adapters.feed_list import feeds_from_toml

    try:
        return feeds_from_toml(read_toml(configuration.feeds_file))
    except ValueError as error:
        raise SettingsError(f"{configuration.feeds_file}: {error}") from error


@dataclass
class Outside:
    """Everything that touches the network, with the workers that parse what comes back."""

    fetcher: HttpFetcher
    parser: ProcessFeedParser
    workers: Workers

    @cached_property
    def pages(self) -> PageExtractor:
        """Made when it is first asked for: polling alone reads no page."""
        from bot.adapters.pages import PageExtractor

        return PageExtractor(self.fetcher, self.workers)


@asynccontextmanager
async def outside(settings: Settings) -> AsyncIterator[Outside]:
    from bot.adapters.feeds import ProcessFeedParser
    from bot.adapters.fetch import FetchLimits, HttpFetcher
    from bot.adapters.workers import Workers

    chosen = settings.fetch
    limits = FetchLimits(
        total_seconds=chosen.total_seconds,
        max_body=chosen.max_body,
        per_host_rate=chosen.per_host_rate,
        per_host_connections=chosen.per_host_connections,
        connections=chosen.connections,
        user_agent=chosen.user_agent.replace("{version}", version()),
        allow_private=chosen.allow_private,
    )
    async with AsyncExitStack() as stack:
        fetcher = await stack.enter_async_context(HttpFetcher(limits))
        workers = Workers()
        stack.push_async_callback(workers.close)
        yield Outside(fetcher, ProcessFeedParser(workers), workers)


async def read_page(settings: Settings, url: str) -> PageText:
    """The page at an address, fetched under the guard, robots.txt obeyed. Raises GiveUp, TryLater."""
    async with outside(settings) as out:
        return await out.pages.read(url)


@dataclass(slots=True)
class Processed:
    """What `process` came to."""

    articles: int = 0
    stories: int = 0
    briefs: int = 0
    failed: int = 0
    reasons: list[str] = field(default_factory=list)


class App:
    """An opened store with a clock; the arrows as methods. The registry is loaded when it is first asked for."""

    def __init__(
        self,
        configuration: Configuration,
        store: Store,
        clock: Clock,
        accepted: list[tuple[str, NameType]],
        extra: Path | None,
    ) -> None:
        self.configuration = configuration
        self.store = store
        self.clock = clock
        self.owner = owner_id()
        self._windows: Windows | None = None
        self._accepted = accepted
        self._extra = extra

    @cached_property
    def registry(self) -> Registry:
        """config/names.toml with accepted names on top. Raises SettingsError."""
        return load_registry(self.configuration, self._accepted, self._extra)

    @property
    def settings(self) -> Settings:
        return self.configuration.settings

    async def poll(
        self,
        out: Outside,
        *,
        everything: bool = False,
        urls: Collection[str] | None = None,
        progress: Progress = lambda done: None,
    ) -> PollReport:
        from bot.pipeline.poll import PollPolicy, poll

        chosen = self.settings.poll
        policy = PollPolicy(
            interval=chosen.interval,
            min_interval=chosen.min_interval,
            max_interval=chosen.max_interval,
            max_backoff=chosen.max_backoff,
            recent=timedelta(hours=chosen.recent_hours),
            late=timedelta(days=chosen.late_days),
            moved_for=timedelta(days=chosen.moved_days),
            concurrency=chosen.concurrency,
        )
        return await poll(
            self.store, out.fetcher, out.parser, now=self.clock, owner=self.owner, policy=policy,
            everything=everything, urls=urls, progress=progress,
        )  # fmt: skip

    async def process(self, out: Outside, progress: Callable[[str, int], None] = lambda step, done: None) -> Processed:
        """Takes stored items on through read, group and brief."""
        from bot.pipeline.brief import brief
        from bot.pipeline.group import Windows, group
        from bot.pipeline.read import ReadPolicy, read

        chosen = self.settings.read
        policy = ReadPolicy(chosen.pages, chosen.concurrency, chosen.full_text_chars)
        done = await read(
            self.store, out.pages, lambda: self.registry, now=self.clock, owner=self.owner, policy=policy,
            progress=lambda n: progress("reading", n),
        )  # fmt: skip
        progress("grouping", 0)
        self._windows = self._windows or Windows()
        await group(
            self.store, now=self.clock(), owner=self.owner, window_days=self.settings.group.window_days,
            windows=self._windows,
        )  # fmt: skip
        briefed = await brief(self.store, now=self.clock, owner=self.owner, progress=lambda n: progress("briefing", n))
        return Processed(
            done.articles, briefed.stories, briefed.briefs, done.failed + briefed.failed,
            [reason for _, reason in done.failures],
        )  # fmt: skip

    # --- A model that writes ------------------------------------------------------------------------------------------

    @cached_property
    def writer(self) -> OpenAIWriter | None:
        """None without a key, or where the settings let it spend nothing. Raises SettingsError."""
        return make_writer(self.configuration, self.store) if self.settings.llm.daily_tokens else None

    async def write(self) -> WriteReport | None:
        """Has stories that a subscription can want written by the model, if there is one."""
        from bot.commands.subscriptions import expanded
        from bot.news.lookup import RegistryNames
        from bot.pipeline.write import WritePolicy, forget_trouble, write
        from bot.ports import Budget

        if self.writer is None:
            await forget_trouble(self.store, self.clock())
            return None
        chosen = self.settings.llm
        budget = Budget(chosen.daily_tokens, chosen.daily_cost, chosen.kept_for_digests)
        policy = WritePolicy(
            budget, self.settings.digest.zone, batch=chosen.stories_a_request, second_judge=chosen.second_judge
        )
        return await write(
            self.store, self.writer, now=self.clock, owner=self.owner, policy=policy,
            expand=lambda wanted: expanded(wanted, self.registry), names=RegistryNames(self.registry),
        )  # fmt: skip

    async def close(self) -> None:
        """The store is its opener's to close."""
        if (writer := self.__dict__.get("writer")) is not None:
            await writer.close()


_PROMPTS = ("brief.md", "rewrite.md", "judge.md")


def make_writer(configuration: Configuration, memory: Memory | None = None) -> OpenAIWriter | None:
    """The model behind OPENAI_API_KEY; None without one. Raises SettingsError when a prompt can't be read."""
    key = configuration.secrets.openai_api_key
    if not key:
        return None
    from bot.adapters.openai_writer import Access, OpenAIWriter, Prices, Prompts

    llm, folder = configuration.settings.llm, configuration.prompts_dir
    try:
        prompts = Prompts(*((folder / name).read_text(encoding="utf-8").strip() for name in _PROMPTS))
    except OSError as error:
        raise SettingsError(f"the prompt {error.filename} can't be read: {error.strerror}") from error
    access = Access(key, configuration.secrets.openai_base_url, llm.model, llm.seconds)
    return OpenAIWriter(access, prompts, memory, Prices(llm.input_price, llm.output_price))


@asynccontextmanager
async def open_app(
    configuration: Configuration, *, clock: Clock = wall_clock, names: Path | None = None, seed: bool = True
) -> AsyncIterator[App]:
    """Opens the store (made or upgraded where needed), seeds the feeds, reads which names were accepted."""
    from bot.store.store import Store

    prepare_data_dir(configuration)
    async with await Store.open(configuration.database_url) as store, AsyncExitStack() as stack:
        if seed:
            await store.seed(seed_feeds(configuration), clock())
        app = App(configuration, store, clock, await store.accepted_names(), names)
        stack.push_async_callback(app.close)
        yield app


@asynccontextmanager
async def throw_away_store() -> AsyncIterator[Store]:
    """An empty database that is gone afterwards."""
    from tempfile import TemporaryDirectory

    from bot.store.store import Store

    with TemporaryDirectory(prefix="newsdesk-") as folder:
        async with await Store.open(f"sqlite:///{folder}/news.db") as store:
            yield store


def prepare_data_dir(configuration: Configuration) -> None:
    """Makes the data folder where the default database lives. Raises SettingsError."""
    if configuration.secrets.database_url:
        return
    try:
        configuration.data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"the data folder {configuration.data_dir} can't be made: {error.strerror}; set NEWSDESK_DATA__DIR to another"
        ) from error


def owner_id() -> str:
    """Names this process in leases: host, process and start, so that a number used again isn't taken for the old one."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{os.urandom(4).hex()}"
