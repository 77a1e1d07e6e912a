"""Facts that a claim changes: words in another's place, names, quotations, directions.

Each judge yields what a finding costs; `faithful` adds them up. Numbers and dates stand in
`altered_numbers`, negations and hedges in `altered_stance`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, product

from bot.news.across import is_named_across
from bot.news.evidence import (
    Case,
    Cost,
    Slot,
    Sources,
    compact,
    in_name,
    is_one_of,
    is_soft,
    quote_form,
    same_name,
)
from bot.news.geography import area_of, is_area, is_named, is_told
from bot.news.measures import duration
from bot.news.numbers import numbers
from bot.news.reading import QUANTIFIERS, Name, Reading, Token, covered, fields_of, read
from bot.news.related import generic
from bot.news.text import word_set
from bot.news.verbs import verb_of
from bot.news.wording import UP, direction, opposites, places

# --- Slots: where a claim that follows its source word by word departs from it ----------------------------------------


_ONE_OF_SEVERAL = 0.25
"""Cost of a new word in a claim that rewords in several places: most likely a synonym that isn't known here."""


_REWORDED = 0.06
"""Cost of a new word in a claim that doesn't follow its source: on the tuning half as many true ones have one."""

_STRICT = 0.45
"""Cost from which a new word is a changed fact however the claim is worded: "all", "first", "never"."""

CLOSE = 0.7
"""Closeness from which a claim counts as following its source word by word, so that a changed word is a changed fact."""


_QUITE_CLOSE = 0.78
_SHORT_SLOT = 3


_FAIRLY_CLOSE = 0.5


_LONGEST_SLOT = 6


def slot_costs(case: Case) -> Iterator[Cost]:
    if case.other_script or case.closeness < _FAIRLY_CLOSE:
        return
    if _swaps_words(case):
        yield Cost(0.5, "comparison", "two things are swapped")
    costs = [(slot, cost) for slot in case.slots if (cost := _slot_cost(slot, case)) is not None]
    most = _REWORDED
    if case.closeness >= CLOSE:
        most = 1.0 if len(costs) == 1 else _ONE_OF_SEVERAL
    for slot, cost in costs:
        if cost.weight <= _STRICT and _only_rewords(slot, case):
            weight = _SAME_FIELD if most < 1 else _SAME_FIELD_IN_COPY
            yield replace(cost, weight=min(weight, cost.weight), what=cost.what + " in so many words")
            continue
        yield replace(cost, weight=min(cost.weight, most)) if cost.weight < _STRICT or most == _ONE_OF_SEVERAL else cost


_SAME_FIELD = 0.03
"""Cost of a word in the place of one of its field: "overseas" for "abroad"; in a claim that else follows its source word by word."""
_SAME_FIELD_IN_COPY = 0.2


def _only_rewords(slot: Slot, case: Case) -> bool:
    """Whether each new word stands for a related one that it replaces, or for a verb or an adverb as such a one; never
    where a name has gone with it ("covers Torvane deal", "sells")."""
    old = [t for t in slot.old if t.content and not is_soft(t, case.best)]
    if any(in_name(t, case.best) for t in old):
        return False
    keys = frozenset(t.key for t in old)
    new = [t for t in slot.new if t.content and t.key not in keys and t.text.lower() not in _LIGHT]
    new = [t for t in new if not in_name(t, case.claim) and not is_soft(t, case.claim)]
    return all(_rewords(t, old, case) for t in new)


def _rewords(new: Token, old: Sequence[Token], case: Case) -> bool:
    if new.key in QUANTIFIERS or opposites().get(new.key, frozenset()) & frozenset(t.key for t in old):
        return False
    if direction(new.key) is not None and any(direction(t.key) not in (None, direction(new.key)) for t in old):
        return False
    return bool(new.fields & fields_of(old)) or new.key in generic() or _moved([new], case)


