"""Dates as news writes them, absolute and relative, in English and Chinese, and whether one agrees with another.

Relative ones are placed by the publication date; without it they are compared by their words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?![\d,.]\d|%| (?:million|billion|people|users|dollars|models))"
_PATTERNS = tuple(
    re.compile(p)
    for p in (
        r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)",
        rf"\b(?P<month>{_MONTH})\s{_DAY}(?!\d)(?:,?\s{_YEAR})?",
        rf"\b{_DAY}\s(?:of\s)?(?P<month>{_MONTH})(?:,?\s{_YEAR})?",
        rf"\b(?P<month>{_MONTH})(?:,?\s(?:of\s)?{_YEAR}|(?P<shift>\s(?:last|this|next) year))",
        r"(?:(?P<year>(?:19|20)\d\d)年|(?P<shift>去年|今年|明年))?(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})月(?:(?P<day>\d{1,2})[日号號])?(?!份额)",
        r"(?P<weekday>\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)",
        r"(?P<weekday>(?:周|星期|週|礼拜)[一二三四五六日天])",
        rf"\b(?P<month>(?:(?i:in|since|until|by|from|during|this|last|next|early|late|mid-?)\s)(?:early |late )?{_MONTH}|That {_MONTH})",
        r"(?P<shift>\b(?:yesterday|today|tomorrow|tonight|last year|this year|next year|last month|this month|next month|last week|this week|next week|Last year|This year|Next year|Last month|This month|Next month|Last week|This week|Next week|Yesterday|Today|Tomorrow|(?:two|three|four|five) years ago|(?:end|rest|course|close) of the year|later (?:in the|this) year|(?:the )?previous year|(?:the )?past year)\b)",
        r"(?P<shift>昨天|昨日|今天|今日|明天|明日|去年|今年|明年|上个?月|本月|下个?月|上周|本周|下周)",
        r"(?P<quarter>\b(?:first|second|third|fourth)[ -]quarter\b|\bQ[1-4]\b|第?[一二三四]季度)",
        r"(?P<year>(?:19|20)\d\d)年",
        rf"(?<![\w$€£¥.,-])(?:(?i:in|since|until|by|from|of|through|throughout|and|to|late|early|mid-?|during|for)\s){_YEAR}",
        rf"\b{_YEAR}(?=['’]s\b)",
        rf"\b(?:[Aa]n?|[Tt]he|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er) {_YEAR}(?= [a-z]{{3}})",
    )
)
_MAY_HOLD = re.compile(
    r"\d{4}|[Mm]onth|[Ww]eek|[Yy]ear|[Dd]ay\b|tomorrow|tonight|quarter|\bQ[1-4]|[月年周週期季天日]|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
)
_HAN_NUMBER = {c: i for i, c in enumerate("一二三四五六七八九十", start=1)} | {"十一": 11, "十二": 12}
_HAN_DAY = {c: i for i, c in enumerate("一二三四五六日")} | {"天": 6}
_CHINESE_SHIFTS = {
    "昨天": "yesterday", "昨日": "yesterday", "今天": "today", "今日": "today", "明天": "tomorrow", "明日": "tomorrow",
    "去年": "last year", "今年": "this year", "明年": "next year", "上月": "last month", "上个月": "last month",
    "本月": "this month", "下月": "next month", "下个月": "next month", "上周": "last week", "本周": "this week",
    "下周": "next week",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class When:
    """What a date expression fixes; None is left open. `weekday` 0 is Monday; `shift` is a relative expression."""

    start: int
    end: int
    text: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    quarter: int | None = None
    shift: str | None = None


@lru_cache(maxsize=20_000)
def dates(text: str) -> tuple[When, ...]:
    """The date expressions of a text, in order."""
    if not _MAY_HOLD.search(text):
        return ()
    found: list[When] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if all(match.end() <= w.start or match.start() >= w.end for w in found):
                found.append(_when(match))
    return tuple(sorted(found, key=lambda w: w.start))


def _when(match: re.Match[str]) -> When:
    groups = match.groupdict()
    return When(
        *match.span(),
        match[0],
        year=int(groups["year"]) if groups.get("year") else None,
        month=_month(groups.get("month")),
        day=int(groups["day"]) if groups.get("day") else None,
        weekday=_weekday(groups.get("weekday")),
        quarter=_quarter(groups.get("quarter")),
        shift=_shift(groups.get("shift")),
    )


def _month(text: str | None) -> int | None:
    if not text:
        return None
    word = text.split()[-1].lower()
    if word.isdigit() or word in _HAN_NUMBER:
        return int(word) if word.isdigit() else _HAN_NUMBER[word]
    return next(i for i, m in enumerate(MONTHS, start=1) if m.startswith(word[:3]))


def _weekday(text: str | None) -> int | None:
    if not text:
        return None
    return _HAN_DAY[text[-1]] if not text.isascii() else WEEKDAYS.index(text.lower())


def _quarter(text: str | None) -> int | None:
    if not text:
        return None
    if text[0] == "Q":
        return int(text[1])
    names = ("first", "second", "third", "fourth", "一", "二", "三", "四")
    return next(i % 4 + 1 for i, n in enumerate(names) if n in text)


def _shift(text: str | None) -> str | None:
    if not text:
        return None
    text = text.strip().lower().removeprefix("the ")
    if text.endswith((" of the year", " in the year")) or text.startswith("later"):
        return "this year"
    return _CHINESE_SHIFTS.get(text, text)


def placed(when: When, published: datetime | None) -> When:
    """The expression with what the publication date adds: the year of "last year", the date of "yesterday"."""
    if published is None:
        return when
    day = published.date()
    if when.shift is not None:
        return _shifted(when, day)
    if when.weekday is not None and when.month is None:
        back = day - timedelta(days=(day.weekday() - when.weekday) % 7)
        return replace(when, year=back.year, month=back.month, day=back.day)
    return when


def _shifted(when: When, day: date) -> When:
    word, _, unit = (when.shift or "").partition(" ")
    step = {"last": -1, "previous": -1, "next": 1}.get(word, 0)
    if (word, unit) in {("yesterday", ""), ("today", ""), ("tonight", ""), ("tomorrow", "")}:
        moved = day + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(word, 0))
        return replace(when, year=moved.year, month=moved.month, day=moved.day)
    if unit == "years ago":
        return replace(when, year=day.year - {"two": 2, "three": 3, "four": 4, "five": 5}[word])
    if unit == "year" and word != "past":
        return replace(when, year=day.year + step)
    if unit == "month":
        months = day.year * 12 + day.month - 1 + step
        return replace(when, year=months // 12, month=months % 12 + 1)
    return when


FIELDS = ("year", "month", "day", "weekday", "quarter", "shift")
"""What a date expression may fix, the relative one last."""


def agreement(claim: When, source: When) -> int:
    """1: all that the claim fixes is fixed so by the source; -1: they contradict; 0: neither."""
    missing = False
    for name in FIELDS[:-1]:
        ours, theirs = getattr(claim, name), getattr(source, name)
        if ours is not None and theirs is not None and ours != theirs:
            return -1
        missing = missing or (ours is not None and theirs is None)
    if not missing and _fixes(claim):
        return 1
    if claim.shift is not None and claim.shift == source.shift:
        return 1
    return -1 if claim.shift and source.shift and not _fixes(claim) else 0


def _fixes(when: When) -> bool:
    return any(getattr(when, name) is not None for name in FIELDS[:-1])
