"""Headlines: a full sentence in the present tense made from the sentence that carries the news, with its hedge in it.

Made by cutting and by templates over relations, never by inventing; what comes out is still checked in `titling`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.news import certainty
from bot.news.compress import (
    bears,
    capitalised,
    clipped_at_clause,
    is_chinese,
    shorter_forms,
    split_attribution,
    without_asides,
    without_lead_in,
)
from bot.news.model import Certainty, Relation
from bot.news.text import clip, letters_of

LIMIT = 90
"""Characters, from the founders' sketches."""

CHINESE_LIMIT = 45
"""Characters of a Chinese headline; each is about as wide as two Latin ones."""


def _several(text: str) -> list[str]:
    return text.split()


# --- Tenses -----------------------------------------------------------------------------------------------------------

_REGULAR = _several(
    "announce release launch unveil introduce raise acquire sign agree partner file warn accuse publish open-source report reveal confirm plan expand add "
    "block approve reject order delay pause hire appoint name join resign rename update upgrade test train claim call urge ask demand secure close open "
    "complete reach surpass outperform overtake disclose discover debut double triple deploy adopt integrate switch replace remove restore "
    "suspend halt stop end start fix patch resolve address acknowledge apologise apologize admit refuse decline dismiss settle appeal win award grant "
    "propose pass vote adopt require allow limit restrict clear fine investigate probe charge arrest extend offer unlock enable lower reduce increase "
    "back fund invest value price lift drop slash trim boost scale team roll share post detail outline describe explain argue conclude estimate predict "
    "forecast expect receive earn generate face lose target poach recruit promote oust fire replace move relocate create develop design produce "
    "improve support power ship plan ban drop step scrap tap refer commit plug "
    "surge soar jump climb plunge tumble slump mull weigh tease tout ditch nab snag spark trigger vow pledge defend criticise criticize slam bolster tighten ease relax "
    "ramp shift migrate automate strengthen deepen accelerate broaden widen enter exit donate contribute host welcome clarify reaffirm disband embrace regret unlock commission "
    "deny rely apply supply pull push walk work look turn seek evaluate benchmark rank score measure rule overturn return arrive appear remain stay continue fail need help outpace match rival trail lag emerge excel succeed deliver analyze analyse demonstrate present enhance achieve uphold uncover identify expose crash shutter retire deprecate "
    "reflect collaborate include combine convene examine explore investigate discuss generate detect govern respond prevent protect preserve tackle teach bring conduct buy build suggest"
)
_DOUBLED = {"ship", "plan", "ban", "drop", "step", "scrap", "tap", "refer", "commit", "plug", "admit", "trim", "stop"}
_IRREGULAR = {
    "said": "say", "told": "tell", "made": "make", "built": "build", "bought": "buy", "sold": "sell", "led": "lead", "won": "win",
    "lost": "lose", "began": "begin", "took": "take", "gave": "give", "found": "find", "showed": "show", "held": "hold",
    "left": "leave", "went": "go", "came": "come", "rose": "rise", "fell": "fall", "grew": "grow", "struck": "strike",
    "became": "become", "brought": "bring", "sent": "send", "spent": "spend", "met": "meet", "ran": "run", "wrote": "write",
    "withdrew": "withdraw", "overtook": "overtake", "drew": "draw", "paid": "pay", "saw": "see", "sued": "sue", "sought": "seek",
    "chose": "choose", "kept": "keep", "laid": "lay", "got": "get", "put": "put", "cut": "cut", "hit": "hit", "set": "set", "beat": "beat", "fought": "fight",
    "used": "use", "gained": "gain", "thought": "think", "felt": "feel", "knew": "know", "spoke": "speak", "taught": "teach", "caught": "catch", "heard": "hear", "stood": "stand", "understood": "understand", "threw": "throw", "drove": "drive", "broke": "break", "flew": "fly",
}  # fmt: skip
_PARTICIPLES = {"given": "give", "taken": "take", "begun": "begin", "become": "become", "shown": "show", "written": "write", "chosen": "choose", "withdrawn": "withdraw", "risen": "rise", "fallen": "fall", "grown": "grow", "seen": "see", "come": "come", "run": "run"}  # fmt: skip


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ied"
    return verb + (verb[-1] if verb in _DOUBLED else "") + "ed"


def third_person(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "o", "z")) else "s")


def of_one(verb: str) -> str:
    """ "uses" for "use" of one who does it; helpers, past forms and words that are no known verb stay."""
    return {"do": "does", "have": "has", "are": "is"}.get(verb) or (third_person(verb) if verb in _BASES else verb)


_BASE = {_past(verb): verb for verb in _REGULAR} | _IRREGULAR
_BASES = frozenset({*_BASE.values(), *_REGULAR} - {"plan", "cut", "set", "hit", "put"})
_PRESENT = frozenset(third_person(base) for base in {*_BASE.values(), *_REGULAR})
_FINITE = frozenset(
    _several("is are was were will would can could may might must has have had does do did isn't aren't won't can't")
)
_NOT_BEFORE_FINITE = frozenset(
    _several(
        "by to newly recently a an the its their his her our of first second third last most more that which who whom where what how not be been being and or with for from in on at as than is are was were"
    )
)
_ADVERBS = frozenset(
    _several("now already also officially formally quietly reportedly recently just finally today yesterday first")
)
_WORD = re.compile(r"[^\s,;:]+[,;:]?")
_NOT_ONE = re.compile(
    r"\b(?:and|companies|researchers|regulators|lawmakers|scientists|developers|authors|publishers|startups|start-ups|firms|investors|employees|officials|prosecutors|senators|hackers|engineers|users|states|labs|models|shares|prices|downloads|people|they)$"
)


