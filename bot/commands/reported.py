"""Which story a private answer was about, and whether it still holds: found by the sources that it cited."""

from __future__ import annotations

from collections.abc import Iterator

from bot.commands.chat_ask import kept_here
from bot.commands.newsroom import Visit
from bot.news.message import Message, Section, Text, safe_url
from bot.news.message_json import message_from_json
from bot.news.model import Story
from bot.news.text import search_tokens

MOST_SOURCES = 3
MOST_HITS = 5
MOST_CITED = 50


async def story_of_answer(visit: Visit, number: str) -> Story | None:
    found = await kept_here(visit, number)
    if found is None:
        return None
    workspace_id = await visit.workspace_id()
    for link in list(_titles(message_from_json(found.message)))[:MOST_SOURCES]:
        hits = await visit.store.search(search_tokens(link.text), workspace_id=workspace_id, limit=MOST_HITS)
        story_id = next((hit.story_id for hit in hits if safe_url(hit.article.url) == link.url and hit.story_id), None)
        if story_id is not None:
            return await visit.store.story(story_id, workspace_id=workspace_id)
    return None


async def still_holds(visit: Visit, message: Message) -> bool:
    """False: something that it cites was put right since, or isn't told any more."""
    said = " ".join(line.words for block in message.blocks if isinstance(block, Section) for line in block.lines)
    workspace_id = await visit.workspace_id()
    for link in _titles(message):
        hits = await visit.store.search(search_tokens(link.text), workspace_id=workspace_id, limit=MOST_CITED)
        article = next((hit.article for hit in hits if safe_url(hit.article.url) == link.url), None)
        if article is None or (article.corrected and article.corrected not in said):
            return False
    return True


def _titles(message: Message) -> Iterator[Text]:
    """The links that are sources' titles, not the numbers in the text."""
    for block in message.blocks:
        for line in block.lines if isinstance(block, Section) else ():
            yield from (run for run in line.runs if run.url and not run.text.strip().startswith("["))
