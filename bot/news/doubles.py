"""A private story that a shared one tells too: a workspace's own feed often carries what a shared feed carries as well.

The two can't be grouped, since a private article joins no shared story. To the workspace, the shared one is told.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.news.model import Story
from bot.news.text import search_tokens
from bot.news.urls import canonical_url

_WORDS = 5
"""A title of fewer words ("Weekly news") tells no event."""


def without_doubles(stories: Iterable[Story], shared: Iterable[Story]) -> list[Story]:
    """Those that are shared, or that no shared one tells: by an article at the same address or of the same title."""
    told = {key for story in shared if story.workspace_id is None for key in _keys(story)}
    return [story for story in stories if story.workspace_id is None or not told & _keys(story)]


def _keys(story: Story) -> set[str]:
    titles = [*(source.title for source in story.sources), story.brief.headline]
    words = {" ".join(tokens) for title in titles if len(tokens := search_tokens(title)) >= _WORDS}
    return {canonical_url(source.url) for source in story.sources} | words