_LIGHT = word_set(
    """
    together versus vs used ai maker makers fewer more less least most
    account accounts accounted make makes made take takes took get gets got set sets put puts see sees
    saw give gives gave hold holds held come comes came go goes went amid following through via worth
    total totalling around against over nearly almost roughly approximately help helps helped been its a
    an the of which that this these those previously newly
    """
)
"""Words whose change alone changes no fact."""


_SWAPPED = 3


def _swaps_words(case: Case) -> bool:
    """Two words have changed places: each stands where the source has the other."""
    if case.claim.is_cjk:
        return False
    short = [s for s in case.slots if 0 < len(s.old) <= _SWAPPED and len(s.new) <= _SWAPPED]
    moves = {(a.key, b.key) for s in short for a in s.old for b in s.new if a.content and b.content and a.key != b.key}
    return any((b, a) in moves for a, b in moves)


def _slot_cost(slot: Slot, case: Case) -> Cost | None:
    old_keys = frozenset(t.key for t in slot.old)
    new = [t for t in slot.new if t.content and t.key not in old_keys and not is_soft(t, case.claim)]
    new = [
        t
        for t in new
        if t.text.lower() not in _LIGHT
        and not in_name(t, case.claim)
        and not (t.key.isascii() and covered(t.key, old_keys))
    ]
    if case.claim.is_cjk:
        new = [t for t in new if not _is_chinese_rewording(t, slot.old)]
    if not new or _is_same_chinese(new, slot.old):
        return None
    weight = _slot_weight(new, slot, case)
    return Cost(weight, "unsupported", f"“{case.claim.written(new)}” isn't what the source says") if weight else None


_ALMOST_ALL = 0.85
"""Coverage from which the one word that no source has is taken for a changed fact, however the claim is worded."""


def _slot_weight(new: Sequence[Token], slot: Slot, case: Case) -> float:
    close = case.closeness >= CLOSE
    replaces = any(t.content for t in slot.old)
    if any(t.key in QUANTIFIERS and t.key not in case.keys for t in new):
        return 0.45
    if all(_is_known(t, case) for t in new):
        return _weight_of_known(new, slot, case) if close and replaces else 0.0
    if case.claim.is_cjk and not replaces:
        return 0.25
    if not close and case.coverage >= _ALMOST_ALL:
        return 0.35
    return (0.45 if close else 0.25) if len(slot.new) <= _LONGEST_SLOT else 0.2


def _weight_of_known(new: Sequence[Token], slot: Slot, case: Case) -> float:
    """A word from elsewhere in the sources in another's place: a changed fact when all around it is the same."""
    if _moved(new, case) or len(slot.old) > _LONGEST_SLOT:
        return 0.0
    only_points = all(t.text.lower() in _STAND_INS for t in slot.old if t.content)
    short = len(new) <= _SHORT_SLOT and not only_points
    return 0.42 if case.closeness >= _QUITE_CLOSE and short else 0.2


def _moved(new: Sequence[Token], case: Case) -> bool:
    return all(t.key in case.best.keys | case.best.all_keys for t in new)


def _is_known(token: Token, case: Case) -> bool:
    if len(token.text) == 1 and not token.text.isascii():
        return token.text in case.sources.text
    if case.closeness < CLOSE and token.fields & case.fields:
        return True
    return covered(token.key, case.sources.keys) > 0


def _is_chinese_rewording(new: Token, old: Sequence[Token]) -> bool:
    """A light word, or one of the field of a word that it replaces: a Chinese clause keeps most of its characters however
    it's reworded, so that it looks like a copy. What excludes each other shares no field there."""
    return new.key in generic() or bool(new.fields & fields_of(t for t in old if t.content))


def _is_same_chinese(new: Sequence[Token], old: Sequence[Token]) -> bool:
    surface = "".join(t.text for t in new)
    return not surface.isascii() and surface in "".join(t.text for t in old)


# --- Names ------------------------------------------------------------------------------------------------------------


_STAND_INS = word_set(
    """
    it its they their he his she her company firm group maker giant owner startup start-up lab business
    who which organisation organization developer chipmaker carmaker parent researchers 公 司 它 其 该 他 她
    """
)


