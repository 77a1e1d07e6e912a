"""Digests whose every text is hostile: pings, links, marks, control characters, other directions, great lengths."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from bot.news.message import Message, digest_message
from bot.news.model import CERTAINTIES, KINDS, BriefSentence, Cite, Digest, Story
from tests.news.invented import company, digest, model, ranked, source, story

NASTY = (
    "@everyone", "@here", "<@123456>", "<@&99>", "<#5>", "<!channel>", "<!here|x>", "<@U012AB>", "<!subteam^S1>", "`", "```",
    "](https://evil.example/)", "[click](https://evil.example)", "<https://evil.example|label>", "https://evil.example/x",
    "hthttp://tp://evil.example", "http:ftp:////evil.example", "discord.gg/abc", "www.evil.example", "me@evil.example",
    "mailto:me@evil.example", "**bold**", "_it_", "~~no~~", "||spoiler||", "# heading", "-# small", "> quote", "1. list", "- item",
    "&amp;", "&lt;!channel&gt;", "<script>alert(1)</script>", "\"onclick='x'", "\x1b]8;;https://evil.example\x07", "\x1b[31m", "\u202etxet",
    "\u2066", "\n\n", "\r\n# x", "\u2028", "\\", "\\[", ":warning:", "<:e:1>", "<t:1>", "👩\u200d👩\u200d👧", "🇩🇪🇫🇷", "e\u0301\u0301", "שלום עולם",
    "مرحبا", "讯岚开放其接口", "$x$", "x" * 700, "好" * 700, "wörter " * 120, "&" * 700, "[" * 700, "@" * 700,
)  # fmt: skip

texts = st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=60)), max_size=5).map("".join)
addresses = st.sampled_from(
    (
        "https://good.example/a", "https://good.example/a_(b)?x=1&y=2|3", "https://good.example/" + "p" * 900, "javascript:alert(1)",
        "https://good.example/?" + "a=1&" * 230, "https://good.example/<x>\"'", "https://user:pw@good.example/", "https://gööd.example/ü", "",
    )
)  # fmt: skip


@st.composite
def stories(draw: st.DrawFn, number: int) -> Story:
    best = source(
        draw(texts), title=draw(texts), url=draw(addresses), paywall=draw(st.booleans()), language=draw(texts)
    )
    return story(
        number,
        draw(texts),
        draw(st.lists(texts, max_size=4)),
        kind=draw(st.sampled_from(KINDS)),
        certainty=draw(st.sampled_from(CERTAINTIES)),
        outlets=draw(st.integers(0, 9)),
        tags=[company(draw(texts)), model(draw(texts), draw(texts), "x"), company(draw(texts), "source")],
        sources=[best],
        disclosure=draw(st.none() | texts),
        whats_new=draw(st.none() | texts),
        correction=draw(st.booleans()),
    )


@st.composite
def digests(draw: st.DrawFn, most: int = 12) -> Digest:
    count = draw(st.integers(0, most))
    drawn = [ranked(draw(stories(n)), draw(st.none() | texts)) for n in range(1, count + 1)]
    return digest(
        *drawn, title=draw(texts), note=draw(st.none() | texts), wanted=tuple(draw(st.lists(texts, max_size=3)))
    )


@st.composite
def messages(draw: st.DrawFn, most: int = 12) -> Message:
    return digest_message(draw(digests(most)), model=draw(st.none() | texts), web_url="https://good.example/web")


def big_digest(count: int, length: int) -> Digest:
    """Many long stories, each text unlike the others, each with another kind."""
    made = []
    for n in range(1, count + 1):
        words = [f"w{n}x{k}" for k in range(length)]
        one = story(n, f"Company {n} does thing {n}", [], kind=KINDS[n % len(KINDS)], sources=[source(f"Outlet {n}")])
        sentence = BriefSentence(" ".join(words), (Cite(0, 0),))
        made.append(ranked(replace(one, brief=replace(one.brief, sentences=(sentence,)))))
    return digest(*made)
