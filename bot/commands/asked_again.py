"""A question that was refused and is asked again by the watch: the answer as a message, once the sources say something."""

from __future__ import annotations

from datetime import datetime

from bot.commands.ask import ask
from bot.commands.chat_ask import answered_blocks
from bot.commands.replies import titled
from bot.news.message import Message
from bot.news.registry import Registry
from bot.ports import NewsReader


async def asked_again(
    reader: NewsReader, registry: Registry, question: str, *, workspace_id: int | None, now: datetime, zone: str
) -> Message | None:
    """None while the sources still don't say."""
    found = await ask(reader, registry, question, now=now, workspace_id=workspace_id)
    if found.refused:
        return None
    blocks = answered_blocks(found, zone, " You asked to be told when this changes.")
    return titled(question, blocks, notification=found.text or question)
