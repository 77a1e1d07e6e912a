"""What the pages show, as plain values made of the store's: stories in lists, a story whole, names, sources.

Templates only place them. Every address in them is plain http(s) or None, every text is one line.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from bot.commands.chat_profile import relation_words, told_by
from bot.commands.chat_stories import how_sure
from bot.news.corrections import said_of
from bot.news.message import CERTAINTY_WORDS, LANGUAGE_NAMES, one_line, safe_url
from bot.news.model import BriefSentence, NameType, Source, Story, Tag
from bot.news.spoken import base_of, spoken
from bot.news.text import search_tokens
from bot.news.urls import has_secret, host_of, redact_words
from bot.ports import ArticleHit, BriefVersion, Feed, KnownRelation, TaggedArticle

MOST_TAGS = 6
MOST_QUOTED = 4
READERS = "en"
QUIET = timedelta(days=14)
"""A source without anything new for so long is worth a look."""


@dataclass(frozen=True, slots=True)
class Name:
    """A company or a model, with a page of its own."""

    type: NameType
    name: str


@dataclass(frozen=True, slots=True)
class Told:
    """An article as it is named under what it says. `url` None: its address isn't one that we link to."""

    title: str
    outlet: str
    url: str | None
    at: datetime
    language: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A story in a list. `doubt` is "" where it is sure; `also` counts the other outlets."""

    id: int
    headline: str
    said: tuple[str, ...]
    kind: str
    doubt: str
    best: Told | None
    also: int
    at: datetime
    language: str
    names: tuple[Name, ...]
    disclosure: str | None
    private: bool


def story_line(story: Story) -> StoryLine:
    brief = spoken(story.brief, READERS)
    best = story.sources[0] if story.sources else None
    return StoryLine(
        story.id,
        one_line(brief.headline.rstrip(".。")),
        tuple(one_line(one.text) for one in brief.sentences if _bare(one.text) != _bare(brief.headline)),
        brief.kind.capitalize(),
        CERTAINTY_WORDS.get(brief.certainty, ""),
        told(best) if best else None,
        max(story.outlets - 1, 0),
        story.last_at,
        _language(story, translated=brief is not story.brief),
        names_of(brief.tags),
        brief.disclosure,
        story.workspace_id is not None,
    )


def _bare(text: str) -> str:
    """A sentence that is the headline once more says nothing beside it."""
    return one_line(text).rstrip(".。").casefold()


def _language(story: Story, *, translated: bool) -> str:
    return READERS if translated or not story.sources else story.sources[0].language


def names_of(tags: Iterable[Tag], most: int = MOST_TAGS) -> tuple[Name, ...]:
    """Subjects before those that are only mentioned; who merely publishes isn't among them."""
    about = [tag for tag in tags if tag.role != "source"]
    return tuple(Name(tag.type, tag.name) for tag in sorted(about, key=lambda tag: tag.role != "subject")[:most])


def told(source: Source) -> Told:
    owned = [f"owned by {source.owner}"] if source.owner and source.owner != source.outlet else []
    right = [f"corrected since: {source.corrected}"] if source.corrected else []
    return Told(
        one_line(source.title), source.outlet, safe_url(source.url), source.published, source.language,
        (*owned, *_obstacles(source.paywall, source.language), *right),
    )  # fmt: skip


def _obstacles(paywall: bool, language: str) -> list[str]:
    spoken_here = base_of(language)
    foreign = [f"in {LANGUAGE_NAMES.get(spoken_here, language)}"] if spoken_here != READERS else []
    return [*(["paywall"] if paywall else []), *foreign]


# --- One story --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Quote:
    """What a source says, in its own words; `text` None where the words aren't kept or may not be quoted."""

    text: str | None
    told: Told


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of ours with the sentences that it rests on."""

    text: str
    outlets: tuple[str, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A place on a story's time line: an article that came, or a version of ours that said something new."""

    at: datetime
    told: Told | None = None
    version: int = 0
    news: str = ""
    correction: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What a version said otherwise than the one before."""

    version: int
    at: datetime
    news: str
    headline: str | None
    added: tuple[str, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A relation in words, with how sure it is and who says so."""

    words: str
    certainty: str
    source: Told
    at: datetime
    story: int
    current: bool


@dataclass(frozen=True, slots=True)
class StoryPage:
    line: StoryLine
    version: int
    sure: str
    corrections: tuple[tuple[datetime, str], ...]
    claims: tuple[Claim, ...]
    before: tuple[Claim, ...]
    said: tuple[Said, ...]
    steps: tuple[Step, ...]
    changes: tuple[Change, ...]
    outlets: int
    writer: str


def story_page(story: Story, articles: Sequence[TaggedArticle], history: Sequence[BriefVersion]) -> StoryPage:
    """`before` is what isn't told any more since the story was put right: what was wrong is never simply gone."""
    brief = spoken(story.brief, READERS)
    texts = {tagged.article.id: tagged.article.sentences for tagged in articles}
    quoted = {n: texts.get(article_id, ()) for n, article_id in enumerate(story.brief.article_ids)}
    sources = {source.n - 1: source for source in story.sources}
    last = spoken(history[-1].brief, READERS).sentences if history and story.corrections else ()
    return StoryPage(
        story_line(story),
        story.brief.version,
        how_sure(story),
        tuple((one.at, one_line(said_of(one))) for one in story.corrections),
        tuple(_claim(sentence, sources, quoted) for sentence in brief.sentences),
        tuple(_claim(sentence, sources, quoted) for sentence in last if sentence not in brief.sentences),
        tuple(said(known, "") for known in _relations(story)),
        _steps(articles, history),
        tuple(_changes(history)) if not story.corrections else (),
        story.outlets,
        story.brief.writer,
    )


