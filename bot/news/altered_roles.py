"""Who did it: a deed, a number or a saying that a claim gives to someone else than its sources do.

Judged by the clause of the sources that tells most of the claim's clause, and by whom that clause may speak of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.news.actors import BODIES, Deed, deeds, is_among
from bot.news.altered_facts import CLOSE, is_written
from bot.news.altered_numbers import counted, own_stretch
from bot.news.evidence import Case, Cost, is_one_of, is_soft
from bot.news.numbers import Number, agrees
from bot.news.reading import Name, Reading, Token, covered, fields_of
from bot.news.related import generic
from bot.news.text import word_set
from bot.news.verbs import verb_of
from bot.news.wording import key_of


@dataclass(frozen=True, slots=True)
class Match:
    told: float
    index: int
    deed: Deed
    same_verb: bool


_TOLD, _TOLD_BY_VERB = 0.55, 0.45
"""Share of a claim's clause that a source's clause must tell before its subject is compared; with the same verb."""

_SHARED = 2
"""Words that a claim's clause and a source's must have in common."""

_AS_WELL = 0.2
"""How much less another clause may tell and still clear the claim's subject."""

_GENERIC = frozenset(
    key_of(w)
    for w in word_set(
        "man woman people person company firm group number team figure plan case move deal talk report share figure thing part "
        "total amount lot source police official researcher member user expert employee customer"
    )
)
_EMPTY_VERBS = word_set("be have do go get make take come will would may might must can could should shall cannot")


def actor_costs(case: Case) -> Iterator[Cost]:
    """A clause of the claim told of somebody of whom the clause of the sources that tells it isn't told."""
    if case.other_script or case.claim.is_cjk:
        return
    for deed in deeds(case.claim):
        head = [t for t in deed.head if t.content and not t.text[0].isdigit() and not is_soft(t, case.claim)]
        if case.closeness >= CLOSE and _has_another_subject(deed, head, case):
            yield Cost(0.45, "name", f"it isn't told of “{case.claim.written(head)}” there")
            return
        found = matches(deed, case)
        if (
            not found
            or found[0].told < (_TOLD_BY_VERB if found[0].same_verb else _TOLD)
            or all(t.key in _GENERIC | generic() for t in head)
        ):
            continue
        if any(m.same_verb and _are_exchanged(deed, m, case) for m in found[:_BEST]):
            yield Cost(0.5, "name", "who did it to whom is swapped")
            return
        if _is_known(head, case) and not _may_be_subject(head, deed, found, case):
            who = case.claim.written(head)
            if case.claim.names_at(head) or head[-1].text.lower() in BODIES or case.closeness >= CLOSE:
                yield Cost(0.45, "name", f"it isn't told of “{who}” there")
            else:
                yield Cost(0.15, "name", f"something else than “{who}” is told of there")
            return


def exchange_costs(case: Case) -> Iterator[Cost]:
    """Doer and done-to have changed places around one verb, in the active or the passive voice, with or without names."""
    if case.other_script:
        return
    if case.claim.is_cjk:
        yield from _exchanged_in_chinese(case)
        return
    for deed in deeds(case.claim):
        hyphened = case.claim.text[deed.verb.start - 1 : deed.verb.start] == "-"
        if verb_of(deed.verb.text.lower()) in _EMPTY_VERBS or hyphened:
            continue
        doers, others = _doers(deed), _done_to(deed)
        for index, sentence in enumerate(case.sources.sentences):
            if deed.verb.key not in sentence.all_keys or not doers & sentence.keys:
                continue
            for there in case.sources.cast.deeds(index):
                if there.verb.key == deed.verb.key and _change_places(doers, others, _doers(there), _done_to(there)):
                    yield Cost(0.5, "name", f"who “{deed.verb.text}” whom has changed places")
                    return


def _change_places(
    doers: frozenset[str], others: frozenset[str], theirs: frozenset[str], theirs_to: frozenset[str]
) -> bool:
    return bool((doers - theirs) & theirs_to and (theirs - doers) & others and not doers & theirs)


def _doers(deed: Deed) -> frozenset[str]:
    """Nobody for a participle with "by" ("a fault reported by Bo"): whom it tells of isn't sure."""
    if deed.rest and deed.rest[0].text.lower() == "by" and not deed.passive:
        return frozenset()
    return _after_by(deed) if deed.passive else _subject_of(deed)