def _plain(word: str) -> str:
    return word.strip("“”\"'’,;:.()").lower()


def _plural(subject: str) -> bool:
    """Several act: "Google and Microsoft", "researchers"; what comes in commas or after a preposition doesn't count."""
    core = re.split(r",| (?:at|of|from|in|for|on|with|by|behind|whose)\b", subject)[0].strip()
    last = core.split(" ")[-1] if core else ""
    several = last.islower() and last.endswith("s") and not last.endswith(("ss", "us", "'s", "’s"))
    return several or " and " in core or bool(_NOT_ONE.search(core.lower()))


def _verb_at(text: str) -> tuple[int, int, str, str] | None:
    """Start, end, the verb's words, and its base form ("" where the tense stays) of the main verb near the beginning."""
    found = list(_WORD.finditer(text))
    if found and (re.match(r"(?:we|i)\b", found[0][0].lower()) or _is_gerund(found[0][0], text)):
        return None
    skipping = False
    for i, match in enumerate(found[:16]):
        word = _plain(match[0])
        before = _plain(found[i - 1][0]) if i else "the"
        before = "the" if before.endswith(("'s", "’s")) and word in _BASE else before
        if i and (found[i - 1][0].endswith(":") or _is_noun_before_verb(found, i, word)):
            continue
        if skipping or i == 0:
            skipping = not match[0].endswith(",") if skipping else match[0].endswith(",")
            continue
        if word in _FINITE or (word in _PRESENT and before not in _NOT_BEFORE_FINITE and _is_verb_place(text, match)):
            return _finite(found, i, word)
        if word in _BASE and before not in _NOT_BEFORE_FINITE and not _is_participle(found, i):
            return match.start(), match.start() + len(word), word, _BASE[word]
        if word.endswith("ed") and len(word) > 4 and _after_name(text, match) and not _is_participle(found, i):
            return match.start(), match.start() + len(word), word, _base_of(word)
        if _is_unlisted_present(text, match, word) or _is_plural_present(text, match, word):
            return match.start(), match.start() + len(word), word, ""
        skipping = match[0].endswith(",")
    return None


_ALSO_NOUNS = frozenset(_several("cut set put hit beat found saw felt left run come"))


def _is_noun_before_verb(found: Sequence[re.Match[str]], i: int, word: str) -> bool:
    """ "Nvidia shares rose": the plural that looks like a verb stands right before the verb."""
    following = _plain(found[i + 1][0]) if i + 1 < len(found) else ""
    return word in _PRESENT and (following in _FINITE or (following in _IRREGULAR and following not in _ALSO_NOUNS))


_LABEL = re.compile(
    r"^(?:how|why|what|when|where|who|which|introducing|announcing|meet|inside|our|my|the \w+ of|a guide|\d+ (?:ways|things|tips)|opinion|podcast|watch|video|live|q&a)\b|[?？:：]$",
    re.IGNORECASE,
)
_ZH_LABEL = re.compile(r"^(?:如何|怎么|为什么|为何|什么)|[?？]$|日报|周报|早报|晚报")


def is_statement(title: str) -> bool:
    """A title that tells something by itself: with a verb and its object, no question, no label."""
    if is_chinese(title):
        return len(title) >= 8 and not _ZH_LABEL.search(title)
    several = re.search(r"[.!?] [A-Z]", title) is not None
    label, _, rest = title.partition(": ")
    if rest and not _verb_then_object(label):
        title = (
            rest
            if not re.match(r"(?:New|More|Better|Early|Inside|Toward|Towards|From|On|[a-z]+ing)\b", rest)
            else label
        )
    return not several and not _LABEL.search(title) and len(title.split()) >= 4 and _verb_then_object(title)


_INCIDENT = re.compile(
    r"^(?:(?:Elevated|Degraded|Increased|Intermittent|Partial|Major|Minor|Slow|High|Delayed|Higher|Reduced|Multiple|Widespread|Some|Brief) )?"
    r"(?:[\w.-]+ )?(?:[Ee]rrors?|[Ee]rror rates?|[Oo]utages?|[Ii]ssues?|[Pp]roblems?|[Ff]ailures?|[Dd]isruptions?|[Ll]atency|[Pp]erformance|[Dd]egradation|[Dd]owntime|[Ii]ncidents?|[Tt]imeouts?|[Dd]elays?)"
    r"(?: (?:with|for|on|in|of|when|while|affecting|across|to|from|[a-z]+ing)\b.*)?$"
)


def is_incident(title: str) -> bool:
    """ "Elevated errors deploying Fjord": what a status page calls an incident."""
    return bool(_INCIDENT.match(title)) and len(title.split()) >= 3


def can_stand(title: str) -> bool:
    """A title that may head a story, though it needn't tell it: no question, no single word."""
    return title[-1:] not in "?？:：" and (len(title) >= 6 if is_chinese(title) else len(title.split()) >= 3)


def tells(title: str) -> bool:
    """Whether a line has a verb near its beginning: without one it is a label, whatever it is made of."""
    return is_chinese(title) or _verb_at(title) is not None


