"""Which titles and texts tell one event. All events, companies and models are invented."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.news.features import bare_title, features, numbers, versions
from bot.news.model import TITLE, Mention
from bot.news.similarity import Rarity, similarity, weigh
from bot.news.story_window import JOIN, Document, cluster
from bot.news.traditional import fold

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)


def mention(title: str, surface: str, name: str, *, model: bool = False) -> Mention:
    start = title.index(surface)
    return Mention("model" if model else "company", name, surface, TITLE, start, start + len(surface))


def doc(
    title: str, *sentences: str, hours: float = 0, outlet: str = "", names: dict[str, str] | None = None
) -> Document:
    mentions = tuple(mention(title, surface, name) for surface, name in (names or {}).items())
    return Document(title, title, sentences, NOON + timedelta(hours=hours), mentions, outlet)


def alike(one: Document, other: Document) -> float:
    rarity = Rarity()
    both = [features(d.title, d.sentences, d.mentions, d.published, outlet=d.outlet) for d in (one, other)]
    for each in both:
        rarity.add(each.terms)
    return similarity(weigh(both[0], rarity), weigh(both[1], rarity))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Northwind Robotics raises $40M to teach machines to fold laundry",
            "Northwind Robotics lands $40 million for laundry-folding robots - Daily Ledger",
        ),
        ("Court tells Palisade AI to hand over training logs", "Palisade AI must hand over training logs, court rules"),
        ("Tarnhelm opens its Ostrava chip plant", "Tarnhelm's chip plant in Ostrava opens - The Harbour Times"),
        ("奥林实验室开源天枢视频模型", "奧林實驗室釋出天樞影片模型並開源"),
        ("Lumenforge cuts price of its Halo API by 60%", "Lumenforge slashes Halo API prices by 60 percent"),
    ],
)
def test_two_reports_of_one_event_are_one_story(one: str, other: str) -> None:
    assert len(set(cluster([doc(one), doc(other, hours=3)]))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Northwind Robotics raises $40M for laundry robots", "Southgate Robotics raises $15M for kitchen robots"),
        ("Lumenforge releases Halo Voice for phones", "Lumenforge sues Tarnhelm over chip designs"),
        ("Lumenforge releases Halo 4.1", "Lumenforge releases Halo 4.2"),
        ("Quoting Ada Prentice", "Quoting Ravi Holm"),
        ("奥林实验室发布天枢视频模型", "奥林实验室任命新首席财务官"),
    ],
)
def test_two_events_are_two_stories(one: str, other: str) -> None:
    assert len(set(cluster([doc(one), doc(other, hours=3)]))) == 2


def test_a_translation_joins_by_names_and_figures() -> None:
    english = doc(
        "Tarnhelm to invest $2.5 billion in Palisade AI", names={"Tarnhelm": "Tarnhelm", "Palisade AI": "Palisade AI"}
    )
    chinese = doc("坦盔拟向栅栏智能投资25亿美元", hours=5, names={"坦盔": "Tarnhelm", "栅栏智能": "Palisade AI"})
    apart = doc("坦盔在上海新设研究院", hours=5, names={"坦盔": "Tarnhelm"})

    assert alike(english, chinese) > JOIN > alike(english, apart)


def test_the_text_brings_together_what_the_titles_leave_open() -> None:
    one = doc(
        "A bad night for a code assistant",
        "Lumenforge's Halo assistant deleted customer repositories for three hours on Monday.",
        "The company blamed a faulty permission check in its agent.",
    )
    other = doc(
        "Repositories vanish at Lumenforge",
        "A faulty permission check let the Halo assistant delete customer repositories, Lumenforge said on Monday.",
        hours=6,
    )
    unlike = doc(
        "Lumenforge opens an office in Lisbon",
        "The maker of the Halo assistant will hire 80 people in Portugal this year.",
        hours=6,
    )

    assert len(set(cluster([one, other]))) == 1
    assert len(set(cluster([one, unlike]))) == 2


@pytest.mark.parametrize(
    "titles",
    [
        ["Weekly funding round-up: August 25", "Weekly funding round-up: September 1", "Weekly funding round-up: September 8"],
        ["The Morning Tensor #411", "The Morning Tensor #412", "The Morning Tensor #413"],
        ["v2.4.17", "v2.4.18", "v2.4.19"],
        ["星辰AI早报 2026-09-01", "星辰AI早报 2026-09-02", "星辰AI早报 2026-09-03"],
    ],
)  # fmt: skip
def test_issues_of_a_series_do_not_grow_into_one_story(titles: list[str]) -> None:
    issues = [doc(title, hours=24 * number, outlet="Sample") for number, title in enumerate(titles)]

    assert len(set(cluster(issues))) == len(titles)


def test_live_updates_of_one_day_stay_one_story() -> None:
    updates = [
        doc(f"Tarnhelm shares sink {drop}% as Ostrava plant slips", hours=number, outlet="Sample")
        for number, drop in enumerate((4, 6, 7))
    ]

    assert len(set(cluster(updates))) == 1


def test_a_bridge_between_two_events_does_not_pull_them_together() -> None:
    first = [
        doc(f"Lumenforge releases Halo Voice speech model {word}", hours=n) for n, word in enumerate(("today", ""))
    ]
    second = [
        doc(f"Tarnhelm recalls Ostrava inference cards after fire {word}", hours=n)
        for n, word in enumerate(("", "risk"))
    ]
    bridge = doc("Week in brief: Halo Voice released, Ostrava cards recalled", hours=8)  # fmt: skip

    found = cluster([*first, *second, bridge])

    assert found[0] == found[1] != found[2] == found[3]


def test_a_newsletter_joins_none_of_the_stories_that_it_lists() -> None:
    story = doc("Lumenforge opens the weights of Halo 4", "Lumenforge opened the weights of Halo 4 on Tuesday.")
    letter = doc("Tensor Daily: Lumenforge opens Halo 4 weights", "Lumenforge opened the weights of Halo 4.", hours=9)
    chinese = doc("星辰AI早报：奥林实验室开源天枢视频模型；坦盔降价；栅栏智能融资", hours=9)
    retold = doc("奥林实验室开源天枢视频模型", hours=3)

    assert len(set(cluster([story, letter, chinese, retold]))) == 4


def test_an_outlets_own_phrases_are_no_evidence() -> None:
    phrases = ("Article URL: https://example.org/a", "Comments URL: https://example.org/c", "Points and comments below")
    titles = ("A compiler for slide rules", "Ferries of the Baltic, mapped")
    posts = [doc(title, *phrases, outlet="Sample Board") for title in titles]

    assert len(set(cluster(posts))) == 2


def test_time_apart_lowers_similarity() -> None:
    one, soon = doc("Palisade AI hit by outage in Europe"), doc("Outage hits Palisade AI in Europe", hours=2)
    late = doc("Outage hits Palisade AI in Europe", hours=120)

    assert alike(one, soon) > alike(one, late)


def test_similarity_is_symmetric() -> None:
    one, other = doc("Palisade AI hit by outage"), doc("Outage at Palisade AI ends", hours=2)

    assert alike(one, other) == pytest.approx(alike(other, one))


def test_a_name_in_a_burst_of_news_says_less() -> None:
    rarity = Rarity()
    quiet = rarity.idf("lumenforge")
    for _ in range(200):
        rarity.add(["lumenforge"])
    rarity.renew()

    assert rarity.idf("lumenforge") < quiet - 2


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("Halo 4 is out - The Daily Ledger", "Halo 4 is out"),
        ("Halo 4 is out | LedgerWire", "Halo 4 is out"),
        ("[问与答] 天枢怎么用最划算", "天枢怎么用最划算"),
        ("EXCLUSIVE: Tarnhelm in talks", "Tarnhelm in talks"),
        ("Palisade wins - but it will cost more than it says", "Palisade wins - but it will cost more than it says"),
    ],
)
def test_outlets_and_flags_are_no_part_of_a_title(title: str, bare: str) -> None:
    assert bare_title(title) == bare


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("$5 billion", "50 億美元"),
        ("$1.2bn", "12亿美元"),
        ("up 25 per cent", "增长25%"),
        ("3.2-gigawatt site", "3.2 GW site"),
        ("40,000 chips", "4万枚芯片"),
    ],
)
def test_a_number_is_the_same_in_every_writing(one: str, other: str) -> None:
    assert numbers(one) == numbers(other) != set()


def test_years_dates_and_versions_are_no_numbers() -> None:
    assert numbers("In 2026, on 2026-09-01, GPT-5.1 and v2.4.17 came on 9月1日") == set()


def test_versions_are_known_by_the_name_they_stand_behind() -> None:
    assert versions("Halo 4.1 beats Tianshu-3") == {"halo": frozenset({"4.1"}), "tianshu": frozenset({"3"})}


def test_traditional_and_simplified_are_one() -> None:
    assert fold("開源輝達晶片發佈") == "开源辉达晶片发布"


def test_empty_titles_and_texts_are_stories_of_their_own() -> None:
    assert len(set(cluster([doc(""), doc("  "), doc("!!!")]))) == 3


def test_a_huge_title_is_no_more_work_than_a_long_one() -> None:
    huge = features("Halo - " * 200_000 + "！" * 1000, ("x " * 100_000,), (), NOON)

    assert len(huge.terms) < 300
