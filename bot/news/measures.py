"""What a number measures: a stretch of time, a length, a mass, an amount of data, per hour or per month; and clock times.

In English and Chinese, so that "half an hour" and "34 minutes", "9 tonnes" and "9,000 kg", "4分20秒" and "a little over four
minutes" can be compared.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.news.numbers import Bound, Number, bound_at, numbers
from bot.news.text import either

# --- Stretches of time ------------------------------------------------------------------------------------------------

_TIMES = {
    "year": 365.25, "years": 365.25, "month": 30.4375, "months": 30.4375, "week": 7.0, "weeks": 7.0, "day": 1.0, "days": 1.0,
    "hour": 1 / 24, "hours": 1 / 24, "hrs": 1 / 24, "hr": 1 / 24, "minute": 1 / 1440, "minutes": 1 / 1440, "min": 1 / 1440,
    "mins": 1 / 1440, "second": 1 / 86400, "seconds": 1 / 86400, "secs": 1 / 86400,
    "millisecond": 1 / 86400e3, "milliseconds": 1 / 86400e3, "microsecond": 1 / 86400e6, "microseconds": 1 / 86400e6,
    "decade": 3652.5, "decades": 3652.5, "century": 36525.0, "centuries": 36525.0, "fortnight": 14.0, "fortnights": 14.0,
    "周年": 365.25, "年": 365.25, "个月": 30.4375, "個月": 30.4375, "周": 7.0, "週": 7.0, "星期": 7.0, "天": 1.0,
    "小时": 1 / 24, "小時": 1 / 24, "分钟": 1 / 1440, "分鐘": 1 / 1440, "秒": 1 / 86400, "秒钟": 1 / 86400,
}  # fmt: skip
"""Units of time, in days."""


_LATIN_TIME = either([t for t in _TIMES if t.isascii()])
_HAN_TIME = either([t for t in _TIMES if not t.isascii()])
_COUNTS_TIME = re.compile(
    rf"(?P<half>\sand a half)?(?P<of>\s(?:of )?an?)?[\s-](?P<latin>{_LATIN_TIME})\b|\s?(?:个|個)?(?P<han>{_HAN_TIME})(?!前后)",
    re.IGNORECASE,
)
_A_TIME = re.compile(
    r"\b(?:than|over|under|nearly|almost|about|in|within|for|after|of|around|every|just|lasted|took|takes) (?:a|an|one) "
    rf"({_LATIN_TIME})(?P<half> and a half)?\b|\b(?:a|an|one) ({_LATIN_TIME})(?: and a half)? (?:later|earlier|ago|after|before|old)\b",
    re.IGNORECASE,
)
_MAY_TELL_TIME = re.compile(
    rf"\d ?[hms:：时時点點.]|(?:{_LATIN_TIME})\b|[年月周週期天时時分秒点點]|noon|night|clock|[ap]\.?m\b", re.IGNORECASE
)
_IN_PARTS = re.compile(
    r"(?:(?P<hours>\d+)\s?(?:小时|小時|时|hours?|hrs?|h)(?:\s?(?:and|,)?\s?))?(?:(?P<minutes>\d+)\s?(?:分钟|分鐘|分(?![之店手公享析])|minutes?|mins?|min))?"
    r"(?:\s?(?:and|,)?\s?(?P<seconds>\d+)\s?(?:秒钟|秒|seconds?|secs?))?",
    re.IGNORECASE,
)
_SHARES = {"half": 0.5, "a quarter": 0.25, "one quarter": 0.25, "three quarters": 0.75, "three-quarters": 0.75}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time in days."""

    days: float
    bound: Bound


def duration(number: Number, text: str) -> float | None:
    """How many days a number counts in its text ("18 months", "half an hour", "5个月"), or None when it counts no time."""
    match = _COUNTS_TIME.match(text, number.end)
    if match is None:
        return None
    share = _SHARES.get(number.text.lower())
    unit = _TIMES[(match["latin"] or match["han"]).lower()]
    if share is not None:
        return share * unit if match["of"] else None
    if number.unit is not None or match["of"] or (match["han"] == "年" and number.value >= _A_YEAR):
        return None
    days = number.value * unit
    return days + unit / 2 if match["half"] or text[match.end() :].startswith((" and a half", "半")) else days


_A_YEAR = 1800


