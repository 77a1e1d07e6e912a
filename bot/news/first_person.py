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


def announced(title: str, company: str) -> str | None:
    """ "Halvorsen introduces Fjord 2" for its title "Introducing Fjord 2"; None for a title of another kind."""
    deed = _DEED.match(title)
    if deed is None or title[-1:] in "?？":
        return None
    told = _OUR.sub("its", f"{company} {_DEEDS[deed[1]]} {title[deed.end() :].rstrip(' .')}")
    return None if speaks_as_we(told) or ": " in told else told


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
    r"\b[Ww]e(?:['’](?:re|ve)| are| have)? (?:also |now |recently |just )?(?:launch|announc|introduc|releas|unveil|open-sourc)"
    r"|我们(?:今日|今天|正式)?(?:发布|推出|宣布|开源)"
)


def launches(text: str) -> bool:
    """Its "we" brings something out: that is whose site it stands on, whoever's feed it came by."""
    return bool(_WE_LAUNCH.search(text))


_WE_VERB = re.compile(
    r"\b[Ww]e (announce|introduce|release|present|launch|open-source|unveil|propose|show|publish|share|develop|find|demonstrate"
    r"|outline|explore|explain|analy[sz]e|describe|discuss|evaluate|examine|report|argue|study|identify|investigate|conduct|address|offer|provide|establish|formulate|design|reveal)\b"
)
_US = re.compile(r"\bus\b")
_ANNOUNCING = re.compile(
    r"\bis (?:announcing|sharing|excited to announce|happy to announce|proud to announce) that it (has|is|will)\b"
)
_TODAY_WE = re.compile(
    r"^(?:[Tt]oday|[Nn]ow|[Tt]his week|In this (?:work|paper|study|report|post|blog post|article|technical report)|Here|[Tt]herefore|[Tt]hus|[Hh]ence|To this end"
    r"|To (?:address|tackle|solve|overcome|mitigate|bridge|fill|close|remedy|resolve|alleviate|counter|combat) [^,]{3,70}),? (?=we\b|we['’])"
)
""" "Today, we …", and what an abstract says before it comes to what its authors did."""
_TWO_ARE = re.compile(r"[^,]{2,60}\band [^,]{2,40} (?:are|have|were|will)\b")
_EVERYBODYS = re.compile(
    r"\bour (?:lives|life|world|society|children|future|planet|econom\w+|times?|brains?|minds?|bodies|health|species|countr\w+|nation\w*|democrac\w+|daily|day|own|universe|relationships?)\b"
    r"|\b(?:all|many|most|some|each|none|both) of us\b",
    re.IGNORECASE,
)
""" "Our lives": everybody's, not the company's."""


def in_third_person(text: str, company: str) -> str | None:
    """ "OpenAI is releasing X" for "We are releasing X"; None where no "we" of the company's can be told so."""
    if (not speaks_as_we(text) and not _VOICE.search(text)) or _EVERYBODYS.search(text) or _quotes_we(text):
        return None
    changed = _as_third_person(text, company)
    only_our = not _WE_ALONE.search(text)
    begins = re.match(rf"(?:[\w ’'-]+, )?{re.escape(company)}", changed)
    return changed if changed != text and not speaks_as_we(changed) and (begins or only_our) else None


_WE_ALONE = re.compile(r"\b(?:[Ww]e|us)\b|我们(?!的)")


def _quotes_we(text: str) -> bool:
    """Somebody else's "we" stands in quotes, which no other word may replace."""
    return any(_WE.search(quoted) for quoted in _QUOTED.findall(text))


def _as_third_person(text: str, company: str) -> str:
    """With the company's name for the first "we", "it" for the others, "its" for "our"."""
    plain = _TODAY_WE.sub("", text)
    text = _WE_VERB.sub(
        lambda m: f"{'it' if _WE.search(plain[: m.start()]) else company} {headline.third_person(m[1])}", plain
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
