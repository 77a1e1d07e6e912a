"""What is said when a posted story grows, was wrong, or is taken back: the line in its thread, the note under the line.

It only words what the briefs say; where it goes and whether it still can be edited is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.news.corrections import is_told_as
from bot.news.message import Block, Heading, Line, Message, Section, Text, shorten
from bot.news.model import Brief, Source
from bot.news.timetable import MONTH_NAMES, day_words, zone_named

TAKEN_BACK = "We take this story back"
"""How the last version of a story begins that the operator took back."""
_LONGEST_NAME = 70
_ENDS = (".", "!", "?", "。", "！", "？", "…")


def update_message(
    brief: Brief,
    news: Sequence[str],
    before: Brief,
    before_at: datetime,
    source: Source | None,
    now: datetime,
    zone: str,
) -> Message:
    """`Update on "Regulator …": the approval (Harbour Wire, 14:05). Before: offer made, 3 December.`"""
    name = shorten(brief.headline.rstrip(".。"), _LONGEST_NAME)
    said = "; ".join(text.strip().rstrip(".。") for text in news)
    runs = [Text(f'Update on "{name}": {said}'), *_from(source, now, zone), Text(". ")]
    runs.append(Text(f"Before: {before.headline.rstrip('.。')}, {day_words(before_at, zone)}."))
    return _one_line(f"Update: {name}", runs)


def _from(source: Source | None, now: datetime, zone: str) -> list[Text]:
    if source is None:
        return []
    at, today = (moment.astimezone(zone_named(zone)) for moment in (source.published, now))
    when = f"{at:%H:%M}" if at.date() == today.date() else day_words(at, zone)
    return [Text(" ("), Text(source.outlet, source.url), Text(f", {when})")]


def amended_note(verb: str, text: str, at: datetime, zone: str) -> str:
    """ "Corrected 15 Dec, 11:20: the round is $30 million, not $300 million." """
    local = at.astimezone(zone_named(zone))
    return f"{verb} {local.day} {MONTH_NAMES[local.month - 1][:3]}, {local:%H:%M}: {_ended(text)}"


def correction_message(brief: Brief, note: str) -> Message:
    """What the thread says of a correction."""
    name = shorten(brief.headline.rstrip(".。"), _LONGEST_NAME)
    url_free = [Text(f'On "{name}": '), Text(note)]
    return _one_line(f"{note.partition(' ')[0]}: {name}", url_free)


def _one_line(notification: str, runs: Sequence[Text]) -> Message:
    return Message("", (), (Section("update", (Line(tuple(runs)),)),), notification)


def _ended(text: str) -> str:
    text = text.strip()
    return text if text.endswith(_ENDS) else f"{text}."


# --- Under the line that was posted -----------------------------------------------------------------------------------


def with_note(message: Message, story_id: int, headlines: Sequence[str], note: str) -> Message | None:
    """The message with a small line under the story: the section with its menu, or the headline told briefly. Where a
    phone or a screen reader is told the headline, it is told the note too.

    None when the story isn't found in it; the message itself when the note stands there already.
    """
    if any(note in line.words for block in message.blocks if isinstance(block, Section) for line in block.lines):
        return message
    for place, block in enumerate(message.blocks):
        noted = _noted(block, story_id, headlines, note)
        if noted is not None:
            blocks = (*message.blocks[:place], noted, *message.blocks[place + 1 :])
            return replace(message, blocks=blocks, notification=_noted_words(message.notification, headlines, note))
    return None


def _noted_words(notification: str, headlines: Sequence[str], note: str) -> str:
    named = any(headline.rstrip(".。") in notification for headline in headlines)
    return f"{notification} ({note.rstrip('.')})" if named else notification


def _noted(block: Block, story_id: int, headlines: Sequence[str], note: str) -> Section | None:
    if not isinstance(block, Section):
        return None
    if block.menu and block.menu.story_id == story_id:
        return replace(block, lines=(*block.lines, Line((Text(note),), "small")))
    if block.role != "briefly":
        return None
    lines = [_noted_line(line, headlines, note) for line in block.lines]
    return replace(block, lines=tuple(lines)) if tuple(lines) != block.lines else None


def _noted_line(line: Line, headlines: Sequence[str], note: str) -> Line:
    return replace(line, runs=(*line.runs, Text(f" ({note.rstrip('.')})"))) if _is_told(line, headlines) else line


def _is_told(line: Line, headlines: Sequence[str]) -> bool:
    return bool(line.runs) and any(is_told_as(line.runs[0].text, headline) for headline in headlines)


# --- Before it is posted ----------------------------------------------------------------------------------------------


def without_story(message: Message, story_id: int, headlines: Sequence[str], left: int) -> Message:
    """The message without a story that isn't told any more; `left` stories stand in it still."""
    blocks = [kept for block in message.blocks if (kept := _without(block, story_id, headlines))]
    blocks = [block for n, block in enumerate(blocks) if not _heads_nothing(block, blocks[n + 1 : n + 2])]
    counted = "1 story" if left == 1 else f"{left:,} stories"
    subtitle = tuple(re.sub(r"^[\d,]+ stor(?:y|ies)\b", counted, line) for line in message.subtitle)
    notification = message.notification
    if any(headline.rstrip(".。") in notification for headline in headlines):
        first = next((_first_words(block) for block in blocks if isinstance(block, Section) and block.menu), "")
        notification = ": ".join(words for words in (message.title, first) if words)
    return replace(message, blocks=tuple(blocks), subtitle=subtitle, notification=notification)


def _without(block: Block, story_id: int, headlines: Sequence[str]) -> Block | None:
    if not isinstance(block, Section):
        return block
    if block.menu and block.menu.story_id == story_id:
        return None
    if block.role != "briefly":
        return block
    lines = tuple(line for line in block.lines if not _is_told(line, headlines))
    return replace(block, lines=lines) if lines else None


def _heads_nothing(block: Block, following: Sequence[Block]) -> bool:
    below = following[0] if following else None
    return isinstance(block, Heading) and not (isinstance(below, Section) and below.role == "story")


def _first_words(section: Section) -> str:
    return section.lines[0].words if section.lines else ""
