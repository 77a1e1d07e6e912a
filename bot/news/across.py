"""A claim in Chinese beside English sources, or the other way round: what happened, and whether it's denied or unsure.

Only acts that the table of both languages knows are compared; numbers, dates and names are judged as in one language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from bot.news.concepts import lexicon, stem
from bot.news.evidence import Case, Cost
from bot.news.reading import Name, Reading, Token
from bot.news.verbs import verb_of
from bot.news.wording import key_of, opposites
from bot.news.words import across_chinese, sides

_KANA_OR_HANGUL = re.compile("[\u3040-\u30ff\uac00-\ud7af]")


@cache
def _acts() -> dict[str, frozenset[str]]:
    """Each known key, English or Chinese, to the English keys of the acts that it may tell."""
    table: dict[str, set[str]] = {}
    for english, chinese in sides(across_chinese.ACROSS):
        acts = {key_of(word) for word in english}
        for key in (*acts, *map(key_of, chinese)):
            table.setdefault(key, set()).update(acts)
    return {key: frozenset(acts) for key, acts in table.items()}


def _acts_of(token: Token) -> frozenset[str]:
    found = _acts().get(token.key)
    if found is None and (verb := verb_of(token.text.lower())) is not None:
        found = _acts().get(key_of(verb))
    return found or frozenset()


def across_costs(case: Case) -> Iterator[Cost]:
    """What a claim in the other script tells otherwise."""
    if not case.other_script or any(_KANA_OR_HANGUL.search(r.text) for r in (case.claim, *case.evidence)):
        return
    ours = [t for t in case.claim.tokens if _acts_of(t)]
    there = _told(case.evidence)
    told = [t for t in ours if _acts_of(t) & there]
    yield from _turned(ours, there, case)
    yield from _denied_otherwise(told, case)
    if _undone(case.best, _told((case.claim,))) and not _undoes(case.claim):
        yield Cost(0.5, "negation", "the source says that it's denied or put off")
    elif _undone(case.claim, there) and not any(map(_undoes, case.evidence)):
        yield Cost(0.5, "negation", "the source doesn't say that it's denied or put off")
    if ours and there and not told:
        yield Cost(0.45, "unsupported", f"“{ours[0].text}” isn't what the source tells of")
    if case.best.has_cue("hearsay", "possibility") and not case.claim.has_cue(*_SOFT):
        yield Cost(0.5, "hedge", "the source is less sure, or tells after somebody")


_UNDOING = frozenset(key_of(w) for w in ("delay", "postpone", "cancel", "suspend", "deny", "reject", "refuse"))
_SOFT = ("hearsay", "possibility", "plan", "attribution")


def _told(readings: tuple[Reading, ...]) -> frozenset[str]:
    return frozenset(act for r in readings for t in r.tokens for act in _acts_of(t))


def _undoes(reading: Reading) -> bool:
    return reading.has_cue("negation") or bool(_told((reading,)) & _UNDOING)


def _undone(reading: Reading, acts: frozenset[str]) -> bool:
    """Whether one of the acts stands right after a verb of denying or putting off."""
    words = [t for t in reading.tokens if t.content]
    reach = _CHINESE_REACH if reading.is_cjk else _REACH
    return any(
        _acts_of(other) & acts - _UNDOING
        for index, token in enumerate(words)
        if _acts_of(token) & _UNDOING
        for other in words[index + 1 : index + 1 + reach]
    )


def _turned(ours: list[Token], there: frozenset[str], case: Case) -> Iterator[Cost]:
    """An act whose contrary the sources tell, and they don't tell the act itself."""
    mine = _told((case.claim,))
    for token in ours:
        acts = _acts_of(token)
        against = frozenset(other for act in acts for other in opposites().get(act, ())) - acts
        if not acts & there and against & there - mine and not _is_denied(token, case.claim):
            yield Cost(0.5, "comparison", f"“{token.text}” is the contrary of what the source says")
            return


def _denied_otherwise(told: list[Token], case: Case) -> Iterator[Cost]:
    """An act that is denied on one side alone."""
    for token in told:
        denied = {_is_denied(t, e) for e in case.evidence for t in e.tokens if _acts_of(t) & _acts_of(token)}
        if denied == {not _is_denied(token, case.claim)}:
            yield Cost(0.6, "negation", f"whether it's denied: “{token.text}”")
            return


_REACH, _CHINESE_REACH = 3, 8
"""Words after a negation that it's taken to govern; in Chinese many are single characters."""


def _is_denied(token: Token, reading: Reading) -> bool:
    """Whether it's one of the words right after a negation that is no act itself, as "rejected" is."""
    for cue in reading.cues:
        if cue.kind != "negation" or not cue.end <= token.start < cue.scope_end:
            continue
        after = [t for t in reading.tokens if t.content and cue.end <= t.start]
        if token in after[: _CHINESE_REACH if reading.is_cjk else _REACH] and not any(
            _acts_of(t) for t in reading.tokens if cue.start <= t.start < cue.end
        ):
            return True
    return False


@lru_cache(maxsize=4_000)
def _concepts(text: str) -> frozenset[str]:
    """The concepts of places, people and topics that a text names, in whichever script."""
    known = lexicon()
    chinese = {hit[0] for start in range(len(text)) if (hit := known.chinese_at(text, start))}
    return frozenset(chinese | {c for w in re.findall(r"[a-z]+", text.lower()) if (c := known.english.get(stem(w)))})


def is_named_across(name: Name, case: Case) -> bool:
    """Whether a source of the other script has the name in its own writing: "China" for "中国"."""
    wanted = _concepts(name.name) if case.other_script else frozenset()
    return bool(wanted) and any(wanted <= _concepts(s.text) for s in case.sources.sentences)
