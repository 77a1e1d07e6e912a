"""What of an article is compared with another's: words, names, numbers, versions, acts; from title and first sentences.

Pure text work. How alike two articles are is judged in `similarity`, what is done about it in `story_window`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.news.concepts import EVENT, lexicon, stem
from bot.news.model import TITLE, Article, Mention
from bot.news.text import EMOJI
from bot.news.traditional import fold

LEAD_SENTENCES = 3
LEAD_CHARACTERS = 700
TITLE_CHARACTERS = 400
HAN = "~~"
"""The mark of a pair of Chinese characters among the terms."""
NUMBER = "#"
"""The mark of a number among the terms."""
VERSION = "@"
"""The mark of a versioned name: "@gemini 3.6"."""

_STOP_WORDS = """
a an and are as at be been but by can could did do does for from had has have he her here his how i if in
into is it its just may might more most my no nor not now of off on or our out over own s say said she so
some such t than that the their them then there these they this those through to too under up us very was we
were what when where which while who whom why will with would you your after before about against amid among
via per vs versus let get got also only still even ever yet
"""
STOP = frozenset(_STOP_WORDS.split())


@dataclass(frozen=True, slots=True)
class Features:
    """An article as it is compared. Terms have a mark or are stems of Latin words; those of the `lead` aren't in the
    title. `label` are the terms before a title's colon, `pattern` the title with its digits masked."""

    title: tuple[str, ...]
    lead: tuple[str, ...]
    published: datetime
    outlet: str = ""
    chinese: bool = False
    names: frozenset[str] = frozenset()
    models: frozenset[str] = frozenset()
    versions: Mapping[str, frozenset[str]] = field(default_factory=dict)
    acts: frozenset[str] = frozenset()
    money: frozenset[str] = frozenset()
    proper: frozenset[str] = frozenset()
    label: frozenset[str] = frozenset()
    pattern: str = ""
    figures: tuple[str, ...] = ()
    roundup: bool = False

    @property
    def terms(self) -> tuple[str, ...]:
        return self.title + self.lead


# --- Titles -----------------------------------------------------------------------------------------------------------

