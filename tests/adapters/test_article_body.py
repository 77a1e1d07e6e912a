"""The article is found where a page holds it, whatever its layout. Pages are those of bench/gold/pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.adapters.gold_pages import foreign_lines, our_text, sample_pages, shingle_scores, their_text

PAGES = {page.name: page for page in sample_pages(Path(__file__).parents[2] / "bench" / "gold" / "pages")}
WORDS = "Halvorsen Labs released its Fjord 2 model on Tuesday and said that it needs half the memory."


@pytest.mark.parametrize(
    "name",
    [
        "live-blog",
        "next-data-only",
        "linked-data-only",
        "chinese-br",
        "chinese-short",
        "short-note",
        "standfirst-outside",
        "modules",
        "navigation-never-closed",
        "lists-and-table",
        "several-articles",
        "comments-longer-than-text",
        "cookie-wall",
        "press-release-wire",
    ],
)
def test_the_whole_article_and_nothing_else_is_read_from_a_layout_that_is_hard(name: str) -> None:
    page = PAGES[name]
    text = our_text(page.html)
    assert foreign_lines(page.gold, text) == []
    assert shingle_scores([(page.gold, text)])[1] > 0.99


def test_every_sample_page_gives_most_of_its_article_and_no_less_than_trafilatura_alone() -> None:
    scores = {
        name: tuple(shingle_scores([(page.gold, read(page.html))])[2] for read in (our_text, their_text))
        for name, page in PAGES.items()
    }
    assert len(scores) >= 40
    assert {name: pair for name, pair in scores.items() if pair[0] < 0.8 or pair[0] < pair[1] - 0.01} == {}


def _page(inside: str) -> str:
    return f"<!DOCTYPE html><html><head><title>x</title></head><body>{inside}</body></html>"


def test_a_pages_script_that_is_no_data_or_breaks_off_changes_nothing() -> None:
    for script in ("var a = {b: 1};" * 99, '{"a": [' + '"' + "word " * 200, "{" * 5000, '{"a":' * 900):
        assert our_text(_page(f"<h1>x</h1><p>{WORDS}</p><script>{script}</script>")) == WORDS


def test_a_table_gives_its_rows_and_a_layouts_table_its_paragraphs() -> None:
    rows = "<tr><td>Fjord 1</td><td>48</td></tr><tr><td>Fjord 2</td><td>a | b</td></tr>"
    text = our_text(_page(f"<article><p>{WORDS}</p><table>{rows}</table><p>{WORDS} Twice.</p></article>"))
    assert text.splitlines() == [WORDS, "Fjord 1 | 48", "Fjord 2 | a | b", f"{WORDS} Twice."]

    text = our_text(_page(f"<table><tr><td></td><td><p>{WORDS}</p><p>{WORDS} Twice.</p></td></tr></table>"))
    assert text.splitlines() == [WORDS, f"{WORDS} Twice."]


def test_a_longer_text_of_others_below_the_article_never_takes_its_place() -> None:
    from bot.adapters.article_body import _held_against_page
    from bot.adapters.page_blocks import blocks_of
    from bot.adapters.pages import _tree

    others = "".join(f"<p>{paragraph}</p>" for paragraph in PAGES["wordpress-blog"].gold.splitlines() * 3)
    found = PAGES["divs-with-br"].gold
    tree = _tree(_page(f"<main><h1>x</h1></main><div class='voices'>{others}</div>"))
    assert tree is not None
    assert _held_against_page(found, blocks_of(tree)) == found
