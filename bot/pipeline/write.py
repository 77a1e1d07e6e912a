"""The arrow from a brief in the sources' words to one in a model's, for stories that a subscription can want.

It comes after `brief`, never before it: the sources' own words stand until something better has passed the check, so
that no digest waits for a model. A text is claimed in the store before it is sent; a server in trouble is left alone
for a while.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Protocol

from bot.logs import logger
from bot.news.dossier import Dossier, dossier_of
from bot.news.drafts import Claim, Draft, Judged, judge, patched
from bot.news.model import Article, Brief, Story, StoryFilter
from bot.news.ranking import rank
from bot.news.reading import NameLookup
from bot.news.timetable import zone_named
from bot.news.translated import LANGUAGES
from bot.outbox_ports import NoticeStore
from bot.ports import (
    SECOND_JUDGE,
    Budget,
    KnownText,
    ModelReason,
    ModelTrouble,
    ModelWriter,
    SecondJudged,
    StoryText,
    Subscription,
    SubscriptionStore,
    TextOutcome,
    TextState,
    Usage,
    WritingStore,
    Written,
)

log = logger(__name__)
LEASE = "write"
LEASE_SECONDS = 300.0
LONGEST_SPAN = timedelta(days=3)
AHEAD = timedelta(hours=3)
"""How long before a digest its stories begin to be worded: what leads in the morning seldom leads at night. Over a day of
1,000 items it takes a tenth of the tokens that wording all day takes (bench/money.py)."""
NEW = timedelta(days=1)
"""An order so young is worded for at any time: whoever set it up looks at what comes."""
OUTPUT = 150
"""Tokens that a story's texts in one language are reckoned to have."""
PROMPT = 520
"""Tokens of the prompt, shared by the stories of a request."""
REWRITING = 250
"""Tokens of the other prompt, and of what is wrong."""
JUDGING = 300
"""Tokens of a second judge's prompt, and of what it refuses."""
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)
PAUSE_UNTIL_MENDED = timedelta(minutes=30)
_TO_BE_MENDED: frozenset[ModelReason] = frozenset({"bad key", "unknown model", "no credit"})
BAD_ANSWERS = 3
"""So many answers in a row that can't be used are the server's trouble, no text's."""
PATIENCE = 3
"""Failures in a row from which operators are told: most trouble is over by itself."""
CIRCUIT = "model circuit"
TROUBLE = "model trouble"
SPENT = "model budget"
UNHEARD = "model second judge"


class WriteStore(WritingStore, SubscriptionStore, NoticeStore, Protocol):
    """What writing reads and keeps."""


@dataclass(frozen=True, slots=True)
class WritePolicy:
    """`depth`: for each story that a digest shows, so many of the best ones are written. `batch` stories go in a request.

    `second_judge`: the model is asked what it would refuse of what passed our check.
    """

    budget: Budget
    zone: str = "UTC"
    depth: int = 2
    batch: int = 4
    rewrites: bool = True
    second_judge: bool = False


@dataclass(slots=True)
class WriteReport:
    written: int = 0
    quoted: int = 0
    failed: int = 0
    waiting: int = 0
    passed: int = 0
    refused: int = 0
    vetoed: int = 0
    unheard: int = 0
    usage: Usage = field(default_factory=Usage)


# --- A server in trouble ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Circuit:
    """Whether a server is asked. `failures` in a row; nothing is sent before `until`. Kept across restarts, for this
    server, key and model only."""

    server: str
    failures: int = 0
    bad_answers: int = 0
    until: datetime | None = None
    reason: ModelReason | None = None

    def is_open(self, now: datetime) -> bool:
        return self.until is not None and now < self.until

    def after(self, trouble: ModelTrouble, now: datetime) -> Circuit:
        if not trouble.is_the_servers and self.bad_answers + 1 < BAD_ANSWERS:
            return replace(self, bad_answers=self.bad_answers + 1)
        failures = self.failures + 1
        pause = min(FIRST_PAUSE * 2 ** min(failures - 1, 10), LONGEST_PAUSE)
        if trouble.reason in _TO_BE_MENDED:
            pause = PAUSE_UNTIL_MENDED
        if trouble.retry_after is not None:
            pause = max(timedelta(seconds=trouble.retry_after), timedelta(seconds=1))
        return Circuit(self.server, failures, 0, now + pause, trouble.reason)

    @property
    def is_told(self) -> bool:
        return self.reason in _TO_BE_MENDED or self.failures >= PATIENCE


