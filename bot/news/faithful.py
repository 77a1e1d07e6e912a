"""Whether a claim says only what its sources say: `check`. It knows nothing of who wrote the claim.

The claim's sentences are laid beside the source sentences that cover them best. Then what must not change is compared
class by class: numbers, names, quotations, negations, hedges, dates, attributions, directions, who did it to whom, and
words that stand in no source. It is a judge of wording, not of truth: it can't follow an inference, and a paraphrase
in words it doesn't know costs score.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, lru_cache
from itertools import pairwise, product
from typing import Literal

from rapidfuzz.distance import LCSseq

from bot.news.dates import When, agreement, placed
from bot.news.hedges import Cue
from bot.news.numbers import Number, agrees
from bot.news.reading import QUANTIFIERS, Name, NameLookup, Reading, Token, read
from bot.news.text import sentences, word_set
from bot.news.wording import UP, direction, opposites

ProblemKind = Literal[
    "number", "name", "quote", "negation", "hedge", "date", "attribution", "comparison", "unsupported"
]

THRESHOLD = 0.6
"""Score from which a claim counts as supported. Chosen on tests/news/test_faithful.py's labelled pairs: every problem of
a protected class costs at least 0.4, so that one is enough, and rewording alone costs less."""


@dataclass(frozen=True, slots=True)
class Problem:
    kind: ProblemKind
    what: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """`score` 1 is fully supported; `supported` is score >= THRESHOLD. `problems` say what costs most, worst first."""

    supported: bool
    score: float
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Cost:
    """What one finding costs: the score is multiplied by 1 - `weight`. A small cost is no problem by itself."""

    weight: float
    kind: ProblemKind
    what: str


_TOLD_FROM = 0.2
"""Cost from which a finding is told as a problem."""

_MOST_EVIDENCE = 3
"""Source sentences that one sentence of a claim may rest on; a brief's sentence cites one to three."""


def check(
    sources: Sequence[str], claim: str, *, published: datetime | None = None, names: NameLookup | None = None
) -> Verdict:
    """Judges `claim` against `sources` (sentences or whole texts). `published` places relative dates."""
    known = [read(s, names) for text in sources for s in _split(text)]
    known = [reading for reading in known if reading.all_keys]
    parts = [read(s, names) for s in _split(claim)]
    parts = [part for part in parts if part.all_keys]
    if not known or not parts:
        return Verdict(False, 0.0, (Problem("unsupported", "there is nothing to compare"),))
    whole = _Sources(known, published)
    judged = [_judge(part, whole) for part in parts]
    score = min(score for score, _ in judged)
    told = sorted({c.what: c for _, costs in judged for c in costs if c.weight >= _TOLD_FROM}.values(), key=_by_weight)
    problems = tuple(Problem(c.kind, c.what) for c in told)
    if score < THRESHOLD and not problems:
        problems = (Problem("unsupported", "most of it stands in no source"),)
    return Verdict(score >= THRESHOLD, round(score, 4), problems)


def _by_weight(cost: _Cost) -> float:
    return -cost.weight


@lru_cache(maxsize=8_000)
def _split(text: str) -> tuple[str, ...]:
    return tuple(sentences(text))


class _Sources:
    """All source sentences of one check."""

    def __init__(self, sentences: Sequence[Reading], published: datetime | None) -> None:
        self.sentences = sentences
        self.published = published

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset().union(*(s.keys | s.all_keys for s in self.sentences))

    @cached_property
    def joined(self) -> str:
        return " ".join(s.joined for s in self.sentences)

    @cached_property
    def text(self) -> str:
        return "\n".join(s.text for s in self.sentences)

    @cached_property
    def folded(self) -> frozenset[str]:
        return frozenset(s.folded for s in self.sentences)

    @cached_property
    def main_name(self) -> Name | None:
        first = [s.names[0] for s in self.sentences if s.names]
        return max(first, key=lambda n: sum(_same_name(n, other) for other in first), default=None)

    @cached_property
    def compact(self) -> str:
        return _compact(self.text)

    @cached_property
    def quotable(self) -> str:
        return _quote_form(self.text)

    @cached_property
    def names(self) -> tuple[Name, ...]:
        return tuple(n for s in self.sentences for n in s.names)


