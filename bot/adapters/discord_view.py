"""A message as Discord's components (version 2): the JSON of a message's create call, in as few messages as fit.

It only draws, and reads its own ids again: sending, nonces and what a press does stand elsewhere. Limits:
docs.discord.com, components reference.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from bot.adapters.markup_view import to_markdown
from bot.news.message import (
    RUN_IN,
    Block,
    Button,
    Buttons,
    Divider,
    Heading,
    Line,
    Message,
    Section,
    Text,
    isolated,
    shorten,
)

Json: TypeAlias = dict[str, Any]

IS_COMPONENTS_V2 = 1 << 15
SUPPRESS_EMBEDS = 1 << 2
MOST_COMPONENTS = 40
MOST_CHARACTERS = 4000
MOST_BYTES = 10_000
"""Of all texts in UTF-8, with `_BYTES_A_TEXT` more for each: above 10,170 Discord answers 500 (discord-api-docs 8554), which
Chinese reaches before 4,000 characters."""
_MOST_LABEL = 80
_MOST_ID = 100
_BUTTONS_A_ROW = 5
_BYTES_A_TEXT = 12

_ACTION_ROW, _BUTTON, _SECTION, _TEXT, _GALLERY, _FILE, _SEPARATOR = 1, 2, 9, 10, 12, 13, 14
_SECONDARY, _LINK = 2, 5

_ZERO_WIDTH = "\u200b"
_MARKS = re.compile(r"([\\*_~`|\[\]()<>])")
_SCHEME = re.compile(r"(?i)[a-z][a-z0-9+.-]*://")
_INVITE = re.compile(r"(?i)(discord|discordapp)\.(gg|com|me|li)(?=/)")
_LINE_START = re.compile(r"^(\s*)([#+-]|\d+(?=[.)]))")


def to_payloads(message: Message, *, mark: str = "", mention_role: int | None = None) -> list[Json]:
    """Payloads to post in this order, each within Discord's limits; a section is never split over two of them.

    `mark` ends each button's `custom_id` (with the part's number), so that a part can be found again in the channel's
    history; a part without buttons has it as its first component's number. `mention_role` is pinged before the title:
    the one mention that is ever made.
    """
    title = _title(message, mention_role)
    pieces = [*title, *(piece for block in message.blocks for piece in _pieces(block, True))]
    if sum(piece.characters for piece in pieces) > MOST_CHARACTERS:
        plain = [piece for block in message.blocks for piece in _pieces(block, False)]
        pieces = [*title, *plain]
    parts = _packed(pieces or [_piece(_text(escape(message.notification) or _ZERO_WIDTH))])
    roles = [str(mention_role)] if mention_role is not None else []
    return [
        _payload(part, _part_mark(mark, number), roles if number == 1 else []) for number, part in enumerate(parts, 1)
    ]


def escape(text: str) -> str:
    """Strangers' text for Discord's Markdown: no ping, no link, no marks, no heading, list or quotation."""
    bare = _without_schemes(text)
    bare = _INVITE.sub(rf"\1{_ZERO_WIDTH}.\2", bare).replace("@", f"@{_ZERO_WIDTH}")
    marked = _MARKS.sub(r"\\\1", bare)
    at_start = _LINE_START.sub(
        lambda m: f"{m[1]}{m[2]}{_ZERO_WIDTH}" if m[2][0].isdigit() else f"{m[1]}\\{m[2]}", marked
    )
    return isolated(at_start)


def _without_schemes(text: str) -> str:
    """An address written out loses its "https://", which alone makes a link of it, and a masked link's label void."""
    while (bare := _SCHEME.sub("", text)) != text:
        text = bare
    return text


def _escape_url(url: str) -> str:
    return url.replace("(", "%28").replace(")", "%29").replace("<", "%3C").replace(">", "%3E").replace("*", "%2A")


# --- Pieces: what stays together --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Piece:
    """Components that stay in one message. Ids in them are completed when the part is known."""

    components: tuple[Json, ...]
    count: int
    characters: int
    bytes: int


