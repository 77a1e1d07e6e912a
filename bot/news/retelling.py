"""A source's sentence as it can stand in a brief: names for what it points at, no "we", short enough, supported.

One sentence at a time: which ones are told is decided in `choosing`. Shortening itself is `compress`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.news import compress, headline, relations, salience
from bot.news.confessions import right_part
from bot.news.faithful import check
from bot.news.first_person import in_third_person, launches, speaks_as_we, tells_own_doing
from bot.news.incidents import over_at
from bot.news.material import Material
from bot.news.model import Cite
from bot.news.outlets import page_linked_by
from bot.news.own_posts import carried, headed, kept, lists_changes, over, resolved, spoken, titled, under
from bot.news.salience import Scored


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence as it may be read: with names for what it points at, or a company's name for its "we".

    `basis` is what a claim made of it is checked against: the cited sentences, with the same names put in.
    """

    text: str
    cites: tuple[Cite, ...]
    basis: tuple[str, ...]
    quotes: bool = False
    """Its outlet's "we" stands in it, in quotes and after the outlet's name."""


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence of the brief in the making, with the sentence it came from."""

    text: str
    reading: Reading
    source: Scored

    @property
    def cites(self) -> tuple[Cite, ...]:
        return self.reading.cites


def written_within(material: Material, scored: Scored, limit: int = compress.LIMIT) -> Written | None:
    """The sentence within the limit, when it can be had readable and supported; else None."""
    published = material.articles[scored.article].published
    for reading in _readings(material, scored):
        for form in _forms(reading.text, published, limit):
            if not points_elsewhere(form) and not speaks_as_we(form) and supported(material, form, reading):
                return Written(form, reading, scored)
    return None


def written_anyhow(material: Material, scored: Scored) -> Written:
    """For a story of which nothing passes: shortened where that is supported, else the source's own sentence."""
    written = written_within(material, scored)
    if written is not None:
        return written
    reading = _plain(material, scored)
    if speaks_as_we(scored.text):
        reading = _quoting(material, scored)
        return Written(reading.text, reading, scored)
    text = next(compress.forms(scored.text, material.articles[scored.article].published), scored.text)
    return Written(text if supported(material, text, reading) else scored.text, reading, scored)


def supported(material: Material, claim: str, reading: Reading) -> bool:
    published = material.articles[reading.cites[0].article].published
    known = published if published.year >= compress.FIRST_YEAR else None
    return claim in reading.basis or check(reading.basis, claim, published=known).supported


def _forms(text: str, published: datetime, limit: int) -> Iterator[str]:
    yield from compress.forms(text, published, limit)
    whole = compress.tidied(text, published)
    if not compress.is_chinese(whole) and not compress.fits(whole, limit):
        yield from (cut for cut in headline.stronger_cuts(whole) if compress.fits(cut, limit))


def is_title(material: Material, written: Written) -> bool:
    """The sentence is its article's title, put before a short summary by `read`."""
    return written.source.text == material.articles[written.source.article].title


def points_elsewhere(text: str) -> bool:
    return salience.is_opener(text) or bool(_POINTS_BACK.match(text))


_POINTS_BACK = re.compile(
    r"^[A-Z][^,]{2,40}, (?:that|this|these|those|he|she) (?:\w+ )?(?:is|are|was|were|has|have|had|would|will|might|may|could|can)\b"
)


def _readings(material: Material, scored: Scored) -> Iterator[Reading]:
    """The sentence with what it points at named, when that is certain; then as it stands."""
    cite = Cite(scored.article, scored.sentence)
    if cite in material.confessions:
        yield _quoting(material, scored)
        return
    yield from under_title(material, cite)
    if scored.opener or compress.inner_claim(scored.text) is not None:
        resolved = _resolved(material, cite)
        if resolved is not None:
            yield resolved
    if (own := material.speaker(cite)) is not None and (told := _as_company(material, cite, own)) is not None:
        yield told
    yield _plain(material, scored)
    if tells_own_doing(scored.text):
        yield _quoting(material, scored)


