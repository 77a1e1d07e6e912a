"""Reads the seed list config/feeds.toml, already parsed, into FeedSpec values, and refuses what is wrong in it.

No file is opened and nothing is fetched here: settings read the file, and whether a feed answers is for `feeds check`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from bot.ports import FeedSpec

FEED_KINDS: tuple[str, ...] = (
    "company", "lab", "press", "newsletter", "research", "community", "policy", "releases", "aggregate", "status",
)  # fmt: skip
KEYS: tuple[str, ...] = ("url", "name", "kind", "language", "weight", "outlet", "owner", "folder")
LIGHTEST, HEAVIEST = 0.5, 2.0
"""The scale of `weight`, as the comment at the top of config/feeds.toml explains it."""


def feeds_from_toml(data: Mapping[str, object]) -> list[FeedSpec]:
    """The feeds of a parsed feeds.toml, in its order. Raises ValueError with one sentence naming the first mistake."""
    _refuse_unknown(data, ("feed",), "feeds.toml")
    tables = data.get("feed", [])
    if not isinstance(tables, list):
        raise ValueError("In feeds.toml, 'feed' must be a list of tables: begin each with [[feed]].")
    specs = [_spec(table, number) for number, table in enumerate(tables, start=1)]
    _refuse_twice(specs)
    return specs


def _spec(table: object, number: int) -> FeedSpec:
    if not isinstance(table, dict):
        raise ValueError(f"Feed {number} in feeds.toml is not a table: begin it with [[feed]].")
    where = f"feed {number} ({table.get('name') or table.get('url') or 'without a name'}) of feeds.toml"
    _refuse_unknown(table, KEYS, where)
    return FeedSpec(
        url=_web_address(_text(table, "url", where), where),
        name=_text(table, "name", where),
        kind=_kind(_text(table, "kind", where, "press"), where),
        language=_text(table, "language", where, "en").lower(),
        outlet=_optional(table, "outlet", where),
        owner=_optional(table, "owner", where),
        weight=_weight(table.get("weight", 1.0), where),
        folder=_optional(table, "folder", where),
    )


def _text(table: Mapping[str, object], key: str, where: str, default: str | None = None) -> str:
    value = table.get(key, default)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"In {where}, '{key}' must be a text that is not empty.")
    return value.strip()


def _optional(table: Mapping[str, object], key: str, where: str) -> str | None:
    return _text(table, key, where) if key in table else None


def _web_address(url: str, where: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"In {where}, 'url' must be an http or https address, not '{url}'.")
    return url


def _kind(kind: str, where: str) -> str:
    if kind not in FEED_KINDS:
        raise ValueError(f"In {where}, the kind '{kind}' is not known{_nearest(kind, FEED_KINDS)}")
    return kind


def _weight(value: object, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not LIGHTEST <= value <= HEAVIEST:
        raise ValueError(f"In {where}, 'weight' must be a number from {LIGHTEST} to {HEAVIEST}.")
    return float(value)


def _refuse_unknown(table: Mapping[str, object], known: tuple[str, ...], where: str) -> None:
    for key in table:
        if key not in known:
            raise ValueError(f"In {where}, the key '{key}' is not known{_nearest(key, known)}")


def _nearest(word: str, known: Iterable[str]) -> str:
    """The hint after an unknown word: the known one that takes the fewest edits."""
    from rapidfuzz.distance import DamerauLevenshtein

    return f"; did you mean '{min(known, key=lambda candidate: DamerauLevenshtein.distance(word, candidate))}'?"


def _refuse_twice(specs: Iterable[FeedSpec]) -> None:
    first: dict[str, FeedSpec] = {}
    for spec in specs:
        earlier = first.setdefault(_address_key(spec.url), spec)
        if earlier is not spec:
            raise ValueError(f"In feeds.toml, {spec.url} stands twice ('{earlier.name}', '{spec.name}').")


def _address_key(url: str) -> str:
    """One address in its spellings: the scheme, the host's case and a last slash make no difference."""
    parts = urlsplit(url)
    return f"{parts.netloc.lower()}{parts.path.rstrip('/')}?{parts.query}"