def name_costs(case: Case) -> Iterator[Cost]:
    for name in case.claim.names:
        if is_written(name, case.claim, case.evidence) or is_named_across(name, case):
            continue
        if not stands_in(name, case.sources) and not is_written(name, case.claim, case.sources.sentences):
            yield _untold_name(name, case)
        elif not _in_evidence(name, case):
            yield _named_elsewhere(name, case)
    yield from _swapped_names(case)


def _untold_name(name: Name, case: Case) -> Cost:
    """A name that no source has: told by a place that lies there, or written in letters that can't be compared, or new."""
    if case.closeness < CLOSE and is_told(name.name, case.sources.text):
        if is_named(name.name, case.sources.text):
            return Cost(_SAME_PLACE, "name", f"{name.name} is told in another form")
        return Cost(_INFERRED, "name", f"{name.name} is told by a place there")
    if case.other_script and not name.known and not area_of(name.name):
        return Cost(_UNREADABLE, "name", f"{name.name} can't be compared across scripts")
    if not name.known and case.claim.capitalises_nouns:
        return Cost(_MAYBE_NOUN, "name", f"{name.name} stands in no source, as a noun or a name")
    if not name.sure and not is_area(name.name) and case.closeness < _FAIRLY_CLOSE:
        weight = min(_MAYBE_NO_NAME, _unsure_weight(name, case))
        return Cost(weight, "name", f"{name.name} stands in no source, if it's a name")
    sure = name.sure or is_area(name.name)
    return Cost(0.6 if sure else _unsure_weight(name, case), "name", f"{name.name} stands in no source")


_MAYBE_NO_NAME = 0.25
_SAME_PLACE, _INFERRED, _UNREADABLE, _MAYBE_NOUN = 0.03, 0.25, 0.08, 0.1


def is_written(name: Name, claim: Reading, readings: Iterable[Reading]) -> bool:
    """Whether a sentence has the name's very letters, and no longer version of it."""
    letters = re.escape(claim.text[name.start : name.end].lower()).replace("\\ ", "[ -]")
    pattern = re.compile(rf"(?<![\w-]){letters}(?![\w]|[-.]\d|-[a-z])")
    return any(pattern.search(r.text.lower()) for r in readings)


def _named_elsewhere(name: Name, case: Case) -> Cost:
    """A name from another sentence: harmless for "the company" or "it", a changed fact in place of other words."""
    if case.closeness >= CLOSE:
        return Cost(_weight_in_copy(name, case), "name", f"{name.name} isn't named there")
    if _is_main(name, case):
        return Cost(0.04, "name", f"{name.name} isn't named there")
    if _has_stand_in(case) or case.claim.capitalises_nouns or _is_told_of_likewise(name, case):
        return Cost(0.15, "name", f"{name.name} isn't named in that sentence")
    return Cost(0.42, "name", f"{name.name} isn't named there")


def _is_told_of_likewise(name: Name, case: Case) -> bool:
    """Whether a sentence that names it shares a word with the claim, or is a byline, so that its bearer tells the rest.

    A country or a town is no bearer: "Canadian revenue" isn't told by a Canadian who speaks elsewhere."""
    words = case.claim.keys - frozenset(p for n in case.claim.names for p in n.parts) - generic()
    if area_of(name.name):
        words = frozenset()
    return any(
        _is_byline(sentence) or words & sentence.keys
        for sentence in case.sources.sentences
        if is_written(name, case.claim, (sentence,)) or any(same_name(name, other) for other in sentence.names)
    )


_LONGEST_BYLINE = 12
_SIGNED = re.compile(r"(?:by|written by|from|—|–|-)\s", re.IGNORECASE)


def _is_byline(sentence: Reading) -> bool:
    """ "By Ada Brunn, head of research", "— Milo Brandt": whoever is named there speaks in the whole text."""
    if len(sentence.tokens) > _LONGEST_BYLINE:
        return False
    return _SIGNED.match(sentence.text) is not None or not any(verb_of(t.text.lower()) for t in sentence.tokens)


