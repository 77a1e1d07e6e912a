"""The verbs of news prose and their forms: enough to tell where a sentence's subject ends.

No tagger: a word that is a noun as often as a verb ("plan", "report") counts as a verb by what stands before it, which
is asked in `actors`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from bot.news.text import word_set
from bot.news.words import verb_forms

AUXILIARIES = word_set(
    "is are was were be been being am has have had do does did will would may might must can could should shall cannot "
    "isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't couldn't shouldn't"
)
BE = word_set("is are was were be been being am isn't aren't wasn't weren't")


def _irregular_verbs() -> Iterator[list[str]]:
    """Each base form with its others."""
    return (verb.split() for verb in verb_forms.IRREGULAR.strip().replace("\n", "|").split("|"))


@cache
def _forms() -> dict[str, str]:
    table: dict[str, str] = {}
    for base, *others in _irregular_verbs():
        for form in (base, *others, *_regular_forms(base, with_past=False)):
            table.setdefault(form, base)
    for base in verb_forms.REGULAR.split():
        for form in (base, *_regular_forms(base)):
            table.setdefault(form, base)
    return table


def _regular_forms(base: str, with_past: bool = True) -> list[str]:
    if base.endswith("y") and base[-2] not in "aeiou":
        third, past, going = base[:-1] + "ies", base[:-1] + "ied", base + "ing"
    elif base.endswith("e"):
        third, past, going = base + "s", base + "d", base[:-1] + "ing"
    else:
        third = base + ("es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
        past, going = base + "ed", base + "ing"
    doubled = [base + base[-1] + "ed", base + base[-1] + "ing"] if base[-1] in "bdglmnprt" else []
    return [third, going, *([past] if with_past else []), *doubled]


def verb_of(word: str) -> str | None:
    """The base form of a lower-cased word that may be a verb, else None."""
    return _forms().get(word.partition(" ")[0])


@cache
def _irregular() -> dict[str, str]:
    return {form: base for base, *forms in _irregular_verbs() for form in forms if form != base}


def irregular_base(word: str) -> str | None:
    """ "Repay" for "repaid"; None for a regular form."""
    return _irregular().get(word)


NOUNS_TOO = word_set(
    """
    advance age aim answer appeal approach arm arrest attack award back balance ban bar base bear bid blame block board boost brand
    breach break brief broadcast burn call camp campaign cap capture care cause challenge change charge check claim clash comment
    contact contract control cook copy cost count cover crack crash credit cross cure curb cut damage date deal debate decline defeat
    delay demand design doubt draft draw dream drink drive drop ease edit effect end estimate exhibit experience exploit export face
    fall fear feature feel field fight figure file fill film fine finish fire fish fix flag float flood flow fly focus force forecast
    form frame fuel fund gain gamble gift grant grip group guarantee guide halt hand harm harvest head heat help hike hit hold hope
    host hunt hurt import impact increase influence interest interview invite issue jail jump kick kill knock label lack land laugh
    launch lead leak level lift light like limit line link list load loan lobby lock log look loss love mark market master match
    measure mention merge milk mind model mount move name need note number object offer open order outline pack package paint park part
    pass patch pause pay peak phone pick picture pilot pin place plan plant play pledge plot point poll post practice praise present
    press price print probe process produce profile profit progress project promise prompt protest pull purchase push question quote
    race raid rain raise rally ramp range rank rate reach read reason rebound record reform regret release remark rent repair reply
    report request rescue research reserve result return review reward ride ring rise risk rival role roll rule run rush sail sale
    sample sanction scale scan scare schedule score screen seal search seat sense sentence set shape share shift ship shock shop shot
    show sign signal slip smile sort sound spark speed spend spill spin split sponsor spot spread stab staff stage stake stall stand
    star start state station stay step stick stock stop store storm stress stretch strike strip structure struggle study suit supply
    support surge surprise survey suspect swap switch tag talk target tax team test text threat tie tip toll top total touch tour
    tower trace track trade train transfer transport trap travel treat trial trigger trip trust turn type update upgrade use value
    view visit voice vote wait walk warrant wash waste watch wave wear weight will win wish witness work worry wound
    """
)
"""Base forms whose -s form is a plural noun as often as a verb."""


@cache
def is_past(word: str) -> bool:
    """Whether a lower-cased verb form may be a past tense or a participle."""
    base, word = verb_of(word), word.partition(" ")[0]
    if base is None:
        return False
    return word.endswith("ed") or (word != base and not word.endswith(("s", "ing"))) or word in _UNCHANGED


_UNCHANGED = word_set("put cut set let quit cost shut hit hurt spread read beat split shed bid come run become")