def may_tell(line: str) -> bool:
    """Whether a word in the line may be its verb: a line without any is none but a label."""
    words = [_plain(word) for word in line.split()]
    found = {word for before, word in pairwise(words) if word in _FINITE or before not in _NOT_BEFORE_FINITE}
    several = _BASES if not re.match(r"(?:An?|The|Its|Our)\b", line) else frozenset()
    return not found.isdisjoint(_FINITE | _PRESENT | _BASE.keys() | several) or bool(
        re.search(r"\bnow [a-z]+s\b", line)
    )


def _is_gerund(word: str, text: str) -> bool:
    """ "Disrupting the first reported attack": a title without an actor."""
    return (
        bool(re.fullmatch(r"[A-Z][a-z]{2,}ing|[A-Z][a-z]+-[a-z]{3,}ing", word))
        and word not in _NAMES_IN_ING
        and "," not in text
    )


_NAMES_IN_ING = frozenset(
    _several("Boeing Beijing Nanjing Chongqing Spring Nothing Everything Something Anything Sterling Bring String")
)


def _is_unlisted_present(text: str, match: re.Match[str], word: str) -> bool:
    """ "OpenAI reaffirms its …": an unknown word in -s after a name, with an object after it and no other verb near."""
    if not re.fullmatch(r"[a-z-]{4,}[^s]s", match[0]) or word.endswith("us") or not _after_name(text, match):
        return False
    rest = text[match.end() :]
    return bool(re.match(r" (?:an?|the|its|their|new|how|that|more|for|[A-Z\d$€£])", rest)) and _FINITE.isdisjoint(
        rest.split()[:5]
    )


def _is_plural_present(text: str, match: re.Match[str], word: str) -> bool:
    """ "Accenture and Anthropic launch a …", "Regulators approve the …": a base form after several."""
    subject = text[: match.start()].strip()
    return (
        word in _BASES
        and match[0] == word
        and _plural(subject)
        and not re.search(r"\b(?:to|and|or|can|will)$", subject)
    )


_DETERMINERS = frozenset(
    _several("all some many most these those no new several two three both other any each every our my we")
)


def _after_name(text: str, match: re.Match[str]) -> bool:
    """Only capitalised words stand before it: "OpenAI disbanded"."""
    before = text[: match.start()].split()
    if before[0].lower() in _DETERMINERS:
        return False
    return all(w[:1].isupper() or w[:1].isdigit() for w in before) and not before[-1].endswith(("'s", "’s"))


def _base_of(word: str) -> str:
    """The base form of a past form that no list holds, where its spelling leaves no doubt; else ""."""
    stem = word[:-2]
    if word.endswith("ied"):
        return word[:-3] + "y"
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] in "bdgmnprt":
        return stem[:-1]
    return (
        stem
        if stem.endswith(
            ("nd", "nt", "rt", "st", "ck", "sh", "ch", "ld", "pt", "ct", "rd", "wn", "ow", "ay", "oy", "in", "ft")
        )
        else ""
    )


def _is_verb_place(text: str, match: re.Match[str]) -> bool:
    """ "Google plans to", "Mistral raises $1bn": not a plural noun such as "shares" or "models" before another verb."""
    return bool(
        re.match(
            r" (?:[$€£\d“\"A-Z]|a\b|an\b|the\b|its\b|their\b|to\b|that\b|it\b|in\b|up\b|out\b|new\b|for\b|from\b|[\w-]+)",
            text[match.end() :],
        )
    )


_SUFFERED = re.compile(
    r"^(?!(?:rose|fell|grew|dropped|jumped|climbed|gained|lost|cut|lowered|reduced|increased|raised|slashed|trimmed|beat|won|led|began|started|ended|opened|closed) )"
    r"(?:\w+(?:ed|en|ught|ilt|ade)|sold) by (?!\d|a (?:third|quarter|half)\b|about\b|more\b|nearly\b|over\b|[a-z]+ing\b)"
    r"|^(?:appointed|named|promoted|elected|nominated|sentenced|added) (?:to|as)\b"
    r"|^(?:fired|ousted|arrested|jailed|charged|convicted|killed|injured|detained|indicted|acquitted) (?:in|for|over|after|at|with|from)\b",
    re.IGNORECASE,
)
"""A past form that is suffered: "appointed to the board", "acquired by Google"; no "rose by 5 per cent"."""


def _is_participle(found: Sequence[re.Match[str]], i: int) -> bool:
    """ "a model trained on …, released last week by X": followed by "by", or closed by a comma."""
    following = _plain(found[i + 1][0]) if i + 1 < len(found) else ""
    if following == "about" or _is_suffered(found, i):
        return True
    return (
        following in ("by", "as", "on")
        and found[i][0]
        .lower()
        .startswith(("based", "trained", "built", "backed", "released", "used", "made", "founded"))
    ) or found[i][0].endswith(",")


def _is_suffered(found: Sequence[re.Match[str]], i: int) -> bool:
    return bool(_SUFFERED.match(" ".join(_plain(m[0]) if n == 0 else m[0] for n, m in enumerate(found[i : i + 4]))))


