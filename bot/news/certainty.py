"""How sure a sentence is of what it says, and after whom: hedges, rumours, denials, attributions, in English and Chinese.

It judges one sentence by its words. Which sentence counts for a story is decided in `choosing`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.news.model import Certainty, Mention

_RUMOUR = re.compile(
    r"\b(?:rumou?r(?:s|ed)?|leak(?:s|ed|er|ers)?|speculat(?:ion|ions|ed|es)|tipsters?|unconfirmed|unverified)\b"
    r"|传闻|据传|网传|爆料|传言|疑似|泄露的|曝出",
    re.IGNORECASE,
)
# "leaked" said of data or weights is an event, not a rumour.
_LEAK_EVENT = re.compile(
    r"\b(?:data|credentials?|weights|keys?|passwords?|code|prompts?|conversations?|user|customer)\W+(?:\w+\W+){0,3}leak"
    r"|\bleak\w*\W+(?:\w+\W+){0,3}(?:data|credentials?|weights|keys?|passwords?|user|customer)",
    re.IGNORECASE,
)
_UNNAMED = re.compile(
    r"\b(?:people|persons?|sources?|someone|executives|employees|insiders|officials?)\s+(?:who are\s+|who were\s+|who is\s+)?"
    r"(?:familiar|close to|briefed|with (?:direct )?knowledge|with direct|involved in|said|say|told|claim|claimed)"
    r"|\b(?:unnamed|anonymous|undisclosed)\s+(?:\w+\s+)?(?:sources?|people|persons?|officials?|executives|employees)"
    r"|\bon (?:the )?condition of anonymity|\bciting (?:\w+\s+){0,3}(?:sources?|people|person|documents?|memo)"
    r"|\baccording to (?:\w+\s+){0,3}(?:sources?|people|persons?|insiders|documents?|memo)\b"
    r"|知情人士|消息人士|知情者|匿名|消息称",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"\breportedly\b|\ballegedly\b|\b(?:is|are|was|were) (?:said|reported|believed|understood|thought) to\b"
    r"|\bit (?:is|was) (?:reported|claimed|alleged)\b|\breports? (?:say|said|claim|suggest)\w*"
    r"|据报道|有消息|据称|报道称|外媒报道|媒体报道",
    re.IGNORECASE,
)
_DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|refut(?:e|es|ed)|dismissed (?:the )?(?:report|claim|rumou?r)s?|(?:is|are|was|were) (?:false|untrue)"
    r"|called the (?:report|claim) (?:false|untrue|inaccurate))\b|否认|辟谣|不实|并非事实",
    re.IGNORECASE,
)
_NOT_DENIAL = re.compile(
    r"\bdenial[- ]of[- ]service|\bdenied (?:access|entry|boarding|the request|a motion|the motion)", re.IGNORECASE
)
_SAYS_ITSELF = re.compile(
    r"\s*(?:,[^,]{2,80},)?\s*(?:(?:has|have|on \w+day|today|also|officially|formally)\s+){0,2}"
    r"(?:said|says|announce[sd]?|announcing|confirm(?:s|ed)|wrote|writes|stated|disclosed|acknowledge[sd]?|admit(?:s|ted))\b"
    r"|\s*(?:今日|今天|昨日|日前|近日|周.|\d+月\d+日|正式|官方|方面|对此)*(?:宣布|表示|证实|确认|回应|公告|透露)",
    re.IGNORECASE,
)
_COMPANY_SAYS = re.compile(
    r"\b(?:the|a) (?:company|start-?up|firm|lab|company spokes\w+|spokes\w+)(?: \w+){0,2}? (?:said|says|announced|confirmed|wrote)\b"
    r"|\b(?:spokes(?:person|man|woman)|CEO|chief executive|founder|co-founder|president)\b[^.;]{0,60}\b(?:said|says|announced|confirmed|wrote)\b"
    r"|公司(?:宣布|表示|证实|确认)|官方(?:宣布|表示|证实|确认)|官宣",
    re.IGNORECASE,
)
_NEWS_SOURCE = re.compile(
    r"\b(?:according to|citing|first reported by|reported by|as reported by|per) (?:an?|the)?\s*(?:\w+['’]?s?\s+){0,5}$"
    r"|(?:据|援引|引述)[^，。]{0,4}$",
    re.IGNORECASE,
)
_NEWS_SOURCE_VERB = re.compile(
    r"^(?:['’]s)?(?: News| newspaper)?(?: (?:has |first |also |on \w+day |earlier )?(?:report(?:s|ed|ing)?))\b|^(?:的)?(?:消息|报道)",
    re.IGNORECASE,
)

_RANK: dict[Certainty, int] = {"denied": 4, "rumoured": 2, "reported": 2, "confirmed": 3, "stated": 1}


# Looked for before the patterns, which are slow: no sentence that one of them fits lacks all of these.
_RUMOUR_SIGNS = ("umor", "umour", "eak", "peculat", "ipster", "unconfirmed", "unverified", "传", "曝", "疑似", "泄露")
_HEDGE_SIGNS = (
    "eportedly", "llegedly", " said to", " reported to", " believed to", " understood to", " thought to", "it is ", "it was ", "It is ",
    "It was ", "eports sa", "eports cl", "eports su", "eport sa", "eport cl", "eport su", "据", "报道", "消息",
)  # fmt: skip
_UNNAMED_SIGNS = (
    "amiliar", "ource", "eople", "erson", "someone", "xecutives", "mployees", "nsiders", "fficial", "unnamed", "nonym",
    "ndisclosed", "iting ", "memo", "document", "知情", "消息", "匿名",
)  # fmt: skip
_DENIAL_SIGNS = ("eny", "enie", "efut", "ismiss", "false", "untrue", "inaccurate", "否认", "辟谣", "不实", "事实")


@lru_cache(maxsize=1024)
def is_rumour(text: str) -> bool:
    return any(sign in text for sign in _RUMOUR_SIGNS) and bool(_RUMOUR.search(text)) and not _LEAK_EVENT.search(text)


@lru_cache(maxsize=1024)
def is_hedged(text: str) -> bool:
    """Told after unnamed sources, or with "reportedly" and its like."""
    if any(sign in text for sign in _HEDGE_SIGNS) and _HEDGE.search(text):
        return True
    return cites_unnamed(text)


def cites_unnamed(text: str) -> bool:
    return any(sign in text for sign in _UNNAMED_SIGNS) and bool(_UNNAMED.search(text))


@lru_cache(maxsize=1024)
def is_denial(text: str) -> bool:
    return any(sign in text for sign in _DENIAL_SIGNS) and bool(_DENIAL.search(text)) and not _NOT_DENIAL.search(text)


def according_to(text: str, mentions: Iterable[Mention]) -> Mention | None:
    """The named publication after which the sentence tells: "according to a Bloomberg report", "Bloomberg reported"."""
    return next((m for m in mentions if m.type == "company" and _is_source(text, m)), None)


def _is_source(text: str, mention: Mention) -> bool:
    before, after = text[max(0, mention.start - 80) : mention.start], text[mention.end : mention.end + 40]
    return bool(_NEWS_SOURCE.search(before) or _NEWS_SOURCE_VERB.match(after))


def says_itself(text: str, mentions: Sequence[Mention], names: frozenset[str]) -> bool:
    """One of `names` speaks in the sentence: "Meta said", "Meta on Tuesday announced", "公司宣布"."""
    spoken = any(m.name in names and _SAYS_ITSELF.match(text, m.end) for m in mentions)
    return spoken or bool(_COMPANY_SAYS.search(text))


_OUTLET_REPORTED = re.compile(
    r",\s(?:the )?(?P<after>[A-Z][\w&.]*(?: [A-Z][\w&.]*){0,3}) (?:has |first |also )*reported\b"
    r"|\b[Aa]ccording to (?:an?|the) (?P<before>[A-Z][\w&.]*(?: [A-Z][\w&.]*){0,3}) (?:report|story|scoop)\b"
)


def _told_after_outlet(text: str, subjects: frozenset[str]) -> bool:
    """Another outlet reported it, whether or not the registry knows its name."""
    match = _OUTLET_REPORTED.search(text) if "report" in text or "ccording" in text else None
    return match is not None and (match["after"] or match["before"]) not in subjects


def of_sentence(text: str, mentions: Sequence[Mention], subjects: frozenset[str]) -> Certainty:
    """How sure a sentence is of what it tells about `subjects`."""
    source = according_to(text, mentions)
    if is_denial(text):
        return "denied"
    if is_rumour(text):
        return "rumoured"
    if is_hedged(text) or _told_after_outlet(text, subjects) or (source is not None and source.name not in subjects):
        return "reported"
    return "confirmed" if says_itself(text, mentions, subjects) else "stated"


def stronger(one: Certainty, other: Certainty) -> Certainty:
    """Which of two judgements of one fact stands: a denial, then the subject's own word, then the more careful one."""
    return other if _RANK[other] > _RANK[one] else one
