"""Addresses as text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.news.urls import (
    canonical_url,
    has_secret,
    host_of,
    is_distinctive,
    is_web_url,
    redact_url,
    redact_words,
    resolve,
)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTPS://News.Example:443/A/b?utm_source=rss&utm_medium=feed#top", "https://news.example/A/b"),
        ("http://news.example:80", "http://news.example/"),
        ("http://news.example:8080/x", "http://news.example:8080/x"),
        ("https://news.example/a?id=7&fbclid=xyz&gclid=1&mc_cid=2", "https://news.example/a?id=7"),
        ("https://news.example/a?b=2&a=1", "https://news.example/a?b=2&a=1"),
        ("https://news.example/a?ref=rss", "https://news.example/a"),
        ("https://code.example/blob?ref=main", "https://code.example/blob?ref=main"),
        ("https://news.example/a?source=rss_feed", "https://news.example/a"),
        ("https://news.example/a?source=reuters-archive", "https://news.example/a?source=reuters-archive"),
        ("https://news.example/a/../b/./c/", "https://news.example/b/c/"),
        ("https://news.example/a/", "https://news.example/a/"),
        ("  https://news.example/a\n", "https://news.example/a"),
        (
            "https://weixin.example/s?__biz=M1&mid=2&idx=1&sn=ab&scm=1&from=timeline",
            "https://weixin.example/s?__biz=M1&mid=2&idx=1&sn=ab",
        ),
        ("https://news.example/watch?v=abc&feature=share", "https://news.example/watch?v=abc"),
        ("https://news.example/新闻?p=1", "https://news.example/新闻?p=1"),
        ("http://[2001:DB8::1]:80/a", "http://[2001:db8::1]/a"),
        ("https://news.example./a", "https://news.example/a"),
        ("mailto:desk@news.example", "mailto:desk@news.example"),
        ("tag:news.example,2026:1", "tag:news.example,2026:1"),
    ],
)
def test_the_same_article_has_one_canonical_address(url: str, expected: str) -> None:
    assert canonical_url(url) == expected


@given(st.text(alphabet="abAB./:?&=#@%[]-_~0123456789 ", max_size=60))
def test_any_text_can_be_asked_about_and_canonical_is_stable(text: str) -> None:
    for url in (text, f"https://{text}", f"https://a.example/{text}"):
        once = canonical_url(url)
        assert canonical_url(once) == once
        redact_url(url)
        host_of(url)
        is_distinctive(url)
        resolve("https://a.example/x", url)


@pytest.mark.parametrize(
    "url", ["https://a.example", "http://a.example:8080/x?y", "HTTP://A.example/", "http://127.0.0.1/"]
)
def test_web_addresses_are_known(url: str) -> None:
    assert is_web_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "a.example",
        "ftp://a.example",
        "javascript:alert(1)",
        "http://",
        "http:///x",
        "http://a:b:c/",
        "http://[::1",
        "https://a b.example/",
        "//a.example",
    ],
)
def test_other_things_are_no_web_addresses(url: str) -> None:
    assert not is_web_url(url)


def test_a_host_is_shown_without_www_and_port() -> None:
    assert host_of("https://WWW.News.example:8443/a") == "news.example"
    assert host_of("not an address") == ""


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://user:hunter2@a.example/feed", "https://***@a.example/feed"),
        ("https://a.example/feed?token=abc&page=2", "https://a.example/feed?token=***&page=2"),
        (
            "https://a.example/feed?api_key=abc&X-Amz-Signature=ff",
            "https://a.example/feed?api_key=***&X-Amz-Signature=***",
        ),
        ("https://a.example/feed?k=Zx81bbQwe7Rty90PoiLk22", "https://a.example/feed?k=***"),
        ("https://a.example/private/9f8e7d6c5b4a39281706f5e4d3c2b1a0/rss", "https://a.example/private/***/rss"),
        ("https://a.example/podcast/0b1c2d3e-1111-2222-3333-444455556666.rss", "https://a.example/podcast/***"),
        (
            "https://a.example/feed?channel_id=UCbfYPyITQ7l4upoX8nvctg1",
            "https://a.example/feed?channel_id=UCbfYPyITQ7l4upoX8nvctg1",
        ),
        (
            "https://a.example/tag/artificial-intelligence-2026/feed?format=xml",
            "https://a.example/tag/artificial-intelligence-2026/feed?format=xml",
        ),
        ("https://[broken", "***"),
    ],
)
def test_secrets_of_an_address_are_not_shown(url: str, shown: str) -> None:
    assert redact_url(url) == shown
    assert has_secret(url) == ("***" in shown)


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("/a", "https://a.example/a"),
        ("b?x=1", "https://a.example/dir/b?x=1"),
        ("//cdn.example/c", "https://cdn.example/c"),
        ("https://b.example/d", "https://b.example/d"),
        ("  /wrapped\n/line ", "https://a.example/wrapped/line"),
        ("javascript:void(0)", None),
        ("mailto:x@y.example", None),
        ("http://[bad", None),
    ],
)
def test_links_are_resolved_without_the_secrets_of_their_page(link: str, expected: str | None) -> None:
    assert resolve("https://user:pass@a.example/dir/feed?token=s3cret", link) == expected


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("https://a.example", False),
        ("https://a.example/", False),
        ("https://a.example/index.html", False),
        ("https://a.example/?p=12", True),
        ("https://a.example/story", True),
        ("", False),
        ("nonsense", False),
    ],
)
def test_a_sites_root_identifies_no_item(link: str, expected: bool) -> None:
    assert is_distinctive(link) is expected


@pytest.mark.parametrize(
    "text",
    [
        "'https://u:hunter2@x.example/f' isn't a web address",
        "(https://x.example/f?apitoken=hunter2): timeout",
        "https://x.example/f?pw=hunter2, then https://x.example/g?ticket=hunter2.",
        "wss://x.example/link?feed_token=hunter2",
    ],
)
def test_an_address_in_a_sentence_shows_no_secret_however_it_is_quoted(text: str) -> None:
    assert "hunter2" not in redact_words(text)
    assert redact_words("See https://x.example/a?page=2#top, or x.") == "See https://x.example/a?page=2#top, or x."
