"""`ask`: answers a question with sentences of stored articles, cited, or refuses. It only reads.

What a question means stands in `news.questions`, whether a sentence answers it in `news.answering`; here it is decided
what is looked up, which of the answers are given, and what a refusal says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.news import certainty
from bot.news.answering import NEARBY, Evidence, find_evidence, naming
from bot.news.features import is_roundup
from bot.news.model import Article, Source, Story, StoryFilter
from bot.news.questions import Actor, Question, understand, words_of_act
from bot.news.registry import Registry
from bot.news.text import content_words, search_tokens
from bot.ports import ArticleHit, NewsReader

__all__ = ["Answer", "Question", "answer_from", "ask", "understand"]

MOST_ARTICLES = 40
MOST_READ = 45
ENOUGH = 20
"""Articles that hold all the names: what shares only a word with the question isn't looked for then, which costs most."""
MOST_SENTENCES = 3
MOST_GOOD = 12
"""Answers that are compared with each other."""
SAME = 0.6
"""Overlap of content words from which two sentences tell the same."""
WORSE = 0.25
"""How much less a further sentence may cover than the best one."""
LATEST_DAYS = 30
OWNER_DAYS = 90
MOST_SUBJECTS = 3
"""Companies that one event has as subjects; a story with more is a review of several."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`sentences` are (text, numbers of sources). A refusal has none, and `reason`; `nearby` is what is known instead."""

    sentences: tuple[tuple[str, tuple[int, ...]], ...]
    sources: tuple[Source, ...]
    refused: bool
    reason: str | None
    reaches: datetime | None
    nearby: tuple[Source, ...] = ()

    @property
    def text(self) -> str | None:
        cited = (f"{text} {''.join(f'[{n}]' for n in cites)}" for text, cites in self.sentences)
        return " ".join(cited) or None


# --- Asking -----------------------------------------------------------------------------------------------------------


async def ask(
    reader: NewsReader, registry: Registry, text: str, *, now: datetime, workspace_id: int | None = None
) -> Answer:
    """A cited answer, or a refusal with a reason. Judged as of `now`."""
    reaches = await reader.reaches()
    upto = min(reaches[1], now) if reaches else None
    question = await _respelled(reader, registry, understand(text, registry, now), now, workspace_id)
    if question.changes and question.names:
        return await _changes(reader, question, now, upto, workspace_id)
    if not question.terms and not question.acts and question.needs is None and not question.comparing:
        return await _latest(reader, question, now, upto, workspace_id)
    hits = await _retrieve(reader, registry, question, now, workspace_id)
    answer = answer_from(question, hits, registry, upto)
    if answer.refused and question.act == "own" and len(question.obj) == 1:
        return await _disclosed(reader, question, now, workspace_id, answer)
    return answer


async def _respelled(
    reader: NewsReader, registry: Registry, question: Question, now: datetime, workspace_id: int | None
) -> Question:
    """A capitalised word that no article holds and that is nearly a known name was meant as that name."""
    text = question.text
    for actor in sorted(question.unknown, key=lambda a: -a.start):
        near = _near_name(registry, actor)
        if near and not await reader.search(search_tokens(actor.name), until=now, workspace_id=workspace_id, limit=1):
            text = text[: actor.start] + near + text[actor.end :]
    return question if text == question.text else understand(text, registry, now)


def _near_name(registry: Registry, actor: Actor) -> str | None:
    """The known name that differs by a slip of the pen: the same first letter, and one letter in four at most."""
    from rapidfuzz.distance import OSA

    if re.search(r"\d", actor.name):
        return None
    for name in registry.suggest(actor.name):
        company = registry.companies.get(name)
        spellings = (name, *(company.aliases if company else ()))
        for spelling in spellings:
            slips = OSA.distance(spelling.lower(), actor.name.lower())
            if spelling[:1].lower() == actor.name[:1].lower() and len(actor.name) > 3 and 4 * slips <= len(spelling):
                return name
    return None


