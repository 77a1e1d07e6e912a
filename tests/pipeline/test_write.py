"""Stories that a subscription can want, worded by a model behind a real socket; in whatever trouble the digest stands."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from bot.adapters.openai_writer import Access, OpenAIWriter, Prices, Prompts
from bot.news.model import Article, Brief, Story, StoryFilter
from bot.news.spoken import spoken
from bot.pipeline.alerts import Watched, look, tell_operators
from bot.pipeline.brief import brief as write_briefs
from bot.pipeline.write import Circuit, WritePolicy, WriteReport, circuit_from, write
from bot.ports import Budget, ModelTrouble, Placement, Subscription
from bot.store.store import Store
from tests.fakes.openai_server import (
    KEY,
    ModelServer,
    answers_content,
    answers_status,
    hangs,
    honest,
    model_server,
    obeying,
    said,
)
from tests.store.samples import NOW, add_articles, add_feeds, article, grouped_since

PROMPTS = Prompts("Condense the stories.", "Write these anew.")
PLENTY = Budget(100_000)
NAMES = (
    "Quillmark",
    "Brightquay",
    "Torvane",
    "Veltmar",
    "Sandmere",
    "Halvorsen",
    "Ostrel",
    "Penhallow",
    "Calderis",
    "Marrowby",
)


def texts(number: int) -> tuple[str, str]:
    name = NAMES[number % len(NAMES)]
    return (
        f"{name} raised ${number + 11} million on 23 November, led by Fund Number {number}.",
        f"{name} has {number + 300} customers in Europe and will open an office in Leeds.",
    )


def told(number: int, **more: Any) -> Article:
    return article(
        f"s{number}", title=f"Round for {NAMES[number % len(NAMES)]} number {number}", sentences=texts(number), **more
    )


async def stocked(store: Store, *articles: Article, workspace_id: int | None = None) -> list[int]:
    """A story of each article, with the offline brief; the articles in one feed."""
    feeds = await add_feeds(store, 1, workspace_id=workspace_id)
    await add_articles(store, feeds[0], articles)
    waiting = await store.ungrouped(999)
    await store.save_placements([Placement(one.article.id, None) for one in waiting], NOW)
    await write_briefs(store, now=lambda: NOW, owner="b")
    placed = await grouped_since(store, NOW - timedelta(days=30))
    return [one.story_id for one in placed if one.story_id and one.article.url in {a.url for a in articles}]


async def subscribe(store: Store, channel: str = "slack:C1", **more: Any) -> None:
    order = Subscription(
        0, channel, "everything", StoryFilter(), time(8, 30), (0, 1, 2, 3, 4, 5, 6), "UTC", 8,
        NOW - timedelta(days=2), NOW + timedelta(hours=1),
    )  # fmt: skip
    await store.add_subscription(replace(order, **more), NOW)


@asynccontextmanager
async def model(server: ModelServer, store: Store, **access: Any) -> AsyncIterator[OpenAIWriter]:
    known: dict[str, Any] = {"key": KEY, "base_url": server.url, "model": "gpt-5-mini", "seconds": 5.0}
    writer = OpenAIWriter(Access(**(known | access)), PROMPTS, store, Prices(0.25, 2.0))
    yield writer
    await writer.close()


async def round_of(
    store: Store, server: ModelServer, now: datetime = NOW, budget: Budget = PLENTY, batch: int = 4, **access: Any
) -> WriteReport:
    async with model(server, store, **access) as writer:
        return await write(
            store, writer, now=lambda: now, owner="w", expand=lambda wanted: wanted, names=None,
            policy=WritePolicy(budget, batch=batch),
        )  # fmt: skip


async def story(store: Store, number: int, workspace_id: int | None = None) -> Story:
    found = await store.story(number, workspace_id=workspace_id)
    assert found is not None
    return found


async def brief(store: Store, number: int) -> Brief:
    return (await story(store, number)).brief


@pytest.fixture
async def server() -> AsyncIterator[ModelServer]:
    async with model_server() as running:
        yield running


# --- What is sent -----------------------------------------------------------------------------------------------------


async def test_a_wanted_story_is_worded_by_the_model(store: Store, server: ModelServer) -> None:
    (number,) = await stocked(store, told(0))
    before = await brief(store, number)
    await subscribe(store)
    report = await round_of(store, server)
    after = await brief(store, number)
    assert (report.written, after.writer, after.version) == (1, "openai", 1)
    assert (after.kind, after.certainty, after.tags, after.article_ids) == (
        before.kind, before.certainty, before.tags, before.article_ids,
    )  # fmt: skip
    assert after.headline == "Quillmark raised $11 million on 23 November"
    counted = (await store.status(NOW)).budget
    assert counted["written_today"] == 1
    assert counted["tokens_today"] == report.usage.tokens > 0
    assert counted["cost_today"] > 0


async def test_what_nobody_can_want_is_sent_to_nobody(store: Store, server: ModelServer) -> None:
    await stocked(store, told(0))
    assert await round_of(store, server) == WriteReport()
    await subscribe(store, wanted=StoryFilter(companies=frozenset({"Nobody Labs"})))
    await subscribe(store, "slack:C2", state="paused", paused=True)
    assert await round_of(store, server) == WriteReport()
    assert server.seen == []


async def test_a_digest_far_off_costs_nothing_yet(store: Store, server: ModelServer) -> None:
    await stocked(store, told(0))
    had = NOW - timedelta(hours=12)
    await subscribe(store, last_digest_until=had, next_due_at=NOW + timedelta(hours=12))
    assert await round_of(store, server) == WriteReport()
    assert (await round_of(store, server, NOW + timedelta(hours=9))).written == 1


async def test_nothing_is_sent_twice_not_after_a_restart_and_not_for_a_second_channel(
    store: Store, server: ModelServer
) -> None:
    await stocked(store, *(told(n) for n in range(6)))
    await subscribe(store)
    await round_of(store, server)
    assert len(server.seen) == 2, "six stories, four a request"
    await subscribe(store, "slack:C2")
    await round_of(store, server, NOW + timedelta(minutes=1))
    await round_of(store, server, NOW + timedelta(hours=5))
    assert len(server.seen) == 2
    lines = [line for request in server.seen for one in request.stories for line in one.sentences.values()]
    assert len(lines) == len(set(lines))


async def test_only_the_best_of_many_stories_are_sent(store: Store, server: ModelServer) -> None:
    await stocked(store, *(told(n, published=NOW - timedelta(minutes=n)) for n in range(60)))
    await subscribe(store, size=5)
    report = await round_of(store, server)
    assert report.written + report.quoted == 10


async def test_a_story_that_grew_is_sent_once_more_and_no_more(store: Store, server: ModelServer) -> None:
    (number,) = await stocked(store, told(0))
    await subscribe(store)
    await round_of(store, server)
    (feed,) = await add_feeds(store, 1)
    more = article(
        "later",
        sentences=(
            "Regulators in Norway blocked the round on 24 November, and Fund Number 0 took back its offer of $11 million to Quillmark.",
        ),
    )
    await add_articles(store, feed, [more])
    (new,) = await store.ungrouped(9)
    await store.save_placements([Placement(new.article.id, number)], NOW)
    await write_briefs(store, now=lambda: NOW, owner="b")
    assert (await brief(store, number)).version == 2
    await round_of(store, server)
    await round_of(store, server)
    assert len(server.seen) == 2
    grown = await brief(store, number)
    assert (grown.version, grown.writer, bool(grown.whats_new)) == (2, "openai", True)


async def test_two_processes_at_once_send_it_once(store: Store, server: ModelServer) -> None:
    await stocked(store, told(0))
    await subscribe(store)
    await store.take_lease("write", owner="another", now=NOW, seconds=60)
    assert await round_of(store, server) == WriteReport()
    assert server.seen == []


async def test_a_process_that_died_after_sending_leaves_the_sources_words(store: Store, server: ModelServer) -> None:
    """Whether the server has read and billed it, nobody knows: it is counted, and not sent again."""
    (number,) = await stocked(store, told(0))
    await subscribe(store)

    class Killed(BaseException):
        pass

    async with model(server, store) as writer:

        async def write_and_die(dossiers: Any) -> Any:
            raise Killed

        writer.write = write_and_die  # type: ignore[method-assign]
        with pytest.raises(Killed):
            await write(
                store, writer, now=lambda: NOW, owner="dead", expand=lambda w: w, names=None, policy=WritePolicy(PLENTY)
            )
    await round_of(store, server, NOW + timedelta(hours=1))
    assert server.seen == []
    assert (await brief(store, number)).writer == "extractive"
    counted = (await store.status(NOW)).budget
    assert (counted["fallbacks"], counted["tokens_today"] > 0) == ({"no answer": 1}, True)


async def test_what_an_operator_put_right_is_never_reworded(store: Store, server: ModelServer) -> None:
    (number,) = await stocked(store, told(0))
    await store.correct_story(number, "The round is $1 million", NOW)
    await subscribe(store)
    await round_of(store, server)
    assert server.seen == []


# --- What is taken of it ----------------------------------------------------------------------------------------------


def answering(*sentences: str, headline: str = "Quillmark raised $11 million on 23 November") -> Callable[[Any], str]:
    """Each cites the sentence of its place; the last ones cite the last."""
    import json

    def answer(request: Any) -> str:
        if request.again:
            return '{"texts": []}'
        stories = []
        for one in request.stories:
            places = [min(n, len(one.sentences)) for n in range(1, len(sentences) + 1)]
            texts = [said(text, place) for text, place in zip(sentences, places, strict=True)]
            stories.append(
                {
                    "story": one.number,
                    "texts": [{"language": "en", "headline": said(headline, one.lead), "sentences": texts}],
                }
            )
        return json.dumps({"stories": stories})

    return answer


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Quillmark raised $12 million on 23 November, led by Fund Number 0.", "a number"),
        ("Quillmark raised $11 million on 22 November, led by Fund Number 0.", "a date"),
        ("Brightquay raised $11 million on 23 November, led by Fund Number 0.", "a name"),
        ("Quillmark didn't raise $11 million on 23 November, led by Fund Number 0.", "a negation"),
        ("Quillmark raised $11 million on 23 November and has gone bankrupt.", "an invention"),
        ("“We are proud,” said Quillmark, which raised $11 million on 23 November.", "a quotation"),
        ("It raised $11 million on 23 November, led by Fund Number 0.", "who it is"),
    ],
)
async def test_a_changed_fact_isnt_told(store: Store, server: ModelServer, text: str, what: str) -> None:
    (number,) = await stocked(store, told(0))
    before = await brief(store, number)
    await subscribe(store)
    server.answers = answering(text, headline=text.rstrip("."))
    report = await round_of(store, server)
    assert (report.written, report.quoted) == (0, 1), what
    assert await brief(store, number) == before
    assert (await store.status(NOW)).budget["fallbacks"] == {"check": 1}


async def test_a_sentence_that_fails_is_asked_for_once_more_with_what_is_wrong(
    store: Store, server: ModelServer
) -> None:
    (number,) = await stocked(store, told(0))
    await subscribe(store)
    wrong, right = "Quillmark raised $12 million on 23 November, led by Fund Number 0.", texts(0)[0]
    again = {"texts": [{"language": "en", "place": 1, **said(right, 1)}]}
    import json

    first = answering(wrong)

    def answer(request: Any) -> str:
        return json.dumps(again) if request.again else first(request)

    server.answers = answer
    await round_of(store, server)
    assert [len(request.again) for request in server.seen] == [0, 1]
    assert "number" in server.seen[1].again[0].wrong
    after = await brief(store, number)
    assert (after.writer, after.sentences[0].text) == ("openai", right)
    assert (await store.status(NOW)).budget["tokens_today"] >= server.input_tokens


async def test_what_fails_twice_is_told_in_the_sources_words(store: Store, server: ModelServer) -> None:
    (number,) = await stocked(store, told(0))
    before = await brief(store, number)
    await subscribe(store)
    server.answers = answering(texts(0)[0], "Quillmark has 301 customers in Europe.")
    await round_of(store, server)
    after = await brief(store, number)
    assert after.writer == "openai"
    assert [one.text for one in after.sentences] == [texts(0)[0], before.sentences[1].text]
    assert len(server.seen) == 2, "once more, not twice"


# --- Languages --------------------------------------------------------------------------------------------------------

GERMAN = {
    ("de", texts(0)[0]): "Quillmark nahm am 23. November 11 Millionen Dollar ein, angeführt von Fund Number 0.",
    ("de headline", texts(0)[0]): "Quillmark nimmt am 23. November 11 Millionen Dollar ein",
    ("de", texts(0)[1]): "Quillmark hat 300 Kunden in Europa und eröffnet ein Büro in Leeds.",
}


async def test_one_request_serves_all_languages_that_channels_read(store: Store, server: ModelServer) -> None:
    (number,) = await stocked(store, told(0))
    await subscribe(store)
    await subscribe(store, "slack:C2", language="de")
    server.answers = honest(GERMAN)
    await round_of(store, server)
    assert len([r for r in server.seen if not r.again]) == 1
    assert server.seen[0].stories[0].languages == ("de", "en")
    told_ = await brief(store, number)
    german = spoken(told_, "de")
    assert (told_.headline, german.headline) == (
        "Quillmark raised $11 million on 23 November", "Quillmark nimmt am 23. November 11 Millionen Dollar ein",
    )  # fmt: skip
    assert german.sentences[0].text == GERMAN[("de", texts(0)[0])]


async def test_a_language_that_is_asked_for_later_is_asked_alone(store: Store, server: ModelServer) -> None:
    (number,) = await stocked(store, told(0))
    await subscribe(store)
    server.answers = honest(GERMAN)
    await round_of(store, server)
    await subscribe(store, "slack:C2", language="de")
    await round_of(store, server)
    await round_of(store, server)
    asked = [request.stories[0].languages for request in server.seen if not request.again]
    assert asked == [("en",), ("de",)]
    assert (await brief(store, number)).writer == "openai"
    assert spoken(await brief(store, number), "de").headline.startswith("Quillmark nimmt")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Quillmark nahm am 23. November 12 Millionen Dollar ein, angeführt von Fund Number 0.", "a number"),
        ("Quillmark nahm am 23. November 11 Milliarden Dollar ein, angeführt von Fund Number 0.", "its size"),
        ("Quillmark nahm am 24. November 11 Millionen Dollar ein, angeführt von Fund Number 0.", "a date"),
        ("Quillmark nahm am 23. November keine 11 Millionen Dollar ein.", "a negation"),
        ("„Wir sind stolz“, sagte Quillmark am 23. November zu den 11 Millionen Dollar.", "a quotation"),
        ("Quillmark ist seit dem 23. November mit 11 Millionen Dollar pleite.", "an invention"),
        ("Quillmark raised $11 million on 23 November, led by Fund Number 0.", "the language"),
    ],
)
async def test_a_translation_that_changes_a_fact_leaves_the_original(
    store: Store, server: ModelServer, text: str, what: str
) -> None:
    (number,) = await stocked(store, told(0))
    await subscribe(store, language="de")
    server.answers = honest({("de", texts(0)[0]): text, ("de headline", texts(0)[0]): text.rstrip(".")})
    await round_of(store, server)
    after = await brief(store, number)
    assert (after.translations, after.writer) == ((), "extractive"), what


# --- Trouble ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "reason", "again"),
    [
        (answers_status(429, "rate_limit_exceeded"), "limit", True),
        (answers_status(429, "insufficient_quota"), "no credit", True),
        (answers_status(401, "invalid_api_key"), "bad key", True),
        (answers_status(404, "model_not_found"), "unknown model", True),
        (answers_status(503), "server trouble", True),
        (answers_content(None, refusal="No."), "refused", False),
        (answers_content('{"stor', finish="length"), "cut off", False),
        (answers_content("Sure!"), "invalid", False),
        (hangs, "time-out", False),
    ],
)
async def test_whatever_goes_wrong_the_sources_words_stand_and_it_is_counted(
    store: Store, server: ModelServer, fault: Any, reason: str, again: bool
) -> None:
    """What the server hasn't taken is sent later; what it may have read is sent to it no more."""
    (number,) = await stocked(store, told(0))
    before = await brief(store, number)
    await subscribe(store)
    server.faults = deque([fault])
    await round_of(store, server, seconds=0.5)
    assert await brief(store, number) == before
    assert (await store.status(NOW)).budget["fallbacks"] == {reason: 1}
    await round_of(store, server, NOW + timedelta(hours=2))
    assert len(server.seen) == 1 + again
    assert (await brief(store, number)).writer == ("openai" if again else "extractive")


