"""Numbers, times and dates that a claim changes: another value, unit, rate or stretch of time, or somebody else's number.

A number that no source has may still follow from the sources (a difference, a share, a row of names that was counted), so
absence weighs less than a number of the source that stands in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from bot.news.altered_facts import CLOSE, NAME_WEIGHT, likeness
from bot.news.dates import FIELDS, When, agreement, placed
from bot.news.evidence import Case, Cost, Sources, is_one_of, is_soft
from bot.news.measures import Stretch, bears_out, duration, measured, per, same_clock, stretches
from bot.news.numbers import Number, agrees, follows
from bot.news.reading import Name, Reading
from bot.news.text import word_set
from bot.news.wording import key_of, places


def number_costs(case: Case) -> Iterator[Cost]:
    yield from _vague_costs(case)
    yield from _turned_comparisons(case)
    yield from _version_costs(case)
    costs = [cost for number in case.claim.numbers if (cost := _cost_of(number, case)) is not None]
    swapped = sum(cost.what.endswith(_IT_SEEMS) for cost in costs) > 1
    for cost in costs:
        sure = swapped and cost.what.endswith(_IT_SEEMS)
        yield Cost(_NOT_ITS_OWN, "number", cost.what.removesuffix(_IT_SEEMS)) if sure else cost


def _cost_of(number: Number, case: Case) -> Cost | None:
    days = duration(number, case.claim.text)
    return _number_cost(number, case) if days is None else _time_cost(number, days, case)


_IT_SEEMS = ", it seems"
"""Ends what is told of a finding that a reworded claim leaves unsure; of two numbers in one claim it's sure."""


_THAN_BEFORE = re.compile(
    r"[^.;\d]{0,40}?\b(?:(?P<less>less|fewer|lower|smaller|down)|(?P<more>more|higher|larger|greater|up))\b(?: \w+)? (?:than|from|on|compared)\b(?! (?:about |around |nearly )?[$€£¥]?\d)",
    re.IGNORECASE,
)
_WAS_BEFORE = re.compile(
    r"(?:,? (?:in [\w -]{3,30}?,? )?(?:compared (?:with|to)|against|versus|(?:up|down) from|from)) (?:about |around |nearly |some )?[$€£¥]?$",
    re.IGNORECASE,
)


def _turned_comparisons(case: Case) -> Iterator[Cost]:
    """ "900, less than a year before", where the source has 900 after 650."""
    for number in case.claim.numbers:
        said = _THAN_BEFORE.match(case.claim.text, number.end)
        for reading in case.evidence if said else ():
            for now, before in pairwise(reading.numbers):
                between = reading.text[now.end : before.start]
                if now.unit != before.unit or not _WAS_BEFORE.search(between) or not agrees(number, now):
                    continue
                if said and (now.value > before.value) == bool(said["less"]) and now.value != before.value:
                    yield Cost(_CONTRARY, "comparison", f"{now.text} follows {before.text} in the source")
                    return


_VERSION = re.compile(r"(?<![\w.])v?\d+\.\d+\.\d+(?:\.\d+)*(?![\w])")


def _version_costs(case: Case) -> Iterator[Cost]:
    for match in _VERSION.finditer(case.claim.text):
        if match[0].removeprefix("v") not in case.sources.text:
            yield Cost(_UNTOLD, "number", f"{match[0]} stands in no source")


_VAGUE = re.compile(
    r"\b(?P<tens>tens of |hundreds of )?(?P<word>dozens|hundreds|thousands|millions|billions)\b(?! of (?:thousands|millions|billions))",
    re.IGNORECASE,
)
_VAGUE_RANGES = {
    "dozens": (20, 150),
    "hundreds": (150, 1500),
    "thousands": (1200, 30_000),
    "millions": (1.2e6, 3e8),
    "billions": (1.2e9, 3e11),
}


