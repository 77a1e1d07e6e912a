"""Tables of words, for `wording` and `related`: nothing but knowledge of languages, one set a line.

A line that begins with "#" names the area of those that follow.
"""

from __future__ import annotations

from collections.abc import Iterator


def lines(*tables: str) -> Iterator[str]:
    """The tables' lines without the areas' names."""
    for table in tables:
        yield from (line for line in table.splitlines() if line and not line.startswith("#"))


def sides(*tables: str) -> Iterator[tuple[list[str], list[str]]]:
    """The words on each side of the tables' lines "a b / c d"."""
    for line in lines(*tables):
        one, other = line.split(" / ")
        yield one.split(), other.split()
