"""A post that says nothing without its title, or is nothing but a title: "Introducing X" over "X is a step change …", a
title over a line without a verb, a bare label. Title and line are told as one sentence that says who did what.

Two sides that know nothing of each other: `headed`, `titled` and `carried` word a sentence; `spoken` and `kept` give what
the source says, as written, with who says it. A sentence is checked against that alone (in `retelling`), so that a wrong
name, number or claim in its wording is found. Whose post it is, is known by `material`.
"""

from __future__ import annotations

import re

from bot.news import headline
from bot.news.first_person import announced, in_third_person, speaks_as_we, voiced
from bot.news.salience import terms_of
from bot.news.text import HAN

# --- What the source says, and who says it ----------------------------------------------------------------------------


def spoken(text: str, who: str) -> tuple[str, ...]:
    """What `who` says in its own post: the text as written; with `who` for "we"; and `who` as the one who does what a
    title without an actor tells ("Introducing X", "How X …"), and whose post it is. No other word is changed, but that a
    headline's "Ada Berg to join" gets its "is"."""
    plain = text.rstrip(" .")
    said = voiced(text, who)
    does = [f"{who} {does} {_lowered(said)}" for does in ("is", "writes on")] if begins_with_gerund(said) else []
    does += [f"{who} publishes {_lowered(said)}"] if _is_published(said) else []
    tells = [f"{who} tells {_lowered(said[asked.start('how') :])}"] if (asked := _ASKED.match(said)) else []
    whole = [with_verb] if (with_verb := headline.with_be(plain)) != plain else []
    gives = f"{who} {'reports' if headline.is_incident(plain) else 'publishes'} and presents {said}."
    gives = f"{who} releases {plain}." if _BARE_VERSION.match(plain) else gives
    return (text, *([said] if said != text else []), *does, *tells, *whole, f"{_presents(plain, who)}.", gives)


def under(title: str, line: str, who: str) -> tuple[str, ...]:
    """What `who` says in a post by its title and the line under it: both, and that the one stands under the other."""
    named = _NAMED.match(title)
    names = [title.rstrip(" ."), *([named["name"]] if named else [])]
    together = (f"{who} presents and publishes {name}: {_lowered(voiced(line, who))}" for name in names)
    lists = [f"{who} releases {title}. It has these changes: {line}"] if _BARE_VERSION.match(title) else []
    return (*spoken(title, who), *spoken(line, who), *together, *lists)


def over(title: str, update: str, who: str) -> tuple[str, ...]:
    """What `who` says in a status post that is over: its title, the update, and that it reports the one as resolved."""
    return (*spoken(title, who), update, f"{who} reports that {title.rstrip(' .')} is resolved.", resolved(title, who))


def kept(text: str, outlet: str, page: str | None = None) -> tuple[str, ...]:
    """What an outlet that speaks for nobody has: the text as written, that it stands there or on the `page` it links to,
    and that its parts do."""
    items = _items(text)
    parts = [
        *(f"{outlet} writes that {item}." for item in items),
        *([f"{outlet} covers {', '.join(items)}."] * bool(items)),
    ]
    linked = [f"{outlet} links to “{text.rstrip(' .')}” on {page}."] * bool(page)
    return (text, headline.with_be(text), *parts, f"{outlet} carries “{text.rstrip(' .')}”.", *linked)


# --- Wording: title and line ------------------------------------------------------------------------------------------

