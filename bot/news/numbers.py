"""Numbers as news writes them: value, unit and bound, in English and Chinese, and whether one bears out another.

Dates and the versions in model names are no numbers here (see `dates`, `names`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations
from typing import Literal

from bot.news.text import either

Bound = Literal["exact", "about", "nearly", "over", "least", "under", "most"]
""" "More than 5" is over, "at least 5" is least; "fewer than 5" under, "up to 5" most."""

ROUNDING = 0.03
"""Relative difference that a rounded number without "about" may have: 15.8 told as 16 (1.3 %), not 135 as 140."""

APPROXIMATION = 0.1
"""Relative difference that "about" allows: 1.07 billion told as about 1 billion."""


@dataclass(frozen=True, slots=True)
class Number:
    """`unit` is "%", "pp" (percentage points), "x" (times), a currency's code, or None. `start`, `end` are offsets."""

    value: float
    unit: str | None
    bound: Bound
    start: int
    end: int
    text: str


_MAGNITUDES = {
    "thousand": 1e3, "k": 1e3, "million": 1e6, "mn": 1e6, "m": 1e6, "mln": 1e6, "billion": 1e9, "bn": 1e9, "b": 1e9,
    "trillion": 1e12, "tn": 1e12, "t": 1e12, "hundred": 1e2, "dozen": 12, "百": 1e2, "千": 1e3, "万": 1e4, "萬": 1e4,
    "百万": 1e6, "千万": 1e7, "亿": 1e8, "億": 1e8, "十亿": 1e9, "百亿": 1e10, "千亿": 1e11, "万亿": 1e12, "萬億": 1e12,
    "兆": 1e12,
}  # fmt: skip
_UNITS = {
    "%": "%", "％": "%", "percent": "%", "per cent": "%", "pc": "%", "p.c.": "%", "个百分点": "pp", "percentage point": "pp",
    "percentage points": "pp", "x": "x", "times": "x", "fold": "x", "-fold": "x", "倍": "x", "成": "成",
    "dollars": "USD", "dollar": "USD", "us dollars": "USD", "usd": "USD", "美元": "USD", "美金": "USD", "$": "USD",
    "us$": "USD", "euros": "EUR", "euro": "EUR", "eur": "EUR", "欧元": "EUR", "€": "EUR", "pounds": "GBP", "gbp": "GBP",
    "英镑": "GBP", "£": "GBP", "yuan": "CNY", "rmb": "CNY", "cny": "CNY", "元": "CNY", "人民币": "CNY", "元人民币": "CNY",
    "¥": "¥", "￥": "¥", "yen": "JPY", "日元": "JPY", "won": "KRW", "韩元": "KRW", "港元": "HKD", "hk$": "HKD",
    "rupees": "INR", "卢比": "INR", "a$": "AUD", "澳元": "AUD", "c$": "CAD", "加元": "CAD", "s$": "SGD", "新元": "SGD",
    "francs": "CHF", "franc": "CHF", "swiss francs": "CHF", "chf": "CHF", "瑞士法郎": "CHF", "法郎": "CHF", "roubles": "RUB",
    "rubles": "RUB", "卢布": "RUB", "pesos": "peso", "kronor": "SEK", "kroner": "krone", "zloty": "PLN", "zlotys": "PLN",
    "lira": "TRY", "shekels": "ILS", "baht": "THB", "泰铢": "THB", "reais": "BRL", "ringgit": "MYR", "dirhams": "AED",
    "新台币": "TWD", "台币": "TWD", "韩币": "KRW", "块钱": "CNY", "cents": "¢", "cent": "¢", "pence": "penny",
}  # fmt: skip
_WORDS = {
    w: i
    for i, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
} | {
    w: 10 * i
    for i, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2)
}
_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10}
_FRACTIONS = {
    "half": 50.0, "halved": 50.0, "halves": 50.0, "halving": 50.0, "halve": 50.0, "一半": 50.0, "半数": 50.0,
    "三分之一": 100 / 3, "三分之二": 200 / 3, "四分之一": 25.0, "四分之三": 75.0, "五分之一": 20.0, "五分之二": 40.0,
    "五分之三": 60.0, "五分之四": 80.0, "十分之一": 10.0,
}  # fmt: skip
_FRACTIONS |= {f"{one}{part}": 100 / n for part, n in _PARTS.items() for one in ("a ", "one ", "one-", "an ")}
_FRACTIONS |= {
    f"{count}{joint}{part}s": 100 * number / n
    for part, n in _PARTS.items()
    for number, count in enumerate(["two", "three", "four", "five", "six", "seven", "eight", "nine"], start=2)
    for joint in (" ", "-")
    if number < n
}
_MULTIPLES = {
    "twice": 2.0, "double": 2.0, "doubled": 2.0, "doubles": 2.0, "doubling": 2.0, "triple": 3.0, "tripled": 3.0,
    "triples": 3.0, "tripling": 3.0, "quadrupled": 4.0, "quadruple": 4.0, "tenfold": 10.0,
    "twofold": 2.0, "threefold": 3.0, "fourfold": 4.0, "fivefold": 5.0, "翻番": 2.0, "翻倍": 2.0, "翻一番": 2.0,
}  # fmt: skip
_HAN_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}


