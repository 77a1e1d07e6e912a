"""Names that no registry holds, found by how a text introduces them: code names of models, companies new to us.

Precision first: a phrase must say what the name is ("a model code-named X", "AI start-up X", "X raises $30 million").
Found names carry a confidence below one. Registry names are none of this module's business.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import ahocorasick

from bot.news.model import TITLE, Mention, NameType
from bot.news.registry import Registry, fold

_TITLE_CASE_SHARE = 0.75
CODE_NAME_CONFIDENCE = 0.7
COMPANY_CONFIDENCE = 0.6


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence, or the title, with its folded form."""

    sentence: int
    text: str
    folded: str

    @property
    def title_case(self) -> bool:
        return is_title_case(self.text)


@dataclass(frozen=True, slots=True)
class _Found:
    type: NameType
    name: str
    company: str | None = None


@lru_cache(maxsize=512)
def is_title_case(text: str) -> bool:
    """Whether nearly every longer word has a capital, so that capitals tell nothing."""
    words = re.findall(r"[A-Za-z][A-Za-z'’-]{3,}", text)
    return len(words) > 2 and sum(word[0].isupper() for word in words) / len(words) > _TITLE_CASE_SHARE


_QUOTE = "[\"“'‘「『《]?"
_WORD = r"[A-Z][A-Za-z0-9À-ÿ]*(?:[-.&+][A-Za-z0-9À-ÿ]+)*"
_NAME = rf"(?P<name>{_WORD}(?: {_WORD}){{0,2}})"
_NEW_MODEL = r"(?:AI|language|reasoning|video|image|foundation|frontier|open-weight|open-source|multimodal|coding|speech|voice|world) models?,?"
_CODE_NAME = re.compile(
    rf"(?:code-?named?|codenamed|nicknamed|dubbed|known internally as|referred to internally as|internally (?:called|"
    rf"known as|dubbed|named)|under the (?:code ?name|working title)|whose (?:code ?name|internal name) is|"
    rf"called internally|{_NEW_MODEL} (?:called|named|known as))\s+(?:as\s+)?(?:“the |the )?{_QUOTE}{_NAME}"
    rf"|(?:内部代号|內部代號|代号|代號|代號名|コードネーム)(?:为|為|叫|是|：|:|「|“|\"|\s)*(?P<zh>[A-Z][A-Za-z0-9-]+|[^\W\d_a-zA-Z]{{2,6}}(?=[”」\"]))"
)
_MODEL_NOUN = re.compile(
    r"\b(?:AI|language|reasoning|foundation|frontier|video|image|open|new|next|upcoming|secret|flagship)?[\s-]*"
    r"(?:models?|LLMs?|chatbot|AI system)\b|大?模型|モデル",
    re.IGNORECASE,
)
_OTHER_NOUN = re.compile(
    r"\b(?:chips?|processor|GPU|accelerator|data cent(?:er|re)|supercomputer|campus|headset|glasses|device|phone|"
    r"operation|bill|law|building|robot|campaign|team|unit|attack|malware|hackers?|ransomware|vulnerabilit\w+|project|"
    r"initiative|era|trend|festival|movement|deal)\b|芯片|晶片|项目|專案",
    re.IGNORECASE,
)