def _vague_costs(case: Case) -> Iterator[Cost]:
    """ "Hundreds of people", where the sources count 34."""
    for match in _VAGUE.finditer(case.claim.text):
        word = match["word"].lower()
        low, high = (
            bound * {"tens of ": 10, "hundreds of ": 100}.get((match["tens"] or "").lower(), 1)
            for bound in _VAGUE_RANGES[word]
        )
        told = [n.value for s in case.sources.sentences for n in s.numbers]
        if key_of(word) not in case.sources.keys and not any(low <= value <= high for value in told):
            yield Cost(_VAGUELY_WRONG, "number", f"{match[0]} stands in no source")


_VAGUELY_WRONG = 0.42

_WORKED_OUT = 0.08
"""Cost of a number that follows from others, or of a time told in another unit."""

_ELSEWHERE, _ELSEWHERE_IN_COPY, _UNTOLD, _CONTRARY, _UNCOUNTED = 0.12, 0.45, 0.6, 0.6, 0.3
_NOT_ITS_OWN, _MAYBE_NOT_ITS_OWN = 0.5, 0.12
_MAYBE_RATIO = 0.25
"""Cost of a share or a multiple that two numbers of the source yield: of many numbers some two nearly always do."""


@dataclass(frozen=True, slots=True)
class _Match:
    """The source's number that bears a claim's number out best, how well, and where it stands."""

    agreed: float
    number: Number
    reading: Reading


def _number_cost(number: Number, case: Case) -> Cost | None:
    match = _best_match(number, case.claim, _near(case))
    if match is not None:
        return _cost_of_match(number, match, case)
    worked_out = case.closeness < CLOSE and (_is_worked_out(number, case) or _counts_row(number, case))
    ratio = number.unit in ("x", "%")
    if worked_out and not ratio:
        return Cost(_WORKED_OUT, "number", f"{number.text} is worked out")
    if _best_match(number, case.claim, case.sources.sentences) is not None:
        weight = _ELSEWHERE_IN_COPY if case.closeness >= CLOSE else _ELSEWHERE
        return Cost(weight, "number", f"{number.text} isn't told there")
    if worked_out and _compared(number, case):
        return Cost(_WORKED_OUT, "number", f"{number.text} is worked out from two that are compared")
    if worked_out:
        return Cost(_MAYBE_RATIO, "number", f"{number.text} may be worked out")
    return _cost_of_untold(number, case)


def _cost_of_untold(number: Number, case: Case) -> Cost:
    """Of a number that no source has, and that follows from none."""
    copied, by_hand = case.closeness >= CLOSE, number.unit is None and number.value <= _COUNTED_BY_HAND
    if (
        not copied
        and number.unit is None
        and not _in_other_unit(number, case)
        and _digits_stand_there(number, case.sources)
    ):
        return Cost(_ELSEWHERE, "number", f"{number.text} stands there as another kind of number")
    rival = _rival(number, case)
    if rival is not None:
        sure = copied or not by_hand or _shares_matter(number, rival, case)
        what = f"{number.text} stands where the source has {rival.text}"
        return Cost(_CONTRARY if sure else _UNCOUNTED, "number", what if sure else what + _IT_SEEMS)
    if by_hand and not copied:
        return Cost(_UNCOUNTED, "number", f"{number.text} isn't counted in the source")
    return Cost(_UNTOLD, "number", f"{number.text} stands in no source")


def _near(case: Case) -> Sequence[Reading]:
    """The evidence; of sources in another script all sentences, since too few words tell which of them it is."""
    return case.sources.sentences if case.other_script else case.evidence


_COUNTED_BY_HAND = 10
"""Up to here a writer may count what a text tells one by one."""


def _cost_of_match(number: Number, match: _Match, case: Case) -> Cost | None:
    ours, theirs = per(number, case.claim.text), per(match.number, match.reading.text)
    if ours is not None and theirs is not None and ours != theirs:
        return Cost(_CONTRARY, "number", f"{number.text} is per {theirs} in the source")
    if _was_former(match.number, match.reading) and _is_told_as_new(number, case):
        return Cost(_NOT_ITS_OWN, "number", f"{number.text} is the former figure in the source")
    if _counts_else(number, match.number, match.reading, case):
        what = f"{number.text} counts something else in the source"
        if case.closeness >= CLOSE:
            return Cost(_NOT_ITS_OWN, "number", what)
        return Cost(_MAYBE_NOT_ITS_OWN, "number", what + _IT_SEEMS)
    margin = _margin_elsewhere(number, match.number, match.reading, case)
    if margin > 0:
        sure = case.closeness >= CLOSE or margin >= _SURELY_ELSEWHERE or _is_anothers(number, match, case)
        what = f"{number.text} belongs to something else"
        return Cost(_NOT_ITS_OWN if sure else _MAYBE_NOT_ITS_OWN, "number", what if sure else what + _IT_SEEMS)
    if match.agreed < 1:
        return Cost(1 - match.agreed, "number", f"{number.text} is {match.number.text} in the source")
    return None