_SUFFIX = re.compile(r"^(?P<rest>.{8,}?\S)(?:\s+[-–—|｜]\s+|\s*[_|｜]\s*)(?P<outlet>[^|｜]{2,60})$")
_SENTENCE_LIKE = re.compile(r"[.?!。？！；;:：]|\b(?:is|are|says|will|to|for|of AI|with|by|and|as)\b")
_FLAG = re.compile(
    r"^\s*(?:[\[【][^\]】]{1,14}[\]】]|(?:exclusive|breaking|podcast|video|watch|update \d|opinion|analysis|report|live|"
    r"独家|快讯|重磅|视频|最新|突发|早报|专访)\s*[:：|!！丨-])\s*",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^(?P<label>[^:：|｜?？!！,，]{2,30}?)\s*[:：|｜]\s*(?=\S)")
_LEAD_SPACE = re.compile(r"\s+")


def _is_outlet(candidate: str, outlet: str) -> bool:
    if outlet and candidate.casefold() in outlet.casefold():
        return True
    words = candidate.split()
    if _SENTENCE_LIKE.search(candidate) or len(words) > 7 or re.search(r"\d", candidate):
        return False
    return all(
        word[0].isupper() or not word[0].isascii() or word in ("of", "the", "&", "-", "/") for word in words
    ) or (len(words) == 1 and "." in candidate)


def bare_title(title: str, outlet: str = "") -> str:
    """The title without its outlet's name at the end ("… - Reuters") and without flags ("[Video]", "EXCLUSIVE:")."""
    title = _LEAD_SPACE.sub(" ", title).strip()
    while (match := _SUFFIX.match(_last_split(title))) and _is_outlet(match["outlet"].strip(), outlet):
        title = match["rest"].strip()
    while (flag := _FLAG.match(title)) and len(title) > flag.end() + 3:
        title = title[flag.end() :]
    return title


def _last_split(title: str) -> str:
    """The title with only its last separator left standing, so that the suffix is the last part."""
    parts = re.split(r"(\s+[-–—|｜]\s+|\s*[_|｜]\s*)", title)
    if len(parts) < 3:
        return title
    return "".join(parts[:-2]).replace(" - ", " ‑ ").replace("|", "¦") + parts[-2] + parts[-1]


_ROUNDUP = re.compile(
    r"[日早晚周]报|一周|盘点|速览|\b(?:daily|weekly|monthly|newsletter|digest|round-?up|recap|in brief|this week in|"
    r"briefing|what to know|top stories|links for)\b",
    re.IGNORECASE,
)
_URL = re.compile(r"(?:https?://|www\.)\S+")


def is_roundup(title: str) -> bool:
    """Whether the title, in simplified characters, announces several events: a newsletter, a week's review."""
    return bool(_ROUNDUP.search(title)) or len(EMOJI.findall(title)) > 1 or len(re.findall("[;；]", title)) > 1


# --- Numbers ----------------------------------------------------------------------------------------------------------

_SCALES = {
    "trillion": 1e12, "tn": 1e12, "billion": 1e9, "bn": 1e9, "b": 1e9, "million": 1e6, "mn": 1e6, "m": 1e6,
    "thousand": 1e3, "k": 1e3, "万亿": 1e12, "兆": 1e12, "千亿": 1e11, "百亿": 1e10, "亿": 1e8, "千万": 1e7,
    "百万": 1e6, "万": 1e4, "千": 1e3,
}  # fmt: skip
_UNITS = {
    "%": "%", "percent": "%", "per cent": "%", "％": "%", "gigawatts": "gw", "gigawatt": "gw", "gw": "gw",
    "吉瓦": "gw", "megawatts": "mw", "mw": "mw", "dollars": "$", "euros": "$", "yuan": "$", "美元": "$", "欧元": "$",
    "人民币": "$", "日元": "$", "港元": "$", "英镑": "$", "元": "$", "倍": "x", "x": "x",
}  # fmt: skip
_NUMBER = re.compile(
    r"(?<![A-Za-z0-9.\-])(?P<currency>(?:US|NT|HK|A|C)?[$€£¥￥])?\s?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\s?\d+)?)"
    r"(?:[\s-]?(?P<scale>trillion|billion|million|thousand|bn|mn|tn|万亿|千亿|百亿|千万|百万|亿|万|兆|千|[kKmMbB](?![A-Za-z])))?"
    r"(?:[\s-]?(?P<unit>%|％|per cent|percent|gigawatts?|megawatts|GW|MW|dollars|euros|yuan|美元|欧元|人民币|日元|港元|英镑|元|吉瓦|倍|x(?![A-Za-z])))?"
)
_DATE = re.compile(
    r"\b20\d\d[-/.年]\s?\d{1,2}(?:[-/.月]\s?\d{1,2}日?)?|\d{1,2}月\d{1,2}日?|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"[a-z]*\.? \d{1,2}(?:st|nd|rd|th)?\b(?:, 20\d\d)?|\b\d{1,2} (?:january|february|march|april|may|june|july|august|september|"
    r"october|november|december)\b|\b(?:week|issue|episode|vol|no|ep|edition|part|day)\.? ?#?\d+\b|#\d+",
    re.IGNORECASE,
)


def _number_term(match: re.Match[str]) -> str | None:
    value = float(match["digits"].replace(",", "").replace(" ", ""))
    scale = (match["scale"] or "").lower()
    unit = "$" if match["currency"] else _UNITS.get((match["unit"] or "").lower(), "")
    value *= _SCALES.get(scale, 1.0)
    if not unit and not scale and (value <= 12 or 1990 <= value <= 2040):
        return None
    return f"{NUMBER}{unit}{value:.3g}"


def numbers(text: str) -> set[str]:
    """Numbers as terms: value to three digits with its kind (money of any currency, per cent, …); no years, dates."""
    found = (_number_term(match) for match in _NUMBER.finditer(_DATE.sub(" ", fold(text))))
    return {term for term in found if term}


def _without_amounts(text: str) -> str:
    """The text without dates and the numbers that carry a scale or a unit, so that no word is made of "亿美元"."""
    return _NUMBER.sub(lambda found: " " if found["scale"] or found["unit"] else found[0], _DATE.sub(" ", text))


# --- Words ------------------------------------------------------------------------------------------------------------

_TOKEN = re.compile(
    r"[A-Za-z][A-Za-z0-9]*(?:[.’'+&][A-Za-z0-9]+)*|\d+(?:\.\d+)+[A-Za-z]*|\d+[A-Za-z]*|[\u3400-\u9fff]+"
)
_GLUED = re.compile(r"(?<=[A-Za-z]{3})(?=\d)|(?<=\d)(?=[A-Z][a-z]{2})")
_VERSIONED = re.compile(
    r"(?P<name>[A-Za-z][A-Za-z]+)(?:[\s-]?[vV]?)(?P<version>\d{1,2}(?:\.\d+)*)(?![\w%]|\.\d|,\d| ?(?:billion|million|bn|per))"
    r"|\b(?P<letter>[A-Za-z])(?P<number>\d{1,2}(?:\.\d+)*)(?![\w%]|\.\d)"
)


def _latin(token: str) -> Iterator[str]:
    if token in ("US", "U.S"):
        yield "u.s"
        return
    word = stem(token.casefold().replace("’", "'"))
    if len(word) > 1 and word not in STOP and not word.replace(".", "").isdigit():
        yield word


def _han(run: str) -> Iterator[str]:
    """Concepts by the longest terms; what is left between them in pairs of characters."""
    words, start, rest = lexicon(), 0, 0
    while start < len(run):
        found = words.chinese_at(run, start)
        if found:
            yield from _pairs(run[rest:start])
            yield found[0]
            start = rest = start + found[1]
        else:
            start += 1
    yield from _pairs(run[rest:])


def _pairs(run: str) -> Iterator[str]:
    for start in range(len(run) - 1):
        yield HAN + run[start : start + 2]


def _phrased(stems: Sequence[str]) -> Iterator[str]:
    """Stems, with those that the lexicon knows (phrases of up to three first) replaced by their concept."""
    english, start = lexicon().english, 0
    while start < len(stems):
        for length in (3, 2, 1):
            concept = english.get(" ".join(stems[start : start + length])) if start + length <= len(stems) else None
            if concept:
                yield concept
                start += length
                break
        else:
            yield stems[start]
            start += 1


def words(text: str) -> list[str]:
    """The terms of a text in order, doubles kept: stems, concepts, pairs of Chinese characters."""
    terms: list[str] = []
    run: list[str] = []
    for token in _TOKEN.findall(_GLUED.sub(" ", text)):
        if token[0] >= "\u3400":
            terms += _phrased(run)
            run = []
            terms += _han(token)
        else:
            run += _latin(token)
    return terms + list(_phrased(run))


def versions(text: str) -> dict[str, frozenset[str]]:
    """Version numbers by the word they stand behind: {"gemini": {"3.6"}}; a letter's by the letter ("K3")."""
    found: dict[str, set[str]] = {}
    for match in _VERSIONED.finditer(_DATE.sub(" ", text)):
        name = (match["name"] or match["letter"]).casefold()
        if name not in STOP and (match["letter"] or match["name"][0].isupper() or len(name) > 2):
            found.setdefault(name, set()).add(match["version"] or match["number"])
    return {name: frozenset(numbers) for name, numbers in found.items()}


def _proper(text: str) -> frozenset[str]:
    """Stems of the Latin words that are written like names: with a capital or a digit in them."""
    tokens = _TOKEN.findall(_GLUED.sub(" ", text))
    return frozenset(
        word for token in tokens if token[0] < "\u3400" and token != token.lower() for word in _latin(token)
    )


# --- The whole --------------------------------------------------------------------------------------------------------


def canonical(text: str, mentions: Iterable[Mention]) -> str:
    """The text with the names found in it written as the registry does, so that 輝達 and Nvidia are one word."""
    end = len(text) + 1
    for mention in sorted(mentions, key=lambda found: (-found.end, found.start)):
        if mention.end <= end and text[mention.start : mention.end] == mention.surface:
            text = f"{text[: mention.start]} {mention.name} {text[mention.end :]}"
            end = mention.start
    return text


def is_chinese(text: str) -> bool:
    """Whether a good part of the text is Chinese: names in Latin letters count little."""
    han = sum("\u3400" <= character <= "\u9fff" for character in text)
    return han * 4 >= sum(character.isalpha() for character in text) and han > 0


def _marked(mapping: Mapping[str, frozenset[str]]) -> Iterator[str]:
    for name, found in mapping.items():
        for version in found:
            yield f"{VERSION}{name} {version}"


def _terms(text: str) -> set[str]:
    return {*words(_without_amounts(text)), *numbers(text), *_marked(versions(text))}


def _interned(terms: Iterable[str]) -> tuple[str, ...]:
    """Sorted, each text once in memory: a window holds millions of terms."""
    return tuple(sys.intern(term) for term in sorted(terms))


def _label(title: str) -> frozenset[str]:
    match = _LABEL.match(title)
    return frozenset(words(match["label"])) if match else frozenset()


def _pattern(title: str) -> tuple[str, tuple[str, ...]]:
    masked = _DATE.sub("0", title.casefold())
    kept = re.findall(r"\d+(?:\.\d+)*", title)
    return re.sub(r"\d+(?:\.\d+)*", "0", masked), tuple(kept)


def _lead(sentences: Sequence[str], mentions: Sequence[Mention]) -> str:
    texts = [
        canonical(sentence, (found for found in mentions if found.sentence == number))
        for number, sentence in enumerate(sentences[:LEAD_SENTENCES])
    ]
    return _URL.sub(" ", " ".join(texts))[:LEAD_CHARACTERS]


_CONTRAST = re.compile(
    r"\b(?:but|no|not|without|instead of|rather than|than|vs\.?|versus|over|unlike|ahead of|beats?|beating|surpass\w*|"
    r"rivals?|outperform\w*|tops|topping)\b[^,;:.!?]*$|(?:超越|超过|击败|媲美|对标|不是|没有|而非|超過|擊敗|對標|沒有)[^，；：。！？]*$",
    re.IGNORECASE,
)
"""What stands after it is named beside what the title tells of: "three new models, but no Gale 5"."""


def features(
    title: str,
    sentences: Sequence[str],
    mentions: Sequence[Mention],
    published: datetime,
    *,
    outlet: str = "",
) -> Features:
    """What is compared of a text; `sentences` and `mentions` may be empty."""
    named = [found for found in mentions if not found.publishing and found.sentence < LEAD_SENTENCES]
    named_title = canonical(title, (found for found in named if found.sentence == TITLE))
    bare = fold(bare_title(named_title[:TITLE_CHARACTERS], outlet))
    in_title = _terms(bare)
    in_lead = _terms(fold(_lead(sentences, named))) - in_title
    pattern, figures = _pattern(bare)
    headline = [found for found in named if found.sentence == TITLE]
    return Features(
        title=_interned(in_title),
        lead=_interned(in_lead),
        published=published,
        outlet=outlet,
        chinese=is_chinese(bare),
        names=frozenset(found.name for found in headline if found.type == "company"),
        models=frozenset(
            found.name
            for found in headline
            if found.type == "model" and found.name != found.family and not _CONTRAST.search(title[: found.start])
        ),
        versions=versions(bare),
        acts=frozenset(term for term in in_title if term.startswith(EVENT)),
        money=frozenset(term for term in in_title if term.startswith(NUMBER + "$")),
        proper=_proper(bare),
        label=_label(bare),
        pattern=pattern,
        figures=figures,
        roundup=is_roundup(bare),
    )


def of_article(article: Article, mentions: Sequence[Mention]) -> Features:
    return features(article.title, article.sentences, mentions, article.published, outlet=article.outlet)
