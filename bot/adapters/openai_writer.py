"""A model behind an OpenAI-compatible server, as the writer of briefs. The library is loaded when first needed.

It sends each request once: the library's own retries are off, since what timed out may have been read and billed. What
a server doesn't take (a schema, a way to bound the answer, a reasoning effort) is learnt from its refusal, which costs
nothing, and remembered. It judges nothing: see `news.drafts`.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Literal, Protocol

from bot.adapters.openai_answers import (
    AgainsJson,
    OpinionJson,
    StoriesJson,
    again_text,
    claims_text,
    read_again,
    read_opinion,
    read_stories,
    schema_of,
    stories_text,
)
from bot.logs import logger
from bot.news.dossier import Dossier, tokens_of
from bot.news.drafts import Claim, Draft, DraftSentence, Failing
from bot.ports import ModelTrouble, Opinion, Usage, Written

if TYPE_CHECKING:
    from openai import APIStatusError, AsyncOpenAI
    from pydantic import BaseModel

log = logger(__name__)
LARGEST_ANSWER = 1_000_000
"""Bytes. An answer of four stories in three languages has about 20,000."""
CONNECT_SECONDS = 10.0
LONGEST_WAIT = 3600.0
"""Seconds that a server's Retry-After is believed for."""
ROOM = 1000
ROOM_A_TEXT = 450
"""Tokens that an answer may have: some for thinking, and for each text twice what one takes."""

Format = Literal["schema", "object", "text"]
Bound = Literal["max_completion_tokens", "max_tokens", "none"]
Effort = Literal["none", "low", "unset"]
_FORMATS: tuple[Format, ...] = ("schema", "object", "text")
_BOUNDS: tuple[Bound, ...] = ("max_completion_tokens", "max_tokens", "none")
_EFFORTS: tuple[Effort, ...] = ("none", "low", "unset")


@dataclass(frozen=True, slots=True)
class Dialect:
    """What a server and its model take."""

    format: Format = "schema"
    bound: Bound = "max_completion_tokens"
    effort: Effort = "low"

    def after(self, complaint: str) -> Dialect | None:
        """What to try next when it complained; None when nothing is left to leave out."""
        said = complaint.casefold()
        if "reasoning" in said or "effort" in said:
            order = (self._less_effort, self._less_format, self._less_bound)
        elif "max_tokens" in said or "max_completion_tokens" in said:
            order = (self._less_bound, self._less_format, self._less_effort)
        else:
            order = (self._less_format, self._less_effort, self._less_bound)
        return next((better for less in order if (better := less())), None)

    def _less_format(self) -> Dialect | None:
        left = _FORMATS[_FORMATS.index(self.format) + 1 :]
        return replace(self, format=left[0]) if left else None

    def _less_bound(self) -> Dialect | None:
        left = _BOUNDS[_BOUNDS.index(self.bound) + 1 :]
        return replace(self, bound=left[0]) if left else None

    def _less_effort(self) -> Dialect | None:
        left = _EFFORTS[_EFFORTS.index(self.effort) + 1 :]
        return replace(self, effort=left[0]) if left else None


def first_dialect(model: str) -> Dialect:
    """By what is known of model names: from GPT-5.1 on thinking can be left off, before GPT-5 there was none."""
    name = model.rpartition("/")[2].casefold()
    if name.startswith(("gpt-3", "gpt-4", "chatgpt")):
        return Dialect(effort="unset")
    if name.startswith("gpt-5.") or (name.startswith("gpt-") and name[4:5].isdigit() and not name.startswith("gpt-5")):
        return Dialect(effort="none")
    return Dialect()


class Memory(Protocol):
    """Where what was learnt of a server is kept."""

    async def meta_value(self, key: str) -> str | None: ...

    async def set_meta(self, key: str, value: str) -> None: ...


@dataclass
class Forgetful:
    """For a command that ends at once."""

    kept: dict[str, str] = field(default_factory=dict)

    async def meta_value(self, key: str) -> str | None:
        return self.kept.get(key)

    async def set_meta(self, key: str, value: str) -> None:
        self.kept[key] = value


@dataclass(frozen=True, slots=True)
class Prompts:
    """What the model is told to do: config/prompts/."""

    brief: str
    rewrite: str
    judge: str = ""


