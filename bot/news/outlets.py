"""Whose an outlet is: a company that speaks on an outlet of its own, and an outlet owned by whom it tells of.

Names and addresses only; which articles are a story's best is decided in `material`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from bot.news.model import Article
from bot.news.text import letters_of, word_set
from bot.news.urls import host_of


def speaks_in(article: Article, company: str) -> bool:
    """The article's outlet is the company, or a feed of its own site ("openai-news.xml" with items on openai.com).

    An address alone proves nothing: aggregators link to a company's site with words of their own.
    """
    if is_own_outlet(article.outlet, company):
        return True
    labels = _labels_of(article.url)
    named = letters_of(company) in labels
    return named and not labels.isdisjoint(_TOKENS.findall(article.outlet.casefold()))


def is_own_outlet(outlet: str, company: str) -> bool:
    """ "OpenAI", "OpenAI News", "DeepSeek blog": the outlet is the company speaking."""
    if not outlet.casefold().startswith(company.casefold()):
        return False
    return bool(_OWN.fullmatch(outlet.casefold()[len(company) :]))


_OWN = re.compile(
    r"(?:\W*(?:blog|news|newsroom|research|status|press|releases?|release notes|changelog|engineering|updates|official|博客|官网|官方|动态|research blog|developer blog))*\W*"
)
_TOKENS = re.compile(r"[a-z0-9]{2,}")
_ANYBODYS = word_set("www com org net blog news ai co io dev feed feeds rss xml html http https cn uk de")


@lru_cache(maxsize=1024)
def _labels_of(url: str) -> frozenset[str]:
    """The parts of a host that may be somebody's name: "openai" of openai.com, "deepmind" and "google" of deepmind.google."""
    parts = host_of(url).casefold().split(".")
    short = len(parts) > 2 and len(parts[-1]) == 2 and parts[-2] in ("co", "com", "org", "net", "ac", "gov")
    return frozenset(parts[-3 if short else -2 :]) - _ANYBODYS


def owner_of(article: Article, named: Sequence[tuple[str, str]]) -> str | None:
    owned = [(article.outlet_owner, article.outlet_owner)] if article.outlet_owner else []
    speaks = (company for name, company in [*named, *owned] if speaks_in(article, name))
    return next(speaks, None)


def site_of(article: Article, named: Sequence[tuple[str, str]]) -> str | None:
    """The company on whose site the article's page stands, whoever's feed it came by: one that the story names, else as
    the article writes what its address is called."""
    labels = _labels_of(article.url)
    known = next((company for name, company in named if letters_of(name) in labels), None)
    return known or _written_as(labels, " ".join((article.title, *article.sentences[:_READ_FOR_NAME])))


_READ_FOR_NAME = 5


def _written_as(labels: Collection[str], text: str) -> str | None:
    """ "Anthropic" of anthropic.com, where the text has that word with a capital letter."""
    long = (label for label in labels if len(label) > _SHORTEST_LABEL)
    found = (m[0] for label in long for m in re.finditer(re.escape(label), text, re.IGNORECASE))
    return next((name for name in found if name[:1].isupper()), None)


_CODE_HOSTS = frozenset(("github.com", "gitlab.com", "codeberg.org", "huggingface.co"))


@lru_cache(maxsize=1024)
def page_linked_by(outlet: str, url: str) -> str | None:
    """ "heron.example", "github.com/heron/charts": where the page stands that an aggregator links to; None on a site that
    may be the outlet's own."""
    host, labels = host_of(url), _labels_of(url)
    name = letters_of(outlet)
    initials = "".join(word[:1] for word in outlet.split()).casefold()
    own = initials in labels or any(part[:_SHORTEST_LABEL] == name[:_SHORTEST_LABEL] for part in host.split("."))
    own = own or any(label in name or name in label for label in labels if len(label) >= _SHORTEST_LABEL)
    if own or not name or len(host.split(".")) < 2 or host.split(".")[-2] in _ANYBODYS:
        return None
    return "/".join((host, *urlsplit(url).path.strip("/").split("/")[:2])) if host in _CODE_HOSTS else host


@lru_cache(maxsize=1024)
def own_voice(outlet: str, url: str) -> str | None:
    """ "Fathom" for "Fathom blog" with items on fathom.example, "Fathom Deep" with items on deep.fathom.example, "Osprey
    Institute" on osprey.example, "q.ai" on docs.q.ai: nobody else says "we" there."""
    ending = _OWN_ENDING.search(outlet)
    name = outlet[: ending.start()] if ending else outlet
    labels = _labels_of(url)
    if ending and name and letters_of(name) in labels:
        return name
    words = frozenset(_TOKENS.findall(name.casefold()))
    if len(words) > 1 and words <= frozenset(host_of(url).casefold().split(".")) - _ANYBODYS:
        return name
    return name if _is_named_by_host(name, url) or _is_institution_of(name, labels) else None


def _is_named_by_host(name: str, url: str) -> bool:
    """The outlet is called by its address: "q.ai" on docs.q.ai."""
    host = host_of(url).casefold()
    return "." in name and (host == name.casefold() or host.endswith(f".{name.casefold()}"))


_INSTITUTION = re.compile(
    r"\b(?:Institute|Institution|Laborator(?:y|ies)|Labs?|University|Foundation|Agency|Centre|Center|Office|Authority"
    r"|Commission|Council|Alliance|Association|Department|Ministry|Academy|Consortium)\b"
)
_SHORTEST_LABEL = 3


def _is_institution_of(name: str, labels: Collection[str]) -> bool:
    """An institution on the site that bears its name or its initials: a newspaper's "we" is another matter."""
    if not _INSTITUTION.search(name):
        return False
    initials = "".join(w if w.isupper() else w[:1] for w in name.split() if w[:1].isupper()).casefold()
    plain = letters_of(_INSTITUTION.sub("", name))
    long = [label for label in labels if len(label) >= _SHORTEST_LABEL]
    return any(initials.endswith(label) or label in (plain, letters_of(name)) for label in long)


def voice_of(outlet: str, owner: str) -> str:
    """The name under which a company speaks: "Google DeepMind" for the outlet of that name that Google owns."""
    ending = _OWN_ENDING.search(outlet)
    name = outlet[: ending.start()] if ending else outlet
    return name if name.casefold().startswith(f"{owner.casefold()} ") and not is_own_outlet(outlet, owner) else owner


_OWN_ENDING = re.compile(
    r"\s+(?:(?:research |developer |engineering )?blog|news(?:room)?|press|releases?|release notes|changelog|updates|博客|官网|官方|动态)$",
    re.IGNORECASE,
)


def disclosure(shown: Sequence[Article], subjects: Collection[str]) -> str | None:
    """A line where the owner of a shown outlet is a subject; none where the company speaks on its own outlet."""
    for article in shown:
        owner = article.outlet_owner
        if owner in subjects and owner is not None and not is_own_outlet(article.outlet, owner):
            return f"{article.outlet} is owned by {owner}, a subject of this story."
    return None
