"""A digest as Markdown and HTML: whole, in order, and with nothing in it that a source could have slipped in."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, given, settings
from lxml import html as lxml_html

from bot.adapters.markup_view import escape_markdown, to_html, to_markdown
from bot.news.message import Message, Section, digest_message
from tests.adapters.strange_texts import messages
from tests.news.invented import digest, monday, story

MESSAGE = digest_message(monday(), web_url="https://news.example/d/1")
HOSTILE = settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def urls_of(message: Message) -> set[str]:
    lines = [line for block in message.blocks if isinstance(block, Section) for line in block.lines]
    return {run.url for line in lines for run in line.runs if run.url}


@HOSTILE
@given(messages(5))
def test_the_html_holds_no_element_and_no_link_but_ours_whatever_the_texts(message: Message) -> None:
    document = lxml_html.document_fromstring(to_html(message))
    ours = {"html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "p", "hr", "a", "strong"}
    ours |= {"article", "section", "footer", "ul", "li"}
    assert {element.tag for element in document.iter()} <= ours
    assert {link.get("href") for link in document.iter("a")} <= urls_of(message)
    assert not [name for element in document.iter() for name in element.attrib if name.startswith("on")]


def test_the_html_is_one_whole_document_that_says_everything_in_order() -> None:
    written = to_html(MESSAGE)
    assert written.startswith('<!DOCTYPE html>\n<html lang="en">') and written.endswith("</html>\n")
    text = lxml_html.document_fromstring(written).text_content()
    order = [
        "8 stories from",
        "Pomelo could",
        "Releases",
        "Skerry 2 was",
        "Money",
        "Update:",
        "Briefly",
        "讯岚",
        "on the web",
    ]
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert "<script" not in written


def test_the_markdown_has_a_title_a_lead_sections_and_a_list_of_the_brief_ones() -> None:
    lines = to_markdown(MESSAGE).splitlines()
    assert lines[0] == "# AI news, Monday 15 December"
    assert any(line.startswith("### [Orrin Systems is reportedly using") for line in lines)
    assert [line for line in lines if line.startswith("## ")] == ["## Releases", "## Money", "## Briefly"]
    assert sum(line.startswith("- [") for line in lines) == 3


def test_markdown_of_a_source_is_text() -> None:
    assert escape_markdown("[x](https://evil.example)") == "\\[x\\]\\(https&#58;//evil.example\\)"
    assert escape_markdown("# big") == "\\# big" and escape_markdown("1. one") == "1\\. one"
    assert "<b>" not in escape_markdown("<b>")


@HOSTILE
@given(messages(5))
def test_no_line_of_the_markdown_starts_or_links_what_we_did_not(message: Message) -> None:
    encode = str.maketrans({"(": "%28", ")": "%29", "*": "%2A", "_": "%5F"})
    allowed = {url.translate(encode) for url in urls_of(message)}
    written = to_markdown(message)
    links = re.findall(r"(?<!\\)\[(?:\\.|[^\\\[\]])*\]\(([^()\s]*)\)", written)
    assert set(links) <= allowed
    bare = re.sub(r"\]\([^()\s]*\)", "", written)
    assert "://" not in bare and not re.search(r"(?<!\\)(?:\\\\)*[<>]", bare)


def test_a_story_without_a_usable_address_is_told_without_a_link() -> None:
    from tests.news.invented import source

    message = digest_message(digest(story(sources=[source(url="javascript:alert(1)")])))
    assert "javascript" not in to_html(message) + to_markdown(message)
    assert "Veltmar opens a test site in Oslo" in to_html(message)
