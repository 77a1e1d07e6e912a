"""In which order stories are told, and why: a score from what is known of each story, then variety among the first.

It judges stories that others chose and condensed; it drops none, and reads neither clock nor store.
"""

from __future__ import annotations

import heapq
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from bot.news.model import Certainty, Kind, RankedStory, Story, StoryFilter, Tag
from bot.news.outlets import is_own_outlet


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each ground counts; they sum to 1, so that a score lies between 0 and 1. `half_life` is in hours.

    Chosen by reading the order they give on a week of real feeds; the tests fix what must come before what.
    """

    outlets: float = 0.22
    feed: float = 0.12
    subject: float = 0.15
    kind: float = 0.22
    certainty: float = 0.07
    recency: float = 0.11
    fullness: float = 0.11
    half_life: float = 30.0


ORDINARY = Weights()

_KIND_WORTH: dict[Kind, float] = {
    "release": 1.0, "funding": 0.85, "deal": 0.9, "policy": 0.85, "legal": 0.85, "incident": 0.75, "people": 0.65,
    "research": 0.7, "product": 0.5, "opinion": 0.2, "other": 0.3,
}  # fmt: skip
_FEATURE_WORTH = 0.75
_CERTAINTY_WORTH: dict[Certainty, float] = {
    "confirmed": 1.0, "stated": 0.9, "reported": 0.7, "rumoured": 0.3, "denied": 0.4,
}  # fmt: skip

# How much of a story's score is left when so many stories of the same company (or of the same outlet) stand before it.
_COMPANY_REPEAT = (1.0, 0.9, 0.65, 0.4, 0.3)
_OWN_POST_REPEAT = (1.0, 0.97, 0.85, 0.6, 0.4)
_PRESS_REPEAT = (1.0, 0.98, 0.95, 0.92, 0.88, 0.84, 0.8)

# Money, a share, or a count of something: what makes a report concrete.
_FIGURE = re.compile(
    r"[$€£¥]\s?\d|\d[\d.,]*\s?(%|per ?cent|million|billion|trillion|[MB]\b|bn\b|亿|万|美元)|\b\d{1,3}(,\d{3})+\b",
    re.IGNORECASE,
)

_OF_NO_NEWS = 0.35
_LESS_WANTED = 0.4
_SMALL_RELEASE = 0.5


@dataclass(frozen=True, slots=True)
class _Sort:
    """A sort of item that reports no event, with the words for it and what shows it in a headline or a title."""

    words: str
    pattern: re.Pattern[str]
    left: float = _OF_NO_NEWS


def _sort(words: str, pattern: str, left: float = _OF_NO_NEWS) -> _Sort:
    return _Sort(words, re.compile(pattern, re.IGNORECASE), left)


_SORTS = (
    _sort(
        "a how-to",
        r"^\s*how to\b|\bhow to (build|use|get|set up|create|make|run|deploy|fine-?tune|train)\b|\btutorials?\b|\bstep[- ]by[- ]step\b"
        r"|\bgetting started\b|\bbest practices\b|\bcheat ?sheet\b|\b(tips|tricks) (for|to|and)\b|^\s*(a|the) .{0,40}\bguide (to|for)\b|\b(complete|ultimate|beginner'?s) guide\b"
        r"|^\s*\d+ (\w+ )?(ways|tips|tricks|things|prompts)\b|\bhere[’']s how (to|you)\b|\bprompt (pack|guide)s?\b|教程|使用指南|手把手|入门指南|操作指南",
    ),
    _sort(
        "a customer's story",
        r"\b(customer|success) (story|stories|spotlight)\b|\bcase study\b"
        r"|^\s*how [\w.&'’ -]{2,40} (uses?|used|is using|builds?|built|scales?|scaled|saves?|saved|cuts?|transforms?|transformed|automates?|automated)\b"
        r"|\bby \d+(\.\d+)?(%| per ?cent) (using|with) [A-Z]|\b(客户案例|客户故事|案例分享)",
    ),
    _sort("a test version", r"\b(v?\d+(\.\d+)+[-._ ]?(rc|alpha|beta|dev|pre|nightly)[-.]?\d*)\b|\brelease candidate\b|\bnightly build\b"),
    _sort(
        "a status notice",
        r"\b(elevated|increased|higher)\b.{0,40}\b(errors?|error rates?|latency|latencies)\b|\bdegraded (performance|availability)\b"
        r"|^\s*\[?(resolved|monitoring|investigating|identified|scheduled maintenance)\]?\s*[:\-–]|\bscheduled maintenance\b"
        r"|\bthis incident (has been|is) resolved\b|\bpartial outage\b",
    ),
    _sort(
        "a round-up",
        r"\b(weekly|daily|monthly|morning|evening) (round-?up|digest|recap|brief(ing)?|newsletter|roundup|links)\b|\bround-?up\b|\bnewsletter\b"
        r"|\bthis (week|month) in\b|\b(week|month|year) in review\b|\bwhat (happened|you missed)\b|\blinks for\b|\btop \d+ (ai )?(stories|news)\b"
        r"|(日报|早报|周报|晚报|月报|周刊|速递|一周)[：:\s|]|(日报|早报|周报|晚报|周刊)$|[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?[,;] .*[\u2600-\u27bf\U0001f300-\U0001faff]|^\s*\d{4}-\d{2}-\d{2}\s*$",
    ),
    _sort("a podcast", r"\bpodcasts?\b|\bepisode \d+|\bep\.? ?\d+\b|^\s*listen\b|播客"),
    _sort("an invitation", r"\bwebinar\b|\bregister (now|today|for)\b|\bjoin us\b|\bsave the date\b|\bearly[- ]bird\b|\bcall for papers\b"),
    _sort("an offer", r"\b\d+% off\b|\b(best|top) .{0,30}\bdeals\b|\b(discount|coupon|promo) codes?\b|\bprime day\b|\bblack friday\b"),
    _sort("a small release", r"^[\w./ -]{0,30}\bv?\d+\.\d+\.[1-9]\d*\s*$|^v\d+(\.\d+)+\s*$", _SMALL_RELEASE),
)  # fmt: skip
_STATUS_NOTICE = next(sort for sort in _SORTS if sort.words == "a status notice")


@dataclass(frozen=True, slots=True)
class _Judged:
    """A story with its score before variety, and the grounds of it in words."""

    story: Story
    score: float
    grounds: tuple[str, ...]
    held_back: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Less:
    """What a channel wants less of: stories of this kind about this company ("": stories of the kind)."""

    company: str
    kind: str


def rank(
    stories: Iterable[Story],
    *,
    now: datetime,
    wanted: StoryFilter | None = None,
    less: Collection[Less] = (),
    weights: Weights = ORDINARY,
) -> list[RankedStory]:
    """All of them, best first, with a score in 0..1 and its reasons; pinned ones before all others. The order depends on nothing but the arguments."""
    given = list(stories)
    talked_of = _mentions(given)
    judged = [_lessened(_judge(story, now, wanted, weights, talked_of), less) for story in given]
    return sorted(
        _varied(judged, wanted.companies if wanted else frozenset()), key=lambda ranked: not ranked.story.pinned
    )


def _judge(
    story: Story, now: datetime, wanted: StoryFilter | None, weights: Weights, talked_of: Counter[str]
) -> _Judged:
    hours = max(0.0, (now - story.last_at).total_seconds() / 3600)
    score = (
        weights.outlets * _many(story.outlets)
        + weights.feed * _standing(story.weight)
        + weights.subject * _interest(story, wanted, talked_of)
        + weights.kind * _kind_worth(story)
        + weights.certainty * _sureness(story)
        + weights.recency * 0.5 ** (hours / weights.half_life)
        + weights.fullness * _fullness(story)
    )
    sort = _sort_of(story)
    return _Judged(story, score * (sort.left if sort else 1.0), _grounds(story, wanted, hours), _doubts(story, sort))


def _lessened(one: _Judged, less: Collection[Less]) -> _Judged:
    unwanted = next((each for each in less if _is_like(one.story, each)), None)
    if unwanted is None:
        return one
    words = f"less like this was asked for here ({_less_words(unwanted)}): held back"
    return _Judged(one.story, one.score * _LESS_WANTED, one.grounds, (*one.held_back, words))


def _is_like(story: Story, less: Less) -> bool:
    return story.brief.kind == less.kind and (not less.company or _is_subject(story, less.company))


def _less_words(less: Less) -> str:
    return f"{less.company}, {less.kind}" if less.company else less.kind


# --- The grounds, each between 0 and 1 --------------------------------------------------------------------------------


def _many(outlets: int) -> float:
    """One outlet 0, two 0.4, three 0.64, five 0.87: each more adds less."""
    return float(1 - 0.6 ** max(0, outlets - 1))


def _standing(weight: float) -> float:
    """An ordinary feed (1.0) has a half; a weight of 3 three quarters."""
    return max(0.0, weight) / (1 + max(0.0, weight))


def _interest(story: Story, wanted: StoryFilter | None, talked_of: Counter[str]) -> float:
    asked = _asked_for(story, wanted)
    if asked:
        return 1.0 if any(_is_subject(story, name) for name in asked) else 0.6
    if not any(talked_of.values()):
        return 0.0
    most = max(talked_of.values())
    share = max((talked_of[name] / most for name in _subjects(story)), default=0.0)
    return (0.2 if wanted and (wanted.companies or wanted.models) else 0.7) * float(share**0.5)


def _kind_worth(story: Story) -> float:
    """A release that names no version of a model (a feature, a new market) is worth less than a new model."""
    worth = _KIND_WORTH[story.brief.kind]
    if story.brief.kind != "release" or any(_is_new_version(tag) for tag in story.brief.tags):
        return worth
    return _FEATURE_WORTH


def _is_new_version(tag: Tag) -> bool:
    return tag.type == "model" and tag.role == "subject" and tag.name != tag.family


def _sureness(story: Story) -> float:
    """What the subject says of itself is sure; as long as nobody else carries it, it is an announcement only."""
    worth = _CERTAINTY_WORTH[story.brief.certainty]
    return min(worth, 0.7) if story.brief.certainty == "confirmed" and story.outlets <= 1 else worth


def _fullness(story: Story) -> float:
    """How much can be said: three sentences are whole, a figure in the headline or the first is a third of it."""
    opening = [story.brief.headline, *(sentence.text for sentence in story.brief.sentences[:1])]
    figure = any(_FIGURE.search(text) for text in opening)
    whole = 0.67 * min(1.0, len(story.brief.sentences) / 3) + (0.33 if figure else 0.0)
    return whole * 0.6 if _locked(story) else whole


def _locked(story: Story) -> bool:
    return all(source.paywall for source in story.sources)


def _sort_of(story: Story) -> _Sort | None:
    """Looked for in our headline and in every source's title: one outlet with real news on it makes it news."""
    found = _first_sort(story.brief.headline)
    if found or not story.sources:
        return found
    sorts = [_of_outlet(source.outlet) or _first_sort(source.title) for source in story.sources]
    return sorts[0] if all(sorts) else None


