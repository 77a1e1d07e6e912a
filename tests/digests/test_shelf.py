"""What a channel gets for one occasion: chosen, ordered, never twice, and honest when there is nothing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from bot.digests.shelf import compose
from bot.news.model import NameType, Story, StoryFilter
from bot.ports import ArticleHit, BriefVersion, KnownRelation, NewsReader, ReadingHealth, TaggedArticle
from tests.news.invented import NOW, company, source, story

SINCE = NOW - timedelta(days=1)
ALL_READ = ReadingHealth(61, 61, 380)


@dataclass
class Shelf:
    """A reader over stories held in memory. It filters by span and company, as the store does, and keeps histories."""

    held: list[Story]
    health: ReadingHealth = ALL_READ
    histories: dict[int, list[BriefVersion]] = field(default_factory=dict)

    async def stories(
        self, since: datetime, until: datetime, wanted: StoryFilter | None = None, *,
        workspace_id: int | None = None, limit: int = 500,
        arrived: bool = False,
    ) -> list[Story]:  # fmt: skip
        seen = [one for one in self.held if one.workspace_id in (None, workspace_id) and since <= one.last_at <= until]
        names = wanted.companies if wanted else frozenset()
        return [one for one in seen if not names or names & {tag.name for tag in one.brief.tags}][:limit]

    async def history(self, story_id: int) -> list[BriefVersion]:
        return self.histories.get(story_id, [])

    async def reading_health(self, since: datetime, *, workspace_id: int | None = None) -> ReadingHealth:
        return self.health

    async def story(self, story_id: int, *, workspace_id: int | None = None) -> Story | None:
        return next((one for one in self.held if one.id == story_id), None)

    async def story_articles(self, story_id: int) -> list[TaggedArticle]:
        return []

    async def search(self, tokens: object, **how: object) -> list[ArticleHit]:
        return []

    async def mentions_per_day(
        self, type: NameType, name: str, since: datetime, until: datetime, *, workspace_id: int | None = None
    ) -> dict[date, int]:
        return {}

    async def relations_of(
        self, name: str, *, until: datetime | None = None, workspace_id: int | None = None, limit: int | None = None
    ) -> list[KnownRelation]:
        return []

    async def models_of(self, company: str, *, workspace_id: int | None = None) -> list[tuple[str, int]]:
        return []

    async def first_seen(
        self, type: NameType, name: str, *, workspace_id: int | None = None
    ) -> tuple[datetime, datetime] | None:
        return None

    async def reaches(self) -> tuple[datetime, datetime] | None:
        return None


def shelf(*held: Story, **more: object) -> NewsReader:
    return replace(Shelf(list(held)), **more)  # type: ignore[arg-type]


async def test_the_best_stories_come_first_and_the_rest_are_counted() -> None:
    held = [story(n, f"Story {n} is told", outlets=n, sources=[source(f"Paper {n}")]) for n in range(1, 11)]
    digest = await compose(shelf(*held), now=NOW, since=SINCE, max_stories=3, zone="Europe/Berlin")
    assert [one.story.id for one in digest.stories] == [10, 9, 8]
    assert digest.left_out == 7
    assert digest.title == "AI news, Monday 15 December"
    assert (digest.since, digest.until, digest.zone) == (SINCE, NOW, "Europe/Berlin")
    assert (digest.feeds_read, digest.feeds_total, digest.items_read, digest.note) == (61, 61, 380, None)


async def test_eight_stories_are_the_most_unless_more_are_asked_for() -> None:
    held = [story(n, f"Story {n} is told") for n in range(1, 13)]
    assert len((await compose(shelf(*held), now=NOW, since=SINCE)).stories) == 8
    assert len((await compose(shelf(*held), now=NOW, since=SINCE, max_stories=12)).stories) == 12


async def test_a_story_that_reached_the_channel_is_not_told_again() -> None:
    digest = await compose(shelf(story(1), story(2)), now=NOW, since=SINCE, reached={1: 1})
    assert [one.story.id for one in digest.stories] == [2]
    assert digest.left_out == 0


async def test_a_newer_version_comes_as_an_update_that_says_what_the_channel_was_told() -> None:
    first = story(1, "Bayquay offers to buy Sandholm")
    now_told = story(1, "Regulator clears Bayquay's purchase of Sandholm", version=3, whats_new="the approval")
    told_at = datetime(2025, 12, 3, 8, tzinfo=UTC)
    versions = [
        BriefVersion(1, told_at, first.brief),
        BriefVersion(2, told_at + timedelta(days=4), replace(first.brief, version=2, headline="Sandholm agrees")),
        BriefVersion(3, NOW, now_told.brief),
    ]
    reader = shelf(now_told, histories={1: versions})
    digest = await compose(reader, now=NOW, since=SINCE, reached={1: 1})
    assert digest.stories[0].update_of == "Bayquay offers to buy Sandholm, 3 December"
    digest = await compose(reader, now=NOW, since=SINCE, reached={1: 2})
    assert digest.stories[0].update_of == "Sandholm agrees, 7 December"


async def test_a_newer_version_with_nothing_new_is_silence() -> None:
    digest = await compose(shelf(story(1, version=2)), now=NOW, since=SINCE, reached={1: 1})
    assert digest.stories == ()


async def test_a_newer_version_is_plain_news_for_a_channel_that_never_had_the_story() -> None:
    digest = await compose(shelf(story(1, version=2, whats_new="a date")), now=NOW, since=SINCE, reached={7: 1})
    assert digest.stories[0].update_of is None


async def test_stories_without_a_headline_or_a_source_are_left_out() -> None:
    digest = await compose(shelf(story(1, "  "), story(2, sources=[]), story(3)), now=NOW, since=SINCE)
    assert [one.story.id for one in digest.stories] == [3]


async def test_only_what_was_asked_for_comes_and_its_names_are_kept_for_the_quiet_line() -> None:
    wanted = StoryFilter(companies=frozenset({"Lumora", "Bayquay"}), models=frozenset({"Tarn"}))
    reader = shelf(story(1, tags=[company("Lumora")]), story(2, tags=[company("Veltmar")]))
    digest = await compose(reader, now=NOW, since=SINCE, wanted=wanted)
    assert [one.story.id for one in digest.stories] == [1]
    assert digest.wanted == ("Bayquay", "Lumora", "Tarn")
    assert "Lumora is on this channel's list" in digest.stories[0].why


async def test_another_workspaces_story_is_not_seen() -> None:
    private = replace(story(1), workspace_id=5)
    assert (await compose(shelf(private), now=NOW, since=SINCE)).stories == ()
    assert len((await compose(shelf(private), now=NOW, since=SINCE, workspace_id=5)).stories) == 1


async def test_the_span_ends_where_it_is_told_to_and_names_that_day() -> None:
    until = NOW - timedelta(hours=12)
    reader = shelf(story(1, hours=3), story(2, hours=14))
    digest = await compose(reader, now=NOW, since=SINCE, until=until, zone="Europe/Berlin")
    assert [one.story.id for one in digest.stories] == [2]
    assert (digest.until, digest.title) == (until, "AI news, Sunday 14 December")


async def test_a_title_of_ones_own_is_kept() -> None:
    late = "AI news, Monday 15 December (due 08:30, posted 11:12 after an outage)"
    assert (await compose(shelf(), now=NOW, since=SINCE, title=late)).title == late


async def test_a_quiet_day_has_no_note_but_one_on_which_little_was_read_says_so() -> None:
    quiet = await compose(shelf(health=ReadingHealth(64, 32, 100)), now=NOW, since=SINCE)
    assert (quiet.stories, quiet.note) == ((), None)
    deaf = await compose(shelf(health=ReadingHealth(64, 9, 3)), now=NOW, since=SINCE, zone="Europe/Berlin")
    assert deaf.note == ("No digest this morning: we could read only 9 of 64 sources. We'll post when that is mended.")
    some = await compose(shelf(story(1), health=ReadingHealth(64, 9, 3)), now=NOW, since=SINCE)
    assert (len(some.stories), some.note) == (1, None)
    assert (await compose(shelf(health=ReadingHealth(0, 0, 0)), now=NOW, since=SINCE)).note is None
