"""What comes before what in a digest, and the words that say why."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.news.model import CERTAINTIES, KINDS, RankedStory, Story, StoryFilter
from bot.news.ranking import Less, rank
from tests.news.invented import NOW, company, model, source, story


def order(*stories: Story, wanted: StoryFilter | None = None) -> list[int]:
    return [one.story.id for one in rank(stories, now=NOW, wanted=wanted)]


def why(*stories: Story, wanted: StoryFilter | None = None) -> tuple[str, ...]:
    return rank(stories, now=NOW, wanted=wanted)[0].why


def held_back(one: Story) -> list[str]:
    return [words for words in why(one) if words.endswith(": held back")]


BLAND = "Lumora adds languages to its index"


def test_more_independent_outlets_come_first_all_else_equal() -> None:
    assert order(story(1, BLAND, outlets=1), story(2, BLAND, outlets=5), story(3, BLAND, outlets=2)) == [2, 3, 1]


def test_a_weightier_source_a_younger_story_and_a_fuller_one_come_first() -> None:
    assert order(story(1, BLAND, weight=0.5), story(2, BLAND, weight=2.0)) == [2, 1]
    assert order(story(1, BLAND, hours=40), story(2, BLAND, hours=2)) == [2, 1]
    assert order(story(1, BLAND, ["One."]), story(2, BLAND, ["One.", "Two.", "Three."])) == [2, 1]


def test_a_release_or_a_ruling_comes_before_an_opinion_and_a_confirmed_fact_before_a_rumour() -> None:
    assert (
        order(story(1, BLAND, kind="opinion"), story(2, BLAND, kind="release"), story(3, BLAND, kind="legal"))[2] == 1
    )
    certainties = [story(1, BLAND, certainty="rumoured"), story(2, BLAND, certainty="confirmed")]
    assert order(*certainties, story(3, BLAND, certainty="reported")) == [2, 3, 1]


def test_what_the_channel_asked_for_comes_first_and_its_subject_before_its_mention() -> None:
    wanted = StoryFilter(companies=frozenset({"Veltmar"}), models=frozenset({"Skerry"}))
    stories = [
        story(1, BLAND, weight=1.5, tags=[company("Lumora")]),
        story(2, BLAND, tags=[company("Veltmar", "mentioned")]),
        story(3, BLAND, tags=[model("Skerry 2", "Skerry", "Halden Labs")]),
    ]
    assert order(*stories, wanted=wanted) == [3, 2, 1]
    assert "Skerry is on this channel's list" in rank(stories, now=NOW, wanted=wanted)[0].why


def test_the_name_that_most_outlets_talk_of_counts_more_than_one_nobody_else_names() -> None:
    talk = [story(n, BLAND, tags=[company("Kestwick")], sources=[source(f"Paper {n}")]) for n in range(10, 14)]
    quiet = story(1, BLAND, tags=[company("Veltmar")])
    scores = {one.story.id: one.score for one in rank([quiet, *talk], now=NOW)}
    assert scores[10] > scores[1]


def test_a_companys_own_posts_count_as_one_voice_however_many_they_are() -> None:
    def blog(first: int, count: int) -> list[Story]:
        return [
            story(first + n, BLAND, tags=[company("Kestwick")], sources=[source("Kestwick blog")]) for n in range(count)
        ]

    one, many = rank(blog(10, 1), now=NOW), rank(blog(10, 6), now=NOW)
    assert one[0].score == many[0].score


def test_an_announcement_that_nobody_else_carries_is_no_surer_than_a_report_and_one_that_others_carry_is() -> None:
    alone, carried = story(1, BLAND, certainty="confirmed"), story(2, BLAND, certainty="confirmed", outlets=2)
    reported = story(3, BLAND, certainty="reported")
    scores = {one.story.id: one.score for one in rank([alone, reported], now=NOW)}
    assert abs(scores[1] - scores[3]) < 0.02
    assert rank([carried], now=NOW)[0].score > scores[1] + 0.08


def test_a_report_with_a_figure_comes_before_one_without() -> None:
    vague, concrete = story(1, "Veltmar raises money", ["x."]), story(2, "Veltmar raises $40 million", ["x."])
    assert order(vague, concrete) == [2, 1]


@pytest.mark.parametrize(
    ("headline", "words"),
    [
        ("How to fine-tune Skerry 2 on your own documents", "a how-to"),
        ("Skerry 2: the complete guide", "a how-to"),
        ("7 new ways to study with Tarn", "a how-to"),
        ("How Bayquay cut support time with Tarn: a case study", "a customer's story"),
        ("How Bayquay uses Tarn to answer letters", "a customer's story"),
        ("Pomelo-server v2.4.0-rc3", "a test version"),
        ("Resolved: slow answers from the Tarn API", "a status notice"),
        ("Elevated Tarn API errors in Europe", "a status notice"),
        ("This week in machine learning", "a round-up"),
        ("Weekly digest: five releases you missed", "a round-up"),
        ("岚报AI日报：三家公司发布新模型", "a round-up"),
        ("Podcast: the future of Tarn", "a podcast"),
        ("Webinar: meet the makers of Skerry", "an invitation"),
        ("v1.4.7", "a small release"),
    ],
)  # fmt: skip
def test_items_that_report_no_event_rank_below_plain_news_even_from_a_weightier_source(
    headline: str, words: str
) -> None:
    filler = story(1, headline, weight=2.0, hours=1, kind="release", sources=[source(title=headline)])
    assert order(filler, story(2, "Veltmar opens a test site in Oslo", kind="product")) == [2, 1]
    assert f"{words}: held back" in rank([filler], now=NOW)[0].why


@pytest.mark.parametrize(
    "headline",
    [
        "Halden Labs releases Skerry 2, a 70B open-weight model",
        "Quillpen 3.0 is out",
        "Bayquay guides investors to lower revenue",
        "Court resolves the dispute of Orrin Systems and Kestwick",
        "Regulator asks how Tarn was trained",
        "Veltmar deals with a week of outages",
        "讯岚发布新模型",
    ],
)
def test_news_is_not_taken_for_filler(headline: str) -> None:
    assert held_back(story(1, headline, sources=[source(title=headline)])) == []


def test_one_outlet_with_plain_news_on_it_makes_a_round_ups_item_news() -> None:
    sources = [source(title="Weekly round-up"), source("Circuit Courier", 2, title="Halden Labs releases Skerry 2")]
    assert held_back(story(1, "Halden Labs releases Skerry 2", sources=sources)) == []
    assert held_back(story(1, "Halden Labs releases Skerry 2", sources=sources[:1])) == ["a round-up: held back"]


def test_a_burst_of_one_company_does_not_fill_the_first_eight() -> None:
    burst = [
        story(n, BLAND, kind="release", weight=2.0, outlets=2, hours=1, tags=[company("Halden Labs")], sources=[source("Halden Labs blog")])
        for n in range(1, 21)
    ]  # fmt: skip
    others = [story(100 + n, BLAND, tags=[company(f"Firm {n}")], sources=[source(f"Paper {n}")]) for n in range(8)]
    first = rank([*burst, *others], now=NOW)[:8]
    assert sum(one.story.id < 100 for one in first) <= 3
    assert first[0].story.id < 100
    later = next(one for one in rank([*burst, *others], now=NOW)[8:] if one.story.id < 100)
    assert "stories on Halden Labs stand before it: held back" in " ".join(later.why)


def test_a_channel_that_asked_for_one_company_gets_all_of_it() -> None:
    wanted = StoryFilter(companies=frozenset({"Halden Labs"}))
    stories = [
        story(n, BLAND, kind="release", tags=[company("Halden Labs")], sources=[source(f"Paper {n}")])
        for n in range(1, 7)
    ]
    scores = [one.score for one in rank(stories, now=NOW, wanted=wanted)]
    assert max(scores) == min(scores)


def test_the_reasons_are_said_in_words() -> None:
    assert why(story(1, BLAND, outlets=5, weight=2.0, hours=16, certainty="reported")) == (
        "5 independent outlets",
        "its source has a high weight",
        "16 hours old",
        "reported, not confirmed: held back a little",
    )
    assert "one outlet: held back a little" in why(story(1, BLAND, hours=0.2))
    assert "less than an hour old" in why(story(1, BLAND, hours=0.2))
    assert "3 days old" in why(story(1, BLAND, hours=70))


made = st.builds(
    lambda id, outlets, hours, weight, kind, certainty, name: story(
        id, BLAND, outlets=outlets, hours=hours, weight=weight, kind=kind, certainty=certainty, tags=[company(name)]
    ),
    st.integers(1, 10**6), st.integers(0, 30), st.floats(-2, 500), st.floats(0, 5), st.sampled_from(KINDS),
    st.sampled_from(CERTAINTIES), st.sampled_from(["Lumora", "Veltmar", "Bayquay"]),
)  # fmt: skip


@given(st.lists(made, max_size=25, unique_by=lambda one: one.id), st.randoms(use_true_random=False))
def test_every_story_is_ranked_once_by_falling_scores_whatever_order_they_come_in(
    stories: list[Story], random: object
) -> None:
    ranked = rank(stories, now=NOW)
    assert sorted(one.story.id for one in ranked) == sorted(one.id for one in stories)
    scores = [one.score for one in ranked]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    shuffled = list(stories)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert rank(shuffled, now=NOW) == ranked


def test_equal_stories_stand_newest_first_then_by_their_number() -> None:
    same = [story(n, BLAND, hours=5) for n in (3, 1, 2)]
    ranked: list[RankedStory] = rank(same, now=NOW)
    assert [one.story.id for one in ranked] == [1, 2, 3]
    later = story(9, BLAND, hours=5)
    assert rank([later], now=NOW + timedelta(days=2))[0].score < rank([later], now=NOW)[0].score


def test_what_a_channel_wants_less_of_comes_later_and_says_so() -> None:
    prices = [story(n, BLAND, kind="product", outlets=4 - n, tags=[company(f"Maker {n}")]) for n in (1, 2, 3)]
    other = story(4, BLAND, kind="release", tags=[company("Maker 1")])
    less = {Less("Maker 1", "product")}
    assert rank([*prices, other], now=NOW)[0].story.id == 1
    ranked = rank([*prices, other], now=NOW, less=less)
    assert ranked[-1].story.id == 1
    assert "less like this was asked for here (Maker 1, product): held back" in ranked[-1].why
    assert not any("asked for here" in words for one in ranked[:-1] for words in one.why)
    whole_kind = rank([*prices, other], now=NOW, less={Less("", "product")})
    assert whole_kind[0].story.id == 4


def test_where_a_subject_speaks_of_itself_is_no_independent_outlet() -> None:
    own = story(1, BLAND, outlets=3, tags=[company("Halden Labs")], sources=[source("Halden Labs blog")])
    assert "2 independent outlets" in why(own)