_CHANGES_WITHIN = 3
"""The sentence up to which a changelog's entry comes to its first change."""


def under_title(material: Material, cite: Cite) -> Iterator[Reading]:
    """What stands under the title of a company's own post, told together with it where it says nothing alone; and a title
    that tells nothing, with whose it is. Checked against what stands there, and who says it."""
    article, own = material.articles[cite.article], material.voice(cite.article)
    last = _CHANGES_WITHIN if lists_changes(article.title) else 1
    if cite.sentence > last or article.sentences[0] != article.title or not article.language.startswith("en"):
        return
    title, text = Cite(cite.article, 0), material.text(cite)
    ended = over_at(article.sentences)
    if own is not None and ended is not None and cite.sentence <= ended:
        told = resolved(article.title, own)
        yield Reading(told, (title, Cite(cite.article, ended)), over(article.title, article.sentences[ended], own))
    elif cite.sentence and own is not None:
        basis = under(article.title, text, own)
        yield from (Reading(told, (title, cite), basis) for told in headed(article.title, text, own))
    elif cite.sentence == 0 and own is not None:
        yield from (Reading(told, (cite,), spoken(text, own)) for told in titled(text, own))
    elif cite.sentence == 0:
        page = page_linked_by(article.outlet, article.url)
        basis = kept(text, article.outlet, page)
        yield from (Reading(told, (cite,), basis) for told in carried(text, article.outlet, page))


def _plain(material: Material, scored: Scored) -> Reading:
    cite = Cite(scored.article, scored.sentence)
    return Reading(scored.text, (cite,), (material.text(cite),))


def _quoting(material: Material, scored: Scored) -> Reading:
    """ "Circuit Daily: “We could not check that figure.”": its own words, told as its own; "we are launching" as said on
    the page that it links to."""
    article = material.articles[scored.article]
    told = right_part(scored.text) or scored.text
    page = page_linked_by(article.outlet, article.url) if launches(scored.text) else None
    outlet = page or article.outlet
    text = compress.with_dates(compress.without_lead_in(told), article.published)
    said = f"“{text.replace('“', '‘').replace('”', '’')}”"
    cite = Cite(scored.article, scored.sentence)
    told = f"{outlet}：{said}" if compress.is_chinese(text) else f"{outlet}: {said}"
    return Reading(told, (cite,), (told, material.text(cite)), quotes=True)


def _resolved(material: Material, cite: Cite) -> Reading | None:
    before = _names_before(material, cite)
    previous = (material.text(before), material.mentions_at(before)) if before else None
    text, across = relations.with_names(material.text(cite), material.mentions_at(cite), previous)
    if text == material.text(cite):
        return None
    cites = (cite, before) if across and before else (cite,)
    return Reading(text, cites, tuple(material.text(c) for c in cites))


def _names_before(material: Material, cite: Cite) -> Cite | None:
    """The sentence that says whom "the company" means: the one before; or the last that names a company, where the
    article has named only one so far."""
    earlier = [Cite(cite.article, i) for i in range(cite.sentence)]
    naming = [c for c in earlier if _companies_at(material, c)]
    only = len({name for c in naming for name in _companies_at(material, c)}) == 1
    return naming[-1] if only else (earlier[-1] if earlier else None)


def _companies_at(material: Material, cite: Cite) -> set[str]:
    return {m.name for m in material.mentions_at(cite) if m.type == "company" and not m.publishing}


def _as_company(material: Material, cite: Cite, company: str) -> Reading | None:
    """ "We are releasing X" as "OpenAI is releasing X", citing also the post's sentence that names the company, if any."""
    changed = in_third_person(material.text(cite), company)
    if changed is None:
        return None
    named = next(
        (c for c in material.cites_in(cite.article) if any(m.name == company for m in material.mentions_at(c))), None
    )
    cites = (cite,) if named is None or named == cite else (cite, named)
    basis = [part for c in cites for part in spoken(material.text(c), company)]
    return Reading(changed, cites, tuple(basis))
