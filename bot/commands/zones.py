"""Time zones as people name them: by a city, by the beginning of one, by the zone's own name; never by an offset."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from rapidfuzz import fuzz, process

from bot.commands.subscriptions import BadOrder

_AREAS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
_FIRST = (
    "Europe/Berlin", "Europe/London", "America/New_York", "America/Los_Angeles", "America/Chicago", "Europe/Paris",
    "Asia/Kolkata", "Asia/Shanghai", "Asia/Singapore", "Asia/Tokyo", "Australia/Sydney", "America/Sao_Paulo", "UTC",
)  # fmt: skip
# Cities that people look for and tzdata doesn't name.
_MORE_CITIES = {
    "San Francisco": "America/Los_Angeles", "Seattle": "America/Los_Angeles", "Washington": "America/New_York",
    "Boston": "America/New_York", "Atlanta": "America/New_York", "Miami": "America/New_York",
    "Montreal": "America/Toronto", "Ottawa": "America/Toronto", "Austin": "America/Chicago",
    "Dallas": "America/Chicago", "Houston": "America/Chicago", "Munich": "Europe/Berlin", "Hamburg": "Europe/Berlin",
    "Frankfurt": "Europe/Berlin", "Cologne": "Europe/Berlin", "Geneva": "Europe/Zurich", "Milan": "Europe/Rome",
    "Barcelona": "Europe/Madrid", "Manchester": "Europe/London", "Edinburgh": "Europe/London",
    "Beijing": "Asia/Shanghai", "Shenzhen": "Asia/Shanghai", "Hangzhou": "Asia/Shanghai", "Mumbai": "Asia/Kolkata",
    "Delhi": "Asia/Kolkata", "Bangalore": "Asia/Kolkata", "Bengaluru": "Asia/Kolkata", "Osaka": "Asia/Tokyo",
    "Abu Dhabi": "Asia/Dubai", "Tel Aviv": "Asia/Jerusalem", "Rio de Janeiro": "America/Sao_Paulo",
    "Canberra": "Australia/Sydney", "Wellington": "Pacific/Auckland", "Cape Town": "Africa/Johannesburg",
}  # fmt: skip
_OF_LOCALE = {
    "de": "Europe/Berlin", "en-GB": "Europe/London", "fr": "Europe/Paris", "es-ES": "Europe/Madrid", "it": "Europe/Rome",
    "nl": "Europe/Amsterdam", "pl": "Europe/Warsaw", "da": "Europe/Copenhagen", "no": "Europe/Oslo",
    "sv-SE": "Europe/Stockholm", "fi": "Europe/Helsinki", "cs": "Europe/Prague", "hu": "Europe/Budapest",
    "ro": "Europe/Bucharest", "bg": "Europe/Sofia", "hr": "Europe/Zagreb", "lt": "Europe/Vilnius", "el": "Europe/Athens",
    "uk": "Europe/Kyiv", "tr": "Europe/Istanbul", "ja": "Asia/Tokyo", "ko": "Asia/Seoul", "zh-CN": "Asia/Shanghai",
    "zh-TW": "Asia/Taipei", "hi": "Asia/Kolkata", "th": "Asia/Bangkok", "vi": "Asia/Ho_Chi_Minh",
    "pt-BR": "America/Sao_Paulo",
}  # fmt: skip
_LOOKS_ALIKE = 75


@cache
def cities() -> Mapping[str, tuple[str, str]]:
    """City in small letters → (city, zone)."""
    found = {"utc": ("UTC", "UTC")}
    for zone in sorted(available_timezones()):
        if zone.partition("/")[0] in _AREAS:
            city = zone.rpartition("/")[2].replace("_", " ")
            found.setdefault(city.lower(), (city, zone))
    return found | {city.lower(): (city, zone) for city, zone in _MORE_CITIES.items()}


@cache
def _zones() -> Mapping[str, str]:
    return {name.lower(): name for name in available_timezones() if name.partition("/")[0] in (*_AREAS, "UTC", "Etc")}


def warm() -> None:
    """Reads the lists of zones, which takes a moment: at the start, so that nobody's typing waits for it."""
    cities()
    _zones()


def zone_of_locale(locale: str) -> str | None:
    """The zone in which nearly all live whose language is this; None for English, Spanish and others of many zones."""
    return _OF_LOCALE.get(locale)


def zone_of(typed: str) -> str:
    """The zone of "Europe/Berlin", "europe/berlin" or "Berlin". Raises BadOrder with what is near."""
    written = " ".join(typed.replace("_", " ").split()).lower()
    exact = _zones().get(written.replace(" ", "_"))
    if exact:
        return exact
    if written in cities():
        return cities()[written][1]
    near = process.extractOne(written, list(cities()), scorer=fuzz.ratio, score_cutoff=_LOOKS_ALIKE)
    asked = f"; did you mean {cities()[near[0]][1]}?" if near else "; give one such as Europe/Berlin."
    raise BadOrder(f"“{typed.strip()[:40]}” is no time zone{asked}")


def complete_zones(typed: str, now: datetime, limit: int = 25) -> list[tuple[str, str]]:
    """(zone, "Berlin (UTC+1 now), Europe/Berlin") for what begins so, cities first."""
    wanted = " ".join(typed.replace("_", " ").split()).lower()
    if not wanted:
        return [(zone, _label(zone.rpartition("/")[2].replace("_", " "), zone, now)) for zone in _FIRST]
    begins = [found for city, found in cities().items() if city.startswith(wanted)]
    inside = [found for city, found in cities().items() if f" {wanted}" in city]
    named = [(zone, zone) for low, zone in _zones().items() if low.replace("_", " ").startswith(wanted)]
    chosen = {zone: city for city, zone in reversed([*begins, *inside, *named])}
    return [(zone, _label(city, zone, now)) for zone, city in [*reversed(chosen.items())][:limit]]


def _label(city: str, zone: str, now: datetime) -> str:
    named = f", {zone}" if city != zone else ""
    return f"{city} ({offset_words(zone, now)} now){named}"[:100]


def offset_words(zone: str, now: datetime) -> str:
    """ "UTC", "UTC+1", "UTC+5:30", "UTC-3"."""
    offset = now.astimezone(ZoneInfo(zone)).utcoffset()
    minutes = int(offset.total_seconds() // 60) if offset else 0
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '-'}{hours}{f':{rest:02}' if rest else ''}"
