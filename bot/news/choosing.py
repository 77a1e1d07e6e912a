"""Which sentences of a story's material carry its news: the lead, and up to three that add to it.

Scores come from `salience`; how a chosen sentence is told, from `retelling`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.news import salience
from bot.news.first_person import announces, in_third_person, tells_own_doing
from bot.news.incidents import over_at, past_from
from bot.news.material import UNSURE, Material, certainty_of, speaks_for_itself
from bot.news.model import Cite
from bot.news.retelling import Written, is_title, under_title, written_anyhow, written_within
from bot.news.salience import Scored

SENTENCES_AT_MOST = 4
ENOUGH = 0.38
"""Share of the lead's score that a further sentence needs."""
LEAST = 0.75
"""Score that a further sentence needs in any case."""
AMPLE = 0.9
"""Score that is enough beside any lead."""
REPEATED = 0.55
"""Overlap of content words from which two sentences say the same."""
BELOW_A_TITLE = 0.0
"""Score that a summary's sentence needs below its own title, which it explains."""
SECOND_HAND = 0.35
"""What a sentence loses for each place of its article below the best source."""
OWN_WORD = 1.5
"""What a subject's "we" gains on its own outlet: it names the subject, and first-person talk is no drawback there."""
OWN_DOING = 2.5
"""What "we propose X" gains on its authors' own outlet: an abstract begins with what was before, near to its title."""
UNDER_TITLE = 4.0
"""What a line gains that is told together with its own post's title: the two are the news."""
STATUS_TALK = 3.0
"""What a status page's set phrase loses: it names nothing that happened."""


def ranked_sentences(material: Material) -> list[Scored]:
    """Usable sentences of all articles in the best source's language, best first."""
    found: list[Scored] = []
    language = material.articles[0].language[:2]
    for number, article in enumerate(material.articles):
        if article.language[:2] == language:
            told = [r for r in material.relations if r.article == number]
            scored = salience.score_article(number, article, material.mentions[number], material.subjects, told)
            usable = (s for s in scored if not _is_retold(material, s) and not is_settled(material, s))
            found += (replace(s, score=s.score + _standing(material, s)) for s in usable)
    return sorted(found, key=lambda s: (-s.score, s.article, s.sentence))


def is_settled(material: Material, scored: Scored) -> bool:
    """Tells what an outlet took back, or that it does, or a state that a later update has ended: none is the news."""
    cite = Cite(scored.article, scored.sentence)
    return cite in material.wrong or cite in material.confessions or _is_past(material, scored)


_OUT_FOR_ALL = re.compile(
    r"(?:Update|Edit|As of)\b[^.]{0,60}\b(?:is|are) (?:now )?generally available\b", re.IGNORECASE
)
_FOR_SOME = re.compile(
    r"\b(?:available|launch\w*|releas\w*|rolling out|offered)\b[^.]{0,40}\b(?:public |private |open |closed )?(?:beta|preview)\b"
)


def _is_past(material: Material, scored: Scored) -> bool:
    """ "Investigating errors" of an incident that is over; "in public beta" below a note that it is generally available."""
    sentences = material.articles[scored.article].sentences
    past = past_from(sentences)
    if past is not None and scored.sentence >= past:
        return True
    return bool(_FOR_SOME.search(scored.text)) and any(_OUT_FOR_ALL.match(s) for s in sentences[:2])


def _standing(material: Material, scored: Scored) -> float:
    """What a sentence gains or loses by its article: a subject's own word counts more, a lesser source less."""
    speaks = speaks_for_itself(material, scored.article) and announces(scored.text)
    own = OWN_DOING if _is_own_doing(material, scored) else OWN_WORD if speaks else 0.0
    ended = over_at(material.articles[scored.article].sentences)
    under = scored.sentence or ended is not None
    own += UNDER_TITLE if under and any(under_title(material, Cite(scored.article, scored.sentence))) else 0.0
    own += OWN_DOING if _OUT_FOR_ALL.match(scored.text) else 0.0
    own -= STATUS_TALK if is_status_talk(scored.text) or _HEADED_LIST.match(scored.text) else 0.0
    return own - SECOND_HAND * min(scored.article, 3)


def _is_own_doing(material: Material, scored: Scored) -> bool:
    """ "In this work, we propose X" of an outlet's own paper: what it did, not what was before."""
    voice = material.speaker(Cite(scored.article, scored.sentence))
    if voice is None or not tells_own_doing(scored.text):
        return False
    return (in_third_person(scored.text, voice) or "").startswith(voice)


