"""What the arrows and the commands need from outside, as protocols, with the values that pass through them.

Adapters and the store implement these; nothing here does anything. Errors say what a caller may do about them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Literal, Protocol

from bot.news.model import (
    Article,
    Brief,
    Entry,
    Mention,
    NameType,
    PageText,
    ParsedFeed,
    Relation,
    Source,
    Story,
    StoryFilter,
)

if TYPE_CHECKING:
    from bot.news.dossier import Dossier
    from bot.news.drafts import Claim, Draft, Failing

# --- Errors -----------------------------------------------------------------------------------------------------------


class NewsdeskError(Exception):
    """Anything that is told to a person in one sentence: what is wrong and what to do. Never a traceback."""


class TryLater(NewsdeskError):
    """It may work at another time: a time-out, a server's trouble, a limit. `retry_after` in seconds when told."""

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class GiveUp(NewsdeskError):
    """It will not work however often it's tried: a bad address, a refused one, a document that isn't what it should be."""


class Refused(GiveUp):
    """The address lies in a network that strangers' addresses may not reach, or has a scheme that isn't spoken."""


class TooLarge(GiveUp):
    """The body is larger than the limit, after decompression."""


class NotAFeed(GiveUp):
    """The body isn't a whole feed: empty, half-sent, an HTML page, or something else."""


class DatabaseTrouble(NewsdeskError):
    """The database can't be opened or written: unreadable, full, locked, or from a newer version."""


# --- Fetching and reading ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fetched:
    """An HTTP answer. `url` is the final one; `moved_to` is set when every hop was permanent (301, 308)."""

    status: int
    url: str
    body: bytes = b""
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    retry_after: float | None = None
    moved_to: str | None = None


class Fetcher(Protocol):
    """Gets strangers' addresses, guarded and limited. Raises Refused, TooLarge, GiveUp (bad address), TryLater.

    Statuses of 400 and above are returned, not raised.
    """

    async def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched: ...


class FeedParser(Protocol):
    """Reads a feed's bytes away from the event loop, within a time limit. Raises NotAFeed, TryLater (time limit)."""

    async def parse(self, body: bytes, url: str, content_type: str | None) -> ParsedFeed: ...


class PageReader(Protocol):
    """Makes clean text of HTML, away from the event loop. `read` obeys robots.txt; both raise GiveUp or TryLater."""

    async def read(self, url: str) -> PageText: ...

    async def extract(self, html: str, url: str | None) -> PageText: ...


# --- Feeds and items --------------------------------------------------------------------------------------------------

FeedOrigin = Literal["config", "command", "opml"]
FeedStatus = Literal["active", "paused", "gone", "removed"]


@dataclass(frozen=True, slots=True)
class FeedSpec:
    """A feed as a person or config/feeds.toml names it. `kind` is free ("press", "lab", …); weight 1.0 is ordinary.

    `link_only`: its headlines and links are shown, none of its sentences.
    """

    url: str
    name: str
    kind: str = "press"
    language: str = "en"
    outlet: str | None = None
    owner: str | None = None
    weight: float = 1.0
    folder: str | None = None
    workspace_id: int | None = None
    link_only: bool = False