_NOT_GERUNDS = (
    r"(?!(?:Beijing|Boeing|Nanjing|Chongqing|Nothing|Everything|Anything|Something|Spring|Sterling|King|String|Bring|Morning|Evening|Using|Following"
    r"|According|During|Starting|Speaking|Being|Having|Missing|Existing|Upcoming|Remaining)\b)"
)
_GERUND = re.compile(
    rf"^(?:[A-Z][a-z]+ly )?(?:[A-Z][a-z]+-)?{_NOT_GERUNDS}[A-Z]?[a-z]{{2,}}ing\b(?! (?:is|are|was|has|will|can)\b)"
)
_NO_CLAUSE = re.compile(
    rf"{_GERUND.pattern}"
    r"|^(?:Learn|Explore|Discover|See|Read|Meet|Watch|Hear|Find out|Try|Get|Take)\b|^(?:How|Why|What|Where|When)\b"
)
""" "Exploring how far …", "Learn how …", "How to write …": what a post offers, told by nobody."""
_RELATIVE = re.compile(
    r",? (?:that|which|who|whose|where|how|why|what|when|as) |: |(?<!,) we(?=[ '’])| to (?=[a-z]+\b)"
)
_WE = re.compile(r"\b(?:[Ww]e|I)\b")
_DID = re.compile(
    r"\b(?!(?:called|named|dubbed|based|titled|entitled|codenamed|proposed|combined|need|speed|feed|seed)\b)[a-z]{3,}ed (?=(?:an?|the|its|that|how)\b|[$€£\d])"
)
""" "… conducted a joint evaluation": a past form that no list knows, with its object."""
_NAMED = re.compile(r"^(?P<name>[A-Z][\w.-]*(?: [A-Z\d][\w.-]*){0,3}): ")
_THING = re.compile(r"^(?:An?|The|[Ii]ts|[Oo]ur) (?=\S)")
_IS_A = re.compile(r" (?:is|are) (?P<what>(?:an?|the|its|our)\b.+)$")
_DOES = re.compile(r" (?P<rest>[a-z]+s? .+)$")
_ADDS = re.compile(
    rf"{_THING.pattern}|^(?:How|Why|What|New|Early|First|Results|Lessons|Insights|Findings|Notes|More|Part|[A-Z][a-z]+(?:ing|ed|ly)) "
)
_REPEATED = 0.6
"""Share of a line's content words from which it only says its title again."""
_LABEL_WORDS = 6
"""Words up to which a line without a known verb is taken for a label: of a longer one the verb may only be unknown."""
_MADE_OF_NAMES = re.compile(r"^[A-Z][\w.+-]*(?: [A-Z\d][\w.+-]*){0,3}$")
_VERSION = re.compile(r"\d")
_SHORTEST = 3
"""Words of a title that says by itself what a post is on."""


_BARE_VERSION = re.compile(r"^v?\d+(?:\.\d+)+(?:[-.]?[a-z]{1,5}[-.]?\d*)?$")
""" "v0.3.1", "2.4.0-rc1": a changelog's title, whose product only the outlet names."""


def begins_with_gerund(text: str) -> bool:
    return bool(_GERUND.match(text))


def headed(title: str, line: str, who: str) -> list[str]:
    """The title and the line under it as one sentence of `who`'s, best first; empty where the line tells by itself."""
    if HAN.search(title) or HAN.search(line):
        return []
    if _BARE_VERSION.match(title):
        listed = f"{who} releases {title}, with these changes: {voiced(line.rstrip(' .'), who)}."
        return [] if speaks_as_we(listed) or _HEADS_CHANGES.match(line) else [listed]
    named = _named_by_title(title, line, who)
    if named is not None:
        return [named]
    if _THIS_POST.match(line):
        return [f"{voiced(line.rstrip(' .'), who)}."]
    line = _THIS_IS.sub(lambda m: m["what"].capitalize(), line)
    told = in_third_person(line, who)
    own_doing = not offers(told or line) and (told or line).startswith(who) and headline.tells(told or line)
    announcement = announced(title, who)
    if announcement is not None:
        return [] if own_doing else _announcing(announcement, line.rstrip(" ."))
    asks = title[-1:] in "?？" and not _NAMED.match(title)
    if own_doing or (asks and not offers(line)) or not is_fragment(line):
        return []
    return [*_doing(title, line, who), *_presenting(title.rstrip(" ."), _in_its_words(line, who), who)]


_HEADS_CHANGES = re.compile(
    r"(?:What['’]s (?:Changed|New)|Changes|Changelog|Full Changelog|New Contributors|Release notes|Highlights)\b",
    re.IGNORECASE,
)


