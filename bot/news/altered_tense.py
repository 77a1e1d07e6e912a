"""What a claim tells as done or as fact, where its sources only tell that it can, may or will be.

The cues themselves are compared in `altered_stance`; here it's asked what stands under them, however the claim is worded.
Each judge yields what a finding costs; `faithful` adds them up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.news.actors import deeds
from bot.news.evidence import Case, Cost, in_name
from bot.news.hedges import Cue, is_wish
from bot.news.reading import Reading, Token
from bot.news.related import generic
from bot.news.text import word_set
from bot.news.verbs import is_past, verb_of
from bot.news.wording import key_of

_UNDONE_BEFORE = word_set("can could may might will would shall should must to cannot can't couldn't won't")
_REACH = 3
"""Words between "can" or "to" and its verb: "to soon also open"."""


def undone_costs(case: Case) -> Iterator[Cost]:
    """A deed told as done, of which every sentence of the sources only says that it can, will or is to be done."""
    if case.other_script or case.claim.is_cjk or case.claim.has_cue("possibility", "plan", "hearsay"):
        return
    for deed in deeds(case.claim):
        word = deed.verb.text.lower()
        if not is_past(word) or verb_of(word) in _LIGHT or deed.verb.key in generic():
            continue
        there = [(s, n) for s in case.sources.sentences for n, t in enumerate(s.tokens) if t.key == deed.verb.key]
        about = {t.key for t in (*deed.head, *deed.rest) if t.content and t.key not in generic()}
        if any(about & s.keys for s, _ in there) and all(_is_undone(s, n) for s, n in there):
            yield Cost(0.42, "hedge", f"“{deed.verb.text}” isn't told as done there")
            return


_LIGHT = word_set("be have do get make take go come say tell see give put set let keep find become")


def _is_undone(reading: Reading, index: int) -> bool:
    """Whether a verb stands in its base form after "can", "will" or "to", so that it isn't told as done."""
    word = reading.tokens[index].text.lower()
    if verb_of(word) != word:
        return False
    for token in reversed(reading.tokens[max(0, index - _REACH) : index]):
        if token.text.lower() in _UNDONE_BEFORE:
            return not _is_agreed(reading, token)
        if token.content and not token.text.endswith("ly"):
            return False
    return False


def _is_agreed(reading: Reading, to: Token) -> bool:
    """ "Agreed to pay", "was ordered to leave", "helped to sell": told in short as done."""
    before = next((t for t in reversed(reading.tokens) if t.end <= to.start), None)
    return before is not None and before.key in _AGREED


_AGREED = frozenset(key_of(w) for w in word_set("agreed ordered forced helped managed began started used made"))

_OPEN: dict[str, tuple[str, ...]] = {
    "possibility": ("possibility", "hearsay", "negation"),
    "plan": ("plan", "possibility", "hearsay", "negation"),
}
_DONE_CHINESE = re.compile(r"了|已|成功|完成|刚刚")
_LEAST = 2
"""Words that must stand under a cue before it's said that a claim rests on it."""


def open_costs(case: Case) -> Iterator[Cost]:
    """A claim told as fact, most of which its best sentence tells under "could", "hopes to" or "will"."""
    if case.other_script:
        return
    ours, near = case.claim.keys, case.claim.fields
    done = _is_told_as_done(case.claim)
    wishes = any(is_wish(c.text) for c in case.claim.cues)
    for sentence in case.evidence[:_BEST]:
        told = [t for t in sentence.terms if t.key not in generic() and (t.key in ours or t.fields & near)]
        for cue in sentence.cues:
            kind = "plan" if cue.text.lower() == "would" else cue.kind
            if kind not in _OPEN or case.claim.has_cue(*_OPEN[kind]) or (kind == "plan" and not done):
                continue
            if wishes and is_wish(cue.text):
                continue
            inside = _under(cue, told)
            words = [t for t in inside if not in_name(t, sentence)]
            if words and len(inside) >= _LEAST and 2 * len(inside) >= len(told):
                yield Cost(0.42, "hedge", f"it stands after “{cue.text}” there")
                return


_BEST = 2


def _is_told_as_done(claim: Reading) -> bool:
    if claim.is_cjk:
        return _DONE_CHINESE.search(claim.text) is not None
    return any(is_past(d.verb.text.lower()) for d in deeds(claim))


def _under(cue: Cue, told: list[Token]) -> list[Token]:
    return [t for t in told if cue.scope_start <= t.start < cue.scope_end]
