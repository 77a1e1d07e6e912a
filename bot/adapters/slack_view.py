"""A message as Slack's Block Kit: what `chat.postMessage` takes, in as few messages as its limits allow.

It only draws: sending, metadata and what a press does stand elsewhere. Limits: docs.slack.dev/reference/block-kit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from bot.news.message import (
    Block,
    Button,
    Buttons,
    Divider,
    Heading,
    Line,
    Menu,
    Message,
    Section,
    Text,
    isolated,
    shorten,
)

Json: TypeAlias = dict[str, Any]

MOST_BLOCKS = 50
_MOST_TEXT = 3000
_MOST_LINE = 2950  # leaves room for what we set around a line
_MOST_HEADER = 150
_MOST_NOTIFICATION = 3000
_MOST_BUTTONS = 25
_MOST_CHOICES = 5
_MOST_LABEL = 75
_MOST_ID = 255
_MOST_VALUE = 2000

_ZERO_WIDTH = "\u200b"
# Slack has no escape for its own marks; these look the same and mark nothing.
_LOOKALIKES = {"*": "∗", "~": "∼", "`": "ˋ", "_": "ˍ"}
_MARK = re.compile(r"(?<![^\W_])[*~`_]+|[*~`_]+(?![^\W_])|`")
_EMOJI_CODE = re.compile(r":(?=[\w+'-]+:)")
_ADDRESS = re.compile(r"(?i)(?<=[a-z]):(?=//|[^\s:]+@)|(?<=[^\s@])@(?=[^\s@]+\.)")


def to_payloads(message: Message) -> list[Json]:
    """Payloads to post in this order, each within Slack's limits; a section is never split over two of them."""
    parts = _packed([_header(message), *_groups(message.blocks)])
    return [_payload(message, blocks, number, len(parts)) for number, blocks in enumerate(parts, 1)]


def escape(text: str) -> str:
    """Strangers' text for mrkdwn: no ping, no link, no marks, no emoji code, no quotation."""
    text = _MARK.sub(lambda found: "".join(_LOOKALIKES[char] for char in found[0]), text)
    text = _EMOJI_CODE.sub(f":{_ZERO_WIDTH}", _ADDRESS.sub(lambda found: f"{found[0]}{_ZERO_WIDTH}", text))
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return isolated(f"{_ZERO_WIDTH}{text}" if text.startswith("&gt;") else text)


def _escape_url(url: str) -> str:
    return url.replace("&", "&amp;").replace("|", "%7C").replace("<", "%3C").replace(">", "%3E")


