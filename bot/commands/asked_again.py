"""A question that was refused and is asked again by the watch: the answer as a message, once the sources say something."""

from __future__ import annotations

from datetime import datetime

from bot.commands.ask import ask
from bot.commands.newsroom import clock_words
from bot.commands.replies import cited, count, listed, small, source_line, titled
from bot.news.message import Line, Message, Text
from bot.news.registry import Registry
from bot.ports import NewsReader


async def asked_again(
    reader: NewsReader, registry: Registry, question: str, *, workspace_id: int | None, now: datetime, zone: str
) -> Message | None:
    """None while the sources still don't say."""
    found = await ask(reader, registry, question, now=now, workspace_id=workspace_id)
    if found.refused:
        return None
    said = [run for text, numbers in found.sentences for run in (*cited(text, numbers, found.sources), Text(" "))]
    upto = f", stories up to {clock_words(found.reaches, zone)}" if found.reaches else ""
    end = small(f"{count(len(found.sources), 'source')}{upto}. You asked to be told when this changes.")
    sources = [source_line(source) for source in found.sources]
    return titled(
        question, [listed([Line(tuple(said[:-1]))]), listed([*sources, end])], notification=found.text or question
    )
