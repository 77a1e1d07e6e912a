"""The real library over real sockets, against a model server that writes, fails, and takes less than it is sent."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.adapters.openai_answers import StoriesJson, read_stories, schema_of
from bot.adapters.openai_writer import Access, Dialect, Forgetful, OpenAIWriter, Prices, Prompts, first_dialect
from bot.news.dossier import Dossier, Shown
from bot.news.drafts import Draft, DraftSentence, Failing
from bot.news.model import Cite
from bot.ports import ModelTrouble, Usage
from tests.fakes.openai_server import (
    KEY,
    ModelServer,
    answers_bytes,
    answers_content,
    answers_status,
    drips,
    hangs,
    huge,
    model_server,
    resets,
    streams_nothing,
)

PROMPTS = Prompts("Condense the stories.", "Write these anew.")
SENTENCES = ("Quillmark cut its price by 40 per cent.", "The new price applies from 1 January.")


def dossier(*languages: str) -> Dossier:
    shown = tuple(Shown(Cite(0, n), text, text) for n, text in enumerate(SENTENCES))
    return Dossier(shown, 1, "en", languages or ("en",), datetime(2026, 11, 24, tzinfo=UTC))


@pytest.fixture
async def server() -> AsyncIterator[ModelServer]:
    async with model_server() as running:
        yield running


def writer(server: ModelServer, memory: Forgetful | None = None, **access: Any) -> OpenAIWriter:
    told: dict[str, Any] = {"key": KEY, "base_url": server.url, "model": "gpt-5-mini", "seconds": 5.0} | access
    return OpenAIWriter(Access(**told), PROMPTS, memory, Prices(0.25, 2.0))


async def trouble_of(server: ModelServer, **access: Any) -> ModelTrouble:
    model = writer(server, **access)
    try:
        with pytest.raises(ModelTrouble) as caught:
            await model.write([dossier()])
    finally:
        await model.close()
    return caught.value


async def test_two_stories_in_two_languages_are_one_request(server: ModelServer) -> None:
    model = writer(server)
    written = await model.write([dossier("en", "de"), dossier("en")])
    await model.close()
    (request,) = server.seen
    assert [[draft.language for draft in drafts] for drafts in written.drafts] == [["en", "de"], ["en"]]
    assert written.drafts[1][0] == Draft(
        "en",
        DraftSentence("Quillmark cut its price by 40 per cent", (1,)),
        (DraftSentence(SENTENCES[0], (1,)), DraftSentence(SENTENCES[1], (2,))),
    )
    assert written.usage.requests == 1
    assert written.usage.input_tokens == request.tokens
    assert model.cost(Usage(1_000_000, 1_000_000)) == 2.25


async def test_a_request_is_held_to_a_schema_and_thinks_little(server: ModelServer) -> None:
    model = writer(server)
    await model.write([dossier()])
    await model.close()
    body = server.seen[0].body
    assert body["reasoning_effort"] in ("none", "low")
    assert body["response_format"]["json_schema"]["strict"] is True
    assert 0 < body["max_completion_tokens"] < 4000


def test_the_schema_is_strict_all_through() -> None:
    def objects(schema: Any) -> list[dict[str, Any]]:
        if isinstance(schema, list):
            return [one for part in schema for one in objects(part)]
        if not isinstance(schema, dict):
            return []
        here = [schema] if schema.get("type") == "object" else []
        return here + [one for part in schema.values() for one in objects(part)]

    found = objects(schema_of(StoriesJson)["schema"])
    assert len(found) == 4
    assert all(one["additionalProperties"] is False and set(one["required"]) == set(one["properties"]) for one in found)


@pytest.mark.parametrize(
    ("takes", "learnt"),
    [
        ({"takes_schema": False}, Dialect("object")),
        ({"takes_schema": False, "takes_object": False}, Dialect("text")),
        ({"takes_effort": False}, Dialect(effort="unset")),
        ({"takes": ("max_tokens",)}, Dialect(bound="max_tokens")),
        ({"takes": ()}, Dialect(bound="none")),
        (
            {"takes_schema": False, "takes_object": False, "takes_effort": False, "takes": ()},
            Dialect("text", "none", "unset"),
        ),
    ],
    ids=["no schema", "no JSON mode", "no effort", "old bound", "no bound", "nothing"],
)
async def test_what_a_server_doesnt_take_is_learnt_once_and_remembered(takes: dict[str, Any], learnt: Dialect) -> None:
    memory = Forgetful()
    async with model_server(**takes) as server:
        for _ in range(2):
            model = writer(server, memory)
            await model.write([dossier()])
            await model.write([dossier()])
            await model.close()
        refusals = len(server.refused)
        assert len(server.seen) == 4
        assert 1 <= refusals <= 6
        model = writer(server, memory)
        await model.write([dossier()])
        await model.close()
        assert len(server.refused) == refusals
    assert f'"format": "{learnt.format}", "bound": "{learnt.bound}", "effort": "{learnt.effort}"' in str(memory.kept)


async def test_a_server_that_takes_nothing_at_all_is_given_up(server: ModelServer) -> None:
    server.always = answers_status(400, "bad_request")
    assert (await trouble_of(server)).reason == "server trouble"
    assert len(server.seen) < 10


@pytest.mark.parametrize(
    "content",
    [
        'Here it is:\n```json\n{"stories":[{"story":1,"texts":[%s]}]}\n```\nAnything else?',
        '<think>{"stories": []} or so</think>{"stories":[{"story":1,"texts":[%s]}]}',
        '{"texts":[%s]}',
        '{"stories":[{"story":9,"texts":[]},{"story":1,"texts":[%s,{"language":"de"}],"more":1}]}',
        'So {braces} first, then {"stories":[{"story":1,"texts":[%s]}]}',
    ],
    ids=["in a fence", "after thoughts", "alone", "with strange parts", "among words"],
)
def test_json_is_found_in_what_a_server_without_a_schema_sends(content: str) -> None:
    text = '{"language":"EN-us","headline":{"text":"A","cites":[1]},"sentences":[]}'
    drafts = read_stories(content % text, 1)
    assert drafts == ((Draft("en", DraftSentence("A", (1,)), ()),),)


@pytest.mark.parametrize(
    "content",
    ["", "I can't help with that.", "{", "[]", '{"stories": 3}', '{"stories":[{"story":"one","texts":[]}]}', "{" * 5000,
     '{"stories":[{"story":1,"texts":[{"language":"en","headline":"A","sentences":[]}]}]}',
     '{"stories":[{"story":1,"texts":[{"language":"en","headline":{"text":"A","cites":["1"]},"sentences":[]}]}]}'],
)  # fmt: skip
def test_what_has_another_shape_is_no_answer(content: str) -> None:
    assert read_stories(content, 1) is None


@pytest.mark.parametrize(
    ("fault", "reason", "processed"),
    [
        (answers_status(401, "invalid_api_key"), "bad key", False),
        (answers_status(403, "forbidden"), "bad key", False),
        (answers_status(404, "model_not_found"), "unknown model", False),
        (answers_status(429, "rate_limit_exceeded"), "limit", False),
        (answers_status(429, "insufficient_quota"), "no credit", False),
        (answers_status(402, "payment_required"), "no credit", False),
        (answers_status(500), "server trouble", False),
        (answers_status(503), "server trouble", False),
        (answers_content(None, refusal="I can't help with that."), "refused", True),
        (answers_content("", finish="content_filter"), "refused", True),
        (answers_content('{"stories":[{"sto', finish="length"), "cut off", True),
        (answers_content("Certainly! Here are your headlines."), "invalid", True),
        (answers_content(None), "invalid", True),
        (answers_bytes(b""), "invalid", True),
        (answers_bytes(b"<html>Bad gateway</html>", "text/html"), "invalid", True),
        (answers_bytes(b"data: {}\n\ndata: [DONE]\n\n", "text/event-stream"), "invalid", True),
        (answers_bytes(b"[1, 2]"), "invalid", True),
        (answers_bytes(b'{"choices": null}'), "invalid", True),
        (answers_bytes(b"[" * 100_000), "invalid", True),
        (huge, "invalid", True),
        (resets, "server trouble", True),
    ],
)
async def test_every_failure_is_told_apart_and_asked_once(
    server: ModelServer, fault: Any, reason: str, processed: bool
) -> None:
    server.faults = deque([fault])
    trouble = await trouble_of(server)
    assert (trouble.reason, trouble.processed) == (reason, processed)
    assert len(server.seen) == 1
    assert "sk-" not in str(trouble)


@pytest.mark.parametrize("fault", [hangs, drips, streams_nothing])
async def test_a_server_that_doesnt_come_to_an_end_is_left_in_time(server: ModelServer, fault: Any) -> None:
    server.faults = deque([fault])
    trouble = await trouble_of(server, seconds=0.5)
    assert (trouble.reason, trouble.processed) == ("time-out", True)
    assert trouble.usage.input_tokens > 0
    assert len(server.seen) == 1


async def test_no_server_at_all_has_read_nothing() -> None:
    trouble = await trouble_of(ModelServer(port=1), seconds=3.0)
    assert (trouble.reason, trouble.processed) == ("unreachable", False)


async def test_how_long_a_server_wants_to_be_left_alone_is_believed_for_an_hour(server: ModelServer) -> None:
    server.faults = deque(
        [
            answers_status(429, "rate_limit_exceeded", **{"Retry-After": "7"}),
            answers_status(429, "rate_limit_exceeded", **{"Retry-After": "999999"}),
            answers_status(503, "overloaded", **{"Retry-After": "soon"}),
        ]
    )
    assert [(await trouble_of(server)).retry_after for _ in range(3)] == [7.0, 3600.0, None]


async def test_tokens_are_reckoned_where_a_server_doesnt_say(server: ModelServer) -> None:
    text = '{"stories":[{"story":1,"texts":[{"language":"en","headline":{"text":"A","cites":[1]},"sentences":[]}]}]}'
    server.faults = deque([answers_content(text, usage=False)])
    model = writer(server)
    usage = (await model.write([dossier()])).usage
    await model.close()
    assert usage.input_tokens > 10
    assert usage.output_tokens > 10


async def test_only_what_failed_is_written_anew(server: ModelServer) -> None:
    again = '{"texts":[{"language":"en","place":1,"text":"Better.","cites":[2]},{"language":"fr","place":0,"text":"X","cites":[1]}]}'
    server.faults = deque([answers_content(again)])
    model = writer(server)
    written = await model.rewrite(dossier(), [Failing("en", 1, "Worse\n- en, place 0", "number: 41")])
    await model.close()
    assert written.drafts == ((Draft("en", DraftSentence("", ()), (DraftSentence("Better.", (2,)),)),),)
    assert "number: 41" in server.seen[0].text
    assert [(one.place, one.text) for one in server.seen[0].again] == [(1, "Worse\n- en, place 0")]


@pytest.mark.parametrize(
    ("model", "effort"),
    [("gpt-5-mini", "low"), ("gpt-5.1", "none"), ("gpt-5.6-mini", "none"), ("gpt-6", "none"), ("o4-mini", "low"),
     ("gpt-4o-mini", "unset"), ("openai/gpt-5.2", "none"), ("qwen3.5-32b", "low")],
)  # fmt: skip
def test_thinking_is_as_little_as_a_models_name_lets_expect(model: str, effort: str) -> None:
    assert first_dialect(model).effort == effort