_KIND = (
    r"(?:start-?up|startup|scale-?up|unicorn|chip-?maker|chip designer|neocloud|robot-?maker|"
    r"(?:AI|artificial intelligence|robotics|chip|semiconductor|software|cloud|biotech|drug-discovery|data-labell?ing|"
    r"coding|autonomous-driving|self-driving|quantum|cyber-?security|defen[cs]e[- ]tech|voice|video|humanoid)[\w\s-]{0,24}"
    r"(?:company|firm|lab|maker|developer|provider|group|player))"
)
_KIND_BEFORE = re.compile(rf"\b(?i:{_KIND}(?: called| named)?),? {_QUOTE}{_NAME}")
_PREPOSITION = r"(?:at|of|in|for|from|who|whose|which|with|by|on|and|or|to|is|was)\b"
_APPOSITION = re.compile(
    rf"{_NAME}, (?:an?|the|one of the|another)\s(?:(?!{_PREPOSITION})[\w’'&$-]+\s){{0,6}}?(?:AI|artificial intelligence|robotics|chip|"
    rf"machine[- ]learning|software|tech|technology|cloud|semiconductor|voice|generative|data)?\s?(?:(?!{_PREPOSITION})[\w-]+\s){{0,3}}?"
    rf"(?:start-?up|company|firm|lab|laborator(?:y|ies)|developer|chip-?maker|unicorn)\b"
)
_RAISES = re.compile(
    rf"{_NAME}(?:,[^,.]{{3,70}},)? (?:has |have |just |today |quietly )*(?:raises|raised|secures|secured|lands|landed|closes|closed|nabs|bags|"
    rf"snags|scores|picks up|emerges from stealth|exits stealth|comes out of stealth)\b(?= (?:with )?(?:an? )?(?:additional |record |new |fresh )?"
    rf"(?:[$€£¥₹]\s?\d|\d[\d.,]* (?:m|b)illion|seed|Series|from stealth|funding|with|another))"
)
_HEADED = re.compile(
    rf"\b(?:(?:co-?)?founders?(?: and (?:CEO|CTO|chief executive))?|chief executive(?: officer)?|CEO|CTO) (?:of|at) (?:the )?(?:[a-z-]+ ){{0,3}}{_NAME}"
)
_FOLLOWS = re.compile(
    r"['’]s\b|,|\s(?:raises|raised|launches|says|said|is|has|was|to|unveils|releases|defies|secures|lands|hits|plans|files|"
    r"wins|buys|names|hires|opens|closes|gets|adds|signs|sues)\b",
    re.IGNORECASE,
)
"""What shows that a name has ended, where the noun before it has a capital too ("AI Startup Etched Defies …")."""
_CHINESE = re.compile(
    r"(?:初创公司|初創公司|初创企业|新创公司|新創公司|新創|独角兽企业?|獨角獸|AI公司|机器人公司|機器人公司|スタートアップ)[「“\"『]?"
    r"(?P<name>[A-Z][A-Za-z0-9.-]{2,}(?: [A-Z][A-Za-z]+)?)"
)
_KIND_CUES = ("start-up", "startup", "company", "firm", " lab", "maker", "developer", "unicorn", "designer", "neocloud")
_PATTERNS = (
    (
        _CODE_NAME,
        (
            "code-name",
            "codename",
            "code name",
            "nickname",
            "dubbed",
            "internal",
            "working title",
            "代号",
            "コードネーム",
            "model called",
            "model named",
            "models called",
            "models named",
            "model, called",
            "model known as",
        ),
    ),
    (_KIND_BEFORE, (*_KIND_CUES, "provider", "group", "player", "scale-up", "scaleup")),
    (_APPOSITION, tuple(f", {article} " for article in ("a", "an", "the", "one of the", "another"))),
    (_RAISES, (" rais", " secur", " land", " close", " nabs", " bags", " snags", " scores", " picks up", "stealth")),
    (_HEADED, ("founder", "founders", "chief executive", "ceo", "cto")),
    (_CHINESE, ("公司", "企业", "新创", "独角", "スタートアップ")),
)
"""Each pattern with what a sentence must hold to be worth trying."""
_FIELD = re.compile(
    r"(?<![A-Za-z])(?:AI|artificial intelligence|LLMs?|robot\w*|humanoid\w*|chips?|GPUs?|models?|agents?|machine learning|"
    r"data cent(?:er|re)s?|start-?ups?|generative|inference|compute)(?![A-Za-z])|人工智[能慧]|模型|机器人|機器人|芯片|晶片|AI",
    re.IGNORECASE,
)

_ORDINARY = """the a an and or but for nor so yet as at by in of on to up with from into over after before this that these those
    it its he she they we you his her their our my your who what when where why how which is are was were be been has
    have had will would can could may might must shall should not no yes new old first last next more most many some all
    any both each few other such only own same than too very just also now then here there monday tuesday wednesday
    thursday friday saturday sunday january february march april may june july august september october november
    december today yesterday tomorrow ceo cto cfo coo chief executive officer founder founders co-founder cofounder
    president chairman director head engineer engineers researcher researchers scientist analyst investor investors
    startup startups start-up company companies firm lab labs series seed round funding valuation exclusive breaking
    report reports study podcast video opinion analysis ai ml llm llms agi gpu gpus api us usa u.s eu uk china chinese
    america american europe european britain british german germany french france japan japanese korea korean india
    indian israel israeli taiwan russia russian canada canadian australia singapore dubai berlin paris london beijing
    shanghai shenzhen hangzhou tokyo seoul york san francisco washington silicon valley hong kong stockholm munich
    toronto california texas congress senate house government ministry pentagon white founded backed based while if
    meanwhile however although though despite since because according inside meet why show tell ask world big tech
    wall street nasdaq nyse ipo stock stocks shares mr mrs ms dr prof sir lord asia asian western eastern global
    openly raises raised launches releases says said secures lands gets wins hits defies names hires cuts adds makes
    sets seeks eyes tops aims wants takes goes comes sees plans builds pays buys sells signs sues turns joins opens closes
    files faces gains loses grows drops nears beats leads offers unveils debuts hopes warns claims valued worth behind
    using called named run led announces reports shows helps lets brings moves expands acquires partners hiring apps applications products"""