def lists_changes(title: str) -> bool:
    """A changelog's entry, whose lines tell nothing without the version that its title is."""
    return bool(_BARE_VERSION.match(title))


def goes_before(title: str, *, own: bool) -> bool:
    """A title without which no line of its post tells the news: which version it is, which incident, and on a company's
    `own` outlet what it announces."""
    return lists_changes(title) or headline.is_incident(title) or (own and announced(title, "It") is not None)


_THIS_POST = re.compile(r"^This (?:report|paper|post|study|article|blog post|document|guide|update|work) [a-z]+s\b")
_THIS_IS = re.compile(r"^(?:This|It) is (?P<what>an?|the|our)(?= )")
""" "This is an up-to-date report on …": what the post under its title is."""


def offers(line: str) -> bool:
    """What a post offers, told by nobody: "Learn how …", "Exploring …"."""
    return bool(_NO_CLAUSE.match(line))


def presented(title: str, who: str) -> str | None:
    """ "Halvorsen presents Fjordbench" for the title "Fjordbench: measuring agents at sea"."""
    named = _NAMED.match(title)
    return None if named is None or named["name"].startswith(who) else f"{who} presents {named['name']}"


def is_fragment(line: str) -> bool:
    """A line that tells nothing by itself: without a verb of its own, or without anybody who does it."""
    if HAN.search(line):
        return False
    if offers(line) or _is_published(line):
        return True
    line = headline.without_opening_clause(line)
    main = _RELATIVE.split(line)[0]
    if _WE.search(main) or (main == line and headline.tells(line)) or headline.may_tell(main) or _DID.search(main):
        return False
    return bool(_ADDS.match(line)) or len(main.split()) <= _LABEL_WORDS


def _doing(title: str, line: str, who: str) -> list[str]:
    """ "Halvorsen is calling researchers …", "Halvorsen tells why it …"; a line that says of a named thing what it is good
    for is told with the name."""
    if begins_with_gerund(line):
        own = _in_its_words(line, who)
        return [] if speaks_as_we(own) or ": " in own or _is_name_for(title, line) else [f"{who} is {_lowered(own)}."]
    if asked := _ASKED.match(line):
        own = _in_its_words(line[asked.start("how") :], who)
        return [] if speaks_as_we(own) else [f"{who} tells {_lowered(own)}."]
    return []


_ASKED = re.compile(r"(?:Learn |See |Find out |Explore |Discover |Read )?(?P<how>[Hh]ow|[Ww]hy|[Ww]hat) (?!to\b)(?=\S)")
_NAME_WORDS = 5


def _is_name_for(title: str, line: str) -> bool:
    """ "Fjord for Schools" over "Helping teachers …": the name of what the line tells of, which it doesn't say itself."""
    several = title.split()
    named = len(several) <= _NAME_WORDS and sum(w[:1].isupper() for w in several) >= 2 and not offers(title)
    return named and title[-1:] not in "?？" and ": " not in title and not _repeats(title, line)


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _in_its_words(line: str, who: str) -> str:
    """The line with "it" and "its" for "we" and "our": `who` stands before it."""
    told = voiced(line.rstrip(" ."), who)
    return re.sub(
        rf"{re.escape(who)}['’]s\b", "its", re.sub(rf"\b{re.escape(who)}(?=(?:['’]ll)? [a-z])(?!['’]s)", "it", told)
    )


_A_MODEL = (
    r"(?:new |newest |latest |first |next |most (?:\w+ly )?\w+ )?(?:[\w-]+ ){0,3}?(?:model|models|benchmark|tool|system|dataset|framework|agent|app|platform"
    r"|feature|family|suite|toolkit|assistant|device|chip|update|release|version|program|programme|mode|plan|collection)"
)
_UNNAMED = re.compile(
    rf"^(?:(?P<whose>The|Our) (?P<what>{_A_MODEL})|It) (?P<rest>(?:is|are|has|have|will|can|now|lets|makes|(?!models\b)[a-z]{{3,}}s)\b .+)$"
)
_TITLE_NAME = re.compile(
    r"^(?:(?:Introducing|Announcing|Launching|Releasing|Meet) )?(?P<name>[A-Z][\w.+-]*(?: (?:[A-Z\d][\w.+-]*))*)(?:: |, |$)"
)


