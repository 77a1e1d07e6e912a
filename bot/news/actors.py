"""Who does what in a sentence, and who is meant by "it", "she" or "the company": `deeds` and `Cast`.

A reading by word lists and order, without a grammar: it finds most plain clauses, and says nothing of the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from bot.news.reading import Name, Reading, Token, covered, fields_of
from bot.news.related import fields, generic
from bot.news.text import word_set
from bot.news.verbs import AUXILIARIES, BE, NOUNS_TOO, is_past, verb_of


@dataclass(frozen=True, slots=True)
class Deed:
    """One clause: `subject` are the tokens before its verb (empty when none was found), `rest` those after it.

    `head` is the part of the subject before "of", "from", "in", … `stands_in`: the subject is a pronoun or "the firm".
    `relative`: it stands in a clause with "who" or "which"; `helped`: "has", "is", "will" stand before its verb.
    `keys` and `fields` are of the verb and the rest.
    """

    subject: tuple[Token, ...]
    head: tuple[Token, ...]
    verb: Token
    rest: tuple[Token, ...]
    passive: bool
    stands_in: bool
    relative: bool
    helped: bool
    keys: frozenset[str]
    fields: frozenset[int]


_BREAKS = word_set(
    "and but that which who whom whose whether while whereas because as if when after before although though since"
)
_RELATIVE = word_set("which who that")
SAYING = word_set("say tell add warn write explain argue claim insist note announce believe think ask state")
_NOT_BEFORE_VERB = word_set(
    "a an the its his her their our my your this these those of in on at for from with by to into over about some any no "
    "more most very new two three four five six seven eight nine ten"
)
_CUTS_HEAD = word_set("of from in at for to with on by who which whose that over between among under about")
_PRONOUNS = word_set("it they he she this these those one both")
BODIES = word_set(
    "company firm group start-up startup maker giant trust charity team club owner lab business organisation organization union "
    "authority agency man woman player driver carrier airline retailer chipmaker carmaker developer bank ministry regulator "
    "watchdog university school hospital department council government committee party"
)
STAND_INS = _PRONOUNS | BODIES
"""Words that with "the" or "its" point back to someone named before."""


@lru_cache(maxsize=4_000)
def deeds(reading: Reading) -> tuple[Deed, ...]:
    """The clauses of a sentence whose verbs are found, in order."""
    tokens = reading.tokens
    verbs = [n for n in range(len(tokens)) if _is_verb(n, tokens, reading)]
    found: list[Deed] = []
    for at, index in enumerate(verbs):
        following = verbs[at + 1] if at + 1 < len(verbs) else len(tokens)
        found.append(_deed(index, following, found[-1] if found else None, reading))
    return tuple(found)


def _is_verb(index: int, tokens: Sequence[Token], reading: Reading) -> bool:
    """The main verb of a finite clause: after its helpers, or by itself after a noun or a name."""
    word = tokens[index].text.lower()
    base = verb_of(word)
    if base is None or index == 0:
        return False
    before = tokens[index - 1].text.lower()
    at = index - 1
    while at >= 0 and _stands_between(tokens[at].text.lower()):
        at -= 1
    helper = tokens[at].text.lower() if at >= 0 else ""
    if helper in BE and not (is_past(word) or word.endswith("ing") or word in AUXILIARIES):
        return False
    if helper in AUXILIARIES or word in AUXILIARIES:
        return not _helps(index, tokens)
    if before in _NOT_BEFORE_VERB or word.endswith("ing") or in_quotes(tokens[index], reading):
        return False
    if base == "say":
        return True
    if is_past(word):
        return not tokens[index].text[0].isupper()
    is_third = word.endswith("s") and word != base
    plural = before.endswith("s") or before in ("they", "we", "people") or before in _RELATIVE
    stands_after_subject = tokens[index - 1].content or before in STAND_INS | _RELATIVE
    return (
        not tokens[index].text[0].isupper()
        and (is_third or plural)
        and stands_after_subject
        and ((is_third and base not in NOUNS_TOO) or _takes_object(index, tokens))
    )


_AFTER_VERB = word_set(
    "a an the its his her their this these that no not to it them him up down out off over at in on about more less into with from such all both each many"
)


def _takes_object(index: int, tokens: Sequence[Token]) -> bool:
    """Whether what follows tells a verb from a plural noun: "plans to", "sues Verity", "copies the books"."""
    if index + 1 >= len(tokens):
        return False
    following = tokens[index + 1]
    return following.text.lower() in _AFTER_VERB or following.text[0].isupper() or following.text[0].isdigit()


_BETWEEN = word_set("not also never now still only just been be being already reportedly have n't no longer so far")


def _stands_between(word: str) -> bool:
    """Whether a word may stand between a helper and its verb."""
    return word in _BETWEEN or word.endswith("ly")


def _helps(index: int, tokens: Sequence[Token]) -> bool:
    """Whether the word is a helper of a verb that follows."""
    if tokens[index].text.lower() not in AUXILIARIES:
        return False
    for token in tokens[index + 1 : index + 4]:
        word = token.text.lower()
        if word in AUXILIARIES or _stands_between(word):
            continue
        is_base = verb_of(word) == word and tokens[index].text.lower() not in BE
        return verb_of(word) is not None and (is_past(word) or word.endswith("ing") or is_base)
    return False


def in_quotes(token: Token, reading: Reading) -> bool:
    return any(start <= token.start < end for _, start, end in reading.quotes)


def _deed(index: int, following: int, last: Deed | None, reading: Reading) -> Deed:
    tokens = reading.tokens
    begin = _first_helper(index, tokens)
    rest = tuple(tokens[index + 1 : _rest_end(index, following, tokens)])
    subject, relative = _subject(begin, last, reading)
    if verb_of(tokens[index].text.lower()) in SAYING:
        if _closes_quote(index, reading):
            subject, rest = _speaker_after(rest, reading), tuple(tokens[:begin])
        else:
            rest = _what_is_said(index, tokens)
    head = _head(subject)
    helpers = {t.text.lower() for t in tokens[begin:index]}
    passive = bool(helpers & BE) and is_past(tokens[index].text.lower())
    told = tuple(t for t in (tokens[index], *rest) if t.content)
    keys = frozenset(t.key for t in told)
    near = fields_of((tokens[index], *rest))
    helped = bool(helpers & AUXILIARIES)
    return Deed(subject, head, tokens[index], rest, passive, _stands_in(head), relative, helped, keys, near)


def _subject(begin: int, last: Deed | None, reading: Reading) -> tuple[tuple[Token, ...], bool]:
    """The words before a verb that it is told of, and whether it stands in a clause with "who" or "which"."""
    tokens = reading.tokens
    start = _subject_start(begin, last, reading)
    if start > 1 and start == begin and tokens[start - 1].text.lower() in _RELATIVE:
        return _before_relative(start, tokens), True
    subject = tuple(tokens[start:begin])
    if last is None:
        return subject, False
    unbroken = start and tokens[start - 1] is last.verb
    reduced = is_past(last.verb.text.lower()) and not last.helped and verb_of(last.verb.text.lower()) not in SAYING
    told_apart = last.relative or reduced
    if (unbroken and told_apart) or not any(t.content or t.text.lower() in STAND_INS for t in subject):
        return last.subject, False
    return subject, False


_TURNS = word_set("while whereas but although though")


def _what_is_said(index: int, tokens: Sequence[Token]) -> tuple[Token, ...]:
    """All that follows a verb of saying, up to a turn to something else."""
    end = next((n for n in range(index + 1, len(tokens)) if tokens[n].text.lower() in _TURNS), len(tokens))
    return tuple(tokens[index + 1 : end])


def _closes_quote(index: int, reading: Reading) -> bool:
    """ "…," said Dana Ruiz; or "…, said Dana Ruiz"."""
    before = reading.text[: reading.tokens[index].start].rstrip()[-1:]
    following = reading.tokens[index + 1 : index + 2]
    return before in tuple('"”’') or (before == "," and bool(following) and following[0].nameable)


def _speaker_after(rest: Sequence[Token], reading: Reading) -> tuple[Token, ...]:
    """ "…," said Dana Ruiz, president of …": the words up to a comma."""
    end = next((n for n in range(len(rest) - 1) if "," in reading.text[rest[n].end : rest[n + 1].start]), len(rest) - 1)
    return tuple(rest[: end + 1])


