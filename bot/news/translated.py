"""Whether a sentence in another language says what its sources say: what doesn't depend on language is compared.

Numbers with their units, dates, names through the registry's aliases, product names letter by letter, quotations,
negations and hedges; between English and Chinese also what happened. It can't follow the words in between, so it admits
less than `faithful` does, and what it can't compare it refuses: then the reader gets the original.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache

from bot.news.concepts import lexicon, stem
from bot.news.dates import MONTHS, WEEKDAYS, agreement, dates, placed
from bot.news.grave import grave
from bot.news.hedges import cues
from bot.news.numbers import agrees, numbers
from bot.news.reading import NameLookup
from bot.news.text import HAN, detect_language, word_set

LANGUAGES = ("en", "zh", "de", "fr", "es", "ja", "ko")
"""Those whose negations and hedges are known here: others are refused."""

_COMMA_DECIMALS = ("de", "fr", "es")
_WORDS = {
    "de": {
        "milliarden?": "billion", "mrd\\.?": "billion", "billionen?": "trillion", "millionen?": "million", "mio\\.?": "million",
        "tausend": "thousand", "prozentpunkten?": "percentage points", "prozent": "percent", "dollar": "dollars",
        "eine?[mrn]?(?= (?:billion|million|trillion))": "one", "zwei": "two", "drei": "three", "vier": "four", "fünf": "five",
        "sechs": "six", "sieben": "seven", "acht": "eight", "neun": "nine", "zehn": "ten", "elf": "eleven", "zwölf": "twelve",
    },
    "fr": {
        "milliards?": "billion", "billions?": "trillion", "millions?": "million", "mille": "thousand", "pour cent": "percent",
        "deux": "two", "trois": "three", "quatre": "four", "cinq": "five", "six": "six", "sept": "seven", "huit": "eight",
        "neuf": "nine", "dix": "ten",
    },
    "es": {
        "mil millones": "billion", "millones": "million", "millón": "million", "billones": "trillion", "por ciento": "percent",
        "dólares": "dollars", "dos": "two", "tres": "three", "cuatro": "four", "cinco": "five", "seis": "six", "siete": "seven",
        "ocho": "eight", "nueve": "nine", "diez": "ten", "mil": "thousand",
    },
}  # fmt: skip
_SIGNS = {
    "ko": {"억": "亿", "만": "万", "조": "兆", "달러": "美元", "퍼센트": "%", "년": "年", "월": "月", "일": "日"},
    "ja": {"ドル": "美元", "ユーロ": "欧元", "パーセント": "%"},
}


def _listed(words: str) -> list[str]:
    return words.split()


_MONTHS_IN = {
    "de": _listed("januar februar märz april mai juni juli august september oktober november dezember"),
    "fr": _listed("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
    "es": _listed("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
}
_WEEKDAYS_IN = {
    "de": _listed("montag dienstag mittwoch donnerstag freitag samstag sonntag"),
    "fr": _listed("lundi mardi mercredi jeudi vendredi samedi dimanche"),
    "es": _listed("lunes martes miércoles jueves viernes sábado domingo"),
}
_NEGATIONS = {
    "de": r"\b(?:nicht|kein\w*|nie|niemals|ohne|weder|lehn\w+ .*\bab|ablehn\w*|verweiger\w*|bestreite\w*|bestritt\w*|dementier\w*|weiger\w*)\b",
    "fr": r"\b(?:ne|n['’]\w+|pas|jamais|aucune?|sans|ni|refus\w+|dément\w*|nie)\b",
    "es": r"\b(?:no|nunca|jamás|ningún|ninguna|sin|ni|niega\w*|negó|rechaz\w+|desmient\w+|desmint\w+)\b",
    "ja": r"ない|なかった|せず|ずに|否定|拒否|ません|未だ|未定|未公表",
    "ko": r"않|아니|못[했하한]|없[다는었]|거부|부인",
}
_HEDGES = {
    "de": r"\b(?:angeblich|offenbar|mutmaßlich|soll(?:en)?|könnten?|dürften?|möglicherweise|vermutlich|wohl|laut|zufolge|berichte[nt]?\w*|gerücht\w*|heißt es|verhandelt\w*|erwäg\w+|plan\w*|prüf\w+|würden?|vielleicht|wahrscheinlich)\b",
    "fr": r"\b(?:serai(?:en)?t|aurai(?:en)?t|pourrai(?:en)?t|devrai(?:en)?t|selon|apparemment|peut-être|probablement|éventuel\w*|rumeurs?|d['’]après|en discussions?|envisage\w*|prévoi\w*|rapporte\w*)\b",
    "es": r"\b(?:presuntamente|supuestamente|según|podrían?|sería[n]?|habría[n]?|posiblemente|quizás?|tal vez|probablemente|al parecer|rumor\w*|estudia\w*|planea\w*|negocia\w*|informa\w*|considera\w*)\b",
    "ja": r"という|とされ|かもしれない|可能性|報じ|によると|によれば|見通し|見込み|検討|噂|らしい|ようだ|だろう|協議中|交渉中|計画",
    "ko": r"알려졌|보도|따르면|전해졌|가능성|수 있|검토|예정|추정|것으로 보|소문|계획|논의",
}
_NEGATION_IN = {language: re.compile(pattern, re.IGNORECASE) for language, pattern in _NEGATIONS.items()}
_HEDGE_IN = {language: re.compile(pattern, re.IGNORECASE) for language, pattern in _HEDGES.items()}
_HEDGE_CUES = ("hearsay", "possibility")
_TOLD_AFTER = ("hearsay", "possibility", "plan", "attribution")

_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ][A-Za-zÀ-ÖØ-öø-ÿ\d]*(?:[-.][A-Za-zÀ-ÖØ-öø-ÿ\d]+)*")
_QUOTED = re.compile(
    r"“([^”]{2,})”|\"([^\"]{2,})\"|„([^“”]{2,})[“”]|«\s?([^»]{2,}?)\s?»|「([^」]{2,})」|『([^』]{2,})』"
)
_MAGNITUDE_ALONE = re.compile(r"(?<![\d.]) (?:billion|trillion|million|thousand)\b", re.IGNORECASE)
_FREE = word_set(
    """
    i a an the in on at of for and or but as to by with from ai us u.s eu uk ceo cto cfo monday tuesday wednesday thursday
    friday saturday sunday january february march april may june july august september october november december
    chinese american european english japanese korean german french spanish
    """
)
_ENOUGH_ANCHORS = 1 / 3
"""Share of the names, numbers and dates of the first cited sentence that a translation must bring along."""
_LEAST_ANCHORS = 2
"""So many it must have in any case: with one name alone a sentence can be turned into any other about it."""


def check_translation(
    sources: Sequence[str],
    claim: str,
    language: str,
    *,
    published: datetime | None = None,
    names: NameLookup | None = None,
) -> tuple[str, ...]:
    """What is wrong with `claim`, in `language`, beside the sentences that it cites; nothing when it may be told."""
    if language not in LANGUAGES:
        return (f"sentences in {language!r} can't be checked",)
    plain = _in_english_numbers(claim, language)
    return tuple(
        dict.fromkeys(
            [
                *_numbers(sources, plain),
                *_dates(sources, plain, published),
                *_names(sources, claim, names),
                *_latin(sources, claim, language, names),
                *_quotes(sources, claim),
                *_stance(sources, claim, language),
                *_anchors(sources, claim, plain, names),
                *_acts(sources, claim, language),
            ]
        )
    )


# --- Numbers and dates ------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4)
def _replacements(language: str) -> tuple[re.Pattern[str], tuple[tuple[re.Pattern[str], str], ...]]:
    """One pattern for all words, since what one becomes may look like another ("milliard", "billion"); then each alone."""
    known = dict(_WORDS.get(language, {}))
    known |= dict(zip(_MONTHS_IN.get(language, ()), (month.capitalize() for month in MONTHS), strict=False))
    known |= dict(zip(_WEEKDAYS_IN.get(language, ()), (day.capitalize() for day in WEEKDAYS), strict=False))
    whole = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(known, key=len, reverse=True))})(?!\w)", re.IGNORECASE)
    return whole, tuple((re.compile(old, re.IGNORECASE), new) for old, new in known.items())


def _english(match: re.Match[str], each: Sequence[tuple[re.Pattern[str], str]]) -> str:
    ends = ((found.end(), new) for pattern, new in each if (found := pattern.match(match.string, match.start())))
    return next((new for end, new in ends if end == match.end()), match[0])


def _in_english_numbers(text: str, language: str) -> str:
    """The text with its numbers, months and units written as in English, so that they can be read."""
    for sign, known in _SIGNS.get(language, {}).items():
        text = re.sub(rf"(?<=\d) ?{sign}|(?<=[亿万兆]) ?{sign}", known, text)
    if language == "ko":
        text = re.sub(r"(?<=[年月]) (?=\d)", "", text)
    if language in _COMMA_DECIMALS:
        text = re.sub(r"(?<![\d.])\d{1,3}(?:[.\u00a0\u202f ]\d{3})+(?!\d)", lambda m: re.sub(r"\D", "", m[0]), text)
        text = re.sub(r"(\d),(\d)", r"\1.\2", text)
        text = re.sub(r"(\d)[\u00a0\u202f](?=[%€$])", r"\1", text)
        whole, each = _replacements(language)
        text = whole.sub(lambda match: _english(match, each), text)
        text = re.sub(r"\b(\d{1,2})\. (?=[A-Z][a-z]+ember|October|January|February|March|April|May|June|July|August)", r"\1 ", text)  # fmt: skip
        text = re.sub(rf"(?<=\d )({'|'.join(month.capitalize() for month in MONTHS)}) (?=\d{{1,3}}\b)", r"\1, ", text)
        text = re.sub(r"\b(\d{1,2}) de (?=[A-Z])", r"\1 ", text)
        text = re.sub(r"(?<=[a-z]) de (?=(?:19|20)\d\d\b)", " ", text)
        text = re.sub(r"(million|billion|trillion) (?:de |d['’])(?=[a-z€$])", r"\1 ", text)
    return text


def _numbers(sources: Sequence[str], claim: str) -> Iterator[str]:
    known = [number for source in sources for number in numbers(source)]
    years = {when.year for source in sources for when in dates(source)}
    for number in numbers(claim):
        dated = any(when.start <= number.start < when.end for when in dates(claim)) or number.value in years
        if not dated and not any(agrees(number, source) for source in known):
            yield f"number: {number.text.strip()} isn't in the cited sentences"
    if _MAGNITUDE_ALONE.search(claim) and not any(number.value >= 1000 for number in numbers(claim)):
        yield "number: write numbers in digits"


def _dates(sources: Sequence[str], claim: str, published: datetime | None) -> Iterator[str]:
    known = [placed(when, published) for source in sources for when in dates(source)]
    for when in dates(claim):
        if all(agreement(placed(when, published), source) < 1 for source in known):
            yield f"date: {when.text} isn't in the cited sentences"


# --- Names and quotations ---------------------------------------------------------------------------------------------


def _canonical(text: str, names: NameLookup | None) -> frozenset[str]:
    return frozenset(name for name, _, _ in names.canonical_names(text)) if names else frozenset()


def _names(sources: Sequence[str], claim: str, names: NameLookup | None) -> Iterator[str]:
    known = _canonical("\n".join(sources), names)
    whole = "\n".join(sources).casefold()
    for name in sorted(_canonical(claim, names) - known):
        if name.casefold() not in whole:
            yield f"name: {name} isn't in the cited sentences"


def _latin(sources: Sequence[str], claim: str, language: str, names: NameLookup | None) -> Iterator[str]:
    """Names that the registry doesn't know: letter by letter in a source. German nouns begin with capitals, so there
    only what looks like a product's name counts."""
    whole = "\n".join(sources).casefold()
    spans = [(start, end) for _, start, end in names.canonical_names(claim)] if names else []
    for match in _LATIN.finditer(claim):
        word = match[0].removesuffix("'s").removesuffix("’s")
        if any(start <= match.start() < end for start, end in spans) or word.casefold() in whole or _is_free(word):
            continue
        if _is_name(word, claim, match.start(), language) and not _is_known_concept(word, sources):
            yield f"name: {word} isn't in the cited sentences"


