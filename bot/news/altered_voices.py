"""Whose words they are: who declined to comment, and whose quotation it is.

Each judge yields what a finding costs; `faithful` adds them up. Who says something in reported speech stands in
`altered_stance`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.news.actors import deeds, is_among
from bot.news.evidence import Case, Cost, is_one_of, quote_form
from bot.news.reading import Name, Reading, covered, fields_of

_SPEAK = (
    r"(?:comment|say|discuss|answer|elaborate|reveal|disclose|respond|reply|talk|speak|be drawn|be interviewed|be quoted|explain|"
    r"give (?:details?|reasons?|figures?|a reason|a figure|an interview)|name|return (?:calls?|messages?|e-?mails?))\b"
)
_NOT = r"(?:would|did|do|does|will|ha[sd]|have|was|were|is)(?: not|n['’]t)(?: yet| immediately| directly)?|never"
_DECLINED = re.compile(
    rf"\b(?:declin(?:e|es|ed|ing) to {_SPEAK}|declin(?:e|es|ed|ing) (?:all |any |further )?(?:comments?|(?:an |all )?interviews?)\b|refus(?:e|es|ed|ing) to {_SPEAK}|"
    rf"(?:{_NOT}) (?:{_SPEAK}|commented\b|responded\b|replied\b|answered\b|returned (?:calls?|messages?|e-?mails?|a request)|available for comment|reply|prepared to {_SPEAK}|willing to {_SPEAK})|"
    r"could(?: not|n['’]t) (?:immediately )?be (?:reached|contacted)|unavailable for comment|no comment\b|(?:ignored|left unanswered|did not answer|unanswered) (?:\w+ )?(?:questions?|requests?|e-?mails?)|"
    r"(?:stayed|kept|remained|keeping|keeps|stays) (?:silent|quiet|mum|tight-lipped)|unwilling to (?:comment|say|discuss)|"
    r"without (?:a )?(?:reply|response|answer|comment)|no (?:reply|response|answer)\b)"
    r"|拒绝(?:了)?(?:[^，。]{0,12})(?:置评|评论|回应|透露|采访)|不予(?:置评|回应|评论)|未(?:予|作出?|能|就[^，。]{1,20})?(?:置评|回应|回复|答复|评论)|未能联系|联系不上|"
    r"没有(?:[^，。]{0,12})(?:回应|回复|置评)|不愿(?:意)?(?:[^，。]{0,6})(?:透露|评论|置评|多谈)|三缄其口|避而不谈",
    re.IGNORECASE,
)


def declined_costs(case: Case) -> Iterator[Cost]:
    """Who wouldn't comment: somebody of whom no source says so, or somebody who spoke told as silent, or the reverse."""
    if case.other_script:
        return
    there = [(n, m) for n, s in enumerate(case.sources.sentences) for m in _declines(s.text)]
    ours = _DECLINED.search(case.claim.text)
    if ours is None:
        if there:
            yield from _spoke_after_all(there, case)
        return
    if _manners_exchanged(there, case):
        yield Cost(0.5, "attribution", "who declined to speak and who didn't answer are swapped")
    elif not there:
        yield Cost(0.55, "attribution", f"nobody there is told to say nothing (“{ours[0]}”)")
    elif not any(_may_be_silent(ours, n, m, case) for n, m in there):
        yield Cost(0.5, "attribution", f"“{ours[0]}” is told of another there")
    elif not any(_may_be_on_that(ours, m, case.claim, case.sources.sentences[n]) for n, m in there):
        yield Cost(0.4, "attribution", f"“{ours[0]}” is told of another matter there")


_UNANSWERED = re.compile(r"respon|repl(?:y|ied)|answer|return|reach|contact|回|答复|联系", re.IGNORECASE)


def _manners_exchanged(there: list[tuple[int, re.Match[str]]], case: Case) -> bool:
    """ "Orvane declined to comment, Pilk didn't respond", where it's Pilk that declined and Orvane that didn't."""
    ours = dict(_manners(_declines(case.claim.text), case.claim))
    if len(set(ours.values())) < len(_BOTH) or case.claim.is_cjk:
        return False
    theirs = [pair for n, _ in there for s in [case.sources.sentences[n]] for pair in _manners(_declines(s.text), s)]
    told = [{m for other, m in theirs if is_one_of(name, [other])} for name in ours]
    return all(len(m) == 1 and manner not in m for m, manner in zip(told, ours.values(), strict=True))


_BOTH = (True, False)


def _manners(found: tuple[re.Match[str], ...], reading: Reading) -> Iterator[tuple[Name, bool]]:
    """Who says nothing, and whether by not answering: the last name before it."""
    for match in found:
        if names := _silent_names(match, reading):
            yield names[-1], _UNANSWERED.search(match[0]) is not None


@lru_cache(maxsize=8_000)
def _declines(text: str) -> tuple[re.Match[str], ...]:
    return tuple(_DECLINED.finditer(text))