def _weight_in_copy(name: Name, case: Case) -> float:
    there = [s for s in case.slots if any(name.start <= t.start < name.end for t in s.new)]
    if any(_stand_in_among(s.old) for s in there) or (
        _is_main(name, case) and not any(case.best.names_at(s.old) for s in there)
    ):
        return 0.04
    return 0.45


def _is_main(name: Name, case: Case) -> bool:
    """The name that most source sentences begin with: what "its" and "the company" stand for."""
    main = case.sources.main_name
    return main is not None and is_one_of(name, (main,))


def _unsure_weight(name: Name, case: Case) -> float:
    """A lone capitalised first word may be an ordinary one; in a near copy it replaces what stood there."""
    if name.parts[0].startswith("=") or covered(name.parts[0], case.sources.keys):
        return 0.0
    return 0.5


def stands_in(name: Name, sources: Sources) -> bool:
    if not name.known and (f" {name.name.lower()} " in sources.joined or _is_respaced(name, sources)):
        return True
    if any(same_name(name, other) for other in sources.names):
        return True
    people, _, rest = name.name.partition(" ")
    if rest and not name.known and is_area(people) and f" {rest.lower()} " in sources.joined:
        return is_told(people, sources.text)
    bare = _PREFIXED.sub("", name.name)
    if bare != name.name and not name.known and f" {bare.lower()} " in sources.joined:
        return True
    return not name.known and all(_has_part(p, sources) for p in name.parts)


_PREFIXED = re.compile(r"^(?:ex|non|pro|anti|pre|post|then|former|mid|all|trans|cross|inter|intra)-")
""" "Ex-BBC", "pro-Kremlin": the name is what follows."""
_LONG_NAME = 5


def _is_respaced(name: Name, sources: Sources) -> bool:
    """ "HappyOyster" for "Happy Oyster"; never a version inside a longer one."""
    short = compact(name.name)
    at = sources.compact.find(short) if len(short) >= _LONG_NAME else -1
    after = sources.compact[at + len(short) : at + len(short) + 2]
    return at >= 0 and not after[:1].isdigit() and not (after[:1] == "." and after[1:].isdigit())


def _has_part(part: str, sources: Sources) -> bool:
    return part in sources.keys or (len(part) > 1 and any(p == part for n in sources.names for p in n.parts))


def _in_evidence(name: Name, case: Case) -> bool:
    if any(same_name(name, other) for e in case.evidence for other in e.names):
        return True
    told = "\n".join(e.text for e in case.evidence)
    if case.closeness < CLOSE and is_told(name.name, told):
        return True
    return not name.known and all(p in case.keys or is_told(w, told) for p, w in _words_of(name))


def _words_of(name: Name) -> Iterator[tuple[str, str]]:
    """A name's parts with their words."""
    words = name.name.replace("-", " ").split()
    return zip(name.parts, words if len(words) == len(name.parts) else name.parts, strict=True)


def _has_stand_in(case: Case) -> bool:
    return any(t.text.lower() in _STAND_INS for e in case.evidence for t in e.tokens)


_NAME_SLOT = 4


def _swapped_names(case: Case) -> Iterator[Cost]:
    """A name that stands where the source has another one, though both are named."""
    if case.closeness < _FAIRLY_CLOSE or case.other_script:
        return
    if case.closeness >= CLOSE and not _turned_passive(case):
        yield from _names_between_others(case)
    for slot in case.slots:
        new, old = case.claim.names_at(slot.new), case.best.names_at(slot.old)
        if not new or not old or len(slot.old) > _NAME_SLOT or _stand_in_among(slot.old):
            continue
        for name in new:
            if not name.sure and case.closeness < CLOSE:
                continue
            if case.closeness < CLOSE and is_area(name.name) != is_area(old[0].name):
                continue
            if not is_one_of(name, old) and not _turned_passive(case):
                yield Cost(0.5, "name", f"{name.name} stands where the source has {old[0].name}")


