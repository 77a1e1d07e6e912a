"""A status page's post about an incident: which of its updates says that it is over.

Such a post keeps its title ("Elevated errors deploying X", "X is down") after the incident: the newest update tells how
things stand. How the post is told is `own_posts`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_OVER = re.compile(r"(?:Status: )?Resolved\b(?: [-–—:] |[.]?$)")
_UPDATE = re.compile(
    r"(?:Status: )?(?:Investigating|Identified|Monitoring|Update|Scheduled|In progress|Verifying)\b(?: [-–—:] |[.]?$)"
)
_FIRST = 4
"""Sentences among which a status page's newest update begins: its title may stand before it."""


def over_at(sentences: Sequence[str]) -> int | None:
    """The sentence that says that the incident is over; None where the newest update says something else, or for other
    texts."""
    for index, sentence in enumerate(sentences[:_FIRST]):
        if _OVER.match(sentence):
            return index
        if _UPDATE.match(sentence):
            return None
    return None


def past_from(sentences: Sequence[str]) -> int | None:
    """The first sentence that tells of the incident while it lasted; None for a post that doesn't say that it is over."""
    over = over_at(sentences)
    if over is None:
        return None
    return next((i for i in range(over + 1, len(sentences)) if _UPDATE.match(sentences[i])), None)