def _finite(found: Sequence[re.Match[str]], i: int, word: str) -> tuple[int, int, str, str]:
    """ "has released" counts as one verb with the base "release"."""
    j = i + 1
    while j < len(found) and _plain(found[j][0]) in _ADVERBS:
        j += 1
    following = _plain(found[j][0]) if j < len(found) else ""
    base = (
        _PARTICIPLES.get(following) or _BASE.get(following) or (_base_of(following) if following.endswith("ed") else "")
    )
    if word in ("has", "have") and base and j < len(found):
        return found[i].start(), found[j].start() + len(following), word, base
    return found[i].start(), found[i].start() + len(word), word, ""


# --- Hedges -------------------------------------------------------------------------------------------------------------

_HEDGED = re.compile(
    r"\breportedly\b|\ballegedly\b|\brumou?r\w*|\b(?:is|are) (?:said|reported|believed) to\b|\bsources?\b|\breports?\b|\bdenie[sd]\b|\bden(?:y|ying)\b|\baccording to\b|\bsay(?:s)? (?:people|sources)\b",
    re.IGNORECASE,
)


def told(text: str, sure: Certainty) -> str | None:
    """In the present tense where the main verb plainly stands near the beginning, and with "reportedly" at it where the
    story isn't sure; None where a hedge is needed and no verb is found."""
    text = with_be(text)
    verb = _verb_at(text)
    hedge = "" if sure not in ("reported", "rumoured") or _HEDGED.search(text) else "reportedly "
    if verb is None:
        return None if hedge else text
    start, end, word, base = verb
    if word in _FINITE and not base and hedge:
        return f"{text[:end]} {hedge}{re.sub(r'^ now ', ' ', text[end:]).lstrip()}"
    if base == "say" and _WOULD_FOLLOWS.match(text[end:]):
        base = ""
    if "reportedly" in text[start:end] or "allegedly" in text[start:end]:
        hedge = "reportedly " if "reportedly" in text[start:end] else "allegedly "
    if base:
        word = base if _plural(text[:start]) else third_person(base)
    elif hedge and hedge in text[start:end]:
        return text
    return f"{text[:start]}{hedge}{word if base else text[start:end]}{text[end:]}"


_IS_TO = re.compile(
    r"^(?![A-Z][a-z]+ing )(?P<who>(?:[A-Z][\w.’'&-]*)(?: (?:and |[A-Z\d])[\w.’'&-]*){0,5}) to (?P<verb>[a-z-]+)\b"
)


_IS_DOING = re.compile(
    r"^(?P<who>[A-Z][\w.’'&-]*(?: (?:and )?[A-Z\d][\w.’'&-]*){0,3}) (?P<verb>(?!(?:during|using|including|following|regarding|training|planning|building|testing|computing|learning|reasoning|coding|pricing|funding|marketing|meeting|engineering|gaming|banking|financing|manufacturing)\b)[a-z]{2,}ing)"
    r" (?=[$€£\d]|(?:an?|the|its|up|in|to|with|new)\b|[A-Z])"
)


def with_be(text: str) -> str:
    """ "Jay Kreps appointed to the board" as "Jay Kreps is appointed …", "Jay Kreps to join Torvane" as "… is to join …",
    "Torvane buying Heron" as "… is buying …": an outlet's line without its verb."""
    coming = _IS_TO.match(text) or _IS_DOING.match(text)
    if coming is not None and (coming["verb"] in _BASES or coming["verb"].endswith("ing")) and _verb_at(text) is None:
        return f"{coming['who']} {'are' if _plural(coming['who']) else 'is'} {text[coming.end('who') + 1 :]}"
    found = list(_WORD.finditer(text))[:10]
    for i, match in enumerate(found):
        if i and _is_suffered(found, i) and _after_name(text, match) and _verb_at(text) is None:
            return f"{text[: match.start()]}{'are' if _plural(text[: match.start()].strip()) else 'is'} {text[match.start() :]}"
    return text


_WOULD_FOLLOWS = re.compile(r"(?: that)? (?:it|they|he|she|the company) would\b")


