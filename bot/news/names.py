"""Finding the names of companies and models in an article: registry names, versions, code names, newcomers.

`find_mentions` reads one article; `tags_of` (in `roles`) says what they are to a story. What the names are stands in
`registry`, how versions are written in `versions`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from bot.news.hits import Hit, Known, Line, scan
from bot.news.meant import judged, known_names, lacks_capitals
from bot.news.model import TITLE, Mention
from bot.news.newcomers import newcomers
from bot.news.places import offsets
from bot.news.registry import Company, Family, Registry, fold
from bot.news.roles import is_publishing, tags_of
from bot.news.versions import Piece, has_version, read_tail, spell

__all__ = ["Company", "Family", "Registry", "find_mentions", "tags_of"]

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
_JOINED = re.compile(r"\s*(?:,? ?(?:and|or|&)\s|,\s|/|、|和|与|與|及)\s*")


_SMALL_O = re.compile(r"(?<![A-Za-z0-9])[oO]\d-(?:mini|pro)\b")
SHORT_CONFIDENCE = 0.9
"""For a version without its family's name ("V4"): read right unless the article is about two of them."""


def find_mentions(
    registry: Registry, title: str, sentences: Sequence[str], *, outlet: str | None = None
) -> tuple[Mention, ...]:
    """The names in an article, in the order of the text. `outlet` is who published it, in any spelling."""
    lines = [Line(number, text, fold(text)) for number, text in enumerate((title, *sentences), TITLE)]
    hits = [hit for hit in scan(registry, lines) if not lacks_capitals(hit)]
    known = known_names(registry, hits)
    own = registry.canonical(outlet) if outlet else None
    if own is not None:
        known.makers.add(own[1])
    kept = judged(hits, lines, known)
    mentions = [mention for hit in kept for mention in _mentions(hit)]
    mentions += _continued(kept)
    mentions += _shorts(registry, lines, known, mentions)
    mentions += _bare_numbers(registry, lines, known, mentions)
    mentions += _new(registry, lines, hits, mentions)
    return tuple(_with_publishing(registry, lines, mentions, own[1] if own else None))


# --- From hits to mentions --------------------------------------------------------------------------------------------


def _mentions(hit: Hit) -> Iterator[Mention]:
    company, family = hit.entry.company, hit.entry.family
    if family is not None and hit.pieces:
        yield _model(hit.line, family, spell(family.spelling, hit.pieces), hit.start, hit.end)
        return
    if company is not None:
        yield Mention("company", company.name, hit.surface, hit.line.sentence, hit.start, hit.end)
    if family is not None and family.bare and (company is None or _as_model(hit)):
        yield _model(hit.line, family, family.name, hit.start, hit.end)


def _model(line: Line, family: Family, name: str, start: int, end: int, confidence: float = 1.0) -> Mention:
    surface = line.text[start:end]
    return Mention("model", name, surface, line.sentence, start, end, family.name, family.company, confidence)


def _as_model(hit: Hit) -> bool:
    """Whether a name that is both a lab's and its models' (DeepSeek) stands for the models here."""
    before, after = hit.line.text[: hit.start], hit.line.text[hit.end :]
    return _MODEL_AFTER.match(after) is not None or _MODEL_BEFORE.search(before[-60:]) is not None


def _continued(hits: Iterable[Hit]) -> list[Mention]:
    """Versions named in one breath: "Llama 4 Scout and Maverick", "V4 Pro/Flash", "3.6 Flash, 3.5 Flash-Lite"."""
    found: list[Mention] = []
    for hit in hits:
        if hit.entry.family is not None and hit.versioned:
            found += _continuation(hit.line, hit.end, hit.entry.family, hit.pieces)
    return found


def _continuation(line: Line, position: int, family: Family, before: tuple[Piece, ...]) -> Iterator[Mention]:
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


