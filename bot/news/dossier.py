"""What a model is shown of a story: a few of its sentences, numbered, in plain words, with the one that leads.

Orders to machines aren't shown (see `orders`). The same story in the same version makes the same text, so that its hash
says whether it was sent before.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.news import salience
from bot.news.compress import FIRST_YEAR
from bot.news.model import Article, Brief, Certainty, Cite
from bot.news.orders import is_order, trusted, unmasked
from bot.news.text import CJK

MOST_SENTENCES = 10
MOST_TOKENS = 330
"""Of one story's sentences. A story's news stands in its first sentences; the rest is background that costs."""
LONGEST = 420
"""Characters of a sentence that is shown; a longer one isn't."""
FIRST = 4
"""Sentences of the best source that are shown in any case, where there is room."""
REPEATED = 0.6
"""Overlap of content words from which a further sentence tells nothing more."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence with its place in the brief's articles. `text` is what the model reads, `source` what stands there."""

    cite: Cite
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """`sentences` are numbered from 1. `lead` is the number of the one that headline and first sentence must rest on.

    `language` is the sources', `languages` those that the text is wanted in.
    """

    sentences: tuple[Shown, ...]
    lead: int
    language: str
    languages: tuple[str, ...]
    published: datetime
    certainty: Certainty = "stated"

    @property
    def text(self) -> str:
        """As it goes into a request: one line a sentence, so that no sentence can be taken for another or for more."""
        return "\n".join(f"[{n}] {shown.text}" for n, shown in enumerate(self.sentences, 1))

    @property
    def heading(self) -> str:
        languages = ", ".join(self.languages)
        date = f"{self.published:%Y-%m-%d}" if self.published.year >= FIRST_YEAR else "undated"
        return f"{date}, {self.certainty}, lead [{self.lead}], write in: {languages}"

    @property
    def tokens(self) -> int:
        return tokens_of(self.text) + 20

    def key(self, prompt: str) -> str:
        """Names this text under this prompt: what has the same key has been sent already."""
        return hashlib.sha256(f"{prompt}\n{self.heading}\n{self.text}".encode()).hexdigest()

    def cited(self, numbers: Sequence[int]) -> tuple[Shown, ...]:
        """The sentences of the numbers; none when one of them is no number of this dossier."""
        if any(not 1 <= n <= len(self.sentences) for n in numbers):
            return ()
        return tuple(self.sentences[n - 1] for n in dict.fromkeys(numbers))


def tokens_of(text: str) -> int:
    """About how many tokens a text has: a quarter of its letters, or one for each Chinese, Japanese or Korean sign."""
    wide = len(CJK.findall(text))
    return wide + (len(text) - wide + 3) // 4


def dossier_of(brief: Brief, articles: Sequence[Article], languages: Sequence[str]) -> Dossier | None:
    """What is shown of the story, or None where nothing is left that may be.

    `articles` are the brief's, in the order of its `article_ids`.
    """
    if not articles or not brief.headline_cites:
        return None
    fine = [trusted(article.sentences) for article in articles]
    lead = brief.headline_cites[0]
    chosen: dict[Cite, Shown] = {}
    left = MOST_TOKENS
    for cite in _candidates(brief, articles):
        shown = _shown(cite, articles, fine)
        if shown is None or cite in chosen or (cite not in brief.cited and _repeats(shown, chosen)):
            continue
        cost = tokens_of(shown.text) + 3
        if cost <= left and len(chosen) < MOST_SENTENCES:
            chosen[cite] = shown
            left -= cost
    if lead not in chosen:
        return None
    ordered = tuple(chosen[cite] for cite in sorted(chosen))
    first = articles[lead.article]
    spoken = first.language.partition("-")[0].lower()
    number = next(n for n, shown in enumerate(ordered, 1) if shown.cite == lead)
    return Dossier(ordered, number, spoken, tuple(sorted(set(languages))), first.published, brief.certainty)


def _candidates(brief: Brief, articles: Sequence[Article]) -> Iterator[Cite]:
    """What the brief rests on, then the best source's first sentences, then what else carries news, best first."""
    yield from brief.cited
    best = brief.headline_cites[0].article
    yield from (Cite(best, n) for n in range(min(FIRST, len(articles[best].sentences))))
    subjects = frozenset(tag.name for tag in brief.tags if tag.role == "subject")
    language = articles[best].language[:2]
    scored = [
        one
        for number, article in enumerate(articles)
        if article.language[:2] == language
        for one in salience.score_article(number, article, (), subjects, ())
        if not one.background
    ]
    yield from (
        Cite(one.article, one.sentence) for one in sorted(scored, key=lambda o: (-o.score, o.article, o.sentence))
    )


def _shown(cite: Cite, articles: Sequence[Article], fine: Sequence[Sequence[bool]]) -> Shown | None:
    if cite.article >= len(articles) or cite.sentence >= len(articles[cite.article].sentences):
        return None
    source = articles[cite.article].sentences[cite.sentence]
    text = re.sub(r"\s+", " ", unmasked(source)).strip()
    if not fine[cite.article][cite.sentence] or not text or len(text) > LONGEST or is_order(text):
        return None
    return Shown(cite, text, source)


def _repeats(shown: Shown, chosen: dict[Cite, Shown]) -> bool:
    terms = salience.terms_of(shown.source)
    return any(salience.overlap(terms, salience.terms_of(other.source)) >= REPEATED for other in chosen.values())