def _of_outlet(outlet: str) -> _Sort | None:
    """A service's status page tells of itself only, whatever its words."""
    return _STATUS_NOTICE if re.search(r"\bstatus\b", outlet, re.IGNORECASE) else None


@lru_cache(maxsize=8192)
def _first_sort(text: str) -> _Sort | None:
    """Kept, because each morning's titles are judged once for every wish: most of ranking is this."""
    return next((sort for sort in _SORTS if sort.pattern.search(text)), None)


# --- Names ------------------------------------------------------------------------------------------------------------


def _subjects(story: Story) -> list[str]:
    return [tag.name for tag in story.brief.tags if tag.role == "subject"]


def _is_subject(story: Story, name: str) -> bool:
    return any(tag.role == "subject" and name in (tag.name, tag.family) for tag in story.brief.tags)


def _asked_for(story: Story, wanted: StoryFilter | None) -> list[str]:
    """The names on the channel's list that the story is tagged with; a model's family counts for its versions."""
    if wanted is None:
        return []
    names = wanted.companies | wanted.models
    tagged = {name for tag in story.brief.tags for name in (tag.name, tag.family) if tag.role != "source"}
    return sorted(name for name in names if name in tagged)


def _mentions(stories: Sequence[Story]) -> Counter[str]:
    """How much each name is talked of now: in how many outlets, so that a company's own posts count once."""
    talking: dict[str, set[str]] = {}
    for story in stories:
        for name in _subjects(story):
            talking.setdefault(name, set()).update(source.outlet for source in story.sources)
    return Counter({name: len(outlets) for name, outlets in talking.items()})


