"""The stories of the last days, into which articles are placed one by one, or all at once (`cluster`).

An index of rare terms proposes a few articles to compare with, never all; the average similarity to a story's articles
decides. Pure: no clock (what is old follows from the times given), no store.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.news.features import Features, features
from bot.news.model import Mention
from bot.news.similarity import Rarity, Weighted, similarity, weigh

Key = int | str
"""The caller's name for an article."""

JOIN = 0.125
"""Average similarity from which an article joins a story, and two stories merge: from bench/stories.py;
below 0.1 topics grow together, above 0.15 large stories break up."""
POSTINGS = 100
"""So many of the newest articles are looked at for one term."""
LOOKS = 1200
"""So many postings are looked at in all, the rarest terms' first."""
CANDIDATES = 36
"""So many articles are compared exactly with one that arrives."""
MEMBERS = 10
"""So many articles of a story stand for all of it in an average, its first and its last ones."""
CHANGED = 0.15
"""Weights are made anew once so large a part of the window has come or gone."""

ANEW = 10
"""Weights are made anew too before settling what is more than one in so many of the window's articles."""

WEIGHTED = 10_000
"""So many articles' weights are kept at hand, about 2 KB each."""
SWEEP = 5
"""Removed articles are swept out of the index once they are more than one in so many."""

SETTLES = timedelta(days=3)
"""So long before the newest article the others may still change their story; what is older has been read as it is."""
REGION = 400
"""So many articles that stand in stories are grouped anew with those that arrive, the nearest stories' first."""


class _Index:
    """Articles by their terms. Postings keep the order of arrival; removed articles are skipped until swept out."""

    def __init__(self) -> None:
        self._postings: dict[str, list[Key]] = defaultdict(list)
        self._gone: set[Key] = set()
        self._held = 0

    def add(self, key: Key, terms: Iterable[str]) -> None:
        if key in self._gone:
            self._sweep()
        self._held += 1
        for term in terms:
            self._postings[term].append(key)

    def remove(self, keys: Iterable[Key]) -> None:
        self._gone.update(keys)
        if len(self._gone) * SWEEP > self._held:
            self._sweep()

    def _sweep(self) -> None:
        kept = {term: [key for key in posting if key not in self._gone] for term, posting in self._postings.items()}
        self._postings = defaultdict(list, {term: posting for term, posting in kept.items() if posting})
        self._held -= len(self._gone)
        self._gone = set()

    def newest(self, term: str) -> Sequence[Key]:
        posting = self._postings.get(term, [])[-POSTINGS:]
        return [key for key in posting if key not in self._gone] if self._gone else posting