def _done_to(deed: Deed) -> frozenset[str]:
    return _subject_of(deed) if deed.passive else _content(deed.rest)


def _after_by(deed: Deed) -> frozenset[str]:
    at = next((n for n, t in enumerate(deed.rest) if t.text.lower() == "by"), len(deed.rest))
    return _content(deed.rest[at + 1 :])


_ROLE = re.compile(
    r"(?P<by>由|被|向|对|给|为|把|将)(?P<who>[\u4e00-\u9fffA-Za-z]{2,8}?)(?=领投|跟投|收购|起诉|授信|致歉|道歉|提供|出售|支付|投资|罚|告|供|称|表|说|要求|发|提|[，。；：])"
)


def _exchanged_in_chinese(case: Case) -> Iterator[Cost]:
    """ "由A领投" where the source has "由B领投", though the claim has B before it: "B完成融资，由A领投"."""
    theirs = {m["by"]: (m["who"], m.start(), e.text) for e in case.evidence for m in _ROLE.finditer(e.text)}
    for match in _ROLE.finditer(case.claim.text):
        if match["by"] not in theirs:
            continue
        who, at, text = theirs[match["by"]]
        moved = who != match["who"] and who in case.claim.text[: match.start()] and match["who"] in text[:at]
        if moved and match["who"] not in who and who not in match["who"]:
            yield Cost(0.5, "name", f"{match['who']} and {who} have changed places")
            return


def _has_another_subject(deed: Deed, head: list[Token], case: Case) -> bool:
    """In a claim that follows its source: the same verb, there of somebody whom the claim's subject can't be."""
    index = next(n for n, s in enumerate(case.sources.sentences) if s is case.best)
    there = [d for d in case.sources.cast.deeds(index) if d.verb.key == deed.verb.key and d.passive == deed.passive]
    if not head or deed.stands_in or len(there) != 1 or not _subject_of(there[0]) or not _is_known(head, case):
        return False
    whom = case.sources.cast.meant(index, there[0]) | case.sources.cast.introduced(index)
    near = fields_of(there[0].subject)
    if _are_among(head, whom, case) or _is_implied(head, index, case):
        return False
    return not any(t.fields & near for t in head)


def _may_be_subject(head: list[Token], deed: Deed, found: Sequence[Match], case: Case) -> bool:
    least = found[0].told - _AS_WELL
    near = [m for m in found if m.told >= max(_TOLD_BY_VERB, least)]
    if any(_may_be_of(head, m, case) for m in near):
        return True
    strict = {m.index for m in near if m.same_verb or _is_named_there(head, m, case)}
    shares = _shares((deed.verb, *deed.rest), case)
    return any(_is_around(head, n, case) for n, share in enumerate(shares) if share >= least and n not in strict)


_BEST = 2


def _are_exchanged(deed: Deed, match: Match, case: Case) -> bool:
    """The claim's subject is the source's object, and the source's subject is the claim's object."""
    ours, theirs = _subject_of(deed), _subject_of(match.deed)
    if match.deed.stands_in:
        theirs = theirs | (case.sources.cast.meant(match.index, match.deed) - ours)
    common = ours & theirs
    return bool((ours - common) & _content(match.deed.rest) and (theirs - common) & _content(deed.rest) and not common)


def _subject_of(deed: Deed) -> frozenset[str]:
    return _content(deed.head) or _content(deed.subject)


def _content(tokens: Iterable[Token]) -> frozenset[str]:
    return frozenset(t.key for t in tokens if t.content and t.key not in _GENERIC)


@lru_cache(maxsize=64)
def matches(deed: Deed, case: Case) -> tuple[Match, ...]:
    """The sources' clauses that share words with a clause of the claim, that which tells most first."""
    verb = deed.verb if verb_of(deed.verb.text.lower()) not in _EMPTY_VERBS else None
    ours = [t for t in deed.rest if t.content]
    if len(ours) + (verb is not None) < _SHARED:
        return ()
    wanted = frozenset(t.key for t in (*ours, deed.verb))
    numbers = case.claim.numbers_at(deed.rest)
    found: list[Match] = []
    for index, sentence in enumerate(case.sources.sentences):
        if not wanted & sentence.keys and not numbers:
            continue
        for other in case.sources.cast.deeds(index):
            agreed = [n for n in numbers if _has_number(n, other, sentence)]
            if wanted & other.keys or agreed:
                found += _match(ours, verb, agreed, index, other, deed.passive)
    return tuple(sorted(found, key=lambda m: -m.told))


