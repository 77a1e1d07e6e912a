"""How a story's brief grows: whether its material has a correction, a confirmation or denial, or something added.

Also what such corrections do to a first brief. What an operator puts right is in `corrections`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.news import compress, salience
from bot.news.choosing import ENOUGH, REPEATED, is_settled
from bot.news.confessions import corrects, digits_in, figures_in, right_part, shared_words, unnumbered, without_prefix
from bot.news.material import SHARED, UNSURE, Material, certainty_of
from bot.news.model import Brief, Cite
from bot.news.retelling import written_within
from bot.news.salience import Scored

WHATS_NEW_WORDS = 25
NOVEL = 0.6
"""Share of a sentence's content words that no known article holds, from which it says something new."""


@dataclass(frozen=True, slots=True)
class News:
    """What a new version would say. `replaced` are sentences that it puts right."""

    scored: Scored
    correction: bool = False
    replaced: frozenset[Cite] = frozenset()


def whats_new(material: Material, ranked: Sequence[Scored], current: Brief) -> News | None:
    known = [i for i, a in enumerate(material.articles) if a.id in current.article_ids]
    fresh = [i for i, a in enumerate(material.articles) if a.id not in current.article_ids]
    if (rewritten := _rewritten(material, current)) is not None:
        return rewritten
    if not fresh or not known:
        return None
    return (
        _correction(material, ranked, known, fresh)
        or _turn(material, ranked, fresh, current)
        or _addition(material, ranked, known, fresh)
    )


def _rewritten(material: Material, current: Brief) -> News | None:
    """A number that we took from an article which, rewritten in place, gives it no more. A model may spell numbers anew."""
    if current.writer != "extractive":
        return None
    place = {a.id: i for i, a in enumerate(material.articles)}
    for said in current.sentences:
        cited = [place[current.article_ids[c.article]] for c in said.cites if current.article_ids[c.article] in place]
        kept = {n for i in cited for s in material.articles[i].sentences for n in digits_in(s)}
        if len(cited) == len(said.cites) and figures_in(said.text) - kept:
            terms = unnumbered(salience.terms_of(said.text))
            candidates = [s for i in cited for s in _all_scored(material, i) if digits_in(s.text)]
            best = max(candidates, key=lambda s: salience.overlap(terms, s.terms), default=None)
            if best is not None and salience.overlap(terms, best.terms) >= REPEATED:
                return News(best, correction=True)
    return None


def _correction(
    material: Material, ranked: Sequence[Scored], known: Sequence[int], fresh: Sequence[int]
) -> News | None:
    for number in fresh:
        for scored in _all_scored(material, number):
            if corrects(scored.text):
                own = [k for k in known if material.articles[k].outlet == material.articles[number].outlet]
                right = _right_sentence(material, scored)
                wrong = _same_but_for_numbers(material, right, own, 0.5) | material.wrong
                return News(replace(right, text=without_prefix(right.text)), True, wrong)
    for scored in ranked[:12]:
        if scored.article in fresh:
            same_outlet = [k for k in known if material.articles[k].outlet == material.articles[scored.article].outlet]
            if wrong := _same_but_for_numbers(material, scored, same_outlet, 0.75):
                return News(scored, True, wrong)
    return None


def _right_sentence(material: Material, scored: Scored) -> Scored:
    """What the outlet now says, where the sentence only says that it had something wrong: the article's sentence with a
    number that shares most words with it, or with what was wrong. Else the sentence itself."""
    if Cite(scored.article, scored.sentence) not in material.confessions:
        return scored
    meant = [scored.text, *(material.text(cite) for cite in material.wrong)]
    others = [s for s in _all_scored(material, scored.article) if figures_in(s.text) and not is_settled(material, s)]
    best = max(others, key=lambda s: max(shared_words(s.text, text) for text in meant), default=None)
    if best is None or max(shared_words(best.text, text) for text in meant) < SHARED:
        return scored
    return best


