"""What a subscriber reads: places, counts, hedges and ends of a digest, whatever it holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.news.message import (
    Buttons,
    Divider,
    Heading,
    Message,
    Section,
    Text,
    digest_message,
    one_line,
    safe_url,
    shorten,
)
from bot.news.model import BriefSentence, Cite, Digest, Relation
from tests.adapters.strange_texts import digests
from tests.news.invented import NOW, company, digest, model, monday, ranked, source, story


def sections(message: Message, role: str) -> list[list[str]]:
    blocks = [block for block in message.blocks if isinstance(block, Section) and block.role == role]
    return [[line.words for line in block.lines] for block in blocks]


def headings(message: Message) -> list[str]:
    return [block.text for block in message.blocks if isinstance(block, Heading)]


def status(message: Message, role: str = "lead") -> str:
    return next(
        line.words for block in message.blocks if isinstance(block, Section) and block.role == role
        for line in block.lines if line.style == "small"
    )  # fmt: skip


def test_a_full_digest_stands_as_in_the_sketch() -> None:
    message = digest_message(monday(), web_url="https://news.example/d/1")
    assert message.title == "AI news, Monday 15 December"
    assert message.subtitle == ("8 stories from 61 sources since Friday 08:30 · 2 minutes",)
    assert headings(message) == ["Releases", "Money"]
    assert [lines[0] for lines in sections(message, "story")] == [
        "Halden Labs releases Skerry 2, a 70B open-weight model",
        "Quillpen cuts the price of its coding model by 40 per cent",
        "Chip designer Torvald is said to be in talks to raise $300 million",
    ]
    assert sections(message, "story")[0][1:] == [
        "Skerry 2 was trained on 9 trillion tokens; commercial use is allowed.",
        "Halden Labs blog · and 4 more outlets",
    ]
    assert sections(message, "update") == [
        [
            "Update: Regulator clears Bayquay's purchase of Sandholm",
            "New: the approval. Before: Bayquay offers to buy Sandholm, 3 December.",
        ]
    ]
    assert sections(message, "briefly") == [
        ["Lumora Index adds 12 languages", "Veltmar opens a test site in Oslo", "讯岚开放其接口 (zh)"]
    ]
    assert sections(message, "footer") == [["Sentences quoted from the sources · on the web"]]


def test_the_lead_has_its_sentences_then_how_sure_then_the_disclosure_then_its_tags() -> None:
    (lead,) = sections(digest_message(monday()), "lead")
    assert lead[2:] == [
        "Reported, not confirmed · Kestwick Morning News, citing Ledger Post · 1 outlet",
        "Kestwick Morning News is owned by Kestwick, a subject of this story.",
        "Orrin Systems · Kestwick · Tarn · Pomelo",
    ]
    assert lead[1].startswith("Orrin Systems is using Tarn") and lead[1].endswith("in the past year.")


def test_a_storys_links_lead_to_its_best_source() -> None:
    sources = [source("Halden Labs blog"), source("Circuit Courier", 2)]
    message = digest_message(digest(story(outlets=2, sources=sources)))
    runs = [run for block in message.blocks if isinstance(block, Section) for line in block.lines for run in line.runs]
    assert {run.url for run in runs if run.url} == {"https://halden-labs-blog.example/news/1"}


@pytest.mark.parametrize(
    ("certainty", "outlets", "words"),
    [
        ("confirmed", 1, "Harbour Wire · 1 outlet"),
        ("stated", 3, "Harbour Wire · 3 outlets"),
        ("rumoured", 2, "Rumoured, not confirmed · Harbour Wire · 2 outlets"),
        ("denied", 1, "Denied · Harbour Wire · 1 outlet"),
    ],
)
def test_the_small_line_says_how_sure_only_where_it_is_not(certainty: str, outlets: int, words: str) -> None:
    message = digest_message(digest(story(certainty=certainty, outlets=outlets)))  # type: ignore[arg-type]
    assert status(message) == words


def test_reading_obstacles_end_the_small_line() -> None:
    best = source("岚报", language="zh-cn", paywall=True)
    assert status(digest_message(digest(story(sources=[best])))) == "岚报 · 1 outlet · paywall · in Chinese"
    assert status(digest_message(digest(story(sources=[best])), language="zh")) == "岚报 · 1 outlet · paywall"


def test_whom_the_best_source_cites_is_named_unless_we_read_them_ourselves() -> None:
    told = "Orrin Systems plans a chip, according to the Ledger Post and people near the company."
    tags = (company("Orrin Systems"), company("Ledger Post", "source"), company("Openhub", "source"))
    assert "citing Ledger Post" in status(
        digest_message(digest(story(1, sentences=[told], certainty="reported", tags=tags)))
    )
    stated = digest_message(digest(story(1, sentences=[told], certainty="stated", tags=tags)))
    assert "citing" not in status(stated)
    relation = Relation("Orrin Systems", "makes", "Pomelo", "reported", "Harbour Wire")
    assert "citing" not in status(digest_message(digest(story(1, certainty="reported", relations=[relation]))))


def test_the_sentence_told_is_one_that_adds_to_the_headline_and_stands_alone() -> None:
    filler = story(1)
    told = story(
        2,
        "Halden Labs releases Skerry 2, a 70B open-weight model",
        (
            "Halden Labs has released Skerry 2, a 70B open-weight model.",
            "It was trained for nine weeks on rented machines in Norway.",
            "Commercial use of Skerry 2 is allowed below ten million users.",
        ),
    )
    (lines,) = sections(digest_message(digest(filler, told)), "story")
    assert lines[1] == "Commercial use of Skerry 2 is allowed below ten million users."
    bare = story(3, "Quillpen cuts its price", ("Quillpen has cut its price.",))
    assert len(sections(digest_message(digest(filler, bare)), "story")[0]) == 2


def test_few_stories_stand_without_headings_unless_two_groups_have_two() -> None:
    few = [story(n, f"Story {n} is told", kind="release" if n % 2 else "funding") for n in range(1, 5)]
    assert headings(digest_message(digest(*few))) == []
    assert headings(digest_message(digest(*few, story(5, "Story 5 is told", kind="release")))) == ["Releases", "Money"]


def test_a_digest_of_six_or_more_has_headings_and_tells_the_last_briefly() -> None:
    message = digest_message(digest(*(story(n, f"Story {n} is told", kind="research") for n in range(1, 9))))
    assert headings(message) == ["Research"]
    assert len(sections(message, "story")) == 4
    assert sections(message, "briefly") == [["Story 6 is told", "Story 7 is told", "Story 8 is told"]]


def test_an_update_is_never_the_lead_and_a_correction_comes_before_everything() -> None:
    corrected = ranked(
        story(
            1,
            "Torvald raises $30 million",
            correction=True,
            version=2,
            whats_new="the round is $30 million, not $300 million",
        ),
        "Torvald raises $300 million, 8 December",
    )
    message = digest_message(
        digest(corrected, ranked(story(2, version=2, whats_new="a date"), "x"), story(3, "A third is told"))
    )
    first = next(block for block in message.blocks if isinstance(block, Section))
    assert first.role == "correction"
    assert first.lines[0].words == "Correction: the round is $30 million, not $300 million."
    assert sections(message, "lead")[0][0] == "A third is told"
    assert message.notification == "AI news: A third is told; 2 more"


def test_sources_that_could_not_be_read_show_in_the_second_line_only() -> None:
    message = digest_message(digest(story(), feeds_read=60, note="covers two days"))
    assert message.subtitle == ("1 story from 60 of 61 sources since Friday 08:30 · 1 minute · covers two days",)
    assert digest_message(digest(story(), feeds_total=0)).subtitle == ("1 story since Friday 08:30 · 1 minute",)


def test_a_compact_digest_has_a_headline_a_story_and_more_behind_each() -> None:
    message = digest_message(monday(), compact=True)
    told = [block for block in message.blocks if isinstance(block, Section) and block.role == "story"]
    assert [len(block.lines) for block in told] == [2, 1, 1, 1, 1, 1, 1]
    assert told[0].lines[1].words.endswith("is owned by Kestwick, a subject of this story.")
    assert [block.menu.story_id for block in told if block.menu] == [1, 2, 3, 4, 6, 7, 8]
    assert len(sections(message, "update")) == 1
    assert message.length < digest_message(monday()).length / 1.5
    assert message.notification.startswith("AI news: Orrin Systems is reportedly using")


def test_the_footer_says_who_wrote_it() -> None:
    written, quoted = story(1, writer="openai"), story(2)
    assert sections(digest_message(digest(written), model="tern-1"), "footer") == [
        ["Written by tern-1, checked against the sources"]
    ]
    assert "or quoted from them" in sections(digest_message(digest(written, quoted), model="tern-1"), "footer")[0][0]


def test_a_quiet_day_is_one_line_with_the_facts_and_a_way_on() -> None:
    today = NOW - timedelta(hours=24)
    message = digest_message(digest(since=today, feeds_total=64, wanted=("Tarn", "Orrin Systems")))
    assert sections(message, "note") == [
        ["No news for this channel today. 61 of 64 sources read, 380 items, none on Tarn or Orrin Systems."]
    ]
    unread = digest_message(digest(since=today, feeds_total=0, feeds_read=0, items_read=0, wanted=("Tarn",)))
    assert sections(unread, "note") == [["No news for this channel today. None on Tarn."]]
    (buttons,) = [block for block in message.blocks if isinstance(block, Buttons)]
    assert [button.label for button in buttons.buttons] == ["Latest anyway", "Don't tell me on such days"]


def test_a_morning_on_which_little_was_read_is_not_called_quiet() -> None:
    message = digest_message(digest(note="No digest this morning: we could read only 9 of 64 sources."))
    assert sections(message, "note") == [["No digest this morning: we could read only 9 of 64 sources."]]
    assert not [block for block in message.blocks if isinstance(block, Buttons | Divider)]


def test_more_stories_is_offered_only_when_there_are_more() -> None:
    def labels(of: Digest) -> list[str]:
        return [b.label for block in digest_message(of).blocks if isinstance(block, Buttons) for b in block.buttons]

    assert labels(digest(story(), left_out=3)) == ["More stories", "Ask", "Settings"]
    assert labels(digest(story())) == ["Ask", "Settings"]


def test_a_digest_of_long_stories_keeps_to_one_screen_by_telling_the_last_briefly() -> None:
    words = " ".join(f"word{n}" for n in range(45))
    long = [story(n, f"Story {n} of a long day is told", [f"{words} {n}."] * 3) for n in range(1, 9)]
    message = digest_message(digest(*long))
    assert message.length <= 2500
    assert len(sections(message, "story")) + len(sections(message, "briefly")[0]) == 7


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(digests(9))
def test_every_story_stands_in_its_message_once_whatever_its_texts(of: Digest) -> None:
    message = digest_message(of)
    blocks = [block for block in message.blocks if isinstance(block, Section)]
    told = sum(block.role in ("lead", "story", "update", "correction") for block in blocks)
    assert told + sum(len(block.lines) for block in blocks if block.role == "briefly") == len(of.stories)
    for line in [*message.subtitle, message.title, *(line.words for block in blocks for line in block.lines)]:
        assert line == "".join(line.splitlines())


@given(st.text(max_size=80), st.integers(4, 40))
def test_shortening_cuts_no_word_and_no_grapheme(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert len(short) <= max(limit, 1)
    if short != text:
        assert short.endswith("…") and text.startswith(short[:-1])


def test_shortening_ends_at_a_word_or_between_graphemes() -> None:
    assert shorten("Halden Labs releases Skerry", 18) == "Halden Labs…"
    family = "👩\u200d👩\u200d👧"
    assert shorten("x" + family * 3, 9) == f"x{family}…"
    assert shorten("e\u0301" * 10, 6) == "e\u0301" * 2 + "…"
    assert shorten("好" * 10, 5) == "好好好好…"


def test_strangers_text_comes_as_one_clean_line_and_only_web_addresses_are_links() -> None:
    assert one_line(" a\n\tb\x00\x1b[31m\u202e c \u2028d") == "a b[31m c d"
    assert Text("x", "javascript:alert(1)").url is None
    assert safe_url("https://user:pass@a.example/") is None
    assert safe_url("https://a.example/x y") is None
    assert safe_url("http://") is None
    assert safe_url("https://bücher.example/ä?q=<b>|\"'") == "https://xn--bcher-kva.example/%C3%A4?q=%3Cb%3E%7C%22'"
    assert safe_url("https://a.example:8443/x%20y#z") == "https://a.example:8443/x%20y#z"
    assert safe_url("https://[2001:db8::1]/x") == "https://[2001:db8::1]/x"


def test_tags_are_subjects_first_and_at_most_five() -> None:
    tags = [company("Mentioned Only", "mentioned", 90), model("Tarn 2", "Tarn", "Kestwick", "mentioned", 3)]
    tags += [company(f"Firm {n}", mentions=n) for n in range(1, 4)] + [model("Skerry 2", "Skerry", "Halden Labs")]
    (lead,) = sections(digest_message(digest(story(tags=tags))), "lead")
    assert lead[-1] == "Firm 3 · Firm 2 · Firm 1 · Skerry 2 · Tarn 2"


def test_a_family_is_not_named_beside_its_version() -> None:
    tags = [model("Tarn", "Tarn", "Kestwick", mentions=9), model("Tarn 2", "Tarn", "Kestwick")]
    (lead,) = sections(digest_message(digest(story(tags=tags))), "lead")
    assert lead[-1] == "Tarn 2"


def test_what_is_quoted_in_another_language_is_told_briefly_and_leads_only_when_alone() -> None:
    chinese = story(
        1, "讯岚开放其接口", ("该接口支持三种语言，并提供免费额度。",), sources=[source("岚报", language="zh")]
    )
    message = digest_message(digest(chinese, story(2)))
    assert sections(message, "lead")[0][0] == "Veltmar opens a test site in Oslo"
    assert sections(message, "briefly") == [["讯岚开放其接口 (zh)"]]
    assert sections(digest_message(digest(chinese)), "lead")[0][0] == "讯岚开放其接口"
    assert sections(digest_message(digest(chinese, story(2)), language="zh"), "lead")[0][0] == "讯岚开放其接口"


def test_the_one_sentence_told_is_from_the_headlines_own_article_when_there_is_one() -> None:
    older = BriefSentence("Torvald is in talks with three banks, people near it said in May.", (Cite(1, 0),))
    newer = BriefSentence("The money pays for a second design centre in Bergen.", (Cite(0, 3),))
    money = replace(story(2, "Torvald raises $300 million").brief, sentences=(older, newer))
    message = digest_message(digest(story(1), replace(story(2), brief=money)))
    assert sections(message, "story")[0][1] == "The money pays for a second design centre in Bergen."


def test_the_one_sentence_told_is_not_the_headline_again_with_a_tail_when_another_says_more() -> None:
    told = story(
        2,
        "Quillpen cuts the price of its coding model by 40 per cent",
        (
            "Quillpen cuts the price of its coding model by 40 per cent so that smaller teams can afford it.",
            "Customers with yearly contracts are refunded for December.",
        ),
    )
    (lines,) = sections(digest_message(digest(story(1), told)), "story")
    assert lines[1] == "Customers with yearly contracts are refunded for December."