def _shorts(registry: Registry, lines: Sequence[Line], known: Known, mentions: Sequence[Mention]) -> list[Mention]:
    """ "V4" in an article on DeepSeek, "Opus 4.7" beside Anthropic, "o4-mini" beside OpenAI."""
    pattern = _short_pattern(tuple(registry.shorts))
    taken = offsets(mentions)
    found: list[Mention] = []
    waiting = [(line, match) for line in lines for match in pattern.finditer(line.text)]
    while waiting:
        fresh: list[Mention] = []
        for line, match in waiting:
            for mention in _short(registry, line, match, known):
                span = offsets([mention])
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
        rf"(?P<number>\d\.\d )?(?P<word>{words})(?![A-Za-z])|(?P<small>{words.lower()})(?= ?\d))"
    )


def _short(registry: Registry, line: Line, match: re.Match[str], known: Known) -> Iterator[Mention]:
    key = match["letter"] or match["word"] or match["small"].capitalize()
    skip = 1 if key in ("o", "O") else 0
    written = line.text[: match.end()].removesuffix(key.lower()) + key if match["small"] else line.text[: match.end()]
    whole = written + line.text[match.end() :]
    for family in registry.shorts.get(key, ()):
        if not _is_present(family, line, match, known):
            continue
        text = line.text[: match.start() + skip - 1] if match.start() + skip else ""
        pieces, end = read_tail(f"{text} {whole[match.start() + skip :]}", len(text) + skip, family.spelling)
        stop = end if match.start() + skip else end - 1
        if pieces and not re.match(r"-[A-Z][a-z]", line.text[stop : stop + 3]):
            yield _model(line, family, spell(family.spelling, pieces), match.start(), stop, SHORT_CONFIDENCE)
            yield from _continuation(line, stop, family, pieces)
            return


def _is_present(family: Family, line: Line, match: re.Match[str], known: Known) -> bool:
    if family.name in known.names or known.has_maker(family):
        return True
    after, before = line.text[match.end() : match.end() + 12], line.text[: match.start()]
    if match["letter"]:
        return match["letter"] in ("o", "O") and _SMALL_O.search(line.text) is not None and line.of_the_field
    if match["number"] or re.match(r" ?\d\.\d", after) or (re.match(r" ?\d(?!\d)", after) and line.of_the_field):
        return True
    named_as_model = re.search(r"\bmodels?,? (?:like|such as|called|named|including) $", before)
    return named_as_model is not None or re.match(r" (?:AI )?model\b", after) is not None


_BARE_NUMBER = re.compile(
    r"(?<![A-Za-z0-9_.,\-/@$€£¥])(?:\d\.\d{1,2}[ -](?:Pro|Flash|Ultra|Max|Plus|Turbo|Codex|Instant|Thinking|mini|nano|Nano|"
    r"Air|Coder|Deep Think|Flash-Lite)|\d(?:\.\d)?o(?:[ -]mini)?)(?![A-Za-z0-9])(?! (?:plans?|subscri|users?|accounts?|tier|members))"
)
"""A version with its variant, without its family ("5.2 Pro", "4o"); "£3.5 Pro plan" is a price."""


def _bare_numbers(
    registry: Registry, lines: Sequence[Line], known: Known, mentions: Sequence[Mention]
) -> list[Mention]:
    """ "5.2 Pro" beside OpenAI, "3.5 Flash" in an article on Gemini: of the family named last before it, else of
    the only one in the article, else of the only maker's first family."""
    taken = offsets(mentions)
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
    registry: Registry, line: Line, before: int, known: Known, mentions: Sequence[Mention]
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


def _new(registry: Registry, lines: Sequence[Line], hits: Sequence[Hit], mentions: list[Mention]) -> list[Mention]:
    named = [hit for hit in hits if hit.entry.family or (hit.entry.company and not hit.entry.weak)]
    taken = {(hit.line.sentence, i) for hit in named for i in range(hit.start, hit.end)}
    return newcomers(registry, lines, mentions, taken | offsets(mentions))


def _with_publishing(
    registry: Registry, lines: Sequence[Line], mentions: Iterable[Mention], own: str | None
) -> Iterator[Mention]:
    texts = {line.sentence: line.text for line in lines}
    unique = {(m.sentence, m.start, m.end, m.type, m.name): m for m in mentions}
    for _, mention in sorted(unique.items()):
        publishes = mention.type == "company" and is_publishing(
            registry.companies.get(mention.name), texts[mention.sentence], mention, own == mention.name
        )
        yield replace(mention, publishing=True) if publishes else mention