def _names_between_others(case: Case) -> Iterator[Cost]:
    """A name between the very words that the source has around another one."""
    theirs = [(_beside(n, case.best), n) for n in case.best.names]
    for name in case.claim.names:
        beside = _beside(name, case.claim)
        here = [other for words, other in theirs if words == beside]
        if here and not is_one_of(name, here):
            yield Cost(0.5, "name", f"{name.name} stands where the source has {here[0].name}")


def _beside(name: Name, reading: Reading) -> tuple[str, str]:
    """The words before and after a name; empty at an end of the sentence."""
    before = [t.key for t in reading.tokens if t.end <= name.start][-1:]
    after = [t.key for t in reading.tokens if t.start >= name.end][:1]
    return (before[0] if before else "", after[0] if after else "")


def _stand_in_among(tokens: Iterable[Token]) -> bool:
    return any(t.text.lower() in _STAND_INS for t in tokens)


def _turned_passive(case: Case) -> bool:
    return _is_passive(case.claim) != _is_passive(case.best)


def _is_passive(reading: Reading) -> bool:
    return " by " in reading.joined or "被" in reading.text


def role_costs(case: Case) -> Iterator[Cost]:
    """Subject and object swapped around one verb."""
    source = {triple for e in case.evidence for triple in _triples(e)}
    for agent, verb, patient in _triples(case.claim):
        if agent != patient and (patient, verb, agent) in source and (agent, verb, patient) not in source:
            sure = case.closeness >= CLOSE
            yield Cost(0.55 if sure else 0.25, "name", "who did it to whom is swapped" + ("" if sure else ", it seems"))
            return


def agent_costs(case: Case) -> Iterator[Cost]:
    """A name right before a word that the sources only tell of another name."""
    if case.other_script:
        return
    theirs = [(key, name, e) for e in case.evidence for key, name in _agents(e)]
    for key, name in _agents(case.claim):
        told = [(other, reading) for k, other, reading in theirs if k == key]
        if case.closeness < CLOSE and is_area(name.name):
            continue
        written = is_written(name, case.claim, [r for _, r in told])
        if told and not written and not any(is_one_of(name, r.names) for _, r in told):
            yield Cost(0.45, "name", f"{told[0][0].name} is told of there, not {name.name}")
            return


_BESIDE = re.compile(r"(?:['’]s?)?\s(?:(?:has|have|had|also|now|will|would|is|was)\s)?")


def _agents(reading: Reading) -> Iterator[tuple[str, Name]]:
    for name in reading.names:
        for token in reading.terms:
            if (
                token.start > name.end
                and _BESIDE.fullmatch(reading.text[name.end : token.start])
                and token.text.lower() not in _SMALL
                and not is_soft(token, reading)
            ):
                yield token.key, name


def _triples(reading: Reading) -> Iterator[tuple[str, str, str]]:
    """Every name before a word of a clause with every name after it; turned round at a passive."""
    for token in reading.terms:
        start, end = reading.clause_at(token.start)
        before = [n for n in reading.names if start <= n.start and n.end <= token.start]
        if not before and token.text.endswith("ing") and token.start - start <= _PARTICIPLE_AT:
            before = _names_of_clause_before(start, reading)
        after = [n for n in reading.names if token.end <= n.start and n.end <= end]
        passive = _is_passive_here(token, before, reading)
        for one, other in product(before, after):
            first, second = one.parts[0], other.parts[0]
            yield (second, token.key, first) if passive else (first, token.key, second)


_PARTICIPLE_AT = 3


def _names_of_clause_before(start: int, reading: Reading) -> list[Name]:
    """Who a participle speaks of: "…, replacing Li"."""
    first, last = reading.clause_at(max(0, start - 1))
    return [n for n in reading.names if first <= n.start and n.end <= last and last <= start]


_AFTER_BE = re.compile(r"\b(?:is|are|was|were|been|being|be)\s+(?:\w+ly\s+)?$")