_DIGIT_WORD = either(_WORDS)
_SPELLED = rf"(?:{_DIGIT_WORD})(?:(?:[\s-]|\s+and\s+|\s+hundred\s+)(?:{_DIGIT_WORD}|hundred))*"
_LATIN_MAGNITUDE = r"thousand|hundred|dozen|million|billion|trillion|mln|bn|mn|tn|[kmbt](?![\w'’])"
_HAN_MAGNITUDE = "万亿|千亿|百亿|十亿|千万|百万|萬億|亿|億|万|萬|千|百|兆"
_UNIT = (
    r"%|％|per ?cent(?:age points?)?|percentage points?|pc\b|p\.c\.|个百分点|-?fold\b|times\b|x\b|倍|成(?!立|为|功|员|果|本|长|都|了)|"
    r"(?:US )?dollars?\b|euros?\b|pounds\b|yuan\b|RMB\b|yen\b|won\b(?! (?:the|a)\b)|rupees\b|(?:Swiss )?francs?\b|rou?bles\b|pesos\b|kron[oe]r\b|zlotys?\b|lira\b|shekels\b|baht\b|reais\b|ringgit\b|dirhams\b|CHF\b|cents?\b|pence\b|USD\b|EUR\b|GBP\b|CNY\b|"
    r"美元|美金|欧元|英镑|元人民币|人民币|日元|韩元|韩币|港元|澳元|加元|新元|卢比|瑞士法郎|法郎|卢布|泰铢|新台币|台币|块钱|元"
)
_DIGITS = r"(?P<digits>(?<![\w.])\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\d.A-Za-z_])\d+(?:\.\d+)?)"
_CURRENCY = r"(?P<currency>US\$|HK\$|[ACS]\$|[$€£¥￥]|\b(?:USD|EUR|GBP|CNY|RMB)\s)\s?"
_TAIL = (
    rf"(?:[\s-]?(?P<magnitude>{_LATIN_MAGNITUDE})|(?P<han_magnitude>[\s]?(?:{_HAN_MAGNITUDE})))?(?:多|余)?"
    rf"(?:[\s-]?(?P<unit>{_UNIT}))?"
)
_IN_DIGITS = re.compile(rf"(?=[\d$€£¥￥UHACSEGR])(?:{_CURRENCY})?{_DIGITS}{_TAIL}", re.IGNORECASE)
_IN_WORDS = re.compile(
    rf"\b(?:(?P<spelled>{_SPELLED})\b|(?P<article>a|an|some)(?=\s(?:hundred|thousand|million|billion|trillion|dozen)\b)){_TAIL}",
    re.IGNORECASE,
)
_IN_HAN = re.compile(
    r"(?:(?P<percent>百分之)(?P<of_hundred>[零〇一二两兩三四五六七八九十百]+(?:点[零一二三四五六七八九]+)?)"
    r"|(?P<han>[零〇一二两兩三四五六七八九十百千]+(?:点[零一二三四五六七八九]+)?)"
    rf"(?=万|亿|億|萬|倍|成|[个家名款位项次年月天人所座辆架艘条场届周日岁股份部台件起例层间栋套轮步米吨度块支只头户处国城省级期页种批秒]|小时|分钟|公里|公斤|美元|元)){_TAIL}"
)
_HAS_DIGIT = re.compile(r"\d")
_HAS_WORD = re.compile(rf"\b(?:{_DIGIT_WORD}|(?:an?|some)\s(?:hundred|thousand|[mbtr]+illion|dozen))\b", re.IGNORECASE)
_HAS_HAN = re.compile("[〇一二两兩三四五六七八九十百千万亿億半]")
_HAS_FIXED = re.compile(
    r"hal[fv]|third|fold|quarter|fifth|sixth|seventh|eighth|ninth|tenth|twice|doubl|tripl|quadrupl|[半翻之]",
    re.IGNORECASE,
)
_FIXED = re.compile(
    rf"(?<![\w])(?<!and a )(?<!and-a-)(?<!first )(?<!second )(?<!latter )(?<!final )(?<!other )(?<!first-)(?<!second-)(?:{either([k for k in (*_FRACTIONS, *_MULTIPLES) if k.isascii()])})(?!\w)|{either([k for k in (*_FRACTIONS, *_MULTIPLES) if not k.isascii()])}",
    re.IGNORECASE,
)
_IN_A_ROW = re.compile(
    r"(?<=third|fifth|tenth|ninth|sixth)(?:-[a-z]|\s(?:part(?:y|ies)|person|time|place|year|month|term|round|attempt)\b)",
    re.IGNORECASE,
)
""" "A third party" is no share."""
_IN_EVERY = re.compile(
    rf"\b(?P<part>\d{{1,3}}|{_DIGIT_WORD}) (?:in|out of)(?: every)? (?P<whole>\d{{1,3}}|{_DIGIT_WORD})\b(?! (?:of|years?|months?|weeks?|days?|hours?|minutes?))(?!\.\d|,\d|%)",
    re.IGNORECASE,
)
_HALF_OF = re.compile(
    rf"\b(?:(?P<whole>\d+|{_DIGIT_WORD}) and )?(?:a )?(?P<share>half|quarter)(?:[ -](?:of )?(?:an? )?|(?<=half) )(?P<magnitude>hundred|thousand|million|billion|trillion|dozen)\b(?:\s(?P<unit>{_UNIT}))?",
    re.IGNORECASE,
)
_HAN_PERCENT = re.compile(r"百分之\s?(?P<digits>\d+(?:\.\d+)?)")