async def _retrieve(
    reader: NewsReader, registry: Registry, question: Question, now: datetime, workspace_id: int | None
) -> list[ArticleHit]:
    names = [_name_tokens(registry, actor) for actor in question.actors]
    terms = [t for term in question.terms for t in search_tokens(term)]
    acts = [t for act in question.acts for word in words_of_act(act) for t in search_tokens(word)]
    first = [tokens[0] for tokens in names if tokens]
    found: dict[int, ArticleHit] = {}
    until = min(question.until or now, now) + timedelta(seconds=1)
    for batch, any_of in (
        ([*(t for one in first for t in one), *terms], False),
        ([*(t for one in first for t in one)], False),
        ([*(t for one in names for spelling in one for t in spelling), *terms, *acts], True),
    ):
        wanted = list(dict.fromkeys(batch))
        if any_of and len(found) >= ENOUGH:
            break
        for hit in (
            await reader.search(
                wanted, any_of=any_of, since=question.since, until=until, workspace_id=workspace_id, limit=MOST_ARTICLES
            )
            if wanted
            else ()
        ):
            found.setdefault(hit.article.id, hit)
    return list(found.values())[:MOST_READ]


def _name_tokens(registry: Registry, actor: Actor) -> list[list[str]]:
    """The tokens of each spelling of a name, the canonical one first."""
    company = registry.companies.get(actor.name)
    family = registry.families.get(actor.name)
    spellings = (actor.name, *(company.aliases if company else ()), *(family.aliases if family else ()))
    return [tokens for spelling in spellings if (tokens := search_tokens(spelling))]


async def _disclosed(
    reader: NewsReader, question: Question, now: datetime, workspace_id: int | None, refusal: Answer
) -> Answer:
    """An outlet's owner as its feed discloses it, cited to the newest article of that outlet."""
    (outlet,) = question.obj
    for story in await reader.stories(now - timedelta(days=OWNER_DAYS), now, workspace_id=workspace_id):
        for source in story.sources:
            if source.outlet == outlet and source.owner not in (None, outlet):
                said = _owner_said(question, outlet, source.owner or "")
                return Answer(((said, (1,)),), (replace(source, n=1),), False, None, refusal.reaches)
    return refusal


def _owner_said(question: Question, outlet: str, owner: str) -> str:
    return f"{owner}拥有{outlet}。" if question.language == "zh" else f"{owner} owns {outlet}."


# --- The latest -------------------------------------------------------------------------------------------------------


async def _latest(
    reader: NewsReader, question: Question, now: datetime, upto: datetime | None, workspace_id: int | None
) -> Answer:
    """ "What's new with X": the newest stories on it, each with its first sentence."""
    if not question.names and not question.latest:
        return Answer((), (), True, _told(question, "I can't tell what is asked; name a company, a model or a fact.",
                                          "请写明要问的公司、模型或事实。"), upto)  # fmt: skip
    since = question.since or now - timedelta(days=LATEST_DAYS)
    stories = await _stories_on(reader, question, since, min(question.until or now, now), workspace_id)
    if stories:
        told = list({_first_said(story): story for story in reversed(stories)}.values())[::-1]
        return _from_stories(told[:MOST_SENTENCES], upto)
    about = f" about {_and(question.names)}" if question.names else ""
    reason = f"Our sources say nothing{about} since {since:%-d %B %Y}."
    older = await _stories_on(reader, question, now - timedelta(days=3650), since, workspace_id)
    nearby = tuple(replace(s.sources[0], n=n) for n, s in enumerate(older[:2], 1) if s.sources)
    chinese = f"{since:%Y-%m-%d}以来，我们的来源没有关于{'、'.join(sorted(question.names))}的消息。"
    return Answer((), (), True, _told(question, reason, chinese), upto, nearby)


