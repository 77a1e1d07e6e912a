"""Which headline a brief gets: made from a chosen sentence, else the article's title, else the lead, cut.

Each is checked against what it cites. How a headline is made from a text is `headline`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.news import compress, headline, salience
from bot.news.choosing import is_status_talk
from bot.news.confessions import figures_in
from bot.news.first_person import launches, speaks_as_we
from bot.news.material import Material, certainty_of
from bot.news.model import Article, Certainty, Cite
from bot.news.own_posts import carried, offers, presented, spoken, titled
from bot.news.retelling import Reading, Written, is_title, points_elsewhere, supported


def headline_of(material: Material, chosen: Sequence[Written], sure: Certainty) -> tuple[str, tuple[Cite, ...]]:
    """The headline and what it cites: made from the lead, else from another sentence that is as sure; else the title,
    where the story's sentences support it; else the lead, cut."""
    said = [
        w for w in chosen if not _is_set_phrase(w) and (w is chosen[0] or certainty_of(material, w.cites[0]) == sure)
    ]
    labels: list[tuple[str, tuple[Cite, ...]]] = []
    for written in said:
        made = _made(material, written, sure)
        if made is not None and (written is chosen[0] or not (points_elsewhere(made) or offers(made))):
            if _tells(made):
                return made, written.cites
            labels.append((made, written.cites))
    return _makeshift(material, chosen[0], sure, labels)


def _makeshift(
    material: Material, lead: Written, sure: Certainty, labels: Sequence[tuple[str, tuple[Cite, ...]]]
) -> tuple[str, tuple[Cite, ...]]:
    """Where no sentence makes a headline with a verb: what a company's own post is, a label, the title, the lead cut."""
    title = _titled(material, lead, sure)
    own = _presented(material, lead, sure)
    if title is not None and _tells(title[0]):
        return title
    cut = _cut(material, lead, sure), lead.cites
    whole_quote = lead.reading.quotes and cut[0] == lead.text and launches(lead.source.text)
    return own or next(iter(labels), None) or (None if whole_quote else title) or cut


def _tells(text: str) -> bool:
    """With a verb; behind "Fjordbench: " in a statement of its own."""
    return headline.tells(text) and (": " not in text or "“" in text or headline.is_statement(text))


def _presented(material: Material, lead: Written, sure: Certainty) -> tuple[str, tuple[Cite, ...]] | None:
    """What a company's own post is, by its title, or by the name in it: checked against that title and whose it is."""
    number = lead.source.article
    article, own = material.articles[number], material.voice(number)
    if article.sentences[0] != article.title or not article.language.startswith("en"):
        return None
    if own is None:
        return _carried(article, lead, sure)
    named = presented(article.title, own)
    told = (text.rstrip(".") for text in [*titled(article.title, own), *([named] if named else [])])
    cite = Cite(number, 0)
    reading = Reading(article.title, (cite,), spoken(article.title, own))
    fitting = (text for text in told if len(text) <= headline.LIMIT and headline.says_hedge(text, sure))
    return next(((text, (cite,)) for text in fitting if supported(material, text, reading)), None)


def _carried(article: Article, lead: Written, sure: Certainty) -> tuple[str, tuple[Cite, ...]] | None:
    """What an outlet of others carries, where the sentence with the page that it links to is too long."""
    if not lead.reading.text.startswith(f"{article.outlet} links to "):
        return None
    told = (text.rstrip(".") for text in [lead.text, *carried(article.title, article.outlet)])
    fitting = (text for text in told if len(text) <= headline.LIMIT and headline.says_hedge(text, sure))
    return next(((text, lead.cites) for text in fitting), None)


def _is_set_phrase(written: Written) -> bool:
    """An outlet's own "we", or what a status page always says: no headline while there is another."""
    return written.reading.quotes or is_status_talk(written.text)


def _made(material: Material, lead: Written, sure: Certainty) -> str | None:
    """A whole headline from the sentence, in other words than an outlet's own where that can be had."""
    titles = [a.title for a in material.articles]
    same: str | None = None
    for text in dict.fromkeys(_headlines(material, lead, sure)):
        taken_over = any(headline.is_same_as(text, title) for title in titles)
        if taken_over and not is_title(material, lead):
            continue
        if headline.says_hedge(text, sure) and _is_supported(material, text, lead):
            if not taken_over and (not is_title(material, lead) or _is_fair_cut(text, lead.source.text)):
                return text
            same = same or text
    return same


def _is_supported(material: Material, text: str, lead: Written) -> bool:
    """What the sentence itself says word for word was checked with it."""
    return (text == lead.text.rstrip(".") and not lead.reading.quotes) or supported(material, text, lead.reading)


