"""An order as somebody filled it in, field by field: each wrong value gets one sentence that says what would be right.

It stores nothing and asks nobody: whether the channel can be posted in is another question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar, cast

from rapidfuzz import fuzz, process

from bot.commands.catalogue import LANGUAGE_CHOICES
from bot.commands.chat_names import Seen, canonical_names, suggested
from bot.commands.conversation import Values
from bot.commands.subscriptions import (
    MOST_STORIES,
    PRESETS,
    BadOrder,
    chosen_beside,
    days_words,
    due_after,
    narrowed,
    parse_days,
    preset_named,
    role_of,
)
from bot.commands.values import flag, many, one
from bot.commands.zones import zone_of
from bot.news.message import or_list
from bot.news.model import KINDS, Kind, StoryFilter
from bot.news.names import Registry
from bot.ports import Subscription

T = TypeVar("T")
MOST_WORDS = 30
MOST_PAUSE = timedelta(days=366)
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?", re.IGNORECASE)
_LANGUAGE_NAMES = dict(LANGUAGE_CHOICES)
_LANGUAGES = {label.lower(): code for code, label in LANGUAGE_CHOICES}


@dataclass(slots=True)
class Readings:
    """Values read one by one, with a sentence for each that is wrong."""

    values: Values
    mistakes: dict[str, str] = field(default_factory=dict)

    def read(self, name: str, reader: Callable[[str], T], standing: T) -> T:
        """The value that was given, else what stands."""
        text = one(self.values, name)
        if not text:
            return standing
        try:
            return reader(text)
        except BadOrder as wrong:
            self.mistakes[name] = sentence(str(wrong))
            return standing


def sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "!")) else f"{text}."


def fresh_order(channel: str, zone: str, size: int, person: str, now: datetime) -> Subscription:
    """What is ordered when nothing is said: everything, on weekdays at 08:30."""
    return Subscription(
        0, channel, "everything", StoryFilter(), time(8, 30), tuple(range(5)), zone, size, now, created_by=person
    )


def read_order(
    standing: Subscription,
    values: Values,
    registry: Registry,
    outlets: Collection[str],
    now: datetime,
    *,
    seen: Seen,
    server: str = "",
) -> tuple[Subscription, dict[str, str]]:
    """`standing` with what was filled in, and the mistakes. What wasn't shown or said stays. `server`: the workspace's
    own id, which no role may have. `seen`: names of the news.

    A form that showed its further fields (`form` is always among what comes back of them) empties what was emptied.
    """
    readings = Readings(values)
    emptied = "form" in values
    preset = readings.read("preset", preset_of, standing.preset)
    beside = chosen_beside(standing)
    chosen = _read_filter(readings, StoryFilter() if emptied else beside, beside, registry, outlets, seen)
    if preset == "only these names" and not chosen.companies | chosen.models and "names" not in readings.mistakes:
        readings.mistakes["names"] = "“Only these names” needs names: companies or models, separated by commas."
    changed = replace(
        standing,
        preset=preset,
        wanted=narrowed(preset, chosen),
        at=readings.read("time", clock_of, standing.at),
        days=readings.read("days", parse_days, standing.days),
        zone=readings.read("zone", zone_of, standing.zone),
        size=readings.read("size", size_of, standing.size),
        compact=readings.read("form", lambda text: form_of(text) == "compact", standing.compact),
        language=readings.read("language", _language_of, standing.language),
        role=readings.read(
            "role", lambda text: role_of(standing.channel, text, server), None if emptied else standing.role
        ),
        thread=flag(values, "thread") if emptied or "thread" in values else standing.thread,
    )
    if changed.next_due_at is None and changed.id and changed.state != "active":
        return changed, readings.mistakes
    return replace(changed, next_due_at=due_after(changed, now)), readings.mistakes


def _read_filter(
    readings: Readings,
    otherwise: StoryFilter,
    standing: StoryFilter,
    registry: Registry,
    outlets: Collection[str],
    seen: Seen,
) -> StoryFilter:
    names = readings.read(
        "names", lambda text: _names_of(text, registry, seen), (otherwise.companies, otherwise.models)
    )
    return replace(
        standing,
        companies=names[0],
        models=names[1],
        kinds=readings.read("kinds", _kinds_of, otherwise.kinds),
        languages=readings.read("languages", _languages_of, otherwise.languages),
        words_in=readings.read("words", _words_of, otherwise.words_in),
        words_out=readings.read("words_out", _words_of, otherwise.words_out),
        outlets_out=readings.read("outlets_out", lambda text: _outlets_of(text, outlets), otherwise.outlets_out),
    )


# --- Each value ---------------------------------------------------------------------------------------------------------


def preset_of(text: str) -> str:
    found = preset_named(text)
    if found is not None:
        return found
    raise BadOrder(f"there is no preset “{text[:40]}”; choose one of: {', '.join(PRESETS)}")


def clock_of(text: str) -> time:
    """ "08:30", "8.30", "8am"."""
    read = _CLOCK.fullmatch(text)
    hour, minute = (int(read[1]), int(read[2] or 0)) if read else (99, 0)
    half = (read[3] or "").lower() if read else ""
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0) if 1 <= hour <= 12 else 99
    if hour > 23 or minute > 59 or (read and read[2] is None and not half):
        raise BadOrder(f"“{text[:20]}” isn't a time such as 08:30")
    return time(hour, minute)


def size_of(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text[:4]) <= MOST_STORIES:
        raise BadOrder(f"a digest has 1 to {MOST_STORIES} stories; “{text[:20]}” isn't a number between them")
    return int(text)


def form_of(text: str) -> str:
    if text.lower() not in ("full", "compact"):
        raise BadOrder(f"“{text[:20]}” is neither full nor compact")
    return text.lower()


def _language_of(text: str) -> str:
    low = text.lower()
    code = _LANGUAGES.get(low, low)
    if code not in _LANGUAGES.values():
        raise BadOrder(f"“{text[:20]}” isn't among the languages: {', '.join(_LANGUAGES.values())}")
    return code


def _parts(text: str) -> list[str]:
    found = many({"": text}, "")
    if len(found) > MOST_WORDS:
        raise BadOrder(f"at most {MOST_WORDS} parts, please; these are {len(found)}")
    return found


def _names_of(text: str, registry: Registry, seen: Seen) -> tuple[frozenset[str], frozenset[str]]:
    companies, models, wrong = canonical_names(registry, _parts(text), seen)
    if wrong:
        near = suggested(registry, seen, wrong[0])
        asked = f" Did you mean {or_list(near)}?" if near else ""
        raise BadOrder(f"I don't know “{wrong[0][:40]}”.{asked}")
    return companies, models


def _kinds_of(text: str) -> frozenset[Kind]:
    given = [part.lower() for part in _parts(text)]
    wrong = [part for part in given if part not in KINDS]
    if wrong:
        raise BadOrder(f"there is no kind of story “{wrong[0][:20]}”; choose among {', '.join(KINDS)}")
    return frozenset(cast(Kind, part) for part in given)


def _languages_of(text: str) -> frozenset[str]:
    given = [_LANGUAGES.get(part.lower(), part.lower()) for part in _parts(text)]
    wrong = [part for part in given if not re.fullmatch(r"[a-z]{2}(-[a-z]{2,4})?", part)]
    if wrong:
        raise BadOrder(f"“{wrong[0][:20]}” isn't a language's code such as en or zh")
    return frozenset(given)


def _words_of(text: str) -> tuple[str, ...]:
    return tuple(part[:60] for part in _parts(text))


def _outlets_of(text: str, outlets: Collection[str]) -> frozenset[str]:
    return frozenset(outlet_of(part, outlets) for part in _parts(text))


def outlet_of(text: str, outlets: Collection[str]) -> str:
    """The outlet of that name, whatever its case. Raises BadOrder with what is near."""
    by_small = {name.lower(): name for name in outlets}
    if text.lower() in by_small:
        return by_small[text.lower()]
    near = [by_small[found[0]] for found in process.extract(text.lower(), [*by_small], scorer=fuzz.WRatio, limit=3)
            if found[1] >= 80]  # fmt: skip
    asked = f" Did you mean {or_list(near)}?" if near else ""
    raise BadOrder(f"there is no source “{text[:40]}”.{asked}")


# --- Dates --------------------------------------------------------------------------------------------------------------


def date_of(text: str, today: date) -> date:
    """A date to come, within a year. Raises BadOrder."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise BadOrder(f"“{text[:20]}” isn't a date such as {today + timedelta(days=14)}") from None
    if day <= today:
        raise BadOrder(f"give a date after today ({today}); {day} isn't")
    if day > today + MOST_PAUSE:
        raise BadOrder(f"{day} is more than a year away; unsubscribe instead, which can be undone")
    return day


