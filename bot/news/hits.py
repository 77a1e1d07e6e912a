"""Where registry names stand in an article's lines, longest first, with the versions that follow them.

Whether a name is meant there is judged in `meant`; what it stands for is told in `registry`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

from bot.news.places import Place
from bot.news.registry import Entry, Family, Registry
from bot.news.versions import Piece, has_version, read_tail

_FIELD_WORDS = re.compile(
    r"(?<![A-Za-z])(?:AI|A\.I\.|AGI|artificial intelligence|(?:L|V|S)LMs?|models?|chatbots?|GPUs?|chips?|chipmakers?|machine learning|"
    r"deep learning|neural|generative|open-?weights?|open-?sourced?|agents?|agentic|inference|start-?ups?|tokens?|APIs?|"
    r"benchmarks?|fine-?tun\w+|compute|data cent(?:er|re)s?|robots?|robotics|humanoids?|coding|source code|code|transformers?|"
    r"text-to-\w+|video generat\w+|multimodal|prompts?|Series [A-F]|valuation)(?![A-Za-z])"
    r"|人工智[能慧]|模型|算力|智能体|智慧體|芯片|晶片|开源|開源|机器人|機器人|生成式|推理|融资|融資|人工知能|인공지능",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:://|www\.|\.(?:com|ai|co|org|net|io|dev)/|^r/|\sr/|\w/[\w.-]+/)[^\s]*$")


@dataclass(frozen=True, slots=True)
class Line(Place):
    """A place as it is read for names of the registry."""

    @property
    def of_the_field(self) -> bool:
        return _of_the_field(self.text)

    @property
    def chinese(self) -> bool:
        """Whether Latin words stand among Chinese or Japanese ones, where only names have a capital."""
        return _CHINESE.search(self.text) is not None


_CHINESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]{2}")


@lru_cache(maxsize=512)
def _of_the_field(text: str) -> bool:
    return _FIELD_WORDS.search(text) is not None


@dataclass(frozen=True, slots=True)
class Hit:
    line: Line
    start: int
    end: int
    entry: Entry
    pieces: tuple[Piece, ...] = ()

    @property
    def versioned(self) -> bool:
        return has_version(self.pieces)

    @property
    def surface(self) -> str:
        return self.line.text[self.start : self.end]


@dataclass(slots=True)
class Known:
    """What an article is known to be about: names that need no evidence, and those already accepted."""

    registry: Registry
    names: set[str] = field(default_factory=set)
    makers: set[str] = field(default_factory=set)

    def add(self, entry: Entry) -> None:
        for owner in (entry.company, entry.family):
            if owner is not None:
                self.names.add(owner.name)
        if entry.company is not None:
            self.makers.add(entry.company.name)
        if entry.family is not None and entry.family.company is not None:
            self.makers.add(entry.family.company)

    def has_maker(self, family: Family) -> bool:
        """Whether the family's maker, or the maker's owner, is in the article, itself or by another family."""
        maker = self.registry.companies.get(family.company or "")
        return maker is not None and (maker.name in self.makers or maker.owner in self.makers)


def scan(registry: Registry, lines: Sequence[Line]) -> Iterator[Hit]:
    """Registry names, longest first, whole words only, with the versions that follow them."""
    spans: dict[int, dict[int, int]] = {}
    for index, start, end in _alias_places(registry, lines):
        of_line = spans.setdefault(index, {})
        if end > of_line.get(start, 0):
            of_line[start] = end
    for index, of_line in sorted(spans.items()):
        yield from _leftmost(registry, lines[index], of_line)


def _alias_places(registry: Registry, lines: Sequence[Line]) -> Iterator[tuple[int, int, int]]:
    """Line, start and end of every alias that begins a name; all lines in one pass of the automaton."""
    if not len(registry.automaton):
        return
    starts = list(accumulate((len(line.folded) + 1 for line in lines), initial=0))
    for last, alias in registry.automaton.iter("\n".join(line.folded for line in lines)):
        index = bisect_right(starts, last) - 1
        end = last + 1 - starts[index]
        start = end - len(alias)
        if _begins_a_name(registry, lines[index].text, alias, start, end):
            yield index, start, end


def _leftmost(registry: Registry, line: Line, spans: Mapping[int, int]) -> Iterator[Hit]:
    taken = 0
    for start in sorted(spans):
        if start >= taken:
            hit = _extended(line, start, spans[start], registry.entries[line.folded[start : spans[start]]])
            if hit.pieces or not _goes_on_in_digits(line.text, hit.end):
                taken = hit.end
                yield hit


def _goes_on_in_digits(text: str, end: int) -> bool:
    """ "Qwen3" is no mention of Qwen where the version isn't read; 腾讯2026年 is one of Tencent."""
    return text[end : end + 1].isdigit() and _is_wordlike(text[end - 1])


def _begins_a_name(registry: Registry, text: str, alias: str, start: int, end: int) -> bool:
    """Whole words only; a family's name may have its version stuck to it (Qwen3, Gemini3.6Flash)."""
    if _stands_alone(text, start, end):
        return True
    family = registry.entries[alias].family
    if family is None or not family.versions or not _stands_alone(text[:end], start, end):
        return False
    number = end + (text[end : end + 1].upper() in family.short)
    return text[number : number + 1].isdigit() and text[number].isascii() and not text[end - 1].isdigit()


def _extended(line: Line, start: int, end: int, entry: Entry) -> Hit:
    family = entry.family
    if family is None or not family.versions:
        return Hit(line, start, end, entry)
    pieces, stop = read_tail(line.text, end, family.spelling)
    if pieces and not _stands_alone(line.text, start, stop):
        return Hit(line, start, end, entry)
    return Hit(line, start, stop, entry, pieces)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether the span is no part of a longer word, a host name or a handle."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before and (before == "_" or (_is_wordlike(before) and _is_wordlike(text[start]))):
        return False
    if after and (after == "_" or (_is_wordlike(after) and _is_wordlike(text[end - 1]))):
        return False
    return not _in_address(text, start, end)


@lru_cache(maxsize=8192)
def _is_wordlike(char: str) -> bool:
    """Whether a neighbour of the same sort joins it in one word; Chinese and Korean characters join nothing."""
    return char.isalnum() and not "⺀" <= char <= "鿿" and not "가" <= char <= "힣"


def _in_address(text: str, start: int, end: int) -> bool:
    """ "blog.openai", "github.com/openai", "openai.com": parts of an address, no mentions."""
    before = text[start - 1 : start]
    if before in (".", "/") and start > 1 and text[start - 2].isalnum() and text[start - 2].isascii():
        return before == "." or _ADDRESS.search(text[max(0, start - 80) : start]) is not None
    following = text[end + 1 : end + 2]
    return text[end : end + 1] == "." and following.isalnum() and following.islower() and text[start].isascii()