@dataclass(frozen=True, slots=True)
class FeedHealth:
    """What polling has learnt about a feed; `after_poll` makes the next one. Intervals in seconds."""

    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    content_hash: str | None = None
    interval: float = 1800.0
    next_poll_at: datetime | None = None
    failures: int = 0
    last_error: str | None = None
    failing_since: datetime | None = None
    last_ok_at: datetime | None = None
    last_new_at: datetime | None = None
    moved_to: str | None = None
    moved_since: datetime | None = None
    first_polled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    id: int
    spec: FeedSpec
    origin: FeedOrigin
    status: FeedStatus
    health: FeedHealth
    items: int = 0


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry with its identity keys, strongest first. `news` is false for what a first poll brings that is old."""

    keys: tuple[str, ...]
    entry: Entry
    news: bool


@dataclass(frozen=True, slots=True)
class PollOutcome:
    """What one poll of one feed changes. `entries` may hold known ones: the store keeps each item once."""

    feed_id: int
    health: FeedHealth
    status: FeedStatus = "active"
    url: str | None = None
    entries: tuple[NewEntry, ...] = ()


class PollStore(Protocol):
    async def claim_due_feeds(
        self, now: datetime, *, owner: str, limit: int, everything: bool = False, urls: Collection[str] | None = None
    ) -> list[Feed]:
        """Takes due feeds under a lease of five minutes; `everything`: whatever their interval (paused ones never)."""

    async def save_polls(self, outcomes: Sequence[PollOutcome], now: datetime) -> dict[int, int]:
        """Writes a batch in one transaction, ends the leases; returns new items per feed id.

        An entry of which any key is known in its feed is not new; keys of it that were unknown are learnt.
        """


# --- Items to articles ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Item:
    id: int
    feed: FeedSpec
    feed_id: int
    entry: Entry
    fetched_at: datetime
    news: bool
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class ReadOutcome:
    """What `read` made of an item: an article with its mentions, or a reason; `retry_at` None means given up."""

    item_id: int
    article: Article | None = None
    mentions: tuple[Mention, ...] = ()
    search_tokens: tuple[str, ...] = ()
    news: bool = True
    reason: str | None = None
    retry_at: datetime | None = None


class ReadStore(Protocol):
    async def claim_items(self, now: datetime, *, owner: str, limit: int) -> list[Item]:
        """Takes due items, newest first, under a lease of five minutes."""

    async def save_reads(self, outcomes: Sequence[ReadOutcome], now: datetime) -> int:
        """Writes a batch in one transaction; returns new articles.

        An article whose address is known in its workspace joins the known one and is not new.
        """


# --- Articles to stories to briefs ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TaggedArticle:
    """`fixed`: an operator decided in which story it stands, or what becomes of that story."""

    article: Article
    mentions: tuple[Mention, ...]
    story_id: int | None = None
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Placement:
    """`story_id` None starts a new story; articles that share a `group` start the same one. `was`: the story that the
    article stood in until now."""

    article_id: int
    story_id: int | None
    group: int | None = None
    was: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an article stands; `fixed` as in TaggedArticle."""

    article_id: int
    workspace_id: int | None
    story_id: int
    fixed: bool


class LeaseStore(Protocol):
    """One process at a time does what only one may do; a dead one's turn runs out."""

    async def take_lease(self, name: str, *, owner: str, now: datetime, seconds: float) -> bool: ...

    async def end_lease(self, name: str, *, owner: str) -> None: ...


class GroupStore(LeaseStore, Protocol):
    async def ungrouped(self, limit: int) -> list[TaggedArticle]:
        """Articles that stand in no story, oldest first; also what isn't news, which can be asked about."""

    async def standing_since(self, since: datetime) -> list[Standing]:
        """Of the articles published since that stand in a story: where."""

    async def standing_of(self, article_ids: Collection[int]) -> list[Standing]:
        """Of these articles, those that stand in a story: where."""

    async def grouped(self, article_ids: Collection[int]) -> list[TaggedArticle]:
        """Those of these articles that stand in a story, in the order given: what a new article may join."""

    async def save_placements(self, placements: Sequence[Placement], now: datetime) -> None:
        """Places articles in one transaction; their stories become due for a brief, and those that they leave too. A
        story that all articles leave is merged into the one that most of them went to."""


@dataclass(frozen=True, slots=True)
class StoryWork:
    """A story that is due for a brief: all its articles, and the brief that stands."""

    story_id: int
    articles: tuple[TaggedArticle, ...]
    current: Brief | None


class BriefStore(LeaseStore, Protocol):
    async def stories_to_brief(self, limit: int) -> list[StoryWork]: ...

    async def save_briefs(self, briefs: Sequence[tuple[int, Brief | None]], now: datetime) -> None:
        """Writes new versions (None: the brief that stands is kept) with tags and relations; the stories are no
        longer due, unless an article came meanwhile."""


# --- Reading what is known --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReadingHealth:
    """How much could be read since a time: `feeds_read` of `feeds_total` active ones, `items` stored."""

    feeds_total: int
    feeds_read: int
    items: int


@dataclass(frozen=True, slots=True)
class KnownRelation:
    relation: Relation
    story_id: int
    source: Source
    at: datetime
    current: bool = True