def _is_passive_here(token: Token, before: Sequence[Name], reading: Reading) -> bool:
    after = reading.text[token.end : reading.clause_at(token.start)[1]]
    if after.lstrip().startswith("by ") or (" by " in after and _AFTER_BE.search(reading.text[: token.start])):
        return True
    return bool(before) and reading.text[before[-1].end : token.start].startswith(("被", "由"))


# --- Quotations, comparisons ------------------------------------------------------------------------------------------


def quote_costs(case: Case) -> Iterator[Cost]:
    for quote, _, _ in case.claim.quotes:
        if not all(quote_form(piece) in case.sources.quotable for piece in _pieces(quote)):
            yield Cost(0.6, "quote", f"“{quote}” isn't quoted word for word")
        elif len(quote.split()) >= 4 and not _is_quoted(quote, case.sources):
            yield Cost(0.45, "quote", f"“{quote}” is no quotation in the source")


def _pieces(quote: str) -> list[str]:
    return [p for p in quote.replace("...", "…").replace("[…]", "…").split("…") if p.strip()]


def _is_quoted(quote: str, sources: Sources) -> bool:
    form = quote_form(quote)
    return any(form in quote_form(q) or quote_form(q) in form for s in sources.sentences for q, _, _ in s.quotes)


def comparison_costs(case: Case) -> Iterator[Cost]:
    flipped = _turned_direction(case)
    if flipped is not None:
        yield Cost(0.55, "comparison", f"“{flipped.text}” is the other direction in the source")
        return
    yield from _turned_range(case)
    yield from _raised_rank(case)
    yield from _turned_way(case)
    contrary = opposites()
    alike = frozenset().union(*(e.keys | e.all_keys for e in _alike(case)))
    for index, token in enumerate(case.claim.tokens):
        against = contrary.get(token.key)
        if (
            not against
            or _tells_bound(index, case.claim.tokens, case.closeness < CLOSE)
            or _counts_time(index, case.claim, case.closeness)
            or _is_noun(index, case.claim)
            or (case.closeness < CLOSE and token.text.lower() in _BETWEEN_TWO)
            or _replaces_related(token, against, case)
        ):
            continue
        if _opposed(token, against, case) if token.key not in alike else _opposed_here(index, against, case):
            if _is_denied(token, case.claim) != any(
                _is_denied(t, e) for e in case.evidence for t in e.tokens if t.key in against
            ):
                continue
            what = f"“{token.text}” is the contrary of what the source says"
            sure = case.closeness >= CLOSE or _of_same_matter(token, against, case)
            yield Cost(_CONTRARY if sure else _MAYBE_CONTRARY, "comparison", what if sure else what + ", it seems")


def _replaces_related(token: Token, against: frozenset[str], case: Case) -> bool:
    """Whether it stands where the source has a word of its field, which is no contrary: what it means is told there."""
    for slot in case.slots:
        if token in slot.new and slot.inner and len(slot.old) <= _LONGEST_SLOT:
            return not against & {t.key for t in slot.old} and bool(token.fields & fields_of(slot.old))
    return False


_CONTRARY, _MAYBE_CONTRARY = 0.5, 0.2


def _of_same_matter(token: Token, against: frozenset[str], case: Case) -> bool:
    """Whether a word stands beside the contrary in the source that stands beside the claim's word too."""
    ours = frozenset(t.key for t in _clause_terms(token, case.claim)) - generic() - {token.key}
    theirs = (_clause_terms(t, e) for e in case.evidence for t in e.tokens if t.key in against)
    return any(t.key in ours for terms in theirs for t in terms)


def _clause_terms(token: Token, reading: Reading) -> list[Token]:
    return reading.terms_within(*reading.clause_at(token.start))


_WAY = re.compile(
    r"\bfrom (?P<start>[^,.;]{3,40}?) (?:in)?to (?P<end>[^,.;]{3,40}?)(?=[,.;]|$|\s(?:for|by|in|on|after|as|and)\b)"
)


