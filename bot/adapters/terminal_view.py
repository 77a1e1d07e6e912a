"""A message on a terminal: wrapped to its width, coloured and linked where that is seen, plain where it is piped.

It draws and doesn't print. Strangers' text can't send escape sequences: a message's texts hold no control characters.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from typing import TYPE_CHECKING

from bot.news.message import Block, Buttons, Divider, Heading, Line, Message, Section, Text

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text as RichText

# Longer lines are hard to read; Bringhurst's limit for one column, with room.
_WIDEST = 88
_NARROWEST = 20
_BULLET = "· "


def render(message: Message, width: int = 80, colour: bool = False) -> str:
    """The message as lines of at most `width` cells, each ended by a newline.

    `colour`: ANSI styles, and links as OSC 8 hyperlinks; without it each link's address stands once below its lines,
    unbroken however long it is.
    """
    console = _console(max(_NARROWEST, min(width, _WIDEST)), colour)
    console.print(_styled(message.title, "bold"))
    for line in message.subtitle:
        console.print(_styled(line, "dim"))
    previous: Block | None = None
    for block in (one for one in message.blocks if one != Divider(inner=True)):
        _draw(console, block, previous, colour)
        previous = block if not isinstance(block, Buttons) else previous
    drawn: str = console.file.getvalue()  # type: ignore[attr-defined]
    return "\n".join(line.rstrip() for line in drawn.rstrip().split("\n")) + "\n"


def _console(width: int, colour: bool) -> Console:
    from rich.console import Console

    return Console(
        file=StringIO(),
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        _environ={},
    )


def _styled(text: str, style: str) -> RichText:
    from rich.text import Text as RichText

    return RichText(text, style=style)


def _draw(console: Console, block: Block, previous: Block | None, colour: bool) -> None:
    if isinstance(block, Divider):
        _draw_divider(console, previous)
    elif isinstance(block, Heading):
        console.print()
        console.print(_styled(block.text, "bold cyan"))
    elif isinstance(block, Section):
        if previous is None or isinstance(previous, Section):
            console.print()
        _draw_section(console, block, colour)
    else:
        _draw_addresses(console, block)


def _draw_divider(console: Console, previous: Block | None) -> None:
    if previous is not None:
        console.print()
    console.print(_styled("─" * console.width, "dim"))


def _draw_section(console: Console, section: Section, colour: bool) -> None:
    if section.role == "briefly":
        console.print(_styled("Briefly", "bold cyan"))
    for line in section.lines:
        bullet = _BULLET if section.role == "briefly" else ""
        console.print(_rich_line(line, section, bullet, colour), no_wrap=False)
        if section.role == "briefly" and not colour:
            _print_urls(console, [line], "  ")
    if section.role != "briefly" and not colour:
        _print_urls(console, section.lines, "")


def _rich_line(line: Line, section: Section, bullet: str, colour: bool) -> RichText:
    from rich.text import Text as RichText

    drawn = RichText(bullet, style="dim" if line.style == "small" else "")
    for run in line.runs:
        drawn.append(run.text, style=_style(run, line, section, colour))
    return drawn


def _style(run: Text, line: Line, section: Section, colour: bool) -> str:
    bold = "bold" if run.style == "bold" or line.style == "headline" else ""
    tint = "bright_blue" if section.role == "lead" and line.style == "headline" else ""
    link = f"link {run.url}" if colour and run.url else ""
    return " ".join(part for part in (bold, tint, link) if part)


def _print_urls(console: Console, lines: tuple[Line, ...] | list[Line], indent: str) -> None:
    for url in _urls(lines):
        console.print(_styled(f"{indent}{url}", ""), soft_wrap=True)


def _urls(lines: tuple[Line, ...] | list[Line]) -> Iterator[str]:
    yield from dict.fromkeys(run.url for line in lines for run in line.runs if run.url)


def _draw_addresses(console: Console, buttons: Buttons) -> None:
    """What can be pressed elsewhere has no place here; what leads to an address has."""
    for button in buttons.buttons:
        if button.url:
            console.print(_styled(f"{button.label}: {button.url}", ""), soft_wrap=True)
