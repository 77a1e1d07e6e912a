"""One story worded by a model, at once and without the store: what `newsdesk summarise` does with a key."""

from __future__ import annotations

from collections.abc import Sequence

from bot.news.dossier import dossier_of
from bot.news.drafts import judge, patched
from bot.news.model import Article, Brief
from bot.news.reading import NameLookup
from bot.news.spoken import base_of, spoken
from bot.ports import ModelTrouble, ModelWriter


async def worded(
    brief: Brief,
    articles: Sequence[Article],
    writer: ModelWriter,
    names: NameLookup | None,
    language: str | None = None,
) -> Brief:
    """The brief in the model's words where they passed the check, in `language` or its sources' own; what failed is
    written anew once. Raises ModelTrouble."""
    wanted = base_of(language or articles[0].language)
    dossier = dossier_of(brief, articles, (wanted,))
    if dossier is None:
        return brief
    written = await writer.write([dossier])
    drafts = written.drafts[0]
    judged = judge(drafts, dossier, brief, articles, names)
    if judged.failing:
        try:
            again = await writer.rewrite(dossier, judged.failing)
        except ModelTrouble:
            again = None
        if again is not None:
            judged = judge(patched(drafts, again.drafts[0]), dossier, brief, articles, names)
    return spoken(judged.brief or brief, wanted)
