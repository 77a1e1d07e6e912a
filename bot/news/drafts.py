"""What a model wrote of a story, held to the law: each sentence and the headline are checked against the sentences they
cite, whoever wrote them. What passes becomes the brief's; what doesn't leaves the source's own words in place.

Kind, certainty, tags, sources and what is new stay ours: the model only words what our own brief rests on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.news import compress, headline, salience
from bot.news.dossier import Dossier, Shown
from bot.news.faithful import check
from bot.news.grave import grave
from bot.news.model import Article, Brief, BriefSentence, Translation
from bot.news.orders import is_plain
from bot.news.reading import NameLookup
from bot.news.text import detect_language
from bot.news.translated import LANGUAGES, check_translation, is_hedged_in

HEADLINE = 90
"""Characters, from the founders' sketches."""
MOST_SENTENCES = 4
MOST_CITES = 3
SAME = 0.75
"""Overlap of content words from which two sentences say the same."""


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """A sentence as the model gave it; `cites` are numbers of the dossier's sentences, as given."""

    text: str
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """What the model wrote of one story in one language."""

    language: str
    headline: DraftSentence
    sentences: tuple[DraftSentence, ...]


@dataclass(frozen=True, slots=True)
class Failing:
    """A sentence that can't be taken, with what is wrong with it, in words for the model. `place` 0 is the headline."""

    language: str
    place: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A text that passed the check: what a second judge may still refuse. `drafted` is how the model gave it."""

    language: str
    place: int
    text: str
    cites: tuple[int, ...]
    drafted: str


@dataclass(frozen=True, slots=True)
class Judged:
    """The drafts of one story, judged. `brief` is None where nothing of them could be taken."""

    brief: Brief | None
    failing: tuple[Failing, ...]
    claims: tuple[Claim, ...]

    @property
    def passed(self) -> int:
        return len(self.claims)


Objections = Mapping[tuple[str, str], str]
"""Why a second judge refuses a text, by its language and its words as they were drafted."""


def judge(
    drafts: Sequence[Draft],
    dossier: Dossier,
    brief: Brief,
    articles: Sequence[Article],
    names: NameLookup | None = None,
    objections: Objections | None = None,
) -> Judged:
    """The story's brief with what can be taken of the drafts. `articles` are the brief's own, in its order.

    `objections` only ever take away from what passes.
    """
    wanted = [draft for draft in _once(drafts) if draft.language in dossier.languages]
    court = _Court(dossier, brief, articles, names, objections or {})
    rulings = [court.ruling(draft) for draft in wanted]
    written = brief
    for ruling in rulings:
        written = court.with_text(written, ruling)
    failing = tuple(one for ruling in rulings for one in ruling.failing)
    claims = tuple(claim for ruling in rulings for claim in ruling.claims)
    return Judged(written if written is not brief else None, failing, claims)


def _once(drafts: Sequence[Draft]) -> list[Draft]:
    return list({draft.language: draft for draft in reversed(drafts)}.values())


def patched(drafts: Sequence[Draft], patches: Sequence[Draft]) -> list[Draft]:
    """The drafts with the texts that were written anew in their places; an empty text is none."""
    new = {patch.language: (patch.headline, *patch.sentences) for patch in patches}
    return [_patched(draft, new.get(draft.language, ())) for draft in drafts]


def _patched(draft: Draft, new: Sequence[DraftSentence]) -> Draft:
    said = [draft.headline, *draft.sentences]
    for place, one in enumerate(new[: len(said)]):
        said[place] = one if one.text.strip() else said[place]
    return replace(draft, headline=said[0], sentences=tuple(said[1:]))


@dataclass(frozen=True, slots=True)
class _Ruling:
    """A draft with its sentences that passed (None: it didn't), in their places."""

    language: str
    headline: BriefSentence | None
    sentences: tuple[BriefSentence | None, ...]
    failing: tuple[Failing, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class _Court:
    dossier: Dossier
    brief: Brief
    articles: Sequence[Article]
    names: NameLookup | None
    objections: Objections

    def ruling(self, draft: Draft) -> _Ruling:
        failing: list[Failing] = []
        claims: list[Claim] = []
        passed: list[BriefSentence | None] = []
        said: list[str] = []
        for place, one in enumerate((draft.headline, *draft.sentences[:MOST_SENTENCES])):
            cited = self.dossier.cited(one.cites)
            for text in self._forms(_tidied(one.text, place), cited):
                why = next(self._faults(text, cited, place, draft.language, said), None)
                if why is None:
                    break
            why = why or self.objections.get((draft.language, one.text))
            if why is not None:
                failing.append(Failing(draft.language, place, one.text, why))
                passed.append(None)
                continue
            claims.append(Claim(draft.language, place, text, one.cites, one.text))
            if place:
                said.append(text)
            passed.append(BriefSentence(text, tuple(shown.cite for shown in cited)))
        return _Ruling(draft.language, passed[0], tuple(passed[1:]), tuple(failing), tuple(claims))

    def _forms(self, text: str, cited: Sequence[Shown]) -> list[str]:
        """With dates for weekdays, as our own sentences have them; else as it is."""
        published = self.articles[cited[0].cite.article].published if cited else None
        dated = compress.with_dates(text, published) if published else text
        return list(dict.fromkeys((dated, text)))

    def _faults(
        self, text: str, cited: Sequence[Shown], place: int, language: str, said: Sequence[str]
    ) -> Iterator[str]:
        """What is wrong, the plainest first. The check itself comes last: it costs most."""
        if not cited or len(cited) > MOST_CITES:
            yield "it must cite one to three numbers of the given sentences"
            return
        yield from _of_form(text, place, " ".join(shown.source for shown in cited))
        lead = self.dossier.sentences[self.dossier.lead - 1]
        if place <= 1 and lead not in cited:
            yield f"the headline and the first sentence must rest on the lead, [{self.dossier.lead}]"
        if language != detect_language(text, language):
            yield f"it must be written in the language “{language}”"
        if place == 0:
            yield from self._of_headline(text, language)
        terms = salience.terms_of(text)
        if place and any(salience.overlap(terms, salience.terms_of(other)) >= SAME for other in said):
            yield "it repeats another sentence"
        yield from self._of_facts(text, cited, language, place)

    def _of_headline(self, text: str, language: str) -> Iterator[str]:
        if any(headline.is_same_as(text, article.title) for article in self.articles):
            yield "it must not be an outlet's own headline"
        if language == self.dossier.language and not headline.says_hedge(text, self.brief.certainty):
            yield f"it must say that the news is {self.brief.certainty} (such as “reportedly”)"

    def _of_facts(self, text: str, cited: Sequence[Shown], language: str, place: int) -> Iterator[str]:
        sources = [shown.source for shown in cited]
        article = self.articles[cited[0].cite.article]
        published = article.published if article.published.year >= compress.FIRST_YEAR else None
        if language == self.dossier.language:
            verdict = check(sources, text, published=published, names=self.names)
            if not verdict.supported:
                yield "; ".join(f"{p.kind}: {p.what}" for p in verdict.problems[:3])
            yield from _added(sources, text, language)
            return
        told = check_translation(sources, text, language, published=published, names=self.names)
        if told:
            yield "; ".join(told[:3])
        elif (
            place == 0
            and self.brief.certainty in ("reported", "rumoured", "denied")
            and not is_hedged_in(text, language)
        ):
            yield f"it must say that the news is {self.brief.certainty}"

    # --- The brief --------------------------------------------------------------------------------------------------------

    def with_text(self, brief: Brief, ruling: _Ruling) -> Brief:
        if not ruling.claims:
            return brief
        if ruling.language == self.dossier.language:
            return self._rewritten(brief, ruling)
        return self._translated(brief, ruling)

    def _rewritten(self, brief: Brief, ruling: _Ruling) -> Brief:
        """With our own sentences where the model's didn't pass, and our own headline where its didn't."""
        ours = list(brief.sentences)
        told: list[BriefSentence] = []
        for place, one in enumerate(ruling.sentences):
            kept = one or self._own(ours, told, place)
            if kept is not None:
                told.append(kept)
        if not told:
            told = ours
        title = ruling.headline or BriefSentence(brief.headline, brief.headline_cites)
        before = tuple(dict.fromkeys((*brief.formerly, brief.headline)))
        return replace(
            brief, headline=title.text, headline_cites=title.cites, sentences=tuple(told), writer="openai", formerly=before
        )  # fmt: skip

    def _own(self, ours: Sequence[BriefSentence], told: Sequence[BriefSentence], place: int) -> BriefSentence | None:
        """Our lead for a lead that fell; for another sentence one of ours that says what isn't said yet."""
        for one in ours if place else ours[:1]:
            terms = salience.terms_of(one.text)
            if all(salience.overlap(terms, salience.terms_of(other.text)) < salience.overlap(terms, terms) * 0.55 for other in told):  # fmt: skip
                return one
        return None

    def _translated(self, brief: Brief, ruling: _Ruling) -> Brief:
        """Only with a headline and a first sentence that passed: a reader isn't given two languages at once."""
        if ruling.headline is None or not ruling.sentences or ruling.sentences[0] is None:
            return brief
        said = tuple(one for one in ruling.sentences if one)
        new = Translation(ruling.language, ruling.headline.text, ruling.headline.cites, said)
        others = tuple(one for one in brief.translations if one.language != ruling.language)
        return replace(brief, translations=(*others, new))


# --- Form -------------------------------------------------------------------------------------------------------------------

_CAPITAL = re.compile(r"\b[A-Z][\w.-]*")
_CLAUSE = re.compile(
    r"(?:[,;:，；：、—–]|\.(?=\s)|\s-)\s*|\s(?:and|but|while|as|after|because|so|which|who|that)\s", re.IGNORECASE
)


def _added(sources: Sequence[str], text: str, language: str) -> Iterator[str]:
    """A clause of which no word stands in the sources, or something grave that they don't tell of: a false half can hide
    behind a true one, whose words bear out most of the sentence."""
    known = salience.terms_of("\n".join(sources))
    for clause in _CLAUSE.split(text):
        words = salience.terms_of(clause) - salience.terms_of(" ".join(_CAPITAL.findall(clause)))
        if len(words) >= 2 and words.isdisjoint(known):
            yield f"unsupported: “{clause.strip()}” stands in no cited sentence"
    if language in LANGUAGES:
        told = {what for source in sources for what in grave(source, language)}
        if strange := sorted(grave(text, language) - told):
            yield f"unsupported: the cited sentences don't tell of a {strange[0]}"


_SPACES = re.compile(r"\s+")
_ENDS = re.compile(r"[.!。！…][”\"’」』)）]?$")
_META = re.compile(
    r"\b(?:the (?:article|text|source|sentence|passage|story)s? (?:says?|states?|reports?|mentions?)|according to (?:the )?(?:article|text|source|sentence)s?\b|as an ai\b|I (?:can|cannot|will|am)\b|\[\d+\])",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(
    r"\b(?:[Ww]e|I|[Oo]ur|[Mm]y|[Uu]s(?<!US)|[Yy]ou|[Yy]our|[Ll]et['’]s)\b(?![.&])|我们|我們|咱们"
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|「[^」]*」")
_RELATIVE_DAY = re.compile(r"\b(?:[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]onight)\b|今天|今日|昨天|昨日|明天|明日")
_UNNAMED = re.compile(
    r"^(?:The|This|That|These|Those|Its|Their|His|Her) (?:new |same |two |three )?"
    r"(?:compan(?:y|ies)|firms?|office|agency|court|bank|start-?ups?|lab|group|models?|report|study|deal|move|round|tool|product|service)\b"
)


def _tidied(text: str, place: int) -> str:
    """With single spaces and straight ends: a headline without a full stop, a sentence with one."""
    text = _SPACES.sub(" ", text).strip()
    if place == 0:
        return text.rstrip(".。") if not text.endswith("...") else text
    if text and not _ENDS.search(text):
        text += "。" if compress.is_chinese(text) else "."
    return text


def _of_form(text: str, place: int, sources: str) -> Iterator[str]:
    if not text or not is_plain(text, sources):
        yield "plain words only: no link, markup, list, sign or invisible character"
    if place == 0 and (len(text) > HEADLINE or text[-1:] in "?？!！:：…" or len(text) < 8):
        yield f"a headline is one statement of at most {HEADLINE} characters"
    if place and not compress.fits(text):
        yield f"a sentence has at most {compress.LIMIT} words"
    if _META.search(text) or _FIRST_PERSON.search(_QUOTED.sub("", text)):
        yield "tell the news itself, in the third person"
    if _RELATIVE_DAY.search(_QUOTED.sub("", text)):
        yield "give the date, not “today” or “yesterday”"
    if salience.is_opener(text) or _UNNAMED.match(text):
        yield "it must not begin with a word that points elsewhere (it, the company, the report)"
