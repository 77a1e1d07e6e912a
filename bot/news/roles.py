"""What a name is to a story: subject, mentioned, or source; and whether a mention only publishes or measures.

Judged from where the names stand and how the sentences speak of them. Which names there are is decided in `names`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.news.model import TITLE, Mention, NameType, Role, Tag
from bot.news.newcomers import CODE_NAME_CONFIDENCE
from bot.news.registry import PUBLISHERS, Company

# --- Who only publishes or measures -----------------------------------------------------------------------------------

_STUDY = (
    r"(?:stud(?:y|ies)|reports?|surveys?|polls?|research|analys[ei]s|data|papers?|figures|estimates?|index|benchmarks?|"
    r"rankings?|leaderboard|article|story|investigation|interviews?|blog post|newsletter|column|op-ed)"
)
_SOURCE_BEFORE = re.compile(
    rf"(?:according to (?:(?:a|an|the|recent|new|latest|leading|third-party|[a-z-]+(?:ing)?|research|market|news|firm|"
    rf"researcher|agency|consultancy|{_STUDY}|from|by|in|on) ){{0,7}}"
    rf"|{_STUDY}(?: [a-z]+){{0,4}} (?:by|from|in|at) (?:the |[a-z-]+ (?:firm|company|consultancy|researcher|group) )?"
    rf"|(?:told|tells|analysts? (?:at|with|from)|economists? (?:at|with)|strategists? at|interview with|seen by|reviewed by|"
    rf"obtained by|reported by|(?:first|originally|previously) (?:reported|published|appeared)(?: by| in| on)|cited by|"
    rf"quoted by|appeared (?:in|on)|published (?:by|in)|compiled by|tracked by|ranked by|as reported by|via|photo:|"
    rf"image:|picture:|source:|credit:|illustration:|courtesy of|©|copyright|contributor to|reporters? (?:at|for))\s*"
    rf"(?:the |a )?(?:[a-z-]+ ){{0,2}}"
    rf"|(?:据|據|根据|根據|来源[:：]|來源[:：]|图源[:：]?|圖源[:：]?|通过|告诉|告訴|图片来源[:：]?|《))$",
    re.IGNORECASE,
)
_HARD_BEFORE = re.compile(
    rf"(?:(?:a|an|the|new|recent|latest|joint) {_STUDY}(?: (?:published|released|conducted|done|issued|shared|out))?"
    rf"(?: (?:last|this|earlier|on|in) [\w ]{{2,20}}?)? (?:by|from) (?:the )?"
    rf"|{_STUDY} (?:published|released|conducted|issued)(?: [\w]+){{0,3}} by (?:the )?"
    rf"|(?:photo|image|picture|source|credit|illustration)s?: ?(?:[A-Z][\w.]+(?: [A-Z][\w.]+)?(?: ?/ ?| via ))?"
    rf"|analysts? (?:at|with) )$",
    re.IGNORECASE,
)
_HARD_CUE = re.compile(r" by | from |analyst|:", re.IGNORECASE)
_HARD_ENDS = ("by ", "from ", "the ", "at ", "with ", ": ", ":", "/", "via ")
_SOURCE_AFTER = re.compile(
    rf"(?:['’]s)?(?: News| magazine)?(?:,? (?:has |had |have |first |also |earlier |previously |exclusively |recently )*"
    rf"(?:report(?:s|ed|ing)?|wrote|writes|said|says|found|finds|estimates?d?|noted|cit(?:es|ed|ing)|quot(?:es|ed)|"
    rf"forecasts?|predict(?:s|ed)|projects|reveal(?:s|ed)|disclosed|{_STUDY}|analysts?|journalists?|reporter|columnist|"
    rf"survey|ranks?|ranked|rated|measured|tested|data|figures)\b|\s*(?:报道|報道|報導|报导|消息|讯|訊|援引|称|稱|获悉|獲悉))",
    re.IGNORECASE,
)
_PARTY = re.compile(
    r"\b(?:su(?:e|es|ed|ing)|lawsuits?|countersu\w+|licen[cs]\w+|copyright infring\w+|infring\w+|partner(?:s|ed|ship|ships|"
    r"ing)?|deal|acqui\w+|buys?|bought|merger|lay(?:s|ing)? off|layoffs?|hires?|hired|launch\w*|unveil\w*|rais\w+ (?:[$€£]|"
    r"money)|invest(?:s|ed|ment)?|funding|owns|owned|bans?|blocks?|blocked|settle\w*|train(?:s|ed|ing) on|pays?|accus\w+|"
    r"negotiat\w+|sign(?:s|ed)|hack\w*|breach\w*|customers?|rival)\b|起诉|起訴|收购|收購|合作|授权|授權|裁员|裁員|推出|推新|上线|上線|侵权",
    re.IGNORECASE,
)
_OWNED = re.compile(r"\b(?:owns|owned by|owner of|parent of)\b", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_SUFFIX_OF_TITLE = re.compile(r"\s[-–—|]\s$")


def is_publishing(company: Company | None, text: str, mention: Mention, own: bool = False) -> bool:
    """Whether the company only publishes, measures or is credited at this place. `own`: it published the article."""
    before, after = text[: mention.start], text[mention.end :]
    tail = before[-110:]
    if company is None or company.kind not in PUBLISHERS:
        return (
            tail.endswith(_HARD_ENDS) and _HARD_CUE.search(tail) is not None and _HARD_BEFORE.search(tail) is not None
        )
    if own or not _has_a_party(text):
        return True
    if mention.sentence == TITLE and _SUFFIX_OF_TITLE.search(before) and not after.strip():
        return True
    return _SOURCE_AFTER.match(after) is not None or _SOURCE_BEFORE.search(_SPACES.sub(" ", tail)) is not None


@lru_cache(maxsize=256)
def _has_a_party(text: str) -> bool:
    """Whether the sentence is about somebody who sues, buys, signs: a publisher in it may be one of them."""
    return _PARTY.search(text) is not None and _OWNED.search(text) is None


# --- Roles over all articles of one story -----------------------------------------------------------------------------

MOSTLY_PUBLISHING = 0.75
"""Share of a company's mentions that publish from which it is a source."""
SUBJECT_SHARE: dict[NameType, float] = {"company": 0.38, "model": 0.2}
"""A subject has at least this share of the first one's weight; a judgement, made by reading tagged articles."""
_MOST_SUBJECTS: dict[NameType, int] = {"company": 4, "model": 6}
_FIRST_IN_TITLE = 2.0
_IN_TITLE, _OWN_MODEL_IN_TITLE, _IN_NEWS, _IN_LEAD, _ELSEWHERE = 6.0, 2.5, 2.5, 1.5, 0.4
_INTRODUCED = 2.0
"""A model that the news introduces by its code name is what the news is about."""
_LEAD_SENTENCES = 3
_MOST_ELSEWHERE = 3.0

