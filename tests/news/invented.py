"""Stories about invented companies, models and outlets, made to order for tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.news.model import (
    Brief,
    BriefSentence,
    Certainty,
    Cite,
    Digest,
    Kind,
    RankedStory,
    Relation,
    Role,
    Source,
    Story,
    Tag,
)

NOW = datetime(2025, 12, 15, 7, 30, tzinfo=UTC)


def source(outlet: str = "Harbour Wire", n: int = 1, title: str = "A title", **more: object) -> Source:
    slug = outlet.lower().replace(" ", "-")
    made = Source(n, title, outlet, f"https://{slug}.example/news/{n}", NOW - timedelta(hours=5))
    return replace(made, **more)  # type: ignore[arg-type]


def company(name: str, role: Role = "subject", mentions: int = 1) -> Tag:
    return Tag("company", name, role, mentions)


def model(name: str, family: str, maker: str, role: Role = "subject", mentions: int = 1) -> Tag:
    return Tag("model", name, role, mentions, family, maker)


def story(
    id: int = 1,
    headline: str = "Veltmar opens a test site in Oslo",
    sentences: Sequence[str] = ("Engineers will try 40 delivery robots there from 2 March.",),
    *,
    kind: Kind = "other",
    certainty: Certainty = "stated",
    outlets: int = 1,
    hours: float = 5.0,
    weight: float = 1.0,
    tags: Sequence[Tag] = (),
    relations: Sequence[Relation] = (),
    sources: Sequence[Source] | None = None,
    **brief: object,
) -> Story:
    made = Brief(
        headline=headline,
        headline_cites=(Cite(0, 0),),
        kind=kind,
        certainty=certainty,
        sentences=tuple(BriefSentence(text, (Cite(0, n),)) for n, text in enumerate(sentences)),
        article_ids=(id * 10,),
        tags=tuple(tags),
        relations=tuple(relations),
    )
    at = NOW - timedelta(hours=hours)
    carried = (source(),) if sources is None else tuple(sources)
    return Story(id, at, at, replace(made, **brief), carried, outlets, weight)  # type: ignore[arg-type]


def ranked(one: Story, update_of: str | None = None, score: float = 0.5) -> RankedStory:
    return RankedStory(one, score, ("5 hours old",), update_of)


def digest(*stories: Story | RankedStory, **more: object) -> Digest:
    made = Digest(
        title="AI news, Monday 15 December",
        since=datetime(2025, 12, 12, 7, 30, tzinfo=UTC),
        until=NOW,
        stories=tuple(one if isinstance(one, RankedStory) else ranked(one) for one in stories),
        feeds_read=61,
        feeds_total=61,
        items_read=380,
        zone="Europe/Berlin",
    )
    return replace(made, **more)  # type: ignore[arg-type]


def monday() -> Digest:
    """A full digest: a reported lead, two releases, a rumour of money, an update, three in brief."""
    lead = story(
        1,
        "Orrin Systems is reportedly using Kestwick's Tarn to train its next model",
        (
            "Orrin Systems is using Tarn to help train a model code-named Pomelo, according to a Ledger Post report of"
            " 10 December that cites unnamed staff.",
            "Pomelo could ship without open weights, the Ledger Post also reported.",
            "Tarn models were 21 per cent of downloads on the Openhub index in the past year.",
        ),
        kind="product",
        certainty="reported",
        tags=(
            company("Orrin Systems", mentions=9),
            company("Kestwick", mentions=7),
            company("Ledger Post", "source"),
            model("Tarn", "Tarn", "Kestwick", mentions=8),
            model("Pomelo", "Pomelo", "Orrin Systems", "mentioned", 3),
        ),
        relations=(Relation("Orrin Systems", "uses", "Tarn", "reported", "Ledger Post", "training Pomelo"),),
        sources=(source("Kestwick Morning News", owner="Kestwick"),),
        disclosure="Kestwick Morning News is owned by Kestwick, a subject of this story.",
    )
    fjord = story(
        2,
        "Halden Labs releases Skerry 2, a 70B open-weight model",
        ("Skerry 2 was trained on 9 trillion tokens; commercial use is allowed.",),
        kind="release",
        certainty="confirmed",
        outlets=5,
        sources=(source("Halden Labs blog"), source("Circuit Courier", 2)),
    )
    price = story(
        3,
        "Quillpen cuts the price of its coding model by 40 per cent",
        ("The new price applies from 1 January.",),
        kind="release",
        sources=(source("Circuit Courier", paywall=True),),
    )
    money = story(
        4,
        "Chip designer Torvald is said to be in talks to raise $300 million",
        ("The round would value Torvald at $2 billion.",),
        kind="funding",
        certainty="reported",
    )
    update = ranked(
        story(5, "Regulator clears Bayquay's purchase of Sandholm", kind="deal", version=2, whats_new="the approval"),
        "Bayquay offers to buy Sandholm, 3 December",
    )
    chinese = story(
        8, "讯岚开放其接口", ("该接口支持三种语言，并提供免费额度。",), sources=(source("岚报", language="zh"),)
    )
    return digest(
        lead, fjord, price, money, update, story(6, "Lumora Index adds 12 languages"), story(7), chinese, left_out=12
    )