# --- Words ------------------------------------------------------------------------------------------------------------


def _grounds(story: Story, wanted: StoryFilter | None, hours: float) -> tuple[str, ...]:
    said = ["an operator pinned it" if story.pinned else "", _asked_words(_asked_for(story, wanted))]
    independent = story.outlets - len(_own_outlets(story))
    said.append(f"{independent} independent outlets" if independent > 1 else "")
    said.append("its source has a high weight" if story.weight >= 1.25 else "")
    said.append("its subject itself says so" if story.brief.certainty == "confirmed" else "")
    said.append(_age_words(hours))
    return tuple(words for words in said if words)


def _own_outlets(story: Story) -> set[str]:
    """Where a subject speaks of itself: its word, but nobody's who looked at it independently."""
    return {
        s.outlet for s in story.sources for name in _subjects(story) if s.owner == name or is_own_outlet(s.outlet, name)
    }


def _asked_words(asked: Sequence[str]) -> str:
    if not asked:
        return ""
    listed = asked[0] if len(asked) == 1 else f"{', '.join(asked[:-1])} and {asked[-1]}"
    return f"{listed} {'is' if len(asked) == 1 else 'are'} on this channel's list"


def _age_words(hours: float) -> str:
    if hours < 1:
        return "less than an hour old"
    whole = round(hours)
    if whole < 48:
        return f"{whole} hour{'s' if whole != 1 else ''} old"
    return f"{round(hours / 24)} days old"


