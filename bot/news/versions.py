"""The grammar of model versions: what follows a family's name, read whole and spelt the customary way.

It knows shapes (numbers, sizes, dates, variant words), not versions: next month's needs no edit here. Which families
there are stands in config/names.toml; whether a name is meant at all is judged in `names`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

PieceKind = Literal["number", "size", "date", "word", "line"]
"""`line`: a word of the family's that nobody listed, known by its hyphen (GPT-Rosalind)."""


@dataclass(frozen=True, slots=True)
class Piece:
    kind: PieceKind
    text: str


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a family writes its versions: `join` before the first number, `rest` before the others.

    `dashed` words always take a hyphen. `lines` are the family's own words (Opus, Maverick). From the number
    `line_first_from` on, the line stands before the number (Claude 3.5 Sonnet, but Claude Opus 4).
    """

    name: str
    join: str = " "
    rest: str = " "
    dashed: frozenset[str] = frozenset()
    lines: Mapping[str, str] | None = None
    variants: bool = True
    line_first_from: float | None = None


_WORDS = (
    "mini nano Pro Max Turbo Flash Lite Ultra Plus Air Coder Code Codex VL VLA Omni Instruct Chat Thinking Preview "
    "Base Math Image Edit Audio Vision Next Fast Reasoning Reasoner High Medium Low Small Large Tiny Exp Experimental "
    "Distill Heavy Deep Think Research Live Native TTS ASR OCR Embedding Embed Reranker Guard Speciale Prover Realtime "
    "Transcribe Search Instant Robotics Computer Use Cyber Video Voice Music Speech Kontext Dev Schnell Klein Alpha "
    "Beta RC Terminus Zero Light Master Long Advanced Spark Swarm Agent Agentic Multimodal Creative Premier Sonic Canvas "
    "Reel Omnihuman Express Standard Quick Raw Bio Law Med Saba"
)
_VARIANTS = {word.lower(): word for word in _WORDS.split()}
_ALSO_SENTENCE_WORDS = (
    "code search agent agentic video voice use long music law research computer image fast base live deep think native "
    "next high low medium large small tiny zero light master advanced creative express standard quick raw bio med beta "
    "alpha dev guard speech vision audio edit math chat reasoning robotics cyber"
)
_SENTENCE_WORDS = frozenset(_ALSO_SENTENCE_WORDS.split())
"""Variants that are also the next word of a headline: taken after a hyphen or behind a version only."""
_AFTER_HYPHENS = "code search use long law next high low live deep large small medium light raw quick bio agent"
_NOT_AFTER_HYPHENS = (
    "powered based driven like style styled backed compatible generated written class level killer native maker makers "
    "owner owned series only first bench benchmark eval evals arena hub to and or free enabled assisted made trained "
    "tuned finetuned inspired focused specific ready era wrapper wrappers index stack server router verifier judge leaderboard "
    "dataset plus led ish esque size sized tier grade beating rival rivals run hosted plugin sdk cli mcp ui app os x "
    "related adjacent centric exclusive integrated equipped derived distilled quality gate"
)
_HYPHEN_ONLY = frozenset(_AFTER_HYPHENS.split())
_NO_LINES = frozenset(_NOT_AFTER_HYPHENS.split())
_LOWER_AFTER_SPACE = frozenset({"mini", "nano", "turbo", "flash", "ultra", "pro", "preview", "thinking"})
_PAIRS = frozenset({("Flash", "Lite"), ("Codex", "Max")})
_PIECE = re.compile(
    r"(?P<sep>[-–‑_   ]?|\s?\[)(?:"
    r"(?P<size>(?:\d{1,2}x)?\d{1,4}(?:\.\d{1,2})?[BMTEbm]|[Aa]\d{1,3}(?:\.\d)?[Bb]|\d{1,4}[kK])(?![A-Za-z0-9])"
    r"|(?P<date>20\d\d-\d\d-\d\d|\d{4}(?:\d{4})?)(?![A-Za-z0-9]|[-.,]\d)"
    r"|(?P<number>[A-Za-z]{0,2}\d{1,2}(?:\.\d{1,2}|\. \d(?=[⺀-鿿])|-\d(?![\dA-Za-z.])){0,2}(?:[onvbaONVBA](?![A-Za-z]))?)"
    r"(?!(?!(?:pro|flash|max|mini|plus|turbo|lite|ultra|air|coder)(?![A-Za-z]))[a-z0-9]|[A-Z](?![A-Za-z])|[.,:]\d)"
    r"|(?P<word>[A-Za-z]{1,12}\+?)(?![A-Za-z]))"
)
_UNITS = re.compile(
    r"[-  ]?(?:%|per ?cent|times\b|x\b|(?:m|b|tr)illion|bn\b|years?\b|months?\b|weeks?\b|days?\b|hours?\b|minutes?\b|"
    r"seconds?\b|people\b|users\b|countries\b|points?\b|ways\b|things\b|tips\b|reasons\b|others?\b|more\b|of\b|am\b|"
    r"pm\b|"
    r"[年月日号號亿億万萬千百个個家款倍分元岁歲周週天次人名位项項种種步大招小条條])"
)


def read_tail(text: str, start: int, spelling: Spelling) -> tuple[tuple[Piece, ...], int]:
    """The version pieces that follow at `start` and where they end; no piece and `start` when there is none."""
    pieces: list[Piece] = []
    position = start + (spelling.join == "." and re.match(r"\.\d", text[start : start + 2]) is not None)
    while match := _PIECE.match(text, position):
        bracketed = "[" in match["sep"]
        piece = (
            None if bracketed and text[match.end() : match.end() + 1] != "]" else _piece(match, text, pieces, spelling)
        )
        if piece is None:
            break
        pieces.append(piece)
        position = match.end() + bracketed
    return tuple(pieces), position


def _piece(match: re.Match[str], text: str, before: list[Piece], spelling: Spelling) -> Piece | None:
    separator = match["sep"][-1:]
    if match["word"] is not None:
        numbered = re.match(r"[-  ]?[vV]?\d", text[match.end() : match.end() + 3]) is not None
        return _word(match["word"], separator, before, spelling, numbered)
    if match["date"] is not None:
        return _date(match["date"], separator, before)
    if separator not in ("-", "‑", "–") and _UNITS.match(text, match.end()):
        return None
    if match["size"] is not None:
        return Piece("size", match["size"].upper().replace("X", "x"))
    return _number(match["number"], separator, before)


def _number(written: str, separator: str, before: list[Piece]) -> Piece | None:
    written = written.replace("-", ".").replace(" ", "")
    letters = written.rstrip("0123456789.") if written[0].isalpha() and written[-1].isdigit() else ""
    if any(p.kind == "number" for p in before) and not written[0].isalpha():
        return None
    if before and separator == "" and before[-1].kind != "word":
        return None
    if len(letters) > 1 or written[0].isalpha():
        return _lettered(written, separator)
    if written[0] == "0" and len(written) > 1 and "." not in written and not before and separator == " ":
        return None
    return Piece("number", _suffix(written))


def _lettered(written: str, separator: str) -> Piece | None:
    head = re.match(r"[A-Za-z]+", written)
    letters = head[0] if head else ""
    if len(letters) > 1 or (separator not in ("-", "") and letters.islower() and letters not in "vkrm"):
        return None
    return Piece("number", letters.upper() + _suffix(written[len(letters) :]))


def _suffix(number: str) -> str:
    """Keeps the o of 4o and the n of 3n small and other letters (4.5V) large."""
    if not number[-1].isalpha():
        return number
    return number[:-1] + (number[-1].lower() if number[-1].lower() in "onab" else number[-1].upper())


def _date(written: str, separator: str, before: list[Piece]) -> Piece | None:
    """Date codes (0528, 2507, 2024-08-06) follow a hyphen, or a version; a bare year is no version."""
    if "-" in written or separator == "-":
        return Piece("date", written) if before or not re.match(r"(?:19|20)\d\d$", written) else None
    is_code = re.match(r"(?:0\d|1[0-2]|2[4-9])[0-3]\d$", written)
    return Piece("date", written) if before and is_code else None


def _word(written: str, separator: str, before: list[Piece], spelling: Spelling, numbered: bool) -> Piece | None:
    lower = written.lower()
    own = (spelling.lines or {}).get(lower)
    if own is not None:
        said = separator == "-" or numbered or written[0] == own[0] or written[0].isupper()
        return Piece("word", own) if said else None
    if before and before[-1].text == "Distill" and lower in ("qwen", "llama"):
        return Piece("word", written.capitalize())
    known = _VARIANTS.get(lower)
    if known is None and spelling.variants and separator == "-" and _is_new_line(written):
        return Piece("line", written)
    after_own_line = bool(before) and before[-1].text in (spelling.lines or {}).values()
    versioned = after_own_line or any(piece.kind == "number" for piece in before)
    if known is None or not spelling.variants:
        return None
    if not _stands_as_variant(written, separator, before, versioned, numbered):
        return None
    return Piece("word", known)


def _stands_as_variant(written: str, separator: str, before: list[Piece], versioned: bool, numbered: bool) -> bool:
    """Whether a variant word belongs to the name: behind a version or a line, or before a number ("Qwen Audio 3")."""
    lower = written.lower()
    if separator in ("-", "["):
        return versioned or written[0].isupper() or lower in _LOWER_AFTER_SPACE
    if separator == "":
        return bool(before) and before[-1].kind == "number" and before[-1].text[-1].isdigit()
    if lower in _SENTENCE_WORDS:
        opens = numbered and not versioned
        return (versioned or numbered) and written[0].isupper() and (opens or lower not in _HYPHEN_ONLY)
    if written[0].isupper():
        return True
    return lower in ("mini", "nano") or (versioned and lower in _LOWER_AFTER_SPACE)


def _is_new_line(written: str) -> bool:
    """Whether a word behind a family's hyphen reads as a line nobody listed ("GPT-Rosalind"), no compound or benchmark."""
    return (
        len(written) > 3 and written[0].isupper() and written.lower() not in _NO_LINES and not written.endswith("Bench")
    )