# --- Cutting ------------------------------------------------------------------------------------------------------------

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DATES = re.compile(
    rf",? ?\b[Oo]n \d{{1,2}} {_MONTH}(?: \d{{4}})?\b,?|^Today,|,? (?:from|as of|since|starting|beginning|effective) (?:today|this (?:week|month))\b(?!['’]),?|(?<!for)(?<!of)(?<!until)(?<!by)(?<!than)(?<!before)(?<!after) today\b(?!['’]),?"
    r"|,? (?:at|by|since|around) the (?:end|beginning|start|middle) of last (?:week|month|year)\b,?|,? last (?:month|year|quarter)\b(?!['’]),?|(?:^|,? )\b(?:[Tt]his (?:week|month|morning)|[Ll]ast week|earlier (?:today|this week))\b,?"
)
_SPEECH = re.compile(
    r"^(?P<who>(?:the )?[A-Z][\w’'.&-]*(?: [A-Z][\w’'.&-]*){0,4}) (?:reported|reports|has reported)(?: that)? (?=[A-Z])"
)
_REPHRASED = re.compile(
    r"^(?P<who>[A-Z][^,;]{1,50}?) (?:said|announced|confirmed)(?: that)? (?P<it>it|they) (?P<verb>has|have|will|is|are|plans)\b"
)
_ASIDE_OF_SUBJECT = re.compile(
    r"^(?P<who>[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,3}), (?!and\b|or\b|which (?:said|says)\b)[^,;:]{4,90},(?= (?:\w+ed|is|has|will|was|said|says|told|wrote|plans|\w+s)\b)"
)
_ASIDE_OF_VERSION = re.compile(_ASIDE_OF_SUBJECT.pattern.replace("(?: [A-Z]", "(?: [A-Z\\d]"))
_SAID_THAT = re.compile(
    r"^(?P<who>[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,3}) (?:said|wrote|told \w+)(?: (?:on|in) (?:X|\w+day|LinkedIn|an? (?:[\w-]+ ){0,2}(?:post|interview|statement|blog post)))*(?: that)? (?!(?:it|they|he|she) would\b)(?=[A-Za-z])"
)
_ANNOUNCES_THAT = re.compile(
    r"^(?P<who>[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,5}) (?:is announcing|is sharing|announces|announced) that (?!(?:it|they) )(?=[A-Za-z])"
)
_SAYS_IT_WOULD = re.compile(r"(\bsays (?:that )?(?:it|they) )(was|were|had)\b")
_PHRASE_CUTS = re.compile(
    r" (?=(?:while|after|before|because|despite|amid|following|although|as part of|in an effort|in a bid|in order|at a time|which|where|whose|with|through|via|across|alongside|during|using|including|making|allowing|enabling|designed|aimed|directed|based|ahead of|as (?:the|it|they|a|an)|for|in|on|at|to|so|powered by|developed by|built on|designed to|over|under|that (?:can|will|is|are|has))\b|[a-z]+ing (?:how|the|a|an|its|their)\b|and (?:[a-z]+s|[a-z]+ed|will|has|is)\b|and [a-z]+ (?:how|why|what|that|the|an?|its)\b)"
)
_STRONG_CUTS = re.compile(
    r"—(?=(?:an?|the|including|with|which|from|its|our|and)\b)|, (?:an?|the|its|one of|including|such as) |, (?:and|so|covering|enabling|supporting|delivering|demonstrating|achieving|cutting|helping|letting|offering|bringing) "
    r"| (?=(?:while|after|before|because|despite|amid|following|although|as (?:the|it|they|a|an|part)|in an effort|in a bid|at a time|alongside|which|where|when|whose|(?:anyone|you|users|people|developers) can)\b)"
    r"| (?=and (?:[a-z]+s|[a-z]+ed|[a-z]+ing|will|has|is)\b)|, (?=[a-z]+ed (?:(?:an?|the|its|their)\b|\d|[A-Z]))|(?<=”)(?=: )"
)
_STRONG_SHORTEST = 35
_CLAUSE_WORDS = (
    "With|On|In|At|As|After|Before|By|For|From|Since|While|When|Although|Though|Amid|Following|During|Despite|Under|Through|To|Built|Based|Founded|Backed"
    "|Trained|Designed|Citing|Using|Speaking|Writing|Looking|Called|Dubbed|Named|Launched|Alongside|Along|Like|Unlike|Instead|Rather|Ahead|Given|Because|If"
)
_OPENS_WITH_CLAUSE = re.compile(rf"^(?:{_CLAUSE_WORDS})\b[^,;:]*,")


def without_opening_clause(text: str) -> str:
    """ "Torvane opened a plant" of "In March, Torvane opened a plant", "According to Heron, Torvane …"."""
    return _OPENING.sub("", text)


_OPENING = re.compile(rf"^(?:{_CLAUSE_WORDS}|According to)\b[^,;:]*, ")
_FRONT = re.compile(
    rf"^(?:{_CLAUSE_WORDS})\b[^,;:]{{3,120}}, (?P<rest>(?:[A-Z][\w.-]*|the (?:company\b|[A-Z][\w.-]*))\b.+)$"
)
_SHORTEST = 33
"""Characters that a headline keeps when it's cut at a phrase; shorter ones have lost their object."""
_DANGLING = re.compile(
    r"\b(?:a|an|the|its|their|his|her|this|of|to|in|on|for|with|and|or|by|from|at|as|that|than|is|are|was|were|has|have|will|be|been|would|could|can|may|into|over|under|about|up"
    r"|new|more|most|not|no|now|only|also|set|due|able|unable|likely|ready|willing|going|available|close|similar|subject|next|prior|according|access|ability|right|plans?|bid|effort|deal|talks"
    r"|(?:invest|agree|plan|focus|specialis|used|bas|participat|succeed|resid|result|engag|involv|look|call|pa|ask|account|allow|wait|search|compet|work|partner|interfer|want|need|expect|decid|continu"
    r"|start|try|tri|seek|intend|aim|hop|help|refer|lead|relat|switch|mov|turn|amount|belong|contribut|commit|respond|return|expand|compar|limit|add|offer|provid|refus|declin|fail|promis|threaten|order|forc|requir"
    r"|urg|tell|told|design|begin|began|begun|sought|attempt|struggl|vow|pledg|appl|apply|point|react|adapt|convert|connect|extend|send|bring|brought|give|gave|sold|sell|shift|translat|equat|prepar|author|enabl|permit|encourag|persuad|rais|grow|grew|fall|fell|rose|ris|drop|jump|climb)(?:s|es|ed|ing|ied|ies|y|e)?)$"
)


def without_dates(text: str) -> str:
    kept = _DATES.sub(lambda m: ", " if m[0][-1] == "," and m[0][0] != "," and m.start() else " ", text)
    return capitalised(re.sub(r" +(?=[:：])|(?<= ) +", "", kept).strip(" ,"))


def _without_stop(text: str) -> str:
    return text if re.search(r"\b[A-Z]\.[A-Z]\.$", text) else text.rstrip(" .,;。")


