"""One sentence, read for comparison: its words, terms, names, numbers, dates, cues, quotations and clauses.

It says what stands there, not whether that is true (see `faithful`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise, zip_longest
from typing import Protocol

from bot.news.dates import When, dates
from bot.news.hedges import Cue, clause_ends, cues
from bot.news.measures import Clock, clocks
from bot.news.numbers import Number, numbers
from bot.news.related import fields, generic
from bot.news.text import STOP_WORDS, word_set
from bot.news.verbs import verb_of
from bot.news.wording import LONGEST_PHRASE, chinese_terms, key_of, phrase_key


class NameLookup(Protocol):
    """Finds known names, so that aliases count as one. Offsets are in `text`."""

    def canonical_names(self, text: str) -> list[tuple[str, int, int]]: ...


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a Chinese term of the lexicon or a Chinese character.

    `content`: it carries meaning by itself; `nameable`: it's written like a name or a part of one.
    """

    text: str
    key: str
    start: int
    end: int
    content: bool
    nameable: bool = False

    @property
    def fields(self) -> frozenset[int]:
        """The fields of meaning that it belongs to."""
        return fields(self.text.lower(), self.key)


def fields_of(tokens: Iterable[Token]) -> frozenset[int]:
    return frozenset(f for t in tokens for f in t.fields)


@dataclass(frozen=True, slots=True)
class Name:
    """`parts` are the keys of its words. `sure`: a known name, or one that isn't only a sentence's first word."""

    name: str
    parts: tuple[str, ...]
    start: int
    end: int
    sure: bool
    known: bool = False


QUANTIFIERS = frozenset(["all", "every", "only", "first", "most", "never", "always", "none", "entire", "sole", "whole"])
_STOPS = (STOP_WORDS["en"] - QUANTIFIERS - {"above", "below", "more", "down", "up", "under", "over", "few", "off"}) | frozenset(
    ["also", "now", "meanwhile", "recently", "currently", "still", "even", "yet", "already", "however", "including", "include", "includes", "well", "one", "ones", "according", "like", "much", "per", "via", "would-be", "said-to", "'s", "mr", "ms", "mrs", "dr"]
)  # fmt: skip
_FUNCTION_CHARACTERS = frozenset(
    "的了在和与與及也都就并並已被把是为為于於之其这這那等还還而则則又以对對从從到向由着著地得将將该該此个個们們吗呢吧啊名个個家款位项項人自起至由且所即亦仍较约"
)
_WORD = re.compile(
    r"(?:[A-Za-z]\.){2,}|\d\w*(?:[.-]\w*[A-Za-z]\w*)+|\d+(?:,\d{3})*(?:\.\d+)?[A-Za-z%]*|[^\W\d_\u2e80-\u9fff\u3040-\u30ff\uac00-\ud7af][^\W_\u2e80-\u9fff\u3040-\u30ff]*"
    r"(?:[.’'-][^\W_\u2e80-\u9fff\u3040-\u30ff]+)*|[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af]|%"
)
_CJK = re.compile(r"[\u3400-\u9fff\u3040-\u30ff]")
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
_COMPOUND = re.compile(r"^(?P<head>[^\W\d_]+)-(?P<tail>[a-z]+)$")


@lru_cache(maxsize=1)
def _chinese_terms() -> Mapping[str, tuple[str, ...]]:
    """The terms that are read whole by their first character, longest first."""
    found: dict[str, list[str]] = {}
    for term in chinese_terms():
        found.setdefault(term[0], []).append(term)
    return {character: tuple(terms) for character, terms in found.items()}


def _tokens(text: str) -> tuple[Token, ...]:
    found: list[Token] = []
    for match in _WORD.finditer(text):
        start = match.start()
        if found and start < found[-1].end:
            continue
        if _CJK.match(match[0]):
            found.append(_chinese_token(text, start))
        else:
            found += _word_tokens(match[0], start)
    return tuple(_with_phrases(found))


def _chinese_token(text: str, start: int) -> Token:
    """The longest term that begins there, else the character."""
    word = next((t for t in _chinese_terms().get(text[start], ()) if text.startswith(t, start)), text[start])
    content = len(word) > 1 or word not in _FUNCTION_CHARACTERS
    return Token(word, key_of(word), start, start + len(word), content)