class StoryWindow:
    """Articles of the last days and the story each stands in.

    A story is a number: the caller's own (positive) where articles were added with it, a negative one where the
    window began it. An article that arrives is placed at once; `settle` then groups it anew together with the recent
    articles of the stories near it, so that stories merge and split and the order of arrival hardly matters.
    """

    def __init__(self) -> None:
        self._articles: dict[Key, Features] = {}
        self._stories: dict[Key, int] = {}
        self._members: dict[int, list[Key]] = {}
        self._fresh: dict[Key, None] = {}
        self._fixed: set[Key] = set()
        self._index = _Index()
        self._rarity = Rarity()
        self._weighted: dict[Key, Weighted] = {}
        self._weighed_at = 0
        self._changes = 0
        self._begun = 0
        self._newest = datetime.min.replace(tzinfo=UTC)
        self._found: dict[Key, dict[Key, float]] | None = None

    def __len__(self) -> int:
        return len(self._articles)

    def __contains__(self, key: Key) -> bool:
        return key in self._articles

    def story_of(self, key: Key) -> int:
        return self._stories[key]

    def stories(self) -> dict[int, tuple[Key, ...]]:
        return {story: tuple(members) for story, members in self._members.items()}

    # --- Filling and emptying -----------------------------------------------------------------------------------------

    def add(self, key: Key, article: Features, story: int, *, fixed: bool = False) -> None:
        """An article that stands in a story already; `fixed`: for good."""
        self._enter(key, article)
        self._stand(key, story)
        if fixed:
            self._fixed.add(key)

    def place(self, key: Key, article: Features) -> int:
        """Puts an article into the story it belongs to, or into a new one; returns the story."""
        self._enter(key, article)
        self._fresh[key] = None
        found = self._best_story(key)
        self._stand(key, found if found is not None else self._new_story())
        return self._stories[key]

    def keep(self, key: Key, story: int, *, fixed: bool = False) -> None:
        """Says that an article stands in that story of the caller's, whatever was thought of it here."""
        self._leave(key)
        self._stand(key, story)
        self._fresh.pop(key, None)
        (self._fixed.add if fixed else self._fixed.discard)(key)

    def forget(self, keys: Sequence[Key]) -> None:
        self._index.remove(keys)
        for key in keys:
            self._leave(key)
            self._fresh.pop(key, None)
            self._fixed.discard(key)
            self._weighted.pop(key, None)
            self._rarity.remove(self._articles.pop(key).terms)
        self._changes += len(keys)

    def __iter__(self) -> Iterator[Key]:
        return iter(self._articles)

    def _enter(self, key: Key, article: Features) -> None:
        self._articles[key] = article
        self._newest = max(self._newest, article.published)
        self._rarity.add(article.terms)
        self._changes += 1
        self._index.add(key, article.terms)

    def _stand(self, key: Key, story: int) -> None:
        self._stories[key] = story
        self._members.setdefault(story, []).append(key)

    def _leave(self, key: Key) -> None:
        story = self._stories.pop(key)
        self._members[story].remove(key)
        if not self._members[story]:
            del self._members[story]

    def _new_story(self) -> int:
        self._begun += 1
        return -self._begun

    # --- Comparing ----------------------------------------------------------------------------------------------------

    def _weigh(self, key: Key) -> Weighted:
        self._keep_weights_current()
        weighted = self._weighted.get(key)
        if weighted is None:
            if len(self._weighted) >= WEIGHTED:
                self._weighted.clear()
            weighted = self._weighted[key] = weigh(self._articles[key], self._rarity)
        return weighted

    def _keep_weights_current(self) -> None:
        if self._changes > self._weighed_at * CHANGED:
            self._weigh_anew()

    def _weigh_anew(self) -> None:
        self._weighted.clear()
        self._rarity.renew()
        self._weighed_at, self._changes = self._rarity.articles, 0

    def _candidates(self, key: Key) -> list[Key]:
        """Articles that share rare terms, those that share most first."""
        weights = self._weigh(key).weights
        shared: dict[Key, float] = {}
        looks = 0
        for weight, term in sorted(((weight, term) for term, weight in weights.items()), reverse=True):
            posting = self._index.newest(term)
            for other in posting:
                shared[other] = shared.get(other, 0.0) + weight * weight
            looks += len(posting)
            if looks > LOOKS:
                break
        shared.pop(key, None)
        return heapq.nlargest(CANDIDATES, shared, key=shared.__getitem__)

    def _alike(self, one: Key, other: Key) -> float:
        return similarity(self._weigh(one), self._weigh(other))

    def _near(self, key: Key) -> dict[Key, float]:
        """Candidates with their similarity, where it is enough to matter in an average."""
        if self._found is not None and key in self._found:
            return self._found[key]
        alike = {other: self._alike(key, other) for other in self._candidates(key)}
        near = {other: value for other, value in alike.items() if value >= JOIN / 2}
        if self._found is not None:
            self._found[key] = near
        return near

    def _best_story(self, key: Key) -> int | None:
        near = self._near(key)
        stories = {self._stories[other] for other in near if other in self._stories}
        linked = [(self._link([key], self._members[story]), story) for story in stories]
        best = max(linked, default=(0.0, 0))
        return best[1] if best[0] >= JOIN else None

    def _link(self, ones: Sequence[Key], others: Sequence[Key]) -> float:
        """The average similarity of two groups of articles."""
        pairs = [self._alike(one, other) for one in _standing_for(ones) for other in _standing_for(others)]
        return sum(pairs) / len(pairs)

    # --- Settling -----------------------------------------------------------------------------------------------------

    def settle(self) -> dict[Key, tuple[int, int]]:
        """Groups what was placed since the last call anew, together with the recent articles of the stories near it;
        the closest pair merges first. Returns what changed its story by it: (from, to).

        A group goes on under the number of the story that most of its articles stood in.
        """
        if len(self._fresh) * ANEW > len(self._articles):
            self._weigh_anew()
        self._found = {}
        free = self._region()
        before = {key: self._stories[key] for key in free}
        for key in free:
            self._leave(key)
        groups = _Settling(self, free).run()
        self._found = None
        for group, story in zip(groups, self._numbers(groups, before), strict=True):
            for key in group.free:
                self._stand(key, story)
        self._fresh.clear()
        return {key: (was, now) for key, was in before.items() if (now := self._stories[key]) != was}

    def _region(self) -> list[Key]:
        """What arrived, and the articles that may still move in the stories near it, the nearest stories' first."""
        if not self._fresh:
            return []
        region = dict(self._fresh)
        if len(region) == len(self._articles):
            return list(region)
        since = self._newest - SETTLES
        near: dict[int, float] = defaultdict(float)
        for key in self._fresh:
            for other, alike in self._near(key).items():
                if other not in self._fresh:
                    near[self._stories[other]] += alike
        for story in sorted(near, key=lambda one: (-near[one], one)):
            if len(region) > len(self._fresh) + REGION:
                break
            region.update(dict.fromkeys(key for key in self._members[story] if self._may_move(key, since)))
        return list(region)

    def _may_move(self, key: Key, since: datetime) -> bool:
        return key not in self._fixed and self._articles[key].published >= since

    def _numbers(self, groups: Sequence[_Group], before: Mapping[Key, int]) -> list[int]:
        claims = [
            (-articles, story < 0, abs(story), story, at)
            for at, group in enumerate(groups)
            if group.story is None
            for story, articles in Counter(before[key] for key in group.free).items()
        ]
        numbers: dict[int, int] = {}
        taken: set[int] = set()
        for _, _, _, story, at in sorted(claims):
            if story not in self._members and story not in taken and at not in numbers:
                numbers[at] = story
                taken.add(story)
        return [
            group.story if group.story is not None else numbers[at] if at in numbers else self._new_story()
            for at, group in enumerate(groups)
        ]