# --- Laying a claim beside its evidence -------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Case:
    """One sentence of the claim, the evidence for it (best first), and all sources."""

    claim: Reading
    evidence: tuple[Reading, ...]
    sources: _Sources

    @property
    def best(self) -> Reading:
        return self.evidence[0]

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset().union(*(e.keys | e.all_keys for e in self.evidence))

    @cached_property
    def coverage(self) -> float:
        terms = [t for t in self.claim.terms if not _is_soft(t, self.claim)]
        return sum(self._told(t) for t in terms) / len(terms) if terms else 1.0

    def _told(self, token: Token) -> float:
        """Names are judged by themselves: one that the sources know counts as told."""
        found = _covered(token.key, self.keys)
        return found or (0.9 if _in_name(token, self.claim) and token.key in self.sources.keys else 0.0)

    @cached_property
    def edits(self) -> tuple[_Slot, ...]:
        """What was left out, put in or put in its place between the best sentence and the claim."""
        return tuple(_edits(self.best, self.claim))

    @cached_property
    def slots(self) -> tuple[_Slot, ...]:
        return tuple(e for e in self.edits if e.new)

    @cached_property
    def closeness(self) -> float:
        """Share of the claim's words that stand in the best sentence in the same order."""
        new = sum(len(s.new) for s in self.slots)
        return 1 - new / max(1, len(self.claim.tokens))

    @property
    def other_script(self) -> bool:
        return self.claim.is_cjk != self.best.is_cjk


def _is_soft(token: Token, reading: Reading) -> bool:
    return any(token.start < b and token.end > a for a, b in reading.soft_spans)


def _covered(key: str, keys: frozenset[str]) -> float:
    if key in keys:
        return 1.0
    return 0.8 if len(key) >= 5 and key.isascii() and any(_related(key, k) for k in keys) else 0.0


def _related(one: str, other: str) -> bool:
    """One word family: "announcement" and "announced", "Europe" and "European"."""
    shared = min(len(one), len(other))
    return shared >= 5 and one[: max(5, shared - 2)] == other[: max(5, shared - 2)]


def _evidence(claim: Reading, sources: _Sources) -> tuple[Reading, ...]:
    left = set(claim.keys)
    chosen: list[Reading] = []
    while len(chosen) < _MOST_EVIDENCE:
        best = max(sources.sentences, key=lambda s: (len(left & s.keys), -len(s.keys)))
        gain = len(left & best.keys)
        if chosen and gain < max(1, 0.15 * len(claim.keys)):
            break
        chosen.append(best)
        left -= best.keys
    return tuple(chosen)


def _judge(claim: Reading, sources: _Sources) -> tuple[float, list[_Cost]]:
    if claim.folded in sources.folded:
        return 1.0, []
    case = _Case(claim, _evidence(claim, sources), sources)
    costs = [cost for judge in _JUDGES for cost in judge(case)]
    score = _base(case)
    for cost in costs:
        score *= 1 - cost.weight
    return score, costs


def _base(case: _Case) -> float:
    """The score by rewording alone: nothing for a tenth of new words, then in proportion."""
    if case.other_script:
        return 0.9 if _shared_names(case) else 0.5
    missing = 1 - case.coverage
    free = 0.35 if case.claim.is_cjk else 0.1
    return 1 - 0.03 * min(missing, free) / free - 0.75 * max(0.0, missing - free) / (1 - free)


def _shared_names(case: _Case) -> bool:
    return not case.claim.names or any(_stands_in(n, case.sources) for n in case.claim.names)


# --- Slots: where a claim that follows its source word by word departs from it ----------------------------------------


@dataclass(frozen=True, slots=True)
class _Slot:
    """Words of the source (`old`) in whose place the claim has other words (`new`); `inner`: between common words."""

    old: tuple[Token, ...]
    new: tuple[Token, ...]
    inner: bool


def _edits(source: Reading, claim: Reading) -> Iterator[_Slot]:
    old: list[Token] = []
    new: list[Token] = []
    begun = False
    for op in LCSseq.opcodes([t.key for t in source.tokens], [t.key for t in claim.tokens]):
        if op.tag == "equal":
            if old or new:
                yield _Slot(tuple(old), tuple(new), begun)
            old, new, begun = [], [], True
        else:
            old += source.tokens[op.src_start : op.src_end]
            new += claim.tokens[op.dest_start : op.dest_end]
    if old or new:
        yield _Slot(tuple(old), tuple(new), False)


_ONE_OF_SEVERAL = 0.12
"""Cost of a new word in a claim that rewords in several places: most likely a synonym that isn't known here."""

_CLOSE = 0.7
"""Closeness from which a claim counts as following its source word by word, so that a changed word is a changed fact."""

_VERY_CLOSE = 0.85
_FAIRLY_CLOSE = 0.5
_LONGEST_SLOT = 6


def _slot_costs(case: _Case) -> Iterator[_Cost]:
    if case.other_script or case.closeness < _FAIRLY_CLOSE:
        return
    found = [cost for slot in case.slots if (cost := _slot_cost(slot, case)) is not None]
    for cost in found:
        yield cost if len(found) == 1 else replace(cost, weight=min(cost.weight, _ONE_OF_SEVERAL))


_LIGHT = word_set(
    """
    account accounts accounted make makes made take takes took get gets got set sets put puts see sees
    saw give gives gave hold holds held come comes came go goes went amid following through via worth
    total totalling around against over nearly almost roughly approximately help helps helped been its a
    an the of which that this these those previously newly
    """
)
"""Words whose change alone changes no fact."""


