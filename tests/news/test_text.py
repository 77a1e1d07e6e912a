"""Cleaning, sentences, tokens, language and clipping, on invented text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.news.text import (
    clean,
    clip,
    content_words,
    detect_language,
    plain_text,
    search_tokens,
    sentences,
    stem,
    words,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Orders fell 9 per cent. Norvane declined to say why.", 2),
        ("Orders rose 5 p.c. Analysts had hoped for more.", 2),
        ("He joined Tolvik AI Inc. Norvane paid for it.", 2),
        ("Tolvik Inc. CEO Ana Ruiz left. Tolvik Inc. Chief Scientist Bo Li stays.", 2),
        ("The method is by Ruiz et al. Norvane adopted it.", 2),
        ("It paid $3.5 bn. for Tolvik in May.", 1),
        ("GPT-5.1 is out. It costs $1.25 per million tokens.", 2),
        ("The U.S. Commerce Department wrote to Dr. Ruiz. No. 3 won vs. No. 4.", 2),
        ("They met at 5 p.m. Beijing time. At 9 p.m. Norvane replied.", 3),
        ("“We did it. It was hard.” She left the room.", 2),
        ("“Is it ready?” he asked. Nobody answered.", 2),
        ("One paragraph\nAnother paragraph", 2),
        ("", 0),
        ("  \n \n", 0),
    ],
)
def test_latin_text_is_split_where_a_reader_would(text: str, expected: int) -> None:
    assert len(sentences(text)) == expected


def test_german_ordinals_do_not_end_a_sentence() -> None:
    assert sentences("Das Modell kam am 3. November heraus. Es ist gut.", "de") == [
        "Das Modell kam am 3. November heraus.",
        "Es ist gut.",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("诺凡今天发布新模型。它很快！真的？是的。", ["诺凡今天发布新模型。", "它很快！", "真的？", "是的。"]),
        ("她说：“很好。我们继续。”会议随后结束。", ["她说：“很好。我们继续。”", "会议随后结束。"]),
        ("“我们会继续。”她说。", ["“我们会继续。”她说。"]),
        ("收入增长17.5%。GPT-5.1更快。", ["收入增长17.5%。", "GPT-5.1更快。"]),
        ("「すごい。」と彼は言った。次の文。", ["「すごい。」と彼は言った。", "次の文。"]),
        ("没有句号", ["没有句号"]),
    ],
)
def test_chinese_and_japanese_end_marks_split_outside_of_quotes(text: str, expected: list[str]) -> None:
    assert sentences(text, "zh") == expected


@given(st.text(alphabet="ab .!?。！“”\n\"'1GPT-", max_size=80))
def test_splitting_loses_no_character_but_spaces(text: str) -> None:
    found = sentences(text)
    assert all(s == s.strip() and s for s in found)
    assert "".join("".join(found).split()) == "".join(text.split())


def test_html_becomes_visible_paragraphs() -> None:
    html = (
        "<style>p{}</style><p>One &amp; <b>two</b></p><script>no()</script><figure><figcaption>Caption</figcaption></figure>"
        "<p hidden>no<p>three<br>four\nfour</p><div style='display: none'>no<div>no</div></div>5 < 6"
    )
    assert plain_text(html) == "One & two\nthree\nfour four\n5 < 6"


def test_text_without_tags_keeps_its_lines_and_twice_escaped_html_is_read() -> None:
    assert plain_text("first\n\nsecond") == "first\nsecond"
    assert plain_text("&lt;p&gt;first&lt;/p&gt;&lt;p&gt;second&lt;/p&gt;") == "first\nsecond"


def test_unseen_characters_are_removed_and_emoji_stay_whole() -> None:
    assert clean("a\u200bb\u202ec\x00\u00ad\ufeff  d\r\n\r\ne") == "abc d\ne"
    assert clean("👩\u200d🔬") == "👩\u200d🔬"


@given(st.text(max_size=60))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_tokens_keep_versions_whole_and_pair_chinese_characters() -> None:
    assert search_tokens("GPT-5.1 and Qwen3-235B-A22B") == ["gpt-5.1", "and", "qwen3-235b-a22b"]
    assert search_tokens("15.8 of 1,000 in the U.S.") == ["15.8", "of", "1000", "in", "the", "us"]
    assert search_tokens("Norvane's open-source café") == ["norvane", "open", "source", "cafe"]
    assert search_tokens("阿里巴巴发布Llama 新") == ["阿里", "里巴", "巴巴", "巴发", "发布", "llama", "新"]
    assert search_tokens("메타는 큐원을") == ["메타는", "큐원을"]
    assert search_tokens("GPT-5-based tools") == ["gpt-5", "based", "tools"]


@pytest.mark.parametrize(
    ("text", "hint", "expected"),
    [
        ("Norvane releases a model for the web", None, "en"),
        ("诺凡发布 Llama 模型", "en", "zh"),
        ("ノルヴァンがモデルを発表した", None, "ja"),
        ("노르반이 모델을 공개했다", None, "ko"),
        ("Der Konzern hat das Modell gestern vorgestellt und ist froh", None, "de"),
        ("Le modèle est dans la course et les prix baissent", None, "fr"),
        ("El modelo es el mejor de los tres", None, "es"),
        ("Norvane 4 Maverick", "zh-TW", "zh"),
        ("Norvane 4 Maverick", None, "en"),
    ],
)
def test_language_is_told_by_script_then_stop_words_then_hint(text: str, hint: str | None, expected: str) -> None:
    assert detect_language(text, hint) == expected


def test_clipping_ends_at_a_word_and_spares_graphemes() -> None:
    assert clip("Hello wonderful world", 12) == "Hello…"
    assert clip("short", 5) == "short"
    assert clip("诺凡发布新模型", 5) == "诺凡发布…"
    assert clip("ab👩\u200d🔬cdef", 5) == "ab…"


@given(st.text(max_size=40), st.integers(0, 45))
def test_a_clipped_text_is_never_longer_than_the_limit(text: str, limit: int) -> None:
    assert len(clip(text, limit)) <= limit or clip(text, limit) == text


def test_words_and_content_words() -> None:
    assert words("Norvane’s GPT-5.1 grew 1,000%") == ["norvane's", "gpt-5.1", "grew", "1,000"]
    assert content_words("The models were released") == content_words("model releases") == ["model", "releas"]
    assert content_words("新模型") == ["新模", "模型"]
    assert stem("stopped") == stem("stops") == stem("stop")