def _match(
    ours: Sequence[Token], verb: Token | None, agreed: Sequence[Number], index: int, other: Deed, passive: bool
) -> Iterator[Match]:
    shares = [1.0 if any(n.start <= t.start < n.end for n in agreed) else _told(t, other) for t in ours]
    exact = {t.key for t in ours if t.key in other.keys and not any(n.start <= t.start < n.end for n in agreed)}
    exact |= {verb.key} & other.keys if verb is not None else set()
    akin = sum(share == _AKIN for share in shares)
    if len(exact) + len(agreed) + 0.5 * akin < _SHARED - 0.5:
        return
    same = verb is not None and (verb.key == other.verb.key or verb.text.lower() == other.verb.text.lower())
    told = sum(shares)
    if verb is not None:
        told += 1 if same else _AKIN if verb.fields & other.fields else _OTHER_VERB
    yield Match(told / (len(ours) + (verb is not None)), index, other, same and passive == other.passive)


_AKIN, _OTHER_VERB = 0.5, 0.2
"""What a related word counts as told in a clause; what another verb does, since verbs are reworded freely."""


def _has_number(number: Number, deed: Deed, sentence: Reading) -> bool:
    return any(agrees(number, other) for other in sentence.numbers_at(deed.rest))


def _told(token: Token, other: Deed) -> float:
    if found := covered(token.key, other.keys):
        return found
    return _AKIN if token.fields & other.fields else 0.0


def _may_be_of(head: list[Token], match: Match, case: Case) -> bool:
    """Whether the claim's subject may be the one of the source's clause."""
    theirs = fields_of(match.deed.subject)
    if not case.claim.names_at(head) and any(t.fields & theirs for t in head):
        return True
    if not match.same_verb and (not _is_named_there(head, match, case) or _is_object(head, match)):
        return _is_around(head, match.index, case)
    whom = case.sources.cast.meant(match.index, match.deed)
    return _are_among(head, whom, case) or _is_implied(head, match.index, case)


def _is_object(head: list[Token], match: Match) -> bool:
    return bool({t.key for t in head} & {t.key for t in match.deed.rest})


_WHOLLY_TOLD = 0.8


def _is_named_there(head: list[Token], match: Match, case: Case) -> bool:
    """Whether a clause that tells nearly all that the claim tells of a name says by name of whom."""
    if not case.claim.names_at(head):
        return False
    named = bool(case.sources.sentences[match.index].names_at(match.deed.head))
    return match.told >= _WHOLLY_TOLD and named and not match.deed.stands_in and not match.deed.passive


def _is_around(head: list[Token], index: int, case: Case) -> bool:
    named = any(is_one_of(n, case.sources.sentences[index].names) for n in case.claim.names_at(head))
    return named or _are_among(head, case.sources.cast.around(index), case) or _is_implied(head, index, case)


def _are_among(head: list[Token], keys: frozenset[str], case: Case) -> bool:
    names = case.claim.names_at(head)
    if names:
        return any(is_among(n, keys) for n in names)
    return any(covered(t.key, keys) > 0 for t in head)


def _is_implied(head: list[Token], index: int, case: Case) -> bool:
    return any(_is_left_out(name, index, case) for name in case.claim.names_at(head))


def _is_left_out(name: Name, index: int, case: Case) -> bool:
    """The text's topic goes without saying where a sentence is told of nobody that the claim doesn't name."""
    cast = case.sources.cast
    if not cast.is_topic(name, index):
        return False
    return all(is_one_of(n, case.claim.names) for n in cast.subject_names(index))


def _is_known(head: list[Token], case: Case) -> bool:
    return all(covered(t.key, case.sources.keys) > 0 for t in head)


# --- What belongs together --------------------------------------------------------------------------------------------


_FITS_BETTER, _NUMBER_FITS_BETTER = 0.26, 0.5
"""How much more of a clause another sentence must tell than any that has its name; of the words about its number."""

_TELLS = 0.5