def _named_by_title(title: str, line: str, who: str) -> str | None:
    """ "Fjord 2 delivers …" for "The new model delivers …" under "Fjord 2: our best yet"; "Fjord 2, Halvorsen's newest
    model, delivers …" for "Our newest model delivers …"."""
    named, unnamed = _TITLE_NAME.match(title), _UNNAMED.match(line)
    if named is None or unnamed is None or named["name"].startswith(who):
        return None
    new = re.match(r"(?:new|newest|latest|first|next|most)\b", unnamed["what"] or "")
    if not (new or _VERSION.search(named["name"])):
        return None
    rest = _in_its_words(unnamed["rest"], who)
    if speaks_as_we(rest):
        return None
    aside = f", {who}'s {unnamed['what']}," if unnamed["whose"] == "Our" else ""
    return f"{named['name']}{aside} {rest}."


def _announcing(announcement: str, line: str) -> list[str]:
    """ "Halvorsen introduces Fjord 2" with what the line says of Fjord 2."""
    name = next((n for n in _endings(announcement) if line.startswith(f"{n} ")), None)
    if name is None and not is_fragment(line):
        return []
    if name is None:
        whole = (
            f"{announcement}, {_lowered(line)}."
            if _names_a_thing(announcement) and _THING.match(line) and is_fragment(line) and not _PRAISES.match(line)
            else None
        )
        return [*([whole] if whole and not speaks_as_we(whole) else []), f"{announcement}."]
    rest = line[len(name) :]
    if (thing := _IS_A.match(rest)) is not None:
        return [f"{announcement}, {thing['what']}.", f"{announcement}."]
    does = _DOES.match(rest)
    return [*([f"{announcement}, which {does['rest']}."] if does else []), f"{announcement}."]


_PRAISES = re.compile(
    r"(?:The|Our) (?:world['’]s )?(?:best|most [a-z]+|[a-z]{3,}est)\b[^.]*\b(?:in the world|on earth|on the planet|ever|yet|anywhere)\b",
    re.IGNORECASE,
)
""" "The best model in the world": a maker's praise, which is not told as what the thing is."""


def _names_a_thing(announcement: str) -> bool:
    """ "Halvorsen introduces Fjord 2": what follows may say what that is; of "partners with Torvane" it says another thing."""
    return "," not in announcement and bool(
        re.search(r" (?:introduces|releases|launches|unveils) [A-Z]\S*(?: [A-Z\d]\S*)*$", announcement)
    )


def _endings(text: str) -> list[str]:
    """The name at its end, whole and without its first words: "Claude Opus 5", "Opus 5"."""
    words = text.split()
    return [" ".join(words[-count:]) for count in range(min(5, len(words) - 2), 0, -1) if words[-count][:1].isupper()]


def _presenting(title: str, line: str, who: str) -> list[str]:
    """ "Halvorsen presents Fjordbench, a benchmark of …"; else "Halvorsen presents “Title”"."""
    if _is_published(line) and (not _THING.match(line) or "? " in title) and not speaks_as_we(line):
        return [f"{who} publishes {_lowered(line)}."]
    if (repeated := _NAMED.match(line)) is not None and title.startswith(repeated["name"]):
        line = line[repeated.end() :]
        line = line[:1].upper() + line[1:]
    own = titled(title, who)
    if own and not own[0].startswith(f"{who} presents"):
        return own
    named = _NAMED.match(title)
    name = named["name"] if named else title if _MADE_OF_NAMES.match(title) and _VERSION.search(title) else None
    if name is not None and _THING.match(line) and not name.startswith(who) and not speaks_as_we(line):
        return [f"{who} presents {name}, {_lowered(line)}."]
    if len(title.split()) < _SHORTEST or not own:
        return own
    adds = _ADDS.match(line) and not _repeats(line, title) and not speaks_as_we(line)
    return [*([f"{_presents(title, who)}: {_lowered(line)}."] if adds else []), *own]