def _first_helper(index: int, tokens: Sequence[Token]) -> int:
    at = index
    while at > 0 and (
        tokens[at - 1].text.lower() in AUXILIARIES
        or tokens[at - 1].text.lower() in _BETWEEN
        or (tokens[at - 1].text.lower().endswith("ly") and at - 1 > 0)
    ):
        at -= 1
    return at


def _subject_start(begin: int, last: Deed | None, reading: Reading) -> int:
    tokens = reading.tokens
    floor = 0
    if last is not None:
        floor = next(n for n, t in enumerate(tokens) if t is last.verb) + 1
    for at in range(begin - 1, floor - 1, -1):
        word = tokens[at].text.lower()
        if word in _BREAKS and not (word == "and" and _joins_names(at, tokens)):
            return at + 1
        gap = reading.text[tokens[at].end : tokens[at + 1].start] if at + 1 < len(tokens) else ""
        if any(c in gap for c in ';:“”"') or (last is not None and "," in gap and at + 1 < begin):
            return at + 1
    return floor if last is not None else _after_opener(begin, reading)


def _joins_names(at: int, tokens: Sequence[Token]) -> bool:
    return 0 < at < len(tokens) - 1 and tokens[at - 1].nameable and tokens[at + 1].nameable


_OPENERS = word_set("in on at by for from with after before since during under despite according unlike like until to")


