"""Finding the names of companies and models in an article: registry names, versions, code names, newcomers.

`find_mentions` reads one article; `tags_of` (in `roles`) says what they are to a story. What the names are stands in
`registry`, how versions are written in `versions`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import accumulate

from bot.news.model import TITLE, Mention
from bot.news.newcomers import newcomers
from bot.news.places import Place, is_title_case
from bot.news.registry import Company, Entry, Family, Registry, fold
from bot.news.roles import is_publishing, tags_of
from bot.news.versions import Piece, has_version, read_tail, spell

__all__ = ["Company", "Family", "Registry", "find_mentions", "tags_of"]

_FIELD_WORDS = re.compile(
    r"(?<![A-Za-z])(?:AI|A\.I\.|AGI|artificial intelligence|(?:L|V|S)LMs?|models?|chatbots?|GPUs?|chips?|chipmakers?|machine learning|"
    r"deep learning|neural|generative|open-?weights?|open-?sourced?|agents?|agentic|inference|start-?ups?|tokens?|APIs?|"
    r"benchmarks?|fine-?tun\w+|compute|data cent(?:er|re)s?|robots?|robotics|humanoids?|coding|source code|code|transformers?|"
    r"text-to-\w+|video generat\w+|multimodal|prompts?|Series [A-F]|valuation)(?![A-Za-z])"
    r"|人工智[能慧]|模型|算力|智能体|智慧體|芯片|晶片|开源|開源|机器人|機器人|生成式|推理|融资|融資|人工知能|인공지능",
    re.IGNORECASE,
)
_USED_BEFORE = re.compile(
    r"\b(?:us(?:e|es|ed|ing)|via|through|prompt(?:s|ed|ing)?|ask(?:s|ed|ing)?|powered by|upgraded?) $", re.IGNORECASE
)
_USED_AFTER = re.compile(
    r" (?:can(?: now)?|now|app|API|users?|subscribers?|for (?:iOS|Android|Mac|Windows|Chrome|Excel|Slack)|"
    r"in (?:the|your|its) (?:side panel|browser|app|editor|terminal|inbox|sidebar|menu))\b|\s?(?:用户|用戶|官方|上线|上線|推出|功能|助手|应用|應用|App)"
)
"""How people speak of an assistant that they use: evidence for names such as Claude that people bear too."""
_SURNAME = re.compile(
    r" (?!(?:Code|Pro|Max|Team|Teams|Enterprise|App|Apps|Desktop|Design|Tag|Security|Plus|Free|Live|Advanced|Agents?|Skills?|"
    r"Gov|Cowork|Console|Canvas|Gems?|Spark|Deep|Research|Robotics|Nano|Ultra|Flash|Image|Video|Voice|Studio|Cloud|Chat|Projects?|"
    r"Artifacts?|Omni|Assist|Workspace|Android|Home|Search|Business|Education|Edu|Models?|Instant|Thinking|Preview|Mini|Lite|Coder|"
    r"Code|Vision|Audio|Music|Language|Users?|Platform|Opus|Sonnet|Haiku|Intelligence|Computer|Browser|Office|Web|Series|Family|"
    r"Makers?|Bot|Bots|Chatbots?|Assistant|Is|Was|Has|And|Or|Vs|On|In|For|With|To|Can|Now|Will|Gets)\b)[A-Z][a-zà-ÿ]{2,}(?![A-Za-z-])"
)
"""A capitalised word behind a name that is no product's: a surname, or the rest of another name."""
_AFTER_A_PLACE = re.compile(
    r"[.,;]|$| (?:is|was|has|had|were|will|would|lost|burned|burns|use|uses|this|last|as|and|to|for|by|from|with|less|more|at|on|in|"
    r"since|during|over|after|before|when|where|while)\b"
)
_TOLD = re.compile(r", an? ([^,.;:]{3,48})[,.;]")
_COMPANY_NOUN = re.compile(
    r"\b(?:company|firm|start-?up|maker|AI|lab|giant|engine|owner|developer|platform|tool|app|chatbot|agent|model|group|unicorn|"
    r"rival|subsidiary|provider|search|software|retailer|chip\w*|customer|client|backer|investor|partner|supplier|service|network|"
    r"competitor|outfit|business|product|assistant|browser|editor|member|player|leader|pioneer|specialist)s?\b",
    re.IGNORECASE,
)
_NEWS_VERB = (
    r"(?:has |have |is |will |was )?(?:just |also |now |reportedly )?(?:releas|rais|launch|unveil|announc|introduc|acquir|"
    r"said|says|open-?sourc|ship|debut|roll|hir|secur|clos|land|sign|partner|sue|plan|build|offer|claim|cut|rais|expand|"
    r"updat|publish|add|mak|made|beat|outperform|valued|set|use|using|lets|bring|brought|team|get|win|won|lay|laid|"
    r"integrat|block|test|develop|creat|train|report|buy|bought|co-?founder|CEO|AI\b|Labs?\b|Inc\b|app\b|API\b|users?\b|model|'s\b|’s\b)"
)
_AFTER_CUE = re.compile(rf"(?:\s*(?:'s|’s)\b|,? {_NEWS_VERB}|, (?:a|an|the|which|whose)\b|\s*[:：(（])", re.IGNORECASE)
_BEFORE_CUE = re.compile(
    r"(?:start-?up|company|firm|lab|maker|rival|like|with|by|from|and|at|to|of|,|vs\.?|versus|acquires?|acquired)\s+$",
    re.IGNORECASE,
)
_LISTED = re.compile(r"(?:, | and | & | vs\.? )[A-Z]")
_ACTS = re.compile(
    r"(?: (?:has |have |will |today |also |now ){0,2}(?:raise[sd]? (?:[$€£]|its|prices)|launch(?:es|ed)|acquire[sd]?|unveil(?:s|ed)|"
    r"announce[sd]?|release[sd]|introduce[sd]|hire[sd]|open-source[sd]|closed a|secures|partner(?:s|ed) with|lays off|"
    r"(?:doubled|tripled) its|is (?:acquiring|raising|launching|hiring|partnering|building|sponsoring|buying|releasing))\b"
    r"| \d\.\d(?!\d)| users\b| was (?:sold|split|bought|valued|founded|acquired|fined|sued|hacked)\b"
    r"|['’]s (?:editor|app|API|valuation|founders?|CEO|investors|users|customers|engineers|robots?|humanoids?|chatbot|assistant|new model|(?:latest )?(?:funding )?round|funding|[$€£]\d[\d.]*\w* (?:round|valuation))\b"
    r"|\s?(?:近日|正式|宣布|推出|发布|發布|開源|开源|完成|上线|上線|获得|獲|官方|公司|收购|收購))"
)
"""What only a company does: a word before it that is also a company's name is the company."""
_KIN_BEFORE = re.compile(
    r"\b(?:(?:grand)?(?:father|mother|son|daughter|pa|ma)|uncle|aunt|brother|sister|cousin|husband|wife|friend|neighbou?r|colleague|"
    r"Mr|Mrs|Ms|Dr|Sir|Saint|St|boy|girl|man|woman|actor|actress|singer|painter|player|driver)\.? (?:named |called )?$"
)
_COMPOUND = re.compile(
    r"-(?:backed|based|owned|powered|style|like|led|made|developed|built|compatible|native|trained)\b"
)
_MODEL_AFTER = re.compile(
    r"(?:(?:,| and| or| &|、|和|与|及|與)\s?[\w.\-]+){0,3}(?:['’]s)?\s*(?:(?:open|AI|language|reasoning|large|open-source|"
    r"open-weight|chat)[\s-]){0,3}(?:models?\b|weights\b|checkpoints?\b|downloads\b|大?模型|開源模型|开源模型)",
    re.IGNORECASE,
)
_MODEL_BEFORE = re.compile(
    r"(?:downloads? of|using|uses?|used|runs?|running|deploy\w*|fine-tun\w+|distill\w* (?:from|of)|based on|built on|"
    r"powered by|trained on|switch\w* to|versions? of|adopt\w*|integrat\w*|derivatives? of|使用|采用|採用|接入|部署|"
    r"调用|呼叫|基于|基於|搭载|搭載|下载|下載)\s*(?:both )?(?:[\w.\-]+ (?:and|or) )?$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:://|www\.|\.(?:com|ai|co|org|net|io|dev)/|^r/|\sr/|\w/[\w.-]+/)[^\s]*$")