def _payload(message: Message, blocks: list[Json], number: int, count: int) -> Json:
    spoken = (message.notification or message.title) if number == 1 else f"{message.title} ({number} of {count})"
    return {
        "text": _fitting(escape(shorten(spoken, _MOST_NOTIFICATION // 6)), _MOST_NOTIFICATION),
        "blocks": blocks,
        "unfurl_links": False,
        "unfurl_media": False,
    }


def _fitting(text: str, limit: int) -> str:
    if len(text) > limit:
        raise ValueError(f"{len(text)} characters are over Slack's limit of {limit}")
    return text


def _groups(blocks: Sequence[Block]) -> Iterator[list[Json]]:
    """What stays in one message: each block as Slack's blocks, a heading with what it heads."""
    waiting: list[Json] = []
    for block in blocks:
        waiting += _blocks(block)
        if not isinstance(block, Heading):
            yield waiting
            waiting = []


def _packed(groups: Sequence[list[Json]]) -> list[list[Json]]:
    parts: list[list[Json]] = [[]]
    for group in groups:
        if len(parts[-1]) + len(group) > MOST_BLOCKS:
            parts.append([])
        parts[-1] += group
    return [part for part in parts if part]


# --- Blocks -----------------------------------------------------------------------------------------------------------


def _header(message: Message) -> list[Json]:
    blocks: list[Json] = [{"type": "header", "text": _plain(message.title, _MOST_HEADER)}]
    return blocks + [_context([escape(line)]) for line in message.subtitle]


def _blocks(block: Block) -> list[Json]:
    if isinstance(block, Divider):
        return [] if block.inner else [{"type": "divider"}]
    if isinstance(block, Heading):
        return [_section(f"*{escape(block.text)}*")]
    if isinstance(block, Buttons):
        return [{"type": "actions", "elements": [_button(one) for one in block.buttons[:_MOST_BUTTONS]]}]
    return list(_section_blocks(block))


def _section_blocks(section: Section) -> Iterator[Json]:
    """The lines in one block, or in as few as hold them, then the small lines; the menu stands beside the first."""
    small = [part for line in section.lines if line.style == "small" for part in _line_parts(line)]
    if section.role == "briefly":
        texts = _pieces([part for line in section.lines for part in _line_parts(line)], " · ", "*Briefly:* ")
    else:
        strong = section.role == "lead"
        texts = _pieces([p for one in section.lines if one.style != "small" for p in _line_parts(one, strong)], "\n")
    for number, text in enumerate(texts):
        yield _section(text, section.menu if number == 0 else None)
    if section.picture:
        yield {"type": "image", "image_url": section.picture.url, "alt_text": section.picture.alt[:2000] or "A chart"}
    yield from (_context([text]) for text in _pieces(small, "\n"))


def _pieces(texts: Sequence[str], between: str, first: str = "") -> list[str]:
    """The texts joined, a new piece begun where the next one would pass the limit. No text is cut."""
    pieces: list[str] = []
    for text in texts:
        if pieces and len(pieces[-1]) + len(between) + len(text) <= _MOST_TEXT:
            pieces[-1] += between + text
        else:
            pieces.append(text if pieces else first + text)
    return [piece for piece in pieces if piece.strip()]


def _line_parts(line: Line, strong: bool = False) -> list[str]:
    """The line in mrkdwn, a lead's headline in bold; one that no block could hold comes run by run."""
    runs = [_run(run) for run in line.runs]
    drawn = "".join(runs)
    if len(drawn) > _MOST_LINE:
        return runs
    return [f"*{drawn}*" if strong and line.style == "headline" and drawn.strip() else drawn]


def _run(run: Text) -> str:
    label = escape(run.text)
    if run.url and run.text.strip():
        link = f"<{_escape_url(run.url)}|{label.replace('|', '¦')}>"
        return link if len(link) <= _MOST_LINE else label
    if run.style == "bold" and run.text.strip():
        return label.replace(label.strip(), f"*{label.strip()}*")
    return label


def _section(text: str, menu: Menu | None = None) -> Json:
    block: Json = {"type": "section", "text": _mrkdwn(text), "expand": True}
    return {**block, "accessory": _overflow(menu)} if menu else block


def _context(texts: Sequence[str]) -> Json:
    return {"type": "context", "elements": [_mrkdwn(text) for text in texts]}


def _mrkdwn(text: str) -> Json:
    """`verbatim` keeps Slack from making links of its own of names and addresses in the text."""
    return {"type": "mrkdwn", "text": _fitting(text, _MOST_TEXT), "verbatim": True}


def _plain(text: str, limit: int) -> Json:
    return {"type": "plain_text", "text": shorten(text, limit) or "–", "emoji": False}


def _overflow(menu: Menu) -> Json:
    return {
        "type": "overflow",
        "action_id": f"story:{menu.story_id}",
        "options": [
            {"text": _plain(choice.label, _MOST_LABEL), "value": f"{choice.action}:{menu.story_id}"}
            for choice in menu.choices[:_MOST_CHOICES]
        ],
    }


def _button(button: Button) -> Json:
    drawn: Json = {"type": "button", "text": _plain(button.label, _MOST_LABEL), "action_id": button.action[:_MOST_ID]}
    if button.value:
        drawn["value"] = button.value[:_MOST_VALUE]
    return {**drawn, "url": button.url} if button.url else drawn
