"""Makes a source's sentence shorter without changing what it says: lead-ins, asides, weekdays, trailing clauses.

Every step keeps names, numbers, hedges, negations and attributions; it writes no fact of its own. Which sentence is worth
it is decided in `salience`; whether the outcome is supported is checked in `faithful`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from bot.news import certainty
from bot.news.text import HAN, clip, words
from bot.news.timetable import DAY_NAMES, MONTH_NAMES

LIMIT = 30
"""Words of an English sentence in a brief, from the founders' sketches."""

CHINESE_LIMIT = 80
"""Characters of a Chinese sentence in a brief: what 30 English words come to."""


def is_chinese(text: str) -> bool:
    """Written mostly in Chinese characters."""
    if text.isascii():
        return False
    han = len(HAN.findall(text))
    return 3 * han >= len(text.replace(" ", "")) or (han >= 4 and any(mark in text for mark in "，。、"))


def length(text: str) -> int:
    """In words; in Chinese in characters."""
    return len(text) if is_chinese(text) else len(text.split())


def fits(text: str, limit: int = LIMIT) -> bool:
    return length(text) <= (CHINESE_LIMIT * limit // LIMIT if is_chinese(text) else limit)


def capitalised(text: str) -> str:
    """With a capital first letter, unless the first word has an inner one ("xAI", "iPhone")."""
    first = text.split(" ", 1)[0]
    return text if any(c.isupper() for c in first[1:]) else text[:1].upper() + text[1:]


# --- Lead-ins and asides ----------------------------------------------------------------------------------------------

_LEAD_IN = re.compile(
    r"^(?:(?:Meanwhile|However|In contrast|By contrast|Moreover|Furthermore|Additionally|In addition|Separately|Notably|Still|Also"
    r"|Instead|Indeed|Of course|For example|For instance|Nevertheless|Nonetheless|Similarly|Likewise|That said|At the same time|On the other hand"
    r"|As a result|Therefore|Thus|Then|Finally|Importantly|Interestingly|Unsurprisingly|Surprisingly|Crucially|In short|In other words"
    r"|To be clear|Today|Now|Overall|Specifically|In fact|After all|As expected|First|Second|Third|Plus|Elsewhere|Recently|More broadly"
    r"|Starting today|As of today|Earlier today|Ultimately|In the meantime), (?!(?:a|an|and|or) \w+,)|(?:And|But|So|Yet|Plus) (?=[A-Za-z]))"
)
_ZH_LEAD_IN = re.compile(
    r"^(?:[^，。；：]{0,8}?(?:讯|消息|报道)[，：:]|此外[，,]?|与此同时[，,]?|另外[，,]?|值得注意的是[，,]?|值得一提的是[，,]?|同时[，,]|不过[，,]|然而[，,]|目前[，,]|日前[，,]|近日[，,]|今日[，,]|今天[，,]|其中[，,]|具体来看[，,]|总的来说[，,]|最后[，,])"
)
_ASIDE = re.compile(r"\s*[(（\[][^()（）\[\]]{1,120}[)）\]]")
_DASHED_ASIDE = re.compile(r" ?[—–] ?(?!(?:and|but|or|not|if)\b)[^—–.;]{8,120} ?[—–] ?(?=[a-z])")
_APPOSITIVE = re.compile(
    r"(?<=[\w’”]), (?:(?:an?|the|its|one of the|which is an?|which is the|who is an?|who is the) [^,;:()]{4,90}|(?:[\w-]+ ){0,3}based in [^,;:()]{3,30}),"
    r"(?= (?:is|are|has|have|had|was|were|will|would|said|says|told|plans|made|built|bought|sold|led|won|(?!called|named|dubbed|based|used)[a-z]+ed)\b)"
)
_GLAD = re.compile(
    r"\b(?P<be>is|are|was) (?:very |so |super |incredibly )?(?:excited|thrilled|proud|pleased|delighted|happy) to "
    r"(?P<verb>announce|introduce|release|launch|share|unveil|open|bring|offer)\b(?! that)"
)
_FILLER = (
    (re.compile(r"\b(?:as part of (?:its|their|an|the) (?:ongoing|continued|broader|wider) efforts? to|in order to)\b"), "to"),
    (re.compile(r",? and we(?: are|['’]re| will|['’]ll) (?:continuing to |now |still )?(?:monitor|investigat|work|provid|updat)\w*[^.;]*(?=\.$)"), ""),
    (re.compile(r",? (?:and|but|so) (?:somebody|someone|nobody|everybody|everyone|a colleague|one of us|some of us|all of us|anyone) (?:here\b|(?:at|on) (?:the|our|this) (?:desk|office|newsroom|paper|magazine|team)\b)[^.;]*(?=\.$)"), ""),
)  # fmt: skip


def _gladly(match: re.Match[str]) -> str:
    verb = match["verb"]
    return verb if match["be"] == "are" else verb + ("es" if verb.endswith("ch") else "s")


def without_lead_in(text: str) -> str:
    """Without "Meanwhile," and its like, in both languages. A hedge ("Reportedly,") stays."""
    pattern = _ZH_LEAD_IN if is_chinese(text) else _LEAD_IN
    cut = pattern.sub("", text, count=1)
    if is_chinese(text):
        return cut if cut == text or not certainty.is_hedged(text) or certainty.is_hedged(cut) else text
    return capitalised(cut) if cut != text else text


def without_asides(text: str) -> str:
    """Without brackets, unless a hedge or a negation stands in them."""
    return _ASIDE.sub(lambda m: m[0] if _carries_weight(m[0]) else "", text)


_WEIGHT = re.compile(
    r"\b(?:not|no|never|n['’]t|without|except|unless|if|only|reportedly|alleged\w*|rumou?r\w*|claim\w*|sources?|people|report\w*"
    r"|according|said|says|told|may|might|could|pending|subject to|provided|until|denied|denies|citing)\b|n['’]t\b|不|未|据|可能|或",
    re.IGNORECASE,
)


def _carries_weight(text: str) -> bool:
    """Holds a word without which the sentence would say something else."""
    return bool(_WEIGHT.search(text))


# --- Weekdays -------------------------------------------------------------------------------------------------------------

FIRST_YEAR = 1971
"""Earlier dates of publication stand for "not known" (year 1, the epoch): weekdays are not counted from them."""

_PART = r"(?: (?:morning|afternoon|evening|night))?"
_WEEKDAY = re.compile(
    rf"\b(?P<on>on |On |late on |early on )?(?P<which>last |this |this past )?(?P<day>{'|'.join(DAY_NAMES)}){_PART}\b(?!['’]s| \d|, \d|, (?:{'|'.join(m[:3] for m in MONTH_NAMES)})|-)"
)
_SAID = re.compile(
    r"(?:said|announced|told|reported|released|launched|unveiled|wrote|confirmed|filed|published|introduced|signed)(?: \w+)? $"
)
_FUTURE = re.compile(
    r"\b(?:will|shall|would|set to|due|scheduled|expected to|plans? to|planned for|going to)\b"
    r"[^,.;]{0,60}$|\b(?:until|till|by|before|from|next|coming|begins?|starts?|starting) $"
)
_AHEAD_AFTER = re.compile(
    r"^,? (?!and\b)(?:[\w’'.&-]+ ){1,6}(?:will|(?:is|are) (?:set|due|scheduled|expected|going|about) to|plans? to)\b"
)
""" "On Monday, Quillmark will …": what looks ahead stands behind the day."""
_PAST = re.compile(
    r"(?<!be )(?<!been )(?<!get )\b(?:said|told|made|built|bought|sold|led|won|began|took|gave|found|came|went|rose|fell|sent|met|wrote|sued"
    r"|\w+ed)\b[^,.;]{0,12}$"
)
""" "Announced it on Monday"; "will be released on Monday" is none."""
_YESTERDAY = re.compile(r"\byesterday\b(?!['’]s)")
_ZH_WEEKDAY = re.compile(
    r"(?P<when>上周|本周|这周|上周|上星期|本星期|当地时间周|周|星期)(?P<day>[一二三四五六日天])(?!度|年|期)"
)


def day_before(published: date, weekday: int) -> date:
    """The last such weekday up to the day of publication."""
    return published - timedelta(days=(published.weekday() - weekday) % 7)


def said_date(day: date, published: date) -> str:
    """ "10 December"; with its year when that isn't the publication's."""
    year = f" {day.year}" if day.year != published.year else ""
    return f"{day.day} {MONTH_NAMES[day.month - 1]}{year}"


_TELLING = (
    r"(?:announc(?:e|es|ed|ing)|sa(?:id|ys|ying)|releas(?:es|ed|ing)|launch(?:es|ed|ing)|unveil(?:s|ed|ing)|introduc(?:es|ed|ing)"
    r"|publish(?:es|ed|ing)|confirm(?:s|ed|ing)|report(?:s|ed)|sign(?:s|ed)|shar(?:ed|ing)|open-sourc(?:es|ed|ing)|filed|rolled out|rolling out|debut(?:s|ed)|added|available)"
)
_TODAY = re.compile(
    rf" [Tt]oday(?= (?:{_TELLING}|(?!used|based|called|named)[a-z]+ed)\b)|(?<=\b){_TELLING} today\b(?!['’])|^[Tt]oday,? (?=(?:[\w.’'&-]+ ){{1,4}}(?:is |are )?{_TELLING}\b)"
)
_FROM_TODAY = re.compile(r"\b(?:[Ff]rom|[Ss]tarting|[Bb]eginning|[Aa]s of|[Ee]ffective) today\b(?!['’])")


def _without_today(text: str, published: date) -> str:
    """An outlet's "today" is the day it wrote: gone where it goes with a verb of telling, else a date. "Models today" stays."""
    known = published.year >= FIRST_YEAR
    day = f"from {said_date(published, published)}" if known else ""
    text = _FROM_TODAY.sub(lambda m: capitalised(day) if m[0][0].isupper() and known else day or m[0], text)
    cut = _TODAY.sub(lambda m: re.sub(r" ?[Tt]oday,? ?", "", m[0]), text)
    return capitalised(cut) if cut != text else text


def with_dates(text: str, published: datetime) -> str:
    """Weekdays, "yesterday" and "today" become dates, as seen from the day of publication; what looks ahead takes the
    next one."""
    if not is_chinese(text):
        text = _without_today(text, published.date())
    today = published.date()
    if today.year < FIRST_YEAR:
        return text
    if is_chinese(text):
        return _ZH_WEEKDAY.sub(lambda m: _zh_date(m, today), text)
    text = _WEEKDAY.sub(lambda m: _dated(m, text, today), text)
    return _YESTERDAY.sub(f"on {said_date(today - timedelta(days=1), today)}", text)


def _dated(match: re.Match[str], text: str, today: date) -> str:
    before = text[: match.start()]
    if not match["on"] and not match["which"] and not _SAID.search(before):
        return match[0]
    weekday = DAY_NAMES.index(match["day"])
    ahead = _looks_ahead(before, text[match.end() :]) and match["which"] not in ("last ", "this past ")
    day = today + timedelta(days=(weekday - today.weekday()) % 7) if ahead else day_before(today, weekday)
    if match["which"] == "last " and day == today:
        day -= timedelta(days=7)
    return f"{'On' if match['on'] == 'On ' else 'on'} {said_date(day, today)}"


def _looks_ahead(before: str, after: str) -> bool:
    """Words beside the day say that it is still to come; without any, news tells of what was."""
    if _FUTURE.search(before):
        return not _PAST.search(before)
    return not before.strip() and bool(_AHEAD_AFTER.match(after))


def _zh_date(match: re.Match[str], today: date) -> str:
    weekday = "一二三四五六日".find(match["day"].replace("天", "日"))
    monday = today - timedelta(days=today.weekday())
    if match["when"].startswith("上"):
        day = monday + timedelta(days=weekday - 7)
    elif match["when"].startswith(("本", "这")):
        day = monday + timedelta(days=weekday)
    else:
        day = day_before(today, weekday)
    return f"{day.month}月{day.day}日"


# --- Attributions -------------------------------------------------------------------------------------------------------

_FRONTED = re.compile(r"^According to (?P<source>[^,]{3,90}), (?P<main>.+?)(?P<stop>[.!]?)$")
_WITHIN = re.compile(
    r"^(?:(?:According to (?P<source>[^,]{3,90}), )?(?P<main>.+?), )?with (?P<who>(?:\w+ ){0,4}?(?:sources|people|insiders|executives|employees|officials)(?: (?:familiar with|close to|briefed on) (?:[\w’'-]+ ){1,5}?)?) ?"
    r"(?:claiming|saying|alleging|adding) (?:that )?(?P<claim>.+?)(?P<stop>[.!]?)$"
)
_REPORTING = re.compile(
    r"^(?P<main>.+?), with (?P<who>(?:the )?[A-Z][\w&.]*(?: [A-Z][\w&.]*){0,4}) (?P<verb>report|say|claim|writ|not)ing (?:that )?(?P<claim>.+?)(?P<stop>[.!]?)$"
)
_REPORTED = {"report": "reported", "say": "said", "claim": "claimed", "writ": "wrote", "not": "noted"}
_BACKSHIFTED = re.compile(r"\b(was|were) (now|still|already|currently)\b")


def claim_first(text: str) -> str:
    """ "According to a report, X" as "X, according to a report"."""
    match = _FRONTED.match(text)
    if match is None or "according to" in match["main"] or match["main"][:1] in '“"':
        return text
    return f"{capitalised(match['main'])}, according to {match['source']}{match['stop'] or '.'}"


def inner_claim(text: str) -> str | None:
    """The claim of "…, with unnamed sources claiming that X", with all whom it is told after; None for other sentences."""
    if (match := _WITHIN.match(text)) is not None:
        after = (
            f"according to {match['source']} citing {match['who']}"
            if match["source"]
            else f"{match['who'].strip()} say"
        )
        return f"{capitalised(_now(match['claim']))}, {after.strip()}."
    if (match := _REPORTING.match(text)) is not None:
        return f"{capitalised(match['claim'])}, {match['who']} {_REPORTED[match['verb']]}."
    return None


def _now(claim: str) -> str:
    """Reported speech shifts "is now" to "was now"; put back, since the sentence no longer stands in the past."""
    return _BACKSHIFTED.sub(lambda m: f"{'is' if m[1] == 'was' else 'are'} {m[2]}", claim)


# --- Trailing clauses -------------------------------------------------------------------------------------------------------

_CLAUSE = re.compile(
    r"(?:, (?=(?:which|who|whose|where|when|while|as|even as|after|before|since|because|with|including|such as|making|allowing|enabling|giving|bringing"
    r"|marking|adding|underscoring|highlighting|signalling|signaling|reflecting|joining|following|amid|part of|a (?:move|step|figure|sign|deal|sum)|an? [\w-]+ (?:that|which)"
    r"|and (?:has|is|will|was|also|plans|said|that)|so that|in (?:a|an|what|contrast|part|line|the)|at (?:a|an|the)|for (?:a|an|the)|up from|down from|compared|more than|less than|fewer than|nearly|roughly|almost|not counting|alongside|despite|though|although|but|one of|the (?:first|latest|largest|biggest)|to)\b))"
    r"|; | [—–] |—(?=(?:an?|the|including|with|which|from|its)\b)| (?=(?:while|even as|although|though|despite|because|whereas|so that|amid|following|in an effort to|in a bid to|as part of|at a time when|in the wake of)\b)"
)
_TAIL_ATTRIBUTION = re.compile(
    r",? (?:according to|citing|per (?=[A-Z]|an? |the )) ?[^;]{3,120}?[.]?$"
    r"|, (?:(?:the )?[\w.’'&-]+(?: [\w.’'&-]+){0,6} )(?:said|says|reported|reports|told|wrote|announced|confirmed|noted|claimed|found|showed|say|show)"
    r"(?: (?:on|in|at|to|during|this|last|earlier|late|via|by|through|today|yesterday|\w+day|Reuters|the)\b[^;]{0,110})?[.]?$"
    r"|, (?:said|says|wrote|added) (?:[A-Z]|the |an? )[^;]{3,90}$"
)
_CLEFT = re.compile(r"^It (?:took|was|is|wasn['’]t|isn['’]t)\b.* that\b")
_NEEDED = re.compile(r"^(?:,|;)? ?(?:but|despite|though|although|if|unless|whereas)\b")
_VERBISH = re.compile(r"\b(?:is|are|was|were|has|have|had|will|can|could|may|might|would|says?|\w+ed|\w+s)\b")


def split_attribution(text: str) -> tuple[str, str]:
    """The sentence without its closing attribution, and that attribution ("" when it has none)."""
    match = _TAIL_ATTRIBUTION.search(text)
    if match is None or match.start() < 15:
        return text, ""
    return text[: match.start()], match[0].rstrip(".")


def shorter_forms(text: str) -> Iterator[str]:
    """The sentence without its trailing clauses, longest first; attribution is kept, and clauses that bear meaning stay."""
    body, attribution = split_attribution(text)
    for match in reversed(list(_CLAUSE.finditer(body))):
        rest, dropped = body[: match.start()], body[match.start() :]
        if _is_whole(rest) and not bears(dropped) and not _CLEFT.search(text):
            yield f"{rest.rstrip(' ,;')}{attribution}."


def _is_whole(text: str) -> bool:
    balanced = text.count("“") == text.count("”") and text.count('"') % 2 == 0 and text.count("(") == text.count(")")
    opener = re.match(
        r"(?:When|While|As|After|Before|Since|Although|Though|If|Despite|In|On|At|With|By|For|From|Unlike|Built|Based|Founded|Backed|Trained|Designed|Given|Because|Under|Through|Amid|Following|During)\b",
        text,
    )
    return balanced and len(text.split()) >= 5 and bool(_VERBISH.search(text)) and not (opener and text.count(",") == 0)


_SPAN = re.compile(
    r"^,? ?(?:in|over|during|for|since|between|within|from|by|at)\b.*\b(?:months?|years?|quarters?|weeks?|days?|decades?|half|hours?|time|(?:19|20)\d\d)\b"
)
"""Without the span of time that a number holds for, it says something else."""


def bears(clause: str) -> bool:
    """Without this clause the rest would be taken otherwise: a condition, a hedge, an attribution, a contrast."""
    return bool(_NEEDED.match(clause) or _SPAN.match(clause) or re.search(
        r"\b(?:if|unless|pending|subject to|provided|except|not yet|only|reportedly|alleged\w*|according|sources|said|reported|told|claim\w*|denied|citing)\b",
        clause,
    ))  # fmt: skip


_ZH_BEARS = re.compile(
    r"^(?:但|不过|然而|除非|如果|若|前提|尽管|只要|据|否则)|否认|据.{0,6}(?:报道|消息)|可能|尚未|知情"
)


_ZH_OPEN = re.compile(
    r"(?:宣布|表示|称|透露|指出|认为|强调|显示|写道|即|包括|例如|比如|以及|和|与)$|(?:^|，)(?:为了|由于|随着|对于|如果|当|虽然|尽管|因为|除了|通过|根据|作为|基于)[^，]*$|(?:时|后|前|中|之际|以来)$"
)
"""Ends where a Chinese sentence has not yet said what it's about."""


def _chinese_forms(text: str) -> Iterator[str]:
    parts = re.split(r"(?<=[，；])", text)
    for count in range(len(parts) - 1, 0, -1):
        kept = "".join(parts[:count]).rstrip("，；")
        if len(kept) >= 8 and not _ZH_OPEN.search(kept) and not any(_ZH_BEARS.search(p) for p in parts[count:]):
            yield f"{kept}。"


# --- All of it ----------------------------------------------------------------------------------------------------------------


_LIST_MARK = re.compile(
    r"^(?:(?:Abstract|Summary|TL;?DR|Breaking|Exclusive|Scoop|Update)\s*[:：—–]\s*|\d{1,2}[、．.)）]\s*(?=\D)|[-•*·▪➤]\s+)|\s*↗.*$|\s*#\d+$"
)
_DATELINE = re.compile(
    r"^(?:[A-Z][A-Za-z. /]{2,24}(?:, (?:[A-Z][a-z]+\.? )?\d{1,2}(?: [A-Z][a-z]+)?)? ?(?:\([A-Z]\w+\))?|(?:[A-Z][A-Za-z. ,/\d]{2,40} )?\([A-Z]\w+(?: \w+)?\)) ?[—–-]{1,2} (?=[A-Z])"
    r"|^[^，。：\s]{2,12}\d{1,2}月\d{1,2}日(?:电|讯|消息)[，,：:]?\s*(?:[（(]?(?:记者|编辑|通讯员)[^）)，。]{1,20}[）)]?\s*)?"
)
_ZH_NUMBERED = re.compile(r"^\d{1,2}[、．.]\s*")
_HEADING_AT_LEAST, _REPEATED_AT_LEAST, _LATIN_AT_LEAST = 10, 4, 8


def _without_own_heading(text: str) -> str:
    """A numbered item of a Chinese list whose heading runs into its text, from where the text begins with the heading's
    first characters again: "1、甲推出乙，开放测试甲推出了新的乙…" as "甲推出了新的乙…"; by its heading where that is no sentence."""
    mark = _ZH_NUMBERED.match(text)
    if mark is None or not is_chinese(text):
        return text
    item = text[mark.end() :]
    for size in range(_HEADING_AT_LEAST + 4, _REPEATED_AT_LEAST - 1, -1):
        again = item.find(item[:size], max(size, _HEADING_AT_LEAST))
        if (
            again > 0
            and item[again - 1] not in "，。；、：“「（《的和与及了对"
            and (size >= _LATIN_AT_LEAST or not item[:size].isascii())
        ):
            told, heading = item[again:], re.split(r"[，：！？]", item[:again], maxsplit=1)
            return f"{heading[0]}。" if len(heading) > 1 and _ZH_NOMINAL.match(told) else told
    return item


_ZH_NOMINAL = re.compile(r"[^，。了]*的[^，。了]*，")
""" "甲推出的乙，…": a thing, not what happened."""


_STOPS = '.!?…。！？”"」』;；:：'


def tidied(text: str, published: datetime) -> str:
    """Always safe to read: no lead-in, no brackets, dates for weekdays, the claim before its attribution."""
    text = _DATELINE.sub("", _LIST_MARK.sub("", _without_own_heading(text.strip())))
    text = with_dates(without_asides(without_lead_in(text)), published)
    if is_chinese(text):
        return text if text[-1:] in _STOPS else f"{text}。"
    text = text if text[-1:] in _STOPS else f"{text}."
    text = _GLAD.sub(_gladly, text)
    for pattern, by in _FILLER:
        text = pattern.sub(by, text)
    return re.sub(r"\s{2,}", " ", re.sub(r"\s+([,;]|\.(?=\s|$))", r"\1", claim_first(text)))


def forms(text: str, published: datetime, limit: int = LIMIT) -> Iterator[str]:
    """Ways to write a sentence, best first, all within `limit` words; none when it can't be had so short."""
    tidy = tidied(text, published)
    seen: set[str] = set()
    for form in _all_forms(tidy, text, published):
        if form not in seen and fits(form, limit):
            seen.add(form)
            yield form


def _all_forms(tidy: str, text: str, published: datetime) -> Iterator[str]:
    if is_chinese(tidy):
        yield tidy
        yield from _chinese_forms(tidy)
        return
    yield tidy
    steps: tuple[Callable[[str], str], ...] = (lambda t: _DASHED_ASIDE.sub(" ", t), lambda t: _APPOSITIVE.sub("", t))
    for step in steps:
        tidy = _unless_weighty(step, tidy)
        yield tidy
    inner = inner_claim(with_dates(without_asides(without_lead_in(text)), published))
    if inner is not None:
        yield inner
        yield from shorter_forms(inner)
    yield from shorter_forms(tidy)


def _unless_weighty(step: Callable[[str], str], text: str) -> str:
    done = step(text)
    lost = set(words(text)) - set(words(done))
    return text if _carries_weight(" ".join(lost)) else done


def clipped_at_clause(text: str, limit: int) -> str:
    """At most `limit` characters: whole if it fits, else cut at the last comma that leaves half of it, else at a word."""
    if len(text) <= limit:
        return text
    cut = max(text.rfind(mark, 0, limit) for mark in (", ", "; ", " — ", "，", "；"))
    return text[:cut] if cut >= limit // 3 else clip(text, limit)