def dates_of(text: str, today: date) -> tuple[date, ...]:
    return tuple(sorted({date_of(part, today) for part in _parts(text)}))


def preset_label(preset: str) -> str:
    return preset[:1].upper() + preset[1:]


def order_words(order: Subscription) -> str:
    """ "Model releases, 8 stories, weekdays 08:30 (Europe/Berlin)"."""
    stories = "1 story" if order.size == 1 else f"{order.size} stories"
    beside = "".join(f", {part}" for part in _beside_words(chosen_beside(order)))
    how = "".join(f", {part}" for part in _how_words(order))
    when = f"{days_words(order.days).replace(',', ', ')} {order.at:%H:%M} ({order.zone})"
    return f"{preset_label(order.preset)}, {stories}{beside}{how}, {when}"


def _how_words(order: Subscription) -> Iterator[str]:
    """What is chosen of its form, where it isn't the usual."""
    if order.compact:
        yield "headlines only"
    if order.language != "en":
        yield f"in {_LANGUAGE_NAMES.get(order.language, order.language)}"
    if order.role:
        yield "mentions a user group" if order.channel.startswith("slack:") else "mentions a role"
    if order.thread:
        yield "opens a thread"


def _beside_words(chosen: StoryFilter) -> list[str]:
    names = sorted(chosen.companies | chosen.models)
    parts: list[tuple[str, Sequence[Any]]] = [
        ("on", names), ("only", sorted(chosen.kinds)), ("in", sorted(chosen.languages)), ("with", chosen.words_in),
        ("without", chosen.words_out), ("nothing from", sorted(chosen.outlets_out)),
    ]  # fmt: skip
    return [f"{word} {or_list([str(one_) for one_ in said])}" for word, said in parts if said]
