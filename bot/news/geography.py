"""Where places lie, so that "from Sweden" is told by "Swedish" and by "in Stockholm", and "昆明" by "Kunming".

Only what is certain from the names: a place lies in its country, never the other way round.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from bot.news.words import areas, lines

_LINE = re.compile(r"(?P<code>[\w-]+)(?: \((?P<wider>[^)]+)\))?: (?P<names>[^;]+)(?:; (?P<places>.+))?")


@cache
def _table() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """By name: the areas that it is, and all areas that it lies in, itself included."""
    own: dict[str, set[str]] = {}
    within: dict[str, set[str]] = {}
    for line in lines(areas.AREAS):
        match = _LINE.fullmatch(line)
        if match is None:
            raise ValueError(line)
        wider = {match["code"], *(match["wider"] or "").split()}
        for name in match["names"].split():
            own.setdefault(name, set()).add(match["code"])
            within.setdefault(name, set()).update(wider)
        for place in (match["places"] or "").split():
            spellings = place.split("=")
            for name in spellings:
                own.setdefault(name, set()).add(spellings[0])
                within.setdefault(name, set()).update({spellings[0], *wider})
    return _frozen(own), _frozen(within)


def _frozen(table: dict[str, set[str]]) -> dict[str, frozenset[str]]:
    return {name.replace("_", " "): frozenset(codes) for name, codes in table.items()}


@cache
def _other_scripts() -> re.Pattern[str]:
    names = sorted((n for n in _table()[1] if n >= _CJK), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, names)))


_CJK = "\u2e80"
_WORD = re.compile(r"[^\W\d_][\w.'’-]*[\w]")
_HAS_CJK = re.compile("[\u3400-\u9fff]")
_LONGEST = 4


def area_of(name: str) -> frozenset[str]:
    """The areas that a name stands for, by code; none for what is no place."""
    return _table()[0].get(name.lower().removeprefix("the "), frozenset())


@lru_cache(maxsize=500)
def _names(text: str) -> frozenset[str]:
    """The places and peoples that a text names."""
    within = _table()[1]
    found: set[str] = set()
    words = _WORD.findall(text.replace("’s", "").replace("'s", ""))
    for index, word in enumerate(words):
        if word[0].isupper() and word != "Us":
            runs = (" ".join(words[index : index + length]).lower() for length in range(1, _LONGEST))
            found.update(run for run in runs if run in within)
    if _HAS_CJK.search(text):
        found.update(m[0] for m in _other_scripts().finditer(text))
    return frozenset(found)


def areas_told(text: str) -> frozenset[str]:
    """All areas in which something that a text names lies."""
    within = _table()[1]
    return frozenset().union(*(within[name] for name in _names(text)))


def is_named(name: str, text: str) -> bool:
    """Whether a text names the very place or its people, in whatever form."""
    own = _table()[0]
    return bool(area_of(name) & frozenset().union(*(own[other] for other in _names(text))))


def is_told(name: str, text: str) -> bool:
    """Whether a text names the place, its people, or something that lies in it."""
    return bool(area_of(name) & areas_told(text))


def is_area(name: str) -> bool:
    """Whether it's a country, a region or its people, not a town, whose name may be an ordinary word."""
    return any(code.isupper() for code in area_of(name))
