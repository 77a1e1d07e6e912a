"""How firmly, by whom, and whether at all: negations, hedges, tenses and attributions that a claim changes.

Each judge yields what a finding costs; `faithful` adds them up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.news.actors import Deed, deeds
from bot.news.altered_facts import CLOSE
from bot.news.altered_roles import matches
from bot.news.evidence import Case, Cost, is_one_of
from bot.news.hedges import Cue
from bot.news.reading import Name, Reading, Token, covered, fields_of
from bot.news.related import generic
from bot.news.verbs import is_past

# --- Negation, hedges, attribution ------------------------------------------------------------------------------------


_SCOPE = 4
"""Terms after a negation or a modal verb that it's taken to govern."""


def _scope(cue: Cue, reading: Reading) -> list[Token]:
    if cue.kind == "negation" and cue.text.lower().startswith(_DENYING) and not cue.text.endswith(" to"):
        around = [t for t in reading.terms if not _in_cue(t, cue)]
        return [t for t in around if abs(t.start - cue.start) <= _DENIAL_REACH]
    inside = [t for t in reading.terms_within(cue.scope_start, cue.scope_end) if not _in_cue(t, cue)]
    terms = [t for t in inside if t.key not in generic()] or inside
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


def negation_costs(case: Case) -> Iterator[Cost]:
    if case.other_script:
        return
    edited = _edited_cue(case, "negation")
    if edited is not None:
        yield Cost(0.6, "negation", f"“{edited}” makes the difference")
        return
    theirs = [(cue, scope, e) for e in case.evidence for cue, scope in _negated(e)]
    ours = _negated(case.claim)
    found = [*_added_denials(ours, theirs), *_dropped_denials(ours, theirs, case)]
    if case.closeness < CLOSE and ours and (theirs or any(_negated_elsewhere(scope, case) for _, scope in ours)):
        found = [Cost(_REWORDED, c.kind, c.what) for c in found[:1]]
    yield from found


_Denial = tuple[Cue, list[Token]]


def _added_denials(ours: Sequence[_Denial], theirs: Sequence[tuple[Cue, list[Token], Reading]]) -> Iterator[Cost]:
    for cue, scope in ours:
        if not any(_overlap(scope, other) >= 0.3 for _, other, _ in theirs):
            yield Cost(0.6, "negation", f"“{cue.text}” isn't what the source says")


def _dropped_denials(
    ours: Sequence[_Denial], theirs: Sequence[tuple[Cue, list[Token], Reading]], case: Case
) -> Iterator[Cost]:
    for cue, scope, reading in theirs:
        told = sum(1.0 if _is_kept(t, reading, case) else _NEARLY * _is_near(t, case) for t in scope)
        denying = case.closeness < CLOSE and cue.text.lower().startswith(_DENYING)
        if told / len(scope) < (0.5 if denying else 0.6) or any(_overlap(scope, other) > 0 for _, other in ours):
            continue
        if _may_be_of_one(cue, reading, case):
            yield Cost(0.6, "negation", f"the source says “{cue.text}”")


_NEARLY = 0.6
"""What a word of the same field counts for, beside the word itself, when it's asked whether a denial is told."""


def _is_near(token: Token, case: Case) -> bool:
    return case.closeness < CLOSE and bool(token.fields & case.claim.fields)


def _may_be_of_one(cue: Cue, reading: Reading, case: Case) -> bool:
    """Whether the source's denial may be told of those whom the claim is told of."""
    ours = next(iter(deeds(case.claim)), None)
    theirs = next((d for d in deeds(reading) if d.verb.end >= cue.start), None)
    if (
        case.closeness >= CLOSE
        or ours is None
        or theirs is None
        or ours.passive
        or theirs.passive
        or ours.stands_in
        or theirs.stands_in
    ):
        return True
    mine, others = ([t for t in d.subject if t.content] for d in (ours, theirs))
    if not mine or not others:
        return True
    near = fields_of(others)
    whom = case.sources.cast.widened({t.key for t in others})
    return any(covered(t.key, whom) or t.fields & near for t in mine)


_REWORDED = 0.08
"""Cost of a negation of which the evidence has one too, in other words."""


def _negated_elsewhere(scope: Sequence[Token], case: Case) -> bool:
    """Whether some sentence of the sources denies just that."""
    return any(_overlap(scope, other) >= 0.5 for s in case.sources.sentences for _, other in _negated(s))


_SHORT_EDIT = 4