_NO_NAMES = frozenset(_ORDINARY.split())
_JOB_WORDS = (
    "ceo cto cfo coo cio chief executive founder founders co-founder cofounder president chairman chair director head "
    "engineer engineers researcher researchers scientist scientists analyst investor investors boss partner employees "
    "mr mrs ms dr prof sir lord professor senator minister"
)
_JOBS = frozenset(_JOB_WORDS.split())
_PLACED = ("-based", "-backed", "-led", "-born", "-owned", "-funded")
_NO_COMPANIES = re.compile(
    r"\b(?:University|College|Institute|School|Ministry|Commission|Department|Agency|Court|Bank|Fund|Capital|Ventures|"
    r"Partners|Council|Committee|Association|Foundation|Government|Hospital|Party|Act|Bill|Award|Conference|Summit|"
    r"Times|Post|Journal|News|Street|City|State|County|Series|GPT|LLM)\b"
)
_SUFFIX_WORDS = (
    "AI Labs Lab Technologies Technology Robotics Systems Intelligence Research Dynamics Networks Semiconductor Health "
    "Therapeutics Bio Compute Cloud Security Software Studio Studios Data Energy Power Motors Aerospace Space Machines "
    "Computing Inc Corp Group Tech Bot Photonics Materials Medical Industries Analytics Interactive"
)
_SUFFIXES = frozenset(_SUFFIX_WORDS.split())


def newcomers(
    registry: Registry, places: Sequence[Place], mentions: Sequence[Mention], taken: set[tuple[int, int]]
) -> list[Mention]:
    """Mentions of names that the text itself introduces; `taken` holds the places of known names (sentence, offset)."""
    found: dict[str, _Found] = {}
    for number, cues in sorted(_cued(places).items()):
        place = places[number]
        items = [*_code_names(place, places, mentions)] if _CODE_NAME in cues else []
        for item in (*items, *_companies(place, places, cues)):
            if registry.canonical(item.name) is None and not _overlaps_known(registry, item.name):
                found.setdefault(item.name, item)
    return [mention for item in found.values() for mention in _everywhere(item, places, taken)]


def _cued(places: Sequence[Place]) -> dict[int, set[re.Pattern[str]]]:
    """The patterns worth trying, by the index of the place: those of which it holds a cue."""
    starts, total = [], 0
    for place in places:
        starts.append(total)
        total += len(place.folded) + 1
    found: dict[int, set[re.Pattern[str]]] = {}
    for end, pattern in _cue_automaton().iter("\n".join(place.folded for place in places)):
        found.setdefault(bisect_right(starts, end) - 1, set()).update(pattern)
    return found


@lru_cache(maxsize=1)
def _cue_automaton() -> Any:
    patterns: dict[str, set[re.Pattern[str]]] = {}
    for pattern, cues in _PATTERNS:
        for cue in cues:
            patterns.setdefault(cue, set()).add(pattern)
    automaton = ahocorasick.Automaton()
    for cue, found in patterns.items():
        automaton.add_word(cue, found)
    automaton.make_automaton()
    return automaton


def _overlaps_known(registry: Registry, name: str) -> bool:
    """Whether a name begins or ends with a known one ("OpenAI Chief", "Former Google"): a wrong cut, no newcomer."""
    words = name.split(" ")
    parts = {*words, " ".join(words[:2]), " ".join(words[-2:])} if len(words) > 1 else set()
    return any(fold(part) in registry.entries for part in parts)


def _everywhere(item: _Found, places: Iterable[Place], taken: set[tuple[int, int]]) -> Iterator[Mention]:
    edge = r"(?<![A-Za-z0-9À-ÿ])" if item.name[0].isascii() else ""
    end = r"(?![A-Za-z0-9À-ÿ])" if item.name[-1].isascii() else ""
    pattern = re.compile(edge + re.escape(item.name) + end)
    for place in (place for place in places if item.name in place.text):
        for match in pattern.finditer(place.text):
            if (place.sentence, match.start()) not in taken and not _in_longer_name(place, match):
                yield _mention(item, place.sentence, match)


def _in_longer_name(place: Place, match: re.Match[str]) -> bool:
    """A single word next to another capitalised word may be part of a person's or a longer name."""
    if place.title_case or " " in match[0]:
        return False
    after = re.match(rf"\s({_WORD})", place.text[match.end() :])
    return bool(after) and after is not None and after[1] not in _SUFFIXES and not after[1].isupper()


