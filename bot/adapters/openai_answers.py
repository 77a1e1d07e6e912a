"""What is said to a model, and how its answer is read: the schema that it is held to, and the JSON that it sends.

An answer is a stranger's text: what doesn't fit the schema is left out story by story, and nothing in it is believed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.news.dossier import Dossier
from bot.news.drafts import Claim, Draft, DraftSentence, Failing

LONGEST_TEXT = 600
MOST_TRIES = 40
"""Places in an answer where JSON is looked for."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)


class SaidJson(_Strict):
    text: str
    cites: list[int]


class TextJson(_Strict):
    language: str
    headline: SaidJson
    sentences: list[SaidJson]


class StoryJson(_Strict):
    story: int
    texts: list[TextJson]


class StoriesJson(_Strict):
    stories: list[StoryJson]


class AgainJson(_Strict):
    language: str
    place: int
    text: str
    cites: list[int]


class AgainsJson(_Strict):
    texts: list[AgainJson]


class RefusalJson(_Strict):
    text: int
    why: str


class OpinionJson(_Strict):
    refused: list[RefusalJson]


def schema_of(model: type[BaseModel]) -> dict[str, Any]:
    """The JSON schema as strict structured output wants it: every object closed, every key required."""
    return {"name": "texts", "strict": True, "schema": _closed(model.model_json_schema())}


def _closed(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: _closed(value) for key, value in schema.items() if not (key == "title" and isinstance(value, str))}
    return closed | {"additionalProperties": False} if closed.get("type") == "object" else closed


# --- What is said -----------------------------------------------------------------------------------------------------


def stories_text(dossiers: Sequence[Dossier]) -> str:
    return "\n\n".join(f"STORY {n}: {one.heading}\n{one.text}" for n, one in enumerate(dossiers, 1))


def again_text(dossier: Dossier, failing: Sequence[Failing]) -> str:
    """The story once more, with what failed. A text comes back on one line, cut, so that it can pretend nothing."""
    wrong = [
        f"- {one.language}, place {one.place}{' (headline)' if one.place == 0 else ''}: {json.dumps(one.text[:LONGEST_TEXT], ensure_ascii=False)}\n"
        f"  wrong: {one.why}"
        for one in failing
    ]
    return "\n".join([stories_text([dossier]), "", "TEXTS TO WRITE ANEW", *wrong])


def claims_text(dossier: Dossier, claims: Sequence[Claim]) -> str:
    """The claims with the sentences that they cite, and no others. Each claim stands on one line, so that it can pretend
    nothing."""
    cited = sorted({n for claim in claims for n in claim.cites})
    told = [f"[{n}] {dossier.sentences[n - 1].text}" for n in cited]
    texts = [
        f"{n} ({claim.language}), cites {' '.join(f'[{c}]' for c in claim.cites)}: {json.dumps(claim.text, ensure_ascii=False)}"
        for n, claim in enumerate(claims, 1)
    ]
    return "\n".join(["SENTENCES", *told, "", "TEXTS TO CHECK", *texts])


# --- What comes back --------------------------------------------------------------------------------------------------


def read_stories(content: str, count: int) -> tuple[tuple[Draft, ...], ...] | None:
    """The drafts of `count` stories in their order; None where there is no such JSON in the answer."""
    for found in _objects(content):
        stories = found.get("stories") if "stories" in found else [found] if "texts" in found else None
        if isinstance(stories, list):
            drafts = {number: texts for one in stories if (read := _story(one, count)) for number, texts in [read]}
            return tuple(drafts.get(n, ()) for n in range(1, count + 1)) if drafts else None
    return None


def _story(found: object, count: int) -> tuple[int, tuple[Draft, ...]] | None:
    """A story whose shape is right; a story that stands alone needs no number."""
    if not isinstance(found, dict):
        return None
    number = found.get("story", 1) if count == 1 else found.get("story")
    if not isinstance(number, int) or not isinstance(found.get("texts"), list):
        return None
    drafts = tuple(draft for text in found["texts"] if (draft := _draft(text)))
    return (number, drafts) if drafts else None


def _draft(found: object) -> Draft | None:
    try:
        text = TextJson.model_validate(found)
    except ValidationError:
        return None
    language = text.language.strip().lower().partition("-")[0]
    return Draft(language, _said(text.headline), tuple(_said(one) for one in text.sentences))


def _said(one: SaidJson) -> DraftSentence:
    return DraftSentence(one.text[:LONGEST_TEXT], tuple(one.cites[:9]))


def read_again(content: str) -> dict[tuple[str, int], DraftSentence] | None:
    """The rewritten texts by language and place; None where there is no such JSON in the answer."""
    for found in _objects(content):
        if isinstance(found.get("texts"), list):
            read = [one for part in found["texts"] if (one := _again(part))]
            return {(one.language.lower(), one.place): DraftSentence(one.text[:LONGEST_TEXT], tuple(one.cites[:9])) for one in read}  # fmt: skip
    return None


def _again(found: object) -> AgainJson | None:
    try:
        return AgainJson.model_validate(found)
    except ValidationError:
        return None


_WHY = {
    "number": "number: it isn't what the cited sentences say",
    "date": "date: it isn't what the cited sentences say",
    "name": "name: it isn't whom the cited sentences name",
    "role": "who did it to whom: the cited sentences say otherwise",
    "negation": "negation: the cited sentences say the contrary",
    "certainty": "certainty: it is told as surer than the cited sentences tell it",
    "time": "time: it is told as done, or as still to come, where the cited sentences say otherwise",
    "added": "unsupported: it adds what stands in no cited sentence",
    "translation": "translation: it doesn't say what the cited sentences say",
}
_ELSE = "unsupported: the cited sentences don't say all of it"


def read_opinion(content: str, count: int) -> dict[int, str] | None:
    """Which of `count` claims are refused, from 0, and why in our own words; None where no such JSON is in the answer."""
    for found in _objects(content):
        if isinstance(found.get("refused"), list):
            read = [one for part in found["refused"] if (one := _refusal(part)) and 1 <= one.text <= count]
            return {one.text - 1: _WHY.get(one.why.strip().lower(), _ELSE) for one in read}
    return None


def _refusal(found: object) -> RefusalJson | None:
    try:
        return RefusalJson.model_validate(found)
    except ValidationError:
        return None


_THOUGHT = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL | re.IGNORECASE)


def _objects(content: str) -> Iterator[dict[str, Any]]:
    """The JSON objects in an answer, which may stand in a fence or among words, as servers without a schema send them."""
    content = _THOUGHT.sub("", content)
    decoder = json.JSONDecoder()
    starts = (match.start() for _, match in zip(range(MOST_TRIES), re.finditer(r"\{", content), strict=False))
    passed = 0
    for start in starts:
        if start < passed:
            continue
        try:
            found, passed = decoder.raw_decode(content, start)
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict):
            yield found