def _with_phrases(tokens: Sequence[Token]) -> Iterator[Token]:
    """Verbs of several words as one: "turned down" is told as "rejected" is."""
    index = 0
    while index < len(tokens):
        token, after = tokens[index], [t.text for t in tokens[index + 1 : index + 1 + LONGEST_PHRASE]]
        found = phrase_key(token.text.lower(), after)
        if found is None:
            yield token
            index += 1
            continue
        key, more = found
        text, end = " ".join([token.text, *after[:more]]), tokens[index + more].end
        yield Token(text, key, token.start, end, True, token.nameable)
        index += 1 + more


@lru_cache(maxsize=50_000)
def _word_forms(word: str) -> tuple[Token, ...]:
    """A word's token, or two for a compound with a name ("US-made"); offsets count from the word."""
    bare = _POSSESSIVE.sub("", word)
    compound = _COMPOUND.match(bare)
    if compound and compound["head"][0].isupper() and key_of(bare.lower())[:1] != "=":
        middle, tail = compound.end("head"), compound["tail"]
        second = Token(tail, key_of(tail), middle + 1, len(bare), tail not in _STOPS)
        return (_token(compound["head"], 0, middle), second)
    return (_token(bare, 0, len(bare)),)


def _word_tokens(word: str, start: int) -> list[Token]:
    return [Token(t.text, t.key, start + t.start, start + t.end, t.content, t.nameable) for t in _word_forms(word)]


def _token(word: str, start: int, end: int) -> Token:
    lower = word.lower().replace("’", "'")
    acronym = lower.replace(".", "") if _DOTTED.fullmatch(lower) else lower
    is_us = acronym == "us" and word[0] == "U"
    content = is_us or (acronym not in _STOPS and len(acronym) > (0 if acronym.isdigit() else 1))
    return Token(word, key_of(acronym), start, end, content, _looks_like_name(word, content))


_DOTTED = re.compile(r"(?:[a-z]\.)+")


# --- Names ------------------------------------------------------------------------------------------------------------

_DATE_WORDS = word_set(
    """
    january february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec i ceo cfo
    cto ai api apis gpu gpus cpu cpus npu npus tpu tpus ram ssd llm llms utc gmt dna gdp tv tvs pc pcs vpn vpns pdf pdfs ipo faq
    ngo ngos tops kb mb gb tb pb kw mw gw kwh mwh gwh twh mah khz mhz ghz
    """
)
_PART_OF_TIME = re.compile(r"^(?:mid|early|late|pre|post)-")
_ORDINARY_ENDING = re.compile(
    r"(?:ers|ors|ists|ing|ed|ly|tions?|sions?|ments?|ness|ities|ity|ants|ents|ures?|ances?|ences?|ship|ships|ages?|als|ives?|ous|able|ible|ful|less|ism|ysts|ials)$"
)
_ORDINARY = frozenset(
    ["shares", "downloads", "sales", "revenue", "profit", "prices", "costs", "users", "customers", "models", "companies", "firms", "workers", "staff", "people", "data", "chief", "experts", "officials", "lawmakers", "critics", "talks", "deals", "demand", "supply", "work", "news", "other", "another", "last", "next", "this", "open", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "half", "both", "several", "many", "most", "first", "second", "third", "earlier", "later", "until", "since", "despite", "unlike", "under", "over", "when", "while", "after", "before", "because", "although", "though", "instead", "still", "once", "today", "yesterday", "tomorrow", "all", "some", "only", "new", "chinese", "american", "european", "british", "japanese", "german", "french", "us", "eu", "uk", "it", "she", "he", "they", "around", "across", "outside", "inside", "among", "amid", "within", "without", "beyond", "beneath", "beside", "near", "off", "throughout", "towards", "toward", "against", "along", "behind", "below", "above", "during", "except", "like", "since", "through", "upon", "via", "versus", "whether", "nobody", "nothing", "everyone", "everybody", "someone", "anyone", "anybody", "each", "every", "either", "neither", "such", "just", "even", "yet", "also", "not", "no", "never", "nearly", "almost", "about", "roughly", "here", "there", "now", "then", "soon", "often", "maybe", "perhaps"]
)  # fmt: skip


def _looks_like_name(word: str, content: bool) -> bool:
    if not word[0].isalpha() and not (word[0].isdigit() and "-" in word and any(c.isalpha() for c in word)):
        return False
    return (
        word != word.lower()
        and _PART_OF_TIME.sub("", word.lower()) not in _DATE_WORDS
        and (content or (word.isupper() and len(word) > 1))
    )