def anchor_costs(case: Case) -> Iterator[Cost]:
    """A name or a number whose clause is told by a sentence that speaks of another."""
    if case.other_script or case.claim.is_cjk:
        return
    for tokens in _stretches(case):
        yield from _loose_names(tokens, case)
        yield from _loose_bodies(tokens, case)
    yield from _loose_numbers(case)


def _stretches(case: Case) -> list[tuple[Token, ...]]:
    """The claim clause by clause, each with its subject; and the whole, when there's but one."""
    found = [(*d.subject, d.verb, *d.rest) for d in deeds(case.claim)]
    return found if len(found) > 1 else [case.claim.tokens]


def _loose_names(tokens: tuple[Token, ...], case: Case) -> Iterator[Cost]:
    for name in case.claim.names_at(tokens):
        shares = _shares(tuple(t for t in tokens if not name.start <= t.start < name.end), case)
        reach = 1 if _is_speaker(name, case.claim) else 0
        has = [
            any(_has_name(name, m, case) for m in range(n, min(n + reach + 1, len(shares)))) for n in range(len(shares))
        ]
        if any(has) and _is_loose(shares, has):
            if case.closeness < CLOSE and (_is_often_told_of(name, case) or _stands_before_noun(name, case.claim)):
                yield Cost(0.15, "name", f"that isn't told of {name.name}, it seems")
            else:
                yield Cost(0.42, "name", f"that isn't told of {name.name}")


def _is_often_told_of(name: Name, case: Case) -> bool:
    """Whether it's whom the text is about: much is told of it without its name."""
    main = case.sources.main_name
    if main is not None and is_one_of(name, (main,)):
        return True
    has = sum(is_one_of(name, s.names) for s in case.sources.sentences)
    return has >= max(_OFTEN, len(case.sources.sentences) / 3)


_OFTEN = 3


def _stands_before_noun(name: Name, claim: Reading) -> bool:
    """ "The Cotswolds farmhouse", "a Scottish teenager": the name only describes."""
    after = next((t for t in claim.tokens if t.start >= name.end), None)
    beside = after is not None and claim.text[name.end : after.start] == " " and after.content and not after.nameable
    return beside and after is not None and verb_of(after.text.lower()) is None


def _is_speaker(name: Name, claim: Reading) -> bool:
    """Whether the name stands right beside a word of saying: what it says may be told in the sentence before it."""
    return any(
        c.kind == "attribution" and min(abs(c.start - name.end), abs(name.start - c.end)) <= _BESIDE_SAYING
        for c in claim.cues
    )


_BESIDE_SAYING = 2


def _loose_bodies(tokens: tuple[Token, ...], case: Case) -> Iterator[Cost]:
    """ "The council", where the sentence that tells the rest speaks of the charity."""
    for before, token in pairwise(tokens):
        if token.text.lower() not in BODIES or before.text.lower() != "the" or token.key in _GENERIC | generic():
            continue
        shares = _shares(tuple(t for t in tokens if t is not token), case)
        has = [_is_about(token, n, case) for n in range(len(shares))]
        if any(has) and _is_loose(shares, has):
            yield Cost(0.42, "name", f"that isn't told of the {token.text}")


def _is_about(token: Token, index: int, case: Case) -> bool:
    if covered(token.key, case.sources.cast.around(index)):
        return True
    return bool(token.fields & case.sources.sentences[index].fields)


def _loose_numbers(case: Case) -> Iterator[Cost]:
    for number in case.claim.numbers:
        if number.unit is None and counted(number, case.claim) is None:
            continue
        start, end = own_stretch(case.claim, number)
        near = tuple(
            t for t in case.claim.tokens if start <= t.start < end and not number.start <= t.start < number.end
        )
        shares = _shares(near, case)
        has = [any(agrees(number, other) for other in s.numbers) for s in case.sources.sentences]
        if any(has) and _is_loose(shares, has, _NUMBER_FITS_BETTER):
            yield Cost(0.42, "number", f"{number.text} belongs to something else")


_TELLING = 10
"""Numbers below it without a unit are too common to tell whose they are."""