def core(text: str) -> str:
    """The claim of a sentence for a headline: without attribution, asides, dates, "said that it", full stop."""
    text = without_asides(without_lead_in(text)).rstrip()
    body, _ = split_attribution(text)
    text = capitalised(_SPEECH.sub("", without_dates(body)))
    text = _without_stop(re.sub(r"\s+([,;]|\.(?=\s|$))", r"\1", text))
    if sentence_case(text) == text and not _OPENS_WITH_CLAUSE.match(text):
        aside = _ASIDE_OF_VERSION if len(text) > LIMIT else _ASIDE_OF_SUBJECT
        text = aside.sub(lambda m: m["who"], text)
    text = _SAID_THAT.sub(lambda m: f"{m['who']} says ", _ANNOUNCES_THAT.sub(lambda m: f"{m['who']} says ", text))
    text = _SAYS_IT_WOULD.sub(lambda m: m[1] + {"was": "is", "were": "are", "had": "has"}[m[2]], text)
    return _REPHRASED.sub(lambda m: f"{m['who']} {m['verb']}", text)


def _cuts(text: str, limit: int) -> Iterator[str]:
    """The claim whole where it fits, else cut to `limit` at a clause or a phrase, never within one: first what keeps most
    of the longest, a clause before a phrase."""
    if len(text) <= limit:
        yield text
    clauses = [cut for form in shorter_forms(text + ".") if (cut := _without_list_tail(form.rstrip("."), text))]
    cuts = [cut for cut in clauses if len(cut) <= limit and not _is_fragment(cut)]
    if (front := _FRONT.match(text)) and not _HEDGED.search(text[: front.start("rest")]):
        cuts += _cuts(capitalised(front["rest"]), limit)
    if not _OPENS_WITH_CLAUSE.match(text):
        cuts += _phrase_cuts(text, limit)
    enough = _ENOUGH * max(map(len, cuts), default=0)
    yield from (cut for cut in cuts if len(cut) >= enough)
    yield from (cut for cut in cuts if len(cut) < enough)


_ENOUGH = 0.7
"""Share of the longest cut's characters that a better place for a cut may cost."""


_LIST_TAIL = re.compile(r"(?:, (?!which|who|where|but|as\b|an? |the |its |one )(?:[\w’'.-]+ ){0,3}[\w’'.-]+)+$")


def _is_fragment(text: str) -> bool:
    """Begins with a clause and doesn't come to what it is about, or ends in a word that wants another."""
    opens = re.match(rf"(?:{_CLAUSE_WORDS})\b", text) is not None and "," not in text
    return opens or bool(_DANGLING.search(text) or _HANGING.search(text) or _WANTS_MORE.search(text))


_WANTS_MORE = re.compile(
    r"\b(?:is|are|was|were|remains?) (?:a |an |the )?(?:\w+ly )?(?:indispensable|essential|critical|important|crucial|key|vital|necessary|fundamental|difficult|hard|easy|responsible|capable|useful|suitable)$"
    r"|\ban? [\w-]+-(?:source|weights?|scale|quality|end|based|powered|level|time|aware|free|style|wide)$"
    r"|\b(?:approach|approaches|way|ways|means|framework built|system built|tool built|model built|is prompting \w+)$"
)
""" "Such assets are indispensable", "offers a rigorous approach": for what, stood in the part that was cut."""


_HANGING = re.compile(
    r"\b(?!(?:daily|weekly|monthly|early|family|supply|only|reply|ally|assembly|anomaly|italy|july|monopoly|fully|publicly|globally|internally|separately|directly|heavily)\b)[a-z]{4,}ly$|\b(?:to [a-z]+|too|very|so|such|both|either|whether|if|how|why|what|where|who|which|while|because|between|against|without|within|across|through|during|using|including|especially|two|three|four|five|several|many|some|each|every|other|another|certain|various|specific|better|greater|further|rather|took|take|takes|make|makes|made|give|gives|gave|get|gets|got|let|lets|centered|aimed|directed|designed)$",
    re.IGNORECASE,
)


def _without_list_tail(cut: str, whole: str) -> str:
    """A list that was cut in the middle ends before its second part; one that came to its "and" is whole. "" where what
    all its parts do, or belong to, stands behind the list and would be lost."""
    tail = _LIST_TAIL.search(cut)
    if tail is None or re.match(r".*, (?:and|or) ", tail[0]):
        return cut
    rest = _LIST_END.match(whole, tail.start())
    if rest is not None and _goes_on_after(rest):
        return ""
    shorter = cut[: tail.start()]
    return shorter if len(shorter) >= _SHORTEST and not _ADJECTIVE.search(shorter) else cut


def _goes_on_after(parts: re.Match[str]) -> bool:
    """ "academia, industry, and the state to apply", "banks, airlines and others rely on", "agent, coding and search tasks"."""
    last = [_plain(word) for word in parts["more"].split()]
    does = any(word in _FINITE or word in _BASES or word == "to" for word in last[1:])
    return does or (len(last) > 1 and all(" " not in part.strip() for part in parts["parts"].strip(", ").split(",")))