def _repeats(line: str, title: str) -> bool:
    terms = terms_of(line)
    return len(terms & terms_of(title)) >= _REPEATED * len(terms)


# --- Wording: a title alone -------------------------------------------------------------------------------------------

_SETS_OUT = re.compile(
    r"^Our (?:\w+ ){0,2}?(?:approach|framework|position|plans?|strategy|principles|policy|policies|commitments?|vision|views?|thoughts|response|process|agenda|roadmap|method\w*)\b"
)
_PUBLISHES = re.compile(
    r"^(?:Thoughts on|Updates? to|Updates? on|Statement (?:on|from)|Lessons from|Insights (?:from|into|on)|Notes on|Reflections on|Results (?:of|from)"
    r"|Takeaways from|Key (?:takeaways|findings|results|lessons) (?:from|of|on)|(?:[A-Z][a-z]+ )?(?:[Rr]eleases|[Uu]pdates|[Cc]hanges) and (?:[a-z]+ )?(?:releases|updates|changes|fixes|notes) (?:for|to|of)"
    r"|An? (?:statement|letter|note|report|guide|update|interview|conversation|response|primer|review|summary|case study|deep dive|closer look|first look|recap|retrospective|overview)\b|Findings (?:of|from|on)|Recommendations (?:for|on)|Guidelines (?:for|on)|Principles (?:for|on)|Comments on|Progress on|Answers to|Frequently asked questions about)\b"
)


_ITS_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|will|can|may|could|shows?|showed|suggests?|suggested|indicates?|reveals?|revealed|finds?|found|demonstrates?|confirms?|points?)\b"
)


def _is_published(line: str) -> bool:
    """ "Takeaways from interviews with pilots": what a post is, without a verb though a word may look like one."""
    return bool(_PUBLISHES.match(line)) and not _ITS_VERB.search(_RELATIVE.split(line)[0])


def titled(title: str, who: str) -> list[str]:
    """ "Halvorsen presents “Fjord for schools”": what `who` did by a post of which there is only a title, best first; empty
    where the title tells by itself."""
    title = title.rstrip(" .")
    announcement = announced(title, who)
    if announcement is not None:
        return [f"{announcement}."]
    if title[-1:] in "?？" or _tells_itself(voiced(title, who)) or HAN.search(title):
        return []
    if (suffered := headline.with_be(title)) != title:
        return [f"{suffered}."]
    if headline.is_incident(title):
        return [f"{who} reports {_lowered(title)}."]
    if _BARE_VERSION.match(title):
        return [f"{who} releases {title}."]
    return [told for told in _as_deeds(title, who) if not speaks_as_we(told)] or [f"{_presents(title, who)}."]


def _tells_itself(title: str) -> bool:
    plain = headline.sentence_case(title)
    tells = headline.tells(plain) and not _NAMED.match(title)
    label = offers(title) or _NEW_THINGS.match(title) or _is_published(title)
    return (tells or headline.is_statement(title)) and not label and not speaks_as_we(title)


_NEW_THINGS = re.compile(r"^New (?:[A-Z\d][\w.-]*,? )+(?:&|and) [A-Z][a-z]+ed (?:[A-Z][a-z]+ ?)+$")
""" "New Fjord Models & Updated Prices": things, though one word looks like a verb."""


def _as_deeds(title: str, who: str) -> list[str]:
    thing = _NAMED_THING.match(title)
    if thing is not None and not thing["name"].startswith(who):
        return [f"{who} presents {thing['name']}, {_lowered(_in_its_words(thing['what'], who))}."]
    if _MADE_OF_NAMES.match(title) and _VERSION.search(title) and not title.startswith(who):
        return [f"{who} presents {title}."]
    if _NEW_THINGS.match(title):
        return [f"{who} presents {_lowered(title)}."]
    deed = None if ": " in title else _deed(title, who)
    return [f"{who} {deed}."] if deed else []


