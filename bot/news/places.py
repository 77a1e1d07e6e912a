"""A sentence in which names are looked for, and which words are part of no name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from bot.news.model import Mention, NameType
from bot.news.registry import fold

_TITLE_CASE_SHARE = 0.75

QUOTE = "[\"“'‘「『《]?"
WORD = r"[A-Z][A-Za-z0-9À-ÿ]*(?:[-.&+][A-Za-z0-9À-ÿ]+)*"
NAME = rf"(?P<name>{WORD}(?: {WORD}){{0,2}})"


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence, or the title, with its folded form (the same length)."""

    sentence: int
    text: str
    folded: str

    @property
    def title_case(self) -> bool:
        return is_title_case(self.text)


@dataclass(frozen=True, slots=True)
class Found:
    """A name as the text introduces it; a model with its maker and its family (the name itself when None)."""

    type: NameType
    name: str
    company: str | None = None
    family: str | None = None


def offsets(mentions: Iterable[Mention]) -> set[tuple[int, int]]:
    """Every place (sentence, offset) that a mention takes."""
    return {(m.sentence, i) for m in mentions for i in range(m.start, m.end)}


@lru_cache(maxsize=512)
def is_title_case(text: str) -> bool:
    """Whether nearly every longer word has a capital (all of them, before a full stop), so that capitals tell nothing."""
    words = re.findall(r"[A-Za-z][A-Za-z'’-]{3,}", text)
    least = 0.99 if text.endswith(".") else _TITLE_CASE_SHARE
    return len(words) > 2 and sum(word[0].isupper() for word in words) / len(words) > least


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
    using called named run led announces reports shows helps lets brings moves expands acquires partners hiring apps applications products
    generative agentic physical responsible enterprise sovereign conversational frontier trustworthy explainable edge
    applied embodied constitutional safe ethical industrial embedded consumer medical legal human open modern local
    free good bad great real full fast best better local cloud public private state national international federal
    swiss swedish dutch italian spanish polish danish norwegian finnish irish turkish brazilian mexican vietnamese
    switzerland sweden netherlands italy spain poland denmark norway finland ireland turkey brazil mexico vietnam uae
    saudi arabia emirati ukraine ukrainian african africa latin nordic scottish welsh austria austrian belgium belgian
    amsterdam zurich vienna madrid barcelona milan rome brussels dublin oslo copenhagen helsinki warsaw tel aviv bangalore
    bengaluru mumbai delhi jakarta boston seattle austin chicago denver los angeles miami atlanta hamburg cologne
    guangdong zhejiang sichuan chengdu wuhan nanjing suzhou guangzhou taipei osaka kyoto
    secretary minister senator governor mayor judge court justice regulator regulators lawmakers police army navy military
    scientists developers hackers users customers employees workers students teachers doctors artists authors publishers
    dorsey karpathy lecun hinton bengio bezos thiel sutskever murati brockman suleyman jassy cook gates ballmer brin
    hoffman andreessen khosla torvalds wozniak johansson swift newsom hawley warren sanders pope vatican
    trump biden musk altman amodei zuckerberg nadella pichai huang hassabis putin xi macron starmer modi vance
    every everything something nothing anyone someone people man woman men women kids children family life work job
    jobs money time year years day days week weeks month months part end start begin let make use used get got set
    think thinking thought read reading write writing learn learning build building train training test testing
    data model models agent agents chip chips robot robots robotics software hardware platform system systems tool tools
    code coding search language vision voice image music text chat bot bots assistant app web site online digital
    internet network networks security safety privacy policy law laws rules act bill copyright patent
    economy market markets business industry finance bank banks energy power health care education science research
    intelligence artificial machine deep neural quantum automated autonomous autonomy automation humanoid
    two three four five six seven eight nine ten million billion trillion percent half double
    between through during under above below against within without across among around near along per via
    do does did done being am about like unlike even still ever never always often again back off out down
    another whether either neither once twice away until unless plus minus versus vs
    discussion updates update question questions help issue issues error errors problem problems interest exploring
    hungary greece portugal romania czech argentina chile colombia egypt nigeria kenya pakistan bangladesh indonesia
    malaysia thailand philippines iran iraq qatar kuwait jordan lebanon syria georgia armenia kazakhstan cuba peru estonia
    latvia lithuania iceland luxembourg malta cyprus croatia serbia slovenia slovakia bulgaria moscow kremlin nato unesco
    unicef interpol opec nasa fed fbi ftc doj darpa republicans democrats republican democrat parliament
    introducing advanced senior junior source sources vertex bay area super mini powered hub possibilities introduction
    members member community discord twitter reddit paper papers blog post thread github pull request tweet link"""
_NO_NAMES = frozenset(_ORDINARY.split())
_SUFFIX_WORDS = (
    "AI Labs Lab Technologies Technology Robotics Systems Intelligence Research Dynamics Networks Semiconductor Health "
    "Therapeutics Bio Compute Cloud Security Software Studio Studios Data Energy Power Motors Aerospace Space Machines "
    "Computing Inc Corp Group Tech Bot Photonics Materials Medical Industries Analytics Interactive Ventures Capital Biosciences"
)
SUFFIXES = frozenset(_SUFFIX_WORDS.split())


def is_no_name(name: str) -> bool:
    """Whether the word, taken alone, is an ordinary one: no name begins with it."""
    return fold(name) in _NO_NAMES


def first_words(name: str, place: Place) -> str:
    """The words up to the first that is no part of a name; in a title's capitals one word, with a suffix."""
    kept: list[str] = []
    for number, word in enumerate(name.rstrip(".-&").split(" ")):
        if number and word not in SUFFIXES and (is_no_name(word) or place.title_case):
            break
        kept.append(word)
    return " ".join(kept)
