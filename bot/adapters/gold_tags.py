"""Scores of names and relations against labels: bench/gold/tagging.jsonl, hard_names.jsonl, relations.jsonl.

How the labels are meant is told in bench/gold/tagging.md. Names are compared as a fair outsider would: through the
registry's canonical spelling, unknown ones by their letters and digits alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.adapters.gold_sets import HALVES, Score, half_of, json_lines, scored, shared_data
from bot.news.registry import fold
from bot.news.scores import f1

if TYPE_CHECKING:
    from bot.news.model import NameType
    from bot.news.names import Registry

Record = dict[str, Any]
LONGEST_TEXT = 400
_PARTS_OF = "juya-ai-daily-zh"
"""A feed whose entries are whole issues: each numbered heading with the paragraph quoted under it is an item."""
_PART = re.compile(r"(?=<h2)")
_HEADING = re.compile(r"<h2>(.*?)</h2>", re.DOTALL)
_QUOTED = re.compile(r"<blockquote>(.*?)</blockquote>", re.DOTALL)
_NUMBER_BEHIND = re.compile(r"\s*#\d+$")
_SEPARATORS = re.compile(r"[\s\-–_‑()\[\]]+")


# --- Texts ------------------------------------------------------------------------------------------------------------


def texts_of(ids: Iterable[str], data: Path) -> dict[str, Record]:
    """{"id","title","text"} of items in the shared data's folder, by their ids. Absent ones are left out."""
    wanted = list(ids)
    found = {record["id"]: record for record in _lines_of(data / "real" / "bullets.jsonl")}
    for headline in _lines_of(data / "real" / "headlines.jsonl"):
        found[headline["id"]] = {"id": headline["id"], "title": headline["title"], "text": ""}
    for feed in {name.partition(":")[0] for name in wanted if ":" in name}:
        for path in (data / "feeds").glob(f"{feed}.*"):
            found |= {record["id"]: record for record in _feed_items(feed, path.read_bytes())}
    return {name: found[name] for name in wanted if name in found}


def _lines_of(path: Path) -> Iterator[Record]:
    for record in json_lines(path):
        yield {"title": "", **record}


def _feed_items(feed: str, body: bytes) -> Iterator[Record]:
    from bot.adapters.feeds import html_to_line, parse_feed

    for entry in parse_feed(body, "https://feeds.example/", None).entries:
        name, markup = f"{feed}:{entry.guid or entry.link}", entry.content or entry.summary or ""
        if feed != _PARTS_OF:
            yield {"id": name, "title": entry.title, "text": _cut(html_to_line(markup))}
            continue
        numbered = [part for part in _PART.split(markup) if (head := _HEADING.match(part)) and "#" in head[1]]
        for number, part in enumerate(numbered, 1):
            heading, quoted = _HEADING.match(part), _QUOTED.search(part)
            title = _NUMBER_BEHIND.sub("", html_to_line(heading[1] if heading else ""))
            yield {"id": f"{name}#{number}", "title": title, "text": _cut(html_to_line(quoted[1] if quoted else part))}


def _cut(text: str) -> str:
    """The sentences of the first 400 characters: what the labeller read."""
    if len(text) <= LONGEST_TEXT:
        return text
    start = text[:LONGEST_TEXT]
    end = max(start.rfind(mark) for mark in ".。!！?？")
    return start[: end + 1] if end > LONGEST_TEXT // 3 else start


# --- Comparing --------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Count:
    """What was found rightly, wrongly, and not at all."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, gold: set[Any], found: set[Any], ignored: set[Any]) -> None:
        self.right += len(gold & found)
        self.wrong += len(found - gold - ignored)
        self.missed += len(gold - found - ignored)

    def scores(self) -> tuple[float, float, float]:
        """Precision, recall, F1."""
        precision = self.right / (self.right + self.wrong or 1)
        recall = self.right / (self.right + self.missed or 1)
        return precision, recall, f1(precision, recall)


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one text as they are compared; `ignored` are neither right nor wrong."""

    companies: set[str] = field(default_factory=set)
    models: set[str] = field(default_factory=set)
    families: set[str] = field(default_factory=set)
    ignored: set[str] = field(default_factory=set)


def same_name(registry: Registry, name: str, prefer: NameType = "company") -> str:
    """The name as it is compared."""
    known = registry.canonical(name, prefer)
    return _SEPARATORS.sub("", fold(known[1] if known else name))


def gold_names(registry: Registry, label: Mapping[str, Any]) -> Names:
    roles, models = label["companies"], label["models"]
    ignored = {same_name(registry, name) for name, role in roles.items() if role == "source"}
    for name in label.get("maybe", ()):
        family = registry.family_of((registry.canonical(name, "model") or ("model", name))[1])
        ignored |= {same_name(registry, name), same_name(registry, name, "model")}
        ignored |= {same_name(registry, family.name, "model")} if family else set()
    return Names(
        {same_name(registry, name) for name, role in roles.items() if role != "source"},
        {same_name(registry, name, "model") for name in models},
        {same_name(registry, family, "model") for family in models.values()},
        ignored,
    )