def _same_but_for_numbers(material: Material, scored: Scored, known: Sequence[int], least: float) -> frozenset[Cite]:
    """Sentences of known articles that say the same with another number."""
    numbers = digits_in(scored.text)
    words = unnumbered(scored.terms)
    found = set()
    for number in known:
        for old in _all_scored(material, number):
            theirs = digits_in(old.text)
            same = salience.overlap(words, unnumbered(old.terms)) >= least
            if (
                same
                and len(words) >= 3
                and numbers
                and theirs
                and not theirs <= numbers
                and len(theirs) <= len(numbers) + 1
            ):
                found.add(Cite(number, old.sentence))
    return frozenset(found)


def _turn(material: Material, ranked: Sequence[Scored], fresh: Sequence[int], current: Brief) -> News | None:
    """A confirmation or a denial of what was only reported."""
    if current.certainty not in UNSURE:
        return None
    for scored in ranked[:12]:
        if scored.article in fresh and not scored.opener:
            cite = Cite(scored.article, scored.sentence)
            judged = certainty_of(material, cite)
            if judged in ("confirmed", "denied"):
                return News(scored)
    return None


def _addition(material: Material, ranked: Sequence[Scored], known: Sequence[int], fresh: Sequence[int]) -> News | None:
    """A sentence of a new article that says much that no known article says, high among the story's sentences."""
    said = frozenset(t for k in known for s in material.articles[k].sentences for t in salience.terms_of(s))
    best = ranked[0].score if ranked else 0.0
    for scored in ranked[:10]:
        new = scored.terms - said
        if (
            scored.article in fresh
            and not scored.background
            and scored.score >= ENOUGH * best
            and _is_novel(scored, new)
        ):
            return News(scored)
    return None


def _is_novel(scored: Scored, new: frozenset[str]) -> bool:
    share = len(new) / max(len(scored.terms), 1)
    numbered = any(t[:1].isdigit() for t in new)
    return len(scored.terms) >= 4 and (share >= NOVEL or (numbered and share >= NOVEL / 2))


def _all_scored(material: Material, number: int) -> list[Scored]:
    article = material.articles[number]
    return [
        Scored(number, i, text, 0.0, salience.terms_of(text), salience.is_opener(text), False)
        for i, text in enumerate(article.sentences)
    ]


def settled(material: Material, ranked: Sequence[Scored]) -> tuple[list[Scored], list[Scored]]:
    """The sentences without those that others of the story put right or confirm, and those that come first instead."""
    every = range(len(material.articles))
    correcting = [i for i in every if any(corrects(s) for s in material.articles[i].sentences)]
    news = _correction(material, (), [i for i in every if i not in correcting], correcting)
    if news is not None:
        return without_replaced(ranked, news), first_told(material, news)
    told = {s: certainty_of(material, Cite(s.article, s.sentence)) for s in ranked[:12]}
    sure = [
        s
        for s, judged in told.items()
        if judged == "confirmed" and not s.opener and s.score >= ENOUGH * ranked[0].score
    ]
    if sure and told[ranked[0]] in UNSURE:
        return [s for s in ranked if told.get(s) not in UNSURE], sure[:1]
    return list(ranked), []


def without_replaced(ranked: Sequence[Scored], news: News) -> list[Scored]:
    return [s for s in ranked if Cite(s.article, s.sentence) not in news.replaced]


def first_told(material: Material, news: News) -> list[Scored]:
    """What is new, unless it only says what was wrong: with that no brief begins while there is another sentence."""
    only_wrong = Cite(news.scored.article, news.scored.sentence) in material.confessions
    return [] if only_wrong and not right_part(news.scored.text) else [news.scored]


def short_news(material: Material, news: News) -> str:
    written = written_within(material, news.scored, WHATS_NEW_WORDS) or written_within(material, news.scored)
    return (
        written.text if written else compress.tidied(news.scored.text, material.articles[news.scored.article].published)
    )