async def _stories_on(
    reader: NewsReader, question: Question, since: datetime, until: datetime, workspace_id: int | None
) -> list[Story]:
    """Stories on all names of the question, newest first; only those of which the names are the subject, where there
    are such. Without a name: those that most outlets carry."""
    filters = [StoryFilter(companies=question.names), StoryFilter(models=question.names)] if question.names else [None]
    found: dict[int, Story] = {}
    for wanted in filters:
        for story in await reader.stories(since, until, wanted, workspace_id=workspace_id, limit=30):
            if question.names <= {n for tag in story.brief.tags for n in (tag.name, tag.family)}:
                found[story.id] = story
    newest = sorted((s for s in found.values() if s.sources), key=lambda s: (s.last_at, s.id), reverse=True)
    if not question.names:
        return sorted(newest, key=lambda s: -s.outlets)
    open_ = [s for s in newest if not s.sources[0].paywall] or newest
    single = [s for s in open_ if not is_roundup(s.sources[0].title) and _companies(s) <= MOST_SUBJECTS] or open_
    return [s for s in single if _on_subject(s, question.names)] or single


def _companies(story: Story) -> int:
    return sum(1 for t in story.brief.tags if t.type == "company" and t.role == "subject")


def _on_subject(story: Story, names: frozenset[str]) -> bool:
    subjects = {n for t in story.brief.tags if t.role == "subject" for n in (t.name, t.family)}
    return names <= subjects


def _from_stories(stories: Sequence[Story], upto: datetime | None) -> Answer:
    sources = [replace(_cited(story), n=n, corrected=None) for n, story in enumerate(stories, 1)]
    sentences = tuple((_first_said(story), (n,)) for n, story in enumerate(stories, 1))
    return Answer(sentences, tuple(sources), False, None, upto)


def _first_said(story: Story) -> str:
    """Of a story that was put right the headline: it says so."""
    quotes = story.brief.sentences and not story.corrections
    return story.brief.sentences[0].text if quotes else story.brief.headline


def _cited(story: Story) -> Source:
    """The source of the story's first sentence."""
    cites = story.brief.sentences[0].cites if story.brief.sentences else story.brief.headline_cites
    index = cites[0].article if cites else 0
    return story.sources[index] if index < len(story.sources) else story.sources[0]


async def _changes(
    reader: NewsReader, question: Question, now: datetime, upto: datetime | None, workspace_id: int | None
) -> Answer:
    """ "What changed": what the newest versions of the stories say is new; corrections too."""
    since = question.since or now - timedelta(days=LATEST_DAYS)
    stories = await _stories_on(reader, question, since, now, workspace_id)
    changed = [s for s in stories if s.brief.whats_new][:MOST_SENTENCES]
    if changed:
        sources = tuple(replace(_cited(s), n=n) for n, s in enumerate(changed, 1))
        told = tuple((s.brief.whats_new or "", (n,)) for n, s in enumerate(changed, 1))
        return Answer(told, sources, False, None, upto)
    if question.terms or question.acts or not stories:
        hits = await _retrieve(reader, Registry({}, {}), question, now, workspace_id)
        near = tuple(_source(h.article, n) for n, h in enumerate(hits[:2], 1))
        return Answer((), (), True, _nothing(question), upto, near)
    return await _latest(reader, question, now, upto, workspace_id)


# --- Choosing ---------------------------------------------------------------------------------------------------------


def answer_from(question: Question, hits: Sequence[ArticleHit], registry: Registry, upto: datetime | None) -> Answer:
    """Decides from what was found; pure."""
    found = find_evidence(question, [hit.article for hit in hits], registry)
    stories = {hit.article.id: hit.story_id for hit in hits}
    good = _standing([e for e in found if e.answers][:MOST_GOOD], question, stories)
    good = [_as_corrected(e, found) for e in good]
    if good:
        return _compose(question, good, upto)
    if question.act == "own" and (owned := _owner_in(question, [hit.article for hit in hits])):
        said = _owner_said(question, owned.outlet, owned.outlet_owner or "")
        return Answer(((said, (1,)),), (_source(owned, 1),), False, None, upto)
    unsaid = [e for e in found if e.unsaid and e.score >= NEARBY and _same_matter(question, e)]
    near = [e.article for e in found if e.score >= NEARBY and not e.roundup]
    return _refuse(question, unsaid[:1], near or _on_the_names(question, registry, hits), upto)


