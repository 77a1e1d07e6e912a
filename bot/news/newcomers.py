"""Names that no registry holds, wherever they stand in a text that introduces them once.

How companies are introduced stands in `new_companies`, models in `new_models`. Precision first. Found names carry a
confidence below one. Registry names are none of this module's business.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import ahocorasick

from bot.news.model import Mention
from bot.news.new_companies import COMPANY_PATTERNS, new_companies
from bot.news.new_models import MODEL_PATTERNS, new_models
from bot.news.places import SUFFIXES, WORD, Found, Place, offsets
from bot.news.registry import Registry, fold

CODE_NAME_CONFIDENCE = 0.7
COMPANY_CONFIDENCE = 0.6


def newcomers(
    registry: Registry, places: Sequence[Place], mentions: Sequence[Mention], taken: set[tuple[int, int]]
) -> list[Mention]:
    """Mentions of names that the text itself introduces; `taken` holds the places of known names (sentence, offset)."""
    cued = sorted(_cued(places).items())
    found: dict[str, Found] = {}
    known = {mention.sentence for mention in mentions}
    for number, cues in cued:
        of_the_field = places[number].sentence in known
        for item in new_companies(places[number], places, cues, of_the_field=of_the_field):
            if _is_unknown(registry, item.name) or _is_doubtful(registry, item.name):
                found.setdefault(item.name, item)
    companies = [mention for item in found.values() for mention in _companies(registry, item, places, taken)]
    names = {mention.name for mention in companies}
    models: dict[str, Found] = {}
    for number, cues in cued:
        for item in new_models(places[number], places, [*mentions, *companies], cues):
            if item.name not in names and _is_unknown(registry, item.name):
                models.setdefault(item.name, item)
    taken = taken | offsets(companies)
    return companies + [mention for item in models.values() for mention in _everywhere(item, places, taken)]


def _cued(places: Sequence[Place]) -> dict[int, set[re.Pattern[str]]]:
    """The patterns worth trying, by the index of the place: those of which it holds a cue."""
    starts, total = [], 0
    for place in places:
        starts.append(total)
        total += len(place.folded) + 1
    found: dict[int, set[re.Pattern[str]]] = {}
    for end, pattern in _cue_automaton().iter("\n".join(place.folded for place in places)):
        found.setdefault(bisect_right(starts, end) - 1, set()).update(pattern)
    return found


@lru_cache(maxsize=1)
def _cue_automaton() -> Any:
    patterns: dict[str, set[re.Pattern[str]]] = {}
    for pattern, cues in (*COMPANY_PATTERNS, *MODEL_PATTERNS):
        for cue in cues:
            patterns.setdefault(fold(cue), set()).add(pattern)
    automaton = ahocorasick.Automaton()
    for cue, found in patterns.items():
        automaton.add_word(cue, found)
    automaton.make_automaton()
    return automaton


def _companies(
    registry: Registry, item: Found, places: Sequence[Place], taken: set[tuple[int, int]]
) -> Iterator[Mention]:
    known = registry.canonical(item.name)
    for mention in _everywhere(item, places, taken):
        yield replace(mention, name=known[1]) if known else mention


def _is_doubtful(registry: Registry, name: str) -> bool:
    """Whether the registry's company of that name is also an ordinary word: here the text says that it's the company."""
    entry = registry.entries.get(fold(name))
    return entry is not None and entry.company is not None and entry.weak


def _is_unknown(registry: Registry, name: str) -> bool:
    return registry.canonical(name) is None and not _overlaps_known(registry, name)


def _overlaps_known(registry: Registry, name: str) -> bool:
    """Whether a name begins or ends with a known one ("OpenAI Chief", "Former Google"): a wrong cut, no newcomer."""
    words = re.split("[ -]", name)
    parts = {*words, " ".join(words[:2]), " ".join(words[-2:])} if len(words) > 1 else set()
    known = (registry.entries.get(fold(part)) for part in parts)
    return any(entry is not None and not entry.weak for entry in known)


def _everywhere(item: Found, places: Iterable[Place], taken: set[tuple[int, int]]) -> Iterator[Mention]:
    edge = r"(?<![A-Za-z0-9À-ÿ])" if item.name[0].isascii() else ""
    end = r"(?![A-Za-z0-9À-ÿ])" if item.name[-1].isascii() else ""
    pattern = re.compile(edge + re.escape(item.name) + end)
    for place in (place for place in places if item.name in place.text):
        for match in pattern.finditer(place.text):
            if (place.sentence, match.start()) not in taken and not _in_longer_name(place, match):
                yield _mention(item, place.sentence, match)


def _in_longer_name(place: Place, match: re.Match[str]) -> bool:
    """A single word next to another capitalised word may be part of a person's or a longer name."""
    if place.title_case or " " in match[0]:
        return False
    after = re.match(rf"\s({WORD})", place.text[match.end() :])
    return bool(after) and after is not None and after[1] not in SUFFIXES and not after[1].isupper()


def _mention(item: Found, sentence: int, match: re.Match[str]) -> Mention:
    start, end = match.span()
    if item.type == "company":
        return Mention("company", item.name, match[0], sentence, start, end, confidence=COMPANY_CONFIDENCE)
    family = item.family or item.name
    return Mention("model", item.name, match[0], sentence, start, end, family, item.company, CODE_NAME_CONFIDENCE)
