"""What was typed or chosen, read as texts, lists, numbers and dates: from a form, an option, or a line of text."""

from __future__ import annotations

import re

from bot.commands.conversation import Values

_YES = ("yes", "true", "on", "1", "y")
_PARTS = re.compile(r"[,;，、\n]")


def one(values: Values, name: str) -> str:
    """The text, without outer spaces; "" where nothing was given."""
    given = values.get(name, "")
    text = given if isinstance(given, str) else ", ".join(given)
    return text.strip()


def many(values: Values, name: str) -> list[str]:
    """The parts of "Meta, Qwen", or the chosen ones; each once."""
    given = values.get(name, "")
    texts = _PARTS.split(given) if isinstance(given, str) else [part for text in given for part in _PARTS.split(text)]
    return list(dict.fromkeys(part for text in texts if (part := " ".join(text.split()))))


def flag(values: Values, name: str) -> bool:
    return one(values, name).lower() in _YES


def number(values: Values, name: str) -> int | None:
    """A subscription's number as typed ("7", "#7"); None where none was given or it isn't one."""
    return id_of(one(values, name).lstrip("#"))


def id_of(text: str) -> int | None:
    """A row's number, as a button or a person gives it; longer ones fit no database."""
    return int(text) if text.isdecimal() and len(text) < 16 else None