def _piece(*components: Json) -> _Piece:
    texts = [one["content"] for one in _all(components) if "content" in one]
    return _Piece(
        components,
        sum(1 for _ in _all(components)),
        sum(units(text) for text in texts),
        sum(_bytes(text) for text in texts),
    )


def units(text: str) -> int:
    """Characters in UTF-16 units: the most that a server could count."""
    return len(text.encode("utf-16-le")) // 2


def _bytes(text: str) -> int:
    return len(text.encode()) + _BYTES_A_TEXT


def _too_long(text: str) -> bool:
    return units(text) > MOST_CHARACTERS or _bytes(text) > MOST_BYTES


def _title(message: Message, mention_role: int | None) -> list[_Piece]:
    ping = [f"<@&{mention_role}>"] if mention_role is not None else []
    title = [f"## {escape(message.title)}"] if message.title else []
    lines = [*ping, *title, *(f"-# {escape(line)}" for line in message.subtitle)]
    return [_piece(_text("\n".join(lines)))] if lines else []


def _pieces(block: Block, small_links: bool) -> Iterator[_Piece]:
    if isinstance(block, Divider):
        yield _piece({"type": _SEPARATOR, "divider": True, "spacing": 1})
    elif isinstance(block, Heading):
        return  # The sketch has none here: the stories stand in the sections' order all the same.
    elif isinstance(block, Buttons):
        yield from (_row(block.buttons[n : n + _BUTTONS_A_ROW]) for n in range(0, len(block.buttons), _BUTTONS_A_ROW))
    elif block.role == "briefly":
        yield from _briefly_pieces([_line(line, block, small_links) for line in block.lines])
    else:
        yield _section_piece(block, small_links)


def _row(buttons: Sequence[Button]) -> _Piece:
    return _piece({"type": _ACTION_ROW, "components": [_button(one) for one in buttons]})


def _section_piece(section: Section, small_links: bool) -> _Piece:
    lines = [drawn for line in section.lines if (drawn := _line(line, section, small_links)).strip()]
    while len(lines) > 1 and _too_long("\n".join(lines)):
        lines = lines[:-1]
    text = _text("\n".join(lines))
    gallery = [_gallery(section)] if section.picture else []
    if not section.menu:
        return _piece(text, *gallery)
    first = section.menu.choices[0]
    more = _button(Button(first.label, first.action, str(section.menu.story_id)))
    return _piece({"type": _SECTION, "components": [text], "accessory": more}, *gallery)


def _gallery(section: Section) -> Json:
    assert section.picture
    return {
        "type": _GALLERY,
        "items": [{"media": {"url": section.picture.url}, "description": shorten(section.picture.alt, 1024)}],
    }


def _briefly_pieces(items: Sequence[str]) -> Iterator[_Piece]:
    """The stories in one line while they are few, else one a line."""
    few = len(items) <= RUN_IN
    text, between = ("**Briefly** ", " · ") if few else ("**Briefly**\n", "\n")
    for number, item in enumerate(items if few else [f"- {item}" for item in items]):
        joined = f"{text}{between}{item}" if number else f"{text}{item}"
        if units(joined) > MOST_CHARACTERS // 2 and number:
            yield _piece(_text(text))
            joined = item
        text = joined
    yield _piece(_text(text))


# --- Texts and buttons ------------------------------------------------------------------------------------------------


def _text(content: str) -> Json:
    return {"type": _TEXT, "content": content}


def _line(line: Line, section: Section, small_links: bool) -> str:
    linked = line.style != "small" or small_links or section.role in ("footer", "correction")
    drawn = "".join(_run(run, linked, line.style == "headline") for run in line.runs)
    if line.style == "small":
        return f"-# {drawn}"
    if line.style != "headline":
        return drawn
    return f"### {drawn}" if section.role == "lead" else f"**{drawn}**"


