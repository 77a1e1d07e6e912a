"""The arrow from items to articles: which text is taken, what belongs to it, and what happens when a page can't be read.

All events, names and outlets are invented.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.news.model import Article, Entry, PageText
from bot.news.names import Registry
from bot.pipeline.read import ReadPolicy, article_from, feed_text, published_at, read
from bot.ports import FeedSpec, GiveUp, Item, ReadOutcome, TryLater

NOW = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
FEED = FeedSpec("https://circuit.example/feed", "Circuit Daily")
STORY = (
    "Torvane has raised $300 million from three investors. The money pays for a laboratory in Bergen. "
    "It will open in March with 40 engineers. "
)


def item(title: str = "Torvane raises $300 million for a laboratory", number: int = 1, **entry: object) -> Item:
    link = f"https://circuit.example/{number}"
    values: dict[str, object] = {"guid": str(number), "link": link, "published": NOW - timedelta(hours=2), **entry}
    return Item(number, FEED, 1, Entry(title=title, **values), NOW, True)  # type: ignore[arg-type]


def article(given: Item, text: str, source: str = "feed") -> Article:
    return article_from(given, text, source, None)  # type: ignore[arg-type]


# --- Which text the feed holds ------------------------------------------------------------------------------------------


def test_the_longer_of_content_and_summary_is_the_feeds_text() -> None:
    text, full = feed_text(item(summary="Short.", content=f"<p>{STORY * 8}</p>"), ReadPolicy())
    assert text.startswith("Torvane has raised") and full


def test_a_text_that_breaks_off_is_not_the_full_text_however_long() -> None:
    text, full = feed_text(item(content=STORY * 8 + "And then […]"), ReadPolicy())
    assert not full and text.endswith("And then")


def test_a_short_text_is_not_the_full_text() -> None:
    assert feed_text(item(summary=STORY), ReadPolicy())[1] is False
    assert feed_text(item(), ReadPolicy()) == ("", False)


# --- What belongs to the article ----------------------------------------------------------------------------------------


def test_lines_that_were_wrapped_in_mid_sentence_are_joined() -> None:
    wrapped = (
        "Torvane said on Monday that it has raised $300 million from\nthree investors, who now hold a third of the firm and have\n"
        "two seats on its board. The laboratory in Bergen opens in\nMarch with 40 engineers."
    )
    assert article(item(), wrapped).sentences == (
        "Torvane said on Monday that it has raised $300 million from three investors, who now hold a third of the firm "
        "and have two seats on its board.",
        "The laboratory in Bergen opens in March with 40 engineers.",
    )


def test_wrapped_chinese_lines_are_joined_without_a_space() -> None:
    wrapped = "云砚科技周二宣布开源其手写识别模型砚池二号，该模型可以在普通的手机上\n运行，并且能够识别十二种不同的字体，公司同时公布了全部的训练代码以及\n评测结果。"
    assert article(item("云砚开源砚池二号"), wrapped).sentences == (wrapped.replace("\n", ""),)


def test_the_points_of_a_list_stay_apart() -> None:
    points = "Version 3 of the driver brings these changes for its users\n- faster start on machines that have little memory in them\n- fewer warnings while it starts"
    assert len(article(item(), points).sentences) == 3


def test_the_title_the_byline_and_the_date_are_no_sentences() -> None:
    title = "Torvane raises $300 million for a laboratory"
    text = f"{title}\nBy Jane Roe, 23 November 2026, 18:27\n{STORY}"
    assert article(item(title), text).sentences[0] == "Torvane has raised $300 million from three investors."


def test_a_chinese_line_of_title_author_and_date_is_no_sentence() -> None:
    title = "云砚开源砚池二号"
    text = f"{title} 林叙白 2026-11-23 18:27\n云砚科技周二开源了手写识别模型砚池二号。"
    assert article(item(title, author="林叙白"), text).sentences == ("云砚科技周二开源了手写识别模型砚池二号。",)


def test_a_first_sentence_that_begins_with_the_titles_words_stays() -> None:
    text = "Torvane raises $300 million for a laboratory in Bergen, its second in two years."
    assert article(item(), text).sentences == (text,)


def test_a_short_summary_leaves_the_news_to_its_title_which_can_then_be_cited() -> None:
    given = article(item(), "The chip designer wants to test its own wares at last.", "summary")
    assert given.sentences == (given.title, "The chip designer wants to test its own wares at last.")


def test_a_question_or_what_the_summary_says_itself_is_not_put_before_it() -> None:
    asked = article(item("Who needs the new Torvane laboratory?"), "Forty engineers will work there.", "summary")
    assert asked.sentences == ("Forty engineers will work there.",)
    told = article(item(), "Torvane raises $300 million for a new laboratory in Bergen.", "summary")
    assert told.sentences == ("Torvane raises $300 million for a new laboratory in Bergen.",)


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("Elevated errors deploying Fjord", "Resolved - The errors while deploying Fjord have been resolved."),
        ("v2.14.0", "charts: the tables of northern harbours are read faster than before"),
    ],
)
def test_an_incidents_or_a_versions_title_stands_before_its_lines(title: str, line: str) -> None:
    assert article(item(title), line, "summary").sentences[0] == title


def test_what_a_company_announces_stands_before_what_it_says_of_it_but_not_in_the_feed_of_others() -> None:
    given = item("Introducing Fjord Deck")
    line = "Fjord Deck is a new way for crews to work with Fjord."
    own = replace(given, feed=replace(FEED, outlet="Halvorsen", owner="Halvorsen"))
    assert article(own, line, "summary").sentences == ("Introducing Fjord Deck", line)
    assert article(given, line, "summary").sentences == (line,)


def test_a_title_is_no_sentence_of_a_full_text() -> None:
    assert article(item(), STORY).title not in article(item(), STORY).sentences


def test_a_text_of_nothing_but_labels_gives_the_title() -> None:
    record = "Discussion: https://talk.example/9\nScore: 212\nBy: somebody"
    assert article(item("Old radios still sing"), record, "summary").sentences == ("Old radios still sing",)


def test_a_date_in_the_future_or_none_gives_the_time_of_fetching() -> None:
    assert published_at(item(published=NOW + timedelta(days=2))) == NOW
    assert published_at(item(published=None)) == NOW
    assert published_at(item(published=datetime(1, 1, 1, tzinfo=UTC))) == NOW
    assert published_at(item(published=None, updated=NOW - timedelta(days=1))) == NOW - timedelta(days=1)


# --- The arrow ------------------------------------------------------------------------------------------------------------


@dataclass
class MemoryStore:
    """Hands each item out once and keeps what became of it."""

    items: list[Item]
    outcomes: dict[int, ReadOutcome] = field(default_factory=dict)

    async def claim_items(self, now: datetime, *, owner: str, limit: int) -> list[Item]:
        taken, self.items = self.items[:limit], self.items[limit:]
        return taken

    async def save_reads(self, outcomes: Sequence[ReadOutcome], now: datetime) -> int:
        self.outcomes |= {o.item_id: o for o in outcomes}
        return sum(o.article is not None for o in outcomes)

    def article(self, number: int) -> Article:
        found = self.outcomes[number].article
        assert found is not None
        return found


@dataclass
class Pages:
    """Pages by address; an address that isn't known can't be reached."""

    texts: dict[str, PageText | Exception] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    async def read(self, url: str) -> PageText:
        self.asked.append(url)
        found = self.texts.get(url, TryLater("can't be reached"))
        if isinstance(found, Exception):
            raise found
        return found

    async def extract(self, html: str, url: str | None) -> PageText:
        raise GiveUp("not asked for here")


def page(text: str, **more: object) -> PageText:
    return PageText("A page", text, None, None, "en", **more)  # type: ignore[arg-type]


async def run(items: list[Item], pages: Pages, policy: ReadPolicy | None = None) -> MemoryStore:
    store = MemoryStore(list(items))
    registry = Registry.from_toml({}, [("Torvane", "company")])
    await read(store, pages, lambda: registry, now=lambda: NOW, owner="test", policy=policy or ReadPolicy())
    return store


async def test_a_full_text_in_the_feed_needs_no_page() -> None:
    pages = Pages()
    store = await run([item(content=STORY * 8)], pages)
    assert store.article(1).text_source == "feed" and pages.asked == []
    assert {m.name for m in store.outcomes[1].mentions} == {"Torvane"} and "torvane" in store.outcomes[1].search_tokens


async def test_a_summary_is_replaced_by_its_page_where_that_holds_more() -> None:
    pages = Pages({"https://circuit.example/1": page(STORY * 3, paywall=True)})
    made = (await run([item(summary="A short one.")], pages)).article(1)
    assert made.text_source == "page" and made.paywall and len(made.sentences) >= 3


async def test_a_page_that_cannot_be_read_leaves_the_summary() -> None:
    pages = Pages({"https://circuit.example/1": GiveUp("robots.txt says no")})
    made = (await run([item(summary="Forty engineers will work in Bergen.")], pages)).article(1)
    assert made.text_source == "summary" and made.sentences[-1] == "Forty engineers will work in Bergen."


async def test_a_host_that_cannot_be_reached_is_left_alone_for_the_round() -> None:
    pages = Pages()
    store = await run([item(number=n, summary="Short.") for n in range(1, 9)], pages, ReadPolicy(concurrency=1))
    assert len(pages.asked) == 2 and len(store.outcomes) == 8


async def test_no_page_is_asked_for_where_pages_are_off() -> None:
    pages = Pages()
    await run([item(summary="Short.")], pages, ReadPolicy(pages=False))
    assert pages.asked == []


async def test_one_item_that_breaks_its_reading_stops_no_other_and_is_tried_again() -> None:
    pages = Pages({"https://circuit.example/1": ValueError("a reader's mistake")})
    store = await run([item(summary="Short."), item(number=2, content=STORY * 8)], pages)
    assert store.outcomes[1].article is None and store.outcomes[1].retry_at == NOW + timedelta(minutes=15)
    assert store.article(2).outlet == "Circuit Daily"