_PERSON = re.compile(
    r"\s[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w’'-]+)?(?:,\s(?:an?|the|who|head|chief)\b|\s(?:said|says|told|wrote|who)\b)|, \d\d,"
)
"""What follows a first name: "Claude Dupont, head of …", "Kimi Aalto said", "Claude, 34,"."""
_JOINED = re.compile(r"\s*(?:,? ?(?:and|or|&)\s|,\s|/|、|和|与|與|及)\s*")


_SMALL_O = re.compile(r"(?<![A-Za-z0-9])[oO]\d-(?:mini|pro)\b")
SHORT_CONFIDENCE = 0.9
"""For a version without its family's name ("V4"): read right unless the article is about two of them."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One sentence, or the title, with its folded form (the same length)."""

    sentence: int
    text: str
    folded: str

    @property
    def of_the_field(self) -> bool:
        return _of_the_field(self.text)

    @property
    def title_case(self) -> bool:
        return is_title_case(self.text)

    @property
    def chinese(self) -> bool:
        """Whether Latin words stand among Chinese or Japanese ones, where only names have a capital."""
        return _CHINESE.search(self.text) is not None


_CHINESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]{2}")


@lru_cache(maxsize=512)
def _of_the_field(text: str) -> bool:
    return _FIELD_WORDS.search(text) is not None


