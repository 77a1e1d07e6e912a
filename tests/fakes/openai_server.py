"""A model behind an OpenAI-compatible server on the loopback, spoken to with the real library over real sockets.

It writes what an honest model would, obeys whatever it is told to obey, or fails in every way that servers fail. It counts
requests and tokens. What it takes of a request is as narrow as it is told to be.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

KEY = "sk-fake-0123456789"

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """A story as a model reads it in a request: its numbered sentences, the lead's number, the languages wanted."""

    number: int
    lead: int
    languages: tuple[str, ...]
    certainty: str
    sentences: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Again:
    """A text that is to be written anew."""

    language: str
    place: int
    text: str
    wrong: str


@dataclass(frozen=True, slots=True)
class Claimed:
    """A text that a second judge is to look at."""

    number: int
    language: str
    cites: tuple[int, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came, with what can be read out of its user message."""

    body: Json
    stories: tuple[Asked, ...]
    again: tuple[Again, ...]
    claims: tuple[Claimed, ...] = ()

    @property
    def text(self) -> str:
        return str(self.body["messages"][-1]["content"])

    @property
    def tokens(self) -> int:
        """As a tokenizer would count, about: a quarter of the letters."""
        return sum(len(str(message["content"])) for message in self.body["messages"]) // 4


Answers = Callable[[Request], str]
Fault = Callable[[web.Request, Request], "asyncio.Future[web.StreamResponse] | Any"]

_STORY = re.compile(r"^STORY (\d+): (\S+), (\w+), lead \[(\d+)\], write in: ([\w, ]+)$", re.MULTILINE)
_LINE = re.compile(r"^\[(\d+)\] (.*)$", re.MULTILINE)
_AGAIN = re.compile(r"^- (\w+), place (\d+)(?: \(headline\))?: (\".*\")\n  wrong: (.*)$", re.MULTILINE)


_CLAIM = re.compile(r"^(\d+) \((\w+)\), cites ((?:\[\d+\] ?)+): (\".*\")$", re.MULTILINE)


def read_request(body: Json) -> Request:
    text = str(body["messages"][-1]["content"])
    heads = list(_STORY.finditer(text))
    stories = []
    for n, head in enumerate(heads):
        part = text[head.end() : heads[n + 1].start() if n + 1 < len(heads) else len(text)]
        lines = {int(number): line for number, line in _LINE.findall(part)}
        languages = tuple(language.strip() for language in head[5].split(","))
        stories.append(Asked(int(head[1]), int(head[4]), languages, head[3], lines))
    again = tuple(Again(m[1], int(m[2]), json.loads(m[3]), m[4]) for m in _AGAIN.finditer(text))
    claims = tuple(
        Claimed(int(m[1]), m[2], tuple(map(int, re.findall(r"\d+", m[3]))), json.loads(m[4]))
        for m in _CLAIM.finditer(text)
    )
    return Request(body, tuple(stories), again, claims)


# --- What it writes ---------------------------------------------------------------------------------------------------


def said(text: str, *cites: int) -> Json:
    return {"text": text, "cites": list(cites)}


def honest(translations: Mapping[tuple[str, str], str] | None = None) -> Answers:
    """Words that stand in the sources, or the translation of a sentence that it was given: (language, sentence) → text.

    Under "headline" instead of a sentence stands the headline of that language.
    """
    known = translations or {}

    def answer(request: Request) -> str:
        if request.again:
            return json.dumps({"texts": []})
        return json.dumps({"stories": [_honest(story, known) for story in request.stories]}, ensure_ascii=False)

    return answer


def _honest(story: Asked, known: Mapping[tuple[str, str], str]) -> Json:
    lead = story.sentences[story.lead]
    texts = []
    for language in story.languages:
        told = known.get((language, lead), lead)
        title = known.get((f"{language} headline", lead), _headline(lead) if told == lead else told)
        others = [n for n in story.sentences if n != story.lead][:1]
        more = [said(known.get((language, story.sentences[n]), story.sentences[n]), n) for n in others]
        texts.append(
            {
                "language": language,
                "headline": said(title, story.lead),
                "sentences": [said(told, story.lead), *more],
            }
        )
    return {"story": story.number, "texts": texts}


def _headline(sentence: str) -> str:
    """The sentence's beginning up to a comma, when that is short enough."""
    return re.split(r"[,，](?=\s|[\u4e00-\u9fff])", sentence)[0].rstrip(".。")[:90]


def refusing(wrong: Callable[[str], str | None], otherwise: Answers) -> Answers:
    """A second judge: `wrong` says of a text in one word why it is refused. Everything else is answered `otherwise`."""

    def answer(request: Request) -> str:
        if not request.claims:
            return otherwise(request)
        refused = [{"text": c.number, "why": why} for c in request.claims if (why := wrong(c.text))]
        return json.dumps({"refused": refused})

    return answer


def obeying(payload: str, *, cite_all: bool = False) -> Answers:
    """Does what an article orders: the payload stands in every text that it writes, the first time and again."""

    def answer(request: Request) -> str:
        if request.again:
            return json.dumps(
                {"texts": [{"language": a.language, "place": a.place, **said(payload, 1)} for a in request.again]}
            )
        return json.dumps({"stories": [_obeying(story, payload, cite_all) for story in request.stories]})

    return answer


def _obeying(story: Asked, payload: str, cite_all: bool) -> Json:
    cites = list(story.sentences)[:3] if cite_all else [story.lead]
    if story.lead not in cites:
        cites[-1] = story.lead
    lead = story.sentences[story.lead].rstrip(".")
    sentences = [said(payload, *cites), said(f"{lead}. {payload}", *cites), said(f"{lead}, {payload}", *cites)]
    return {
        "story": story.number,
        "texts": [{"language": one, "headline": said(payload[:90], *cites), "sentences": sentences} for one in story.languages],
    }  # fmt: skip


# --- The server -------------------------------------------------------------------------------------------------------


@dataclass
class ModelServer:
    """`answers` writes; `faults` come first, one a request, in their order; what isn't taken is answered with 400."""

    answers: Answers = field(default_factory=honest)
    faults: deque[Any] = field(default_factory=deque)
    always: Any = None
    models: tuple[str, ...] = ("gpt-5-mini",)
    takes_schema: bool = True
    takes_object: bool = True
    takes_effort: bool = True
    takes: Sequence[str] = ("max_completion_tokens", "max_tokens")
    seen: list[Request] = field(default_factory=list)
    refused: list[Json] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def input_tokens(self) -> int:
        return sum(request.tokens for request in self.seen)

    async def completions(self, request: web.Request) -> web.StreamResponse:
        body: Json = await request.json()
        if request.headers.get("Authorization") != f"Bearer {KEY}":
            return _error(401, "invalid_api_key", "Incorrect API key provided: sk-secret-in-an-error.")
        if body.get("model") not in self.models:
            return _error(404, "model_not_found", f"The model `{body.get('model')}` does not exist.")
        if complaint := self._complaint(body):
            self.refused.append(body)
            return _error(400, "unsupported_parameter", complaint)
        asked = read_request(body)
        self.seen.append(asked)
        fault = self.faults.popleft() if self.faults else self.always
        if fault is not None:
            return await fault(request, asked)  # type: ignore[no-any-return]
        return completion(asked, self.answers(asked))

    def _complaint(self, body: Json) -> str | None:
        kind = (body.get("response_format") or {}).get("type")
        if kind == "json_schema" and not self.takes_schema:
            return "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model."
        if kind == "json_object" and not self.takes_object:
            return "response_format is not supported"
        if "reasoning_effort" in body and not self.takes_effort:
            return "Unrecognized request argument supplied: reasoning_effort"
        strange = [name for name in ("max_completion_tokens", "max_tokens") if name in body and name not in self.takes]
        return f"Unsupported parameter: '{strange[0]}' is not supported with this model." if strange else None

    async def listed(self, request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != f"Bearer {KEY}":
            return _error(401, "invalid_api_key", "Incorrect API key provided.")
        return web.json_response({"object": "list", "data": [_model(name) for name in self.models]})

    async def one(self, request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != f"Bearer {KEY}":
            return _error(401, "invalid_api_key", "Incorrect API key provided.")
        name = request.match_info["name"]
        if name not in self.models:
            return _error(404, "model_not_found", f"The model '{name}' does not exist")
        return web.json_response(_model(name))


def _model(name: str) -> Json:
    return {"id": name, "object": "model", "created": 1, "owned_by": "fake"}


def _error(status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> web.Response:
    told = {"error": {"message": message, "type": "invalid_request_error", "param": None, "code": code}}
    return web.json_response(told, status=status, headers=headers)


def completion(asked: Request, content: str | None, **more: Any) -> web.Response:
    return web.json_response(completion_json(asked, content, **more))


def completion_json(
    asked: Request, content: str | None, *, finish: str = "stop", refusal: str | None = None, usage: bool = True
) -> Json:
    message = {"role": "assistant", "content": content, "refusal": refusal}
    told: Json = {
        "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": asked.body["model"],
        "choices": [{"index": 0, "message": message, "finish_reason": finish, "logprobs": None}],
    }  # fmt: skip
    if usage:
        written = len(content or "") // 4
        told["usage"] = {"prompt_tokens": asked.tokens, "completion_tokens": written, "total_tokens": asked.tokens + written}  # fmt: skip
    return told


@asynccontextmanager
async def model_server(**how: Any) -> AsyncIterator[ModelServer]:
    server = ModelServer(**how)
    app = web.Application()
    app.router.add_post("/v1/chat/completions", server.completions)
    app.router.add_get("/v1/models", server.listed)
    app.router.add_get("/v1/models/{name}", server.one)
    runner = web.AppRunner(app, shutdown_timeout=0.1, handler_cancellation=True)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    server.port = runner.addresses[0][1]
    try:
        yield server
    finally:
        await runner.cleanup()


# --- How it fails -----------------------------------------------------------------------------------------------------


def answers_status(status: int, code: str = "server_error", **headers: str) -> Any:
    async def fault(request: web.Request, asked: Request) -> web.StreamResponse:
        return _error(status, code, "It failed on order: sk-secret-in-an-error", headers)

    return fault


def answers_content(content: str | None, **more: Any) -> Any:
    """A well-formed answer with that content; finish="length" cuts it off, refusal="…" refuses."""

    async def fault(request: web.Request, asked: Request) -> web.StreamResponse:
        return completion(asked, content, **more)

    return fault


def answers_bytes(raw: bytes, content_type: str = "application/json") -> Any:
    async def fault(request: web.Request, asked: Request) -> web.StreamResponse:
        return web.Response(body=raw, content_type=content_type)

    return fault


async def hangs(request: web.Request, asked: Request) -> web.StreamResponse:
    await asyncio.sleep(600)
    raise AssertionError("nobody waits so long")


async def drips(request: web.Request, asked: Request) -> web.StreamResponse:
    """A byte now and then, for ever: each read succeeds, and the answer never ends."""
    response = web.StreamResponse(headers={"Content-Type": "application/json"})
    await response.prepare(request)
    while True:
        await response.write(b" ")
        await asyncio.sleep(0.05)


async def streams_nothing(request: web.Request, asked: Request) -> web.StreamResponse:
    """Begins to answer, and then nothing comes."""
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    await asyncio.sleep(600)
    return response


async def huge(request: web.Request, asked: Request) -> web.StreamResponse:
    """An answer that would fill the memory, were it read to its end."""
    response = web.StreamResponse(headers={"Content-Type": "application/json"})
    await response.prepare(request)
    while True:
        await response.write(b" " * 100_000)


async def resets(request: web.Request, asked: Request) -> web.StreamResponse:
    """The connection breaks after the request was read."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()