_BEFORE: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    ("most", re.compile(r"(?:n['’]t|\bnot|\bcannot|\bnever|\bno) (?:\w+ ){0,5}(?:more|longer|later|higher) than\s*$", re.IGNORECASE)),
    ("least", re.compile(r"(?:n['’]t|\bnot|\bnever|\bno) (?:\w+ ){0,5}(?:less|fewer|lower) than\s*$", re.IGNORECASE)),
    ("nearly", re.compile(r"(?:nearly|almost|close to|just under|just below|just short of|a little (?:less|under) than|approaching|not quite|knapp|fast|beinahe|近|将近|接近)\s*$", re.IGNORECASE)),
    ("most", re.compile(r"(?:at most|at the most|up to|as (?:much|many|high|long) as|(?:no|not) (?:more|longer|later) than|a maximum of|within|höchstens|bis zu|至多|最多|高达|多达|不超过|不多于)\s*$", re.IGNORECASE)),
    ("least", re.compile(r"(?:at least|at the least|(?:no|not) (?:less|fewer) than|a minimum of|mindestens|as (?:few|little|low) as|至少|不少于|不低于)\s*$", re.IGNORECASE)),
    ("over", re.compile(r"(?:mehr als|über|(?:more|greater|higher|longer|older) than|over|above|exceed(?:s|ed|ing)?|upwards of|in excess of|topp(?:ed|ing)|surpass(?:es|ed|ing)?|超过|超過|超|逾|高于|突破|多於)\s*$", re.IGNORECASE)),
    ("under", re.compile(r"(?:weniger als|unter|(?:less|fewer|lower|shorter|younger) than|under|below|不到|低于|少于|不足|未满)\s*$", re.IGNORECASE)),
    ("about", re.compile(r"(?:about|around|roughly|approximately|some|circa|an estimated|estimated|something like|in the region of|rund|etwa|ungefähr|约|大约|约为|大概)\s*$", re.IGNORECASE)),
)  # fmt: skip
_AFTER: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    ("least", re.compile(r"(?:\s\w+)?\s*(?:or more|or over|and over|以上)", re.IGNORECASE)),
    ("over", re.compile(r"\s*(?:多(?!久|少|数|种)|余(?=[万亿名家])|有余|\+)", re.IGNORECASE)),
    ("most", re.compile(r"(?:\s\w+)?\s*(?:or (?:less|fewer|under)|以下|以内)", re.IGNORECASE)),
    ("about", re.compile(r"(?:\s\w+)?\s*(?:or so|左右|上下)", re.IGNORECASE)),
)
_ABOUT_IT = re.compile(
    r"\b(?:court|fight\w*|battl\w+|disput\w+|row|feud\w*|clash\w*|war|argu\w+|quarrel\w*|fined|su(?:ed?|es|ing)|lawsuit|case|talks|concerns?|fears|worr\w+|arrested|charged|probe|inquiry|spat|strike|anger|outrage) over\s*$",
    re.IGNORECASE,
)
""" "In court over £8m" tells what it's about."""
_DURATION = re.compile(r"[\s-](?:year|month|week|day|decade|hour|quarter)s?\b")
_RANGE = re.compile(r"\s*(?:to|-|–|—|~|至|到)\s*", re.IGNORECASE)
_INSIDE_NAME = re.compile(r"[A-Za-z][\w.]*-$")
_JOINS = re.compile(
    r"\s*(?:and|or|to|-|–|—|至|到|和|、|,|,? (?:about|nearly|over) |and (?:about|nearly|over))\s*", re.IGNORECASE
)
_YEAR = re.compile(r"(?:19|20)\d\d$")
_MONTHS_BEFORE = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s$")
_MONTHS_AFTER = re.compile(
    r"(?:st|nd|rd|th)?\s?(?:of )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b|(?:st|nd|rd|th)\b|\s?[年月日号號]"
)
_VERSION_BEFORE = re.compile(r"(?:^|[\s(“\"‘'，。、：])(?P<word>[A-Za-z]*[A-Z][\w-]*|[vV]ersion|[vV])\s$")
_NOT_BEFORE_VERSION = frozenset(
    ["the", "a", "an", "in", "on", "by", "at", "of", "for", "to", "from", "with", "and", "or", "but", "about", "over", "under", "nearly", "almost", "some", "only", "its", "their", "his", "her", "our", "all", "these", "those", "this", "that", "after", "before", "since", "than", "up", "as", "when", "while", "around", "roughly", "least", "both", "another"]
)  # fmt: skip