_FORMER = re.compile(
    r"(?:\((?:was|previously|formerly)|\b(?:from|previously|formerly|instead of|up on)|原为|此前为|原来)\s?(?:about |around |nearly |some )?$",
    re.IGNORECASE,
)
_NOT_NOW = re.compile(
    r"\b(?:from|was|were|had|used|before|previous\w*|former\w*|earlier|old|last|until|predecessor|ago|than|compared|against|first|original\w*|once|instead|since|of)\b|[原前从由旧]",
    re.IGNORECASE,
)
_TO_IT = re.compile(r"\bto\s(?:about |around |nearly |some )?$|[至到]$", re.IGNORECASE)
_AFTER_FORMER = re.compile(r"\bto\b|[至到]")


def _was_former(number: Number, reading: Reading) -> bool:
    """ "50 editors (was 20)", "from 40 to 12", "240,000, down from 410,000": the figure that holds no longer."""
    before = reading.text[max(0, number.start - 24) : number.start]
    match = _FORMER.search(before)
    if match is None:
        return False
    if match[0].strip().lower() != "from":
        return True
    after = reading.text[number.end : number.end + _FROM_TO]
    return (
        _AFTER_FORMER.search(after) is not None
        or re.search(r"(?:up|down|rise|fall|drop|increase) from\b", before) is not None
    )


def _is_told_as_new(number: Number, case: Case) -> bool:
    before = case.claim.text[max(0, number.start - 24) : number.start]
    return _TO_IT.search(before) is not None or _NOT_NOW.search(case.claim.text) is None


_SURELY_ELSEWHERE = 2.0
"""How much better, in words, another number must fit a reworded claim's words to be surely the one that is meant."""


def _time_cost(number: Number, days: float, case: Case) -> Cost | None:
    """A stretch of time may be told in other units, and between two clock times."""
    told = [t for e in _near(case) for t in stretches(e.text)]
    match = _best_match(number, case.claim, _near(case))
    same = _match_of_time(number, days, case)
    if same is not None:
        return _cost_of_match(number, same, case)
    if _any_bears_out(told, days, number) or (case.closeness < CLOSE and _between_clocks(days, number, case.sources)):
        return Cost(_WORKED_OUT, "number", f"{number.text} is worked out")
    if match is not None:
        return Cost(_NOT_ITS_OWN, "number", f"{number.text} counts another stretch of time")
    everywhere = [t for s in case.sources.sentences for t in stretches(s.text)]
    if _any_bears_out(everywhere, days, number):
        weight = _ELSEWHERE_IN_COPY if case.closeness >= CLOSE else _ELSEWHERE
        return Cost(weight, "number", f"{number.text} isn't told there")
    if case.closeness < CLOSE and _between_dates(days, number, case.sources):
        return Cost(_WORKED_OUT, "number", f"{number.text} is worked out")
    return Cost(_UNTOLD, "number", f"{number.text} stands in no source")


_A_YEARS_DAYS = 365.25
_YEARS = re.compile(r"(?<![\d.,$€£¥])(?:1[6-9]|20)\d\d(?![\d%]|[.,]\d)")


def _between_dates(days: float, number: Number, sources: Sources) -> bool:
    """Whether two years, or two days of a month, that the sources name are that far apart."""
    years = sorted(
        {int(m) for m in _YEARS.findall(sources.text)} | ({sources.published.year} if sources.published else set())
    )
    apart = [
        Stretch(n * _A_YEARS_DAYS, "exact")
        for i, a in enumerate(years)
        for b in years[i + 1 :]
        for n in (b - a, b - a - 1)
        if n
    ]
    in_year = sorted({30.4375 * w.month + w.day for s in sources.sentences for w in s.dates if w.month and w.day})
    apart += [Stretch(round(b - a), "exact") for i, a in enumerate(in_year) for b in in_year[i + 1 :]]
    return any(bears_out(stretch, days, number.bound) for stretch in apart)