def _is_free(word: str) -> bool:
    return word.casefold() in _FREE or len(word) == 1


def _is_name(word: str, claim: str, start: int, language: str) -> bool:
    if language in ("zh", "ja", "ko"):
        return True
    marked = any(c.isdigit() for c in word) or any(c.isupper() for c in word[1:])
    if language == "de":  # a noun, or nouns joined by hyphens, is written so too
        return any(c.isdigit() or c.isupper() for part in word.split("-") for c in part[1:])
    before = claim[:start].rstrip()
    return marked or (word[0].isupper() and bool(before) and before[-1] not in '.!?:“"«')


def _is_known_concept(word: str, sources: Sequence[str]) -> bool:
    concept = lexicon().english.get(stem(word.lower()))
    return concept is not None and concept in {c for source in sources for c in _concepts(source)}


def _quotes(sources: Sequence[str], claim: str) -> Iterator[str]:
    whole = re.sub(r"\s+", " ", "\n".join(sources)).casefold()
    for match in _QUOTED.finditer(claim):
        said = next(part for part in match.groups() if part)
        if said.strip(" ,.，。").casefold() not in whole:
            yield f"quote: “{said}” doesn't stand there word for word; tell it without quotation marks"


# --- Negations and hedges ---------------------------------------------------------------------------------------------