@lru_cache(maxsize=20_000)
def numbers(text: str) -> tuple[Number, ...]:
    """The numbers of a text in order, without years, days of a month, and versions."""
    found: list[Number] = []
    for present, pattern in ((_HAS_DIGIT, _IN_DIGITS), (_HAS_WORD, _IN_WORDS), (_HAS_HAN, _IN_HAN)):
        if present.search(text):
            found += [n for m in pattern.finditer(text) if (n := _number(m, text)) is not None]
    if " in " in text or " out of " in text:
        found += [n for m in _IN_EVERY.finditer(text) if (n := _in_every(m, text)) is not None]
    if _HAS_FIXED.search(text):
        found += [_half_of(m, text) for m in _HALF_OF.finditer(text)]
        found += [_fixed(m, text) for m in _FIXED.finditer(text) if not _is_no_share(m, text)]
        found += [_han_percent(m, text) for m in _HAN_PERCENT.finditer(text)]
    return _shared_units(_without_overlaps(found), text) if found else ()


def _is_no_share(match: re.Match[str], text: str) -> bool:
    """ "A third party", "from one quarter to the next"."""
    if _IN_A_ROW.match(text, match.end()):
        return True
    three_months = match[0].lower().endswith(" quarter") and not text.startswith((" of ", " century"), match.end())
    return three_months and _OF_TIME.search(text[: match.start()]) is not None


