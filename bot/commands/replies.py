"""How private answers are put together: sentences, lines, links, buttons. What they say stands with each command."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.commands.conversation import Reply
from bot.commands.newsroom import Instead, date_words
from bot.news.message import Block, Button, Buttons, Line, Message, Section, Text, note_section
from bot.news.model import Source

MOST_VALUE = 60
"""Characters of a button's value: Discord's id of a button has 100, with the action and the delivery's mark."""
MOST_BUTTONS = 5


def note(text: str, *buttons: Button, replaces: bool = False) -> Reply:
    """One sentence or two, with what can be done next."""
    return Reply(Message("", (), (note_section(text), *rows(buttons)), text), replaces)


def instead(text: str, *buttons: Button) -> Instead:
    return Instead(note(text, *buttons))


def titled(title: str, blocks: Iterable[Block], *, notification: str = "", subtitle: Sequence[str] = ()) -> Message:
    return Message(title, tuple(subtitle), tuple(blocks), notification or title)


def small(text: str) -> Line:
    return Line((Text(text),), "small")


def bold(text: str) -> Line:
    return Line((Text(text, style="bold"),))


def plain(text: str) -> Line:
    return Line((Text(text),))


def listed(lines: Iterable[Line]) -> Section:
    return Section("note", tuple(lines))


def rows(buttons: Sequence[Button]) -> list[Block]:
    return [Buttons(tuple(buttons[n : n + MOST_BUTTONS])) for n in range(0, len(buttons), MOST_BUTTONS)]


def fits(value: str) -> bool:
    return len(value) <= MOST_VALUE


def source_line(source: Source) -> Line:
    """ "[1] ‹title›, South China Morning Post, 14 Dec 2025. Owned by Alibaba."."""
    owned = f" Owned by {source.owner}." if source.owner and source.owner != source.outlet else ""
    lock = ", paywall" if source.paywall else ""
    put_right = f" Corrected since: {source.corrected}." if source.corrected else ""
    rest = f", {source.outlet}, {date_words(source.published)}{lock}.{owned}{put_right}"
    return Line((Text(f"[{source.n}] "), Text(source.title.rstrip("."), source.url), Text(rest)), "small")


def cited(text: str, numbers: Sequence[int], sources: Sequence[Source]) -> tuple[Text, ...]:
    """A sentence with the numbers of its sources, each a link."""
    urls = {source.n: source.url for source in sources}
    return (Text(text), *(Text(f" [{n}]", urls.get(n)) for n in numbers))


def count(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