@dataclass(frozen=True, slots=True)
class _Hit:
    line: _Line
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
class _Known:
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


def find_mentions(
    registry: Registry, title: str, sentences: Sequence[str], *, outlet: str | None = None
) -> tuple[Mention, ...]:
    """The names in an article, in the order of the text. `outlet` is who published it, in any spelling."""
    lines = [_Line(number, text, fold(text)) for number, text in enumerate((title, *sentences), TITLE)]
    hits = [hit for hit in _scan(registry, lines) if not _is_a_word_before_a_capital(hit)]
    known = _known(registry, hits)
    own = registry.canonical(outlet) if outlet else None
    if own is not None:
        known.makers.add(own[1])
    kept = _judged(hits, lines, known)
    mentions = [mention for hit in kept for mention in _mentions(hit)]
    mentions += _continued(kept)
    mentions += _shorts(registry, lines, known, mentions)
    mentions += _bare_numbers(registry, lines, known, mentions)
    mentions += _new(registry, lines, hits, mentions)
    return tuple(_with_publishing(registry, lines, mentions, own[1] if own else None))


# --- Registry names ---------------------------------------------------------------------------------------------------


def _scan(registry: Registry, lines: Sequence[_Line]) -> Iterator[_Hit]:
    """Registry names, longest first, whole words only, with the versions that follow them."""
    spans: dict[int, dict[int, int]] = {}
    for index, start, end in _alias_places(registry, lines):
        of_line = spans.setdefault(index, {})
        if end > of_line.get(start, 0):
            of_line[start] = end
    for index, of_line in sorted(spans.items()):
        yield from _leftmost(registry, lines[index], of_line)


def _alias_places(registry: Registry, lines: Sequence[_Line]) -> Iterator[tuple[int, int, int]]:
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


def _leftmost(registry: Registry, line: _Line, spans: Mapping[int, int]) -> Iterator[_Hit]:
    taken = 0
    for start in sorted(spans):
        if start >= taken:
            hit = _extended(line, start, spans[start], registry.entries[line.folded[start : spans[start]]])
            if hit.pieces or not line.text[hit.end : hit.end + 1].isdigit():
                taken = hit.end
                yield hit