def has_version(pieces: tuple[Piece, ...]) -> bool:
    """Whether the pieces name a version (a number, size or date), not only a variant."""
    return any(piece.kind != "word" for piece in pieces)


def spell(spelling: Spelling, pieces: tuple[Piece, ...]) -> str:
    """The customary spelling: GPT-5.1, Llama 4 Maverick, Qwen3-235B-A22B, Claude Opus 4.7."""
    name = spelling.name
    before: Piece | None = None
    for piece in _ordered(spelling, pieces):
        name += _glue(spelling, before, piece) + piece.text
        before = piece
    return name


def _ordered(spelling: Spelling, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    if spelling.line_first_from is None or len(pieces) < 2 or {pieces[0].kind, pieces[1].kind} != {"number", "word"}:
        return pieces
    number, word = sorted(pieces[:2], key=lambda piece: piece.kind)
    major = re.match(r"\d+", number.text)
    line_first = major is not None and float(major[0]) >= spelling.line_first_from
    return ((word, number) if line_first else (number, word)) + pieces[2:]


def _glue(spelling: Spelling, before: Piece | None, piece: Piece) -> str:
    if piece.kind in ("date", "line") or (piece.kind == "size" and piece.text.startswith("A")):
        return "-"
    if before is None:
        return spelling.join if piece.kind == "number" else spelling.rest
    if (before.text, piece.text) in _PAIRS or piece.text in spelling.dashed:
        return "-"
    return spelling.rest
