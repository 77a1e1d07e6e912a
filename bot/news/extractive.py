"""The offline writer: makes a story's brief out of its sources' own sentences, each cited and checked.

It puts together what the others decide: `material` (which source is best, how sure), `choosing` (which sentences),
`retelling` (how they are told), `titling` (the headline) and `growth` (whether the brief needs a new version).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.news import kinds, relations
from bot.news.choosing import choose, in_reading_order, ranked_sentences
from bot.news.growth import News, first_told, settled, short_news, whats_new, without_replaced
from bot.news.material import UNSURE, Material, certainty_of, material_of
from bot.news.model import TITLE, Article, Brief, BriefSentence, Cite, Kind, Mention, Relation, Tag
from bot.news.outlets import disclosure
from bot.news.retelling import Written
from bot.news.salience import Scored
from bot.news.titling import below_headline, headline_of

OTHERS_SHOWN = 8
"""Articles beside the cited ones that a brief lists."""


def _kind_of(material: Material, chosen: Sequence[Written]) -> Kind:
    lead = chosen[0]
    article = material.articles[lead.source.article]
    model = any(m.type == "model" for m in material.mentions_at(lead.cites[0]))
    kind = kinds.kind_of(article.title, lead.source.text, [c.text for c in chosen[1:]], names_a_model=model)
    titled = any(m.type == "model" for m in material.mentions_at(Cite(lead.source.article, TITLE)))
    return "release" if kind == "other" and titled and material.owner(lead.source.article) else kind


def _shown(material: Material, chosen: Sequence[Written]) -> list[int]:
    """Which articles the brief lists, in their order of standing: the cited ones and some others."""
    cited = {c.article for w in chosen for c in w.cites}
    others = [i for i in range(len(material.articles)) if i not in cited][:OTHERS_SHOWN]
    return sorted(cited | set(others))


def _renumber(shown: Sequence[int]) -> Callable[[tuple[Cite, ...]], tuple[Cite, ...]]:
    place = {old: new for new, old in enumerate(shown)}
    return lambda cites: tuple(Cite(place[c.article], c.sentence) for c in cites)


def _composed(material: Material, chosen: list[Written]) -> Brief:
    sure = certainty_of(material, chosen[0].cites[0])
    shown = _shown(material, chosen)
    cites = _renumber(shown)
    place = {old: new for new, old in enumerate(shown)}
    title, title_cites = headline_of(material, chosen, sure)
    return Brief(
        headline=title,
        headline_cites=cites(title_cites),
        kind=_kind_of(material, chosen),
        certainty=sure,
        sentences=tuple(
            BriefSentence(w.text, cites(w.cites)) for w in below_headline(material, title, in_reading_order(chosen))
        ),
        article_ids=tuple(material.articles[i].id for i in shown),
        tags=material.tags,
        relations=relations.merged(
            [replace(r, article=place[r.article]) for r in material.relations if r.article in place]
        ),
        disclosure=disclosure([material.articles[i] for i in shown], material.subjects),
    )


def write_brief(
    articles: Sequence[Article],
    mentions: Sequence[Sequence[Mention]],
    tags: tuple[Tag, ...],
    relations: tuple[Relation, ...],
    current: Brief | None = None,
) -> Brief | None:
    """The brief of a story; None when it has no sentence, or when the one that stands needs no new version.

    `mentions` go with `articles`, and `relations` index them; in the brief both are in the order of `article_ids`.
    """
    material = material_of(articles, mentions, tags, relations)
    if not material.articles:
        return None
    ranked = ranked_sentences(material)
    if current is None:
        return _composed(material, choose(material, *settled(material, ranked)))
    news = whats_new(material, ranked, current)
    return None if news is None else _next_version(material, ranked, news, current)


def _next_version(material: Material, ranked: Sequence[Scored], news: News, current: Brief) -> Brief:
    rest = without_replaced(ranked, news)
    if (
        current.certainty in UNSURE
        and certainty_of(material, Cite(news.scored.article, news.scored.sentence)) == "confirmed"
    ):
        rest = [s for s in rest if certainty_of(material, Cite(s.article, s.sentence)) not in UNSURE]
    brief = _composed(material, choose(material, rest, first_told(material, news)))
    return replace(brief, version=current.version + 1, whats_new=short_news(material, news), correction=news.correction)