_NAMED_THING = re.compile(rf"{_NAMED.pattern}(?P<what>{_THING.pattern[1:]}.+)$")


def _deed(title: str, who: str) -> str | None:
    """What `who` did by a post of this title, without `who`."""
    own = _lowered(_in_its_words(title, who))
    if re.match(r"(?:How|Why) (?!to\b)(?=\S)", title):
        return f"tells {own}"
    if begins_with_gerund(title):
        ours = re.search(r"\b[Oo]ur\b", title)
        return f"is {own}" if ours else f"writes on {_lowered(headline.sentence_case(own))}"
    ours_alone = re.sub(rf"^{re.escape(who)}['’]s? ", "Our ", title)
    if ours_alone.startswith("Our "):
        does = "sets out" if _SETS_OUT.match(ours_alone) else "presents"
        return f"{does} {_lowered(_in_its_words(ours_alone, who))}"
    if _PUBLISHES.match(title):
        return f"publishes {'a ' if title.startswith('Statement') else ''}{own}"
    return None


def _presents(title: str, who: str) -> str:
    return f"{who} presents “{title.replace('“', '‘').replace('”', '’')}”"


def resolved(title: str, who: str) -> str:
    """ "Halvorsen reports elevated errors deploying Fjord as resolved.": a status post that is over."""
    plain = title.partition(" - ")[0].rstrip(" .")
    what = _lowered(plain) if headline.is_incident(plain) else f"“{plain.replace('“', '‘').replace('”', '’')}”"
    return f"{who} reports {what} as resolved."


# --- Wording: what an outlet carries ------------------------------------------------------------------------------------

_EMOJI = re.compile(r"[\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]+")
_BETWEEN = re.compile(r"\s*[\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]+\s*[,;]?\s*|[;；]\s*")
_PREFIX = re.compile(r"^(?:Show|Ask|Tell|Launch) [A-Z]{2}: ")
_MOST_ITEMS = 4
_FEWEST_BY_COMMAS = 3


def carried(title: str, outlet: str, page: str | None = None) -> list[str]:
    """ "Quillmark buys Heron, writes Circuit Daily", "Circuit Daily covers A, B and C", "Circuit Daily carries “Heron 1.0”",
    or "links to “Heron 1.0” on heron.example": a title that tells nothing by itself, with the outlet that has it; empty where the title tells."""
    plain = _PREFIX.sub("", title.rstrip(" ."))
    if HAN.search(title):
        return []
    items = _items(plain)
    if items:
        telling = [item for item in items if len(item.split()) >= _SHORTEST and _tells_itself(item)]
        listed = f"{', '.join(items[:-1])} and {items[-1]}"
        return [
            *(f"{headline.sentence_case(item)}, writes {outlet}." for item in telling),
            f"{outlet} covers {listed}.",
        ]
    if (suffered := headline.with_be(plain)) != plain:
        return [f"{suffered}."]
    if _tells_itself(plain):
        return []
    quoted = f"“{plain.replace('“', '‘').replace('”', '’')}”"
    return [f"{outlet} links to {quoted} on {page}." if page else f"{outlet} carries {quoted}."]


def _items(title: str) -> list[str]:
    """The parts of a round-up's title: "A deal 🚀, B launch 🛡, C opens", "Price Rises, Act Delays, Agents Drive Traffic"."""
    marked = [part.strip(" ,") for part in _BETWEEN.split(title)]
    commas = [part.strip() for part in title.split(", ")]
    capital = all(part[:1].isupper() and len(part.split()) > 1 for part in commas)
    parts = marked if len(marked) > 1 else commas if capital and len(commas) > _FEWEST_BY_COMMAS - 1 else []
    kept = [part for part in parts if part]
    return kept[:_MOST_ITEMS] if len(kept) > 1 else []