def _match_of_time(number: Number, days: float, case: Case) -> _Match | None:
    """The source's number that is that time, or a bare number: an age, "five of them"."""
    bare: _Match | None = None
    for reading in _near(case):
        for source in reading.numbers:
            agreed = _agreed(number, case.claim, source, reading)
            theirs = duration(source, reading.text)
            if agreed and theirs is None and counted(source, reading) is None:
                bare = bare or _Match(agreed, source, reading)
            elif agreed and theirs is not None and bears_out(Stretch(theirs, source.bound), days, number.bound):
                return _Match(agreed, source, reading)
    return bare


def _any_bears_out(told: Sequence[Stretch], days: float, number: Number) -> bool:
    return any(bears_out(stretch, days, number.bound) for stretch in told)


def _between_clocks(days: float, number: Number, sources: Sources) -> bool:
    """Whether two clock times of different sentences are that far apart."""
    at = sorted({c.minute for s in sources.sentences for c in s.clocks})
    apart = (Stretch((b - a) / 1440, "exact") for n, a in enumerate(at) for b in at[n + 1 :])
    return any(bears_out(stretch, days, number.bound) for stretch in apart)


_MORE = re.compile(
    r"\b(?:more|fewer|less|others?|remaining|rest|extra|additional|further|difference|gap|apart|cheaper|dearer|together|altogether|total|both|combined|up|down|rose|rise|fell|drop\w*|cut|gain\w*|grew|lost|lighter|heavier|thinner|thicker|longer|shorter|higher|lower)\b|便宜|[多少降涨减增共贵差另余]",
    re.IGNORECASE,
)
_BESIDE_NUMBER = 25


def _is_worked_out(number: Number, case: Case) -> bool:
    """Whether it follows from two numbers of one sentence, or, where the claim compares, of two sentences."""
    kind = _kind(number, case.claim)
    if any(follows(number, _of_kind(kind, (e,))) for e in case.evidence):
        return True
    start, end = max(0, number.start - _BESIDE_NUMBER), number.end + _BESIDE_NUMBER
    if _MORE.search(case.claim.text, start, end) is None:
        return number.unit is None and number.value > _COUNTED_BY_HAND and _follows_in_one(number, kind, case.evidence)
    together = _of_kind(kind, case.evidence if number.unit is None and kind is None else case.sources.sentences)
    return follows(number, together, counts=True) or _follows_in_one(number, kind, case.sources.sentences)


_IS_COMPARED = re.compile(r"\b(?:from|to|against|compared (?:with|to)|versus|than)\b|[从由至到]", re.IGNORECASE)
_BETWEEN_COMPARED = 40


def _compared(number: Number, case: Case) -> bool:
    """Whether it's the ratio of two figures that a sentence compares: "38,000, up from 11,500"."""
    for reading in case.evidence:
        for one, other in pairwise(reading.numbers):
            between = reading.text[one.end : other.start]
            near = len(between) <= _BETWEEN_COMPARED and _IS_COMPARED.search(between) is not None
            if near and follows(number, (one, other)):
                return True
    return False


def _follows_in_one(number: Number, kind: str | None, readings: Sequence[Reading]) -> bool:
    return any(follows(number, _of_kind(kind, (r,)), counts=True) for r in readings)


def _kind(number: Number, reading: Reading) -> str | None:
    """What it measures: two numbers of one kind can be compared."""
    measure = measured(number, reading.text)
    if measure is not None:
        return measure.kind
    return "time" if duration(number, reading.text) is not None else None


def _of_kind(kind: str | None, readings: Sequence[Reading]) -> tuple[Number, ...]:
    return tuple(n for r in readings for n in r.numbers if _kind(n, r) == kind)