def _begins_a_name(registry: Registry, text: str, alias: str, start: int, end: int) -> bool:
    """Whole words only; a family's name may have its version stuck to it (Qwen3, Gemini3.6Flash)."""
    if _stands_alone(text, start, end):
        return True
    family = registry.entries[alias].family
    if family is None or not family.versions or not _stands_alone(text[:end], start, end):
        return False
    number = end + (text[end : end + 1] in family.short)
    return text[number : number + 1].isdigit() and text[number].isascii() and not text[end - 1].isdigit()


def _extended(line: _Line, start: int, end: int, entry: Entry) -> _Hit:
    family = entry.family
    if family is None or not family.versions:
        return _Hit(line, start, end, entry)
    pieces, stop = read_tail(line.text, end, family.spelling)
    if pieces and not _stands_alone(line.text, start, stop):
        return _Hit(line, start, end, entry)
    return _Hit(line, start, stop, entry, pieces)


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


# --- What is meant ----------------------------------------------------------------------------------------------------


def _known(registry: Registry, hits: Iterable[_Hit]) -> _Known:
    known = _Known(registry)
    for hit in hits:
        sense = hit.entry.sense
        sure = hit.versioned and not sense.word and not sense.needs and not (sense.never and _is_bare_count(hit))
        if not hit.entry.weak or sure:
            known.add(hit.entry)
    return known


def _judged(hits: Sequence[_Hit], lines: Sequence[_Line], known: _Known) -> list[_Hit]:
    """The hits that are meant as names. Two rounds: what the first accepts is evidence in the second."""
    meant = [_is_meant(hit, lines[0], lines, known) for hit in hits]
    for hit, sure in zip(hits, meant, strict=True):
        if sure and hit.entry.weak:
            known.add(hit.entry)
    return [hit for hit, sure in zip(hits, meant, strict=True) if sure or _is_meant(hit, lines[0], lines, known)]


def _is_meant(hit: _Hit, title: _Line, lines: Sequence[_Line], known: _Known) -> bool:
    entry = hit.entry
    if entry.company is None and entry.family is None:
        return False
    if not entry.weak:
        return True
    if _is_ordinary_case(hit):
        return False
    sense = entry.sense
    if hit.versioned and not sense.word and not _is_bare_count(hit) and (not sense.needs or _is_full(hit)):
        return True
    if _is_excluded(hit, known) or _is_compound(hit):
        return False
    if _is_by_its_maker(entry, known) or _signs_the_title(hit):
        return True
    if sense.needs:
        return _needs_met(hit, title, known)
    if sense.word:
        return _word_evidence(hit, title, known)
    if entry.company is not None:
        return not _is_another_thing(hit)
    return not _is_longer_name(hit) and (not sense.never or _family_evidence(hit, lines, known))


def _is_another_thing(hit: _Hit) -> bool:
    """ "The Amazon burned", "Perplexity, a measure of surprise": not how one speaks of a company."""
    before, after = hit.line.text[: hit.start], hit.line.text[hit.end :]
    if before.lower().endswith("the ") and _AFTER_A_PLACE.match(after):
        return True
    told = _TOLD.match(after)
    return told is not None and not _COMPANY_NOUN.search(told[1])


def _is_longer_name(hit: _Hit) -> bool:
    """ "Gemini North", "Jamba Juice": a capitalised word follows that is no product's."""
    return not hit.pieces and not hit.line.title_case and _SURNAME.match(hit.line.text, hit.end) is not None


def _is_bare_count(hit: _Hit) -> bool:
    """ "Gemini 8": a version, or one of several things of that name."""
    return len(hit.pieces) == 1 and hit.pieces[0].text.isdigit()


def _is_full(hit: _Hit) -> bool:
    """A number and a variant ("Phi-4-mini"): nothing else is written so."""
    kinds = {piece.kind for piece in hit.pieces}
    return "number" in kinds and len(kinds) > 1


def _is_by_its_maker(entry: Entry, known: _Known) -> bool:
    """A family in an article that names its maker."""
    return entry.family is not None and entry.company is None and known.has_maker(entry.family)