_TITLE_WORDS = 5
"""Long words from which it can be told whether a text is set in title case."""


def _is_title_case(tokens: Sequence[Token]) -> bool:
    """Whether nearly all long words are capitalised, so that a capital tells no name."""
    long = [t for t in tokens if len(t.text) > 3 and t.text[0].isalpha() and t.text.isascii()]
    return len(long) >= _TITLE_WORDS and sum(t.text[0].isupper() for t in long) >= 0.9 * len(long)


def _capitalised_names(text: str, tokens: Sequence[Token], named: frozenset[str]) -> list[Name]:
    """Runs of capitalised words with the version that follows; a lone first word counts only when not ordinary."""
    if _is_title_case(tokens):
        tokens = [t for t in tokens if t.nameable and not t.text[1:].islower()]
    found: list[Name] = []
    run: list[Token] = []
    for token in tokens:
        if run and _continues(run[-1], token, text):
            run.append(token)
            continue
        found += _name_of_run(run, text, named)
        run = [token] if token.nameable else []
    return found + _name_of_run(run, text, named)


_VERSION = re.compile(r"v?\d{1,3}(?:\.\d+)*[a-z]?")


def _continues(last: Token, token: Token, text: str) -> bool:
    if text[last.end : token.start] not in (" ", "-"):
        return False
    return token.nameable or _VERSION.fullmatch(token.text) is not None


def _name_of_run(run: Sequence[Token], text: str, named: frozenset[str]) -> list[Name]:
    if not run:
        return []
    first = _begins_sentence(run[0], text) and run[0].text not in named
    if first and len(run) > 1 and (_is_opener(run) or not run[0].content):
        run, first = run[1:], False
        if not any(t.nameable for t in run):
            return []
    if len(run) > 1 and run[0].text.lower().rstrip(".") in _TITLES and run[1].nameable:
        run, first = run[1:], False
    start, end = run[0].start, run[-1].end
    parts = tuple(t.key for t in run)
    sure = not first or len(run) > 1 or not run[0].text[1:].islower()
    if first and not sure and _is_ordinary(run[0].text.lower()):
        return []
    return [Name(text[start:end], parts, start, end, sure)]


_TITLES = word_set(
    "president chancellor premier minister mayor governor gov senator sen rep congressman congresswoman mp judge king queen "
    "prince princess pope sir lord lady dame dr prof professor captain sergeant sgt inspector superintendent detective sheriff "
    "coach chairman chairwoman miss mrs mr ms ambassador commissioner secretary councillor deacon father sister bishop archbishop"
)
"""Words before a person's name that are no part of it."""


def _is_opener(run: Sequence[Token]) -> bool:
    """Whether a sentence's first word is an ordinary one that a name follows: "Analyst Carla Jimenez"."""
    word = run[0].text.lower()
    return word in _ORDINARY or (run[1].nameable and run[0].text[1:].islower() and word.endswith(_OFFICES))


_OFFICES = (
    "analyst", "officer", "spokesman", "spokeswoman", "manager", "director", "founder", "co-founder", "engineer", "researcher", "scientist",
    "economist", "lawyer", "solicitor", "barrister", "prosecutor", "attorney", "driver", "singer", "actor", "actress", "author", "novelist",
    "writer", "poet", "teacher", "professor", "leader", "player", "striker", "goalkeeper", "defender", "midfielder", "swimmer", "runner",
    "sprinter", "champion", "winner", "farmer", "neighbour", "neighbor", "activist", "campaigner", "journalist", "reporter", "developer",
    "investor", "owner", "boss", "chief", "star", "surgeon", "nurse", "doctor", "pilot", "plumber", "firefighter", "victim", "suspect",
)  # fmt: skip


def _is_ordinary(word: str) -> bool:
    """Whether a sentence's first word is one that writers begin with, and no name: known, a number, or a plural."""
    if word in _ORDINARY or _ORDINARY_ENDING.search(word) or key_of(word) in generic() or fields(word):
        return True
    if verb_of(word) is not None:
        return True
    return bool(numbers(word)) or (
        len(word) > _SHORT_PLURAL and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    )


_SHORT_PLURAL = 4


def _begins_sentence(token: Token, text: str) -> bool:
    before = text[: token.start].rstrip(" “\"‘'(")
    return not before or before[-1] in ".!?:;。！？"


# --- The reading ------------------------------------------------------------------------------------------------------

