"""What stands beside an article goes, what stands within it comes back, and a doubtful page leaves all as it was found."""

from __future__ import annotations

import pytest

from bot.adapters.article_blocks import arranged, weight
from bot.adapters.article_body import find_body
from bot.adapters.gold_pages import our_text
from bot.adapters.page_blocks import blocks_of
from bot.adapters.pages import _tree

FIRST = "Halvorsen Labs released its Fjord 2 model on Tuesday and said that it needs half the memory of the first."
SECOND = "Two outside groups that tested the model said its answers were shorter than those of its rivals."
THIRD = "Commercial use is allowed without a fee for companies with fewer than five hundred workers."
FOURTH = "A smaller version for telephones is planned for spring, and thirty engineers were hired to build it."
OTHER = "In our town such a machine heats the school, and nobody has had to pay a penny more for it so far."


def _paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def _arranged(inside: str, *found: str) -> list[str]:
    tree = _tree(f"<!DOCTYPE html><html><head><title>x</title></head><body>{inside}</body></html>")
    assert tree is not None
    return arranged("\n".join(found), blocks_of(tree)).splitlines()


@pytest.mark.parametrize(
    "label", ["58 comments", "Leave a reply", "Related", "About the author", "Kommentare (3)", "网友评论", "Newsletter"]
)
def test_a_section_under_a_label_goes_whatever_its_element_is_called(label: str) -> None:
    page = (
        f"<div class='k1'>{_paragraphs(FIRST, SECOND, THIRD)}</div><div class='k2'><h3>{label}</h3><p>{OTHER}</p></div>"
    )
    assert _arranged(page, FIRST, SECOND, THIRD, OTHER) == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize("name", ["sidebar", "article-newsletter", "relatedBox", "authorBio", "cookie-consent"])
def test_a_box_goes_by_the_name_of_its_element(name: str) -> None:
    page = (
        f"<div>{_paragraphs(FIRST, SECOND)}<div class='{name}'><p>{OTHER}</p></div>{_paragraphs(THIRD, FOURTH)}</div>"
    )
    assert _arranged(page, FIRST, SECOND, OTHER, THIRD, FOURTH) == [FIRST, SECOND, THIRD, FOURTH]


@pytest.mark.parametrize("name", ["with-sidebar", "no-comments", "share social", "ad promo newsletter"])
def test_the_article_stays_whatever_the_element_around_it_is_called(name: str) -> None:
    page = f"<div class='{name}'><h1>x</h1>{_paragraphs(FIRST, SECOND, THIRD, FOURTH)}</div>"
    assert _arranged(page, FIRST, SECOND, THIRD, FOURTH) == [FIRST, SECOND, THIRD, FOURTH]


def test_a_chapter_whose_address_is_made_of_its_headings_words_stays() -> None:
    chapter = f"<div id='sharing-with-a-single-reader'><h2>Sharing</h2>{_paragraphs(FOURTH)}</div>"
    page = f"<div>{_paragraphs(FIRST, SECOND, THIRD)}{chapter}</div>"
    assert FOURTH in _arranged(page, FIRST, SECOND, THIRD, FOURTH)


def test_what_stands_before_the_title_or_after_the_text_in_another_kind_of_box_goes() -> None:
    text = f"<main><h1>Fjord 2</h1>{_paragraphs(FIRST, SECOND, THIRD, FOURTH)}</main>"
    page = f"<div class='a'><p>{OTHER}</p></div>{text}<section class='b'><p>Start with ten pages a day, free of charge.</p></section>"
    found = (OTHER, FIRST, SECOND, THIRD, FOURTH, "Start with ten pages a day, free of charge.")
    assert _arranged(page, *found) == [FIRST, SECOND, THIRD, FOURTH]


def test_a_text_that_is_split_into_boxes_of_one_kind_stays_whole() -> None:
    parts = "".join(f"<div class='part part-{n}'><p>{text}</p></div>" for n, text in enumerate((FIRST, SECOND, THIRD)))
    assert (
        _arranged(f"{parts}<div class='part part-9'><p>{FOURTH}</p></div>", FIRST, SECOND, THIRD, FOURTH)[-1] == FOURTH
    )


def test_a_pulled_quote_goes_and_a_line_that_is_spoken_twice_stays() -> None:
    quote = f"<blockquote>{SECOND[:60]}</blockquote>"
    assert SECOND[:60] not in _arranged(
        f"<div>{_paragraphs(FIRST, SECOND)}{quote}{_paragraphs(THIRD)}</div>", FIRST, SECOND, SECOND[:60], THIRD
    )
    spoken = (FIRST, "“I would prefer not to.”", SECOND, "“I would prefer not to.” He left.", THIRD)
    assert _arranged(f"<div>{_paragraphs(*spoken)}</div>", *spoken) == list(spoken)