def _signs_the_title(hit: _Hit) -> bool:
    """ "… - Fortune": the outlet at the end of a title."""
    company, text = hit.entry.company, hit.line.text
    at_end = hit.line.sentence == TITLE and not text[hit.end :].strip()
    return (
        at_end
        and company is not None
        and company.kind == "outlet"
        and text[: hit.start].endswith((" - ", " | ", " – "))
    )


def _is_ordinary_case(hit: _Hit) -> bool:
    """A weak name in small letters is the ordinary word ("the information"), unless a version follows."""
    surface = hit.surface
    if not surface[0].isascii() or (hit.versioned and not hit.entry.sense.word):
        return False
    owner = hit.entry.company or hit.entry.family
    if owner is None or surface in owner.weak or surface.isupper():
        return owner is None
    words = surface.split(" ")
    if (words[0][0].islower() and words[0] != "the") or any(word[0].islower() for word in words[1:]):
        return True
    return surface[1:].islower() and any(_has_inner_capitals(weak, surface) for weak in owner.weak)


def _is_a_word_before_a_capital(hit: _Hit) -> bool:
    """ "to resolve AI disputes", "large-scale AI": whoever writes AI large would write a name's first word so too."""
    first, _, rest = hit.surface.partition(" ")
    owner = hit.entry.company or hit.entry.family
    if owner is None or first == "the" or not first.isascii() or not first.islower() or not rest[:1].isupper():
        return False
    return hit.surface not in (owner.name, *owner.aliases)


def _has_inner_capitals(weak: str, surface: str) -> bool:
    """ "Sam" is not how SAM is written, nor "Colbert" how ColBERT is."""
    return weak[1:] != surface[1:] and fold(weak) == fold(surface)


def _is_excluded(hit: _Hit, known: _Known) -> bool:
    never = tuple(word for word in hit.entry.sense.never if fold(hit.surface) not in word)
    if not never or not _words(never).search(hit.line.folded):
        return False
    family = hit.entry.family if hit.entry.company is None else None
    maker = known.registry.companies.get(family.company or "") if family else None
    return maker is None or not any(name and fold(name) in hit.line.folded for name in (maker.name, maker.owner))


def _is_compound(hit: _Hit) -> bool:
    """ "Scale-up", "Cursor-like": a hyphen and a small letter after an ordinary word make another word."""
    rest = hit.line.text[hit.end : hit.end + 12]
    if not re.match(r"-[a-z]", rest):
        return False
    return hit.entry.sense.word or _COMPOUND.match(rest) is None


def _needs_met(hit: _Hit, title: _Line, known: _Known) -> bool:
    owner = hit.entry.company or hit.entry.family
    if owner is not None and owner.name in known.names:
        return True
    needs = _words(hit.entry.sense.needs)
    return needs.search(hit.line.folded) is not None or needs.search(title.folded) is not None


def _word_evidence(hit: _Hit, title: _Line, known: _Known) -> bool:
    owner = hit.entry.company or hit.entry.family
    if owner is not None and owner.name in known.names:
        return True
    beside = any(fold(name) in hit.line.folded for name in known.names)
    if isinstance(owner, Company) and (_ACTS.match(hit.line.text[hit.end :]) or _before_its_model(hit, known.registry)):
        return True
    if not (beside or hit.line.of_the_field or title.of_the_field):
        return False
    if hit.versioned or (hit.line.chinese and hit.surface[0].isupper()):
        return True
    before, after = hit.line.text[: hit.start], hit.line.text[hit.end :]
    if re.search(r"(?<![\w-])[A-Z][\w'’]*\s$", before) and before.strip() and not _BEFORE_CUE.search(before):
        return False
    followed = _AFTER_CUE.match(after) is not None
    if hit.line.title_case or not before.strip():
        return followed or (beside and _LISTED.match(after) is not None)
    in_a_sentence = before.rstrip()[-1:] not in ':.!?“"—–'
    return (followed or in_a_sentence) and not re.match(r"\s[A-Z][a-z]", after)


def _before_its_model(hit: _Hit, registry: Registry) -> bool:
    """ "Runway Gen-3"."""
    names = registry.families_of(hit.entry.company.name) if hit.entry.company else ()
    return hit.line.text[hit.end :].startswith(tuple(f" {name}" for name in names))


