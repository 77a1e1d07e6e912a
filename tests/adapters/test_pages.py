"""Pages and scraped files made into clean text; pages are written here, about invented events."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime
from ipaddress import ip_network
from pathlib import Path

import pytest
import pytest_asyncio

from bot.adapters.fetch import FetchLimits, HttpFetcher
from bot.adapters.pages import PageExtractor, decode, extract_page, extract_text
from bot.adapters.workers import Workers
from bot.ports import GiveUp, TryLater
from tests.fakes.web_server import WebServer, web_server

EXAMPLES = Path(__file__).parents[2].parent / "shared" / "examples"
URL = "https://www.circuit.example/2026/11/fjord-2?utm_source=feed"

STORY = [
    "Halvorsen Labs released its Fjord 2 model on Tuesday, saying that it needs half the memory of its forerunner and answers in a third of the time.",
    "The model was trained on 9 trillion tokens of text in 40 languages, according to a technical report that the company published with it.",
    "“We wanted a model that runs where people are,” chief executive Marte Lie told reporters in Bergen, where the company was founded in 2019.",
    "Two outside groups that tested the model said its answers were shorter than those of its rivals and seldom wrong, though it failed at long sums.",
    "Commercial use is allowed without a fee for companies with fewer than 500 workers; larger ones pay from January, the company said.",
]
中文 = [
    "讯澜科技周二发布了新一代大模型“峡湾2”，称其内存占用只有上一代的一半，回答速度提高了两倍。",
    "根据该公司同时公布的技术报告，该模型使用四十种语言的九万亿词元进行训练，训练历时三个月。",
    "公司首席执行官林岚对记者表示：“我们希望模型能够在人们身边运行。”该公司二〇一九年成立于杭州。",
    "两家参与测试的外部机构称，该模型的回答比竞争对手更短，错误也很少，但在长算式上仍会失败。",
    "员工少于五百人的企业可以免费商用，规模更大的企业从明年一月起付费，公司没有公布具体价格。",
]


def page(
    paragraphs: list[str], *, head: str = "", extra: str = "", lang: str = "en", title: str = "Fjord 2 is here"
) -> str:
    inside = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"""<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title} | Circuit Daily</title>{head}</head>
      <body><nav><a href="/">Home</a> <a href="/chips">Chips</a> <a href="/models">Models</a></nav>
      <div class="cookie-banner"><p>We use cookies to improve your experience.</p><button>Accept all cookies</button></div>
      <main><article><h1>{title}</h1><p class="byline">By Ada Berg</p>{inside}{extra}</article></main>
      <aside><h2>Most read</h2><ul><li><a href="/a">Brightquay buys Sandmere</a></li><li><a href="/b">Torvane opens a plant</a></li></ul></aside>
      <footer><p>Copyright © 2026 Circuit Daily. All rights reserved.</p></footer></body></html>"""


EXTRAS = """<figure><img src="hall.jpg" alt="The data hall near Bergen"><figcaption>The data hall near Bergen. Photo: Marte Lie/Getty Images</figcaption></figure>
  <p>Sign up for our daily newsletter and never miss a story from our reporters.</p>
  <p>This article originally appeared in Circuit Weekly.</p><p>Related Posts</p><p><a href="/a">Brightquay buys Sandmere</a></p>
  <p>Follow us on X and LinkedIn</p>"""


def test_a_page_gives_its_article_and_nothing_else() -> None:
    got = extract_page(page(STORY, extra=EXTRAS), URL)
    assert got.text.splitlines() == STORY
    assert (got.title, got.author, got.language) == ("Fjord 2 is here", "Ada Berg", "en")
    assert got.canonical_url == "https://www.circuit.example/2026/11/fjord-2"
    assert not got.paywall


def test_a_chinese_page_gives_its_article_and_nothing_else() -> None:
    extra = """<p>▲ 讯澜科技总部 图源：电路日报</p><p>本文来自微信公众号“电路日报”，经授权发布。</p><p>（责任编辑：王小明）</p>
      <p>未经许可，禁止转载。</p><p>扫码关注我们</p><p>相关阅读</p><p><a href="/a">讯澜科技完成新一轮融资</a></p>"""
    got = extract_page(
        page(中文, extra=extra, lang="zh-CN", title="讯澜科技发布峡湾2"), "https://news.example/2026/1.html"
    )
    assert got.text.splitlines() == 中文
    assert (got.title, got.language) == ("讯澜科技发布峡湾2", "zh")


def test_headings_lists_and_quotes_of_an_article_stay_and_boxes_inside_it_go() -> None:
    inside = f"""<h2>What it costs</h2><ul><li>Free for companies with fewer than 500 workers.</li><li>Two dollars per million tokens.</li></ul>
      <div class="newsletter-box"><h4>Get the Circuit newsletter</h4><p>Sign up and get our best stories in your inbox.</p></div>
      <blockquote><p>“{STORY[4]}”</p></blockquote><p><strong>Related:</strong> <a href="/a">Brightquay buys Sandmere</a></p>
      <table><tr><td>Model</td><td>Score</td></tr></table><p>Ada Berg is a senior reporter covering chips at Circuit Daily.</p>"""
    assert extract_page(page(STORY[:4], extra=inside), URL).text.splitlines() == [
        *STORY[:4],
        "What it costs",
        "Free for companies with fewer than 500 workers.",
        "Two dollars per million tokens.",
        f"“{STORY[4]}”",
    ]


def linked_data(**fields: object) -> str:
    data = {
        "@context": "https://schema.org",
        "@graph": [{"@type": "WebSite", "name": "x"}, {"@type": ["NewsArticle"], **fields}],
    }
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def test_what_a_page_says_about_itself_in_linked_data_is_used() -> None:
    head = linked_data(
        headline="Fjord 2 is here",
        datePublished="2026-11-03T09:30:00+01:00",
        author=[{"@type": "Person", "name": "Ada Berg"}, {"name": "Jo Lind"}],
        isAccessibleForFree="False",
    )
    got = extract_page(page(STORY, head=head), URL)
    assert got.published == datetime(2026, 11, 3, 8, 30, tzinfo=UTC)
    assert (got.author, got.paywall) == ("Ada Berg, Jo Lind", True)


def test_what_a_page_says_about_itself_in_meta_tags_is_used() -> None:
    head = """<meta property="article:published_time" content="2026-11-03T08:30:00Z"><meta name="author" content="Ada Berg">
      <link rel="canonical" href="/2026/11/fjord-2/?utm_campaign=x"><script type="application/ld+json">{broken</script>"""
    got = extract_page(page(STORY, head=head), URL)
    assert got.published == datetime(2026, 11, 3, 8, 30, tzinfo=UTC)
    assert (got.author, got.canonical_url) == ("Ada Berg", "https://www.circuit.example/2026/11/fjord-2/")


@pytest.mark.parametrize("href", ["https://mallory.example/other", "https://www.circuit.example/", "javascript:x", ""])
def test_a_canonical_address_elsewhere_or_at_the_root_is_not_believed(href: str) -> None:
    got = extract_page(page(STORY, head=f'<link rel="canonical" href="{href}">'), URL)
    assert got.canonical_url == "https://www.circuit.example/2026/11/fjord-2"


def test_a_body_that_stands_only_in_linked_data_is_found() -> None:
    html = f"<!doctype html><html><head><title>T</title>{linked_data(articleBody=chr(10).join(STORY))}</head><body><div id=app></div></body></html>"
    assert extract_page(html, URL).text.splitlines() == STORY


@pytest.mark.parametrize(
    ("paragraphs", "stub"),
    [
        ([*STORY[:1], "Subscribe to continue reading this article."], True),
        ([*STORY[:1], "Already a subscriber? Log in."], True),
        ([STORY[0], STORY[1][:-1] + " …"], True),
        ([*中文[:1], "本文为付费内容，订阅后阅读全文"], True),
        ([*中文[:2], "会员专享，剩余80%内容未读"], True),
        (STORY, False),
        ([*STORY, "Readers can subscribe to the service for $20 a month."], False),
        ([*STORY[:2], "Users must register to use the model, the company said."], False),
        (中文, False),
    ],
)
def test_a_stub_before_a_paywall_is_recognised(paragraphs: list[str], stub: bool) -> None:
    assert extract_page(page(paragraphs), URL).paywall is stub


def test_a_fragment_as_feeds_send_it_is_read() -> None:
    fragment = (
        "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
        + "<p>The post Fjord 2 appeared first on Circuit Daily.</p>"
    )
    got = extract_page(fragment, None)
    assert got.text.splitlines() == STORY
    assert (got.title, got.canonical_url) == (None, None)
    assert extract_page("Short note, no markup.", None).text == "Short note, no markup."


@pytest.mark.parametrize(
    "html",
    ["", "<html></html>", "<!doctype html><html><body><nav>Home</nav></body></html>", "<p></p>", "<script>x</script>"],
)
def test_a_page_without_text_is_given_up(html: str) -> None:
    with pytest.raises(GiveUp, match="no text"):
        extract_page(html, URL)


@pytest.mark.parametrize(
    "start",
    [
        "<html><body>" + "<div>" * 5000,
        "<html>\0<body>",
        '<?xml version="1.0" encoding="utf-16"?><html><body>',
        "<html><body>\ud800&#0;&#55555555;&bogus;",
        "<html><body>" + "<a><table><tr><td>" * 500,
        '<html><head><script type="application/ld+json">' + "[" * 50_000 + "</script></head><body>",
        '<html><head><script type="application/ld+json">{"@type":"NewsArticle","headline":5,"author":{"name":{}},'
        '"datePublished":[],"articleBody":7}</script></head><body>',
        '<html lang="' + "x" * 500 + '"><body><!-- ',
    ],
)
def test_hostile_markup_is_read_or_given_up(start: str) -> None:
    with suppress(GiveUp):
        assert extract_page(start + "".join(f"<p>{paragraph}</p>" for paragraph in STORY), URL).text


def test_markup_and_invisible_characters_of_a_page_do_not_get_into_its_text() -> None:
    spiked = [STORY[0] + "\u202e\u200b<script>alert(1)</script>", *STORY[1:]]
    text = extract_page(page(spiked), URL).text
    assert "alert" not in text
    assert "\u202e" not in text


def test_encodings_of_pages_are_read() -> None:
    text = "<html><head><meta charset='gb2312'></head><body>月之暗面</body></html>"
    assert "月之暗面" in decode(text.encode("gb18030"), "text/html")
    assert "月之暗面" in decode(text.encode(), "text/html; charset=utf-8")
    assert decode("déjà".encode("latin-1"), "text/html; charset=iso-8859-1") == "déjà"
    assert decode(b"\xff\xfe\xfa", "text/html; charset=nonsense")


# --- Scraped text -----------------------------------------------------------------------------------------------------


def test_a_scraped_file_gives_title_date_and_article() -> None:
    raw = "\n".join(
        [
            "Fjord 2 is here",
            "By Ada Berg",
            "November 3, 2026",
            STORY[0],
            "Advertisement",
            *STORY[1:],
            "Search",
            "Related Post",
        ]
    )
    got = extract_text(raw)
    assert (got.title, got.author, got.published) == ("Fjord 2 is here", "Ada Berg", datetime(2026, 11, 3, tzinfo=UTC))
    assert got.text.splitlines() == STORY


@pytest.mark.parametrize(
    "line",
    ["Published: 3 Nov 2026", "2026-11-03", "2026年11月3日", "Tuesday, November 3, 2026", "2026/11/03", "03.11.2026"],
)
def test_date_lines_are_known_in_many_forms(line: str) -> None:
    got = extract_text("\n".join(["Fjord 2 is here", line, *STORY]))
    assert got.published == datetime(2026, 11, 3, tzinfo=UTC)
    assert got.text.splitlines() == STORY


def test_a_file_that_begins_with_its_first_paragraph_has_no_title() -> None:
    got = extract_text("\n".join(STORY))
    assert (got.title, got.text.splitlines()) == (None, STORY)


def test_an_empty_file_is_given_up() -> None:
    with pytest.raises(GiveUp):
        extract_text(" \n\n ")


@pytest.mark.skipif(not EXAMPLES.exists(), reason="the folder shared/examples is absent")
@pytest.mark.parametrize("expected", sorted(EXAMPLES.glob("*.expected.json")), ids=lambda path: path.name)
def test_a_real_scraped_article_is_clean(expected: Path) -> None:
    known = json.loads(expected.read_text())
    raw = expected.with_name(expected.name.replace(".expected.json", ".txt")).read_text()
    got = extract_text(raw)
    assert got.title == known["title"]
    assert got.published is not None and got.published.date().isoformat() == known["published"]
    assert got.language == known["language"]
    assert [words for words in known["not_part_of_the_article"] if words in got.text] == []
    sentences = [
        line
        for line in raw.splitlines()[2:]
        if len(line) > 60 and not any(w in line for w in known["not_part_of_the_article"])
    ]
    assert [line for line in sentences if line not in got.text] == []


# --- Reading over HTTP ------------------------------------------------------------------------------------------------


@pytest_asyncio.fixture
async def server() -> AsyncIterator[WebServer]:
    async with web_server() as running:
        yield running


@pytest_asyncio.fixture
async def reader() -> AsyncIterator[PageExtractor]:
    limits = FetchLimits(
        user_agent="Newsdesk/9 (+https://newsdesk.example)", allow_private=(ip_network("127.0.0.0/8"),)
    )
    async with HttpFetcher(limits) as fetcher, Workers(1) as workers:
        yield PageExtractor(fetcher, workers)


async def test_a_page_is_read_and_its_robots_file_asked_for_once(server: WebServer, reader: PageExtractor) -> None:
    one, two = server.put("/one", page(STORY)), server.put("/two", page(STORY))
    assert (await reader.read(one)).text.splitlines() == STORY
    assert (await reader.read(two)).canonical_url == two
    assert len(server.asked("/robots.txt")) == 1


async def test_what_robots_txt_forbids_is_not_read(server: WebServer, reader: PageExtractor) -> None:
    server.put(
        "/robots.txt",
        "User-agent: *\nDisallow: /private\n\nUser-agent: Newsdesk\nDisallow: /ours\n",
        content_type="text/plain",
    )
    with pytest.raises(GiveUp, match=r"robots\.txt"):
        await reader.read(server.put("/ours/1", page(STORY)))
    assert (await reader.read(server.put("/private/1", page(STORY)))).text
    assert server.asked("/ours/1") == []


async def test_a_site_whose_robots_file_fails_is_tried_later(server: WebServer, reader: PageExtractor) -> None:
    url = server.put("/one", page(STORY))
    server.put("/robots.txt", status=503, headers={"Retry-After": "60"})
    with pytest.raises(TryLater, match=r"robots\.txt") as told:
        await reader.read(url)
    assert told.value.retry_after == 60.0
    server.put("/robots.txt", status=403)
    assert (await reader.read(url)).text


async def test_robots_txt_of_the_site_that_a_page_moved_to_is_obeyed(server: WebServer, reader: PageExtractor) -> None:
    async with web_server() as other:
        other.put("/robots.txt", "User-agent: *\nDisallow: /\n", content_type="text/plain")
        url = server.redirect("/moved", other.put("/page", page(STORY)).replace("127.0.0.1", "localhost"))
        with pytest.raises(GiveUp, match=r"robots\.txt"):
            await reader.read(url)


async def test_a_crawl_delay_is_kept_between_pages(server: WebServer) -> None:
    server.put("/robots.txt", "User-agent: *\nCrawl-delay: 7\n", content_type="text/plain")
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(round(seconds, 3))

    limits = FetchLimits(user_agent="Newsdesk/9", allow_private=(ip_network("127.0.0.0/8"),))
    async with HttpFetcher(limits) as fetcher, Workers(1) as workers:
        reader = PageExtractor(fetcher, workers, clock=lambda: 100.0, sleep=sleep)
        for path in ("/one", "/two", "/three"):
            await reader.read(server.put(path, page(STORY)))
    assert waits == [7.0, 14.0]


@pytest.mark.parametrize(
    ("status", "error", "says"),
    [
        (404, GiveUp, "isn't there"),
        (403, GiveUp, "doesn't let us"),
        (402, GiveUp, "payment"),
        (418, GiveUp, "418"),
        (429, TryLater, "429"),
        (500, TryLater, "500"),
    ],
)
async def test_a_page_that_can_not_be_had_says_why(
    server: WebServer, reader: PageExtractor, status: int, error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        await reader.read(server.put("/page", page(STORY), status=status))


async def test_what_is_no_page_is_given_up(server: WebServer, reader: PageExtractor) -> None:
    with pytest.raises(GiveUp, match="application/pdf"):
        await reader.read(server.put("/paper", b"%PDF-1.7", content_type="application/pdf"))


async def test_a_plain_text_address_is_read_as_text(server: WebServer, reader: PageExtractor) -> None:
    url = server.put("/story.txt", "\n".join(["Fjord 2 is here", *STORY]), content_type="text/plain; charset=utf-8")
    assert (await reader.read(url)).title == "Fjord 2 is here"


def test_importing_the_adapters_loads_no_heavy_library() -> None:
    code = (
        "import sys, bot.adapters.feeds, bot.adapters.pages, bot.adapters.opml, bot.adapters.workers, bot.adapters.robots\n"
        "print(sorted({'feedparser', 'trafilatura', 'lxml', 'protego', 'nupunkt', 'aiohttp'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    )
    assert done.stdout.strip() == "[]"