def _edited_cue(case: Case, *kinds: str) -> str | None:
    """A cue put in or left out between words that stayed the same."""
    if case.closeness < CLOSE:
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


def hedge_costs(case: Case) -> Iterator[Cost]:
    yield from _dropped_modals(case)
    yield from _dropped_hearsay(case)
    yield from _added_assurance(case)
    yield from _changed_tense(case)


_MODALS = frozenset(
    ["could", "may", "might", "would", "should", "likely", "possibly", "perhaps", "可能", "或许", "或将"]
)

_SOFTENED = 0.1
"""Cost of a plan or a possibility of which the sources speak in other words, so that it may be theirs."""

_SOFTER: dict[str, tuple[str, ...]] = {
    "possibility": ("possibility", "hearsay"),
    "plan": ("plan", "possibility", "hearsay"),
    "would": ("possibility", "hearsay", "plan"),
}


def _dropped_modals(case: Case) -> Iterator[Cost]:
    edited = None if case.other_script else _edited_cue(case, "possibility")
    if edited is not None:
        yield Cost(0.5, "hedge", f"“{edited}” makes the difference")
        return
    for reading in case.evidence:
        for cue in reading.cues:
            if cue.kind not in _SOFTER or not _is_told(cue, reading, case):
                continue
            softer = _SOFTER.get(cue.text.lower()) or _SOFTER[cue.kind]
            planned = cue.kind == "plan" or cue.text.lower() == "would"
            if not case.claim.has_cue(*softer) and not (planned and _is_infinitive(_scope(cue, reading)[0], case)):
                yield Cost(0.5, "hedge", f"the source says “{cue.text}”")


def _is_told(cue: Cue, reading: Reading, case: Case) -> bool:
    """Whether the claim tells what the cue governs, by its first term and half of the others."""
    scope = _scope(cue, reading)
    if case.other_script or not scope:
        return False
    told = [_is_kept(t, reading, case) for t in scope]
    return (told[0] or reading.is_cjk) and sum(told) / len(told) >= 0.5


def _is_kept(token: Token, reading: Reading, case: Case) -> bool:
    """Whether the claim has the word: in a near copy that very one, not the same word from elsewhere; else also one of
    its family ("manipulated" for "manipulation")."""
    if token.key not in case.claim.keys:
        return case.closeness < CLOSE and not reading.is_cjk and covered(token.key, case.claim.keys) > 0
    if reading is not case.best or case.closeness < CLOSE or reading.is_cjk:
        return True
    return not any(token in e.old for e in case.edits)


def _is_infinitive(verb: Token, case: Case) -> bool:
    """ "Norvane to open a lab", "a lab to train models": "to" before the verb leaves it undone."""
    return any(a.text.lower() == "to" and b.key == verb.key for a, b in pairwise(case.claim.tokens))


def _dropped_hearsay(case: Case) -> Iterator[Cost]:
    if case.claim.has_cue("hearsay", "attribution", "possibility"):
        return
    for reading in case.evidence:
        for cue in reading.cues:
            if cue.kind == "hearsay" and _governs_claim(cue, reading, case):
                yield Cost(0.5, "hedge", f"the source says “{cue.text}”")
                return
        if _is_outlet_report(reading):
            yield Cost(0.45, "attribution", "the source only reports it after another")
            return
        if reading.has_cue("attribution"):
            yield Cost(0.04, "attribution", "who says so is left out")


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


def _governs_claim(cue: Cue, reading: Reading, case: Case) -> bool:
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


def _added_assurance(case: Case) -> Iterator[Cost]:
    theirs = {c.text.lower()[:5] for e in case.evidence for c in e.cues if c.kind == "assurance"}
    negated = {t.key for _, scope in _negated(case.claim) for t in scope}
    for cue in case.claim.cues:
        if cue.kind != "assurance" or cue.text.lower()[:5] in theirs or case.other_script:
            continue
        if not any(t.key in negated for t in case.claim.terms_within(cue.start, cue.end)):
            yield Cost(0.5, "hedge", f"“{cue.text}” is surer than the source")


def _changed_tense(case: Case) -> Iterator[Cost]:
    """What the source tells as done or as fact, told as planned or possible."""
    soft = ("plan", "possibility", "hearsay")
    if case.other_script or any(e.has_cue(*soft) for e in case.evidence):
        return
    for cue in case.claim.cues:
        if (cue.kind == "plan" or cue.text.lower() in _MODALS) and (scope := _scope(cue, case.claim)):
            verb = scope[0].key
            elsewhere = any(verb in s.keys and s.has_cue(*soft) for s in case.sources.sentences)
            same = case.closeness >= CLOSE or (verb in case.keys and not elsewhere)
            weight = 0.45 if cue.kind == "plan" else 0.25
            yield Cost(weight if same else _SOFTENED, "hedge", f"the source doesn't say “{cue.text}”")
            return


