"""How firmly, by whom, and whether at all: negations, hedges, tenses and attributions that a claim changes.

Each judge yields what a finding costs; `faithful` adds them up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.news.actors import SAYING, Deed, deeds, is_among
from bot.news.altered_facts import CLOSE
from bot.news.altered_roles import matches
from bot.news.evidence import Case, Cost, is_one_of
from bot.news.hedges import Cue, is_wish, turning_words
from bot.news.reading import Name, Reading, Token, covered, fields_of
from bot.news.related import generic
from bot.news.text import word_set
from bot.news.verbs import is_past, verb_of
from bot.news.wording import key_of

# --- Negation, hedges, attribution ------------------------------------------------------------------------------------


_SCOPE = 4
"""Terms after a negation or a modal verb that it's taken to govern."""


def _scope(cue: Cue, reading: Reading) -> list[Token]:
    if cue.kind == "negation" and cue.text.lower().startswith(_DENYING) and not cue.text.endswith(" to"):
        return _denied(cue, reading)
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
    "不承",
    "不认可",
    "dismiss",
    "avoid",
)
"""Beginnings of verbs that turn what stands before them too: "the claim was rejected"."""


_DENIAL_REACH = 60


def _denied(cue: Cue, reading: Reading) -> list[Token]:
    """What a verb of denying turns: its object, or what stands around it where it has none."""
    start = cue.scope_start
    asked = _ASKED.match(reading.text, start)
    if asked and any(t.key in _CARRIERS for t in reading.terms_within(start, asked.end())):
        start = asked.end()
    after = [t for t in reading.terms_within(start, cue.scope_end) if t.key not in generic()]
    told = [t for t in after if t.key not in _CARRIERS]
    if told and not reading.is_cjk and _PASSIVE.search(reading.text[: cue.start]) is None:
        return told[:_SCOPE]
    return [t for t in reading.terms if not _in_cue(t, cue) and abs(t.start - cue.start) <= _DENIAL_REACH]


_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be)\s+(?:\w+ly\s+)?$")
_ASKED = re.compile(r"[^,.;]{2,40}? (?:for|to|that|of)\b")
_CARRIERS = frozenset(
    key_of(w)
    for w in word_set(
        "call demand request suggestion claim allegation proposal idea bid plea appeal offer report charge"
    )
)
"""What one denies or rejects by itself tells little: it's what was asked for or said."""


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
    if case.closeness >= CLOSE:
        yield from _added_denials(ours, theirs)
        yield from _dropped_denials(ours, theirs, case)
        return
    yield from _denied_anew(ours, case)
    yield from _no_longer_denied(ours, theirs, case)


_Denial = tuple[Cue, list[Token]]


def _added_denials(ours: Sequence[_Denial], theirs: Sequence[tuple[Cue, list[Token], Reading]]) -> Iterator[Cost]:
    for cue, scope in ours:
        if not any(_overlap(scope, other) >= 0.3 for _, other, _ in theirs):
            yield Cost(0.6, "negation", f"“{cue.text}” isn't what the source says")


def _dropped_denials(
    ours: Sequence[_Denial], theirs: Sequence[tuple[Cue, list[Token], Reading]], case: Case
) -> Iterator[Cost]:
    for cue, scope, reading in theirs:
        told = sum(_is_kept(t, reading, case) for t in scope)
        if told / len(scope) >= 0.6 and not any(_overlap(scope, other) > 0 for _, other in ours):
            yield Cost(0.6, "negation", f"the source says “{cue.text}”")


_UNSURE, _UNTOLD = 0.08, 0.04
"""Cost of a denial that may be the same in another construction ("nobody was badly hurt", "all came through well"), and of
one of which nothing is told in either way."""