_OF_TIME = re.compile(r"\b(?:in|from|during|for|per|over|within|after|than)\s$", re.IGNORECASE)


def _han_percent(match: re.Match[str], text: str) -> Number:
    return Number(float(match["digits"]), "%", bound_at(text, *match.span()), *match.span(), match[0])


def _in_every(match: re.Match[str], text: str) -> Number | None:
    """ "One in eight", "four out of ten": a share."""
    part, whole = (float(w) if w.isdigit() else _spelled(w.lower()) for w in (match["part"], match["whole"]))
    if not 0 < part < whole or (whole > 10 and whole % 5):
        return None
    return Number(100 * part / whole, "%", bound_at(text, *match.span()), *match.span(), match[0])


def _number(match: re.Match[str], text: str) -> Number | None:
    groups = match.groupdict()
    magnitude = (groups["magnitude"] or groups["han_magnitude"] or "").strip().lower()
    unit, value = _unit(groups), _value(groups)
    if value is None or _is_no_quantity(match, text, bool(magnitude or unit)):
        return None
    if unit == "成":
        value, unit = value * 10, "%"
    if unit in ("¢", "penny"):
        value, unit = value / 100, "GBP" if unit == "penny" else unit
    value *= _MAGNITUDES.get(magnitude, 1)
    return Number(value, unit, bound_at(text, *match.span()), *match.span(), match[0])


def _value(groups: dict[str, str | None]) -> float | None:
    if digits := groups.get("digits"):
        return float(digits.replace(",", ""))
    if spelled := groups.get("spelled"):
        return _spelled(spelled.lower())
    if groups.get("article"):
        return 1.0
    han = groups.get("of_hundred") or groups.get("han")
    return _han(han) if han else None


def _unit(groups: dict[str, str | None]) -> str | None:
    if groups.get("percent"):
        return "%"
    named = (groups["unit"] or groups.get("currency") or "").strip().lower()
    return _UNITS.get(named) or ("pp" if named.endswith(("points", "point")) else None)


def _spelled(text: str) -> float:
    total, current = 0, 0
    for word in re.split(r"[\s-]+", text):
        if word == "hundred":
            total, current = total + max(current, 1) * 100, 0
        elif word != "and":
            current += _WORDS[word]
    return float(total + current)


def _han(text: str) -> float | None:
    whole, _, fraction = text.partition("点")
    if whole in ("百", "千", "零"):
        return None
    total, digit = 0, 0
    for char in whole:
        if char in "十百千":
            total, digit = total + max(digit, 1) * {"十": 10, "百": 100, "千": 1000}[char], 0
        else:
            digit = _HAN_DIGITS[char]
    decimals = "".join(str(_HAN_DIGITS[c]) for c in fraction)
    return float(f"{total + digit}.{decimals or 0}")


def _is_no_quantity(match: re.Match[str], text: str, has_unit: bool) -> bool:
    """Years, days of a month, versions ("Llama 4", "235B" in Qwen3-235B-A22B), and "one" without a unit."""
    groups = match.groupdict()
    before, after = text[max(0, match.start() - 25) : match.start()], text[match.end() : match.end() + 14]
    if han := groups.get("han"):
        return (han in "一两" and not has_unit) or after[:1] in tuple("年月日号")
    digits = groups.get("digits")
    if digits is None:
        return (groups.get("spelled") or "").lower() == "one" and not has_unit
    if _INSIDE_NAME.search(before) or re.match(r"-[A-Za-z]+\d", after):
        return True
    return not has_unit and _is_date_or_version(digits, before, after)


def _is_date_or_version(digits: str, before: str, after: str) -> bool:
    if _YEAR.match(digits) or _MONTHS_BEFORE.search(before) or _MONTHS_AFTER.match(after):
        return True
    version = _VERSION_BEFORE.search(before)
    return version is not None and version["word"].lower() not in _NOT_BEFORE_VERSION and "," not in digits