def owner_costs(case: Case) -> Iterator[Cost]:
    """A number told of somebody by name, where every sentence that has it tells it of another by name."""
    if case.other_script or case.claim.is_cjk:
        return
    yield from _told_of_another_body(case)
    for deed in deeds(case.claim):
        owners = case.claim.names_at(deed.head)
        for number in case.claim.numbers_at(deed.rest) if owners and not deed.passive else ():
            if number.unit is None and number.value < _TELLING:
                continue
            has = [n for n, s in enumerate(case.sources.sentences) if any(agrees(number, other) for other in s.numbers)]
            if has and not any(_may_own(owners, number, n, case) for n in has):
                yield Cost(0.42, "number", f"{number.text} is somebody else's")
                return


def _told_of_another_body(case: Case) -> Iterator[Cost]:
    """ "The ministry puts it at 340m", where a sentence tells that of the union, and something else of the ministry."""
    for deed in deeds(case.claim):
        head = [t for t in deed.head if t.content and not t.text[0].isdigit()]
        for number in case.claim.numbers_at(deed.rest) if head and not deed.passive else ():
            if number.unit is None and number.value < _TELLING:
                continue
            has = [
                (n, d)
                for n, s in enumerate(case.sources.sentences)
                if any(agrees(number, other) for other in s.numbers)
                for d in case.sources.cast.deeds(n)
                if _has_number(number, d, s)
            ]
            if has and all(_is_told_of_others(head, n, d, case) for n, d in has):
                yield Cost(0.42, "number", f"{number.text} is told of others than “{case.claim.written(head)}”")
                return


def _is_told_of_others(head: list[Token], index: int, deed: Deed, case: Case) -> bool:
    """Whether a deed is told of somebody else, while another clause of its sentence is told of these."""
    own = [t for t in deed.head if t.content]
    owner_of_its_own = own and (own[-1].text.lower() in BODIES or case.sources.sentences[index].names_at(own))
    if not owner_of_its_own or deed.passive:
        return False
    if any(covered(t.key, case.sources.cast.widened({o.key for o in own})) or t.fields & fields_of(own) for t in head):
        return False
    others = [d for d in case.sources.cast.deeds(index) if d is not deed and d.head != deed.head]
    return any(covered(t.key, frozenset(o.key for o in d.head if o.content)) for d in others for t in head[-1:])


def _may_own(owners: list[Name], number: Number, index: int, case: Case) -> bool:
    sentence = case.sources.sentences[index]
    if any(is_written(o, case.claim, [sentence]) or is_among(o, sentence.keys) for o in owners):
        return True
    theirs = next((d for d in case.sources.cast.deeds(index) if _has_number(number, d, sentence)), None)
    return theirs is None or not sentence.names_at(theirs.head)


def _is_loose(shares: list[float], has: list[bool], by: float = _FITS_BETTER) -> bool:
    best = max(shares, default=0.0)
    mine = max((s for s, h in zip(shares, has, strict=True) if h), default=0.0)
    return best >= _TELLS and best - mine >= by


def _shares(tokens: tuple[Token, ...], case: Case) -> list[float]:
    """How much of these words each sentence of the sources tells."""
    light = generic()
    words = [(t, 0.3 if t.key in light else 1.0) for t in tokens if t.content and not t.text[0].isdigit()]
    whole = sum(w for _, w in words)
    shares = [0.0] * len(case.sources.sentences)
    if whole < _ENOUGH:
        return shares
    for token, weight in words:
        for index, told in _telling(token, case):
            shares[index] += told * weight / whole
    return shares


@lru_cache(maxsize=512)
def _telling(token: Token, case: Case) -> tuple[tuple[int, float], ...]:
    """The sentences of the sources that tell a word: in itself, or by half in a related one."""
    near = token.fields
    found = []
    for index, sentence in enumerate(case.sources.sentences):
        if token.key in sentence.keys or covered(token.key, sentence.keys):
            found.append((index, 1.0))
        elif near & sentence.fields:
            found.append((index, 0.5))
    return tuple(found)


_ENOUGH = 1.5
"""Words that a clause needs before it can be said which sentence tells it."""


def _has_name(name: Name, index: int, case: Case) -> bool:
    around = case.sources.cast.around(index)
    if is_among(name, around) or _is_left_out(name, index, case):
        return True
    if is_one_of(name, case.sources.sentences[index].names):
        return True
    return is_written(name, case.claim, [case.sources.sentences[index]])
