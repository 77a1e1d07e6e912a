"""A claim as other tools hand it on, set as its source is: "1 , 940" as "1,940", "open - source" as "open-source".

Models and corpora write spaces around every mark, or no capital letters. Only the setting is mended, never a word.
"""

from __future__ import annotations

import re
from functools import lru_cache

_SPACED = re.compile(r"\w [.,;:!?%)’'] ?|[$£€(] \d|\w - \w| ' | \.$")
_WITHIN_NUMBERS = re.compile(r"(?<=\d) ([.,]) (?=\d)")
_RULES = (
    (re.compile(r"(?<=\b[A-Z]) \. (?=[A-Z] \.)"), "."),
    (re.compile(r"(?<=\b[A-Z]\.[A-Z]) \.(?= )"), "."),
    (re.compile(r"(?<=[$£€¥(\[]) (?=\w)"), ""),
    (re.compile(r" (?=[%)\]])"), ""),
    (re.compile(r"(?<=\w) (?=n['’]t\b)"), ""),
    (re.compile(r"(?<=\w) ?(['’]) ?(?=(?:s|t|re|ve|ll|d|m)\b)"), r"\1"),
    (re.compile(r"(?<=s) (?=['’] )"), ""),
    (re.compile(r" +(?=[.,;:!?](?:\s|$|[\"”’]))"), ""),
)
_JOINT = re.compile(r"(?<=\w) ([-–/.:&+_]) (?=\w)")
_WORD_AFTER = re.compile(r"[\w]+")
_WORD_BEFORE = re.compile(r"[\w.-]+$")


def as_set(claim: str, source: str) -> str:
    """The claim with the source's spacing and capitals; unchanged when it's set as usual."""
    if _SPACED.search(claim):
        claim = _joined(claim, source)
    if claim == claim.lower() and source != source.lower():
        claim = _capitalised(claim, source)
    return claim


def _joined(claim: str, source: str) -> str:
    claim = _compounds_joined(_WITHIN_NUMBERS.sub(r"\1", claim), source)
    for pattern, new in _RULES:
        claim = pattern.sub(new, claim)
    return claim


def _compounds_joined(claim: str, source: str) -> str:
    """With the compounds and dotted names that the source writes in one: "open-source", "llama.cpp"."""
    known = source.lower()
    parts: list[str] = []
    at = 0
    for match in _JOINT.finditer(claim):
        before = _WORD_BEFORE.search(claim[: match.start()])
        after = _WORD_AFTER.match(claim, match.end())
        whole = f"{before[0] if before else ''}{match[1]}{after[0] if after else ''}".lower()
        tail = parts[-1].split()[-1] if parts and parts[-1].split() and match.start() - at < _ADJACENT else ""
        if whole in known or (tail and f"{tail}{whole}".lower() in known):
            parts += [claim[at : match.start()], match[1]]
            at = match.end()
    return "".join(parts) + claim[at:]


_ADJACENT = 30


def _capitalised(claim: str, source: str) -> str:
    forms = _forms(source)
    claim = re.sub(r"[^\W\d_][\w'’-]*", lambda m: forms.get(m[0], m[0]), claim)
    return re.sub(r"(?:^|(?<=[.!?] ))[\"“‘']?[a-z]", lambda m: m[0].upper(), claim)


def always_capitalised(source: str) -> frozenset[str]:
    """Words that a source writes with a capital letter inside sentences, and never without: its names."""
    return frozenset(_forms(source).values())


@lru_cache(maxsize=500)
def _forms(source: str) -> dict[str, str]:
    """Words that a source only writes with a capital letter, wherever they stand."""
    small = set(re.findall(r"\b[a-z][\w'’-]*", source))
    inside = re.findall(r"(?<=[a-z,;0-9’'-] )[A-Z][\w'’-]*|(?<=[a-z]-)[A-Z]\w*", source)
    return {word.lower(): word for word in inside if word.lower() not in small}