def _mention(item: _Found, sentence: int, match: re.Match[str]) -> Mention:
    if item.type == "company":
        return Mention(
            "company", item.name, match[0], sentence, match.start(), match.end(), confidence=COMPANY_CONFIDENCE
        )
    return Mention(
        "model",
        item.name,
        match[0],
        sentence,
        match.start(),
        match.end(),
        item.name,
        item.company,
        CODE_NAME_CONFIDENCE,
    )


# --- Code names -------------------------------------------------------------------------------------------------------


def _code_names(place: Place, places: Sequence[Place], mentions: Sequence[Mention]) -> Iterator[_Found]:
    for match in _CODE_NAME.finditer(place.text):
        name = _first_words(match["name"] or match["zh"], place)
        if name and _introduces_model(place.text, match, name, places):
            yield _Found("model", name, _acting(place, match.start(), mentions))


def _introduces_model(text: str, match: re.Match[str], name: str, places: Sequence[Place]) -> bool:
    """Whether what is being named is a model: by the noun before, else by how the text speaks of the name."""
    before = text[max(0, match.start() - 90) : match.start("name") if match["name"] else match.start()]
    model, other = _last(_MODEL_NOUN, before), _last(_OTHER_NOUN, before)
    if model or other:
        return model > other
    after = text[match.end() : match.end() + 24]
    if _MODEL_NOUN.search(after) and not _OTHER_NOUN.search(after):
        return True
    return any(re.search(rf"{re.escape(name)}[”\"']? (?:AI )?(?:model|模型)", place.text) for place in places)


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in pattern.finditer(text)), default=0)


def _acting(place: Place, before: int, mentions: Sequence[Mention]) -> str | None:
    """The company named last before the code name in its sentence, else its only one, else the title's only one."""
    here = [m for m in mentions if m.type == "company" and m.sentence == place.sentence]
    acting = [m for m in here if m.end <= before]
    if acting:
        return max(acting, key=lambda mention: mention.end).name
    in_title = {m.name for m in mentions if m.type == "company" and m.sentence == TITLE}
    for names in ({m.name for m in here}, in_title):
        if len(names) == 1:
            return names.pop()
    return None


# --- Companies --------------------------------------------------------------------------------------------------------


def _companies(place: Place, places: Sequence[Place], cues: set[re.Pattern[str]]) -> Iterator[_Found]:
    patterns = [pattern for pattern, _ in _PATTERNS if pattern in cues and pattern is not _CODE_NAME]
    if not (_FIELD.search(place.text) or _FIELD.search(places[0].text)):
        patterns = [pattern for pattern in patterns if pattern is _RAISES]
    for pattern in patterns:
        for match in pattern.finditer(place.text):
            name = "" if pattern is _KIND_BEFORE and _is_ordinary(match["name"]) else _trimmed(match["name"], place)
            if name and _is_company_name(name, place, match):
                yield _Found("company", name)


def _trimmed(name: str, place: Place) -> str:
    """The name without possessives and words that are no part of it; in a title's capitals one word, with a suffix."""
    words = name.rstrip(".-&").split(" ")
    if fold(words[0]) in _JOBS:
        return ""
    while words and (fold(words[0]) in _NO_NAMES or words[0].endswith(_PLACED)):
        words.pop(0)
    return _first_words(" ".join(words), place)


def _first_words(name: str, place: Place) -> str:
    """The words up to the first that is no part of a name."""
    kept: list[str] = []
    for number, word in enumerate(name.rstrip(".-&").split(" ")):
        if not number:
            kept.append(word)
            continue
        if fold(word) in _NO_NAMES and word not in _SUFFIXES:
            break
        if place.title_case and word not in _SUFFIXES:
            break
        kept.append(word)
    return " ".join(kept)


def _is_ordinary(name: str) -> bool:
    """ "start-up Sets Record": what follows the noun is no name."""
    return fold(name.split(" ")[0]) in _NO_NAMES


def _is_company_name(name: str, place: Place, match: re.Match[str]) -> bool:
    if len(name) < 3 or not name[0].isupper() or _NO_COMPANIES.search(name) or fold(name) in _NO_NAMES:
        return False
    if name.isupper() and ((place.title_case and len(name) > 6) or (len(name) < 4 and match.re is not _KIND_BEFORE)):
        return False
    if (
        match.re is _KIND_BEFORE
        and match[0].split(" ")[0][0].isupper()
        and not _FOLLOWS.match(place.text[match.start("name") + len(name) :])
    ):
        return False
    start = match.start("name")
    before = place.text[:start].rstrip()
    return not (before and re.search(rf"\b{_WORD}$", before) and match.re is not _KIND_BEFORE)