def firmness_costs(case: Case) -> Iterator[Cost]:
    """A clause told as done or as fact, where the clause of the sources that tells it is hedged, planned or denied."""
    if case.other_script or case.claim.is_cjk or case.closeness >= CLOSE:
        return
    for deed in deeds(case.claim):
        found = next(iter(matches(deed, case)), None)
        cue = None
        if found is not None and found.told >= _FIRMLY_TOLD and case.sources.sentences[found.index] in case.evidence:
            cue = _softener(deed, found.deed, case.sources.sentences[found.index], case)
        if cue is None and _is_perfect(deed, case.claim):
            cue = _still_open(case)
        if cue is not None:
            yield Cost(0.45, "hedge", f"the source says “{cue.text}”")
            return


def _is_perfect(deed: Deed, reading: Reading) -> bool:
    """ "Has sued", "have been approved"."""
    before = [t.text.lower() for t in reading.tokens if t.end <= deed.verb.start][-_HELPERS:]
    return is_past(deed.verb.text.lower()) and bool({"has", "have"} & set(before))


_HELPERS = 3


def _still_open(case: Case) -> Cue | None:
    """The cue of the best sentence after which most of what it tells of the claim stands, if the claim has no such cue."""
    told = [t for t in case.best.terms if t.key in case.claim.keys or t.fields & case.claim.fields]
    for cue in case.best.cues if told and not case.claim.has_cue("plan", "possibility", "hearsay", "negation") else ():
        inside = [t for t in told if cue.scope_start <= t.start < cue.scope_end]
        if cue.kind in ("plan", "possibility") and 2 * len(inside) >= len(told):
            return cue
    return None


_FIRMLY_TOLD = 0.5


def _softener(ours: Deed, theirs: Deed, reading: Reading, case: Case) -> Cue | None:
    """The cue before the words of a source's clause that the claim's clause tells, if the claim has none like it."""
    keys = {t.key for t in (ours.verb, *ours.rest) if t.content}
    told = [t for t in (theirs.verb, *theirs.rest) if t.key in keys]
    begin = (
        theirs.subject[-1].end if theirs.subject and theirs.subject[-1].end <= theirs.verb.start else theirs.verb.start
    )
    infinitive = any(a.text.lower() == "to" and b.key in keys for a, b in pairwise(case.claim.tokens))
    for cue in reading.cues if told and not infinitive else ():
        softens = cue.kind in _SOFTER and begin <= cue.start <= min(t.start for t in told)
        if softens and not case.claim.has_cue(*_SOFTER[cue.kind]):
            return cue
    return None


def attribution_costs(case: Case) -> Iterator[Cost]:
    ours = list(_speakers(case.claim))
    if not ours or case.other_script:
        return
    theirs = [name for e in case.evidence for name in _near_saying(e)]
    for name in ours:
        if theirs and not is_one_of(name, theirs) and not _said_by_stand_in(case):
            yield Cost(0.5, "attribution", f"{name.name} isn't who says so")


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


def _said_by_stand_in(case: Case) -> bool:
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


def _owned_by(names: Sequence[Name], reading: Reading) -> Name:
    """ "According to Adler's boss Sofia Brandt": she says so."""
    first = names[0]
    owns = reading.text[first.end :].startswith(("'s", "’s")) or reading.text[first.start : first.end].endswith(
        ("'s", "’s")
    )
    return names[1] if owns and len(names) > 1 else first


def _speaker_of(cue: Cue, reading: Reading) -> Name | None:
    word = cue.text.lower()
    after = [n for n in reading.names if 0 <= n.start - cue.end <= _ATTRIBUTION_REACH]
    before = [n for n in reading.names if 0 <= cue.start - n.end <= _ATTRIBUTION_REACH]
    if word.startswith(("according", "citing", "cited", "as reported", "据", "援引")):
        return _owned_by(after, reading) if after else None
    before = [n for n in before if _directly_before(reading.text[n.end : cue.start])]
    inverted = after and reading.text[: cue.start].rstrip()[-1:] in tuple(',”"，’')
    if inverted and after[0].start - cue.end <= 12:
        return after[0]
    return before[-1] if before else None