_STATUS_TALK = re.compile(
    r"(?:All (?:impacted|affected) services have|This incident (?:has been|is) resolved|(?:We|\w+) (?:will|are continuing to|continues? to) (?:provide|post|share|monitor|investigate)\b[^.]{0,40}\b(?:updates?|recovery|issue|soon|possible)\b)"
)


def is_status_talk(text: str) -> bool:
    """What every status page says in every incident."""
    return bool(_STATUS_TALK.match(text))


_HEADED_LIST = re.compile(
    r"(?:Missing|Also|Next|Coming up|In brief|In short|Winners?|Losers?|Verdict|Pros?|Cons?|Best|Worst)\b[^:.]{0,30}: "
)


def _is_retold(material: Material, scored: Scored) -> bool:
    """Tells after another outlet of the story, which we read ourselves."""
    own = material.articles[scored.article].outlet
    others = {a.outlet for a in material.articles if a.outlet != own and a.outlet in scored.text}
    return any(_tells_after(scored.text, outlet) for outlet in others - material.subjects)


def _tells_after(text: str, outlet: str) -> bool:
    name = re.escape(outlet)
    return bool(re.search(rf"{name}(?:['’]s)?(?: \w+)? report|ccording to (?:the )?{name}|据{name}", text))


def choose(material: Material, ranked: Sequence[Scored], first: Sequence[Scored] = ()) -> list[Written]:
    """The lead and up to three more, none saying what another said; `first` come before all others."""
    chosen: list[Written] = []
    for scored in [*first, *ranked]:
        if len(chosen) == SENTENCES_AT_MOST:
            break
        if chosen and (not _adds(material, scored, chosen) or _is_superseded(material, scored, chosen[0])):
            continue
        written = written_within(material, scored)
        if written is not None and not _says_same(written, chosen):
            chosen.append(written)
    return chosen or [written_anyhow(material, ([*first, *ranked] or _fallback(material))[0])]


def _adds(material: Material, scored: Scored, chosen: Sequence[Written]) -> bool:
    needed = max(LEAST, min(ENOUGH * chosen[0].source.score, AMPLE))
    if is_title(material, chosen[0]) and scored.article == chosen[0].source.article:
        needed = BELOW_A_TITLE
    if scored.score < needed or scored.background:
        return False
    return all(salience.overlap(scored.terms, c.source.terms) < REPEATED for c in chosen)


def _says_same(written: Written, chosen: Sequence[Written]) -> bool:
    terms = salience.terms_of(written.text)
    return any(salience.overlap(terms, salience.terms_of(c.text)) >= REPEATED for c in chosen)


_AHEAD = re.compile(
    r"\bin (?:early |advanced |late )?talks\b|\b(?:plans|planning|hopes|hoping|seeks|seeking|looking|aims|intends|expected|close|set|ready|about|offering|considering|weighing|mulling|exploring)"
    r"(?: (?:to|on|a|an)\b| raising| buying| acquiring)|\b(?:considering|weighing|mulling|exploring|negotiating|pending|await(?:s|ing)|could|may|might|rumou?r\w*)\b|计划|拟|洽谈|商讨|考虑|正在寻求|有望|或将"
)


def _is_superseded(material: Material, scored: Scored, lead: Written) -> bool:
    """Tells of a state before the lead's: an older article's "is in talks" under a later "has raised", or what was
    only reported under what a subject has confirmed."""
    cite = Cite(scored.article, scored.sentence)
    if scored.article == lead.source.article:
        return False
    told, sure = certainty_of(material, cite), certainty_of(material, lead.cites[0])
    if sure == "confirmed" and told in UNSURE:
        return True
    older = material.articles[scored.article].published < material.articles[lead.source.article].published
    return older and sure not in UNSURE and (told in UNSURE or bool(_AHEAD.search(scored.text)))


def _fallback(material: Material) -> list[Scored]:
    """A first sentence as it is, where none can stand by the rules: rather a statement than a question or a fragment."""
    texts = material.articles[0].sentences[:4]
    settled = {cite.sentence for cite in (*material.wrong, *material.confessions) if cite.article == 0}
    best = min(
        range(len(texts)), key=lambda i: (i in settled, texts[i].rstrip()[-1:] in "?？:：", len(texts[i]) < 40, i)
    )
    return [Scored(0, best, texts[best], 1.0, frozenset(), False, False)]


def in_reading_order(chosen: list[Written]) -> list[Written]:
    lead, *rest = chosen
    return [lead, *sorted(rest, key=lambda w: (w.source.article, w.source.sentence))]