def _standing_for(members: Sequence[Key]) -> Sequence[Key]:
    if len(members) <= MEMBERS:
        return members
    half = MEMBERS // 2
    return [*members[:half], *members[-half:]]


@dataclass(slots=True)
class _Group:
    """Articles that settle together; `story` is set once a pinned story is among them."""

    members: list[Key]
    free: list[Key]
    story: int | None
    near: set[int]


class _Settling:
    """Agglomerative grouping by average link over the pairs that the index proposes."""

    def __init__(self, window: StoryWindow, free: Sequence[Key]) -> None:
        self._window = window
        self._groups: dict[int, _Group] = {}
        self._heap: list[tuple[float, int, int]] = []
        self._next = 0
        self._free = free

    def run(self) -> list[_Group]:
        self._start()
        while self._heap:
            link, one, other = heapq.heappop(self._heap)
            if one in self._groups and other in self._groups and -link >= JOIN:
                self._merge(one, other)
        return [group for group in self._groups.values() if group.free]

    def _start(self) -> None:
        number = {key: self._open(_Group([key], [key], None, set())) for key in self._free}
        pinned: dict[int, int] = {}
        for key in self._free:
            for other in self._window._near(key):
                if other not in number:
                    story = self._window._stories[other]
                    if story not in pinned:
                        members = list(self._window._members[story])
                        pinned[story] = self._open(_Group(members, [], story, set()))
                    self._neighbours(number[key], pinned[story])
                else:
                    self._neighbours(number[key], number[other])
        for one, group in self._groups.items():
            for other in group.near:
                if one < other:
                    self._propose(one, other)

    def _open(self, group: _Group) -> int:
        self._next += 1
        self._groups[self._next] = group
        return self._next

    def _neighbours(self, one: int, other: int) -> None:
        if one != other:
            self._groups[one].near.add(other)
            self._groups[other].near.add(one)

    def _propose(self, one: int, other: int) -> None:
        first, second = self._groups[one], self._groups[other]
        if first.story is not None and second.story is not None:
            return
        link = self._window._link(first.members, second.members)
        if link >= JOIN:
            heapq.heappush(self._heap, (-link, one, other))

    def _merge(self, one: int, other: int) -> None:
        first, second = self._groups.pop(one), self._groups.pop(other)
        near = (first.near | second.near) - {one, other}
        story = first.story if first.story is not None else second.story
        merged = self._open(_Group(first.members + second.members, first.free + second.free, story, near))
        for neighbour in sorted(near & self._groups.keys()):
            self._groups[neighbour].near -= {one, other}
            self._groups[neighbour].near.add(merged)
            self._propose(neighbour, merged)
        self._groups[merged].near &= self._groups.keys()


# --- All at once ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Document:
    """A text to be clustered; `sentences` and `mentions` may be empty, `outlet` unknown."""

    id: Key
    title: str
    sentences: tuple[str, ...]
    published: datetime
    mentions: tuple[Mention, ...] = ()
    outlet: str = ""


def cluster(documents: Sequence[Document]) -> list[int]:
    """The story of each document, in their order: the number of the story's first document, from 0."""
    window = StoryWindow()
    for number, document in enumerate(documents):
        article = features(
            document.title, document.sentences, document.mentions, document.published, outlet=document.outlet
        )
        window.place(number, article)
    window.settle()
    first: dict[int, int] = {}
    return [first.setdefault(window.story_of(number), number) for number in range(len(documents))]