def circuit_from(stored: str | None, server: str) -> Circuit:
    """As it was kept; a fresh one for another server, key or model."""
    try:
        known = json.loads(stored) if stored else {}
        if known.get("server") == server:
            until = datetime.fromisoformat(known["until"]) if known.get("until") else None
            return Circuit(server, int(known["failures"]), int(known["bad_answers"]), until, known.get("reason"))
    except (ValueError, TypeError, KeyError, AttributeError):
        pass
    return Circuit(server)


def _kept(circuit: Circuit) -> str:
    return json.dumps(asdict(circuit) | {"until": circuit.until.isoformat() if circuit.until else None})


# --- What is wanted ---------------------------------------------------------------------------------------------------


@dataclass
class _Wish:
    """What subscriptions with one filter want together."""

    wanted: StoryFilter
    workspace_id: int
    since: datetime
    size: int = 0
    languages: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A story with the languages in which its text is missing."""

    story: Story
    languages: tuple[str, ...]


def wishes(orders: Iterable[Subscription], expand: Callable[[StoryFilter], StoryFilter], now: datetime) -> list[_Wish]:
    """One for each filter and workspace: fifty channels that want the same cost one look."""
    found: dict[tuple[StoryFilter, int], _Wish] = {}
    for order in orders:
        if order.state == "active" and _is_near(order, now):
            wanted = expand(order.wanted)
            since = max(min(order.last_digest_until or now, now - timedelta(days=1)), now - LONGEST_SPAN)
            wish = found.setdefault((wanted, order.workspace_id), _Wish(wanted, order.workspace_id, since))
            wish.since = min(wish.since, since)
            wish.size = max(wish.size, order.size)
            wish.languages.add(order.language.partition("-")[0].lower())
    return list(found.values())


def _is_near(order: Subscription, now: datetime) -> bool:
    """Its next digest is near, or it has had none, or it is new."""
    if order.last_digest_until is None or order.next_due_at is None or now - order.created_at < NEW:
        return True
    return order.next_due_at - now <= AHEAD


def missing_languages(story: Story, languages: Iterable[str], known: Sequence[KnownText]) -> tuple[str, ...]:
    """Those asked for in which the story's version has no model's text, and was never asked for one.

    What was put right or taken back is told in our own words only.
    """
    brief = story.brief
    if brief.correction or story.corrections or story.withdrawn or not story.sources:
        return ()
    own = story.sources[0].language.partition("-")[0].lower()
    there = {one.language for one in brief.translations} | ({own} if brief.writer == "openai" else set())
    asked = {
        language
        for text in known
        if text.version == brief.version and text.state != "waiting"
        for language in text.languages
    }
    return tuple(sorted((set(languages) & ({own} | set(LANGUAGES))) - there - asked))


def chosen_of(ranked: Sequence[Story], known: Mapping[int, Sequence[KnownText]], size: int, depth: int) -> list[Story]:
    """The stories that a digest of `size` would show now, and others up to `depth` times as many.

    Those that were sent before count: an order that shifts a little with every hour asks for no more.
    """
    sent = {story.id for story in ranked if any(_was_sent(text, story) for text in known.get(story.id, ()))}
    chosen = list(ranked[:size])
    room = size * depth - len(sent | {story.id for story in chosen})
    for story in ranked[size:]:
        if story.id in sent:
            chosen.append(story)
        elif room > 0:
            chosen.append(story)
            room -= 1
    return chosen


def _was_sent(text: KnownText, story: Story) -> bool:
    return text.version == story.brief.version and text.state != "waiting"


# --- The arrow --------------------------------------------------------------------------------------------------------


async def write(
    store: WriteStore,
    writer: ModelWriter,
    *,
    now: Callable[[], datetime],
    owner: str,
    expand: Callable[[StoryFilter], StoryFilter],
    names: NameLookup | None,
    policy: WritePolicy,
) -> WriteReport:
    """Has the best stories of each subscription written, unless another process is at it."""
    round_ = _Round(store, writer, now, owner, expand, names, policy)
    if await store.take_lease(LEASE, owner=owner, now=now(), seconds=LEASE_SECONDS):
        try:
            await round_.run()
            await round_.tell()
        finally:
            await store.end_lease(LEASE, owner=owner)
    return round_.report


async def forget_trouble(store: NoticeStore, now: datetime) -> None:
    """There is no model any more: nothing is in trouble, and nothing spent."""
    for key in (TROUBLE, SPENT, UNHEARD):
        await store.end_notice(key, now)


@dataclass(frozen=True, slots=True)
class _Job:
    """A story that is to be sent: its text's name, what is shown of it, and what its answer is judged by."""

    text: StoryText
    dossier: Dossier
    brief: Brief
    articles: tuple[Article, ...]