@lru_cache(maxsize=20_000)
def stretches(text: str) -> tuple[Stretch, ...]:
    """All stretches of time that a text tells, "a year" and those between its clock times included."""
    if not _MAY_TELL_TIME.search(text):
        return ()
    found = [Stretch(d, n.bound) for n in numbers(text) if (d := duration(n, text)) is not None]
    for match in _A_TIME.finditer(text):
        unit = _TIMES[(match[1] or match[3]).lower()]
        found.append(Stretch(unit * 1.5 if "and a half" in match[0].lower() else unit, "exact"))
    for match in _IN_PARTS.finditer(text):
        if sum(match[part] is not None for part in ("hours", "minutes", "seconds")) > 1:
            seconds = 3600 * int(match["hours"] or 0) + 60 * int(match["minutes"] or 0) + int(match["seconds"] or 0)
            found.append(Stretch(seconds / 86400, bound_at(text, *match.span())))
    at = [c.minute for c in clocks(text)]
    found += [Stretch(abs(a - b) / 1440, "exact") for n, a in enumerate(at) for b in at[n + 1 :] if a != b]
    return tuple(found)


_UNEVEN, _NEARLY, _FAR_OVER = 0.02, 0.12, 0.35


def bears_out(told: Stretch, days: float, bound: Bound = "exact") -> bool:
    """Whether a stretch that is told bears out one of a claim: equal but for the calendar's unevenness (12 months and a
    year), or on the side of it that the claim names ("more than half an hour" for 34 minutes)."""
    larger = max(told.days, days)
    if abs(told.days - days) <= _UNEVEN * larger:
        return (bound, told.bound) not in (("over", "under"), ("under", "over"), ("over", "nearly"), ("nearly", "over"))
    if bound == "over":
        return days < told.days <= (1 + _FAR_OVER) * days
    if bound in ("nearly", "under"):
        return (1 - _FAR_OVER) * days <= told.days < days
    return bound == "about" and abs(told.days - days) <= _NEARLY * larger


# --- Clock times ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day in minutes since midnight; `vague`: it doesn't say which half of the day."""

    start: int
    end: int
    text: str
    minute: int
    vague: bool


_HALF_DAY = 720
_CLOCK = re.compile(
    r"(?<![\d:.,])(?P<hour>[01]?\d|2[0-4])[:：](?P<minute>[0-5]\d)(?::[0-5]\d)?(?![\d:])(?:\s?(?P<half>[ap])\.?m\b\.?)?"
    r"|(?<![\d:.,])(?P<hour2>1[0-2]|0?\d)(?:\.(?P<minute2>[0-5]\d))?\s?(?P<half2>[ap])(?:m\b|\.m\.)"
    r"|(?P<part>凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|今晚|当晚|晚间|夜里|深夜)(?P<hour3>\d{1,2})[时時点點](?!间|间|钟头)(?:(?P<minute3>\d{1,2})分|(?P<half3>半))?"
    r"|(?<![\d.])(?P<hour4>\d{1,2})(?:[时時](?!间|间)|[点點](?=\d{1,2}分|半|整))(?:(?P<minute4>\d{1,2})分|(?P<half4>半))?"
    r"|\b(?P<named>noon|midday|midnight)\b|\bhalf past (?P<past>[a-z]+)\b|\b(?P<oclock>[a-z]+|\d{1,2}) o['’]clock\b",
    re.IGNORECASE,
)
_HOURS = dict(
    zip(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
        range(1, 13),
        strict=True,
    )
)
_MAY_HOLD_CLOCK = re.compile(
    r"\d[:：.]\d\d|\d ?[ap]\.?m\b|\d[时時点點]|noon|mid(?:day|night)|half past|clock", re.IGNORECASE
)
_LATE = frozenset(["下午", "傍晚", "晚上", "今晚", "当晚", "晚间", "深夜", "夜里"])


@lru_cache(maxsize=20_000)
def clocks(text: str) -> tuple[Clock, ...]:
    """The clock times of a text, in order."""
    if not _MAY_HOLD_CLOCK.search(text):
        return ()
    return tuple(c for m in _CLOCK.finditer(text) if (c := _clock(m)) is not None)


def _clock(match: re.Match[str]) -> Clock | None:
    found = match.groupdict()
    if named := found["named"]:
        return Clock(*match.span(), match[0], 0 if named.lower() == "midnight" else _HALF_DAY, False)
    if spoken := found["past"] or found["oclock"]:
        hour = _HOURS.get(spoken.lower()) or (int(spoken) if spoken.isdigit() else None)
        return Clock(*match.span(), match[0], hour * 60 + (30 if found["past"] else 0), True) if hour else None
    hour = int(found["hour"] or found["hour2"] or found["hour3"] or found["hour4"])
    minute = int(found["minute"] or found["minute2"] or found["minute3"] or found["minute4"] or 0)
    minute += 30 if found["half3"] or found["half4"] else 0
    half = (found["half"] or found["half2"] or "").lower()
    if half or found["part"]:
        late = half == "p" or found["part"] in _LATE or (found["part"] == "中午" and hour < _EARLY)
        hour = hour % 12 + (12 if late or hour > 12 or (hour == 12 and found["part"] in ("中午", "上午")) else 0)
    vague = bool(found["hour"]) and not half and hour <= 12 and len(found["hour"]) == 1
    return Clock(*match.span(), match[0], hour * 60 + minute, vague)


