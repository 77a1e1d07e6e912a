"""Which sentences of an article carry its news: scores from the title, names, news words, recency and place.

Scores only order the sentences of one story; they mean nothing across stories. Nothing is rewritten here (see `compress`).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.news import certainty
from bot.news.compress import is_chinese
from bot.news.headline import is_incident, is_statement
from bot.news.model import TITLE, Article, Mention, Relation
from bot.news.text import HAN, content_words

# What each sign of news is worth. Chosen by reading the briefs of the real feeds in the founders' folder.
TITLE_SHARE = 1.6
SUBJECT = 0.35
SUBJECTS_AT_MOST = 3
TITLE_SUBJECT = 0.3
RECENT = 0.8
NOW = 0.3
NEWS_VERB = 0.5
RELATION = 0.7
AFTER_SOMEONE = 0.4
NUMBER = 0.4
PLACE = 0.9
OLD = -2.5
BACKGROUND = -0.8
QUOTED = -0.5
FIRST_PERSON = -0.6
LONG = -0.5
SOFT = -0.6
DEFINITE = -0.5
ASIDE = -1.2
KEPT = 4096
"""Sentences whose signs are kept: a story's articles come again with each new version of its brief."""
TRUNCATED = -0.9
FIRST, EARLY = 10, 40
"""Sentences of an article that are judged: the first, and of the early ones those that name a subject. Of 686 briefs of
real feeds these hold all but a few in a hundred of the sentences that judging every one would choose; it halves the work."""

_OPENER = re.compile(
    r"^(?:On|In|At|Last|This|Earlier|During|After|For) [^,]{2,60}, (?:the (?:company|start-?up|firm|lab|group|team)|it|he|she|they|its|his|her|their)\b"
    r"|^(?:With|As|When|While|Since|Before|Because|If|By|Until|Under|From|Through|Although|Though|Despite|Given|Following|Built|Founded|Backed) [^,A-Z]{2,90}, (?:the (?:company|start-?up|firm|lab|group|team)|it|he|she|they|its|his|her|their)\b"
    r"|^(?:Given|Despite|Because of|Amid|Beyond|Alongside|Under|Through|Unlike|Like|Following|From|Before|Until|Since|Of|Over|Across|Around|Among|Between|Without|Within) (?:this|these|that|those|its|their|such|them|it)\b"
    r"|^[“\"'‘]?(?:It|Its|It['’]s|He|She|They|They['’](?:re|ve)|His|Her|Their|Them|This|That|These|Those|Such|Here|There['’]s the|One of (?:these|those|them)"
    r"|The (?:company|start-?up|firm|lab|group|team|report|study|paper|move|deal|development|news|announcement|model|tool|feature|agreement|round|two|three|former|latter|pair|duo"
    r"|new (?:model|feature|tool)|practice|result|results|decision|lawsuit|complaint|case|funding|investment|acquisition|change|update|changes|issue|chipmaker|acquisition|partnership|collaboration|initiative|programme|program|lab|maker|model maker|AI lab|AI company|AI startup|tech giant|search giant|social media giant|plan|service|product|companies|models|system|platform|app|authors?|researchers|post|statement"
    r"|latest|same|first|second|third|other|others|aim|goal|idea|problem|reason|question|answer|point|approach|technique|method|release|launch|startup['’]s|company['’]s|firm['’]s)"
    r"|That \w+|This \w+|These \w+|Those \w+|Both(?: companies| models| of)?|Neither|Either|All of (?:this|these|them)|Some of (?:these|them)|Others?|Another|One (?:(?:is|was|has|had|would|will|can|could|says|said)\b|[a-z]{2,}[a-z](?<!s)s (?:to|the|an?|its|that|how|what)\b|[a-z]{3,}ed (?:to|the|an?|its|that|how|what)\b)|In (?:it|this|that|these|those|doing so|response|turn)|With (?:this|that|these|it)|By (?:doing|comparison|then|this)"
    r"|After (?:that|this)|As such|If so|Not (?:only|just)|Or|Nor|For (?:this|that|these|its|their)|On (?:its|their|that|this)|At (?:that|the) (?:time|moment)|During (?:this|that|these)|Two years later|(?:\w+ )?(?:days|weeks|months|years) later|Since then|Until then|The tables|Out of deference)\b"
)
_DEFINITE = re.compile(
    r"^(?:Even|Yet|Such) |^The (?!world|internet|industry|US|UK|EU|public|government|European|United|federal|Chinese|first)(?:[a-z]+ ){1,2}(?:[a-z]+s|[a-z]+ed|is|are|was|were|has|have|will|would|can|could|may|said|says)\b"
)
_GENERIC = re.compile(
    r"^(?:Recent|Existing|Current|Prior|Previous|Traditional|Conventional) (?:[\w-]+ ){0,4}?(?:advance\w*|work|studies|methods|approaches|models|research|progress|breakthroughs|benchmarks)\b"
    r"|^(?:An?|One|The) (?:(?:most|more|very) )?(?:common|typical|popular|usual|standard|general|greatest|best|key|major|growing|classic|traditional|long-standing) (?:[\w-]+ ){1,12}?(?:is|are|has|in)\b"
)
""" "A common technique for X is Y": what is so in general, said before the news."""
_IMPERATIVE = re.compile(
    r"^(?:Describe|Explore|Discover|Use|Get|See|Read|Watch|Join|Meet|Check|Find|Learn|Imagine|Consider|Think|Remember|Picture|Say|Ask|Give|Take|Let|Make|Start|Try|Build|Create|Select|Choose|Click|Visit|Note)"
    r" (?:what|how|why|your|the|an?|it|this|that|these|our|out|from|for|to|of|in|all|more)\b"
)
_ZH_CONCEDES = re.compile(r"^(?:尽管|虽然|虽说)[^。]*，(?:但|却|仍|然而)")
""" "尽管…，但…": a judgement of what holds all the same, not the news."""
_ZH_LEARNT = re.compile(r"^(?:据悉|此外|另外|同时|目前|据介绍|据了解)[，,]?")
_ZH_OPENER = re.compile(
    r"^(?:它|他|她|它们|他们|该|这|那|此|其(?!他)|上述|前者|后者|两者|双方|对此|因此|所以|但|而|并且|于是|这也|这是|由此|公司(?!法)|本文|以下|以上|如上|如下|随后)"
)


