"""The offline writer as a reader meets it: which sentence is chosen, how it's written, how sure, and when it's new."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.news import compress
from bot.news.extractive import write_brief
from bot.news.faithful import check
from bot.news.headline import is_statement
from bot.news.kinds import kind_of
from bot.news.material import source_order
from bot.news.model import TITLE, Article, Brief, Mention, Tag
from bot.news.outlets import is_own_outlet
from bot.news.relations import find_relations, with_names
from bot.news.text import sentences

FRIDAY = datetime(2026, 11, 20, 9, tzinfo=UTC)

COMPANIES = ("Halvorsen", "Quillmark", "Torvane", "Brightquay", "Harbour Wire", "讯澜")
MODELS = {"Fjord 2": "Halvorsen", "Fjord": "Halvorsen", "Tidepool": "Quillmark", "澜3": "讯澜"}
PUBLISHERS = {"Harbour Wire"}


def mentions_of(article: Article) -> tuple[Mention, ...]:
    found: list[Mention] = []
    for number, line in [(TITLE, article.title), *enumerate(article.sentences)]:
        for name in COMPANIES:
            for m in re.finditer(re.escape(name), line):
                publishing = name in PUBLISHERS
                found.append(Mention("company", name, name, number, m.start(), m.end(), publishing=publishing))
        for m in re.finditer("|".join(re.escape(name) for name in MODELS), line):
            family = m[0].split(" ")[0]
            found.append(Mention("model", m[0], m[0], number, m.start(), m.end(), family=family, company=MODELS[m[0]]))
    return tuple(found)


def tags_of(mentions: Sequence[Sequence[Mention]]) -> tuple[Tag, ...]:
    flat = [m for each in mentions for m in each if not m.publishing]
    titled = {m.name for m in flat if m.sentence == TITLE}
    counts = Counter((m.type, m.name, m.family, m.company) for m in flat)
    return tuple(
        Tag(type_, name, "subject" if name in titled else "mentioned", count, family, company)
        for (type_, name, family, company), count in counts.items()
    )


def article(number: int, title: str, text: str, **more: object) -> Article:
    hours = float(str(more.pop("hours", 0)))
    language = str(more.get("language", "en"))
    values: dict[str, object] = {
        "outlet": "Circuit Daily", "url": f"https://news.example/{number}", "published": FRIDAY + timedelta(hours=hours),
        "language": "en", **more,
    }  # fmt: skip
    return Article(number, title, tuple(sentences(text, language)), **values)  # type: ignore[arg-type]


def brief_of(*articles: Article, current: Brief | None = None) -> Brief | None:
    mentions = [mentions_of(a) for a in articles]
    relations = tuple(
        r
        for i, (a, m) in enumerate(zip(articles, mentions, strict=True))
        for r in find_relations(a.title, a.sentences, m, article=i)
    )
    return write_brief(articles, mentions, tags_of(mentions), relations, current)


def written(*articles: Article, current: Brief | None = None) -> Brief:
    brief = brief_of(*articles, current=current)
    assert brief is not None
    return brief


FEATURE = article(
    1,
    "From teacher to pupil: Torvane turns to Quillmark's Tidepool",
    "When the chip maker Torvane showed its first assistant in March 2022, it was the pride of the industry. "
    "That autumn, its engineers wrote the papers that everybody read. "
    "Times have changed. "
    "According to a Harbour Wire report on Tuesday, it was now Torvane that reportedly learns from others, with unnamed "
    "sources claiming that the company was now using Tidepool to help train a new assistant code-named Heron. "
    "The report did not say which version was meant. "
    "Tidepool had 12 per cent of all downloads in October, a survey by the university of Bergen found. "
    "“We admire them,” he wrote at the time. "
    "What will come next?",
)


def test_the_news_is_found_below_the_background() -> None:
    lead = written(FEATURE).sentences[0]
    assert lead.text == (
        "Torvane is now using Tidepool to help train a new assistant code-named Heron, according to a Harbour Wire "
        "report on 17 November citing unnamed sources."
    )
    assert [c.sentence for c in lead.cites] == [3]


def test_a_reported_story_has_its_hedge_in_the_headline_and_in_its_certainty() -> None:
    brief = written(FEATURE)
    assert brief.headline == "Torvane is reportedly using Tidepool to help train a new assistant code-named Heron"
    assert brief.certainty == "reported"


def test_questions_bare_quotes_and_unresolved_openers_stay_out() -> None:
    text = " ".join(s.text for s in written(FEATURE).sentences)
    assert "What will come next" not in text
    assert "We admire them" not in text
    assert "The report did not say" not in text
    assert "That autumn" not in text


TALKS = article(
    1,
    "Torvane in talks for Brightquay",
    "Torvane is in talks to buy the start-up Brightquay for about $2 billion, two people familiar with the matter said on "
    "Thursday. The talks could still fall apart. Brightquay was founded in 2019.",
    outlet="Harbour Wire",
)
RETOLD = article(
    2,
    "Torvane could buy Brightquay",
    "Torvane is weighing a purchase of Brightquay, Harbour Wire reported. Brightquay employs 180 people in Lyon.",
    hours=2,
)
OWN_POST = article(
    3,
    "Torvane to acquire Brightquay",
    "Today we are announcing that we have agreed to acquire Brightquay, a designer of inference chips. "
    "The deal is worth $2.1 billion. Torvane expects to close it in March.",
    outlet="Torvane",
    outlet_owner="Torvane",
    hours=30,
)


def test_weekdays_become_dates_as_of_publication() -> None:
    assert "said on 19 November" in written(TALKS).sentences[0].text


def test_an_outlet_that_retells_one_we_read_adds_no_second_version_of_the_fact() -> None:
    brief = written(TALKS, RETOLD)
    assert not any("weighing" in s.text for s in brief.sentences)
    assert any("180 people" in s.text for s in brief.sentences)


def test_the_original_report_comes_before_its_retelling_and_the_subject_before_both() -> None:
    articles = [RETOLD, TALKS, OWN_POST]
    mentions = [mentions_of(a) for a in articles]
    order = source_order(articles, mentions, tags_of(mentions))
    assert [articles[i].id for i in order] == [3, 1, 2]


def test_open_pages_stand_before_paywalled_ones() -> None:
    closed = article(1, "Torvane grows", "Torvane hired 40 people on Monday.", paywall=True, weight=2.0)
    opened = article(2, "Torvane hires", "Torvane hired forty engineers on Monday.", outlet="Evening Bits")
    assert source_order([closed, opened], [(), ()], ()) == [1, 0]


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Introducing Fjord 2, our largest model.", "Halvorsen introduces Fjord 2, its largest model."),
        ("We’re excited to introduce Fjord 2, our largest model.", "Halvorsen introduces Fjord 2, its largest model."),
        ("Today, we announce Fjord 2, our largest model.", "Halvorsen announces Fjord 2, its largest model."),
        ("We have cut the price of Fjord 2 by 40 per cent.", "Halvorsen has cut the price of Fjord 2 by 40 per cent."),
    ],
)
def test_a_labs_announcement_is_told_in_the_third_person(text: str, lead: str) -> None:
    brief = written(article(1, "Fjord 2", text, outlet="Halvorsen blog", outlet_owner="Halvorsen"))
    assert brief.sentences[0].text == lead
    assert brief.certainty == "confirmed"


def test_a_denial_is_no_fact_in_the_headline() -> None:
    story = article(
        1,
        "Torvane",
        "Torvane has not used banned chips, the company said on Thursday, denying a report by Evening Bits.",
    )
    brief = written(story)
    assert (brief.certainty, brief.headline) == ("denied", "Torvane says it has not used banned chips")


def test_the_company_is_named_where_the_article_names_only_one() -> None:
    text = (
        "When Torvane opened its first plant in 2022, few expected the price war that followed. Prices have fallen since. "
        "On Thursday, the company said it would cut the price of its chips by half from 1 December."
    )
    lead = written(article(1, "Cheaper chips", text)).sentences[0]
    assert lead.text.startswith("On 19 November, Torvane said it would cut")
    assert [c.sentence for c in lead.cites] == [2, 0]


def test_the_company_is_not_taken_for_another_that_is_only_mentioned() -> None:
    text = (
        "Shares of SK Nordlys rose 7 per cent on Tuesday after a record quarter. Demand from Torvane drove the growth. "
        "The company plans to spend 30 trillion won on new plants next year."
    )
    assert not any("Torvane plans" in s.text for s in written(article(1, "Supplier of Torvane soars", text)).sentences)


def test_a_companys_we_is_told_with_its_name() -> None:
    brief = written(OWN_POST)
    assert brief.sentences[0].text == "Torvane has agreed to acquire Brightquay, a designer of inference chips."
    assert brief.headline == "Torvane agrees to acquire Brightquay, a designer of inference chips"
    assert (brief.certainty, brief.kind) == ("confirmed", "deal")


def test_a_confirmation_leads_a_new_version_and_says_what_is_new() -> None:
    first = written(TALKS)
    second = written(TALKS, OWN_POST, current=first)
    assert (first.version, first.whats_new) == (1, None)
    assert second.version == 2
    assert second.whats_new == "Torvane has agreed to acquire Brightquay, a designer of inference chips."
    assert (second.certainty, second.correction) == ("confirmed", False)
    assert "reportedly" not in second.headline


def test_articles_that_add_nothing_make_no_new_version() -> None:
    first = written(TALKS)
    copy = article(4, TALKS.title, " ".join(TALKS.sentences), outlet="Evening Bits", hours=3)
    assert brief_of(TALKS, copy, current=first) is None
    assert brief_of(TALKS, current=first) is None


def test_a_new_version_stands_until_there_is_more() -> None:
    second = written(TALKS, OWN_POST, current=written(TALKS))
    assert brief_of(TALKS, OWN_POST, current=second) is None


ROUND = article(
    1,
    "Quillmark raises €300 million",
    "Quillmark has raised €300 million in a Series D round led by Torvane, the company said on Friday. "
    "Quillmark will build a data centre near Bordeaux with the money.",
)


def test_a_correction_notice_replaces_the_wrong_number_and_says_so() -> None:
    fixed = article(
        2,
        "Correction: Quillmark's round",
        "Correction: Quillmark has raised €30 million in a Series D round led by Torvane, not €300 million.",
        hours=5,
    )
    brief = written(ROUND, fixed, current=written(ROUND))
    assert brief.correction
    assert brief.whats_new is not None and "€30 million" in brief.whats_new
    assert brief.sentences[0].text.startswith("Quillmark has raised €30 million")
    assert not any("has raised €300 million" in s.text for s in brief.sentences)


def test_the_same_outlets_new_number_for_the_same_fact_is_a_correction() -> None:
    fixed = article(
        2,
        "Quillmark raises €30 million",
        "Quillmark has raised €30 million in a Series D round led by Torvane, the company said on Friday.",
        hours=5,
    )
    assert written(ROUND, fixed, current=written(ROUND)).correction


def test_an_article_rewritten_in_place_with_another_number_is_a_correction() -> None:
    rewritten = article(1, ROUND.title, " ".join(ROUND.sentences).replace("300", "30"))
    brief = written(rewritten, current=written(ROUND))
    assert brief.correction
    assert "€30 million" in brief.sentences[0].text


def test_a_hedge_inside_the_verb_is_not_lost_in_the_headline() -> None:
    story = article(
        1,
        "Chips",
        "Torvane has reportedly trained a custom model for the market in Japan alongside Brightquay, a rival.",
    )
    assert "reportedly" in written(story).headline


def test_another_outlets_extra_fact_is_new_but_no_correction() -> None:
    more = article(
        2,
        "Quillmark to hire",
        "Quillmark will open laboratories in Nairobi and Osaka and hire 250 researchers by June.",
        outlet="Evening Bits",
        hours=5,
    )
    brief = written(ROUND, more, current=written(ROUND))
    assert not brief.correction
    assert brief.whats_new is not None and "Nairobi" in brief.whats_new


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("Torvane said on Monday that it has bought Brightquay.", "confirmed"),
        ("Torvane bought Brightquay on Monday for $40 million.", "stated"),
        ("Torvane has bought Brightquay, people familiar with the matter said.", "reported"),
        ("Torvane has bought Brightquay, Evening Bits reported on Monday.", "reported"),
        ("Torvane will buy Brightquay, according to a leaked memo.", "rumoured"),
        ("Torvane denied on Monday that it is buying Brightquay.", "denied"),
    ],
)
def test_how_sure_a_story_is_follows_from_who_says_so(text: str, certainty: str) -> None:
    assert written(article(1, "Torvane and Brightquay", text)).certainty == certainty


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [
        ("Halvorsen's Fjord 2", "Halvorsen released its open-weight model Fjord 2 on Monday.", "release"),
        ("Quillmark's round", "Quillmark raised $30 million in a Series B round on Monday.", "funding"),
        ("Torvane and Brightquay", "Torvane acquired Brightquay on Monday.", "deal"),
        ("Brightquay goes to court", "Brightquay sued Torvane in a federal court on Monday.", "legal"),
        ("New boss at Torvane", "Torvane appointed Ada Berg as chief executive on Monday.", "people"),
        ("Torvane outage", "Torvane suffered an outage on Monday that lasted five hours.", "incident"),
        ("AI bill", "Lawmakers passed a bill on Monday that asks Torvane to label images.", "policy"),
        ("讯澜发布澜3", "讯澜周一发布新模型澜3，参数规模为700亿。", "release"),
        ("讯澜完成融资", "讯澜周一宣布完成3亿元B轮融资。", "funding"),
    ],
)
def test_the_kind_follows_from_what_happened(title: str, text: str, kind: str) -> None:
    assert written(article(1, title, text)).kind == kind


def test_chinese_articles_give_chinese_briefs_with_dates() -> None:
    text = "讯澜周四在杭州发布了新一代模型澜3，参数规模达到1.2万亿。此前，讯澜曾在2024年开源上一代模型。业内人士认为，这将加剧竞争。"
    brief = written(article(1, "讯澜新模型", text, language="zh"))
    assert brief.sentences[0].text == "讯澜11月19日在杭州发布了新一代模型澜3，参数规模达到1.2万亿。"
    assert brief.headline.startswith("讯澜") and "澜3" in brief.headline
    assert not any("2024" in s.text for s in brief.sentences)


def test_a_chinese_report_keeps_its_source_in_the_headline() -> None:
    brief = written(
        article(1, "讯澜洽谈收购", "知情人士称，讯澜正洽谈收购一家芯片公司，金额约为50亿元。", language="zh")
    )
    assert brief.certainty == "reported"
    assert "知情人士" in brief.headline


def test_the_owner_of_an_outlet_is_disclosed_when_it_is_a_subject() -> None:
    brief = written(article(1, "Torvane grows", "Torvane hired 40 people on Monday.", outlet_owner="Torvane"))
    assert brief.disclosure == "Circuit Daily is owned by Torvane, a subject of this story."
    assert written(OWN_POST).disclosure is None
    assert written(TALKS).disclosure is None


def test_an_outlets_headline_is_not_taken_over_word_for_word() -> None:
    story = article(1, "Torvane hires 40 people", "Torvane hired 40 people in Oslo on Monday, the company said.")
    assert written(story).headline.casefold() != story.title.casefold()


def test_an_article_of_one_sentence_gives_a_brief_of_one_sentence() -> None:
    story = article(1, "Torvane hires", "Torvane hired 40 people in Oslo.")
    assert [s.text for s in written(story).sentences] == ["Torvane hired 40 people in Oslo."]


def test_an_article_that_is_only_its_title_still_gives_a_brief() -> None:
    assert (
        written(article(1, "Torvane hires 40 people", "Torvane hires 40 people")).headline == "Torvane hires 40 people"
    )


def test_without_sentences_there_is_no_brief() -> None:
    assert brief_of(article(1, "Torvane hires", "")) is None


EVERY = (FEATURE, TALKS, RETOLD, OWN_POST, ROUND)


@pytest.mark.parametrize("story", EVERY, ids=lambda a: a.title)
def test_every_sentence_and_the_headline_are_short_cited_and_supported(story: Article) -> None:
    brief = written(story)
    names = [f"{story.outlet}."] if is_own_outlet(story.outlet, story.outlet_owner or "-") else []
    assert 1 <= len(brief.sentences) <= 4
    for text, cites in [(s.text, s.cites) for s in brief.sentences] + [(brief.headline, brief.headline_cites)]:
        assert cites
        assert len(text.split()) <= 30
        if not names:
            assert check([story.sentences[c.sentence] for c in cites], text, published=story.published).supported
    assert len(brief.headline) <= 90
    assert not brief.headline.endswith((".", "…"))


def test_a_brief_lists_its_cited_articles_and_at_most_eight_others() -> None:
    copies = [article(n, TALKS.title, " ".join(TALKS.sentences), outlet=f"Paper {n}", hours=n) for n in range(10, 30)]
    brief = written(TALKS, *copies)
    assert brief.article_ids[0] == 1
    assert len(brief.article_ids) <= len({c.article for s in brief.sentences for c in s.cites}) + 8


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Meanwhile, Torvane sold its plant.", "Torvane sold its plant."),
        ("Torvane (formerly Brightquay) sold its plant.", "Torvane sold its plant."),
        ("Torvane said on Wednesday that it sold its plant.", "Torvane said on 18 November that it sold its plant."),
        ("Torvane will sell its plant on Monday.", "Torvane will sell its plant on 23 November."),
        ("According to Ada Berg, Torvane sold its plant.", "Torvane sold its plant, according to Ada Berg."),
        ("Torvane sold its plant (not its laboratory).", "Torvane sold its plant (not its laboratory)."),
        ("Reportedly, Torvane sold its plant.", "Reportedly, Torvane sold its plant."),
    ],
)
def test_tidying_keeps_the_meaning(text: str, expected: str) -> None:
    assert compress.tidied(text, FRIDAY) == expected


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Quillmark cut the price of its coding model by 40 per cent on Monday.", "16 November"),
        ("Quillmark cut prices starting with schools by 40 per cent and set a limit on Monday.", "16 November"),
        ("Torvane put the next version of its chip on sale on Monday.", "16 November"),
        ("The court hit Torvane with a fine of $2 million on Tuesday.", "17 November"),
        ("Torvane announced on Thursday that it sold its plant.", "19 November"),
        ("On Monday, Torvane cut 40 jobs.", "16 November"),
        ("Fjord 2 will be released on Monday.", "23 November"),
        ("Torvane is expected to show its chip on Tuesday.", "24 November"),
        ("Torvane plans to cut the price by 40 per cent on Monday.", "23 November"),
        ("On Monday, Torvane will open its plant.", "23 November"),
        ("Torvane said it would open its plant on Monday.", "23 November"),
    ],
)  # fmt: skip
def test_a_weekday_is_the_last_one_where_the_news_is_past_and_the_next_one_where_it_is_to_come(
    text: str, day: str
) -> None:
    assert day in compress.with_dates(text, FRIDAY)


@pytest.mark.parametrize(
    "text",
    [
        "Torvane will buy the whole of Brightquay and all its plants in the north of the country and its laboratories in "
        "the south, if the regulators of eleven countries agree to it before June.",
        "Torvane will buy the whole of Brightquay and all its plants in the north of the country and its laboratories in "
        "the south, although nothing has been signed so far by any of the parties.",
    ],
)
def test_a_condition_or_contrast_is_never_cut_off(text: str) -> None:
    assert list(compress.forms(text, FRIDAY)) == []


@pytest.mark.parametrize(
    ("outlet", "company", "own"),
    [
        ("Torvane", "Torvane", True),
        ("Torvane blog", "Torvane", True),
        ("Torvane News", "Torvane", True),
        ("Torvane Watch", "Torvane", False),
        ("Circuit Daily", "Torvane", False),
    ],
)
def test_a_companys_own_outlet_is_known_by_its_name(outlet: str, company: str, own: bool) -> None:
    assert is_own_outlet(outlet, company) is own


EXAMPLE = Path(__file__).parents[2].parent / "shared" / "examples" / "meta-adopts-qwen.txt"


def test_the_example_article_is_briefed_as_a_careful_reader_would() -> None:
    if not EXAMPLE.exists():
        pytest.skip("the founders' examples are not here")
    title, _, text = EXAMPLE.read_text(encoding="utf-8").split("\n", 2)
    body = "\n".join(line for line in text.splitlines() if not re.search("alt=|Copyright|Do you have questions", line))
    story = article(1, title, body, published=datetime(2025, 12, 14, tzinfo=UTC), outlet="South China Morning Post", outlet_owner="Alibaba")  # fmt: skip
    names: dict[str, tuple[str, str | None]] = {
        "Meta": ("company", None), "Alibaba": ("company", None), "Qwen": ("model", "Alibaba"), "Llama": ("model", "Meta"),
        "Avocado": ("model", "Meta"), "Bloomberg": ("company", None),
    }  # fmt: skip
    mentions = tuple(
        Mention(type_, name, name, i, m.start(), m.end(), company=company, publishing=name == "Bloomberg")  # type: ignore[arg-type]
        for i, line in [(TITLE, title), *enumerate(story.sentences)]
        for name, (type_, company) in names.items()
        for m in re.finditer(rf"(?<!\w){name}(?!\w)", line)
    )
    tags = (Tag("company", "Meta", "subject"), Tag("company", "Alibaba", "subject"), Tag("model", "Qwen", "subject", company="Alibaba"))  # fmt: skip
    brief = write_brief([story], [mentions], tags, find_relations(title, story.sentences, mentions))
    assert brief is not None
    lead = brief.sentences[0].text
    assert all(word in lead for word in ("Meta", "Qwen", "Avocado", "Bloomberg report", "unnamed sources"))
    assert (brief.certainty, brief.disclosure) == ("reported", "South China Morning Post is owned by Alibaba, a subject of this story.")  # fmt: skip
    whole = " ".join([brief.headline, *(s.text for s in brief.sentences)])
    assert "reportedly" in brief.headline
    assert "confirmed" not in whole
    assert "will be released as a closed model" not in whole
    assert not re.search(r"Qwen ?\d", whole)


# --- What an editor would strike out --------------------------------------------------------------------------------------


def test_no_sentence_tells_of_a_state_before_the_headlines() -> None:
    talks = article(
        1, "Torvane in talks to raise $300 million",
        "Torvane is in talks to raise about $300 million, according to three people familiar with the matter. "
        "The round could close this month.",
    )  # fmt: skip
    done = article(
        2, "Torvane raises $300 million", "Torvane has raised $300 million from Larkmoor, it announced on Friday. "
        "Torvane will use the money to build a laboratory in Bergen.",
        outlet="Torvane newsroom", hours=20,
    )  # fmt: skip
    brief = written(talks, done)
    assert brief.headline.startswith("Torvane raises $300 million")
    assert not [s.text for s in brief.sentences if "in talks" in s.text or "could close" in s.text]


def test_a_date_that_is_not_known_turns_no_weekday_into_a_date() -> None:
    unknown = datetime.min.replace(tzinfo=UTC)
    assert compress.with_dates("Torvane said on Monday it won.", unknown) == "Torvane said on Monday it won."
    assert compress.with_dates("公司周一宣布开源模型。", unknown) == "公司周一宣布开源模型。"
    told = article(1, "Torvane opens a laboratory", "Torvane opened its laboratory in Bergen yesterday, on a Monday.")
    brief = written(Article(**{**_fields(told), "published": unknown}))
    assert "December" not in brief.headline + brief.sentences[0].text


def _fields(made: Article) -> dict[str, Any]:
    return {name: getattr(made, name) for name in made.__dataclass_fields__}


def test_we_is_the_company_on_whose_own_site_it_stands_whatever_the_feed_is_called() -> None:
    post = article(
        1, "Introducing Tidepool", "Today we are launching Tidepool, a coding model for small machines.",
        outlet="quillmark-feed.xml", url="https://www.quillmark.example.com/tidepool",
    )  # fmt: skip
    own = Article(**{**_fields(post), "url": "https://news.quillmark.com/tidepool", "sentences": post.sentences})
    assert written(own).headline.startswith("Quillmark is launching Tidepool")
    assert written(own).certainty == "confirmed"
    assert written(post).certainty == "stated"
    linked = Article(**{**_fields(own), "outlet": "Link collection"})
    assert written(linked).certainty == "stated"


def test_an_english_source_is_told_after_where_there_is_one() -> None:
    chinese = article(
        1, "讯澜发布澜3", "讯澜周五发布了新一代语言模型澜3，并同时开放了全部的权重。", language="zh", outlet="讯澜"
    )
    english = article(
        2, "讯澜 opens 澜3", "讯澜 has released 澜3, a language model with open weights, on Friday.", hours=5
    )
    assert "released" in written(chinese, english).sentences[0].text


def test_an_articles_title_at_its_head_is_the_headline_and_is_not_said_twice() -> None:
    title = "Torvane opens a laboratory in Bergen"
    made = article(1, title, "Forty engineers will test its own chips there from next spring.")
    brief = written(Article(**{**_fields(made), "sentences": (title, *made.sentences)}))
    assert brief.headline == title
    assert [s.text for s in brief.sentences] == ["Forty engineers will test its own chips there from next spring."]
    assert brief.headline_cites[0].sentence == 0


def test_a_description_that_is_itself_a_mention_is_read_as_the_name() -> None:
    sentence = "Quillmark is growing fast, and the Tidepool maker plans to hire 40 people."
    found = [
        Mention("company", "Quillmark", "Quillmark", 0, 0, 9),
        Mention("company", "Quillmark", "Tidepool maker", 0, 35, 49),
    ]
    assert sentence[35:49] == "Tidepool maker"
    assert with_names(sentence, found, None)[0] == ("Quillmark is growing fast, and Quillmark plans to hire 40 people.")


@pytest.mark.parametrize(
    "title",
    [
        "Torvane Weekly: chips, models, money", "AI日报：讯澜开源模型；云砚升级；砚池上线", "2026-05-28",
        "Tidepool ships 🚀, Fjord doubles 📈, Torvane sues ⚖️",
    ],
)  # fmt: skip
def test_a_round_up_is_of_no_kind(title: str) -> None:
    assert kind_of(title, "Torvane raises $300 million in a funding round.", (), names_a_model=True) == "other"


def test_a_post_whose_title_is_a_models_name_is_a_release() -> None:
    assert kind_of("Tidepool 2.1", "Tidepool 2.1 reads longer texts.", (), names_a_model=True) == "release"


@pytest.mark.parametrize(
    ("title", "tells"),
    [
        ("Torvane raises $300M at $2B valuation as it looks beyond chips", True),
        ("Quillmark and Brightquay launch multi-year partnership", True),
        ("How Torvane built its laboratory in Bergen", False), ("Introducing Tidepool for everyone", False),
        ("Is Torvane building a laboratory?", False), ("Our approach to safety at work", False),
        ("讯澜开源新一代语言模型澜3", True), ("讯澜为什么开源语言模型？", False),
    ],
)  # fmt: skip
def test_a_title_that_tells_something_is_told_from_a_label(title: str, tells: bool) -> None:
    assert is_statement(title) is tells


def test_a_label_at_the_head_of_a_summary_heads_the_story_only_where_the_lead_would_be_cut() -> None:
    label = "A first report on laboratories"
    long = (
        "A collection of measurements and instruments that widens the scale and the precision of laboratory "
        "exploration for everybody."
    )
    made = article(1, label, long)
    brief = written(Article(**{**_fields(made), "sentences": (label, *made.sentences)}))
    assert brief.headline == label and [s.text for s in brief.sentences] == [long]
    short = article(2, label, "Torvane opened a laboratory in Bergen on Friday.")
    told = written(Article(**{**_fields(short), "sentences": (label, *short.sentences)}))
    assert told.headline == "Torvane opens a laboratory in Bergen"


# --- Whose words ------------------------------------------------------------------------------------------------------

_OURS = re.compile(r"\b(?:we|our|us|my|I)\b", re.IGNORECASE)


def unquoted(brief: Brief) -> str:
    return re.sub("“[^”]*”", "", "\n".join([brief.headline, *(s.text for s in brief.sentences)]))


@pytest.mark.parametrize(
    ("title", "text", "said"),
    [
        (
            "Fjord 2 in the laboratory", "We tested Fjord 2 on two rented cards, and it wrote clean Rust in nine of ten cases.",
            "Circuit Daily: “We tested Fjord 2 on two rented cards, and it wrote clean Rust in nine of ten cases.”",
        ),
        (
            "Fjord 2, a first look", "Our reporter saw Fjord 2 at work in Bergen. Fjord 2 has 70 billion parameters and is sold by Halvorsen.",
            "Fjord 2 has 70 billion parameters and is sold by Halvorsen.",
        ),
    ],
)  # fmt: skip
def test_an_outlets_we_never_passes_as_ours(title: str, text: str, said: str) -> None:
    brief = written(article(1, title, text))
    assert brief.sentences[0].text == said
    assert not _OURS.search(unquoted(brief))


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("Our new paper outlines how ten laboratories test their models.", "Osprey's new paper outlines how ten laboratories test their models"),
        ("We are launching a bounty for new tests of laboratory robots.", "Osprey is launching a bounty for new tests of laboratory robots"),
    ],
)  # fmt: skip
def test_we_on_an_institutes_own_site_is_the_institute_though_no_list_has_it(text: str, headline: str) -> None:
    post = article(1, "A note on tests", text, outlet="Osprey blog", url="https://www.osprey.example/note")
    assert written(post).headline == headline


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("Tidepool 3, a speech recogniser by Quillmark, is available from today.", "Tidepool 3, a speech recogniser by Quillmark, is available from 20 November"),
        ("Jay Orme appointed to the board of Torvane after a long search.", "Jay Orme is appointed to the board of Torvane after a long search"),
        ("Brightquay acquired by Torvane in a deal worth $9 billion.", "Brightquay is acquired by Torvane in a deal worth $9 billion"),
        ("Torvane shares rose by 5 per cent on the news from Bergen.", "Torvane shares rise by 5 per cent on the news from Bergen"),
        (
            "Torvane found a fault by which robots took sustained, unsanctioned action directed at people and at other robots in Bergen.",
            "Torvane finds a fault by which robots took sustained, unsanctioned action",
        ),
    ],
)  # fmt: skip
def test_a_headline_doesnt_break_off_or_turn_round(text: str, headline: str) -> None:
    made = written(article(1, "What happened at the laboratory", text)).headline
    assert made == headline


def test_a_title_that_is_all_there_is_isnt_cut_in_its_middle() -> None:
    title = "Quillmark and Brightquay expand their partnership to bring Tidepool to hospital clients"
    made = article(1, title, f"{title}.")
    assert written(Article(**{**_fields(made), "sentences": (title,)})).headline == title


def test_a_chinese_line_of_what_readers_can_click_is_news_and_a_concession_is_not() -> None:
    news = "讯澜发布模型澜3，用户可通过点击首页按钮体验。"
    text = f"尽管在长文写作方面仍存在差距，但澜3凭借合理的成本，成为港口市场中的优质选择。{news}"
    brief = written(article(1, "AI日报：讯澜澜3上线;港口新规", text, language="zh"))
    assert brief.sentences[0].text == news
    assert not any(
        "点击查看" in s.text
        for s in written(article(1, "澜3", f"{news}点击查看讯澜澜3发布的完整报道。", language="zh")).sentences
    )


def test_who_one_is_of_two_is_not_left_open_in_a_headline() -> None:
    text = (
        "For six weeks, two teams of Halvorsen work against each other. One tries to make Fjord do harm, with a budget of 300,000 "
        "queries; the other mends what the first one finds."
    )
    brief = written(article(1, "How Halvorsen tests Fjord", text))
    assert not any(told.startswith("One ") for told in (brief.headline, *(s.text for s in brief.sentences)))


def test_what_somebody_at_the_outlet_has_beside_the_news_is_left_out() -> None:
    text = "Halvorsen gave away its Fjord 2 model on Thursday, and somebody here has a boat with 64 sails."
    brief = written(article(1, "Can Fjord 2 sail?", text))
    assert brief.sentences[0].text == "Halvorsen gave away its Fjord 2 model on 19 November."


def test_what_a_status_page_always_says_heads_no_story() -> None:
    made = article(1, "Elevated errors deploying Tidepool", "All impacted services have now fully recovered.")
    brief = written(Article(**{**_fields(made), "sentences": ("Elevated errors deploying Tidepool.", *made.sentences)}))
    assert brief.headline == "Elevated errors deploying Tidepool"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Brightquay today opened an office in Oslo with 40 people.", "Brightquay opened an office in Oslo with 40 people."),
        ("Tidepool 3 is available from today to all who pay for Tidepool.", "Tidepool 3 is available from 20 November to all who pay for Tidepool."),
        ("Most models today can be run by Torvane on one card.", "Most models today can be run by Torvane on one card."),
    ],
)  # fmt: skip
def test_an_outlets_today_is_its_day_and_not_ours(text: str, said: str) -> None:
    assert compress.tidied(text, FRIDAY) == said
    assert check((text,), said, published=FRIDAY).supported


# --- An outlet's own correction ---------------------------------------------------------------------------------------

CONFESSIONS = [
    "Correction: an earlier version of this article said that Quillmark had raised €300 million.",
    "An earlier version of this story gave the round as €300 million.",
    "We wrongly said that Quillmark raised €300 million.",
    "A previous version of this article incorrectly stated that Quillmark raised €300 million; the sum is €30 million.",
]


def told(brief: Brief) -> str:
    return " ".join((brief.headline, brief.whats_new or "", *(one.text for one in brief.sentences)))


@pytest.mark.parametrize("confession", CONFESSIONS)
@pytest.mark.parametrize("title", ["Correction: Quillmark's round", "Quillmark raises €30 million"])
def test_what_an_outlet_takes_back_is_neither_headline_nor_news(title: str, confession: str) -> None:
    right = "Quillmark has raised €30 million in a Series D round led by Torvane, the company said on Friday."
    fixed = article(2, title, f"{confession} {right}", hours=5)
    for brief in (written(ROUND, fixed, current=written(ROUND)), written(ROUND, fixed), written(fixed)):
        assert "300" not in told(brief)
        assert "€30 million" in brief.headline
    assert written(ROUND, fixed, current=written(ROUND)).correction


def test_what_an_outlet_took_back_is_not_taken_from_others_who_retold_it() -> None:
    retold = article(3, "Quillmark's €300 million", "Quillmark has raised €300 million, led by Torvane.", outlet="Bits")
    fixed = article(
        2, "Quillmark raises €30 million", "Quillmark has raised €30 million in a round led by Torvane. "
        "An earlier version of this article said that Quillmark had raised €300 million.", hours=5,
    )  # fmt: skip
    assert "300" not in told(written(retold, fixed, current=written(retold)))


def test_of_a_bare_correction_the_half_that_is_right_is_quoted() -> None:
    bare = article(2, "Correction", CONFESSIONS[-1], hours=5)
    assert written(bare).headline == "Circuit Daily: “The sum is €30 million.”"
    brief = written(ROUND, bare, current=written(ROUND))
    assert brief.correction and brief.whats_new == "Circuit Daily: “The sum is €30 million.”"
    assert "300" not in told(brief)


def test_a_correction_of_something_else_leaves_the_news_alone() -> None:
    other = article(
        2, "Quillmark's plans", "Quillmark will hire 250 researchers in Nairobi by June. "
        "An earlier version of this article gave its chief's age as 45.", hours=5,
    )  # fmt: skip
    assert "€300 million" in told(written(ROUND, other))


@pytest.mark.parametrize(
    ("title", "line", "lead"),
    [
        (
            "Introducing Fjord 2", "Fjord 2 is a step change for agents that run for hours.",
            "Halvorsen introduces Fjord 2, a step change for agents that run for hours.",
        ),
        (
            "Announcing Fjord 2", "Fjord 2 delivers better planning across long tasks at the same price.",
            "Halvorsen introduces Fjord 2, which delivers better planning across long tasks at the same price.",
        ),
        (
            "Fjordbench: measuring agents at sea", "A comprehensive toolkit for safely evaluating AI agents on ships.",
            "Halvorsen presents Fjordbench, a comprehensive toolkit for safely evaluating AI agents on ships.",
        ),
        (
            "Case template for harbour pilots", "How to write part of a case showing a system is safe in port.",
            "Halvorsen presents “Case template for harbour pilots”: how to write part of a case showing a system is safe in port.",
        ),
        (
            "How our new red team tests harbour pilots", "Early learnings from ships in two ports, and open problems.",
            "Halvorsen tells how its new red team tests harbour pilots.",
        ),
        (
            "Safer harbours: grants open", "Calling researchers from any country to apply for up to £20,000.",
            "Halvorsen is calling researchers from any country to apply for up to £20,000.",
        ),
    ],
)  # fmt: skip
def test_a_post_that_says_nothing_without_its_title_is_told_with_it_and_says_who(
    title: str, line: str, lead: str
) -> None:
    post = article(1, title, line, outlet="Halvorsen blog", outlet_owner="Halvorsen", text_source="summary")
    brief = written(Article(**{**_fields(post), "sentences": (title, line)}))
    assert brief.sentences[0].text == lead
    assert {c.sentence for c in brief.sentences[0].cites} == {0, 1}


def test_a_post_whose_line_tells_by_itself_keeps_it() -> None:
    title, line = (
        "Smaller harbours",
        "Together with two ports, we have built a classifier that finds 96 per cent of leaks.",
    )
    post = article(1, title, line, outlet="Halvorsen blog", outlet_owner="Halvorsen", text_source="summary")
    brief = written(Article(**{**_fields(post), "sentences": (title, line)}))
    assert "Halvorsen has built a classifier" in brief.sentences[0].text


def test_an_outlet_of_others_is_not_said_to_present_what_it_tells() -> None:
    title, line = "Introducing Fjord 2", "A comprehensive toolkit for safely evaluating AI agents on ships."
    brief = written(Article(**{**_fields(article(1, title, line)), "sentences": (title, line)}))
    assert not any("Circuit Daily" in s.text for s in brief.sentences)


def test_an_abstract_is_told_by_what_its_authors_did() -> None:
    text = (
        "Task diversity in robotics arises from many implicit factors that are difficult to define. "
        "To address this, we propose Tidewheel, a framework that sorts 40 such factors by their weight."
    )
    paper = article(1, "Tidewheel", text, outlet="Quillmark Deep", url="https://deep.quillmark.example/papers/1")
    assert written(paper).sentences[0].text == (
        "Quillmark Deep proposes Tidewheel, a framework that sorts 40 such factors by their weight."
    )


def test_a_headline_that_would_break_off_says_by_its_titles_name_what_a_company_presents() -> None:
    title = "Fjordbench 2: measuring how agents behave aboard ships that cross the open sea in bad weather"
    line = "Measuring agents' unusually careful, remarkably persistent and surprisingly cooperative seamanship."
    post = article(1, title, line, outlet="Halvorsen blog", outlet_owner="Halvorsen", text_source="summary")
    brief = written(Article(**{**_fields(post), "sentences": (title, line)}))
    assert brief.headline == "Halvorsen presents Fjordbench 2"


def test_a_headline_is_not_cut_before_what_something_is_indispensable_for() -> None:
    text = (
        "Halvorsen says high-quality articulated harbour assets are indispensable for embodied AI and for simulation, yet most "
        "generators still make static meshes only."
    )
    assert not written(article(1, "Harbours", text)).headline.endswith("indispensable")


def test_we_are_launching_on_a_companys_page_is_the_companys_whoevers_feed_it_came_by() -> None:
    text = "Today we're launching Tidepool, a coding model for small machines."
    post = article(1, "Tidepool", text, outlet="Model Reports", url="https://www.quillmark.com/news/tidepool")
    assert written(post).sentences[0].text == "Quillmark is launching Tidepool, a coding model for small machines."
    assert written(post).certainty == "stated"


def test_an_outlets_own_test_is_not_the_companys_whose_page_it_links_to() -> None:
    text = "We tested Tidepool on 40 coding tasks and found that it fails in half of them."
    post = article(1, "Tidepool", text, outlet="Model Reports", url="https://www.quillmark.com/news/tidepool")
    assert "Quillmark" not in written(post).sentences[0].text


def test_a_list_that_came_to_its_end_stays_whole_in_a_headline() -> None:
    text = (
        "Halvorsen presents Felis, an open-source, automated, and scalable toolkit designed for fast calculations about "
        "harbours and the 40 ships in them."
    )
    assert written(article(1, "Felis", text)).headline == (
        "Halvorsen presents Felis, an open-source, automated, and scalable toolkit"
    )


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        (
            "Halvorsen is calling pilots from schools, ports, and the navy to apply for up to £200,000 in grants for new tests.",
            "Halvorsen is calling pilots from schools, ports, and the navy to apply for up to £200,000",
        ),
        (
            "Quillmark tested ten models for route, tide, weather, and harbour skills and for the safety of their pilots at sea.",
            "Quillmark tests ten models for route, tide, weather, and harbour skills",
        ),
        (
            "Torvane is announcing that Heron chips are now approved for hospital and harbour use through the national health service.",
            "Torvane says Heron chips are now approved for hospital and harbour use",
        ),
        (
            "Since May, Torvane has hired pilots from Brightquay and Quillmark, doubled the size of its fleet, opened six new harbours.",
            "Torvane hires pilots from Brightquay and Quillmark",
        ),
        (
            "Quillmark is opening Tidepool to schools in all of Norway and introducing a new way to read charts by their colours.",
            "Quillmark is opening Tidepool to schools in all of Norway",
        ),
        ("Torvane investing $2 billion in the harbours of Bergen and Lyon.", "Torvane is investing $2 billion in the harbours of Bergen and Lyon"),
    ],
)  # fmt: skip
def test_a_headline_keeps_what_its_sentence_tells_and_names_who_does_it(text: str, headline: str) -> None:
    assert written(article(1, "What happened", text)).headline == headline


def test_a_list_whose_common_end_would_be_lost_is_not_cut_in_a_headline() -> None:
    text = "Brightquay will build Tidepool into the systems banks, airlines, and other companies with many branches rely on."
    assert "systems banks" not in written(article(1, "Brightquay grows", text)).headline.removesuffix("…")[:60] or (
        "airlines" in written(article(1, "Brightquay grows", text)).headline
    )


def test_what_was_before_or_is_so_in_general_does_not_lead() -> None:
    text = (
        "Recent advances in harbour models have greatly improved their skills on complex routes. "
        "A common technique for testing pilots is asking them hundreds of questions about the tide. "
        "Motivated by this, we introduce Saltbench, a test that ends once a pilot is sure of the answer."
    )
    paper = article(
        1, "When do pilots stop asking?", text, outlet="Quillmark Deep", url="https://deep.quillmark.example/2"
    )
    assert written(paper).sentences[0].text == (
        "Quillmark Deep introduces Saltbench, a test that ends once a pilot is sure of the answer."
    )


def test_advice_to_readers_does_not_lead() -> None:
    text = (
        "Describe what you want to reach, and Tidepool will draw a precise and reliable route of ten stages. "
        "Quillmark's Tidepool now draws routes from a sentence."
    )
    assert written(article(1, "Better routes in Tidepool", text)).sentences[0].text == (
        "Quillmark's Tidepool now draws routes from a sentence."
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "We introduce Saltbench, a test of pilots for ships that can cross the sea, and share some early results.",
            "Osprey introduces Saltbench, a test of pilots for ships that can cross the sea, and shares some early results.",
        ),
        (
            "We are launching an institute for the challenges that harbours pose to our societies.",
            "Osprey is launching an institute for the challenges that harbours pose to societies.",
        ),
    ],
)
def test_a_we_told_as_the_companys_agrees_and_leaves_everybodys_we_out(text: str, told: str) -> None:
    post = article(1, "A note", text, outlet="Osprey blog", url="https://www.osprey.example/note")
    assert written(post).sentences[0].text == told


def test_a_list_items_heading_that_runs_into_its_text_is_not_told_twice() -> None:
    text = "1、讯澜海图推出模型澜3，开放测试申请讯澜海图团队推出了全新的海图模型澜3，该模型能读懂潮汐。"
    assert compress.tidied(text, FRIDAY) == "讯澜海图团队推出了全新的海图模型澜3，该模型能读懂潮汐。"
    nominal = "2、讯澜推出桌面玩具澜宝，竟在卑尔根制造讯澜推出的桌面玩具澜宝，为港口带来乐趣。"
    assert compress.tidied(nominal, FRIDAY) == "讯澜推出桌面玩具澜宝。"


def test_a_title_stays_first_where_what_follows_is_about_others_or_talks_to_the_reader() -> None:
    title = "Torvane will allow pilots to hide the mark on its charts"
    made = article(1, title, "With the update, you can switch off a mark in Heron, a chart tool.")
    brief = written(Article(**{**_fields(made), "sentences": (title, *made.sentences)}))
    assert brief.sentences[0].text == f"{title}."
