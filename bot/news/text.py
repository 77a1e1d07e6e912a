"""Text as news needs it: cleaning, sentences, words, tokens for full text, language, clipping.

It judges nothing about meaning (see `faithful`, `extractive`) and finds no names (see `names`).
Heavy tables (nupunkt's) load when the first Latin text is split.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Iterator
from functools import lru_cache
from html.parser import HTMLParser
from itertools import pairwise

MAX_HTML = 2_000_000
"""Characters of HTML that `plain_text` reads; the rest is dropped. The longest real article pages hold a tenth of it."""

MAX_DEPTH = 500
"""Nested dropped elements that are followed; beyond them the text counts as dropped too."""

_HAN = r"\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_KANA = r"\u3041-\u309f\u30a0-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_HANGUL = r"\u1100-\u11ff\u3130-\u318f\uac00-\ud7af"
_CJK = _HAN + _KANA


def word_set(listed: str) -> frozenset[str]:
    """The words of a list that is written as one text."""
    return frozenset(listed.split())


# --- Cleaning ---------------------------------------------------------------------------------------------------------

_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200c\u200e\u200f"
    r"\u202a-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff0-\ufffc\U000e0000-\U000e0fff]"
)
_JOINER_BETWEEN_LETTERS = re.compile(
    r"(?<![\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d|\u200d(?![\u2190-\u2bff\U0001f000-\U0001faff])"
)
_SPACES = re.compile(r"[^\S\n]+")
_AROUND_LINE_END = re.compile(r" *\n[ \n]*")


def clean(text: str) -> str:
    """Normalises to NFC; drops control characters, zero-width ones, bidi overrides; one space, one line end each."""
    text = _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))
    text = unicodedata.normalize("NFC", _JOINER_BETWEEN_LETTERS.sub("", text))
    return _AROUND_LINE_END.sub("\n", _SPACES.sub(" ", text)).strip()


_DROPPED = word_set(
    """
    script style noscript template figcaption svg math iframe object head title nav form button select
    textarea audio video canvas
    """
)
_BLOCKS = word_set(
    """
    address article aside blockquote br center dd details div dl dt fieldset figure footer h1 h2 h3 h4
    h5 h6 header hr li main ol p pre section summary table tbody td tfoot th thead tr ul
    """
)
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_ENDS_BY_ITSELF = frozenset({"p", "li", "dd", "dt", "td", "th", "tr"})
_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLOCK_TAG = re.compile(r"<\s*/?\s*(?:" + "|".join(sorted(_BLOCKS)) + r")\b", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")
_ESCAPED_TAG = re.compile(r"</(?:p|a|div|b|i|strong|em|li|ul|span|h[1-6])>|<br\s*/?>|<p>", re.IGNORECASE)


def _is_hidden(attributes: list[tuple[str, str | None]]) -> bool:
    values = dict(attributes)
    return (
        "hidden" in values
        or values.get("aria-hidden") == "true"
        or _HIDING_STYLE.search(values.get("style") or "") is not None
    )


class _TextOfHtml(HTMLParser):
    """Collects visible text. `dropping` is the stack of open elements inside a dropped one."""

    def __init__(self, keeps_lines: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.dropping: list[str] = []
        self.keeps_lines = keeps_lines

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.dropping and self.dropping[0] in _ENDS_BY_ITSELF and tag in _BLOCKS and len(self.dropping) == 1:
            self.dropping.clear()
        if tag in _BLOCKS and not self.dropping:
            self.parts.append("\n")
        if tag not in _VOID and (self.dropping or tag in _DROPPED or _is_hidden(attrs)):
            self._drop(tag)

    def _drop(self, tag: str) -> None:
        if len(self.dropping) < MAX_DEPTH:
            self.dropping.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS and not self.dropping:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self.dropping:
            if tag in self.dropping:
                while self.dropping.pop() != tag:
                    pass
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.dropping:
            self.parts.append(data if self.keeps_lines else re.sub(r"\s+", " ", data))


def _parse_html(html: str) -> str:
    last = html.rfind(">") + 1
    html = html[:last] + html[last:].replace("<", "&lt;")  # html.parser is quadratic on tags that never end
    parser = _TextOfHtml(keeps_lines=_BLOCK_TAG.search(html) is None)
    parser.feed(html)
    parser.close()
    return clean("".join(parser.parts))


def plain_text(html: str) -> str:
    """The visible text of HTML, or of plain text, one paragraph a line; scripts, captions and hidden parts dropped.

    Text that was escaped twice (as some feeds send it) is read twice.
    """
    html = html[:MAX_HTML]
    if "<" not in html and "&" not in html:
        return clean(html)
    text = _parse_html(html)
    if _ANY_TAG.search(html) is None and _ESCAPED_TAG.search(text):
        return _parse_html(text)
    return text


# --- Sentences --------------------------------------------------------------------------------------------------------

HAN = re.compile("[\u4e00-\u9fff]")
"""A Chinese character of ordinary texts."""
CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""A character of Chinese, Japanese or Korean, which tells about as much as two or three Latin letters."""