@dataclass(frozen=True, slots=True)
class _Read:
    """A sentence as its signs are looked for: lower-cased, its Latin words, whether it holds Chinese."""

    lower: str
    words: frozenset[str]
    cjk: bool


_TOKEN = re.compile(r"[a-z][a-z'-]*[a-z]|[a-z]")


@lru_cache(maxsize=1024)
def _read(text: str) -> _Read:
    lower = text.lower().replace("’", "'")
    return _Read(lower, frozenset(_TOKEN.findall(lower)), bool(HAN.search(lower)))


class _Signs:
    """Words and phrases of one meaning. Single words are looked up, since this runs over every sentence that is read;
    phrases and Chinese words are searched for in the lower-cased text."""

    def __init__(self, words: str, *phrases: str) -> None:
        self.words = frozenset(words.split())
        self.chinese = tuple(p for p in phrases if HAN.search(p))
        self.latin: dict[str, list[str]] = {}
        for phrase in phrases:
            if first := _TOKEN.search(phrase):
                self.latin.setdefault(first[0], []).append(phrase)

    def found_in(self, text: str) -> bool:
        read = _read(text)
        if not self.words.isdisjoint(read.words):
            return True
        if read.cjk and any(phrase in read.lower for phrase in self.chinese):
            return True
        begun = self.latin.keys() & read.words
        return bool(begun) and any(phrase in read.lower for first in begun for phrase in self.latin[first])