@dataclass(frozen=True, slots=True)
class Prices:
    """Money for a million tokens."""

    input: float = 0.0
    output: float = 0.0


@dataclass(frozen=True, slots=True)
class Access:
    """How the server is reached. `seconds`: one whole request may take so long."""

    key: str = field(repr=False)
    base_url: str | None
    model: str
    seconds: float = 60.0


class OpenAIWriter:
    """Close it when done. One request at a time is what its callers send."""

    def __init__(
        self, access: Access, prompts: Prompts, memory: Memory | None = None, prices: Prices = Prices()
    ) -> None:
        self._access = access
        self._prompts = prompts
        self._memory: Memory = memory or Forgetful()
        self._prices = prices
        self._client: AsyncOpenAI | None = None
        self._dialect: Dialect | None = None
        self.prompt = _hash(prompts.brief, prompts.rewrite)
        self.server = _hash(access.base_url or "", access.key, access.model)

    @property
    def model(self) -> str:
        return self._access.model

    def cost(self, usage: Usage) -> float:
        return (usage.input_tokens * self._prices.input + usage.output_tokens * self._prices.output) / 1_000_000

    async def close(self) -> None:
        if self._client is not None:
            await self._client.close()

    async def probe(self, seconds: float) -> bool:
        """Asks for the model, which costs nothing. False where the server doesn't tell. Raises ModelTrouble."""
        from openai import APIConnectionError, APIStatusError, APITimeoutError

        client = (await self._connected()).with_options(timeout=seconds)
        try:
            async with asyncio.timeout(seconds + 1):
                listed = {one.id async for one in client.models.list()}
        except (TimeoutError, APITimeoutError) as error:
            raise _timed_out(error, seconds, Usage()) from error
        except APIStatusError as error:
            if error.status_code in (404, 405, 501):
                return False
            raise _told_plainly(error, self.model) from error
        except APIConnectionError as error:
            raise _disconnected(error, Usage()) from error
        if listed and self.model not in listed:
            raise ModelTrouble("unknown model", f"the model server knows no model {self.model!r}")
        return bool(listed)

    async def write(self, dossiers: Sequence[Dossier]) -> Written:
        texts = sum(len(one.languages) for one in dossiers)
        content, usage = await self._ask(self._prompts.brief, stories_text(dossiers), StoriesJson, texts)
        drafts = read_stories(content, len(dossiers))
        if drafts is None:
            raise _no_such_json(usage)
        return Written(drafts, usage)

    async def rewrite(self, dossier: Dossier, failing: Sequence[Failing]) -> Written:
        content, usage = await self._ask(self._prompts.rewrite, again_text(dossier, failing), AgainsJson, len(failing))
        again = read_again(content)
        if again is None:
            raise _no_such_json(usage)
        return Written((_patches(failing, again),), usage)

    async def second_opinion(self, dossier: Dossier, claims: Sequence[Claim]) -> Opinion:
        content, usage = await self._ask(self._prompts.judge, claims_text(dossier, claims), OpinionJson, 1)
        refused = read_opinion(content, len(claims))
        if refused is None:
            raise _no_such_json(usage)
        return Opinion(refused, usage)

    # --- One request --------------------------------------------------------------------------------------------------

    async def _ask(self, told: str, text: str, schema: type[BaseModel], texts: int) -> tuple[str, Usage]:
        """The answer's text. Raises ModelTrouble."""
        client = await self._connected()
        dialect = await self._learnt()
        reckoned = Usage(tokens_of(told) + tokens_of(text), 0, 1)
        while True:
            body = _body(self._access.model, told, text, schema, texts, dialect)
            try:
                answer = await self._post(client, body, reckoned)
            except _NotTaken as refusal:
                further = dialect.after(refusal.complaint)
                if further is None:
                    raise ModelTrouble("server trouble", "the model server takes no request of ours") from refusal
                dialect = further
                continue
            if dialect != self._dialect:
                await self._remember(dialect)
            return _content(answer, reckoned)

    async def _connected(self) -> AsyncOpenAI:
        if self._client is None:
            self._client = await asyncio.to_thread(_make_client, self._access)  # the import takes half a second
        return self._client

    async def _learnt(self) -> Dialect:
        if self._dialect is None:
            self._dialect = _dialect_from(await self._memory.meta_value(self._place)) or first_dialect(self.model)
        return self._dialect

    @property
    def _place(self) -> str:
        return f"model dialect {self.server}"

    async def _remember(self, dialect: Dialect) -> None:
        self._dialect = dialect
        log.info("the model server takes less than asked", **asdict(dialect))
        await self._memory.set_meta(self._place, json.dumps(asdict(dialect)))

    async def _post(self, client: AsyncOpenAI, body: dict[str, Any], reckoned: Usage) -> Mapping[str, Any]:
        """The answer's JSON. Raises ModelTrouble, and _NotTaken for what the server won't have in a request."""
        from openai import APIConnectionError, APIStatusError, APITimeoutError

        try:
            async with (
                asyncio.timeout(self._access.seconds),
                client.chat.completions.with_streaming_response.create(**body) as answer,
            ):
                raw = await _read(answer)
        except (TimeoutError, APITimeoutError) as error:
            raise _timed_out(error, self._access.seconds, reckoned) from error
        except APIStatusError as error:
            raise _refused(error, self.model) from error
        except APIConnectionError as error:
            raise _disconnected(error, reckoned) from error
        except _network_errors() as error:
            raise _disconnected(error, reckoned) from error
        try:
            found = json.loads(raw)
        except (ValueError, RecursionError) as error:
            raise ModelTrouble("invalid", "the model server's answer isn't JSON", processed=True, usage=reckoned) from error  # fmt: skip
        if not isinstance(found, dict):
            raise ModelTrouble("invalid", "the model server's answer isn't an object", processed=True, usage=reckoned)
        return found