_NEWS = re.compile(
    r"\b(?:reportedly|according to|announc\w+|unveil\w*|launch\w*|releas\w*|rais(?:es|ed|ing)|acquir\w+|agreed|said (?:on|in)|"
    r"plans? to|is (?:now )?using|in talks|sources?|people familiar|filed|sued|sues|signed|introduc\w+|today|on (?:Mon|Tues|"
    r"Wednes|Thurs|Fri|Satur|Sun)day|yesterday|this week|confirmed|denied)\b|宣布|发布|發布|推出|据|據|消息|完成|昨日|今日|今天",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"(?:\b(?:like|such as|including|unlike|rivals?|competitors?|competes? with|compared (?:with|to)|than|versus|vs\.?|"
    r"former|formerly|ex-|previously (?:at|of|worked)|alumn\w+|similar to|behind|ahead of|beats?|outperform\w*|surpass\w*|"
    r"alongside|worked at|veterans? of|alternative to|matches|rivalling|challenge|backed by|investors? (?:include|including)|"
    r"as well as)|挑战|挑戰|叫板|登顶|登頂|比|超越|超過|超过|媲美|挑战|挑戰|叫板|登顶|登頂|不同于|例如|包括|前)\s*(?:the |its |both |\w+[’']s )?(?:[\w.’'-]+(?:,| and| or)? ){0,4}$",
    re.IGNORECASE,
)

_ASIDE_AFTER = re.compile(
    r"(?:['’]s)?[ -](?:rivals?|competitors?|suppliers?|customers?|alternatives?|clones?|killer|alum\w*|veterans?|moment|style|like|backed|powered)\b",
    re.IGNORECASE,
)
_ASIDE_FACTOR = 0.25


@dataclass(slots=True)
class _Weight:
    type: NameType
    name: str
    family: str | None = None
    company: str | None = None
    mentions: int = 0
    publishing: int = 0
    headline: float = 0.0
    news: float = 0.0
    elsewhere: float = 0.0

    @property
    def total(self) -> float:
        return self.headline + self.news + min(self.elsewhere, _MOST_ELSEWHERE)