_LIST_END = re.compile(
    r"(?P<parts>(?:, (?!and |or |& )(?:[\w’'.-]+ ){0,3}?[\w’'.-]+)+),? (?:and|or|&) (?P<more>[^,;:.]*)"
)
_ADJECTIVE = re.compile(
    r"\b(?!(?:model|rival|deal|capital|chemical|festival|journal|signal|portal|hospital|music|clinic|topic|critic)s?\b)\w{3,}(?:ed|ive|al|ic|ous|ful|less|able|ible|ent|ant)$"
)
"""What stood before a comma and another adjective: "sustained, unsanctioned action"."""


def _phrase_cuts(text: str, limit: int) -> Iterator[str]:
    places = [
        (m.start(), p is not _PHRASE_CUTS)
        for p in (_STRONG_CUTS, _PHRASE_CUTS)
        for m in reversed(list(p.finditer(text)))
    ]
    for place, strong in places:
        rest = _without_list_tail(text[:place].rstrip(" ,;:—–"), text)
        if text[place:].startswith(" to ") and re.search(r"\bfrom (?!the start\b)[^,]{2,40}$", rest):
            continue
        if (
            (_STRONG_SHORTEST if strong else _SHORTEST) <= len(rest) <= limit
            and not _is_fragment(rest)
            and _verb_then_object(rest)
        ):
            yield rest


def stronger_cuts(text: str) -> Iterator[str]:
    """The sentence cut where a headline would be, with its attribution kept: for one that has no shorter form."""
    body, attribution = split_attribution(text)
    for match in reversed(list(_STRONG_CUTS.finditer(body))):
        rest = body[: match.start()].rstrip(" ,;")
        if not bears(body[match.start() :]) and not _is_fragment(rest) and _verb_then_object(rest):
            yield from (f"{cut}{attribution}." for cut in [_without_list_tail(rest, body)] if cut)


def _verb_then_object(text: str) -> bool:
    verb = _verb_at(text)
    balanced = text.count("“") == text.count("”") and text.count('"') % 2 == 0
    return balanced and verb is not None and len(text[verb[1] :].split()) >= 2


_COMMON = frozenset(
    _several(
        "with and for the of to in on at from by as its new funding partnership investment announcement models systems enterprises build bring make help train "
        "updates available powered makes introducing releasing partnering acquisition developers customers agents chips million billion"
    )
)


def sentence_case(text: str) -> str:
    """A Title Case line in sentence case as far as common words go; names keep their capitals."""
    first, *rest = text.split(" ")
    long = [w for w in rest if len(w) > 3 and w[0].isalpha()]
    if len(long) < 2 or sum(w[0].isupper() for w in long) < 0.7 * len(long):
        return text
    known = _COMMON | _PRESENT | set(_BASE)
    return " ".join([first, *(w.lower() if w.istitle() and _plain(w) in known else w for w in rest)])