async def test_a_server_in_trouble_is_left_alone_for_a_while(store: Store, server: ModelServer) -> None:
    await stocked(store, *(told(n) for n in range(8)))
    await subscribe(store)
    server.faults = deque([answers_status(429, "rate_limit_exceeded", **{"Retry-After": "300"})])
    await round_of(store, server)
    await round_of(store, server, NOW + timedelta(seconds=299))
    assert len(server.seen) == 1
    assert (await store.status(NOW)).budget["fallbacks"] == {"limit": 8}
    await round_of(store, server, NOW + timedelta(seconds=301))
    assert len(server.seen) == 3
    assert (await store.status(NOW)).budget["written_today"] == 8


async def test_another_key_is_tried_at_once(store: Store, server: ModelServer) -> None:
    (number,) = await stocked(store, told(0))
    await subscribe(store)
    await round_of(store, server, key="sk-wrong")
    await round_of(store, server, key="sk-wrong")
    assert (await brief(store, number)).writer == "extractive"
    await round_of(store, server)
    assert (await brief(store, number)).writer == "openai"


async def test_operators_hear_of_it_once_and_when_it_is_over(store: Store, server: ModelServer) -> None:
    await stocked(store, told(0))
    await subscribe(store)

    async def heard(now: datetime) -> list[str]:
        return await tell_operators(store, None, None, await look(store, Watched(), now), now, owner="o")

    await round_of(store, server, key="sk-wrong")
    (words,) = await heard(NOW)
    assert words == (
        "The model server refuses the key: digests go on with sentences quoted from the sources. "
        "Set a valid OPENAI_API_KEY and start again."
    )
    assert await heard(NOW) == []
    await round_of(store, server)
    assert await heard(NOW) == ["The model writes again."]


