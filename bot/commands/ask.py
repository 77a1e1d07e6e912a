"""`ask`: answers a question with sentences of stored articles, cited, or refuses. It only reads.

A sentence answers when it, with its article's title and neighbours for context, covers what the question names and
asks: the names, the content words (by stem or by concept), and the kind of thing asked for: a number for "how many",
a version for "which version". What isn't covered is refused, with what is known nearby.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log

from bot.news.model import TITLE, Article, Mention, Source, Story, StoryFilter
from bot.news.names import Registry, find_mentions
from bot.news.text import content_words, detect_language, query_tokens, words
from bot.ports import ArticleHit, NewsReader

MOST_ARTICLES = 40
MOST_SENTENCES = 3
ENOUGH = 0.72
"""Share of the question's weight that a sentence must cover; chosen on the questions in tests/commands/test_ask.py."""
NEARBY = 0.4
OTHER_LANGUAGE = 0.85
"""A sentence in another language than the question's answers only where none in its own does."""

CONCEPTS: tuple[frozenset[str], ...] = tuple(
    frozenset(group.split())
    for group in (
        "use using used adopt adopts adopted rely relies employ 使用 采用",
        "train trains training trained 训练",
        "make makes made build builds built develop develops developed developer maker 开发 研发",
        "release releases released launch launches launched unveil unveils unveiled publish introduce introduced ship 发布 推出 上线",
        "raise raises raised raising funding round secure secures secured 融资 筹集",
        "buy buys bought acquire acquires acquired acquisition purchase takeover 收购 购买",
        "own owns owned owner parent 拥有 旗下",
        "pay pays paid payment spend spent 支付",
        "cost costs price priced pricing charge 价格 售价",
        "share percentage percent proportion 份额 占比",
        "sue sues sued lawsuit suit complaint court 起诉 诉讼",
        "invest invests invested investment investor back backs backed 投资",
        "hire hires hired join joins joined appoint appointed 加入 聘请",
        "leave leaves left depart departed resign resigned quit 离职",
        "cut cuts lower lowers lowered reduce reduces reduced drop slash 降价 下调",
        "approve approves approved approval clear clears cleared 批准",
        "partner partners partnered partnership deal agreement 合作",
        "fail failed failure outage down incident 故障",
        "open-source open-weight open-weights open opened 开源",
        "worth value valued valuation 估值",
        "confirm confirms confirmed confirmation 证实 确认",
        "deny denies denied denial 否认",
        "worker workers employee employees staff people 员工",
        "large larger big size parameter parameters 参数",
    )
)
GENERIC = frozenset(
    [
        "new",
        "news",
        "latest",
        "happen",
        "happened",
        "happening",
        "update",
        "updates",
        "recent",
        "recently",
        "story",
        "stories",
        "today",
        "week",
        "tell",
        "know",
        "about",
        "going",
        "say",
        "says",
        "said",
        "there",
        "any",
        "anything",
        "everything",
        "something",
        "currently",
        "now",
        "much",
        "many",
        "name",
        "called",
        "company",
        "model",
        "models",
        "ai",
        "help",
        "does",
        "did",
        "最新",
        "消息",
        "新闻",
        "动态",
        "什么",
        "多少",
        "哪些",
        "哪个",
        "公司",
        "模型",
    ]
)
NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|half|dozen|hundred|thousand|million|billion)\b|[一二三四五六七八九十百千万亿]"
)
MONEY = re.compile(
    r"[$€£¥₩]\s?\d|\d[\d.,]*\s?(?:k|m|bn|million|billion|trillion|万|亿)?\s?(?:dollars?|euros?|pounds?|yuan|rmb|usd|eur|元|美元|cents?)|free\b|免费",
    re.IGNORECASE,
)
PERCENT = re.compile(r"\d\s?(?:%|％|per ?cent|percentage)|百分之", re.IGNORECASE)
DATE = re.compile(
    r"\b(?:\d{4}|january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|"
    r"wednesday|thursday|friday|saturday|sunday|today|yesterday|tomorrow|week|month|quarter|year)\b|[年月日周]",
    re.IGNORECASE,
)
NOT_SAID = re.compile(
    r"\b(?:did not|didn't|does not|doesn't|do not|would not|declined to|has not|have not|without)\s+"
    r"(?:\w+\s+)?(?:specify|say|saying|name|naming|disclose|disclosing|reveal|give|giving|comment|state|identify)|未(?:透露|说明|披露)|没有(?:透露|说明|披露)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: canonical names, content words beside them, and the kind of thing that must stand in an answer."""

    text: str
    names: frozenset[str]
    terms: tuple[str, ...]
    needs: str | None
    family: str | None
    since: datetime | None
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Answer:
    """`sentences` are (text, numbers of sources). A refusal has none, and `reason`; `nearby` is what is known instead."""

    sentences: tuple[tuple[str, tuple[int, ...]], ...]
    sources: tuple[Source, ...]
    refused: bool
    reason: str | None
    reaches: datetime | None
    nearby: tuple[Source, ...] = ()

    @property
    def text(self) -> str | None:
        cited = (f"{text} {''.join(f'[{n}]' for n in cites)}" for text, cites in self.sentences)
        return " ".join(cited) or None


@dataclass(frozen=True, slots=True)
class _Candidate:
    score: float
    text: str
    article: Article
    place: int
    refuses: bool


# --- Understanding ----------------------------------------------------------------------------------------------------


def understand(text: str, registry: Registry, now: datetime) -> Question:
    """Reads a question. Unknown capitalised words stay content words, so they must be covered like any other."""
    found = find_mentions(registry, "", [_as_sentence(text)])
    named = _blank(text, found)
    terms = tuple(dict.fromkeys(t for t in query_tokens(named) if t not in GENERIC))
    needs = _needs(text)
    asked_family = next((m.family for m in found if m.type == "model" and m.name == m.family), None)
    names = frozenset(m.name for m in found)
    family = asked_family if needs == "version" else None
    return Question(text, names, terms, needs, family, _since(text, now), detect_language(text, "en"))


def _as_sentence(text: str) -> str:
    return text.strip().rstrip("?？") + "."


def _blank(text: str, mentions: Sequence[Mention]) -> str:
    """The text without the names in it, so that a name's words aren't asked for twice."""
    for mention in sorted(mentions, key=lambda m: -m.start):
        text = text[: mention.start] + " " + text[mention.end :]
    return text


def _needs(text: str) -> str | None:
    low = text.lower()
    if re.search(r"\b(?:which|what)\b[^?]*\bversion\b|哪个版本|什么版本", low):
        return "version"
    if re.search(
        r"\bhow much\b.*\b(?:pay|paid|raise|raised|cost|costs|spend|invest|invested|charge|worth|price)|多少钱|融资多少|估值多少",
        low,
    ):
        return "money"
    if re.search(r"\b(?:what|which) (?:share|percentage|proportion)\b|\bpercentage of\b|占比|百分之几", low):
        return "percent"
    if re.search(r"\bhow (?:many|much|large|big|long|fast|old)\b|多少|几个", low):
        return "number"
    if re.match(r"\s*when\b", low) or "什么时候" in text or "何时" in text:
        return "date"
    return None


def _since(text: str, now: datetime) -> datetime | None:
    low = text.lower()
    for pattern, days in (
        (r"\btoday\b|今天", 1),
        (r"\bthis week\b|本周|这周", 7),
        (r"\bthis month\b|本月", 31),
        (r"\blast quarter\b", 92),
    ):
        if re.search(pattern, low):
            return now - timedelta(days=days)
    return None


# --- Answering --------------------------------------------------------------------------------------------------------


async def ask(
    reader: NewsReader, registry: Registry, text: str, *, now: datetime, workspace_id: int | None = None
) -> Answer:
    """A cited answer, or a refusal with a reason. Judged as of `now`."""
    question = understand(text, registry, now)
    reaches = await reader.reaches()
    upto = min(reaches[1], now) if reaches else None
    if not question.terms and not question.names:
        return Answer((), (), True, "I can't tell what is asked; name a company, a model or a fact.", upto)
    if question.names and not question.terms:
        return await _latest(reader, question, now, upto, workspace_id)
    hits = await _retrieve(reader, question, now, workspace_id)
    return answer_from(question, hits, registry, upto)


async def _retrieve(
    reader: NewsReader, question: Question, now: datetime, workspace_id: int | None
) -> list[ArticleHit]:
    tokens = list(dict.fromkeys([*question.terms, *(t for name in sorted(question.names) for t in query_tokens(name))]))
    wide = [*tokens, *(w for t in question.terms for group in CONCEPTS if t in group for w in sorted(group))]
    found: dict[int, ArticleHit] = {}
    for batch in (tokens, wide):
        for hit in await reader.search(
            batch, any_of=True, since=question.since, until=now, workspace_id=workspace_id, limit=MOST_ARTICLES
        ):
            found.setdefault(hit.article.id, hit)
    return list(found.values())


async def _latest(
    reader: NewsReader, question: Question, now: datetime, upto: datetime | None, workspace_id: int | None
) -> Answer:
    """ "What's new with X": the newest stories on it, each with its first sentence."""
    since = question.since or now - timedelta(days=30)
    found: dict[int, Story] = {}
    for wanted in (StoryFilter(companies=question.names), StoryFilter(models=question.names)):
        for story in await reader.stories(since, now, wanted, workspace_id=workspace_id, limit=10):
            if question.names <= {tag.name for tag in story.brief.tags} | {tag.family for tag in story.brief.tags}:
                found[story.id] = story
    newest = sorted(found.values(), key=lambda s: (s.last_at, s.id), reverse=True)[:MOST_SENTENCES]
    if not newest:
        return Answer(
            (), (), True, f"Our sources say nothing about {_and(question.names)} since {since:%-d %B %Y}.", upto
        )
    return _from_stories(newest, upto)


def _from_stories(stories: Sequence[Story], upto: datetime | None) -> Answer:
    sources = [_numbered(story.sources[0], n) for n, story in enumerate(stories, 1)]
    sentences = tuple(
        ((story.brief.sentences[0].text if story.brief.sentences else story.brief.headline), (n,))
        for n, story in enumerate(stories, 1)
    )
    return Answer(sentences, tuple(sources), False, None, upto)


def _numbered(source: Source, n: int) -> Source:
    from dataclasses import replace

    return replace(source, n=n)


def answer_from(question: Question, hits: Sequence[ArticleHit], registry: Registry, upto: datetime | None) -> Answer:
    """Decides from what was found; pure."""
    candidates = _candidates(question, [hit.article for hit in hits], registry)
    good = [c for c in candidates if c.score >= ENOUGH and not c.refuses]
    if good:
        return _compose(_distinct(good), upto)
    unsaid = [c for c in candidates if c.refuses and c.score >= NEARBY]
    nearby = [c for c in candidates if c.score >= NEARBY]
    return _refuse(question, unsaid[:1], nearby, upto)


def _candidates(question: Question, articles: Sequence[Article], registry: Registry) -> list[_Candidate]:
    weights = _weights(question, articles)
    found = [c for article in articles for c in _score_article(question, article, registry, weights)]
    return sorted(found, key=lambda c: (-round(c.score, 2), -c.article.published.timestamp(), c.article.id, c.place))


def _weights(question: Question, articles: Sequence[Article]) -> dict[str, float]:
    """How much each term tells: rarer among the found articles weighs more; names always weigh two."""
    seen = Counter(t for a in articles for t in set(content_words(a.title + " " + " ".join(a.sentences))))
    stems = {term: (content_words(term) or [term])[0] for term in question.terms}
    total = len(articles) or 1
    weights = {term: 1.0 + 0.5 * log((1 + total) / (1 + seen[stem])) for term, stem in stems.items()}
    return weights | dict.fromkeys(question.names, 2.0)


def _score_article(
    question: Question, article: Article, registry: Registry, weights: dict[str, float]
) -> list[_Candidate]:
    mentions = find_mentions(registry, article.title, article.sentences, outlet=article.outlet)
    named: dict[int, set[str]] = {}
    for m in mentions:
        named.setdefault(m.sentence, set()).update({m.name} | ({m.family} if m.family else set()))
    about = named.get(TITLE, set()) | {article.outlet}
    scored = []
    same_language = article.language[:2] == question.language[:2]
    for place, text in enumerate(article.sentences):
        here = named.get(place, set())
        context = about | named.get(place - 1, set())
        refuses = bool(NOT_SAID.search(text))
        if not refuses and not _has_needed(question, text, place, mentions):
            continue
        score = _coverage(question, text, here, context, weights) * (1.0 if same_language else OTHER_LANGUAGE)
        scored.append(_Candidate(score, text, article, place, refuses))
    return scored


def _coverage(question: Question, text: str, here: set[str], context: set[str], weights: dict[str, float]) -> float:
    """The covered share of the question's weight; a name that only the context has counts three quarters, and a
    question's name that neither has ends it."""
    covered = 0.0
    for name in question.names:
        if name in here:
            covered += weights[name]
        elif name in context:
            covered += 0.75 * weights[name]
        else:
            return 0.0
    own = _vocabulary(text)
    covered += sum(weights[t] for t in question.terms if _says(t, own, text))
    if question.terms and not any(_says(t, own, text) for t in question.terms):
        return 0.0
    return covered / (sum(weights[t] for t in question.terms) + 2.0 * len(question.names))


def _vocabulary(text: str) -> set[str]:
    plain = set(words(text)) | set(query_tokens(text))
    return plain | set(content_words(text)) | {part for w in plain if "-" in w for part in w.split("-")}


def _says(term: str, own: set[str], text: str) -> bool:
    if term in own or any(stem in own for stem in content_words(term)):
        return True
    if "-" in term and all(part in own or any(s in own for s in content_words(part)) for part in term.split("-")):
        return True
    if term in {"share", "percentage", "proportion"} and PERCENT.search(text):
        return True
    return any(term in group and (group & own) for group in CONCEPTS)


def _has_needed(question: Question, text: str, place: int, mentions: Sequence[Mention]) -> bool:
    if question.needs == "version":
        return any(
            m.sentence == place
            and m.type == "model"
            and m.name != m.family
            and m.family in (question.family, m.family)
            and (question.family is None or m.family == question.family)
            for m in mentions
        )
    pattern = {"money": MONEY, "percent": PERCENT, "number": NUMBER, "date": DATE}.get(question.needs or "")
    return pattern is None or bool(pattern.search(text))


def _distinct(good: Sequence[_Candidate]) -> list[_Candidate]:
    """The best, then others nearly as good that say something else, or the same from another outlet's article."""
    chosen: list[_Candidate] = []
    for candidate in good:
        if candidate.score < good[0].score - 0.08 or len(chosen) == MOST_SENTENCES:
            break
        if all(_overlap(candidate.text, other.text) < 0.6 for other in chosen):
            chosen.append(candidate)
    return chosen


def _overlap(a: str, b: str) -> float:
    one, two = set(content_words(a)), set(content_words(b))
    return len(one & two) / (min(len(one), len(two)) or 1)


def _compose(chosen: Sequence[_Candidate], upto: datetime | None) -> Answer:
    articles = list({c.article.id: c.article for c in chosen}.values())
    number = {a.id: n for n, a in enumerate(articles, 1)}
    sentences = tuple((c.text, (number[c.article.id],)) for c in chosen)
    return Answer(sentences, tuple(_source(a, number[a.id]) for a in articles), False, None, upto)


def _refuse(
    question: Question, unsaid: Sequence[_Candidate], nearby: Sequence[_Candidate], upto: datetime | None
) -> Answer:
    articles = list({c.article.id: c.article for c in [*unsaid, *nearby]}.values())[:2]
    known = tuple(_source(a, n) for n, a in enumerate(articles, 1))
    if unsaid:
        return Answer((), known[:1], True, f"Not in our sources. They do say: “{unsaid[0].text}” [1]", upto, known)
    about = f" about {_and(question.names)} that answers this" if question.names else " that answers this"
    return Answer((), (), True, f"Our sources say nothing{about}.", upto, known)


def _source(article: Article, n: int) -> Source:
    return Source(
        n,
        article.title,
        article.outlet,
        article.url,
        article.published,
        article.outlet_owner,
        article.paywall,
        article.language,
    )


def _and(names: frozenset[str]) -> str:
    ordered = sorted(names)
    return ordered[0] if len(ordered) == 1 else f"{', '.join(ordered[:-1])} and {ordered[-1]}"
