"""The words of Newsdesk as plain values: entry, article, mention, story, brief, tag, relation, and their fixed values.

Only data and its validity stand here; how it is judged stands in the neighbouring modules.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, get_args

Kind = Literal[
    "release", "funding", "deal", "policy", "research", "product", "people", "legal", "incident", "opinion", "other"
]
Certainty = Literal["confirmed", "stated", "reported", "rumoured", "denied"]
Role = Literal["subject", "mentioned", "source"]
Verb = Literal[
    "uses", "makes", "releases", "funds", "buys", "owns", "partners", "sues", "competes", "derived from", "measures",
    "other",
]  # fmt: skip
Writer = Literal["extractive", "openai"]
NameType = Literal["company", "model"]
TextSource = Literal["feed", "page", "summary"]

KINDS: tuple[Kind, ...] = get_args(Kind)
CERTAINTIES: tuple[Certainty, ...] = get_args(Certainty)
ROLES: tuple[Role, ...] = get_args(Role)
VERBS: tuple[Verb, ...] = get_args(Verb)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as a feed sent it. `content` and `summary` are HTML or text as sent; times are aware UTC or None."""

    guid: str | None
    link: str | None
    title: str
    author: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    summary: str | None = None
    content: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed document, read. `language` is a lower-case BCP 47 tag ("en", "zh-tw") or None."""

    title: str | None
    homepage: str | None
    language: str | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class PageText:
    """What extraction made of a page or a feed's full text: clean paragraphs, one a line, in `text`."""

    title: str | None
    text: str
    published: datetime | None
    author: str | None
    language: str | None
    canonical_url: str | None = None
    paywall: bool = False


@dataclass(frozen=True, slots=True)
class Correction:
    """What an operator put right in a story that we had told, in the operator's words."""

    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Article:
    """A readable text behind an item. `sentences` never hold the title. `id` is 0 while it isn't stored.

    `corrected`: what was put right in its story since; whoever quotes it says that too.
    """

    id: int
    title: str
    sentences: tuple[str, ...]
    outlet: str
    url: str
    published: datetime
    language: str
    author: str | None = None
    outlet_owner: str | None = None
    weight: float = 1.0
    text_source: TextSource = "feed"
    paywall: bool = False
    workspace_id: int | None = None
    corrected: str | None = None


TITLE = -1
"""The sentence number under which mentions in an article's title are kept."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in an article. `sentence` counts from 0, TITLE is the title; `start`/`end` are offsets in it.

    For a company `family` and `company` are None; for a model `name` is canonical with its version
    ("Llama 4 Maverick", a bare family has name = family). `confidence` is 1.0 for registry names, lower for
    names found by context alone. `publishing` is true where the name only publishes or measures there
    ("according to Bloomberg", "a study by Hugging Face").
    """

    type: NameType
    name: str
    surface: str
    sentence: int
    start: int
    end: int
    family: str | None = None
    company: str | None = None
    confidence: float = 1.0
    publishing: bool = False


@dataclass(frozen=True, slots=True)
class Tag:
    """A company or model of a story. `mentions` counts its places in the articles."""

    type: NameType
    name: str
    role: Role
    mentions: int = 1
    family: str | None = None
    company: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """Subject, verb, object, in canonical names; `purpose` is the JSON's `for`. `article`, `sentence`: where it stands."""

    subject: str
    verb: Verb
    object: str
    certainty: Certainty
    according_to: str | None = None
    purpose: str | None = None
    article: int = 0
    sentence: int = 0


@dataclass(frozen=True, slots=True, order=True)
class Cite:
    """A sentence that supports a claim: index of the article among the brief's articles, sentence in it; both from 0."""

    article: int
    sentence: int


@dataclass(frozen=True, slots=True)
class BriefSentence:
    text: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class Translation:
    """A brief's headline and sentences in another language than its sources'; two letters."""

    language: str
    headline: str
    headline_cites: tuple[Cite, ...]
    sentences: tuple[BriefSentence, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """What we say about a story. Cites index `article_ids` (best source first). `whats_new` is set on versions > 1.

    `formerly` are headlines that the same version had before a model worded it: it may have been posted under them.
    """

    headline: str
    headline_cites: tuple[Cite, ...]
    kind: Kind
    certainty: Certainty
    sentences: tuple[BriefSentence, ...]
    article_ids: tuple[int, ...]
    tags: tuple[Tag, ...]
    relations: tuple[Relation, ...]
    writer: Writer = "extractive"
    version: int = 1
    whats_new: str | None = None
    correction: bool = False
    disclosure: str | None = None
    translations: tuple[Translation, ...] = ()
    formerly: tuple[str, ...] = ()

    @property
    def cited(self) -> tuple[Cite, ...]:
        """Every place that it rests on, its headline's first."""
        return (*self.headline_cites, *(cite for sentence in self.sentences for cite in sentence.cites))

    @property
    def headlines(self) -> tuple[str, ...]:
        """All under which it may have been posted, in whatever language."""
        return (self.headline, *self.formerly, *(told.headline for told in self.translations))


@dataclass(frozen=True, slots=True)
class Source:
    """A cited article as it is shown. `n` counts from 1 within a digest's story or an answer. `corrected`: as its article's."""

    n: int
    title: str
    outlet: str
    url: str
    published: datetime
    owner: str | None = None
    paywall: bool = False
    language: str = "en"
    corrected: str | None = None


Withdrawn = Literal["retracted", "blocked"]


@dataclass(frozen=True, slots=True)
class Story:
    """A story as readers need it: its current brief with its sources, and how many independent outlets carry it.
    `pinned`: an operator wants it first.

    The brief is as it may be told (see `corrections.py`): of one that an operator put right the headline says so, and
    what it rested on isn't quoted. `corrections` are the newest first, `headline_before` is the headline without them.
    `withdrawn`: taken back or blocked; it is told nowhere any more.
    """

    id: int
    first_at: datetime
    last_at: datetime
    brief: Brief
    sources: tuple[Source, ...]
    outlets: int
    weight: float = 1.0
    workspace_id: int | None = None
    pinned: bool = False
    corrections: tuple[Correction, ...] = ()
    headline_before: str | None = None
    withdrawn: Withdrawn | None = None


@dataclass(frozen=True, slots=True)
class StoryFilter:
    """What a subscription or a command wants. Empty means no restriction. Names are canonical."""

    companies: frozenset[str] = frozenset()
    models: frozenset[str] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    languages: frozenset[str] = frozenset()
    words_in: tuple[str, ...] = ()
    words_out: tuple[str, ...] = ()
    outlets_out: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RankedStory:
    story: Story
    score: float
    why: tuple[str, ...]
    update_of: str | None = None


@dataclass(frozen=True, slots=True)
class Digest:
    """Stories chosen for one occasion. `first` is the lead. `feeds_read` of `feeds_total` could be read in the span."""

    title: str
    since: datetime
    until: datetime
    stories: tuple[RankedStory, ...]
    feeds_read: int = 0
    feeds_total: int = 0
    items_read: int = 0
    left_out: int = 0
    note: str | None = None
    zone: str = "UTC"
    wanted: tuple[str, ...] = field(default=())