async def test_a_hiccup_is_told_to_nobody(store: Store, server: ModelServer) -> None:
    await stocked(store, told(0))
    await subscribe(store)
    server.faults = deque([answers_status(503)])
    await round_of(store, server)
    assert await look(store, Watched(), NOW) == []


async def test_answers_that_cant_be_used_dont_eat_the_budget(store: Store, server: ModelServer) -> None:
    await stocked(store, *(told(n) for n in range(16)))
    await subscribe(store)
    server.always = answers_content("Lovely weather today.")
    await round_of(store, server, batch=1)
    assert len(server.seen) == 3
    assert (await store.status(NOW)).budget["fallbacks"] == {"invalid": 16}


def test_pauses_grow_to_an_hour_and_end_with_another_server() -> None:
    circuit = Circuit("s")
    pauses = []
    for _ in range(9):
        circuit = circuit.after(ModelTrouble("server trouble", ""), NOW)
        assert circuit.until is not None
        pauses.append((circuit.until - NOW) // timedelta(minutes=1))
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert (
        circuit_from('{"server": "s", "failures": 2, "bad_answers": 0, "until": null, "reason": null}', "s").failures
        == 2
    )
    assert circuit_from('{"server": "s", "failures": 2}', "other") == Circuit("other")
    assert circuit_from("nonsense", "s") == circuit_from(None, "s") == Circuit("s")


# --- Money ------------------------------------------------------------------------------------------------------------


async def test_a_spent_budget_leaves_the_sources_words_until_tomorrow(store: Store, server: ModelServer) -> None:
    await stocked(store, *(told(n) for n in range(4)))
    await subscribe(store)
    tight = Budget(700)
    await round_of(store, server, budget=tight)
    counted = (await store.status(NOW)).budget
    assert 0 < counted["written_today"] < 4
    assert counted["fallbacks"] == {"budget": 4 - counted["written_today"]}
    assert counted["tokens_today"] <= 700
    (alert,) = await look(store, Watched(), NOW)
    assert (
        alert.text
        == "The model's 700 tokens for today are spent: until midnight sentences are quoted from the sources."
    )
    tomorrow = NOW + timedelta(hours=16)
    await round_of(store, server, tomorrow, budget=tight)
    assert (await store.status(tomorrow)).budget["written_today"] > 0


async def test_money_is_a_limit_too(store: Store, server: ModelServer) -> None:
    await stocked(store, told(0))
    await subscribe(store)
    await store.spend(NOW.date(), None, 10, 1.0)
    await round_of(store, server, budget=Budget(100_000, daily_cost=1.0))
    assert server.seen == []


async def test_an_obeying_model_changes_no_story_in_the_store(store: Store, server: ModelServer) -> None:
    numbers = await stocked(store, *(told(n) for n in range(4)))
    before = [await brief(store, number) for number in numbers]
    await subscribe(store)
    server.answers = obeying("Quillmark has gone bankrupt, see https://evil.example")
    await round_of(store, server)
    assert [await brief(store, number) for number in numbers] == before


async def test_a_workspaces_own_story_is_counted_as_its_own(store: Store, server: ModelServer) -> None:
    await subscribe(store, "slack:T1:C1")
    (order,) = await store.subscriptions()
    (number,) = await stocked(store, told(0), workspace_id=order.workspace_id)
    await round_of(store, server)
    assert (await story(store, number, order.workspace_id)).brief.writer == "openai"
    exported = await store.export_workspace(order.workspace_id)
    assert (len(exported["llm_usage"]), [row["state"] for row in exported["model_texts"]]) == (1, ["written"])