def clipped(text: str, sure: Certainty, *, retold: bool = True) -> str:
    """The last resort: the sentence itself, cut at a clause where it has one, else at a word; hedged where it must be.

    `retold`: in the present tense, else in the source's own.
    """
    if is_chinese(text):
        claim = core(text)
        return clipped_at_clause(claim if says_hedge(claim, sure) else f"据报道，{claim}", CHINESE_LIMIT)
    claim = sentence_case(core(text))
    claim = (told(claim, sure) if retold else claim if says_hedge(claim, sure) else None) or f"Report: {claim}"
    if len(claim) <= LIMIT or _OPENS_WITH_CLAUSE.match(claim) or claim[:1] in '“"':
        return _clipped(claim)
    places = [m.start() for m in _CLAUSE_FOLLOWS.finditer(claim, 0, LIMIT + 12) if LIMIT // 3 <= m.start() <= LIMIT]
    cuts = (_without_list_tail(claim[:place], claim) for place in reversed(places))
    return next((cut for cut in cuts if cut and not _is_fragment(cut) and _verb_at(cut)), _clipped(claim))


def _clipped(claim: str) -> str:
    """Within the limit, a quotation that is cut closed."""
    cut = clip(claim, LIMIT)
    return f"{clip(claim, LIMIT - 1)}”" if cut.count("“") > cut.count("”") else cut


_CLAUSE_FOLLOWS = re.compile(
    r"(?:; | — |, (?=(?:which|who|whose|where|when|while|as|after|before|and|but|so|with|by|including|from|an?|the|its|their|to|for|in|at|on|not|[a-z]+ing)\b))"
)


def from_sentence(text: str, sure: Certainty) -> Iterator[str]:
    """Headlines from the sentence that carries the news, best first."""
    if is_chinese(text):
        yield from _chinese(text, sure)
        return
    room = LIMIT if sure not in ("reported", "rumoured") else LIMIT - len(" reportedly")
    claim = core(text)
    cuts = list(_cuts(claim if "“" in claim else sentence_case(claim), room))
    for cut in cuts:
        if (headline := told(cut, sure)) is not None and len(headline) <= LIMIT:
            yield headline
    yield from (cut for cut in cuts if says_hedge(cut, sure))
    yield from _with_speaker(text, sure)


_SPEAKER = re.compile(
    r",? (?:(?P<before>(?:the )?[\w’'.&-]+(?: [\w’'.&-]+){0,4}) (?:said|says)|(?:said|says) (?P<after>[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,3})|according to (?P<source>[^,;]{3,40}))\b"
)


def _with_speaker(text: str, sure: Certainty) -> Iterator[str]:
    """ "Someone says …", for a claim that mustn't stand without who says it."""
    body, attribution = split_attribution(text)
    speaker = _SPEAKER.match(attribution)
    if speaker is None or body[:1] in '“"':
        return
    who = capitalised(next(filter(None, speaker.groups())).rstrip(" ."))
    claim = body if re.match(r"[A-Z]\w*[A-Z\d]|[A-Z]\w+ [A-Z]", body) else body[:1].lower() + body[1:]
    if who.lower() in ("the company", "the start-up", "the startup", "the firm", "it", "they"):
        own = re.match(
            r"(?P<who>[A-Z][\w.-]*(?: [A-Z][\w.-]*){0,2}) (?P<claim>(?:has|is|will|does|did|was|had)\b.+)", body
        )
        if own is None:
            return
        who, claim = own["who"], f"it {own['claim']}"
    for cut in _cuts(
        without_dates(claim)[:1].replace("I", "i") + without_dates(claim)[1:].rstrip(" ."),
        LIMIT - len(who) - len(" says "),
    ):
        if says_hedge(headline := f"{who} says {cut}", sure):
            yield headline


def from_title(title: str, sure: Certainty) -> str | None:
    """A title as a headline, hedged where it must be; None when it is too long or can't be hedged."""
    if is_chinese(title):
        return title if len(title) <= CHINESE_LIMIT and says_hedge(title, sure) else None
    text = told(sentence_case(title.strip()), sure)
    return text if text is not None and len(text) <= LIMIT and says_hedge(text, sure) else None


_ZH_DATE = re.compile(r"^(?:\d{4}年)?\d{1,2}月\d{1,2}日[，,]?|(?:今日|今天|昨日|昨天|日前|近日|当地时间)[，,]?")
_ZH_SUBORDINATE = re.compile(
    r"^(?:尽管|虽然|由于|随着|如果|为了|因为|除了|通过|根据|当|在.{0,20}(?:后|前|时|中|上|下|方面)$|作为|基于|针对|面对|相比)"
)
_ZH_CONJUNCTION = re.compile(r"^(?:但是?|却|然而|仍|那么|就)")
_ZH_HEDGE = re.compile(r"据|传|或|疑|否认|知情|消息")


def _chinese(text: str, sure: Certainty) -> Iterator[str]:
    claim = _ZH_DATE.sub("", without_asides(without_lead_in(text))).rstrip("。！；， ")
    parts = re.split(r"[，；]", claim)
    for count in range(len(parts), 0, -1):
        cut = "，".join(parts[:count])
        if count == 1 and len(parts) > 1 and _ZH_SUBORDINATE.match(cut):
            cut = _ZH_CONJUNCTION.sub("", parts[1])
        if sure in ("reported", "rumoured") and not _ZH_HEDGE.search(cut):
            cut = f"据报道，{cut}"
        if 6 <= len(cut) <= CHINESE_LIMIT:
            yield cut


# --- Templates over relations -------------------------------------------------------------------------------------------

_TEMPLATES = {
    "uses": ("uses", "is reportedly using"), "releases": ("releases", "reportedly releases"), "funds": ("invests in", "is reportedly investing in"),
    "buys": ("buys", "is reportedly buying"), "sues": ("sues", "is reportedly suing"), "partners": ("partners with", "is reportedly partnering with"),
}  # fmt: skip
_ZH_TEMPLATES = {"uses": "使用", "releases": "发布", "funds": "投资", "buys": "收购", "sues": "起诉"}


def from_relation(relation: Relation, sure: Certainty, chinese: bool) -> str | None:
    """A plain headline: "Meta is reportedly using Qwen". None for what is no news by itself, or is denied."""
    if relation.certainty == "denied" or sure == "denied":
        return None
    doubtful = sure in ("reported", "rumoured")
    if chinese:
        word = _ZH_TEMPLATES.get(relation.verb)
        return f"{'据报道，' if doubtful else ''}{relation.subject}{word}{relation.object}" if word else None
    forms = _TEMPLATES.get(relation.verb)
    return f"{relation.subject} {forms[doubtful]} {relation.object}" if forms else None


def with_maker(headline: str, model: str, company: str) -> str:
    """ "Qwen" as "Alibaba's Qwen", once, where the headline doesn't name the company and has room for it."""
    if company in headline or len(headline) + len(company) + 3 > LIMIT:
        return headline
    pattern = rf"(?<!['’]s) {re.escape(model)}(?![\w.-]*\w)"
    return re.sub(pattern, lambda m: f" {company}'s{m[0]}", headline, count=1)


def is_same_as(headline: str, title: str) -> bool:
    """Word for word, but for case and punctuation."""
    return letters_of(headline) == letters_of(title)


def begins_as(text: str, headline: str) -> bool:
    """The headline is the text, or its beginning, but for case and punctuation."""
    made = letters_of(headline)
    return bool(made) and letters_of(text).startswith(made)


_DENIES = re.compile(
    r"\bden(?:y|ies|ied|ying)\b|\bsays?\b|\bsaid\b|\brejects?\b|\bdismiss|\bcalls?\b|\bdisputes?\b|否认|不实|回应|称|辟谣|表示"
)


def says_hedge(headline: str, sure: Certainty) -> bool:
    """A headline of an unsure story shows that it's unsure, one of a denial who denies."""
    if sure == "denied":
        return bool(_DENIES.search(headline))
    return (
        sure not in ("reported", "rumoured")
        or bool(_HEDGED.search(headline) or _ZH_HEDGE.search(headline))
        or certainty.is_hedged(headline)
    )