@dataclass(frozen=True, slots=True)
class ArticleHit:
    """An article found by full text, with the story it stands in (None: stored, but not news)."""

    article: Article
    story_id: int | None
    score: float


@dataclass(frozen=True, slots=True)
class BriefVersion:
    version: int
    at: datetime
    brief: Brief


BRIEFED_LATER = timedelta(hours=3)
"""How long after an article its story may get its brief: what had none at the last look is in the next."""


class NewsReader(Protocol):
    """Questions to the store. `workspace_id` None sees what is shared; else also what is that workspace's own."""

    async def stories(
        self,
        since: datetime,
        until: datetime,
        wanted: StoryFilter | None = None,
        *,
        workspace_id: int | None = None,
        limit: int = 500,
        arrived: bool = False,
    ) -> list[Story]:
        """Stories with a brief whose last article was published after `since` and not after `until`, newest first.

        `arrived`: those of which an article that is news came in the span, whenever it was published.
        """

    async def story(self, story_id: int, *, workspace_id: int | None = None) -> Story | None: ...

    async def story_articles(self, story_id: int) -> list[TaggedArticle]: ...

    async def history(self, story_id: int) -> list[BriefVersion]: ...

    async def search(
        self,
        tokens: Sequence[str],
        *,
        any_of: bool = False,
        since: datetime | None = None,
        until: datetime | None = None,
        workspace_id: int | None = None,
        limit: int = 20,
    ) -> list[ArticleHit]:
        """Full text over our own tokens (see news.text.search_tokens), best first."""

    async def mentions_per_day(
        self, type: NameType, name: str, since: datetime, until: datetime, *, workspace_id: int | None = None
    ) -> dict[date, int]:
        """Articles that mention the name (for a model family: any of its versions), by UTC day; days with none absent."""

    async def relations_of(
        self, name: str, *, until: datetime | None = None, workspace_id: int | None = None, limit: int | None = None
    ) -> list[KnownRelation]: ...

    async def models_of(self, company: str, *, workspace_id: int | None = None) -> list[tuple[str, int]]:
        """Model names of a company in the store with their number of articles, most first."""

    async def first_seen(
        self, type: NameType, name: str, *, workspace_id: int | None = None
    ) -> tuple[datetime, datetime] | None:
        """First and last publication that mentions the name."""

    async def reading_health(self, since: datetime, *, workspace_id: int | None = None) -> ReadingHealth: ...

    async def reaches(self) -> tuple[datetime, datetime] | None:
        """Publication times of the oldest and the newest stored article."""


# --- A model that writes ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Usage:
    """What requests took. Tokens as the server counts them, or as they were reckoned where it doesn't say."""

    input_tokens: int = 0
    output_tokens: int = 0
    requests: int = 0

    def plus(self, other: Usage) -> Usage:
        return Usage(
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            self.requests + other.requests,
        )

    @property
    def tokens(self) -> int:
        return self.input_tokens + self.output_tokens


ModelReason = Literal[
    "refused", "cut off", "invalid", "limit", "time-out", "unreachable", "server trouble", "unknown model", "bad key",
    "no credit", "budget",
]  # fmt: skip
"""Why a model didn't write. The first three concern a text; with the others nothing can be written for a while."""


class ModelTrouble(NewsdeskError):
    """A model didn't write. `retry_after` in seconds when told; `processed`: the server may have read, and billed, it."""

    def __init__(
        self,
        reason: ModelReason,
        message: str,
        *,
        retry_after: float | None = None,
        processed: bool = False,
        usage: Usage = Usage(),
    ) -> None:
        super().__init__(message)
        self.reason = reason
        self.retry_after = retry_after
        self.processed = processed
        self.usage = usage

    @property
    def is_the_servers(self) -> bool:
        """Nothing else can be written either, for a while; else only this text couldn't."""
        return self.reason not in ("refused", "cut off", "invalid")


@dataclass(frozen=True, slots=True)
class Written:
    """A model's drafts of the dossiers of one request, in their order (none where it left one out)."""

    drafts: tuple[tuple[Draft, ...], ...]
    usage: Usage


SECOND_JUDGE = "second judge"
"""Where the counts of a day are kept."""