def _slot_cost(slot: _Slot, case: _Case) -> _Cost | None:
    old_keys = frozenset(t.key for t in slot.old)
    new = [t for t in slot.new if t.content and t.key not in old_keys and not _is_soft(t, case.claim)]
    new = [
        t
        for t in new
        if t.text.lower() not in _LIGHT
        and not _in_name(t, case.claim)
        and not (t.key.isascii() and _covered(t.key, old_keys))
    ]
    if not new or _is_same_chinese(new, slot.old):
        return None
    weight = _slot_weight(new, slot, case)
    return _Cost(weight, "unsupported", f"“{_surface(new, case.claim)}” isn't what the source says") if weight else None


def _slot_weight(new: Sequence[Token], slot: _Slot, case: _Case) -> float:
    close = case.closeness >= _CLOSE
    replaces = any(t.content for t in slot.old)
    if any(t.key in QUANTIFIERS and t.key not in case.keys for t in new):
        return 0.45
    if all(_is_known(t, case) for t in new):
        return _weight_of_known(new, slot, case) if close and replaces else 0.0
    return (0.45 if close else 0.25) if len(slot.new) <= _LONGEST_SLOT else 0.2


def _weight_of_known(new: Sequence[Token], slot: _Slot, case: _Case) -> float:
    """A word from elsewhere in the sources in another's place: a changed fact when all around it is the same."""
    if _moved(new, case) or len(slot.old) > _LONGEST_SLOT:
        return 0.0
    return 0.42 if case.closeness >= _VERY_CLOSE and len(new) <= 2 and len(slot.old) <= 3 else 0.2


def _moved(new: Sequence[Token], case: _Case) -> bool:
    return all(t.key in case.best.keys | case.best.all_keys for t in new)


def _is_known(token: Token, case: _Case) -> bool:
    if len(token.text) == 1 and not token.text.isascii():
        return token.text in case.sources.text
    return _covered(token.key, case.sources.keys) > 0


def _is_same_chinese(new: Sequence[Token], old: Sequence[Token]) -> bool:
    surface = "".join(t.text for t in new)
    return not surface.isascii() and surface in "".join(t.text for t in old)


def _surface(tokens: Sequence[Token], reading: Reading) -> str:
    return reading.text[tokens[0].start : tokens[-1].end]


def _in_name(token: Token, reading: Reading) -> bool:
    return any(n.start <= token.start < n.end for n in reading.names)


# --- Names ------------------------------------------------------------------------------------------------------------

_STAND_INS = word_set(
    """
    it its they their he his she her company firm group maker giant owner startup start-up lab business
    who which organisation organization developer chipmaker carmaker parent researchers 公 司 它 其 该 他 她
    """
)


def _name_costs(case: _Case) -> Iterator[_Cost]:
    for name in case.claim.names:
        if not _stands_in(name, case.sources):
            weight = 0.6 if name.sure else _unsure_weight(name, case)
            yield _Cost(weight, "name", f"{name.name} stands in no source")
        elif not _in_evidence(name, case):
            yield _Cost(_weight_elsewhere(name, case), "name", f"{name.name} isn't named there")
    yield from _swapped_names(case)


def _weight_elsewhere(name: Name, case: _Case) -> float:
    """A name from another sentence: harmless for "the company" or "it", a changed fact in place of other words."""
    if case.closeness < _CLOSE:
        return 0.04 if _is_main(name, case) else 0.15 if _has_stand_in(case) else 0.42
    there = [s for s in case.slots if any(name.start <= t.start < name.end for t in s.new)]
    if any(_stand_in_among(s.old) for s in there) or (
        _is_main(name, case) and not any(_names_at(s.old, case.best) for s in there)
    ):
        return 0.04
    return 0.45


def _is_main(name: Name, case: _Case) -> bool:
    """The name that most source sentences begin with: what "its" and "the company" stand for."""
    main = case.sources.main_name
    return main is not None and (_same_name(name, main) or _same_name(main, name))


def _unsure_weight(name: Name, case: _Case) -> float:
    """A lone capitalised first word may be an ordinary one; in a near copy it replaces what stood there."""
    if name.parts[0].startswith("=") or _covered(name.parts[0], case.sources.keys):
        return 0.0
    return 0.5 if case.closeness >= _FAIRLY_CLOSE else 0.25


def _same_name(one: Name, other: Name) -> bool:
    if one.name == other.name:
        return True
    if one.known and other.known:
        return one.name.startswith(other.name + " ") or other.name.startswith(one.name + " ")
    return set(one.parts) <= set(other.parts) or _is_acronym(one, other) or _is_acronym(other, one)


def _is_acronym(short: Name, long: Name) -> bool:
    letters = "".join(w[0] for w in long.name.replace("-", " ").split() if w[0].isupper())
    return len(short.name) >= 2 and short.name.replace(".", "") == letters and len(letters) >= 2