_EARLY = 3


def same_clock(one: Clock, other: Clock) -> bool:
    if one.vague or other.vague:
        return one.minute % _HALF_DAY == other.minute % _HALF_DAY
    return one.minute == other.minute


# --- Other measures ---------------------------------------------------------------------------------------------------

_MEASURES = """
length: 0.001 mm millimetre millimetres millimeter millimeters 毫米|0.01 cm centimetre centimetres centimeter centimeters 厘米|1 metre metres meter meters 米|1000 km kilometre kilometres kilometer kilometers 公里 千米|0.0254 inch inches 英寸|0.3048 foot feet ft 英尺|0.9144 yard yards|1609.34 mile miles 英里|1852 海里
mass: 0.001 gram grams gramme grammes 克|1 kg kilo kilos kilogram kilograms kilogramme kilogrammes 公斤 千克|0.5 斤|1000 tonne tonnes ton tons 吨 公吨|0.4536 lb lbs|0.02835 ounce ounces oz
data: 1e3 KB kilobyte kilobytes|1e6 MB megabyte megabytes|1e9 GB gigabyte gigabytes|1e12 TB terabyte terabytes|1e15 PB petabyte petabytes
rate: 1e6 Mbps megabits|1e9 Gbps gigabits
power: 1 W watt watts 瓦|1e3 kW kilowatt kilowatts 千瓦|1e6 MW megawatt megawatts 兆瓦|1e9 GW gigawatt gigawatts 吉瓦
frequency: 1 Hz hertz 赫兹|1e3 kHz kilohertz|1e6 MHz megahertz|1e9 GHz gigahertz
energy: 1e3 kWh|1e6 MWh|1e9 GWh|1e12 TWh
charge: 1 mAh 毫安时
speed: 1 km/h kph|1.609 mph
area: 1e4 hectare hectares 公顷|4047 acre acres|666.7 亩|1 平方米|1e6 平方公里 平方千米
volume: 1 litre litres liter liters 升|3.785 gallon gallons|159 barrel barrels 桶|0.001 millilitre millilitres milliliter milliliters 毫升
temperature: 1 °C celsius 摄氏度|0 °F fahrenheit 华氏度
length: 1e-9 nm nanometre nanometres nanometer nanometers 纳米
"""


def _listed() -> dict[str, tuple[str, float]]:
    table: dict[str, tuple[str, float]] = {}
    for line in _MEASURES.strip().splitlines():
        kind, _, units = line.partition(": ")
        for unit in units.split("|"):
            factor, *words = unit.split()
            table |= {word: (kind, float(factor)) for word in words}
    return table


_UNITS = _listed()
_MEASURED = re.compile(
    rf"[\s-]?(?:degrees )?(?:(?P<square>square )?(?P<latin>{either([u for u in _UNITS if u.isascii()])})(?![A-Za-z0-9])|(?P<other>{either([u for u in _UNITS if not u.isascii()])}))"
)


@dataclass(frozen=True, slots=True)
class Measure:
    """`value` in the kind's first unit; `unit` as written."""

    kind: str
    value: float
    unit: str


def measured(number: Number, text: str) -> Measure | None:
    """What a number measures in its text: "300 metres", "9-tonne", "298公里"."""
    match = _MEASURED.match(text, number.end)
    if match is None or number.unit is not None:
        return None
    unit = match["latin"] or match["other"]
    kind, factor = _UNITS[unit]
    if match["square"]:
        kind, factor = "area", factor * factor
    return Measure(kind, number.value * factor, unit)


_PER = re.compile(
    r"\s?(?:[\w/]+\s){0,2}?(?:per|an?|each|every|/)\s?(?:(?:user|head|person|seat|employee|customer) (?:and|per|an?) )?"
    r"(?P<per>second|minute|hour|day|week|month|quarter|year)\b(?! (?:ago|later|after|before|earlier|old|and a half))",
    re.IGNORECASE,
)
_PER_HAN = re.compile(r"每(?:个|個)?(?P<per>秒|分钟|小时|天|日|周|月|季度|年)[^，。]{0,4}$")
_HAN_PER = {
    "秒": "second", "分钟": "minute", "小时": "hour", "天": "day", "日": "day", "周": "week", "月": "month", "季度": "quarter",
    "年": "year",
}  # fmt: skip


def per(number: Number, text: str) -> str | None:
    """The stretch of time for which a number is told: "year" of "£310,000 a year"."""
    match = _PER.match(text, number.end)
    if match is not None:
        return match["per"].lower()
    before = _PER_HAN.search(text, max(0, number.start - 8), number.start)
    return _HAN_PER[before["per"]] if before else None