def _turned_way(case: Case) -> Iterator[Cost]:
    """ "From Brest to the Azores" for "from the Azores to Brest"."""
    ways = [way for e in case.evidence for way in _ways(e.text)]
    for start, end in _ways(case.claim.text):
        if any(start & b and end & a and not start & a and not end & b for a, b in ways):
            yield Cost(0.5, "comparison", "from where to where is turned round")


_WAY_BACK = re.compile(
    r"\b(?:bound for|heading for|on its way to|to) (?P<end>[^,.;]{3,30}?) from (?P<start>[^,.;]{3,30}?)(?=[,.;]|$|\s(?:for|by|in|on|after|as|and)\b)"
)


def _ways(text: str) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """From where to where, whichever is told first."""
    for pattern in (_WAY, _WAY_BACK):
        yield from map(_way, pattern.finditer(text))


def _way(match: re.Match[str]) -> tuple[frozenset[str], frozenset[str]]:
    start, end = (frozenset(t.key for t in read(match[g]).tokens if t.content) for g in ("start", "end"))
    return start, end


_RANK = re.compile(
    r"\b(?P<rank>(?:second|third|fourth|fifth|sixth|two|three|four|five)[- ]|one of (?:the|its|their) )?(?P<most>[a-z]{3,}est|best|worst|most)\b"
)


def _raised_rank(case: Case) -> Iterator[Cost]:
    """ "The largest", where the source has the second-largest or one of the largest."""
    ours = {m["most"] for m in _RANK.finditer(case.claim.text.lower()) if not m["rank"]}
    theirs = [m for e in case.evidence for m in _RANK.finditer(e.text.lower()) if m["most"] in ours]
    if theirs and all(m["rank"] for m in theirs):
        yield Cost(0.5, "comparison", f"the source says “{theirs[0][0]}”")


def _opposed_here(index: int, against: frozenset[str], case: Case) -> bool:
    """Both contraries stand in the source: does the other one stand beside the claim's next word?"""
    tokens = case.claim.tokens
    if index + 1 >= len(tokens) or tokens[index].text.lower() in _SMALL or not tokens[index + 1].content:
        return False
    following = tokens[index + 1].key
    pairs = {(a.key, b.key) for e in case.evidence for a, b in pairwise(e.tokens)}
    return (tokens[index].key, following) not in pairs and any((key, following) in pairs for key in against)


def _turned_range(case: Case) -> Iterator[Cost]:
    """ "Fell from 2 to 6" can't be."""
    for one, other in pairwise(case.claim.numbers):
        between = case.claim.text[one.end : other.start]
        before = [t for t in case.claim.tokens if t.end <= one.start][-3:]
        moves = {direction(t.key) for t in before} - {None}
        if not re.search(r"\bto\b", between) or len(between) > 25 or len(moves) != 1 or before[-1].key != "from":
            continue
        if (one.value > other.value) == (UP in moves) and one.value != other.value:
            yield Cost(0.55, "comparison", f"{one.text} to {other.text} is the other direction")


_SMALL = frozenset(
    ["to", "from", "for", "with", "without", "against", "over", "under", "before", "after", "in", "out", "up", "down"]
)


_ALIKE = 2
"""Words that a sentence other than the best must share with a claim before their contraries are compared."""


def _alike(case: Case) -> list[Reading]:
    return [
        e
        for e in case.evidence
        if e is case.best or len(e.keys & case.claim.keys) >= _ALIKE or _share_name(e, case.claim)
    ]


def _share_name(one: Reading, other: Reading) -> bool:
    return any(is_one_of(n, other.names) for n in one.names)


def _is_denied(token: Token, reading: Reading) -> bool:
    """Whether a negation governs the word: "did not survive" says what "died" does."""
    return any(c.kind == "negation" and c.scope_start <= token.start < c.scope_end for c in reading.cues)


_LIVES = word_set(
    "their his her our your its many several more of the lost lose loses claimed claims claim cost costs saved save saves took"
)


def _is_noun(index: int, reading: Reading) -> bool:
    """ "Lives" in "claimed seven lives" isn't what somebody does."""
    if reading.tokens[index].text.lower() != "lives" or index == 0:
        return False
    before = reading.tokens[index - 1]
    return before.text.lower() in _LIVES or any(n.end == before.end for n in reading.numbers)