_BEFORE_IT = 48


def bound_at(text: str, start: int, end: int) -> Bound:
    """What the words around a number's place in a text make of it: "more than", "or so"."""
    before = text[max(0, start - _BEFORE_IT) : start]
    if _ABOUT_IT.search(before):
        return "exact"
    if _DURATION.match(text, end) and before.rstrip().lower().endswith("over"):
        return "exact"
    for bound, pattern in _BEFORE:
        if pattern.search(before):
            return bound
    return next((bound for bound, pattern in _AFTER if pattern.match(text, end)), "exact")


def _fixed(match: re.Match[str], text: str) -> Number:
    word = match[0].lower()
    value, unit = (_FRACTIONS[word], "%") if word in _FRACTIONS else (_MULTIPLES[word], "x")
    return Number(value, unit, bound_at(text, *match.span()), *match.span(), match[0])


def _half_of(match: re.Match[str], text: str) -> Number:
    """ "Half a million", "a quarter of a million", "two and a half billion"."""
    whole = match["whole"] or "0"
    value = float(whole) if whole.isdigit() else _spelled(whole.lower())
    value += 0.5 if match["share"].lower() == "half" else 0.25
    value *= _MAGNITUDES[match["magnitude"].lower()]
    unit = _UNITS.get((match["unit"] or "").lower())
    return Number(value, unit, bound_at(text, *match.span()), *match.span(), match[0])


def _without_overlaps(found: list[Number]) -> list[Number]:
    kept: list[Number] = []
    for number in sorted(found, key=lambda n: (n.start, -n.end)):
        if not kept or number.start >= kept[-1].end:
            kept.append(number)
    return kept


def _shared_units(found: list[Number], text: str) -> tuple[Number, ...]:
    """In "1,000 and 135 per cent" both are shares; in "$3-4 billion" both are dollars and both are billions."""
    for index in range(len(found) - 2, -1, -1):
        left, right = found[index], found[index + 1]
        between = text[left.end : right.start]
        if _RANGE.fullmatch(between) and None in (left.unit, right.unit):
            found[index], found[index + 1] = _range(left, right)
        elif left.unit is None and right.unit is not None and _JOINS.fullmatch(between):
            found[index] = replace(left, unit=right.unit)
    return tuple(found)


def _range(left: Number, right: Number) -> tuple[Number, Number]:
    thousands = int(math.log(right.value, 1000)) if right.value >= 1000 > left.value > 0 else 0
    unit = left.unit or right.unit
    return replace(left, value=left.value * 1000**thousands, unit=unit), replace(right, unit=right.unit or unit)


def follows(claim: Number, told: tuple[Number, ...], *, counts: bool = False) -> bool:
    """Whether a claim's number is a sum, a difference, a share or a ratio of two numbers that its source tells.

    `counts`: a bare number may be a sum or a difference too (64 after 41: 23 more).
    """
    return any(
        _derived(claim, value)
        for one, other in combinations(told, 2)
        if one.unit == other.unit and one.value and other.value
        for value in _from_both(claim, one, other, counts)
    )


def _from_both(claim: Number, one: Number, other: Number, counts: bool) -> Iterator[float]:
    larger, smaller = max(one.value, other.value), min(one.value, other.value)
    if claim.unit == "x":
        yield larger / smaller
    elif claim.unit == "%" and one.unit != "%":
        yield from (100 * (larger / smaller - 1), 100 * (1 - smaller / larger), 100 * smaller / larger)
    elif claim.unit is None and not counts:
        return
    elif claim.unit == one.unit or (claim.unit == "pp" and one.unit == "%"):
        yield from (larger + smaller, larger - smaller)


def _derived(claim: Number, value: float) -> bool:
    if claim.bound in _UPWARDS:
        return claim.value <= value <= claim.value * (1 + 3 * APPROXIMATION)
    if claim.bound in _DOWNWARDS:
        return claim.value * (1 - APPROXIMATION) <= value <= claim.value
    return abs(claim.value - value) <= (APPROXIMATION if claim.bound == "about" or claim.unit == "x" else 0.01) * value