def _is_negated(text: str, language: str) -> bool:
    if language in _NEGATION_IN:
        return bool(_NEGATION_IN[language].search(text))
    return any(cue.kind == "negation" for cue in cues(text))


def is_hedged_in(text: str, language: str) -> bool:
    """Whether a sentence in the language says that it isn't sure, or after whom it tells."""
    if language in _HEDGE_IN:
        return bool(_HEDGE_IN[language].search(text))
    return any(cue.kind in _TOLD_AFTER for cue in cues(text))


def _stance(sources: Sequence[str], claim: str, language: str) -> Iterator[str]:
    negated = [any(cue.kind == "negation" for cue in cues(source)) for source in sources]
    if _is_negated(claim, language) and not any(negated):
        yield "negation: the cited sentences deny nothing"
    if all(negated) and not _is_negated(claim, language):
        yield "negation: the cited sentence has one that is missing"
    if any(cue.kind in _HEDGE_CUES for cue in cues(sources[0])) and not is_hedged_in(claim, language):
        yield "hedge: the cited sentence is less sure, or tells after somebody"


# --- What it is about -------------------------------------------------------------------------------------------------


def _anchors(sources: Sequence[str], claim: str, plain: str, names: NameLookup | None) -> Iterator[str]:
    """A sentence with hardly any of its source's names, numbers and dates may be about anything."""
    first = _marks(sources[0], sources[0], names)
    kept = {mark for source in sources for mark in _marks(source, source, names)} & _marks(claim, plain, names)
    if len(kept) < max(_LEAST_ANCHORS, len(first) * _ENOUGH_ANCHORS):
        yield "unsupported: it leaves out what its sentence is about: keep names and numbers"