_QUOTED = re.compile(
    r"“([^“”]+)”|\"([^\"]+)\"|「([^「」]+)」|『([^『』]+)』|«([^«»]+)»|(?<![\w’])‘([^‘’]{12,}?)’(?!\w)"
)


_GERMAN = (STOP_WORDS["de"] - STOP_WORDS["en"]) | word_set(
    "der die das und ein eine einen dem den des im am zum zur ist sind war wird wurde werden soll sollen hat haben für mit nicht auch bei nach wer wie nur noch"
)
_ENOUGH_GERMAN = 2


class Reading:
    """Lazily read: most source sentences are only ever asked for their keys."""

    def __init__(self, text: str, lookup: NameLookup | None = None, named: frozenset[str] = frozenset()) -> None:
        self.text = text
        self._lookup = lookup
        self._named = named

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        return _tokens(self.text)

    def written(self, tokens: Sequence[Token]) -> str:
        """The stretch of text from the first token to the last."""
        return self.text[tokens[0].start : tokens[-1].end]

    @cached_property
    def is_cjk(self) -> bool:
        return _CJK.search(self.text) is not None and 2 * len(_CJK.findall(self.text)) > len(self.tokens)

    @cached_property
    def capitalises_nouns(self) -> bool:
        """Whether it's German, so that a capital letter tells no name."""
        small = [t.text for t in self.tokens if t.text.islower()]
        return sum(w in _GERMAN for w in small) >= _ENOUGH_GERMAN and not any(w in ("the", "and", "of") for w in small)

    @cached_property
    def folded(self) -> str:
        """The text without what copying may change: the end mark, the form of quotation marks."""
        return self.text.strip().rstrip(".。 ").replace("’", "'").replace("“", '"').replace("”", '"')

    @cached_property
    def _forms(self) -> list[Token]:
        """All words, offsets aside: quicker than `tokens`, which most source sentences are never asked for."""
        if _CJK.search(self.text):
            return list(self.tokens)
        return list(_with_phrases([form for word in _WORD.findall(self.text) for form in _word_forms(word)]))

    @cached_property
    def terms(self) -> tuple[Token, ...]:
        """What carries meaning: content words; of Chinese the lexicon's terms and pairs of characters, and a character
        of the lexicon that stands by itself ("涨了")."""
        found: list[Token] = []
        for one, other in zip_longest(self.tokens, self.tokens[1:]):
            if not _is_character(one):
                if one.content:
                    found.append(one)
                continue
            beside = other is not None and _is_character(other) and other.start == one.end
            if one.key.startswith("=") and not (beside and other.content):
                found.append(one)
            elif beside and (one.content or other.content):
                found.append(Token(one.text + other.text, one.text + other.text, one.start, other.end, True))
        return tuple(found)

    @cached_property
    def keys(self) -> frozenset[str]:
        if _CJK.search(self.text):
            return frozenset(t.key for t in self.terms)
        return frozenset(t.key for t in self._forms if t.content)

    @cached_property
    def fields(self) -> frozenset[int]:
        """The fields of meaning that its words belong to."""
        return fields_of(t for t in self._forms if t.content)

    @cached_property
    def all_keys(self) -> frozenset[str]:
        return frozenset(t.key for t in self._forms)

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Its words two by two, in order."""
        return frozenset(pairwise(t.key for t in self._forms))

    @cached_property
    def joined(self) -> str:
        return " " + " ".join(t.text.lower() for t in self._forms) + " "

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        inside = [(n.start, n.end) for n in self.names if n.known and any(c.isdigit() for c in n.name)]
        when = [*((w.start, w.end) for w in self.dates), *((c.start, c.end) for c in self.clocks)]
        return tuple(n for n in numbers(self.text) if not _within(n.start, n.end, (*inside, *when)))

    @cached_property
    def dates(self) -> tuple[When, ...]:
        return dates(self.text)

    @cached_property
    def clocks(self) -> tuple[Clock, ...]:
        return clocks(self.text)

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        return cues(self.text)

    @cached_property
    def names(self) -> tuple[Name, ...]:
        known = self._known_names()
        taken = [(n.start, n.end) for n in known]
        guessed = [
            n for n in _capitalised_names(self.text, self.tokens, self._named) if not _within(n.start, n.end, taken)
        ]
        return tuple(sorted((*known, *guessed), key=lambda n: n.start))

    def names_at(self, tokens: Sequence[Token]) -> list[Name]:
        return [n for n in self.names if any(n.start <= t.start < n.end for t in tokens)]

    def numbers_at(self, tokens: Sequence[Token]) -> list[Number]:
        return [n for n in self.numbers if any(n.start <= t.start < n.end for t in tokens)]

    def _known_names(self) -> list[Name]:
        if self._lookup is None:
            return []
        return [
            Name(name, tuple(t.key for t in _tokens(name)), start, end, True, True)
            for name, start, end in self._lookup.canonical_names(self.text)
        ]

    @cached_property
    def quotes(self) -> tuple[tuple[str, int, int], ...]:
        return tuple((next(filter(None, m.groups())), *m.span()) for m in _QUOTED.finditer(self.text))

    @cached_property
    def soft_spans(self) -> tuple[tuple[int, int], ...]:
        """Where cues, numbers and dates stand: compared class by class, not word by word."""
        found: list[Cue | Number | When | Clock] = [*self.cues, *self.numbers, *self.dates, *self.clocks]
        return tuple((f.start, f.end) for f in found)

    @cached_property
    def clauses(self) -> tuple[tuple[int, int], ...]:
        cuts = sorted({0, len(self.text), *clause_ends(self.text), *_joints(self.text)})
        return tuple(pairwise(cuts))

    def clause_at(self, offset: int) -> tuple[int, int]:
        return next((c for c in self.clauses if c[0] <= offset < c[1]), (0, len(self.text)))

    @cached_property
    def segments(self) -> tuple[tuple[int, int], ...]:
        """Stretches that tell one thing each: clauses, cut at "and", "compared with", "than" too."""
        cuts = sorted({0, len(self.text), *clause_ends(self.text), *(m.start() for m in _SEGMENT.finditer(self.text))})
        return tuple(pairwise(cuts))

    def segment_at(self, offset: int) -> tuple[int, int]:
        return next((s for s in self.segments if s[0] <= offset < s[1]), (0, len(self.text)))

    def terms_within(self, start: int, end: int) -> list[Token]:
        return [t for t in self.terms if t.start >= start and t.end <= end]

    def has_cue(self, *kinds: str) -> bool:
        return any(c.kind in kinds for c in self.cues)


def _joints(text: str) -> list[int]:
    return [m.start() for m in re.finditer(r"\sand\s|；", text)]


_SEGMENT = re.compile(
    r"\s(?:and|compared (?:with|to)|versus|vs\.?|against|than|followed by|up from|down from)\s|；|，|、(?=\D)|和|与|以及|高于|低于",
    re.IGNORECASE,
)


def is_pair(token: Token) -> bool:
    """Whether it's a pair of characters that no table knows: every other one is no word."""
    word = token.text
    return len(word) == _PAIR and not word.isascii() and word not in _chinese_terms().get(word[0], ())