_UPWARDS: frozenset[Bound] = frozenset(["over", "least"])
_DOWNWARDS: frozenset[Bound] = frozenset(["nearly", "under", "most"])


def agrees(claim: Number, source: Number) -> float:
    """How well a claim's number is borne out by a source's: 1 same, lower for rounding or a dropped bound, 0 not."""
    unit = _unit_agreement(claim.unit, source.unit)
    return unit * _value_agreement(claim, source) if unit else 0.0


def _unit_agreement(claim: str | None, source: str | None) -> float:
    if claim == source:
        return 1.0
    if "¥" in (claim, source) and {claim, source} <= {"¥", "CNY", "JPY"}:
        return 1.0
    if claim is None or source is None:
        return 0.93
    return 0.95 if "¢" in (claim, source) and {claim, source} & _HAVE_CENTS else 0.0


_HAVE_CENTS = frozenset(["USD", "EUR", "AUD", "CAD", "SGD"])


def _value_agreement(claim: Number, source: Number) -> float:
    if _same(claim.value, source.value):
        return _bound_agreement(claim.bound, source.bound)
    difference = abs(claim.value - source.value) / max(abs(source.value), 1e-9)
    if claim.text.lower() in _FRACTIONS:
        allowed = 1.5 * APPROXIMATION if claim.bound != "exact" else _SHARE_ROUNDING
        return 0.95 if difference <= allowed and _is_on_side(claim, source.value) else 0.0
    if claim.bound in ("exact", "about") and _is_whole_of(claim.value, source.value):
        return 0.93
    if _digits(claim.value) >= _digits(source.value):
        return 0.0
    if claim.bound in _UPWARDS:
        rounded = difference <= 1.5 * APPROXIMATION or _rounds_down(claim.value, source.value)
        return 0.95 if source.value > claim.value and rounded and source.bound not in ("under", "most") else 0.0
    if claim.bound in _DOWNWARDS:
        below = source.value < claim.value and difference <= APPROXIMATION
        return 0.95 if below and source.bound not in _UPWARDS else 0.0
    if claim.bound == "about" and difference <= APPROXIMATION:
        return 0.96
    return 0.93 if difference <= ROUNDING else 0.0


def _is_on_side(claim: Number, value: float) -> bool:
    if claim.bound in _UPWARDS:
        return value > claim.value
    return value < claim.value if claim.bound in _DOWNWARDS else True


_SHARE_ROUNDING = 0.05
"""Relative difference that a share in words may have: 34 per cent told as a third."""

_FAR = 0.25


def _is_whole_of(claim: float, source: float) -> bool:
    """ "Five" for 4.8, "12 million" for 11.7 million: the decimals are rounded away, and little by that."""
    unit = 1000 ** math.floor(math.log10(source) / 3) if source >= 1 else 1
    told = source / unit
    return told % 1 > 0 and _same(claim / unit, round(told)) and abs(claim - source) <= _DECIMALS * source


_DECIMALS = 0.08


def _rounds_down(claim: float, source: float) -> bool:
    """ "More than 200,000" for 240,000: the first figure is kept, the others are nought."""
    if claim <= 0 or source <= 0 or source - claim > _FAR * source:
        return False
    step = 10 ** math.floor(math.log10(source))
    return claim >= step > 1 and _same(source // step * step, claim)


def _same(a: float, b: float) -> bool:
    return abs(a - b) <= 1e-6 * max(abs(a), abs(b), 1e-9)


def _digits(value: float) -> int:
    return len(f"{value:.6g}".replace(".", "").strip("0"))


def _bound_agreement(claim: Bound, source: Bound) -> float:
    if claim == source:
        return 1.0
    against = (claim in _UPWARDS and source in _DOWNWARDS) or (claim in _DOWNWARDS and source in _UPWARDS)
    if against or (claim in ("over", "under", "nearly") and source == "exact"):
        return 0.0
    return 0.97 if claim == "about" else 0.95
