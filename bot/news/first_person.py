"""An outlet's "we": where a sentence speaks in the first person, and how it is told with the company's name instead.

Text only: whose "we" it is, is known by `material`; whether a changed sentence is supported is checked in `retelling`.
"""

from __future__ import annotations

import re

from bot.news import compress, headline

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|「[^」]*」|『[^』]*』")
_FIRST_PERSON = re.compile(
    r"\b(?:[Ww]e|[Oo]ur|[Oo]urs|[Oo]urselves|us|[Mm]y|[Mm]e|[Mm]yself)\b(?![./])|(?<![\w.])I(?:['’](?:m|ve|d|ll))?(?= [a-z])|我们|我(?=[是在有用们把对的认觉])|本报|本刊|笔者"
)
_FIRST_PERSON_START = re.compile(r"^(?:We|I|Our|My|You|Your|Let['’]s)\b|^我们")


def speaks_as_we(text: str) -> bool:
    """An outlet's "we", "our", "I" or its talk to its readers would pass as ours; what stands in quotes is the speaker's."""
    return bool(_FIRST_PERSON.search(_QUOTED.sub(" ", text)) or _FIRST_PERSON_START.match(text))


_WE = re.compile(r"\b[Ww]e\b|\b[Ww]e['’](?:re|ve|ll)\b|\b[Oo]ur\b|\bus\b|我们")
_PERSONS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r"\b[Ww]e(?:['’]re| are)\b"), "{name} is", "it is"),
    (re.compile(r"\b[Ww]e(?:['’]ve| have)\b"), "{name} has", "it has"),
    (re.compile(r"\b[Ww]e(?:['’]ll| will)\b"), "{name} will", "it will"),
    (re.compile(r"\b[Ww]e (?=(?:\w+ed|built|found|made|began|ran|can|could|also \w+ed) )"), "{name} ", "it "),
    (re.compile(r"^(?:Introducing|Announcing) (?=\S)"), "{name} introduces ", ""),
    (re.compile(r"^Releasing (?=\S)|^Released (?=(?:the )?[A-Z])"), "{name} releases ", ""),
    (re.compile(r"^Our (?=[a-z])"), "{name}'s ", "its "),
    (re.compile(r"^我们"), "{name}", ""),
)  # fmt: skip
_VOICE = re.compile(rf"{_WE.pattern}|^(?:Introducing|Announcing|Releasing) ")
_OUR = re.compile(r"\b[Oo]ur\b|我们的?")
_DEEDS = {
    "Introducing": "introduces", "Announcing": "introduces", "Releasing": "releases", "Launching": "launches", "Unveiling": "unveils",
    "Expanding": "expands", "Extending": "extends", "Redeploying": "redeploys", "Deploying": "deploys", "Opening": "opens",
    "Open-sourcing": "open-sources", "Acquiring": "acquires", "Partnering with": "partners with", "Joining": "joins", "Retiring": "retires",
}  # fmt: skip
_DEED = re.compile(rf"^({'|'.join(_DEEDS)}) (?=\S)")


_EXPLAINED = re.compile(r": (?=(?:an?|the|its) [a-z])", re.IGNORECASE)


def announced(title: str, company: str) -> str | None:
    """ "Halvorsen introduces Fjord 2" for its title "Introducing Fjord 2"; None for a title of another kind. What it says of
    Fjord 2 behind a colon is told with it, another colon ends it."""
    deed = _DEED.match(title)
    if deed is None or title[-1:] in "?？":
        return None
    told = _OUR.sub("its", f"{company} {_DEEDS[deed[1]]} {title[deed.end() :].rstrip(' .')}")
    if (explained := _EXPLAINED.search(told)) is not None:
        told = f"{told[: explained.start()]}, {told[explained.end()].lower()}{told[explained.end() + 1 :]}"
    told = told.partition(": ")[0]
    return None if speaks_as_we(told) else told


def announces(text: str) -> bool:
    """ "We", "our", or "Introducing …": whoever publishes it tells of itself."""
    return bool(_VOICE.search(text))