_PAIR = 2


def _is_character(token: Token) -> bool:
    return len(token.text) == 1 and _CJK.match(token.text) is not None


def _within(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start < b and end > a for a, b in spans)


def read(sentence: str, lookup: NameLookup | None = None, named: frozenset[str] = frozenset()) -> Reading:
    """A sentence's reading; without a lookup it's kept, since the same sources are asked about many claims.

    `named`: words that are names wherever they stand, so also as a sentence's first word.
    """
    return _read_plain(sentence, named) if lookup is None else Reading(sentence, lookup, named)


@lru_cache(maxsize=8_000)
def _read_plain(sentence: str, named: frozenset[str]) -> Reading:
    return Reading(sentence, None, named)


# --- Words of one family ----------------------------------------------------------------------------------------------


def covered(key: str, keys: frozenset[str]) -> float:
    """1 when the key is among them, less when a word of its family is: "announcement" for "announced"."""
    if key in keys:
        return 1.0
    if len(key.removeprefix("=")) < _FAMILY or not key.isascii():
        return 0.0
    word = key.removeprefix("=")
    return 0.8 if any(_related(word, other) for other in _families(keys).get(word[:_FAMILY], ())) else 0.0


_FAMILY = 5
"""Letters that words of one family share at least."""


@lru_cache(maxsize=4_000)
def _families(keys: frozenset[str]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for key in keys:
        word = key.removeprefix("=")
        if len(word) >= _FAMILY:
            found.setdefault(word[:_FAMILY], []).append(word)
    return {beginning: tuple(words) for beginning, words in found.items()}


def _related(one: str, other: str) -> bool:
    shared = max(_FAMILY, min(len(one), len(other)) - 2)
    return one[:shared] == other[:shared]