@dataclass(frozen=True, slots=True)
class SecondJudged:
    """Texts that a second judge refused on a day, and those on which it gave no answer."""

    refused: int = 0
    no_answer: int = 0

    @classmethod
    def of_day(cls, stored: str | None, day: date) -> SecondJudged:
        """As kept; none of another day's."""
        on, _, counts = (stored or "").partition(" ")
        refused, _, no_answer = counts.partition(" ")
        return cls(int(refused), int(no_answer)) if on == day.isoformat() else cls()

    def kept(self, day: date) -> str:
        return f"{day.isoformat()} {self.refused} {self.no_answer}"


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a second judge refuses of some claims: why, by their place among them. It can't admit anything."""

    refused: Mapping[int, str]
    usage: Usage


class ModelWriter(Protocol):
    """Writes drafts, which nobody trusts before they are judged. All raise ModelTrouble, and nothing else."""

    @property
    def model(self) -> str: ...

    @property
    def prompt(self) -> str:
        """A fingerprint of what it is told to do: another one makes other texts of the same sentences."""

    @property
    def server(self) -> str:
        """A fingerprint of server, key and model: another one may do what this one couldn't."""

    async def write(self, dossiers: Sequence[Dossier]) -> Written: ...

    async def rewrite(self, dossier: Dossier, failing: Sequence[Failing]) -> Written:
        """The failing sentences anew, with what was wrong with them named."""

    async def second_opinion(self, dossier: Dossier, claims: Sequence[Claim]) -> Opinion:
        """Which of the claims, all of which passed our own check, it would refuse."""

    def cost(self, usage: Usage) -> float:
        """In the money that the operator gave the prices in; 0 where none are given."""


Purpose = Literal["digest", "ask"]


@dataclass(frozen=True, slots=True)
class Spent:
    """What a day has cost so far, over all workspaces. `asked` of the tokens went to answers, by workspace (0: shared)."""

    tokens: int = 0
    cost: float = 0.0
    asked: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Budget:
    """What a day may cost; 0 for `daily_cost` is no limit. `kept_for_digests` of the tokens can't be spent on answers, and
    one workspace may have at most `ask_share` of the rest."""

    daily_tokens: int
    daily_cost: float = 0.0
    kept_for_digests: float = 0.5
    ask_share: float = 0.5

    def left(self, spent: Spent, purpose: Purpose = "digest", scope: int = 0) -> int:
        """Tokens that may still be spent; none when the day's money is gone."""
        if self.daily_cost and spent.cost >= self.daily_cost:
            return 0
        left = self.daily_tokens - spent.tokens
        if purpose == "ask":
            for_answers = int(self.daily_tokens * (1 - self.kept_for_digests))
            own = int(for_answers * self.ask_share) - spent.asked.get(scope, 0)
            left = min(left, for_answers - sum(spent.asked.values()), own)
        return max(0, left)


TextState = Literal["asked", "written", "quoted", "failed", "waiting"]
"""asked: under way, or its process died; written: some of it stands; quoted: nothing of it passed; failed: it won't be
asked again; waiting: it will."""


@dataclass(frozen=True, slots=True)
class StoryText:
    """A text for a model: of a story in one version, for some languages. `reckoned` tokens are set aside for it."""

    key: str
    story_id: int
    version: int
    languages: tuple[str, ...]
    reckoned: int
    workspace_id: int | None = None


@dataclass(frozen=True, slots=True)
class TextOutcome:
    """What became of a claimed text. `brief` takes the place of the version's own, if that still stands."""

    text: StoryText
    state: TextState
    reason: ModelReason | None = None
    usage: Usage = Usage()
    cost: float = 0.0
    passed: int = 0
    refused: int = 0
    brief: Brief | None = None


@dataclass(frozen=True, slots=True)
class KnownText:
    """A text that was asked for, or is to be, as the store remembers it."""

    story_id: int
    version: int
    languages: tuple[str, ...]
    state: TextState