_DOUBTS: dict[Certainty, str] = {
    "reported": "reported, not confirmed: held back a little",
    "rumoured": "a rumour: held back",
    "denied": "denied by its subject: held back",
}


def _doubts(story: Story, sort: _Sort | None) -> tuple[str, ...]:
    said = [_DOUBTS.get(story.brief.certainty, "")]
    said.append("one outlet: held back a little" if story.outlets <= 1 else "")
    said.append("its source has a low weight: held back" if story.weight < 0.8 else "")
    said.append("readable behind a paywall only: held back a little" if story.sources and _locked(story) else "")
    said.append(f"{sort.words}: held back" if sort else "")
    return tuple(words for words in said if words)


# --- Variety ----------------------------------------------------------------------------------------------------------


def _varied(judged: Sequence[_Judged], asked: frozenset[str]) -> list[RankedStory]:
    """Best first, each story judged anew against how many of its company and outlet stand before it already.

    Counts only grow, so a story's score only falls: the top of the heap whose score still holds is the best of all.
    """
    heap = [(-one.score, -one.story.last_at.timestamp(), one.story.id, number) for number, one in enumerate(judged)]
    heapq.heapify(heap)
    seen: Counter[str] = Counter()
    ranked: list[RankedStory] = []
    while heap:
        negative, when, story_id, number = heapq.heappop(heap)
        one = judged[number]
        score = one.score * _left_after(one.story, seen, asked)
        if score < -negative - 1e-12:
            heapq.heappush(heap, (-score, when, story_id, number))
            continue
        ranked.append(RankedStory(one.story, round(score, 4), _why(one, seen, asked)))
        seen.update(_keys(one.story, asked))
    return ranked


def _keys(story: Story, asked: frozenset[str]) -> list[str]:
    """What must not fill a digest: each subject company (unless the channel asked for it) and the best source's outlet.

    An outlet that tells of itself (the subject itself says so) tires sooner than one that reports on others.
    """
    companies = {tag.name for tag in story.brief.tags if tag.type == "company" and tag.role == "subject"}
    voice = "own posts of" if story.brief.certainty == "confirmed" else "outlet"
    outlet = [f"{voice} {story.sources[0].outlet}"] if story.sources else []
    return [f"company {name}" for name in sorted(companies - asked)] + outlet


def _left_after(story: Story, seen: Counter[str], asked: frozenset[str]) -> float:
    return min((_left(key, seen[key]) for key in _keys(story, asked)), default=1.0)


def _left(key: str, before: int) -> float:
    press = _PRESS_REPEAT if key.startswith("outlet ") else _OWN_POST_REPEAT
    steps = _COMPANY_REPEAT if key.startswith("company ") else press
    return steps[min(before, len(steps) - 1)]


def _why(one: _Judged, seen: Counter[str], asked: frozenset[str]) -> tuple[str, ...]:
    crowded = [key for key in _keys(one.story, asked) if _left(key, seen[key]) < 0.9]
    words = [f"{seen[key]} stories on {key.removeprefix('company ')} stand before it: held back" for key in crowded]
    words = [text.replace("stories on outlet ", "stories from ").replace("stories on own ", "own ") for text in words]
    return (*one.grounds, *one.held_back, *words)