def _after_opener(begin: int, reading: Reading) -> int:
    """ "In June a judge ruled", "On Monday, the ministry said": the subject begins after the opener's comma."""
    tokens = reading.tokens
    if not begin or tokens[0].text.lower() not in _OPENERS:
        return 0
    comma = next((n for n in range(begin - 1) if "," in reading.text[tokens[n].end : tokens[n + 1].start]), None)
    if comma is not None:
        return comma + 1
    return next((n for n in range(2, min(begin, _LONGEST_OPENER)) if tokens[n].text.lower() in ("a", "an", "the")), 0)


_LONGEST_OPENER = 5


def _before_relative(at: int, tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The words right before "who" or "which": "cardiologist Leila Amari of Basel University"."""
    end = at - 1 if at else 0
    start = end
    while start > 0 and end - start < _NOUN_REACH:
        token = tokens[start - 1]
        is_verb = verb_of(token.text.lower()) is not None and token.text[0].islower() and start < end
        if is_verb or not (token.content or start == end or token.text.lower() in _WITHIN_NOUN):
            break
        start -= 1
    return tuple(tokens[start:end])


_WITHIN_NOUN = frozenset(["of", "at", "the", "and"])
_NOUN_REACH = 7
_OF_SOMEONE = word_set("its his her their")


def _head(subject: Sequence[Token]) -> tuple[Token, ...]:
    seen = False
    for n, token in enumerate(subject):
        if seen and token.text.lower() in _CUTS_HEAD:
            return tuple(subject[:n])
        seen = seen or token.content
    return tuple(subject)


def _stands_in(head: Sequence[Token]) -> bool:
    words = [_bare(t) for t in head]
    if not words:
        return False
    return (
        words[0] in _PRONOUNS
        or words[-1] in _PRONOUNS
        or words[0] in _OF_SOMEONE
        or (words[0] == "the" and words[-1] in STAND_INS)
    )


def _rest_end(index: int, following: int, tokens: Sequence[Token]) -> int:
    """The clause's end: the next verb's subject begins at the last break before it."""
    if following >= len(tokens):
        return len(tokens)
    for at in range(following, index, -1):
        if tokens[at].text.lower() in _BREAKS:
            return at
    return following


# --- Who is meant -----------------------------------------------------------------------------------------------------


def is_among(name: Name, keys: frozenset[str]) -> bool:
    """Whether the words that set a name apart are among the keys: "Ferrum" of "Ferrum Works", not "Works"."""
    own = [p for p in name.parts if not fields(p, p) and p not in generic() and len(p) > _SHORT]
    if own:
        return any(covered(p, keys) > 0 for p in own)
    return all(covered(p, keys) > 0 for p in name.parts)


_SHORT = 2

_PLACED = re.compile(
    r"(?<!shares )(?<!stake )(?<!stakes )(?<!invest )(?<!invested )(?<!trust )(?<!interest )\b(?:in|near|off|outside|across)\s(?:the\s)?$",
    re.IGNORECASE,
)


def is_place(name: Name, reading: Reading) -> bool:
    """Whether a name stands where a place does: no pronoun of a later sentence means it."""
    return _PLACED.search(reading.text[: name.start]) is not None


class Cast:
    """The people and firms of a text: what each is called, and whom each sentence speaks of."""

    def __init__(self, sentences: Sequence[Reading]) -> None:
        self._sentences = sentences
        self._around: dict[int, frozenset[str]] = {}

    @cached_property
    def _called(self) -> dict[tuple[str, ...], frozenset[str]]:
        return _called(self._sentences)

    def _topic(self, index: int) -> frozenset[str]:
        """The names that the text begins with, as far as sentence `index` has been told of them.

        A few cited sentences come in any order: there each may speak of any name.
        """
        begun = self._sentences[: min(_TOPIC, index + 1)] if len(self._sentences) > _CITED else self._sentences
        return frozenset(p for s in begun for n in s.names if not is_place(n, s) for p in n.parts)

    def is_topic(self, name: Name, index: int) -> bool:
        """Whether the text has begun with it when it comes to sentence `index`, so that it may be meant where nobody is named."""
        return is_among(name, self._topic(index))

    def subject_names(self, index: int) -> list[Name]:
        """The names that a sentence's clauses are told of."""
        return self._sentences[index].names_at([t for d in self.deeds(index) for t in d.head])

    def deeds(self, index: int) -> tuple[Deed, ...]:
        return deeds(self._sentences[index])

    def _spoken_of(self, index: int) -> frozenset[str]:
        """The keys of those whom the pronouns and stand-ins of a sentence may mean."""
        keys = set(self._topic(index))
        for before in range(max(0, index - _REACH), index):
            told_of = [t for d in self.deeds(before) for t in d.head] or self._sentences[before].tokens[:_BEGINNING]
            keys.update(t.key for t in told_of if t.content)
            sentence = self._sentences[before]
            keys.update(p for n in sentence.names if not is_place(n, sentence) for p in n.parts)
        return frozenset(keys)

    def _resumed(self, index: int) -> frozenset[str]:
        """ "The lab", told of in the sentences before with its place: the names there may be meant, places too."""
        first = self._sentences[index].tokens[:_BEGINNING]
        if not first or first[0].text.lower() not in _RESUMING:
            return frozenset()
        noun = next((t.key for t in first if t.content), None)
        before = [s for s in self._sentences[max(0, index - _REACH) : index] if noun in s.keys]
        return frozenset(p for s in before for n in s.names for p in n.parts)

    def introduced(self, index: int) -> frozenset[str]:
        """ "A striker has been ordered to pay": a text's opening tells of somebody whom the next sentences name."""
        first = next(iter(self.deeds(index)), None) if index < _TOPIC else None
        if first is None or not first.subject or self._sentences[index].names_at(first.head):
            return frozenset()
        words = [t.text.lower() for t in first.subject]
        if words[0] not in ("a", "an") and "one" not in words:
            return frozenset()
        following = range(index + 1, min(index + 1 + _REACH, len(self._sentences)))
        return frozenset(p for n in following for name in self.subject_names(n) for p in name.parts)

    def meant(self, index: int, deed: Deed) -> frozenset[str]:
        """All keys that may name the subject of a deed in sentence `index`."""
        keys = {t.key for t in deed.subject if t.content}
        if deed.stands_in or not keys:
            keys |= self._spoken_of(index)
            keys |= {t.key for d in self.deeds(index) for t in d.subject if d is not deed}
        return self.widened(keys)

    def around(self, index: int) -> frozenset[str]:
        """All keys that sentence `index` may be about: its own words, and whom it points back to."""
        if index not in self._around:
            sentence = self._sentences[index]
            keys = set(sentence.keys)
            if any(_bare(t) in _POINTING for t in sentence.tokens) or _AGED.search(sentence.text):
                keys |= self._spoken_of(index)
            keys |= self._resumed(index) | self.introduced(index)
            self._around[index] = self.widened(keys)
        return self._around[index]

    def widened(self, keys: set[str] | frozenset[str]) -> frozenset[str]:
        """With what those named are called ("the charity Wing and Water"), and with the names of those so called."""
        wide = set(keys)
        for name, called in self._called.items():
            if all(part in keys for part in name) or called & keys:
                wide.update(name, called)
        return frozenset(wide)


def _bare(token: Token) -> str:
    """ "She" of "she'd"."""
    return token.text.lower().replace("’", "'").partition("'")[0]


_AGED = re.compile(r"\b[Tt]he \d+-year-old")
_POINTING = STAND_INS | word_set("his her its their him them whose")
_BEGINNING = 5
"""Words of a sentence that hold its subject, when no verb is found in it."""

_REACH = 2
"""Sentences back that a pronoun may reach."""

_TOPIC = 2
"""Sentences at a text's beginning whose names any pronoun may mean."""

_CITED = 3
"""Sentences that a brief's sentence cites at most."""

_DESCRIBED = 4
_RESUMING = word_set("the this these that those")
_NAMED = word_set("named called nicknamed dubbed")


def _called(sentences: Sequence[Reading]) -> dict[tuple[str, ...], frozenset[str]]:
    found: dict[tuple[str, ...], set[str]] = {}
    for sentence in sentences:
        for name in sentence.names:
            found.setdefault(name.parts, set()).update(_words_beside(name, sentence))
    return {name: frozenset(words) - generic() for name, words in found.items()}


_PAREN = re.compile(r",\s|\s\(")


def _words_beside(name: Name, sentence: Reading) -> Iterator[str]:
    """The noun before a name ("budget carrier Skylark"), and what stands after it between commas."""
    before = [t for t in sentence.tokens if t.end <= name.start]
    edge = name.start
    if before and before[-1].text.lower() in _NAMED:
        yield from (t.key for t in before[-_DESCRIBED:-1] if t.content)
    for token in reversed(before[-_DESCRIBED:]):
        if (
            sentence.text[token.end : edge].strip(" ,")
            or not token.content
            or (verb_of(token.text.lower()) and is_past(token.text.lower()))
        ):
            break
        edge = token.start
        yield token.key
    after = sentence.text[name.end : name.end + 3]
    if _PAREN.match(after):
        end = re.search(r"[,;.)]", sentence.text[name.end + 2 :])
        stop = name.end + 2 + (end.start() if end else len(sentence.text))
        described = [t for t in sentence.tokens if name.end < t.start and t.end <= stop]
        if described and _may_describe(described[0]):
            yield from (t.key for t in described if t.content and not t.nameable)


def _may_describe(token: Token) -> bool:
    """ "…, a Swiss rival", never "…, makes robots" or "…, who left"."""
    word = token.text.lower()
    return token.text[0].islower() and word not in _BREAKS | _RELATIVE and verb_of(word) is None