def _family_evidence(hit: _Hit, lines: Sequence[_Line], known: _Known) -> bool:
    """A weak family ("Claude") is meant where the field, its maker, or a version is near; not as a person's name."""
    family = hit.entry.family
    if family is not None and family.name in known.names:
        return True
    if (
        family is not None
        and (forms := _own_forms(family.short, family.alone))
        and any(forms.search(line.text) for line in lines[:6])
    ):
        return True
    if _PERSON.match(hit.line.text[hit.end :]) or _KIN_BEFORE.search(hit.line.text[: hit.start]):
        return False
    if hit.line.of_the_field or known.names:
        return True
    if _names_a_person(hit, lines):
        return False
    if _is_used(hit):
        return True
    if re.match(r"\s[A-Z][a-zà-ÿ]+", hit.line.text[hit.end :]) and not hit.line.title_case:
        return False
    return any(line.of_the_field for line in lines[:6])


def _is_used(hit: _Hit) -> bool:
    before, after = hit.line.text[: hit.start], hit.line.text[hit.end :]
    return _USED_BEFORE.search(before) is not None or _USED_AFTER.match(after) is not None


def _names_a_person(hit: _Hit, lines: Sequence[_Line]) -> bool:
    """Whether the article gives the name a surname somewhere ("Claude Dupont"), so that alone it means that person."""
    lists = hit.entry.family.spelling.lines if hit.entry.family else None
    for line in (line for line in lines if hit.surface in line.text and not line.title_case):
        for match in re.finditer(rf"(?<![\w-]){re.escape(hit.surface)}(?= [A-Z])", line.text):
            surname = _SURNAME.match(line.text, match.end())
            if surname is not None and surname[0].strip().lower() not in (lists or ()):
                return True
    return False


@lru_cache(maxsize=512)
def _own_forms(short: tuple[str, ...], alone: tuple[str, ...]) -> re.Pattern[str] | None:
    """What stands alone only for one family ("Opus", "K3"): where it stands, the family's name is meant."""
    forms = [*(rf"{letter}\d(?:\.\d)?" for letter in short), *alone]
    return re.compile(rf"(?<![A-Za-z0-9])(?:{'|'.join(forms)})(?![A-Za-z0-9])") if forms else None


@lru_cache(maxsize=2048)
def _words(words: tuple[str, ...]) -> re.Pattern[str]:
    parts = (rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])" if word[0].isascii() else re.escape(word) for word in words)
    return re.compile("|".join(parts))


# --- From hits to mentions --------------------------------------------------------------------------------------------


def _mentions(hit: _Hit) -> Iterator[Mention]:
    company, family = hit.entry.company, hit.entry.family
    if family is not None and hit.pieces:
        yield _model(hit.line, family, spell(family.spelling, hit.pieces), hit.start, hit.end)
        return
    if company is not None:
        yield Mention("company", company.name, hit.surface, hit.line.sentence, hit.start, hit.end)
    if family is not None and family.bare and (company is None or _as_model(hit)):
        yield _model(hit.line, family, family.name, hit.start, hit.end)


def _model(line: _Line, family: Family, name: str, start: int, end: int, confidence: float = 1.0) -> Mention:
    surface = line.text[start:end]
    return Mention("model", name, surface, line.sentence, start, end, family.name, family.company, confidence)


def _as_model(hit: _Hit) -> bool:
    """Whether a name that is both a lab's and its models' (DeepSeek) stands for the models here."""
    before, after = hit.line.text[: hit.start], hit.line.text[hit.end :]
    return _MODEL_AFTER.match(after) is not None or _MODEL_BEFORE.search(before[-60:]) is not None


def _continued(hits: Iterable[_Hit]) -> list[Mention]:
    """Versions named in one breath: "Llama 4 Scout and Maverick", "V4 Pro/Flash", "3.6 Flash, 3.5 Flash-Lite"."""
    found: list[Mention] = []
    for hit in hits:
        if hit.entry.family is not None and hit.versioned:
            found += _continuation(hit.line, hit.end, hit.entry.family, hit.pieces)
    return found