def _stands_in(name: Name, sources: _Sources) -> bool:
    if not name.known and (f" {name.name.lower()} " in sources.joined or _is_respaced(name, sources)):
        return True
    if any(_same_name(name, other) for other in sources.names):
        return True
    return not name.known and all(_has_part(p, sources) for p in name.parts)


_LONG_NAME = 5


def _is_respaced(name: Name, sources: _Sources) -> bool:
    """ "HappyOyster" for "Happy Oyster"; never a version inside a longer one."""
    compact = _compact(name.name)
    at = sources.compact.find(compact) if len(compact) >= _LONG_NAME else -1
    after = sources.compact[at + len(compact) : at + len(compact) + 2]
    return at >= 0 and not after[:1].isdigit() and not (after[:1] == "." and after[1:].isdigit())


def _compact(text: str) -> str:
    return text.lower().replace(" ", "").replace("-", "")


def _has_part(part: str, sources: _Sources) -> bool:
    return part in sources.keys or (len(part) > 1 and any(p == part for n in sources.names for p in n.parts))


def _in_evidence(name: Name, case: _Case) -> bool:
    if any(_same_name(name, other) for e in case.evidence for other in e.names):
        return True
    return not name.known and all(p in case.keys for p in name.parts)


def _has_stand_in(case: _Case) -> bool:
    return any(t.text.lower() in _STAND_INS for e in case.evidence for t in e.tokens)


_NAME_SLOT = 4


def _swapped_names(case: _Case) -> Iterator[_Cost]:
    """A name that stands where the source has another one, though both are named."""
    if case.closeness < _FAIRLY_CLOSE or case.other_script:
        return
    for slot in case.slots:
        new, old = _names_at(slot.new, case.claim), _names_at(slot.old, case.best)
        if not new or not old or len(slot.old) > _NAME_SLOT or _stand_in_among(slot.old):
            continue
        for name in new:
            if not any(_same_name(name, o) or _same_name(o, name) for o in old) and not _turned_passive(case):
                yield _Cost(0.5, "name", f"{name.name} stands where the source has {old[0].name}")


def _stand_in_among(tokens: Iterable[Token]) -> bool:
    return any(t.text.lower() in _STAND_INS for t in tokens)


def _names_at(tokens: Sequence[Token], reading: Reading) -> list[Name]:
    return [n for n in reading.names if any(n.start <= t.start < n.end for t in tokens)]


def _turned_passive(case: _Case) -> bool:
    return _is_passive(case.claim) != _is_passive(case.best)


def _is_passive(reading: Reading) -> bool:
    return " by " in reading.joined or "被" in reading.text


def _role_costs(case: _Case) -> Iterator[_Cost]:
    """Subject and object swapped around one verb."""
    source = {triple for e in case.evidence for triple in _triples(e)}
    for agent, verb, patient in _triples(case.claim):
        if agent != patient and (patient, verb, agent) in source and (agent, verb, patient) not in source:
            yield _Cost(0.55, "name", "who did it to whom is swapped")
            return


def _triples(reading: Reading) -> Iterator[tuple[str, str, str]]:
    """Every name before a word of a clause with every name after it; turned round at a passive."""
    for token in reading.terms:
        start, end = reading.clause_at(token.start)
        before = [n for n in reading.names if start <= n.start and n.end <= token.start]
        after = [n for n in reading.names if token.end <= n.start and n.end <= end]
        passive = _is_passive_here(token, before, reading)
        for one, other in product(before, after):
            first, second = one.parts[0], other.parts[0]
            yield (second, token.key, first) if passive else (first, token.key, second)


def _is_passive_here(token: Token, before: Sequence[Name], reading: Reading) -> bool:
    if reading.text[token.end : token.end + 5].lstrip().startswith("by "):
        return True
    return bool(before) and reading.text[before[-1].end : token.start].startswith(("被", "由"))


# --- Numbers and dates ------------------------------------------------------------------------------------------------


def _number_costs(case: _Case) -> Iterator[_Cost]:
    for number in case.claim.numbers:
        here, source, reading = _best_number(number, case.evidence)
        if source is None or reading is None:
            elsewhere, _, _ = _best_number(number, case.sources.sentences)
            what = f"{number.text} isn't told there" if elsewhere else f"{number.text} stands in no source"
            yield _Cost(0.45 if elsewhere else 0.6, "number", what)
        elif _belongs_elsewhere(number, source, reading, case):
            yield _Cost(0.5, "number", f"{number.text} belongs to something else")
        elif here < 1:
            yield _Cost(1 - here, "number", f"{number.text} is {source.text} in the source")


def _best_number(claim: Number, readings: Sequence[Reading]) -> tuple[float, Number | None, Reading | None]:
    best: tuple[float, Number | None, Reading | None] = (0.0, None, None)
    for reading in readings:
        for source in reading.numbers:
            agreed = agrees(claim, source)
            if agreed > best[0]:
                best = (agreed, source, reading)
    return best