def _claim(sentence: BriefSentence, sources: Mapping[int, Source], quoted: Mapping[int, Sequence[str]]) -> Claim:
    cites = [cite for cite in sentence.cites if cite.article in sources]
    quotes = [Quote(_at(quoted.get(cite.article, ()), cite.sentence), told(sources[cite.article])) for cite in cites]
    outlets = tuple(dict.fromkeys(quote.told.outlet for quote in quotes))
    return Claim(one_line(sentence.text), outlets, tuple(dict.fromkeys(quotes))[:MOST_QUOTED])


def _at(sentences: Sequence[str], place: int) -> str | None:
    return one_line(sentences[place]) if 0 <= place < len(sentences) else None


def _relations(story: Story) -> Iterable[KnownRelation]:
    sources = {source.n - 1: source for source in story.sources}
    for relation in dict.fromkeys(story.brief.relations):
        if relation.article in sources:
            yield KnownRelation(relation, story.id, sources[relation.article], story.last_at)


def said(known: KnownRelation, name: str) -> Said:
    """In the words of chat; as its subject's own deed, or with `name` its object's."""
    source = told(known.source)
    return Said(
        one_line(relation_words(known, name)), one_line(told_by(known).rpartition(", ")[0]), source, known.at,
        known.story_id, known.current,
    )  # fmt: skip


def _steps(articles: Sequence[TaggedArticle], history: Sequence[BriefVersion]) -> tuple[Step, ...]:
    came = [Step(one.article.published, _told_article(one)) for one in articles]
    news = [
        Step(one.at, None, one.version, one_line(one.brief.whats_new), one.brief.correction)
        for one in history
        if one.version > 1 and one.brief.whats_new
    ]
    return tuple(sorted([*came, *news], key=lambda step: (step.at, step.version)))


def _told_article(one: TaggedArticle) -> Told:
    article = one.article
    source = Source(
        0, article.title, article.outlet, article.url, article.published, article.outlet_owner, article.paywall,
        article.language, article.corrected,
    )  # fmt: skip
    return told(source)


def _changes(history: Sequence[BriefVersion]) -> Iterable[Change]:
    """Newest first, only those that changed what a reader reads."""
    for before, after in reversed(list(pairwise(history))):
        old, new = spoken(before.brief, READERS), spoken(after.brief, READERS)
        was, now = [s.text for s in old.sentences], [s.text for s in new.sentences]
        added = tuple(one_line(text) for text in now if text not in was)
        gone = tuple(one_line(text) for text in was if text not in now)
        headline = one_line(old.headline) if old.headline != new.headline else None
        if added or gone or headline:
            yield Change(after.version, after.at, one_line(new.whats_new or ""), headline, added, gone)


# --- Search -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Found:
    """An article that full text found: `words` is the sentence that holds most of what was looked for."""

    told: Told
    words: str
    story: int | None


def found(hit: ArticleHit, tokens: Collection[str]) -> Found:
    article = hit.article
    held = [(len(set(search_tokens(text)) & set(tokens)), -n, text) for n, text in enumerate(article.sentences)]
    best = max(held, default=(0, 0, ""))
    words = best[2] if best[0] else next(iter(article.sentences), "")
    shown = "" if words == article.title else one_line(words)
    return Found(_told_article(TaggedArticle(article, (), hit.story_id)), shown, hit.story_id)


# --- Sources ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SourceLine:
    """`trouble` says why it can't be read, or that it has been quiet; "" where all is well."""

    name: str
    url: str | None
    host: str
    language: str
    state: str
    last_ok: datetime | None
    last_new: datetime | None
    week: int
    trouble: str
    failing: bool
    private: bool


def source_line(feed: Feed, week: int, now: datetime) -> SourceLine:
    health = feed.health
    failing = feed.status == "gone" or (feed.status == "active" and health.failures > 0)
    return SourceLine(
        one_line(feed.spec.name),
        safe_url(feed.spec.url) if not has_secret(feed.spec.url) else None,
        host_of(feed.spec.url),
        LANGUAGE_NAMES.get(base_of(feed.spec.language), feed.spec.language),
        "can't be read" if failing else feed.status,
        health.last_ok_at,
        health.last_new_at,
        week,
        _trouble(feed, failing, now),
        failing,
        feed.spec.workspace_id is not None,
    )


def _trouble(feed: Feed, failing: bool, now: datetime) -> str:
    health = feed.health
    if failing:
        return one_line(redact_words(health.last_error or "its address answers no more"))
    if feed.status == "active" and health.last_new_at and now - health.last_new_at > QUIET:
        return f"nothing new for {(now - health.last_new_at).days} days"
    return ""