def _denied_anew(ours: Sequence[_Denial], case: Case) -> Iterator[Cost]:
    """A denial of the claim. It's sure where the source tells the same without any, unsure where nothing is told of it."""
    for cue, scope in ours:
        sentences = case.sources.sentences
        if any(_alike(scope, other) >= 0.5 for s in sentences for _, other in _negated(s)):
            continue
        shares = [_told_by(scope, s) for s in sentences]
        best = max(shares)
        there = [s for share, s in zip(shares, sentences, strict=True) if share > max(0.0, best - _ABOUT_AS_WELL)]
        turned = any(_turns(s.terms, s, case.claim) for s in there)
        turned = turned or _BOUND.match(case.claim.text, cue.scope_start) is not None
        if cue.text.lower().startswith(_DENYING):
            turned = turned or any(
                c.kind == "negation" and c.text.lower().startswith(_DENYING) for s in sentences for c in s.cues
            )
        turned = turned or (_denies_charges(cue, case.claim) and _answers_otherwise(case))
        known = sum(covered(t.key, case.sources.keys) > 0 for t in scope)
        if (best >= _AFFIRMED and known >= _AFFIRMED * len(scope) and not turned) or _is_done_anyway(
            cue, scope[0], case
        ):
            yield Cost(0.6, "negation", f"“{cue.text}” isn't what the source says")
        else:
            yield Cost(_UNTOLD, "negation", f"nothing like “{cue.text}” is said there")
        return


_ABOUT_AS_WELL = 0.25


def _denies_charges(cue: Cue, reading: Reading) -> bool:
    """ "Deny the charges": what is denied is told before, and not as a fact."""
    if not cue.text.lower().startswith(_DENYING):
        return False
    after = reading.terms_within(cue.scope_start, cue.scope_end)
    return bool(after) and all(t.key in _CARRIERS for t in after)


def _answers_otherwise(case: Case) -> bool:
    """Whether a source denies something of those who are told of, in its own way: "all three pleaded not guilty"."""
    numbers = {n.value for n in case.claim.numbers}
    return any(
        s in case.evidence or _share_someone(s, case.claim) or numbers & {n.value for n in s.numbers}
        for s in case.sources.sentences
        if s.has_cue("negation")
    )


def _share_someone(one: Reading, other: Reading) -> bool:
    return any(is_one_of(n, other.names) for n in one.names)


def _is_done_anyway(cue: Cue, verb: Token, case: Case) -> bool:
    """Whether a source says plainly that somebody of the claim did what its "refused to", "failed to" denies."""
    if not cue.text.endswith(" to"):
        return False
    names = case.claim.names
    for index, sentence in enumerate(case.sources.sentences):
        for deed in case.sources.cast.deeds(index):
            softened = any(c.scope_start <= deed.verb.start < c.scope_end for c in sentence.cues if c.kind in _UNDONE)
            if deed.verb.key == verb.key and is_past(deed.verb.text.lower()) and not softened:
                return any(is_among(n, case.sources.cast.meant(index, deed)) for n in names)
    return False


_UNDONE = ("negation", "plan", "possibility")
_BOUND = re.compile(r"[\w\s]{0,20}\b(?:more|less|fewer|longer|later|as (?:many|much)) ")
""" "Can't have more than three" says what "up to three" does."""


def _turns(told: Sequence[Token], reading: Reading, other: Reading) -> bool:
    """Whether the clauses that tell these words have such as may deny in their own way, and that the other sentence hasn't."""
    keys, near = {t.key for t in told}, fields_of(told)
    there = {reading.clause_at(t.start) for t in reading.terms if t.key in keys or t.fields & near}
    words = {w for start, end in there for w in turning_words(reading.text[start:end])}
    return any(key_of(w) not in other.all_keys for w in words)