def test_a_link_between_paragraphs_goes_and_a_link_that_is_announced_stays() -> None:
    link = "<p><a href='/1'>Why small models are having a good year</a></p>"
    title = "Why small models are having a good year"
    page = f"<div>{_paragraphs(FIRST, SECOND)}{link}{_paragraphs(THIRD)}</div>"
    assert _arranged(page, FIRST, SECOND, title, THIRD) == [FIRST, SECOND, THIRD]

    page = f"<div>{_paragraphs(FIRST, SECOND, 'The paper is here:')}{link}{_paragraphs(THIRD)}</div>"
    assert title in _arranged(page, FIRST, SECOND, "The paper is here:", title, THIRD)


def test_paragraphs_headings_and_items_that_were_left_out_come_back_in_their_place() -> None:
    items = "<h3>What changed</h3><ul><li>Uploads of many pages are read in the background.</li></ul>"
    page = f"<nav><a href='/'>Home</a></nav><div>{_paragraphs(FIRST)}{items}{_paragraphs(SECOND, THIRD)}</div>"
    assert _arranged(page, FIRST, THIRD) == [
        FIRST,
        "What changed",
        "Uploads of many pages are read in the background.",
        SECOND,
        THIRD,
    ]


def test_a_box_that_was_left_out_and_is_unlike_the_text_stays_out() -> None:
    for box in (
        "<div class='facts'><p>{}</p></div>",
        "<article><p>{}</p></article>",
        "<div><a href='/2'><p>{}</p></a></div>",
    ):
        page = f"<main>{_paragraphs(FIRST, SECOND)}{box.format(OTHER)}{_paragraphs(THIRD, FOURTH)}</main>"
        assert OTHER not in _arranged(page, FIRST, SECOND, THIRD, FOURTH)


def test_a_page_that_was_poured_into_one_line_is_told_by_its_own_paragraphs() -> None:
    page = f"<div><a href='/'>Home</a> <a href='/n'>News</a></div><main>{_paragraphs(FIRST, SECOND)}</main>"
    assert _arranged(page, f"Home News {FIRST} {SECOND}") == [FIRST, SECOND]


def test_where_the_page_speaks_against_most_of_what_was_found_all_of_it_stays() -> None:
    boxes = "".join(f"<div class='comment'><p>{text}</p></div>" for text in (SECOND, THIRD, FOURTH, OTHER))
    found = (FIRST, SECOND, THIRD, FOURTH, OTHER)
    assert _arranged(f"<div><p>{FIRST}</p></div>{boxes}", *found) == list(found)


def test_a_text_that_is_not_on_the_page_is_left_as_it_is() -> None:
    assert _arranged(_paragraphs(OTHER), FIRST, SECOND, THIRD) == [FIRST, SECOND, THIRD]


def test_a_caption_goes_with_its_picture_and_a_paragraph_beside_a_small_picture_stays() -> None:
    caption = "<div class='media'><img src='a.jpg'><span>The hall from the south, in October.</span></div>"
    smiling = f"<p>{FOURTH} <img src='smile.gif'></p>"
    page = f"<div>{_paragraphs(FIRST, SECOND)}{caption}{_paragraphs(THIRD)}{smiling}</div>"
    assert _arranged(page, FIRST, SECOND, "The hall from the south, in October.", THIRD, FOURTH) == [
        FIRST,
        SECOND,
        THIRD,
        FOURTH,
    ]


def test_notes_in_italics_at_the_end_go_and_italics_within_the_text_stay() -> None:
    page = f"<div>{_paragraphs(FIRST, f'<em>{SECOND}</em>', THIRD, FOURTH)}<p><em>{OTHER}</em></p></div>"
    assert _arranged(page, FIRST, SECOND, THIRD, FOURTH, OTHER) == [FIRST, SECOND, THIRD, FOURTH]


def test_a_deep_page_and_an_empty_one_do_no_harm() -> None:
    deep = "<div>" * 300 + f"<p>{FIRST}</p>"
    assert _arranged(deep, FIRST) == [FIRST]
    assert _arranged("", FIRST) == [FIRST]
    assert find_body("", None, None, "") == ""


def test_a_filter_that_would_take_most_of_an_article_takes_nothing() -> None:
    refrain = "The queue had lost its last element again, and nobody in the hall could say when."
    lines = [refrain, FIRST, *[refrain] * 9]
    page = f"<!DOCTYPE html><html><head><title>x</title></head><body><article>{_paragraphs(*lines)}</article></body></html>"
    assert weight(our_text(page)) >= 0.9 * sum(map(weight, lines))


def test_headings_of_what_was_left_out_go_from_the_end() -> None:
    page = f"<div>{_paragraphs(FIRST, SECOND, THIRD)}<h2>Further voices</h2><h3>From the archive</h3></div>"
    assert _arranged(page, FIRST, SECOND, THIRD, "Further voices", "From the archive") == [FIRST, SECOND, THIRD]