_ROW_ITEM = r"(?:[\w'’-]+(?: [\w'’-]+){0,2})"
_ITEMS = re.compile(rf"{_ROW_ITEM}(?:, {_ROW_ITEM})*,? and {_ROW_ITEM}|[^，。、；]{{1,8}}(?:、[^，。、；]{{1,8}})+")
_LEAST_ROW = 2


def _counts_row(number: Number, case: Case) -> bool:
    """ "Two regions", where the source or the claim itself names them one by one."""
    length = int(number.value)
    if number.unit is not None or number.bound != "exact" or not _LEAST_ROW <= length <= _COUNTED_BY_HAND:
        return False
    return any(length in _row_lengths(r) for r in (case.claim, *case.evidence))


def _row_lengths(reading: Reading) -> set[int]:
    """How many things the rows of a sentence name: names ("A, B and C") and short items."""
    lengths = {
        1 + m[0].count(",") + (0 if re.search(r",\s*and\b", m[0]) else 1) if "、" not in m[0] else 1 + m[0].count("、")
        for m in _ITEMS.finditer(reading.text)
    }
    run = 1
    for one, other in pairwise(reading.names):
        run = run + 1 if _ROW.fullmatch(reading.text[one.end : other.start]) else 1
        lengths.add(run)
    return lengths - {1}


def _digits_stand_there(number: Number, sources: Sources) -> bool:
    """Whether a source has the very figure, which was read as a version, a year or a day of a month."""
    return (
        number.text.isdigit()
        and len(number.text) > 1
        and re.search(rf"(?<![\d.,]){number.text}(?![\d]|[.,]\d)", sources.text) is not None
    )


def _in_other_unit(number: Number, case: Case) -> bool:
    """ "256 megabytes", where the source has 256 gigabytes."""
    ours = measured(number, case.claim.text)
    theirs = [measured(n, s.text) for s in case.sources.sentences for n in s.numbers if n.text == number.text]
    return ours is not None and any(m is not None and m.kind == ours.kind for m in theirs)


def _shares_matter(number: Number, rival: Number, case: Case) -> bool:
    """Whether the words around both have another one in common than what they count."""
    ours = frozenset(
        t.key for t in case.claim.terms_within(*case.claim.clause_at(number.start)) if not is_soft(t, case.claim)
    )
    what = counted(number, case.claim)
    for reading in case.evidence:
        if rival in reading.numbers:
            theirs = frozenset(t.key for t in reading.terms_within(*reading.clause_at(rival.start)))
            return len((ours & theirs) - {what}) > 0
    return False


def _rival(number: Number, case: Case) -> Number | None:
    """The evidence's number of the very thing that a claim's number counts or measures."""
    what, measure = counted(number, case.claim), measured(number, case.claim.text)
    for reading in case.evidence:
        for other in reading.numbers:
            theirs = measured(other, reading.text)
            if (measure is not None and theirs is not None and measure.kind == theirs.kind) or (
                number.unit is not None and number.unit == other.unit
            ):
                return other
            if what is not None and measure is None and number.unit is None and what == counted(other, reading):
                return other
    return None


def _best_match(number: Number, claim: Reading, readings: Sequence[Reading]) -> _Match | None:
    best: _Match | None = None
    for reading in readings:
        for source in reading.numbers:
            agreed = _agreed(number, claim, source, reading)
            if agreed > (best.agreed if best else 0.0):
                best = _Match(agreed, source, reading)
    return best


def _agreed(number: Number, claim: Reading, source: Number, reading: Reading) -> float:
    """As `agrees`, with what both count and measure."""
    ours, theirs = measured(number, claim.text), measured(source, reading.text)
    if ours is not None and theirs is not None:
        if ours.kind != theirs.kind:
            return 0.0
        if ours.unit != theirs.unit:
            return agrees(replace(number, value=ours.value), replace(source, value=theirs.value))
    agreed = agrees(number, source)
    if not agreed:
        return 0.0
    if number.unit != source.unit and None in (number.unit, source.unit):
        bare, where = (number, claim) if number.unit is None else (source, reading)
        if _counts_things(bare, where, number.unit or source.unit):
            return 0.0
    if (ours is None) != (theirs is None):
        bare, where = (number, claim) if ours is None else (source, reading)
        if counted(bare, where) is not None or duration(bare, where.text) is not None:
            return 0.0
    timed = duration(source, reading.text) is not None and duration(number, claim.text) is None
    return 0.0 if timed and counted(number, claim) is not None else agreed


