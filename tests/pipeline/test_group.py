"""The arrow from articles to stories, over a small store that behaves. All events are invented."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.news.model import Article
from bot.pipeline.group import Windows, group
from bot.ports import Placement, Standing, TaggedArticle

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)


@dataclass
class MemoryStore:
    """Keeps articles and their stories; a lease is held by one owner until it ends or expires."""

    articles: dict[int, TaggedArticle] = field(default_factory=dict)
    leases: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    transactions: list[int] = field(default_factory=list)
    stories: int = 100
    fails_at: int = 0
    loaded: int = 0

    def put(
        self, title: str, *, hours: float = 0, workspace: int | None = None, story: int | None = None, text: str = ""
    ) -> int:
        number = len(self.articles) + 1
        article = Article(
            id=number,
            title=title,
            sentences=(text,) if text else (),
            outlet=f"Outlet {number}",
            url=f"https://example.org/{number}",
            published=NOW + timedelta(hours=hours),
            language="en",
            workspace_id=workspace,
        )
        self.articles[number] = TaggedArticle(article, (), story)
        return number

    def story(self, number: int) -> int | None:
        return self.articles[number].story_id

    async def take_lease(self, name: str, *, owner: str, now: datetime, seconds: float) -> bool:
        holder = self.leases.get(name)
        if holder and holder[0] != owner and holder[1] > now:
            return False
        self.leases[name] = (owner, now + timedelta(seconds=seconds))
        return True

    async def end_lease(self, name: str, *, owner: str) -> None:
        if self.leases.get(name, ("", NOW))[0] == owner:
            del self.leases[name]

    async def ungrouped(self, limit: int) -> list[TaggedArticle]:
        due = [tagged for tagged in self.articles.values() if tagged.story_id is None]
        return sorted(due, key=lambda tagged: tagged.article.published)[:limit]

    async def standing_since(self, since: datetime) -> list[Standing]:
        return await self.standing_of(
            [number for number, one in self.articles.items() if one.article.published >= since]
        )

    async def standing_of(self, article_ids: Collection[int]) -> list[Standing]:
        known = [(number, self.articles[number]) for number in article_ids]
        return [Standing(n, one.article.workspace_id, one.story_id, one.fixed) for n, one in known if one.story_id]

    async def grouped(self, article_ids: Collection[int]) -> list[TaggedArticle]:
        self.loaded += len(article_ids)
        return [self.articles[number] for number in article_ids]

    async def save_placements(self, placements: Sequence[Placement], now: datetime) -> None:
        if self.fails_at and len(self.transactions) + 1 == self.fails_at:
            raise ConnectionError("the database went away")
        begun: dict[int | None, int] = {}
        for placement in placements:
            story = placement.story_id
            if story is None:
                if placement.group not in begun:
                    self.stories += 1
                    begun[placement.group] = self.stories
                story = begun[placement.group]
            known = self.articles[placement.article_id]
            self.articles[placement.article_id] = replace(known, story_id=story)
        self.transactions.append(len(placements))


async def run(store: MemoryStore, **options: object) -> int:
    return await group(store, now=NOW, owner="one", **options)  # type: ignore[arg-type]


COURT = "Court tells Palisade AI to hand over training logs"
COURT_AGAIN = "Palisade AI must hand over training logs, court rules"
PLANT = "Tarnhelm opens its Ostrava chip plant"


async def test_new_articles_about_one_event_begin_one_story() -> None:
    store = MemoryStore()
    one, other, apart = store.put(COURT), store.put(COURT_AGAIN, hours=1), store.put(PLANT)

    assert await run(store) == 3
    assert store.story(one) == store.story(other)
    assert store.story(apart) not in (None, store.story(one))


async def test_an_article_joins_the_story_that_stands() -> None:
    store = MemoryStore()
    store.put(COURT, hours=-30, story=7)
    late = store.put(COURT_AGAIN)

    await run(store)

    assert store.story(late) == 7


async def test_a_story_older_than_the_window_is_not_joined() -> None:
    store = MemoryStore()
    store.put(COURT, hours=-24 * 9, story=7)
    late = store.put(COURT_AGAIN)

    await run(store, window_days=7)

    assert store.story(late) not in (None, 7)


async def test_a_private_article_never_joins_a_shared_story_nor_another_workspace_s() -> None:
    store = MemoryStore()
    store.put(COURT, story=7)
    mine, mine_too = store.put(COURT_AGAIN, workspace=1), store.put(COURT, workspace=1)
    theirs, shared = store.put(COURT_AGAIN, workspace=2), store.put(COURT_AGAIN)

    await run(store)

    assert store.story(shared) == 7
    assert store.story(mine) == store.story(mine_too)
    assert len({store.story(mine), store.story(theirs), 7}) == 3


async def test_a_shared_article_never_joins_a_private_story() -> None:
    store = MemoryStore()
    store.put(COURT, workspace=1, story=7)
    shared = store.put(COURT_AGAIN)

    await run(store)

    assert store.story(shared) not in (None, 7)


async def test_a_later_batch_joins_the_stories_of_an_earlier_one() -> None:
    store = MemoryStore()
    one, other = store.put(COURT, hours=-3), store.put(COURT_AGAIN, hours=-1)
    store.put(PLANT, hours=-2)

    assert await run(store, batch=1) == 3
    assert store.story(one) == store.story(other)
    assert store.transactions == [1, 1, 1]


async def test_while_another_process_groups_nothing_is_done() -> None:
    store = MemoryStore(leases={"group": ("two", NOW + timedelta(minutes=5))})
    one = store.put(COURT)

    assert await run(store) == 0
    assert store.story(one) is None
    assert store.leases["group"][0] == "two"


async def test_the_lease_ends_when_the_store_fails_and_the_next_run_goes_on() -> None:
    store = MemoryStore(fails_at=2)
    one, other = store.put(COURT, hours=-3), store.put(COURT_AGAIN, hours=-1)

    with pytest.raises(ConnectionError):
        await run(store, batch=1)
    assert store.leases == {}
    store.fails_at = 0

    assert await run(store, batch=1) == 1
    assert store.story(one) == store.story(other)


async def test_running_again_changes_nothing() -> None:
    store = MemoryStore()
    one = store.put(COURT)
    await run(store)
    before = store.story(one)

    assert await run(store) == 0
    assert store.story(one) == before


async def test_kept_windows_follow_what_an_operator_moved_and_deleted() -> None:
    store, kept = MemoryStore(), Windows()
    court, plant = store.put(COURT, hours=-3), store.put(PLANT, hours=-3)
    await run(store, windows=kept)
    store.articles[court] = replace(store.articles[court], story_id=55)
    del store.articles[plant]
    store.articles[90] = TaggedArticle(replace(store.articles[court].article, id=90, title=PLANT), ())
    store.articles[91] = TaggedArticle(replace(store.articles[court].article, id=91, title=COURT_AGAIN), ())

    await run(store, windows=kept)

    assert store.story(91) == 55
    assert store.story(90) not in (None, 55, 101, 102)


async def test_kept_windows_or_fresh_ones_lead_to_the_same_stories() -> None:
    outcomes = []
    for kept in (Windows(), None):
        store = MemoryStore()
        for hours, title in enumerate((COURT, PLANT, COURT_AGAIN, "Tarnhelm's chip plant in Ostrava opens")):
            store.put(title, hours=hours - 5)
            await run(store, windows=kept)
        outcomes.append([store.story(number) for number in range(1, 5)])

    assert outcomes[0] == outcomes[1]
    assert outcomes[0][0] == outcomes[0][2]
    assert outcomes[0][1] == outcomes[0][3]


async def test_old_articles_of_a_backlog_find_the_stories_of_their_time() -> None:
    store = MemoryStore()
    store.put(COURT, hours=-24 * 20, story=7)
    late = store.put(COURT_AGAIN, hours=-24 * 20 + 2)

    await run(store)

    assert store.story(late) == 7


async def test_kept_windows_read_no_article_twice() -> None:
    store, kept = MemoryStore(), Windows()
    for title in (COURT, PLANT):
        store.put(title, hours=-3)
    await run(store, windows=kept)
    store.put(COURT_AGAIN)
    await run(store, windows=kept)

    assert store.loaded == 0
    assert await run(MemoryStore(articles=dict(store.articles))) == 0
    store.put(COURT_AGAIN)
    await run(store)

    assert store.loaded == 3, "fresh windows read all that stands"


async def test_an_article_that_shows_two_stories_to_be_one_merges_them() -> None:
    store = MemoryStore()
    one = store.put(COURT, hours=-5, story=7)
    other = store.put(COURT_AGAIN, hours=-4, story=8)
    third = store.put("Judge orders Palisade AI to hand over its training logs")

    await run(store)

    assert store.story(one) == store.story(other) == store.story(third)


async def test_what_an_operator_fixed_is_left_where_it_stands() -> None:
    store = MemoryStore()
    one = store.put(COURT, hours=-5, story=7)
    other = store.put(COURT_AGAIN, hours=-4, story=8)
    store.articles[one] = replace(store.articles[one], fixed=True)
    store.articles[other] = replace(store.articles[other], fixed=True)
    store.put("Judge orders Palisade AI to hand over its training logs")

    await run(store)

    assert (store.story(one), store.story(other)) == (7, 8)