def tags_of(articles: Sequence[tuple[str, Sequence[str]]], mentions: Sequence[Sequence[Mention]]) -> tuple[Tag, ...]:
    """The tags of one story, most important first: subjects, then mentioned, then sources.

    `articles` are (title, sentences); `mentions` holds each article's mentions, in the same order.
    """
    weights: dict[tuple[NameType, str], _Weight] = {}
    for (title, sentences), found in zip(articles, mentions, strict=True):
        _weigh(weights, _Told(title, sentences, 1.0 / len(articles)), found)
    tags = [tag for type_ in ("company", "model") for tag in _tags(weights, type_)]
    order: dict[Role, int] = {"subject": 0, "mentioned": 1, "source": 2}
    return tuple(sorted(tags, key=lambda tag: order[tag.role]))


@dataclass(frozen=True, slots=True)
class _Told:
    """One article of the story; `share` is its part of the whole."""

    title: str
    sentences: Sequence[str]
    share: float

    def text(self, sentence: int) -> str:
        return self.title if sentence == TITLE else self.sentences[sentence]


def _weigh(weights: dict[tuple[NameType, str], _Weight], told: _Told, mentions: Sequence[Mention]) -> None:
    counted: set[tuple[NameType, str, int]] = set()
    for mention in mentions:
        weight = weights.setdefault(
            (mention.type, mention.name), _Weight(mention.type, mention.name, mention.family, mention.company)
        )
        weight.mentions += 1
        weight.publishing += mention.publishing
        place = (mention.type, mention.name, mention.sentence)
        if not mention.publishing and place not in counted:
            counted.add(place)
            _add(weight, mention, told)
    _favour_the_title(weights, told, mentions)


def _add(weight: _Weight, mention: Mention, told: _Told) -> None:
    text = told.text(mention.sentence)
    factor = told.share * (_ASIDE_FACTOR if _is_aside(text, mention) else 1.0)
    if mention.sentence == TITLE:
        weight.headline += _IN_TITLE * factor
    elif _carries_news(mention.sentence, text, len(told.sentences)):
        weight.news += _IN_NEWS * factor * (_INTRODUCED if _is_introduced(mention) else 1.0)
    elif mention.sentence < _LEAD_SENTENCES:
        weight.news += _IN_LEAD * factor
    else:
        weight.elsewhere += _ELSEWHERE * factor


def _favour_the_title(weights: dict[tuple[NameType, str], _Weight], told: _Told, mentions: Sequence[Mention]) -> None:
    """The title's first name of each type weighs more, and so does the maker of a model in it, if named anywhere."""
    in_title = [m for m in mentions if m.sentence == TITLE and not m.publishing and not _is_aside(told.title, m)]
    first: set[NameType] = set()
    for mention in in_title:
        if mention.type not in first:
            first.add(mention.type)
            weights[mention.type, mention.name].headline += _FIRST_IN_TITLE * told.share
    for maker in {mention.company for mention in in_title if mention.company}:
        if ("company", maker) in weights:
            weights["company", maker].headline += _OWN_MODEL_IN_TITLE * told.share


def _is_introduced(mention: Mention) -> bool:
    return mention.type == "model" and mention.confidence <= CODE_NAME_CONFIDENCE


def _is_aside(text: str, mention: Mention) -> bool:
    """Whether the name stands there for comparison or as somebody's past: "rivals such as X", "a former X engineer"."""
    before, after = text[max(0, mention.start - 60) : mention.start], text[mention.end : mention.end + 16]
    return _ASIDE.search(before) is not None or _ASIDE_AFTER.match(after) is not None


def _carries_news(sentence: int, text: str, length: int) -> bool:
    """A sentence of the first third that reports, announces or dates something."""
    return sentence < max(_LEAD_SENTENCES + 3, length // 3) and _NEWS.search(text) is not None


def _tags(weights: dict[tuple[NameType, str], _Weight], type_: NameType) -> Iterator[Tag]:
    ranked = sorted(
        (weight for (kind, _), weight in weights.items() if kind == type_ and weight.mentions),
        key=lambda weight: (-weight.total, -weight.mentions, weight.name),
    )
    top = max((weight.total for weight in ranked), default=0.0)
    for place, weight in enumerate(ranked):
        role = _role(weight, top, place)
        yield Tag(weight.type, weight.name, role, weight.mentions, weight.family, weight.company)


def _role(weight: _Weight, top: float, place: int) -> Role:
    if weight.publishing >= MOSTLY_PUBLISHING * weight.mentions:
        return "source"
    leads = weight.headline + weight.news > 0
    room = place < _MOST_SUBJECTS[weight.type] or weight.headline >= _IN_TITLE / 2
    if leads and room and weight.total >= SUBJECT_SHARE[weight.type] * top:
        return "subject"
    return "mentioned"