_SO_MANY = 1e6


def _counts_things(number: Number, reading: Reading, unit: str | None) -> bool:
    """Whether a number without a unit counts things, so that it's no share and no sum of money."""
    if unit == "x":
        return False
    what = counted(number, reading)
    if duration(number, reading.text) is not None:
        return True
    return what is not None and what not in _POINTS and (unit in ("%", "pp") or number.value < _SO_MANY)


_POINTS = frozenset(key_of(w) for w in ("point", "points"))


def _counts_else(claim: Number, source: Number, reading: Reading, case: Case) -> bool:
    """ "Six years", where the sources have six countries and nine years."""
    what, theirs = counted(claim, case.claim), counted(source, reading)
    if what is None or claim.unit is not None or what == theirs:
        return False
    rivals = [(n, r) for r in case.sources.sentences for n in r.numbers if counted(n, r) == what]
    if rivals:
        return not any(agrees(claim, n) for n, _ in rivals)
    return case.closeness >= CLOSE and any(
        key_of(m[1].lower()) == what for e in case.evidence for m in _ONE.finditer(e.text)
    )


_ONE = re.compile(r"\b(?:one|a single) ([a-z]{3,})", re.IGNORECASE)


def counted(number: Number, reading: Reading) -> str | None:
    """What a number counts: the word right after it, in "two days" and in "two-day"."""
    match = _COUNTED.match(reading.text, number.end)
    if match is not None:
        word = match[1].lower()
        return key_of(word) if word not in _SMALL_WORDS else None
    following = next((t for t in reading.tokens if t.start >= number.end), None)
    near = following is not None and following.start - number.end <= 1 and following.content
    return following.key if following is not None and near else None


_COUNTED = re.compile(r"[\s-]([A-Za-z]{2,})")
_SMALL_WORDS = word_set(
    "of in on at for to from by with and or the a an more less times per as than is was are were has have had who which that"
)


def _margin_elsewhere(claim: Number, source: Number, reading: Reading, case: Case) -> float:
    """How much better the words around the number fit another number of that sentence."""
    what, kind = counted(claim, case.claim), _kind(source, reading)
    if _folded_order(case.claim, reading) or (what is not None and what == counted(source, reading)):
        return 0.0
    alone = len(case.claim.numbers) == 1
    beside = _compared_with(case.claim)
    ours, near = _around(case.claim, claim, whole=alone) - beside, _around(case.claim, claim) - beside
    own = _around(reading, source)
    most = 0.0
    for rival in reading.numbers:
        comparable = rival.unit == source.unit and rival.value != source.value and _kind(rival, reading) == kind
        if comparable and not _from_to(rival, source, reading):
            theirs = _around(reading, rival)
            weight = NAME_WEIGHT if _names_someone(own, reading) and _names_someone(theirs, reading) else 1.0
            better = likeness(ours, theirs - own, case, weight) - likeness(ours, own - theirs, case, weight)
            if alone and case.closeness < CLOSE and near & own - theirs:
                better = min(
                    better, likeness(near, theirs - own, case, weight) - likeness(near, own - theirs, case, weight)
                )
            most = max(most, better)
    return most


_COMPARES = re.compile(
    r"\b(?:second only to|behind|ahead of|than|unlike|compared (?:with|to)) (?:the )?$", re.IGNORECASE
)


def _compared_with(reading: Reading) -> frozenset[str]:
    """The parts of names that something is only compared with: "second only to Fonds Alba"."""
    return frozenset(p for n in reading.names if _COMPARES.search(reading.text[: n.start]) for p in n.parts)