def _no_longer_denied(
    ours: Sequence[_Denial], theirs: Sequence[tuple[Cue, list[Token], Reading]], case: Case
) -> Iterator[Cost]:
    """A denial of the source whose words the claim tells, without one. It's unsure where the claim denies in its own way."""
    for cue, scope, reading in theirs:
        kept = [_is_kept(t, reading, case) for t in scope]
        told = sum(1.0 if k else _NEARLY * _is_near(t, case) for t, k in zip(scope, kept, strict=True)) / len(scope)
        denying = cue.text.lower().startswith(_DENYING)
        if told < (0.5 if denying else 0.6) or any(_overlap(scope, other) > 0 for _, other in ours):
            continue
        if not _may_be_of_one(cue, reading, case):
            continue
        first = kept[0] or _is_near(scope[0], case) or reading.is_cjk
        turned = bool(ours) or _turns(scope, case.claim, reading)
        if not any(kept) or not first or turned or _was_so(cue, case):
            yield Cost(_UNSURE, "negation", f"there it's denied with “{cue.text}”")
        else:
            yield Cost(0.6, "negation", f"the source says “{cue.text}”")
        return


def _was_so(cue: Cue, case: Case) -> bool:
    """What is no longer so has been so: a claim in the past may tell it."""
    return cue.text.lower() == "no longer" and any(is_past(t.text.lower()) for t in case.claim.tokens)


_AFFIRMED = 0.5


def _told_by(scope: Sequence[Token], sentence: Reading) -> float:
    return sum(
        1.0 if covered(t.key, sentence.keys) else _NEARLY if t.fields & sentence.fields else 0.0 for t in scope
    ) / len(scope)


def _alike(ours: Sequence[Token], theirs: Sequence[Token]) -> float:
    """How much of the shorter of two stretches the other one tells, in these or in related words."""
    less, more = sorted((ours, theirs), key=len)
    keys, near = frozenset(t.key for t in more), fields_of(more)
    return sum(1.0 if covered(t.key, keys) else _NEARLY if t.fields & near else 0.0 for t in less) / len(less)


_NEARLY = 0.6
"""What a word of the same field counts for, beside the word itself, when it's asked whether a denial is told."""


def _is_near(token: Token, case: Case) -> bool:
    return bool(token.fields & case.claim.fields)


def _may_be_of_one(cue: Cue, reading: Reading, case: Case) -> bool:
    """Whether the source's denial may be told of those whom the claim is told of."""
    ours = next(iter(deeds(case.claim)), None)
    theirs = next((d for d in deeds(reading) if d.verb.end >= cue.start), None)
    if ours is None or theirs is None or ours.passive or theirs.passive or ours.stands_in or theirs.stands_in:
        return True
    mine, others = ([t for t in d.subject if t.content] for d in (ours, theirs))
    if not mine or not others:
        return True
    near = fields_of(others)
    whom = case.sources.cast.widened({t.key for t in others})
    return any(covered(t.key, whom) or t.fields & near for t in mine)


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
    wishes = any(is_wish(c.text) for c in case.claim.cues)
    if edited is not None and not (wishes and is_wish(edited)):
        yield Cost(0.5, "hedge", f"“{edited}” makes the difference")
        return
    for reading in case.evidence:
        for cue in reading.cues:
            if cue.kind not in _SOFTER or (wishes and is_wish(cue.text)) or not _is_told(cue, reading, case):
                continue
            softer = _SOFTER.get(cue.text.lower()) or _SOFTER[cue.kind]
            planned = cue.kind == "plan" or cue.text.lower() == "would"
            if not case.claim.has_cue(*softer) and not (planned and _is_infinitive(_scope(cue, reading)[0], case)):
                yield _dropped(cue, reading, case)


def _dropped(cue: Cue, reading: Reading, case: Case) -> Cost:
    """It's sure that a softener is dropped where the claim follows its source, or tells that very deed, a plan as done."""
    verb = _scope(cue, reading)[0]
    told = [d for d in deeds(case.claim) if d.verb.key == verb.key or d.verb.fields & verb.fields]
    done = [d for d in told if is_past(d.verb.text.lower())]
    if cue.text.lower().startswith(_ARRANGED):
        about = {t.key for t in reading.terms if t.end <= cue.start}
        done += [d for d in deeds(case.claim) if is_past(d.verb.text.lower()) and about & {t.key for t in d.head}]
    sure = case.closeness >= CLOSE or (done if cue.kind == "plan" else told) or reading.is_cjk
    if sure and not (cue.text.lower() in _LOOSE and case.closeness < CLOSE):
        return Cost(0.5, "hedge", f"the source says “{cue.text}”")
    return Cost(_SOFTENED, "hedge", f"it's softened there with “{cue.text}”")