def _on_the_names(question: Question, registry: Registry, hits: Sequence[ArticleHit]) -> list[Article]:
    """Articles that name all that the question names, those with the names in the title first."""
    if not question.names:
        return []
    named = naming(question, registry, [h.article for h in hits if not is_roundup(h.article.title)])
    return sorted(named, key=lambda a: not any(n.lower() in a.title.lower() for n in question.names))


def _owner_in(question: Question, articles: Iterable[Article]) -> Article | None:
    owned = [a for a in articles if a.outlet in question.obj and a.outlet_owner not in (None, a.outlet)]
    fits = [a for a in owned if not question.subject or a.outlet_owner in question.subject]
    return max(fits, key=lambda a: a.published, default=None)


def _same_matter(question: Question, e: Evidence) -> bool:
    """What isn't said is what was asked: the counted thing, else the act, or nearly all of the question's words."""
    if question.head:
        return question.head[:-1] in e.text.lower()
    if question.act is None and not question.terms:
        return False
    done = question.act is None or any(word in e.text.lower() for word in words_of_act(question.act))
    return question.needs is not None or question.act == "confirm" or (done and e.score >= SAME)


def _standing(good: Sequence[Evidence], question: Question, stories: dict[int, int | None]) -> list[Evidence]:
    """Without what a newer sentence of the same story says otherwise: another number, or that it isn't so."""
    return [e for e in good if not any(_replaces(other, e, question, stories) for other in good)]


_TURNED = re.compile(
    r"\bcorrect(?:s|ed|ion)\b|\bno longer\b|\brather than\b|, not [$€£¥\d]|\bnot [$€£¥]?\d|\binstead of\b|\bwithdr[ae]w|\bscrapped\b|\bcancel|\brevised\b|更正|撤回|取消",
    re.IGNORECASE,
)


def _replaces(new: Evidence, old: Evidence, question: Question, stories: dict[int, int | None]) -> bool:
    if new.article.published <= old.article.published or new.roundup > old.roundup:
        return False
    if new.article.language[:2] != old.article.language[:2]:
        return False
    story = stories.get(new.article.id)
    same = story is not None and story == stories.get(old.article.id)
    if not same and _overlap(new.text, old.text) < SAME:
        return False
    if _is_turn(new.text) or _TURNED.search(new.article.title):
        return not _is_turn(old.text)
    if same and _OPEN.search(f"{old.article.title} {old.text}") and not _OPEN.search(new.text):
        return True
    counted = question.needs in ("money", "number", "percent") and bool(_TOTAL.search(new.text)) == bool(
        _TOTAL.search(old.text)
    )
    apart = not _figures(new.text) & _figures(old.text)
    return counted and apart and _overlap(_NO_FIGURES.sub("", new.text), _NO_FIGURES.sub("", old.text)) >= SAME


_OPEN = re.compile(
    r"\b(?:in talks|expected to|is said to|are said to|reportedly|planning to|plans to|considering|people familiar|sources?|may|could)\b|据悉|洽谈|知情人士|拟",
    re.IGNORECASE,
)
"""A deed that isn't done yet or isn't sure: what is told of it as done later replaces it."""
_TOTAL = re.compile(r"\b(?:in total|total|in all|altogether|so far)\b|累计|总", re.IGNORECASE)
_NO_FIGURES = re.compile(r"\d+(?:[.,]\d+)*")


def _is_turn(text: str) -> bool:
    return bool(_TURNED.search(text)) or certainty.is_denial(text)


def _figures(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:[.,]\d+)*", text))


def _overlap(a: str, b: str) -> float:
    one, two = set(content_words(a)), set(content_words(b))
    return len(one & two) / (min(len(one), len(two)) or 1)


def _distinct(good: Sequence[Evidence], most: int) -> list[list[Evidence]]:
    """The best sentences that say different things; each with other outlets' sentences that say the same."""
    groups: list[list[Evidence]] = []
    for e in good:
        if e.score < good[0].score - WORSE or (e.roundup and not good[0].roundup):
            continue
        if e.same_language != good[0].same_language:
            continue
        same = next((g for g in groups if _tells_same(e, g[0])), None)
        if same is None and len(groups) < most:
            groups.append([e])
        elif same is not None and e.article.outlet not in {x.article.outlet for x in same}:
            same.append(e)
    return groups