def _is_anothers(number: Number, match: _Match, case: Case) -> bool:
    """Whether somebody whom the claim names has another number of that kind there, and this one is told of somebody else."""
    beside = _compared_with(case.claim)
    own = _named_beside(match.number, match.reading)
    whose = [n for n in case.claim.names if n.parts[0] not in beside and not is_one_of(n, own)]
    if not whose or len(case.claim.numbers) != 1:
        return False
    if all(is_one_of(n, case.claim.names) for n in own):
        return False
    rivals = [n for n in match.reading.numbers if n.unit == number.unit and n.value != match.number.value]
    return any(is_one_of(n, _named_beside(rival, match.reading)) for rival in rivals for n in whose)


def _named_beside(number: Number, reading: Reading) -> list[Name]:
    start, end = own_stretch(reading, number)
    return [n for n in reading.names if start <= n.start and n.end <= end]


def _from_to(one: Number, other: Number, reading: Reading) -> bool:
    """ "From 9.4% to 6.1%": both are of the same thing."""
    first, second = sorted((one, other), key=lambda n: n.start)
    between = reading.text[first.end : second.start]
    return (
        len(between) < _FROM_TO
        and _TO.search(between) is not None
        and _FROM.search(reading.text[: first.start]) is not None
    )


_FROM_TO = 25
_TO = re.compile(r"\bto\b|[至到]")
_FROM = re.compile(r"(?:\bfrom|由|从)\s?(?:[\w-]+\s)?$")


def _folded_order(claim: Reading, source: Reading) -> bool:
    """The claim is a stretch of the source, word by word."""
    return claim.joined.strip() in source.joined


def _around(reading: Reading, number: Number, whole: bool = False) -> frozenset[str]:
    if paired := _respectively(reading, number):
        return paired
    start, end = (0, len(reading.text)) if whole else own_stretch(reading, number)
    return frozenset(t.key for t in reading.terms_within(start, end) if not is_soft(t, reading))


def own_stretch(reading: Reading, number: Number) -> tuple[int, int]:
    """The number's segment, up to the joint about half-way to its neighbours there."""
    start, end = reading.segment_at(number.start)
    for other in reading.numbers:
        if other.end <= number.start and other.start >= start:
            start = max(start, _joint(reading.text, other.end, number.start))
        elif other.start >= number.end and other.end <= end:
            end = min(end, _joint(reading.text, number.end, other.start))
    return start, end


_JOINT = re.compile(r"\s(?=(?:at|with|on|by|for|from|while|but|and)\s)|[,;，；]")


def _joint(text: str, start: int, end: int) -> int:
    """Where what belongs to one number ends and what belongs to the next begins: a preposition, a comma, or half-way."""
    middle = (start + end) // 2
    return min((m.end() for m in _JOINT.finditer(text, start, end)), key=lambda at: abs(at - middle), default=middle)


def _respectively(reading: Reading, number: Number) -> frozenset[str] | None:
    """ "A and B grew 5 and 7 per cent, respectively": the name that belongs to a number by its place in the row."""
    if "respectively" not in reading.text and "分别" not in reading.text:
        return None
    rows = [n for n in reading.numbers if n.unit == number.unit]
    row = _row_of_names(reading, len(rows), rows[0].start) if number in rows else None
    return frozenset(row[rows.index(number)].parts) if row else None


_ROW = re.compile(r"(?:\s+(?:and|or)\s+|,\s*(?:and\s+)?|和|与|、|及)(?:the\s+)?")


def _row_of_names(reading: Reading, length: int, before: int) -> Sequence[Name] | None:
    """The last row of that many names ("A, B and C") that ends before an offset."""
    names = [n for n in reading.names if n.end <= before]
    for end in range(len(names), length - 1, -1):
        row = names[end - length : end]
        if all(_ROW.fullmatch(reading.text[a.end : b.start]) for a, b in pairwise(row)):
            return row
    return None


def _names_someone(keys: frozenset[str], reading: Reading) -> bool:
    return bool(keys & places()) or any(part in keys for n in reading.names for part in n.parts)


def clock_costs(case: Case) -> Iterator[Cost]:
    for clock in case.claim.clocks:
        if any(same_clock(clock, other) for e in case.evidence for other in e.clocks):
            continue
        if any(same_clock(clock, other) for s in case.sources.sentences for other in s.clocks):
            weight = _ELSEWHERE if case.closeness >= CLOSE else _DATE_ELSEWHERE
            yield Cost(weight, "date", f"{clock.text} isn't told there")
        else:
            yield Cost(_CONTRARY, "date", f"{clock.text} isn't the source's time")