_ARRANGED = ("schedul", "plan", "set", "due", "expect")
"""What is arranged for a day is told as done when anything past is told of it: "scheduled for 4 May", "was held"."""

_LOOSE = ("if", "whether", "suspected", "would", "should")
"""What opens a clause of its own, or tells what used to be so: it seldom softens what another sentence tells."""


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
        if cue.text.lower().endswith(_FOUND) and _is_found_there(cue, case):
            continue
        if not any(t.key in negated for t in case.claim.terms_within(cue.start, cue.end)):
            yield Cost(0.5, "hedge", f"“{cue.text}” is surer than the source")


_FOUND = (
    " found",
    " ruled",
    " held",
    " established",
    " determined",
    " concluded",
    " shown",
    " showed",
    " show",
    " shows",
)


def _is_found_there(cue: Cue, case: Case) -> bool:
    """Whether the court or the test is told of with a finding; where the evidence isn't soft, whether it's told of at all."""
    within = [t.key for t in case.claim.tokens if cue.start <= t.start < cue.end]
    soft = any(e.has_cue("possibility", "hearsay") for e in case.evidence)
    if not soft:
        return covered(within[0], case.sources.keys) > 0
    return covered(within[0], case.keys) > 0 and bool(_FINDING & case.keys)


_FINDING = frozenset(key_of(w) for w in word_set("found ruled held established determined concluded shown order"))


def _changed_tense(case: Case) -> Iterator[Cost]:
    """What the source tells as done or as fact, told as planned or possible."""
    soft = ("plan", "possibility", "hearsay")
    if case.other_script or any(e.has_cue(*soft) for e in case.evidence):
        return
    for cue in case.claim.cues:
        if (cue.kind == "plan" or cue.text.lower() in _MODALS) and (scope := _scope(cue, case.claim)):
            weight = 0.45 if cue.kind == "plan" else 0.25
            if case.closeness >= CLOSE:
                yield Cost(weight, "hedge", f"the source doesn't say “{cue.text}”")
            elif _is_done_there(scope, case):
                yield Cost(weight, "hedge", f"what “{cue.text}” tells is done there")
            else:
                yield Cost(_SOFTENED, "hedge", f"“{cue.text}” isn't said in so many words")
            return


def _is_done_there(scope: Sequence[Token], case: Case) -> bool:
    """Whether the clause of the sources that tells most of what a plan or a possibility governs tells it as past."""
    for deed in deeds(case.claim):
        found = next(iter(matches(deed, case)), None) if deed.verb in scope else None
        if found is not None and found.told >= _FIRMLY_TOLD and found.same_verb:
            return is_past(found.deed.verb.text.lower())
    return False


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
    theirs = [name for e in case.evidence for name in (*_near_saying(e), *_tellers(e))]
    for name in ours:
        if theirs and not is_one_of(name, theirs) and not _said_by_stand_in(case):
            yield Cost(0.5, "attribution", f"{name.name} isn't who says so")


_ATTRIBUTION_REACH = 40
"""Characters between a verb of saying and its speaker's name."""


def _speakers(reading: Reading) -> Iterator[Name]:
    for cue in reading.cues:
        if cue.kind == "attribution" and not cue.text.lower().startswith("accus"):
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


def _tellers(reading: Reading) -> Iterator[Name]:
    """Of whom a verb of saying is told, however far before it: "Dana Ruiz, who is married to …, told staff"."""
    for deed in deeds(reading):
        if verb_of(deed.verb.text.lower()) in SAYING:
            yield from reading.names_at(deed.subject)


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