_OLD_WORDS = _Signs(
    "previously historically formerly originally founded co-founded once",
    "at the time", "at that time", "back then", "years ago", "year ago", "months ago", "last year", "in recent years", "over the past year",
    "over the past decade", "up until", "until recently", "until very recently", "used to ", "had already", "had long", "had always",
    "had been", "had previously", "had once", "had similarly", "for years", "long been", "earlier this year", "last month", "last spring", "last summer", "last autumn", "last fall",
    "last winter", "first generation", "throughout 20", "此前", "曾", "去年", "前年", "当时", "多年来", "成立于", "早在", "一直以来", "过去几年",
)  # fmt: skip
_RECENT_WORDS = _Signs(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tonight",
    "this week", "this morning", "this afternoon", "今日", "今天", "昨日", "昨天", "日前", "近日", "本周", "上周", "周一", "周二", "周三", "周四", "周五",
    "当地时间",
)  # fmt: skip
_ZH_DATE = re.compile(r"\d{1,2}月\d{1,2}日")
_NOW_WORDS = _Signs("now new newly latest newest first just reportedly exclusive", "新", "首次", "首个", "正式", "目前")
_NEWS_VERBS = _Signs(
    """announce announces announced announcing announcement releases released releasing launch launches launched launching unveil unveils unveiled unveiling introduces
    introduced introducing open-sources open-sourced open-sourcing raises raised raising acquires acquired acquiring signs signed signing partners partnered partnering sues
    sued suing files filed filing warns warned accuses accused confirms confirmed denies denied bans banned blocks blocked approves approved clears cleared rejects rejected
    fined rules ruled cuts cutting appoints appointed resigns resigned joins joined leaves leaving left publishes published found finds shows showed reveals revealed reports reported
    beats outperforms outperformed surpasses surpassed reaches reached will bought buys invests invested investing orders ordered delays delayed pauses paused halts halted
    expands expanded adds added agreed agrees plans using deploys deployed hires hired replaces replaced ships shipped scores scored""",
    "laid off", "stepped down", "stepping down", "rolls out", "rolled out", "rolling out", "said it", "says it", "now available",
    "发布", "發布", "宣布", "推出", "开源", "開源", "上线", "收购", "收購", "融资", "起诉", "合作", "投资", "完成", "获得", "签署", "任命", "裁员", "辞职",
    "禁止", "批准", "警告", "表示", "透露", "曝光", "超越", "达到", "升级", "下调", "上调",
)  # fmt: skip
_SOFT_WORDS = _Signs(
    """excited thrilled proud delighted game-changing game-changer revolutionary revolutionize revolutionise imagine believe hope think feel seem seems arguably perhaps interesting interestingly apparently
    remember clearly honestly vision journey mission passionate incredible amazing""",
    "of course", "as you", "declined to comment", "immediately respond", "respond to a request", "相信", "期待", "未来", "标志着", "意味着",
)  # fmt: skip
_FIRST_PERSON_WORDS = _Signs(
    "i i'm i've i'd i'll my me we we're we've we'll we'd our let's you your you'll you're you've", "我们", "你"
)
_BOILERPLATE = _Signs(
    "subscribe newsletter cookie cookies shutterstock advertisement sponsored affiliate",
    "sign up", "click here", "read more", "learn more", "follow us", "all rights reserved", "photo:", "image credit", "credit:", "credits:", "getty images",
    "this article", "this story was", "this story has been", "originally appeared", "originally published", "appeared first on", "editor's note", "disclosure:", "join us", "register now", "stay tuned",
    "check out", "listen to", "watch the", "we may earn", "comments section", "see also", "related:", "table of contents", "share this", "techcrunch event", "save up to",
    "early bird", "find out more", "get started", "try it", "download the", "download now", "open roles", "we're hiring", "apply now", "in this post", "in this blog", "in this guide",
    "in this tutorial", "in this issue", "below is", "as follows", "here's what", "here's how", "here's why", "let's dive", "for more on", "learn what", "a complete guide", "a guide on", "a guide to", "follow us", "for more stories",
    "点击查看", "点击阅读", "点击下方", "点击上方", "点击这里", "点击此处", "点击链接", "点击关注", "点击蓝字", "点击原文", "点击进入", "订阅", "关注我们", "扫码", "版权", "转载", "原标题", "责任编辑", "图片来源", "阅读原文", "更多内容", "免责声明", "来源：", "作者：", "欢迎来到", "每天我们", "快来看看", "详情介绍", "了解更多",
)  # fmt: skip
_AMOUNT = re.compile(
    r"[$€£¥]\s?\d|\d(?:[.,\d]*)\s?(?:%|％|per ?cent|billion|million|trillion|bn|[BMx]\b|times|亿|万|倍)|\b\d{2,}\b"
)
_QUOTE = re.compile(r"^[“\"「『]")
_SPEAKER = re.compile(
    r"[”\"」』],?\s*(?:[\w’'. -]{0,40})\b(?:said|says|wrote|told|added|adds|according|notes?|noted|tells)\b|(?:表示|说|称|指出)"
)
_YEAR = re.compile(
    r"\b(?:[Ii]n|[Ss]ince|[Ff]rom|[Dd]uring|of|by|[Uu]ntil|[Tt]hroughout|early|late|mid|January|February|March|April|May|June|July|August|September"
    r"|October|November|December|and)[ -](?:of )?((?:19|20)\d\d)\b|((?:19|20)\d\d)年"
)