def _hash(*parts: str) -> str:
    return hashlib.sha256("\n\n".join(parts).encode()).hexdigest()[:16]


def _make_client(access: Access) -> AsyncOpenAI:
    from openai import AsyncOpenAI, Timeout

    timeout = Timeout(access.seconds, connect=min(CONNECT_SECONDS, access.seconds))
    return AsyncOpenAI(api_key=access.key, base_url=access.base_url, timeout=timeout, max_retries=0)


def _dialect_from(stored: str | None) -> Dialect | None:
    try:
        return Dialect(**json.loads(stored)) if stored else None
    except (ValueError, TypeError):
        return None


def _body(model: str, told: str, text: str, schema: type[BaseModel], texts: int, dialect: Dialect) -> dict[str, Any]:
    body: dict[str, Any] = {
        "model": model,
        "messages": [{"role": "system", "content": told}, {"role": "user", "content": text}],
    }
    if dialect.format == "schema":
        body["response_format"] = {"type": "json_schema", "json_schema": schema_of(schema)}
    elif dialect.format == "object":
        body["response_format"] = {"type": "json_object"}
    if dialect.bound != "none":
        body[dialect.bound] = ROOM + ROOM_A_TEXT * texts
    if dialect.effort != "unset":
        body["reasoning_effort"] = dialect.effort
    return body


async def _read(answer: Any) -> bytes:
    whole = bytearray()
    async for some in answer.iter_bytes():
        whole += some
        if len(whole) > LARGEST_ANSWER:
            raise ModelTrouble("invalid", f"the model server's answer is larger than {LARGEST_ANSWER:,} bytes", processed=True)  # fmt: skip
    return bytes(whole)


def _patches(failing: Sequence[Failing], again: Mapping[tuple[str, int], DraftSentence]) -> tuple[Draft, ...]:
    """The rewritten texts as drafts: for each language, its places up to the last one rewritten, empty where none came."""
    drafts = []
    for language in dict.fromkeys(one.language for one in failing):
        places = [one.place for one in failing if one.language == language]
        said = [again.get((language, place), DraftSentence("", ())) if place in places else DraftSentence("", ()) for place in range(max(places) + 1)]  # fmt: skip
        drafts.append(Draft(language, said[0], tuple(said[1:])))
    return tuple(drafts)


# --- The answer -------------------------------------------------------------------------------------------------------