def _run(run: Text, linked: bool, in_bold: bool) -> str:
    label = escape(run.text)
    if run.url and linked and run.text.strip():
        before, after = label[: len(label) - len(label.lstrip())], label[len(label.rstrip()) :]
        return f"{before}[{label.strip()}]({_escape_url(run.url)}){after}"
    if run.style == "bold" and not in_bold and run.text.strip():
        return label.replace(label.strip(), f"**{label.strip()}**")
    return label


def _button(button: Button) -> Json:
    label = shorten(button.label, _MOST_LABEL)
    if button.url:
        return {"type": _BUTTON, "style": _LINK, "label": label, "url": button.url}
    custom_id = ":".join(part for part in (button.action, _sealed(button.value)) if part)
    return {"type": _BUTTON, "style": _SECONDARY, "label": label, "custom_id": custom_id}


# --- Parts ------------------------------------------------------------------------------------------------------------


def _packed(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    parts: list[list[_Piece]] = [[]]
    for piece in pieces:
        if parts[-1] and not _fits([*parts[-1], piece]):
            parts.append([])
        parts[-1].append(piece)
    return parts


def _fits(part: Sequence[_Piece]) -> bool:
    return (
        sum(p.count for p in part) <= MOST_COMPONENTS
        and sum(p.characters for p in part) <= MOST_CHARACTERS
        and sum(p.bytes for p in part) <= MOST_BYTES
    )


def _part_mark(mark: str, number: int) -> str:
    return f"{mark}.{number}" if mark else ""


def _payload(part: Sequence[_Piece], mark: str, roles: list[str]) -> Json:
    taken: set[str] = set()
    components = [_marked(component, mark, taken) for piece in part for component in piece.components]
    if mark and not taken:
        components[0] = {**components[0], "id": _number_of(mark)}
    return {
        "flags": IS_COMPONENTS_V2 | SUPPRESS_EMBEDS,
        "components": components,
        "allowed_mentions": {"parse": [], "roles": roles},
    }


def _marked(component: Json, mark: str, taken: set[str]) -> Json:
    """The component with the part's mark in its buttons' ids, none of them twice."""
    if "custom_id" in component:
        return {**component, "custom_id": _free_id(component["custom_id"], mark, taken)}
    changed = dict(component)
    if "components" in component:
        changed["components"] = [_marked(one, mark, taken) for one in component["components"]]
    if "accessory" in component:
        changed["accessory"] = _marked(component["accessory"], mark, taken)
    return changed


def _free_id(plain: str, mark: str, taken: set[str]) -> str:
    """Discord refuses a message with the same id twice: the second gets "~2" at its end."""
    number = 1
    while True:
        end = (f"|{mark}" if mark else "") + (f"~{number}" if number > 1 else "")
        custom_id = f"{plain[: _MOST_ID - len(end)]}{end}"
        if custom_id not in taken:
            taken.add(custom_id)
            return custom_id
        number += 1


# --- Whom it may ping -------------------------------------------------------------------------------------------------


def roles_of(payload: Json) -> list[str]:
    """The roles that it would ping."""
    return list(payload.get("allowed_mentions", {}).get("roles", ()))


def without_everyone(payload: Json, server: str) -> Json:
    """The payload as it may be posted in this server: the role that has the server's own id is @everyone, and is never
    pinged, whatever an order asks for."""
    if server not in roles_of(payload):
        return payload
    ping = f"<@&{server}>"
    components = [
        {**one, "content": one["content"].removeprefix(ping).lstrip("\n") or _ZERO_WIDTH} if "content" in one else one
        for one in payload["components"]
    ]
    return {**payload, "components": components, "allowed_mentions": {"parse": [], "roles": []}}


# --- Reading our own ids ----------------------------------------------------------------------------------------------

_OWN_ID = re.compile(
    r"(?P<action>[^:|~]+)(?::(?P<value>.*?))?(?:\|(?P<mark>[A-Za-z0-9_-]+)\.(?P<part>\d+))?(?:~\d+)?", re.DOTALL
)
_OURS = {"%": "%25", "|": "%7C", "~": "%7E"}
"""What parts an id, in values as what it isn't: a name with "|" in it is no mark."""
_TAKEN_OUT = re.compile("%25|%7C|%7E")


def _sealed(value: str) -> str:
    return "".join(_OURS.get(letter, letter) for letter in value)


def _opened(value: str) -> str:
    plain = {coded: letter for letter, coded in _OURS.items()}
    return _TAKEN_OUT.sub(lambda found: plain[found[0]], value)


def read_id(custom_id: str) -> tuple[str, str, str | None]:
    """Action, value and the delivery's mark (without the part's number) of a button that was drawn here."""
    found = _OWN_ID.fullmatch(custom_id)
    if not found:
        return custom_id, "", None
    return found["action"], _opened(found["value"] or ""), found["mark"]


def has_marker(message: Json, marker: str) -> bool:
    """Whether a message of the channel's history is the part with this marker ("MARK.N")."""
    end = re.compile(rf".*\|{re.escape(marker)}(~\d+)?", re.DOTALL)
    number = _number_of(marker)
    return message.get("nonce") == marker or any(
        end.fullmatch(one.get("custom_id", "")) or one.get("id") == number
        for one in _all(message.get("components", ()))
    )


def stories_in(payload: Json) -> list[int]:
    """The stories that have a button in it."""
    sections = [one for one in payload.get("components", ()) if one["type"] == _SECTION]
    values = [read_id(one["accessory"].get("custom_id", ""))[1] for one in sections]
    return [int(value) for value in values if value.isdecimal()]


def _all(components: Iterable[Json]) -> Iterator[Json]:
    for one in components:
        yield one
        inner = [*one.get("components", ()), *([one["accessory"]] if one.get("accessory") else [])]
        yield from _all(inner)


def _number_of(marker: str) -> int:
    """A component's number made of the marker: positive, and over those that Discord gives by itself."""
    return int.from_bytes(hashlib.blake2b(marker.encode(), digest_size=4).digest()) % (2**31 - 4096) + 4096


# --- Private answers --------------------------------------------------------------------------------------------------

_REST = "The whole answer is in the file below."


def to_private(
    message: Message, attachment: tuple[str, bytes] | None = None
) -> tuple[Json, tuple[tuple[str, bytes], ...]]:
    """One message that only the asker sees, and its files. Too long an answer keeps its beginning and its buttons; the
    whole is in a file."""
    files = [attachment] if attachment else []
    payloads = _with_room(message, len(files))
    if payloads is None:
        files.insert(0, ("answer.md", to_markdown(message).encode()))
        payloads = _shortened(message, len(files))
    named = tuple((_file_name(name), content) for name, content in files)
    shown = [{"type": _FILE, "file": {"url": f"attachment://{name}"}} for name, _ in named]
    attachments = [{"id": number, "filename": name} for number, (name, _) in enumerate(named)]
    payload = {**payloads, "components": [*payloads["components"], *shown], "attachments": attachments}
    return payload, named


def _with_room(message: Message, files: int) -> Json | None:
    """The message's one payload with room for so many files; None when it needs more than one."""
    payloads = to_payloads(message)
    fits = len(payloads) == 1 and len(list(_all(payloads[0]["components"]))) + files <= MOST_COMPONENTS
    return payloads[0] if fits else None


def _shortened(message: Message, files: int) -> Json:
    note = Section("note", (Line((Text(_REST),), "small"),))
    kept = list(message.blocks)
    while kept:
        last = max((n for n, block in enumerate(kept) if not isinstance(block, Buttons)), default=len(kept) - 1)
        del kept[last]
        end = next((n for n, block in enumerate(kept) if isinstance(block, Buttons)), len(kept))
        if payload := _with_room(replace(message, blocks=(*kept[:end], note, *kept[end:])), files):
            return payload
    return to_payloads(replace(message, blocks=(note,)))[0]


def _file_name(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.") or "file.txt"
