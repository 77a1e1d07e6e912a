"""The window of stories: placing one by one, settling, pinning, forgetting. All events are invented."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.news.features import Features, features
from bot.news.story_window import CANDIDATES, StoryWindow

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)

EVENTS = [
    [
        "Northwind Robotics raises $40M to teach machines to fold laundry",
        "Northwind Robotics lands $40 million for laundry-folding robots",
        "Laundry-folding robot maker Northwind Robotics raises $40M",
    ],
    [
        "Palisade AI must hand over training logs, court rules",
        "Court tells Palisade AI to hand over training logs",
        "Judge orders Palisade AI to hand over its training logs",
    ],
    [
        "Tarnhelm opens its Ostrava chip plant",
        "Tarnhelm's chip plant in Ostrava opens",
        "New Ostrava plant of chipmaker Tarnhelm opens its doors",
    ],
    ["Lumenforge cuts Halo API price by 60%", "Lumenforge slashes Halo API prices by 60 percent"],
    ["Dockyard agents learn to berth ferries in Turku trial"],
]
TITLES = [title for event in EVENTS for title in event]


def article(title: str, hours: float = 0) -> Features:
    return features(title, (), (), NOON + timedelta(hours=hours))


def together(window: StoryWindow) -> set[frozenset[int | str]]:
    return {frozenset(members) for members in window.stories().values()}


def placed(titles: Sequence[str]) -> StoryWindow:
    window = StoryWindow()
    for title in titles:
        window.place(title, article(title))
    return window


def test_reports_of_one_event_are_placed_together() -> None:
    assert together(placed(TITLES)) == {frozenset(event) for event in EVENTS}


def test_after_settling_the_order_of_arrival_does_not_matter() -> None:
    for seed in range(8):
        window = placed(random.Random(seed).sample(TITLES, len(TITLES)))
        window.settle()
        assert together(window) == {frozenset(event) for event in EVENTS}


def test_an_article_joins_a_story_that_the_caller_knows() -> None:
    window = StoryWindow()
    window.add(1, article(EVENTS[0][0]), 77)

    assert window.place(2, article(EVENTS[0][1], 3)) == 77
    assert window.place(3, article(EVENTS[1][0], 3)) < 0


def test_settling_never_moves_what_is_fixed() -> None:
    window = StoryWindow()
    window.add("a", article(EVENTS[0][0]), 1, fixed=True)
    window.add("b", article(EVENTS[0][1]), 2, fixed=True)
    window.add("c", article(EVENTS[1][0]), 2, fixed=True)
    window.place("d", article(EVENTS[1][1]))
    window.place("e", article(EVENTS[0][2]))

    window.settle()

    assert [window.story_of(key) for key in "abc"] == [1, 2, 2]


def test_two_stories_of_one_event_become_one_once_an_article_comes_that_joins_them() -> None:
    window = StoryWindow()
    window.add("a", article(EVENTS[0][0]), 1)
    window.add("b", article(EVENTS[0][1], 1), 2)
    assert window.settle() == {}, "nothing came"
    window.place("c", article(EVENTS[0][2], 2))

    moved = window.settle()

    assert len({window.story_of(key) for key in "abc"}) == 1
    assert all(window.story_of(key) == now and was != now for key, (was, now) in moved.items())


def test_what_stands_wrongly_in_a_story_leaves_it_when_its_own_event_comes() -> None:
    window = StoryWindow()
    for key, title in zip("abc", EVENTS[0], strict=False):
        window.add(key, article(title), 1)
    window.add("stray", article(EVENTS[1][0]), 1)
    window.place("d", article(EVENTS[1][1], 1))

    window.settle()

    assert window.story_of("stray") == window.story_of("d") != 1
    assert [window.story_of(key) for key in "abc"] == [1, 1, 1]


def test_a_story_that_is_days_old_stays_as_it_was_read() -> None:
    window = StoryWindow()
    window.add("a", article(EVENTS[0][0], hours=-90), 1)
    window.add("b", article(EVENTS[0][1], hours=-89), 2)
    window.place("c", article(EVENTS[0][2]))

    window.settle()

    assert [window.story_of(key) for key in "ab"] == [1, 2]


def test_the_caller_has_the_last_word_on_where_an_article_stands() -> None:
    window = StoryWindow()
    begun = window.place("a", article(EVENTS[0][0]))
    window.keep("a", 5)

    assert begun < 0
    assert window.story_of("a") == 5
    assert window.place("b", article(EVENTS[0][1])) == 5


def test_what_is_forgotten_is_joined_no_more() -> None:
    window = StoryWindow()
    window.add(1, article(EVENTS[0][0], hours=-200), 77)
    window.add(2, article(EVENTS[1][0]), 78)
    window.forget([1])

    assert 1 not in window
    assert len(window) == 1
    assert window.place(3, article(EVENTS[0][1])) < 0


def test_a_forgotten_article_can_come_back() -> None:
    window = StoryWindow()
    for number, title in enumerate(TITLES):
        window.add(number, article(title), number + 1)
    window.forget([0])
    window.add(0, article(TITLES[0]), 99)
    window.forget([1, 2])

    assert window.place("new", article(TITLES[1])) == 99


def test_candidates_come_from_an_index_however_large_the_window_is() -> None:
    chance = random.Random(1)
    words = ["".join(chance.choices("bdfgklmnprstvz", k=6)) for _ in range(3000)]
    window = StoryWindow()
    for number in range(1500):
        window.place(number, article("AI model " + " ".join(chance.sample(words, 6)), number / 60))
    compared = len(window._candidates(1499))

    assert compared <= CANDIDATES


def test_stories_keep_all_their_articles() -> None:
    window = placed(TITLES)
    window.settle()
    held = defaultdict(set)
    for title in TITLES:
        held[window.story_of(title)].add(title)

    assert {story: set(members) for story, members in window.stories().items()} == dict(held)