_NAME_WEIGHT = 3.0
"""What a shared name counts for beside a shared word when it's asked whose number it is."""


def _belongs_elsewhere(claim: Number, source: Number, reading: Reading, case: _Case) -> bool:
    """Whether the words around the number fit another number of that sentence better."""
    if _folded_order(case.claim, reading):
        return False
    ours = _around(case.claim, claim, whole=len(case.claim.numbers) == 1)
    own = _around(reading, source)
    for rival in reading.numbers:
        if rival.unit == source.unit and rival.value != source.value:
            theirs = _around(reading, rival)
            weight = _NAME_WEIGHT if _names_someone(own, reading) and _names_someone(theirs, reading) else 1.0
            if _likeness(ours, theirs - own, case, weight) > _likeness(ours, own - theirs, case, weight):
                return True
    return False


def _folded_order(claim: Reading, source: Reading) -> bool:
    """The claim is a stretch of the source, word by word."""
    return claim.joined.strip() in source.joined


def _around(reading: Reading, number: Number, whole: bool = False) -> frozenset[str]:
    if paired := _respectively(reading, number):
        return paired
    start, end = (0, len(reading.text)) if whole else _own_stretch(reading, number)
    return frozenset(t.key for t in reading.terms_within(start, end) if not _is_soft(t, reading))