def _silent_names(match: re.Match[str], reading: Reading) -> list[Name]:
    """Who declines: the names before it in its stretch of the sentence, or in all of it."""
    start, _ = reading.segment_at(match.start())
    named = [n for n in reading.names if start <= n.start and n.end <= match.start()]
    return named or [n for n in reading.names if n.end <= match.start()]


def _may_be_silent(ours: re.Match[str], index: int, theirs: re.Match[str], case: Case) -> bool:
    names = _silent_names(ours, case.claim)
    sentence = case.sources.sentences[index]
    if case.claim.is_cjk:
        return True
    if not names:
        return _is_told_of_them(ours, index, case)
    there = _silent_names(theirs, sentence)
    if not there:
        around = case.sources.cast.around(index)
        return any(is_among(n, around) for n in names)
    called = case.sources.cast.widened({p for n in there for p in n.parts})
    return any(is_one_of(n, there) or is_among(n, called) for n in names)


def _is_told_of_them(ours: re.Match[str], index: int, case: Case) -> bool:
    """Whether those who decline without a name may be meant there: "the tourist board"."""
    deed = next((d for d in deeds(case.claim) if ours.start() <= d.verb.start < ours.end()), None)
    if deed is None or deed.stands_in:
        return True
    who = [t for t in deed.head if t.content]
    around, near = case.sources.cast.around(index), case.sources.sentences[index].fields
    return not who or any(covered(t.key, around) or t.fields & near for t in who)


def _may_be_on_that(ours: re.Match[str], theirs: re.Match[str], claim: Reading, sentence: Reading) -> bool:
    """Whether what isn't commented on may be the same; it may when one of the two doesn't say what."""
    mine = [t for t in claim.terms if t.start >= ours.end()]
    other = [t for t in sentence.terms if t.start >= theirs.end()]
    keys, near = frozenset(t.key for t in other), fields_of(other)
    return not mine or not other or any(covered(t.key, keys) or t.fields & near for t in mine)


_NOT_REACHED = re.compile(r"(?:未能联系(?:到|上)?|联系不上)(?P<who>[\u4e00-\u9fff]{2,10}?)(?:本人|[,，。;；]|$)")
_CHINESE_NAME = 3
_ANSWERS = "[^，。；]{0,12}(?:表示|称|说|回应|透露|告诉)"


def _spoke_after_all(there: list[tuple[int, re.Match[str]]], case: Case) -> Iterator[Cost]:
    """ "Norvane said …", where the only thing told of Norvane's saying is that it said nothing."""
    for match in _NOT_REACHED.finditer(case.sources.text):
        if re.search(match["who"][-_CHINESE_NAME:] + _ANSWERS, case.claim.text):
            yield Cost(0.5, "attribution", f"{match['who']} says nothing there (“{match[0]}”)")
            return
    for index, match in there:
        for name in _silent_names(match, case.sources.sentences[index]):
            if any(is_one_of(name, [n]) for n in _speaking(case.claim)) and not _speaks(name, index, case):
                yield Cost(0.5, "attribution", f"{name.name} says nothing there (“{match[0]}”)")
                return


def _speaking(reading: Reading) -> list[Name]:
    """The names that a sentence's sayings are told of, right before or after them."""
    return [
        n
        for c in reading.cues
        if c.kind in ("attribution", "assurance")
        for n in reading.names
        if 0 <= c.start - n.end <= _BESIDE
        or (0 <= n.start - c.end <= 2 and "ccording" not in c.text)
        or ("ccording" in c.text and 0 <= n.start - c.end <= _BESIDE)
    ]


_BESIDE = 12


def _speaks(name: Name, silent: int, case: Case) -> bool:
    sentences = case.sources.sentences
    return any(
        n != silent and s.has_cue("attribution", "assurance", "hearsay") and is_among(name, case.sources.cast.around(n))
        for n, s in enumerate(sentences)
    )


_WORDS_QUOTED = 2


def voice_costs(case: Case) -> Iterator[Cost]:
    """A quotation of the sources in the mouth of somebody else by name."""
    if case.other_script or case.claim.is_cjk:
        return
    for quote, start, end in case.claim.quotes:
        form = quote_form(quote)
        if len(form.split()) < _WORDS_QUOTED:
            continue
        there = [n for n, s in enumerate(case.sources.sentences) if form in quote_form(s.text)]
        ours = [n for n in case.claim.names if n.end <= start or n.start >= end]
        if ours and there and not any(_may_say(ours, quote, n, case) for n in there):
            yield Cost(0.5, "attribution", f"“{quote}” is said by another there")
            return


def _may_say(ours: list[Name], quote: str, index: int, case: Case) -> bool:
    sentence = case.sources.sentences[index]
    inside = [(a, b) for q, a, b in sentence.quotes]
    named = [n for n in sentence.names if not any(a <= n.start < b for a, b in inside)]
    if not named:
        return True
    called = case.sources.cast.widened({p for n in named for p in n.parts})
    if any(is_one_of(n, named) or is_among(n, called) for n in ours):
        return True
    told = [d for d in deeds(sentence) if not any(a <= d.verb.start < b for a, b in inside)]
    return not told or any(d.stands_in for d in told[:1])