class WritingStore(LeaseStore, NewsReader, Protocol):
    """What writing with a model reads and keeps. A text is claimed before it is sent: no other process, and no later
    one, sends it again."""

    async def known_texts(self, story_ids: Sequence[int]) -> dict[int, list[KnownText]]: ...

    async def claim_texts(self, texts: Sequence[StoryText], day: date, now: datetime) -> frozenset[str]:
        """Keys of those that are now this process's to send; what is reckoned for them counts as spent."""

    async def settle_texts(self, outcomes: Sequence[TextOutcome], now: datetime) -> None:
        """What became of them, with what they really took in place of what was reckoned, in one transaction."""

    async def put_off_texts(self, texts: Sequence[StoryText], reason: ModelReason, day: date, now: datetime) -> None:
        """They wait for a better time: nothing was sent."""

    async def spent(self, day: date) -> Spent: ...

    async def meta_value(self, key: str) -> str | None: ...

    async def set_meta(self, key: str, value: str) -> None: ...


# --- Feeds as people manage them, names, status -----------------------------------------------------------------------


class FeedDesk(Protocol):
    async def seed(self, specs: Sequence[FeedSpec], now: datetime) -> int:
        """Adds those of config/feeds.toml that were never known (removed ones stay removed); returns how many."""

    async def add_feed(self, spec: FeedSpec, origin: FeedOrigin, now: datetime) -> tuple[Feed, bool]:
        """Returns the feed and whether it's new; a removed or paused one becomes active again."""

    async def add_feeds(self, specs: Sequence[FeedSpec], origin: FeedOrigin, now: datetime) -> int:
        """Adds those that are unknown, in one transaction; returns how many. A removed one becomes active again."""

    async def feeds(self, *, workspace_id: int | None = None, with_removed: bool = False) -> list[Feed]: ...

    async def set_status(self, feed_id: int, status: FeedStatus, now: datetime) -> None: ...


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that keeps turning up without being in the registry."""

    name: str
    type: NameType
    articles: int
    first_at: datetime
    last_at: datetime
    example: str
    accepted: bool = False


class CandidateStore(Protocol):
    async def candidates(self, *, at_least: int = 2, limit: int = 50) -> list[Candidate]: ...

    async def accept_candidate(self, name: str, now: datetime) -> bool: ...

    async def accepted_names(self) -> list[tuple[str, NameType]]: ...


@dataclass(frozen=True, slots=True)
class Subscription:
    """A channel's standing order. `channel` is "terminal", "slack:C…" or "discord:…", "slack:@U…" for direct messages;
    `days` weekdays from 0, Monday.

    `id` is 0 and `next_due_at` set when it is handed to the store. `created_by` is the person's id on the platform,
    `role` the id of the role to mention, `skip` local dates that are left out, `paused_until` the local date on which
    it goes on by itself. `tell_quiet` False: empty days aren't told.
    """

    id: int
    channel: str
    preset: str
    wanted: StoryFilter
    at: time
    days: tuple[int, ...]
    zone: str
    size: int
    created_at: datetime
    next_due_at: datetime | None = None
    last_digest_until: datetime | None = None
    created_by: str | None = None
    paused: bool = False
    state: Literal["active", "paused", "removed"] = "active"
    reason: str | None = None
    language: str = "en"
    compact: bool = False
    role: str | None = None
    thread: bool = False
    paused_until: date | None = None
    skip: tuple[date, ...] = ()
    tell_quiet: bool = True
    channel_id: int = 0
    workspace_id: int = 0
    channel_name: str | None = None


class SubscriptionStore(Protocol):
    async def subscriptions(self) -> list[Subscription]:
        """All that stand, by number."""

    async def add_subscription(self, order: Subscription, now: datetime) -> Subscription: ...

    async def remove_subscription(self, number: int, now: datetime) -> bool: ...

    async def postpone(self, number: int, next_due_at: datetime, *, seen: datetime | None = None) -> None:
        """Lets an occasion pass: the next digest covers it too. `seen`: only while it is still due at that time."""


@dataclass(frozen=True, slots=True)
class StoreStatus:
    """Counts for `status`: see docs/operations.md for each key."""

    feeds: dict[str, int]
    queue: dict[str, int]
    deliveries: dict[str, int]
    budget: dict[str, Any]
    failing: list[tuple[str, str, datetime | None]] = field(default_factory=list)


class StatusStore(Protocol):
    async def status(self, now: datetime, zone: str = "UTC") -> StoreStatus:
        """`zone` is the operator's: what was spent today is counted by their day."""
