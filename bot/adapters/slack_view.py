"""A message as Slack's Block Kit: what `chat.postMessage` takes, in as few messages as its limits allow.

It only draws, and reads back what it drew: sending and what a press does stand elsewhere.
Limits: docs.slack.dev/reference/block-kit.

What can be pressed is in blocks whose id is "marker:number~link~link": the posted part's marker (empty in private
answers), the block's number, the action_ids of buttons that only open an address. An action's name is repeated in a
message as "name#2".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from bot.news.message import (
    RUN_IN,
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

USER_GROUP = re.compile(r"S[A-Z0-9]{2,30}")
"""The id of a user group, which a digest may mention."""
METADATA_EVENT = "newsdesk_delivery"
MOST_BLOCKS = 50
MOST_VIEW_BLOCKS = 100
_MOST_TEXT = 3000
_MOST_LINE = 2950  # leaves room for what we set around a line
_MOST_HEADER = 150
_MOST_NOTIFICATION = 3000
_MOST_BUTTONS = 25
_MOST_CHOICES = 5
_MOST_LABEL = 75
_MOST_ID = 255
_MOST_TITLE = 24
_MOST_VALUE = 2000

_ZERO_WIDTH = "\u200b"
# Slack has no escape for its own marks; these look the same and mark nothing.
_LOOKALIKES = {"*": "∗", "~": "∼", "`": "ˋ", "_": "ˍ"}
_MARK = re.compile(r"(?<![^\W_])[*~`_]+|[*~`_]+(?![^\W_])|`")
_EMOJI_CODE = re.compile(r":(?=[\w+'-]+:)")
_ADDRESS = re.compile(r"(?i)(?<=[a-z]):(?=//|[^\s:]+@)|(?<=[^\s@])@(?=[^\s@]+\.)")


def to_payloads(message: Message, *, mark: str | None = None, group: str | None = None) -> list[Json]:
    """Payloads to post in this order, each within Slack's limits; a section is never split over two of them.

    With a `mark` part n carries the marker "mark.n". `group`: the id of the user group that the first part mentions.
    """
    parts = _packed([_mention(group), _header(message), *_groups(message.blocks)]) or [[_section(_ZERO_WIDTH)]]
    payloads = [_payload(message, blocks, number, len(parts)) for number, blocks in enumerate(parts, 1)]
    for number, payload in enumerate(payloads, 1):
        _name_actions(payload["blocks"], f"{mark}.{number}" if mark else "")
        if mark:
            payload["metadata"] = {"event_type": METADATA_EVENT, "event_payload": {"id": f"{mark}.{number}"}}
    return payloads


def view_blocks(message: Message) -> list[Json]:
    """The message as the blocks of a modal or of App Home: the first hundred, and a line when there are more."""
    parts = [_header(message), *_groups(message.blocks)]
    blocks = [block for part in parts for block in part] or [_section(_ZERO_WIDTH)]
    if len(blocks) > MOST_VIEW_BLOCKS:
        blocks = [*blocks[: MOST_VIEW_BLOCKS - 1], _context(["There is more than fits here."])]
    _name_actions(blocks, "")
    return blocks


def home_view(message: Message) -> Json:
    """What `views.publish` takes."""
    return {"type": "home", "blocks": view_blocks(message)}


def message_view(message: Message, metadata: str = "") -> Json:
    """A modal that only shows the message."""
    title = {"type": "plain_text", "text": shorten(message.title or "Newsdesk", _MOST_TITLE), "emoji": False}
    close = {"type": "plain_text", "text": "Close", "emoji": False}
    return {
        "type": "modal",
        "title": title,
        "close": close,
        "blocks": view_blocks(message),
        "private_metadata": metadata,
    }


@dataclass(frozen=True, slots=True)
class Press:
    """What was pressed, read from Slack's action: as the button or menu had it. `link`: it only opened an address."""

    action: str
    value: str
    mark: str | None
    link: bool