@dataclass
class _Round:
    store: WriteStore
    writer: ModelWriter
    now: Callable[[], datetime]
    owner: str
    expand: Callable[[StoryFilter], StoryFilter]
    names: NameLookup | None
    policy: WritePolicy
    report: WriteReport = field(default_factory=WriteReport)
    circuit: Circuit = field(init=False)
    deaf: int = 0
    """Questions to the second judge in a row that came to nothing."""

    async def run(self) -> None:
        jobs = await self._jobs()
        self.circuit = circuit_from(await self.store.meta_value(CIRCUIT), self.writer.server)
        if not self.circuit.reason:
            await self.store.end_notice(TROUBLE, self.now())  # another server, key or model: it begins anew
        if self.policy.budget.left(await self.store.spent(self._today)):
            await self.store.end_notice(SPENT, self.now())
        if not self.policy.second_judge:
            await self.store.end_notice(UNHEARD, self.now())
        for batch in _batches(jobs, self.policy.batch):
            if self.circuit.is_open(self.now()):
                await self._put_off(batch, self.circuit.reason or "server trouble")
            elif (affordable := await self._affordable(batch)) and (claimed := await self._claimed(affordable)):
                await self._send(claimed)
                await self.store.take_lease(LEASE, owner=self.owner, now=self.now(), seconds=LEASE_SECONDS)

    async def tell(self) -> None:
        told = self.report
        if told.vetoed or told.unheard:
            before = SecondJudged.of_day(await self.store.meta_value(SECOND_JUDGE), self._today)
            after = SecondJudged(before.refused + told.vetoed, before.no_answer + told.unheard)
            await self.store.set_meta(SECOND_JUDGE, after.kept(self._today))
        if told.written or told.quoted or told.failed:
            log.info(
                "stories worded by the model", written=told.written, quoted=told.quoted, failed=told.failed,
                tokens=told.usage.tokens, refused_by_second_judge=told.vetoed,
            )  # fmt: skip

    @property
    def _today(self) -> date:
        return self.now().astimezone(zone_named(self.policy.zone)).date()

    # --- Which stories ------------------------------------------------------------------------------------------------

    async def _jobs(self) -> list[_Job]:
        wanted = await self._wanted()
        jobs = []
        for one in wanted:
            if job := await self._job(one):
                jobs.append(job)
        return jobs

    async def _wanted(self) -> list[_Wanted]:
        """The best stories of every wish, each once, with all languages that somebody reads."""
        languages: dict[int, set[str]] = {}
        stories: dict[int, Story] = {}
        known: dict[int, list[KnownText]] = {}
        for wish in wishes(await self.store.subscriptions(), self.expand, self.now()):
            ranked = await self._ranked(wish)
            known |= await self.store.known_texts([story.id for story in ranked])
            for story in chosen_of(ranked, known, wish.size, self.policy.depth):
                stories.setdefault(story.id, story)
                languages.setdefault(story.id, set()).update(wish.languages)
        missing = (
            _Wanted(story, missing_languages(story, languages[n], known.get(n, ()))) for n, story in stories.items()
        )
        return [one for one in missing if one.languages]

    async def _ranked(self, wish: _Wish) -> list[Story]:
        found = await self.store.stories(
            wish.since, self.now(), wish.wanted, workspace_id=wish.workspace_id, arrived=True
        )
        ranked = await asyncio.to_thread(rank, found, now=self.now(), wanted=wish.wanted)
        return [one.story for one in ranked]

    async def _job(self, one: _Wanted) -> _Job | None:
        brief = one.story.brief
        if not brief.sentences:  # a link-only feed's: its outlet wants its headline shown and nothing else
            return None
        found = {tagged.article.id: tagged.article for tagged in await self.store.story_articles(one.story.id)}
        if any(article_id not in found for article_id in brief.article_ids):
            return None
        articles = tuple(found[article_id] for article_id in brief.article_ids)
        dossier = dossier_of(brief, articles, one.languages)
        if dossier is None:
            return None
        reckoned = dossier.tokens + PROMPT // self.policy.batch + OUTPUT * len(one.languages)
        reckoned += self._judging(dossier, one.languages) if self.policy.second_judge else 0
        key = dossier.key(self.writer.prompt)
        text = StoryText(key, one.story.id, brief.version, one.languages, reckoned, one.story.workspace_id)
        return _Job(text, dossier, brief, articles)

    # --- Money --------------------------------------------------------------------------------------------------------

    async def _affordable(self, batch: Sequence[_Job]) -> list[_Job]:
        left = self.policy.budget.left(await self.store.spent(self._today))
        paid: list[_Job] = []
        for job in batch:
            if job.text.reckoned <= left:
                paid.append(job)
                left -= job.text.reckoned
        if over := [job for job in batch if job not in paid]:
            await self._put_off(over, "budget")
            await self.store.open_notice(SPENT, _spent_words(self.policy.budget), self.now())
        return paid

    async def _put_off(self, jobs: Sequence[_Job], reason: ModelReason) -> None:
        self.report.waiting += len(jobs)
        await self.store.put_off_texts([job.text for job in jobs], reason, self._today, self.now())

    async def _claimed(self, jobs: Sequence[_Job]) -> list[_Job]:
        keys = await self.store.claim_texts([job.text for job in jobs], self._today, self.now())
        return [job for job in jobs if job.text.key in keys]

    # --- Sending ------------------------------------------------------------------------------------------------------

    async def _send(self, jobs: Sequence[_Job]) -> None:
        try:
            written = await self.writer.write([job.dossier for job in jobs])
        except ModelTrouble as trouble:
            await self._failed(jobs, trouble)
            return
        await self._mended()
        shares = _shares(jobs, written.usage)
        for job, drafts, usage in zip(jobs, written.drafts, shares, strict=True):
            judged, more = await self._judged(job, drafts)
            await self._settle(job, judged, usage.plus(more))

    async def _judged(self, job: _Job, drafts: Sequence[Draft]) -> tuple[Judged, Usage]:
        """What can be taken; what can't is written once more. What that costs is counted with the text's own."""
        heard: _Heard = {}
        judged, usage = await self._heard(job, drafts, heard)
        if judged.failing and self.policy.rewrites and not self.circuit.is_open(self.now()):
            again, more = await self._again(job, drafts, judged)
            usage = usage.plus(more)
            if again is not None:
                judged, more = await self._heard(job, again, heard)
                usage = usage.plus(more)
        return judged, usage

    async def _again(self, job: _Job, drafts: Sequence[Draft], judged: Judged) -> tuple[Sequence[Draft] | None, Usage]:
        """The drafts with what failed written once more."""
        if not await self._can_pay(job.dossier.tokens + REWRITING + OUTPUT):
            return None, Usage()
        try:
            again: Written = await self.writer.rewrite(job.dossier, judged.failing)
        except ModelTrouble as trouble:
            await self._trouble(trouble)
            return None, trouble.usage
        return patched(drafts, again.drafts[0]), again.usage

    async def _can_pay(self, tokens: int) -> bool:
        return self.policy.budget.left(await self.store.spent(self._today)) >= tokens

    # --- A second judge -----------------------------------------------------------------------------------------------

    async def _heard(self, job: _Job, drafts: Sequence[Draft], heard: _Heard) -> tuple[Judged, Usage]:
        """Judged by our check, and of what passed it by the second judge, where the operator wants one.

        `heard` keeps what was put to it, with what it said: nothing is put to it twice.
        """
        judged = self._check(job, drafts, heard)
        new = [claim for claim in judged.claims if (claim.language, claim.drafted) not in heard]
        if not self.policy.second_judge or not new:
            return judged, Usage()
        paid = not heard or await self._can_pay(self._judging(job.dossier, {claim.language for claim in new}))
        heard.update(dict.fromkeys((claim.language, claim.drafted) for claim in new))
        refused, usage = await self._opinion(job, new) if paid else ({}, Usage())
        heard.update({(new[n].language, new[n].drafted): why for n, why in refused.items()})
        self.report.vetoed += len(refused)
        return (self._check(job, drafts, heard) if refused else judged), usage

    def _check(self, job: _Job, drafts: Sequence[Draft], heard: _Heard) -> Judged:
        objections = {text: why for text, why in heard.items() if why is not None}
        return judge(drafts, job.dossier, job.brief, job.articles, self.names, objections)

    async def _opinion(self, job: _Job, claims: Sequence[Claim]) -> tuple[Mapping[int, str], Usage]:
        """What it refuses. When it fails, our own check stands alone, and operators are told."""
        if self.circuit.is_open(self.now()) or self.deaf >= BAD_ANSWERS:
            self.report.unheard += len(claims)
            return {}, Usage()
        try:
            opinion = await self.writer.second_opinion(job.dossier, claims)
        except ModelTrouble as trouble:
            self.deaf += 1
            self.report.unheard += len(claims)
            log.warning("the second judge didn't answer", reason=trouble.reason, story=job.text.story_id)
            await self.store.open_notice(UNHEARD, _UNHEARD_WORDS, self.now())
            if trouble.is_the_servers:
                await self._trouble(trouble)
            return {}, trouble.usage
        self.deaf = 0
        await self.store.end_notice(UNHEARD, self.now())
        return opinion.refused, opinion.usage

    def _judging(self, dossier: Dossier, languages: Collection[str]) -> int:
        """Tokens that a second opinion is reckoned to take: the sentences and the texts once more, and its prompt."""
        return dossier.tokens + OUTPUT * len(languages) + JUDGING

    async def _settle(self, job: _Job, judged: Judged, usage: Usage) -> None:
        state: TextState = "written" if judged.brief else "quoted"
        refused = len(judged.failing)
        self.report.written += judged.brief is not None
        self.report.quoted += judged.brief is None
        self.report.passed += judged.passed
        self.report.refused += refused
        self.report.usage = self.report.usage.plus(usage)
        cost = self.writer.cost(usage)
        outcome = TextOutcome(job.text, state, None, usage, cost, judged.passed, refused, judged.brief)
        await self.store.settle_texts([outcome], self.now())

    # --- Trouble ------------------------------------------------------------------------------------------------------

    async def _failed(self, jobs: Sequence[_Job], trouble: ModelTrouble) -> None:
        """What the server may have read isn't sent again; what it surely didn't waits."""
        log.warning("the model didn't write", reason=trouble.reason, stories=[job.text.story_id for job in jobs])
        state: TextState = "failed" if trouble.processed else "waiting"
        shares = _shares(jobs, trouble.usage)
        self.report.usage = self.report.usage.plus(trouble.usage)
        if trouble.processed:
            self.report.failed += len(jobs)
        else:
            self.report.waiting += len(jobs)
        outcomes = [
            TextOutcome(job.text, state, trouble.reason, usage, self.writer.cost(usage))
            for job, usage in zip(jobs, shares, strict=True)
        ]
        await self.store.settle_texts(outcomes, self.now())
        await self._trouble(trouble)

    async def _trouble(self, trouble: ModelTrouble) -> None:
        self.circuit = self.circuit.after(trouble, self.now())
        await self.store.set_meta(CIRCUIT, _kept(self.circuit))
        if self.circuit.is_told:
            await self.store.open_notice(TROUBLE, trouble_words(trouble), self.now())

    async def _mended(self) -> None:
        if self.circuit != Circuit(self.writer.server):
            self.circuit = Circuit(self.writer.server)
            await self.store.set_meta(CIRCUIT, _kept(self.circuit))
            await self.store.end_notice(TROUBLE, self.now())