def _continuation(line: _Line, position: int, family: Family, before: tuple[Piece, ...]) -> Iterator[Mention]:
    while joint := _JOINED.match(line.text, position):
        text = line.text[: joint.end() - 1] + " " + line.text[joint.end() :]
        pieces, end = read_tail(text, joint.end() - 1, family.spelling)
        whole = _completed(before, pieces, joint[0].strip() == "/")
        if whole is None:
            return
        yield _model(line, family, spell(family.spelling, whole), joint.end(), end)
        before, position = whole, end


def _completed(before: tuple[Piece, ...], pieces: tuple[Piece, ...], slash: bool) -> tuple[Piece, ...] | None:
    """The pieces with the number they leave out; None when they are no version of the same family."""
    kinds = {piece.kind for piece in pieces}
    if not pieces:
        return None
    if "number" in kinds:
        return pieces if "word" in kinds or slash or "." in pieces[0].text or pieces[0].text[0].isalpha() else None
    has_word = any(piece.kind == "word" for piece in before)
    if kinds != {"word"} or not (has_word or slash or pieces[0].text in ("mini", "nano")):
        return None
    return (*(piece for piece in before if piece.kind == "number"), *pieces)


# --- Versions that stand alone ----------------------------------------------------------------------------------------


def _shorts(registry: Registry, lines: Sequence[_Line], known: _Known, mentions: Sequence[Mention]) -> list[Mention]:
    """ "V4" in an article on DeepSeek, "Opus 4.7" beside Anthropic, "o4-mini" beside OpenAI."""
    pattern = _short_pattern(tuple(registry.shorts))
    taken = {(m.sentence, i) for m in mentions for i in range(m.start, m.end)}
    found: list[Mention] = []
    waiting = [(line, match) for line in lines for match in pattern.finditer(line.text)]
    while waiting:
        fresh: list[Mention] = []
        for line, match in waiting:
            for mention in _short(registry, line, match, known):
                span = {(mention.sentence, i) for i in range(mention.start, mention.end)}
                if taken.isdisjoint(span):
                    taken |= span
                    fresh.append(mention)
        found += fresh
        known.names |= {mention.family for mention in fresh if mention.family}
        waiting = (
            [(line, match) for line, match in waiting if (line.sentence, match.start()) not in taken] if fresh else []
        )
    return found


@lru_cache(maxsize=8)
def _short_pattern(keys: tuple[str, ...]) -> re.Pattern[str]:
    letters = "|".join(sorted(re.escape(key) for key in keys if len(key) == 1)) or "(?!)"
    words = "|".join(sorted(re.escape(key) for key in keys if len(key) > 1)) or "(?!)"
    return re.compile(
        rf"(?<![A-Za-z0-9_.\-/@$])(?:(?P<letter>{letters})\d{{1,2}}(?:\.\d{{1,2}})?(?![A-Za-z0-9])|"
        rf"(?P<number>\d\.\d )?(?P<word>{words})(?![A-Za-z]))"
    )


def _short(registry: Registry, line: _Line, match: re.Match[str], known: _Known) -> Iterator[Mention]:
    key = match["letter"] or match["word"]
    skip = 1 if key in ("o", "O") else 0
    for family in registry.shorts[key]:
        if not _is_present(family, line, match, known):
            continue
        text = line.text[: match.start() + skip - 1] if match.start() + skip else ""
        pieces, end = read_tail(f"{text} {line.text[match.start() + skip :]}", len(text) + skip, family.spelling)
        stop = end if match.start() + skip else end - 1
        if pieces and not re.match(r"-[A-Z][a-z]", line.text[stop : stop + 3]):
            yield _model(line, family, spell(family.spelling, pieces), match.start(), stop, SHORT_CONFIDENCE)
            yield from _continuation(line, stop, family, pieces)
            return