def read_press(action: Json) -> Press:
    """`action` is an entry of a block_actions payload's `actions`."""
    block_id, action_id = str(action.get("block_id") or ""), str(action.get("action_id") or "")
    marker = marker_of_block(block_id)
    link = action_id in block_id.split("~")[1:]
    chosen = action.get("selected_option")
    if chosen:
        name, _, value = str(chosen.get("value") or "").partition(":")
    else:
        name, value = action_id.partition("#")[0], str(action.get("value") or "")
    return Press(name, value, marker.partition(".")[0] or None, link)


def marker_of_block(block_id: str) -> str:
    """The marker of the part that a block stands in; "" where it has none."""
    marker, colon, _ = block_id.partition(":")
    return marker if colon and "." in marker else ""


def stories_in(payload: Json) -> list[int]:
    """The stories that have a menu in this payload."""
    accessories = [block.get("accessory") or {} for block in payload.get("blocks", ())]
    ids = [str(one.get("action_id", "")) for one in accessories if one.get("type") == "overflow"]
    return [int(one.removeprefix("story:")) for one in ids if one.removeprefix("story:").isdecimal()]


def _name_actions(blocks: list[Json], marker: str) -> None:
    """Makes every action_id the only one of its name, and gives blocks with something to press their ids."""
    seen: dict[str, int] = {}
    for number, block in enumerate(blocks):
        pressable = [*block.get("elements", ()), block.get("accessory") or {}]
        pressable = [one for one in pressable if "action_id" in one]
        for one in pressable:
            name = one["action_id"]
            seen[name] = seen.get(name, 0) + 1
            one["action_id"] = name if seen[name] == 1 else f"{name}#{seen[name]}"
        links = "".join(f"~{one['action_id']}" for one in pressable if "url" in one)
        if pressable and (marker or links):
            block["block_id"] = f"{marker}:{number}{links}"[:_MOST_ID]


def _mention(group: str | None) -> list[Json]:
    return [_section(f"<!subteam^{group}>")] if group else []


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
    title = [{"type": "header", "text": plain_text(message.title, _MOST_HEADER)}] if message.title.strip() else []
    blocks: list[Json] = list(title)
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
        texts = _briefly(section)
    else:
        strong = section.role == "lead"
        texts = _pieces([p for one in section.lines if one.style != "small" for p in _line_parts(one, strong)], "\n")
    for number, text in enumerate(texts):
        yield _section(text, section.menu if number == 0 else None)
    if section.picture:
        yield {"type": "image", "image_url": section.picture.url, "alt_text": section.picture.alt[:2000] or "A chart"}
    yield from (_context([text]) for text in _pieces(small, "\n"))


def _briefly(section: Section) -> list[str]:
    """The stories in one line while they are few, else one a line."""
    if len(section.lines) <= RUN_IN:
        return _pieces([part for line in section.lines for part in _line_parts(line)], " · ", "*Briefly:* ")
    lines = [["• " + first, *rest] for line in section.lines for first, *rest in [_line_parts(line)]]
    return _pieces([part for parts in lines for part in parts], "\n", "*Briefly*\n")


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


def plain_text(text: str, limit: int) -> Json:
    return {"type": "plain_text", "text": shorten(text, limit) or "–", "emoji": False}


def _overflow(menu: Menu) -> Json:
    return {
        "type": "overflow",
        "action_id": f"story:{menu.story_id}",
        "options": [
            {"text": plain_text(choice.label, _MOST_LABEL), "value": f"{choice.action}:{menu.story_id}"}
            for choice in menu.choices[:_MOST_CHOICES]
        ],
    }


def _button(button: Button) -> Json:
    drawn: Json = {
        "type": "button",
        "text": plain_text(button.label, _MOST_LABEL),
        "action_id": button.action[:_MOST_ID],
    }
    if button.value:
        drawn["value"] = button.value[:_MOST_VALUE]
    return {**drawn, "url": button.url} if button.url else drawn