_WITH_NUMBERS = word_set("year years month months week weeks day days hour hours quarter million billion trillion")


def _counts_time(index: int, reading: Reading, case_closeness: float) -> bool:
    """ "Months" in "12 months" and "billion" are compared with their numbers."""
    if case_closeness < CLOSE and reading.tokens[index].text.lower() in _WITH_NUMBERS:
        return True
    before = reading.tokens[index].start - 1
    return any(n.end == before and duration(n, reading.text) is not None for n in reading.numbers)


def _tells_bound(index: int, tokens: Sequence[Token], articles: bool = True) -> bool:
    """ "More" in "more than 200" belongs to the number; in "more than a year" to the time, unless `articles` is off."""
    after = [t.text.lower() for t in tokens[index + 1 : index + 3]]
    if len(after) < 2 or after[0] != "than":
        return False
    return after[1][0].isdigit() or (articles and after[1] in ("a", "an")) or bool(numbers(after[1]))


def _opposed(token: Token, against: frozenset[str], case: Case) -> bool:
    """Small words are opposed only in the same slot."""
    if token.text.lower() not in _SMALL:
        there = {
            t.key
            for e in _alike(case)
            for n, t in enumerate(e.tokens)
            if not _tells_bound(n, e.tokens, case.closeness < CLOSE)
        }
        return bool(against & there) and not against & case.claim.all_keys
    return case.closeness >= CLOSE and any(token in s.new and against & {t.key for t in s.old} for s in case.slots)


def _turned_direction(case: Case) -> Token | None:
    for index, token in enumerate(case.claim.tokens):
        ours = direction(token.key)
        if ours is None or token.text.lower() in _SMALL or _tells_bound(index, case.claim.tokens):
            continue
        if case.closeness < CLOSE and token.text.lower() in _BETWEEN_TWO:
            continue
        theirs = _direction_there(token, case)
        if theirs is not None and theirs != ours:
            return token
    return None


NAME_WEIGHT = 3.0
"""What a shared name counts for beside a shared word when it's asked whose number it is."""


def likeness(ours: frozenset[str], theirs: frozenset[str], case: Case, weight: float = NAME_WEIGHT) -> float:
    names = {part for n in case.claim.names for part in n.parts} | places()
    return sum(weight if key in names else 1.0 for key in ours & theirs)


_BETWEEN_TWO = word_set(
    "ahead behind beat beats beaten beating top tops topped topping best lead leads led leading trail trails trailed trailing above "
    "below outpaced outpaces overtook overtaken exceed exceeds exceeded surpass surpassed outsold outperform outperformed outperforms"
)
"""Words whose direction depends on who is named first: one is ahead where the other is behind."""
_QUALITY = word_set("better worse best worst 更好 更差")
"""More accidents are worse: how good and how much go their own ways."""


def _direction_there(token: Token, case: Case) -> str | None:
    """The direction told by the evidence's clause that is most like the token's own."""
    start, end = case.claim.clause_at(token.start)
    ours = frozenset(t.key for t in case.claim.terms_within(start, end) if direction(t.key) is None)
    best: tuple[float, str | None] = (-1.0, None)
    for reading in case.evidence:
        for index, other in enumerate(reading.tokens):
            found = direction(other.key)
            if found is None or other.text.lower() in _SMALL or _tells_bound(index, reading.tokens):
                continue
            if case.closeness < CLOSE and other.text.lower() in _BETWEEN_TWO:
                continue
            if (other.text.lower() in _QUALITY) != (token.text.lower() in _QUALITY):
                continue
            near = frozenset(t.key for t in reading.terms_within(*reading.clause_at(other.start)))
            like = likeness(ours, near, case)
            if like >= 1:
                best = max(
                    best, (like + (0.5 if found == direction(token.key) else 0.0), found), key=lambda pair: pair[0]
                )
    return best[1]