def _is_present(family: Family, line: _Line, match: re.Match[str], known: _Known) -> bool:
    if family.name in known.names or known.has_maker(family):
        return True
    after, before = line.text[match.end() : match.end() + 12], line.text[: match.start()]
    if match["letter"]:
        return match["letter"] in ("o", "O") and _SMALL_O.search(line.text) is not None and line.of_the_field
    if match["number"] or re.match(r" \d\.\d", after) or (re.match(r" \d(?!\d)", after) and line.of_the_field):
        return True
    named_as_model = re.search(r"\bmodels?,? (?:like|such as|called|named|including) $", before)
    return named_as_model is not None or re.match(r" (?:AI )?model\b", after) is not None


_BARE_NUMBER = re.compile(
    r"(?<![A-Za-z0-9_.,\-/@$€£¥])(?:\d\.\d{1,2}[ -](?:Pro|Flash|Ultra|Max|Plus|Turbo|Codex|Instant|Thinking|mini|nano|Nano|"
    r"Air|Coder|Deep Think|Flash-Lite)|\d(?:\.\d)?o(?:[ -]mini)?)(?![A-Za-z0-9])(?! (?:plans?|subscri|users?|accounts?|tier|members))"
)
"""A version with its variant, without its family ("5.2 Pro", "4o"); "£3.5 Pro plan" is a price."""


def _bare_numbers(
    registry: Registry, lines: Sequence[_Line], known: _Known, mentions: Sequence[Mention]
) -> list[Mention]:
    """ "5.2 Pro" beside OpenAI, "3.5 Flash" in an article on Gemini: of the family named last before it, else of
    the only one in the article, else of the only maker's first family."""
    taken = {(m.sentence, i) for m in mentions for i in range(m.start, m.end)}
    found: list[Mention] = []
    for line in lines:
        for match in _BARE_NUMBER.finditer(line.text):
            family = _numbered_family(registry, line, match.start(), known, mentions)
            if family is None or any((line.sentence, i) in taken for i in range(*match.span())):
                continue
            text = f" {line.text[match.start() :]}"
            pieces, end = read_tail(text, 0, family.spelling)
            if has_version(pieces):
                start = match.start()
                found.append(
                    _model(line, family, spell(family.spelling, pieces), start, start + end - 1, SHORT_CONFIDENCE)
                )
    return found


def _numbered_family(
    registry: Registry, line: _Line, before: int, known: _Known, mentions: Sequence[Mention]
) -> Family | None:
    numbered = [m for m in mentions if m.family and _takes_numbers(registry.families.get(m.family))]
    here = [m for m in numbered if m.sentence == line.sentence and m.start < before]
    names = {max(here, key=lambda m: m.start).family} if here else {m.family for m in numbered}
    if not names:
        names = {registry.first_family(maker) for maker in known.makers} - {None}
    name = names.pop() if len(names) == 1 else None
    return registry.families.get(name) if name else None


def _takes_numbers(family: Family | None) -> bool:
    return family is not None and family.versions and family.spelling.variants and family.bare


# --- Names nobody registered, and who only publishes ------------------------------------------------------------------


def _new(registry: Registry, lines: Sequence[_Line], hits: Sequence[_Hit], mentions: list[Mention]) -> list[Mention]:
    named = [hit for hit in hits if hit.entry.family or (hit.entry.company and not hit.entry.weak)]
    taken = {(hit.line.sentence, i) for hit in named for i in range(hit.start, hit.end)}
    taken |= {(m.sentence, i) for m in mentions for i in range(m.start, m.end)}
    places = [Place(line.sentence, line.text, line.folded) for line in lines]
    return newcomers(registry, places, mentions, taken)


def _with_publishing(
    registry: Registry, lines: Sequence[_Line], mentions: Iterable[Mention], own: str | None
) -> Iterator[Mention]:
    texts = {line.sentence: line.text for line in lines}
    unique = {(m.sentence, m.start, m.end, m.type, m.name): m for m in mentions}
    for _, mention in sorted(unique.items()):
        publishes = mention.type == "company" and is_publishing(
            registry.companies.get(mention.name), texts[mention.sentence], mention, own == mention.name
        )
        yield replace(mention, publishing=True) if publishes else mention
