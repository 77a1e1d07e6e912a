"""How a story that an operator put right is told from then on: never without what was put right.

The store hands out every story and every article this way, so that no list, answer or picture can leave it out. What
was wrong is still shown behind *More*, as what was said before.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.news.model import Brief, Correction

_BEGINS = " (corrected: "
_TAKEN_BACK = " (taken back)"
_ENDS = ".。"


def corrected_words(corrections: Sequence[Correction]) -> str | None:
    """ "the price is $31 million; earlier: the price is $30 million", the newest first; None where nothing was wrong."""
    return "; earlier: ".join(map(said_of, corrections)) or None


def said_of(correction: Correction) -> str:
    """What was put right, without its full stop: it stands in a sentence of ours."""
    return correction.text.strip().rstrip(_ENDS)


def as_told(
    brief: Brief, corrections: Sequence[Correction], wrong: Collection[int], *, taken_back: bool = False
) -> Brief:
    """The brief with the corrections in its headline, without sentences and relations that rest on a wrong article.

    `wrong` are the ids of the articles that stood in the story when it was put right. Of a story that was taken back
    nothing is left but the headline, which says so.
    """
    if not corrections and not taken_back:
        return brief
    places = {n for n, article_id in enumerate(brief.article_ids) if taken_back or article_id in wrong}
    words = corrected_words(corrections)
    mark = _TAKEN_BACK if taken_back else f"{_BEGINS}{words})"
    return replace(
        brief,
        headline=f"{brief.headline.rstrip(_ENDS)}{mark}",
        certainty="stated" if brief.certainty == "confirmed" else brief.certainty,
        sentences=tuple(s for s in brief.sentences if places.isdisjoint(cite.article for cite in s.cites)),
        relations=tuple(relation for relation in brief.relations if relation.article not in places),
        translations=(),
    )


def is_told_as(text: str, headline: str) -> bool:
    """Whether a posted text is this headline, as it was or with what was put right since."""
    bare = headline.rstrip(_ENDS)
    return text.rstrip(_ENDS) == bare or text.startswith((f"{bare}{_BEGINS}", f"{bare}{_TAKEN_BACK}"))