_ADJUNCT = re.compile(r"[ ,]*(?:in|at|for|with|as|across|amid|after|while|by|on|during|despite|following)\b")


def _is_fair_cut(text: str, title: str) -> bool:
    """A title that is all there is may be cut before an adjunct; elsewhere it says less than it did, or breaks off."""
    if compress.is_chinese(text) or not title.casefold().startswith(text.casefold()[:8]):
        return True
    at = title.find(text[-12:]) + 12
    balanced = len(re.findall(r"(?<!\w)['‘]", text)) == len(re.findall(r"['’](?!\w)", text))
    return balanced and at > 12 and bool(_ADJUNCT.match(title, at)) and ":" not in text


def _headlines(material: Material, lead: Written, sure: Certainty) -> Iterator[str]:
    whole = compress.tidied(lead.source.text, material.articles[lead.source.article].published)
    sources = [lead.text, *([] if salience.is_opener(whole) else [whole])]
    for made in (made for text in sources for made in headline.from_sentence(text, sure)):
        if not speaks_as_we(made):
            yield _with_maker(material, made, lead.cites)
            yield made
    for relation in (r for r in material.relations if Cite(r.article, r.sentence) == lead.cites[0]):
        if plain := headline.from_relation(relation, sure, compress.is_chinese(lead.text)):
            yield plain


def _with_maker(material: Material, text: str, cites: tuple[Cite, ...]) -> str:
    """The headline with the maker of a model, when the cited sentence names both."""
    here = [m for c in cites for m in material.mentions_at(c)]
    companies = {m.name for m in here if m.type == "company"}
    for model in (m for m in here if m.type == "model"):
        if model.company in companies and model.company is not None:
            text = headline.with_maker(text, model.surface, model.company)
    return text


def _titled(material: Material, lead: Written, sure: Certainty) -> tuple[str, tuple[Cite, ...]] | None:
    """The article's own title, where its sentences support it, and the lead would be cut or speaks as "we"."""
    article = material.articles[lead.source.article]
    cut = _cut(material, lead, sure)
    if article.title[-1:] in "?？" or speaks_as_we(article.title) or not _is_makeshift(cut, lead):
        return None
    if any(wrong & figures_in(article.title) for wrong in material.confessions.values()):
        return None
    terms = salience.terms_of(article.title)
    near = sorted(
        range(len(article.sentences)), key=lambda i: -salience.overlap(terms, salience.terms_of(article.sentences[i]))
    )
    cites = tuple(dict.fromkeys([lead.cites[0], *(Cite(lead.source.article, i) for i in near[:2])]))
    reading = Reading(article.title, cites, tuple(material.text(c) for c in cites))
    told = headline.from_title(article.title, sure)
    return (told, cites) if told is not None and supported(material, told, reading) else None


def _is_makeshift(cut: str, lead: Written) -> bool:
    return _is_set_phrase(lead) or cut.endswith("…") or speaks_as_we(cut)


def _cut(material: Material, lead: Written, sure: Certainty) -> str:
    if lead.reading.quotes:
        return _cut_quote(lead.text)
    retold = headline.clipped(lead.text, sure)
    return retold if supported(material, retold, lead.reading) else headline.clipped(lead.text, sure, retold=False)


def _cut_quote(text: str) -> str:
    """A quoting line within a headline's length, its quotes closed."""
    if len(text) <= headline.LIMIT:
        return text
    who, _, said = text.partition("“")
    return f"{who}“{compress.clipped_at_clause(said.rstrip('”'), headline.LIMIT - len(who) - 2)}”"


def below_headline(material: Material, title: str, chosen: list[Written]) -> list[Written]:
    """The sentences without an article's title that the headline only repeats, when others are left that can stand first."""
    kept = [
        w for w in chosen if not (w.text.rstrip(" .") == w.source.text.rstrip(" .") and _repeats(material, w, title))
    ]
    return kept if kept and _can_stand_first(material, kept[0], title) else chosen


def _repeats(material: Material, written: Written, title: str) -> bool:
    return is_title(material, written) and headline.begins_as(written.text, title)


_NAME = re.compile(r"\b[A-Z][\w-]{2,}")
_YOU = re.compile(r"\b[Yy]ou(?:r|['’]\w+)?\b")


def _can_stand_first(material: Material, written: Written, title: str) -> bool:
    """It isn't about others than the headline is, and talks to nobody."""
    if compress.is_chinese(written.text):
        return True
    names = set(_NAME.findall(written.text.partition(" ")[2]))
    speaker = material.voice(written.source.article)
    same = not names or names & set(_NAME.findall(title)) or (speaker is not None and speaker in written.text)
    return bool(same) and not _YOU.search(written.text)