def _marks(text: str, plain: str, names: NameLookup | None) -> frozenset[object]:
    latin = {m[0].casefold() for m in _LATIN.finditer(text) if any(c.isupper() or c.isdigit() for c in m[0])}
    known = _canonical(text, names)
    days = {(when.month, when.day, when.weekday) for when in dates(plain)}
    return frozenset({*known, *(number.value for number in numbers(plain)), *days, *(latin if not known else ())})


@lru_cache(maxsize=2_000)
def _concepts(text: str) -> frozenset[str]:
    known = lexicon()
    if HAN.search(text):
        found = {hit[0] for start in range(len(text)) if (hit := known.chinese_at(text, start))}
    else:
        found = set()
    stems = [stem(word) for word in re.findall(r"[a-z][a-z'’-]*", text.lower())]
    for length in (1, 2, 3):
        phrases = (" ".join(stems[i : i + length]) for i in range(len(stems) - length + 1))
        found |= {known.english[phrase] for phrase in phrases if phrase in known.english}
    return frozenset(found)


def _acts(sources: Sequence[str], claim: str, language: str) -> Iterator[str]:
    """Something grave that no cited sentence tells."""
    told = {what for source in sources for what in grave(source, _language_of(source))}
    if strange := sorted(grave(claim, language) - told):
        yield f"unsupported: the cited sentences don't tell of a {strange[0]}"


def _language_of(source: str) -> str:
    found = detect_language(source)
    return found if found in LANGUAGES else "en"