def _own_stretch(reading: Reading, number: Number) -> tuple[int, int]:
    """The number's segment, up to half-way to its neighbours there."""
    start, end = reading.segment_at(number.start)
    for other in reading.numbers:
        if other.end <= number.start and other.start >= start:
            start = max(start, (other.end + number.start) // 2)
        elif other.start >= number.end and other.end <= end:
            end = min(end, (number.end + other.start) // 2)
    return start, end


def _respectively(reading: Reading, number: Number) -> frozenset[str] | None:
    """ "A and B grew 5 and 7 per cent, respectively": the name that belongs to a number by its place in the row."""
    if "respectively" not in reading.text and "分别" not in reading.text:
        return None
    rows = [n for n in reading.numbers if n.unit == number.unit]
    names = [n for n in reading.names if n.end <= rows[0].start][-len(rows) :] if rows else []
    if number not in rows or len(names) != len(rows):
        return None
    return frozenset(names[rows.index(number)].parts)


def _names_someone(keys: frozenset[str], reading: Reading) -> bool:
    return any(part in keys for n in reading.names for part in n.parts)


def _likeness(ours: frozenset[str], theirs: frozenset[str], case: _Case, weight: float = _NAME_WEIGHT) -> float:
    names = {part for n in case.claim.names for part in n.parts}
    return sum(weight if key in names else 1.0 for key in ours & theirs)


def _date_costs(case: _Case) -> Iterator[_Cost]:
    for when in case.claim.dates:
        here = _date_agreement(when, case.evidence, case.sources.published)
        if here == 1:
            continue
        if here == 0 and _date_agreement(when, case.sources.sentences, case.sources.published) == 1:
            yield _Cost(0.2, "date", f"{when.text} isn't told there")
        else:
            yield _Cost(0.55 if here < 0 else 0.45, "date", f"{when.text} isn't the source's date")


def _date_agreement(claim: When, readings: Sequence[Reading], published: datetime | None) -> int:
    """1 agreed by one date, or by several together; -1 contradicted by one and borne out by none; 0 neither."""
    found = [w for r in readings for w in r.dates]
    results = [agreement(placed(claim, published), placed(w, published)) for w in found]
    results += [agreement(claim, w) for w in found]
    if 1 in results or _told_in_pieces(claim, found):
        return 1
    return -1 if -1 in results else 0


def _told_in_pieces(claim: When, found: Sequence[When]) -> bool:
    fields = [(f, getattr(claim, f)) for f in ("year", "month", "day", "weekday", "quarter", "shift")]
    fixed = [(f, v) for f, v in fields if v is not None]
    return bool(fixed) and all(any(getattr(w, f) == v for w in found) for f, v in fixed)


# --- Negation, hedges, attribution ------------------------------------------------------------------------------------

_SCOPE = 4
"""Terms after a negation or a modal verb that it's taken to govern."""


def _scope_keys(cue: Cue, reading: Reading) -> list[str]:
    return [t.key for t in _scope(cue, reading)]


def _scope(cue: Cue, reading: Reading) -> list[Token]:
    if cue.kind == "negation" and cue.text.lower().startswith(_DENYING):
        around = [t for t in reading.terms if not _in_cue(t, cue)]
        return [t for t in around if abs(t.start - cue.start) <= _DENIAL_REACH]
    terms = [t for t in reading.terms_within(cue.scope_start, cue.scope_end) if not _in_cue(t, cue)]
    return terms[: 3 * _SCOPE if reading.is_cjk else _SCOPE]


_DENYING = (
    "den",
    "reject",
    "rul",
    "refuse",
    "cancel",
    "abandon",
    "scrap",
    "否认",
    "否認",
    "取消",
    "放弃",
    "拒绝",
    "拒絕",
    "avoid",
)
"""Beginnings of verbs that turn what stands before them too: "the claim was rejected"."""
_DENIAL_REACH = 60


def _in_cue(token: Token, cue: Cue) -> bool:
    return token.start < cue.end and token.end > cue.start


def _negated(reading: Reading) -> list[tuple[Cue, list[Token]]]:
    return [(c, scope) for c in reading.cues if c.kind == "negation" and (scope := _scope(c, reading))]


def _negation_costs(case: _Case) -> Iterator[_Cost]:
    if case.other_script:
        return
    edited = _edited_cue(case, "negation")
    if edited is not None:
        yield _Cost(0.6, "negation", f"“{edited}” makes the difference")
        return
    theirs = [(cue, scope, e) for e in case.evidence for cue, scope in _negated(e)]
    ours = _negated(case.claim)
    for cue, keys in ours:
        if not any(_overlap(keys, other) >= 0.3 for _, other, _ in theirs):
            yield _Cost(0.6, "negation", f"“{cue.text}” isn't what the source says")
    for cue, scope, reading in theirs:
        told = sum(_is_kept(t, reading, case) for t in scope)
        if told / len(scope) >= 0.6 and not any(_overlap(scope, other) > 0 for _, other in ours):
            yield _Cost(0.6, "negation", f"the source says “{cue.text}”")


_SHORT_EDIT = 4


def _edited_cue(case: _Case, *kinds: str) -> str | None:
    """A cue put in or left out between words that stayed the same."""
    if case.closeness < _CLOSE:
        return None
    for edit in case.edits:
        if not edit.inner or len(edit.old) > _SHORT_EDIT or len(edit.new) > _SHORT_EDIT:
            continue
        old, new = _cue_among(edit.old, case.best, kinds), _cue_among(edit.new, case.claim, kinds)
        if (old is None) != (new is None):
            return old or new
    return None


def _cue_among(tokens: Sequence[Token], reading: Reading, kinds: Sequence[str]) -> str | None:
    return next((c.text for c in reading.cues if c.kind in kinds and any(_in_cue(t, c) for t in tokens)), None)


def _overlap(ours: Sequence[Token], theirs: Sequence[Token]) -> float:
    one, other = {t.key for t in ours}, {t.key for t in theirs}
    return len(one & other) / max(1, min(len(one), len(other)))


def _hedge_costs(case: _Case) -> Iterator[_Cost]:
    yield from _dropped_modals(case)
    yield from _dropped_hearsay(case)
    yield from _added_assurance(case)
    yield from _changed_tense(case)


_SOFTER: dict[str, tuple[str, ...]] = {
    "possibility": ("possibility", "hearsay"),
    "plan": ("plan", "possibility", "hearsay"),
    "would": ("possibility", "hearsay", "plan"),
}


def _dropped_modals(case: _Case) -> Iterator[_Cost]:
    edited = None if case.other_script else _edited_cue(case, "possibility")
    if edited is not None:
        yield _Cost(0.5, "hedge", f"“{edited}” makes the difference")
        return
    for reading in case.evidence:
        for cue in reading.cues:
            if cue.kind not in _SOFTER or not _is_told(cue, reading, case):
                continue
            softer = _SOFTER.get(cue.text.lower()) or _SOFTER[cue.kind]
            if not case.claim.has_cue(*softer) and not (
                _plans_in_headline(case) and (cue.kind == "plan" or cue.text.lower() == "would")
            ):
                yield _Cost(0.5, "hedge", f"the source says “{cue.text}”")


def _is_told(cue: Cue, reading: Reading, case: _Case) -> bool:
    """Whether the claim tells what the cue governs, by its first term and half of the others."""
    scope = _scope(cue, reading)
    if case.other_script or not scope:
        return False
    told = [_is_kept(t, reading, case) for t in scope]
    return (told[0] or reading.is_cjk) and sum(told) / len(told) >= 0.5


def _is_kept(token: Token, reading: Reading, case: _Case) -> bool:
    """Whether the claim has the word: in a near copy that very one, not the same word from elsewhere."""
    if token.key not in case.claim.keys:
        return False
    if reading is not case.best or case.closeness < _CLOSE or reading.is_cjk:
        return True
    return not any(token in e.old for e in case.edits)


def _plans_in_headline(case: _Case) -> bool:
    """ "Norvane to open a lab": "to" after a name."""
    return any(case.claim.text[n.end : n.end + 4] == " to " for n in case.claim.names)


def _dropped_hearsay(case: _Case) -> Iterator[_Cost]:
    if case.claim.has_cue("hearsay", "attribution", "possibility"):
        return
    for reading in case.evidence:
        for cue in reading.cues:
            if cue.kind == "hearsay" and _governs_claim(cue, reading, case):
                yield _Cost(0.5, "hedge", f"the source says “{cue.text}”")
                return
        if any(c.kind == "attribution" for c in reading.cues) and _is_outlet_report(reading):
            yield _Cost(0.45, "attribution", "the source only reports it after another")
            return
        if any(c.kind == "attribution" for c in reading.cues):
            yield _Cost(0.04, "attribution", "who says so is left out")


_OUTLET_REPORT = ("reported", "reporting that", "reports that", "据")


def _is_outlet_report(reading: Reading) -> bool:
    return any(c.kind == "attribution" and c.text.lower().startswith(_OUTLET_REPORT) for c in reading.cues)


_WHOLE_SENTENCE = (
    "source",
    "people",
    "person",
    "someone",
    "据",
    "知情",
    "消息",
    "有消息",
    "匿名",
    "unnamed",
    "anonymous",
    "claim",
)


def _governs_claim(cue: Cue, reading: Reading, case: _Case) -> bool:
    """An adverb governs its clause; people who say something govern their whole sentence."""
    ours = case.claim.keys
    if cue.text.lower().startswith(_WHOLE_SENTENCE):
        return len(ours & reading.keys) >= 0.5 * len(ours)
    start, end = reading.segment_at(cue.start)
    scope = {t.key for t in reading.terms_within(start, end)}
    if len(scope) < 3:
        scope = set(reading.keys)
    inside = ours & scope
    return len(inside) >= 2 and len(inside) > len(ours) / 3


def _added_assurance(case: _Case) -> Iterator[_Cost]:
    theirs = {c.text.lower()[:5] for e in case.evidence for c in e.cues if c.kind == "assurance"}
    negated = {t.key for _, scope in _negated(case.claim) for t in scope}
    for cue in case.claim.cues:
        if cue.kind != "assurance" or cue.text.lower()[:5] in theirs or case.other_script:
            continue
        if not any(t.key in negated for t in case.claim.terms_within(cue.start, cue.end)):
            yield _Cost(0.5, "hedge", f"“{cue.text}” is surer than the source")


def _changed_tense(case: _Case) -> Iterator[_Cost]:
    """What the source tells as done or as fact, told as planned or possible."""
    soft = ("plan", "possibility", "hearsay")
    if case.other_script or any(e.has_cue(*soft) for e in case.evidence):
        return
    for cue in case.claim.cues:
        if cue.kind in ("plan", "possibility") and _scope_keys(cue, case.claim):
            yield _Cost(0.45 if cue.kind == "plan" else 0.25, "hedge", f"the source doesn't say “{cue.text}”")
            return


def _attribution_costs(case: _Case) -> Iterator[_Cost]:
    ours = list(_speakers(case.claim))
    if not ours or case.other_script:
        return
    theirs = [name for e in case.evidence for name in _near_saying(e)]
    for name in ours:
        known = any(_same_name(name, other) or _same_name(other, name) for other in theirs)
        if theirs and not known and not _said_by_stand_in(case):
            yield _Cost(0.5, "attribution", f"{name.name} isn't who says so")


_ATTRIBUTION_REACH = 40
"""Characters between a verb of saying and its speaker's name."""


def _speakers(reading: Reading) -> Iterator[Name]:
    for cue in reading.cues:
        if cue.kind == "attribution":
            name = _speaker_of(cue, reading)
            if name is not None:
                yield name


def _directly_before(between: str) -> bool:
    """Only a verb's helpers stand between a speaker and its verb of saying; no comma, no other subject."""
    return len(between) <= 16 and not any(c in between for c in ',;“”"，') and _OTHER_SPEAKER.search(between) is None


_OTHER_SPEAKER = re.compile(
    r"\b(?:it|he|she|they|sources?|people|analysts?|officials?|company|firm|study|which|who|and|has|researchers)\b",
    re.IGNORECASE,
)


def _said_by_stand_in(case: _Case) -> bool:
    return any(
        _OTHER_SPEAKER.search(e.text[max(0, c.start - 30) : c.start])
        for e in case.evidence
        for c in e.cues
        if c.kind == "attribution"
    )


def _near_saying(reading: Reading) -> Iterator[Name]:
    """Who may be meant as the one who says so: any name beside a word of saying, the one told to included."""
    for cue in reading.cues:
        if cue.kind in ("attribution", "hearsay", "assurance"):
            for name in reading.names:
                if max(cue.start - name.end, name.start - cue.end) <= _ATTRIBUTION_REACH:
                    yield name


def _speaker_of(cue: Cue, reading: Reading) -> Name | None:
    word = cue.text.lower()
    after = [n for n in reading.names if 0 <= n.start - cue.end <= _ATTRIBUTION_REACH]
    before = [n for n in reading.names if 0 <= cue.start - n.end <= _ATTRIBUTION_REACH]
    if word.startswith(("according", "citing", "cited", "as reported", "据", "援引")):
        return after[0] if after else None
    before = [n for n in before if _directly_before(reading.text[n.end : cue.start])]
    inverted = after and reading.text[: cue.start].rstrip()[-1:] in tuple(',”"，’')
    if inverted and after[0].start - cue.end <= 12:
        return after[0]
    return before[-1] if before else None


# --- Quotations, comparisons ------------------------------------------------------------------------------------------


def _quote_costs(case: _Case) -> Iterator[_Cost]:
    for quote, _, _ in case.claim.quotes:
        if not all(_quote_form(piece) in case.sources.quotable for piece in _pieces(quote)):
            yield _Cost(0.6, "quote", f"“{quote}” isn't quoted word for word")
        elif len(quote.split()) >= 4 and not _is_quoted(quote, case.sources):
            yield _Cost(0.45, "quote", f"“{quote}” is no quotation in the source")


def _pieces(quote: str) -> list[str]:
    return [p for p in quote.replace("...", "…").replace("[…]", "…").split("…") if p.strip()]


def _quote_form(text: str) -> str:
    kept = "".join(c if c.isalnum() else " " for c in text.lower().replace("’", "").replace("'", ""))
    return " ".join(kept.split())


def _is_quoted(quote: str, sources: _Sources) -> bool:
    form = _quote_form(quote)
    return any(form in _quote_form(q) or _quote_form(q) in form for s in sources.sentences for q, _, _ in s.quotes)


def _comparison_costs(case: _Case) -> Iterator[_Cost]:
    flipped = _turned_direction(case)
    if flipped is not None:
        yield _Cost(0.55, "comparison", f"“{flipped.text}” is the other direction in the source")
        return
    yield from _turned_range(case)
    contrary = opposites()
    for index, token in enumerate(case.claim.tokens):
        against = contrary.get(token.key)
        if not against:
            continue
        if _opposed(token, against, case) if token.key not in case.keys else _opposed_here(index, against, case):
            yield _Cost(0.5, "comparison", f"“{token.text}” is the contrary of what the source says")


def _opposed_here(index: int, against: frozenset[str], case: _Case) -> bool:
    """Both contraries stand in the source: does the other one stand beside the claim's next word?"""
    tokens = case.claim.tokens
    if index + 1 >= len(tokens) or tokens[index].text.lower() in _SMALL or not tokens[index + 1].content:
        return False
    following = tokens[index + 1].key
    pairs = {(a.key, b.key) for e in case.evidence for a, b in pairwise(e.tokens)}
    return (tokens[index].key, following) not in pairs and any((key, following) in pairs for key in against)


def _turned_range(case: _Case) -> Iterator[_Cost]:
    """ "Fell from 2 to 6" can't be."""
    for one, other in pairwise(case.claim.numbers):
        between = case.claim.text[one.end : other.start]
        before = [t for t in case.claim.tokens if t.end <= one.start][-3:]
        moves = {direction(t.key) for t in before} - {None}
        if not re.search(r"\bto\b", between) or len(between) > 25 or len(moves) != 1 or before[-1].key != "from":
            continue
        if (one.value > other.value) == (UP in moves) and one.value != other.value:
            yield _Cost(0.55, "comparison", f"{one.text} to {other.text} is the other direction")


_SMALL = frozenset(
    ["to", "from", "for", "with", "against", "over", "under", "before", "after", "in", "out", "up", "down"]
)


def _opposed(token: Token, against: frozenset[str], case: _Case) -> bool:
    """Small words are opposed only in the same slot."""
    if token.text.lower() not in _SMALL:
        return bool(against & case.best.all_keys) and not against & case.claim.all_keys
    return any(token in s.new and against & {t.key for t in s.old} for s in case.slots)


def _turned_direction(case: _Case) -> Token | None:
    for token in case.claim.tokens:
        ours = direction(token.key)
        if ours is None or token.text.lower() in _SMALL:
            continue
        theirs = _direction_there(token, case)
        if theirs is not None and theirs != ours:
            return token
    return None


def _direction_there(token: Token, case: _Case) -> str | None:
    """The direction told by the evidence's clause that is most like the token's own."""
    start, end = case.claim.clause_at(token.start)
    ours = frozenset(t.key for t in case.claim.terms_within(start, end) if direction(t.key) is None)
    best: tuple[float, str | None] = (-1.0, None)
    for reading in case.evidence:
        for other in reading.tokens:
            found = direction(other.key)
            if found is None or other.text.lower() in _SMALL:
                continue
            near = frozenset(t.key for t in reading.terms_within(*reading.clause_at(other.start)))
            like = _likeness(ours, near, case) + (0.5 if found == direction(token.key) else 0.0)
            best = max(best, (like, found), key=lambda pair: pair[0])
    return best[1]


_JUDGES: tuple[Callable[[_Case], Iterator[_Cost]], ...] = (
    _name_costs,
    _role_costs,
    _number_costs,
    _date_costs,
    _negation_costs,
    _hedge_costs,
    _attribution_costs,
    _quote_costs,
    _comparison_costs,
    _slot_costs,
)
