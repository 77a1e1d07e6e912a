"""Whether a name from the registry is meant where it stands: the company or model, or an ordinary word, a person, a place.

Each name's own words for and against stand in config/names.toml; the rules here read the sentence around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.news.hits import Hit, Known, Line
from bot.news.model import TITLE
from bot.news.registry import Company, Entry, Registry, fold

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
_PERSON = re.compile(
    r"\s[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w’'-]+)?(?:,\s(?:an?|the|who|head|chief)\b|\s(?:said|says|told|wrote|who)\b)|, \d\d,"
)
"""What follows a first name: "Claude Dupont, head of …", "Kimi Aalto said", "Claude, 34,"."""


def known_names(registry: Registry, hits: Iterable[Hit]) -> Known:
    known = Known(registry)
    for hit in hits:
        sense = hit.entry.sense
        sure = hit.versioned and not sense.word and not sense.needs and not (sense.never and _is_bare_count(hit))
        if not hit.entry.weak or sure:
            known.add(hit.entry)
    return known


def judged(hits: Sequence[Hit], lines: Sequence[Line], known: Known) -> list[Hit]:
    """The hits that are meant as names. Two rounds: what the first accepts is evidence in the second."""
    meant = [_is_meant(hit, lines[0], lines, known) for hit in hits]
    for hit, sure in zip(hits, meant, strict=True):
        if sure and hit.entry.weak:
            known.add(hit.entry)
    return [hit for hit, sure in zip(hits, meant, strict=True) if sure or _is_meant(hit, lines[0], lines, known)]


def _is_meant(hit: Hit, title: Line, lines: Sequence[Line], known: Known) -> bool:
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


def _is_another_thing(hit: Hit) -> bool:
    """ "The Amazon burned", "Perplexity, a measure of surprise": not how one speaks of a company."""
    before, after = hit.line.text[: hit.start], hit.line.text[hit.end :]
    if before.lower().endswith("the ") and _AFTER_A_PLACE.match(after):
        return True
    told = _TOLD.match(after)
    return told is not None and not _COMPANY_NOUN.search(told[1])


def _is_longer_name(hit: Hit) -> bool:
    """ "Gemini North", "Jamba Juice": a capitalised word follows that is no product's."""
    return not hit.pieces and not hit.line.title_case and _SURNAME.match(hit.line.text, hit.end) is not None


def _is_bare_count(hit: Hit) -> bool:
    """ "Gemini 8": a version, or one of several things of that name."""
    return len(hit.pieces) == 1 and hit.pieces[0].text.isdigit()


def _is_full(hit: Hit) -> bool:
    """A number and a variant ("Phi-4-mini"): nothing else is written so."""
    kinds = {piece.kind for piece in hit.pieces}
    return "number" in kinds and len(kinds) > 1


def _is_by_its_maker(entry: Entry, known: Known) -> bool:
    """A family in an article that names its maker."""
    return entry.family is not None and entry.company is None and known.has_maker(entry.family)


def _signs_the_title(hit: Hit) -> bool:
    """ "… - Fortune": the outlet at the end of a title."""
    company, text = hit.entry.company, hit.line.text
    at_end = hit.line.sentence == TITLE and not text[hit.end :].strip()
    return (
        at_end
        and company is not None
        and company.kind == "outlet"
        and text[: hit.start].endswith((" - ", " | ", " – "))
    )


def _is_ordinary_case(hit: Hit) -> bool:
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


def lacks_capitals(hit: Hit) -> bool:
    """ "a fast company", "to resolve AI disputes": whoever writes AI large would write a name's first word so too."""
    first, _, rest = hit.surface.partition(" ")
    owner = hit.entry.company or hit.entry.family
    if owner is None or not first.isascii() or hit.surface in (owner.name, *owner.aliases):
        return False
    small = first.islower() and first != "the"
    if hit.entry.capital:
        return small or any(word[0].islower() for word in rest.split())
    return small and rest[:1].isupper()


def _has_inner_capitals(weak: str, surface: str) -> bool:
    """ "Sam" is not how SAM is written, nor "Colbert" how ColBERT is."""
    return weak[1:] != surface[1:] and fold(weak) == fold(surface)


def _is_excluded(hit: Hit, known: Known) -> bool:
    never = tuple(word for word in hit.entry.sense.never if fold(hit.surface) not in word)
    if not never or not _words(never).search(hit.line.folded):
        return False
    family = hit.entry.family if hit.entry.company is None else None
    maker = known.registry.companies.get(family.company or "") if family else None
    return maker is None or not any(name and fold(name) in hit.line.folded for name in (maker.name, maker.owner))


def _is_compound(hit: Hit) -> bool:
    """ "Scale-up", "Cursor-like": a hyphen and a small letter after an ordinary word make another word."""
    rest = hit.line.text[hit.end : hit.end + 12]
    if not re.match(r"-[a-z]", rest):
        return False
    return hit.entry.sense.word or _COMPOUND.match(rest) is None


def _needs_met(hit: Hit, title: Line, known: Known) -> bool:
    owner = hit.entry.company or hit.entry.family
    if owner is not None and owner.name in known.names:
        return True
    needs = _words(hit.entry.sense.needs)
    return needs.search(hit.line.folded) is not None or needs.search(title.folded) is not None


def _word_evidence(hit: Hit, title: Line, known: Known) -> bool:
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


def _before_its_model(hit: Hit, registry: Registry) -> bool:
    """ "Runway Gen-3"."""
    names = registry.families_of(hit.entry.company.name) if hit.entry.company else ()
    return hit.line.text[hit.end :].startswith(tuple(f" {name}" for name in names))


def _family_evidence(hit: Hit, lines: Sequence[Line], known: Known) -> bool:
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


def _is_used(hit: Hit) -> bool:
    before, after = hit.line.text[: hit.start], hit.line.text[hit.end :]
    return _USED_BEFORE.search(before) is not None or _USED_AFTER.match(after) is not None


def _names_a_person(hit: Hit, lines: Sequence[Line]) -> bool:
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
