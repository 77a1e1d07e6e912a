"""A company's own post whose summary tells nothing without its title: "Introducing X" over "X is a step change …", or a
title over a line without a verb. Title and line are told as one sentence that says who did what.

Text only: whose post it is, is known by `material`; both sentences are cited in `retelling`.
"""

from __future__ import annotations

import re

from bot.news import headline
from bot.news.first_person import announced, in_third_person, speaks_as_we
from bot.news.salience import overlap, terms_of

_NO_CLAUSE = re.compile(
    r"^(?:(?!(?:Beijing|Boeing|Nanjing|Nothing|Everything|Anything|Something|Spring|Sterling|Using|Following|According|During|Starting|Speaking)\b)[A-Z][a-z]{2,}ing\b"
    r"|(?:Learn|Explore|Discover|See|Read|Meet|Watch|Hear|Find out|Try|Get|Take)\b|(?:How|Why|What|Where|When)\b)"
)
""" "Exploring how far …", "Learn how …", "How to write …": what a post offers, told by nobody."""
_WHO_DOES = re.compile(r"^(?:Calling|Inviting|Seeking|Exploring|Investigating|Examining|Studying|Asking|Looking) ")
_RELATIVE = re.compile(r",? (?:that|which|who|whose|where) |: | to (?=[a-z]+\b)")
_WE = re.compile(r"\b(?:[Ww]e|I)\b")
_NAMED = re.compile(r"^(?P<name>[A-Z][\w.-]*(?: [A-Z\d][\w.-]*){0,3}): ")
_THING = re.compile(r"^(?:An?|The|[Ii]ts) (?=\S)")
_IS_A = re.compile(r" (?:is|are) (?P<what>(?:an?|the|its)\b.+)$")
_DOES = re.compile(r" (?P<rest>[a-z]+s? .+)$")
_ADDS = re.compile(rf"{_THING.pattern}|^(?:How|Why|What|[A-Z][a-z]+ing) ")
_REPEATED = 0.6
"""Overlap of content words from which a line only says its title again."""
_MADE_OF_NAMES = re.compile(r"^[A-Z][\w.-]*(?: [A-Z\d][\w.-]*){1,3}$")
_VERSION = re.compile(r"\d")
_SHORTEST = 3
"""Words of a title that says by itself what a post is on."""


def headed(title: str, line: str, who: str) -> list[str]:
    """The title and the line under it as one sentence of `who`'s, best first; empty where the line tells by itself."""
    told = in_third_person(line, who)
    own_doing = not offers(told or line) and (told or line).startswith(who) and headline.tells(told or line)
    announcement = announced(title, who)
    if announcement is not None:
        return [] if own_doing else _announcing(announcement, line.rstrip(" ."))
    if own_doing or title[-1:] in "?？" or not _is_fragment(line):
        return []
    if _WHO_DOES.match(line):
        return [f"{who} is {line[:1].lower()}{line[1:].rstrip(' .')}."]
    own = (told or line).rstrip(" .").replace(f"{who}'s ", "its ", 1)
    return [] if speaks_as_we(own) else _presenting(title.rstrip(" ."), own, who)


def offers(line: str) -> bool:
    """What a post offers, told by nobody: "Learn how …", "Exploring …"."""
    return bool(_NO_CLAUSE.match(line))


def presented(title: str, who: str) -> str | None:
    """ "Halvorsen presents Fjordbench" for the title "Fjordbench: measuring agents at sea"."""
    named = _NAMED.match(title)
    return None if named is None or named["name"].startswith(who) else f"{who} presents {named['name']}"


def _is_fragment(line: str) -> bool:
    if offers(line):
        return True
    main = _RELATIVE.split(line)[0]
    return not _WE.search(main) and not headline.tells(line) and not headline.may_tell(main)


def _announcing(announcement: str, line: str) -> list[str]:
    """ "Halvorsen introduces Fjord 2" with what the line says of Fjord 2."""
    name = next((n for n in _endings(announcement) if line.startswith(f"{n} ")), None)
    if name is None:
        return [f"{announcement}."]
    rest = line[len(name) :]
    if (thing := _IS_A.match(rest)) is not None:
        return [f"{announcement}, {thing['what']}.", f"{announcement}."]
    does = _DOES.match(rest)
    return [*([f"{announcement}, which {does['rest']}."] if does else []), f"{announcement}."]


def _endings(text: str) -> list[str]:
    """The name at its end, whole and without its first words: "Claude Opus 5", "Opus 5"."""
    words = text.split()
    return [" ".join(words[-count:]) for count in range(min(5, len(words) - 2), 0, -1) if words[-count][:1].isupper()]


def _presenting(title: str, line: str, who: str) -> list[str]:
    """ "Halvorsen presents Fjordbench, a benchmark of …"; else "Halvorsen presents “Title”"."""
    if (repeated := _NAMED.match(line)) is not None and title.startswith(repeated["name"]):
        line = line[repeated.end() :]
        line = line[:1].upper() + line[1:]
    if (asked := re.match(r"(?:How|Why) (?=\S)", title)) is not None:
        told = f"{who} tells {asked[0].lower()}{title[asked.end() :]}."
        return [told for told in (in_third_person(told, who) or told,) if not speaks_as_we(told)]
    named = _NAMED.match(title)
    name = named["name"] if named else title if _MADE_OF_NAMES.match(title) and _VERSION.search(title) else None
    if name is not None and _THING.match(line) and not name.startswith(who):
        return [f"{who} presents {name}, {line[:1].lower()}{line[1:]}."]
    if len(title.split()) < _SHORTEST:
        return []
    whole = f"{who} presents “{title.replace('“', '‘').replace('”', '’')}”"
    adds = _ADDS.match(line) and overlap(terms_of(title), terms_of(line)) < _REPEATED
    return [*([f"{whole}: {line[:1].lower()}{line[1:]}."] if adds else []), f"{whole}."]