def either(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")
_CJK_CHARACTER = re.compile(f"[{_CJK}]")
_LATIN_WORD = re.compile(r"[^\W\d_]+")
_OPENING, _CLOSING = "“‘「『（《〈【([{", "”’」』）》〉】)]}"
_SPEECH_FOLLOWS = re.compile(
    r"[^，。！？,]{0,14}?(?:说|說|称|稱|表示|道|指出|写|寫|补充|補充|と述べ|と語|と話|という|と)"
)
_CJK_ENDS = "。！？!?｡．…"
_MIN_CLAUSE = 15
"""Characters before a Chinese semicolon that make its clause a sentence of its own; shorter ones are list items."""

_BREAK_AFTER_ABBREVIATION = re.compile(
    r"(?:\b(?:per ?cent|p\.c|bn|mn|tn|et al|etc|a\.m|p\.m)"
    r"|\b(?P<firm>Inc|Ltd|Corp|Co|LLC|PLC|Plc|GmbH|AG|S\.A|N\.V))\."
    r"(?P<quote>[”’\"')]?)\s+(?=[“\"‘(]?(?P<next>[A-ZÀ-ÞА-Я][\w'’-]*)(?P<after>\s+\S+)?)"
)
_AFTER_FIRM = word_set(
    """
    CEO CTO CFO COO Chief President Chairman Chairwoman Chair Vice Founder Director Executive
    Chief-Executive Inc Ltd Corp Co LLC and & Group Holdings Senior Head
    """
)
_ENDS_IN_ABBREVIATION = re.compile(
    r"(?:\b(?:bn|mn|tn|m|k|approx|est|vs|etc|al|cf|ca|bzw|usw|evtl|ggf|inkl|Mio|Mrd|Nr|St|No|Nos|Dr|Mr|Mrs|Ms|Prof|Sen|"
    r"Rep|Gov|Gen|fig|Fig|[A-Z]|(?:[A-Za-z]\.)+[A-Za-z]))\.$"
)
_NEVER_LAST = re.compile(
    r"(?:^|\s|\()(?:[Zz]\.\s?B|[Dd]\.\s?h|[Uu]\.\s?a|i\.e|e\.g|vs|Dr|Mr|Mrs|Ms|Prof|Nr|bzw|ca|approx)\.$"
)
_BEGINS_LOWER = re.compile(r"[a-zà-ÿ]+(?![\w]*[A-Z])")
_GERMAN_ORDINAL = re.compile(r"(?:^|\s)\d{1,2}\.$")
_GERMAN_AFTER_ORDINAL = re.compile(
    r"(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Quartal|Jahrhundert|"
    r"Platz|Generation|Version|[a-zäöü])"
)
_QUOTE_THEN_LOWER = re.compile(r"[.!?…][”\"’'»]$")
_LONGEST_QUOTE = 700
"""Characters over which a quotation of several sentences is kept in one piece."""


@lru_cache(maxsize=1)
def _latin_splitter() -> Callable[[str], list[str]]:
    from nupunkt import sent_tokenize

    return lambda text: [str(piece) for piece in sent_tokenize(text)]


def sentences(text: str, language: str = "en") -> list[str]:
    """The sentences of a text whose paragraphs are lines; trimmed, none empty. `language` settles German ordinals."""
    found: list[str] = []
    for line in text.splitlines():
        line = line.strip()
        if line:
            found += _cjk_sentences(line) if _is_cjk(line) else _latin_sentences(line, language[:2].lower())
    return found


def _is_cjk(text: str) -> bool:
    cjk = len(_CJK_CHARACTER.findall(text))
    return cjk > 0 and cjk >= len(_LATIN_WORD.findall(_CJK_CHARACTER.sub(" ", text)))


_END_INSIDE = re.compile(r"[.!?…。！？][”\"’'»)\]]*\s*\S")


def _latin_sentences(line: str, language: str) -> list[str]:
    if _END_INSIDE.search(line) is None:
        return [line]
    pieces: list[str] = []
    for piece in _latin_splitter()(line):
        pieces += _split_after_abbreviations(piece.strip())
    return _join_quotes(_join_wrong_breaks([piece for piece in pieces if piece], language))


def _split_after_abbreviations(piece: str) -> list[str]:
    cuts = [m.end() for m in _BREAK_AFTER_ABBREVIATION.finditer(piece) if _begins_sentence(m)]
    bounds = [0, *cuts, len(piece)]
    return [piece[start:end].strip() for start, end in pairwise(bounds)]


def _begins_sentence(match: re.Match[str]) -> bool:
    """A capital after "Inc." begins a sentence unless it's a title or a firm's word; after "p.m." unless a zone's name."""
    following = match["next"]
    if match["firm"]:
        after = (match["after"] or "").strip()
        return following.rstrip(".,'’s") not in _AFTER_FIRM and not (following.isupper() and after[:1].isupper())
    if match[0].lower().startswith(("a.m", "p.m")):
        return not re.fullmatch(r"[A-Z]{2,4}|Eastern|Pacific|Central|Mountain|Beijing|London|Monday|Tuesday|Wednesday|"
                                r"Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|"
                                r"September|October|November|December", following)  # fmt: skip
    return True


def _join_wrong_breaks(pieces: list[str], language: str) -> list[str]:
    joined: list[str] = []
    for piece in pieces:
        if joined and _belongs_together(joined[-1], piece, language):
            joined[-1] = f"{joined[-1]} {piece}"
        else:
            joined.append(piece)
    return joined


def _belongs_together(left: str, right: str, language: str) -> bool:
    if _NEVER_LAST.search(left):
        return True
    if language == "de" and _GERMAN_ORDINAL.search(left) and _GERMAN_AFTER_ORDINAL.match(right):
        return True
    if _BEGINS_LOWER.match(right) or right[:1] in ",;:":
        return bool(_ENDS_IN_ABBREVIATION.search(left) or _QUOTE_THEN_LOWER.search(left) or left.endswith(("...", "…")))
    return False


def _open_quotes(text: str) -> bool:
    return text.count("“") > text.count("”") or text.count('"') % 2 == 1 or text.count("«") > text.count("»")


def _closes_quote(pieces: list[str], start: int) -> int | None:
    """The index of the piece with which the quotation opened in `start` ends, when it's near."""
    text = pieces[start]
    for index in range(start + 1, len(pieces)):
        text = f"{text} {pieces[index]}"
        if len(text) > _LONGEST_QUOTE:
            return None
        if not _open_quotes(text):
            return index
    return None


def _join_quotes(pieces: list[str]) -> list[str]:
    joined: list[str] = []
    index = 0
    while index < len(pieces):
        end = _closes_quote(pieces, index) if _open_quotes(pieces[index]) else None
        last = index if end is None else end
        joined.append(" ".join(pieces[index : last + 1]))
        index = last + 1
    return joined


def _cjk_sentences(line: str) -> list[str]:
    found: list[str] = []
    start = 0
    for end in _cjk_ends(line):
        if piece := line[start:end].strip():
            found.append(piece)
        start = end
    if rest := line[start:].strip():
        found.append(rest)
    return found


def _cjk_ends(line: str) -> Iterator[int]:
    """Places after which a sentence ends: an end mark with its closing quotes, outside of quotes and brackets."""
    balanced = all(line.count(a) == line.count(b) for a, b in zip(_OPENING, _CLOSING, strict=True) if a not in "‘([{")
    depth, last, index = 0, 0, 0
    while index < len(line):
        char = line[index]
        index += 1
        if char in _OPENING:
            depth += 1
        elif char in _CLOSING:
            depth = max(0, depth - 1)
        if not (_ends_here(line, index, last) or (char in _CLOSING and line[index - 2 : index - 1] in _CJK_ENDS)):
            continue
        while index < len(line) and line[index] in _CJK_ENDS + _CLOSING:
            depth = max(0, depth - 1) if line[index] in _CLOSING else depth
            index += 1
        if (depth == 0 or not balanced) and not _goes_on(line, index):
            last = index
            yield index


def _ends_here(line: str, index: int, last: int) -> bool:
    char, following = line[index - 1], line[index : index + 1]
    if char in "；;":
        return index - last >= _MIN_CLAUSE
    if char == ".":
        return following == " " and bool(_CJK_CHARACTER.search(line[max(0, index - 2) : index + 2]))
    if char == "…":
        return line[index - 2 : index - 1] == "…" and following not in "，,"
    return char in "。！？!?｡．"


def _goes_on(line: str, index: int) -> bool:
    """After a closing quote: a comma, or who said it ("……。”他说。")."""
    if line[index : index + 1] in tuple("，,、；;：:的"):
        return True
    return line[index - 1] in "”」』’" and _SPEECH_FOLLOWS.match(line, index) is not None


# --- Words and tokens -------------------------------------------------------------------------------------------------

STOP_WORDS = {
    "en": word_set(
        """
     a an the and or but nor if then than that this these those there here of in on at by for from to
     with without into onto over under between among about against during before after above below up
     down out off through as is are was were be been being am do does did done doing has have had having
     will would shall should can could may might must it its he him his she her hers they them their
     theirs we our ours you your yours i me my mine who whom whose which what when where why how not no
     so such too very just also only own same other some any each few more most both all again once
     further while because until s t
     """
    ),
    "de": word_set(
        """
     der die das den dem des ein eine einen einem einer eines und oder aber nicht ist sind war waren
     wird werden wurde wurden hat haben hatte im in am an auf aus bei mit nach von vor zu zum zur für
     über unter sich auch als wie dass es er sie wir ihr ich man noch nur so durch um bis gegen was wer
     wo wann warum welche welcher welches wieviel viel viele
     """
    ),
    "fr": word_set(
        """
     le la les un une des du de et ou mais ne pas est sont était a ont au aux en dans sur par pour avec
     que qui quoi dont où ce cette ces il elle ils elles nous vous se sa son ses leur plus quel quelle
     comment pourquoi
     """
    ),
    "es": word_set(
        """
     el la los las un una unos unas y o pero no es son era fue ha han al del de en por para con que
     quien cual donde cuando como se su sus lo le les más este esta estos qué quién cuál
     """
    ),
    "it": word_set(
        """
     il lo la gli le un una e o ma non è sono era ha hanno al del della dei delle di da in con su per
     che chi cui come si suo sua più questo questa nel nella
     """
    ),
    "pt": word_set(
        """
     o a os as um uma e ou mas não é são era foi tem têm ao do da dos das de em no na por para com que
     quem como se seu sua mais este esta pelo pela
     """
    ),
    "nl": word_set(
        """
     de het een en of maar niet is zijn was waren wordt worden heeft hebben in op aan bij met naar van
     voor uit over ook als dat die deze dit er ze hij wij je om te door
     """
    ),
}

_POSSESSIVE = re.compile(r"(?<=\w)['’]s\b|(?<=s)['’](?=\s|$)", re.IGNORECASE)
_TOKEN = re.compile(
    r"(?P<acronym>\b(?:[a-z]\.){2,})"
    r"|(?P<number>\b\d{1,3}(?:,\d{3})+(?:\.\d+)?\b)"
    rf"|(?P<cjk>[{_CJK}]+)"
    rf"|(?P<word>[^\W_{_CJK}]+(?:[-._][^\W_{_CJK}]+)*)"
)
_SUFFIX = re.compile(r"-(?:based|powered|like|class|level|style|generated|driven|enabled|compatible|equipped|only)$")
_ACCENT = re.compile("[\u0300-\u036f]")
_HYPHENS = re.compile("[\u2010-\u2014\u2212]")


def _folded(text: str) -> str:
    text = _ACCENT.sub("", unicodedata.normalize("NFKD", text).casefold())
    return _HYPHENS.sub("-", unicodedata.normalize("NFC", text))


def search_tokens(text: str) -> list[str]:
    """Tokens for full text: lower case, accents folded, model versions whole, Chinese in overlapping pairs.

    GPT-5.1 gives "gpt-5.1" and not "gpt-5"; 1,000 gives "1000"; 阿里巴巴 gives 阿里, 里巴, 巴巴; a single character
    stands alone.
    """
    tokens: list[str] = []
    for match in _TOKEN.finditer(_POSSESSIVE.sub("", _folded(text))):
        tokens += _tokens_of(match)
    return tokens


def _tokens_of(match: re.Match[str]) -> list[str]:
    found = match[0]
    if match["acronym"]:
        return [found.replace(".", "")]
    if match["number"]:
        return [found.replace(",", "")]
    if match["cjk"]:
        return _pairs(found)
    return _word_tokens(found)


def _pairs(run: str) -> list[str]:
    return [run] if len(run) == 1 else [run[i : i + 2] for i in range(len(run) - 1)]


def _word_tokens(word: str) -> list[str]:
    """A version or a dotted name stays whole; other compounds fall into their parts ("open-source", "3-year")."""
    if "-" not in word and "_" not in word:
        return [word]
    if suffix := _SUFFIX.search(word):
        return [*_word_tokens(word[: suffix.start()]), suffix[0][1:]]
    first, *rest = re.split("[-_]", word)
    has_letter = any(c.isalpha() for c in first)
    if has_letter and (any(c.isdigit() for c in first) or any(c.isdigit() for part in rest for c in part)):
        return [word]
    return [first, *rest]


def letters_of(text: str) -> str:
    """Its letters and digits alone, in small letters: the same for two texts that differ in case and punctuation only."""
    return re.sub(r"\W", "", text).casefold()


_WORD = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+(?:['’.,-][^\W_{_CJK}]+)*")


def words(text: str) -> list[str]:
    """Lower-cased words in order, compounds and numbers whole; each Chinese or Japanese character is a word."""
    return [word.replace("’", "'") for word in _WORD.findall(text.lower())]


_STEM_ENDINGS = re.compile(
    r"(?:(?<=\w{3})ing|(?<=\w{2})ied|(?<=\w{2})ies|(?<=\w{3})ed|(?<=\w{3})es|(?<=\w{2})(?<![su])s)$"
)


_IRREGULAR = {"using": "use", "used": "use", "uses": "use", "news": "news", "series": "series", "species": "species"}


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A light English stem: equal for a word's plural, -ed, -ing and -s forms. No dictionary word by itself."""
    if not word.isascii() or not word.isalpha() or len(word) < 4:
        return word
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    match = _STEM_ENDINGS.search(word) if word[-1] in "gds" else None
    if match is None:
        return word[:-1] if word.endswith("e") else word[:-1] + "i" if word.endswith("y") else word
    base = word[: match.start()]
    if match[0] in ("ied", "ies"):
        return base + "i"
    if match[0] in ("ing", "ed") and len(base) > 3 and base[-1] == base[-2] and base[-1] not in "ls":
        return base[:-1]
    return base.removesuffix("e") if match[0] == "s" else base


def words_of_stem(base: str, listed: Container[str]) -> list[str]:
    """The listed words that `stem` folds to this, without stemming the whole list."""
    ends = ("", "e", "s", "es", "ed", "ing", base[-1:] + "ed", base[-1:] + "ing")
    forms = [base + end for end in ends]
    if base.endswith("i"):
        forms += [base[:-1] + end for end in ("y", "ied", "ies")]
    forms += [form for form, its_base in _IRREGULAR.items() if its_base == base]
    return [form for form in dict.fromkeys(forms) if form in listed and stem(form) == base]


_RUN_OR_WORD = re.compile(rf"[{_CJK}]+|[^\W_{_CJK}]+(?:[.,-][^\W_{_CJK}]+)*")
_ALL_STOPS = STOP_WORDS["en"]


def content_words(text: str) -> list[str]:
    """Words that carry meaning, in order: without English stop words, stemmed; Chinese in overlapping pairs."""
    found: list[str] = []
    for run in _RUN_OR_WORD.findall(_POSSESSIVE.sub("", text.lower())):
        if _CJK_CHARACTER.match(run):
            found += _pairs(run)
        elif run not in _ALL_STOPS:
            found.append(stem(run))
    return found


# --- Language ---------------------------------------------------------------------------------------------------------

_LETTERS_OF = {
    "ru": re.compile("[\u0400-\u04ff]"),
    "ar": re.compile("[\u0600-\u06ff]"),
    "he": re.compile("[\u0590-\u05ff]"),
    "el": re.compile("[\u0370-\u03ff]"),
    "hi": re.compile("[\u0900-\u097f]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
}
_KANA_CHARACTER = re.compile(f"[{_KANA}]")
_HANGUL_CHARACTER = re.compile(f"[{_HANGUL}]")
_HAN_CHARACTER = re.compile(f"[{_HAN}]")
_KANA_SHARE = 0.1
"""Kana among the Chinese and Japanese characters from which a text is Japanese; Japanese prose holds over a third."""


def detect_language(text: str, hint: str | None = None) -> str:
    """The language as two letters, by script, then by stop words; `hint` (a BCP 47 tag), else "en", when undecided."""
    sample = text[:5000]
    return _language_by_script(sample) or _language_by_stop_words(sample) or (hint or "en").lower().split("-")[0]


def _language_by_script(text: str) -> str | None:
    han, kana, hangul = (len(p.findall(text)) for p in (_HAN_CHARACTER, _KANA_CHARACTER, _HANGUL_CHARACTER))
    other = len(_LATIN_WORD.findall(re.sub(f"[{_CJK}{_HANGUL}]", " ", text)))
    if hangul > han + kana and hangul >= other:
        return "ko"
    if han + kana and han + kana >= other:
        return "ja" if kana > _KANA_SHARE * (han + kana) else "zh"
    letters = sum(1 for c in text if c.isalpha())
    return next((code for code, pattern in _LETTERS_OF.items() if 2 * len(pattern.findall(text)) > letters > 0), None)


def _language_by_stop_words(text: str) -> str | None:
    found = [w.lower() for w in _LATIN_WORD.findall(text)]
    counts = {code: sum(1 for w in found if w in stops and len(w) > 1) for code, stops in STOP_WORDS.items()}
    (best, most), (_, second) = sorted(counts.items(), key=lambda pair: -pair[1])[:2]
    return best if most > second and (most >= 2 or len(found) < 8) else None


# --- Clipping ---------------------------------------------------------------------------------------------------------

_EXTENDS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u064b-\u065f\u093c-\u094d\u0e31-\u0e4e\u200d\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]"
)
_REGIONAL = re.compile("[\U0001f1e6-\U0001f1ff]+$")


def _is_inside_grapheme(text: str, at: int) -> bool:
    if _EXTENDS.match(text[at]) or text[at - 1] == "\u200d":
        return True
    flags = _REGIONAL.search(text[:at])
    return flags is not None and len(flags[0]) % 2 == 1 and _REGIONAL.match(text[at]) is not None


_LONGEST_CUT = 25
"""Characters given up so as to end at a word; a longer word is cut inside."""


def clip(text: str, limit: int) -> str:
    """At most `limit` code points: cut at a word, with "…" at the end; never inside a grapheme."""
    if len(text) <= limit:
        return text
    if limit <= 1:
        return "…"[: max(limit, 0)]
    at = limit - 1
    if not text[at].isspace():
        space = max(text.rfind(" ", 0, at), text.rfind("\n", 0, at))
        at = space if at - space <= _LONGEST_CUT and space > 0 and not _CJK_CHARACTER.match(text[at - 1]) else at
    while at > 0 and _is_inside_grapheme(text, at):
        at -= 1
    return text[:at].rstrip(" \n,;:，、；：.-–—") + "…"
