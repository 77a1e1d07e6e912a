"""Whether a sentence of an article answers a question: it covers what was asked, does it to the right one, in the right
direction, and holds the kind of thing asked for.

Precision comes first: a sentence that may be about another company, another number or the other direction answers
nothing. Understanding a question stands in `questions`; choosing among answers in `commands.ask`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from bot.news import certainty
from bot.news.features import is_roundup
from bot.news.first_person import speaks_as_we
from bot.news.model import TITLE, Article, Mention
from bot.news.names import find_mentions
from bot.news.properties import gives_value, names_holder, names_holder_zh, names_somebody
from bot.news.questions import (
    DIRECTED,
    NOT_NAMES,
    Question,
    acts_in,
    in_chinese,
    is_passive,
    is_turned,
    plain_phrases,
    same_thing_zh,
    things,
    words_of_act,
)
from bot.news.registry import Registry, fold
from bot.news.text import HAN, content_words, words
from bot.news.wording import key_of

MOST_CANDIDATES = 30
"""Sentences whose names are looked up: those that cover most; the look-up is what costs time."""
LEAST_COVERED = 0.75
"""Share of the question's other words that the sentence, its title and the sentence before it must hold."""
NEARBY = 0.4

NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|dozens?|hundreds?|thousands?|million|billion)\b"
    r"|[一二三四五六七八九十百千万亿两]",
    re.IGNORECASE,
)
MONEY = re.compile(
    r"[$€£¥₩]\s?\d|\d[\d.,]*\s?(?:k|m|bn|million|billion|trillion|万|亿)?\s?(?:dollars?|euros?|pounds?|yuan|rmb|usd|eur|美元|人民币|欧元|元|cents?)|\bfree\b|免费",
    re.IGNORECASE,
)
PERCENT = re.compile(r"\d\s?(?:%|％|per ?cent|percent)|百分之|\b(?:half|a third|a quarter|two thirds)\b", re.IGNORECASE)
DATE = re.compile(
    r"\b(?:(?:19|20)\d{2}|january|february|march|april|june|july|august|september|october|november|december|monday|tuesday|"
    r"wednesday|thursday|friday|saturday|sunday|today|yesterday|tomorrow|next (?:week|month|quarter|year)|last (?:week|month|year)"
    r"|spring|summer|autumn|winter|(?:first|second|third|fourth) quarter|in \w+ (?:weeks|months|years)|(?:\w+ )?(?:weeks|months|years|days) ago)\b"
    r"|\bMay(?= \d|\b)|春节|国庆|元旦|[年月]底|[年月]初|[上下]半年|[一二三四]季度|\d+\s?[年月日]|[今昨明]日|[今昨明]天|周[一二三四五六日]|明年|下月",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b(?:19|20)\d{2}\b|\d{4}\s?年|\b(?:\w+ )?years? ago\b|年前")
REASON = re.compile(
    r"\b(?:because|after|due to|citing|owing to|over|since|as a result|so that|in order to|to avoid|blamed?|caused|following|reason|for \w+ing|(?:saying|alleging|accusing|claiming|arguing)(?= (?:that|it|its|they|he|she|the|of|[A-Z])))\b|因为|因|由于|原因|导致",
    re.IGNORECASE,
)
NOT_SAID = re.compile(
    r"\b(?:did not|didn['’]t|does not|doesn['’]t|do not|would not|declined to|has not|have not|without)\s+"
    r"(?:\w+\s+)?(?:specify|specifying|say|saying|name|naming|disclose|disclosing|disclosed|reveal|revealed|give|giving|comment|state|identify|confirm|share)\b"
    r"|\bundisclosed\b|\bnot (?:been )?disclosed\b|未(?:透露|说明|披露|公布)|没有(?:透露|说明|披露|公布)",
    re.IGNORECASE,
)
_ANAPHOR = re.compile(
    r"^[“\"]?(?:It|Its|They|Their|He|She|His|Her|This|That|These|Those|The (?:company|start-?up|firm|lab|model|models|chip|deal|order|round|report|"
    r"agreement|purchase|acquisition|investment|money|system|service|new|price|figure|move|group|team))\b|^(?:该|此|其|它|他|她|这|本)"
)
OFTEN = re.compile(
    r"\b(?:every|each) (?:other )?(?:day|week|month|quarter|year|\w+ (?:days|weeks|months|years))\b|\b(?:daily|weekly|monthly|quarterly|annually|yearly)\b"
    r"|\b(?:once|twice|\w+ times) (?:a|an|per|every) \w+|每[天日周月季年]",
    re.IGNORECASE,
)
_MEASURE = {"money": MONEY, "percent": PERCENT, "number": NUMBER, "often": OFTEN, "date": DATE, "why": REASON}
_STAND_FOR = {
    "make": ("make", "release", "train"),
    "pay": ("pay", "buy", "spend"),
    "invest": ("invest", "raise", "lead"),
    "merge": ("merge", "buy"),
}
"""Acts whose sentences may answer a question for another; the roles are looked at all the same."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that bears on a question. `answers` is false for what is only near; `unsaid`: it says it isn't known."""

    article: Article
    place: int
    text: str
    score: float
    answers: bool
    unsaid: bool = False
    roundup: bool = False
    same_language: bool = True


@dataclass(frozen=True, slots=True)
class _Line:
    place: int
    text: str
    before: str
    own: frozenset[str]
    around: frozenset[str]
    lead: str = ""
    title: str = ""
    outlet: str = ""


@dataclass(frozen=True, slots=True)
class _Named:
    """The names by sentence of one article."""

    at: dict[int, list[Mention]] = field(default_factory=dict)

    def here(self, place: int) -> set[str]:
        return {n for m in self.at.get(place, ()) for n in (m.name, m.family) if n}

    def first(self, place: int) -> set[str]:
        """The first name of a sentence: what a pronoun after it most likely means; with its model's maker."""
        found = sorted((m for m in self.at.get(place, ()) if not m.publishing), key=lambda m: (m.start, -m.end))
        if not found:
            return set()
        together = [m for m in found if m.start <= found[0].end + 4]
        return {n for m in together for n in (m.name, m.family, m.company) if n}


# --- Words ------------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=20_000)
def _vocabulary(text: str) -> frozenset[str]:
    text = plain_phrases(text)
    plain = set(words(text))
    parts = {part for w in plain if "-" in w for part in w.split("-")}
    keys = {key for w in plain if (key := key_of(w)).startswith("=")}
    return frozenset(plain | set(content_words(text)) | parts | keys)


def _says(term: str, vocabulary: frozenset[str], text: str) -> bool:
    if not term.isascii():
        return _says_chinese(term, text)
    if HAN.search(text) and any(same in text for same in in_chinese(term)):
        return True
    stems = content_words(term)
    if term in vocabulary or key_of(term) in vocabulary or any(stem in vocabulary for stem in stems):
        return True
    group = things().get(term) or next((things()[s] for s in stems if s in things()), frozenset())
    if group & vocabulary or ("percent" in group and PERCENT.search(text)):
        return True
    parts = term.split("-")
    return len(parts) > 1 and all(p in vocabulary or any(s in vocabulary for s in content_words(p)) for p in parts)


def _says_chinese(term: str, text: str) -> bool:
    if any(same in text for same in same_thing_zh(term)):
        return True
    pairs = [term[i : i + 2] for i in range(len(term) - 1)]
    return bool(pairs) and sum(any(s in text for s in same_thing_zh(p)) for p in pairs) >= 0.6 * len(pairs)


@lru_cache(maxsize=256)
def _pattern_of_act(key: str) -> re.Pattern[str]:
    every = [w for k in _STAND_FOR.get(key, (key,)) for w in words_of_act(k)]
    latin, han = [w for w in every if w.isascii()], [w for w in every if not w.isascii()]
    return re.compile(rf"\b(?:{'|'.join(latin)})\b" + "".join(f"|{w}" for w in han), re.IGNORECASE)


def _does(key: str, text: str) -> bool:
    plain = _plain(text)
    return any(w in plain for w in _signs_of_act(key)) and bool(_pattern_of_act(key).search(plain))


@lru_cache(maxsize=20_000)
def _plain(text: str) -> str:
    return plain_phrases(text).lower()


@lru_cache(maxsize=256)
def _signs_of_act(key: str) -> tuple[str, ...]:
    """The shortest of the act's words: whoever holds none of them holds none of the others."""
    every = sorted({w for k in _STAND_FOR.get(key, (key,)) for w in words_of_act(k)}, key=len)
    return tuple(w for n, w in enumerate(every) if not any(short in w for short in every[:n]))


# --- Candidates by words ----------------------------------------------------------------------------------------------


def _lines(question: Question, article: Article) -> Iterator[_Line]:
    """The sentences that hold the main act, or some of what is asked."""
    title = _vocabulary(article.title)
    for place, text in enumerate(article.sentences):
        before = article.sentences[place - 1] if place else ""
        if not _worth_a_look(question, text, before):
            continue
        own = _vocabulary(text)
        lead = article.sentences[0] if question.act == "confirm" else ""
        around = own | title | _vocabulary(before) | _vocabulary(lead)
        yield _Line(place, text, before, own, around, lead, article.title, article.outlet)


def _goes_on(question: Question, text: str, before: str) -> bool:
    """The act stands in the sentence before, and this one goes on with the number of what is counted."""
    if question.act is None or question.head is None or question.needs != "number" or not _ANAPHOR.match(text):
        return False
    return (
        _says(question.head, _vocabulary(text), text) and _does(question.act, before) and not _does(question.act, text)
    )


def _worth_a_look(question: Question, text: str, before: str) -> bool:
    if NOT_SAID.search(text) or question.needs == "definition":
        return True
    if question.act is not None:
        return _does(question.act, text) or _goes_on(question, text, before)
    own = _vocabulary(text)
    return any(_does(a, text) for a in question.acts) or any(_says(t, own, text) for t in question.terms)


def _coverage(question: Question, line: _Line, title: str) -> tuple[float, float]:
    """The share of the question's words that the sentence holds, and that it holds with its surroundings."""
    wide = f"{title}\n{line.lead}\n{line.before}\n{line.text}"
    parts = [(_says(t, line.own, line.text), _says(t, line.around, wide)) for t in question.terms]
    parts += [(_does(a, line.text), _does(a, wide)) for a in question.acts]
    if not parts:
        return 1.0, 1.0
    return sum(own for own, _ in parts) / len(parts), sum(all_ for _, all_ in parts) / len(parts)


# --- Who does it to whom ----------------------------------------------------------------------------------------------

_CLAUSE = re.compile(
    r"[;:—–，；：。]|,(?!\d)|\s(?:but|while|whereas|although|though|and (?=(?:it|he|she|they|will|is|has|was|plans)\b)|after|before|because|when|if|that|as(?= [A-Z]))\s"
    r"|\b(?:said|says|told|reports?|reported|claiming|claims?|announced|wrote|confirmed)\b(?! by)"
)
_ASIDE = re.compile(
    r"^\s*(?:which|who|whose|a|an|the|founded|backed|based|valued|led|maker|managing|chief|head|founder|co-founder|owner|formerly|now|one|its|once|known|with|including|and|according|citing|in|on|by)\b",
    re.IGNORECASE,
)
_CAPITAL_RUN = re.compile(r"[A-Z][\w’-]*(?: [A-Z][\w’-]*)*")


def _before_act(text: str, end: int) -> list[tuple[int, int]]:
    """The pieces before an act, nearest first, without asides between commas."""
    bounds, start = [], 0
    for cut in _CLAUSE.finditer(text, 0, end):
        bounds.append((start, cut.start()))
        start = cut.end()
    pieces = [*bounds, (start, end)]
    kept = [p for n, p in enumerate(pieces) if n in (0, len(pieces) - 1) or not _ASIDE.match(text[p[0] : p[1]])]
    return kept[::-1]


def _actors_in(mentions: Sequence[Mention], start: int, end: int) -> list[Mention]:
    found = [m for m in mentions if start <= m.start and m.end <= end and not m.publishing]
    return sorted(found, key=lambda m: m.start)


_STRANGERS = re.compile(
    r"\W*(?:\d[\d.,]*|two|three|four|five|six|seven|eight|nine|ten|dozens of|hundreds of|thousands of|several|some|many|most|a (?:group|number) of)"
    r" (?:[a-z-]+ )*?[a-z-]+s\b(?! of [A-Z])",
    re.IGNORECASE,
)
"""Doers without a name: "three novelists", "3,400 companies"."""


def _doer_side(text: str, act: tuple[int, int], mentions: Sequence[Mention]) -> tuple[list[Mention], bool]:
    """The names of the nearest piece before the act that has any, and whether an unknown capitalised name stands there."""
    for n, (start, end) in enumerate(_before_act(text, act[0])):
        names = _actors_in(mentions, start, end)
        if n == 0 and _STRANGERS.match(text, start, end):
            return [], True
        unknown = any(_is_name(m[0], start + m.start() == 0) for m in _CAPITAL_RUN.finditer(text[start:end]))
        if names or unknown or (n == 0 and re.match(r"^\W*(?:it|they|he|she)\b", text[start:end])):
            return names, unknown and not names
    return [], False


def _is_name(run: str, opens: bool) -> bool:
    kept = [w for w in run.split() if w.lower().rstrip("’'s") not in NOT_NAMES]
    return bool(kept) and not (opens and len(run.split()) == 1)


def _sufferer_side(text: str, act: tuple[int, int], mentions: Sequence[Mention]) -> list[Mention]:
    rest = re.search(r"[;。；]|,(?= (?:while|but|which|who)\b)", text[act[1] :])
    return _actors_in(mentions, act[1], act[1] + rest.start() if rest else len(text))


@dataclass(frozen=True, slots=True)
class _Roles:
    doers: tuple[Mention, ...]
    sufferers: tuple[Mention, ...]
    other_doer: bool
    """An unknown name does it."""


def _roles_at(text: str, key: str, act: tuple[int, int], mentions: Sequence[Mention]) -> _Roles:
    before, other = _doer_side(text, act, mentions)
    after = _sufferer_side(text, act, mentions)
    if is_turned(text[slice(*act)]):
        return _Roles(tuple(after), tuple(before), False)
    word = text[act[0] : act[1]].lower()
    if is_passive(text, *act) or word in ("owned", "backed", "parent", "subsidiary"):
        by = re.search(r"\b(?:by|of)\b", text[act[1] :])
        doers = [m for m in after if by and m.start >= act[1] + by.start()]
        if not re.search(r"[一-鿿]", word):
            return _Roles(tuple(doers), tuple(before), bool(by) and not doers)
        passive = re.search("被|由", text[: act[0]])
        at = passive.start() if passive else 0
        return _Roles(tuple(_actors_in(mentions, at, act[0])), tuple(_actors_in(mentions, 0, at)), False)
    if key == "use" and word == "powered":
        return _Roles(tuple(before), tuple(after), other)
    return _Roles(tuple(before), tuple(after), other)


def _swapped_raise(text: str, act: tuple[int, int], mentions: Sequence[Mention]) -> Iterator[_Roles]:
    """ "X raised $5m from Y", "a round led by Y": Y invests in X."""
    before, _ = _doer_side(text, act, mentions)
    giver = re.search(r"\b(?:from|led by|backed by|participation (?:from|of))\b", text[act[1] :])
    if giver:
        doers = _actors_in(mentions, act[1] + giver.end(), len(text))
        yield _Roles(tuple(doers), tuple(before), not doers)


def _is_one(wanted: frozenset[str], mentions: Sequence[Mention]) -> bool:
    return any(n in wanted for m in mentions for n in (m.name, m.family))


@dataclass(frozen=True, slots=True)
class _Scene:
    """All that is known of a candidate when its names are judged. `context`: names it may mean without naming them."""

    question: Question
    line: _Line
    mentions: tuple[Mention, ...]
    context: frozenset[str]
    typed: frozenset[str]
    earlier: tuple[Mention, ...] = ()
    refers: bool = False
    """It begins with what stands for something named before it."""
    goes_back: bool = False
    """The sentence before begins so too."""

    @property
    def here(self) -> frozenset[str]:
        return frozenset(n for m in self.mentions for n in (m.name, m.family) if n) | self.typed


def _fits(scene: _Scene) -> bool:
    """Whether some act of the sentence has the question's roles."""
    q, text = scene.question, scene.line.text
    if q.act not in DIRECTED:
        return True
    if _goes_on(q, text, scene.line.before):
        text, mentions = scene.line.before, scene.earlier
        return _fits(replace(scene, line=replace(scene.line, text=text, before=""), mentions=mentions, earlier=()))
    if q.subject and q.obj and q.act != "confirm" and not _both_named(scene):
        return False
    keys = _STAND_FOR.get(q.act or "", (q.act,))
    acts = [a for a in acts_in(text) if a[0] in keys and not _is_undone(q, text, a[1], a[2])]
    return any(_role_fits(scene, roles) for key, s, e in acts for roles in _readings(scene, key, (s, e)))


_UNDONE_BEFORE = re.compile(
    r"(?:\b(?:no longer|stopped|stop|never|not|cannot|instead of|rather than|without|denie[sd]|denied)|n['’]t)\b(?: \w+){0,1} $|(?:不|未|没有|停止|不再)$"
)


def _is_undone(q: Question, text: str, start: int, end: int) -> bool:
    """ "Switched from X", and to one who asks who does it, "doesn't use X"."""
    if text[start:end].lower().startswith("switch") and re.match(r"\s+(?:\w+\s+){0,2}from\b", text[end:]):
        return True
    return q.wants is not None and bool(_UNDONE_BEFORE.search(text[max(0, start - 30) : start]))


def _both_named(scene: _Scene) -> bool:
    """Doer and sufferer stand in the sentence; one of them may be meant by the pronoun that it begins with."""
    q = scene.question
    sides = [bool(side & scene.here) for side in (q.subject, q.obj)]
    return all(sides) or (any(sides) and scene.refers)


def _readings(scene: _Scene, key: str, act: tuple[int, int]) -> Iterator[_Roles]:
    q, text = scene.question, scene.line.text
    if q.act == "invest" and key in ("raise", "lead"):
        yield from _swapped_raise(text, act, scene.mentions)
        if key == "lead" and not q.obj:
            yield _roles_at(text, key, act, scene.mentions)
        return
    if q.act == "pay" and key == "buy" and not re.search(r"\bfor\b|以", text):
        return
    yield _roles_at(text, key, act, scene.mentions)
    possessive = re.match(r"\s+of\b", text[act[1] :])
    if possessive and (by := re.search(r"\bby\b", text[act[1] :])):
        after = _sufferer_side(text, act, scene.mentions)
        at = act[1] + by.start()
        yield _Roles(tuple(m for m in after if m.start > at), tuple(m for m in after if m.start < at), False)


def _role_fits(scene: _Scene, roles: _Roles) -> bool:
    q = scene.question
    return (
        _side_fits(scene, q.subject, roles.doers, roles.sufferers, roles.other_doer)
        and _side_fits(scene, q.obj, roles.sufferers, roles.doers, False)
        and _wanted_fits(scene, roles)
    )


def _side_fits(
    scene: _Scene, wanted: frozenset[str], side: Sequence[Mention], other: Sequence[Mention], stranger: bool
) -> bool:
    if not wanted:
        return True
    if side and _is_one(wanted, side):
        return True
    if typed := wanted & scene.typed:
        return bool(typed) and not (wanted - scene.typed)
    if _is_one(wanted, other):
        return False
    if any(m.type == "company" for m in side) or (stranger and not wanted & scene.here):
        return False
    meant = bool(wanted & scene.context) and (scene.refers or bool(scene.line.lead))
    return bool(wanted & scene.here) or meant


def _wanted_fits(scene: _Scene, roles: _Roles) -> bool:
    q = scene.question
    if q.wants is None or q.wants == "thing":
        return True
    side = roles.doers if q.wants_subject else roles.sufferers
    fresh = [m for m in side if not {m.name, m.family} & q.names]
    if q.wants == "model":
        return any(m.type == "model" for m in (fresh if side else scene.mentions))
    if q.wants_subject:
        means = any(m.type == "company" for m in fresh) or roles.other_doer
        by_pronoun = bool(scene.context - q.names) and not side and scene.refers
        return means or bool(q.act in ("use", "make", "release") and fresh) or by_pronoun
    return bool(fresh) or bool(_CAPITAL_RUN.search(scene.line.text[1:]))


# --- The kind of thing asked for --------------------------------------------------------------------------------------

_PERSON = re.compile(r"[A-Z][\w’-]+(?: [A-Z][\w’.-]*)* [A-Z][\w’-]+")


def _holds(scene: _Scene) -> bool:
    """Whether the kind of thing asked for stands in the sentence, and is bound to what it is asked of."""
    q, text = scene.question, scene.line.text
    if q.needs == "version":
        return any(m.name != m.family and m.family and q.family in (None, m.family) for m in scene.mentions)
    if q.needs == "definition":
        return _defines(scene)
    pattern = _MEASURE.get(q.needs or "")
    if pattern is not None and not pattern.search(text):
        return False
    if q.needs == "date" and q.act == "found":
        return bool(YEAR.search(text)) and _near(text, _pattern_of_act("found"), YEAR, 45)
    if q.head in _STAFF and q.names - scene.here and not scene.refers:
        return False
    if q.needs == "number" and q.head:
        return _counts(q, q.head, text, scene.mentions)
    if q.needs == "number" and q.act is not None:
        return True
    if q.value_of is not None and not _gives_property(q, text):
        return False
    return q.wants != "person" or q.act in DIRECTED or _names_person(scene)


def _gives_property(q: Question, text: str) -> bool:
    if HAN.search(text):
        return any(re.search(f"{word}(?:为|是|达|：)", text) for word in in_chinese(q.value_of or ""))
    act = next((key for key, _, _ in acts_in(q.value_of or "")), None)
    same = words_of_act(act) if act else things().get(q.value_of or "", ())
    return gives_value(q.value_of or "", frozenset(same), q.terms, text)


_OFFICE_ZH = re.compile(r"(?:人|官|裁|长|事|经理|主席|主管)$")


def _names_person(scene: _Scene) -> bool:
    """Who it is that holds an office, or did what is asked."""
    q, text = scene.question, plain_phrases(scene.line.text)
    names = {m.surface: bool({m.name, m.family, m.company} & q.names) for m in scene.mentions}
    ours = [name for name, asked in names.items() if asked] + sorted(scene.typed)
    others = [m.surface for m in scene.mentions if m.type == "company" and not names[m.surface] and not m.publishing]
    if HAN.search(text):
        offices = [term for term in q.terms if _OFFICE_ZH.search(term)]
        return any(names_holder_zh(term, text) for term in offices) if offices else bool(others)
    if q.act is not None:
        known, before = [*names, *scene.typed], f"{scene.line.title}\n{scene.line.before}"
        return bool(others) or names_somebody(text, before, _pattern_of_act(q.act), known, _NEAR_ACT)
    if q.office is not None:
        return names_holder(q.office, text, ours, others)
    return bool(others) or bool(_PERSON.search(text))


_NEAR_ACT = 60
"""Characters between what was done and who did it."""


def _near(text: str, one: re.Pattern[str], other: re.Pattern[str], most: int) -> bool:
    return any(abs(a.start() - b.start()) <= most for a in one.finditer(text) for b in other.finditer(text))


_STAFF = frozenset(["employee", "employees", "staff", "worker", "workers", "headcount"])
_STAFFING = re.compile(r"\b(?:employ\w*|staff\w*|headcount|workforce|workers?)\b", re.IGNORECASE)
"""Where people are counted, what tells that they work there."""


_NOT_COUNTED = re.compile(r"(?:周|星期)[一二三四五六日]|[^\d]人民币|机器人|[言责始]人")
_NOT_STAFFING = re.compile(r"(?:裁|涉及|解雇|招聘|影响|辞退)[^，。；]{0,10}$")


def _counts(question: Question, head: str, text: str, mentions: Sequence[Mention]) -> bool:
    """Whether a number counts the thing: it stands within four words of it (six characters in Chinese)."""
    for m in sorted(mentions, key=lambda m: -m.start):
        text = text[: m.start] + "X" * (m.end - m.start) + text[m.end :]
    chinese = same_thing_zh(head) if not head.isascii() else in_chinese(head) if HAN.search(text) else ()
    if chinese:
        text = _NOT_COUNTED.sub("·", text)
        places = [m.start() for same in chinese for m in re.finditer(re.escape(same), text)]
        if "员工" in chinese and question.act is None:
            places = [p for p in places if not _NOT_STAFFING.search(text[:p])]
        return any(NUMBER.search(_clause_around(text, p, 9)) for p in places)
    if head in _STAFF and question.act is None and not _STAFFING.search(text):
        return False
    tokens = plain_phrases(text).replace("-", " ").split()
    numbers = [
        i
        for i, t in enumerate(tokens)
        if NUMBER.search(t) and not MONEY.search(" ".join(tokens[max(0, i - 1) : i + 3]))
    ]
    heads = [i for i, t in enumerate(tokens) if _says(head, _vocabulary(t), t)]
    return any(-2 <= h - n <= 4 for n in numbers for h in heads)


def _clause_around(text: str, place: int, most: int) -> str:
    """Up to so many characters on each side, within the clause."""
    before, after = text[max(0, place - most) : place], text[place : place + most]
    return re.split("[，。；]", before)[-1] + re.split("[，。；]", after)[0]


def _defines(scene: _Scene) -> bool:
    names = [m for m in scene.mentions if {m.name, m.family} & scene.question.names]
    typed = (re.escape(name) for name in scene.question.names & scene.typed)
    ends = [*(m.end for m in names), *(m.end() for name in typed for m in re.finditer(name, scene.line.text))]
    pattern = re.compile(
        r"(?:,|,? which is| is| was)\s+(?:an?|the(?! \w+ (?:says?|said|told|added)\b)|one of|(?!the )[\w-]+ (?:start-?up|company|lab|maker))\b|, [A-Z][\w.-]*(?:[’']s|s[’']) (?:[\w-]+ ){0,3}[a-z-]+,|(?:是|，)(?:一家|一款|一个|由)"
    )
    return any(pattern.match(scene.line.text, end) for end in ends)


# --- Evidence ---------------------------------------------------------------------------------------------------------


def find_evidence(question: Question, articles: Sequence[Article], registry: Registry) -> list[Evidence]:
    """What bears on the question, best first: of equal ones the newest."""
    spellings = _spellings(question, registry)
    rated = [
        (own + all_, article, line, own, all_)
        for article in articles
        if _may_name(spellings, article)
        for line in _lines(question, article)
        for own, all_ in [_coverage(question, line, article.title)]
        if all_ >= NEARBY
    ]
    rated.sort(key=lambda r: (-r[0], -r[1].published.timestamp(), r[1].id, r[2].place))
    by_article: dict[int, tuple[Article, list[tuple[_Line, float, float]]]] = {}
    for _, article, line, own, all_ in rated[:MOST_CANDIDATES]:
        by_article.setdefault(id(article), (article, []))[1].append((line, own, all_))
    found = [e for article, lines in by_article.values() for e in _judged(question, article, lines, registry)]
    return sorted(found, key=_rank)


def _rank(e: Evidence) -> tuple[object, ...]:
    return (e.roundup, not e.same_language, -round(e.score, 1), -e.article.published.timestamp(), e.article.id, e.place)


def _spellings(question: Question, registry: Registry) -> list[tuple[str, ...]]:
    """For each name of the question how it may be written, so that articles without it needn't be read."""
    found = []
    for actor in question.actors:
        family = registry.family_of(actor.name) if actor.type == "model" else None
        known = {actor.name, family.name if family else actor.name}
        known |= {*registry.aliases_of(actor.name), *registry.aliases_of(family.name if family else "")}
        known |= {*(family.short if family else ()), *(family.alone if family else ())}
        found.append(tuple(fold(k) for k in known))
    return found


def naming(question: Question, registry: Registry, articles: Sequence[Article]) -> list[Article]:
    """Those in which every name of the question seems to stand, in some spelling."""
    spellings = _spellings(question, registry)
    return [article for article in articles if _may_name(spellings, article)]


def _may_name(spellings: Sequence[tuple[str, ...]], article: Article) -> bool:
    if not spellings:
        return True
    text = "\n".join((article.title, article.outlet, *article.sentences))
    text = fold(text) if HAN.search(text) else text.lower().replace("’", "'")
    return all(any(s in text for s in every) for every in spellings)


def _judged(
    question: Question, article: Article, lines: Sequence[tuple[_Line, float, float]], registry: Registry
) -> Iterator[Evidence]:
    named = _names_around(article, [line for line, _, _ in lines], registry)
    for line, own, all_ in lines:
        scene = _scene(question, article, line, named)
        missing = question.names - scene.here
        if missing - scene.context:
            continue
        unsaid = bool(NOT_SAID.search(line.text))
        answers = not (missing and _of_another(scene)) and _answers(scene, all_)
        if unsaid and question.act != "confirm":
            answers = False
        score = 0.5 * own + 0.3 * all_ + 0.2 * (1 - len(missing) / max(1, len(question.names)))
        yield Evidence(
            article, line.place, _quoted(article, line, scene, named), score, answers, unsaid,
            is_roundup(article.title), article.language[:2] == question.language[:2],
        )  # fmt: skip


def _names_around(article: Article, lines: Sequence[_Line], registry: Registry) -> _Named:
    places = sorted({p for line in lines for p in (0, line.place - 1, line.place) if p >= 0})
    found = find_mentions(registry, article.title, [article.sentences[p] for p in places], outlet=article.outlet)
    at: dict[int, list[Mention]] = {}
    for m in found:
        at.setdefault(TITLE if m.sentence == TITLE else places[m.sentence], []).append(m)
    return _Named(at)


def _scene(question: Question, article: Article, line: _Line, named: _Named) -> _Scene:
    mentions = [*named.at.get(line.place, ()), *_own_outlet(article, line)]
    before, title = named.here(line.place - 1) if line.place else set(), named.here(TITLE)
    meant = named.first(line.place - 1) if line.place else set()
    meant = meant or named.first(TITLE) or named.first(0)
    meant = meant | _only_model(named, line.place)
    context = meant if len(question.actors) < 2 else meant | before | title
    again, again_before = (_named_again(text, question, article, line, named) for text in (line.text, line.before))
    context |= again | again_before
    if not mentions and question.act not in DIRECTED:
        context |= named.here(TITLE) & named.here(0)
    if question.act == "confirm":
        context |= named.here(0)
    makers = {m.company for m in mentions if m.company}
    low = line.text.lower()
    typed = {a.name for a in question.unknown if re.search(rf"\b{re.escape(a.name.lower())}\b", low)}
    wide = f"{article.title}\n{line.lead if question.act == 'confirm' else ''}\n{line.before}".lower()
    around = {a.name for a in question.unknown if re.search(rf"\b{re.escape(a.name.lower())}\b", wide)}
    return _Scene(
        question,
        line,
        tuple(mentions),
        frozenset(context | makers | around),
        frozenset(typed),
        tuple(named.at.get(line.place - 1, ())),
        bool(_ANAPHOR.match(line.text) or again or _MEANT_BY_IT.search(line.text)),
        bool(again_before),
    )


_MEANT_BY_IT = re.compile(r"\b(?:for|of|on|with|to|in|by|uses?|using) (?:it|them)\b(?=[.,;]|$)")
_SAID_BY = re.compile(
    r"^[“\"]?(?:A|The|Its) (?:[a-z]+ )?(?:spokes\w+|official|representative) (?:said|says|added|confirmed|told \w+(?: \w+)?) (?:that )?"
)
_THE_NOUN = re.compile(r"^[“\"]?(?:The|This|That) ((?:[a-z][a-z-]+ ?){1,3})")


def _named_again(text: str, question: Question, article: Article, line: _Line, named: _Named) -> set[str]:
    """Names of the question that a sentence means by its opening noun: "the assistant", where "the coding assistant X" or
    "X, an assistant for lawyers" stands before it."""
    said = _SAID_BY.sub("", text)
    opening = _THE_NOUN.match(said[:1].upper() + said[1:])
    if opening is None:
        return set()
    nouns = "|".join(map(re.escape, opening[1].split()))
    told = "\n".join((article.title, article.sentences[0] if line.place else "", line.before))
    places = {TITLE, 0, line.place - 1} - {line.place}
    surfaces = {(m.surface, n) for p in places for m in named.at.get(p, ()) for n in (m.name, m.family, m.company) if n}
    surfaces |= {(actor.name, actor.name) for actor in question.unknown}
    called = {name for surface, name in surfaces if _is_called(re.escape(surface), nouns, told)}
    return called & question.names


def _is_called(name: str, nouns: str, told: str) -> bool:
    if re.search(rf" (?:{nouns})$", name, re.IGNORECASE):
        return True
    beside = rf"\b(?:{nouns}) {name}\b|\b{name}(?:[’']s)? (?:{nouns})\b"
    apposed = rf"\b{name}(?:,| is| was) (?:an?|the|its|their) (?:[\w’'-]+ ){{0,3}}?(?:{nouns})\b"
    return re.search(f"{beside}|{apposed}", told) is not None


def _only_model(named: _Named, place: int) -> set[str]:
    """The one model that the sentence before, else the title or the first one, speaks of: what "the model" means."""
    for near in (place - 1, TITLE, 0):
        models = {(m.name, m.family) for m in named.at.get(near, ()) if m.type == "model"} if near >= TITLE else set()
        if models:
            return {n for pair in models for n in pair if n} if len(models) == 1 else set()
    return set()


def _own_outlet(article: Article, line: _Line) -> list[Mention]:
    """ "The Post" in the Harbour Post's own article is that paper, and so is "this newspaper"."""
    last = article.outlet.split()[-1] if article.outlet else ""
    if len(article.outlet.split()) < 2 or not (f"he {last}" in line.text or "his " in line.text):
        return []
    pattern = rf"\b[Tt]he {re.escape(last)}\b(?![\w’'-]| [A-Z])|\b[Tt]his (?:newspaper|publication|magazine|website)\b"
    return [
        Mention("company", article.outlet, m[0], line.place, m.start(), m.end())
        for m in re.finditer(pattern, line.text)
    ]


def _of_another(scene: _Scene) -> bool:
    """A sentence that leaves out a question's name but names another company as what it is about."""
    others = {m.name for m in scene.mentions if m.type == "company" and not m.publishing} - scene.question.names
    asks_others = scene.question.wants is not None and scene.question.office is None
    return bool(others) and scene.question.act not in DIRECTED and not asks_others


def _answers(scene: _Scene, covered: float) -> bool:
    q = scene.question
    if covered < (LEAST_COVERED if len(q.terms) + len(q.acts) > 3 or q.actors else 0.99):
        return False
    if len(q.terms) + len(q.acts) <= 3 and covered < 0.99:
        return False
    if q.comparing and (q.names - scene.here or not q.terms + q.acts):
        return False
    if _loses_unknown(scene) or _is_only_planned(scene) or _is_about_something_else(scene):
        return False
    if q.head and q.needs == "number" and not _says(q.head, scene.line.own, scene.line.text):
        return False
    if _is_question(scene.line.text) or _is_old_version(scene.line.text):
        return False
    return _holds(scene) and _fits(scene) and _named_directly(scene)


_PLANNED = re.compile(
    r"\b(?:will|would|could|may|might|(?:plans?|planning|expected|wants?|hopes?|set|due|agreed) to|in talks to|considering)\b(?: \w+){0,2} ?$|(?:打算|计划|拟|将|可能)[^，。]{0,6}$"
)


def _is_only_planned(scene: _Scene) -> bool:
    """What is asked was done, and every act of the sentence is only planned. "Did X" may be answered so."""
    q, text = scene.question, scene.line.text
    if not q.past or q.act is None or (q.needs is None and q.wants is None and not _ASKS_WHAT.match(q.text)):
        return False
    keys = _STAND_FOR.get(q.act, (q.act,))
    places = [start for key, start, _ in acts_in(text) if key in keys]
    return bool(places) and all(_PLANNED.search(text[max(0, p - 40) : p]) for p in places)


_ASKS_WHAT = re.compile(r"\W*what\b|.*什么", re.IGNORECASE)


_FIRM = re.compile(
    r"\b(?:[Tt]he|[Ii]ts?) (?:company|start-?up|firm|lab|bank|chipmaker|group|model|chip)s?\b|\b(?:it|they|its)\b|公司|该|其"
)
_THE_THING = re.compile(r"^(?:The|A|An|This|That) (?!(?:company|start-?up|firm|lab|bank|chipmaker|group|model|chip)\b)")
_ZH_OPENINGS = ("目前", "并", "截至", "此前", "今年", "同时", "估值", "融资", "投后", "本轮")


def _is_about_something_else(scene: _Scene) -> bool:
    """A name of the question is missing, and what the sentence is about is likely something else than it."""
    q, line = scene.question, scene.line
    if not q.names - scene.here or line.lead or _goes_on(q, line.text, line.before):
        return False
    if not line.text.isascii() and HAN.match(line.text):
        return not _ANAPHOR.match(line.text) and not line.text.startswith(_ZH_OPENINGS)
    if scene.refers:
        pronoun = line.text.startswith(("It ", "Its ", "They ", "Their "))
        return pronoun and not scene.earlier and not scene.goes_back and bool(_THE_THING.match(line.before))
    speaks = line.outlet in scene.context | q.names and bool(re.search(r"\b(?:[Ww]e|[Oo]ur)\b", line.text))
    return q.act is not None and not q.names & scene.here and not speaks and not _FIRM.search(line.text)


def _loses_unknown(scene: _Scene) -> bool:
    """A name that the registry doesn't know is missing, and the sentence doesn't go on from where it stood."""
    lost = {a.name for a in scene.question.unknown} - scene.typed
    in_title = all(name.lower() in scene.line.title.lower() for name in lost)
    return bool(lost) and not in_title and not scene.line.lead and not scene.refers


def _named_directly(scene: _Scene) -> bool:
    """Without a directed act the first company of the sentence must be one that is asked about."""
    q = scene.question
    if not q.names or q.act in DIRECTED or q.needs == "definition" or len(q.names) > 1:
        return True
    names = sorted((m for m in scene.mentions if not m.publishing), key=lambda m: m.start)
    makers = {m.company for m in names if {m.name, m.family} & q.names}
    names = [m for m in names if m.name not in makers]
    typed = bool(q.names & scene.typed)
    if typed or not names:
        return True
    first = {names[0].name, names[0].family, names[0].company}
    return bool(first & q.names) or q.needs is None or _closest(scene, names)


def _closest(scene: _Scene, names: Sequence[Mention]) -> bool:
    """Whether the asked name is the nearest before, or right after, the counted thing."""
    q, text = scene.question, scene.line.text
    pattern = _MEASURE.get(q.needs or "")
    at = pattern.search(text) if pattern else None
    if at is None:
        return True
    near = min(names, key=lambda m: min(abs(m.end - at.start()), abs(m.start - at.end())))
    return bool({near.name, near.family} & q.names)


def _is_question(text: str) -> bool:
    return text.rstrip(" ”\"’'").endswith(("?", "？"))


_OLD_VERSION = re.compile(
    r"\b(?:an )?(?:earlier|previous) version of this (?:article|story|report)\b|\bwe (?:earlier|wrongly|previously) (?:wrote|reported|said)\b|本文早前版本",
    re.IGNORECASE,
)


def _is_old_version(text: str) -> bool:
    return bool(_OLD_VERSION.search(text))


# --- Quoting ----------------------------------------------------------------------------------------------------------


def _quoted(article: Article, line: _Line, scene: _Scene, named: _Named) -> str:
    """As `_in_context`; an outlet's own "we" stands in quotes after its name."""
    text = _in_context(article, line, scene, named)
    if not speaks_as_we(text) or text.startswith(f"{article.outlet}: “"):
        return text
    said = text.removeprefix(f"{article.outlet}: ").replace("“", "‘").replace("”", "’")
    return f"{article.outlet}: “{said}”" if article.language[:2] != "zh" else f"{article.outlet}：“{said}”"


def _in_context(article: Article, line: _Line, scene: _Scene, named: _Named) -> str:
    """The sentence; with the one before it where that holds the name it means or the hedge it stands under."""
    asks_who = scene.question.wants is not None and not any(m.type == "company" for m in scene.mentions)
    joins = bool(line.before) and not _is_question(line.before)
    nameless = scene.question.names - scene.here
    before = named.here(line.place - 1) | named.first(line.place - 1)
    pronoun = bool(nameless & before) or bool(_ANAPHOR.match(line.text) and asks_who and before)
    pronoun = pronoun or _goes_on(scene.question, line.text, line.before)
    if joins and (pronoun or (_sure(line.text) and _unsure(line.before) and (nameless or _ANAPHOR.match(line.text)))):
        return _joined(line.before, line.text)
    lead = article.sentences[0]
    if _sure(line.text) and line.place > 0 and _unsure(article.title):
        return _joined(lead, line.text) if _unsure(lead) and line.place < 4 else f"{article.outlet}: {line.text}"
    if _sure(line.text) and line.place == 0 and _unsure(article.title):
        return f"{article.outlet}: {line.text}" if article.language[:2] != "zh" else f"{article.outlet}：{line.text}"
    return line.text


def _joined(one: str, other: str) -> str:
    return (
        one + other
        if re.search(r"[。！？”]$", one) and not one.isascii() and other[:1] > "\u2e80"
        else f"{one} {other}"
    )


def _unsure(text: str) -> bool:
    return certainty.is_hedged(text) or certainty.is_rumour(text) or certainty.cites_unnamed(text)


_TOLD = re.compile(
    r"\b(?:according to|said|says|told|reported|report|could|would|may|might)\b|据|称|表示|或将|可能", re.IGNORECASE
)


def _sure(text: str) -> bool:
    return not _unsure(text) and not _TOLD.search(text)
