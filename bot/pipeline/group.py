"""The arrow from articles to stories: each new article joins the story it tells, or begins one; what stands near it is
looked at again, so that stories merge and split where the new one shows them to be the same or not.

How alike articles are stands in `news.similarity`, which are compared in `news.story_window`. The store is the truth:
windows may be kept between calls to save work, but every call brings them in line with what is stored.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bot.news.features import of_article
from bot.news.story_window import StoryWindow
from bot.ports import GroupStore, Placement, Standing, TaggedArticle

LEASE = "group"
LEASE_SECONDS = 900.0
BATCHES = 100
"""So many batches in one call, so that it ends well within its lease: 200 articles take about a second."""

Workspace = int | None


class Windows:
    """A window of stories for each workspace and one for what is shared: an article of a private feed only ever meets
    articles of its own workspace."""

    def __init__(self) -> None:
        self._windows: dict[Workspace, StoryWindow] = defaultdict(StoryWindow)

    def hold_only(self, standing: Sequence[Standing]) -> None:
        """Forgets all but these, each of which stands where it is said to; what is unknown is to be learnt."""
        held: dict[Workspace, set[int]] = defaultdict(set)
        for one in standing:
            held[one.workspace_id].add(one.article_id)
        for workspace, window in self._windows.items():
            window.forget([key for key in window if key not in held[workspace]])
        self.follow(standing)

    def follow(self, standing: Iterable[Standing]) -> None:
        """Known articles stand where the store says, whatever was thought here."""
        for one in standing:
            window = self._windows[one.workspace_id]
            if one.article_id in window:
                window.keep(one.article_id, one.story_id, fixed=one.fixed)

    def learn(self, stored: Iterable[TaggedArticle]) -> None:
        """Takes in what is stored, and into which story it was put."""
        for tagged in stored:
            window, article = self._windows[tagged.article.workspace_id], tagged.article
            if tagged.story_id is None or article.id in window:
                continue
            window.add(article.id, of_article(article, tagged.mentions), tagged.story_id, fixed=tagged.fixed)

    def known(self) -> set[int]:
        return {int(key) for window in self._windows.values() for key in window}

    def place(self, articles: Sequence[TaggedArticle]) -> list[Placement]:
        """Decides where new articles belong, and which others near them change their story by it; those that begin the
        same story share a group number."""
        for tagged in articles:
            window = self._windows[tagged.article.workspace_id]
            if tagged.article.id not in window:
                window.place(tagged.article.id, of_article(tagged.article, tagged.mentions))
        new = {tagged.article.id: tagged.article.workspace_id for tagged in articles}
        moved = [
            (key, workspace, was)
            for workspace in dict.fromkeys(new.values())
            for key, (was, _) in self._windows[workspace].settle().items()
            if key not in new
        ]
        groups: dict[tuple[Workspace, int], int] = {}
        return [
            self._placement(int(key), workspace, groups, was)
            for key, workspace, was in [*((key, workspace, None) for key, workspace in new.items()), *moved]
        ]

    def _placement(
        self, article_id: int, workspace: Workspace, groups: dict[tuple[Workspace, int], int], was: int | None
    ) -> Placement:
        story = self._windows[workspace].story_of(article_id)
        if story > 0:
            return Placement(article_id, story, was=was)
        return Placement(article_id, None, groups.setdefault((workspace, story), len(groups)), was)


def _earliest(articles: Sequence[TaggedArticle], now: datetime) -> datetime:
    return min([now, *(tagged.article.published for tagged in articles)])


async def group(
    store: GroupStore,
    *,
    now: datetime,
    owner: str,
    window_days: float = 7,
    batch: int = 200,
    windows: Windows | None = None,
) -> int:
    """Places what stands in no story yet, a batch a transaction; returns how many. 0 too while another process does.

    `windows` of an earlier call save the work of reading known articles again; the outcome is the same without. The
    comparing goes on in a thread, so that the loop answers meanwhile.
    """
    if not await store.take_lease(LEASE, owner=owner, now=now, seconds=LEASE_SECONDS):
        return 0
    try:
        return await _group_due(store, windows or Windows(), now, timedelta(days=window_days), batch)
    finally:
        await store.end_lease(LEASE, owner=owner)


async def _group_due(store: GroupStore, windows: Windows, now: datetime, span: timedelta, batch: int) -> int:
    placed = 0
    for number in range(BATCHES):
        due = await store.ungrouped(batch)
        if not due:
            break
        if number == 0:
            await _bring_in_line(store, windows, _earliest(due, now) - span)
        placements = await asyncio.to_thread(windows.place, due)
        await store.save_placements(placements, now)
        windows.follow(await store.standing_of([placement.article_id for placement in placements]))
        placed += len(due)
    return placed


async def _bring_in_line(store: GroupStore, windows: Windows, since: datetime) -> None:
    standing = await store.standing_since(since)
    await asyncio.to_thread(windows.hold_only, standing)
    known = windows.known()
    unknown = [one.article_id for one in standing if one.article_id not in known]
    await asyncio.to_thread(windows.learn, await store.grouped(unknown))