def _batches(jobs: Sequence[_Job], size: int) -> Iterator[Sequence[_Job]]:
    for start in range(0, len(jobs), size):
        yield jobs[start : start + size]


def _shares(jobs: Sequence[_Job], usage: Usage) -> list[Usage]:
    """A request's tokens by story, in proportion to what was reckoned; the first bears the rest of the division."""
    whole = sum(job.text.reckoned for job in jobs) or 1
    shares = [
        Usage(usage.input_tokens * job.text.reckoned // whole, usage.output_tokens * job.text.reckoned // whole)
        for job in jobs
    ]
    rest = Usage(
        usage.input_tokens - sum(one.input_tokens for one in shares),
        usage.output_tokens - sum(one.output_tokens for one in shares),
        usage.requests,
    )
    return [shares[0].plus(rest), *shares[1:]]


_Heard = dict[tuple[str, str], str | None]
"""Language and words of a text that was put to the second judge, with why it refuses it; None: it doesn't."""


# --- Words ------------------------------------------------------------------------------------------------------------

_MEND = {
    "bad key": "Set a valid OPENAI_API_KEY and start again.",
    "unknown model": "Set [llm] model to one that the server has.",
    "no credit": "Add credit at the model's provider.",
}


def trouble_words(trouble: ModelTrouble) -> str:
    """One sentence or two for the operators: what is wrong, what happens meanwhile, what to do."""
    mend = _MEND.get(trouble.reason, "It is tried again by itself; `newsdesk doctor` looks at it.")
    said = str(trouble)
    return f"{said[:1].upper()}{said[1:]}: digests go on with sentences quoted from the sources. {mend}"


_UNHEARD_WORDS = (
    "The second judge gives no answer that can be used: what passes our own check is posted. It is asked again by itself; "
    "set [llm] second_judge = false to do without."
)


def _spent_words(budget: Budget) -> str:
    much = f"{budget.daily_tokens:,} tokens" if not budget.daily_cost else "budget"
    return f"The model's {much} for today are spent: until midnight sentences are quoted from the sources."
