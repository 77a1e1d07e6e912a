"""Why, and what else: a cause that no source gives, a clause that stands in none behind others that do, something grave
of which none tells.

A false half can hide behind a true one whose words bear out most of the sentence. Each judge yields what a finding costs;
`faithful` adds them up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from bot.news.evidence import Case, Cost, in_name, is_soft
from bot.news.grave import grave
from bot.news.reading import Reading, Token, covered
from bot.news.related import generic

_CAUSE = re.compile(
    r"\b(?:because(?: of)?|due to|owing to|thanks to|on account of|as a (?:result|consequence) of|in response to|"
    r"blam(?:es|ed|ing)(?: \w+){1,4} on|blamed on|(?:caused|triggered|prompted|sparked|driven|brought on) by|"
    r"(?:stem(?:s|med|ming)?|result(?:s|ed|ing)?) from|attributed to|traced (?:back )?to|so (?:that|as to)|in order to|"
    r"in protest (?:at|against|over)|(?:strikes?|walk(?:ed)? out|row|dispute|quit|resigned|sued|fined|protest\w*) over|"
    r"(?:fined|jailed|sued|punished|criticised|criticized|praised|thanked|arrested|sacked|fired|dismissed|banned) for|"
    r"to (?:pay|make up) for|since(?= (?:[a-z]+ ){1,6}(?:is|are|was|were|has|have|had|would|could|did|does)\b))\s+"
    r"|(?:因为|因(?!此|而)|由于|由於|鉴于|鑑於)(?=[^，。；]{2,})",
    re.IGNORECASE,
)
_CAUSE_END = re.compile(r"[,;.:，。；](?=\s|$|\D)|\s(?:said|says|according)\b|$")

_HARDLY, _HARDLY_CHINESE = 0.34, 0.25
"""Share of a cause's or a clause's own words that the sources have, up to which it counts as untold."""


def cause_costs(case: Case) -> Iterator[Cost]:
    """A cause in words that no source has; unsure where they have related ones."""
    if case.other_script:
        return
    for start, end in _causes(case.claim):
        words = _own_words(start, end, case.claim)
        if not words or _told(words, case) > (_HARDLY_CHINESE if case.claim.is_cjk else _HARDLY):
            continue
        why = case.claim.text[start:end].strip()
        if _related(words, case) <= _HARDLY:
            yield Cost(0.42, "unsupported", f"no source gives “{why}” as the cause")
        else:
            yield Cost(0.25, "unsupported", f"the cause “{why}” isn't given in these words")
        return


def _causes(reading: Reading) -> Iterator[tuple[int, int]]:
    for match in _CAUSE.finditer(reading.text):
        end = _CAUSE_END.search(reading.text, match.end())
        yield match.end(), end.start() if end else len(reading.text)


def _own_words(start: int, end: int, reading: Reading) -> list[Token]:
    """What a stretch tells beside names, numbers, dates, cues, and words that tell little."""
    light = generic()
    return [
        t
        for t in reading.terms_within(start, end)
        if t.key not in light and not in_name(t, reading) and not is_soft(t, reading) and not t.text[0].isdigit()
    ]


def _told(words: Sequence[Token], case: Case) -> float:
    keys = case.sources.keys
    return sum(covered(t.key, keys) > 0 for t in words) / len(words)


def _related(words: Sequence[Token], case: Case) -> float:
    keys, near = case.sources.keys, case.sources.fields
    return sum(covered(t.key, keys) > 0 or bool(t.fields & near) for t in words) / len(words)


_CUT = re.compile(
    r"[,;:—–](?=\s)|\s(?:and|but|while|whereas|although|though|after|before|because|since|when|which|who|where)\s|[，；]",
    re.IGNORECASE,
)
_CLAUSE_WORDS = 2
_WELL_TOLD, _HALF = 0.75, 0.5


def clause_costs(case: Case) -> Iterator[Cost]:
    """A clause of whose own words the sources have few or none, in a sentence whose other clauses they tell well."""
    if case.other_script or case.claim.is_cjk:
        return
    text = case.claim.text
    pieces = list(pairwise([0, *(m.start() for m in _CUT.finditer(text)), len(text)]))
    told_of = [_own_words(a, b, case.claim) for a, b in pieces]
    for (start, end), words in zip(pieces, told_of, strict=True):
        rest = [t for others in told_of if others is not words for t in others]
        if len(words) < _CLAUSE_WORDS or len(rest) < _CLAUSE_WORDS or _told(rest, case) < _WELL_TOLD:
            continue
        told = _told(words, case)
        if told > _HALF or _related(words, case) > _HALF:
            continue
        what = text[start:end].strip(" ,;:—–.")
        if told <= _HARDLY_CHINESE:
            yield Cost(0.42, "unsupported", f"“{what}” stands in no source, beside what does")
        else:
            yield Cost(0.12, "unsupported", f"“{what}” stands in no source as a whole")
        return


def grave_costs(case: Case) -> Iterator[Cost]:
    """A bankruptcy, a death, a crime, a ban, a purchase, … of which no source tells."""
    if case.other_script:
        return
    language = "zh" if case.claim.is_cjk else "en"
    ours = _grave(case.claim.text, language) - _TOO_COMMON
    if not ours:
        return
    told = frozenset().union(*(_grave(s.text, language) for s in case.sources.sentences))
    new = sorted(ours - told - (_STEALING if told & _STEALING else frozenset()))
    if new and new[0] in _OFTEN:
        yield Cost(0.12, "unsupported", f"no source tells of any {new[0]}, it seems")
    elif new:
        yield Cost(0.35, "unsupported", f"no source tells of any {new[0]}")


@lru_cache(maxsize=8_000)
def _grave(text: str, language: str) -> frozenset[str]:
    return grave(text, language)


_STEALING = frozenset(["attack", "crime"])
_OFTEN = frozenset(["buying", "closing"])
"""What is on sale, or close, is told with the words of those who sell and close."""

_TOO_COMMON = frozenset(["leaving"])
"""What is left and who is leaving are told with the same words."""