def _content(answer: Mapping[str, Any], reckoned: Usage) -> tuple[str, Usage]:
    choices = answer.get("choices")
    choice = _object(choices[0] if isinstance(choices, list) and choices else None)
    message = _object(choice.get("message"))
    content = message.get("content")
    text = content if isinstance(content, str) else ""
    usage = _usage(answer.get("usage"), reckoned, text)
    if message.get("refusal") or choice.get("finish_reason") == "content_filter":
        raise ModelTrouble("refused", "the model refused to write", processed=True, usage=usage)
    if choice.get("finish_reason") == "length":
        raise ModelTrouble("cut off", "the model's answer was cut off", processed=True, usage=usage)
    if not text.strip():
        raise ModelTrouble("invalid", "the model's answer is empty", processed=True, usage=usage)
    return text, usage


def _object(found: object) -> dict[str, Any]:
    return found if isinstance(found, dict) else {}


def _usage(told: object, reckoned: Usage, text: str) -> Usage:
    counts = _object(told)
    read = _count(counts.get("prompt_tokens"), reckoned.input_tokens)
    return Usage(read, _count(counts.get("completion_tokens"), tokens_of(text)), 1)


def _count(value: object, otherwise: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else otherwise


# --- What goes wrong --------------------------------------------------------------------------------------------------


def _no_such_json(usage: Usage) -> ModelTrouble:
    return ModelTrouble(
        "invalid", "the model's answer isn't the JSON that it was asked for", processed=True, usage=usage
    )


class _NotTaken(Exception):
    """The server won't have something in the request; nothing was read or billed."""

    def __init__(self, complaint: str) -> None:
        super().__init__(complaint)
        self.complaint = complaint


def _network_errors() -> tuple[type[Exception], ...]:
    """What the connection raises while an answer is read: the library passes these through."""
    import httpx2

    return (httpx2.HTTPError, httpx2.StreamError)


def _timed_out(error: Exception, seconds: float, reckoned: Usage) -> ModelTrouble:
    if type(error.__cause__).__name__ in ("ConnectTimeout", "PoolTimeout"):
        return ModelTrouble("unreachable", "the model server can't be reached")
    return ModelTrouble(
        "time-out", f"the model server didn't answer within {seconds:g} s", processed=True, usage=reckoned
    )


def _disconnected(error: Exception, reckoned: Usage) -> ModelTrouble:
    if type(error.__cause__).__name__ == "ConnectError":
        return ModelTrouble("unreachable", "the model server can't be reached")
    return ModelTrouble("server trouble", "the connection to the model server broke", processed=True, usage=reckoned)


def _refused(error: APIStatusError, model: str) -> Exception:
    """By status and code. The server's own words aren't passed on: they may hold the key."""
    code, said = str(error.code or ""), f"{error.code} {error.param} {error.message}"
    if error.status_code in (401, 403):
        return ModelTrouble("bad key", "the model server refuses the key")
    if code == "model_not_found" or error.status_code == 404:
        return ModelTrouble("unknown model", f"the model server knows no model {model!r}")
    if code == "insufficient_quota" or error.status_code == 402:
        return ModelTrouble("no credit", "the model server says that the account has no credit left")
    if error.status_code == 429:
        wait = _retry_after(error.response.headers)
        return ModelTrouble("limit", "the model server asks for fewer requests", retry_after=wait)
    if code in ("content_filter", "content_policy_violation"):
        return ModelTrouble("refused", "the model server refused the text", processed=True)
    if error.status_code in (400, 415, 422, 501):
        return _NotTaken(said)
    return ModelTrouble("server trouble", f"the model server answers {error.status_code}", retry_after=_retry_after(error.response.headers))  # fmt: skip


def _told_plainly(error: APIStatusError, model: str) -> ModelTrouble:
    told = _refused(error, model)
    return (
        told if isinstance(told, ModelTrouble) else ModelTrouble("server trouble", "the model server refuses to answer")
    )


def _retry_after(headers: Mapping[str, str]) -> float | None:
    told = headers.get("retry-after")
    if told is None:
        return None
    try:
        return min(max(float(told), 0.0), LONGEST_WAIT)
    except ValueError:
        pass
    try:
        wait = (parsedate_to_datetime(told) - parsedate_to_datetime(headers.get("date", ""))).total_seconds()
    except (ValueError, TypeError):
        return None
    return min(max(wait, 0.0), LONGEST_WAIT)