def _tells_same(one: Evidence, other: Evidence) -> bool:
    if _overlap(one.text, other.text) < SAME:
        return False
    a, b = _figures(one.text), _figures(other.text)
    return a <= b or b <= a


def _as_corrected(e: Evidence, found: Sequence[Evidence]) -> Evidence:
    """What tells the same as a sentence of a story that was put right is told with that, wherever it stands."""
    if e.article.corrected or not _figures(e.text):
        return e
    same = (x for x in found if x.article.corrected and _figures(x.text) and _tells_same(e, x))
    right = next((x.article.corrected for x in same), None)
    return replace(e, article=replace(e.article, corrected=right)) if right else e


def _compose(question: Question, good: Sequence[Evidence], upto: datetime | None) -> Answer:
    most = 2 if question.needs is not None else MOST_SENTENCES
    groups = _distinct(good, most)
    articles = list({e.article.id: e.article for group in groups for e in _cited_of(group)}.values())
    number = {a.id: n for n, a in enumerate(articles, 1)}
    sentences = [(g[0], tuple(number[e.article.id] for e in _cited_of(g))) for g in groups]
    sources = tuple(replace(_source(a, number[a.id]), corrected=None) for a in articles)
    return Answer(tuple(_with_corrections(question, sentences)), sources, False, None, upto)


def _with_corrections(
    question: Question, sentences: Sequence[tuple[Evidence, tuple[int, ...]]]
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """What a source says that was put right since is only told after what was put right."""
    told: set[str] = set()
    for e, numbers in sentences:
        right = e.article.corrected
        if right and right not in told:
            told.add(right)
            yield _told(question, f"Corrected since: {right}.", f"此后更正：{right}。"), numbers
            yield _told(question, f"The source had said: “{e.text}”", f"来源曾说：“{e.text}”"), numbers
        else:
            yield f"“{e.text}”" if right else e.text, numbers


def _cited_of(group: Sequence[Evidence]) -> Sequence[Evidence]:
    """The quoted sentence's source, and others that hold all its figures."""
    figures = _figures(group[0].text)
    return [group[0], *(e for e in group[1:] if figures <= _figures(e.text))][:MOST_SENTENCES]


# --- Refusing ---------------------------------------------------------------------------------------------------------


def _refuse(question: Question, unsaid: Sequence[Evidence], nearby: Sequence[Article], upto: datetime | None) -> Answer:
    articles = list({a.id: a for a in [*(e.article for e in unsaid), *nearby]}.values())[:2]
    known = tuple(_source(a, n) for n, a in enumerate(articles, 1))
    if unsaid:
        said = unsaid[0].text
        reason = _told(
            question, f"Not in our sources. They do say: “{said}” [1]", f"我们的来源没有答案，只说：“{said}”[1]"
        )
        return Answer((), known[:1], True, reason, upto, known)
    return Answer((), (), True, _nothing(question), upto, known)


def _nothing(question: Question) -> str:
    about = f" about {_and(question.names)}" if question.names else ""
    named = "、".join(sorted(question.names))
    return _told(
        question,
        f"Our sources say nothing{about} that answers this.",
        f"我们的来源没有关于{named}的答案。" if named else "我们的来源没有答案。",
    )


def _told(question: Question, english: str, chinese: str) -> str:
    return chinese if question.language == "zh" else english


def _source(article: Article, n: int) -> Source:
    return Source(
        n,
        article.title,
        article.outlet,
        article.url,
        article.published,
        article.outlet_owner,
        article.paywall,
        article.language,
        article.corrected,
    )


def _and(names: frozenset[str]) -> str:
    ordered = sorted(names)
    return ordered[0] if len(ordered) == 1 else f"{', '.join(ordered[:-1])} and {ordered[-1]}"