def _years(text: str) -> list[int]:
    """Years that date something ("in 2023"); a bare number is none."""
    if "19" not in text and "20" not in text:
        return []
    return [int(year) for match in _YEAR.findall(text) for year in match if year]


_END = re.compile(r"[.!?。！？…”\"」』)）]\s*$")
_LOWER_START = re.compile(r"[a-z]+[a-z,;.]* ")
_TRUNCATED = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*$|↗|#\d+\s*$")
_PRONOUN_SPEAKS = re.compile(
    r"[”\"」],?\s(?:(?:he|she|they|it|I|we) \w+|\w+ (?:he|she|they)\b)|[”」][，,]?(?:他|她|他们|其)(?:说|表示|称|写)"
)
_FRAGMENT_WORDS = 9
SHORTEST, LONGEST = 5, 65


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence with its place, its score and its content words. `opener` begins with a word that points elsewhere."""

    article: int
    sentence: int
    text: str
    score: float
    terms: frozenset[str]
    opener: bool
    background: bool


def is_opener(text: str) -> bool:
    """Begins with what only the sentences before it explain: "It", "The company", "该公司"."""
    if is_chinese(text):
        return bool(_ZH_OPENER.match(_ZH_LEARNT.sub("", text)))
    return bool(_OPENER.match(text))


@lru_cache(maxsize=KEPT)
def is_usable(text: str) -> bool:
    """A statement that can stand in a brief: no question, no boilerplate, no bare quotation, no fragment."""
    count = len(text) // 3 if is_chinese(text) else len(text.split())
    if not SHORTEST <= count <= LONGEST or text.rstrip('”"')[-1:] in "?？:：" or _BOILERPLATE.found_in(text):
        return False
    if _LOWER_START.match(text) or text.count("(") != text.count(")") or text.count("（") != text.count("）"):
        return False
    if _PRONOUN_SPEAKS.search(text):
        return False
    if _QUOTE.match(text) and not _SPEAKER.search(text):
        return False
    return bool(_END.search(text)) or count >= _FRAGMENT_WORDS


def _first_half(text: str) -> str:
    """Where a sentence says what it is about; "last year" in a closing clause makes no background of it."""
    return text[: 20 + len(text) // 2]


def is_background(text: str, year: int) -> bool:
    """Tells of what was before: an earlier year, "previously", "at the time"."""
    years = _years(text)
    return _OLD_WORDS.found_in(_first_half(text)) or (bool(years) and max(years) < year)


def score_article(
    number: int,
    article: Article,
    mentions: Sequence[Mention],
    subjects: Collection[str],
    relations: Sequence[Relation],
) -> list[Scored]:
    """All usable sentences of an article, in order. `relations` are those of this article."""
    names = _names_by_sentence(mentions, subjects)
    told = Counter(
        r.sentence for r in relations if r.verb not in ("makes", "owns", "derived from", "measures", "competes")
    )
    read = [i for i in range(len(article.sentences)) if i < FIRST or (i < EARLY and (i in names or told[i]))]
    terms = {i: terms_of(article.sentences[i]) for i in read}
    weights = _Weights(article.title, list(terms.values()))
    return [
        Scored(
            number, index, sentence,
            _score(index, sentence, article, weights.share(terms[index]), names, told[index] > 0),
            terms[index], is_opener(sentence), is_background(sentence, article.published.year),
        )
        for index, sentence in ((i, article.sentences[i]) for i in read)
        if (is_usable(sentence) and sentence != article.title) or _is_telling_title(sentence, article)
    ]  # fmt: skip


def _is_telling_title(sentence: str, article: Article) -> bool:
    """The title, put before a short summary, and telling something: a label stays out of a brief."""
    if sentence != article.title or not (is_incident(sentence) or is_usable(f"{sentence}.")):
        return False
    return is_incident(sentence) or is_statement(sentence) or is_statement(_FULL_STOP.split(sentence, maxsplit=1)[0])


_FULL_STOP = re.compile(r"(?<=[a-z\d][.!]) (?=[A-Z])")
""" "Torvane wanted one billion. It took five.": a title of two sentences tells by its first."""


@lru_cache(maxsize=KEPT)
def terms_of(text: str) -> frozenset[str]:
    """What a sentence is about, for comparing: its content words."""
    return frozenset(content_words(text))


class _Weights:
    """The title as a query: what share of its weight a sentence answers; a word is worth less the more sentences hold it."""

    def __init__(self, title: str, terms: Sequence[frozenset[str]]) -> None:
        counts = Counter(term for each in terms for term in each)
        found = {term for term in content_words(title) if counts[term]}
        self.weight = {term: math.log(1 + len(terms) / counts[term]) for term in found}
        self.total = sum(self.weight.values())

    def share(self, terms: frozenset[str]) -> float:
        return sum(w for term, w in self.weight.items() if term in terms) / self.total if self.total else 0.0


def _names_by_sentence(mentions: Sequence[Mention], subjects: Collection[str]) -> dict[int, set[str]]:
    names: dict[int, set[str]] = {}
    for mention in mentions:
        if mention.name in subjects and not mention.publishing:
            names.setdefault(mention.sentence, set()).add(mention.name)
    return names


def _score(index: int, text: str, article: Article, share: float, names: dict[int, set[str]], related: bool) -> float:
    here = names.get(index, set())
    score = TITLE_SHARE * share + SUBJECT * min(len(here), SUBJECTS_AT_MOST) + PLACE / (1 + index)
    related = related and not is_background(text, article.published.year)
    score += TITLE_SUBJECT * bool(here & names.get(TITLE, set())) + RELATION * related
    return score + _worth(text, article.published.year)


@lru_cache(maxsize=KEPT)
def _worth(text: str, year: int) -> float:
    return _signs(text) + _drawbacks(text, year)


def _signs(text: str) -> float:
    recent = _RECENT_WORDS.found_in(text) or ("月" in text and bool(_ZH_DATE.search(text)))
    score = RECENT * recent + NOW * _NOW_WORDS.found_in(text)
    score += NEWS_VERB * _NEWS_VERBS.found_in(text) + NUMBER * bool(_AMOUNT.search(text))
    return score + AFTER_SOMEONE * certainty.is_hedged(text)


def _drawbacks(text: str, year: int) -> float:
    years = _years(text)
    score = OLD if years and max(years) < year else 0.0
    score += BACKGROUND * _OLD_WORDS.found_in(_first_half(text)) + QUOTED * bool(_QUOTE.match(text))
    score += TRUNCATED * bool(_TRUNCATED.search(text))
    score += DEFINITE * bool(_DEFINITE.match(text)) + ASIDE * bool(
        _GENERIC.match(text) or _IMPERATIVE.match(text) or _ZH_CONCEDES.match(text)
    )
    score += FIRST_PERSON * _FIRST_PERSON_WORDS.found_in(text) + SOFT * _SOFT_WORDS.found_in(text)
    long = len(text) > 160 if is_chinese(text) else len(text.split()) > 45
    return score + LONG * long


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the smaller set that both hold."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0