def date_costs(case: Case) -> Iterator[Cost]:
    for when in case.claim.dates:
        here = _date_agreement(when, case.evidence, case.sources.published)
        if here == 1:
            if _is_other_matters_date(when, case):
                yield Cost(_NOT_ITS_OWN, "date", f"{when.text} is the date of something else")
            continue
        if _date_agreement(when, case.sources.sentences, case.sources.published) == 1:
            yield _date_elsewhere(when, here, case)
        elif here == 0 and case.closeness < CLOSE and _cannot_be_compared(when, case):
            yield Cost(_OTHER_KIND_OF_DATE, "date", f"{when.text} can't be compared with the source's dates")
        else:
            yield Cost(0.55 if here < 0 else 0.45, "date", f"{when.text} isn't the source's date")


_OTHER_KIND_OF_DATE = 0.25


def _cannot_be_compared(when: When, case: Case) -> bool:
    """A relative date where the sources have absolute ones, a weekday for a day of a month, or the other way round."""
    found = [w for s in case.sources.sentences for w in s.dates]
    if when.shift is not None or when.weekday is not None:
        return any(w.day is not None or w.shift is not None for w in found)
    return any(w.shift is not None or w.weekday is not None for w in found)


def _is_other_matters_date(when: When, case: Case) -> bool:
    """Whether the words around the date fit another date of the evidence better, by far."""
    published = case.sources.published
    start, end = (0, len(case.claim.text)) if len(case.claim.dates) == 1 else case.claim.clause_at(when.start)
    ours = frozenset(t.key for t in case.claim.terms_within(start, end) if not is_soft(t, case.claim))
    own, others = -1.0, -1.0
    for reading in case.evidence:
        for other in reading.dates:
            first, last = reading.clause_at(other.start)
            near = frozenset(t.key for t in reading.terms_within(first, last) if not is_soft(t, reading))
            like = likeness(ours, near, case, 1.0)
            found = agreement(placed(when, published), placed(other, published))
            if found == 1 or agreement(when, other) == 1:
                whole = frozenset(t.key for t in reading.terms)
                own = max(own, like, likeness(ours, whole, case, 1.0) / 2)
            elif found == -1:
                others = max(others, like)
    return own >= 0 and others - own >= _OTHERS_BY_FAR


_OTHERS_BY_FAR = 2.0


def _date_elsewhere(when: When, here: int, case: Case) -> Cost:
    """Another sentence of the sources has the date: the claim may rest on both, or take one for the other's."""
    if here < 0:
        weight = 0.55 if case.closeness >= CLOSE else _OTHER_DATE_HERE
        return Cost(weight, "date", f"{when.text} is another sentence's date")
    return Cost(_ELSEWHERE if case.closeness >= CLOSE else _DATE_ELSEWHERE, "date", f"{when.text} isn't told there")


_OTHER_DATE_HERE, _DATE_ELSEWHERE = 0.15, 0.1


def _date_agreement(claim: When, readings: Sequence[Reading], published: datetime | None) -> int:
    """1 agreed by one date, or by several together; -1 contradicted by one and borne out by none; 0 neither."""
    found = [w for r in readings for w in r.dates]
    results = [agreement(placed(claim, published), placed(w, published)) for w in found]
    results += [agreement(claim, w) for w in found]
    if 1 in results or _told_in_pieces(claim, found) or _names_year(claim, readings):
        return 1
    return -1 if -1 in results else 0


def _told_in_pieces(claim: When, found: Sequence[When]) -> bool:
    fixed = [(f, v) for f in FIELDS if (v := getattr(claim, f)) is not None]
    return bool(fixed) and all(any(getattr(w, f) == v for w in found) for f, v in fixed)


def _names_year(claim: When, readings: Sequence[Reading]) -> bool:
    """A year may stand where it looks like a number: "2021 was worse"."""
    only_year = claim.year is not None and all(getattr(claim, f) is None for f in FIELDS if f != "year")
    return only_year and any(str(claim.year) in r.all_keys for r in readings)
