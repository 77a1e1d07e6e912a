"""Whether a claim says only what its sources say: `check`. It knows nothing of who wrote the claim.

The claim's sentences are laid beside the source sentences that cover them best. Then what must not change is compared
class by class: numbers, names, quotations, negations, hedges, dates, attributions, directions, who did it to whom, and
words that stand in no source. It is a judge of wording, not of truth: it can't follow an inference, and a paraphrase
in words it doesn't know costs score.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from bot.news.across import across_costs
from bot.news.altered_causes import cause_costs, clause_costs, grave_costs
from bot.news.altered_facts import (
    agent_costs,
    comparison_costs,
    name_costs,
    quote_costs,
    role_costs,
    slot_costs,
    stands_in,
)
from bot.news.altered_kin import kin_costs
from bot.news.altered_numbers import clock_costs, date_costs, number_costs
from bot.news.altered_roles import actor_costs, anchor_costs, exchange_costs, owner_costs
from bot.news.altered_stance import attribution_costs, firmness_costs, hedge_costs, negation_costs
from bot.news.altered_tense import open_costs, undone_costs
from bot.news.altered_voices import declined_costs, voice_costs
from bot.news.evidence import Case, Cost, ProblemKind, Sources, evidence
from bot.news.reading import NameLookup, Reading, read
from bot.news.text import sentences
from bot.news.typeset import always_capitalised, as_set

THRESHOLD = 0.6
"""Score from which a claim counts as supported. Chosen on tests/news/faithful_pairs.py: a changed fact of a protected
class costs 0.42 or more, so that one is enough; rewording alone costs less unless most of it is new."""


@dataclass(frozen=True, slots=True)
class Problem:
    kind: ProblemKind
    what: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """`score` (0 to 1) grades finely: 1 is fully supported, `supported` is score >= THRESHOLD, the lower the surer that
    something is wrong. It starts from how much of the wording is told, each finding takes its part, and what is copied
    lifts it within its side of THRESHOLD. Of several sentences the worst decides. `problems`: what costs most first.
    """

    supported: bool
    score: float
    problems: tuple[Problem, ...]


_TOLD_FROM = 0.2
"""Cost from which a finding is told as a problem."""


def check(
    sources: Sequence[str], claim: str, *, published: datetime | None = None, names: NameLookup | None = None
) -> Verdict:
    """Judges `claim` against `sources` (sentences or whole texts). `published` places relative dates."""
    sources = [as_set(text, "") for text in sources]
    together = "\n".join(sources)
    named = always_capitalised(together)
    known = [reading for text in sources for s in _split(text) if (reading := read(s, names, named)).all_keys]
    parts = [part for s in _split(as_set(claim, together)) if (part := read(s, names, named)).all_keys]
    if not known or not parts:
        return Verdict(False, 0.0, (Problem("unsupported", "there is nothing to compare"),))
    whole = Sources(known, published)
    judged = [_judge(part, whole) for part in parts]
    score = min(score for score, _ in judged)
    found = sorted({c.what: c for _, costs in judged for c in costs}.values(), key=_by_weight)
    told = [c for c in found if c.weight >= _TOLD_FROM] or (found[:1] if score < THRESHOLD else [])
    problems = tuple(Problem(c.kind, c.what) for c in told)
    if score < THRESHOLD and not problems:
        problems = (Problem("unsupported", "most of it stands in no source"),)
    return Verdict(score >= THRESHOLD, round(score, 4), problems)


def _by_weight(cost: Cost) -> float:
    return -cost.weight


@lru_cache(maxsize=8_000)
def _split(text: str) -> tuple[str, ...]:
    return tuple(sentences(text))


def _judge(claim: Reading, sources: Sources) -> tuple[float, list[Cost]]:
    if claim.folded in sources.folded:
        return 1.0, []
    case = Case(claim, evidence(claim, sources), sources)
    costs = [cost for judge in _JUDGES for cost in judge(case)]
    score = _base(case)
    for cost in costs:
        score *= 1 - cost.weight
    return _graded(score, case.copying), costs


_BY_COPYING = 0.5
"""Part of what a claim scores above THRESHOLD that depends on how much of it is copied."""


_COPIED, _COPY_NEEDS = 0.75, 0.9
"""What is copied from here on has nothing to reword: on the tuning half no true copy scored less, and each that did had a
changed fact."""


def _graded(score: float, copying: float) -> float:
    """Copying only grades: of two claims with the same findings the one nearer its source is safer. But a copy must be whole."""
    if copying >= _COPIED and THRESHOLD <= score < _COPY_NEEDS:
        return score * THRESHOLD / _COPY_NEEDS
    if score >= THRESHOLD:
        return THRESHOLD + (score - THRESHOLD) * (1 - _BY_COPYING * (1 - copying))
    return score * (1 - 0.5 * _BY_COPYING * (1 - copying))


def _base(case: Case) -> float:
    """The score by rewording alone: nothing for a tenth of new words, then in proportion."""
    if case.other_script:
        return 0.9 if _shared_names(case) else 0.5
    missing = 1 - case.coverage
    free = 0.35 if case.claim.is_cjk else 0.1
    return 1 - 0.03 * min(missing, free) / free - 0.65 * max(0.0, missing - free) / (1 - free)


def _shared_names(case: Case) -> bool:
    return not case.claim.names or any(stands_in(n, case.sources) for n in case.claim.names)


_JUDGES: tuple[Callable[[Case], Iterator[Cost]], ...] = (
    name_costs,
    role_costs,
    agent_costs,
    actor_costs,
    anchor_costs,
    exchange_costs,
    owner_costs,
    kin_costs,
    number_costs,
    date_costs,
    clock_costs,
    negation_costs,
    hedge_costs,
    firmness_costs,
    undone_costs,
    open_costs,
    attribution_costs,
    declined_costs,
    voice_costs,
    cause_costs,
    clause_costs,
    grave_costs,
    quote_costs,
    comparison_costs,
    slot_costs,
    across_costs,
)
