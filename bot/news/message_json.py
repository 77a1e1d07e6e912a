"""A message as JSON and back, exactly: how the outbox keeps what was drawn, so that it can be drawn again.

It only gives shape. It reads what every earlier Newsdesk has written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from bot.news.message import (
    Block,
    Button,
    Buttons,
    Choice,
    Divider,
    Heading,
    Line,
    Menu,
    Message,
    Picture,
    Section,
    Text,
)

Json: TypeAlias = dict[str, Any]


def message_to_json(message: Message) -> Json:
    """Plain dicts, lists and values. What is absent or ordinary is left out."""
    return {
        "title": message.title,
        "subtitle": list(message.subtitle),
        "blocks": [_block_to_json(block) for block in message.blocks],
        "notification": message.notification,
        "language": message.language,
    }


def message_from_json(stored: Mapping[str, Any]) -> Message:
    """The message again. KeyError or TypeError for what `message_to_json` didn't make."""
    return Message(
        stored["title"],
        tuple(stored["subtitle"]),
        tuple(_block_from_json(block) for block in stored["blocks"]),
        stored["notification"],
        stored["language"],
    )


# --- Blocks -----------------------------------------------------------------------------------------------------------


def _block_to_json(block: Block) -> Json:
    if isinstance(block, Section):
        return {"is": "section", **_section_to_json(block)}
    if isinstance(block, Heading):
        return {"is": "heading", "text": block.text}
    if isinstance(block, Divider):
        return {"is": "divider", "inner": block.inner}
    return {"is": "buttons", "buttons": [_button_to_json(button) for button in block.buttons]}


def _block_from_json(stored: Mapping[str, Any]) -> Block:
    return _READERS[stored["is"]](stored)


def _section_to_json(section: Section) -> Json:
    made: Json = {"role": section.role, "lines": [_line_to_json(line) for line in section.lines]}
    if section.menu:
        made["menu"] = {
            "story": section.menu.story_id,
            "choices": [[choice.label, choice.action] for choice in section.menu.choices],
        }
    if section.picture:
        made["picture"] = [section.picture.url, section.picture.alt]
    return made


def _section_from_json(stored: Mapping[str, Any]) -> Section:
    menu, picture = stored.get("menu"), stored.get("picture")
    return Section(
        stored["role"],
        tuple(_line_from_json(line) for line in stored["lines"]),
        Menu(menu["story"], tuple(Choice(*choice) for choice in menu["choices"])) if menu else None,
        Picture(*picture) if picture else None,
    )


def _button_to_json(button: Button) -> Json:
    made = {"label": button.label, "action": button.action, "value": button.value}
    return made if button.url is None else {**made, "url": button.url}


_READERS: Mapping[str, Callable[[Mapping[str, Any]], Block]] = {
    "section": _section_from_json,
    "heading": lambda stored: Heading(stored["text"]),
    "divider": lambda stored: Divider(stored["inner"]),
    "buttons": lambda stored: Buttons(tuple(Button(**button) for button in stored["buttons"])),
}


# --- Lines ------------------------------------------------------------------------------------------------------------


def _line_to_json(line: Line) -> Json:
    return {"style": line.style, "runs": [_text_to_json(run) for run in line.runs]}


def _line_from_json(stored: Mapping[str, Any]) -> Line:
    return Line(tuple(Text(**run) for run in stored["runs"]), stored["style"])


def _text_to_json(run: Text) -> Json:
    made: Json = {"text": run.text}
    if run.url is not None:
        made["url"] = run.url
    if run.style != "plain":
        made["style"] = run.style
    return made