_WE_TELL = re.compile(
    r"\b[Ww]e(?:['’](?:re|ve)| are| have)? (?:also |now |recently |just )?(?:launch|announc|introduc|releas|unveil|open-sourc|publish|present|propos|show|demonstrat|deploy|develop|test|tried|found|find |ask|count|review|evaluat|measur|train|built|rais|acquir|clos|chang|could not|couldn['’]t)"
    r"|我们(?:今日|今天|正式)?(?:发布|推出|宣布|开源|测试|发现|评测)"
)


def tells_own_doing(text: str) -> bool:
    """Its "we" does something that may be news, so that the outlet's own words are worth quoting."""
    return bool(_WE_TELL.search(text))


_WE_LAUNCH = re.compile(
    r"\b[Ww]e(?:['’](?:re|ve)| are| have)? (?:also |now |recently |just )?(?:launch|announc|introduc|releas|unveil|open-sourc|expand|roll(?:ing|ed) out"
    r"|mak(?:ing|e) [^.;]{3,60} available|made [^.;]{3,60} available|made (?:\w+ )?(?:updates|improvements|changes) to)"
    r"|我们(?:今日|今天|正式)?(?:发布|推出|宣布|开源)"
)


def launches(text: str) -> bool:
    """Its "we" brings something out: that is whose site it stands on, whoever's feed it came by."""
    return bool(_WE_LAUNCH.search(text))


_WE_VERB = re.compile(
    r"\b[Ww]e (announce|introduce|release|present|launch|open-source|unveil|propose|show|publish|share|develop|find|demonstrate"
    r"|outline|explore|explain|analy[sz]e|describe|discuss|evaluate|examine|report|argue|study|identify|investigate|conduct|address|offer|provide|establish|formulate|design|reveal)\b"
)
_AND_VERB = re.compile(
    r"(?P<comma>,)? and (?:also )?(?P<verb>announce|introduce|release|present|launch|open-source|propose|show|publish|share|develop|find|demonstrate|outline|explain"
    r"|discuss|evaluate|report|identify|investigate|offer|provide|establish|design)(?= (?:an?|the|its|our|some|how|that|new|\d|[A-Z]))"
)
_OTHERS_DOING = re.compile(r" (?:to|can|will|that|which|who|how) ")
_US = re.compile(r"\bus\b")
_ANNOUNCING = re.compile(
    r"\bis (?:announcing|sharing|excited to announce|happy to announce|proud to announce) that it (has|is|will)\b"
)
_TODAY_WE = re.compile(
    r"^(?:[Tt]oday|[Nn]ow|[Tt]his week|In this (?:work|paper|study|report|post|blog post|article|technical report)|Here|(?:Motivated|Inspired) by (?:this|these|that)(?: \w+)?|Building on (?:this|these)(?: \w+)?|[Tt]herefore|[Tt]hus|[Hh]ence|To this end"
    r"|To (?:address|tackle|solve|overcome|mitigate|bridge|fill|close|remedy|resolve|alleviate|counter|combat) [^,]{3,70}),? (?=we\b|we['’])"
)
""" "Today, we …", and what an abstract says before it comes to what its authors did."""
_TWO_ARE = re.compile(r"[^,]{2,60}\band [^,]{2,40} (?:are|have|were|will)\b")
_EVERYBODYS = re.compile(
    r"\bour (?:time|own|daily|day|democrac\w+)\b|\b(?:all|many|most|some|each|none|both) of us\b|\b(?:like|as|than) we (?:do|are|have|did|can)\b|\bwe (?:all|humans|live)\b",
    re.IGNORECASE,
)
_EVERYBODYS_OUR = re.compile(
    r"\b[Oo]ur (?P<many>lives|societies|children|economies|brains|minds|bodies|countries|nations|times|universes|relationships)\b"
    r"|\b[Oo]ur (?P<one>world|society|future|planet|economy|health|species|country|nation|universe|lifetimes?)\b"
)
""" "Our time", "like we do": everybody's, not the company's."""


def _without_everybodys(text: str) -> str:
    """ "Our societies", "our planet": everybody's, told as "societies", "the planet"."""
    return _EVERYBODYS_OUR.sub(lambda m: m["many"] or f"the {m['one']}", text)