def found_names(registry: Registry, tags: Mapping[str, Any]) -> Names:
    return Names(
        {same_name(registry, tag["name"]) for tag in tags["companies"]},
        {same_name(registry, tag["name"], "model") for tag in tags["models"]},
        {same_name(registry, tag["family"], "model") for tag in tags["models"]},
    )


def versions_only(gold: Names, found: Names, families: Mapping[str, str]) -> tuple[set[str], set[str]]:
    """The models of both without bare families of which the text names a version: they are judged as families."""
    versioned = {family for name, family in families.items() if name in gold.models and name != family}
    return gold.models - versioned, found.models - versioned


def compare(registry: Registry, label: Mapping[str, Any], tags: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """("companies", (gold, found, ignored)) and so on, for one text."""
    gold, found = gold_names(registry, label), found_names(registry, tags)
    families = {
        same_name(registry, name, "model"): same_name(registry, family, "model")
        for name, family in label["models"].items()
    }
    models = versions_only(gold, found, families)
    yield "companies", (gold.companies, found.companies, gold.ignored)
    yield "models", (*models, gold.ignored)
    yield "families", (gold.families, found.families, gold.ignored)


# --- Relations --------------------------------------------------------------------------------------------------------

_BOTH_WAYS = frozenset({"partners", "competes"})
Triple = tuple[str, str, str]


def same_relation(registry: Registry, subject: str, verb: str, object_: str) -> Triple:
    pair = (same_name(registry, subject, "model"), same_name(registry, object_, "model"))
    one, other = sorted(pair) if verb in _BOTH_WAYS else pair
    return one, verb, other


def compare_relations(
    registry: Registry, label: Mapping[str, Any], tags: Mapping[str, Any]
) -> tuple[set[Triple], set[Triple], set[Triple]]:
    """Relations of gold, found, and ignored: who releases a model makes it and its family."""
    gold = {same_relation(registry, *relation) for relation in label["relations"]}
    ignored = {same_relation(registry, *relation) for relation in label.get("maybe", ())}
    for subject, verb, object_ in label["relations"]:
        family = registry.family_of((registry.canonical(object_, "model") or ("model", object_))[1])
        if verb in ("releases", "makes"):
            ignored |= {
                same_relation(registry, subject, "makes", name)
                for name in (object_, family.name if family else object_)
            }
    found = {same_relation(registry, r["subject"], r["verb"], r["object"]) for r in tags["relations"]}
    return gold, found, ignored


# --- Scores -----------------------------------------------------------------------------------------------------------

Lines = Sequence[Record]


def tagging_scores(registry: Registry, folder: Path) -> list[Score]:
    """Scores of the three sets by halves; those whose texts are absent are named as skipped."""
    from bot.commands.steps import tag_record

    data = shared_data(folder)
    hard, real = json_lines(folder / "hard_names.jsonl"), json_lines(folder / "tagging.jsonl")
    texts = {label["id"]: {"title": "", "text": label["text"]} for label in hard}
    texts |= texts_of([label["id"] for label in real], data) if data.is_dir() else {}
    tags = {name: tag_record(text, registry) for name, text in texts.items()}
    own = list(_halves("hard names", hard, tags, registry))
    if not data.is_dir():
        absent = f"its texts are absent: {data}"
        return [{"set": "tagging", "skipped": absent}, *own, {"set": "relations", "skipped": absent}]
    relations = json_lines(folder / "relations.jsonl")
    scores = list(_halves("tagging", real, tags, registry))
    return [*scores, *own, *_relation_halves(relations, tags, registry)]


def _halves(name: str, labels: Lines, tags: Mapping[str, Record], registry: Registry) -> Iterator[Score]:
    for half in HALVES:
        counts: dict[str, Count] = {}
        own = [label for label in labels if half_of(label["id"]) == half]
        for label in own:
            for measure, sets in compare(registry, label, tags[label["id"]]):
                counts.setdefault(measure, Count()).add(*sets)
        for measure, count in counts.items():
            yield from _rows(name, half, len(own), measure, count)
        if name == "tagging":
            yield scored(name, half, len(own), "roles, right share", _right_roles(registry, own, tags))


def _right_roles(registry: Registry, labels: Lines, tags: Mapping[str, Record]) -> float:
    """The share of the companies that were rightly found whose role is right too."""
    right = total = 0
    for label in labels:
        roles = {same_name(registry, name): role for name, role in label["companies"].items()}
        for tag in tags[label["id"]]["companies"]:
            role = roles.get(same_name(registry, tag["name"]))
            total += role is not None
            right += role == tag["role"]
    return right / total if total else 0.0


def _relation_halves(labels: Lines, tags: Mapping[str, Record], registry: Registry) -> list[Score]:
    rows: list[Score] = []
    for half in HALVES:
        count = Count()
        own = [label for label in labels if half_of(label["id"]) == half]
        for label in own:
            count.add(*compare_relations(registry, label, tags[label["id"]]))
        rows += _rows("relations", half, len(own), "relations", count)
    return rows


def _rows(name: str, half: str, size: int, measure: str, count: Count) -> Iterator[Score]:
    for what, score in zip(("precision", "recall", "F1"), count.scores(), strict=True):
        yield scored(name, half, size, f"{measure} {what}", score)
