"""A story's material: its articles, best source first, with what was found in them, and how sure each sentence is.

What a brief is made of; which sentences it takes is decided in `choosing`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bot.news import certainty, salience
from bot.news.confessions import confesses, figures_in, shared_words, taken_back
from bot.news.first_person import launches
from bot.news.model import Article, Certainty, Cite, Mention, Relation, Tag
from bot.news.outlets import own_voice, owner_of, site_of, speaks_in, voice_of

SHARED = 0.3
"""Overlap of content words from which a title and a sentence tell of the same."""
UNSURE = ("reported", "rumoured")


@dataclass(frozen=True, eq=False)
class Material:
    """A story's articles in their order of standing (best first), with what was found in them."""

    articles: tuple[Article, ...]
    mentions: tuple[tuple[Mention, ...], ...]
    relations: tuple[Relation, ...]
    tags: tuple[Tag, ...]

    @cached_property
    def subjects(self) -> frozenset[str]:
        return frozenset(t.name for t in self.tags if t.role == "subject")

    @cached_property
    def by_sentence(self) -> dict[Cite, list[Mention]]:
        found: dict[Cite, list[Mention]] = {}
        for number, mentions in enumerate(self.mentions):
            for mention in mentions:
                found.setdefault(Cite(number, mention.sentence), []).append(mention)
        return found

    def mentions_at(self, cite: Cite) -> list[Mention]:
        return self.by_sentence.get(cite, [])

    def text(self, cite: Cite) -> str:
        return self.articles[cite.article].sentences[cite.sentence]

    @property
    def cites(self) -> Iterator[Cite]:
        """Every sentence of every article."""
        return (cite for number in range(len(self.articles)) for cite in self.cites_in(number))

    def cites_in(self, number: int) -> Iterator[Cite]:
        return (Cite(number, index) for index in range(len(self.articles[number].sentences)))

    @cached_property
    def confessions(self) -> dict[Cite, frozenset[str]]:
        """Sentences in which an outlet says what it had wrong, each with the numbers that it takes back."""
        return {
            cite: taken_back(self.articles[cite.article], cite.sentence)
            for cite in self.cites
            if confesses(self.text(cite))
        }

    @cached_property
    def wrong(self) -> frozenset[Cite]:
        """Sentences that still tell what an outlet took back."""
        return frozenset(cite for cite in self.cites if self._is_wrong(cite))

    def _is_wrong(self, cite: Cite) -> bool:
        if cite in self.confessions:
            return False
        numbers, outlet = figures_in(self.text(cite)), self.articles[cite.article].outlet
        for confession, wrong in self.confessions.items():
            own = self.articles[confession.article].outlet == outlet
            if numbers & wrong and shared_words(self.text(cite), self.text(confession)) >= (0.25 if own else 0.5):
                return True
        return False

    def owner(self, number: int) -> str | None:
        """The company that speaks in the article: its outlet is the company's own."""
        return self.owners[number]

    def voice(self, number: int) -> str | None:
        """Whose "we" an article's is: the company's that owns its outlet, else the outlet's own on its own site."""
        article, owner = self.articles[number], self.owner(number)
        return voice_of(article.outlet, owner) if owner else own_voice(article.outlet, article.url)

    def speaker(self, cite: Cite) -> str | None:
        """Whose "we" a sentence's is: its article's voice; for "we are launching" also the company whose page it is."""
        voice = self.voice(cite.article)
        if voice is None and launches(self.text(cite)):
            return site_of(self.articles[cite.article], self._named)
        return voice

    @cached_property
    def owners(self) -> tuple[str | None, ...]:
        return tuple(owner_of(article, self._named) for article in self.articles)

    @cached_property
    def _named(self) -> list[tuple[str, str]]:
        """Names of the story's companies, models and families, each with its company's."""
        tags = [t for t in self.tags if t.role != "source"]
        named = [(t.name, t.company or t.name) for t in tags]
        return named + [(name, t.company) for t in tags if t.company for name in (t.company, t.family) if name]


def material_of(
    articles: Sequence[Article], mentions: Sequence[Sequence[Mention]], tags: tuple[Tag, ...], found: Sequence[Relation]
) -> Material:
    usable = [(a, tuple(m), i) for i, (a, m) in enumerate(zip(articles, mentions, strict=True)) if a.sentences]
    order = source_order([a for a, _, _ in usable], [m for _, m, _ in usable], tags)
    place = {usable[old][2]: new for new, old in enumerate(order)}
    moved = tuple(replace(r, article=place[r.article]) for r in found if r.article in place)
    return Material(tuple(usable[i][0] for i in order), tuple(usable[i][1] for i in order), moved, tags)


def source_order(articles: Sequence[Article], mentions: Sequence[Sequence[Mention]], tags: Sequence[Tag]) -> list[int]:
    """Indices of the articles, best source first: a subject's own words, the original report, open pages, weight,
    fullness, age. Where an article is in English, those come first: a brief is written in one language for all."""
    cited = _cited_outlets(articles, mentions)
    subjects = [t.name for t in tags if t.type == "company" and t.role == "subject"]

    def standing(index: int) -> tuple[object, ...]:
        article = articles[index]
        own = any(speaks_in(article, name) for name in subjects)
        full = min(len(article.sentences), 8) // 2 if article.text_source != "summary" else 0
        return (
            not article.language.startswith("en"),
            not own,
            article.outlet not in cited,
            article.paywall,
            -article.weight,
            -full,
            article.published,
            article.id,
        )

    return sorted(range(len(articles)), key=standing)


def _cited_outlets(articles: Sequence[Article], mentions: Sequence[Sequence[Mention]]) -> frozenset[str]:
    """Outlets after which articles of other outlets tell: the original report, when we read it."""
    named = {
        mention.name
        for article, found in zip(articles, mentions, strict=True)
        for mention in found
        if mention.publishing and mention.name != article.outlet
    }
    return frozenset(article.outlet for article in articles if article.outlet in named)


def certainty_of(material: Material, cite: Cite) -> Certainty:
    judged = certainty.of_sentence(material.text(cite), material.mentions_at(cite), material.subjects)
    if judged in ("stated", "reported") and speaks_for_itself(material, cite.article):
        return judged if certainty.cites_unnamed(material.text(cite)) else "confirmed"
    if judged == "stated" and _title_hedges(material.articles[cite.article].title, material.text(cite)):
        return "reported"
    return judged


def speaks_for_itself(material: Material, number: int) -> bool:
    """The article is a subject's own, or a company's own about nobody else."""
    owner = material.owner(number)
    companies = {t.name for t in material.tags if t.type == "company" and t.role == "subject"}
    makers = {t.company for t in material.tags if t.role == "subject" and t.type == "model"}
    return owner is not None and (owner in companies | makers or not companies)


def _title_hedges(title: str, text: str) -> bool:
    """The title hedges what the sentence tells: they share a good part of their words."""
    hedges = certainty.is_hedged(title) or certainty.is_rumour(title)
    return hedges and salience.overlap(salience.terms_of(title), salience.terms_of(text)) >= SHARED