def in_third_person(text: str, company: str) -> str | None:
    """ "OpenAI is releasing X" for "We are releasing X"; None where no "we" of the company's can be told so."""
    if (not speaks_as_we(text) and not _VOICE.search(text)) or _EVERYBODYS.search(text) or _quotes_we(text):
        return None
    text = _without_everybodys(text)
    changed = _as_third_person(text, company)
    only_our = not _WE_ALONE.search(text)
    begins = re.match(rf"(?:[\w ’'-]+, )?{re.escape(company)}", changed)
    return changed if changed != text and not speaks_as_we(changed) and (begins or only_our) else None


_WE_ALONE = re.compile(r"\b(?:[Ww]e|us)\b|我们(?!的)")
_WE_DO = re.compile(r"\b(?P<we>[Ww]e(?: (?:also|now|currently|regularly|always))?) (?P<verb>[a-z]+)\b")
_VOICED = (
    (re.compile(r"\b[Ww]e['’]re\b"), "\0 is"), (re.compile(r"\b[Ww]e are\b"), "\0 is"), (re.compile(r"\b[Ww]e['’]ve\b"), "\0 has"),
    (re.compile(r"\b[Ww]e have\b"), "\0 has"), (re.compile(r"\b[Ww]e['’]ll\b"), "\0 will"), (re.compile(r"\b[Ww]e['’]d\b"), "\0 would"),
    (re.compile(r"\b[Ww]e\b(?!['’.])"), "\0"), (re.compile(r"\b[Oo]urselves\b"), "\0"), (re.compile(r"\b[Oo]urs?\b"), "\0's"),
    (re.compile(r"\bus\b"), "\0"), (re.compile(r"我们"), "\0"),
    (re.compile(r"^This (?=(?:report|paper|post|study|article|blog post|document|guide|update|work)\b)"), "\0's "),
)  # fmt: skip


def voiced(text: str, who: str) -> str:
    """The text with `who` in each place of its "we", "our", "us" and of what it is by itself ("this report"), verbs that agree with one, and no other word changed;
    as it is where somebody else may be meant: everybody, or a speaker in quotes."""
    if _EVERYBODYS.search(text) or _quotes_we(text):
        return text
    text = _agreeing(_without_everybodys(text))
    text = _WE_DO.sub(lambda m: f"{m['we']} {headline.of_one(m['verb'])}", text)
    for pattern, put in _VOICED:
        text = who.join(pattern.sub(put, text).split("\0"))
    return text


def _quotes_we(text: str) -> bool:
    """Somebody else's "we" stands in quotes, which no other word may replace."""
    return any(_WE.search(quoted) for quoted in _QUOTED.findall(text))


def _agreeing(text: str) -> str:
    """ "We present Fjord and shares a test": the second verb of a "we" told as the company's too, where it is the we's."""
    we = _WE_VERB.search(text)
    also = _AND_VERB.search(text, we.end()) if we else None
    if we is None or also is None or "." in text[we.end() : also.start()]:
        return text
    if not also["comma"] and _OTHERS_DOING.search(text, we.end(), also.start()):
        return text
    return f"{text[: also.start('verb')]}{headline.third_person(also['verb'])}{text[also.end('verb') :]}"


def _as_third_person(text: str, company: str) -> str:
    """With the company's name for the first "we", "it" for the others, "its" for "our"."""
    plain = _TODAY_WE.sub("", text)
    text = _WE_VERB.sub(
        lambda m: f"{'it' if _WE.search(plain[: m.start()]) else company} {headline.third_person(m[1])}",
        _agreeing(plain),
    )
    if not any(p.search(text) for p, _, _ in _PERSONS) and company not in text:
        text = _OUR.sub(f"{company}的" if compress.is_chinese(text) else f"{company}'s", text, count=1)
    first = min((m.start() for p, _, _ in _PERSONS if (m := p.search(text))), default=-1)
    first = -1 if company in text[: max(first, 0)] else first
    for pattern, name, pronoun in _PERSONS:
        text = pattern.sub(lambda m, n=name, p=pronoun: (n if m.start() == first else p).format(name=company), text)  # type: ignore[misc]
    text = _US.sub("it", text)
    text = _OUR.sub("其" if compress.is_chinese(text) else "their" if _TWO_ARE.match(text) else "its", text)
    return _ANNOUNCING.sub(r"\1", text)
